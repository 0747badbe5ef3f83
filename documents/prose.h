/*
 * Text for people, said once and shown in three ways: plain, markdown and HTML. A text is a row of
 * lines; each is a heading, an item of a list, or sentences of the paragraph at hand.
 */
#ifndef JHR_DOCUMENTS_PROSE_H
#define JHR_DOCUMENTS_PROSE_H

#include "base/buf.h"

enum jhr_prose_kind { JHR_PROSE_SENTENCE, JHR_PROSE_HEADING, JHR_PROSE_ITEM };
enum jhr_prose_form { JHR_PROSE_PLAIN, JHR_PROSE_MARKDOWN, JHR_PROSE_HTML };

struct jhr_prose {
    struct jhr_buf line;  /* what is being said: write here, then end the line */
    struct jhr_buf lines; /* a byte for the kind, the text without control bytes, a new line */
};
void jhr_prose_free(struct jhr_prose *p);
/* Ends the line; an empty one is left out. */
void jhr_prose_end(struct jhr_prose *p, enum jhr_prose_kind kind);
void jhr_prose_say(struct jhr_prose *p, enum jhr_prose_kind kind, const char *text);
void jhr_prose_paragraph(struct jhr_prose *p); /* what comes next is a paragraph of its own */
/* Plain text ends without a new line, the others with one. */
void jhr_prose_show(const struct jhr_prose *p, enum jhr_prose_form form, struct jhr_buf *out);
/* One text from outside, escaped for a place inside markdown or HTML text. */
void jhr_prose_escape(enum jhr_prose_form form, struct jhr_str text, struct jhr_buf *out);

#endif

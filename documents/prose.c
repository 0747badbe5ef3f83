#include "documents/prose.h"

#include <string.h>

#define PARAGRAPH 'p' /* the kind of a line that only parts paragraphs */

static const char kinds[] = {'s', 'h', 'i'};

void jhr_prose_free(struct jhr_prose *p)
{
    jhr_buf_free(&p->line);
    jhr_buf_free(&p->lines);
}

/* A text from a document may hold new lines and worse: here each is one line. */
static void add_clean(struct jhr_buf *b, struct jhr_str text)
{
    for (uint32_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        jhr_buf_char(b, c < 0x20 || c == 0x7f ? ' ' : text.p[i]);
    }
}

void jhr_prose_end(struct jhr_prose *p, enum jhr_prose_kind kind)
{
    struct jhr_str text = jhr_buf_get(&p->line);
    if (text.n > 0) {
        jhr_buf_char(&p->lines, kinds[kind]);
        add_clean(&p->lines, text);
        jhr_buf_char(&p->lines, '\n');
    }
    p->lines.failed |= p->line.failed;
    jhr_buf_clear(&p->line);
}

void jhr_prose_say(struct jhr_prose *p, enum jhr_prose_kind kind, const char *text)
{
    jhr_buf_z(&p->line, text);
    jhr_prose_end(p, kind);
}

void jhr_prose_paragraph(struct jhr_prose *p)
{
    if (p->lines.n > 0 && !p->lines.failed)
        jhr_buf_fmt(&p->lines, "%c\n", PARAGRAPH);
}

static const char *markdown_of(char c)
{
    static const char special[] = "\\`*_[]#|<>&~!";
    return c != '\0' && strchr(special, c) != NULL ? "\\" : "";
}

static const char *html_of(char c)
{
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

void jhr_prose_escape(enum jhr_prose_form form, struct jhr_str text, struct jhr_buf *out)
{
    struct jhr_buf shown = {0};
    jhr_buf_shown(&shown, text);
    for (size_t i = 0; i < shown.n; i++) {
        const char *html = form == JHR_PROSE_HTML ? html_of(shown.p[i]) : NULL;
        if (html != NULL) {
            jhr_buf_z(out, html);
            continue;
        }
        if (form == JHR_PROSE_MARKDOWN)
            jhr_buf_z(out, i == 0 && strchr("-+", shown.p[0]) ? "\\" : markdown_of(shown.p[i]));
        jhr_buf_char(out, shown.p[i]);
    }
    out->failed |= shown.failed;
    jhr_buf_free(&shown);
}

/* ---- the three forms ---- */

struct show {
    enum jhr_prose_form form;
    struct jhr_buf *out;
    char open; /* kind of the last line of a paragraph or list that is not closed; 0: none */
};

static void close(struct show *s)
{
    if (s->form == JHR_PROSE_HTML && s->open != 0)
        jhr_buf_z(s->out, s->open == 'i' ? "</ul>\n" : "</p>\n");
    s->open = 0;
}

static void plain_line(struct show *s, char kind, struct jhr_str text)
{
    if (s->out->n > 0 && s->open != 0)
        jhr_buf_char(s->out, '\n');
    if (kind == 'i')
        jhr_buf_z(s->out, "- ");
    jhr_buf_str(s->out, text);
    s->open = kind == PARAGRAPH ? 'p' : kind;
}

static void markdown_line(struct show *s, char kind, struct jhr_str text)
{
    if (kind == PARAGRAPH || kind == 'h' || (kind == 'i') != (s->open == 'i'))
        if (s->open != 0)
            jhr_buf_char(s->out, '\n');
    s->open = 0;
    if (kind == PARAGRAPH)
        return;
    jhr_buf_z(s->out, kind == 'h' ? "## " : kind == 'i' ? "- " : "");
    jhr_prose_escape(s->form, text, s->out);
    jhr_buf_z(s->out, kind == 'h' ? "\n\n" : "\n");
    s->open = kind == 'h' ? 0 : kind;
}

static void html_line(struct show *s, char kind, struct jhr_str text)
{
    if (kind != s->open)
        close(s);
    if (kind == PARAGRAPH)
        return;
    if (kind == 's')
        jhr_buf_z(s->out, s->open == 0 ? "<p>" : "<br>\n");
    else if (kind == 'i')
        jhr_buf_z(s->out, s->open == 0 ? "<ul>\n<li>" : "<li>");
    else
        jhr_buf_z(s->out, "<h2>");
    jhr_prose_escape(s->form, text, s->out);
    jhr_buf_z(s->out, kind == 'i' ? "</li>\n" : kind == 'h' ? "</h2>\n" : "");
    s->open = kind == 'h' ? 0 : kind;
}

void jhr_prose_show(const struct jhr_prose *p, enum jhr_prose_form form, struct jhr_buf *out)
{
    void (*const line[])(struct show *, char, struct jhr_str) = {plain_line, markdown_line,
                                                                 html_line};
    struct show s = {.form = form, .out = out};
    size_t at = 0;
    out->failed |= p->lines.failed;
    while (at < p->lines.n && !p->lines.failed) {
        const char *from = p->lines.p + at;
        const char *to = memchr(from, '\n', p->lines.n - at);
        line[form](&s, *from, (struct jhr_str){from + 1, (uint32_t)(to - from - 1)});
        at = (size_t)(to - p->lines.p) + 1;
    }
    close(&s);
}

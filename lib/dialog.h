/* What the parts of a dialogue share: lib/dialog*.c. */
#ifndef JHR_LIB_DIALOG_H
#define JHR_LIB_DIALOG_H

#include "lib/receipt.h"

struct jhr_dialog {
    jhr_ctx *ctx;
    jhr_session *session;
    bool english;
    struct jhr_str name; /* of the proposal; in the arena */
    struct jhr_arena arena;
    json_t *document;  /* with the answers so far */
    json_t *passed;    /* what is not asked again: {"name": true} */
    json_t *history;   /* [document, passed] before each answer */
    json_t *besluit;   /* on the document */
    const json_t *ask; /* in the besluit; NULL: nothing to ask */
    const char *asked; /* its name */
    const struct jhr_program *program;
    const struct jhr_p_feit *feit; /* NULL: a part of the proposal */
    json_t *pending;               /* the value of an oordeel that waits for its motivation */
    bool stopped;
};

static inline const char *jhr_dialog_in(const struct jhr_dialog *d, const char *nl, const char *en)
{
    return d->english ? en : nl;
}

static inline struct jhr_str jhr_dialog_text(const struct jhr_dialog *d, uint32_t string)
{
    return jhr_p_str(d->program, string);
}

/* dialog_ask.c: what can be answered besides. */
void jhr_dialog_help(struct jhr_buf *b, const struct jhr_dialog *d);
/* dialog_read.c: is it one of these words, without case? */
bool jhr_dialog_is(struct jhr_str s, const char *const *words, size_t n);
#define JHR_DIALOG_IS(s, ...)                                                                      \
    jhr_dialog_is(s, (const char *const[]){__VA_ARGS__},                                           \
                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
/* The JSON value of an answer; NULL when it is not understood: `why` says why. */
json_t *jhr_dialog_value(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why);

#endif

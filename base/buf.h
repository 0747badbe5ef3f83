/*
 * A growing byte buffer with a ceiling, and the output sink that everything is written to.
 * A failed write (memory, ceiling, the caller's function) is sticky: `failed` stays set, later
 * writes do nothing, so that a writer is tested once, at the end.
 */
#ifndef JHR_BASE_BUF_H
#define JHR_BASE_BUF_H

#include "base/str.h"

struct jhr_buf {
    char *p;
    size_t n, cap;
    size_t max; /* 0: JHR_BUF_MAX */
    bool failed;
};
#define JHR_BUF_MAX ((size_t)1 << 30)

void jhr_buf_free(struct jhr_buf *b);
void jhr_buf_clear(struct jhr_buf *b);
void jhr_buf_add(struct jhr_buf *b, const void *p, size_t n);
void jhr_buf_str(struct jhr_buf *b, struct jhr_str s);
void jhr_buf_z(struct jhr_buf *b, const char *z);
void jhr_buf_char(struct jhr_buf *b, char c);
void jhr_buf_int(struct jhr_buf *b, int64_t v);
/* printf into the buffer; for numbers and fixed text, never for a format that came from outside */
void jhr_buf_fmt(struct jhr_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void jhr_buf_json(struct jhr_buf *b, struct jhr_str s); /* a JSON string with its quotes */
/* A text from outside for a person to read: control bytes and what is not UTF-8 as \xNN, letters
 * that hide or turn text as \u{NNNN}, a tab as a space. */
void jhr_buf_shown(struct jhr_buf *b, struct jhr_str s);
struct jhr_str jhr_buf_get(const struct jhr_buf *b);

#endif

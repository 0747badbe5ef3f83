/* A run of diagnostics over small files in memory, shared by the tests of base/diag.h. */
#ifndef JHR_TESTS_BASE_DIAG_AID_H
#define JHR_TESTS_BASE_DIAG_AID_H

#include "base/diag.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

struct run {
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    struct jhr_buf out;
};

static inline void start(struct run *r)
{
    *r = (struct run){.out = {.p = NULL}};
    jhr_arena_init(&r->arena, 0);
    r->sources.arena = &r->arena;
    r->diags = (struct jhr_diags){.arena = &r->arena, .sources = &r->sources};
}

static inline void stop(struct run *r)
{
    jhr_buf_free(&r->out);
    jhr_arena_free(&r->arena);
}

static inline uint32_t file(struct run *r, const char *path, const char *text)
{
    return jhr_source_add(&r->sources, jhr_str_of(path), jhr_str_of(text));
}

/* The nth (from 0) place in a file where the words stand. */
static inline struct jhr_span at(const struct run *r, uint32_t f, const char *words, int nth)
{
    const char *text = r->sources.files.v[f]->text.p, *p = strstr(text, words);
    while (nth-- > 0)
        p = strstr(p + 1, words);
    uint32_t lo = (uint32_t)(p - text);
    return (struct jhr_span){f, lo, lo + (uint32_t)strlen(words)};
}

static inline const char *write_as(struct run *r, enum jhr_diag_format format, enum jhr_lang lang)
{
    jhr_buf_clear(&r->out);
    jhr_diag_write(&r->out, &r->diags, (struct jhr_diag_style){format, lang, false});
    assert_false(r->out.failed);
    return r->out.p == NULL || r->out.n == 0 ? "" : r->out.p;
}
#endif

/* Small choices that every part of the generator makes. */
#ifndef JHR_TESTS_DIFFERENTIAL_GENERATE_WORDS_H
#define JHR_TESTS_DIFFERENTIAL_GENERATE_WORDS_H

#include "tests/differential/generate.h"

#define put(g, ...) jhr_buf_fmt((g)->out, __VA_ARGS__)
#define word(g, z)  jhr_buf_z((g)->out, (z))

static inline uint32_t below(struct gen *g, uint32_t n)
{
    return chance_below(&g->chance, n);
}

static inline bool maybe(struct gen *g, uint32_t percent)
{
    return chance_percent(&g->chance, percent);
}

static inline const char *one_of(struct gen *g, const char *const *words, uint32_t n)
{
    return words[below(g, n)];
}
#define ONE_OF(g, ...)                                                                             \
    one_of((g), (const char *const[]){__VA_ARGS__},                                                \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static inline const char *comparison(struct gen *g)
{
    return ONE_OF(g, " < ", " <= ", " > ", " >= ", " hoogstens ", " minstens ");
}

static inline const char *any_comparison(struct gen *g)
{
    return maybe(g, 20) ? ONE_OF(g, " is ", " is niet ") : comparison(g);
}

static inline const char *in(struct gen *g)
{
    return maybe(g, 75) ? " in " : " niet in ";
}

static inline const char *is(struct gen *g)
{
    return maybe(g, 75) ? " is " : " is niet ";
}

#endif

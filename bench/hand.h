/*
 * The rules of workload.def as a C programmer would write them to be fast: no branches (a
 * mispredicted one costs more than all the work it saves), a case in 100 bytes, everything inlined.
 * The measure that the evaluator is held against.
 */
#ifndef JHR_BENCH_HAND_H
#define JHR_BENCH_HAND_H

#include <stdint.h>

#define BOOLS    15
#define SOORTEN  6
#define NUMBERS  8
#define PRODUCTS 80
#define RUNNING  4
#define RULES    46 /* in workload.def */
#define MATRICES 2
#define UNKNOWN  INT32_MIN /* of a number */

struct hand_case {
    int32_t i[NUMBERS];
    int8_t e[SOORTEN]; /* -1: unknown */
    uint8_t b[BOOLS];  /* 0 no, 1 unknown, 2 yes */
    uint8_t product, running_n;
    uint8_t running[RUNNING]; /* products */
};

/* The matrices, symmetric: mostly yes, as real ones are. */
static inline uint8_t matrix_cell(uint32_t matrix, uint32_t a, uint32_t b)
{
    uint32_t lo = a < b ? a : b, hi = a < b ? b : a;
    uint32_t h = (lo * 83 + hi * 131 + matrix * 57) * 2654435761u >> 20;
    return h % 10 == 0 ? 0 : h % 50 == 1 ? 1 : 2;
}
static uint8_t hand_matrix[MATRICES][PRODUCTS][PRODUCTS];

static inline uint32_t hand_and(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}
static inline uint32_t hand_or(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

#define B(n)               ((uint32_t)c->b[n])
#define LE(n, most)        (c->i[n] == UNKNOWN ? 1 : 2u * (c->i[n] <= (most)))
#define GE(n, least)       (c->i[n] == UNKNOWN ? 1 : 2u * (c->i[n] >= (least)))
#define IN(n, mask, names) (c->e[n] < 0 ? 1 : 2u * ((uint32_t)(mask) >> (c->e[n] & 31) & 1))
#define LIN(a, x, b, y, most)                                                                      \
    (((c->i[x] == UNKNOWN) | (c->i[y] == UNKNOWN))                                                 \
         ? 1                                                                                       \
         : 2u * ((a) * (int64_t)c->i[x] + (b) * (int64_t)c->i[y] <= (most)))
#define NOT(E)    (2 - (E))
#define AND(E, F) hand_and(E, F)
#define OR(E, F)  hand_or(E, F)

/* A truth for each rule, matrices last. */
static __attribute__((noinline)) void hand_run(const struct hand_case *c, uint8_t *out)
{
#define RULE(n, E) out[n] = (uint8_t)(E);
#include "bench/workload.def"
#undef RULE
    for (uint32_t m = 0; m < MATRICES; m++) {
        uint32_t v = 2;
        for (uint32_t k = 0; k < c->running_n; k++)
            v = hand_and(v, hand_matrix[m][c->product][c->running[k]]);
        out[RULES + m] = (uint8_t)v;
    }
}

#undef B
#undef LE
#undef GE
#undef IN
#undef LIN
#undef NOT
#undef AND
#undef OR

#endif

/* Chance with a seed: the same numbers on every machine. */
#ifndef JHR_TESTS_DIFFERENTIAL_RANDOM_H
#define JHR_TESTS_DIFFERENTIAL_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct chance {
    uint64_t state;
};

static inline uint64_t chance_next(struct chance *c) /* splitmix64 */
{
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* 0 .. n-1 */
static inline uint32_t chance_below(struct chance *c, uint32_t n)
{
    return n == 0 ? 0 : (uint32_t)(chance_next(c) % n);
}

static inline int64_t chance_between(struct chance *c, int64_t lo, int64_t hi)
{
    return lo + (int64_t)(chance_next(c) % (uint64_t)(hi - lo + 1));
}

static inline bool chance_percent(struct chance *c, uint32_t percent)
{
    return chance_below(c, 100) < percent;
}

/* A stream of its own for a part, so that one part may change without the others. */
static inline struct chance chance_of(uint64_t seed, uint64_t part)
{
    struct chance c = {seed ^ (part * 0xd1342543de82ef95u)};
    chance_next(&c);
    return c;
}

#endif

/*
 * Whole numbers of 256 bits: how many cases there are. A regeling with a hundred yes/no facts has
 * more of them than 64 or 128 bits hold. Past 256 bits `over` is set, and stays: such a number is
 * not used.
 */
#ifndef JHR_VALIDATOR_COUNT_H
#define JHR_VALIDATOR_COUNT_H

#include "base/buf.h"

#define JHR_COUNT_WORDS 4

struct jhr_count {
    uint64_t w[JHR_COUNT_WORDS]; /* the lowest first */
    bool over;
};

struct jhr_count jhr_count_of(uint64_t v);
bool jhr_count_is_zero(const struct jhr_count *a);
int jhr_count_cmp(const struct jhr_count *a, const struct jhr_count *b);
void jhr_count_add(struct jhr_count *a, const struct jhr_count *b);
/* a - b; b is not more than a. */
void jhr_count_sub(struct jhr_count *a, const struct jhr_count *b);
void jhr_count_times(struct jhr_count *a, uint64_t by);
/* a / by, and what is left; by is not 0. */
uint64_t jhr_count_divide(struct jhr_count *a, uint64_t by);
/* Divides both by their greatest common divisor; neither is 0. */
void jhr_count_reduce(struct jhr_count *a, struct jhr_count *b);
/* floor(part * scale / whole), with 1 <= scale <= 10^12 and part <= whole, whole not 0. */
uint64_t jhr_count_ratio(const struct jhr_count *part, const struct jhr_count *whole,
                         uint64_t scale);
void jhr_count_text(struct jhr_buf *out, const struct jhr_count *a);

#endif

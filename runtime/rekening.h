/*
 * Budgets and capaciteiten: what an indication claims of them, and whether that is free. Source:
 * taal.md, "Budget and capacity" and section 5, "Time and amounts".
 */
#ifndef JHR_RUNTIME_REKENING_H
#define JHR_RUNTIME_REKENING_H

#include "base/voorstel.h"
#include "runtime/program.h"

struct jhr_decider;

#define JHR_MAX_JAREN 111u /* calendar years that a period can touch: those of the language */

/* The cents that a period claims in one calendar year; the parts add up to the whole. */
struct jhr_claim {
    int32_t jaar;
    int64_t cent;
};
/*
 * Splits an amount over the calendar years of from..to (day numbers, both inclusive, from <= to <
 * JHR_DAY_NEVER) in proportion to the days in each: whole cents, the rest to the largest
 * remainders, at a tie to the earlier year. Not negative in, not negative out. Returns how many
 * years; out holds JHR_MAX_JAREN.
 */
uint32_t jhr_claim_split(int64_t cent, int32_t from, int32_t to, struct jhr_claim *out);

/* Of whom a limit is (grenzen.wie): those of a name go before those for all. False: that is not
 * known. */
bool jhr_rekening_whose(const struct jhr_decider *d, const struct jhr_p_rekening *r, uint32_t *wie);

/* The limits of one name, in order of their periods. */
struct jhr_limits {
    const struct jhr_p_grens *v;
    uint32_t n;
};
struct jhr_limits jhr_rekening_limits(const struct jhr_program *p, const struct jhr_p_rekening *r,
                                      uint32_t wie);

/* Fills the truth columns of every rekening; the rest of d->row is filled already. */
void jhr_rekening_fill(struct jhr_decider *d, const struct jhr_case *c);

#endif

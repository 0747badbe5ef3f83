/*
 * What `check` says of the reach of rules (compiler/reach.h) is a claim about every case: here it
 * is held against the cases that are decided anyway.
 */
#ifndef JHR_TESTS_DIFFERENTIAL_REACH_CLAIMS_H
#define JHR_TESTS_DIFFERENTIAL_REACH_CLAIMS_H

#include "base/besluit.h"
#include "compiler/model.h"

enum { CLAIM_NEVER = 1, CLAIM_NEVER_REFUSES = 2, CLAIM_ALWAYS_REFUSES = 4 };
struct reach_claims {
    uint8_t *of_rule; /* bits; by rule */
    bool refuse_all;
    uint32_t n; /* claims made */
};
bool reach_claims(struct jhr_arena *a, struct jhr_sources *sources, struct jhr_model *m,
                  struct reach_claims *out);
/* The rule of which this complete case shows that the claim is wrong, or the number of rules when
 * it is the claim about all; JHR_NONE: none. */
uint32_t reach_broken(const struct jhr_model *m, const struct reach_claims *claims,
                      const struct jhr_case *c, const struct jhr_besluit *b);

#endif

/* Reasons, held against the reference. */
#ifndef JHR_TESTS_DIFFERENTIAL_REASONS_H
#define JHR_TESTS_DIFFERENTIAL_REASONS_H

#include "reference/reference.h"
#include "runtime/decide.h"
#include "tests/differential/random.h"

struct reasons_count {
    uint64_t cases, rules, facts, needed, slots, samen, large, too_many;
};
/* What is wrong with a reason of this besluit; NULL: nothing. */
const char *reasons_broken(struct jhr_decider *d, const struct jhr_model *m,
                           const struct jhr_case *c, const struct jhr_reference_result *expected,
                           struct jhr_arena *a, uint64_t seed, struct reasons_count *count);

#endif

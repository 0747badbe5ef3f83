/* What would make a refused proposal admissible, held against the reference and against every value
 * nearby. */
#ifndef JHR_TESTS_DIFFERENTIAL_CHANGES_H
#define JHR_TESTS_DIFFERENTIAL_CHANGES_H

#include "reference/reference.h"
#include "runtime/decide.h"

struct changes_count {
    uint64_t refused, helped, changes, pairs, nearby, cut;
};
/* What is wrong with a change; NULL: nothing. */
const char *changes_broken(struct jhr_decider *d, const struct jhr_model *m,
                           const struct jhr_case *c, const struct jhr_reference_result *expected,
                           struct jhr_arena *a, struct changes_count *count);

#endif

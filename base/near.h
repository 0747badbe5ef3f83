/* "Did you mean": the nearest of a set of names, or nothing. Deterministic: ties go to the first.
 */
#ifndef JHR_BASE_NEAR_H
#define JHR_BASE_NEAR_H

#include "base/str.h"

/*
 * Feed candidates one by one, read `best` at the end. Damerau-Levenshtein on bytes folded to lower
 * case, bounded: at most max(1, n/3) edits. Names under three bytes only match without regard to
 * case, or with one swap of neighbours ("P1" never becomes "P2"); those over JHR_NEAR_MAX only
 * without regard to case.
 */
#define JHR_NEAR_MAX 96u
struct jhr_near {
    struct jhr_str wanted;
    struct jhr_str best; /* n == 0: nothing near */
    uint32_t distance;
    uint64_t letters; /* which bytes occur in `wanted`: most names are ruled out by that alone */
};
void jhr_near_init(struct jhr_near *near, struct jhr_str wanted);
void jhr_near_try(struct jhr_near *near, struct jhr_str candidate);

#endif

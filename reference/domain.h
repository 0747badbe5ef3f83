/* Inside the reference: which values of an unknown stand for all of its values. */
#ifndef JHR_REFERENCE_DOMAIN_H
#define JHR_REFERENCE_DOMAIN_H

#include "reference/eval.h"

struct jhr_ref_list {
    int64_t *v;
    uint32_t n, cap;
};
struct jhr_ref_quantity {
    struct jhr_ref_rat q;
    uint32_t unit;
    bool per_week;
};
struct jhr_ref_constants {
    struct jhr_arena *arena;
    JHR_VEC(struct jhr_ref_quantity) numbers;
    JHR_VEC(struct jhr_ref_rat) percents; /* 150% is 3/2 */
    struct jhr_ref_list cents, dates;
    /* By enum jhr_type: stands in arithmetic whose turning points are not known. With `about`, in
     * arithmetic with that fact alone. */
    bool sums[JHR_T_SET + 1];
    uint32_t about; /* index of a fact, or JHR_NONE */
    struct jhr_ref *ref;
    bool shifts;         /* a date moved by a length */
    bool counts, totals; /* aantal, som */
    bool kosten;
};
/* All that the rules, the case and the answers given so far name. */
void jhr_ref_constants_of(struct jhr_ref *r, struct jhr_ref_constants *k, uint32_t about);

#endif

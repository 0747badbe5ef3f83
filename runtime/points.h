/* Along one field of a case: the values at which the program can tell a difference. */
#ifndef JHR_RUNTIME_POINTS_H
#define JHR_RUNTIME_POINTS_H

#include "runtime/admit.h"

struct jhr_points_of {
    struct jhr_arena *a;
    struct jhr_decider *d;
    const struct jhr_case *c;
    uint32_t *left;               /* passes that may still be made */
    struct jhr_stap stap;         /* the field; its v is set */
    int64_t lowest, highest, now; /* as numbers on the axis: days, parts of a volume, a value */
};
struct jhr_points {
    JHR_VEC(int64_t) list; /* nearest to `now` first, the lower of two; `now` is not among them */
};
/* A step to this point: dates are days on the axis, and ymd in a step. */
struct jhr_stap jhr_points_step(const struct jhr_points_of *of, int64_t x);
/* False: memory ended. */
bool jhr_points_find(struct jhr_points_of *of, struct jhr_points *out);

#endif

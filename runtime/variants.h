/*
 * A proposal whose end or volume is not said: what its columns hold for one value of each class
 * that the program tells apart. Only one of the two is varied; with both unknown, what follows from
 * them stays unknown.
 */
#ifndef JHR_RUNTIME_VARIANTS_H
#define JHR_RUNTIME_VARIANTS_H

#include "runtime/classes.h"
#include "runtime/decide.h"

struct jhr_variant;
struct jhr_variants {
    struct jhr_classes classes; /* days, or whole minutes; v NULL: nothing varies */
    struct jhr_variant *of;     /* by class */
    bool end;                   /* the end varies; else the volume */
};
/* Of what the instructions that `skip` keeps read. d holds the row of the case, also after the
 * call. All is in the arena. False: memory ended. */
bool jhr_variants_find(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                       const uint32_t *skip, const bool *dead, struct jhr_variants *out);
/* The case with that value. */
struct jhr_case jhr_variants_case(const struct jhr_variants *v, const struct jhr_case *c,
                                  uint32_t class);
/* The columns that follow from the value, in one row. */
void jhr_variants_put(const struct jhr_variants *v, struct jhr_columns *to, uint32_t row,
                      uint32_t class);

#endif

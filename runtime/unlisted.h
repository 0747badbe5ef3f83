/*
 * What the rules ask of running and earlier indications while those are not said: each distinct
 * expression over them is one unknown of its own, of its full range, whatever the others turn out
 * to be (taal.md section 5).
 */
#ifndef JHR_RUNTIME_UNLISTED_H
#define JHR_RUNTIME_UNLISTED_H

#include "runtime/classes.h"
#include "runtime/decide.h"

struct jhr_unlisted_expr {
    uint32_t first; /* the EACH or XEACH that asks it first; `next` leads to the others */
    bool number;    /* a count or a sum; else a truth */
    /* A truth's are 0 and 1. Of a number the first value of each class that comparisons tell apart,
     * in whole units. In a sum with something else that is unknown each count is tried, and v is
     * NULL of what is no count. */
    struct jhr_classes classes;
};
struct jhr_unlisted {
    struct jhr_unlisted_expr *exprs;
    uint32_t n;
    uint32_t *next; /* by instruction; JHR_P_NONE: the last */
};
/* Of the instructions that `skip` keeps (jhr_block_skips). d holds the row of the case; nothing of
 * it changes. All is in the arena. False: memory ended. */
bool jhr_unlisted_find(struct jhr_arena *a, const struct jhr_decider *d, const uint32_t *skip,
                       struct jhr_unlisted *out);

#endif

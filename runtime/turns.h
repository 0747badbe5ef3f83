/*
 * Along one number that is unknown: the values from which on some condition that the rules read
 * says something else. Found by search, so that what follows from the number in steps (months,
 * werkdagen, kosten that are rounded) needs no formula of its own.
 */
#ifndef JHR_RUNTIME_TURNS_H
#define JHR_RUNTIME_TURNS_H

#include "runtime/classes.h"
#include "runtime/decide.h"

struct jhr_turning {
    struct jhr_arena *a;
    struct jhr_decider *d;
    const uint32_t *skip;    /* of the instructions that count (jhr_block_skips) */
    int64_t lowest, highest; /* of the number */
    /* d's row becomes that of a case in which it is x. */
    void (*put)(const struct jhr_turning *t, int64_t x);
    const void *self; /* of put */
    /* By column, integers and then truths: it follows from the number, and rises or falls with it
     * all the way. */
    const bool *follows;
    const bool *dead; /* by column: unknown whatever the number is, so that what stands with it in a
                       * sum turns nothing */
    bool linear;      /* integer columns that follow do so in proportion: a sum may hold several */
};
/* The lowest value, and each at which a condition turns, in order. out->v is NULL when the values
 * between cannot be told apart so: something else that is unknown stands in a sum with it. The row
 * of d is another one after the call. False: memory ended. */
bool jhr_turns_find(const struct jhr_turning *t, struct jhr_classes *out);

#endif

/*
 * Which unknowns to ask: a table of decisions by the digits of the unknowns, made smaller along
 * each unknown that does not matter.
 */
#ifndef JHR_RUNTIME_ASK_H
#define JHR_RUNTIME_ASK_H

#include "base/arena.h"
#include "runtime/complete.h"

#define JHR_ASK_NONE 0xff /* of an entry without a completion */

struct jhr_ask_dim {
    uint32_t n;    /* values; the first unknown changes fastest */
    bool optional; /* may be dropped when it does not matter */
    bool dropped;
};
struct jhr_ask {
    struct jhr_ask_dim *dims;
    uint32_t dims_n;
    uint8_t *decision; /* by entry; the product of n of the dims that are left */
    uint32_t *weight;  /* completions in the entry; NULL: one each */
    uint32_t size;
};

/* Drops each optional dim, the last first, along which all entries agree. False: memory ended. */
bool jhr_ask_reduce(struct jhr_arena *a, struct jhr_ask *t);
/* The optional dims that are left, in order: next is each time the one after whose answer most
 * completions are decided. Writes their indices; ties, and large tables, in their own order. */
bool jhr_ask_order(struct jhr_arena *a, const struct jhr_ask *t, uint32_t *order, uint32_t *n);

#endif

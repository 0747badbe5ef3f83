/*
 * Which unknowns to ask: a table of decisions by the digits of the unknowns, made smaller along
 * each unknown that does not matter.
 */
#ifndef JHR_RUNTIME_ASK_H
#define JHR_RUNTIME_ASK_H

#include "base/arena.h"
#include "runtime/complete.h"

enum jhr_ask_who {
    JHR_ASK_OPTIONAL,  /* may be asked: dropped when it does not matter */
    JHR_ASK_ELSEWHERE, /* is found in another way than by a question; kept */
    JHR_ASK_NEVER,     /* nobody can answer it */
};
struct jhr_ask_dim {
    uint32_t n; /* values; the first unknown changes fastest */
    uint8_t who;
    bool dropped;
};
struct jhr_ask {
    struct jhr_ask_dim *dims;
    uint32_t dims_n;
    /* By entry the decisions of its completions, a bit 1 << enum jhr_besluit_soort each; 0: it has
     * no completion. Entries: the product of n of the dims that are left. */
    uint8_t *met;
    uint32_t *weight; /* completions in the entry; NULL: one each, or none */
    uint32_t size;
};

/* Answers nobody has do not count as known: along JHR_ASK_NEVER entries are joined, and what then
 * holds more than one decision is onbepaald. After that drops each optional dim, the last first,
 * along which all entries agree. False: memory ended. */
bool jhr_ask_reduce(struct jhr_arena *a, struct jhr_ask *t);
/* The optional dims that are left, in order: next is each time the one after whose answer most
 * completions are decided. Writes their indices; ties in their own order. False: memory ended. */
bool jhr_ask_order(struct jhr_arena *a, const struct jhr_ask *t, uint32_t *order, uint32_t *n);
/* Does the decision turn on this dim, that is left? */
bool jhr_ask_matters(const struct jhr_ask *t, uint32_t dim);
/* Of a dim that is left, by value: the decisions when that is the answer and nothing else is
 * known. */
void jhr_ask_answers(const struct jhr_ask *t, uint32_t dim, uint8_t *met);

#endif

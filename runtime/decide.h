/*
 * From a case to a decision: columns filled from the case, one pass of the scalar evaluator, and
 * the rules of taal.md section 3 that stand above single expressions (validity, stand, vervangt,
 * kracht, afwijken, adviserend). Three-valued: what it settles is exact; what it calls onbepaald
 * may still be settled by completions.
 */
#ifndef JHR_RUNTIME_DECIDE_H
#define JHR_RUNTIME_DECIDE_H

#include "base/besluit.h"
#include "runtime/block.h"
#include "runtime/reads.h"

/* Scratch for decisions on one program: no allocation per case, once made. One thread. */
struct jhr_decider {
    const struct jhr_program *program;
    struct jhr_arena arena;
    struct jhr_row row;
    struct jhr_scalar scalar;
    struct jhr_batch *batch;     /* NULL until jhr_decider_batch */
    struct jhr_item *items;      /* 2 * JHR_MAX_LOPEND */
    uint8_t *applies, *replaced; /* by rule */
    struct jhr_reads reads;
    struct jhr_tries *tries; /* of completions; NULL until the first (runtime/tries.h) */
    struct jhr_besluit besluit;
};
bool jhr_decider_init(struct jhr_decider *d, const struct jhr_program *p);
void jhr_decider_free(struct jhr_decider *d);

/* The volume over its whole period, times JHR_OMVANG_SCALE. False: unknown, or over the limit. */
bool jhr_omvang_total(const struct jhr_indicatie *i, int64_t *scaled);

/* Fills d->row from the case. The case was checked against the same program. */
void jhr_row_fill(struct jhr_decider *d, const struct jhr_case *c);
/* Decides what the row says, budgets and capaciteiten looked up in the case; the besluit is valid
 * until the next call. */
const struct jhr_besluit *jhr_decide_row(struct jhr_decider *d, const struct jhr_case *c);
/* In two steps, for rows that are evaluated together: what the columns still lack, and the besluit
 * of d->row once d->scalar holds what an evaluator says of it. */
void jhr_row_finish(struct jhr_decider *d, const struct jhr_case *c);
const struct jhr_besluit *jhr_decide_evaluated(struct jhr_decider *d, const struct jhr_case *c);
/* Rows for that, and what evaluates them; made at the first call. NULL: no memory. */
struct jhr_batch {
    struct jhr_columns columns;
    struct jhr_block block;
};
struct jhr_batch *jhr_decider_batch(struct jhr_decider *d);
/* Both. */
const struct jhr_besluit *jhr_decide(struct jhr_decider *d, const struct jhr_case *c);

#endif

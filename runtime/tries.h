/*
 * Ways in which one case can turn out, decided together: rows of a block that share all but the
 * unknowns that are filled in. Only the rules that those unknowns can still change are run; of the
 * rest the three-valued pass has said all there is.
 */
#ifndef JHR_RUNTIME_TRIES_H
#define JHR_RUNTIME_TRIES_H

#include "runtime/block.h"
#include "runtime/decide.h"

struct jhr_tries {
    struct jhr_columns columns;
    struct jhr_block block;
    bool *run;                  /* by rule, pseudo-rules too: unsettled, so its code is run */
    bool *turns;                /* of those: may change the decision */
    uint32_t *skip;             /* of `run` */
    uint8_t *slots;             /* scratch */
    struct jhr_planes *applies; /* by rule */
    uint8_t *met; /* by rule: bit u is set when some completion gave outcome u; 0: not run */
    bool advised; /* every completion so far is one in which the regeling advises */
    struct jhr_planes replaced, advice, inside, clash, refused, open;
};

/* The decider's own, made at the first call. NULL: memory ended. */
struct jhr_tries *jhr_tries_of(struct jhr_decider *d);
/* d holds the three-valued pass of the case: chooses the rules. The columns are
 * the caller's to fill. */
void jhr_tries_begin(struct jhr_tries *t, const struct jhr_decider *d);
/* Marks the instructions that the rules of `turns` need: what they read can turn the decision. */
void jhr_tries_mark(const struct jhr_tries *t, const struct jhr_program *p, uint32_t *skip);
/* Decides rows 0..rows - 1 of the columns: a bit 1 << enum jhr_besluit_soort each, or 0 for one
 * that breaks an `altijd`, and is no completion. Adds to met what the rules of those that count
 * gave. Returns the decisions that there are, and adds to `counted` how many completions. */
uint8_t jhr_tries_decide(struct jhr_tries *t, const struct jhr_decider *d, const struct jhr_case *c,
                         uint32_t rows, uint8_t *decision, uint32_t *counted);

#endif

/*
 * The scalar evaluator: one case, one pass over the code. A plain loop over a switch; it is the
 * meaning of the bytecode and the source of explanations. No allocation, no failure.
 */
#ifndef JHR_RUNTIME_SCALAR_H
#define JHR_RUNTIME_SCALAR_H

#include "base/voorstel.h"
#include "runtime/program.h"

/* One listed indication: integer columns JHR_X_ITEM_* and the truth column of overlap. In the list
 * of running ones `overlapt` is membership too: while the proposed end is unknown, an indication
 * may only perhaps overlap; a quantifier then counts it as perhaps (any: and, all: or not, a tally:
 * and, a sum: unknown). */
struct jhr_item {
    int64_t x[JHR_X_FACTS - JHR_X_ITEM_PRODUCT];
    bool known[JHR_X_FACTS - JHR_X_ITEM_PRODUCT];
    uint8_t overlapt;
};

/* A case as columns. Unknown integers have known = 0 and x = 0. */
struct jhr_row {
    int64_t *x;                     /* meta.xcols */
    bool *known;                    /* meta.xcols */
    uint8_t *b;                     /* meta.bcols; JHR_NO, JHR_UNKNOWN, JHR_YES */
    const struct jhr_item *list[2]; /* by JHR_LIST_*; lopende overlap, eerdere ended before */
    uint32_t list_n[2];
    bool list_known;
    const struct jhr_celoordeel *oordelen; /* of the case */
    uint32_t oordelen_n;
};

/* What a pass leaves: three truths per rule (pseudo-rules too) and the begrippen. */
struct jhr_scalar {
    uint8_t *voor, *test, *tenzij; /* regels_n each */
    uint8_t *slots;                /* slots_n */
};

/* Rows and results in an arena, sized for the program; reused from case to case. */
bool jhr_row_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_row *row);
bool jhr_scalar_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_scalar *s);
/* Writes what the program computes. What it does not (`heeft` of a rule) was set by init: voor and
 * test yes, tenzij no. In the row only the columns of listed indications are written. */
void jhr_scalar_run(const struct jhr_program *p, const struct jhr_row *row, struct jhr_scalar *s);
/* The same, and what was met on the way is added to the watch. */
struct jhr_watch {
    uint8_t *seen; /* by instruction: bit 1 << v for each value that its own condition had, before
                    * a negation; of conditions (FACT RANGE MASK IN XRANGE EACH), slots and cells */
    bool *cellen;  /* by cell of a stapeling: a listed indication that overlaps met it */
    int64_t *sums; /* by instruction: what an XRANGE compared, and whether that was known; the last
                    * indication's in a block. NULL, with `known`: not asked for */
    bool *known;
};
/* A watch over all of that. False: memory ended. */
bool jhr_watch_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_watch *watch);
void jhr_scalar_watch(const struct jhr_program *p, const struct jhr_row *row, struct jhr_scalar *s,
                      struct jhr_watch *watch);
/* The instructions that jhr_scalar_run executes on this row; at most p->max_steps. */
uint32_t jhr_scalar_steps(const struct jhr_program *p, const struct jhr_row *row);

#endif

/*
 * What the voorbeelden of a regeling exercise: its rules, its conditions, each seen to hold and not
 * to hold, and the cells of its matrices.
 *
 * A condition counts where it can make a difference: that of a `voor` while its rule is in force,
 * that of a test or `tenzij` only in a case that the rule is for. What jhr adds itself (`dubbel`)
 * has no place in a file, and is not counted.
 */
#ifndef JHR_LIB_COVERAGE_H
#define JHR_LIB_COVERAGE_H

#include "base/source.h"
#include "runtime/decide.h"

/* One place in a file: what is written there is one condition, wherever it is computed. */
struct jhr_voorwaarde_gezien {
    uint32_t plek;      /* in the program's plekken */
    struct jhr_str van; /* the rule or begrip that it stands in */
    bool yes, no;       /* seen to hold; not to hold */
};
struct jhr_coverage {
    const struct jhr_program *program;
    struct jhr_voorwaarde_gezien *voorwaarden; /* in the order of the program */
    uint32_t voorwaarden_n;
    bool *regels; /* by rule: it said something (mark_spoken of who decides) */
    bool *cellen; /* by cell of the program */
    /* of one case, and the maps from an instruction */
    struct jhr_watch watch;
    uint32_t *voorwaarde; /* by instruction: index in voorwaarden, or JHR_P_NONE */
    uint32_t *store;      /* by instruction: the one that ends its part */
};

bool jhr_coverage_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_coverage *out);
/* Adds a case that the decider has decided by its three-valued pass. */
void jhr_coverage_add(struct jhr_coverage *v, struct jhr_decider *d);

#endif

/*
 * Completions: what a decision would be for every way in which the unknown facts can turn out. A
 * fact's values are taken one per class that the program can tell apart; completions that break an
 * `altijd` do not count (taal.md section 3).
 *
 * What is unknown beside facts (running indications, contracts, an end, a volume, a `?` cell) stays
 * unknown in every completion: the answer is then sound, and perhaps onbepaald where more thought
 * would settle it.
 */
#ifndef JHR_RUNTIME_COMPLETE_H
#define JHR_RUNTIME_COMPLETE_H

#include "runtime/decide.h"

/* More completions than this are not tried: a second of work on a slow machine, and no toegang
 * waits longer. Then `uitputtend` is false and the answer stays that of the three-valued pass. */
#define JHR_MAX_COMPLETIONS (1u << 16)
#define JHR_MAX_OPEN_FACTS                                                                         \
    64u /* a mask of facts is 64 bits; 17 open yes/no facts pass the limit above */

struct jhr_completed {
    uint8_t besluit; /* enum jhr_besluit_soort */
    bool uitputtend; /* every completion was tried */
    uint32_t completions;
    const struct jhr_regel_uitkomst *regels; /* per rule, over all completions: taal.md section 3 */
    const uint32_t *nodig; /* the facts to ask: a minimal set, in the order of the file */
    uint32_t nodig_n;
};

/* Can completions say more than the three-valued pass that d holds? They can when it says
 * onbepaald, and when an `altijd` is open: facts may clash only together, and then the case is
 * strijdig. */
bool jhr_complete_helps(const struct jhr_decider *d);
/* d holds the row of the case and the besluit of the three-valued pass; both are as before after
 * the call. False: memory ended. */
bool jhr_complete(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                  struct jhr_completed *out);

#endif

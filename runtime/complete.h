/*
 * Completions: what a decision would be for every way in which the unknowns can turn out; those
 * that break an `altijd` do not count (taal.md section 3). Values are taken one per class that the
 * program can tell apart. Unknown are
 *   - facts that are not given;
 *   - `gecontracteerd` and `doorlopend gecontracteerd` while contracts are not said, and the room
 * in a budget or capaciteit while that is not known: each a yes or no of its own;
 *   - each `?` cell of a matrix that a running indication meets and the proposal does not answer:
 * an oordeel of its own;
 *   - each expression over running and earlier indications while those are not said (unlisted.h);
 *   - the end or the volume of the proposal, when one of the two is not said (variants.h).
 * What else can be unknown (both of these, a tarief or norm, the begin of a traject) stays
 * unknown in every completion: the answer is then sound, and perhaps onbepaald where more thought
 * would settle it.
 */
#ifndef JHR_RUNTIME_COMPLETE_H
#define JHR_RUNTIME_COMPLETE_H

#include "runtime/decide.h"

/* More completions than this are not tried: some 50 ms of work, and a byte each. Then `uitputtend`
 * is false and the answer onbepaald. */
#define JHR_MAX_COMPLETIONS (1u << 20)
#define JHR_MAX_UNKNOWNS    64u /* 21 open yes/no facts pass the limit above */

/* What answers settle when nothing else becomes known: these values, as a case holds them; of a
 * cell 0 and 1. Strijdig: no completion is like that; onbepaald: more has to be known. */
struct jhr_answer {
    int64_t from, to;
    uint8_t besluit; /* enum jhr_besluit_soort */
};
struct jhr_answers {
    const struct jhr_answer *v; /* in order; of numbers, amounts and dates neighbours differ */
    uint32_t n;
};
/* Parts of the document that no question to a person answers. */
enum {
    JHR_PART_CONTRACTEN = 1,
    JHR_PART_LOPEND = 2,
    JHR_PART_SALDO = 4,
    JHR_PART_VOORSTEL = 8 /* the end or the volume, whichever is not said */
};
struct jhr_completed {
    uint8_t besluit; /* enum jhr_besluit_soort */
    bool adviserend; /* in every completion: refusals are signals */
    bool uitputtend; /* every completion was tried */
    bool open;       /* some completion is itself onbepaald: more is unknown than could be tried */
    uint32_t completions;
    const struct jhr_regel_uitkomst *regels; /* per rule, over all completions: taal.md section 3 */
    /* The facts to ask: a minimal set, found by dropping facts in reverse order of the file; first
     * the one whose answer is most likely to settle the decision, ties in the order of the file.
     * What cannot be obtained is not among them: it stays unknown, whatever is answered. */
    const uint32_t *nodig;
    uint32_t nodig_n;
    const uint32_t *cellen; /* the `?` cells (indices in cellen of the program) that it turns on */
    uint32_t cellen_n;
    const struct jhr_answers *answers; /* of nodig, and then of cellen; NULL: not uitputtend, or
                                        * a `?` is open where the regeling advises */
    uint8_t parts;    /* what else it turns on: bits JHR_PART_*; 0 when not uitputtend */
    bool cellen_open; /* each `?` that is met is to be answered: the regeling may advise, which
                       * leaves it open whatever it says, or not all was tried */
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

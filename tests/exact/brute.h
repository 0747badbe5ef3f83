/*
 * Brute force: every completion that the reference tells apart, kept with what it decides. From
 * that follow the decision and whether a set of questions suffices, without a thought.
 */
#ifndef JHR_TESTS_EXACT_BRUTE_H
#define JHR_TESTS_EXACT_BRUTE_H

#include "base/besluit.h"
#include "reference/eval.h"

#define BRUTE_MOST     200u /* completions that are kept; a case with more is left out */
#define BRUTE_UNKNOWNS 64u

struct brute_unknown {
    enum jhr_ref_atom atom;
    uint32_t index;
    const struct jhr_node *expr;
    int64_t values[BRUTE_MOST]; /* that were tried, also where they clash */
    uint32_t values_n;
    struct jhr_ref_choice first; /* as it was asked first */
};
/* A completion that breaks no `altijd`; what it did not ask may be anything. */
struct brute_completion {
    uint64_t asked; /* bit k: unknowns[k] has this value */
    int64_t value[BRUTE_UNKNOWNS];
    uint8_t besluit;
};
struct brute {
    struct brute_unknown unknowns[BRUTE_UNKNOWNS];
    uint32_t unknowns_n;
    struct brute_completion completions[BRUTE_MOST];
    uint32_t completions_n;
    /* The values of some unknown depend on those of others: they stand for all of a decision, and
     * not for all that one answer may lead to. */
    bool relative;
    uint32_t tried;  /* those that clash included */
    uint8_t besluit; /* what all give, else onbepaald; strijdig: there are none */
};

/* False: too many, or their values do not stand for all. */
bool brute_force(const struct jhr_model *m, const struct jhr_case *c, struct jhr_arena *a,
                 struct brute *b);
/* What these unknowns are nobody gets to know: in place of the completions come all answers to the
 * others, each with what is then decided, which is onbepaald when more than one decision is left.
 * False: too many. */
bool brute_forget(struct brute *b, uint64_t never);
/* Do all completions that agree on these unknowns decide the same? */
bool brute_suffices(const struct brute *b, uint64_t known);
/* What is decided when unknown k has this value and nothing else becomes known; strijdig: no
 * completion is like that. */
uint8_t brute_answer(const struct brute *b, uint32_t k, int64_t value);

#endif

/*
 * Small changes of a regeling, one at a time: a rule left out, a threshold one up or down, a
 * comparison turned at its boundary, `en` for `of`, a date a day further, another cell, a set
 * without one of its members, a tarief a euro up or down. A voorbeeld should notice each of them.
 * They are made in the resolved model, not in the text: each is sound, and needs no second parse.
 *
 * Rules that never decide (onbeslist, vervallen) are left alone: nothing can notice their change.
 */
#ifndef JHR_LIB_MUTANTS_H
#define JHR_LIB_MUTANTS_H

#include "compiler/model.h"

enum jhr_mutant_kind {
    JHR_MUTANT_RULE,
    JHR_MUTANT_THRESHOLD,
    JHR_MUTANT_OPERATOR,
    JHR_MUTANT_DATE,
    JHR_MUTANT_CELL,
    JHR_MUTANT_MEMBER,
    JHR_MUTANT_TARIEF,
    JHR_MUTANT_KINDS
};

struct jhr_mutant {
    uint8_t kind;         /* enum jhr_mutant_kind */
    uint32_t variant;     /* tells several changes of one place apart */
    struct jhr_span span; /* what is changed */
    struct jhr_str van;   /* the rule, begrip, product or gebied that it belongs to */
    const char *what;     /* "regel", "begrip", "product", ... : what `van` is */
    char was[48], wordt[48];
};

/* Called with the changed model, which is as it was again after the call. False: stop. */
typedef bool jhr_mutant_fn(void *self, const struct jhr_model *changed,
                           const struct jhr_mutant *mutant);
/* False: memory ended. */
bool jhr_mutants_each(struct jhr_arena *a, const struct jhr_model *m, jhr_mutant_fn *each,
                      void *self);

#endif

/* What was generated, and what came out of it; a part that never occurred is a failure. */
#ifndef JHR_TESTS_DIFFERENTIAL_COVERAGE_H
#define JHR_TESTS_DIFFERENTIAL_COVERAGE_H

#include "base/besluit.h"
#include "compiler/model.h"
#include "grammar/ast.h"

/* What may be written of values, beside the kinds of nodes. */
enum use {
    USE_MIXED_UNITS,  /* 2 weken + 3 dagen */
    USE_PERCENT_BARE, /* 50% van 10 */
    USE_PER_WEEK,
    USE_SET_OF_NUMBERS,
    USE_SET_OF_AMOUNTS,
    USE_SET_OF_DATES,
    USE_NOT_IN,
    USE_N
};

struct coverage {
    uint64_t kinds[JHR_N_COUNT_KINDS];
    uint64_t ops[JHR_OP_EERDERE + 1];            /* of comparisons, counts and lists */
    uint64_t builtins[2][JHR_B_TOELAATBAAR + 1]; /* of the proposal; of `ander` */
    uint64_t units[JHR_U_STUK + 1], uses[USE_N];
    uint64_t uitkomsten[2][JHR_ONBEKEND + 1]; /* all known; with unknowns */
    uint64_t besluiten[2][JHR_BUITEN_REGELING + 1];
    uint64_t regelingen, cases, with_unknowns, settled, completed, too_many, weaker, skipped;
    uint64_t outside, open_end, no_end, no_list, no_contracts, no_saldo, deviations, answers,
        changes, voorgesteld;
    uint64_t rekening[2], warnings; /* refused by a budget, a capaciteit; warned of one */
    uint64_t exact;                 /* decisions that must be equal */
    uint64_t apart;  /* of those, with contracts, room, cells or lists that are not known */
    uint64_t ends;   /* and with an end, a volume or a cost */
    uint64_t open;   /* completions that left something else open */
    uint64_t filled; /* unknown facts filled in, to see that a decision stays */
    uint64_t claims; /* of check, on the reach of rules: held against every complete case */
    uint64_t *texts; /* hashes of the regelingen, a set */
    uint32_t texts_n, texts_cap, distinct;
};

bool coverage_init(struct coverage *k, uint32_t regelingen);
void coverage_free(struct coverage *k);
void coverage_text(struct coverage *k, struct jhr_str text);
void coverage_tree(struct coverage *k, const struct jhr_node *file);
/* Prints the figures; false: something that must occur did not. */
bool coverage_print(const struct coverage *k);

#endif

/* What was generated, and what came out of it; a part that never occurred is a failure. */
#ifndef JHR_TESTS_DIFFERENTIAL_COVERAGE_H
#define JHR_TESTS_DIFFERENTIAL_COVERAGE_H

#include "base/besluit.h"
#include "grammar/ast.h"

struct coverage {
    uint64_t kinds[JHR_N_COUNT_KINDS];
    uint64_t uitkomsten[2][JHR_ONBEKEND + 1]; /* all known; with unknowns */
    uint64_t besluiten[2][JHR_BUITEN_REGELING + 1];
    uint64_t regelingen, cases, with_unknowns, settled, completed, too_many, weaker, skipped;
    uint64_t outside, open_end, no_end, no_list, no_contracts, no_saldo, deviations, changes,
        voorgesteld;
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

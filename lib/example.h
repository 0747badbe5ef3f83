/* A voorbeeld of a rule file as a case, and what it expects held against a decision. */
#ifndef JHR_LIB_EXAMPLE_H
#define JHR_LIB_EXAMPLE_H

#include "base/besluit.h"
#include "base/buf.h"
#include "compiler/model.h"

/* The names in the voorbeeld were resolved without error. In a voorbeeld what is not written is
 * none: no running indications, no contracts. Facts not given are unknown. */
bool jhr_example_case(struct jhr_arena *a, const struct jhr_model *m, const struct jhr_voorbeeld *v,
                      struct jhr_case *out);

/* What the decision offers for comparison beside the besluit itself. */
struct jhr_example_facts {
    const struct jhr_besluit *besluit;
    const struct jhr_str *nodig; /* names of the facts to ask */
    uint32_t nodig_n;
    const bool *clash; /* per rule: one of those that clash only together; NULL: none do */
};
/* True: as expected. Else *why (cleared first) says in the language what differs. */
bool jhr_example_holds(const struct jhr_model *m, const struct jhr_voorbeeld *v,
                       const struct jhr_example_facts *got, enum jhr_lang lang,
                       struct jhr_buf *why);

#endif

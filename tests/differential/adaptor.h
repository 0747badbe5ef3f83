/* The evaluator under test, behind three functions; the driver knows nothing else of it. */
#ifndef JHR_TESTS_DIFFERENTIAL_ADAPTOR_H
#define JHR_TESTS_DIFFERENTIAL_ADAPTOR_H

#include "base/besluit.h"
#include "compiler/model.h"

struct adaptor;
struct jhr_decider;
struct adaptor_answer {
    const struct jhr_besluit *besluit;       /* three-valued; valid until the next call */
    const struct jhr_regel_uitkomst *regels; /* after trying completions of the facts */
    uint8_t completed;                       /* the decision after that */
    bool tried;      /* completions were: the three-valued pass left something open */
    bool uitputtend; /* all of them were */
    bool open;       /* in some of them more was unknown, and it may matter */
};

/* A program for the model, in the arena; NULL: it cannot be made, and ds says why. */
struct adaptor *adaptor_compile(struct jhr_arena *a, struct jhr_diags *ds,
                                const struct jhr_model *m);
/* False: memory ended. */
bool adaptor_decide(struct adaptor *d, const struct jhr_case *c, struct jhr_arena *a,
                    struct adaptor_answer *out);
struct jhr_decider *adaptor_decider(struct adaptor *d);
void adaptor_free(struct adaptor *d);

#endif

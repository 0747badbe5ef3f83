/* What the two halves of the verifier share: verify_tables.c reads rows, verify.c the code. */
#ifndef JHR_RUNTIME_VERIFY_H
#define JHR_RUNTIME_VERIFY_H

#include "runtime/refuse.h"

/* Values that an integer can have. Unknown ones count as 0, so 0 is always in it. */
struct jhr_interval {
    int64_t lo, hi;
};

struct jhr_verifier {
    const struct jhr_program *p;
    struct jhr_refusal *why;
    struct jhr_arena arena;
    uint32_t *fact_of;            /* of an integer column from JHR_X_FACTS on */
    struct jhr_interval steps[2]; /* values of tarief and norm, over all products */
};

/* Each returns false after a refusal. */
bool jhr_verify_tables(struct jhr_verifier *v);

/* Ends the function when the condition fails. */
#define NEED(v, condition, rule, section, index)                                                   \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return jhr_refuse((v)->why, JHR_V_##rule, JHR_S_##section, (index));                   \
    } while (0)

#endif

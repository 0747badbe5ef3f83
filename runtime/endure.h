/*
 * How long a decision lasts: what the same proposal would give when it is made later. Every day
 * within a year of the peildatum on which a rule, a set, a tariff, a limit or a contract begins or
 * ends is tried, with all days of the proposal moved along; and the age one year up.
 */
#ifndef JHR_RUNTIME_ENDURE_H
#define JHR_RUNTIME_ENDURE_H

#include "runtime/decide.h"

#define JHR_MOST_VERANDERINGEN 8u
#define JHR_MOST_BOUNDARIES    64u /* days tried, the first ones */

enum jhr_oorzaak {
    JHR_O_REGELS,
    JHR_O_TARIEF,
    JHR_O_CONTRACT,
    JHR_O_BUDGET,
    JHR_O_REGELING, /* it ends: nothing is decided from then on */
    JHR_O_LEEFTIJD
};
struct jhr_verandering {
    uint8_t oorzaak;
    int32_t day;     /* day number; of an age: 0 */
    uint32_t feit;   /* of an age */
    int64_t v;       /* what it will be */
    uint8_t besluit; /* from then on; of a regeling that ends: nothing */
    uint32_t grond;  /* a rule that refuses then, or JHR_P_NONE */
};
struct jhr_enduring {
    struct jhr_verandering v[JHR_MOST_VERANDERINGEN];
    uint32_t n;
};
/* The besluit of the case is toelaatbaar or niet toelaatbaar. The decider's row and besluit are the
 * case's, before and after. False: memory ended. */
bool jhr_endure(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                uint8_t besluit, struct jhr_enduring *out);

#endif

/*
 * What would make a refused proposal admissible: one field changed, or two where no single one
 * helps. Every change was decided, all completions included, and is toelaatbaar.
 *
 * The fields are tried in this order: a deviation, a fact that may be changed (`veranderbaar`), the
 * volume, the end, the start (never before the peildatum), the aanbieder, a product of the same
 * productgroep. Values are those at which the program can tell a difference: its ranges, sums and
 * periods, and the dates of contracts and running indications. Never another fact of the jeugdige.
 */
#ifndef JHR_RUNTIME_ADMIT_H
#define JHR_RUNTIME_ADMIT_H

#include "runtime/decide.h"

#define JHR_MOST_WIJZIGINGEN 5u
/* Passes and completions that one search may take: some 20 milliseconds. */
#define JHR_MOST_TRIES 20000u
#define JHR_MOST_DAYS  3660 /* of a proposed period: taal.md section 3 */

enum jhr_veld {
    JHR_V_AFWIJKING,
    JHR_V_FEIT,
    JHR_V_OMVANG,
    JHR_V_EIND,
    JHR_V_START,
    JHR_V_AANBIEDER,
    JHR_V_PRODUCT,
    JHR_VELDEN
};
struct jhr_stap {
    uint8_t veld;        /* enum jhr_veld */
    uint32_t index;      /* rule, fact, aanbieder or product */
    int64_t v;           /* of a fact; a date as ymd; a volume in parts of jhr_omvang_parts */
    struct jhr_str code; /* of an aanbieder */
};
struct jhr_wijziging {
    struct jhr_stap stap[2];
    uint32_t n;
};
struct jhr_admitted {
    struct jhr_wijziging v[JHR_MOST_WIJZIGINGEN];
    uint32_t n;
    bool everything; /* the limit was not reached: what is not listed does not help */
};

/* A volume is changed in steps of one part: a quarter of an hour or dagdeel, a whole other unit. */
int64_t jhr_omvang_parts(uint8_t eenheid);
/* The case with the change in it; its arrays in the arena. False: memory ended. */
bool jhr_admit_apply(struct jhr_arena *a, const struct jhr_program *p, const struct jhr_case *c,
                     const struct jhr_wijziging *w, struct jhr_case *out);
/* The case was refused; `grounds` are the rules, by index, that refuse. The decider's row and
 * besluit are the case's, before and after. False: memory ended. */
bool jhr_admit(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
               const bool *grounds, struct jhr_admitted *out);

#endif

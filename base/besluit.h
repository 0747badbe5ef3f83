/*
 * What an evaluator says of a case: one outcome per rule and the decision. Plain data; texts are
 * looked up in the program when the document is written.
 */
#ifndef JHR_BASE_BESLUIT_H
#define JHR_BASE_BESLUIT_H

#include "base/voorstel.h"

enum jhr_uitkomst {                      /* of one rule; taal.md section 3 */
                    JHR_NIET_IN_WERKING, /* not in force, or of a stand that is never listed */
                    JHR_NIET_VAN_TOEPASSING,
                    JHR_VOLDAAN,
                    JHR_VOLDAAN_MET_AFWIJKING,
                    JHR_NIET_VOLDAAN,
                    JHR_ONBEKEND
};
enum jhr_besluit_soort {
    JHR_TOELAATBAAR,
    JHR_NIET_TOELAATBAAR,
    JHR_ONBEPAALD,
    JHR_STRIJDIG,
    JHR_BUITEN_REGELING
};

enum jhr_rol {                  /* what a rule does in this decision */
               JHR_ROL_GEEN,    /* listed only: its stand was not asked for, or it is replaced */
               JHR_ROL_BESLIST, /* refuses when niet voldaan */
               JHR_ROL_SIGNAAL  /* reports instead: kracht signaal, or an advising regeling */
};

struct jhr_regel_uitkomst {
    uint8_t uitkomst; /* enum jhr_uitkomst */
    uint8_t rol;      /* enum jhr_rol */
    bool waarschuwt;  /* a budget or capaciteit that is used as far as `waarschuw vanaf` says */
};

struct jhr_besluit {
    uint8_t besluit;                   /* enum jhr_besluit_soort */
    bool adviserend;                   /* surely adviserend: refusals became signals */
    struct jhr_regel_uitkomst *regels; /* one per rule, in the order of the regeling */
    uint32_t regels_n;
};

#endif

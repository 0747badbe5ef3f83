/*
 * What is true of a regeling in every case of the input space, and should perhaps not be: rules
 * that never apply or refuse, that others make redundant or contradict, products that nobody gets,
 * gaps, and the properties that the file itself states (bewijs). Each finding is a diagnostic of
 * class 3, with a case that shows it where there is one.
 */
#ifndef JHR_VALIDATOR_VERIFY_H
#define JHR_VALIDATOR_VERIFY_H

#include "base/diag.h"
#include "validator/diff.h"

enum { /* what to look for: bits */
       JHR_VERIFY_BEREIK = 1,
       JHR_VERIFY_OVERBODIG = 2,
       JHR_VERIFY_TEGENSPRAAK = 4,
       JHR_VERIFY_PRODUCTEN = 8,
       JHR_VERIFY_GATEN = 16,
       JHR_VERIFY_VOORSTELLEN = 32,
       JHR_VERIFY_BEWIJS = 64,
       JHR_VERIFY_ALL = 127
};
struct jhr_verify {
    uint32_t only;   /* bits; 0: all */
    uint32_t budget; /* nodes of one product; 0: JHR_NODES_MOST */
};
/* side->ir is that of jhr_lower_proofs, side->program that of jhr_compile_model; side->voorgesteld
 * is not read: rules are looked at with the proposals and without. False: memory ended. */
bool jhr_verify(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_side *side,
                struct jhr_verify options);

#endif

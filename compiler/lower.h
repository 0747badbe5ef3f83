/* From the resolved model to the intermediate form. */
#ifndef JHR_COMPILER_LOWER_H
#define JHR_COMPILER_LOWER_H

#include "compiler/ir.h"

/*
 * The model holds no errors and a regeling. What does not fit (a sum that could leave 64 bits) or
 * cannot be lowered yet is reported; the IR is then still whole, but means nothing. NULL: memory
 * ended.
 */
struct jhr_ir *jhr_lower(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_model *m);
/* The same, and the bewijzen: for the proofs. A program is not made of it. */
struct jhr_ir *jhr_lower_proofs(struct jhr_arena *a, struct jhr_diags *ds,
                                const struct jhr_model *m);

#endif

/* From the intermediate form to the rows and instructions of a program. */
#ifndef JHR_COMPILER_EMIT_H
#define JHR_COMPILER_EMIT_H

#include "compiler/ir.h"

/*
 * Fills *d, in the arena of the IR. Order of the code: begrippen and conditions of `mits`, each
 * written to its slot; then the rules in the model's order; then the pseudo-rules. The code of a
 * rule lies together and uses nothing of another rule but slots.
 * False: a rule needs more than a program has, which is reported; or memory ended.
 */
bool jhr_emit(struct jhr_diags *ds, const struct jhr_ir *ir, struct jhr_program_data *d);

#endif

/*
 * What the rules of a regeling can still do: a rule that no proposal is for, that never refuses or
 * refuses always, and rules that together refuse everything (JHR3001..3004, warnings). What is
 * found is proved: facts that hang together in a way that is not looked at (sums, other
 * indications) count as free. What takes too long to prove is left alone.
 */
#ifndef JHR_COMPILER_REACH_H
#define JHR_COMPILER_REACH_H

#include "compiler/ir.h"

void jhr_reach(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_ir *ir);

#endif

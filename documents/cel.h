/* The names of cells of a matrix, as `nodig` and `feiten` have them: "S1:P1+GGZ". */
#ifndef JHR_DOCUMENTS_CEL_H
#define JHR_DOCUMENTS_CEL_H

#include "base/voorstel.h"
#include "runtime/program.h"

/* The cell that was written under these names, either way round, or that holds for the codes of two
 * products; without an answer yet. False: the rules have no such cell. */
bool jhr_cel_find(const struct jhr_program *p, struct jhr_str name, struct jhr_celoordeel *out);

#endif

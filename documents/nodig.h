/* Which facts still have to be asked, and which rules clash. */
#ifndef JHR_DOCUMENTS_NODIG_H
#define JHR_DOCUMENTS_NODIG_H

#include "runtime/decide.h"

/*
 * The names of the facts and undecided cells ("S1:P1+GGZ") that the besluit `onbepaald` waits for,
 * in the order of the file, cells last; none for another besluit. The facts are those that
 * completions need (runtime/complete.h), without the ones that cannot be obtained. The row and
 * besluit of the decider are the case's three-valued ones afterwards.
 */
void jhr_nodig(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
               const struct jhr_besluit *b, const struct jhr_str **names, uint32_t *n);

/* Of a case that breaks no `altijd` by itself and yet leaves no completion: which rules clash, a
 * smallest set, a mark per rule. NULL: it is not so, or memory ended. The decider is left as above.
 */
const bool *jhr_clash(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                      const struct jhr_besluit *b);

#endif

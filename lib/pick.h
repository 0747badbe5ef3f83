/* Which regeling of a folder decides a proposal: the one that holds for its gemeente and peildatum.
 */
#ifndef JHR_LIB_PICK_H
#define JHR_LIB_PICK_H

#include "lib/internal.h"

/*
 * The engine of the session whose rules are valid on the peildatum and whose `voor` is not surely
 * no for the gemeente and product. With one regeling there is nothing to pick. NULL: none or
 * several hold, or memory ended; diagnostics (class 5) say which.
 */
struct jhr_engine *jhr_pick(jhr_ctx *ctx, jhr_session *s, struct jhr_str json, uint32_t file);

#endif

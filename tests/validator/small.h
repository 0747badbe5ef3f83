/* Small regelingen, in pairs: one, and the same one after an edit or two. */
#ifndef JHR_TESTS_VALIDATOR_SMALL_H
#define JHR_TESTS_VALIDATOR_SMALL_H

#include "base/buf.h"

/* Both texts follow from the seed; `edits` of the second one, perhaps without effect. */
void small_pair(uint64_t seed, uint32_t edits, struct jhr_buf *old_text, struct jhr_buf *new_text);

#endif

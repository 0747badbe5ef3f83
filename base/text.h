/* Text as it comes from files: one UTF-8 character at a time, also when it is not UTF-8. */
#ifndef JHR_BASE_TEXT_H
#define JHR_BASE_TEXT_H

#include "base/buf.h"

#define JHR_TEXT_BAD UINT32_MAX

/* The character at `at` (below s.n): returns the bytes it takes. A byte that is no part of valid
 * UTF-8 gives JHR_TEXT_BAD and takes one. */
uint32_t jhr_text_next(struct jhr_str s, uint32_t at, uint32_t *cp);
/* Characters that a terminal obeys, or that hide or turn the text around them. */
bool jhr_text_hidden(uint32_t cp);
/* Adds the character at `at` as a person may safely see it (out may be NULL: only measured), with
 * `tab` spaces for a tab; returns the bytes that it takes and adds its cells to *cells. */
uint32_t jhr_text_draw(struct jhr_buf *out, struct jhr_str s, uint32_t at, uint32_t tab,
                       uint32_t *cells);

#endif

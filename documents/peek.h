/* A first look at a proposal, before it is known which rules will read it. */
#ifndef JHR_DOCUMENTS_PEEK_H
#define JHR_DOCUMENTS_PEEK_H

#include "base/arena.h"
#include "base/ymd.h"

struct jhr_peek {
    int32_t peildatum;                /* ymd; 0: none, or no date */
    int32_t van;                      /* of the proposal; 0 likewise */
    struct jhr_str gemeente, product; /* as written, in the arena; empty: none */
};
/* False: no JSON object. Checks nothing: reading the document with its rules does that. */
bool jhr_peek_voorstel(struct jhr_arena *a, struct jhr_str json, struct jhr_peek *out);

#endif

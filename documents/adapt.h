/*
 * A proposal that was written for one regeling, made readable by another: to compare what two
 * regelingen say of the same case.
 */
#ifndef JHR_DOCUMENTS_ADAPT_H
#define JHR_DOCUMENTS_ADAPT_H

#include "base/arena.h"
#include "runtime/program.h"

struct jhr_adapted {
    struct jhr_str json; /* in the arena */
    uint32_t left_out;   /* facts, deviations and saldi that only the other regeling knows */
    int32_t years; /* by which every date was moved, so that the peildatum is in the regeling */
};

/*
 * What `mine` does not know and `other` does is left out; what neither knows stays, so that it is
 * still an error. A peildatum outside the validity of `mine` and within that of `other` is moved by
 * whole years to the nearest that is inside, and with it all dates of the document and the years of
 * its saldi (29 February becomes the 28th where there is none). `peildatum` (yyyymmdd) is that of a
 * document without one; 0: none.
 *
 * False: nothing to change, no way to get the peildatum inside, or no JSON object.
 */
bool jhr_adapt_voorstel(struct jhr_arena *a, struct jhr_str json, int32_t peildatum,
                        const struct jhr_program *mine, const struct jhr_program *other,
                        struct jhr_adapted *out);

#endif

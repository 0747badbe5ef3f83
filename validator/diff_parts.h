/* Inside the comparison: diff.c goes over the products, diff_report.c orders what was found,
 * diff_search.c tries cases where the proof would take too many nodes. */
#ifndef JHR_VALIDATOR_DIFF_PARTS_H
#define JHR_VALIDATOR_DIFF_PARTS_H

#include "validator/diff.h"
#include "validator/getuige.h"
#include "validator/region.h"
#include "validator/slice.h"

#define JHR_MASKED_MOST 100u /* boxes of one product that get their masks: who reads more? */

struct jhr_folded { /* a region, for all products that have it */
    uint8_t was, wordt;
    struct jhr_waar words;
    const struct jhr_box *box;
    bool *of; /* per joint product */
    struct jhr_share share;
    JHR_VEC(struct jhr_mask) masks; /* the part only */
    struct jhr_str getuige;
    bool bevestigd;
    bool unsure; /* it hangs on what is opaque, and no case of it was found */
};
struct jhr_edit_state {
    uint32_t rule[2]; /* per side, or JHR_NONE */
    bool regeling, adviserend;
    bool edited, searched;
    struct jhr_share overall;
    JHR_VEC(struct jhr_folded *) folds;
    uint32_t over;
};
struct jhr_change {
    uint8_t was, wordt;
    jhr_edge f;
};
struct jhr_differ {
    struct jhr_arena *a;
    struct jhr_space *s;
    struct jhr_bdd b;
    struct jhr_counter counter;
    struct jhr_getuigen getuigen;
    struct jhr_slice *view[2];
    bool ready;
    bool *counted, *scratch, *vars; /* per dimension */
    uint32_t mark, product, masked, products_equal;
    jhr_edge valid, base, differs; /* of the product at hand */
    JHR_VEC(struct jhr_edit_state) edits;
    struct jhr_share overall;
    JHR_VEC(struct jhr_str) over_budget;
};

/* Tries cases of a product; what is found is a region without conditions. */
void jhr_diff_search(struct jhr_differ *d, uint32_t product);
struct jhr_diff *jhr_diff_report(struct jhr_differ *d);

#endif

/*
 * A function over the input space as a list of boxes: of each dimension a set of classes, all
 * combinations of which lie in it. Together the boxes cover it; none is left out that still adds
 * something. And a box in the words of the language.
 */
#ifndef JHR_VALIDATOR_REGION_H
#define JHR_VALIDATOR_REGION_H

#include "validator/space.h"

struct jhr_box {
    bool **in;     /* per dimension: per class; NULL: any */
    jhr_edge edge; /* the box itself */
};
struct jhr_boxes {
    JHR_VEC(struct jhr_box) list;
    jhr_edge rest; /* what was not covered, past the most */
};

/* f reads the dimensions of `vars` only; outside `valid`, which may read others, there are no cases
 * and a box may run on. */
struct jhr_boxes jhr_region_boxes(struct jhr_arena *a, const struct jhr_space *s, struct jhr_bdd *b,
                                  jhr_edge f, jhr_edge valid, const bool *vars, uint32_t most);
/* f, whatever the dimensions are that are not in `vars`. */
jhr_edge jhr_region_project(const struct jhr_space *s, struct jhr_bdd *b, jhr_edge f,
                            const bool *vars);

/* ---- words ---- */

/* The conditions of a box for a product, in order; the product itself is not among them. */
struct jhr_waar {
    JHR_VEC(struct jhr_str) list;
};
void jhr_region_words(struct jhr_arena *a, const struct jhr_space *s, uint32_t product,
                      const struct jhr_box *box, struct jhr_waar *out);
/* `product 54001`, `product in GGZ`, `product in { 54001, 54002 }`; nothing for all of them.
 * `of[p]`: joint product p is one. */
struct jhr_str jhr_region_products(struct jhr_arena *a, const struct jhr_space *s, const bool *of);
/* A cut of a column as a person writes it: the value of a dimension. */
void jhr_region_value(struct jhr_buf *out, const struct jhr_space *s, uint32_t product,
                      const struct jhr_dim *d, int64_t v);

#endif

#include "validator/region.h"

#include <string.h>

static bool *vars_of(const struct jhr_space *s, const bool *dims, bool outside)
{
    bool *vars = jhr_malloc((s->vars_n + (size_t)1) * sizeof *vars);
    for (uint32_t i = 0; vars != NULL && i < s->vars_n; i++)
        vars[i] = dims[s->dim_of[i]] != outside;
    return vars;
}

jhr_edge jhr_region_project(const struct jhr_space *s, struct jhr_bdd *b, jhr_edge f,
                            const bool *vars)
{
    bool *out = vars_of(s, vars, true);
    if (out == NULL) {
        b->full = b->out_of_memory = true;
        return JHR_BDD_NO;
    }
    jhr_edge made = jhr_bdd_exists(b, f, out);
    jhr_free(out);
    return made;
}

/* ---- one box ---- */

struct cover {
    struct jhr_arena *a;
    const struct jhr_space *s;
    struct jhr_bdd *b;
    jhr_edge outside; /* valid, and not in f: what a box must not touch */
    const bool *vars;
};

static jhr_edge set_edge(const struct cover *c, uint32_t dim, const bool *in)
{
    const struct jhr_dim *d = &c->s->dims.v[dim];
    jhr_edge *children = jhr_malloc(d->n * sizeof *children);
    if (children == NULL) {
        c->b->full = c->b->out_of_memory = true;
        return JHR_BDD_NO;
    }
    for (uint32_t k = 0; k < d->n; k++)
        children[k] = in[k] ? JHR_BDD_YES : JHR_BDD_NO;
    jhr_edge made = jhr_space_choose(c->s, c->b, dim, children);
    jhr_free(children);
    return made;
}

static jhr_edge box_edge(const struct cover *c, const struct jhr_box *box, uint32_t without)
{
    jhr_edge f = JHR_BDD_YES;
    for (uint32_t i = c->s->dims.n; i-- > 0;)
        if (i != without && box->in[i] != NULL)
            f = jhr_bdd_and(c->b, set_edge(c, i, box->in[i]), f);
    return f;
}

static bool class_in(const struct cover *c, jhr_edge f, uint32_t dim, uint32_t class)
{
    const struct jhr_dim *d = &c->s->dims.v[dim];
    while (f > JHR_BDD_NO) {
        uint32_t bit = jhr_bdd_var(c->b, f) - d->var;
        f = class >> (d->bits - 1 - bit) & 1 ? jhr_bdd_hi(c->b, f) : jhr_bdd_lo(c->b, f);
    }
    return f == JHR_BDD_YES;
}

/* All classes of the dimension with which the box, as it is otherwise, stays within. */
static void widen(const struct cover *c, struct jhr_box *box, uint32_t dim)
{
    const struct jhr_dim *d = &c->s->dims.v[dim];
    bool *only = jhr_malloc((c->s->dims.n + (size_t)1) * sizeof *only);
    if (only == NULL) {
        c->b->full = c->b->out_of_memory = true;
        return;
    }
    memset(only, 0, c->s->dims.n * sizeof *only);
    only[dim] = true;
    jhr_edge touched = jhr_bdd_and(c->b, box_edge(c, box, dim), c->outside);
    touched = jhr_region_project(c->s, c->b, touched, only);
    jhr_free(only);
    if (c->b->full)
        return;
    bool all = true;
    for (uint32_t k = 0; k < d->n; k++) {
        box->in[dim][k] = box->in[dim][k] || !class_in(c, touched, dim, k);
        all = all && box->in[dim][k];
    }
    if (all)
        box->in[dim] = NULL;
}

static bool start_box(const struct cover *c, jhr_edge rest, struct jhr_box *box)
{
    size_t n = c->s->dims.n + (size_t)1;
    uint32_t *classes = jhr_arena_alloc(c->a, n * sizeof *classes);
    box->in = jhr_arena_alloc(c->a, n * sizeof *box->in);
    if (classes == NULL || box->in == NULL || c->a->out_of_memory)
        return false;
    jhr_space_pick(c->s, c->b, rest, 0, classes);
    for (uint32_t i = 0; i < c->s->dims.n; i++) {
        if (classes[i] == JHR_NONE || !c->vars[i])
            continue;
        box->in[i] = jhr_arena_alloc(c->a, c->s->dims.v[i].n);
        if (box->in[i] == NULL)
            return false;
        box->in[i][classes[i]] = true;
    }
    return true;
}

struct jhr_boxes jhr_region_boxes(struct jhr_arena *a, const struct jhr_space *s, struct jhr_bdd *b,
                                  jhr_edge f, jhr_edge valid, const bool *vars, uint32_t most)
{
    struct cover c = {.a = a, .s = s, .b = b, .vars = vars};
    struct jhr_boxes out = {.rest = f};
    c.outside = jhr_bdd_and(b, jhr_region_project(s, b, valid, vars), jhr_bdd_not(f));
    while (out.rest != JHR_BDD_NO && out.list.n < most && !b->full) {
        struct jhr_box box = {.in = NULL};
        if (!start_box(&c, out.rest, &box))
            break;
        for (uint32_t i = s->dims.n; i-- > 0 && !b->full;)
            if (box.in[i] != NULL)
                widen(&c, &box, i);
        box.edge = box_edge(&c, &box, JHR_NONE);
        out.rest = jhr_bdd_and(b, out.rest, jhr_bdd_not(box.edge));
        struct jhr_box *slot = b->full ? NULL : jhr_vec_add(a, &out.list);
        if (slot != NULL)
            *slot = box;
    }
    return out;
}

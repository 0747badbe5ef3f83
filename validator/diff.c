#include "validator/diff.h"

#include "validator/diff_parts.h"

#include <string.h>

/* ---- which rules are compared with which ---- */

static void add_edit(struct jhr_differ *d, struct jhr_edit_state e)
{
    struct jhr_edit_state *at = jhr_vec_add(d->a, &d->edits);
    if (at != NULL)
        *at = e;
}

static uint32_t find_rule(const struct jhr_model *m, struct jhr_str id)
{
    for (uint32_t i = 0; i < m->regels_n; i++)
        if (jhr_str_eq(m->regels[i].id, id))
            return i;
    return JHR_NONE;
}

static void pair_rules(struct jhr_differ *d)
{
    const struct jhr_model *old = d->s->side[0].model, *new = d->s->side[1].model;
    for (uint32_t i = 0; i < new->regels_n; i++)
        add_edit(d, (struct jhr_edit_state){.rule = {find_rule(old, new->regels[i].id), i}});
    for (uint32_t i = 0; i < old->regels_n; i++)
        if (find_rule(new, old->regels[i].id) == JHR_NONE)
            add_edit(d, (struct jhr_edit_state){.rule = {i, JHR_NONE}});
    add_edit(d, (struct jhr_edit_state){.rule = {JHR_NONE, JHR_NONE}, .regeling = true});
    add_edit(d, (struct jhr_edit_state){.rule = {JHR_NONE, JHR_NONE}, .adviserend = true});
}

/* ---- what an edit does in one product ---- */

static const struct jhr_rule_fn no_rule = {
    .refuses = JHR_BDD_NO, .hangs = JHR_BDD_NO, .hangs_advice = JHR_BDD_NO};

static const struct jhr_rule_fn *rule_of(const struct jhr_differ *d, uint32_t side,
                                         const struct jhr_edit_state *e)
{
    return e->rule[side] == JHR_NONE ? &no_rule : &d->view[side]->rules[e->rule[side]];
}

/* The cases that the rule meets otherwise. */
static jhr_edge met_otherwise(struct jhr_differ *d, const struct jhr_edit_state *e)
{
    struct jhr_bdd *b = &d->b;
    if (e->regeling || e->adviserend) {
        const struct jhr_slice *x = d->view[0], *y = d->view[1];
        struct jhr_pair p = e->regeling ? x->inside : x->advice;
        struct jhr_pair q = e->regeling ? y->inside : y->advice;
        return jhr_bdd_or(b, jhr_bdd_xor(b, p.yes, q.yes), jhr_bdd_xor(b, p.maybe, q.maybe));
    }
    const struct jhr_rule_fn *x = rule_of(d, 0, e), *y = rule_of(d, 1, e);
    jhr_edge f =
        jhr_bdd_or(b, jhr_bdd_xor(b, x->refuses, y->refuses), jhr_bdd_xor(b, x->hangs, y->hangs));
    return jhr_bdd_or(b, f, jhr_bdd_xor(b, x->hangs_advice, y->hangs_advice));
}

static void reads_of(struct jhr_differ *d, const struct jhr_edit_state *e, bool *dims)
{
    memset(dims, 0, d->s->dims.n * sizeof *dims);
    for (uint32_t k = 0; k < 2; k++) {
        const struct jhr_rule_fn *f = rule_of(d, k, e);
        jhr_space_reads(d->s, &d->b, f->refuses, dims);
        jhr_space_reads(d->s, &d->b, f->hangs, dims);
        jhr_space_reads(d->s, &d->b, f->hangs_advice, dims);
        struct jhr_pair p = e->regeling ? d->view[k]->inside : d->view[k]->advice;
        if (!e->regeling && !e->adviserend)
            continue;
        jhr_space_reads(d->s, &d->b, p.yes, dims);
        jhr_space_reads(d->s, &d->b, p.maybe, dims);
    }
}

/* ---- counting ---- */

static bool is_opaque(struct jhr_differ *d, jhr_edge f)
{
    bool *dims = d->scratch;
    memset(dims, 0, d->s->dims.n * sizeof *dims);
    jhr_space_reads(d->s, &d->b, f, dims);
    for (uint32_t i = 0; i < d->s->dims.n; i++)
        if (dims[i] && d->s->dims.v[i].opaque)
            return true;
    return false;
}

static void add_share(struct jhr_differ *d, struct jhr_share *to, jhr_edge part, jhr_edge whole)
{
    if (!to->known)
        return;
    if (is_opaque(d, part) || is_opaque(d, whole)) {
        to->known = false;
        return;
    }
    struct jhr_count n = jhr_counter_of(&d->counter, part);
    struct jhr_count all = jhr_counter_of(&d->counter, whole);
    jhr_count_add(&to->part, &n);
    jhr_count_add(&to->whole, &all);
    to->known = !to->part.over && !to->whole.over;
}

/* ---- regions, folded over products ---- */

static bool same_words(const struct jhr_waar *a, const struct jhr_waar *b)
{
    if (a->list.n != b->list.n)
        return false;
    for (uint32_t i = 0; i < a->list.n; i++)
        if (!jhr_str_eq(a->list.v[i], b->list.v[i]))
            return false;
    return true;
}

static struct jhr_folded *folded(struct jhr_differ *d, struct jhr_edit_state *e, uint8_t was,
                                 uint8_t wordt, const struct jhr_waar *words)
{
    for (uint32_t i = 0; i < e->folds.n; i++) {
        struct jhr_folded *f = e->folds.v[i];
        if (f->was == was && f->wordt == wordt && same_words(&f->words, words))
            return f;
    }
    if (e->folds.n >= JHR_GEBIEDEN_MOST) {
        e->over++;
        return NULL;
    }
    struct jhr_folded **slot = jhr_vec_add(d->a, &e->folds);
    struct jhr_folded *f = JHR_NEW(d->a, struct jhr_folded);
    bool *of = jhr_arena_alloc(d->a, d->s->products_n + (size_t)1);
    if (slot == NULL || of == NULL || d->a->out_of_memory)
        return NULL;
    *f = (struct jhr_folded){
        .was = was, .wordt = wordt, .words = *words, .of = of, .share = {.known = true}};
    *slot = f;
    return f;
}

static void add_mask(struct jhr_differ *d, struct jhr_folded *f, struct jhr_str id, jhr_edge part,
                     jhr_edge whole)
{
    struct jhr_mask *m = NULL;
    for (uint32_t i = 0; i < f->masks.n && m == NULL; i++)
        if (jhr_str_eq(f->masks.v[i].regel, id))
            m = &f->masks.v[i];
    if (m == NULL) {
        m = jhr_vec_add(d->a, &f->masks);
        if (m == NULL)
            return;
        *m = (struct jhr_mask){.regel = id, .share = {.known = true}};
    }
    add_share(d, &m->share, part, whole);
    m->share.whole = (struct jhr_count){0}; /* that of the region, in the end */
}

/* Which rules decide where the edit makes no difference. */
static void masks_of(struct jhr_differ *d, const struct jhr_edit_state *e, struct jhr_folded *f,
                     jhr_edge rest, jhr_edge whole)
{
    const struct jhr_slice *v = d->view[1];
    const struct jhr_side *side = &d->s->side[1];
    struct jhr_bdd *b = &d->b;
    if (rest == JHR_BDD_NO)
        return;
    if (jhr_bdd_meet(b, rest, v->outcome[JHR_BUITEN_REGELING]))
        add_mask(d, f, JHR_STR("regeling"), jhr_bdd_and(b, rest, v->outcome[JHR_BUITEN_REGELING]),
                 whole);
    if (jhr_bdd_meet(b, rest, v->advice.yes))
        add_mask(d, f, JHR_STR("adviserend"), jhr_bdd_and(b, rest, v->advice.yes), whole);
    for (uint32_t i = 0; i < side->model->regels_n && !b->full; i++) {
        jhr_edge by = v->rules[i].refuses;
        if (i != e->rule[1] && by != JHR_BDD_NO && jhr_bdd_meet(b, rest, by))
            add_mask(d, f, side->model->regels[i].id, jhr_bdd_and(b, rest, by), whole);
    }
}

static void one_box(struct jhr_differ *d, struct jhr_edit_state *e, const struct jhr_change *c,
                    const struct jhr_box *box)
{
    struct jhr_waar words = {.list = {0}};
    jhr_edge whole = jhr_bdd_and(&d->b, box->edge, d->base);
    jhr_edge part = jhr_bdd_and(&d->b, c->f, box->edge);
    bool unsure = is_opaque(d, part);
    struct jhr_str json;
    jhr_region_words(d->a, d->s, d->product, box, &words);
    struct jhr_folded *f = folded(d, e, c->was, c->wordt, &words);
    if (f == NULL || d->b.full)
        return;
    bool found = f->bevestigd && f->getuige.n > 0;
    if (!found &&
        jhr_getuige_find(&d->getuigen, d->a, &d->b, d->product, part, c->was, c->wordt, &json)) {
        f->bevestigd = found = true;
        f->getuige = json.n > 0 ? json : f->getuige;
    }
    f->box = f->box != NULL ? f->box : box;
    f->of[d->product] = true;
    f->unsure |= unsure && !f->bevestigd;
    add_share(d, &f->share, part, whole);
    if (d->masked++ < JHR_MASKED_MOST)
        masks_of(d, e, f, jhr_bdd_and(&d->b, whole, jhr_bdd_not(part)), whole);
}

/* The edit's part in one direction of change. */
static void one_direction(struct jhr_differ *d, struct jhr_edit_state *e,
                          const struct jhr_change *c, const bool *vars)
{
    jhr_edge seen = jhr_region_project(d->s, &d->b, c->f, vars);
    struct jhr_boxes boxes =
        jhr_region_boxes(d->a, d->s, &d->b, seen, d->base, vars, JHR_GEBIEDEN_MOST);
    for (uint32_t i = 0; i < boxes.list.n && !d->b.full; i++)
        one_box(d, e, c, &boxes.list.v[i]);
    e->over += boxes.rest != JHR_BDD_NO;
}

static void one_edit(struct jhr_differ *d, struct jhr_edit_state *e)
{
    jhr_edge met = jhr_bdd_and(&d->b, met_otherwise(d, e), d->base);
    if (met == JHR_BDD_NO)
        return;
    e->edited = true;
    jhr_edge part = jhr_bdd_and(&d->b, met, d->differs);
    add_share(d, &e->overall, part, d->base);
    if (part == JHR_BDD_NO)
        return;
    bool *vars = d->vars;
    reads_of(d, e, vars);
    for (uint8_t was = 0; was < 5; was++)
        for (uint8_t wordt = 0; wordt < 5 && !d->b.full; wordt++) {
            struct jhr_change c = {was, wordt, JHR_BDD_NO};
            if (was == wordt)
                continue;
            c.f = jhr_bdd_and(&d->b, d->view[0]->outcome[was], d->view[1]->outcome[wordt]);
            c.f = jhr_bdd_and(&d->b, c.f, part);
            if (c.f != JHR_BDD_NO)
                one_direction(d, e, &c, vars);
        }
}

/* ---- one product ---- */

static bool rules_equal(struct jhr_differ *d)
{
    const struct jhr_slice *x = d->view[0], *y = d->view[1];
    for (uint32_t i = 0; i < d->edits.n; i++) {
        const struct jhr_edit_state *e = &d->edits.v[i];
        const struct jhr_rule_fn *p = rule_of(d, 0, e), *q = rule_of(d, 1, e);
        if (p->refuses != q->refuses || p->hangs != q->hangs || p->hangs_advice != q->hangs_advice)
            return false;
    }
    return x->inside.yes == y->inside.yes && x->inside.maybe == y->inside.maybe &&
           x->advice.yes == y->advice.yes && x->advice.maybe == y->advice.maybe;
}

/* The cases of a product whose rules are equal differ nowhere; only how many they are is counted.
 */
static void count_equal(struct jhr_differ *d)
{
    struct jhr_bdd *b = &d->b;
    const struct jhr_model *m = d->s->side[1].model;
    jhr_edge clash = JHR_BDD_NO;
    for (uint32_t i = 0; i < m->regels_n && !b->full; i++)
        if (m->regels[i].kind == JHR_R_ALTIJD)
            clash = jhr_bdd_or(b, clash, d->view[1]->rules[i].refuses);
    d->base = jhr_bdd_and(b, d->valid, jhr_bdd_not(clash));
    d->products_equal++;
    add_share(d, &d->overall, JHR_BDD_NO, d->base);
}

static void find_differences(struct jhr_differ *d)
{
    struct jhr_bdd *b = &d->b;
    jhr_slice_decide(d->view[0]);
    jhr_slice_decide(d->view[1]);
    jhr_edge both = jhr_bdd_and(b, d->view[0]->clash, d->view[1]->clash);
    d->base = jhr_bdd_and(b, d->valid, jhr_bdd_not(both));
    d->differs = JHR_BDD_NO;
    for (uint32_t o = 0; o < 5; o++)
        d->differs =
            jhr_bdd_or(b, d->differs,
                       jhr_bdd_and(b, d->view[0]->outcome[o], jhr_bdd_not(d->view[1]->outcome[o])));
    d->differs = jhr_bdd_and(b, d->differs, d->base);
    if (b->full)
        return;
    add_share(d, &d->overall, d->differs, d->base);
    for (uint32_t i = 0; i < d->edits.n && !b->full; i++)
        one_edit(d, &d->edits.v[i]);
}

static void one_product(struct jhr_differ *d, uint32_t product)
{
    d->product = product;
    d->masked = 0;
    jhr_slice_rules(d->view[0], product);
    jhr_slice_rules(d->view[1], product);
    jhr_counter_start(&d->counter, d->counted);
    if (!d->b.full && rules_equal(d))
        count_equal(d);
    else if (!d->b.full)
        find_differences(d);
    if (d->b.full)
        jhr_diff_search(d, product);
    jhr_bdd_drop(&d->b, d->mark);
}

/* ---- all of it ---- */

static bool prepare(struct jhr_differ *d, const struct jhr_side *old_side,
                    const struct jhr_side *new_side, uint32_t budget)
{
    d->s = jhr_space_new(d->a, old_side, new_side);
    if (d->s == NULL || !jhr_bdd_init(&d->b, budget > 0 ? budget : JHR_NODES_MOST))
        return false;
    d->ready = true;
    jhr_counter_init(&d->counter, d->s, &d->b);
    size_t dims = d->s->dims.n + (size_t)1;
    d->counted = jhr_arena_alloc(d->a, dims * sizeof *d->counted);
    d->scratch = jhr_arena_alloc(d->a, dims * sizeof *d->scratch);
    d->vars = jhr_arena_alloc(d->a, dims * sizeof *d->vars);
    d->view[0] = jhr_slice_new(d->s, &d->b, 0);
    d->view[1] = jhr_slice_new(d->s, &d->b, 1);
    if (d->counted == NULL || d->scratch == NULL || d->vars == NULL || d->view[0] == NULL ||
        d->view[1] == NULL || d->a->out_of_memory || !jhr_getuigen_init(&d->getuigen, d->s))
        return false;
    for (uint32_t i = 0; i < d->s->dims.n; i++)
        d->counted[i] = !d->s->dims.v[i].opaque;
    pair_rules(d);
    jhr_slice_common(d->view[0]);
    jhr_slice_common(d->view[1]);
    d->valid = jhr_space_valid(d->s, &d->b);
    d->mark = jhr_bdd_mark(&d->b);
    d->overall = (struct jhr_share){.known = true};
    for (uint32_t i = 0; i < d->edits.n; i++)
        d->edits.v[i].overall = d->overall;
    return !d->a->out_of_memory;
}

struct jhr_diff *jhr_diff(struct jhr_arena *a, const struct jhr_side *old_side,
                          const struct jhr_side *new_side, uint32_t budget)
{
    struct jhr_differ d = {.a = a};
    struct jhr_diff *out = NULL;
    if (prepare(&d, old_side, new_side, budget)) {
        bool common_full = d.b.full;
        for (uint32_t p = 0; p < d.s->products_n && !a->out_of_memory; p++) {
            d.b.full |= common_full; /* what all share is too much already: only searched */
            one_product(&d, p);
        }
        if (!d.b.out_of_memory && !d.counter.out_of_memory)
            out = jhr_diff_report(&d);
    }
    if (d.ready) {
        jhr_getuigen_free(&d.getuigen);
        jhr_counter_free(&d.counter);
        jhr_bdd_free(&d.b);
    }
    return a->out_of_memory ? NULL : out;
}

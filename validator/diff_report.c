#include "validator/diff_parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- shares in order ---- */

static int by_ratio(const struct jhr_share *a, const struct jhr_share *b)
{
    if (!a->known || !b->known)
        return b->known - a->known;
    uint64_t x = jhr_count_is_zero(&a->whole)
                     ? 0
                     : jhr_count_ratio(&a->part, &a->whole, UINT64_C(1000000000000));
    uint64_t y = jhr_count_is_zero(&b->whole)
                     ? 0
                     : jhr_count_ratio(&b->part, &b->whole, UINT64_C(1000000000000));
    return (x < y) - (x > y);
}

static int by_mask(const void *a, const void *b)
{
    const struct jhr_mask *x = a, *y = b;
    int order = jhr_count_cmp(&y->share.part, &x->share.part);
    return order != 0 ? order : jhr_str_cmp(x->regel, y->regel);
}

static int by_words(const struct jhr_gebied *a, const struct jhr_gebied *b)
{
    for (uint32_t i = 0; i < a->waar_n && i < b->waar_n; i++) {
        int order = jhr_str_cmp(a->waar[i], b->waar[i]);
        if (order != 0)
            return order;
    }
    return (a->waar_n > b->waar_n) - (a->waar_n < b->waar_n);
}

static int by_gebied(const void *a, const void *b)
{
    const struct jhr_gebied *x = a, *y = b;
    int order = x->was != y->was ? x->was - y->was : x->wordt - y->wordt;
    order = order != 0 ? order : by_ratio(&x->overall, &y->overall);
    return order != 0 ? order : by_words(x, y);
}

/* ---- one region ---- */

static const struct jhr_mask *masks_of(struct jhr_folded *f, uint32_t *n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->masks.n; i++) {
        struct jhr_mask *m = &f->masks.v[i];
        if (!m->share.known || !f->share.known)
            continue;
        m->share.whole = f->share.whole;
        f->masks.v[kept++] = *m;
    }
    if (kept > 1)
        qsort(f->masks.v, kept, sizeof *f->masks.v, by_mask);
    *n = kept < 3 ? kept : 3;
    return f->masks.v;
}

static struct jhr_gebied gebied_of(struct jhr_differ *d, struct jhr_folded *f)
{
    struct jhr_gebied g = {.was = f->was, .wordt = f->wordt, .share = f->share};
    struct jhr_str products = jhr_region_products(d->a, d->s, f->of);
    struct jhr_str *waar = jhr_arena_alloc(d->a, (f->words.list.n + (size_t)2) * sizeof *waar);
    uint32_t folded = 0;
    for (uint32_t p = 0; p < d->s->products_n; p++)
        folded += f->of[p];
    g.producten_gevouwen = folded > 1;
    g.waar = waar;
    if (products.n > 0 && waar != NULL)
        waar[g.waar_n++] = products;
    for (uint32_t i = 0; i < f->words.list.n && waar != NULL; i++)
        waar[g.waar_n++] = f->words.list.v[i];
    g.overall =
        (struct jhr_share){f->share.known && d->overall.known, f->share.part, d->overall.whole};
    g.masks = masks_of(f, &g.masks_n);
    g.getuige = f->getuige;
    g.box = f->box;
    g.producten = f->of;
    g.bevestigd = f->bevestigd;
    return g;
}

/* ---- one edit ---- */

static void describe(const struct jhr_differ *d, const struct jhr_edit_state *e,
                     struct jhr_wijziging *w)
{
    w->span_old = w->span_new = JHR_NO_SPAN;
    if (e->regeling || e->adviserend) {
        w->regel = e->regeling ? JHR_STR("regeling") : JHR_STR("adviserend");
        w->titel = e->regeling ? JHR_STR("waarover de regeling gaat")
                               : JHR_STR("wanneer de regeling alleen adviseert");
        return;
    }
    for (uint32_t k = 0; k < 2; k++) {
        const struct jhr_side *side = &d->s->side[k];
        if (e->rule[k] == JHR_NONE)
            continue;
        const struct jhr_regel *r = &side->model->regels[e->rule[k]];
        w->regel = r->id;
        w->titel = r->title;
        *(k == 0 ? &w->stand_old : &w->stand_new) = r->stand;
        *(k == 0 ? &w->span_old : &w->span_new) = side->ir->regels.v[e->rule[k]].span;
    }
    w->edit = e->rule[0] == JHR_NONE   ? JHR_EDIT_NEW
              : e->rule[1] == JHR_NONE ? JHR_EDIT_GONE
                                       : JHR_EDIT_CHANGED;
}

/* A region that hangs on what is opaque, and of which no case was found, may not be there. */
static void report_edit(struct jhr_differ *d, struct jhr_edit_state *e, struct jhr_wijziging *w)
{
    describe(d, e, w);
    w->overall =
        (struct jhr_share){e->overall.known && d->overall.known, e->overall.part, d->overall.whole};
    w->gebieden_over = e->over;
    w->proved = !e->searched;
    w->gebieden = jhr_arena_alloc(d->a, (e->folds.n + (size_t)1) * sizeof *w->gebieden);
    /* a slot may be there whose region found no memory: the arena says so */
    for (uint32_t i = 0; i < e->folds.n && !d->a->out_of_memory; i++) {
        struct jhr_folded *f = e->folds.v[i];
        if (f->unsure) {
            w->proved = false;
            continue;
        }
        w->gebieden[w->gebieden_n++] = gebied_of(d, f);
    }
    if (w->gebieden_n > 1)
        qsort(w->gebieden, w->gebieden_n, sizeof *w->gebieden, by_gebied);
}

/* ---- all of it ---- */

static void list_opaque(struct jhr_differ *d, struct jhr_diff *out)
{
    struct jhr_str *list = jhr_arena_alloc(d->a, (d->s->dims.n + (size_t)1) * sizeof *list);
    for (uint32_t i = 0; i < d->s->dims.n && list != NULL; i++) {
        bool known = !d->s->dims.v[i].opaque;
        for (uint32_t k = 0; k < out->opaque_n && !known; k++)
            known = jhr_str_eq(list[k], d->s->dims.v[i].name);
        if (!known)
            list[out->opaque_n++] = d->s->dims.v[i].name;
    }
    out->opaque = list;
}

struct jhr_diff *jhr_diff_report(struct jhr_differ *d)
{
    struct jhr_diff *out = JHR_NEW(d->a, struct jhr_diff);
    *out = (struct jhr_diff){.equal = true, .proved = d->over_budget.n == 0};
    out->wijzigingen = jhr_arena_alloc(d->a, (d->edits.n + (size_t)1) * sizeof *out->wijzigingen);
    for (uint32_t i = 0; i < d->edits.n && out->wijzigingen != NULL; i++) {
        struct jhr_edit_state *e = &d->edits.v[i];
        if (!e->edited)
            continue;
        struct jhr_wijziging *w = &out->wijzigingen[out->wijzigingen_n++];
        report_edit(d, e, w);
        out->equal = out->equal && w->gebieden_n == 0 && w->gebieden_over == 0;
        out->proved = out->proved && w->proved;
    }
    out->overall = d->overall;
    out->only = d->s->only;
    out->only_n = d->s->only_n;
    list_opaque(d, out);
    out->over_budget = d->over_budget.v;
    out->over_budget_n = d->over_budget.n;
    out->space = d->s;
    out->products = d->s->products_n;
    out->products_equal = d->products_equal;
    return d->a->out_of_memory ? NULL : out;
}

#include "validator/diff_parts.h"

#include <string.h>

static bool rule_differs(const struct jhr_edit_state *e, const struct jhr_besluit *x,
                         const struct jhr_besluit *y)
{
    static const struct jhr_regel_uitkomst none = {JHR_NIET_IN_WERKING, JHR_ROL_GEEN, false};
    const struct jhr_regel_uitkomst *p = e->rule[0] == JHR_NONE ? &none : &x->regels[e->rule[0]];
    const struct jhr_regel_uitkomst *q = e->rule[1] == JHR_NONE ? &none : &y->regels[e->rule[1]];
    if (e->regeling || e->adviserend)
        return e->adviserend && x->adviserend != y->adviserend;
    bool was = p->rol == JHR_ROL_BESLIST && p->uitkomst >= JHR_NIET_VOLDAAN;
    bool is = q->rol == JHR_ROL_BESLIST && q->uitkomst >= JHR_NIET_VOLDAAN;
    return was != is || (was && p->uitkomst != q->uitkomst);
}

static void note(struct jhr_differ *d, struct jhr_edit_state *e, uint8_t was, uint8_t wordt,
                 struct jhr_str json)
{
    for (uint32_t i = 0; i < e->folds.n; i++) {
        struct jhr_folded *f = e->folds.v[i];
        if (f->was != was || f->wordt != wordt || f->words.list.n > 0 || f->share.known)
            continue;
        f->of[d->product] = true;
        return;
    }
    struct jhr_folded **slot = jhr_vec_add(d->a, &e->folds);
    struct jhr_folded *f = JHR_NEW(d->a, struct jhr_folded);
    bool *of = jhr_arena_alloc(d->a, d->s->products_n + (size_t)1);
    if (slot == NULL || of == NULL)
        return;
    *f = (struct jhr_folded){
        .was = was, .wordt = wordt, .of = of, .getuige = json, .bevestigd = true};
    of[d->product] = true;
    *slot = f;
}

static void one_case(struct jhr_differ *d, struct jhr_arena *scratch, const int64_t *raw)
{
    struct jhr_case c[2];
    const struct jhr_besluit *x, *y;
    c[0] = jhr_getuige_case(d->s, scratch, 0, d->product, raw, 0);
    c[1] = jhr_getuige_case(d->s, scratch, 1, d->product, raw, 0);
    if (scratch->out_of_memory)
        return;
    x = jhr_getuige_decide(&d->getuigen, 0, &c[0]);
    y = jhr_getuige_decide(&d->getuigen, 1, &c[1]);
    if (x->besluit == y->besluit)
        return;
    for (uint32_t i = 0; i < d->edits.n; i++) {
        struct jhr_edit_state *e = &d->edits.v[i];
        if (!rule_differs(e, x, y))
            continue;
        e->edited = true;
        note(d, e, x->besluit, y->besluit, jhr_getuige_json(d->s, d->a, 1, &c[1]));
    }
}

void jhr_diff_search(struct jhr_differ *d, uint32_t product)
{
    struct jhr_arena scratch;
    uint64_t state = product;
    int64_t *raw = jhr_arena_alloc(d->a, (d->s->dims.n + (size_t)1) * sizeof *raw);
    struct jhr_str *slot = jhr_vec_add(d->a, &d->over_budget);
    if (slot == NULL || raw == NULL)
        return;
    const struct jhr_model *m = d->s->side[0].model;
    *slot = m->producten[d->s->product[0][product]].code;
    d->product = product;
    d->overall.known = false;
    for (uint32_t i = 0; i < d->edits.n; i++) {
        d->edits.v[i].searched = true;
        d->edits.v[i].overall.known = false;
    }
    jhr_arena_init(&scratch, 0);
    for (uint32_t i = 0; i < JHR_TRIED_MOST; i++) {
        jhr_arena_reset(&scratch);
        jhr_getuige_random(d->s, &state, raw);
        one_case(d, &scratch, raw);
    }
    d->a->out_of_memory |= scratch.out_of_memory;
    jhr_arena_free(&scratch);
}

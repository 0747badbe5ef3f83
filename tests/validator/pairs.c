/*
 * Pairs of small regelingen: all that a comparison says is counted again, one case after the other.
 * Existence, directions, the cases of each region, of each edited rule and of the whole.
 */
#include "tests/validator/aid.h"
#include "tests/validator/small.h"

#include "validator/region.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MOST_CASES 300000u /* of a product; a pair that has more is left */

struct tally { /* of one region, or of one edited rule, or of all */
    uint64_t part, whole;
    bool directions[5][5];
};
struct pairs {
    uint64_t pairs, refused, large, opaque, cases, equal, regions, masks, full_regions, over;
    uint64_t unsaid; /* a region without a document that shows it */
};
struct counting {
    struct pairs *t;
    const struct jhr_diff *d;
    const struct jhr_space *s;
    struct jhr_getuigen g;
    struct jhr_arena a;
    struct tally all, edits[64];
    struct tally *regions[64];
    uint64_t *masks[64];
    int64_t raw[256];
};

static bool in_box(const struct jhr_space *s, const struct jhr_box *box, const int64_t *raw)
{
    for (uint32_t i = 0; i < s->dims.n; i++) {
        const struct jhr_dim *d = &s->dims.v[i];
        uint32_t c = 0;
        while (c + 1 < d->n && d->first[c + 1] <= raw[i])
            c++;
        if (box->in[i] != NULL && !box->in[i][c])
            return false;
    }
    return true;
}

static uint32_t rule_index(const struct jhr_side *side, struct jhr_str id)
{
    return jhr_model_regel(side->model, id);
}

/* What the rule contributes before the regeling has its say: nothing, a refusal, or a doubt. */
static uint32_t contribution(const struct jhr_side *side, const struct jhr_besluit *b,
                             struct jhr_str id)
{
    uint32_t i = rule_index(side, id);
    if (i == JHR_NONE)
        return 0;
    const struct jhr_regel *r = &side->model->regels[i];
    bool asked =
        r->stand == JHR_S_VASTGESTELD || (r->stand == JHR_S_VOORGESTELD && side->voorgesteld);
    uint8_t u = b->regels[i].uitkomst;
    return !asked ? 0 : u == JHR_NIET_VOLDAAN ? 1 : u == JHR_ONBEKEND ? 2 : 0;
}

static bool takes_part(const struct counting *k, const struct jhr_wijziging *w,
                       const struct jhr_besluit *x, const struct jhr_besluit *y)
{
    if (jhr_str_eq(w->regel, JHR_STR("adviserend")))
        return x->adviserend != y->adviserend;
    if (jhr_str_eq(w->regel, JHR_STR("regeling")))
        return (x->besluit == JHR_BUITEN_REGELING) != (y->besluit == JHR_BUITEN_REGELING);
    return contribution(&k->s->side[0], x, w->regel) != contribution(&k->s->side[1], y, w->regel);
}

static void count_regions(struct counting *k, uint32_t edit, uint32_t product, bool differs,
                          const struct jhr_besluit *x, const struct jhr_besluit *y)
{
    const struct jhr_wijziging *w = &k->d->wijzigingen[edit];
    bool part = differs && takes_part(k, w, x, y);
    if (part) {
        k->edits[edit].part++;
        k->edits[edit].directions[x->besluit][y->besluit] = true;
    }
    for (uint32_t i = 0; i < w->gebieden_n; i++) {
        const struct jhr_gebied *g = &w->gebieden[i];
        if (!g->producten[product] || !in_box(k->s, g->box, k->raw))
            continue;
        bool in = part && x->besluit == g->was && y->besluit == g->wordt;
        k->regions[edit][i].whole++;
        k->regions[edit][i].part += in;
        for (uint32_t m = 0; m < g->masks_n && !in; m++)
            k->masks[edit][3 * i + m] += contribution(&k->s->side[1], y, g->masks[m].regel) == 1;
    }
}

static void one_case(struct counting *k, uint32_t product)
{
    struct jhr_case c[2];
    const struct jhr_besluit *b[2];
    if (!is_valid(k->s, k->raw))
        return;
    jhr_arena_reset(&k->a);
    for (uint32_t i = 0; i < 2; i++) {
        c[i] = jhr_getuige_case(k->s, &k->a, i, product, k->raw, 0);
        b[i] = jhr_getuige_decide(&k->g, i, &c[i]);
    }
    k->t->cases++;
    if (b[0]->besluit == JHR_STRIJDIG && b[1]->besluit == JHR_STRIJDIG)
        return;
    bool differs = b[0]->besluit != b[1]->besluit;
    k->all.whole++;
    k->all.part += differs;
    for (uint32_t e = 0; e < k->d->wijzigingen_n; e++)
        count_regions(k, e, product, differs, b[0], b[1]);
}

static void each_case(struct counting *k, uint32_t dim, uint32_t product)
{
    if (dim == k->s->dims.n) {
        one_case(k, product);
        return;
    }
    const struct jhr_dim *d = &k->s->dims.v[dim];
    for (int64_t v = d->lo; v <= d->hi - d->extra; v++) {
        k->raw[dim] = v;
        each_case(k, dim + 1, product);
    }
}

/* ---- what was said, and what was counted ---- */

static bool is_number(const struct jhr_count *n, uint64_t v)
{
    struct jhr_count w = jhr_count_of(v);
    return jhr_count_cmp(n, &w) == 0;
}

static bool share_is(const struct jhr_share *s, uint64_t part, uint64_t whole, const char *what)
{
    if (s->known && is_number(&s->part, part) && is_number(&s->whole, whole))
        return true;
    struct jhr_buf out = {0};
    jhr_count_text(&out, &s->part);
    jhr_buf_z(&out, " of ");
    jhr_count_text(&out, &s->whole);
    printf("%s: counted %" PRIu64 " of %" PRIu64 ", but %s %.*s\n", what, part, whole,
           s->known ? "said" : "(not known)", (int)out.n, out.p);
    jhr_buf_free(&out);
    return false;
}

static bool edit_is_right(struct counting *k, uint32_t e)
{
    const struct jhr_wijziging *w = &k->d->wijzigingen[e];
    bool said[5][5] = {{false}}, of_regeling = jhr_str_eq(w->regel, JHR_STR("regeling"));
    /* whether a case is inside shows only where nothing clashes: the counts of that edit may part
     */
    if (!of_regeling && !share_is(&w->overall, k->edits[e].part, k->all.whole, "an edited rule"))
        return false;
    k->t->over += w->gebieden_over;
    for (uint32_t i = 0; i < w->gebieden_n; i++) {
        const struct jhr_gebied *g = &w->gebieden[i];
        const struct tally *c = &k->regions[e][i];
        said[g->was][g->wordt] = true;
        k->t->regions++;
        k->t->full_regions += jhr_share_is_all(&g->share);
        k->t->unsaid += g->getuige.n == 0;
        if (!of_regeling && !share_is(&g->share, c->part, c->whole, "a region"))
            return false;
        if (!g->bevestigd || (c->part == 0 && !of_regeling)) {
            printf("a region without a case that shows it\n");
            return false;
        }
        for (uint32_t m = 0; m < g->masks_n; m++) {
            struct jhr_str id = g->masks[m].regel;
            if (of_regeling || rule_index(&k->s->side[1], id) == JHR_NONE)
                continue; /* "regeling", "adviserend" */
            k->t->masks++;
            if (!share_is(&g->masks[m].share, k->masks[e][3 * i + m], c->whole, "a mask"))
                return false;
        }
    }
    if (w->gebieden_over == 0 && !of_regeling &&
        memcmp(said, k->edits[e].directions, sizeof said) != 0) {
        printf("other directions\n");
        return false;
    }
    return true;
}

static bool is_right(struct counting *k)
{
    const struct jhr_diff *d = k->d;
    if (!share_is(&d->overall, k->all.part, k->all.whole, "the whole"))
        return false;
    if (d->equal != (k->all.part == 0) || !d->proved) {
        printf("equal %d, proved %d\n", d->equal, d->proved);
        return false;
    }
    for (uint32_t e = 0; e < d->wijzigingen_n; e++)
        if (!edit_is_right(k, e)) {
            printf("edit of %.*s\n", (int)d->wijzigingen[e].regel.n, d->wijzigingen[e].regel.p);
            return false;
        }
    return true;
}

static bool is_small(const struct jhr_space *s, struct pairs *t)
{
    uint64_t n = 1;
    for (uint32_t i = 0; i < s->dims.n; i++) {
        if (s->dims.v[i].opaque) {
            t->opaque++;
            return false;
        }
        n *= jhr_dim_size(&s->dims.v[i]);
        if (n > MOST_CASES) {
            t->large++;
            return false;
        }
    }
    return true;
}

static bool count_again(struct pairs *t, const struct jhr_diff *d)
{
    struct counting k = {.t = t, .d = d, .s = d->space};
    struct jhr_arena own;
    if (!is_small(k.s, t))
        return true;
    if (d->wijzigingen_n > 64 || !jhr_getuigen_init(&k.g, k.s))
        return false;
    jhr_arena_init(&k.a, 0);
    jhr_arena_init(&own, 0);
    for (uint32_t e = 0; e < d->wijzigingen_n; e++) {
        uint32_t n = d->wijzigingen[e].gebieden_n;
        k.regions[e] = jhr_arena_alloc(&own, (n + 1) * sizeof *k.regions[e]);
        k.masks[e] = jhr_arena_alloc(&own, (3 * n + 1) * sizeof *k.masks[e]);
    }
    for (uint32_t p = 0; p < k.s->products_n; p++)
        each_case(&k, 0, p);
    t->equal += d->equal;
    bool ok = is_right(&k);
    jhr_getuigen_free(&k.g);
    jhr_arena_free(&k.a);
    jhr_arena_free(&own);
    return ok;
}

static bool one_pair(struct pairs *t, uint64_t seed)
{
    struct jhr_buf text[2] = {{0}, {0}};
    struct opened o[2];
    struct jhr_arena a;
    struct chance c = chance_of(seed, 8);
    bool ok = true;
    jhr_arena_init(&a, 0);
    small_pair(seed, chance_below(&c, 3), &text[0], &text[1]);
    bool sound = opened_text(&o[0], jhr_buf_get(&text[0]));
    sound &= opened_text(&o[1], jhr_buf_get(&text[1]));
    t->pairs++;
    t->refused += !sound;
    if (sound) {
        o[0].side.voorgesteld = chance_percent(&c, 30);
        o[1].side.voorgesteld = o[0].side.voorgesteld || chance_percent(&c, 30);
        struct jhr_diff *d = jhr_diff(&a, &o[0].side, &o[1].side, 0);
        ok = d != NULL && count_again(t, d);
    }
    if (!ok)
        printf("%.*s\n-------- and:\n%.*s\nseed %" PRIu64 ", voorgesteld %d %d\n", (int)text[0].n,
               text[0].p, (int)text[1].n, text[1].p, seed, o[0].side.voorgesteld,
               o[1].side.voorgesteld);
    for (uint32_t i = 0; i < 2; i++) {
        opened_close(&o[i]);
        jhr_buf_free(&text[i]);
    }
    jhr_arena_free(&a);
    return ok;
}

int run_pairs(uint64_t seed, uint64_t pairs)
{
    struct pairs t = {0};
    bool ok = true;
    for (uint64_t i = 0; ok && i < pairs; i++)
        ok = one_pair(&t, seed * 1000000 + i);
    uint64_t counted = t.pairs - t.refused - t.large - t.opaque;
    printf("# diff against enumeration: seed %" PRIu64 ", %" PRIu64 " pairs, %" PRIu64
           " counted (%" PRIu64 " equal; %" PRIu64 " refused, %" PRIu64 " too large, %" PRIu64
           " opaque), %" PRIu64 " cases, %" PRIu64 " regions (%" PRIu64 " of 100%%, %" PRIu64
           " folded), %" PRIu64 " masks: %s\n",
           seed, t.pairs, counted, t.equal, t.refused, t.large, t.opaque, t.cases, t.regions,
           t.full_regions, t.over, t.masks, ok ? "equal" : "DIFFERENT");
    return ok && counted * 2 > t.pairs && t.regions > 0 && t.equal > 0 ? 0 : 1;
}

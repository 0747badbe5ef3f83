/*
 * Random regelingen with all that the language has: in random cases of the input space the
 * functions of a slice say what the program decides, rule by rule. Where an opaque condition has a
 * say both its values are tried: what the functions say of both, the program says too.
 */
#include "tests/validator/aid.h"

#include "tests/differential/generate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MOST_NODES 50000u /* what needs more is counted, and left */
#define MOST_WAYS  256u   /* of what is opaque; with more a case is not settled */

struct points {
    uint64_t regelingen, refused, cases, settled, outcomes[5], opaque, full;
};

static void show(const struct jhr_space *s, uint32_t product, const int64_t *raw,
                 struct jhr_str text)
{
    printf("%.*s\nproduct %.*s\n", (int)text.n, text.p,
           (int)s->side[0].model->producten[s->product[0][product]].code.n,
           s->side[0].model->producten[s->product[0][product]].code.p);
    for (uint32_t i = 0; i < s->dims.n; i++)
        printf("  dim %u kind %d %.*s = %" PRId64 "\n", i, s->dims.v[i].kind,
               (int)s->dims.v[i].name.n, s->dims.v[i].name.p != NULL ? s->dims.v[i].name.p : "",
               raw[i]);
}

/* The decision in one case, or JHR_NONE when it hangs on what is opaque: each of those both ways.
 */
static uint32_t decided(const struct jhr_slice *v, const int64_t *raw)
{
    const struct jhr_space *s = v->s;
    int64_t mine[256];
    uint32_t before = JHR_NONE, ways = 1;
    for (uint32_t i = 0; i < s->dims.n; i++)
        ways *= s->dims.v[i].opaque && ways <= MOST_WAYS ? 2 : 1;
    for (uint32_t value = 0; value < ways && ways <= MOST_WAYS; value++) {
        uint32_t now = JHR_NONE, opaque = 0;
        for (uint32_t i = 0; i < s->dims.n; i++)
            mine[i] = s->dims.v[i].opaque ? (value >> opaque++) & 1 : raw[i];
        for (uint32_t o = 0; o < 5; o++)
            if (jhr_space_holds(s, v->b, v->outcome[o], mine)) {
                if (now != JHR_NONE)
                    printf("two outcomes in one case\n");
                now = o;
            }
        if (value > 0 && now != before)
            return JHR_NONE;
        before = now;
    }
    return before;
}

static bool has_opaque(const struct jhr_space *s)
{
    for (uint32_t i = 0; i < s->dims.n; i++)
        if (s->dims.v[i].opaque)
            return true;
    return false;
}

static bool rule_agrees(const struct jhr_slice *v, const struct jhr_besluit *b, uint32_t i,
                        const int64_t *raw)
{
    const struct jhr_rule_fn *f = &v->rules[i];
    const struct jhr_p_regel *r = &v->s->side[0].program->regels[i];
    if (r->kind == JHR_P_SIGNAAL || r->kind == JHR_P_VOORWAARDE)
        return true;
    bool fails = jhr_space_holds(v->s, v->b, f->fails, raw),
         open = jhr_space_holds(v->s, v->b, f->open, raw);
    uint8_t u = b->regels[i].uitkomst;
    return fails == (u == JHR_NIET_VOLDAAN) && open == (u == JHR_ONBEKEND);
}

static bool one_case(struct points *t, struct jhr_slice *v, struct jhr_getuigen *g,
                     struct jhr_arena *a, uint32_t product, const int64_t *raw, bool opaque)
{
    struct jhr_case c = jhr_getuige_case(v->s, a, 0, product, raw, 0);
    const struct jhr_besluit *b = jhr_getuige_decide(g, 0, &c);
    uint32_t mine = decided(v, raw);
    t->cases++;
    if (mine == JHR_NONE && opaque)
        return true;
    t->settled++;
    if (mine != b->besluit) {
        printf("the functions decide %u, the program %u\n", mine, b->besluit);
        return false;
    }
    t->outcomes[mine]++;
    for (uint32_t i = 0; i < b->regels_n && !opaque; i++)
        if (!rule_agrees(v, b, i, raw)) {
            printf("they part on rule %.*s: fails %d, open %d, but %u\n",
                   (int)v->s->side[0].model->regels[i].id.n, v->s->side[0].model->regels[i].id.p,
                   jhr_space_holds(v->s, v->b, v->rules[i].fails, raw),
                   jhr_space_holds(v->s, v->b, v->rules[i].open, raw), b->regels[i].uitkomst);
            return false;
        }
    return true;
}

static bool one_regeling(struct points *t, struct opened *o, uint64_t seed, uint64_t cases,
                         struct jhr_str text)
{
    struct jhr_bdd b;
    struct jhr_getuigen g;
    struct jhr_arena a;
    struct chance c = chance_of(seed, 9);
    bool ok = true;
    o->side.voorgesteld = chance_percent(&c, 50);
    struct jhr_space *s = jhr_space_new(&o->arena, &o->side, NULL);
    if (s == NULL || s->dims.n > 256 || !jhr_bdd_init(&b, MOST_NODES))
        return false;
    struct jhr_slice *v = jhr_slice_new(s, &b, 0);
    bool opaque = has_opaque(s);
    t->opaque += opaque;
    if (v == NULL || !jhr_getuigen_init(&g, s))
        return false;
    jhr_arena_init(&a, 0);
    jhr_slice_common(v);
    uint32_t mark = jhr_bdd_mark(&b);
    for (uint32_t p = 0; ok && p < s->products_n; p++) {
        jhr_slice_rules(v, p);
        jhr_slice_decide(v);
        t->full += b.full;
        for (uint64_t i = 0; ok && !b.full && i < cases; i++) {
            int64_t raw[256];
            jhr_arena_reset(&a);
            random_raw(s, &c, raw);
            ok = one_case(t, v, &g, &a, p, raw, opaque);
            if (!ok)
                show(s, p, raw, text);
            if (ok && !jhr_space_holds(s, &b, jhr_space_valid(s, &b), raw)) {
                printf("a case that there is, is said not to be\n");
                ok = false;
            }
        }
        jhr_bdd_drop(&b, mark);
    }
    jhr_getuigen_free(&g);
    jhr_arena_free(&a);
    jhr_bdd_free(&b);
    return ok;
}

int run_points(uint64_t seed, uint64_t regelingen, uint64_t cases)
{
    struct points t = {0};
    bool ok = true;
    uint32_t forms = FORM_TRAJECTDUUR | FORM_KOSTEN | FORM_OMVANG_TARIEF | FORM_WERKDAGEN;
    for (uint64_t i = 0; ok && i < regelingen; i++) {
        struct jhr_buf text = {0};
        struct opened o;
        struct gen g;
        generate_regeling(&g, seed * 1000000 + i, forms, &text);
        t.regelingen++;
        if (opened_text(&o, jhr_buf_get(&text)))
            ok = one_regeling(&t, &o, seed * 1000000 + i, cases, jhr_buf_get(&text));
        else
            t.refused++;
        if (!ok)
            printf("seed %" PRIu64 "\n", seed * 1000000 + i);
        opened_close(&o);
        jhr_buf_free(&text);
    }
    printf("# proofs, point by point: seed %" PRIu64 ", %" PRIu64 " regelingen (%" PRIu64
           " with an opaque condition), %" PRIu64 " cases, %" PRIu64 " settled: %" PRIu64
           " toelaatbaar, %" PRIu64 " niet, %" PRIu64 " onbepaald, %" PRIu64 " strijdig, %" PRIu64
           " buiten; %" PRIu64 " products over budget: %s\n",
           seed, t.regelingen - t.refused, t.opaque, t.cases, t.settled, t.outcomes[0],
           t.outcomes[1], t.outcomes[2], t.outcomes[3], t.outcomes[4], t.full,
           ok ? "equal" : "DIFFERENT");
    return ok && t.refused * 10 < t.regelingen && t.outcomes[0] > 0 && t.outcomes[1] > 0 ? 0 : 1;
}

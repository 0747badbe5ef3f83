/*
 * Small regelingen: what verify finds is found again by going over all cases, one after the other,
 * with the program. The same findings, no more and no less.
 */
#include "tests/validator/aid.h"
#include "tests/validator/small.h"

#include "validator/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { RULES = 16, PRODUCTS = 8, MOST_FOUND = 64 };
#define MOST_CASES 200000u

struct rule { /* what was seen of one rule */
    bool reaches, refuses, passes, tenzij_holds, tenzij_fails, needed, needed_again, speaks;
};
struct enumeration {
    struct jhr_space *s;
    struct jhr_getuigen g;
    struct jhr_arena a;
    const struct jhr_model *m;
    bool voorgesteld, again, some_world;
    struct rule rule[RULES];
    bool together[RULES][RULES], both[RULES][RULES];
    bool inside[PRODUCTS], admissible[PRODUCTS];
    uint64_t cases;
    int64_t raw[256];
    char found[MOST_FOUND][80];
    uint32_t found_n;
};
struct findings {
    uint64_t regelingen, refused, large, cases, by_code[200], total;
};

/* ---- one case ---- */

static bool is_asked(const struct enumeration *k, const struct jhr_regel *r)
{
    return r->stand == JHR_S_VASTGESTELD || (r->stand == JHR_S_VOORGESTELD && k->voorgesteld);
}

static bool decides(const struct enumeration *k, uint32_t i)
{
    const struct jhr_regel *r = &k->m->regels[i];
    return is_asked(k, r) && r->kind != JHR_R_ALTIJD && r->kind != JHR_R_SIGNAAL &&
           r->kind != JHR_R_VOORWAARDE;
}

static uint8_t holds(const struct jhr_decider *d, uint32_t i)
{
    return d->scalar.test[i] > d->scalar.tenzij[i] ? d->scalar.test[i] : d->scalar.tenzij[i];
}

static void see_rule(struct enumeration *k, const struct jhr_decider *d, uint32_t i)
{
    struct rule *r = &k->rule[i];
    if (d->besluit.regels[i].uitkomst == JHR_NIET_IN_WERKING || d->scalar.voor[i] == JHR_NO)
        return;
    r->reaches = true;
    r->refuses |= holds(d, i) != JHR_YES;
    r->passes |= holds(d, i) != JHR_NO;
    r->tenzij_holds |= d->scalar.test[i] != JHR_YES && d->scalar.tenzij[i] != JHR_NO;
    r->tenzij_fails |= d->scalar.tenzij[i] != JHR_YES;
}

static bool refuses(const struct enumeration *k, const struct jhr_decider *d, uint32_t i)
{
    return decides(k, i) && d->applies[i] == JHR_YES && holds(d, i) == JHR_NO;
}

static bool hangs(const struct enumeration *k, const struct jhr_decider *d, uint32_t i)
{
    return decides(k, i) && d->applies[i] != JHR_NO && holds(d, i) != JHR_YES && !refuses(k, d, i);
}

static void see_needed(struct enumeration *k, const struct jhr_decider *d, uint32_t i,
                       uint8_t advice)
{
    struct rule *r = &k->rule[i];
    bool *needed = k->again ? &r->needed_again : &r->needed;
    bool says = refuses(k, d, i) || hangs(k, d, i), others = false;
    if (k->again && r->needed)
        return;
    if (k->m->regels[i].kind == JHR_R_STAPELING && hangs(k, d, i) && advice != JHR_NO)
        *needed = true;
    if (!says || advice == JHR_YES)
        return;
    r->speaks = true;
    for (uint32_t j = 0; j < k->m->regels_n; j++)
        if (j != i && refuses(k, d, j) && (!k->again || k->rule[j].needed || j < i))
            others = true;
    *needed |= !others;
}

static void see_pairs(struct enumeration *k, const struct jhr_decider *d)
{
    for (uint32_t i = 0; i < k->m->regels_n; i++)
        for (uint32_t j = i + 1; j < k->m->regels_n; j++) {
            if (k->m->regels[i].kind != JHR_R_EIS || k->m->regels[j].kind != JHR_R_EIS ||
                !decides(k, i) || !decides(k, j) || d->applies[i] != JHR_YES ||
                d->applies[j] != JHR_YES)
                continue;
            k->both[i][j] = true;
            k->together[i][j] |= holds(d, i) != JHR_NO && holds(d, j) != JHR_NO;
        }
}

static void one_case(struct enumeration *k, uint32_t product)
{
    if (!is_valid(k->s, k->raw))
        return;
    jhr_arena_reset(&k->a);
    struct jhr_case c = jhr_getuige_case(k->s, &k->a, 0, product, k->raw, 0);
    const struct jhr_besluit *b = jhr_getuige_decide(&k->g, 0, &c);
    const struct jhr_decider *d = &k->g.decider[0];
    const struct jhr_p_meta *meta = &d->program->meta[0];
    uint8_t advice = meta->adviserend == JHR_P_NONE ? JHR_NO : d->scalar.voor[meta->adviserend];
    k->cases++;
    k->some_world |= b->besluit != JHR_STRIJDIG;
    if (b->besluit == JHR_STRIJDIG || b->besluit == JHR_BUITEN_REGELING)
        return;
    for (uint32_t i = 0; i < k->m->regels_n; i++) {
        if (k->m->regels[i].kind == JHR_R_ALTIJD)
            continue;
        if (!k->again)
            see_rule(k, d, i);
        see_needed(k, d, i, advice);
    }
    see_pairs(k, d);
    k->inside[product] = true;
    k->admissible[product] |= b->besluit == JHR_TOELAATBAAR || b->besluit == JHR_ONBEPAALD;
}

static void each_case(struct enumeration *k, uint32_t dim, uint32_t product)
{
    if (dim == k->s->dims.n) {
        one_case(k, product);
        return;
    }
    for (int64_t v = k->s->dims.v[dim].lo; v <= k->s->dims.v[dim].hi; v++) {
        k->raw[dim] = v;
        each_case(k, dim + 1, product);
    }
}

/* ---- what there is to find ---- */

static void expect(struct enumeration *k, unsigned code, struct jhr_str a, struct jhr_str b)
{
    char text[80];
    snprintf(text, sizeof text, "%u %.*s %.*s", code, (int)a.n, a.p != NULL ? a.p : "", (int)b.n,
             b.p != NULL ? b.p : "");
    for (uint32_t i = 0; i < k->found_n; i++)
        if (strcmp(k->found[i], text) == 0)
            return;
    if (k->found_n < MOST_FOUND)
        strcpy(k->found[k->found_n++], text);
}

static void expect_rule(struct enumeration *k, uint32_t i)
{
    const struct jhr_regel *r = &k->m->regels[i];
    const struct rule *s = &k->rule[i];
    struct jhr_str none = JHR_STR("");
    if (r->kind == JHR_R_ALTIJD || r->stand == JHR_S_VERVALLEN || r->node == NULL ||
        (r->stand == JHR_S_VOORGESTELD) != k->voorgesteld)
        return;
    if (!s->reaches)
        expect(k, 3001, r->id, none);
    else if (r->kind != JHR_R_EIS)
        return;
    else if (r->tenzij_n > 0 && !s->tenzij_fails)
        expect(k, 3106, r->id, none);
    else if (!s->refuses)
        expect(k, 3002, r->id, none);
    else if (!s->passes)
        expect(k, 3003, r->id, none);
    else if (r->tenzij_n > 0 && !s->tenzij_holds)
        expect(k, 3105, r->id, none);
}

static void expect_all(struct enumeration *k)
{
    const struct jhr_model *m = k->m;
    uint32_t inside = 0, never = 0;
    struct jhr_str none = JHR_STR("");
    if (!k->some_world)
        return;
    for (uint32_t i = 0; i < m->regels_n; i++) {
        expect_rule(k, i);
        if (k->rule[i].speaks && !k->rule[i].needed && !k->rule[i].needed_again &&
            m->regels[i].node != NULL)
            expect(k, 3101, m->regels[i].id, none);
        for (uint32_t j = i + 1; j < m->regels_n; j++)
            if (k->both[i][j] && !k->together[i][j] && k->rule[i].passes && k->rule[j].passes)
                expect(k, 3102, m->regels[i].id, m->regels[j].id);
    }
    for (uint32_t p = 0; p < k->s->products_n; p++) {
        inside += k->inside[p];
        never += k->inside[p] && !k->admissible[p];
    }
    for (uint32_t p = 0; p < k->s->products_n && never < inside; p++)
        if (k->inside[p] && !k->admissible[p])
            expect(k, 3103, m->producten[p].code, none);
}

static bool is_small(const struct jhr_space *s)
{
    uint64_t n = 1;
    for (uint32_t i = 0; i < s->dims.n; i++) {
        n *= (uint64_t)(s->dims.v[i].hi - s->dims.v[i].lo + 1);
        if (s->dims.v[i].opaque || n > MOST_CASES)
            return false;
    }
    return s->products_n <= PRODUCTS;
}

/* False: too large. */
static bool enumerate(struct enumeration *k, struct opened *o, bool voorgesteld)
{
    struct jhr_side side = o->side;
    side.voorgesteld = voorgesteld;
    k->s = jhr_space_new(&o->arena, &side, NULL);
    if (k->s == NULL || !is_small(k->s) || side.model->regels_n > RULES ||
        !jhr_getuigen_init(&k->g, k->s))
        return false;
    k->m = side.model;
    k->voorgesteld = voorgesteld;
    k->some_world = false;
    memset(k->rule, 0, sizeof k->rule);
    memset(k->together, 0, sizeof k->together);
    memset(k->both, 0, sizeof k->both);
    memset(k->inside, 0, sizeof k->inside);
    memset(k->admissible, 0, sizeof k->admissible);
    jhr_arena_init(&k->a, 0);
    for (uint32_t again = 0; again < 2; again++) {
        k->again = again == 1;
        for (uint32_t p = 0; p < k->s->products_n; p++)
            each_case(k, 0, p);
    }
    expect_all(k);
    jhr_getuigen_free(&k->g);
    jhr_arena_free(&k->a);
    return true;
}

/* ---- against what was said ---- */

static bool is_compared(unsigned code)
{
    return (code >= 3001 && code <= 3003) || (code >= 3101 && code <= 3103) || code == 3105 ||
           code == 3106;
}

static bool same(struct findings *t, struct enumeration *k, const struct jhr_diags *ds)
{
    uint32_t said = 0;
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *d = ds->list.v[i];
        unsigned code = jhr_diag_rows[d->id].code;
        char text[80];
        bool known = false;
        if (!is_compared(code))
            continue;
        said++;
        t->total++;
        t->by_code[code - 3000]++;
        bool pair = code == 3102;
        snprintf(text, sizeof text, "%u %.*s %.*s", code, (int)d->arg[0].n, d->arg[0].p,
                 pair ? (int)d->arg[1].n : 0, pair ? d->arg[1].p : "");
        for (uint32_t n = 0; n < k->found_n; n++)
            known |= strcmp(k->found[n], text) == 0;
        if (!known)
            printf("said, and not found: %s\n", text);
        if (!known)
            return false;
    }
    if (said != k->found_n) {
        for (uint32_t n = 0; n < k->found_n; n++)
            printf("found: %s\n", k->found[n]);
        printf("%u said\n", said);
    }
    return said == k->found_n;
}

static bool one_regeling(struct findings *t, uint64_t seed)
{
    static struct enumeration k;
    struct jhr_buf text = {0}, other = {0};
    struct opened o;
    bool ok = true;
    small_pair(seed, 0, &text, &other);
    t->regelingen++;
    k = (struct enumeration){.found_n = 0};
    bool sound = opened_text(&o, jhr_buf_get(&text));
    t->refused += !sound;
    if (sound && (!enumerate(&k, &o, false) || !enumerate(&k, &o, true))) {
        t->large++;
    } else if (sound) {
        o.diags.list.n = 0; /* what reading said is another matter */
        ok = jhr_verify(&o.arena, &o.diags, &o.side, (struct jhr_verify){.only = 0}) &&
             same(t, &k, &o.diags);
        t->cases += k.cases;
    }
    if (!ok)
        printf("%.*s\nseed %" PRIu64 "\n", (int)text.n, text.p, seed);
    opened_close(&o);
    jhr_buf_free(&text);
    jhr_buf_free(&other);
    return ok;
}

int run_findings(uint64_t seed, uint64_t regelingen)
{
    struct findings t = {0};
    bool ok = true;
    for (uint64_t i = 0; ok && i < regelingen; i++)
        ok = one_regeling(&t, seed * 1000000 + i);
    printf("# verify against enumeration: seed %" PRIu64 ", %" PRIu64 " regelingen (%" PRIu64
           " refused, %" PRIu64 " too large), %" PRIu64 " cases, %" PRIu64 " findings:",
           seed, t.regelingen, t.refused, t.large, t.cases, t.total);
    for (uint32_t i = 0; i < 200; i++)
        if (t.by_code[i] > 0)
            printf(" %u %" PRIu64 "x", 3000 + i, t.by_code[i]);
    printf(": %s\n", ok ? "equal" : "DIFFERENT");
    return ok && t.total > 0 ? 0 : 1;
}

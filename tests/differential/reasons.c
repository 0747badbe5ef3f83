/*
 * Every reason of a besluit, checked with the reference: the facts that a reason leaves out are
 * unknown, the reference tries all their completions, and the outcome must stay; without one of the
 * facts it must not.
 */
#include "tests/differential/reasons.h"

#include "documents/write_parts.h"
#include "runtime/classes.h"

#include <string.h>

#define MOST_WAYS     500u
#define MOST_LEFT_OUT 500u /* completions of the facts that a reason leaves out */

struct check {
    const struct jhr_model *m;
    const struct jhr_case *c;
    struct jhr_arena *a;
    struct reasons_count *count;
    const struct jhr_wr *w;
};

/* Outcome of the rule when just these facts are known; false: too many completions. */
static bool outcome_with(const struct check *k, uint32_t rule, const uint32_t *facts, uint32_t n,
                         uint32_t without, uint8_t *uitkomst)
{
    const struct jhr_program *p = k->w->p;
    struct jhr_reference_result result;
    struct jhr_case c = *k->c;
    for (int narrow = 0; narrow < 2; narrow++) {
        struct jhr_feitwaarde *v = jhr_arena_alloc(k->a, (c.feiten_n + 1) * sizeof *v);
        if (v == NULL)
            return false;
        for (uint32_t i = 0; i < c.feiten_n; i++) {
            bool left_out = narrow == 0;
            for (uint32_t r = 0; narrow == 1 && r < p->meta[0].regels; r++) {
                bool near =
                    r == rule || p->regels[r].kind == JHR_P_ALTIJD || p->regels[r].vervangt_n > 0;
                for (uint32_t f = 0; near && f < p->regels[r].leest_n; f++)
                    left_out |= p->lezen[p->regels[r].leest + f].feit == i;
            }
            for (uint32_t f = 0; f < n; f++)
                left_out &= facts[f] != i || i == without;
            v[i] = k->c->feiten[i];
            v[i].known = v[i].known && !left_out;
        }
        c.feiten = v;
        if (!jhr_reference_decide(k->m, &c, MOST_LEFT_OUT, k->a, &result))
            return false;
        *uitkomst = result.besluit.regels[rule].uitkomst;
        if (result.uitputtend) /* of what is unknown beside facts the reference knows more */
            return result.only_facts;
    }
    return false;
}

static bool same(const struct jhr_wr_rule *r, uint8_t u)
{
    bool speaks = r->regel->kind == JHR_P_SIGNAAL || r->regel->kind == JHR_P_VOORWAARDE;
    if (u == r->uitkomst)
        return true;
    return !speaks && r->uitkomst != JHR_NIET_VOLDAAN && u != JHR_NIET_VOLDAAN && u != JHR_ONBEKEND;
}

/* More ways to fill in what the rule and the invariants read than the search tries. */
static bool is_large(const struct check *k, uint32_t rule)
{
    const struct jhr_reads *reads = &k->w->d->reads;
    uint64_t ways = 1;
    for (uint32_t i = 0; i < k->w->p->feiten_n && ways <= MOST_WAYS; i++) {
        struct jhr_classes classes = {NULL, 1};
        if (jhr_reads_bit(reads->regels[rule].feiten, i) || jhr_reads_bit(reads->altijd, i))
            (void)jhr_classes_of(k->a, k->w->p, i, &classes);
        ways = classes.n == 0 ? MOST_WAYS + 1 : ways * classes.n;
    }
    return ways > MOST_WAYS;
}

static const char *rule_broken(const struct check *k, const struct jhr_wr_rule *r)
{
    uint8_t u;
    if (r->uitkomst == JHR_ONBEKEND)
        return NULL;
    if (!outcome_with(k, r->index, r->feiten, r->feiten_n, JHR_P_NONE, &u)) {
        k->count->too_many++;
        return NULL;
    }
    if (!same(r, u))
        return "the facts do not settle the rule";
    k->count->rules++;
    k->count->facts += r->feiten_n;
    for (uint32_t i = 0; i < r->feiten_n; i++) {
        if (!outcome_with(k, r->index, r->feiten, r->feiten_n, r->feiten[i], &u)) {
            k->count->too_many++;
            continue;
        }
        if (same(r, u) && is_large(k, r->index))
            k->count->large++; /* it stays, though it might go */
        else if (same(r, u))
            return "a fact of the reason is not needed";
        else
            k->count->needed++;
    }
    return NULL;
}

/* Is the proposal refused when all rules but these are silent? JHR_UNKNOWN: too many completions.
 */
static uint32_t refused_by(const struct check *k, uint32_t without)
{
    const struct jhr_wr *w = k->w;
    struct jhr_reference_result result;
    struct jhr_case c = *k->c;
    struct jhr_afwijking *silent =
        jhr_arena_alloc(k->a, (c.afwijkingen_n + w->p->meta[0].regels + 1) * sizeof *silent);
    struct jhr_regel *regels = jhr_arena_alloc(k->a, (k->m->regels_n + 1) * sizeof *regels);
    if (silent == NULL || regels == NULL)
        return JHR_UNKNOWN;
    for (uint32_t i = 0; i < k->m->regels_n; i++) {
        regels[i] = k->m->regels[i];
        regels[i].afwijken = true;
    }
    if (c.afwijkingen_n > 0)
        memcpy(silent, c.afwijkingen, c.afwijkingen_n * sizeof *silent);
    for (uint32_t i = 0; i < w->p->meta[0].regels; i++) {
        bool one = false;
        for (uint32_t s = 0; s < w->samen.n; s++)
            one |= w->samen.v[s] == i && i != without;
        if (!one)
            silent[c.afwijkingen_n++] = (struct jhr_afwijking){i, JHR_STR("silent")};
    }
    c.afwijkingen = silent;
    struct jhr_model m = *k->m; /* in which any rule may be deviated from */
    m.regels = regels;
    if (!jhr_reference_decide(&m, &c, MOST_LEFT_OUT, k->a, &result) || !result.uitputtend)
        return JHR_UNKNOWN;
    return result.besluit.besluit == JHR_NIET_TOELAATBAAR ? JHR_YES : JHR_NO;
}

static const char *samen_broken(const struct check *k)
{
    const struct jhr_wr *w = k->w;
    bool ground = false;
    if (w->besluit != JHR_NIET_TOELAATBAAR)
        return w->samen.n == 0 ? NULL : "gronden_samen of another besluit";
    for (uint32_t i = 0; i < w->rules.n; i++)
        ground |= jhr_wr_refuses(w, &w->rules.v[i]);
    if (ground)
        return w->samen.n == 0 ? NULL : "gronden and gronden_samen";
    if (w->samen.n < 2)
        return "refused, and no ground";
    uint32_t refused = refused_by(k, JHR_P_NONE);
    if (refused == JHR_UNKNOWN) {
        k->count->too_many++;
        return NULL;
    }
    if (refused == JHR_NO)
        return "gronden_samen do not always refuse";
    for (uint32_t i = 0; i < w->samen.n; i++)
        if (refused_by(k, w->samen.v[i]) == JHR_YES)
            return "one of gronden_samen is not needed";
    k->count->samen++;
    return NULL;
}

/* The value of a begrip under any facts that agree with its reason. */
static const char *slot_broken(const struct check *k, const struct jhr_wr_slot *s, uint64_t seed)
{
    const struct jhr_wr *w = k->w;
    struct chance chance = chance_of(seed, 7);
    struct jhr_case c = *k->c;
    struct jhr_feitwaarde *v = jhr_arena_alloc(k->a, (c.feiten_n + 1) * sizeof *v);
    if (v == NULL || s->value == JHR_UNKNOWN)
        return NULL;
    c.feiten = v;
    for (uint32_t turn = 0; turn < 8; turn++) {
        bool clash = false;
        for (uint32_t i = 0; i < c.feiten_n; i++) {
            bool given = false;
            for (uint32_t f = 0; f < s->feiten_n; f++)
                given |= s->feiten[f] == i;
            v[i] = k->c->feiten[i];
            if (given)
                continue;
            v[i].known = true;
            v[i].v = w->p->feiten[i].type == JHR_P_DATUM
                         ? 20260101 + chance_between(&chance, 0, 27)
                         : chance_between(&chance, w->p->feiten[i].lowest, w->p->feiten[i].highest);
        }
        const struct jhr_besluit *b = jhr_decide(w->d, &c);
        clash = b->besluit == JHR_STRIJDIG;
        if (!clash && w->d->scalar.slots[s->index] != s->value)
            return "the facts do not settle the begrip";
    }
    k->count->slots++;
    return NULL;
}

const char *reasons_broken(struct jhr_decider *d, const struct jhr_model *m,
                           const struct jhr_case *c, const struct jhr_reference_result *expected,
                           struct jhr_arena *a, uint64_t seed, struct reasons_count *count)
{
    struct jhr_wr w;
    struct check k = {m, c, a, count, &w};
    const char *broken = NULL;
    if (!expected->only_facts || !jhr_wr_init(&w, a, d, c, &expected->besluit))
        return NULL;
    count->cases++;
    if (w.besluit == JHR_STRIJDIG)
        return NULL;
    for (uint32_t i = 0; i < w.rules.n && broken == NULL; i++)
        broken = rule_broken(&k, &w.rules.v[i]);
    if (broken == NULL)
        broken = samen_broken(&k);
    for (uint32_t i = 0; i < w.slots.n && broken == NULL; i++)
        broken = slot_broken(&k, &w.slots.v[i], seed);
    return broken;
}

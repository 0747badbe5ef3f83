#include "runtime/tries.h"

#include "runtime/decide_parts.h"

#include <string.h>

static struct jhr_tries *tries_new(struct jhr_decider *d)
{
    const struct jhr_program *p = d->program;
    struct jhr_arena *a = &d->arena;
    struct jhr_tries *t = JHR_NEW(a, struct jhr_tries);
    if (a->out_of_memory)
        return NULL;
    t->run = jhr_arena_alloc(a, p->regels_n + (size_t)1);
    t->turns = jhr_arena_alloc(a, p->regels_n + (size_t)1);
    t->skip = jhr_arena_alloc(a, p->code_n * sizeof *t->skip);
    t->slots = jhr_arena_alloc(a, p->slots_n + (size_t)1);
    t->met = jhr_arena_alloc(a, p->regels_n + (size_t)1);
    t->applies = jhr_arena_alloc(a, (p->regels_n + (size_t)1) * sizeof *t->applies);
    struct jhr_planes *own[] = {&t->replaced, &t->advice,  &t->inside,
                                &t->clash,    &t->refused, &t->open};
    bool made =
        !a->out_of_memory && jhr_columns_init(a, p, &t->columns) && jhr_block_init(a, p, &t->block);
    for (uint32_t i = 0; made && i < p->regels_n; i++)
        made = jhr_planes_init(a, &t->applies[i]);
    for (size_t i = 0; made && i < sizeof own / sizeof *own; i++)
        made = jhr_planes_init(a, own[i]);
    return made ? t : NULL;
}

struct jhr_tries *jhr_tries_of(struct jhr_decider *d)
{
    if (d->tries == NULL)
        d->tries = tries_new(d);
    return d->tries;
}

/* ---- which rules ---- */

static bool is_settled(const struct jhr_decider *d, uint32_t i)
{
    return d->besluit.regels[i].uitkomst != JHR_ONBEKEND && d->applies[i] != JHR_UNKNOWN;
}

/* Can the rule still turn the decision? Signalen and voorwaarden decide nothing; a rule that may or
 * may not apply matters to those that it replaces. */
static bool may_turn(const struct jhr_decider *d, uint32_t i)
{
    const struct jhr_p_regel *r = &d->program->regels[i];
    const struct jhr_regel_uitkomst *u = &d->besluit.regels[i];
    if (r->vervangt_n > 0 && d->applies[i] == JHR_UNKNOWN)
        return true;
    return u->uitkomst == JHR_ONBEKEND && u->rol != JHR_ROL_GEEN && !jhr_only_speaks(r);
}

static void spread_truth(struct jhr_planes *to, uint8_t v)
{
    memset(to->yes, v == JHR_YES ? 0xff : 0, JHR_BLOCK_WORDS * sizeof *to->yes);
    memset(to->no, v == JHR_NO ? 0xff : 0, JHR_BLOCK_WORDS * sizeof *to->no);
}

static void choose_rules(struct jhr_tries *t, const struct jhr_decider *d)
{
    const struct jhr_program *p = d->program;
    const struct jhr_p_meta *m = p->meta;
    memset(t->run, 0, p->regels_n);
    memset(t->turns, 0, p->regels_n);
    memset(t->met, 0, p->regels_n);
    for (uint32_t i = 0; i < m->regels; i++) {
        t->run[i] = jhr_in_force(d, &p->regels[i]) && !is_settled(d, i);
        t->turns[i] = t->run[i] && may_turn(d, i);
    }
    const uint32_t of_regeling[] = {m->voor, m->adviserend};
    for (uint32_t k = 0; k < 2; k++) {
        uint32_t i = of_regeling[k];
        if (i != JHR_P_NONE && d->scalar.voor[i] == JHR_UNKNOWN)
            t->run[i] = t->turns[i] = true;
    }
}

void jhr_tries_begin(struct jhr_tries *t, const struct jhr_decider *d)
{
    const struct jhr_program *p = d->program;
    choose_rules(t, d);
    t->advised = true;
    memset(t->skip, 0, p->code_n * sizeof *t->skip);
    jhr_block_skips(p, t->run, t->slots, t->skip);
    for (uint32_t i = 0; i < p->regels_n; i++) { /* what is run overwrites what it computes */
        spread_truth(&t->block.voor[i], d->scalar.voor[i]);
        spread_truth(&t->block.test[i], d->scalar.test[i]);
        spread_truth(&t->block.tenzij[i], d->scalar.tenzij[i]);
    }
}

void jhr_tries_mark(const struct jhr_tries *t, const struct jhr_program *p, uint32_t *skip)
{
    memset(skip, 0, p->code_n * sizeof *skip);
    jhr_block_skips(p, t->turns, t->slots, skip);
}

/* ---- deciding ---- */

struct deciding {
    struct jhr_tries *t;
    const struct jhr_decider *d;
    const struct jhr_case *c;
    uint32_t words;
    uint64_t valid[JHR_BLOCK_WORDS]; /* completions: rows that break no `altijd` */
};

/* Those that replace it, of the rules that are run: a settled one has had its say. */
static bool apply_once(const struct deciding *g, uint32_t i)
{
    const struct jhr_program *p = g->d->program;
    struct jhr_tries *t = g->t;
    bool changed = false;
    spread_truth(&t->replaced, JHR_NO);
    for (uint32_t k = 0; k < p->meta->regels; k++) {
        const struct jhr_p_regel *r = &p->regels[k];
        for (uint32_t v = 0; v < r->vervangt_n && t->run[k] && jhr_asked_for(r, g->c); v++) {
            if (p->vervangen[r->vervangt + v].regel != i)
                continue;
            for (uint32_t w = 0; w < g->words; w++) {
                t->replaced.yes[w] |= t->applies[k].yes[w];
                t->replaced.no[w] &= t->applies[k].no[w];
            }
        }
    }
    for (uint32_t w = 0; w < g->words; w++) {
        uint64_t yes = t->block.voor[i].yes[w] & t->replaced.no[w];
        uint64_t no = t->block.voor[i].no[w] | t->replaced.yes[w];
        changed |= yes != t->applies[i].yes[w] || no != t->applies[i].no[w];
        t->applies[i].yes[w] = yes;
        t->applies[i].no[w] = no;
    }
    return changed;
}

static void find_applying(const struct deciding *g)
{
    const struct jhr_program *p = g->d->program;
    struct jhr_tries *t = g->t;
    size_t size = g->words * sizeof(uint64_t);
    for (uint32_t i = 0; i < p->meta->regels; i++) {
        if (!t->run[i])
            continue;
        memcpy(t->applies[i].yes, t->block.voor[i].yes, size);
        memcpy(t->applies[i].no, t->block.voor[i].no, size);
    }
    for (bool changed = p->vervangen_n > 0; changed;) { /* no cycle: the verifier's rule */
        changed = false;
        for (uint32_t i = 0; i < p->meta->regels; i++)
            changed |= t->run[i] && apply_once(g, i);
    }
}

/* Of one word of rows: which have this outcome. */
struct outcomes {
    uint64_t is[JHR_ONBEKEND + 1];
};

static struct outcomes outcomes_of(const struct deciding *g, uint32_t i, uint32_t w)
{
    const struct jhr_block *b = &g->t->block;
    const struct jhr_p_regel *r = &g->d->program->regels[i];
    uint64_t applies = g->t->applies[i].yes[w], away = g->t->applies[i].no[w];
    uint64_t holds = b->test[i].yes[w] | b->tenzij[i].yes[w];
    uint64_t fails = b->test[i].no[w] & b->tenzij[i].no[w];
    struct outcomes o = {{0}};
    if (jhr_only_speaks(r)) { /* `voldaan` when it speaks */
        bool tested = (r->heeft & 2) != 0;
        uint64_t against = tested ? fails : b->tenzij[i].no[w];
        uint64_t with = tested ? holds : b->tenzij[i].yes[w];
        o.is[JHR_VOLDAAN] = applies & against;
        o.is[JHR_NIET_VAN_TOEPASSING] = away | with;
        o.is[JHR_ONBEKEND] = ~(o.is[JHR_VOLDAAN] | o.is[JHR_NIET_VAN_TOEPASSING]);
        return o;
    }
    uint64_t rest = ~(away | holds);
    o.is[JHR_NIET_VAN_TOEPASSING] = away;
    o.is[JHR_VOLDAAN] = ~away & holds;
    if (jhr_deviates(g->c, i)) {
        o.is[JHR_VOLDAAN_MET_AFWIJKING] = rest;
        return o;
    }
    o.is[JHR_NIET_VOLDAAN] = rest & applies & fails;
    o.is[JHR_ONBEKEND] = rest & ~(applies & fails);
    return o;
}

/* What the rule adds to clash, refused and open. */
static void count_rule(const struct deciding *g, uint32_t i)
{
    const struct jhr_p_regel *r = &g->d->program->regels[i];
    struct jhr_tries *t = g->t;
    bool silent = jhr_reports(g->d, r), cells = !silent && r->kind == JHR_P_STAPELING;
    if (!jhr_asked_for(r, g->c) || jhr_only_speaks(r))
        return;
    for (uint32_t w = 0; w < g->words; w++) {
        struct outcomes o = outcomes_of(g, i, w);
        uint64_t advising = t->advice.yes[w], binds = silent ? 0 : ~advising;
        if (r->kind == JHR_P_ALTIJD) {
            t->clash.yes[w] |= o.is[JHR_NIET_VOLDAAN];
            continue;
        }
        t->refused.yes[w] |= binds & o.is[JHR_NIET_VOLDAAN];
        t->open.yes[w] |= (binds | (cells ? advising : 0)) & o.is[JHR_ONBEKEND];
    }
}

/* The rules that are not run say the same in every row. */
static void count_settled(const struct deciding *g)
{
    const struct jhr_decider *d = g->d;
    for (uint32_t i = 0; i < d->program->meta->regels; i++) {
        const struct jhr_p_regel *r = &d->program->regels[i];
        if (g->t->run[i] || d->besluit.regels[i].uitkomst != JHR_NIET_VOLDAAN ||
            !jhr_asked_for(r, g->c) || jhr_only_speaks(r))
            continue;
        if (r->kind == JHR_P_ALTIJD)
            spread_truth(&g->t->clash, JHR_YES);
        else if (!jhr_reports(d, r))
            for (uint32_t w = 0; w < g->words; w++)
                g->t->refused.yes[w] |= ~g->t->advice.yes[w];
    }
}

static void regeling_truth(const struct deciding *g, struct jhr_planes *to, uint32_t pseudo,
                           uint8_t otherwise)
{
    spread_truth(to, otherwise);
    if (pseudo == JHR_P_NONE)
        return;
    memcpy(to->yes, g->t->block.voor[pseudo].yes, g->words * sizeof *to->yes);
    memcpy(to->no, g->t->block.voor[pseudo].no, g->words * sizeof *to->no);
}

/* Of one word of rows: which are decided so; each that counts is in one of them. */
struct decisions {
    uint64_t is[JHR_BUITEN_REGELING + 1];
};

static struct decisions decisions_of(const struct deciding *g, uint32_t w)
{
    const struct jhr_tries *t = g->t;
    uint64_t refused = t->refused.yes[w], inside = t->inside.yes[w];
    uint64_t advice = ~(t->advice.yes[w] | t->advice.no[w]);
    uint64_t open = ~(inside | t->inside.no[w]) | (inside & refused & advice) |
                    (inside & ~refused & t->open.yes[w]);
    struct decisions of = {{0}};
    of.is[JHR_BUITEN_REGELING] = g->valid[w] & t->inside.no[w];
    of.is[JHR_ONBEPAALD] = g->valid[w] & open;
    of.is[JHR_NIET_TOELAATBAAR] = g->valid[w] & inside & ~open & refused;
    of.is[JHR_TOELAATBAAR] = g->valid[w] & inside & ~open & ~refused;
    return of;
}

/* Returns the decisions that there are. */
static uint8_t write_word(const struct decisions *of, uint32_t rows, uint8_t *decision)
{
    uint8_t met = 0;
    memset(decision, 0, rows);
    for (uint32_t b = 0; b <= JHR_BUITEN_REGELING; b++) {
        uint64_t left = of->is[b];
        if (left == 0)
            continue;
        met |= (uint8_t)(1u << b);
        if (left == UINT64_MAX)
            memset(decision, 1 << b, rows);
        for (uint32_t i = 0; i < rows && left != UINT64_MAX; i++)
            decision[i] |= (uint8_t)((left >> i & 1) << b);
    }
    return met;
}

static void note_met(const struct deciding *g, uint32_t i)
{
    struct outcomes any = {{0}};
    for (uint32_t w = 0; w < g->words; w++) {
        struct outcomes o = outcomes_of(g, i, w);
        for (uint32_t u = 0; u <= JHR_ONBEKEND; u++)
            any.is[u] |= o.is[u] & g->valid[w];
    }
    for (uint32_t u = 0; u <= JHR_ONBEKEND; u++)
        g->t->met[i] |= (uint8_t)((any.is[u] != 0) << u);
}

uint8_t jhr_tries_decide(struct jhr_tries *t, const struct jhr_decider *d, const struct jhr_case *c,
                         uint32_t rows, uint8_t *decision, uint32_t *counted)
{
    uint8_t met = 0;
    const struct jhr_p_meta *m = d->program->meta;
    struct deciding g = {.t = t, .d = d, .c = c, .words = (rows + 63) / 64};
    jhr_block_run(&t->block, &t->columns, rows, t->skip);
    regeling_truth(&g, &t->inside, m->voor, JHR_YES);
    regeling_truth(&g, &t->advice, m->adviserend, JHR_NO);
    spread_truth(&t->clash, JHR_UNKNOWN);
    spread_truth(&t->refused, JHR_UNKNOWN);
    spread_truth(&t->open, JHR_UNKNOWN);
    find_applying(&g);
    count_settled(&g);
    for (uint32_t i = 0; i < m->regels; i++)
        if (t->run[i])
            count_rule(&g, i);
    for (uint32_t w = 0; w < g.words; w++) {
        uint32_t n = rows - 64 * w < 64 ? rows - 64 * w : 64;
        g.valid[w] = ~t->clash.yes[w] & (n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX);
        struct decisions of = decisions_of(&g, w);
        met |= write_word(&of, n, decision + (size_t)64 * w);
        *counted += (uint32_t)__builtin_popcountll(g.valid[w]);
        t->advised &= (g.valid[w] & ~t->advice.yes[w]) == 0;
    }
    for (uint32_t i = 0; i < m->regels; i++)
        if (t->run[i])
            note_met(&g, i);
    return met;
}

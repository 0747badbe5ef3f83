#include "runtime/decide.h"

#include "runtime/decide_parts.h"
#include "runtime/rekening.h"

static uint8_t and3(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

static uint8_t or3(uint8_t a, uint8_t b)
{
    return a > b ? a : b;
}

bool jhr_decider_init(struct jhr_decider *d, const struct jhr_program *p)
{
    *d = (struct jhr_decider){.program = p};
    jhr_arena_init(&d->arena, 0);
    d->items = jhr_arena_alloc(&d->arena, 2 * JHR_MAX_LOPEND * sizeof *d->items);
    d->besluit.regels =
        jhr_arena_alloc(&d->arena, (p->meta[0].regels + 1) * sizeof *d->besluit.regels);
    d->besluit.regels_n = p->meta[0].regels;
    d->applies = jhr_arena_alloc(&d->arena, p->meta[0].regels + 1);
    d->replaced = jhr_arena_alloc(&d->arena, p->meta[0].regels + 1);
    if (!d->items || !d->besluit.regels || !d->applies || !d->replaced ||
        !jhr_row_init(&d->arena, p, &d->row) || !jhr_scalar_init(&d->arena, p, &d->scalar) ||
        !jhr_reads_init(&d->arena, p, &d->reads) || d->arena.out_of_memory) {
        jhr_decider_free(d);
        return false;
    }
    return true;
}

struct jhr_batch *jhr_decider_batch(struct jhr_decider *d)
{
    if (d->batch == NULL) {
        struct jhr_batch *b = JHR_NEW(&d->arena, struct jhr_batch);
        if (!d->arena.out_of_memory && jhr_columns_init(&d->arena, d->program, &b->columns) &&
            jhr_block_init(&d->arena, d->program, &b->block))
            d->batch = b;
    }
    return d->batch;
}

void jhr_decider_free(struct jhr_decider *d)
{
    jhr_arena_free(&d->arena);
    *d = (struct jhr_decider){0};
}

/*
 * Which rules apply: in force, `voor` holds, and no rule that replaces it applies. `vervangt` has
 * no cycle (the verifier's rule), so passes in which each rule settles after its replacers end;
 * chains are short, and a rule without replacers settles in the first pass.
 */
static void find_applying(struct jhr_decider *d, const struct jhr_case *c)
{
    const struct jhr_program *p = d->program;
    uint32_t n = p->meta[0].regels;
    for (uint32_t i = 0; i < n; i++)
        d->applies[i] = jhr_in_force(d, &p->regels[i]) ? d->scalar.voor[i] : JHR_NO;
    if (p->vervangen_n == 0)
        return;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < n; i++)
            d->replaced[i] = JHR_NO;
        for (uint32_t i = 0; i < n; i++) {
            const struct jhr_p_regel *r = &p->regels[i];
            for (uint32_t k = 0; k < r->vervangt_n && jhr_asked_for(r, c); k++) {
                uint8_t *by = &d->replaced[p->vervangen[r->vervangt + k].regel];
                *by = or3(*by, d->applies[i]);
            }
        }
        for (uint32_t i = 0; i < n; i++) {
            uint8_t own = jhr_in_force(d, &p->regels[i]) ? d->scalar.voor[i] : JHR_NO;
            uint8_t now = and3(own, (uint8_t)(JHR_YES - d->replaced[i]));
            changed |= now != d->applies[i];
            d->applies[i] = now;
        }
    }
}

/* The outcome of one rule, taal.md section 3. A signaal or voorwaarde is `voldaan` when it surely
 * speaks: its `voor` holds and its test, if it has one, does not. */
static enum jhr_uitkomst outcome(const struct jhr_decider *d, const struct jhr_case *c, uint32_t i)
{
    const struct jhr_p_regel *r = &d->program->regels[i];
    uint8_t applies = d->applies[i];
    uint8_t holds = or3(d->scalar.test[i], d->scalar.tenzij[i]);

    if (jhr_only_speaks(r)) {
        if (r->heeft & 2)
            applies = and3(applies, (uint8_t)(JHR_YES - holds));
        else
            applies = and3(applies, (uint8_t)(JHR_YES - d->scalar.tenzij[i]));
        return applies == JHR_YES  ? JHR_VOLDAAN
               : applies == JHR_NO ? JHR_NIET_VAN_TOEPASSING
                                   : JHR_ONBEKEND;
    }
    if (applies == JHR_NO)
        return JHR_NIET_VAN_TOEPASSING;
    if (holds == JHR_YES)
        return JHR_VOLDAAN;
    if (jhr_deviates(c, i))
        return JHR_VOLDAAN_MET_AFWIJKING;
    return applies == JHR_YES && holds == JHR_NO ? JHR_NIET_VOLDAAN : JHR_ONBEKEND;
}

static enum jhr_rol role(const struct jhr_decider *d, const struct jhr_case *c, uint32_t i,
                         bool advising)
{
    const struct jhr_p_regel *r = &d->program->regels[i];
    if (!jhr_asked_for(r, c))
        return JHR_ROL_GEEN;
    if (r->kind == JHR_P_ALTIJD)
        return JHR_ROL_BESLIST;
    if (jhr_only_speaks(r) || advising)
        return JHR_ROL_SIGNAAL;
    return jhr_reports(d, r) ? JHR_ROL_SIGNAAL : JHR_ROL_BESLIST;
}

struct tally { /* of the rules that decide */
    bool clash, refused, open, open_advice;
};

/* advised: it would refuse, were it not for `adviserend`. */
static void count_rule(struct tally *t, const struct jhr_p_regel *r, struct jhr_regel_uitkomst u,
                       bool advised)
{
    if (u.rol == JHR_ROL_GEEN)
        return;
    if (r->kind == JHR_P_ALTIJD) {
        t->clash |= u.uitkomst == JHR_NIET_VOLDAAN;
        return;
    }
    if (u.rol == JHR_ROL_BESLIST) {
        t->refused |= u.uitkomst == JHR_NIET_VOLDAAN;
        t->open |= u.uitkomst == JHR_ONBEKEND;
    } else if (advised && r->kind == JHR_P_STAPELING) {
        t->open_advice |= u.uitkomst == JHR_ONBEKEND; /* a `?` cell stays onbepaald */
    }
}

/* A budget or capaciteit that surely applies, has room, and is used as far as it warns from. */
static void warn(struct jhr_decider *d)
{
    const struct jhr_program *p = d->program;
    for (uint32_t i = 0; i < p->rekeningen_n; i++) {
        const struct jhr_p_rekening *r = &p->rekeningen[i];
        struct jhr_regel_uitkomst *u = &d->besluit.regels[r->regel];
        u->waarschuwt = r->signaal != JHR_P_NONE && u->rol != JHR_ROL_GEEN &&
                        u->uitkomst != JHR_NIET_VOLDAAN && d->applies[r->regel] == JHR_YES &&
                        d->scalar.voor[r->signaal] == JHR_YES;
    }
}

const struct jhr_besluit *jhr_decide_evaluated(struct jhr_decider *d, const struct jhr_case *c)
{
    const struct jhr_program *p = d->program;
    const struct jhr_p_meta *m = &p->meta[0];
    struct jhr_besluit *b = &d->besluit;
    struct tally t = {0};
    uint8_t inside, advice;

    find_applying(d, c);
    inside = m->voor == JHR_P_NONE ? JHR_YES : d->scalar.voor[m->voor];
    advice = m->adviserend == JHR_P_NONE ? JHR_NO : d->scalar.voor[m->adviserend];
    for (uint32_t i = 0; i < m->regels; i++) {
        struct jhr_regel_uitkomst *u = &b->regels[i];
        *u = (struct jhr_regel_uitkomst){JHR_NIET_IN_WERKING, JHR_ROL_GEEN, false};
        if (!jhr_in_force(d, &p->regels[i]))
            continue;
        u->uitkomst = (uint8_t)outcome(d, c, i);
        u->rol = (uint8_t)role(d, c, i, advice == JHR_YES);
        count_rule(&t, &p->regels[i], *u, advice == JHR_YES && !jhr_reports(d, &p->regels[i]));
        if (inside == JHR_NO && p->regels[i].kind != JHR_P_ALTIJD)
            u->rol = JHR_ROL_GEEN;
    }
    if (inside == JHR_YES)
        warn(d);
    b->adviserend = advice == JHR_YES;
    if (t.clash)
        b->besluit = JHR_STRIJDIG;
    else if (inside == JHR_NO)
        b->besluit = JHR_BUITEN_REGELING;
    else if (inside == JHR_UNKNOWN || (t.refused && advice == JHR_UNKNOWN))
        b->besluit = JHR_ONBEPAALD;
    else if (t.refused)
        b->besluit = JHR_NIET_TOELAATBAAR;
    else
        b->besluit = t.open || t.open_advice ? JHR_ONBEPAALD : JHR_TOELAATBAAR;
    return b;
}

void jhr_row_finish(struct jhr_decider *d, const struct jhr_case *c)
{
    jhr_rekening_fill(d, c); /* by gemeente, which a completion may have filled in */
}

const struct jhr_besluit *jhr_decide_row(struct jhr_decider *d, const struct jhr_case *c)
{
    jhr_row_finish(d, c);
    jhr_scalar_run(d->program, &d->row, &d->scalar);
    return jhr_decide_evaluated(d, c);
}

const struct jhr_besluit *jhr_decide(struct jhr_decider *d, const struct jhr_case *c)
{
    jhr_row_fill(d, c);
    return jhr_decide_row(d, c);
}

#include "runtime/complete.h"

#include <stdlib.h>
#include <string.h>

#define EXCLUDED 0xff /* a completion that breaks an `altijd` */

/* An unknown fact and the values that stand for its classes. */
struct open_fact {
    uint32_t feit, kolom;
    bool truth;
    const int64_t *values;
    uint32_t n;
    uint32_t stride; /* of its digit in the number of a completion */
};
struct search {
    struct jhr_arena *a;
    struct jhr_decider *d;
    const struct jhr_case *c;
    struct open_fact facts[JHR_MAX_OPEN_FACTS];
    uint32_t n;
    uint64_t total;
    uint8_t *decision; /* per completion */
    struct jhr_regel_uitkomst *regels;
    uint8_t *met; /* per rule: bit u is set when some completion gives outcome u */
};

/* ---- which facts are open, and their classes ---- */

static void mark_read(const struct jhr_program *p, uint32_t rule, bool *read)
{
    const struct jhr_p_regel *r = &p->regels[rule];
    for (uint32_t k = 0; k < r->leest_n; k++)
        read[p->lezen[r->leest + k].feit] = true;
}

/* Can the rule still turn the decision? One that is settled says the same in every completion;
 * signalen and voorwaarden decide nothing; a rule that may or may not apply matters to those that
 * it replaces. */
static bool is_open(const struct jhr_decider *d, uint32_t i)
{
    const struct jhr_p_regel *r = &d->program->regels[i];
    const struct jhr_regel_uitkomst *u = &d->besluit.regels[i];
    if (r->vervangt_n > 0 && d->applies[i] == JHR_UNKNOWN)
        return true;
    return u->uitkomst == JHR_ONBEKEND && u->rol != JHR_ROL_GEEN && r->kind != JHR_P_SIGNAAL &&
           r->kind != JHR_P_VOORWAARDE;
}

static void mark_relevant(const struct search *s, bool *read)
{
    const struct jhr_program *p = s->d->program;
    for (uint32_t i = 0; i < p->meta[0].regels; i++)
        if (is_open(s->d, i))
            mark_read(p, i, read);
    const uint32_t of_regeling[] = {p->meta[0].voor, p->meta[0].adviserend};
    for (uint32_t i = 0; i < 2; i++)
        if (of_regeling[i] != JHR_P_NONE && s->d->scalar.voor[of_regeling[i]] == JHR_UNKNOWN)
            mark_read(p, of_regeling[i], read);
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Does code read the column in another way than a range? Then its thresholds are not its classes.
 */
static bool in_arithmetic(const struct jhr_program *p, uint32_t kolom)
{
    for (uint32_t i = 0; i < p->terms_n; i++)
        if (p->terms[i].kolom == kolom)
            return true;
    for (uint32_t i = 0; i < p->months_n; i++)
        if (p->months[i].kolom == kolom)
            return true;
    for (uint32_t i = 0; i < p->workdays_n; i++)
        if (p->workdays[i].kolom == kolom)
            return true;
    return false;
}

#define JHR_SMALL_RANGE 64u /* a column with arithmetic is tried value by value up to this many */

static uint32_t sort_out(int64_t *v, uint32_t n)
{
    uint32_t kept = 0;
    qsort(v, n, sizeof *v, by_value);
    for (uint32_t k = 0; k < n; k++)
        if (k == 0 || v[k] != v[kept - 1])
            v[kept++] = v[k];
    return kept;
}

/* The first value of each interval between thresholds; every value where arithmetic reads the
 * column. False: too many to try. */
static bool interval_classes(struct search *s, struct open_fact *f, int64_t lowest, int64_t highest)
{
    const struct jhr_program *p = s->d->program;
    bool every = in_arithmetic(p, f->kolom);
    uint32_t room = 1, n = 0;
    int64_t *v;

    if (every && highest - lowest >= (int64_t)JHR_SMALL_RANGE)
        return false;
    for (uint32_t i = 0; i < p->ranges_n; i++)
        room += p->ranges[i].kolom == f->kolom ? 2u : 0u;
    v = jhr_arena_alloc(s->a, (every ? JHR_SMALL_RANGE : room) * sizeof *v);
    if (!v)
        return false;
    v[n++] = lowest;
    for (int64_t x = lowest + 1; every && x <= highest; x++)
        v[n++] = x;
    for (uint32_t i = 0; !every && i < p->ranges_n; i++) {
        const struct jhr_p_range *r = &p->ranges[i];
        if (r->kolom != f->kolom)
            continue;
        if (r->lo > lowest && r->lo <= highest)
            v[n++] = r->lo;
        if (r->hi >= lowest && r->hi < highest)
            v[n++] = r->hi + 1;
    }
    f->values = v;
    f->n = sort_out(v, n);
    return true;
}

static bool fact_classes(struct search *s, struct open_fact *f)
{
    const struct jhr_program *p = s->d->program;
    const struct jhr_p_feit *fact = &p->feiten[f->feit];
    const struct jhr_p_kolom *k = &p->kolommen[f->kolom];
    int64_t lowest = k->lowest, highest = k->highest;
    int64_t *v;

    f->truth = f->kolom >= p->meta[0].xcols;
    if (f->truth) {
        lowest = 0;
        highest = 1;
    } else if (fact->type == JHR_P_GEMEENTE) {
        highest = p->gemeenten_n; /* one that the rules do not name stands for all of those */
    } else if (fact->type != JHR_P_SOORT) {
        return interval_classes(s, f, lowest, highest);
    }
    f->n = (uint32_t)(highest - lowest + 1);
    v = jhr_arena_alloc(s->a, f->n * sizeof *v);
    if (!v)
        return false;
    for (uint32_t i = 0; i < f->n; i++)
        v[i] = lowest + i;
    if (fact->type == JHR_P_GEMEENTE)
        v[f->n - 1] = JHR_OUTSIDE;
    f->values = v;
    return true;
}

/* False: too many, or a fact whose classes are not known. */
static bool find_open(struct search *s)
{
    const struct jhr_program *p = s->d->program;
    bool *read = jhr_arena_alloc(s->a, p->feiten_n + 1);
    if (!read)
        return false;
    mark_relevant(s, read);
    s->total = 1;
    for (uint32_t i = 0; i < p->feiten_n; i++) {
        struct open_fact *f = &s->facts[s->n];
        if (!read[i] || s->c->feiten[i].known)
            continue;
        if (s->n == JHR_MAX_OPEN_FACTS)
            return false;
        *f = (struct open_fact){.feit = i, .kolom = p->feiten[i].kolom};
        if (!fact_classes(s, f))
            return false;
        f->stride = (uint32_t)s->total;
        s->total *= f->n;
        if (s->total > JHR_MAX_COMPLETIONS)
            return false;
        s->n++;
    }
    return true;
}

/* ---- trying them ---- */

static void set_fact(struct search *s, const struct open_fact *f, int64_t v)
{
    struct jhr_row *row = &s->d->row;
    if (f->truth) {
        row->b[f->kolom - s->d->program->meta[0].xcols] = v ? JHR_YES : JHR_NO;
    } else {
        row->x[f->kolom] = v;
        row->known[f->kolom] = true;
    }
}

static void forget_fact(struct search *s, const struct open_fact *f)
{
    struct jhr_row *row = &s->d->row;
    if (f->truth) {
        row->b[f->kolom - s->d->program->meta[0].xcols] = JHR_UNKNOWN;
    } else {
        row->x[f->kolom] = 0;
        row->known[f->kolom] = false;
    }
}

/* The decision of every completion. Returns how many count. */
static uint32_t try_all(struct search *s)
{
    uint32_t counted = 0;
    for (uint32_t i = 0; i < s->total; i++) {
        for (uint32_t k = 0; k < s->n; k++) {
            const struct open_fact *f = &s->facts[k];
            uint32_t digit = i / f->stride % f->n;
            if (i % f->stride == 0) /* the digits above change more slowly */
                set_fact(s, f, f->values[digit]);
        }
        s->decision[i] = jhr_decide_row(s->d, s->c)->besluit;
        if (s->decision[i] == JHR_STRIJDIG) {
            s->decision[i] = EXCLUDED;
            continue;
        }
        counted++;
        for (uint32_t r = 0; r < s->d->besluit.regels_n; r++)
            s->met[r] |= (uint8_t)(1u << s->d->besluit.regels[r].uitkomst);
    }
    for (uint32_t k = 0; k < s->n; k++)
        forget_fact(s, &s->facts[k]);
    return counted;
}

/* A rule is niet voldaan or does not apply when that is so in every completion; it is voldaan when
 * no completion refuses by it. A signaal or voorwaarde speaks only when it does in every one. */
static void combine_rules(struct search *s)
{
    for (uint32_t i = 0; i < s->d->besluit.regels_n; i++) {
        uint8_t met = s->met[i];
        if (met == 0)
            continue;
        for (uint8_t u = 0; u <= JHR_ONBEKEND; u++)
            if (met == 1u << u)
                s->regels[i].uitkomst = u;
        if ((met & (met - 1)) == 0)
            continue;
        uint8_t kind = s->d->program->regels[i].kind;
        bool speaks = kind == JHR_P_SIGNAAL || kind == JHR_P_VOORWAARDE;
        if (speaks || met & (1u << JHR_NIET_VOLDAAN | 1u << JHR_ONBEKEND))
            s->regels[i].uitkomst = JHR_ONBEKEND;
        else if (met & 1u << JHR_VOLDAAN_MET_AFWIJKING)
            s->regels[i].uitkomst = JHR_VOLDAAN_MET_AFWIJKING;
        else
            s->regels[i].uitkomst = JHR_VOLDAAN;
    }
}

/* ---- which to ask ---- */

/* Do all completions that agree on the kept facts agree in decision? seen: one byte per completion.
 */
static bool suffices(const struct search *s, uint64_t kept, uint8_t *seen)
{
    memset(seen, EXCLUDED, (size_t)s->total);
    for (uint32_t i = 0; i < s->total; i++) {
        uint32_t group = 0;
        if (s->decision[i] == EXCLUDED)
            continue;
        for (uint32_t k = 0; k < s->n; k++)
            if (kept >> k & 1)
                group += i / s->facts[k].stride % s->facts[k].n * s->facts[k].stride;
        if (seen[group] == EXCLUDED)
            seen[group] = s->decision[i];
        else if (seen[group] != s->decision[i])
            return false;
    }
    return true;
}

/* Dropping facts in reverse file order while what is left suffices. */
static bool choose(struct search *s, struct jhr_completed *out)
{
    uint64_t kept = s->n == 64 ? UINT64_MAX : (UINT64_C(1) << s->n) - 1;
    uint8_t *seen = jhr_arena_alloc(s->a, (size_t)s->total);
    uint32_t *nodig = jhr_arena_alloc(s->a, (s->n + 1) * sizeof *nodig);
    if (!seen || !nodig)
        return false;
    for (uint32_t k = s->n; k-- > 0;)
        if (suffices(s, kept & ~(UINT64_C(1) << k), seen))
            kept &= ~(UINT64_C(1) << k);
    for (uint32_t k = 0; k < s->n; k++)
        if (kept >> k & 1)
            nodig[out->nodig_n++] = s->facts[k].feit;
    out->nodig = nodig;
    return true;
}

/* ---- the whole ---- */

/* Too much to try: every open fact that the decision may turn on. */
static bool choose_roughly(struct search *s, struct jhr_completed *out)
{
    const struct jhr_program *p = s->d->program;
    bool *read = jhr_arena_alloc(s->a, p->feiten_n + 1);
    uint32_t *nodig = jhr_arena_alloc(s->a, (p->feiten_n + 1) * sizeof *nodig);
    if (!read || !nodig)
        return false;
    mark_relevant(s, read);
    for (uint32_t i = 0; i < p->feiten_n; i++)
        if (read[i] && !s->c->feiten[i].known)
            nodig[out->nodig_n++] = i;
    out->nodig = nodig;
    return true;
}

bool jhr_complete_helps(const struct jhr_decider *d)
{
    for (uint32_t i = 0; i < d->besluit.regels_n; i++)
        if (d->program->regels[i].kind == JHR_P_ALTIJD &&
            d->besluit.regels[i].uitkomst == JHR_ONBEKEND)
            return true;
    return d->besluit.besluit == JHR_ONBEPAALD;
}

bool jhr_complete(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                  struct jhr_completed *out)
{
    struct search *s = JHR_NEW(a, struct search);
    *out = (struct jhr_completed){.besluit = d->besluit.besluit, .uitputtend = true};
    s->a = a;
    s->d = d;
    s->c = c;
    s->met = jhr_arena_alloc(a, d->besluit.regels_n + 1);
    s->regels = jhr_arena_alloc(a, (d->besluit.regels_n + 1) * sizeof *s->regels);
    if (a->out_of_memory || !s->met || !s->regels)
        return false;
    memcpy(s->regels, d->besluit.regels, d->besluit.regels_n * sizeof *s->regels);
    out->regels = s->regels;
    if (!find_open(s)) { /* even what is decided may yet turn out to be strijdig */
        out->uitputtend = false;
        out->besluit = JHR_ONBEPAALD;
        return !a->out_of_memory && choose_roughly(s, out);
    }
    s->decision = jhr_arena_alloc(a, (size_t)s->total);
    if (!s->decision)
        return false;
    out->completions = try_all(s);
    jhr_decide_row(d, c); /* the besluit of the three-valued pass again */
    if (out->completions == 0) {
        out->besluit = JHR_STRIJDIG;
        return true;
    }
    combine_rules(s);
    out->besluit = EXCLUDED;
    for (uint32_t i = 0; i < s->total; i++) {
        if (s->decision[i] == EXCLUDED)
            continue;
        if (out->besluit == EXCLUDED)
            out->besluit = s->decision[i];
        else if (out->besluit != s->decision[i])
            out->besluit = JHR_ONBEPAALD;
    }
    return out->besluit != JHR_ONBEPAALD || choose(s, out);
}

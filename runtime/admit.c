#include "runtime/admit.h"

#include "runtime/calendar.h"
#include "runtime/complete.h"
#include "runtime/points.h"

#include <string.h>

/* Of a pair of fields at most so many values each are combined. */
#define MOST_OF_A_FIELD 12u
/* What trying completions costs at least: those that an `altijd` excludes are tried too. */
#define COMPLETING 4000u

struct search {
    struct jhr_arena *a;
    struct jhr_decider *d;
    const struct jhr_case *c;
    const bool *grounds;
    struct jhr_admitted *out;
    uint32_t left;
    struct {
        JHR_VEC(struct jhr_stap) list;
    } steps[JHR_VELDEN]; /* in the order in which they are tried */
};

/* ---- a case with a change in it ---- */

int64_t jhr_omvang_parts(uint8_t eenheid)
{
    return eenheid == JHR_E_UUR || eenheid == JHR_E_DAGDEEL ? 4 : 1;
}

static bool add_deviation(struct jhr_arena *a, struct jhr_case *c, uint32_t regel)
{
    struct jhr_afwijking *all = jhr_arena_alloc(a, (c->afwijkingen_n + 1) * sizeof *all);
    if (all == NULL)
        return false;
    if (c->afwijkingen_n > 0)
        memcpy(all, c->afwijkingen, c->afwijkingen_n * sizeof *all);
    all[c->afwijkingen_n++] = (struct jhr_afwijking){regel, JHR_STR("…")};
    c->afwijkingen = all;
    return true;
}

static bool set_fact(struct jhr_arena *a, struct jhr_case *c, uint32_t feit, int64_t v)
{
    struct jhr_feitwaarde *all = jhr_arena_alloc(a, (c->feiten_n + 1) * sizeof *all);
    if (all == NULL)
        return false;
    memcpy(all, c->feiten, c->feiten_n * sizeof *all);
    all[feit].known = true;
    all[feit].v = v;
    c->feiten = all;
    return true;
}

/* What is free was said of these places; of those of another aanbieder, or on other days, nothing
 * is known. */
static bool forget_places(struct jhr_arena *a, const struct jhr_program *p, struct jhr_case *c,
                          bool period)
{
    struct jhr_saldo *kept = jhr_arena_alloc(a, (c->saldi_n + 1) * sizeof *kept);
    uint32_t n = 0;
    if (kept == NULL)
        return false;
    for (uint32_t i = 0; i < c->saldi_n; i++) {
        const struct jhr_p_rekening *r = &p->rekeningen[c->saldi[i].rekening];
        bool places = p->regels[r->regel].kind == JHR_P_CAPACITEIT;
        if (period ? !places : (r->per & JHR_P_PER_AANBIEDER) == 0)
            kept[n++] = c->saldi[i];
    }
    if (n < c->saldi_n)
        c->saldo_volledig = false;
    c->saldi = kept;
    c->saldi_n = n;
    return true;
}

static bool apply(struct jhr_arena *a, const struct jhr_program *p, const struct jhr_stap *s,
                  struct jhr_case *c)
{
    struct jhr_indicatie *v = &c->voorstel;
    int32_t van = v->van, tot = v->tot_en_met;
    switch ((enum jhr_veld)s->veld) {
    case JHR_V_AFWIJKING:
        return add_deviation(a, c, s->index);
    case JHR_V_FEIT:
        return set_fact(a, c, s->index, s->v);
    case JHR_V_OMVANG:
        v->omvang.mantissa = s->v * (100 / jhr_omvang_parts(v->omvang.eenheid));
        v->omvang.scale = 2;
        return true;
    case JHR_V_EIND:
        v->tot_en_met = (int32_t)s->v;
        return v->tot_en_met <= tot || forget_places(a, p, c, true);
    case JHR_V_START:
        v->van = (int32_t)s->v;
        return v->van >= van || forget_places(a, p, c, true);
    case JHR_V_AANBIEDER:
        v->aanbieder = s->index;
        v->aanbieder_code = s->code;
        return forget_places(a, p, c, false);
    case JHR_V_PRODUCT:
        v->product = s->index;
        v->product_code = p->strings[p->producten[s->index].code];
        return true;
    case JHR_VELDEN:
        break;
    }
    return false;
}

bool jhr_admit_apply(struct jhr_arena *a, const struct jhr_program *p, const struct jhr_case *c,
                     const struct jhr_wijziging *w, struct jhr_case *out)
{
    *out = *c;
    for (uint32_t i = 0; i < w->n; i++)
        if (!apply(a, p, &w->stap[i], out))
            return false;
    return true;
}

/* ---- does it help? ---- */

static bool is_admitted(struct search *s, const struct jhr_wijziging *w)
{
    struct jhr_completed done;
    struct jhr_case c;
    uint8_t besluit;
    if (s->left == 0 || !jhr_admit_apply(s->a, s->d->program, s->c, w, &c) ||
        (c.voorstel.tot_en_met != 0 && c.voorstel.tot_en_met < c.voorstel.van))
        return false;
    s->left--;
    besluit = jhr_decide(s->d, &c)->besluit;
    /* facts that do not clash now only clash when one is changed */
    bool clash = w->stap[0].veld == JHR_V_FEIT || w->stap[w->n - 1].veld == JHR_V_FEIT;
    if (besluit == JHR_TOELAATBAAR && !(clash && jhr_complete_helps(s->d)))
        return true;
    if (besluit != JHR_TOELAATBAAR && besluit != JHR_ONBEPAALD)
        return false;
    if (!jhr_complete(s->a, s->d, &c, &done))
        return false;
    uint32_t cost = done.completions > COMPLETING ? done.completions : COMPLETING;
    s->left -= cost < s->left ? cost : s->left;
    return done.uitputtend && done.besluit == JHR_TOELAATBAAR;
}

static bool try(struct search *s, struct jhr_wijziging w)
{
    if (s->out->n == JHR_MOST_WIJZIGINGEN || !is_admitted(s, &w))
        return false;
    s->out->v[s->out->n++] = w;
    return true;
}

/* ---- the steps of each field ---- */

static void add(struct search *s, struct jhr_stap step)
{
    struct jhr_stap *slot = jhr_vec_add(s->a, &s->steps[step.veld].list);
    if (slot != NULL)
        *slot = step;
}

static void deviations(struct search *s)
{
    const struct jhr_program *p = s->d->program;
    for (uint32_t i = 0; i < p->meta[0].regels; i++)
        if (s->grounds[i] && p->regels[i].afwijken)
            add(s, (struct jhr_stap){.veld = JHR_V_AFWIJKING, .index = i});
}

static bool along(struct search *s, struct jhr_stap step, int64_t now, int64_t lowest,
                  int64_t highest)
{
    struct jhr_points_of of = {s->a, s->d, s->c, &s->left, step, lowest, highest, now};
    struct jhr_points points;
    if (now < lowest || now > highest)
        return true;
    if (!jhr_points_find(&of, &points))
        return false;
    for (uint32_t i = 0; i < points.list.n; i++)
        add(s, jhr_points_step(&of, points.list.v[i]));
    return true;
}

static bool facts(struct search *s)
{
    const struct jhr_program *p = s->d->program;
    for (uint32_t i = 0; i < p->feiten_n; i++) {
        const struct jhr_p_feit *f = &p->feiten[i];
        const struct jhr_feitwaarde *v = &s->c->feiten[i];
        struct jhr_stap step = {.veld = JHR_V_FEIT, .index = i};
        if (p->strings[f->veranderbaar_door].n == 0 || !v->known || f->type == JHR_P_DATUM ||
            f->type == JHR_P_GEMEENTE)
            continue;
        if (!along(s, step, v->v, f->type == JHR_P_JANEE ? 0 : f->lowest,
                   f->type == JHR_P_JANEE ? 1 : f->highest))
            return false;
    }
    return true;
}

static bool volume(struct search *s)
{
    const struct jhr_omvang *o = &s->c->voorstel.omvang;
    int64_t parts = jhr_omvang_parts(o->eenheid), power = 1;
    for (uint8_t i = 0; i < o->scale; i++)
        power *= 10;
    /* between two parts: the lower one stands for where it is now */
    int64_t now = o->mantissa / power * parts + o->mantissa % power * parts / power;
    return !o->known || along(s, (struct jhr_stap){.veld = JHR_V_OMVANG}, now, 0,
                              JHR_OMVANG_MAX / JHR_OMVANG_SCALE / 60 * parts);
}

static bool period(struct search *s)
{
    const struct jhr_indicatie *v = &s->c->voorstel;
    int32_t start = jhr_day_of_ymd(v->van), end = jhr_day_of_ymd(v->tot_en_met);
    int32_t day = jhr_day_of_ymd(s->c->peildatum), last = start + JHR_MOST_DAYS - 1;
    if (v->tot_en_met == 0 || v->tot_en_met == JHR_YMD_NEVER)
        return true;
    last = last < JHR_DAY_LAST ? last : JHR_DAY_LAST;
    return along(s, (struct jhr_stap){.veld = JHR_V_EIND}, end, start, last) &&
           along(s, (struct jhr_stap){.veld = JHR_V_START}, start, day < start ? day : start, end);
}

static void aanbieder(struct search *s, uint32_t index, struct jhr_str code)
{
    if (index == s->c->voorstel.aanbieder || code.n == 0)
        return;
    for (uint32_t i = 0; i < s->steps[JHR_V_AANBIEDER].list.n; i++)
        if (s->steps[JHR_V_AANBIEDER].list.v[i].index == index)
            return;
    add(s, (struct jhr_stap){.veld = JHR_V_AANBIEDER, .index = index, .code = code});
}

/* Those with a contract first, then those that the rules name. */
static void aanbieders(struct search *s)
{
    const struct jhr_program *p = s->d->program;
    for (uint32_t i = 0; i < s->c->contracten_n; i++)
        aanbieder(s, s->c->contracten[i].aanbieder, s->c->contracten[i].aanbieder_code);
    for (uint32_t i = 0; i < p->aanbieders_n; i++)
        aanbieder(s, i, p->strings[p->aanbieders[i].code]);
}

static int class_of(uint8_t eenheid)
{
    return eenheid == JHR_E_ETMAAL ? 1 : eenheid == JHR_E_STUK ? 2 : 0;
}

static bool same_class(uint8_t unit, uint8_t eenheid)
{
    int class = unit == JHR_P_U_ETMAAL ? 1 : unit == JHR_P_U_STUK ? 2 : 0;
    return unit == JHR_P_U_NONE || class == class_of(eenheid);
}

/* A document may not ask it in this unit. */
static bool is_possible(const struct search *s, uint32_t product)
{
    const struct jhr_p_product *q = &s->d->program->producten[product];
    const struct jhr_omvang *o = &s->c->voorstel.omvang;
    return q->coded && (!o->known || (same_class(q->tarief_unit, o->eenheid) &&
                                      same_class(q->norm_unit, o->eenheid)));
}

static bool has(const struct jhr_program *p, const struct jhr_p_set *set, int64_t day, uint32_t i)
{
    for (uint32_t k = set->first; k < set->first + set->n; k++) {
        const struct jhr_p_setrij *row = &p->setrijen[k];
        if (row->from <= day && day < row->to && i < set->size)
            return p->words[row->word + i / 64].bits >> i % 64 & 1;
    }
    return false;
}

/* Members of a productgroep that holds the proposed product on its start day. */
static void products(struct search *s)
{
    const struct jhr_program *p = s->d->program;
    uint32_t own = s->c->voorstel.product;
    int64_t day = jhr_day_of_ymd(s->c->voorstel.van);
    bool *seen = jhr_arena_alloc(s->a, p->producten_n + 1);
    for (uint32_t i = 0; i < p->sets_n && seen != NULL && own < p->producten_n; i++) {
        const struct jhr_p_set *set = &p->sets[i];
        if (set->kind != 0 || set->segment || p->strings[set->naam].n == 0 ||
            !has(p, set, day, own))
            continue;
        for (uint32_t k = 0; k < p->producten_n; k++) {
            if (k == own || seen[k] || !has(p, set, day, k) || !is_possible(s, k))
                continue;
            seen[k] = true;
            add(s, (struct jhr_stap){.veld = JHR_V_PRODUCT, .index = k});
        }
    }
}

/* ---- the search ---- */

/* Of a volume or a day the nearest is enough; of the rest each that helps is named. */
static bool one_is_enough(uint8_t veld)
{
    return veld == JHR_V_OMVANG || veld == JHR_V_EIND || veld == JHR_V_START;
}

static void singles(struct search *s)
{
    for (uint8_t v = 0; v < JHR_VELDEN; v++) {
        for (uint32_t i = 0; i < s->steps[v].list.n; i++) {
            struct jhr_wijziging w = {{s->steps[v].list.v[i]}, 1};
            if (try(s, w) && one_is_enough(v))
                break;
        }
    }
}

static void pair(struct search *s, uint8_t v, uint8_t u)
{
    for (uint32_t i = 0; i < s->steps[v].list.n && i < MOST_OF_A_FIELD; i++) {
        for (uint32_t k = v == u ? i + 1 : 0; k < s->steps[u].list.n && k < MOST_OF_A_FIELD; k++) {
            struct jhr_wijziging w = {{s->steps[v].list.v[i], s->steps[u].list.v[k]}, 2};
            if (w.stap[0].veld == w.stap[1].veld && w.stap[0].index == w.stap[1].index)
                continue;
            if (try(s, w) && (one_is_enough(v) || one_is_enough(u)))
                return;
        }
    }
}

static void pairs(struct search *s)
{
    for (uint8_t v = 0; v < JHR_VELDEN; v++)
        for (uint8_t u = v; u < JHR_VELDEN; u++)
            if (u != v || v <= JHR_V_FEIT)
                pair(s, v, u);
}

bool jhr_admit(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
               const bool *grounds, struct jhr_admitted *out)
{
    struct search *s = JHR_NEW(a, struct search);
    *out = (struct jhr_admitted){0};
    s->a = a;
    s->d = d;
    s->c = c;
    s->grounds = grounds;
    s->out = out;
    s->left = JHR_MOST_TRIES;
    deviations(s);
    bool ok = facts(s) && volume(s) && period(s);
    if (ok) {
        aanbieders(s);
        products(s);
        singles(s);
        if (out->n == 0)
            pairs(s);
    }
    out->everything = s->left > 0;
    jhr_decide(d, c);
    return ok && !a->out_of_memory;
}

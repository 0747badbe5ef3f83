/* Budgets and capaciteiten, day by day. */
#include "reference/eval.h"

/* ---- what there is, and what is free of it ---- */

static uint32_t whose(struct jhr_ref *r, const struct jhr_rekening *k)
{
    if ((k->per & JHR_PER_AANBIEDER) != 0)
        return r->c->voorstel.aanbieder;
    if ((k->per & JHR_PER_GEMEENTE) != 0)
        return jhr_ref_feit(r, r->m->feit_gemeente).index;
    return JHR_NONE;
}

/* The limit on a day: that of the name when it has one on any day, else that of all. */
static bool limit_on(const struct jhr_rekening *k, uint32_t wie, int32_t on, int64_t *limit)
{
    bool named = false;
    for (uint32_t i = 0; i < k->grenzen_n; i++)
        named |= k->grenzen[i].wie == wie;
    for (uint32_t i = 0; i < k->grenzen_n; i++) {
        const struct jhr_grens *g = &k->grenzen[i];
        bool of = g->wie == (named ? wie : JHR_NONE);
        if (of && g->step.period.from <= on && on < g->step.period.to) {
            *limit = g->step.value;
            return g->step.known;
        }
    }
    return false;
}

static bool free_in(const struct jhr_ref *r, uint32_t rekening, int32_t jaar, int64_t *vrij)
{
    *vrij = 0;
    for (uint32_t i = 0; i < r->c->saldi_n; i++) {
        const struct jhr_saldo *s = &r->c->saldi[i];
        if (s->rekening != rekening || (s->jaar != 0 && s->jaar != jaar))
            continue;
        *vrij = s->vrij;
        return true;
    }
    return r->c->saldo_volledig;
}

/* The balance that a ledger keeps, with the limit that it keeps too; NULL: the rules say it. */
static const struct jhr_saldo *kept(const struct jhr_ref *r, uint32_t rekening, int32_t jaar)
{
    for (uint32_t i = 0; i < r->c->saldi_n; i++) {
        const struct jhr_saldo *s = &r->c->saldi[i];
        if (s->rekening == rekening && s->jaar == jaar && s->begrensd)
            return s;
    }
    return NULL;
}

/* ---- what is claimed ---- */

/* The cents of a year: the whole times its days, down; then a cent for each of the largest
 * remainders, the earlier year first. Days are counted one by one. */
static int64_t cents_of_year(int64_t whole, int32_t from, int32_t to, int32_t jaar)
{
    int64_t days[JHR_YMD_LAST / 10000 - JHR_YMD_FIRST / 10000 + 1] = {0}, all = 0, given = 0;
    int32_t first = JHR_YMD_FIRST / 10000, n = (int32_t)(sizeof days / sizeof *days);
    for (int32_t d = from; d <= to; d = jhr_ymd_next(d), all++)
        days[d / 10000 - first]++;
    for (int32_t y = 0; y < n; y++) {
        if (days[y] > 0)
            given += jhr_ref_floor(jhr_ref_mul(jhr_ref_rat(whole, 1), jhr_ref_rat(days[y], all)));
    }
    int32_t own = jaar - first, before = 0;
    struct jhr_ref_rat share = jhr_ref_mul(jhr_ref_rat(whole, 1), jhr_ref_rat(days[own], all));
    struct jhr_ref_rat rest = jhr_ref_add(share, jhr_ref_rat(-jhr_ref_floor(share), 1));
    for (int32_t y = 0; y < n; y++) { /* those that get theirs first */
        if (days[y] == 0)             /* of nothing nothing is left */
            continue;
        struct jhr_ref_rat s = jhr_ref_mul(jhr_ref_rat(whole, 1), jhr_ref_rat(days[y], all));
        struct jhr_ref_rat b = jhr_ref_add(s, jhr_ref_rat(-jhr_ref_floor(s), 1));
        int order = jhr_ref_cmp(b, rest);
        before += order > 0 || (order == 0 && y < own);
    }
    return jhr_ref_floor(share) + (before < whole - given ? 1 : 0);
}

/* Is there on every day of the proposal a running indication that counts? */
static bool has_place(struct jhr_ref *r, const struct jhr_regel *g)
{
    const struct jhr_case *c = r->c;
    bool counts[JHR_MAX_LOPEND] = {false};
    int32_t end = jhr_ref_einde(r), latest = c->voorstel.van;
    for (uint32_t i = 0; i < c->lopend_n; i++) {
        const struct jhr_indicatie *other = &c->lopend[i];
        if (!jhr_ref_lopende(r, other))
            continue;
        r->ander = other;
        r->as_ander = true;
        counts[i] = true;
        for (uint32_t v = 0; v < g->voor_n; v++)
            counts[i] = counts[i] && jhr_ref_holds(r, g->voor[v]);
        r->ander = NULL;
        r->as_ander = false;
        if ((r->m->rekeningen[g->rekening].per & JHR_PER_AANBIEDER) != 0)
            counts[i] = counts[i] && other->aanbieder == c->voorstel.aanbieder;
        if (other->tot_en_met != JHR_YMD_NEVER && other->tot_en_met > latest)
            latest = other->tot_en_met;
    }
    if (end == JHR_YMD_NEVER) /* the day after all that ends stands for those that follow */
        end = jhr_ref_plus_days(latest, 1);
    for (int32_t d = c->voorstel.van; d <= end; d = jhr_ymd_next(d)) {
        bool taken = false;
        for (uint32_t i = 0; i < c->lopend_n; i++)
            taken |= counts[i] && c->lopend[i].van <= d && d <= c->lopend[i].tot_en_met;
        if (!taken)
            return false;
    }
    return true;
}

static bool takes_place(struct jhr_ref *r, const struct jhr_regel *g)
{
    if (!r->m->rekeningen[g->rekening].telt_jeugdigen)
        return true;
    if (!r->c->lopend_known)
        return jhr_ref_ask(r, JHR_A_PLAATS, g->rekening, NULL) == 0;
    return !has_place(r, g);
}

/* ---- is there room? ---- */

/* The fewest places on a day of the period; false: on some day that is not known. */
static bool places_over(struct jhr_ref *r, const struct jhr_rekening *k, int64_t *fewest)
{
    uint32_t wie = whose(r, k);
    int32_t end = r->c->voorstel.tot_en_met;
    int32_t last = r->c->voorstel.van; /* the day from which on no limit changes any more */
    for (uint32_t i = 0; i < k->grenzen_n; i++) {
        const struct jhr_period *p = &k->grenzen[i].step.period;
        last = p->from > last ? p->from : last;
        last = p->to != JHR_YMD_NEVER && p->to > last ? p->to : last;
    }
    end = end == 0 ? r->c->voorstel.van : end == JHR_YMD_NEVER || end > last ? last : end;
    *fewest = INT64_MAX;
    for (int32_t d = r->c->voorstel.van; d <= end; d = jhr_ymd_next(d)) {
        int64_t on;
        if (!limit_on(k, wie, d, &on))
            return false;
        *fewest = on < *fewest ? on : *fewest;
    }
    return true;
}

static bool room_for_place(struct jhr_ref *r, uint32_t rekening)
{
    int64_t vrij, places;
    if (free_in(r, rekening, 0, &vrij))
        return vrij >= 1;
    if (places_over(r, &r->m->rekeningen[rekening], &places) && places < 1)
        return false;
    return jhr_ref_ask(r, JHR_A_RUIMTE, rekening, NULL) != 0;
}

struct years { /* those that are surely claimed; one without a number when kept without years */
    int32_t first, last;
};

static struct years years_of(const struct jhr_ref *r, const struct jhr_rekening *k)
{
    const struct jhr_indicatie *v = &r->c->voorstel;
    bool ends = v->tot_en_met != 0 && v->tot_en_met != JHR_YMD_NEVER;
    if ((k->per & JHR_PER_KALENDERJAAR) == 0)
        return (struct years){0, 0};
    return (struct years){v->van / 10000, (ends ? v->tot_en_met : v->van) / 10000};
}

static bool limit_of_year(struct jhr_ref *r, const struct jhr_rekening *k, int32_t jaar,
                          int64_t *limit)
{
    int32_t on = jaar == 0 ? r->c->voorstel.van : jaar * 10000 + 101;
    return limit_on(k, whose(r, k), on, limit);
}

static int64_t claim_of(const struct jhr_ref *r, int32_t jaar, int64_t kosten)
{
    const struct jhr_indicatie *v = &r->c->voorstel;
    return jaar == 0 ? kosten : cents_of_year(kosten, v->van, v->tot_en_met, jaar);
}

static bool room_for_cents(struct jhr_ref *r, uint32_t rekening)
{
    const struct jhr_rekening *k = &r->m->rekeningen[rekening];
    struct years ys = years_of(r, k);
    int64_t kosten = 0, vrij, most;
    bool priced = jhr_ref_known_kosten(r, &kosten), sure = priced;
    for (int32_t y = ys.first; y <= ys.last; y++) {
        int64_t claim = priced ? claim_of(r, y, kosten) : 0;
        bool said = free_in(r, rekening, y, &vrij);
        sure = sure && said;
        if (said ? claim > vrij : limit_of_year(r, k, y, &most) && claim > most)
            return false;
    }
    return sure || jhr_ref_ask(r, JHR_A_RUIMTE, rekening, NULL) != 0;
}

bool jhr_ref_room(struct jhr_ref *r, const struct jhr_regel *g)
{
    if (g->kind == JHR_R_BUDGET)
        return room_for_cents(r, g->rekening);
    return room_for_place(r, g->rekening) || !takes_place(r, g);
}

/* ---- waarschuw vanaf ---- */

/* Used, this claim included, is that part of the limit or more. */
static bool so_much(const struct jhr_rekening *k, int64_t limit, int64_t vrij, int64_t claim)
{
    struct jhr_ref_rat used = jhr_ref_rat(limit - vrij + claim, 1);
    return jhr_ref_cmp(used, jhr_ref_mul(jhr_ref_rat(k->vanaf_num, k->vanaf_den),
                                         jhr_ref_rat(limit, 1))) >= 0;
}

bool jhr_ref_warns(struct jhr_ref *r, const struct jhr_regel *g)
{
    const struct jhr_rekening *k = &r->m->rekeningen[g->rekening];
    struct years ys = years_of(r, k);
    const struct jhr_saldo *own = kept(r, g->rekening, 0);
    int64_t kosten, vrij, limit;
    if (!k->waarschuwt)
        return false;
    if (g->kind == JHR_R_CAPACITEIT && own)
        return so_much(k, own->grens, own->grens - own->gebruikt, 1) && takes_place(r, g);
    if (g->kind == JHR_R_CAPACITEIT)
        return free_in(r, g->rekening, 0, &vrij) && places_over(r, k, &limit) &&
               so_much(k, limit, vrij, 1) && takes_place(r, g);
    if (!jhr_ref_known_kosten(r, &kosten))
        return false;
    for (int32_t y = ys.first; y <= ys.last; y++) {
        own = kept(r, g->rekening, y);
        if (own && so_much(k, own->grens, own->grens - own->gebruikt, claim_of(r, y, kosten)))
            return true;
        if (!own && free_in(r, g->rekening, y, &vrij) && limit_of_year(r, k, y, &limit) &&
            so_much(k, limit, vrij, claim_of(r, y, kosten)))
            return true;
    }
    return false;
}

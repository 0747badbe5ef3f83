/* Random cases around everything that a regeling names: its days, lengths and volumes, give or take
 * one. */
#include "tests/differential/generate.h"

#include <stdio.h>

struct maker {
    const struct gen *g;
    const struct jhr_model *m;
    struct jhr_arena *a;
    struct chance chance;
    struct jhr_case *c;
};

static uint32_t below(struct maker *k, uint32_t n)
{
    return chance_below(&k->chance, n);
}

static bool maybe(struct maker *k, uint32_t percent)
{
    return chance_percent(&k->chance, percent);
}

static int32_t day_before(int32_t ymd)
{
    int32_t d = ymd - 1;
    if (ymd % 100 > 1)
        return d;
    for (d = ymd % 10000 == 101 ? ymd - 10000 + 1130 : ymd - 100 + 30; !jhr_ymd_is_date(d);)
        d--;
    return d;
}

static int32_t days_later(int32_t ymd, int64_t n)
{
    for (; n > 0; n--)
        ymd = jhr_ymd_next(ymd);
    for (; n < 0; n++)
        ymd = day_before(ymd);
    return ymd;
}

static int32_t months_later(int32_t ymd, uint32_t n)
{
    int32_t month = ymd / 100 % 100 - 1 + (int32_t)n, day = ymd % 100;
    int32_t first = (ymd / 10000 + month / 12) * 10000 + (month % 12 + 1) * 100;
    while (!jhr_ymd_is_date(first + day))
        day--;
    return first + day;
}

/* A day that the rules name, or the one beside it; else any day. */
static int32_t some_day(struct maker *k)
{
    int32_t ymd = 20250101 + (int32_t)below(k, 6) * 10000;
    if (k->g->days_n > 0 && maybe(k, 70))
        return days_later(k->g->days[below(k, k->g->days_n)], (int64_t)below(k, 3) - 1);
    return days_later(ymd, below(k, 365));
}

static int32_t within(struct maker *k, struct jhr_period p)
{
    for (int tries = 0; tries < 8; tries++) {
        int32_t ymd = some_day(k);
        if (p.from <= ymd && ymd < p.to)
            return ymd;
    }
    return days_later(p.from, below(k, 300));
}

/* An end that lies at a length that the rules name from the start, give or take a day. */
static int32_t some_end(struct maker *k, int32_t van)
{
    int64_t off = (int64_t)below(k, 3) - 1;
    int32_t end = van;
    uint32_t kind = below(k, 10);
    if (kind < 4 && k->g->months_n > 0)
        end = days_later(months_later(van, k->g->months[below(k, k->g->months_n)]), off - 1);
    else if (kind < 6 && k->g->numbers_n > 0)
        end = days_later(van, k->g->numbers[below(k, k->g->numbers_n)] % 900 + off - 1);
    else if (kind < 7)
        end = some_day(k);
    else if (kind < 9)
        end = days_later(van, below(k, 500));
    return end < van ? van : end;
}

/* ---- volumes ---- */

static int32_t days_of(int32_t van, int32_t to)
{
    int32_t n = 1;
    for (; van < to && n < 2000; van = jhr_ymd_next(van))
        n++;
    return n;
}

/* How often, and the volume of each time that makes about n in all. */
static void spread(struct maker *k, struct jhr_omvang *o, int64_t *n, int32_t van, int32_t to)
{
    int64_t days = to == 0 || to == JHR_YMD_NEVER ? 180 : days_of(van, to);
    if (days >= 2000) /* a volume for each day of many years would pass the limit of the language */
        return;
    switch (below(k, 8)) {
    case 0:
        o->frequentie = JHR_F_DAG;
        *n = *n / days;
        break;
    case 1:
    case 2:
        o->frequentie = JHR_F_WEEK;
        *n = *n * 7 / days;
        break;
    case 3:
        o->frequentie = JHR_F_MAAND;
        *n = *n * 61 / (2 * days);
        break;
    default:
        return;
    }
    *n = *n + (int64_t)below(k, 3) - 1;
    if (*n > 600 && o->frequentie == JHR_F_DAG)
        *n %= 600;
    if (*n > 20000)
        *n %= 20000;
}

static struct jhr_omvang omvang(struct maker *k, uint32_t product, int32_t van, int32_t to)
{
    struct jhr_omvang o = {.known = true};
    const char *unit =
        product < k->g->producten_n ? k->g->producten[product].volume_unit : k->g->volume_unit;
    bool hours = unit[0] == 'u';
    int64_t n = below(k, 80);
    if (k->g->minutes_n > 0 && maybe(k, 70)) {
        n = k->g->minutes[below(k, k->g->minutes_n)] + (int64_t)below(k, 3) - 1;
        n = maybe(k, 30) ? n * 3 / 2 : n;
    } else if (hours) {
        n *= 15;
    }
    spread(k, &o, &n, van, to);
    o.eenheid = hours ? JHR_E_MINUUT : unit[0] == 'e' ? JHR_E_ETMAAL : JHR_E_STUK;
    o.mantissa = n < 0 ? 0 : n;
    if (hours && maybe(k, 30)) { /* 3 minutes are 0,05 hours */
        o.eenheid = JHR_E_UUR;
        o.mantissa = (o.mantissa + 1) / 3 * 5;
        o.scale = 2;
    } else if (hours && maybe(k, 20)) { /* 24 are 0,1 of a dagdeel */
        o.eenheid = JHR_E_DAGDEEL;
        o.mantissa = (o.mantissa + 12) / 24;
        o.scale = 1;
    }
    return o;
}

/* ---- products and aanbieders ---- */

static uint32_t product(struct maker *k, uint32_t outside)
{
    if (maybe(k, outside))
        return JHR_OUTSIDE + below(k, 2);
    for (int tries = 0; tries < 20; tries++) {
        uint32_t p = below(k, k->m->producten_n);
        if (k->m->producten[p].coded)
            return p;
    }
    return JHR_OUTSIDE;
}

static uint32_t aanbieder(struct maker *k)
{
    if (k->m->aanbieders_n == 0 || maybe(k, 15))
        return JHR_OUTSIDE + below(k, 2);
    return below(k, k->m->aanbieders_n);
}

static struct jhr_str text(struct maker *k, const char *format, uint32_t n)
{
    char z[32];
    int len = snprintf(z, sizeof(z), format, n);
    return jhr_arena_str(k->a, (struct jhr_str){z, (uint32_t)len});
}

static void name_codes(struct maker *k, struct jhr_indicatie *i)
{
    i->product_code = i->product < k->m->producten_n ? k->m->producten[i->product].code
                                                     : text(k, "9Z%02u", i->product - JHR_OUTSIDE);
    i->aanbieder_code = i->aanbieder < k->m->aanbieders_n
                            ? k->m->aanbieders[i->aanbieder]
                            : text(k, "Z%02u", i->aanbieder - JHR_OUTSIDE);
}

/* ---- the parts of a case ---- */

static int64_t fact_value(struct maker *k, const struct jhr_feit *f)
{
    int64_t v;
    if (f->type == JHR_T_DATUM)
        return some_day(k);
    if (f->type == JHR_T_GEMEENTE && maybe(k, 8))
        return JHR_OUTSIDE;
    if (f->type == JHR_T_BEDRAG || f->highest - f->lowest > 100) {
        v = k->g->numbers_n > 0
                ? k->g->numbers[below(k, k->g->numbers_n)] + (int64_t)below(k, 3) - 1
                : 0;
        if (f->type == JHR_T_BEDRAG)
            v = chance_between(&k->chance, f->lowest, f->highest) / 100 * 100;
        if (v >= f->lowest && v <= f->highest)
            return v;
    }
    return chance_between(&k->chance, f->lowest, f->highest);
}

/* Few unknown facts in a case: their completions multiply. */
static void facts(struct maker *k, bool complete)
{
    uint32_t n = k->m->feiten_n;
    struct jhr_feitwaarde *v = jhr_arena_alloc(k->a, (n + 1) * sizeof *v);
    uint32_t open = complete || v == NULL ? 0 : below(k, 4);
    if (v == NULL)
        return;
    for (uint32_t i = 0; i < n; i++) {
        v[i].known = true;
        v[i].v = fact_value(k, &k->m->feiten[i]);
        if (k->m->feiten[i].oordeel)
            v[i].motivering = JHR_STR("Zo is het.");
    }
    for (uint32_t i = 0; i < open && n > 0; i++)
        v[below(k, n)] = (struct jhr_feitwaarde){0};
    k->c->feiten = v;
    k->c->feiten_n = n;
}

static void proposal(struct maker *k, bool complete)
{
    struct jhr_indicatie *v = &k->c->voorstel;
    v->product = product(k, 4);
    v->aanbieder = aanbieder(k);
    name_codes(k, v);
    v->van = maybe(k, 30) ? k->c->peildatum : some_day(k);
    v->tot_en_met = some_end(k, v->van);
    if (maybe(k, 7))
        v->tot_en_met = JHR_YMD_NEVER;
    else if (!complete && maybe(k, 6))
        v->tot_en_met = 0;
    v->omvang = omvang(k, v->product, v->van, v->tot_en_met);
    if (!complete && maybe(k, 12))
        v->omvang = (struct jhr_omvang){0};
}

/* Running, earlier and later ones: many of them begin or end at an edge of the proposed period. */
static void other_period(struct maker *k, struct jhr_indicatie *i)
{
    const struct jhr_indicatie *v = &k->c->voorstel;
    int32_t end = v->tot_en_met != 0 && v->tot_en_met != JHR_YMD_NEVER ? v->tot_en_met
                                                                       : days_later(v->van, 90);
    switch (below(k, 6)) {
    case 0: /* ends the day before, on the first day, or the day after that */
        i->tot_en_met = days_later(v->van, (int64_t)below(k, 3) - 1);
        i->van = days_later(i->tot_en_met, -(int64_t)below(k, 400));
        return;
    case 1: /* begins on the last day, or beside it */
        i->van = days_later(end, (int64_t)below(k, 3) - 1);
        break;
    case 2: /* a chain: ends where another one begins */
        i->tot_en_met = day_before(k->c->lopend_n > 0 ? k->c->lopend[0].van : v->van);
        i->van = days_later(i->tot_en_met, -(int64_t)below(k, 200));
        return;
    default:
        i->van = some_day(k);
    }
    i->tot_en_met = maybe(k, 10) ? JHR_YMD_NEVER : some_end(k, i->van);
}

static void others(struct maker *k, bool complete)
{
    uint32_t n = maybe(k, 20) ? 0 : below(k, 4) + (maybe(k, 5) ? 4 : 0);
    struct jhr_indicatie *list = jhr_arena_alloc(k->a, (n + 1) * sizeof *list);
    k->c->lopend_known = complete || !maybe(k, 6);
    if (!k->c->lopend_known || list == NULL)
        return;
    k->c->lopend = list;
    for (uint32_t i = 0; i < n; i++) {
        struct jhr_indicatie *o = &list[i];
        o->id = text(k, "t%u", i);
        o->product = maybe(k, 25) ? k->c->voorstel.product : product(k, 5);
        o->aanbieder = maybe(k, 40) ? k->c->voorstel.aanbieder : aanbieder(k);
        name_codes(k, o);
        other_period(k, o);
        if (complete || !maybe(k, 5))
            o->omvang = omvang(k, o->product, o->van, o->tot_en_met);
        k->c->lopend_n = i + 1;
    }
    if (n > 0 && maybe(k, 15))
        k->c->wijzigt = list[below(k, n)].id;
}

static void contracts(struct maker *k, bool complete)
{
    uint32_t n = below(k, 4);
    struct jhr_contract *list = jhr_arena_alloc(k->a, (n + 1) * sizeof *list);
    k->c->contracten_known = complete || !maybe(k, 6);
    if (!k->c->contracten_known || list == NULL)
        return;
    int32_t edge = k->c->voorstel.van;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t *p = jhr_arena_alloc(k->a, 2 * sizeof *p);
        if (p == NULL)
            return;
        p[0] = maybe(k, 70) ? k->c->voorstel.product : product(k, 5);
        p[1] = product(k, 0);
        list[i].aanbieder = maybe(k, 75) ? k->c->voorstel.aanbieder : aanbieder(k);
        list[i].producten = p;
        list[i].n = p[0] == p[1] ? 1 : 1 + below(k, 2);
        list[i].van = maybe(k, 60) ? days_later(edge, (int64_t)below(k, 3) - 1)
                                   : days_later(edge, -(int64_t)below(k, 300));
        list[i].tot_en_met = maybe(k, 30) ? JHR_YMD_NEVER : days_later(list[i].van, below(k, 500));
        /* The next one may join on to it, or leave a day between. */
        edge = list[i].tot_en_met == JHR_YMD_NEVER ? edge : days_later(list[i].tot_en_met, 1);
    }
    k->c->contracten = list;
    k->c->contracten_n = n;
}

static void deviations(struct maker *k)
{
    struct jhr_afwijking *list = jhr_arena_alloc(k->a, (k->m->regels_n + 1) * sizeof *list);
    if (list == NULL)
        return;
    for (uint32_t i = 0; i < k->m->regels_n; i++) {
        if (k->m->regels[i].afwijken && maybe(k, 30))
            list[k->c->afwijkingen_n++] = (struct jhr_afwijking){i, JHR_STR("Het moet.")};
    }
    k->c->afwijkingen = list;
}

/* Answers to a `?`: of a written cell, or of the proposed product and one that runs. */
static void answers(struct maker *k)
{
    const struct jhr_model *m = k->m;
    struct jhr_case *c = k->c;
    uint32_t first = 0, n = 0, most = 0;
    for (uint32_t i = 0; i < m->stapelingen_n; i++)
        most += m->stapelingen[i].cellen_n;
    struct jhr_celoordeel *list = jhr_arena_alloc(k->a, (most + (size_t)1) * sizeof *list);
    for (uint32_t i = 0; list != NULL && i < m->stapelingen_n; i++) {
        const struct jhr_stapeling *s = &m->stapelingen[i];
        for (uint32_t cel = 0; cel < s->cellen_n; cel++) {
            uint32_t other = c->lopend_n > 0
                                 ? c->lopend[chance_below(&k->chance, c->lopend_n)].product
                                 : JHR_ANY;
            bool written = cel > 0 || !s->heeft_standaard;
            if (s->cellen[cel].kind != JHR_CEL_OPEN || !maybe(k, 40) ||
                (!written && other >= m->producten_n))
                continue;
            list[n] = (struct jhr_celoordeel){
                first + cel, {JHR_ANY, JHR_ANY}, maybe(k, 70), JHR_STR("Zo is het.")};
            if (!written) {
                list[n].paar[0] = c->voorstel.product;
                list[n].paar[1] = other;
            }
            n++;
        }
        first += s->cellen_n;
    }
    c->celoordelen = list;
    c->celoordelen_n = n;
}

void generate_case(const struct gen *g, const struct jhr_model *m, uint64_t seed,
                   struct jhr_arena *a, struct jhr_case *c)
{
    struct maker k = {g, m, a, chance_of(seed, 2), c};
    bool complete = maybe(&k, 50);
    *c = (struct jhr_case){.voorgesteld = maybe(&k, 50)};
    c->jeugdige = JHR_STR("pseudoniem");
    c->peildatum = within(&k, m->geldig);
    facts(&k, complete);
    proposal(&k, complete);
    others(&k, complete);
    contracts(&k, complete);
    deviations(&k);
    gen_saldi(&k.chance, m, complete, a, c);
    answers(&k);
}

bool endless_volume(const struct jhr_case *c)
{
    bool found =
        c->voorstel.tot_en_met == JHR_YMD_NEVER && c->voorstel.omvang.frequentie != JHR_F_TOTAAL;
    for (uint32_t i = 0; i < c->lopend_n && !found; i++)
        found = c->lopend[i].tot_en_met == JHR_YMD_NEVER &&
                c->lopend[i].omvang.frequentie != JHR_F_TOTAAL;
    return found;
}

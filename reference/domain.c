/*
 * The values that an unknown may take: all of them, or for a wide range those around everything
 * that it may be compared with. Between two neighbours of that list nothing can tell values apart;
 * three steps on each side leave room to order several unknowns among themselves. Where arithmetic
 * makes other turning points, the completion is marked inexact.
 */
#include "reference/domain.h"

#define FULL      64      /* a range of at most this many values is tried whole */
#define AROUND    3       /* steps on each side of a constant */
#define MOST      1000000 /* minutes or units of a volume */
#define MOST_CENT 100000000000
#define FREE_DAYS 6 /* more than lie between two werkdagen */

struct points {
    struct jhr_ref *r;
    struct jhr_ref_constants k;
    struct jhr_ref_list list;
    int64_t lowest, highest;
};

static void add(struct points *p, int64_t v)
{
    if (v < p->lowest || v > p->highest)
        return;
    int64_t *x = jhr_vec_add(p->r->arena, &p->list);
    if (x != NULL)
        *x = v;
}

static void around(struct points *p, int64_t v)
{
    for (int64_t i = -AROUND; i <= AROUND; i++)
        add(p, v + i);
}

static void around_date(struct points *p, int64_t ymd, int64_t steps)
{
    if (ymd == JHR_YMD_NEVER || ymd < 19000101)
        return;
    for (int64_t i = -steps; i <= steps; i++)
        add(p, jhr_ref_plus_days((int32_t)ymd, i));
}

static struct points points_about(struct jhr_ref *r, int64_t lowest, int64_t highest, uint32_t feit)
{
    struct points p = {.r = r, .lowest = lowest, .highest = highest};
    jhr_ref_constants_of(r, &p.k, feit);
    add(&p, lowest);
    add(&p, highest);
    return p;
}

static struct points open_points(struct jhr_ref *r, int64_t lowest, int64_t highest)
{
    return points_about(r, lowest, highest, JHR_NONE);
}

static struct jhr_ref_values close_points(struct points *p)
{
    int64_t *v = p->list.v;
    uint32_t n = 0;
    for (uint32_t i = 1; i < p->list.n; i++) { /* insertion: few, and mostly in order */
        int64_t x = v[i];
        uint32_t k = i;
        for (; k > 0 && v[k - 1] > x; k--)
            v[k] = v[k - 1];
        v[k] = x;
    }
    for (uint32_t i = 0; i < p->list.n; i++) {
        if (n == 0 || v[n - 1] != v[i])
            v[n++] = v[i];
    }
    return (struct jhr_ref_values){v, 0, n};
}

static struct jhr_ref_values range(int64_t lowest, int64_t highest)
{
    return (struct jhr_ref_values){NULL, lowest, (uint32_t)(highest - lowest + 1)};
}

static bool is_length(uint32_t unit)
{
    return unit == JHR_U_JAAR || unit == JHR_U_MAAND || unit == JHR_U_WEEK || unit == JHR_U_DAG ||
           unit == JHR_U_WERKDAG;
}

static bool is_volume(uint32_t unit)
{
    uint32_t base = jhr_ref_base_unit(unit);
    return base == JHR_U_MINUUT || base == JHR_U_ETMAAL || base == JHR_U_STUK;
}

/* The answer that was given to this question in this completion. */
static bool answered(const struct jhr_ref *r, enum jhr_ref_atom atom, int64_t *v)
{
    for (uint32_t i = 0; i < r->oracle.used; i++) {
        const struct jhr_ref_choice *q = &r->oracle.asked[i];
        if (q->atom == atom && q->index == 0) {
            *v = q->values != NULL ? q->values[q->at] : q->lowest + q->at;
            return true;
        }
    }
    return false;
}

/* The end of the proposal without asking; 0: not known. */
static int32_t end_so_far(const struct jhr_ref *r)
{
    int64_t v = 0;
    if (r->c->voorstel.tot_en_met != 0)
        return r->c->voorstel.tot_en_met;
    return answered(r, JHR_A_EINDE, &v) ? (int32_t)v : 0;
}

static int64_t days_between(int32_t from, int32_t to)
{
    return jhr_ref_day(to) - jhr_ref_day(from) + 1;
}

/* ---- dates ---- */

/* Days on which a period that starts on `from` passes a length. */
static void ends_of(struct points *p, int32_t from)
{
    for (uint32_t i = 0; i < p->k.numbers.n; i++) {
        const struct jhr_ref_quantity *n = &p->k.numbers.v[i];
        int64_t steps = jhr_ref_floor(jhr_ref_to_base(n->q, n->unit));
        if (n->unit == JHR_U_JAAR || n->unit == JHR_U_MAAND)
            around_date(p, jhr_ref_plus_months(from, steps), 2);
        else if (n->unit == JHR_U_WERKDAG)
            around_date(p, jhr_ref_plus_workdays(from, steps), FREE_DAYS);
        else if (is_length(n->unit) || n->unit == JHR_U_NONE)
            around_date(p, jhr_ref_plus_days(from, steps), 2);
    }
}

/* A volume, and what is a part of it or what it is a part of. */
static void add_parts(const struct points *p, struct jhr_ref_rat q, struct jhr_ref_list *out)
{
    for (uint32_t k = 0; k <= 2 * p->k.percents.n; k++) {
        struct jhr_ref_rat part = q;
        if (k > 0 && k <= p->k.percents.n)
            part = jhr_ref_mul(q, p->k.percents.v[k - 1]);
        else if (k > 0 && p->k.percents.v[k - 1 - p->k.percents.n].n != 0)
            part = jhr_ref_div(q, p->k.percents.v[k - 1 - p->k.percents.n]);
        int64_t *x = jhr_vec_add(p->r->arena, out);
        if (x != NULL)
            *x = jhr_ref_floor(part);
    }
}

/* Volumes that a volume may be compared with, in minutes or units: constants, that of the proposal
 * when it is known, and parts of them. */
static void volumes(const struct points *p, struct jhr_ref_list *out)
{
    const struct jhr_indicatie *own = &p->r->c->voorstel;
    struct jhr_ref_rat q;
    for (uint32_t i = 0; i < p->k.numbers.n; i++) {
        const struct jhr_ref_quantity *n = &p->k.numbers.v[i];
        if (is_volume(n->unit) || n->unit == JHR_U_NONE)
            add_parts(p, jhr_ref_to_base(n->q, n->unit), out);
    }
    if (own->omvang.known && own->tot_en_met != 0 &&
        jhr_ref_volume(&own->omvang, own->van, own->tot_en_met, &q))
        add_parts(p, q, out);
}

/* Lengths at which a volume per day or week, or a total shared out over weeks, passes a volume. */
static void ends_by_volume(struct points *p)
{
    const struct jhr_omvang *o = &p->r->c->voorstel.omvang;
    struct jhr_ref_list list = {0};
    struct jhr_ref_rat each;
    int32_t van = p->r->c->voorstel.van;
    int64_t total = 0;
    if (o->known) {
        jhr_ref_volume(o, van, van, &each);
        total = o->frequentie == JHR_F_TOTAAL ? jhr_ref_floor(each) : 0;
    } else {
        each = (struct jhr_ref_rat){0, 1};
        (void)answered(p->r, JHR_A_OMVANG, &total);
    }
    p->r->oracle.inexact |= o->known && o->frequentie == JHR_F_MAAND;
    volumes(p, &list);
    for (uint32_t i = 0; i < list.n; i++) {
        if (o->known && o->frequentie != JHR_F_TOTAAL && each.n > 0)
            around_date(
                p,
                jhr_ref_plus_days(van, jhr_ref_floor(jhr_ref_div(jhr_ref_rat(list.v[i], 1), each))),
                2);
        if (total > 0 && list.v[i] > 0)
            around_date(p, jhr_ref_plus_days(van, total * 7 / list.v[i]), 2);
    }
}

static void around_moved(struct points *p, int32_t day, int64_t steps, uint32_t unit)
{
    if (unit == JHR_U_JAAR || unit == JHR_U_MAAND)
        around_date(p, jhr_ref_plus_months(day, steps), AROUND);
    else if (unit == JHR_U_WERKDAG)
        around_date(p, jhr_ref_plus_workdays(day, steps), FREE_DAYS);
    else
        around_date(p, jhr_ref_plus_days(day, steps), AROUND);
}

static void named_dates(struct points *p)
{
    for (uint32_t i = 0; i < p->k.dates.n; i++) {
        int64_t d = p->k.dates.v[i];
        around_date(p, d, AROUND);
        if (!p->k.shifts || d == JHR_YMD_NEVER || d < 19000101)
            continue;
        for (uint32_t n = 0; n < p->k.numbers.n; n++) {
            const struct jhr_ref_quantity *q = &p->k.numbers.v[n];
            int64_t steps = jhr_ref_floor(jhr_ref_to_base(q->q, q->unit));
            for (int sign = -1; is_length(q->unit) && sign <= 1; sign += 2)
                around_moved(p, (int32_t)d, sign * steps, q->unit);
        }
    }
}

static struct jhr_ref_values end_of(struct jhr_ref *r, const struct jhr_indicatie *own)
{
    struct points p = open_points(r, own->van, JHR_YMD_NEVER);
    const struct jhr_case *c = r->c;
    add(&p, JHR_YMD_LAST);
    add(&p, jhr_ref_plus_days(own->van, 1));
    named_dates(&p);
    ends_of(&p, own->van);
    for (uint32_t i = 0; i < c->lopend_n; i++) {
        ends_of(&p, c->lopend[i].van);
        if (c->lopend[i].tot_en_met != 0 && c->lopend[i].tot_en_met != JHR_YMD_NEVER)
            around_date(&p,
                        jhr_ref_plus_days(own->van,
                                          days_between(c->lopend[i].van, c->lopend[i].tot_en_met)),
                        2);
    }
    ends_by_volume(&p);
    r->oracle.inexact |= p.k.kosten || p.k.totals || p.k.sums[JHR_T_DATUM] ||
                         p.k.sums[JHR_T_LENGTE] || p.k.sums[JHR_T_OMVANG];
    for (uint32_t i = 0; i < p.list.n;
         i++) { /* nothing between the language's last day and never */
        if (p.list.v[i] > JHR_YMD_LAST && p.list.v[i] < JHR_YMD_NEVER)
            p.list.v[i] = JHR_YMD_LAST;
    }
    return close_points(&p);
}

/* First days of a chain that ends with the proposal. */
static struct jhr_ref_values chain_start(struct jhr_ref *r)
{
    struct points p = open_points(r, JHR_YMD_FIRST, r->c->voorstel.van);
    int32_t end = end_so_far(r);
    for (uint32_t i = 0; i < p.k.numbers.n && end != 0 && end != JHR_YMD_NEVER; i++) {
        const struct jhr_ref_quantity *n = &p.k.numbers.v[i];
        int64_t steps = jhr_ref_floor(jhr_ref_to_base(n->q, n->unit));
        r->oracle.inexact |= n->unit == JHR_U_WERKDAG;
        if (n->unit == JHR_U_JAAR || n->unit == JHR_U_MAAND)
            around_date(&p, jhr_ref_plus_months(jhr_ref_plus_days(end, 1), -steps), AROUND);
        else if (is_length(n->unit) || n->unit == JHR_U_NONE)
            around_date(&p, jhr_ref_plus_days(end, 1 - steps), AROUND);
    }
    r->oracle.inexact |= p.k.sums[JHR_T_LENGTE] || p.k.totals || (end != r->c->voorstel.tot_en_met);
    return close_points(&p);
}

/* ---- volumes and money ---- */

static struct jhr_ref_values volume(struct jhr_ref *r, const struct jhr_indicatie *i)
{
    bool own = i == &r->c->voorstel;
    struct points p = open_points(r, 0, MOST);
    struct jhr_ref_list list = {0};
    int32_t end = own ? end_so_far(r) : i->tot_en_met;
    bool bounded = end != 0 && end != JHR_YMD_NEVER;
    volumes(&p, &list);
    for (uint32_t k = 0; k < list.n; k++) {
        around(&p, list.v[k]);
        if (bounded) /* `… per week` */
            around(&p, list.v[k] * days_between(i->van, end) / 7);
    }
    struct jhr_ref_rat price;
    uint32_t unit = jhr_ref_product_unit(r, i->product);
    if (own && p.k.kosten && bounded && jhr_ref_price(r, end, unit, &price) && price.n > 0) {
        for (uint32_t k = 0; k < p.k.cents.n; k++) {
            struct jhr_ref_rat half = jhr_ref_rat(2 * p.k.cents.v[k] - 1, 2);
            around(&p, jhr_ref_floor(jhr_ref_div(half, price)));
            half.n += half.d;
            around(&p, jhr_ref_floor(jhr_ref_div(half, price)));
        }
    }
    r->oracle.inexact |=
        p.k.sums[JHR_T_OMVANG] || (p.k.kosten && own && !bounded) || (p.k.totals && !own);
    return close_points(&p);
}

static struct jhr_ref_values cents(struct jhr_ref *r, int64_t lowest, int64_t highest,
                                   uint32_t feit)
{
    struct points p = points_about(r, lowest, highest, feit);
    for (uint32_t i = 0; i < p.k.cents.n; i++)
        around(&p, p.k.cents.v[i]);
    const struct jhr_indicatie *v = &r->c->voorstel;
    if (p.k.kosten && v->omvang.known && v->tot_en_met != 0 && v->tot_en_met != JHR_YMD_NEVER) {
        struct jhr_ref_rat price, q;
        uint32_t unit = jhr_ref_product_unit(r, v->product);
        if (jhr_ref_price(r, v->tot_en_met, unit, &price) &&
            jhr_ref_volume(&v->omvang, v->van, v->tot_en_met, &q))
            around(&p, jhr_ref_round(jhr_ref_mul(q, price)));
    } else {
        r->oracle.inexact |= p.k.kosten;
    }
    r->oracle.inexact |= p.k.sums[JHR_T_BEDRAG];
    return close_points(&p);
}

static struct jhr_ref_values number(struct jhr_ref *r, int64_t lowest, int64_t highest,
                                    uint32_t unit, uint32_t feit)
{
    struct points p = points_about(r, lowest, highest, feit);
    int32_t end = end_so_far(r), van = r->c->voorstel.van;
    for (uint32_t i = 0; i < p.k.numbers.n; i++) {
        const struct jhr_ref_quantity *n = &p.k.numbers.v[i];
        struct jhr_ref_rat one = jhr_ref_to_base((struct jhr_ref_rat){1, 1}, unit);
        around(&p, jhr_ref_floor(n->q));
        around(&p, jhr_ref_floor(jhr_ref_div(jhr_ref_to_base(n->q, n->unit), one)));
    }
    for (int64_t i = 0; p.k.counts && i <= JHR_MAX_LOPEND + 1; i++)
        add(&p, i);
    if (is_length(unit) && end != 0 && end != JHR_YMD_NEVER) {
        int64_t days = days_between(van, end);
        around(&p, unit == JHR_U_JAAR    ? days / 365
                   : unit == JHR_U_MAAND ? days * 12 / 365
                   : unit == JHR_U_WEEK  ? days / 7
                                         : days);
    }
    r->oracle.inexact |= p.k.sums[JHR_T_GETAL] || p.k.sums[JHR_T_LENGTE] ||
                         p.k.sums[JHR_T_OMVANG] || is_volume(unit) ||
                         (is_length(unit) && (end == 0 || p.k.totals));
    return close_points(&p);
}

/* ---- by kind of unknown ---- */

static struct jhr_ref_values of_type(struct jhr_ref *r, uint8_t type, uint32_t unit)
{
    if (type == JHR_T_BEDRAG)
        return cents(r, 0, MOST_CENT, JHR_NONE);
    if (type == JHR_T_OMVANG)
        return volume(r, &r->c->voorstel);
    r->oracle.inexact |= type == JHR_T_PERCENT || type == JHR_T_DATUM;
    return number(r, 0, MOST, unit, JHR_NONE);
}

/* Those that the rules name, and one that they do not. */
static struct jhr_ref_values gemeenten(struct jhr_ref *r)
{
    struct points p = {.r = r, .highest = JHR_OUTSIDE};
    for (uint32_t i = 0; i < r->m->gemeenten_n; i++)
        add(&p, i);
    add(&p, JHR_OUTSIDE);
    return close_points(&p);
}

static struct jhr_ref_values of_fact(struct jhr_ref *r, uint32_t feit)
{
    const struct jhr_feit *f = &r->m->feiten[feit];
    if (f->type == JHR_T_JANEE)
        return range(0, 1);
    if (f->type == JHR_T_GEMEENTE)
        return gemeenten(r);
    if (f->highest - f->lowest < FULL && f->type != JHR_T_DATUM)
        return range(f->lowest, f->highest);
    if (f->type == JHR_T_BEDRAG)
        return cents(r, f->lowest, f->highest, feit);
    if (f->type != JHR_T_DATUM)
        return number(r, f->lowest, f->highest, f->unit, feit);
    struct points p = points_about(r, f->lowest, f->highest, feit);
    named_dates(&p);
    r->oracle.inexact |= p.k.sums[JHR_T_DATUM];
    return close_points(&p);
}

struct jhr_ref_values jhr_ref_domain(struct jhr_ref *r, enum jhr_ref_atom atom, uint32_t index,
                                     const struct jhr_node *expr)
{
    const struct jhr_waarde_const *w;
    switch (atom) {
    case JHR_A_FEIT:
        return of_fact(r, index);
    case JHR_A_EINDE:
        return end_of(r, &r->c->voorstel);
    case JHR_A_ANDER_EINDE:
        return end_of(r, &r->c->lopend[index]);
    case JHR_A_OMVANG:
    case JHR_A_NORM:
        return volume(r, &r->c->voorstel);
    case JHR_A_ANDER:
        return volume(r, &r->c->lopend[index / 2]);
    case JHR_A_TARIEF:
    case JHR_A_KOSTEN:
        return cents(r, 0, MOST_CENT, JHR_NONE);
    case JHR_A_CONST:
        w = &r->m->waarden[index];
        return of_type(r, w->type, w->unit);
    case JHR_A_TRAJECT:
        return chain_start(r);
    case JHR_A_EXPR:
        if (expr->kind == JHR_N_E_COUNT)
            return range(0, JHR_MAX_LOPEND);
        if (expr->kind == JHR_N_E_SUM)
            return of_type(r, expr->type, JHR_U_DAG);
        return range(0, 1);
    case JHR_A_CEL:
    case JHR_A_UNITS:
    case JHR_A_CONTRACT:
    case JHR_A_DUBBEL:
    case JHR_A_RUIMTE:
    case JHR_A_PLAATS:
        return range(0, 1);
    case JHR_A_STAPELING: /* may, may not, or it meets a `?` */
        return range(0, jhr_ref_may_meet_open(r, index) ? 2 : 1);
    }
    return range(0, 1);
}

/* What a case says of the proposal and its neighbours; what it does not say is asked. */
#include "reference/eval.h"

static struct jhr_ref_val number(struct jhr_ref_rat q, uint32_t unit)
{
    return (struct jhr_ref_val){.kind = JHR_V_NUMBER, .unit = unit, .q = q};
}

static struct jhr_ref_val whole(int64_t n, uint32_t unit)
{
    return number((struct jhr_ref_rat){n, 1}, unit);
}

int64_t jhr_ref_minutes_per(uint32_t unit)
{
    return unit == JHR_U_UUR ? 60 : unit == JHR_U_DAGDEEL ? 240 : 1;
}

uint32_t jhr_ref_base_unit(uint32_t unit)
{
    switch (unit) {
    case JHR_U_JAAR:
        return JHR_U_MAAND;
    case JHR_U_WEEK:
        return JHR_U_DAG;
    case JHR_U_UUR:
    case JHR_U_DAGDEEL:
        return JHR_U_MINUUT;
    default:
        return unit;
    }
}

struct jhr_ref_rat jhr_ref_to_base(struct jhr_ref_rat q, uint32_t unit)
{
    int64_t factor = jhr_ref_minutes_per(unit);
    if (unit == JHR_U_JAAR)
        factor = 12;
    if (unit == JHR_U_WEEK)
        factor = 7;
    return jhr_ref_mul(q, (struct jhr_ref_rat){factor, 1});
}

const struct jhr_step *jhr_ref_step(const struct jhr_step *steps, uint32_t n, int32_t on)
{
    for (uint32_t i = 0; i < n; i++) {
        if (steps[i].period.from <= on && on < steps[i].period.to)
            return &steps[i];
    }
    return NULL;
}

bool jhr_ref_in_set(const struct jhr_model *m, uint32_t set, uint32_t index, int32_t on)
{
    const struct jhr_set *s = &m->sets[set];
    for (uint32_t i = 0; i < s->n; i++) {
        const struct jhr_member *e = &s->members[i];
        if (e->index == index && e->period.from <= on && on < e->period.to)
            return true;
    }
    return false;
}

struct jhr_ref_val jhr_ref_feit(struct jhr_ref *r, uint32_t feit)
{
    const struct jhr_feit *f = &r->m->feiten[feit];
    int64_t v;
    if (feit < r->c->feiten_n && r->c->feiten[feit].known)
        v = r->c->feiten[feit].v;
    else
        v = jhr_ref_ask(r, JHR_A_FEIT, feit, NULL);
    switch (f->type) {
    case JHR_T_BEDRAG:
        return whole(v, JHR_U_CENT);
    case JHR_T_DATUM:
        return (struct jhr_ref_val){.kind = JHR_V_DATE, .from = (int32_t)v};
    case JHR_T_SOORT:
    case JHR_T_GEMEENTE:
        return (struct jhr_ref_val){.kind = JHR_V_INDEX, .index = (uint32_t)v};
    default:
        return whole(v, f->unit);
    }
}

/* ---- periods ---- */

int32_t jhr_ref_einde(struct jhr_ref *r)
{
    int32_t to = r->c->voorstel.tot_en_met;
    return to != 0 ? to : (int32_t)jhr_ref_ask(r, JHR_A_EINDE, 0, NULL);
}

int32_t jhr_ref_ander_einde(struct jhr_ref *r, const struct jhr_indicatie *i)
{
    if (i->tot_en_met != 0)
        return i->tot_en_met;
    return (int32_t)jhr_ref_ask(r, JHR_A_ANDER_EINDE, (uint32_t)(i - r->c->lopend), NULL);
}

static bool left_out(const struct jhr_ref *r, const struct jhr_indicatie *i)
{
    return r->c->wijzigt.n > 0 && jhr_str_eq(r->c->wijzigt, i->id);
}

bool jhr_ref_lopende(struct jhr_ref *r, const struct jhr_indicatie *i)
{
    if (left_out(r, i))
        return false;
    return jhr_ref_ander_einde(r, i) >= r->c->voorstel.van && i->van <= jhr_ref_einde(r);
}

bool jhr_ref_eerdere(struct jhr_ref *r, const struct jhr_indicatie *i)
{
    return !left_out(r, i) && jhr_ref_ander_einde(r, i) < r->c->voorstel.van;
}

struct jhr_ref_val jhr_ref_trajectduur(struct jhr_ref *r)
{
    const struct jhr_case *c = r->c;
    int32_t from = c->voorstel.van, to = jhr_ref_einde(r);
    if (!c->lopend_known)
        from = (int32_t)jhr_ref_ask(r, JHR_A_TRAJECT, 0, NULL);
    for (bool longer = c->lopend_known; longer;) {
        longer = false;
        for (uint32_t k = 0; k < c->lopend_n; k++) {
            const struct jhr_indicatie *i = &c->lopend[k];
            if (i->product != c->voorstel.product || i->van >= from)
                continue;
            if (!jhr_ref_lopende(r, i) && !jhr_ref_eerdere(r, i))
                continue;
            if (jhr_ref_plus_days(jhr_ref_ander_einde(r, i), 1) < from)
                continue; /* a day without it lies between */
            from = i->van;
            longer = true;
        }
    }
    return (struct jhr_ref_val){.kind = JHR_V_SPAN, .from = from, .to = to};
}

/* ---- volume ---- */

bool jhr_ref_volume(const struct jhr_omvang *o, int32_t from, int32_t to, struct jhr_ref_rat *q)
{
    static const uint32_t unit_of[] = {JHR_U_MINUUT, JHR_U_UUR, JHR_U_DAGDEEL, JHR_U_ETMAAL,
                                       JHR_U_STUK};
    struct jhr_ref_rat each =
        jhr_ref_to_base(jhr_ref_decimal(o->mantissa, o->scale), unit_of[o->eenheid]);
    *q = each;
    if (o->frequentie == JHR_F_TOTAAL)
        return true;
    if (to == JHR_YMD_NEVER)
        return false;
    int32_t first = jhr_ref_day(from), days = jhr_ref_day(to) - first + 1;
    if (o->frequentie == JHR_F_DAG)
        *q = jhr_ref_mul(each, jhr_ref_rat(days, 1));
    if (o->frequentie == JHR_F_WEEK)
        *q = jhr_ref_mul(each, jhr_ref_rat(days, 7));
    if (o->frequentie != JHR_F_MAAND)
        return true;
    int64_t by_length[32] = {0}; /* days of the period in months of 28, 29, 30, 31 days */
    for (int32_t d = from; d <= to; d = jhr_ymd_next(d))
        by_length[jhr_ref_month_days(d)]++;
    struct jhr_ref_rat months = {0, 1};
    for (int32_t n = 28; n <= 31; n++)
        months = jhr_ref_add(months, jhr_ref_rat(by_length[n], n));
    *q = jhr_ref_mul(each, months);
    return true;
}

static uint32_t omvang_unit(const struct jhr_omvang *o)
{
    return o->eenheid == JHR_E_ETMAAL ? JHR_U_ETMAAL
           : o->eenheid == JHR_E_STUK ? JHR_U_STUK
                                      : JHR_U_MINUUT;
}

/* The unit in which a product counts: that of its norm, else of its tarief, else minutes. `norm ?`
 * names none. */
uint32_t jhr_ref_product_unit(const struct jhr_ref *r, uint32_t product)
{
    if (product >= r->m->producten_n)
        return JHR_U_MINUUT;
    const struct jhr_product *p = &r->m->producten[product];
    if (p->norm_n > 0 && p->norm_unit != JHR_U_NONE)
        return jhr_ref_base_unit(p->norm_unit);
    if (p->tarief_n > 0)
        return jhr_ref_base_unit(p->tarief_unit);
    return JHR_U_MINUUT;
}

/* A volume of the period as one per week: x 7 / days. An open period has more days than any number:
 * what is left of a volume is less than any, and more than nothing. */
static struct jhr_ref_rat weekly(struct jhr_ref_rat q, int32_t from, int32_t to)
{
    int32_t days = JHR_YMD_NEVER;
    if (to != JHR_YMD_NEVER)
        days = jhr_ref_day(to) - jhr_ref_day(from) + 1;
    return jhr_ref_mul(q, jhr_ref_rat(7, days));
}

/* Volume per week of what is given per day or per week needs no period. */
static bool volume_per_week(const struct jhr_omvang *o, int32_t from, int32_t to,
                            struct jhr_ref_rat *q)
{
    struct jhr_omvang each = *o;
    each.frequentie = JHR_F_TOTAAL;
    if (o->frequentie == JHR_F_DAG || o->frequentie == JHR_F_WEEK) {
        jhr_ref_volume(&each, from, to, q);
        if (o->frequentie == JHR_F_DAG)
            *q = jhr_ref_mul(*q, (struct jhr_ref_rat){7, 1});
        return true;
    }
    if (!jhr_ref_volume(o, from, to, q))
        return false;
    *q = weekly(*q, from, to);
    return true;
}

struct jhr_ref_val jhr_ref_omvang(struct jhr_ref *r, const struct jhr_indicatie *i)
{
    bool own = i == &r->c->voorstel;
    enum jhr_ref_atom atom = own ? JHR_A_OMVANG : JHR_A_ANDER;
    uint32_t index = own ? 0 : (uint32_t)(i - r->c->lopend) * 2;
    struct jhr_ref_rat q = {0, 1};
    uint32_t unit = i->omvang.known ? omvang_unit(&i->omvang) : jhr_ref_product_unit(r, i->product);
    bool given = i->omvang.known;
    /* The end is asked only where it matters: not for a total. */
    bool total = !r->per_week && (!given || i->omvang.frequentie == JHR_F_TOTAAL);
    int32_t to = total ? i->van : own ? jhr_ref_einde(r) : jhr_ref_ander_einde(r, i);
    if (given && r->per_week)
        given = volume_per_week(&i->omvang, i->van, to, &q);
    else if (given)
        given = jhr_ref_volume(&i->omvang, i->van, to, &q);
    if (!given) {
        /* Without a total, that of each week is another unknown. */
        bool each = i->omvang.known && r->per_week;
        q = jhr_ref_rat(jhr_ref_ask(r, atom, index + each, NULL), 1);
        if (r->per_week && !each)
            q = weekly(q, i->van, to);
    }
    return number(q, unit);
}

struct jhr_ref_val jhr_ref_norm(struct jhr_ref *r)
{
    uint32_t product = r->c->voorstel.product, unit = jhr_ref_product_unit(r, product);
    const struct jhr_step *step = NULL;
    if (product < r->m->producten_n) {
        const struct jhr_product *p = &r->m->producten[product];
        step = jhr_ref_step(p->norm, p->norm_n, r->c->voorstel.van);
    }
    bool known = step != NULL && step->known;
    int64_t total = known ? step->value : jhr_ref_ask(r, JHR_A_NORM, 0, NULL);
    struct jhr_ref_rat q = {total, 1};
    if (r->per_week)
        q = weekly(q, r->c->voorstel.van, jhr_ref_einde(r));
    return number(q, unit);
}

/* ---- money ---- */

struct jhr_ref_val jhr_ref_tarief(struct jhr_ref *r)
{
    const struct jhr_step *step = NULL;
    if (r->c->voorstel.product < r->m->producten_n) {
        const struct jhr_product *p = &r->m->producten[r->c->voorstel.product];
        step = jhr_ref_step(p->tarief, p->tarief_n, r->c->voorstel.van);
    }
    if (step != NULL && step->known)
        return whole(step->value, JHR_U_CENT);
    return whole(jhr_ref_ask(r, JHR_A_TARIEF, 0, NULL), JHR_U_CENT);
}

bool jhr_ref_price(const struct jhr_ref *r, int32_t einde, uint32_t unit, struct jhr_ref_rat *price)
{
    if (r->c->voorstel.product >= r->m->producten_n || einde == JHR_YMD_NEVER)
        return false;
    const struct jhr_product *p = &r->m->producten[r->c->voorstel.product];
    if (jhr_ref_base_unit(p->tarief_unit) != unit)
        return false;
    int32_t first = jhr_ref_day(r->c->voorstel.van), last = jhr_ref_day(einde);
    int64_t cents_days = 0, priced = 0, days = last - first + 1;
    for (uint32_t i = 0; i < p->tarief_n;
         i++) { /* the days of each tariff that are in the period */
        const struct jhr_step *s = &p->tarief[i];
        int32_t lo = s->period.from == 0 ? first : jhr_ref_day(s->period.from);
        int32_t hi = s->period.to == JHR_YMD_NEVER ? last : jhr_ref_day(s->period.to) - 1;
        lo = lo < first ? first : lo;
        hi = hi > last ? last : hi;
        if (lo > hi)
            continue;
        if (!s->known)
            return false;
        cents_days += s->value * (hi - lo + 1);
        priced += hi - lo + 1;
    }
    if (priced != days)
        return false;
    *price = jhr_ref_rat(cents_days, days * jhr_ref_minutes_per(p->tarief_unit));
    return true;
}

struct jhr_ref_val jhr_ref_kosten(struct jhr_ref *r)
{
    const struct jhr_indicatie *i = &r->c->voorstel;
    int32_t to = jhr_ref_einde(r);
    uint32_t unit = i->omvang.known ? omvang_unit(&i->omvang) : jhr_ref_product_unit(r, i->product);
    struct jhr_ref_rat price;
    if (!jhr_ref_price(r, to, unit, &price))
        return whole(jhr_ref_ask(r, JHR_A_KOSTEN, 0, NULL), JHR_U_CENT);
    bool per_week = r->per_week;
    r->per_week = false;
    struct jhr_ref_rat q = jhr_ref_omvang(r, i).q;
    r->per_week = per_week;
    return whole(jhr_ref_round(jhr_ref_mul(q, price)), JHR_U_CENT);
}

bool jhr_ref_known_kosten(const struct jhr_ref *r, int64_t *cent)
{
    const struct jhr_indicatie *i = &r->c->voorstel;
    struct jhr_ref_rat price, q;
    if (!i->omvang.known || i->tot_en_met == 0 ||
        !jhr_ref_price(r, i->tot_en_met, omvang_unit(&i->omvang), &price) ||
        !jhr_ref_volume(&i->omvang, i->van, i->tot_en_met, &q))
        return false;
    *cent = jhr_ref_round(jhr_ref_mul(q, price));
    return true;
}

struct jhr_ref_val jhr_ref_const(struct jhr_ref *r, uint32_t index)
{
    const struct jhr_waarde_const *w = &r->m->waarden[index];
    const struct jhr_step *s = jhr_ref_step(w->steps, w->n, r->on);
    bool known = s != NULL && s->known;
    int64_t v = known ? s->value : jhr_ref_ask(r, JHR_A_CONST, index, NULL);
    if (w->type == JHR_T_DATUM)
        return (struct jhr_ref_val){.kind = JHR_V_DATE, .from = (int32_t)v};
    uint32_t unit = w->type == JHR_T_BEDRAG ? (uint32_t)JHR_U_CENT : w->unit;
    return number(jhr_ref_decimal(v, known ? s->scale : 0), unit);
}

/* ---- contracts ---- */

/* The last day of a contract for the proposal that holds on a day; 0: none does. */
static int32_t contract_on(const struct jhr_case *c, int32_t on)
{
    int32_t until = 0;
    for (uint32_t i = 0; i < c->contracten_n; i++) {
        const struct jhr_contract *k = &c->contracten[i];
        if (k->aanbieder != c->voorstel.aanbieder || k->van > on || k->tot_en_met < on)
            continue;
        for (uint32_t j = 0; j < k->n; j++) {
            if (k->producten[j] == c->voorstel.product && k->tot_en_met > until)
                until = k->tot_en_met;
        }
    }
    return until;
}

bool jhr_ref_gecontracteerd(struct jhr_ref *r, bool doorlopend)
{
    const struct jhr_case *c = r->c;
    if (!c->contracten_known)
        return jhr_ref_ask(r, JHR_A_CONTRACT, doorlopend, NULL) != 0;
    int32_t on = c->voorstel.van, to = doorlopend ? jhr_ref_einde(r) : on;
    for (;;) {
        int32_t until = contract_on(c, on);
        if (until == 0)
            return false;
        if (until >= to)
            return true;
        on = jhr_ref_plus_days(until, 1);
    }
}

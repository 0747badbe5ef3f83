#include "runtime/decide.h"
#include "runtime/calendar.h"
#include "base/int128.h"
#include "runtime/cost.h"

/* ---- volumes ---- */

/* Sum over the days from..to of scale / days in that day's month: a volume per month counts in
 * proportion to the days of each calendar month. */
static int64_t scaled_months(int32_t from, int32_t to)
{
    int64_t sum = 0;
    while (from <= to) {
        int32_t in_month = jhr_days_in_month_of(from);
        int32_t last = from + in_month - jhr_ymd_of_day(from) % 100;
        int32_t stop = last < to ? last : to;
        sum += (stop - from + 1) * (JHR_OMVANG_SCALE / in_month);
        from = stop + 1;
    }
    return sum;
}

/* The volume over the whole period, times JHR_OMVANG_SCALE, in minutes, etmalen or stuks. False:
 * unknown, or more than the language admits. */
static bool total_volume(const struct jhr_omvang *o, int32_t from, int32_t to, int64_t *out)
{
    static const int64_t minutes[] = {1, 60, 240, 1, 1};
    jhr_i128 v = o->mantissa;
    int64_t power = 1, times = JHR_OMVANG_SCALE;
    bool bounded = to >= from && to < JHR_DAY_NEVER;

    if (!o->known || (o->frequentie != JHR_F_TOTAAL && !bounded))
        return false;
    if (o->frequentie == JHR_F_DAG)
        times = (int64_t)(to - from + 1) * JHR_OMVANG_SCALE;
    else if (o->frequentie == JHR_F_WEEK)
        times = (int64_t)(to - from + 1) * (JHR_OMVANG_SCALE / 7);
    else if (o->frequentie == JHR_F_MAAND)
        times = scaled_months(from, to);
    for (uint8_t i = 0; i < o->scale; i++)
        power *= 10;
    v = v * minutes[o->eenheid];
    if (v % power != 0) /* the documents' check admits whole minutes and units only */
        return false;
    v = v / power * times;
    if (v < 0 || v > JHR_OMVANG_MAX)
        return false;
    *out = (int64_t)v;
    return true;
}

bool jhr_omvang_total(const struct jhr_indicatie *i, int64_t *scaled)
{
    int32_t to = i->tot_en_met ? jhr_day_of_ymd(i->tot_en_met) : JHR_DAY_NONE;
    return total_volume(&i->omvang, jhr_day_of_ymd(i->van), to, scaled);
}

/* Fills the four columns of a volume: `any` and the one of its class. */
static void put_volume(int64_t *x, bool *known, const struct jhr_indicatie *i)
{
    int64_t scaled = 0;
    bool has = jhr_omvang_total(i, &scaled);
    uint8_t unit = i->omvang.eenheid;
    int class = unit == JHR_E_ETMAAL ? 2 : unit == JHR_E_STUK ? 3 : 1;

    for (int k = 0; k < 4; k++) {
        known[k] = has && (k == 0 || k == class);
        x[k] = known[k] ? scaled : 0;
    }
}

/* ---- contracts ---- */

static bool contract_covers(const struct jhr_contract *k, const struct jhr_indicatie *v)
{
    if (k->aanbieder != v->aanbieder)
        return false;
    for (uint32_t i = 0; i < k->n; i++)
        if (k->producten[i] == v->product)
            return true;
    return false;
}

/* The last day of the unbroken run of contracts from `start` on; JHR_DAY_NONE when none holds then.
 */
static int32_t contracted_until(const struct jhr_case *c, int32_t start)
{
    int32_t until = start - 1;
    for (bool grown = true; grown && until < JHR_DAY_NEVER;) {
        grown = false;
        for (uint32_t i = 0; i < c->contracten_n; i++) {
            const struct jhr_contract *k = &c->contracten[i];
            int32_t last = jhr_day_of_ymd(k->tot_en_met);
            if (!contract_covers(k, &c->voorstel))
                continue;
            if (jhr_day_of_ymd(k->van) <= until + 1 && last > until) {
                until = last;
                grown = true;
            }
        }
    }
    return until < start ? JHR_DAY_NONE : until;
}

static void put_contracts(struct jhr_row *row, const struct jhr_case *c, int32_t start, int32_t end)
{
    uint8_t now = JHR_UNKNOWN, always = JHR_UNKNOWN;
    if (c->contracten_known) {
        int32_t until = contracted_until(c, start);
        now = until == JHR_DAY_NONE ? JHR_NO : JHR_YES;
        if (until == JHR_DAY_NONE)
            always = JHR_NO;
        else if (until >= JHR_DAY_NEVER)
            always = JHR_YES;
        else if (end != JHR_DAY_NONE)
            always = until >= end ? JHR_YES : JHR_NO;
    }
    row->b[JHR_BC_GECONTRACTEERD] = now;
    row->b[JHR_BC_DOORLOPEND] = always;
}

/* ---- running and earlier indications ---- */

static bool left_out(const struct jhr_case *c, const struct jhr_indicatie *i)
{
    return c->wijzigt.n > 0 && jhr_str_eq(c->wijzigt, i->id);
}

static void put_item(struct jhr_item *item, const struct jhr_indicatie *i, uint8_t overlapt)
{
    const int64_t x[] = {i->product, i->aanbieder, jhr_day_of_ymd(i->van),
                         jhr_day_of_ymd(i->tot_en_met)};
    for (int k = 0; k < 4; k++) {
        item->x[k] = x[k];
        item->known[k] = true;
    }
    put_volume(item->x + 4, item->known + 4, i);
    item->overlapt = overlapt;
}

/* Running: overlaps the proposed period by a day at least; not sure of that while the proposed end
 * is unknown. Earlier: ended before it. */
static void put_lists(struct jhr_decider *d, const struct jhr_case *c, int32_t start, int32_t end)
{
    struct jhr_item *running = d->items, *earlier = d->items + JHR_MAX_LOPEND;
    uint32_t running_n = 0, earlier_n = 0;

    for (uint32_t k = 0; k < c->lopend_n && k < JHR_MAX_LOPEND; k++) {
        const struct jhr_indicatie *i = &c->lopend[k];
        int32_t from = jhr_day_of_ymd(i->van), to = jhr_day_of_ymd(i->tot_en_met);
        if (left_out(c, i))
            continue;
        if (to < start)
            put_item(&earlier[earlier_n++], i, JHR_NO);
        else if (from <= start || (end != JHR_DAY_NONE && from <= end))
            put_item(&running[running_n++], i, JHR_YES);
        else if (end == JHR_DAY_NONE)
            put_item(&running[running_n++], i, JHR_UNKNOWN);
    }
    d->row.list[JHR_LIST_LOPENDE] = running;
    d->row.list[JHR_LIST_EERDERE] = earlier;
    d->row.list_n[JHR_LIST_LOPENDE] = running_n;
    d->row.list_n[JHR_LIST_EERDERE] = earlier_n;
    d->row.list_known = c->lopend_known;
}

/* The first day of the unbroken chain of the same product that the proposed period continues. */
static int32_t traject_start(const struct jhr_case *c, int32_t start)
{
    int32_t first = start;
    for (bool grown = true; grown;) {
        grown = false;
        for (uint32_t k = 0; k < c->lopend_n; k++) {
            const struct jhr_indicatie *i = &c->lopend[k];
            int32_t from = jhr_day_of_ymd(i->van);
            if (i->product != c->voorstel.product || left_out(c, i))
                continue;
            if (from < first && jhr_day_of_ymd(i->tot_en_met) >= first - 1) {
                first = from;
                grown = true;
            }
        }
    }
    return first;
}

/* ---- the row ---- */

static void put_x(struct jhr_row *row, uint32_t column, int64_t v, bool known)
{
    row->x[column] = known ? v : 0;
    row->known[column] = known;
}

static void put_facts(struct jhr_decider *d, const struct jhr_case *c)
{
    const struct jhr_program *p = d->program;
    uint32_t xcols = p->meta[0].xcols;
    for (uint32_t f = 0; f < p->feiten_n; f++) {
        const struct jhr_feitwaarde *w = &c->feiten[f];
        uint32_t k = p->feiten[f].kolom;
        if (k >= xcols)
            d->row.b[k - xcols] = !w->known ? JHR_UNKNOWN : w->v ? JHR_YES : JHR_NO;
        else if (p->feiten[f].type == JHR_P_DATUM)
            put_x(&d->row, k, w->known ? jhr_day_of_ymd((int32_t)w->v) : 0, w->known);
        else
            put_x(&d->row, k, w->v, w->known);
    }
}

void jhr_row_fill(struct jhr_decider *d, const struct jhr_case *c)
{
    struct jhr_row *row = &d->row;
    const struct jhr_indicatie *v = &c->voorstel;
    int32_t start = jhr_day_of_ymd(v->van);
    int32_t end = v->tot_en_met ? jhr_day_of_ymd(v->tot_en_met) : JHR_DAY_NONE;
    bool has_end = end != JHR_DAY_NONE, has_cost;
    int64_t cost = 0;

    put_x(row, JHR_X_PEILDATUM, jhr_day_of_ymd(c->peildatum), true);
    put_x(row, JHR_X_START, start, true);
    put_x(row, JHR_X_EIND, end, has_end);
    put_x(row, JHR_X_PRODUCT, v->product, true);
    put_x(row, JHR_X_AANBIEDER, v->aanbieder, true);
    put_x(row, JHR_X_TRAJECTSTART, c->lopend_known ? traject_start(c, start) : 0, c->lopend_known);
    put_volume(row->x + JHR_X_OMVANG, row->known + JHR_X_OMVANG, v);
    has_cost = jhr_cost(d->program, v, &cost);
    put_x(row, JHR_X_KOSTEN, cost, has_cost);
    row->b[JHR_BC_OPEN_EINDE] = !has_end ? JHR_UNKNOWN : end == JHR_DAY_NEVER ? JHR_YES : JHR_NO;
    put_contracts(row, c, start, end);
    put_lists(d, c, start, end);
    put_facts(d, c);
    row->oordelen = c->celoordelen;
    row->oordelen_n = c->celoordelen_n;
}

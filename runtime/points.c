#include "runtime/points.h"

#include "runtime/calendar.h"
#include "runtime/classes.h"
#include "runtime/opcodes.h"
#include "runtime/rekening.h"

#include <stdlib.h>
#include <string.h>

/* A number that some condition compares: of a column, or the sum of an XRANGE. */
struct measure {
    bool sum, truth;
    uint32_t at; /* column, or instruction */
    int64_t lo, hi;
};
struct finder {
    struct jhr_points_of *of;
    struct jhr_points *out;
    int64_t *sums; /* by instruction, at the point last looked at */
    bool *known;
    uint8_t *seen;
    bool *cellen;
};

struct jhr_stap jhr_points_step(const struct jhr_points_of *of, int64_t x)
{
    struct jhr_stap s = of->stap;
    bool day = s.veld == JHR_V_EIND || s.veld == JHR_V_START;
    s.v = day ? jhr_ymd_of_day((int32_t)x) : x;
    return s;
}

static void add(struct finder *f, int64_t x)
{
    const struct jhr_points_of *of = f->of;
    int64_t *slot;
    if (x < of->lowest || x > of->highest || x == of->now)
        return;
    slot = jhr_vec_add(of->a, &f->out->list);
    if (slot != NULL)
        *slot = x;
}

/* ---- where a measure crosses a bound ---- */

/* The row and the sums of the case as it is at x. */
static bool look(struct finder *f, int64_t x)
{
    struct jhr_points_of *of = f->of;
    struct jhr_wijziging w = {{jhr_points_step(of, x)}, 1};
    struct jhr_watch watch = {f->seen, f->cellen, f->sums, f->known};
    struct jhr_case c;
    if (*of->left == 0 || !jhr_admit_apply(of->a, of->d->program, of->c, &w, &c))
        return false;
    --*of->left;
    jhr_row_fill(of->d, &c);
    jhr_rekening_fill(of->d, &c);
    jhr_scalar_watch(of->d->program, &of->d->row, &of->d->scalar, &watch);
    return true;
}

#define UNKNOWN 4

/* Bit 0: at or above lo; bit 1: above hi; or UNKNOWN. */
static uint8_t side(const struct finder *f, const struct measure *m)
{
    const struct jhr_row *row = &f->of->d->row;
    int64_t v = m->truth ? row->b[m->at] : m->sum ? f->sums[m->at] : row->x[m->at];
    bool known = m->truth || (m->sum ? f->known[m->at] : row->known[m->at]);
    if (!known)
        return UNKNOWN;
    return (uint8_t)((v >= m->lo) | (v > m->hi) << 1);
}

/* The two points, next to each other, between which the bit changes: *a on the side of `from`. */
static bool bisect(struct finder *f, const struct measure *m, uint8_t bit, int64_t *a, int64_t *b)
{
    if (!look(f, *a))
        return false;
    uint8_t here = side(f, m) & bit;
    while (*b - *a > 1 || *a - *b > 1) {
        int64_t mid = *a + (*b - *a) / 2;
        if (!look(f, mid))
            return false;
        *((side(f, m) & bit) == here ? a : b) = mid;
    }
    add(f, *a);
    add(f, *b);
    return true;
}

static uint8_t side_at(struct finder *f, const struct measure *m, int64_t x)
{
    return look(f, x) ? side(f, m) : UNKNOWN;
}

/* A volume past its limit is unknown: the bounds are then sought where it is known. */
static void cross(struct finder *f, const struct measure *m, int64_t from, int64_t to, uint8_t here,
                  uint8_t there)
{
    if (((here ^ there) & UNKNOWN) != 0) {
        int64_t a = from, b = to;
        if (!bisect(f, m, UNKNOWN, &a, &b))
            return;
        from = (here & UNKNOWN) != 0 ? b : from;
        to = (here & UNKNOWN) != 0 ? to : a;
        here = side_at(f, m, from);
        there = side_at(f, m, to);
    }
    for (uint8_t bit = 1; bit < UNKNOWN; bit = (uint8_t)(bit << 1)) {
        int64_t a = from, b = to;
        if (((here ^ there) & bit) != 0 && !bisect(f, m, bit, &a, &b))
            return;
    }
}

static void follow(struct finder *f, const struct measure *all, uint32_t n)
{
    const struct jhr_points_of *of = f->of;
    uint8_t *at[3];
    const int64_t x[3] = {of->lowest, of->now, of->highest};
    for (int k = 0; k < 3; k++) {
        at[k] = jhr_arena_alloc(of->a, n + 1);
        if (at[k] == NULL || !look(f, x[k]))
            return;
        for (uint32_t i = 0; i < n; i++)
            at[k][i] = side(f, &all[i]);
    }
    for (uint32_t i = 0; i < n; i++) {
        cross(f, &all[i], x[1], x[0], at[1][i], at[0][i]);
        cross(f, &all[i], x[1], x[2], at[1][i], at[2][i]);
    }
}

/* How far the next day to look at is: every day nearby, each week of a year, then each month. */
static int64_t stride(int64_t far)
{
    return far < 64 ? 1 : far < 400 ? 7 : 30;
}

/* Whether there is room goes up and down with the end: what is spread over more years is less in
 * each. So a budget by year that is full is looked at along the days, not at their ends alone. */
static void follow_room(struct finder *f, const struct measure *m)
{
    const struct jhr_points_of *of = f->of;
    for (int64_t way = -1; way <= 1; way += 2) {
        int64_t last = of->now, x = of->now;
        uint8_t before = side_at(f, m, x);
        for (;;) {
            x += way * stride(way * (x - of->now));
            if (x < of->lowest || x > of->highest || *of->left == 0)
                break;
            uint8_t here = side_at(f, m, x);
            int64_t a = last, b = x;
            if (((here ^ before) & 1) != 0 && !bisect(f, m, 1, &a, &b))
                return;
            before = here;
            last = x;
        }
    }
}

static void follow_budgets(struct finder *f)
{
    const struct jhr_program *p = f->of->d->program;
    for (uint32_t i = 0; i < p->rekeningen_n; i++) {
        struct measure m = {.truth = true,
                            .at = p->rekeningen[i].kolom - p->meta->xcols + JHR_RC_RUIMTE,
                            .lo = JHR_YES,
                            .hi = JHR_YES};
        if ((p->rekeningen[i].per & JHR_P_PER_KALENDERJAAR) != 0 &&
            (side_at(f, &m, f->of->now) & 1) == 0)
            follow_room(f, &m);
    }
}

/* Every range and sum of the program, and whether there is room. */
static struct measure *measures(struct finder *f, uint32_t *n)
{
    const struct jhr_program *p = f->of->d->program;
    uint32_t most = p->ranges_n + p->code_n + JHR_RC_COUNT * p->rekeningen_n;
    struct measure *all = jhr_arena_alloc(f->of->a, (most + 1) * sizeof *all);
    *n = 0;
    if (all == NULL)
        return NULL;
    for (uint32_t i = 0; i < p->ranges_n; i++)
        if (!p->kolommen[p->ranges[i].kolom].item)
            all[(*n)++] = (struct measure){
                .at = p->ranges[i].kolom, .lo = p->ranges[i].lo, .hi = p->ranges[i].hi};
    for (uint32_t i = 0; i < p->code_n; i++) {
        uint32_t word = p->code[i].word;
        if (jhr_op_of(word) != JHR_I_XRANGE)
            continue;
        const struct jhr_p_xrange *r = &p->xranges[jhr_arg_of(word)];
        all[(*n)++] = (struct measure){.sum = true, .at = i, .lo = r->lo, .hi = r->hi};
    }
    for (uint32_t i = 0; i < p->rekeningen_n; i++)
        for (uint32_t k = 0; k < JHR_RC_COUNT; k++)
            all[(*n)++] = (struct measure){.truth = true,
                                           .at = p->rekeningen[i].kolom - p->meta->xcols + k,
                                           .lo = JHR_YES,
                                           .hi = JHR_YES};
    return all;
}

/* ---- days on which something begins or ends ---- */

static void add_period(struct finder *f, int64_t from, int64_t to)
{
    for (int64_t k = -1; k <= 0; k++) {
        add(f, from + k);
        add(f, to + k);
    }
}

static void add_days(struct finder *f)
{
    const struct jhr_program *p = f->of->d->program;
    const struct jhr_case *c = f->of->c;
    for (uint32_t i = 0; i < p->setrijen_n; i++)
        add_period(f, p->setrijen[i].from, p->setrijen[i].to);
    for (uint32_t i = 0; i < p->stappen_n; i++)
        add_period(f, p->stappen[i].from, p->stappen[i].to);
    for (uint32_t i = 0; i < p->meta[0].regels; i++)
        add_period(f, p->regels[i].from, p->regels[i].to);
    for (uint32_t i = 0; i < p->grenzen_n; i++)
        add_period(f, p->grenzen[i].from, p->grenzen[i].to);
    for (uint32_t i = 0; i < p->krachten_n; i++)
        add_period(f, p->krachten[i].from, p->krachten[i].from);
    for (uint32_t i = 0; i < c->contracten_n; i++)
        add_period(f, jhr_day_of_ymd(c->contracten[i].van),
                   (int64_t)jhr_day_of_ymd(c->contracten[i].tot_en_met) + 1);
    for (uint32_t i = 0; i < c->lopend_n; i++)
        add_period(f, jhr_day_of_ymd(c->lopend[i].van),
                   (int64_t)jhr_day_of_ymd(c->lopend[i].tot_en_met) + 1);
    for (int32_t jaar = jhr_ymd_of_day((int32_t)f->of->lowest) / 10000;
         jaar <= jhr_ymd_of_day((int32_t)f->of->highest) / 10000; jaar++)
        add_period(f, jhr_day_of_ymd(jaar * 10000 + 101), jhr_day_of_ymd(jaar * 10000 + 101));
}

/* ---- in order ---- */

static int64_t distance(int64_t x, int64_t now)
{
    return x > now ? 2 * (x - now) + 1 : 2 * (now - x); /* at a tie the lower first */
}

/* Few points, and mostly in order already. */
static void sort(struct jhr_points *out, int64_t now)
{
    int64_t *v = out->list.v;
    uint32_t n = jhr_classes_sort(v, out->list.n);
    for (uint32_t i = 1; i < n; i++) {
        int64_t x = v[i];
        uint32_t k = i;
        for (; k > 0 && distance(v[k - 1], now) > distance(x, now); k--)
            v[k] = v[k - 1];
        v[k] = x;
    }
    out->list.n = n;
}

/* Each value of a small domain, or the nearest of each class. */
static bool add_classes(struct finder *f)
{
    const struct jhr_points_of *of = f->of;
    struct jhr_classes k;
    if (!jhr_classes_of(of->a, of->d->program, of->stap.index, &k))
        return false;
    for (uint32_t i = 0; i < k.n; i++) {
        add(f, k.v[i]);
        if (i + 1 < k.n)
            add(f, k.v[i + 1] - 1);
    }
    return true;
}

bool jhr_points_find(struct jhr_points_of *of, struct jhr_points *out)
{
    const struct jhr_program *p = of->d->program;
    struct finder f = {.of = of, .out = out};
    struct measure *all;
    uint32_t n;
    *out = (struct jhr_points){0};
    if (of->stap.veld == JHR_V_FEIT && !add_classes(&f))
        return false;
    f.sums = jhr_arena_alloc(of->a, (p->code_n + 1) * sizeof *f.sums);
    f.known = jhr_arena_alloc(of->a, p->code_n + 1);
    f.seen = jhr_arena_alloc(of->a, p->code_n + 1);
    f.cellen = jhr_arena_alloc(of->a, p->cellen_n + 1);
    all = measures(&f, &n);
    if (!f.sums || !f.known || !f.seen || !f.cellen || !all || of->a->out_of_memory)
        return false;
    if (of->highest > of->lowest)
        follow(&f, all, n);
    if (of->stap.veld == JHR_V_EIND || of->stap.veld == JHR_V_START) {
        follow_budgets(&f);
        add_days(&f);
    }
    sort(out, of->now);
    return !of->a->out_of_memory;
}

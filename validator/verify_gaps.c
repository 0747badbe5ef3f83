/* Rules that together divide a scale or a stretch of time, and leave part of it open. */
#include "validator/verify_parts.h"

#include "runtime/calendar.h"

#include <stdlib.h>

struct band {
    uint32_t rule, col;  /* col JHR_NONE: the period in which the rule holds */
    int64_t lo, hi;      /* inclusive */
    struct jhr_str rest; /* what else its `voor` says; for a period: and what it reads */
};

struct bands {
    struct jhr_verifier *w;
    JHR_VEC(struct band) list;
};

static struct jhr_str kept(struct jhr_verifier *w, struct jhr_buf *b)
{
    w->a->out_of_memory |= b->failed;
    struct jhr_str s = jhr_arena_str(w->a, jhr_buf_get(b));
    jhr_buf_free(b);
    return s;
}

/* ---- the bands ---- */

static bool is_scale(const struct jhr_ir *ir, const struct jhr_ir_atom *a, int64_t *lo, int64_t *hi)
{
    const struct jhr_ir_col *c = &ir->cols.v[a->col];
    if (a->kind == JHR_IR_RANGE && !c->nominal && c->feit != JHR_NONE) {
        *lo = a->lo > c->lowest ? a->lo : c->lowest;
        *hi = a->hi < c->highest ? a->hi : c->highest;
        return *lo > c->lowest || *hi < c->highest;
    }
    if (a->kind != JHR_IR_MASK || !ir->model->soorten[ir->model->feiten[c->feit].soort].ordered)
        return false;
    *lo = __builtin_ctzll(a->bits);
    *hi = 63 - __builtin_clzll(a->bits);
    return (a->bits >> *lo) + 1 == UINT64_C(1) << (*hi - *lo + 1);
}

static uint32_t kids_of(const struct jhr_ir *ir, uint32_t node, uint32_t *out, uint32_t most)
{
    const struct jhr_ir_node *n = &ir->nodes.v[node];
    if (n->kind != JHR_IR_AND) {
        out[0] = node;
        return 1;
    }
    uint32_t count = n->n < most ? n->n : most;
    for (uint32_t i = 0; i < count; i++)
        out[i] = jhr_ir_kid(ir, node, i);
    return count;
}

enum { MOST_KIDS = 16 };

/* The scale of a `voor`: one column of which it names a stretch; the rest is a key. */
static void band_of(struct bands *b, uint32_t rule)
{
    const struct jhr_ir *ir = b->w->side.ir;
    uint32_t voor = ir->regels.v[rule].voor, kids[MOST_KIDS];
    struct band band = {.rule = rule, .col = JHR_NONE};
    struct jhr_buf rest = {0};
    uint32_t n = voor == JHR_NONE ? 0 : kids_of(ir, voor, kids, MOST_KIDS);
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_ir_node *k = &ir->nodes.v[kids[i]];
        int64_t lo, hi;
        if (k->kind == JHR_IR_ATOM && is_scale(ir, &ir->atoms.v[k->ref], &lo, &hi) &&
            (band.col == JHR_NONE || band.col == ir->atoms.v[k->ref].col)) {
            bool first = band.col == JHR_NONE;
            band.col = ir->atoms.v[k->ref].col;
            band.lo = first || lo > band.lo ? lo : band.lo;
            band.hi = first || hi < band.hi ? hi : band.hi;
            continue;
        }
        jhr_buf_str(&rest, jhr_space_node_key(b->w->s, 0, kids[i]));
    }
    band.rest = kept(b->w, &rest);
    struct band *slot = band.col == JHR_NONE ? NULL : jhr_vec_add(b->w->a, &b->list);
    if (slot != NULL)
        *slot = band;
}

static void columns_of(const struct jhr_ir *ir, uint32_t node, struct jhr_buf *out)
{
    const struct jhr_ir_node *n = &ir->nodes.v[node];
    if (n->kind == JHR_IR_ATOM && ir->atoms.v[n->ref].kind != JHR_IR_LINEAR)
        jhr_buf_fmt(out, " %u", ir->atoms.v[n->ref].col);
    else
        jhr_buf_fmt(out, " (%d %u)", n->kind, n->kind == JHR_IR_ATOM ? 0 : n->ref);
    for (uint32_t i = 0; i < n->n; i++)
        columns_of(ir, jhr_ir_kid(ir, node, i), out);
}

/* A rule that holds for part of the time: one that follows it says the same of the same columns. */
static void period_of(struct bands *b, uint32_t rule)
{
    const struct jhr_ir_regel *r = &b->w->side.ir->regels.v[rule];
    const struct jhr_model *m = b->w->side.model;
    struct band band = {.rule = rule, .col = JHR_NONE, .lo = r->from, .hi = (int64_t)r->to - 1};
    struct jhr_buf rest = {0};
    if (r->test == JHR_NONE || (m->regels[rule].period.from <= m->geldig.from &&
                                m->regels[rule].period.to >= m->geldig.to))
        return;
    if (r->voor != JHR_NONE)
        jhr_buf_str(&rest, jhr_space_node_key(b->w->s, 0, r->voor));
    columns_of(b->w->side.ir, r->test, &rest);
    band.rest = kept(b->w, &rest);
    struct band *slot = jhr_vec_add(b->w->a, &b->list);
    if (slot != NULL)
        *slot = band;
}

/* ---- between them ---- */

static int by_place(const void *a, const void *b)
{
    const struct band *x = a, *y = b;
    int order = (x->col > y->col) - (x->col < y->col);
    order = order != 0 ? order : jhr_str_cmp(x->rest, y->rest);
    order = order != 0 ? order : (x->lo > y->lo) - (x->lo < y->lo);
    return order != 0 ? order : (x->rule > y->rule) - (x->rule < y->rule);
}

static bool same_scale(const struct jhr_model *m, const struct band *a, const struct band *b)
{
    return a->col == b->col && jhr_str_eq(a->rest, b->rest) &&
           m->regels[a->rule].kind == m->regels[b->rule].kind &&
           m->regels[a->rule].stand == m->regels[b->rule].stand;
}

static struct jhr_str stretch(struct jhr_verifier *w, const struct band *a, int64_t lo, int64_t hi)
{
    const struct jhr_ir *ir = w->side.ir;
    struct jhr_buf out = {0};
    if (a->col == JHR_NONE) {
        int32_t from = jhr_ymd_of_day((int32_t)lo), to = jhr_ymd_of_day((int32_t)hi);
        jhr_buf_fmt(&out, "%d-%d-%d t/m %d-%d-%d", from % 100, from / 100 % 100, from / 10000,
                    to % 100, to / 100 % 100, to / 10000);
        return kept(w, &out);
    }
    jhr_buf_str(&out, ir->cols.v[a->col].name);
    for (uint32_t i = 0; i < w->s->dims.n; i++) {
        const struct jhr_dim *d = &w->s->dims.v[i];
        if (d->kind != JHR_DIM_FEIT || d->feit[0] != ir->cols.v[a->col].feit)
            continue;
        jhr_buf_char(&out, ' ');
        jhr_region_value(&out, w->s, 0, d, lo);
        if (hi > lo) {
            jhr_buf_z(&out, "..");
            jhr_region_value(&out, w->s, 0, d, hi);
        }
    }
    return kept(w, &out);
}

static void say_gap(struct jhr_verifier *w, const struct band *a, const struct band *b)
{
    const struct jhr_model *m = w->side.model;
    enum jhr_diag_id id = a->col == JHR_NONE ? JHR_D_PERIOD_GAP : JHR_D_BAND_GAP;
    struct jhr_diag *d = jhr_verify_say(w, id, jhr_name_span(m->regels[b->rule].node),
                                        m->regels[a->rule].id, JHR_STR(""));
    if (d == NULL)
        return;
    jhr_diag_arg(w->ds, d, m->regels[b->rule].id);
    jhr_diag_arg(w->ds, d, stretch(w, a, a->hi + 1, b->lo - 1));
    jhr_diag_label(w->ds, d, jhr_name_span(m->regels[a->rule].node), JHR_L_AND_HERE, JHR_STR(""));
}

/* Bands first..last - 1 are of one scale. Where two overlap, they are no division of it. */
static void gaps_between(struct jhr_verifier *w, const struct band *v, uint32_t n)
{
    for (uint32_t i = 0; i + 1 < n; i++)
        if (v[i].hi >= v[i + 1].lo)
            return;
    for (uint32_t i = 0; i + 1 < n; i++)
        if (v[i].hi + 1 < v[i + 1].lo)
            say_gap(w, &v[i], &v[i + 1]);
}

void jhr_verify_gaps(struct jhr_verifier *w)
{
    struct bands b = {.w = w};
    const struct jhr_model *m = w->side.model;
    for (uint32_t i = 0; i < m->regels_n; i++) {
        if (m->regels[i].node == NULL || m->regels[i].kind == JHR_R_ALTIJD ||
            m->regels[i].stand == JHR_S_VERVALLEN)
            continue;
        band_of(&b, i);
        period_of(&b, i);
    }
    if (b.list.n > 1)
        qsort(b.list.v, b.list.n, sizeof *b.list.v, by_place);
    for (uint32_t first = 0, next; first < b.list.n; first = next) {
        for (next = first + 1; next < b.list.n; next++)
            if (!same_scale(m, &b.list.v[first], &b.list.v[next]))
                break;
        gaps_between(w, b.list.v + first, next - first);
    }
}

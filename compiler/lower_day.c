#include "compiler/lower_parts.h"

#include "runtime/calendar.h"
#include "runtime/workdays.h"

#include <stdlib.h>

/* ---- waarden that differ by day: one comparison per stretch of the days on which the rule is read
 * ---- */

bool jhr_waarde_is_fixed(const struct jhr_waarde_const *w)
{
    return w->n == 1 && w->steps[0].known && w->steps[0].period.from == 0 &&
           w->steps[0].period.to == JHR_YMD_NEVER;
}

static const struct jhr_step *step_on(const struct jhr_waarde_const *w, int32_t ymd)
{
    for (uint32_t i = 0; i < w->n; i++)
        if (w->steps[i].period.from <= ymd && ymd < w->steps[i].period.to)
            return w->steps[i].known ? &w->steps[i] : NULL;
    return NULL;
}

/* The form with each waarde as it is on that day. False: one of them is not known then. */
static bool form_on(struct jhr_lowering *l, const struct jhr_form *f, int32_t ymd,
                    struct jhr_form *out, struct jhr_span span)
{
    *out = *f;
    out->t.v = NULL;
    out->t.n = out->t.cap = 0;
    for (uint32_t i = 0; i < f->t.n; i++) { /* months first: they are part of a term */
        struct jhr_form_term t = f->t.v[i];
        if (t.kind == JHR_FT_CONST)
            continue;
        if (t.cst != JHR_NONE) {
            const struct jhr_waarde_const *w = &l->m->waarden[t.cst];
            const struct jhr_step *step = step_on(w, ymd);
            int64_t num, den;
            if (step == NULL)
                return false;
            jhr_waarde_value(l, w, step, &num, &den);
            int64_t most = t.kind == JHR_FT_MONTH ? JHR_MONTHS_MOST : JHR_WORKDAYS_MOST;
            if (num % den != 0) {
                jhr_lower_fault(l, span, "a waarde in part of a month");
                return false;
            }
            if (num / den > most || num / den < -most) {
                l->too_large = true;
                return false;
            }
            t.shift = (int32_t)(num / den * t.sign);
            t.cst = JHR_NONE;
            if (t.shift == 0)
                t.kind = JHR_FT_COL;
        }
        jhr_form_put(l, out, t);
    }
    for (uint32_t i = 0; i < f->t.n; i++) {
        if (f->t.v[i].kind != JHR_FT_CONST)
            continue;
        const struct jhr_waarde_const *w = &l->m->waarden[f->t.v[i].ref];
        const struct jhr_step *step = step_on(w, ymd);
        struct jhr_form value = {.den = 1};
        if (step == NULL)
            return false;
        value.cls = (uint8_t)jhr_waarde_class(w);
        value.cls = value.cls == JHR_C_NONE ? f->cls : value.cls;
        jhr_waarde_value(l, w, step, &value.k, &value.den);
        /* coef stands over the form's den */
        jhr_form_scale(l, &value, f->t.v[i].coef, f->den);
        if (f->t.v[i].priced)
            jhr_form_price(l, &value);
        jhr_form_add(l, out, &value, 1, span);
    }
    return true;
}

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The days on which a waarde of the form changes, in order. NULL: none is in it. */
static int32_t *days_of_change(struct jhr_lowering *l, const struct jhr_form *f, uint32_t *n)
{
    JHR_VEC(int32_t) days = {0};
    *n = 0;
    for (uint32_t i = 0; i < f->t.n; i++) {
        const struct jhr_form_term *t = &f->t.v[i];
        uint32_t ref = t->kind == JHR_FT_CONST ? t->ref : t->cst;
        if (ref == JHR_NONE)
            continue;
        const struct jhr_waarde_const *w = &l->m->waarden[ref];
        for (uint32_t k = 0; k < 2 * w->n + 1; k++) {
            int32_t *day = jhr_vec_add(l->a, &days);
            if (day == NULL)
                return NULL;
            *day = k == 2 * w->n ? 0
                   : k % 2       ? w->steps[k / 2].period.to
                                 : w->steps[k / 2].period.from;
        }
    }
    if (days.n == 0)
        return NULL;
    qsort(days.v, days.n, sizeof(*days.v), by_day);
    for (uint32_t i = 0; i < days.n; i++)
        if (days.v[i] != JHR_YMD_NEVER && (*n == 0 || days.v[i] != days.v[*n - 1]))
            days.v[(*n)++] = days.v[i];
    return days.v;
}

static bool same_node(const struct jhr_ir *ir, uint32_t a, uint32_t b)
{
    const struct jhr_ir_node *x = &ir->nodes.v[a], *y = &ir->nodes.v[b];
    return x->kind == y->kind && x->ref == y->ref &&
           (x->kind == JHR_IR_CONST || x->kind == JHR_IR_ATOM);
}

static uint32_t stretch_lower(struct jhr_lowering *l, const struct jhr_form *f, enum jhr_op op,
                              int32_t ymd, struct jhr_span span)
{
    struct jhr_form here;
    if (!form_on(l, f, ymd, &here, span))
        return jhr_ir_const(l->ir, JHR_UNKNOWN, span);
    return jhr_lower_comparison(l, &here, op, span);
}

static uint32_t lower_by_day(struct jhr_lowering *l, const struct jhr_form *f, enum jhr_op op,
                             const int32_t *days, uint32_t n, struct jhr_span span)
{
    uint32_t mark = jhr_ir_mark(l->ir);
    l->ir->dated[l->peil == JHR_X_START] = true;
    uint32_t piece = stretch_lower(l, f, op, days[0], span), from = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t next = i + 1 < n ? stretch_lower(l, f, op, days[i + 1], span) : 0;
        if (i + 1 < n && same_node(l->ir, piece, next))
            continue;
        int32_t lo = jhr_day_of_ymd(days[from]);
        int32_t hi = i + 1 < n ? jhr_day_of_ymd(days[i + 1]) - 1 : JHR_DAY_LAST;
        uint32_t when = jhr_lower_range(l, l->peil, lo, hi, span);
        jhr_ir_push(l->ir, jhr_ir_both(l->ir, JHR_IR_AND, when, piece, span));
        piece = next;
        from = i + 1;
    }
    return jhr_ir_join(l->ir, JHR_IR_OR, mark, span);
}

void jhr_lower_too_large(struct jhr_lowering *l, struct jhr_span span)
{
    if (l->too_large && !l->told)
        jhr_diag_add(l->ds, JHR_D_SUM_TOO_LARGE, span);
    l->too_large = l->told = false;
}

uint32_t jhr_lower_form(struct jhr_lowering *l, struct jhr_form *f, enum jhr_op op,
                        struct jhr_span span)
{
    uint32_t n;
    const int32_t *days = l->too_large ? NULL : days_of_change(l, f, &n);
    uint32_t node = days != NULL   ? lower_by_day(l, f, op, days, n, span)
                    : l->too_large ? jhr_ir_const(l->ir, JHR_UNKNOWN, span)
                                   : jhr_lower_comparison(l, f, op, span);
    jhr_lower_too_large(l, span);
    return node;
}

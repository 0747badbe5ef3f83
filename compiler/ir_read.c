/* Of a finished IR: how large its sums can be, and which facts its conditions read. */
#include "compiler/ir.h"

#include "runtime/calendar.h"
#include "runtime/cost.h"
#include "runtime/workdays.h"

/* ---- bounds ---- */

static bool in_limit(int64_t v)
{
    return v >= -JHR_IR_LIMIT && v <= JHR_IR_LIMIT;
}

static bool times(int64_t coef, int64_t *lo, int64_t *hi)
{
    int64_t a, b;
    if (__builtin_mul_overflow(coef, *lo, &a) || __builtin_mul_overflow(coef, *hi, &b))
        return false;
    *lo = a < b ? a : b;
    *hi = a < b ? b : a;
    return in_limit(*lo) && in_limit(*hi);
}

/* Bounds of a date column of which something is asked: far enough to hold any answer. */
static void date_bounds(const struct jhr_ir *ir, const struct jhr_ir_term *t, int64_t *lo,
                        int64_t *hi)
{
    const struct jhr_ir_col *c = &ir->cols.v[t->col];
    *lo = c->lowest;
    *hi = c->highest;
    if (t->kind == JHR_IR_WORKDAYS) {
        *lo = jhr_workdays_until((int32_t)*lo + t->shift);
        *hi = jhr_workdays_until((int32_t)(*hi < JHR_DAY_NEVER ? *hi + t->shift : *hi));
        return;
    }
    int64_t far = INT64_C(31) * t->shift;
    *lo += far < 0 ? far : 0;
    *hi += far > 0 ? far : 0;
}

/* What is priced, or summed over a list: its terms and the constant beside them. */
static bool inner_bounds(const struct jhr_ir *ir, const struct jhr_ir_term *t, int64_t *lo,
                         int64_t *hi)
{
    /* a price of a constant alone has no terms, and there may be none at all */
    const struct jhr_ir_term *terms = t->n > 0 ? &ir->terms.v[t->first] : NULL;
    if (!jhr_ir_sum_bounds(ir, terms, t->n, lo, hi))
        return false;
    *lo += t->constant; /* both within JHR_IR_LIMIT */
    *hi += t->constant;
    *lo = *lo < 0 ? *lo : 0;
    *hi = *hi > 0 ? *hi : 0;
    return true;
}

bool jhr_ir_term_bounds(const struct jhr_ir *ir, const struct jhr_ir_term *t, int64_t *lo,
                        int64_t *hi)
{
    switch ((enum jhr_ir_term_kind)t->kind) {
    case JHR_IR_PRICE:
        if (!inner_bounds(ir, t, lo, hi) ||
            !jhr_price_bounds(lo, hi, ir->table_highest[JHR_TABLE_TARIEF]))
            return false;
        break;
    case JHR_IR_COL:
        *lo = ir->cols.v[t->col].lowest;
        *hi = ir->cols.v[t->col].highest;
        break;
    case JHR_IR_MONTH:
    case JHR_IR_WORKDAY:
    case JHR_IR_WORKDAYS:
        date_bounds(ir, t, lo, hi);
        break;
    case JHR_IR_TABLE:
        *lo = ir->table_lowest[t->col];
        *hi = ir->table_highest[t->col];
        break;
    case JHR_IR_LIST:
        *lo = 0;
        *hi = 1;
        if (t->each == JHR_EACH_SUM && !inner_bounds(ir, t, lo, hi))
            return false;
        if (!times(JHR_MAX_LOPEND, lo, hi))
            return false;
        break;
    }
    return in_limit(*lo) && in_limit(*hi) && times(t->coef, lo, hi);
}

bool jhr_ir_sum_bounds(const struct jhr_ir *ir, const struct jhr_ir_term *terms, uint32_t n,
                       int64_t *lo, int64_t *hi)
{
    int64_t low = 0, high = 0, least = 0, most = 0; /* the last two: an unknown counts as 0 */
    for (uint32_t i = 0; i < n; i++) {
        int64_t a, b;
        if (!jhr_ir_term_bounds(ir, &terms[i], &a, &b))
            return false;
        low += a; /* both at most JHR_IR_LIMIT: no overflow */
        high += b;
        least += a < 0 ? a : 0;
        most += b > 0 ? b : 0;
        if (!in_limit(least) || !in_limit(most))
            return false;
    }
    *lo = low;
    *hi = high;
    return true;
}

/* ---- reading ---- */

static void read_col(const struct jhr_ir *ir, uint32_t col, uint64_t *bits)
{
    uint32_t feit = ir->cols.v[col].feit;
    if (feit != JHR_NONE)
        bits[feit / 64] |= UINT64_C(1) << feit % 64;
}

static void read_terms(const struct jhr_ir *ir, uint32_t first, uint32_t n,
                       const uint64_t (*slots)[JHR_IR_FEIT_WORDS], uint64_t *bits)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_ir_term *t = &ir->terms.v[first + i];
        if (jhr_ir_reads_column(t))
            read_col(ir, t->col, bits);
        read_terms(ir, t->first, t->n, slots, bits);
        if (t->kind == JHR_IR_LIST)
            jhr_ir_reads(ir, t->cond, slots, bits);
    }
}

static void read_slot(uint64_t *bits, const uint64_t *slot)
{
    for (uint32_t w = 0; w < JHR_IR_FEIT_WORDS; w++)
        bits[w] |= slot[w];
}

void jhr_ir_reads(const struct jhr_ir *ir, uint32_t node,
                  const uint64_t (*slots)[JHR_IR_FEIT_WORDS], uint64_t bits[JHR_IR_FEIT_WORDS])
{
    const struct jhr_ir_node *n = &ir->nodes.v[node];
    if (n->kind == JHR_IR_SLOT)
        read_slot(bits, slots[n->ref]);
    if (n->kind == JHR_IR_CELL) {
        const struct jhr_stapeling *s = &ir->model->stapelingen[n->ref];
        for (uint32_t i = 0; i < s->cellen_n; i++)
            if (ir->cel_slot[n->ref][i] != JHR_NONE)
                read_slot(bits, slots[ir->cel_slot[n->ref][i]]);
    }
    if (n->kind == JHR_IR_ATOM) {
        const struct jhr_ir_atom *atom = &ir->atoms.v[n->ref];
        if (atom->kind == JHR_IR_LINEAR)
            read_terms(ir, atom->first, atom->n, slots, bits);
        else
            read_col(ir, atom->col, bits);
    }
    for (uint32_t i = 0; i < n->n; i++)
        jhr_ir_reads(ir, jhr_ir_kid(ir, node, i), slots, bits);
}

#include "compiler/lower_parts.h"

/* ---- ranges ---- */

uint32_t jhr_lower_range(struct jhr_lowering *l, uint32_t col, int64_t lo, int64_t hi,
                         struct jhr_span span)
{
    const struct jhr_ir_col *c = &l->ir->cols.v[col];
    bool never = lo > c->highest || hi < c->lowest || lo > hi;
    bool always = lo <= c->lowest && hi >= c->highest;
    if (c->firm && (never || always))
        return jhr_ir_const(l->ir, never ? JHR_NO : JHR_YES, span);
    struct jhr_ir_atom atom = {.kind = JHR_IR_RANGE, .col = col};
    atom.lo = lo > c->lowest ? lo : c->lowest;
    atom.hi = hi < c->highest ? hi : c->highest;
    if (never) /* no known value, but unknown is not no */
        atom.lo = atom.hi = c->lowest - 1;
    return jhr_ir_atom(l->ir, &atom, span);
}

uint32_t jhr_lower_in(struct jhr_lowering *l, uint32_t col, uint32_t set, struct jhr_span span)
{
    struct jhr_ir_atom atom = {.kind = JHR_IR_IN, .col = col, .set = set};
    return jhr_ir_atom(l->ir, &atom, span);
}

/* ---- a sum of terms in a range ---- */

static bool same_place(const struct jhr_ir_term *a, const struct jhr_ir_term *b)
{
    return a->kind == b->kind && a->kind != JHR_IR_LIST && a->col == b->col && a->shift == b->shift;
}

void jhr_sum_put(struct jhr_lowering *l, struct jhr_sum *s, struct jhr_ir_term term)
{
    for (uint32_t i = 0; i < s->t.n; i++) {
        if (!same_place(&s->t.v[i], &term))
            continue;
        s->t.v[i].coef = jhr_plus(l, s->t.v[i].coef, term.coef);
        return;
    }
    struct jhr_ir_term *added = jhr_vec_add(l->a, &s->t);
    if (added != NULL)
        *added = term;
}

/* A price first, columns in their order; terms over a list keep theirs and come last. */
static bool comes_before(const struct jhr_ir_term *a, const struct jhr_ir_term *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind;
    if (a->kind == JHR_IR_LIST)
        return false;
    return a->col != b->col ? a->col < b->col : a->shift < b->shift;
}

void jhr_sum_tidy(struct jhr_sum *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->t.n; i++) {
        struct jhr_ir_term t = s->t.v[i];
        if (t.coef == 0)
            continue;
        uint32_t at = n++;
        for (; at > 0 && comes_before(&t, &s->t.v[at - 1]); at--)
            s->t.v[at] = s->t.v[at - 1];
        s->t.v[at] = t;
    }
    s->t.n = n;
}

uint32_t jhr_sum_store(struct jhr_lowering *l, const struct jhr_sum *s)
{
    uint32_t first = l->ir->terms.n;
    for (uint32_t i = 0; i < s->t.n; i++) {
        struct jhr_ir_term *t = jhr_vec_add(l->a, &l->ir->terms);
        if (t != NULL)
            *t = s->t.v[i];
    }
    return first;
}

static int64_t floor_div(int64_t a, int64_t b) /* b > 0 */
{
    return a / b - (a % b < 0);
}

static bool term_is_firm(const struct jhr_ir *ir, const struct jhr_ir_term *t)
{
    if (t->kind == JHR_IR_TABLE || t->kind == JHR_IR_PRICE)
        return false;
    if (t->kind != JHR_IR_LIST)
        return ir->cols.v[t->col].firm;
    for (uint32_t i = 0; i < t->n; i++)
        if (!term_is_firm(ir, &ir->terms.v[t->first + i]))
            return false;
    return true;
}

static bool sum_is_firm(const struct jhr_ir *ir, const struct jhr_sum *s)
{
    for (uint32_t i = 0; i < s->t.n; i++)
        if (!term_is_firm(ir, &s->t.v[i]))
            return false;
    return true;
}

/* Divides out what all coefficients share and makes the first one positive. */
static void sum_normalise(struct jhr_sum *s, struct jhr_limits *r)
{
    int64_t g = 0;
    for (uint32_t i = 0; i < s->t.n; i++)
        g = jhr_gcd(g, s->t.v[i].coef);
    for (uint32_t i = 0; i < s->t.n; i++)
        s->t.v[i].coef /= g;
    if (r->lo > -JHR_IR_LIMIT)
        r->lo = -floor_div(-r->lo, g);
    if (r->hi < JHR_IR_LIMIT)
        r->hi = floor_div(r->hi, g);
    if (s->t.v[0].coef > 0)
        return;
    struct jhr_limits was = *r;
    for (uint32_t i = 0; i < s->t.n; i++)
        s->t.v[i].coef = -s->t.v[i].coef;
    r->lo = -was.hi;
    r->hi = -was.lo;
}

static uint32_t sum_atom(struct jhr_lowering *l, struct jhr_sum *s, struct jhr_limits r,
                         struct jhr_span span)
{
    int64_t bottom, top;
    uint32_t first = l->ir->terms.n;
    if (!jhr_ir_sum_bounds(l->ir, s->t.v, s->t.n, &bottom, &top)) {
        l->too_large = true;
        return jhr_ir_const(l->ir, JHR_UNKNOWN, span);
    }
    bool never = r.lo > r.hi || r.lo > top || r.hi < bottom;
    bool always = r.lo <= bottom && r.hi >= top;
    if ((never || always) && sum_is_firm(l->ir, s))
        return jhr_ir_const(l->ir, never ? JHR_NO : JHR_YES, span);
    struct jhr_ir_atom atom = {.kind = JHR_IR_LINEAR, .n = s->t.n};
    atom.lo = r.lo > bottom ? r.lo : bottom;
    atom.hi = r.hi < top ? r.hi : top;
    if (never) /* no known value, but unknown is not no */
        atom.lo = atom.hi = bottom - 1;
    atom.first = jhr_sum_store(l, s);
    uint32_t atoms = l->ir->atoms.n;
    uint32_t node = jhr_ir_atom(l->ir, &atom, span);
    if (l->ir->atoms.n == atoms)
        l->ir->terms.n = first; /* an equal one was there already */
    return node;
}

uint32_t jhr_lower_sum(struct jhr_lowering *l, struct jhr_sum *s, struct jhr_limits r,
                       struct jhr_span span)
{
    jhr_sum_tidy(s);
    if (l->too_large)
        return jhr_ir_const(l->ir, JHR_UNKNOWN, span);
    if (s->t.n == 0)
        return jhr_ir_const(l->ir, r.lo <= 0 && 0 <= r.hi ? JHR_YES : JHR_NO, span);
    sum_normalise(s, &r);
    const struct jhr_ir_term *only = s->t.n == 1 ? &s->t.v[0] : NULL;
    if (only != NULL && only->kind == JHR_IR_COL)
        return jhr_lower_range(l, only->col, r.lo, r.hi, span);
    if (only != NULL && only->kind == JHR_IR_LIST && only->each == JHR_EACH_COUNT)
        return jhr_ir_each_count(l->ir, only->list, only->cond, r.lo, r.hi, span);
    return sum_atom(l, s, r, span);
}

/* Atoms as functions over the classes of the input space. */
#include "validator/space.h"

#include "runtime/calendar.h"

/* ---- one dimension ---- */

static jhr_edge choose(const struct jhr_dim *d, struct jhr_bdd *b, uint32_t bit, uint32_t base,
                       const jhr_edge *children)
{
    if (bit == d->bits || base >= d->n)
        return children[base < d->n ? base : d->n - 1];
    uint32_t half = 1u << (d->bits - 1 - bit);
    jhr_edge lo = choose(d, b, bit + 1, base, children);
    jhr_edge hi = choose(d, b, bit + 1, base + half, children);
    return jhr_bdd_make(b, d->var + bit, lo, hi);
}

jhr_edge jhr_space_choose(const struct jhr_space *s, struct jhr_bdd *b, uint32_t dim,
                          const jhr_edge *children)
{
    return choose(&s->dims.v[dim], b, 0, 0, children);
}

/* The classes first..last: `yes` in them, `no` elsewhere. */
struct stretch {
    uint32_t first, last;
    jhr_edge yes, no;
};

static jhr_edge stretch(const struct jhr_dim *d, struct jhr_bdd *b, uint32_t bit, uint32_t base,
                        const struct stretch *of)
{
    uint32_t last = base + (1u << (d->bits - bit)) - 1;
    uint32_t from = base < d->n ? base : d->n - 1, to = last < d->n ? last : d->n - 1;
    if (from >= of->first && to <= of->last)
        return of->yes;
    if (to < of->first || from > of->last)
        return of->no;
    uint32_t half = 1u << (d->bits - 1 - bit);
    jhr_edge lo = stretch(d, b, bit + 1, base, of);
    jhr_edge hi = stretch(d, b, bit + 1, base + half, of);
    return jhr_bdd_make(b, d->var + bit, lo, hi);
}

/* The class that holds a value; those below and above are in the first and the last one. */
static uint32_t class_of(const struct jhr_dim *d, int64_t v)
{
    uint32_t lo = 0, hi = d->n;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->first[mid] <= v)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

jhr_edge jhr_space_range(const struct jhr_space *s, struct jhr_bdd *b, uint32_t dim, int64_t lo,
                         int64_t hi)
{
    const struct jhr_dim *d = &s->dims.v[dim];
    if (hi < d->lo || lo > d->hi || lo > hi)
        return JHR_BDD_NO;
    struct stretch of = {class_of(d, lo), class_of(d, hi), JHR_BDD_YES, JHR_BDD_NO};
    return stretch(d, b, 0, 0, &of);
}

/* ---- an atom: its dimensions in order, one class after the other ---- */

struct build {
    const struct jhr_space *s;
    struct jhr_bdd *b;
    uint32_t side, product, atom;
    const struct jhr_reading *r;
    int64_t *raw;
    bool unknown; /* some case was; and what stands for it now */
    uint32_t least;
};

static jhr_edge leaf(struct build *w)
{
    uint32_t v = jhr_space_atom(w->s, w->side, w->product, w->raw, w->atom);
    w->unknown |= v == JHR_UNKNOWN;
    return v >= w->least ? JHR_BDD_YES : JHR_BDD_NO;
}

/* The first class from which on the sum is past the limit. */
static uint32_t first_past(struct build *w, uint32_t dim, bool grows, int64_t limit)
{
    const struct jhr_dim *d = &w->s->dims.v[dim];
    uint32_t lo = 0, hi = d->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int64_t v;
        w->raw[dim] = d->first[mid];
        if (!jhr_space_sum(w->s, w->side, w->product, w->raw, w->atom, &v))
            return d->n;
        if (grows ? v > limit : v < limit)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

/* Along the last dimension the sum grows or falls: two searches find where the atom holds. */
static jhr_edge row(struct build *w, uint32_t dim)
{
    const struct jhr_dim *d = &w->s->dims.v[dim];
    const struct jhr_ir_atom *a = &w->s->side[w->side].ir->atoms.v[w->atom];
    int64_t at_lo, at_hi;
    w->raw[dim] = d->first[0];
    bool known = jhr_space_sum(w->s, w->side, w->product, w->raw, w->atom, &at_lo);
    w->raw[dim] = d->first[d->n - 1];
    known = known && jhr_space_sum(w->s, w->side, w->product, w->raw, w->atom, &at_hi);
    if (!known) {
        w->unknown = true;
        return w->least == JHR_YES ? JHR_BDD_NO : JHR_BDD_YES;
    }
    bool grows = at_hi >= at_lo;
    uint32_t first =
        grows ? first_past(w, dim, true, a->lo - 1) : first_past(w, dim, false, a->hi + 1);
    uint32_t next = grows ? first_past(w, dim, true, a->hi) : first_past(w, dim, false, a->lo);
    if (first >= next)
        return JHR_BDD_NO;
    struct stretch of = {first, next - 1, JHR_BDD_YES, JHR_BDD_NO};
    return stretch(d, w->b, 0, 0, &of);
}

static bool is_smooth(const struct build *w, uint32_t dim)
{
    const struct jhr_dim *d = &w->s->dims.v[dim];
    uint8_t kind = w->s->side[w->side].ir->atoms.v[w->atom].kind;
    return (kind == JHR_IR_RANGE || kind == JHR_IR_LINEAR) && !d->nominal &&
           d->kind != JHR_DIM_START && d->kind != JHR_DIM_PEIL;
}

static jhr_edge level(struct build *w, uint32_t at)
{
    if (at == w->r->n)
        return leaf(w);
    uint32_t dim = w->r->dims[at];
    const struct jhr_dim *d = &w->s->dims.v[dim];
    if (at + 1 == w->r->n && is_smooth(w, dim))
        return row(w, dim);
    jhr_edge *children = jhr_malloc(d->n * sizeof *children);
    if (children == NULL) {
        w->b->full = w->b->out_of_memory = true;
        return JHR_BDD_NO;
    }
    for (uint32_t c = 0; c < d->n; c++) {
        w->raw[dim] = d->first[c];
        children[c] = level(w, at + 1);
    }
    jhr_edge made = choose(d, w->b, 0, 0, children);
    jhr_free(children);
    return made;
}

/* Beside a listed indication of the same product nobody says when the traject began. */
static jhr_edge beside_same(const struct jhr_space *s, struct jhr_bdd *b, uint32_t product)
{
    if (s->when == JHR_NONE || s->item == JHR_NONE)
        return JHR_BDD_NO;
    jhr_edge none = jhr_space_range(s, b, s->when, JHR_WHEN_NONE, JHR_WHEN_NONE);
    return jhr_bdd_and(b, jhr_bdd_not(none), jhr_space_range(s, b, s->item, product, product));
}

jhr_edge jhr_space_priced(const struct jhr_space *s, struct jhr_bdd *b, uint32_t side,
                          uint32_t product, bool one)
{
    const struct jhr_dim *d = &s->dims.v[s->start];
    jhr_edge *children = jhr_malloc(d->n * sizeof *children);
    if (children == NULL) {
        b->full = b->out_of_memory = true;
        return JHR_BDD_NO;
    }
    for (uint32_t c = 0; c < d->n; c++) {
        int32_t day = (int32_t)d->first[c] + s->shift[side];
        int64_t until = jhr_space_tarief_until(s, side, product, day, one);
        int64_t most = until - day + 1;
        most = most > JHR_LENGTH_MOST ? JHR_LENGTH_MOST : most; /* without an end: no price */
        children[c] = jhr_space_range(s, b, s->length, 1, most);
    }
    jhr_edge made = choose(d, b, 0, 0, children);
    jhr_free(children);
    return made;
}

static struct jhr_pair else_free(const struct jhr_space *s, struct jhr_bdd *b, jhr_edge exact,
                                 struct jhr_pair p, uint32_t dim)
{
    jhr_edge free = jhr_space_range(s, b, dim, 1, 1);
    bool sure = p.yes == p.maybe;
    p.yes = jhr_bdd_ite(b, exact, p.yes, free);
    p.maybe = sure ? p.yes : jhr_bdd_ite(b, exact, p.maybe, free);
    return p;
}

struct jhr_pair jhr_space_pair(const struct jhr_space *s, struct jhr_bdd *b, uint32_t side,
                               uint32_t product, uint32_t atom)
{
    const struct jhr_reading *r = &s->readings[side][atom];
    struct build w = {.s = s, .b = b, .side = side, .product = product, .atom = atom, .r = r};
    struct jhr_pair p;
    if (r->opaque) {
        p.yes = p.maybe = jhr_space_range(s, b, r->free, 1, 1);
        return p;
    }
    w.raw = jhr_malloc((s->dims.n + (size_t)1) * sizeof *w.raw);
    if (w.raw == NULL) {
        b->full = b->out_of_memory = true;
        return (struct jhr_pair){JHR_BDD_NO, JHR_BDD_NO};
    }
    for (uint32_t i = 0; i < s->dims.n; i++)
        w.raw[i] = s->dims.v[i].lo;
    w.least = JHR_YES;
    p.yes = p.maybe = level(&w, 0);
    if (w.unknown) {
        w.least = JHR_UNKNOWN;
        p.maybe = level(&w, 0);
    }
    jhr_free(w.raw);
    if (r->kosten) {
        jhr_edge priced = jhr_space_priced(s, b, side, product, false);
        p = else_free(s, b, jhr_space_priced(s, b, side, product, true), p, r->free);
        p.yes = jhr_bdd_and(b, p.yes, priced);
        p.maybe = jhr_bdd_or(b, p.maybe, jhr_bdd_not(priced));
    }
    if (r->traject)
        p = else_free(s, b, jhr_bdd_not(beside_same(s, b, product)), p, r->free);
    return p;
}

/* ---- the cases that there are ---- */

static jhr_edge implies(struct jhr_bdd *b, jhr_edge f, jhr_edge g)
{
    return jhr_bdd_or(b, jhr_bdd_not(f), g);
}

static jhr_edge listed(const struct jhr_space *s, struct jhr_bdd *b)
{
    jhr_edge valid = JHR_BDD_YES;
    jhr_edge none = jhr_space_range(s, b, s->when, JHR_WHEN_NONE, JHR_WHEN_NONE);
    if (s->item != JHR_NONE)
        valid = implies(b, none, jhr_space_range(s, b, s->item, 0, 0));
    if (s->item_by == JHR_NONE)
        return valid;
    jhr_edge same = jhr_space_range(s, b, s->item_by, JHR_BY_SAME, JHR_BY_SAME);
    valid = jhr_bdd_and(b, valid, implies(b, none, same));
    /* the same one by another name is the same one */
    for (int64_t k = JHR_BY_NAMED; k <= s->dims.v[s->item_by].hi && s->by != JHR_NONE; k++) {
        jhr_edge other = jhr_space_range(s, b, s->item_by, k, k);
        jhr_edge own = jhr_space_range(s, b, s->by, k - JHR_BY_NAMED + 1, k - JHR_BY_NAMED + 1);
        valid = jhr_bdd_and(b, valid, jhr_bdd_not(jhr_bdd_and(b, other, own)));
    }
    return valid;
}

static jhr_edge within_calendar(const struct jhr_space *s, struct jhr_bdd *b)
{
    const struct jhr_dim *d = &s->dims.v[s->start];
    jhr_edge *children = jhr_malloc(d->n * sizeof *children);
    if (children == NULL) {
        b->full = b->out_of_memory = true;
        return JHR_BDD_NO;
    }
    for (uint32_t c = 0; c < d->n; c++)
        children[c] =
            jhr_bdd_or(b, jhr_space_range(s, b, s->length, 1, JHR_DAY_LAST - d->first[c] + 1),
                       jhr_space_range(s, b, s->length, JHR_LENGTH_OPEN, JHR_LENGTH_OPEN));
    jhr_edge made = choose(d, b, 0, 0, children);
    jhr_free(children);
    return made;
}

jhr_edge jhr_space_valid(const struct jhr_space *s, struct jhr_bdd *b)
{
    jhr_edge valid = s->when != JHR_NONE ? listed(s, b) : JHR_BDD_YES;
    if (s->length != JHR_NONE && s->to + JHR_LENGTH_MOST > JHR_DAY_LAST)
        valid = jhr_bdd_and(b, valid, within_calendar(s, b));
    if (s->contract == JHR_NONE || s->dims.v[s->contract].hi < JHR_CONTRACT_AT_START)
        return valid;
    jhr_edge part =
        jhr_space_range(s, b, s->contract, JHR_CONTRACT_AT_START, JHR_CONTRACT_AT_START);
    return jhr_bdd_and(b, valid,
                       implies(b, part, jhr_space_range(s, b, s->length, 2, JHR_LENGTH_OPEN)));
}

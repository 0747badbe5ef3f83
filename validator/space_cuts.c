/* Which values of a dimension are told apart: where some condition turns from no to yes. */
#include "validator/space.h"

#include "runtime/calendar.h"

#include <stdlib.h>

/* Combinations that are tried to find where a condition on several dimensions turns; past it the
 * condition is opaque. A second of work. */
#define MOST_TRIED   (1u << 19)
#define MOST_SINGLES (1 << 16) /* values of a dimension that are each a class of their own */

void jhr_dim_cut(struct jhr_space *s, uint32_t dim, int64_t at)
{
    struct jhr_dim *d = &s->dims.v[dim];
    if (at <= d->lo || at > d->hi || d->nominal)
        return;
    int64_t *cut = jhr_vec_add(s->a, &d->cuts);
    if (cut != NULL)
        *cut = at;
}

static void cut_day(struct jhr_space *s, uint32_t side, uint32_t dim, int64_t day)
{
    jhr_dim_cut(s, dim, day - s->shift[side]);
}

/* ---- where it turns ---- */

struct search {
    struct jhr_space *s;
    uint32_t side, product, atom;
    int64_t *raw;
    int64_t lo, hi; /* of the sum */
};

static bool value(const struct search *q, int64_t *v)
{
    return jhr_space_sum(q->s, q->side, q->product, q->raw, q->atom, v);
}

/* The first value of the dimension from `from` on at which the sum, which grows or falls with it,
 * is past the limit; hi + 1 when it never is. */
static int64_t first_past(const struct search *q, uint32_t dim, bool grows, int64_t limit)
{
    const struct jhr_dim *d = &q->s->dims.v[dim];
    int64_t lo = d->lo, hi = d->hi + 1, v;
    while (lo < hi) {
        int64_t mid = lo + (hi - lo) / 2;
        q->raw[dim] = mid;
        if (!value(q, &v))
            return d->hi + 1;
        if (grows ? v > limit : v < limit)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

/* The values first..next - 1 of the dimension for which the atom holds, the others being what they
 * are; first == next: none, or not known. */
static void turns(const struct search *q, uint32_t dim, int64_t *first, int64_t *next)
{
    const struct jhr_dim *d = &q->s->dims.v[dim];
    int64_t at_lo, at_hi;
    *first = *next = d->lo;
    q->raw[dim] = d->lo;
    if (!value(q, &at_lo))
        return;
    q->raw[dim] = d->hi;
    if (!value(q, &at_hi)) { /* too much to be a cost: unknown from some value on */
        at_hi = at_lo + 1;
    }
    bool grows = at_hi >= at_lo;
    *first = grows ? first_past(q, dim, true, q->lo - 1) : first_past(q, dim, false, q->hi + 1);
    *next = grows ? first_past(q, dim, true, q->hi) : first_past(q, dim, false, q->lo);
}

static void cut_turns(const struct search *q, uint32_t dim, int64_t first, int64_t next)
{
    if (first >= next)
        return;
    jhr_dim_cut(q->s, dim, first);
    jhr_dim_cut(q->s, dim, next);
}

/* ---- an atom ---- */

static bool is_day(const struct jhr_space *s, uint32_t dim)
{
    return dim == s->start || dim == s->peil;
}

static int64_t size_of(const struct jhr_space *s, uint32_t dim)
{
    return s->dims.v[dim].hi - s->dims.v[dim].lo + 1; /* those that are not counted too */
}

/* The dimension whose values are cut; the others are tried one by one. */
static uint32_t cut_dim(const struct jhr_space *s, const struct jhr_reading *r)
{
    uint32_t best = JHR_NONE;
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t dim = r->dims[i];
        if (s->dims.v[dim].nominal || (dim == s->start && r->by_table))
            continue;
        bool better = best == JHR_NONE || (is_day(s, best) && !is_day(s, dim)) ||
                      (is_day(s, best) == is_day(s, dim) && size_of(s, dim) > size_of(s, best));
        best = better ? dim : best;
    }
    return best;
}

/* A condition on one day alone may be anything: it is asked of each. */
static void cut_days(struct search *q, uint32_t dim)
{
    const struct jhr_dim *d = &q->s->dims.v[dim];
    uint32_t before = JHR_UNKNOWN + 10;
    for (int64_t day = d->lo; day <= d->hi; day++) {
        q->raw[dim] = day;
        uint32_t now = jhr_space_atom(q->s, q->side, q->product, q->raw, q->atom);
        if (now != before)
            jhr_dim_cut(q->s, dim, day);
        before = now;
    }
}

/* For each start day the lengths that fit; a day on which that changes begins a class. */
static void cut_lengths(struct search *q)
{
    struct jhr_space *s = q->s;
    int64_t first, next, old_first = -1, old_next = -1;
    for (int32_t day = s->from; day <= s->to; day++) {
        q->raw[s->start] = day;
        turns(q, s->length, &first, &next);
        if (first == old_first && next == old_next)
            continue;
        jhr_dim_cut(s, s->start, day);
        cut_turns(q, s->length, first, next);
        old_first = first;
        old_next = next;
    }
}

struct others {
    uint32_t dims[6], n;
    bool by_table;
};

static void try_all(struct search *q, const struct others *o, uint32_t at, uint32_t dim)
{
    struct jhr_space *s = q->s;
    int64_t first, next;
    if (at == o->n) {
        turns(q, dim, &first, &next);
        cut_turns(q, dim, first, next);
        return;
    }
    const struct jhr_dim *d = &s->dims.v[o->dims[at]];
    if (o->dims[at] == s->start && o->by_table) {
        for (uint32_t i = 0; i < s->table_days.n; i++) {
            q->raw[s->start] = s->table_days.v[i] - s->shift[q->side];
            if (q->raw[s->start] < s->from || q->raw[s->start] > s->to)
                continue;
            try_all(q, o, at + 1, dim);
        }
        return;
    }
    for (int64_t v = d->lo; v <= d->hi; v++) {
        q->raw[o->dims[at]] = v;
        try_all(q, o, at + 1, dim);
    }
}

/* Of the dimensions beside the one that is cut each value is a class. False: too many. */
static bool others_of(struct jhr_space *s, const struct jhr_reading *r, uint32_t dim,
                      struct others *o)
{
    uint64_t tried = r->product ? s->products_n : 1;
    *o = (struct others){.by_table = r->by_table};
    for (uint32_t i = 0; i < r->n; i++) {
        if (r->dims[i] == dim)
            continue;
        bool table = r->dims[i] == s->start && r->by_table;
        int64_t size = table ? (int64_t)s->table_days.n : size_of(s, r->dims[i]);
        if (size > MOST_SINGLES)
            return false;
        o->dims[o->n++] = r->dims[i];
        tried *= (uint64_t)size;
        if (tried > MOST_TRIED)
            return false;
    }
    for (uint32_t i = 0; i < o->n; i++)
        if (!(o->dims[i] == s->start && o->by_table))
            s->dims.v[o->dims[i]].singles = true;
    return true;
}

static bool cut_atom(struct search *q, struct jhr_reading *r)
{
    struct jhr_space *s = q->s;
    const struct jhr_ir_atom *a = &s->side[q->side].ir->atoms.v[q->atom];
    uint32_t dim = cut_dim(s, r);
    struct others o;
    q->lo = a->lo;
    q->hi = a->hi;
    if (dim == JHR_NONE || (a->kind != JHR_IR_RANGE && a->kind != JHR_IR_LINEAR))
        return true;
    bool lengths = r->n == 2 && r->dims[0] == s->start && r->dims[1] == s->length && !r->by_table;
    if (!lengths && !(r->n == 1 && is_day(s, dim)) && !others_of(s, r, dim, &o))
        return false;
    for (uint32_t p = 0; p < (r->product ? s->products_n : 1); p++) {
        q->product = p;
        if (lengths)
            cut_lengths(q);
        else if (r->n == 1 && is_day(s, dim))
            cut_days(q, dim);
        else
            try_all(q, &o, 0, dim);
    }
    return true;
}

/* ---- what is opaque ---- */

/* The same condition of both sides is one unknown. */
static uint32_t free_dim(struct jhr_space *s, uint32_t side, struct jhr_str key,
                         struct jhr_span span)
{
    for (uint32_t i = 0; i < s->dims.n; i++)
        if (s->dims.v[i].kind == JHR_DIM_FREE && jhr_str_eq(s->dims.v[i].key, key))
            return i;
    struct jhr_dim *d = jhr_vec_add(s->a, &s->dims);
    if (d == NULL)
        return JHR_NONE;
    *d = (struct jhr_dim){.kind = JHR_DIM_FREE,
                          .opaque = true,
                          .janee = true,
                          .name = jhr_source_text(s->side[side].model->sources, span),
                          .key = key,
                          .hi = 1,
                          .feit = {JHR_NONE, JHR_NONE},
                          .rekening = {JHR_NONE, JHR_NONE}};
    return s->dims.n - 1;
}

/* With one indication at most, a count of them says nothing that two would not undo. */
static void free_counts(struct jhr_space *s, uint32_t side)
{
    const struct jhr_ir *ir = s->side[side].ir;
    for (uint32_t i = 0; i < ir->nodes.n && !s->a->out_of_memory; i++) {
        const struct jhr_ir_node *n = &ir->nodes.v[i];
        if (s->live[side][i] && n->kind == JHR_IR_EACH && n->each == JHR_EACH_COUNT)
            s->count_free[side][i] = free_dim(s, side, jhr_space_node_key(s, side, i), n->span);
    }
}

/* How long a period may be to be priced, or to be priced at one tarief, by its start. */
static void cut_priced(struct jhr_space *s, uint32_t side, bool one)
{
    for (uint32_t p = 0; p < s->products_n; p++) {
        int64_t before = -1;
        for (int32_t day = s->from; day <= s->to; day++) {
            int32_t own = day + s->shift[side];
            int64_t most = jhr_space_tarief_until(s, side, p, own, one) - own + 1;
            most = most > JHR_LENGTH_MOST ? JHR_LENGTH_MOST : most;
            if (most == before)
                continue;
            jhr_dim_cut(s, s->start, day);
            jhr_dim_cut(s, s->length, most + 1);
            before = most;
        }
    }
}

static bool has_budget(const struct jhr_space *s, uint32_t side)
{
    const struct jhr_program *p = s->side[side].program;
    for (uint32_t i = 0; i < p->rekeningen_n; i++)
        if (p->regels[p->rekeningen[i].regel].kind == JHR_P_BUDGET &&
            s->room_dim[side][i] != JHR_NONE)
            return true;
    return false;
}

static void read_atoms(struct jhr_space *s, uint32_t side)
{
    const struct jhr_ir *ir = s->side[side].ir;
    bool kosten = false;
    uint32_t n = s->dims.n; /* the free ones are added while atoms are read, and no atom's */
    int64_t *raw = jhr_arena_alloc(s->a, (n + (size_t)1) * sizeof *raw);
    for (uint32_t i = 0; i < ir->atoms.n && !s->a->out_of_memory; i++) {
        struct search q = {.s = s, .side = side, .atom = i, .raw = raw};
        for (uint32_t k = 0; k < n; k++) /* nothing is left of what the atom before tried */
            raw[k] = s->dims.v[k].lo;
        struct jhr_reading r = jhr_space_reading(s, side, i);
        r.opaque = r.opaque || !cut_atom(&q, &r);
        kosten |= r.kosten && !r.opaque;
        if (r.opaque || r.kosten || r.traject)
            r.free = free_dim(s, side, jhr_space_key(s, side, i, r.opaque ? "" : "deels"),
                              ir->atoms.v[i].span);
        s->readings[side][i] = r;
    }
    if (kosten)
        cut_priced(s, side, true);
    if (kosten || has_budget(s, side))
        cut_priced(s, side, false);
}

/* ---- days on which something begins or ends ---- */

static void set_days(struct jhr_space *s, uint32_t side)
{
    const struct jhr_model *m = s->side[side].model;
    for (uint32_t i = 0; i < s->side[side].ir->atoms.n; i++) {
        const struct jhr_ir_atom *a = &s->side[side].ir->atoms.v[i];
        if (a->kind != JHR_IR_IN || a->set >= m->sets_n)
            continue;
        for (uint32_t k = 0; k < m->sets[a->set].n; k++) {
            const struct jhr_period *p = &m->sets[a->set].members[k].period;
            cut_day(s, side, s->start, jhr_day_of_ymd(p->from));
            cut_day(s, side, s->start, jhr_day_of_ymd(p->to));
        }
    }
}

static void rule_days(struct jhr_space *s, uint32_t side)
{
    const struct jhr_program *p = s->side[side].program;
    for (uint32_t i = 0; i < p->meta[0].regels; i++) {
        const struct jhr_p_regel *r = &p->regels[i];
        uint32_t dim = jhr_space_day_dim(s, r->peilt_startdatum);
        cut_day(s, side, dim, r->from);
        cut_day(s, side, dim, r->to);
        for (uint32_t k = 0; k < r->kracht_n; k++)
            cut_day(s, side, dim, p->krachten[r->kracht + k].from);
    }
}

static void table_day(struct jhr_space *s, int32_t day)
{
    for (uint32_t i = 0; i < s->table_days.n; i++)
        if (s->table_days.v[i] == day)
            return;
    int32_t *at = jhr_vec_add(s->a, &s->table_days);
    if (at != NULL)
        *at = day;
}

static void table_days(struct jhr_space *s, uint32_t side)
{
    const struct jhr_program *p = s->side[side].program;
    table_day(s, s->from + s->shift[side]);
    for (uint32_t i = 0; i < p->stappen_n; i++) {
        table_day(s, p->stappen[i].from);
        table_day(s, p->stappen[i].to);
    }
}

static bool some_table(const struct jhr_space *s)
{
    for (uint32_t k = 0; k < s->sides_n; k++)
        for (uint32_t i = 0; i < s->side[k].ir->atoms.n; i++)
            if (s->readings[k][i].by_table)
                return true;
    return false;
}

/* ---- classes ---- */

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool classes(struct jhr_space *s, struct jhr_dim *d)
{
    bool each = d->singles || d->nominal || d->janee;
    int64_t *last = d->extra ? jhr_vec_add(s->a, &d->cuts) : NULL;
    if (last != NULL)
        *last = d->hi;
    if (d->hi < d->lo) /* no values in common */
        d->hi = d->lo;
    if (d->cuts.n > 1)
        qsort(d->cuts.v, d->cuts.n, sizeof *d->cuts.v, by_value);
    uint64_t most = each ? (uint64_t)(d->hi - d->lo + 1) : d->cuts.n + (uint64_t)1;
    int64_t *first = jhr_arena_alloc(s->a, (most + 1) * sizeof *first);
    if (first == NULL || s->a->out_of_memory)
        return false;
    first[0] = d->lo;
    d->n = 1;
    for (uint64_t i = 0; i + 1 < most; i++) {
        int64_t at = each ? d->lo + (int64_t)i + 1 : d->cuts.v[i];
        if (at > first[d->n - 1])
            first[d->n++] = at;
    }
    first[d->n] = d->hi + 1;
    d->first = first;
    return true;
}

/* The last of the calendar: a period that begins late has fewer lengths. */
static void calendar_end(struct jhr_space *s)
{
    if (s->length == JHR_NONE)
        return;
    jhr_dim_cut(s, s->length, 2); /* to be contracted at the start and not throughout */
    for (int32_t day = s->from; day <= s->to; day++) {
        int64_t most = JHR_DAY_LAST - day + 1;
        if (most >= JHR_LENGTH_MOST)
            continue;
        jhr_dim_cut(s, s->start, day);
        jhr_dim_cut(s, s->length, most + 1);
    }
}

bool jhr_space_cut(struct jhr_space *s)
{
    for (uint32_t k = 0; k < s->sides_n; k++)
        table_days(s, k);
    for (uint32_t k = 0; k < s->sides_n && !s->a->out_of_memory; k++) {
        read_atoms(s, k);
        free_counts(s, k);
        set_days(s, k);
        rule_days(s, k);
    }
    for (uint32_t i = 0; some_table(s) && i < s->table_days.n; i++)
        for (uint32_t k = 0; k < s->sides_n; k++)
            cut_day(s, k, s->start, s->table_days.v[i]);
    calendar_end(s);
    for (uint32_t i = 0; i < s->dims.n && !s->a->out_of_memory; i++)
        if (!classes(s, &s->dims.v[i]))
            return false;
    return !s->a->out_of_memory;
}

#include "validator/space.h"

#include "base/arena.h"

#include <string.h>

/* ---- counting ---- */

void jhr_counter_init(struct jhr_counter *c, const struct jhr_space *s, const struct jhr_bdd *b)
{
    *c = (struct jhr_counter){.s = s, .b = b};
}

void jhr_counter_free(struct jhr_counter *c)
{
    jhr_free(c->known);
    jhr_free(c->stamp);
    *c = (struct jhr_counter){0};
}

void jhr_counter_start(struct jhr_counter *c, const bool *dims)
{
    c->dims = dims;
    c->stamp_now++;
}

static bool has_room(struct jhr_counter *c)
{
    if (c->b->n <= c->cap)
        return true;
    uint32_t cap = c->b->n + c->b->n / 2;
    struct jhr_count *known = jhr_realloc(c->known, cap * sizeof *known);
    if (known != NULL)
        c->known = known;
    uint32_t *stamp = known != NULL ? jhr_realloc(c->stamp, cap * sizeof *stamp) : NULL;
    if (stamp == NULL) {
        c->out_of_memory = true;
        return false;
    }
    memset(stamp + c->cap, 0, (cap - c->cap) * sizeof *stamp);
    c->stamp = stamp;
    c->cap = cap;
    return true;
}

static uint32_t dim_of(const struct jhr_counter *c, jhr_edge f)
{
    uint32_t var = jhr_bdd_var(c->b, f);
    return var == JHR_BDD_LEAF ? c->s->dims.n : c->s->dim_of[var];
}

/* All values of the dimensions from..to - 1 that count. */
static void spread(const struct jhr_counter *c, struct jhr_count *n, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        const struct jhr_dim *d = &c->s->dims.v[i];
        if (c->dims[i])
            jhr_count_times(n, jhr_dim_size(d));
    }
}

static struct jhr_count below(struct jhr_counter *c, jhr_edge f);

/* The values base.. of a dimension, as far as the variables from `bit` on say. */
static void within(struct jhr_counter *c, const struct jhr_dim *d, jhr_edge f, uint32_t bit,
                   uint32_t base, struct jhr_count *sum)
{
    uint32_t index = (uint32_t)(d - c->s->dims.v), var = jhr_bdd_var(c->b, f);
    if (base >= d->n)
        return;
    if (var != JHR_BDD_LEAF && var < d->var + d->bits) {
        uint32_t at = d->var + bit, half = 1u << (d->bits - 1 - bit);
        within(c, d, var == at ? jhr_bdd_lo(c->b, f) : f, bit + 1, base, sum);
        within(c, d, var == at ? jhr_bdd_hi(c->b, f) : f, bit + 1, base + half, sum);
        return;
    }
    if (f == JHR_BDD_NO)
        return;
    uint32_t next = base + (1u << (d->bits - bit));
    struct jhr_count n = below(c, f);
    int64_t values = d->first[next < d->n ? next : d->n] - d->first[base];
    values -= d->extra && next >= d->n; /* the last class is that value alone */
    jhr_count_times(&n, (uint64_t)values);
    spread(c, &n, index + 1, dim_of(c, f));
    jhr_count_add(sum, &n);
}

/* Over the dimensions from that of f on. */
static struct jhr_count below(struct jhr_counter *c, jhr_edge f)
{
    struct jhr_count n = {0};
    uint32_t node = f >> 1;
    if (f <= JHR_BDD_NO)
        return jhr_count_of(f == JHR_BDD_YES);
    if (c->stamp[node] != c->stamp_now) {
        const struct jhr_dim *d = &c->s->dims.v[dim_of(c, f)];
        struct jhr_count sum = {0};
        within(c, d, f & ~1u, 0, 0, &sum);
        c->known[node] = sum;
        c->stamp[node] = c->stamp_now;
    }
    if ((f & 1u) == 0)
        return c->known[node];
    n = jhr_count_of(1);
    spread(c, &n, dim_of(c, f), c->s->dims.n);
    jhr_count_sub(&n, &c->known[node]);
    return n;
}

struct jhr_count jhr_counter_of(struct jhr_counter *c, jhr_edge f)
{
    if (!has_room(c))
        return (struct jhr_count){.over = true};
    struct jhr_count n = below(c, f);
    spread(c, &n, 0, dim_of(c, f));
    return n;
}

void jhr_space_reads(const struct jhr_space *s, struct jhr_bdd *b, jhr_edge f, bool *dims)
{
    bool *vars = jhr_malloc((s->vars_n + (size_t)1) * sizeof *vars);
    if (vars == NULL)
        return;
    memset(vars, 0, s->vars_n * sizeof *vars);
    jhr_bdd_support(b, f, vars);
    for (uint32_t i = 0; i < s->vars_n; i++)
        dims[s->dim_of[i]] |= vars[i];
    jhr_free(vars);
}

void jhr_space_pick(const struct jhr_space *s, const struct jhr_bdd *b, jhr_edge f, uint32_t way,
                    uint32_t *classes)
{
    uint64_t chance = way;
    for (uint32_t i = 0; i < s->dims.n; i++)
        classes[i] = JHR_NONE;
    while (f != JHR_BDD_YES && f != JHR_BDD_NO) {
        uint32_t var = jhr_bdd_var(b, f), dim = s->dim_of[var];
        const struct jhr_dim *d = &s->dims.v[dim];
        chance = chance * UINT64_C(6364136223846793005) + (way > 0);
        bool hi =
            jhr_bdd_lo(b, f) == JHR_BDD_NO || (jhr_bdd_hi(b, f) != JHR_BDD_NO && chance >> 63 != 0);
        classes[dim] = classes[dim] == JHR_NONE ? 0 : classes[dim];
        if (hi)
            classes[dim] |= 1u << (d->bits - 1 - (var - d->var));
        f = hi ? jhr_bdd_hi(b, f) : jhr_bdd_lo(b, f);
    }
    for (uint32_t i = 0; i < s->dims.n; i++)
        if (classes[i] != JHR_NONE && classes[i] >= s->dims.v[i].n)
            classes[i] = s->dims.v[i].n - 1;
}

/* ---- one case ---- */

static uint32_t class_of(const struct jhr_dim *d, int64_t v)
{
    uint32_t c = 0;
    while (c + 1 < d->n && d->first[c + 1] <= v)
        c++;
    return c;
}

bool jhr_space_holds(const struct jhr_space *s, const struct jhr_bdd *b, jhr_edge f,
                     const int64_t *raw)
{
    while (f > JHR_BDD_NO) {
        uint32_t var = jhr_bdd_var(b, f);
        const struct jhr_dim *d = &s->dims.v[s->dim_of[var]];
        uint32_t c = class_of(d, raw[s->dim_of[var]]);
        bool yes = c >> (d->bits - 1 - (var - d->var)) & 1;
        f = yes ? jhr_bdd_hi(b, f) : jhr_bdd_lo(b, f);
    }
    return f == JHR_BDD_YES;
}

#include "runtime/ask.h"

#include <string.h>

static uint32_t stride_of(const struct jhr_ask *t, uint32_t dim)
{
    uint32_t stride = 1;
    for (uint32_t k = 0; k < dim; k++)
        stride *= t->dims[k].dropped ? 1 : t->dims[k].n;
    return stride;
}

/* One decision of those along the dim from this entry on; false: they differ. */
static bool merge(const struct jhr_ask *t, uint32_t at, uint32_t stride, uint32_t n, uint8_t *out)
{
    *out = JHR_ASK_NONE;
    for (uint32_t v = 0; v < n; v++) {
        uint8_t one = t->decision[at + v * stride];
        if (one == JHR_ASK_NONE || one == *out)
            continue;
        if (*out != JHR_ASK_NONE)
            return false;
        *out = one;
    }
    return true;
}

static bool matters(const struct jhr_ask *t, uint32_t dim)
{
    uint32_t stride = stride_of(t, dim), n = t->dims[dim].n;
    uint8_t ignored;
    for (uint32_t at = 0; at < t->size; at += stride * n)
        for (uint32_t k = 0; k < stride; k++)
            if (!merge(t, at + k, stride, n, &ignored))
                return true;
    return false;
}

static uint32_t weight_of(const struct jhr_ask *t, uint32_t entry)
{
    if (t->weight != NULL)
        return t->weight[entry];
    return t->decision[entry] != JHR_ASK_NONE;
}

/* In place: an entry moves down, never past one that is still to be read. */
static void drop(struct jhr_ask *t, uint32_t dim, uint32_t *weight)
{
    uint32_t stride = stride_of(t, dim), n = t->dims[dim].n, to = 0;
    for (uint32_t at = 0; at < t->size; at += stride * n)
        for (uint32_t k = 0; k < stride; k++, to++) {
            uint32_t sum = 0;
            uint8_t one;
            (void)merge(t, at + k, stride, n, &one);
            for (uint32_t v = 0; v < n; v++)
                sum += weight_of(t, at + k + v * stride);
            weight[to] = sum;
            t->decision[to] = one;
        }
    t->weight = weight;
    t->size = to;
    t->dims[dim].dropped = true;
}

bool jhr_ask_reduce(struct jhr_arena *a, struct jhr_ask *t)
{
    for (uint32_t dim = t->dims_n; dim-- > 0;) {
        if (!t->dims[dim].optional || matters(t, dim))
            continue;
        uint32_t *weight = t->weight;
        if (weight == NULL)
            weight = jhr_arena_alloc(a, (t->size / t->dims[dim].n) * sizeof *weight);
        if (weight == NULL || a->out_of_memory)
            return false;
        drop(t, dim, weight);
    }
    return true;
}

/* ---- in which order ---- */

struct groups {
    uint8_t *decision; /* by group of entries that agree on the chosen dims; MIXED */
    uint32_t *weight;
};
#define MIXED 0xfe

/* The digits of an entry, counted on from entry to entry; and what they add to its group. */
struct counter {
    uint32_t digit[JHR_MAX_UNKNOWNS], n[JHR_MAX_UNKNOWNS], step[JHR_MAX_UNKNOWNS];
    uint32_t dims, group;
};

static void counter_init(struct counter *c, const struct jhr_ask *t, uint64_t chosen)
{
    uint32_t stride = 1;
    c->dims = c->group = 0;
    for (uint32_t k = 0; k < t->dims_n; k++) {
        if (t->dims[k].dropped)
            continue;
        c->digit[c->dims] = 0;
        c->n[c->dims] = t->dims[k].n;
        c->step[c->dims++] = chosen >> k & 1 ? stride : 0;
        stride *= t->dims[k].n;
    }
}

static void count_on(struct counter *c)
{
    for (uint32_t k = 0; k < c->dims; k++) {
        if (++c->digit[k] < c->n[k]) {
            c->group += c->step[k];
            return;
        }
        c->group -= c->step[k] * (c->n[k] - 1);
        c->digit[k] = 0;
    }
}

/* How many completions are decided once the answers of these dims are known. */
static uint64_t decided(const struct jhr_ask *t, struct groups *g, uint64_t chosen)
{
    struct counter c;
    uint64_t sum = 0;
    memset(g->decision, JHR_ASK_NONE, t->size);
    memset(g->weight, 0, t->size * sizeof *g->weight);
    counter_init(&c, t, chosen);
    for (uint32_t i = 0; i < t->size; i++, count_on(&c)) {
        if (t->decision[i] == JHR_ASK_NONE)
            continue;
        uint8_t *d = &g->decision[c.group];
        *d = *d == JHR_ASK_NONE || *d == t->decision[i] ? t->decision[i] : MIXED;
        g->weight[c.group] += weight_of(t, i);
    }
    for (uint32_t i = 0; i < t->size; i++)
        if (g->decision[i] != MIXED && g->decision[i] != JHR_ONBEPAALD)
            sum += g->weight[i];
    return sum;
}

bool jhr_ask_order(struct jhr_arena *a, const struct jhr_ask *t, uint32_t *order, uint32_t *n)
{
    struct groups g = {NULL, NULL};
    uint64_t left = 0, chosen = 0;
    bool plain = t->size > JHR_MAX_ORDERED;
    *n = 0;
    for (uint32_t k = 0; k < t->dims_n; k++)
        if (t->dims[k].optional && !t->dims[k].dropped)
            left |= UINT64_C(1) << k;
    if (!plain) {
        g.decision = jhr_arena_alloc(a, t->size);
        g.weight = jhr_arena_alloc(a, t->size * sizeof *g.weight);
        if (a->out_of_memory)
            return false;
    }
    while (left != 0) {
        uint32_t best = (uint32_t)__builtin_ctzll(left);
        uint64_t most = 0;
        for (uint64_t k = left; k != 0 && !plain && (left & (left - 1)) != 0; k &= k - 1) {
            uint32_t dim = (uint32_t)__builtin_ctzll(k);
            uint64_t sum = decided(t, &g, chosen | UINT64_C(1) << dim);
            if (sum > most) {
                most = sum;
                best = dim;
            }
        }
        order[(*n)++] = best;
        chosen |= UINT64_C(1) << best;
        left &= ~(UINT64_C(1) << best);
    }
    return true;
}

#include "runtime/ask.h"

#include <string.h>

/* ---- along one unknown ---- */

static bool several(uint8_t met)
{
    return (met & (met - 1)) != 0;
}

static uint32_t stride_of(const struct jhr_ask *t, uint32_t dim)
{
    uint32_t stride = 1;
    for (uint32_t k = 0; k < dim; k++)
        stride *= t->dims[k].dropped ? 1 : t->dims[k].n;
    return stride;
}

/* Entries that differ in this unknown alone become one. `to` may be `from`: an entry moves down,
 * never past one that is still to be read. Weights may be NULL. */
struct along {
    uint32_t size, stride, n;
};
static void join_met(struct along of, const uint8_t *from, uint8_t *to)
{
    for (const uint8_t *end = from + of.size; from < end; from += of.stride * of.n) {
        for (uint32_t k = 0; k < of.stride; k++)
            to[k] = from[k];
        for (uint32_t v = 1; v < of.n; v++)
            for (uint32_t k = 0; k < of.stride; k++)
                to[k] |= from[v * of.stride + k];
        to += of.stride;
    }
}

static void join_weight(struct along of, const uint32_t *from, uint32_t *to)
{
    for (const uint32_t *end = from + of.size; from < end; from += of.stride * of.n) {
        for (uint32_t k = 0; k < of.stride; k++)
            to[k] = from[k];
        for (uint32_t v = 1; v < of.n; v++)
            for (uint32_t k = 0; k < of.stride; k++)
                to[k] += from[v * of.stride + k];
        to += of.stride;
    }
}

/* ---- which matter ---- */

bool jhr_ask_matters(const struct jhr_ask *t, uint32_t dim)
{
    uint32_t stride = stride_of(t, dim), n = t->dims[dim].n;
    for (uint32_t at = 0; at < t->size; at += stride * n) {
        uint8_t many = 0;
        for (uint32_t k = 0; k < stride; k++) {
            uint8_t met = t->met[at + k];
            for (uint32_t v = 1; v < n; v++)
                met |= t->met[at + k + v * stride];
            many |= several(met);
        }
        if (many)
            return true;
    }
    return false;
}

static bool make_weights(struct jhr_arena *a, struct jhr_ask *t)
{
    if (t->weight != NULL)
        return true;
    t->weight = jhr_arena_alloc(a, t->size * sizeof *t->weight);
    for (uint32_t i = 0; t->weight != NULL && i < t->size; i++)
        t->weight[i] = t->met[i] != 0;
    return t->weight != NULL && !a->out_of_memory;
}

static bool drop(struct jhr_arena *a, struct jhr_ask *t, uint32_t dim)
{
    struct along of = {t->size, stride_of(t, dim), t->dims[dim].n};
    if (!make_weights(a, t))
        return false;
    join_met(of, t->met, t->met);
    join_weight(of, t->weight, t->weight);
    t->size /= of.n;
    t->dims[dim].dropped = true;
    return true;
}

bool jhr_ask_reduce(struct jhr_arena *a, struct jhr_ask *t)
{
    for (uint32_t dim = t->dims_n; dim-- > 0;)
        if (t->dims[dim].who == JHR_ASK_NEVER && !drop(a, t, dim))
            return false;
    for (uint32_t i = 0; i < t->size; i++)
        t->met[i] = several(t->met[i]) ? 1u << JHR_ONBEPAALD : t->met[i];
    for (uint32_t dim = t->dims_n; dim-- > 0;)
        if (t->dims[dim].who == JHR_ASK_OPTIONAL && !jhr_ask_matters(t, dim) && !drop(a, t, dim))
            return false;
    return true;
}

/* ---- in which order ---- */

/* A table over the dims in which a bit is set. */
struct table {
    const struct jhr_ask *t;
    uint64_t dims;
    uint8_t *met;
    uint32_t *weight;
    uint32_t size;
};

/* How many completions are decided when the answers of its dims are known. */
static uint64_t decided(const struct table *of)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < of->size; i++) {
        uint8_t met = of->met[i];
        sum += several(met) || met == 1u << JHR_ONBEPAALD ? 0 : of->weight[i];
    }
    return sum;
}

/* Without those dims; the highest first, so that the loops along the others are long. The result
 * is in `room`, or where it was when it is that table. Returns where the room ends. */
static struct table without(struct table of, uint64_t dims, struct table room)
{
    while (dims != 0) {
        uint32_t dim = 63 - (uint32_t)__builtin_clzll(dims);
        struct along along = {of.size, 1, of.t->dims[dim].n};
        for (uint64_t k = of.dims & ((UINT64_C(1) << dim) - 1); k != 0; k &= k - 1)
            along.stride *= of.t->dims[__builtin_ctzll(k)].n;
        join_met(along, of.met, room.met);
        join_weight(along, of.weight, room.weight);
        of = (struct table){of.t, of.dims & ~(UINT64_C(1) << dim), room.met, room.weight,
                            of.size / along.n};
        dims &= ~(UINT64_C(1) << dim);
    }
    return of;
}

static uint64_t lower_half(uint64_t set)
{
    uint64_t half = 0;
    for (int n = __builtin_popcountll(set) / 2; n > 0; n--, set &= set - 1)
        half |= set & (~set + 1);
    return half;
}

/* By dim of `left`: how many are decided when of `left` only its answer is known. Each half of the
 * dims is left out once for the other half, not once for each dim. Tables below the first are half
 * the size of the one above at most, so that the room of them all is that of the first. */
static void decided_by(struct table of, uint64_t left, struct table room, uint64_t *sums)
{
    if ((left & (left - 1)) == 0) {
        sums[__builtin_ctzll(left)] = decided(&of);
        return;
    }
    uint64_t half = lower_half(left);
    for (int k = 0; k < 2; k++, half = left & ~half) {
        struct table part = without(of, half, room), rest = room;
        rest.met += part.size;
        rest.weight += part.size;
        decided_by(part, left & ~half, rest, sums);
    }
}

/* What is asked of all: without the dims that are no questions. */
static bool first_table(struct jhr_arena *a, const struct jhr_ask *t, struct table *out,
                        struct table *room)
{
    uint64_t others = 0;
    struct jhr_ask all = *t;
    struct table from = {.t = t, .size = t->size, .met = t->met};
    for (uint32_t k = 0; k < t->dims_n; k++) {
        if (t->dims[k].dropped)
            continue;
        from.dims |= UINT64_C(1) << k;
        others |= t->dims[k].who == JHR_ASK_OPTIONAL ? 0 : UINT64_C(1) << k;
    }
    if (!make_weights(a, &all))
        return false;
    from.weight = all.weight;
    for (int k = 0; k < 2; k++) {
        struct table *to = k == 0 ? out : room;
        *to = (struct table){.met = jhr_arena_alloc(a, t->size),
                             .weight = jhr_arena_alloc(a, t->size * sizeof *to->weight)};
        if (a->out_of_memory || to->met == NULL || to->weight == NULL)
            return false;
    }
    *out = without(from, others, *out);
    return true;
}

bool jhr_ask_order(struct jhr_arena *a, const struct jhr_ask *t, uint32_t *order, uint32_t *n)
{
    struct table all, room;
    uint64_t sums[JHR_MAX_UNKNOWNS] = {0};
    *n = 0;
    if (!first_table(a, t, &all, &room))
        return false;
    for (uint64_t left = all.dims; left != 0; left &= ~(UINT64_C(1) << order[*n - 1])) {
        uint32_t best = (uint32_t)__builtin_ctzll(left);
        if ((left & (left - 1)) != 0)
            decided_by(all, left, room, sums);
        for (uint64_t k = left; k != 0; k &= k - 1)
            best = sums[__builtin_ctzll(k)] > sums[best] ? (uint32_t)__builtin_ctzll(k) : best;
        order[(*n)++] = best;
    }
    return true;
}

void jhr_ask_answers(const struct jhr_ask *t, uint32_t dim, uint8_t *met)
{
    uint32_t stride = stride_of(t, dim), n = t->dims[dim].n;
    memset(met, 0, n);
    for (uint32_t at = 0, v = 0; at < t->size; at += stride, v = v + 1 < n ? v + 1 : 0)
        for (uint32_t k = 0; k < stride; k++)
            met[v] |= t->met[at + k];
}

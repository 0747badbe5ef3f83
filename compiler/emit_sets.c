#include "compiler/emit_parts.h"

#include "runtime/calendar.h"

#include <stdlib.h>

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The days on which a set changes, each once, in order. */
static int32_t *days_of_change(struct jhr_emitter *e, const struct jhr_set *set, uint32_t *n)
{
    uint32_t all = 2 * set->n, kept = 0;
    int32_t *days = jhr_arena_alloc(e->a, (all + (size_t)1) * sizeof(*days));
    if (days == NULL || e->a->out_of_memory)
        return NULL;
    for (uint32_t i = 0; i < set->n; i++) {
        days[2 * i] = jhr_day_of_ymd(set->members[i].period.from);
        days[2 * i + 1] = jhr_day_of_ymd(set->members[i].period.to);
    }
    qsort(days, all, sizeof(*days), by_day);
    for (uint32_t i = 0; i < all; i++)
        if (kept == 0 || days[i] != days[kept - 1])
            days[kept++] = days[i];
    *n = kept;
    return days;
}

/* The words of a new row, all zero; NULL without memory. */
static struct jhr_p_word *row_add(struct jhr_emitter *e, uint32_t words, int32_t from, int32_t to)
{
    struct jhr_p_setrij *row = jhr_vec_add(e->a, &e->d->setrijen);
    if (row == NULL)
        return NULL;
    *row = (struct jhr_p_setrij){.from = from, .to = to, .word = e->d->words.n};
    for (uint32_t w = 0; w < words; w++)
        if (jhr_vec_add(e->a, &e->d->words) == NULL)
            return NULL;
    return words == 0 ? NULL : &e->d->words.v[e->d->words.n - words];
}

static void put_bit(struct jhr_p_word *words, uint32_t index)
{
    words[index / 64].bits |= UINT64_C(1) << index % 64;
}

/* One stretch of days in which the set is the same; nothing when it is empty then. */
static void stretch(struct jhr_emitter *e, const struct jhr_set *set, uint32_t words, int32_t from,
                    int32_t to)
{
    struct jhr_p_word *bits = NULL;
    for (uint32_t i = 0; i < set->n; i++) {
        const struct jhr_member *m = &set->members[i];
        if (jhr_day_of_ymd(m->period.from) > from || jhr_day_of_ymd(m->period.to) < to)
            continue;
        if (bits == NULL)
            bits = row_add(e, words, from, to);
        if (bits == NULL)
            return;
        put_bit(bits, m->index);
    }
}

static void set_of_model(struct jhr_emitter *e, const struct jhr_set *set)
{
    uint32_t n = 0, size = 0;
    const int32_t *days = days_of_change(e, set, &n);
    struct jhr_p_set *out = jhr_vec_add(e->a, &e->d->sets);
    if (days == NULL || out == NULL)
        return;
    for (uint32_t i = 0; i < set->n; i++)
        size = set->members[i].index + 1 > size ? set->members[i].index + 1 : size;
    *out = (struct jhr_p_set){.naam = jhr_emit_text(e, set->name),
                              .kind = set->kind,
                              .segment = set->segment,
                              .size = size,
                              .first = e->d->setrijen.n};
    for (uint32_t i = 0; i + 1 < n; i++)
        stretch(e, set, size / 64 + (size % 64 > 0), days[i], days[i + 1]);
    out->n = e->d->setrijen.n - out->first;
}

static void set_of_ir(struct jhr_emitter *e, const struct jhr_ir_set *set)
{
    struct jhr_p_set *out = jhr_vec_add(e->a, &e->d->sets);
    if (out == NULL)
        return;
    *out = (struct jhr_p_set){.naam = jhr_emit_text(e, set->name),
                              .kind = JHR_SET_PRODUCT,
                              .size = set->products[set->n - 1] + 1,
                              .first = e->d->setrijen.n,
                              .n = 1};
    struct jhr_p_word *bits = row_add(e, out->size / 64 + (out->size % 64 > 0), 0, JHR_DAY_NEVER);
    for (uint32_t i = 0; i < set->n && bits != NULL; i++)
        put_bit(bits, set->products[i]);
}

void jhr_emit_sets(struct jhr_emitter *e)
{
    const struct jhr_model *m = e->ir->model;
    for (uint32_t i = 0; i < m->sets_n; i++)
        set_of_model(e, &m->sets[i]);
    for (uint32_t i = 0; i < e->ir->sets.n; i++)
        set_of_ir(e, &e->ir->sets.v[i]);
}

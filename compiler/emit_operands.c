#include "compiler/emit_parts.h"

enum table { RANGE, MASK, IN, XRANGE, XCONST, TERM, MONTH, WORKDAY, TABLE };

struct contents {
    int64_t table, a, b, c;
};

/* The row with these contents, or JHR_NONE when it is new; `next` is the index that it gets then.
 */
static uint32_t known(struct jhr_emitter *e, struct contents row, uint32_t next)
{
    struct jhr_str key = {(const char *)&row, sizeof(row)};
    const void *found = jhr_map_get(&e->operands, key);
    if (found != NULL)
        return (uint32_t)((uintptr_t)found - 1);
    jhr_map_put(e->a, &e->operands, jhr_arena_str(e->a, key), (void *)((uintptr_t)next + 1));
    return JHR_NONE;
}

/* `index` becomes that of a row with the contents; a new row is filled with `...`. */
#define OPERAND(array, row, ...)                                                                   \
    uint32_t index = known(e, row, e->d->array.n);                                                 \
    if (index != JHR_NONE)                                                                         \
        return index;                                                                              \
    void *added = jhr_vec_add(e->a, &e->d->array);                                                 \
    if (added == NULL)                                                                             \
        return 0;                                                                                  \
    e->d->array.v[e->d->array.n - 1] = __VA_ARGS__;                                                \
    return e->d->array.n - 1

uint32_t jhr_emit_range(struct jhr_emitter *e, uint32_t kolom, int64_t lo, int64_t hi)
{
    struct contents row = {RANGE, kolom, lo, hi};
    OPERAND(ranges, row, (struct jhr_p_range){.kolom = kolom, .lo = lo, .hi = hi});
}

uint32_t jhr_emit_mask(struct jhr_emitter *e, uint32_t kolom, uint64_t bits)
{
    struct contents row = {MASK, kolom, (int64_t)bits, 0};
    OPERAND(masks, row, (struct jhr_p_mask){.kolom = kolom, .bits = bits});
}

uint32_t jhr_emit_in(struct jhr_emitter *e, uint32_t kolom, uint32_t set)
{
    struct contents row = {IN, kolom, set, 0};
    OPERAND(ins, row, (struct jhr_p_in){.kolom = kolom, .set = set});
}

uint32_t jhr_emit_xrange(struct jhr_emitter *e, int64_t lo, int64_t hi)
{
    struct contents row = {XRANGE, lo, hi, 0};
    OPERAND(xranges, row, (struct jhr_p_xrange){.lo = lo, .hi = hi});
}

uint32_t jhr_emit_xconst(struct jhr_emitter *e, int64_t value)
{
    struct contents row = {XCONST, value, 0, 0};
    OPERAND(xconsts, row, (struct jhr_p_xconst){.value = value});
}

uint32_t jhr_emit_term(struct jhr_emitter *e, uint32_t kolom, int64_t coef)
{
    struct contents row = {TERM, kolom, coef, 0};
    OPERAND(terms, row, (struct jhr_p_term){.kolom = kolom, .coef = coef});
}

uint32_t jhr_emit_month(struct jhr_emitter *e, uint32_t kolom, int32_t months, int64_t coef)
{
    struct contents row = {MONTH, kolom, months, coef};
    OPERAND(months, row, (struct jhr_p_month){.kolom = kolom, .months = months, .coef = coef});
}

uint32_t jhr_emit_workday(struct jhr_emitter *e, uint32_t kolom, int32_t n, int64_t coef)
{
    struct contents row = {WORKDAY, kolom, n, coef};
    OPERAND(workdays, row, (struct jhr_p_workday){.kolom = kolom, .n = n, .coef = coef});
}

uint32_t jhr_emit_table(struct jhr_emitter *e, uint32_t kind, int64_t coef)
{
    struct contents row = {TABLE, kind, coef, 0};
    OPERAND(tables, row, (struct jhr_p_table){.kind = (uint8_t)kind, .coef = coef});
}

uint32_t jhr_emit_each(struct jhr_emitter *e, const struct jhr_ir_node *n)
{
    struct jhr_p_each *row = jhr_vec_add(e->a, &e->d->eachs);
    if (row == NULL)
        return 0;
    *row = (struct jhr_p_each){.list = n->list, .kind = n->each};
    if (n->each == JHR_EACH_COUNT) {
        row->lo = n->lo;
        row->hi = n->hi;
    }
    return e->d->eachs.n - 1;
}

uint32_t jhr_emit_xeach(struct jhr_emitter *e, const struct jhr_ir_term *t)
{
    struct jhr_p_xeach *row = jhr_vec_add(e->a, &e->d->xeachs);
    if (row == NULL)
        return 0;
    *row = (struct jhr_p_xeach){.list = t->list, .kind = t->each, .coef = t->coef};
    return e->d->xeachs.n - 1;
}

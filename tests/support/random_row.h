/*
 * Rows of chance for a program that was accepted: every column within its bounds, some unknown; and
 * the two evaluators on them, which agree to the bit. In a header, because fuzz targets link with
 * the library alone.
 */
#ifndef JHR_TESTS_SUPPORT_RANDOM_ROW_H
#define JHR_TESTS_SUPPORT_RANDOM_ROW_H

#include "base/voorstel.h"
#include "runtime/block.h"

#include <string.h>

struct random_rows {
    uint64_t state;
    struct jhr_item items[2][JHR_MAX_LOPEND];
};

static inline uint64_t random_next(struct random_rows *r)
{
    r->state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = r->state;
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* A value within the bounds, of a built-in column those of who fills it: an extreme, a small one,
 * or any. */
static inline int64_t random_value(struct random_rows *r, const struct jhr_program *p, uint32_t x)
{
    bool builtin = x < JHR_X_FACTS;
    int64_t lo = builtin ? jhr_builtin_x[x].lowest : p->kolommen[x].lowest;
    int64_t hi = builtin ? jhr_builtin_x[x].highest : p->kolommen[x].highest;
    uint64_t span = (uint64_t)hi - (uint64_t)lo, small = random_next(r) % 5;
    switch (random_next(r) % 6) {
    case 0:
        return lo;
    case 1:
        return hi;
    case 2:
    case 3:
        return (int64_t)((uint64_t)lo + (small < span ? small : span));
    default:
        return (int64_t)((uint64_t)lo +
                         (span == UINT64_MAX ? random_next(r) : random_next(r) % (span + 1)));
    }
}

static inline void random_row(struct random_rows *r, const struct jhr_program *p,
                              struct jhr_row *row)
{
    for (uint32_t x = 0; x < p->meta->xcols; x++) {
        row->known[x] = random_next(r) % 4 != 0;
        row->x[x] = row->known[x] ? random_value(r, p, x) : 0;
    }
    for (uint32_t b = 0; b < p->meta->bcols; b++)
        row->b[b] = (uint8_t)(random_next(r) % 3);
    for (uint32_t list = 0; list < 2; list++) {
        row->list[list] = r->items[list];
        row->list_n[list] =
            (uint32_t)(random_next(r) % (random_next(r) % 16 == 0 ? JHR_MAX_LOPEND + 1 : 4));
        for (uint32_t i = 0; i < row->list_n[list]; i++) {
            struct jhr_item *item = &r->items[list][i];
            for (uint32_t x = 0; x < JHR_X_FACTS - JHR_X_ITEM_PRODUCT; x++) {
                item->known[x] = random_next(r) % 4 != 0;
                item->x[x] = item->known[x] ? random_value(r, p, JHR_X_ITEM_PRODUCT + x) : 0;
            }
            item->overlapt = (uint8_t)(random_next(r) % 3);
        }
    }
    row->list_known = random_next(r) % 8 != 0;
}

static inline bool random_same(const struct jhr_program *p, const struct jhr_scalar *one,
                               const struct jhr_block *all, uint32_t row)
{
    bool same = true;
    for (uint32_t i = 0; i < p->regels_n; i++)
        same = same && one->voor[i] == jhr_planes_at(&all->voor[i], row) &&
               one->test[i] == jhr_planes_at(&all->test[i], row) &&
               one->tenzij[i] == jhr_planes_at(&all->tenzij[i], row);
    for (uint32_t i = 0; i < p->slots_n; i++)
        same = same && one->slots[i] == jhr_planes_at(&all->slots[i], row);
    return same;
}

/* Does a block of the rules alone that chance picks say the same of them? */
static inline bool random_part(struct random_rows *r, const struct jhr_program *p,
                               struct jhr_arena *a, const struct jhr_scalar *one,
                               struct jhr_columns *columns, uint32_t row, uint32_t rows)
{
    bool *wanted = jhr_arena_alloc(a, p->regels_n + (size_t)1);
    uint8_t *slots = jhr_arena_alloc(a, p->slots_n + (size_t)1);
    uint32_t *skip = jhr_arena_alloc(a, (p->code_n + (size_t)1) * sizeof *skip);
    struct jhr_block block;
    bool same = true;
    if (a->out_of_memory || !jhr_block_init(a, p, &block))
        return true;
    for (uint32_t i = 0; i < p->regels_n; i++)
        wanted[i] = random_next(r) % 3 == 0;
    jhr_block_skips(p, wanted, slots, skip);
    jhr_block_run(&block, columns, rows, skip);
    for (uint32_t i = 0; i < p->regels_n; i++)
        same = same && (!wanted[i] || (one->voor[i] == jhr_planes_at(&block.voor[i], row) &&
                                       one->test[i] == jhr_planes_at(&block.test[i], row) &&
                                       one->tenzij[i] == jhr_planes_at(&block.tenzij[i], row)));
    return same;
}

/* Evaluates some rows, at most JHR_BLOCK_ROWS. False: more steps than the verifier said, a truth
 * that is none, or the block evaluator says another one. */
static inline bool random_runs(struct random_rows *r, const struct jhr_program *p, uint32_t rows)
{
    struct jhr_arena arena;
    struct jhr_row row;
    struct jhr_columns columns;
    struct jhr_block block;
    bool fine = true;
    jhr_arena_init(&arena, 0);
    struct jhr_scalar *out = jhr_arena_alloc(&arena, rows * sizeof *out);
    if (out != NULL && jhr_row_init(&arena, p, &row) && jhr_columns_init(&arena, p, &columns) &&
        jhr_block_init(&arena, p, &block)) {
        for (uint32_t n = 0; n < rows && fine; n++) {
            random_row(r, p, &row);
            for (uint32_t list = 0; list < 2; list++) {
                size_t size = row.list_n[list] * sizeof(struct jhr_item);
                struct jhr_item *kept = jhr_arena_alloc(&arena, size + 1);
                if (size > 0)
                    memcpy(kept, row.list[list], size);
                row.list[list] = kept;
            }
            fine = jhr_scalar_init(&arena, p, &out[n]);
            jhr_columns_put(&columns, n, &row);
            jhr_scalar_run(p, &row, &out[n]);
            fine = fine && jhr_scalar_steps(p, &row) <= p->max_steps;
            for (uint32_t i = 0; i < p->regels_n; i++)
                fine = fine && out[n].voor[i] <= JHR_YES && out[n].test[i] <= JHR_YES &&
                       out[n].tenzij[i] <= JHR_YES;
        }
        jhr_block_run(&block, &columns, rows, NULL);
        for (uint32_t n = 0; n < rows && fine; n++)
            fine = random_same(p, &out[n], &block, n);
        fine = fine && random_part(r, p, &arena, &out[0], &columns, 0, rows);
    }
    jhr_arena_free(&arena);
    return fine;
}

#endif

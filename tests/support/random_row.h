/*
 * Rows of chance for a program that was accepted: every column within its bounds, some unknown.
 * In a header, because fuzz targets link with the library alone.
 */
#ifndef JHR_TESTS_SUPPORT_RANDOM_ROW_H
#define JHR_TESTS_SUPPORT_RANDOM_ROW_H

#include "base/voorstel.h"
#include "runtime/scalar.h"

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

/* A value within the bounds: an extreme, a small one, or any. */
static inline int64_t random_value(struct random_rows *r, const struct jhr_p_kolom *k)
{
    uint64_t span = (uint64_t)k->highest - (uint64_t)k->lowest, small = random_next(r) % 5;
    switch (random_next(r) % 6) {
    case 0:
        return k->lowest;
    case 1:
        return k->highest;
    case 2:
    case 3:
        return (int64_t)((uint64_t)k->lowest + (small < span ? small : span));
    default:
        return (int64_t)((uint64_t)k->lowest +
                         (span == UINT64_MAX ? random_next(r) : random_next(r) % (span + 1)));
    }
}

static inline void random_row(struct random_rows *r, const struct jhr_program *p,
                              struct jhr_row *row)
{
    for (uint32_t x = 0; x < p->meta->xcols; x++) {
        row->known[x] = random_next(r) % 4 != 0;
        row->x[x] = row->known[x] ? random_value(r, &p->kolommen[x]) : 0;
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
                item->x[x] =
                    item->known[x] ? random_value(r, &p->kolommen[JHR_X_ITEM_PRODUCT + x]) : 0;
            }
            item->overlapt = (uint8_t)(random_next(r) % 3);
        }
    }
    row->list_known = random_next(r) % 8 != 0;
}

/* Evaluates some rows. False: more steps than the verifier said, or a truth that is none. */
static inline bool random_runs(struct random_rows *r, const struct jhr_program *p, uint32_t rows)
{
    struct jhr_arena arena;
    struct jhr_row row;
    struct jhr_scalar out;
    bool fine = true;
    jhr_arena_init(&arena, 0);
    if (jhr_row_init(&arena, p, &row) && jhr_scalar_init(&arena, p, &out)) {
        for (uint32_t n = 0; n < rows && fine; n++) {
            random_row(r, p, &row);
            jhr_scalar_run(p, &row, &out);
            fine = jhr_scalar_steps(p, &row) <= p->max_steps;
            for (uint32_t i = 0; i < p->regels_n; i++)
                fine = fine && out.voor[i] <= JHR_YES && out.test[i] <= JHR_YES &&
                       out.tenzij[i] <= JHR_YES;
        }
    }
    jhr_arena_free(&arena);
    return fine;
}

#endif

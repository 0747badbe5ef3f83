/*
 * Many cases as columns: what jhr_row says of one, of up to JHR_BLOCK_ROWS at once. Integers in the
 * narrowest of three widths that holds what the rules declare, truths as two planes of bits. Only
 * columns that code reads are kept. Filled by whoever has the cases; read by the block evaluator.
 */
#ifndef JHR_RUNTIME_COLUMNS_H
#define JHR_RUNTIME_COLUMNS_H

#include "runtime/scalar.h"

#define JHR_BLOCK_ROWS  1024u
#define JHR_BLOCK_WORDS (JHR_BLOCK_ROWS / 64)

/* Bit i % 64 of word i / 64 is row i; neither: unknown. Never both. */
struct jhr_planes {
    uint64_t *yes, *no;
};
struct jhr_column {
    uint8_t width; /* bytes: 1, 4 or 8; 0: no code reads it, and there is nothing below */
    union {
        int8_t *x8;
        int32_t *x32;
        int64_t *x64;
    };
    uint64_t *known; /* where it is not, the value is 0 */
};
struct jhr_columns {
    uint32_t xcols, bcols;
    struct jhr_column *x; /* by integer column */
    struct jhr_planes *b; /* by truth column */
    /* Per row, by JHR_LIST_*: the listed indications; borrowed, as those of a jhr_row are. */
    const struct jhr_item **list[2];
    uint8_t *list_n[2];
    const struct jhr_celoordeel **oordelen; /* by row, of the case */
    uint32_t *oordelen_n;
    uint64_t *list_known;
    uint8_t *bytes; /* what a run reads of all this, in one piece */
    size_t bytes_n;
};

/* All rows begin unknown, with unknown lists. False: memory ended. */
bool jhr_columns_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_columns *c);
/* Row i becomes this one. */
void jhr_columns_put(struct jhr_columns *c, uint32_t i, const struct jhr_row *row);
/* Rows 0..n - 1 do. */
void jhr_columns_spread(struct jhr_columns *c, uint32_t n, const struct jhr_row *row);
/* One value in one row; a truth is JHR_NO, JHR_UNKNOWN or JHR_YES. */
void jhr_columns_set_x(struct jhr_columns *c, uint32_t kolom, uint32_t i, int64_t v, bool known);
void jhr_columns_set_b(struct jhr_columns *c, uint32_t truth, uint32_t i, uint8_t v);
int64_t jhr_columns_x(const struct jhr_columns *c, uint32_t kolom, uint32_t i);

static inline bool jhr_bit(const uint64_t *bits, uint32_t i)
{
    return bits[i / 64] >> i % 64 & 1;
}
static inline uint8_t jhr_planes_at(const struct jhr_planes *p, uint32_t i)
{
    return (uint8_t)(1 + jhr_bit(p->yes, i) - jhr_bit(p->no, i));
}
bool jhr_planes_init(struct jhr_arena *a, struct jhr_planes *p);

#endif

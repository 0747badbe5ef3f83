/* What the parts of the block evaluator share: runtime/block*.c. */
#ifndef JHR_RUNTIME_BLOCK_PARTS_H
#define JHR_RUNTIME_BLOCK_PARTS_H

#include "runtime/block.h"
#include "runtime/set_tables.h"

/* Integers of all rows, unknown where their bit is not set, and 0 there. */
struct sums {
    int64_t v[JHR_BLOCK_ROWS];
    uint64_t known[JHR_BLOCK_WORDS];
};
struct truths {
    uint64_t yes[JHR_BLOCK_WORDS], no[JHR_BLOCK_WORDS];
};
struct tallies {
    uint16_t least[JHR_BLOCK_ROWS], most[JHR_BLOCK_ROWS];
};

struct jhr_block_scratch {
    struct jhr_planes *regs;
    struct jhr_set_tables sets;
    struct truths acc, value; /* the accumulator, and what is combined with it */
    struct sums sum;
    struct tallies tally;
    bool tallied; /* the tally may hold something */
    /* of the code around a block */
    struct truths outer_acc;
    struct sums outer_sum;
    struct tallies outer_tally;
    /* what a block gathers, by row */
    uint8_t at_least[JHR_BLOCK_ROWS], at_most[JHR_BLOCK_ROWS];
    uint64_t surely[JHR_BLOCK_ROWS], perhaps[JHR_BLOCK_ROWS]; /* of COVER: bits by item */
    struct sums total;
    uint64_t active[JHR_BLOCK_WORDS]; /* rows that have the item at hand */
};
/* The largest of them; 0: there are none. */
uint8_t jhr_most_of(const uint8_t *n, uint32_t rows);

#endif

/*
 * The block evaluator: the same program over many cases at once, a bit a case. A truth is two
 * planes of bits (yes, no), so that and, or and not of 64 cases are a few instructions; comparisons
 * run over columns. Agrees with scalar to the bit. No allocation, no failure.
 */
#ifndef JHR_RUNTIME_BLOCK_H
#define JHR_RUNTIME_BLOCK_H

#include "runtime/columns.h"

/* What is taken for an EACH or XEACH over lists that are not said. */
struct jhr_open_list {
    struct jhr_planes truth;
    int64_t *v; /* by row: the count or the sum, before its coefficient */
};
/* Results, and the registers they are made in. One thread. */
struct jhr_block {
    const struct jhr_program *program;
    struct jhr_planes *voor, *test, *tenzij; /* by rule, pseudo-rules too */
    struct jhr_planes *slots;                /* by begrip */
    struct jhr_planes *
        *open_cells; /* by cell: what a `?` is taken to be; NULL, or a NULL: unknown */
    struct jhr_open_list **open_lists; /* by instruction; NULL, or a NULL: unknown */
    const struct jhr_columns *next;    /* which will be run after these; NULL: not known */
    struct jhr_block_scratch *scratch; /* private */
};
bool jhr_block_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_block *b);

/*
 * Runs rows 0..rows - 1 of the columns; what the planes say of later rows means nothing. Like
 * jhr_scalar_run it leaves what the program does not compute. Of the columns only those of listed
 * indications are written.
 *
 * skip: NULL, or by instruction how many to leave out from there on (jhr_block_skips).
 */
void jhr_block_run(struct jhr_block *b, struct jhr_columns *c, uint32_t rows, const uint32_t *skip);

/* What scalar would have left of that row. */
void jhr_block_take(const struct jhr_block *b, uint32_t row, struct jhr_scalar *out);

/* What to leave out when only these rules (pseudo-rules too), and the begrippen that they need, are
 * wanted. Rules can be run apart: no register passes from one to another (the verifier's rule
 * "register-rule"). `skip` holds code_n zeros; scratch: regels_n + slots_n bytes. */
void jhr_block_skips(const struct jhr_program *p, const bool *wanted, uint8_t *slots,
                     uint32_t *skip);

#endif

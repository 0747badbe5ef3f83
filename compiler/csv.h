/*
 * A table from a CSV file, as spreadsheets write it: `;`, `,` or tab between the cells, quotes,
 * a byte order mark, any end of line. Reading is libcsv's; here each cell gets its place in the
 * file, so that a message can point at it.
 */
#ifndef JHR_COMPILER_CSV_H
#define JHR_COMPILER_CSV_H

#include "base/diag.h"

#define JHR_MAX_CSV_CELLS (1u << 18) /* four times the largest matrix */

struct jhr_csv_cell {
    struct jhr_str text;  /* without quotes and blanks around it; NFC */
    struct jhr_span span; /* as written, blanks apart; of an empty cell a place */
};
struct jhr_csv_row {
    const struct jhr_csv_cell *cells;
    uint32_t n;
    struct jhr_span span;
};
struct jhr_csv { /* rows in the order of the file; those without any text are left out */
    const struct jhr_csv_row *rows;
    uint32_t n;
};

/* Reads the text of source `file`. False: something was reported, and *out is empty; or memory
 * ended, which the arena says. */
bool jhr_csv_read(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_sources *sources,
                  uint32_t file, struct jhr_csv *out);

#endif

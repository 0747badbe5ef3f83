/*
 * The lines of a file to load, CSV or NDJSON, one by one: cells under the names of rows.def. Bytes
 * come from the caller, so that a file of any size is read in little memory.
 */
#ifndef JHR_LEDGER_ROWS_H
#define JHR_LEDGER_ROWS_H

#include "base/buf.h"
#include "base/diag.h"

#define JHR_ROWS_LINE                                                                              \
    (1u << 20) /* bytes in one line: a contract names some hundreds of products                    \
                */

enum jhr_cell {
#define C(name) JHR_C_##name,
#include "ledger/rows.def"
#undef C
    JHR_CELLS
};
extern const char *const jhr_cell_names[JHR_CELLS];

struct jhr_in_row {
    uint64_t line;
    bool there[JHR_CELLS];            /* named, by the heading or in the object */
    struct jhr_str values[JHR_CELLS]; /* empty: no value; valid until the next row */
};

struct jhr_rows {
    /* Fills up to n bytes; 0: the end; -1: a fault, which ends the reading. */
    long (*read)(void *self, char *bytes, size_t n);
    /* Each row. */
    void (*row)(void *self, const struct jhr_in_row *row);
    /* What is wrong with a line: LOAD_LINE with a reason, or LOAD_COLUMN with a name. */
    void (*wrong)(void *self, uint64_t line, enum jhr_diag_id id, struct jhr_str what);
    void *self;
};
enum jhr_rows_result { JHR_ROWS_DONE, JHR_ROWS_FAULT, JHR_ROWS_NOMEM };
/* NDJSON when the first byte that is no blank is a brace, else CSV with a heading. */
enum jhr_rows_result jhr_rows_read(const struct jhr_rows *rows);

#endif

/* Any bytes as a file to load, in pieces of any size: rows, or a word on what is wrong. */
#include "ledger/rows.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    const uint8_t *data;
    size_t n, at, piece;
    uint64_t rows, wrong;
};

static long next(void *self, char *bytes, size_t n)
{
    struct input *in = self;
    size_t part = in->n - in->at;
    part = part < in->piece ? part : in->piece;
    part = part < n ? part : n;
    memcpy(bytes, in->data + in->at, part);
    in->at += part;
    return (long)part;
}

static void row(void *self, const struct jhr_in_row *r)
{
    struct input *in = self;
    uint64_t sum = 0;
    for (int i = 0; i < JHR_CELLS; i++) {
        if (r->values[i].n > 0 && !r->there[i])
            abort(); /* a value under a name that is not there */
        for (uint32_t k = 0; k < r->values[i].n; k++)
            sum += (unsigned char)r->values[i].p[k];
    }
    in->rows += sum > 0 || r->line > 0;
}

static void wrong(void *self, uint64_t line, enum jhr_diag_id id, struct jhr_str what)
{
    struct input *in = self;
    (void)what;
    if (line == 0 && id == JHR_D_LOAD_LINE)
        abort();
    in->wrong++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t rows = 0;
    for (int turn = 0; turn < 2; turn++) { /* the pieces make no difference */
        struct input in = {.data = data, .n = size, .piece = turn ? 7 : SIZE_MAX};
        struct jhr_rows reader = {next, row, wrong, &in};
        if (size > 0 && jhr_rows_read(&reader) == JHR_ROWS_FAULT)
            abort();
        if (turn && rows != in.rows)
            abort();
        rows = in.rows;
    }
    return 0;
}

#include "compiler/csv.h"

#include "grammar/literal.h"

#include <csv.h>
#include <string.h>

struct reader {
    struct jhr_arena *a;
    struct jhr_str text; /* of the file */
    uint32_t file;
    uint32_t at;    /* offset of the byte that libcsv reads now */
    uint32_t start; /* of the cell at hand */
    uint32_t cells_n;
    JHR_VEC(struct jhr_csv_cell) cells; /* of the row at hand */
    JHR_VEC(struct jhr_csv_row) rows;
};

static bool is_blank(char b)
{
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
}

/* What stands between two separators, blanks apart. */
static struct jhr_span cell_span(const struct reader *r)
{
    uint32_t lo = r->start, hi = r->at;
    while (lo < hi && is_blank(r->text.p[lo]))
        lo++;
    while (hi > lo && is_blank(r->text.p[hi - 1]))
        hi--;
    return (struct jhr_span){r->file, lo, hi};
}

static void on_cell(void *text, size_t n, void *self)
{
    struct reader *r = self;
    struct jhr_csv_cell *cell = jhr_vec_add(r->a, &r->cells);
    if (cell == NULL)
        return;
    struct jhr_str bytes = jhr_arena_str(r->a, (struct jhr_str){text, (uint32_t)n});
    while (bytes.n > 0 && is_blank(bytes.p[0]))
        bytes = (struct jhr_str){bytes.p + 1, bytes.n - 1};
    while (bytes.n > 0 && is_blank(bytes.p[bytes.n - 1]))
        bytes.n--;
    *cell = (struct jhr_csv_cell){jhr_literal_name(r->a, bytes), cell_span(r)};
    r->start = r->at + 1;
    r->cells_n++;
}

static void on_row(int end, void *self)
{
    struct reader *r = self;
    bool empty = true;
    (void)end;
    for (uint32_t i = 0; i < r->cells.n; i++)
        empty = empty && r->cells.v[i].text.n == 0;
    struct jhr_csv_row *row = empty ? NULL : jhr_vec_add(r->a, &r->rows);
    if (row != NULL) {
        struct jhr_span first = r->cells.v[0].span, last = r->cells.v[r->cells.n - 1].span;
        *row = (struct jhr_csv_row){r->cells.v, r->cells.n, {r->file, first.lo, last.hi}};
        r->cells.v = NULL; /* the row keeps them */
        r->cells.cap = 0;
    }
    r->cells.n = 0;
    r->start = r->at + 1;
}

/* What separates the cells of the first line: the one of `;`, tab and `,` that it has most of. */
static unsigned char delimiter(struct jhr_str text, uint32_t from)
{
    static const char candidates[] = {';', '\t', ','};
    uint32_t count[3] = {0}, best = 0;
    bool quoted = false;
    for (uint32_t i = from; i < text.n && (quoted || (text.p[i] != '\n' && text.p[i] != '\r'));
         i++) {
        quoted = text.p[i] == '"' ? !quoted : quoted;
        for (uint32_t k = 0; k < 3 && !quoted; k++)
            count[k] += text.p[i] == candidates[k];
    }
    for (uint32_t k = 1; k < 3; k++)
        best = count[k] > count[best] ? k : best;
    return (unsigned char)candidates[best];
}

/* UTF-16 has NUL bytes, Windows-1252 has letters that are no UTF-8. */
static bool encoded(struct jhr_diags *ds, struct jhr_str text, uint32_t file)
{
    static const char hex[] = "0123456789ABCDEF";
    uint32_t bad = jhr_text_invalid(text);
    if (bad == text.n)
        return true;
    unsigned char byte = (unsigned char)text.p[bad];
    char shown[4] = {'0', 'x', hex[byte >> 4], hex[byte & 15]};
    jhr_diag_add1(ds, JHR_D_CSV_ENCODING, (struct jhr_span){file, bad, bad + 1},
                  (struct jhr_str){shown, 4});
    return false;
}

/* libcsv is given byte by byte: so each cell knows where it ended. */
static bool feed(struct reader *r, struct csv_parser *p, struct jhr_diags *ds)
{
    for (; r->at < r->text.n; r->at++) {
        if (csv_parse(p, r->text.p + r->at, 1, on_cell, on_row, r) != 1)
            break;
        if (r->start == r->at && is_blank(r->text.p[r->at]) && r->text.p[r->at] != ' ')
            r->start++; /* between lines */
        if (r->cells_n > JHR_MAX_CSV_CELLS) {
            jhr_diag_add(ds, JHR_D_CSV_LARGE, (struct jhr_span){r->file, r->at, r->at});
            return false;
        }
    }
    bool ended = r->at == r->text.n && csv_fini(p, on_cell, on_row, r) == 0;
    if (ended)
        return true;
    if (csv_error(p) == CSV_ENOMEM)
        r->a->out_of_memory = true;
    else
        jhr_diag_add(ds, JHR_D_CSV_QUOTE,
                     (struct jhr_span){r->file, r->start, r->at < r->text.n ? r->at + 1 : r->at});
    return false;
}

bool jhr_csv_read(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_sources *sources,
                  uint32_t file, struct jhr_csv *out)
{
    struct jhr_str text = sources->files.v[file]->text;
    struct reader r = {.a = a, .text = text, .file = file};
    struct csv_parser p;
    *out = (struct jhr_csv){0};
    if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
        r.at = r.start = 3;
    if (!encoded(ds, text, file))
        return false;
    if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        a->out_of_memory = true;
        return false;
    }
    csv_set_delim(&p, delimiter(text, r.at));
    bool done = feed(&r, &p, ds);
    csv_free(&p);
    if (!done || a->out_of_memory)
        return false;
    if (r.rows.n == 0) {
        jhr_diag_add(ds, JHR_D_CSV_EMPTY, (struct jhr_span){file, 0, 0});
        return false;
    }
    *out = (struct jhr_csv){r.rows.v, r.rows.n};
    return true;
}

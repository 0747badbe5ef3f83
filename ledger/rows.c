#include "ledger/rows.h"

#include "base/text.h"

#include <csv.h>
#include <jansson.h>
#include <string.h>

const char *const jhr_cell_names[JHR_CELLS] = {
#define C(name) [JHR_C_##name] = #name,
#include "ledger/rows.def"
#undef C
};

#define CHUNK 65536u

struct reader {
    const struct jhr_rows *rows;
    struct jhr_in_row row;
    struct jhr_arena a; /* of the row at hand */
    char chunk[CHUNK];
    size_t n;
    bool begun;
    /* CSV */
    struct csv_parser csv;
    bool has_heading, too_long;
    uint32_t columns, at;
    size_t cells_size;
    int column[64]; /* to enum jhr_cell; -1: reported */
    /* NDJSON */
    struct jhr_buf line;
};

static void wrong(struct reader *r, enum jhr_diag_id id, struct jhr_str what)
{
    r->rows->wrong(r->rows->self, r->row.line, id, what);
}

static int find_cell(struct jhr_str name)
{
    for (int i = 0; i < JHR_CELLS; i++)
        if (jhr_str_eq(jhr_str_of(jhr_cell_names[i]), name))
            return i;
    return -1;
}

static struct jhr_str trimmed(struct jhr_str s)
{
    while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = (struct jhr_str){s.p + 1, s.n - 1};
    while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
        s.n--;
    return s;
}

static void clear_values(struct reader *r)
{
    memset(r->row.values, 0, sizeof r->row.values);
    jhr_arena_reset(&r->a);
}

/* ---- CSV ---- */

static void heading(struct reader *r, struct jhr_str name)
{
    int cell = find_cell(name);
    if (r->columns >= sizeof r->column / sizeof *r->column) {
        wrong(r, JHR_D_LOAD_COLUMN, name);
        return;
    }
    if (cell < 0 || r->row.there[cell]) {
        wrong(r, JHR_D_LOAD_COLUMN, name);
        cell = -1;
    } else {
        r->row.there[cell] = true;
    }
    r->column[r->columns++] = cell;
}

static void on_cell(void *text, size_t n, void *self)
{
    struct reader *r = self;
    struct jhr_str s = trimmed((struct jhr_str){text, (uint32_t)n});
    r->cells_size += n;
    if (r->cells_size > JHR_ROWS_LINE || n > JHR_ROWS_LINE) {
        r->too_long = true;
        return;
    }
    if (!r->has_heading)
        heading(r, s);
    else if (r->at < r->columns && r->column[r->at] >= 0)
        r->row.values[r->column[r->at]] = jhr_arena_str(&r->a, s);
    r->at++;
}

static bool any_value(const struct reader *r)
{
    for (int i = 0; i < JHR_CELLS; i++)
        if (r->row.values[i].n > 0)
            return true;
    return false;
}

static bool well_encoded(const struct reader *r)
{
    for (int i = 0; i < JHR_CELLS; i++)
        if (jhr_text_invalid(r->row.values[i]) < r->row.values[i].n)
            return false;
    return true;
}

static void on_row(int end, void *self)
{
    struct reader *r = self;
    (void)end;
    r->row.line++;
    if (r->too_long)
        wrong(r, JHR_D_LOAD_LINE, JHR_STR("te lang"));
    else if (!r->has_heading)
        r->has_heading = r->at > 0;
    else if (!any_value(r))
        ; /* an empty line */
    else if (r->at != r->columns)
        wrong(r, JHR_D_LOAD_LINE, JHR_STR("niet zoveel cellen als de kop"));
    else if (!well_encoded(r))
        wrong(r, JHR_D_LOAD_LINE, JHR_STR("geen UTF-8"));
    else
        r->rows->row(r->rows->self, &r->row);
    clear_values(r);
    r->at = 0;
    r->cells_size = 0;
    r->too_long = false;
}

static unsigned char delimiter(const char *p, size_t n)
{
    static const char candidates[] = {';', '\t', ','};
    size_t count[3] = {0}, best = 0;
    for (size_t i = 0; i < n && p[i] != '\n' && p[i] != '\r'; i++)
        for (size_t k = 0; k < 3; k++)
            count[k] += p[i] == candidates[k];
    for (size_t k = 1; k < 3; k++)
        best = count[k] > count[best] ? k : best;
    return (unsigned char)candidates[best];
}

static enum jhr_rows_result read_csv(struct reader *r, size_t skip)
{
    enum jhr_rows_result result = JHR_ROWS_DONE;
    long got = (long)r->n;
    if (csv_init(&r->csv, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return JHR_ROWS_NOMEM;
    csv_set_delim(&r->csv, delimiter(r->chunk + skip, r->n - skip));
    r->row.line = 0;
    do {
        size_t n = (size_t)got - skip;
        if (csv_parse(&r->csv, r->chunk + skip, n, on_cell, on_row, r) != n) {
            r->row.line++;
            wrong(r, JHR_D_LOAD_LINE, JHR_STR("de aanhalingstekens kloppen niet"));
            result = csv_error(&r->csv) == CSV_ENOMEM ? JHR_ROWS_NOMEM : JHR_ROWS_DONE;
            csv_free(&r->csv);
            return result;
        }
        skip = 0;
        got = r->rows->read(r->rows->self, r->chunk, sizeof r->chunk);
    } while (got > 0 && !r->a.out_of_memory);
    if (got < 0)
        result = JHR_ROWS_FAULT;
    else if (csv_fini(&r->csv, on_cell, on_row, r) != 0) {
        r->row.line++;
        wrong(r, JHR_D_LOAD_LINE, JHR_STR("de aanhalingstekens kloppen niet"));
    }
    csv_free(&r->csv);
    return result;
}

/* ---- NDJSON ---- */

static struct jhr_str text_of(struct reader *r, const json_t *v)
{
    struct jhr_buf b = {0};
    struct jhr_str s;
    size_t i;
    const json_t *member;
    if (json_is_string(v))
        jhr_buf_add(&b, json_string_value(v), json_string_length(v));
    else if (json_is_integer(v))
        jhr_buf_int(&b, json_integer_value(v));
    else if (json_is_real(v))
        jhr_buf_fmt(&b, "%.15g", json_real_value(v));
    json_array_foreach(v, i, member)
    {
        jhr_buf_z(&b, i > 0 ? " " : "");
        if (json_is_string(member))
            jhr_buf_add(&b, json_string_value(member), json_string_length(member));
    }
    s = jhr_arena_str(&r->a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return s;
}

static void take_members(struct reader *r, const json_t *object, bool inner)
{
    const char *key;
    json_t *v;
    json_object_foreach((json_t *)object, key, v)
    {
        int cell = find_cell(jhr_str_of(key));
        if (!inner && strcmp(key, "omvang") == 0 && json_is_object(v)) {
            take_members(r, v, true);
        } else if (cell < 0 || json_is_object(v) || json_is_boolean(v)) {
            wrong(r, JHR_D_LOAD_COLUMN, jhr_str_of(key));
        } else {
            r->row.there[cell] = true;
            r->row.values[cell] = text_of(r, v);
        }
    }
}

static void on_line(struct reader *r)
{
    struct jhr_str s = trimmed(jhr_buf_get(&r->line));
    json_t *root;
    r->row.line++;
    if (s.n > 0 && s.p[s.n - 1] == '\r')
        s.n--;
    if (r->line.failed) {
        wrong(r, JHR_D_LOAD_LINE, JHR_STR("te lang"));
    } else if (s.n > 0) {
        root = json_loadb(s.p, s.n, JSON_REJECT_DUPLICATES, NULL);
        memset(r->row.there, 0, sizeof r->row.there);
        if (json_is_object(root)) {
            take_members(r, root, false);
            r->rows->row(r->rows->self, &r->row);
        } else {
            wrong(r, JHR_D_LOAD_LINE, JHR_STR("geen JSON-object"));
        }
        json_decref(root);
    }
    clear_values(r);
    jhr_buf_clear(&r->line);
    r->line.failed = false;
}

static enum jhr_rows_result read_ndjson(struct reader *r, size_t skip)
{
    long got = (long)r->n;
    r->line.max = JHR_ROWS_LINE;
    do {
        const char *p = r->chunk + skip, *end = r->chunk + got;
        while (p < end) {
            const char *stop = memchr(p, '\n', (size_t)(end - p));
            jhr_buf_add(&r->line, p, (size_t)((stop ? stop : end) - p));
            if (stop)
                on_line(r);
            p = stop ? stop + 1 : end;
        }
        skip = 0;
        got = r->rows->read(r->rows->self, r->chunk, sizeof r->chunk);
    } while (got > 0 && !r->a.out_of_memory);
    if (got == 0 && r->line.n > 0)
        on_line(r);
    return got < 0 ? JHR_ROWS_FAULT : JHR_ROWS_DONE;
}

enum jhr_rows_result jhr_rows_read(const struct jhr_rows *rows)
{
    struct reader *r = jhr_malloc(sizeof *r);
    enum jhr_rows_result result = JHR_ROWS_NOMEM;
    size_t skip = 0, first;
    long got;
    if (!r)
        return JHR_ROWS_NOMEM;
    memset(r, 0, sizeof *r);
    r->rows = rows;
    jhr_arena_init(&r->a, 0);
    do { /* the whole heading is there, however small the pieces are */
        got = rows->read(rows->self, r->chunk + r->n, sizeof r->chunk - r->n);
        r->n += got > 0 ? (size_t)got : 0;
    } while (got > 0 && r->n < sizeof r->chunk);
    if (r->n >= 3 && memcmp(r->chunk, "\xef\xbb\xbf", 3) == 0)
        skip = 3;
    for (first = skip; first < r->n && strchr(" \t\r\n", r->chunk[first]) && r->chunk[first];)
        first++;
    if (got < 0)
        result = JHR_ROWS_FAULT;
    else if (first >= r->n)
        result = JHR_ROWS_DONE;
    else
        result = r->chunk[first] == '{' ? read_ndjson(r, skip) : read_csv(r, skip);
    if (r->a.out_of_memory)
        result = JHR_ROWS_NOMEM;
    jhr_buf_free(&r->line);
    jhr_arena_free(&r->a);
    jhr_free(r);
    return result;
}

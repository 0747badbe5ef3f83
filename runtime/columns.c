#include "runtime/columns.h"

#include <string.h>

#define PLANE (JHR_BLOCK_WORDS * sizeof(uint64_t))

bool jhr_planes_init(struct jhr_arena *a, struct jhr_planes *p)
{
    p->yes = jhr_arena_alloc(a, 2 * JHR_BLOCK_WORDS * sizeof *p->yes);
    p->no = p->yes + JHR_BLOCK_WORDS;
    return !a->out_of_memory;
}

/* ---- which columns code reads ---- */

static void mark_read(const struct jhr_program *p, bool *read)
{
    for (uint32_t i = 0; i < p->ranges_n; i++)
        read[p->ranges[i].kolom] = true;
    for (uint32_t i = 0; i < p->masks_n; i++)
        read[p->masks[i].kolom] = true;
    for (uint32_t i = 0; i < p->ins_n; i++)
        read[p->ins[i].kolom] = true;
    for (uint32_t i = 0; i < p->terms_n; i++)
        read[p->terms[i].kolom] = true;
    for (uint32_t i = 0; i < p->months_n; i++)
        read[p->months[i].kolom] = true;
    for (uint32_t i = 0; i < p->workdays_n; i++)
        read[p->workdays[i].kolom] = true;
    /* of what a list covers, and of sets, steps and cells */
    for (uint32_t i = 0; i < p->eachs_n; i++)
        read[JHR_X_EIND] |= p->eachs[i].kind == JHR_EACH_COVER;
    read[JHR_X_START] = read[JHR_X_PRODUCT] = read[JHR_X_ITEM_PRODUCT] = true;
}

/* A fact that is a gemeente may be one that the regeling does not name. */
static bool is_gemeente(const struct jhr_program *p, uint32_t kolom)
{
    for (uint32_t i = 0; i < p->feiten_n; i++)
        if (p->feiten[i].kolom == kolom)
            return p->feiten[i].type == JHR_P_GEMEENTE;
    return false;
}

/* Built-in columns are filled by us, whatever a program declares for them; the names among them
 * hold JHR_OUTSIDE + k for one that the regeling does not name. */
static uint8_t width_of(const struct jhr_program *p, uint32_t kolom)
{
    const struct jhr_p_kolom *k = &p->kolommen[kolom];
    int64_t lo = kolom < JHR_X_FACTS ? jhr_builtin_x[kolom].lowest : k->lowest;
    int64_t hi = kolom < JHR_X_FACTS ? jhr_builtin_x[kolom].highest : k->highest;
    if (kolom >= JHR_X_FACTS && lo >= INT8_MIN && hi <= INT8_MAX && !is_gemeente(p, kolom))
        return 1;
    return lo >= INT32_MIN && hi <= INT32_MAX ? 4 : 8;
}

/* The next n bytes of the piece; counts them while there is none yet. */
static void *carve(struct jhr_columns *c, size_t n)
{
    size_t at = c->bytes_n;
    c->bytes_n += n;
    return c->bytes == NULL ? NULL : c->bytes + at;
}

static bool is_item(uint32_t kolom)
{
    return kolom >= JHR_X_ITEM_PRODUCT && kolom < JHR_X_FACTS;
}

static void carve_columns(struct jhr_columns *c, bool items)
{
    for (uint32_t k = 0; k < c->xcols; k++) {
        if (c->x[k].width == 0 || is_item(k) != items)
            continue;
        c->x[k].x8 = carve(c, JHR_BLOCK_ROWS * (size_t)c->x[k].width);
        c->x[k].known = carve(c, PLANE);
    }
}

/* Those of listed indications are last: a run writes them. Returns the size. */
static size_t lay_out(struct jhr_columns *c)
{
    c->bytes_n = 0;
    for (uint32_t k = 0; k < 2; k++)
        c->list_n[k] = carve(c, JHR_BLOCK_ROWS);
    c->list_known = carve(c, PLANE);
    for (uint32_t k = 0; k < c->bcols; k++) {
        c->b[k].yes = carve(c, PLANE);
        c->b[k].no = carve(c, PLANE);
    }
    carve_columns(c, false);
    size_t read = c->bytes_n, all;
    carve_columns(c, true);
    all = c->bytes_n;
    c->bytes_n = read;
    return all;
}

bool jhr_columns_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_columns *c)
{
    const struct jhr_p_meta *m = p->meta;
    bool *read = jhr_arena_alloc(a, (size_t)m->xcols + m->bcols);
    *c = (struct jhr_columns){.xcols = m->xcols,
                              .bcols = m->bcols,
                              .x = jhr_arena_alloc(a, m->xcols * sizeof *c->x),
                              .b = jhr_arena_alloc(a, m->bcols * sizeof *c->b)};
    for (uint32_t k = 0; k < 2; k++)
        c->list[k] = jhr_arena_alloc(a, JHR_BLOCK_ROWS * sizeof *c->list[k]);
    c->oordelen = jhr_arena_alloc(a, JHR_BLOCK_ROWS * sizeof *c->oordelen);
    c->oordelen_n = jhr_arena_alloc(a, JHR_BLOCK_ROWS * sizeof *c->oordelen_n);
    if (read == NULL || a->out_of_memory)
        return false;
    mark_read(p, read);
    for (uint32_t k = 0; k < m->xcols; k++)
        c->x[k].width = read[k] ? width_of(p, k) : 0;
    c->bytes = jhr_arena_alloc(a, lay_out(c));
    (void)lay_out(c);
    return !a->out_of_memory;
}

/* ---- values ---- */

static void set_bit(uint64_t *bits, uint32_t i, bool yes)
{
    uint64_t bit = UINT64_C(1) << i % 64;
    bits[i / 64] = yes ? bits[i / 64] | bit : bits[i / 64] & ~bit;
}

void jhr_columns_set_x(struct jhr_columns *c, uint32_t kolom, uint32_t i, int64_t v, bool known)
{
    struct jhr_column *x = &c->x[kolom];
    v = known ? v : 0;
    if (x->width == 0)
        return;
    if (x->width == 1)
        x->x8[i] = (int8_t)v;
    else if (x->width == 4)
        x->x32[i] = (int32_t)v;
    else
        x->x64[i] = v;
    set_bit(x->known, i, known);
}

void jhr_columns_set_b(struct jhr_columns *c, uint32_t truth, uint32_t i, uint8_t v)
{
    set_bit(c->b[truth].yes, i, v == JHR_YES);
    set_bit(c->b[truth].no, i, v == JHR_NO);
}

int64_t jhr_columns_x(const struct jhr_columns *c, uint32_t kolom, uint32_t i)
{
    const struct jhr_column *x = &c->x[kolom];
    return x->width == 1 ? x->x8[i] : x->width == 4 ? x->x32[i] : x->width == 8 ? x->x64[i] : 0;
}

static void put_lists(struct jhr_columns *c, uint32_t i, const struct jhr_row *row)
{
    for (uint32_t k = 0; k < 2; k++) {
        c->list[k][i] = row->list[k];
        c->list_n[k][i] = row->list_known ? (uint8_t)row->list_n[k] : 0;
    }
    set_bit(c->list_known, i, row->list_known);
    c->oordelen[i] = row->oordelen;
    c->oordelen_n[i] = row->oordelen_n;
}

void jhr_columns_put(struct jhr_columns *c, uint32_t i, const struct jhr_row *row)
{
    for (uint32_t k = 0; k < c->xcols; k++)
        jhr_columns_set_x(c, k, i, row->x[k], row->known[k]);
    for (uint32_t k = 0; k < c->bcols; k++)
        jhr_columns_set_b(c, k, i, row->b[k]);
    put_lists(c, i, row);
}

static void fill(uint64_t *bits, bool yes)
{
    memset(bits, yes ? 0xff : 0, JHR_BLOCK_WORDS * sizeof *bits);
}

void jhr_columns_spread(struct jhr_columns *c, uint32_t n, const struct jhr_row *row)
{
    for (uint32_t k = 0; k < c->xcols; k++) {
        struct jhr_column *x = &c->x[k];
        for (uint32_t i = 0; i < n && x->width > 0; i++)
            jhr_columns_set_x(c, k, i, row->x[k], row->known[k]);
    }
    for (uint32_t k = 0; k < c->bcols; k++) {
        fill(c->b[k].yes, row->b[k] == JHR_YES);
        fill(c->b[k].no, row->b[k] == JHR_NO);
    }
    for (uint32_t i = 0; i < n; i++)
        put_lists(c, i, row);
}

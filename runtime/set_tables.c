#include "runtime/set_tables.h"

#include "runtime/lookup.h"
#include "runtime/pack.h"

#define MAX_TABLE (1u << 20)

struct jhr_set_table {
    uint32_t kolom, size; /* values below size have an entry of their own; the others share one */
    uint32_t periods;
    int32_t from[JHR_SET_PERIODS]; /* their first days; of the first period: any */
    uint32_t n;                    /* conditions */
    struct jhr_planes *planes;     /* by condition */
    bool *dated;                   /* by condition: unknown while the start is */
    uint8_t *table;                /* by eight conditions, period and value */
    bool *fresh;                   /* by eight conditions */
    uint16_t *index;               /* by row: of its entry */
    bool indexed, item;
};

static uint32_t entries_of(const struct jhr_set_table *g)
{
    return g->periods * (g->size + 1);
}

/* ---- which conditions ---- */

static struct jhr_set_table *group_of(const struct jhr_set_tables *m, uint32_t kolom)
{
    for (uint32_t i = 0; i < m->n; i++)
        if (m->all[i].kolom == kolom)
            return &m->all[i];
    return NULL;
}

/* A day on which a set of the column changes. */
static void add_period(struct jhr_set_table *g, int32_t day)
{
    uint32_t at = g->periods;
    if (day <= jhr_builtin_x[JHR_X_START].lowest || day > jhr_builtin_x[JHR_X_START].highest ||
        g->periods > JHR_SET_PERIODS)
        return;
    for (uint32_t i = 1; i < g->periods; i++)
        if (g->from[i] == day)
            return;
    g->periods++;
    for (; at < JHR_SET_PERIODS && at > 1 && g->from[at - 1] > day; at--)
        g->from[at] = g->from[at - 1];
    if (at < JHR_SET_PERIODS)
        g->from[at] = day;
}

static void add_set(struct jhr_set_tables *m, const struct jhr_program *p,
                    const struct jhr_p_in *in)
{
    const struct jhr_p_set *set = &p->sets[in->set];
    struct jhr_set_table *g = group_of(m, in->kolom);
    if (g == NULL) {
        g = &m->all[m->n++];
        *g = (struct jhr_set_table){.kolom = in->kolom, .periods = 1};
        g->item = in->kolom >= JHR_X_ITEM_PRODUCT && in->kolom < JHR_X_FACTS;
    }
    g->size = set->size > g->size ? set->size : g->size;
    for (uint32_t i = 0; i < set->n; i++) {
        add_period(g, p->setrijen[set->first + i].from);
        add_period(g, p->setrijen[set->first + i].to);
    }
}

static void join(struct jhr_set_table *g, struct jhr_tabled *of)
{
    if (g != NULL)
        *of = (struct jhr_tabled){g, g->n++};
}

static bool tells(const struct jhr_set_table *g, const struct jhr_p_range *r)
{
    return g != NULL && r->lo >= 0 && r->hi < (int64_t)g->size;
}

/* ---- tables ---- */

static bool make_table(struct jhr_arena *a, struct jhr_set_table *g)
{
    uint32_t eights = (g->n + 7) / 8;
    g->planes = jhr_arena_alloc(a, g->n * sizeof *g->planes);
    g->dated = jhr_arena_alloc(a, g->n);
    g->fresh = jhr_arena_alloc(a, eights);
    g->table = jhr_arena_alloc(a, (size_t)eights * entries_of(g));
    g->index = jhr_arena_alloc(a, JHR_BLOCK_ROWS * sizeof *g->index);
    for (uint32_t i = 0; i < g->n && !a->out_of_memory; i++)
        (void)jhr_planes_init(a, &g->planes[i]);
    return !a->out_of_memory;
}

static void set_entry(struct jhr_set_table *g, uint32_t at, uint32_t period, uint32_t value)
{
    g->table[(size_t)(at / 8) * entries_of(g) + period * (g->size + 1) + value] |=
        (uint8_t)(1u << at % 8);
}

static void fill_set(const struct jhr_program *p, const struct jhr_tabled *of,
                     const struct jhr_p_set *set)
{
    struct jhr_set_table *g = of->group;
    g->dated[of->at] = true;
    for (uint32_t period = 0; period < g->periods; period++) {
        int32_t day = period > 0 ? g->from[period] : g->periods > 1 ? g->from[1] - 1 : 0;
        const struct jhr_p_setrij *row = jhr_set_row(p, set, day);
        for (uint32_t v = 0; v < g->size; v++)
            if (jhr_set_has(p, set, row, v))
                set_entry(g, of->at, period, v);
    }
}

static void fill_range(const struct jhr_tabled *of, const struct jhr_p_range *r)
{
    for (uint32_t period = 0; period < of->group->periods; period++)
        for (int64_t v = r->lo; v <= r->hi; v++)
            set_entry(of->group, of->at, period, (uint32_t)v);
}

static bool fits(const struct jhr_set_table *g)
{
    return g->periods <= JHR_SET_PERIODS && g->size < UINT16_MAX / JHR_SET_PERIODS &&
           (size_t)(g->n + 7) / 8 * entries_of(g) <= MAX_TABLE;
}

bool jhr_set_tables_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_set_tables *m)
{
    *m = (struct jhr_set_tables){
        .all = jhr_arena_alloc(a, (p->ins_n + (size_t)1) * sizeof *m->all),
        .in = jhr_arena_alloc(a, (p->ins_n + (size_t)1) * sizeof *m->in),
        .range = jhr_arena_alloc(a, (p->ranges_n + (size_t)1) * sizeof *m->range)};
    if (a->out_of_memory)
        return false;
    for (uint32_t i = 0; i < p->ins_n; i++)
        add_set(m, p, &p->ins[i]);
    for (uint32_t i = 0; i < p->ins_n; i++)
        join(group_of(m, p->ins[i].kolom), &m->in[i]);
    for (uint32_t i = 0; i < p->ranges_n; i++)
        if (tells(group_of(m, p->ranges[i].kolom), &p->ranges[i]))
            join(group_of(m, p->ranges[i].kolom), &m->range[i]);
    for (uint32_t i = 0; i < m->n; i++)
        if (fits(&m->all[i]) && !make_table(a, &m->all[i]))
            return false;
    for (uint32_t i = 0; i < p->ins_n; i++)
        if (m->in[i].group->table != NULL)
            fill_set(p, &m->in[i], &p->sets[p->ins[i].set]);
    for (uint32_t i = 0; i < p->ranges_n; i++)
        if (m->range[i].group != NULL && m->range[i].group->table != NULL)
            fill_range(&m->range[i], &p->ranges[i]);
    return true;
}

/* ---- rows ---- */

void jhr_set_tables_forget(struct jhr_set_tables *m, bool items)
{
    for (uint32_t i = 0; i < m->n; i++) {
        struct jhr_set_table *g = &m->all[i];
        if (g->table == NULL || (items && !g->item))
            continue;
        g->indexed = false;
        memset(g->fresh, 0, (g->n + 7) / 8);
    }
}

static void find_entries(struct jhr_set_table *g, const struct jhr_columns *c, uint32_t words)
{
    const uint32_t *x = (const uint32_t *)c->x[g->kolom].x32; /* what is negative is of none */
    const int32_t *start = c->x[JHR_X_START].x32;
    uint16_t *to = g->index, wide = (uint16_t)(g->size + 1);
    uint32_t size = g->size;
    for (uint32_t i = 0; i < 64 * words; i++)
        to[i] = (uint16_t)(x[i] < size ? x[i] : size);
    for (uint32_t k = 1; k < g->periods; k++) {
        int32_t from = g->from[k];
        for (uint32_t i = 0; i < 64 * words; i++)
            to[i] = (uint16_t)(to[i] + (start[i] >= from ? wide : 0));
    }
    g->indexed = true;
}

static void find_eight(struct jhr_set_table *g, const struct jhr_columns *c, uint32_t words,
                       uint32_t first)
{
    const uint64_t *known = c->x[g->kolom].known, *start = c->x[JHR_X_START].known;
    const uint8_t *table = g->table + (size_t)(first / 8) * entries_of(g);
    const struct jhr_planes *planes = g->planes + first;
    const bool *dated = g->dated + first;
    const uint16_t *index = g->index;
    uint32_t n = g->n - first < 8 ? g->n - first : 8;
    uint8_t t[JHR_BLOCK_ROWS];
    for (uint32_t i = 0; i < 64 * words; i += 4) {
        t[i] = table[index[i]];
        t[i + 1] = table[index[i + 1]];
        t[i + 2] = table[index[i + 2]];
        t[i + 3] = table[index[i + 3]];
    }
    for (uint32_t w = 0; w < words; w++) { /* of its own: bytes are not read back while written */
        uint64_t yes[8];
        jhr_pack_eight(t + 64 * w, yes);
        for (uint32_t k = 0; k < n; k++) {
            uint64_t sure = dated[k] ? known[w] & start[w] : known[w];
            planes[k].yes[w] = yes[k] & sure;
            planes[k].no[w] = ~yes[k] & sure;
        }
    }
    g->fresh[first / 8] = true;
}

const struct jhr_planes *jhr_set_tables_of(const struct jhr_tabled *of, const struct jhr_columns *c,
                                           uint32_t words)
{
    struct jhr_set_table *g = of->group;
    if (g == NULL || g->table == NULL || c->x[g->kolom].width != 4)
        return NULL;
    if (!g->indexed)
        find_entries(g, c, words);
    if (!g->fresh[of->at / 8])
        find_eight(g, c, words, of->at / 8 * 8);
    return &g->planes[of->at];
}

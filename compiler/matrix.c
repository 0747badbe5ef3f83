#include "compiler/resolve.h"

#include <string.h>

/* A name in the header or before a row: a product or a group of them. */
struct item {
    const struct jhr_node *column, *row; /* cells with the name; NULL: not there */
    const struct jhr_sym *sym;           /* NULL: unknown */
    struct jhr_str name;
    bool broken; /* its row has too many or too few cells */
};
struct matrix {
    struct jhr_resolver *c;
    const struct jhr_node *node; /* C_MATRIX */
    struct item *items;
    uint32_t n;
    uint32_t columns[JHR_MAX_MATRIX]; /* item of each column */
    uint32_t columns_n;
    struct jhr_map by_name;       /* item, by the name as declared */
    const struct jhr_node **grid; /* n * n, [row][column]; NULL: no such cell */
    bool wrong;                   /* something was reported */
    uint32_t work;
    JHR_VEC(struct jhr_cel) cellen;
    JHR_VEC(bool) clashed; /* beside cellen: an overlap of it was reported */
    uint16_t *tabel;
};

static struct jhr_diag *wrong(struct matrix *x, enum jhr_diag_id id, struct jhr_span span,
                              struct jhr_str a, struct jhr_str b)
{
    x->wrong = true;
    return jhr_diag_add2(x->c->ds, id, span, a, b);
}

/* ---- the names ---- */

static const struct jhr_sym *name_sym(struct matrix *x, const struct jhr_node *cel)
{
    const struct jhr_sym *sym = jhr_lookup(x->c, cel->text);
    if (sym != NULL && (JHR_KINDS_PRODUCTS & (1u << sym->kind)) != 0)
        return sym;
    sym = jhr_lookup_code(x->c, cel->text);
    if (sym == NULL) {
        x->wrong = true;
        jhr_unknown(x->c, JHR_D_MATRIX_NAME_UNKNOWN, cel, JHR_KINDS_PRODUCTS);
    }
    return sym;
}

static struct item *item_of(struct matrix *x, const struct jhr_node *cel)
{
    const struct jhr_sym *sym = jhr_lookup(x->c, cel->text);
    if (sym == NULL || (JHR_KINDS_PRODUCTS & (1u << sym->kind)) == 0)
        sym = jhr_lookup_code(x->c, cel->text);
    struct jhr_str key = sym != NULL ? sym->name : cel->text;
    struct item *item = jhr_map_get(&x->by_name, key);
    if (item != NULL)
        return item;
    if (x->n == 2 * JHR_MAX_MATRIX)
        return NULL;
    item = &x->items[x->n++];
    item->name = cel->text;
    item->sym = name_sym(x, cel);
    jhr_map_put(x->c->a, &x->by_name, key, item);
    return item;
}

static void twice(struct matrix *x, const struct jhr_node *cel, const struct jhr_node *first)
{
    struct jhr_diag *d = wrong(x, JHR_D_MATRIX_NAME_TWICE, cel->span, cel->text, JHR_STR(""));
    jhr_diag_label(x->c->ds, d, first->span, JHR_L_FIRST_HERE, JHR_STR(""));
}

/* False: too large to go on. */
static bool header(struct matrix *x, const struct jhr_node *row)
{
    const struct jhr_node *cel = row->child != NULL ? row->child->next : NULL;
    for (; cel != NULL; cel = cel->next) {
        struct item *item = x->columns_n < JHR_MAX_MATRIX ? item_of(x, cel) : NULL;
        if (item == NULL) {
            wrong(x, JHR_D_TOO_MANY, cel->span, JHR_STR("matrix"),
                  jhr_text(x->c, "%u", JHR_MAX_MATRIX));
            return false;
        }
        if (item->column != NULL)
            twice(x, cel, item->column);
        else
            item->column = cel;
        x->columns[x->columns_n++] = (uint32_t)(item - x->items);
    }
    return true;
}

static bool row_names(struct matrix *x, const struct jhr_node *row)
{
    for (; row != NULL; row = row->next) {
        if (row->kind != JHR_N_ROW || row->child == NULL)
            continue;
        struct item *item = item_of(x, row->child);
        if (item == NULL) {
            wrong(x, JHR_D_TOO_MANY, row->span, JHR_STR("matrix"),
                  jhr_text(x->c, "%u", JHR_MAX_MATRIX));
            return false;
        }
        if (item->row != NULL)
            twice(x, row->child, item->row);
        else
            item->row = row->child;
    }
    return true;
}

/* A table of some products against others needs no mirror; one that names the same products on both
 * sides names all of them on both. */
static void square(struct matrix *x)
{
    bool shared = false;
    for (uint32_t i = 0; i < x->n; i++)
        shared = shared || (x->items[i].row != NULL && x->items[i].column != NULL);
    for (uint32_t i = 0; i < x->n && shared; i++) {
        const struct item *item = &x->items[i];
        if (item->row != NULL && item->column != NULL)
            continue;
        wrong(x, JHR_D_MATRIX_ONE_SIDE, item->row != NULL ? item->row->span : item->column->span,
              item->name, JHR_STR(""));
    }
}

/* ---- the cells ---- */

static void row_cells(struct matrix *x, const struct jhr_node *row)
{
    struct item *item = item_of(x, row->child);
    uint32_t j = 0, found = jhr_node_count(row) - 1;
    if (item == NULL)
        return;
    if (found != x->columns_n && (row->flags & JHR_NF_BAD) == 0) {
        struct jhr_diag *d =
            wrong(x, JHR_D_MATRIX_SHAPE, row->span, item->name, jhr_text(x->c, "%u", found));
        jhr_diag_arg(x->c->ds, d, jhr_text(x->c, "%u", x->columns_n));
    }
    item->broken = item->broken || found != x->columns_n;
    for (struct jhr_node *cel = row->child->next; cel != NULL; cel = cel->next, j++) {
        if (cel->op == JHR_CEL_MITS)
            jhr_condition(x->c, cel->child);
        if (j < x->columns_n && row->child == item->row)
            x->grid[(size_t)(item - x->items) * x->n + x->columns[j]] = cel;
    }
}

static bool is_filled(const struct jhr_node *cel)
{
    return cel != NULL && cel->op != JHR_CEL_LEEG && (cel->flags & JHR_NF_BAD) == 0 &&
           cel->op != JHR_OP_NONE;
}

static bool is_blank(char b)
{
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
}

/* The same text, blanks apart. */
static bool same_text(struct jhr_str a, struct jhr_str b)
{
    uint32_t i = 0, j = 0;
    for (;;) {
        while (i < a.n && is_blank(a.p[i]))
            i++;
        while (j < b.n && is_blank(b.p[j]))
            j++;
        if (i == a.n || j == b.n)
            return i == a.n && j == b.n;
        if (a.p[i++] != b.p[j++])
            return false;
    }
}

static bool same_cell(const struct matrix *x, const struct jhr_node *a, const struct jhr_node *b)
{
    if (a->op != b->op)
        return false;
    if (a->op != JHR_CEL_MITS || a->child == NULL || b->child == NULL)
        return true;
    return same_text(jhr_source_of(x->c, a->child), jhr_source_of(x->c, b->child));
}

static struct jhr_str shown(struct matrix *x, const struct jhr_node *cel)
{
    return cel->text.n > 0 ? cel->text : jhr_source_of(x->c, cel);
}

/* The cell that holds for a pair of names, one way or the other; NULL when the table has none. */
static const struct jhr_node *pair(struct matrix *x, uint32_t i, uint32_t j)
{
    const struct jhr_node *a = x->grid[(size_t)i * x->n + j], *b = x->grid[(size_t)j * x->n + i];
    const struct item *p = &x->items[i], *q = &x->items[j];
    if (is_filled(a) && is_filled(b) && !same_cell(x, a, b)) {
        struct jhr_diag *d = wrong(x, JHR_D_MATRIX_PAIR_CONFLICT, b->span, p->name, q->name);
        jhr_diag_arg(x->c->ds, d, shown(x, a));
        jhr_diag_arg(x->c->ds, d, shown(x, b));
        jhr_diag_label(x->c->ds, d, a->span, JHR_L_SAYS, shown(x, a));
        return NULL;
    }
    if (is_filled(a) || is_filled(b))
        return is_filled(a) ? a : b;
    const struct jhr_node *empty = a != NULL ? a : b;
    if (empty == NULL || p->broken || q->broken || (empty->flags & JHR_NF_BAD) != 0 ||
        empty->op != JHR_CEL_LEEG)
        return NULL;
    if (((p->row == NULL || p->column == NULL) || (q->row == NULL || q->column == NULL)) &&
        x->wrong)
        return NULL; /* said when the missing row was */
    struct jhr_diag *d = wrong(x, JHR_D_MATRIX_PAIR_EMPTY, empty->span, p->name, q->name);
    if (a != NULL && b != NULL && a != b)
        jhr_diag_label(x->c->ds, d, b->span, JHR_L_AND_HERE, JHR_STR(""));
    return NULL;
}

/* ---- products ---- */

struct products {
    const struct jhr_member *members; /* sorted by index */
    uint32_t n;
    struct jhr_member one;
};

static struct products products_of(const struct matrix *x, const struct item *item)
{
    struct products ps = {0};
    const struct jhr_sym *sym = item->sym;
    if (sym == NULL)
        return ps;
    if (sym->kind == JHR_SYM_PRODUCT) {
        ps.one.index = sym->index;
        ps.n = 1;
        return ps;
    }
    uint32_t set = sym->kind == JHR_SYM_SEGMENT ? x->c->segmenten.v[sym->index].set : sym->index;
    ps.members = x->c->sets.v[set].members;
    ps.n = x->c->sets.v[set].n;
    return ps;
}

static uint32_t nth(const struct products *ps, uint32_t i)
{
    return ps->members != NULL ? ps->members[i].index : ps->one.index;
}

/* The matrix is one table for all days: a warning when a member is one for a part of them. */
static void look_at_periods(struct matrix *x, const struct item *item)
{
    const struct jhr_period *all = &x->c->m->geldig;
    struct products ps = products_of(x, item);
    for (uint32_t i = 0; i < ps.n && ps.members != NULL; i++) {
        const struct jhr_member *m = &ps.members[i];
        bool whole = m->period.from <= all->from && m->period.to >= all->to;
        bool never = m->period.from >= all->to || m->period.to <= all->from;
        if (whole || never)
            continue;
        const struct jhr_node *at = item->column != NULL ? item->column : item->row;
        jhr_diag_add2(x->c->ds, JHR_D_MATRIX_PERIOD, at->span, item->name,
                      x->c->producten.v[m->index].code);
        return;
    }
}

static void overlap(struct matrix *x, uint16_t old, uint16_t now, uint32_t p, uint32_t q)
{
    const struct jhr_cel *a = &x->cellen.v[old], *b = &x->cellen.v[now];
    if (a->node == NULL || x->clashed.v[now] || same_cell(x, a->node, b->node))
        return;
    x->clashed.v[now] = true;
    struct jhr_diag *d = wrong(x, JHR_D_MATRIX_OVERLAP, b->node->span, x->c->producten.v[p].code,
                               x->c->producten.v[q].code);
    jhr_diag_arg(x->c->ds, d, shown(x, a->node));
    jhr_diag_arg(x->c->ds, d, shown(x, b->node));
    jhr_diag_label(x->c->ds, d, a->node->span, JHR_L_SAYS, shown(x, a->node));
}

static void lay(struct matrix *x, uint32_t p, uint32_t q, uint16_t cel)
{
    uint32_t n = x->c->producten.n;
    uint16_t *there = &x->tabel[(size_t)p * n + q];
    if (*there != JHR_NO_CEL && *there != cel)
        overlap(x, *there, cel, p, q);
    else
        *there = cel;
    x->tabel[(size_t)q * n + p] = *there;
}

/* False: too much work. */
static bool lay_pair(struct matrix *x, uint32_t i, uint32_t j, const struct jhr_node *cel)
{
    struct products ps = products_of(x, &x->items[i]), qs = products_of(x, &x->items[j]);
    struct jhr_cel *kept = jhr_vec_add(x->c->a, &x->cellen);
    if (kept == NULL || jhr_vec_add(x->c->a, &x->clashed) == NULL)
        return false;
    bool turned = x->grid[(size_t)i * x->n + j] != cel; /* written in the mirror's place */
    *kept = (struct jhr_cel){.kind = cel->op,
                             .node = cel,
                             .expr = cel->op == JHR_CEL_MITS ? cel->child : NULL,
                             .row = x->items[turned ? j : i].name,
                             .column = x->items[turned ? i : j].name};
    if (x->work + (uint64_t)ps.n * qs.n > JHR_MAX_MATRIX_WORK)
        return false;
    x->work += ps.n * qs.n;
    for (uint32_t p = 0; p < ps.n; p++) {
        for (uint32_t q = 0; q < qs.n; q++)
            lay(x, nth(&ps, p), nth(&qs, q), (uint16_t)(x->cellen.n - 1));
    }
    return true;
}

/* ---- all of it ---- */

static bool standaard(struct matrix *x, const struct jhr_node *stapeling)
{
    const struct jhr_node *clause = jhr_node_find(stapeling, JHR_N_C_STANDAARD);
    const struct jhr_node *cel = clause != NULL ? clause->child : NULL;
    if (cel == NULL)
        return false;
    struct jhr_cel *kept = jhr_vec_add(x->c->a, &x->cellen);
    if (kept == NULL || jhr_vec_add(x->c->a, &x->clashed) == NULL)
        return false;
    *kept = (struct jhr_cel){.kind = cel->op};
    return true;
}

/* Fills what no cell covers; without a standaard there must be nothing of that. */
static void close_table(struct matrix *x, const struct jhr_node *stapeling, bool has_standaard)
{
    uint32_t n = x->c->producten.n;
    for (size_t i = 0; i < (size_t)n * n; i++) {
        if (x->tabel[i] != JHR_NO_CEL)
            continue;
        if (has_standaard) {
            x->tabel[i] = 0;
            continue;
        }
        if (!x->wrong)
            wrong(x, JHR_D_STANDAARD_MISSING, jhr_name_span(stapeling),
                  x->c->producten.v[i / n].code, x->c->producten.v[i % n].code);
        return;
    }
}

static bool read_matrix(struct matrix *x)
{
    const struct jhr_node *first = jhr_node_find(x->node, JHR_N_ROW);
    struct jhr_resolver *c = x->c;
    x->items = jhr_arena_alloc(c->a, 2 * JHR_MAX_MATRIX * sizeof(*x->items));
    if (first == NULL || x->items == NULL)
        return false;
    if (!header(x, first) || !row_names(x, first->next))
        return false;
    if ((first->next == NULL || x->columns_n == 0) && !x->wrong)
        wrong(x, JHR_D_MATRIX_EMPTY, first->span, JHR_STR(""), JHR_STR(""));
    x->grid = jhr_arena_alloc(c->a, ((size_t)x->n * x->n + 1) * sizeof(*x->grid));
    if (x->grid == NULL || c->a->out_of_memory)
        return false;
    for (struct jhr_node *row = first->next; row != NULL; row = row->next) {
        if (row->kind == JHR_N_ROW && row->child != NULL)
            row_cells(x, row);
        else if (row->kind == JHR_N_ERROR)
            x->wrong = true;
    }
    square(x);
    return true;
}

void jhr_matrix(struct jhr_resolver *c, uint32_t stapeling, struct jhr_node *node)
{
    struct jhr_stapeling *s = &c->stapelingen.v[stapeling];
    struct matrix x = {.c = c, .node = jhr_node_find(node, JHR_N_C_MATRIX)};
    size_t pairs = (size_t)c->producten.n * c->producten.n;
    const struct jhr_node *uit = jhr_node_find(node, JHR_N_C_MATRIX_UIT);
    if (x.node == NULL && uit != NULL)
        x.node = jhr_table_matrix(c, uit);
    x.wrong = x.node == NULL || (node->flags & JHR_NF_BAD) != 0;
    s->heeft_standaard = standaard(&x, node);
    if (c->producten.n > JHR_MAX_PRODUCTEN)
        return;
    x.tabel = jhr_arena_alloc(c->a, (pairs + 1) * sizeof(*x.tabel));
    if (x.tabel == NULL || c->a->out_of_memory)
        return;
    memset(x.tabel, 0xff, pairs * sizeof(*x.tabel)); /* JHR_NO_CEL */
    bool read = x.node != NULL && read_matrix(&x);
    for (uint32_t i = 0; i < x.n && read && !c->a->out_of_memory; i++) {
        for (uint32_t j = i; j < x.n && read; j++) {
            const struct jhr_node *cel = pair(&x, i, j);
            if (cel == NULL)
                continue;
            read = lay_pair(&x, i, j, cel);
            if (!read)
                wrong(&x, JHR_D_TOO_MANY, x.node->span, JHR_STR("matrix"),
                      jhr_text(c, "%u", JHR_MAX_MATRIX_WORK));
        }
    }
    for (uint32_t i = 0; i < x.n && read; i++)
        look_at_periods(&x, &x.items[i]);
    close_table(&x, node, s->heeft_standaard);
    s->tabel = x.tabel;
    s->cellen = x.cellen.v;
    s->cellen_n = x.cellen.n;
}

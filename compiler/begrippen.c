#include "compiler/resolve.h"

/* ---- which begrip needs which: names alone, before anything is typed ---- */

/* The soort of a comparison's left side, which can only be a fact or a begrip that is one. */
static uint32_t soort_of_name(const struct jhr_resolver *c, const struct jhr_node *n)
{
    for (uint32_t hops = 0; n != NULL && n->kind == JHR_N_E_NAME && hops < 64; hops++) {
        const struct jhr_sym *sym = jhr_lookup(c, n->text);
        if (sym != NULL && sym->kind == JHR_SYM_FEIT)
            return c->feiten.v[sym->index].type == JHR_T_SOORT ? c->feiten.v[sym->index].soort
                                                               : JHR_NONE;
        n = sym != NULL && sym->kind == JHR_SYM_BEGRIP ? c->begrip_work.v[sym->index].expr : NULL;
    }
    return JHR_NONE;
}

/* A name right of `is` is a value before it is anything else. */
static bool is_value(const struct jhr_resolver *c, const struct jhr_node *left,
                     const struct jhr_node *n)
{
    if (n->kind != JHR_N_E_NAME)
        return false;
    if (left->kind == JHR_N_E_NAME && jhr_str_eq(left->text, JHR_STR("gemeente")))
        return jhr_gemeente_find(c, n) != NULL;
    uint32_t soort = soort_of_name(c, left);
    for (uint32_t i = 0; soort != JHR_NONE && i < c->soorten.v[soort].n; i++) {
        if (jhr_str_eq(n->text, c->soorten.v[soort].waarden[i]))
            return true;
    }
    return false;
}

static void needs(struct jhr_resolver *c, const struct jhr_node *n, uint32_t begrip,
                  struct jhr_edges *edges, uint32_t depth)
{
    if (n == NULL || depth > JHR_MAX_DEPTH)
        return;
    if (n->kind == JHR_N_E_NAME) {
        const struct jhr_sym *sym = jhr_lookup(c, n->text);
        if (sym == NULL || sym->kind != JHR_SYM_BEGRIP)
            return;
        struct jhr_edge *e = jhr_vec_add(c->a, edges);
        if (e != NULL)
            *e = (struct jhr_edge){.from = begrip, .to = sym->index, .node = n};
        return;
    }
    bool compares = n->kind == JHR_N_E_CMP || n->kind == JHR_N_E_BETWEEN;
    for (const struct jhr_node *k = n->child; k != NULL; k = k->next) {
        if (compares && k != n->child && is_value(c, n->child, k))
            continue;
        if (n->kind == JHR_N_E_IN && k != n->child && soort_of_name(c, n->child) != JHR_NONE)
            continue; /* values of a soort */
        needs(c, k, begrip, edges, depth + 1);
    }
}

static void circle(void *self, const struct jhr_edge *edges, uint32_t n)
{
    struct jhr_resolver *c = self;
    for (uint32_t i = 0; i < n; i++)
        jhr_buf_fmt(&c->text, "%.*s -> ", JHR_FMT(c->begrip_work.v[edges[i].from].node->text));
    jhr_buf_str(&c->text, c->begrip_work.v[edges[n - 1].to].node->text);
    struct jhr_str way = jhr_text_take(c);
    struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_BEGRIP_CYCLE, edges[n - 1].node->span, way);
    for (uint32_t i = 0; i + 1 < n && i < 2; i++)
        jhr_diag_label(c->ds, d, edges[i].node->span, JHR_L_AND_HERE, JHR_STR(""));
}

/* Puts the begrippen in an order in which each uses only earlier ones. */
static bool sort(struct jhr_resolver *c)
{
    struct jhr_edges edges = {0};
    uint32_t n = c->begrip_work.n;
    uint32_t *order = jhr_arena_alloc(c->a, (n + (size_t)1) * sizeof(*order));
    struct jhr_begrip_work *sorted = jhr_arena_alloc(c->a, (n + (size_t)1) * sizeof(*sorted));
    for (uint32_t i = 0; i < n; i++)
        needs(c, c->begrip_work.v[i].expr, i, &edges, 0);
    if (order == NULL || sorted == NULL || !jhr_order(c->a, n, edges, order, circle, c))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = c->begrip_work.v[order[i]];
        struct jhr_sym *sym = jhr_lookup(c, sorted[i].node->text);
        if (sym != NULL && sym->node == sorted[i].node)
            sym->index = i;
    }
    c->begrip_work.v = sorted;
    c->begrip_work.cap = n;
    return true;
}

void jhr_begrippen(struct jhr_resolver *c)
{
    if (!sort(c))
        return;
    for (uint32_t i = 0; i < c->begrip_work.n && !c->a->out_of_memory; i++) {
        struct jhr_begrip_work *w = &c->begrip_work.v[i];
        struct jhr_begrip *b = jhr_vec_add(c->a, &c->begrippen);
        jhr_clauses_check(c, w->node);
        if (b == NULL || w->expr == NULL)
            continue;
        c->uses = (struct jhr_uses){0};
        jhr_expr(c, w->expr);
        w->uses = c->uses;
        if (w->expr->type == JHR_T_PERCENT) {
            jhr_diag_add1(c->ds, JHR_D_PERCENT_NO_BASE, w->expr->span, jhr_source_of(c, w->expr));
            w->expr->type = JHR_T_ERROR;
        }
        *b = (struct jhr_begrip){.name = w->node->text, .node = w->node, .expr = w->expr};
    }
}

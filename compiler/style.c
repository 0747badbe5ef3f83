#include "compiler/resolve.h"

/* `geldt niet trauma`, `geldt nee`: reads in Dutch as "does not apply". */
static void geldt(struct jhr_resolver *c, const struct jhr_node *clause)
{
    const struct jhr_node *e = clause->child;
    if (e == NULL || clause->op != JHR_OP_GELDT || (e->flags & JHR_NF_PAREN) != 0)
        return;
    struct jhr_str better;
    if (e->kind == JHR_N_E_NOT && e->child != NULL)
        better = jhr_text(c, "nooit als %.*s", JHR_FMT(jhr_source_of(c, e->child)));
    else if (e->kind == JHR_N_E_BOOL && e->num == 0)
        better = JHR_STR("alleen als nee");
    else
        return;
    jhr_diag_add1(c->ds, JHR_D_GELDT_NIET, clause->span, jhr_source_of(c, clause))->suggestion =
        better;
}

static void no_reden(struct jhr_resolver *c, const struct jhr_node *node)
{
    bool refuses = node->kind == JHR_N_S_EIS || node->kind == JHR_N_S_STAPELING;
    if (refuses && jhr_node_find(node, JHR_N_C_REDEN) == NULL && (node->flags & JHR_NF_BAD) == 0 &&
        jhr_node_find(node, JHR_N_ERROR) == NULL)
        jhr_diag_add2(c->ds, JHR_D_NO_REDEN, jhr_name_span(node),
                      jhr_str_of(jhr_kind_word(node->kind)), node->text);
}

void jhr_style(struct jhr_resolver *c)
{
    for (uint32_t i = 0; i < c->stmts.n && !c->a->out_of_memory; i++) {
        const struct jhr_node *node = c->stmts.v[i];
        const struct jhr_node *citaat = jhr_node_find(node, JHR_N_C_CITAAT);
        no_reden(c, node);
        if (citaat != NULL && jhr_node_find(node, JHR_N_C_VOLGENS) == NULL)
            jhr_diag_add(c->ds, JHR_D_CITAAT_NO_BRON, citaat->span);
        for (const struct jhr_node *n = jhr_node_find(node, JHR_N_C_ALLEEN_ALS); n != NULL;
             n = jhr_node_find_next(n))
            geldt(c, n);
    }
}

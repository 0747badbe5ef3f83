/*
 * A kpi: a goal for all toewijzingen together. It says nothing of one proposal, so nothing is made
 * of it; what it says is checked as strictly as a rule.
 */
#include "compiler/resolve.h"

struct measure {
    const struct jhr_node *maat;
    struct jhr_node *value; /* NULL: the number of toewijzingen */
    enum jhr_type type;     /* of what a goal is; JHR_T_ERROR: said already */
    const struct jhr_node *base;
};

static bool is_word(const struct jhr_node *n, const char *word)
{
    return jhr_str_eq(n->text, jhr_str_of(word));
}

static bool can_add_up(enum jhr_type type)
{
    return type == JHR_T_GETAL || type == JHR_T_BEDRAG || type == JHR_T_OMVANG ||
           type == JHR_T_LENGTE;
}

/* What is measured, and so what a goal for it is. */
static enum jhr_type measured(struct jhr_resolver *c, const struct jhr_node *maat)
{
    struct jhr_node *value = maat->child;
    bool share = is_word(maat, "aandeel");
    if (share || is_word(maat, "aantal")) {
        jhr_condition(c, value);
        if (value != NULL && value->type == JHR_T_ERROR)
            return JHR_T_ERROR;
        return share ? JHR_T_PERCENT : JHR_T_GETAL;
    }
    jhr_expr(c, value);
    if (value->type != JHR_T_ERROR && !can_add_up((enum jhr_type)value->type)) {
        jhr_diag_add2(c->ds, JHR_D_KPI_MEASURE, value->span, maat->text, jhr_type_text(c, value));
        return JHR_T_ERROR;
    }
    return (enum jhr_type)value->type;
}

static void unfit(struct jhr_resolver *c, const struct measure *m, const struct jhr_node *goal)
{
    struct jhr_diag *d =
        jhr_diag_add2(c->ds, JHR_D_KPI_GOAL, goal->span, jhr_source_of(c, goal), m->maat->text);
    jhr_diag_label(c->ds, d, m->maat->span, JHR_L_THIS_IS,
                   m->type == JHR_T_PERCENT ? JHR_STR("een percentage") : m->maat->text);
}

static bool is_constant(const struct jhr_node *n)
{
    if (n->kind == JHR_N_E_NAME)
        return n->ref_kind == JHR_REF_CONST;
    if (n->child == NULL)
        return jhr_is_literal(n) || n->kind == JHR_N_E_PERCENT;
    for (const struct jhr_node *k = n->child; k != NULL; k = k->next)
        if (!is_constant(k))
            return false;
    return true;
}

static void base_missing(struct jhr_resolver *c, const struct measure *m, struct jhr_span span)
{
    if (m->base == NULL)
        jhr_diag_add(c->ds, JHR_D_KPI_NO_BASE, span);
}

static bool is_share(const struct jhr_node *n)
{
    int64_t whole = 100;
    if (n->kind != JHR_N_E_PERCENT)
        return false;
    for (uint32_t i = 0; i < n->scale; i++)
        whole *= 10;
    return n->num >= 0 && n->num <= whole;
}

/* An amount that what is measured can be compared with. */
static void amount(struct jhr_resolver *c, const struct measure *m, struct jhr_node *n)
{
    bool said = false;
    if (n->kind == JHR_N_E_UNKNOWN || m->type == JHR_T_ERROR)
        return;
    if (m->type == JHR_T_PERCENT) {
        if (!is_share(n))
            unfit(c, m, n);
        return;
    }
    jhr_expr(c, n);
    if (n->type == JHR_T_ERROR)
        return;
    if (m->type == JHR_T_LENGTE || m->type == JHR_T_OMVANG)
        (void)jhr_adopt(c, n, m->type, &said);
    if (said || n->type == JHR_T_ERROR)
        return;
    if (n->type != m->type || !is_constant(n))
        unfit(c, m, n);
    else if (m->maat->child != NULL && !is_word(m->maat, "aantal"))
        (void)jhr_units_agree(c, n, m->maat->child, n);
    else if (jhr_unit_of(n) != JHR_U_NONE)
        unfit(c, m, n);
}

static void goal(struct jhr_resolver *c, const struct measure *m, const struct jhr_node *doel)
{
    struct jhr_node *n = doel->child;
    bool of_base = n != NULL && n->kind == JHR_N_E_PERCENT_OF && n->child != NULL &&
                   n->child->next != NULL && is_word(n->child->next, "nulmeting");
    if (n == NULL || of_base)
        base_missing(c, m, doel->span);
    else
        amount(c, m, n);
}

static void base(struct jhr_resolver *c, const struct measure *m)
{
    const struct jhr_node *n = m->base;
    if (n == NULL || (n->flags & JHR_NF_BAD) != 0)
        return;
    if (n->child != NULL)
        amount(c, m, n->child);
}

void jhr_kpi(struct jhr_resolver *c, struct jhr_node *node)
{
    struct measure m = {.maat = jhr_node_find(node, JHR_N_C_MAAT),
                        .base = jhr_node_find(node, JHR_N_C_NULMETING)};
    const struct jhr_node *doel = jhr_node_find(node, JHR_N_C_DOEL);
    const struct jhr_node *over = jhr_node_find(node, JHR_N_C_OVER);
    const struct jhr_node *geldig = jhr_node_find(node, JHR_N_C_GELDIG);
    bool whole = jhr_clauses_check(c, node);
    if (geldig != NULL)
        (void)jhr_period(c, geldig->child);
    for (struct jhr_node *n = jhr_node_find(node, JHR_N_C_VOOR); n != NULL;
         n = jhr_node_find_next(n))
        jhr_condition(c, n->child);
    if (over != NULL)
        jhr_condition(c, over->child);
    if (m.maat == NULL || (m.maat->flags & JHR_NF_BAD) != 0)
        return;
    m.type = measured(c, m.maat);
    base(c, &m);
    if (doel != NULL && (doel->flags & JHR_NF_BAD) == 0)
        goal(c, &m, doel);
    else if (doel == NULL && whole)
        jhr_clause_missing(c, node, JHR_N_C_DOEL);
}

#include "compiler/resolve.h"

/* Units of two numbers: those with a fixed ratio go together. A bare constant takes the other's. */
bool jhr_units_agree(struct jhr_resolver *c, struct jhr_node *n, struct jhr_node *l,
                     struct jhr_node *r)
{
    uint32_t a = jhr_unit_of(l), b = jhr_unit_of(r);
    if ((a == JHR_U_NONE && jhr_is_literal(l)) || (b == JHR_U_NONE && jhr_is_literal(r)) ||
        jhr_class_of(a) == jhr_class_of(b))
        return true;
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_UNIT_MISMATCH, n->span,
                                       jhr_str_of(a == 0 ? "getal" : jhr_unit_word(a)),
                                       jhr_str_of(b == 0 ? "getal" : jhr_unit_word(b)));
    jhr_diag_label(c->ds, d, l->span, JHR_L_THIS_IS, jhr_type_text(c, l));
    jhr_diag_label(c->ds, d, r->span, JHR_L_THIS_IS, jhr_type_text(c, r));
    return false;
}

static void cannot(struct jhr_resolver *c, const struct jhr_node *n, const struct jhr_node *l,
                   const struct jhr_node *r)
{
    struct jhr_str lt = jhr_type_text(c, l);
    struct jhr_str rt = r != NULL ? jhr_type_text(c, r) : lt;
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_TYPE_ARITHMETIC, n->span,
                                       jhr_str_of(jhr_kind_word(n->kind)), lt);
    jhr_diag_label(c->ds, d, l->span, JHR_L_THIS_IS, lt);
    if (r != NULL)
        jhr_diag_label(c->ds, d, r->span, JHR_L_THIS_IS, rt);
}

static bool is_amount(const struct jhr_node *n)
{
    return n->type == JHR_T_GETAL || n->type == JHR_T_BEDRAG || n->type == JHR_T_OMVANG;
}

static void percent_missing(struct jhr_resolver *c, const struct jhr_node *l,
                            const struct jhr_node *r)
{
    const struct jhr_node *p = l->type == JHR_T_PERCENT ? l : r;
    jhr_diag_add1(c->ds, JHR_D_PERCENT_NO_BASE, p->span, jhr_source_of(c, p));
}

static void result(struct jhr_node *n, const struct jhr_node *of)
{
    n->type = of->type;
    n->soort = of->soort;
}

/* ---- so much per week beside so much in all ---- */

enum { RATE_EITHER, RATE_TOTAL, RATE_WEEK };

/* The omvang and the norm of a proposal can be read both ways. */
static int rate(const struct jhr_resolver *c, const struct jhr_node *n)
{
    int of = RATE_EITHER;
    switch ((int)n->kind) {
    case JHR_N_E_NAME:
        if (n->ref_kind == JHR_REF_BEGRIP)
            return rate(c, c->begrip_work.v[n->ref].expr);
        return n->ref_kind == JHR_REF_BUILTIN ? RATE_EITHER : RATE_TOTAL;
    case JHR_N_E_NUMBER:
        if (n->unit == JHR_U_NONE)
            return RATE_EITHER;
        return (n->flags & JHR_NF_PER_WEEK) != 0 ? RATE_WEEK : RATE_TOTAL;
    case JHR_N_E_ADD:
    case JHR_N_E_SUB:
    case JHR_N_E_MUL:
    case JHR_N_E_NEG:
    case JHR_N_E_PERCENT_OF:
        for (const struct jhr_node *k = n->child; k != NULL; k = k->next)
            of = rate(c, k) != RATE_EITHER ? rate(c, k) : of;
        return of;
    default:
        return RATE_EITHER;
    }
}

bool jhr_rates_agree(struct jhr_resolver *c, const struct jhr_node *n, const struct jhr_node *l,
                     const struct jhr_node *r)
{
    int a = rate(c, l), b = rate(c, r);
    if (a == b || a == RATE_EITHER || b == RATE_EITHER)
        return true;
    jhr_diag_add2(c->ds, JHR_D_UNIT_MISMATCH, n->span, jhr_source_of(c, l), jhr_source_of(c, r));
    return false;
}

static void sum(struct jhr_resolver *c, struct jhr_node *n, struct jhr_node *l, struct jhr_node *r)
{
    bool said = false;
    if (l->type == JHR_T_DATUM) {
        if (n->kind == JHR_N_E_SUB && r->type == JHR_T_DATUM) {
            n->type = JHR_T_LENGTE;
        } else if (r->type == JHR_T_GETAL && jhr_adopt(c, r, JHR_T_LENGTE, &said)) {
            n->type = JHR_T_DATUM;
        } else if (!said && r->type != JHR_T_ERROR) {
            cannot(c, n, l, r);
        }
        return;
    }
    if ((l->type == JHR_T_LENGTE || l->type == JHR_T_OMVANG) && !jhr_adopt(c, r, l->type, &said) &&
        said)
        return;
    if ((r->type == JHR_T_LENGTE || r->type == JHR_T_OMVANG) && !jhr_adopt(c, l, r->type, &said) &&
        said)
        return;
    if (l->type == JHR_T_ERROR || r->type == JHR_T_ERROR)
        return;
    if (l->type != r->type || (!is_amount(l) && l->type != JHR_T_LENGTE)) {
        cannot(c, n, l, r);
    } else if (jhr_rates_agree(c, n, l, r) && jhr_units_agree(c, n, l, r)) {
        result(n, l);
        if (n->type == JHR_T_GETAL)
            n->soort = jhr_unit_of_both(l->soort, r->soort);
    }
}

static bool is_builtin(const struct jhr_node *n, uint32_t which)
{
    return n->ref_kind == JHR_REF_BUILTIN && n->ref == which;
}

static bool names_fact(const struct jhr_resolver *c, const struct jhr_node *n)
{
    if (n->ref_kind == JHR_REF_BEGRIP)
        return names_fact(c, c->begrip_work.v[n->ref].expr);
    for (const struct jhr_node *k = n->child; k != NULL; k = k->next) {
        if (names_fact(c, k))
            return true;
    }
    return n->ref_kind == JHR_REF_FEIT;
}

/* A volume beside the tarief; of facts it would be a product of two that vary. */
static void adopt_volume(struct jhr_resolver *c, struct jhr_node *n, const struct jhr_node *beside)
{
    bool said;
    if (is_builtin(beside, JHR_B_TARIEF) && jhr_unit_is_volume(jhr_unit_of(n)) && !names_fact(c, n))
        (void)jhr_adopt(c, n, JHR_T_OMVANG, &said);
}

static void product(struct jhr_resolver *c, struct jhr_node *n, struct jhr_node *l,
                    struct jhr_node *r)
{
    adopt_volume(c, l, r);
    adopt_volume(c, r, l);
    bool cost = (l->type == JHR_T_OMVANG && is_builtin(r, JHR_B_TARIEF)) ||
                (r->type == JHR_T_OMVANG && is_builtin(l, JHR_B_TARIEF));
    if (cost) {
        if (rate(c, l) == RATE_WEEK || rate(c, r) == RATE_WEEK)
            cannot(c, n, l, r);
        n->type = JHR_T_BEDRAG;
        return;
    }
    if (!is_amount(l) || !is_amount(r)) {
        cannot(c, n, l, r);
        return;
    }
    if (!jhr_is_literal(l) && !jhr_is_literal(r)) {
        jhr_diag_add1(c->ds, JHR_D_PRODUCT_OF_TWO, n->span, jhr_source_of(c, n));
        return;
    }
    bool l_bare = l->type == JHR_T_GETAL && jhr_unit_of(l) == JHR_U_NONE;
    bool r_bare = r->type == JHR_T_GETAL && jhr_unit_of(r) == JHR_U_NONE;
    if (!l_bare && !r_bare)
        cannot(c, n, l, r);
    else
        result(n, l_bare ? r : l);
}

void jhr_arithmetic(struct jhr_resolver *c, struct jhr_node *n)
{
    struct jhr_node *l = n->child, *r = l != NULL ? l->next : NULL;
    if (l == NULL || (r == NULL && n->kind != JHR_N_E_NEG))
        return;
    jhr_expr(c, l);
    if (r != NULL)
        jhr_expr(c, r);
    if (l->type == JHR_T_ERROR || (r != NULL && r->type == JHR_T_ERROR))
        return;
    if (n->kind == JHR_N_E_NEG) {
        if (l->type == JHR_T_GETAL || l->type == JHR_T_BEDRAG)
            result(n, l);
        else
            cannot(c, n, l, NULL);
    } else if (n->kind == JHR_N_E_PERCENT_OF) {
        if (is_amount(r))
            result(n, r);
        else
            cannot(c, n, r, NULL);
    } else if (l->type == JHR_T_PERCENT || r->type == JHR_T_PERCENT) {
        percent_missing(c, l, r);
    } else if (n->kind == JHR_N_E_MUL) {
        product(c, n, l, r);
    } else {
        sum(c, n, l, r);
    }
}

#include "compiler/resolve.h"

struct jhr_str jhr_type_text(struct jhr_resolver *c, const struct jhr_node *n)
{
    static const char *const words[] = {
        [JHR_T_ERROR] = "`?`",
        [JHR_T_JANEE] = "`ja/nee`",
        [JHR_T_GETAL] = "`getal`",
        [JHR_T_BEDRAG] = "`bedrag`",
        [JHR_T_DATUM] = "`datum`",
        [JHR_T_LENGTE] = "`duur`",
        [JHR_T_OMVANG] = "`omvang`",
        [JHR_T_PERCENT] = "`percentage`",
        [JHR_T_SOORT] = "`soort`",
        [JHR_T_PRODUCT] = "`product`",
        [JHR_T_SEGMENT] = "`segment`",
        [JHR_T_GEMEENTE] = "`gemeente`",
        [JHR_T_AANBIEDER] = "`aanbieder`",
        [JHR_T_SET] = "`verzameling`",
    };
    if (n->type == JHR_T_SOORT && n->soort < c->soorten.n)
        return jhr_text(c, "`%.*s`", JHR_FMT(c->soorten.v[n->soort].name));
    if (n->type == JHR_T_GETAL && n->soort != JHR_U_NONE)
        return jhr_text(c, "`getal (%s)`", jhr_unit_word(n->soort));
    return jhr_str_of(words[n->type]);
}

void jhr_mismatch(struct jhr_resolver *c, const struct jhr_node *n, const struct jhr_node *l,
                  const struct jhr_node *r)
{
    struct jhr_str lt = jhr_type_text(c, l), rt = jhr_type_text(c, r);
    const struct jhr_node *bare = l->type == JHR_T_BEDRAG ? r : r->type == JHR_T_BEDRAG ? l : NULL;
    bool euros = bare != NULL && bare->kind == JHR_N_E_NUMBER && bare->unit == JHR_U_NONE &&
                 (bare->scale == 0 || bare->scale == 2);
    struct jhr_diag *d =
        jhr_diag_add2(c->ds, JHR_D_TYPE_MISMATCH, euros ? bare->span : n->span, lt, rt);
    if (euros)
        d->suggestion = jhr_text(c, "€ %.*s", JHR_FMT(jhr_source_of(c, bare)));
    jhr_diag_label(c->ds, d, l->span, JHR_L_THIS_IS, lt);
    jhr_diag_label(c->ds, d, r->span, JHR_L_THIS_IS, rt);
}

void jhr_condition(struct jhr_resolver *c, struct jhr_node *n)
{
    if (n == NULL)
        return;
    jhr_expr(c, n);
    if (n->type == JHR_T_JANEE || n->type == JHR_T_ERROR)
        return;
    if (n->type == JHR_T_PERCENT)
        jhr_diag_add1(c->ds, JHR_D_PERCENT_NO_BASE, n->span, jhr_source_of(c, n));
    else if (n->kind == JHR_N_E_NUMBER && jhr_product_find(c, n) != NULL)
        jhr_unknown_operand(c, n);
    else
        jhr_diag_add2(c->ds, JHR_D_TYPE_NOT_YESNO, n->span, jhr_source_of(c, n),
                      jhr_type_text(c, n));
    n->type = JHR_T_ERROR;
}

/* ---- names ---- */

static void beyond_reach(struct jhr_resolver *c, const struct jhr_node *n)
{
    if (c->uses.beyond == NULL)
        c->uses.beyond = n;
}

static void other_than_fact(struct jhr_resolver *c, const struct jhr_node *n)
{
    if (c->uses.other == NULL)
        c->uses.other = n;
}

static void builtin(struct jhr_resolver *c, struct jhr_node *n, uint32_t which)
{
    n->ref_kind = JHR_REF_BUILTIN;
    n->ref = which;
    n->type = (uint8_t)jhr_builtin_type(which);
    if (which == JHR_B_TOELAATBAAR && !c->in_bewijs) {
        jhr_diag_add1(c->ds, JHR_D_OUTCOME_OUTSIDE, n->span, n->text);
        n->type = JHR_T_ERROR;
    }
    other_than_fact(c, n);
    if (which != JHR_B_PRODUCT && which != JHR_B_SEGMENT && which != JHR_B_AANBIEDER &&
        which != JHR_B_STARTDATUM && which != JHR_B_EINDDATUM && which != JHR_B_PEILDATUM)
        beyond_reach(c, n);
    if (which == JHR_B_TARIEF && c->uses.tarief == NULL)
        c->uses.tarief = n;
    if (which == JHR_B_NORMOMVANG && c->uses.norm == NULL)
        c->uses.norm = n;
    if (which == JHR_B_KOSTEN && c->uses.tarief == NULL)
        c->uses.tarief = n;
}

static void nested(struct jhr_resolver *c, const struct jhr_node *n)
{
    struct jhr_diag *d = jhr_diag_add(c->ds, JHR_D_QUANTIFIER_NESTED, n->span);
    jhr_diag_label(c->ds, d, c->quantifier->span, JHR_L_OPENED_HERE, JHR_STR(""));
}

static void use_begrip(struct jhr_resolver *c, struct jhr_node *n, uint32_t index)
{
    const struct jhr_begrip_work *w = &c->begrip_work.v[index];
    n->ref_kind = JHR_REF_BEGRIP;
    n->ref = index; /* made the place in the sorted array at the end of jhr_begrippen */
    if (w->expr != NULL) {
        n->type = w->expr->type;
        n->soort = w->expr->soort;
    }
    if (w->uses.other != NULL)
        other_than_fact(c, n);
    if (w->uses.beyond != NULL)
        beyond_reach(c, n);
    if (w->uses.tarief != NULL && c->uses.tarief == NULL)
        c->uses.tarief = n;
    if (w->uses.norm != NULL && c->uses.norm == NULL)
        c->uses.norm = n;
    if (w->uses.list == NULL)
        return;
    if (c->uses.list == NULL)
        c->uses.list = n;
    /* A yes or no is known before the list is walked; a number is worked out in its place. */
    if (c->quantifier != NULL && n->type != JHR_T_JANEE)
        nested(c, n);
}

static void use_feit(struct jhr_resolver *c, struct jhr_node *n, uint32_t index)
{
    const struct jhr_feit *f = &c->feiten.v[index];
    n->ref_kind = JHR_REF_FEIT;
    n->ref = index;
    if (index != c->m->feit_gemeente)
        beyond_reach(c, n);
    n->type = f->type;
    n->soort = f->type == JHR_T_SOORT ? f->soort : f->unit;
}

static void name(struct jhr_resolver *c, struct jhr_node *n)
{
    int which = jhr_builtin_of(n->text, false);
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (which >= 0) {
        builtin(c, n, (uint32_t)which);
    } else if (jhr_str_eq(n->text, JHR_STR("gemeente"))) {
        if (c->has_gebied)
            use_feit(c, n, c->m->feit_gemeente);
        else
            jhr_diag_add(c->ds, JHR_D_NO_GEBIED, n->span);
    } else if (sym != NULL && sym->kind == JHR_SYM_FEIT) {
        use_feit(c, n, sym->index);
    } else if (sym != NULL && sym->kind == JHR_SYM_BEGRIP) {
        use_begrip(c, n, sym->index);
    } else if (sym != NULL && sym->kind == JHR_SYM_WAARDE) {
        n->ref_kind = JHR_REF_CONST;
        n->ref = sym->index;
        n->type = c->waarden.v[sym->index].type;
        n->soort = c->waarden.v[sym->index].unit;
        other_than_fact(c, n);
    } else if (n->text.n > 0) {
        jhr_unknown_operand(c, n);
    }
}

static void other(struct jhr_resolver *c, struct jhr_node *n)
{
    int which = jhr_builtin_of(n->text, true);
    if (c->quantifier == NULL) {
        jhr_diag_add1(c->ds, JHR_D_OTHER_OUTSIDE, n->span, n->text);
        return;
    }
    if (which < 0) {
        struct jhr_near near;
        jhr_near_init(&near, n->text);
        for (uint32_t i = 0; jhr_builtin_name(i) != NULL; i++) {
            if (jhr_builtin_of(jhr_str_of(jhr_builtin_name(i)), true) >= 0)
                jhr_near_try(&near, jhr_str_of(jhr_builtin_name(i)));
        }
        jhr_diag_add1(c->ds, JHR_D_OTHER_UNKNOWN, jhr_name_span(n), n->text)->suggestion =
            near.best;
        return;
    }
    builtin(c, n, (uint32_t)which);
}

/* ---- quantifiers ---- */

static void quantifier(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_node *around = c->quantifier;
    struct jhr_node *value = n->kind == JHR_N_E_SUM ? n->child : NULL;
    struct jhr_node *condition = value != NULL ? value->next : n->child;
    other_than_fact(c, n);
    beyond_reach(c, n);
    if (c->uses.list == NULL)
        c->uses.list = n;
    if (around != NULL) {
        nested(c, n);
        return;
    }
    c->quantifier = n;
    n->type = n->kind == JHR_N_E_COUNT ? JHR_T_GETAL : JHR_T_JANEE;
    if (value != NULL) {
        jhr_expr(c, value);
        n->type = value->type;
        n->soort = value->soort;
        if (value->type != JHR_T_ERROR && value->type != JHR_T_GETAL &&
            value->type != JHR_T_BEDRAG && value->type != JHR_T_OMVANG &&
            value->type != JHR_T_LENGTE) {
            jhr_diag_add2(c->ds, JHR_D_TYPE_ARITHMETIC, value->span, JHR_STR("som van"),
                          jhr_type_text(c, value));
            n->type = JHR_T_ERROR;
        }
    }
    jhr_condition(c, condition);
    c->quantifier = around;
}

static void count_of(struct jhr_resolver *c, struct jhr_node *n)
{
    uint32_t count = 0;
    struct jhr_map seen = {0};
    for (struct jhr_node *k = n->child; k != NULL; k = k->next, count++) {
        jhr_condition(c, k);
        const struct jhr_node *first = k->kind == JHR_N_E_NAME ? jhr_map_get(&seen, k->text) : NULL;
        if (first != NULL) {
            struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_MEMBER_TWICE, k->span, k->text);
            jhr_diag_label(c->ds, d, first->span, JHR_L_FIRST_HERE, JHR_STR(""));
        } else if (k->kind == JHR_N_E_NAME) {
            jhr_map_put(c->a, &seen, k->text, k);
        }
    }
    n->type = JHR_T_JANEE;
    if ((n->flags & JHR_NF_BAD) != 0)
        return;
    bool never = (n->op == JHR_OP_GE || n->op == JHR_OP_IS) && n->num > count;
    bool always = (n->op == JHR_OP_GE && n->num <= 0) || (n->op == JHR_OP_LE && n->num >= count);
    if (never || always)
        jhr_diag_add2(c->ds, never ? JHR_D_NEVER_TRUE : JHR_D_ALWAYS_TRUE, n->span,
                      jhr_source_of(c, n), jhr_text(c, "%u", count));
}

/* ---- everything ---- */

static void literal(struct jhr_resolver *c, struct jhr_node *n)
{
    if ((n->flags & JHR_NF_BAD) != 0)
        return;
    switch ((int)n->kind) {
    case JHR_N_E_NUMBER:
        n->type = JHR_T_GETAL;
        n->soort = n->unit;
        jhr_number_limit(c, n);
        break;
    case JHR_N_E_MONEY:
        n->type = JHR_T_BEDRAG;
        jhr_number_limit(c, n);
        break;
    case JHR_N_E_PERCENT:
        n->type = JHR_T_PERCENT;
        break;
    case JHR_N_E_DATE:
        n->type = JHR_T_DATUM;
        break;
    case JHR_N_E_BOOL:
        n->type = JHR_T_JANEE;
        break;
    case JHR_N_E_CODE: {
        const struct jhr_sym *sym = jhr_lookup_code(c, n->text);
        if (sym != NULL)
            jhr_unknown_operand(c, n);
        else
            jhr_unknown(c, JHR_D_PRODUCT_UNKNOWN, n, 1u << JHR_SYM_PRODUCT);
        break;
    }
    default: /* a text, a set or a `?` where a value belongs */
        if (n->kind != JHR_N_ERROR)
            jhr_diag_add1(c->ds, JHR_D_NO_VALUE, n->span, jhr_source_of(c, n));
        break;
    }
}

static void expr(struct jhr_resolver *c, struct jhr_node *n)
{
    switch ((int)n->kind) {
    case JHR_N_E_OR:
    case JHR_N_E_AND:
        jhr_connective(c, n);
        break;
    case JHR_N_E_NOT:
        jhr_condition(c, n->child);
        n->type = JHR_T_JANEE;
        break;
    case JHR_N_E_CMP:
        jhr_compare(c, n);
        break;
    case JHR_N_E_IN:
        jhr_in(c, n);
        break;
    case JHR_N_E_BETWEEN:
        jhr_between(c, n);
        break;
    case JHR_N_E_COUNT_OF:
        count_of(c, n);
        break;
    case JHR_N_E_ADD:
    case JHR_N_E_SUB:
    case JHR_N_E_MUL:
    case JHR_N_E_NEG:
    case JHR_N_E_PERCENT_OF:
        jhr_arithmetic(c, n);
        break;
    case JHR_N_E_EXISTS:
    case JHR_N_E_EVERY:
    case JHR_N_E_COUNT:
    case JHR_N_E_SUM:
        quantifier(c, n);
        break;
    case JHR_N_E_NAME:
        name(c, n);
        break;
    case JHR_N_E_OTHER:
        other(c, n);
        break;
    case JHR_N_E_DOORLOPEND:
        n->type = JHR_T_JANEE;
        other_than_fact(c, n);
        break;
    default:
        literal(c, n);
        break;
    }
}

void jhr_expr(struct jhr_resolver *c, struct jhr_node *n)
{
    n->type = JHR_T_ERROR;
    if (c->a->out_of_memory)
        return;
    if (c->depth == JHR_MAX_DEPTH) {
        jhr_diag_add(c->ds, JHR_D_TOO_DEEP, n->span);
        return;
    }
    c->depth++;
    expr(c, n);
    c->depth--;
}

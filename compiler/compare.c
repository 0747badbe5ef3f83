#include "compiler/resolve.h"

static bool is_value_kind(uint8_t type)
{
    return type == JHR_T_SOORT || type == JHR_T_PRODUCT || type == JHR_T_SEGMENT ||
           type == JHR_T_GEMEENTE || type == JHR_T_AANBIEDER;
}

static bool soort_value(struct jhr_resolver *c, struct jhr_node *n, uint32_t soort)
{
    const struct jhr_soort *s = &c->soorten.v[soort];
    if (n->kind != JHR_N_E_NAME && n->kind != JHR_N_E_CODE)
        return false;
    for (uint32_t i = 0; i < s->n; i++) {
        if (!jhr_str_eq(n->text, s->waarden[i]))
            continue;
        n->type = JHR_T_SOORT;
        n->ref_kind = JHR_REF_WAARDE;
        n->ref = i;
        n->soort = soort;
        return true;
    }
    return false;
}

static void refer(struct jhr_node *n, enum jhr_type type, enum jhr_ref_kind kind, uint32_t index)
{
    n->type = (uint8_t)type;
    n->ref_kind = (uint8_t)kind;
    n->ref = index;
}

/* A name right of `is` that is an operand of its own: a fact, a begrip, a built-in name. */
static bool is_operand(const struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (n->kind == JHR_N_E_OTHER || jhr_builtin_of(n->text, false) >= 0 ||
        jhr_str_eq(n->text, JHR_STR("gemeente")))
        return true;
    return n->kind == JHR_N_E_NAME && sym != NULL && (JHR_KINDS_OPERAND & (1u << sym->kind)) != 0;
}

/* `product is GGZ` where GGZ is a group. */
static bool set_after_is(struct jhr_resolver *c, const struct jhr_node *n, uint32_t kinds)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (sym == NULL || (kinds & (1u << sym->kind)) == 0 || n->kind == JHR_N_E_TEXT)
        return false;
    struct jhr_diag *d =
        jhr_diag_add2(c->ds, JHR_D_IS_SET, n->span, n->text, jhr_str_of(jhr_sym_word(sym)));
    jhr_diag_label(c->ds, d, jhr_name_span(sym->node), JHR_L_DEFINED_HERE, JHR_STR(""));
    return true;
}

static bool is_plain(const struct jhr_node *n)
{
    return n->kind == JHR_N_E_NAME || n->kind == JHR_N_E_CODE || n->kind == JHR_N_E_TEXT ||
           n->kind == JHR_N_E_NUMBER;
}

static void product_value(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_product_find(c, n);
    if (sym != NULL)
        refer(n, JHR_T_PRODUCT, JHR_REF_PRODUCT, sym->index);
    else if (!set_after_is(c, n, (1u << JHR_SYM_GROEP) | (1u << JHR_SYM_SEGMENT)))
        jhr_unknown(c, JHR_D_PRODUCT_UNKNOWN, n, 1u << JHR_SYM_PRODUCT);
}

static void gemeente_value(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_gemeente_find(c, n);
    if (sym != NULL)
        refer(n, JHR_T_GEMEENTE, JHR_REF_GEMEENTE, sym->index);
    else if (!set_after_is(c, n, 1u << JHR_SYM_GEBIED))
        jhr_unknown(c, JHR_D_GEMEENTE_UNKNOWN, n, 1u << JHR_SYM_GEMEENTE);
}

static void segment_value(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (sym != NULL && sym->kind == JHR_SYM_SEGMENT)
        refer(n, JHR_T_SEGMENT, JHR_REF_SEGMENT, sym->index);
    else
        jhr_unknown(c, JHR_D_SEGMENT_UNKNOWN, n, 1u << JHR_SYM_SEGMENT);
}

static void aanbieder_value(struct jhr_resolver *c, struct jhr_node *n)
{
    if (n->kind == JHR_N_E_TEXT) {
        refer(n, JHR_T_AANBIEDER, JHR_REF_AANBIEDER, jhr_aanbieder(c, n->text));
    } else if (!set_after_is(c, n, 1u << JHR_SYM_AANBIEDERS) && !jhr_is_lost(c, n->text)) {
        jhr_diag_add1(c->ds, JHR_D_AANBIEDER_UNQUOTED, n->span, n->text)->suggestion =
            jhr_text(c, "\"%.*s\"", JHR_FMT(n->text));
    }
}

/* Right of a comparison whose left side has values of its own. */
static void value(struct jhr_resolver *c, struct jhr_node *n, const struct jhr_node *left)
{
    n->type = JHR_T_ERROR;
    if (left->type == JHR_T_SOORT) {
        if (soort_value(c, n, left->soort))
            return;
        if (n->kind == JHR_N_E_NAME && !is_operand(c, n))
            jhr_unknown_value(c, n, left->soort);
        else
            jhr_expr(c, n);
        return;
    }
    bool own = left->type == JHR_T_GEMEENTE ? jhr_gemeente_find(c, n) != NULL
                                            : jhr_product_find(c, n) != NULL;
    if (!is_plain(n) || (is_operand(c, n) && !own)) {
        jhr_expr(c, n);
        return;
    }
    if (left->type == JHR_T_PRODUCT)
        product_value(c, n);
    else if (left->type == JHR_T_GEMEENTE)
        gemeente_value(c, n);
    else if (left->type == JHR_T_SEGMENT)
        segment_value(c, n);
    else
        aanbieder_value(c, n);
}

static bool is_order(uint8_t op)
{
    return op == JHR_OP_LT || op == JHR_OP_LE || op == JHR_OP_GT || op == JHR_OP_GE;
}

static void ordered(struct jhr_resolver *c, const struct jhr_node *n, const struct jhr_node *l)
{
    bool soort = l->type == JHR_T_SOORT;
    if (!soort && !is_value_kind(l->type) && l->type != JHR_T_JANEE)
        return;
    if (soort && c->soorten.v[l->soort].ordered)
        return;
    struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_NO_ORDER, n->span, jhr_type_text(c, l));
    if (soort)
        jhr_diag_label(c->ds, d, jhr_name_span(c->soorten.v[l->soort].node), JHR_L_DEFINED_HERE,
                       JHR_STR(""));
}

static void decimals(struct jhr_resolver *c, struct jhr_node *n)
{
    int64_t ignored;
    if (n->type != JHR_T_GETAL || n->kind != JHR_N_E_NUMBER)
        return;
    if (jhr_unit_is_volume(n->unit) ? !jhr_volume(c, n, &ignored) : !jhr_whole(c, n, &ignored))
        n->type = JHR_T_ERROR;
}

/* Both sides of one type, in units that go together. False after a message. */
static bool agree(struct jhr_resolver *c, struct jhr_node *n, struct jhr_node *l,
                  struct jhr_node *r)
{
    bool said = false;
    if (l->type == JHR_T_ERROR || r->type == JHR_T_ERROR)
        return false;
    if (l->type == JHR_T_PERCENT || r->type == JHR_T_PERCENT) {
        const struct jhr_node *p = l->type == JHR_T_PERCENT ? l : r;
        jhr_diag_add1(c->ds, JHR_D_PERCENT_NO_BASE, p->span, jhr_source_of(c, p));
        return false;
    }
    if ((l->type == JHR_T_LENGTE || l->type == JHR_T_OMVANG) && !jhr_adopt(c, r, l->type, &said) &&
        said)
        return false;
    if ((r->type == JHR_T_LENGTE || r->type == JHR_T_OMVANG) && !jhr_adopt(c, l, r->type, &said) &&
        said)
        return false;
    if (l->type == JHR_T_ERROR || r->type == JHR_T_ERROR)
        return false;
    if (l->type != r->type || (l->type == JHR_T_SOORT && l->soort != r->soort) ||
        l->type == JHR_T_SET) {
        jhr_mismatch(c, n, l, r);
        return false;
    }
    return jhr_rates_agree(c, n, l, r) && jhr_units_agree(c, n, l, r);
}

/* ---- comparisons that their fact's range decides ---- */

static bool range_of(const struct jhr_resolver *c, const struct jhr_node *n, int64_t *lo,
                     int64_t *hi)
{
    if (n->kind != JHR_N_E_NAME || n->ref_kind != JHR_REF_FEIT)
        return false;
    const struct jhr_feit *f = &c->feiten.v[n->ref];
    *lo = f->lowest;
    *hi = f->highest;
    return (f->type == JHR_T_GETAL || f->type == JHR_T_BEDRAG || f->type == JHR_T_SOORT) &&
           f->lowest <= f->highest;
}

/* -1 never, 1 always, 0 depends. */
static int settled(uint8_t op, int64_t lo, int64_t hi, int64_t v)
{
    switch ((int)op) {
    case JHR_OP_IS:
        return v < lo || v > hi ? -1 : 0;
    case JHR_OP_IS_NOT:
        return v < lo || v > hi ? 1 : 0;
    case JHR_OP_LT:
        return v <= lo ? -1 : v > hi ? 1 : 0;
    case JHR_OP_LE:
        return v < lo ? -1 : v >= hi ? 1 : 0;
    case JHR_OP_GT:
        return v >= hi ? -1 : v < lo ? 1 : 0;
    case JHR_OP_GE:
        return v > hi ? -1 : v <= lo ? 1 : 0;
    default:
        return 0;
    }
}

static uint8_t mirrored(uint8_t op)
{
    return op == JHR_OP_LT   ? JHR_OP_GT
           : op == JHR_OP_LE ? JHR_OP_GE
           : op == JHR_OP_GT ? JHR_OP_LT
           : op == JHR_OP_GE ? JHR_OP_LE
                             : op;
}

static void say_settled(struct jhr_resolver *c, const struct jhr_node *n,
                        const struct jhr_node *fact, int64_t lo, int64_t hi, int how)
{
    const struct jhr_feit *f = &c->feiten.v[fact->ref];
    struct jhr_str range;
    if (how == 0)
        return;
    if (f->type == JHR_T_SOORT)
        range = jhr_text(c, "%.*s..%.*s", JHR_FMT(c->soorten.v[f->soort].waarden[lo]),
                         JHR_FMT(c->soorten.v[f->soort].waarden[hi]));
    else if (f->type == JHR_T_BEDRAG)
        range = jhr_source_of(c, f->node->child);
    else
        range = jhr_text(c, "%lld..%lld", (long long)lo, (long long)hi);
    struct jhr_diag *d = jhr_diag_add2(c->ds, how < 0 ? JHR_D_NEVER_TRUE : JHR_D_ALWAYS_TRUE,
                                       n->span, jhr_source_of(c, n), range);
    jhr_diag_label(c->ds, d, jhr_name_span(f->node), JHR_L_DEFINED_HERE, JHR_STR(""));
}

/* A literal in the unit of a fact, times *steps; so are the fact's own values then. */
static bool value_for(const struct jhr_node *fact, const struct jhr_node *n, int64_t *v,
                      int64_t *steps)
{
    uint32_t unit = n->kind == JHR_N_E_NUMBER ? n->unit : jhr_unit_of(n);
    if (!jhr_literal_value(n, v))
        return false;
    *v *= jhr_unit_steps(unit != JHR_U_NONE ? unit : jhr_unit_of(fact));
    *steps = jhr_unit_steps(jhr_unit_of(fact));
    return true;
}

static void settled_by_range(struct jhr_resolver *c, const struct jhr_node *n,
                             const struct jhr_node *l, const struct jhr_node *r)
{
    int64_t lo, hi, v, by;
    if (range_of(c, l, &lo, &hi) && value_for(l, r, &v, &by))
        say_settled(c, n, l, lo, hi, settled(n->op, lo * by, hi * by, v));
    else if (range_of(c, r, &lo, &hi) && value_for(r, l, &v, &by))
        say_settled(c, n, r, lo, hi, settled(mirrored(n->op), lo * by, hi * by, v));
}

void jhr_compare(struct jhr_resolver *c, struct jhr_node *n)
{
    struct jhr_node *l = n->child, *r = l != NULL ? l->next : NULL;
    if (r == NULL)
        return;
    jhr_expr(c, l);
    if (l->type == JHR_T_ERROR)
        return; /* what is right of it may be a value of it */
    if (is_value_kind(l->type))
        value(c, r, l);
    else
        jhr_expr(c, r);
    if (!agree(c, n, l, r))
        return;
    decimals(c, l);
    decimals(c, r);
    if (l->type == JHR_T_ERROR || r->type == JHR_T_ERROR)
        return;
    n->type = JHR_T_JANEE;
    if (is_order(n->op))
        ordered(c, n, l);
    settled_by_range(c, n, l, r);
}

void jhr_between(struct jhr_resolver *c, struct jhr_node *n)
{
    struct jhr_node *v = n->child, *lo = v != NULL ? v->next : NULL;
    struct jhr_node *hi = lo != NULL ? lo->next : NULL;
    int64_t a, b, from, to, by;
    if (hi == NULL)
        return;
    jhr_expr(c, v);
    if (v->type == JHR_T_ERROR)
        return;
    for (struct jhr_node *k = lo; k != NULL; k = k->next) {
        if (is_value_kind(v->type))
            value(c, k, v);
        else
            jhr_expr(c, k);
        if (!agree(c, n, v, k))
            return;
        decimals(c, k);
        if (k->type == JHR_T_ERROR)
            return;
    }
    n->type = JHR_T_JANEE;
    ordered(c, n, v);
    bool dates = lo->kind == JHR_N_E_DATE && hi->kind == JHR_N_E_DATE;
    bool numbers = value_for(v, lo, &a, &by) && value_for(v, hi, &b, &by) &&
                   (v->type == JHR_T_GETAL || jhr_class_of(lo->unit) == jhr_class_of(hi->unit));
    if ((dates && lo->num > hi->num) || (numbers && a > b)) {
        jhr_diag_add2(c->ds, JHR_D_RANGE_REVERSED, jhr_span_join(lo->span, hi->span),
                      jhr_source_of(c, lo), jhr_source_of(c, hi));
    } else if (numbers && range_of(c, v, &from, &to)) {
        int how = a > to * by || b < from * by ? -1 : a <= from * by && b >= to * by ? 1 : 0;
        say_settled(c, n, v, from, to, how);
    }
}

/* ---- in ---- */

static void soort_set(struct jhr_resolver *c, struct jhr_node *set, const struct jhr_node *left)
{
    struct jhr_map seen = {0};
    if (set->kind != JHR_N_E_SET) {
        if (soort_value(c, set, left->soort)) {
            struct jhr_str text = jhr_source_of(c, set);
            jhr_diag_add1(c->ds, JHR_D_IN_SINGLE, set->span, text)->suggestion =
                jhr_text(c, "{ %.*s }", JHR_FMT(text));
        } else {
            jhr_unknown_value(c, set, left->soort);
        }
        set->type = JHR_T_ERROR;
        return;
    }
    for (struct jhr_node *n = set->child; n != NULL; n = n->next) {
        if (!soort_value(c, n, left->soort)) {
            if ((n->flags & JHR_NF_BAD) == 0 && n->kind != JHR_N_ERROR)
                jhr_unknown_value(c, n, left->soort);
            continue;
        }
        const struct jhr_node *period = jhr_node_find(n, JHR_N_PERIODE);
        if (period != NULL)
            jhr_diag_add1(c->ds, JHR_D_PERIOD_STRANGE, period->span, n->text);
        const struct jhr_node *first = jhr_map_get(&seen, n->text);
        if (first != NULL) {
            struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_MEMBER_TWICE, n->span, n->text);
            jhr_diag_label(c->ds, d, first->span, JHR_L_FIRST_HERE, JHR_STR(""));
        }
        jhr_map_put(c->a, &seen, n->text, n);
    }
    set->type = JHR_T_SET;
    set->soort = left->soort;
}

/* `leeftijd in { 3, 30 }` of a fact up to 23. */
static void member_in_range(struct jhr_resolver *c, const struct jhr_node *l,
                            const struct jhr_node *k)
{
    int64_t lo, hi, v, by;
    if (range_of(c, l, &lo, &hi) && value_for(l, k, &v, &by))
        say_settled(c, k, l, lo, hi, settled(JHR_OP_IS, lo * by, hi * by, v) < 0 ? -1 : 0);
}

/* A set of numbers, amounts, dates, lengths or volumes: each is compared by itself. */
static void number_set(struct jhr_resolver *c, struct jhr_node *set, struct jhr_node *left)
{
    struct jhr_map seen = {0};
    if (set->kind != JHR_N_E_SET && set->kind != JHR_N_E_EXCEPT) {
        jhr_expr(c, set);
        if (set->type != JHR_T_ERROR && agree(c, set, left, set)) {
            struct jhr_str text = jhr_source_of(c, set);
            jhr_diag_add1(c->ds, JHR_D_IN_SINGLE, set->span, text)->suggestion =
                jhr_text(c, "{ %.*s }", JHR_FMT(text));
        }
        set->type = JHR_T_ERROR;
        return;
    }
    for (struct jhr_node *k = set->child; k != NULL; k = k->next) {
        if (set->kind == JHR_N_E_EXCEPT) {
            number_set(c, k, left);
            continue;
        }
        struct jhr_str text = jhr_source_of(c, k);
        const struct jhr_node *first = jhr_map_get(&seen, text);
        if (first != NULL) {
            struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_MEMBER_TWICE, k->span, text);
            jhr_diag_label(c->ds, d, first->span, JHR_L_FIRST_HERE, JHR_STR(""));
        }
        jhr_map_put(c->a, &seen, text, k);
        jhr_expr(c, k);
        if (!agree(c, k, left, k))
            continue;
        decimals(c, k);
        member_in_range(c, left, k);
    }
    set->type = JHR_T_SET;
}

void jhr_in(struct jhr_resolver *c, struct jhr_node *n)
{
    struct jhr_node *l = n->child, *set = l != NULL ? l->next : NULL;
    if (set == NULL)
        return;
    jhr_expr(c, l);
    set->type = JHR_T_ERROR;
    if (set->kind != JHR_N_E_SET && jhr_list_goes_on(c, n))
        return; /* said where the list goes on */
    switch ((int)l->type) {
    case JHR_T_ERROR:
        return;
    case JHR_T_SOORT:
        soort_set(c, set, l);
        break;
    case JHR_T_PRODUCT:
    case JHR_T_SEGMENT:
        jhr_set_operand(c, set, JHR_SET_PRODUCT);
        break;
    case JHR_T_GEMEENTE:
        jhr_set_operand(c, set, JHR_SET_GEMEENTE);
        break;
    case JHR_T_AANBIEDER:
        jhr_set_operand(c, set, JHR_SET_AANBIEDER);
        break;
    case JHR_T_GETAL:
    case JHR_T_BEDRAG:
    case JHR_T_DATUM:
    case JHR_T_LENGTE:
    case JHR_T_OMVANG:
        number_set(c, set, l);
        break;
    default:
        jhr_diag_add2(c->ds, JHR_D_IN_TYPE, n->span, jhr_source_of(c, l), jhr_type_text(c, l));
        return;
    }
    if (set->type == JHR_T_SET)
        n->type = JHR_T_JANEE;
}

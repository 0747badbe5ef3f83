#include "compiler/lower_parts.h"

#include "runtime/calendar.h"

void jhr_lower_fault(struct jhr_lowering *l, struct jhr_span span, const char *what)
{
    jhr_diag_add1(l->ds, JHR_D_INTERNAL, span, jhr_str_of(what));
}

/* ---- things with an index: values of a soort, products, gemeenten, aanbieders ---- */

struct thing {
    bool is_col;
    uint32_t v; /* a column, or the index itself */
};

static bool thing_of(struct jhr_lowering *l, const struct jhr_node *n, struct thing *t)
{
    while (n->ref_kind == JHR_REF_BEGRIP) /* each begrip uses only earlier ones */
        n = l->m->begrippen[n->ref].expr;
    bool item = n->kind == JHR_N_E_OTHER || l->as_item;
    switch ((enum jhr_ref_kind)n->ref_kind) {
    case JHR_REF_FEIT:
        *t = (struct thing){true, l->ir->feit_col[n->ref]};
        return true;
    case JHR_REF_WAARDE:
    case JHR_REF_PRODUCT:
    case JHR_REF_GEMEENTE:
    case JHR_REF_AANBIEDER:
        *t = (struct thing){false, n->ref};
        return true;
    case JHR_REF_BUILTIN:
        if (n->ref == JHR_B_PRODUCT || n->ref == JHR_B_SEGMENT) {
            *t = (struct thing){true, item ? JHR_X_ITEM_PRODUCT : JHR_X_PRODUCT};
            return true;
        }
        if (n->ref == JHR_B_AANBIEDER) {
            *t = (struct thing){true, item ? JHR_X_ITEM_AANBIEDER : JHR_X_AANBIEDER};
            return true;
        }
        break;
    case JHR_REF_NONE:
    case JHR_REF_BEGRIP:
    case JHR_REF_SEGMENT:
    case JHR_REF_SET:
    case JHR_REF_CONST:
    case JHR_REF_REGEL:
        break;
    }
    jhr_lower_fault(l, n->span, "an expression that is no product, value or name");
    return false;
}

static bool holds_op(int64_t order, enum jhr_op op)
{
    switch ((int)op) {
    case JHR_OP_IS:
        return order == 0;
    case JHR_OP_IS_NOT:
        return order != 0;
    case JHR_OP_LT:
        return order < 0;
    case JHR_OP_LE:
        return order <= 0;
    case JHR_OP_GT:
        return order > 0;
    default:
        return order >= 0;
    }
}

static uint64_t bits_below(uint64_t n)
{
    return n >= 64 ? UINT64_MAX : (UINT64_C(1) << n) - 1;
}

/* The values for which `value op other` holds, as a condition on an enumeration. */
static uint32_t mask_node(struct jhr_lowering *l, uint32_t col, uint64_t bits, struct jhr_span span)
{
    uint64_t all = bits_below((uint64_t)l->ir->cols.v[col].highest + 1);
    struct jhr_ir_atom atom = {.kind = JHR_IR_MASK, .col = col, .bits = bits & all};
    if (atom.bits == 0 || atom.bits == all)
        return jhr_ir_const(l->ir, atom.bits == 0 ? JHR_NO : JHR_YES, span);
    return jhr_ir_atom(l->ir, &atom, span);
}

static bool is_enumeration(const struct jhr_lowering *l, uint32_t col)
{
    uint32_t feit = l->ir->cols.v[col].feit;
    return feit != JHR_NONE && l->m->feiten[feit].type == JHR_T_SOORT;
}

static enum jhr_op mirrored(enum jhr_op op)
{
    switch ((int)op) {
    case JHR_OP_LT:
        return JHR_OP_GT;
    case JHR_OP_LE:
        return JHR_OP_GE;
    case JHR_OP_GT:
        return JHR_OP_LT;
    case JHR_OP_GE:
        return JHR_OP_LE;
    default:
        return op;
    }
}

static uint32_t column_against(struct jhr_lowering *l, uint32_t col, uint32_t value, enum jhr_op op,
                               struct jhr_span span)
{
    if (!is_enumeration(l, col)) {
        uint32_t node = jhr_lower_range(l, col, value, value, span);
        return op == JHR_OP_IS_NOT ? jhr_ir_not(l->ir, node) : node;
    }
    uint64_t bits = 0;
    for (uint32_t v = 0; v < JHR_MAX_WAARDEN; v++)
        if (holds_op((int64_t)v - value, op))
            bits |= UINT64_C(1) << v;
    return mask_node(l, col, bits, span);
}

static uint32_t compare_things(struct jhr_lowering *l, const struct jhr_node *left,
                               const struct jhr_node *right, enum jhr_op op, struct jhr_span span)
{
    struct thing a, b;
    if (!thing_of(l, left, &a) || !thing_of(l, right, &b))
        return jhr_ir_const(l->ir, JHR_UNKNOWN, span);
    if (!a.is_col && !b.is_col)
        return jhr_ir_const(l->ir, holds_op((int64_t)a.v - b.v, op) ? JHR_YES : JHR_NO, span);
    if (!b.is_col)
        return column_against(l, a.v, b.v, op, span);
    if (!a.is_col)
        return column_against(l, b.v, a.v, mirrored(op), span);
    struct jhr_form f = {.den = 1};
    struct jhr_form_term t = {.kind = JHR_FT_COL, .ref = a.v, .cst = JHR_NONE, .coef = 1};
    jhr_form_put(l, &f, t);
    t.ref = b.v;
    t.coef = -1;
    jhr_form_put(l, &f, t);
    return jhr_lower_form(l, &f, op, span);
}

/* ---- comparisons ---- */

static bool is_thing(const struct jhr_node *n)
{
    return n->type == JHR_T_SOORT || n->type == JHR_T_PRODUCT || n->type == JHR_T_SEGMENT ||
           n->type == JHR_T_GEMEENTE || n->type == JHR_T_AANBIEDER;
}

/* Both hold or neither does: not exactly one of the two. */
static uint32_t compare_truths(struct jhr_lowering *l, const struct jhr_node *left,
                               const struct jhr_node *right, enum jhr_op op, struct jhr_span span)
{
    uint32_t mark = jhr_ir_mark(l->ir);
    jhr_ir_push(l->ir, jhr_lower_cond(l, left));
    jhr_ir_push(l->ir, jhr_lower_cond(l, right));
    uint32_t differ = jhr_ir_count(l->ir, 1, 1, mark, span);
    return op == JHR_OP_IS ? jhr_ir_not(l->ir, differ) : differ;
}

static uint32_t compare(struct jhr_lowering *l, const struct jhr_node *left,
                        const struct jhr_node *right, enum jhr_op op, struct jhr_span span)
{
    if (left->type == JHR_T_JANEE)
        return compare_truths(l, left, right, op, span);
    if (is_thing(left))
        return compare_things(l, left, right, op, span);
    struct jhr_form f, other;
    jhr_form_of(l, left, &f);
    jhr_form_of(l, right, &other);
    jhr_form_add(l, &f, &other, -1, span);
    return jhr_lower_form(l, &f, op, span);
}

static uint32_t in_set(struct jhr_lowering *l, const struct jhr_node *left, uint32_t set,
                       struct jhr_span span)
{
    struct thing t;
    if (!thing_of(l, left, &t))
        return jhr_ir_const(l->ir, JHR_UNKNOWN, span);
    if (t.is_col)
        return jhr_lower_in(l, t.v, set, span);
    jhr_lower_fault(l, span, "a constant on the left of `in`");
    return jhr_ir_const(l->ir, JHR_UNKNOWN, span);
}

/* A literal set of values of a soort is one mask. False: it is something else. */
static bool bits_of_set(const struct jhr_node *n, uint64_t *bits)
{
    uint64_t taken;
    if (n->ref_kind == JHR_REF_WAARDE) {
        *bits = UINT64_C(1) << (n->ref & 63);
        return true;
    }
    if (n->kind == JHR_N_E_EXCEPT) {
        if (!bits_of_set(n->child, bits) || !bits_of_set(n->child->next, &taken))
            return false;
        *bits &= ~taken;
        return true;
    }
    if (n->kind != JHR_N_E_SET)
        return false;
    *bits = 0;
    for (const struct jhr_node *e = n->child; e != NULL; e = e->next) {
        if (!bits_of_set(e, &taken))
            return false;
        *bits |= taken;
    }
    return true;
}

static uint32_t member(struct jhr_lowering *l, const struct jhr_node *left,
                       const struct jhr_node *right, struct jhr_span span)
{
    uint64_t bits;
    struct thing t;
    if (right->ref_kind == JHR_REF_SET)
        return in_set(l, left, right->ref, span);
    if (right->ref_kind == JHR_REF_SEGMENT)
        return in_set(l, left, l->m->segmenten[right->ref].set, span);
    if (left->type == JHR_T_SOORT && bits_of_set(right, &bits) && thing_of(l, left, &t) && t.is_col)
        return mask_node(l, t.v, bits, span);
    if (right->kind == JHR_N_E_EXCEPT) {
        uint32_t in = member(l, left, right->child, span);
        uint32_t out = member(l, left, right->child->next, span);
        return jhr_ir_both(l->ir, JHR_IR_AND, in, jhr_ir_not(l->ir, out), span);
    }
    if (right->kind != JHR_N_E_SET)
        return compare(l, left, right, JHR_OP_IS, span);
    uint32_t mark = jhr_ir_mark(l->ir);
    for (const struct jhr_node *e = right->child; e != NULL; e = e->next)
        jhr_ir_push(l->ir, member(l, left, e, span));
    return jhr_ir_join(l->ir, JHR_IR_OR, mark, span);
}

static uint32_t comparison(struct jhr_lowering *l, const struct jhr_node *n)
{
    const struct jhr_node *left = n->child, *right = left->next;
    if (right->ref_kind != JHR_REF_SET && right->ref_kind != JHR_REF_SEGMENT)
        return compare(l, left, right, (enum jhr_op)n->op, n->span);
    uint32_t node = member(l, left, right, n->span);
    return n->op == JHR_OP_IS_NOT ? jhr_ir_not(l->ir, node) : node;
}

/* `x tussen 3 en 5` is one range, where it can be. */
static uint32_t between(struct jhr_lowering *l, const struct jhr_node *n)
{
    const struct jhr_node *v = n->child, *low = v->next, *high = low->next;
    if (!is_thing(v)) {
        struct jhr_form f, width, lowest;
        jhr_form_of(l, v, &f);
        jhr_form_of(l, low, &lowest);
        jhr_form_of(l, high, &width);
        if (lowest.cls == JHR_C_NONE) /* bare numbers take the unit of what they stand beside */
            jhr_form_take_unit(l, &lowest, &f);
        if (width.cls == JHR_C_NONE)
            jhr_form_take_unit(l, &width, &f);
        jhr_form_add(l, &f, &lowest, -1, n->span);
        jhr_form_add(l, &width, &lowest, -1, n->span);
        uint32_t node = jhr_lower_between(l, &f, &width, n->span);
        if (node != JHR_NONE)
            return node;
    }
    uint32_t a = compare(l, v, low, JHR_OP_GE, n->span);
    uint32_t b = compare(l, v, high, JHR_OP_LE, n->span);
    return jhr_ir_both(l->ir, JHR_IR_AND, a, b, n->span);
}

/* ---- connectives and quantifiers ---- */

static uint32_t join(struct jhr_lowering *l, const struct jhr_node *n, enum jhr_ir_kind and_or)
{
    uint32_t mark = jhr_ir_mark(l->ir);
    for (const struct jhr_node *c = n->child; c != NULL; c = c->next)
        jhr_ir_push(l->ir, jhr_lower_cond(l, c));
    return jhr_ir_join(l->ir, and_or, mark, n->span);
}

static uint32_t count_of(struct jhr_lowering *l, const struct jhr_node *n)
{
    uint32_t mark = jhr_ir_mark(l->ir), children = 0;
    for (const struct jhr_node *c = n->child; c != NULL; c = c->next, children++)
        jhr_ir_push(l->ir, jhr_lower_cond(l, c));
    int64_t lo = n->op == JHR_OP_LE ? 0 : n->num;
    int64_t hi = n->op == JHR_OP_GE ? children : n->num;
    return jhr_ir_count(l->ir, lo, hi, mark, n->span);
}

static uint32_t quantifier(struct jhr_lowering *l, const struct jhr_node *n)
{
    uint8_t list = n->op == JHR_OP_EERDERE ? JHR_LIST_EERDERE : JHR_LIST_LOPENDE;
    uint8_t each = n->kind == JHR_N_E_EVERY ? JHR_EACH_ALL : JHR_EACH_ANY;
    uint32_t body =
        n->child != NULL ? jhr_lower_cond(l, n->child) : jhr_ir_const(l->ir, JHR_YES, n->span);
    return jhr_ir_each(l->ir, list, each, body, n->span);
}

/* ---- leaves ---- */

static uint32_t truth_column(struct jhr_lowering *l, uint32_t col, struct jhr_span span)
{
    struct jhr_ir_atom atom = {.kind = JHR_IR_FACT, .col = col};
    return jhr_ir_atom(l->ir, &atom, span);
}

/* The slot of a begrip as a rule reads it that does not peilt as the regeling does. */
static uint32_t other_day(struct jhr_lowering *l, uint32_t begrip)
{
    const struct jhr_begrip *b = &l->m->begrippen[begrip];
    if (l->slot_other[begrip] == JHR_NONE) {
        uint32_t node = jhr_lower_cond(l, b->expr);
        l->slot_other[begrip] = jhr_lower_slot(
            l, (struct jhr_ir_slot){
                   .name = b->name, .node = node, .begrip = begrip, .span = b->expr->span});
    }
    return l->slot_other[begrip] == JHR_NONE ? 0 : l->slot_other[begrip];
}

static uint32_t name(struct jhr_lowering *l, const struct jhr_node *n)
{
    uint32_t xcols = l->ir->xcols;
    if (n->ref_kind == JHR_REF_FEIT)
        return truth_column(l, l->ir->feit_col[n->ref], n->span);
    if (n->ref_kind == JHR_REF_BEGRIP && l->as_item) /* its slot is of the proposal */
        return jhr_lower_cond(l, l->m->begrippen[n->ref].expr);
    if (n->ref_kind == JHR_REF_BEGRIP && l->peil != l->peil_regeling &&
        (l->begrip_needs[n->ref] & JHR_NEEDS_DAY) != 0)
        return jhr_ir_slot(l->ir, other_day(l, n->ref), n->span);
    if (n->ref_kind == JHR_REF_BEGRIP && l->slot_of[n->ref] != JHR_NONE)
        return jhr_ir_slot(l->ir, l->slot_of[n->ref], n->span);
    if (n->ref_kind == JHR_REF_BUILTIN && n->ref == JHR_B_OPEN_EINDE)
        return truth_column(l, xcols + JHR_BC_OPEN_EINDE, n->span);
    if (n->ref_kind == JHR_REF_BUILTIN && n->ref == JHR_B_GECONTRACTEERD)
        return truth_column(l, xcols + JHR_BC_GECONTRACTEERD, n->span);
    if (n->ref_kind == JHR_REF_BUILTIN && n->ref == JHR_B_OVERLAPT)
        return truth_column(l, xcols + JHR_BC_ITEM_OVERLAPT, n->span);
    if (n->ref_kind == JHR_REF_BUILTIN && n->ref == JHR_B_TOELAATBAAR)
        return truth_column(l, l->ir->besluit, n->span);
    jhr_lower_fault(l, n->span, "a name that is no condition");
    return jhr_ir_const(l->ir, JHR_UNKNOWN, n->span);
}

uint32_t jhr_lower_cond(struct jhr_lowering *l, const struct jhr_node *n)
{
    switch ((int)n->kind) {
    case JHR_N_E_OR:
        return join(l, n, JHR_IR_OR);
    case JHR_N_E_AND:
        return join(l, n, JHR_IR_AND);
    case JHR_N_E_NOT:
        return jhr_ir_not(l->ir, jhr_lower_cond(l, n->child));
    case JHR_N_E_CMP:
        return comparison(l, n);
    case JHR_N_E_IN: {
        uint32_t in = member(l, n->child, n->child->next, n->span);
        return (n->flags & JHR_NF_NEGATED) != 0 ? jhr_ir_not(l->ir, in) : in;
    }
    case JHR_N_E_BETWEEN:
        return between(l, n);
    case JHR_N_E_COUNT_OF:
        return count_of(l, n);
    case JHR_N_E_EXISTS:
    case JHR_N_E_EVERY:
        return quantifier(l, n);
    case JHR_N_E_DOORLOPEND:
        return truth_column(l, l->ir->xcols + JHR_BC_DOORLOPEND, n->span);
    case JHR_N_E_BOOL:
        return jhr_ir_const(l->ir, n->num != 0 ? JHR_YES : JHR_NO, n->span);
    case JHR_N_E_NAME:
    case JHR_N_E_OTHER:
        return name(l, n);
    default:
        jhr_lower_fault(l, n->span, "an expression that is no condition");
        return jhr_ir_const(l->ir, JHR_UNKNOWN, n->span);
    }
}

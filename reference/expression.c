/* The value of an expression in one completion. Every expression has one. */
#include "reference/eval.h"

#include <string.h>

typedef struct jhr_ref_val val;

static val number(struct jhr_ref_rat q, uint32_t unit)
{
    return (val){.kind = JHR_V_NUMBER, .unit = unit, .q = q};
}

static val truth(bool b)
{
    return number((struct jhr_ref_rat){b, 1}, JHR_U_NONE);
}

static val date(int32_t ymd)
{
    return (val){.kind = JHR_V_DATE, .from = ymd};
}

static val indexed(uint32_t index)
{
    return (val){.kind = JHR_V_INDEX, .index = index};
}

static val span(int32_t from, int32_t to)
{
    return (val){.kind = JHR_V_SPAN, .from = from, .to = to};
}

static int sign(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* ---- comparing ---- */

/* Days of a period. An open one has more than any number; of two, the one that began first has
 * more. */
static struct jhr_ref_rat days_of(val v)
{
    if (v.kind == JHR_V_NUMBER)
        return jhr_ref_to_base(v.q, v.unit);
    if (v.to == JHR_YMD_NEVER)
        return (struct jhr_ref_rat){JHR_YMD_NEVER, 1};
    return (struct jhr_ref_rat){jhr_ref_day(v.to) - jhr_ref_day(v.from) + 1, 1};
}

static int cmp_span(val a, val b)
{
    if (b.kind == JHR_V_SPAN || b.unit == JHR_U_NONE)
        return jhr_ref_cmp(days_of(a), days_of(b));
    if (a.to == JHR_YMD_NEVER)
        return 1;
    struct jhr_ref_rat n = jhr_ref_to_base(b.q, b.unit);
    if (b.unit == JHR_U_JAAR || b.unit == JHR_U_MAAND) {
        int32_t last = jhr_ref_plus_days(jhr_ref_plus_months(a.from, jhr_ref_floor(n)), -1);
        return sign(a.to, last);
    }
    if (b.unit == JHR_U_WERKDAG)
        return jhr_ref_cmp((struct jhr_ref_rat){jhr_ref_workdays(a.from, a.to), 1}, n);
    return jhr_ref_cmp(days_of(a), n);
}

static int cmp(val a, val b)
{
    if (a.kind == JHR_V_SPAN)
        return cmp_span(a, b);
    if (b.kind == JHR_V_SPAN)
        return -cmp_span(b, a);
    if (a.kind == JHR_V_DATE)
        return sign(a.from, b.from);
    if (a.kind == JHR_V_INDEX)
        return sign(a.index, b.index);
    if (a.unit == b.unit || a.unit == JHR_U_NONE || b.unit == JHR_U_NONE)
        return jhr_ref_cmp(a.q, b.q); /* a bare number takes the unit of the other side */
    return jhr_ref_cmp(jhr_ref_to_base(a.q, a.unit), jhr_ref_to_base(b.q, b.unit));
}

static bool holds_op(int order, uint8_t op)
{
    switch (op) {
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

/* Is it an amount per week? A condition inside it, of a quantifier, is another comparison. */
static bool is_per_week(const struct jhr_model *m, const struct jhr_node *e)
{
    if (e->ref_kind == JHR_REF_BEGRIP)
        return is_per_week(m, m->begrippen[e->ref].expr);
    switch (e->kind) {
    case JHR_N_E_NUMBER:
        return (e->flags & JHR_NF_PER_WEEK) != 0;
    case JHR_N_E_ADD:
    case JHR_N_E_SUB:
    case JHR_N_E_MUL:
    case JHR_N_E_NEG:
    case JHR_N_E_PERCENT_OF:
    case JHR_N_E_CMP:
    case JHR_N_E_BETWEEN:
        for (const struct jhr_node *c = e->child; c != NULL; c = c->next) {
            if (is_per_week(m, c))
                return true;
        }
        return false;
    default:
        return false;
    }
}

static bool is_volume(const val *v)
{
    uint32_t base = jhr_ref_base_unit(v->unit);
    return v->kind == JHR_V_NUMBER && (base == JHR_U_MINUUT || base == JHR_U_ETMAAL ||
                                       base == JHR_U_STUK || base == JHR_U_MIXED);
}

/* Hours beside pieces: there is no answer. */
static bool apart(val a, val b)
{
    if (!is_volume(&a) || !is_volume(&b))
        return false;
    return a.unit == JHR_U_MIXED || jhr_ref_base_unit(a.unit) != jhr_ref_base_unit(b.unit);
}

static bool no_answer(struct jhr_ref *r, const struct jhr_node *e)
{
    uint32_t entry = r->ander != NULL ? (uint32_t)(r->ander - r->c->lopend) + 1 : 0;
    return jhr_ref_ask(r, JHR_A_UNITS, entry, e) != 0;
}

static bool equal(struct jhr_ref *r, const struct jhr_node *left, const struct jhr_node *right)
{
    bool outer = r->per_week;
    r->per_week = is_per_week(r->m, left) || is_per_week(r->m, right);
    val a = jhr_ref_eval(r, left), b = jhr_ref_eval(r, right);
    bool yes = apart(a, b) ? no_answer(r, right) : cmp(a, b) == 0;
    r->per_week = outer;
    return yes;
}

/* Is the left side one of what stands on the right? */
static bool member(struct jhr_ref *r, const struct jhr_node *left, const struct jhr_node *right)
{
    int32_t on = r->c->voorstel.van;
    if (right->ref_kind == JHR_REF_SET)
        return jhr_ref_in_set(r->m, right->ref, jhr_ref_eval(r, left).index, on);
    if (right->ref_kind == JHR_REF_SEGMENT) {
        uint32_t set = r->m->segmenten[right->ref].set;
        return jhr_ref_in_set(r->m, set, jhr_ref_eval(r, left).index, on);
    }
    if (right->kind == JHR_N_E_EXCEPT)
        return member(r, left, right->child) && !member(r, left, right->child->next);
    if (right->kind != JHR_N_E_SET)
        return equal(r, left, right);
    for (const struct jhr_node *e = right->child; e != NULL; e = e->next) {
        if (member(r, left, e))
            return true;
    }
    return false;
}

static bool compare(struct jhr_ref *r, const struct jhr_node *e)
{
    const struct jhr_node *left = e->child, *right = left->next;
    uint8_t right_ref = right->ref_kind;
    if (right_ref == JHR_REF_SET || right_ref == JHR_REF_SEGMENT)
        return member(r, left, right) == (e->op == JHR_OP_IS);
    bool outer = r->per_week;
    r->per_week = is_per_week(r->m, e);
    val a = jhr_ref_eval(r, left), b = jhr_ref_eval(r, right);
    bool yes = apart(a, b) ? no_answer(r, e) : holds_op(cmp(a, b), e->op);
    r->per_week = outer;
    return yes;
}

static bool between(struct jhr_ref *r, const struct jhr_node *e)
{
    const struct jhr_node *low = e->child->next;
    bool outer = r->per_week;
    r->per_week = is_per_week(r->m, e);
    val v = jhr_ref_eval(r, e->child), a = jhr_ref_eval(r, low), b = jhr_ref_eval(r, low->next);
    bool yes = apart(v, a) || apart(v, b) ? no_answer(r, e) : cmp(v, a) >= 0 && cmp(v, b) <= 0;
    r->per_week = outer;
    return yes;
}

static bool count_of(struct jhr_ref *r, const struct jhr_node *e)
{
    int64_t n = 0;
    for (const struct jhr_node *c = e->child; c != NULL; c = c->next)
        n += jhr_ref_holds(r, c);
    return holds_op(sign(n, e->num), e->op);
}

/* ---- quantifiers ---- */

static bool concerns(struct jhr_ref *r, const struct jhr_node *e, const struct jhr_indicatie *i)
{
    return e->op == JHR_OP_EERDERE ? jhr_ref_eerdere(r, i) : jhr_ref_lopende(r, i);
}

static val quantified(struct jhr_ref *r, const struct jhr_node *e)
{
    uint32_t unit =
        e->kind == JHR_N_E_SUM && e->type == JHR_T_BEDRAG ? (uint32_t)JHR_U_CENT : JHR_U_NONE;
    if (!r->c->lopend_known) {
        int64_t v = jhr_ref_ask(r, JHR_A_EXPR, 0, e);
        if (e->kind == JHR_N_E_SUM && e->type == JHR_T_OMVANG)
            unit = JHR_U_MINUUT;
        if (e->kind == JHR_N_E_SUM && e->type == JHR_T_LENGTE)
            unit = JHR_U_DAG;
        return number((struct jhr_ref_rat){v, 1}, unit);
    }
    const struct jhr_node *value = e->kind == JHR_N_E_SUM ? e->child : NULL;
    const struct jhr_node *condition = value != NULL ? value->next : e->child;
    const struct jhr_indicatie *around =
        r->ander; /* of a quantifier that names a begrip with one */
    int64_t listed = 0, satisfied = 0;
    struct jhr_ref_rat sum = {0, 1};
    for (uint32_t k = 0; k < r->c->lopend_n; k++) {
        const struct jhr_indicatie *i = &r->c->lopend[k];
        if (!concerns(r, e, i))
            continue;
        listed++;
        r->ander = i;
        if (condition == NULL || jhr_ref_holds(r, condition)) {
            satisfied++;
            val v = value != NULL ? jhr_ref_eval(r, value) : truth(false);
            sum = jhr_ref_add(sum, v.kind == JHR_V_SPAN ? days_of(v) : v.q);
            if (value != NULL)
                unit = v.kind == JHR_V_SPAN                   ? (uint32_t)JHR_U_DAG
                       : unit == JHR_U_NONE || unit == v.unit ? v.unit
                                                              : (uint32_t)JHR_U_MIXED;
        }
        r->ander = around;
    }
    if (e->kind == JHR_N_E_EXISTS)
        return truth(satisfied > 0);
    if (e->kind == JHR_N_E_EVERY)
        return truth(satisfied == listed);
    return e->kind == JHR_N_E_SUM ? number(sum, unit) : number(jhr_ref_rat(satisfied, 1), unit);
}

/* ---- arithmetic ---- */

static val shifted(val v, val by, int direction)
{
    struct jhr_ref_rat n = jhr_ref_to_base(by.q, by.unit);
    int64_t steps = jhr_ref_floor(n) * direction;
    if (by.unit == JHR_U_JAAR || by.unit == JHR_U_MAAND)
        return date(jhr_ref_plus_months(v.from, steps));
    return date(by.unit == JHR_U_WERKDAG ? jhr_ref_plus_workdays(v.from, steps)
                                         : jhr_ref_plus_days(v.from, steps));
}

static val added(val a, val b, int direction)
{
    if (a.kind == JHR_V_DATE && b.kind == JHR_V_DATE) { /* the days from b up to a, without a */
        if (b.from == JHR_YMD_NEVER)
            return number((struct jhr_ref_rat){-JHR_YMD_NEVER, 1}, JHR_U_DAG);
        return span(b.from, jhr_ref_plus_days(a.from, -1));
    }
    if (a.kind == JHR_V_DATE)
        return shifted(a, b, direction);
    if (b.kind == JHR_V_DATE)
        return shifted(b, a, direction);
    if (a.kind == JHR_V_SPAN)
        a = number(days_of(a), JHR_U_DAG);
    if (b.kind == JHR_V_SPAN)
        b = number(days_of(b), JHR_U_DAG);
    uint32_t unit = a.unit == JHR_U_NONE ? b.unit : a.unit;
    if (apart(a, b)) {
        unit = JHR_U_MIXED;
    } else if (a.unit != b.unit && a.unit != JHR_U_NONE && b.unit != JHR_U_NONE) {
        a.q = jhr_ref_to_base(a.q, a.unit);
        b.q = jhr_ref_to_base(b.q, b.unit);
        unit = jhr_ref_base_unit(a.unit);
    }
    return number(direction > 0 ? jhr_ref_add(a.q, b.q) : jhr_ref_sub(a.q, b.q), unit);
}

static bool is_tarief(void *self, const struct jhr_node *e)
{
    (void)self;
    return e->ref_kind == JHR_REF_BUILTIN && e->ref == JHR_B_TARIEF;
}

/* omvang x tarief: the tarief is per unit of its own. */
static val multiplied(struct jhr_ref *r, const struct jhr_node *e)
{
    val a = jhr_ref_eval(r, e->child), b = jhr_ref_eval(r, e->child->next);
    if (a.kind == JHR_V_SPAN)
        a = number(days_of(a), JHR_U_DAG);
    if (b.kind == JHR_V_SPAN)
        b = number(days_of(b), JHR_U_DAG);
    uint32_t unit = a.unit == JHR_U_NONE ? b.unit : a.unit;
    struct jhr_ref_rat q = jhr_ref_mul(a.q, b.q);
    bool priced =
        (is_volume(&a) && b.unit == JHR_U_CENT) || (is_volume(&b) && a.unit == JHR_U_CENT);
    if (priced && jhr_ref_walk(r->m, e, is_tarief, NULL)) {
        const struct jhr_product *p = r->c->voorstel.product < r->m->producten_n
                                          ? &r->m->producten[r->c->voorstel.product]
                                          : NULL;
        uint32_t volume = is_volume(&a) ? a.unit : b.unit;
        int64_t per = p != NULL ? jhr_ref_minutes_per(p->tarief_unit) : 60;
        q = jhr_ref_to_base(q, volume);
        q = jhr_ref_mul(q, jhr_ref_rat(1, per));
        unit = JHR_U_CENT;
    }
    return number(q, unit);
}

static val arithmetic(struct jhr_ref *r, const struct jhr_node *e)
{
    if (e->kind == JHR_N_E_MUL)
        return multiplied(r, e);
    val a = jhr_ref_eval(r, e->child);
    if (e->kind == JHR_N_E_NEG) {
        a.q.n = -a.q.n;
        return a;
    }
    if (e->kind == JHR_N_E_PERCENT_OF) {
        const struct jhr_node *p = e->child;
        val v = jhr_ref_eval(r, p->next);
        struct jhr_ref_rat part =
            jhr_ref_mul(jhr_ref_decimal(p->num, p->scale), jhr_ref_rat(1, 100));
        if (v.kind == JHR_V_SPAN)
            v = number(days_of(v), JHR_U_DAG);
        return number(jhr_ref_mul(part, v.q), v.unit);
    }
    return added(a, jhr_ref_eval(r, e->child->next), e->kind == JHR_N_E_ADD ? 1 : -1);
}

/* ---- names ---- */

static val other(struct jhr_ref *r, const struct jhr_node *e)
{
    const struct jhr_indicatie *i = r->ander;
    const struct jhr_indicatie *own = &r->c->voorstel;
    if (i == NULL) /* the resolver admits `ander` in a quantifier only */
        return truth(false);
    int32_t to = jhr_ref_ander_einde(r, i);
    if (jhr_str_eq(e->text, JHR_STR("product")))
        return indexed(i->product);
    if (jhr_str_eq(e->text, JHR_STR("aanbieder")))
        return indexed(i->aanbieder);
    if (jhr_str_eq(e->text, JHR_STR("startdatum")))
        return date(i->van);
    if (jhr_str_eq(e->text, JHR_STR("einddatum")))
        return date(to);
    if (jhr_str_eq(e->text, JHR_STR("duur")))
        return span(i->van, to);
    if (jhr_str_eq(e->text, JHR_STR("omvang")))
        return jhr_ref_omvang(r, i);
    return truth(i->van <= jhr_ref_einde(r) && to >= own->van);
}

static val builtin(struct jhr_ref *r, uint32_t which)
{
    const struct jhr_indicatie *i = r->as_ander ? r->ander : &r->c->voorstel;
    switch ((enum jhr_builtin)which) {
    case JHR_B_PRODUCT:
    case JHR_B_SEGMENT: /* compared with a segment only: member() looks the product up */
        return indexed(i->product);
    case JHR_B_AANBIEDER:
        return indexed(i->aanbieder);
    case JHR_B_STARTDATUM:
        return date(i->van);
    case JHR_B_EINDDATUM:
        return date(r->as_ander ? jhr_ref_ander_einde(r, i) : jhr_ref_einde(r));
    case JHR_B_DUUR:
        return span(i->van, jhr_ref_einde(r));
    case JHR_B_TRAJECTDUUR:
        return jhr_ref_trajectduur(r);
    case JHR_B_OPEN_EINDE:
        return truth(jhr_ref_einde(r) == JHR_YMD_NEVER);
    case JHR_B_OMVANG:
        return jhr_ref_omvang(r, i);
    case JHR_B_NORMOMVANG:
        return jhr_ref_norm(r);
    case JHR_B_TARIEF:
        return jhr_ref_tarief(r);
    case JHR_B_KOSTEN:
        return jhr_ref_kosten(r);
    case JHR_B_PEILDATUM:
        return date(r->c->peildatum);
    case JHR_B_GECONTRACTEERD:
        return truth(jhr_ref_gecontracteerd(r, false));
    case JHR_B_OVERLAPT:
    case JHR_B_TOELAATBAAR: /* of a bewijs, which no case is asked */
        break;
    }
    return truth(false);
}

static bool named(struct jhr_ref *r, const struct jhr_node *e, val *v)
{
    switch ((enum jhr_ref_kind)e->ref_kind) {
    case JHR_REF_FEIT:
        *v = jhr_ref_feit(r, e->ref);
        return true;
    case JHR_REF_BEGRIP:
        *v = jhr_ref_eval(r, r->m->begrippen[e->ref].expr);
        return true;
    case JHR_REF_BUILTIN:
        *v = builtin(r, e->ref);
        return true;
    case JHR_REF_CONST:
        *v = jhr_ref_const(r, e->ref);
        return true;
    case JHR_REF_WAARDE:
    case JHR_REF_PRODUCT:
    case JHR_REF_SEGMENT:
    case JHR_REF_GEMEENTE:
    case JHR_REF_AANBIEDER:
        *v = indexed(e->ref);
        return true;
    case JHR_REF_NONE:
    case JHR_REF_SET:
    case JHR_REF_REGEL:
        break;
    }
    return false;
}

static val leaf(struct jhr_ref *r, const struct jhr_node *e)
{
    val v = truth(false);
    if (named(r, e, &v))
        return v;
    switch (e->kind) {
    case JHR_N_E_NUMBER:
        return number(jhr_ref_decimal(e->num, e->scale), e->unit);
    case JHR_N_E_MONEY:
        return number((struct jhr_ref_rat){e->num, 1}, JHR_U_CENT);
    case JHR_N_E_DATE:
        return date((int32_t)e->num);
    case JHR_N_E_BOOL:
        return truth(e->num != 0);
    default:
        return v;
    }
}

static bool all_hold(struct jhr_ref *r, const struct jhr_node *e, bool stop_at)
{
    for (const struct jhr_node *c = e->child; c != NULL; c = c->next) {
        if (jhr_ref_holds(r, c) == stop_at)
            return stop_at;
    }
    return !stop_at;
}

val jhr_ref_eval(struct jhr_ref *r, const struct jhr_node *e)
{
    switch (e->kind) {
    case JHR_N_E_OR:
        return truth(all_hold(r, e, true));
    case JHR_N_E_AND:
        return truth(all_hold(r, e, false));
    case JHR_N_E_NOT:
        return truth(!jhr_ref_holds(r, e->child));
    case JHR_N_E_CMP:
        return truth(compare(r, e));
    case JHR_N_E_IN:
        return truth(member(r, e->child, e->child->next) == !(e->flags & JHR_NF_NEGATED));
    case JHR_N_E_BETWEEN:
        return truth(between(r, e));
    case JHR_N_E_COUNT_OF:
        return truth(count_of(r, e));
    case JHR_N_E_ADD:
    case JHR_N_E_SUB:
    case JHR_N_E_MUL:
    case JHR_N_E_NEG:
    case JHR_N_E_PERCENT_OF:
        return arithmetic(r, e);
    case JHR_N_E_EXISTS:
    case JHR_N_E_EVERY:
    case JHR_N_E_COUNT:
    case JHR_N_E_SUM:
        return quantified(r, e);
    case JHR_N_E_OTHER:
        return other(r, e);
    case JHR_N_E_DOORLOPEND:
        return truth(jhr_ref_gecontracteerd(r, true));
    default:
        return leaf(r, e);
    }
}

bool jhr_ref_holds(struct jhr_ref *r, const struct jhr_node *e)
{
    return jhr_ref_eval(r, e).q.n != 0;
}

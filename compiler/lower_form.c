#include "compiler/lower_parts.h"

#include "runtime/calendar.h"
#include "runtime/workdays.h"

/* ---- numbers that stay within 64 bits ---- */

int64_t jhr_times(struct jhr_lowering *l, int64_t a, int64_t b)
{
    int64_t out;
    if (!__builtin_mul_overflow(a, b, &out) && out <= JHR_IR_LIMIT && out >= -JHR_IR_LIMIT)
        return out;
    l->too_large = true;
    return 0;
}

int64_t jhr_plus(struct jhr_lowering *l, int64_t a, int64_t b)
{
    int64_t out;
    if (!__builtin_add_overflow(a, b, &out) && out <= JHR_IR_LIMIT && out >= -JHR_IR_LIMIT)
        return out;
    l->too_large = true;
    return 0;
}

int64_t jhr_gcd(int64_t a, int64_t b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static int64_t power_of_ten(struct jhr_lowering *l, uint32_t n)
{
    int64_t power = 1;
    for (uint32_t i = 0; i < n; i++)
        power = jhr_times(l, power, 10);
    return power == 0 ? 1 : power;
}

/* ---- units ---- */

enum jhr_unit_class jhr_waarde_class(const struct jhr_waarde_const *w)
{
    if (w->type == JHR_T_BEDRAG)
        return JHR_C_CENT;
    return w->type == JHR_T_DATUM ? JHR_C_DAY : jhr_class_of(w->unit);
}

void jhr_waarde_value(struct jhr_lowering *l, const struct jhr_waarde_const *w,
                      const struct jhr_step *step, int64_t *num, int64_t *den)
{
    *den = 1;
    *num = step->value;
    if (w->type == JHR_T_DATUM) {
        *num = jhr_day_of_ymd((int32_t)step->value);
        return;
    }
    if (w->type != JHR_T_BEDRAG)
        *num = jhr_times(l, step->value, jhr_unit_steps(w->unit));
    *den = power_of_ten(l, step->scale);
}

/* ---- forms ---- */

static void form_init(struct jhr_form *f, enum jhr_unit_class cls, uint32_t unit)
{
    *f = (struct jhr_form){.den = 1, .cls = (uint8_t)cls, .unit = (uint8_t)unit};
}

static bool same_term(const struct jhr_form_term *a, const struct jhr_form_term *b)
{
    return a->kind == b->kind && a->ref == b->ref && a->shift == b->shift && a->cst == b->cst &&
           a->ast == b->ast && a->priced == b->priced;
}

void jhr_form_put(struct jhr_lowering *l, struct jhr_form *f, struct jhr_form_term term)
{
    for (uint32_t i = 0; i < f->t.n; i++) {
        if (!same_term(&f->t.v[i], &term))
            continue;
        f->t.v[i].coef = jhr_plus(l, f->t.v[i].coef, term.coef);
        if (f->t.v[i].coef == 0)
            f->t.v[i] = f->t.v[--f->t.n];
        return;
    }
    if (f->t.n == JHR_MAX_TERMS) {
        l->too_large = true;
        return;
    }
    struct jhr_form_term *added = term.coef == 0 ? NULL : jhr_vec_add(l->a, &f->t);
    if (added != NULL)
        *added = term;
}

static struct jhr_form_term term_of(enum jhr_form_kind kind, uint32_t ref, int64_t coef)
{
    return (struct jhr_form_term){.kind = (uint8_t)kind, .ref = ref, .cst = JHR_NONE, .coef = coef};
}

static void form_reduce(struct jhr_form *f)
{
    int64_t g = jhr_gcd(jhr_gcd(f->k, f->months), f->den);
    for (uint32_t i = 0; i < f->t.n && g > 1; i++)
        g = jhr_gcd(g, f->t.v[i].coef);
    if (g <= 1)
        return;
    for (uint32_t i = 0; i < f->t.n; i++)
        f->t.v[i].coef /= g;
    f->k /= g;
    f->months /= g;
    f->den /= g;
}

void jhr_form_scale(struct jhr_lowering *l, struct jhr_form *f, int64_t num, int64_t den)
{
    if (num == 0)
        f->t.n = 0;
    for (uint32_t i = 0; i < f->t.n; i++)
        f->t.v[i].coef = jhr_times(l, f->t.v[i].coef, num);
    f->k = jhr_times(l, f->k, num);
    f->months = jhr_times(l, f->months, num);
    f->den = jhr_times(l, f->den, den);
    if (f->den == 0)
        f->den = 1; /* too large, and reported */
    form_reduce(f);
}

static bool is_volume(uint32_t cls)
{
    return cls == JHR_C_MINUTE || cls == JHR_C_ETMAAL || cls == JHR_C_STUK || cls == JHR_C_VOL;
}

static bool is_constant(const struct jhr_form *f)
{
    for (uint32_t i = 0; i < f->t.n; i++)
        if (f->t.v[i].kind != JHR_FT_CONST)
            return false;
    return true;
}

void jhr_form_take_unit(struct jhr_lowering *l, struct jhr_form *bare, const struct jhr_form *other)
{
    jhr_form_scale(l, bare, jhr_unit_steps(other->unit), 1);
    bare->cls = other->cls;
    bare->unit = other->unit;
}

/* Months beside days are kept apart until it is known from which day they count. */
static bool months_to_days(struct jhr_form *months, const struct jhr_form *days)
{
    if (months->cls != JHR_C_MONTH || days->cls != JHR_C_DAY || !is_constant(months))
        return false;
    months->months = months->k;
    months->k = 0;
    months->cls = JHR_C_DAY;
    return true;
}

bool jhr_form_to_workdays(struct jhr_lowering *l, struct jhr_form *f)
{
    static const uint32_t starts[] = {JHR_X_START, JHR_X_ITEM_START, JHR_X_TRAJECTSTART};
    const struct jhr_form_term *a = f->t.n > 0 ? &f->t.v[0] : NULL;
    const struct jhr_form_term *b = f->t.n == 2 ? &f->t.v[1] : NULL;
    if (f->cls != JHR_C_DAY || f->k != 0 || f->months != 0 || a == NULL)
        return false;
    struct jhr_form_term from = term_of(JHR_FT_WORKDAYS, 0, -1), to = from;
    from.shift = -1;
    to.coef = 1;
    if (a->kind == JHR_FT_DAYS && f->t.n == 1 && a->coef == f->den) {
        from.ref = starts[a->ref];
        to.ref = a->ref == 1 ? JHR_X_ITEM_EIND : JHR_X_EIND;
    } else if (b != NULL && a->kind == JHR_FT_COL && b->kind == JHR_FT_COL && a->coef == -b->coef &&
               (a->coef == f->den || b->coef == f->den)) {
        from.ref = a->coef > 0 ? b->ref : a->ref;
        to.ref = a->coef > 0 ? a->ref : b->ref;
        to.shift = -1; /* the day itself is not counted */
    } else {
        return false;
    }
    form_init(f, JHR_C_WERKDAG, JHR_U_WERKDAG);
    f->t.n = 0;
    jhr_form_put(l, f, to);
    jhr_form_put(l, f, from);
    return true;
}

/* Brings both to one class. */
static void form_fit(struct jhr_lowering *l, struct jhr_form *a, struct jhr_form *b,
                     struct jhr_span span)
{
    if (a->cls == b->cls)
        a->unit = (uint8_t)jhr_unit_of_both(a->unit, b->unit);
    else if (a->cls == JHR_C_NONE)
        jhr_form_take_unit(l, a, b);
    else if (b->cls == JHR_C_NONE)
        jhr_form_take_unit(l, b, a);
    else if (a->cls == JHR_C_VOL && is_volume(b->cls))
        a->cls = b->cls;
    else if (b->cls == JHR_C_VOL && is_volume(a->cls))
        b->cls = a->cls;
    else if (a->cls == JHR_C_WERKDAG && jhr_form_to_workdays(l, b))
        return;
    else if (b->cls == JHR_C_WERKDAG && jhr_form_to_workdays(l, a))
        return;
    else if (!months_to_days(a, b) && !months_to_days(b, a)) {
        if (a->cls == JHR_C_MONTH || b->cls == JHR_C_MONTH || a->cls == JHR_C_WERKDAG ||
            b->cls == JHR_C_WERKDAG)
            jhr_diag_add(l->ds, JHR_D_CALENDAR_SUM, span);
        else
            jhr_lower_fault(l, span, "units that do not add up");
    }
}

/* What is priced on both sides is counted in one class. */
static void volumes_fit(struct jhr_lowering *l, struct jhr_form *into, const struct jhr_form *f,
                        struct jhr_span span)
{
    if (into->volume == JHR_C_NONE || into->volume == JHR_C_VOL)
        into->volume = f->volume != JHR_C_NONE ? f->volume : into->volume;
    else if (f->volume != JHR_C_NONE && f->volume != JHR_C_VOL && f->volume != into->volume)
        jhr_diag_add(l->ds, JHR_D_PRICE_UNITS, span);
}

void jhr_form_copy(struct jhr_lowering *l, struct jhr_form *to, const struct jhr_form *from)
{
    *to = *from;
    to->t.v = NULL;
    to->t.n = to->t.cap = 0;
    for (uint32_t i = 0; i < from->t.n; i++)
        jhr_form_put(l, to, from->t.v[i]);
}

void jhr_form_add(struct jhr_lowering *l, struct jhr_form *into, const struct jhr_form *f,
                  int64_t sign, struct jhr_span span)
{
    struct jhr_form other;
    jhr_form_copy(l, &other, f);
    form_fit(l, into, &other, span);
    volumes_fit(l, into, &other, span);
    int64_t g = jhr_gcd(into->den, other.den);
    int64_t by_into = other.den / g, by_other = into->den / g;
    int64_t den = jhr_times(l, into->den, by_into);
    for (uint32_t i = 0; i < into->t.n; i++)
        into->t.v[i].coef = jhr_times(l, into->t.v[i].coef, by_into);
    for (uint32_t i = 0; i < other.t.n; i++) {
        struct jhr_form_term t = other.t.v[i];
        t.coef = jhr_times(l, t.coef, by_other * sign);
        jhr_form_put(l, into, t);
    }
    into->k = jhr_plus(l, jhr_times(l, into->k, by_into), jhr_times(l, other.k, by_other * sign));
    into->months = jhr_plus(l, jhr_times(l, into->months, by_into),
                            jhr_times(l, other.months, by_other * sign));
    into->den = den == 0 ? 1 : den;
    form_reduce(into);
}

/* ---- leaves ---- */

static void column(struct jhr_lowering *l, struct jhr_form *f, uint32_t col)
{
    jhr_form_put(l, f, term_of(JHR_FT_COL, col, 1));
}

static void form_of_feit(struct jhr_lowering *l, const struct jhr_node *n, struct jhr_form *f)
{
    const struct jhr_feit *feit = &l->m->feiten[n->ref];
    if (feit->type == JHR_T_BEDRAG)
        f->cls = JHR_C_CENT;
    else if (feit->type == JHR_T_DATUM)
        f->cls = JHR_C_DAY;
    else
        form_init(f, jhr_class_of(feit->unit), feit->unit);
    column(l, f, l->ir->feit_col[n->ref]);
    if (feit->type == JHR_T_GETAL)
        jhr_form_scale(l, f, jhr_unit_steps(feit->unit), 1);
}

static void form_of_const(struct jhr_lowering *l, const struct jhr_node *n, struct jhr_form *f)
{
    const struct jhr_waarde_const *w = &l->m->waarden[n->ref];
    form_init(f, jhr_waarde_class(w), w->unit);
    if (!jhr_waarde_is_fixed(w)) {
        jhr_form_put(l, f, term_of(JHR_FT_CONST, n->ref, 1));
        return;
    }
    jhr_waarde_value(l, w, &w->steps[0], &f->k, &f->den);
    form_reduce(f);
}

static void form_of_builtin(struct jhr_lowering *l, const struct jhr_node *n, bool item,
                            struct jhr_form *f)
{
    f->cls = JHR_C_DAY;
    switch ((enum jhr_builtin)n->ref) {
    case JHR_B_STARTDATUM:
        column(l, f, item ? JHR_X_ITEM_START : JHR_X_START);
        return;
    case JHR_B_EINDDATUM:
        column(l, f, item ? JHR_X_ITEM_EIND : JHR_X_EIND);
        return;
    case JHR_B_PEILDATUM:
        l->ir->names_peildatum = true;
        column(l, f, JHR_X_PEILDATUM);
        return;
    case JHR_B_DUUR:
        f->unit = JHR_U_DAG;
        jhr_form_put(l, f, term_of(JHR_FT_DAYS, item ? 1 : 0, 1));
        return;
    case JHR_B_TRAJECTDUUR:
        f->unit = JHR_U_DAG;
        jhr_form_put(l, f, term_of(JHR_FT_DAYS, 2, 1));
        return;
    case JHR_B_OMVANG:
        form_init(f, JHR_C_VOL, JHR_U_NONE);
        jhr_form_put(l, f, term_of(JHR_FT_VOL, item ? 1 : 0, 1));
        return;
    case JHR_B_NORMOMVANG:
        form_init(f, JHR_C_VOL, JHR_U_NONE);
        jhr_form_put(l, f, term_of(JHR_FT_TABLE, JHR_TABLE_NORM, 1));
        return;
    case JHR_B_TARIEF:
        form_init(f, JHR_C_CENT, JHR_U_NONE);
        jhr_form_put(l, f, term_of(JHR_FT_TABLE, JHR_TABLE_TARIEF, 1));
        return;
    case JHR_B_KOSTEN:
        form_init(f, JHR_C_CENT, JHR_U_NONE);
        column(l, f, JHR_X_KOSTEN);
        return;
    case JHR_B_PRODUCT:
    case JHR_B_SEGMENT:
    case JHR_B_AANBIEDER:
    case JHR_B_OPEN_EINDE:
    case JHR_B_GECONTRACTEERD:
    case JHR_B_OVERLAPT:
    case JHR_B_TOELAATBAAR:
        break;
    }
    jhr_lower_fault(l, n->span, "a name that is no number");
}

static void form_of_name(struct jhr_lowering *l, const struct jhr_node *n, struct jhr_form *f)
{
    switch ((enum jhr_ref_kind)n->ref_kind) {
    case JHR_REF_FEIT:
        form_of_feit(l, n, f);
        return;
    case JHR_REF_BUILTIN:
        form_of_builtin(l, n, n->kind == JHR_N_E_OTHER || l->as_item, f);
        return;
    case JHR_REF_CONST:
        form_of_const(l, n, f);
        return;
    case JHR_REF_BEGRIP:
        if (l->as_item) { /* its form is about the proposal */
            jhr_form_of(l, l->m->begrippen[n->ref].expr, f);
            return;
        }
        if (l->forms[n->ref] != NULL) {
            const struct jhr_form *b = l->forms[n->ref];
            form_init(f, (enum jhr_unit_class)b->cls, b->unit);
            jhr_form_add(l, f, b, 1, n->span);
            return;
        }
        break;
    case JHR_REF_NONE:
    case JHR_REF_WAARDE:
    case JHR_REF_PRODUCT:
    case JHR_REF_SEGMENT:
    case JHR_REF_SET:
    case JHR_REF_GEMEENTE:
    case JHR_REF_AANBIEDER:
    case JHR_REF_REGEL:
        break;
    }
    jhr_lower_fault(l, n->span, "a name that is no number");
}

static void form_of_number(struct jhr_lowering *l, const struct jhr_node *n, struct jhr_form *f)
{
    int64_t value = jhr_times(l, n->num, jhr_unit_steps(n->unit));
    form_init(f, jhr_class_of(n->unit), n->unit);
    if ((n->flags & JHR_NF_PER_WEEK) != 0)
        jhr_form_put(l, f, term_of(JHR_FT_PER_WEEK, 0, value));
    else
        f->k = value;
    jhr_form_scale(l, f, 1, power_of_ten(l, n->scale));
}

static void form_of_list(struct jhr_lowering *l, const struct jhr_node *n, struct jhr_form *f)
{
    struct jhr_form_term term = term_of(JHR_FT_LIST, 0, 1);
    term.ast = n;
    if (n->kind == JHR_N_E_SUM) {
        struct jhr_form summed;
        jhr_form_of(l, n->child, &summed);
        form_init(f, (enum jhr_unit_class)summed.cls, summed.unit);
        f->den = summed.den; /* the term is the sum of the numerators */
    }
    jhr_form_put(l, f, term);
}

/* ---- arithmetic ---- */

/* How far a date of the calendar can be moved. */
static int64_t most_steps(uint32_t cls)
{
    return cls == JHR_C_MONTH ? JHR_MONTHS_MOST : JHR_WORKDAYS_MOST;
}

static int64_t moved(int64_t day, uint32_t cls, int32_t steps)
{
    return cls == JHR_C_MONTH ? jhr_day_add_months((int32_t)day, steps)
                              : jhr_day_add_workdays((int32_t)day, steps);
}

/* A date and a number of months or werkdagen. */
static void move_date(struct jhr_lowering *l, struct jhr_form *date, const struct jhr_form *n,
                      int64_t sign, struct jhr_span span)
{
    const struct jhr_form_term *only = n->t.n == 1 ? &n->t.v[0] : NULL;
    bool plain = n->t.n == 0 && n->den == 1;
    bool waarde =
        only != NULL && only->kind == JHR_FT_CONST && only->coef == 1 && n->k == 0 && n->den == 1;
    int64_t steps = n->k * sign;
    if (plain && (steps > most_steps(n->cls) || steps < -most_steps(n->cls))) {
        l->too_large = true; /* further than the calendar goes */
        return;
    }
    if (plain && steps == 0)
        return;
    if (plain && date->t.n == 0) {
        date->k = moved(date->k, n->cls, (int32_t)steps);
        return;
    }
    if ((!plain && !waarde) || date->t.n != 1 || date->t.v[0].kind != JHR_FT_COL || date->k != 0) {
        jhr_diag_add(l->ds, JHR_D_CALENDAR_SUM, span);
        return;
    }
    date->t.v[0].kind = n->cls == JHR_C_MONTH ? JHR_FT_MONTH : JHR_FT_WORKDAY;
    date->t.v[0].shift = plain ? (int32_t)steps : 0;
    date->t.v[0].sign = (int8_t)sign;
    date->t.v[0].cst = waarde ? only->ref : JHR_NONE;
}

static void form_of_sum(struct jhr_lowering *l, const struct jhr_node *n, struct jhr_form *f)
{
    struct jhr_form other;
    const struct jhr_node *left = n->child, *right = left->next;
    int64_t sign = n->kind == JHR_N_E_SUB ? -1 : 1;
    bool swap = sign > 0 && right->type == JHR_T_DATUM && left->type != JHR_T_DATUM;
    jhr_form_of(l, swap ? right : left, f);
    jhr_form_of(l, swap ? left : right, &other);
    bool date = (swap ? right : left)->type == JHR_T_DATUM;
    if (date && (other.cls == JHR_C_MONTH || other.cls == JHR_C_WERKDAG))
        move_date(l, f, &other, sign, n->span);
    else
        jhr_form_add(l, f, &other, sign, n->span);
}

static bool is_tarief(const struct jhr_node *n)
{
    return n->ref_kind == JHR_REF_BUILTIN && n->ref == JHR_B_TARIEF;
}

/* omvang * tarief: each part of the volume is priced. */
void jhr_form_price(struct jhr_lowering *l, struct jhr_form *f)
{
    struct jhr_form_term one = term_of(JHR_FT_ONE, 0, f->k);
    for (uint32_t i = 0; i < f->t.n; i++)
        f->t.v[i].priced = true;
    one.priced = true;
    jhr_form_put(l, f, one);
    f->k = 0;
    f->volume = f->cls;
    f->cls = JHR_C_CENT;
    f->unit = JHR_U_NONE;
}

static void form_of_product(struct jhr_lowering *l, const struct jhr_node *n, struct jhr_form *f)
{
    struct jhr_form other;
    const struct jhr_node *left = n->child, *right = left->next;
    if (left->type == JHR_T_OMVANG && is_tarief(right)) {
        jhr_form_of(l, left, f);
        jhr_form_price(l, f);
        return;
    }
    if (right->type == JHR_T_OMVANG && is_tarief(left)) {
        jhr_form_of(l, right, f);
        jhr_form_price(l, f);
        return;
    }
    jhr_form_of(l, left, f);
    jhr_form_of(l, right, &other);
    if (f->t.n == 0 && f->months == 0) { /* the constant last */
        struct jhr_form constant = *f;
        *f = other;
        other = constant;
    }
    if (other.t.n != 0 || other.months != 0) {
        jhr_lower_fault(l, n->span, "a product of two that vary");
        return;
    }
    jhr_form_scale(l, f, other.k, other.den);
    if (f->cls == JHR_C_NONE) {
        f->cls = other.cls;
        f->unit = other.unit;
    }
}

void jhr_form_of(struct jhr_lowering *l, const struct jhr_node *n, struct jhr_form *f)
{
    form_init(f, JHR_C_NONE, JHR_U_NONE);
    switch ((int)n->kind) {
    case JHR_N_E_NUMBER:
        form_of_number(l, n, f);
        break;
    case JHR_N_E_MONEY:
        form_init(f, JHR_C_CENT, JHR_U_NONE);
        f->k = n->num;
        break;
    case JHR_N_E_DATE:
        form_init(f, JHR_C_DAY, JHR_U_NONE);
        f->k = jhr_day_of_ymd((int32_t)n->num);
        break;
    case JHR_N_E_NAME:
    case JHR_N_E_OTHER:
        form_of_name(l, n, f);
        break;
    case JHR_N_E_ADD:
    case JHR_N_E_SUB:
        form_of_sum(l, n, f);
        break;
    case JHR_N_E_MUL:
        form_of_product(l, n, f);
        break;
    case JHR_N_E_NEG:
        jhr_form_of(l, n->child, f);
        jhr_form_scale(l, f, -1, 1);
        break;
    case JHR_N_E_PERCENT_OF:
        jhr_form_of(l, n->child->next, f);
        jhr_form_scale(l, f, n->child->num, jhr_times(l, 100, power_of_ten(l, n->child->scale)));
        break;
    case JHR_N_E_COUNT:
    case JHR_N_E_SUM:
        form_of_list(l, n, f);
        break;
    default:
        jhr_lower_fault(l, n->span, "an expression that is no number");
    }
}

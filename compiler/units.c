#include "compiler/units.h"

#include "compiler/resolve.h"

const char *jhr_unit_word(uint32_t unit)
{
    static const char *const words[] = {
        [JHR_U_NONE] = "",          [JHR_U_JAAR] = "jaar",      [JHR_U_MAAND] = "maanden",
        [JHR_U_WEEK] = "weken",     [JHR_U_DAG] = "dagen",      [JHR_U_WERKDAG] = "werkdagen",
        [JHR_U_UUR] = "uur",        [JHR_U_MINUUT] = "minuten", [JHR_U_DAGDEEL] = "dagdelen",
        [JHR_U_ETMAAL] = "etmalen", [JHR_U_STUK] = "stuks",
    };
    return unit < sizeof(words) / sizeof(words[0]) ? words[unit] : "";
}

bool jhr_unit_is_length(uint32_t unit)
{
    return unit >= JHR_U_JAAR && unit <= JHR_U_WERKDAG;
}

bool jhr_unit_is_volume(uint32_t unit)
{
    return unit >= JHR_U_UUR && unit <= JHR_U_STUK;
}

enum jhr_unit_class jhr_class_of(uint32_t unit)
{
    switch ((enum jhr_unit)unit) {
    case JHR_U_JAAR:
    case JHR_U_MAAND:
        return JHR_C_MONTH;
    case JHR_U_WEEK:
    case JHR_U_DAG:
        return JHR_C_DAY;
    case JHR_U_WERKDAG:
        return JHR_C_WERKDAG;
    case JHR_U_UUR:
    case JHR_U_MINUUT:
    case JHR_U_DAGDEEL:
        return JHR_C_MINUTE;
    case JHR_U_ETMAAL:
        return JHR_C_ETMAAL;
    case JHR_U_STUK:
        return JHR_C_STUK;
    case JHR_U_NONE:
        break;
    }
    return JHR_C_NONE;
}

int64_t jhr_unit_steps(uint32_t unit)
{
    switch (unit) {
    case JHR_U_JAAR:
        return 12;
    case JHR_U_WEEK:
        return 7;
    case JHR_U_UUR:
        return 60;
    case JHR_U_DAGDEEL:
        return 240;
    default:
        return 1;
    }
}

uint32_t jhr_unit_of_both(uint32_t a, uint32_t b)
{
    static const uint8_t base[] = {[JHR_C_DAY] = JHR_U_DAG,         [JHR_C_MONTH] = JHR_U_MAAND,
                                   [JHR_C_WERKDAG] = JHR_U_WERKDAG, [JHR_C_MINUTE] = JHR_U_MINUUT,
                                   [JHR_C_ETMAAL] = JHR_U_ETMAAL,   [JHR_C_STUK] = JHR_U_STUK};
    if (a == b || b == JHR_U_NONE)
        return a;
    return a == JHR_U_NONE ? b : base[jhr_class_of(a)];
}

static void not_whole(struct jhr_resolver *c, const struct jhr_node *n, const char *what)
{
    jhr_diag_add2(c->ds, JHR_D_NOT_WHOLE, n->span, jhr_source_of(c, n), jhr_str_of(what));
}

static int64_t power10(uint8_t scale)
{
    int64_t p = 1;
    for (uint8_t i = 0; i < scale && i < 18; i++)
        p *= 10;
    return p;
}

void jhr_number_limit(struct jhr_resolver *c, struct jhr_node *n)
{
    int64_t one = power10(n->scale), most = JHR_MAX_AMOUNT;
    if (n->scale <= 6 && n->num / one < most && n->num / one > -most)
        return;
    if (n->scale <= 6 && (n->num == most * one || n->num == -most * one))
        return;
    if ((n->flags & JHR_NF_BAD) == 0)
        jhr_diag_add1(c->ds, JHR_D_NUMBER_LARGE, n->span, jhr_source_of(c, n));
    n->type = JHR_T_ERROR;
}

bool jhr_volume_unit(struct jhr_resolver *c, const struct jhr_node *number, const char *what)
{
    struct jhr_str text = jhr_source_of(c, number);
    if (jhr_unit_is_volume(number->unit))
        return true;
    if (number->unit == JHR_U_NONE)
        jhr_diag_add1(c->ds, JHR_D_UNIT_MISSING, number->span, text)->suggestion =
            jhr_text(c, "%.*s uur", JHR_FMT(text));
    else
        jhr_diag_add2(c->ds, JHR_D_UNIT_MISMATCH, number->span,
                      jhr_str_of(jhr_unit_word(number->unit)), jhr_str_of(what));
    return false;
}

bool jhr_volume(struct jhr_resolver *c, const struct jhr_node *number, int64_t *value)
{
    int64_t one = power10(number->scale), n = number->num * jhr_unit_steps(number->unit);
    *value = n / one;
    if (n % one == 0)
        return true;
    not_whole(c, number,
              jhr_unit_steps(number->unit) > 1 ? "minuten" : jhr_unit_word(number->unit));
    return false;
}

bool jhr_whole(struct jhr_resolver *c, const struct jhr_node *number, int64_t *value)
{
    *value = number->num;
    if (number->scale == 0)
        return true;
    not_whole(c, number, number->unit == JHR_U_NONE ? "getallen" : jhr_unit_word(number->unit));
    return false;
}

/* Made of numbers and amounts only. */
bool jhr_is_literal(const struct jhr_node *n)
{
    switch ((int)n->kind) {
    case JHR_N_E_NUMBER:
    case JHR_N_E_MONEY:
    case JHR_N_E_DATE:
    case JHR_N_E_BOOL:
    case JHR_N_E_PERCENT:
        return true;
    case JHR_N_E_NEG:
    case JHR_N_E_ADD:
    case JHR_N_E_SUB:
    case JHR_N_E_MUL:
    case JHR_N_E_PERCENT_OF:
        for (const struct jhr_node *k = n->child; k != NULL; k = k->next) {
            if (!jhr_is_literal(k))
                return false;
        }
        return true;
    default:
        return false;
    }
}

bool jhr_literal_value(const struct jhr_node *n, int64_t *value)
{
    if (n->kind == JHR_N_E_NEG && n->child != NULL && jhr_literal_value(n->child, value)) {
        *value = -*value;
        return true;
    }
    if ((n->kind == JHR_N_E_NUMBER && n->scale == 0) || n->kind == JHR_N_E_MONEY) {
        *value = n->num;
        return true;
    }
    if (n->kind == JHR_N_E_NAME && n->ref_kind == JHR_REF_WAARDE) {
        *value = n->ref;
        return true;
    }
    return false;
}

/* For an expression of type GETAL the place of the soort holds its unit. */
uint32_t jhr_unit_of(const struct jhr_node *n)
{
    return n->type == JHR_T_GETAL ? n->soort : (uint32_t)JHR_U_NONE;
}

static bool fits(uint32_t unit, enum jhr_type type)
{
    return type == JHR_T_LENGTE ? jhr_unit_is_length(unit) : jhr_unit_is_volume(unit);
}

static bool can_adopt(const struct jhr_node *n)
{
    switch ((int)n->kind) {
    case JHR_N_E_NUMBER:
    case JHR_N_E_PERCENT:
        return true;
    case JHR_N_E_NAME:
        return n->ref_kind == JHR_REF_CONST || n->ref_kind == JHR_REF_FEIT ||
               n->ref_kind == JHR_REF_BEGRIP;
    case JHR_N_E_PERCENT_OF:
    case JHR_N_E_ADD:
    case JHR_N_E_SUB:
    case JHR_N_E_MUL:
    case JHR_N_E_NEG:
        for (const struct jhr_node *k = n->child; k != NULL; k = k->next) {
            if (!can_adopt(k))
                return false;
        }
        return true;
    default:
        return false;
    }
}

/* A time in months, weeks or days is a whole number of them. */
static void whole_steps(struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_waarde_const *w = &c->waarden.v[n->ref];
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->steps[i].value % power10(w->steps[i].scale) == 0)
            continue;
        not_whole(c, n, jhr_unit_word(w->unit));
        return;
    }
}

static void adopt(struct jhr_resolver *c, struct jhr_node *n, enum jhr_type type)
{
    int64_t value;
    if (jhr_unit_of(n) == JHR_U_NONE)
        return; /* the factor of a product */
    if (n->kind == JHR_N_E_NUMBER) {
        if (type == JHR_T_LENGTE ? !jhr_whole(c, n, &value) : !jhr_volume(c, n, &value)) {
            n->type = JHR_T_ERROR;
            return;
        }
    } else if (n->kind == JHR_N_E_NAME) {
        if (type == JHR_T_LENGTE && n->ref_kind == JHR_REF_CONST)
            whole_steps(c, n);
    } else {
        for (struct jhr_node *k = n->child; k != NULL; k = k->next)
            adopt(c, k, type);
    }
    n->type = (uint8_t)type;
    n->soort = 0;
}

bool jhr_adopt(struct jhr_resolver *c, struct jhr_node *n, enum jhr_type type, bool *said)
{
    *said = false;
    if (n->type == type)
        return true;
    uint32_t unit = jhr_unit_of(n);
    if (n->type != JHR_T_GETAL || !can_adopt(n) || (unit == JHR_U_NONE && !jhr_is_literal(n)))
        return false;
    *said = true;
    if (unit == JHR_U_NONE) {
        struct jhr_str text = jhr_source_of(c, n);
        jhr_diag_add1(c->ds, JHR_D_UNIT_MISSING, n->span, text)->suggestion =
            jhr_text(c, "%.*s %s", JHR_FMT(text), type == JHR_T_LENGTE ? "dagen" : "uur");
        return false;
    }
    if (!fits(unit, type)) {
        jhr_diag_add2(c->ds, JHR_D_UNIT_MISMATCH, n->span, jhr_str_of(jhr_unit_word(unit)),
                      jhr_str_of(type == JHR_T_LENGTE ? "duur" : "omvang"));
        return false;
    }
    adopt(c, n, type);
    return n->type == type;
}

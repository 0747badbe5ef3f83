/* The value of columns and atoms in one case of the input space. */
#include "validator/space.h"

#include "base/int128.h"
#include "runtime/calendar.h"
#include "runtime/cost.h"
#include "runtime/workdays.h"

enum volume_class { V_MINUTE, V_ETMAAL, V_STUK };

/* What the volume of a proposal for the product is counted in. */
static enum volume_class class_of_volume(const struct jhr_p_product *p)
{
    uint8_t unit = p->tarief_n > 0 ? p->tarief_unit : p->norm_n > 0 ? p->norm_unit : JHR_P_U_UUR;
    return unit == JHR_P_U_ETMAAL ? V_ETMAAL : unit == JHR_P_U_STUK ? V_STUK : V_MINUTE;
}

static const struct jhr_p_product *product_of(const struct jhr_space *s, uint32_t side,
                                              uint32_t product)
{
    return &s->side[side].program->producten[s->product[side][product]];
}

static const struct jhr_p_stap *step_on(const struct jhr_space *s, uint32_t side, uint32_t product,
                                        uint32_t table, int64_t day)
{
    const struct jhr_program *p = s->side[side].program;
    const struct jhr_p_product *of = product_of(s, side, product);
    uint32_t lo = table == JHR_TABLE_TARIEF ? of->tarief : of->norm;
    uint32_t n = table == JHR_TABLE_TARIEF ? of->tarief_n : of->norm_n;
    for (uint32_t i = lo; i < lo + n; i++)
        if (p->stappen[i].from <= day && day < p->stappen[i].to)
            return p->stappen[i].known ? &p->stappen[i] : NULL;
    return NULL;
}

int32_t jhr_space_tarief_until(const struct jhr_space *s, uint32_t side, uint32_t product,
                               int32_t day, bool one)
{
    const struct jhr_p_stap *first = step_on(s, side, product, JHR_TABLE_TARIEF, day), *at = first;
    int32_t until = day; /* the first day that is not covered */
    while (at != NULL && (!one || at->value == first->value) && until <= JHR_DAY_LAST) {
        until = at->to;
        at = step_on(s, side, product, JHR_TABLE_TARIEF, until);
    }
    return until - 1;
}

int64_t jhr_space_start(const struct jhr_space *s, uint32_t side, const int64_t *raw)
{
    return raw[s->start] + s->shift[side];
}

uint32_t jhr_space_day_dim(const struct jhr_space *s, bool startdatum)
{
    return startdatum || !s->apart ? s->start : s->peil;
}

static int64_t indexed(const struct jhr_space *s, uint32_t side, uint32_t dim, const int64_t *raw)
{
    const struct jhr_dim *d = &s->dims.v[dim];
    return d->index[side] != NULL ? d->index[side][raw[dim] - d->lo] : raw[dim];
}

static int64_t aanbieder(const struct jhr_space *s, uint32_t side, const int64_t *raw)
{
    return s->by == JHR_NONE ? (int64_t)JHR_OUTSIDE : indexed(s, side, s->by, raw);
}

static int64_t item_aanbieder(const struct jhr_space *s, uint32_t side, const int64_t *raw)
{
    if (s->item_by == JHR_NONE || raw[s->item_by] == JHR_BY_SAME)
        return aanbieder(s, side, raw);
    return indexed(s, side, s->item_by, raw);
}

/* What so much costs at the tarief of the start day: taal.md section 5. */
static bool cost_of(const struct jhr_space *s, uint32_t side, uint32_t product, const int64_t *raw,
                    int64_t *v)
{
    static const int64_t units[] = {[JHR_P_U_UUR] = 60,
                                    [JHR_P_U_MINUUT] = 1,
                                    [JHR_P_U_DAGDEEL] = 240,
                                    [JHR_P_U_ETMAAL] = 1,
                                    [JHR_P_U_STUK] = 1};
    const struct jhr_p_stap *at =
        step_on(s, side, product, JHR_TABLE_TARIEF, jhr_space_start(s, side, raw));
    if (at == NULL)
        return false;
    jhr_i128 below = units[product_of(s, side, product)->tarief_unit];
    jhr_i128 above = (jhr_i128)raw[s->omvang] * at->value;
    above = (2 * above + below) / (2 * below);
    *v = (int64_t)above;
    return above <= JHR_KOSTEN_MAX;
}

static bool volume(const struct jhr_space *s, uint32_t side, uint32_t product, const int64_t *raw,
                   uint32_t col, int64_t *v)
{
    *v = raw[s->omvang] * JHR_OMVANG_SCALE;
    return col == JHR_X_OMVANG ||
           col - JHR_X_OMVANG_TIJD == (uint32_t)class_of_volume(product_of(s, side, product));
}

static int64_t truth_col(const struct jhr_space *s, uint32_t side, const int64_t *raw, uint32_t col)
{
    const struct jhr_ir *ir = s->side[side].ir;
    if (col == ir->xcols + JHR_BC_GECONTRACTEERD)
        return raw[s->contract] != JHR_CONTRACT_NONE;
    if (col == ir->xcols + JHR_BC_DOORLOPEND)
        return raw[s->contract] == JHR_CONTRACT_THROUGHOUT;
    if (col == ir->xcols + JHR_BC_ITEM_OVERLAPT)
        return raw[s->when] == JHR_WHEN_RUNNING;
    if (col >= ir->first_rekening)
        return raw[s->room_dim[side][(col - ir->first_rekening) / JHR_RC_COUNT]];
    return raw[s->length] > JHR_LENGTH_MOST; /* open_einde */
}

bool jhr_space_col(const struct jhr_space *s, uint32_t side, uint32_t product, const int64_t *raw,
                   uint32_t col, int64_t *v)
{
    const struct jhr_ir *ir = s->side[side].ir;
    uint32_t feit = ir->cols.v[col].feit;
    if (feit != JHR_NONE) {
        *v = indexed(s, side, s->feit_dim[side][feit], raw);
        return true;
    }
    if (col >= ir->xcols) {
        *v = truth_col(s, side, raw, col);
        return true;
    }
    switch ((enum jhr_xcol)col) {
    case JHR_X_PEILDATUM:
        *v = s->apart ? raw[s->peil] + s->shift[side] : jhr_space_start(s, side, raw);
        return true;
    case JHR_X_START:
    case JHR_X_TRAJECTSTART:
        *v = jhr_space_start(s, side, raw);
        return true;
    case JHR_X_EIND:
        *v = raw[s->length] > JHR_LENGTH_MOST ? JHR_DAY_NEVER
                                              : jhr_space_start(s, side, raw) + raw[s->length] - 1;
        return true;
    case JHR_X_PRODUCT:
        *v = s->product[side][product];
        return true;
    case JHR_X_AANBIEDER:
        *v = aanbieder(s, side, raw);
        return true;
    case JHR_X_ITEM_PRODUCT:
        *v = indexed(s, side, s->item, raw);
        return true;
    case JHR_X_ITEM_AANBIEDER:
        *v = item_aanbieder(s, side, raw);
        return true;
    case JHR_X_KOSTEN:
        return cost_of(s, side, product, raw, v);
    case JHR_X_OMVANG:
    case JHR_X_OMVANG_TIJD:
    case JHR_X_OMVANG_ETMAAL:
    case JHR_X_OMVANG_STUK:
        return volume(s, side, product, raw, col, v);
    case JHR_X_ITEM_START:
    case JHR_X_ITEM_EIND:
    case JHR_X_ITEM_OMVANG:
    case JHR_X_ITEM_OMVANG_TIJD:
    case JHR_X_ITEM_OMVANG_ETMAAL:
    case JHR_X_ITEM_OMVANG_STUK:
    case JHR_X_FACTS:
        break;
    }
    return false;
}

/* ---- sums ---- */

static bool sum_of(const struct jhr_space *s, uint32_t side, uint32_t product, const int64_t *raw,
                   const struct jhr_ir_term *terms, uint32_t n, int64_t *sum);

static bool term_value(const struct jhr_space *s, uint32_t side, uint32_t product,
                       const int64_t *raw, const struct jhr_ir_term *t, int64_t *v)
{
    const struct jhr_p_stap *at;
    if (jhr_ir_reads_column(t) && !jhr_space_col(s, side, product, raw, t->col, v))
        return false;
    switch ((enum jhr_ir_term_kind)t->kind) {
    case JHR_IR_COL:
        break;
    case JHR_IR_MONTH:
        *v = jhr_day_add_months((int32_t)*v, t->shift);
        break;
    case JHR_IR_WORKDAY:
        *v = jhr_day_add_workdays((int32_t)*v, t->shift);
        break;
    case JHR_IR_WORKDAYS:
        *v = jhr_workdays_until((int32_t)(*v < JHR_DAY_NEVER ? *v + t->shift : *v));
        break;
    case JHR_IR_TABLE:
        at = step_on(s, side, product, t->col, jhr_space_start(s, side, raw));
        if (at == NULL)
            return false;
        *v = at->value;
        break;
    case JHR_IR_PRICE:
        at = step_on(s, side, product, JHR_TABLE_TARIEF, jhr_space_start(s, side, raw));
        if (at == NULL ||
            !sum_of(s, side, product, raw, &s->side[side].ir->terms.v[t->first], t->n, v))
            return false;
        *v = jhr_price(*v + t->constant, at->value, product_of(s, side, product)->tarief_unit);
        if (*v == INT64_MIN)
            return false;
        break;
    case JHR_IR_LIST:
        return false;
    }
    *v *= t->coef;
    return true;
}

static bool sum_of(const struct jhr_space *s, uint32_t side, uint32_t product, const int64_t *raw,
                   const struct jhr_ir_term *terms, uint32_t n, int64_t *sum)
{
    *sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        int64_t v;
        if (!term_value(s, side, product, raw, &terms[i], &v))
            return false;
        *sum += v;
    }
    return true;
}

bool jhr_space_sum(const struct jhr_space *s, uint32_t side, uint32_t product, const int64_t *raw,
                   uint32_t atom, int64_t *v)
{
    const struct jhr_ir *ir = s->side[side].ir;
    const struct jhr_ir_atom *a = &ir->atoms.v[atom];
    if (a->kind == JHR_IR_LINEAR)
        return sum_of(s, side, product, raw, &ir->terms.v[a->first], a->n, v);
    return jhr_space_col(s, side, product, raw, a->col, v);
}

static bool is_member(const struct jhr_space *s, uint32_t side, uint32_t set, int64_t index,
                      int32_t ymd)
{
    const struct jhr_ir *ir = s->side[side].ir;
    const struct jhr_model *m = ir->model;
    if (set >= m->sets_n) {
        const struct jhr_ir_set *made = &ir->sets.v[set - m->sets_n];
        for (uint32_t i = 0; i < made->n; i++)
            if (made->products[i] == index)
                return true;
        return false;
    }
    const struct jhr_set *of = &m->sets[set];
    for (uint32_t i = 0; i < of->n; i++)
        if (of->members[i].index == index && of->members[i].period.from <= ymd &&
            ymd < of->members[i].period.to)
            return true;
    return false;
}

uint32_t jhr_space_atom(const struct jhr_space *s, uint32_t side, uint32_t product,
                        const int64_t *raw, uint32_t atom)
{
    const struct jhr_ir_atom *a = &s->side[side].ir->atoms.v[atom];
    int64_t v;
    bool yes = false;
    if (!jhr_space_sum(s, side, product, raw, atom, &v))
        return JHR_UNKNOWN;
    switch ((enum jhr_ir_atom_kind)a->kind) {
    case JHR_IR_FACT:
        yes = v != 0;
        break;
    case JHR_IR_MASK:
        yes = a->bits >> (v & 63) & 1;
        break;
    case JHR_IR_IN:
        yes = is_member(s, side, a->set, v, jhr_ymd_of_day((int32_t)jhr_space_start(s, side, raw)));
        break;
    case JHR_IR_RANGE:
    case JHR_IR_LINEAR:
        yes = a->lo <= v && v <= a->hi;
        break;
    }
    return yes ? JHR_YES : JHR_NO;
}

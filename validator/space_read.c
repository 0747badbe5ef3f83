/* Which dimensions an atom reads. */
#include "validator/space.h"

static void reads_dim(struct jhr_reading *r, uint32_t dim)
{
    uint32_t at = 0;
    if (dim == JHR_NONE) {
        r->opaque = true;
        return;
    }
    while (at < r->n && r->dims[at] < dim)
        at++;
    if (at < r->n && r->dims[at] == dim)
        return;
    if (r->n == sizeof r->dims / sizeof *r->dims) {
        r->opaque = true;
        return;
    }
    for (uint32_t i = r->n++; i > at; i--)
        r->dims[i] = r->dims[i - 1];
    r->dims[at] = dim;
}

static void reads_aanbieder(const struct jhr_space *s, struct jhr_reading *r)
{
    if (s->by != JHR_NONE)
        reads_dim(r, s->by);
}

static void reads_truth(const struct jhr_space *s, uint32_t side, struct jhr_reading *r,
                        uint32_t col)
{
    const struct jhr_ir *ir = s->side[side].ir;
    if (col == ir->besluit) /* the decision itself: slice.c */
        r->product = true;
    else if (col >= ir->first_rekening)
        reads_dim(r, s->room_dim[side][(col - ir->first_rekening) / JHR_RC_COUNT]);
    else if (col == ir->xcols + JHR_BC_ITEM_OVERLAPT)
        reads_dim(r, s->when);
    else if (col == ir->xcols + JHR_BC_OPEN_EINDE)
        reads_dim(r, s->length);
    else
        reads_dim(r, s->contract);
}

static void reads_col(const struct jhr_space *s, uint32_t side, struct jhr_reading *r, uint32_t col)
{
    const struct jhr_ir *ir = s->side[side].ir;
    uint32_t feit = ir->cols.v[col].feit;
    if (feit != JHR_NONE) {
        reads_dim(r, s->feit_dim[side][feit]);
        return;
    }
    if (col >= ir->xcols) {
        reads_truth(s, side, r, col);
        return;
    }
    r->product |= col == JHR_X_PRODUCT || (col > JHR_X_OMVANG && col <= JHR_X_KOSTEN);
    switch ((enum jhr_xcol)col) {
    case JHR_X_PEILDATUM:
        reads_dim(r, s->apart ? s->peil : s->start);
        break;
    case JHR_X_START:
    case JHR_X_EIND:
    case JHR_X_TRAJECTSTART: /* of the sum as a whole: see reads_days */
    case JHR_X_PRODUCT:
        break;
    case JHR_X_AANBIEDER:
        reads_aanbieder(s, r);
        break;
    case JHR_X_KOSTEN:
        r->kosten = true;
        reads_dim(r, s->start);
        reads_dim(r, s->omvang);
        break;
    case JHR_X_OMVANG:
    case JHR_X_OMVANG_TIJD:
    case JHR_X_OMVANG_ETMAAL:
    case JHR_X_OMVANG_STUK:
        reads_dim(r, s->omvang);
        break;
    case JHR_X_ITEM_PRODUCT:
        reads_dim(r, s->item);
        break;
    case JHR_X_ITEM_AANBIEDER:
        reads_aanbieder(s, r);
        reads_dim(r, s->item_by);
        break;
    case JHR_X_ITEM_START:
    case JHR_X_ITEM_EIND:
    case JHR_X_ITEM_OMVANG:
    case JHR_X_ITEM_OMVANG_TIJD:
    case JHR_X_ITEM_OMVANG_ETMAAL:
    case JHR_X_ITEM_OMVANG_STUK:
    case JHR_X_FACTS:
        r->opaque = true;
        break;
    }
}

static bool is_own_day(uint32_t col)
{
    return col == JHR_X_START || col == JHR_X_EIND || col == JHR_X_TRAJECTSTART;
}

/* The days of the proposal in a sum: start times one number, length times another. */
static void reads_days(const struct jhr_space *s, struct jhr_reading *r,
                       const struct jhr_ir_term *terms, uint32_t n)
{
    int64_t start = 0;
    bool calendar = false;
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_ir_term *t = &terms[i];
        if (!jhr_ir_reads_column(t) || !is_own_day(t->col))
            continue;
        calendar |= t->kind != JHR_IR_COL;
        start += t->coef;
        r->traject |= t->col == JHR_X_TRAJECTSTART;
        if (t->col == JHR_X_EIND)
            reads_dim(r, s->length);
    }
    if (start != 0 || calendar)
        reads_dim(r, s->start);
}

static void reads_terms(const struct jhr_space *s, uint32_t side, struct jhr_reading *r,
                        const struct jhr_ir_term *terms, uint32_t n)
{
    const struct jhr_ir *ir = s->side[side].ir;
    reads_days(s, r, terms, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_ir_term *t = &terms[i];
        if (jhr_ir_reads_column(t))
            reads_col(s, side, r, t->col);
        r->opaque |= t->kind == JHR_IR_LIST;
        if (t->kind != JHR_IR_TABLE && t->kind != JHR_IR_PRICE)
            continue;
        r->product = true;
        if (t->n > 0)
            reads_terms(s, side, r, &ir->terms.v[t->first], t->n);
    }
}

static bool has_periods(const struct jhr_space *s, uint32_t side, uint32_t set)
{
    const struct jhr_model *m = s->side[side].model;
    bool has = false;
    for (uint32_t i = 0; set < m->sets_n && i < m->sets[set].n; i++)
        has |= m->sets[set].members[i].period.from > m->geldig.from ||
               m->sets[set].members[i].period.to < m->geldig.to;
    return has;
}

static bool reads_table(const struct jhr_space *s, uint32_t side, const struct jhr_ir_atom *a)
{
    bool table = false;
    for (uint32_t i = 0; a->kind == JHR_IR_LINEAR && i < a->n; i++) {
        uint8_t kind = s->side[side].ir->terms.v[a->first + i].kind;
        table |= kind == JHR_IR_TABLE || kind == JHR_IR_PRICE;
    }
    return table;
}

struct jhr_reading jhr_space_reading(const struct jhr_space *s, uint32_t side, uint32_t atom)
{
    const struct jhr_ir *ir = s->side[side].ir;
    const struct jhr_ir_atom *a = &ir->atoms.v[atom];
    struct jhr_reading r = {.free = JHR_NONE};
    struct jhr_ir_term own = {.kind = JHR_IR_COL, .col = a->col, .coef = 1};
    if (a->kind == JHR_IR_LINEAR) {
        reads_terms(s, side, &r, &ir->terms.v[a->first], a->n);
    } else {
        reads_days(s, &r, &own, 1);
        reads_col(s, side, &r, a->col);
        if (a->kind == JHR_IR_IN && has_periods(s, side, a->set))
            reads_dim(&r, s->start);
    }
    bool days = false;
    for (uint32_t i = 0; i < r.n; i++)
        days |= r.dims[i] == s->start;
    r.by_table = r.kosten || (!days && reads_table(s, side, a));
    if (r.by_table)
        reads_dim(&r, s->start);
    return r;
}

/* What an unknown may be compared with: the constants of the rules and what the case does say. */
#include "reference/domain.h"

static bool is_arithmetic(const struct jhr_node *e)
{
    return e->kind == JHR_N_E_ADD || e->kind == JHR_N_E_SUB || e->kind == JHR_N_E_MUL ||
           e->kind == JHR_N_E_NEG || e->kind == JHR_N_E_PERCENT_OF;
}

/* Forms whose turning points are known: P% of a volume, and a date moved by a constant length. */
static bool is_simple(const struct jhr_node *e)
{
    const struct jhr_node *a = e->child, *b = a->next;
    if (e->kind == JHR_N_E_PERCENT_OF)
        return b->type == JHR_T_OMVANG && !is_arithmetic(b);
    return (e->kind == JHR_N_E_ADD || e->kind == JHR_N_E_SUB) && e->type == JHR_T_DATUM &&
           a->type == JHR_T_DATUM && !is_arithmetic(a) && b->kind == JHR_N_E_NUMBER;
}

static void add_number(struct jhr_ref_constants *k, struct jhr_ref_rat q, uint32_t unit, bool week)
{
    struct jhr_ref_quantity *n = jhr_vec_add(k->arena, &k->numbers);
    if (n != NULL)
        *n = (struct jhr_ref_quantity){q, unit, week};
}

static void add_to(struct jhr_arena *a, struct jhr_ref_list *list, int64_t v)
{
    int64_t *x = jhr_vec_add(a, list);
    if (x != NULL)
        *x = v;
}

static bool varies(void *self, const struct jhr_node *e)
{
    (void)self;
    return e->ref_kind != JHR_REF_NONE || e->kind == JHR_N_E_OTHER || e->kind == JHR_N_E_COUNT ||
           e->kind == JHR_N_E_SUM;
}

static bool is_about(void *self, const struct jhr_node *e)
{
    const struct jhr_ref_constants *k = self;
    return k->about == JHR_NONE || (e->ref_kind == JHR_REF_FEIT && e->ref == k->about);
}

/* `60% van € 200,-` and the like: a constant after all. */
static void add_computed(struct jhr_ref_constants *k, const struct jhr_node *e)
{
    struct jhr_ref_val v = jhr_ref_eval(k->ref, e);
    if (v.kind == JHR_V_DATE)
        add_to(k->arena, &k->dates, v.from);
    else if (v.kind == JHR_V_NUMBER && v.unit == JHR_U_CENT)
        add_to(k->arena, &k->cents, jhr_ref_floor(v.q));
    else if (v.kind == JHR_V_NUMBER)
        add_number(k, v.q, v.unit, false);
}

/* A number in weeks may stand beside a length elsewhere, and one in hours beside a volume. */
static void add_sum(struct jhr_ref_constants *k, const struct jhr_node *e)
{
    bool plain = e->type != JHR_T_GETAL || e->soort == JHR_U_NONE;
    k->sums[e->type] = true;
    if (!plain)
        k->sums[e->soort >= JHR_U_UUR ? JHR_T_OMVANG : JHR_T_LENGTE] = true;
}

static void gather_arithmetic(struct jhr_ref_constants *k, const struct jhr_node *e)
{
    k->shifts |= e->type == JHR_T_DATUM;
    if (!jhr_ref_walk(k->ref->m, e, varies, NULL)) {
        add_computed(k, e);
    } else if (!is_simple(e) && jhr_ref_walk(k->ref->m, e, is_about, k)) {
        add_sum(k, e);
        for (const struct jhr_node *c = e->child; c != NULL; c = c->next)
            add_sum(k, c);
    }
}

static bool gather(void *self, const struct jhr_node *e)
{
    struct jhr_ref_constants *k = self;
    if (is_arithmetic(e))
        gather_arithmetic(k, e);
    k->counts |= e->kind == JHR_N_E_COUNT;
    k->totals |= e->kind == JHR_N_E_SUM;
    k->kosten |= e->ref_kind == JHR_REF_BUILTIN && e->ref == JHR_B_KOSTEN;
    if (e->ref_kind != JHR_REF_NONE)
        return false;
    if (e->kind == JHR_N_E_NUMBER)
        add_number(k, jhr_ref_decimal(e->num, e->scale), e->unit,
                   (e->flags & JHR_NF_PER_WEEK) != 0);
    if (e->kind == JHR_N_E_MONEY)
        add_to(k->arena, &k->cents, e->num);
    if (e->kind == JHR_N_E_DATE)
        add_to(k->arena, &k->dates, e->num);
    if (e->kind == JHR_N_E_PERCENT) {
        struct jhr_ref_rat *p = jhr_vec_add(k->arena, &k->percents);
        if (p != NULL)
            *p = jhr_ref_mul(jhr_ref_decimal(e->num, e->scale), jhr_ref_rat(1, 100));
    }
    return false;
}

static void add_value(struct jhr_ref_constants *k, uint8_t type, uint32_t unit, int64_t v,
                      uint32_t scale)
{
    if (type == JHR_T_BEDRAG)
        add_to(k->arena, &k->cents, v);
    else if (type == JHR_T_DATUM)
        add_to(k->arena, &k->dates, v);
    else if (type == JHR_T_GETAL || type == JHR_T_LENGTE || type == JHR_T_OMVANG)
        add_number(k, jhr_ref_decimal(v, scale), unit, false);
}

static void add_case(struct jhr_ref *r, struct jhr_ref_constants *k)
{
    const struct jhr_case *c = r->c;
    for (uint32_t i = 0; i < r->m->feiten_n && i < c->feiten_n; i++) {
        const struct jhr_feit *f = &r->m->feiten[i];
        if (c->feiten[i].known)
            add_value(k, f->type, f->unit, c->feiten[i].v, 0);
    }
    add_to(k->arena, &k->dates, c->peildatum);
    add_to(k->arena, &k->dates, c->voorstel.van);
    add_to(k->arena, &k->dates, c->voorstel.tot_en_met);
    for (uint32_t i = 0; i < c->lopend_n; i++) {
        add_to(k->arena, &k->dates, c->lopend[i].van);
        add_to(k->arena, &k->dates, c->lopend[i].tot_en_met);
    }
    for (uint32_t i = 0; i < c->contracten_n; i++) {
        add_to(k->arena, &k->dates, c->contracten[i].van);
        add_to(k->arena, &k->dates, c->contracten[i].tot_en_met);
    }
}

/* Answers already given in this completion are constants for the questions after them. */
static void add_answers(struct jhr_ref *r, struct jhr_ref_constants *k)
{
    for (uint32_t i = 0; i < r->oracle.used; i++) {
        const struct jhr_ref_choice *q = &r->oracle.asked[i];
        int64_t v = q->values != NULL ? q->values[q->at] : q->lowest + q->at;
        if (q->atom == JHR_A_FEIT)
            add_value(k, r->m->feiten[q->index].type, r->m->feiten[q->index].unit, v, 0);
        if (q->atom == JHR_A_EINDE || q->atom == JHR_A_ANDER_EINDE)
            add_to(k->arena, &k->dates, v);
        if (q->atom == JHR_A_TARIEF || q->atom == JHR_A_KOSTEN)
            add_to(k->arena, &k->cents, v);
        if (q->atom == JHR_A_OMVANG || q->atom == JHR_A_NORM || q->atom == JHR_A_ANDER)
            add_number(k, jhr_ref_rat(v, 1), JHR_U_MINUUT, false);
        if (q->atom == JHR_A_CONST)
            add_value(k, r->m->waarden[q->index].type, r->m->waarden[q->index].unit, v, 0);
    }
}

void jhr_ref_constants_of(struct jhr_ref *r, struct jhr_ref_constants *k, uint32_t about)
{
    *k = (struct jhr_ref_constants){.arena = r->arena, .about = about, .ref = r};
    jhr_ref_walk_model(r->m, gather, k);
    for (uint32_t i = 0; i < r->m->waarden_n; i++) {
        const struct jhr_waarde_const *w = &r->m->waarden[i];
        for (uint32_t s = 0; s < w->n; s++) {
            if (w->steps[s].known)
                add_value(k, w->type, w->unit, w->steps[s].value, w->steps[s].scale);
        }
    }
    if (r->c->voorstel.product < r->m->producten_n) {
        const struct jhr_product *p = &r->m->producten[r->c->voorstel.product];
        for (uint32_t s = 0; s < p->tarief_n; s++)
            add_to(k->arena, &k->cents, p->tarief[s].value);
        for (uint32_t s = 0; s < p->norm_n; s++)
            add_number(k, jhr_ref_rat(p->norm[s].value, 1), jhr_ref_base_unit(p->norm_unit), false);
    }
    add_case(r, k);
    add_answers(r, k);
}

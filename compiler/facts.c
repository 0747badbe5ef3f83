#include "compiler/resolve.h"

static bool range_end(struct jhr_resolver *c, struct jhr_node *n, int64_t *value)
{
    if (n == NULL || (n->flags & JHR_NF_BAD) != 0)
        return false;
    n->type = n->kind == JHR_N_E_MONEY ? JHR_T_BEDRAG : JHR_T_GETAL;
    *value = n->num;
    jhr_number_limit(c, n);
    return n->type != JHR_T_ERROR && (n->kind == JHR_N_E_MONEY || jhr_whole(c, n, value));
}

static void range(struct jhr_resolver *c, struct jhr_feit *feit, struct jhr_node *type)
{
    struct jhr_node *lo = type->child, *hi = lo != NULL ? lo->next : NULL;
    uint8_t is = type->kind == JHR_N_T_GETAL ? JHR_T_GETAL : JHR_T_BEDRAG;
    if (lo == NULL || hi == NULL || !range_end(c, lo, &feit->lowest) ||
        !range_end(c, hi, &feit->highest))
        return;
    feit->type = is;
    feit->unit = type->unit;
    if (feit->lowest > feit->highest)
        jhr_diag_add2(c->ds, JHR_D_RANGE_REVERSED, jhr_span_join(lo->span, hi->span),
                      jhr_source_of(c, lo), jhr_source_of(c, hi));
}

static void fact_type(struct jhr_resolver *c, struct jhr_feit *feit, struct jhr_node *type)
{
    const struct jhr_sym *sym;
    switch ((int)type->kind) {
    case JHR_N_T_JANEE:
        feit->type = JHR_T_JANEE;
        feit->highest = 1;
        break;
    case JHR_N_T_GETAL:
    case JHR_N_T_BEDRAG:
        range(c, feit, type);
        break;
    case JHR_N_T_DATUM:
        feit->type = JHR_T_DATUM;
        feit->lowest = JHR_YMD_FIRST;
        feit->highest = JHR_YMD_LAST;
        break;
    case JHR_N_T_SOORT:
        sym = jhr_lookup(c, type->text);
        if (sym == NULL || sym->kind != JHR_SYM_SOORT) {
            jhr_unknown(c, JHR_D_SOORT_UNKNOWN, type, 1u << JHR_SYM_SOORT);
            break;
        }
        feit->type = JHR_T_SOORT;
        feit->soort = sym->index;
        feit->highest = (int64_t)c->soorten.v[sym->index].n - 1;
        type->ref = sym->index;
        break;
    default:
        break; /* an ERROR node: type stays JHR_T_ERROR and is silent */
    }
}

static void feit(struct jhr_resolver *c, struct jhr_feit *f, struct jhr_node *node)
{
    if (node->child != NULL)
        fact_type(c, f, node->child);
    jhr_clauses_check(c, node);
    for (const struct jhr_node *n = node->child; n != NULL; n = n->next) {
        if (n->kind == JHR_N_C_VRAAG)
            f->vraag = n->text;
        else if (n->kind == JHR_N_C_VERANDERBAAR)
            f->veranderbaar_door = n->text;
        else if (n->kind == JHR_N_C_OPGEGEVEN && (n->flags & JHR_NF_BAD) == 0)
            f->opgegeven_door = n->text;
    }
}

static void bron(struct jhr_resolver *c, struct jhr_node *node, uint32_t index)
{
    struct jhr_bron *b = &c->bronnen.v[index];
    const struct jhr_node *date = jhr_node_find(node, JHR_N_C_DATUM);
    jhr_clauses_check(c, node);
    b->id = node->text;
    if ((node->flags & JHR_NF_TITLE) != 0 && node->child != NULL)
        b->title = node->child->text;
    b->datum = date != NULL ? (int32_t)date->num : 0;
}

/* ---- waarde: a value with a source, in steps ---- */

static uint8_t value_type(const struct jhr_node *n)
{
    switch ((int)n->kind) {
    case JHR_N_E_NUMBER:
        return JHR_T_GETAL;
    case JHR_N_E_MONEY:
        return JHR_T_BEDRAG;
    case JHR_N_E_PERCENT:
        return JHR_T_PERCENT;
    case JHR_N_E_DATE:
        return JHR_T_DATUM;
    default:
        return JHR_T_ERROR; /* `?` */
    }
}

static void same_kind(struct jhr_resolver *c, struct jhr_waarde_const *w,
                      const struct jhr_node *first, const struct jhr_node *n)
{
    uint8_t type = value_type(n);
    if (type == w->type && n->unit != w->unit) {
        struct jhr_diag *d =
            jhr_diag_add2(c->ds, JHR_D_UNIT_MISMATCH, n->span, jhr_str_of(jhr_unit_word(n->unit)),
                          jhr_str_of(jhr_unit_word(w->unit)));
        jhr_diag_label(c->ds, d, first->span, JHR_L_FIRST_HERE, JHR_STR(""));
    } else if (type != w->type) {
        jhr_mismatch(c, n, first, n);
    }
}

static void waarde(struct jhr_resolver *c, struct jhr_node *node, uint32_t index)
{
    struct jhr_waarde_const *w = &c->waarden.v[index];
    struct jhr_node *first = NULL;
    struct jhr_steps steps = {0};
    w->name = node->text;
    jhr_clauses_check(c, node);
    for (struct jhr_node *step = node->child; step != NULL; step = step->next) {
        struct jhr_node *n = step->child;
        if (step->kind != JHR_N_C_STAP || n == NULL)
            continue;
        n->type = value_type(n);
        if (n->kind == JHR_N_E_NUMBER || n->kind == JHR_N_E_MONEY)
            jhr_number_limit(c, n);
        if (first == NULL && n->kind != JHR_N_E_UNKNOWN) {
            first = n;
            w->type = value_type(n);
            w->unit = n->unit;
        } else if (n->kind != JHR_N_E_UNKNOWN) {
            same_kind(c, w, first, n);
        }
        struct jhr_step_at *at = jhr_vec_add(c->a, &steps);
        if (at == NULL)
            return;
        at->node = step;
        at->step = (struct jhr_step){.period = jhr_period(c, jhr_node_find(step, JHR_N_PERIODE)),
                                     .known = n->kind != JHR_N_E_UNKNOWN,
                                     .value = n->num,
                                     .scale = n->scale};
    }
    if (first == NULL && (node->flags & JHR_NF_BAD) == 0)
        jhr_diag_add1(c->ds, JHR_D_VALUE_ALL_OPEN, jhr_name_span(node), node->text);
    w->steps = jhr_steps_close(c, &steps, true, true, node->text);
    w->n = steps.n;
}

void jhr_facts(struct jhr_resolver *c)
{
    uint32_t f = c->has_gebied ? 1 : 0, b = 0, w = 0;
    if (c->has_gebied)
        c->feiten.v[0].highest = (int64_t)c->gemeenten.n - 1;
    for (uint32_t i = 0; i < c->stmts.n && !c->a->out_of_memory; i++) {
        struct jhr_node *node = c->stmts.v[i];
        if (node->kind == JHR_N_S_FEIT || node->kind == JHR_N_S_OORDEEL)
            feit(c, &c->feiten.v[f++], node);
        else if (node->kind == JHR_N_S_BRON)
            bron(c, node, b++);
        else if (node->kind == JHR_N_S_WAARDE)
            waarde(c, node, w++);
    }
}

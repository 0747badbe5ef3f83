#include "compiler/resolve.h"

static uint32_t norm_unit(uint32_t unit)
{
    return unit == JHR_U_UUR || unit == JHR_U_DAGDEEL ? (uint32_t)JHR_U_MINUUT : unit;
}

static void step(struct jhr_resolver *c, struct jhr_steps *steps, const struct jhr_node *clause,
                 int64_t value)
{
    struct jhr_step_at *at = jhr_vec_add(c->a, steps);
    if (at == NULL)
        return;
    at->node = clause;
    at->step = (struct jhr_step){.period = jhr_period(c, jhr_node_find(clause, JHR_N_PERIODE)),
                                 .known = clause->child->kind != JHR_N_E_UNKNOWN,
                                 .value = value};
}

/* One product has one unit: a volume in another could not be compared with it. */
static void one_unit(struct jhr_resolver *c, const struct jhr_node *clause, uint32_t kind,
                     const char *what)
{
    const struct jhr_node *first = NULL;
    for (const struct jhr_node *n = clause; n != NULL; n = jhr_node_find_next(n)) {
        if (n->child == NULL || (kind == JHR_N_C_NORM && n->child->kind == JHR_N_E_UNKNOWN))
            continue; /* `norm ?` says no unit */
        if (first == NULL)
            first = n;
        uint32_t a = kind == JHR_N_C_TARIEF ? first->unit : first->child->unit;
        uint32_t b = kind == JHR_N_C_TARIEF ? n->unit : n->child->unit;
        if (norm_unit(a) == norm_unit(b) && (a == b || kind == JHR_N_C_NORM))
            continue;
        struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_STEPS_UNIT, n->span, jhr_str_of(what),
                                           jhr_str_of(jhr_unit_word(a)));
        jhr_diag_label(c->ds, d, first->span, JHR_L_FIRST_HERE, JHR_STR(""));
    }
}

static void tarief(struct jhr_resolver *c, struct jhr_product *p, const struct jhr_node *node)
{
    struct jhr_steps steps = {0};
    const struct jhr_node *first = jhr_node_find(node, JHR_N_C_TARIEF);
    if (first == NULL || first->child == NULL)
        return;
    one_unit(c, first, JHR_N_C_TARIEF, "tarief");
    p->tarief_unit = first->unit;
    for (const struct jhr_node *n = first; n != NULL; n = jhr_node_find_next(n)) {
        if (n->child == NULL || (n->flags & JHR_NF_BAD) != 0)
            continue;
        if (n->child->kind == JHR_N_E_MONEY)
            jhr_number_limit(c, n->child);
        step(c, &steps, n, n->child->num);
    }
    p->tarief =
        jhr_steps_close(c, &steps, false, true, jhr_text(c, "tarief (%.*s)", JHR_FMT(node->text)));
    p->tarief_n = steps.n;
}

static void norm(struct jhr_resolver *c, struct jhr_product *p, const struct jhr_node *node)
{
    struct jhr_steps steps = {0};
    const struct jhr_node *first = jhr_node_find(node, JHR_N_C_NORM);
    if (first == NULL || first->child == NULL)
        return;
    one_unit(c, first, JHR_N_C_NORM, "norm");
    p->norm_unit = first->child->unit;
    for (const struct jhr_node *n = first; n != NULL && p->norm_unit == JHR_U_NONE;
         n = jhr_node_find_next(n))
        p->norm_unit = n->child != NULL ? n->child->unit : JHR_U_NONE;
    for (struct jhr_node *n = jhr_node_find(node, JHR_N_C_NORM); n != NULL;
         n = jhr_node_find_next(n)) {
        struct jhr_node *number = n->child;
        int64_t value = 0;
        if (number == NULL || ((n->flags | number->flags) & JHR_NF_BAD) != 0)
            continue;
        number->type = JHR_T_OMVANG;
        if (number->kind == JHR_N_E_NUMBER)
            jhr_number_limit(c, number);
        if (number->kind == JHR_N_E_NUMBER) {
            if ((number->flags & JHR_NF_PER_WEEK) != 0)
                jhr_diag_add2(c->ds, JHR_D_UNIT_MISMATCH, number->span, JHR_STR("… per week"),
                              JHR_STR("norm"));
            if (!jhr_volume_unit(c, number, "norm") || !jhr_volume(c, number, &value))
                continue;
        }
        step(c, &steps, n, value);
    }
    p->norm =
        jhr_steps_close(c, &steps, false, true, jhr_text(c, "norm (%.*s)", JHR_FMT(node->text)));
    p->norm_n = steps.n;
}

static void membership(struct jhr_resolver *c, uint32_t product, const struct jhr_node *in)
{
    const struct jhr_sym *sym = jhr_lookup(c, in->text);
    struct jhr_period period = jhr_period(c, jhr_node_find(in, JHR_N_PERIODE));
    if (sym == NULL || sym->kind != JHR_SYM_SEGMENT) {
        jhr_unknown(c, JHR_D_SEGMENT_UNKNOWN, in, 1u << JHR_SYM_SEGMENT);
        return;
    }
    uint32_t set = c->segmenten.v[sym->index].set;
    jhr_member_add(c, &c->set_work.v[set].members, product, period);
}

/* The same segment twice in overlapping periods. Few clauses: every pair is tried. */
static void same_segment(struct jhr_resolver *c, const struct jhr_node *node)
{
    for (const struct jhr_node *a = jhr_node_find(node, JHR_N_C_IN); a != NULL;
         a = jhr_node_find_next(a)) {
        uint32_t tried = 0;
        for (const struct jhr_node *b = jhr_node_find_next(a); b != NULL && tried < 16;
             b = jhr_node_find_next(b), tried++) {
            const struct jhr_node *p = jhr_node_find(a, JHR_N_PERIODE);
            const struct jhr_node *q = jhr_node_find(b, JHR_N_PERIODE);
            bool apart = p != NULL && q != NULL &&
                         (p->num2 < q->num || q->num2 < p->num ||
                          (p->num2 == q->num && (p->flags & JHR_NF_INCLUSIVE) == 0) ||
                          (q->num2 == p->num && (q->flags & JHR_NF_INCLUSIVE) == 0));
            if (apart || !jhr_str_eq(a->text, b->text))
                continue;
            struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_MEMBER_TWICE, b->span, b->text);
            jhr_diag_label(c->ds, d, a->span, JHR_L_FIRST_HERE, JHR_STR(""));
        }
    }
}

/* A value, and the word that there is none. */
static void with_and_without(struct jhr_resolver *c, const struct jhr_node *node,
                             enum jhr_node_kind with, enum jhr_node_kind without)
{
    const struct jhr_node *a = jhr_node_find(node, with), *b = jhr_node_find(node, without);
    if (a == NULL || b == NULL)
        return;
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_WITH_AND_WITHOUT, b->span,
                                       jhr_str_of(jhr_kind_word(with)), node->text);
    jhr_diag_label(c->ds, d, a->span, JHR_L_CONFLICTS, JHR_STR(""));
}

void jhr_products(struct jhr_resolver *c)
{
    for (uint32_t i = 0; i < c->producten.n && !c->a->out_of_memory; i++) {
        struct jhr_node *node = c->product_nodes.v[i];
        struct jhr_product *p = &c->producten.v[i];
        jhr_clauses_check(c, node);
        if ((node->flags & JHR_NF_TITLE) != 0 && node->child != NULL)
            p->title = node->child->text;
        p->zonder_tarief = jhr_node_find(node, JHR_N_C_ZONDER_TARIEF) != NULL;
        p->zonder_norm = jhr_node_find(node, JHR_N_C_ZONDER_NORM) != NULL;
        with_and_without(c, node, JHR_N_C_TARIEF, JHR_N_C_ZONDER_TARIEF);
        with_and_without(c, node, JHR_N_C_NORM, JHR_N_C_ZONDER_NORM);
        tarief(c, p, node);
        norm(c, p, node);
        same_segment(c, node);
        for (const struct jhr_node *n = jhr_node_find(node, JHR_N_C_IN); n != NULL;
             n = jhr_node_find_next(n))
            membership(c, i, n);
        if (!p->coded)
            jhr_diag_add1(c->ds, JHR_D_PRODUCT_NO_CODE, jhr_name_span(node), node->text);
    }
}

/* ---- values that rules need and products lack ---- */

enum { NEEDS_TARIEF = 1, NEEDS_NORM = 2 };

struct need {
    uint8_t *of;                          /* per product */
    uint8_t *done;                        /* per set: its members are marked already */
    const struct jhr_node *tarief, *norm; /* the first rule's use of it */
};

/* The first condition of `voor` that names products: `product in X`, `product is 54001`. */
static const struct jhr_node *domain(const struct jhr_node *n, uint32_t depth)
{
    const struct jhr_node *left = n->child;
    if (depth > JHR_MAX_DEPTH)
        return NULL;
    if (n->kind == JHR_N_E_AND) {
        for (const struct jhr_node *k = n->child; k != NULL; k = k->next) {
            const struct jhr_node *found = domain(k, depth + 1);
            if (found != NULL)
                return found;
        }
        return NULL;
    }
    if (left == NULL || left->next == NULL || left->ref_kind != JHR_REF_BUILTIN ||
        left->kind == JHR_N_E_OTHER)
        return NULL;
    if (n->kind == JHR_N_E_IN && (n->flags & JHR_NF_NEGATED) == 0)
        return left->next->ref_kind == JHR_REF_SET ? left->next : NULL;
    bool named = left->next->ref_kind == JHR_REF_PRODUCT || left->next->ref_kind == JHR_REF_SEGMENT;
    return n->kind == JHR_N_E_CMP && n->op == JHR_OP_IS && named ? left->next : NULL;
}

static void mark(struct jhr_resolver *c, struct need *need, uint32_t regel, uint8_t bits)
{
    const struct jhr_regel *r = &c->regels.v[regel];
    const struct jhr_node *d = NULL;
    for (uint32_t i = 0; i < r->voor_n && d == NULL; i++)
        d = domain(r->voor[i], 0);
    if (d != NULL && d->ref_kind == JHR_REF_PRODUCT) {
        need->of[d->ref] |= bits;
        return;
    }
    uint32_t set = d == NULL                        ? JHR_NONE
                   : d->ref_kind == JHR_REF_SEGMENT ? c->segmenten.v[d->ref].set
                                                    : d->ref;
    if (set != JHR_NONE && c->sets.v[set].kind == JHR_SET_PRODUCT) {
        bool done = (need->done[set] & bits) != 0;
        need->done[set] |= bits;
        for (uint32_t i = 0; i < c->sets.v[set].n && !done; i++)
            need->of[c->sets.v[set].members[i].index] |= bits;
        return;
    }
    for (uint32_t i = 0; i < c->producten.n && (need->of[0] & 0x10u << bits) == 0; i++)
        need->of[i] |= bits;
    need->of[0] |= (uint8_t)(0x10u << bits); /* all of them: said once */
}

static void lacks(struct jhr_resolver *c, const struct jhr_product *p, const struct jhr_node *use,
                  const char *what)
{
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_VALUE_ABSENT, jhr_name_span(p->node),
                                       p->node->text, jhr_str_of(what));
    jhr_diag_label(c->ds, d, use->span, JHR_L_USED_HERE, JHR_STR(""));
}

void jhr_products_used(struct jhr_resolver *c)
{
    struct need need = {.of = jhr_arena_alloc(c->a, c->producten.n + (size_t)1),
                        .done = jhr_arena_alloc(c->a, c->sets.n + (size_t)1)};
    if (need.of == NULL || need.done == NULL || c->a->out_of_memory || c->producten.n == 0)
        return;
    for (uint32_t i = 0; i < c->regel_work.n; i++) {
        const struct jhr_uses *uses = &c->regel_work.v[i].uses;
        if (uses->tarief != NULL)
            mark(c, &need, i, NEEDS_TARIEF);
        if (uses->norm != NULL)
            mark(c, &need, i, NEEDS_NORM);
        if (need.tarief == NULL)
            need.tarief = uses->tarief;
        if (need.norm == NULL)
            need.norm = uses->norm;
    }
    for (uint32_t i = 0; i < c->producten.n; i++) {
        const struct jhr_product *p = &c->producten.v[i];
        if ((need.of[i] & NEEDS_TARIEF) != 0 && p->tarief_n == 0 && !p->zonder_tarief)
            lacks(c, p, need.tarief, "tarief");
        if ((need.of[i] & NEEDS_NORM) != 0 && p->norm_n == 0 && !p->zonder_norm)
            lacks(c, p, need.norm, "norm");
    }
}

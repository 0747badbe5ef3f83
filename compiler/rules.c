#include "compiler/resolve.h"

#include <stdlib.h>

static const char *const standen[] = {"vastgesteld", "voorgesteld", "onbeslist", "vervallen"};

/* The place of a word in a list of n; the parser has checked that it is one of them. */
static uint8_t place(const struct jhr_node *n, const char *const *words, uint8_t words_n)
{
    uint8_t i = 0;
    while (i + 1 < words_n && !jhr_str_eq(n->text, jhr_str_of(words[i])))
        i++;
    return i;
}

bool jhr_is_regel(const struct jhr_sym *sym)
{
    return sym != NULL && (1u << sym->kind & JHR_KINDS_REGEL) != 0;
}

static bool is_rekening(const struct jhr_regel *r)
{
    return r->kind == JHR_R_BUDGET || r->kind == JHR_R_CAPACITEIT;
}

/* The lists of a rule while they grow. */
struct lists {
    JHR_VEC(const struct jhr_node *) voor, tenzij;
    JHR_VEC(struct jhr_test) tests;
    JHR_VEC(struct jhr_str) alternatieven;
    JHR_VEC(uint32_t) producten, vervangt;
    JHR_VEC(struct jhr_kracht) kracht;
};

static void condition(struct jhr_resolver *c, const struct jhr_node *clause)
{
    if (clause->child != NULL)
        jhr_condition(c, clause->child);
}

/* ---- clauses ---- */

static void alternatief(struct jhr_resolver *c, struct lists *lists, const struct jhr_node *clause)
{
    for (struct jhr_node *n = clause->child; n != NULL; n = n->next) {
        struct jhr_str *slot = jhr_vec_add(c->a, &lists->alternatieven);
        if (slot == NULL)
            return;
        *slot = n->text;
        if (n->kind == JHR_N_E_TEXT)
            continue;
        const struct jhr_sym *sym = jhr_product_find(c, n);
        if (sym == NULL) {
            jhr_unknown(c, JHR_D_PRODUCT_UNKNOWN, n, 1u << JHR_SYM_PRODUCT);
            continue;
        }
        n->type = JHR_T_PRODUCT;
        n->ref_kind = JHR_REF_PRODUCT;
        n->ref = sym->index;
        uint32_t *index = jhr_vec_add(c->a, &lists->producten);
        if (index != NULL)
            *index = sym->index;
    }
}

static void vervangt(struct jhr_resolver *c, struct lists *lists, const struct jhr_node *clause,
                     uint32_t self, struct jhr_edges *edges)
{
    for (struct jhr_node *n = clause->child; n != NULL; n = n->next) {
        const struct jhr_sym *sym = jhr_lookup(c, n->text);
        if (!jhr_is_regel(sym)) {
            jhr_unknown(c, JHR_D_REGEL_UNKNOWN, n, JHR_KINDS_REGEL);
            continue;
        }
        n->ref_kind = JHR_REF_REGEL;
        n->ref = sym->index;
        uint32_t *index = jhr_vec_add(c->a, &lists->vervangt);
        struct jhr_edge *e = jhr_vec_add(c->a, edges);
        if (index == NULL || e == NULL)
            return;
        *index = sym->index;
        *e = (struct jhr_edge){.from = self, .to = sym->index, .node = n};
    }
}

static int by_from(const void *x, const void *y)
{
    const struct jhr_kracht *a = x, *b = y;
    return (a->from > b->from) - (a->from < b->from);
}

static void kracht(struct jhr_resolver *c, struct lists *lists, const struct jhr_node *clause)
{
    struct jhr_steps steps = {0};
    for (const struct jhr_node *n = clause->child; n != NULL; n = n->next) {
        bool bad = n->kind != JHR_N_C_STAP || (n->flags & JHR_NF_BAD) != 0;
        struct jhr_step_at *at = bad ? NULL : jhr_vec_add(c->a, &steps);
        if (at == NULL)
            continue;
        at->node = n;
        at->step = (struct jhr_step){.period = jhr_period(c, jhr_node_find(n, JHR_N_PERIODE)),
                                     .value = jhr_str_eq(n->text, JHR_STR("signaal"))};
    }
    const struct jhr_step *closed = jhr_steps_close(c, &steps, true, false, JHR_STR("kracht"));
    for (uint32_t i = 0; closed != NULL && i < steps.n; i++) {
        struct jhr_kracht *k = jhr_vec_add(c->a, &lists->kracht);
        if (k != NULL)
            *k =
                (struct jhr_kracht){.from = closed[i].period.from, .signaal = closed[i].value != 0};
        bool last = i + 1 == steps.n || closed[i + 1].period.from > closed[i].period.to;
        if (!last || closed[i].period.to == JHR_YMD_NEVER || closed[i].value == 0)
            continue;
        k = jhr_vec_add(c->a, &lists->kracht); /* after its end it binds again */
        if (k != NULL)
            *k = (struct jhr_kracht){.from = closed[i].period.to, .signaal = false};
    }
    if (lists->kracht.n > 1)
        qsort(lists->kracht.v, lists->kracht.n, sizeof(*lists->kracht.v), by_from);
}

/* The first source is the one that a decision quotes. */
static void volgens(struct jhr_resolver *c, struct jhr_regel *r, const struct jhr_node *clause)
{
    const struct jhr_sym *sym = jhr_lookup(c, clause->text);
    if (sym == NULL || sym->kind != JHR_SYM_BRON || r->bron != JHR_NONE)
        return; /* an unknown one is reported with those of all statements */
    r->bron = sym->index;
    if (clause->child != NULL && clause->child->kind == JHR_N_E_TEXT)
        r->plaats = clause->child->text;
}

/* What a budget or capaciteit is about must be known of a running indication too, of which only
 * these things are. */
static void only_reach(struct jhr_resolver *c, const struct jhr_regel *r)
{
    if (c->uses.beyond == NULL)
        return;
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_REKENING_BEYOND, c->uses.beyond->span, r->id,
                                       jhr_source_of(c, c->uses.beyond));
    jhr_diag_label(c->ds, d, jhr_name_span(r->node), JHR_L_DEFINED_HERE, JHR_STR(""));
}

static void expression_clause(struct jhr_resolver *c, const struct jhr_regel *r,
                              struct lists *lists, const struct jhr_node *n)
{
    if (n->child == NULL)
        return;
    c->uses.beyond = NULL;
    condition(c, n);
    if (n->kind == JHR_N_C_VOOR && is_rekening(r))
        only_reach(c, r);
    if (n->kind == JHR_N_C_VOOR || n->kind == JHR_N_C_TENZIJ) {
        const struct jhr_node **slot = n->kind == JHR_N_C_VOOR ? jhr_vec_add(c->a, &lists->voor)
                                                               : jhr_vec_add(c->a, &lists->tenzij);
        if (slot != NULL)
            *slot = n->child;
        return;
    }
    struct jhr_test *test = jhr_vec_add(c->a, &lists->tests);
    if (test != NULL)
        *test = (struct jhr_test){.expr = n->child, .nooit = n->kind == JHR_N_C_NOOIT_ALS};
}

static void clause(struct jhr_resolver *c, struct jhr_regel *r, struct lists *lists,
                   const struct jhr_node *n, struct jhr_edges *edges)
{
    if ((n->flags & JHR_NF_BAD) != 0)
        return;
    switch ((int)n->kind) {
    case JHR_N_C_VOOR:
    case JHR_N_C_TENZIJ:
    case JHR_N_C_ALLEEN_ALS:
    case JHR_N_C_NOOIT_ALS:
        expression_clause(c, r, lists, n);
        break;
    case JHR_N_C_STAND:
        r->stand = place(n, standen, 4);
        break;
    case JHR_N_C_BINDT:
        r->bindt_aanbieder = jhr_str_eq(n->text, JHR_STR("aanbieder"));
        break;
    case JHR_N_C_PEILT:
        r->peilt_startdatum = jhr_str_eq(n->text, JHR_STR("startdatum"));
        break;
    case JHR_N_C_GELDIG:
        r->period = jhr_period(c, n->child);
        break;
    case JHR_N_C_REDEN:
        r->reden = (uint8_t)n->num;
        break;
    case JHR_N_C_OMDAT:
        r->omdat = n->text;
        break;
    case JHR_N_C_VOLGENS:
        volgens(c, r, n);
        break;
    case JHR_N_C_CITAAT:
        if (r->citaat.n == 0)
            r->citaat = n->text;
        break;
    case JHR_N_C_MELD:
    case JHR_N_C_VERPLICHT:
        r->tekst = n->text;
        break;
    case JHR_N_C_AFWIJKEN:
        r->afwijken = true;
        break;
    case JHR_N_C_ALTERNATIEF:
        alternatief(c, lists, n);
        break;
    case JHR_N_C_VERVANGT:
        vervangt(c, lists, n, (uint32_t)(r - c->regels.v), edges);
        break;
    case JHR_N_C_KRACHT:
        kracht(c, lists, n);
        break;
    default:
        break;
    }
}

/* ---- one rule ---- */

/* What the regeling says for all rules that refuse: `stand`, `kracht`, `bindt`. */
static void defaults(struct jhr_resolver *c, struct jhr_regel *r, struct lists *lists,
                     struct jhr_edges *edges)
{
    static const enum jhr_node_kind kinds[] = {JHR_N_C_STAND, JHR_N_C_BINDT, JHR_N_C_KRACHT};
    bool refuses = r->kind == JHR_R_EIS || r->kind == JHR_R_STAPELING || is_rekening(r);
    if (c->m->regeling == NULL || !refuses)
        return;
    for (uint32_t i = 0; i < 3; i++) {
        const struct jhr_node *n = jhr_node_find(c->m->regeling, kinds[i]);
        if (n != NULL && jhr_node_find(r->node, kinds[i]) == NULL)
            clause(c, r, lists, n, edges);
    }
}

static bool only_contract(const struct lists *lists)
{
    if (lists->tests.n != 1 || lists->tenzij.n != 0 || lists->tests.v[0].nooit)
        return false;
    const struct jhr_node *e = lists->tests.v[0].expr;
    return e->kind == JHR_N_E_DOORLOPEND ||
           (e->ref_kind == JHR_REF_BUILTIN && e->ref == JHR_B_GECONTRACTEERD);
}

static void keep(struct jhr_regel *r, const struct lists *lists)
{
    r->voor = lists->voor.v;
    r->voor_n = lists->voor.n;
    r->tests = lists->tests.v;
    r->tests_n = lists->tests.n;
    r->tenzij = lists->tenzij.v;
    r->tenzij_n = lists->tenzij.n;
    r->alternatieven = lists->alternatieven.v;
    r->alternatieven_n = lists->alternatieven.n;
    r->alternatief_producten = lists->producten.v;
    r->alternatief_producten_n = lists->producten.n;
    r->vervangt = lists->vervangt.v;
    r->vervangt_n = lists->vervangt.n;
    r->kracht = lists->kracht.v;
    r->kracht_n = lists->kracht.n;
}

static void altijd(struct jhr_resolver *c, const struct jhr_node *node)
{
    if (c->uses.other == NULL)
        return;
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_ALTIJD_OTHER, c->uses.other->span, node->text,
                                       jhr_source_of(c, c->uses.other));
    jhr_diag_label(c->ds, d, jhr_name_span(node), JHR_L_DEFINED_HERE, JHR_STR(""));
}

static void within_regeling(struct jhr_resolver *c, struct jhr_regel *r)
{
    struct jhr_period own = r->period;
    if (r->kracht_n > 0 && r->kracht[0].from > own.from)
        own.from = r->kracht[0].from; /* before that day it has no force */
    r->period = jhr_period_both(own, c->m->geldig);
    if (!jhr_period_empty(r->period))
        return;
    const struct jhr_node *geldig = jhr_node_find(r->node, JHR_N_C_GELDIG);
    r->period.to = r->period.from;
    jhr_diag_add1(c->ds, JHR_D_RULE_OUTSIDE, geldig != NULL ? geldig->span : r->node->span, r->id);
}

static void regel(struct jhr_resolver *c, uint32_t index, struct jhr_edges *edges)
{
    struct jhr_regel *r = &c->regels.v[index];
    struct jhr_node *node = c->regel_work.v[index].node;
    struct lists lists = {0};
    bool titled = (node->flags & JHR_NF_TITLE) != 0 && node->child != NULL;
    c->uses = (struct jhr_uses){0};
    r->title = titled ? node->child->text : r->id;
    r->period = (struct jhr_period){.from = 0, .to = JHR_YMD_NEVER};
    r->peilt_startdatum = c->m->peilt_startdatum;
    r->afwijken = c->m->afwijken && r->kind != JHR_R_ALTIJD;
    r->bindt_aanbieder = is_rekening(r);
    defaults(c, r, &lists, edges);
    jhr_clauses_check(c, node);
    for (const struct jhr_node *n = node->child; n != NULL; n = n->next)
        clause(c, r, &lists, n, edges);
    if (jhr_node_find(node, JHR_N_C_BINDT) == NULL && only_contract(&lists))
        r->bindt_aanbieder = true;
    if (r->tekst.n == 0 && (r->kind == JHR_R_SIGNAAL || r->kind == JHR_R_VOORWAARDE))
        r->tekst = r->title;
    keep(r, &lists);
    within_regeling(c, r);
    if (r->kind == JHR_R_ALTIJD)
        altijd(c, node);
    if (r->kind == JHR_R_STAPELING) {
        struct jhr_stapeling *s = jhr_vec_add(c->a, &c->stapelingen);
        if (s == NULL)
            return;
        r->stapeling = c->stapelingen.n - 1;
        *s = (struct jhr_stapeling){.id = r->id, .regel = index};
        jhr_matrix(c, r->stapeling, node);
    }
    if (is_rekening(r))
        jhr_rekening(c, index, node);
    c->regel_work.v[index].uses = c->uses;
}

static void circle(void *self, const struct jhr_edge *edges, uint32_t n)
{
    struct jhr_resolver *c = self;
    for (uint32_t i = 0; i < n; i++)
        jhr_buf_fmt(&c->text, "%.*s -> ", JHR_FMT(c->regels.v[edges[i].from].id));
    jhr_buf_str(&c->text, c->regels.v[edges[n - 1].to].id);
    struct jhr_str way = jhr_text_take(c);
    struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_VERVANGT_CYCLE, edges[n - 1].node->span, way);
    for (uint32_t i = 0; i + 1 < n && i < 2; i++)
        jhr_diag_label(c->ds, d, edges[i].node->span, JHR_L_AND_HERE, JHR_STR(""));
}

static void dubbel(struct jhr_resolver *c)
{
    struct jhr_regel *r =
        c->m->regeling == NULL || c->m->dubbel_toegestaan ? NULL : jhr_vec_add(c->a, &c->regels);
    if (r == NULL)
        return;
    const struct jhr_sym *sym = jhr_lookup(c, JHR_STR("dubbel"));
    if (sym != NULL && sym->node != NULL)
        jhr_diag_add1(c->ds, JHR_D_NAME_BUILTIN, jhr_name_span(sym->node), sym->name);
    *r = (struct jhr_regel){
        .kind = JHR_R_DUBBEL,
        .id = JHR_STR("dubbel"),
        .title = JHR_STR("Geen dubbele indicatie"),
        .omdat = JHR_STR("De jeugdige heeft in deze periode al dit product bij deze aanbieder."),
        .reden = 6,
        .bindt_aanbieder = true,
        .afwijken = c->m->afwijken,
        .peilt_startdatum = c->m->peilt_startdatum,
        .period = c->m->geldig,
        .bron = JHR_NONE,
        .stapeling = JHR_NONE,
        .rekening = JHR_NONE,
    };
}

void jhr_rules(struct jhr_resolver *c)
{
    struct jhr_edges edges = {0};
    uint32_t n = c->regels.n;
    for (uint32_t i = 0; i < n && !c->a->out_of_memory; i++)
        regel(c, i, &edges);
    uint32_t *order = jhr_arena_alloc(c->a, (n + (size_t)1) * sizeof(*order));
    if (order != NULL && !c->a->out_of_memory)
        jhr_order(c->a, n, edges, order, circle, c);
    if (!c->a->out_of_memory)
        dubbel(c);
}

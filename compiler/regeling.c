#include "compiler/resolve.h"

/* The statement that says what the file is for, and those that this version only reads. */

static bool is_rule(const struct jhr_node *node)
{
    switch ((int)node->kind) {
    case JHR_N_S_EIS:
    case JHR_N_S_SIGNAAL:
    case JHR_N_S_VOORWAARDE:
    case JHR_N_S_ALTIJD:
    case JHR_N_S_STAPELING:
    case JHR_N_S_BUDGET:
    case JHR_N_S_CAPACITEIT:
    case JHR_N_S_VOORBEELD:
        return true;
    default:
        return false;
    }
}

static struct jhr_node *find_regeling(struct jhr_resolver *c)
{
    struct jhr_node *first = NULL, *rule = NULL;
    bool broken = false;
    for (uint32_t i = 0; i < c->stmts.n; i++) {
        struct jhr_node *node = c->stmts.v[i];
        broken = broken || node->kind == JHR_N_ERROR;
        if (rule == NULL && is_rule(node))
            rule = node;
        if (node->kind != JHR_N_S_REGELING)
            continue;
        if (first != NULL) {
            struct jhr_diag *d =
                jhr_diag_add1(c->ds, JHR_D_REGELING_TWICE, jhr_name_span(node), node->text);
            jhr_diag_label(c->ds, d, jhr_name_span(first), JHR_L_FIRST_HERE, JHR_STR(""));
        } else {
            first = node;
        }
    }
    if (first == NULL && rule != NULL && !broken)
        jhr_diag_add2(c->ds, JHR_D_REGELING_MISSING, jhr_name_span(rule),
                      jhr_str_of(jhr_kind_word(rule->kind)), rule->text);
    return first;
}

static const struct jhr_node **conditions(struct jhr_resolver *c, struct jhr_node *regeling,
                                          enum jhr_node_kind kind, uint32_t *n)
{
    JHR_VEC(const struct jhr_node *) list = {0};
    for (struct jhr_node *clause = jhr_node_find(regeling, kind); clause != NULL;
         clause = jhr_node_find_next(clause)) {
        const struct jhr_node **slot = clause->child != NULL ? jhr_vec_add(c->a, &list) : NULL;
        if (slot == NULL)
            continue;
        jhr_condition(c, clause->child);
        *slot = clause->child;
    }
    *n = list.n;
    return list.v;
}

void jhr_regeling(struct jhr_resolver *c)
{
    struct jhr_model *m = c->m;
    struct jhr_node *node = find_regeling(c);
    m->geldig = (struct jhr_period){.from = 0, .to = JHR_YMD_NEVER};
    if (node == NULL)
        return;
    m->regeling = node;
    m->naam = node->text;
    if ((node->flags & JHR_NF_TITLE) != 0 && node->child != NULL)
        m->titel = node->child->text;
    jhr_clauses_check(c, node);
    const struct jhr_node *versie = jhr_node_find(node, JHR_N_C_VERSIE);
    const struct jhr_node *geldig = jhr_node_find(node, JHR_N_C_GELDIG);
    const struct jhr_node *peilt = jhr_node_find(node, JHR_N_C_PEILT);
    if (versie != NULL)
        m->versie = versie->text;
    if (geldig != NULL)
        m->geldig = jhr_period(c, geldig->child);
    m->peilt_startdatum = peilt != NULL && jhr_str_eq(peilt->text, JHR_STR("startdatum"));
    m->afwijken = jhr_node_find(node, JHR_N_C_AFWIJKEN) != NULL;
    m->dubbel_toegestaan = jhr_node_find(node, JHR_N_C_DUBBEL) != NULL;
    m->voor = conditions(c, node, JHR_N_C_VOOR, &m->voor_n);
    m->adviserend = conditions(c, node, JHR_N_C_ADVISEREND, &m->adviserend_n);
}

/* ---- the other statements ---- */

/* A property of every case. The name of a bewijs is that of a rule. */
static void bewijs(struct jhr_resolver *c, struct jhr_node *node)
{
    JHR_VEC(struct jhr_test) tests = {0};
    jhr_clauses_check(c, node);
    struct jhr_bewijs *b = jhr_vec_add(c->a, &c->bewijzen);
    if (b == NULL)
        return;
    *b = (struct jhr_bewijs){.id = node->text, .node = node};
    if ((node->flags & JHR_NF_TITLE) != 0 && node->child != NULL)
        b->title = node->child->text;
    c->in_bewijs = true;
    b->voor = conditions(c, node, JHR_N_C_VOOR, &b->voor_n);
    for (struct jhr_node *n = node->child; n != NULL; n = n->next) {
        bool nooit = n->kind == JHR_N_C_NOOIT_ALS;
        if (n->kind == JHR_N_C_STAND)
            b->voorgesteld = jhr_str_eq(n->text, JHR_STR("voorgesteld"));
        if (n->child == NULL || (!nooit && n->kind != JHR_N_C_ALLEEN_ALS))
            continue;
        jhr_condition(c, n->child);
        struct jhr_test *test = jhr_vec_add(c->a, &tests);
        if (test != NULL)
            *test = (struct jhr_test){n->child, nooit};
    }
    c->in_bewijs = false;
    b->tests = tests.v;
    b->tests_n = tests.n;
}

static void sources(struct jhr_resolver *c, const struct jhr_node *node)
{
    for (const struct jhr_node *n = jhr_node_find(node, JHR_N_C_VOLGENS); n != NULL;
         n = jhr_node_find_next(n)) {
        const struct jhr_sym *sym = jhr_lookup(c, n->text);
        if (sym == NULL || sym->kind != JHR_SYM_BRON)
            jhr_unknown(c, JHR_D_BRON_UNKNOWN, n, 1u << JHR_SYM_BRON);
    }
}

void jhr_others(struct jhr_resolver *c)
{
    for (uint32_t i = 0; i < c->stmts.n && !c->a->out_of_memory; i++) {
        struct jhr_node *node = c->stmts.v[i];
        sources(c, node);
        if (node->kind == JHR_N_S_KPI)
            jhr_kpi(c, node);
        else if (node->kind == JHR_N_S_BEWIJS)
            bewijs(c, node);
    }
    c->m->bewijzen = c->bewijzen.v;
    c->m->bewijzen_n = c->bewijzen.n;
}

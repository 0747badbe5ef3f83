/* Which clauses a statement may have, and which words a clause may have. */
#include "grammar/build.h"

#include "base/near.h"
#include "grammar/tokens.h"

#include <string.h>

/* Sets of kinds of clauses, as lists that end in FILE, which is no clause. */
#define END    JHR_N_FILE
#define SOURCE JHR_N_C_OMDAT, JHR_N_C_VOLGENS, JHR_N_C_CITAAT
#define RULE                                                                                       \
    JHR_N_C_VOOR, JHR_N_C_ALLEEN_ALS, JHR_N_C_NOOIT_ALS, JHR_N_C_TENZIJ, JHR_N_C_REDEN, SOURCE,    \
        JHR_N_C_STAND, JHR_N_C_GELDIG, JHR_N_C_ALTERNATIEF, JHR_N_C_AFWIJKEN, JHR_N_C_VERVANGT,    \
        JHR_N_C_KRACHT, JHR_N_C_BINDT, JHR_N_C_PEILT

struct statement_row {
    enum jhr_node_kind statement;
    enum jhr_node_kind clauses[28];
};

static const struct statement_row statements[] = {
    {JHR_N_S_REGELING,
     {JHR_N_C_VERSIE, JHR_N_C_GELDIG, JHR_N_C_VOOR, JHR_N_C_ADVISEREND, JHR_N_C_PEILT,
      JHR_N_C_AFWIJKEN, JHR_N_C_DUBBEL, JHR_N_C_STAND, JHR_N_C_KRACHT, JHR_N_C_BINDT, SOURCE}},
    {JHR_N_S_GEBRUIK, {END}},
    {JHR_N_S_BRON, {JHR_N_C_DATUM, JHR_N_C_VERSIE}},
    {JHR_N_S_SOORT, {SOURCE}},
    {JHR_N_S_FEIT, {JHR_N_C_VRAAG, JHR_N_C_OPGEGEVEN, JHR_N_C_VERANDERBAAR, SOURCE}},
    {JHR_N_S_OORDEEL, {JHR_N_C_VRAAG, JHR_N_C_OPGEGEVEN, JHR_N_C_VERANDERBAAR, SOURCE}},
    {JHR_N_S_GEBIED, {SOURCE}},
    {JHR_N_S_SEGMENT, {SOURCE}},
    {JHR_N_S_PRODUCT,
     {JHR_N_C_IN, JHR_N_C_CODE, JHR_N_C_TARIEF, JHR_N_C_NORM, JHR_N_C_ZONDER_TARIEF,
      JHR_N_C_ZONDER_NORM, SOURCE}},
    {JHR_N_S_PRODUCTGROEP, {SOURCE}},
    {JHR_N_S_AANBIEDERS, {SOURCE}},
    {JHR_N_S_WAARDE, {JHR_N_C_STAND, SOURCE}},
    {JHR_N_S_BEGRIP, {JHR_N_C_STAND, JHR_N_C_GELDIG, SOURCE}},
    {JHR_N_S_ALTIJD, {RULE}},
    {JHR_N_S_EIS, {RULE}},
    {JHR_N_S_SIGNAAL, {RULE, JHR_N_C_MELD}},
    {JHR_N_S_VOORWAARDE, {RULE, JHR_N_C_VERPLICHT}},
    {JHR_N_S_STAPELING, {RULE, JHR_N_C_MATRIX, JHR_N_C_MATRIX_UIT, JHR_N_C_STANDAARD}},
    {JHR_N_S_BUDGET, {RULE, JHR_N_C_PER, JHR_N_C_PLAFOND, JHR_N_C_PLAFOND_UIT, JHR_N_C_WAARSCHUW}},
    {JHR_N_S_CAPACITEIT,
     {RULE, JHR_N_C_PER, JHR_N_C_PLAATSEN, JHR_N_C_PLAATSEN_UIT, JHR_N_C_TELT, JHR_N_C_WAARSCHUW}},
    {JHR_N_S_KPI,
     {RULE, JHR_N_C_OVER, JHR_N_C_MAAT, JHR_N_C_PER, JHR_N_C_NULMETING, JHR_N_C_DOEL,
      JHR_N_C_UITERLIJK}},
    {JHR_N_S_VOORBEELD,
     {JHR_N_X_PEILDATUM, JHR_N_X_GEGEVEN, JHR_N_X_VOORSTEL, JHR_N_X_LOPEND, JHR_N_X_EERDER,
      JHR_N_X_CONTRACT, JHR_N_C_STAND, JHR_N_X_AFWIJKING, JHR_N_X_SALDO, JHR_N_X_VERWACHT,
      JHR_N_C_OMDAT}},
    {JHR_N_S_ACCEPTEER, {JHR_N_C_OMDAT, JHR_N_C_VOOR}},
    {JHR_N_S_BEWIJS, {RULE}},
};

/* What adds up when it is said twice; of the rest the second is an error. */
static const enum jhr_node_kind repeatable[] = {
    JHR_N_ERROR,
    JHR_N_C_VOOR,
    JHR_N_C_ALLEEN_ALS,
    JHR_N_C_NOOIT_ALS,
    JHR_N_C_TENZIJ,
    JHR_N_C_VOLGENS,
    JHR_N_C_CITAAT,
    JHR_N_C_ALTERNATIEF,
    JHR_N_C_VERVANGT,
    JHR_N_C_ADVISEREND,
    JHR_N_C_IN,
    JHR_N_C_TARIEF,
    JHR_N_C_NORM,
    JHR_N_C_PLAFOND,
    JHR_N_C_PLAFOND_UIT,
    JHR_N_C_PLAATSEN,
    JHR_N_C_STAP,
    JHR_N_C_PLAATSEN_UIT,
    JHR_N_X_GEGEVEN,
    JHR_N_X_LOPEND,
    JHR_N_X_EERDER,
    JHR_N_X_CONTRACT,
    JHR_N_X_AFWIJKING,
    JHR_N_X_SALDO,
    END,
};

static bool contains(const enum jhr_node_kind *list, size_t n, enum jhr_node_kind kind)
{
    for (size_t i = 0; i < n && list[i] != END; i++) {
        if (list[i] == kind)
            return true;
    }
    return false;
}

static bool belongs(enum jhr_node_kind statement, enum jhr_node_kind clause)
{
    for (size_t i = 0; i < sizeof(statements) / sizeof(*statements); i++) {
        const struct statement_row *row = &statements[i];
        if (row->statement == statement)
            return clause == JHR_N_ERROR ||
                   contains(row->clauses, sizeof(row->clauses) / sizeof(*row->clauses), clause);
    }
    return true;
}

/* The keyword that a node begins with. */
static struct jhr_str keyword_of(const struct jhr_parser *p, const struct jhr_node *node,
                                 struct jhr_span *span)
{
    const struct jhr_token *t = &p->tokens.v[node->first_token];
    *span = (struct jhr_span){p->file, t->lo, t->hi};
    return (struct jhr_str){p->text.p + t->lo, t->hi - t->lo};
}

static void check(struct jhr_parser *p, struct jhr_node *statement, struct jhr_node *clause,
                  struct jhr_node **seen)
{
    enum jhr_node_kind kind = (enum jhr_node_kind)clause->kind;
    struct jhr_span at, first;
    if (!belongs((enum jhr_node_kind)statement->kind, kind)) {
        struct jhr_str where = keyword_of(p, statement, &first), what = keyword_of(p, clause, &at);
        jhr_diag_add2(p->diags, JHR_D_SYN_CLAUSE_ELSEWHERE, at, what, where);
        clause->flags |= JHR_NF_BAD;
    } else if (seen[kind] != NULL &&
               !contains(repeatable, sizeof(repeatable) / sizeof(*repeatable), kind)) {
        keyword_of(p, seen[kind], &first);
        struct jhr_str what = keyword_of(p, clause, &at);
        struct jhr_diag *d = jhr_diag_add1(p->diags, JHR_D_SYN_CLAUSE_TWICE, at, what);
        jhr_diag_label(p->diags, d, first, JHR_L_FIRST_HERE, JHR_STR(""));
        clause->flags |= JHR_NF_BAD;
    }
    seen[kind] = clause;
}

/* `over toewijzingen voor E` and `accepteer X voor R`: what `voor` means there. */
static void adopt_voor(struct jhr_parser *p, struct jhr_node *statement, struct jhr_node *clause)
{
    struct jhr_node *over = jhr_node_find(statement, JHR_N_C_OVER), *expr = clause->child;
    if (statement->kind == JHR_N_S_ACCEPTEER && expr->kind == JHR_N_E_NAME) {
        jhr_node_add(statement, expr);
    } else if (statement->kind == JHR_N_S_KPI && over != NULL) {
        struct jhr_loc loc = {over->span.lo, clause->span.hi, over->first_token,
                              clause->last_token};
        if (over->child == NULL)
            jhr_node_add(over, expr);
        else
            over->child = over->last = jhr_mk_node(p, JHR_N_E_AND, loc, over->child, expr);
        over->span.hi = loc.hi;
        over->last_token = loc.last;
    } else {
        jhr_node_add(statement, clause);
    }
}

/* Giving up leaves more than one ERROR where one says it all. */
static bool merges(struct jhr_node *before, const struct jhr_node *clause)
{
    if (before == NULL || before->kind != JHR_N_ERROR || clause->kind != JHR_N_ERROR)
        return false;
    if (clause->span.hi > before->span.hi) {
        before->span.hi = clause->span.hi;
        before->last_token = clause->last_token;
    }
    return true;
}

void jhr_clauses_adopt(struct jhr_parser *p, struct jhr_node *statement, struct jhr_list clauses)
{
    struct jhr_node *seen[JHR_N_COUNT_KINDS] = {NULL}, *next;
    if (p->arena->out_of_memory)
        return; /* the list may hold the poison node, which is its own neighbour */
    for (struct jhr_node *clause = clauses.first; clause != NULL; clause = next) {
        next = clause->next;
        clause->next = NULL;
        if (merges(statement->last, clause))
            continue;
        check(p, statement, clause, seen);
        if (clause->kind == JHR_N_C_STAND && statement->kind == JHR_N_S_VOORBEELD)
            clause->kind = JHR_N_X_STAND;
        if (clause->kind == JHR_N_C_VOOR && clause->op == JHR_OP_NONE)
            adopt_voor(p, statement, clause);
        else
            jhr_node_add(statement, clause);
    }
    struct jhr_node *last = statement->last;
    if (last != NULL && last->span.hi > statement->span.hi) { /* it took up what was skipped */
        statement->span.hi = last->span.hi;
        statement->last_token = last->last_token;
    }
}

/* ---- words of a fixed list ---- */

struct choice_row {
    int token; /* that opens the clause */
    enum jhr_node_kind clause;
    const char *words[8];
};

static const struct choice_row choices[] = {
    {TOK_STAND, JHR_N_C_STAND, {"vastgesteld", "voorgesteld", "onbeslist", "vervallen"}},
    {TOK_BINDT, JHR_N_C_BINDT, {"jeugdige", "aanbieder"}},
    {TOK_PEILT, JHR_N_C_PEILT, {"peildatum", "startdatum"}},
    {TOK_OPGEGEVEN, JHR_N_C_OPGEGEVEN, {"aanvrager", "verwijzer", "register", "professional"}},
    {TOK_TELT, JHR_N_C_TELT, {"indicaties", "jeugdigen"}},
    {TOK_OVER, JHR_N_C_OVER, {"toewijzingen"}},
    {TOK_KRACHT, JHR_N_C_KRACHT, {"signaal", "bindend"}},
    {TOK_PER,
     JHR_N_C_PER,
     {"gemeente", "kalenderjaar", "aanbieder", "regio", "jeugdige", "product", "segment"}},
};

static const char *const *words_of(enum jhr_node_kind list, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++) {
        if (choices[i].clause != list)
            continue;
        while (*n < 8 && choices[i].words[*n] != NULL)
            ++*n;
        return choices[i].words;
    }
    return NULL;
}

static void put_words(struct jhr_buf *out, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        jhr_buf_fmt(out, "%s`%s`", i == 0 ? "" : ", ", words[i]);
}

void jhr_choice_check(struct jhr_parser *p, struct jhr_node *node, enum jhr_node_kind list)
{
    size_t n;
    const char *const *words = words_of(list, &n);
    struct jhr_near near;
    jhr_near_init(&near, node->text);
    for (size_t i = 0; i < n; i++) {
        struct jhr_str word = jhr_str_of(words[i]);
        if (jhr_str_eq(word, node->text))
            return;
        jhr_near_try(&near, word);
    }
    struct jhr_buf all = {.max = 256};
    put_words(&all, words, n);
    node->flags |= JHR_NF_BAD;
    struct jhr_diag *d =
        jhr_diag_add2(p->diags, JHR_D_SYN_CHOICE, node->name_span, node->text, jhr_buf_get(&all));
    d->suggestion = near.best;
    jhr_buf_free(&all);
}

/* ---- for messages ---- */

static const char *const clause_names[] = {
#define N(kind, name, holds) [JHR_N_##kind] = name,
#include "grammar/ast.def"
#undef N
};

void jhr_clauses_put(struct jhr_buf *out, int statement_token, uint32_t most)
{
    const char *keyword = jhr_yy_name(statement_token);
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof(statements) / sizeof(*statements); i++) {
        const struct statement_row *row = &statements[i];
        if (strcmp(clause_names[row->statement], keyword) != 0)
            continue;
        size_t room = sizeof(row->clauses) / sizeof(*row->clauses);
        for (size_t k = 0; k < room && row->clauses[k] != END && n < most; k++)
            jhr_buf_fmt(out, "%s`%s`", n++ == 0 ? "" : ", ", clause_names[row->clauses[k]]);
    }
}

bool jhr_choices_put(struct jhr_buf *out, int clause_token)
{
    size_t n;
    for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++) {
        if (choices[i].token != clause_token)
            continue;
        const char *const *words = words_of(choices[i].clause, &n);
        put_words(out, words, n);
        return true;
    }
    return false;
}

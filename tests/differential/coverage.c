#include "tests/differential/coverage.h"

#include "compiler/resolve.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Kinds of nodes that no generated regeling has, with the reason. */
static const struct {
    enum jhr_node_kind kind;
    const char *reason;
} absent[] = {
    {JHR_N_ERROR, "only after a syntax error"},
    {JHR_N_S_GEBRUIK, "needs a second file; the names in it mean what they mean here"},
    {JHR_N_C_MATRIX_UIT, "needs a second file; the table is that of a matrix"},
    {JHR_N_S_ACCEPTEER, "silences findings; decides nothing"},
    {JHR_N_S_BEWIJS, "a question to the validator"},
    {JHR_N_S_KPI, "says nothing of one indication"},
    {JHR_N_C_PLAFOND_UIT, "needs a second file; the amounts are those of a plafond"},
    {JHR_N_C_PLAATSEN_UIT, "as plafond uit"},
    {JHR_N_C_OVER, "of a kpi"},
    {JHR_N_C_MAAT, "of a kpi"},
    {JHR_N_C_NULMETING, "of a kpi"},
    {JHR_N_C_DOEL, "of a kpi"},
    {JHR_N_C_UITERLIJK, "of a kpi"},
    {JHR_N_S_VOORBEELD, "an example; cases are made beside the text"},
    {JHR_N_X_PEILDATUM, "of a voorbeeld"},
    {JHR_N_X_GEGEVEN, "of a voorbeeld"},
    {JHR_N_GEGEVEN, "of a voorbeeld"},
    {JHR_N_X_VOORSTEL, "of a voorbeeld"},
    {JHR_N_X_LOPEND, "of a voorbeeld"},
    {JHR_N_X_EERDER, "of a voorbeeld"},
    {JHR_N_INDICATIE, "of a voorbeeld"},
    {JHR_N_X_BIJ, "of a voorbeeld"},
    {JHR_N_X_VAN, "of a voorbeeld"},
    {JHR_N_X_OMVANG, "of a voorbeeld"},
    {JHR_N_X_WIJZIGT, "of a voorbeeld"},
    {JHR_N_X_CONTRACT, "of a voorbeeld"},
    {JHR_N_X_STAND, "of a voorbeeld"},
    {JHR_N_X_AFWIJKING, "of a voorbeeld"},
    {JHR_N_X_SALDO, "of a voorbeeld"},
    {JHR_N_X_VERWACHT, "of a voorbeeld"},
    {JHR_N_WEGENS, "of a voorbeeld"},
    {JHR_N_NODIG, "of a voorbeeld"},
    {JHR_N_MET_SIGNAAL, "of a voorbeeld"},
    {JHR_N_MET_VOORWAARDE, "of a voorbeeld"},
    {JHR_N_ZONDER_SIGNAAL, "of a voorbeeld"},
    {JHR_N_ZONDER_VOORWAARDE, "of a voorbeeld"},
};

static const char *reason_absent(enum jhr_node_kind kind)
{
    for (size_t i = 0; i < sizeof(absent) / sizeof(absent[0]); i++) {
        if (absent[i].kind == kind)
            return absent[i].reason;
    }
    return NULL;
}

bool coverage_init(struct coverage *k, uint32_t regelingen)
{
    uint32_t cap = 16;
    while (cap < 2 * regelingen)
        cap *= 2;
    *k = (struct coverage){.texts_cap = cap, .texts = calloc(cap, sizeof(uint64_t))};
    return k->texts != NULL;
}

void coverage_free(struct coverage *k)
{
    free(k->texts);
}

void coverage_text(struct coverage *k, struct jhr_str text)
{
    uint64_t hash = jhr_str_hash(text) | 1;
    uint32_t at = (uint32_t)(hash >> 8) & (k->texts_cap - 1);
    if (k->texts_n + 1 >= k->texts_cap)
        return;
    for (; k->texts[at] != 0; at = (at + 1) & (k->texts_cap - 1)) {
        if (k->texts[at] == hash)
            return;
    }
    k->texts[at] = hash;
    k->texts_n++;
    k->distinct++;
}

static bool mixed_units(const struct jhr_node *n)
{
    const struct jhr_node *a = n->child, *b = a != NULL ? a->next : NULL;
    return b != NULL && a->kind == JHR_N_E_NUMBER && b->kind == JHR_N_E_NUMBER &&
           a->unit != b->unit && a->unit != JHR_U_NONE && b->unit != JHR_U_NONE;
}

static void count_set(struct coverage *k, const struct jhr_node *n)
{
    const struct jhr_node *set = n->child != NULL ? n->child->next : NULL;
    k->uses[USE_NOT_IN] += (n->flags & JHR_NF_NEGATED) != 0;
    if (set == NULL || set->kind != JHR_N_E_SET || set->child == NULL)
        return;
    bool is_product = jhr_str_eq(n->child->text, JHR_STR("product")); /* a code looks like one */
    k->uses[USE_SET_OF_NUMBERS] += set->child->kind == JHR_N_E_NUMBER && !is_product;
    k->uses[USE_SET_OF_AMOUNTS] += set->child->kind == JHR_N_E_MONEY;
    k->uses[USE_SET_OF_DATES] += set->child->kind == JHR_N_E_DATE;
}

/* Operators, names of the language, units. */
static void count_words(struct coverage *k, const struct jhr_node *n)
{
    bool other = n->kind == JHR_N_E_OTHER;
    int builtin = other || n->kind == JHR_N_E_NAME ? jhr_builtin_of(n->text, other) : -1;
    if (builtin >= 0)
        k->builtins[other][builtin]++;
    switch ((int)n->kind) {
    case JHR_N_E_CMP:
    case JHR_N_E_EXISTS:
    case JHR_N_E_EVERY:
    case JHR_N_E_COUNT:
    case JHR_N_E_SUM:
        k->ops[n->op]++;
        break;
    case JHR_N_E_IN:
        count_set(k, n);
        break;
    case JHR_N_E_ADD:
    case JHR_N_E_SUB:
        k->uses[USE_MIXED_UNITS] += mixed_units(n);
        break;
    case JHR_N_E_PERCENT_OF:
        k->uses[USE_PERCENT_BARE] += n->child != NULL && n->child->next != NULL &&
                                     n->child->next->kind == JHR_N_E_NUMBER &&
                                     n->child->next->unit == JHR_U_NONE;
        break;
    case JHR_N_E_NUMBER:
        k->units[n->unit]++;
        k->uses[USE_PER_WEEK] += (n->flags & JHR_NF_PER_WEEK) != 0;
        break;
    default:
        break;
    }
}

void coverage_tree(struct coverage *k, const struct jhr_node *node)
{
    k->kinds[node->kind]++;
    count_words(k, node);
    for (const struct jhr_node *c = node->child; c != NULL; c = c->next)
        coverage_tree(k, c);
}

static bool must(const char *name, uint64_t n)
{
    if (n == 0)
        printf("never occurred: %s\n", name);
    return n > 0;
}

static bool print_kinds(const struct coverage *k)
{
    bool ok = true;
    printf("node kinds:");
    for (uint32_t i = 0; i < JHR_N_COUNT_KINDS; i++) {
        const char *name = jhr_node_name((enum jhr_node_kind)i);
        const char *why = reason_absent((enum jhr_node_kind)i);
        if (k->kinds[i] > 0)
            printf(" %s %" PRIu64, name, k->kinds[i]);
        if (why == NULL)
            ok &= must(name, k->kinds[i]);
        else if (k->kinds[i] > 0)
            printf(" (said to be absent: %s)", why);
    }
    printf("\nnot generated:");
    for (size_t i = 0; i < sizeof(absent) / sizeof(absent[0]); i++)
        printf("%s %s (%s)", i > 0 ? "," : "", jhr_node_name(absent[i].kind), absent[i].reason);
    printf("\n");
    return ok;
}

static bool count_of(const char *name, uint64_t n)
{
    printf(" %s %" PRIu64 ";", name, n);
    return must(name, n);
}

static bool print_words(const struct coverage *k)
{
    static const char *const ops[] = {
        [JHR_OP_IS] = "is",           [JHR_OP_IS_NOT] = "is niet", [JHR_OP_LT] = "<",
        [JHR_OP_LE] = "<=",           [JHR_OP_GT] = ">",           [JHR_OP_GE] = ">=",
        [JHR_OP_LOPENDE] = "lopende", [JHR_OP_EERDERE] = "eerdere"};
    static const char *const uses[] = {"two units in a sum",
                                       "a percentage of a bare number",
                                       "per week",
                                       "a set of numbers",
                                       "a set of amounts",
                                       "a set of dates",
                                       "niet in"};
    bool ok = true;
    printf("operators, names, units:");
    for (uint32_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++)
        ok &= ops[i] == NULL || count_of(ops[i], k->ops[i]);
    for (uint32_t i = 0; i < JHR_B_TOELAATBAAR; i++) { /* that one is of a bewijs */
        struct jhr_str name = jhr_str_of(jhr_builtin_name(i));
        ok &= jhr_builtin_of(name, false) < 0 || count_of(name.p, k->builtins[0][i]);
        if (jhr_builtin_of(name, true) >= 0) {
            printf(" ander");
            ok &= count_of(name.p, k->builtins[1][i]);
        }
    }
    for (uint32_t i = JHR_U_JAAR; i <= JHR_U_STUK; i++)
        ok &= count_of(jhr_unit_word(i), k->units[i]);
    for (uint32_t i = 0; i < USE_N; i++)
        ok &= count_of(uses[i], k->uses[i]);
    printf("\n");
    return ok || k->regelingen < 100; /* under a sanitizer, a run is too short for every word */
}

static bool print_results(const struct coverage *k)
{
    static const char *const uitkomsten[] = {"niet in werking", "niet van toepassing",
                                             "voldaan",         "voldaan met afwijking",
                                             "niet voldaan",    "onbekend"};
    static const char *const besluiten[] = {"toelaatbaar", "niet toelaatbaar", "onbepaald",
                                            "strijdig", "buiten regeling"};
    static const char *const when[] = {"all known", "with unknowns"};
    bool ok = true;
    for (uint32_t u = 0; u < 2; u++) {
        printf("outcomes, %s:", when[u]);
        for (uint32_t i = 0; i <= JHR_ONBEKEND; i++) {
            printf(" %s %" PRIu64 ";", uitkomsten[i], k->uitkomsten[u][i]);
            if (u == 1 || i != JHR_ONBEKEND)
                ok &= must(uitkomsten[i], k->uitkomsten[u][i]);
        }
        printf("\ndecisions, %s:", when[u]);
        for (uint32_t i = 0; i <= JHR_BUITEN_REGELING; i++) {
            printf(" %s %" PRIu64 ";", besluiten[i], k->besluiten[u][i]);
            if (u == 1 || i != JHR_ONBEPAALD)
                ok &= must(besluiten[i], k->besluiten[u][i]);
        }
        printf("\n");
    }
    return ok;
}

bool coverage_print(const struct coverage *k)
{
    bool ok = print_kinds(k);
    ok &= print_words(k);
    ok &= print_results(k);
    const struct {
        const char *name;
        uint64_t n;
    } needed[] = {
        {"an outside product", k->outside},
        {"an open end", k->open_end},
        {"an unknown end", k->no_end},
        {"unknown lopend", k->no_list},
        {"unknown contracten", k->no_contracts},
        {"a deviation", k->deviations},
        {"an answer to a `?`", k->answers},
        {"a change of an indication", k->changes},
        {"voorgesteld", k->voorgesteld},
        {"unknown saldo", k->no_saldo},
        {"a budget that refuses", k->rekening[0]},
        {"a capaciteit that refuses", k->rekening[1]},
        {"a warning", k->warnings},
        {"unknowns", k->with_unknowns},
        {"settled with unknowns", k->settled},
        {"a fact filled in later", k->filled},
    };
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
        ok &= must(needed[i].name, needed[i].n);
    return ok;
}

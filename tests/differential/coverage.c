#include "tests/differential/coverage.h"

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

void coverage_tree(struct coverage *k, const struct jhr_node *node)
{
    k->kinds[node->kind]++;
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

/* What the resolver makes of a sound text: the model, piece by piece. */
#include "test_resolve_aid.h"

#define P                                                                                          \
    "segment Jeugd 5 \"Jeugdhulp\"\n"                                                              \
    "product A \"Eerste\" in Jeugd zonder tarief zonder norm\n"                                    \
    "product B in Jeugd vanaf 1-1-2026 tot 1-1-2027 in Jeugd vanaf 1-1-2028 zonder tarief zonder " \
    "norm\n"                                                                                       \
    "product c \"Derde\" in Jeugd t/m 31-12-2027 zonder tarief zonder norm\n"                      \
    "product D code 54d01 zonder tarief zonder norm\n"

static const struct jhr_set *set_named(const struct resolved *t, const char *name)
{
    for (uint32_t i = 0; i < t->m->sets_n; i++) {
        if (jhr_str_eq(t->m->sets[i].name, jhr_str_of(name)))
            return &t->m->sets[i];
    }
    fail_msg("no set %s", name);
    return NULL;
}

/* "0[20260101,20270101) …" */
static void assert_set(const struct resolved *t, const char *name, const char *wanted)
{
    const struct jhr_set *set = set_named(t, name);
    char got[512] = "";
    for (uint32_t i = 0; i < set->n; i++) {
        size_t at = strlen(got);
        snprintf(got + at, sizeof(got) - at, "%s%u", i == 0 ? "" : " ", set->members[i].index);
        at = strlen(got);
        if (set->members[i].period.from != 0 || set->members[i].period.to != JHR_YMD_NEVER)
            snprintf(got + at, sizeof(got) - at, "[%d,%d)", set->members[i].period.from,
                     set->members[i].period.to);
    }
    assert_string_equal(got, wanted);
}

static void test_sets(void **state)
{
    struct resolved t;
    (void)state;
    resolve_clean(
        &t, P "groep bijna = Jeugd behalve { A }\n"
              "groep samen = { B, A }\n"
              "groep alles = { Jeugd, D }\n"
              "groep later = alles behalve samen\n"
              "groep rest = later behalve { D } behalve Jeugd\n"
              "gebied G { Delft \"0503\", Voorschoten \"0626\" tot 1-1-2024, Venlo \"0983\" vanaf "
              "1-1-2020 t/m 31-12-2020 }\n"
              "gebied H = G behalve { Delft, Voorschoten vanaf 1-1-2020 tot 1-1-2022 }\n"
              "gebied I = { H tot 1-1-2021, Delft vanaf 1-1-2021 }\n"
              "aanbieders X = { \"A17\", \"a21\" }\n"
              "aanbieders Y = X behalve { \"A21\" }\n"
              "aanbieders Z = { \"A17\" t/m 31-12-2026, X vanaf 1-1-2028 }\n"
              "productgroep even = { A vanaf 1-7-2026, B tot 1-1-2027, Jeugd tot 1-1-2026 }\n"
              "groep dan = Jeugd behalve { A vanaf 1-7-2026 tot 1-7-2027 }\n");
    assert_set(&t, "Z", "0[0,20270101) 0[20280101,99999999) 1[20280101,99999999)");
    assert_set(&t, "even", "0[0,20260101) 0[20260701,99999999) 1[0,20270101) 2[0,20260101)");
    assert_set(&t, "dan",
               "0[0,20260701) 0[20270701,99999999) 1[20260101,20270101) 1[20280101,99999999) "
               "2[0,20280101)");
    assert_set(&t, "Jeugd", "0 1[20260101,20270101) 1[20280101,99999999) 2[0,20280101)");
    assert_set(&t, "bijna", "1[20260101,20270101) 1[20280101,99999999) 2[0,20280101)");
    assert_set(&t, "samen", "0 1");
    assert_set(&t, "alles", "0 1[20260101,20270101) 1[20280101,99999999) 2[0,20280101) 3");
    assert_set(&t, "later", "2[0,20280101) 3");
    assert_set(&t, "rest", "");
    assert_set(&t, "G", "0 1[0,20240101) 2[20200101,20210101)");
    assert_set(&t, "H", "1[0,20200101) 1[20220101,20240101) 2[20200101,20210101)");
    assert_set(&t, "I", "0[20210101,99999999) 1[0,20200101) 2[20200101,20210101)");
    assert_set(&t, "X", "0 1");
    assert_set(&t, "Y", "0");
    assert_true(set_named(&t, "Jeugd")->segment);
    assert_int_equal(set_named(&t, "G")->kind, JHR_SET_GEMEENTE);
    assert_int_equal(set_named(&t, "Y")->kind, JHR_SET_AANBIEDER);
    assert_int_equal(t.m->aanbieders_n, 2);
    assert_int_equal(t.m->gemeenten_n, 3);
    assert_str(t.m->gemeenten[2].name, "Venlo");
    assert_str(t.m->gemeenten[2].code, "0983");
    assert_int_equal(t.m->feit_gemeente, 0);
    assert_str(t.m->feiten[0].name, "gemeente");
    assert_int_equal(t.m->feiten[0].type, JHR_T_GEMEENTE);
    assert_int_equal(t.m->feiten[0].highest, 2);
    assert_null(t.m->feiten[0].node);
    assert_null(t.m->regeling);
    assert_int_equal(t.m->regels_n, 0);
    resolved_free(&t);
}

static void test_products(void **state)
{
    struct resolved t;
    (void)state;
    resolve_z(&t, "segment S\nproduct 54001 \"GGZ\" in S\n"
                  "  tarief € 101,25 per uur vanaf 1-1-2028\n"
                  "  tarief € 98,40 per uur vanaf 1-1-2027 tot 1-1-2028\n"
                  "  norm 2 dagdelen tot 1-1-2027 norm 40,5 uur vanaf 1-1-2027\n"
                  "product 41u01 tarief ? per dagdeel norm 3 stuks\n"
                  "product Dyslexie code ? zonder tarief zonder norm\n"
                  "product Groepje code 41A02 zonder tarief zonder norm\n");
    assert_int_equal(t.diags.list.n, 1); /* code ? */
    const struct jhr_product *p = t.m->producten;
    assert_int_equal(t.m->producten_n, 4);
    assert_str(p[0].title, "GGZ");
    assert_int_equal(p[0].tarief_n, 2);
    assert_int_equal(p[0].tarief[0].value, 9840);
    assert_int_equal(p[0].tarief[0].period.to, 20280101);
    assert_int_equal(p[0].tarief[1].value, 10125);
    assert_int_equal(p[0].tarief_unit, JHR_U_UUR);
    assert_int_equal(p[0].norm_n, 2);
    assert_int_equal(p[0].norm[0].value, 480);
    assert_int_equal(p[0].norm[1].value, 2430);
    assert_str(p[1].code, "41U01");
    assert_false(p[1].tarief[0].known);
    assert_int_equal(p[1].norm[0].value, 3);
    assert_int_equal(p[1].norm_unit, JHR_U_STUK);
    assert_false(p[2].coded);
    assert_str(p[2].code, "Dyslexie");
    assert_true(p[2].zonder_tarief && p[2].zonder_norm);
    assert_str(p[3].code, "41A02");
    assert_int_equal(jhr_model_product(t.m, JHR_STR("41u01")), 1);
    assert_int_equal(jhr_model_product(t.m, JHR_STR("41a02")), 3);
    assert_int_equal(jhr_model_product(t.m, JHR_STR("Dyslexie")), JHR_NONE);
    assert_int_equal(jhr_model_product(t.m, JHR_STR("99999")), JHR_NONE);
    char big[300];
    memset(big, 'x', sizeof(big));
    assert_int_equal(jhr_model_product(t.m, (struct jhr_str){big, sizeof(big)}), JHR_NONE);
    resolved_free(&t);
}

static void test_facts(void **state)
{
    struct resolved t;
    (void)state;
    resolve_clean(&t, "soort s geordend { a, b, c }\n"
                      "feit f: s vraag \"Welke?\" opgegeven door register veranderbaar door "
                      "aanbieder\n"
                      "feit g: getal -5..10 weken\nfeit b: bedrag € 1,50..€ 20\nfeit d: datum\n"
                      "oordeel o: ja/nee\nbron B \"Boek\" datum 1-2-2025\nbron C\n"
                      "waarde w 14 weken vanaf 1-1-2026, ? vanaf 1-1-2028, 3,5 weken vanaf "
                      "1-1-2029 tot 1-1-2030\n  volgens B\n");
    const struct jhr_feit *f = t.m->feiten;
    assert_int_equal(t.m->feiten_n, 5);
    assert_int_equal(t.m->feit_gemeente, JHR_NONE);
    assert_int_equal(f[0].type, JHR_T_SOORT);
    assert_int_equal(f[0].highest, 2);
    assert_str(f[0].vraag, "Welke?");
    assert_str(f[0].opgegeven_door, "register");
    assert_str(f[0].veranderbaar_door, "aanbieder");
    assert_int_equal(f[1].lowest, -5);
    assert_int_equal(f[1].highest, 10);
    assert_int_equal(f[1].unit, JHR_U_WEEK);
    assert_int_equal(f[2].lowest, 150);
    assert_int_equal(f[2].highest, 2000);
    assert_int_equal(f[3].lowest, JHR_YMD_FIRST);
    assert_true(f[4].oordeel);
    assert_true(t.m->soorten[0].ordered);
    assert_str(t.m->soorten[0].waarden[2], "c");
    assert_int_equal(t.m->bronnen[0].datum, 20250201);
    assert_str(t.m->bronnen[0].title, "Boek");
    assert_int_equal(t.m->bronnen[1].datum, 0);
    const struct jhr_waarde_const *w = &t.m->waarden[0];
    assert_int_equal(w->n, 3);
    assert_int_equal(w->type, JHR_T_GETAL);
    assert_int_equal(w->unit, JHR_U_WEEK);
    assert_int_equal(w->steps[0].period.to, 20280101); /* until the next one */
    assert_false(w->steps[1].known);
    assert_int_equal(w->steps[2].value, 35);
    assert_int_equal(w->steps[2].scale, 1);
    assert_int_equal(jhr_model_feit(t.m, JHR_STR("d")), 3);
    assert_int_equal(jhr_model_feit(t.m, JHR_STR("e")), JHR_NONE);
    resolved_free(&t);
}

static void test_begrippen(void **state)
{
    struct resolved t;
    (void)state;
    resolve_clean(&t, "begrip c = a en b\nbegrip b = a of f\nbegrip a = f\nfeit f: ja/nee\n"
                      "begrip d = 3 * 2\n");
    assert_int_equal(t.m->begrippen_n, 4);
    assert_str(t.m->begrippen[0].name, "a");
    assert_str(t.m->begrippen[1].name, "b");
    assert_str(t.m->begrippen[2].name, "c");
    assert_int_equal(t.m->begrippen[3].expr->type, JHR_T_GETAL);
    const struct jhr_node *uses = t.m->begrippen[2].expr->child; /* a en b: places in this order */
    assert_int_equal(uses->ref_kind, JHR_REF_BEGRIP);
    assert_int_equal(uses->ref, 0);
    assert_int_equal(uses->next->ref, 1);
    assert_int_equal(uses->type, JHR_T_JANEE);
    resolved_free(&t);
}

static const struct jhr_regel *rule(const struct resolved *t, const char *id)
{
    uint32_t i = jhr_model_regel(t->m, jhr_str_of(id));
    assert_int_not_equal(i, JHR_NONE);
    return &t->m->regels[i];
}

static const char *const rules_text =
    "regeling proef \"Proef\" versie \"1\" geldig vanaf 1-1-2027 tot 1-1-2034\n"
    "  voor f voor product is A adviserend als g peilt startdatum\n"
    "feit f: ja/nee\nfeit g: ja/nee\nbron OT \"Tafel\"\n" P
    "eis R1 \"Een\"\n  voor f\n  als g\n  alleen als f\n  nooit als g\n  tenzij f\n  tenzij "
    "g\n"
    "  reden 7\n  omdat \"daarom\"\n  volgens OT \"blz. 3\"\n  citaat \"woordelijk\"\n"
    "  stand voorgesteld\n  alternatief \"iets\", A, 54D01\n  geldig t/m 31-12-2029\n"
    "  kracht bindend vanaf 1-1-2029, signaal vanaf 1-1-2028\n  peilt peildatum\n"
    "eis R2\n  alleen als gecontracteerd\n  reden 3\n  vervangt R1, S1\n"
    "  kracht signaal vanaf 1-1-2028 tot 1-1-2029\n"
    "eis R3\n  alleen als doorlopend gecontracteerd\n  reden 3\n  bindt jeugdige\n"
    "  afwijken met motivering\n"
    "eis R4\n  nooit als gecontracteerd\n  reden 3\n  bindt aanbieder\n"
    "signaal S1 \"Let op\"\n  als f\n"
    "signaal S2\n  als f\n  meld \"Kijk.\"\n"
    "voorwaarde W1\n  als f\n  verplicht \"Doe.\"\n  stand vervallen\n"
    "altijd I1\n  nooit als f en g\n  geldig vanaf 1-1-2028\n";

static void test_regeling(void **state)
{
    struct resolved t;
    (void)state;
    resolve_clean(&t, rules_text);
    const struct jhr_model *m = t.m;
    assert_str(m->naam, "proef");
    assert_str(m->titel, "Proef");
    assert_str(m->versie, "1");
    assert_int_equal(m->geldig.from, 20270101);
    assert_int_equal(m->voor_n, 2);
    assert_int_equal(m->adviserend_n, 1);
    assert_true(m->peilt_startdatum);
    resolved_free(&t);
}

static void test_rules(void **state)
{
    struct resolved t;
    (void)state;
    resolve_clean(&t, rules_text);
    const struct jhr_model *m = t.m;
    const struct jhr_regel *r = rule(&t, "R1");
    assert_int_equal(r->voor_n, 2);
    assert_int_equal(r->tests_n, 2);
    assert_true(!r->tests[0].nooit && r->tests[1].nooit);
    assert_int_equal(r->tenzij_n, 2);
    assert_int_equal(r->reden, 7);
    assert_int_equal(r->stand, JHR_S_VOORGESTELD);
    assert_int_equal(r->period.from, 20280101); /* the first day on which it has force */
    assert_int_equal(r->period.to, 20300101);
    assert_false(r->peilt_startdatum);
    assert_str(r->plaats, "blz. 3");
    assert_str(r->citaat, "woordelijk");
    assert_int_equal(r->bron, 0);
    assert_int_equal(r->alternatieven_n, 3);
    assert_str(r->alternatieven[0], "iets");
    assert_int_equal(r->alternatief_producten_n, 2);
    assert_int_equal(r->alternatief_producten[1], 3);
    assert_int_equal(r->kracht_n, 2);
    assert_true(r->kracht[0].from == 20280101 && r->kracht[0].signaal);
    assert_true(r->kracht[1].from == 20290101 && !r->kracht[1].signaal);
    assert_false(r->bindt_aanbieder || r->afwijken);
    r = rule(&t, "R2");
    assert_true(r->bindt_aanbieder && r->peilt_startdatum);
    assert_str(r->title, "R2");
    assert_int_equal(r->vervangt_n, 2);
    assert_int_equal(r->vervangt[0], 0);
    assert_int_equal(r->kracht_n, 2);
    assert_true(r->kracht[1].from == 20290101 && !r->kracht[1].signaal);
    assert_true(!rule(&t, "R3")->bindt_aanbieder && rule(&t, "R3")->afwijken);
    assert_true(rule(&t, "R4")->bindt_aanbieder);
    assert_str(rule(&t, "S1")->tekst, "Let op");
    assert_str(rule(&t, "S2")->tekst, "Kijk.");
    assert_int_equal(rule(&t, "W1")->stand, JHR_S_VERVALLEN);
    assert_int_equal(rule(&t, "I1")->kind, JHR_R_ALTIJD);
    assert_int_equal(rule(&t, "I1")->period.from, 20280101);
    r = &m->regels[m->regels_n - 1];
    assert_int_equal(r->kind, JHR_R_DUBBEL);
    assert_str(r->id, "dubbel");
    assert_true(r->bindt_aanbieder && r->reden == 6 && r->node == NULL);
    resolved_free(&t);
}

static void test_regeling_defaults(void **state)
{
    struct resolved t;
    (void)state;
    resolve_clean(&t, "regeling proef stand voorgesteld bindt aanbieder kracht signaal\n"
                      "  afwijken met motivering dubbel toegestaan\n"
                      "feit f: ja/nee\neis R1\n  alleen als f\n  reden 1\n"
                      "eis R2\n  alleen als f\n  reden 1\n  stand vastgesteld\n  bindt jeugdige\n"
                      "  kracht bindend\nsignaal S1\n  als f\n");
    assert_int_equal(t.m->regels_n, 3); /* no dubbel */
    assert_true(t.m->afwijken && t.m->dubbel_toegestaan);
    const struct jhr_regel *r = rule(&t, "R1");
    assert_true(r->stand == JHR_S_VOORGESTELD && r->bindt_aanbieder && r->afwijken);
    assert_true(r->kracht_n == 1 && r->kracht[0].signaal && r->kracht[0].from == 0);
    r = rule(&t, "R2");
    assert_true(r->stand == JHR_S_VASTGESTELD && !r->bindt_aanbieder);
    assert_false(r->kracht[0].signaal);
    assert_int_equal(rule(&t, "S1")->kracht_n, 0);
    resolved_free(&t);
    /* what is known does not name it; a rule of that name has no place beside the built-in one */
    resolve_z(&t, "regeling proef geldig vanaf 1-1-2027 tot 1-1-2028\nfeit f: ja/nee\n"
                  "eis R1\n  alleen als f\n  reden 1\n  geldig vanaf 1-1-2030\n");
    r = rule(&t, "R1");
    assert_true(r->period.from == r->period.to);
    resolved_free(&t);
}

static const struct jhr_cel *cell(const struct resolved *t, uint32_t p, uint32_t q)
{
    const struct jhr_stapeling *s = &t->m->stapelingen[0];
    uint16_t a = s->tabel[p * t->m->producten_n + q], b = s->tabel[q * t->m->producten_n + p];
    assert_int_equal(a, b);
    assert_int_not_equal(a, JHR_NO_CEL);
    return &s->cellen[a];
}

static void test_matrix(void **state)
{
    struct resolved t;
    (void)state;
    resolve_clean(&t, "regeling proef\nfeit f: ja/nee\n" P "groep BC = { B, c }\n"
                      "stapeling S1 \"Matrix\"\n  reden 6\n  matrix\n"
                      "  |    | A         | BC     |\n"
                      "  | A  | onderdeel |        |\n"
                      "  | BC | mits f    | ?      |\n"
                      "  standaard nee\n");
    const struct jhr_stapeling *s = &t.m->stapelingen[0];
    assert_true(s->heeft_standaard);
    assert_int_equal(s->cellen_n, 4);
    assert_int_equal(s->regel, 0);
    assert_int_equal(t.m->regels[0].stapeling, 0);
    assert_int_equal(s->cellen[0].kind, JHR_CEL_NEE);
    assert_null(s->cellen[0].node);
    assert_int_equal(cell(&t, 0, 0)->kind, JHR_CEL_ONDERDEEL);
    assert_int_equal(cell(&t, 0, 1)->kind, JHR_CEL_MITS);
    assert_int_equal(cell(&t, 0, 1)->expr->ref_kind, JHR_REF_FEIT);
    assert_str(cell(&t, 0, 1)->row, "BC"); /* where it was written */
    assert_str(cell(&t, 0, 1)->column, "A");
    assert_ptr_equal(cell(&t, 0, 1), cell(&t, 2, 0));
    assert_int_equal(cell(&t, 1, 2)->kind, JHR_CEL_OPEN);
    assert_int_equal(cell(&t, 3, 1)->kind, JHR_CEL_NEE);
    assert_int_equal(cell(&t, 3, 3)->kind, JHR_CEL_NEE);
    resolved_free(&t);
}

static void test_refs(void **state)
{
    struct resolved t;
    (void)state;
    resolve_clean(&t, "regeling proef\nsoort s { a, b }\nfeit f: s\n"
                      "gebied G { Delft \"0503\" }\n" P
                      "eis R1\n  voor product in { A, B }\n  voor segment is Jeugd\n"
                      "  voor gemeente is Delft\n  voor aanbieder is \"A17\"\n"
                      "  voor f in { a }\n  alleen als duur hoogstens 90 dagen\n  reden 1\n");
    const struct jhr_regel *r = rule(&t, "R1");
    const struct jhr_node *right[5];
    for (int i = 0; i < 5; i++)
        right[i] = r->voor[i]->child->next;
    assert_int_equal(right[0]->ref_kind, JHR_REF_SET);
    assert_int_equal(t.m->sets[right[0]->ref].n, 2);
    assert_int_equal(right[0]->child->ref_kind, JHR_REF_PRODUCT);
    assert_int_equal(right[1]->ref_kind, JHR_REF_SEGMENT);
    assert_int_equal(right[2]->ref_kind, JHR_REF_GEMEENTE);
    assert_int_equal(right[3]->ref_kind, JHR_REF_AANBIEDER);
    assert_str(t.m->aanbieders[right[3]->ref], "A17");
    assert_int_equal(right[4]->type, JHR_T_SET);
    assert_int_equal(right[4]->soort, 0);
    assert_int_equal(right[4]->child->ref_kind, JHR_REF_WAARDE);
    const struct jhr_node *cmp = r->tests[0].expr;
    assert_int_equal(cmp->child->type, JHR_T_LENGTE);
    assert_int_equal(cmp->child->next->type, JHR_T_LENGTE);
    assert_int_equal(cmp->child->next->unit, JHR_U_DAG);
    resolved_free(&t);
}

/* ---- gebruik ---- */

static void test_files(void **state)
{
    static const struct aid_file files[] = {
        {"a.jhr", "gebruik \"b.jhr\"\ngebruik \"test.jhr\"\nfeit a: ja/nee\n"},
        {"b.jhr", "gebruik \"a.jhr\"\nfeit b: ja/nee\n"},
        {"test.jhr", ""},
        {NULL, NULL}};
    struct resolved t;
    (void)state;
    resolve_files(&t,
                  "regeling proef\ngebruik \"a.jhr\"\ngebruik \"b.jhr\"\nfeit c: ja/nee\n"
                  "eis R1\n  alleen als a en b en c\n  reden 1\n",
                  files);
    assert_int_equal(t.diags.list.n, 0);
    assert_int_equal(t.sources.files.n, 3); /* each once */
    assert_str(t.m->feiten[0].name, "c");
    assert_str(t.m->feiten[1].name, "a");
    assert_str(t.m->feiten[2].name, "b");
    resolved_free(&t);

    resolve_files(&t, "gebruik \"weg.jhr\"\n", files);
    const struct jhr_diag *d = finding(&t, 1059);
    assert_non_null(d);
    assert_str(d->arg[0], "weg.jhr");
    assert_str(d->arg[1], "het bestaat niet");
    resolved_free(&t);
}

/* ---- accepteer after the proofs ---- */

static void test_accept_later(void **state)
{
    struct resolved t;
    (void)state;
    resolve_clean(&t, "regeling proef\nfeit f: ja/nee\neis R1\n  alleen als f\n  reden 1\n"
                      "eis R2\n  alleen als f\n  reden 1\n"
                      "accepteer JHR3051 voor R1 omdat \"zo bedoeld\"\n"
                      "accepteer JHR3052 omdat \"zo bedoeld\"\n");
    jhr_diag_add(&t.diags, JHR_D_NEVER_TRUE, rule(&t, "R1")->node->span);
    jhr_diag_add(&t.diags, JHR_D_NEVER_TRUE, rule(&t, "R2")->node->span);
    jhr_accepteer_apply(t.m, &t.diags, true);
    assert_int_equal(t.diags.list.n, 2); /* of R2, and the second accepteer */
    assert_int_equal(t.diags.count[JHR_WARNING], 2);
    assert_non_null(finding(&t, 3051));
    assert_non_null(finding(&t, 1062));
    jhr_accepteer_apply(t.m, &t.diags, true);
    assert_int_equal(t.diags.list.n, 2); /* said once */
    resolved_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_products),
        cmocka_unit_test(test_facts),
        cmocka_unit_test(test_begrippen),
        cmocka_unit_test(test_regeling),
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_regeling_defaults),
        cmocka_unit_test(test_matrix),
        cmocka_unit_test(test_refs),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_accept_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The besluit out: its shape, its lists, its facts and its motivering. */
#include "tests/unit/test_documents.h"

#include "runtime/complete.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *doc; /* of the last besluit */

static void forget(void)
{
    json_decref(doc);
    doc = NULL;
}

/* The decision, with completions when they help. */
static const struct jhr_besluit *whole(void)
{
    static struct jhr_besluit b;
    struct jhr_completed done;
    b = *jhr_decide(&fx.decider, &fx.c);
    if (!jhr_complete_helps(&fx.decider))
        return &b;
    assert_true(jhr_complete(&fx.scratch, &fx.decider, &fx.c, &done));
    b.besluit = done.besluit;
    b.regels = (struct jhr_regel_uitkomst *)done.regels;
    return &b;
}

/* Decides and writes, twice and compact too: valid JSON, and the same bytes. */
static void decide(const char *json, bool voorgesteld)
{
    struct jhr_buf a = {0}, b = {0};
    if (!read_with(json, 0, voorgesteld)) {
        show_findings();
        fail_msg("not accepted: %s", json);
    }
    forget();
    jhr_write_besluit(&a, &fx.scratch, &fx.decider, &fx.c, whole(), false);
    jhr_write_besluit(&b, &fx.scratch, &fx.decider, &fx.c, whole(), false);
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.p, b.p, a.n);
    doc = json_loadb(a.p, a.n, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(doc);
    jhr_buf_clear(&b);
    jhr_write_besluit(&b, &fx.scratch, &fx.decider, &fx.c, whole(), true);
    assert_ptr_equal(memchr(b.p, '\n', b.n), b.p + b.n - 1);
    json_t *compact = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, NULL);
    assert_true(json_equal(doc, compact));
    json_decref(compact);
    jhr_buf_free(&a);
    jhr_buf_free(&b);
}

static const char *str_of(const char *key)
{
    const char *s = json_string_value(json_object_get(doc, key));
    assert_non_null(s);
    return s;
}

static void assert_motivering(const char *text)
{
    if (strstr(str_of("motivering"), text) == NULL)
        fail_msg("no \"%s\" in:\n%s", text, str_of("motivering"));
}

/* The list as compact JSON. */
static void assert_list(const char *key, const char *want)
{
    char *got = json_dumps(json_object_get(doc, key), JSON_COMPACT | JSON_ENCODE_ANY);
    assert_string_equal(got, quoted(want));
    free(got);
}

static json_t *rule(const char *id)
{
    size_t i;
    json_t *r;
    json_array_foreach(json_object_get(doc, "regels"), i, r)
    {
        if (strcmp(json_string_value(json_object_get(r, "regel")), id) == 0)
            return r;
    }
    return NULL;
}

static void assert_rule(const char *id, const char *key, const char *want)
{
    json_t *r = rule(id);
    if (r == NULL)
        fail_msg("%s is not listed", id);
    char *got = json_dumps(json_object_get(r, key), JSON_COMPACT | JSON_ENCODE_ANY);
    assert_string_equal(got == NULL ? "absent" : got, quoted(want));
    free(got);
}

static void assert_keys(json_t *object, const char *const *keys, size_t n)
{
    const char *key;
    json_t *v;
    size_t i = 0;
    json_object_foreach(object, key, v)
    {
        assert_true(i < n);
        assert_string_equal(key, keys[i]);
        i++;
    }
    assert_int_equal(i, n);
}

#define REFUSED                                                                                    \
    DOC(",'verwijzer':'huisarts','enkelvoudig':true,'zwaarte_hulpvraag':'licht','trauma':false,'"  \
        "leeftijd':9",                                                                             \
        "", ",'lopend':[],'contracten':[]")

static void test_shape(void **state)
{
    static const char *const keys[] = {"besluit",       "aard",        "peildatum", "standen",
                                       "regeling",      "regels",      "gronden",   "nodig",
                                       "niet_nodig",    "voorwaarden", "signalen",  "wijziging",
                                       "alternatieven", "motivering"};
    static const char *const of_rule[] = {"regel", "titel", "uitkomst", "stand",  "bindt",
                                          "reden", "omdat", "bron",     "citaat", "feiten"};
    static const char *const of_rules[] = {"naam", "versie", "hash"};
    (void)state;
    decide(REFUSED, false);
    assert_keys(doc, keys, sizeof keys / sizeof *keys);
    assert_keys(rule("R08"), of_rule, sizeof of_rule / sizeof *of_rule);
    assert_keys(json_object_get(doc, "regeling"), of_rules, 3);
    const char *hash = json_string_value(json_object_get(json_object_get(doc, "regeling"), "hash"));
    assert_int_equal(strlen(hash), 7 + 64);
    assert_string_equal(str_of("aard"), "advies");
    assert_string_equal(str_of("peildatum"), "2027-03-01");
    assert_list("standen", "['vastgesteld']");
}

static void test_refused(void **state)
{
    (void)state;
    decide(REFUSED, false);
    assert_string_equal(str_of("besluit"), "niet toelaatbaar");
    assert_list("gronden", "['R08']");
    assert_list("nodig", "[]");
    assert_list("alternatieven", "['de sociale basis']");
    assert_list("voorwaarden",
                "[{'regel':'W08','tekst':'Stel bij de intake een uitstroomplan op.'}]");
    assert_rule("R08", "uitkomst", "'niet voldaan'");
    assert_rule("R08", "reden", "7");
    assert_rule("R08", "bron", "'Ontwikkeltafel, Veelvoorkomend'");
    assert_rule("R08", "feiten", "{'enkelvoudig':true,'zwaarte_hulpvraag':'licht'}");
    assert_rule("V01", "beslist", "false");
    assert_rule("V01", "stand", "'voorgesteld'");
    assert_null(rule("W10"));
    assert_null(rule("I01"));
    assert_motivering("Lichte hulpvragen worden lokaal opgevangen.");
    assert_motivering("Daar staat: “worden lokaal opgevangen”.");
    assert_motivering("Kijk eerst naar:\n- de sociale basis");
    assert_motivering("Dit is een advies.");
    assert_motivering("software");
    assert_null(strstr(str_of("motivering"), "zwaarte_hulpvraag"));
    assert_null(strstr(str_of("motivering"), "R08"));
    assert_null(strstr(str_of("motivering"), "weigering van jeugdhulp"));
}

/* One fact is enough to satisfy R08; which one is decided by the order of the file. */
static void test_minimal_facts(void **state)
{
    (void)state;
    decide(DOC(",'verwijzer':'huisarts','enkelvoudig':false,'zwaarte_hulpvraag':'zwaar'", "",
               ",'lopend':[]"),
           false);
    assert_rule("R08", "uitkomst", "'voldaan'");
    assert_rule("R08", "feiten", "{'enkelvoudig':false}");
    decide(DOC(",'verwijzer':'huisarts','enkelvoudig':true,'zwaarte_hulpvraag':'zwaar'", "",
               ",'lopend':[]"),
           false);
    assert_rule("R08", "feiten", "{'zwaarte_hulpvraag':'zwaar'}");
}

/* An outcome that follows from what always holds: trauma must be no. */
static void test_completed(void **state)
{
    (void)state;
    decide(DOC(",'verwijzer':'huisarts','enkelvoudig':false,'zwaarte_hulpvraag':'licht',"
               "'leeftijd':9",
               "", ",'lopend':[]"),
           true);
    assert_string_equal(str_of("besluit"), "niet toelaatbaar");
    assert_list("gronden", "['V01']");
    assert_rule("V01", "feiten", "{'zwaarte_hulpvraag':'licht'}");
}

static void test_proposed(void **state)
{
    (void)state;
    decide(DOC(",'verwijzer':'huisarts','enkelvoudig':false,'trauma':false", "", ",'lopend':[]"),
           true);
    assert_list("standen", "['vastgesteld','voorgesteld']");
    assert_list("gronden", "['V01']");
    assert_rule("V01", "beslist", "absent");
    assert_ptr_equal(
        strstr(str_of("motivering"), "Proefberekening, geen grond voor een beschikking."),
        str_of("motivering"));
    assert_motivering("- Is er sprake van trauma? Nee.");
}

static void test_deviation(void **state)
{
    (void)state;
    decide("{'peildatum':'2027-03-01','feiten':{'gemeente':'0503','verwijzer':'huisarts','"
           "enkelvoudig':false,"
           "'groep_verantwoord':{'waarde':true,'motivering':'Past goed.'}},'voorstel':{'product':"
           "'54002','aanbieder':'A','van':'2027-03-01','tot_en_met':'2027-04-01','afwijkingen':"
           "[{'regel':'W10','motivering':'Er is geen groep in de buurt'}]},'lopend':[]}",
           false);
    assert_string_equal(str_of("besluit"), "toelaatbaar");
    assert_rule("W10", "uitkomst", "'voldaan met afwijking'");
    assert_rule("W10", "afwijking", "'Er is geen groep in de buurt'");
    assert_motivering("De motivering daarvoor is: Er is geen groep in de buurt.");
}

static void test_open(void **state)
{
    (void)state;
    decide(DOC(",'verwijzer':'huisarts','zwaarte_hulpvraag':'licht'", "",
               ",'lopend':[],'contracten':[]"),
           false);
    assert_string_equal(str_of("besluit"), "onbepaald");
    assert_list("nodig",
                "[{'feit':'enkelvoudig','vraag':null,'opgegeven_door':null,'antwoorden':[{'waarde':"
                "false,'besluit':'toelaatbaar'},{'waarde':true,'besluit':'niet toelaatbaar'}]}]");
    assert_motivering("Enkelvoudig?");
    decide(DOC(",'verwijzer':'huisarts','zwaarte_hulpvraag':'licht'", "",
               ",'niet_te_verkrijgen':['enkelvoudig'],'lopend':[]"),
           false);
    assert_list("nodig", "[]");
}

/* What the proposal leaves out is asked too, when a rule waits for it. */
static void test_open_case(void **state)
{
    (void)state;
    decide("{'peildatum':'2027-03-01','feiten':{'gemeente':'0503','verwijzer':'huisarts','"
           "enkelvoudig':false,"
           "'groep_verantwoord':null},'voorstel':{'product':'INS2C','aanbieder':'A','van':"
           "'2027-03-01'},'lopend':[]}",
           false);
    assert_string_equal(str_of("besluit"), "onbepaald");
    assert_list("nodig", "[{'feit':'contracten','vraag':'Welke contracten heeft de aanbieder?',"
                         "'opgegeven_door':'register'}]");
}

static void test_cells(void **state)
{
    (void)state;
    decide(DOC(",'verwijzer':'huisarts','enkelvoudig':false", "",
               ",'lopend':[{'product':'41U01','aanbieder':'B','van':'2027-01-01'}]"),
           false);
    assert_string_equal(str_of("besluit"), "onbepaald");
    assert_list("nodig", "[{'feit':'S1:54001+41U01','vraag':'Mag Generalistische GGZ tegelijk "
                         "lopen met Begeleiding groep? Motiveer.','opgegeven_door':"
                         "'professional','antwoorden':[{'waarde':false,'besluit':'niet "
                         "toelaatbaar'},{'waarde':true,'besluit':'toelaatbaar'}]}]");
    decide("{'peildatum':'2027-03-01','feiten':{'gemeente':'0503','verwijzer':'huisarts','"
           "enkelvoudig':false},"
           "'voorstel':{'product':'41U01','aanbieder':'A','van':'2027-03-01','tot_en_met':"
           "'2027-04-01'},'lopend':[{'product':'41U01','aanbieder':'B','van':'2027-01-01'}]}",
           false);
    assert_list("gronden", "['S1']");
    assert_motivering("Dit hoort in het lopende traject Begeleiding groep, zonder eigen "
                      "indicatie.");
}

static void test_signals(void **state)
{
    (void)state;
    decide(DOC(",'verwijzer':'huisarts','enkelvoudig':false,'leeftijd':2", "",
               ",'lopend':[{'product':'5400l','aanbieder':'B','van':'2027-01-01'}]"),
           false);
    assert_string_equal(str_of("besluit"), "toelaatbaar");
    assert_list("signalen",
                "[{'regel':'A01','tekst':'Overweeg hulp aan de ouders.'},{'regel':null,'tekst':"
                "'Het lopende product 5400l is onbekend in deze regeling. Bedoelde u 54001?',"
                "'product':'5400l'}]");
    assert_rule("A01", "rol", "'signaal'");
    /* an advising regeling reports what it would have refused */
    decide(DOC(",'enkelvoudig':true,'zwaarte_hulpvraag':'licht','verwijzer':'rechter'", "",
               ",'lopend':[]"),
           false);
    assert_string_equal(str_of("besluit"), "toelaatbaar");
    assert_list("gronden", "[]");
    assert_list("signalen",
                "[{'regel':'R08','tekst':'Lichte hulpvragen worden lokaal opgevangen.'}]");
    assert_motivering("Hier adviseert de regeling alleen.");
}

#define VERBLIJF(saldo)                                                                            \
    "{'peildatum':'2027-03-01','feiten':{'gemeente':'0503','verwijzer':'huisarts','enkelvoudig':"  \
    "false},'voorstel':{'product':'44A01','aanbieder':'A','van':'2027-12-31','tot_en_met':"        \
    "'2028-01-02','omvang':{'volume':3,'eenheid':'etmaal'}},'lopend':[]" saldo "}"

/* What is free comes with the case; a claim is shown by year, a warning as a signaal. */
static void test_balances(void **state)
{
    (void)state;
    decide(VERBLIJF(",'saldo':{'budget':{'B5':{'2027':{'vrij_cent':30000},'2028':{'vrij_cent':"
                    "1155000}},'POT':{'vrij_cent':90000}},'capaciteit':{'C2':{'vrij':6}}}"),
           false);
    assert_string_equal(str_of("besluit"), "toelaatbaar");
    assert_rule("B5", "claim_cent", "{'2027':30000,'2028':60000}");
    assert_rule("B5", "bindt", "'aanbieder'");
    assert_rule("POT", "claim_cent", "90000");
    assert_list("signalen",
                "[{'regel':'B5','tekst':'Van het budget “Plafond verblijf” is met deze indicatie "
                "87,5% of meer gebruikt.'},{'regel':'C2','tekst':'Van de capaciteit “Plaatsen "
                "verblijf” is met deze indicatie 50% of meer gebruikt.'}]");
    decide(VERBLIJF(",'saldo':{'budget':{'B5':{'2027':{'vrij_cent':29999},'2028':{'vrij_cent':"
                    "8000000}},'POT':{'vrij_cent':89999}},'capaciteit':{'C2':{'vrij':12}}}"),
           false);
    assert_list("gronden", "['B5','POT']");
    assert_list("signalen", "[]");
    assert_motivering("Dit is geen weigering van jeugdhulp.");
    decide(VERBLIJF(",'saldo':{'budget':{'B5':{'2027':{'vrij_cent':30000}},'POT':null},"
                    "'capaciteit':{'C2':{'vrij':0}}}"),
           false);
    assert_list("gronden", "['C2']");
    assert_rule("B5", "uitkomst", "'onbekend'");
    assert_rule("POT", "uitkomst", "'onbekend'");
    decide(VERBLIJF(""), false);
    assert_string_equal(str_of("besluit"), "onbepaald");
    assert_list("nodig", "[{'feit':'saldo','vraag':'Wat is er nog vrij van het budget en de "
                         "plaatsen?','opgegeven_door':'register'}]");
}

static void test_clash(void **state)
{
    (void)state;
    decide(DOC(",'verwijzer':'huisarts','zwaarte_hulpvraag':'licht','trauma':true", "",
               ",'lopend':[]"),
           false);
    assert_string_equal(str_of("besluit"), "strijdig");
    assert_list("gronden", "['I01']");
    assert_rule("I01", "feiten", "{'trauma':true,'zwaarte_hulpvraag':'licht'}");
    assert_motivering("De gegevens spreken elkaar tegen.");
}

static void test_outside(void **state)
{
    (void)state;
    decide("{'peildatum':'2027-03-01','feiten':{'gemeente':'0363'},'voorstel':{'product':'54001',"
           "'aanbieder':'A','van':'2027-03-01'}}",
           false);
    assert_string_equal(str_of("besluit"), "buiten regeling");
    assert_list("regels", "[]");
    assert_list("voorwaarden", "[]");
}

static void test_aanbieder(void **state)
{
    (void)state;
    decide("{'peildatum':'2027-03-01','feiten':{'gemeente':'0503','verwijzer':'huisarts','"
           "enkelvoudig':false},"
           "'voorstel':{'product':'INS2C','aanbieder':'A','van':'2027-03-01','tot_en_met':"
           "'2027-04-01'},'lopend':[],'contracten':[]}",
           false);
    assert_list("gronden", "['T14']");
    assert_rule("T14", "bindt", "'aanbieder'");
    assert_motivering("Dit is geen weigering van jeugdhulp.\n"
                      "Zoek een andere aanbieder of een ander aanbod.");
}

/* The sentences of the program's own making have at most twenty words. */
static void test_short_sentences(void **state)
{
    unsigned words = 1;
    (void)state;
    decide(REFUSED, true);
    for (const char *p = str_of("motivering"); *p != '\0'; p++) {
        if (*p == '.' || *p == '\n' || *p == ':')
            words = 0;
        words += *p == ' ';
        assert_true(words <= 20);
    }
}

static void test_text(void **state)
{
    struct jhr_buf b = {0};
    (void)state;
    assert_true(read_with(REFUSED, 0, false));
    jhr_write_text(&b, &fx.scratch, &fx.decider, &fx.c, whole(), false, JHR_NL);
    assert_non_null(strstr(b.p, "Besluit: niet toelaatbaar (advies)\n"));
    assert_non_null(strstr(b.p, "✗ R08: niet voldaan."));
    jhr_buf_clear(&b);
    jhr_write_text(&b, &fx.scratch, &fx.decider, &fx.c, whole(), true, JHR_EN);
    assert_non_null(strstr(b.p, "Decision: niet toelaatbaar (advice)\n"));
    assert_null(strstr(b.p, "✗"));
    jhr_buf_clear(&b);
    jhr_write_motivering(&b, &fx.scratch, &fx.decider, &fx.c, whole());
    assert_non_null(strstr(b.p, "Het voorstel is niet toelaatbaar."));
    jhr_buf_free(&b);
}

/* A page for people: every text of rules and document is escaped, whatever it holds. */
static void test_page(void **state)
{
    struct jhr_buf b = {0};
    (void)state;
    assert_true(read_with("{'peildatum':'2027-03-01','feiten':{'gemeente':'0503','verwijzer':"
                          "'huisarts','groep_verantwoord':{'waarde':true,'motivering':'ja',"
                          "'door':'x'},'enkelvoudig':false},'voorstel':{'product':'54002',"
                          "'aanbieder':'A','van':'2027-03-01','tot_en_met':'2027-04-01',"
                          "'afwijkingen':[{'regel':'W10','motivering':"
                          "'<script>a & b</script>\\n# | *kop*\\u001b[2J'}]},'lopend':[]}",
                          0, false));
    jhr_write_page(&b, &fx.scratch, &fx.decider, &fx.c, whole(), true);
    assert_non_null(strstr(b.p, "<html lang=\"nl\">"));
    assert_non_null(strstr(b.p, "<h1>Advies: toelaatbaar</h1>"));
    assert_non_null(strstr(b.p, "&lt;script&gt;a &amp; b&lt;/script&gt; # | *kop* [2J."));
    assert_non_null(strstr(b.p, "<th scope=\"row\">W10</th>"));
    assert_null(strstr(b.p, "<script"));
    assert_null(strchr(b.p, 0x1b));
    jhr_buf_clear(&b);
    jhr_write_page(&b, &fx.scratch, &fx.decider, &fx.c, whole(), false);
    assert_non_null(strstr(b.p, "# Advies: toelaatbaar\n\n"));
    assert_non_null(strstr(b.p, "\\<script\\>a \\& b\\</script\\> \\# \\| \\*kop\\* \\[2J."));
    assert_non_null(strstr(b.p, "| W10 | Groep, tenzij | voldaan met afwijking |\n"));
    jhr_buf_free(&b);
}

static int end(void **state)
{
    forget();
    return teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_completed),     cmocka_unit_test(test_shape),
        cmocka_unit_test(test_page),          cmocka_unit_test(test_refused),
        cmocka_unit_test(test_minimal_facts), cmocka_unit_test(test_proposed),
        cmocka_unit_test(test_deviation),     cmocka_unit_test(test_open),
        cmocka_unit_test(test_open_case),     cmocka_unit_test(test_cells),
        cmocka_unit_test(test_signals),       cmocka_unit_test(test_balances),
        cmocka_unit_test(test_clash),         cmocka_unit_test(test_outside),
        cmocka_unit_test(test_aanbieder),     cmocka_unit_test(test_short_sentences),
        cmocka_unit_test(test_text),
    };
    return cmocka_run_group_tests(tests, setup, end);
}

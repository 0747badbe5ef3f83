/* What is settled although the end, the volume, a date or the running indications are not said. */
#include "tests/unit/test_reasons.h"

#define WITHOUT_END                                                                                \
    "'product':'P1','aanbieder':'A17','van':'2027-03-01',"                                         \
    "'omvang':{'volume':10,'eenheid':'uur'}"
#define WITHOUT_VOLUME                                                                             \
    "'product':'P1','aanbieder':'A17','van':'2027-03-01','tot_en_met':'2027-06-30'"
#define WITHOUT_LISTS(feiten)                                                                      \
    "{'peildatum':'2027-03-01','feiten':{" feiten "},'voorstel':{" WITHOUT_VOLUME "}}"

static void says(const char *besluit)
{
    char part[64];
    snprintf(part, sizeof part, "{'besluit':'%s'", besluit);
    reasons_say(part);
}

static void test_end(void **state)
{
    static const char rules[] = "eis A1 \"Lang\"\n  als duur > 3 maanden\n  alleen als f\n"
                                "eis A2 \"Kort\"\n  als duur hoogstens 3 maanden\n  alleen als f\n";
    (void)state;
    reasons_decide_of(rules, WITHOUT_END, "'feiten':{'f':false}");
    says("niet toelaatbaar");
    reasons_say("'gronden_samen':['A1','A2']");
    reasons_decide_of(rules, WITHOUT_END, "'feiten':{'f':true}");
    says("toelaatbaar");
    reasons_decide_of(rules, WITHOUT_END, "'feiten':{}");
    says("onbepaald");
    reasons_say("'nodig':[{'feit':'f'");
    /* an indication that the proposal may or may not run beside */
    reasons_decide_document(
        "eis A1 \"Apart\"\n  alleen als f of (einddatum < 1-9-2027) of"
        " (er is een lopende waarvoor (ander.product is P2))\n",
        "{'peildatum':'2027-03-01','feiten':{'f':false},'voorstel':{" WITHOUT_END "},'lopend':["
        "{'product':'P2','aanbieder':'A1','van':'2027-08-20','tot_en_met':'2027-12-31'}]}");
    says("toelaatbaar");
}

/* The costs are 60 euros an hour, so 700 euros are 11 hours and 40 minutes. */
static void test_volume(void **state)
{
    (void)state;
    reasons_decide_of(
        "eis A1 \"Een van beide\"\n  alleen als kosten hoogstens € 700,- of omvang > 700 minuten\n",
        WITHOUT_VOLUME, "'feiten':{}");
    says("toelaatbaar");
    reasons_decide_of(
        "eis A1 \"Een minuut\"\n  alleen als kosten hoogstens € 700,- of omvang > 701 minuten\n",
        WITHOUT_VOLUME, "'feiten':{}");
    says("onbepaald");
    /* of what is paid for by etmaal nobody says in which unit it is asked for */
    reasons_decide_of("product E1 \"Etmaal\" in S tarief € 60,- per etmaal zonder norm\n"
                      "eis A1 \"Uren\"\n  nooit als (omvang > 42 uur) en (omvang < 6 uur)\n",
                      "'product':'E1','aanbieder':'A17','van':'2027-03-01',"
                      "'tot_en_met':'2027-06-30'",
                      "'feiten':{}");
    says("onbepaald");
}

static void test_date(void **state)
{
    (void)state;
    reasons_decide("feit d: datum\neis A1 \"Altijd\"\n"
                   "  alleen als d < startdatum of d + 1 maand > startdatum\n",
                   "'feiten':{}");
    says("toelaatbaar");
    reasons_decide("feit d: datum\neis A1 \"Niet op elke dag\"\n"
                   "  alleen als d < startdatum of d - 1 dagen > startdatum\n",
                   "'feiten':{}");
    says("onbepaald");
    reasons_say("'nodig':[{'feit':'d'");
}

/* Each order of two unknown dates, and of two amounts. */
static void test_orders(void **state)
{
    (void)state;
    reasons_decide_of("feit d: datum\nfeit e: datum\n"
                      "eis A1 \"Ervoor\"\n  als d < e - 7 dagen\n  alleen als f\n"
                      "eis A2 \"Of niet\"\n  als d >= e - 7 dagen\n  alleen als f\n",
                      WITHOUT_VOLUME, "'feiten':{'f':false}");
    says("niet toelaatbaar");
    reasons_decide_of("feit b: bedrag € 0,- .. € 5.000,-\nfeit c: bedrag € 0,- .. € 5.000,-\n"
                      "eis A1 \"Ertussen\"\n  nooit als b > c en b < c + € 0,01\n",
                      WITHOUT_VOLUME, "'feiten':{}");
    says("toelaatbaar");
    reasons_decide_of("feit b: bedrag € 0,- .. € 5.000,-\nfeit c: bedrag € 0,- .. € 5.000,-\n"
                      "eis A1 \"Ertussen\"\n  nooit als b > c en b < c + € 0,02\n",
                      WITHOUT_VOLUME, "'feiten':{}");
    says("onbepaald");
    reasons_say("'antwoorden':[{'waarde':0,'besluit':'toelaatbaar'},"
                "{'van':1,'tot_en_met':500000,'besluit':'onbepaald'}]");
    /* a count that hangs on another unknown is not one number */
    reasons_decide_document(
        "feit y: getal 0..1000\nfeit z: getal 0..1000\n"
        "eis A1 \"Geteld\"\n  nooit als n > 5 en y is 20 * (aantal lopende waarvoor "
        "(ander.product is P2 en n > 5))"
        " + 500 en z is y\n",
        "{'peildatum':'2027-03-01','feiten':{},'voorstel':{" WITHOUT_VOLUME "},'lopend':["
        "{'product':'P2','aanbieder':'A1','van':'2027-02-01'},"
        "{'product':'P2','aanbieder':'A2','van':'2027-02-01'},"
        "{'product':'P2','aanbieder':'A3','van':'2027-02-01'},"
        "{'product':'P2','aanbieder':'A4','van':'2027-02-01'}]}");
    says("onbepaald");
    /* what only a settled rule compares it with stays unknown, and turns nothing */
    reasons_decide_of("feit d: datum\nfeit e: datum\nfeit x: datum\n"
                      "altijd I1 \"I\"\n  alleen als d > e\n"
                      "eis A1 \"Vast\"\n  voor d > x\n  alleen als niet f\n",
                      WITHOUT_VOLUME, "'feiten':{'f':false}");
    says("toelaatbaar");
    /* not in months */
    reasons_decide_of("feit d: datum\nfeit e: datum\n"
                      "eis A1 \"Ervoor\"\n  als d < e - 1 maand\n  alleen als f\n"
                      "eis A2 \"Of niet\"\n  als d >= e - 1 maand\n  alleen als f\n",
                      WITHOUT_VOLUME, "'feiten':{'f':false}");
    says("onbepaald");
    reasons_say("'uitputtend':false");
}

static void test_lists(void **state)
{
    static const char count[] = "eis A1 \"Veel\"\n  als aantal lopende minstens 3\n  alleen als f\n"
                                "eis A2 \"Weinig\"\n  als (aantal lopende) < 3\n  alleen als f\n";
    (void)state;
    reasons_decide_document(count, WITHOUT_LISTS("'f':false"));
    says("niet toelaatbaar");
    reasons_decide_document(count, WITHOUT_LISTS("'f':true"));
    says("onbepaald"); /* of `dubbel` nothing is known either */
    /* a sum, in classes of whole minutes */
    reasons_decide_document(
        "eis A1 \"Samen\"\n  als (som van ander.omvang over lopende) > 90 minuten\n"
        "  alleen als f\n"
        "eis A2 \"Of niet\"\n  als (som van ander.omvang over lopende) < 91 minuten\n"
        "  alleen als f\n",
        WITHOUT_LISTS("'f':false"));
    says("niet toelaatbaar");
    /* a count beside a fact that is not known either */
    reasons_decide_document("eis A1 \"Minder\"\n  als (aantal lopende) < n\n  alleen als f\n"
                            "eis A2 \"Of niet\"\n  als (aantal lopende) >= n\n  alleen als f\n",
                            WITHOUT_LISTS("'f':false"));
    says("niet toelaatbaar");
    /* another expression is another unknown */
    reasons_decide_document(
        "eis A1 \"Veel\"\n  als (aantal lopende) minstens 3\n  alleen als f\n"
        "eis A2 \"Weinig\"\n  als (aantal lopende waarvoor (ander.product is P2)) < 3\n"
        "  alleen als f\n",
        WITHOUT_LISTS("'f':false"));
    says("onbepaald");
}

/* What else than facts it turns on, also where one of them changes nothing by itself. */
static void test_parts(void **state)
{
    (void)state;
    reasons_decide_document("eis A1 \"Beide\"\n  alleen als (gecontracteerd of f) en g\n",
                            "{'peildatum':'2027-03-01','feiten':{},'lopend':[],"
                            "'voorstel':{" WITHOUT_VOLUME "}}");
    says("onbepaald");
    reasons_say("{'feit':'g'");
    reasons_say("{'feit':'contracten'");
    reasons_decide_document("altijd I1 \"I\"\n  alleen als f\n"
                            "eis A1 \"Dan\"\n  nooit als f en (gecontracteerd of niet f)\n",
                            "{'peildatum':'2027-03-01','feiten':{},'lopend':[],"
                            "'voorstel':{" WITHOUT_VOLUME "}}");
    says("onbepaald");
    reasons_say("'nodig':[{'feit':'contracten'");
    reasons_decide_document("eis A1 \"Kosten\"\n  alleen als kosten hoogstens € 700,-\n",
                            "{'peildatum':'2027-03-01','feiten':{},'lopend':[],'contracten':[],"
                            "'voorstel':{'product':'P1','aanbieder':'A17','van':'2027-03-01'}}");
    says("onbepaald");
    reasons_say("{'feit':'tot_en_met'");
    reasons_say("{'feit':'omvang'");
    reasons_silent("{'feit':'saldo'");
}

#define MATRIX                                                                                     \
    "stapeling A1 \"Matrix\"\n  reden 6\n  matrix\n    |    | P1 | P2 |\n    | P1 | ja | ?  |\n"   \
    "    | P2 |    | ja |\n"
#define BESIDE_P2                                                                                  \
    ",'contracten':[],'lopend':[{'product':'P2','aanbieder':'B','van':'2027-01-01'}],"             \
    "'voorstel':{" WITHOUT_VOLUME "}}"

/* Advice that holds in all completions makes signals; a `?` is answered even so. */
static void test_advice(void **state)
{
    (void)state;
    reasons_decide_regeling("  adviserend als f of niet f\n",
                            "eis A1 \"Kort\"\n  alleen als duur hoogstens 1 maand\n",
                            "{'peildatum':'2027-03-01','feiten':{},'contracten':[],'lopend':[],"
                            "'voorstel':{" WITHOUT_VOLUME "}}");
    says("toelaatbaar");
    reasons_say("'signalen':[{'regel':'A1'");
    reasons_decide_regeling("  adviserend als f\n", MATRIX,
                            "{'peildatum':'2027-03-01','feiten':{'f':true},'contracten':[],"
                            "'voorstel':{" WITHOUT_VOLUME "}}");
    says("onbepaald"); /* what runs may meet a `?` */
    reasons_say("'nodig':[{'feit':'lopend'");
    reasons_decide_regeling("  adviserend als f\n", MATRIX,
                            "{'peildatum':'2027-03-01','feiten':{}" BESIDE_P2);
    says("onbepaald");
    reasons_say("'nodig':[{'feit':'f'");
    reasons_say("{'feit':'A1:P1+P2'");
    reasons_silent("antwoorden");
    reasons_decide_regeling("  adviserend als f\n", MATRIX,
                            "{'peildatum':'2027-03-01','feiten':{'f':true,'A1:P1+P2':"
                            "{'waarde':false,'motivering':'x'}}" BESIDE_P2);
    says("toelaatbaar");
    reasons_say("'signalen':[{'regel':'A1'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_end),    cmocka_unit_test(test_volume), cmocka_unit_test(test_date),
        cmocka_unit_test(test_orders), cmocka_unit_test(test_lists),  cmocka_unit_test(test_parts),
        cmocka_unit_test(test_advice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

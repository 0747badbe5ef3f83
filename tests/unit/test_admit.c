/* What would make a refused proposal admissible: each field, its smallest step, and pairs. */
#include "tests/unit/test_reasons.h"

#define VOORSTEL(from, to, hours)                                                                  \
    "'product':'P1','aanbieder':'A17','van':'" from "','tot_en_met':'" to                          \
    "','omvang':{'volume':" hours ",'eenheid':'uur'}"
#define CONTRACT(who) "{'aanbieder':'" who "','producten':['P1']}"

static void test_end(void **state)
{
    (void)state;
    reasons_decide("eis A1 \"Kort\"\n  alleen als duur hoogstens 3 maanden\n", "'feiten':{}");
    reasons_say("'wijziging':[{'tot_en_met':'2027-05-31'},{'van':'2027-04-01'}]");
    reasons_say("- Laat de periode lopen t/m 31 mei 2027.");
    /* not in the middle of a hole, and longer when that is nearer */
    reasons_decide("eis A1 \"Lang\"\n  alleen als duur minstens 5 maanden of duur < 1 maanden\n",
                   "'feiten':{}");
    reasons_say("'wijziging':[{'tot_en_met':'2027-07-31'}");
    /* exactly one length */
    reasons_decide("eis A1 \"Precies\"\n  alleen als duur is 100 dagen\n", "'feiten':{}");
    reasons_say("'wijziging':[{'tot_en_met':'2027-06-08'},{'van':'2027-03-23'}]");
}

static void test_start(void **state)
{
    (void)state;
    /* a start before the peildatum is never named */
    reasons_decide(
        "eis A1 \"Later\"\n  alleen als startdatum minstens 1-6-2027 of startdatum < 1-2-2027\n",
        "'feiten':{}");
    reasons_say("'wijziging':[{'van':'2027-06-01'}]");
    reasons_decide("eis A1 \"Al gestart\"\n  alleen als startdatum minstens 15-6-2027\n"
                   "  geldig vanaf 1-1-2027 tot 1-5-2027\n  peilt startdatum\n",
                   "'feiten':{}");
    reasons_say("'wijziging':[{'van':'2027-05-01'}]");
}

static void test_volume(void **state)
{
    (void)state;
    reasons_decide_of("eis A1 \"Norm\"\n  alleen als omvang hoogstens 150% van normomvang\n",
                      VOORSTEL("2027-03-01", "2027-06-30", "80.5"), "'feiten':{}");
    reasons_say("'wijziging':[{'omvang':{'volume':15,'eenheid':'uur','frequentie':'totaal'}}]");
    reasons_say("- Vraag 15 uur.");
    reasons_decide_of("eis A1 \"Kosten\"\n  alleen als kosten hoogstens € 735,-\n",
                      VOORSTEL("2027-03-01", "2027-06-30", "80"), "'feiten':{}");
    reasons_say("'volume':12.25,");
    reasons_decide_of("eis A1 \"Meer\"\n  alleen als omvang > 80 uur\n",
                      VOORSTEL("2027-03-01", "2027-06-30", "80"), "'feiten':{}");
    reasons_say("'volume':80.25,");
    reasons_say("- Vraag 80,25 uur.");
}

static void test_deviation(void **state)
{
    (void)state;
    reasons_decide("eis A1 \"Groep, tenzij\"\n  nooit als f\n  afwijken met motivering\n",
                   "'feiten':{'f':true}");
    reasons_say("'wijziging':[{'afwijkingen':[{'regel':'A1'}]}]");
    reasons_say("- Wijk met een motivering af van deze regel: Groep, tenzij.");
    reasons_decide("eis A1 \"Een\"\n  nooit als f\n  afwijken met motivering\n"
                   "eis A2 \"Twee\"\n  nooit als f\n  afwijken met motivering\n",
                   "'feiten':{'f':true}");
    reasons_say("'wijziging':[{'afwijkingen':[{'regel':'A1'},{'regel':'A2'}]}]");
}

/* Only a fact that the rules call veranderbaar; the nearest value first. */
static void test_facts(void **state)
{
    (void)state;
    reasons_decide(
        "feit m: ja/nee\n  vraag \"Is het meerwerk gemotiveerd?\"\n  veranderbaar door aanbieder\n"
        "eis A1 \"Meerwerk\"\n  alleen als m of f\n",
        "'feiten':{'m':false,'f':false}");
    reasons_say("'wijziging':[{'feiten':{'m':true}}]");
    reasons_say("- Verander dit: Is het meerwerk gemotiveerd? Ja.");
    reasons_decide("feit u: getal 0..100 uur\n  veranderbaar door aanbieder\n"
                   "eis A1 \"Uren\"\n  alleen als u tussen 20 en 30 of u < 3\n",
                   "'feiten':{'u':50}");
    reasons_say("'wijziging':[{'feiten':{'u':30}},");
    reasons_decide("eis A1 \"Feit\"\n  alleen als f\n", "'feiten':{'f':false}");
    reasons_say("'wijziging':[]");
}

static void test_aanbieder(void **state)
{
    (void)state;
    reasons_decide(
        "eis T14 \"Contract\"\n  alleen als gecontracteerd\n",
        "'contracten':[" CONTRACT("A21") "," CONTRACT("A22") "," CONTRACT("A21") "],"
                                                                                 "'feiten':{}");
    reasons_say("'wijziging':[{'aanbieder':'A21'},{'aanbieder':'A22'}]");
    /* of the places of another aanbieder nothing is known */
    reasons_decide("capaciteit C \"Plaatsen\"\n  per aanbieder\n  voor product is P1\n"
                   "  plaatsen \"A17\" 1, \"A21\" 80\n",
                   "'feiten':{},'saldo':{'capaciteit':{'C':{'vrij':0}}}");
    reasons_say("'besluit':'niet toelaatbaar'");
    reasons_silent("'aanbieder':'A21'");
}

static void test_product(void **state)
{
    (void)state;
    reasons_decide("eis A1 \"Niet dit\"\n  nooit als product is P1\n", "'feiten':{}");
    reasons_say("'wijziging':[{'product':'P2'}],'alternatieven':['Tweede product']");
}

/* Two only when one does not help; and never more than five. */
static void test_pairs(void **state)
{
    (void)state;
    reasons_decide_of("eis A1 \"Kort\"\n  alleen als duur hoogstens 3 maanden\n"
                      "eis A2 \"Klein\"\n  alleen als omvang hoogstens 12 uur\n",
                      VOORSTEL("2027-03-01", "2027-06-30", "80"), "'feiten':{}");
    reasons_say("'wijziging':[{'omvang':{'volume':12,'eenheid':'uur','frequentie':'totaal'},"
                "'tot_en_met':'2027-05-31'},{'omvang':{'volume':12,'eenheid':'uur',"
                "'frequentie':'totaal'},'van':'2027-04-01'}]");
    reasons_decide(
        "eis T14 \"Contract\"\n  alleen als gecontracteerd\n",
        "'contracten':[" CONTRACT("A21") "," CONTRACT("A22") "," CONTRACT("A23") "," CONTRACT(
            "A24") "," CONTRACT("A25") "," CONTRACT("A26") "],'feiten':{}");
    reasons_say("{'aanbieder':'A25'}]");
}

/* The places that are free were counted over the days that were asked. */
static void test_other_days(void **state)
{
    (void)state;
    reasons_decide(
        "capaciteit C \"Plaatsen\"\n  per regio\n  voor product in { P1, P2 }\n  plaatsen 9\n"
        "eis A1 \"Lang\"\n  alleen als duur minstens 5 maanden\n",
        "'feiten':{},'saldo':{'capaciteit':{'C':{'vrij':1}}}");
    reasons_say("'wijziging':[]");
    reasons_decide(
        "capaciteit C \"Plaatsen\"\n  per regio\n  voor product in { P1, P2 }\n  plaatsen 9\n"
        "eis A1 \"Kort\"\n  alleen als duur hoogstens 3 maanden\n",
        "'feiten':{},'saldo':{'capaciteit':{'C':{'vrij':1}}}");
    reasons_say("'wijziging':[{'tot_en_met':'2027-05-31'},");
}

/* Spread over two years there is room in each, over one there is not: neither near end shows it. */
static void test_two_years(void **state)
{
    (void)state;
    reasons_decide_of("budget B \"Pot\"\n  per kalenderjaar\n  voor product in { P1, P2 }\n"
                      "  plafond € 400,-\n",
                      "'product':'P1','aanbieder':'A17','van':'2027-12-20','tot_en_met':"
                      "'2027-12-20','omvang':{'volume':10,'eenheid':'uur'}",
                      "'feiten':{},'saldo':{'budget':{'B':{'2027':{'vrij_cent':30000},"
                      "'2028':{'vrij_cent':30000}}}}");
    reasons_say("'tot_en_met':'2028-01-12'"); /* 12 days in each year */
}

/* Unknown facts: the change helps however they turn out. */
static void test_unknown(void **state)
{
    (void)state;
    reasons_decide("eis A1 \"Kort\"\n  alleen als duur hoogstens 3 maanden\n"
                   "eis A2 \"Feit\"\n  nooit als f en duur > 2 maanden\n",
                   "'feiten':{}");
    reasons_say("'wijziging':[{'tot_en_met':'2027-04-30'},");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_end),        cmocka_unit_test(test_start),
        cmocka_unit_test(test_volume),     cmocka_unit_test(test_deviation),
        cmocka_unit_test(test_facts),      cmocka_unit_test(test_aanbieder),
        cmocka_unit_test(test_product),    cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_other_days), cmocka_unit_test(test_two_years),
        cmocka_unit_test(test_unknown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

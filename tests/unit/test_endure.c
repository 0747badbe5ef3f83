/* How long a decision lasts: rules, tariffs, contracts, limits, the regeling itself, and age. */
#include "tests/unit/test_reasons.h"

#define ALONE "'besluit':'toelaatbaar'"

static void test_rules(void **state)
{
    (void)state;
    reasons_decide(
        "eis A1 \"Later streng\"\n  nooit als f\n  geldig vanaf 1-9-2027 tot 1-12-2027\n",
        "'feiten':{'f':true}");
    reasons_say(ALONE);
    reasons_say("'bestendigheid':[{'oorzaak':'regels','vanaf':'2027-09-01','besluit':'niet "
                "toelaatbaar','grond':'A1'},{'oorzaak':'regels','vanaf':'2027-12-01','besluit':"
                "'toelaatbaar'}]");
    reasons_say("Let op: vanaf 1 september 2027 is hetzelfde voorstel niet toelaatbaar. "
                "De reden is dan: Later streng.");
    /* a change that does not touch this proposal, and one after a year */
    reasons_decide("eis A1 \"Anders\"\n  nooit als f\n  geldig vanaf 1-9-2027\n"
                   "eis A2 \"Ver weg\"\n  nooit als g\n  geldig vanaf 2-3-2028\n",
                   "'feiten':{'f':false,'g':true}");
    reasons_silent("'bestendigheid'");
    reasons_decide("eis A2 \"Nog net\"\n  nooit als g\n  geldig vanaf 1-3-2028\n",
                   "'feiten':{'g':true}");
    reasons_say("'vanaf':'2028-03-01'");
    /* open then is no change that is known */
    reasons_decide("eis A1 \"Later\"\n  nooit als k\n  geldig vanaf 1-9-2027\n", "'feiten':{}");
    reasons_say(ALONE);
    reasons_silent("'bestendigheid'");
}

static void test_amounts(void **state)
{
    (void)state;
    reasons_decide(
        "product P3 \"Derde\" in S\n  tarief € 60,- per uur vanaf 1-1-2027 tot 1-7-2027\n"
        "  tarief € 70,- per uur vanaf 1-7-2027\n  zonder norm\n"
        "eis A1 \"Duur\"\n  voor product is P3\n  alleen als tarief hoogstens € 65,-\n",
        "'feiten':{}");
    reasons_silent("'bestendigheid'");
    reasons_decide_of(
        "product P3 \"Derde\" in S\n  tarief € 60,- per uur vanaf 1-1-2027 tot 1-7-2027\n"
        "  tarief € 70,- per uur vanaf 1-7-2027\n  zonder norm\n"
        "eis A1 \"Duur\"\n  voor product is P3\n  alleen als tarief hoogstens € 65,-\n",
        "'product':'P3','aanbieder':'A17','van':'2027-03-08','tot_en_met':"
        "'2027-03-31','omvang':{'volume':10,'eenheid':'uur'}",
        "'feiten':{}");
    /* the start is a week after the peildatum, and moves along */
    reasons_say("'bestendigheid':[{'oorzaak':'tarief','vanaf':'2027-06-24','besluit':'niet "
                "toelaatbaar','grond':'A1'}]");
    reasons_decide(
        "eis T14 \"Contract\"\n  alleen als gecontracteerd\n",
        "'contracten':[{'aanbieder':'A17','producten':['P1'],'tot_en_met':'2027-08-31'}],"
        "'feiten':{}");
    reasons_say("'bestendigheid':[{'oorzaak':'contract','vanaf':'2027-09-01',");
    reasons_decide("capaciteit C \"Plaatsen\"\n  per regio\n  voor product is P1\n"
                   "  plaatsen 2 vanaf 1-1-2027, 0 vanaf 1-10-2027\n",
                   "'feiten':{},'saldo':{'capaciteit':{'C':{'vrij':2}}}");
    reasons_say(ALONE);
}

static void test_regeling_ends(void **state)
{
    (void)state;
    reasons_decide_at("2033-05-01", "eis A1 \"Eis\"\n  nooit als f\n", "'feiten':{'f':false}");
    reasons_say("'bestendigheid':[{'oorzaak':'regeling','vanaf':'2034-01-01','besluit':null}]");
    reasons_say("Let op: deze regeling geldt tot 1 januari 2034.");
}

static void test_age(void **state)
{
    (void)state;
    reasons_decide("feit leeftijd: getal 0..23 jaar\n  vraag \"Hoe oud is de jeugdige?\"\n"
                   "eis A1 \"Tot 18 jaar\"\n  alleen als leeftijd < 18\n",
                   "'feiten':{'leeftijd':17}");
    reasons_say("'bestendigheid':[{'oorzaak':'leeftijd','leeftijd':18,'besluit':'niet "
                "toelaatbaar','grond':'A1'}]");
    reasons_say("Let op: binnen een jaar is de jeugdige 18 jaar. Dan is hetzelfde voorstel niet "
                "toelaatbaar. De reden is dan: Tot 18 jaar.");
    reasons_decide("feit leeftijd: getal 0..23 jaar\n"
                   "eis A1 \"Tot 18 jaar\"\n  alleen als leeftijd < 18\n",
                   "'feiten':{'leeftijd':16}");
    reasons_silent("'bestendigheid'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rules), cmocka_unit_test(test_amounts),
                                       cmocka_unit_test(test_regeling_ends),
                                       cmocka_unit_test(test_age)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

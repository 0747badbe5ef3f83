/* Reasons that only completions show: grounds together, begrippen, ties by altijd, facts that
 * clash. */
#include "tests/unit/test_reasons.h"

static void test_grounds_together(void **state)
{
    (void)state;
    reasons_decide("eis A1 \"Eerste\"\n  nooit als f en g\n"
                   "eis A2 \"Nooit nodig\"\n  nooit als f en niet (g)\n"
                   "eis A3 \"Tweede\"\n  nooit als f\n  tenzij niet (g)\n"
                   "eis A4 \"Derde\"\n  nooit als niet (f)\n",
                   "'feiten':{'g':true}");
    reasons_say("'besluit':'niet toelaatbaar'");
    reasons_say("'gronden':[],'gronden_samen':['A1','A4']");
    reasons_decide("eis A1 \"Eerste\"\n  nooit als f\n"
                   "eis A4 \"Derde\"\n  nooit als niet (f)\n"
                   "eis A5 \"Altijd\"\n  nooit als g\n",
                   "'feiten':{'g':true}");
    reasons_say("'gronden':['A5'],'nodig'");
}

static void test_begrippen(void **state)
{
    (void)state;
    reasons_decide("begrip b = minstens 2 van { f, g, h }\n"
                   "begrip ongelezen = f\n"
                   "begrip c = b of (n > 4)\n"
                   "eis A1 \"Eis\"\n  alleen als c\n",
                   "'feiten':{'f':true,'g':true,'h':true,'n':3}");
    reasons_say("'begrippen':[{'begrip':'b','waarde':true,'feiten':{'f':true,'g':true}},"
                "{'begrip':'c','waarde':true,'feiten':{'f':true,'g':true}}]");
    reasons_decide("begrip b = f en g\neis A1 \"Eis\"\n  alleen als b of h\n"
                   "eis A2 \"Eis\"\n  alleen als h\n",
                   "'feiten':{'f':true}");
    reasons_say("'begrippen':[{'begrip':'b','waarde':null,'feiten':{}}]");
    reasons_decide("begrip b = f en g\neis A1 \"Eis\"\n  alleen als b of h\n"
                   "  geldig vanaf 1-1-2030\n",
                   "'feiten':{'f':true}");
    reasons_silent("'begrippen'"); /* no rule in force reads it */
}

/* Three-valued logic would keep n: it reads it twice. */
static void test_read_twice(void **state)
{
    (void)state;
    reasons_decide("eis A1 \"Eis\"\n  nooit als f en (n < 5 of n >= 5 of g)\n",
                   "'feiten':{'f':true,'g':false,'n':3}");
    reasons_say("'gronden':['A1']");
    reasons_say("'feiten':{'f':true}");
    reasons_decide("eis A1 \"Eis\"\n  nooit als f en (n < 5 of n > 5 of g)\n",
                   "'feiten':{'f':true,'g':false,'n':3}");
    reasons_say("'feiten':{'f':true,'n':3}");
}

/* What always holds settles a rule, and then its facts are the reason. */
static void test_tie(void **state)
{
    (void)state;
    reasons_decide("altijd I1 \"Altijd\"\n  nooit als f en niet (g)\n"
                   "eis A1 \"Eis\"\n  nooit als g\n",
                   "'feiten':{'f':true,'h':true}");
    reasons_say("'gronden':['A1']");
    reasons_say("'citaat':null,'feiten':{'f':true}}");
    reasons_decide("altijd I1 \"Altijd\"\n  nooit als f en niet (g)\n"
                   "eis A1 \"Eis\"\n  nooit als f en g\n",
                   "'feiten':{'f':true,'g':true}");
    reasons_say("'citaat':null,'feiten':{'f':true}}");
}

/* An invariant that is still open may yet exclude a branch that goes the other way. */
static void test_open_tie(void **state)
{
    (void)state;
    reasons_decide("altijd I1 \"Altijd\"\n  nooit als f en minstens 2 van { k, niet (k), g }\n"
                   "altijd I2 \"Anders\"\n  alleen als k of niet (k) of h\n"
                   "eis A1 \"Eis\"\n  nooit als f\n",
                   "'feiten':{'g':true,'h':true}");
    reasons_say("'besluit':'toelaatbaar'");
    reasons_say("'citaat':null,'feiten':{'g':true}}");
    /* a sum that is the same whatever the fact is */
    reasons_decide("eis A1 \"Eis\"\n  nooit als f\n  tenzij (aantal lopende) > n\n",
                   "'feiten':{'f':true,'n':3}");
    reasons_say("'citaat':null,'feiten':{'f':true}}");
}

static void test_clash(void **state)
{
    (void)state;
    reasons_decide("altijd I1 \"Een\"\n  nooit als f en niet (g)\n"
                   "altijd I2 \"Twee\"\n  nooit als g en h\n"
                   "altijd I3 \"Drie\"\n  nooit als n < 3 en k\n"
                   "eis A1 \"Eis\"\n  nooit als f\n",
                   "'feiten':{'f':true,'h':true,'n':4}");
    reasons_say("'besluit':'strijdig'");
    reasons_say("'gronden':['I1','I2']");
    reasons_silent("'regel':'I3'");
    reasons_silent("'n':4");
}

/* Many facts that are read twice: the work has a limit, and what is said stays true. */
static void test_limit(void **state)
{
    char rules[4096] = "", facts[1024] = "'feiten':{'f':true";
    (void)state;
    for (int i = 0; i < 30; i++)
        snprintf(rules + strlen(rules), sizeof rules - strlen(rules), "feit x%d: ja/nee\n", i);
    strcat(rules, "eis A1 \"Eis\"\n  nooit als f en (x0");
    for (int i = 0; i < 30; i++) {
        snprintf(rules + strlen(rules), sizeof rules - strlen(rules), " of (x%d en niet (x%d))", i,
                 (i + 1) % 30);
        snprintf(facts + strlen(facts), sizeof facts - strlen(facts), ",'x%d':%s", i,
                 i == 7 ? "true" : "false");
    }
    strcat(rules, ")\n");
    strcat(facts, "}");
    reasons_decide(rules, facts);
    reasons_say("'gronden':['A1']");
    reasons_say("'feiten':{'f':true,'x7':true}"); /* round the circle one of them comes true */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_grounds_together),
                                       cmocka_unit_test(test_begrippen),
                                       cmocka_unit_test(test_read_twice),
                                       cmocka_unit_test(test_tie),
                                       cmocka_unit_test(test_open_tie),
                                       cmocka_unit_test(test_clash),
                                       cmocka_unit_test(test_limit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

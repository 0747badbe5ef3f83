/* The reference on rules of meaning: each outcome was worked out by hand from docs/taal.md. */
#include "tests/unit/test_reference.h"

/* ---- what a rule says, and what follows ---- */

#define R7 "  reden 7\n"

static const struct row rules[] = {
    {"voldaan", "eis R1 \"E\"\n  alleen als trauma\n" R7, "trauma=ja", "toelaatbaar R1=voldaan"},
    {"niet voldaan", "eis R1 \"E\"\n  alleen als trauma\n" R7, "trauma=nee",
     "niet_toelaatbaar R1=niet_voldaan"},
    {"nooit als", "eis R1 \"E\"\n  nooit als trauma\n" R7, "trauma=ja", "niet_toelaatbaar"},
    {"geldt is alleen als", "eis R1 \"E\"\n  geldt trauma\n" R7, "trauma=nee", "niet_toelaatbaar"},
    {"voor holds not", "eis R1 \"E\"\n  voor hechting\n  alleen als trauma\n" R7,
     "trauma=nee hechting=nee", "toelaatbaar R1=niet_van_toepassing"},
    {"voor adds up with en",
     "eis R1 \"E\"\n  voor hechting\n  als leeftijd < 12\n  alleen als trauma\n" R7,
     "trauma=nee hechting=ja leeftijd=12", "toelaatbaar R1=niet_van_toepassing"},
    {"tests add up with en", "eis R1 \"E\"\n  alleen als trauma\n  nooit als hechting\n" R7,
     "trauma=ja hechting=ja", "niet_toelaatbaar"},
    {"tenzij excuses", "eis R1 \"E\"\n  alleen als trauma\n  tenzij hechting\n" R7,
     "trauma=nee hechting=ja", "toelaatbaar R1=voldaan"},
    {"tenzij adds up with of",
     "eis R1 \"E\"\n  alleen als trauma\n  tenzij hechting\n  tenzij leeftijd > 17\n" R7,
     "trauma=nee hechting=nee leeftijd=18", "toelaatbaar R1=voldaan"},
    {"a signaal reports", "signaal A1 \"S\"\n  als trauma\n  meld \"Let op.\"\n", "trauma=ja",
     "toelaatbaar A1=voldaan"},
    {"a signaal is silent", "signaal A1 \"S\"\n  als trauma\n  meld \"Let op.\"\n", "trauma=nee",
     "toelaatbaar A1=niet_van_toepassing"},
    {"a voorwaarde never refuses", "voorwaarde W1 \"W\"\n  voor trauma\n  verplicht \"Plan.\"\n",
     "trauma=ja", "toelaatbaar W1=voldaan"},
    {"kracht signaal does not refuse", "eis R1 \"E\"\n  alleen als trauma\n  kracht signaal\n" R7,
     "trauma=nee", "toelaatbaar R1=niet_voldaan"},
    {"kracht: before the signal it has no force",
     "eis R1 \"E\"\n  alleen als trauma\n  kracht signaal vanaf 1-6-2027, bindend vanaf "
     "1-1-2028\n" R7,
     "trauma=nee peil=2027-05-31", "toelaatbaar R1=niet_in_werking"},
    {"kracht: a signal from that day",
     "eis R1 \"E\"\n  alleen als trauma\n  kracht signaal vanaf 1-6-2027, bindend vanaf "
     "1-1-2028\n" R7,
     "trauma=nee peil=2027-06-01", "toelaatbaar"},
    {"kracht: it binds",
     "eis R1 \"E\"\n  alleen als trauma\n  kracht signaal vanaf 1-6-2027, bindend vanaf "
     "1-1-2028\n" R7,
     "trauma=nee peil=2028-01-01", "niet_toelaatbaar"},
    {"a motivated deviation", "eis R1 \"E\"\n  alleen als trauma\n  afwijken met motivering\n" R7,
     "trauma=nee afwijking=R1", "toelaatbaar R1=voldaan_met_afwijking"},
    {"a deviation from a rule that is met",
     "eis R1 \"E\"\n  alleen als trauma\n  afwijken met motivering\n" R7, "trauma=ja afwijking=R1",
     "toelaatbaar R1=voldaan"},
    {"a deviation settles what is unknown",
     "eis R1 \"E\"\n  alleen als trauma\n  afwijken met motivering\n" R7, "afwijking=R1",
     "toelaatbaar R1=voldaan_met_afwijking"},
};

static void test_rules(void **state)
{
    (void)state;
    CHECK(HEAD NAMES, rules);
}

/* ---- stand, periods, vervangt ---- */

static const struct row standing[] = {
    {"a proposed rule does not decide",
     "eis R1 \"E\"\n  alleen als trauma\n  stand voorgesteld\n" R7, "trauma=nee",
     "toelaatbaar R1=niet_voldaan"},
    {"unless it is asked for", "eis R1 \"E\"\n  alleen als trauma\n  stand voorgesteld\n" R7,
     "trauma=nee voorgesteld", "niet_toelaatbaar"},
    {"onbeslist never decides", "eis R1 \"E\"\n  alleen als trauma\n  stand onbeslist\n" R7,
     "trauma=nee voorgesteld", "toelaatbaar R1=niet_voldaan"},
    {"vervallen is not there", "eis R1 \"E\"\n  alleen als trauma\n  stand vervallen\n" R7,
     "trauma=nee voorgesteld", "toelaatbaar R1=niet_in_werking"},
    {"tot excludes the day",
     "eis R1 \"E\"\n  alleen als trauma\n  geldig vanaf 1-2-2027 tot 1-3-2027\n" R7,
     "trauma=nee peil=2027-03-01", "toelaatbaar R1=niet_in_werking"},
    {"t/m includes the day",
     "eis R1 \"E\"\n  alleen als trauma\n  geldig vanaf 1-2-2027 t/m 1-3-2027\n" R7,
     "trauma=nee peil=2027-03-01", "niet_toelaatbaar"},
    {"vanaf includes the day", "eis R1 \"E\"\n  alleen als trauma\n  geldig vanaf 1-3-2027\n" R7,
     "trauma=nee peil=2027-03-01", "niet_toelaatbaar"},
    {"the day before", "eis R1 \"E\"\n  alleen als trauma\n  geldig vanaf 1-3-2027\n" R7,
     "trauma=nee peil=2027-02-28", "toelaatbaar R1=niet_in_werking"},
    {"peilt peildatum", "eis R1 \"E\"\n  alleen als trauma\n  geldig vanaf 1-4-2027\n" R7,
     "trauma=nee peil=2027-03-01 van=2027-04-01", "toelaatbaar R1=niet_in_werking"},
    {"peilt startdatum",
     "eis R1 \"E\"\n  alleen als trauma\n  geldig vanaf 1-4-2027\n  peilt startdatum\n" R7,
     "trauma=nee peil=2027-03-01 van=2027-04-01", "niet_toelaatbaar"},
    {"vervangt: the replaced rule does not apply",
     "eis G13 \"E\"\n  alleen als trauma\n" R7
     "eis G14 \"E\"\n  als leeftijd < 12\n  alleen als hechting\n  vervangt G13\n" R7,
     "trauma=nee hechting=ja leeftijd=9", "toelaatbaar G13=niet_van_toepassing G14=voldaan"},
    {"vervangt: only where its voor holds",
     "eis G13 \"E\"\n  alleen als trauma\n" R7
     "eis G14 \"E\"\n  als leeftijd < 12\n  alleen als hechting\n  vervangt G13\n" R7,
     "trauma=nee hechting=ja leeftijd=12", "niet_toelaatbaar G13=niet_voldaan"},
    {"vervangt: only when asked for",
     "eis G13 \"E\"\n  alleen als trauma\n" R7
     "eis G14 \"E\"\n  alleen als hechting\n  vervangt G13\n  stand voorgesteld\n" R7,
     "trauma=nee hechting=ja", "niet_toelaatbaar G13=niet_voldaan G14=voldaan"},
    {"vervangt: wider when the proposal is asked for",
     "eis G13 \"E\"\n  alleen als trauma\n" R7
     "eis G14 \"E\"\n  alleen als hechting\n  vervangt G13\n  stand voorgesteld\n" R7,
     "trauma=nee hechting=ja voorgesteld", "toelaatbaar G13=niet_van_toepassing"},
    {"vervangt: only in force",
     "eis G13 \"E\"\n  alleen als trauma\n" R7
     "eis G14 \"E\"\n  alleen als hechting\n  vervangt G13\n  geldig vanaf 1-1-2028\n" R7,
     "trauma=nee hechting=ja", "niet_toelaatbaar G13=niet_voldaan G14=niet_in_werking"},
    {"a replaced rule replaces nothing",
     "eis G13 \"E\"\n  alleen als trauma\n" R7
     "eis G14 \"E\"\n  alleen als hechting\n  vervangt G13\n" R7
     "eis G15 \"E\"\n  alleen als leeftijd < 12\n  vervangt G14\n" R7,
     "trauma=nee hechting=ja leeftijd=9",
     "niet_toelaatbaar G13=niet_voldaan G14=niet_van_toepassing G15=voldaan"},
    {"an altijd that is broken", "altijd I1 \"I\"\n  nooit als trauma en (last is licht)\n",
     "trauma=ja last=licht", "strijdig I1=niet_voldaan"},
    {"an altijd that holds", "altijd I1 \"I\"\n  nooit als trauma en (last is licht)\n",
     "trauma=ja last=zwaar", "toelaatbaar I1=voldaan"},
    {"strijdig comes before a refusal",
     "altijd I1 \"I\"\n  nooit als trauma\neis R1 \"E\"\n  nooit als trauma\n" R7, "trauma=ja",
     "strijdig I1=niet_voldaan R1=niet_voldaan"},
};

static void test_standing(void **state)
{
    (void)state;
    CHECK(HEAD NAMES, standing);
}

/* ---- unknown facts ---- */

static const struct row unknown[] = {
    {"it can still change", "eis R1 \"E\"\n  alleen als trauma\n" R7, "", "onbepaald R1=onbekend"},
    {"it cannot matter", "eis R1 \"E\"\n  alleen als trauma of hechting\n" R7, "hechting=ja",
     "toelaatbaar R1=voldaan"},
    {"tautology", "eis R1 \"E\"\n  alleen als trauma of (niet trauma)\n" R7, "",
     "toelaatbaar R1=voldaan"},
    {"refused whatever the fact is", "eis R1 \"E\"\n  alleen als trauma en (niet trauma)\n" R7, "",
     "niet_toelaatbaar R1=niet_voldaan"},
    {"all refuse, no one always",
     "eis R1 \"E\"\n  alleen als trauma\n" R7 "eis R2 \"E\"\n  nooit als trauma\n" R7, "",
     "niet_toelaatbaar R1=onbekend R2=onbekend"},
    {"voor unknown, and it would refuse", "eis R1 \"E\"\n  voor trauma\n  alleen als hechting\n" R7,
     "hechting=nee", "onbepaald R1=onbekend"},
    {"voor unknown, and it would not", "eis R1 \"E\"\n  voor trauma\n  alleen als hechting\n" R7,
     "hechting=ja", "toelaatbaar R1=voldaan"},
    {"a signaal that is not sure", "signaal A1 \"S\"\n  als trauma\n  meld \"Let op.\"\n", "",
     "toelaatbaar A1=onbekend"},
    {"an altijd tells a fact",
     "altijd I1 \"I\"\n  alleen als trauma of hechting\neis R1 \"E\"\n  alleen als trauma\n" R7,
     "hechting=nee", "toelaatbaar R1=voldaan"},
    {"no completion", "altijd I1 \"I\"\n  alleen als trauma\naltijd I2 \"I\"\n  nooit als trauma\n",
     "", "strijdig"},
    {"counters of unknowns", "eis R1 \"E\"\n  alleen als minstens 1 van { trauma, hechting }\n" R7,
     "trauma=nee", "onbepaald"},
    {"numbers by their constants", "eis R1 \"E\"\n  alleen als (iq < 85) of (iq > 84)\n" R7, "",
     "toelaatbaar R1=voldaan"},
    {"a number between", "eis R1 \"E\"\n  alleen als (iq < 85) of (iq > 85)\n" R7, "", "onbepaald"},
    {"the range ends it", "eis R1 \"E\"\n  alleen als iq + 0 >= 40\n" R7, "iq=40", "toelaatbaar"},
    {"facts against each other",
     "eis R1 \"E\"\n  alleen als (iq < plafond) of (plafond <= iq)\n" R7, "", "toelaatbaar"},
    {"every order of two facts and a constant",
     "eis R1 \"E\"\n  nooit als (iq < plafond) en (iq > 90) en (plafond < 93)\n" R7, "",
     "onbepaald"},
    {"no room between them",
     "eis R1 \"E\"\n  nooit als (iq < plafond) en (iq > 90) en (plafond < 92)\n" R7, "",
     "toelaatbaar"},
    {"amounts", "eis R1 \"E\"\n  alleen als (inkomen <= € 200,50) of (inkomen > € 200,50)\n" R7, "",
     "toelaatbaar"},
    {"one cent apart",
     "eis R1 \"E\"\n  alleen als (inkomen <= € 200,50) of (inkomen >= € 200,52)\n" R7, "",
     "onbepaald"},
    {"dates",
     "eis R1 \"E\"\n  alleen als (aanmelding < startdatum) of (aanmelding >= startdatum)\n" R7, "",
     "toelaatbaar"},
    {"ordered values", "eis R1 \"E\"\n  alleen als (last hoogstens midden) of (last is zwaar)\n" R7,
     "", "toelaatbaar"},
    {"a gemeente that is not named", "eis R1 \"E\"\n  alleen als gemeente in H2\n" R7,
     "gemeente=1999", "niet_toelaatbaar"},
    {"every gemeente", "eis R1 \"E\"\n  alleen als gemeente in H2\n" R7, "", "onbepaald"},
};

static void test_unknown(void **state)
{
    (void)state;
    CHECK(HEAD NAMES, unknown);
}

/* ---- the regeling as a whole ---- */

static const struct row whole[] = {
    {"outside: no rule decides",
     "  voor gemeente in H2\n" NAMES "eis R1 \"E\"\n  alleen als trauma\n" R7,
     "gemeente=1999 trauma=nee", "buiten_regeling"},
    {"inside", "  voor gemeente in H2\n" NAMES "eis R1 \"E\"\n  alleen als trauma\n" R7,
     "gemeente=0503 trauma=nee", "niet_toelaatbaar"},
    {"membership is that of the startdatum",
     "  voor gemeente in H2\n" NAMES "eis R1 \"E\"\n  alleen als trauma\n" R7,
     "gemeente=1783 trauma=nee van=2027-12-31 tot=2028-12-01", "niet_toelaatbaar"},
    {"and ends with its period",
     "  voor gemeente in H2\n" NAMES "eis R1 \"E\"\n  alleen als trauma\n" R7,
     "gemeente=1783 trauma=nee van=2028-01-01 tot=2028-12-01", "buiten_regeling"},
    {"inside or outside", "  voor gemeente in H2\n" NAMES "eis R1 \"E\"\n  alleen als trauma\n" R7,
     "trauma=ja", "onbepaald"},
    {"adviserend never refuses",
     "  adviserend als verwijzer in { GI, rechter }\n" NAMES
     "eis R1 \"E\"\n  alleen als trauma\n" R7,
     "verwijzer=rechter trauma=nee", "toelaatbaar R1=niet_voldaan"},
    {"not adviserend",
     "  adviserend als verwijzer in { GI, rechter }\n" NAMES
     "eis R1 \"E\"\n  alleen als trauma\n" R7,
     "verwijzer=huisarts trauma=nee", "niet_toelaatbaar R1=niet_voldaan"},
    {"who knows",
     "  adviserend als verwijzer in { GI, rechter }\n" NAMES
     "eis R1 \"E\"\n  alleen als trauma\n" R7,
     "trauma=nee", "onbepaald R1=niet_voldaan"},
    {"an open cell stays open under advice",
     "  adviserend als trauma\n" NAMES "stapeling S1 \"S\"\n  matrix\n    | | 54001 | 54002 |\n"
     "    | 54001 | nee | ? |\n    | 54002 | | nee |\n  standaard ja\n" R7,
     "trauma=ja lopend=54002@A21:2027-01-01..2027-06-30", "onbepaald S1=onbekend"},
    {"a deviation for every rule",
     "  afwijken met motivering\n" NAMES "eis R1 \"E\"\n  alleen als trauma\n" R7,
     "trauma=nee afwijking=R1", "toelaatbaar R1=voldaan_met_afwijking"},
    {"dubbel: same product, same aanbieder", NAMES, "lopend=54001@A17:2027-11-30..2028-01-01",
     "niet_toelaatbaar dubbel=niet_voldaan"},
    {"dubbel: not on any day", NAMES, "lopend=54001@A17:2027-12-01..2028-01-01", "toelaatbaar"},
    {"dubbel: another aanbieder", NAMES, "lopend=54001@A18:2027-03-01..2028-01-01", "toelaatbaar"},
    {"dubbel: it is the one that changes", NAMES,
     "lopend=54001@A17:2027-03-01..2028-01-01 wijzigt=t0", "toelaatbaar dubbel=voldaan"},
    {"dubbel: unknown", NAMES, "lopend?", "onbepaald dubbel=onbekend"},
    {"dubbel toegestaan", "  dubbel toegestaan\n" NAMES, "lopend=54001@A17:2027-03-01..2028-01-01",
     "toelaatbaar"},
};

static void test_whole(void **state)
{
    (void)state;
    CHECK(HEAD, whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_standing),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The reference on time, volume, money, others and contracts: worked out by hand from docs/taal.md.
 */
#include "tests/unit/test_reference.h"

#define E(test) "eis R1 \"E\"\n  alleen als " test "\n  reden 7\n"
#define YES     "toelaatbaar R1=voldaan"
#define NO      "niet_toelaatbaar R1=niet_voldaan"
#define MAYBE   "onbepaald R1=onbekend"
#define NVT     "toelaatbaar R1=niet_van_toepassing"

/* ---- periods ---- */

static const struct row periods[] = {
    {"1-3 to 28-2 is one year", E("duur hoogstens 1 jaar"), "van=2027-03-01 tot=2028-02-28", YES},
    {"and 29-2 in a leap year too: 1-3 less a day", E("duur hoogstens 1 jaar"),
     "van=2027-03-01 tot=2028-02-29", YES},
    {"a day more", E("duur hoogstens 1 jaar"), "van=2027-03-01 tot=2028-03-01", NO},
    {"1-3 to 28-2 without a leap day", E("duur hoogstens 1 jaar"), "van=2028-03-01 tot=2029-02-28",
     YES},
    {"from a leap day", E("duur hoogstens 1 jaar"), "van=2028-02-29 tot=2029-02-27", YES},
    {"from a leap day, clipped", E("duur hoogstens 1 jaar"), "van=2028-02-29 tot=2029-02-28", NO},
    {"31-1 and a month ends on 27-2", E("duur hoogstens 1 maand"), "van=2027-01-31 tot=2027-02-27",
     YES},
    {"31-1 to 28-2 is more", E("duur hoogstens 1 maand"), "van=2027-01-31 tot=2027-02-28", NO},
    {"> is the negation", E("duur > 1 maand"), "van=2027-01-31 tot=2027-02-28", YES},
    {"exactly", E("duur is 3 maanden"), "van=2027-03-01 tot=2027-05-31", YES},
    {"less than", E("duur < 3 maanden"), "van=2027-03-01 tot=2027-05-31", NO},
    {"minstens", E("duur minstens 3 maanden"), "van=2027-03-01 tot=2027-05-31", YES},
    {"between", E("duur tussen 3 maanden en 6 maanden"), "van=2027-03-01 tot=2027-08-31", YES},
    {"between, a day over", E("duur tussen 3 maanden en 6 maanden"),
     "van=2027-03-01 tot=2027-09-01", NO},
    {"days count both ends", E("duur is 2 dagen"), "van=2027-03-01 tot=2027-03-02", YES},
    {"weeks", E("duur hoogstens 2 weken"), "van=2027-03-01 tot=2027-03-14", YES},
    {"weeks and a day", E("duur hoogstens 2 weken"), "van=2027-03-01 tot=2027-03-15", NO},
    {"an open end is longer than all", E("duur hoogstens 50 jaar"), "tot=open", NO},
    {"an open end comes after all", E("einddatum > 31-12-2098"), "tot=open", YES},
    {"open_einde", E("open_einde"), "tot=open", YES},
    {"no open end", E("open_einde"), "", "niet_toelaatbaar"},
    {"an unknown end", E("duur hoogstens 1 jaar"), "tot=?", MAYBE},
    {"an unknown end may be open", E("niet open_einde"), "tot=?", MAYBE},
    {"no end lies before the start", E("einddatum >= startdatum"), "tot=?", YES},
    {"an unknown end and the start's own year", E("(duur hoogstens 1 jaar) of (duur > 1 jaar)"),
     "tot=?", YES},
    {"a date and months", E("aanmelding + 1 maand >= startdatum"),
     "aanmelding=2027-01-31 van=2027-02-28", YES},
    {"a date and months, clipped", E("aanmelding + 1 maand >= startdatum"),
     "aanmelding=2027-01-31 van=2027-03-01", NO},
    {"a date and days", E("aanmelding + 14 dagen >= startdatum"),
     "aanmelding=2027-02-15 van=2027-03-01", YES},
    {"the days between two dates", E("einddatum - startdatum is 1 dag"),
     "van=2027-03-01 tot=2027-03-02", YES},
    {"peildatum", E("startdatum <= peildatum + 2 weken"), "peil=2027-03-01 van=2027-03-15", YES},
};

static void test_periods(void **state)
{
    (void)state;
    CHECK(HEAD NAMES, periods);
}

/* ---- volume and money ---- */

static const struct row volumes[] = {
    {"150% of the norm", E("omvang <= 150% van normomvang"), "omvang=60u", YES},
    {"a minute more", E("omvang <= 150% van normomvang"), "omvang=3601m", NO},
    {"half a percent", E("omvang <= 0,5% van normomvang"), "omvang=12m", YES},
    {"half a percent and a minute", E("omvang <= 0,5% van normomvang"), "omvang=13m", NO},
    {"a dagdeel is 4 hours", E("omvang is 8 uur"), "omvang=2d", YES},
    {"decimals", E("omvang is 90 minuten"), "omvang=1,5u", YES},
    {"per day", E("omvang is 20 uur"), "omvang=2u/dag van=2027-03-01 tot=2027-03-10", YES},
    {"per week, exact", E("omvang is 20 uur"), "omvang=10u/week van=2027-03-01 tot=2027-03-14",
     YES},
    {"per week, 8 days", E("omvang > 685 minuten"), "omvang=10u/week van=2027-03-01 tot=2027-03-08",
     YES},
    {"per week, 8 days are 685,7 minutes", E("omvang < 686 minuten"),
     "omvang=10u/week van=2027-03-01 tot=2027-03-08", YES},
    {"per month, a whole one", E("omvang is 10 uur"),
     "omvang=10u/maand van=2027-02-01 tot=2027-02-28", YES},
    {"per month, in proportion", E("omvang is 10 uur"),
     "omvang=10u/maand van=2027-02-15 tot=2027-03-14", NO},
    {"per month: 14 of 28 days and 31 of 31", E("omvang is 15 uur"),
     "omvang=10u/maand van=2027-02-15 tot=2027-03-31", YES},
    {"an amount per week", E("omvang hoogstens 10 uur per week"),
     "omvang=20u van=2027-03-01 tot=2027-03-14", YES},
    {"an amount per week, more", E("omvang hoogstens 10 uur per week"),
     "omvang=1201m van=2027-03-01 tot=2027-03-14", NO},
    {"per week without an end", E("omvang hoogstens 10 uur per week"), "omvang=10u/week tot=open",
     YES},
    {"an unknown volume", E("omvang <= 150% van normomvang"), "omvang=?", MAYBE},
    {"an unknown volume, either way", E("(omvang <= 60 uur) of (omvang > 150% van normomvang)"),
     "omvang=?", YES},
    {"an unknown volume beside `norm ?`",
     "product P1 \"P\" in V tarief € 60,- per uur norm ?\n" E(
         "niet (omvang is 90 minuten) of (omvang < 42 uur)"),
     "product=P1 omvang=?", YES},
    {"nobody knows the total of an open end", E("omvang <= 60 uur"), "omvang=10u/week tot=open",
     MAYBE},
    {"zonder norm: the rule does not apply", E("omvang <= 150% van normomvang"),
     "product=54002 omvang=900u", NVT},
    {"zonder norm, through a begrip", "begrip veel = omvang > 150% van normomvang\n" E("niet veel"),
     "product=54002 omvang=900u", NVT},
    {"zonder tarief", E("tarief > € 10,-"), "product=54002", NVT},
    {"a norm that has ended is unknown", E("omvang <= 150% van normomvang"),
     "product=41U01 van=2028-01-01 tot=2028-02-01 omvang=15u", MAYBE},
    {"the norm of the startdatum", E("omvang <= 150% van normomvang"),
     "product=41U01 van=2027-12-31 tot=2028-02-01 omvang=15u", YES},
    {"the tarief of the startdatum", E("tarief is € 60,-"), "van=2027-12-31 tot=2028-06-30", YES},
    {"the next tarief", E("tarief is € 66,-"), "van=2028-01-01 tot=2028-06-30", YES},
    {"a product outside has no norm", E("omvang <= 150% van normomvang"),
     "product=9X999 omvang=60u", MAYBE},
};

static void test_volumes(void **state)
{
    (void)state;
    CHECK(HEAD NAMES, volumes);
}

/* ---- names and sets ---- */

static const struct row names[] = {
    {"segment", E("segment is V"), "", YES},
    {"membership on the startdatum", E("product in V"), "product=54002 van=2027-06-30", NO},
    {"membership from that day", E("product in V"), "product=54002 van=2027-07-01", YES},
    {"a group", E("product in GGZ"), "product=54002", YES},
    {"a set that is written out", E("product in { 54002, 41U01 }"), "product=41U01", YES},
    {"codes without case", E("product is 41u01"), "product=41U01", YES},
    {"outside: in no set", E("product niet in V"), "product=9X999", YES},
    {"aanbieders", E("aanbieder in partners"), "bij=A21", YES},
    {"another aanbieder", E("aanbieder in partners"), "bij=A18", NO},
    {"one aanbieder", E("aanbieder is niet \"A17\""), "", NO},
    {"a value of a soort", E("verwijzer is gemeente"), "verwijzer=gemeente", YES},
    {"the order of a soort", E("last minstens midden"), "last=licht", NO},
    {"between values", E("last tussen midden en zwaar"), "last=zwaar", YES},
    {"precies", E("precies 1 van { trauma, hechting, leeftijd > 11 }"),
     "trauma=ja hechting=nee leeftijd=12", NO},
    {"hoogstens", E("hoogstens 2 van { trauma, hechting, leeftijd > 11 }"),
     "trauma=ja hechting=nee leeftijd=12", YES},
    {"arithmetic", E("2 * leeftijd - 4 >= 10"), "leeftijd=7", YES},
    {"arithmetic below", E("2 * leeftijd - 4 >= 10"), "leeftijd=6", NO},
    {"a share of an amount", E("inkomen <= 50% van € 100,01"), "inkomen=5000", YES},
    {"exact: half a cent over", E("inkomen <= 50% van € 100,01"), "inkomen=5001", NO},
    {"a waarde", "waarde grens 12 jaar vanaf 1-1-2026, ? vanaf 1-1-2028\n" E("leeftijd < grens"),
     "leeftijd=11", YES},
    {"a waarde that is not decided",
     "waarde grens 12 jaar vanaf 1-1-2026, ? vanaf 1-1-2028\n" E("leeftijd < grens"),
     "leeftijd=11 peil=2028-01-01", MAYBE},
    {"a waarde is read on the peildatum",
     "waarde grens 12 jaar vanaf 1-1-2026, ? vanaf 1-1-2028\n" E("leeftijd < grens"),
     "leeftijd=11 van=2028-01-01 tot=2028-02-01", YES},
    {"of a rule that is read on the startdatum, on that",
     "waarde grens 12 jaar vanaf 1-1-2026, ? vanaf 1-1-2028\n" E(
         "leeftijd < grens\n  peilt startdatum"),
     "leeftijd=11 van=2028-01-01 tot=2028-02-01", MAYBE},
};

static void test_names(void **state)
{
    (void)state;
    CHECK(HEAD NAMES, names);
}

/* ---- other indications and contracts ---- */

#define MATRIX(cells)                                                                              \
    "stapeling R1 \"S\"\n  reden 6\n  matrix\n    | | 54001 | 54002 | 41U01 |\n" cells
#define CELLS                                                                                      \
    MATRIX("    | 54001 | nee | mits trauma | ? |\n    | 54002 | | ja | onderdeel |\n"             \
           "    | 41U01 | | | nee |\n  standaard ja\n")

static const struct row others[] = {
    {"overlap on the last day", E("niet (er is een lopende)"),
     "lopend=54002@A21:2027-11-30..2028-01-01", NO},
    {"the day after", E("niet (er is een lopende)"), "lopend=54002@A21:2027-12-01..2028-01-01",
     YES},
    {"overlap on the first day", E("niet (er is een lopende)"),
     "lopend=54002@A21:2026-01-01..2027-03-01", NO},
    {"ended the day before", E("niet (er is een lopende)"),
     "lopend=54002@A21:2026-01-01..2027-02-28", YES},
    {"that one is earlier", E("er is een eerdere waarvoor (ander.product is 54002)"),
     "lopend=54002@A21:2026-01-01..2027-02-28", YES},
    {"the one that changes is left out", E("(aantal lopende) is 0"),
     "lopend=54002@A21:2027-01-01.. wijzigt=t0", YES},
    {"the same product elsewhere",
     E("er is een lopende waarvoor ((ander.product is product) en (ander.aanbieder is niet "
       "aanbieder))"),
     "lopend=54001@A21:2027-03-01..2027-06-30", YES},
    {"alle of none", E("alle lopende (ander.product in V)"), "", YES},
    {"alle", E("alle lopende (ander.product in V)"),
     "lopend=54001@A21:2027-03-01..2027-06-30 lopend=41U01@A21:2027-03-01..2027-06-30", NO},
    {"a sum of volumes", E("(som van ander.omvang over lopende) <= 30 uur"),
     "lopend=41U01@A21:2027-03-01..2027-06-30+20u lopend=41U01@A18:2027-03-01..2027-06-30+601m",
     NO},
    {"a sum of days", E("(som van ander.duur over eerdere) is 59 dagen"),
     "lopend=41U01@A21:2027-01-01..2027-02-28", YES},
    {"unknown: each expression by itself", E("er is een lopende"), "lopend?", "onbepaald"},
    {"unknown: the same expression twice", E("(er is een lopende) of (niet (er is een lopende))"),
     "lopend?", "R1=voldaan"},
    {"matrix: ja", CELLS, "product=54002 lopend=54002@A21:2027-03-01..2027-06-30", YES},
    {"matrix: nee", CELLS, "lopend=54001@A21:2027-03-01..2027-06-30", NO},
    {"matrix: onderdeel is nee", CELLS, "product=41U01 lopend=54002@A21:2027-03-01..2027-06-30",
     NO},
    {"matrix: mits", CELLS, "trauma=ja lopend=54002@A21:2027-03-01..2027-06-30", YES},
    {"matrix: mits not", CELLS, "trauma=nee lopend=54002@A21:2027-03-01..2027-06-30", NO},
    {"matrix: mirrored", CELLS, "trauma=nee product=54002 lopend=54001@A21:2027-03-01..2027-06-30",
     NO},
    {"matrix: not decided", CELLS, "lopend=41U01@A21:2027-03-01..2027-06-30", MAYBE},
    {"matrix: nee beside ?", CELLS,
     "lopend=41U01@A21:2027-03-01..2027-06-30 lopend=54001@A21:2027-03-01..2027-06-30", NO},
    {"matrix: standaard", CELLS, "product=41C01 lopend=54001@A21:2027-03-01..2027-06-30", YES},
    {"matrix: a product outside", CELLS, "lopend=9X999@A21:2027-03-01..2027-06-30", YES},
    {"matrix: not on the same day", CELLS, "lopend=54001@A21:2027-12-01..2028-06-30", YES},
    {"matrix: the end is unknown", CELLS, "tot=? lopend=54001@A21:2027-12-01..2028-06-30", MAYBE},
    {"gecontracteerd", E("gecontracteerd"), "contract=A17:54001:2027-01-01..2027-03-01", YES},
    {"the contract has ended", E("gecontracteerd"), "contract=A17:54001:2027-01-01..2027-02-28",
     NO},
    {"for another product", E("gecontracteerd"), "contract=A17:54002:2027-01-01..", NO},
    {"none at all", E("gecontracteerd"), "", NO},
    {"contracts unknown", E("gecontracteerd"), "contract?", MAYBE},
    {"doorlopend", E("doorlopend gecontracteerd"), "contract=A17:54001:2027-01-01..2027-11-30",
     YES},
    {"a day short", E("doorlopend gecontracteerd"), "contract=A17:54001:2027-01-01..2027-11-29",
     NO},
    {"two that join", E("doorlopend gecontracteerd"),
     "contract=A17:54001:2027-07-01.. contract=A17:54001:2027-01-01..2027-06-30", YES},
    {"a day between", E("doorlopend gecontracteerd"),
     "contract=A17:54001:2027-07-02.. contract=A17:54001:2027-01-01..2027-06-30", NO},
    {"doorlopend without an end", E("doorlopend gecontracteerd"),
     "tot=open contract=A17:54001:2027-01-01..2099-12-31", NO},
};

static void test_others(void **state)
{
    (void)state;
    CHECK(HEAD "  dubbel toegestaan\n" NAMES, others);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_volumes),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

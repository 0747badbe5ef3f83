/* What the resolver says of a statement. */
#include "test_resolve_table.h"

/* ---- statements ---- */

static const struct row declarations[] = {
    {"=", ""},
    {"=# niets\n", ""},
    {"=feit a: ja/nee\nfeit a: ja/nee\n", "1002"},
    {"=feit a: ja/nee\nsoort a { x, y }\n", "1002"},
    {"=" R "eis A\n  alleen als ja\n  reden 1\nbron A\n", "1002"},
    {"=product 54e03 zonder tarief zonder norm\nproduct 54E03 zonder tarief zonder norm\n", "1002"},
    {"=product A code 54001 zonder tarief zonder norm\nproduct B code 54001 zonder tarief "
     "zonder norm\n",
     "1002"},
    {"=feit peildatum: datum\n", "1003"},
    {"=feit gemeente: ja/nee\n", "1003"},
    {"=soort s { a, b, a }\n", "1006"},
    {"=feit a: getal 5..3\n", "1036"},
    {"=feit a: getal 0..1,5\n", "1034"},
    {"=feit a: bedrag € 0..€ 99.999.999.999,-\n", "1035"},
    {"=feit a: getal -5..-3 jaar\n", ""},
    {"=feit a: onbekend\n", "1010"},
    {"=segment S\nfeit a: S\n", "1004"},
    {"=segment S 1 \"Een\"\nproduct A in S vanaf 1-1-2026 tot 1-1-2027\n  in S vanaf 1-1-2027\n"
     "  zonder tarief zonder norm\n",
     ""},
    {"=segment S\nproduct A in S in S zonder tarief zonder norm\n", "1051"},
    {"=segment S\nproduct A in S vanaf 1-1-2026 in S vanaf 1-1-2027 zonder tarief zonder "
     "norm\n",
     "1051"},
    {"=product A in S zonder tarief zonder norm\n", "1009"},
    {"=product A norm 40 zonder tarief\n", "1030"},
    {"=product A norm 40 weken zonder tarief\n", "1029"},
    {"=product A norm 0,01 uur zonder tarief\n", "1034"},
    {"=product A norm 8 uur per week zonder tarief\n", "1029"},
    {"=product A norm ? zonder tarief\n", ""},
    {"=product A tarief ? zonder norm\n", ""},
    {"=product A norm 40 uur tot 1-1-2027\n  norm 10 dagdelen vanaf 1-1-2027\n  zonder "
     "tarief\n",
     ""},
    {"=product A norm 40 uur tot 1-1-2027\n  norm 10 stuks vanaf 1-1-2027\n  zonder tarief\n",
     "4003"},
    {"=product A tarief € 1,- per uur zonder tarief zonder norm\n", "4004"},
    {"=product A tarief € 1,- per uur tarief € 2,- per uur zonder norm\n", "4001"},
    {"=product A tarief € 1,- per uur t/m 31-12-2026\n  tarief € 2,- per uur vanaf 2-1-2027\n"
     "  zonder norm\n",
     "4002"},
    {"=groep A = A\n", "1024"},
    {"=groep A = { B }\ngroep B = C behalve { A }\ngroep C = { A }\n", "1024 1024"},
    {"=gebied A = B\ngebied B = { A }\n", "1024"},
    {"=gebied Delft { Delft \"0503\" }\ngebied B = Delft\ngebied C = { Delft }\n", ""},
    {"=gebied A { Delft \"0503\" }\ngebied B { Delf \"0503\" }\n", "1015"},
    {"=gebied A { Delft \"0503\", Delft \"0503\" }\n", "1051"},
    {"=gebied A { Delft \"0503\", Westland }\n", "1014"},
    {"=aanbieders A = { \"x\", B }\n", "1017"},
    {"=waarde w ?\n", "1054"},
    {"=waarde w 3 weken vanaf 1-1-2026, 4 uur vanaf 1-1-2027\n", "1029"},
    {"=waarde w 3 weken vanaf 1-1-2026, € 4 vanaf 1-1-2027\n", "1026"},
    {"=waarde w 3 weken vanaf 1-1-2026, 4 weken vanaf 1-1-2026\n", "4001"},
    {"=waarde w 1-1-2027 vanaf 1-1-2026\nwaarde p 150%\n", ""},
    {"=waarde w € 99.999.999.999,-\n", "1035"},
    {"=begrip a = b\nbegrip b = c\nbegrip c = a\n", "1023"},
    {"=begrip a = a\n", "1023"},
    {"=begrip a = 150%\n", "1032"},
    {"=soort s { a, b }\nfeit f: s\nbegrip a = f is a\nbegrip g = f\nbegrip b = g is b\n", ""},
    {"=soort s { a, b }\nfeit f: s\nbegrip a = f in { a }\nbegrip b = a\n", ""},
    {"=begrip a = ja\n  volgens X\n", "1011"},
    {"=begrip a = ja\n  geldig vanaf 1-1-2027\n", "1046"},
    {"=regeling een_regeling\n  geldig vanaf 1-1-2028 tot 1-1-2027\n", "5010"},
    {"=regeling een_regeling\n  geldig vanaf 1-1-2027 tot 1-1-2027\n", "5010"},
    {"=regeling een_regeling\n  geldig vanaf 1-1-2027 t/m 1-1-2027\n", ""},
    {"=regeling een_regeling\n  geldig tot 28-2-2027\n", "5011"},
    {"=regeling een_regeling\n  geldig tot 28-2-2028\n", ""},
    {"=regeling een_regeling\nregeling twee_regeling\n", "1047"},
    {"=feit a: ja/nee\neis R1\n  alleen als a\n  reden 1\n", "1048"},
    {"=bron B\nfeit f: B\nkpi K\n  aandeel ja\n  doel minstens ?\n", "1004"},
    {"=budget B\n  plafond ?\nfeit f: B\n", "1048 1004"},
    {"=kpi K\n  aandeel ja\n", "1045"},
    {"=kpi K\n  doel minstens 5\n", "1045"},
    {"=kpi K\n  aandeel nergens\n  doel minstens 5\n", "1001"},
    {"=kpi K\n  aandeel duur\n  doel minstens 5%\n", "1027"},
    {"=kpi K\n  aandeel open_einde\n  doel minstens 100%\n", ""},
    {"=kpi K\n  aandeel open_einde\n  doel minstens 101%\n", "1068"},
    {"=kpi K\n  aandeel open_einde\n  nulmeting 2022 7\n  doel lager\n", "1068"},
    {"=kpi K\n  aandeel open_einde\n  nulmeting 2022 7,5%\n  doel lager\n", ""},
    {"=kpi K\n  aandeel open_einde\n  nulmeting 2022 ?\n  doel hoogstens 90% van nulmeting\n", ""},
    {"=kpi K\n  aandeel open_einde\n  doel hoogstens 90% van nulmeting\n", "1069"},
    {"=kpi K\n  aantal\n  doel hoogstens 1.250\n", ""},
    {"=kpi K\n  aantal\n  doel hoogstens 5 uur\n", "1068"},
    {"=kpi K\n  aantal\n  doel hoogstens 5%\n", "1068"},
    {"=kpi K\n  gemiddelde duur\n  doel hoogstens 9 maanden\n", ""},
    {"=kpi K\n  gemiddelde duur\n  doel hoogstens 9\n", "1030"},
    {"=kpi K\n  gemiddelde duur\n  doel hoogstens 9 uur\n", "1029"},
    {"=kpi K\n  gemiddelde duur\n  doel hoogstens duur\n", "1068"},
    {"=kpi K\n  gemiddelde product\n  doel hoogstens 9\n", "1067"},
    {"=kpi K\n  som kosten\n  doel hoogstens € 5.000\n", ""},
    {"=kpi K\n  som kosten\n  doel hoogstens 5.000\n", "1068"},
    {"=waarde w 3 maanden\nkpi K\n  gemiddelde duur\n  doel hoogstens w\n", ""},
    {"=feit t: getal 0..52 weken\nkpi K\n  gemiddelde t\n  doel hoogstens 14 weken\n", ""},
    {"=feit t: getal 0..52 weken\nkpi K\n  gemiddelde t\n  doel hoogstens 14 jaar\n", "1029"},
    {"=bewijs B\n  nooit als onbekend_feit\n", "1001"},
};

static void test_declarations(void **state)
{
    (void)state;
    CHECK(declarations);
}

static const struct row rules[] = {
    {"=" R F "eis R1\n  voor trauma\n  reden 7\n", "1045"},
    {"=" R F "eis R1\n  alleen als trauma\n", "8002"},
    {"=" R F "eis R1\n  geldt niet trauma\n  reden 7\n", "8001"},
    {"=" R F "eis R1\n  geldt nee\n  reden 7\n", "8001"},
    {"=" R F "eis R1\n  geldt (niet trauma)\n  reden 7\n", ""},
    {"=" R F "eis R1\n  geldt trauma\n  reden 7\n", ""},
    {"=" R F "eis R1\n  alleen als trauma\n  reden 7\n  citaat \"x\"\n", "8003"},
    {"=" R F "eis R1\n  alleen als trauma\n  reden 7\n  volgens trauma\n", "1004"},
    {"=" R F "eis R1\n  alleen als trauma\n  reden 7\n  meld \"x\"\n", "43"},
    {"=" R F "signaal A1\n  als trauma\n", ""},
    {"=" R F "signaal A1\n  als trauma\n  tenzij passend\n", "1046"},
    {"=" R F "voorwaarde W1\n  als trauma\n  alleen als passend\n", "1046"},
    {"=" R F "altijd I1\n  nooit als duur > 1 jaar\n", "1044"},
    {"=" R F "altijd I1\n  nooit als wacht > treeknorm\n", "1044"},
    {"=" R F "altijd I1\n  nooit als er is een lopende\n", "1044"},
    {"=" R F "altijd I1\n  nooit als doorlopend gecontracteerd\n", "1044"},
    {"=" R F "begrip lang = duur > 1 jaar\naltijd I1\n  nooit als lang en trauma\n", "1044"},
    {"=" R F G "altijd I1\n  nooit als gemeente is Delft en ernstig\n", ""},
    {"=" R F "altijd I1\n  voor trauma\n", "1045"},
    {"=" R F "eis R1\n  alleen als trauma\n  reden 7\n  vervangt R1\n", "1025"},
    {"=" R F "eis R1\n  alleen als trauma\n  reden 7\n  vervangt R2, trauma\n", "1012 1004"},
    {"=" R F "eis R1\n  alleen als trauma\n  reden 7\n  alternatief \"x\", 54001\n", "1008"},
    {"=" R P F "eis R1\n  alleen als trauma\n  reden 7\n  alternatief \"x\", 54001\n", ""},
    {"=" R F "eis R1\n  alleen als trauma\n  reden 7\n  kracht signaal, signaal\n", "4001"},
    {"=" R F "eis R1\n  alleen als trauma\n  reden 7\n  kracht soms\n", "45"},
    {"=" R F "eis R1\n  alleen als trauma\n  reden 7\n  stand ooit\n", "45"},
    {"=" R F "accepteer JHR8002 voor R1 omdat \"x\"\neis R1\n  alleen als trauma\n", ""},
    {"=" R F "accepteer JHR8002 omdat \"x\"\neis R1\n  alleen als trauma\n", ""},
    {"=" R F "accepteer JHR8002 voor R2 omdat \"x\"\neis R1\n  alleen als trauma\n", "1012 8002"},
    {"=" R F "accepteer JHR8001 voor R1 omdat \"x\"\neis R1\n  alleen als trauma\n", "1062 8002"},
    {"=" R "accepteer JHR3004 omdat \"x\"\n", ""},
    {"=" R "accepteer JHR1001 omdat \"x\"\n", "1061"},
    {"=" R "accepteer JHR12 omdat \"x\"\n", "1060"},
    {"=" R "accepteer JHRabcd omdat \"x\"\n", "1060"},
    {"=" R "accepteer JHR8002\n", "1045 1062"},
    {"=" R "budget B5\n  per gemeente, kalenderjaar\n  plafond € 5\n  volgens X\n", "1016 1011"},
    {"=" R "capaciteit C5\n  per aanbieder\n  voor product in X\n  plaatsen \"A17\" 5\n", "1022"},
    {"=" R P "stapeling S1\n  reden 6\n  matrix uit \"s.csv\"\n  standaard ja\n", "1059"},
};

static void test_rules(void **state)
{
    (void)state;
    CHECK(rules);
}

/* A product without a tariff or norm: a warning when a rule that may be about it needs one. */
#define S                                                                                          \
    "=" R "segment S\nproduct A in S zonder norm\nproduct B zonder norm\n"                         \
    "product C norm 3 uur zonder tarief\ngroep BC = { B, C }\n"
static const struct row values_used[] = {
    {S "eis R1\n  alleen als tarief > € 3\n  reden 2\n", "4005 4005"},
    {S "eis R1\n  alleen als omvang < normomvang\n  reden 2\n", ""},
    {S "eis R1\n  voor product is A\n  alleen als tarief > € 3\n  reden 2\n", "4005"},
    {S "eis R1\n  voor product is C\n  alleen als tarief > € 3\n  reden 2\n", ""},
    {S "eis R1\n  voor segment is S\n  alleen als tarief > € 3\n  reden 2\n", "4005"},
    {S "eis R1\n  voor product in BC\n  alleen als tarief > € 3\n  reden 2\n", "4005"},
    {S "eis R1\n  voor gecontracteerd en product in { C }\n  alleen als tarief > € 3\n"
       "  reden 2\n",
     ""},
    {S "eis R1\n  voor product niet in BC\n  alleen als tarief > € 3\n  reden 2\n", "4005 4005"},
    {S "begrip duur_product = tarief > € 3\neis R1\n  voor product in BC\n"
       "  alleen als duur_product\n  reden 2\n"
       "eis R2\n  voor product in BC\n  alleen als duur_product\n  reden 2\n",
     "4005"},
    {"=" R "product A zonder tarief\nbegrip veel = omvang > normomvang\n"
     "eis R1\n  nooit als veel\n  reden 2\n",
     "4005"},
};

#define K(body)                                                                                    \
    "=" R "gebied G { Delft \"0503\", Westland \"1783\" }\n"                                       \
    "product A tarief € 5,- per uur zonder norm\n" body
static const struct row rekeningen[] = {
    {K("budget B per gemeente, kalenderjaar plafond Delft € 5, \"1783\" ? reden 2\n"), ""},
    {K("budget B per gemeente plafond Delf € 5 reden 2\n"), "1014"},
    {K("budget B plafond Delft € 5 reden 2\n"), "4008"},
    {K("budget B per gemeente, aanbieder plafond Delft € 5 reden 2\n"), "4008"},
    {K("budget B per product plafond € 5 reden 2\n"), "4007"},
    {K("capaciteit B per kalenderjaar plaatsen 5 reden 2\n"), "4007"},
    {K("budget B reden 2\n"), "1045"},
    {K("budget B plafond € 5 € 6 reden 2\n"), "34 4001"},
    {K("budget B plafond € 5, € 6 reden 2\n"), "4001"},
    {K("budget B plafond € 5 tot 1-1-2028, € 6 vanaf 1-2-2028 reden 2\n"), "4002"},
    {K("budget B plafond € 5, € 6 vanaf 1-1-2028 reden 2\n"), ""},
    {K("budget B plafond € 1.000.000.001 reden 2\n"), "1035"},
    {K("capaciteit B plaatsen 2,5 reden 2\n"), "1034"},
    {K("budget B per kalenderjaar plafond € 5 t/m 31-12-2027 reden 2\n"), ""},
    {K("budget B per kalenderjaar plafond € 5 t/m 30-12-2027 reden 2\n"), "4009"},
    {K("budget B voor duur > 3 weken plafond € 5 reden 2\n"), "4006"},
    {K("begrip lang = duur > 3 weken\nbudget B voor lang plafond € 5 reden 2\n"), "4006"},
    {K("budget B voor er is een lopende plafond € 5 reden 2\n"), "4006"},
    {K("budget B voor startdatum < 1-1-2029 en gemeente is Delft plafond € 5 reden 2\n"), ""},
    {K("budget B plafond € 5 waarschuw vanaf 0% reden 2\n"), "4010"},
    {K("budget B plafond € 5 waarschuw vanaf 100,1% reden 2\n"), "4010"},
    {K("budget B plafond € 5 waarschuw vanaf 100% reden 2\n"), ""},
    {K("product Z norm 4 uur\nbudget B plafond € 5 reden 2\n"), "4005"},
    {K("eis E vervangt B alleen als open_einde reden 2\nbudget B plafond € 5 reden 2\n"), ""},
};

static void test_rekeningen(void **state)
{
    (void)state;
    CHECK(rekeningen);
}

static void test_values_used(void **state)
{
    (void)state;
    CHECK(values_used);
}

#define V(body)                                                                                    \
    "=" ALL "eis R1\n  alleen als trauma\n  reden 7\nvoorwaarde W1\n  als trauma\n"                \
    "voorbeeld \"v\"\n  peildatum 1-3-2027\n"                                                      \
    "  voorstel 54001 bij \"A17\" van 1-3-2027 t/m 30-6-2027\n" body
static const struct row example_names[] = {
    {V("  gegeven trauma ja, leeftijd 9 jaar, bijdrage € 5, sinds 1-1-2020, zwaarte zwaar,\n"
       "    gemeente Delft, wacht ?\n  contract \"A17\" voor 54001, 54e02 vanaf 1-1-2026\n"
       "  lopend 54e02 bij \"A9\" van 1-1-2027 open einde\n"
       "  verwacht niet toelaatbaar wegens R1, dubbel\n"),
     ""},
    {V("  verwacht onbepaald nodig trauma, gemeente\n"), ""},
    {V("  verwacht toelaatbaar met signaal R1 met voorwaarde W1\n"), ""},
    {V("  verwacht toelaatbaar met voorwaarde R1\n"), "1004"},
    {V("  verwacht onbepaald nodig truama\n"), "1013"},
    {V("  verwacht onbepaald nodig \"S9:A+B\"\n"), "1013"},
    {V("  verwacht onbepaald nodig \"S9\"\n"), "1013"},
    {V("  verwacht niet toelaatbaar wegens R2\n"), "1012"},
    {V("  verwacht niet toelaatbaar wegens trauma\n"), "1004"},
    {V("  gegeven truama ja\n  verwacht toelaatbaar\n"), "1013"},
    {V("  gegeven trauma 3, zwaarte 3, bijdrage 3 uur, sinds ja\n  verwacht toelaatbaar\n"),
     "1055 1055 1055 1055"},
    {V("  gegeven zwaarte huisarts, gemeente Delff, leeftijd 9 weken\n  verwacht "
       "toelaatbaar\n"),
     "1005 1014 1055"},
    {V("  gegeven leeftijd 24, bijdrage € 101\n  verwacht toelaatbaar\n"), "1056 1056"},
    {V("  gegeven leeftijd -3\n  verwacht toelaatbaar\n"), "1056"},
    {V("  gegeven leeftijd 3,5\n  verwacht toelaatbaar\n"), "1034"},
    {V("  gegeven trauma ja\n  gegeven trauma ja\n  verwacht toelaatbaar\n"), "1057"},
    {V("  lopend 54009 bij \"A9\" van 1-1-2027\n  verwacht toelaatbaar\n"), "1063"},
    {V("  lopend 54001 bij \"A9\" van 1-1-2027 tot 1-1-2027\n  verwacht toelaatbaar\n"), "5010"},
    {V("  lopend 54001 bij \"A9\" van 1-1-2027 omvang 40 weken\n  verwacht toelaatbaar\n"), "1029"},
    {V("  afwijking R1 \"x\"\n  verwacht toelaatbaar\n"), "1058"},
    {V("  saldo C2 3\n  verwacht toelaatbaar\n"), "1018"},
    {V(""), "1045"},
    {"=" R "voorbeeld \"v\"\n  verwacht toelaatbaar\n", "1045"},
    {"=" R P "voorbeeld \"v\"\n  peildatum 1-3-2027\n  voorstel 54001 van 1-3-2027\n  verwacht "
     "toelaatbaar\n",
     "1045"},
    {"=" R P "voorbeeld \"v\"\n  peildatum 1-3-2027\n  voorstel 54001 bij \"A\"\n  verwacht "
     "toelaatbaar\n",
     "1045"},
};

static void test_example_names(void **state)
{
    (void)state;
    CHECK(example_names);
}

#define M(rows) "=" R P F "stapeling S1\n  reden 6\n  matrix\n" rows
static const struct row matrix[] = {
    {M("|       | GGZ |\n| GGZ   | nee |\n"), ""},
    {M("|       | Jeugd |\n| Jeugd   | ? |\n  standaard nee\n"), ""},
    {M("| | 54001 | 54e02 |\n| 54E02 | mits trauma | nee |\n| 54001 | ja | mits  trauma |\n"), ""},
    {M("| | 54001 | 54e02 |\n| 54E02 | mits trauma | nee |\n| 54001 | ja | mits passend |\n"),
     "2002"},
    {M("| | 54001 | 54e02 |\n| 54001 | mits leeftijd | onderdeel |\n| 54e02 | | ja |\n"), "1027"},
    {M("| | 54001 | 54e02 |\n| 54001 | | |\n| 54e02 | | |\n  standaard ja\n"), "2001 2001 2001"},
    {M("| | 54001 |\n| 54e02 | nee |\n  standaard ja\n"), ""},
    {M("| | 54001 |\n| 54e02 | nee |\n"), "2008"},
    {M("| | 54001 |\n| 54e02 | |\n  standaard ja\n"), "2001"},
    {M("| | 54001 | 54e02 |\n| 54001 | ja | ja |\n  standaard ja\n"), "2005"},
    {M("| | 54001 | \n| 54001 | ja |\n| 54e02 | ja |\n  standaard ja\n"), "2005"},
    {M("| | 54001 | 54e02 |\n| 54001 | ja |\n| 54e02 | ja | ja |\n"), "2004"},
    {M("| | 54001 | 54e02 |\n| 54001 | ja | ja | nee |\n| 54e02 | ja | ja |\n"), "2004"},
    {M("| | 54001 | 54001 |\n| 54001 | ja | ja |\n  standaard ja\n"), "2006"},
    {M("| | 54001 |\n| 54001 | ja |\n| 54001 | ja |\n  standaard ja\n"), "2006"},
    {M("| | 54001 | onbekend_product |\n| 54001 | ja | ja |\n| onbekend_product | | ja |\n"
       "  standaard ja\n"),
     "2003"},
    {M("| | 54001 | trauma |\n| 54001 | ja | ja |\n| trauma | | ja |\n  standaard ja\n"), "1004"},
    {M("| | GGZ | 54001 |\n| GGZ | ja | nee |\n| 54001 | | ja |\n"), "2007"},
    {M("| | GGZ | 54001 |\n| GGZ | mits trauma | ja |\n| 54001 | | nee |\n"), "2007 2007"},
    {"=" R P "stapeling S1\n  reden 6\n  standaard ja\n", "1045"},
};

static void test_matrix(void **state)
{
    (void)state;
    CHECK(matrix);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declarations),  cmocka_unit_test(test_rules),
        cmocka_unit_test(test_rekeningen),    cmocka_unit_test(test_values_used),
        cmocka_unit_test(test_example_names), cmocka_unit_test(test_matrix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

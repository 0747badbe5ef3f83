/* What the resolver says of an expression. */
#include "test_resolve_table.h"

/* ---- expressions ---- */

static const struct row well_typed[] = {
    {"trauma", ""},
    {"passend en niet trauma", ""},
    {"trauma is ja of trauma is nee", ""},
    {"verwijzer is gemeente", ""},
    {"verwijzer is niet huisarts", ""},
    {"verwijzer in { huisarts, GI }", ""},
    {"verwijzer niet in { GI }", ""},
    {"zwaarte minstens midden", ""},
    {"zwaarte < oud", ""},
    {"zwaarte is oud", ""},
    {"zwaarte tussen midden en zwaar", ""},
    {"leeftijd < 12 en leeftijd >= 4 jaar", ""},
    {"12 > leeftijd", ""},
    {"leeftijd + 1 < 12", ""},
    {"2 * leeftijd - 1 > -3 + leeftijd", ""},
    {"leeftijd tussen 4 en 12", ""},
    {"wacht <= treeknorm", ""},
    {"50% van leeftijd < 6", ""},
    {"bijdrage <= € 12,50", ""},
    {"€ 3 + bijdrage < 2 * bijdrage", ""},
    {"dubbele_bijdrage > € 3", ""},
    {"ernstig", ""},
    {"sinds < startdatum", ""},
    {"sinds is 1-1-2027", ""},
    {"sinds tussen 1-1-2020 en 1-1-2027", ""},
    {"startdatum <= peildatum + 3 maanden", ""},
    {"startdatum - 2 weken >= peildatum", ""},
    {"startdatum <= peildatum + treeknorm", ""},
    {"einddatum - startdatum > 90 dagen", ""},
    {"duur hoogstens 1 jaar", ""},
    {"duur > 6 maanden en 2 jaar > duur", ""},
    {"omvang > 40 uur", ""},
    {"omvang > 8 uur per week", ""},
    {"omvang > 2 * normomvang", ""},
    {"omvang > 150% van normomvang", ""},
    {"omvang + 90 minuten < 3,5 uur + normomvang", ""},
    {"omvang < 1,5 * 40 uur", ""},
    {"tarief > € 100", ""},
    {"product is 54001", ""},
    {"product is 54E02", ""},
    {"product in GGZ", ""},
    {"product in Jeugd behalve { 54001 }", ""},
    {"product niet in { GGZ }", ""},
    {"segment is Jeugd", ""},
    {"segment in { Jeugd, Dag }", ""},
    {"gemeente is Delft", ""},
    {"gemeente is \"0503\"", ""},
    {"gemeente in H8", ""},
    {"gemeente in { Delft, H8 }", ""},
    {"aanbieder is \"A17\"", ""},
    {"aanbieder in partners", ""},
    {"aanbieder in { \"A17\", \"A99\" }", ""},
    {"gecontracteerd of doorlopend gecontracteerd", ""},
    {"open_einde is nee", ""},
    {"minstens 2 van { trauma, passend, leeftijd < 4 }", ""},
    {"precies 1 van { trauma, passend }", ""},
    {"er is een lopende", ""},
    {"er is een lopende waarvoor (ander.product is product en ander.overlapt)", ""},
    {"alle lopende (ander.aanbieder is niet aanbieder)", ""},
    {"aantal lopende waarvoor (ander.product in GGZ) hoogstens 2", ""},
    {"som van ander.omvang over lopende < 40 uur", ""},
    {"som van ander.duur over eerdere waarvoor (ander.startdatum < startdatum) < 90 dagen", ""},
    {"ander_niet", "1001"},
    {"(trauma of passend) en ernstig", ""},
    {"niet (trauma en passend) of ernstig", ""},
    {"(niet trauma) en passend", ""},
};

static void test_well_typed(void **state)
{
    (void)state;
    CHECK(well_typed);
}

static const struct row badly_typed[] = {
    {"leeftijd", "1027"},
    {"niet leeftijd", "1027"},
    {"leeftijd en trauma", "1027"},
    {"150%", "1032"},
    {"leeftijd < 50%", "1032"},
    {"leeftijd + 50% < 3", "1032"},
    {"leeftijd < bijdrage", "1026"},
    {"leeftijd is ja", "1026"},
    {"zwaarte is verwijzer", "1026"},
    {"sinds < 12", "1026"},
    {"leeftijd < wacht", "1029"},
    {"leeftijd + wacht < 3", "1029"},
    {"aantal_uren > 3 uur", "1029"},
    {"leeftijd < 12,5", "1034"},
    {"12,5 > leeftijd", "1034"},
    {"leeftijd tussen 1,5 en 3", "1034"},
    {"omvang > 0,33 uur", "1034"},
    {"duur < 1,5 jaar", "1034"},
    {"duur < 90", "1030"},
    {"omvang > 40", "1030"},
    {"40 < omvang", "1030"},
    {"duur < 40 uur", "1029"},
    {"omvang > 3 weken", "1029"},
    {"peildatum + 3 < startdatum", "1030"},
    {"peildatum + leeftijd < startdatum", "" /* lowering refuses it: months */},
    {"peildatum + wacht < startdatum", ""},
    {"duur > 2 * wacht", ""},
    {"wacht + 3 dagen < 2 weken", ""},
    {"leeftijd < 18 maanden", ""},
    {"omvang > 3 uur + 2 dagdelen", ""},
    {"wacht > 50% van 10", ""},
    {"duur > 1 maanden + 3 dagen", "1029"},
    {"wacht < 3 werkdagen", "1029"},
    {"omvang - 3 uur > 1 uur per week", "1029"},
    {"peildatum + trauma < startdatum", "1028"},
    {"startdatum + startdatum > peildatum", "1028"},
    {"duur + omvang > 3 weken", "1028"},
    {"duur - 40 uur > 3 weken", "1029"},
    {"omvang + 8 uur per week > 40 uur + 3 uur", "1029"},
    {"8 uur per week + 3 uur < omvang", "1029"},
    {"trauma + 1 > 2", "1028"},
    {"-trauma is ja", "1028"},
    {"-leeftijd < 3", ""},
    {"-leeftijd < -30", "" /* the range is looked at for a fact alone */},
    {"50% van startdatum < peildatum", "1028"},
    {"leeftijd * leeftijd > 3", "1033"},
    {"3 jaar * 3 jaar > leeftijd", "1028"},
    {"trauma * 2 > 3", "1028"},
    {"bijdrage * € 2 > € 3", "1028"},
    {"verwijzer minstens huisarts", "1031"},
    {"verwijzer tussen huisarts en GI", "1031"},
    {"product < 54001", "1031"},
    {"trauma > nee", "1031"},
    {"leeftijd in { 3, 4 }", ""},
    {"duur in { 2 weken, 3 dagen }", ""},
    {"leeftijd in { € 3 }", "1026"},
    {"wacht in { 3 werkdagen }", "1029"},
    {"trauma in { ja, nee }", "1042"},
    {"\"A17\"", "1043"},
    {"aantal_uren < 900000000000", "1035"},
    {"aantal_uren < -900000000000", "1035"},
    {"bijdrage < € 9.999.999.999,-", "1035"},
    {"aantal_uren < 0,12345678", "16"},
    {"bijdrage < -€ 5", "3051"},
    {"som van trauma over lopende > 3", "1028"},
    {"aantal lopende waarvoor ander.omvang > 2", "1027"},
    {"trauma en (leeftijd)", "1027"},
};

static void test_badly_typed(void **state)
{
    (void)state;
    CHECK(badly_typed);
}

static const struct row names[] = {
    {"truama", "1001"},
    {"startdatun < peildatum", "1001"},
    {"gemeentee is Delft", "1001"},
    {"verwijzer is school", "1005"},
    {"verwijzer in { huisarts, school }", "1005"},
    {"verwijzer in verwijzers", "1005"},
    {"verwijzer in huisarts", "1041"},
    {"verwijzer is 3", "1026"},
    {"verwijzer is trauma", "1026"},
    {"huisarts", "1007"},
    {"54001", "1004"},
    {"54e02", "1004"},
    {"54e03", "1008"},
    {"R1", "1004"},
    {"Delft", "1001"},
    {"GGZ", "1004"},
    {"H9", "1004"},
    {"Jeugd", "1004"},
    {"partners", "1004"},
    {"verwijzers", "1004"},
    {"product in passend", "1004"},
    {"product in ernstig", "1004"},
    {"product in treeknorm", "1004"},
    {"product is 54003", "1008"},
    {"product is GGZ", "1040"},
    {"product is Jeugd", "1040"},
    {"product is trauma", "1026"},
    {"product is \"54001\"", ""},
    {"product in { 54003 }", "1008"},
    {"product in trauma", "1004"},
    {"product in Jeuhd", "1022"},
    {"gemeente in H10", "1022"},
    {"aanbieder in partnars", "1022"},
    {"segment is GGZ", "1004"},
    {"segment is Jeudg", "1009"},
    {"gemeente is H9", "1040"},
    {"gemeente is Delff", "1014"},
    {"gemeente is \"0599\"", "1014"},
    {"gemeente in Delft", "1041"},
    {"gemeente in { Delff }", "1014"},
    {"gemeente in GGZ", "1004"},
    {"aanbieder is A17", "1017"},
    {"aanbieder is partners", "1040"},
    {"aanbieder in { A17 }", "1017"},
    {"aanbieder in GGZ", "1004"},
    {"aanbieder is aanbieder", ""},
    {"ander.product is 54001", "1020"},
    {"er is een lopende waarvoor (ander.produkt is product)", "1019"},
    {"er is een lopende waarvoor (er is een eerdere)", "1021"},
    {"alle lopende (aantal eerdere > 2)", "1021"},
    {"kosten > € 3", ""},
    {"trajectduur < 3 maanden", ""},
    {"er is een lopende waarvoor (ander.kosten > € 3)", "1019"},
    {"omvang * tarief > € 100", ""},
    {"10 uur * tarief > € 100", ""},
    {"10 dagen * tarief > € 100", "1028"},
    {"10 uur per week * tarief > € 100", "1028"},
    {"duur < 5 werkdagen", ""},
    {"duur < 2,5 werkdagen", "1034"},
    {"leeftijd < 12 of (leeftijd > 3 en trauma)", ""},
};

static void test_names(void **state)
{
    (void)state;
    CHECK(names);
}

static const struct row shape[] = {
    {"trauma en passend of ernstig", "1037"},
    {"trauma of passend en ernstig of trauma en passend", "1037"},
    {"niet trauma en passend", "1038"},
    {"niet trauma of passend", "1038"},
    {"ernstig en niet trauma", ""},
    {"ernstig en niet trauma en passend", "1038"},
    {"niet (trauma) en passend", ""},
    {"niet leeftijd < 3 en passend", "1038"},
    {"niet trauma en passend of ernstig", "1037"},
    {"trauma en (passend of ernstig)", ""},
    {"product in GGZ en Jeugd", "1039"},
    {"verwijzer in huisarts of GI", "1039"},
    {"leeftijd is 3 of 5", "1039"},
    {"product in { 54001 } en 54e02 en GGZ", "1039"},
    {"product is 54001 of 54e02", "1039"},
    {"product is niet 54001 en 54e02", "1039"},
    {"verwijzer is huisarts of GI", "1039"},
    {"verwijzer is huisarts of gemeente", "1039"},
    {"gemeente is Delft of Den_Haag", "1039"},
    {"gemeente in H8 of Delft", "1039"},
    {"aanbieder is \"A17\" of \"A21\"", "1039"},
    {"aanbieder in partners of \"A21\"", "1039"},
    {"product is 54001 en trauma", ""},
    {"verwijzer is huisarts of truama", "1001"},
    {"trauma is ja of nee", ""},
};

static void test_shape(void **state)
{
    (void)state;
    CHECK(shape);
}

static const struct row ranges[] = {
    {"leeftijd > 23", "3051"},
    {"leeftijd >= 24", "3051"},
    {"leeftijd < 0", "3051"},
    {"leeftijd <= -1", "3051"},
    {"leeftijd is 30", "3051"},
    {"23 < leeftijd", "3051"},
    {"24 <= leeftijd", "3051"},
    {"0 > leeftijd", "3051"},
    {"-1 >= leeftijd", "3051"},
    {"leeftijd >= 0", "3052"},
    {"leeftijd <= 23", "3052"},
    {"leeftijd < 24", "3052"},
    {"leeftijd > -1", "3052"},
    {"leeftijd is niet 30", "3052"},
    {"leeftijd is 23", ""},
    {"leeftijd tussen 24 en 30", "3051"},
    {"leeftijd tussen 0 en 30", "3052"},
    {"leeftijd tussen 12 en 4", "1036"},
    {"sinds tussen 1-1-2027 en 1-1-2020", "1036"},
    {"zwaarte minstens licht", "3052"},
    {"zwaarte > zwaar", "3051"},
    {"bijdrage > € 100", "3051"},
    {"minstens 3 van { trauma, passend }", "3051"},
    {"precies 3 van { trauma, passend }", "3051"},
    {"minstens 0 van { trauma, passend }", "3052"},
    {"hoogstens 2 van { trauma, passend }", "3052"},
    {"minstens 1 van { trauma, trauma }", "1051"},
    {"verwijzer in { GI, GI }", "1051"},
    {"product in { 54001, 54e02, 54001 }", "1051"},
};

static void test_ranges(void **state)
{
    (void)state;
    CHECK(ranges);
}

/* ---- what cannot stand in a table ---- */

static void test_suggestions(void **state)
{
    static const struct {
        const char *test;
        unsigned code;
        const char *suggestion;
    } rows[] = {
        {"truama", 1001, "trauma"},
        {"startdatun < peildatum", 1001, "startdatum"},
        {"gemente is Delft", 1001, "gemeente"},
        {"verwijzer is huisarst", 1005, "huisarts"},
        {"product is 54010", 1008, "54001"},
        {"gemeente is Delf", 1014, "Delft"},
        {"huisarts", 1007, "verwijzer is huisarts"},
        {"aanbieder is A17", 1017, "\"A17\""},
        {"gemeente in Delft", 1041, "{ Delft }"},
        {"product is 54001 of 54e02", 1039, "product in { 54001, 54e02 }"},
        {"product niet in { 54001 } en 54e02", 1039, "product niet in { 54001, 54e02 }"},
        {"duur < 90", 1030, "90 dagen"},
        {"er is een lopende waarvoor (ander.produkt is product)", 1019, "product"},
        {"xyzzy", 1001, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct resolved t;
        char text[8192];
        snprintf(text, sizeof(text), "%seis R1\n  alleen als %s\n  reden 7\n", ALL, rows[i].test);
        resolve_z(&t, text);
        const struct jhr_diag *d = finding(&t, rows[i].code);
        assert_non_null(d);
        assert_str(d->suggestion, rows[i].suggestion);
        resolved_free(&t);
    }
}

static void test_readings(void **state)
{
    static const struct {
        const char *test, *one, *other;
    } rows[] = {
        {"a en b of c", "(a en b) of c", "a en (b of c)"},
        {"a of b en c", "a of (b en c)", "(a of b) en c"},
        {"a en b of c en d", "(a en b) of (c en d)", "a en (b of c) en d"},
        {"a of b en c of d", "a of (b en c) of d", "(a of b) en (c of d)"},
        {"a of b of c en d", "a of b of (c en d)", "(a of b of c) en d"},
        {"(a of b) en c of d", "((a of b) en c) of d", "(a of b) en (c of d)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct resolved t;
        char text[512];
        snprintf(text, sizeof(text),
                 "feit a: ja/nee\nfeit b: ja/nee\nfeit c: ja/nee\nfeit d: ja/nee\nbegrip x = %s\n",
                 rows[i].test);
        resolve_z(&t, text);
        const struct jhr_diag *d = finding(&t, 1037);
        assert_non_null(d);
        assert_str(d->arg[0], rows[i].one);
        assert_str(d->arg[1], rows[i].other);
        resolved_free(&t);
    }
}

static void test_after_syntax_error(void **state)
{
    (void)state;
    /* the fact was lost: no second message about it; the other rule is still checked */
    struct resolved t;
    resolve_z(&t, R "feit trauma ja/nee/misschien 3 { x\nfeit kind: ja/nee\n"
                    "eis R1\n  alleen als trauma en kind\n  reden 7\n"
                    "eis R2\n  alleen als knid\n  reden 7\n");
    const struct jhr_diag *d = finding(&t, 1001);
    assert_non_null(d);
    assert_str(d->arg[0], "knid");
    assert_int_equal(t.m->regels_n, 3);
    resolved_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_well_typed), cmocka_unit_test(test_badly_typed),
        cmocka_unit_test(test_names),      cmocka_unit_test(test_shape),
        cmocka_unit_test(test_ranges),     cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_readings),   cmocka_unit_test(test_after_syntax_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

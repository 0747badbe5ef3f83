/* The tree of what is well written, and the literals in it. */
#include "test_grammar_aid.h"

#include "grammar/literal.h"

/* Parses one text without a diagnostic and compares its dump, without the line of the file. */
static void expect(const char *text, const char *dump)
{
    struct parsed t;
    struct jhr_buf out = {0};
    parse_z(&t, text);
    if (t.diags.list.n != 0)
        print_found(&t);
    assert_int_equal(t.diags.list.n, 0);
    jhr_node_dump(&out, t.tree.file);
    jhr_buf_char(&out, '\0');
    assert_string_equal(out.p, dump);
    assert_lossless(&t);
    assert_sound(&t, t.tree.file, 0);
    jhr_buf_free(&out);
    parsed_free(&t);
}

static void en_binds_tighter_than_of(void **state)
{
    (void)state;
    expect("begrip b = a of niet b en c of (d of e)", "FILE\n"
                                                      "  S_BEGRIP \"b\"\n"
                                                      "    E_OR\n"
                                                      "      E_NAME \"a\"\n"
                                                      "      E_AND\n"
                                                      "        E_NOT\n"
                                                      "          E_NAME \"b\"\n"
                                                      "        E_NAME \"c\"\n"
                                                      "      E_OR +paren\n"
                                                      "        E_NAME \"d\"\n"
                                                      "        E_NAME \"e\"\n");
}

static void a_comparison_binds_tighter_than_niet(void **state)
{
    (void)state;
    expect("begrip b = niet x is niet licht en y niet in { 1, 2 }", "FILE\n"
                                                                    "  S_BEGRIP \"b\"\n"
                                                                    "    E_AND\n"
                                                                    "      E_NOT\n"
                                                                    "        E_CMP (is niet)\n"
                                                                    "          E_NAME \"x\"\n"
                                                                    "          E_NAME \"licht\"\n"
                                                                    "      E_IN +negated\n"
                                                                    "        E_NAME \"y\"\n"
                                                                    "        E_SET\n"
                                                                    "          E_NUMBER \"1\" 1\n"
                                                                    "          E_NUMBER \"2\" 2\n");
}

static void sums(void **state)
{
    (void)state;
    expect("begrip b = omvang - 2 * 1,5 uur > 150% van normomvang + € 1.250,50",
           "FILE\n"
           "  S_BEGRIP \"b\"\n"
           "    E_CMP (>)\n"
           "      E_SUB\n"
           "        E_NAME \"omvang\"\n"
           "        E_MUL\n"
           "          E_NUMBER \"2\" 2\n"
           "          E_NUMBER \"1,5\" 15 /10^1 uur\n"
           "      E_ADD\n"
           "        E_PERCENT_OF\n"
           "          E_PERCENT \"150\" 150\n"
           "          E_NAME \"normomvang\"\n"
           "        E_MONEY \"€ 1.250,50\" 125050\n");
}

static void quantifiers(void **state)
{
    (void)state;
    expect("begrip b = er is een lopende waarvoor (ander.product is 54001) en\n"
           "  aantal eerdere waarvoor ander.overlapt >= 3 en alle lopende p en\n"
           "  som van ander.omvang over lopende > 4 uur per week",
           "FILE\n"
           "  S_BEGRIP \"b\"\n"
           "    E_AND\n"
           "      E_EXISTS (lopende)\n"
           "        E_CMP (is) +paren\n"
           "          E_OTHER \"product\"\n"
           "          E_NUMBER \"54001\" 54001\n"
           "      E_CMP (>=)\n"
           "        E_COUNT (eerdere)\n"
           "          E_OTHER \"overlapt\"\n"
           "        E_NUMBER \"3\" 3\n"
           "      E_EVERY (lopende)\n"
           "        E_NAME \"p\"\n"
           "      E_CMP (>)\n"
           "        E_SUM (lopende)\n"
           "          E_OTHER \"omvang\"\n"
           "        E_NUMBER \"4\" 4 uur +per_week\n");
}

static void clauses_of_a_kpi_and_of_accepteer(void **state)
{
    (void)state;
    expect("kpi K \"T\" over toewijzingen voor a aandeel b doel hoogstens 90% van nulmeting\n"
           "accepteer JHR3004 voor R08 omdat \"Zo.\"",
           "FILE\n"
           "  S_KPI \"K\" +title\n"
           "    E_TEXT \"T\"\n"
           "    C_OVER \"toewijzingen\"\n"
           "      E_NAME \"a\"\n"
           "    C_MAAT \"aandeel\"\n"
           "      E_NAME \"b\"\n"
           "    C_DOEL (<=)\n"
           "      E_PERCENT_OF\n"
           "        E_PERCENT \"90\" 90\n"
           "        E_NAME \"nulmeting\"\n"
           "  S_ACCEPTEER \"JHR3004\"\n"
           "    E_NAME \"R08\"\n"
           "    C_OMDAT \"Zo.\"\n");
}

static void names_are_nfc_and_texts_unquoted(void **state)
{
    (void)state;
    expect("segment e\xcc\x81\xc3\xa9n \"zei \"\"ja\"\"\"", "FILE\n"
                                                            "  S_SEGMENT \"één\" -1 +title\n"
                                                            "    E_TEXT \"zei \\\"ja\\\"\"\n");
}

static void product_and_segment_as_names(void **state)
{
    (void)state;
    expect("budget R voor product in A en\nsegment is B\nper product\nproduct 54001 \"P\"",
           "FILE\n"
           "  S_BUDGET \"R\"\n"
           "    C_VOOR\n"
           "      E_AND\n"
           "        E_IN\n"
           "          E_NAME \"product\"\n"
           "          E_NAME \"A\"\n"
           "        E_CMP (is)\n"
           "          E_NAME \"segment\"\n"
           "          E_NAME \"B\"\n"
           "    C_PER\n"
           "      E_NAME \"product\"\n"
           "  S_PRODUCT \"54001\" +title\n"
           "    E_TEXT \"P\"\n");
}

/* ---- literals ---- */

static void numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum jhr_literal is;
        int64_t num;
        unsigned scale;
    } rows[] = {
        {"0", JHR_LIT_OK, 0, 0},
        {"007", JHR_LIT_OK, 7, 0},
        {"3,5", JHR_LIT_OK, 35, 1},
        {"1.250,50", JHR_LIT_OK, 125050, 2},
        {"1.000.000", JHR_LIT_OK, 1000000, 0},
        {"1.25", JHR_LIT_POINT, 0, 0},
        {"0.500", JHR_LIT_POINT, 0, 0},
        {"1000.000", JHR_LIT_POINT, 0, 0},
        {"1,250.50", JHR_LIT_POINT, 0, 0},
        {"1.2.3", JHR_LIT_SHAPE, 0, 0},
        {"54001,54002", JHR_LIT_CODES, 0, 0},
        {"1,2,3", JHR_LIT_CODES, 0, 0},
        {"999999999999999", JHR_LIT_OK, INT64_C(999999999999999), 0},
        {"1000000000000000", JHR_LIT_TOO_LONG, 0, 0},
        {"0,1234567", JHR_LIT_TOO_LONG, 0, 0},
        {"", JHR_LIT_SHAPE, 0, 0},
        {",5", JHR_LIT_CODES, 0, 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t num;
        uint8_t scale;
        assert_int_equal(jhr_literal_number(jhr_str_of(rows[i].text), &num, &scale), rows[i].is);
        assert_int_equal(num, rows[i].num);
        assert_int_equal(scale, rows[i].scale);
    }
}

static void amounts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum jhr_literal is;
        int64_t cents;
    } rows[] = {
        {"€ 61,-", JHR_LIT_OK, 6100},
        {"€61", JHR_LIT_OK, 6100},
        {"€ 1.250,50", JHR_LIT_OK, 125050},
        {"4.200.000", JHR_LIT_OK, 420000000},
        {"€ 0,05", JHR_LIT_OK, 5},
        {"€ 98,4", JHR_LIT_CENTS, 0},
        {"€ 1.25", JHR_LIT_POINT, 0},
        {"EUR 5", JHR_LIT_OK, 500},
        {"5 euro", JHR_LIT_OK, 500},
        {"€", JHR_LIT_SHAPE, 0},
        {"€ 99999999999999", JHR_LIT_TOO_LONG, 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t cents;
        assert_int_equal(jhr_literal_money(jhr_str_of(rows[i].text), &cents), rows[i].is);
        assert_int_equal(cents, rows[i].cents);
    }
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum jhr_literal is;
        int32_t ymd;
    } rows[] = {
        {"1-3-2027", JHR_LIT_OK, 20270301},
        {"01-03-2027", JHR_LIT_OK, 20270301},
        {"2027-03-01", JHR_LIT_OK, 20270301},
        {"29-2-2028", JHR_LIT_OK, 20280229},
        {"29-2-2027", JHR_LIT_NO_DATE, 20270229},
        {"31-6-2027", JHR_LIT_NO_DATE, 20270631},
        {"1-13-2027", JHR_LIT_NO_DATE, 20271301},
        {"0-1-2027", JHR_LIT_NO_DATE, 20270100},
        {"31-12-1989", JHR_LIT_FAR_DATE, 19891231},
        {"1-1-2100", JHR_LIT_FAR_DATE, 21000101},
        {"1-3-27", JHR_LIT_SHORT_YEAR, 20270301},
        {"1/3/2027", JHR_LIT_NOTATION, 20270301},
        {"1.3.2027", JHR_LIT_NOTATION, 20270301},
        {"5-3", JHR_LIT_NOTATION, 0},
        {"1 maart 2027", JHR_LIT_NOTATION, 20270301},
        {"1 mrt. 2027", JHR_LIT_NOTATION, 20270301},
        {"1-2-3-4", JHR_LIT_NOTATION, 0},
        {"", JHR_LIT_NOTATION, 0},
        {"123456789-1-1", JHR_LIT_NOTATION, 0},
        {"31-12-2099", JHR_LIT_OK, 20991231},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int32_t ymd;
        assert_int_equal(jhr_literal_date(jhr_str_of(rows[i].text), &ymd), rows[i].is);
        assert_int_equal(ymd, rows[i].ymd);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(en_binds_tighter_than_of),
        cmocka_unit_test(a_comparison_binds_tighter_than_niet),
        cmocka_unit_test(sums),
        cmocka_unit_test(quantifiers),
        cmocka_unit_test(clauses_of_a_kpi_and_of_accepteer),
        cmocka_unit_test(names_are_nfc_and_texts_unquoted),
        cmocka_unit_test(product_and_segment_as_names),
        cmocka_unit_test(numbers),
        cmocka_unit_test(amounts),
        cmocka_unit_test(dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

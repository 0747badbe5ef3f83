/* Documents that are no proposal: broken, hostile, or about a person. */
#include "tests/unit/test_documents.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const struct jhr_diag *only_finding(enum jhr_diag_id id)
{
    if (fx.ds.list.n != 1 || fx.ds.list.v[0]->id != id) {
        show_findings();
        fail_msg("want only JHR%d", jhr_diag_rows[id].code);
    }
    return fx.ds.list.v[0];
}

static bool has_finding(enum jhr_diag_id id, const char *pointer)
{
    for (uint32_t i = 0; i < fx.ds.list.n; i++) {
        if (fx.ds.list.v[i]->id == id && jhr_str_eq(fx.ds.list.v[i]->pointer, jhr_str_of(pointer)))
            return true;
    }
    return false;
}

struct broken {
    const char *bytes;
    size_t n;
    enum jhr_diag_id id;
    uint32_t lo, hi; /* of the span */
    const char *pointer;
};
#define BYTES(text) text, sizeof(text) - 1

static void test_broken(void **state)
{
    static const struct broken broken[] = {
        {BYTES(""), JHR_D_INPUT_EMPTY, 0, 0, ""},
        {BYTES(" \r\n\t"), JHR_D_INPUT_EMPTY, 0, 0, ""},
        {BYTES("\xef\xbb\xbf"), JHR_D_INPUT_EMPTY, 3, 3, ""},
        {BYTES("{\"a\":\"caf\xe9\"}"), JHR_D_INPUT_ENCODING, 9, 10, ""},
        {BYTES("\xff\xfe{\0"), JHR_D_INPUT_ENCODING, 0, 1, ""},
        {BYTES("{\0}\0"), JHR_D_INPUT_NUL, 1, 2, ""},
        {BYTES("\xed\xa0\x80"), JHR_D_INPUT_ENCODING, 0, 1, ""},
        {BYTES("{\"feiten\":{\"trauma\":true"), JHR_D_INPUT_CUT_OFF, 24, 24, "/feiten/trauma"},
        {BYTES("{\"feiten"), JHR_D_INPUT_CUT_OFF, 8, 8, ""},
        {BYTES("{\"feiten\":{\"trauma\":ja}}"), JHR_D_INPUT_SYNTAX, 20, 22, "/feiten/trauma"},
        {BYTES("{\"lopend\":[1,]}"), JHR_D_INPUT_SYNTAX, 13, 14, "/lopend/0"},
        {BYTES("{'a':1}"), JHR_D_INPUT_SYNTAX, 1, 4, ""},
        {BYTES("{} {}"), JHR_D_INPUT_AFTER_END, 3, 4, ""},
        {BYTES("{\"jeugdige\":\"\\u0000\"}"), JHR_D_INPUT_CHARACTER, 12, 20, "/jeugdige"},
        {BYTES("{\"jeugdige\":\"\\ud800\"}"), JHR_D_INPUT_CHARACTER, 12, 20, "/jeugdige"},
        {BYTES("{\"a\":\"b\n\",\n\"c\":1}"), JHR_D_INPUT_CHARACTER, 5, 7, "/a"},
        {BYTES("{\"a\":\"\\x\"}"), JHR_D_INPUT_CHARACTER, 5, 8, "/a"},
        {BYTES("[]"), JHR_D_INPUT_WANT_OBJECT, 0, 2, ""},
        {BYTES("42"), JHR_D_INPUT_WANT_OBJECT, 0, 2, ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(broken); i++) {
        assert_false(read_bytes(broken[i].bytes, broken[i].n, NULL));
        const struct jhr_diag *d = only_finding(broken[i].id);
        if (d->span.lo != broken[i].lo || d->span.hi != broken[i].hi)
            fail_msg("%s: %u..%u", broken[i].bytes, d->span.lo, d->span.hi);
        assert_text(d->pointer, broken[i].pointer);
    }
}

static void test_too_large(void **state)
{
    static char big[JHR_MAX_DOCUMENT + 1];
    (void)state;
    memset(big, ' ', sizeof big);
    assert_false(read_bytes(big, sizeof big, NULL));
    only_finding(JHR_D_INPUT_TOO_LARGE);
}

static void test_depth(void **state)
{
    static char deep[200001];
    (void)state;
    memset(deep, '[', 100000);
    memset(deep + 100000, ']', 100000);
    assert_false(read_bytes(deep, 200000, NULL));
    only_finding(JHR_D_INPUT_DEPTH);
    for (int i = 0; i < 100000; i += 5)
        memcpy(deep + i, "{\"a\":", 5);
    assert_false(read_bytes(deep, 100000, NULL));
    only_finding(JHR_D_INPUT_DEPTH);
}

static void test_numbers(void **state)
{
    (void)state;
    /* each is reported, and so is everything else */
    assert_false(read_json(DOC(",'leeftijd':1e400,'trauma':1",
                               ",'omvang':{'volume':1234567890123456789012345678901234567890,"
                               "'eenheid':'uur'}",
                               "")));
    assert_int_equal(fx.ds.list.n, 3);
    assert_true(has_finding(JHR_D_INPUT_BIG_NUMBER, "/feiten/leeftijd"));
    assert_true(has_finding(JHR_D_INPUT_BIG_NUMBER, "/voorstel/omvang/volume"));
    assert_true(has_finding(JHR_D_INPUT_WANT_BOOL, "/feiten/trauma"));
    /* a number that a double cannot hold is not another one */
    assert_false(read_json(DOC("", ",'omvang':{'volume':9007199254740993,'eenheid':'uur'}", "")));
    only_finding(JHR_D_INPUT_VOLUME_NUMBER);
}

static void test_duplicates(void **state)
{
    (void)state;
    assert_false(read_json("{'peildatum':'2027-03-01','peildatum':'2027-03-02','feiten':{"
                           "'trauma':true,'tr\\u0061uma':false,'leeftijd':99},"
                           "'voorstel':{'product':'54001','aanbieder':'A','van':'2027-03-01'}}"));
    assert_int_equal(fx.ds.list.n, 3);
    assert_true(has_finding(JHR_D_INPUT_DUPLICATE_KEY, "/peildatum"));
    assert_true(has_finding(JHR_D_INPUT_DUPLICATE_KEY, "/feiten/trauma"));
    assert_true(has_finding(JHR_D_INPUT_OUT_OF_RANGE, "/feiten/leeftijd"));
    assert_text(jhr_source_text(&fx.sources, fx.ds.list.v[1]->span), "\"tr\\u0061uma\"");
}

/* A finding without a place in the text, and no word of the text in what is shown. */
static void assert_hidden(const char *secret)
{
    struct jhr_buf b = {0};
    for (uint32_t i = 0; i < fx.ds.list.n; i++)
        assert_int_equal(fx.ds.list.v[i]->span.file, JHR_NO_FILE);
    jhr_diag_write(&b, &fx.ds, (struct jhr_diag_style){JHR_DF_TEXT, JHR_NL, false});
    assert_null(strstr(b.p, secret));
    jhr_buf_free(&b);
}

static void test_private(void **state)
{
    static const char *const names[] = {"bsn",
                                        "BSN",
                                        "Bsn",
                                        "naam",
                                        "voornaam",
                                        "Achternaam",
                                        "geboortedatum",
                                        "geboorte_datum",
                                        "burgerservicenummer"};
    char json[512];
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        snprintf(json, sizeof json, DOC(",'%s':'geheim-7'", "", ""), names[i]);
        assert_false(read_json(json));
        snprintf(json, sizeof json, "/feiten/%s", names[i]);
        assert_text(only_finding(JHR_D_INPUT_PRIVATE)->pointer, json);
        assert_hidden("geheim-7");
    }
    assert_false(read_json(DOC("", "", ",'lopend':[{'extra':[{'bsn':'geheim-7'}]}],'x':1")));
    assert_true(has_finding(JHR_D_INPUT_PRIVATE, "/lopend/0/extra/0/bsn"));
    assert_true(has_finding(JHR_D_INPUT_UNKNOWN_KEY, "/x"));
    assert_hidden("geheim-7");
}

static void test_bsn(void **state)
{
    static const char *const refused[] = {"'111222333'",   "'123456782'", "'1234.56.782'",
                                          "'123 456 782'", "111222333",   "'10000008'"};
    static const char *const allowed[] = {"'111222334'", "'000000000'", "'k-111222333'",
                                          "'1234567'", "'1112223330'"};
    char json[512];
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        snprintf(json, sizeof json, DOC("", "", ",'jeugdige':%s,'x':1"), refused[i]);
        assert_false(read_json(json));
        assert_true(has_finding(JHR_D_INPUT_LOOKS_LIKE_BSN, "/jeugdige"));
        assert_hidden("222");
        assert_hidden("782");
    }
    for (size_t i = 0; i < COUNT(allowed); i++) {
        snprintf(json, sizeof json, DOC("", "", ",'jeugdige':%s"), allowed[i]);
        assert_true(read_json(json));
    }
}

/* Cut off anywhere, and with any one byte spoiled: never accepted half, never a crash. */
static void test_every_cut(void **state)
{
    static const char good[] = DOC(",'leeftijd':9,'trauma':null",
                                   ",'omvang':{'volume':3.5,'eenheid':'uur'}", ",'lopend':[]");
    char text[sizeof good], spoiled[sizeof good];
    size_t n = sizeof good - 1;
    (void)state;
    assert_true(read_json(good));
    memcpy(text, fx.text, n);
    for (size_t i = 0; i < n; i++) {
        assert_false(read_bytes(text, i, NULL));
        assert_true(fx.ds.count[JHR_ERROR] > 0);
        memcpy(spoiled, text, n);
        spoiled[i] = '\x80';
        assert_false(read_bytes(spoiled, n, NULL));
        spoiled[i] = '}';
        read_bytes(spoiled, n, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_broken),     cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_depth),      cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_duplicates), cmocka_unit_test(test_private),
        cmocka_unit_test(test_bsn),        cmocka_unit_test(test_every_cut),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

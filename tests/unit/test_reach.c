/* What check says of the reach of rules: of each finding a text that has it, and a neighbour that
 * has not. */
#include "tests/unit/test_resolve_aid.h"

#include "compiler/compile.h"

#define HEAD                                                                                       \
    "regeling r \"R\" versie \"1\" geldig vanaf 1-1-2027 tot 1-1-2030\n"                           \
    "soort zwaarte geordend { licht, midden, zwaar }\n"                                            \
    "feit leeftijd: getal 0..23 jaar\nfeit a: ja/nee\nfeit b: ja/nee\nfeit z: zwaarte\n"           \
    "gebied G { Delft \"0503\", Westland \"1783\" }\n"                                             \
    "segment s \"S\"\nsegment t \"T\"\n"                                                           \
    "product 54001 \"P\" in s tarief € 60,- per uur norm 40 uur\n"                               \
    "product 54002 \"Q\" in t tot 1-1-2028 zonder tarief zonder norm\n"

/* The codes of class 3, and 8 for an `accepteer` without use, as "3001 3002". */
static void check(const char *text, char *codes, size_t room)
{
    struct resolved t;
    resolve_z(&t, text);
    codes[0] = '\0';
    if (t.m == NULL || t.diags.count[JHR_ERROR] > 0)
        print_found(&t, text);
    assert_int_equal(t.diags.count[JHR_ERROR], 0);
    assert_true(jhr_compile_check(&t.arena, &t.diags, t.m));
    jhr_diag_sort(&t.diags);
    for (uint32_t i = 0; i < t.diags.list.n; i++) {
        unsigned code = jhr_diag_rows[t.diags.list.v[i]->id].code;
        bool ours = code / 1000 == 3 || t.diags.list.v[i]->id == JHR_D_ACCEPT_UNUSED;
        size_t n = strlen(codes);
        if (ours)
            snprintf(codes + n, room - n, "%s%u", n > 0 ? " " : "", code);
    }
    resolved_free(&t);
}

static void each_row(void **state)
{
    uint32_t tried = 0;
    (void)state;
    for (size_t i = 0; i < JHR_D_COUNT; i++) {
        const struct jhr_diag_row *row = &jhr_diag_rows[i];
        char codes[64], want[64];
        if (row->code < 3001 || row->code > 3050)
            continue;
        check(row->wrong, codes, sizeof codes);
        snprintf(want, sizeof want, "%u", (unsigned)row->code);
        assert_string_equal(codes, want);
        check(row->right, codes, sizeof codes);
        assert_string_equal(codes, "");
        tried++;
    }
    assert_int_equal(tried, 4);
}

static const struct {
    const char *codes, *text;
} cases[] = {
    /* never applies */
    {"3001", HEAD "eis R1 \"\" voor a en (niet a) alleen als b reden 9\n"},
    {"", HEAD "eis R1 \"\" voor a en (niet b) alleen als z is licht reden 9\n"},
    {"3001", HEAD "begrip jong = leeftijd < 12\n"
                  "eis R1 \"\" als jong en leeftijd > 15 alleen als b reden 9\n"},
    {"3001", HEAD "signaal A1 \"\" als product in s en product is 54002 meld \"x\"\n"},
    {"", HEAD "signaal A1 \"\" als product in s en product is 54001 meld \"x\"\n"},
    {"", HEAD "signaal A1 \"\" als product niet in t en product is 54002 meld \"x\"\n"},
    {"3001", HEAD "signaal A1 \"\" als gemeente is Delft en gemeente is Westland meld \"x\"\n"},
    {"", HEAD "signaal A1 \"\" als gemeente niet in { Delft, Westland } meld \"x\"\n"},
    {"3001", HEAD "signaal A1 \"\" als z is zwaar en z hoogstens midden meld \"x\"\n"},
    {"3001",
     HEAD "signaal A1 \"\" als precies 2 van { a, b, z is zwaar } en (niet a) en z is licht "
          "meld \"x\"\n"},
    /* with what always holds */
    {"3001", HEAD "altijd I1 \"\" nooit als a en b\n"
                  "eis R1 \"\" voor a en b alleen als z is licht reden 9\n"},
    {"", HEAD "altijd I1 \"\" nooit als a en b stand voorgesteld\n"
              "eis R1 \"\" voor a en b alleen als z is licht reden 9\n"},
    {"", HEAD "altijd I1 \"\" nooit als a en b geldig vanaf 1-1-2028\n"
              "eis R1 \"\" voor a en b alleen als z is licht reden 9\n"},
    /* never refuses, always refuses */
    {"3002", HEAD "eis R1 \"\" voor z is zwaar nooit als z is licht reden 9\n"},
    {"3002", HEAD "eis R1 \"\" voor leeftijd < 5 alleen als a tenzij leeftijd < 6 reden 9\n"},
    {"", HEAD "eis R1 \"\" voor leeftijd < 7 alleen als a tenzij leeftijd < 6 reden 9\n"},
    {"3003", HEAD "eis R1 \"\" voor product is 54001 alleen als product in t reden 9\n"},
    {"", HEAD "eis R1 \"\" voor product is 54001 alleen als product in t reden 9\n"
              "  afwijken met motivering\n"},
    /* together */
    {"3004", HEAD "eis R1 \"\" alleen als a reden 9\neis R2 \"\" alleen als niet a reden 9\n"
                  "eis R3 \"\" alleen als b reden 9\n"},
    {"", HEAD "eis R1 \"\" alleen als a reden 9\n"
              "eis R2 \"\" alleen als niet a reden 9 kracht signaal\n"},
    {"", HEAD "eis R1 \"\" alleen als a reden 9\n"
              "eis R2 \"\" alleen als niet a reden 9 vervangt R1\n"},
    {"3004", HEAD "eis R1 \"\" alleen als a reden 9\n"
                  "eis R2 \"\" alleen als niet a reden 9 stand voorgesteld\n"},
    {"", HEAD "eis R1 \"\" alleen als a reden 9\n"
              "eis R2 \"\" alleen als niet a reden 9 geldig vanaf 1-1-2028\n"},
    /* accepted, or accepted for nothing */
    {"", HEAD "eis R1 \"\" voor a en (niet a) alleen als b reden 9\n"
              "accepteer JHR3001 voor R1 omdat \"later\"\n"},
    {"1062", HEAD "eis R1 \"\" voor a alleen als b reden 9\n"
                  "accepteer JHR3001 voor R1 omdat \"later\"\n"},
    {"", HEAD "eis R1 \"\" voor a alleen als b reden 9\n"
              "accepteer JHR3999 voor R1 omdat \"a proof may find it\"\n"},
};

static void findings(void **state)
{
    unsigned failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char codes[64];
        check(cases[i].text, codes, sizeof codes);
        if (strcmp(codes, cases[i].codes) == 0)
            continue;
        print_message("found \"%s\", want \"%s\":\n%s\n", codes, cases[i].codes,
                      cases[i].text + strlen(HEAD));
        failed++;
    }
    assert_int_equal(failed, 0);
}

/* More pigeons than holes: true, but too long to prove. It says nothing, and soon. */
static void gives_up(void **state)
{
    enum { PIGEONS = 9, HOLES = 8 };
    struct jhr_buf text = {0};
    char codes[64];
    (void)state;
    jhr_buf_z(&text, "regeling r \"R\" versie \"1\" geldig vanaf 1-1-2027\n");
    for (unsigned p = 0; p < PIGEONS; p++)
        for (unsigned h = 0; h < HOLES; h++)
            jhr_buf_fmt(&text, "feit p%uh%u: ja/nee\n", p, h);
    jhr_buf_z(&text, "signaal A1 \"\"\n  als (");
    for (unsigned p = 0; p < PIGEONS; p++) {
        jhr_buf_z(&text, p > 0 ? ") en (" : "");
        for (unsigned h = 0; h < HOLES; h++)
            jhr_buf_fmt(&text, "%sp%uh%u", h > 0 ? " of " : "", p, h);
    }
    for (unsigned h = 0; h < HOLES; h++) {
        jhr_buf_z(&text, ") en (hoogstens 1 van { ");
        for (unsigned p = 0; p < PIGEONS; p++)
            jhr_buf_fmt(&text, "%sp%uh%u", p > 0 ? ", " : "", p, h);
        jhr_buf_z(&text, " }");
    }
    jhr_buf_z(&text, ")\n  meld \"x\"\n");
    jhr_buf_char(&text, '\0');
    check(text.p, codes, sizeof codes);
    assert_string_equal(codes, "");
    jhr_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row),
        cmocka_unit_test(findings),
        cmocka_unit_test(gives_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What the proofs find: of each finding the wrong text of its row has it, the right one does not;
 * and what they say beside it. */
#include "tests/unit/test_resolve_aid.h"

#include "compiler/compile.h"
#include "compiler/lower.h"
#include "validator/verify.h"

struct proofs {
    char codes[200];   /* of class 3, in order of place: "3101 3104" */
    uint32_t getuigen; /* findings that a case shows */
    char arg[4][100];  /* of the first finding */
};

static void verify(const char *text, struct jhr_verify options, struct proofs *out)
{
    struct resolved t;
    struct jhr_program *program = NULL;
    struct jhr_buf bytes = {0};
    *out = (struct proofs){.codes = ""};
    resolve_z(&t, text);
    if (t.m == NULL || t.diags.count[JHR_ERROR] > 0)
        print_found(&t, text);
    assert_int_equal(t.diags.count[JHR_ERROR], 0);
    assert_true(jhr_compile_model(&t.arena, &t.diags, t.m, &bytes, &program));
    struct jhr_side side = {.model = t.m, .program = program};
    side.ir = jhr_lower_proofs(&t.arena, &t.diags, t.m);
    assert_non_null(side.ir);
    assert_true(jhr_verify(&t.arena, &t.diags, &side, options));
    jhr_accepteer_apply(t.m, &t.diags, JHR_ACCEPT_PROVED);
    jhr_diag_sort(&t.diags);
    for (uint32_t i = 0; i < t.diags.list.n; i++) {
        const struct jhr_diag *d = t.diags.list.v[i];
        unsigned code = jhr_diag_rows[d->id].code;
        size_t n = strlen(out->codes);
        if (code / 1000 != 3 && d->id != JHR_D_ACCEPT_UNUSED)
            continue;
        for (uint32_t k = 0; n == 0 && k < d->args; k++)
            snprintf(out->arg[k], sizeof out->arg[k], "%.*s", (int)d->arg[k].n, d->arg[k].p);
        out->getuigen += d->getuige.n > 0;
        snprintf(out->codes + n, sizeof out->codes - n, "%s%u", n > 0 ? " " : "", code);
    }
    jhr_program_free(program);
    jhr_buf_free(&bytes);
    resolved_free(&t);
}

static void each_row(void **state)
{
    uint32_t tried = 0;
    (void)state;
    for (size_t i = 0; i < JHR_D_COUNT; i++) {
        const struct jhr_diag_row *row = &jhr_diag_rows[i];
        struct proofs p;
        char want[64];
        bool by_check = row->code >= 3001 && row->code <= 3004;
        if (row->wrong[0] == '\0' || (!by_check && (row->code < 3101 || row->code > 3200)))
            continue;
        verify(row->wrong, (struct jhr_verify){.only = 0}, &p);
        snprintf(want, sizeof want, "%u", (unsigned)row->code);
        if (!by_check && strcmp(p.codes, want) != 0)
            print_message("%s\n%s\n", p.codes, row->wrong);
        if (!by_check)
            assert_string_equal(p.codes, want);
        verify(row->right, (struct jhr_verify){.only = 0}, &p);
        if (p.codes[0] != '\0')
            print_message("JHR%u: %s\n%s\n", (unsigned)row->code, p.codes, row->right);
        assert_string_equal(p.codes, "");
        tried++;
    }
    assert_int_equal(tried, 17);
}

#define HEAD                                                                                       \
    "regeling r \"R\" versie \"1\" geldig vanaf 1-1-2027 tot 1-1-2029\n"                           \
    "feit leeftijd: getal 0..23 jaar\nfeit a: ja/nee\nfeit b: ja/nee\n"                            \
    "soort zwaarte geordend { licht, midden, zwaar }\nfeit z: zwaarte\n"                           \
    "product 54001 \"P\" zonder tarief zonder norm\n"

static const struct {
    const char *codes, *first, *text;
} cases[] = {
    /* as few invariants as clash */
    {"3107", "`I2`, `I3`",
     HEAD "altijd I1 \"\" alleen als a\naltijd I2 \"\" alleen als leeftijd < 9\n"
          "altijd I3 \"\" nooit als leeftijd < 10\naltijd I4 \"\" nooit als b\n"},
    /* together they refuse all: no rule is named that may be missed */
    {"3004", "`R2`, `R4`",
     HEAD "eis R1 \"\" alleen als b reden 9\neis R2 \"\" alleen als a reden 9\n"
          "eis R3 \"\" alleen als leeftijd < 9 reden 9\neis R4 \"\" nooit als a reden 9\n"
          "accepteer JHR3101 voor R1 omdat \"-\"\naccepteer JHR3102 voor R4 omdat \"-\"\n"
          "accepteer JHR3101 voor R3 omdat \"-\"\n"},
    /* two rules cover a third together, and neither alone */
    {"3101", "R3",
     HEAD "eis R1 \"\" voor a alleen als leeftijd < 9 reden 9\n"
          "eis R2 \"\" voor niet a alleen als leeftijd < 9 reden 9\n"
          "eis R3 \"\" alleen als leeftijd < 12 reden 9\n"},
    {"", "",
     HEAD "eis R1 \"\" voor a alleen als leeftijd < 9 reden 9\n"
          "eis R3 \"\" alleen als leeftijd < 12 reden 9\n"},
    /* of two that say the same the second goes */
    {"3101", "R2", HEAD "eis R1 \"\" alleen als a reden 9\neis R2 \"\" nooit als niet a reden 9\n"},
    /* a rule that is replaced is no rule too many */
    {"", "",
     HEAD "eis R1 \"\" alleen als a reden 9\neis R2 \"\" alleen als a en b reden 9 vervangt R1\n"},
    /* an ordered soort with a gap, and without */
    {"3108", "R1",
     HEAD "eis R1 \"\" voor z is licht alleen als a reden 9\n"
          "eis R2 \"\" voor z is zwaar alleen als b reden 9\n"},
    {"", "",
     HEAD "eis R1 \"\" voor z hoogstens midden alleen als a reden 9\n"
          "eis R2 \"\" voor z is zwaar alleen als b reden 9\n"},
    /* an open end is not counted, and is there */
    {"", "", HEAD "eis R1 \"\" nooit als open_einde reden 9\neis R2 \"\" alleen als a reden 9\n"},
    /* two running indications may be what none is, and one is not */
    {"3121", "minstens 2",
     HEAD "eis R1 \"\" alleen als a reden 9\n"
          "eis R2 \"\" nooit als aantal lopende waarvoor (ander.product is 54001) >= 2 reden 9\n"},
    /* silenced, with its reason */
    {"", "",
     HEAD "eis R1 \"\" alleen als a reden 9\neis R2 \"\" nooit als niet a reden 9\n"
          "accepteer JHR3101 voor R2 omdat \"Voor de leesbaarheid.\"\n"},
};

static void each_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct proofs p;
        verify(cases[i].text, (struct jhr_verify){.only = 0}, &p);
        if (strcmp(p.codes, cases[i].codes) != 0)
            print_message("%s (%s)\n%s\n", p.codes, p.arg[0], cases[i].text);
        assert_string_equal(p.codes, cases[i].codes);
        if (cases[i].first[0] != '\0' && strcmp(cases[i].codes, "3121") != 0)
            assert_string_equal(p.arg[0], cases[i].first);
    }
}

/* Only what is asked for; and a passed budget is said, and nothing of never and always. */
static void options(void **state)
{
    static const char text[] = HEAD "eis R1 \"\" voor leeftijd < 9 alleen als a reden 9\n"
                                    "eis R2 \"\" voor leeftijd > 12 alleen als a reden 9\n"
                                    "eis R3 \"\" nooit als b en niet b reden 9\n";
    struct proofs p;
    (void)state;
    verify(text, (struct jhr_verify){.only = 0}, &p);
    assert_string_equal(p.codes, "3108 3002");
    verify(text, (struct jhr_verify){.only = JHR_VERIFY_GATEN}, &p);
    assert_string_equal(p.codes, "3108");
    verify(text, (struct jhr_verify){.only = JHR_VERIFY_BEREIK}, &p);
    assert_string_equal(p.codes, "3002");
    verify(text, (struct jhr_verify){.only = JHR_VERIFY_BEREIK, .budget = 4}, &p);
    assert_string_equal(p.codes, "3120");
}

/* Over the budget cases are tried: one that refutes a bewijs is shown, and nothing is proved; nor
 * that all is refused, of which one product is known. */
static void over_budget(void **state)
{
    static const char bewijzen[] =
        HEAD "eis R1 \"\" alleen als (a of b) en leeftijd < 12 reden 9\n"
             "bewijs B1 \"\" nooit als toelaatbaar en leeftijd is 9 en niet b\n"
             "bewijs B2 \"\" nooit als toelaatbaar en leeftijd > 12\n";
    static const char refused[] = HEAD "eis R1 \"\" alleen als a reden 9\n"
                                       "eis R2 \"\" nooit als a reden 9\n";
    struct proofs p;
    (void)state;
    verify(bewijzen, (struct jhr_verify){.only = 0}, &p);
    assert_string_equal(p.codes, "3111 3113");
    assert_int_equal(p.getuigen, 1);
    verify(bewijzen, (struct jhr_verify){.budget = 4}, &p);
    assert_string_equal(p.codes, "3120 3111 3112");
    assert_int_equal(p.getuigen, 1);
    verify(refused, (struct jhr_verify){.only = JHR_VERIFY_PRODUCTEN, .budget = 4}, &p);
    assert_string_equal(p.codes, "3120");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row),
        cmocka_unit_test(each_case),
        cmocka_unit_test(options),
        cmocka_unit_test(over_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Diagnostics: the table and the list. */
#include "tests/unit/test_base_diag_aid.h"

/* ---- the table ---- */

static unsigned placeholders(const char *text)
{
    unsigned set = 0;
    for (const char *p = text; (p = strchr(p, '{')) != NULL; p++) {
        if (p[1] >= '0' && p[1] < '0' + JHR_DIAG_ARGS && p[2] == '}')
            set |= 1u << (p[1] - '0');
    }
    return set;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < JHR_D_COUNT; i++) {
        const struct jhr_diag_row *row = &jhr_diag_rows[i];
        if (row->code == 0 || row->code > 9999 || row->what[JHR_NL][0] == '\0' ||
            row->what[JHR_EN][0] == '\0')
            fail_msg("row %zu (JHR%04u) has no code or no sentence", i, row->code);
        if (placeholders(row->what[JHR_NL]) != placeholders(row->what[JHR_EN]))
            fail_msg("JHR%04u: other placeholders in Dutch than in English", row->code);
        for (int lang = JHR_NL; lang <= JHR_EN; lang++) {
            if (placeholders(row->why[lang]) != 0 || placeholders(row->todo[lang]) != 0)
                fail_msg("JHR%04u: a placeholder outside the sentence", row->code);
        }
        if ((row->why[JHR_NL][0] == '\0') != (row->why[JHR_EN][0] == '\0') ||
            (row->todo[JHR_NL][0] == '\0') != (row->todo[JHR_EN][0] == '\0'))
            fail_msg("JHR%04u: a text in one language only", row->code);
        for (size_t k = 0; k < i; k++) {
            if (jhr_diag_rows[k].code == row->code)
                fail_msg("JHR%04u stands in the table twice", row->code);
        }
        assert_ptr_equal(jhr_diag_by_code(row->code), row);
    }
    assert_null(jhr_diag_by_code(0));
    assert_null(jhr_diag_by_code(70000));
}

/* Rows stand in the file of their class, each class together. */
static void test_classes(void **state)
{
    (void)state;
    for (size_t i = 1; i < JHR_D_COUNT; i++)
        assert_true(jhr_diag_rows[i - 1].code / 1000 <= jhr_diag_rows[i].code / 1000);
}

static void test_labels(void **state)
{
    static const char *const labels[][2] = {
#define L(name, nl, en) {nl, en},
#include "diagnostics/labels.def"
#undef L
    };
    struct jhr_buf b = {0};
    (void)state;
    assert_int_equal(JHR_L_NONE, 0);
    for (size_t i = 1; i < COUNT(labels); i++) {
        assert_true(labels[i][JHR_NL][0] != '\0' && labels[i][JHR_EN][0] != '\0');
        assert_int_equal(placeholders(labels[i][JHR_NL]), placeholders(labels[i][JHR_EN]));
        assert_true(placeholders(labels[i][JHR_NL]) <= 1);
    }
    jhr_diag_label_text(&b, JHR_L_EXPECTED_HERE, JHR_STR("een getal"), JHR_NL);
    assert_string_equal(b.p, "hier een getal verwacht");
    jhr_buf_clear(&b);
    jhr_diag_label_text(&b, JHR_L_EXPECTED_HERE, JHR_STR("a number"), JHR_EN);
    assert_string_equal(b.p, "expected a number here");
    jhr_buf_clear(&b);
    jhr_diag_label_text(&b, JHR_L_NONE, JHR_STR("x"), JHR_EN);
    assert_int_equal(b.n, 0);
    jhr_buf_free(&b);
}

/* ---- the list ---- */

static void test_args(void **state)
{
    struct run r;
    char big[1000];
    (void)state;
    start(&r);
    struct jhr_diag *d =
        jhr_diag_add2(&r.diags, JHR_D_INTERNAL, JHR_NO_SPAN, JHR_STR("een"), JHR_STR("twee"));
    assert_int_equal(d->args, 2);
    for (int i = 0; i < 5; i++)
        jhr_diag_arg(&r.diags, d, JHR_STR("meer"));
    assert_int_equal(d->args, JHR_DIAG_ARGS);
    jhr_diag_sentence(&r.out, d, JHR_NL);
    assert_string_equal(r.out.p, "fout in jhr zelf: een");
    for (int i = 0; i < 5; i++)
        jhr_diag_label(&r.diags, d, JHR_NO_SPAN, JHR_L_HERE, JHR_STR(""));
    assert_int_equal(d->labels, JHR_DIAG_LABELS);

    /* a long argument is cut between characters */
    for (uint32_t shift = 0; shift < 4; shift++) {
        memset(big, 'x', sizeof(big));
        for (size_t i = shift; i + 3 <= sizeof(big); i += 3)
            memcpy(big + i, "\xe2\x82\xac", 3);
        d = jhr_diag_add1(&r.diags, JHR_D_INTERNAL, JHR_NO_SPAN,
                          (struct jhr_str){big, sizeof(big)});
        assert_true(d->arg[0].n <= JHR_DIAG_ARG_MAX + 3);
        assert_int_equal(jhr_text_invalid(d->arg[0]), d->arg[0].n);
        assert_memory_equal(d->arg[0].p + d->arg[0].n - 3, "\xe2\x80\xa6", 3);
    }
    stop(&r);
}

static void test_sort(void **state)
{
    struct run r;
    (void)state;
    start(&r);
    uint32_t a = file(&r, "a.jhr", "0123456789"), b = file(&r, "b.jhr", "0123456789");
    const struct {
        enum jhr_diag_id id;
        struct jhr_span span;
        const char *arg;
        int place; /* after sorting; -1: it is a double */
    } rows[] = {
        {JHR_D_INTERNAL, JHR_NO_SPAN, "x", 7},    {JHR_D_TEXT_NUL, {b, 1, 2}, "", 5},
        {JHR_D_INTERNAL, {a, 5, 6}, "eerst", 4},  {JHR_D_TEXT_NUL, {a, 5, 6}, "", 3},
        {JHR_D_INTERNAL, {a, 5, 6}, "later", -1}, {JHR_D_TEXT_NUL, {a, 0, 9}, "", 2},
        {JHR_D_TEXT_NUL, {a, 0, 1}, "", 0},       {JHR_D_INTERNAL, {b, 2, 2}, "", 6},
        {JHR_D_INTERNAL, JHR_NO_SPAN, "y", 8}, /* no place: other words, another thing */
        {JHR_D_INTERNAL, JHR_NO_SPAN, "y", -1},   {JHR_D_TEXT_HIDDEN, {a, 0, 1}, "", 1},
    };
    jhr_diag_sort(&r.diags); /* nothing to do */
    for (size_t i = 0; i < COUNT(rows); i++)
        jhr_diag_add1(&r.diags, rows[i].id, rows[i].span, jhr_str_of(rows[i].arg));
    assert_int_equal(r.diags.count[JHR_ERROR], 10);
    for (int again = 0; again < 2; again++) {
        jhr_diag_sort(&r.diags);
        assert_int_equal(r.diags.list.n, 9);
        assert_int_equal(r.diags.count[JHR_ERROR], 8);
        assert_int_equal(r.diags.count[JHR_WARNING], 1);
        for (size_t i = 0; i < COUNT(rows); i++) {
            if (rows[i].place < 0)
                continue;
            const struct jhr_diag *d = r.diags.list.v[rows[i].place];
            assert_int_equal(d->id, rows[i].id);
            assert_true(jhr_str_eq(d->arg[0], jhr_str_of(rows[i].arg)));
        }
    }
    stop(&r);
}

static void test_ceiling(void **state)
{
    struct run r;
    (void)state;
    start(&r);
    uint32_t f = file(&r, "a.jhr", "x");
    for (uint32_t i = 0; i < JHR_DIAG_MAX + 5; i++) {
        struct jhr_diag *d =
            jhr_diag_add1(&r.diags, JHR_D_INTERNAL, (struct jhr_span){f, i, i}, JHR_STR("x"));
        jhr_diag_label(&r.diags, d, d->span, JHR_L_HERE, JHR_STR("x"));
        assert_int_equal(d->args, i < JHR_DIAG_MAX ? 1 : 0);
        assert_true((d == &r.diags.scratch) == (i >= JHR_DIAG_MAX));
    }
    assert_int_equal(r.diags.list.n, JHR_DIAG_MAX);
    assert_int_equal(r.diags.count[JHR_ERROR], JHR_DIAG_MAX + 5);
    jhr_diag_sort(&r.diags);
    assert_non_null(strstr(write_as(&r, JHR_DF_TEXT, JHR_NL), "\n1005 fouten (1000 getoond)\n"));
    stop(&r);
}

static void test_no_memory(void **state)
{
    struct run r;
    (void)state;
    start(&r);
    jhr_alloc_fail_at(1);
    struct jhr_diag *d = jhr_diag_add1(&r.diags, JHR_D_INTERNAL, JHR_NO_SPAN, JHR_STR("x"));
    assert_ptr_equal(d, &r.diags.scratch);
    assert_int_equal(r.diags.count[JHR_ERROR], 1);
    assert_int_equal(r.diags.list.n, 0);
    assert_true(r.arena.out_of_memory);
    d = jhr_diag_add1(&r.diags, JHR_D_INTERNAL, JHR_NO_SPAN, JHR_STR("x")); /* memory is back */
    assert_ptr_equal(d, r.diags.list.v[0]);
    stop(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),      cmocka_unit_test(test_classes),
        cmocka_unit_test(test_labels),    cmocka_unit_test(test_args),
        cmocka_unit_test(test_sort),      cmocka_unit_test(test_ceiling),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Every diagnostic of reading: the wrong text of its row gives it, the right text gives nothing. */
#include "test_grammar_aid.h"

static bool is_ours(const struct jhr_diag_row *row)
{
    return row->code < 1000 || row->code == 5001 || row->code == 5002;
}

static void each_wrong_text_gives_its_code(void **state)
{
    (void)state;
    unsigned failed = 0;
    for (size_t i = 0; i < JHR_D_COUNT; i++) {
        const struct jhr_diag_row *row = &jhr_diag_rows[i];
        if (!is_ours(row) || row->wrong[0] == '\0')
            continue;
        struct parsed t;
        parse_z(&t, row->wrong);
        if (found(&t, row->code) != 1 || t.diags.list.n != 1) {
            print_message("JHR%04u:\n%s", (unsigned)row->code, row->wrong);
            print_found(&t);
            failed++;
        }
        assert_lossless(&t);
        assert_sound(&t, t.tree.file, 0);
        parsed_free(&t);
    }
    assert_int_equal(failed, 0);
}

static void each_right_text_gives_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < JHR_D_COUNT; i++) {
        const struct jhr_diag_row *row = &jhr_diag_rows[i];
        if (!is_ours(row) || row->right[0] == '\0')
            continue;
        struct parsed t;
        parse_z(&t, row->right);
        if (t.diags.list.n != 0) {
            print_message("JHR%04u:\n%s", (unsigned)row->code, row->right);
            print_found(&t);
        }
        assert_int_equal(t.diags.list.n, 0);
        parsed_free(&t);
    }
}

/* The rows whose example does not fit in a row. */
static void the_rows_without_a_text(void **state)
{
    (void)state;
    static char big[JHR_MAX_FILE_BYTES + 1];
    struct parsed t;
    memset(big, '#', sizeof(big));
    parse_str(&t, (struct jhr_str){big, sizeof(big)});
    assert_int_equal(found(&t, 4), 1);
    assert_lossless(&t);
    parsed_free(&t);
    parse_str(&t, (struct jhr_str){big, sizeof(big) - 1});
    assert_int_equal(t.diags.list.n, 0);
    parsed_free(&t);

    memset(big, 'x', 70000);
    memcpy(big, "segment A \"", 11);
    memcpy(big + 70000, "\"\n", 2);
    parse_str(&t, (struct jhr_str){big, 70002});
    assert_int_equal(found(&t, 5), 1);
    assert_int_equal(t.diags.list.n, 1);
    parsed_free(&t);

    parse_z(&t, "segment A \"Caf\xe9\"\n\xe9\n");
    assert_int_equal(found(&t, 1), 1);
    assert_int_equal(t.diags.list.n, 1);
    parsed_free(&t);
    parse_str(&t, JHR_STR("segment A \"A\"\0\n# \0\n"));
    assert_int_equal(found(&t, 2), 1);
    assert_int_equal(t.diags.list.n, 1);
    parsed_free(&t);
    parse_z(&t, "segment A \"A\xe2\x80\xae\"\n");
    assert_int_equal(found(&t, 3), 1);
    parsed_free(&t);

    size_t n = 0;
    for (int i = 0; i < 3000; i++, n += 8)
        memcpy(big + n, "eis R1 )", 8);
    parse_str(&t, (struct jhr_str){big, (uint32_t)n});
    assert_int_equal(found(&t, 52), 1);
    assert_int_equal(t.diags.list.n, JHR_DIAG_MAX / 2 + 1);
    parsed_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_wrong_text_gives_its_code),
        cmocka_unit_test(each_right_text_gives_nothing),
        cmocka_unit_test(the_rows_without_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

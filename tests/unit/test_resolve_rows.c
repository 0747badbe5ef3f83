/* Every diagnostic of the resolver: the wrong text of its row gives it, the right one no error. */
#include "test_resolve_aid.h"

static bool is_ours(const struct jhr_diag_row *row)
{
    unsigned code = row->code;
    return (code >= 1000 && code < 3000 && (code < 1064 || code > 1066)) ||
           /* of lowering */ code == 3051 || code == 3052 || (code >= 4000 && code < 4010) ||
           (code >= 5010 && code < 5020) || (code >= 8000 && code < 9000);
}

/* The wrong text: this code once, and no other error: one mistake, one message. */
static void test_wrong(void **state)
{
    unsigned failed = 0, tried = 0;
    (void)state;
    for (size_t i = 0; i < JHR_D_COUNT; i++) {
        const struct jhr_diag_row *row = &jhr_diag_rows[i];
        struct resolved t;
        if (!is_ours(row) || row->wrong[0] == '\0')
            continue;
        resolve_z(&t, row->wrong);
        if (finding(&t, row->code) == NULL || t.diags.list.n != 1 || t.m == NULL) {
            print_message("JHR%04u, wrong:\n", (unsigned)row->code);
            print_found(&t, row->wrong);
            failed++;
        }
        tried++;
        resolved_free(&t);
    }
    assert_int_equal(failed, 0);
    assert_true(tried > 60);
}

static void test_right(void **state)
{
    unsigned failed = 0;
    (void)state;
    for (size_t i = 0; i < JHR_D_COUNT; i++) {
        const struct jhr_diag_row *row = &jhr_diag_rows[i];
        struct resolved t;
        if (!is_ours(row) || row->right[0] == '\0')
            continue;
        resolve_z(&t, row->right);
        if (finding(&t, row->code) != NULL || t.diags.count[JHR_ERROR] != 0 || t.m == NULL) {
            print_message("JHR%04u, right:\n", (unsigned)row->code);
            print_found(&t, row->right);
            failed++;
        }
        resolved_free(&t);
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

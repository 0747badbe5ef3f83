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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * docs/bytecode.md: what stands between its marks is made from opcodes.def, records.def and
 * refusals.def. UPDATE=1 writes it anew.
 */
#include "runtime/opcodes.h"
#include "runtime/refuse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define DOC   "docs/bytecode.md"
#define BEGIN "<!-- made from runtime/*.def; UPDATE=1 build/tests/unit/test_doc_bytecode -->\n"
#define END   "<!-- end -->\n"

static void put_opcodes(struct jhr_buf *out)
{
    jhr_buf_z(out, "\n## Instructions\n\n| code | name | group | operand | meaning |\n"
                   "|---|---|---|---|---|\n");
    uint32_t code = 0;
#define OP(name, group, operand, sentence)                                                         \
    jhr_buf_fmt(out, "| %u | %s | %s | %s | %s |\n", code++, #name, #group, #operand, sentence);
#include "runtime/opcodes.def"
#undef OP
}

static void put_tables(struct jhr_buf *out)
{
    jhr_buf_z(out, "\n## Tables\n\nSection 0 holds the texts.\n");
    uint32_t section = 1;
#define F(kind, name, meaning) jhr_buf_fmt(out, "| %s | %s | %s |\n", #name, #kind, meaning);
#define T(record, array, what)                                                                     \
    jhr_buf_fmt(out, "\n### %u %s: %s\n\n| field | kind | meaning |\n|---|---|---|\n", section++,  \
                #array, what);                                                                     \
    JHR_FIELDS_##record(F)
    JHR_TABLES(T)
#undef T
#undef F
}

static void put_rules(struct jhr_buf *out)
{
    jhr_buf_z(out, "\n## What is refused\n\n| rule | when |\n|---|---|\n");
#define V(name, rule, reason) jhr_buf_fmt(out, "| %s | %s |\n", rule, reason);
#include "runtime/refusals.def"
#undef V
    jhr_buf_char(out, '\n');
}

static void test_document(void **state)
{
    static char text[1 << 18];
    struct jhr_buf out = {0};
    const char *update = getenv("UPDATE");
    (void)state;
    FILE *f = fopen(DOC, "rb");
    assert_non_null(f);
    text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
    fclose(f);
    char *begin = strstr(text, BEGIN), *end = strstr(text, END);
    assert_true(begin != NULL && end != NULL && begin < end);
    jhr_buf_add(&out, text, (size_t)(begin - text));
    jhr_buf_z(&out, BEGIN);
    put_opcodes(&out);
    put_tables(&out);
    put_rules(&out);
    jhr_buf_z(&out, end);
    assert_false(out.failed);
    if (update != NULL && update[0] == '1') {
        f = fopen(DOC, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(out.p, 1, out.n, f), out.n);
        assert_int_equal(fclose(f), 0);
    } else if (strcmp(out.p, text) != 0) {
        fail_msg("%s is not up to date: UPDATE=1 build/tests/unit/test_doc_bytecode", DOC);
    }
    jhr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_document)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

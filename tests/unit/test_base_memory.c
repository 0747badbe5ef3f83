/* Memory and what lives in it: arena, vectors, map, source files. */
#include "base/map.h"
#include "base/source.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static void assert_str(struct jhr_str got, const char *want)
{
    assert_int_equal(got.n, strlen(want));
    assert_memory_equal(got.p, want, got.n);
}

static void test_arena(void **state)
{
    struct jhr_arena a;
    char *last = NULL;
    size_t sum = 0;
    (void)state;
    jhr_arena_init(&a, 0);
    assert_non_null(jhr_arena_alloc(&a, 0));
    for (size_t n = 1; n < 3000; n += 7) {
        char *p = jhr_arena_alloc(&a, n);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0x5a, n);
        assert_true(last == NULL || *last == 0x5a);
        last = p;
        sum += n;
    }
    assert_true(a.used >= sum && a.taken > a.used);
    assert_false(a.out_of_memory);
    jhr_arena_free(&a);
    assert_int_equal(a.taken, 0);
    assert_null(a.head);
}

static void test_arena_big_block(void **state)
{
    struct jhr_arena a;
    (void)state;
    jhr_arena_init(&a, 0);
    char *first = jhr_arena_alloc(&a, 16);
    char *big = jhr_arena_alloc(&a, 10u << 20); /* has a block of its own */
    char *second = jhr_arena_alloc(&a, 16);     /* and the first block goes on */
    assert_non_null(big);
    assert_true(second > first && second - first < 1024);
    big[(10u << 20) - 1] = 1;
    assert_null(jhr_arena_alloc(&a, SIZE_MAX - 5));
    assert_true(a.out_of_memory);
    jhr_arena_free(&a);
}

static void test_arena_reset(void **state)
{
    struct jhr_arena a;
    (void)state;
    jhr_arena_init(&a, 0);
    jhr_arena_reset(&a); /* of nothing */
    size_t taken = 0;    /* the same work again and again comes to need no more memory */
    for (int round = 0; round < 4; round++) {
        for (int i = 0; i < 100; i++)
            memset(jhr_arena_alloc(&a, 4000), 1, 4000);
        assert_true(round < 2 || a.taken == taken);
        taken = a.taken;
        jhr_arena_reset(&a);
        assert_int_equal(a.used, 0);
        assert_true(round < 1 || a.taken == taken); /* one block, kept */
    }
    char *again = jhr_arena_alloc(&a, 100);
    assert_int_equal(again[99], 0);
    jhr_arena_free(&a);
}

static void test_arena_limit(void **state)
{
    struct jhr_arena a;
    (void)state;
    jhr_arena_init(&a, 20000);
    for (int i = 0; i < 400; i++) {
        char *p = jhr_arena_alloc(&a, 100); /* never NULL: small */
        assert_non_null(p);
        assert_int_equal(p[99], 0);
        p[99] = 1;
    }
    assert_true(a.out_of_memory);
    assert_true(a.taken <= 20000);
    assert_null(jhr_arena_alloc(&a, JHR_ARENA_POISON + 1));
    jhr_arena_free(&a);
    jhr_arena_init(&a, 8); /* not even the head of a block */
    assert_non_null(jhr_arena_alloc(&a, 1));
    assert_true(a.out_of_memory);
    jhr_arena_free(&a);
}

static void test_alloc_fail_at(void **state)
{
    struct jhr_arena a;
    (void)state;
    jhr_alloc_fail_at(2);
    void *p = jhr_malloc(0), *q = jhr_malloc(1), *r = jhr_malloc(1);
    assert_non_null(p);
    assert_null(q);
    assert_non_null(r);
    jhr_free(r);
    jhr_alloc_fail_at(1);
    assert_null(jhr_realloc(p, 10));
    p = jhr_realloc(p, 10);
    assert_non_null(p);
    jhr_free(p);
    jhr_alloc_fail_at(1);
    jhr_alloc_fail_at(0);
    jhr_arena_init(&a, 0);
    assert_non_null(jhr_arena_alloc(&a, 10));
    assert_false(a.out_of_memory);
    jhr_arena_free(&a);

    jhr_alloc_fail_at(1);
    assert_str(jhr_arena_str(&a, JHR_STR("abc")), "");
    assert_true(a.out_of_memory);
    assert_str(jhr_arena_str(&a, JHR_STR("abc")), "abc");
    jhr_arena_free(&a);
}

static void test_vec(void **state)
{
    struct jhr_arena a;
    JHR_VEC(uint64_t) v = {0};
    (void)state;
    jhr_arena_init(&a, 0);
    for (uint64_t i = 0; i < 10000; i++) {
        uint64_t *p = jhr_vec_add(&a, &v);
        assert_non_null(p);
        assert_true(*p == 0);
        *p = i;
    }
    for (uint32_t i = 0; i < 10000; i++)
        assert_true(v.v[i] == i);
    jhr_arena_free(&a);

    memset(&v, 0, sizeof(v));
    jhr_arena_init(&a, 17000);
    while (jhr_vec_add(&a, &v) != NULL)
        assert_true(v.n < 10000);
    assert_int_equal(v.n, v.cap); /* as it was before the failure */
    assert_true(v.n > 0 && a.out_of_memory);
    v.n = v.cap = UINT32_MAX / 2 + 1;
    assert_null(jhr_vec_add(&a, &v));
    jhr_arena_free(&a);

    memset(&v, 0, sizeof(v));
    jhr_alloc_fail_at(1); /* a small table may not lie in the shared block either */
    assert_null(jhr_vec_add(&a, &v));
    assert_int_equal(v.n, 0);
    jhr_arena_free(&a);
}

static void test_map(void **state)
{
    struct jhr_arena a;
    struct jhr_map m = {0};
    static char keys[20000][20];
    int first, second;
    (void)state;
    jhr_arena_init(&a, 0);
    assert_null(jhr_map_get(&m, JHR_STR("x")));
    assert_true(jhr_map_put(&a, &m, JHR_STR(""), &first));
    assert_ptr_equal(jhr_map_get(&m, (struct jhr_str){NULL, 0}), &first);
    for (int i = 0; i < 20000; i++) {
        snprintf(keys[i], sizeof(keys[i]), "naam%d", i);
        assert_true(jhr_map_put(&a, &m, jhr_str_of(keys[i]), keys[i]));
    }
    assert_int_equal(m.n, 20001);
    for (int i = 0; i < 20000; i++)
        assert_ptr_equal(jhr_map_get(&m, jhr_str_of(keys[i])), keys[i]);
    assert_null(jhr_map_get(&m, JHR_STR("naam20000")));
    assert_true(jhr_map_put(&a, &m, JHR_STR("naam7"), &second));
    assert_ptr_equal(jhr_map_get(&m, JHR_STR("naam7")), &second);
    assert_int_equal(m.n, 20001);
    jhr_arena_free(&a);
}

static void test_map_memory(void **state)
{
    struct jhr_arena a;
    struct jhr_map m = {0};
    static char keys[2000][16];
    int n = 0;
    (void)state;
    jhr_arena_init(&a, 0);
    jhr_alloc_fail_at(1);
    assert_false(jhr_map_put(&a, &m, JHR_STR("x"), &n));
    assert_true(a.out_of_memory);
    assert_null(jhr_map_get(&m, JHR_STR("x")));
    jhr_arena_free(&a);

    jhr_arena_init(&a, 20000);
    for (; n < 2000; n++) {
        snprintf(keys[n], sizeof(keys[n]), "k%d", n);
        if (!jhr_map_put(&a, &m, jhr_str_of(keys[n]), keys[n]))
            break;
    }
    assert_true(n > 10 && n < 2000);
    for (int i = 0; i < n; i++) /* what was in it still is */
        assert_ptr_equal(jhr_map_get(&m, jhr_str_of(keys[i])), keys[i]);
    m.n = m.cap = UINT32_MAX / 2 + 1;
    assert_false(jhr_map_put(&a, &m, JHR_STR("x"), &n));
    jhr_arena_free(&a);
}

/* Line, column and text of each offset; with the table, and without memory for it. */
static void test_places(void **state)
{
    static const struct {
        const char *text;
        uint32_t at, line, column;
        const char *shows;
    } rows[] = {
        {"", 0, 1, 1, ""},
        {"", 9, 1, 1, ""},
        {"abc", 3, 1, 4, "abc"},
        {"abc\n", 3, 1, 4, "abc"},
        {"abc\n", 4, 2, 1, ""},
        {"a\nbc\nd", 2, 2, 1, "bc"},
        {"a\nbc\nd", 4, 2, 3, "bc"},
        {"a\nbc\nd", 5, 3, 1, "d"},
        {"a\r\nbc\r\n", 3, 2, 1, "bc"},
        {"a\r\nbc\r\n", 5, 2, 3, "bc"},
        {"a\r\nbc\r", 4, 2, 2, "bc"},
        {"\n\n\n", 2, 3, 1, ""},
        {"\xc3\xa9\xe2\x82\xacx", 5, 1, 3, "\xc3\xa9\xe2\x82\xacx"},
        {"\xef\xbb\xbfregel\nx", 0, 1, 1, "regel"},
        {"\xef\xbb\xbfregel\nx", 3, 1, 1, "regel"},
        {"\xef\xbb\xbfregel\nx", 4, 1, 2, "regel"},
        {"\xef\xbb\xbfregel\nx", 9, 2, 1, "x"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows) * 2; i++) {
        size_t k = i / 2;
        struct jhr_arena a, full;
        jhr_arena_init(&a, 0);
        jhr_arena_init(&full, 1);
        struct jhr_sources s = {.arena = &a};
        uint32_t file = jhr_source_add(&s, JHR_STR("x.jhr"), jhr_str_of(rows[k].text));
        assert_int_equal(file, 0);
        if (i % 2 == 1)
            s.arena = &full;
        struct jhr_place at = jhr_source_place(&s, file, rows[k].at);
        assert_int_equal(at.line, rows[k].line);
        assert_int_equal(at.column, rows[k].column);
        assert_str(jhr_source_line(&s, file, at.line), rows[k].shows);
        assert_int_equal(jhr_source_line(&s, file, 99).n, 0);
        assert_int_equal(jhr_source_line(&s, file, 0).n, 0);
        assert_true(full.out_of_memory == (i % 2 == 1));
        jhr_arena_free(&a);
    }
}

static void test_source(void **state)
{
    struct jhr_arena a;
    (void)state;
    jhr_arena_init(&a, 0);
    struct jhr_sources s = {.arena = &a};
    char text[] = "abcdef";
    assert_int_equal(jhr_source_add(&s, JHR_STR("a"), jhr_str_of(text)), 0);
    assert_int_equal(jhr_source_add(&s, JHR_STR("b"), (struct jhr_str){NULL, 0}), 1);
    text[0] = 'X'; /* the set has its own copy */
    assert_str(jhr_source_text(&s, (struct jhr_span){0, 0, 3}), "abc");
    assert_str(jhr_source_text(&s, (struct jhr_span){0, 4, 99}), "ef");
    assert_str(jhr_source_text(&s, (struct jhr_span){0, 5, 2}), "");
    assert_str(jhr_source_text(&s, JHR_NO_SPAN), "");
    assert_int_equal(s.files.v[0]->text.p[6], '\0');
    assert_int_equal(jhr_source_place(&s, JHR_NO_FILE, 3).line, 1);
    assert_int_equal(jhr_source_line(&s, 7, 1).n, 0);
    jhr_arena_free(&a);

    struct jhr_span p = {0, 3, 5}, q = {0, 1, 4}, other = {1, 0, 9};
    struct jhr_span j = jhr_span_join(p, q);
    assert_true(j.file == 0 && j.lo == 1 && j.hi == 5);
    j = jhr_span_join(q, p);
    assert_true(j.file == 0 && j.lo == 1 && j.hi == 5);
    j = jhr_span_join(JHR_NO_SPAN, p);
    assert_true(j.file == 0 && j.lo == 3 && j.hi == 5);
    j = jhr_span_join(p, other);
    assert_true(j.file == 0 && j.lo == 3 && j.hi == 5);
}

static void test_source_memory(void **state)
{
    (void)state;
    for (uint64_t n = 1; n <= 2; n++) {
        struct jhr_arena a;
        static char big[100000];
        jhr_arena_init(&a, 0);
        struct jhr_sources s = {.arena = &a};
        jhr_alloc_fail_at(n);
        assert_int_equal(jhr_source_add(&s, JHR_STR("a"), (struct jhr_str){big, sizeof(big)}),
                         JHR_NO_FILE);
        assert_true(a.out_of_memory);
        assert_int_equal(s.files.n, 0);
        jhr_alloc_fail_at(0);
        jhr_arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena),         cmocka_unit_test(test_arena_big_block),
        cmocka_unit_test(test_arena_reset),   cmocka_unit_test(test_arena_limit),
        cmocka_unit_test(test_alloc_fail_at), cmocka_unit_test(test_vec),
        cmocka_unit_test(test_map),           cmocka_unit_test(test_map_memory),
        cmocka_unit_test(test_places),        cmocka_unit_test(test_source),
        cmocka_unit_test(test_source_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

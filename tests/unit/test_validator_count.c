/* Counts of 256 bits and shares of them, against what 128 bits can check. */
#include "validator/diff.h"

#include "tests/differential/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

__extension__ typedef unsigned __int128 u128;

static struct jhr_count of128(u128 v)
{
    return (struct jhr_count){.w = {(uint64_t)v, (uint64_t)(v >> 64)}};
}

static u128 to128(const struct jhr_count *a)
{
    assert_false(a->over);
    assert_int_equal(a->w[2] | a->w[3], 0);
    return (u128)a->w[1] << 64 | a->w[0];
}

static void expect_text(struct jhr_count a, const char *text)
{
    struct jhr_buf out = {0};
    jhr_count_text(&out, &a);
    assert_int_equal(out.n, strlen(text));
    assert_memory_equal(out.p, text, out.n);
    jhr_buf_free(&out);
}

static u128 any(struct chance *c)
{
    u128 v = (u128)chance_next(c) << 64 | chance_next(c);
    return v >> (2 + chance_below(c, 126));
}

static void test_against_128_bits(void **state)
{
    struct chance c = chance_of(7, 1);
    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        u128 x = any(&c), y = any(&c);
        uint64_t by = chance_next(&c) >> 1 >> chance_below(&c, 62);
        struct jhr_count a = of128(x), b = of128(y);
        jhr_count_add(&a, &b);
        assert_true(to128(&a) == x + y);
        jhr_count_sub(&a, &b);
        assert_true(to128(&a) == x);
        assert_true(jhr_count_cmp(&a, &b) == (x > y) - (x < y));
        a = of128(x >> 64);
        jhr_count_times(&a, by);
        assert_true(to128(&a) == (x >> 64) * by);
        if (by > 0) {
            a = of128(x);
            assert_true(jhr_count_divide(&a, by) == x % by);
            assert_true(to128(&a) == x / by);
        }
        if (y > 0 && x <= y) {
            a = of128(x >> 20), b = of128((y >> 20) + 1);
            assert_true(jhr_count_ratio(&a, &b, 10000) == (x >> 20) * 10000 / ((y >> 20) + 1));
        }
        if (x > 0 && y > 0) {
            a = of128(x), b = of128(y);
            jhr_count_reduce(&a, &b);
            u128 p = x, q = y;
            while (q > 0) {
                u128 rest = p % q;
                p = q;
                q = rest;
            }
            assert_true(to128(&a) == x / p && to128(&b) == y / p);
        }
    }
}

static void test_large(void **state)
{
    struct jhr_count a = jhr_count_of(1);
    (void)state;
    for (uint32_t i = 0; i < 25; i++)
        jhr_count_times(&a, 1000);
    expect_text(a, "1000000000000000000000000000000000000000000000000000000000000000000000000000");
    assert_false(a.over);
    struct jhr_count b = a;
    jhr_count_divide(&b, 4);
    assert_int_equal(jhr_count_ratio(&b, &a, 10000), 2500);
    jhr_count_times(&a, 1000);
    assert_true(a.over); /* 2^256 is some 10^77 */
    assert_int_equal(jhr_count_cmp(&a, &b), 1);
    expect_text(a, "?");
    a = (struct jhr_count){.w = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX}};
    struct jhr_count one = jhr_count_of(1);
    jhr_count_add(&a, &one);
    assert_true(a.over);
}

static void expect_share(uint64_t part, uint64_t whole, const char *text, const char *exact)
{
    struct jhr_share s = {true, jhr_count_of(part), jhr_count_of(whole)};
    struct jhr_buf out = {0};
    jhr_share_text(&out, &s, false);
    jhr_buf_char(&out, ' ');
    jhr_share_exact(&out, &s);
    jhr_buf_char(&out, '\0');
    char want[100];
    (void)snprintf(want, sizeof want, "%s %s", text, exact);
    assert_string_equal(out.p, want);
    jhr_buf_free(&out);
}

static void test_share(void **state)
{
    (void)state;
    expect_share(5, 5, "100%", "1/1");
    expect_share(0, 5, "0%", "0/1");
    expect_share(779, 10000, "7,79%", "779/10000");
    expect_share(6, 24, "25%", "1/4");
    expect_share(1, 8, "12,5%", "1/8");
    expect_share(1, 20000, "minder dan 0,01%", "1/20000");
    expect_share(199999, 200000, "99,99%", "199999/200000");
    struct jhr_share s = {.known = false};
    struct jhr_buf out = {0};
    jhr_share_exact(&out, &s);
    assert_int_equal(out.n, 0);
    assert_false(jhr_share_is_all(&s));
    jhr_share_text(&out, &s, false);
    assert_memory_equal(out.p, "onbekend deel", out.n);
    jhr_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_128_bits),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

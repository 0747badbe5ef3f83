/* Text: slices, UTF-8, buffers, JSON strings, near names, SHA-256. */
#include "base/arena.h"
#include "base/near.h"
#include "base/sha256.h"
#include "base/source.h"
#include "base/text.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static struct jhr_str z(const char *text)
{
    return jhr_str_of(text);
}

static void test_str(void **state)
{
    (void)state;
    struct jhr_str none = {NULL, 0};
    assert_int_equal(jhr_str_of(NULL).n, 0);
    assert_non_null(jhr_str_of(NULL).p);
    assert_true(jhr_str_eq(none, z("")));
    assert_true(jhr_str_eq(z("P1"), JHR_STR("P1")));
    assert_false(jhr_str_eq(z("P1"), z("P2")));
    assert_false(jhr_str_eq(z("P1"), z("P")));
    assert_true(jhr_str_eq_fold(z("41u02"), z("41U02")));
    assert_true(jhr_str_eq_fold(none, z("")));
    assert_false(jhr_str_eq_fold(z("41u02"), z("41U03")));
    assert_false(jhr_str_eq_fold(z("41u02"), z("41U0")));
    assert_false(jhr_str_eq_fold(z("\xc3\xa9"), z("\xc3\x89"))); /* ASCII letters only */
}

static void test_str_cmp(void **state)
{
    static const struct {
        const char *a, *b;
        int order;
    } rows[] = {
        {"", "", 0}, {"a", "", 1}, {"", "a", -1}, {"a", "b", -1}, {"ab", "a", 1}, {"\xc3", "a", 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(jhr_str_cmp(z(rows[i].a), z(rows[i].b)), rows[i].order);
        assert_int_equal(jhr_str_cmp(z(rows[i].b), z(rows[i].a)), -rows[i].order);
    }
}

static void test_str_hash(void **state)
{
    char text[64] = {0};
    uint64_t seen[65];
    (void)state;
    for (uint32_t n = 0; n <= 64; n++) {
        seen[n] = jhr_str_hash((struct jhr_str){text, n}); /* zeros: only the length differs */
        for (uint32_t i = 0; i < n; i++)
            assert_true(seen[i] != seen[n]);
    }
    assert_true(jhr_str_hash(z("P1")) == jhr_str_hash(JHR_STR("P1")));
    assert_true(jhr_str_hash(z("vaktherapie_1")) != jhr_str_hash(z("vaktherapie_2")));
}

static void test_invalid(void **state)
{
    static const struct {
        const char *text;
        uint32_t n, at;
    } rows[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"abcdefgh12345678x", 17, 17},
        {"prijs: \xe2\x82\xac 3, \xc3\xa9\xc3\xa9n", 19, 19},
        {"abcdefg\0ijklmnop", 16, 7},
        {"abcdefghi\0", 10, 9},
        {"abcdefghi\x80", 10, 9},           /* a lone continuation */
        {"\xc3", 1, 0},                     /* cut off */
        {"a\xe2\x82", 3, 1},                /* cut off */
        {"\xc0\xaf", 2, 0},                 /* overlong */
        {"\xc1\xbf", 2, 0},                 /* overlong */
        {"\xe0\x9f\xbf", 3, 0},             /* overlong */
        {"\xf0\x8f\xbf\xbf", 4, 0},         /* overlong */
        {"\xed\xa0\x80", 3, 0},             /* surrogate */
        {"\xed\x9f\xbf\xee\x80\x80", 6, 6}, /* either side of them */
        {"\xf4\x8f\xbf\xbf", 4, 4},         /* the last character */
        {"\xf4\x90\x80\x80", 4, 0},         /* past it */
        {"\xf5\x80\x80\x80", 4, 0},         /* past it */
        {"\xff", 1, 0},                     /* never */
        {"\xe2\x28\xa1", 3, 0},             /* no continuation */
        {"\xe2\x82\x28", 3, 0},             /* no continuation */
        {"\xf0\x9f\x98\x80 ok", 7, 7},      /* an emoji */
        {"\xef\xbb\xbfregeling", 11, 11},   /* a byte order mark is text */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(jhr_text_invalid((struct jhr_str){rows[i].text, rows[i].n}), rows[i].at);
}

/* Every first byte, and a fault at every place of a long text. */
static void test_invalid_everywhere(void **state)
{
    char text[64];
    (void)state;
    for (uint32_t at = 0; at < sizeof(text); at++) {
        memset(text, 'x', sizeof(text));
        text[at] = '\xff';
        assert_int_equal(jhr_text_invalid((struct jhr_str){text, sizeof(text)}), at);
        text[at] = '\0';
        assert_int_equal(jhr_text_invalid((struct jhr_str){text, sizeof(text)}), at);
        text[at] = '\x7f';
        assert_int_equal(jhr_text_invalid((struct jhr_str){text, sizeof(text)}), sizeof(text));
    }
}

static void test_next(void **state)
{
    static const struct {
        const char *text;
        uint32_t takes, cp;
    } rows[] = {
        {"a", 1, 'a'},
        {"\xc3\xa9", 2, 0xe9},
        {"\xe2\x82\xac", 3, 0x20ac},
        {"\xf0\x9f\x98\x80", 4, 0x1f600},
        {"\x80", 1, JHR_TEXT_BAD},
        {"\xe2\x82", 1, JHR_TEXT_BAD},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t cp;
        assert_int_equal(jhr_text_next(z(rows[i].text), 0, &cp), rows[i].takes);
        assert_int_equal(cp, rows[i].cp);
    }
}

/* What a person sees, and the cells that it takes. */
static void test_shown(void **state)
{
    static const struct {
        const char *text, *shown;
        uint32_t cells;
    } rows[] = {
        {"", "", 0},
        {"caf\xc3\xa9", "caf\xc3\xa9", 4},
        {"e\xcc\x81", "e\xcc\x81", 1},                               /* combining */
        {"\xe6\xbc\xa2\xe5\xad\x97", "\xe6\xbc\xa2\xe5\xad\x97", 4}, /* wide */
        {"a\tb", "a b", 3},
        {"\x1b[31m", "\\x1B[31m", 8},
        {"a\nb\r", "a\\x0Ab\\x0D", 10},
        {"\x7f", "\\x7F", 4},
        {"\xff\xe2\x82", "\\xFF\\xE2\\x82", 12},
        {"\xc2\x9b"
         "0m",
         "\\u{009B}0m", 10}, /* C1, an escape as well */
        {"\xe2\x80\xae"
         "x",
         "\\u{202E}x", 9}, /* turns the text round */
        {"\xf3\xa0\x81\x81", "\\u{E0041}", 9},
        {"\xef\xbb\xbf", "\\u{FEFF}", 8},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct jhr_buf b = {0};
        jhr_buf_shown(&b, z(rows[i].text));
        assert_false(b.failed);
        assert_true(jhr_str_eq(jhr_buf_get(&b), z(rows[i].shown)));
        assert_int_equal(jhr_text_width(z(rows[i].text)), rows[i].cells);
        jhr_buf_free(&b);
    }
}

static void test_json(void **state)
{
    static const struct {
        const char *text, *json;
    } rows[] = {
        {"", "\"\""},
        {"P1", "\"P1\""},
        {"a \"b\" \\ c", "\"a \\\"b\\\" \\\\ c\""},
        {"\n\t\r\x01\x7f", "\"\\n\\t\\r\\u0001\\u007f\""},
        {"caf\xc3\xa9 \xf0\x9f\x98\x80", "\"caf\xc3\xa9 \xf0\x9f\x98\x80\""},
        {"x\xff\xe2\x82y", "\"x\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdy\""},
        {"\xe2\x80\xae", "\"\\u202e\""},
        {"\xf3\xa0\x81\x81", "\"\\udb40\\udc41\""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct jhr_buf b = {0};
        jhr_buf_json(&b, z(rows[i].text));
        assert_string_equal(b.p, rows[i].json);
        jhr_buf_free(&b);
    }
    struct jhr_buf b = {0};
    jhr_buf_json(&b, (struct jhr_str){"a\0b", 3});
    assert_string_equal(b.p, "\"a\\u0000b\"");
    jhr_buf_free(&b);
}

static void test_buf(void **state)
{
    struct jhr_buf b = {0};
    (void)state;
    assert_int_equal(jhr_buf_get(&b).n, 0);
    assert_non_null(jhr_buf_get(&b).p);
    jhr_buf_add(&b, NULL, 0);
    jhr_buf_z(&b, "a");
    jhr_buf_char(&b, 'b');
    jhr_buf_str(&b, JHR_STR("c"));
    jhr_buf_fmt(&b, "%s", "");
    jhr_buf_fmt(&b, "-%u-", 7u);
    jhr_buf_int(&b, 0);
    jhr_buf_char(&b, ' ');
    jhr_buf_int(&b, INT64_MAX);
    jhr_buf_char(&b, ' ');
    jhr_buf_int(&b, INT64_MIN);
    assert_string_equal(b.p, "abc-7-0 9223372036854775807 -9223372036854775808");
    jhr_buf_clear(&b);
    assert_int_equal(b.n, 0);
    for (int i = 0; i < 1000; i++)
        jhr_buf_fmt(&b, "%04d", i);
    assert_int_equal(b.n, 4000);
    assert_memory_equal(b.p + 3996, "0999", 5);
    jhr_buf_free(&b);
    assert_null(b.p);
}

static void test_buf_limits(void **state)
{
    struct jhr_buf b = {.max = 4};
    (void)state;
    jhr_buf_z(&b, "abcd");
    assert_false(b.failed);
    jhr_buf_z(&b, "e");
    assert_true(b.failed);
    jhr_buf_fmt(&b, "%d", 1);
    assert_string_equal(b.p, "abcd");
    jhr_buf_clear(&b);
    jhr_buf_fmt(&b, "%s", "abcde");
    assert_true(b.failed);
    assert_int_equal(b.n, 0);
    jhr_buf_free(&b);
    assert_int_equal(b.max, 4);

    jhr_alloc_fail_at(1);
    jhr_buf_z(&b, "a");
    assert_true(b.failed);
    jhr_buf_z(&b, "a"); /* memory is back, the failure stays */
    assert_int_equal(b.n, 0);
    jhr_buf_free(&b);
}

static void test_near(void **state)
{
    static const struct {
        const char *wanted, *names[4], *best;
    } rows[] = {
        {"vaktherapi", {"ambulant", "vaktherapie", "verblijf"}, "vaktherapie"},
        {"VAKTHERAPIE", {"vaktherapie"}, "vaktherapie"},
        {"leeftjid", {"leeftijd"}, "leeftijd"},       /* a swap is one edit */
        {"trauma", {"troema", "trauma_x"}, "troema"}, /* the first of equals */
        {"trauma", {"troema", "traum"}, "traum"},     /* nearer wins */
        {"P1", {"P2", "P3"}, ""},
        {"p1", {"P2", "P1"}, "P1"},
        {"1P", {"P1"}, "P1"},
        {"P", {"P1", "p"}, "p"},
        {"P1", {"P12"}, ""},
        {"abc", {"abd"}, "abd"},
        {"abc", {"axd", "ab"}, ""},
        {"abcdef", {"abxxef"}, "abxxef"},
        {"abcdef", {"xbxxef", "abcdefghi"}, ""},
        {"hechting", {"", "onveiligheid"}, ""},
        {"abcdefghi", {"ihgfedcba"}, ""},
        {"abcdefghijkl", {"bcdefghijklm", "labcdefghijk"}, "bcdefghijklm"},
        {"", {"a"}, ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct jhr_near near;
        jhr_near_init(&near, z(rows[i].wanted));
        for (size_t k = 0; k < 4 && rows[i].names[k] != NULL; k++)
            jhr_near_try(&near, z(rows[i].names[k]));
        assert_int_equal(near.best.n, strlen(rows[i].best));
        assert_memory_equal(near.best.p, rows[i].best, near.best.n);
    }
}

static void test_near_long(void **state)
{
    char a[300], b[300];
    struct jhr_near near;
    (void)state;
    memset(a, 'a', sizeof(a));
    memcpy(b, a, sizeof(b));
    b[10] = 'b';
    jhr_near_init(&near, (struct jhr_str){a, sizeof(a)});
    jhr_near_try(&near, (struct jhr_str){b, sizeof(b)});
    assert_int_equal(near.best.n, 0);
    b[10] = 'A';
    jhr_near_try(&near, (struct jhr_str){b, sizeof(b)});
    assert_int_equal(near.best.n, sizeof(b));
    b[10] = 'b';
    jhr_near_init(&near, (struct jhr_str){a, JHR_NEAR_MAX});
    jhr_near_try(&near, (struct jhr_str){b, JHR_NEAR_MAX});
    assert_int_equal(near.distance, 1);
}

/* Against the textbook: a full table, on all pairs of short words over three letters. */
static uint32_t slow(const char *a, const char *b)
{
    uint32_t d[8][8], n = (uint32_t)strlen(a), m = (uint32_t)strlen(b);
    for (uint32_t i = 0; i <= n; i++) {
        for (uint32_t j = 0; j <= m; j++) {
            uint32_t best = i == 0 ? j : j == 0 ? i : d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (i > 0 && d[i - 1][j] + 1 < best)
                best = d[i - 1][j] + 1;
            if (j > 0 && d[i][j - 1] + 1 < best)
                best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    }
    return d[n][m];
}

static void word_of(uint32_t number, uint32_t length, char out[8])
{
    for (uint32_t i = 0; i < length; i++, number /= 3)
        out[i] = (char)('a' + number % 3);
    out[length] = '\0';
}

static void test_near_against_slow(void **state)
{
    char a[8], b[8];
    (void)state;
    for (uint32_t i = 0; i < 729; i += 5) {
        word_of(i, 6, a);
        for (uint32_t n = 3; n <= 7; n++) {
            for (uint32_t k = 0; k < 2187; k += 7) {
                struct jhr_near near;
                word_of(k, n, b);
                jhr_near_init(&near, z(a));
                jhr_near_try(&near, z(b));
                uint32_t right = slow(a, b);
                assert_int_equal(near.best.n > 0, right <= 2);
                if (near.best.n > 0)
                    assert_int_equal(near.distance, right);
            }
        }
    }
}

static void test_sha256(void **state)
{
    static const struct {
        const char *text;
        uint8_t head[4];
    } rows[] = {
        {"", {0xe3, 0xb0, 0xc4, 0x42}},
        {"abc", {0xba, 0x78, 0x16, 0xbf}},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", {0x24, 0x8d, 0x6a, 0x61}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint8_t out[JHR_SHA256_SIZE];
        jhr_sha256(out, rows[i].text, strlen(rows[i].text));
        assert_memory_equal(out, rows[i].head, sizeof(rows[i].head));
    }
    uint8_t a[JHR_SHA256_SIZE], b[JHR_SHA256_SIZE];
    jhr_sha256(a, NULL, 0);
    jhr_sha256(b, "", 0);
    assert_memory_equal(a, b, sizeof(a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_str),
        cmocka_unit_test(test_str_cmp),
        cmocka_unit_test(test_str_hash),
        cmocka_unit_test(test_invalid),
        cmocka_unit_test(test_invalid_everywhere),
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_shown),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_buf_limits),
        cmocka_unit_test(test_near),
        cmocka_unit_test(test_near_long),
        cmocka_unit_test(test_near_against_slow),
        cmocka_unit_test(test_sha256),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

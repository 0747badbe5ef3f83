/* The file format: what is written is read back, and nothing else is read. */
#include "tests/support/sample.h"

#include "runtime/refuse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define HEADER 44

static struct jhr_arena arena;
static struct jhr_program_data *data;
static struct jhr_buf file;

static int setup(void **state)
{
    (void)state;
    jhr_arena_init(&arena, 0);
    data = sample_make(&arena);
    file = (struct jhr_buf){0};
    jhr_program_encode(data, &file);
    return file.failed;
}

static int teardown(void **state)
{
    (void)state;
    jhr_buf_free(&file);
    jhr_arena_free(&arena);
    return 0;
}

static const char *refused(const void *bytes, size_t n)
{
    struct jhr_program *p = (struct jhr_program *)&arena; /* not NULL: load must set it */
    struct jhr_refusal why;
    bool fine = jhr_program_load(&p, bytes, n, &why);
    assert_int_equal(fine, why.reason == NULL);
    assert_int_equal(fine, p != NULL);
    assert_int_equal(fine, why.rule == NULL);
    jhr_program_free(p);
    return why.rule;
}

/* Loads with a fresh length and hash. */
static const char *refused_sealed(uint8_t *bytes, size_t n)
{
    for (uint32_t i = 0; i < 4; i++)
        bytes[8 + i] = (uint8_t)(n >> 8 * i);
    assert_true(jhr_program_seal(bytes, n));
    return refused(bytes, n);
}

static void assert_same(const char *got, const char *want)
{
    if (got == NULL || want == NULL)
        assert_ptr_equal(got, want);
    else
        assert_string_equal(got, want);
}

static void test_round_trip(void **state)
{
    struct jhr_program *p;
    struct jhr_refusal why;
    struct jhr_buf again = {0};
    (void)state;
    assert_true(jhr_program_is_compiled(file.p, file.n));
    if (!jhr_program_load(&p, file.p, file.n, &why))
        fail_msg("%s: %s (%s %u)", why.rule, why.reason, jhr_section_names[why.section], why.index);
    jhr_program_write(p, &again);
    assert_false(again.failed);
    assert_int_equal(again.n, file.n);
    assert_memory_equal(again.p, file.p, file.n);
    assert_int_equal(p->size, file.n);
    assert_int_equal(p->meta[0].xcols, X_COUNT);
#define F(kind, name, meaning)                                                                     \
    if (strcmp(#kind, "STR") != 0)                                                                 \
        assert_true(a->name == b->name);                                                           \
    else                                                                                           \
        assert_true(jhr_str_eq(p->strings[a->name], data->strings.v[b->name]));
#define T(record, array, what)                                                                     \
    assert_int_equal(p->array##_n, data->array.n);                                                 \
    for (uint32_t i = 0; i < p->array##_n; i++) {                                                  \
        const struct jhr_p_##record *a = &p->array[i], *b = &data->array.v[i];                     \
        JHR_FIELDS_##record(F)                                                                     \
    }
    JHR_TABLES(T)
#undef T
#undef F
    jhr_buf_free(&again);
    jhr_program_free(p);
    jhr_program_free(NULL);
}

/* The same content in another order of texts, or with texts twice, is the same file. */
static void test_canonical_texts(void **state)
{
    struct jhr_buf other = {0};
    (void)state;
    uint32_t twice = data->strings.n;
    *jhr_vec_add(&arena, &data->strings) = data->strings.v[data->meta.v[0].titel];
    *jhr_vec_add(&arena, &data->strings) = JHR_STR("niet gebruikt");
    *jhr_vec_add(&arena, &data->strings) = JHR_STR("");
    data->meta.v[0].titel = twice;
    data->cellen.v[0].rij = twice + 2;
    jhr_program_encode(data, &other);
    assert_int_equal(other.n, file.n);
    assert_memory_equal(other.p, file.p, file.n);
    jhr_buf_free(&other);
}

static void test_encode_fails(void **state)
{
    struct jhr_buf out = {.max = 100};
    (void)state;
    jhr_program_encode(data, &out);
    assert_true(out.failed);
    jhr_buf_free(&out);
    out = (struct jhr_buf){0};
    data->meta.v[0].titel = data->strings.n;
    jhr_program_encode(data, &out);
    assert_true(out.failed);
    jhr_buf_free(&out);
}

static void test_truncated(void **state)
{
    (void)state;
    for (size_t n = 0; n < file.n; n++) {
        uint8_t *part = malloc(n == 0 ? 1 : n); /* so that reading past the end is seen */
        assert_non_null(part);
        memcpy(part, file.p, n);
        assert_same(refused(part, n), n < 4 ? "magic" : "length");
        if (n >= HEADER)
            assert_non_null(refused_sealed(part, n));
        free(part);
    }
}

static void test_flipped(void **state)
{
    (void)state;
    for (size_t i = 0; i < file.n; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            file.p[i] = (char)(file.p[i] ^ (1 << bit));
            const char *rule = refused(file.p, file.n);
            assert_same(rule, i < 4 ? "magic" : i < 8 ? "version" : i < 12 ? "length" : "hash");
            file.p[i] = (char)(file.p[i] ^ (1 << bit));
        }
    }
    assert_null(refused(file.p, file.n));
}

/* With a valid hash each changed byte is refused, or is another program that writes itself. */
static void test_flipped_and_sealed(void **state)
{
    static const uint8_t flips[] = {1, 2, 0x80, 0xff};
    (void)state;
    for (size_t i = HEADER; i < file.n; i++) {
        for (size_t k = 0; k < sizeof(flips); k++) {
            struct jhr_program *p;
            struct jhr_refusal why;
            struct jhr_buf again = {0};
            char kept = file.p[i];
            file.p[i] = (char)(kept ^ flips[k]);
            assert_true(jhr_program_seal(file.p, file.n));
            if (jhr_program_load(&p, file.p, file.n, &why)) {
                jhr_program_write(p, &again);
                assert_int_equal(again.n, file.n);
                assert_memory_equal(again.p, file.p, file.n);
            }
            jhr_program_free(p);
            jhr_buf_free(&again);
            file.p[i] = kept;
        }
    }
}

/* A byte more, and a piece of the header less. */
static void test_length(void **state)
{
    uint8_t *longer = malloc(file.n + 1);
    (void)state;
    assert_non_null(longer);
    memcpy(longer, file.p, file.n);
    longer[file.n] = 0;
    assert_same(refused(longer, file.n + 1), "length");
    assert_same(refused_sealed(longer, file.n + 1), "sections");
    assert_same(refused("JHRC", 4), "length");
    assert_false(jhr_program_seal(longer, HEADER - 1));
    assert_false(jhr_program_is_compiled("JHR", 3));
    free(longer);
}

/* A file of this list of sections and nothing else: numbers below 128, one byte each. */
static const char *refused_list(const uint8_t *list, size_t n)
{
    uint8_t bytes[HEADER + 64] = {'J', 'H', 'R', 'C', JHR_FORMAT_VERSION};
    memcpy(bytes + HEADER, list, n);
    return refused_sealed(bytes, HEADER + n);
}
#define REFUSED_LIST(...)                                                                          \
    refused_list((const uint8_t[]){__VA_ARGS__}, sizeof((uint8_t[]){__VA_ARGS__}))

static void test_sections(void **state)
{
    (void)state;
    assert_same(REFUSED_LIST(0), "meta");
    assert_same(REFUSED_LIST(0x80, 0), "shortest");
    assert_same(REFUSED_LIST(1), "bytes");
    assert_same(REFUSED_LIST(127), "shortest"); /* more sections than there are */
    assert_same(REFUSED_LIST(1, JHR_SECTIONS, 1, 1, 0), "sections");
    assert_same(REFUSED_LIST(1, JHR_S_bestand, 0, 0), "sections");
    assert_same(REFUSED_LIST(1, JHR_S_bestand, 2, 1, 0), "rows");
    assert_same(REFUSED_LIST(1, JHR_S_bestand, 1, 2, 0), "sections");
    assert_same(REFUSED_LIST(2, JHR_S_bestand, 1, 1, JHR_S_bron, 1, 3, 0, 0, 0, 0), "sections");
    assert_same(REFUSED_LIST(2, JHR_S_bron, 1, 3, JHR_S_bestand, 1, 1, 0, 0, 0, 0), "meta");
    assert_same(REFUSED_LIST(2, JHR_S_bron, 1, 3, JHR_S_bron, 1, 3, 0, 0, 0, 0, 0, 0), "sections");
    assert_same(REFUSED_LIST(1, JHR_S_bestand, 1, 2, 0, 0), "bytes"); /* a byte left */
    assert_same(REFUSED_LIST(1, JHR_S_bron, 1, 4, 0, 0, 0x80, 0x80), "bytes");
}

static void test_numbers(void **state)
{
    (void)state;
    /* slot is one STR; xconst one I64; word one U64; kracht I32 and BIT; leest U32 */
    assert_same(REFUSED_LIST(1, JHR_S_xconst, 1, 2, 0x80, 0), "shortest");
    assert_same(REFUSED_LIST(1, JHR_S_xconst, 1, 1, 0x7f), "meta");
    assert_same(REFUSED_LIST(1, JHR_S_word, 1, 10, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1),
                "meta");
    assert_same(REFUSED_LIST(1, JHR_S_word, 1, 10, 255, 255, 255, 255, 255, 255, 255, 255, 255, 2),
                "shortest");
    assert_same(
        REFUSED_LIST(1, JHR_S_word, 1, 11, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0x81, 0),
        "shortest");
    assert_same(REFUSED_LIST(1, JHR_S_leest, 1, 5, 255, 255, 255, 255, 15), "meta");
    assert_same(REFUSED_LIST(1, JHR_S_leest, 1, 6, 255, 255, 255, 255, 16, 0), "shortest");
    assert_same(REFUSED_LIST(1, JHR_S_kracht, 1, 2, 0, 1), "meta");
    assert_same(REFUSED_LIST(1, JHR_S_kracht, 2, 4, 0, 2, 0, 0), "shortest");
}

static void test_texts(void **state)
{
    (void)state;
    /* a text of one byte, used by one begrip */
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 1, 1, 1, 'a', 1), "meta");
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 1, 1, 1, 'a', 0), "text-order"); /* unused */
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 1, 1, 1, 'a', 2), "text-order");
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 2, 2, 1, 'a', 1, 1), "text-order");
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 2, 2, 1, 'a', 1, 2), "meta");
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 2, 2, 1, 'a', 1, 3), "text-order");
    assert_same(REFUSED_LIST(2, 0, 2, 4, JHR_S_slot, 2, 2, 1, 'a', 1, 'b', 1, 1), "meta");
    assert_same(REFUSED_LIST(2, 0, 2, 4, JHR_S_slot, 2, 2, 1, 'a', 1, 'a', 1, 1), "text-order");
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 1, 1, 1, 0, 1), "text");    /* a NUL */
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 1, 1, 1, 0xff, 1), "text"); /* no UTF-8 */
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 1, 1, 2, 'a', 1), "bytes"); /* longer */
    assert_same(REFUSED_LIST(2, 0, 1, 2, JHR_S_slot, 1, 1, 0, 0, 1), "text");    /* empty */
    assert_same(REFUSED_LIST(2, 0, 1, 3, JHR_S_slot, 1, 1, 1, 'a', 0, 1), "bytes");
}

/* One matrix of four pairs; the other rows are too short to get far. */
static void test_runs(void **state)
{
    uint8_t list[] = {3,
                      JHR_S_product,
                      2,
                      22,
                      JHR_S_stapeling,
                      1,
                      6,
                      JHR_S_paar,
                      4,
                      4,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      0,
                      2,
                      0,
                      2,
                      1};
    uint8_t *runs = list + sizeof(list) - 4;
    (void)state;
    assert_same(refused_list(list, sizeof(list)), "meta");
    runs[3] = 0; /* the same value again */
    assert_same(refused_list(list, sizeof(list)), "run");
    runs[3] = 1;
    runs[2] = 3; /* past the end */
    assert_same(refused_list(list, sizeof(list)), "run");
    runs[2] = 0;
    assert_same(refused_list(list, sizeof(list)), "run");
    runs[0] = 4; /* two bytes left */
    assert_same(refused_list(list, sizeof(list)), "bytes");
    runs[0] = runs[2] = 2;
    list[8] = 5;
    assert_same(refused_list(list, sizeof(list)), "matrix-size");
    assert_same(REFUSED_LIST(1, JHR_S_paar, 1, 2, 1, 0), "matrix-size");
}

/* Claims of many rows are refused before memory is taken for them. */
static void test_claims(void **state)
{
    (void)state;
    assert_same(REFUSED_LIST(1, JHR_S_paar, 255, 255, 255, 255, 15, 2, 1, 0), "matrix-size");
    assert_same(REFUSED_LIST(1, JHR_S_bron, 255, 255, 255, 255, 15, 2, 1, 0), "rows");
    assert_same(REFUSED_LIST(1, 0, 255, 255, 255, 255, 15, 2, 1, 0), "rows");
    assert_same(REFUSED_LIST(1, JHR_S_bron, 1, 255, 255, 255, 255, 15, 0), "shortest");
}

#define SEED "tests/fuzz/corpus/load/sample.jhrc"

/* The file of the sample is kept: where the fuzzer begins, and a guard of the format. When this
 * fails on purpose, raise JHR_FORMAT_VERSION and run it with UPDATE=1. */
static void test_kept_file(void **state)
{
    static char kept[1 << 16];
    const char *update = getenv("UPDATE");
    (void)state;
    if (update != NULL && update[0] == '1') {
        FILE *to = fopen(SEED, "wb");
        assert_non_null(to);
        assert_int_equal(fwrite(file.p, 1, file.n, to), file.n);
        assert_int_equal(fclose(to), 0);
    }
    FILE *f = fopen(SEED, "rb");
    assert_non_null(f);
    size_t n = fread(kept, 1, sizeof(kept), f);
    fclose(f);
    assert_int_equal(n, file.n);
    assert_memory_equal(kept, file.p, n);
}

/* When memory ends, wherever that is, there is no program and nothing is lost. */
static void test_memory(void **state)
{
    const char *rule;
    uint64_t n = 1;
    (void)state;
    do {
        jhr_alloc_fail_at(n++);
        rule = refused(file.p, file.n);
        assert_true(rule == NULL || strcmp(rule, "memory") == 0);
    } while (rule != NULL);
    assert_true(n > 5);
    jhr_alloc_fail_at(0);
    struct jhr_buf out;
    n = 1;
    do {
        out = (struct jhr_buf){0};
        jhr_alloc_fail_at(n++);
        jhr_program_encode(data, &out);
        bool failed = out.failed;
        jhr_buf_free(&out);
        if (!failed)
            break;
    } while (n < 1000);
    jhr_alloc_fail_at(0);
    assert_true(n > 5 && n < 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, setup, teardown),
        cmocka_unit_test_setup_teardown(test_canonical_texts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_encode_fails, setup, teardown),
        cmocka_unit_test_setup_teardown(test_truncated, setup, teardown),
        cmocka_unit_test_setup_teardown(test_flipped, setup, teardown),
        cmocka_unit_test_setup_teardown(test_flipped_and_sealed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_length, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sections, setup, teardown),
        cmocka_unit_test_setup_teardown(test_numbers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_texts, setup, teardown),
        cmocka_unit_test_setup_teardown(test_runs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_claims, setup, teardown),
        cmocka_unit_test_setup_teardown(test_kept_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_memory, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

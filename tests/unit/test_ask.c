/* Which unknowns to ask, of a table of mets by their digits: runtime/ask.h. */
#include "runtime/ask.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

enum {
    N = 1 << JHR_NIET_TOELAATBAAR,
    Y = 1 << JHR_TOELAATBAAR,
    OPEN = 1 << JHR_ONBEPAALD,
    NONE = 0
};

static struct jhr_arena arena;
static struct jhr_ask_dim dims[8];
static uint8_t met[256];
static uint32_t order[8], n;

static int setup(void **state)
{
    (void)state;
    jhr_arena_init(&arena, 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    jhr_arena_free(&arena);
    return 0;
}

/* Yes/no unknowns, the first the fastest; each may be asked. */
static struct jhr_ask yes_no(uint32_t dims_n)
{
    for (uint32_t i = 0; i < dims_n; i++)
        dims[i] = (struct jhr_ask_dim){2, JHR_ASK_OPTIONAL, false};
    return (struct jhr_ask){dims, dims_n, met, NULL, 1u << dims_n};
}

static void ask(struct jhr_ask *t)
{
    assert_true(jhr_ask_reduce(&arena, t));
    assert_true(jhr_ask_order(&arena, t, order, &n));
}

#define ASKED(...)                                                                                 \
    do {                                                                                           \
        const uint32_t want[] = {__VA_ARGS__};                                                     \
        assert_int_equal(n, sizeof want / sizeof *want);                                           \
        assert_memory_equal(order, want, sizeof want);                                             \
    } while (0)

static void test_minimal(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(3); /* 0 and 2; the second changes nothing */
    for (uint32_t i = 0; i < 8; i++)
        met[i] = (i & 1) && (i & 4) ? Y : N;
    ask(&t);
    ASKED(0, 2);
    assert_true(dims[1].dropped);
    assert_int_equal(t.size, 4);
}

static void test_nothing(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(3);
    memset(met, Y, 8);
    ask(&t);
    assert_int_equal(n, 0);
    assert_int_equal(t.size, 1);
}

/* Two facts that an `altijd` makes equal: either will do, and the later one is dropped. */
static void test_last_first(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(2);
    const uint8_t tied[] = {N, NONE, NONE, Y};
    memcpy(met, tied, sizeof tied);
    ask(&t);
    ASKED(0);
}

/* What is found elsewhere stays in the table, and is as good as known. */
static void test_elsewhere(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(2); /* it refuses, unless the other one does */
    for (uint32_t i = 0; i < 4; i++)
        met[i] = i > 0 ? Y : N;
    dims[0].who = JHR_ASK_ELSEWHERE;
    ask(&t);
    ASKED(1);
    t = yes_no(2); /* only the first matters, and it is no question */
    for (uint32_t i = 0; i < 4; i++)
        met[i] = i & 1 ? Y : N;
    dims[0].who = JHR_ASK_ELSEWHERE;
    ask(&t);
    assert_int_equal(n, 0);
    assert_int_equal(t.size, 2);
}

/* What nobody knows stays unknown, whatever is answered. */
static void test_never(void **state)
{
    (void)state;
    static const struct {
        uint32_t asked;
        uint8_t met[4];
    } rows[] = {
        {1, {N, Y, Y, Y}},       /* yes settles it */
        {0, {N, Y, Y, N}},       /* no answer does */
        {1, {N, NONE, NONE, Y}}, /* it follows from the answer */
        {1, {N, Y, NONE, Y}},    /* from one of the answers */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jhr_ask t = yes_no(2);
        memcpy(met, rows[i].met, 4);
        dims[0].who = JHR_ASK_NEVER;
        ask(&t);
        assert_int_equal(n, rows[i].asked);
        assert_true(dims[0].dropped);
    }
}

static void test_order(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(3); /* the last refuses by itself; the others only together */
    for (uint32_t i = 0; i < 8; i++)
        met[i] = (i & 4) || (i & 3) == 3 ? Y : N;
    ask(&t);
    ASKED(2, 0, 1);
}

static void test_ties(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(3);
    for (uint32_t i = 0; i < 8; i++)
        met[i] = i == 7 ? Y : N;
    ask(&t);
    ASKED(0, 1, 2);
}

/* An answer that only leads to onbepaald decides nothing. */
static void test_undecided(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(2);
    const uint8_t open[] = {Y, Y, OPEN, N};
    memcpy(met, open, sizeof open);
    ask(&t);
    ASKED(1, 0);
    const uint8_t never[] = {OPEN, OPEN, N, Y};
    t = yes_no(2);
    memcpy(met, never, sizeof never);
    ask(&t);
    ASKED(0, 1);
}

/* Entries stand for as many completions as were merged into them. */
static void test_weights(void **state)
{
    (void)state;
    dims[0] = (struct jhr_ask_dim){3, JHR_ASK_OPTIONAL, false};
    dims[1] = (struct jhr_ask_dim){2, JHR_ASK_OPTIONAL, false};
    struct jhr_ask t = {dims, 2, met, NULL, 6};
    const uint8_t three[] = {N, N, Y, N, N, N};
    memcpy(met, three, sizeof three);
    ask(&t);
    ASKED(0, 1); /* 4 of 6 decided, against 3 */
}

/* As many as are tried at most: the last refuses by itself, the others two by two. */
static void test_large(void **state)
{
    (void)state;
    enum { DIMS = 19 };
    static uint8_t many[1u << DIMS];
    static struct jhr_ask_dim wide[DIMS];
    for (uint32_t i = 0; i < DIMS; i++)
        wide[i] = (struct jhr_ask_dim){2, i < 14 ? JHR_ASK_ELSEWHERE : JHR_ASK_OPTIONAL, false};
    struct jhr_ask t = {wide, DIMS, many, NULL, sizeof many};
    for (uint32_t i = 0; i < sizeof many; i++)
        many[i] = i >> 18 || (i >> 14 & 3) == 3 || (i >> 16 & 3) == 3 ? Y : N;
    uint32_t asked[DIMS];
    assert_true(jhr_ask_reduce(&arena, &t));
    assert_true(jhr_ask_order(&arena, &t, asked, &n));
    const uint32_t want[] = {18, 14, 15, 16, 17};
    assert_int_equal(n, 5);
    assert_memory_equal(asked, want, sizeof want);
}

/* What each answer decides by itself. */
static void test_answers(void **state)
{
    (void)state;
    dims[0] = (struct jhr_ask_dim){3, JHR_ASK_OPTIONAL, false};
    dims[1] = (struct jhr_ask_dim){2, JHR_ASK_OPTIONAL, false};
    dims[2] = (struct jhr_ask_dim){2, JHR_ASK_OPTIONAL, false};
    struct jhr_ask t = {dims, 3, met, NULL, 12};
    const uint8_t rows[] = {N, Y, NONE, N, N, NONE, N, Y, NONE, N, N, NONE};
    uint8_t of[3];
    memcpy(met, rows, sizeof rows);
    ask(&t);
    assert_true(dims[2].dropped);
    jhr_ask_answers(&t, 0, of);
    assert_int_equal(of[0], N);
    assert_int_equal(of[1], N | Y);
    assert_int_equal(of[2], NONE);
    jhr_ask_answers(&t, 1, of);
    assert_int_equal(of[0], N | Y);
    assert_int_equal(of[1], N);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_minimal, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_last_first, setup, teardown),
        cmocka_unit_test_setup_teardown(test_elsewhere, setup, teardown),
        cmocka_unit_test_setup_teardown(test_never, setup, teardown),
        cmocka_unit_test_setup_teardown(test_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ties, setup, teardown),
        cmocka_unit_test_setup_teardown(test_undecided, setup, teardown),
        cmocka_unit_test_setup_teardown(test_weights, setup, teardown),
        cmocka_unit_test_setup_teardown(test_large, setup, teardown),
        cmocka_unit_test_setup_teardown(test_answers, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

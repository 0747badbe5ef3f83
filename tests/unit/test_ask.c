/* Which unknowns to ask, of a table of decisions by their digits: runtime/ask.h. */
#include "runtime/ask.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

enum { N = 0, Y = 1, NONE = JHR_ASK_NONE };

static struct jhr_arena arena;
static struct jhr_ask_dim dims[8];
static uint8_t decision[256];
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
        dims[i] = (struct jhr_ask_dim){2, true, false};
    return (struct jhr_ask){dims, dims_n, decision, NULL, 1u << dims_n};
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
        decision[i] = (i & 1) && (i & 4) ? Y : N;
    ask(&t);
    ASKED(0, 2);
    assert_true(dims[1].dropped);
    assert_int_equal(t.size, 4);
}

static void test_nothing(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(3);
    memset(decision, Y, 8);
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
    memcpy(decision, tied, sizeof tied);
    ask(&t);
    ASKED(0);
}

/* What nobody can be asked stays in the table: its answer does not count as known. */
static void test_not_to_be_asked(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(2); /* it refuses, unless the other one does */
    for (uint32_t i = 0; i < 4; i++)
        decision[i] = i > 0 ? Y : N;
    dims[0].optional = false;
    ask(&t);
    ASKED(1);
    t = yes_no(2); /* only the first matters, and it is not to be had */
    for (uint32_t i = 0; i < 4; i++)
        decision[i] = i & 1 ? Y : N;
    dims[0].optional = false;
    ask(&t);
    assert_int_equal(n, 0);
    assert_int_equal(t.size, 2);
}

static void test_order(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(3); /* the last refuses by itself; the others only together */
    for (uint32_t i = 0; i < 8; i++)
        decision[i] = (i & 4) || (i & 3) == 3 ? Y : N;
    ask(&t);
    ASKED(2, 0, 1);
}

static void test_ties(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(3);
    for (uint32_t i = 0; i < 8; i++)
        decision[i] = i == 7 ? Y : N;
    ask(&t);
    ASKED(0, 1, 2);
}

/* An answer that only leads to onbepaald decides nothing. */
static void test_undecided(void **state)
{
    (void)state;
    struct jhr_ask t = yes_no(2);
    const uint8_t open[] = {Y, Y, JHR_ONBEPAALD, N};
    memcpy(decision, open, sizeof open);
    ask(&t);
    ASKED(1, 0);
    const uint8_t never[] = {JHR_ONBEPAALD, JHR_ONBEPAALD, N, Y};
    t = yes_no(2);
    memcpy(decision, never, sizeof never);
    ask(&t);
    ASKED(0, 1);
}

/* Entries stand for as many completions as were merged into them. */
static void test_weights(void **state)
{
    (void)state;
    dims[0] = (struct jhr_ask_dim){3, true, false};
    dims[1] = (struct jhr_ask_dim){2, true, false};
    struct jhr_ask t = {dims, 2, decision, NULL, 6};
    const uint8_t three[] = {N, N, Y, N, N, N};
    memcpy(decision, three, sizeof three);
    ask(&t);
    ASKED(0, 1); /* 4 of 6 decided, against 3 */
}

static void test_large(void **state)
{
    (void)state;
    static uint8_t many[2 * JHR_MAX_ORDERED];
    static struct jhr_ask_dim wide[15];
    for (uint32_t i = 0; i < 15; i++)
        wide[i] = (struct jhr_ask_dim){2, i >= 13, false};
    struct jhr_ask t = {wide, 15, many, NULL, sizeof many};
    for (uint32_t i = 0; i < sizeof many; i++)
        many[i] = i >> 14 || (i & (1u << 13) && i & 1) ? Y : N;
    ask(&t);
    ASKED(13, 14); /* in their own order, though the last decides more */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_minimal, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_last_first, setup, teardown),
        cmocka_unit_test_setup_teardown(test_not_to_be_asked, setup, teardown),
        cmocka_unit_test_setup_teardown(test_order, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ties, setup, teardown),
        cmocka_unit_test_setup_teardown(test_undecided, setup, teardown),
        cmocka_unit_test_setup_teardown(test_weights, setup, teardown),
        cmocka_unit_test_setup_teardown(test_large, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

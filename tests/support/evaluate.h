/* For tests of the evaluator: one sample with its row, whose code changes from test to test. */
#ifndef JHR_TESTS_SUPPORT_EVALUATE_H
#define JHR_TESTS_SUPPORT_EVALUATE_H

#include "tests/support/sample.h"

#include "base/voorstel.h"
#include "runtime/calendar.h"
#include "runtime/scalar.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT_OF(a) (sizeof(a) / sizeof(*(a)))
#define WORDS(...)  (const uint32_t[]){__VA_ARGS__}, sizeof((uint32_t[]){__VA_ARGS__}) / 4

static struct jhr_arena arena;
static struct jhr_program_data *d;
static struct jhr_row row;
static struct jhr_item items[2][JHR_MAX_LOPEND];

static inline void set_x(uint32_t column, int64_t v)
{
    row.x[column] = v;
    row.known[column] = true;
}

static inline void unset_x(uint32_t column)
{
    row.x[column] = 0;
    row.known[column] = false;
}

static inline int setup(void **state)
{
    struct jhr_refusal why;
    (void)state;
    jhr_arena_init(&arena, 0);
    d = sample_make(&arena);
    struct jhr_program *p = sample_load(d, &why);
    if (p == NULL || !jhr_row_init(&arena, p, &row))
        return 1;
    for (uint32_t x = 0; x < X_COUNT; x++)
        unset_x(x);
    memset(items, 0, sizeof(items));
    set_x(JHR_X_START, 100);
    set_x(JHR_X_PRODUCT, PRODUCT_A);
    row.list[0] = items[0];
    row.list[1] = items[1];
    row.list_known = true;
    jhr_program_free(p);
    return 0;
}

static inline int teardown(void **state)
{
    (void)state;
    jhr_arena_free(&arena);
    return 0;
}

/* Runs code that ends in ST(TEST, R_EIS), which is added, and gives what was stored. */
static inline uint8_t run(const uint32_t *words, uint32_t n)
{
    struct jhr_refusal why;
    struct jhr_scalar out;
    uint32_t code[64];
    memcpy(code, words, n * sizeof(*words));
    code[n] = ST(TEST, R_EIS);
    code[n + 1] = HALT_;
    sample_code(d, code, n + 2);
    struct jhr_program *p = sample_load(d, &why);
    if (p == NULL)
        fail_msg("refused: %s at %u", why.rule, why.index);
    assert_true(jhr_scalar_init(&arena, p, &out));
    jhr_scalar_run(p, &row, &out);
    assert_true(jhr_scalar_steps(p, &row) <= p->max_steps);
    for (uint32_t i = 0; i < p->regels_n; i++) { /* what no code stores is as init left it */
        assert_int_equal(out.voor[i], JHR_YES);
        assert_true(i == R_EIS || out.test[i] == JHR_YES);
        assert_int_equal(out.tenzij[i], JHR_NO);
    }
    jhr_program_free(p);
    return out.test[R_EIS];
}

/* `before`, then the instruction `word` gives v: in each mode, negated and not, on each acc. */
static inline void expect_after(const uint32_t *before, uint32_t before_n, uint32_t word,
                                const uint32_t *after, uint32_t after_n, uint32_t v)
{
    for (uint32_t form = 0; form < 18; form++) {
        uint32_t code[48], n = 0, acc = form % 3, mode = form / 3 % 3, negate = form / 9;
        uint32_t value = negate ? 2 - v : v;
        uint32_t want = mode == JHR_MODE_LOAD  ? value
                        : mode == JHR_MODE_AND ? (acc < value ? acc : value)
                                               : (acc > value ? acc : value);
        for (uint32_t i = 0; i < before_n; i++)
            code[n++] = before[i];
        code[n++] = LD(CONST, acc);
        code[n++] = word | mode | negate << 2;
        for (uint32_t i = 0; i < after_n; i++)
            code[n++] = after[i];
        if (run(code, n) != want)
            fail_msg("%s: mode %u, negate %u, acc %u, value %u: %u",
                     jhr_op_infos[jhr_op_of(word)].name, mode, negate, acc, v, run(code, n));
    }
}

static inline void expect(uint32_t word, uint32_t v)
{
    expect_after(NULL, 0, word, NULL, 0, v);
}

/* After `code`, x is this number; or is unknown. */
static inline void expect_x(const uint32_t *words, uint32_t n, bool known, int64_t v)
{
    uint32_t code[40];
    memcpy(code, words, n * sizeof(*words));
    for (int64_t off = -1; off <= 1; off++) {
        d->xranges.v[1] = (struct jhr_p_xrange){v + off, v + off};
        code[n] = LD(XRANGE, 1);
        uint32_t want = !known ? JHR_UNKNOWN : off == 0 ? JHR_YES : JHR_NO;
        if (run(code, n + 1) != want)
            fail_msg("x is not %lld but off by %lld: %u", (long long)v, (long long)off,
                     run(code, n + 1));
    }
}

/* Items whose condition (the product is B) and membership are these digits, base 3. */
static inline void put_items(uint32_t list, uint32_t n, uint32_t conditions, uint32_t listed)
{
    row.list_n[list] = n;
    for (uint32_t i = 0; i < n; i++, conditions /= 3, listed /= 3) {
        struct jhr_item *it = &items[list][i];
        it->known[0] = conditions % 3 != JHR_UNKNOWN;
        it->x[0] = conditions % 3 == JHR_YES ? PRODUCT_B : PRODUCT_A;
        it->x[0] = it->known[0] ? it->x[0] : 0;
        it->x[2] = 10 + i; /* its start */
        it->known[2] = true;
        it->overlapt = (uint8_t)(list == JHR_LIST_LOPENDE ? listed % 3 : JHR_NO);
    }
}

#define EVALUATE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif

/* Decision diagrams against truth tables of ten variables. */
#include "validator/bdd.h"

#include "tests/differential/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { VARS = 10, ROWS = 1 << VARS, MOST = 40 };

struct both { /* a function, twice */
    jhr_edge f;
    bool table[ROWS];
};

static bool value(const struct jhr_bdd *b, jhr_edge f, uint32_t row)
{
    while (f > JHR_BDD_NO)
        f = row >> jhr_bdd_var(b, f) & 1 ? jhr_bdd_hi(b, f) : jhr_bdd_lo(b, f);
    return f == JHR_BDD_YES;
}

static void expect_same(const struct jhr_bdd *b, const struct both *x)
{
    for (uint32_t row = 0; row < ROWS; row++)
        assert_int_equal(value(b, x->f, row), x->table[row]);
}

static void make(struct jhr_bdd *b, struct chance *c, const struct both *pool, uint32_t n,
                 struct both *out)
{
    const struct both *x = &pool[chance_below(c, n)], *y = &pool[chance_below(c, n)];
    const struct both *z = &pool[chance_below(c, n)];
    uint32_t op = chance_below(c, 5);
    bool some[VARS];
    for (uint32_t v = 0; v < VARS; v++)
        some[v] = chance_percent(c, 30);
    out->f = op == 0   ? jhr_bdd_and(b, x->f, y->f)
             : op == 1 ? jhr_bdd_or(b, x->f, jhr_bdd_not(y->f))
             : op == 2 ? jhr_bdd_xor(b, x->f, y->f)
             : op == 3 ? jhr_bdd_ite(b, x->f, y->f, z->f)
                       : jhr_bdd_exists(b, x->f, some);
    uint32_t mask = 0;
    for (uint32_t v = 0; v < VARS; v++)
        mask |= some[v] ? 1u << v : 0;
    for (uint32_t row = 0; row < ROWS; row++) {
        bool p = x->table[row], q = y->table[row], any = false;
        for (uint32_t sub = mask; op == 4; sub = (sub - 1) & mask) {
            any |= x->table[(row & ~mask) | sub];
            if (sub == 0)
                break;
        }
        out->table[row] = op == 0   ? p && q
                          : op == 1 ? p || !q
                          : op == 2 ? p != q
                          : op == 3 ? (p ? q : z->table[row])
                                    : any;
    }
}

static void test_tables(void **state)
{
    static struct both pool[MOST];
    struct chance c = chance_of(11, 1);
    struct jhr_bdd b;
    (void)state;
    assert_true(jhr_bdd_init(&b, 1u << 20));
    for (uint32_t round = 0; round < 30; round++) {
        uint32_t mark = jhr_bdd_mark(&b);
        for (uint32_t v = 0; v < VARS; v++) {
            pool[v].f = jhr_bdd_make(&b, v, JHR_BDD_NO, JHR_BDD_YES);
            for (uint32_t row = 0; row < ROWS; row++)
                pool[v].table[row] = row >> v & 1;
        }
        for (uint32_t n = VARS; n < MOST; n++) {
            make(&b, &c, pool, n, &pool[n]);
            expect_same(&b, &pool[n]);
            for (uint32_t k = 0; k < n; k++) { /* one function, one edge */
                bool same = memcmp(pool[k].table, pool[n].table, ROWS * sizeof(bool)) == 0;
                assert_int_equal(pool[k].f == pool[n].f, same);
                bool met = false;
                for (uint32_t row = 0; row < ROWS; row++)
                    met |= pool[k].table[row] && pool[n].table[row];
                assert_int_equal(jhr_bdd_meet(&b, pool[k].f, pool[n].f), met);
            }
        }
        bool reads[VARS] = {false};
        jhr_bdd_support(&b, pool[MOST - 1].f, reads);
        for (uint32_t v = 0; v < VARS; v++) {
            bool differs = false;
            for (uint32_t row = 0; row < ROWS; row++)
                differs |= pool[MOST - 1].table[row] != pool[MOST - 1].table[row ^ 1u << v];
            assert_int_equal(reads[v], differs);
        }
        if (round % 3 > 0) /* what was dropped is made anew, and right */
            jhr_bdd_drop(&b, mark);
    }
    jhr_bdd_free(&b);
}

/* A pass of the budget is said, and forgotten when nodes are dropped. */
static void test_budget(void **state)
{
    struct jhr_bdd b;
    (void)state;
    assert_true(jhr_bdd_init(&b, 100));
    uint32_t mark = jhr_bdd_mark(&b);
    jhr_edge f = JHR_BDD_YES;
    for (uint32_t v = 98; v-- > 0;)
        f = jhr_bdd_make(&b, v, JHR_BDD_NO, f);
    assert_false(b.full); /* 98 and the leaf */
    f = jhr_bdd_make(&b, 99, JHR_BDD_NO, JHR_BDD_YES);
    assert_false(b.full);
    f = jhr_bdd_make(&b, 100, JHR_BDD_NO, JHR_BDD_YES);
    assert_true(b.full);
    assert_int_equal(f, JHR_BDD_NO);
    assert_int_equal(jhr_bdd_or(&b, JHR_BDD_YES, f), JHR_BDD_NO);
    jhr_bdd_drop(&b, mark);
    assert_false(b.full);
    assert_int_equal(b.peak, 100);
    f = jhr_bdd_make(&b, 3, JHR_BDD_NO, JHR_BDD_YES);
    assert_int_equal(jhr_bdd_size(&b, f), 1);
    jhr_bdd_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

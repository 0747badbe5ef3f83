/* The evaluator on lists of indications, and on whole programs. */
#include "tests/support/evaluate.h"

/* The same from counting every way in which the unknown ones can turn out. */
struct outcome {
    bool yes, no;
};

static void tell(struct outcome *o, bool v)
{
    o->yes = o->yes || v;
    o->no = o->no || !v;
}

static uint32_t truth(struct outcome o)
{
    return o.yes && o.no ? JHR_UNKNOWN : o.yes ? JHR_YES : JHR_NO;
}

struct outcomes {
    struct outcome any, all, count;
    int64_t least, most;
};

static uint32_t power(uint32_t base, uint32_t n)
{
    return n == 0 ? 1 : base * power(base, n - 1);
}

/* Every item is listed or not, and meets the condition or not, as far as its digits allow. */
static struct outcomes every_way(uint32_t n, uint32_t conditions, uint32_t listed, int64_t lo,
                                 int64_t hi)
{
    struct outcomes o = {.least = INT64_MAX, .most = -1};
    for (uint32_t way = 0; way < power(4, n); way++) {
        uint32_t c = conditions, l = listed, w = way;
        int64_t count = 0, listed_n = 0;
        bool possible = true;
        for (uint32_t i = 0; i < n; i++, c /= 3, l /= 3, w /= 4) {
            possible = possible && (c % 3 == 1 || c % 3 == 2 * (w & 1));
            possible = possible && (l % 3 == 1 || l % 3 == (w & 2));
            count += (w & 3) == 3;
            listed_n += (w & 2) != 0;
        }
        if (!possible)
            continue;
        tell(&o.any, count > 0);
        tell(&o.all, count == listed_n);
        tell(&o.count, lo <= count && count <= hi);
        o.least = count < o.least ? count : o.least;
        o.most = count > o.most ? count : o.most;
    }
    return o;
}

#define IS_B LD(RANGE, 0), END_
static void test_each(void **state)
{
    const uint32_t body[] = {IS_B};
    (void)state;
    d->ranges.v[0] = (struct jhr_p_range){JHR_X_ITEM_PRODUCT, PRODUCT_B, PRODUCT_B};
    for (uint32_t n = 0; n <= 3; n++) {
        for (uint32_t k = 0; k < power(9, n); k++) {
            uint32_t conditions = k % power(3, n), listed = k / power(3, n);
            struct outcomes o = every_way(n, conditions, listed, 1, 2);
            put_items(JHR_LIST_LOPENDE, n, conditions, listed);
            expect_after(NULL, 0, LD(EACH, EACH_ANY), body, 2, truth(o.any));
            expect_after(NULL, 0, LD(EACH, EACH_ALL), body, 2, truth(o.all));
            expect_after(NULL, 0, LD(EACH, EACH_COUNT), body, 2, truth(o.count));
            expect_x(WORDS(LD(XEACH, XEACH_COUNT), IS_B), o.least == o.most, 3 * o.least);
            expect_x(WORDS(LD(XCONST, 0), ADD(XEACH, XEACH_COUNT), IS_B), o.least == o.most,
                     7 + 3 * o.least);
        }
    }
}

/* Of earlier ones it is always known that they are listed. */
static void test_each_earlier(void **state)
{
    const uint32_t body[] = {IS_B};
    (void)state;
    d->ranges.v[0] = (struct jhr_p_range){JHR_X_ITEM_PRODUCT, PRODUCT_B, PRODUCT_B};
    for (uint32_t k = 0; k < 27; k++) {
        struct outcomes o = every_way(3, k, 26, 0, 64);
        put_items(JHR_LIST_EERDERE, 3, k, 0);
        expect_after(NULL, 0, LD(EACH, EACH_EARLIER), body, 2, truth(o.any));
        expect_after(NULL, 0, LD(EACH, EACH_FREE), body, 2, JHR_YES);
        int64_t sum = 0;
        bool known = true;
        for (uint32_t i = 0, digits = k; i < 3; i++, digits /= 3) {
            sum += digits % 3 == JHR_YES ? 10 + i : 0;
            known = known && digits % 3 != JHR_UNKNOWN;
        }
        expect_x(WORDS(LD(XEACH, XEACH_SUM), LD(XCOL, TERM_ANDER_START), IS_B), known, -sum);
        items[1][1].known[2] = false; /* its start is unknown: that matters if it counts */
        items[1][1].x[2] = 0;
        known = known && k / 3 % 3 == JHR_NO;
        expect_x(WORDS(LD(XEACH, XEACH_SUM), LD(XCOL, TERM_ANDER_START), IS_B), known, -sum);
    }
}

/* A sum over running ones: one that is perhaps not listed leaves it unknown, if it counts. */
static void test_sum_listed(void **state)
{
    (void)state;
    d->ranges.v[0] = (struct jhr_p_range){JHR_X_ITEM_PRODUCT, PRODUCT_B, PRODUCT_B};
    d->xeachs.v[XEACH_SUM].list = JHR_LIST_LOPENDE;
    for (uint32_t k = 0; k < 81; k++) {
        bool known = true;
        int64_t sum = 0;
        put_items(JHR_LIST_LOPENDE, 2, k % 9, k / 9);
        for (uint32_t i = 0; i < 2; i++) {
            uint32_t condition = k / power(3, i) % 3, listed = k / 9 / power(3, i) % 3;
            uint32_t both = condition < listed ? condition : listed;
            known = known && both != JHR_UNKNOWN;
            sum += both == JHR_YES ? 10 + i : 0;
        }
        expect_x(WORDS(LD(XEACH, XEACH_SUM), LD(XCOL, TERM_ANDER_START), IS_B), known, -sum);
    }
}

static void test_list_unknown(void **state)
{
    const uint32_t body[] = {IS_B};
    static const struct {
        int64_t lo, hi;
        uint32_t v;
    } counts[] = {{0, 64, 2},  {0, 63, 1},         {1, 64, 1},  {INT64_MIN, INT64_MAX, 2},
                  {65, 99, 0}, {INT64_MIN, -1, 0}, {64, 99, 1}, {5, 4, 0}};
    (void)state;
    row.list_known = false;
    row.list_n[0] = 1;
    expect_after(NULL, 0, LD(EACH, EACH_ANY), (uint32_t[]){LD(CONST, 2), END_}, 2, JHR_UNKNOWN);
    expect_after(NULL, 0, LD(EACH, EACH_ALL), (uint32_t[]){LD(CONST, 2), END_}, 2, JHR_UNKNOWN);
    row.list_n[0] = 0;
    d->ranges.v[0] = (struct jhr_p_range){JHR_X_ITEM_PRODUCT, PRODUCT_B, PRODUCT_B};
    expect_after(NULL, 0, LD(EACH, EACH_ANY), body, 2, JHR_UNKNOWN);
    expect_after(NULL, 0, LD(EACH, EACH_ALL), body, 2, JHR_UNKNOWN);
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        d->eachs.v[EACH_COUNT].lo = counts[i].lo;
        d->eachs.v[EACH_COUNT].hi = counts[i].hi;
        expect_after(NULL, 0, LD(EACH, EACH_COUNT), body, 2, counts[i].v);
    }
    expect_x(WORDS(LD(XEACH, XEACH_COUNT), IS_B), false, 0);
    expect_x(WORDS(LD(XEACH, XEACH_SUM), LD(XCOL, TERM_ANDER_START), IS_B), false, 0);
    expect_x(WORDS(LD(XCONST, 0), ADD(XEACH, XEACH_COUNT), IS_B), false, 0);
    row.list_known = true; /* no items: none counts, all do */
    expect_x(WORDS(LD(XCONST, 0), ADD(XEACH, XEACH_COUNT), IS_B), true, 7);
    expect_x(WORDS(LD(XEACH, XEACH_COUNT), IS_B), true, 0);
    expect_x(WORDS(LD(XEACH, XEACH_SUM), LD(XCOL, TERM_ANDER_START), IS_B), true, 0);
}

/* What is around a block is not changed by it: acc, x, the tally and registers. */
static void test_block_keeps(void **state)
{
    const uint32_t busy[] = {LD(XCONST, 1), LD(CONST, 2), TALLY_,      TALLY_, LD(COUNT, 0),
                             ST(SAVE, 1),   LD(CONST, 0), AND(REG, 0), END_};
    uint32_t code[32];
    (void)state;
    put_items(JHR_LIST_LOPENDE, 3, 0, 26);
    for (uint32_t empty = 0; empty < 2; empty++) {
        row.list_n[0] = empty ? 0 : 3;
        const uint32_t head[] = {LD(XCONST, 0), LD(CONST, 2), TALLY_, ST(SAVE, 0), OR(EACH, 0)};
        memcpy(code, head, sizeof(head));
        memcpy(code + 5, busy, sizeof(busy));
        d->xranges.v[0] = (struct jhr_p_xrange){1, 1};
        d->xranges.v[1] = (struct jhr_p_xrange){7, 7};
        code[14] = AND(XRANGE, 1); /* acc yes, x 7 */
        code[15] = AND(COUNT, 0);  /* one TALLY */
        code[16] = AND(REG, 0);
        assert_int_equal(run(code, 17), JHR_YES);
    }
}

static void test_items(void **state)
{
    const uint32_t body[] = {LD(IN, IN_ANDER_PRODUCT), AND(FACT, JHR_BC_ITEM_OVERLAPT),
                             AND(RANGE, RANGE_ANDER_START), END_};
    (void)state;
    put_items(JHR_LIST_LOPENDE, 2, 0, 8); /* both A */
    expect_after(NULL, 0, LD(EACH, EACH_ANY), body, 4, JHR_NO);
    items[0][1].x[2] = 100;
    expect_after(NULL, 0, LD(EACH, EACH_ANY), body, 4, JHR_YES);
    expect_after(NULL, 0, LD(EACH, EACH_ALL), body, 4, JHR_NO);
    items[0][0].x[2] = 100;
    expect_after(NULL, 0, LD(EACH, EACH_ALL), body, 4, JHR_YES);
    items[0][0].overlapt = JHR_UNKNOWN;
    expect_after(NULL, 0, LD(EACH, EACH_ALL), body, 4, JHR_UNKNOWN);
}

static void test_cells(void **state)
{
    /* rows and columns A, B, C and outside; the cell B, A asks a begrip: 3 */
    static const uint32_t cells[4][4] = {{0, 3, 1, 2}, {3, 2, 0, 2}, {1, 0, 2, 2}, {2, 2, 2, 2}};
    (void)state;
    put_items(JHR_LIST_LOPENDE, 1, 0, 2);
    for (uint32_t k = 0; k < 48; k++) {
        uint32_t own = k % 4, other = k / 4 % 4, begrip = k / 16;
        uint32_t v = cells[own][other] == 3 ? begrip : cells[own][other];
        const uint32_t before[] = {LD(CONST, 0), ST(SETSLOT, 0), LD(CONST, begrip),
                                   ST(SETSLOT, SLOT_OVERDRACHT), LD(EACH, EACH_ANY)};
        set_x(JHR_X_PRODUCT, own == 3 ? JHR_OUTSIDE + 1 : own);
        items[0][0].x[0] = other == 3 ? JHR_OUTSIDE : other;
        expect_after(before, 5, LD(CELL, 0), (const uint32_t[]){END_}, 1, v);
        uint32_t standaard = d->stapelingen.v[0].standaard;
        d->stapelingen.v[0].standaard = JHR_P_NONE;
        bool outside = own == 3 || other == 3;
        expect_after(before, 5, LD(CELL, 0), (const uint32_t[]){END_}, 1,
                     outside ? JHR_UNKNOWN : v);
        d->stapelingen.v[0].standaard = standaard;
        d->cellen.v[3] = (struct jhr_p_cel){JHR_P_CEL_MITS, SLOT_OVERDRACHT, 0, 0};
    }
    items[0][0].known[0] = false;
    items[0][0].x[0] = 0;
    assert_int_equal(run(WORDS(LD(EACH, EACH_ANY), LD(CELL, 0), END_)), JHR_UNKNOWN);
    items[0][0].known[0] = true;
    unset_x(JHR_X_PRODUCT);
    assert_int_equal(run(WORDS(LD(EACH, EACH_ANY), LD(CELL, 0), END_)), JHR_UNKNOWN);
}

/* ---- a whole program ---- */

static uint64_t seed = 7;

static uint32_t chance(uint32_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

static void random_row(const struct jhr_program *p, uint32_t unknown_of_ten)
{
    for (uint32_t x = 0; x < X_COUNT; x++) {
        static const uint32_t spans[X_COUNT] = {
            [JHR_X_PRODUCT] = 4, [X_LEEFTIJD] = 24, [X_VERWIJZER] = 3, [X_GEMEENTE] = 3};
        set_x(x, chance(spans[x] > 0 ? spans[x] : 3000));
        if (x >= JHR_X_FACTS && chance(10) < unknown_of_ten)
            unset_x(x);
    }
    for (uint32_t b = 0; b < p->meta->bcols; b++)
        row.b[b] = (uint8_t)(chance(10) < unknown_of_ten ? JHR_UNKNOWN : 2 * chance(2));
    put_items(0, chance(4), chance(27), 26);
    put_items(1, chance(4), chance(27), 0);
    row.list_known = chance(10) >= unknown_of_ten;
}

/* Filling in what is unknown changes nothing that was settled; twice gives the same. */
static void test_monotone(void **state)
{
    struct jhr_refusal why;
    struct jhr_scalar first, second;
    (void)state;
    d = sample_make(&arena);
    struct jhr_program *p = sample_load(d, &why);
    assert_non_null(p);
    assert_true(jhr_scalar_init(&arena, p, &first) && jhr_scalar_init(&arena, p, &second));
    for (uint32_t n = 0; n < 20000; n++) {
        random_row(p, 4);
        jhr_scalar_run(p, &row, &first);
        jhr_scalar_run(p, &row, &second);
        assert_memory_equal(first.test, second.test, p->regels_n);
        for (uint32_t x = JHR_X_FACTS; x < X_COUNT; x++) {
            if (!row.known[x])
                set_x(x, chance(x == X_VERWIJZER ? 3 : 24));
        }
        for (uint32_t b = JHR_BC_FACTS; b < B_COUNT; b++)
            row.b[b] = (uint8_t)(row.b[b] == JHR_UNKNOWN ? 2 * chance(2) : row.b[b]);
        row.list_known = true;
        jhr_scalar_run(p, &row, &second);
        for (uint32_t i = 0; i < p->regels_n; i++) {
            assert_true(first.voor[i] == JHR_UNKNOWN || first.voor[i] == second.voor[i]);
            assert_true(first.test[i] == JHR_UNKNOWN || first.test[i] == second.test[i]);
            assert_true(first.tenzij[i] == JHR_UNKNOWN || first.tenzij[i] == second.tenzij[i]);
        }
        for (uint32_t i = 0; i < p->slots_n; i++)
            assert_true(first.slots[i] == JHR_UNKNOWN || first.slots[i] == second.slots[i]);
    }
    jhr_program_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        EVALUATE(test_each),         EVALUATE(test_each_earlier), EVALUATE(test_sum_listed),
        EVALUATE(test_list_unknown), EVALUATE(test_block_keeps),  EVALUATE(test_items),
        EVALUATE(test_cells),        EVALUATE(test_monotone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

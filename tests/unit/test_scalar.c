/* The evaluator: each instruction in each form against what it is said to do; blocks are in
 * test_scalar_blocks.c. */
#include "runtime/workdays.h"
#include "tests/support/evaluate.h"

static void test_truths(void **state)
{
    (void)state;
    for (uint32_t v = 0; v < 3; v++) {
        expect(LD(CONST, v), v);
        row.b[B_TRAUMA] = (uint8_t)v;
        expect(LD(FACT, B_TRAUMA), v);
        row.b[JHR_BC_OPEN_EINDE] = (uint8_t)v;
        expect(LD(FACT, JHR_BC_OPEN_EINDE), v);
        expect_after(WORDS(LD(CONST, v), ST(SETSLOT, 0), LD(CONST, 0), ST(SETSLOT, 1)), LD(SLOT, 0),
                     NULL, 0, v);
        expect_after(WORDS(LD(CONST, v), ST(SAVE, 3), NOT(LD(CONST, v)), ST(SAVE, 2)), LD(REG, 3),
                     NULL, 0, v);
    }
}

static void test_range(void **state)
{
    static const int64_t bounds[][2] = {{0, 11},  {5, 5},   {INT64_MIN, 4},        {5, INT64_MAX},
                                        {12, 11}, {-3, -1}, {INT64_MIN, INT64_MAX}};
    (void)state;
    for (size_t k = 0; k < COUNT_OF(bounds); k++) {
        int64_t lo = bounds[k][0], hi = bounds[k][1];
        d->ranges.v[0].lo = lo;
        d->ranges.v[0].hi = hi;
        for (int64_t v = 0; v <= 23; v += 1) {
            set_x(X_LEEFTIJD, v);
            expect(LD(RANGE, 0), v < lo || v > hi ? JHR_NO : JHR_YES);
        }
        unset_x(X_LEEFTIJD);
        expect(LD(RANGE, 0), JHR_UNKNOWN);
    }
}

static void test_mask(void **state)
{
    (void)state;
    for (int64_t v = 0; v < 3; v++) {
        set_x(X_VERWIJZER, v);
        expect(LD(MASK, 0), v == 1 ? JHR_NO : JHR_YES);
    }
    unset_x(X_VERWIJZER);
    expect(LD(MASK, 0), JHR_UNKNOWN);
    d->kolommen.v[X_LEEFTIJD].highest = d->feiten.v[F_LEEFTIJD].highest = 63;
    d->masks.v[0] = (struct jhr_p_mask){X_LEEFTIJD, UINT64_C(1) << 63};
    set_x(X_LEEFTIJD, 63);
    expect(LD(MASK, 0), JHR_YES);
    set_x(X_LEEFTIJD, 62);
    expect(LD(MASK, 0), JHR_NO);
}

static void test_in(void **state)
{
    /* the set of products is { A, C } up to day 1000, and { B } from 1500 on */
    static const struct {
        int64_t day, product;
        uint32_t v;
    } rows[] = {{0, 0, 2},           {0, 1, 0},
                {0, 2, 2},           {999, 0, 2},
                {1000, 0, 0},        {1000, 1, 0},
                {1499, 1, 0},        {1500, 1, 2},
                {1500, 0, 0},        {JHR_DAY_LAST, 1, 2},
                {0, 3, 0},           {0, 64, 0},
                {0, JHR_OUTSIDE, 0}, {0, JHR_OUTSIDE + 2, 0}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        set_x(JHR_X_START, rows[i].day);
        set_x(JHR_X_PRODUCT, rows[i].product);
        expect(LD(IN, IN_PRODUCT), rows[i].v);
    }
    unset_x(JHR_X_PRODUCT);
    expect(LD(IN, IN_PRODUCT), JHR_UNKNOWN);
    set_x(JHR_X_PRODUCT, 0);
    unset_x(JHR_X_START);
    expect(LD(IN, IN_PRODUCT), JHR_UNKNOWN);
    set_x(JHR_X_START, 0);
    d->sets.v[0].size = 0; /* a set without members, and one without periods */
    d->words.n = 2;
    d->words.v[0].bits = 2;
    d->words.v[1].bits = 1;
    d->setrijen.v[0].word = d->setrijen.v[1].word = d->setrijen.v[2].word = 0;
    d->setrijen.v[3].word = 1;
    expect(LD(IN, IN_PRODUCT), JHR_NO);
    d->ins.v[0].set = 3;
    expect(LD(IN, IN_PRODUCT), JHR_NO);
}

/* More periods than fit in one step of the search, and members in more than one word. */
static void test_in_many(void **state)
{
    uint32_t n = 130;
    (void)state;
    while (d->producten.n < n)
        *jhr_vec_add(&arena, &d->producten) = d->producten.v[2];
    d->stapelingen.n = d->paren.n = d->cellen.n = 0;
    d->sets.n = 1;
    d->ins.n = 2;
    d->setrijen.n = d->words.n = 0;
    for (uint32_t i = 0; i < 9; i++) {
        *jhr_vec_add(&arena, &d->setrijen) =
            (struct jhr_p_setrij){(int32_t)i * 100 + 50, (int32_t)i * 100 + 120, i * 3};
        for (uint32_t k = 0; k < 3; k++)
            *jhr_vec_add(&arena, &d->words) = (struct jhr_p_word){0};
        d->words.v[i * 3 + i / 4].bits = UINT64_C(1) << (i % 4 == 0 ? 1 : i); /* i/4*64 + ... */
    }
    d->sets.v[0] = (struct jhr_p_set){0, 0, 0, n, 0, 9};
    for (int64_t day = 0; day < 1000; day += 10) {
        int64_t i = (day - 50) / 100;
        bool covered = day >= 50 && (day - 50) % 100 < 70 && i < 9;
        for (int64_t product = 0; product < 130; product += product % 64 == 9 ? 55 : 1) {
            bool member = covered && product == i / 4 * 64 + (i % 4 == 0 ? 1 : i);
            set_x(JHR_X_START, day);
            set_x(JHR_X_PRODUCT, product);
            assert_int_equal(run(WORDS(LD(IN, 0))), member ? JHR_YES : JHR_NO);
        }
    }
}

static void test_counts(void **state)
{
    static const int64_t bounds[][2] = {{0, 4}, {1, 1}, {2, INT64_MAX}, {INT64_MIN, 0}, {3, 2}};
    (void)state;
    for (uint32_t k = 0; k < 5 * 81; k++) {
        int64_t lo = bounds[k / 81][0], hi = bounds[k / 81][1], least = 0, most = 0;
        uint32_t code[10], n = 0, digits = k % 81;
        for (uint32_t i = 0; i < 4; i++, digits /= 3) {
            least += digits % 3 == JHR_YES;
            most += digits % 3 != JHR_NO;
            code[n++] = LD(CONST, digits % 3);
            code[n++] = TALLY_;
        }
        uint32_t inside = 0, all = 0; /* each number that it can be */
        for (int64_t i = least; i <= most; i++, all++)
            inside += lo <= i && i <= hi;
        d->xranges.v[0] = (struct jhr_p_xrange){lo, hi};
        expect_after(code, n, LD(COUNT, 0), NULL, 0,
                     inside == all ? JHR_YES
                     : inside == 0 ? JHR_NO
                                   : JHR_UNKNOWN);
    }
    /* the next tally begins at none */
    d->xranges.v[0] = (struct jhr_p_xrange){1, 1};
    assert_int_equal(run(WORDS(LD(CONST, 2), TALLY_, LD(CONST, 1), TALLY_, LD(COUNT, 0),
                               LD(CONST, 2), TALLY_, LD(COUNT, 0))),
                     JHR_YES);
}

/* t by itself, added to 7, added to something unknown, and with something unknown added. */
static void expect_t(uint32_t word, bool known, int64_t t)
{
    uint32_t add = word | JHR_MODE_ADD;
    unset_x(X_KOSTEN);
    expect_x(WORDS(word), known, t);
    expect_x(WORDS(LD(XCONST, 0), word), known, t);
    expect_x(WORDS(LD(XCONST, 0), add), known, t + 7);
    expect_x(WORDS(LD(XCOL, TERM_KOSTEN), add), false, t);
    expect_x(WORDS(word, ADD(XCOL, TERM_KOSTEN)), false, t);
    expect_x(WORDS(word, ADD(XCONST, 1)), known, t - 3);
}

static void test_integers(void **state)
{
    (void)state;
    expect_t(LD(XCONST, 0), true, 7);
    expect_t(LD(XCOL, TERM_LEEFTIJD), false, 0);
    for (int64_t v = 0; v < 24; v += 23) {
        set_x(X_LEEFTIJD, v);
        expect_t(LD(XCOL, TERM_LEEFTIJD), true, 2 * v);
    }
    set_x(X_KOSTEN, INT64_C(100000000000));
    expect_x(WORDS(LD(XCOL, TERM_KOSTEN)), true, INT64_C(-100000000000));
    expect_x(WORDS(LD(XCOL, TERM_KOSTEN), ADD(XCOL, TERM_LEEFTIJD)), true, INT64_C(-99999999954));
    /* bounds of XRANGE, and all its forms */
    d->xranges.v[0] = (struct jhr_p_xrange){7, 9};
    for (int64_t v = 6; v <= 10; v++) {
        d->xconsts.v[1].value = v;
        expect_after(WORDS(LD(XCONST, 1)), LD(XRANGE, 0), NULL, 0,
                     v >= 7 && v <= 9 ? JHR_YES : JHR_NO);
    }
    unset_x(X_KOSTEN);
    expect_after(WORDS(LD(XCOL, TERM_KOSTEN)), LD(XRANGE, 0), NULL, 0, JHR_UNKNOWN);
}

static void test_months(void **state)
{
    (void)state;
    set_x(JHR_X_START, jhr_day_of_ymd(20280131));
    expect_t(LD(XMONTH, MONTH_START), true, jhr_day_of_ymd(20280229));
    expect_t(LD(XMONTH, MONTH_EIND), false, 0);
    set_x(JHR_X_EIND, jhr_day_of_ymd(20280229));
    expect_t(LD(XMONTH, MONTH_EIND), true, -jhr_day_of_ymd(20290228));
    set_x(JHR_X_EIND, JHR_DAY_NEVER);
    expect_t(LD(XMONTH, MONTH_EIND), true, -JHR_DAY_NEVER);
}

static void test_workdays(void **state)
{
    static const struct jhr_p_workday rows[] = {{JHR_X_START, 5, 1}, {JHR_X_EIND, -1, -1}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        *jhr_vec_add(&arena, &d->workdays) = rows[i];
    set_x(JHR_X_START, jhr_day_of_ymd(20260401)); /* the Wednesday before Pasen */
    expect_t(LD(XWORKDAY, 0), true, jhr_day_of_ymd(20260410));
    expect_t(LD(XWORKDAYS, 0), true, jhr_workdays_until(jhr_day_of_ymd(20260406)));
    expect_t(LD(XWORKDAY, 1), false, 0);
    set_x(JHR_X_EIND, jhr_day_of_ymd(20260407));
    expect_t(LD(XWORKDAY, 1), true, -jhr_day_of_ymd(20260402));
    expect_t(LD(XWORKDAYS, 1), true, -jhr_workdays_until(jhr_day_of_ymd(20260406)));
    set_x(JHR_X_EIND, JHR_DAY_NEVER);
    expect_t(LD(XWORKDAYS, 1), true, -JHR_DAY_NEVER);
}

/* Half cents: an even number is exact, an odd one lies between two cents. */
static void test_price(void **state)
{
    static const struct {
        int64_t minutes, cents, half;
    } rows[] = {{60, 100, 200}, {30, 100, 100},   {1, 100, 3},  {59, 100, 197}, {0, 100, 0},
                {-1, 100, -3},  {-30, 100, -100}, {3, 100, 10}, {2, 75, 5}};
    (void)state;
    d->producten.v[0].tarief_unit = JHR_P_U_UUR;
    set_x(JHR_X_PRODUCT, 0);
    set_x(JHR_X_START, 0);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        d->stappen.v[0].value = rows[i].cents;
        d->xconsts.v[0].value = rows[i].minutes * JHR_OMVANG_SCALE;
        expect_x(WORDS(LD(XCONST, 0), LD(XPRICE, 0)), true, rows[i].half);
    }
    unset_x(JHR_X_PRODUCT);
    expect_x(WORDS(LD(XCONST, 0), LD(XPRICE, 0)), false, 0);
}

static void test_tables(void **state)
{
    static const struct {
        int64_t product, day, tarief, norm; /* -1: unknown */
    } rows[] = {{0, 0, 100, 80},           {0, 999, 100, 80}, {0, 1000, 200, 80},
                {0, 1999, 200, 80},        {0, 2000, -1, 80}, {1, 499, -1, -1},
                {1, 500, 300, -1},         {2, 600, -1, -1},  {3, 600, -1, -1},
                {JHR_OUTSIDE, 600, -1, -1}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t tarief = rows[i].tarief, norm = rows[i].norm;
        set_x(JHR_X_PRODUCT, rows[i].product);
        set_x(JHR_X_START, rows[i].day);
        expect_t(LD(XTABLE, TABLE_TARIEF), tarief >= 0, tarief < 0 ? 0 : tarief);
        expect_t(LD(XTABLE, TABLE_NORM), norm >= 0, norm < 0 ? 0 : norm);
    }
    set_x(JHR_X_PRODUCT, 0);
    unset_x(JHR_X_START);
    expect_t(LD(XTABLE, TABLE_TARIEF), false, 0);
    set_x(JHR_X_START, 0);
    unset_x(JHR_X_PRODUCT);
    expect_t(LD(XTABLE, TABLE_TARIEF), false, 0);
    set_x(JHR_X_PRODUCT, 0); /* between two periods */
    d->stappen.v[1].from = 1200;
    set_x(JHR_X_START, 1100);
    expect_t(LD(XTABLE, TABLE_TARIEF), false, 0);
}

static void test_steps(void **state)
{
    struct jhr_refusal why;
    (void)state;
    SAMPLE_CODE(d, LD(CONST, 0), LD(EACH, EACH_ANY), LD(CONST, 0), AND(CONST, 1), END_,
                LD(XEACH, XEACH_SUM), LD(CONST, 0), LD(XCONST, 0), END_, HALT_);
    struct jhr_program *p = sample_load(d, &why);
    assert_non_null(p);
    row.list_n[0] = 5;
    row.list_n[1] = 2;
    assert_int_equal(jhr_scalar_steps(p, &row), 4 + 5 * 3 + 2 * 3);
    row.list_known = false;
    assert_int_equal(jhr_scalar_steps(p, &row), 4);
    row.list_known = true;
    row.list_n[0] = row.list_n[1] = JHR_MAX_LOPEND;
    assert_int_equal(jhr_scalar_steps(p, &row), p->max_steps);
    jhr_program_free(p);
}

/* Every part that is stored lands where it belongs. */
static void test_stores(void **state)
{
    struct jhr_refusal why;
    struct jhr_scalar out;
    (void)state;
    SAMPLE_CODE(d, LD(CONST, 0), ST(VOOR, R_EIS), LD(CONST, 1), ST(TEST, R_MATRIX), LD(CONST, 2),
                ST(TENZIJ, R_VRIJ), LD(CONST, 2), ST(SETSLOT, 1), LD(CONST, 0), ST(SETSLOT, 0),
                LD(CONST, 1), ST(VOOR, R_VOOR), HALT_);
    struct jhr_program *p = sample_load(d, &why);
    assert_non_null(p);
    assert_true(jhr_scalar_init(&arena, p, &out));
    jhr_scalar_run(p, &row, &out);
    assert_memory_equal(out.voor, "\0\2\2\1", 4);
    assert_memory_equal(out.test, "\2\1\2\2", 4);
    assert_memory_equal(out.tenzij, "\0\0\2\0", 4);
    assert_memory_equal(out.slots, "\0\2", 2);
    jhr_program_free(p);
}

static void test_init(void **state)
{
    struct jhr_refusal why;
    struct jhr_scalar out;
    struct jhr_row empty;
    struct jhr_arena small;
    (void)state;
    struct jhr_program *p = sample_load(d, &why);
    assert_non_null(p);
    assert_true(jhr_row_init(&arena, p, &empty));
    assert_false(empty.known[0]);
    assert_int_equal(empty.b[B_TRAUMA], JHR_UNKNOWN);
    jhr_arena_init(&small, 1);
    assert_false(jhr_row_init(&small, p, &empty));
    assert_false(jhr_scalar_init(&small, p, &out));
    jhr_arena_free(&small);
    jhr_program_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        EVALUATE(test_truths),   EVALUATE(test_range),   EVALUATE(test_mask),
        EVALUATE(test_in),       EVALUATE(test_in_many), EVALUATE(test_counts),
        EVALUATE(test_integers), EVALUATE(test_months),  EVALUATE(test_workdays),
        EVALUATE(test_price),    EVALUATE(test_tables),  EVALUATE(test_steps),
        EVALUATE(test_stores),   EVALUATE(test_init),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Werkdagen against published dates of holidays, and against a count of day by day. */
#include "runtime/workdays.h"

#include "runtime/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static int32_t number_in(int32_t from, int32_t to)
{
    return jhr_workdays_until(jhr_day_of_ymd(to)) - jhr_workdays_until(jhr_day_of_ymd(from) - 1);
}

static void expect_free(const int32_t *days, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_int_equal(number_in(days[i], days[i]), 0);
}

#define EXPECT_FREE(...)                                                                           \
    expect_free((const int32_t[]){__VA_ARGS__},                                                    \
                sizeof((const int32_t[]){__VA_ARGS__}) / sizeof(int32_t))

/* Easter in the years in which a rule of its table bites: the full moon of 19 April (1981 is before
 * the calendar; 2038 has the latest Easter), of 18 April in the second half of the cycle (2049 and
 * 2076), the earliest one (2008), and a plain year. */
static void test_easter(void **state)
{
    static const struct {
        int32_t friday, monday, ascension, whit_monday;
    } years[] = {
        {20080321, 20080324, 20080501, 20080512}, {20240329, 20240401, 20240509, 20240520},
        {20270326, 20270329, 20270506, 20270517}, {20380423, 20380426, 20380603, 20380614},
        {20490416, 20490419, 20490527, 20490607}, {20760417, 20760420, 20760528, 20760608},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(years) / sizeof(years[0]); i++) {
        EXPECT_FREE(years[i].friday, years[i].monday, years[i].ascension, years[i].whit_monday);
        /* the days beside them are not free; after Pasen of 2038 it is Koningsdag */
        assert_int_equal(number_in(years[i].friday - 1, years[i].friday), 1);
        assert_int_equal(number_in(years[i].ascension, years[i].ascension + 1), 1);
        assert_int_equal(number_in(years[i].whit_monday, years[i].whit_monday + 1), 1);
    }
}

static void test_fixed(void **state)
{
    (void)state;
    EXPECT_FREE(20260101, 20260427, 20260505, 20261225, 20261226);
    EXPECT_FREE(20250426, 20250427); /* Koningsdag 2025 on the Saturday before */
    assert_int_equal(number_in(20250425, 20250428), 2);
    EXPECT_FREE(20130430, 20060429);                    /* Koninginnedag */
    assert_int_equal(number_in(20130426, 20130426), 1); /* and no Koningsdag yet */
    assert_int_equal(number_in(20140430, 20140430), 1); /* and not any more */
    assert_int_equal(number_in(20160504, 20160506), 2); /* Hemelvaartsdag on 5 mei: one day less */
    assert_int_equal(number_in(20261224, 20261228), 2); /* Thursday and Monday */
    assert_int_equal(number_in(20260101, 20261231), 261 - 8); /* 26-12 is a Saturday */
    assert_int_equal(number_in(20260302, 20260308), 5);       /* a plain week */
}

static void test_every_day(void **state)
{
    int32_t until = jhr_workdays_until(-1);
    (void)state;
    for (int32_t day = 0; day <= JHR_DAY_LAST; day++) {
        int32_t now = jhr_workdays_until(day);
        assert_true(now == until || (now == until + 1 && day % 7 < 5));
        until = now;
    }
    assert_int_equal(jhr_workdays_until(JHR_DAY_NEVER), JHR_DAY_NEVER);
    assert_true(until < JHR_DAY_NEVER);
}

/* The n-th werkdag after a day: one that is a werkdag, with n of them on the way. */
static void test_add(void **state)
{
    (void)state;
    for (int32_t day = 0; day <= JHR_DAY_LAST; day += day % 2557 < 366 ? 3 : 61) {
        for (int32_t n = 1; n <= 300; n += n < 12 ? 1 : 57) {
            int32_t later = jhr_day_add_workdays(day, n), before = jhr_day_add_workdays(day, -n);
            assert_int_equal(jhr_workdays_until(later) - jhr_workdays_until(day), n);
            assert_int_equal(jhr_workdays_until(later - 1) - jhr_workdays_until(day), n - 1);
            assert_int_equal(jhr_workdays_until(day - 1) - jhr_workdays_until(before - 1), n);
            assert_int_equal(jhr_workdays_until(day - 1) - jhr_workdays_until(before), n - 1);
        }
        assert_int_equal(jhr_day_add_workdays(day, 0), day);
    }
    assert_int_equal(jhr_day_add_workdays(JHR_DAY_NEVER, 3), JHR_DAY_NEVER);
    assert_int_equal(jhr_ymd_of_day(jhr_day_add_workdays(jhr_day_of_ymd(20261224), 1)), 20261228);
    assert_int_equal(jhr_ymd_of_day(jhr_day_add_workdays(jhr_day_of_ymd(20270104), -1)), 20261231);
    assert_true(jhr_day_add_workdays(0, -JHR_WORKDAYS_MOST) < -JHR_WORKDAYS_MOST);
    assert_true(jhr_day_add_workdays(JHR_DAY_LAST, JHR_WORKDAYS_MOST) < JHR_DAY_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_easter),
        cmocka_unit_test(test_fixed),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_add),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

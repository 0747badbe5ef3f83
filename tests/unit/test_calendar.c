/* Day numbers against a calendar that only knows how to go to the next day. */
#include "runtime/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define FIRST 1990
#define LAST  2099

static int32_t length_of(int32_t year, int32_t month)
{
    static const int32_t days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month] + (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

static void test_every_day(void **state)
{
    int32_t day = 0;
    (void)state;
    for (int32_t year = FIRST; year <= LAST; year++) {
        for (int32_t month = 1; month <= 12; month++) {
            for (int32_t d = 1; d <= length_of(year, month); d++, day++) {
                int32_t ymd = year * 10000 + month * 100 + d;
                assert_int_equal(jhr_day_of_ymd(ymd), day);
                assert_int_equal(jhr_ymd_of_day(day), ymd);
                assert_int_equal(jhr_days_in_month_of(day), length_of(year, month));
            }
        }
    }
    assert_int_equal(day, JHR_DAY_LAST + 1);
    assert_int_equal(jhr_ymd_of_day(day), 21000101);
    assert_int_equal(jhr_ymd_of_day(-1), 19891231);
}

static void test_special(void **state)
{
    (void)state;
    assert_int_equal(jhr_day_of_ymd(0), 0);
    assert_int_equal(jhr_day_of_ymd(JHR_YMD_NEVER), JHR_DAY_NEVER);
    assert_int_equal(jhr_ymd_of_day(JHR_DAY_NEVER), JHR_YMD_NEVER);
    assert_int_equal(jhr_day_add_months(JHR_DAY_NEVER, 7), JHR_DAY_NEVER);
    assert_int_equal(jhr_day_of_ymd(19900102), 1);
    assert_int_equal(jhr_day_of_ymd(21000228) + 1, jhr_day_of_ymd(21000301)); /* no leap year */
}

/* N months later, from each day and for each N: the same day of the month, or the month's last. */
static void test_months(void **state)
{
    (void)state;
    for (int32_t day = 0; day <= JHR_DAY_LAST; day += day % 1461 < 90 ? 1 : 7) {
        int32_t from = jhr_ymd_of_day(day);
        int32_t year = from / 10000, month = from / 100 % 100, d = from % 100;
        for (int32_t n = -JHR_MONTHS_MOST; n <= JHR_MONTHS_MOST;
             n += (n > -40 && n < 40) || n > 1300 ? 1 : 31) {
            int32_t count = year * 12 + month - 1 + n;
            int32_t last = length_of(count / 12, count % 12 + 1);
            int32_t to = count / 12 * 10000 + (count % 12 + 1) * 100 + (d < last ? d : last);
            if (jhr_ymd_of_day(jhr_day_add_months(day, n)) != to)
                fail_msg("%d and %d months: %d, not %d", from, n,
                         jhr_ymd_of_day(jhr_day_add_months(day, n)), to);
        }
    }
}

/* Days past the calendar, which a verified program can compute with, give no surprise either. */
static void test_far(void **state)
{
    (void)state;
    for (int32_t day = JHR_DAY_LAST; day < JHR_DAY_NEVER; day += 997) {
        int32_t later = jhr_day_add_months(day, 1320);
        assert_true(later > day && later <= day + 31 * 1320);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_special),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

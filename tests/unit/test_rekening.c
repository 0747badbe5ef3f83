/* runtime/rekening.h: a claim split over calendar years, by hand and by its properties. */
#include "runtime/rekening.h"
#include "base/int128.h"
#include "runtime/calendar.h"
#include "tests/differential/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void test_by_hand(void **state)
{
    static const struct {
        int64_t cent;
        int32_t from, to;
        uint32_t n;
        struct jhr_claim parts[3];
    } rows[] = {
        {100, 20270101, 20271231, 1, {{2027, 100}}},
        /* a day each: the odd cent goes to the earlier year */
        {101, 20271231, 20280101, 2, {{2027, 51}, {2028, 50}}},
        /* 31 days each */
        {80000, 20271201, 20280131, 2, {{2027, 40000}, {2028, 40000}}},
        /* 1 and 2 days: 33 1/3 and 66 2/3; the largest remainder gets the cent */
        {100, 20271231, 20280102, 2, {{2027, 33}, {2028, 67}}},
        /* 2 and 1 days: 66 2/3 and 33 1/3 */
        {100, 20271230, 20280101, 2, {{2027, 67}, {2028, 33}}},
        /* a leap year between: 1, 366 and 1 of 368 days */
        {368, 20271231, 20290101, 3, {{2027, 1}, {2028, 366}, {2029, 1}}},
        /* 0.0027.., 0.99.., 0.0027..: one cent, to the year with the most */
        {1, 20271231, 20290101, 3, {{2027, 0}, {2028, 1}, {2029, 0}}},
        {0, 20271231, 20280101, 2, {{2027, 0}, {2028, 0}}},
        {7, 20280229, 20280229, 1, {{2028, 7}}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jhr_claim out[JHR_MAX_JAREN];
        uint32_t n = jhr_claim_split(rows[i].cent, jhr_day_of_ymd(rows[i].from),
                                     jhr_day_of_ymd(rows[i].to), out);
        assert_int_equal(n, rows[i].n);
        for (uint32_t k = 0; k < n; k++) {
            assert_int_equal(out[k].jaar, rows[i].parts[k].jaar);
            assert_int_equal(out[k].cent, rows[i].parts[k].cent);
        }
    }
}

/* The parts add up; each lies within a cent of its share; of two years with as many days the
 * earlier one has no less, and at most a cent more. */
static void test_properties(void **state)
{
    struct chance chance = chance_of(20270101, 1);
    uint32_t longest = 0;
    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        int32_t from = (int32_t)chance_between(&chance, 0, JHR_DAY_LAST);
        int32_t most = from + (i % 10 == 0 ? JHR_DAY_LAST : 1500);
        int32_t to =
            (int32_t)chance_between(&chance, from, most < JHR_DAY_LAST ? most : JHR_DAY_LAST);
        int64_t cent = chance_between(&chance, 0, i % 3 == 0 ? 100 : JHR_GRENS_MAX), sum = 0;
        int32_t days = to - from + 1, first = jhr_ymd_of_day(from) / 10000;
        struct jhr_claim out[JHR_MAX_JAREN];
        int32_t of[JHR_MAX_JAREN] = {0};
        uint32_t n = jhr_claim_split(cent, from, to, out);
        for (int32_t d = from; d <= to; d++)
            of[jhr_ymd_of_day(d) / 10000 - first]++;
        for (uint32_t k = 0; k < n; k++) {
            jhr_i128 off = (jhr_i128)out[k].cent * days - (jhr_i128)cent * of[k];
            assert_int_equal(out[k].jaar, first + (int32_t)k);
            assert_true(off > -days && off < days);
            for (uint32_t earlier = 0; earlier < k; earlier++)
                if (of[earlier] == of[k])
                    assert_in_range(out[earlier].cent - out[k].cent, 0, 1);
            sum += out[k].cent;
        }
        assert_int_equal(sum, cent);
        longest = n > longest ? n : longest;
    }
    assert_in_range(longest, 50, JHR_MAX_JAREN); /* it did get far */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

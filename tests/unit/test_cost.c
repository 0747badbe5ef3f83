/* runtime/cost.h, by hand: which cents an indication costs, and when that is unknown. */
#include "runtime/cost.h"
#include "runtime/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* One product with two steps of tariff, 2027 and 2028. */
static struct jhr_p_stap steps[2];
static struct jhr_p_product products[1] = {{.tarief = 0, .tarief_n = 2}};
static const struct jhr_program program = {
    .producten = products, .producten_n = 1, .stappen = steps, .stappen_n = 2};

static void set(uint8_t unit, int64_t first, int64_t second)
{
    int32_t change = jhr_day_of_ymd(20280101);
    products[0].tarief_unit = unit;
    steps[0] = (struct jhr_p_stap){jhr_day_of_ymd(20270101), change, 1, first};
    steps[1] = (struct jhr_p_stap){change, jhr_day_of_ymd(20290101), second >= 0, second};
}

#define UNKNOWN (-1)

static void test_costs(void **state)
{
    static const struct {
        uint8_t unit;
        int64_t first, second; /* tariffs in cents; second -1: written ? */
        int32_t van, tot;
        struct jhr_omvang omvang;
        int64_t cents;
    } rows[] = {
        /* 40 hours at 98.40 */
        {JHR_P_U_UUR, 9840, 10125, 20270301, 20271130, {1, 40, 0, JHR_E_UUR, 0}, 393600},
        /* half of the days at each tariff: 50 hours at 85 */
        {JHR_P_U_UUR, 8000, 9000, 20271201, 20280131, {1, 50, 0, JHR_E_UUR, 0}, 425000},
        /* exactly half a cent goes away from zero: 1 hour at 100 and 101, a day each */
        {JHR_P_U_UUR, 100, 101, 20271231, 20280101, {1, 1, 0, JHR_E_UUR, 0}, 101},
        /* a third of a cent goes down: two days of three at 100 */
        {JHR_P_U_UUR, 100, 101, 20271230, 20280101, {1, 1, 0, JHR_E_UUR, 0}, 100},
        /* minutes against hours, a part of the day, decimals */
        {JHR_P_U_UUR, 6000, 6000, 20270101, 20270131, {1, 90, 0, JHR_E_MINUUT, 0}, 9000},
        {JHR_P_U_DAGDEEL, 6100, 6100, 20270101, 20270131, {1, 8, 0, JHR_E_UUR, 0}, 12200},
        {JHR_P_U_MINUUT, 2, 2, 20270101, 20270131, {1, 15, 1, JHR_E_UUR, 0}, 180},
        /* per week: 14 days are two weeks; per day in a leap year; per month */
        {JHR_P_U_UUR, 1000, 1000, 20270101, 20270114, {1, 3, 0, JHR_E_UUR, JHR_F_WEEK}, 6000},
        {JHR_P_U_UUR, 1000, 1000, 20280228, 20280301, {1, 1, 0, JHR_E_UUR, JHR_F_DAG}, 3000},
        {JHR_P_U_UUR, 1000, 1000, 20280201, 20280331, {1, 1, 0, JHR_E_UUR, JHR_F_MAAND}, 2000},
        {JHR_P_U_ETMAAL, 20000, 20000, 20270101, 20270110, {1, 9, 0, JHR_E_ETMAAL, 0}, 180000},
        {JHR_P_U_STUK, 250, 250, 20270101, 20270110, {1, 3, 0, JHR_E_STUK, 0}, 750},
        {JHR_P_U_UUR, 9840, 10125, 20270301, 20270301, {1, 0, 0, JHR_E_UUR, 0}, 0},
        /* unknown: no end, an open one, no volume, another unit, a day without a tariff */
        {JHR_P_U_UUR, 9840, 1, 20270301, 0, {1, 40, 0, JHR_E_UUR, 0}, UNKNOWN},
        {JHR_P_U_UUR, 9840, 1, 20270301, JHR_YMD_NEVER, {1, 40, 0, JHR_E_UUR, 0}, UNKNOWN},
        {JHR_P_U_UUR, 9840, 1, 20270301, 20270401, {0}, UNKNOWN},
        {JHR_P_U_UUR, 9840, 1, 20270301, 20270401, {1, 4, 0, JHR_E_ETMAAL, 0}, UNKNOWN},
        {JHR_P_U_ETMAAL, 9840, 1, 20270301, 20270401, {1, 4, 0, JHR_E_UUR, 0}, UNKNOWN},
        {JHR_P_U_STUK, 9840, 1, 20270301, 20270401, {1, 4, 0, JHR_E_UUR, 0}, UNKNOWN},
        {JHR_P_U_NONE, 9840, 1, 20270301, 20270401, {1, 4, 0, JHR_E_UUR, 0}, UNKNOWN},
        {JHR_P_U_UUR, 9840, -1, 20271201, 20280101, {1, 4, 0, JHR_E_UUR, 0}, UNKNOWN},
        {JHR_P_U_UUR, 9840, 1, 20261231, 20270110, {1, 4, 0, JHR_E_UUR, 0}, UNKNOWN},
        {JHR_P_U_UUR, 9840, 1, 20281231, 20290101, {1, 4, 0, JHR_E_UUR, 0}, UNKNOWN},
        /* at the limit, and past it */
        {JHR_P_U_STUK,
         10000000000,
         1,
         20270101,
         20270110,
         {1, 1000000, 0, JHR_E_STUK, 0},
         JHR_KOSTEN_MAX},
        {JHR_P_U_STUK, 10000000001, 1, 20270101, 20270110, {1, 1000000, 0, JHR_E_STUK, 0}, UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jhr_indicatie v = {
            .van = rows[i].van, .tot_en_met = rows[i].tot, .omvang = rows[i].omvang};
        int64_t cents = UNKNOWN;
        set(rows[i].unit, rows[i].first, rows[i].second);
        if (!jhr_cost(&program, &v, &cents))
            cents = UNKNOWN;
        if (cents != rows[i].cents)
            print_error("row %zu\n", i);
        assert_int_equal(cents, rows[i].cents);
    }
}

static void test_outside(void **state)
{
    struct jhr_indicatie v = {.van = 20270101, .tot_en_met = 20270110, .product = JHR_OUTSIDE};
    int64_t cents;
    (void)state;
    assert_false(jhr_cost(&program, &v, &cents));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_costs),
                                       cmocka_unit_test(test_outside)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

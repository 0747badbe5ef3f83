#include "runtime/calendar.h"

/* Years that start on the first of March have their leap day last: the days before a month are then
 * one formula. */
#define EPOCH 726773 /* days from 0000-03-01 to 1990-01-01 */

struct civil {
    int32_t year, month, day; /* year from March; month 0 is March; day from 0 */
};

static int32_t days_before_month(int32_t month)
{
    return (153 * month + 2) / 5;
}

static int32_t days_before_year(int32_t year)
{
    return year * 365 + year / 4 - year / 100 + year / 400;
}

static int32_t day_of_civil(struct civil c)
{
    return days_before_year(c.year) + days_before_month(c.month) + c.day - EPOCH;
}

static struct civil civil_of_day(int32_t day)
{
    int32_t era = (day + EPOCH) / 146097, left = (day + EPOCH) % 146097; /* 400 years */
    int32_t year = (left - left / 1460 + left / 36524 - left / 146096) / 365;
    int32_t of_year = left - (365 * year + year / 4 - year / 100);
    int32_t month = (5 * of_year + 2) / 153;
    return (struct civil){era * 400 + year, month, of_year - days_before_month(month)};
}

int32_t jhr_day_of_ymd(int32_t ymd)
{
    if (ymd == 0)
        return 0;
    if (ymd == JHR_YMD_NEVER)
        return JHR_DAY_NEVER;
    int32_t year = ymd / 10000, month = ymd / 100 % 100, day = ymd % 100;
    struct civil c = {month < 3 ? year - 1 : year, (month + 9) % 12, day - 1};
    return day_of_civil(c);
}

int32_t jhr_ymd_of_day(int32_t day)
{
    if (day >= JHR_DAY_NEVER)
        return JHR_YMD_NEVER;
    struct civil c = civil_of_day(day);
    int32_t january = c.month >= 10;
    return (c.year + january) * 10000 + ((c.month + 2) % 12 + 1) * 100 + c.day + 1;
}

/* Days in the month `month` after March of `year`. */
static int32_t month_length(int32_t year, int32_t month)
{
    int32_t leap = (year + 1) % 4 == 0 && ((year + 1) % 100 != 0 || (year + 1) % 400 == 0);
    return month == 11 ? 28 + leap : days_before_month(month + 1) - days_before_month(month);
}

int32_t jhr_day_add_months(int32_t day, int32_t months)
{
    if (day >= JHR_DAY_NEVER)
        return JHR_DAY_NEVER;
    struct civil c = civil_of_day(day);
    int32_t month = c.year * 12 + c.month + months; /* the year 0 is long before any day */
    c.year = month / 12;
    c.month = month % 12;
    int32_t length = month_length(c.year, c.month);
    if (c.day >= length)
        c.day = length - 1;
    return day_of_civil(c);
}

int32_t jhr_days_in_month_of(int32_t day)
{
    struct civil c = civil_of_day(day);
    return month_length(c.year, c.month);
}

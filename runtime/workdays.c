#include "runtime/workdays.h"

#include "runtime/calendar.h"

enum { HOLIDAYS = 9 };

/* The holidays are counted from the start of this year on: close to the days that are asked for. */
enum { NEAR = 2025 };

static int32_t floor_mod(int32_t a, int32_t b)
{
    return ((a % b) + b) % b;
}

static bool is_weekend(int32_t day)
{
    return floor_mod(day, 7) >= 5; /* day 0 was a Monday */
}

static bool is_sunday(int32_t day)
{
    return floor_mod(day, 7) == 6;
}

static int32_t day_of(int32_t year, int32_t month, int32_t day)
{
    return jhr_day_of_ymd(year * 10000 + month * 100 + day);
}

/* Easter Sunday: the first Sunday after the full moon of the church on or after 21 March. The moon
 * repeats after 19 years; the centuries correct it for the leap days that were left out, and for
 * the month that is not quite right. */
static int32_t easter(int32_t year)
{
    int32_t century = year / 100, golden = year % 19;
    int32_t left_out = century - century / 4;
    int32_t moon = (century - (century - 17) / 25) / 3;
    int32_t epact = floor_mod(left_out - moon + 19 * golden + 15, 30);
    if (epact == 29 || (epact == 28 && golden > 10))
        epact--;
    int32_t full_moon = day_of(year, 3, 21) + epact;
    return full_moon + 7 - floor_mod(full_moon + 1, 7);
}

static int32_t koningsdag(int32_t year)
{
    int32_t day = year < 2014 ? day_of(year, 4, 30) : day_of(year, 4, 27);
    return is_sunday(day) ? day - 1 : day;
}

static void holidays_of(int32_t year, int32_t days[HOLIDAYS])
{
    int32_t sunday = easter(year), i = 0;
    days[i++] = day_of(year, 1, 1);
    days[i++] = sunday - 2;  /* Goede Vrijdag */
    days[i++] = sunday + 1;  /* tweede Paasdag */
    days[i++] = sunday + 39; /* Hemelvaartsdag */
    days[i++] = sunday + 50; /* tweede Pinksterdag */
    days[i++] = koningsdag(year);
    days[i++] = day_of(year, 5, 5);
    days[i++] = day_of(year, 12, 25);
    days[i] = day_of(year, 12, 26);
}

/* The holidays of a year up to a day that would be werkdagen otherwise. Hemelvaartsdag may fall on
 * Koninginnedag or on 5 mei, and counts once then. */
static int32_t lost_in_year(int32_t year, int32_t until)
{
    int32_t days[HOLIDAYS], n = 0;
    holidays_of(year, days);
    for (int32_t i = 0; i < HOLIDAYS; i++) {
        bool again = false;
        for (int32_t k = 0; k < i; k++)
            again = again || days[k] == days[i];
        n += days[i] <= until && !is_weekend(days[i]) && !again;
    }
    return n;
}

/* Mondays to Fridays after day 0 up to and including the day; negative before it. */
static int32_t weekdays_until(int32_t day)
{
    int32_t of_week = floor_mod(day, 7);
    return (day - of_week) / 7 * 5 + (of_week < 5 ? of_week : 4);
}

int32_t jhr_workdays_until(int32_t day)
{
    if (day >= JHR_DAY_NEVER)
        return JHR_DAY_NEVER;
    int32_t year = jhr_ymd_of_day(day) / 10000, n = weekdays_until(day);
    for (int32_t y = NEAR; y < year; y++)
        n -= lost_in_year(y, day);
    for (int32_t y = year; y < NEAR; y++)
        n += lost_in_year(y, JHR_DAY_NEVER);
    return n - lost_in_year(year, day);
}

/* A day can be no nearer than as many days as werkdagen are still to go: stepping so far never goes
 * past it. */
int32_t jhr_day_add_workdays(int32_t day, int32_t n)
{
    if (day >= JHR_DAY_NEVER)
        return JHR_DAY_NEVER;
    int32_t before = n < 0 ? 1 : 0; /* to count the day itself, going back, but not the first one */
    int32_t target = jhr_workdays_until(day - before) + n;
    for (int32_t left; (left = target - jhr_workdays_until(day - before)) != 0;)
        day += left;
    return day;
}

#include "naive.h"

#include <stdlib.h>

struct day days[DAYS];
enum fault fault;

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int length(int year, int month)
{
    if (month == 2)
        return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Easter Sunday by the rule of Gauss, with his two exceptions, for 1900..2199. */
static int easter(int year)
{
    enum { M = 24 };
    int n = year < 2100 ? 5 : 6;
    int d = (19 * (year % 19) + M) % 30;
    int e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
    int march = 22 + d + e;
    if (d == 29 && e == 6)
        march = 50; /* 19 April */
    if (d == 28 && e == 6 && (11 * M + 11) % 30 < 19)
        march = 49;
    return march > 31 ? day_on(year, 4, march - 31) : day_on(year, 3, march);
}

static void free_day(int day)
{
    days[day].werkdag = false;
}

static void holidays(int year)
{
    int sunday = easter(year);
    int king = year < 2014 ? day_on(year, 4, 30) : day_on(year, 4, 27);
    free_day(day_on(year, 1, 1));
    free_day(sunday - 2);
    free_day(sunday + 1);
    free_day(sunday + 39);
    free_day(sunday + 50);
    free_day(days[king].weekday == 6 ? king - 1 : king);
    if (fault != HOLIDAY)
        free_day(day_on(year, 5, 5));
    free_day(day_on(year, 12, 25));
    free_day(day_on(year, 12, 26));
}

void make_days(void)
{
    struct day d = {1990, 1, 1, 0, true};
    for (int i = 0; i < DAYS; i++) {
        d.werkdag = d.weekday < 5;
        days[i] = d;
        d.weekday = (d.weekday + 1) % 7;
        if (++d.day <= length(d.year, d.month))
            continue;
        d.day = 1;
        if (++d.month > 12) {
            d.month = 1;
            d.year++;
        }
    }
    for (int year = 1990; year < days[DAYS - 1].year; year++)
        holidays(year);
}

int day_on(int year, int month, int day)
{
    for (int i = (year - 1990) * 365; i < DAYS; i++)
        if (days[i].year == year && days[i].month == month && days[i].day == day)
            return i;
    abort();
}

int days_of_month(int day)
{
    return length(days[day].year, days[day].month);
}

int months_later(int day, int months)
{
    int year = days[day].year, month = days[day].month, wanted = days[day].day;
    for (; months > 0; months--)
        if (++month > 12)
            month = 1, year++;
    for (; months < 0; months++)
        if (--month < 1)
            month = 12, year--;
    int last = length(year, month) - (fault == MONTH_END && month == 2);
    return day_on(year, month, wanted < last ? wanted : last);
}

int workdays_later(int day, int n)
{
    int step = n < 0 ? -1 : 1;
    while (n != 0) {
        day += step;
        if (days[day].werkdag)
            n -= step;
    }
    return day;
}

int workdays_between(int from, int to)
{
    int n = 0;
    for (int day = from; day <= to; day++)
        n += days[day].werkdag;
    return n;
}

int months_needed(int from, int to)
{
    int months = 0;
    while (months_later(from, months) <= to) /* so many months end the day before */
        months++;
    return months;
}

int64_t rounded(struct fraction f)
{
    return (int64_t)((2 * f.n + f.d - (fault == HALF_DOWN)) / (2 * f.d)); /* not negative */
}

int64_t ceiling(struct fraction f)
{
    return (int64_t)((f.n + f.d - 1) / f.d);
}

struct fraction volume_over(int64_t minutes, enum frequency how, int from, int to)
{
    enum { WHOLE = 7 * 4 * 9 * 5 * 31 * 29 }; /* 7, 28, 29, 30 and 31 divide it */
    struct fraction f = {0, WHOLE};
    if (how == TOTAL)
        return (struct fraction){minutes, 1};
    for (int day = from; day <= to; day++) {
        int share = how == A_DAY    ? 1
                    : how == A_WEEK ? 7 - (fault == SHORT_WEEK)
                                    : days_of_month(day);
        f.n += minutes * (WHOLE / share);
    }
    return f;
}

struct fraction cost_of(struct fraction volume, int from, int to, const int64_t *cents_on_day)
{
    struct fraction f = {0, volume.d * 60 * (to - from + 1)};
    for (int day = from; day <= to; day++)
        f.n += volume.n * cents_on_day[day];
    return f;
}

size_t split_by_year(int64_t cents, int from, int to, int64_t *parts)
{
    int64_t in_year[128] = {0}, rest[128], given = 0;
    size_t n = (size_t)(days[to].year - days[from].year) + 1;
    for (int day = from; day <= to; day++)
        in_year[days[day].year - days[from].year]++;
    for (size_t y = 0; y < n; y++) {
        __extension__ __int128 share = (__int128)cents * in_year[y];
        parts[y] = (int64_t)(share / (to - from + 1));
        rest[y] = (int64_t)(share % (to - from + 1));
        given += parts[y];
    }
    for (; given < cents; given++) {
        size_t most = 0;
        for (size_t y = 1; y < n; y++)
            if (rest[y] > rest[most] || (fault == LATE_CENT && rest[y] == rest[most]))
                most = y;
        parts[most]++;
        rest[most] = -1;
    }
    return n;
}

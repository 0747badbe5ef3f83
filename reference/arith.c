#include "reference/arith.h"

/* Past every date of the language, from every other one; the sums stay small. */
#define FAR_MONTHS 6000
#define FAR_DAYS   150000

static jhr_ref_int gcd(jhr_ref_int a, jhr_ref_int b)
{
    while (b != 0) {
        if (a <= INT64_MAX && b <= INT64_MAX) { /* the usual case, without wide division */
            uint64_t x = (uint64_t)a, y = (uint64_t)b;
            while (y != 0) {
                uint64_t rest = x % y;
                x = y;
                y = rest;
            }
            return x;
        }
        jhr_ref_int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

struct jhr_ref_rat jhr_ref_rat(jhr_ref_int n, jhr_ref_int d)
{
    if (d < 0) {
        n = -n;
        d = -d;
    }
    if (d != 1) {
        jhr_ref_int g = gcd(n < 0 ? -n : n, d);
        n /= g;
        d /= g;
    }
    return (struct jhr_ref_rat){n, d};
}

struct jhr_ref_rat jhr_ref_add(struct jhr_ref_rat a, struct jhr_ref_rat b)
{
    if (a.d == b.d)
        return jhr_ref_rat(a.n + b.n, a.d);
    return jhr_ref_rat(a.n * b.d + b.n * a.d, a.d * b.d);
}

struct jhr_ref_rat jhr_ref_sub(struct jhr_ref_rat a, struct jhr_ref_rat b)
{
    return jhr_ref_add(a, (struct jhr_ref_rat){-b.n, b.d});
}

struct jhr_ref_rat jhr_ref_mul(struct jhr_ref_rat a, struct jhr_ref_rat b)
{
    /* Across first, so that the products stay as small as the result. */
    struct jhr_ref_rat x = jhr_ref_rat(a.n, b.d), y = jhr_ref_rat(b.n, a.d);
    return (struct jhr_ref_rat){x.n * y.n, x.d * y.d};
}

struct jhr_ref_rat jhr_ref_div(struct jhr_ref_rat a, struct jhr_ref_rat b)
{
    struct jhr_ref_rat inverse = jhr_ref_rat(b.d, b.n);
    return jhr_ref_mul(a, inverse);
}

int jhr_ref_cmp(struct jhr_ref_rat a, struct jhr_ref_rat b)
{
    jhr_ref_int x = a.n * b.d, y = b.n * a.d;
    return (x > y) - (x < y);
}

int64_t jhr_ref_floor(struct jhr_ref_rat a)
{
    jhr_ref_int q = a.n / a.d;
    return (int64_t)(a.n % a.d < 0 ? q - 1 : q);
}

int64_t jhr_ref_round(struct jhr_ref_rat a)
{
    jhr_ref_int n = a.n < 0 ? -a.n : a.n;
    jhr_ref_int q = (2 * n + a.d) / (2 * a.d);
    return (int64_t)(a.n < 0 ? -q : q);
}

struct jhr_ref_rat jhr_ref_decimal(int64_t mantissa, uint32_t scale)
{
    jhr_ref_int d = 1;
    for (uint32_t i = 0; i < scale; i++)
        d *= 10;
    return jhr_ref_rat(mantissa, d);
}

static bool leap(int32_t year)
{
    if (year % 400 == 0)
        return true;
    return year % 4 == 0 && year % 100 != 0;
}

static int32_t days_of(int32_t year, int32_t month)
{
    switch (month) {
    case 2:
        return leap(year) ? 29 : 28;
    case 4:
    case 6:
    case 9:
    case 11:
        return 30;
    default:
        return 31;
    }
}

int32_t jhr_ref_month_days(int32_t ymd)
{
    return days_of(ymd / 10000, ymd / 100 % 100);
}

int32_t jhr_ref_day(int32_t ymd)
{
    int32_t year = ymd / 10000, month = ymd / 100 % 100, days = ymd % 100 - 1;
    for (int32_t m = 1; m < month; m++)
        days += days_of(year, m);
    for (int32_t y = 1990; y < year; y++)
        days += leap(y) ? 366 : 365;
    for (int32_t y = year; y < 1990; y++)
        days -= leap(y) ? 366 : 365;
    return days;
}

int32_t jhr_ref_ymd(int32_t day)
{
    int32_t year = 1990, month = 1;
    while (day < 0) {
        year--;
        day += leap(year) ? 366 : 365;
    }
    while (day >= (leap(year) ? 366 : 365)) {
        day -= leap(year) ? 366 : 365;
        year++;
    }
    while (day >= days_of(year, month)) {
        day -= days_of(year, month);
        month++;
    }
    return year * 10000 + month * 100 + day + 1;
}

int32_t jhr_ref_plus_days(int32_t ymd, int64_t n)
{
    if (ymd == JHR_YMD_NEVER)
        return ymd;
    n = n > FAR_DAYS ? FAR_DAYS : n < -FAR_DAYS ? -FAR_DAYS : n;
    return jhr_ref_ymd((int32_t)(jhr_ref_day(ymd) + n));
}

int32_t jhr_ref_plus_months(int32_t ymd, int64_t n)
{
    if (ymd == JHR_YMD_NEVER)
        return ymd;
    int32_t year = ymd / 10000, month = ymd / 100 % 100, day = ymd % 100;
    n = n > FAR_MONTHS ? FAR_MONTHS : n < -FAR_MONTHS ? -FAR_MONTHS : n;
    for (; n > 0; n--) {
        year += month == 12;
        month = month == 12 ? 1 : month + 1;
    }
    for (; n < 0; n++) {
        year -= month == 1;
        month = month == 1 ? 12 : month - 1;
    }
    if (day > days_of(year, month))
        day = days_of(year, month);
    return year * 10000 + month * 100 + day;
}

/* Easter Sunday as a day of March (32 is 1 April): J.-M. Oudin, 1940. */
static int32_t easter(int32_t year)
{
    int32_t c = year / 100, n = year % 19, k = (c - 17) / 25;
    int32_t i = (c - c / 4 - (c - k) / 3 + 19 * n + 15) % 30;
    i -= (i / 28) * (1 - (i / 28) * (29 / (i + 1)) * ((21 - n) / 11));
    int32_t j = (year + year / 4 + i + 2 - c + c / 4) % 7;
    return 28 + i - j;
}

static bool holiday(int32_t ymd)
{
    int32_t year = ymd / 10000, of_year = ymd % 10000;
    int32_t sunday = jhr_ref_day(year * 10000 + 301) + easter(year) - 1;
    int32_t after = jhr_ref_day(ymd) - sunday;
    if (after == -2 || after == 1 || after == 39 || after == 50)
        return true;
    if (of_year == 101 || of_year == 505 || of_year == 1225 || of_year == 1226)
        return true;
    int32_t king = year >= 2014 ? 427 : 430;
    if ((jhr_ref_day(year * 10000 + king) % 7 + 7) % 7 == 6)
        king--;
    return of_year == king;
}

static bool workday(int32_t day)
{
    return ((day % 7 + 7) % 7) < 5 && !holiday(jhr_ref_ymd(day)); /* 1-1-1990 was a Monday */
}

int32_t jhr_ref_plus_workdays(int32_t ymd, int64_t n)
{
    if (ymd == JHR_YMD_NEVER)
        return ymd;
    int32_t day = jhr_ref_day(ymd), step = n < 0 ? -1 : 1;
    n = n > FAR_DAYS ? FAR_DAYS : n < -FAR_DAYS ? -FAR_DAYS : n;
    for (n = n < 0 ? -n : n; n > 0; n--) {
        do
            day += step;
        while (!workday(day));
    }
    return jhr_ref_ymd(day);
}

int32_t jhr_ref_workdays(int32_t from, int32_t to)
{
    int32_t n = 0;
    for (int32_t d = jhr_ref_day(from), last = jhr_ref_day(to); d <= last; d++)
        n += workday(d);
    return n;
}

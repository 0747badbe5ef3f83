#include "base/ymd.h"

static int32_t days_in_month(int32_t year, int32_t month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool jhr_ymd_is_date(int32_t ymd)
{
    int32_t year = ymd / 10000, month = ymd / 100 % 100, day = ymd % 100;
    if (ymd < JHR_YMD_FIRST || ymd > JHR_YMD_LAST || month < 1 || month > 12)
        return false;
    return day >= 1 && day <= days_in_month(year, month);
}

int32_t jhr_ymd_next(int32_t ymd)
{
    int32_t year = ymd / 10000, month = ymd / 100 % 100, day = ymd % 100;
    if (ymd == JHR_YMD_NEVER)
        return ymd;
    if (day < days_in_month(year, month))
        return ymd + 1;
    return month < 12 ? year * 10000 + (month + 1) * 100 + 1 : (year + 1) * 10000 + 101;
}

static bool digits(struct jhr_str s, uint32_t from, uint32_t count, int32_t *out)
{
    int32_t v = 0;
    for (uint32_t i = from; i < from + count; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        v = v * 10 + (s.p[i] - '0');
    }
    *out = v;
    return true;
}

bool jhr_ymd_parse_iso(struct jhr_str s, int32_t *ymd)
{
    int32_t year, month, day;
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
        return false;
    if (!digits(s, 0, 4, &year) || !digits(s, 5, 2, &month) || !digits(s, 8, 2, &day))
        return false;
    *ymd = year * 10000 + month * 100 + day;
    return jhr_ymd_is_date(*ymd);
}

#include "grammar/literal.h"

#include "base/ymd.h"

#include <string.h>
#include <utf8proc.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static uint32_t digits_at(struct jhr_str s, uint32_t at)
{
    uint32_t n = 0;
    while (at + n < s.n && is_digit(s.p[at + n]))
        n++;
    return n;
}

/* Length of the whole part with its points between thousands; 0 when the points are elsewhere. */
static uint32_t whole_part(struct jhr_str s)
{
    uint32_t n = digits_at(s, 0);
    if (n == s.n || s.p[n] != '.')
        return n;
    if (n == 0 || n > 3 || s.p[0] == '0')
        return 0;
    while (n < s.n && s.p[n] == '.') {
        if (digits_at(s, n + 1) != 3)
            return 0;
        n += 4;
    }
    return n;
}

/* Why it is no Dutch number. */
static enum jhr_literal misshapen(struct jhr_str s)
{
    uint32_t points = 0, commas = 0, point = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.') {
            points++;
            point = i;
        }
        commas += s.p[i] == ',';
    }
    if (points == 1 && point > 0 && s.n - point > 1 &&
        memchr(s.p + point, ',', s.n - point) == NULL)
        return JHR_LIT_POINT; /* 1.25 and 1,250.50 */
    return points == 0 && commas > 0 ? JHR_LIT_CODES : JHR_LIT_SHAPE;
}

enum jhr_literal jhr_literal_number(struct jhr_str s, int64_t *num, uint8_t *scale)
{
    *num = 0;
    *scale = 0;
    uint32_t whole = whole_part(s), rest = 0;
    if (whole > 0 && whole < s.n) {
        rest = digits_at(s, whole + 1);
        if (s.p[whole] != ',' || rest == 0 || whole + 1 + rest != s.n)
            whole = 0;
    }
    if (whole == 0)
        return misshapen(s);
    if (whole >= 4 && rest >= 4 && memchr(s.p, '.', s.n) == NULL)
        return JHR_LIT_CODES;
    uint32_t digits = 0;
    int64_t v = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (!is_digit(s.p[i]))
            continue;
        digits += v != 0 || s.p[i] != '0';
        if (digits > JHR_MAX_DIGITS)
            return JHR_LIT_TOO_LONG;
        v = v * 10 + (s.p[i] - '0');
    }
    if (rest > JHR_MAX_SCALE)
        return JHR_LIT_TOO_LONG;
    *num = v;
    *scale = (uint8_t)rest;
    return JHR_LIT_OK;
}

enum jhr_literal jhr_literal_money(struct jhr_str s, int64_t *cents)
{
    uint8_t scale;
    *cents = 0;
    while (s.n > 0 && !is_digit(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n > 0 && s.p[s.n - 1] == '-')
        s.n--;
    if (s.n > 0 && s.p[s.n - 1] == ',')
        s.n--;
    while (s.n > 0 && !is_digit(s.p[s.n - 1])) /* the word euro */
        s.n--;
    enum jhr_literal e = jhr_literal_number(s, cents, &scale);
    if (e == JHR_LIT_CODES)
        e = JHR_LIT_SHAPE;
    if (e == JHR_LIT_OK && scale != 0 && scale != 2)
        e = JHR_LIT_CENTS;
    if (e == JHR_LIT_OK && scale == 0) {
        if (*cents > INT64_C(999999999999999) / 100)
            e = JHR_LIT_TOO_LONG;
        else
            *cents *= 100;
    }
    if (e != JHR_LIT_OK)
        *cents = 0;
    return e;
}

/* ---- dates ---- */

static int32_t month_of(struct jhr_str s)
{
    static const char names[12][4] = {"jan", "feb", "maa", "apr", "mei", "jun",
                                      "jul", "aug", "sep", "okt", "nov", "dec"};
    if (s.n < 3)
        return 0;
    if (memcmp(s.p, "mrt", 3) == 0)
        return 3;
    for (int32_t i = 0; i < 12; i++) {
        if (memcmp(s.p, names[i], 3) == 0)
            return i + 1;
    }
    return 0;
}

/* The next number of a date, or the month by its name; its digits in *digits. -1: none. */
static int32_t date_part(struct jhr_str s, uint32_t *at, uint32_t *digits)
{
    while (*at < s.n && !is_digit(s.p[*at])) {
        int32_t month = month_of((struct jhr_str){s.p + *at, s.n - *at});
        if (month > 0) {
            while (*at < s.n && !is_digit(s.p[*at]))
                ++*at;
            *digits = 2;
            return month;
        }
        ++*at;
    }
    *digits = digits_at(s, *at);
    if (*digits == 0 || *digits > 4)
        return -1;
    int32_t v = 0;
    for (uint32_t i = 0; i < *digits; i++)
        v = v * 10 + (s.p[(*at)++] - '0');
    return v;
}

static bool is_calendar_date(int32_t year, int32_t month, int32_t day)
{
    /* The calendar repeats every 400 years, and 28 of those years lie within our range. */
    int32_t like = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 2000 : 2001;
    return jhr_ymd_is_date(like * 10000 + month * 100 + day);
}

enum jhr_literal jhr_literal_date(struct jhr_str s, int32_t *ymd)
{
    int32_t part[3];
    uint32_t digits[3], at = 0;
    *ymd = 0;
    for (int i = 0; i < 3; i++) {
        part[i] = date_part(s, &at, &digits[i]);
        if (part[i] < 0)
            return JHR_LIT_NOTATION;
    }
    bool year_first = digits[0] == 4;
    uint32_t year_digits = year_first ? digits[0] : digits[2];
    uint32_t day_digits = year_first ? digits[2] : digits[0];
    if (at != s.n || digits[1] > 2 || day_digits > 2)
        return JHR_LIT_NOTATION;
    int32_t year = year_first ? part[0] : part[2], day = year_first ? part[2] : part[0];
    if (year_digits == 2)
        year += 2000;
    else if (year_digits != 4)
        return JHR_LIT_NOTATION;
    if (part[1] > 99 || day > 99)
        return JHR_LIT_NOTATION;
    *ymd = year * 10000 + part[1] * 100 + day;
    if (part[1] < 1 || part[1] > 12 || !is_calendar_date(year, part[1], day))
        return JHR_LIT_NO_DATE;
    if (!jhr_ymd_is_date(*ymd))
        return JHR_LIT_FAR_DATE;
    if (year_digits == 2)
        return JHR_LIT_SHORT_YEAR;
    uint32_t hyphens = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        hyphens += s.p[i] == '-';
        if (s.p[i] != '-' && !is_digit(s.p[i]))
            return JHR_LIT_NOTATION;
    }
    return hyphens == 2 ? JHR_LIT_OK : JHR_LIT_NOTATION;
}

/* ---- texts and names ---- */

/* Bytes of the quote that stands at p: one, or three for a curly one; 0: none. */
static uint32_t quote_at(struct jhr_str s, uint32_t at)
{
    if (at < s.n && (s.p[at] == '"' || s.p[at] == '\''))
        return 1;
    if (s.n >= 3 && at <= s.n - 3 && memcmp(s.p + at, "\xe2\x80", 2) == 0 &&
        (unsigned char)s.p[at + 2] >= 0x98 && (unsigned char)s.p[at + 2] <= 0x9f)
        return 3;
    return 0;
}

struct jhr_str jhr_literal_text(struct jhr_arena *a, struct jhr_str s)
{
    uint32_t open = quote_at(s, 0);
    s.p += open;
    s.n -= open;
    if (open == 3 && s.n >= 3 && quote_at(s, s.n - 3) == 3)
        s.n -= 3;
    else if (open > 0 && s.n > 0 && quote_at(s, s.n - 1) == 1) {
        /* `"abc""` without an end: the quotes before the end of the line are pairs */
        uint32_t run = 0;
        while (run < s.n && s.p[s.n - 1 - run] == '"')
            run++;
        s.n -= s.p[s.n - 1] == '\'' || run % 2 == 1;
    }
    if (open != 1 || memchr(s.p, '"', s.n) == NULL)
        return s;
    struct jhr_str copy = jhr_arena_str(a, s);
    if (copy.n != s.n)
        return s;
    char *out = (char *)copy.p;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        out[n++] = s.p[i];
        i += s.p[i] == '"' && i + 1 < s.n && s.p[i + 1] == '"';
    }
    return (struct jhr_str){copy.p, n};
}

/* A hyphen is reported where it stands; from there on it is the `_` that was meant. */
static struct jhr_str without_hyphens(struct jhr_arena *a, struct jhr_str s)
{
    /* The first letters of names, in UTF-8; the sign of the euro begins with 0xe2. */
    unsigned char c = s.n > 0 ? (unsigned char)s.p[0] : 0;
    bool is_word = (c >= 'A' && c <= 'z') || (c >= 0xc3 && c <= 0xcd) || c == 0xe1;
    if (!is_word || memchr(s.p, '-', s.n) == NULL)
        return s;
    struct jhr_str copy = jhr_arena_str(a, s);
    char *out = (char *)copy.p;
    for (uint32_t i = 0; i < copy.n; i++) {
        if (out[i] == '-')
            out[i] = '_';
    }
    return copy;
}

struct jhr_str jhr_literal_name(struct jhr_arena *a, struct jhr_str s)
{
    s = without_hyphens(a, s);
    bool is_ascii = true;
    for (uint32_t i = 0; i < s.n && is_ascii; i++)
        is_ascii = (unsigned char)s.p[i] < 0x80;
    if (is_ascii)
        return s;
    /* NFC never makes a name of Latin letters longer than three times its bytes. */
    utf8proc_ssize_t room = (utf8proc_ssize_t)s.n * 3 + 8;
    utf8proc_int32_t *points = jhr_arena_alloc(a, (size_t)room * sizeof(*points));
    if (points == NULL || a->out_of_memory)
        return s;
    utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_ssize_t n =
        utf8proc_decompose((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, points, room, how);
    if (n < 0 || n > room)
        return s;
    n = utf8proc_reencode(points, n, how); /* in place, as bytes */
    return n < 0 ? s : (struct jhr_str){(const char *)points, (uint32_t)n};
}

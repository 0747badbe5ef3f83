#include "validator/count.h"

#include "base/int128.h"

__extension__ typedef unsigned __int128 u128;

struct jhr_count jhr_count_of(uint64_t v)
{
    return (struct jhr_count){.w = {v}};
}

bool jhr_count_is_zero(const struct jhr_count *a)
{
    uint64_t any = 0;
    for (uint32_t i = 0; i < JHR_COUNT_WORDS; i++)
        any |= a->w[i];
    return any == 0 && !a->over;
}

int jhr_count_cmp(const struct jhr_count *a, const struct jhr_count *b)
{
    if (a->over != b->over)
        return a->over ? 1 : -1;
    for (uint32_t i = JHR_COUNT_WORDS; i-- > 0;)
        if (a->w[i] != b->w[i])
            return a->w[i] < b->w[i] ? -1 : 1;
    return 0;
}

void jhr_count_add(struct jhr_count *a, const struct jhr_count *b)
{
    u128 carry = 0;
    for (uint32_t i = 0; i < JHR_COUNT_WORDS; i++) {
        carry += (u128)a->w[i] + b->w[i];
        a->w[i] = (uint64_t)carry;
        carry >>= 64;
    }
    a->over = a->over || b->over || carry != 0;
}

void jhr_count_sub(struct jhr_count *a, const struct jhr_count *b)
{
    uint64_t borrow = 0;
    for (uint32_t i = 0; i < JHR_COUNT_WORDS; i++) {
        u128 take = (u128)b->w[i] + borrow;
        borrow = take > a->w[i];
        a->w[i] = (uint64_t)((u128)a->w[i] - take);
    }
    a->over = a->over || b->over || borrow != 0;
}

void jhr_count_times(struct jhr_count *a, uint64_t by)
{
    u128 carry = 0;
    for (uint32_t i = 0; i < JHR_COUNT_WORDS; i++) {
        carry += (u128)a->w[i] * by;
        a->w[i] = (uint64_t)carry;
        carry >>= 64;
    }
    a->over = a->over || carry != 0;
}

uint64_t jhr_count_divide(struct jhr_count *a, uint64_t by)
{
    u128 left = 0;
    for (uint32_t i = JHR_COUNT_WORDS; i-- > 0;) {
        left = left << 64 | a->w[i];
        a->w[i] = (uint64_t)(left / by);
        left %= by;
    }
    return (uint64_t)left;
}

static void halve(struct jhr_count *a)
{
    for (uint32_t i = 0; i < JHR_COUNT_WORDS; i++)
        a->w[i] = a->w[i] >> 1 | (i + 1 < JHR_COUNT_WORDS ? a->w[i + 1] << 63 : 0);
}

static void twice(struct jhr_count *a)
{
    for (uint32_t i = JHR_COUNT_WORDS; i-- > 0;)
        a->w[i] = a->w[i] << 1 | (i > 0 ? a->w[i - 1] >> 63 : 0);
}

static uint32_t bits_of(const struct jhr_count *a)
{
    for (uint32_t i = JHR_COUNT_WORDS; i-- > 0;)
        if (a->w[i] != 0)
            return 64 * i + 64 - (uint32_t)__builtin_clzll(a->w[i]);
    return 0;
}

/* a / b by long division, one bit at a time; the remainder stays in *a. */
static struct jhr_count quotient(struct jhr_count *a, const struct jhr_count *b)
{
    struct jhr_count q = {0}, shifted = *b;
    uint32_t left = bits_of(a), by = bits_of(b), n = left > by ? left - by : 0;
    for (uint32_t i = 0; i < n; i++)
        twice(&shifted);
    for (uint32_t i = n + 1; i-- > 0;) {
        twice(&q);
        if (jhr_count_cmp(&shifted, a) <= 0) {
            jhr_count_sub(a, &shifted);
            q.w[0] |= 1;
        }
        halve(&shifted);
    }
    return q;
}

void jhr_count_reduce(struct jhr_count *a, struct jhr_count *b)
{
    struct jhr_count x = *a, y = *b;
    while (!jhr_count_is_zero(&y)) { /* Euclid */
        struct jhr_count rest = x;
        (void)quotient(&rest, &y);
        x = y;
        y = rest;
    }
    struct jhr_count rest = *a;
    *a = quotient(&rest, &x);
    rest = *b;
    *b = quotient(&rest, &x);
}

uint64_t jhr_count_ratio(const struct jhr_count *part, const struct jhr_count *whole,
                         uint64_t scale)
{
    /* digit by digit, so that nothing grows past 256 bits: scale is used up bit by bit */
    struct jhr_count rest = *part;
    uint64_t out = 0;
    if (jhr_count_cmp(part, whole) >= 0)
        return scale;
    /* floor(part * scale / whole) by adding part once per bit of scale, from the highest down */
    struct jhr_count sum = {0};
    for (uint32_t i = 64 - (uint32_t)__builtin_clzll(scale); i-- > 0;) {
        out *= 2; /* sum < whole: twice it, less whole when it passes */
        struct jhr_count room = *whole;
        jhr_count_sub(&room, &sum);
        if (jhr_count_cmp(&sum, &room) >= 0) {
            jhr_count_sub(&sum, &room);
            out++;
        } else {
            jhr_count_add(&sum, &sum);
        }
        if ((scale >> i & 1) == 0)
            continue;
        room = *whole;
        jhr_count_sub(&room, &rest);
        if (jhr_count_cmp(&sum, &room) >= 0) {
            jhr_count_sub(&sum, &room);
            out++;
        } else {
            jhr_count_add(&sum, &rest);
        }
    }
    return out;
}

void jhr_count_text(struct jhr_buf *out, const struct jhr_count *a)
{
    char text[80];
    uint32_t n = 0;
    struct jhr_count left = *a;
    if (a->over) {
        jhr_buf_z(out, "?");
        return;
    }
    do
        text[n++] = (char)('0' + jhr_count_divide(&left, 10));
    while (!jhr_count_is_zero(&left));
    while (n > 0)
        jhr_buf_char(out, text[--n]);
}

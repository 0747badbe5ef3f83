#include "base/buf.h"

#include "base/arena.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void jhr_buf_free(struct jhr_buf *b)
{
    jhr_free(b->p);
    *b = (struct jhr_buf){.max = b->max};
}

void jhr_buf_clear(struct jhr_buf *b)
{
    b->n = 0;
    b->failed = false;
}

/* Room for `more` bytes and a NUL after them. */
static bool reserve(struct jhr_buf *b, size_t more)
{
    size_t max = b->max == 0 ? JHR_BUF_MAX : b->max;
    if (b->failed)
        return false;
    if (b->n > max || more > max - b->n) {
        b->failed = true;
        return false;
    }
    if (b->cap - b->n > more)
        return true;
    size_t cap = b->cap < 128 ? 256 : b->cap * 2;
    if (cap <= b->n + more)
        cap = b->n + more + 1;
    char *p = jhr_realloc(b->p, cap);
    if (p == NULL) {
        b->failed = true;
        return false;
    }
    b->p = p;
    b->cap = cap;
    return true;
}

void jhr_buf_add(struct jhr_buf *b, const void *p, size_t n)
{
    if (n == 0 || !reserve(b, n))
        return;
    memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void jhr_buf_str(struct jhr_buf *b, struct jhr_str s)
{
    jhr_buf_add(b, s.p, s.n);
}

void jhr_buf_z(struct jhr_buf *b, const char *z)
{
    jhr_buf_add(b, z, strlen(z));
}

void jhr_buf_char(struct jhr_buf *b, char c)
{
    jhr_buf_add(b, &c, 1);
}

void jhr_buf_int(struct jhr_buf *b, int64_t v)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[--at] = (char)('0' + u % 10);
        u /= 10;
    } while (u != 0);
    if (v < 0)
        digits[--at] = '-';
    jhr_buf_add(b, digits + at, sizeof(digits) - at);
}

void jhr_buf_fmt(struct jhr_buf *b, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    if (n < 0) {
        b->failed = true;
    } else if (n > 0 && reserve(b, (size_t)n)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

static void json_char(struct jhr_buf *b, uint32_t cp)
{
    if (cp == '"' || cp == '\\')
        jhr_buf_fmt(b, "\\%c", (char)cp);
    else if (cp == '\n')
        jhr_buf_z(b, "\\n");
    else if (cp == '\t')
        jhr_buf_z(b, "\\t");
    else if (cp == '\r')
        jhr_buf_z(b, "\\r");
    else if (cp == JHR_TEXT_BAD)
        jhr_buf_z(b, "\xef\xbf\xbd");
    else if (cp >= 0x10000)
        jhr_buf_fmt(b, "\\u%04x\\u%04x", (unsigned)(0xd7c0 + (cp >> 10)),
                    (unsigned)(0xdc00 + (cp & 0x3ff)));
    else
        jhr_buf_fmt(b, "\\u%04x", (unsigned)cp);
}

void jhr_buf_json(struct jhr_buf *b, struct jhr_str s)
{
    uint32_t from = 0; /* start of what can be copied as it is */
    jhr_buf_char(b, '"');
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp;
        uint32_t n = jhr_text_next(s, i, &cp);
        if (cp == '"' || cp == '\\' || cp == JHR_TEXT_BAD || jhr_text_hidden(cp)) {
            jhr_buf_add(b, s.p + from, i - from);
            json_char(b, cp);
            from = i + n;
        }
        i += n;
    }
    if (from < s.n)
        jhr_buf_add(b, s.p + from, s.n - from);
    jhr_buf_char(b, '"');
}

void jhr_buf_shown(struct jhr_buf *b, struct jhr_str s)
{
    uint32_t cells = 0;
    for (uint32_t i = 0; i < s.n;)
        i += jhr_text_draw(b, s, i, 1, &cells);
}

struct jhr_str jhr_buf_get(const struct jhr_buf *b)
{
    if (b->p == NULL)
        return (struct jhr_str){"", 0};
    return (struct jhr_str){b->p, b->n > UINT32_MAX ? UINT32_MAX : (uint32_t)b->n};
}

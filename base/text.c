#include "base/text.h"

#include "base/source.h"

#include <string.h>
#include <utf8proc.h>

/* Bytes of the well-formed sequence at p (table 3-7 of the Unicode standard), or 0. */
static uint32_t sequence(const unsigned char *p, size_t left)
{
    unsigned char b = p[0];
    if (b < 0x80)
        return 1;
    uint32_t n = b >= 0xc2 && b <= 0xdf   ? 2
                 : (b & 0xf0) == 0xe0     ? 3
                 : b >= 0xf0 && b <= 0xf4 ? 4
                                          : 0;
    if (n == 0 || n > left)
        return 0;
    unsigned char lo = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
    unsigned char hi = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
    if (p[1] < lo || p[1] > hi)
        return 0;
    for (uint32_t i = 2; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    }
    return n;
}

uint32_t jhr_text_next(struct jhr_str s, uint32_t at, uint32_t *cp)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    uint32_t n = sequence(p, s.n - at);
    if (n <= 1) {
        *cp = n == 1 ? p[0] : JHR_TEXT_BAD;
        return 1;
    }
    uint32_t c = p[0] & (0xffu >> (n + 1));
    for (uint32_t i = 1; i < n; i++)
        c = c << 6 | (p[i] & 0x3fu);
    *cp = c;
    return n;
}

uint32_t jhr_text_invalid(struct jhr_str s)
{
    const uint64_t high = 0x8080808080808080u, one = 0x0101010101010101u;
    const unsigned char *p = (const unsigned char *)s.p;
    uint32_t i = 0;
    while (i < s.n) {
        /* Eight bytes at once as long as they are ASCII and none is NUL. */
        uint64_t w;
        while (s.n - i >= 8) {
            memcpy(&w, p + i, 8);
            if (((w | (w - one)) & high) != 0)
                break;
            i += 8;
        }
        if (i == s.n)
            break;
        uint32_t n = p[i] == 0 ? 0 : sequence(p + i, s.n - i);
        if (n == 0)
            return i;
        i += n;
    }
    return s.n;
}

bool jhr_text_hidden(uint32_t cp)
{
    static const struct {
        uint32_t lo, hi;
    } ranges[] = {
        {0x00, 0x1f},       /* C0 */
        {0x7f, 0x9f},       /* DEL, C1 */
        {0xad, 0xad},       /* soft hyphen */
        {0x61c, 0x61c},     /* Arabic letter mark */
        {0x180e, 0x180e},   /* Mongolian vowel separator */
        {0x200b, 0x200f},   /* zero width, direction marks */
        {0x2028, 0x202e},   /* line separators, direction overrides */
        {0x2060, 0x206f},   /* invisible operators, isolates */
        {0xfeff, 0xfeff},   /* byte order mark */
        {0xfff9, 0xfffb},   /* interlinear annotation */
        {0xe0000, 0xe0fff}, /* tags */
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
        if (cp < ranges[i].lo)
            return false;
        if (cp <= ranges[i].hi)
            return true;
    }
    return false;
}

static uint32_t hex_digits(uint32_t cp)
{
    uint32_t n = 4;
    while (n < 8 && cp >> (4 * n) != 0)
        n++;
    return n;
}

uint32_t jhr_text_draw(struct jhr_buf *out, struct jhr_str s, uint32_t at, uint32_t tab,
                       uint32_t *cells)
{
    uint32_t cp;
    uint32_t n = jhr_text_next(s, at, &cp);
    if (cp == '\t') {
        *cells += tab;
        if (out != NULL)
            jhr_buf_fmt(out, "%*s", (int)tab, "");
    } else if (cp == JHR_TEXT_BAD || cp < 0x20 || cp == 0x7f) {
        *cells += 4;
        if (out != NULL)
            jhr_buf_fmt(out, "\\x%02X", (unsigned)(unsigned char)s.p[at]);
    } else if (jhr_text_hidden(cp)) {
        *cells += 4 + hex_digits(cp);
        if (out != NULL)
            jhr_buf_fmt(out, "\\u{%04X}", (unsigned)cp);
    } else {
        int width = cp < 0x7f ? 1 : utf8proc_charwidth((utf8proc_int32_t)cp);
        *cells += width > 0 ? (uint32_t)width : 0;
        if (out != NULL)
            jhr_buf_add(out, s.p + at, n);
    }
    return n;
}

uint32_t jhr_text_width(struct jhr_str s)
{
    uint32_t cells = 0;
    for (uint32_t i = 0; i < s.n;)
        i += jhr_text_draw(NULL, s, i, 1, &cells);
    return cells;
}

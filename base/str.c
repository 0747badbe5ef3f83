#include "base/str.h"

#include <string.h>

struct jhr_str jhr_str_of(const char *z)
{
    if (z == NULL)
        return (struct jhr_str){"", 0};
    size_t n = strlen(z);
    return (struct jhr_str){z, n > UINT32_MAX ? UINT32_MAX : (uint32_t)n};
}

bool jhr_str_eq(struct jhr_str a, struct jhr_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static unsigned char lower(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 'A' && u <= 'Z' ? (unsigned char)(u + ('a' - 'A')) : u;
}

bool jhr_str_eq_fold(struct jhr_str a, struct jhr_str b)
{
    if (a.n != b.n)
        return false;
    for (uint32_t i = 0; i < a.n; i++) {
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    }
    return true;
}

int jhr_str_cmp(struct jhr_str a, struct jhr_str b)
{
    uint32_t n = a.n < b.n ? a.n : b.n;
    int order = n == 0 ? 0 : memcmp(a.p, b.p, n);
    if (order != 0)
        return order < 0 ? -1 : 1;
    return (a.n > b.n) - (a.n < b.n);
}

/*
 * Eight bytes a step, multiplied and folded: on names of a few words this is several times faster
 * than a hash by bytes. The value never shows in any output, so byte order does not matter.
 */
uint64_t jhr_str_hash(struct jhr_str s)
{
    const uint64_t k = 0x9e3779b97f4a7c15u;
    uint64_t h = (s.n + 1) * k;
    uint32_t i = 0;
    for (; s.n - i >= 8; i += 8) {
        uint64_t w;
        memcpy(&w, s.p + i, 8);
        h = (h ^ w) * k;
        h ^= h >> 32;
    }
    if (i < s.n) {
        uint64_t w = 0;
        memcpy(&w, s.p + i, s.n - i);
        h = (h ^ w) * k;
        h ^= h >> 32;
    }
    h *= k;
    return h ^ (h >> 29);
}

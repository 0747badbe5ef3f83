#include "base/near.h"

#include <string.h>

static unsigned char lower(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 'A' && u <= 'Z' ? (unsigned char)(u + ('a' - 'A')) : u;
}

static uint64_t letters_of(struct jhr_str s)
{
    uint64_t set = 0;
    for (uint32_t i = 0; i < s.n; i++)
        set |= (uint64_t)1 << (lower(s.p[i]) & 63);
    return set;
}

static uint32_t bits(uint64_t set)
{
    uint32_t n = 0;
    for (; set != 0; set &= set - 1)
        n++;
    return n;
}

static uint32_t min(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Edits between a and b (a swap of neighbours is one), or more than `most`. Only the band of cells
 * that can stay within `most` is computed. */
static uint32_t edits(struct jhr_str a, struct jhr_str b, uint32_t most)
{
    uint32_t row[3][JHR_NEAR_MAX + 2];
    uint32_t *two_up = row[0], *up = row[1], *now = row[2];
    for (uint32_t j = 0; j <= b.n; j++)
        up[j] = j;
    for (uint32_t i = 1; i <= a.n; i++) {
        uint32_t lo = i > most ? i - most : 1, hi = min(b.n, i + most), best;
        /* outside the band: too far, whatever the letters are */
        now[lo - 1] = best = lo == 1 ? i : most + 1;
        for (uint32_t j = lo; j <= hi; j++) {
            unsigned char x = lower(a.p[i - 1]), y = lower(b.p[j - 1]);
            uint32_t d = up[j - 1] + (x != y);
            d = min(d, now[j - 1] + 1);
            d = min(d, up[j] + 1);
            if (i > 1 && j > 1 && x == lower(b.p[j - 2]) && y == lower(a.p[i - 2]))
                d = min(d, two_up[j - 2] + 1);
            now[j] = d;
            best = min(best, d);
        }
        if (hi < b.n)
            now[hi + 1] = most + 1;
        if (best > most)
            return most + 1;
        uint32_t *free_row = two_up;
        two_up = up;
        up = now;
        now = free_row;
    }
    return up[b.n];
}

static bool is_swap(struct jhr_str a, struct jhr_str b)
{
    return a.n == 2 && b.n == 2 && lower(a.p[0]) == lower(b.p[1]) && lower(a.p[1]) == lower(b.p[0]);
}

void jhr_near_init(struct jhr_near *near, struct jhr_str wanted)
{
    *near = (struct jhr_near){.wanted = wanted, .best = {"", 0}, .letters = letters_of(wanted)};
    near->distance = (wanted.n / 3 > 1 ? wanted.n / 3 : 1) + 1; /* to be beaten */
}

void jhr_near_try(struct jhr_near *near, struct jhr_str candidate)
{
    struct jhr_str wanted = near->wanted;
    uint32_t most = near->distance - 1;
    uint32_t apart = wanted.n > candidate.n ? wanted.n - candidate.n : candidate.n - wanted.n;
    if (near->distance == 0 || candidate.n == 0 || apart > most)
        return;
    uint32_t d = most + 1;
    if (wanted.n < 3 || candidate.n < 3 || wanted.n > JHR_NEAR_MAX || candidate.n > JHR_NEAR_MAX) {
        if (jhr_str_eq_fold(wanted, candidate))
            d = 0;
        else if (is_swap(wanted, candidate))
            d = 1;
    } else {
        /* each edit brings in or takes out at most one kind of letter */
        uint64_t theirs = letters_of(candidate);
        if (bits(near->letters & ~theirs) <= most && bits(theirs & ~near->letters) <= most)
            d = edits(wanted, candidate, most);
    }
    if (d <= most) {
        near->distance = d;
        near->best = candidate;
    }
}

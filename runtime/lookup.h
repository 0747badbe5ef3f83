/*
 * What both evaluators look up in the tables of a program, and how they count: with known values,
 * and without a way to fail.
 */
#ifndef JHR_RUNTIME_LOOKUP_H
#define JHR_RUNTIME_LOOKUP_H

#include "runtime/calendar.h"
#include "runtime/cost.h"
#include "runtime/scalar.h"

/* An integer that may be unknown; v is 0 then, so that sums with it stay within their bounds. */
struct jhr_number {
    int64_t v;
    bool known;
};

/* yes or no when it is known, without a branch */
static inline uint32_t jhr_truth_of(bool known, bool yes)
{
    return 1 + (uint32_t)known * (2 * (uint32_t)yes - 1);
}

/* A number between at_least and at_most lies in lo..hi. */
static inline uint32_t jhr_between(int64_t at_least, int64_t at_most, int64_t lo, int64_t hi)
{
    bool surely = (lo <= at_least) & (at_most <= hi);
    bool never = (lo > hi) | (at_most < lo) | (hi < at_least);
    return jhr_truth_of(surely | never, surely);
}

/* The row of the set that holds on the start day, or NULL. Sets have few rows: most have one. */
static inline const struct jhr_p_setrij *jhr_set_row(const struct jhr_program *p,
                                                     const struct jhr_p_set *set, int64_t start)
{
    const struct jhr_p_setrij *rows = p->setrijen + set->first;
    uint32_t lo = 0, hi = set->n; /* the row, if any, is the last that begins by then */
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (rows[mid].from <= start)
            lo = mid;
        else
            hi = mid;
    }
    return lo < hi && rows[lo].from <= start && start < rows[lo].to ? &rows[lo] : NULL;
}

static inline bool jhr_set_has(const struct jhr_program *p, const struct jhr_p_set *set,
                               const struct jhr_p_setrij *row, uint64_t index)
{
    return row != NULL && index < set->size &&
           (p->words[row->word + index / 64].bits >> index % 64 & 1) != 0;
}

/* The tarief or norm of a product on the start day. */
static inline struct jhr_number jhr_step_value(const struct jhr_program *p, uint8_t kind,
                                               uint64_t product, int64_t start)
{
    if (product >= p->producten_n)
        return (struct jhr_number){0, false};
    const struct jhr_p_product *of = &p->producten[product];
    bool is_tarief = kind == JHR_TABLE_TARIEF;
    uint32_t lo = is_tarief ? of->tarief : of->norm;
    uint32_t hi = lo + (is_tarief ? of->tarief_n : of->norm_n);
    if (lo == hi)
        return (struct jhr_number){0, false};
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->stappen[mid].from <= start)
            lo = mid;
        else
            hi = mid;
    }
    const struct jhr_p_stap *s = &p->stappen[lo];
    bool known = s->known && s->from <= start && start < s->to;
    return (struct jhr_number){known ? s->value : 0, known};
}

static inline struct jhr_number jhr_price_of(const struct jhr_program *p, uint64_t product,
                                             int64_t start, int64_t volume)
{
    struct jhr_number tarief = jhr_step_value(p, JHR_TABLE_TARIEF, product, start);
    if (!tarief.known)
        return tarief;
    int64_t price = jhr_price(volume, tarief.v, p->producten[product].tarief_unit);
    return price == INT64_MIN ? (struct jhr_number){0, false} : (struct jhr_number){price, true};
}

/* The matrix's cell of two products: its index, or JHR_P_NONE. */
static inline uint32_t jhr_cell_of(const struct jhr_program *p, const struct jhr_p_stapeling *m,
                                   uint64_t own, uint64_t other)
{
    uint32_t cell = m->standaard, n = p->producten_n;
    if (own < n && other < n)
        cell = p->paren[m->paren + own * n + other].cel;
    return cell == JHR_P_NONE ? cell : m->cellen + cell;
}

/* What a `?` was answered to be, of these products; JHR_UNKNOWN: it was not. */
static inline uint32_t jhr_cell_answer(const struct jhr_celoordeel *of, uint32_t n, uint32_t cell,
                                       uint64_t own, uint64_t other)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *p = of[i].paar;
        bool these =
            p[0] == JHR_ANY || (p[0] == own && p[1] == other) || (p[1] == own && p[0] == other);
        if (of[i].cel == cell && these)
            return of[i].ja ? JHR_YES : JHR_NO;
    }
    return JHR_UNKNOWN;
}

/* The first day from `day` on that none of these items runs on. */
static inline int64_t jhr_covered_until(const struct jhr_item *items, uint64_t which, int64_t day)
{
    enum {
        START = JHR_X_ITEM_START - JHR_X_ITEM_PRODUCT,
        EIND = JHR_X_ITEM_EIND - JHR_X_ITEM_PRODUCT
    };
    for (bool grown = true; grown;) {
        grown = false;
        for (uint64_t left = which; left != 0; left &= left - 1) {
            const struct jhr_item *at = &items[__builtin_ctzll(left)];
            if (at->x[START] > day || at->x[EIND] < day)
                continue;
            day = at->x[EIND] + 1;
            grown = true;
        }
    }
    return day;
}

/* Do they run, together, on every day of the proposed period? */
static inline uint32_t jhr_covers(const struct jhr_item *items, uint64_t surely, uint64_t perhaps,
                                  int64_t start, struct jhr_number end)
{
    int64_t sure = jhr_covered_until(items, surely, start);
    int64_t may = jhr_covered_until(items, perhaps, start);
    if (!end.known)
        return may == start ? JHR_NO : sure > JHR_DAY_NEVER ? JHR_YES : JHR_UNKNOWN;
    return sure > end.v ? JHR_YES : may > end.v ? JHR_UNKNOWN : JHR_NO;
}

#endif

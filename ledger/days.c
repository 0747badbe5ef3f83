#include "ledger/core.h"

#include "runtime/calendar.h"

int32_t jhr_lg_last(int32_t day)
{
    return day < JHR_DAY_LAST ? day : JHR_DAY_LAST;
}

static int32_t new_year(int32_t year)
{
    return jhr_day_of_ymd(year * 10000 + 101);
}

static const struct jhr_lg_year *find_year(const struct jhr_lg_account *a, int32_t year)
{
    for (uint32_t i = 0; i < a->years.n; i++)
        if (a->years.v[i].year == year)
            return &a->years.v[i];
    return NULL;
}

struct jhr_lg_year *jhr_lg_year_of(struct jhr_arena *arena, struct jhr_lg_account *a, int32_t year)
{
    struct jhr_lg_year *y = (struct jhr_lg_year *)find_year(a, year);
    if (y)
        return y;
    y = jhr_vec_add(arena, &a->years);
    if (y)
        y->year = year;
    return y;
}

int32_t jhr_lg_taken(const struct jhr_lg_account *a, int32_t day)
{
    int32_t year = jhr_ymd_of_day(day) / 10000;
    const struct jhr_lg_year *y = find_year(a, year);
    return y ? y->taken[day - new_year(year)] : 0;
}

bool jhr_lg_take(struct jhr_arena *arena, struct jhr_lg_account *a, int32_t from, int32_t to,
                 int32_t places)
{
    to = jhr_lg_last(to);
    for (int32_t day = from; day <= to;) {
        int32_t year = jhr_ymd_of_day(day) / 10000, first = new_year(year);
        int32_t stop = new_year(year + 1);
        struct jhr_lg_year *y = jhr_lg_year_of(arena, a, year);
        if (!y)
            return false;
        y->changed = true;
        for (; day < stop && day <= to; day++)
            y->taken[day - first] += places;
    }
    return true;
}

void jhr_lg_walk(struct jhr_lg_walk *w, const struct jhr_lg_account *a, int32_t day)
{
    if (!w->started || day >= w->stop || day < w->first) {
        int32_t year = jhr_ymd_of_day(day) / 10000;
        *w = (struct jhr_lg_walk){.started = true,
                                  .first = new_year(year),
                                  .stop = new_year(year + 1),
                                  .year = find_year(a, year)};
    }
    while (w->limit < a->limits.n && a->limits.v[w->limit].to < day)
        w->limit++;
    w->taken = w->year ? w->year->taken[day - w->first] : 0;
    w->known =
        w->limit < a->limits.n && a->limits.v[w->limit].from <= day && a->limits.v[w->limit].known;
    w->value = w->known ? a->limits.v[w->limit].value : 0;
}

bool jhr_lg_limit_on(const struct jhr_lg_account *a, int32_t day, int64_t *value)
{
    for (uint32_t i = 0; i < a->limits.n; i++) {
        const struct jhr_lg_limit *l = &a->limits.v[i];
        if (l->from <= day && day <= l->to) {
            *value = l->value;
            return l->known;
        }
    }
    return false;
}

/* Adds a step behind the others, joined with the last one when they say the same. */
static bool add_step(struct jhr_arena *arena, struct jhr_lg_account *a, struct jhr_lg_limit step)
{
    struct jhr_lg_limit *last = a->limits.n > 0 ? &a->limits.v[a->limits.n - 1] : NULL;
    if (step.from > step.to)
        return true;
    if (last && last->to + 1 == step.from && last->known == step.known &&
        last->value == step.value) {
        last->to = step.to;
        return true;
    }
    last = jhr_vec_add(arena, &a->limits);
    if (last)
        *last = step;
    return last != NULL;
}

bool jhr_lg_set_limit(struct jhr_arena *arena, struct jhr_lg_account *a, struct jhr_lg_limit limit)
{
    const struct jhr_lg_limit *old = a->limits.v;
    uint32_t n = a->limits.n;
    bool placed = false, ok = true;
    a->limits.v = NULL;
    a->limits.n = a->limits.cap = 0;
    a->limits_changed = true;
    for (uint32_t i = 0; i < n && ok; i++) {
        struct jhr_lg_limit before = old[i], after = old[i];
        before.to = before.to < limit.from ? before.to : limit.from - 1;
        after.from = after.from > limit.to ? after.from : limit.to + 1;
        if (old[i].from < limit.from)
            ok = add_step(arena, a, before);
        if (!placed && ok && old[i].to >= limit.from) {
            ok = add_step(arena, a, limit);
            placed = true;
        }
        if (old[i].to > limit.to && ok)
            ok = add_step(arena, a, after);
    }
    return ok && (placed || add_step(arena, a, limit));
}

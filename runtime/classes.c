#include "runtime/classes.h"

#include "base/int128.h"
#include "base/voorstel.h"

#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

uint32_t jhr_classes_sort(int64_t *v, uint32_t n)
{
    uint32_t kept = 0;
    if (n > 0)
        qsort(v, n, sizeof *v, by_value);
    for (uint32_t k = 0; k < n; k++)
        if (k == 0 || v[k] != v[kept - 1])
            v[kept++] = v[k];
    return kept;
}

/* Does code read the column in another way than a range? Then its thresholds are not its classes.
 */
static bool in_arithmetic(const struct jhr_program *p, uint32_t kolom)
{
    for (uint32_t i = 0; i < p->terms_n; i++)
        if (p->terms[i].kolom == kolom)
            return true;
    for (uint32_t i = 0; i < p->months_n; i++)
        if (p->months[i].kolom == kolom)
            return true;
    for (uint32_t i = 0; i < p->workdays_n; i++)
        if (p->workdays[i].kolom == kolom)
            return true;
    return false;
}

bool jhr_classes_all(struct jhr_arena *a, int64_t lowest, int64_t highest, struct jhr_classes *out)
{
    uint32_t n = (uint32_t)(highest - lowest + 1);
    int64_t *v = jhr_arena_alloc(a, n * sizeof *v);
    if (v == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        v[i] = lowest + i;
    *out = (struct jhr_classes){v, n};
    return true;
}

/* The first value of each interval between thresholds. */
static bool intervals(struct jhr_arena *a, const struct jhr_program *p, uint32_t kolom,
                      struct jhr_classes *out)
{
    int64_t lowest = p->kolommen[kolom].lowest, highest = p->kolommen[kolom].highest;
    uint32_t n = 0;
    int64_t *v = jhr_arena_alloc(a, (2 * (size_t)p->ranges_n + 1) * sizeof *v);
    if (v == NULL)
        return false;
    v[n++] = lowest;
    for (uint32_t i = 0; i < p->ranges_n; i++) {
        const struct jhr_p_range *r = &p->ranges[i];
        if (r->kolom != kolom)
            continue;
        if (r->lo > lowest && r->lo <= highest)
            v[n++] = r->lo;
        if (r->hi >= lowest && r->hi < highest)
            v[n++] = r->hi + 1;
    }
    *out = (struct jhr_classes){v, jhr_classes_sort(v, n)};
    return true;
}

bool jhr_classes_of(struct jhr_arena *a, const struct jhr_program *p, uint32_t feit,
                    struct jhr_classes *out)
{
    const struct jhr_p_feit *f = &p->feiten[feit];
    const struct jhr_p_kolom *k = &p->kolommen[f->kolom];
    *out = (struct jhr_classes){NULL, 0};
    if (f->kolom >= p->meta[0].xcols)
        return jhr_classes_all(a, 0, 1, out);
    if (f->type == JHR_P_SOORT)
        return jhr_classes_all(a, k->lowest, k->highest, out);
    if (f->type == JHR_P_GEMEENTE) { /* one that the rules do not name stands for all of those */
        int64_t *v = jhr_arena_alloc(a, (p->gemeenten_n + 1) * sizeof *v);
        if (v == NULL)
            return false;
        for (uint32_t i = 0; i < p->gemeenten_n; i++)
            v[i] = i;
        v[p->gemeenten_n] = JHR_OUTSIDE;
        *out = (struct jhr_classes){v, p->gemeenten_n + 1};
        return true;
    }
    if (!in_arithmetic(p, f->kolom))
        return intervals(a, p, f->kolom, out);
    return (jhr_i128)k->highest - k->lowest >= JHR_SMALL_RANGE ||
           jhr_classes_all(a, k->lowest, k->highest, out);
}

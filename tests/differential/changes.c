#include "tests/differential/changes.h"

#include "documents/write_parts.h"
#include "runtime/calendar.h"
#include "runtime/complete.h"

#include <stdio.h>

#define MOST_TRIED 2000u
#define NEARBY     40 /* days, and parts of a volume, on either side */

struct check {
    struct jhr_decider *d;
    const struct jhr_model *m;
    const struct jhr_case *c;
    struct jhr_arena *a;
    const struct jhr_admitted *found;
    struct changes_count *count;
};

static bool admits(const struct check *k, const struct jhr_wijziging *w)
{
    struct jhr_case c;
    struct jhr_completed done;
    if (!jhr_admit_apply(k->a, k->d->program, k->c, w, &c))
        return false;
    if (!(jhr_decide(k->d, &c)->besluit == JHR_TOELAATBAAR || jhr_complete_helps(k->d)))
        return false;
    if (!jhr_complete_helps(k->d))
        return true;
    return jhr_complete(k->a, k->d, &c, &done) && done.uitputtend &&
           done.besluit == JHR_TOELAATBAAR;
}

/* So the reference says, where it can try all completions; else the evaluator alone. */
static bool is_admitted(const struct check *k, const struct jhr_wijziging *w)
{
    struct jhr_reference_result result;
    struct jhr_case c;
    if (!jhr_admit_apply(k->a, k->d->program, k->c, w, &c))
        return false;
    if (jhr_reference_decide(k->m, &c, MOST_TRIED, k->a, &result) && result.uitputtend)
        return result.besluit.besluit == JHR_TOELAATBAAR;
    return jhr_decide(k->d, &c)->besluit == JHR_TOELAATBAAR || admits(k, w);
}

static void show(const struct jhr_wijziging *w, bool admits)
{
    printf("%s:", admits ? "the reference refuses this" : "this is refused");
    for (uint32_t i = 0; i < w->n; i++)
        printf(" field %u, index %u, value %lld", w->stap[i].veld, w->stap[i].index,
               (long long)w->stap[i].v);
    printf("\n");
}

static const struct jhr_stap *single(const struct check *k, uint8_t veld)
{
    for (uint32_t i = 0; i < k->found->n; i++)
        if (k->found->v[i].n == 1 && k->found->v[i].stap[0].veld == veld)
            return &k->found->v[i].stap[0];
    return NULL;
}

/* A nearer value that helps, or one where none was found. */
static bool missed(const struct check *k, uint8_t veld, int64_t now, int64_t lowest,
                   int64_t highest)
{
    const struct jhr_stap *found = single(k, veld);
    int64_t best = INT64_MAX, x;
    if (found != NULL) {
        x = veld == JHR_V_OMVANG ? found->v : jhr_day_of_ymd((int32_t)found->v);
        best = x > now ? x - now : now - x;
    }
    for (int64_t far = 1; far <= NEARBY && far < best; far++) {
        for (int64_t side = -1; side <= 1; side += 2) {
            struct jhr_stap s = {.veld = veld};
            x = now + side * far;
            if (x < lowest || x > highest)
                continue;
            s.v = veld == JHR_V_OMVANG ? x : jhr_ymd_of_day((int32_t)x);
            struct jhr_wijziging w = {{s}, 1};
            k->count->nearby++;
            if (admits(k, &w))
                return true;
        }
    }
    return false;
}

static const char *nearby(const struct check *k)
{
    const struct jhr_indicatie *v = &k->c->voorstel;
    int32_t start = jhr_day_of_ymd(v->van), day = jhr_day_of_ymd(k->c->peildatum);
    bool end = v->tot_en_met != 0 && v->tot_en_met != JHR_YMD_NEVER;
    int32_t last = jhr_day_of_ymd(v->tot_en_met);
    if (k->found->n == JHR_MOST_WIJZIGINGEN)
        return NULL; /* full before the last fields */
    if (end && missed(k, JHR_V_EIND, last, start, JHR_DAY_LAST))
        return "a nearer end would do";
    if (end && missed(k, JHR_V_START, start, day < start ? day : start, last))
        return "a nearer start would do";
    if (v->omvang.known && v->omvang.scale == 0 &&
        missed(k, JHR_V_OMVANG, v->omvang.mantissa * jhr_omvang_parts(v->omvang.eenheid), 0,
               INT32_MAX))
        return "a nearer volume would do";
    return NULL;
}

const char *changes_broken(struct jhr_decider *d, const struct jhr_model *m,
                           const struct jhr_case *c, const struct jhr_reference_result *expected,
                           struct jhr_arena *a, struct changes_count *count)
{
    struct jhr_wr w;
    struct check k = {d, m, c, a, &w.admitted, count};
    if (expected->besluit.besluit != JHR_NIET_TOELAATBAAR || !expected->only_facts ||
        !jhr_wr_init(&w, a, d, c, &expected->besluit))
        return NULL;
    count->refused++;
    count->helped += w.admitted.n > 0;
    for (uint32_t i = 0; i < w.admitted.n; i++) {
        count->changes++;
        count->pairs += w.admitted.v[i].n == 2;
        if (!is_admitted(&k, &w.admitted.v[i])) {
            show(&w.admitted.v[i], admits(&k, &w.admitted.v[i]));
            return "a change does not make it admissible";
        }
    }
    if (!w.admitted.everything) {
        count->cut++;
        return NULL;
    }
    return nearby(&k);
}

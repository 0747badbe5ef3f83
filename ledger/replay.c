#include "ledger/core.h"

#include <string.h>

bool jhr_lg_event_apply(struct jhr_arena *arena, struct jhr_lg_account *a,
                        const struct jhr_lg_event *e)
{
    a->changed = true;
    a->seq = e->seq;
    a->time = e->time;
    memcpy(a->head, e->hash, sizeof a->head);
    if (e->kind == JHR_LG_E_LIMIT)
        return jhr_lg_set_limit(arena, a,
                                (struct jhr_lg_limit){e->from, e->to, e->limit_known, e->limit});
    a->reserved += e->reserved;
    a->committed += e->committed;
    if (e->places == 0)
        return true;
    return jhr_lg_take(arena, a, e->from, e->to, (int32_t)e->places);
}

/* Is the account within its limit on the days of the event? */
static bool within(const struct jhr_lg_account *a, const struct jhr_lg_event *e)
{
    struct jhr_lg_walk w = {0};
    int64_t limit;
    if (a->kind == JHR_LG_CENTS)
        return jhr_lg_limit_on(a, e->from, &limit) && a->reserved + a->committed <= limit;
    if (e->places <= 0)
        return true;
    for (int32_t day = e->from; day <= jhr_lg_last(e->to); day++) {
        jhr_lg_walk(&w, a, day);
        if (!w.known || w.taken > w.value)
            return false;
    }
    return true;
}

static bool none_negative(const struct jhr_lg_account *a, const struct jhr_lg_event *e)
{
    struct jhr_lg_walk w = {0};
    if (a->reserved < 0 || a->committed < 0)
        return false;
    for (int32_t day = e->from; e->places < 0 && day <= jhr_lg_last(e->to); day++) {
        jhr_lg_walk(&w, a, day);
        if (w.taken < 0)
            return false;
    }
    return true;
}

bool jhr_lg_replay(struct jhr_arena *arena, struct jhr_lg_account *a, const struct jhr_lg_event *e,
                   const char **why)
{
    uint8_t hash[JHR_SHA256_SIZE];
    bool grant = e->kind == JHR_LG_E_RESERVED ||
                 (e->kind == JHR_LG_E_CORRECTED && e->reserved + e->committed > 0);
    *why = NULL;
    if (e->kind >= JHR_LG_E_KINDS) {
        *why = "dit soort gebeurtenis bestaat niet";
        return false;
    }
    jhr_lg_chain(a->head, e, hash);
    if (e->seq != a->seq + 1)
        *why = "hier ontbreekt een gebeurtenis";
    else if (memcmp(hash, e->hash, sizeof hash) != 0)
        *why = "de hash past niet bij de gebeurtenis en de vorige hash";
    else if (e->time < a->time)
        *why = "de tijd loopt terug";
    else if (!jhr_lg_event_apply(arena, a, e))
        *why = "te weinig geheugen";
    else if (!none_negative(a, e))
        *why = "er gaat meer af dan er was";
    else if (grant && !within(a, e))
        *why = "toegekend boven de grens van dat moment";
    return *why == NULL;
}

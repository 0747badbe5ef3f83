#include "ledger/core.h"

#include "base/int128.h"

const struct jhr_lg_claim *jhr_lg_claims(const struct jhr_lg_indication *i, uint32_t account)
{
    for (uint32_t k = 0; k < i->claims.n; k++)
        if (i->claims.v[k].account == account)
            return &i->claims.v[k];
    return NULL;
}

bool jhr_lg_holds(const struct jhr_lg_indication *i)
{
    return i->status == JHR_LG_RESERVED || i->status == JHR_LG_COMMITTED;
}

bool jhr_lg_covers(const struct jhr_lg_indication *i, uint32_t account, int32_t day)
{
    const struct jhr_lg_claim *c = jhr_lg_holds(i) ? jhr_lg_claims(i, account) : NULL;
    return c && c->from <= day && day <= c->to;
}

int64_t jhr_lg_kept(int64_t cents, int32_t from, int32_t to, int32_t last)
{
    int64_t days = to - from + 1, kept = last - from + 1;
    if (kept <= 0 || days <= 0)
        return 0;
    if (kept >= days)
        return cents;
    return (int64_t)(((jhr_i128)cents * kept * 2 + days) / (2 * days));
}

static struct jhr_lg_free room_cents(const struct jhr_lg_state *s, uint32_t account, int32_t from,
                                     uint32_t replaced)
{
    const struct jhr_lg_account *a = &s->accounts.v[account];
    struct jhr_lg_free f = {.day = from, .used = a->reserved + a->committed};
    const struct jhr_lg_claim *c =
        replaced < s->indications.n ? jhr_lg_claims(&s->indications.v[replaced], account) : NULL;
    f.known = jhr_lg_limit_on(a, from, &f.limit);
    f.free = f.limit - f.used;
    if (c && f.free >= 0) { /* an overdrawn account gives nothing, whatever comes back to it */
        int64_t held = c->reserved + c->committed;
        int64_t back = held - jhr_lg_kept(held, c->from, c->to, from - 1);
        f.free += back;
        f.used -= back;
    }
    return f;
}

/* Does this jeugdige take the place on that day already, by another indication than the replaced?
 */
static bool placed(const struct jhr_lg_state *s, uint32_t account, int32_t day, uint32_t replaced)
{
    for (uint32_t i = 0; i < s->indications.n; i++)
        if (i != replaced && jhr_lg_covers(&s->indications.v[i], account, day))
            return true;
    return false;
}

/* Is a / b more than c / d? Limits may be 0: then every use is more than any other. */
static bool fuller(int64_t a, int64_t b, int64_t c, int64_t d)
{
    return (jhr_i128)a * d > (jhr_i128)c * b;
}

static struct jhr_lg_free room_places(const struct jhr_lg_state *s, uint32_t account, int32_t from,
                                      int32_t to, uint32_t replaced)
{
    const struct jhr_lg_account *a = &s->accounts.v[account];
    struct jhr_lg_free f = {.known = true, .free = INT64_MAX, .day = from};
    struct jhr_lg_walk w = {0};
    bool any = false;
    for (int32_t day = from; day <= jhr_lg_last(to); day++) {
        if (a->kind == JHR_LG_CHILDREN && placed(s, account, day, replaced))
            continue;
        jhr_lg_walk(&w, a, day);
        int64_t used = w.taken;
        if (replaced < s->indications.n && jhr_lg_covers(&s->indications.v[replaced], account, day))
            used--;
        if (!w.known) {
            f.known = false;
            return f;
        }
        if (w.value - used < f.free) {
            f.free = w.value - used;
            f.day = day;
        }
        if (!any || fuller(used + 1, w.value, f.used + 1, f.limit)) {
            f.used = used;
            f.limit = w.value;
        }
        any = true;
    }
    if (!any) { /* no place is needed: all that the limits of these days hold is as free as can be
                 */
        jhr_lg_walk(&w, a, from);
        f = (struct jhr_lg_free){true, 1, w.known ? w.value : 1, 0, from};
    }
    return f;
}

struct jhr_lg_free jhr_lg_room(const struct jhr_lg_state *s, uint32_t account, int32_t from,
                               int32_t to, uint32_t replaced)
{
    switch ((enum jhr_lg_kind)s->accounts.v[account].kind) {
    case JHR_LG_CENTS:
        return room_cents(s, account, from, replaced);
    case JHR_LG_PLACES:
    case JHR_LG_CHILDREN:
        return room_places(s, account, from, to, replaced);
    case JHR_LG_GENERAL:
        break;
    }
    return (struct jhr_lg_free){.known = true, .free = 1, .day = from};
}

#include "ledger/core.h"

#include "runtime/rekening.h"

/* ---- events ---- */

static const struct jhr_lg_outcome done = {JHR_LG_OK, 0};

static struct jhr_lg_outcome because(enum jhr_lg_result result)
{
    return (struct jhr_lg_outcome){(uint8_t)result, 0};
}

/* Numbers, links and applies the event, and adds it to the list. */
static bool emit(struct jhr_lg_state *s, struct jhr_lg_event e, int64_t now)
{
    struct jhr_lg_account *a = &s->accounts.v[e.account];
    struct jhr_lg_event *slot = jhr_vec_add(s->arena, &s->events);
    e.account_id = a->id;
    e.seq = a->seq + 1;
    e.time = now;
    jhr_lg_chain(a->head, &e, e.hash);
    if (!slot)
        return false;
    *slot = e;
    return jhr_lg_event_apply(s->arena, a, &e);
}

static struct jhr_lg_event event_of(const struct jhr_lg_indication *i, uint32_t account,
                                    enum jhr_lg_event_kind kind, int32_t from, int32_t to)
{
    return (struct jhr_lg_event){.account = account,
                                 .kind = (uint8_t)kind,
                                 .indication = i->id,
                                 .child = i->child,
                                 .from = from,
                                 .to = to};
}

/* ---- places: what a jeugdige takes of an account, before and after ---- */

static bool waits_for(const struct jhr_lg_indication *i, const struct jhr_lg_indication *old)
{
    return i->status == JHR_LG_RESERVED && i->replaces != 0 && i->replaces == old->id;
}

/* The places that the indications of the state take on a day. One that waits to replace another
 * shares its place with it. */
static int32_t places_on(const struct jhr_lg_state *s, uint32_t account, int32_t day)
{
    bool children = s->accounts.v[account].kind == JHR_LG_CHILDREN;
    int32_t n = 0;
    for (uint32_t i = 0; i < s->indications.n; i++) {
        const struct jhr_lg_indication *one = &s->indications.v[i];
        bool shared = false;
        if (!jhr_lg_covers(one, account, day))
            continue;
        if (children)
            return 1;
        for (uint32_t k = 0; k < s->indications.n && !shared && one->replaces; k++)
            shared = waits_for(one, &s->indications.v[k]) &&
                     jhr_lg_covers(&s->indications.v[k], account, day);
        n += !shared;
    }
    return n;
}

/* The last day up to `last` on which as many places are taken as on `day`: until a claim begins or
 * ends. */
static int32_t same_until(const struct jhr_lg_state *s, uint32_t account, int32_t day, int32_t last)
{
    for (uint32_t i = 0; i < s->indications.n; i++) {
        const struct jhr_lg_claim *c = jhr_lg_claims(&s->indications.v[i], account);
        if (c && day < c->from && c->from <= last)
            last = c->from - 1;
        if (c && day <= c->to && c->to < last)
            last = c->to;
    }
    return last;
}

/* The places by day, from `from` on. */
struct strip {
    int32_t from, to;
    int32_t *n;
};

static bool takes_places(const struct jhr_lg_state *s, uint32_t account)
{
    uint8_t kind = s->accounts.v[account].kind;
    return kind == JHR_LG_PLACES || kind == JHR_LG_CHILDREN;
}

static bool strip_take(struct jhr_lg_state *s, uint32_t account, int32_t from, int32_t to,
                       struct strip *out)
{
    *out = (struct strip){from, jhr_lg_last(to), NULL};
    if (!takes_places(s, account) || out->to < from)
        return true;
    out->n = jhr_arena_alloc(s->arena, (size_t)(out->to - from + 1) * sizeof *out->n);
    if (!out->n)
        return false;
    for (int32_t day = from; day <= out->to;) {
        int32_t n = places_on(s, account, day), last = same_until(s, account, day, out->to);
        for (; day <= last; day++)
            out->n[day - from] = n;
    }
    return true;
}

/* Emits the claim's event with its cents and, on the first run of days, its places; then one event
 * for each other run on which the number of places changed. */
static bool emit_places(struct jhr_lg_state *s, struct jhr_lg_event e, const struct strip *before,
                        int64_t now)
{
    struct strip after;
    bool first = true;
    if (!strip_take(s, e.account, before->from, before->to, &after))
        return false;
    for (int32_t at = 0, days = before->n ? before->to - before->from + 1 : 0; at < days;) {
        int32_t delta = after.n[at] - before->n[at], stop = at + 1;
        while (stop < days && after.n[stop] - before->n[stop] == delta)
            stop++;
        if (delta != 0) {
            struct jhr_lg_event run = e;
            run.from = before->from + at;
            run.to = before->from + stop - 1;
            run.places = delta;
            if (!emit(s, run, now))
                return false;
            first = false;
            e.reserved = e.committed = 0;
        }
        at = stop;
    }
    return !first || emit(s, e, now);
}

/* ---- commands ---- */

/* Is now before the last event of an account that the indication claims? */
static bool clock_behind(const struct jhr_lg_state *s, const struct jhr_lg_indication *i,
                         int64_t now, uint32_t *culprit)
{
    for (uint32_t k = 0; k < i->claims.n; k++) {
        *culprit = i->claims.v[k].account;
        if (now < s->accounts.v[*culprit].time)
            return true;
    }
    return false;
}

static struct jhr_lg_indication *by_id(struct jhr_lg_state *s, int64_t id)
{
    for (uint32_t i = 0; i < s->indications.n && id != 0; i++)
        if (s->indications.v[i].id == id)
            return &s->indications.v[i];
    return NULL;
}

static bool being_replaced(const struct jhr_lg_state *s, const struct jhr_lg_indication *i)
{
    for (uint32_t k = 0; k < s->indications.n; k++)
        if (waits_for(&s->indications.v[k], i))
            return true;
    return false;
}

static struct jhr_lg_outcome limit(struct jhr_lg_state *s, const struct jhr_lg_command *c,
                                   int64_t now)
{
    const struct jhr_lg_account *a = &s->accounts.v[c->account];
    const struct jhr_lg_limit *same = NULL;
    struct jhr_lg_event e = {.account = c->account,
                             .kind = JHR_LG_E_LIMIT,
                             .from = c->from,
                             .to = c->to,
                             .limit_known = c->known,
                             .limit = c->known ? c->cents : 0};
    if (now < a->time)
        return (struct jhr_lg_outcome){JHR_LG_CLOCK, c->account};
    for (uint32_t i = 0; i < a->limits.n; i++)
        if (a->limits.v[i].from <= c->from && c->to <= a->limits.v[i].to)
            same = &a->limits.v[i];
    if (same && same->known == e.limit_known && same->value == e.limit)
        return because(JHR_LG_REPEATED);
    return emit(s, e, now) ? done : because(JHR_LG_NOMEM);
}

/* The new indication takes what it claims. */
static struct jhr_lg_outcome add(struct jhr_lg_state *s, struct jhr_lg_indication *i,
                                 enum jhr_lg_event_kind kind, int64_t now)
{
    uint8_t status = i->status;
    for (uint32_t k = 0; k < i->claims.n; k++) {
        struct jhr_lg_claim *c = &i->claims.v[k];
        struct jhr_lg_event e = event_of(i, c->account, kind, c->from, c->to);
        struct strip before;
        i->status = JHR_LG_RELEASED; /* as if it were not there yet */
        if (!strip_take(s, c->account, c->from, c->to, &before))
            return because(JHR_LG_NOMEM);
        i->status = status;
        e.reserved = c->reserved;
        e.committed = c->committed;
        s->accounts.v[c->account].pending += status == JHR_LG_RESERVED;
        if (!emit_places(s, e, &before, now))
            return because(JHR_LG_NOMEM);
    }
    return done;
}

static struct jhr_lg_outcome load(struct jhr_lg_state *s, struct jhr_lg_indication *i, int64_t now)
{
    i->status = JHR_LG_COMMITTED;
    for (uint32_t k = 0; k < i->claims.n; k++) {
        i->claims.v[k].reserved = 0;
        i->claims.v[k].committed = i->claims.v[k].amount;
    }
    return add(s, i, JHR_LG_E_LOADED, now);
}

/* What of the replaced indication comes back, at most as much as the new one claims. */
static int64_t comes_back(const struct jhr_lg_indication *old, const struct jhr_lg_claim *c,
                          int32_t from)
{
    const struct jhr_lg_claim *had = old ? jhr_lg_claims(old, c->account) : NULL;
    int64_t held = had ? had->reserved + had->committed : 0;
    int64_t back = had ? held - jhr_lg_kept(held, had->from, had->to, from - 1) : 0;
    return back < c->amount ? back : c->amount;
}

static struct jhr_lg_outcome reserve(struct jhr_lg_state *s, uint32_t index, int64_t now)
{
    struct jhr_lg_indication *i = &s->indications.v[index], *old = by_id(s, i->replaces);
    uint32_t replaced = old ? (uint32_t)(old - s->indications.v) : UINT32_MAX;
    i->status = JHR_LG_RELEASED; /* it does not stand in its own way */
    if (i->replaces && (!old || old->status != JHR_LG_COMMITTED || being_replaced(s, old)))
        return because(JHR_LG_CHANGING);
    for (uint32_t k = 0; k < i->claims.n; k++) {
        const struct jhr_lg_claim *c = &i->claims.v[k];
        bool cents = s->accounts.v[c->account].kind == JHR_LG_CENTS;
        /* what comes back is counted from the first day of the new indication, in every year */
        struct jhr_lg_free f = jhr_lg_room(s, c->account, c->from, c->to, replaced);
        if (!f.known || f.free < (cents ? c->amount : 1))
            return (struct jhr_lg_outcome){JHR_LG_NO_ROOM, c->account};
    }
    i->status = JHR_LG_RESERVED;
    for (uint32_t k = 0; k < i->claims.n; k++) {
        struct jhr_lg_claim *c = &i->claims.v[k];
        c->committed = 0;
        c->reserved = c->amount - comes_back(old, c, c->from);
    }
    return add(s, i, JHR_LG_E_RESERVED, now);
}

/* Takes away what an indication holds after its last day, and tells it. */
static bool cut(struct jhr_lg_state *s, struct jhr_lg_indication *i, int32_t last,
                enum jhr_lg_event_kind kind, int64_t now)
{
    for (uint32_t k = 0; k < i->claims.n; k++) {
        struct jhr_lg_claim *c = &i->claims.v[k], old = *c;
        struct jhr_lg_event e = event_of(i, c->account, kind, c->from, c->to);
        struct strip before;
        if (old.to <= last)
            continue;
        if (!strip_take(s, c->account, old.from, old.to, &before))
            return false;
        c->to = last > old.from - 1 ? last : old.from - 1;
        c->amount = jhr_lg_kept(old.amount, old.from, old.to, last);
        c->reserved = jhr_lg_kept(old.reserved, old.from, old.to, last);
        c->committed = jhr_lg_kept(old.committed, old.from, old.to, last);
        e.from = c->to + 1;
        e.reserved = c->reserved - old.reserved;
        e.committed = c->committed - old.committed;
        if (!emit_places(s, e, &before, now))
            return false;
    }
    i->to = last < i->to ? last : i->to;
    return true;
}

/* ---- settling ---- */

/* Splits cents over the claims of an indication on the accounts of one rule: by days, and not more
 * than the claim's amount where `capped`. False: the rule has less room for them. */
static bool spread(const struct jhr_lg_state *s, const struct jhr_lg_indication *i, uint32_t first,
                   int64_t cents, bool capped, int64_t *parts)
{
    struct jhr_str rule = s->accounts.v[i->claims.v[first].account].rule;
    struct jhr_claim years[JHR_MAX_JAREN];
    uint32_t n = jhr_claim_split(cents, i->from, i->to, years);
    int64_t left = cents;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t k = first; k < i->claims.n; k++) {
            const struct jhr_lg_claim *c = &i->claims.v[k];
            const struct jhr_lg_account *a = &s->accounts.v[c->account];
            int64_t want = a->year == 0 || pass == 1 ? left : 0;
            if (a->kind != JHR_LG_CENTS || !jhr_str_eq(a->rule, rule))
                continue;
            for (uint32_t y = 0; y < n && pass == 0; y++)
                if (years[y].jaar == a->year)
                    want = years[y].cent;
            if (pass == 0)
                parts[k] = 0;
            if (capped && want > c->amount - parts[k])
                want = c->amount - parts[k];
            want = want < left ? want : left;
            parts[k] += want;
            left -= want;
        }
    return left == 0;
}

/* The parts of all claims; -1 of cents: the whole amount. False: too much, or no cents to split. */
static bool spread_all(const struct jhr_lg_state *s, const struct jhr_lg_indication *i,
                       int64_t cents, bool capped, int64_t *parts)
{
    bool any = false;
    if (cents >= 0 && i->to < i->from)
        return false;
    for (uint32_t k = 0; k < i->claims.n; k++)
        parts[k] = cents < 0 ? i->claims.v[k].amount : -1;
    for (uint32_t k = 0; k < i->claims.n && cents >= 0; k++) {
        if (s->accounts.v[i->claims.v[k].account].kind != JHR_LG_CENTS) {
            parts[k] = 0;
        } else if (parts[k] < 0) {
            any = true;
            if (!spread(s, i, k, cents, capped, parts))
                return false;
        }
    }
    return any || cents < 0;
}

static struct jhr_lg_outcome commit(struct jhr_lg_state *s, struct jhr_lg_indication *i,
                                    int64_t cents, int64_t now)
{
    struct jhr_lg_indication *old = by_id(s, i->replaces);
    int64_t *parts = jhr_arena_alloc(s->arena, (i->claims.n + 1) * sizeof *parts);
    if (!parts)
        return because(JHR_LG_NOMEM);
    if (!spread_all(s, i, cents, true, parts))
        return because(JHR_LG_TOO_MUCH);
    if (old && !cut(s, old, i->from - 1, JHR_LG_E_REPLACED, now))
        return because(JHR_LG_NOMEM);
    if (old && old->to < old->from)
        old->status = JHR_LG_REPLACED;
    i->status = JHR_LG_COMMITTED;
    for (uint32_t k = 0; k < i->claims.n; k++) {
        struct jhr_lg_claim *c = &i->claims.v[k];
        struct jhr_lg_event e = event_of(i, c->account, JHR_LG_E_COMMITTED, c->from, c->to);
        e.reserved = -c->reserved;
        e.committed = parts[k];
        c->reserved = 0;
        c->amount = c->committed = parts[k];
        s->accounts.v[c->account].pending--;
        if (!emit(s, e, now))
            return because(JHR_LG_NOMEM);
    }
    return done;
}

static struct jhr_lg_outcome release(struct jhr_lg_state *s, struct jhr_lg_indication *i,
                                     enum jhr_lg_status status, int64_t now)
{
    for (uint32_t k = 0; k < i->claims.n; k++) {
        struct jhr_lg_claim *c = &i->claims.v[k];
        struct jhr_lg_event e =
            event_of(i, c->account, status == JHR_LG_EXPIRED ? JHR_LG_E_EXPIRED : JHR_LG_E_RELEASED,
                     c->from, c->to);
        struct strip before;
        i->status = JHR_LG_RESERVED;
        if (!strip_take(s, c->account, c->from, c->to, &before))
            return because(JHR_LG_NOMEM);
        i->status = (uint8_t)status;
        e.reserved = -c->reserved;
        c->reserved = 0;
        s->accounts.v[c->account].pending--;
        if (!emit_places(s, e, &before, now))
            return because(JHR_LG_NOMEM);
    }
    i->status = (uint8_t)status;
    return done;
}

static struct jhr_lg_outcome end(struct jhr_lg_state *s, struct jhr_lg_indication *i, int32_t last,
                                 int64_t now)
{
    if (last < i->from - 1)
        last = i->from - 1;
    if (last == i->to)
        return because(JHR_LG_REPEATED);
    if (last > i->to)
        return because(JHR_LG_TOO_MUCH);
    return cut(s, i, last, JHR_LG_E_ENDED, now) ? done : because(JHR_LG_NOMEM);
}

static struct jhr_lg_outcome correct(struct jhr_lg_state *s, struct jhr_lg_indication *i,
                                     int64_t cents, int64_t now)
{
    int64_t *parts = jhr_arena_alloc(s->arena, (i->claims.n + 1) * sizeof *parts);
    bool same = true;
    if (!parts)
        return because(JHR_LG_NOMEM);
    if (cents < 0 || i->to < i->from || !spread_all(s, i, cents, false, parts))
        return because(JHR_LG_TOO_MUCH);
    for (uint32_t k = 0; k < i->claims.n; k++) {
        const struct jhr_lg_claim *c = &i->claims.v[k];
        const struct jhr_lg_account *a = &s->accounts.v[c->account];
        int64_t limit_value = 0, more = parts[k] - c->reserved - c->committed;
        if (a->kind != JHR_LG_CENTS)
            continue;
        same = same && more == 0;
        if (more > 0 && (!jhr_lg_limit_on(a, c->from, &limit_value) ||
                         a->reserved + a->committed + more > limit_value))
            return (struct jhr_lg_outcome){JHR_LG_NO_ROOM, c->account};
    }
    if (same)
        return because(JHR_LG_REPEATED);
    for (uint32_t k = 0; k < i->claims.n; k++) {
        struct jhr_lg_claim *c = &i->claims.v[k];
        struct jhr_lg_event e = event_of(i, c->account, JHR_LG_E_CORRECTED, c->from, c->to);
        int64_t more = parts[k] - c->reserved - c->committed;
        if (s->accounts.v[c->account].kind != JHR_LG_CENTS || more == 0)
            continue;
        c->amount = parts[k];
        *(i->status == JHR_LG_RESERVED ? &c->reserved : &c->committed) += more;
        *(i->status == JHR_LG_RESERVED ? &e.reserved : &e.committed) = more;
        if (!emit(s, e, now))
            return because(JHR_LG_NOMEM);
    }
    return done;
}

/* What it costs: the cents on the accounts of one budget; stacked budgets each claim them all. */
static int64_t cents_of(const struct jhr_lg_state *s, const struct jhr_lg_indication *i)
{
    const struct jhr_lg_account *first = NULL;
    int64_t cents = 0;
    for (uint32_t k = 0; k < i->claims.n; k++) {
        const struct jhr_lg_account *a = &s->accounts.v[i->claims.v[k].account];
        if (!first && a->kind == JHR_LG_CENTS)
            first = a;
        if (first && a->kind == JHR_LG_CENTS && jhr_str_eq(a->rule, first->rule))
            cents += i->claims.v[k].committed;
    }
    return cents;
}

/* A command to an indication that holds something no more, or settled already. */
static struct jhr_lg_outcome after_the_fact(const struct jhr_lg_state *s,
                                            const struct jhr_lg_indication *i,
                                            const struct jhr_lg_command *c)
{
    bool same = (c->kind == JHR_LG_COMMIT && i->status == JHR_LG_COMMITTED) ||
                (c->kind == JHR_LG_RELEASE && i->status == JHR_LG_RELEASED) ||
                (c->kind == JHR_LG_EXPIRE && i->status == JHR_LG_EXPIRED);
    if (same && c->kind == JHR_LG_COMMIT && c->cents >= 0)
        same = cents_of(s, i) == c->cents;
    if (same)
        return because(JHR_LG_REPEATED);
    return because(i->status == JHR_LG_EXPIRED ? JHR_LG_LAPSED : JHR_LG_SETTLED);
}

static struct jhr_lg_outcome change(struct jhr_lg_state *s, struct jhr_lg_indication *i,
                                    const struct jhr_lg_command *c, int64_t now)
{
    bool settles =
        c->kind == JHR_LG_COMMIT || c->kind == JHR_LG_RELEASE || c->kind == JHR_LG_EXPIRE;
    bool lapsed = i->status == JHR_LG_RESERVED && i->until < now;
    uint32_t culprit = 0;
    if (!jhr_lg_holds(i) || (settles && i->status != JHR_LG_RESERVED))
        return after_the_fact(s, i, c);
    if (being_replaced(s, i) || (i->replaces && i->status == JHR_LG_RESERVED && !settles))
        return because(JHR_LG_CHANGING);
    if (lapsed != (c->kind == JHR_LG_EXPIRE) && c->kind != JHR_LG_RELEASE)
        return because(JHR_LG_LAPSED);
    if (clock_behind(s, i, now, &culprit) ||
        (i->replaces && by_id(s, i->replaces) &&
         clock_behind(s, by_id(s, i->replaces), now, &culprit)))
        return (struct jhr_lg_outcome){JHR_LG_CLOCK, culprit};
    if (c->kind == JHR_LG_COMMIT)
        return commit(s, i, c->cents, now);
    if (c->kind == JHR_LG_END)
        return end(s, i, c->to, now);
    if (c->kind == JHR_LG_CORRECT)
        return correct(s, i, c->cents, now);
    return release(s, i, c->kind == JHR_LG_EXPIRE ? JHR_LG_EXPIRED : JHR_LG_RELEASED, now);
}

struct jhr_lg_outcome jhr_lg_apply(struct jhr_lg_state *s, const struct jhr_lg_command *c,
                                   int64_t now)
{
    struct jhr_lg_indication *i =
        c->indication < s->indications.n ? &s->indications.v[c->indication] : NULL;
    struct jhr_lg_outcome out;
    uint32_t culprit;
    if (c->kind == JHR_LG_LIMIT)
        out = limit(s, c, now);
    else if (c->kind != JHR_LG_LOAD && c->kind != JHR_LG_RESERVE)
        out = change(s, i, c, now);
    else if (clock_behind(s, i, now, &culprit))
        out = (struct jhr_lg_outcome){JHR_LG_CLOCK, culprit};
    else
        out = c->kind == JHR_LG_LOAD ? load(s, i, now) : reserve(s, c->indication, now);
    return s->arena->out_of_memory ? because(JHR_LG_NOMEM) : out;
}

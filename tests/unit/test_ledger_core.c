/* Every order of commands on two accounts, to depth 8, and a crash after each step: nothing is
 * overdrawn, nothing is settled twice, and what the events say is what the accounts hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/map.h"
#include "ledger/ledger.h"

#include <stdio.h>
#include <string.h>

#define DEPTH    8
#define DAY      13514 /* 2027-01-01 */
#define ACCOUNTS 2
#define MOST     4 /* indications */

/* Small enough to copy, and compared as bytes. */
struct mini_claim {
    int32_t from, to;
    int64_t amount, reserved, committed;
};
struct mini {
    uint8_t status, there;
    int32_t to;
    struct mini_claim claims[ACCOUNTS];
};
struct world {
    int64_t limit[ACCOUNTS], reserved, committed, pending[ACCOUNTS], now;
    int32_t taken[40];
    struct mini list[MOST];
};

struct design { /* of an indication, fixed */
    int64_t child, replaces, until, cents;
    int32_t from, to;
};
static const struct design designs[MOST] = {
    {1, 0, JHR_LG_NEVER, 60, DAY, DAY + 9},
    {1, 1, JHR_LG_NEVER, 70, DAY + 5, DAY + 14}, /* changes the first */
    {2, 0, 3, 60, DAY + 2, DAY + 11},
    {3, 0, 1, 30, DAY + 12, DAY + 19},
};

static const struct jhr_lg_command commands[] = {
    {.kind = JHR_LG_RESERVE},
    {.kind = JHR_LG_COMMIT, .cents = -1},
    {.kind = JHR_LG_COMMIT, .cents = 20},
    {.kind = JHR_LG_RELEASE},
    {.kind = JHR_LG_END, .to = DAY + 7},
    {.kind = JHR_LG_CORRECT, .cents = 75},
    {.kind = JHR_LG_EXPIRE},
};
#define KINDS (sizeof commands / sizeof *commands)

static struct jhr_lg_account account_of(struct jhr_arena *a, const struct world *w, int i)
{
    struct jhr_lg_account one = {.id = i + 1,
                                 .kind = i == 0 ? JHR_LG_CENTS : JHR_LG_PLACES,
                                 .rule = i == 0 ? JHR_STR("B1") : JHR_STR("C1"),
                                 .reserved = i == 0 ? w->reserved : 0,
                                 .committed = i == 0 ? w->committed : 0,
                                 .pending = w->pending[i]};
    struct jhr_lg_year *y;
    assert_true(jhr_lg_set_limit(a, &one, (struct jhr_lg_limit){0, 40176, true, w->limit[i]}));
    y = jhr_lg_year_of(a, &one, 2027);
    assert_non_null(y);
    if (i == 1)
        memcpy(y->taken, w->taken, sizeof w->taken);
    return one;
}

static void add_indication(struct jhr_arena *a, struct jhr_lg_state *s, const struct world *w,
                           int64_t k)
{
    struct jhr_lg_indication *i = jhr_vec_add(a, &s->indications);
    const struct design *d = &designs[k];
    *i = (struct jhr_lg_indication){.id = k + 1,
                                    .child = d->child,
                                    .replaces = d->replaces,
                                    .status = w->list[k].status,
                                    .from = d->from,
                                    .to = w->list[k].there ? w->list[k].to : d->to,
                                    .until = d->until};
    for (uint32_t c = 0; c < ACCOUNTS; c++) {
        struct jhr_lg_claim *claim = jhr_vec_add(a, &i->claims);
        const struct mini_claim *m = &w->list[k].claims[c];
        *claim = (struct jhr_lg_claim){c, m->from, m->to, m->amount, m->reserved, m->committed};
        if (!w->list[k].there)
            *claim = (struct jhr_lg_claim){c, d->from, d->to, c == 0 ? d->cents : 0, 0, 0};
    }
}

/* The state with the indications of one child, and `k` among them. */
static struct jhr_lg_state state_of(struct jhr_arena *a, const struct world *w, int64_t k,
                                    uint32_t *index)
{
    struct jhr_lg_state s = {.arena = a};
    for (int i = 0; i < ACCOUNTS; i++)
        *jhr_vec_add(a, &s.accounts) = account_of(a, w, i);
    for (int64_t i = 0; i < MOST; i++) {
        if (designs[i].child != designs[k].child || (i != k && !w->list[i].there))
            continue;
        if (i == k)
            *index = s.indications.n;
        add_indication(a, &s, w, i);
    }
    return s;
}

static struct world world_of(const struct world *old, const struct jhr_lg_state *s)
{
    struct world w = *old;
    w.reserved = s->accounts.v[0].reserved;
    w.committed = s->accounts.v[0].committed;
    memcpy(w.taken, s->accounts.v[1].years.v[0].taken, sizeof w.taken);
    for (int i = 0; i < ACCOUNTS; i++)
        w.pending[i] = s->accounts.v[i].pending;
    for (uint32_t i = 0; i < s->indications.n; i++) {
        const struct jhr_lg_indication *one = &s->indications.v[i];
        struct mini *m = &w.list[one->id - 1];
        *m = (struct mini){.status = one->status, .there = 1, .to = one->to};
        for (uint32_t c = 0; c < ACCOUNTS; c++)
            m->claims[c] = (struct mini_claim){one->claims.v[c].from, one->claims.v[c].to,
                                               one->claims.v[c].amount, one->claims.v[c].reserved,
                                               one->claims.v[c].committed};
    }
    return w;
}

/* What the accounts hold is what the indications hold, cent by cent and day by day. */
static void check_sums(const struct world *w)
{
    int64_t reserved = 0, committed = 0;
    for (int i = 0; i < MOST; i++) {
        reserved += w->list[i].there ? w->list[i].claims[0].reserved : 0;
        committed += w->list[i].there ? w->list[i].claims[0].committed : 0;
    }
    assert_int_equal(w->reserved, reserved);
    assert_int_equal(w->committed, committed);
    for (int32_t day = DAY; day < DAY + 40; day++) {
        int32_t n = 0;
        bool first = false;
        for (int i = 0; i < MOST; i++) {
            const struct mini *m = &w->list[i];
            bool on = m->there && m->status <= JHR_LG_COMMITTED && m->claims[1].from <= day &&
                      day <= m->claims[1].to;
            first |= i == 0 && on;
            /* the second one shares the place of the first while it waits */
            n += on && !(i == 1 && first && m->status == JHR_LG_RESERVED);
        }
        assert_int_equal(w->taken[day - DAY], n);
    }
}

/* A crash that loses all but the events: the accounts from before and the events give the same. */
static void check_replay(struct jhr_arena *a, const struct world *before,
                         const struct jhr_lg_state *after, uint32_t first)
{
    struct jhr_lg_account accounts[ACCOUNTS];
    const char *why;
    for (int i = 0; i < ACCOUNTS; i++)
        accounts[i] = account_of(a, before, i);
    for (uint32_t k = first; k < after->events.n; k++) {
        const struct jhr_lg_event *e = &after->events.v[k];
        if (!jhr_lg_replay(a, &accounts[e->account], e, &why))
            fail_msg("%s", why);
    }
    for (int i = 0; i < ACCOUNTS; i++) {
        assert_int_equal(accounts[i].reserved, after->accounts.v[i].reserved);
        assert_int_equal(accounts[i].committed, after->accounts.v[i].committed);
        assert_int_equal(accounts[i].seq, after->accounts.v[i].seq);
        assert_memory_equal(accounts[i].years.v[0].taken, after->accounts.v[i].years.v[0].taken,
                            sizeof accounts[i].years.v[0].taken);
    }
}

static bool grants(uint8_t kind)
{
    return kind == JHR_LG_RESERVE || kind == JHR_LG_CORRECT;
}

static void check_limits(const struct world *before, const struct world *after, uint8_t kind)
{
    bool more = after->reserved + after->committed > before->reserved + before->committed;
    assert_true(!more || grants(kind));
    assert_true(!more || after->reserved + after->committed <= after->limit[0]);
    for (int day = 0; day < 40; day++) {
        bool risen = after->taken[day] > before->taken[day];
        assert_true(!risen || (kind == JHR_LG_RESERVE && after->taken[day] <= after->limit[1]));
    }
}

static void check_status(const struct world *before, const struct world *after)
{
    for (int i = 0; i < MOST; i++) {
        uint8_t from = before->list[i].status, to = after->list[i].status;
        if (!before->list[i].there || from == to)
            continue; /* new, or as it was */
        assert_true(from == JHR_LG_RESERVED || (from == JHR_LG_COMMITTED && to == JHR_LG_REPLACED));
    }
}

/* One step; false: the command was refused, and nothing changed. */
static bool step(struct jhr_arena *a, const struct world *w, size_t command, int64_t k,
                 struct world *out)
{
    struct jhr_lg_command c = commands[command];
    struct jhr_lg_state s;
    struct jhr_lg_outcome o;
    uint32_t index = 0;
    if ((c.kind == JHR_LG_RESERVE) == w->list[k].there)
        return false; /* the key is known, or is not */
    s = state_of(a, w, k, &index);
    c.indication = index;
    o = jhr_lg_apply(&s, &c, w->now);
    assert_int_not_equal(o.result, JHR_LG_NOMEM);
    if (o.result != JHR_LG_OK) {
        assert_int_equal(s.events.n, 0);
        return false;
    }
    *out = world_of(w, &s);
    check_replay(a, w, &s, 0);
    check_sums(out);
    check_limits(w, out, c.kind);
    check_status(w, out);
    /* A crash between the commit and the answer: the same command again changes nothing. */
    if (c.kind != JHR_LG_RESERVE) {
        uint32_t n = s.events.n;
        o = jhr_lg_apply(&s, &c, w->now);
        assert_int_not_equal(o.result, JHR_LG_OK);
        assert_int_equal(s.events.n, n);
    }
    return true;
}

struct search {
    struct jhr_arena keep, scratch;
    struct jhr_map seen;
    JHR_VEC(struct world) worlds;
    uint64_t steps;
};

static void found(struct search *s, const struct world *w)
{
    struct jhr_str key = {(const char *)w, sizeof *w};
    if (jhr_map_get(&s->seen, key))
        return;
    key = jhr_arena_str(&s->keep, key);
    jhr_map_put(&s->keep, &s->seen, key, s);
    *jhr_vec_add(&s->keep, &s->worlds) = *w;
}

static void expand(struct search *s, const struct world *w)
{
    static const int64_t limits[][ACCOUNTS] = {{100, 1}, {50, 2}, {160, 2}};
    struct world next;
    for (int64_t k = 0; k < MOST; k++)
        for (size_t c = 0; c < KINDS; c++) {
            jhr_arena_reset(&s->scratch);
            memset(&next, 0, sizeof next);
            s->steps++;
            if (step(&s->scratch, w, c, k, &next))
                found(s, &next);
        }
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        next = *w;
        memcpy(next.limit, limits[i], sizeof next.limit);
        found(s, &next);
    }
    next = *w;
    next.now = w->now < 4 ? w->now + 2 : w->now;
    found(s, &next);
}

static void every_order_of_commands(void **unused)
{
    struct search s = {{0}, {0}, {0}, {0}, 0};
    struct world first;
    uint32_t from = 0, depth = DEPTH;
    (void)unused;
    jhr_arena_init(&s.keep, 0);
    jhr_arena_init(&s.scratch, 0);
    memset(&first, 0, sizeof first);
    first.limit[0] = 100;
    first.limit[1] = 2;
    found(&s, &first);
    for (uint32_t d = 0; d < depth; d++)
        for (uint32_t to = s.worlds.n; from < to; from++) {
            struct world w = s.worlds.v[from];
            expand(&s, &w);
        }
    printf("# ledger: %lu commands in %u states, every order to depth %u\n", (unsigned long)s.steps,
           (unsigned)s.worlds.n, (unsigned)depth);
    assert_true(s.worlds.n > 1000);
    jhr_arena_free(&s.keep);
    jhr_arena_free(&s.scratch);
}

static void a_clock_that_goes_back_is_refused(void **unused)
{
    struct jhr_arena a;
    struct world w, after;
    struct jhr_lg_state s;
    struct jhr_lg_command c = {.kind = JHR_LG_RESERVE};
    (void)unused;
    jhr_arena_init(&a, 0);
    memset(&w, 0, sizeof w);
    memset(&after, 0, sizeof after);
    w.limit[0] = w.limit[1] = 100;
    s = state_of(&a, &w, 0, &c.indication);
    assert_int_equal(jhr_lg_apply(&s, &c, 1000).result, JHR_LG_OK);
    c = (struct jhr_lg_command){.kind = JHR_LG_COMMIT, .cents = -1};
    assert_int_equal(jhr_lg_apply(&s, &c, 999).result, JHR_LG_CLOCK);
    assert_int_equal(s.indications.v[0].status, JHR_LG_RESERVED);
    assert_int_equal(jhr_lg_apply(&s, &c, 1000).result, JHR_LG_OK);
    jhr_arena_free(&a);
}

static void a_changed_event_breaks_the_chain(void **unused)
{
    struct jhr_arena a;
    struct world w;
    struct jhr_lg_state s;
    struct jhr_lg_command c = {.kind = JHR_LG_RESERVE};
    struct jhr_lg_event e;
    struct jhr_lg_account account;
    const char *why;
    (void)unused;
    jhr_arena_init(&a, 0);
    memset(&w, 0, sizeof w);
    w.limit[0] = w.limit[1] = 100;
    s = state_of(&a, &w, 0, &c.indication);
    assert_int_equal(jhr_lg_apply(&s, &c, 1000).result, JHR_LG_OK);
    e = s.events.v[0];
    account = account_of(&a, &w, 0);
    e.reserved++;
    assert_false(jhr_lg_replay(&a, &account, &e, &why));
    assert_non_null(why);
    w.limit[0] = 59; /* the same event, where the limit of that moment was lower */
    account = account_of(&a, &w, 0);
    assert_false(jhr_lg_replay(&a, &account, &s.events.v[0], &why));
    assert_string_equal(why, "toegekend boven de grens van dat moment");
    jhr_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_order_of_commands),
        cmocka_unit_test(a_clock_that_goes_back_is_refused),
        cmocka_unit_test(a_changed_event_breaks_the_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

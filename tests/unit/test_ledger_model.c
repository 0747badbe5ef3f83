/* Random histories of the core beside a naive model, which keeps a list of indications and counts
 * everything again for every question: cent by cent, day by day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ledger/ledger.h"
#include "tests/differential/random.h"

#include <stdio.h>
#include <stdlib.h>

#define FIRST    13514 /* 2027-01-01 */
#define NEXT     13879 /* 2028-01-01 */
#define DAYS     731   /* of both years */
#define MOST     24
#define YEARS    2
#define BUDGET   0 /* accounts 0 and 1: the budget of each year */
#define PLACES   2
#define CHILD    3 /* counts jeugdigen */
#define ACCOUNTS 4

/* ---- the naive model ---- */

struct plain {
    bool there;
    int child, replaces; /* replaces: index, or -1 */
    uint8_t status;
    int32_t from, to;
    int64_t amount[YEARS], held[YEARS]; /* cents claimed, and held (reserved or committed) */
    bool committed;
};
struct naive {
    struct plain list[MOST];
    int64_t limit[ACCOUNTS][DAYS]; /* by day; of a budget every day of its year alike */
};

static bool holds(const struct plain *p)
{
    return p->there && p->status <= JHR_LG_COMMITTED;
}

static int days_in(int32_t from, int32_t to, int year)
{
    int n = 0;
    for (int32_t d = from; d <= to; d++)
        n += (d >= NEXT) == year;
    return n;
}

static int64_t used_cents(const struct naive *m, int year, bool committed)
{
    int64_t sum = 0;
    for (int i = 0; i < MOST; i++)
        if (holds(&m->list[i]) && m->list[i].committed == committed)
            sum += m->list[i].held[year];
    return sum;
}

static bool on(const struct plain *p, int32_t day)
{
    return holds(p) && p->from <= day && day <= p->to;
}

static bool waiting(const struct plain *p)
{
    return holds(p) && !p->committed && p->replaces >= 0;
}

static int used_places(const struct naive *m, int account, int32_t day)
{
    int n = 0;
    bool seen[3] = {false, false, false};
    for (int i = 0; i < MOST; i++) {
        const struct plain *p = &m->list[i];
        if (!on(p, day) || (waiting(p) && on(&m->list[p->replaces], day) && account == PLACES))
            continue;
        if (account == PLACES || !seen[p->child])
            n++;
        seen[p->child] = true;
    }
    return n;
}

/* By days, whole cents, the rest to the largest remainders, the earlier year first. */
static void split(int64_t cents, int32_t from, int32_t to, int64_t out[YEARS])
{
    int64_t n = to - from + 1, a = days_in(from, to, 0), b = days_in(from, to, 1);
    out[0] = cents * a / n;
    out[1] = cents * b / n;
    if (out[0] + out[1] < cents)
        out[cents * a % n >= cents * b % n ? 0 : 1]++;
}

/* What stays of cents in a year when only the days up to `last` are kept: half a cent stays. */
static int64_t kept(const struct plain *p, int year, int64_t cents, int32_t last)
{
    int64_t all = days_in(p->from, p->to, year), some = 0;
    for (int32_t d = p->from; d <= p->to && d <= last; d++)
        some += (d >= NEXT) == year;
    if (all == 0 || some == all)
        return some == all ? cents : 0;
    return cents * some / all + (2 * (cents * some % all) >= all);
}

static void cut(struct plain *p, int32_t last)
{
    for (int y = 0; y < YEARS; y++) {
        int64_t amount = kept(p, y, p->amount[y], last), held = kept(p, y, p->held[y], last);
        p->amount[y] = amount;
        p->held[y] = held;
    }
    p->to = last;
}

static bool has_successor(const struct naive *m, int i)
{
    for (int k = 0; k < MOST; k++)
        if (waiting(&m->list[k]) && m->list[k].replaces == i)
            return true;
    return false;
}

static bool fits(const struct naive *m, const struct plain *p)
{
    const struct plain *old = p->replaces >= 0 ? &m->list[p->replaces] : NULL;
    for (int y = 0; y < YEARS; y++) {
        int64_t free = m->limit[y][y == 0 ? 0 : NEXT - FIRST] - used_cents(m, y, false) -
                       used_cents(m, y, true);
        if (days_in(p->from, p->to, y) == 0)
            continue;
        if (old && free >= 0)
            free += old->held[y] - kept(old, y, old->held[y], p->from - 1);
        if (p->amount[y] > free)
            return false;
    }
    for (int32_t d = p->from; d <= p->to; d++) {
        bool mine = false, shared = old && on(old, d);
        for (int i = 0; i < MOST; i++)
            mine |= i != p->replaces && m->list[i].child == p->child && on(&m->list[i], d);
        if (used_places(m, PLACES, d) + !shared > m->limit[PLACES][d - FIRST])
            return false;
        if (!mine && used_places(m, CHILD, d) + !shared > m->limit[CHILD][d - FIRST])
            return false;
    }
    return true;
}

/* ---- both ---- */

struct both {
    struct jhr_arena a;
    struct jhr_lg_account accounts[ACCOUNTS];
    struct jhr_lg_indication list[MOST];
    struct naive m;
    int64_t now;
    uint64_t commands, granted, refused;
};

static void set_limit(struct both *b, int account, int32_t from, int32_t to, int64_t value)
{
    struct jhr_lg_state s = {.arena = &b->a};
    struct jhr_lg_command c = {
        .kind = JHR_LG_LIMIT, .from = from, .to = to, .known = true, .cents = value};
    *jhr_vec_add(&b->a, &s.accounts) = b->accounts[account];
    assert_true(jhr_lg_apply(&s, &c, b->now).result <= JHR_LG_REPEATED);
    b->accounts[account] = s.accounts.v[0];
    for (int32_t d = from; d <= to && d < FIRST + DAYS; d++)
        b->m.limit[account][d - FIRST] = value;
}

static struct jhr_lg_outcome apply(struct both *b, int i, struct jhr_lg_command c)
{
    struct jhr_lg_state s = {.arena = &b->a};
    struct jhr_lg_outcome out;
    for (int k = 0; k < ACCOUNTS; k++)
        *jhr_vec_add(&b->a, &s.accounts) = b->accounts[k];
    for (int k = 0; k < MOST; k++)
        if (k == i || (b->m.list[k].there && b->m.list[k].child == b->m.list[i].child)) {
            if (k == i)
                c.indication = s.indications.n;
            *jhr_vec_add(&b->a, &s.indications) = b->list[k];
        }
    out = jhr_lg_apply(&s, &c, b->now);
    for (int k = 0; k < ACCOUNTS && out.result == JHR_LG_OK; k++)
        b->accounts[k] = s.accounts.v[k];
    for (uint32_t k = 0; k < s.indications.n && out.result == JHR_LG_OK; k++)
        b->list[s.indications.v[k].id - 1] = s.indications.v[k];
    b->commands++;
    return out;
}

static void compare(const struct both *b)
{
    for (int y = 0; y < YEARS; y++) {
        assert_int_equal(b->accounts[y].reserved, used_cents(&b->m, y, false));
        assert_int_equal(b->accounts[y].committed, used_cents(&b->m, y, true));
    }
    for (int32_t d = FIRST; d < FIRST + DAYS; d++)
        for (int k = PLACES; k <= CHILD; k++)
            assert_int_equal(jhr_lg_taken(&b->accounts[k], d), used_places(&b->m, k, d));
}

static void reserve(struct both *b, struct chance *k, int i)
{
    struct plain *p = &b->m.list[i];
    struct jhr_lg_indication *one = &b->list[i];
    int old = (int)chance_below(k, MOST);
    bool ok;
    *p = (struct plain){.child = (int)chance_below(k, 3), .replaces = -1};
    p->from = FIRST + (int32_t)chance_below(k, DAYS - 2);
    p->to = p->from + (int32_t)chance_below(k, (uint32_t)(FIRST + DAYS - p->from));
    if (old != i && b->m.list[old].there && b->m.list[old].committed &&
        b->m.list[old].status == JHR_LG_COMMITTED && chance_percent(k, 70)) {
        p->child = b->m.list[old].child;
        p->replaces = old;
    }
    split(chance_between(k, 0, 400), p->from, p->to, p->amount);
    *one = (struct jhr_lg_indication){.id = i + 1,
                                      .child = p->child + 1,
                                      .replaces = p->replaces + 1,
                                      .from = p->from,
                                      .to = p->to,
                                      .until = JHR_LG_NEVER};
    for (uint32_t c = 0; c < ACCOUNTS; c++) {
        struct jhr_lg_claim claim = {.account = c, .from = p->from, .to = p->to};
        if (c < YEARS && days_in(p->from, p->to, (int)c) == 0)
            continue;
        if (c < YEARS) {
            claim.amount = p->amount[c];
            claim.from = c == 1 && p->from < NEXT ? NEXT : p->from;
            claim.to = c == 0 && p->to >= NEXT ? NEXT - 1 : p->to;
        }
        *jhr_vec_add(&b->a, &one->claims) = claim;
    }
    ok = fits(&b->m, p) && (p->replaces < 0 || !has_successor(&b->m, p->replaces));
    assert_int_equal(
        apply(b, i, (struct jhr_lg_command){.kind = JHR_LG_RESERVE}).result == JHR_LG_OK, ok);
    b->granted += ok;
    b->refused += !ok;
    if (!ok)
        return;
    p->there = true;
    for (int y = 0; y < YEARS; y++) {
        const struct plain *q = p->replaces >= 0 ? &b->m.list[p->replaces] : NULL;
        int64_t back = q ? q->held[y] - kept(q, y, q->held[y], p->from - 1) : 0;
        p->held[y] = p->amount[y] - (back < p->amount[y] ? back : p->amount[y]);
    }
}

static void commit(struct both *b, struct chance *k, int i)
{
    struct plain *p = &b->m.list[i];
    int64_t whole = p->amount[0] + p->amount[1], cents = -1, parts[YEARS];
    if (chance_percent(k, 50))
        cents = chance_between(k, 0, whole + 20);
    bool ok = holds(p) && !p->committed && (cents < 0 || (cents <= whole && p->to >= p->from));
    struct jhr_lg_outcome out =
        apply(b, i, (struct jhr_lg_command){.kind = JHR_LG_COMMIT, .cents = cents});
    assert_int_equal(out.result == JHR_LG_OK, ok);
    if (!ok)
        return;
    parts[0] = p->amount[0];
    parts[1] = p->amount[1];
    if (cents >= 0) {
        split(cents, p->from, p->to, parts);
        for (int y = 0; y < YEARS; y++)
            if (parts[y] > p->amount[y]) { /* one cent, at most: the other year takes it */
                parts[1 - y] += parts[y] - p->amount[y];
                parts[y] = p->amount[y];
            }
    }
    if (p->replaces >= 0 && b->m.list[p->replaces].to >= p->from) {
        struct plain *old = &b->m.list[p->replaces];
        cut(old, p->from - 1 > old->from - 1 ? p->from - 1 : old->from - 1);
    }
    if (p->replaces >= 0 && b->m.list[p->replaces].to < b->m.list[p->replaces].from)
        b->m.list[p->replaces].status = JHR_LG_REPLACED;
    p->committed = true;
    p->status = JHR_LG_COMMITTED;
    for (int y = 0; y < YEARS; y++)
        p->amount[y] = p->held[y] = parts[y];
}

static void release(struct both *b, int i)
{
    struct plain *p = &b->m.list[i];
    bool ok = holds(p) && !p->committed;
    assert_int_equal(
        apply(b, i, (struct jhr_lg_command){.kind = JHR_LG_RELEASE}).result == JHR_LG_OK, ok);
    if (ok)
        p->status = JHR_LG_RELEASED;
}

static bool may_change(const struct both *b, int i)
{
    return holds(&b->m.list[i]) && !has_successor(&b->m, i) && !waiting(&b->m.list[i]);
}

static void end(struct both *b, struct chance *k, int i)
{
    struct plain *p = &b->m.list[i];
    int32_t last = p->from + (int32_t)chance_between(k, -3, p->to - p->from + 3), own = last;
    own = own < p->from - 1 ? p->from - 1 : own;
    bool ok = may_change(b, i) && own < p->to;
    assert_int_equal(apply(b, i, (struct jhr_lg_command){.kind = JHR_LG_END, .to = last}).result ==
                         JHR_LG_OK,
                     ok);
    if (ok)
        cut(p, own);
}

static void correct(struct both *b, struct chance *k, int i)
{
    struct plain *p = &b->m.list[i];
    int64_t cents = chance_between(k, 0, 500), parts[YEARS] = {0, 0}, more = 0;
    bool ok = may_change(b, i) && p->to >= p->from;
    if (ok)
        split(cents, p->from, p->to, parts);
    for (int y = 0; y < YEARS && ok; y++) {
        int64_t up = parts[y] - p->held[y];
        more |= up;
        if (up > 0 && used_cents(&b->m, y, false) + used_cents(&b->m, y, true) + up >
                          b->m.limit[y][y == 0 ? 0 : NEXT - FIRST])
            ok = false;
    }
    ok = ok && more != 0;
    assert_int_equal(
        apply(b, i, (struct jhr_lg_command){.kind = JHR_LG_CORRECT, .cents = cents}).result ==
            JHR_LG_OK,
        ok);
    for (int y = 0; y < YEARS && ok; y++)
        if (parts[y] != p->held[y])
            p->amount[y] = p->held[y] = parts[y];
}

static void limits(struct both *b, struct chance *k)
{
    int account = (int)chance_below(k, ACCOUNTS);
    int32_t from = FIRST + (int32_t)chance_below(k, DAYS),
            to = from + (int32_t)chance_below(k, 300);
    if (account < YEARS)
        set_limit(b, account, account == 0 ? FIRST : NEXT,
                  account == 0 ? NEXT - 1 : FIRST + DAYS - 1, chance_between(k, 0, 1500));
    else
        set_limit(b, account, from, to < FIRST + DAYS ? to : FIRST + DAYS - 1,
                  chance_between(k, 0, 4));
}

static void one_history(struct both *b, uint64_t seed)
{
    static const char *const names[] = {"B1", "B1", "C1", "C2"};
    static const uint8_t kinds[] = {JHR_LG_CENTS, JHR_LG_CENTS, JHR_LG_PLACES, JHR_LG_CHILDREN};
    struct chance k = chance_of(seed, 1);
    jhr_arena_init(&b->a, 0);
    b->m = (struct naive){0};
    b->now = 1;
    for (int i = 0; i < ACCOUNTS; i++) {
        b->accounts[i] = (struct jhr_lg_account){.id = i + 1,
                                                 .kind = kinds[i],
                                                 .rule = jhr_str_of(names[i]),
                                                 .year = i < YEARS ? 2027 + i : 0};
        if (i < YEARS)
            set_limit(b, i, i == 0 ? FIRST : NEXT, i == 0 ? NEXT - 1 : FIRST + DAYS - 1, 1000);
        else
            set_limit(b, i, FIRST, FIRST + DAYS - 1, 3);
    }
    for (int step = 0; step < 80; step++, b->now++) {
        int i = (int)chance_below(&k, MOST), what = (int)chance_below(&k, 10);
        if (!b->m.list[i].there) {
            reserve(b, &k, i);
        } else if (what < 4) {
            commit(b, &k, i);
        } else if (what < 5) {
            release(b, i);
        } else if (what < 7) {
            end(b, &k, i);
        } else if (what < 9) {
            correct(b, &k, i);
        } else {
            limits(b, &k);
        }
        compare(b);
    }
    jhr_arena_free(&b->a);
}

static void random_histories_are_those_of_the_model(void **unused)
{
    static struct both b;
    const char *from_outside = getenv("SEED"), *full = getenv("FULL");
    uint64_t seed = from_outside ? strtoull(from_outside, NULL, 10) : 1;
    int n = full && *full ? 4000 : 60;
    (void)unused;
    for (int i = 0; i < n; i++)
        one_history(&b, seed + (uint64_t)i);
    printf("# ledger: seed %llu, %d histories, %llu commands, %llu reservations granted and %llu "
           "refused: equal\n",
           (unsigned long long)seed, n, (unsigned long long)b.commands,
           (unsigned long long)b.granted, (unsigned long long)b.refused);
    assert_true(b.granted > 500 && b.refused > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_histories_are_those_of_the_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Eight processes that want the same. */
#include "ledger/tx.h"
#include "tests/reliability/reliability.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#define PROCESSES 8
#define RETRIES   50 /* of a race that was lost; each waited up to ten seconds already */

struct race {
    const char *url, *rules;
    int attempts, rounds;
    atomic_int granted, refused, retried, broken;
    atomic_int arrived;   /* processes, counted over all rounds */
    atomic_int winners[]; /* of each round */
};

/* Again while that can help: JHR_OK, or no room. */
static jhr_status reserve(struct race *r, struct client *c, const char *key, const char *child,
                          const char *product)
{
    jhr_status status = JHR_NO_ROOM;
    for (int turn = 0; turn < RETRIES; turn++) {
        status = client_reserve(c, key, child, product);
        if (status != JHR_NO_ROOM || !client_says(c, "\"status\": \"niet gelukt\""))
            return status;
        r->retried++;
    }
    return JHR_INPUT;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int want_money(void *self, int number)
{
    static struct client c;
    struct race *r = self;
    char key[40];
    client_new(&c, r->rules);
    if (client_open(&c, r->url, false) != JHR_OK) {
        client_complain(&c, "a process could not open the ledger");
        return 1;
    }
    for (int i = number; i < r->attempts; i += PROCESSES) {
        jhr_status status;
        snprintf(key, sizeof key, "race-%d", i);
        status = reserve(r, &c, key, key, "A01");
        if (status == JHR_OK)
            r->granted++;
        else if (status == JHR_NO_ROOM)
            r->refused++;
        else if (r->broken++ == 0)
            client_complain(&c, "neither granted nor refused");
    }
    client_free(&c);
    return 0;
}

static bool all_end(struct race *r, int (*run)(void *, int))
{
    pid_t pids[PROCESSES];
    bool ok = true;
    for (int i = 0; i < PROCESSES; i++)
        pids[i] = spawn(run, r, i);
    for (int i = 0; i < PROCESSES; i++)
        ok &= reap(pids[i]) == 0;
    return ok && r->broken == 0;
}

bool race_plafond(const char *url, const char *rules, int attempts, int limit)
{
    static struct client c;
    struct race *r = shared_new(sizeof *r);
    struct client_sum sum = {-1, -1};
    int64_t start, took;
    bool ok;
    *r = (struct race){.url = url, .rules = rules, .attempts = attempts};
    client_new(&c, rules);
    if (client_open(&c, url, true) != JHR_OK) {
        client_complain(&c, "init");
        return false;
    }
    start = now_ms();
    ok = all_end(r, want_money);
    took = now_ms() - start;
    ok &= client_sum(&c, &sum) && client_verify(&c);
    ok &= r->granted == limit && r->granted + r->refused == attempts &&
          sum.reserved == (int64_t)limit * COST && sum.committed == 0;
    printf("# ledger race (%.6s): %d processes, %d reservations at a plafond for %d: %d granted, "
           "%d refused, %d repeated, %lld ms\n",
           url, PROCESSES, attempts, limit, r->granted, r->refused, r->retried, (long long)took);
    client_free(&c);
    return ok;
}

/* ---- products that exclude each other, for one jeugdige ---- */

/* All start a round together, so that they meet. */
static void meet(struct race *r, int round)
{
    r->arrived++;
    while (r->arrived < (round + 1) * PROCESSES && r->broken == 0)
        sched_yield();
}

static int want_child(void *self, int number)
{
    static struct client c;
    struct race *r = self;
    char key[40], child[40], product[16];
    client_new(&c, r->rules);
    if (client_open(&c, r->url, false) != JHR_OK) {
        r->broken++;
        client_complain(&c, "a process could not open the ledger");
        return 1;
    }
    snprintf(product, sizeof product, "X%d", number + 1);
    for (int i = 0; i < r->rounds; i++) {
        jhr_status status;
        snprintf(key, sizeof key, "uit-%d-%d", i, number);
        snprintf(child, sizeof child, "uit-%d", i);
        meet(r, i);
        status = reserve(r, &c, key, child, product);
        if (status == JHR_OK)
            r->winners[i]++;
        else if (status != JHR_NO_ROOM && r->broken++ == 0)
            client_complain(&c, "neither granted nor refused");
    }
    client_free(&c);
    return 0;
}

bool race_children(const char *url, const char *rules, int rounds)
{
    static struct client c;
    struct race *r = shared_new(sizeof *r + (size_t)rounds * sizeof r->winners[0]);
    int one = 0;
    bool ok;
    r->url = url;
    r->rules = rules;
    r->rounds = rounds;
    client_new(&c, rules);
    if (client_open(&c, url, true) != JHR_OK) {
        client_complain(&c, "init");
        return false;
    }
    ok = all_end(r, want_child);
    for (int i = 0; i < rounds; i++)
        one += r->winners[i] == 1;
    ok &= one == rounds && client_verify(&c);
    printf("# ledger race (%.6s): %d times %d processes with products that exclude each other for "
           "one jeugdige: exactly one granted %d times\n",
           url, rounds, PROCESSES, one);
    client_free(&c);
    return ok;
}

/* ---- one key, sent by all: a client that is impatient, or two that share a queue ---- */

static int want_key(void *self, int number)
{
    static struct client c;
    struct race *r = self;
    char key[40];
    client_new(&c, r->rules);
    if (client_open(&c, r->url, false) != JHR_OK) {
        r->broken++;
        client_complain(&c, "a process could not open the ledger");
        return 1;
    }
    (void)number;
    for (int i = 0; i < r->rounds; i++) {
        snprintf(key, sizeof key, "zelfde-%d", i);
        meet(r, i);
        if (reserve(r, &c, key, key, "A01") == JHR_OK)
            r->granted++;
        else if (r->broken++ == 0)
            client_complain(&c, "the same key and proposal, and another answer");
    }
    client_free(&c);
    return 0;
}

bool race_key(const char *url, const char *rules, int rounds)
{
    static struct client c;
    struct race *r = shared_new(sizeof *r);
    struct client_sum sum = {-1, -1};
    bool ok;
    r->url = url;
    r->rules = rules;
    r->rounds = rounds;
    client_new(&c, rules);
    if (client_open(&c, url, true) != JHR_OK) {
        client_complain(&c, "init");
        return false;
    }
    ok = all_end(r, want_key) && client_sum(&c, &sum) && client_verify(&c) &&
         r->granted == rounds * PROCESSES && sum.reserved == (int64_t)rounds * COST;
    printf("# ledger race (%.6s): %d times %d processes with one key: %d granted, %lld booked\n",
           url, rounds, PROCESSES, r->granted, (long long)(sum.reserved / COST));
    client_free(&c);
    return ok;
}

/* ---- a load that is about to end, and a reservation that comes meanwhile ---- */

static struct race *beside;
static bool (*plain_end)(struct jhr_db *db, bool commit);

static void wait_for(struct race *r, int arrived)
{
    const struct timespec t = {0, 1000000};
    for (int turn = 0; turn < 20000 && r->arrived < arrived && r->broken == 0; turn++)
        nanosleep(&t, NULL);
}

/* Excludes what is loaded for the same jeugdige. */
static int want_beside(void *self, int number)
{
    static struct client c;
    struct race *r = self;
    jhr_status status;
    client_new(&c, r->rules);
    wait_for(r, number);
    if (client_open(&c, r->url, false) != JHR_OK) {
        r->broken++;
        client_complain(&c, "a process could not open the ledger");
        return 1;
    }
    r->arrived++;
    status = reserve(r, &c, "naast-2", "naast", "X2");
    r->granted += status == JHR_OK;
    r->refused += status == JHR_NO_ROOM;
    client_free(&c);
    return 0;
}

/* What was loaded is not seen by others yet. */
static bool late_end(struct jhr_db *db, bool commit)
{
    const struct timespec t = {0, 300000000};
    if (commit) {
        beside->arrived++;
        wait_for(beside, 2);
        nanosleep(&t, NULL); /* it reads, and waits */
    }
    return plain_end(db, commit);
}

bool race_load(const char *url, const char *rules, const char *csv)
{
    static struct client c;
    struct jhr_db_ops ops;
    pid_t other;
    bool ok;
    beside = shared_new(sizeof *beside);
    beside->url = url;
    beside->rules = rules;
    other = spawn(want_beside, beside, 1); /* before a connection is open that it would share */
    client_new(&c, rules);
    ok = client_open(&c, url, true) == JHR_OK &&
         client_reserve(&c, "naast-1", "naast", "A01") == JHR_OK;
    if (ok) {
        ops = *c.ledger->db->ops;
        plain_end = ops.end;
        ops.end = late_end;
        c.ledger->db->ops = &ops;
        ok = client_load(&c, csv) == JHR_OK;
    }
    beside->broken += !ok;
    ok = reap(other) == 0 && ok && client_verify(&c);
    if (!ok || beside->granted != 0 || beside->refused != 1)
        client_complain(&c, "a reservation beside a load did not see what was loaded");
    ok = ok && beside->granted == 0 && beside->refused == 1;
    client_free(&c);
    return ok;
}

/* A client that is killed, a server that is, and a commit whose answer gets lost. */
#include "ledger/tx.h"
#include "tests/reliability/reliability.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MOMENT_US  40000 /* a kill comes within this time: opening, and some twenty bookings */
#define WAIT_TURNS 600   /* of 0.1 s, for a server that comes back */

/* What a client was told; it stays when the client dies. */
struct told {
    const char *url, *rules;
    atomic_int next, ready, reserved, committed, faults, stop;
};

/* A kill comes within this time: opening, and some bookings; a server answers later than a file. */
static uint32_t moment_us(const char *url)
{
    return strncmp(url, "sqlite:", 7) == 0 ? 40000 : 200000;
}

static void nap(long us)
{
    struct timespec t = {us / 1000000, us % 1000000 * 1000};
    nanosleep(&t, NULL);
}

/* Books until it is killed; every third one is committed too. */
static int book_on(void *self, int number)
{
    static struct client c;
    struct told *t = self;
    char key[40];
    (void)number;
    client_new(&c, t->rules);
    if (client_open(&c, t->url, false) != JHR_OK)
        return 1;
    t->ready = 1;
    while (t->next < 1000000) {
        snprintf(key, sizeof key, "kill-%d", t->next++);
        if (client_reserve(&c, key, key, "A01") != JHR_OK)
            return 1;
        t->reserved++;
        if (t->next % 3 == 0) {
            if (client_commit(&c, key) != JHR_OK)
                return 1;
            t->committed++;
        }
    }
    return 1;
}

/* All that was told is there, and one more at most: that of which the answer was under way. */
static bool whole(struct client *c, struct told *t, const struct client_sum *before, int i)
{
    struct client_sum now;
    char key[40];
    int64_t all, committed;
    /* waits for what the dead client's server process still does on this account */
    snprintf(key, sizeof key, "na-%d", i);
    if (client_reserve(c, key, key, "A01") != JHR_OK || !client_sum(c, &now)) {
        client_complain(c, "the ledger is not usable after a kill");
        return false;
    }
    all = (now.reserved + now.committed - before->reserved - before->committed) / COST - 1;
    committed = (now.committed - before->committed) / COST;
    if ((now.reserved + now.committed) % COST == 0 && now.committed % COST == 0 &&
        all >= t->reserved && all <= t->reserved + 1 && committed >= t->committed &&
        committed <= t->committed + 1)
        return true;
    printf("moment %d: told %d reserved and %d committed, found %lld and %lld\n", i, t->reserved,
           t->committed, (long long)all, (long long)committed);
    return false;
}

bool kill_client(const char *url, const char *rules, int moments, uint32_t seed)
{
    static struct client c;
    struct told *t = shared_new(sizeof *t);
    struct client_sum before;
    int booked = 0;
    bool ok = true;
    t->url = url;
    t->rules = rules;
    client_new(&c, rules);
    if (client_open(&c, url, true) != JHR_OK) {
        client_complain(&c, "init");
        return false;
    }
    for (int i = 0; i < moments && ok; i++) {
        pid_t pid;
        t->ready = t->reserved = t->committed = 0;
        ok = client_sum(&c, &before);
        client_close(&c); /* the killed one is alone, and leaves a WAL to recover */
        pid = spawn(book_on, t, 0);
        /* half of them at any moment, also while it opens; half when it books */
        for (int turn = 0; i % 2 && !t->ready && turn < WAIT_TURNS * 100; turn++)
            nap(1000);
        nap((long)(chance_of(&seed) % moment_us(url)));
        kill(pid, SIGKILL);
        ok = ok && reap(pid) == 128 + SIGKILL && client_open(&c, url, false) == JHR_OK &&
             whole(&c, t, &before, i);
        if (i % 25 == 24 || i == moments - 1)
            ok = ok && client_verify(&c);
        booked += t->reserved;
    }
    printf("# ledger kill -9 (%.6s): %d random moments, %d bookings told, none lost, none half\n",
           url, moments, booked);
    client_free(&c);
    return ok && booked > moments / 10;
}

/* ---- the server goes away and comes back ---- */

static int book_through(void *self, int number)
{
    static struct client c;
    struct told *t = self;
    char key[40];
    client_new(&c, t->rules);
    if (client_open(&c, t->url, false) != JHR_OK)
        return 1;
    for (int i = 0; !t->stop; i++) {
        jhr_status status = JHR_INPUT;
        snprintf(key, sizeof key, "server-%d-%d-%d", (int)getpid(), number, i);
        for (int turn = 0; turn < WAIT_TURNS; turn++) {
            status = client_reserve(&c, key, key, "A01");
            if (status == JHR_OK)
                break;
            t->faults++;
            if (jhr_diag_errors(c.ctx) == 0 || client_says(&c, "\"gereserveerd\"")) {
                client_complain(&c, "a fault without a message, or with a booking");
                return 1;
            }
            nap(100000);
        }
        if (status != JHR_OK) {
            client_complain(&c, "the server came back, and the client did not");
            return 1;
        }
        t->reserved++;
    }
    client_free(&c);
    return 0;
}

static bool server(const char *dir, const char *what)
{
    char command[400];
    snprintf(command, sizeof command, "tests/support/postgres %s %s", what, dir);
    return system(command) == 0;
}

bool crash_server(const char *url, const char *rules, const char *dir, int times)
{
    static struct client c;
    struct told *t = shared_new(sizeof *t);
    struct client_sum before, after;
    uint32_t seed = 7;
    pid_t pids[4];
    bool ok;
    t->url = url;
    t->rules = rules;
    client_new(&c, rules);
    ok = client_open(&c, url, true) == JHR_OK && client_sum(&c, &before);
    for (int i = 0; i < 4; i++)
        pids[i] = spawn(book_through, t, i);
    for (int i = 0; i < times && ok; i++) {
        nap(300000 + (long)(chance_of(&seed) % 200000));
        ok = server(dir, "--crash") && server(dir, "--start");
    }
    nap(300000);
    t->stop = 1;
    for (int i = 0; i < 4; i++)
        ok &= reap(pids[i]) == 0;
    if (!client_sum(&c, &after)) /* its connection broke as well: the next call makes a new one */
        ok &= client_sum(&c, &after);
    ok &= client_verify(&c) && after.reserved - before.reserved == (int64_t)t->reserved * COST &&
          t->faults > 0;
    if (!ok)
        client_complain(&c, c.said);
    printf("# ledger server crash: %d times under 4 clients, %d faults told, %d bookings, each "
           "there exactly once\n",
           times, t->faults, t->reserved);
    client_free(&c);
    return ok;
}

/* ---- committed, and the answer never came ---- */

static bool (*real_end)(struct jhr_db *db, bool commit);
static int lose;

static bool lossy_end(struct jhr_db *db, bool commit)
{
    if (!commit || lose == 0)
        return real_end(db, commit);
    real_end(db, lose == 1); /* 1: it was committed; 2: it was not */
    lose = 0;
    return jhr_db_fail(db, JHR_DB_LOST, "the connection broke");
}

bool lost_commit(const char *url, const char *rules)
{
    static struct client c;
    struct jhr_db_ops ops;
    struct client_sum before, after;
    bool ok;
    client_new(&c, rules);
    if (client_open(&c, url, true) != JHR_OK || !client_sum(&c, &before)) {
        client_complain(&c, "init");
        return false;
    }
    ops = *c.ledger->db->ops;
    real_end = ops.end;
    ops.end = lossy_end;
    c.ledger->db->ops = &ops;
    ok = true;
    for (int way = 1; way <= 2; way++) {
        const char *key = way == 1 ? "antwoord-kwijt" : "boeking-kwijt";
        jhr_status status;
        lose = way;
        status = client_reserve(&c, key, key, "A01");
        if (status != JHR_NO_ROOM || client_says(&c, "\"gereserveerd\"") ||
            !client_says(&c, "\"opnieuw\": true") || jhr_diag_errors(c.ctx) == 0) {
            printf("status %d, said: %s\n", (int)status, c.said);
            client_complain(&c, "a lost answer must not say that it was booked");
            ok = false;
        }
        ok &= client_reserve(&c, key, key, "A01") == JHR_OK;
    }
    ok &= client_sum(&c, &after) && after.reserved == before.reserved + 2 * COST;
    ok &= client_verify(&c);
    client_free(&c);
    return ok;
}

/* ---- the server ends the connection before each statement in turn, or only lets read ---- */

#define OTHERS                                                                                     \
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"                                 \
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
#define ONLY_READ                                                                                  \
    "DO $$BEGIN EXECUTE format('ALTER DATABASE %%I SET default_transaction_read_only = %s',"       \
    " current_database()); END$$"

static struct jhr_db_ops plain;
static struct jhr_db *owner; /* another connection */
static int cut_at, statements;

static bool cut_run(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                    uint32_t n, jhr_db_row *row, void *self)
{
    if (statements++ == cut_at && !owner->ops->script(owner, OTHERS))
        printf("the connection could not be ended\n");
    return plain.run(db, st, args, n, row, self);
}

/* No booking is told, and the same command again books it once. */
static bool cut_once(struct client *c, struct client_sum *before, bool *cut)
{
    struct client_sum after = *before;
    char key[40];
    jhr_status status;
    bool ok = true;
    snprintf(key, sizeof key, "snee-%d", cut_at);
    statements = 0;
    status = client_reserve(c, key, key, "A01");
    *cut = statements > cut_at;
    if (*cut)
        ok = status == JHR_NO_ROOM && client_says(c, "\"opnieuw\": true") &&
             !client_says(c, "\"gereserveerd\"") && jhr_diag_errors(c->ctx) > 0;
    statements = -1000000;
    ok = ok && client_reserve(c, key, key, "A01") == JHR_OK && client_sum(c, &after) &&
         after.reserved == before->reserved + COST;
    if (!ok)
        client_complain(c, "a connection that was lost is not told, or booked half");
    *before = after;
    return ok;
}

static bool only_read(struct client *c, const char *url, struct client_sum *before)
{
    struct client_sum after = {-1, -1};
    char sql[300];
    bool ok;
    snprintf(sql, sizeof sql, ONLY_READ, "on");
    ok = owner->ops->script(owner, sql);
    client_close(c);
    ok = ok && client_open(c, url, false) == JHR_OK &&
         client_reserve(c, "lezen", "lezen", "A01") == JHR_INPUT && jhr_diag_errors(c->ctx) > 0 &&
         client_sum(c, &after) && after.reserved == before->reserved;
    if (!ok)
        client_complain(c, "a database that only lets read is not told");
    snprintf(sql, sizeof sql, ONLY_READ, "off");
    ok &= owner->ops->script(owner, sql);
    client_close(c);
    return ok && client_open(c, url, false) == JHR_OK &&
           client_reserve(c, "lezen", "lezen", "A01") == JHR_OK;
}

bool cut_connection(const char *url, const char *rules)
{
    static struct client c, other;
    const struct jhr_db_ops *ops;
    struct jhr_db_ops cutting;
    struct client_sum before;
    bool ok, more = true;
    client_new(&c, rules);
    client_new(&other, rules);
    ok = client_open(&c, url, true) == JHR_OK && client_open(&other, url, false) == JHR_OK &&
         client_sum(&c, &before);
    if (!ok) {
        client_complain(&c, "init");
        return false;
    }
    owner = other.ledger->db;
    ops = c.ledger->db->ops;
    plain = cutting = *ops;
    cutting.run = cut_run;
    c.ledger->db->ops = &cutting;
    for (cut_at = 0; ok && more; cut_at++)
        ok = cut_once(&c, &before, &more);
    c.ledger->db->ops = ops;
    ok = ok && only_read(&c, url, &before) && client_verify(&c);
    printf("# ledger connection: ended before each of %d statements, told each time, and booked "
           "once when it was asked again\n",
           cut_at - 1);
    client_free(&other);
    client_free(&c);
    return ok && cut_at > 10;
}

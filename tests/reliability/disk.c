/* SQLite on a disk that fails, and on one that loses its power. */
#include "ledger/sqlite.h"
#include "tests/reliability/reliability.h"
#include "tests/reliability/vfs.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BOOKINGS 8 /* the file is closed and opened again halfway: a checkpoint */

struct run {
    char url[420];
    const char *rules;
    struct vfs_plan plan;
    bool off;                      /* synchronous */
    atomic_int made, told, silent; /* init; bookings; faults without a message */
    atomic_int calls, spoiled, unusable;
};

static void clean(const struct run *r)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char name[440];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", r->url + strlen("sqlite:"), ends[i]);
        unlink(name);
    }
}

static bool went_well(struct run *r, struct client *c, jhr_status status)
{
    if (status != JHR_OK && jhr_diag_errors(c->ctx) == 0)
        r->silent++;
    return status == JHR_OK;
}

static jhr_status book(struct client *c, int i)
{
    char key[20];
    snprintf(key, sizeof key, "schijf-%d", i);
    return client_reserve(c, key, key, "A01");
}

/* Makes a ledger and books in it, on the disk of the plan. A fault that does not stay is followed
 * by the same command again on the same connection, which works. */
static int on_bad_disk(void *self, int number)
{
    static struct client c;
    struct run *r = self;
    (void)number;
    client_new(&c, r->rules);
    vfs_plan = r->plan;
    jhr_sqlite_vfs = VFS_NAME;
    jhr_sqlite_synchronous = r->off ? "OFF" : "FULL";
    if (!vfs_register())
        return 1;
    for (int i = 0; i < BOOKINGS; i++) {
        if (i % (BOOKINGS / 2) == 0) {
            client_close(&c);
            if (!went_well(r, &c, client_open(&c, r->url, true)))
                break;
            r->made = 1;
        }
        if (!went_well(r, &c, book(&c, i)) && (r->plan.stays || !went_well(r, &c, book(&c, i)))) {
            r->unusable += !r->plan.stays;
            break;
        }
        r->told++;
    }
    client_close(&c);
    r->calls = (int)vfs_plan.calls;
    r->spoiled = (int)vfs_plan.spoiled;
    return 0;
}

/* On a good disk: what was told is there, nothing is half, and all of it can be booked after all.
 * `lost`: what was told is not there. */
static bool whole(struct run *r, bool *lost)
{
    static struct client c;
    struct client_sum sum = {-1, -1};
    bool ok;
    *lost = false;
    client_new(&c, r->rules);
    if (r->made)
        ok = client_open(&c, r->url, false) == JHR_OK;
    else
        ok = client_open(&c, r->url, true) == JHR_OK;
    *lost = !ok;
    ok = ok && client_sum(&c, &sum) && client_verify(&c);
    *lost |= ok && sum.reserved < (int64_t)r->told * COST;
    ok = ok && !*lost && sum.reserved % COST == 0 && sum.reserved <= (int64_t)(r->told + 1) * COST;
    for (int i = 0; i < BOOKINGS && ok; i++)
        ok = book(&c, i) == JHR_OK;
    ok =
        ok && client_sum(&c, &sum) && sum.reserved == (int64_t)BOOKINGS * COST && client_verify(&c);
    if (!ok && !r->off)
        client_complain(&c, "on a good disk again");
    client_free(&c);
    return ok;
}

static struct run *run_new(const char *file, const char *rules)
{
    struct run *r = shared_new(sizeof *r);
    snprintf(r->url, sizeof r->url, "sqlite:%s", file);
    r->rules = rules;
    return r;
}

/* One run with this plan: the exit code of the child. */
static int one_run(struct run *r, struct vfs_plan plan)
{
    clean(r);
    r->plan = plan;
    r->made = r->told = r->calls = r->spoiled = 0;
    return reap(spawn(on_bad_disk, r, 0));
}

bool fail_calls(const char *file, const char *rules, int stride)
{
    static const enum vfs_fault faults[] = {VFS_FAIL, VFS_SHORT, VFS_FULL};
    struct run *r = run_new(file, rules);
    int runs = 0, told = 0;
    bool ok = true, lost;
    for (int kind = 0; kind < 6; kind++) {
        bool more = true;
        for (long at = 1 + kind % stride; more && ok; at += stride) {
            struct vfs_plan plan = {.fault = faults[kind / 2], .at = at, .stays = kind % 2};
            int code = one_run(r, plan);
            more = r->spoiled > 0;
            runs++;
            told += r->told;
            ok = code == 0 && r->silent == 0 && r->unusable == 0 && whole(r, &lost);
            if (!ok)
                printf("call %ld, fault %d, stays %d: exit %d, %d told, %d silent, %d unusable\n",
                       at, (int)plan.fault, plan.stays, code, r->told, r->silent, r->unusable);
        }
    }
    clean(r);
    printf("# ledger disk faults: the n-th of %d calls failed, shortened or out of room, once or "
           "from then on, every %d: %d runs, %d bookings told, none lost, none half\n",
           r->calls, stride, runs, told);
    return ok && runs > 6;
}

bool cut_power(const char *file, const char *rules, int moments, uint32_t seed, bool off)
{
    struct run *r = run_new(file, rules);
    int lost = 0, cuts = 0, told = 0;
    long calls;
    bool ok, one;
    r->off = off;
    ok = one_run(r, (struct vfs_plan){.fault = VFS_CUT, .at = 1000000000}) == 0;
    calls = r->calls;
    ok = ok && calls > 0 && r->told == BOOKINGS;
    for (int i = 0; i < moments && ok; i++) {
        struct vfs_plan plan = {
            .fault = VFS_CUT, .at = 1 + (long)(chance_of(&seed) % (uint32_t)calls), .seed = seed};
        int code = one_run(r, plan);
        bool sound = (code == 0 || code == VFS_CUT_EXIT) && whole(r, &one);
        cuts += code == VFS_CUT_EXIT;
        told += r->told;
        lost += !sound;
        ok = sound || off;
        if (!ok)
            printf("call %ld of %ld, seed %u: exit %d, %d told\n", plan.at, calls, plan.seed, code,
                   r->told);
    }
    clean(r);
    printf("# ledger power cut, synchronous=%s: %d cuts at one of %ld calls, %d bookings told, "
           "%d times one was lost\n",
           off ? "OFF" : "FULL", cuts, calls, told, lost);
    return ok && cuts > 0 && (off ? lost > 0 : lost == 0);
}

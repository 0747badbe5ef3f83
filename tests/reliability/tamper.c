/* Rows that somebody changed behind the ledger's back, a lock that somebody keeps, and a clock that
 * is put back. The statements are the same in both databases. */
#include "ledger/tx.h"
#include "tests/reliability/reliability.h"

#include <stdio.h>
#include <string.h>

#define BOOKINGS 6
/* the account of B5 in 2027: its first event is the limit, the others are bookings */
#define BUDGET "rekening = (SELECT min(id) FROM rekening WHERE regel = 'B5')"
#define BACK   "DELETE FROM gebeurtenis; INSERT INTO gebeurtenis SELECT * FROM bewaard"

static const struct {
    const char *what, *sql, *undo;
} changes[] = {
    {"an amount that was changed",
     "UPDATE gebeurtenis SET gereserveerd = gereserveerd - 1 WHERE seq = 3 AND " BUDGET, BACK},
    {"a time that was changed", "UPDATE gebeurtenis SET tijd = tijd + 1 WHERE seq = 3 AND " BUDGET,
     BACK},
    {"another jeugdige", "UPDATE gebeurtenis SET jeugdige = jeugdige + 1 WHERE seq = 4 AND " BUDGET,
     BACK},
    {"a row that was deleted", "DELETE FROM gebeurtenis WHERE seq = 3 AND " BUDGET, BACK},
    {"the first row deleted", "DELETE FROM gebeurtenis WHERE seq = 1 AND " BUDGET, BACK},
    {"the last row deleted", "DELETE FROM gebeurtenis WHERE seq = 7 AND " BUDGET, BACK},
    {"all rows of an account deleted", "DELETE FROM gebeurtenis WHERE " BUDGET, BACK},
    {"a row that was added",
     "INSERT INTO gebeurtenis SELECT rekening, 8, tijd, soort, indicatie, jeugdige, van, tot,"
     " gereserveerd, vastgelegd, plaatsen, grens, kop FROM bewaard WHERE seq = 7 AND " BUDGET,
     BACK},
    {"two rows in each other's place",
     "UPDATE gebeurtenis SET seq = 1003 WHERE seq = 3 AND " BUDGET ";"
     "UPDATE gebeurtenis SET seq = 3 WHERE seq = 4 AND " BUDGET ";"
     "UPDATE gebeurtenis SET seq = 4 WHERE seq = 1003 AND " BUDGET,
     BACK},
    {"the sum of an account",
     "UPDATE rekening SET gereserveerd = gereserveerd - 8000 WHERE regel = 'B5' AND jaar = 2027",
     "UPDATE rekening SET gereserveerd = gereserveerd + 8000 WHERE regel = 'B5' AND jaar = 2027"},
    {"the head of an account and its last row",
     "DELETE FROM gebeurtenis WHERE seq = 7 AND " BUDGET ";"
     "UPDATE rekening SET seq = 6 WHERE regel = 'B5' AND jaar = 2027",
     BACK "; UPDATE rekening SET seq = 7 WHERE regel = 'B5' AND jaar = 2027"},
    {"a claim", "UPDATE claim SET gereserveerd = gereserveerd - 1 WHERE gereserveerd > 0",
     "UPDATE claim SET gereserveerd = gereserveerd + 1 WHERE gereserveerd > 0"},
    {"a limit that was raised", "UPDATE grens SET waarde = waarde + 1 WHERE " BUDGET,
     "UPDATE grens SET waarde = waarde - 1 WHERE " BUDGET},
    {"the places of a year that were forgotten",
     "CREATE TABLE dagen_bewaard AS SELECT * FROM bezetting; DELETE FROM bezetting",
     "INSERT INTO bezetting SELECT * FROM dagen_bewaard; DROP TABLE dagen_bewaard"},
};
#define CHANGES (sizeof changes / sizeof *changes)

static bool script(struct client *c, const char *sql)
{
    struct jhr_db *db = c->ledger->db;
    bool ok = db->ops->script(db, sql);
    if (!ok && db->fault != JHR_DB_REFUSED)
        printf("%s: %.*s\n", sql, (int)db->what.n, db->what.p);
    return ok;
}

static bool start(struct client *c, const char *url, const char *rules)
{
    bool ok;
    client_new(c, rules);
    ok = client_open(c, url, true) == JHR_OK;
    for (int i = 0; i < BOOKINGS && ok; i++) {
        char key[20];
        snprintf(key, sizeof key, "rij-%d", i);
        ok = client_reserve(c, key, key, "A01") == JHR_OK;
    }
    if (!ok)
        client_complain(c, "could not book");
    return ok;
}

/* The triggers refuse all of these, whatever the connection has set; and then are dropped, as an
 * owner of the database can. */
static const char *const refused[] = {
    "UPDATE gebeurtenis SET tijd = 0",
    "DELETE FROM gebeurtenis",
    ("INSERT INTO gebeurtenis SELECT * FROM gebeurtenis WHERE true"
     " ON CONFLICT (rekening, seq) DO UPDATE SET tijd = 0"),
};
static const char *const refused_sqlite[] = {
    "PRAGMA recursive_triggers = OFF; REPLACE INTO gebeurtenis SELECT * FROM gebeurtenis",
    "UPDATE OR REPLACE gebeurtenis SET seq = seq + 1",
};
static const char *const refused_postgres[] = {
    "TRUNCATE gebeurtenis",
    "TRUNCATE rekening CASCADE",
    ("MERGE INTO gebeurtenis AS g USING gebeurtenis AS h ON g.rekening = h.rekening AND"
     " g.seq = h.seq WHEN MATCHED THEN DELETE"),
};

static bool refuses(struct client *c, const char *const *sql, size_t n)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        if (!script(c, sql[i]) && c->ledger->db->fault == JHR_DB_REFUSED)
            continue;
        printf("the history could be changed: %s\n", sql[i]);
        ok = false;
    }
    return ok;
}

static bool past_triggers(struct client *c, bool sqlite)
{
    bool ok = refuses(c, refused, sizeof refused / sizeof *refused);
    ok &= sqlite ? refuses(c, refused_sqlite, sizeof refused_sqlite / sizeof *refused_sqlite)
                 : refuses(c, refused_postgres, sizeof refused_postgres / sizeof *refused_postgres);
    return script(c, "CREATE TABLE bewaard AS SELECT * FROM gebeurtenis") &&
           script(c, sqlite ? "DROP TRIGGER gebeurtenis_blijft; DROP TRIGGER gebeurtenis_weg"
                            : "DROP TRIGGER gebeurtenis_blijft ON gebeurtenis") &&
           ok;
}

bool find_tampering(const char *url, const char *rules)
{
    static struct client c;
    bool ok = start(&c, url, rules) && client_verify(&c) &&
              past_triggers(&c, strncmp(url, "sqlite:", 7) == 0);
    int found = 0;
    for (size_t i = 0; i < CHANGES && ok; i++) {
        ok = script(&c, changes[i].sql);
        if (client_verify(&c) || jhr_diag_errors(c.ctx) == 0)
            printf("not found: %s\n", changes[i].what);
        else
            found++;
        ok = script(&c, changes[i].undo) && ok;
        if (!client_verify(&c)) {
            client_complain(&c, changes[i].what);
            ok = false;
        }
    }
    printf("# ledger tampering (%.6s): %d of %d changes found by verify\n", url, found,
           (int)CHANGES);
    client_free(&c);
    return ok && found == (int)CHANGES;
}

/* The last event lies in the future of the clock: a clear fault, and nothing is booked. */
bool clock_back(const char *url, const char *rules)
{
    static struct client c;
    struct client_sum before, after;
    bool ok = start(&c, url, rules) && client_sum(&c, &before) &&
              script(&c, "UPDATE rekening SET tijd = tijd + 86400000");
    if (ok &&
        (client_reserve(&c, "klok", "klok", "A01") != JHR_INPUT || jhr_diag_errors(c.ctx) == 0)) {
        client_complain(&c, "a clock that runs back is not told");
        ok = false;
    }
    ok = ok && script(&c, "UPDATE rekening SET tijd = tijd - 86400000") && client_sum(&c, &after) &&
         after.reserved == before.reserved && client_verify(&c) &&
         client_reserve(&c, "klok", "klok", "A01") == JHR_OK;
    client_free(&c);
    return ok;
}

/* Another process keeps the write lock for longer than is waited. */
bool locked(const char *url, const char *rules)
{
    static struct client c, other;
    struct client_sum before, after;
    bool sqlite = strncmp(url, "sqlite:", 7) == 0;
    bool ok = start(&c, url, rules) && client_sum(&c, &before);
    client_new(&other, rules);
    ok = ok && client_open(&other, url, false) == JHR_OK &&
         script(&other, sqlite ? "BEGIN IMMEDIATE" : "BEGIN; LOCK TABLE rekening");
    if (ok && (client_reserve(&c, "slot", "slot", "A01") != JHR_NO_ROOM ||
               !client_says(&c, "\"opnieuw\": true") || jhr_diag_errors(c.ctx) == 0)) {
        client_complain(&c, "a lock that is kept is not told");
        ok = false;
    }
    ok = ok && script(&other, "ROLLBACK") && client_sum(&c, &after) &&
         after.reserved == before.reserved && client_reserve(&c, "slot", "slot", "A01") == JHR_OK;
    client_free(&other);
    client_free(&c);
    return ok;
}

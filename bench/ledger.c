/*
 * ledger FOLDER: the ledger on SQLite, in files in FOLDER.
 *
 * 1. Reservations, each one a durable transaction, beside a bare loop in C of the very same
 *    statements with the same values: recorded while the ledger runs, and run again on a copy of
 *    the file it began with. Both files must hold the same in the end. Bound: half its rate.
 * 2. A million toewijzingen loaded: seconds and megabytes.
 * 3. A decision with the check of a place, over 10,000, 100,000 and 1,000,000 loaded indications.
 *
 * Prints each figure with its bound; exit 1 when one is passed.
 */
#include "ledger/tx.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { TURNS = 2000, DECISIONS = 2000 };

static const char rules_text[] =
    "regeling bank \"Bank\" geldig vanaf 1-1-2027 tot 1-1-2030\n"
    "gebied Zuid { Aasterveen \"9901\", Bosdijk \"9902\" }\n"
    "product A01 \"Begeleiding\" tarief € 80,- per uur zonder norm\n"
    "product C01 \"Dagbehandeling\" zonder tarief zonder norm\n"
    "budget B1 \"Geld\" per gemeente, kalenderjaar voor product is A01 plafond € 900.000.000\n"
    "  reden 2\n"
    "capaciteit K1 \"Plaatsen\" per aanbieder voor product in { A01, C01 } plaatsen 1000000\n"
    "  reden 4\n";

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool nowhere(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    (void)n;
    return true;
}
static const jhr_writer sink = {nowhere, NULL};

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "ledger bench: %s\n", what);
    exit(1);
}

static int bound(bool holds)
{
    puts(holds ? "" : "  <-- passed its bound");
    return holds ? 0 : 1;
}

/* ---- what a run of the ledger asks of the database ---- */

struct step {
    int st; /* enum jhr_statement; -1 begin, -2 commit */
    uint32_t n;
    struct jhr_db_value args[16];
};
static struct {
    struct jhr_arena a;
    JHR_VEC(struct step) steps;
    struct jhr_db_ops plain, recording;
} tape;

static bool record(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                   uint32_t n, jhr_db_row *row, void *self)
{
    struct step *s = jhr_vec_add(&tape.a, &tape.steps);
    must(s && n <= 16, "the tape is full");
    s->st = (int)st;
    s->n = n;
    for (uint32_t i = 0; i < n; i++) {
        s->args[i] = args[i];
        if (args[i].type == JHR_DB_TEXT || args[i].type == JHR_DB_BLOB)
            s->args[i].s = jhr_arena_str(&tape.a, args[i].s);
    }
    return tape.plain.run(db, st, args, n, row, self);
}

static bool record_begin(struct jhr_db *db, bool write)
{
    struct step *s = jhr_vec_add(&tape.a, &tape.steps);
    must(s != NULL, "the tape is full");
    s->st = -1;
    return tape.plain.begin(db, write);
}

static bool record_end(struct jhr_db *db, bool commit)
{
    struct step *s = jhr_vec_add(&tape.a, &tape.steps);
    must(s && commit, "a transaction was rolled back");
    s->st = -2;
    return tape.plain.end(db, commit);
}

static void start_recording(struct jhr_db *db)
{
    tape.plain = *db->ops;
    tape.recording = tape.plain;
    tape.recording.run = record;
    tape.recording.begin = record_begin;
    tape.recording.end = record_end;
    db->ops = &tape.recording;
}

/* ---- the ledger ---- */

struct bank {
    jhr_ctx *ctx;
    jhr_rules *rules;
    jhr_session *session;
    jhr_ledger *ledger;
};

static struct bank bank_open(const char *file, bool init)
{
    struct bank b = {.ctx = jhr_ctx_new()};
    jhr_eval_options how = {.size = sizeof how, .format = JHR_FORMAT_JSON};
    char url[600];
    snprintf(url, sizeof url, "sqlite:%s", file);
    must(jhr_compile_text(b.ctx, "bank", rules_text, sizeof rules_text - 1, &b.rules) == JHR_OK,
         "the rules do not compile");
    must(jhr_session_new(&b.session, b.rules, &how) == JHR_OK, "no session");
    must(jhr_ledger_open(b.ctx, url, init ? JHR_LEDGER_CREATE : JHR_LEDGER_WRITE, &b.ledger) ==
             JHR_OK,
         "the ledger does not open");
    if (init)
        must(jhr_ledger_init(b.ctx, b.ledger, b.rules, sink) == JHR_OK, "init");
    return b;
}

static void bank_close(struct bank *b)
{
    jhr_ledger_close(b->ledger);
    jhr_session_release(b->session);
    jhr_rules_release(b->rules);
    jhr_ctx_free(b->ctx);
}

static int proposal(char *out, size_t size, const char *jeugdige, int i, const char *product)
{
    return snprintf(out, size,
                    "{\"peildatum\":\"2027-03-01\",\"jeugdige\":\"%s%d\",\"feiten\":{\"gemeente\":"
                    "\"99%02d\"},\"voorstel\":{\"product\":\"%s\",\"aanbieder\":\"A%d\",\"van\":"
                    "\"2027-%02d-01\",\"tot_en_met\":\"2027-12-31\",\"omvang\":{\"volume\":10,"
                    "\"eenheid\":\"uur\"}}}",
                    jeugdige, i, 1 + i % 2, product, 10 + i % 90, 1 + i % 12);
}

static double reserve_all(struct bank *b, const char *prefix)
{
    char json[600], key[32];
    double start = now();
    for (int i = 0; i < TURNS; i++) {
        jhr_ledger_reserve_options how = {.size = sizeof how, .key = key};
        int n = proposal(json, sizeof json, prefix, i, "A01");
        snprintf(key, sizeof key, "%s%d", prefix, i);
        must(jhr_ledger_reserve(b->ctx, b->ledger, b->session, &how, "voorstel", json, (size_t)n,
                                sink, NULL) == JHR_OK,
             "a reservation was refused");
    }
    return now() - start;
}

/* ---- the bare loop ---- */

static void bind(sqlite3_stmt *st, const struct step *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const struct jhr_db_value *v = &s->args[i];
        int at = (int)i + 1;
        if (v->type == JHR_DB_INT)
            sqlite3_bind_int64(st, at, v->i);
        else if (v->type == JHR_DB_NULL)
            sqlite3_bind_null(st, at);
        else if (v->type == JHR_DB_TEXT)
            sqlite3_bind_text(st, at, v->s.p, (int)v->s.n, SQLITE_STATIC);
        else
            sqlite3_bind_blob(st, at, v->s.p, (int)v->s.n, SQLITE_STATIC);
    }
}

static double bare_loop(const char *file)
{
    sqlite3 *db;
    sqlite3_stmt *st[JHR_STATEMENTS] = {0}, *begin, *commit;
    double start;
    must(sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
                 SQLITE_OK &&
             sqlite3_exec(db,
                          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                          "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON",
                          NULL, NULL, NULL) == SQLITE_OK,
         "the copy does not open");
    sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, NULL);
    sqlite3_prepare_v2(db, "COMMIT", -1, &commit, NULL);
    start = now();
    for (uint32_t i = 0; i < tape.steps.n; i++) {
        const struct step *s = &tape.steps.v[i];
        sqlite3_stmt **one = s->st >= 0 ? &st[s->st] : s->st == -1 ? &begin : &commit;
        int code;
        if (!*one)
            must(sqlite3_prepare_v2(db, jhr_statements[s->st].sqlite, -1, one, NULL) == SQLITE_OK,
                 "a statement does not compile");
        bind(*one, s);
        while ((code = sqlite3_step(*one)) == SQLITE_ROW)
            ;
        must(code == SQLITE_DONE, "a statement failed");
        sqlite3_reset(*one);
    }
    start = now() - start;
    for (int i = 0; i < JHR_STATEMENTS; i++)
        sqlite3_finalize(st[i]);
    sqlite3_finalize(begin);
    sqlite3_finalize(commit);
    sqlite3_close(db);
    return start;
}

static void copy_file(const char *from, const char *to)
{
    char command[1300];
    snprintf(command, sizeof command, "cp '%s' '%s'", from, to);
    must(system(command) == 0, "cp");
}

/* The accounts of both, as one number each: a sum over all that they hold. */
static int64_t fingerprint(const char *file)
{
    static const char sql[] =
        "SELECT (SELECT sum(gereserveerd + 7 * vastgelegd + 31 * seq) FROM rekening) +"
        " (SELECT count(*) FROM indicatie) + (SELECT count(*) FROM gebeurtenis) * 13 +"
        " (SELECT sum(length(dagen)) FROM bezetting)";
    sqlite3 *db;
    sqlite3_stmt *st;
    int64_t v;
    must(sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
             sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
             sqlite3_step(st) == SQLITE_ROW,
         "cannot compare");
    v = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(db);
    return v;
}

static int transactions(const char *folder)
{
    char first[600], ours[600], bare[600], prefix[8];
    double best = 1e9, bare_best = 1e9;
    struct bank b;
    snprintf(first, sizeof first, "%s/first.db", folder);
    b = bank_open(first, true);
    bank_close(&b);
    for (int round = 0; round < 3; round++) {
        double took;
        snprintf(ours, sizeof ours, "%s/ours%d.db", folder, round);
        snprintf(bare, sizeof bare, "%s/bare%d.db", folder, round);
        snprintf(prefix, sizeof prefix, "j%d-", round);
        copy_file(first, ours);
        copy_file(first, bare);
        jhr_arena_init(&tape.a, 0);
        memset(&tape.steps, 0, sizeof tape.steps);
        b = bank_open(ours, false);
        start_recording(b.ledger->db);
        took = reserve_all(&b, prefix);
        best = took < best ? took : best;
        bank_close(&b);
        took = bare_loop(bare);
        bare_best = took < bare_best ? took : bare_best;
        must(fingerprint(ours) == fingerprint(bare), "the two files differ");
        jhr_arena_free(&tape.a);
    }
    printf("ledger: %.0f durable reservations/s (decided and booked), a bare loop of the same "
           "statements %.0f/s: %.2f (at least 0.50)",
           TURNS / best, TURNS / bare_best, bare_best / best);
    return bound(bare_best / best >= 0.5);
}

/* ---- a million ---- */

static void write_csv(const char *path, int n)
{
    FILE *f = fopen(path, "w");
    must(f != NULL, "cannot write");
    fputs("id;jeugdige;gemeente;product;aanbieder;van;tot_en_met;volume;eenheid\n", f);
    for (int i = 0; i < n; i++)
        fprintf(f, "t%d;j%d;99%02d;%s;A%d;2027-%02d-%02d;2028-%02d-28;%d;uur\n", i,
                (int)((unsigned)i * 2654435761u % 700000), 1 + i % 2, i % 5 ? "A01" : "C01",
                10 + i % 90, 1 + i % 12, 1 + i % 28, 1 + i / 7 % 12, 1 + i % 100);
    must(fclose(f) == 0, "cannot write");
}

static double decide_all(struct bank *b)
{
    double best = 1e9;
    char json[600];
    for (int round = 0; round < 3; round++) {
        double start = now();
        for (int i = 0; i < DECISIONS; i++) {
            int n = proposal(json, sizeof json, "nieuw", i, "C01");
            must(jhr_ledger_decide(b->ctx, b->ledger, b->session, "voorstel", 1, json, (size_t)n,
                                   sink, NULL) == JHR_OK,
                 "a decision failed");
        }
        start = (now() - start) / DECISIONS;
        best = start < best ? start : best;
    }
    return best * 1e6;
}

static double load_and_decide(const char *folder, int n, double *seconds)
{
    char csv[600], file[600];
    jhr_ledger_load_options how = {.size = sizeof how};
    struct bank b;
    double took;
    snprintf(csv, sizeof csv, "%s/%d.csv", folder, n);
    snprintf(file, sizeof file, "%s/%d.db", folder, n);
    write_csv(csv, n);
    b = bank_open(file, true);
    took = now();
    must(jhr_ledger_load(b.ctx, b.ledger, &how, csv, sink) == JHR_OK, "load");
    *seconds = now() - took;
    bank_close(&b);
    b = bank_open(file, false);
    took = decide_all(&b);
    bank_close(&b);
    remove(csv);
    return took;
}

static int million(const char *folder)
{
    double seconds, small, middle, large, most;
    struct rusage usage;
    int passed = 0;
    small = load_and_decide(folder, 10000, &seconds);
    middle = load_and_decide(folder, 100000, &seconds);
    large = load_and_decide(folder, 1000000, &seconds);
    getrusage(RUSAGE_SELF, &usage);
    printf("ledger: 1,000,000 toewijzingen loaded in %.1f s (at most 60), %ld MB (at most 200)",
           seconds, usage.ru_maxrss / 1024);
    passed |= bound(seconds <= 60 && usage.ru_maxrss <= 200 * 1024);
    printf("ledger: a decision with the check of a place, over 10,000, 100,000 and 1,000,000 "
           "indications: %.0f, %.0f and %.0f us (at most 1000)",
           small, middle, large);
    passed |= bound(large <= 1000);
    most = 6.0 / 4.0; /* log of a million over log of ten thousand */
    printf("ledger: a hundred times the indications: %.2f times as long (at most %.2f)",
           large / small, most);
    return passed | bound(large / small <= most);
}

int main(int argc, char **argv)
{
    int passed;
    if (argc != 2)
        return 2;
    passed = transactions(argv[1]);
    passed |= million(argv[1]);
    return passed;
}

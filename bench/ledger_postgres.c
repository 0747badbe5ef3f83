/*
 * ledger_postgres URL URL FOLDER: the ledger on PostgreSQL with 8 clients, beside pgbench with 8
 * clients that runs the very same statements on the same spread of accounts. What one reservation
 * asks of the server is recorded, and written as a script for pgbench with its keys and numbers as
 * variables. Both databases must hold as many bookings in the end. Bound: half the rate of pgbench.
 *
 * URLs are of two empty databases on one server; pgbench is in the PATH.
 */
#define _DEFAULT_SOURCE
#include "ledger/tx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS = 8, EACH = 250, GEMEENTEN = 16, AANBIEDERS = 16 };
#define KEY                                                                                        \
    "8000000001" /* all that varies is a number, which pgbench can make; too long for a BSN */

static const char rules_start[] =
    "regeling bank \"Bank\" geldig vanaf 1-1-2027 tot 1-1-2028\n"
    "product A01 \"Begeleiding\" tarief € 80,- per uur zonder norm\n"
    "budget B1 \"Geld\" per gemeente, kalenderjaar voor product is A01 plafond € 900.000.000\n"
    "  reden 2\n"
    "capaciteit K1 \"Plaatsen\" per aanbieder voor product is A01 plaatsen 1000000\n"
    "  reden 4\n"
    "gebied Zuid {";

struct bank {
    jhr_ctx *ctx;
    jhr_rules *rules;
    jhr_session *session;
    jhr_ledger *ledger;
};

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "ledger bench: %s\n", what);
    exit(1);
}

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
    return n > 0;
}
static const jhr_writer sink = {nowhere, NULL};

/* `fresh`: numbers that cannot be taken for one another, those of the rows that are recorded. */
static struct bank bank_open(const char *url, bool fresh)
{
    struct bank b = {.ctx = jhr_ctx_new()};
    jhr_eval_options how = {.size = sizeof how, .format = JHR_FORMAT_JSON};
    char text[2000];
    size_t n = (size_t)snprintf(text, sizeof text, "%s", rules_start);
    for (int i = 0; i < GEMEENTEN; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s G%d \"%d\"", i > 0 ? "," : "", i,
                              9000 + i);
    n += (size_t)snprintf(text + n, sizeof text - n, " }\n");
    must(jhr_compile_text(b.ctx, "bank", text, n, &b.rules) == JHR_OK, "the rules do not compile");
    must(jhr_session_new(&b.session, b.rules, &how) == JHR_OK, "no session");
    must(jhr_ledger_open(b.ctx, url, JHR_LEDGER_CREATE, &b.ledger) == JHR_OK, "open");
    must(!fresh || b.ledger->db->ops->script(
                       b.ledger->db, "ALTER TABLE rekening ALTER id RESTART 3000000;"
                                     "ALTER TABLE pseudoniem ALTER jeugdige RESTART 5000000;"
                                     "ALTER TABLE indicatie ALTER id RESTART 7000000"),
         "sequences");
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

static void reserve(struct bank *b, const char *key, int gemeente, int aanbieder)
{
    jhr_ledger_reserve_options how = {.size = sizeof how, .key = key};
    char json[500];
    jhr_outcome outcome;
    int n = snprintf(json, sizeof json,
                     "{\"peildatum\":\"2027-03-01\",\"jeugdige\":\"%s\",\"feiten\":{\"gemeente\":"
                     "\"%d\"},\"voorstel\":{\"product\":\"A01\",\"aanbieder\":\"%d\",\"van\":"
                     "\"2027-03-01\",\"tot_en_met\":\"2027-06-30\",\"omvang\":{\"volume\":10,"
                     "\"eenheid\":\"uur\"}}}",
                     key, 9000 + gemeente, 7000 + aanbieder);
    must(jhr_ledger_reserve(b->ctx, b->ledger, b->session, &how, "voorstel", json, (size_t)n, sink,
                            &outcome) == JHR_OK,
         "a reservation was refused");
}

/* ---- one reservation, written as a script for pgbench ---- */

static struct {
    FILE *out;
    struct jhr_db_ops plain, recording;
    int64_t child, indication, accounts[2];
    int accounts_n;
} tape;

/* The variables of account `id`: a_ or b_, in the order in which they were looked for. */
static char letter_of(int64_t id)
{
    return tape.accounts_n > 1 && id == tape.accounts[1] ? 'b' : 'a';
}

static void write_hex(struct jhr_str s)
{
    fprintf(tape.out, "convert_from('\\x");
    for (uint32_t i = 0; i < s.n; i++)
        fprintf(tape.out, "%02x", (unsigned char)s.p[i]);
    fprintf(tape.out, "', 'UTF8')");
}

static void write_value(enum jhr_statement st, uint32_t at, const struct jhr_db_value *v,
                        char account)
{
    bool text = v->type == JHR_DB_TEXT;
    if (v->type == JHR_DB_NULL)
        fprintf(tape.out, "NULL");
    else if (v->type == JHR_DB_BLOB)
        fprintf(tape.out, "decode(repeat('00', %u), 'hex')", v->s.n);
    else if (text && v->s.n == strlen(KEY) && memcmp(v->s.p, KEY, v->s.n) == 0)
        fprintf(tape.out, ":key");
    else if (text && v->s.n == 4 && v->s.p[0] == '9')
        fprintf(tape.out, ":gemeente");
    else if (text && v->s.n == 4 && v->s.p[0] == '7')
        fprintf(tape.out, ":aanbieder");
    else if (text && memchr(v->s.p ? v->s.p : "", ':', v->s.n)) /* which pgbench would replace */
        write_hex(v->s);
    else if (text)
        fprintf(tape.out, "'%.*s'", (int)v->s.n, v->s.p ? v->s.p : "");
    else if (st == JHR_ST_EVENT_ADD && at == 1)
        fprintf(tape.out, ":%c_seq + 1", account);
    else if (st == JHR_ST_ACCOUNT_WRITE && at == 3)
        fprintf(tape.out, ":%c_seq + 1", account);
    else if (v->i == tape.child)
        fprintf(tape.out, ":c_jeugdige");
    else if (v->i == tape.indication)
        fprintf(tape.out, ":i_id");
    else if (tape.accounts_n > 0 && (v->i == tape.accounts[0] || v->i == tape.accounts[1]))
        fprintf(tape.out, ":%c_id", letter_of(v->i));
    else
        fprintf(tape.out, "%lld", (long long)v->i);
}

/* $1 and on, replaced by what the tape has or by a variable. */
static void write_statement(enum jhr_statement st, const struct jhr_db_value *args, uint32_t n)
{
    char account = 'a';
    for (uint32_t i = 0; i < n; i++)
        if (args[i].type == JHR_DB_INT && tape.accounts_n > 1 && args[i].i == tape.accounts[1])
            account = 'b';
    for (const char *p = jhr_statements[st].postgres; *p; p++) {
        char *end;
        unsigned long number = *p == '$' ? strtoul(p + 1, &end, 10) : 0;
        if (number == 0 || number > n) {
            fputc(*p, tape.out);
            continue;
        }
        write_value(st, (uint32_t)number - 1, &args[number - 1], account);
        p = end - 1;
    }
}

struct caught {
    jhr_db_row *row;
    void *self;
    int64_t *id;
};
static bool catch_id(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct caught *k = self;
    if (n > 0)
        *k->id = c[0].i;
    return k->row ? k->row(k->self, c, n) : false;
}

static bool record(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                   uint32_t n, jhr_db_row *row, void *self)
{
    struct caught k = {row, self, NULL};
    bool ok;
    write_statement(st, args, n);
    if (st == JHR_ST_CHILD_ADD)
        k.id = &tape.child;
    if (st == JHR_ST_INDICATION_ADD)
        k.id = &tape.indication;
    if (st == JHR_ST_ACCOUNT_FIND) {
        must(tape.accounts_n < 2, "more accounts than the script has variables for");
        k.id = &tape.accounts[tape.accounts_n++];
    }
    ok = tape.plain.run(db, st, args, n, k.id ? catch_id : row, k.id ? &k : self);
    if (st == JHR_ST_CHILD_ADD)
        fprintf(tape.out, " \\gset c_\n");
    else if (st == JHR_ST_INDICATION_ADD)
        fprintf(tape.out, " \\gset i_\n");
    else if (st == JHR_ST_ACCOUNT_FIND)
        fprintf(tape.out, " \\gset %c_\n", letter_of(*k.id));
    else if (st == JHR_ST_ACCOUNT_READ)
        fprintf(tape.out, " \\gset %c_\n", letter_of(args[0].i));
    else
        fprintf(tape.out, ";\n");
    return ok;
}

static bool record_lock(struct jhr_db *db, int64_t number)
{
    /* of the key, or of the jeugdige */
    fprintf(tape.out, number < 0 ? "SELECT pg_advisory_xact_lock(-:key::bigint);\n"
                                 : "SELECT pg_advisory_xact_lock(:c_jeugdige);\n");
    return tape.plain.lock(db, number);
}

static bool record_begin(struct jhr_db *db, bool write)
{
    fprintf(tape.out, "BEGIN ISOLATION LEVEL READ COMMITTED;\n");
    return tape.plain.begin(db, write);
}

static bool record_end(struct jhr_db *db, bool commit)
{
    fprintf(tape.out, commit ? "COMMIT;\n" : "ROLLBACK;\n");
    return tape.plain.end(db, commit);
}

/* A first one prepares, and leaves the rules and the places of the year; the second is recorded. */
static void write_script(const char *url, const char *file)
{
    struct bank b = bank_open(url, true);
    reserve(&b, "8000000000", 0, 0);
    tape.out = fopen(file, "w");
    must(tape.out != NULL, "no script");
    fprintf(tape.out,
            "\\set key random(1000000000, 7000000000)\n\\set gemeente random(9000, %d)\n"
            "\\set aanbieder random(7000, %d)\n",
            9000 + GEMEENTEN - 1, 7000 + AANBIEDERS - 1);
    tape.plain = *b.ledger->db->ops;
    tape.recording = tape.plain;
    tape.recording.run = record;
    tape.recording.lock = record_lock;
    tape.recording.begin = record_begin;
    tape.recording.end = record_end;
    b.ledger->db->ops = &tape.recording;
    reserve(&b, KEY, 0, 0);
    b.ledger->db->ops = &tape.plain;
    fclose(tape.out);
    bank_close(&b);
}

/* ---- the two of them ---- */

/* Every account that is used is there, so that both do the same from the start. */
static void fill(const char *url)
{
    struct bank b = bank_open(url, false);
    char key[20];
    for (int i = 0; i < GEMEENTEN; i++) {
        snprintf(key, sizeof key, "90000000%02d", i);
        reserve(&b, key, i, i % AANBIEDERS);
    }
    bank_close(&b);
}

static double our_rate(const char *url, int turn)
{
    pid_t pids[CLIENTS];
    double start = now();
    for (int i = 0; i < CLIENTS; i++) {
        pids[i] = fork();
        if (pids[i] != 0)
            continue;
        struct bank b = bank_open(url, false);
        uint32_t seed = (uint32_t)i + 1;
        char key[20];
        for (int k = 0; k < EACH; k++) {
            seed = seed * 1664525u + 1013904223u;
            snprintf(key, sizeof key, "81%08d", (turn * CLIENTS + i) * EACH + k);
            reserve(&b, key, (int)(seed >> 8) % GEMEENTEN, (int)(seed >> 16) % AANBIEDERS);
        }
        bank_close(&b);
        _exit(0);
    }
    for (int i = 0; i < CLIENTS; i++) {
        int status = 1;
        must(waitpid(pids[i], &status, 0) == pids[i] && status == 0, "a client failed");
    }
    return CLIENTS * EACH / (now() - start);
}

static double pgbench_rate(const char *url, const char *script)
{
    char command[1000];
    double start = now();
    snprintf(command, sizeof command,
             "pgbench -n -M prepared -c %d -j 2 -t %d -f %s '%s' >%s.out 2>&1", CLIENTS, EACH,
             script, url, script);
    must(system(command) == 0, "pgbench failed; see its output in the folder");
    return CLIENTS * EACH / (now() - start);
}

static bool count_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    if (n > 9)
        *(int64_t *)self += c[9].i; /* seq: events of this account */
    return true;
}

static int64_t events(const char *url)
{
    struct bank b = bank_open(url, false);
    int64_t sum = 0;
    must(jhr_db_begin(b.ledger->db, false) &&
             jhr_db_run(b.ledger->db, JHR_ST_ACCOUNT_LIST, NULL, 0, count_row, &sum),
         "count");
    jhr_db_end(b.ledger->db, false);
    bank_close(&b);
    return sum;
}

int main(int argc, char **argv)
{
    char script[400];
    double ours = 0, theirs = 0;
    int64_t before;
    must(argc == 4, "usage: ledger_postgres URL URL FOLDER");
    snprintf(script, sizeof script, "%s/reserve.sql", argv[3]);
    for (int i = 1; i <= 2; i++) {
        tape.accounts_n = 0;
        tape.child = tape.indication = -1;
        write_script(argv[i], script);
        fill(argv[i]);
    }
    before = events(argv[1]);
    must(before == events(argv[2]), "the two do not begin alike");
    for (int turn = 0; turn < 2; turn++) { /* in turns; the first warms up */
        theirs = pgbench_rate(argv[2], script);
        ours = turn == 0 ? our_rate(argv[1], 0) : our_rate(argv[1], 1);
    }
    must(events(argv[1]) == events(argv[2]) && events(argv[1]) > before,
         "they did not do the same");
    printf(
        "ledger on PostgreSQL: %d clients, %.0f reservations/s; pgbench with the same statements "
        "%.0f/s: %.0f%% (bound 50%%)",
        CLIENTS, ours, theirs, 100 * ours / theirs);
    puts(ours * 2 >= theirs ? "" : "  <-- passed its bound");
    return ours * 2 >= theirs ? 0 : 1;
}

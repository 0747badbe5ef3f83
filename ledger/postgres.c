/*
 * PostgreSQL through libpq. Each statement is prepared once on a connection, and its values travel
 * in binary: every number of the schema is a bigint, every text in UTF-8, every blob a bytea.
 *
 * A connection that broke is made again by the next `begin`, never in the middle of a transaction:
 * what was under way is gone, or it was committed and the answer was lost. The caller hears LOST
 * and asks again with the same key.
 */
#include "ledger/postgres.h"

#include "base/arena.h"

#include <dlfcn.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#define MOST_VALUES 20
#define OLDEST      150000 /* the version that the tests run on */

/* Types as PostgreSQL numbers them: they are fixed (pg_type.dat), and no header of libpq has them.
 */
#define TYPE_BYTEA 17u
#define TYPE_INT8  20u
#define TYPE_INT4  23u
#define TYPE_TEXT  25u

/* What is used of libpq. It brings some twenty libraries along, which a command on SQLite has no
 * use for (7 ms): it is loaded when a ledger in PostgreSQL is opened, and stays. */
#define LIBPQ "libpq.so.5"
#define FUNCTIONS(F)                                                                               \
    F(PQclear)                                                                                     \
    F(PQcmdStatus)                                                                                 \
    F(PQconnectdbParams)                                                                           \
    F(PQerrorMessage)                                                                              \
    F(PQexec)                                                                                      \
    F(PQexecPrepared)                                                                              \
    F(PQfinish)                                                                                    \
    F(PQftype)                                                                                     \
    F(PQgetisnull)                                                                                 \
    F(PQgetlength)                                                                                 \
    F(PQgetvalue)                                                                                  \
    F(PQnfields)                                                                                   \
    F(PQntuples)                                                                                   \
    F(PQpass)                                                                                      \
    F(PQprepare)                                                                                   \
    F(PQreset)                                                                                     \
    F(PQresultErrorField)                                                                          \
    F(PQresultStatus)                                                                              \
    F(PQserverVersion)                                                                             \
    F(PQsetNoticeProcessor)                                                                        \
    F(PQstatus)

struct pg {
    struct jhr_db db; /* first: a struct jhr_db * is a struct pg * */
    PGconn *conn;
#define F(name) __typeof__(name) *name;
    FUNCTIONS(F)
#undef F
    bool lost;                        /* the connection is not to be used any more */
    bool read_only;                   /* all of the connection */
    bool writing;                     /* this transaction */
    bool prepared[2][JHR_STATEMENTS]; /* [1]: in a transaction that writes */
};

/* What is set on each new connection. A lock is waited for as long as in SQLite; a client that
 * hangs in a transaction must not keep its locks for ever. A commit is on disk, whatever the
 * database's own setting says. */
static const char session[] =
    "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s';"
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off'";

/* ---- what went wrong ---- */

static const struct {
    char state[6]; /* a whole SQLSTATE, or the first two letters of one: its class */
    uint8_t fault; /* enum jhr_db_fault */
} faults[] = {
    {"23505", JHR_DB_BUSY}, /* looked for, not there, and there on insertion: a lost race */
    {"40", JHR_DB_BUSY},    /* serialization, deadlock */
    {"55P03", JHR_DB_BUSY}, /* lock_timeout */
    {"57014", JHR_DB_BUSY}, /* statement_timeout, or cancelled */
    {"53300", JHR_DB_BUSY}, /* too many connections */
    {"57P03", JHR_DB_BUSY}, /* starting or stopping */
    {"08", JHR_DB_LOST},    {"57P01", JHR_DB_LOST},    {"57P02", JHR_DB_LOST},
    {"57P05", JHR_DB_LOST}, {"25P03", JHR_DB_LOST},    {"28", JHR_DB_ABSENT},
    {"3D", JHR_DB_ABSENT},  {"42501", JHR_DB_ABSENT},  {"25006", JHR_DB_READONLY},
    {"53100", JHR_DB_FULL}, {"53200", JHR_DB_NOMEM},   {"23", JHR_DB_REFUSED},
    {"P0", JHR_DB_REFUSED}, {"22", JHR_DB_REFUSED},    {"42", JHR_DB_SCHEMA},
    {"3F", JHR_DB_SCHEMA},  {"XX001", JHR_DB_CORRUPT}, {"XX002", JHR_DB_CORRUPT},
};

static enum jhr_db_fault fault_of(const char *state)
{
    for (size_t i = 0; state && i < sizeof faults / sizeof *faults; i++)
        if (strncmp(state, faults[i].state, strlen(faults[i].state)) == 0)
            return (enum jhr_db_fault)faults[i].fault;
    return JHR_DB_IO;
}

/* The server's sentence on one line, and never the password. */
static void add_text(struct pg *p, struct jhr_buf *out, const char *text)
{
    const char *secret = p->PQpass(p->conn);
    size_t n = secret ? strlen(secret) : 0, end = strlen(text);
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == ' '))
        end--;
    for (size_t i = 0; i < end;) {
        if (n > 0 && i + n <= end && memcmp(text + i, secret, n) == 0) {
            jhr_buf_z(out, "***");
            i += n;
            continue;
        }
        jhr_buf_char(out, text[i] == '\n' || text[i] == '\t' ? ' ' : text[i]);
        i++;
    }
}

static bool say(struct pg *p, enum jhr_db_fault fault, const char *text)
{
    p->db.fault = fault;
    jhr_buf_clear(&p->db.what);
    add_text(p, &p->db.what, text);
    return false;
}

/* After a call of libpq that failed. The detail of a message may quote a row; it is left out. */
static bool fail(struct pg *p, const PGresult *r)
{
    const char *state = r ? p->PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *text = r ? p->PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    /* an error without a SQLSTATE is libpq's own, which may not have seen the end yet */
    bool broken = !state || p->PQstatus(p->conn) != CONNECTION_OK;
    enum jhr_db_fault fault = broken ? JHR_DB_LOST : fault_of(state);
    p->lost |= fault == JHR_DB_LOST;
    return say(p, fault, text ? text : p->PQerrorMessage(p->conn));
}

static bool done(struct pg *p, PGresult *r)
{
    ExecStatusType status = p->PQresultStatus(r);
    bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || fail(p, r);
    p->PQclear(r);
    return ok;
}

/* ---- transactions ---- */

static bool script(struct jhr_db *db, const char *sql)
{
    struct pg *p = (struct pg *)db;
    return done(p, p->PQexec(p->conn, sql));
}

static bool settle(struct pg *p)
{
    memset(p->prepared, 0, sizeof p->prepared);
    return script(&p->db, session) &&
           (!p->read_only || script(&p->db, "SET default_transaction_read_only = on"));
}

/* Outside a transaction: connects again when the connection broke. */
static bool connected(struct pg *p)
{
    if (!p->lost)
        return true;
    p->PQreset(p->conn);
    p->lost = !(p->PQstatus(p->conn) == CONNECTION_OK ? settle(p) : fail(p, NULL));
    return !p->lost;
}

static bool begin(struct jhr_db *db, bool write)
{
    struct pg *p = (struct pg *)db;
    p->writing = write;
    return connected(p) && script(db, write ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                                            : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

/* COMMIT of a transaction that failed before is a rollback, and the server says so in its tag. */
static bool end(struct jhr_db *db, bool commit)
{
    struct pg *p = (struct pg *)db;
    PGresult *r;
    if (!commit && p->lost)
        return true; /* the server rolls back by itself */
    r = p->PQexec(p->conn, commit ? "COMMIT" : "ROLLBACK");
    if (commit && p->PQresultStatus(r) == PGRES_COMMAND_OK &&
        strcmp(p->PQcmdStatus(r), "COMMIT") != 0) {
        p->PQclear(r);
        return say(p, JHR_DB_IO, "the server rolled back");
    }
    return done(p, r);
}

/* Number 0, 0 of another kind than those below: all that book share it, beside each other, and a
 * load has it alone. Without it, one that read the indications of a jeugdige before a load was
 * done, and waited for an account, would decide without what was loaded. */
static bool bulk(struct jhr_db *db)
{
    return script(db, "SELECT pg_advisory_xact_lock(0, 0)");
}

/* A transaction that only reads needs none: it sees one moment. */
static bool lock(struct jhr_db *db, int64_t number)
{
    struct pg *p = (struct pg *)db;
    char sql[120];
    if (!p->writing)
        return true;
    snprintf(sql, sizeof sql,
             "SELECT pg_advisory_xact_lock_shared(0, 0), pg_advisory_xact_lock(%lld)",
             (long long)number);
    return script(db, sql);
}

/* ---- statements ---- */

static void put8(char out[8], int64_t v)
{
    for (int i = 7; i >= 0; i--) {
        out[i] = (char)((uint64_t)v & 0xff);
        v = (int64_t)((uint64_t)v >> 8);
    }
}

static int64_t get(const char *in, int n)
{
    uint64_t v = (unsigned char)in[0] & 0x80u ? UINT64_MAX : 0;
    for (int i = 0; i < n; i++)
        v = v << 8 | (unsigned char)in[i];
    return (int64_t)v;
}

/* FOR UPDATE is refused where nothing may be written, and means nothing there. */
static bool prepare(struct pg *p, enum jhr_statement st, const char *name)
{
    static const char update[] = " FOR UPDATE";
    struct jhr_buf sql = {0};
    size_t n = strlen(jhr_statements[st].postgres), tail = sizeof update - 1;
    bool *there = &p->prepared[p->writing][st];
    if (*there)
        return true;
    if (!p->writing && n > tail && strcmp(jhr_statements[st].postgres + n - tail, update) == 0)
        n -= tail;
    jhr_buf_add(&sql, jhr_statements[st].postgres, n);
    jhr_buf_char(&sql, '\0');
    *there = sql.failed ? jhr_db_fail(&p->db, JHR_DB_NOMEM, "")
                        : done(p, p->PQprepare(p->conn, name, sql.p, 0, NULL));
    jhr_buf_free(&sql);
    return *there;
}

static bool columns_of(struct pg *p, const PGresult *r, int row, struct jhr_db_value *out)
{
    for (int i = 0; i < p->PQnfields(r); i++) {
        const char *at = p->PQgetvalue(r, row, i);
        int n = p->PQgetlength(r, row, i);
        Oid type = p->PQftype(r, i);
        out[i] = jhr_db_null();
        if (p->PQgetisnull(r, row, i))
            continue;
        if ((type == TYPE_INT8 && n == 8) || (type == TYPE_INT4 && n == 4))
            out[i] = jhr_db_int(get(at, n));
        else if (type == TYPE_TEXT)
            out[i] = jhr_db_text((struct jhr_str){at, (uint32_t)n});
        else if (type == TYPE_BYTEA)
            out[i] = jhr_db_blob(at, (uint32_t)n);
        else
            return false;
    }
    return true;
}

static bool give_rows(struct pg *p, const PGresult *r, jhr_db_row *row, void *self)
{
    struct jhr_db_value columns[MOST_VALUES];
    uint32_t n = (uint32_t)p->PQnfields(r);
    if (p->PQnfields(r) > MOST_VALUES)
        return say(p, JHR_DB_IO, "more columns than a statement has");
    for (int i = 0; i < p->PQntuples(r); i++) {
        if (!columns_of(p, r, i, columns))
            return say(p, JHR_DB_SCHEMA, "a column has another type than it was given");
        if (!row(self, columns, n))
            break;
    }
    return true;
}

static bool run(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                uint32_t n, jhr_db_row *row, void *self)
{
    struct pg *p = (struct pg *)db;
    const char *values[MOST_VALUES];
    char numbers[MOST_VALUES][8], name[16];
    int lengths[MOST_VALUES], binary[MOST_VALUES];
    PGresult *r;
    bool ok;
    snprintf(name, sizeof name, "%c%d", p->writing ? 'w' : 'r', (int)st);
    if (n > MOST_VALUES || !prepare(p, st, name))
        return n <= MOST_VALUES ? false : say(p, JHR_DB_IO, "more values than a statement has");
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_db_value *v = &args[i];
        binary[i] = 1;
        lengths[i] = v->type == JHR_DB_INT ? 8 : (int)v->s.n;
        values[i] = v->type == JHR_DB_NULL  ? NULL
                    : v->type == JHR_DB_INT ? numbers[i]
                    : v->s.p                ? v->s.p
                                            : "";
        if (v->type == JHR_DB_INT)
            put8(numbers[i], v->i);
    }
    r = p->PQexecPrepared(p->conn, name, (int)n, values, lengths, binary, 1);
    if (p->PQresultStatus(r) != PGRES_TUPLES_OK || !row)
        return done(p, r);
    ok = give_rows(p, r, row, self);
    p->PQclear(r);
    return ok;
}

/* ---- opening ---- */

/* A server that does not sync its disk loses what it said was booked. Its files it checks itself,
 * page by page, when it was made with checksums. */
static bool check(struct jhr_db *db, bool whole)
{
    struct pg *p = (struct pg *)db;
    PGresult *r;
    bool safe;
    (void)whole;
    if (!connected(p))
        return false;
    if (p->PQserverVersion(p->conn) < OLDEST)
        return say(p, JHR_DB_UNSUPPORTED, "PostgreSQL 15 or newer is needed");
    r = p->PQexec(p->conn, "SELECT 1 WHERE current_setting('fsync') = 'on'"
                           " AND current_setting('full_page_writes') = 'on'");
    if (p->PQresultStatus(r) != PGRES_TUPLES_OK)
        return done(p, r);
    safe = p->PQntuples(r) == 1;
    p->PQclear(r);
    return safe || say(p, JHR_DB_REFUSED,
                       "fsync or full_page_writes is off: a power cut would lose bookings");
}

static void close_db(struct jhr_db *db)
{
    struct pg *p = (struct pg *)db;
    if (p->conn)
        p->PQfinish(p->conn);
    jhr_free(p);
}

static const struct jhr_db_ops *operations(void)
{
    static struct jhr_db_ops ops = {.close = close_db,
                                    .begin = begin,
                                    .end = end,
                                    .lock = lock,
                                    .bulk = bulk,
                                    .run = run,
                                    .script = script,
                                    .check = check,
                                    .migrations = jhr_postgres_migrations};
    ops.migrations_n = jhr_postgres_migrations_n;
    return &ops;
}

/* Notices go nowhere: a library does not write on its own. */
static void no_notice(void *self, const char *message)
{
    (void)self;
    (void)message;
}

/* With two @, or one behind a /, ? or #, a part of a password may have been read as something
 * else, and libpq would quote it: then its words are not repeated. */
static bool may_be_quoted(const char *url)
{
    const char *authority = strstr(url, "://") + 3;
    const char *at = strchr(authority, '@');
    return !at || (!strchr(at + 1, '@') && at < authority + strcspn(authority, "/?#"));
}

static bool load(struct pg *p)
{
    void *library = dlopen(LIBPQ, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE), *at = library;
#define F(name)                                                                                    \
    at = at ? dlsym(library, #name) : NULL;                                                        \
    memcpy(&p->name, &at, sizeof at); /* ISO C has no conversion of one to the other */
    FUNCTIONS(F)
#undef F
    return at != NULL;
}

static PGconn *connect_to(struct pg *p, const char *url)
{
    /* what stands before the URL may be said otherwise in it */
    static const char *const names[] = {
        "connect_timeout",  "keepalives_idle",           "keepalives_interval",
        "keepalives_count", "tcp_user_timeout",          "dbname",
        "client_encoding",  "fallback_application_name", NULL};
    const char *const values[] = {"10", "30", "10", "3", "30000", url, "UTF8", "jhr", NULL};
    return p->PQconnectdbParams(names, values, 1);
}

struct jhr_db *jhr_postgres_open(struct jhr_str url, enum jhr_db_mode mode,
                                 enum jhr_db_fault *fault, struct jhr_buf *what)
{
    struct pg *p = jhr_malloc(sizeof *p);
    struct jhr_buf text = {0};
    bool quoted;
    *fault = JHR_DB_NOMEM;
    if (!p)
        return NULL;
    *p = (struct pg){.db.ops = operations(), .read_only = mode == JHR_DB_READ};
    jhr_buf_str(&text, url);
    jhr_buf_char(&text, '\0');
    if (!load(p)) {
        *fault = JHR_DB_UNSUPPORTED;
        jhr_db_fail(&p->db, *fault, LIBPQ " cannot be loaded");
    } else if (!text.failed) {
        p->conn = connect_to(p, text.p);
    }
    quoted = !text.failed && may_be_quoted(text.p);
    jhr_buf_free(&text);
    if (p->conn) {
        p->PQsetNoticeProcessor(p->conn, no_notice, NULL);
        if (p->PQstatus(p->conn) == CONNECTION_OK && settle(p))
            return &p->db;
        if (p->PQstatus(p->conn) != CONNECTION_OK)
            say(p, JHR_DB_ABSENT,
                quoted
                    ? p->PQerrorMessage(p->conn)
                    : "the server cannot be reached (in a password, write @ as %40 and / as %2F)");
        *fault = p->db.fault;
    }
    jhr_buf_str(what, jhr_buf_get(&p->db.what));
    jhr_db_close(&p->db);
    return NULL;
}

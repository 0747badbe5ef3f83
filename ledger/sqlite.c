#include "ledger/sqlite.h"

#include "base/arena.h"

#include <sqlite3.h>
#include <string.h>

/* How long a command waits for another one that writes. A transaction takes under a millisecond; a
 * `load` of a million takes up to a minute. */
#define BUSY_MS     10000
#define MOST_VALUES 20u
/* integrity_check reads the whole file: up to this size every time that it is opened (some 20 ms),
 * a larger one at `init`, `load` and `verify`. */
#define CHECK_PAGES 4096

const char *jhr_sqlite_vfs;
const char *jhr_sqlite_synchronous = "FULL";

struct sqlite_db {
    struct jhr_db db; /* first: a struct jhr_db * is a struct sqlite_db * */
    sqlite3 *handle;
    sqlite3_stmt *prepared[JHR_STATEMENTS];
};

static enum jhr_db_fault fault_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
        return JHR_DB_FINE;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return JHR_DB_BUSY;
    case SQLITE_READONLY:
        return JHR_DB_READONLY;
    case SQLITE_FULL:
        return JHR_DB_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return JHR_DB_CORRUPT;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return JHR_DB_ABSENT;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return JHR_DB_REFUSED;
    case SQLITE_NOMEM:
        return JHR_DB_NOMEM;
    default:
        return JHR_DB_IO;
    }
}

static bool fail(struct sqlite_db *s)
{
    int code = sqlite3_extended_errcode(s->handle);
    return jhr_db_fail(&s->db, fault_of(code), sqlite3_errmsg(s->handle));
}

static bool script(struct jhr_db *db, const char *sql)
{
    struct sqlite_db *s = (struct sqlite_db *)db;
    return sqlite3_exec(s->handle, sql, NULL, NULL, NULL) == SQLITE_OK || fail(s);
}

static bool begin(struct jhr_db *db, bool write)
{
    return script(db, write ? "BEGIN IMMEDIATE" : "BEGIN");
}

static bool end(struct jhr_db *db, bool commit)
{
    struct sqlite_db *s = (struct sqlite_db *)db;
    if (!commit && sqlite3_get_autocommit(s->handle))
        return true; /* a failure has rolled it back already */
    return script(db, commit ? "COMMIT" : "ROLLBACK");
}

/* The pages that a load touches at random stay in memory: 120 MiB instead of 2. The triggers keep
 * others from the history; for each row they would cost a savepoint here. */
static bool bulk(struct jhr_db *db)
{
    struct sqlite_db *s = (struct sqlite_db *)db;
    sqlite3_db_config(s->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    return script(db, "PRAGMA cache_size = -122880");
}

/* One writer at a time: BEGIN IMMEDIATE holds everything already. */
static bool lock(struct jhr_db *db, int64_t number)
{
    (void)db;
    (void)number;
    return true;
}

static bool bind(struct sqlite_db *s, sqlite3_stmt *st, const struct jhr_db_value *args, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_db_value *v = &args[i];
        int at = (int)i + 1, code = SQLITE_OK;
        switch (v->type) {
        case JHR_DB_NULL:
            code = sqlite3_bind_null(st, at);
            break;
        case JHR_DB_INT:
            code = sqlite3_bind_int64(st, at, v->i);
            break;
        case JHR_DB_TEXT: /* the caller's bytes live until the statement is done */
            code = sqlite3_bind_text(st, at, v->s.p ? v->s.p : "", (int)v->s.n, SQLITE_STATIC);
            break;
        case JHR_DB_BLOB:
            code = sqlite3_bind_blob(st, at, v->s.p ? v->s.p : "", (int)v->s.n, SQLITE_STATIC);
            break;
        }
        if (code != SQLITE_OK)
            return fail(s);
    }
    return true;
}

static uint32_t columns_of(sqlite3_stmt *st, struct jhr_db_value *out)
{
    int n = sqlite3_column_count(st);
    for (int i = 0; i < n && i < (int)MOST_VALUES; i++) {
        int type = sqlite3_column_type(st, i);
        out[i] = jhr_db_null();
        if (type == SQLITE_INTEGER)
            out[i] = jhr_db_int(sqlite3_column_int64(st, i));
        else if (type == SQLITE_TEXT)
            out[i] = jhr_db_text((struct jhr_str){(const char *)sqlite3_column_text(st, i),
                                                  (uint32_t)sqlite3_column_bytes(st, i)});
        else if (type == SQLITE_BLOB)
            out[i] = jhr_db_blob(sqlite3_column_blob(st, i), (uint32_t)sqlite3_column_bytes(st, i));
    }
    return (uint32_t)n;
}

static bool run(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                uint32_t n, jhr_db_row *row, void *self)
{
    struct sqlite_db *s = (struct sqlite_db *)db;
    struct jhr_db_value columns[MOST_VALUES];
    sqlite3_stmt **p = &s->prepared[st];
    int code;
    bool ok;
    if (!*p && sqlite3_prepare_v3(s->handle, jhr_statements[st].sqlite, -1,
                                  SQLITE_PREPARE_PERSISTENT, p, NULL) != SQLITE_OK)
        return fail(s);
    ok = bind(s, *p, args, n);
    while (ok && (code = sqlite3_step(*p)) != SQLITE_DONE) {
        if (code != SQLITE_ROW)
            ok = fail(s);
        else if (row && !row(self, columns, columns_of(*p, columns)))
            break;
    }
    if (ok && row && jhr_statements[st].gives_number && sqlite3_changes(s->handle) > 0) {
        columns[0] = jhr_db_int(sqlite3_last_insert_rowid(s->handle));
        row(self, columns, 1);
    }
    sqlite3_reset(*p);
    sqlite3_clear_bindings(*p);
    return ok;
}

/* ---- opening ---- */

struct verdict {
    struct jhr_buf *text;
    bool sound;
};

static int integrity_row(void *self, int n, char **values, char **names)
{
    struct verdict *v = self;
    (void)names;
    v->sound = n > 0 && values[0] && strcmp(values[0], "ok") == 0;
    if (n > 0 && values[0])
        jhr_buf_z(v->text, values[0]);
    return 0;
}

static int count_row(void *self, int n, char **values, char **names)
{
    int64_t *count = self;
    (void)names;
    for (const char *p = n > 0 ? values[0] : ""; p && *p; p++)
        *count = *count * 10 + (*p - '0');
    return 0;
}

static bool check(struct jhr_db *db, bool whole)
{
    struct sqlite_db *s = (struct sqlite_db *)db;
    struct jhr_buf text = {0};
    struct verdict v = {&text, false};
    int64_t pages = 0;
    bool ok;
    if (!whole &&
        sqlite3_exec(s->handle, "PRAGMA page_count", count_row, &pages, NULL) != SQLITE_OK)
        return fail(s);
    if (pages > CHECK_PAGES)
        return true;
    if (sqlite3_exec(s->handle, "PRAGMA integrity_check(1)", integrity_row, &v, NULL) != SQLITE_OK)
        return fail(s);
    jhr_buf_char(&text, '\0');
    ok = v.sound || jhr_db_fail(db, JHR_DB_CORRUPT, text.p);
    jhr_buf_free(&text);
    return ok;
}

static void close_db(struct jhr_db *db)
{
    struct sqlite_db *s = (struct sqlite_db *)db;
    for (int i = 0; i < JHR_STATEMENTS; i++)
        sqlite3_finalize(s->prepared[i]);
    sqlite3_close(s->handle);
    jhr_free(s);
}

static const struct jhr_db_ops *operations(void)
{
    static struct jhr_db_ops ops = {.close = close_db,
                                    .begin = begin,
                                    .end = end,
                                    .lock = lock,
                                    .run = run,
                                    .script = script,
                                    .bulk = bulk,
                                    .check = check,
                                    .migrations = jhr_sqlite_migrations};
    ops.migrations_n = jhr_sqlite_migrations_n;
    return &ops;
}

static bool settle(struct sqlite_db *s, enum jhr_db_mode mode)
{
    char pragma[64];
    sqlite3_busy_timeout(s->handle, BUSY_MS);
    sqlite3_extended_result_codes(s->handle, 1);
    sqlite3_db_config(s->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_snprintf(sizeof pragma, pragma, "PRAGMA synchronous = %s", jhr_sqlite_synchronous);
    return script(&s->db, "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
                          "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON") &&
           (mode == JHR_DB_READ || script(&s->db, "PRAGMA journal_mode = WAL")) &&
           script(&s->db, pragma);
}

struct jhr_db *jhr_sqlite_open(struct jhr_str file, enum jhr_db_mode mode, enum jhr_db_fault *fault,
                               struct jhr_buf *what)
{
    struct sqlite_db *s = jhr_malloc(sizeof *s);
    struct jhr_buf path = {0};
    int flags = mode == JHR_DB_READ     ? SQLITE_OPEN_READONLY
                : mode == JHR_DB_CREATE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                        : SQLITE_OPEN_READWRITE;
    int code;
    flags |= SQLITE_OPEN_NOMUTEX; /* a handle belongs to one thread */
    *fault = JHR_DB_NOMEM;
    if (!s)
        return NULL;
    *s = (struct sqlite_db){.db.ops = operations()};
    jhr_buf_str(&path, file);
    jhr_buf_char(&path, '\0');
    code = path.failed ? SQLITE_NOMEM : sqlite3_open_v2(path.p, &s->handle, flags, jhr_sqlite_vfs);
    jhr_buf_free(&path);
    if (code == SQLITE_OK && settle(s, mode))
        return &s->db;
    if (code != SQLITE_OK)
        jhr_db_fail(&s->db, fault_of(code),
                    s->handle ? sqlite3_errmsg(s->handle) : sqlite3_errstr(code));
    *fault = s->db.fault;
    jhr_buf_str(what, jhr_buf_get(&s->db.what));
    jhr_db_close(&s->db);
    return NULL;
}

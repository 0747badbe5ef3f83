/*
 * A database, as the ledger uses it: transactions, the statements of statements.def, rows, a clock.
 * What a statement means is written once, for both databases; a backend opens, locks, runs and says
 * in its own words what went wrong. Not thread-safe: a connection belongs to one thread.
 *
 * Every transaction of the ledger takes its locks in the same order, so that two of them never wait
 * for each other: first jhr_db_lock on the key of a reservation, then on the jeugdige, then the
 * accounts by rising id (ACCOUNT_READ, which PostgreSQL runs FOR UPDATE), then it reads the rest
 * and decides. SQLite has one writer at a time from `begin` on.
 */
#ifndef JHR_LEDGER_DB_H
#define JHR_LEDGER_DB_H

#include "base/buf.h"

enum jhr_db_fault {
    JHR_DB_FINE,
    JHR_DB_BUSY, /* locked by another, a deadlock, a lost race: trying again helps */
    JHR_DB_LOST, /* the connection broke: whether it was booked is unknown; the same key is safe */
    JHR_DB_ABSENT, /* no such file, no such server, or it may not be opened */
    JHR_DB_READONLY,
    JHR_DB_FULL,        /* the disk */
    JHR_DB_CORRUPT,     /* integrity_check, or the database says so */
    JHR_DB_SCHEMA,      /* no ledger in it; a migration differs from ours, or is newer */
    JHR_DB_REFUSED,     /* a CHECK, a key or a trigger of the schema stopped it */
    JHR_DB_UNSUPPORTED, /* this build has no such database */
    JHR_DB_NOMEM,
    JHR_DB_IO /* all else that the system said */
};

enum jhr_statement {
#define S(name, sqlite, postgres) JHR_ST_##name,
#include "ledger/statements.def"
#undef S
    JHR_STATEMENTS
};
struct jhr_statement_text {
    const char *name, *sqlite, *postgres;
    bool gives_number; /* SQLite: the rowid of what was inserted, as one row */
};
extern const struct jhr_statement_text jhr_statements[JHR_STATEMENTS];

enum jhr_db_type { JHR_DB_NULL, JHR_DB_INT, JHR_DB_TEXT, JHR_DB_BLOB };
struct jhr_db_value {
    enum jhr_db_type type;
    int64_t i;
    struct jhr_str s;
};
static inline struct jhr_db_value jhr_db_int(int64_t i)
{
    return (struct jhr_db_value){JHR_DB_INT, i, {0, 0}};
}
static inline struct jhr_db_value jhr_db_text(struct jhr_str s)
{
    return (struct jhr_db_value){JHR_DB_TEXT, 0, s};
}
static inline struct jhr_db_value jhr_db_blob(const void *p, uint32_t n)
{
    return (struct jhr_db_value){JHR_DB_BLOB, 0, {(const char *)p, n}};
}
static inline struct jhr_db_value jhr_db_null(void)
{
    return (struct jhr_db_value){JHR_DB_NULL, 0, {0, 0}};
}

/* Called for each row; the values live until it returns. False stops, and is no fault. */
typedef bool jhr_db_row(void *self, const struct jhr_db_value *columns, uint32_t n);

struct jhr_db;
struct jhr_db_ops {
    void (*close)(struct jhr_db *db);
    /* A transaction that will write: SQLite BEGIN IMMEDIATE, PostgreSQL READ COMMITTED. One that
     * only reads sees one moment: SQLite BEGIN, PostgreSQL REPEATABLE READ READ ONLY. */
    bool (*begin)(struct jhr_db *db, bool write);
    bool (*end)(struct jhr_db *db, bool commit);     /* durable when it returns true */
    bool (*lock)(struct jhr_db *db, int64_t number); /* until the transaction ends */
    bool (*run)(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                uint32_t n, jhr_db_row *row, void *self);
    /* Several statements in one text: a migration. */
    bool (*script)(struct jhr_db *db, const char *sql);
    /* The first call of a transaction that writes millions of rows: it waits for all others that
     * book, and they wait until it ends. */
    bool (*bulk)(struct jhr_db *db);
    /* What the database says of its own files; false with the fault, or with what it found. Not
     * `whole`: only as far as that takes no noticeable time. */
    bool (*check)(struct jhr_db *db, bool whole);
    /* Migrations: those of the backend, in order. */
    const struct jhr_migration *migrations;
    uint32_t migrations_n;
};
struct jhr_migration {
    uint32_t number;
    const char *sql; /* several statements; run in one transaction with its row in `migratie` */
};

/* A backend's own struct begins with this one. */
struct jhr_db {
    const struct jhr_db_ops *ops;
    enum jhr_db_fault fault; /* of the last call that gave false */
    struct jhr_buf what;     /* what the database said, in its own words */
    bool in_transaction;
};

enum jhr_db_mode {
    JHR_DB_READ,
    JHR_DB_WRITE,
    JHR_DB_CREATE /* makes the file (SQLite) and the tables where they are not there */
};
/* "sqlite:FILE" or "postgres://…" ("postgresql://…"). NULL: see *fault and `what`. What is opened
 * has all migrations of this build, with the same checksums. */
struct jhr_db *jhr_db_open(struct jhr_str url, enum jhr_db_mode mode, enum jhr_db_fault *fault,
                           struct jhr_buf *what);
void jhr_db_close(struct jhr_db *db); /* NULL is fine; rolls back */

bool jhr_db_begin(struct jhr_db *db, bool write);
bool jhr_db_end(struct jhr_db *db, bool commit); /* rolls back when not in order: no fault then */
bool jhr_db_lock(struct jhr_db *db, int64_t number);
bool jhr_db_run(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                uint32_t n, jhr_db_row *row, void *self);
/* For a statement that gives at most one row: its first column as a number; *found may be NULL. */
bool jhr_db_one(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                uint32_t n, int64_t *value, bool *found);
/* Milliseconds since 1970 by the clock of the database: a server has one for all hosts. */
bool jhr_db_now(struct jhr_db *db, int64_t *now);
/* For a backend: sets fault and text, and gives false. */
bool jhr_db_fail(struct jhr_db *db, enum jhr_db_fault fault, const char *what);

/* Backends: a connection, without a look at the tables. NULL as above. */
struct jhr_db *jhr_sqlite_open(struct jhr_str file, enum jhr_db_mode mode, enum jhr_db_fault *fault,
                               struct jhr_buf *what);
struct jhr_db *jhr_postgres_open(struct jhr_str url, enum jhr_db_mode mode,
                                 enum jhr_db_fault *fault, struct jhr_buf *what);

#endif

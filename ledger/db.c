#include "ledger/db.h"

#include "base/arena.h"
#include "base/sha256.h"

#include <string.h>

const struct jhr_statement_text jhr_statements[JHR_STATEMENTS] = {
#define S(name, sqlite, postgres) [JHR_ST_##name] = {#name, sqlite, postgres, false},
#define R(name, sqlite, postgres) [JHR_ST_##name] = {#name, sqlite, postgres, true},
#include "ledger/statements.def"
#undef S
};

bool jhr_db_fail(struct jhr_db *db, enum jhr_db_fault fault, const char *what)
{
    db->fault = fault;
    jhr_buf_clear(&db->what);
    jhr_buf_z(&db->what, what ? what : "");
    return false;
}

bool jhr_db_begin(struct jhr_db *db, bool write)
{
    db->fault = JHR_DB_FINE;
    db->in_transaction = db->ops->begin(db, write);
    return db->in_transaction;
}

bool jhr_db_end(struct jhr_db *db, bool commit)
{
    bool ok = true;
    if (!db->in_transaction)
        return true;
    db->in_transaction = false;
    if (commit)
        ok = db->ops->end(db, true);
    if (!commit || !ok) {
        /* the reason is that of the failure before */
        enum jhr_db_fault fault = db->fault;
        struct jhr_buf what = db->what;
        db->what = (struct jhr_buf){0};
        db->ops->end(db, false);
        jhr_buf_free(&db->what);
        db->fault = fault;
        db->what = what;
    }
    return ok;
}

bool jhr_db_lock(struct jhr_db *db, int64_t number)
{
    return db->ops->lock(db, number);
}

bool jhr_db_run(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                uint32_t n, jhr_db_row *row, void *self)
{
    return db->ops->run(db, st, args, n, row, self);
}

struct one {
    int64_t value;
    bool found;
};

static bool first_column(void *self, const struct jhr_db_value *columns, uint32_t n)
{
    struct one *o = self;
    o->found = n > 0;
    o->value = n > 0 ? columns[0].i : 0;
    return false;
}

bool jhr_db_one(struct jhr_db *db, enum jhr_statement st, const struct jhr_db_value *args,
                uint32_t n, int64_t *value, bool *found)
{
    struct one o = {0, false};
    if (!jhr_db_run(db, st, args, n, first_column, &o))
        return false;
    *value = o.value;
    if (found)
        *found = o.found;
    return true;
}

bool jhr_db_now(struct jhr_db *db, int64_t *now)
{
    return jhr_db_one(db, JHR_ST_NOW, NULL, 0, now, NULL);
}

/* ---- migrations ---- */

struct applied {
    struct jhr_db *db;
    uint32_t n;
    bool differs;
};

/* The migrations that the database has must be the first of ours, to the letter. */
static bool compare_migration(void *self, const struct jhr_db_value *columns, uint32_t n)
{
    struct applied *a = self;
    uint8_t sum[JHR_SHA256_SIZE];
    const struct jhr_migration *m = &a->db->ops->migrations[a->n];
    if (n < 2 || a->n >= a->db->ops->migrations_n || columns[0].i != m->number) {
        a->differs = true;
        return false;
    }
    jhr_sha256(sum, m->sql, strlen(m->sql));
    a->differs = columns[1].s.n != sizeof sum || memcmp(columns[1].s.p, sum, sizeof sum) != 0;
    a->n++;
    return !a->differs;
}

static bool add_migration(struct jhr_db *db, const struct jhr_migration *m)
{
    uint8_t sum[JHR_SHA256_SIZE];
    struct jhr_db_value args[] = {jhr_db_int(m->number), jhr_db_blob(sum, sizeof sum)};
    jhr_sha256(sum, m->sql, strlen(m->sql));
    return db->ops->script(db, m->sql) && jhr_db_run(db, JHR_ST_MIGRATE_ADD, args, 2, NULL, NULL);
}

static bool migrate(struct jhr_db *db, bool create)
{
    struct applied a = {.db = db};
    int64_t there = 0;
    if (!jhr_db_lock(db, 0) || !jhr_db_one(db, JHR_ST_MIGRATE_THERE, NULL, 0, &there, NULL))
        return false;
    if (!there && !create)
        return jhr_db_fail(db, JHR_DB_SCHEMA, "no ledger: table migratie is not there");
    if (there && !jhr_db_run(db, JHR_ST_MIGRATE_LIST, NULL, 0, compare_migration, &a))
        return false;
    if (a.differs || (there && a.n == 0))
        return jhr_db_fail(db, JHR_DB_SCHEMA, "a migration has another checksum or is not known");
    if (a.n < db->ops->migrations_n && !create)
        return jhr_db_fail(db, JHR_DB_SCHEMA, "migrations are missing");
    for (; a.n < db->ops->migrations_n; a.n++)
        if (!add_migration(db, &db->ops->migrations[a.n]))
            return false;
    return true;
}

static bool starts(struct jhr_str s, const char *with)
{
    size_t n = strlen(with);
    return s.n >= n && memcmp(s.p, with, n) == 0;
}

struct jhr_db *jhr_db_open(struct jhr_str url, enum jhr_db_mode mode, enum jhr_db_fault *fault,
                           struct jhr_buf *what)
{
    struct jhr_db *db = NULL;
    bool create = mode == JHR_DB_CREATE;
    *fault = JHR_DB_UNSUPPORTED;
    if (starts(url, "sqlite:"))
        db = jhr_sqlite_open((struct jhr_str){url.p + 7, url.n - 7}, mode, fault, what);
    else if (starts(url, "postgres://") || starts(url, "postgresql://"))
        db = jhr_postgres_open(url, mode, fault, what);
    else
        jhr_buf_z(what, "sqlite: of postgres://");
    if (!db)
        return NULL;
    if (db->ops->check(db, create) && jhr_db_begin(db, create) && migrate(db, create) &&
        jhr_db_end(db, create))
        return db;
    jhr_db_end(db, false);
    *fault = db->fault;
    jhr_buf_str(what, jhr_buf_get(&db->what));
    jhr_db_close(db);
    return NULL;
}

void jhr_db_close(struct jhr_db *db)
{
    if (!db)
        return;
    jhr_db_end(db, false);
    jhr_buf_free(&db->what);
    db->ops->close(db);
}

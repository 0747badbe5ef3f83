/* The tables of a ledger in SQLite. */
#ifndef JHR_LEDGER_SQLITE_H
#define JHR_LEDGER_SQLITE_H

#include "ledger/db.h"

extern const struct jhr_migration jhr_sqlite_migrations[];
extern const uint32_t jhr_sqlite_migrations_n;

/* For tests of faults: opens through the VFS of that name instead of the system's; NULL: the
 * system's. Of the whole process. */
extern const char *jhr_sqlite_vfs;
/* For tests that show what FULL is for: the value of `PRAGMA synchronous`. */
extern const char *jhr_sqlite_synchronous;

#endif

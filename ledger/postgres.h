/* The tables of a ledger in PostgreSQL. */
#ifndef JHR_LEDGER_POSTGRES_H
#define JHR_LEDGER_POSTGRES_H

#include "ledger/db.h"

extern const struct jhr_migration jhr_postgres_migrations[];
extern const uint32_t jhr_postgres_migrations_n;

#endif

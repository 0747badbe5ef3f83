/*
 * One transaction of the ledger: what the core needs is read from the database, and what it changed
 * is written back. All functions give false after a fault of the database, kept in tx->l->db.
 */
#ifndef JHR_LEDGER_TX_H
#define JHR_LEDGER_TX_H

#include "base/voorstel.h"
#include "ledger/db.h"
#include "ledger/ledger.h"
#include "lib/internal.h"

#define JHR_LG_FINGERPRINT 32u
#define JHR_LG_GENERAL_ID  1 /* the account of what claims no other: made by the first migration */

struct jhr_ledger {
    struct jhr_db *db;
    struct jhr_buf url;
    jhr_rules *rules; /* those of the ledger itself, once they were needed */
};

/* An indication with all that its row holds beside what the core knows. */
struct jhr_record {
    uint32_t index; /* in state.indications */
    struct jhr_str key;
    struct jhr_indicatie indicatie; /* product, aanbieder and omvang; not the indices */
    struct jhr_str rules;           /* hash; empty: loaded */
    uint8_t fingerprint[JHR_LG_FINGERPRINT];
    bool has_fingerprint;
    struct jhr_str basis;      /* JSON: what the ledger said when it was decided */
    JHR_VEC(int64_t) accounts; /* ids of all that it claims */
    bool added;
};

/* Which pot. */
struct jhr_pot {
    struct jhr_str rule, gemeente, aanbieder;
    int32_t year;
    uint8_t kind; /* enum jhr_lg_kind */
};

struct jhr_tx {
    struct jhr_ledger *l;
    struct jhr_arena *arena;
    struct jhr_lg_state state;
    JHR_VEC(struct jhr_record) records;
    int64_t child;
    uint8_t salt[32];
    int64_t now;
};

void jhr_tx_start(struct jhr_tx *tx, struct jhr_ledger *l, struct jhr_arena *a);

/* The opaque id of a pseudonym, 0: none. With `add` it is made; an empty pseudonym then is a
 * jeugdige of its own. */
bool jhr_tx_who(struct jhr_tx *tx, struct jhr_str pseudonym, bool add);
/* The same, and locked. */
bool jhr_tx_child(struct jhr_tx *tx, struct jhr_str pseudonym, bool add);
/* Fills tx->salt; false in *found when the pseudonym was erased. */
bool jhr_tx_salt(struct jhr_tx *tx, int64_t child, bool *found);
/* The indications of a child that hold something, in order of id; claims are not read yet. */
bool jhr_tx_records(struct jhr_tx *tx, int64_t child);
/* The one with this key, whatever its status; NULL in *out: none. It is added to the records
 * unless it is there. */
bool jhr_tx_record(struct jhr_tx *tx, struct jhr_str key, struct jhr_record **out);
struct jhr_lg_indication *jhr_tx_core(struct jhr_tx *tx, const struct jhr_record *r);

/* The id of a pot; 0: not there. With `add` it is made. */
bool jhr_tx_pot(struct jhr_tx *tx, const struct jhr_pot *pot, bool add, int64_t *id, bool *added);
/* Reads (and locks, where that is needed) accounts into the state, by rising id; those that are
 * there already stay. Then the claims of the records on them. */
bool jhr_tx_accounts(struct jhr_tx *tx, int64_t *ids, uint32_t n);
bool jhr_tx_lock_all(struct jhr_tx *tx); /* all there are */
bool jhr_tx_claims(struct jhr_tx *tx);   /* of the records, on the accounts that were read */
uint32_t jhr_tx_account(const struct jhr_tx *tx, int64_t id); /* index; UINT32_MAX: not read */
/* The places by day of the years from..to, and of what the records claim. */
bool jhr_tx_days(struct jhr_tx *tx, uint32_t account, int32_t from, int32_t to);

/* All years that it has. */
bool jhr_tx_all_days(struct jhr_tx *tx, struct jhr_lg_account *a);

/* A new record, written so that it has an id; the claims of `i` are its own. `known`: its key is
 * there already, and nothing was added. */
bool jhr_tx_add(struct jhr_tx *tx, const struct jhr_record *r, const struct jhr_lg_indication *i,
                struct jhr_record **out, bool *known);
/* Writes the events of the state, and all that they changed. */
bool jhr_tx_write(struct jhr_tx *tx);
/* Parts of it: the events; the accounts that they changed; the claims of one record. */
bool jhr_tx_write_events(struct jhr_tx *tx);
bool jhr_tx_write_accounts(struct jhr_tx *tx);
bool jhr_tx_write_claims(struct jhr_tx *tx, const struct jhr_record *r);
/* A row of ACCOUNT_READ or ACCOUNT_LIST; texts go to the arena. */
void jhr_tx_account_row(struct jhr_arena *a, const struct jhr_db_value *columns,
                        struct jhr_lg_account *out);
/* Reads the limits of an account. */
bool jhr_tx_limits(struct jhr_tx *tx, struct jhr_lg_account *a);

#endif

/* The events of an account, one by one, and all accounts. */
#ifndef JHR_LEDGER_HISTORY_H
#define JHR_LEDGER_HISTORY_H

#include "ledger/tx.h"

struct jhr_history {
    const struct jhr_lg_account *account;
    /* false: stop */
    bool (*event)(void *self, const struct jhr_lg_account *a, const struct jhr_lg_event *e);
    void *self;
    int64_t last; /* below: of the walk itself */
    uint64_t rows;
    bool going;
};
bool jhr_history_walk(struct jhr_db *db, struct jhr_history *h);

struct jhr_accounts { /* in order of their names */
    struct jhr_arena *a;
    JHR_VEC(struct jhr_lg_account) list;
};
bool jhr_accounts_read(struct jhr_db *db, struct jhr_arena *a, struct jhr_accounts *out);

#endif

/* What the public functions of the ledger share. */
#ifndef JHR_LEDGER_HANDLE_H
#define JHR_LEDGER_HANDLE_H

#include "documents/json.h"
#include "ledger/tx.h"

/* Says in the diagnostics what the database said, and which status that is: JHR_NO_ROOM when trying
 * again can help. `url` NULL: that of the ledger. */
jhr_status jhr_ledger_fault(jhr_ctx *ctx, const struct jhr_ledger *l);
jhr_status jhr_ledger_fault_of(jhr_ctx *ctx, enum jhr_db_fault fault, struct jhr_str url,
                               struct jhr_str what);
/* Says why the core refused, and which status that is. */
jhr_status jhr_ledger_refusal(jhr_ctx *ctx, const struct jhr_lg_state *s,
                              struct jhr_lg_outcome outcome, struct jhr_str key);
/* "B5, gemeente 0503, 2027" */
void jhr_ledger_name(struct jhr_buf *b, const struct jhr_lg_account *a);
/* The members that name an account, in an object that is open. */
void jhr_ledger_name_json(struct jhr_json *j, const struct jhr_lg_account *a);
void jhr_ledger_moment(struct jhr_buf *b, int64_t ms); /* 2027-03-01T12:00:00.123Z */
void jhr_ledger_date_json(struct jhr_json *j, const char *name, int32_t ymd);
/* The events of a command, as the list "geboekt". */
void jhr_ledger_events_json(struct jhr_json *j, const struct jhr_lg_state *s);
/* Ends a call: rolls back unless `status` is JHR_OK, commits then, and gives the status. */
jhr_status jhr_ledger_end(jhr_ctx *ctx, struct jhr_ledger *l, jhr_status status);
/* A call was refused: the database's reason when it has one, else no memory. */
jhr_status jhr_ledger_broken(jhr_ctx *ctx, struct jhr_ledger *l, const struct jhr_arena *a);
/* The rules with this program are in the ledger afterwards. */
bool jhr_ledger_keep_rules(struct jhr_ledger *l, const jhr_rules *one, struct jhr_str *hash,
                           struct jhr_arena *a);
int32_t jhr_ledger_day(int64_t now); /* the day number of a moment, in UTC */
extern const char *const jhr_ledger_status_words[];

#endif

/* Walking the history again, and writing it out. */
#include "ledger/history.h"

#include "ledger/handle.h"
#include "runtime/calendar.h"

#include <string.h>

static bool event_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct jhr_history *h = self;
    struct jhr_lg_event e = {.account_id = h->account->id,
                             .seq = c[0].i,
                             .time = c[1].i,
                             .kind = (uint8_t)c[2].i,
                             .indication = c[3].i,
                             .child = c[4].i,
                             .from = jhr_day_of_ymd((int32_t)c[5].i),
                             .to = jhr_day_of_ymd((int32_t)c[6].i),
                             .reserved = c[7].i,
                             .committed = c[8].i,
                             .places = c[9].i,
                             .limit_known = c[10].type == JHR_DB_INT,
                             .limit = c[10].i};
    (void)n;
    if (c[11].type == JHR_DB_BLOB && c[11].s.n == sizeof e.hash)
        memcpy(e.hash, c[11].s.p, sizeof e.hash);
    h->last = e.seq;
    h->rows++;
    h->going = h->event(h->self, h->account, &e);
    return h->going;
}

bool jhr_history_walk(struct jhr_db *db, struct jhr_history *h)
{
    h->last = 0;
    h->going = true;
    do {
        struct jhr_db_value args[] = {jhr_db_int(h->account->id), jhr_db_int(h->last)};
        h->rows = 0;
        if (!jhr_db_run(db, JHR_ST_EVENT_LIST, args, 2, event_row, h))
            return false;
    } while (h->going && h->rows > 0);
    return true;
}

/* ---- accounts ---- */

static bool account_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct jhr_accounts *s = self;
    struct jhr_lg_account *one = jhr_vec_add(s->a, &s->list);
    (void)n;
    if (one)
        jhr_tx_account_row(s->a, c, one);
    return one != NULL;
}

bool jhr_accounts_read(struct jhr_db *db, struct jhr_arena *a, struct jhr_accounts *out)
{
    *out = (struct jhr_accounts){.a = a};
    return jhr_db_run(db, JHR_ST_ACCOUNT_LIST, NULL, 0, account_row, out) && !a->out_of_memory;
}

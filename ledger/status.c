/* What the accounts hold, now or on a day; and who is forgotten. */
#include "ledger/core.h"
#include "ledger/handle.h"
#include "ledger/history.h"

#include "base/int128.h"
#include "runtime/calendar.h"

int32_t jhr_ledger_day(int64_t now)
{
    return (int32_t)(now / 86400000) - 7305; /* from 1970-01-01 to 1990-01-01 */
}

struct warning {
    int64_t part, of;
};

static bool warn_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct warning *w = self;
    w->part = n > 1 ? c[0].i : 0;
    w->of = n > 1 ? c[1].i : 0;
    return false;
}

static bool warns(const struct warning *w, int64_t used, int64_t limit)
{
    return w->of > 0 && (jhr_i128)used * w->of >= (jhr_i128)limit * w->part;
}

static void number_or_null(struct jhr_json *j, const char *name, bool known, int64_t v)
{
    if (known)
        jhr_json_int(j, name, v);
    else
        jhr_json_raw(j, name, "null");
}

static void write_cents(struct jhr_json *j, const struct warning *warn,
                        const struct jhr_lg_account *a, int32_t day)
{
    int64_t limit = 0, used = a->reserved + a->committed;
    int32_t on = a->year ? jhr_day_of_ymd(a->year * 10000 + 101) : day;
    bool known = jhr_lg_limit_on(a, on, &limit);
    number_or_null(j, "plafond_cent", known, limit);
    jhr_json_int(j, "gereserveerd_cent", a->reserved);
    jhr_json_int(j, "vastgelegd_cent", a->committed);
    number_or_null(j, "vrij_cent", known, limit - used);
    jhr_json_bool(j, "waarschuwing", known && warns(warn, used, limit));
}

/* The day on which the fewest places are free, from `day` on; the first of them. */
static int32_t tightest(const struct jhr_lg_account *a, int32_t day)
{
    struct jhr_lg_walk w = {0};
    int32_t last = day, found = day;
    int64_t least = INT64_MAX;
    for (uint32_t i = 0; i < a->years.n; i++) {
        int32_t end = jhr_day_of_ymd(a->years.v[i].year * 10000 + 1231);
        last = end > last ? end : last;
    }
    for (uint32_t i = 0; i < a->limits.n; i++)
        last = a->limits.v[i].from > last ? a->limits.v[i].from : last;
    for (int32_t d = day; d <= jhr_lg_last(last); d++) {
        jhr_lg_walk(&w, a, d);
        if (w.known && w.value - w.taken < least) {
            least = w.value - w.taken;
            found = d;
        }
    }
    return found;
}

static void write_places(struct jhr_json *j, const struct warning *warn,
                         const struct jhr_lg_account *a, int32_t day, bool on_that_day)
{
    struct jhr_lg_walk w = {0};
    day = on_that_day ? day : tightest(a, day);
    jhr_lg_walk(&w, a, day);
    jhr_ledger_date_json(j, "dag", jhr_ymd_of_day(day));
    number_or_null(j, "plaatsen", w.known, w.value);
    jhr_json_int(j, "bezet", w.taken);
    number_or_null(j, "vrij", w.known, w.value - w.taken);
    jhr_json_bool(j, "waarschuwing", w.known && warns(warn, w.taken, w.value));
}

static bool write_account(struct jhr_json *j, struct jhr_tx *tx, struct jhr_lg_account *a,
                          int32_t day, bool on_that_day)
{
    struct jhr_db_value id = jhr_db_int(a->id);
    struct warning warn = {0, 0};
    if (a->kind == JHR_LG_GENERAL ||
        (on_that_day && a->year != 0 && a->year != jhr_ymd_of_day(day) / 10000))
        return true;
    if (!jhr_tx_limits(tx, a) || !jhr_tx_all_days(tx, a) ||
        !jhr_db_run(tx->l->db, JHR_ST_ACCOUNT_WARNS, &id, 1, warn_row, &warn))
        return false;
    jhr_json_open(j, NULL, '{', true);
    jhr_ledger_name_json(j, a);
    if (a->kind == JHR_LG_CENTS)
        write_cents(j, &warn, a, day);
    else
        write_places(j, &warn, a, day, on_that_day);
    jhr_json_int(j, "volgnummer", a->seq);
    jhr_json_close(j, '}');
    return true;
}

static jhr_status status_of(jhr_ctx *ctx, jhr_ledger *l, struct jhr_arena *a, int32_t day,
                            struct jhr_buf *b)
{
    struct jhr_json j = {.out = b, .first = true};
    struct jhr_accounts s;
    struct jhr_tx tx;
    bool on_that_day = day >= 0, ok;
    int64_t now = 0;
    jhr_tx_start(&tx, l, a);
    ok = jhr_db_begin(l->db, false) && jhr_db_now(l->db, &now) && jhr_accounts_read(l->db, a, &s);
    day = on_that_day ? day : jhr_ledger_day(now);
    jhr_json_open(&j, NULL, '[', false);
    for (uint32_t i = 0; ok && i < s.list.n; i++)
        ok = write_account(&j, &tx, &s.list.v[i], day, on_that_day);
    jhr_json_close(&j, ']');
    jhr_buf_char(b, '\n');
    if (!ok)
        return jhr_ledger_broken(ctx, l, a);
    jhr_db_end(l->db, false);
    return b->failed || a->out_of_memory ? JHR_NOMEM : JHR_OK;
}

jhr_status jhr_ledger_status(jhr_ctx *ctx, jhr_ledger *l, const char *day, jhr_writer out)
{
    struct jhr_buf b = {0};
    struct jhr_arena a;
    int32_t ymd = 0;
    jhr_status status;
    if (!ctx || !l || !out.write)
        return JHR_MISUSE;
    if (day && (!jhr_ymd_parse_iso(jhr_str_of(day), &ymd) || !jhr_ymd_is_date(ymd)))
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    jhr_arena_init(&a, 0);
    status = status_of(ctx, l, &a, day ? jhr_day_of_ymd(ymd) : -1, &b);
    status = jhr_ctx_done(ctx, status);
    jhr_arena_free(&a);
    if (status == JHR_OK)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

/* ---- erase ---- */

jhr_status jhr_ledger_erase(jhr_ctx *ctx, jhr_ledger *l, const char *pseudonym, jhr_writer out)
{
    struct jhr_buf b = {0};
    struct jhr_arena a;
    struct jhr_db_value name;
    int64_t child = 0;
    bool found = false;
    jhr_status status;
    if (!ctx || !l || !pseudonym || !*pseudonym || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    jhr_arena_init(&a, 0);
    name = jhr_db_text(jhr_str_of(pseudonym));
    if (!jhr_db_begin(l->db, true) ||
        !jhr_db_one(l->db, JHR_ST_CHILD_ERASE, &name, 1, &child, &found)) {
        status = jhr_ledger_broken(ctx, l, &a);
    } else if (!found) {
        jhr_diag_add(&ctx->ws->diags, JHR_D_PSEUDONYM_UNKNOWN, JHR_NO_SPAN);
        status = jhr_ledger_end(ctx, l, JHR_INPUT);
    } else {
        status = jhr_ledger_end(ctx, l, JHR_OK);
    }
    jhr_arena_free(&a);
    jhr_buf_fmt(&b, "{\"gewist\": %lld}\n", (long long)child);
    status = jhr_ctx_done(ctx, status);
    if (status == JHR_OK)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

/* Settling, ending, correcting, expiring. */
#include "ledger/handle.h"

#include "runtime/calendar.h"

/* The record, its jeugdige's other indications, and all accounts that it or the one it replaces
 * claims; locked. JHR_INPUT: no such key. */
static jhr_status open_record(jhr_ctx *ctx, struct jhr_tx *tx, struct jhr_str key,
                              struct jhr_record **out)
{
    struct jhr_ledger *l = tx->l;
    struct jhr_arena *a = tx->arena;
    JHR_VEC(int64_t) ids = {0};
    int64_t child, replaces, *slot;
    if (!jhr_tx_record(tx, key, out))
        return jhr_ledger_broken(ctx, l, a);
    if (!*out) {
        jhr_diag_add1(&ctx->ws->diags, JHR_D_KEY_UNKNOWN, JHR_NO_SPAN, key);
        return JHR_INPUT;
    }
    child = jhr_tx_core(tx, *out)->child;
    if (!jhr_db_lock(l->db, child))
        return jhr_ledger_broken(ctx, l, a);
    jhr_tx_start(tx, l, a); /* what was read before the lock may have changed */
    if (!jhr_tx_records(tx, child) || !jhr_tx_record(tx, key, out) || !*out)
        return jhr_ledger_broken(ctx, l, a);
    replaces = jhr_tx_core(tx, *out)->replaces;
    for (uint32_t i = 0; i < tx->records.n; i++) {
        const struct jhr_record *r = &tx->records.v[i];
        if (r != *out && jhr_tx_core(tx, r)->id != replaces)
            continue;
        for (uint32_t k = 0; k < r->accounts.n; k++) {
            slot = jhr_vec_add(a, &ids);
            if (slot)
                *slot = r->accounts.v[k];
        }
    }
    if (a->out_of_memory || !jhr_tx_accounts(tx, ids.v, ids.n))
        return jhr_ledger_broken(ctx, l, a);
    for (uint32_t i = 0; i < tx->state.accounts.n; i++)
        if (!jhr_tx_days(tx, i, 1, 0))
            return jhr_ledger_broken(ctx, l, a);
    return JHR_OK;
}

static void write_answer(struct jhr_buf *b, struct jhr_tx *tx, const struct jhr_record *r,
                         bool repeated)
{
    const struct jhr_lg_indication *i = jhr_tx_core(tx, r);
    struct jhr_json j = {.out = b, .first = true};
    jhr_json_open(&j, NULL, '{', false);
    jhr_json_str(&j, "sleutel", r->key);
    jhr_json_word(&j, "status", jhr_ledger_status_words[i->status]);
    jhr_ledger_date_json(&j, "van", jhr_ymd_of_day(i->from));
    jhr_ledger_date_json(&j, "tot_en_met", jhr_ymd_of_day(i->to));
    jhr_json_bool(&j, "herhaald", repeated);
    jhr_ledger_events_json(&j, &tx->state);
    jhr_json_close(&j, '}');
    jhr_buf_char(b, '\n');
}

static jhr_status change(jhr_ctx *ctx, jhr_ledger *l, struct jhr_arena *a, struct jhr_str key,
                         struct jhr_lg_command c, struct jhr_buf *b)
{
    struct jhr_tx tx;
    struct jhr_record *r = NULL;
    struct jhr_lg_outcome out;
    jhr_status status;
    jhr_tx_start(&tx, l, a);
    if (!jhr_db_begin(l->db, true))
        return jhr_ledger_broken(ctx, l, a);
    status = open_record(ctx, &tx, key, &r);
    if (status != JHR_OK)
        return jhr_ledger_end(ctx, l, status);
    c.indication = r->index;
    out = jhr_lg_apply(&tx.state, &c, tx.now);
    if (out.result != JHR_LG_OK && out.result != JHR_LG_REPEATED)
        return jhr_ledger_end(ctx, l, jhr_ledger_refusal(ctx, &tx.state, out, key));
    if (!jhr_tx_write(&tx))
        return jhr_ledger_broken(ctx, l, a);
    write_answer(b, &tx, r, out.result == JHR_LG_REPEATED);
    return jhr_ledger_end(ctx, l, b->failed || a->out_of_memory ? JHR_NOMEM : JHR_OK);
}

jhr_status jhr_ledger_apply(jhr_ctx *ctx, jhr_ledger *l, const jhr_ledger_change *change_of,
                            jhr_writer out)
{
    static const enum jhr_lg_command_kind kinds[] = {JHR_LG_COMMIT, JHR_LG_RELEASE, JHR_LG_END,
                                                     JHR_LG_CORRECT};
    struct jhr_lg_command c = {.cents = -1};
    struct jhr_buf b = {0};
    struct jhr_arena a;
    int32_t day = 0;
    jhr_status status;
    if (!ctx || !l || !change_of || change_of->size < sizeof *change_of || !change_of->key ||
        !out.write || (size_t)change_of->kind >= sizeof kinds / sizeof *kinds)
        return JHR_MISUSE;
    if (change_of->kind == JHR_LEDGER_END &&
        (!change_of->day || !jhr_ymd_parse_iso(jhr_str_of(change_of->day), &day) ||
         !jhr_ymd_is_date(day)))
        return JHR_MISUSE;
    if (change_of->kind == JHR_LEDGER_CORRECT && change_of->cents < 0)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    c.kind = (uint8_t)kinds[change_of->kind];
    c.cents = change_of->cents;
    c.to = jhr_day_of_ymd(day);
    jhr_arena_init(&a, 0);
    status = jhr_ctx_done(ctx, change(ctx, l, &a, jhr_str_of(change_of->key), c, &b));
    jhr_arena_free(&a);
    if (status == JHR_OK)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

/* ---- expire ---- */

struct lapsed {
    struct jhr_arena *a;
    JHR_VEC(struct jhr_str) keys;
};

static bool lapsed_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct lapsed *l = self;
    struct jhr_str *slot = jhr_vec_add(l->a, &l->keys);
    (void)n;
    if (slot)
        *slot = jhr_arena_str(l->a, c[0].s);
    return slot != NULL;
}

/* Those that have lapsed now, at most as many as the statement gives. */
static jhr_status find_lapsed(jhr_ctx *ctx, jhr_ledger *l, struct lapsed *out)
{
    struct jhr_db_value now = jhr_db_int(0);
    out->keys.n = 0;
    if (!jhr_db_begin(l->db, false) || !jhr_db_now(l->db, &now.i) ||
        !jhr_db_run(l->db, JHR_ST_INDICATION_LAPSED, &now, 1, lapsed_row, out))
        return jhr_ledger_broken(ctx, l, out->a);
    jhr_db_end(l->db, false);
    return out->a->out_of_memory ? JHR_NOMEM : JHR_OK;
}

static jhr_status expire_all(jhr_ctx *ctx, jhr_ledger *l, struct jhr_arena *a, struct jhr_json *j)
{
    struct lapsed found = {.a = a};
    struct jhr_arena one;
    jhr_status status;
    bool any;
    jhr_arena_init(&one, 0);
    do {
        any = false;
        status = find_lapsed(ctx, l, &found);
        for (uint32_t i = 0; i < found.keys.n && status == JHR_OK; i++) {
            struct jhr_buf answer = {0};
            jhr_arena_reset(&one);
            status = change(ctx, l, &one, found.keys.v[i],
                            (struct jhr_lg_command){.kind = JHR_LG_EXPIRE}, &answer);
            jhr_buf_free(&answer);
            any |= status == JHR_OK;
            if (status == JHR_OK)
                jhr_json_str(j, NULL, found.keys.v[i]);
            else if (status == JHR_NO_ROOM && l->db->fault != JHR_DB_BUSY)
                status = JHR_OK; /* another one settled it in between */
        }
    } while (status == JHR_OK && any);
    jhr_arena_free(&one);
    return status;
}

jhr_status jhr_ledger_expire(jhr_ctx *ctx, jhr_ledger *l, jhr_writer out)
{
    struct jhr_buf b = {0};
    struct jhr_json j = {.out = &b, .first = true};
    struct jhr_arena a;
    jhr_status status;
    if (!ctx || !l || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    jhr_arena_init(&a, 0);
    jhr_json_open(&j, NULL, '{', false);
    jhr_json_open(&j, "verlopen", '[', true);
    status = expire_all(ctx, l, &a, &j);
    jhr_json_close(&j, ']');
    jhr_json_close(&j, '}');
    jhr_buf_char(&b, '\n');
    jhr_arena_free(&a);
    status = jhr_ctx_done(ctx, status);
    if (status == JHR_OK)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

#include "ledger/core.h"
#include "ledger/handle.h"
#include "ledger/history.h"

#include <string.h>

struct verify {
    jhr_ctx *ctx;
    struct jhr_ledger *l;
    struct jhr_arena *a;       /* of one account */
    struct jhr_lg_account now; /* as its events make it */
    const char *why;           /* of the first break; NULL: none yet */
    int64_t at;                /* its event */
    uint64_t events;
};

static bool event(void *self, const struct jhr_lg_account *a, const struct jhr_lg_event *e)
{
    struct verify *v = self;
    (void)a;
    v->events++;
    v->at = e->seq;
    return jhr_lg_replay(v->a, &v->now, e, &v->why);
}

struct sums {
    int64_t reserved, committed;
};

static bool sums_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct sums *s = self;
    s->reserved = n > 0 ? c[0].i : 0;
    s->committed = n > 1 ? c[1].i : 0;
    return false;
}

static bool same_limits(const struct jhr_lg_account *a, const struct jhr_lg_account *b)
{
    if (a->limits.n != b->limits.n)
        return false;
    for (uint32_t i = 0; i < a->limits.n; i++) {
        const struct jhr_lg_limit *x = &a->limits.v[i], *y = &b->limits.v[i];
        if (x->from != y->from || x->to != y->to || x->known != y->known ||
            (x->known && x->value != y->value))
            return false;
    }
    return true;
}

static bool year_is_in(const struct jhr_lg_year *y, const struct jhr_lg_account *b)
{
    static const struct jhr_lg_year none;
    const struct jhr_lg_year *other = &none;
    for (uint32_t i = 0; i < b->years.n; i++)
        if (b->years.v[i].year == y->year)
            other = &b->years.v[i];
    return memcmp(y->taken, other->taken, sizeof y->taken) == 0;
}

static bool same_places(const struct jhr_lg_account *a, const struct jhr_lg_account *b)
{
    for (uint32_t i = 0; i < a->years.n; i++)
        if (!year_is_in(&a->years.v[i], b))
            return false;
    for (uint32_t i = 0; i < b->years.n; i++)
        if (!year_is_in(&b->years.v[i], a))
            return false;
    return true;
}

/* Does what the account holds follow from its events? */
static bool compare(struct verify *v, struct jhr_tx *tx, struct jhr_lg_account *kept)
{
    struct jhr_db_value id = jhr_db_int(kept->id);
    struct sums sums = {0, 0};
    if (!jhr_tx_limits(tx, kept) || !jhr_tx_all_days(tx, kept) ||
        !jhr_db_run(v->l->db, JHR_ST_SUM_CLAIMS, &id, 1, sums_row, &sums))
        return false;
    if (kept->seq != v->now.seq || memcmp(kept->head, v->now.head, sizeof kept->head) != 0)
        v->why = "de kop van de rekening is niet die van haar laatste gebeurtenis";
    else if (kept->reserved != v->now.reserved || kept->committed != v->now.committed)
        v->why = "het saldo is niet de som van de gebeurtenissen";
    else if (sums.reserved != v->now.reserved || sums.committed != v->now.committed)
        v->why = "het saldo is niet de som van wat de indicaties vasthouden";
    else if (!same_limits(kept, &v->now))
        v->why = "de grens is niet die van de gebeurtenissen";
    else if (!same_places(kept, &v->now))
        v->why = "de bezetting per dag is niet die van de gebeurtenissen";
    return true;
}

static bool verify_account(struct verify *v, struct jhr_lg_account *kept)
{
    struct jhr_history h = {.account = kept, .event = event, .self = v};
    struct jhr_tx tx;
    jhr_arena_reset(v->a);
    jhr_tx_start(&tx, v->l, v->a);
    v->now = (struct jhr_lg_account){.id = kept->id, .kind = kept->kind};
    v->at = 0;
    if (!jhr_history_walk(v->l->db, &h))
        return false;
    return v->why || compare(v, &tx, kept);
}

static void hex_json(struct jhr_json *j, const char *name, const uint8_t *hash)
{
    static const char hex[] = "0123456789abcdef";
    char text[2 * JHR_SHA256_SIZE];
    for (uint32_t i = 0; i < JHR_SHA256_SIZE; i++) {
        text[2 * i] = hex[hash[i] >> 4];
        text[2 * i + 1] = hex[hash[i] & 15];
    }
    jhr_json_str(j, name, (struct jhr_str){text, sizeof text});
}

static void write_head(struct jhr_json *j, const struct jhr_lg_account *a)
{
    jhr_json_open(j, NULL, '{', true);
    jhr_ledger_name_json(j, a);
    jhr_json_int(j, "volgnummer", a->seq);
    hex_json(j, "kop", a->head);
    jhr_json_close(j, '}');
}

static void tell(struct verify *v, const struct jhr_lg_account *a)
{
    struct jhr_buf name = {0}, at = {0};
    struct jhr_diag *d;
    jhr_ledger_name(&name, a);
    jhr_buf_int(&at, v->at);
    d = jhr_diag_add2(&v->ctx->ws->diags, JHR_D_LEDGER_BREAK, JHR_NO_SPAN, jhr_buf_get(&name),
                      jhr_buf_get(&at));
    jhr_diag_arg(&v->ctx->ws->diags, d, jhr_str_of(v->why));
    jhr_buf_free(&name);
    jhr_buf_free(&at);
}

static jhr_status verify(struct verify *v, struct jhr_arena *all, struct jhr_buf *b)
{
    struct jhr_json j = {.out = b, .first = true};
    struct jhr_db *db = v->l->db;
    struct jhr_accounts accounts;
    uint32_t i = 0;
    if (!db->ops->check(db, true) || !jhr_db_begin(db, false) ||
        !jhr_accounts_read(db, all, &accounts))
        return jhr_ledger_broken(v->ctx, v->l, all);
    jhr_json_open(&j, NULL, '{', false);
    jhr_json_open(&j, "rekeningen", '[', false);
    for (; i < accounts.list.n && !v->why; i++) {
        if (!verify_account(v, &accounts.list.v[i]))
            return jhr_ledger_broken(v->ctx, v->l, v->a);
        if (v->why)
            tell(v, &accounts.list.v[i]);
        else
            write_head(&j, &accounts.list.v[i]);
    }
    jhr_json_close(&j, ']');
    jhr_json_int(&j, "gebeurtenissen", (int64_t)v->events);
    jhr_json_bool(&j, "klopt", v->why == NULL);
    jhr_json_close(&j, '}');
    jhr_buf_char(b, '\n');
    jhr_db_end(db, false);
    return v->why ? JHR_FINDINGS : JHR_OK;
}

jhr_status jhr_ledger_verify(jhr_ctx *ctx, jhr_ledger *l, jhr_writer out)
{
    struct verify v = {.ctx = ctx, .l = l};
    struct jhr_arena all, one;
    struct jhr_buf b = {0};
    jhr_status status;
    if (!ctx || !l || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    jhr_arena_init(&all, 0);
    jhr_arena_init(&one, 0);
    v.a = &one;
    status = jhr_ctx_done(ctx, verify(&v, &all, &b));
    jhr_arena_free(&one);
    jhr_arena_free(&all);
    if (status == JHR_OK || status == JHR_FINDINGS)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

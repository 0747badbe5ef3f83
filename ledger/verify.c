#include "ledger/core.h"
#include "ledger/handle.h"
#include "ledger/history.h"

#include <jansson.h>
#include <string.h>

/* A head that an earlier verify gave. */
struct head {
    const char *rule, *gemeente, *aanbieder;
    int year;
    json_int_t seq;
    uint8_t hash[JHR_SHA256_SIZE];
    bool met; /* its account is there */
};

struct verify {
    jhr_ctx *ctx;
    struct jhr_ledger *l;
    struct jhr_arena *a;       /* of one account */
    struct jhr_lg_account now; /* as its events make it */
    const char *why;           /* of the first break; NULL: none yet */
    int64_t at;                /* its event */
    uint64_t events;
    JHR_VEC(struct head) heads;
    const struct head *head; /* of the account at hand; NULL: none */
};

/* ---- heads that were kept ---- */

static bool unhex(const char *text, uint8_t out[JHR_SHA256_SIZE])
{
    static const char hex[] = "0123456789abcdef";
    if (strlen(text) != 2 * (size_t)JHR_SHA256_SIZE)
        return false;
    for (uint32_t i = 0; i < 2 * JHR_SHA256_SIZE; i++) {
        const char *at = strchr(hex, text[i]);
        if (!at)
            return false;
        out[i / 2] = (uint8_t)(out[i / 2] << 4 | (uint8_t)(at - hex));
    }
    return true;
}

static bool read_head(json_t *one, struct head *h)
{
    const char *hash = "";
    *h = (struct head){.gemeente = "", .aanbieder = ""};
    return json_unpack(one, "{s:s, s?s, s?s, s?i, s:I, s:s}", "rekening", &h->rule, "gemeente",
                       &h->gemeente, "aanbieder", &h->aanbieder, "jaar", &h->year, "volgnummer",
                       &h->seq, "kop", &hash) == 0 &&
           h->seq >= 0 && unhex(hash, h->hash);
}

/* The heads point into the document. */
static jhr_status read_heads(struct verify *v, json_t *root, struct jhr_arena *a)
{
    json_t *list = json_object_get(root, "rekeningen"), *one;
    size_t i;
    bool ok = json_is_array(list);
    json_array_foreach(list, i, one)
    {
        struct head *h = ok ? jhr_vec_add(a, &v->heads) : NULL;
        if (ok && !h)
            return JHR_NOMEM;
        ok = ok && read_head(one, h);
    }
    if (ok)
        return JHR_OK;
    jhr_diag_add(&v->ctx->ws->diags, JHR_D_LEDGER_HEADS, JHR_NO_SPAN);
    return JHR_INPUT;
}

static const struct head *head_of(struct verify *v, const struct jhr_lg_account *a)
{
    for (uint32_t i = 0; i < v->heads.n; i++) {
        struct head *h = &v->heads.v[i];
        if (!jhr_str_eq(jhr_str_of(h->rule), a->rule) || h->year != a->year ||
            !jhr_str_eq(jhr_str_of(h->gemeente), a->gemeente) ||
            !jhr_str_eq(jhr_str_of(h->aanbieder), a->aanbieder))
            continue;
        h->met = true;
        return h;
    }
    return NULL;
}

/* ---- the walk ---- */

static bool event(void *self, const struct jhr_lg_account *a, const struct jhr_lg_event *e)
{
    struct verify *v = self;
    (void)a;
    v->events++;
    v->at = e->seq;
    if (!jhr_lg_replay(v->a, &v->now, e, &v->why))
        return false;
    if (v->head && v->head->seq == e->seq && memcmp(v->head->hash, e->hash, sizeof e->hash) != 0)
        v->why = "de bewaarde kop is een andere";
    return !v->why;
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
    v->head = head_of(v, kept);
    if (!jhr_history_walk(v->l->db, &h))
        return false;
    if (!v->why && v->head && v->head->seq > v->now.seq)
        v->why = "de bewaarde kop is van een latere gebeurtenis, die er niet meer is";
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

/* An account of which a head was kept, and that is not there any more. */
static void tell_missing(struct verify *v)
{
    for (uint32_t i = 0; i < v->heads.n && !v->why; i++) {
        const struct head *h = &v->heads.v[i];
        struct jhr_lg_account a = {.kind = *h->rule ? JHR_LG_CENTS : JHR_LG_GENERAL,
                                   .rule = jhr_str_of(h->rule),
                                   .gemeente = jhr_str_of(h->gemeente),
                                   .aanbieder = jhr_str_of(h->aanbieder),
                                   .year = h->year};
        if (h->met)
            continue;
        v->why = "de bewaarde kop is van een rekening die er niet meer is";
        v->at = h->seq;
        tell(v, &a);
    }
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
    tell_missing(v);
    jhr_json_close(&j, ']');
    jhr_json_int(&j, "gebeurtenissen", (int64_t)v->events);
    jhr_json_bool(&j, "klopt", v->why == NULL);
    jhr_json_close(&j, '}');
    jhr_buf_char(b, '\n');
    jhr_db_end(db, false);
    return v->why ? JHR_FINDINGS : JHR_OK;
}

jhr_status jhr_ledger_verify(jhr_ctx *ctx, jhr_ledger *l, const char *heads, size_t n,
                             jhr_writer out)
{
    struct verify v = {.ctx = ctx, .l = l};
    struct jhr_arena all, one;
    struct jhr_buf b = {0};
    json_t *root;
    jhr_status status;
    if (!ctx || !l || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    jhr_arena_init(&all, 0);
    jhr_arena_init(&one, 0);
    v.a = &one;
    root = heads ? json_loadb(heads, n, JSON_REJECT_DUPLICATES, NULL) : NULL;
    status = heads ? read_heads(&v, root, &all) : JHR_OK;
    status = jhr_ctx_done(ctx, status == JHR_OK ? verify(&v, &all, &b) : status);
    json_decref(root);
    jhr_arena_free(&one);
    jhr_arena_free(&all);
    if (status == JHR_OK || status == JHR_FINDINGS)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

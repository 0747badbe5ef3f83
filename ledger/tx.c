#include "ledger/tx.h"

#include "runtime/calendar.h"

#include <string.h>

void jhr_tx_start(struct jhr_tx *tx, struct jhr_ledger *l, struct jhr_arena *a)
{
    *tx = (struct jhr_tx){.l = l, .arena = a, .state = {.arena = a}};
}

/* ---- who ---- */

static bool child_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct jhr_tx *tx = self;
    (void)n;
    tx->child = c[0].i;
    return false;
}

static bool salt_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct jhr_tx *tx = self;
    (void)n;
    if (c[0].type == JHR_DB_BLOB && c[0].s.n == sizeof tx->salt)
        memcpy(tx->salt, c[0].s.p, sizeof tx->salt);
    return false;
}

bool jhr_tx_who(struct jhr_tx *tx, struct jhr_str pseudonym, bool add)
{
    struct jhr_db_value name = pseudonym.n > 0 ? jhr_db_text(pseudonym) : jhr_db_null();
    tx->child = 0;
    if (pseudonym.n > 0 && !jhr_db_run(tx->l->db, JHR_ST_CHILD_FIND, &name, 1, child_row, tx))
        return false;
    if (tx->child == 0 && add) {
        if (!jhr_db_run(tx->l->db, JHR_ST_CHILD_ADD, &name, 1, child_row, tx))
            return false;
        /* another transaction made it in between, and is done now */
        if (tx->child == 0 && !jhr_db_run(tx->l->db, JHR_ST_CHILD_FIND, &name, 1, child_row, tx))
            return false;
    }
    return true;
}

bool jhr_tx_child(struct jhr_tx *tx, struct jhr_str pseudonym, bool add)
{
    return jhr_tx_who(tx, pseudonym, add) && (tx->child == 0 || jhr_db_lock(tx->l->db, tx->child));
}

bool jhr_tx_salt(struct jhr_tx *tx, int64_t child, bool *found)
{
    struct jhr_db_value id = jhr_db_int(child);
    memset(tx->salt, 0, sizeof tx->salt);
    if (!jhr_db_run(tx->l->db, JHR_ST_CHILD_SALT, &id, 1, salt_row, tx))
        return false;
    *found = false;
    for (size_t i = 0; i < sizeof tx->salt; i++)
        *found |= tx->salt[i] != 0;
    return true;
}

/* ---- indications ---- */

static struct jhr_str copy(struct jhr_arena *a, const struct jhr_db_value *v)
{
    return v->type == JHR_DB_TEXT ? jhr_arena_str(a, v->s) : JHR_STR("");
}

enum { /* columns of an indication */
       COL_ID,
       COL_KEY,
       COL_CHILD,
       COL_PRODUCT,
       COL_AANBIEDER,
       COL_FROM,
       COL_TO,
       COL_VOLUME,
       COL_SCALE,
       COL_UNIT,
       COL_FREQUENCY,
       COL_STATUS,
       COL_UNTIL,
       COL_REPLACES,
       COL_RULES,
       COL_FINGERPRINT,
       COL_BASIS
};

static void read_details(struct jhr_arena *a, struct jhr_record *r, const struct jhr_db_value *c)
{
    r->key = copy(a, &c[COL_KEY]);
    r->rules = copy(a, &c[COL_RULES]);
    r->basis = copy(a, &c[COL_BASIS]);
    r->indicatie = (struct jhr_indicatie){.id = r->key,
                                          .product_code = copy(a, &c[COL_PRODUCT]),
                                          .aanbieder_code = copy(a, &c[COL_AANBIEDER]),
                                          .van = (int32_t)c[COL_FROM].i,
                                          .tot_en_met = (int32_t)c[COL_TO].i};
    r->indicatie.omvang = (struct jhr_omvang){.known = c[COL_VOLUME].type == JHR_DB_INT,
                                              .mantissa = c[COL_VOLUME].i,
                                              .scale = (uint8_t)c[COL_SCALE].i,
                                              .eenheid = (uint8_t)c[COL_UNIT].i,
                                              .frequentie = (uint8_t)c[COL_FREQUENCY].i};
    r->has_fingerprint =
        c[COL_FINGERPRINT].type == JHR_DB_BLOB && c[COL_FINGERPRINT].s.n == JHR_LG_FINGERPRINT;
    if (r->has_fingerprint)
        memcpy(r->fingerprint, c[COL_FINGERPRINT].s.p, JHR_LG_FINGERPRINT);
}

static bool record_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct jhr_tx *tx = self;
    struct jhr_lg_indication *i;
    struct jhr_record *r;
    (void)n;
    for (uint32_t k = 0; k < tx->state.indications.n; k++)
        if (tx->state.indications.v[k].id == c[COL_ID].i)
            return true;
    i = jhr_vec_add(tx->arena, &tx->state.indications);
    r = jhr_vec_add(tx->arena, &tx->records);
    if (!i || !r)
        return false;
    *i = (struct jhr_lg_indication){.id = c[COL_ID].i,
                                    .child = c[COL_CHILD].i,
                                    .replaces = c[COL_REPLACES].i,
                                    .status = (uint8_t)c[COL_STATUS].i,
                                    .from = jhr_day_of_ymd((int32_t)c[COL_FROM].i),
                                    .to = jhr_day_of_ymd((int32_t)c[COL_TO].i),
                                    .until = c[COL_UNTIL].type == JHR_DB_INT ? c[COL_UNTIL].i
                                                                             : JHR_LG_NEVER};
    r->index = tx->state.indications.n - 1;
    read_details(tx->arena, r, c);
    return true;
}

static bool account_id_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct jhr_tx *tx = ((void **)self)[0];
    struct jhr_record *r = ((void **)self)[1];
    int64_t *id = jhr_vec_add(tx->arena, &r->accounts);
    (void)n;
    if (id)
        *id = c[0].i;
    return id != NULL;
}

/* Which accounts a record claims. */
static bool read_account_ids(struct jhr_tx *tx, struct jhr_record *r)
{
    struct jhr_db_value id = jhr_db_int(jhr_tx_core(tx, r)->id);
    void *self[] = {tx, r};
    if (r->accounts.n > 0)
        return true;
    return jhr_db_run(tx->l->db, JHR_ST_CLAIM_LIST, &id, 1, account_id_row, self);
}

static bool read_all_ids(struct jhr_tx *tx, uint32_t from)
{
    for (uint32_t i = from; i < tx->records.n; i++)
        if (!read_account_ids(tx, &tx->records.v[i]))
            return false;
    return true;
}

struct jhr_lg_indication *jhr_tx_core(struct jhr_tx *tx, const struct jhr_record *r)
{
    return &tx->state.indications.v[r->index];
}

bool jhr_tx_records(struct jhr_tx *tx, int64_t child)
{
    struct jhr_db_value id = jhr_db_int(child);
    uint32_t from = tx->records.n;
    return jhr_db_run(tx->l->db, JHR_ST_INDICATION_CHILD, &id, 1, record_row, tx) &&
           read_all_ids(tx, from);
}

bool jhr_tx_record(struct jhr_tx *tx, struct jhr_str key, struct jhr_record **out)
{
    struct jhr_db_value name = jhr_db_text(key);
    uint32_t from = tx->records.n;
    *out = NULL;
    if (!jhr_db_run(tx->l->db, JHR_ST_INDICATION_KEY, &name, 1, record_row, tx) ||
        !read_all_ids(tx, from))
        return false;
    for (uint32_t i = 0; i < tx->records.n; i++)
        if (jhr_str_eq(tx->records.v[i].key, key))
            *out = &tx->records.v[i];
    return true;
}

/* ---- accounts ---- */

bool jhr_tx_pot(struct jhr_tx *tx, const struct jhr_pot *pot, bool add, int64_t *id, bool *added)
{
    struct jhr_db_value args[] = {jhr_db_text(pot->rule), jhr_db_text(pot->gemeente),
                                  jhr_db_text(pot->aanbieder), jhr_db_int(pot->year),
                                  jhr_db_int(pot->kind)};
    bool found;
    *added = false;
    if (!jhr_db_one(tx->l->db, JHR_ST_ACCOUNT_FIND, args, 4, id, &found))
        return false;
    if (found || !add)
        return true;
    *added = true;
    return jhr_db_run(tx->l->db, JHR_ST_ACCOUNT_ADD, args, 5, NULL, NULL) &&
           jhr_db_one(tx->l->db, JHR_ST_ACCOUNT_FIND, args, 4, id, &found);
}

void jhr_tx_account_row(struct jhr_arena *a, const struct jhr_db_value *c,
                        struct jhr_lg_account *out)
{
    *out = (struct jhr_lg_account){.id = c[0].i,
                                   .kind = (uint8_t)c[1].i,
                                   .rule = copy(a, &c[2]),
                                   .gemeente = copy(a, &c[3]),
                                   .aanbieder = copy(a, &c[4]),
                                   .year = (int32_t)c[5].i,
                                   .reserved = c[6].i,
                                   .committed = c[7].i,
                                   .pending = c[8].i,
                                   .seq = c[9].i,
                                   .time = c[10].i};
    if (c[11].type == JHR_DB_BLOB && c[11].s.n == sizeof out->head)
        memcpy(out->head, c[11].s.p, sizeof out->head);
}

static bool account_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct jhr_tx *tx = self;
    struct jhr_lg_account *a = jhr_vec_add(tx->arena, &tx->state.accounts);
    (void)n;
    if (a)
        jhr_tx_account_row(tx->arena, c, a);
    return false;
}

struct of_account {
    struct jhr_tx *tx;
    struct jhr_lg_account *a;
    int32_t year;
    bool read; /* of the year */
};

static bool limit_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct of_account *o = self;
    struct jhr_lg_limit *l = jhr_vec_add(o->tx->arena, &o->a->limits);
    (void)n;
    if (!l)
        return false;
    *l = (struct jhr_lg_limit){jhr_day_of_ymd((int32_t)c[0].i), jhr_day_of_ymd((int32_t)c[1].i),
                               c[2].type == JHR_DB_INT, c[2].i};
    return true;
}

bool jhr_tx_limits(struct jhr_tx *tx, struct jhr_lg_account *a)
{
    struct jhr_db_value id = jhr_db_int(a->id);
    struct of_account o = {.tx = tx, .a = a};
    return jhr_db_run(tx->l->db, JHR_ST_LIMIT_LIST, &id, 1, limit_row, &o);
}

uint32_t jhr_tx_account(const struct jhr_tx *tx, int64_t id)
{
    for (uint32_t i = 0; i < tx->state.accounts.n; i++)
        if (tx->state.accounts.v[i].id == id)
            return i;
    return UINT32_MAX;
}

static void sort_ids(int64_t *ids, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = i; k > 0 && ids[k - 1] > ids[k]; k--) {
            int64_t swap = ids[k];
            ids[k] = ids[k - 1];
            ids[k - 1] = swap;
        }
}

struct claim_reader {
    struct jhr_tx *tx;
    struct jhr_lg_indication *i;
};

static bool claim_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct claim_reader *r = self;
    uint32_t account = jhr_tx_account(r->tx, c[0].i);
    struct jhr_lg_claim *claim;
    (void)n;
    if (account == UINT32_MAX || jhr_lg_claims(r->i, account))
        return true;
    claim = jhr_vec_add(r->tx->arena, &r->i->claims);
    if (!claim)
        return false;
    *claim = (struct jhr_lg_claim){
        account, jhr_day_of_ymd((int32_t)c[1].i), jhr_day_of_ymd((int32_t)c[2].i), c[3].i, c[4].i,
        c[5].i};
    return true;
}

bool jhr_tx_claims(struct jhr_tx *tx)
{
    for (uint32_t i = 0; i < tx->records.n; i++) {
        struct claim_reader r = {tx, jhr_tx_core(tx, &tx->records.v[i])};
        struct jhr_db_value id = jhr_db_int(r.i->id);
        if (!jhr_db_run(tx->l->db, JHR_ST_CLAIM_LIST, &id, 1, claim_row, &r))
            return false;
    }
    return true;
}

bool jhr_tx_accounts(struct jhr_tx *tx, int64_t *ids, uint32_t n)
{
    uint32_t from = tx->state.accounts.n;
    sort_ids(ids, n);
    for (uint32_t i = 0; i < n; i++) {
        struct jhr_db_value id = jhr_db_int(ids[i]);
        if (jhr_tx_account(tx, ids[i]) == UINT32_MAX &&
            !jhr_db_run(tx->l->db, JHR_ST_ACCOUNT_READ, &id, 1, account_row, tx))
            return false;
    }
    for (uint32_t i = from; i < tx->state.accounts.n; i++)
        if (!jhr_tx_limits(tx, &tx->state.accounts.v[i]))
            return false;
    return jhr_tx_claims(tx) && jhr_db_now(tx->l->db, &tx->now);
}

struct id_list {
    struct jhr_arena *a;
    JHR_VEC(int64_t) ids;
};

static bool id_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct id_list *l = self;
    int64_t *slot = jhr_vec_add(l->a, &l->ids);
    (void)n;
    if (slot)
        *slot = c[0].i;
    return slot != NULL;
}

bool jhr_tx_lock_all(struct jhr_tx *tx)
{
    struct id_list l = {.a = tx->arena};
    return jhr_db_run(tx->l->db, JHR_ST_ACCOUNT_LIST, NULL, 0, id_row, &l) &&
           jhr_tx_accounts(tx, l.ids.v, l.ids.n);
}

/* ---- places by day ---- */

static int32_t number_at(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (int32_t)((uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 |
                     (uint32_t)u[3] << 24);
}

static bool days_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct of_account *o = self;
    struct jhr_lg_year *y = jhr_lg_year_of(o->tx->arena, o->a, o->year);
    (void)n;
    for (uint32_t i = 0; y && i < JHR_LG_YEAR_DAYS && c[0].s.n >= 4 * (i + 1); i++)
        y->taken[i] = number_at(c[0].s.p + (size_t)4 * i);
    return false;
}

static bool has_year(const struct jhr_lg_account *a, int32_t year)
{
    for (uint32_t i = 0; i < a->years.n; i++)
        if (a->years.v[i].year == year)
            return true;
    return false;
}

static bool read_years(struct jhr_tx *tx, struct jhr_lg_account *a, int32_t from, int32_t to)
{
    struct of_account o = {.tx = tx, .a = a};
    int32_t last = jhr_ymd_of_day(to < JHR_DAY_LAST ? to : JHR_DAY_LAST) / 10000;
    for (o.year = jhr_ymd_of_day(from) / 10000; o.year <= last; o.year++) {
        struct jhr_db_value args[] = {jhr_db_int(a->id), jhr_db_int(o.year)};
        if (has_year(a, o.year))
            continue;
        if (!jhr_db_run(tx->l->db, JHR_ST_DAYS_READ, args, 2, days_row, &o) ||
            !jhr_lg_year_of(tx->arena, a, o.year)) /* none yet: read it once */
            return false;
    }
    return true;
}

bool jhr_tx_days(struct jhr_tx *tx, uint32_t account, int32_t from, int32_t to)
{
    struct jhr_lg_account *a = &tx->state.accounts.v[account];
    if (a->kind != JHR_LG_PLACES && a->kind != JHR_LG_CHILDREN)
        return true;
    if (from <= to && !read_years(tx, a, from, to))
        return false;
    for (uint32_t i = 0; i < tx->state.indications.n; i++) {
        const struct jhr_lg_claim *c = jhr_lg_claims(&tx->state.indications.v[i], account);
        if (c && c->from <= c->to && !read_years(tx, a, c->from, c->to))
            return false;
    }
    return true;
}

static bool any_days_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct of_account *o = self;
    o->year = (int32_t)c[0].i;
    return days_row(o, &c[1], n - 1) || !o->tx->arena->out_of_memory;
}

bool jhr_tx_all_days(struct jhr_tx *tx, struct jhr_lg_account *a)
{
    struct jhr_db_value id = jhr_db_int(a->id);
    struct of_account o = {.tx = tx, .a = a};
    return jhr_db_run(tx->l->db, JHR_ST_DAYS_LIST, &id, 1, any_days_row, &o);
}

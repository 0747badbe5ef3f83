/* What a command changed, back to the database. */
#include "ledger/tx.h"

#include "runtime/calendar.h"

#include <string.h>

static struct jhr_db_value day_value(int32_t day)
{
    return jhr_db_int(jhr_ymd_of_day(day));
}

static struct jhr_db_value opt_text(struct jhr_str s)
{
    return s.n > 0 ? jhr_db_text(s) : jhr_db_null();
}

bool jhr_tx_add(struct jhr_tx *tx, const struct jhr_record *r, const struct jhr_lg_indication *i,
                struct jhr_record **out, bool *known)
{
    const struct jhr_omvang *o = &r->indicatie.omvang;
    struct jhr_db_value args[] = {
        jhr_db_text(r->key),
        jhr_db_int(i->child),
        jhr_db_text(r->indicatie.product_code),
        jhr_db_text(r->indicatie.aanbieder_code),
        day_value(i->from),
        day_value(i->to),
        o->known ? jhr_db_int(o->mantissa) : jhr_db_null(),
        jhr_db_int(o->scale),
        jhr_db_int(o->eenheid),
        jhr_db_int(o->frequentie),
        jhr_db_int(i->status),
        i->until == JHR_LG_NEVER ? jhr_db_null() : jhr_db_int(i->until),
        i->replaces ? jhr_db_int(i->replaces) : jhr_db_null(),
        opt_text(r->rules),
        r->has_fingerprint ? jhr_db_blob(r->fingerprint, sizeof r->fingerprint) : jhr_db_null()};
    struct jhr_record *record;
    struct jhr_lg_indication *one;
    int64_t id = 0;
    bool added;
    *out = NULL;
    if (!jhr_db_one(tx->l->db, JHR_ST_INDICATION_ADD, args, sizeof args / sizeof *args, &id,
                    &added))
        return false;
    *known = !added;
    if (!added)
        return true;
    record = jhr_vec_add(tx->arena, &tx->records);
    one = jhr_vec_add(tx->arena, &tx->state.indications);
    if (!record || !one)
        return false;
    *record = *r;
    record->index = tx->state.indications.n - 1;
    record->added = true;
    *one = *i;
    one->id = id;
    *out = record;
    return true;
}

static bool write_event(struct jhr_tx *tx, const struct jhr_lg_event *e)
{
    struct jhr_db_value args[] = {jhr_db_int(e->account_id),
                                  jhr_db_int(e->seq),
                                  jhr_db_int(e->time),
                                  jhr_db_int(e->kind),
                                  jhr_db_int(e->indication),
                                  jhr_db_int(e->child),
                                  day_value(e->from),
                                  day_value(e->to),
                                  jhr_db_int(e->reserved),
                                  jhr_db_int(e->committed),
                                  jhr_db_int(e->places),
                                  e->limit_known ? jhr_db_int(e->limit) : jhr_db_null(),
                                  jhr_db_blob(e->hash, sizeof e->hash)};
    return jhr_db_run(tx->l->db, JHR_ST_EVENT_ADD, args, sizeof args / sizeof *args, NULL, NULL);
}

static bool write_limits(struct jhr_tx *tx, const struct jhr_lg_account *a)
{
    struct jhr_db_value id = jhr_db_int(a->id);
    if (!jhr_db_run(tx->l->db, JHR_ST_LIMIT_CLEAR, &id, 1, NULL, NULL))
        return false;
    for (uint32_t i = 0; i < a->limits.n; i++) {
        const struct jhr_lg_limit *l = &a->limits.v[i];
        struct jhr_db_value args[] = {id, day_value(l->from), day_value(l->to),
                                      l->known ? jhr_db_int(l->value) : jhr_db_null()};
        if (!jhr_db_run(tx->l->db, JHR_ST_LIMIT_ADD, args, 4, NULL, NULL))
            return false;
    }
    return true;
}

static bool write_days(struct jhr_tx *tx, const struct jhr_lg_account *a)
{
    unsigned char days[4 * JHR_LG_YEAR_DAYS];
    for (uint32_t i = 0; i < a->years.n; i++) {
        const struct jhr_lg_year *y = &a->years.v[i];
        struct jhr_db_value args[] = {jhr_db_int(a->id), jhr_db_int(y->year),
                                      jhr_db_blob(days, sizeof days)};
        for (uint32_t d = 0; d < JHR_LG_YEAR_DAYS; d++)
            for (uint32_t b = 0; b < 4; b++)
                days[4 * d + b] = (unsigned char)((uint32_t)y->taken[d] >> (8 * b) & 0xff);
        if (y->changed && !jhr_db_run(tx->l->db, JHR_ST_DAYS_WRITE, args, 3, NULL, NULL))
            return false;
    }
    return true;
}

static bool write_account(struct jhr_tx *tx, const struct jhr_lg_account *a)
{
    struct jhr_db_value args[] = {jhr_db_int(a->reserved), jhr_db_int(a->committed),
                                  jhr_db_int(a->pending),  jhr_db_int(a->seq),
                                  jhr_db_int(a->time),     jhr_db_blob(a->head, 32),
                                  jhr_db_int(a->id)};
    return jhr_db_run(tx->l->db, JHR_ST_ACCOUNT_WRITE, args, 7, NULL, NULL) &&
           (!a->limits_changed || write_limits(tx, a)) && write_days(tx, a);
}

static bool write_claim(struct jhr_tx *tx, const struct jhr_record *r, const struct jhr_lg_claim *c)
{
    struct jhr_db_value id = jhr_db_int(jhr_tx_core(tx, r)->id);
    struct jhr_db_value account = jhr_db_int(tx->state.accounts.v[c->account].id);
    struct jhr_db_value values[] = {day_value(c->from), day_value(c->to), jhr_db_int(c->amount),
                                    jhr_db_int(c->reserved), jhr_db_int(c->committed)};
    struct jhr_db_value add[] = {id,        account,   values[0], values[1],
                                 values[2], values[3], values[4]};
    struct jhr_db_value change[] = {values[0], values[1], values[2], values[3],
                                    values[4], id,        account};
    return r->added ? jhr_db_run(tx->l->db, JHR_ST_CLAIM_ADD, add, 7, NULL, NULL)
                    : jhr_db_run(tx->l->db, JHR_ST_CLAIM_WRITE, change, 7, NULL, NULL);
}

bool jhr_tx_write_claims(struct jhr_tx *tx, const struct jhr_record *r)
{
    const struct jhr_lg_indication *i = jhr_tx_core(tx, r);
    for (uint32_t k = 0; k < i->claims.n; k++)
        if (!write_claim(tx, r, &i->claims.v[k]))
            return false;
    return true;
}

static bool write_indication(struct jhr_tx *tx, const struct jhr_record *r)
{
    const struct jhr_lg_indication *i = jhr_tx_core(tx, r);
    struct jhr_db_value args[] = {jhr_db_int(i->status), day_value(i->from), day_value(i->to),
                                  jhr_db_int(i->id)};
    struct jhr_db_value basis[] = {opt_text(r->basis), args[3]};
    if (!r->added && !jhr_db_run(tx->l->db, JHR_ST_INDICATION_WRITE, args, 4, NULL, NULL))
        return false;
    if (r->added && r->basis.n > 0 &&
        !jhr_db_run(tx->l->db, JHR_ST_INDICATION_BASIS, basis, 2, NULL, NULL))
        return false;
    return jhr_tx_write_claims(tx, r);
}

static bool changed(const struct jhr_lg_state *s, int64_t indication)
{
    for (uint32_t k = 0; k < s->events.n; k++)
        if (s->events.v[k].indication == indication)
            return true;
    return false;
}

bool jhr_tx_write_events(struct jhr_tx *tx)
{
    for (uint32_t i = 0; i < tx->state.events.n; i++)
        if (!write_event(tx, &tx->state.events.v[i]))
            return false;
    return true;
}

bool jhr_tx_write_accounts(struct jhr_tx *tx)
{
    for (uint32_t i = 0; i < tx->state.accounts.n; i++)
        if (tx->state.accounts.v[i].changed && !write_account(tx, &tx->state.accounts.v[i]))
            return false;
    return true;
}

bool jhr_tx_write(struct jhr_tx *tx)
{
    if (!jhr_tx_write_events(tx) || !jhr_tx_write_accounts(tx))
        return false;
    for (uint32_t i = 0; i < tx->records.n; i++)
        if (changed(&tx->state, jhr_tx_core(tx, &tx->records.v[i])->id) &&
            !write_indication(tx, &tx->records.v[i]))
            return false;
    return true;
}

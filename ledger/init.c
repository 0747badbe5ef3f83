/* The accounts of a regeling. */
#include "ledger/gather.h"
#include "ledger/handle.h"

#include "runtime/calendar.h"

/* A pot that the rules name, and whose. */
struct init_pot {
    uint32_t rekening, wie;
    const jhr_rules *rules;
    int64_t id;
};
struct init {
    jhr_ctx *ctx;
    struct jhr_tx tx;
    const jhr_rules *rules;
    int32_t today; /* day */
    JHR_VEC(struct init_pot) pots;
    uint32_t added;
    bool clash;
};

static bool kind_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    int64_t *kind = self;
    *kind = n > 0 ? c[0].i : -1;
    return false;
}

/* Another regeling may have the same name for it, and then it is the same pot: of the same kind. */
static bool check_kind(struct init *in, const struct jhr_pot *pot)
{
    static const char *const words[] = {"", "budget", "capaciteit",
                                        "capaciteit die jeugdigen telt"};
    struct jhr_db_value name = jhr_db_text(pot->rule);
    int64_t kind = -1;
    if (!jhr_db_run(in->tx.l->db, JHR_ST_ACCOUNT_KIND, &name, 1, kind_row, &kind))
        return false;
    if (kind < 0 || kind == pot->kind || kind > 3)
        return true;
    jhr_diag_add2(&in->ctx->ws->diags, JHR_D_REKENING_OTHER, JHR_NO_SPAN, pot->rule,
                  jhr_str_of(words[kind]));
    in->clash = true;
    return true;
}

static bool add_pot(struct init *in, uint32_t rekening, uint32_t wie, struct jhr_pot pot)
{
    const struct jhr_program *p = in->rules->program;
    struct init_pot *one = jhr_vec_add(in->tx.arena, &in->pots);
    bool added;
    if (!one)
        return false;
    *one = (struct init_pot){rekening, wie, in->rules, 0};
    if (!check_kind(in, &pot) || !jhr_tx_pot(&in->tx, &pot, true, &one->id, &added))
        return false;
    in->added += added;
    return jhr_gather_warn(&in->tx, one->id, &p->rekeningen[rekening]);
}

/* The calendar years of a limit within the validity of the regeling; without a start from this year
 * on, without an end the first year alone: further years are made when they are claimed. */
static bool add_years(struct init *in, uint32_t rekening, uint32_t wie, struct jhr_pot pot,
                      const struct jhr_p_grens *g)
{
    const struct jhr_p_meta *m = &in->rules->program->meta[0];
    int32_t from = m->from > g->from ? m->from : g->from, to = m->to < g->to ? m->to : g->to;
    from = from > 0 ? from : in->today;
    to = to <= JHR_DAY_LAST ? to - 1 : from;
    for (pot.year = jhr_ymd_of_day(from) / 10000; pot.year <= jhr_ymd_of_day(to) / 10000;
         pot.year++)
        if (!add_pot(in, rekening, wie, pot))
            return false;
    return true;
}

static bool add_whose(struct init *in, uint32_t rekening, uint32_t wie, struct jhr_pot pot)
{
    const struct jhr_program *p = in->rules->program;
    const struct jhr_p_rekening *r = &p->rekeningen[rekening];
    struct jhr_limits ls = jhr_rekening_limits(p, r, wie);
    if (ls.n == 0)
        return true;
    if (!(r->per & JHR_P_PER_KALENDERJAAR))
        return add_pot(in, rekening, wie, pot);
    for (uint32_t i = 0; i < ls.n; i++)
        if (!add_years(in, rekening, wie, pot, &ls.v[i]))
            return false;
    return true;
}

static bool add_rekening(struct init *in, uint32_t rekening)
{
    const struct jhr_program *p = in->rules->program;
    const struct jhr_p_rekening *r = &p->rekeningen[rekening];
    const struct jhr_p_regel *regel = &p->regels[r->regel];
    struct jhr_pot pot = {.rule = jhr_p_str(p, regel->id)};
    bool both = (r->per & JHR_P_PER_AANBIEDER) && (r->per & JHR_P_PER_GEMEENTE);
    pot.kind = regel->kind == JHR_P_BUDGET ? JHR_LG_CENTS
               : r->jeugdigen              ? JHR_LG_CHILDREN
                                           : JHR_LG_PLACES;
    if (regel->stand == JHR_P_VERVALLEN || both) /* of both: each pair when it is claimed */
        return true;
    if (!(r->per & (JHR_P_PER_AANBIEDER | JHR_P_PER_GEMEENTE)))
        return add_whose(in, rekening, JHR_P_NONE, pot);
    for (uint32_t i = 0; (r->per & JHR_P_PER_AANBIEDER) && i < p->aanbieders_n; i++) {
        pot.aanbieder = jhr_capitals(in->tx.arena, jhr_p_str(p, p->aanbieders[i].code));
        if (!add_whose(in, rekening, i, pot))
            return false;
    }
    for (uint32_t i = 0; (r->per & JHR_P_PER_GEMEENTE) && i < p->gemeenten_n; i++) {
        pot.gemeente = jhr_p_str(p, p->gemeenten[i].code);
        if (!add_whose(in, rekening, i, pot))
            return false;
    }
    return true;
}

static bool add_rules(struct init *in, const jhr_rules *rules)
{
    const struct jhr_program *p = rules->program;
    struct jhr_db_value args[2] = {jhr_db_null(), jhr_db_text(jhr_p_str(p, p->meta[0].naam))};
    struct jhr_str hash;
    in->rules = rules;
    if (!jhr_ledger_keep_rules(in->tx.l, rules, &hash, in->tx.arena))
        return false;
    args[0] = jhr_db_text(hash);
    if (!jhr_db_run(in->tx.l->db, JHR_ST_RULES_SET, args, 2, NULL, NULL))
        return false;
    for (uint32_t i = 0; i < p->rekeningen_n; i++)
        if (!add_rekening(in, i))
            return false;
    return true;
}

static bool set_limits(struct init *in)
{
    struct jhr_tx *tx = &in->tx;
    int64_t *ids = jhr_arena_alloc(tx->arena, (in->pots.n + 1) * sizeof *ids);
    if (!ids)
        return false;
    for (uint32_t i = 0; i < in->pots.n; i++)
        ids[i] = in->pots.v[i].id;
    if (!jhr_tx_accounts(tx, ids, in->pots.n))
        return false;
    for (uint32_t i = 0; i < in->pots.n; i++) {
        const struct init_pot *one = &in->pots.v[i];
        if (!jhr_gather_limits(&tx->state, jhr_tx_account(tx, one->id), one->rules->program,
                               one->rekening, one->wie, tx->now))
            return false;
    }
    return jhr_tx_write(tx);
}

static jhr_status init(struct init *in, const jhr_rules *rules, struct jhr_buf *b)
{
    struct jhr_ledger *l = in->tx.l;
    struct jhr_json j = {.out = b, .first = true};
    int64_t now = 0;
    uint32_t n = 0;
    if (!jhr_db_begin(l->db, true) || !jhr_db_lock(l->db, 0) || !jhr_db_now(l->db, &now))
        return jhr_ledger_broken(in->ctx, l, in->tx.arena);
    in->today = jhr_ledger_day(now);
    for (const jhr_rules *one = rules; one; one = one->next, n++)
        if (!add_rules(in, one))
            return jhr_ledger_broken(in->ctx, l, in->tx.arena);
    if (in->clash)
        return jhr_ledger_end(in->ctx, l, JHR_INPUT);
    if (!set_limits(in))
        return in->tx.state.accounts.n > 0 && l->db->fault == JHR_DB_FINE &&
                       !in->tx.arena->out_of_memory
                   ? jhr_ledger_end(in->ctx, l,
                                    jhr_ledger_refusal(in->ctx, &in->tx.state,
                                                       (struct jhr_lg_outcome){JHR_LG_CLOCK, 0},
                                                       JHR_STR("")))
                   : jhr_ledger_broken(in->ctx, l, in->tx.arena);
    jhr_json_open(&j, NULL, '{', false);
    jhr_json_int(&j, "regelingen", n);
    jhr_json_int(&j, "rekeningen", in->tx.state.accounts.n);
    jhr_json_int(&j, "nieuw", in->added);
    jhr_json_int(&j, "grenzen_gewijzigd", in->tx.state.events.n);
    jhr_json_close(&j, '}');
    jhr_buf_char(b, '\n');
    return jhr_ledger_end(in->ctx, l, JHR_OK);
}

jhr_status jhr_ledger_init(jhr_ctx *ctx, jhr_ledger *l, const jhr_rules *rules, jhr_writer out)
{
    struct init in = {.ctx = ctx};
    struct jhr_arena a;
    struct jhr_buf b = {0};
    jhr_status status;
    if (!ctx || !l || !rules || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    jhr_arena_init(&a, 0);
    jhr_tx_start(&in.tx, l, &a);
    status = jhr_ctx_done(ctx, init(&in, rules, &b));
    jhr_arena_free(&a);
    if (status == JHR_OK)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

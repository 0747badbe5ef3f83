#include "ledger/load.h"

#include "runtime/calendar.h"

#include <string.h>

/* ---- accounts: read once, kept until the end ---- */

static struct jhr_str pot_key(struct jhr_load *k, const struct jhr_pot *pot)
{
    struct jhr_buf b = {0};
    struct jhr_str key;
    jhr_buf_str(&b, pot->rule);
    jhr_buf_char(&b, '\n');
    jhr_buf_str(&b, pot->gemeente);
    jhr_buf_char(&b, '\n');
    jhr_buf_str(&b, pot->aanbieder);
    jhr_buf_char(&b, '\n');
    jhr_buf_int(&b, pot->year);
    key = jhr_arena_str(&k->row, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return key;
}

bool jhr_load_account(struct jhr_load *k, const struct jhr_load_engine *e, uint32_t rekening,
                      uint32_t wie, const struct jhr_pot *pot, uint32_t *out)
{
    struct jhr_str key = pot_key(k, pot);
    uint32_t *index = jhr_map_get(&k->pots, key);
    bool added;
    int64_t id;
    if (index) {
        *out = *index;
        return true;
    }
    index = JHR_NEW(&k->keep, uint32_t);
    k->tx.arena = k->tx.state.arena = &k->keep;
    k->fault |= !jhr_tx_pot(&k->tx, pot, true, &id, &added);
    if (!k->fault && jhr_tx_account(&k->tx, id) == UINT32_MAX)
        k->fault |= !jhr_tx_accounts(&k->tx, &id, 1);
    *index = *out = k->fault ? 0 : jhr_tx_account(&k->tx, id);
    if (added && !k->fault)
        k->fault |=
            !jhr_gather_limits(&k->tx.state, *out, e->rules->program, rekening, wie, k->tx.now) ||
            !jhr_gather_warn(&k->tx, id, &e->rules->program->rekeningen[rekening]) ||
            !jhr_tx_write_events(&k->tx);
    memset(&k->tx.state.events, 0, sizeof k->tx.state.events); /* they are kept */
    k->fault |= !jhr_map_put(&k->keep, &k->pots, jhr_arena_str(&k->keep, key), index);
    return !k->fault;
}

void jhr_load_line_arena(struct jhr_load *k)
{
    k->tx.arena = k->tx.state.arena = &k->row;
}

/* ---- contracts and limits ---- */

void jhr_load_contract(struct jhr_load *k, const struct jhr_in_row *r)
{
    struct jhr_str list =
        r->values[JHR_C_producten].n > 0 ? r->values[JHR_C_producten] : r->values[JHR_C_product];
    int32_t from, to;
    if (!jhr_load_need(k, r, JHR_C_aanbieder) || !jhr_load_period(k, r, JHR_YMD_FIRST, &from, &to))
        return;
    if (list.n == 0) {
        jhr_load_complain1(k, JHR_D_LOAD_MISSING, JHR_STR("product"));
        return;
    }
    for (uint32_t at = 0; at < list.n && !k->fault;) {
        uint32_t start = at;
        while (at < list.n && !strchr(" ,;|", list.p[at]))
            at++;
        struct jhr_str code = {list.p + start, at - start};
        struct jhr_db_value args[] = {
            jhr_db_text(jhr_capitals(&k->row, r->values[JHR_C_aanbieder])),
            jhr_db_text(jhr_capitals(&k->row, code)), jhr_db_int(from), jhr_db_int(to)};
        if (code.n > 0)
            k->fault |= !jhr_db_run(k->l->db, JHR_ST_CONTRACT_ADD, args, 4, NULL, NULL);
        at++;
    }
    k->counts[JHR_LOAD_CONTRACT]++;
}

/* The budget or capaciteit of that name, in the rules of the ledger. */
static bool find_rekening(struct jhr_load *k, struct jhr_str name, bool budget,
                          const struct jhr_load_engine **e, uint32_t *rekening)
{
    for (uint32_t q = 0; q < k->engines_n; q++) {
        const struct jhr_program *p = k->engines[q].rules->program;
        for (uint32_t i = 0; i < p->rekeningen_n; i++) {
            const struct jhr_p_regel *regel = &p->regels[p->rekeningen[i].regel];
            if (!jhr_str_eq(jhr_p_str(p, regel->id), name) ||
                (regel->kind == JHR_P_BUDGET) != budget)
                continue;
            *e = &k->engines[q];
            *rekening = i;
            return true;
        }
    }
    struct jhr_diag *d = jhr_load_complain(k, JHR_D_LOAD_REKENING);
    jhr_diag_arg(&k->ctx->ws->diags, d, name);
    jhr_diag_arg(&k->ctx->ws->diags, d, budget ? JHR_STR("budget") : JHR_STR("capaciteit"));
    return false;
}

/* By whom the rules keep it, the line must say. */
static bool pot_cells(struct jhr_load *k, const struct jhr_in_row *r,
                      const struct jhr_p_rekening *rek, struct jhr_pot *pot)
{
    int64_t number;
    if (((rek->per & JHR_P_PER_GEMEENTE) && !jhr_load_need(k, r, JHR_C_gemeente)) ||
        ((rek->per & JHR_P_PER_AANBIEDER) && !jhr_load_need(k, r, JHR_C_aanbieder)) ||
        ((rek->per & JHR_P_PER_KALENDERJAAR) && !jhr_load_need(k, r, JHR_C_jaar)) ||
        !jhr_load_gemeente(k, r, &number))
        return false;
    if (rek->per & JHR_P_PER_GEMEENTE)
        pot->gemeente = r->values[JHR_C_gemeente];
    if (rek->per & JHR_P_PER_AANBIEDER)
        pot->aanbieder = jhr_capitals(&k->row, r->values[JHR_C_aanbieder]);
    if (rek->per & JHR_P_PER_KALENDERJAAR) {
        if (!jhr_load_number(r->values[JHR_C_jaar], 2099, &number) || number < 1990)
            return jhr_load_bad_value(k, r, JHR_C_jaar, "een kalenderjaar");
        pot->year = (int32_t)number;
    }
    return true;
}

void jhr_load_limit(struct jhr_load *k, const struct jhr_in_row *r, bool budget)
{
    enum jhr_cell name = budget ? JHR_C_budget : JHR_C_capaciteit;
    enum jhr_cell value = budget ? JHR_C_plafond_cent : JHR_C_plaatsen;
    struct jhr_pot pot = {.kind = JHR_LG_CENTS};
    struct jhr_lg_command c = {.kind = JHR_LG_LIMIT};
    const struct jhr_load_engine *e;
    struct jhr_lg_outcome out;
    uint32_t rekening, account;
    int32_t from, to;
    if (!jhr_load_need(k, r, name) || !jhr_load_need(k, r, value) ||
        !jhr_load_period(k, r, JHR_YMD_FIRST, &from, &to) ||
        !find_rekening(k, r->values[name], budget, &e, &rekening))
        return;
    const struct jhr_p_rekening *rek = &e->rules->program->rekeningen[rekening];
    pot.rule = r->values[name];
    if (!budget)
        pot.kind = rek->jeugdigen ? JHR_LG_CHILDREN : JHR_LG_PLACES;
    if (!pot_cells(k, r, rek, &pot))
        return;
    c.known = !jhr_str_eq(r->values[value], JHR_STR("?"));
    if (c.known && !jhr_load_number(r->values[value], 100000000000, &c.cents)) {
        jhr_load_bad_value(k, r, value,
                           budget ? "een aantal centen, of ?" : "een aantal plaatsen, of ?");
        return;
    }
    if (!jhr_load_account(k, e, rekening, JHR_P_NONE, &pot, &account))
        return;
    c.account = account;
    c.from = pot.year ? jhr_day_of_ymd(pot.year * 10000 + 101) : jhr_day_of_ymd(from);
    c.to = pot.year ? jhr_day_of_ymd(pot.year * 10000 + 1231) : jhr_day_of_ymd(to);
    c.to = c.to < JHR_DAY_LAST ? c.to : JHR_DAY_LAST;
    k->tx.state.arena = &k->keep; /* the limits stay */
    out = jhr_lg_apply(&k->tx.state, &c, k->tx.now);
    k->fault |=
        (out.result != JHR_LG_OK && out.result != JHR_LG_REPEATED) || !jhr_tx_write_events(&k->tx);
    jhr_load_line_arena(k);
    k->counts[budget ? JHR_LOAD_PLAFOND : JHR_LOAD_PLAATSEN]++;
}

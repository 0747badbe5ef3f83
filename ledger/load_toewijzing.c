#include "ledger/load.h"

#include "runtime/calendar.h"
#include "runtime/cost.h"
#include "runtime/decide.h"

static uint32_t product_in(const struct jhr_program *p, struct jhr_str code)
{
    for (uint32_t i = 0; i < p->producten_n; i++)
        if (p->producten[i].coded && jhr_str_eq_fold(jhr_p_str(p, p->producten[i].code), code))
            return i;
    return JHR_OUTSIDE;
}

static uint32_t aanbieder_in(const struct jhr_program *p, struct jhr_str code)
{
    for (uint32_t i = 0; i < p->aanbieders_n; i++)
        if (jhr_str_eq_fold(jhr_p_str(p, p->aanbieders[i].code), code))
            return i;
    return JHR_OUTSIDE;
}

static int64_t gemeente_in(const struct jhr_program *p, int64_t code, struct jhr_str text)
{
    for (uint32_t i = 0; i < p->gemeenten_n; i++)
        if (jhr_str_eq(jhr_p_str(p, p->gemeenten[i].code), text))
            return i;
    return JHR_OUTSIDE + code;
}

/* The toewijzing as these rules see it: on a day on which they hold. */
static bool see(struct jhr_load *k, struct jhr_load_engine *e, const struct jhr_indicatie *i,
                int64_t gemeente, struct jhr_str gemeente_text, struct jhr_case *c)
{
    const struct jhr_program *p = e->rules->program;
    const struct jhr_p_meta *m = &p->meta[0];
    struct jhr_feitwaarde *facts = jhr_arena_alloc(&k->row, (p->feiten_n + 1) * sizeof *facts);
    int32_t day = jhr_day_of_ymd(i->van);
    if (!facts)
        return false;
    day = day < m->from ? m->from : day >= m->to ? m->to - 1 : day;
    if (jhr_day_of_ymd(i->tot_en_met) < m->from || jhr_day_of_ymd(i->van) >= m->to)
        return false; /* these rules say nothing of it */
    if (m->feit_gemeente != JHR_P_NONE && gemeente >= 0)
        facts[m->feit_gemeente] =
            (struct jhr_feitwaarde){.known = true, .v = gemeente_in(p, gemeente, gemeente_text)};
    *c = (struct jhr_case){.peildatum = jhr_ymd_of_day(day),
                           .feiten = facts,
                           .feiten_n = p->feiten_n,
                           .voorstel = *i,
                           .lopend_known = true,
                           .contracten_known = true};
    c->voorstel.van = c->peildatum;
    c->voorstel.product = product_in(p, i->product_code);
    c->voorstel.aanbieder = aanbieder_in(p, i->aanbieder_code);
    jhr_decide(&e->d, c);
    return m->voor == JHR_P_NONE || e->d.scalar.voor[m->voor] != JHR_NO;
}

static bool claimed_already(const struct jhr_load *k, const struct jhr_lg_indication *one,
                            struct jhr_str rule)
{
    for (uint32_t i = 0; i < one->claims.n; i++)
        if (jhr_str_eq(k->tx.state.accounts.v[one->claims.v[i].account].rule, rule))
            return true;
    return false;
}

struct cost {
    bool given, known;
    int64_t cents;
};

/* What the rules' budget or capaciteit claims of it, as claims of the core. */
static bool claim(struct jhr_load *k, struct jhr_load_engine *e, const struct jhr_case *c,
                  uint32_t rekening, struct cost cost, struct jhr_lg_indication *one)
{
    const struct jhr_p_rekening *r = &e->rules->program->rekeningen[rekening];
    bool budget = e->rules->program->regels[r->regel].kind == JHR_P_BUDGET;
    struct jhr_part parts[JHR_MAX_JAREN];
    struct jhr_claim years[JHR_MAX_JAREN];
    uint32_t n, years_n, account, wie;
    struct jhr_pot pot;
    if (budget && (!cost.known || one->to > JHR_DAY_LAST)) {
        jhr_load_complain(k, JHR_D_LOAD_NO_COST);
        return false;
    }
    n = jhr_gather_parts(r, one->from, one->to, parts);
    years_n = budget ? jhr_claim_split(cost.cents, one->from, one->to, years) : 0;
    for (uint32_t i = 0; i < n; i++) {
        struct jhr_lg_claim *slot;
        if (!jhr_gather_pot(&k->row, &e->d, c, rekening, parts[i].year, &pot, &wie))
            return jhr_load_complain1(k, JHR_D_LOAD_MISSING, JHR_STR("gemeente"));
        if (!jhr_load_account(k, e, rekening, wie, &pot, &account))
            return false;
        jhr_load_line_arena(k);
        slot = jhr_vec_add(&k->row, &one->claims);
        if (!slot)
            return false;
        *slot = (struct jhr_lg_claim){.account = account, .from = parts[i].from, .to = parts[i].to};
        if (budget)
            slot->amount = parts[i].year == 0 ? cost.cents : 0;
        for (uint32_t y = 0; y < years_n; y++)
            if (years[y].jaar == parts[i].year)
                slot->amount = years[y].cent;
    }
    return true;
}

static bool claim_all(struct jhr_load *k, const struct jhr_indicatie *i, int64_t gemeente,
                      struct jhr_str gemeente_text, struct cost given,
                      struct jhr_lg_indication *one)
{
    for (uint32_t q = 0; q < k->engines_n; q++) {
        struct jhr_load_engine *e = &k->engines[q];
        const struct jhr_program *p = e->rules->program;
        struct jhr_case c;
        struct cost cost = given;
        if (!see(k, e, i, gemeente, gemeente_text, &c))
            continue;
        if (!given.given) {
            struct jhr_indicatie whole = c.voorstel;
            whole.van = i->van;
            cost.known = jhr_cost(p, &whole, &cost.cents);
        }
        for (uint32_t r = 0; r < p->rekeningen_n; r++) {
            const struct jhr_p_regel *regel = &p->regels[p->rekeningen[r].regel];
            uint8_t voor = e->d.scalar.voor[p->rekeningen[r].regel];
            if (regel->stand != JHR_P_VASTGESTELD || voor == JHR_NO || regel->from > one->to ||
                regel->to <= one->from ||
                (regel->kind == JHR_P_BUDGET && c.voorstel.product < p->producten_n &&
                 p->producten[c.voorstel.product].zonder_tarief && !given.given) ||
                claimed_already(k, one, jhr_p_str(p, regel->id)))
                continue;
            if (voor != JHR_YES)
                return jhr_load_complain1(k, JHR_D_LOAD_MISSING, JHR_STR("gemeente"));
            if (!claim(k, e, &c, r, cost, one))
                return false;
        }
    }
    return true;
}

/* The days that the claims touch, and (`telt jeugdigen`) what this jeugdige has there already. */
static bool read_days(struct jhr_load *k, const struct jhr_lg_indication *one)
{
    bool children = false, ok = true;
    for (uint32_t i = 0; i < one->claims.n; i++)
        children |= k->tx.state.accounts.v[one->claims.v[i].account].kind == JHR_LG_CHILDREN;
    if (children)
        ok = jhr_tx_records(&k->tx, one->child) && jhr_tx_claims(&k->tx);
    k->tx.arena = &k->keep;
    for (uint32_t i = 0; ok && i < one->claims.n; i++)
        ok = jhr_tx_days(&k->tx, one->claims.v[i].account, one->claims.v[i].from,
                         one->claims.v[i].to);
    k->tx.arena = &k->row;
    return ok;
}

static bool book(struct jhr_load *k, struct jhr_record *row, struct jhr_lg_indication *one)
{
    struct jhr_record *r;
    struct jhr_lg_outcome out;
    bool known = false;
    if (!read_days(k, one) || !jhr_tx_add(&k->tx, row, one, &r, &known))
        return false;
    if (known) {
        jhr_load_complain1(k, JHR_D_LOAD_KNOWN, row->key);
        return true;
    }
    out = jhr_lg_apply(&k->tx.state,
                       &(struct jhr_lg_command){.kind = JHR_LG_LOAD, .indication = r->index},
                       k->tx.now);
    if (out.result != JHR_LG_OK)
        return false;
    return jhr_tx_write_events(&k->tx) && jhr_tx_write_claims(&k->tx, r);
}

void jhr_load_toewijzing(struct jhr_load *k, const struct jhr_in_row *r)
{
    struct jhr_record row = {0};
    struct jhr_lg_indication one = {.status = JHR_LG_COMMITTED, .until = JHR_LG_NEVER};
    struct cost cost = {.given = r->values[JHR_C_kosten_cent].n > 0};
    struct jhr_indicatie *i = &row.indicatie;
    int64_t gemeente;
    if (!jhr_load_need(k, r, JHR_C_id) || !jhr_load_need(k, r, JHR_C_jeugdige) ||
        !jhr_load_need(k, r, JHR_C_product) || !jhr_load_need(k, r, JHR_C_aanbieder) ||
        !jhr_load_need(k, r, JHR_C_van) || !jhr_load_period(k, r, 0, &i->van, &i->tot_en_met) ||
        !jhr_load_gemeente(k, r, &gemeente) || !jhr_load_volume(k, r, &i->omvang))
        return;
    cost.known = cost.given;
    if (cost.given && !jhr_load_number(r->values[JHR_C_kosten_cent], 100000000000, &cost.cents)) {
        jhr_load_bad_value(k, r, JHR_C_kosten_cent, "een aantal centen");
        return;
    }
    row.key = r->values[JHR_C_id];
    i->product_code = jhr_capitals(&k->row, r->values[JHR_C_product]);
    i->aanbieder_code = jhr_capitals(&k->row, r->values[JHR_C_aanbieder]);
    one.from = jhr_day_of_ymd(i->van);
    one.to = jhr_day_of_ymd(i->tot_en_met);
    if (!claim_all(k, i, gemeente, r->values[JHR_C_gemeente], cost, &one))
        return;
    if (one.claims.n == 0) { /* the first account that was read */
        struct jhr_lg_claim *general = jhr_vec_add(&k->row, &one.claims);
        if (general)
            *general = (struct jhr_lg_claim){.account = 0, .from = one.from, .to = one.to};
    }
    k->fault |= !jhr_tx_who(&k->tx, r->values[JHR_C_jeugdige], true);
    one.child = k->tx.child;
    k->fault |= !k->fault && !book(k, &row, &one);
    k->counts[JHR_LOAD_TOEWIJZING]++;
}

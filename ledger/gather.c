#include "ledger/gather.h"

#include "runtime/calendar.h"
#include "runtime/decide.h"

#include <string.h>

struct jhr_str jhr_capitals(struct jhr_arena *a, struct jhr_str s)
{
    struct jhr_str out = jhr_arena_str(a, s);
    char *p = (char *)out.p;
    for (uint32_t i = 0; p && i < out.n && !a->out_of_memory; i++)
        p[i] = p[i] >= 'a' && p[i] <= 'z' ? (char)(p[i] - 'a' + 'A') : p[i];
    return out;
}

/* ---- which pots ---- */

static struct jhr_str gemeente_code(struct jhr_arena *a, const struct jhr_program *p, int64_t v)
{
    char code[4];
    if (v < p->gemeenten_n)
        return jhr_p_str(p, p->gemeenten[v].code);
    v -= JHR_OUTSIDE; /* the reader keeps the code of a gemeente that the rules do not name */
    for (int i = 3; i >= 0; i--, v /= 10)
        code[i] = (char)('0' + v % 10);
    return jhr_arena_str(a, (struct jhr_str){code, 4});
}

bool jhr_gather_pot(struct jhr_arena *a, const struct jhr_decider *d, const struct jhr_case *c,
                    uint32_t rekening, int32_t year, struct jhr_pot *out, uint32_t *wie)
{
    const struct jhr_program *p = d->program;
    const struct jhr_p_rekening *r = &p->rekeningen[rekening];
    const struct jhr_p_regel *regel = &p->regels[r->regel];
    uint32_t feit = p->meta->feit_gemeente;
    *out = (struct jhr_pot){.rule = jhr_p_str(p, regel->id), .year = year};
    out->kind = regel->kind == JHR_P_BUDGET ? JHR_LG_CENTS
                : r->jeugdigen              ? JHR_LG_CHILDREN
                                            : JHR_LG_PLACES;
    if (!jhr_rekening_whose(d, r, wie))
        return false;
    if (r->per & JHR_P_PER_AANBIEDER)
        out->aanbieder = jhr_capitals(a, c->voorstel.aanbieder_code);
    if (r->per & JHR_P_PER_GEMEENTE) {
        uint32_t kolom = feit == JHR_P_NONE ? 0 : p->feiten[feit].kolom;
        if (feit == JHR_P_NONE || !d->row.known[kolom])
            return false;
        out->gemeente = gemeente_code(a, p, d->row.x[kolom]);
    }
    return true;
}

uint32_t jhr_gather_parts(const struct jhr_p_rekening *r, int32_t from, int32_t to,
                          struct jhr_part *out)
{
    uint32_t n = 0;
    if (!(r->per & JHR_P_PER_KALENDERJAAR)) {
        out[0] = (struct jhr_part){0, from, to};
        return 1;
    }
    for (int32_t day = from; day <= to && n < JHR_MAX_JAREN; n++) {
        int32_t year = jhr_ymd_of_day(day) / 10000;
        int32_t last = jhr_day_of_ymd(year * 10000 + 1231);
        out[n] = (struct jhr_part){year, day, last < to ? last : to};
        day = last + 1;
    }
    return n;
}

/* ---- limits that the rules give ---- */

static bool one_limit(struct jhr_lg_state *s, uint32_t account, struct jhr_lg_limit l, int64_t now)
{
    struct jhr_lg_command c = {.kind = JHR_LG_LIMIT,
                               .account = account,
                               .from = l.from,
                               .to = l.to,
                               .known = l.known,
                               .cents = l.value};
    struct jhr_lg_outcome out;
    if (now < 0)
        return jhr_lg_set_limit(s->arena, &s->accounts.v[account], l);
    out = jhr_lg_apply(s, &c, now);
    return out.result == JHR_LG_OK || out.result == JHR_LG_REPEATED;
}

bool jhr_gather_limits(struct jhr_lg_state *s, uint32_t account, const struct jhr_program *p,
                       uint32_t rekening, uint32_t wie, int64_t now)
{
    struct jhr_limits ls = jhr_rekening_limits(p, &p->rekeningen[rekening], wie);
    int32_t year = s->accounts.v[account].year;
    int32_t first = year ? jhr_day_of_ymd(year * 10000 + 101) : 0;
    int32_t last = year ? jhr_day_of_ymd(year * 10000 + 1231) : JHR_DAY_LAST;
    for (uint32_t i = 0; i < ls.n; i++) {
        const struct jhr_p_grens *g = &ls.v[i];
        struct jhr_lg_limit l = {g->from > first ? g->from : first,
                                 g->to - 1 < last ? g->to - 1 : last, g->known != 0, g->value};
        if (l.from <= l.to && !one_limit(s, account, l, now))
            return false;
    }
    return true;
}

bool jhr_gather_warn(struct jhr_tx *tx, int64_t id, const struct jhr_p_rekening *r)
{
    struct jhr_db_value args[] = {jhr_db_int(r->vanaf), jhr_db_int(r->vanaf_van), jhr_db_int(id)};
    return jhr_db_run(tx->l->db, JHR_ST_ACCOUNT_WARN, args, 3, NULL, NULL);
}

/* ---- reading ---- */

static bool contract_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct jhr_gather *g = self;
    struct jhr_basis_contract *k = jhr_vec_add(g->tx->arena, &g->basis.contracten);
    (void)n;
    if (!k)
        return false;
    *k = (struct jhr_basis_contract){jhr_arena_str(g->tx->arena, c[0].s),
                                     jhr_arena_str(g->tx->arena, c[1].s), (int32_t)c[2].i,
                                     (int32_t)c[3].i};
    return true;
}

static bool read_contracts(struct jhr_gather *g)
{
    struct jhr_arena *a = g->tx->arena;
    struct jhr_db_value args[] = {jhr_db_text(jhr_capitals(a, g->c->voorstel.aanbieder_code)),
                                  jhr_db_text(jhr_capitals(a, g->c->voorstel.product_code))};
    int64_t any = 0;
    if (!jhr_db_one(g->tx->l->db, JHR_ST_CONTRACT_ANY, NULL, 0, &any, NULL))
        return false;
    g->basis.contracts_known = any > 0;
    return any == 0 || jhr_db_run(g->tx->l->db, JHR_ST_CONTRACT_OF, args, 2, contract_row, g);
}

/* Of a jeugdige with more indications than a case holds, those that end last. */
static void drop_earliest(struct jhr_basis *b)
{
    while (b->lopend.n > JHR_MAX_LOPEND) {
        uint32_t first = 0;
        for (uint32_t i = 1; i < b->lopend.n; i++)
            if (b->lopend.v[i].tot_en_met < b->lopend.v[first].tot_en_met)
                first = i;
        memmove(&b->lopend.v[first], &b->lopend.v[first + 1],
                (b->lopend.n - first - 1) * sizeof *b->lopend.v);
        b->lopend.n--;
    }
}

static bool read_running(struct jhr_gather *g)
{
    struct jhr_tx *tx = g->tx;
    g->basis.lists = g->c->jeugdige.n > 0;
    if (!g->basis.lists)
        return true;
    if (tx->child && !jhr_tx_records(tx, tx->child))
        return false;
    for (uint32_t i = 0; i < tx->records.n; i++) {
        const struct jhr_record *r = &tx->records.v[i];
        struct jhr_indicatie *one = NULL;
        if (jhr_tx_core(tx, r)->from > jhr_tx_core(tx, r)->to)
            continue;
        if (jhr_str_eq(r->key, g->c->wijzigt))
            g->replaced = r->index;
        one = jhr_vec_add(tx->arena, &g->basis.lopend);
        if (!one)
            return false;
        *one = r->indicatie;
    }
    drop_earliest(&g->basis);
    return true;
}

/* The accounts that the rules may look at, before they are read. */
struct wanted {
    uint32_t rekening, wie;
    struct jhr_part part;
    struct jhr_pot pot;
    int64_t id;
    bool added;
};
typedef JHR_VEC(struct wanted) wanted_list;

static bool want(struct jhr_gather *g, uint32_t rekening, int32_t from, int32_t to, bool write,
                 wanted_list *out)
{
    struct jhr_part parts[JHR_MAX_JAREN];
    uint32_t n = jhr_gather_parts(&g->d->program->rekeningen[rekening], from, to, parts);
    for (uint32_t i = 0; i < n; i++) {
        struct wanted w = {.rekening = rekening, .part = parts[i]}, *slot;
        if (!jhr_gather_pot(g->tx->arena, g->d, g->c, rekening, parts[i].year, &w.pot, &w.wie))
            return true;
        if (!jhr_tx_pot(g->tx, &w.pot, write, &w.id, &w.added))
            return false;
        slot = jhr_vec_add(g->tx->arena, out);
        if (!slot)
            return false;
        *slot = w;
    }
    return true;
}

static bool want_all(struct jhr_gather *g, bool write, wanted_list *out)
{
    const struct jhr_program *p = g->d->program;
    const struct jhr_row *row = &g->d->row;
    int32_t from = jhr_day_of_ymd(g->c->voorstel.van), to = from;
    if (row->known[JHR_X_EIND])
        to = (int32_t)row->x[JHR_X_EIND];
    for (uint32_t i = 0; i < p->rekeningen_n; i++) {
        bool budget = p->regels[p->rekeningen[i].regel].kind == JHR_P_BUDGET;
        int32_t last = to > JHR_DAY_LAST ? (budget ? from : JHR_DAY_LAST) : to;
        if (g->d->applies[p->rekeningen[i].regel] != JHR_NO && !want(g, i, from, last, write, out))
            return false;
    }
    return true;
}

/* An account that is not there yet, as it would be. */
static uint32_t imagined(struct jhr_gather *g, const struct wanted *w)
{
    struct jhr_lg_account *a = jhr_vec_add(g->tx->arena, &g->tx->state.accounts);
    if (!a)
        return UINT32_MAX;
    *a = (struct jhr_lg_account){.id = -(int64_t)g->tx->state.accounts.n,
                                 .kind = w->pot.kind,
                                 .rule = w->pot.rule,
                                 .gemeente = w->pot.gemeente,
                                 .aanbieder = w->pot.aanbieder,
                                 .year = w->pot.year};
    return g->tx->state.accounts.n - 1;
}

static bool lock_all(struct jhr_gather *g, const wanted_list *list, bool write)
{
    struct jhr_tx *tx = g->tx;
    JHR_VEC(int64_t) ids = {0};
    const struct jhr_record *old = NULL;
    int64_t *slot;
    for (uint32_t i = 0; i < list->n; i++) {
        slot = list->v[i].id ? jhr_vec_add(tx->arena, &ids) : NULL;
        if (slot)
            *slot = list->v[i].id;
    }
    for (uint32_t i = 0; i < tx->records.n && write; i++)
        if (tx->records.v[i].index == g->replaced)
            old = &tx->records.v[i];
    for (uint32_t i = 0; old && i < old->accounts.n; i++) {
        slot = jhr_vec_add(tx->arena, &ids);
        if (slot)
            *slot = old->accounts.v[i];
    }
    if (ids.n == 0 && write) {
        slot = jhr_vec_add(tx->arena, &ids);
        if (slot)
            *slot = JHR_LG_GENERAL_ID;
    }
    return !tx->arena->out_of_memory && jhr_tx_accounts(tx, ids.v, ids.n);
}

static bool add_pot(struct jhr_gather *g, const struct wanted *w)
{
    struct jhr_tx *tx = g->tx;
    struct jhr_gathered *one = jhr_vec_add(tx->arena, &g->pots);
    struct jhr_basis_pot *pot = jhr_vec_add(tx->arena, &g->basis.pots);
    uint32_t account = w->id ? jhr_tx_account(tx, w->id) : imagined(g, w);
    struct jhr_lg_free f;
    if (!one || !pot || account == UINT32_MAX)
        return false;
    if ((!w->id || w->added) && !jhr_gather_limits(&tx->state, account, g->d->program, w->rekening,
                                                   w->wie, w->id ? tx->now : -1))
        return false;
    if (w->added && !jhr_gather_warn(tx, w->id, &g->d->program->rekeningen[w->rekening]))
        return false;
    if (w->id && !jhr_tx_days(tx, account, w->part.from, w->part.to))
        return false;
    f = jhr_lg_room(&tx->state, account, w->part.from, w->part.to, g->replaced);
    *one = (struct jhr_gathered){w->rekening, account, w->part.from, w->part.to};
    *pot = (struct jhr_basis_pot){.rule = w->pot.rule,
                                  .gemeente = w->pot.gemeente,
                                  .aanbieder = w->pot.aanbieder,
                                  .year = w->pot.year,
                                  .cents = w->pot.kind == JHR_LG_CENTS,
                                  .known = f.known && g->d->row.known[JHR_X_EIND],
                                  .limit = f.limit,
                                  .free = f.free,
                                  .seq = tx->state.accounts.v[account].seq,
                                  .rekening = (int32_t)w->rekening,
                                  .used = f.used};
    return true;
}

enum jhr_gather_result jhr_gather(struct jhr_gather *g, bool write)
{
    wanted_list list = {0};
    g->replaced = UINT32_MAX;
    if ((g->tx->child == 0 && !jhr_tx_child(g->tx, g->c->jeugdige, write)) || !read_running(g) ||
        !read_contracts(g))
        return JHR_GATHER_FAULT;
    if (g->basis.lists && g->c->wijzigt.n > 0 && g->replaced == UINT32_MAX)
        return JHR_GATHER_NO_SUCH;
    if (!jhr_basis_apply(g->tx->arena, g->d->program, &g->basis, g->c))
        return JHR_GATHER_FAULT;
    jhr_decide(g->d, g->c); /* which budgets and capaciteiten may be about it */
    if (!want_all(g, write, &list) || !lock_all(g, &list, write))
        return JHR_GATHER_FAULT;
    for (uint32_t i = 0; i < list.n; i++)
        if (!add_pot(g, &list.v[i]))
            return JHR_GATHER_FAULT;
    return jhr_basis_apply(g->tx->arena, g->d->program, &g->basis, g->c) ? JHR_GATHERED
                                                                         : JHR_GATHER_FAULT;
}

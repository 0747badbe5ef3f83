#include "validator/getuige.h"

#include "runtime/calendar.h"

#include <string.h>

bool jhr_getuigen_init(struct jhr_getuigen *g, const struct jhr_space *s)
{
    *g = (struct jhr_getuigen){.s = s};
    for (uint32_t k = 0; k < s->sides_n; k++)
        if (!(g->ready[k] = jhr_decider_init(&g->decider[k], s->side[k].program))) {
            jhr_getuigen_free(g);
            return false;
        }
    return true;
}

void jhr_getuigen_free(struct jhr_getuigen *g)
{
    for (uint32_t k = 0; k < 2; k++)
        if (g->ready[k])
            jhr_decider_free(&g->decider[k]);
    *g = (struct jhr_getuigen){0};
}

/* ---- values that a person would write down ---- */

enum { USUAL_DAYS = 182, USUAL_VOLUME = 600 };

static int64_t near(int64_t wanted, int64_t lo, int64_t hi)
{
    return wanted < lo ? lo : wanted > hi ? hi : wanted;
}

void jhr_getuige_raw(const struct jhr_space *s, const uint32_t *classes, int64_t *raw)
{
    for (uint32_t i = 0; i < s->dims.n; i++) {
        const struct jhr_dim *d = &s->dims.v[i];
        bool any = classes[i] == JHR_NONE;
        int64_t lo = any ? d->lo : d->first[classes[i]];
        int64_t hi = any ? d->hi : d->first[classes[i] + 1] - 1;
        raw[i] = lo;
        if (d->kind == JHR_DIM_LENGTH)
            raw[i] = near(USUAL_DAYS, lo, hi);
        else if (d->kind == JHR_DIM_OMVANG)
            raw[i] = near(USUAL_VOLUME, lo, hi);
        else if (d->kind == JHR_DIM_ROOM && any)
            raw[i] = 1;
    }
    if (s->length == JHR_NONE || classes[s->length] != JHR_NONE)
        return;
    int64_t most = JHR_DAY_LAST - raw[s->start] + 1;
    raw[s->length] = raw[s->length] > most ? most : raw[s->length];
}

/* ---- the case ---- */

struct making {
    const struct jhr_space *s;
    struct jhr_arena *a;
    uint32_t side, attempt;
    const int64_t *raw;
    const struct jhr_p_product *product;
    int32_t start, end;
    bool open;
};

static int32_t ymd(int64_t day)
{
    return jhr_ymd_of_day((int32_t)(day < 0 ? 0 : day));
}

static void put_facts(const struct making *m, struct jhr_case *c)
{
    const struct jhr_model *model = m->s->side[m->side].model;
    struct jhr_feitwaarde *v = jhr_arena_alloc(m->a, (model->feiten_n + (size_t)1) * sizeof *v);
    c->feiten = v;
    c->feiten_n = model->feiten_n;
    for (uint32_t i = 0; i < model->feiten_n && v != NULL; i++) {
        uint32_t dim = m->s->feit_dim[m->side][i];
        if (dim == JHR_NONE)
            continue;
        const struct jhr_dim *d = &m->s->dims.v[dim];
        int64_t raw = m->raw[dim];
        v[i].known = true;
        v[i].v = d->index[m->side] != NULL ? d->index[m->side][raw - d->lo] : raw;
        if (model->feiten[i].type == JHR_T_DATUM)
            v[i].v = ymd(raw);
        if (model->feiten[i].oordeel)
            v[i].motivering = JHR_STR("getuige");
    }
}

static void put_omvang(const struct making *m, struct jhr_omvang *o)
{
    uint8_t unit = m->product->tarief_n > 0 ? m->product->tarief_unit
                   : m->product->norm_n > 0 ? m->product->norm_unit
                                            : JHR_P_U_UUR;
    *o = (struct jhr_omvang){.known = true, .frequentie = JHR_F_TOTAAL};
    o->eenheid = unit == JHR_P_U_ETMAAL ? JHR_E_ETMAAL
                 : unit == JHR_P_U_STUK ? JHR_E_STUK
                                        : JHR_E_MINUUT;
    o->mantissa = m->s->omvang == JHR_NONE ? USUAL_VOLUME : m->raw[m->s->omvang];
}

static struct jhr_str aanbieder_name(const struct making *m, uint32_t index)
{
    const struct jhr_model *model = m->s->side[m->side].model;
    static const char *const other[] = {"X1", "X2", "X3"};
    const struct jhr_dim *by = m->s->by == JHR_NONE ? NULL : &m->s->dims.v[m->s->by];
    if (index < model->aanbieders_n)
        return model->aanbieders[index];
    /* one that the other side names */
    for (uint32_t k = 0; by != NULL && k < m->s->sides_n; k++)
        for (int64_t i = by->lo; i <= by->hi; i++) {
            uint32_t there = by->index[k][i - by->lo];
            if (by->index[m->side][i - by->lo] == index && there < JHR_OUTSIDE)
                return m->s->side[k].model->aanbieders[there];
        }
    return jhr_str_of(other[(index - JHR_OUTSIDE) % 3]);
}

static void put_voorstel(const struct making *m, uint32_t product, struct jhr_case *c)
{
    const struct jhr_space *s = m->s;
    const struct jhr_program *p = s->side[m->side].program;
    struct jhr_indicatie *v = &c->voorstel;
    v->product = s->product[m->side][product];
    v->product_code = p->strings[m->product->code];
    v->aanbieder = JHR_OUTSIDE;
    if (s->by != JHR_NONE)
        v->aanbieder = s->dims.v[s->by].index[m->side][m->raw[s->by]];
    v->aanbieder_code = aanbieder_name(m, v->aanbieder);
    v->van = ymd(m->start);
    v->tot_en_met = m->open ? JHR_YMD_NEVER : ymd(m->end);
    put_omvang(m, &v->omvang);
}

/* When the listed one ran: as the proposal runs, or shifted and stretched. */
static void put_days(const struct making *m, struct jhr_indicatie *i, bool running)
{
    static const int32_t before[] = {0, 30, 400, -1, 1200, 3, 90, 2000};
    static const int32_t after[] = {0, -1, 30, 400, -30, 3, 1200, -400};
    int32_t back = before[m->attempt % 8], on = after[m->attempt / 8 % 8];
    int32_t van = m->start - back, tot = m->end + on;
    if (running) {
        van = van > m->end ? m->end : van;
        tot = tot < m->start ? m->start : tot;
    } else {
        int32_t gap = m->attempt == 0 ? 31 : 1 + (back > 0 ? back : 0);
        tot = m->start - gap;
        van = tot - (on > 0 ? on : 29);
    }
    van = van > tot ? tot : van;
    i->van = ymd(van);
    i->tot_en_met = ymd(tot > JHR_DAY_LAST ? JHR_DAY_LAST : tot);
    if (running && m->open && on == 0)
        i->tot_en_met = JHR_YMD_NEVER;
}

static void put_listed(const struct making *m, struct jhr_case *c)
{
    const struct jhr_space *s = m->s;
    c->lopend_known = true;
    if (s->when == JHR_NONE || m->raw[s->when] == JHR_WHEN_NONE)
        return;
    struct jhr_indicatie *i = JHR_NEW(m->a, struct jhr_indicatie);
    uint32_t product = s->item == JHR_NONE ? 0 : (uint32_t)m->raw[s->item];
    const struct jhr_program *p = s->side[m->side].program;
    *i = (struct jhr_indicatie){.id = JHR_STR("l1"), .product = s->product[m->side][product]};
    i->product_code = p->strings[p->producten[i->product].code];
    i->aanbieder = c->voorstel.aanbieder;
    if (s->item_by != JHR_NONE && m->raw[s->item_by] != JHR_BY_SAME)
        i->aanbieder = s->dims.v[s->item_by].index[m->side][m->raw[s->item_by]];
    i->aanbieder_code = aanbieder_name(m, i->aanbieder);
    put_days(m, i, m->raw[s->when] == JHR_WHEN_RUNNING);
    i->omvang = (struct jhr_omvang){.known = true, .eenheid = JHR_E_MINUUT};
    i->omvang.mantissa = (int64_t)m->attempt * m->attempt * 250;
    c->lopend = i;
    c->lopend_n = 1;
}

static void put_contract(const struct making *m, struct jhr_case *c)
{
    int64_t how = m->s->contract == JHR_NONE ? JHR_CONTRACT_THROUGHOUT : m->raw[m->s->contract];
    struct jhr_contract *k = JHR_NEW(m->a, struct jhr_contract);
    uint32_t *product = JHR_NEW(m->a, uint32_t);
    c->contracten_known = true;
    if (how == JHR_CONTRACT_NONE)
        return;
    *product = c->voorstel.product;
    *k = (struct jhr_contract){.aanbieder = c->voorstel.aanbieder, .producten = product, .n = 1};
    k->van = c->voorstel.van;
    k->tot_en_met = how == JHR_CONTRACT_AT_START ? c->voorstel.van : JHR_YMD_NEVER;
    c->contracten = k;
    c->contracten_n = 1;
}

enum { MOST_YEARS = 12 }; /* that a period of 3660 days touches */

static void put_saldo(const struct making *m, struct jhr_case *c)
{
    const struct jhr_program *p = m->s->side[m->side].program;
    struct jhr_saldo *v =
        jhr_arena_alloc(m->a, (p->rekeningen_n * (size_t)MOST_YEARS + 1) * sizeof *v);
    c->saldi = v;
    for (uint32_t i = 0; i < p->rekeningen_n && v != NULL; i++) {
        uint32_t dim = m->s->room_dim[m->side][i];
        int64_t vrij = dim == JHR_NONE || m->raw[dim] != 0 ? JHR_GRENS_MAX : -1;
        bool yearly = (p->rekeningen[i].per & JHR_P_PER_KALENDERJAAR) != 0;
        int32_t from = yearly ? ymd(m->start) / 10000 : 0, to = yearly ? ymd(m->end) / 10000 : 0;
        for (int32_t jaar = from; jaar <= to; jaar++)
            v[c->saldi_n++] = (struct jhr_saldo){.rekening = i, .jaar = jaar, .vrij = vrij};
    }
}

struct jhr_case jhr_getuige_case(const struct jhr_space *s, struct jhr_arena *a, uint32_t side,
                                 uint32_t product, const int64_t *raw, uint32_t attempt)
{
    const struct jhr_program *p = s->side[side].program;
    struct making m = {.s = s, .a = a, .side = side, .raw = raw, .attempt = attempt};
    struct jhr_case c = {.voorgesteld = s->side[side].voorgesteld};
    m.product = &p->producten[s->product[side][product]];
    m.start = (int32_t)jhr_space_start(s, side, raw);
    m.open = s->length != JHR_NONE && raw[s->length] > JHR_LENGTH_MOST;
    m.end = m.start + (int32_t)(s->length == JHR_NONE || m.open ? USUAL_DAYS : raw[s->length]) - 1;
    m.end = m.end > JHR_DAY_LAST ? JHR_DAY_LAST : m.end;
    c.peildatum = ymd(s->apart ? raw[s->peil] + s->shift[side] : m.start);
    put_facts(&m, &c);
    put_voorstel(&m, product, &c);
    put_listed(&m, &c);
    put_contract(&m, &c);
    put_saldo(&m, &c);
    return c;
}

const struct jhr_besluit *jhr_getuige_decide(struct jhr_getuigen *g, uint32_t side,
                                             const struct jhr_case *c)
{
    return jhr_decide(&g->decider[side], c);
}

/* ---- any ---- */

/* splitmix64: the same cases on every run */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void jhr_getuige_random(const struct jhr_space *s, uint64_t *state, int64_t *raw)
{
    for (uint32_t i = 0; i < s->dims.n; i++) { /* a class, then a value in it */
        const struct jhr_dim *d = &s->dims.v[i];
        uint64_t c = next_random(state) % d->n;
        uint64_t size = (uint64_t)(d->first[c + 1] - d->first[c]);
        raw[i] = d->first[c] + (int64_t)(next_random(state) % size);
    }
}

/* ---- finding one ---- */

static bool agrees(struct jhr_getuigen *g, struct jhr_arena *a, uint32_t product,
                   const int64_t *raw, uint32_t attempt, const uint8_t *want)
{
    for (uint32_t k = 0; k < g->s->sides_n; k++) {
        struct jhr_case c = jhr_getuige_case(g->s, a, k, product, raw, attempt);
        if (a->out_of_memory || jhr_getuige_decide(g, k, &c)->besluit != want[k])
            return false;
    }
    return true;
}

bool jhr_getuige_find(struct jhr_getuigen *g, struct jhr_arena *a, struct jhr_bdd *b,
                      uint32_t product, jhr_edge f, uint8_t was, uint8_t wordt,
                      struct jhr_str *json)
{
    const struct jhr_space *s = g->s;
    const uint8_t want[2] = {was, wordt};
    size_t n = s->dims.n + (size_t)1;
    uint32_t *classes = jhr_arena_alloc(a, n * sizeof *classes);
    int64_t *raw = jhr_arena_alloc(a, n * sizeof *raw);
    bool opaque = false;
    *json = (struct jhr_str){NULL, 0};
    if (classes == NULL || raw == NULL || a->out_of_memory || f == JHR_BDD_NO)
        return false;
    for (uint32_t i = 0; i < s->dims.n; i++)
        opaque |= s->dims.v[i].opaque;
    for (uint32_t attempt = 0; attempt < (opaque ? JHR_GETUIGE_ATTEMPTS : 1); attempt++) {
        jhr_space_pick(s, b, f, attempt, classes);
        jhr_getuige_raw(s, classes, raw);
        if (!agrees(g, a, product, raw, attempt, want))
            continue;
        struct jhr_case c = jhr_getuige_case(s, a, s->sides_n - 1, product, raw, attempt);
        *json = jhr_getuige_json(s, a, s->sides_n - 1, &c);
        return true;
    }
    return false;
}

#include "runtime/endure.h"

#include "runtime/calendar.h"
#include "runtime/complete.h"

#include <string.h>

#define MOST_COMPLETED 8u

struct boundary {
    int32_t day;
    uint8_t oorzaak;
};
struct search {
    struct jhr_arena *a;
    struct jhr_decider *d;
    const struct jhr_case *c;
    struct jhr_enduring *out;
    int32_t from, to; /* from < day <= to */
    uint32_t left;    /* how often completions may still be tried */
    JHR_VEC(struct boundary) days;
};

/* ---- days on which something changes ---- */

static void add(struct search *s, int64_t day, uint8_t oorzaak)
{
    struct boundary *slot;
    uint32_t at = s->days.n;
    if (day <= s->from || day > s->to)
        return;
    for (uint32_t i = 0; i < s->days.n; i++) {
        if (s->days.v[i].day == day)
            return; /* the first cause that is named stands */
    }
    slot = jhr_vec_add(s->a, &s->days);
    if (slot == NULL)
        return;
    for (; at > 0 && s->days.v[at - 1].day > day; at--)
        s->days.v[at] = s->days.v[at - 1];
    s->days.v[at] = (struct boundary){(int32_t)day, oorzaak};
}

/* A boundary of what is read on the startdatum matters when the start, moved along, passes it. */
static void add_start(struct search *s, int64_t day, uint8_t oorzaak)
{
    int32_t ahead = jhr_day_of_ymd(s->c->voorstel.van) - s->from;
    add(s, day - ahead, oorzaak);
}

static void add_rules(struct search *s)
{
    const struct jhr_program *p = s->d->program;
    for (uint32_t i = 0; i < p->meta[0].regels; i++) {
        const struct jhr_p_regel *r = &p->regels[i];
        void (*const on)(struct search *, int64_t, uint8_t) = r->peilt_startdatum ? add_start : add;
        on(s, r->from, JHR_O_REGELS);
        on(s, r->to, JHR_O_REGELS);
        for (uint32_t k = r->kracht; k < r->kracht + r->kracht_n; k++)
            on(s, p->krachten[k].from, JHR_O_REGELS);
    }
    for (uint32_t i = 0; i < p->setrijen_n; i++) {
        add_start(s, p->setrijen[i].from, JHR_O_REGELS);
        add_start(s, p->setrijen[i].to, JHR_O_REGELS);
    }
}

static void add_amounts(struct search *s)
{
    const struct jhr_program *p = s->d->program;
    uint32_t product = s->c->voorstel.product;
    if (product < p->producten_n) {
        const struct jhr_p_product *q = &p->producten[product];
        for (uint32_t i = q->tarief; i < q->norm + q->norm_n; i++) {
            add_start(s, p->stappen[i].from, JHR_O_TARIEF);
            add_start(s, p->stappen[i].to, JHR_O_TARIEF);
        }
    }
    for (uint32_t i = 0; i < p->grenzen_n; i++) {
        add_start(s, p->grenzen[i].from, JHR_O_BUDGET);
        add_start(s, p->grenzen[i].to, JHR_O_BUDGET);
    }
    for (uint32_t i = 0; i < s->c->contracten_n; i++) {
        const struct jhr_contract *k = &s->c->contracten[i];
        add_start(s, jhr_day_of_ymd(k->van), JHR_O_CONTRACT);
        add_start(s, (int64_t)jhr_day_of_ymd(k->tot_en_met) + 1, JHR_O_CONTRACT);
    }
}

/* ---- the same proposal, later or older ---- */

/* `was`: what it is when nothing changes, which needs no second look. */
static uint8_t decide(struct search *s, const struct jhr_case *c, uint8_t was, uint32_t *grond)
{
    struct jhr_completed done;
    const struct jhr_besluit *b = jhr_decide(s->d, c);
    *grond = JHR_P_NONE;
    for (uint32_t i = 0; i < b->regels_n && *grond == JHR_P_NONE; i++)
        if (b->regels[i].uitkomst == JHR_NIET_VOLDAAN && b->regels[i].rol == JHR_ROL_BESLIST &&
            s->d->program->regels[i].kind != JHR_P_ALTIJD)
            *grond = i;
    if (b->besluit == was || !jhr_complete_helps(s->d))
        return b->besluit;
    s->left -= s->left > 0;
    if (s->left == 0 || !jhr_complete(s->a, s->d, c, &done) || !done.uitputtend)
        return JHR_ONBEPAALD;
    return done.besluit;
}

static int32_t moved(int32_t ymd, int32_t days)
{
    if (ymd == 0 || ymd == JHR_YMD_NEVER)
        return ymd;
    int32_t day = jhr_day_of_ymd(ymd) + days;
    return day > JHR_DAY_LAST ? 0 : jhr_ymd_of_day(day);
}

static void report(struct search *s, struct jhr_verandering v)
{
    if (s->out->n < JHR_MOST_VERANDERINGEN)
        s->out->v[s->out->n++] = v;
}

/* Days in order: what is reported is each change beside the day before it. What stays open is no
 * change that is known. */
static void try_days(struct search *s, uint8_t besluit)
{
    uint32_t n = s->days.n < JHR_MOST_BOUNDARIES ? s->days.n : JHR_MOST_BOUNDARIES, grond;
    for (uint32_t i = 0; i < n; i++) {
        struct jhr_case c = *s->c;
        int32_t days = s->days.v[i].day - s->from;
        c.peildatum = moved(c.peildatum, days);
        c.voorstel.van = moved(c.voorstel.van, days);
        c.voorstel.tot_en_met = moved(c.voorstel.tot_en_met, days);
        if (c.voorstel.van == 0)
            return;
        uint8_t now = decide(s, &c, besluit, &grond);
        if (now == besluit || now == JHR_ONBEPAALD || now == JHR_STRIJDIG)
            continue;
        besluit = now;
        report(s, (struct jhr_verandering){.oorzaak = s->days.v[i].oorzaak,
                                           .day = s->days.v[i].day,
                                           .besluit = now,
                                           .grond = grond});
    }
}

static bool is_age(const struct jhr_program *p, uint32_t feit)
{
    const struct jhr_p_feit *f = &p->feiten[feit];
    struct jhr_str name = p->strings[f->naam];
    return f->type == JHR_P_GETAL && f->unit == JHR_P_U_JAAR && name.n >= 8 &&
           memcmp(name.p, "leeftijd", 8) == 0;
}

/* Whoever is seventeen now is eighteen within a year. */
static bool try_age(struct search *s, uint8_t besluit)
{
    const struct jhr_program *p = s->d->program;
    struct jhr_feitwaarde *v = jhr_arena_alloc(s->a, (s->c->feiten_n + 1) * sizeof *v);
    struct jhr_case c = *s->c;
    uint32_t grond;
    if (v == NULL)
        return false;
    c.feiten = v;
    for (uint32_t i = 0; i < c.feiten_n; i++) {
        if (!is_age(p, i) || !s->c->feiten[i].known || s->c->feiten[i].v >= p->feiten[i].highest)
            continue;
        memcpy(v, s->c->feiten, c.feiten_n * sizeof *v);
        v[i].v++;
        uint8_t now = decide(s, &c, besluit, &grond);
        if (now != besluit && now != JHR_ONBEPAALD && now != JHR_STRIJDIG)
            report(s, (struct jhr_verandering){.oorzaak = JHR_O_LEEFTIJD,
                                               .feit = i,
                                               .v = v[i].v,
                                               .besluit = now,
                                               .grond = grond});
    }
    return true;
}

bool jhr_endure(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                uint8_t besluit, struct jhr_enduring *out)
{
    const struct jhr_p_meta *m = &d->program->meta[0];
    struct search s = {.a = a, .d = d, .c = c, .out = out, .left = MOST_COMPLETED};
    *out = (struct jhr_enduring){0};
    s.from = jhr_day_of_ymd(c->peildatum);
    s.to = jhr_day_add_months(s.from, 12);
    bool ends = m->to > s.from && m->to <= s.to;
    if (ends)
        s.to = m->to - 1; /* the rules say nothing of later days */
    add_rules(&s);
    add_amounts(&s);
    try_days(&s, besluit);
    if (ends)
        report(&s, (struct jhr_verandering){
                       .oorzaak = JHR_O_REGELING, .day = m->to, .grond = JHR_P_NONE});
    bool ok = try_age(&s, besluit);
    jhr_decide(d, c);
    return ok && !a->out_of_memory;
}

/* The proposal as a document (taal.md section 4), in one line. */
#include "validator/getuige.h"

#include "runtime/calendar.h"

struct document {
    struct jhr_buf out;
    const struct jhr_model *m;
    const struct jhr_program *p;
    const struct jhr_case *c;
};

static void put_day(struct document *d, const char *key, int32_t ymd)
{
    jhr_buf_fmt(&d->out, "\"%s\": ", key);
    if (ymd == JHR_YMD_NEVER)
        jhr_buf_z(&d->out, "null");
    else
        jhr_buf_fmt(&d->out, "\"%04d-%02d-%02d\"", ymd / 10000, ymd / 100 % 100, ymd % 100);
}

static void put_plain(struct document *d, const struct jhr_feit *f, int64_t v)
{
    int32_t ymd = (int32_t)v;
    switch (f->type) {
    case JHR_T_JANEE:
        jhr_buf_z(&d->out, v != 0 ? "true" : "false");
        break;
    case JHR_T_SOORT:
        jhr_buf_json(&d->out, d->m->soorten[f->soort].waarden[v]);
        break;
    case JHR_T_GEMEENTE:
        jhr_buf_json(&d->out, v < d->m->gemeenten_n ? d->m->gemeenten[v].code : JHR_STR("1999"));
        break;
    case JHR_T_DATUM:
        jhr_buf_fmt(&d->out, "\"%04d-%02d-%02d\"", ymd / 10000, ymd / 100 % 100, ymd % 100);
        break;
    default: /* a number, or cents */
        jhr_buf_int(&d->out, v);
    }
}

static void put_facts(struct document *d)
{
    bool first = true;
    jhr_buf_z(&d->out, ", \"feiten\": {");
    for (uint32_t i = 0; i < d->c->feiten_n; i++) {
        const struct jhr_feit *f = &d->m->feiten[i];
        if (!d->c->feiten[i].known)
            continue;
        jhr_buf_z(&d->out, first ? " " : ", ");
        first = false;
        jhr_buf_json(&d->out, f->name);
        jhr_buf_z(&d->out, f->oordeel ? ": { \"waarde\": " : ": ");
        put_plain(d, f, d->c->feiten[i].v);
        if (f->oordeel)
            jhr_buf_z(&d->out, ", \"motivering\": \"getuige\", \"door\": \"professional\" }");
    }
    jhr_buf_z(&d->out, first ? "}" : " }");
}

static void put_indicatie(struct document *d, const struct jhr_indicatie *i)
{
    static const char *const units[] = {"minuut", "uur", "dagdeel", "etmaal", "stuk"};
    jhr_buf_z(&d->out, "\"product\": ");
    jhr_buf_json(&d->out, i->product_code);
    jhr_buf_z(&d->out, ", \"aanbieder\": ");
    jhr_buf_json(&d->out, i->aanbieder_code);
    jhr_buf_z(&d->out, ", ");
    put_day(d, "van", i->van);
    jhr_buf_z(&d->out, ", ");
    if (i == &d->c->voorstel && i->tot_en_met == JHR_YMD_NEVER)
        jhr_buf_z(&d->out, "\"open_einde\": true");
    else
        put_day(d, "tot_en_met", i->tot_en_met);
    jhr_buf_fmt(&d->out,
                ", \"omvang\": { \"volume\": %lld, \"eenheid\": \"%s\", "
                "\"frequentie\": \"totaal\" }",
                (long long)i->omvang.mantissa, units[i->omvang.eenheid]);
}

static void put_lists(struct document *d)
{
    const struct jhr_case *c = d->c;
    jhr_buf_z(&d->out, ", \"lopend\": [");
    for (uint32_t i = 0; i < c->lopend_n; i++) {
        jhr_buf_z(&d->out, " { \"id\": \"l1\", ");
        put_indicatie(d, &c->lopend[i]);
        jhr_buf_z(&d->out, " } ");
    }
    jhr_buf_z(&d->out, "], \"contracten\": [");
    for (uint32_t i = 0; i < c->contracten_n; i++) {
        jhr_buf_z(&d->out, " { \"aanbieder\": ");
        jhr_buf_json(&d->out, c->voorstel.aanbieder_code);
        jhr_buf_z(&d->out, ", \"producten\": [ ");
        jhr_buf_json(&d->out, c->voorstel.product_code);
        jhr_buf_z(&d->out, " ], ");
        put_day(d, "van", c->contracten[i].van);
        jhr_buf_z(&d->out, ", ");
        put_day(d, "tot_en_met", c->contracten[i].tot_en_met);
        jhr_buf_z(&d->out, " } ");
    }
    jhr_buf_z(&d->out, "]");
}

/* What is free of each budget, per year where it is kept so, or of each capaciteit. */
static void put_saldi(struct document *d, bool budgets)
{
    bool first = true;
    jhr_buf_fmt(&d->out, "\"%s\": {", budgets ? "budget" : "capaciteit");
    for (uint32_t i = 0; i < d->c->saldi_n; i++) {
        const struct jhr_saldo *s = &d->c->saldi[i];
        const struct jhr_p_regel *r = &d->p->regels[d->p->rekeningen[s->rekening].regel];
        bool begins = i == 0 || d->c->saldi[i - 1].rekening != s->rekening;
        bool ends = i + 1 == d->c->saldi_n || d->c->saldi[i + 1].rekening != s->rekening;
        if ((r->kind == JHR_P_BUDGET) != budgets)
            continue;
        jhr_buf_z(&d->out, first ? " " : ", ");
        first = false;
        if (begins) {
            jhr_buf_json(&d->out, d->p->strings[r->id]);
            jhr_buf_z(&d->out, ": { ");
        }
        if (s->jaar != 0)
            jhr_buf_fmt(&d->out, "\"%d\": { ", s->jaar);
        jhr_buf_fmt(&d->out, "\"%s\": %lld", budgets ? "vrij_cent" : "vrij", (long long)s->vrij);
        jhr_buf_z(&d->out, s->jaar != 0 ? " }" : "");
        jhr_buf_z(&d->out, ends ? " }" : "");
    }
    jhr_buf_z(&d->out, " }");
}

static bool can_be_said(const struct document *d)
{
    bool coded = d->p->producten[d->c->voorstel.product].coded;
    for (uint32_t i = 0; i < d->c->lopend_n; i++)
        coded = coded && d->p->producten[d->c->lopend[i].product].coded;
    return coded;
}

struct jhr_str jhr_getuige_json(const struct jhr_space *s, struct jhr_arena *a, uint32_t side,
                                const struct jhr_case *c)
{
    struct document d = {.m = s->side[side].model, .p = s->side[side].program, .c = c};
    if (!can_be_said(&d))
        return (struct jhr_str){NULL, 0};
    jhr_buf_z(&d.out, "{ ");
    put_day(&d, "peildatum", c->peildatum);
    put_facts(&d);
    jhr_buf_z(&d.out, ", \"voorstel\": { ");
    put_indicatie(&d, &c->voorstel);
    jhr_buf_z(&d.out, " }");
    put_lists(&d);
    if (c->saldi_n > 0) {
        jhr_buf_z(&d.out, ", \"saldo\": { ");
        put_saldi(&d, true);
        jhr_buf_z(&d.out, ", ");
        put_saldi(&d, false);
        jhr_buf_z(&d.out, " }");
    }
    jhr_buf_z(&d.out, " }");
    a->out_of_memory |= d.out.failed;
    struct jhr_str json = jhr_arena_str(a, jhr_buf_get(&d.out));
    jhr_buf_free(&d.out);
    return json;
}

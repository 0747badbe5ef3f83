/* A case as the document that the command reads, so that a difference can be tried by hand. */
#include "tests/differential/generate.h"

static void put_day(struct jhr_buf *out, int32_t ymd)
{
    if (ymd == 0 || ymd == JHR_YMD_NEVER)
        jhr_buf_z(out, "null");
    else
        jhr_buf_fmt(out, "\"%04d-%02d-%02d\"", ymd / 10000, ymd / 100 % 100, ymd % 100);
}

static void put_value(struct jhr_buf *out, const struct jhr_model *m, const struct jhr_feit *f,
                      int64_t v)
{
    switch (f->type) {
    case JHR_T_JANEE:
        jhr_buf_z(out, v != 0 ? "true" : "false");
        break;
    case JHR_T_SOORT:
        jhr_buf_json(out, m->soorten[f->soort].waarden[v]);
        break;
    case JHR_T_GEMEENTE:
        jhr_buf_json(out, v < m->gemeenten_n ? m->gemeenten[v].code : JHR_STR("1999"));
        break;
    case JHR_T_DATUM:
        put_day(out, (int32_t)v);
        break;
    default: /* a number, or cents */
        jhr_buf_int(out, v);
    }
}

static void put_answers(struct jhr_buf *out, const struct jhr_model *m, const struct jhr_case *c)
{
    for (uint32_t i = 0; i < c->celoordelen_n; i++) {
        const struct jhr_celoordeel *o = &c->celoordelen[i];
        uint32_t cel = o->cel, k = 0;
        while (cel >= m->stapelingen[k].cellen_n)
            cel -= m->stapelingen[k++].cellen_n;
        bool pair = o->paar[0] != JHR_ANY;
        if (pair && (o->paar[0] >= m->producten_n || o->paar[1] >= m->producten_n))
            continue; /* a product without a name in the rules has none in an answer */
        struct jhr_str a = pair ? m->producten[o->paar[0]].code : m->stapelingen[k].cellen[cel].row;
        struct jhr_str b =
            pair ? m->producten[o->paar[1]].code : m->stapelingen[k].cellen[cel].column;
        jhr_buf_z(out, ", \"");
        jhr_buf_str(out, m->stapelingen[k].id);
        jhr_buf_char(out, ':');
        jhr_buf_str(out, a);
        jhr_buf_char(out, '+');
        jhr_buf_str(out, b);
        jhr_buf_fmt(out, "\": { \"waarde\": %s, \"motivering\": \"Zo is het.\" }",
                    o->ja ? "true" : "false");
    }
}

static void put_facts(struct jhr_buf *out, const struct jhr_model *m, const struct jhr_case *c)
{
    jhr_buf_z(out, "  \"feiten\": {");
    for (uint32_t i = 0; i < c->feiten_n; i++) {
        const struct jhr_feitwaarde *w = &c->feiten[i];
        jhr_buf_z(out, i > 0 ? ", " : " ");
        jhr_buf_json(out, m->feiten[i].name);
        jhr_buf_z(out, ": ");
        if (!w->known) {
            jhr_buf_z(out, "null");
        } else if (m->feiten[i].oordeel) {
            jhr_buf_z(out, "{ \"waarde\": ");
            put_value(out, m, &m->feiten[i], w->v);
            jhr_buf_z(out, ", \"motivering\": ");
            jhr_buf_json(out, w->motivering);
            jhr_buf_z(out, ", \"door\": \"professional\" }");
        } else {
            put_value(out, m, &m->feiten[i], w->v);
        }
    }
    put_answers(out, m, c);
    jhr_buf_z(out, " },\n");
}

static void put_omvang(struct jhr_buf *out, const struct jhr_omvang *o)
{
    static const char *const units[] = {"minuut", "uur", "dagdeel", "etmaal", "stuk"};
    static const char *const often[] = {"totaal", "dag", "week", "maand"};
    int64_t one = 1;
    if (!o->known) {
        jhr_buf_z(out, "null");
        return;
    }
    for (uint8_t i = 0; i < o->scale; i++)
        one *= 10;
    jhr_buf_fmt(out, "{ \"volume\": %lld", (long long)(o->mantissa / one));
    if (o->scale > 0)
        jhr_buf_fmt(out, ".%0*lld", (int)o->scale, (long long)(o->mantissa % one));
    jhr_buf_fmt(out, ", \"eenheid\": \"%s\", \"frequentie\": \"%s\" }", units[o->eenheid],
                often[o->frequentie]);
}

static void put_indication(struct jhr_buf *out, const struct jhr_indicatie *i, bool proposed)
{
    jhr_buf_z(out, "\"product\": ");
    jhr_buf_json(out, i->product_code);
    jhr_buf_z(out, ", \"aanbieder\": ");
    jhr_buf_json(out, i->aanbieder_code);
    jhr_buf_z(out, ", \"van\": ");
    put_day(out, i->van);
    if (proposed && i->tot_en_met == JHR_YMD_NEVER) {
        jhr_buf_z(out, ", \"open_einde\": true");
    } else {
        jhr_buf_z(out, ", \"tot_en_met\": ");
        put_day(out, i->tot_en_met);
    }
    jhr_buf_z(out, ", \"omvang\": ");
    put_omvang(out, &i->omvang);
}

static void put_others(struct jhr_buf *out, const struct jhr_case *c)
{
    if (!c->lopend_known)
        return;
    jhr_buf_z(out, "  \"lopend\": [");
    for (uint32_t i = 0; i < c->lopend_n; i++) {
        jhr_buf_z(out, i > 0 ? ",\n    { \"id\": " : "\n    { \"id\": ");
        jhr_buf_json(out, c->lopend[i].id);
        jhr_buf_z(out, ", ");
        put_indication(out, &c->lopend[i], false);
        jhr_buf_z(out, " }");
    }
    jhr_buf_z(out, " ],\n");
}

/* The code of a product or aanbieder, which the proposal or another indication spells out when the
 * regeling does not know it. */
static struct jhr_str code_of(const struct jhr_case *c, const struct jhr_model *m, uint32_t index,
                              bool product)
{
    if (product && index < m->producten_n)
        return m->producten[index].code;
    if (!product && index < m->aanbieders_n)
        return m->aanbieders[index];
    if (product)
        return index == c->voorstel.product ? c->voorstel.product_code
               : index == JHR_OUTSIDE       ? JHR_STR("9Z00")
                                            : JHR_STR("9Z01");
    return index == c->voorstel.aanbieder ? c->voorstel.aanbieder_code
           : index == JHR_OUTSIDE         ? JHR_STR("Z00")
                                          : JHR_STR("Z01");
}

static void put_contracts(struct jhr_buf *out, const struct jhr_model *m, const struct jhr_case *c)
{
    if (!c->contracten_known)
        return;
    jhr_buf_z(out, "  \"contracten\": [");
    for (uint32_t i = 0; i < c->contracten_n; i++) {
        const struct jhr_contract *k = &c->contracten[i];
        jhr_buf_z(out, i > 0 ? ",\n    { \"aanbieder\": " : "\n    { \"aanbieder\": ");
        jhr_buf_json(out, code_of(c, m, k->aanbieder, false));
        jhr_buf_z(out, ", \"producten\": [");
        for (uint32_t p = 0; p < k->n; p++) {
            jhr_buf_z(out, p > 0 ? ", " : "");
            jhr_buf_json(out, code_of(c, m, k->producten[p], true));
        }
        jhr_buf_z(out, "], \"van\": ");
        put_day(out, k->van);
        jhr_buf_z(out, ", \"tot_en_met\": ");
        put_day(out, k->tot_en_met);
        jhr_buf_z(out, " }");
    }
    jhr_buf_z(out, " ],\n");
}

static void put_saldi(struct jhr_buf *out, const struct jhr_model *m, const struct jhr_case *c)
{
    jhr_buf_fmt(out, "  \"saldo of the rest is %s\": [", c->saldo_volledig ? "nothing" : "unknown");
    for (uint32_t i = 0; i < c->saldi_n; i++) {
        struct jhr_str id = m->regels[m->rekeningen[c->saldi[i].rekening].regel].id;
        jhr_buf_fmt(out, "%s[\"%.*s\", %d, %lld]", i > 0 ? ", " : "", (int)id.n, id.p,
                    c->saldi[i].jaar, (long long)c->saldi[i].vrij);
    }
    jhr_buf_z(out, "],\n");
}

void write_case(struct jhr_buf *out, const struct jhr_model *m, const struct jhr_case *c)
{
    jhr_buf_z(out, "{ \"peildatum\": ");
    put_day(out, c->peildatum);
    jhr_buf_z(out, ",\n");
    put_facts(out, m, c);
    put_others(out, c);
    put_contracts(out, m, c);
    if (m->rekeningen_n > 0)
        put_saldi(out, m, c);
    jhr_buf_z(out, "  \"voorstel\": { ");
    put_indication(out, &c->voorstel, true);
    if (c->wijzigt.n > 0) {
        jhr_buf_z(out, ", \"wijzigt\": ");
        jhr_buf_json(out, c->wijzigt);
    }
    if (c->afwijkingen_n > 0) {
        jhr_buf_z(out, ",\n    \"afwijkingen\": [");
        for (uint32_t i = 0; i < c->afwijkingen_n; i++) {
            jhr_buf_z(out, i > 0 ? ", { \"regel\": " : " { \"regel\": ");
            jhr_buf_json(out, m->regels[c->afwijkingen[i].regel].id);
            jhr_buf_z(out, ", \"motivering\": ");
            jhr_buf_json(out, c->afwijkingen[i].motivering);
            jhr_buf_z(out, " }");
        }
        jhr_buf_z(out, " ]");
    }
    jhr_buf_z(out, " } }\n");
}

#include "ledger/basis.h"

#include "runtime/rekening.h"

#include <jansson.h>

/* ---- kept: one list per thing, in a fixed order; written and read by this file alone ---- */

static void text_of(struct jhr_json *j, struct jhr_str s)
{
    jhr_json_str(j, NULL, s);
}

static void number_of(struct jhr_json *j, int64_t v)
{
    jhr_json_int(j, NULL, v);
}

static void write_pot(struct jhr_json *j, const struct jhr_basis_pot *p)
{
    jhr_json_open(j, NULL, '[', true);
    text_of(j, p->rule);
    text_of(j, p->gemeente);
    text_of(j, p->aanbieder);
    number_of(j, p->year);
    number_of(j, p->cents);
    number_of(j, p->known);
    number_of(j, p->limit);
    number_of(j, p->free);
    number_of(j, p->seq);
    number_of(j, p->rekening);
    number_of(j, p->used);
    number_of(j, p->booked);
    number_of(j, p->amount);
    number_of(j, p->booked_seq);
    jhr_json_close(j, ']');
}

static void write_indication(struct jhr_json *j, const struct jhr_indicatie *i)
{
    jhr_json_open(j, NULL, '[', true);
    text_of(j, i->id);
    text_of(j, i->product_code);
    text_of(j, i->aanbieder_code);
    number_of(j, i->van);
    number_of(j, i->tot_en_met);
    number_of(j, i->omvang.known);
    number_of(j, i->omvang.mantissa);
    number_of(j, i->omvang.scale);
    number_of(j, i->omvang.eenheid);
    number_of(j, i->omvang.frequentie);
    jhr_json_close(j, ']');
}

void jhr_basis_write(struct jhr_buf *out, const struct jhr_basis *b)
{
    struct jhr_json j = {.out = out, .compact = true, .first = true};
    jhr_json_open(&j, NULL, '{', true);
    if (b->lists) {
        jhr_json_open(&j, "lopend", '[', true);
        for (uint32_t i = 0; i < b->lopend.n; i++)
            write_indication(&j, &b->lopend.v[i]);
        jhr_json_close(&j, ']');
    }
    if (b->contracts_known) {
        jhr_json_open(&j, "contracten", '[', true);
        for (uint32_t i = 0; i < b->contracten.n; i++) {
            const struct jhr_basis_contract *k = &b->contracten.v[i];
            jhr_json_open(&j, NULL, '[', true);
            text_of(&j, k->aanbieder);
            text_of(&j, k->product);
            number_of(&j, k->from);
            number_of(&j, k->to);
            jhr_json_close(&j, ']');
        }
        jhr_json_close(&j, ']');
    }
    jhr_json_open(&j, "potten", '[', true);
    for (uint32_t i = 0; i < b->pots.n; i++)
        write_pot(&j, &b->pots.v[i]);
    jhr_json_close(&j, ']');
    jhr_json_close(&j, '}');
}

struct list { /* reads the members of a list one by one */
    struct jhr_arena *a;
    const json_t *v;
    size_t at;
};

static struct jhr_str next_text(struct list *l)
{
    const json_t *v = json_array_get(l->v, l->at++);
    if (!json_is_string(v))
        return JHR_STR("");
    return jhr_arena_str(l->a,
                         (struct jhr_str){json_string_value(v), (uint32_t)json_string_length(v)});
}

static int64_t next_number(struct list *l)
{
    return json_integer_value(json_array_get(l->v, l->at++));
}

static void read_pot(struct list l, struct jhr_basis_pot *p)
{
    p->rule = next_text(&l);
    p->gemeente = next_text(&l);
    p->aanbieder = next_text(&l);
    p->year = (int32_t)next_number(&l);
    p->cents = next_number(&l) != 0;
    p->known = next_number(&l) != 0;
    p->limit = next_number(&l);
    p->free = next_number(&l);
    p->seq = next_number(&l);
    p->rekening = (int32_t)next_number(&l);
    p->used = next_number(&l);
    p->booked = next_number(&l) != 0;
    p->amount = next_number(&l);
    p->booked_seq = next_number(&l);
}

static void read_indication(struct list l, struct jhr_indicatie *i)
{
    i->id = next_text(&l);
    i->product_code = next_text(&l);
    i->aanbieder_code = next_text(&l);
    i->van = (int32_t)next_number(&l);
    i->tot_en_met = (int32_t)next_number(&l);
    i->omvang.known = next_number(&l) != 0;
    i->omvang.mantissa = next_number(&l);
    i->omvang.scale = (uint8_t)next_number(&l);
    i->omvang.eenheid = (uint8_t)next_number(&l);
    i->omvang.frequentie = (uint8_t)next_number(&l);
}

bool jhr_basis_read(struct jhr_arena *a, struct jhr_str json, struct jhr_basis *out)
{
    json_t *root = json_loadb(json.p, json.n, 0, NULL), *v;
    size_t i;
    bool ok = root != NULL;
    *out = (struct jhr_basis){.lists = json_object_get(root, "lopend") != NULL,
                              .contracts_known = json_object_get(root, "contracten") != NULL};
    json_array_foreach(json_object_get(root, "lopend"), i, v)
    {
        struct jhr_indicatie *one = jhr_vec_add(a, &out->lopend);
        ok = ok && one;
        if (one)
            read_indication((struct list){a, v, 0}, one);
    }
    json_array_foreach(json_object_get(root, "contracten"), i, v)
    {
        struct jhr_basis_contract *one = jhr_vec_add(a, &out->contracten);
        struct list l = {a, v, 0};
        ok = ok && one;
        if (one) {
            one->aanbieder = next_text(&l);
            one->product = next_text(&l);
            one->from = (int32_t)next_number(&l);
            one->to = (int32_t)next_number(&l);
        }
    }
    json_array_foreach(json_object_get(root, "potten"), i, v)
    {
        struct jhr_basis_pot *one = jhr_vec_add(a, &out->pots);
        ok = ok && one;
        if (one)
            read_pot((struct list){a, v, 0}, one);
    }
    json_decref(root);
    return ok;
}

/* ---- into a case ---- */

/* Codes that the rules do not name, numbered after those that the document's own may have. */
#define OUTSIDE_FROM (JHR_OUTSIDE + 0x10000u)

static uint32_t product_index(const struct jhr_program *p, const struct jhr_case *c,
                              const struct jhr_basis *b, struct jhr_str code)
{
    for (uint32_t i = 0; i < p->producten_n; i++)
        if (p->producten[i].coded && jhr_str_eq_fold(jhr_p_str(p, p->producten[i].code), code))
            return i;
    if (jhr_str_eq_fold(c->voorstel.product_code, code))
        return c->voorstel.product;
    for (uint32_t i = 0; i < b->lopend.n; i++)
        if (jhr_str_eq_fold(b->lopend.v[i].product_code, code))
            return OUTSIDE_FROM + i;
    return OUTSIDE_FROM + b->lopend.n;
}

static uint32_t aanbieder_index(const struct jhr_program *p, const struct jhr_case *c,
                                const struct jhr_basis *b, struct jhr_str code)
{
    for (uint32_t i = 0; i < p->aanbieders_n; i++)
        if (jhr_str_eq_fold(jhr_p_str(p, p->aanbieders[i].code), code))
            return i;
    if (jhr_str_eq_fold(c->voorstel.aanbieder_code, code))
        return c->voorstel.aanbieder;
    for (uint32_t i = 0; i < b->lopend.n; i++)
        if (jhr_str_eq_fold(b->lopend.v[i].aanbieder_code, code))
            return OUTSIDE_FROM + i;
    for (uint32_t i = 0; i < b->contracten.n; i++)
        if (jhr_str_eq_fold(b->contracten.v[i].aanbieder, code))
            return OUTSIDE_FROM + b->lopend.n + i;
    return OUTSIDE_FROM + b->lopend.n + b->contracten.n;
}

static bool apply_contracts(struct jhr_arena *a, const struct jhr_program *p,
                            const struct jhr_basis *b, struct jhr_case *c)
{
    uint32_t n = b->contracten.n;
    struct jhr_contract *list = jhr_arena_alloc(a, (n + 1) * sizeof *list);
    uint32_t *products = jhr_arena_alloc(a, (n + 1) * sizeof *products);
    if (!list || !products)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_basis_contract *k = &b->contracten.v[i];
        products[i] = product_index(p, c, b, k->product);
        list[i] = (struct jhr_contract){
            aanbieder_index(p, c, b, k->aanbieder), &products[i], 1, k->from, k->to, k->aanbieder};
    }
    c->contracten = list;
    c->contracten_n = n;
    c->contracten_known = true;
    return true;
}

bool jhr_basis_apply(struct jhr_arena *a, const struct jhr_program *p, const struct jhr_basis *b,
                     struct jhr_case *c)
{
    struct jhr_saldo *saldi = jhr_arena_alloc(a, (b->pots.n + 1) * sizeof *saldi);
    uint32_t n = 0;
    if (!saldi)
        return false;
    for (uint32_t i = 0; i < b->lopend.n && b->lists; i++) {
        struct jhr_indicatie *one = &b->lopend.v[i];
        one->product = product_index(p, c, b, one->product_code);
        one->aanbieder = aanbieder_index(p, c, b, one->aanbieder_code);
    }
    if (b->lists) {
        c->lopend = b->lopend.v;
        c->lopend_n = b->lopend.n;
        c->lopend_known = true;
    }
    for (uint32_t i = 0; i < b->pots.n; i++) {
        const struct jhr_basis_pot *pot = &b->pots.v[i];
        if (pot->rekening >= 0 && pot->known)
            saldi[n++] = (struct jhr_saldo){
                (uint32_t)pot->rekening, pot->year, pot->free, true, pot->limit, pot->used};
    }
    c->saldi = saldi;
    c->saldi_n = n;
    c->saldo_volledig = false;
    return !b->contracts_known || apply_contracts(a, p, b, c);
}

/* ---- in the besluit ---- */

static void pot_name(struct jhr_json *j, const struct jhr_basis_pot *p)
{
    jhr_json_open(j, NULL, '{', true);
    jhr_json_str(j, "rekening", p->rule);
    if (p->gemeente.n > 0)
        jhr_json_str(j, "gemeente", p->gemeente);
    if (p->aanbieder.n > 0)
        jhr_json_str(j, "aanbieder", p->aanbieder);
    if (p->year > 0)
        jhr_json_int(j, "jaar", p->year);
}

void jhr_basis_json(struct jhr_json *j, const struct jhr_basis *b)
{
    jhr_json_open(j, "ledger", '[', false);
    for (uint32_t i = 0; i < b->pots.n; i++) {
        const struct jhr_basis_pot *p = &b->pots.v[i];
        pot_name(j, p);
        jhr_json_int(j, "volgnummer", p->seq);
        if (p->known) {
            jhr_json_int(j, p->cents ? "plafond_cent" : "plaatsen", p->limit);
            jhr_json_int(j, p->cents ? "vrij_cent" : "vrij", p->free);
        } else {
            jhr_json_raw(j, p->cents ? "plafond_cent" : "plaatsen", "null");
            jhr_json_raw(j, p->cents ? "vrij_cent" : "vrij", "null");
        }
        jhr_json_close(j, '}');
    }
    jhr_json_close(j, ']');
}

void jhr_basis_booked_json(struct jhr_json *j, const struct jhr_basis *b)
{
    jhr_json_open(j, "geboekt", '[', false);
    for (uint32_t i = 0; i < b->pots.n; i++) {
        const struct jhr_basis_pot *p = &b->pots.v[i];
        if (!p->booked)
            continue;
        pot_name(j, p);
        jhr_json_int(j, "volgnummer", p->booked_seq);
        jhr_json_int(j, p->cents ? "cent" : "plaatsen", p->amount);
        jhr_json_close(j, '}');
    }
    jhr_json_close(j, ']');
}

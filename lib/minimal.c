/* The facts that settle a decision: everything is left out in turn, and stays out while besluit and
 * gronden stay the same. What is left out becomes unknown, so what remains proves the decision. */
#include "lib/receipt.h"

#include <string.h>

struct least {
    jhr_ctx *ctx;
    jhr_session *session;
    json_t *document; /* as far as it was reduced */
    json_t *want;     /* the essence that has to stay */
    jhr_status status;
};

static bool is_same(struct least *m)
{
    struct jhr_buf text = {0};
    json_t *besluit = NULL, *got = NULL;
    bool same = false;
    jhr_json_dump(&text, m->document, JSON_COMPACT);
    if (text.failed)
        m->status = JHR_NOMEM;
    else
        besluit = jhr_decide_tree(m->ctx, m->session, "bewijsstuk", text.p, text.n, &m->status);
    if (m->status == JHR_INPUT) /* what is left is no proposal: it was needed */
        m->status = JHR_OK;
    if (besluit) {
        got = jhr_essence(besluit);
        same = json_equal(got, m->want) != 0;
    }
    json_decref(got);
    json_decref(besluit);
    jhr_buf_free(&text);
    return same && m->status == JHR_OK;
}

/* Makes a member unknown, if that changes nothing. */
static bool forget(struct least *m, json_t *object, const char *key)
{
    json_t *was = json_object_get(object, key);
    bool same;
    if (m->status != JHR_OK || !was || json_is_null(was))
        return true;
    json_incref(was);
    json_object_set_new(object, key, json_null());
    same = is_same(m);
    if (!same)
        json_object_set(object, key, was);
    json_decref(was);
    return same;
}

/* Leaves out an entry of a list, if that changes nothing. */
static bool leave_out(struct least *m, json_t *list, size_t i)
{
    json_t *was = json_incref(json_array_get(list, i));
    bool same;
    json_array_remove(list, i);
    same = m->status == JHR_OK && is_same(m);
    if (!same)
        json_array_insert(list, i, was);
    json_decref(was);
    return same;
}

static void prune(json_t *object)
{
    const char *key;
    json_t *v;
    void *next;
    json_object_foreach_safe(object, next, key, v)
    {
        if (json_is_null(v))
            json_object_del(object, key);
    }
}

/* ---- what never belongs in a receipt ---- */

static void hide_motivation(json_t *object)
{
    json_object_del(object, "door");
    if (json_object_get(object, "motivering"))
        json_object_set_new(object, "motivering", json_string("niet opgenomen"));
}

static void hide_texts(json_t *document)
{
    json_t *voorstel = json_object_get(document, "voorstel"), *v;
    const char *key;
    size_t i;
    json_object_del(document, "jeugdige");
    json_object_del(document, "niet_te_verkrijgen");
    json_object_foreach(json_object_get(document, "feiten"), key, v)
    {
        if (json_is_object(v) && !json_is_true(json_object_get(v, "waarde")) &&
            (!json_object_get(v, "waarde") || json_is_null(json_object_get(v, "waarde"))))
            json_object_set_new(json_object_get(document, "feiten"), key, json_null());
        else if (json_is_object(v))
            hide_motivation(v);
    }
    json_array_foreach(json_object_get(voorstel, "afwijkingen"), i, v)
    {
        hide_motivation(v);
    }
    if (json_is_string(json_object_get(voorstel, "wijzigt")))
        return;
    json_array_foreach(json_object_get(document, "lopend"), i, v)
    {
        json_object_del(v, "id");
    }
}

/* ---- the parts, in turn ---- */

/* Marks the facts that the besluit names with the rules that settle it: a good first guess. */
static void guess(const json_t *besluit, json_t *feiten)
{
    const json_t *gronden = json_object_get(besluit, "gronden"), *regels, *regel, *g, *v;
    json_t *named = json_object();
    const char *key;
    size_t i, k;
    void *next;
    regels = json_object_get(besluit, "regels");
    json_array_foreach(regels, i, regel)
    {
        bool decides = json_array_size(gronden) == 0;
        json_array_foreach(gronden, k, g)
        {
            decides |= json_equal(g, json_object_get(regel, "regel")) != 0;
        }
        if (decides && strcmp(json_string_value(json_object_get(besluit, "besluit")), "onbepaald"))
            json_object_update(named, json_object_get(regel, "feiten"));
    }
    json_object_foreach_safe(feiten, next, key, v)
    {
        if (!json_object_get(named, key))
            json_object_set_new(feiten, key, json_null());
    }
    json_decref(named);
}

static void reduce_facts(struct least *m, const json_t *besluit)
{
    json_t *all = json_object_get(m->document, "feiten"), *few;
    const char *keys[512];
    size_t n = 0;
    const char *key;
    json_t *v;
    if (!json_is_object(all))
        return;
    few = json_copy(all);
    guess(besluit, few);
    json_incref(all);
    json_object_set(m->document, "feiten", few);
    if (!is_same(m)) {
        json_object_set(m->document, "feiten", all);
        json_decref(few);
        few = json_incref(all);
    }
    json_decref(all);
    json_object_foreach(few, key, v)
    {
        if (n < sizeof keys / sizeof *keys && !json_is_null(v))
            keys[n++] = key;
    }
    while (n-- > 0)
        forget(m, few, keys[n]);
    prune(few);
    json_decref(few);
}

static void reduce_saldo(struct least *m)
{
    static const char *const kinds[] = {"budget", "capaciteit"};
    json_t *saldo = json_object_get(m->document, "saldo"), *kind, *v, *year;
    const char *key, *jaar;
    if (forget(m, m->document, "saldo"))
        return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        kind = json_object_get(saldo, kinds[i]);
        if (forget(m, saldo, kinds[i]))
            continue;
        json_object_foreach(kind, key, v)
        {
            if (forget(m, kind, key) || i == 1)
                continue;
            json_object_foreach(v, jaar, year)
            {
                forget(m, v, jaar);
            }
            prune(v);
        }
        prune(kind);
    }
    prune(saldo);
}

static void reduce_contracts(struct least *m)
{
    json_t *list = json_object_get(m->document, "contracten"), *own, *c;
    json_t *voorstel = json_object_get(m->document, "voorstel");
    size_t i;
    if (forget(m, m->document, "contracten") || !list)
        return;
    json_incref(list);
    own = json_array();
    json_array_foreach(list, i, c)
    {
        if (json_equal(json_object_get(c, "aanbieder"), json_object_get(voorstel, "aanbieder")))
            json_array_append(own, c);
    }
    json_object_set_new(m->document, "contracten", own);
    if (!is_same(m))
        json_object_set(m->document, "contracten", list);
    json_decref(list);
}

/* A refusal rests on the indications that it names; an admission on all of them, looked at. */
static uint32_t reduce_running(struct least *m, bool refused)
{
    json_t *list = json_object_get(m->document, "lopend");
    uint32_t left_out = 0;
    size_t n = json_array_size(list);
    if (forget(m, m->document, "lopend"))
        return (uint32_t)n;
    for (size_t i = n; refused && i-- > 0;)
        left_out += leave_out(m, list, i);
    return left_out;
}

static void reduce_proposal(struct least *m)
{
    json_t *voorstel = json_object_get(m->document, "voorstel");
    json_t *list = json_object_get(voorstel, "afwijkingen");
    forget(m, voorstel, "omvang");
    forget(m, voorstel, "wijzigt");
    if (!forget(m, voorstel, "afwijkingen"))
        for (size_t i = json_array_size(list); i-- > 0;)
            leave_out(m, list, i);
    prune(voorstel);
}

json_t *jhr_minimal(jhr_ctx *ctx, jhr_session *s, const json_t *document, const json_t *besluit,
                    uint32_t *left_out, jhr_status *status)
{
    struct least m = {ctx, s, json_deep_copy(document), jhr_essence(besluit), JHR_OK};
    json_t *word = json_object_get(besluit, "besluit");
    bool refused;
    if (!m.document || !m.want) {
        m.status = JHR_NOMEM;
    } else {
        refused = json_array_size(json_object_get(besluit, "gronden")) > 0 &&
                  strcmp(json_string_value(word), "toelaatbaar") != 0;
        hide_texts(m.document);
        json_object_set(m.document, "peildatum", json_object_get(besluit, "peildatum"));
        if (!is_same(&m) && m.status == JHR_OK)
            m.status = JHR_INTERNAL;
        reduce_facts(&m, besluit);
        *left_out = reduce_running(&m, refused);
        reduce_contracts(&m);
        reduce_saldo(&m);
        reduce_proposal(&m);
        prune(m.document);
    }
    *status = m.status;
    json_decref(m.want);
    if (m.status == JHR_OK)
        return m.document;
    json_decref(m.document);
    return NULL;
}

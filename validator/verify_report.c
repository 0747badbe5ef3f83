#include "validator/verify_parts.h"

static bool said(const struct jhr_verifier *w, enum jhr_diag_id id, struct jhr_span span,
                 struct jhr_str arg)
{
    for (uint32_t i = 0; i < w->ds->list.n; i++) {
        const struct jhr_diag *d = w->ds->list.v[i];
        if (d->id == id && d->span.file == span.file && d->span.lo == span.lo &&
            jhr_str_eq(d->arg[0], arg))
            return true;
    }
    return false;
}

struct jhr_diag *jhr_verify_say(struct jhr_verifier *w, enum jhr_diag_id id, struct jhr_span span,
                                struct jhr_str arg, struct jhr_str json)
{
    if (said(w, id, span, arg))
        return NULL;
    struct jhr_diag *d = jhr_diag_add1(w->ds, id, span, arg);
    d->getuige = json;
    return d;
}

static struct jhr_span span_of(const struct jhr_verifier *w, uint32_t i)
{
    const struct jhr_regel *r = &w->side.model->regels[i];
    const struct jhr_node *node = r->node != NULL ? r->node : w->side.model->regeling;
    return jhr_name_span(node);
}

static struct jhr_str kept(struct jhr_verifier *w, struct jhr_buf *b)
{
    w->a->out_of_memory |= b->failed;
    struct jhr_str s = jhr_arena_str(w->a, jhr_buf_get(b));
    jhr_buf_free(b);
    return s;
}

/* ---- a rule by itself ---- */

/* Each rule once: that of now without the proposals, a proposal with them. */
static bool is_of_pass(const struct jhr_verifier *w, const struct jhr_regel *r)
{
    return (r->stand == JHR_S_VOORGESTELD) == w->side.voorgesteld;
}

static void say_rule(struct jhr_verifier *w, uint32_t i)
{
    const struct jhr_regel *r = &w->side.model->regels[i];
    const struct jhr_seen *seen = &w->seen[i];
    if (r->kind == JHR_R_ALTIJD || r->stand == JHR_S_VERVALLEN || r->node == NULL ||
        !is_of_pass(w, r))
        return;
    if (!seen->reaches) {
        jhr_verify_say(w, JHR_D_RULE_NEVER, span_of(w, i), r->id, JHR_STR(""));
        return;
    }
    if (r->kind != JHR_R_EIS)
        return;
    if (r->tenzij_n > 0 && !seen->tenzij_fails)
        jhr_verify_say(w, JHR_D_TENZIJ_ALWAYS, span_of(w, i), r->id, seen->applied);
    else if (!seen->refuses)
        jhr_verify_say(w, JHR_D_RULE_NEVER_REFUSES, span_of(w, i), r->id, seen->applied);
    else if (!seen->passes && !r->afwijken)
        jhr_verify_say(w, JHR_D_RULE_ALWAYS_REFUSES, span_of(w, i), r->id, seen->refused);
    else if (r->tenzij_n > 0 && !seen->tenzij_holds)
        jhr_verify_say(w, JHR_D_TENZIJ_NEVER, span_of(w, i), r->id, seen->refused);
}

/* ---- rules beside each other ---- */

static struct jhr_str names_of(struct jhr_verifier *w, const bool *in)
{
    struct jhr_buf names = {0};
    for (uint32_t i = 0; i < w->side.model->regels_n; i++) {
        if (!in[i])
            continue;
        jhr_buf_z(&names, names.n > 0 ? ", `" : "`");
        jhr_buf_str(&names, w->side.model->regels[i].id);
        jhr_buf_char(&names, '`');
    }
    return kept(w, &names);
}

static void say_redundant(struct jhr_verifier *w, uint32_t i)
{
    const struct jhr_regel *r = &w->side.model->regels[i];
    const struct jhr_seen *seen = &w->seen[i];
    if (!seen->redundant || seen->needed_again)
        return;
    if (r->node == NULL) /* `dubbel` is of every regeling */
        return;
    struct jhr_diag *d =
        jhr_verify_say(w, JHR_D_RULE_REDUNDANT, span_of(w, i), r->id, seen->refused);
    if (d == NULL)
        return;
    jhr_diag_arg(w->ds, d, names_of(w, seen->covers));
    for (uint32_t k = 0; k < w->side.model->regels_n && d->labels < JHR_DIAG_LABELS; k++)
        if (seen->covers[k] && w->side.model->regels[k].node != NULL)
            jhr_diag_label(w->ds, d, span_of(w, k), JHR_L_COVERED_BY, JHR_STR(""));
}

static void say_clashing(struct jhr_verifier *w, const struct jhr_clashing *c)
{
    const struct jhr_model *m = w->side.model;
    if (!w->seen[c->a].passes || !w->seen[c->b].passes)
        return; /* one of them refuses always: that is said already */
    struct jhr_diag *d =
        jhr_verify_say(w, JHR_D_RULES_CONTRADICT, span_of(w, c->b), m->regels[c->a].id, c->json);
    if (d == NULL)
        return;
    jhr_diag_arg(w->ds, d, m->regels[c->b].id);
    jhr_diag_label(w->ds, d, span_of(w, c->a), JHR_L_CONFLICTS, JHR_STR(""));
}

/* ---- products ---- */

static struct jhr_str code_of(const struct jhr_verifier *w, uint32_t p)
{
    return w->side.model->producten[w->s->product[0][p]].code;
}

static void say_unjudged(struct jhr_verifier *w)
{
    struct jhr_buf names = {0};
    bool some = false;
    for (uint32_t p = 0; p < w->s->products_n; p++) {
        some |= w->inside[p] && w->judged[p];
        if (!w->inside[p] || w->judged[p] || w->over[p])
            continue;
        jhr_buf_z(&names, names.n > 0 ? ", `" : "`");
        jhr_buf_str(&names, code_of(w, p));
        jhr_buf_char(&names, '`');
    }
    struct jhr_str list = kept(w, &names);
    if (some && list.n > 0)
        jhr_verify_say(w, JHR_D_PRODUCT_UNJUDGED, jhr_name_span(w->side.model->regeling), list,
                       JHR_STR(""));
}

static void say_products(struct jhr_verifier *w)
{
    if (w->refusing != NULL) {
        uint32_t shown = 0;
        while (shown + 1 < w->s->products_n && !w->inside[shown])
            shown++;
        jhr_verify_say(w, JHR_D_RULES_REFUSE_ALL, jhr_name_span(w->side.model->regeling),
                       names_of(w, w->refusing), w->product_json[shown]);
        return;
    }
    for (uint32_t p = 0; p < w->s->products_n; p++)
        if (w->inside[p] && !w->admissible[p] && !w->over[p])
            jhr_verify_say(w, JHR_D_PRODUCT_NEVER,
                           jhr_name_span(w->side.model->producten[w->s->product[0][p]].node),
                           code_of(w, p), w->product_json[p]);
    if (!w->side.voorgesteld)
        say_unjudged(w);
}

/* Do these leave no case? */
static bool leave_nothing(struct jhr_verifier *w, const bool *in)
{
    jhr_edge clash = JHR_BDD_NO;
    for (uint32_t i = 0; i < w->side.model->regels_n; i++)
        if (in[i])
            clash = jhr_bdd_or(&w->b, clash, w->v->rules[i].refuses);
    return !w->b.full && jhr_bdd_implies(&w->b, w->valid, clash);
}

/* As few as still clash; what an `altijd` reads is the same for each product. */
static void say_altijd(struct jhr_verifier *w)
{
    const struct jhr_model *m = w->side.model;
    const struct jhr_regel *last = NULL;
    bool *in = jhr_arena_alloc(w->a, m->regels_n + (size_t)1);
    if (in == NULL)
        return;
    jhr_slice_rules(w->v, 0);
    for (uint32_t i = 0; i < m->regels_n; i++)
        in[i] = m->regels[i].kind == JHR_R_ALTIJD && w->v->rules[i].asked;
    for (uint32_t i = m->regels_n; i-- > 0;) {
        bool was = in[i];
        in[i] = false;
        in[i] = was && !leave_nothing(w, in);
        last = in[i] && last == NULL ? &m->regels[i] : last;
    }
    jhr_bdd_drop(&w->b, w->mark);
    if (last != NULL)
        jhr_verify_say(w, JHR_D_ALTIJD_CLASH, jhr_name_span(last->node), names_of(w, in),
                       JHR_STR(""));
}

/* ---- properties ---- */

static void say_bewijs(struct jhr_verifier *w, uint32_t i, bool complete)
{
    const struct jhr_bewijs *b = &w->side.model->bewijzen[i];
    const struct jhr_bewijs_seen *seen = &w->bewijzen[i];
    struct jhr_span span = jhr_name_span(b->node);
    if (b->voorgesteld != w->side.voorgesteld)
        return;
    if (seen->refuted) {
        jhr_verify_say(w, JHR_D_BEWIJS_REFUTED, span, b->id, seen->json);
    } else if (seen->open || !complete) {
        struct jhr_diag *d = jhr_verify_say(w, JHR_D_BEWIJS_OPEN, span, b->id, JHR_STR(""));
        if (d != NULL)
            jhr_diag_arg(w->ds, d,
                         complete ? JHR_STR("iets waar het van afhangt, is niet besloten")
                                  : JHR_STR("het budget was op"));
    } else {
        jhr_verify_say(w, JHR_D_BEWIJS_PROVED, span, b->id, JHR_STR(""));
    }
}

/* ---- what was not proved ---- */

static bool say_over(struct jhr_verifier *w)
{
    struct jhr_buf names = {0};
    for (uint32_t p = 0; p < w->s->products_n; p++) {
        if (!w->over[p])
            continue;
        jhr_buf_z(&names, names.n > 0 ? ", `" : "`");
        jhr_buf_str(&names, code_of(w, p));
        jhr_buf_char(&names, '`');
    }
    struct jhr_str list = kept(w, &names);
    if (list.n > 0)
        jhr_verify_say(w, JHR_D_PROOF_BUDGET, jhr_name_span(w->side.model->regeling), list,
                       JHR_STR(""));
    return list.n > 0;
}

static void say_opaque(struct jhr_verifier *w)
{
    for (uint32_t i = 0; i < w->s->dims.n; i++)
        if (w->s->dims.v[i].opaque)
            jhr_verify_say(w, JHR_D_PROOF_OPAQUE, jhr_name_span(w->side.model->regeling),
                           w->s->dims.v[i].name, JHR_STR(""));
}

/* Where the budget was passed, what was not seen may still be there: only what was seen is said. */
void jhr_verify_report(struct jhr_verifier *w)
{
    bool over = say_over(w);
    if (w->s->products_n > 0)
        say_opaque(w);
    if (!over && !w->some_world && w->s->products_n > 0) {
        say_altijd(w);
        return;
    }
    for (uint32_t i = 0; i < w->side.model->regels_n && !over; i++) {
        if ((w->only & JHR_VERIFY_BEREIK) != 0 && w->s->products_n > 0)
            say_rule(w, i);
        say_redundant(w, i);
    }
    for (uint32_t i = 0; i < w->clashing.n && !over; i++)
        say_clashing(w, &w->clashing.v[i]);
    if ((w->only & JHR_VERIFY_PRODUCTEN) != 0)
        say_products(w);
    for (uint32_t i = 0; (w->only & JHR_VERIFY_BEWIJS) != 0 && i < w->side.ir->bewijzen.n; i++)
        say_bewijs(w, i, !over);
}

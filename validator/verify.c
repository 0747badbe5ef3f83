#include "validator/verify.h"

#include "validator/verify_parts.h"

#include <string.h>

/* ---- pairs of rules ---- */

static uint64_t pair_index(const struct jhr_verifier *w, uint32_t a, uint32_t b)
{
    return (uint64_t)a * w->side.model->regels_n + b;
}

bool jhr_verify_pair_bit(const struct jhr_verifier *w, const uint64_t *bits, uint32_t a, uint32_t b)
{
    uint64_t at = pair_index(w, a, b);
    return bits[at / 64] >> (at % 64) & 1;
}

static void set_pair_bit(const struct jhr_verifier *w, uint64_t *bits, uint32_t a, uint32_t b)
{
    uint64_t at = pair_index(w, a, b);
    bits[at / 64] |= UINT64_C(1) << (at % 64);
}

/* ---- cases that show something ---- */

static struct jhr_str case_of(struct jhr_verifier *w, jhr_edge f)
{
    struct jhr_str json = {NULL, 0};
    for (uint8_t o = 0; o < 5 && json.n == 0 && !w->b.full; o++) {
        jhr_edge part = jhr_bdd_and(&w->b, f, w->v->outcome[o]);
        if (part != JHR_BDD_NO)
            (void)jhr_getuige_find(&w->getuigen, w->a, &w->b, w->product, part, o, o, &json);
    }
    return json;
}

static void show(struct jhr_verifier *w, struct jhr_str *slot, jhr_edge f)
{
    if (slot->n == 0 && f != JHR_BDD_NO)
        *slot = case_of(w, f);
}

/* ---- one rule ---- */

static bool is_judged(const struct jhr_regel *r)
{
    return r->kind != JHR_R_ALTIJD && r->stand != JHR_S_VERVALLEN;
}

static void see_tenzij(struct jhr_verifier *w, const struct jhr_rule_fn *f, struct jhr_seen *seen,
                       jhr_edge reach)
{
    /* it only matters where the test itself does not hold */
    jhr_edge asked = jhr_bdd_and(&w->b, reach, jhr_bdd_not(f->test.yes));
    seen->tenzij_holds = seen->tenzij_holds || jhr_bdd_meet(&w->b, asked, f->tenzij.maybe);
    seen->tenzij_fails =
        seen->tenzij_fails || jhr_bdd_meet(&w->b, reach, jhr_bdd_not(f->tenzij.yes));
}

/* Where the rule would apply if no other one replaced it: to be replaced is no fault. */
static jhr_edge own_reach(struct jhr_verifier *w, uint32_t i)
{
    uint32_t voor = w->side.ir->regels.v[i].voor;
    jhr_edge there = jhr_bdd_and(&w->b, w->world, w->v->in_force[i]);
    if (voor == JHR_NONE || there == JHR_BDD_NO)
        return there;
    return jhr_bdd_and(&w->b, there, jhr_slice_node(w->v, voor).maybe);
}

static void see_rule(struct jhr_verifier *w, uint32_t i)
{
    const struct jhr_regel *r = &w->side.model->regels[i];
    const struct jhr_rule_fn *f = &w->v->rules[i];
    struct jhr_seen *seen = &w->seen[i];
    struct jhr_bdd *b = &w->b;
    jhr_edge reach = is_judged(r) ? own_reach(w, i) : JHR_BDD_NO;
    if (reach == JHR_BDD_NO)
        return;
    seen->reaches = true;
    show(w, &seen->applied, reach);
    if (r->kind == JHR_R_SIGNAAL || r->kind == JHR_R_VOORWAARDE)
        return;
    if (!seen->refuses || seen->refused.n == 0) {
        jhr_edge refuses = jhr_bdd_and(b, reach, jhr_bdd_not(f->holds.yes));
        seen->refuses = seen->refuses || refuses != JHR_BDD_NO;
        show(w, &seen->refused, refuses);
    }
    if (!seen->passes || seen->passed.n == 0) {
        jhr_edge passes = jhr_bdd_and(b, reach, f->holds.maybe);
        seen->passes = seen->passes || passes != JHR_BDD_NO;
        show(w, &seen->passed, passes);
    }
    if (r->tenzij_n > 0)
        see_tenzij(w, f, seen, reach);
}

/* ---- rules that others make redundant ---- */

static bool decides(const struct jhr_verifier *w, uint32_t i)
{
    uint8_t kind = w->side.model->regels[i].kind;
    return w->v->rules[i].asked && kind != JHR_R_ALTIJD && kind != JHR_R_SIGNAAL &&
           kind != JHR_R_VOORWAARDE;
}

/* May the rule be counted on when the i-th is left out? All others, or only those that stay. */
static bool counts(const struct jhr_verifier *w, uint32_t i, uint32_t by)
{
    return by != i && (!w->again || w->seen[by].needed || by < i);
}

static void add_up(struct jhr_verifier *w)
{
    uint32_t n = w->side.model->regels_n;
    w->after[n] = JHR_BDD_NO;
    for (uint32_t i = n; i-- > 0;)
        w->after[i] =
            jhr_bdd_or(&w->b, w->after[i + 1], decides(w, i) ? w->v->rules[i].refuses : JHR_BDD_NO);
    w->before[0] = JHR_BDD_NO;
    for (uint32_t i = 0; i < n; i++)
        w->before[i + 1] =
            jhr_bdd_or(&w->b, w->before[i], decides(w, i) ? w->v->rules[i].refuses : JHR_BDD_NO);
}

static jhr_edge others_of(struct jhr_verifier *w, uint32_t i)
{
    jhr_edge all = JHR_BDD_NO;
    if (!w->again)
        return jhr_bdd_or(&w->b, w->before[i], w->after[i + 1]);
    for (uint32_t k = 0; k < w->side.model->regels_n; k++)
        if (decides(w, k) && counts(w, i, k))
            all = jhr_bdd_or(&w->b, all, w->v->rules[k].refuses);
    return all;
}

/* Where the rule decides and would be missed if the others did not. */
static jhr_edge says(struct jhr_verifier *w, uint32_t i)
{
    const struct jhr_rule_fn *f = &w->v->rules[i];
    jhr_edge own = jhr_bdd_and(&w->b, jhr_bdd_or(&w->b, f->refuses, f->hangs), w->binding);
    return jhr_bdd_and(&w->b, own, w->world);
}

static void see_needed(struct jhr_verifier *w, uint32_t i)
{
    struct jhr_seen *seen = &w->seen[i];
    bool *needed = w->again ? &seen->needed_again : &seen->needed;
    if (!decides(w, i) || *needed || (w->again && seen->needed))
        return;
    jhr_edge own = says(w, i);
    seen->speaks |= own != JHR_BDD_NO;
    jhr_edge advice = jhr_bdd_and(&w->b, w->v->rules[i].hangs_advice, w->v->advice.maybe);
    *needed = jhr_bdd_meet(&w->b, advice, w->world) ||
              (own != JHR_BDD_NO && jhr_bdd_meet(&w->b, own, jhr_bdd_not(others_of(w, i))));
}

static jhr_edge left_by(struct jhr_verifier *w, jhr_edge rest, const bool *covers, uint32_t but)
{
    for (uint32_t k = 0; k < w->side.model->regels_n; k++)
        if (covers[k] && k != but)
            rest = jhr_bdd_and(&w->b, rest, jhr_bdd_not(w->v->rules[k].refuses));
    return rest;
}

/* Adds to the rules that cover it until nothing is left; one that covers all is best. */
static void cover(struct jhr_verifier *w, uint32_t i, jhr_edge all, bool *covers)
{
    uint32_t n = w->side.model->regels_n;
    jhr_edge rest = left_by(w, all, covers, JHR_NONE);
    for (uint32_t whole = 2; whole-- > 0 && rest != JHR_BDD_NO;)
        for (uint32_t k = 0; k < n && rest != JHR_BDD_NO && !w->b.full; k++) {
            jhr_edge by = w->v->rules[k].refuses;
            if (!decides(w, k) || !counts(w, i, k) || !jhr_bdd_meet(&w->b, rest, by) ||
                (whole == 1 && jhr_bdd_meet(&w->b, rest, jhr_bdd_not(by))))
                continue;
            covers[k] = true;
            rest = jhr_bdd_and(&w->b, rest, jhr_bdd_not(by));
        }
}

/* ---- rules that contradict each other ---- */

static bool may_clash(const struct jhr_verifier *w, uint32_t i)
{
    const struct jhr_regel *r = &w->side.model->regels[i];
    return r->kind == JHR_R_EIS && !r->afwijken && w->v->rules[i].asked;
}

static void see_pairs(struct jhr_verifier *w)
{
    struct jhr_bdd *b = &w->b;
    uint32_t n = w->side.model->regels_n;
    jhr_edge *applies = w->before, *holds = w->after; /* used up by now */
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_rule_fn *f = &w->v->rules[i];
        bool is = may_clash(w, i) && f->applies.yes != JHR_BDD_NO;
        applies[i] = is ? jhr_bdd_and(b, w->world, f->applies.yes) : JHR_BDD_NO;
        holds[i] = jhr_bdd_and(b, applies[i], f->holds.maybe);
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n && applies[i] != JHR_BDD_NO; k++) {
            if (applies[k] == JHR_BDD_NO || jhr_verify_pair_bit(w, w->clash, i, k))
                continue;
            if (jhr_bdd_meet(b, holds[i], holds[k]))
                set_pair_bit(w, w->clash, i, k);
            else if (jhr_bdd_meet(b, applies[i], applies[k]))
                set_pair_bit(w, w->both, i, k);
        }
}

static void show_pairs(struct jhr_verifier *w)
{
    for (uint32_t i = 0; i < w->clashing.n; i++) {
        struct jhr_clashing *c = &w->clashing.v[i];
        jhr_edge f =
            jhr_bdd_and(&w->b, w->v->rules[c->a].applies.yes, w->v->rules[c->b].applies.yes);
        show(w, &c->json, jhr_bdd_and(&w->b, f, w->world));
    }
}

/* ---- products and properties ---- */

static bool reads_feit(struct jhr_verifier *w, jhr_edge f)
{
    bool *dims = jhr_malloc((w->s->dims.n + (size_t)1) * sizeof *dims);
    bool feit = false;
    if (dims == NULL)
        return true;
    memset(dims, 0, w->s->dims.n * sizeof *dims);
    jhr_space_reads(w->s, &w->b, f, dims);
    for (uint32_t i = 0; i < w->s->dims.n; i++)
        feit |= dims[i] && w->s->dims.v[i].kind == JHR_DIM_FEIT &&
                w->s->dims.v[i].feit[0] != w->side.model->feit_gemeente;
    jhr_free(dims);
    return feit;
}

static void see_product(struct jhr_verifier *w)
{
    struct jhr_bdd *b = &w->b;
    uint32_t p = w->product;
    jhr_edge may = jhr_bdd_or(b, w->v->outcome[JHR_TOELAATBAAR], w->v->outcome[JHR_ONBEPAALD]);
    w->some_world |= jhr_bdd_meet(b, w->valid, jhr_bdd_not(w->v->clash));
    w->inside[p] = w->world != JHR_BDD_NO;
    w->admissible[p] = jhr_bdd_meet(b, w->world, may);
    if (w->inside[p] && !w->admissible[p])
        w->product_json[p] = case_of(w, w->world);
    for (uint32_t i = 0; i < w->side.model->regels_n && !w->judged[p]; i++)
        if (w->side.model->regels[i].kind == JHR_R_EIS && w->v->rules[i].asked)
            w->judged[p] =
                reads_feit(w, jhr_bdd_or(b, w->v->rules[i].refuses, w->v->rules[i].hangs));
}

static void see_bewijs(struct jhr_verifier *w, uint32_t i)
{
    const struct jhr_ir_bewijs *is = &w->side.ir->bewijzen.v[i];
    struct jhr_bewijs_seen *seen = &w->bewijzen[i];
    struct jhr_bdd *b = &w->b;
    struct jhr_pair yes = {JHR_BDD_YES, JHR_BDD_YES};
    if (w->side.model->bewijzen[i].voorgesteld != w->side.voorgesteld)
        return;
    struct jhr_pair voor = is->voor == JHR_NONE ? yes : jhr_slice_node(w->v, is->voor);
    struct jhr_pair test = is->test == JHR_NONE ? yes : jhr_slice_node(w->v, is->test);
    jhr_edge broken = jhr_bdd_and(b, w->world, jhr_bdd_and(b, voor.yes, jhr_bdd_not(test.maybe)));
    jhr_edge perhaps = jhr_bdd_and(b, w->world, jhr_bdd_and(b, voor.maybe, jhr_bdd_not(test.yes)));
    seen->open |= perhaps != JHR_BDD_NO;
    if (broken == JHR_BDD_NO || seen->json.n > 0)
        return;
    struct jhr_str json = case_of(w, broken);
    bool opaque = false; /* then only a case that was found counts */
    for (uint32_t k = 0; k < w->s->dims.n; k++)
        opaque |= w->s->dims.v[k].opaque;
    seen->refuted |= json.n > 0 || !opaque;
    seen->json = json;
}

/* ---- a product ---- */

static void see_all(struct jhr_verifier *w)
{
    for (uint32_t i = 0; i < w->side.model->regels_n && !w->b.full; i++)
        see_rule(w, i);
    see_product(w);
    for (uint32_t i = 0; i < w->side.ir->bewijzen.n && !w->b.full; i++)
        see_bewijs(w, i);
    if ((w->only & JHR_VERIFY_OVERBODIG) != 0) {
        add_up(w);
        for (uint32_t i = 0; i < w->side.model->regels_n && !w->b.full; i++)
            see_needed(w, i);
    }
    if (w->clash != NULL && (w->only & JHR_VERIFY_TEGENSPRAAK) != 0)
        see_pairs(w);
}

static void see_again(struct jhr_verifier *w)
{
    for (uint32_t i = 0; i < w->side.model->regels_n && !w->b.full; i++)
        see_needed(w, i);
    for (uint32_t i = 0; i < w->side.model->regels_n && !w->b.full; i++)
        if (w->seen[i].covers != NULL)
            cover(w, i, says(w, i), w->seen[i].covers);
    show_pairs(w);
}

static void one_product(struct jhr_verifier *w, uint32_t product,
                        void (*see)(struct jhr_verifier *w))
{
    struct jhr_bdd *b = &w->b;
    if (w->over[product])
        return;
    w->product = product;
    jhr_slice_rules(w->v, product);
    jhr_slice_decide(w->v);
    w->world =
        jhr_bdd_and(b, w->valid, jhr_bdd_and(b, jhr_bdd_not(w->v->clash), w->v->inside.maybe));
    w->binding = jhr_bdd_not(w->v->advice.yes);
    if (!b->full)
        see(w);
    w->over[product] = b->full;
    jhr_bdd_drop(b, w->mark);
}

static void each_product(struct jhr_verifier *w, void (*see)(struct jhr_verifier *w))
{
    for (uint32_t p = 0; p < w->s->products_n && !w->a->out_of_memory; p++)
        one_product(w, p, see);
}

/* ---- rules that refuse everything together ---- */

static void see_refusing(struct jhr_verifier *w)
{
    cover(w, JHR_NONE, w->world, w->refusing);
}

static void see_spared(struct jhr_verifier *w)
{
    for (uint32_t i = 0; i < w->side.model->regels_n && !w->b.full; i++)
        if (w->refusing[i] && left_by(w, w->world, w->refusing, i) != JHR_BDD_NO)
            w->spared[i] = false;
}

/* As few as still do: of those that may be missed one goes, until none may be. */
static void find_refusing(struct jhr_verifier *w)
{
    uint32_t n = w->side.model->regels_n, inside = 0, last;
    for (uint32_t p = 0; p < w->s->products_n; p++) {
        if (w->over[p] || (w->inside[p] && w->admissible[p]))
            return;
        inside += w->inside[p];
    }
    w->spared = jhr_arena_alloc(w->a, n + (size_t)1);
    w->refusing = inside > 0 ? jhr_arena_alloc(w->a, n + (size_t)1) : NULL;
    if (w->refusing == NULL || w->spared == NULL)
        return;
    each_product(w, see_refusing);
    do {
        memcpy(w->spared, w->refusing, n);
        each_product(w, see_spared);
        for (last = n; last > 0 && !w->spared[last - 1]; last--)
            ;
        if (last > 0)
            w->refusing[last - 1] = false;
    } while (last > 0);
    for (uint32_t p = 0; p < w->s->products_n; p++)
        if (w->over[p])
            w->refusing = NULL;
}

/* ---- a pass ---- */

static void *make(struct jhr_verifier *w, size_t n, size_t size)
{
    return jhr_arena_alloc(w->a, (n + 1) * size);
}

static bool prepare(struct jhr_verifier *w, uint32_t budget)
{
    w->s = jhr_space_new(w->a, &w->side, NULL);
    if (w->s == NULL || !jhr_bdd_init(&w->b, budget > 0 ? budget : JHR_NODES_MOST))
        return false;
    w->ready = true;
    w->v = jhr_slice_new(w->s, &w->b, 0);
    if (w->v == NULL || !jhr_getuigen_init(&w->getuigen, w->s))
        return false;
    size_t rules = w->side.model->regels_n, products = w->s->products_n;
    w->seen = make(w, rules, sizeof *w->seen);
    w->before = make(w, rules + 1, sizeof *w->before);
    w->after = make(w, rules + 1, sizeof *w->after);
    w->bewijzen = make(w, w->side.ir->bewijzen.n, sizeof *w->bewijzen);
    w->inside = make(w, products, sizeof *w->inside);
    w->admissible = make(w, products, sizeof *w->admissible);
    w->judged = make(w, products, sizeof *w->judged);
    w->over = make(w, products, sizeof *w->over);
    w->product_json = make(w, products, sizeof *w->product_json);
    if (rules <= JHR_PAIRS_MOST) {
        w->clash = make(w, rules * rules / 64, sizeof *w->clash);
        w->both = make(w, rules * rules / 64, sizeof *w->both);
    }
    return !w->a->out_of_memory && w->seen && w->before && w->after && w->bewijzen && w->inside &&
           w->admissible && w->judged && w->over && w->product_json;
}

static void find_candidates(struct jhr_verifier *w)
{
    uint32_t n = w->side.model->regels_n;
    for (uint32_t i = 0; i < n; i++) {
        if ((w->only & JHR_VERIFY_OVERBODIG) == 0 || w->seen[i].needed || !w->seen[i].speaks ||
            !decides(w, i))
            continue;
        w->seen[i].redundant = true;
        w->seen[i].covers = make(w, n, sizeof *w->seen[i].covers);
        w->again = true;
    }
    for (uint32_t i = 0; i < n && w->clash != NULL; i++)
        for (uint32_t k = i + 1; k < n; k++) {
            if (jhr_verify_pair_bit(w, w->clash, i, k) || !jhr_verify_pair_bit(w, w->both, i, k))
                continue;
            struct jhr_clashing *c = jhr_vec_add(w->a, &w->clashing);
            if (c != NULL)
                *c = (struct jhr_clashing){.a = i, .b = k};
            w->again = true;
        }
}

bool jhr_verify_pass(struct jhr_verifier *w)
{
    jhr_slice_common(w->v);
    w->valid = jhr_space_valid(w->s, &w->b);
    w->mark = jhr_bdd_mark(&w->b);
    for (uint32_t p = 0; p < w->s->products_n; p++)
        w->over[p] = w->b.full;
    each_product(w, see_all);
    find_candidates(w);
    if (w->again)
        each_product(w, see_again);
    if ((w->only & JHR_VERIFY_PRODUCTEN) != 0)
        find_refusing(w);
    jhr_verify_search(w);
    return !w->a->out_of_memory && !w->b.out_of_memory;
}

static bool pass(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_side *side,
                 struct jhr_verify options, bool voorgesteld)
{
    struct jhr_verifier w = {.a = a, .ds = ds, .side = *side};
    w.only = options.only == 0 ? JHR_VERIFY_ALL : options.only;
    w.side.voorgesteld = voorgesteld;
    bool ok = prepare(&w, options.budget) && jhr_verify_pass(&w);
    if (ok)
        jhr_verify_report(&w);
    if (ok && !voorgesteld && (w.only & JHR_VERIFY_GATEN) != 0)
        jhr_verify_gaps(&w);
    if (w.ready) {
        jhr_getuigen_free(&w.getuigen);
        jhr_bdd_free(&w.b);
    }
    return ok && !a->out_of_memory;
}

/* ---- what the proposals change ---- */

static void say_change(struct jhr_diags *ds, struct jhr_arena *a, const struct jhr_wijziging *w)
{
    static const char *const besluiten[] = {"toelaatbaar", "niet toelaatbaar", "onbepaald",
                                            "strijdig", "buiten regeling"};
    const struct jhr_gebied *most = &w->gebieden[0];
    struct jhr_buf how = {0}, share = {0};
    for (uint32_t i = 1; i < w->gebieden_n; i++)
        if (most->overall.known && w->gebieden[i].overall.known &&
            jhr_count_cmp(&w->gebieden[i].overall.part, &most->overall.part) > 0)
            most = &w->gebieden[i];
    jhr_buf_fmt(&how, "%s wordt %s", besluiten[most->was], besluiten[most->wordt]);
    if (w->overall.known && jhr_count_is_zero(&w->overall.part))
        jhr_buf_z(&share, "een ongeteld deel"); /* a period without an end, say */
    else
        jhr_share_text(&share, &w->overall, false);
    struct jhr_diag *d = jhr_diag_add1(ds, JHR_D_PROPOSAL_CHANGES, w->span_new, w->regel);
    jhr_diag_arg(ds, d, jhr_buf_get(&share));
    jhr_diag_arg(ds, d, jhr_buf_get(&how));
    d->getuige = jhr_arena_str(a, most->getuige);
    jhr_buf_free(&how);
    jhr_buf_free(&share);
}

static bool proposals(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_side *side,
                      struct jhr_verify options)
{
    struct jhr_side now = *side, then = *side;
    now.voorgesteld = false;
    then.voorgesteld = true;
    struct jhr_diff *d = jhr_diff(a, &now, &then, options.budget);
    for (uint32_t i = 0; d != NULL && i < d->wijzigingen_n; i++)
        if (d->wijzigingen[i].gebieden_n > 0)
            say_change(ds, a, &d->wijzigingen[i]);
    return d != NULL;
}

bool jhr_verify(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_side *side,
                struct jhr_verify options)
{
    bool some = false, asked = options.only == 0 || (options.only & JHR_VERIFY_VOORSTELLEN) != 0;
    const struct jhr_model *m = side->model;
    for (uint32_t i = 0; i < m->regels_n; i++)
        some |= m->regels[i].stand == JHR_S_VOORGESTELD;
    for (uint32_t i = 0; i < m->bewijzen_n; i++)
        some |= m->bewijzen[i].voorgesteld;
    return pass(a, ds, side, options, false) && (!some || pass(a, ds, side, options, true)) &&
           (!some || !asked || proposals(a, ds, side, options));
}

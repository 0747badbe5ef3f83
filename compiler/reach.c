#include "compiler/reach.h"

#include "base/voorstel.h"
#include "compiler/resolve.h"

#include <stdlib.h>
#include <string.h>

/*
 * A search for one case that does what is asked, by trying the atoms of the conditions that are
 * still open, yes and no. Atoms on one column (or of one sum) are held against each other: there
 * must be a value that is in all ranges and sets it is said to be in, and in none of the others.
 * All else is free: a case that is found may not exist, one that is not found does not.
 */
enum { FREE = -1 };
enum want { HOLDS, FAILS, SATISFIED, REFUSED }; /* the last two: of a rule */

struct range {
    int64_t lo, hi;
};
struct demand {
    enum want want;
    uint32_t voor, test, tenzij; /* a node alone is in `voor` */
};
struct reach {
    struct jhr_arena *a;
    struct jhr_diags *ds;
    const struct jhr_ir *ir;
    int8_t *atom, *node; /* FREE, JHR_NO or JHR_YES; nodes of what is not looked into */
    JHR_VEC(uint32_t) assigned;
    JHR_VEC(struct demand) demands;
    JHR_VEC(struct range) away; /* ranges that a value is not in */
    bool *replaced;             /* by rule: another one replaces it */
    uint32_t pick;
    bool picked, pick_is_atom;
    uint64_t work, most;
};
enum { WORK_OF_RULE = 50000, WORK_OF_ALL = 2000000, MOST_TOGETHER = 400 };

/* ---- the value of a condition, as far as it is settled ---- */

static uint32_t open_value(struct reach *r, int8_t value, uint32_t index, bool is_atom)
{
    if (value != FREE)
        return (uint32_t)value;
    if (!r->picked) {
        r->picked = true;
        r->pick = index;
        r->pick_is_atom = is_atom;
    }
    return JHR_UNKNOWN;
}

static uint32_t value_of(struct reach *r, uint32_t node);

static uint32_t joined(struct reach *r, const struct jhr_ir_node *n, uint32_t node)
{
    uint32_t settles = n->kind == JHR_IR_AND ? JHR_NO : JHR_YES, all = JHR_YES - settles;
    for (uint32_t i = 0; i < n->n; i++) {
        uint32_t v = value_of(r, jhr_ir_kid(r->ir, node, i));
        if (v == settles)
            return settles;
        all = v == JHR_UNKNOWN ? JHR_UNKNOWN : all;
    }
    return all;
}

static uint32_t counted(struct reach *r, const struct jhr_ir_node *n, uint32_t node)
{
    int64_t least = 0, most = 0;
    for (uint32_t i = 0; i < n->n; i++) {
        uint32_t v = value_of(r, jhr_ir_kid(r->ir, node, i));
        least += v == JHR_YES;
        most += v != JHR_NO;
    }
    if (least >= n->lo && most <= n->hi)
        return JHR_YES;
    return most < n->lo || least > n->hi ? JHR_NO : JHR_UNKNOWN;
}

static uint32_t value_of(struct reach *r, uint32_t node)
{
    const struct jhr_ir_node *n = &r->ir->nodes.v[node];
    r->work++;
    switch ((enum jhr_ir_kind)n->kind) {
    case JHR_IR_CONST:
        return n->ref == JHR_UNKNOWN ? open_value(r, r->node[node], node, false) : n->ref;
    case JHR_IR_ATOM:
        return open_value(r, r->atom[n->ref], n->ref, true);
    case JHR_IR_SLOT:
        return value_of(r, r->ir->slots.v[n->ref].node);
    case JHR_IR_NOT:
        return JHR_YES - value_of(r, jhr_ir_kid(r->ir, node, 0));
    case JHR_IR_AND:
    case JHR_IR_OR:
        return joined(r, n, node);
    case JHR_IR_COUNT:
        return counted(r, n, node);
    case JHR_IR_CELL:
    case JHR_IR_EACH:
        break;
    }
    return open_value(r, r->node[node], node, false);
}

/* ---- atoms about one thing ---- */

static bool same_sum(const struct jhr_ir *ir, const struct jhr_ir_atom *a,
                     const struct jhr_ir_atom *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        const struct jhr_ir_term *x = &ir->terms.v[a->first + i], *y = &ir->terms.v[b->first + i];
        if (x->kind != y->kind || x->col != y->col || x->shift != y->shift || x->coef != y->coef ||
            x->kind == JHR_IR_LIST || x->kind == JHR_IR_PRICE)
            return false;
    }
    return true;
}

static bool same_thing(const struct jhr_ir *ir, const struct jhr_ir_atom *a,
                       const struct jhr_ir_atom *b)
{
    if (a == b)
        return true;
    if (a->kind == JHR_IR_LINEAR || b->kind == JHR_IR_LINEAR)
        return a->kind == b->kind && same_sum(ir, a, b);
    return a->col == b->col;
}

static bool is_range(const struct jhr_ir_atom *a)
{
    return a->kind == JHR_IR_RANGE || a->kind == JHR_IR_LINEAR;
}

/* May a member of the list be in the set, or out of it, on some day? */
static bool may_be(const struct jhr_ir *ir, uint32_t set, uint32_t index, bool in)
{
    const struct jhr_model *m = ir->model;
    if (set >= m->sets_n) {
        const struct jhr_ir_set *made = &ir->sets.v[set - m->sets_n];
        for (uint32_t i = 0; i < made->n; i++)
            if (made->products[i] == index)
                return in;
        return !in;
    }
    const struct jhr_set *s = &m->sets[set];
    for (uint32_t i = 0; i < s->n; i++) {
        const struct jhr_period *p = &s->members[i].period;
        if (s->members[i].index == index)
            return in || p->from > m->geldig.from || p->to < JHR_YMD_NEVER;
    }
    return !in;
}

static bool fits(const struct reach *r, const struct jhr_ir_atom *a, bool yes, int64_t v)
{
    if (a->kind == JHR_IR_IN)
        return may_be(r->ir, a->set, (uint32_t)v, yes);
    if (a->kind == JHR_IR_MASK)
        return (v < 64 && (a->bits >> v & 1) != 0) == yes;
    return a->kind == JHR_IR_FACT || (a->lo <= v && v <= a->hi) == yes;
}

/* Some value of a list of names: one of them, or another one. */
static bool some_name(struct reach *r, const struct jhr_ir_atom *of, int64_t n)
{
    for (int64_t v = 0; v <= n; v++) {
        bool all = true;
        for (uint32_t i = 0; all && i < r->assigned.n; i++) {
            const struct jhr_ir_atom *a = &r->ir->atoms.v[r->assigned.v[i]];
            r->work++;
            if (same_thing(r->ir, a, of))
                all = fits(r, a, r->atom[r->assigned.v[i]] == JHR_YES, v < n ? v : JHR_OUTSIDE);
        }
        if (all)
            return true;
    }
    return false;
}

static int by_lo(const void *a, const void *b)
{
    const struct range *x = a, *y = b;
    return (x->lo > y->lo) - (x->lo < y->lo);
}

static bool some_number(struct reach *r, const struct jhr_ir_atom *of, int64_t lo, int64_t hi)
{
    r->away.n = 0;
    for (uint32_t i = 0; i < r->assigned.n; i++) {
        const struct jhr_ir_atom *a = &r->ir->atoms.v[r->assigned.v[i]];
        r->work++;
        if (!same_thing(r->ir, a, of))
            continue;
        if (r->atom[r->assigned.v[i]] == JHR_YES) {
            lo = a->lo > lo ? a->lo : lo;
            hi = a->hi < hi ? a->hi : hi;
            continue;
        }
        struct range *away = jhr_vec_add(r->a, &r->away);
        if (away != NULL)
            *away = (struct range){a->lo, a->hi};
    }
    if (r->away.n > 1)
        qsort(r->away.v, r->away.n, sizeof *r->away.v, by_lo);
    for (uint32_t i = 0; i < r->away.n && lo <= hi && r->away.v[i].lo <= lo; i++)
        lo = r->away.v[i].hi >= lo ? r->away.v[i].hi + 1 : lo;
    return lo <= hi;
}

/* Is there a value for the column, or sum, that this atom is about? */
static bool some_value(struct reach *r, const struct jhr_ir_atom *of)
{
    const struct jhr_model *m = r->ir->model;
    int64_t lo = -JHR_IR_LIMIT, hi = JHR_IR_LIMIT;
    bool names = false;
    for (uint32_t i = 0; i < r->assigned.n && !names; i++) {
        const struct jhr_ir_atom *a = &r->ir->atoms.v[r->assigned.v[i]];
        names = same_thing(r->ir, a, of) && !is_range(a);
    }
    if (of->kind == JHR_IR_LINEAR)
        return some_number(r, of, lo, hi);
    const struct jhr_ir_col *c = &r->ir->cols.v[of->col];
    if (!names)
        return some_number(r, of, c->lowest, c->highest);
    if (c->highest < 64)
        return some_name(r, of, c->highest + 1);
    uint32_t most = m->producten_n > m->gemeenten_n ? m->producten_n : m->gemeenten_n;
    return some_name(r, of, most > m->aanbieders_n ? most : m->aanbieders_n);
}

/* ---- the search ---- */

static void release(struct reach *r, uint32_t mark)
{
    while (r->assigned.n > mark)
        r->atom[r->assigned.v[--r->assigned.n]] = FREE;
}

static uint32_t most_of(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static uint32_t part(struct reach *r, uint32_t node, uint32_t otherwise)
{
    return node == JHR_NONE ? otherwise : value_of(r, node);
}

static uint32_t met(struct reach *r, const struct demand *d)
{
    if (d->want == HOLDS)
        return part(r, d->voor, JHR_YES);
    if (d->want == FAILS)
        return JHR_YES - part(r, d->voor, JHR_NO);
    uint32_t voor = part(r, d->voor, JHR_YES);
    if (d->want == SATISFIED && voor == JHR_NO)
        return JHR_YES;
    uint32_t passes = most_of(part(r, d->test, JHR_YES), part(r, d->tenzij, JHR_NO));
    if (d->want == SATISFIED)
        return most_of(JHR_YES - voor, passes);
    return voor < JHR_YES - passes ? voor : JHR_YES - passes;
}

static bool found(struct reach *r);

/* Tries the condition that was picked with one of its two values. */
static bool with(struct reach *r, uint32_t pick, bool is_atom, int8_t value)
{
    uint32_t mark = r->assigned.n;
    bool yes = false;
    if (!is_atom) {
        r->node[pick] = value;
        yes = found(r);
        r->node[pick] = FREE;
        return yes;
    }
    uint32_t *slot = jhr_vec_add(r->a, &r->assigned);
    if (slot == NULL)
        return true;
    *slot = pick;
    r->atom[pick] = value;
    yes = some_value(r, &r->ir->atoms.v[pick]) && found(r);
    release(r, mark);
    return yes;
}

static bool found(struct reach *r)
{
    bool open = false;
    if (r->work > r->most || r->a->out_of_memory)
        return true; /* not proved otherwise */
    r->picked = false;
    for (uint32_t i = 0; i < r->demands.n; i++) {
        uint32_t v = met(r, &r->demands.v[i]);
        if (v == JHR_NO)
            return false;
        open = open || v == JHR_UNKNOWN;
    }
    if (!open)
        return true;
    uint32_t pick = r->pick;
    bool is_atom = r->pick_is_atom;
    return with(r, pick, is_atom, JHR_YES) || with(r, pick, is_atom, JHR_NO);
}

static void demand(struct reach *r, enum want want, uint32_t voor, uint32_t test, uint32_t tenzij)
{
    struct demand *d = jhr_vec_add(r->a, &r->demands);
    if (d != NULL)
        *d = (struct demand){want, voor, test, tenzij};
}

static bool possible(struct reach *r, uint64_t most)
{
    r->work = 0;
    r->most = most;
    return found(r);
}

/* ---- what is true of every proposal that the rules are about ---- */

static bool is_always_in_force(const struct jhr_ir *ir, uint32_t i)
{
    const struct jhr_regel *rule = &ir->model->regels[i];
    return rule->period.from <= ir->model->geldig.from && rule->period.to >= ir->model->geldig.to;
}

static void demand_world(struct reach *r)
{
    const struct jhr_ir *ir = r->ir;
    r->demands.n = 0;
    if (ir->voor != JHR_NONE)
        demand(r, HOLDS, ir->regels.v[ir->voor].voor, JHR_NONE, JHR_NONE);
    for (uint32_t i = 0; i < ir->model->regels_n; i++) {
        const struct jhr_ir_regel *rule = &ir->regels.v[i];
        if (ir->model->regels[i].kind == JHR_R_ALTIJD && rule->stand == JHR_S_VASTGESTELD &&
            is_always_in_force(ir, i))
            demand(r, SATISFIED, rule->voor, rule->test, rule->tenzij);
    }
}

/* ---- one rule ---- */

/* A condition in the rule that is never or always true was reported: that is the mistake. */
static bool is_told(const struct reach *r, const struct jhr_node *rule)
{
    for (uint32_t i = 0; i < r->ds->list.n; i++) {
        const struct jhr_diag *d = r->ds->list.v[i];
        if ((d->id == JHR_D_NEVER_TRUE || d->id == JHR_D_ALWAYS_TRUE) &&
            d->span.file == rule->span.file && d->span.lo >= rule->span.lo &&
            d->span.hi <= rule->span.hi)
            return true;
    }
    return false;
}

static void say(struct reach *r, enum jhr_diag_id id, uint32_t i)
{
    const struct jhr_regel *rule = &r->ir->model->regels[i];
    if (is_told(r, rule->node))
        return;
    jhr_diag_add1(r->ds, id, jhr_name_span(rule->node), rule->id);
}

static void one_rule(struct reach *r, uint32_t i, uint32_t world)
{
    const struct jhr_regel *rule = &r->ir->model->regels[i];
    const struct jhr_ir_regel *is = &r->ir->regels.v[i];
    if (rule->node == NULL || rule->kind == JHR_R_ALTIJD || rule->stand == JHR_S_VERVALLEN)
        return;
    r->demands.n = world;
    demand(r, HOLDS, is->voor, JHR_NONE, JHR_NONE);
    if (!possible(r, WORK_OF_RULE)) {
        say(r, JHR_D_RULE_NEVER, i);
        return;
    }
    if (rule->kind != JHR_R_EIS)
        return;
    r->demands.n = world;
    demand(r, REFUSED, is->voor, is->test, is->tenzij);
    if (!possible(r, WORK_OF_RULE)) {
        say(r, JHR_D_RULE_NEVER_REFUSES, i);
        return;
    }
    r->demands.n = world;
    demand(r, HOLDS, is->voor, JHR_NONE, JHR_NONE);
    demand(r, SATISFIED, is->voor, is->test, is->tenzij);
    if (!rule->afwijken && !possible(r, WORK_OF_RULE))
        say(r, JHR_D_RULE_ALWAYS_REFUSES, i);
}

/* ---- all rules together ---- */

/* Eisen that refuse on every day, whatever else there is. */
static bool refuses_throughout(const struct reach *r, uint32_t i, uint8_t stand)
{
    const struct jhr_regel *rule = &r->ir->model->regels[i];
    return rule->kind == JHR_R_EIS && rule->stand <= stand && !rule->afwijken &&
           rule->kracht_n == 0 && !r->replaced[i] && is_always_in_force(r->ir, i);
}

static void mark_replaced(struct reach *r)
{
    const struct jhr_model *m = r->ir->model;
    for (uint32_t k = 0; k < m->regels_n; k++)
        for (uint32_t v = 0; v < m->regels[k].vervangt_n; v++)
            r->replaced[m->regels[k].vervangt[v]] = true;
}

static void demand_all(struct reach *r, uint32_t world, const uint32_t *rules, uint32_t n,
                       uint32_t without)
{
    r->demands.n = world;
    if (r->ir->adviserend != JHR_NONE)
        demand(r, FAILS, r->ir->regels.v[r->ir->adviserend].voor, JHR_NONE, JHR_NONE);
    for (uint32_t k = 0; k < n; k++) {
        const struct jhr_ir_regel *is = &r->ir->regels.v[rules[k]];
        if (k != without)
            demand(r, SATISFIED, is->voor, is->test, is->tenzij);
    }
}

/* Leaves out each rule without which they still refuse everything. */
static uint32_t smallest(struct reach *r, uint32_t world, uint32_t *rules, uint32_t n)
{
    for (uint32_t k = n; k-- > 0;) {
        demand_all(r, world, rules, n, k);
        if (possible(r, WORK_OF_ALL))
            continue;
        memmove(rules + k, rules + k + 1, (n - k - 1) * sizeof *rules);
        n--;
    }
    return n;
}

static bool together(struct reach *r, uint32_t world, uint8_t stand)
{
    uint32_t rules[MOST_TOGETHER] = {0}, n = 0;
    for (uint32_t i = 0; i < r->ir->model->regels_n; i++) {
        if (!refuses_throughout(r, i, stand))
            continue;
        if (n == MOST_TOGETHER)
            return false;
        rules[n++] = i;
    }
    demand_all(r, world, rules, n, JHR_NONE);
    if (n == 0 || possible(r, WORK_OF_ALL))
        return false;
    n = smallest(r, world, rules, n);
    if (n < 2)
        return true; /* one rule, or none: said of itself */
    struct jhr_buf names = {0};
    for (uint32_t k = 0; k < n; k++)
        jhr_buf_fmt(&names, "%s`%.*s`", k > 0 ? ", " : "",
                    JHR_FMT(r->ir->model->regels[rules[k]].id));
    struct jhr_diag *d =
        jhr_diag_add1(r->ds, JHR_D_RULES_REFUSE_ALL,
                      jhr_name_span(r->ir->model->regels[rules[n - 1]].node), jhr_buf_get(&names));
    for (uint32_t k = 0; k + 1 < n && k < JHR_DIAG_LABELS; k++)
        jhr_diag_label(r->ds, d, jhr_name_span(r->ir->model->regels[rules[k]].node), JHR_L_AND_HERE,
                       JHR_STR(""));
    jhr_buf_free(&names);
    return true;
}

void jhr_reach(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_ir *ir)
{
    struct reach r = {.a = a, .ds = ds, .ir = ir};
    r.atom = jhr_arena_alloc(a, ir->atoms.n + (size_t)1);
    r.node = jhr_arena_alloc(a, ir->nodes.n + (size_t)1);
    r.replaced = jhr_arena_alloc(a, ir->model->regels_n + (size_t)1);
    if (r.atom == NULL || r.node == NULL || r.replaced == NULL || a->out_of_memory)
        return;
    memset(r.atom, FREE, ir->atoms.n);
    memset(r.node, FREE, ir->nodes.n);
    mark_replaced(&r);
    demand_world(&r);
    uint32_t world = r.demands.n;
    if (!possible(&r, WORK_OF_ALL))
        return; /* the facts clash: nothing can be said of a rule */
    for (uint32_t i = 0; i < ir->model->regels_n && !a->out_of_memory; i++)
        one_rule(&r, i, world);
    if (!together(&r, world, JHR_S_VASTGESTELD))
        (void)together(&r, world, JHR_S_VOORGESTELD);
}

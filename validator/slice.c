#include "validator/slice.h"

#include "runtime/calendar.h"

#include <string.h>

enum { HAS_NOT, HAS_COMMON, HAS_OWN };

static const struct jhr_pair no_pair = {JHR_BDD_NO, JHR_BDD_NO};
static const struct jhr_pair yes_pair = {JHR_BDD_YES, JHR_BDD_YES};

/* ---- three-valued operations; where nothing is unknown, the two halves are one ---- */

static struct jhr_pair not3(struct jhr_pair a)
{
    return (struct jhr_pair){jhr_bdd_not(a.maybe), jhr_bdd_not(a.yes)};
}

static struct jhr_pair and3(struct jhr_bdd *b, struct jhr_pair x, struct jhr_pair y)
{
    struct jhr_pair r = {.yes = jhr_bdd_and(b, x.yes, y.yes)};
    r.maybe = x.yes == x.maybe && y.yes == y.maybe ? r.yes : jhr_bdd_and(b, x.maybe, y.maybe);
    return r;
}

static struct jhr_pair or3(struct jhr_bdd *b, struct jhr_pair x, struct jhr_pair y)
{
    return not3(and3(b, not3(x), not3(y)));
}

/* ---- does a condition vary with the product? ---- */

static void mark_varying(struct jhr_slice *v)
{
    const struct jhr_ir *ir = v->s->side[v->side].ir;
    for (uint32_t i = 0; i < ir->nodes.n; i++) { /* children come first */
        const struct jhr_ir_node *n = &ir->nodes.v[i];
        bool varies = n->kind == JHR_IR_CELL;
        if (!v->s->live[v->side][i])
            continue;
        if (n->kind == JHR_IR_ATOM) {
            const struct jhr_reading *r = &v->s->readings[v->side][n->ref];
            bool room = ir->atoms.v[n->ref].col >= ir->first_rekening; /* or the decision */
            varies = !r->opaque && (r->product || r->traject || room);
        }
        if (n->kind == JHR_IR_SLOT)
            varies = v->node_varies[ir->slots.v[n->ref].node];
        for (uint32_t k = 0; k < n->n; k++)
            varies |= v->node_varies[jhr_ir_kid(ir, i, k)];
        v->node_varies[i] = varies;
    }
}

struct jhr_slice *jhr_slice_new(const struct jhr_space *s, struct jhr_bdd *b, uint32_t side)
{
    struct jhr_slice *v = JHR_NEW(s->a, struct jhr_slice);
    if (s->a->out_of_memory)
        return NULL;
    *v = (struct jhr_slice){.s = s, .b = b, .side = side};
    const struct jhr_ir *ir = s->side[side].ir;
    size_t rules = s->side[side].program->meta[0].regels + (size_t)1;
    size_t nodes = ir->nodes.n + (size_t)1, atoms = ir->atoms.n + (size_t)1;
    v->rules = jhr_arena_alloc(s->a, rules * sizeof *v->rules);
    v->in_force = jhr_arena_alloc(s->a, rules * sizeof *v->in_force);
    v->nodes = jhr_arena_alloc(s->a, nodes * sizeof *v->nodes);
    v->atoms = jhr_arena_alloc(s->a, atoms * sizeof *v->atoms);
    v->node_has = jhr_arena_alloc(s->a, nodes);
    v->atom_has = jhr_arena_alloc(s->a, atoms);
    v->node_varies = jhr_arena_alloc(s->a, nodes * sizeof *v->node_varies);
    if (s->a->out_of_memory || !v->rules || !v->in_force || !v->nodes || !v->atoms ||
        !v->node_has || !v->atom_has || !v->node_varies)
        return NULL;
    mark_varying(v);
    return v;
}

/* ---- conditions ---- */

/* What has no price on some day claims nobody knows how much: no room is still none. */
static struct jhr_pair room(const struct jhr_slice *v, const struct jhr_ir *ir, uint32_t col,
                            struct jhr_pair p)
{
    const struct jhr_program *program = v->s->side[v->side].program;
    uint32_t rekening = (col - ir->first_rekening) / JHR_RC_COUNT;
    if (program->regels[program->rekeningen[rekening].regel].kind == JHR_P_BUDGET &&
        v->s->room_dim[v->side][rekening] != JHR_NONE)
        p.yes = jhr_bdd_and(v->b, p.yes, jhr_space_priced(v->s, v->b, v->side, v->product, false));
    return p;
}

/* `toelaatbaar` in a bewijs, which is looked at when the decision is known. */
static struct jhr_pair besluit(const struct jhr_slice *v)
{
    return (struct jhr_pair){
        v->outcome[JHR_TOELAATBAAR],
        jhr_bdd_or(v->b, v->outcome[JHR_TOELAATBAAR], v->outcome[JHR_ONBEPAALD])};
}

static struct jhr_pair atom_pair(struct jhr_slice *v, uint32_t atom)
{
    const struct jhr_ir *ir = v->s->side[v->side].ir;
    if (v->atom_has[atom] != HAS_NOT)
        return v->atoms[atom];
    if (ir->atoms.v[atom].kind == JHR_IR_FACT && ir->atoms.v[atom].col == ir->besluit)
        return besluit(v);
    struct jhr_pair p = jhr_space_pair(v->s, v->b, v->side, v->product, atom);
    if (ir->atoms.v[atom].kind == JHR_IR_FACT && ir->atoms.v[atom].col >= ir->first_rekening)
        p = room(v, ir, ir->atoms.v[atom].col, p);
    v->atoms[atom] = p;
    v->atom_has[atom] = v->common_made ? HAS_OWN : HAS_COMMON;
    return p;
}

static struct jhr_pair cell_kind(struct jhr_slice *v, uint32_t stapeling, uint32_t cel)
{
    const struct jhr_ir *ir = v->s->side[v->side].ir;
    switch (ir->model->stapelingen[stapeling].cellen[cel].kind) {
    case JHR_CEL_JA:
        return yes_pair;
    case JHR_CEL_OPEN:
        return (struct jhr_pair){JHR_BDD_NO, JHR_BDD_YES};
    case JHR_CEL_MITS:
        return jhr_slice_node(v, ir->slots.v[ir->cel_slot[stapeling][cel]].node);
    default:
        return no_pair;
    }
}

/* The products whose cell beside this one is `cel`. */
static jhr_edge products_with(struct jhr_slice *v, const struct jhr_stapeling *m, uint32_t cel)
{
    const struct jhr_dim *d = &v->s->dims.v[v->s->item];
    uint32_t own = v->s->product[v->side][v->product];
    uint32_t n = v->s->side[v->side].model->producten_n;
    jhr_edge *children = jhr_malloc(d->n * sizeof *children);
    if (children == NULL) {
        v->b->full = v->b->out_of_memory = true;
        return JHR_BDD_NO;
    }
    for (uint32_t c = 0; c < d->n; c++) {
        uint32_t at = m->tabel[(size_t)own * n + d->index[v->side][c]];
        children[c] = at == cel ? JHR_BDD_YES : JHR_BDD_NO;
    }
    jhr_edge made = jhr_space_choose(v->s, v->b, v->s->item, children);
    jhr_free(children);
    return made;
}

static struct jhr_pair cell_pair(struct jhr_slice *v, uint32_t stapeling)
{
    const struct jhr_model *model = v->s->side[v->side].model;
    const struct jhr_stapeling *m = &model->stapelingen[stapeling];
    uint32_t own = v->s->product[v->side][v->product];
    struct jhr_pair all = no_pair;
    bool *met = jhr_malloc(m->cellen_n + (size_t)1);
    if (met == NULL) {
        v->b->full = v->b->out_of_memory = true;
        return no_pair;
    }
    memset(met, 0, m->cellen_n);
    for (uint32_t q = 0; q < model->producten_n; q++)
        if (m->tabel[(size_t)own * model->producten_n + q] != JHR_NO_CEL)
            met[m->tabel[(size_t)own * model->producten_n + q]] = true;
    for (uint32_t c = 0; c < m->cellen_n; c++) {
        struct jhr_pair kind = met[c] ? cell_kind(v, stapeling, c) : no_pair;
        if (kind.maybe == JHR_BDD_NO)
            continue;
        jhr_edge with = products_with(v, m, c);
        all = or3(v->b, all, and3(v->b, (struct jhr_pair){with, with}, kind));
    }
    jhr_free(met);
    return all;
}

/* at[k]: k of the edges hold at least. */
static jhr_edge *thresholds(struct jhr_bdd *b, const jhr_edge *edges, uint32_t n)
{
    jhr_edge *at = jhr_malloc((n + (size_t)2) * sizeof *at);
    if (at == NULL) {
        b->full = b->out_of_memory = true;
        return NULL;
    }
    at[0] = JHR_BDD_YES;
    for (uint32_t k = 1; k <= n + 1; k++)
        at[k] = JHR_BDD_NO;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k > 0; k--)
            at[k] = jhr_bdd_or(b, at[k], jhr_bdd_and(b, at[k - 1], edges[i]));
    return at;
}

static struct jhr_pair count_pair(struct jhr_slice *v, uint32_t node)
{
    const struct jhr_ir *ir = v->s->side[v->side].ir;
    struct jhr_ir_node n = ir->nodes.v[node];
    struct jhr_pair r = no_pair;
    jhr_edge *edges = jhr_malloc(2 * (size_t)n.n * sizeof *edges);
    if (edges == NULL) {
        v->b->full = v->b->out_of_memory = true;
        return r;
    }
    for (uint32_t i = 0; i < n.n; i++) {
        struct jhr_pair kid = jhr_slice_node(v, jhr_ir_kid(ir, node, i));
        edges[i] = kid.yes;
        edges[n.n + i] = kid.maybe;
    }
    jhr_edge *sure = thresholds(v->b, edges, n.n);
    jhr_edge *perhaps = thresholds(v->b, edges + n.n, n.n);
    if (sure != NULL && perhaps != NULL) {
        r.yes = jhr_bdd_and(v->b, sure[n.lo], jhr_bdd_not(perhaps[n.hi + 1]));
        r.maybe = jhr_bdd_and(v->b, perhaps[n.lo], jhr_bdd_not(sure[n.hi + 1]));
    }
    jhr_free(sure);
    jhr_free(perhaps);
    jhr_free(edges);
    return r;
}

static struct jhr_pair each_pair(struct jhr_slice *v, uint32_t node)
{
    const struct jhr_space *s = v->s;
    const struct jhr_ir_node *n = &s->side[v->side].ir->nodes.v[node];
    int64_t when = n->list == JHR_LIST_LOPENDE ? JHR_WHEN_RUNNING : JHR_WHEN_EARLIER;
    if (n->each == JHR_EACH_COUNT) {
        jhr_edge free = jhr_space_range(s, v->b, s->count_free[v->side][node], 1, 1);
        return (struct jhr_pair){free, free};
    }
    jhr_edge there = jhr_space_range(s, v->b, s->when, when, when);
    struct jhr_pair is = {there, there};
    struct jhr_pair body = jhr_slice_node(v, jhr_ir_kid(s->side[v->side].ir, node, 0));
    if (n->each == JHR_EACH_ALL)
        return or3(v->b, not3(is), body);
    return and3(v->b, is, body);
}

static struct jhr_pair joined(struct jhr_slice *v, uint32_t node)
{
    const struct jhr_ir *ir = v->s->side[v->side].ir;
    const struct jhr_ir_node *n = &ir->nodes.v[node];
    bool all = n->kind == JHR_IR_AND;
    struct jhr_pair r = all ? yes_pair : no_pair;
    for (uint32_t i = 0; i < n->n; i++) {
        struct jhr_pair kid = jhr_slice_node(v, jhr_ir_kid(ir, node, i));
        r = all ? and3(v->b, r, kid) : or3(v->b, r, kid);
    }
    return r;
}

static struct jhr_pair node_pair(struct jhr_slice *v, uint32_t node)
{
    const struct jhr_ir *ir = v->s->side[v->side].ir;
    const struct jhr_ir_node *n = &ir->nodes.v[node];
    switch ((enum jhr_ir_kind)n->kind) {
    case JHR_IR_CONST:
        return (struct jhr_pair){n->ref == JHR_YES ? JHR_BDD_YES : JHR_BDD_NO,
                                 n->ref == JHR_NO ? JHR_BDD_NO : JHR_BDD_YES};
    case JHR_IR_ATOM:
        return atom_pair(v, n->ref);
    case JHR_IR_SLOT:
        return jhr_slice_node(v, ir->slots.v[n->ref].node);
    case JHR_IR_CELL:
        return cell_pair(v, n->ref);
    case JHR_IR_NOT:
        return not3(jhr_slice_node(v, jhr_ir_kid(ir, node, 0)));
    case JHR_IR_AND:
    case JHR_IR_OR:
        return joined(v, node);
    case JHR_IR_COUNT:
        return count_pair(v, node);
    case JHR_IR_EACH:
        break;
    }
    return each_pair(v, node);
}

struct jhr_pair jhr_slice_node(struct jhr_slice *v, uint32_t node)
{
    if (v->node_has[node] == HAS_NOT) {
        v->nodes[node] = node_pair(v, node);
        v->node_has[node] = v->common_made ? HAS_OWN : HAS_COMMON;
    }
    return v->nodes[node];
}

/* ---- rules ---- */

jhr_edge jhr_slice_days(const struct jhr_slice *v, bool startdatum, int64_t from, int64_t to)
{
    int32_t shift = v->s->shift[v->side];
    return jhr_space_range(v->s, v->b, jhr_space_day_dim(v->s, startdatum), from - shift,
                           to - 1 - shift);
}

static void common_parts(struct jhr_slice *v, uint32_t node)
{
    const struct jhr_ir *ir = v->s->side[v->side].ir;
    if (node == JHR_NONE || v->b->full)
        return;
    if (!v->node_varies[node]) {
        (void)jhr_slice_node(v, node);
        return;
    }
    const struct jhr_ir_node *n = &ir->nodes.v[node];
    if (n->kind == JHR_IR_SLOT)
        common_parts(v, ir->slots.v[n->ref].node);
    for (uint32_t i = 0; i < n->n; i++)
        common_parts(v, jhr_ir_kid(ir, node, i));
}

static jhr_edge reports(const struct jhr_slice *v, const struct jhr_p_regel *r)
{
    const struct jhr_p_kracht *krachten = v->s->side[v->side].program->krachten;
    jhr_edge all = JHR_BDD_NO;
    for (uint32_t i = 0; i < r->kracht_n; i++) {
        const struct jhr_p_kracht *k = &krachten[r->kracht + i];
        int64_t to = i + 1 < r->kracht_n ? k[1].from : JHR_DAY_NEVER;
        if (k->signaal)
            all = jhr_bdd_or(v->b, all, jhr_slice_days(v, r->peilt_startdatum, k->from, to));
    }
    return all;
}

void jhr_slice_common(struct jhr_slice *v)
{
    const struct jhr_side *side = &v->s->side[v->side];
    for (uint32_t i = 0; i < side->ir->slots.n; i++) /* cells name them */
        common_parts(v, side->ir->slots.v[i].node);
    for (uint32_t i = 0; i < side->ir->regels.n; i++) {
        const struct jhr_ir_regel *r = &side->ir->regels.v[i];
        common_parts(v, r->voor);
        common_parts(v, r->test);
        common_parts(v, r->tenzij);
    }
    for (uint32_t i = 0; i < side->program->meta[0].regels; i++) {
        const struct jhr_p_regel *r = &side->program->regels[i];
        v->in_force[i] = r->stand == JHR_P_VERVALLEN
                             ? JHR_BDD_NO
                             : jhr_slice_days(v, r->peilt_startdatum, r->from, r->to);
        v->rules[i].reports = reports(v, r);
        v->rules[i].asked =
            r->stand == JHR_P_VASTGESTELD || (r->stand == JHR_P_VOORGESTELD && side->voorgesteld);
    }
    v->common_made = true;
}

static struct jhr_pair part(struct jhr_slice *v, uint32_t node, struct jhr_pair otherwise)
{
    return node == JHR_NONE ? otherwise : jhr_slice_node(v, node);
}

/* Rules that replace others settle first; `vervangt` has no cycle. */
static void find_applying(struct jhr_slice *v, uint32_t i, bool *done)
{
    const struct jhr_side *side = &v->s->side[v->side];
    const struct jhr_program *p = side->program;
    struct jhr_pair in_force = {v->in_force[i], v->in_force[i]};
    if (done[i])
        return;
    done[i] = true;
    struct jhr_pair applies =
        v->in_force[i] == JHR_BDD_NO
            ? no_pair
            : and3(v->b, in_force, part(v, side->ir->regels.v[i].voor, yes_pair));
    for (uint32_t j = 0; p->vervangen_n > 0 && j < p->meta[0].regels; j++) {
        const struct jhr_p_regel *r = &p->regels[j];
        for (uint32_t k = 0; k < r->vervangt_n && v->rules[j].asked; k++) {
            if (p->vervangen[r->vervangt + k].regel != i)
                continue;
            find_applying(v, j, done);
            applies = and3(v->b, applies, not3(v->rules[j].applies));
        }
    }
    v->rules[i].applies = applies;
}

static void find_outcome(struct jhr_slice *v, uint32_t i)
{
    const struct jhr_side *side = &v->s->side[v->side];
    const struct jhr_p_regel *r = &side->program->regels[i];
    struct jhr_rule_fn *f = &v->rules[i];
    f->test = part(v, side->ir->regels.v[i].test, yes_pair);
    f->tenzij = part(v, side->ir->regels.v[i].tenzij, no_pair);
    f->holds = or3(v->b, f->test, f->tenzij);
    f->fails = jhr_bdd_and(v->b, f->applies.yes, jhr_bdd_not(f->holds.maybe));
    f->open =
        f->applies.maybe == f->applies.yes && f->holds.maybe == f->holds.yes
            ? JHR_BDD_NO
            : jhr_bdd_and(v->b, jhr_bdd_and(v->b, f->applies.maybe, jhr_bdd_not(f->holds.yes)),
                          jhr_bdd_not(f->fails));
    bool decides = f->asked && r->kind != JHR_P_SIGNAAL && r->kind != JHR_P_VOORWAARDE;
    jhr_edge binds = r->kind == JHR_P_ALTIJD ? JHR_BDD_YES : jhr_bdd_not(f->reports);
    f->refuses = decides ? jhr_bdd_and(v->b, f->fails, binds) : JHR_BDD_NO;
    f->hangs = decides ? jhr_bdd_and(v->b, f->open, binds) : JHR_BDD_NO;
    f->hangs_advice = r->kind == JHR_P_STAPELING ? f->hangs : JHR_BDD_NO;
}

static void forget(struct jhr_slice *v, uint32_t product)
{
    const struct jhr_ir *ir = v->s->side[v->side].ir;
    v->product = product;
    for (uint32_t i = 0; i < ir->nodes.n; i++)
        if (v->node_has[i] == HAS_OWN)
            v->node_has[i] = HAS_NOT;
    for (uint32_t i = 0; i < ir->atoms.n; i++)
        if (v->atom_has[i] == HAS_OWN)
            v->atom_has[i] = HAS_NOT;
}

void jhr_slice_rules(struct jhr_slice *v, uint32_t product)
{
    const struct jhr_side *side = &v->s->side[v->side];
    uint32_t n = side->program->meta[0].regels;
    bool *done = jhr_malloc(n + (size_t)1);
    if (done == NULL) {
        v->b->full = v->b->out_of_memory = true;
        return;
    }
    memset(done, 0, n);
    forget(v, product);
    for (uint32_t i = 0; i < n; i++)
        find_applying(v, i, done);
    for (uint32_t i = 0; i < n; i++)
        find_outcome(v, i);
    jhr_free(done);
    const struct jhr_ir *ir = side->ir;
    v->inside = ir->voor == JHR_NONE ? yes_pair : jhr_slice_node(v, ir->regels.v[ir->voor].voor);
    v->advice =
        ir->adviserend == JHR_NONE ? no_pair : jhr_slice_node(v, ir->regels.v[ir->adviserend].voor);
}

void jhr_slice_decide(struct jhr_slice *v)
{
    struct jhr_bdd *b = v->b;
    const struct jhr_program *p = v->s->side[v->side].program;
    jhr_edge refused = JHR_BDD_NO, open = JHR_BDD_NO, advice_open = JHR_BDD_NO;
    v->clash = JHR_BDD_NO;
    for (uint32_t i = 0; i < p->meta[0].regels && !b->full; i++) {
        const struct jhr_rule_fn *f = &v->rules[i];
        if (p->regels[i].kind == JHR_P_ALTIJD) {
            v->clash = jhr_bdd_or(b, v->clash, f->refuses);
            continue;
        }
        refused = jhr_bdd_or(b, refused, f->refuses);
        open = jhr_bdd_or(b, open, f->hangs);
        advice_open = jhr_bdd_or(b, advice_open, f->hangs_advice);
    }
    jhr_edge binding = jhr_bdd_not(v->advice.yes);
    refused = jhr_bdd_and(b, refused, binding);
    open = jhr_bdd_or(b, jhr_bdd_and(b, open, binding), jhr_bdd_and(b, advice_open, v->advice.yes));
    jhr_edge sound = jhr_bdd_not(v->clash);
    jhr_edge inside = jhr_bdd_and(b, sound, v->inside.maybe);
    jhr_edge unsure = jhr_bdd_or(
        b, jhr_bdd_not(v->inside.yes),
        jhr_bdd_and(b, refused, jhr_bdd_and(b, v->advice.maybe, jhr_bdd_not(v->advice.yes))));
    jhr_edge sure = jhr_bdd_and(b, inside, jhr_bdd_not(unsure));
    v->outcome[JHR_STRIJDIG] = v->clash;
    v->outcome[JHR_BUITEN_REGELING] = jhr_bdd_and(b, sound, jhr_bdd_not(v->inside.maybe));
    v->outcome[JHR_NIET_TOELAATBAAR] = jhr_bdd_and(b, sure, refused);
    v->outcome[JHR_TOELAATBAAR] =
        jhr_bdd_and(b, jhr_bdd_and(b, sure, jhr_bdd_not(refused)), jhr_bdd_not(open));
    v->outcome[JHR_ONBEPAALD] =
        jhr_bdd_and(b, inside,
                    jhr_bdd_and(b, jhr_bdd_not(v->outcome[JHR_NIET_TOELAATBAAR]),
                                jhr_bdd_not(v->outcome[JHR_TOELAATBAAR])));
}

/* ---- one case ---- */

static bool is_known(const struct jhr_slice *v, const int64_t *raw, const struct jhr_reading *r)
{
    const struct jhr_space *s = v->s;
    int64_t start = jhr_space_start(s, v->side, raw);
    int64_t days = s->length == JHR_NONE ? 1 : raw[s->length];
    if (r->opaque || (r->traject && raw[s->when] != JHR_WHEN_NONE))
        return false;
    return !r->kosten ||
           start + days - 1 <= jhr_space_tarief_until(s, v->side, v->product, (int32_t)start, true);
}

void jhr_slice_point(struct jhr_slice *v, uint32_t product, const int64_t *raw, uint8_t besluit)
{
    const struct jhr_space *s = v->s;
    const struct jhr_ir *ir = s->side[v->side].ir;
    v->common_made = true;
    forget(v, product);
    for (uint32_t i = 0; i < ir->atoms.n; i++) {
        const struct jhr_ir_atom *a = &ir->atoms.v[i];
        uint32_t is = JHR_UNKNOWN;
        if (a->kind == JHR_IR_FACT && a->col >= ir->first_rekening)
            continue; /* room, the decision: of the case, and made as ever */
        if (is_known(v, raw, &s->readings[v->side][i]))
            is = jhr_space_atom(s, v->side, product, raw, i);
        v->atoms[i] = (struct jhr_pair){is == JHR_YES ? JHR_BDD_YES : JHR_BDD_NO,
                                        is == JHR_NO ? JHR_BDD_NO : JHR_BDD_YES};
        v->atom_has[i] = HAS_OWN;
    }
    for (uint8_t o = 0; o < 5; o++)
        v->outcome[o] = o == besluit ? JHR_BDD_YES : JHR_BDD_NO;
}

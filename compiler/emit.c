#include "compiler/emit.h"

#include "compiler/emit_parts.h"

/* ---- one instruction ---- */

struct how { /* how a value is combined with the accumulator */
    uint32_t mode;
    bool negate;
    struct jhr_span span;
};

static void instr(struct jhr_emitter *e, enum jhr_opcode op, struct how how, uint32_t operand)
{
    struct jhr_p_code *code = jhr_vec_add(e->a, &e->d->code);
    if (code == NULL)
        return;
    if (operand > JHR_MAX_OPERAND || e->d->code.n > JHR_MAX_CODE) {
        if (!e->failed)
            jhr_diag_add(e->ds, JHR_D_PROGRAM_TOO_LARGE, how.span);
        e->failed = true;
        operand = 0;
    }
    code->word = JHR_INSTR(op, how.negate ? 1 : 0, how.mode, operand);
    jhr_emit_plek(e, how.span);
}

static struct how load(struct jhr_span span)
{
    return (struct how){JHR_MODE_LOAD, false, span};
}

/* Registers are used as a stack: `depth` of them hold values that are still needed. */
static void save(struct jhr_emitter *e, uint32_t depth, struct jhr_span span)
{
    if (depth >= JHR_MAX_REGS) {
        if (!e->failed)
            jhr_diag_add(e->ds, JHR_D_RULE_TOO_DEEP, span);
        e->failed = true;
        return;
    }
    instr(e, JHR_I_SAVE, load(span), depth);
    e->regs = depth + 1 > e->regs ? depth + 1 : e->regs;
}

/* ---- sums ---- */

static void value(struct jhr_emitter *e, uint32_t node, uint32_t depth);

static void terms(struct jhr_emitter *e, uint32_t first, uint32_t n, uint32_t depth,
                  struct jhr_span span);

/* x becomes the terms of a term, plus its constant. */
static void summed(struct jhr_emitter *e, const struct jhr_ir_term *t, uint32_t depth,
                   struct jhr_span span)
{
    struct how how = load(span);
    terms(e, t->first, t->n, depth, span);
    how.mode = t->n == 0 ? JHR_MODE_LOAD : JHR_MODE_ADD;
    if (t->constant != 0 || t->n == 0)
        instr(e, JHR_I_XCONST, how, jhr_emit_xconst(e, t->constant));
}

/* A count or sum over a list: a block that leaves the condition and what is summed. */
static void list_term(struct jhr_emitter *e, const struct jhr_ir_term *t, struct how how,
                      uint32_t depth)
{
    uint32_t operand = jhr_emit_xeach(e, t);
    instr(e, JHR_I_XEACH, how, operand);
    uint32_t start = e->d->code.n;
    value(e, t->cond, depth);
    if (t->each == JHR_EACH_SUM)
        summed(e, t, depth, how.span);
    instr(e, JHR_I_END, load(how.span), 0);
    if (operand < e->d->xeachs.n)
        e->d->xeachs.v[operand].length = e->d->code.n - start;
}

static void terms(struct jhr_emitter *e, uint32_t first, uint32_t n, uint32_t depth,
                  struct jhr_span span)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_ir_term *t = &e->ir->terms.v[first + i];
        struct how how = {i == 0 ? JHR_MODE_LOAD : JHR_MODE_ADD, false, span};
        switch ((enum jhr_ir_term_kind)t->kind) {
        case JHR_IR_COL:
            instr(e, JHR_I_XCOL, how, jhr_emit_term(e, t->col, t->coef));
            break;
        case JHR_IR_MONTH:
            instr(e, JHR_I_XMONTH, how, jhr_emit_month(e, t->col, t->shift, t->coef));
            break;
        case JHR_IR_WORKDAY:
            instr(e, JHR_I_XWORKDAY, how, jhr_emit_workday(e, t->col, t->shift, t->coef));
            break;
        case JHR_IR_WORKDAYS:
            instr(e, JHR_I_XWORKDAYS, how, jhr_emit_workday(e, t->col, t->shift, t->coef));
            break;
        case JHR_IR_PRICE: /* the first of its sum: x is its own until then */
            summed(e, t, depth, span);
            instr(e, JHR_I_XPRICE, how, 0);
            break;
        case JHR_IR_TABLE:
            instr(e, JHR_I_XTABLE, how, jhr_emit_table(e, t->col, t->coef));
            break;
        case JHR_IR_LIST:
            list_term(e, t, how, depth);
            break;
        }
    }
}

/* ---- conditions ---- */

static void atom(struct jhr_emitter *e, const struct jhr_ir_atom *a, struct how how, uint32_t depth)
{
    switch ((enum jhr_ir_atom_kind)a->kind) {
    case JHR_IR_FACT:
        instr(e, JHR_I_FACT, how, a->col - e->ir->xcols);
        break;
    case JHR_IR_RANGE:
        instr(e, JHR_I_RANGE, how, jhr_emit_range(e, a->col, a->lo, a->hi));
        break;
    case JHR_IR_MASK:
        instr(e, JHR_I_MASK, how, jhr_emit_mask(e, a->col, a->bits));
        break;
    case JHR_IR_IN:
        instr(e, JHR_I_IN, how, jhr_emit_in(e, a->col, a->set));
        break;
    case JHR_IR_LINEAR:
        terms(e, a->first, a->n, depth, how.span);
        instr(e, JHR_I_XRANGE, how, jhr_emit_xrange(e, a->lo, a->hi));
        break;
    }
}

static void each(struct jhr_emitter *e, uint32_t node, struct how how, uint32_t depth)
{
    uint32_t operand = jhr_emit_each(e, &e->ir->nodes.v[node]);
    instr(e, JHR_I_EACH, how, operand);
    uint32_t start = e->d->code.n;
    value(e, jhr_ir_kid(e->ir, node, 0), depth);
    instr(e, JHR_I_END, load(how.span), 0);
    if (operand < e->d->eachs.n)
        e->d->eachs.v[operand].length = e->d->code.n - start;
}

static bool is_compound(const struct jhr_ir *ir, uint32_t node)
{
    const struct jhr_ir_node *n = &ir->nodes.v[node];
    if (n->kind == JHR_IR_NOT)
        n = &ir->nodes.v[ir->kids.v[n->first]];
    return n->kind == JHR_IR_AND || n->kind == JHR_IR_OR || n->kind == JHR_IR_COUNT;
}

/* What combines with the accumulator as it stands: all but AND, OR and COUNT. */
static void simple(struct jhr_emitter *e, uint32_t node, struct how how, uint32_t depth)
{
    const struct jhr_ir_node *n = &e->ir->nodes.v[node];
    how.span = n->span;
    switch ((enum jhr_ir_kind)n->kind) {
    case JHR_IR_CONST:
        instr(e, JHR_I_CONST, how, n->ref);
        break;
    case JHR_IR_ATOM:
        atom(e, &e->ir->atoms.v[n->ref], how, depth);
        break;
    case JHR_IR_SLOT:
        instr(e, JHR_I_SLOT, how, n->ref);
        break;
    case JHR_IR_CELL:
        instr(e, JHR_I_CELL, how, n->ref);
        break;
    case JHR_IR_EACH:
        each(e, node, how, depth);
        break;
    case JHR_IR_NOT:
        how.negate = !how.negate;
        simple(e, jhr_ir_kid(e->ir, node, 0), how, depth);
        break;
    case JHR_IR_AND:
    case JHR_IR_OR:
    case JHR_IR_COUNT:
        break; /* compound */
    }
}

/* Compound parts first, the heaviest of them before all others: it needs no register. Then the
 * simple ones, in their order. */
static void join(struct jhr_emitter *e, uint32_t node, uint32_t depth)
{
    const struct jhr_ir_node *n = &e->ir->nodes.v[node];
    struct how how = load(n->span);
    uint32_t mode = n->kind == JHR_IR_AND ? JHR_MODE_AND : JHR_MODE_OR, heaviest = JHR_NONE;
    for (uint32_t i = 0; i < n->n; i++) {
        uint32_t kid = jhr_ir_kid(e->ir, node, i);
        if (is_compound(e->ir, kid) &&
            (heaviest == JHR_NONE || e->weight[kid] > e->weight[heaviest]))
            heaviest = kid;
    }
    if (heaviest != JHR_NONE) {
        value(e, heaviest, depth);
        how.mode = mode;
    }
    bool skipped = false;
    for (uint32_t i = 0; i < n->n; i++) {
        uint32_t kid = jhr_ir_kid(e->ir, node, i);
        if (!is_compound(e->ir, kid))
            continue;
        if (kid == heaviest && !skipped) {
            skipped = true;
            continue;
        }
        save(e, depth, n->span);
        value(e, kid, depth + 1);
        instr(e, JHR_I_REG, how, depth);
    }
    for (uint32_t i = 0; i < n->n; i++) {
        uint32_t kid = jhr_ir_kid(e->ir, node, i);
        if (is_compound(e->ir, kid))
            continue;
        simple(e, kid, how, depth);
        how.mode = mode;
    }
}

/* Parts that count themselves use the same tally: they go first, into registers. */
static void count(struct jhr_emitter *e, uint32_t node, bool negate, uint32_t depth)
{
    const struct jhr_ir_node *n = &e->ir->nodes.v[node];
    uint32_t saved = depth;
    for (uint32_t i = 0; i < n->n; i++) {
        uint32_t kid = jhr_ir_kid(e->ir, node, i);
        if (!e->tallies[kid])
            continue;
        value(e, kid, saved);
        save(e, saved++, n->span);
    }
    for (uint32_t i = 0, reg = depth; i < n->n; i++) {
        uint32_t kid = jhr_ir_kid(e->ir, node, i);
        if (e->tallies[kid])
            instr(e, JHR_I_REG, load(n->span), reg++);
        else
            value(e, kid, saved);
        instr(e, JHR_I_TALLY, load(n->span), 0);
    }
    struct how how = {JHR_MODE_LOAD, negate, n->span};
    instr(e, JHR_I_COUNT, how, jhr_emit_xrange(e, n->lo, n->hi));
}

/* Leaves the value of a node in the accumulator. */
static void value(struct jhr_emitter *e, uint32_t node, uint32_t depth)
{
    const struct jhr_ir_node *n = &e->ir->nodes.v[node];
    if (e->failed || e->a->out_of_memory)
        return;
    if (n->kind == JHR_IR_AND || n->kind == JHR_IR_OR)
        join(e, node, depth);
    else if (n->kind == JHR_IR_COUNT)
        count(e, node, false, depth);
    else if (n->kind == JHR_IR_NOT && is_compound(e->ir, node))
        count(e, jhr_ir_kid(e->ir, node, 0), true, depth); /* NOT of AND and OR was pushed down */
    else
        simple(e, node, load(n->span), depth);
}

/* ---- what each node takes ---- */

static uint32_t terms_weight(const struct jhr_emitter *e, uint32_t first, uint32_t n)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_ir_term *t = &e->ir->terms.v[first + i];
        uint32_t weight = t->kind == JHR_IR_LIST    ? e->weight[t->cond]
                          : t->kind == JHR_IR_PRICE ? terms_weight(e, t->first, t->n)
                                                    : 0;
        most = weight > most ? weight : most;
    }
    return most;
}

/* As join() takes them: the heaviest compound part first, each other one beside a saved value. */
static uint32_t join_weight(const struct jhr_emitter *e, uint32_t node)
{
    uint32_t heaviest = 0, rest = 0;
    bool any = false;
    for (uint32_t i = 0; i < e->ir->nodes.v[node].n; i++) {
        uint32_t kid = jhr_ir_kid(e->ir, node, i), w = e->weight[kid];
        if (is_compound(e->ir, kid)) {
            uint32_t lighter = w < heaviest ? w : heaviest;
            rest = any && lighter + 1 > rest ? lighter + 1 : rest;
            heaviest = w > heaviest ? w : heaviest;
            any = true;
        } else if (w > rest) {
            rest = w;
        }
    }
    return heaviest > rest ? heaviest : rest;
}

/* As count() takes them. */
static uint32_t count_weight(const struct jhr_emitter *e, uint32_t node)
{
    uint32_t most = 0, saved = 0;
    for (uint32_t i = 0; i < e->ir->nodes.v[node].n; i++) {
        uint32_t kid = jhr_ir_kid(e->ir, node, i);
        if (!e->tallies[kid])
            continue;
        most = saved + e->weight[kid] > most ? saved + e->weight[kid] : most;
        saved++;
    }
    for (uint32_t i = 0; i < e->ir->nodes.v[node].n; i++) {
        uint32_t w = saved + e->weight[jhr_ir_kid(e->ir, node, i)];
        most = w > most ? w : most;
    }
    return most;
}

static uint32_t weight_of(const struct jhr_emitter *e, uint32_t node)
{
    const struct jhr_ir_node *n = &e->ir->nodes.v[node];
    const struct jhr_ir_atom *atom;
    switch ((enum jhr_ir_kind)n->kind) {
    case JHR_IR_AND:
    case JHR_IR_OR:
        return join_weight(e, node);
    case JHR_IR_COUNT:
        return count_weight(e, node);
    case JHR_IR_NOT:
    case JHR_IR_EACH:
        return e->weight[jhr_ir_kid(e->ir, node, 0)];
    case JHR_IR_ATOM:
        atom = n->ref == JHR_NONE ? NULL : &e->ir->atoms.v[n->ref];
        return atom == NULL ? 0 : terms_weight(e, atom->first, atom->n);
    case JHR_IR_CONST:
    case JHR_IR_SLOT:
    case JHR_IR_CELL:
        break;
    }
    return 0;
}

/* Children come before their parents, so one pass does. */
static bool weigh(struct jhr_emitter *e)
{
    uint32_t n = e->ir->nodes.n;
    e->weight = jhr_arena_alloc(e->a, n);
    e->tallies = jhr_arena_alloc(e->a, n * sizeof(*e->tallies));
    if (e->weight == NULL || e->tallies == NULL || e->a->out_of_memory)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_ir_node *node = &e->ir->nodes.v[i];
        bool tallies = node->kind == JHR_IR_COUNT;
        /* a block has a tally of its own */
        for (uint32_t k = 0; k < node->n && !tallies && node->kind != JHR_IR_EACH; k++)
            tallies = e->tallies[jhr_ir_kid(e->ir, i, k)];
        e->tallies[i] = tallies;
        uint32_t weight = weight_of(e, i);
        e->weight[i] = weight > 255 ? 255 : (uint8_t)weight;
    }
    return true;
}

/* ---- all of it ---- */

static void part(struct jhr_emitter *e, enum jhr_opcode store, uint32_t node, uint32_t regel)
{
    if (node == JHR_NONE)
        return;
    value(e, node, 0);
    instr(e, store, load(e->ir->nodes.v[node].span), regel);
}

bool jhr_emit(struct jhr_diags *ds, const struct jhr_ir *ir, struct jhr_program_data *d)
{
    struct jhr_emitter e = {.a = ir->arena, .ds = ds, .ir = ir, .d = d};
    *d = (struct jhr_program_data){.arena = ir->arena};
    jhr_emit_text(&e, (struct jhr_str){"", 0});
    e.seen = jhr_arena_alloc(e.a, JHR_EMIT_SEEN * sizeof(*e.seen));
    if (e.seen == NULL || !weigh(&e))
        return false;
    for (uint32_t i = 0; i < ir->slots.n; i++) {
        value(&e, ir->slots.v[i].node, 0);
        instr(&e, JHR_I_SETSLOT, load(ir->slots.v[i].span), i);
    }
    for (uint32_t i = 0; i < ir->regels.n; i++) {
        part(&e, JHR_I_VOOR, ir->regels.v[i].voor, i);
        part(&e, JHR_I_TEST, ir->regels.v[i].test, i);
        part(&e, JHR_I_TENZIJ, ir->regels.v[i].tenzij, i);
    }
    instr(&e, JHR_I_HALT, load(JHR_NO_SPAN), 0);
    if (!e.failed)
        jhr_emit_tables(&e);
    return !e.failed && !e.a->out_of_memory;
}

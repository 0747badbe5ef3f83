#include "compiler/ir.h"

#include <string.h>

static void table_bounds(struct jhr_ir *ir, uint32_t table)
{
    for (uint32_t p = 0; p < ir->model->producten_n; p++) {
        const struct jhr_product *product = &ir->model->producten[p];
        bool tarief = table == JHR_TABLE_TARIEF;
        const struct jhr_step *steps = tarief ? product->tarief : product->norm;
        uint32_t n = tarief ? product->tarief_n : product->norm_n;
        for (uint32_t i = 0; i < n; i++) {
            int64_t v = steps[i].known ? steps[i].value : 0;
            ir->table_lowest[table] = v < ir->table_lowest[table] ? v : ir->table_lowest[table];
            ir->table_highest[table] = v > ir->table_highest[table] ? v : ir->table_highest[table];
        }
    }
}

struct jhr_ir *jhr_ir_new(struct jhr_arena *a, const struct jhr_model *m)
{
    struct jhr_ir *ir = JHR_NEW(a, struct jhr_ir);
    if (a->out_of_memory)
        return NULL;
    ir->arena = a;
    ir->model = m;
    ir->voor = JHR_NONE;
    ir->adviserend = JHR_NONE;
    ir->besluit = JHR_NONE;
    /* Node 0 is what a constructor returns without memory, so it is there before all others. */
    struct jhr_ir_node *node = jhr_vec_add(a, &ir->nodes);
    if (node == NULL)
        return NULL;
    node->span = JHR_NO_SPAN;
    table_bounds(ir, JHR_TABLE_TARIEF);
    table_bounds(ir, JHR_TABLE_NORM);
    return ir;
}

static uint32_t node_add(struct jhr_ir *ir, struct jhr_ir_node node)
{
    struct jhr_ir_node *added = jhr_vec_add(ir->arena, &ir->nodes);
    if (added == NULL)
        return 0;
    *added = node;
    return ir->nodes.n - 1;
}

uint32_t jhr_ir_const(struct jhr_ir *ir, uint32_t value, struct jhr_span span)
{
    return node_add(ir, (struct jhr_ir_node){.kind = JHR_IR_CONST, .ref = value, .span = span});
}

uint32_t jhr_ir_slot(struct jhr_ir *ir, uint32_t slot, struct jhr_span span)
{
    return node_add(ir, (struct jhr_ir_node){.kind = JHR_IR_SLOT, .ref = slot, .span = span});
}

uint32_t jhr_ir_cell(struct jhr_ir *ir, uint32_t stapeling, struct jhr_span span)
{
    return node_add(ir, (struct jhr_ir_node){.kind = JHR_IR_CELL, .ref = stapeling, .span = span});
}

/* ---- atoms ---- */

struct key {
    char p[JHR_MAX_WAARDEN * 8];
    uint32_t n;
    bool full;
};

static void key_add(struct key *key, const void *p, size_t n)
{
    if (key->n + n > sizeof(key->p)) {
        key->full = true;
        return;
    }
    memcpy(key->p + key->n, p, n);
    key->n += (uint32_t)n;
}

/* The bytes that tell atoms apart; false: this atom is never shared. */
static bool atom_key(const struct jhr_ir *ir, const struct jhr_ir_atom *atom, struct key *key)
{
    key->n = 0;
    key->full = false;
    key_add(key, &atom->kind, sizeof(atom->kind));
    key_add(key, &atom->lo, sizeof(atom->lo));
    key_add(key, &atom->hi, sizeof(atom->hi));
    key_add(key, &atom->bits, sizeof(atom->bits));
    key_add(key, &atom->col, sizeof(atom->col));
    key_add(key, &atom->set, sizeof(atom->set));
    for (uint32_t i = 0; i < atom->n; i++) {
        const struct jhr_ir_term *t = &ir->terms.v[atom->first + i];
        if (t->kind == JHR_IR_LIST || t->kind == JHR_IR_PRICE)
            return false;
        key_add(key, &t->kind, sizeof(t->kind));
        key_add(key, &t->col, sizeof(t->col));
        key_add(key, &t->shift, sizeof(t->shift));
        key_add(key, &t->coef, sizeof(t->coef));
    }
    return !key->full;
}

static bool terms_are_item(const struct jhr_ir *ir, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_ir_term *t = &ir->terms.v[first + i];
        if (jhr_ir_reads_column(t) && ir->cols.v[t->col].item)
            return true;
        if (t->kind == JHR_IR_PRICE && terms_are_item(ir, t->first, t->n))
            return true;
    }
    return false;
}

static bool atom_is_item(const struct jhr_ir *ir, const struct jhr_ir_atom *atom)
{
    return atom->kind == JHR_IR_LINEAR ? terms_are_item(ir, atom->first, atom->n)
                                       : ir->cols.v[atom->col].item;
}

static uint32_t atom_find(struct jhr_ir *ir, const struct jhr_ir_atom *atom, struct jhr_span span)
{
    struct key key;
    bool shared = atom_key(ir, atom, &key);
    struct jhr_str text = {key.p, key.n};
    const void *found = shared ? jhr_map_get(&ir->keys, text) : NULL;
    if (found != NULL)
        return (uint32_t)((uintptr_t)found - 1);
    struct jhr_ir_atom *added = jhr_vec_add(ir->arena, &ir->atoms);
    if (added == NULL)
        return JHR_NONE;
    *added = *atom;
    added->span = span;
    added->item = atom_is_item(ir, atom);
    if (shared)
        jhr_map_put(ir->arena, &ir->keys, jhr_arena_str(ir->arena, text),
                    (void *)(uintptr_t)ir->atoms.n);
    return ir->atoms.n - 1;
}

uint32_t jhr_ir_atom(struct jhr_ir *ir, const struct jhr_ir_atom *atom, struct jhr_span span)
{
    uint32_t ref = atom_find(ir, atom, span);
    if (ref == JHR_NONE)
        return 0;
    return node_add(ir, (struct jhr_ir_node){.kind = JHR_IR_ATOM, .ref = ref, .span = span});
}

/* ---- not ---- */

static uint32_t plain_not(struct jhr_ir *ir, uint32_t node)
{
    struct jhr_ir_node not = {.kind = JHR_IR_NOT, .n = 1, .span = ir->nodes.v[node].span};
    uint32_t *kid = jhr_vec_add(ir->arena, &ir->kids);
    if (kid == NULL)
        return 0;
    *kid = node;
    not .first = ir->kids.n - 1;
    return node_add(ir, not );
}

/* Where lo..hi touches one end of bottom..top, what is left is one range as well. */
static bool rest_of_range(int64_t *lo, int64_t *hi, int64_t bottom, int64_t top)
{
    if (*lo <= bottom && *hi < top) {
        *lo = *hi + 1;
        *hi = top;
        return true;
    }
    if (*hi >= top && *lo > bottom) {
        *hi = *lo - 1;
        *lo = bottom;
        return true;
    }
    return false;
}

static uint32_t not_atom(struct jhr_ir *ir, uint32_t node)
{
    struct jhr_span span = ir->nodes.v[node].span;
    struct jhr_ir_atom atom = ir->atoms.v[ir->nodes.v[node].ref];
    int64_t bottom, top;
    switch ((enum jhr_ir_atom_kind)atom.kind) {
    case JHR_IR_RANGE: {
        const struct jhr_ir_col *col = &ir->cols.v[atom.col];
        if (!col->nominal && rest_of_range(&atom.lo, &atom.hi, col->lowest, col->highest))
            return jhr_ir_atom(ir, &atom, span);
        break;
    }
    case JHR_IR_LINEAR:
        if (jhr_ir_sum_bounds(ir, &ir->terms.v[atom.first], atom.n, &bottom, &top) &&
            rest_of_range(&atom.lo, &atom.hi, bottom, top))
            return jhr_ir_atom(ir, &atom, span);
        break;
    case JHR_IR_MASK: {
        int64_t n = ir->cols.v[atom.col].highest + 1;
        uint64_t all = n >= 64 ? UINT64_MAX : (UINT64_C(1) << n) - 1;
        atom.bits = all & ~atom.bits;
        return jhr_ir_atom(ir, &atom, span);
    }
    case JHR_IR_FACT:
    case JHR_IR_IN:
        break;
    }
    return plain_not(ir, node);
}

static uint32_t not_all(struct jhr_ir *ir, uint32_t node)
{
    struct jhr_ir_node was = ir->nodes.v[node];
    uint32_t mark = jhr_ir_mark(ir);
    for (uint32_t i = 0; i < was.n; i++)
        jhr_ir_push(ir, jhr_ir_not(ir, ir->kids.v[was.first + i]));
    return jhr_ir_join(ir, was.kind == JHR_IR_AND ? JHR_IR_OR : JHR_IR_AND, mark, was.span);
}

uint32_t jhr_ir_not(struct jhr_ir *ir, uint32_t node)
{
    struct jhr_ir_node was = ir->nodes.v[node];
    switch ((enum jhr_ir_kind)was.kind) {
    case JHR_IR_CONST:
        return jhr_ir_const(ir, JHR_YES - was.ref, was.span);
    case JHR_IR_NOT:
        return ir->kids.v[was.first];
    case JHR_IR_AND:
    case JHR_IR_OR:
        return not_all(ir, node);
    case JHR_IR_ATOM:
        return not_atom(ir, node);
    case JHR_IR_COUNT:
        if (!rest_of_range(&was.lo, &was.hi, 0, was.n))
            return plain_not(ir, node);
        return node_add(ir, was); /* the children are shared */
    case JHR_IR_SLOT:
    case JHR_IR_CELL:
    case JHR_IR_EACH:
        break;
    }
    return plain_not(ir, node);
}

/* ---- nodes with children ---- */

uint32_t jhr_ir_mark(const struct jhr_ir *ir)
{
    return ir->stack.n;
}

void jhr_ir_push(struct jhr_ir *ir, uint32_t node)
{
    uint32_t *top = jhr_vec_add(ir->arena, &ir->stack);
    if (top != NULL)
        *top = node;
}

/* Takes the children above the mark off the stack and into the node. */
static uint32_t node_close(struct jhr_ir *ir, struct jhr_ir_node node, uint32_t mark)
{
    node.first = ir->kids.n;
    node.n = 0;
    for (uint32_t i = mark; i < ir->stack.n; i++) {
        uint32_t *kid = jhr_vec_add(ir->arena, &ir->kids);
        if (kid == NULL)
            break;
        *kid = ir->stack.v[i];
        node.n++;
    }
    ir->stack.n = mark;
    return node_add(ir, node);
}

uint32_t jhr_ir_join(struct jhr_ir *ir, enum jhr_ir_kind and_or, uint32_t mark,
                     struct jhr_span span)
{
    uint32_t settles = and_or == JHR_IR_AND ? JHR_NO : JHR_YES;
    uint32_t end = ir->stack.n, keep = mark;
    bool unknown = false;
    for (uint32_t i = mark; i < end; i++) {
        const struct jhr_ir_node *kid = &ir->nodes.v[ir->stack.v[i]];
        if (kid->kind == JHR_IR_CONST && kid->ref == settles) {
            ir->stack.n = mark;
            return jhr_ir_const(ir, settles, span);
        }
        if (kid->kind == JHR_IR_CONST && (kid->ref != JHR_UNKNOWN || unknown))
            continue;
        unknown = unknown || kid->kind == JHR_IR_CONST;
        ir->stack.v[keep++] = ir->stack.v[i];
    }
    ir->stack.n = keep;
    if (keep == mark)
        return jhr_ir_const(ir, JHR_YES - settles, span);
    if (keep == mark + 1) {
        ir->stack.n = mark;
        return ir->stack.v[mark];
    }
    struct jhr_ir_node node = {.kind = (uint8_t)and_or, .span = span};
    uint32_t flat = ir->stack.n;
    for (uint32_t i = mark; i < flat; i++) { /* children of its own kind become its children */
        struct jhr_ir_node kid = ir->nodes.v[ir->stack.v[i]];
        if (kid.kind != and_or) {
            jhr_ir_push(ir, ir->stack.v[i]);
            continue;
        }
        for (uint32_t k = 0; k < kid.n; k++)
            jhr_ir_push(ir, ir->kids.v[kid.first + k]);
    }
    uint32_t made = node_close(ir, node, flat);
    ir->stack.n = mark;
    return made;
}

uint32_t jhr_ir_both(struct jhr_ir *ir, enum jhr_ir_kind and_or, uint32_t a, uint32_t b,
                     struct jhr_span span)
{
    uint32_t mark = jhr_ir_mark(ir);
    jhr_ir_push(ir, a);
    jhr_ir_push(ir, b);
    return jhr_ir_join(ir, and_or, mark, span);
}

uint32_t jhr_ir_count(struct jhr_ir *ir, int64_t lo, int64_t hi, uint32_t mark,
                      struct jhr_span span)
{
    uint32_t end = ir->stack.n, keep = mark;
    for (uint32_t i = mark; i < end; i++) {
        const struct jhr_ir_node *kid = &ir->nodes.v[ir->stack.v[i]];
        if (kid->kind == JHR_IR_CONST && kid->ref != JHR_UNKNOWN) {
            int64_t one = kid->ref == JHR_YES ? 1 : 0;
            lo -= one;
            hi -= one;
            continue;
        }
        ir->stack.v[keep++] = ir->stack.v[i];
    }
    ir->stack.n = keep;
    int64_t n = (int64_t)(keep - mark);
    lo = lo < 0 ? 0 : lo;
    hi = hi > n ? n : hi;
    if (lo > hi || (lo == 0 && hi == n)) {
        ir->stack.n = mark;
        return jhr_ir_const(ir, lo > hi ? JHR_NO : JHR_YES, span);
    }
    if (lo == n)
        return jhr_ir_join(ir, JHR_IR_AND, mark, span);
    if (lo == 1 && hi == n)
        return jhr_ir_join(ir, JHR_IR_OR, mark, span);
    if (hi == 0)
        return jhr_ir_not(ir, jhr_ir_join(ir, JHR_IR_OR, mark, span));
    if (lo == 0 && hi == n - 1)
        return jhr_ir_not(ir, jhr_ir_join(ir, JHR_IR_AND, mark, span));
    struct jhr_ir_node node = {.kind = JHR_IR_COUNT, .lo = lo, .hi = hi, .span = span};
    return node_close(ir, node, mark);
}

static uint32_t each_node(struct jhr_ir *ir, struct jhr_ir_node node, uint32_t body)
{
    uint32_t mark = jhr_ir_mark(ir);
    node.kind = JHR_IR_EACH;
    jhr_ir_push(ir, body);
    return node_close(ir, node, mark);
}

/* A body that is constant changes nothing: while the list is not known, what is said of it is an
 * unknown of its own. */
uint32_t jhr_ir_each(struct jhr_ir *ir, uint8_t list, uint8_t each, uint32_t body,
                     struct jhr_span span)
{
    return each_node(ir, (struct jhr_ir_node){.list = list, .each = each, .span = span}, body);
}

uint32_t jhr_ir_each_count(struct jhr_ir *ir, uint8_t list, uint32_t body, int64_t lo, int64_t hi,
                           struct jhr_span span)
{
    lo = lo < 0 ? 0 : lo;
    hi = hi > JHR_MAX_LOPEND ? JHR_MAX_LOPEND : hi;
    if (lo > hi || (lo == 0 && hi == JHR_MAX_LOPEND))
        return jhr_ir_const(ir, lo > hi ? JHR_NO : JHR_YES, span);
    if (lo == 1 && hi == JHR_MAX_LOPEND)
        return jhr_ir_each(ir, list, JHR_EACH_ANY, body, span);
    if (hi == 0)
        return jhr_ir_not(ir, jhr_ir_each(ir, list, JHR_EACH_ANY, body, span));
    struct jhr_ir_node node = {
        .list = list, .each = JHR_EACH_COUNT, .lo = lo, .hi = hi, .span = span};
    return each_node(ir, node, body);
}

/* ---- closing ---- */

static void number_atoms(const struct jhr_ir *ir, uint32_t node, uint32_t *number, uint32_t *n);

static void number_terms(const struct jhr_ir *ir, uint32_t first, uint32_t count, uint32_t *number,
                         uint32_t *n)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct jhr_ir_term *t = &ir->terms.v[first + i];
        if (t->kind == JHR_IR_LIST)
            number_atoms(ir, t->cond, number, n);
        if (t->kind == JHR_IR_PRICE)
            number_terms(ir, t->first, t->n, number, n);
    }
}

/* Numbers the atoms under a node, from 1, in the order of their first use. */
static void number_atoms(const struct jhr_ir *ir, uint32_t node, uint32_t *number, uint32_t *n)
{
    const struct jhr_ir_node *at = &ir->nodes.v[node];
    if (at->kind == JHR_IR_ATOM && number[at->ref] == 0) {
        const struct jhr_ir_atom *atom = &ir->atoms.v[at->ref];
        number[at->ref] = ++*n;
        number_terms(ir, atom->first, atom->n, number, n);
    }
    for (uint32_t i = 0; i < at->n; i++)
        number_atoms(ir, jhr_ir_kid(ir, node, i), number, n);
}

void jhr_ir_close(struct jhr_ir *ir)
{
    uint32_t n = 0;
    uint32_t *number = jhr_arena_alloc(ir->arena, (ir->atoms.n + (size_t)1) * sizeof(*number));
    if (number == NULL || ir->arena->out_of_memory)
        return;
    for (uint32_t i = 0; i < ir->slots.n; i++)
        number_atoms(ir, ir->slots.v[i].node, number, &n);
    for (uint32_t i = 0; i < ir->regels.n; i++) {
        const uint32_t parts[] = {ir->regels.v[i].voor, ir->regels.v[i].test,
                                  ir->regels.v[i].tenzij};
        for (uint32_t p = 0; p < 3; p++)
            if (parts[p] != JHR_NONE)
                number_atoms(ir, parts[p], number, &n);
    }
    for (uint32_t i = 0; i < ir->bewijzen.n; i++) {
        const uint32_t parts[] = {ir->bewijzen.v[i].voor, ir->bewijzen.v[i].test};
        for (uint32_t p = 0; p < 2; p++)
            if (parts[p] != JHR_NONE)
                number_atoms(ir, parts[p], number, &n);
    }
    struct jhr_ir_atom *atoms = jhr_arena_alloc(ir->arena, (n + (size_t)1) * sizeof(*atoms));
    if (atoms == NULL || ir->arena->out_of_memory)
        return;
    for (uint32_t i = 0; i < ir->atoms.n; i++)
        if (number[i] > 0)
            atoms[number[i] - 1] = ir->atoms.v[i];
    for (uint32_t i = 0; i < ir->nodes.n; i++)
        if (ir->nodes.v[i].kind == JHR_IR_ATOM)
            ir->nodes.v[i].ref = number[ir->nodes.v[i].ref] - 1; /* JHR_NONE: never reached */
    ir->atoms.v = atoms;
    ir->atoms.n = n;
    ir->keys = (struct jhr_map){0};
}

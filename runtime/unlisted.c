#include "runtime/unlisted.h"

#include "base/int128.h"
#include "runtime/calendar.h"
#include "runtime/opcodes.h"
#include "runtime/scalar.h"

#include <string.h>

/* A number and the values at which a comparison with it turns. */
struct number {
    int64_t step, most; /* it is a multiple of the one, up to the other */
    bool unclear;
    JHR_VEC(int64_t) values;
};
struct finding {
    struct jhr_arena *a;
    const struct jhr_program *p;
    struct jhr_unlisted *out;
    uint32_t *of; /* by instruction: its expression */
    struct number *numbers;
    struct jhr_watch rest; /* the sums as they are without any indication */
    uint32_t part;         /* the XEACH in the sum at hand; JHR_P_NONE: none */
};

static const int64_t no_yes[] = {0, 1};

/* ---- the same expression ---- */

struct quantifier {
    uint8_t list, kind;
    uint32_t length;
};

static struct quantifier quantifier_at(const struct jhr_program *p, uint32_t pc)
{
    uint32_t word = p->code[pc].word, arg = jhr_arg_of(word);
    if (jhr_op_of(word) == JHR_I_EACH)
        return (struct quantifier){p->eachs[arg].list, p->eachs[arg].kind, p->eachs[arg].length};
    return (struct quantifier){p->xeachs[arg].list, p->xeachs[arg].kind, p->xeachs[arg].length};
}

/* Operands with the same contents are one row, so alike is the same; but a register is its rule's
 * own. */
static bool same(const struct jhr_program *p, uint32_t x, uint32_t y)
{
    struct quantifier a = quantifier_at(p, x), b = quantifier_at(p, y);
    if (a.list != b.list || a.kind != b.kind || a.length != b.length)
        return false;
    for (uint32_t i = 1; i <= a.length; i++)
        if (p->code[x + i].word != p->code[y + i].word ||
            jhr_op_of(p->code[x + i].word) == JHR_I_REG)
            return false;
    return true;
}

/* In a sum over volumes these are whole minutes or units. */
static struct number number_at(const struct jhr_program *p, uint32_t pc)
{
    struct number n = {.step = 1, .most = JHR_MAX_LOPEND};
    struct quantifier q = quantifier_at(p, pc);
    uint32_t columns = 0;
    if (q.kind == JHR_EACH_COUNT)
        return n;
    n.most = JHR_MAX_LOPEND * (int64_t)JHR_DAY_NEVER;
    for (uint32_t i = 1; i <= q.length; i++) {
        if (jhr_op_of(p->code[pc + i].word) != JHR_I_XCOL)
            continue;
        const struct jhr_p_term *t = &p->terms[jhr_arg_of(p->code[pc + i].word)];
        columns++;
        if (t->kolom < JHR_X_ITEM_OMVANG || t->kolom > JHR_X_ITEM_OMVANG_STUK)
            continue;
        n.step = (t->coef > 0 ? t->coef : 1) * JHR_OMVANG_SCALE;
        n.most = n.step * (JHR_OMVANG_MAX / JHR_OMVANG_SCALE);
        n.unclear = t->coef <= 0;
    }
    n.unclear |= n.step != 1 && columns != 1;
    return n;
}

static void add_expression(struct finding *f, uint32_t pc)
{
    struct jhr_unlisted *out = f->out;
    for (uint32_t i = 0; i < out->n; i++) {
        if (!same(f->p, out->exprs[i].first, pc))
            continue;
        f->of[pc] = i;
        f->out->next[pc] = out->next[out->exprs[i].first];
        f->out->next[out->exprs[i].first] = pc;
        return;
    }
    uint8_t kind = quantifier_at(f->p, pc).kind;
    f->of[pc] = out->n;
    f->numbers[out->n] = number_at(f->p, pc);
    out->exprs[out->n++] = (struct jhr_unlisted_expr){
        .first = pc, .number = kind == JHR_EACH_COUNT || kind == JHR_EACH_SUM};
}

/* ---- where comparisons with a number turn ---- */

/* From v on it is another answer. */
static void turns_at(struct finding *f, struct number *n, jhr_i128 v)
{
    jhr_i128 first = jhr_divide_up(v, n->step) * n->step;
    int64_t *value = first <= 0 || first > n->most ? NULL : jhr_vec_add(f->a, &n->values);
    if (value != NULL)
        *value = (int64_t)first;
}

/* lo <= coef * v + rest <= hi */
static void compared(struct finding *f, uint32_t pc, const struct jhr_p_xrange *r)
{
    const struct jhr_p_xeach *x = &f->p->xeachs[jhr_arg_of(f->p->code[f->part].word)];
    struct number *n = &f->numbers[f->of[f->part]];
    jhr_i128 rest = f->rest.sums[pc], lo = r->lo - rest, hi = r->hi - rest;
    if (!f->rest.known[pc] || x->coef == 0 || x->coef == INT64_MIN) {
        n->unclear = true;
        return;
    }
    if (x->coef < 0) {
        jhr_i128 other = -lo;
        lo = -hi;
        hi = other;
    }
    int64_t coef = x->coef < 0 ? -x->coef : x->coef;
    turns_at(f, n, jhr_divide_up(lo, coef));
    turns_at(f, n, jhr_divide_up(hi + 1, coef));
}

static void see_sum(struct finding *f, uint32_t pc, uint32_t word)
{
    bool load = jhr_mode_of(word) == JHR_MODE_LOAD, part = jhr_op_of(word) == JHR_I_XEACH;
    if (jhr_op_of(word) == JHR_I_XPRICE) { /* it is priced: its thresholds are not those of a sum */
        if (f->part != JHR_P_NONE)
            f->numbers[f->of[f->part]].unclear = true;
        return;
    }
    if (part && !load && f->part != JHR_P_NONE) /* two in one sum */
        f->numbers[f->of[pc]].unclear = f->numbers[f->of[f->part]].unclear = true;
    f->part = part ? pc : load ? JHR_P_NONE : f->part;
}

static void look(struct finding *f, uint32_t pc)
{
    uint32_t word = f->p->code[pc].word, arg = jhr_arg_of(word);
    enum jhr_opcode op = (enum jhr_opcode)jhr_op_of(word);
    if (op == JHR_I_EACH || op == JHR_I_XEACH)
        add_expression(f, pc);
    if (op == JHR_I_EACH && f->p->eachs[arg].kind == JHR_EACH_COUNT) {
        struct number *n = &f->numbers[f->of[pc]];
        turns_at(f, n, f->p->eachs[arg].lo);
        turns_at(f, n, (jhr_i128)f->p->eachs[arg].hi + 1);
    }
    if (op == JHR_I_XRANGE && f->part != JHR_P_NONE)
        compared(f, pc, &f->p->xranges[arg]);
    if (op >= JHR_I_XCONST && op <= JHR_I_XEACH)
        see_sum(f, pc, word);
}

/* ---- the whole ---- */

/* Without indications a sum is what stands beside them. */
static bool sums_without(struct finding *f, const struct jhr_decider *d)
{
    const struct jhr_program *p = f->p;
    struct jhr_row row = d->row;
    struct jhr_scalar scalar;
    row.list_known = true;
    row.list_n[JHR_LIST_LOPENDE] = row.list_n[JHR_LIST_EERDERE] = 0;
    if (!jhr_watch_init(f->a, p, &f->rest) || !jhr_scalar_init(f->a, p, &scalar) ||
        f->a->out_of_memory)
        return false;
    jhr_scalar_watch(p, &row, &scalar, &f->rest);
    return true;
}

static bool classes_of(struct finding *f, struct jhr_unlisted_expr *e, struct number *n)
{
    e->classes = (struct jhr_classes){no_yes, 2};
    if (!e->number)
        return true;
    if (n->unclear && quantifier_at(f->p, e->first).kind == JHR_EACH_COUNT)
        return jhr_classes_all(f->a, 0, JHR_MAX_LOPEND, &e->classes);
    int64_t *lowest = jhr_vec_add(f->a, &n->values);
    if (lowest == NULL)
        return false;
    *lowest = 0;
    e->classes.n = jhr_classes_sort(n->values.v, n->values.n);
    e->classes.v = n->unclear ? NULL : n->values.v;
    return true;
}

bool jhr_unlisted_find(struct jhr_arena *a, const struct jhr_decider *d, const uint32_t *skip,
                       struct jhr_unlisted *out)
{
    const struct jhr_program *p = d->program;
    size_t most = 1;
    for (uint32_t pc = 0; pc < p->code_n; pc++) {
        uint32_t op = jhr_op_of(p->code[pc].word);
        most += op == JHR_I_EACH || op == JHR_I_XEACH;
    }
    struct finding f = {.a = a, .p = p, .out = out, .part = JHR_P_NONE};
    *out = (struct jhr_unlisted){.exprs = jhr_arena_alloc(a, most * sizeof *out->exprs),
                                 .next = jhr_arena_alloc(a, p->code_n * sizeof *out->next)};
    f.of = jhr_arena_alloc(a, p->code_n * sizeof *f.of);
    f.numbers = jhr_arena_alloc(a, most * sizeof *f.numbers);
    if (a->out_of_memory || !out->exprs || !out->next || !f.of || !f.numbers ||
        !sums_without(&f, d))
        return false;
    memset(out->next, 0xff, p->code_n * sizeof *out->next);
    for (uint32_t pc = 0; pc < p->code_n;) {
        uint32_t op = jhr_op_of(p->code[pc].word);
        if (skip[pc] > 0) {
            pc += skip[pc];
            continue;
        }
        look(&f, pc);
        pc += op == JHR_I_EACH || op == JHR_I_XEACH ? quantifier_at(p, pc).length + 1 : 1;
    }
    for (uint32_t i = 0; i < out->n; i++)
        if (!classes_of(&f, &out->exprs[i], &f.numbers[i]))
            return false;
    return !a->out_of_memory;
}

#include "runtime/orders.h"

#include "base/int128.h"
#include "runtime/opcodes.h"
#include "runtime/scalar.h"

#include <string.h>

/* x of `to` is at least, or more than, that of `from` plus by. */
struct step {
    uint32_t to, from;
    int64_t by;
};
struct values {
    JHR_VEC(int64_t) first; /* of each class, and more */
    const int64_t *starts;  /* those where a class begins, in order */
    uint32_t starts_n;
    bool tied, unclear;
};
struct part {
    uint32_t feit;
    int64_t coef;
};
struct finder {
    struct jhr_arena *a;
    const struct jhr_program *p;
    uint32_t *feit_of; /* by column; JHR_P_NONE: no open fact */
    struct values *of; /* by fact */
    JHR_VEC(struct step) steps;
    struct jhr_watch rest; /* the sums without the open facts */
    /* the sum at hand: its open facts, and whether it is of another kind than a difference */
    struct part parts[2];
    uint32_t parts_n;
    bool tangled;
    bool dead; /* something in it is unknown whatever the open facts are */
    const bool *dead_column;
};

static const struct jhr_p_kolom *kolom_of(const struct finder *f, uint32_t feit)
{
    return &f->p->kolommen[f->p->feiten[feit].kolom];
}

static void add_first(struct finder *f, uint32_t feit, jhr_i128 v)
{
    const struct jhr_p_kolom *k = kolom_of(f, feit);
    int64_t *slot = v < k->lowest || v > k->highest ? NULL : jhr_vec_add(f->a, &f->of[feit].first);
    if (slot != NULL)
        *slot = (int64_t)v;
}

/* A step that leads from one range past the other leads nowhere. */
static void add_step(struct finder *f, uint32_t to, uint32_t from, jhr_i128 by)
{
    const struct jhr_p_kolom *t = kolom_of(f, to), *o = kolom_of(f, from);
    if (by > (jhr_i128)t->highest - o->lowest || by < (jhr_i128)t->lowest - o->highest - 1)
        return;
    for (uint32_t i = 0; i < f->steps.n; i++)
        if (f->steps.v[i].to == to && f->steps.v[i].from == from && f->steps.v[i].by == by)
            return;
    struct step *s = jhr_vec_add(f->a, &f->steps);
    if (s != NULL)
        *s = (struct step){to, from, (int64_t)by};
}

/* ---- conditions ---- */

/* lo <= coef * x + rest <= hi: from where it is so, and from where no longer. */
static void one_fact(struct finder *f, const struct part *x, jhr_i128 lo, jhr_i128 hi)
{
    int64_t coef = x->coef < 0 ? -x->coef : x->coef;
    add_first(f, x->feit, jhr_divide_up(x->coef < 0 ? -hi : lo, coef));
    add_first(f, x->feit, jhr_divide_up(x->coef < 0 ? 1 - lo : hi + 1, coef));
}

/* lo <= x - y <= hi */
static void two_facts(struct finder *f, const struct part *x, const struct part *y, jhr_i128 lo,
                      jhr_i128 hi)
{
    f->of[x->feit].tied = f->of[y->feit].tied = true;
    for (int k = -1; k <= 0; k++) {
        add_step(f, x->feit, y->feit, lo + k);
        add_step(f, x->feit, y->feit, hi + 1 + k);
        add_step(f, y->feit, x->feit, -lo - k);
        add_step(f, y->feit, x->feit, -hi - 1 - k);
    }
}

static void unclear(struct finder *f)
{
    for (uint32_t k = 0; k < f->parts_n; k++)
        f->of[f->parts[k].feit].unclear = true;
}

static void compared(struct finder *f, uint32_t pc, const struct jhr_p_xrange *r)
{
    const struct part *x = &f->parts[0], *y = &f->parts[1];
    jhr_i128 lo = (jhr_i128)r->lo - f->rest.sums[pc], hi = (jhr_i128)r->hi - f->rest.sums[pc];
    bool difference = f->parts_n == 2 && x->feit != y->feit &&
                      ((x->coef == 1 && y->coef == -1) || (x->coef == -1 && y->coef == 1));
    if (f->parts_n == 0 || f->dead)
        return;
    if (f->tangled || !f->rest.known[pc] || (f->parts_n == 2 && !difference))
        unclear(f);
    else if (f->parts_n == 1)
        one_fact(f, x, lo, hi);
    else
        two_facts(f, x->coef > 0 ? x : y, x->coef > 0 ? y : x, lo, hi);
}

/* ---- sums ---- */

static void add_part(struct finder *f, uint32_t feit, int64_t coef)
{
    if (coef == 0)
        return;
    if (f->parts_n == 2 || coef == INT64_MIN) {
        f->of[feit].unclear = f->tangled = true;
        return;
    }
    f->parts[f->parts_n++] = (struct part){feit, coef};
}

static void see_term(struct finder *f, uint32_t word)
{
    uint32_t arg = jhr_arg_of(word), kolom = JHR_P_NONE;
    enum jhr_opcode op = (enum jhr_opcode)jhr_op_of(word);
    int64_t coef = 1;
    if (jhr_mode_of(word) == JHR_MODE_LOAD && op != JHR_I_XPRICE) {
        f->parts_n = 0;
        f->tangled = f->dead = false;
    }
    if (op == JHR_I_XCOL) {
        kolom = f->p->terms[arg].kolom;
        coef = f->p->terms[arg].coef;
    } else if (op == JHR_I_XMONTH) {
        kolom = f->p->months[arg].kolom;
    } else if (op == JHR_I_XWORKDAY || op == JHR_I_XWORKDAYS) {
        kolom = f->p->workdays[arg].kolom;
    }
    bool open = kolom != JHR_P_NONE && f->feit_of[kolom] != JHR_P_NONE;
    f->dead |= kolom != JHR_P_NONE && f->dead_column[kolom];
    f->tangled |= op == JHR_I_XPRICE || (open && op != JHR_I_XCOL);
    if (open)
        add_part(f, f->feit_of[kolom], coef);
}

static void look(struct finder *f, uint32_t pc)
{
    uint32_t word = f->p->code[pc].word, arg = jhr_arg_of(word);
    enum jhr_opcode op = (enum jhr_opcode)jhr_op_of(word);
    if (op == JHR_I_RANGE && f->feit_of[f->p->ranges[arg].kolom] != JHR_P_NONE)
        one_fact(f, &(struct part){f->feit_of[f->p->ranges[arg].kolom], 1}, f->p->ranges[arg].lo,
                 f->p->ranges[arg].hi);
    if (op == JHR_I_XRANGE)
        compared(f, pc, &f->p->xranges[arg]);
    if (op >= JHR_I_XCONST && op <= JHR_I_XPRICE)
        see_term(f, word);
}

/* In a block a sum is another one for each indication. */
static void look_inside(struct finder *f, uint32_t pc, uint32_t length)
{
    struct part parts[2] = {f->parts[0], f->parts[1]};
    uint32_t parts_n = f->parts_n;
    bool tangled = f->tangled, dead = f->dead;
    f->parts_n = 0;
    for (uint32_t i = pc; i < pc + length; i++) {
        look(f, i);
        f->tangled = true;
        unclear(f);
    }
    memcpy(f->parts, parts, sizeof parts);
    f->parts_n = parts_n;
    f->tangled = tangled;
    f->dead = dead;
}

/* May it be another count or sum when an open fact is another one? `rest` knows it for one value.
 */
static bool hangs_on_open(const struct finder *f, uint32_t pc, uint32_t length)
{
    const struct jhr_program *p = f->p;
    for (uint32_t i = pc; i < pc + length; i++) {
        uint32_t op = jhr_op_of(p->code[i].word), arg = jhr_arg_of(p->code[i].word);
        uint32_t kolom = op == JHR_I_RANGE                               ? p->ranges[arg].kolom
                         : op == JHR_I_MASK                              ? p->masks[arg].kolom
                         : op == JHR_I_IN                                ? p->ins[arg].kolom
                         : op == JHR_I_XCOL                              ? p->terms[arg].kolom
                         : op == JHR_I_XMONTH                            ? p->months[arg].kolom
                         : op == JHR_I_XWORKDAY || op == JHR_I_XWORKDAYS ? p->workdays[arg].kolom
                                                                         : JHR_P_NONE;
        if (op == JHR_I_SLOT || op == JHR_I_REG ||
            (kolom != JHR_P_NONE && f->feit_of[kolom] != JHR_P_NONE))
            return true;
    }
    return false;
}

static void look_at_all(struct finder *f, const uint32_t *skip)
{
    const struct jhr_program *p = f->p;
    for (uint32_t pc = 0; pc < p->code_n; pc++) {
        uint32_t word = p->code[pc].word, op = jhr_op_of(word), arg = jhr_arg_of(word), length = 0;
        if (skip[pc] > 0) {
            pc += skip[pc] - 1;
            continue;
        }
        if (op == JHR_I_EACH || op == JHR_I_XEACH) {
            length = op == JHR_I_EACH ? p->eachs[arg].length : p->xeachs[arg].length;
            look_inside(f, pc + 1, length);
        }
        if (op == JHR_I_XEACH && jhr_mode_of(word) == JHR_MODE_LOAD) {
            f->parts_n = 0;
            f->tangled = f->dead = false;
        }
        f->tangled |= op == JHR_I_XEACH && hangs_on_open(f, pc + 1, length);
        if (length == 0)
            look(f, pc);
        pc += length;
    }
}

/* ---- the whole ---- */

static bool prepare(struct finder *f, struct jhr_decider *d, const uint8_t *open)
{
    const struct jhr_program *p = f->p;
    size_t columns = (size_t)p->meta->xcols + p->meta->bcols;
    struct jhr_row row = d->row;
    struct jhr_scalar scalar;
    f->feit_of = jhr_arena_alloc(f->a, columns * sizeof *f->feit_of);
    f->of = jhr_arena_alloc(f->a, (p->feiten_n + (size_t)1) * sizeof *f->of);
    row.x = jhr_arena_alloc(f->a, columns * sizeof *row.x);
    row.known = jhr_arena_alloc(f->a, columns);
    if (!jhr_watch_init(f->a, p, &f->rest) || !jhr_scalar_init(f->a, p, &scalar) ||
        f->a->out_of_memory)
        return false;
    memcpy(row.x, d->row.x, p->meta->xcols * sizeof *row.x);
    memcpy(row.known, d->row.known, p->meta->xcols);
    memset(f->feit_of, 0xff, columns * sizeof *f->feit_of);
    for (uint32_t i = 0; i < p->feiten_n; i++) {
        uint32_t kolom = p->feiten[i].kolom;
        if (open[i] == JHR_ORDERS_CLOSED || kolom >= p->meta->xcols)
            continue;
        f->feit_of[kolom] = i;
        row.x[kolom] = 0;
        row.known[kolom] = true;
        const struct jhr_p_kolom *k = kolom_of(f, i);
        /* of a small range each value is tried, and so is what is compared with it */
        bool small = (jhr_i128)k->highest - k->lowest < JHR_SMALL_RANGE;
        for (int64_t v = k->lowest; v <= (small ? k->highest : k->lowest); v++)
            add_first(f, i, v);
    }
    jhr_scalar_watch(p, &row, &scalar, &f->rest);
    return true;
}

/* By fact the number of those that it is compared with, by way of others too, itself included. */
static bool count_together(struct finder *f, uint32_t *n)
{
    uint32_t *least = jhr_arena_alloc(f->a, (f->p->feiten_n + (size_t)1) * sizeof *least);
    if (least == NULL || f->a->out_of_memory)
        return false;
    for (uint32_t i = 0; i < f->p->feiten_n; i++)
        least[i] = i;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < f->steps.n; i++) {
            const struct step *s = &f->steps.v[i];
            changed |= least[s->to] < least[s->from];
            least[s->from] = least[s->to] < least[s->from] ? least[s->to] : least[s->from];
        }
    }
    for (uint32_t i = 0; i < f->p->feiten_n; i++)
        n[least[i]]++;
    for (uint32_t i = 0; i < f->p->feiten_n; i++)
        n[i] = n[least[i]];
    return true;
}

/* What lies past the highest value is the begin of a class for those that it is compared with. */
static void follow_from(struct finder *f, const struct step *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        add_first(f, s->to, (jhr_i128)f->of[s->from].first.v[i] + s->by);
    add_first(f, s->to, (jhr_i128)kolom_of(f, s->from)->highest + 1 + s->by);
}

static void sort_values(struct finder *f)
{
    for (uint32_t i = 0; i < f->p->feiten_n; i++) {
        struct values *of = &f->of[i];
        of->first.n = jhr_classes_sort(of->first.v, of->first.n);
        of->unclear |= of->first.n > JHR_MAX_ORDERS;
    }
}

static bool keep_starts(struct finder *f, uint32_t feit)
{
    struct values *of = &f->of[feit];
    int64_t *v = jhr_arena_alloc(f->a, (of->first.n + (size_t)1) * sizeof *v);
    if (v == NULL)
        return false;
    if (of->first.n > 0)
        memcpy(v, of->first.v, of->first.n * sizeof *v);
    of->starts = v;
    of->starts_n = of->first.n;
    return true;
}

static bool follow(struct finder *f, const uint8_t *open)
{
    const struct jhr_program *p = f->p;
    uint32_t *together = jhr_arena_alloc(f->a, (p->feiten_n + (size_t)1) * sizeof *together);
    uint32_t *n = jhr_arena_alloc(f->a, (p->feiten_n + (size_t)1) * sizeof *n);
    bool more = true;
    if (f->a->out_of_memory || together == NULL || n == NULL || !count_together(f, together))
        return false;
    for (uint32_t round = 1; more && !f->a->out_of_memory; round++) {
        more = false;
        sort_values(f);
        for (uint32_t i = 0; i < p->feiten_n; i++) {
            n[i] = f->of[i].first.n > JHR_MAX_ORDERS ? 0 : f->of[i].first.n;
            if (round == together[i] && !keep_starts(f, i))
                return false;
        }
        for (uint32_t i = 0; i < f->steps.n; i++) {
            const struct step *s = &f->steps.v[i];
            uint32_t times = open[s->to] == JHR_ORDERS_NEVER ? 3 : 2;
            if (round >= times * together[s->to])
                continue;
            more = true;
            follow_from(f, s, n[s->from]);
        }
    }
    return !f->a->out_of_memory;
}

static const bool *mark_starts(struct finder *f, const struct values *of)
{
    bool *starts = jhr_arena_alloc(f->a, of->first.n + (size_t)1);
    for (uint32_t i = 0, k = 0; starts != NULL && i < of->first.n; i++) {
        starts[i] = k < of->starts_n && of->starts[k] == of->first.v[i];
        k += starts[i];
    }
    return starts;
}

bool jhr_orders_find(struct jhr_arena *a, struct jhr_decider *d, const uint32_t *skip,
                     const uint8_t *open, const bool *dead, struct jhr_orders *out)
{
    struct finder f = {.a = a, .p = d->program, .dead_column = dead};
    if (!prepare(&f, d, open))
        return false;
    look_at_all(&f, skip);
    if (!follow(&f, open))
        return false;
    for (uint32_t i = 0; i < f.p->feiten_n; i++) {
        struct values *of = &f.of[i];
        out[i] = (struct jhr_orders){0};
        if (!of->tied || of->unclear)
            continue;
        out[i].classes = (struct jhr_classes){of->first.v, of->first.n};
        out[i].starts = mark_starts(&f, of);
    }
    return !a->out_of_memory;
}

#include "runtime/turns.h"

#include "runtime/opcodes.h"
#include "runtime/scalar.h"

#include <string.h>

/* A condition on something that follows from the number. */
struct measure {
    uint32_t pc;
    uint8_t kind;                /* COLUMN, TRUTH or SUM */
    uint32_t at;                 /* column */
    int64_t lo, hi;              /* where it holds */
    const struct jhr_item *item; /* in a block: of this indication; else NULL */
    uint8_t list;
};
enum { COLUMN, TRUTH, SUM };
struct finder {
    const struct jhr_turning *t;
    const struct jhr_program *p;
    JHR_VEC(int64_t) values;
    struct jhr_watch watch;
    struct jhr_scalar scalar;
    struct jhr_item *items[2]; /* those of the case, all listed */
    uint32_t items_n[2];
    uint32_t parts; /* of the sum at hand: terms that follow */
    bool steps;     /* among them one that does so in steps */
    bool dead;      /* and something that stays unknown */
    bool unclear;
};

static bool follows(const struct finder *f, uint32_t kolom)
{
    return f->t->follows[kolom];
}

/* ---- one condition at one value ---- */

static bool value_at(struct finder *f, const struct measure *m, int64_t x, int64_t *v)
{
    struct jhr_decider *d = f->t->d;
    f->t->put(f->t, x);
    if (m->kind == COLUMN) {
        *v = d->row.x[m->at];
        return d->row.known[m->at];
    }
    if (m->kind == TRUTH) {
        *v = d->row.b[m->at];
        return *v != JHR_UNKNOWN;
    }
    struct jhr_row row = d->row;
    if (m->item != NULL) {
        row.list_known = true;
        row.list[m->list] = m->item;
        row.list_n[m->list] = 1;
    }
    jhr_scalar_watch(f->p, &row, &f->scalar, &f->watch);
    *v = f->watch.sums[m->pc];
    return f->watch.known[m->pc];
}

/* The first value past `from` on which it is at or above the limit, as it is not there or the
 * other way round. */
static bool cross(struct finder *f, const struct measure *m, int64_t limit, bool at_lowest)
{
    int64_t lo = f->t->lowest, hi = f->t->highest, v;
    while (hi - lo > 1) {
        int64_t mid = lo + (hi - lo) / 2;
        if (!value_at(f, m, mid, &v))
            return false;
        *((v >= limit) == at_lowest ? &lo : &hi) = mid;
    }
    int64_t *value = jhr_vec_add(f->t->a, &f->values);
    if (value != NULL)
        *value = hi;
    return true;
}

static void follow(struct finder *f, const struct measure *m)
{
    int64_t first, last;
    if (f->unclear)
        return;
    if (!value_at(f, m, f->t->lowest, &first) || !value_at(f, m, f->t->highest, &last)) {
        f->unclear = true;
        return;
    }
    const int64_t limits[] = {m->lo, m->hi < INT64_MAX ? m->hi + 1 : INT64_MAX};
    for (int k = 0; k < 2; k++)
        if ((first >= limits[k]) != (last >= limits[k]) &&
            !cross(f, m, limits[k], first >= limits[k]))
            f->unclear = true;
}

/* ---- the conditions ---- */

static void see_term(struct finder *f, uint32_t word)
{
    uint32_t arg = jhr_arg_of(word);
    enum jhr_opcode op = (enum jhr_opcode)jhr_op_of(word);
    uint32_t kolom;
    if (jhr_mode_of(word) == JHR_MODE_LOAD && op != JHR_I_XPRICE) {
        f->parts = 0;
        f->steps = f->dead = false;
    }
    if (op == JHR_I_XPRICE) /* in whole cents, and halves between */
        f->steps |= f->parts > 0;
    if (op == JHR_I_XCOL)
        kolom = f->p->terms[arg].kolom;
    else if (op == JHR_I_XMONTH)
        kolom = f->p->months[arg].kolom;
    else if (op == JHR_I_XWORKDAY || op == JHR_I_XWORKDAYS)
        kolom = f->p->workdays[arg].kolom;
    else
        return;
    f->parts += follows(f, kolom);
    f->dead |= f->t->dead[kolom];
    f->steps |= follows(f, kolom) && (op != JHR_I_XCOL || !f->t->linear);
}

/* In a block once per indication, else once. */
static void on_each(struct finder *f, struct measure m, const uint8_t *list)
{
    if (list == NULL) {
        follow(f, &m);
        return;
    }
    m.list = *list;
    for (uint32_t i = 0; i < f->items_n[*list]; i++) {
        m.item = &f->items[*list][i];
        follow(f, &m);
    }
}

static void look(struct finder *f, uint32_t pc, const uint8_t *list)
{
    const struct jhr_program *p = f->p;
    uint32_t word = p->code[pc].word, arg = jhr_arg_of(word);
    enum jhr_opcode op = (enum jhr_opcode)jhr_op_of(word);
    if (op == JHR_I_RANGE && follows(f, p->ranges[arg].kolom))
        follow(f, &(struct measure){.pc = pc,
                                    .kind = COLUMN,
                                    .at = p->ranges[arg].kolom,
                                    .lo = p->ranges[arg].lo,
                                    .hi = p->ranges[arg].hi});
    if ((op == JHR_I_MASK && follows(f, p->masks[arg].kolom)) ||
        (op == JHR_I_IN && follows(f, p->ins[arg].kolom)))
        f->unclear = true;
    if (op == JHR_I_FACT && follows(f, p->meta->xcols + arg))
        follow(f,
               &(struct measure){.pc = pc, .kind = TRUTH, .at = arg, .lo = JHR_YES, .hi = JHR_YES});
    if (op == JHR_I_XRANGE && f->parts > 0 && !f->dead) {
        f->unclear |= f->parts > 1 && f->steps;
        on_each(f,
                (struct measure){
                    .pc = pc, .kind = SUM, .lo = p->xranges[arg].lo, .hi = p->xranges[arg].hi},
                list);
    }
    if (op >= JHR_I_XCONST && op <= JHR_I_XPRICE)
        see_term(f, word);
}

/* The block of an EACH or XEACH. In a sum over indications nothing may follow from the number. */
static uint32_t look_inside(struct finder *f, uint32_t pc)
{
    uint32_t word = f->p->code[pc].word, arg = jhr_arg_of(word);
    bool sum = jhr_op_of(word) == JHR_I_XEACH;
    uint8_t list = sum ? f->p->xeachs[arg].list : f->p->eachs[arg].list;
    uint32_t length = sum ? f->p->xeachs[arg].length : f->p->eachs[arg].length;
    uint32_t parts = !sum || jhr_mode_of(word) == JHR_MODE_ADD ? f->parts : 0;
    bool steps = f->steps && parts > 0, dead = f->dead && parts > 0;
    f->parts = 0;
    f->steps = f->dead = false;
    for (uint32_t i = pc + 1; i <= pc + length; i++)
        look(f, i, &list);
    f->unclear |= sum && f->parts > 0;
    f->parts = parts;
    f->steps = steps;
    f->dead = dead;
    return pc + length + 1;
}

static void look_at_all(struct finder *f)
{
    for (uint32_t pc = 0; pc < f->p->code_n && !f->unclear;) {
        uint32_t op = jhr_op_of(f->p->code[pc].word);
        if (f->t->skip[pc] > 0) {
            pc += f->t->skip[pc];
        } else if (op == JHR_I_EACH || op == JHR_I_XEACH) {
            pc = look_inside(f, pc);
        } else {
            look(f, pc, NULL);
            pc++;
        }
    }
}

/* ---- the whole ---- */

/* Of each whether it is listed is not the question here: that is what turns elsewhere. */
static bool copy_items(struct finder *f)
{
    const struct jhr_row *row = &f->t->d->row;
    for (int k = 0; k < 2; k++) {
        f->items_n[k] = row->list_known ? row->list_n[k] : 0;
        f->items[k] = jhr_arena_alloc(f->t->a, (f->items_n[k] + (size_t)1) * sizeof **f->items);
        if (f->t->a->out_of_memory)
            return false;
        for (uint32_t i = 0; i < f->items_n[k]; i++) {
            f->items[k][i] = row->list[k][i];
            f->items[k][i].overlapt = JHR_YES;
        }
    }
    return true;
}

bool jhr_turns_find(const struct jhr_turning *t, struct jhr_classes *out)
{
    const struct jhr_program *p = t->d->program;
    struct finder f = {.t = t, .p = p};
    *out = (struct jhr_classes){NULL, 0};
    if (!jhr_watch_init(t->a, p, &f.watch) || !jhr_scalar_init(t->a, p, &f.scalar) ||
        !copy_items(&f))
        return false;
    look_at_all(&f);
    int64_t *lowest = jhr_vec_add(t->a, &f.values);
    if (lowest == NULL || t->a->out_of_memory)
        return false;
    *lowest = t->lowest;
    if (!f.unclear)
        *out = (struct jhr_classes){f.values.v, jhr_classes_sort(f.values.v, f.values.n)};
    return true;
}

#include "runtime/reads.h"

#include "runtime/calendar.h"
#include "runtime/opcodes.h"

#include <string.h>

struct walk {
    struct jhr_arena *a;
    const struct jhr_program *p;
    struct jhr_reads *out;
    uint32_t *feit_of; /* by column: the fact, or JHR_P_NONE */
    struct jhr_reads_of *regs, acc, sum, tally;
    struct jhr_reads_of outer_acc, outer_sum, outer_tally; /* around a block */
    uint32_t block;                                        /* its EACH or XEACH */
};

static void make(struct jhr_arena *a, const struct jhr_reads *out, struct jhr_reads_of *r)
{
    r->feiten = jhr_arena_alloc(a, out->feit_words * sizeof *r->feiten);
    r->slots = jhr_arena_alloc(a, out->slot_words * sizeof *r->slots);
}

static void clear(const struct walk *w, struct jhr_reads_of *r)
{
    memset(r->feiten, 0, w->out->feit_words * sizeof *r->feiten);
    memset(r->slots, 0, w->out->slot_words * sizeof *r->slots);
    r->tangled = false;
}

static bool meet(const uint64_t *a, const uint64_t *b, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++)
        if (a[i] & b[i])
            return true;
    return false;
}

static bool is_empty(const uint64_t *a, uint32_t words)
{
    return !meet(a, a, words);
}

/* Both are read: tangled when they have a fact in common. */
static void join(const struct walk *w, struct jhr_reads_of *into, const struct jhr_reads_of *from)
{
    into->tangled |= from->tangled || meet(into->feiten, from->feiten, w->out->feit_words);
    for (uint32_t i = 0; i < w->out->feit_words; i++)
        into->feiten[i] |= from->feiten[i];
    for (uint32_t i = 0; i < w->out->slot_words; i++)
        into->slots[i] |= from->slots[i];
}

static void put(const struct walk *w, struct jhr_reads_of *into, const struct jhr_reads_of *from)
{
    clear(w, into);
    join(w, into, from);
}

static void read_column(const struct walk *w, struct jhr_reads_of *r, uint32_t kolom)
{
    uint32_t feit = w->feit_of[kolom];
    if (feit != JHR_P_NONE)
        r->feiten[feit / 64] |= UINT64_C(1) << feit % 64;
}

static void read_slot(const struct walk *w, struct jhr_reads_of *r, uint32_t slot)
{
    join(w, r, &w->out->slots[slot]);
    r->slots[slot / 64] |= UINT64_C(1) << slot % 64;
}

static void read_cells(const struct walk *w, struct jhr_reads_of *r, uint32_t stapeling)
{
    const struct jhr_p_stapeling *m = &w->p->stapelingen[stapeling];
    for (uint32_t i = m->cellen; i < m->cellen + m->cellen_n; i++)
        if (w->p->cellen[i].kind == JHR_P_CEL_MITS)
            read_slot(w, r, w->p->cellen[i].slot);
}

/* On a day that a set has no members, its answer is no whoever is asked for. */
static void read_set(const struct walk *w, struct jhr_reads_of *r, const struct jhr_p_in *in)
{
    const struct jhr_p_set *set = &w->p->sets[in->set];
    const struct jhr_p_setrij *row = &w->p->setrijen[set->first];
    if (w->feit_of[in->kolom] == JHR_P_NONE)
        return;
    read_column(w, r, in->kolom);
    r->tangled |= set->n != 1 || row->from != 0 || row->to != JHR_DAY_NEVER;
}

/* A sum is unknown as soon as a fact in it is, whatever its bounds say. */
static void read_sum(const struct walk *w, struct jhr_reads_of *r)
{
    join(w, r, &w->sum);
    r->tangled |= !is_empty(w->sum.feiten, w->out->feit_words);
}

/* What a TRUTH instruction other than EACH looks at. */
static void read_truth(struct walk *w, struct jhr_reads_of *r, uint32_t op, uint32_t arg)
{
    const struct jhr_program *p = w->p;
    if (op == JHR_I_FACT)
        read_column(w, r, p->meta[0].xcols + arg);
    else if (op == JHR_I_SLOT)
        read_slot(w, r, arg);
    else if (op == JHR_I_REG)
        join(w, r, &w->regs[arg]);
    else if (op == JHR_I_RANGE)
        read_column(w, r, p->ranges[arg].kolom);
    else if (op == JHR_I_MASK)
        read_column(w, r, p->masks[arg].kolom);
    else if (op == JHR_I_IN)
        read_set(w, r, &p->ins[arg]);
    else if (op == JHR_I_XRANGE)
        read_sum(w, r);
    else if (op == JHR_I_CELL)
        read_cells(w, r, arg);
    if (op != JHR_I_COUNT)
        return;
    join(w, r, &w->tally);
    clear(w, &w->tally);
}

static void read_int(const struct walk *w, struct jhr_reads_of *r, uint32_t op, uint32_t arg)
{
    if (op == JHR_I_XCOL)
        read_column(w, r, w->p->terms[arg].kolom);
    else if (op == JHR_I_XMONTH)
        read_column(w, r, w->p->months[arg].kolom);
    else if (op == JHR_I_XWORKDAY || op == JHR_I_XWORKDAYS)
        read_column(w, r, w->p->workdays[arg].kolom);
}

static void end_block(struct walk *w, struct jhr_reads_of *now)
{
    uint32_t word = w->block;
    put(w, now, &w->acc);
    join(w, now, &w->sum);                                      /* its value, in a sum */
    now->tangled |= !is_empty(now->feiten, w->out->feit_words); /* read once per indication */
    put(w, &w->acc, &w->outer_acc);
    put(w, &w->sum, &w->outer_sum);
    put(w, &w->tally, &w->outer_tally);
    if (jhr_mode_of(word) == JHR_MODE_LOAD)
        clear(w, jhr_op_of(word) == JHR_I_EACH ? &w->acc : &w->sum);
    join(w, jhr_op_of(word) == JHR_I_EACH ? &w->acc : &w->sum, now);
}

static void start_block(struct walk *w, uint32_t word)
{
    w->block = word;
    put(w, &w->outer_acc, &w->acc);
    put(w, &w->outer_sum, &w->sum);
    put(w, &w->outer_tally, &w->tally);
    clear(w, &w->acc);
    clear(w, &w->sum);
    clear(w, &w->tally);
}

static void step(struct walk *w, uint32_t word, struct jhr_reads_of *now)
{
    uint32_t op = jhr_op_of(word), arg = jhr_arg_of(word);
    clear(w, now);
    if (op == JHR_I_EACH || op == JHR_I_XEACH) {
        start_block(w, word);
    } else if (op == JHR_I_END) {
        end_block(w, now);
    } else if (jhr_op_infos[op].group == JHR_G_TRUTH) {
        read_truth(w, now, op, arg);
        if (jhr_mode_of(word) == JHR_MODE_LOAD)
            clear(w, &w->acc);
        join(w, &w->acc, now);
    } else if (jhr_op_infos[op].group == JHR_G_INT) {
        read_int(w, now, op, arg);
        if (op != JHR_I_XPRICE && jhr_mode_of(word) == JHR_MODE_LOAD)
            clear(w, &w->sum);
        join(w, &w->sum, now);
    } else if (op == JHR_I_SAVE) {
        put(w, &w->regs[arg], &w->acc);
    } else if (op == JHR_I_SETSLOT) {
        put(w, &w->out->slots[arg], &w->acc);
    } else if (op == JHR_I_TALLY) {
        join(w, &w->tally, &w->acc);
    } else if (op == JHR_I_VOOR || op == JHR_I_TEST || op == JHR_I_TENZIJ) {
        join(w, &w->out->regels[arg], &w->acc);
    }
}

/* The gemeente says whose limit it is; a gemeente more or less may have the same. */
static void read_gemeente(const struct walk *w)
{
    const struct jhr_program *p = w->p;
    uint32_t feit = p->meta[0].feit_gemeente;
    for (uint32_t i = 0; i < p->rekeningen_n && feit != JHR_P_NONE; i++) {
        struct jhr_reads_of *r = &w->out->regels[p->rekeningen[i].regel];
        if ((p->rekeningen[i].per & JHR_P_PER_GEMEENTE) == 0)
            continue;
        read_column(w, r, p->feiten[feit].kolom);
        r->tangled = true;
    }
}

/* A rule that is replaced hangs on those that replace it, and they on theirs: no cycle, so as many
 * passes as there are rows do. */
static void read_replacers(const struct walk *w)
{
    const struct jhr_program *p = w->p;
    for (uint32_t pass = 0; pass < p->vervangen_n; pass++) {
        for (uint32_t i = 0; i < p->meta[0].regels; i++) {
            const struct jhr_p_regel *r = &p->regels[i];
            for (uint32_t k = 0; k < r->vervangt_n; k++) {
                struct jhr_reads_of *old = &w->out->regels[p->vervangen[r->vervangt + k].regel];
                bool was = old->tangled || meet(old->feiten, w->out->regels[i].feiten,
                                                pass == 0 ? w->out->feit_words : 0);
                join(w, old, &w->out->regels[i]);
                old->tangled = was || w->out->regels[i].tangled;
            }
        }
    }
}

static void tie(const struct walk *w, struct jhr_reads_of *all, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        all[i].tangled |= meet(all[i].feiten, w->out->altijd, w->out->feit_words);
}

static bool begin(struct walk *w)
{
    const struct jhr_program *p = w->p;
    struct jhr_reads *out = w->out;
    uint32_t columns = p->meta[0].xcols + p->meta[0].bcols;
    struct jhr_reads_of *const own[] = {&w->acc,       &w->sum,       &w->tally,
                                        &w->outer_acc, &w->outer_sum, &w->outer_tally};
    w->feit_of = jhr_arena_alloc(w->a, (columns + 1) * sizeof *w->feit_of);
    w->regs = jhr_arena_alloc(w->a, (p->meta[0].regs + 1) * sizeof *w->regs);
    out->regels = jhr_arena_alloc(w->a, (p->regels_n + 1) * sizeof *out->regels);
    out->slots = jhr_arena_alloc(w->a, (p->slots_n + 1) * sizeof *out->slots);
    if (w->feit_of == NULL || w->regs == NULL || out->regels == NULL || out->slots == NULL)
        return false;
    for (uint32_t i = 0; i < columns; i++)
        w->feit_of[i] = JHR_P_NONE;
    for (uint32_t i = 0; i < p->feiten_n; i++)
        w->feit_of[p->feiten[i].kolom] = i;
    for (uint32_t i = 0; i < p->meta[0].regs; i++)
        make(w->a, out, &w->regs[i]);
    for (uint32_t i = 0; i < p->regels_n; i++)
        make(w->a, out, &out->regels[i]);
    for (uint32_t i = 0; i < p->slots_n; i++)
        make(w->a, out, &out->slots[i]);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        make(w->a, out, own[i]);
    return !w->a->out_of_memory;
}

bool jhr_reads_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_reads *out)
{
    struct walk w = {.a = a, .p = p, .out = out};
    struct jhr_reads_of now;
    out->feit_words = p->feiten_n / 64 + 1;
    out->slot_words = p->slots_n / 64 + 1;
    out->altijd = jhr_arena_alloc(a, out->feit_words * sizeof *out->altijd);
    make(a, out, &now);
    if (out->altijd == NULL || !begin(&w))
        return false;
    for (uint32_t i = 0; i < p->code_n; i++)
        step(&w, p->code[i].word, &now);
    read_gemeente(&w);
    read_replacers(&w);
    for (uint32_t i = 0; i < p->meta[0].regels; i++) {
        for (uint32_t k = 0; k < out->feit_words && p->regels[i].kind == JHR_P_ALTIJD; k++)
            out->altijd[k] |= out->regels[i].feiten[k];
    }
    tie(&w, out->regels, p->meta[0].regels);
    tie(&w, out->slots, p->slots_n);
    return true;
}

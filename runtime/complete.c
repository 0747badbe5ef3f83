#include "runtime/complete.h"

#include "runtime/ask.h"
#include "runtime/classes.h"
#include "runtime/lookup.h"
#include "runtime/opcodes.h"
#include "runtime/rekening.h"
#include "runtime/tries.h"
#include "runtime/turns.h"
#include "runtime/unlisted.h"
#include "runtime/variants.h"

#include <string.h>

enum kind { FACT, VARIANT, CONTRACT, ROOM, CELL, LIST };

/* Something unknown, and the values that stand for its classes. */
struct unknown {
    enum kind kind;
    uint32_t index;   /* fact; truth column; rekening; cell; unlisted expression */
    const int64_t *v; /* of a truth 0 and 1 */
    uint32_t n;
    uint32_t stride; /* of its digit in the number of a completion */
    uint32_t filled; /* the digit that all rows hold; MANY: they differ */
    bool repeats;    /* the rows of every block are alike, and filled */
};
#define MANY UINT32_MAX

struct search {
    struct jhr_arena *a;
    struct jhr_decider *d;
    const struct jhr_case *c;
    struct jhr_tries *t;
    struct unknown all[JHR_MAX_UNKNOWNS];
    uint32_t n;
    uint64_t total;
    struct jhr_unlisted unlisted;   /* of which those with classes are tried */
    uint32_t room;                  /* rows of the columns that are used */
    uint8_t *decision;              /* per completion */
    const struct unknown *gemeente; /* NULL: it is known, or does not matter */
    const struct unknown *variant;  /* the end or the volume; NULL: the same */
    struct jhr_variants variants;
    uint8_t *rooms; /* by value of both (room_of), by rekening and JHR_RC_*: the truth columns */
    struct jhr_regel_uitkomst *regels;
};

static const int64_t no_yes[] = {0, 1};

/* ---- what is unknown ---- */

/* False: too many. */
static bool add(struct search *s, enum kind kind, uint32_t index, struct jhr_classes classes)
{
    if (s->n == JHR_MAX_UNKNOWNS || classes.v == NULL)
        return false;
    s->all[s->n++] =
        (struct unknown){kind, index, classes.v, classes.n, (uint32_t)s->total, MANY, false};
    s->total *= classes.n;
    return s->total <= JHR_MAX_COMPLETIONS;
}

static void mark_facts(const struct search *s, bool *read)
{
    const struct jhr_program *p = s->d->program;
    for (uint32_t i = 0; i < p->regels_n; i++) {
        const struct jhr_p_regel *r = &p->regels[i];
        for (uint32_t k = 0; s->t->turns[i] && k < r->leest_n; k++)
            read[p->lezen[r->leest + k].feit] = true;
    }
}

static void put_fact(const struct jhr_turning *t, int64_t x)
{
    const uint32_t *kolom = t->self;
    t->d->row.x[*kolom] = x;
    t->d->row.known[*kolom] = true;
}

/* A fact of many values that stands in sums: those at which the sums turn. */
static bool turns_of(struct search *s, uint32_t feit, struct jhr_classes *out)
{
    const struct jhr_program *p = s->d->program;
    uint32_t kolom = p->feiten[feit].kolom;
    bool *follows = jhr_arena_alloc(s->a, (size_t)p->meta->xcols + p->meta->bcols);
    struct jhr_turning t = {.a = s->a,
                            .d = s->d,
                            .skip = s->t->skip, /* rules that only speak are run too */
                            .lowest = p->kolommen[kolom].lowest,
                            .highest = p->kolommen[kolom].highest,
                            .put = put_fact,
                            .self = &kolom,
                            .follows = follows,
                            .linear = true};
    if (follows == NULL)
        return false;
    follows[kolom] = true;
    bool found = jhr_turns_find(&t, out);
    s->d->row.x[kolom] = 0;
    s->d->row.known[kolom] = false;
    return found;
}

static bool add_facts(struct search *s, const bool *read)
{
    const struct jhr_program *p = s->d->program;
    for (uint32_t i = 0; i < p->feiten_n; i++) {
        struct jhr_classes classes;
        if (!read[i] || s->c->feiten[i].known)
            continue;
        if (!jhr_classes_of(s->a, p, i, &classes) ||
            (classes.v == NULL && !turns_of(s, i, &classes)) || !add(s, FACT, i, classes))
            return false;
        if (i == p->meta->feit_gemeente)
            s->gemeente = &s->all[s->n - 1];
    }
    return true;
}

/* An end or a volume that is not said. Where its classes are not found, or too many, it stays
 * unknown in each completion. */
static bool add_variants(struct search *s)
{
    uint32_t n = s->n;
    uint64_t total = s->total;
    if (!jhr_variants_find(s->a, s->d, s->c, s->t->skip, &s->variants))
        return false;
    if (s->variants.classes.v == NULL)
        return true;
    if (add(s, VARIANT, 0, s->variants.classes)) {
        s->variant = &s->all[s->n - 1];
        return true;
    }
    s->n = n;
    s->total = total;
    return true;
}

/* Contracts that are not said. That both follow from one list is not used: each expression over
 * what is unknown is an unknown of its own (taal.md section 5). */
static bool add_contracts(struct search *s, const bool *truths)
{
    static const uint32_t columns[] = {JHR_BC_GECONTRACTEERD, JHR_BC_DOORLOPEND};
    for (uint32_t k = 0; k < 2; k++)
        if (truths[columns[k]] && !s->c->contracten_known &&
            !add(s, CONTRACT, columns[k], (struct jhr_classes){no_yes, 2}))
            return false;
    return true;
}

/* The truth columns of the rekeningen: they follow from the saldo, the gemeente and the cost. */
static uint32_t rooms_n(const struct search *s)
{
    return (s->gemeente == NULL ? 1 : s->gemeente->n) * (s->variant == NULL ? 1 : s->variant->n);
}

static uint32_t room_of(const struct search *s, uint32_t gemeente, uint32_t variant)
{
    return variant * (s->gemeente == NULL ? 1 : s->gemeente->n) + gemeente;
}

static void find_rooms_of(struct search *s, const struct jhr_case *c, uint32_t gemeente,
                          uint8_t *rooms)
{
    struct jhr_decider *d = s->d;
    const struct jhr_program *p = d->program;
    uint32_t kolom = s->gemeente == NULL ? 0 : p->feiten[s->gemeente->index].kolom;
    if (s->gemeente != NULL) {
        d->row.x[kolom] = s->gemeente->v[gemeente];
        d->row.known[kolom] = true;
    }
    jhr_rekening_fill(d, c);
    for (uint32_t i = 0; i < p->rekeningen_n; i++)
        memcpy(rooms + (size_t)i * JHR_RC_COUNT,
               d->row.b + (p->rekeningen[i].kolom - p->meta->xcols), JHR_RC_COUNT);
}

static bool find_rooms(struct search *s)
{
    struct jhr_decider *d = s->d;
    uint32_t columns = d->program->rekeningen_n * JHR_RC_COUNT;
    s->rooms = jhr_arena_alloc(s->a, (size_t)rooms_n(s) * columns + 1);
    if (s->rooms == NULL || s->a->out_of_memory)
        return false;
    for (uint32_t v = 0; v < (s->variant == NULL ? 1 : s->variant->n); v++) {
        struct jhr_case c = *s->c;
        if (s->variant != NULL)
            c = jhr_variants_case(&s->variants, s->c, v);
        jhr_row_fill(d, &c);
        for (uint32_t g = 0; g < (s->gemeente == NULL ? 1 : s->gemeente->n); g++)
            find_rooms_of(s, &c, g, s->rooms + (size_t)room_of(s, g, v) * columns);
    }
    jhr_row_fill(d, s->c);
    jhr_rekening_fill(d, s->c);
    return true;
}

static bool add_rooms(struct search *s, const bool *truths)
{
    const struct jhr_program *p = s->d->program;
    uint32_t columns = p->rekeningen_n * JHR_RC_COUNT;
    if (p->rekeningen_n == 0)
        return true;
    if (!find_rooms(s))
        return false;
    for (uint32_t i = 0; i < p->rekeningen_n; i++) {
        bool open = false;
        for (uint32_t v = 0; v < rooms_n(s); v++)
            open |= s->rooms[(size_t)v * columns + (size_t)i * JHR_RC_COUNT] == JHR_UNKNOWN;
        if (open && truths[p->rekeningen[i].kolom - p->meta->xcols] &&
            !add(s, ROOM, i, (struct jhr_classes){no_yes, 2}))
            return false;
    }
    return true;
}

static bool add_cell(struct search *s, uint32_t cell)
{
    for (uint32_t k = 0; k < s->n; k++)
        if (s->all[k].kind == CELL && s->all[k].index == cell)
            return true;
    return add(s, CELL, cell, (struct jhr_classes){no_yes, 2});
}

/* The `?` cells of a matrix that running indications meet. */
static bool add_cells(struct search *s, uint32_t stapeling)
{
    const struct jhr_program *p = s->d->program;
    const struct jhr_row *row = &s->d->row;
    for (uint32_t i = 0; row->list_known && i < row->list_n[JHR_LIST_LOPENDE]; i++) {
        const struct jhr_item *item = &row->list[JHR_LIST_LOPENDE][i];
        uint32_t cell = jhr_cell_of(p, &p->stapelingen[stapeling], (uint64_t)row->x[JHR_X_PRODUCT],
                                    (uint64_t)item->x[0]);
        if (item->overlapt != JHR_NO && cell != JHR_P_NONE &&
            p->cellen[cell].kind == JHR_P_CEL_OPEN && !add_cell(s, cell))
            return false;
    }
    return true;
}

/* The expressions over running and earlier indications that are not said. When those are too many
 * to try they stay unknown in each completion. */
static bool add_lists(struct search *s, const uint32_t *skip)
{
    uint32_t n = s->n;
    uint64_t total = s->total;
    if (s->d->row.list_known)
        return true;
    if (!jhr_unlisted_find(s->a, s->d, skip, &s->unlisted))
        return false;
    for (uint32_t i = 0; i < s->unlisted.n; i++) {
        struct jhr_classes classes = s->unlisted.exprs[i].classes;
        if (classes.v == NULL || add(s, LIST, i, classes))
            continue;
        s->n = n;
        s->total = total;
        break;
    }
    return true;
}

/* An advising regeling turns a refusal into a signaal, and leaves a `?` open all the same (taal.md
 * section 5): there a cell is no unknown to fill in. */
static bool advises(const struct jhr_decider *d)
{
    uint32_t rule = d->program->meta->adviserend;
    return rule != JHR_P_NONE && d->scalar.voor[rule] != JHR_NO;
}

/* All that the rules that may turn the decision read, and that is unknown. False: too many. */
static bool find_unknowns(struct search *s)
{
    const struct jhr_program *p = s->d->program;
    bool *facts = jhr_arena_alloc(s->a, p->feiten_n + (size_t)1);
    bool *truths = jhr_arena_alloc(s->a, p->meta->bcols + (size_t)1);
    bool *cells = jhr_arena_alloc(s->a, p->stapelingen_n + (size_t)1);
    uint32_t *skip = jhr_arena_alloc(s->a, p->code_n * sizeof *skip);
    if (s->a->out_of_memory || facts == NULL || truths == NULL || cells == NULL || skip == NULL)
        return false;
    mark_facts(s, facts);
    jhr_tries_mark(s->t, p, skip);
    for (uint32_t i = 0; i<p->code_n; i += skip[i]> 0 ? skip[i] : 1) {
        uint32_t word = skip[i] > 0 ? JHR_INSTR(JHR_I_HALT, 0, 0, 0) : p->code[i].word;
        if (jhr_op_of(word) == JHR_I_FACT)
            truths[jhr_arg_of(word)] = true;
        if (jhr_op_of(word) == JHR_I_CELL)
            cells[jhr_arg_of(word)] = true;
    }
    s->total = 1;
    if (!add_facts(s, facts) || !add_variants(s) || !add_contracts(s, truths) ||
        !add_rooms(s, truths))
        return false;
    for (uint32_t i = 0; i < p->stapelingen_n; i++)
        if (cells[i] && !advises(s->d) && !add_cells(s, i))
            return false;
    return add_lists(s, skip);
}

/* ---- trying them ---- */

static uint32_t digit_of(const struct unknown *u, uint32_t completion)
{
    return completion / u->stride % u->n;
}

/* Bits from..to - 1. */
static void put_bits(uint64_t *bits, uint32_t from, uint32_t to, bool yes)
{
    for (uint32_t at = from; at < to;) {
        uint32_t end = to < (at / 64 + 1) * 64 ? to : (at / 64 + 1) * 64;
        uint64_t some = (end - at == 64 ? UINT64_MAX : (UINT64_C(1) << (end - at)) - 1) << at % 64;
        bits[at / 64] = yes ? bits[at / 64] | some : bits[at / 64] & ~some;
        at = end;
    }
}

/* An expression over lists, wherever it is asked. */
static void put_list(struct search *s, uint32_t expr, uint32_t row, int64_t v)
{
    const struct jhr_program *p = s->d->program;
    uint32_t pc = s->unlisted.exprs[expr].first;
    for (; pc != JHR_P_NONE; pc = s->unlisted.next[pc]) {
        uint32_t word = p->code[pc].word, arg = jhr_arg_of(word);
        struct jhr_open_list *to = s->t->block.open_lists[pc];
        to->v[row] = v;
        if (jhr_op_of(word) == JHR_I_XEACH)
            continue;
        const struct jhr_p_each *e = &p->eachs[arg];
        bool yes = e->kind == JHR_EACH_COUNT ? e->lo <= v && v <= e->hi : v != 0;
        put_bits(to->truth.yes, row, row + 1, yes);
        put_bits(to->truth.no, row, row + 1, !yes);
    }
}

/* Rows from..to - 1 hold this digit. */
static void put(struct search *s, const struct unknown *u, uint32_t from, uint32_t to,
                uint32_t digit)
{
    const struct jhr_program *p = s->d->program;
    struct jhr_columns *c = &s->t->columns;
    uint32_t kolom = u->kind == FACT ? p->feiten[u->index].kolom : 0;
    const struct jhr_planes *truth = u->kind == CELL       ? s->t->block.open_cells[u->index]
                                     : u->kind == CONTRACT ? &c->b[u->index]
                                     : u->kind == FACT && kolom >= p->meta->xcols
                                         ? &c->b[kolom - p->meta->xcols]
                                         : NULL;
    if (u->kind == LIST) {
        for (uint32_t i = from; i < to; i++)
            put_list(s, u->index, i, u->v[digit]);
    } else if (u->kind == VARIANT) {
        for (uint32_t i = from; i < to; i++)
            jhr_variants_put(&s->variants, c, i, digit);
    } else if (truth != NULL) {
        put_bits(truth->yes, from, to, u->v[digit] != 0);
        put_bits(truth->no, from, to, u->v[digit] == 0);
    } else if (u->kind == FACT) {
        for (uint32_t i = from; i < to; i++)
            jhr_columns_set_x(c, kolom, i, u->v[digit], true);
    }
}

static void fill(struct search *s, struct unknown *u, uint32_t first, uint32_t rows)
{
    uint32_t digit = digit_of(u, first);
    bool same = first / u->stride == (first + rows - 1) / u->stride;
    if (u->repeats || (same && u->filled == digit))
        return;
    if (same)
        put(s, u, 0, s->room, digit);
    for (uint32_t i = 0, end; !same && i < rows; i = end) {
        uint32_t left = u->stride - (first + i) % u->stride; /* rows of the same digit */
        end = left < rows - i ? i + left : rows;
        put(s, u, i, end, digit_of(u, first + i));
    }
    u->filled = same ? digit : MANY;
    u->repeats = !same && rows == JHR_BLOCK_ROWS &&
                 (uint64_t)JHR_BLOCK_ROWS % ((uint64_t)u->stride * u->n) == 0;
}

/* What is free where gemeente and cost say so, else as the completion has it. */
static void fill_rooms(struct search *s, uint32_t first, uint32_t rows)
{
    const struct jhr_program *p = s->d->program;
    uint32_t columns = p->rekeningen_n * JHR_RC_COUNT;
    for (uint32_t k = 0; k < p->rekeningen_n * rows; k++) {
        uint32_t i = k / rows, row = k % rows;
        uint32_t value = room_of(s, s->gemeente == NULL ? 0 : digit_of(s->gemeente, first + row),
                                 s->variant == NULL ? 0 : digit_of(s->variant, first + row));
        const uint8_t *room = s->rooms + (size_t)value * columns + (size_t)i * JHR_RC_COUNT;
        uint32_t truth = p->rekeningen[i].kolom - p->meta->xcols;
        uint8_t free = room[JHR_RC_RUIMTE];
        for (uint32_t u = 0; u < s->n && free == JHR_UNKNOWN; u++)
            if (s->all[u].kind == ROOM && s->all[u].index == i)
                free = digit_of(&s->all[u], first + row) != 0 ? JHR_YES : JHR_NO;
        jhr_columns_set_b(&s->t->columns, truth + JHR_RC_RUIMTE, row, free);
        jhr_columns_set_b(&s->t->columns, truth + JHR_RC_WAARSCHUWING, row,
                          room[JHR_RC_WAARSCHUWING]);
    }
}

/* Planes for the cells that are unknown; the block borrows them for this search. */
static bool open_cells(struct search *s)
{
    uint32_t n = s->d->program->cellen_n;
    struct jhr_planes **list = jhr_arena_alloc(s->a, (n + (size_t)1) * sizeof *list);
    if (list == NULL || s->a->out_of_memory)
        return false;
    for (uint32_t k = 0; k < s->n; k++) {
        if (s->all[k].kind != CELL)
            continue;
        list[s->all[k].index] = JHR_NEW(s->a, struct jhr_planes);
        if (s->a->out_of_memory || !jhr_planes_init(s->a, list[s->all[k].index]))
            return false;
    }
    s->t->block.open_cells = list;
    return true;
}

/* The same for what is asked of lists. */
static bool open_lists(struct search *s)
{
    uint32_t n = s->d->program->code_n;
    if (s->unlisted.n == 0)
        return true;
    struct jhr_open_list **list = jhr_arena_alloc(s->a, n * sizeof *list);
    for (uint32_t k = 0; k < s->n && !s->a->out_of_memory; k++) {
        uint32_t pc =
            s->all[k].kind == LIST ? s->unlisted.exprs[s->all[k].index].first : JHR_P_NONE;
        for (; pc != JHR_P_NONE; pc = s->unlisted.next[pc]) {
            struct jhr_open_list *open = JHR_NEW(s->a, struct jhr_open_list);
            if (s->a->out_of_memory || !jhr_planes_init(s->a, &open->truth))
                return false;
            open->v = jhr_arena_alloc(s->a, JHR_BLOCK_ROWS * sizeof *open->v);
            list[pc] = open;
        }
    }
    s->t->block.open_lists = list;
    return !s->a->out_of_memory;
}

/* The decision of every completion. Returns how many count. */
static uint32_t try_all(struct search *s)
{
    uint32_t counted = 0, total = (uint32_t)s->total;
    bool has_rooms = s->rooms != NULL;
    s->room = total < JHR_BLOCK_ROWS ? (total + 63) / 64 * 64 : JHR_BLOCK_ROWS;
    jhr_columns_spread(&s->t->columns, s->room, &s->d->row);
    for (uint32_t first = 0; first < total; first += JHR_BLOCK_ROWS) {
        uint32_t rows = total - first < JHR_BLOCK_ROWS ? total - first : JHR_BLOCK_ROWS;
        for (uint32_t k = 0; k < s->n; k++)
            fill(s, &s->all[k], first, rows);
        if (has_rooms)
            fill_rooms(s, first, rows);
        jhr_tries_decide(s->t, s->d, s->c, rows, s->decision + first);
        for (uint32_t i = first; i < first + rows; i++)
            counted += s->decision[i] != JHR_TRY_EXCLUDED;
    }
    s->t->block.open_cells = NULL;
    s->t->block.open_lists = NULL;
    return counted;
}

/* A rule is niet voldaan or does not apply when that is so in every completion; it is voldaan when
 * no completion refuses by it. A signaal or voorwaarde speaks only when it does in every one. */
static void combine_rules(struct search *s)
{
    for (uint32_t i = 0; i < s->d->besluit.regels_n; i++) {
        uint8_t met = s->t->met[i];
        if (met == 0)
            continue;
        for (uint8_t u = 0; u <= JHR_ONBEKEND; u++)
            if (met == 1u << u)
                s->regels[i].uitkomst = u;
        if ((met & (met - 1)) == 0)
            continue;
        uint8_t kind = s->d->program->regels[i].kind;
        bool speaks = kind == JHR_P_SIGNAAL || kind == JHR_P_VOORWAARDE;
        if (speaks || met & (1u << JHR_NIET_VOLDAAN | 1u << JHR_ONBEKEND))
            s->regels[i].uitkomst = JHR_ONBEKEND;
        else if (met & 1u << JHR_VOLDAAN_MET_AFWIJKING)
            s->regels[i].uitkomst = JHR_VOLDAAN_MET_AFWIJKING;
        else
            s->regels[i].uitkomst = JHR_VOLDAAN;
    }
}

/* ---- which to ask ---- */

/* What nobody can be asked is left in: an answer must suffice whatever that turns out to be. */
static bool can_be_asked(const struct search *s, const struct unknown *u)
{
    return u->kind == CELL || (u->kind == FACT && !s->c->feiten[u->index].niet_te_verkrijgen);
}

static bool choose(struct search *s, struct jhr_completed *out)
{
    struct jhr_ask_dim *dims = jhr_arena_alloc(s->a, (s->n + (size_t)1) * sizeof *dims);
    uint32_t *order = jhr_arena_alloc(s->a, (s->n + (size_t)1) * sizeof *order);
    uint32_t *nodig = jhr_arena_alloc(s->a, (s->n + (size_t)1) * sizeof *nodig);
    uint32_t *cellen = jhr_arena_alloc(s->a, (s->n + (size_t)1) * sizeof *cellen);
    struct jhr_ask t = {dims, s->n, s->decision, NULL, (uint32_t)s->total};
    uint32_t n = 0;
    if (s->a->out_of_memory || dims == NULL || order == NULL || nodig == NULL || cellen == NULL)
        return false;
    for (uint32_t k = 0; k < s->n; k++)
        dims[k] = (struct jhr_ask_dim){s->all[k].n, can_be_asked(s, &s->all[k]), false};
    if (!jhr_ask_reduce(s->a, &t) || !jhr_ask_order(s->a, &t, order, &n))
        return false;
    for (uint32_t k = 0; k < n; k++) {
        const struct unknown *u = &s->all[order[k]];
        if (u->kind == FACT)
            nodig[out->nodig_n++] = u->index;
        else
            cellen[out->cellen_n++] = u->index;
    }
    out->nodig = nodig;
    out->cellen = cellen;
    return true;
}

/* Too much to try: every open fact that the decision may turn on. */
static bool choose_roughly(struct search *s, struct jhr_completed *out)
{
    const struct jhr_program *p = s->d->program;
    bool *read = jhr_arena_alloc(s->a, p->feiten_n + (size_t)1);
    uint32_t *nodig = jhr_arena_alloc(s->a, (p->feiten_n + (size_t)1) * sizeof *nodig);
    if (!read || !nodig)
        return false;
    mark_facts(s, read);
    for (uint32_t i = 0; i < p->feiten_n; i++)
        if (read[i] && !s->c->feiten[i].known)
            nodig[out->nodig_n++] = i;
    out->nodig = nodig;
    return true;
}

/* ---- the whole ---- */

bool jhr_complete_helps(const struct jhr_decider *d)
{
    for (uint32_t i = 0; i < d->besluit.regels_n; i++)
        if (d->program->regels[i].kind == JHR_P_ALTIJD &&
            d->besluit.regels[i].uitkomst == JHR_ONBEKEND)
            return true;
    return d->besluit.besluit == JHR_ONBEPAALD;
}

/* What every completion gives, else onbepaald. */
static uint8_t common(const struct search *s)
{
    uint8_t besluit = JHR_TRY_EXCLUDED;
    for (uint32_t i = 0; i < s->total; i++) {
        if (s->decision[i] == JHR_TRY_EXCLUDED)
            continue;
        if (besluit == JHR_TRY_EXCLUDED)
            besluit = s->decision[i];
        else if (besluit != s->decision[i])
            return JHR_ONBEPAALD;
    }
    return besluit;
}

bool jhr_complete(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                  struct jhr_completed *out)
{
    struct search *s = JHR_NEW(a, struct search);
    *out = (struct jhr_completed){
        .besluit = d->besluit.besluit, .uitputtend = true, .cellen_open = advises(d)};
    if (a->out_of_memory)
        return false;
    *s = (struct search){.a = a, .d = d, .c = c, .t = jhr_tries_of(d)};
    s->regels = jhr_arena_alloc(a, (d->besluit.regels_n + (size_t)1) * sizeof *s->regels);
    if (a->out_of_memory || s->t == NULL || s->regels == NULL)
        return false;
    jhr_tries_begin(s->t, d);
    memcpy(s->regels, d->besluit.regels, d->besluit.regels_n * sizeof *s->regels);
    out->regels = s->regels;
    if (!find_unknowns(s)) { /* even what is decided may yet turn out to be strijdig */
        out->uitputtend = false;
        out->cellen_open = true;
        out->besluit = JHR_ONBEPAALD;
        return !a->out_of_memory && choose_roughly(s, out);
    }
    s->decision = jhr_arena_alloc(a, (size_t)s->total);
    if (s->decision == NULL || !open_cells(s) || !open_lists(s))
        return false;
    out->completions = try_all(s);
    if (out->completions == 0) {
        out->besluit = JHR_STRIJDIG;
        return true;
    }
    combine_rules(s);
    out->besluit = common(s);
    for (uint32_t i = 0; i < s->total; i++)
        out->open |= s->decision[i] == JHR_ONBEPAALD;
    return out->besluit != JHR_ONBEPAALD || choose(s, out);
}

#include "runtime/complete_parts.h"

#include "runtime/lookup.h"
#include "runtime/opcodes.h"

#include <string.h>

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
    const struct jhr_planes *truth =
        u->kind == CELL                              ? s->t->block.open_cells[u->index]
        : u->kind == CONTRACT                        ? &c->b[u->index]
        : u->kind == ROOM && !jhr_rooms_vary(s)      ? &c->b[jhr_rekening_of(p, u->index)]
        : u->kind == FACT && kolom >= p->meta->xcols ? &c->b[kolom - p->meta->xcols]
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
static void fill_room(struct search *s, uint32_t completion, uint32_t row)
{
    const struct jhr_program *p = s->d->program;
    uint32_t gemeente = s->gemeente == NULL ? 0 : digit_of(s->gemeente, completion);
    uint32_t variant = s->variant == NULL ? 0 : digit_of(s->variant, completion);
    const uint8_t *room =
        s->rooms + (size_t)jhr_room_of(s, gemeente, variant) * p->rekeningen_n * JHR_RC_COUNT;
    for (uint32_t i = 0; i < p->rekeningen_n; i++, room += JHR_RC_COUNT) {
        uint32_t truth = jhr_rekening_of(p, i);
        uint8_t free = room[JHR_RC_RUIMTE];
        for (uint32_t u = 0; u < s->n && free == JHR_UNKNOWN; u++)
            if (s->all[u].kind == ROOM && s->all[u].index == i)
                free = digit_of(&s->all[u], completion) != 0 ? JHR_YES : JHR_NO;
        jhr_columns_set_b(&s->t->columns, truth + JHR_RC_RUIMTE, row, free);
        jhr_columns_set_b(&s->t->columns, truth + JHR_RC_WAARSCHUWING, row,
                          room[JHR_RC_WAARSCHUWING]);
    }
}

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

bool jhr_open_unknowns(struct search *s)
{
    return open_cells(s) && open_lists(s);
}

uint32_t jhr_try_all(struct search *s)
{
    uint32_t counted = 0, total = (uint32_t)s->total;
    s->room = total < JHR_BLOCK_ROWS ? (total + 63) / 64 * 64 : JHR_BLOCK_ROWS;
    jhr_columns_spread(&s->t->columns, s->room, &s->d->row);
    for (uint32_t first = 0; first < total; first += JHR_BLOCK_ROWS) {
        uint32_t rows = total - first < JHR_BLOCK_ROWS ? total - first : JHR_BLOCK_ROWS;
        for (uint32_t k = 0; k < s->n; k++)
            fill(s, &s->all[k], first, rows);
        for (uint32_t i = 0; i < rows && jhr_rooms_vary(s) && s->rooms != NULL; i++)
            fill_room(s, first + i, i);
        s->met |= jhr_tries_decide(s->t, s->d, s->c, rows, s->decision + first, &counted);
    }
    s->t->block.open_cells = NULL;
    s->t->block.open_lists = NULL;
    return counted;
}

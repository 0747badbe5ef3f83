#include "runtime/block_parts.h"
#include "runtime/opcodes.h"

#include <string.h>

static bool planes_of(struct jhr_arena *a, uint32_t n, struct jhr_planes **out)
{
    *out = jhr_arena_alloc(a, (n + (size_t)1) * sizeof **out);
    for (uint32_t i = 0; i < n && !a->out_of_memory; i++)
        if (!jhr_planes_init(a, &(*out)[i]))
            return false;
    return !a->out_of_memory;
}

bool jhr_block_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_block *b)
{
    *b = (struct jhr_block){.program = p, .scratch = JHR_NEW(a, struct jhr_block_scratch)};
    if (a->out_of_memory || !planes_of(a, p->meta->regs, &b->scratch->regs) ||
        !jhr_set_tables_init(a, p, &b->scratch->sets) || !planes_of(a, p->regels_n, &b->voor) ||
        !planes_of(a, p->regels_n, &b->test) || !planes_of(a, p->regels_n, &b->tenzij) ||
        !planes_of(a, p->slots_n, &b->slots))
        return false;
    for (uint32_t i = 0; i < p->regels_n; i++) { /* as jhr_scalar_init */
        memset(b->voor[i].yes, 0xff, JHR_BLOCK_WORDS * sizeof *b->voor[i].yes);
        memset(b->test[i].yes, 0xff, JHR_BLOCK_WORDS * sizeof *b->test[i].yes);
        memset(b->tenzij[i].no, 0xff, JHR_BLOCK_WORDS * sizeof *b->tenzij[i].no);
    }
    return true;
}

/* Whose code this store ends: a rule, or past those a begrip; JHR_P_NONE: it is no such store. */
static uint32_t owner_of(const struct jhr_program *p, uint32_t word)
{
    switch (jhr_op_of(word)) {
    case JHR_I_VOOR:
    case JHR_I_TEST:
    case JHR_I_TENZIJ:
        return jhr_arg_of(word);
    case JHR_I_SETSLOT:
        return p->regels_n + jhr_arg_of(word);
    default:
        return JHR_P_NONE;
    }
}

/* The begrippen that the instruction reads become needed. */
static void need(const struct jhr_program *p, uint32_t word, uint8_t *slots)
{
    uint32_t arg = jhr_arg_of(word);
    if (jhr_op_of(word) == JHR_I_SLOT)
        slots[arg] = 1;
    if (jhr_op_of(word) != JHR_I_CELL)
        return;
    const struct jhr_p_stapeling *m = &p->stapelingen[arg];
    for (uint32_t i = m->cellen; i < m->cellen + m->cellen_n; i++)
        if (p->cellen[i].kind == JHR_P_CEL_MITS)
            slots[p->cellen[i].slot] = 1;
}

/* From the end, since what is read was written before. */
void jhr_block_skips(const struct jhr_program *p, const bool *wanted, uint8_t *slots,
                     uint32_t *skip)
{
    uint32_t owner = JHR_P_NONE, end = p->code_n - 1; /* HALT */
    memset(slots, 0, p->slots_n);
    for (uint32_t i = end; i-- > 0;) {
        uint32_t of = owner_of(p, p->code[i].word);
        if (of != JHR_P_NONE && of != owner) {
            owner = of;
            end = i + 1;
        }
        bool needed = owner < p->regels_n ? wanted[owner] : slots[owner - p->regels_n] != 0;
        bool first = i == 0 || (owner_of(p, p->code[i - 1].word) != JHR_P_NONE &&
                                owner_of(p, p->code[i - 1].word) != owner);
        if (needed)
            need(p, p->code[i].word, slots);
        else if (first)
            skip[i] = end - i;
    }
}

uint8_t jhr_most_of(const uint8_t *n, uint32_t rows)
{
    uint8_t most = 0;
    for (uint32_t i = 0; i < rows; i++)
        most = n[i] > most ? n[i] : most;
    return most;
}

void jhr_block_take(const struct jhr_block *b, uint32_t row, struct jhr_scalar *out)
{
    const struct jhr_program *p = b->program;
    for (uint32_t i = 0; i < p->regels_n; i++) {
        out->voor[i] = jhr_planes_at(&b->voor[i], row);
        out->test[i] = jhr_planes_at(&b->test[i], row);
        out->tenzij[i] = jhr_planes_at(&b->tenzij[i], row);
    }
    for (uint32_t i = 0; i < p->slots_n; i++)
        out->slots[i] = jhr_planes_at(&b->slots[i], row);
}

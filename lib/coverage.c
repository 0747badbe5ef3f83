#include "lib/coverage.h"

#include "runtime/opcodes.h"

#include <string.h>

/* What is a condition of its own; COUNT and SLOT only join or repeat others, a cell counts apart.
 */
static bool is_condition(uint32_t op)
{
    return op == JHR_I_FACT || op == JHR_I_RANGE || op == JHR_I_MASK || op == JHR_I_IN ||
           op == JHR_I_XRANGE || op == JHR_I_EACH;
}

static bool ends_part(uint32_t op)
{
    return op == JHR_I_SETSLOT || op == JHR_I_VOOR || op == JHR_I_TEST || op == JHR_I_TENZIJ;
}

static struct jhr_str owner(const struct jhr_program *p, uint32_t word)
{
    uint32_t arg = jhr_arg_of(word);
    return jhr_p_str(p, jhr_op_of(word) == JHR_I_SETSLOT ? p->slots[arg].naam : p->regels[arg].id);
}

/* A rule that is no more never has a say. */
static bool is_gone(const struct jhr_program *p, uint32_t word)
{
    return jhr_op_of(word) != JHR_I_SETSLOT && p->regels[jhr_arg_of(word)].stand == JHR_P_VERVALLEN;
}

static bool same_place(const struct jhr_p_plek *a, const struct jhr_p_plek *b)
{
    return a->bestand == b->bestand && a->line == b->line && a->column == b->column &&
           a->length == b->length;
}

/* The condition at this place; a new one when there is none yet. Quadratic only within one part. */
static uint32_t at_place(struct jhr_coverage *v, uint32_t first, uint32_t plek, struct jhr_str van)
{
    const struct jhr_p_plek *at = v->program->plekken;
    for (uint32_t i = first; i < v->voorwaarden_n; i++)
        if (same_place(&at[v->voorwaarden[i].plek], &at[plek]))
            return i;
    v->voorwaarden[v->voorwaarden_n] = (struct jhr_voorwaarde_gezien){.plek = plek, .van = van};
    return v->voorwaarden_n++;
}

static void find_conditions(struct jhr_coverage *v)
{
    const struct jhr_program *p = v->program;
    for (uint32_t i = 0; i < p->code_n; i++)
        v->voorwaarde[i] = v->store[i] = JHR_P_NONE;
    for (uint32_t from = 0; from < p->code_n;) {
        uint32_t end = from, first = v->voorwaarden_n;
        while (end < p->code_n && !ends_part(jhr_op_of(p->code[end].word)))
            end++;
        for (uint32_t i = from; i < end && end < p->code_n; i++) {
            if (!is_condition(jhr_op_of(p->code[i].word)) || p->plekken[i].bestand == JHR_P_NONE ||
                is_gone(p, p->code[end].word))
                continue;
            v->store[i] = end;
            v->voorwaarde[i] = at_place(v, first, i, owner(p, p->code[end].word));
        }
        from = end + 1;
    }
}

bool jhr_coverage_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_coverage *out)
{
    uint32_t n = p->code_n + 1;
    *out = (struct jhr_coverage){
        .program = p,
        .voorwaarden = jhr_arena_alloc(a, n * sizeof *out->voorwaarden),
        .regels = jhr_arena_alloc(a, p->regels_n + 1),
        .cellen = jhr_arena_alloc(a, p->cellen_n + 1),
        .voorwaarde = jhr_arena_alloc(a, n * sizeof *out->voorwaarde),
        .store = jhr_arena_alloc(a, n * sizeof *out->store),
        .watch = {.seen = jhr_arena_alloc(a, n), .cellen = jhr_arena_alloc(a, p->cellen_n + 1)},
    };
    if (a->out_of_memory || !out->voorwaarden || !out->voorwaarde || !out->store ||
        !out->watch.seen || !out->watch.cellen || !out->cellen || !out->regels)
        return false;
    find_conditions(out);
    return true;
}

/* Could the condition of this part make a difference in the case? */
static bool matters(const struct jhr_decider *d, uint32_t word)
{
    uint32_t op = jhr_op_of(word), rule = jhr_arg_of(word);
    if (op == JHR_I_SETSLOT || rule >= d->program->meta[0].regels)
        return true;
    if (op == JHR_I_VOOR)
        return d->besluit.regels[rule].uitkomst != JHR_NIET_IN_WERKING;
    return d->applies[rule] != JHR_NO;
}

static void add_cells(struct jhr_coverage *v, const struct jhr_decider *d)
{
    const struct jhr_program *p = v->program;
    for (uint32_t s = 0; s < p->stapelingen_n; s++) {
        const struct jhr_p_stapeling *of = &p->stapelingen[s];
        if (d->applies[of->regel] == JHR_NO)
            continue;
        for (uint32_t i = of->cellen; i < of->cellen + of->cellen_n; i++)
            v->cellen[i] |= v->watch.cellen[i];
    }
}

void jhr_coverage_add(struct jhr_coverage *v, struct jhr_decider *d)
{
    const struct jhr_program *p = v->program;
    memset(v->watch.seen, 0, p->code_n);
    memset(v->watch.cellen, 0, p->cellen_n);
    jhr_scalar_watch(p, &d->row, &d->scalar, &v->watch);
    for (uint32_t i = 0; i < p->code_n; i++) {
        struct jhr_voorwaarde_gezien *at;
        if (v->voorwaarde[i] == JHR_P_NONE || !matters(d, p->code[v->store[i]].word))
            continue;
        at = &v->voorwaarden[v->voorwaarde[i]];
        at->no |= (v->watch.seen[i] & 1u << JHR_NO) != 0;
        at->yes |= (v->watch.seen[i] & 1u << JHR_YES) != 0;
    }
    add_cells(v, d);
}

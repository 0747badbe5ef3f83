#include "runtime/complete.h"

#include "runtime/complete_parts.h"
#include "runtime/lookup.h"
#include "runtime/opcodes.h"
#include "runtime/orders.h"
#include "runtime/turns.h"

#include <string.h>

static const int64_t no_yes[] = {0, 1};

/* ---- what is unknown ---- */

/* False: too many. */
static bool add(struct search *s, enum kind kind, uint32_t index, struct jhr_classes classes)
{
    if (s->n == JHR_MAX_UNKNOWNS || classes.v == NULL)
        return false;
    s->all[s->n++] = (struct unknown){.kind = kind,
                                      .index = index,
                                      .v = classes.v,
                                      .n = classes.n,
                                      .stride = (uint32_t)s->total,
                                      .filled = MANY};
    s->total *= classes.n;
    return s->total <= JHR_MAX_COMPLETIONS;
}

void jhr_mark_facts(const struct search *s, bool *read)
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
                            .dead = s->dead,
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

/* By fact, of those that are open: values that comparisons among them tell apart. NULL: memory
 * ended. */
static struct jhr_orders *orders_of(struct search *s, const bool *read)
{
    const struct jhr_program *p = s->d->program;
    uint8_t *open = jhr_arena_alloc(s->a, p->feiten_n + (size_t)1);
    struct jhr_orders *out = jhr_arena_alloc(s->a, (p->feiten_n + (size_t)1) * sizeof *out);
    if (s->a->out_of_memory || open == NULL || out == NULL)
        return NULL;
    for (uint32_t i = 0; i < p->feiten_n; i++)
        open[i] = !read[i] || s->c->feiten[i].known    ? JHR_ORDERS_CLOSED
                  : s->c->feiten[i].niet_te_verkrijgen ? JHR_ORDERS_NEVER
                                                       : JHR_ORDERS_OPEN;
    bool found = jhr_orders_find(s->a, s->d, s->t->skip, open, s->dead, out);
    return found ? out : NULL;
}

static bool add_facts(struct search *s, const bool *read)
{
    const struct jhr_program *p = s->d->program;
    const struct jhr_orders *orders = NULL;
    for (uint32_t i = 0; i < p->feiten_n; i++) {
        struct jhr_classes classes;
        if (!read[i] || s->c->feiten[i].known)
            continue;
        if (!jhr_classes_of(s->a, p, i, &classes))
            return false;
        if (classes.v == NULL && orders == NULL && (orders = orders_of(s, read)) == NULL)
            return false;
        bool ordered = classes.v == NULL && orders[i].classes.v != NULL;
        if (ordered)
            classes = orders[i].classes;
        if ((classes.v == NULL && !turns_of(s, i, &classes)) || !add(s, FACT, i, classes))
            return false;
        if (ordered)
            s->all[s->n - 1].starts = orders[i].starts;
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
    if (!jhr_variants_find(s->a, s->d, s->c, s->t->skip, s->dead, &s->variants))
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
        memcpy(rooms + (size_t)i * JHR_RC_COUNT, d->row.b + jhr_rekening_of(p, i), JHR_RC_COUNT);
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
            find_rooms_of(s, &c, g, s->rooms + (size_t)jhr_room_of(s, g, v) * columns);
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
        if (open && truths[jhr_rekening_of(p, i)] &&
            !add(s, ROOM, i, (struct jhr_classes){no_yes, 2}))
            return false;
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
            p->cellen[cell].kind == JHR_P_CEL_OPEN &&
            jhr_cell_answer(row->oordelen, row->oordelen_n, cell, (uint64_t)row->x[JHR_X_PRODUCT],
                            (uint64_t)item->x[0]) == JHR_UNKNOWN &&
            !add_cell(s, cell))
            return false;
    }
    return true;
}

/* May a running indication meet a `?` in this block? */
static bool may_meet_open(const struct search *s, uint32_t pc)
{
    const struct jhr_program *p = s->d->program;
    uint32_t word = p->code[pc].word, arg = jhr_arg_of(word), n = p->producten_n;
    uint32_t length = jhr_op_of(word) == JHR_I_EACH ? p->eachs[arg].length : 0;
    uint64_t own = (uint64_t)s->d->row.x[JHR_X_PRODUCT];
    for (uint32_t i = pc + 1; i <= pc + length; i++) {
        if (jhr_op_of(p->code[i].word) != JHR_I_CELL)
            continue;
        const struct jhr_p_stapeling *m = &p->stapelingen[jhr_arg_of(p->code[i].word)];
        for (uint64_t other = 0; other <= n; other++) { /* the last is one that nobody knows */
            uint32_t cell = jhr_cell_of(p, m, own, other);
            if (cell == JHR_P_NONE || p->cellen[cell].kind == JHR_P_CEL_OPEN)
                return true;
        }
    }
    return false;
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
        if (classes.v == NULL || (advises(s->d) && may_meet_open(s, s->unlisted.exprs[i].first)))
            continue;
        if (add(s, LIST, i, classes))
            continue;
        s->n = n;
        s->total = total;
        break;
    }
    return true;
}

/* Facts that are unknown, and not tried since no rule that may turn the decision reads them. */
static bool mark_dead(struct search *s, const bool *read)
{
    const struct jhr_program *p = s->d->program;
    bool *dead = jhr_arena_alloc(s->a, (size_t)p->meta->xcols + p->meta->bcols);
    if (dead == NULL || s->a->out_of_memory)
        return false;
    for (uint32_t i = 0; i < p->feiten_n; i++)
        dead[p->feiten[i].kolom] = !read[i] && !s->c->feiten[i].known;
    s->dead = dead;
    return true;
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
    jhr_mark_facts(s, facts);
    if (!mark_dead(s, facts))
        return false;
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
        if (cells[i] && (s->cells || !advises(s->d)) && !add_cells(s, i))
            return false;
    return add_lists(s, skip);
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

/* What refuses is a signaal when the regeling advises, also when only all completions say so. */
static void combine_advice(struct search *s, struct jhr_completed *out)
{
    const struct jhr_decider *d = s->d;
    out->adviserend = s->t->advised;
    for (uint32_t i = 0; out->adviserend && i < d->besluit.regels_n; i++)
        if (s->regels[i].rol == JHR_ROL_BESLIST && d->program->regels[i].kind != JHR_P_ALTIJD)
            s->regels[i].rol = JHR_ROL_SIGNAAL;
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

static bool try_them(struct search *s)
{
    s->decision = jhr_arena_alloc(s->a, (size_t)s->total);
    if (s->a->out_of_memory || s->decision == NULL || !jhr_open_unknowns(s))
        return false;
    s->counted = jhr_try_all(s);
    return true;
}

/* Where the regeling advises, a `?` is answered whatever it says. What then still matters is seen
 * when each is taken for yes and for no; an answer to that alone settles nothing. */
static bool ask_beside_cells(struct search *s, struct jhr_completed *out)
{
    *s = (struct search){.a = s->a, .d = s->d, .c = s->c, .t = s->t, .cells = true};
    jhr_tries_begin(s->t, s->d);
    if (!find_unknowns(s)) {
        out->uitputtend = false;
        return !s->a->out_of_memory && jhr_choose_roughly(s, out);
    }
    if (!try_them(s))
        return false;
    if (s->counted > 0 && (s->met & (s->met - 1)) != 0 && !jhr_choose_asks(s, out))
        return false;
    for (uint32_t k = 0; k < s->n; k++)
        if (s->all[k].kind == CELL)
            out->answers = NULL;
    return true;
}

bool jhr_complete(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                  struct jhr_completed *out)
{
    struct search *s = JHR_NEW(a, struct search);
    *out = (struct jhr_completed){.besluit = d->besluit.besluit,
                                  .adviserend = d->besluit.adviserend,
                                  .uitputtend = true,
                                  .cellen_open = advises(d)};
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
        return !a->out_of_memory && jhr_choose_roughly(s, out);
    }
    if (!try_them(s))
        return false;
    out->completions = s->counted;
    if (out->completions == 0) {
        out->besluit = JHR_STRIJDIG;
        return true;
    }
    combine_rules(s);
    combine_advice(s, out);
    bool one = (s->met & (s->met - 1)) == 0;
    out->besluit = one ? (uint8_t)__builtin_ctz(s->met) : JHR_ONBEPAALD;
    out->open = (s->met >> JHR_ONBEPAALD & 1) != 0;
    if (out->besluit != JHR_ONBEPAALD)
        return true;
    return advises(d) ? ask_beside_cells(s, out) : jhr_choose_asks(s, out);
}

/*
 * Which facts settle a rule or a begrip: the `feiten` of the besluit.
 *
 * Facts are made unknown one by one while the outcome stays, the last of the file first. Where
 * three-valued logic is exact (runtime/reads.h), one pass a fact tells whether it stays. Elsewhere
 * the facts that are left out are split, value by value, until each branch is settled or breaks
 * what always holds.
 */
#include "documents/write_parts.h"

#include "runtime/classes.h"

#include <string.h>

/* Passes for one rule before it is left as it is: its facts are then a true reason, and perhaps
 * not the shortest. Two hundred of a microsecond each: nobody waits for that. */
#define MOST_PASSES 4096u

struct column { /* what a fact's column holds, to put it back */
    int64_t x;
    uint8_t b;
};

enum goal { RULE, SLOT, CLASH, DECISION };
struct proof {
    struct jhr_wr *w;
    enum goal goal;
    uint32_t index;              /* of the rule or slot */
    uint8_t value;               /* outcome, or truth */
    const bool *altijd;          /* by rule: these invariants hold; NULL: none is looked at */
    bool *open;                  /* by fact: may be split */
    struct column *was;          /* by fact */
    bool *kept;                  /* by fact: the reason */
    struct jhr_classes *classes; /* by fact, when they were needed */
    uint32_t left;               /* passes */
};

/* ---- the row ---- */

static void forget(const struct jhr_wr *w, uint32_t feit)
{
    struct jhr_row *row = &w->d->row;
    uint32_t k = w->p->feiten[feit].kolom, xcols = w->p->meta[0].xcols;
    if (k >= xcols) {
        row->b[k - xcols] = JHR_UNKNOWN;
    } else {
        row->x[k] = 0;
        row->known[k] = false;
    }
}

static struct column column_of(const struct jhr_wr *w, uint32_t feit)
{
    const struct jhr_row *row = &w->d->row;
    uint32_t k = w->p->feiten[feit].kolom, xcols = w->p->meta[0].xcols;
    return k >= xcols ? (struct column){0, row->b[k - xcols]} : (struct column){row->x[k], 0};
}

static void put_back(const struct jhr_wr *w, uint32_t feit, struct column was)
{
    struct jhr_row *row = &w->d->row;
    uint32_t k = w->p->feiten[feit].kolom, xcols = w->p->meta[0].xcols;
    if (k >= xcols) {
        row->b[k - xcols] = was.b;
    } else {
        row->x[k] = was.x;
        row->known[k] = true;
    }
}

static void set(const struct jhr_wr *w, uint32_t feit, int64_t v)
{
    put_back(w, feit, (struct column){v, v ? JHR_YES : JHR_NO});
}

static bool is_known(const struct jhr_wr *w, uint32_t feit)
{
    const struct jhr_row *row = &w->d->row;
    uint32_t k = w->p->feiten[feit].kolom, xcols = w->p->meta[0].xcols;
    return k >= xcols ? row->b[k - xcols] != JHR_UNKNOWN : row->known[k];
}

/* ---- is it settled? ---- */

static uint8_t same_outcome(const struct proof *p, uint8_t u)
{
    uint8_t kind = p->w->p->regels[p->index].kind;
    bool speaks = kind == JHR_P_SIGNAAL || kind == JHR_P_VOORWAARDE;
    if (u == p->value)
        return JHR_YES;
    if (u == JHR_ONBEKEND)
        return JHR_UNKNOWN;
    /* a rule is voldaan when nothing refuses by it */
    return !speaks && p->value != JHR_NIET_VOLDAAN && u != JHR_NIET_VOLDAAN ? JHR_YES : JHR_NO;
}

static uint8_t reached(const struct proof *p)
{
    const struct jhr_decider *d = p->w->d;
    const struct jhr_besluit *b = &d->besluit;
    if (p->goal == RULE)
        return same_outcome(p, b->regels[p->index].uitkomst);
    if (p->goal == DECISION)
        return b->besluit == p->value        ? JHR_YES
               : b->besluit == JHR_ONBEPAALD ? JHR_UNKNOWN
                                             : JHR_NO;
    if (p->goal == CLASH || d->scalar.slots[p->index] == JHR_UNKNOWN)
        return JHR_UNKNOWN;
    return d->scalar.slots[p->index] == p->value ? JHR_YES : JHR_NO;
}

/* One pass: is the goal reached in this branch? A branch that breaks what holds does not count; one
 * that may yet turn out to break it is not lost. */
static uint8_t settled(struct proof *p)
{
    const struct jhr_besluit *b = jhr_decide_row(p->w->d, p->w->c);
    bool open = false;
    for (uint32_t i = 0; p->altijd != NULL && i < b->regels_n; i++) {
        if (p->altijd[i] && b->regels[i].uitkomst == JHR_NIET_VOLDAAN)
            return JHR_YES;
        open |= p->altijd[i] && b->regels[i].uitkomst == JHR_ONBEKEND;
    }
    uint8_t now = reached(p);
    return now == JHR_NO && open ? JHR_UNKNOWN : now;
}

/* Is it so in every branch? False too when there are too many. */
static bool always(struct proof *p)
{
    uint8_t now = p->left > 0 ? settled(p) : JHR_NO;
    uint32_t n = p->w->p->feiten_n, f = 0;
    bool all = true;
    if (now != JHR_UNKNOWN)
        return now == JHR_YES;
    p->left--;
    while (f < n && (!p->open[f] || is_known(p->w, f)))
        f++;
    if (f == n)
        return false;
    struct jhr_classes *k = &p->classes[f];
    if (k->n == 0 && (!jhr_classes_of(p->w->a, p->w->p, f, k) || k->n == 0))
        return false;
    for (uint32_t i = 0; i < k->n && all; i++) {
        set(p->w, f, k->v[i]);
        all = always(p);
    }
    forget(p->w, f);
    return all;
}

/* ---- dropping facts ---- */

static bool begin(struct jhr_wr *w, struct proof *p)
{
    uint32_t n = w->p->feiten_n + 1;
    p->w = w;
    p->left = MOST_PASSES;
    p->open = jhr_arena_alloc(w->a, n);
    p->kept = jhr_arena_alloc(w->a, n);
    p->was = jhr_arena_alloc(w->a, n * sizeof *p->was);
    p->classes = jhr_arena_alloc(w->a, n * sizeof *p->classes);
    if (!p->open || !p->kept || !p->was || !p->classes || w->a->out_of_memory)
        return false;
    for (uint32_t i = 0; i < w->p->feiten_n; i++)
        p->was[i] = column_of(w, i);
    return true;
}

/* Of these facts the known ones are the reason to begin with. */
static void take(struct proof *p, const uint64_t *facts)
{
    for (uint32_t i = 0; i < p->w->p->feiten_n; i++) {
        if (!jhr_reads_bit(facts, i))
            continue;
        p->open[i] = true;
        p->kept[i] = p->w->c->feiten[i].known;
    }
}

/* More unknown facts never bring an outcome back: what is left is a minimal set. */
static void drop(struct proof *p, bool exact)
{
    for (uint32_t i = p->w->p->feiten_n; i-- > 0;) {
        if (!p->kept[i])
            continue;
        forget(p->w, i);
        p->kept[i] = exact ? !always(p) : settled(p) != JHR_YES;
        if (p->kept[i])
            put_back(p->w, i, p->was[i]);
    }
}

/* What always holds may settle it too: its facts are then part of the reason, or left open. */
static void tie(struct proof *p)
{
    const struct jhr_wr *w = p->w;
    for (uint32_t i = 0; i < w->p->feiten_n; i++) {
        if (p->open[i] || !jhr_reads_bit(w->d->reads.altijd, i))
            continue;
        p->open[i] = true;
        forget(w, i);
    }
}

static void restore(struct proof *p)
{
    for (uint32_t i = 0; i < p->w->p->feiten_n; i++)
        if (p->open[i] && p->w->c->feiten[i].known)
            put_back(p->w, i, p->was[i]);
}

static bool end(struct proof *p, const uint32_t **feiten, uint32_t *n)
{
    uint32_t *list = jhr_arena_alloc(p->w->a, (p->w->p->feiten_n + 1) * sizeof *list);
    restore(p);
    if (list == NULL || p->w->a->out_of_memory)
        return false;
    *n = 0;
    for (uint32_t i = 0; i < p->w->p->feiten_n; i++)
        if (p->kept[i])
            list[(*n)++] = i;
    *feiten = list;
    return true;
}

/* The known facts that settle what one pass says; exactly where that says too little. */
static void reduce(struct proof *p, bool tangled)
{
    drop(p, false);
    if (!tangled || p->w->besluit == JHR_STRIJDIG)
        return; /* facts that clash prove everything */
    tie(p);
    p->altijd = p->w->altijd;
    drop(p, true);
}

/* The same for what only all completions together give: every known fact may be needed. */
static void reduce_completed(struct proof *p)
{
    take(p, p->w->d->reads.altijd);
    p->altijd = p->w->altijd;
    if (always(p)) {
        p->left = MOST_PASSES;
        drop(p, true);
    }
}

bool jhr_wr_find_facts(struct jhr_wr *w, struct jhr_wr_rule *r)
{
    struct proof p = {.goal = RULE, .index = r->index, .value = r->uitkomst};
    const struct jhr_reads_of *reads = &w->d->reads.regels[r->index];
    bool altijd = r->regel->kind == JHR_P_ALTIJD;
    if (!begin(w, &p))
        return false;
    if (r->uitkomst == JHR_ONBEKEND && !altijd)
        return end(&p, &r->feiten, &r->feiten_n); /* nothing that is known settles it */
    take(&p, reads->feiten);
    if (w->together && altijd) {
        for (uint32_t i = 0; i < w->p->feiten_n; i++)
            p.kept[i] = p.kept[i] && w->clash_facts[i];
    } else if (w->alone[r->index] == r->uitkomst) {
        reduce(&p, reads->tangled && !altijd);
    } else {
        reduce_completed(&p);
    }
    return end(&p, &r->feiten, &r->feiten_n);
}

bool jhr_wr_find_slot_facts(struct jhr_wr *w, struct jhr_wr_slot *s)
{
    struct proof p = {.goal = SLOT, .index = s->index, .value = s->value};
    if (!begin(w, &p))
        return false;
    if (s->value != JHR_UNKNOWN) {
        take(&p, w->d->reads.slots[s->index].feiten);
        reduce(&p, w->d->reads.slots[s->index].tangled);
    }
    return end(&p, &s->feiten, &s->feiten_n);
}

bool jhr_wr_find_enough(struct jhr_wr *w)
{
    struct proof p = {.goal = DECISION, .value = w->besluit};
    if (!begin(w, &p))
        return false;
    for (uint32_t i = 0; i < w->p->feiten_n; i++)
        p.open[i] = p.kept[i] = w->c->feiten[i].known;
    if (w->besluit == JHR_ONBEPAALD || w->besluit == JHR_STRIJDIG)
        return end(&p, &w->enough, &w->enough_n);
    if (settled(&p) == JHR_YES) {
        drop(&p, false);
    } else {
        memset(p.open, true, w->p->feiten_n);
        p.altijd = w->altijd;
        drop(&p, true);
    }
    return end(&p, &w->enough, &w->enough_n);
}

/* ---- facts that clash ---- */

bool jhr_wr_find_clash(struct jhr_wr *w)
{
    struct proof p = {.goal = CLASH};
    uint32_t n = w->p->meta[0].regels;
    bool *together = jhr_arena_alloc(w->a, n + 1);
    if (together == NULL || !begin(w, &p))
        return false;
    memcpy(together, w->altijd, n);
    p.altijd = together;
    take(&p, w->d->reads.altijd);
    if (always(&p)) {
        for (uint32_t i = n; i-- > 0;) {
            if (!together[i])
                continue;
            together[i] = false;
            together[i] = !always(&p);
        }
        drop(&p, true);
    }
    restore(&p);
    w->clash = together;
    w->clash_facts = p.kept;
    return !w->a->out_of_memory;
}

#include "documents/write_parts.h"

#include "base/near.h"
#include "documents/nodig.h"

#include <string.h>

struct jhr_str jhr_wr_string(const struct jhr_wr *w, uint32_t index)
{
    return w->p->strings[index];
}

/* ---- which rules to list ---- */

/* Every rule in force that is not surely niet van toepassing. What always holds in the world is
 * listed only when the case breaks it, by itself or together; outside the regeling no rule decides,
 * and none is listed. */
static bool is_listed(const struct jhr_wr *w, const struct jhr_p_regel *r, uint8_t uitkomst)
{
    if (r->kind == JHR_P_ALTIJD)
        return w->together ? w->clash[r - w->p->regels] : uitkomst == JHR_NIET_VOLDAAN;
    return w->besluit != JHR_BUITEN_REGELING && uitkomst != JHR_NIET_IN_WERKING &&
           uitkomst != JHR_NIET_VAN_TOEPASSING;
}

static bool list_rules(struct jhr_wr *w, const struct jhr_regel_uitkomst *regels, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_p_regel *p = &w->p->regels[i];
        if (!is_listed(w, p, regels[i].uitkomst))
            continue;
        struct jhr_wr_rule *r = jhr_vec_add(w->a, &w->rules);
        if (r == NULL)
            return false;
        *r = (struct jhr_wr_rule){.index = i,
                                  .uitkomst = regels[i].uitkomst,
                                  .rol = regels[i].rol,
                                  .waarschuwt = regels[i].waarschuwt,
                                  .regel = p};
        if (!jhr_wr_find_facts(w, r))
            return false;
    }
    return true;
}

/* The begrippen of the listed rules. */
static bool list_slots(struct jhr_wr *w)
{
    jhr_decide(w->d, w->c);
    for (uint32_t i = 0; i < w->p->slots_n; i++) {
        bool read = false;
        for (uint32_t k = 0; k < w->rules.n && !read; k++)
            read = jhr_reads_bit(w->d->reads.regels[w->rules.v[k].index].slots, i);
        if (!read)
            continue;
        struct jhr_wr_slot *s = jhr_vec_add(w->a, &w->slots);
        if (s == NULL)
            return false;
        *s = (struct jhr_wr_slot){.index = i, .value = w->d->scalar.slots[i]};
    }
    for (uint32_t i = 0; i < w->slots.n; i++)
        if (!jhr_wr_find_slot_facts(w, &w->slots.v[i]))
            return false;
    jhr_decide(w->d, w->c);
    return true;
}

/* No invariant is broken by itself, and yet the case is strijdig: it leaves no way to keep them
 * all.
 */
static bool clash_together(const struct jhr_program *p, const struct jhr_besluit *b)
{
    for (uint32_t i = 0; i < b->regels_n; i++) {
        if (p->regels[i].kind == JHR_P_ALTIJD && b->regels[i].uitkomst == JHR_NIET_VOLDAAN)
            return false;
    }
    return b->besluit == JHR_STRIJDIG;
}

bool jhr_wr_reasons(struct jhr_wr *w, struct jhr_arena *a, struct jhr_decider *d,
                    const struct jhr_case *c, const struct jhr_besluit *b)
{
    /* b may be the decider's own, which changes below */
    size_t size = (b->regels_n + 1) * sizeof *b->regels;
    struct jhr_regel_uitkomst *regels = jhr_arena_alloc(a, size);
    *w = (struct jhr_wr){.a = a, .d = d, .p = d->program, .c = c};
    w->besluit = b->besluit;
    w->adviserend = b->adviserend;
    w->together = clash_together(d->program, b);
    if (regels == NULL || a->out_of_memory)
        return false;
    if (b->regels_n > 0)
        memcpy(regels, b->regels, b->regels_n * sizeof *regels);
    w->alone = jhr_arena_alloc(a, b->regels_n + 1);
    if (w->alone == NULL || a->out_of_memory)
        return false;
    w->altijd = jhr_arena_alloc(a, b->regels_n + 1);
    if (w->altijd == NULL || a->out_of_memory)
        return false;
    jhr_decide(d, c);
    for (uint32_t i = 0; i < b->regels_n; i++) {
        w->alone[i] = d->besluit.regels[i].uitkomst;
        w->altijd[i] = w->p->regels[i].kind == JHR_P_ALTIJD && w->alone[i] != JHR_NIET_IN_WERKING;
    }
    if (w->together && !jhr_wr_find_clash(w))
        return false;
    if (w->besluit == JHR_ONBEPAALD)
        jhr_wr_find_asks(a, d, c, &w->asks);
    if (w->besluit <= JHR_ONBEPAALD && !jhr_wr_find_not_needed(w))
        return false;
    return list_rules(w, regels, b->regels_n) && jhr_wr_find_samen(w) && list_slots(w) &&
           jhr_wr_find_enough(w) && !a->out_of_memory;
}

const bool *jhr_clash(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                      const struct jhr_besluit *b)
{
    struct jhr_wr w;
    return clash_together(d->program, b) && jhr_wr_reasons(&w, a, d, c, b) ? w.clash : NULL;
}

bool jhr_wr_init(struct jhr_wr *w, struct jhr_arena *a, struct jhr_decider *d,
                 const struct jhr_case *c, const struct jhr_besluit *b)
{
    if (!jhr_wr_reasons(w, a, d, c, b) || !jhr_wr_find_changes(w))
        return false;
    return w->besluit > JHR_NIET_TOELAATBAAR || jhr_endure(a, d, c, w->besluit, &w->enduring);
}

/* ---- what a rule does in the besluit ---- */

bool jhr_wr_refuses(const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    if (w->besluit == JHR_STRIJDIG)
        return r->regel->kind == JHR_P_ALTIJD;
    if (r->uitkomst != JHR_NIET_VOLDAAN || r->rol != JHR_ROL_BESLIST)
        return false;
    return w->besluit == JHR_NIET_TOELAATBAAR && r->regel->kind != JHR_P_ALTIJD;
}

bool jhr_wr_signals(const struct jhr_wr_rule *r)
{
    if (r->waarschuwt)
        return true;
    if (r->rol != JHR_ROL_SIGNAAL || r->regel->kind == JHR_P_VOORWAARDE)
        return false;
    return r->uitkomst == (r->regel->kind == JHR_P_SIGNAAL ? JHR_VOLDAAN : JHR_NIET_VOLDAAN);
}

bool jhr_wr_obliges(const struct jhr_wr_rule *r)
{
    return r->regel->kind == JHR_P_VOORWAARDE && r->rol != JHR_ROL_GEEN &&
           (r->uitkomst == JHR_VOLDAAN || r->uitkomst == JHR_ONBEKEND);
}

bool jhr_wr_matters(const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    if (r->rol == JHR_ROL_GEEN)
        return false;
    return jhr_wr_refuses(w, r) || jhr_wr_signals(r) || jhr_wr_obliges(r) ||
           r->uitkomst == JHR_VOLDAAN_MET_AFWIJKING ||
           (r->uitkomst == JHR_ONBEKEND && w->besluit != JHR_TOELAATBAAR);
}

static bool among(const uint32_t *list, uint32_t n, uint32_t feit)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i] == feit)
            return true;
    return false;
}

uint32_t jhr_wr_facts_that(const struct jhr_wr *w, enum jhr_wr_use use, uint32_t *list)
{
    uint32_t n = 0;
    for (uint32_t f = 0; f < w->p->feiten_n; f++) {
        bool ground = false, spoken = false, decides = among(w->enough, w->enough_n, f);
        for (uint32_t i = 0; i < w->rules.n; i++) {
            const struct jhr_wr_rule *r = &w->rules.v[i];
            bool has = among(r->feiten, r->feiten_n, f);
            ground |= has && jhr_wr_refuses(w, r);
            spoken |= has && jhr_wr_matters(w, r);
        }
        if (use == JHR_WR_DECIDES ? decides && !ground
                                  : w->c->feiten[f].known && !decides && !ground && !spoken)
            list[n++] = f;
    }
    return n;
}

static const struct jhr_p_rekening *rekening_of(const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    const struct jhr_p_rekening *k = w->p->rekeningen;
    while (k->regel != r->index)
        k++;
    return k;
}

static struct jhr_str nearly_used(const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    const struct jhr_p_rekening *k = rekening_of(w, r);
    struct jhr_buf b = {0};
    jhr_buf_z(&b, r->regel->kind == JHR_P_BUDGET ? "Van het budget “" : "Van de capaciteit “");
    jhr_buf_str(&b, jhr_wr_string(w, r->regel->titel));
    jhr_buf_z(&b, "” is met deze indicatie ");
    jhr_wr_percent(&b, k->vanaf, k->vanaf_van);
    jhr_buf_z(&b, " of meer gebruikt.");
    struct jhr_str text = jhr_arena_str(w->a, jhr_buf_get(&b));
    w->a->out_of_memory |= b.failed;
    jhr_buf_free(&b);
    return text;
}

struct jhr_str jhr_wr_signal_text(const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    const uint32_t texts[] = {r->regel->tekst, r->regel->omdat, r->regel->titel, r->regel->id};
    if (r->waarschuwt)
        return nearly_used(w, r);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (jhr_wr_string(w, texts[i]).n > 0)
            return jhr_wr_string(w, texts[i]);
    }
    return JHR_STR("");
}

uint32_t jhr_wr_claims(const struct jhr_wr *w, const struct jhr_wr_rule *r, struct jhr_claim *out)
{
    const struct jhr_row *row = &w->d->row; /* the case's: jhr_wr_init left it so */
    if (r->regel->kind != JHR_P_BUDGET || !row->known[JHR_X_KOSTEN])
        return 0;
    out[0] = (struct jhr_claim){0, row->x[JHR_X_KOSTEN]};
    if ((rekening_of(w, r)->per & JHR_P_PER_KALENDERJAAR) == 0)
        return 1;
    return jhr_claim_split(row->x[JHR_X_KOSTEN], (int32_t)row->x[JHR_X_START],
                           (int32_t)row->x[JHR_X_EIND], out);
}

uint32_t jhr_wr_unknown_product(const struct jhr_wr *w, uint32_t k)
{
    for (uint32_t i = 0; i < w->c->lopend_n; i++) {
        bool fresh = w->c->lopend[i].product >= JHR_OUTSIDE;
        for (uint32_t j = 0; j < i && fresh; j++)
            fresh = w->c->lopend[j].product != w->c->lopend[i].product;
        if (fresh && k-- == 0)
            return i;
    }
    return JHR_P_NONE;
}

void jhr_wr_unknown_product_text(struct jhr_buf *b, const struct jhr_wr *w, uint32_t entry)
{
    struct jhr_near near;
    jhr_near_init(&near, w->c->lopend[entry].product_code);
    for (uint32_t i = 0; i < w->p->producten_n; i++) {
        if (w->p->producten[i].coded)
            jhr_near_try(&near, jhr_wr_string(w, w->p->producten[i].code));
    }
    jhr_buf_z(b, "Het lopende product ");
    jhr_buf_str(b, w->c->lopend[entry].product_code);
    jhr_buf_z(b, " is onbekend in deze regeling.");
    if (near.best.n > 0) {
        jhr_buf_z(b, " Bedoelde u ");
        jhr_buf_str(b, near.best);
        jhr_buf_char(b, '?');
    }
}

static bool said_before(const struct jhr_wr *w, uint32_t rule, uint32_t at, struct jhr_str text)
{
    for (uint32_t i = 0; i <= rule; i++) {
        const struct jhr_p_regel *r = w->rules.v[i].regel;
        uint32_t n = i == rule ? at : r->alternatief_n;
        for (uint32_t k = 0; k < n && jhr_wr_refuses(w, &w->rules.v[i]); k++) {
            uint32_t string = w->p->alternatieven[r->alternatief + k].tekst;
            if (jhr_str_eq(jhr_wr_string(w, string), text))
                return true;
        }
    }
    return false;
}

bool jhr_wr_alternative(const struct jhr_wr *w, uint32_t k, struct jhr_str *text)
{
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_p_regel *r = w->rules.v[i].regel;
        for (uint32_t m = 0; m < r->alternatief_n && jhr_wr_refuses(w, &w->rules.v[i]); m++) {
            *text = jhr_wr_string(w, w->p->alternatieven[r->alternatief + m].tekst);
            if (!said_before(w, i, m, *text) && k-- == 0)
                return true;
        }
    }
    return false;
}

bool jhr_wr_other_product(const struct jhr_wr *w, uint32_t k, struct jhr_str *text)
{
    for (uint32_t i = 0; i < w->admitted.n; i++) {
        const struct jhr_wijziging *x = &w->admitted.v[i];
        if (x->n != 1 || x->stap[0].veld != JHR_V_PRODUCT || k-- > 0)
            continue;
        *text = jhr_wr_string(w, w->p->producten[x->stap[0].index].titel);
        if (text->n == 0)
            *text = jhr_wr_string(w, w->p->producten[x->stap[0].index].code);
        return true;
    }
    return false;
}

#include "runtime/variants.h"

#include "runtime/calendar.h"
#include "runtime/opcodes.h"
#include "runtime/rekening.h"
#include "runtime/turns.h"

#include <stdlib.h>
#include <string.h>

struct jhr_variant {
    int64_t x[JHR_X_ITEM_PRODUCT]; /* the columns of the proposal */
    bool known[JHR_X_ITEM_PRODUCT];
    uint8_t b[JHR_BC_ITEM_OVERLAPT];
    const struct jhr_item *list[2];
    uint32_t list_n[2];
};
struct varying {
    const struct jhr_variants *v;
    const struct jhr_case *c;
};

/* Of a product that is paid for in other units nobody says in which it is asked for. */
static bool in_time(const struct jhr_program *p, uint32_t product)
{
    if (product >= p->producten_n || p->producten[product].tarief_n == 0)
        return false;
    const struct jhr_p_product *of = &p->producten[product];
    uint8_t norm = of->norm_n > 0 ? of->norm_unit : of->tarief_unit;
    return of->tarief_unit != JHR_P_U_ETMAAL && of->tarief_unit != JHR_P_U_STUK &&
           norm != JHR_P_U_ETMAAL && norm != JHR_P_U_STUK;
}

static struct jhr_case with(const struct jhr_variants *v, const struct jhr_case *c, int64_t x)
{
    struct jhr_case other = *c;
    if (v->end)
        other.voorstel.tot_en_met = x >= JHR_DAY_NEVER ? JHR_YMD_NEVER : jhr_ymd_of_day((int32_t)x);
    else
        other.voorstel.omvang = (struct jhr_omvang){
            .known = true, .mantissa = x, .eenheid = JHR_E_MINUUT, .frequentie = JHR_F_TOTAAL};
    return other;
}

static void put(const struct jhr_turning *t, int64_t x)
{
    const struct varying *w = t->self;
    struct jhr_case c = with(w->v, w->c, x);
    jhr_row_fill(t->d, &c);
    jhr_rekening_fill(t->d, &c);
}

/* ---- classes ---- */

/* Where the end is in a sum with what follows from it, both grow with the days; a volume per month
 * does not quite. What a budget leaves, and kosten over several tarieven, go up and down with the
 * end. */
static bool *following(struct jhr_arena *a, const struct jhr_decider *d,
                       const struct jhr_variants *v, const struct jhr_case *c)
{
    const struct jhr_p_meta *m = d->program->meta;
    bool *follows = jhr_arena_alloc(a, (size_t)m->xcols + m->bcols);
    if (follows == NULL)
        return NULL;
    bool volume =
        !v->end || (c->voorstel.omvang.known && c->voorstel.omvang.frequentie != JHR_F_TOTAAL);
    for (uint32_t k = JHR_X_OMVANG; k <= JHR_X_OMVANG_STUK; k++)
        follows[k] = volume;
    follows[JHR_X_EIND] = v->end;
    follows[JHR_X_KOSTEN] = !v->end;
    for (uint32_t i = 0; !v->end && i < d->program->rekeningen_n; i++)
        for (uint32_t k = 0; k < JHR_RC_COUNT; k++)
            follows[d->program->rekeningen[i].kolom + k] = true;
    return follows;
}

/* Does it read what goes up and down with the end? With an unknown volume the room in a budget is
 * an unknown of its own. */
static bool reads_uneven(const struct jhr_program *p, const uint32_t *skip, bool end)
{
    for (uint32_t i = 0; i<p->code_n; i += skip[i]> 0 ? skip[i] : 1) {
        uint32_t op = jhr_op_of(p->code[i].word), arg = jhr_arg_of(p->code[i].word);
        if (skip[i] > 0)
            continue;
        if ((end && op == JHR_I_RANGE && p->ranges[arg].kolom == JHR_X_KOSTEN) ||
            (end && op == JHR_I_XCOL && p->terms[arg].kolom == JHR_X_KOSTEN) ||
            (op == JHR_I_FACT && p->rekeningen_n > 0 &&
             arg + p->meta->xcols >= p->rekeningen[0].kolom))
            return true;
    }
    return false;
}

/* Days from which on another indication runs beside it, a contract no longer holds throughout, or
 * there is no end. */
static bool add_days(struct jhr_arena *a, const struct jhr_case *c, int64_t lowest,
                     struct jhr_classes *classes)
{
    int64_t *v = jhr_arena_alloc(a, (classes->n + (size_t)c->lopend_n * 2 + c->contracten_n + 1) *
                                        sizeof *v);
    uint32_t n = classes->n;
    if (v == NULL)
        return false;
    memcpy(v, classes->v, n * sizeof *v);
    for (uint32_t i = 0; i < c->lopend_n; i++) {
        v[n++] = jhr_day_of_ymd(c->lopend[i].van);
        v[n++] = (int64_t)jhr_day_of_ymd(c->lopend[i].tot_en_met) + 1;
    }
    for (uint32_t i = 0; i < c->contracten_n; i++)
        v[n++] = (int64_t)jhr_day_of_ymd(c->contracten[i].tot_en_met) + 1;
    v[n++] = JHR_DAY_NEVER;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (v[i] >= lowest && (v[i] <= JHR_DAY_LAST || v[i] == JHR_DAY_NEVER))
            v[kept++] = v[i];
    *classes = (struct jhr_classes){v, jhr_classes_sort(v, kept)};
    return true;
}

static bool find_classes(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                         const uint32_t *skip, const bool *dead, struct jhr_variants *out)
{
    struct varying w = {out, c};
    struct jhr_turning t = {.a = a, .d = d, .skip = skip, .dead = dead, .put = put, .self = &w};
    t.follows = following(a, d, out, c);
    t.linear = !out->end || c->voorstel.omvang.frequentie != JHR_F_MAAND;
    t.lowest = out->end ? jhr_day_of_ymd(c->voorstel.van) : 0;
    t.highest = out->end ? JHR_DAY_LAST : JHR_OMVANG_MAX / JHR_OMVANG_SCALE;
    if (t.follows == NULL || !jhr_turns_find(&t, &out->classes))
        return false;
    return out->classes.v == NULL || !out->end || add_days(a, c, t.lowest, &out->classes);
}

/* ---- snapshots ---- */

static bool copy_list(struct jhr_arena *a, const struct jhr_row *row, uint32_t k,
                      struct jhr_variant *to)
{
    struct jhr_item *items = jhr_arena_alloc(a, (row->list_n[k] + (size_t)1) * sizeof *items);
    if (items == NULL)
        return false;
    memcpy(items, row->list[k], row->list_n[k] * sizeof *items);
    to->list[k] = items;
    to->list_n[k] = row->list_known ? row->list_n[k] : 0;
    return true;
}

static bool take(struct jhr_arena *a, const struct jhr_row *row, struct jhr_variant *to)
{
    memcpy(to->x, row->x, sizeof to->x);
    memcpy(to->known, row->known, sizeof to->known);
    memcpy(to->b, row->b, sizeof to->b);
    return copy_list(a, row, 0, to) && copy_list(a, row, 1, to);
}

bool jhr_variants_find(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                       const uint32_t *skip, const bool *dead, struct jhr_variants *out)
{
    bool end = c->voorstel.tot_en_met == 0, volume = !c->voorstel.omvang.known, made = true;
    *out = (struct jhr_variants){.end = end};
    if (end == volume || reads_uneven(d->program, skip, end) ||
        (volume && !in_time(d->program, c->voorstel.product)))
        return true;
    if (!find_classes(a, d, c, skip, dead, out))
        return false;
    if (out->classes.v != NULL)
        out->of = jhr_arena_alloc(a, out->classes.n * sizeof *out->of);
    for (uint32_t i = 0; out->of != NULL && made && i < out->classes.n; i++) {
        struct jhr_case other = jhr_variants_case(out, c, i);
        jhr_row_fill(d, &other);
        made = take(a, &d->row, &out->of[i]);
    }
    jhr_row_fill(d, c);
    jhr_rekening_fill(d, c);
    return made && !a->out_of_memory;
}

struct jhr_case jhr_variants_case(const struct jhr_variants *v, const struct jhr_case *c,
                                  uint32_t class)
{
    return with(v, c, v->classes.v[class]);
}

void jhr_variants_put(const struct jhr_variants *v, struct jhr_columns *to, uint32_t row,
                      uint32_t class)
{
    const struct jhr_variant *of = &v->of[class];
    for (uint32_t k = JHR_X_EIND; k < JHR_X_ITEM_PRODUCT; k++)
        jhr_columns_set_x(to, k, row, of->x[k], of->known[k]);
    for (uint32_t k = 0; v->end && k < JHR_BC_ITEM_OVERLAPT; k++)
        if (k != JHR_BC_GECONTRACTEERD && of->b[k] != JHR_UNKNOWN)
            jhr_columns_set_b(to, k, row, of->b[k]);
    for (uint32_t k = 0; v->end && k < 2; k++) {
        to->list[k][row] = of->list[k];
        to->list_n[k][row] = (uint8_t)of->list_n[k];
    }
}

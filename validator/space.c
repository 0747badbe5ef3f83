#include "validator/space.h"

#include "runtime/calendar.h"

#include <string.h>

/* ---- what the two sides share ---- */

static void only(struct jhr_space *s, uint32_t side, const char *what, struct jhr_str name)
{
    struct jhr_only *list = jhr_arena_alloc(s->a, (s->only_n + (size_t)1) * sizeof *list);
    if (list == NULL)
        return;
    if (s->only_n > 0)
        memcpy(list, s->only, s->only_n * sizeof *list);
    list[s->only_n++] = (struct jhr_only){side == 1, what, name};
    s->only = list;
}

/* A list of names of each side: the names, and for those that both have the index in each. */
struct names {
    struct jhr_str (*name)(const struct jhr_model *m, uint32_t of, uint32_t i);
    uint32_t of[2], n[2];
    const char *what;
};
struct joint {
    uint32_t *index[2];
    uint32_t n;
};

static uint32_t find(const struct names *l, const struct jhr_model *m, uint32_t side,
                     struct jhr_str name)
{
    for (uint32_t i = 0; i < l->n[side]; i++)
        if (jhr_str_eq(l->name(m, l->of[side], i), name))
            return i;
    return JHR_NONE;
}

static struct joint join(struct jhr_space *s, const struct names *l)
{
    struct joint j = {{NULL, NULL}, 0};
    for (uint32_t k = 0; k < s->sides_n; k++)
        j.index[k] = jhr_arena_alloc(s->a, (l->n[0] + (size_t)1) * sizeof *j.index[k]);
    for (uint32_t i = 0; i < l->n[0] && !s->a->out_of_memory; i++) {
        const struct jhr_model *other = s->side[s->sides_n - 1].model;
        struct jhr_str name = l->name(s->side[0].model, l->of[0], i);
        uint32_t at = s->sides_n == 1 ? i : find(l, other, 1, name);
        if (at == JHR_NONE) {
            only(s, 0, l->what, name);
            continue;
        }
        j.index[0][j.n] = i;
        j.index[s->sides_n - 1][j.n++] = at;
    }
    for (uint32_t i = 0; s->sides_n == 2 && i < l->n[1]; i++) {
        struct jhr_str name = l->name(s->side[1].model, l->of[1], i);
        if (find(l, s->side[0].model, 0, name) == JHR_NONE)
            only(s, 1, l->what, name);
    }
    return j;
}

static struct jhr_str product_name(const struct jhr_model *m, uint32_t of, uint32_t i)
{
    (void)of;
    return m->producten[i].code;
}

static struct jhr_str gemeente_name(const struct jhr_model *m, uint32_t of, uint32_t i)
{
    (void)of;
    return m->gemeenten[i].name;
}

static struct jhr_str waarde_name(const struct jhr_model *m, uint32_t of, uint32_t i)
{
    return m->soorten[of].waarden[i];
}

/* ---- which columns are read ---- */

static void enliven(struct jhr_space *s, uint32_t side, uint32_t node);

static void enliven_terms(struct jhr_space *s, uint32_t side, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++) {
        const struct jhr_ir_term *t = &s->side[side].ir->terms.v[i];
        if (t->kind == JHR_IR_LIST)
            enliven(s, side, t->cond);
    }
}

static void enliven(struct jhr_space *s, uint32_t side, uint32_t node)
{
    const struct jhr_ir *ir = s->side[side].ir;
    if (node == JHR_NONE || s->live[side][node])
        return;
    s->live[side][node] = true;
    const struct jhr_ir_node *n = &ir->nodes.v[node];
    if (n->kind == JHR_IR_ATOM)
        enliven_terms(s, side, ir->atoms.v[n->ref].first, ir->atoms.v[n->ref].n);
    for (uint32_t i = 0; i < n->n; i++)
        enliven(s, side, jhr_ir_kid(ir, node, i));
}

static void enliven_all(struct jhr_space *s, uint32_t side)
{
    const struct jhr_ir *ir = s->side[side].ir;
    for (uint32_t i = 0; i < ir->slots.n; i++)
        enliven(s, side, ir->slots.v[i].node);
    for (uint32_t i = 0; i < ir->bewijzen.n; i++) {
        enliven(s, side, ir->bewijzen.v[i].voor);
        enliven(s, side, ir->bewijzen.v[i].test);
    }
    for (uint32_t i = 0; i < ir->regels.n; i++) {
        enliven(s, side, ir->regels.v[i].voor);
        enliven(s, side, ir->regels.v[i].test);
        enliven(s, side, ir->regels.v[i].tenzij);
    }
}

struct use {
    bool *cols[2]; /* per side */
    bool named_by, named_item_by, lists, items;
};

static void use_terms(struct use *u, const struct jhr_space *s, uint32_t side, uint32_t first,
                      uint32_t n)
{
    const struct jhr_ir *ir = s->side[side].ir;
    for (uint32_t i = first; i < first + n; i++) {
        const struct jhr_ir_term *t = &ir->terms.v[i];
        if (jhr_ir_reads_column(t))
            u->cols[side][t->col] = true;
        use_terms(u, s, side, t->first, t->n);
    }
}

static void use_of(struct use *u, const struct jhr_space *s, uint32_t side)
{
    const struct jhr_ir *ir = s->side[side].ir;
    for (uint32_t i = 0; i < ir->atoms.n; i++) {
        const struct jhr_ir_atom *a = &ir->atoms.v[i];
        if (a->kind == JHR_IR_LINEAR) {
            use_terms(u, s, side, a->first, a->n);
            continue;
        }
        u->cols[side][a->col] = true;
        u->named_by |= a->col == JHR_X_AANBIEDER || a->col == JHR_X_ITEM_AANBIEDER;
        u->named_item_by |= a->col == JHR_X_ITEM_AANBIEDER;
    }
    for (uint32_t i = 0; i < ir->nodes.n; i++) {
        u->lists |= s->live[side][i] && ir->nodes.v[i].kind == JHR_IR_EACH;
        u->items |= s->live[side][i] && ir->nodes.v[i].kind == JHR_IR_CELL;
    }
    u->items |= u->cols[side][JHR_X_ITEM_PRODUCT] || u->cols[side][JHR_X_TRAJECTSTART];
    u->lists |= u->items || u->cols[side][JHR_X_ITEM_AANBIEDER];
}

static bool used(const struct use *u, const struct jhr_space *s, uint32_t col)
{
    bool is = false;
    for (uint32_t k = 0; k < s->sides_n; k++)
        is |= u->cols[k][col];
    return is;
}

static bool used_truth(const struct use *u, const struct jhr_space *s, uint32_t col)
{
    bool is = false;
    for (uint32_t k = 0; k < s->sides_n; k++)
        is |= u->cols[k][s->side[k].ir->xcols + col];
    return is;
}

/* ---- dimensions ---- */

static uint32_t add_dim(struct jhr_space *s, struct jhr_dim d)
{
    struct jhr_dim *at = jhr_vec_add(s->a, &s->dims);
    if (at == NULL)
        return JHR_NONE;
    *at = d;
    return s->dims.n - 1;
}

static uint32_t plain(struct jhr_space *s, enum jhr_dim_kind kind, int64_t lo, int64_t hi,
                      bool nominal)
{
    return add_dim(s, (struct jhr_dim){.kind = (uint8_t)kind,
                                       .lo = lo,
                                       .hi = hi,
                                       .nominal = nominal,
                                       .feit = {JHR_NONE, JHR_NONE},
                                       .rekening = {JHR_NONE, JHR_NONE}});
}

/* Aanbieders by name, of both sides; one that a side does not name is another one to it. */
static void aanbieder_values(struct jhr_space *s, uint32_t dim, uint32_t before, bool named)
{
    JHR_VEC(struct jhr_str) names = {0};
    for (uint32_t k = 0; named && k < s->sides_n; k++)
        for (uint32_t i = 0; i < s->side[k].model->aanbieders_n; i++) {
            struct jhr_str name = s->side[k].model->aanbieders[i];
            bool known = false;
            for (uint32_t n = 0; n < names.n && !known; n++)
                known = jhr_str_eq(names.v[n], name);
            struct jhr_str *at = known ? NULL : jhr_vec_add(s->a, &names);
            if (at != NULL)
                *at = name;
        }
    struct jhr_dim *d = &s->dims.v[dim];
    d->hi = d->lo + before + (int64_t)names.n - 1;
    for (uint32_t k = 0; k < s->sides_n; k++) {
        uint32_t *index = jhr_arena_alloc(s->a, (before + (size_t)names.n + 1) * sizeof *index);
        if (index == NULL)
            return;
        for (uint32_t i = 0; i < before; i++)
            index[i] = JHR_OUTSIDE + (before - i);
        for (uint32_t i = 0; i < names.n; i++) {
            const struct jhr_model *m = s->side[k].model;
            index[before + i] = JHR_OUTSIDE + 10 + i;
            for (uint32_t n = 0; n < m->aanbieders_n; n++)
                if (jhr_str_eq(m->aanbieders[n], names.v[i]))
                    index[before + i] = n;
        }
        d->index[k] = index;
    }
}

static void list_dims(struct jhr_space *s, const struct use *u, const struct joint *products)
{
    if (!u->lists)
        return;
    s->when = plain(s, JHR_DIM_WHEN, 0, JHR_WHENS - 1, true);
    if (used(u, s, JHR_X_ITEM_AANBIEDER)) {
        s->item_by = plain(s, JHR_DIM_ITEM_BY, 0, JHR_BY_OTHER, true);
        aanbieder_values(s, s->item_by, JHR_BY_NAMED, u->named_item_by);
    }
    if (!u->items || products->n == 0)
        return;
    s->item = plain(s, JHR_DIM_ITEM, 0, (int64_t)products->n - 1, true);
    for (uint32_t k = 0; k < s->sides_n; k++)
        s->dims.v[s->item].index[k] = products->index[k];
}

static void day_dims(struct jhr_space *s, const struct use *u)
{
    bool open =
        used(u, s, JHR_X_EIND) || used(u, s, JHR_X_KOSTEN) || used_truth(u, s, JHR_BC_OPEN_EINDE);
    bool omvang = used(u, s, JHR_X_KOSTEN);
    for (uint32_t col = JHR_X_OMVANG; col <= JHR_X_OMVANG_STUK; col++)
        omvang |= used(u, s, col);
    if (s->apart)
        s->peil = plain(s, JHR_DIM_PEIL, s->from, s->to, false);
    s->start = plain(s, JHR_DIM_START, s->from, s->to, false);
    for (uint32_t k = 0; k < s->sides_n; k++)
        for (uint32_t i = 0; i < s->side[k].model->rekeningen_n; i++)
            open |= u->cols[k][s->side[k].ir->first_rekening + i * JHR_RC_COUNT]; /* a cost */
    if (open || used_truth(u, s, JHR_BC_DOORLOPEND))
        s->length = plain(s, JHR_DIM_LENGTH, 1, JHR_LENGTH_MOST, false);
    if (used_truth(u, s, JHR_BC_OPEN_EINDE) && s->length != JHR_NONE) {
        s->dims.v[s->length].hi = JHR_LENGTH_OPEN;
        s->dims.v[s->length].extra = true;
    }
    if (omvang)
        s->omvang = plain(s, JHR_DIM_OMVANG, 0, JHR_OMVANG_MAX / JHR_OMVANG_SCALE, false);
    if (u->named_by) {
        s->by = plain(s, JHR_DIM_BY, 0, 0, true);
        aanbieder_values(s, s->by, 1, true);
    }
    bool throughout = used_truth(u, s, JHR_BC_DOORLOPEND);
    if (throughout || used_truth(u, s, JHR_BC_GECONTRACTEERD))
        s->contract = plain(s, JHR_DIM_CONTRACT, 0,
                            throughout ? JHR_CONTRACT_AT_START : JHR_CONTRACT_NONE, true);
}

/* ---- facts ---- */

static bool is_read(const struct use *u, const struct jhr_space *s, uint32_t side, uint32_t feit)
{
    return feit != JHR_NONE && u->cols[side][s->side[side].ir->feit_col[feit]];
}

static void values_of(struct jhr_space *s, struct jhr_dim *d, const struct names *l)
{
    struct joint j = join(s, l);
    d->nominal = true;
    d->lo = 0;
    d->hi = (int64_t)j.n - 1;
    for (uint32_t k = 0; k < s->sides_n; k++)
        d->index[k] = j.index[k];
}

static void range_of(struct jhr_space *s, struct jhr_dim *d, uint32_t side)
{
    const struct jhr_ir *ir = s->side[side].ir;
    const struct jhr_ir_col *c = &ir->cols.v[ir->feit_col[d->feit[side]]];
    if (d->feit[0] != JHR_NONE && side == 1 && (c->lowest != d->lo || c->highest != d->hi)) {
        only(s, 0, "bereik", d->name);
        only(s, 1, "bereik", d->name);
    }
    bool first = side == 0 || d->feit[0] == JHR_NONE;
    d->lo = first || c->lowest > d->lo ? c->lowest : d->lo;
    d->hi = first || c->highest < d->hi ? c->highest : d->hi;
}

/* A gemeente that the rules do not name: what is said of all cases holds there too. */
static void one_more(struct jhr_space *s, struct jhr_dim *d)
{
    uint32_t n = (uint32_t)(d->hi - d->lo + 1);
    d->hi++;
    d->extra = true;
    for (uint32_t k = 0; k < s->sides_n; k++) {
        uint32_t *index = jhr_arena_alloc(s->a, (n + (size_t)2) * sizeof *index);
        if (index == NULL)
            return;
        for (uint32_t i = 0; i < n; i++)
            index[i] = d->index[k] != NULL ? d->index[k][i] : i;
        index[n] = JHR_OUTSIDE;
        d->index[k] = index;
    }
}

/* A fact of both sides, or of one; JHR_NONE for the other. */
static void feit_dim(struct jhr_space *s, const struct use *u, uint32_t one, uint32_t other)
{
    struct jhr_dim d = {
        .kind = JHR_DIM_FEIT, .feit = {one, other}, .rekening = {JHR_NONE, JHR_NONE}};
    uint32_t of = one != JHR_NONE ? 0 : 1;
    const struct jhr_feit *f = &s->side[of].model->feiten[d.feit[of]];
    struct names l = {.n = {0, 0}, .what = "waarde"};
    if (!is_read(u, s, 0, one) && !is_read(u, s, 1, other))
        return;
    d.name = f->name;
    d.janee = f->type == JHR_T_JANEE;
    bool both = one != JHR_NONE && other != JHR_NONE;
    for (uint32_t k = 0; k < s->sides_n; k++) {
        if (d.feit[k] == JHR_NONE)
            continue;
        const struct jhr_model *m = s->side[k].model;
        l.of[k] = m->feiten[d.feit[k]].soort;
        l.n[k] = f->type == JHR_T_SOORT ? m->soorten[l.of[k]].n : m->gemeenten_n;
        if (f->type != JHR_T_SOORT && f->type != JHR_T_GEMEENTE)
            range_of(s, &d, k);
    }
    if (f->type == JHR_T_SOORT || f->type == JHR_T_GEMEENTE) {
        l.name = f->type == JHR_T_SOORT ? waarde_name : gemeente_name;
        l.what = f->type == JHR_T_SOORT ? "waarde" : "gemeente";
        if (both || s->sides_n == 1) {
            values_of(s, &d, &l);
        } else {
            d.nominal = true;
            d.lo = 0;
            d.hi = (int64_t)l.n[of] - 1;
        }
    }
    if (f->type == JHR_T_GEMEENTE)
        one_more(s, &d);
    uint32_t dim = add_dim(s, d);
    for (uint32_t k = 0; k < s->sides_n && dim != JHR_NONE; k++)
        if (d.feit[k] != JHR_NONE)
            s->feit_dim[k][d.feit[k]] = dim;
}

static bool alike(const struct jhr_feit *a, const struct jhr_feit *b)
{
    bool ranged = a->type == JHR_T_GETAL || a->type == JHR_T_BEDRAG || a->type == JHR_T_DATUM;
    return a->type == b->type && (!ranged || (a->lowest <= b->highest && b->lowest <= a->highest));
}

/* The fact of the same name on the other side. */
static uint32_t twin(const struct jhr_space *s, uint32_t side, uint32_t feit)
{
    if (s->sides_n == 1)
        return JHR_NONE;
    const struct jhr_feit *f = &s->side[side].model->feiten[feit];
    uint32_t other = jhr_model_feit(s->side[1 - side].model, f->name);
    if (other == JHR_NONE || !alike(f, &s->side[1 - side].model->feiten[other]))
        return JHR_NONE;
    return other;
}

/* Yes/no facts come last: they are what rules share most. */
static void feit_dims(struct jhr_space *s, const struct use *u)
{
    for (uint32_t janee = 0; janee < 2; janee++)
        for (uint32_t k = 0; k < s->sides_n; k++)
            for (uint32_t i = 0; i < s->side[k].model->feiten_n; i++) {
                const struct jhr_feit *f = &s->side[k].model->feiten[i];
                uint32_t other = twin(s, k, i);
                if ((f->type == JHR_T_JANEE) != (janee == 1) || (k == 1 && other != JHR_NONE))
                    continue;
                if (s->sides_n == 2 && other == JHR_NONE)
                    only(s, k, "feit", f->name);
                feit_dim(s, u, k == 0 ? i : other, k == 0 ? other : i);
            }
}

/* ---- budgets and capaciteiten ---- */

static struct jhr_str rekening_id(const struct jhr_model *m, uint32_t i)
{
    return m->regels[m->rekeningen[i].regel].id;
}

static void room_dims(struct jhr_space *s, const struct use *u)
{
    for (uint32_t k = 0; k < s->sides_n; k++)
        for (uint32_t i = 0; i < s->side[k].model->rekeningen_n; i++) {
            struct jhr_str id = rekening_id(s->side[k].model, i);
            uint32_t dim = JHR_NONE;
            if (!u->cols[k][s->side[k].ir->first_rekening + i * JHR_RC_COUNT])
                continue;
            for (uint32_t n = 0; k == 1 && n < s->side[0].model->rekeningen_n; n++)
                if (jhr_str_eq(rekening_id(s->side[0].model, n), id))
                    dim = s->room_dim[0][n];
            if (dim == JHR_NONE) {
                dim = plain(s, JHR_DIM_ROOM, 0, 1, false);
                if (dim == JHR_NONE)
                    return;
                s->dims.v[dim].janee = true;
                s->dims.v[dim].name = id;
            }
            s->room_dim[k][i] = dim;
            s->dims.v[dim].rekening[k] = i;
        }
}

/* ---- all of it ---- */

/* Some rule is read on the startdatum and another on the peildatum, or a condition names the
 * peildatum. */
static bool tells_apart(const struct jhr_space *s)
{
    bool on[2] = {false, false}, named = false;
    for (uint32_t k = 0; k < s->sides_n; k++) {
        const struct jhr_model *m = s->side[k].model;
        for (uint32_t i = 0; i < m->regels_n; i++) {
            const struct jhr_regel *r = &m->regels[i];
            bool dated =
                r->period.from > m->geldig.from || r->period.to < m->geldig.to || r->kracht_n > 0;
            on[r->peilt_startdatum] |= dated && r->stand != JHR_S_VERVALLEN;
        }
        on[0] |= s->side[k].ir->dated[0];
        on[1] |= s->side[k].ir->dated[1];
        named |= s->side[k].ir->names_peildatum;
    }
    return named || (on[0] && on[1]);
}

/* The last day from which each length ends within the calendar. */
#define WHOLE (JHR_DAY_LAST - JHR_LENGTH_MOST + 1)

/* The days on which both sides hold. With none in common (the regeling of one year and that of the
 * next) each is read on its own days, counted from its first one. */
static void days(struct jhr_space *s)
{
    int32_t from[2], to[2];
    for (uint32_t k = 0; k < s->sides_n; k++) {
        from[k] = jhr_day_of_ymd(s->side[k].model->geldig.from);
        to[k] = jhr_day_of_ymd(s->side[k].model->geldig.to) - 1;
        to[k] = to[k] > JHR_DAY_LAST ? JHR_DAY_LAST : to[k];
        if (from[k] <= WHOLE && to[k] > WHOLE)
            to[k] = WHOLE;
    }
    uint32_t k = s->sides_n - 1;
    s->from = from[0] > from[k] ? from[0] : from[k];
    s->to = to[0] < to[k] ? to[0] : to[k];
    if (s->from <= s->to)
        return;
    int32_t most = to[0] - from[0] < to[k] - from[k] ? to[0] - from[0] : to[k] - from[k];
    s->from = from[k];
    s->to = from[k] + most;
    s->shift[0] = from[0] - from[k];
}

static bool prepare(struct jhr_space *s, struct use *u)
{
    s->when = s->item_by = s->item = s->peil = s->start = s->length = JHR_NONE;
    s->omvang = s->by = s->contract = JHR_NONE;
    for (uint32_t k = 0; k < s->sides_n; k++) {
        const struct jhr_side *side = &s->side[k];
        size_t feiten = side->model->feiten_n + (size_t)1;
        size_t rekeningen = side->model->rekeningen_n + (size_t)1;
        u->cols[k] = jhr_arena_alloc(s->a, (side->ir->cols.n + (size_t)1) * sizeof(bool));
        s->feit_dim[k] = jhr_arena_alloc(s->a, feiten * sizeof(uint32_t));
        s->room_dim[k] = jhr_arena_alloc(s->a, rekeningen * sizeof(uint32_t));
        s->readings[k] =
            jhr_arena_alloc(s->a, (side->ir->atoms.n + (size_t)1) * sizeof(struct jhr_reading));
        s->count_free[k] =
            jhr_arena_alloc(s->a, (side->ir->nodes.n + (size_t)1) * sizeof(uint32_t));
        s->live[k] = jhr_arena_alloc(s->a, (side->ir->nodes.n + (size_t)1) * sizeof(bool));
        if (s->a->out_of_memory || s->live[k] == NULL || s->readings[k] == NULL ||
            u->cols[k] == NULL || s->feit_dim[k] == NULL || s->room_dim[k] == NULL ||
            s->count_free[k] == NULL)
            return false;
        memset(s->feit_dim[k], 0xff, feiten * sizeof(uint32_t));
        memset(s->room_dim[k], 0xff, rekeningen * sizeof(uint32_t));
        enliven_all(s, k);
        use_of(u, s, k);
    }
    return true;
}

/* Classes as numbers in binary, dimension by dimension. */
static bool number_vars(struct jhr_space *s)
{
    for (uint32_t i = 0; i < s->dims.n; i++) {
        struct jhr_dim *d = &s->dims.v[i];
        d->var = s->vars_n;
        for (d->bits = 0; (UINT64_C(1) << d->bits) < d->n;)
            d->bits++;
        s->vars_n += d->bits;
    }
    s->dim_of = jhr_arena_alloc(s->a, (s->vars_n + (size_t)1) * sizeof *s->dim_of);
    for (uint32_t i = 0; i < s->dims.n && s->dim_of != NULL; i++)
        for (uint32_t b = 0; b < s->dims.v[i].bits; b++)
            s->dim_of[s->dims.v[i].var + b] = i;
    return s->dim_of != NULL && !s->a->out_of_memory;
}

struct jhr_space *jhr_space_new(struct jhr_arena *a, const struct jhr_side *one,
                                const struct jhr_side *other)
{
    struct jhr_space *s = JHR_NEW(a, struct jhr_space);
    struct use u = {.named_by = false};
    if (a->out_of_memory)
        return NULL;
    *s = (struct jhr_space){.a = a, .sides_n = other != NULL ? 2 : 1, .side = {*one}};
    if (other != NULL)
        s->side[1] = *other;
    days(s);
    if (!prepare(s, &u))
        return NULL;
    s->apart = tells_apart(s);
    struct names l = {.name = product_name, .what = "product"};
    for (uint32_t k = 0; k < s->sides_n; k++)
        l.n[k] = s->side[k].model->producten_n;
    struct joint products = join(s, &l);
    for (uint32_t k = 0; k < s->sides_n; k++)
        s->product[k] = products.index[k];
    s->products_n = products.n;
    list_dims(s, &u, &products);
    day_dims(s, &u);
    feit_dims(s, &u);
    room_dims(s, &u);
    return !a->out_of_memory && jhr_space_cut(s) && number_vars(s) ? s : NULL;
}

#include "runtime/verify.h"

#include "runtime/calendar.h"
#include "runtime/workdays.h"

#include "base/voorstel.h"

/* A row takes a byte of the file: no product of the program looks like one from outside. */
_Static_assert(JHR_MAX_FILE < JHR_OUTSIDE, "indices of products end before JHR_OUTSIDE");

/*
 * Rows of one table that belong to rows of another lie in the order of their owners. `at` is where
 * the next owner's rows begin; an owner without rows may say anything below the end.
 */
static bool is_next(uint32_t *at, uint32_t first, uint32_t n, uint32_t total)
{
    if (n == 0)
        return first <= total;
    if (first != *at || n > total - *at)
        return false;
    *at += n;
    return true;
}

static bool is_period(int32_t from, int32_t to)
{
    return from >= 0 && from <= JHR_DAY_LAST && from < to &&
           (to <= JHR_DAY_LAST + 1 || to == JHR_DAY_NEVER);
}

static bool is_index(uint32_t i, uint32_t n)
{
    return i < n || i == JHR_P_NONE;
}

static bool check_meta(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    NEED(v, p->meta_n == 1, META, meta, 0);
    const struct jhr_p_meta *m = p->meta;
    NEED(v, is_period(m->from, m->to), DATES, meta, 0);
    NEED(v, m->regs <= JHR_MAX_REGS && m->regels <= p->regels_n, RANGE_OF, meta, 0);
    NEED(v, is_index(m->voor, p->regels_n) && m->voor >= m->regels, RULE_KIND, meta, 0);
    NEED(v, is_index(m->adviserend, p->regels_n) && m->adviserend >= m->regels, RULE_KIND, meta, 0);
    NEED(v, is_index(m->feit_gemeente, p->feiten_n), RANGE_OF, meta, 0);
    NEED(v, m->feit_gemeente == JHR_P_NONE || p->feiten[m->feit_gemeente].type == JHR_P_GEMEENTE,
         COLUMN_TYPE, meta, 0);
    return true;
}

/* Bounds within those of the bank; a built-in column is what the evaluator puts there. */
static bool check_kolommen(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    uint32_t xcols = p->meta->xcols, bcols = p->meta->bcols;
    NEED(v, xcols >= JHR_X_FACTS && bcols >= JHR_BC_FACTS, COLUMN, kolom, 0);
    NEED(v, (uint64_t)xcols + bcols == p->kolommen_n, COLUMN, kolom, 0);
    for (uint32_t i = 0; i < p->kolommen_n; i++) {
        const struct jhr_p_kolom *k = &p->kolommen[i];
        bool is_x = i < xcols;
        uint32_t at = is_x ? i : i - xcols;
        bool builtin = at < (is_x ? (uint32_t)JHR_X_FACTS : (uint32_t)JHR_BC_FACTS);
        NEED(v, k->bank == (is_x ? JHR_BANK_X : JHR_BANK_B), COLUMN, kolom, i);
        NEED(v, k->lowest <= k->highest, BOUNDS, kolom, i);
        NEED(v, is_x || (k->lowest >= 0 && k->highest <= JHR_YES), BOUNDS, kolom, i);
        if (!builtin) {
            NEED(v, !k->item, COLUMN, kolom, i);
            continue;
        }
        const struct jhr_builtin_col *b = is_x ? &jhr_builtin_x[at] : &jhr_builtin_b[at];
        NEED(v, k->item == b->item, COLUMN, kolom, i);
        NEED(v, k->lowest <= b->lowest && k->highest >= b->highest, BOUNDS, kolom, i);
    }
    return true;
}

static bool check_soorten(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    uint32_t at = 0;
    for (uint32_t i = 0; i < p->soorten_n; i++) {
        const struct jhr_p_soort *s = &p->soorten[i];
        NEED(v, s->n >= 1 && s->n <= 64, SORT, soort, i);
        NEED(v, is_next(&at, s->first, s->n, p->waarden_n), ROWS_OF, soort, i);
    }
    NEED(v, at == p->waarden_n, ROWS_OF, waarde, at);
    return true;
}

static bool check_feit(struct jhr_verifier *v, uint32_t i)
{
    const struct jhr_program *p = v->p;
    const struct jhr_p_feit *f = &p->feiten[i];
    bool has_soort = f->type == JHR_P_SOORT;
    NEED(v, f->type <= JHR_P_GEMEENTE && f->unit <= JHR_P_U_STUK, KIND, feit, i);
    NEED(v, f->lowest <= f->highest, BOUNDS, feit, i);
    NEED(v, has_soort ? f->soort < p->soorten_n : f->soort == JHR_P_NONE, RANGE_OF, feit, i);
    NEED(v, !has_soort || (f->lowest == 0 && f->highest == p->soorten[f->soort].n - 1), BOUNDS,
         feit, i);
    NEED(v, f->type != JHR_P_DATUM || (f->lowest >= 0 && f->highest <= JHR_DAY_NEVER), BOUNDS, feit,
         i);
    return true;
}

/* Facts take the columns after the built-in ones, each bank in the order of the facts. */
static bool check_feiten(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    uint32_t x = JHR_X_FACTS, b = p->meta->xcols + JHR_BC_FACTS;
    for (uint32_t i = 0; i < p->feiten_n; i++) {
        const struct jhr_p_feit *f = &p->feiten[i];
        if (!check_feit(v, i))
            return false;
        NEED(v, f->kolom == (f->type == JHR_P_JANEE ? b : x), COLUMN, feit, i);
        if (f->type == JHR_P_JANEE) {
            NEED(v, b++ < p->kolommen_n, COLUMN, feit, i);
            continue;
        }
        NEED(v, x < p->meta->xcols, COLUMN, feit, i);
        const struct jhr_p_kolom *k = &p->kolommen[x];
        NEED(v, k->lowest == f->lowest && k->highest == f->highest, BOUNDS, feit, i);
        v->fact_of[x++] = i;
    }
    for (uint32_t i = 0; i < p->rekeningen_n; i++, b += JHR_RC_COUNT)
        NEED(v, p->rekeningen[i].kolom == b, COLUMN, rekening, i);
    NEED(v, x == p->meta->xcols && b == p->kolommen_n, COLUMN, kolom, x);
    return true;
}

static bool check_steps(struct jhr_verifier *v, uint32_t first, uint32_t n, uint8_t kind)
{
    struct jhr_interval *all = &v->steps[kind];
    for (uint32_t i = first; i < first + n; i++) {
        const struct jhr_p_stap *s = &v->p->stappen[i];
        NEED(v, is_period(s->from, s->to), DATES, stap, i);
        NEED(v, i == first || s[-1].to <= s->from, DATES, stap, i);
        NEED(v, s->known || s->value == 0, UNUSED, stap, i);
        all->lo = s->value < all->lo ? s->value : all->lo;
        all->hi = s->value > all->hi ? s->value : all->hi;
    }
    return true;
}

static bool check_producten(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    uint32_t at = 0;
    for (uint32_t i = 0; i < p->producten_n; i++) {
        const struct jhr_p_product *r = &p->producten[i];
        NEED(v, r->tarief_unit <= JHR_P_U_STUK && r->norm_unit <= JHR_P_U_STUK, KIND, product, i);
        NEED(v, is_next(&at, r->tarief, r->tarief_n, p->stappen_n), ROWS_OF, product, i);
        NEED(v, is_next(&at, r->norm, r->norm_n, p->stappen_n), ROWS_OF, product, i);
        NEED(v, !r->zonder_tarief || r->tarief_n == 0, UNUSED, product, i);
        NEED(v, !r->zonder_norm || r->norm_n == 0, UNUSED, product, i);
        if (!check_steps(v, r->tarief, r->tarief_n, JHR_TABLE_TARIEF) ||
            !check_steps(v, r->norm, r->norm_n, JHR_TABLE_NORM))
            return false;
    }
    NEED(v, at == p->stappen_n, ROWS_OF, stap, at);
    for (uint32_t i = 0; i < p->bronnen_n; i++) {
        int32_t day = p->bronnen[i].datum;
        NEED(v, day >= JHR_DAY_NONE && day <= JHR_DAY_LAST, DATES, bron, i);
    }
    return true;
}

/* The rows of one set; `words` is where the next row's bits begin. */
static bool check_set_rows(struct jhr_verifier *v, const struct jhr_p_set *s, uint32_t *words)
{
    const struct jhr_program *p = v->p;
    uint32_t each = s->size / 64 + (s->size % 64 > 0);
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        const struct jhr_p_setrij *r = &p->setrijen[i];
        NEED(v, is_period(r->from, r->to), DATES, setrij, i);
        NEED(v, i == s->first || r[-1].to <= r->from, DATES, setrij, i);
        NEED(v, is_next(words, r->word, each, p->words_n), ROWS_OF, setrij, i);
        if (s->size % 64 > 0)
            NEED(v, p->words[r->word + each - 1].bits >> s->size % 64 == 0, SET_BITS, setrij, i);
    }
    return true;
}

static bool check_sets(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    const uint32_t limits[] = {p->producten_n, p->gemeenten_n, p->aanbieders_n};
    uint32_t at = 0, words = 0;
    for (uint32_t i = 0; i < p->sets_n; i++) {
        const struct jhr_p_set *s = &p->sets[i];
        NEED(v, s->kind < 3, KIND, set, i);
        NEED(v, s->size <= limits[s->kind], SET_BITS, set, i);
        NEED(v, is_next(&at, s->first, s->n, p->setrijen_n), ROWS_OF, set, i);
        if (!check_set_rows(v, s, &words))
            return false;
    }
    NEED(v, at == p->setrijen_n, ROWS_OF, setrij, at);
    NEED(v, words == p->words_n, ROWS_OF, word, words);
    return true;
}

/* What a column's values are: of the fact, or of the built-in column. */
static bool is_date(const struct jhr_verifier *v, uint32_t x)
{
    if (x >= JHR_X_FACTS)
        return v->p->feiten[v->fact_of[x]].type == JHR_P_DATUM;
    return x <= JHR_X_EIND || x == JHR_X_TRAJECTSTART || x == JHR_X_ITEM_START ||
           x == JHR_X_ITEM_EIND;
}

static bool is_kind(const struct jhr_verifier *v, uint32_t x, uint8_t kind)
{
    if (x >= JHR_X_FACTS)
        return kind == 1 && v->p->feiten[v->fact_of[x]].type == JHR_P_GEMEENTE;
    return kind == 0   ? x == JHR_X_PRODUCT || x == JHR_X_ITEM_PRODUCT
           : kind == 2 ? x == JHR_X_AANBIEDER || x == JHR_X_ITEM_AANBIEDER
                       : false;
}

/* Operands that name a column. */
static bool check_column_operands(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    uint32_t xcols = p->meta->xcols;
    for (uint32_t i = 0; i < p->ranges_n; i++)
        NEED(v, p->ranges[i].kolom < xcols, COLUMN_TYPE, range, i);
    for (uint32_t i = 0; i < p->terms_n; i++)
        NEED(v, p->terms[i].kolom < xcols, COLUMN_TYPE, term, i);
    for (uint32_t i = 0; i < p->masks_n; i++) {
        uint32_t x = p->masks[i].kolom;
        NEED(v, x < xcols, COLUMN_TYPE, mask, i);
        NEED(v, p->kolommen[x].lowest >= 0 && p->kolommen[x].highest < 64, COLUMN_TYPE, mask, i);
    }
    for (uint32_t i = 0; i < p->ins_n; i++) {
        NEED(v, p->ins[i].kolom < xcols, COLUMN_TYPE, in, i);
        NEED(v, p->ins[i].set < p->sets_n, RANGE_OF, in, i);
        NEED(v, is_kind(v, p->ins[i].kolom, p->sets[p->ins[i].set].kind), COLUMN_TYPE, in, i);
    }
    for (uint32_t i = 0; i < p->months_n; i++) {
        const struct jhr_p_month *m = &p->months[i];
        NEED(v, m->kolom < xcols && is_date(v, m->kolom), COLUMN_TYPE, month, i);
        const struct jhr_p_kolom *k = &p->kolommen[m->kolom];
        NEED(v, k->lowest >= 0 && k->highest <= JHR_DAY_NEVER, BOUNDS, month, i);
        NEED(v, m->months != 0 && m->months >= -JHR_MONTHS_MOST && m->months <= JHR_MONTHS_MOST,
             DATES, month, i);
    }
    for (uint32_t i = 0; i < p->workdays_n; i++) {
        const struct jhr_p_workday *w = &p->workdays[i];
        NEED(v, w->kolom < xcols && is_date(v, w->kolom), COLUMN_TYPE, workday, i);
        const struct jhr_p_kolom *k = &p->kolommen[w->kolom];
        NEED(v, k->lowest >= 0 && k->highest <= JHR_DAY_NEVER, BOUNDS, workday, i);
        NEED(v, w->n >= -JHR_WORKDAYS_MOST && w->n <= JHR_WORKDAYS_MOST, DATES, workday, i);
    }
    return true;
}

static bool check_other_operands(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    for (uint32_t i = 0; i < p->eachs_n; i++) {
        const struct jhr_p_each *e = &p->eachs[i];
        NEED(v,
             e->list <= JHR_LIST_EERDERE &&
                 (e->kind <= JHR_EACH_COUNT || e->kind == JHR_EACH_COVER),
             KIND, each, i);
        NEED(v, e->kind == JHR_EACH_COUNT || (e->lo == 0 && e->hi == 0), UNUSED, each, i);
    }
    for (uint32_t i = 0; i < p->xeachs_n; i++) {
        const struct jhr_p_xeach *e = &p->xeachs[i];
        NEED(v, e->list <= JHR_LIST_EERDERE, KIND, xeach, i);
        NEED(v, e->kind == JHR_EACH_COUNT || e->kind == JHR_EACH_SUM, KIND, xeach, i);
    }
    for (uint32_t i = 0; i < p->tables_n; i++)
        NEED(v, p->tables[i].kind <= JHR_TABLE_NORM, KIND, table, i);
    return true;
}

/* Both triangles say the same, and say cells that there are. */
static bool check_pairs(struct jhr_verifier *v, const struct jhr_p_stapeling *m)
{
    const struct jhr_program *p = v->p;
    uint32_t n = p->producten_n;
    const struct jhr_p_paar *pairs = p->paren + m->paren;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k <= i; k++) {
            uint32_t at = i * n + k;
            NEED(v, pairs[at].cel < m->cellen_n, MATRIX, paar, m->paren + at);
            NEED(v, pairs[at].cel == pairs[k * n + i].cel, MATRIX, paar, m->paren + at);
        }
    }
    return true;
}

static bool check_stapelingen(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    uint32_t at = 0, pairs = 0, n = p->producten_n;
    for (uint32_t i = 0; i < p->stapelingen_n; i++) {
        const struct jhr_p_stapeling *m = &p->stapelingen[i];
        NEED(v, m->regel < p->meta->regels, RANGE_OF, stapeling, i);
        NEED(v, is_next(&at, m->cellen, m->cellen_n, p->cellen_n), ROWS_OF, stapeling, i);
        NEED(v, is_index(m->standaard, m->cellen_n), RANGE_OF, stapeling, i);
        NEED(v, is_next(&pairs, m->paren, n * n, p->paren_n), ROWS_OF, stapeling, i);
        if (!check_pairs(v, m))
            return false;
    }
    NEED(v, at == p->cellen_n, ROWS_OF, cel, at);
    for (uint32_t i = 0; i < p->cellen_n; i++) {
        const struct jhr_p_cel *c = &p->cellen[i];
        bool mits = c->kind == JHR_P_CEL_MITS;
        NEED(v, c->kind <= JHR_P_CEL_ONDERDEEL, KIND, cel, i);
        NEED(v, mits ? c->slot < p->slots_n : c->slot == JHR_P_NONE, RANGE_OF, cel, i);
    }
    return true;
}

/* Whose a limit is: a gemeente or aanbieder that there is, as `per` says, or everyone's. */
static bool is_whose(const struct jhr_program *p, const struct jhr_p_rekening *r, uint32_t wie)
{
    uint32_t n = r->per & JHR_P_PER_AANBIEDER  ? p->aanbieders_n
                 : r->per & JHR_P_PER_GEMEENTE ? p->gemeenten_n
                                               : 0;
    return is_index(wie, n);
}

static bool check_grenzen(struct jhr_verifier *v, const struct jhr_p_rekening *r)
{
    for (uint32_t i = r->grens; i < r->grens + r->grens_n; i++) {
        const struct jhr_p_grens *g = &v->p->grenzen[i];
        NEED(v, is_whose(v->p, r, g->wie), RANGE_OF, grens, i);
        NEED(v, is_period(g->from, g->to), DATES, grens, i);
        NEED(v, i == r->grens || g[-1].wie < g->wie || (g[-1].wie == g->wie && g[-1].to <= g->from),
             DATES, grens, i);
        NEED(v, g->known || g->value == 0, UNUSED, grens, i);
        NEED(v, g->value >= 0 && g->value <= JHR_GRENS_MAX, BOUNDS, grens, i);
    }
    return true;
}

static bool check_rekening(struct jhr_verifier *v, uint32_t i)
{
    const struct jhr_program *p = v->p;
    const struct jhr_p_rekening *r = &p->rekeningen[i];
    NEED(v, r->regel < p->meta->regels, RANGE_OF, rekening, i);
    uint8_t kind = p->regels[r->regel].kind;
    NEED(v, kind == JHR_P_BUDGET || kind == JHR_P_CAPACITEIT, RULE_KIND, rekening, i);
    NEED(v, i == 0 || r[-1].regel < r->regel, ROWS_OF, rekening, i);
    NEED(v, r->per < 2 * JHR_P_PER_KALENDERJAAR, KIND, rekening, i);
    NEED(v, kind == JHR_P_BUDGET || (r->per & JHR_P_PER_KALENDERJAAR) == 0, KIND, rekening, i);
    NEED(v, kind == JHR_P_CAPACITEIT || !r->jeugdigen, KIND, rekening, i);
    NEED(v, r->vanaf >= 0 && r->vanaf <= r->vanaf_van && r->vanaf_van <= JHR_VANAF_MAX, BOUNDS,
         rekening, i);
    NEED(v, (r->vanaf_van > 0) == (r->signaal != JHR_P_NONE), UNUSED, rekening, i);
    NEED(v, r->signaal == JHR_P_NONE || (r->signaal >= p->meta->regels && r->signaal < p->regels_n),
         RANGE_OF, rekening, i);
    return check_grenzen(v, r);
}

static bool check_rekeningen(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    uint32_t at = 0;
    for (uint32_t i = 0; i < p->rekeningen_n; i++) {
        const struct jhr_p_rekening *r = &p->rekeningen[i];
        NEED(v, is_next(&at, r->grens, r->grens_n, p->grenzen_n), ROWS_OF, rekening, i);
        if (!check_rekening(v, i))
            return false;
    }
    NEED(v, at == p->grenzen_n, ROWS_OF, grens, at);
    return true;
}

static bool check_regel(struct jhr_verifier *v, uint32_t i)
{
    const struct jhr_program *p = v->p;
    const struct jhr_p_regel *r = &p->regels[i];
    NEED(v, r->kind <= JHR_P_PSEUDO && r->stand <= JHR_P_VERVALLEN && r->heeft < 8, KIND, regel, i);
    NEED(v, (r->kind == JHR_P_PSEUDO) == (i >= p->meta->regels), RULE_KIND, regel, i);
    NEED(v, is_period(r->from, r->to), DATES, regel, i);
    NEED(v, is_index(r->bron, p->bronnen_n) && is_index(r->plek, p->plekken_n), RANGE_OF, regel, i);
    for (uint32_t k = 0; k < r->kracht_n; k++) {
        const struct jhr_p_kracht *row = &p->krachten[r->kracht + k];
        NEED(v, row->from >= 0 && row->from <= JHR_DAY_LAST, DATES, kracht, r->kracht + k);
        NEED(v, k == 0 || row[-1].from < row->from, DATES, kracht, r->kracht + k);
    }
    return true;
}

static bool check_regels(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    uint32_t kracht = 0, vervangt = 0, alternatief = 0, leest = 0;
    for (uint32_t i = 0; i < p->regels_n; i++) {
        const struct jhr_p_regel *r = &p->regels[i];
        NEED(v, is_next(&kracht, r->kracht, r->kracht_n, p->krachten_n), ROWS_OF, regel, i);
        NEED(v, is_next(&vervangt, r->vervangt, r->vervangt_n, p->vervangen_n), ROWS_OF, regel, i);
        NEED(v, is_next(&alternatief, r->alternatief, r->alternatief_n, p->alternatieven_n),
             ROWS_OF, regel, i);
        NEED(v, is_next(&leest, r->leest, r->leest_n, p->lezen_n), ROWS_OF, regel, i);
        if (!check_regel(v, i))
            return false;
    }
    NEED(v, kracht == p->krachten_n, ROWS_OF, kracht, kracht);
    NEED(v, vervangt == p->vervangen_n, ROWS_OF, vervangt, vervangt);
    NEED(v, alternatief == p->alternatieven_n, ROWS_OF, alternatief, alternatief);
    NEED(v, leest == p->lezen_n, ROWS_OF, leest, leest);
    for (uint32_t i = 0; i < p->lezen_n; i++)
        NEED(v, p->lezen[i].feit < p->feiten_n, RANGE_OF, leest, i);
    for (uint32_t i = 0; i < p->vervangen_n; i++)
        NEED(v, p->vervangen[i].regel < p->meta->regels, CYCLE, vervangt, i);
    return true;
}

/* Takes away rules that no other rule replaces, until none is left; a circle stays. */
static bool check_cycles(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    uint32_t *by = jhr_arena_alloc(&v->arena, p->regels_n * sizeof(*by));
    uint32_t *ready = jhr_arena_alloc(&v->arena, p->regels_n * sizeof(*ready));
    uint32_t n = 0, done = 0;
    NEED(v, !v->arena.out_of_memory, MEMORY, vervangt, 0);
    for (uint32_t i = 0; i < p->vervangen_n; i++)
        by[p->vervangen[i].regel]++;
    for (uint32_t i = 0; i < p->regels_n; i++) {
        if (by[i] == 0)
            ready[n++] = i;
    }
    for (; done < n; done++) {
        const struct jhr_p_regel *r = &p->regels[ready[done]];
        for (uint32_t k = 0; k < r->vervangt_n; k++) {
            uint32_t other = p->vervangen[r->vervangt + k].regel;
            if (--by[other] == 0)
                ready[n++] = other;
        }
    }
    NEED(v, n == p->regels_n, CYCLE, regel, n);
    return true;
}

static bool check_plekken(struct jhr_verifier *v)
{
    const struct jhr_program *p = v->p;
    NEED(v, p->plekken_n >= p->code_n, PLACES, plek, p->plekken_n);
    for (uint32_t i = 0; i < p->plekken_n; i++) {
        const struct jhr_p_plek *k = &p->plekken[i];
        NEED(v, is_index(k->bestand, p->bestanden_n), RANGE_OF, plek, i);
        NEED(v, k->bestand != JHR_P_NONE || (k->line == 0 && k->column == 0 && k->length == 0),
             UNUSED, plek, i);
    }
    return true;
}

bool jhr_verify_tables(struct jhr_verifier *v)
{
    if (!check_meta(v) || !check_kolommen(v))
        return false;
    v->fact_of = jhr_arena_alloc(&v->arena, v->p->meta->xcols * sizeof(*v->fact_of));
    NEED(v, !v->arena.out_of_memory, MEMORY, kolom, 0);
    return check_soorten(v) && check_feiten(v) && check_producten(v) && check_sets(v) &&
           check_column_operands(v) && check_other_operands(v) && check_stapelingen(v) &&
           check_rekeningen(v) && check_regels(v) && check_cycles(v) && check_plekken(v);
}

#include "compiler/lower.h"

#include "compiler/lower_parts.h"

#include "runtime/calendar.h"

/* ---- columns ---- */

static void add_col(struct jhr_lowering *l, struct jhr_ir_col col)
{
    struct jhr_ir_col *c = jhr_vec_add(l->a, &l->ir->cols);
    if (c != NULL)
        *c = col;
}

static void builtin_cols(struct jhr_lowering *l, const struct jhr_builtin_col *cols, uint32_t n,
                         uint8_t bank)
{
    for (uint32_t i = 0; i < n; i++) {
        bool nominal = i == JHR_X_PRODUCT || i == JHR_X_AANBIEDER || i == JHR_X_ITEM_PRODUCT ||
                       i == JHR_X_ITEM_AANBIEDER;
        bool in_class = bank == JHR_BANK_X && i > JHR_X_OMVANG && i <= JHR_X_KOSTEN;
        add_col(l, (struct jhr_ir_col){.name = jhr_str_of(cols[i].naam),
                                       .lowest = cols[i].lowest,
                                       .highest = cols[i].highest,
                                       .feit = JHR_NONE,
                                       .bank = bank,
                                       .item = cols[i].item,
                                       .nominal = bank == JHR_BANK_X && nominal,
                                       /* a volume in uren has no value in etmalen */
                                       .firm = !cols[i].item && !in_class});
    }
}

static void feit_col(struct jhr_lowering *l, uint32_t feit, uint32_t *index)
{
    const struct jhr_feit *f = &l->m->feiten[feit];
    struct jhr_ir_col col = {.name = f->name, .feit = feit, .firm = true};
    col.lowest = f->lowest;
    col.highest = f->highest;
    if (f->type == JHR_T_JANEE) {
        col.bank = JHR_BANK_B;
        col.lowest = 0;
        col.highest = 1;
    } else if (f->type == JHR_T_DATUM) {
        col.lowest = jhr_day_of_ymd((int32_t)f->lowest);
        col.highest = jhr_day_of_ymd((int32_t)f->highest);
    } else if (f->type == JHR_T_SOORT) {
        col.lowest = 0;
        col.highest = (int64_t)l->m->soorten[f->soort].n - 1;
    } else if (f->type == JHR_T_GEMEENTE) { /* also one that the rules do not name */
        col.lowest = 0;
        col.nominal = true;
        col.highest = l->ir->cols.v[JHR_X_PRODUCT].highest;
    }
    *index = l->ir->cols.n;
    add_col(l, col);
}

/* After the facts: of each rekening whether there is room, and whether to warn. */
static void rekening_cols(struct jhr_lowering *l)
{
    static const char *const what[JHR_RC_COUNT] = {"ruimte", "waarschuwing"};
    l->ir->first_rekening = l->ir->cols.n;
    for (uint32_t i = 0; i < l->m->rekeningen_n * JHR_RC_COUNT; i++) {
        struct jhr_str id = l->m->regels[l->m->rekeningen[i / JHR_RC_COUNT].regel].id;
        struct jhr_buf name = {0};
        jhr_buf_fmt(&name, "%s %.*s", what[i % JHR_RC_COUNT], (int)id.n, id.p);
        add_col(l, (struct jhr_ir_col){.name = jhr_arena_str(l->a, jhr_buf_get(&name)),
                                       .highest = JHR_YES,
                                       .feit = JHR_NONE,
                                       .bank = JHR_BANK_B,
                                       .firm = true});
        l->a->out_of_memory |= name.failed;
        jhr_buf_free(&name);
    }
}

static void columns(struct jhr_lowering *l)
{
    const struct jhr_model *m = l->m;
    uint32_t *index = jhr_arena_alloc(l->a, (m->feiten_n + (size_t)1) * sizeof(*index));
    if (index == NULL || l->a->out_of_memory)
        return;
    l->ir->feit_col = index;
    builtin_cols(l, jhr_builtin_x, JHR_X_FACTS, JHR_BANK_X);
    for (uint32_t i = 0; i < m->feiten_n; i++)
        if (m->feiten[i].type != JHR_T_JANEE)
            feit_col(l, i, &index[i]);
    l->ir->xcols = l->ir->cols.n;
    builtin_cols(l, jhr_builtin_b, JHR_BC_FACTS, JHR_BANK_B);
    for (uint32_t i = 0; i < m->feiten_n; i++)
        if (m->feiten[i].type == JHR_T_JANEE)
            feit_col(l, i, &index[i]);
    rekening_cols(l);
    if (l->proofs) {
        l->ir->besluit = l->ir->cols.n;
        add_col(l, (struct jhr_ir_col){.name = JHR_STR("toelaatbaar"),
                                       .highest = JHR_YES,
                                       .feit = JHR_NONE,
                                       .bank = JHR_BANK_B,
                                       .firm = true});
    }
    l->ir->bcols = l->ir->cols.n - l->ir->xcols;
}

/* ---- sets of products that lowering needs ---- */

uint32_t jhr_lower_set(struct jhr_lowering *l, const char *name,
                       bool (*in)(const struct jhr_product *p, uint32_t self), uint32_t self)
{
    const struct jhr_model *m = l->m;
    uint32_t *products = jhr_arena_alloc(l->a, (m->producten_n + (size_t)1) * sizeof(*products));
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->producten_n && products != NULL; i++)
        if (in(&m->producten[i], self))
            products[n++] = i;
    struct jhr_ir_set *set = n == 0 ? NULL : jhr_vec_add(l->a, &l->ir->sets);
    if (set == NULL)
        return JHR_NONE;
    *set = (struct jhr_ir_set){.name = jhr_str_of(name), .products = products, .n = n};
    return m->sets_n + l->ir->sets.n - 1;
}

static bool product_zonder(const struct jhr_product *p, uint32_t table)
{
    return table == JHR_TABLE_NORM ? p->zonder_norm : p->zonder_tarief;
}

/* ---- begrippen ---- */

/* What an expression needs of the product and the day; marks the begrippen in it as used. */
static uint8_t needs_of(struct jhr_lowering *l, const struct jhr_node *n, bool mark)
{
    uint8_t needs = 0;
    if (n->ref_kind == JHR_REF_BEGRIP) {
        needs |= l->begrip_needs[n->ref];
        l->begrip_used[n->ref] = l->begrip_used[n->ref] || mark;
    }
    if (n->ref_kind == JHR_REF_BUILTIN && n->ref == JHR_B_NORMOMVANG)
        needs |= JHR_NEEDS_NORM;
    if (n->ref_kind == JHR_REF_BUILTIN && (n->ref == JHR_B_TARIEF || n->ref == JHR_B_KOSTEN))
        needs |= JHR_NEEDS_TARIEF;
    if (n->ref_kind == JHR_REF_CONST && !jhr_waarde_is_fixed(&l->m->waarden[n->ref]))
        needs |= JHR_NEEDS_DAY;
    for (const struct jhr_node *c = n->child; c != NULL; c = c->next)
        needs |= needs_of(l, c, mark);
    return needs;
}

static uint8_t needs_of_regel(struct jhr_lowering *l, const struct jhr_regel *r, bool mark)
{
    uint8_t needs = r->kind == JHR_R_BUDGET ? JHR_NEEDS_TARIEF : 0; /* a claim is a cost */
    for (uint32_t i = 0; i < r->voor_n; i++)
        needs |= needs_of(l, r->voor[i], mark);
    for (uint32_t i = 0; i < r->tests_n; i++)
        needs |= needs_of(l, r->tests[i].expr, mark);
    for (uint32_t i = 0; i < r->tenzij_n; i++)
        needs |= needs_of(l, r->tenzij[i], mark);
    return needs;
}

static void mark_used(struct jhr_lowering *l)
{
    const struct jhr_model *m = l->m;
    for (uint32_t i = 0; i < m->begrippen_n; i++)
        l->begrip_needs[i] = needs_of(l, m->begrippen[i].expr, false);
    for (uint32_t i = 0; i < m->regels_n; i++)
        needs_of_regel(l, &m->regels[i], true);
    for (uint32_t i = 0; i < m->voor_n; i++)
        needs_of(l, m->voor[i], true);
    for (uint32_t i = 0; i < m->adviserend_n; i++)
        needs_of(l, m->adviserend[i], true);
    for (uint32_t i = 0; i < m->stapelingen_n; i++)
        for (uint32_t c = 0; c < m->stapelingen[i].cellen_n; c++)
            if (m->stapelingen[i].cellen[c].expr != NULL)
                needs_of(l, m->stapelingen[i].cellen[c].expr, true);
    for (uint32_t i = 0; l->proofs && i < m->bewijzen_n; i++) {
        for (uint32_t k = 0; k < m->bewijzen[i].voor_n; k++)
            needs_of(l, m->bewijzen[i].voor[k], true);
        for (uint32_t k = 0; k < m->bewijzen[i].tests_n; k++)
            needs_of(l, m->bewijzen[i].tests[k].expr, true);
    }
    for (uint32_t i = m->begrippen_n; i-- > 0;) /* what a used one uses is used */
        if (l->begrip_used[i])
            needs_of(l, m->begrippen[i].expr, true);
}

uint32_t jhr_lower_slot(struct jhr_lowering *l, struct jhr_ir_slot slot)
{
    struct jhr_ir_slot *s = jhr_vec_add(l->a, &l->ir->slots);
    if (s == NULL)
        return JHR_NONE;
    *s = slot;
    return l->ir->slots.n - 1;
}

static bool is_number(uint8_t type)
{
    return type == JHR_T_GETAL || type == JHR_T_BEDRAG || type == JHR_T_DATUM ||
           type == JHR_T_LENGTE || type == JHR_T_OMVANG || type == JHR_T_PERCENT;
}

/* In the model's order: each begrip uses only earlier ones. */
static void begrippen(struct jhr_lowering *l)
{
    for (uint32_t i = 0; i < l->m->begrippen_n; i++) {
        const struct jhr_begrip *b = &l->m->begrippen[i];
        l->slot_of[i] = JHR_NONE;
        if (!l->begrip_used[i])
            continue;
        if (b->expr->type == JHR_T_JANEE) {
            uint32_t node = jhr_lower_cond(l, b->expr);
            l->slot_of[i] = jhr_lower_slot(
                l, (struct jhr_ir_slot){
                       .name = b->name, .node = node, .begrip = i, .span = b->expr->span});
        } else if (is_number(b->expr->type)) {
            struct jhr_form *f = JHR_NEW(l->a, struct jhr_form);
            jhr_form_of(l, b->expr, f);
            l->forms[i] = f;
            if (l->too_large)
                jhr_diag_add(l->ds, JHR_D_SUM_TOO_LARGE, b->expr->span);
            l->too_large = false;
        }
    }
}

/* ---- stapelingen ---- */

/* The slot of a `mits`: that of its begrip, or one of its own for a fact, or for a stapeling that
 * is read on another day than the regeling. */
static uint32_t mits_slot(struct jhr_lowering *l, const struct jhr_node *expr, struct jhr_map *made)
{
    bool own = l->peil != l->peil_regeling && (needs_of(l, expr, false) & JHR_NEEDS_DAY) != 0;
    if (!own && expr->ref_kind == JHR_REF_BEGRIP && l->slot_of[expr->ref] != JHR_NONE)
        return l->slot_of[expr->ref];
    struct jhr_str text = jhr_source_text(l->m->sources, expr->span);
    const void *found = own ? NULL : jhr_map_get(made, text);
    if (found != NULL)
        return (uint32_t)((uintptr_t)found - 1);
    uint32_t node = jhr_lower_cond(l, expr);
    uint32_t slot = jhr_lower_slot(
        l,
        (struct jhr_ir_slot){.name = text, .node = node, .begrip = JHR_NONE, .span = expr->span});
    if (!own)
        jhr_map_put(l->a, made, text, (void *)(uintptr_t)((uintptr_t)slot + 1));
    return slot;
}

/* What is lowered next is of this rule; NULL: of the regeling itself. */
static void read_for(struct jhr_lowering *l, const struct jhr_regel *r)
{
    l->peil = r == NULL             ? l->peil_regeling
              : r->peilt_startdatum ? (uint32_t)JHR_X_START
                                    : (uint32_t)JHR_X_PEILDATUM;
}

static void stapelingen(struct jhr_lowering *l)
{
    const struct jhr_model *m = l->m;
    struct jhr_map made = {0};
    const uint32_t **rows = jhr_arena_alloc(l->a, (m->stapelingen_n + (size_t)1) * sizeof(*rows));
    l->ir->cel_slot = rows;
    for (uint32_t i = 0; i < m->stapelingen_n && !l->a->out_of_memory; i++) {
        const struct jhr_stapeling *s = &m->stapelingen[i];
        uint32_t *row = jhr_arena_alloc(l->a, (s->cellen_n + (size_t)1) * sizeof(*row));
        rows[i] = row;
        read_for(l, &m->regels[s->regel]);
        for (uint32_t c = 0; c < s->cellen_n && row != NULL; c++)
            row[c] = s->cellen[c].expr != NULL ? mits_slot(l, s->cellen[c].expr, &made) : JHR_NONE;
    }
    read_for(l, NULL);
}

/* ---- rules ---- */

static struct jhr_span regel_span(const struct jhr_lowering *l, const struct jhr_regel *r)
{
    const struct jhr_node *node = r->node != NULL ? r->node : l->m->regeling; /* `dubbel` */
    return node != NULL ? node->span : JHR_NO_SPAN;
}

static uint32_t conditions(struct jhr_lowering *l, const struct jhr_node *const *exprs, uint32_t n,
                           enum jhr_ir_kind and_or, struct jhr_span span)
{
    uint32_t mark = jhr_ir_mark(l->ir);
    for (uint32_t i = 0; i < n; i++)
        jhr_ir_push(l->ir, jhr_lower_cond(l, exprs[i]));
    return jhr_ir_join(l->ir, and_or, mark, span);
}

/* A rule that needs a norm or tarief does not apply to a product that is declared without. */
static void exclude_zonder(struct jhr_lowering *l, uint32_t table, struct jhr_span span)
{
    uint32_t *set = &l->set_zonder[table];
    if (*set == JHR_NOT_MADE)
        *set = jhr_lower_set(l, table == JHR_TABLE_NORM ? "zonder norm" : "zonder tarief",
                             product_zonder, table);
    if (*set != JHR_NONE)
        jhr_ir_push(l->ir, jhr_ir_not(l->ir, jhr_lower_in(l, JHR_X_PRODUCT, *set, span)));
}

static uint32_t voor_of(struct jhr_lowering *l, const struct jhr_regel *r, struct jhr_span span)
{
    uint8_t needs = needs_of_regel(l, r, false);
    uint32_t mark = jhr_ir_mark(l->ir);
    for (uint32_t i = 0; i < r->voor_n; i++)
        jhr_ir_push(l->ir, jhr_lower_cond(l, r->voor[i]));
    if ((needs & JHR_NEEDS_TARIEF) != 0)
        exclude_zonder(l, JHR_TABLE_TARIEF, span);
    if ((needs & JHR_NEEDS_NORM) != 0)
        exclude_zonder(l, JHR_TABLE_NORM, span);
    return jhr_ir_join(l->ir, JHR_IR_AND, mark, span);
}

static uint32_t equal_cols(struct jhr_lowering *l, uint32_t a, uint32_t b, struct jhr_span span)
{
    struct jhr_form f = {.den = 1};
    jhr_form_put(l, &f,
                 (struct jhr_form_term){.kind = JHR_FT_COL, .ref = a, .cst = JHR_NONE, .coef = 1});
    jhr_form_put(l, &f,
                 (struct jhr_form_term){.kind = JHR_FT_COL, .ref = b, .cst = JHR_NONE, .coef = -1});
    return jhr_lower_form(l, &f, JHR_OP_IS, span);
}

/* No running indication of the same product at the same aanbieder that overlaps. */
static uint32_t dubbel(struct jhr_lowering *l, struct jhr_span span)
{
    struct jhr_ir_atom overlapt = {.kind = JHR_IR_FACT, .col = l->ir->xcols + JHR_BC_ITEM_OVERLAPT};
    uint32_t mark = jhr_ir_mark(l->ir);
    jhr_ir_push(l->ir, equal_cols(l, JHR_X_PRODUCT, JHR_X_ITEM_PRODUCT, span));
    jhr_ir_push(l->ir, equal_cols(l, JHR_X_AANBIEDER, JHR_X_ITEM_AANBIEDER, span));
    jhr_ir_push(l->ir, jhr_ir_atom(l->ir, &overlapt, span));
    uint32_t same = jhr_ir_join(l->ir, JHR_IR_AND, mark, span);
    return jhr_ir_not(l->ir, jhr_ir_each(l->ir, JHR_LIST_LOPENDE, JHR_EACH_ANY, same, span));
}

/* ---- budget and capaciteit ---- */

static uint32_t rekening_truth(struct jhr_lowering *l, uint32_t rekening, uint32_t which,
                               struct jhr_span span)
{
    struct jhr_ir_atom atom = {.kind = JHR_IR_FACT};
    atom.col = l->ir->first_rekening + rekening * JHR_RC_COUNT + which;
    return jhr_ir_atom(l->ir, &atom, span);
}

/* The jeugdige has a place already, on every day: running indications take it, of the same
 * aanbieder where places are kept by aanbieder. No: places are counted by indication. */
static uint32_t has_place(struct jhr_lowering *l, const struct jhr_regel *r, struct jhr_span span)
{
    const struct jhr_rekening *k = &l->m->rekeningen[r->rekening];
    uint32_t mark = jhr_ir_mark(l->ir);
    if (!k->telt_jeugdigen)
        return jhr_ir_const(l->ir, JHR_NO, span);
    l->as_item = true;
    for (uint32_t i = 0; i < r->voor_n; i++)
        jhr_ir_push(l->ir, jhr_lower_cond(l, r->voor[i]));
    l->as_item = false;
    if ((k->per & JHR_PER_AANBIEDER) != 0)
        jhr_ir_push(l->ir, equal_cols(l, JHR_X_AANBIEDER, JHR_X_ITEM_AANBIEDER, span));
    uint32_t counts = jhr_ir_join(l->ir, JHR_IR_AND, mark, span);
    return jhr_ir_each(l->ir, JHR_LIST_LOPENDE, JHR_EACH_COVER, counts, span);
}

static uint32_t room(struct jhr_lowering *l, const struct jhr_regel *r, struct jhr_span span)
{
    return jhr_ir_both(l->ir, JHR_IR_OR, rekening_truth(l, r->rekening, JHR_RC_RUIMTE, span),
                       has_place(l, r, span), span);
}

static uint32_t test_of(struct jhr_lowering *l, const struct jhr_regel *r, struct jhr_span span)
{
    uint32_t mark = jhr_ir_mark(l->ir);
    if (r->kind == JHR_R_STAPELING)
        jhr_ir_push(l->ir, jhr_ir_each(l->ir, JHR_LIST_LOPENDE, JHR_EACH_ALL,
                                       jhr_ir_cell(l->ir, r->stapeling, span), span));
    if (r->kind == JHR_R_DUBBEL)
        jhr_ir_push(l->ir, dubbel(l, span));
    if (r->rekening != JHR_NONE)
        jhr_ir_push(l->ir, room(l, r, span));
    for (uint32_t i = 0; i < r->tests_n; i++) {
        uint32_t node = jhr_lower_cond(l, r->tests[i].expr);
        jhr_ir_push(l->ir, r->tests[i].nooit ? jhr_ir_not(l->ir, node) : node);
    }
    return jhr_ir_join(l->ir, JHR_IR_AND, mark, span);
}

/* A condition that is always the same as when it is not there is left out. */
static uint32_t unless_trivial(const struct jhr_ir *ir, uint32_t node, uint32_t trivial)
{
    const struct jhr_ir_node *n = &ir->nodes.v[node];
    return n->kind == JHR_IR_CONST && n->ref == trivial ? JHR_NONE : node;
}

static void regel(struct jhr_lowering *l, uint32_t index)
{
    const struct jhr_regel *r = &l->m->regels[index];
    struct jhr_span span = regel_span(l, r);
    struct jhr_ir_regel out = {.regel = index, .stand = r->stand, .span = span};
    read_for(l, r);
    out.from = jhr_day_of_ymd(r->period.from);
    out.to = jhr_day_of_ymd(r->period.to);
    out.voor = unless_trivial(l->ir, voor_of(l, r, span), JHR_YES);
    out.test = unless_trivial(l->ir, test_of(l, r, span), JHR_YES);
    out.tenzij = unless_trivial(
        l->ir,
        conditions(l, (const struct jhr_node *const *)r->tenzij, r->tenzij_n, JHR_IR_OR, span),
        JHR_NO);
    read_for(l, NULL);
    struct jhr_ir_regel *added = jhr_vec_add(l->a, &l->ir->regels);
    if (added != NULL)
        *added = out;
}

/* A pseudo-rule: its `voor` says when something holds that is no rule. */
static uint32_t pseudo(struct jhr_lowering *l, uint32_t voor, struct jhr_span span)
{
    struct jhr_ir_regel *added = jhr_vec_add(l->a, &l->ir->regels);
    if (added == NULL)
        return JHR_NONE;
    *added = (struct jhr_ir_regel){.regel = JHR_NONE,
                                   .voor = voor,
                                   .test = JHR_NONE,
                                   .tenzij = JHR_NONE,
                                   .from = jhr_day_of_ymd(l->m->geldig.from),
                                   .to = jhr_day_of_ymd(l->m->geldig.to),
                                   .span = span};
    return l->ir->regels.n - 1;
}

/* `voor` or `adviserend als` of the regeling. */
static uint32_t of_regeling(struct jhr_lowering *l, const struct jhr_node *const *exprs, uint32_t n,
                            enum jhr_ir_kind and_or)
{
    if (n == 0)
        return JHR_NONE;
    struct jhr_span span = jhr_span_join(exprs[0]->span, exprs[n - 1]->span);
    return pseudo(l, conditions(l, exprs, n, and_or, span), span);
}

/* When a rekening warns: so much is used, and this indication takes of it. */
static void warnings(struct jhr_lowering *l)
{
    const struct jhr_model *m = l->m;
    uint32_t *signaal = jhr_arena_alloc(l->a, (m->rekeningen_n + (size_t)1) * sizeof(*signaal));
    l->ir->rekening_signaal = signaal;
    for (uint32_t i = 0; i < m->rekeningen_n && signaal != NULL; i++) {
        const struct jhr_regel *r = &m->regels[m->rekeningen[i].regel];
        struct jhr_span span = regel_span(l, r);
        signaal[i] = JHR_NONE;
        if (!m->rekeningen[i].waarschuwt)
            continue;
        uint32_t used = rekening_truth(l, i, JHR_RC_WAARSCHUWING, span);
        read_for(l, r);
        uint32_t takes = jhr_ir_not(l->ir, has_place(l, r, span));
        read_for(l, NULL);
        signaal[i] = pseudo(l, jhr_ir_both(l->ir, JHR_IR_AND, used, takes, span), span);
    }
}

/* ---- all of it ---- */

static bool prepare(struct jhr_lowering *l)
{
    size_t n = l->m->begrippen_n + (size_t)1;
    l->ir = jhr_ir_new(l->a, l->m);
    l->peil_regeling = l->m->peilt_startdatum ? JHR_X_START : JHR_X_PEILDATUM;
    read_for(l, NULL);
    l->forms = jhr_arena_alloc(l->a, n * sizeof(*l->forms));
    l->slot_of = jhr_arena_alloc(l->a, n * sizeof(*l->slot_of));
    l->slot_other = jhr_arena_alloc(l->a, n * sizeof(*l->slot_other));
    l->begrip_needs = jhr_arena_alloc(l->a, n);
    l->begrip_used = jhr_arena_alloc(l->a, n * sizeof(*l->begrip_used));
    for (size_t i = 0; i < n && l->slot_other != NULL; i++)
        l->slot_other[i] = JHR_NONE;
    for (uint32_t i = 0; i < 2; i++)
        l->set_zonder[i] = JHR_NOT_MADE;
    l->set_no_tarief = JHR_NOT_MADE;
    for (uint32_t i = 0; i < 3; i++)
        l->set_norm_other[i] = l->set_tarief[i] = JHR_NOT_MADE;
    return l->ir != NULL && !l->a->out_of_memory;
}

static void bewijs(struct jhr_lowering *l, const struct jhr_bewijs *b)
{
    struct jhr_span span = b->node->span;
    struct jhr_ir_bewijs out;
    out.voor = unless_trivial(
        l->ir, conditions(l, (const struct jhr_node *const *)b->voor, b->voor_n, JHR_IR_AND, span),
        JHR_YES);
    uint32_t mark = jhr_ir_mark(l->ir);
    for (uint32_t i = 0; i < b->tests_n; i++) {
        uint32_t node = jhr_lower_cond(l, b->tests[i].expr);
        jhr_ir_push(l->ir, b->tests[i].nooit ? jhr_ir_not(l->ir, node) : node);
    }
    out.test = unless_trivial(l->ir, jhr_ir_join(l->ir, JHR_IR_AND, mark, span), JHR_YES);
    struct jhr_ir_bewijs *added = jhr_vec_add(l->a, &l->ir->bewijzen);
    if (added != NULL)
        *added = out;
}

static void bewijzen(struct jhr_lowering *l)
{
    for (uint32_t i = 0; i < l->m->bewijzen_n && !l->a->out_of_memory; i++)
        bewijs(l, &l->m->bewijzen[i]);
}

static struct jhr_ir *lower_all(struct jhr_lowering *l)
{
    const struct jhr_model *m = l->m;
    struct jhr_arena *a = l->a;
    if (!prepare(l))
        return NULL;
    columns(l);
    if (a->out_of_memory)
        return NULL;
    mark_used(l);
    begrippen(l);
    stapelingen(l);
    for (uint32_t i = 0; i < m->regels_n && !a->out_of_memory; i++)
        regel(l, i);
    if (a->out_of_memory)
        return NULL;
    l->ir->voor = of_regeling(l, (const struct jhr_node *const *)m->voor, m->voor_n, JHR_IR_AND);
    l->ir->adviserend =
        of_regeling(l, (const struct jhr_node *const *)m->adviserend, m->adviserend_n, JHR_IR_OR);
    warnings(l);
    if (l->proofs)
        bewijzen(l);
    jhr_ir_close(l->ir);
    return a->out_of_memory ? NULL : l->ir;
}

struct jhr_ir *jhr_lower(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_model *m)
{
    struct jhr_lowering l = {.a = a, .ds = ds, .m = m};
    return lower_all(&l);
}

struct jhr_ir *jhr_lower_proofs(struct jhr_arena *a, struct jhr_diags *ds,
                                const struct jhr_model *m)
{
    struct jhr_lowering l = {.a = a, .ds = ds, .m = m, .proofs = true};
    return lower_all(&l);
}

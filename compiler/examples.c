#include "compiler/resolve.h"

/* ---- gegeven: facts and their values ---- */

static void wrong_type(struct jhr_resolver *c, const struct jhr_node *given,
                       const struct jhr_node *value, const struct jhr_feit *feit)
{
    struct jhr_node like = {.type = feit->type, .soort = feit->soort};
    if (feit->type == JHR_T_GETAL)
        like.soort = feit->unit;
    struct jhr_diag *d =
        jhr_diag_add2(c->ds, JHR_D_GIVEN_TYPE, value->span, given->text, jhr_type_text(c, &like));
    jhr_diag_arg(c->ds, d, jhr_source_of(c, value));
    if (feit->node != NULL)
        jhr_diag_label(c->ds, d, jhr_name_span(feit->node), JHR_L_DEFINED_HERE, JHR_STR(""));
}

static void in_range(struct jhr_resolver *c, const struct jhr_node *given,
                     const struct jhr_node *value, const struct jhr_feit *feit, int64_t v)
{
    if (feit->node == NULL || feit->node->child == NULL || feit->lowest > feit->highest ||
        (v >= feit->lowest && v <= feit->highest))
        return;
    struct jhr_diag *d =
        jhr_diag_add2(c->ds, JHR_D_GIVEN_RANGE, value->span, jhr_source_of(c, value), given->text);
    jhr_diag_label(c->ds, d, feit->node->child->span, JHR_L_DEFINED_HERE, JHR_STR(""));
}

static void given_soort(struct jhr_resolver *c, struct jhr_node *given, struct jhr_node *value,
                        const struct jhr_feit *feit)
{
    const struct jhr_soort *s = &c->soorten.v[feit->soort];
    if (value->kind != JHR_N_E_NAME && value->kind != JHR_N_E_CODE) {
        wrong_type(c, given, value, feit);
        return;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        if (!jhr_str_eq(s->waarden[i], value->text))
            continue;
        value->type = JHR_T_SOORT;
        value->ref_kind = JHR_REF_WAARDE;
        value->ref = i;
        value->soort = feit->soort;
        return;
    }
    jhr_unknown_value(c, value, feit->soort);
}

static void given_gemeente(struct jhr_resolver *c, struct jhr_node *value)
{
    const struct jhr_sym *sym = jhr_gemeente_find(c, value);
    if (sym == NULL) {
        jhr_unknown(c, JHR_D_GEMEENTE_UNKNOWN, value, 1u << JHR_SYM_GEMEENTE);
        return;
    }
    value->type = JHR_T_GEMEENTE;
    value->ref_kind = JHR_REF_GEMEENTE;
    value->ref = sym->index;
}

static void given_number(struct jhr_resolver *c, struct jhr_node *given, struct jhr_node *value,
                         const struct jhr_feit *feit)
{
    struct jhr_node *number = value->kind == JHR_N_E_NEG ? value->child : value;
    uint8_t wanted = feit->type == JHR_T_GETAL    ? JHR_N_E_NUMBER
                     : feit->type == JHR_T_BEDRAG ? JHR_N_E_MONEY
                                                  : JHR_N_E_DATE;
    int64_t v = 0;
    if (number == NULL || number->kind != wanted ||
        (number != value && feit->type == JHR_T_DATUM)) {
        wrong_type(c, given, value, feit);
        return;
    }
    if (feit->type == JHR_T_GETAL && number->unit != JHR_U_NONE && number->unit != feit->unit) {
        wrong_type(c, given, value, feit);
        return;
    }
    if (feit->type == JHR_T_GETAL && !jhr_whole(c, number, &v))
        return;
    v = number != value ? -number->num : number->num;
    value->type = feit->type;
    in_range(c, given, value, feit, v);
}

static void gegeven(struct jhr_resolver *c, struct jhr_node *given)
{
    struct jhr_node *value = given->child;
    uint32_t index;
    if (jhr_str_eq(given->text, JHR_STR("gemeente")) && c->has_gebied) {
        index = c->m->feit_gemeente;
    } else {
        const struct jhr_sym *sym = jhr_lookup(c, given->text);
        if (sym == NULL || sym->kind != JHR_SYM_FEIT) {
            jhr_unknown(c, JHR_D_FEIT_UNKNOWN, given, 1u << JHR_SYM_FEIT);
            return;
        }
        index = sym->index;
    }
    given->ref_kind = JHR_REF_FEIT;
    given->ref = index;
    const struct jhr_feit *feit = &c->feiten.v[index];
    if (value == NULL || value->kind == JHR_N_E_UNKNOWN || (value->flags & JHR_NF_BAD) != 0)
        return;
    switch ((int)feit->type) {
    case JHR_T_JANEE:
        value->type = JHR_T_JANEE;
        if (value->kind != JHR_N_E_BOOL)
            wrong_type(c, given, value, feit);
        break;
    case JHR_T_SOORT:
        given_soort(c, given, value, feit);
        break;
    case JHR_T_GEMEENTE:
        given_gemeente(c, value);
        break;
    case JHR_T_GETAL:
    case JHR_T_BEDRAG:
    case JHR_T_DATUM:
        given_number(c, given, value, feit);
        break;
    default:
        break;
    }
}

static void gegevens(struct jhr_resolver *c, struct jhr_node *voorbeeld)
{
    struct jhr_map seen = {0};
    for (struct jhr_node *clause = jhr_node_find(voorbeeld, JHR_N_X_GEGEVEN); clause != NULL;
         clause = jhr_node_find_next(clause)) {
        for (struct jhr_node *given = clause->child; given != NULL; given = given->next) {
            const struct jhr_node *first = jhr_map_get(&seen, given->text);
            if (first != NULL) {
                struct jhr_diag *d =
                    jhr_diag_add1(c->ds, JHR_D_GIVEN_TWICE, jhr_name_span(given), given->text);
                jhr_diag_label(c->ds, d, jhr_name_span(first), JHR_L_FIRST_HERE, JHR_STR(""));
            }
            jhr_map_put(c->a, &seen, given->text, given);
            gegeven(c, given);
        }
    }
}

/* ---- indications and contracts ---- */

/* `unknown`: what is said of a product that the regeling does not have. */
static void product_ref(struct jhr_resolver *c, struct jhr_node *n, enum jhr_diag_id unknown)
{
    const struct jhr_sym *sym = jhr_product_find(c, n);
    if (sym == NULL) {
        jhr_unknown(c, unknown, n, 1u << JHR_SYM_PRODUCT);
        return;
    }
    n->type = JHR_T_PRODUCT;
    n->ref_kind = JHR_REF_PRODUCT;
    n->ref = sym->index;
}

static void aanbieder_ref(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_map_get(&c->aanbieders_by_name, jhr_upper(c->a, n->text));
    if (sym == NULL)
        return; /* one that no rule names */
    n->type = JHR_T_AANBIEDER;
    n->ref_kind = JHR_REF_AANBIEDER;
    n->ref = sym->index;
}

static void van(struct jhr_resolver *c, const struct jhr_node *n)
{
    int32_t last = (int32_t)n->num2;
    if (last == 0 || (n->flags & (JHR_NF_OPEN | JHR_NF_BAD)) != 0)
        return;
    if (last < n->num || (last == n->num && (n->flags & JHR_NF_INCLUSIVE) == 0))
        jhr_diag_add2(c->ds, JHR_D_PERIOD_EMPTY, n->span, jhr_date_text(c, last),
                      jhr_date_text(c, (int32_t)n->num));
}

static void indicatie(struct jhr_resolver *c, struct jhr_node *n, enum jhr_diag_id unknown)
{
    product_ref(c, n, unknown);
    for (struct jhr_node *part = n->child; part != NULL; part = part->next) {
        if (part->kind == JHR_N_X_BIJ)
            aanbieder_ref(c, part);
        else if (part->kind == JHR_N_X_VAN)
            van(c, part);
        else if (part->kind == JHR_N_X_OMVANG && part->child != NULL)
            jhr_volume_unit(c, part->child, "omvang");
        else if (part->kind == JHR_N_X_WIJZIGT && part->child != NULL)
            indicatie(c, part->child, JHR_D_PRODUCT_OUTSIDE);
    }
}

static void need(struct jhr_resolver *c, const struct jhr_node *where, const struct jhr_node *stmt,
                 struct jhr_str what)
{
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_CLAUSE_MISSING, jhr_name_span(where),
                                       jhr_str_of(jhr_kind_word(stmt->kind)), stmt->text);
    jhr_diag_arg(c->ds, d, what);
}

/* What a document must have, a voorbeeld must have. */
static void complete(struct jhr_resolver *c, const struct jhr_node *node)
{
    static const enum jhr_node_kind kinds[] = {JHR_N_X_PEILDATUM, JHR_N_X_VOORSTEL,
                                               JHR_N_X_VERWACHT};
    const struct jhr_node *voorstel = jhr_node_find(node, JHR_N_X_VOORSTEL);
    const struct jhr_node *i = voorstel != NULL ? voorstel->child : NULL;
    bool any = false;
    if ((node->flags & JHR_NF_BAD) != 0 || jhr_node_find(node, JHR_N_ERROR) != NULL)
        return;
    for (uint32_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
        if (jhr_node_find(node, kinds[k]) != NULL)
            continue;
        jhr_buf_fmt(&c->text, "%s`%s`", any ? ", " : "", jhr_kind_word(kinds[k]));
        any = true;
    }
    struct jhr_str missing = jhr_text_take(c);
    if (any)
        need(c, node, node, missing);
    if (i != NULL && jhr_node_find(i, JHR_N_X_BIJ) == NULL)
        need(c, i, node, JHR_STR("`bij`"));
    else if (i != NULL && jhr_node_find(i, JHR_N_X_VAN) == NULL)
        need(c, i, node, JHR_STR("`van`"));
}

static void peildatum(struct jhr_resolver *c, const struct jhr_node *node)
{
    const struct jhr_node *n = jhr_node_find(node, JHR_N_X_PEILDATUM);
    const struct jhr_period geldig = c->m->geldig;
    if (n == NULL || c->m->regeling == NULL || (n->num >= geldig.from && n->num < geldig.to))
        return;
    const struct jhr_node *clause = jhr_node_find(c->m->regeling, JHR_N_C_GELDIG);
    struct jhr_diag *d =
        jhr_diag_add1(c->ds, JHR_D_EXAMPLE_OUTSIDE, n->span, jhr_date_text(c, (int32_t)n->num));
    if (clause != NULL)
        jhr_diag_label(c->ds, d, clause->span, JHR_L_DEFINED_HERE, JHR_STR(""));
}

/* ---- verwacht ---- */

static const struct jhr_regel *rule_ref(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    n->ref_kind = JHR_REF_REGEL;
    if (jhr_is_regel(sym)) {
        n->ref = sym->index;
        return &c->regels.v[sym->index];
    }
    bool last = c->regels.n > 0 && c->regels.v[c->regels.n - 1].kind == JHR_R_DUBBEL;
    if (last && jhr_str_eq(n->text, JHR_STR("dubbel"))) {
        n->ref = c->regels.n - 1;
        return &c->regels.v[n->ref];
    }
    n->ref_kind = JHR_REF_NONE;
    jhr_unknown(c, JHR_D_REGEL_UNKNOWN, n, JHR_KINDS_REGEL);
    return NULL;
}

/* A fact, or an open cell such as "S1:P1+GGZ". */
static void nodig_ref(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (jhr_str_eq(n->text, JHR_STR("gemeente")) && c->has_gebied) {
        n->ref_kind = JHR_REF_FEIT;
        n->ref = c->m->feit_gemeente;
    } else if (sym != NULL && sym->kind == JHR_SYM_FEIT) {
        n->ref_kind = JHR_REF_FEIT;
        n->ref = sym->index;
    } else if (n->kind == JHR_N_E_TEXT) {
        uint32_t colon = 0;
        while (colon < n->text.n && n->text.p[colon] != ':')
            colon++;
        sym = jhr_lookup(c, (struct jhr_str){n->text.p, colon});
        if (colon == n->text.n || sym == NULL || sym->node == NULL ||
            sym->node->kind != JHR_N_S_STAPELING)
            jhr_unknown(c, JHR_D_FEIT_UNKNOWN, n, 1u << JHR_SYM_FEIT);
    } else {
        jhr_unknown(c, JHR_D_FEIT_UNKNOWN, n, 1u << JHR_SYM_FEIT);
    }
}

static void verwacht(struct jhr_resolver *c, struct jhr_node *node)
{
    for (struct jhr_node *part = node->child; part != NULL; part = part->next) {
        for (struct jhr_node *n = part->child; n != NULL; n = n->next) {
            if (part->kind == JHR_N_NODIG) {
                nodig_ref(c, n);
                continue;
            }
            const struct jhr_regel *r = rule_ref(c, n);
            if (part->kind != JHR_N_MET_VOORWAARDE || r == NULL || r->kind == JHR_R_VOORWAARDE)
                continue;
            const struct jhr_sym *sym = jhr_lookup(c, n->text);
            struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_NAME_KIND, n->span, n->text,
                                               jhr_str_of(jhr_sym_word(sym)));
            jhr_diag_arg(c->ds, d, JHR_STR("`voorwaarde`"));
        }
    }
}

static void afwijking(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_regel *r = rule_ref(c, n);
    if (r == NULL || r->afwijken)
        return;
    struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_NO_DEVIATION, jhr_name_span(n), n->text);
    if (r->node != NULL)
        jhr_diag_label(c->ds, d, jhr_name_span(r->node), JHR_L_DEFINED_HERE, JHR_STR(""));
}

static void saldo_wrong(struct jhr_resolver *c, enum jhr_diag_id id, struct jhr_span span,
                        const struct jhr_regel *r)
{
    struct jhr_diag *d = jhr_diag_add1(c->ds, id, span, r->id);
    jhr_diag_label(c->ds, d, jhr_name_span(r->node), JHR_L_DEFINED_HERE, JHR_STR(""));
}

/* Of a budget cents, with a year when it is kept per year; of a capaciteit whole places. */
static void saldo(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (sym == NULL || sym->kind != JHR_SYM_REKENING) {
        jhr_unknown(c, JHR_D_REKENING_UNKNOWN, n, 1u << JHR_SYM_REKENING);
        return;
    }
    const struct jhr_regel *r = &c->regels.v[sym->index];
    int64_t places;
    n->ref_kind = JHR_REF_REGEL;
    n->ref = sym->index;
    if (n->child == NULL || (n->flags & JHR_NF_BAD) != 0 || r->rekening == JHR_NONE)
        return;
    bool yearly = (c->rekeningen.v[r->rekening].per & JHR_PER_KALENDERJAAR) != 0;
    if (r->kind == JHR_R_BUDGET && n->child->kind != JHR_N_E_MONEY)
        saldo_wrong(c, JHR_D_SALDO_MONEY, n->child->span, r);
    else if (r->kind == JHR_R_CAPACITEIT && n->child->kind == JHR_N_E_MONEY)
        saldo_wrong(c, JHR_D_SALDO_PLACES, n->child->span, r);
    else if (n->num != 0 && !yearly)
        saldo_wrong(c, JHR_D_SALDO_YEAR, n->span, r);
    else if (n->child->kind == JHR_N_E_MONEY)
        jhr_number_limit(c, n->child);
    else
        jhr_whole(c, n->child, &places);
}

static void voorbeeld(struct jhr_resolver *c, struct jhr_node *node)
{
    complete(c, node);
    peildatum(c, node);
    gegevens(c, node);
    for (struct jhr_node *n = node->child; n != NULL; n = n->next) {
        switch ((int)n->kind) {
        case JHR_N_X_VOORSTEL:
        case JHR_N_X_LOPEND:
        case JHR_N_X_EERDER:
            if (n->child != NULL)
                indicatie(c, n->child,
                          n->kind == JHR_N_X_VOORSTEL ? JHR_D_PRODUCT_UNKNOWN
                                                      : JHR_D_PRODUCT_OUTSIDE);
            break;
        case JHR_N_X_CONTRACT:
            aanbieder_ref(c, n);
            for (struct jhr_node *p = n->child; p != NULL; p = p->next) {
                if (p->kind == JHR_N_PERIODE)
                    jhr_period(c, p);
                else
                    product_ref(c, p, JHR_D_PRODUCT_OUTSIDE);
            }
            break;
        case JHR_N_X_AFWIJKING:
            afwijking(c, n);
            break;
        case JHR_N_X_SALDO:
            saldo(c, n);
            break;
        case JHR_N_X_VERWACHT:
            verwacht(c, n);
            break;
        default:
            break;
        }
    }
}

void jhr_examples(struct jhr_resolver *c)
{
    for (uint32_t i = 0; i < c->stmts.n && !c->a->out_of_memory; i++) {
        if (c->stmts.v[i]->kind == JHR_N_S_VOORBEELD)
            voorbeeld(c, c->stmts.v[i]);
    }
}

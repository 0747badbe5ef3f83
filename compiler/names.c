#include "compiler/resolve.h"

static const struct builtin {
    const char *name;
    uint8_t type; /* enum jhr_type */
    bool ander;   /* also a field of `ander` */
} builtins[] = {
    [JHR_B_PRODUCT] = {"product", JHR_T_PRODUCT, true},
    [JHR_B_SEGMENT] = {"segment", JHR_T_SEGMENT, false},
    [JHR_B_AANBIEDER] = {"aanbieder", JHR_T_AANBIEDER, true},
    [JHR_B_STARTDATUM] = {"startdatum", JHR_T_DATUM, true},
    [JHR_B_EINDDATUM] = {"einddatum", JHR_T_DATUM, true},
    [JHR_B_DUUR] = {"duur", JHR_T_LENGTE, true},
    [JHR_B_TRAJECTDUUR] = {"trajectduur", JHR_T_LENGTE, false},
    [JHR_B_OPEN_EINDE] = {"open_einde", JHR_T_JANEE, false},
    [JHR_B_OMVANG] = {"omvang", JHR_T_OMVANG, true},
    [JHR_B_NORMOMVANG] = {"normomvang", JHR_T_OMVANG, false},
    [JHR_B_TARIEF] = {"tarief", JHR_T_BEDRAG, false},
    [JHR_B_KOSTEN] = {"kosten", JHR_T_BEDRAG, false},
    [JHR_B_PEILDATUM] = {"peildatum", JHR_T_DATUM, false},
    [JHR_B_GECONTRACTEERD] = {"gecontracteerd", JHR_T_JANEE, false},
    [JHR_B_OVERLAPT] = {"overlapt", JHR_T_JANEE, true},
    [JHR_B_TOELAATBAAR] = {"toelaatbaar", JHR_T_JANEE, false},
};
#define BUILTINS_N (sizeof(builtins) / sizeof(builtins[0]))

int jhr_builtin_of(struct jhr_str name, bool ander)
{
    for (uint32_t i = 0; i < BUILTINS_N; i++) {
        bool here = ander ? builtins[i].ander : i != JHR_B_OVERLAPT;
        if (here && jhr_str_eq(name, jhr_str_of(builtins[i].name)))
            return (int)i;
    }
    return -1;
}

const char *jhr_builtin_name(uint32_t builtin)
{
    return builtin < BUILTINS_N ? builtins[builtin].name : NULL;
}

enum jhr_type jhr_builtin_type(uint32_t builtin)
{
    return builtins[builtin].type;
}

struct jhr_str jhr_upper(struct jhr_arena *a, struct jhr_str s)
{
    char *p = jhr_arena_alloc(a, (size_t)s.n + 1);
    if (p == NULL || a->out_of_memory)
        return (struct jhr_str){"", 0};
    for (uint32_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i];
    return (struct jhr_str){p, s.n};
}

static struct jhr_sym *sym_new(struct jhr_resolver *c, enum jhr_sym_kind kind, uint32_t index,
                               struct jhr_str name, const struct jhr_node *node)
{
    struct jhr_sym *sym = JHR_NEW(c->a, struct jhr_sym);
    *sym = (struct jhr_sym){.kind = (uint8_t)kind, .index = index, .name = name, .node = node};
    return sym;
}

static void twice(struct jhr_resolver *c, const struct jhr_node *node, const struct jhr_sym *first)
{
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_NAME_TWICE, jhr_name_span(node), node->text,
                                       jhr_str_of(jhr_sym_word(first)));
    if (first->node != NULL)
        jhr_diag_label(c->ds, d, jhr_name_span(first->node), JHR_L_FIRST_HERE, JHR_STR(""));
}

static bool is_reserved(struct jhr_str name)
{
    return jhr_builtin_of(name, false) >= 0 || jhr_str_eq(name, JHR_STR("gemeente")) ||
           jhr_str_eq(name, JHR_STR("lopende")) || jhr_str_eq(name, JHR_STR("eerdere")) ||
           jhr_str_eq(name, JHR_STR("ander"));
}

struct jhr_sym *jhr_declare(struct jhr_resolver *c, enum jhr_sym_kind kind, uint32_t index,
                            const struct jhr_node *node)
{
    struct jhr_sym *sym = sym_new(c, kind, index, node->text, node);
    struct jhr_sym *first = jhr_map_get(&c->names, node->text);
    if (node->text.n == 0)
        return sym; /* reported by the parser */
    if (is_reserved(node->text)) {
        jhr_diag_add1(c->ds, JHR_D_NAME_BUILTIN, jhr_name_span(node), node->text);
    } else if (first != NULL) {
        twice(c, node, first);
    } else {
        jhr_map_put(c->a, &c->names, node->text, sym);
        struct jhr_sym **slot = jhr_vec_add(c->a, &c->syms);
        if (slot != NULL)
            *slot = sym;
    }
    return sym;
}

struct jhr_sym *jhr_lookup(const struct jhr_resolver *c, struct jhr_str name)
{
    return jhr_map_get(&c->names, name);
}

struct jhr_sym *jhr_lookup_code(const struct jhr_resolver *c, struct jhr_str code)
{
    char upper[64];
    if (code.n > sizeof(upper))
        return jhr_map_get(&c->codes, jhr_upper(c->a, code));
    for (uint32_t i = 0; i < code.n; i++)
        upper[i] = code.p[i] >= 'a' && code.p[i] <= 'z' ? (char)(code.p[i] - 'a' + 'A') : code.p[i];
    return jhr_map_get(&c->codes, (struct jhr_str){upper, code.n});
}

struct jhr_sym *jhr_product_find(const struct jhr_resolver *c, const struct jhr_node *n)
{
    if (n->kind != JHR_N_E_NAME && n->kind != JHR_N_E_CODE && n->kind != JHR_N_E_TEXT &&
        n->kind != JHR_N_E_NUMBER && n->kind != JHR_N_E_MEMBER && n->kind != JHR_N_INDICATIE &&
        n->kind != JHR_N_CEL)
        return NULL;
    return jhr_lookup_code(c, n->text);
}

/* ---- gemeenten and aanbieders: names of their own, apart from all others ---- */

void jhr_gemeente_declare(struct jhr_resolver *c, struct jhr_node *member)
{
    const struct jhr_node *code = member->child;
    if (code == NULL || code->kind == JHR_N_PERIODE)
        return;
    struct jhr_sym *by_name = jhr_map_get(&c->gemeente_names, member->text);
    struct jhr_sym *by_code = jhr_map_get(&c->gemeente_codes, code->text);
    if (by_name != NULL && by_name == by_code)
        return;
    if (by_name != NULL || by_code != NULL) {
        const struct jhr_sym *first = by_name != NULL ? by_name : by_code;
        struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_GEMEENTE_TWICE,
                                           by_name != NULL ? code->span : jhr_name_span(member),
                                           first->name, c->gemeenten.v[first->index].code);
        jhr_diag_label(c->ds, d, first->node->span, JHR_L_FIRST_HERE, JHR_STR(""));
        return;
    }
    struct jhr_gemeente *g = jhr_vec_add(c->a, &c->gemeenten);
    if (g == NULL)
        return;
    *g = (struct jhr_gemeente){.name = member->text, .code = code->text};
    struct jhr_sym *sym = sym_new(c, JHR_SYM_GEMEENTE, c->gemeenten.n - 1, member->text, member);
    jhr_map_put(c->a, &c->gemeente_names, member->text, sym);
    jhr_map_put(c->a, &c->gemeente_codes, code->text, sym);
    struct jhr_sym **slot = jhr_vec_add(c->a, &c->syms);
    if (slot != NULL)
        *slot = sym;
}

struct jhr_sym *jhr_gemeente_find(const struct jhr_resolver *c, const struct jhr_node *n)
{
    struct jhr_sym *sym = NULL;
    if (n->kind == JHR_N_E_NAME || n->kind == JHR_N_E_MEMBER)
        sym = jhr_map_get(&c->gemeente_names, n->text);
    else if (n->kind == JHR_N_E_TEXT || n->kind == JHR_N_E_NUMBER || n->kind == JHR_N_E_CODE)
        sym = jhr_map_get(&c->gemeente_codes, n->text);
    return sym;
}

uint32_t jhr_aanbieder(struct jhr_resolver *c, struct jhr_str name)
{
    struct jhr_str key = jhr_upper(c->a, name);
    struct jhr_sym *sym = jhr_map_get(&c->aanbieders_by_name, key);
    if (sym != NULL)
        return sym->index;
    struct jhr_str *slot = jhr_vec_add(c->a, &c->aanbieders);
    if (slot == NULL)
        return 0;
    *slot = name;
    sym = sym_new(c, JHR_SYM_AANBIEDER, c->aanbieders.n - 1, name, NULL);
    jhr_map_put(c->a, &c->aanbieders_by_name, key, sym);
    return sym->index;
}

/* ---- the statements of all files, one by one ---- */

static void limit(struct jhr_resolver *c, const struct jhr_node *node, uint32_t n, uint32_t most)
{
    if (n == most + 1)
        jhr_diag_add2(c->ds, JHR_D_TOO_MANY, jhr_name_span(node),
                      jhr_str_of(jhr_sym_word(jhr_lookup(c, node->text))), jhr_text(c, "%u", most));
}

static void collect_soort(struct jhr_resolver *c, struct jhr_node *node)
{
    struct jhr_soort *soort = jhr_vec_add(c->a, &c->soorten);
    uint32_t n = jhr_node_count(node), index = c->soorten.n - 1, used = 0;
    struct jhr_str *values = jhr_arena_alloc(c->a, (n + (size_t)1) * sizeof(*values));
    if (soort == NULL || values == NULL || c->a->out_of_memory)
        return;
    jhr_declare(c, JHR_SYM_SOORT, index, node);
    struct jhr_map seen = {0};
    for (struct jhr_node *v = node->child; v != NULL; v = v->next) {
        struct jhr_node *first = jhr_map_get(&seen, v->text);
        if (v->kind != JHR_N_E_NAME || (v->flags & JHR_NF_BAD) != 0)
            continue;
        if (first != NULL) {
            struct jhr_diag *d =
                jhr_diag_add2(c->ds, JHR_D_VALUE_TWICE, v->span, v->text, node->text);
            jhr_diag_label(c->ds, d, first->span, JHR_L_FIRST_HERE, JHR_STR(""));
            continue;
        }
        if (used == JHR_MAX_WAARDEN) {
            jhr_diag_add2(c->ds, JHR_D_TOO_MANY, v->span, JHR_STR("waarden"),
                          jhr_text(c, "%u", JHR_MAX_WAARDEN));
            break;
        }
        jhr_map_put(c->a, &seen, v->text, v);
        values[used++] = v->text;
        if (jhr_map_get(&c->values, v->text) == NULL)
            jhr_map_put(c->a, &c->values, v->text, sym_new(c, JHR_SYM_VALUE, index, v->text, node));
    }
    *soort = (struct jhr_soort){.name = node->text,
                                .node = node,
                                .waarden = values,
                                .n = used,
                                .ordered = (node->flags & JHR_NF_ORDERED) != 0};
}

static void collect_feit(struct jhr_resolver *c, struct jhr_node *node)
{
    struct jhr_feit *feit = jhr_vec_add(c->a, &c->feiten);
    if (feit == NULL)
        return;
    *feit = (struct jhr_feit){.name = node->text,
                              .node = node,
                              .soort = JHR_NONE,
                              .oordeel = node->kind == JHR_N_S_OORDEEL};
    jhr_declare(c, JHR_SYM_FEIT, c->feiten.n - 1, node);
    limit(c, node, c->feiten.n, JHR_MAX_FEITEN);
}

static void collect_set(struct jhr_resolver *c, struct jhr_node *node, enum jhr_sym_kind kind)
{
    struct jhr_set *set = jhr_vec_add(c->a, &c->sets);
    struct jhr_set_work *work = jhr_vec_add(c->a, &c->set_work);
    if (set == NULL || work == NULL)
        return;
    uint8_t set_kind = kind == JHR_SYM_GEBIED       ? JHR_SET_GEMEENTE
                       : kind == JHR_SYM_AANBIEDERS ? JHR_SET_AANBIEDER
                                                    : JHR_SET_PRODUCT;
    *set = (struct jhr_set){
        .kind = set_kind, .name = node->text, .node = node, .segment = kind == JHR_SYM_SEGMENT};
    *work =
        (struct jhr_set_work){.node = node, .expr = kind == JHR_SYM_SEGMENT ? NULL : node->child};
    uint32_t index = c->sets.n - 1;
    if (kind == JHR_SYM_SEGMENT) {
        struct jhr_segment *segment = jhr_vec_add(c->a, &c->segmenten);
        if (segment == NULL)
            return;
        const struct jhr_node *title = (node->flags & JHR_NF_TITLE) != 0 ? node->child : NULL;
        *segment = (struct jhr_segment){
            .name = node->text, .nummer = node->num, .set = index, .node = node};
        if (title != NULL)
            segment->title = title->text;
        index = c->segmenten.n - 1;
    }
    jhr_declare(c, kind, index, node);
}

/* Every code in a gebied makes a gemeente, before any of them is used. */
static void collect_gemeenten(struct jhr_resolver *c, struct jhr_node *set, uint32_t depth)
{
    if (set == NULL || depth > JHR_MAX_DEPTH)
        return;
    for (struct jhr_node *n = set->child; n != NULL; n = n->next) {
        if (n->kind == JHR_N_E_MEMBER)
            jhr_gemeente_declare(c, n);
        else if (n->kind == JHR_N_E_SET || n->kind == JHR_N_E_EXCEPT)
            collect_gemeenten(c, n, depth + 1);
    }
}

static void put_code(struct jhr_resolver *c, struct jhr_sym *sym, struct jhr_str upper,
                     const struct jhr_node *node)
{
    struct jhr_sym *first = jhr_map_get(&c->codes, upper);
    if (first == NULL)
        jhr_map_put(c->a, &c->codes, upper, sym);
    else if (first != sym && !jhr_str_eq(first->name, node->text))
        twice(c, node, first); /* the same name was reported when it was declared */
}

static void collect_product(struct jhr_resolver *c, struct jhr_node *node)
{
    struct jhr_product *product = jhr_vec_add(c->a, &c->producten);
    struct jhr_node **slot = jhr_vec_add(c->a, &c->product_nodes);
    if (product == NULL || slot == NULL)
        return;
    *slot = node;
    const struct jhr_node *code = jhr_node_find(node, JHR_N_C_CODE);
    struct jhr_str name = jhr_upper(c->a, node->text), upper = name;
    *product = (struct jhr_product){.node = node, .coded = code == NULL || code->text.n > 0};
    struct jhr_sym *sym = jhr_declare(c, JHR_SYM_PRODUCT, c->producten.n - 1, node);
    put_code(c, sym, name, node);
    if (code != NULL && code->text.n > 0) {
        upper = jhr_upper(c->a, code->text);
        put_code(c, sym, upper, code);
    }
    product->code = product->coded ? upper : node->text;
    limit(c, node, c->producten.n, JHR_MAX_PRODUCTEN);
}

static void collect_begrip(struct jhr_resolver *c, struct jhr_node *node)
{
    struct jhr_begrip_work *work = jhr_vec_add(c->a, &c->begrip_work);
    if (work == NULL)
        return;
    *work = (struct jhr_begrip_work){.node = node, .expr = node->child};
    jhr_declare(c, JHR_SYM_BEGRIP, c->begrip_work.n - 1, node);
}

static void collect_regel(struct jhr_resolver *c, struct jhr_node *node, enum jhr_regel_kind kind)
{
    struct jhr_regel *regel = jhr_vec_add(c->a, &c->regels);
    struct jhr_regel_work *work = jhr_vec_add(c->a, &c->regel_work);
    if (regel == NULL || work == NULL)
        return;
    *work = (struct jhr_regel_work){.node = node};
    *regel = (struct jhr_regel){.kind = (uint8_t)kind,
                                .id = node->text,
                                .node = node,
                                .bron = JHR_NONE,
                                .stapeling = JHR_NONE,
                                .rekening = JHR_NONE};
    bool rekening = kind == JHR_R_BUDGET || kind == JHR_R_CAPACITEIT;
    jhr_declare(c, rekening ? JHR_SYM_REKENING : JHR_SYM_REGEL, c->regels.n - 1, node);
    limit(c, node, c->regels.n, JHR_MAX_REGELS - 1); /* `dubbel` may follow */
}

static void collect_other(struct jhr_resolver *c, struct jhr_node *node)
{
    struct jhr_voorbeeld *voorbeeld;
    struct jhr_bron *bron;
    struct jhr_waarde_const *waarde;
    if (node->kind == JHR_N_S_BRON && (bron = jhr_vec_add(c->a, &c->bronnen)) != NULL) {
        bron->node = node;
        jhr_declare(c, JHR_SYM_BRON, c->bronnen.n - 1, node);
    } else if (node->kind == JHR_N_S_WAARDE && (waarde = jhr_vec_add(c->a, &c->waarden)) != NULL) {
        waarde->node = node;
        jhr_declare(c, JHR_SYM_WAARDE, c->waarden.n - 1, node);
    } else if (node->kind == JHR_N_S_KPI || node->kind == JHR_N_S_BEWIJS) {
        jhr_declare(c, JHR_SYM_OTHER, 0, node);
    } else if (node->kind == JHR_N_S_VOORBEELD &&
               (voorbeeld = jhr_vec_add(c->a, &c->voorbeelden)) != NULL) {
        *voorbeeld = (struct jhr_voorbeeld){.title = node->text, .node = node};
    } else if (node->kind == JHR_N_ERROR) {
        jhr_lose(c, node->span);
    }
}

static void collect(struct jhr_resolver *c, struct jhr_node *node)
{
    switch ((int)node->kind) {
    case JHR_N_S_SOORT:
        collect_soort(c, node);
        break;
    case JHR_N_S_FEIT:
    case JHR_N_S_OORDEEL:
        collect_feit(c, node);
        break;
    case JHR_N_S_GEBIED:
        collect_set(c, node, JHR_SYM_GEBIED);
        collect_gemeenten(c, node, 0);
        break;
    case JHR_N_S_SEGMENT:
        collect_set(c, node, JHR_SYM_SEGMENT);
        break;
    case JHR_N_S_PRODUCTGROEP:
        collect_set(c, node, JHR_SYM_GROEP);
        break;
    case JHR_N_S_AANBIEDERS:
        collect_set(c, node, JHR_SYM_AANBIEDERS);
        break;
    case JHR_N_S_PRODUCT:
        collect_product(c, node);
        break;
    case JHR_N_S_BEGRIP:
        collect_begrip(c, node);
        break;
    case JHR_N_S_ALTIJD:
        collect_regel(c, node, JHR_R_ALTIJD);
        break;
    case JHR_N_S_EIS:
        collect_regel(c, node, JHR_R_EIS);
        break;
    case JHR_N_S_SIGNAAL:
        collect_regel(c, node, JHR_R_SIGNAAL);
        break;
    case JHR_N_S_VOORWAARDE:
        collect_regel(c, node, JHR_R_VOORWAARDE);
        break;
    case JHR_N_S_STAPELING:
        collect_regel(c, node, JHR_R_STAPELING);
        break;
    case JHR_N_S_BUDGET:
        collect_regel(c, node, JHR_R_BUDGET);
        break;
    case JHR_N_S_CAPACITEIT:
        collect_regel(c, node, JHR_R_CAPACITEIT);
        break;
    default:
        collect_other(c, node);
        break;
    }
}

/* Words in the parts of a statement that could not be read. */
static void collect_lost(struct jhr_resolver *c, const struct jhr_node *node)
{
    for (const struct jhr_node *n = node->child; n != NULL; n = n->next) {
        if (n->kind == JHR_N_ERROR)
            jhr_lose(c, n->span);
    }
}

void jhr_collect(struct jhr_resolver *c)
{
    for (uint32_t i = 0; i < c->ds->list.n; i++) { /* what the parser complained about */
        if (jhr_diag_rows[c->ds->list.v[i]->id].severity == JHR_ERROR)
            jhr_lose(c, c->ds->list.v[i]->span);
    }
    for (uint32_t i = 0; i < c->stmts.n && !c->has_gebied; i++)
        c->has_gebied = c->stmts.v[i]->kind == JHR_N_S_GEBIED;
    c->m->feit_gemeente = JHR_NONE;
    if (c->has_gebied) {
        struct jhr_feit *feit = jhr_vec_add(c->a, &c->feiten);
        if (feit != NULL)
            *feit = (struct jhr_feit){
                .name = JHR_STR("gemeente"), .type = JHR_T_GEMEENTE, .soort = JHR_NONE};
        c->m->feit_gemeente = 0;
    }
    for (uint32_t i = 0; i < c->stmts.n && !c->a->out_of_memory; i++) {
        collect(c, c->stmts.v[i]);
        collect_lost(c, c->stmts.v[i]);
    }
}

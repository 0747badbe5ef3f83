#include "compiler/resolve.h"

struct jhr_str jhr_text_take(struct jhr_resolver *c)
{
    struct jhr_str s = jhr_arena_str(c->a, jhr_buf_get(&c->text));
    jhr_buf_clear(&c->text);
    return s;
}

struct jhr_str jhr_source_of(const struct jhr_resolver *c, const struct jhr_node *n)
{
    return jhr_source_text(c->sources, n->span);
}

struct jhr_span jhr_name_span(const struct jhr_node *n)
{
    return n->name_span.hi > n->name_span.lo ? n->name_span : n->span;
}

const char *jhr_kind_word(uint32_t kind)
{
    static const char *const words[] = {
#define N(kind, name, holds) name,
#include "grammar/ast.def"
#undef N
    };
    return kind < JHR_N_COUNT_KINDS ? words[kind] : "";
}

/* What a kind of thing is called: the word that declares it, the same in every language. */
const char *jhr_sym_word(const struct jhr_sym *sym)
{
    if (sym == NULL)
        return "naam";
    switch ((enum jhr_sym_kind)sym->kind) {
    case JHR_SYM_SOORT:
        return "soort";
    case JHR_SYM_FEIT:
        return sym->node != NULL && sym->node->kind == JHR_N_S_OORDEEL ? "oordeel" : "feit";
    case JHR_SYM_GEBIED:
        return "gebied";
    case JHR_SYM_GROEP:
        return "productgroep";
    case JHR_SYM_AANBIEDERS:
        return "aanbieders";
    case JHR_SYM_SEGMENT:
        return "segment";
    case JHR_SYM_PRODUCT:
        return "product";
    case JHR_SYM_WAARDE:
        return "waarde";
    case JHR_SYM_BEGRIP:
        return "begrip";
    case JHR_SYM_BRON:
        return "bron";
    case JHR_SYM_GEMEENTE:
        return "gemeente";
    case JHR_SYM_AANBIEDER:
        return "aanbieder";
    case JHR_SYM_REGEL:
    case JHR_SYM_REKENING:
    case JHR_SYM_OTHER:
        return sym->node != NULL ? jhr_kind_word(sym->node->kind) : "dubbel";
    case JHR_SYM_VALUE:
        break;
    }
    return "waarde";
}

static bool is_word(unsigned char b)
{
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' ||
           b >= 0x80;
}

void jhr_lose(struct jhr_resolver *c, struct jhr_span span)
{
    struct jhr_str text = jhr_source_text(c->sources, span);
    for (uint32_t i = 0; i < text.n;) {
        uint32_t from = i;
        while (i < text.n && is_word((unsigned char)text.p[i]))
            i++;
        if (i > from)
            jhr_map_put(c->a, &c->lost, (struct jhr_str){text.p + from, i - from}, c);
        else
            i++;
    }
}

bool jhr_is_lost(const struct jhr_resolver *c, struct jhr_str name)
{
    return jhr_map_get(&c->lost, name) != NULL;
}

/* Past the limit of messages a suggestion is never seen, and looking for it would take long. */
static bool worth_it(const struct jhr_resolver *c)
{
    return c->ds->list.n < JHR_DIAG_MAX;
}

static void try_syms(const struct jhr_resolver *c, struct jhr_near *near, uint32_t kinds)
{
    for (uint32_t i = 0; i < c->syms.n && worth_it(c); i++) {
        if ((kinds & (1u << c->syms.v[i]->kind)) != 0)
            jhr_near_try(near, c->syms.v[i]->name);
    }
}

static void wrong_kind(struct jhr_resolver *c, const struct jhr_node *n, const struct jhr_sym *sym,
                       struct jhr_str wanted)
{
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_NAME_KIND, jhr_name_span(n), n->text,
                                       jhr_str_of(jhr_sym_word(sym)));
    jhr_diag_arg(c->ds, d, wanted);
    if (sym->node != NULL)
        jhr_diag_label(c->ds, d, jhr_name_span(sym->node), JHR_L_DEFINED_HERE, JHR_STR(""));
}

/* "segment, productgroep of product" for a set of kinds. */
static struct jhr_str wanted_text(struct jhr_resolver *c, uint32_t kinds)
{
    static const char *const words[] = {[JHR_SYM_SOORT] = "soort",
                                        [JHR_SYM_FEIT] = "feit",
                                        [JHR_SYM_GEBIED] = "gebied",
                                        [JHR_SYM_GROEP] = "productgroep",
                                        [JHR_SYM_AANBIEDERS] = "aanbieders",
                                        [JHR_SYM_SEGMENT] = "segment",
                                        [JHR_SYM_PRODUCT] = "product",
                                        [JHR_SYM_WAARDE] = "waarde",
                                        [JHR_SYM_BEGRIP] = "begrip",
                                        [JHR_SYM_REGEL] = "regel",
                                        [JHR_SYM_BRON] = "bron",
                                        [JHR_SYM_REKENING] = "budget",
                                        [JHR_SYM_OTHER] = "kpi",
                                        [JHR_SYM_GEMEENTE] = "gemeente",
                                        [JHR_SYM_AANBIEDER] = "aanbieder",
                                        [JHR_SYM_VALUE] = "waarde"};
    bool first = true;
    for (uint32_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if ((kinds & (1u << i)) == 0)
            continue;
        jhr_buf_fmt(&c->text, "%s`%s`", first ? "" : " / ", words[i]);
        first = false;
    }
    return jhr_text_take(c);
}

void jhr_unknown(struct jhr_resolver *c, enum jhr_diag_id id, const struct jhr_node *n,
                 uint32_t kinds)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    bool empty = n->text.n == 0 && n->kind != JHR_N_E_TEXT; /* the parser has said it */
    if (empty || jhr_is_lost(c, n->text) || (n->flags & JHR_NF_BAD) != 0)
        return;
    if (sym != NULL && (kinds & (1u << sym->kind)) == 0) {
        wrong_kind(c, n, sym, wanted_text(c, kinds));
        return;
    }
    struct jhr_near near;
    jhr_near_init(&near, n->text);
    try_syms(c, &near, kinds);
    jhr_diag_add1(c->ds, id, jhr_name_span(n), n->text)->suggestion = near.best;
}

/* `voor huisarts`: the name is a value, and has lost its fact. True when that was it. */
static bool lone_value(struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_sym *value = jhr_map_get(&c->values, n->text);
    for (uint32_t i = 0; value != NULL && i < c->feiten.n; i++) {
        const struct jhr_node *type =
            c->feiten.v[i].node != NULL ? c->feiten.v[i].node->child : NULL;
        if (type == NULL || type->kind != JHR_N_T_SOORT ||
            !jhr_str_eq(type->text, value->node->text))
            continue;
        struct jhr_str feit = c->feiten.v[i].name;
        struct jhr_diag *d =
            jhr_diag_add2(c->ds, JHR_D_VALUE_ALONE, n->span, n->text, value->node->text);
        d->suggestion = jhr_text(c, "%.*s is %.*s", JHR_FMT(feit), JHR_FMT(n->text));
        return true;
    }
    return false;
}

void jhr_unknown_operand(struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (jhr_is_lost(c, n->text))
        return;
    if (sym == NULL)
        sym = jhr_lookup_code(c, n->text);
    if (sym != NULL) {
        wrong_kind(c, n, sym, wanted_text(c, JHR_KINDS_OPERAND));
        return;
    }
    if (lone_value(c, n))
        return;
    struct jhr_near near;
    jhr_near_init(&near, n->text);
    try_syms(c, &near, JHR_KINDS_OPERAND);
    for (uint32_t i = 0; jhr_builtin_name(i) != NULL; i++) {
        if (i != JHR_B_OVERLAPT && i != JHR_B_TOELAATBAAR)
            jhr_near_try(&near, jhr_str_of(jhr_builtin_name(i)));
    }
    if (c->has_gebied)
        jhr_near_try(&near, JHR_STR("gemeente"));
    jhr_diag_add1(c->ds, JHR_D_NAME_UNKNOWN, n->span, n->text)->suggestion = near.best;
}

void jhr_unknown_value(struct jhr_resolver *c, const struct jhr_node *n, uint32_t soort)
{
    const struct jhr_soort *s = &c->soorten.v[soort];
    if (jhr_is_lost(c, n->text))
        return;
    struct jhr_near near;
    jhr_near_init(&near, n->text);
    for (uint32_t i = 0; i < s->n; i++) {
        jhr_near_try(&near, s->waarden[i]);
        jhr_buf_fmt(&c->text, "%s%.*s", i == 0 ? "" : ", ", JHR_FMT(s->waarden[i]));
    }
    struct jhr_str values = jhr_text_take(c);
    struct jhr_diag *d =
        jhr_diag_add2(c->ds, JHR_D_VALUE_UNKNOWN, jhr_name_span(n), n->text, s->name);
    jhr_diag_arg(c->ds, d, values);
    jhr_diag_label(c->ds, d, jhr_name_span(s->node), JHR_L_DEFINED_HERE, JHR_STR(""));
    d->suggestion = near.best;
}

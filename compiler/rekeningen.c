#include "compiler/resolve.h"

#include <stdlib.h>

/* A budget or capaciteit: by what it is kept, and how much there is. */

struct limit {
    uint32_t wie;
    struct jhr_step_at at;
};
struct limits {
    struct limit *v;
    uint32_t n, cap;
};

static const char *limit_word(const struct jhr_node *node)
{
    return node->kind == JHR_N_S_BUDGET ? "plafond" : "plaatsen";
}

/* ---- per gemeente, kalenderjaar ---- */

static uint8_t per_bit(struct jhr_str word)
{
    static const struct {
        const char *word;
        uint8_t bit;
    } words[] = {{"gemeente", JHR_PER_GEMEENTE},
                 {"aanbieder", JHR_PER_AANBIEDER},
                 {"regio", JHR_PER_REGIO},
                 {"kalenderjaar", JHR_PER_KALENDERJAAR}};
    for (uint32_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (jhr_str_eq(word, jhr_str_of(words[i].word)))
            return words[i].bit;
    return 0;
}

/* Places are counted on every day: a year means nothing to them. */
static uint8_t per(struct jhr_resolver *c, const struct jhr_node *node)
{
    const struct jhr_node *clause = jhr_node_find(node, JHR_N_C_PER);
    uint8_t bits = 0;
    for (const struct jhr_node *n = clause != NULL ? clause->child : NULL; n != NULL; n = n->next) {
        uint8_t bit = per_bit(n->text);
        if (node->kind == JHR_N_S_CAPACITEIT && bit == JHR_PER_KALENDERJAAR)
            bit = 0;
        if (bit == 0 && (n->flags & JHR_NF_BAD) == 0)
            jhr_diag_add2(c->ds, JHR_D_PER_STRANGE, n->span, n->text,
                          jhr_str_of(jhr_kind_word(node->kind)));
        if (bit == JHR_PER_GEMEENTE && !c->has_gebied)
            jhr_diag_add(c->ds, JHR_D_NO_GEBIED, n->span);
        bits |= bit;
    }
    return bits;
}

/* ---- limits ---- */

static bool named(struct jhr_resolver *c, const struct jhr_rekening *r, const struct jhr_node *n,
                  uint32_t *wie)
{
    uint8_t by = r->per & (JHR_PER_GEMEENTE | JHR_PER_AANBIEDER);
    *wie = JHR_NONE;
    if (n->text.n == 0)
        return true;
    if (by == JHR_PER_AANBIEDER) {
        *wie = jhr_aanbieder(c, n->text);
        return true;
    }
    const struct jhr_sym *sym = jhr_map_get(&c->gemeente_names, n->text);
    if (sym == NULL)
        sym = jhr_map_get(&c->gemeente_codes, n->text);
    if (by != JHR_PER_GEMEENTE)
        jhr_diag_add1(c->ds, JHR_D_LIMIT_NAMED, jhr_name_span(n), n->text);
    else if (sym == NULL)
        jhr_unknown(c, JHR_D_GEMEENTE_UNKNOWN, n, 1u << JHR_SYM_GEMEENTE);
    else
        *wie = sym->index;
    return *wie != JHR_NONE;
}

static bool first_of_january(int32_t ymd)
{
    return ymd == 0 || ymd == JHR_YMD_NEVER || ymd % 10000 == 101;
}

static void limit(struct jhr_resolver *c, const struct jhr_rekening *r, struct limits *ls,
                  struct jhr_node *n)
{
    struct jhr_node *value = n->child;
    const struct jhr_node *periode = jhr_node_find(n, JHR_N_PERIODE);
    struct jhr_period period = jhr_period(c, periode);
    uint32_t wie;
    int64_t amount = 0;
    if (value == NULL || ((n->flags | value->flags) & JHR_NF_BAD) != 0 || !named(c, r, n, &wie))
        return;
    if (value->kind != JHR_N_E_UNKNOWN) {
        value->type = value->kind == JHR_N_E_MONEY ? JHR_T_BEDRAG : JHR_T_GETAL;
        jhr_number_limit(c, value);
        amount = value->num;
        if (value->type == JHR_T_ERROR ||
            (value->kind == JHR_N_E_NUMBER && !jhr_whole(c, value, &amount)))
            return;
    }
    if ((r->per & JHR_PER_KALENDERJAAR) != 0 &&
        !(first_of_january(period.from) && first_of_january(period.to)))
        jhr_diag_add(c->ds, JHR_D_LIMIT_YEAR, periode->span);
    struct limit *slot = jhr_vec_add(c->a, ls);
    if (slot == NULL)
        return;
    slot->wie = wie;
    slot->at.node = n;
    slot->at.step = (struct jhr_step){
        .period = period, .known = value->kind != JHR_N_E_UNKNOWN, .value = amount};
}

static int by_name(const void *x, const void *y)
{
    const struct limit *a = x, *b = y;
    if (a->wie != b->wie)
        return a->wie < b->wie ? -1 : 1;
    return (a->at.node->span.lo > b->at.node->span.lo) -
           (a->at.node->span.lo < b->at.node->span.lo);
}

static struct jhr_str limit_name(struct jhr_resolver *c, const struct jhr_node *node,
                                 const struct limit *l)
{
    const char *word = limit_word(node);
    if (l->at.node->text.n == 0)
        return jhr_text(c, "%s %.*s", word, JHR_FMT(node->text));
    return jhr_text(c, "%s %.*s (%.*s)", word, JHR_FMT(node->text), JHR_FMT(l->at.node->text));
}

/* Each name's limits in order, without overlap; a limit without an end runs until the next. */
static void close_limits(struct jhr_resolver *c, struct jhr_rekening *r,
                         const struct jhr_node *node, struct limits *ls)
{
    struct jhr_grens *out = jhr_arena_alloc(c->a, (ls->n + (size_t)1) * sizeof(*out));
    if (out == NULL || c->a->out_of_memory)
        return;
    if (ls->n > 1)
        qsort(ls->v, ls->n, sizeof(*ls->v), by_name);
    for (uint32_t i = 0, end; i < ls->n; i = end) {
        struct jhr_steps steps = {0};
        for (end = i; end < ls->n && ls->v[end].wie == ls->v[i].wie; end++) {
            struct jhr_step_at *at = jhr_vec_add(c->a, &steps);
            if (at == NULL)
                return;
            *at = ls->v[end].at;
        }
        const struct jhr_step *closed =
            jhr_steps_close(c, &steps, true, true, limit_name(c, node, &ls->v[i]));
        for (uint32_t k = i; closed != NULL && k < end; k++)
            out[k] = (struct jhr_grens){.wie = ls->v[i].wie, .step = closed[k - i]};
    }
    r->grenzen = out;
    r->grenzen_n = ls->n;
}

/* ---- waarschuw vanaf ---- */

static void warning(struct jhr_resolver *c, struct jhr_rekening *r, const struct jhr_node *node)
{
    const struct jhr_node *clause = jhr_node_find(node, JHR_N_C_WAARSCHUW);
    const struct jhr_node *percent = clause != NULL ? clause->child : NULL;
    if (percent == NULL || (percent->flags & JHR_NF_BAD) != 0)
        return;
    r->vanaf_num = percent->num;
    r->vanaf_den = 100;
    for (uint32_t i = 0; i < percent->scale && i < 6; i++)
        r->vanaf_den *= 10;
    r->waarschuwt = percent->scale <= 6 && r->vanaf_num > 0 && r->vanaf_num <= r->vanaf_den;
    if (!r->waarschuwt)
        jhr_diag_add1(c->ds, JHR_D_WARN_PERCENT, percent->span, jhr_source_of(c, percent));
}

void jhr_rekening(struct jhr_resolver *c, uint32_t regel, struct jhr_node *node)
{
    struct jhr_rekening *r = jhr_vec_add(c->a, &c->rekeningen);
    const struct jhr_node *telt = jhr_node_find(node, JHR_N_C_TELT);
    struct limits ls = {0};
    if (r == NULL)
        return;
    c->regels.v[regel].rekening = c->rekeningen.n - 1;
    *r = (struct jhr_rekening){.regel = regel, .per = per(c, node)};
    r->telt_jeugdigen = telt != NULL && jhr_str_eq(telt->text, JHR_STR("jeugdigen"));
    for (const struct jhr_node *n = node->child; n != NULL; n = n->next) {
        struct jhr_node table = {0};
        if (n->kind == JHR_N_C_PLAFOND_UIT || n->kind == JHR_N_C_PLAATSEN_UIT)
            jhr_table_limits(c, n, &table);
        else if (n->kind == JHR_N_C_PLAFOND || n->kind == JHR_N_C_PLAATSEN)
            table.child = n->child;
        for (struct jhr_node *g = table.child; g != NULL; g = g->next)
            limit(c, r, &ls, g);
    }
    close_limits(c, r, node, &ls);
    warning(c, r, node);
    if (node->kind == JHR_N_S_BUDGET && c->uses.tarief == NULL)
        c->uses.tarief = node; /* a claim is the cost of the indication */
}

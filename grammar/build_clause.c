/* Constructors of clauses and of their parts. */
#include "grammar/build.h"

#include "base/near.h"
#include "grammar/literal.h"

struct jhr_node *jhr_mk_period(struct jhr_parser *p, struct jhr_loc loc,
                               const struct jhr_node *from, const struct jhr_node *to, int flags)
{
    struct jhr_node *node = jhr_mk(p, JHR_N_PERIODE, loc);
    node->num = from == NULL ? 0 : from->num;
    node->num2 = to == NULL ? JHR_YMD_NEVER : to->num;
    node->flags = (uint8_t)flags;
    if ((from != NULL && from->flags != 0) || (to != NULL && to->flags != 0))
        node->flags |= JHR_NF_BAD;
    return node;
}

struct jhr_node *jhr_mk_from(struct jhr_parser *p, struct jhr_loc loc, const struct jhr_node *from,
                             const struct jhr_node *to, int flags)
{
    struct jhr_node *node = jhr_mk_period(p, loc, from, to, flags);
    node->kind = JHR_N_X_VAN;
    if (to == NULL)
        node->num2 = 0;
    return node;
}

struct jhr_node *jhr_mk_member(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc name,
                               struct jhr_node *code, struct jhr_node *period)
{
    return jhr_node_add(jhr_mk_word(p, JHR_N_E_MEMBER, loc, name, code), period);
}

struct jhr_node *jhr_mk_force(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc at,
                              struct jhr_node *period)
{
    struct jhr_node *node = jhr_mk_word(p, JHR_N_C_STAP, loc, at, period);
    jhr_choice_check(p, node, JHR_N_C_KRACHT);
    return node;
}

struct jhr_node *jhr_mk_per(struct jhr_parser *p, struct jhr_loc loc, struct jhr_list names)
{
    struct jhr_node *node = jhr_mk_list(p, JHR_N_C_PER, loc, names);
    if (p->arena->out_of_memory)
        return node;
    for (struct jhr_node *n = names.first; n != NULL; n = n->next)
        jhr_choice_check(p, n, JHR_N_C_PER);
    return node;
}

struct jhr_node *jhr_mk_tariff(struct jhr_parser *p, struct jhr_loc loc, struct jhr_node *amount,
                               int unit, struct jhr_node *period)
{
    struct jhr_node *node = jhr_mk_node(p, JHR_N_C_TARIEF, loc, amount, period);
    node->unit = (uint8_t)unit;
    return node;
}

struct jhr_node *jhr_mk_named_limit(struct jhr_parser *p, struct jhr_loc loc,
                                    const struct jhr_node *name, struct jhr_node *value,
                                    struct jhr_node *period)
{
    struct jhr_node *node = jhr_mk_node(p, JHR_N_GRENS, loc, value, period);
    node->text = name->text;
    node->name_span = name->name_span;
    return node;
}

/* ---- the matrix ---- */

struct jhr_node *jhr_mk_cell(struct jhr_parser *p, struct jhr_loc loc, int op,
                             struct jhr_node *condition)
{
    struct jhr_node *node = jhr_mk_op(p, JHR_N_CEL, loc, op, condition, NULL);
    if (op == JHR_CEL_NAAM)
        jhr_mk_set_word(p, node, loc);
    else
        node->text = jhr_loc_text(p, loc);
    return node;
}

static void check_name_cell(struct jhr_parser *p, struct jhr_node *cell)
{
    if (cell->op == JHR_CEL_NAAM)
        return;
    cell->flags |= JHR_NF_BAD;
    jhr_diag_add1(p->diags, JHR_D_SYN_CELL_NAME, cell->span, cell->text);
}

static void check_value_cell(struct jhr_parser *p, struct jhr_node *cell)
{
    if (cell->op != JHR_CEL_NAAM)
        return;
    struct jhr_near near;
    cell->flags |= JHR_NF_BAD;
    struct jhr_diag *d = jhr_diag_add1(p->diags, JHR_D_SYN_CELL, cell->span, cell->text);
    jhr_near_init(&near, cell->text);
    jhr_near_try(&near, JHR_STR("ja"));
    jhr_near_try(&near, JHR_STR("nee"));
    jhr_near_try(&near, JHR_STR("onderdeel"));
    d->suggestion = near.best;
}

/* The first row and the first column hold names, the rest says what may run together. */
struct jhr_node *jhr_mk_matrix(struct jhr_parser *p, struct jhr_loc loc, struct jhr_list rows)
{
    struct jhr_node *node = jhr_mk_list(p, JHR_N_C_MATRIX, loc, rows);
    if (p->arena->out_of_memory)
        return node;
    for (struct jhr_node *row = rows.first; row != NULL; row = row->next) {
        if (row->kind != JHR_N_ROW)
            continue;
        for (struct jhr_node *cell = row->child; cell != NULL; cell = cell->next) {
            bool names = (row == rows.first) != (cell == row->child);
            if (names)
                check_name_cell(p, cell);
            else if (row != rows.first)
                check_value_cell(p, cell);
        }
    }
    return node;
}

/* ---- parts of a voorbeeld ---- */

struct jhr_node *jhr_mk_indication(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc product,
                                   struct jhr_list parts, struct jhr_node *changes)
{
    struct jhr_node *node = jhr_mk_list(p, JHR_N_INDICATIE, loc, jhr_list_add(parts, changes));
    jhr_mk_set_word(p, node, product);
    return node;
}

struct jhr_node *jhr_mk_expected(struct jhr_parser *p, struct jhr_loc loc, struct jhr_node *outcome,
                                 struct jhr_list parts)
{
    struct jhr_node *node = jhr_mk_list(p, JHR_N_X_VERWACHT, loc, parts);
    node->op = outcome->op;
    node->name_span = outcome->span;
    return node;
}

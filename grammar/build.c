#include "grammar/build.h"

#include "grammar/literal.h"
#include "grammar/tokens.h"

/* ---- places ---- */

struct jhr_loc jhr_loc_of(const struct jhr_loc *rhs, uint32_t n)
{
    if (n == 0)
        return (struct jhr_loc){rhs[0].hi, rhs[0].hi, rhs[0].last + 1, rhs[0].last};
    return jhr_loc_join(rhs[1], rhs[n]);
}

struct jhr_loc jhr_loc_join(struct jhr_loc a, struct jhr_loc b)
{
    return (struct jhr_loc){a.lo, b.hi, a.first, b.last};
}

struct jhr_span jhr_loc_span(const struct jhr_parser *p, struct jhr_loc at)
{
    return (struct jhr_span){p->file, at.lo, at.hi};
}

struct jhr_str jhr_loc_text(const struct jhr_parser *p, struct jhr_loc at)
{
    return (struct jhr_str){p->text.p + at.lo, at.hi - at.lo};
}

/* ---- lists ---- */

struct jhr_list jhr_list_of(struct jhr_node *node)
{
    return (struct jhr_list){node, node};
}

struct jhr_list jhr_list_add(struct jhr_list list, struct jhr_node *node)
{
    if (node == NULL)
        return list;
    if (list.last == NULL)
        return jhr_list_of(node);
    list.last->next = node;
    list.last = node;
    return list;
}

static void adopt(struct jhr_node *parent, struct jhr_list list)
{
    if (list.first == NULL)
        return;
    if (parent->last == NULL)
        parent->child = list.first;
    else
        parent->last->next = list.first;
    parent->last = list.last;
}

/* ---- any node ---- */

struct jhr_node *jhr_mk(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc)
{
    struct jhr_node *node = jhr_node_new(p->arena, kind, jhr_loc_span(p, loc));
    node->first_token = loc.first;
    node->last_token = loc.last;
    return node;
}

struct jhr_node *jhr_mk_node(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_node *a, struct jhr_node *b)
{
    return jhr_node_add(jhr_node_add(jhr_mk(p, kind, loc), a), b);
}

struct jhr_node *jhr_mk_op(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                           int op, struct jhr_node *a, struct jhr_node *b)
{
    struct jhr_node *node = jhr_mk_node(p, kind, loc, a, b);
    node->op = (uint8_t)op;
    return node;
}

struct jhr_node *jhr_mk_list(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_list list)
{
    struct jhr_node *node = jhr_mk(p, kind, loc);
    adopt(node, list);
    return node;
}

void jhr_mk_set_word(struct jhr_parser *p, struct jhr_node *node, struct jhr_loc at)
{
    node->text = jhr_literal_name(p->arena, jhr_loc_text(p, at));
    node->name_span = jhr_loc_span(p, at);
}

void jhr_mk_set_text(struct jhr_parser *p, struct jhr_node *node, struct jhr_loc at)
{
    node->text = jhr_literal_text(p->arena, jhr_loc_text(p, at));
    node->name_span = jhr_loc_span(p, at);
}

struct jhr_node *jhr_mk_word(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_loc at, struct jhr_node *child)
{
    struct jhr_node *node = jhr_mk_node(p, kind, loc, child, NULL);
    jhr_mk_set_word(p, node, at);
    return node;
}

struct jhr_node *jhr_mk_within(struct jhr_node *member, uint32_t hi, struct jhr_node *period)
{
    member->span.hi = hi;
    return jhr_node_add(member, period);
}

struct jhr_node *jhr_mk_text(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_loc at, struct jhr_node *child)
{
    struct jhr_node *node = jhr_mk_node(p, kind, loc, child, NULL);
    jhr_mk_set_text(p, node, at);
    return node;
}

struct jhr_node *jhr_mk_num(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                            const struct jhr_node *date)
{
    struct jhr_node *node = jhr_mk(p, kind, loc);
    node->num = date->num;
    node->flags = date->flags;
    node->text = date->text;
    node->name_span = date->span;
    return node;
}

/* A whole number from lowest to highest, or a report and a node marked bad. */
static void set_whole(struct jhr_parser *p, struct jhr_node *node, struct jhr_loc at,
                      enum jhr_diag_id id, int64_t lowest, int64_t highest)
{
    uint8_t scale;
    struct jhr_str s = jhr_loc_text(p, at);
    enum jhr_literal e = jhr_literal_number(s, &node->num, &scale);
    if (e == JHR_LIT_OK && scale == 0 && node->num >= lowest && node->num <= highest)
        return;
    node->flags |= JHR_NF_BAD;
    if (e == JHR_LIT_OK)
        jhr_diag_add1(p->diags, id, jhr_loc_span(p, at), s);
}

struct jhr_node *jhr_mk_year(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_loc at, struct jhr_node *child)
{
    struct jhr_node *node = jhr_mk_node(p, kind, loc, child, NULL);
    node->name_span = jhr_loc_span(p, at);
    set_whole(p, node, at, JHR_D_SYN_YEAR, JHR_YMD_FIRST / 10000, JHR_YMD_LAST / 10000);
    return node;
}

struct jhr_node *jhr_mk_reason(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc at)
{
    struct jhr_node *node = jhr_mk(p, JHR_N_C_REDEN, loc);
    node->name_span = jhr_loc_span(p, at);
    set_whole(p, node, at, JHR_D_SYN_REASON, 1, 9);
    return node;
}

struct jhr_node *jhr_mk_count_of(struct jhr_parser *p, struct jhr_loc loc, int op,
                                 struct jhr_loc number, struct jhr_list conditions)
{
    struct jhr_node *node = jhr_mk_list(p, JHR_N_E_COUNT_OF, loc, conditions);
    node->op = (uint8_t)op;
    node->name_span = jhr_loc_span(p, number);
    set_whole(p, node, number, JHR_D_SYN_WHOLE, 0, INT32_MAX);
    return node;
}

struct jhr_node *jhr_mk_choice(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                               struct jhr_loc at)
{
    struct jhr_node *node = jhr_mk_word(p, kind, loc, at, NULL);
    jhr_choice_check(p, node, kind);
    return node;
}

struct jhr_node *jhr_mk_error(struct jhr_parser *p, struct jhr_loc loc)
{
    if (loc.lo > loc.hi) { /* what was given up is read again */
        loc.lo = loc.hi;
        loc.first = loc.last + 1;
    }
    p->error = jhr_mk(p, JHR_N_ERROR, loc);
    p->error->flags = JHR_NF_BAD;
    return p->error;
}

void jhr_mk_flag(struct jhr_node *node, int flag)
{
    node->flags |= (uint8_t)flag;
}

/* From here on the word is a name, to whatever colours or formats the tokens. */
void jhr_mk_free_word(struct jhr_parser *p, struct jhr_loc at)
{
    p->tokens.v[at.first].kind = TOK_WORD;
}

/* ---- statements ---- */

struct jhr_node *jhr_mk_statement(struct jhr_parser *p, int kind, struct jhr_loc loc,
                                  struct jhr_loc name, struct jhr_node *first,
                                  struct jhr_list clauses)
{
    struct jhr_node *node = jhr_mk_word(p, (enum jhr_node_kind)kind, loc, name, first);
    if (first != NULL && first->kind == JHR_N_E_TEXT)
        node->flags |= JHR_NF_TITLE;
    jhr_clauses_adopt(p, node, clauses);
    return node;
}

struct jhr_node *jhr_mk_statement_text(struct jhr_parser *p, enum jhr_node_kind kind,
                                       struct jhr_loc loc, struct jhr_loc text,
                                       struct jhr_list clauses)
{
    struct jhr_node *node = jhr_mk_text(p, kind, loc, text, NULL);
    jhr_clauses_adopt(p, node, clauses);
    return node;
}

struct jhr_node *jhr_mk_statement_set(struct jhr_parser *p, enum jhr_node_kind kind,
                                      struct jhr_loc loc, struct jhr_loc name,
                                      struct jhr_list parts, struct jhr_list clauses)
{
    struct jhr_node *node = jhr_mk_word(p, kind, loc, name, NULL);
    adopt(node, parts);
    jhr_clauses_adopt(p, node, clauses);
    return node;
}

struct jhr_node *jhr_mk_segment(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc name,
                                const struct jhr_node *number, struct jhr_node *title,
                                struct jhr_list clauses)
{
    struct jhr_node *node = jhr_mk_statement(p, JHR_N_S_SEGMENT, loc, name, title, clauses);
    node->num = number == NULL ? -1 : number->num;
    if (number != NULL && (number->scale != 0 || number->unit != JHR_U_NONE))
        jhr_diag_add1(p->diags, JHR_D_SYN_WHOLE, number->span, number->text);
    return node;
}

void jhr_mk_statement_done(struct jhr_parser *p, struct jhr_node *statement)
{
    jhr_node_add(p->root, statement);
}

/* ---- literals ---- */

struct jhr_node *jhr_mk_number(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc at,
                               int unit, int flags)
{
    struct jhr_node *node = jhr_mk_word(p, JHR_N_E_NUMBER, loc, at, NULL);
    if (jhr_literal_number(node->text, &node->num, &node->scale) != JHR_LIT_OK)
        flags |= JHR_NF_BAD;
    node->unit = (uint8_t)unit;
    node->flags = (uint8_t)flags;
    return node;
}

struct jhr_node *jhr_mk_percent(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc at)
{
    struct jhr_node *node = jhr_mk_number(p, loc, at, JHR_U_NONE, 0);
    node->kind = JHR_N_E_PERCENT;
    return node;
}

struct jhr_node *jhr_mk_money(struct jhr_parser *p, struct jhr_loc loc)
{
    struct jhr_node *node = jhr_mk_word(p, JHR_N_E_MONEY, loc, loc, NULL);
    if (jhr_literal_money(node->text, &node->num) != JHR_LIT_OK)
        node->flags = JHR_NF_BAD;
    return node;
}

struct jhr_node *jhr_mk_date(struct jhr_parser *p, struct jhr_loc loc)
{
    struct jhr_node *node = jhr_mk_word(p, JHR_N_E_DATE, loc, loc, NULL);
    int32_t ymd;
    enum jhr_literal e = jhr_literal_date(node->text, &ymd);
    bool is_real = e == JHR_LIT_OK || ((e == JHR_LIT_NOTATION || e == JHR_LIT_SHORT_YEAR) && ymd);
    node->num = is_real ? ymd : JHR_YMD_FIRST;
    if (e != JHR_LIT_OK)
        node->flags = JHR_NF_BAD;
    return node;
}

struct jhr_node *jhr_mk_bool(struct jhr_parser *p, struct jhr_loc loc, int value)
{
    struct jhr_node *node = jhr_mk_word(p, JHR_N_E_BOOL, loc, loc, NULL);
    node->num = value;
    return node;
}

struct jhr_node *jhr_mk_minus(struct jhr_parser *p, struct jhr_loc loc, struct jhr_node *number)
{
    number->num = -number->num;
    number->span = jhr_loc_span(p, loc);
    number->first_token = loc.first;
    number->name_span.lo = loc.lo;
    number->text = (struct jhr_str){p->text.p + loc.lo, number->name_span.hi - loc.lo};
    return number;
}

/* ---- expressions ---- */

/* `a en b en c` is one node of three; one in parentheses stays on its own. */
struct jhr_node *jhr_mk_join(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_node *left, struct jhr_node *right)
{
    if (left->kind != kind || (left->flags & JHR_NF_PAREN) != 0)
        return jhr_mk_node(p, kind, loc, left, right);
    jhr_node_add(left, right);
    left->span.hi = loc.hi;
    left->last_token = loc.last;
    return left;
}

struct jhr_node *jhr_mk_paren(struct jhr_node *inner, struct jhr_loc loc)
{
    inner->flags |= JHR_NF_PAREN;
    inner->span.lo = loc.lo;
    inner->span.hi = loc.hi;
    inner->first_token = loc.first;
    inner->last_token = loc.last;
    return inner;
}

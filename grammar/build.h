/*
 * The constructors that the actions of jhr.y call, one per shape of node. None returns NULL: when
 * memory ends the arena hands out a poison node and says so by its flag. `at` is where a name,
 * text or literal stands; NULL children are left out.
 */
#ifndef JHR_GRAMMAR_BUILD_H
#define JHR_GRAMMAR_BUILD_H

#include "grammar/parser.h"

struct jhr_loc jhr_loc_of(const struct jhr_loc *rhs, uint32_t n); /* bison's YYLLOC_DEFAULT */
struct jhr_loc jhr_loc_join(struct jhr_loc a, struct jhr_loc b);
struct jhr_span jhr_loc_span(const struct jhr_parser *p, struct jhr_loc at);
struct jhr_str jhr_loc_text(const struct jhr_parser *p, struct jhr_loc at);

struct jhr_list jhr_list_of(struct jhr_node *node); /* NULL: the empty list */
struct jhr_list jhr_list_add(struct jhr_list list, struct jhr_node *node);

/* ---- any node ---- */
struct jhr_node *jhr_mk(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc);
struct jhr_node *jhr_mk_node(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_node *a, struct jhr_node *b);
struct jhr_node *jhr_mk_op(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                           int op, struct jhr_node *a, struct jhr_node *b);
struct jhr_node *jhr_mk_list(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_list list);
/* With the name, or the text without its quotes, that stands at `at`. */
/* A member, and the time in which it is one. */
struct jhr_node *jhr_mk_within(struct jhr_node *member, uint32_t hi, struct jhr_node *period);
struct jhr_node *jhr_mk_word(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_loc at, struct jhr_node *child);
struct jhr_node *jhr_mk_text(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_loc at, struct jhr_node *child);
/* With the number of a date node, which it replaces. */
struct jhr_node *jhr_mk_num(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                            const struct jhr_node *date);
struct jhr_node *jhr_mk_year(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_loc at, struct jhr_node *child);
/* With a word of a fixed list, which is checked. */
struct jhr_node *jhr_mk_choice(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                               struct jhr_loc at);
struct jhr_node *jhr_mk_error(struct jhr_parser *p, struct jhr_loc loc);
void jhr_mk_flag(struct jhr_node *node, int flag);
void jhr_mk_set_word(struct jhr_parser *p, struct jhr_node *node, struct jhr_loc at);
void jhr_mk_set_text(struct jhr_parser *p, struct jhr_node *node, struct jhr_loc at);
void jhr_mk_free_word(struct jhr_parser *p, struct jhr_loc at); /* a word of ours, as a name */

/* ---- statements; their clauses are checked against the table in clauses.c ---- */
struct jhr_node *jhr_mk_statement(struct jhr_parser *p, int kind, struct jhr_loc loc,
                                  struct jhr_loc name, struct jhr_node *first,
                                  struct jhr_list clauses);
struct jhr_node *jhr_mk_statement_text(struct jhr_parser *p, enum jhr_node_kind kind,
                                       struct jhr_loc loc, struct jhr_loc text,
                                       struct jhr_list clauses);
struct jhr_node *jhr_mk_statement_set(struct jhr_parser *p, enum jhr_node_kind kind,
                                      struct jhr_loc loc, struct jhr_loc name,
                                      struct jhr_list parts, struct jhr_list clauses);
struct jhr_node *jhr_mk_segment(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc name,
                                const struct jhr_node *number, struct jhr_node *title,
                                struct jhr_list clauses);
void jhr_mk_statement_done(struct jhr_parser *p, struct jhr_node *statement);

/* ---- literals ---- */
struct jhr_node *jhr_mk_number(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc at,
                               int unit, int flags);
struct jhr_node *jhr_mk_percent(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc at);
struct jhr_node *jhr_mk_money(struct jhr_parser *p, struct jhr_loc loc);
struct jhr_node *jhr_mk_date(struct jhr_parser *p, struct jhr_loc loc);
struct jhr_node *jhr_mk_bool(struct jhr_parser *p, struct jhr_loc loc, int value);
struct jhr_node *jhr_mk_minus(struct jhr_parser *p, struct jhr_loc loc, struct jhr_node *number);

/* ---- expressions ---- */
struct jhr_node *jhr_mk_join(struct jhr_parser *p, enum jhr_node_kind kind, struct jhr_loc loc,
                             struct jhr_node *left, struct jhr_node *right);
struct jhr_node *jhr_mk_paren(struct jhr_node *inner, struct jhr_loc loc);
struct jhr_node *jhr_mk_count_of(struct jhr_parser *p, struct jhr_loc loc, int op,
                                 struct jhr_loc number, struct jhr_list conditions);

/* ---- clauses and their parts ---- */
struct jhr_node *jhr_mk_period(struct jhr_parser *p, struct jhr_loc loc,
                               const struct jhr_node *from, const struct jhr_node *to, int flags);
struct jhr_node *jhr_mk_from(struct jhr_parser *p, struct jhr_loc loc, const struct jhr_node *from,
                             const struct jhr_node *to, int flags);
struct jhr_node *jhr_mk_member(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc name,
                               struct jhr_node *code, struct jhr_node *period);
struct jhr_node *jhr_mk_reason(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc at);
struct jhr_node *jhr_mk_force(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc at,
                              struct jhr_node *period);
struct jhr_node *jhr_mk_per(struct jhr_parser *p, struct jhr_loc loc, struct jhr_list names);
struct jhr_node *jhr_mk_tariff(struct jhr_parser *p, struct jhr_loc loc, struct jhr_node *amount,
                               int unit, struct jhr_node *period);
struct jhr_node *jhr_mk_named_limit(struct jhr_parser *p, struct jhr_loc loc,
                                    const struct jhr_node *name, struct jhr_node *value,
                                    struct jhr_node *period);
struct jhr_node *jhr_mk_cell(struct jhr_parser *p, struct jhr_loc loc, int op,
                             struct jhr_node *condition);
struct jhr_node *jhr_mk_matrix(struct jhr_parser *p, struct jhr_loc loc, struct jhr_list rows);
struct jhr_node *jhr_mk_indication(struct jhr_parser *p, struct jhr_loc loc, struct jhr_loc product,
                                   struct jhr_list parts, struct jhr_node *changes);
struct jhr_node *jhr_mk_expected(struct jhr_parser *p, struct jhr_loc loc, struct jhr_node *outcome,
                                 struct jhr_list parts);

/* In clauses.c: adopts the clauses of a statement, and reports those that do not belong to it. */
void jhr_clauses_adopt(struct jhr_parser *p, struct jhr_node *statement, struct jhr_list clauses);
/* Reports a word that is not in the fixed list of this kind of clause. */
void jhr_choice_check(struct jhr_parser *p, struct jhr_node *node, enum jhr_node_kind list);

#endif

/*
 * Inside the resolver: the state of one run and what its files ask of each other. The way through
 * it, top to bottom, is jhr_resolve in resolve.c.
 */
#ifndef JHR_COMPILER_RESOLVE_H
#define JHR_COMPILER_RESOLVE_H

#include "base/near.h"
#include "compiler/model.h"
#include "compiler/units.h"

#define JHR_MAX_MATRIX      256u         /* names in a header: cells are numbered in 16 bits */
#define JHR_MAX_MATRIX_WORK (1u << 26)   /* pairs of products laid, overlaps counted again */
#define JHR_MAX_DEPTH       1000u        /* of a tree: bounds the walks below, twice over */
#define JHR_MAX_AMOUNT      100000000000 /* cents, or a bare number: no sum of them overflows */

enum jhr_sym_kind {
    JHR_SYM_SOORT,
    JHR_SYM_FEIT,
    JHR_SYM_GEBIED, /* this one, GROEP and AANBIEDERS: index in sets */
    JHR_SYM_GROEP,
    JHR_SYM_AANBIEDERS,
    JHR_SYM_SEGMENT, /* index in segmenten */
    JHR_SYM_PRODUCT,
    JHR_SYM_WAARDE,
    JHR_SYM_BEGRIP,
    JHR_SYM_REGEL,
    JHR_SYM_BRON,
    JHR_SYM_REKENING, /* budget, capaciteit: index in regels, as JHR_SYM_REGEL */
    JHR_SYM_OTHER,    /* kpi, bewijs */
    JHR_SYM_GEMEENTE,
    JHR_SYM_AANBIEDER,
    JHR_SYM_VALUE /* of a soort: index of the soort */
};
/* Sets of symbol kinds, for "what is legal here". */
#define JHR_KINDS_OPERAND ((1u << JHR_SYM_FEIT) | (1u << JHR_SYM_BEGRIP) | (1u << JHR_SYM_WAARDE))
#define JHR_KINDS_PRODUCTS                                                                         \
    ((1u << JHR_SYM_GROEP) | (1u << JHR_SYM_SEGMENT) | (1u << JHR_SYM_PRODUCT))

#define JHR_KINDS_REGEL ((1u << JHR_SYM_REGEL) | (1u << JHR_SYM_REKENING))

struct jhr_sym {
    uint8_t kind; /* enum jhr_sym_kind */
    uint32_t index;
    struct jhr_str name;
    const struct jhr_node *node; /* where it is declared; NULL for what is built in */
};

/* What an expression leans on, gathered while it is typed. */
struct jhr_uses {
    const struct jhr_node *other; /* the first thing that is no fact, of an altijd an error */
    const struct jhr_node *tarief, *norm;
    const struct jhr_node *list;   /* a sentence about lopende or eerdere */
    const struct jhr_node *beyond; /* the first thing that no budget can be about */
};
struct jhr_begrip_work {
    struct jhr_node *node, *expr;
    struct jhr_uses uses;
};
struct jhr_members {
    struct jhr_member *v;
    uint32_t n, cap;
};
struct jhr_set_work {
    struct jhr_node *node; /* the statement */
    struct jhr_node *expr; /* NULL: a segment, filled by its products */
    struct jhr_members members;
};
struct jhr_regel_work {
    struct jhr_node *node;
    struct jhr_uses uses;
};

struct jhr_resolver {
    struct jhr_arena *a;
    struct jhr_diags *ds;
    struct jhr_sources *sources;
    struct jhr_loader loader;
    struct jhr_model *m;

    JHR_VEC(struct jhr_node *) files;
    struct jhr_map by_path;
    JHR_VEC(struct jhr_node *) stmts; /* of all files, in order */
    JHR_VEC(struct jhr_sym *) syms;   /* every declared name, in order */
    struct jhr_map names;             /* name -> sym */
    struct jhr_map codes;             /* product code in upper case -> sym */
    struct jhr_map gemeente_names, gemeente_codes, aanbieders_by_name, values;
    struct jhr_map lost; /* words inside what could not be read: no further message about them */
    bool has_gebied;

    JHR_VEC(struct jhr_soort) soorten;
    JHR_VEC(struct jhr_feit) feiten;
    JHR_VEC(struct jhr_set) sets;
    JHR_VEC(struct jhr_set_work) set_work; /* beside the named sets, same index */
    JHR_VEC(struct jhr_segment) segmenten;
    JHR_VEC(struct jhr_product) producten;
    JHR_VEC(struct jhr_node *) product_nodes;
    JHR_VEC(struct jhr_gemeente) gemeenten;
    JHR_VEC(struct jhr_str) aanbieders;
    JHR_VEC(struct jhr_bron) bronnen;
    JHR_VEC(struct jhr_waarde_const) waarden;
    JHR_VEC(struct jhr_begrip) begrippen;
    JHR_VEC(struct jhr_begrip_work) begrip_work;
    JHR_VEC(struct jhr_regel) regels;
    JHR_VEC(struct jhr_regel_work) regel_work;
    JHR_VEC(struct jhr_stapeling) stapelingen;
    JHR_VEC(struct jhr_rekening) rekeningen;
    JHR_VEC(struct jhr_voorbeeld) voorbeelden;

    /* while an expression is typed */
    const struct jhr_node *quantifier; /* the one around, or NULL */
    struct jhr_uses uses;
    uint32_t depth;
    bool shape_said; /* the connective around was reported as unclear: so is this one */
    const struct jhr_node *listed; /* the operand of `en` or `of` at hand, where one more follows */
    JHR_VEC(struct jhr_bewijs) bewijzen;
    bool in_bewijs;      /* `toelaatbaar` may be named */
    struct jhr_buf text; /* scratch of jhr_text */
};

/* names.c: declarations and lookups */
void jhr_collect(struct jhr_resolver *c);
struct jhr_sym *jhr_declare(struct jhr_resolver *c, enum jhr_sym_kind kind, uint32_t index,
                            const struct jhr_node *node);
struct jhr_sym *jhr_lookup(const struct jhr_resolver *c, struct jhr_str name);
struct jhr_sym *jhr_lookup_code(const struct jhr_resolver *c, struct jhr_str code);
struct jhr_str jhr_upper(struct jhr_arena *a, struct jhr_str s);
/* -1: no such built-in name */
int jhr_builtin_of(struct jhr_str name, bool ander);
const char *jhr_builtin_name(uint32_t builtin);
enum jhr_type jhr_builtin_type(uint32_t builtin);
uint32_t jhr_aanbieder(struct jhr_resolver *c, struct jhr_str name); /* its index, made if new */
void jhr_gemeente_declare(struct jhr_resolver *c, struct jhr_node *member);
struct jhr_sym *jhr_gemeente_find(const struct jhr_resolver *c, const struct jhr_node *n);
/* A product named by a bare number, a code, a name or a text; NULL: none, and nothing is said. */
struct jhr_sym *jhr_product_find(const struct jhr_resolver *c, const struct jhr_node *n);

/* unknown.c: what is said about a name that is not there */
const char *jhr_kind_word(uint32_t kind);            /* of a node: "eis", "alleen als", … */
const char *jhr_sym_word(const struct jhr_sym *sym); /* "eis", "feit", … */
/* Reports `id` with the name and the nearest one among kinds (a set of 1 << jhr_sym_kind); a name
 * of another kind is reported as such. Silent about names that were lost in a syntax error. */
void jhr_unknown(struct jhr_resolver *c, enum jhr_diag_id id, const struct jhr_node *n,
                 uint32_t kinds);
void jhr_unknown_operand(struct jhr_resolver *c, const struct jhr_node *n);
void jhr_unknown_value(struct jhr_resolver *c, const struct jhr_node *n, uint32_t soort);
struct jhr_span jhr_name_span(const struct jhr_node *n);
bool jhr_is_lost(const struct jhr_resolver *c, struct jhr_str name);
void jhr_lose(struct jhr_resolver *c, struct jhr_span span);
/* A formatted text in the arena, for arguments. */
#define jhr_text(c, ...) (jhr_buf_fmt(&(c)->text, __VA_ARGS__), jhr_text_take(c))
struct jhr_str jhr_text_take(struct jhr_resolver *c);
struct jhr_str jhr_source_of(const struct jhr_resolver *c, const struct jhr_node *n);
#define JHR_FMT(s) (int)(s).n, (s).p

/* order.c: dependencies */
struct jhr_edge {
    uint32_t from, to; /* `from` needs `to` */
    const struct jhr_node *node;
};
struct jhr_edges {
    struct jhr_edge *v;
    uint32_t n, cap;
};
/* Puts 0..n-1 in `order`, each after what it needs, otherwise in order of number. A circle is given
 * to `found` (its edges in order) and broken at its last edge. False: memory ended. */
bool jhr_order(struct jhr_arena *a, uint32_t n, struct jhr_edges edges, uint32_t *order,
               void (*found)(void *self, const struct jhr_edge *circle, uint32_t n), void *self);

/* time.c: periods */
struct jhr_period jhr_period(struct jhr_resolver *c, const struct jhr_node *periode);
struct jhr_str jhr_date_text(struct jhr_resolver *c, int32_t ymd);
bool jhr_period_empty(struct jhr_period p);
struct jhr_period jhr_period_both(struct jhr_period a, struct jhr_period b);
struct jhr_step_at {
    struct jhr_step step;
    const struct jhr_node *node;
};
struct jhr_steps {
    struct jhr_step_at *v;
    uint32_t n, cap;
};
/* Sorts; reports overlaps, and gaps when `gaps`. With `chain` a step without an end runs until the
 * next one. `what` names the value in messages. Returns the steps alone, in the arena. */
const struct jhr_step *jhr_steps_close(struct jhr_resolver *c, struct jhr_steps *steps, bool chain,
                                       bool gaps, struct jhr_str what);

/* units.c */
/* Whether a number has a unit of volume; else a message that names `what` it is for. */
bool jhr_volume_unit(struct jhr_resolver *c, const struct jhr_node *number, const char *what);
/* A number with a unit of volume in minutes, etmalen or stuks. False after a message. */
bool jhr_volume(struct jhr_resolver *c, const struct jhr_node *number, int64_t *value);
/* A whole number. False after a message. */
bool jhr_whole(struct jhr_resolver *c, const struct jhr_node *number, int64_t *value);
bool jhr_is_literal(const struct jhr_node *n);
bool jhr_literal_value(const struct jhr_node *n, int64_t *value);
/* Makes a number in the unit of a duration or a volume into one. False after a message, or when n
 * is no such number (*said tells which). */
bool jhr_adopt(struct jhr_resolver *c, struct jhr_node *n, enum jhr_type type, bool *said);
uint32_t jhr_unit_of(const struct jhr_node *n); /* of an expression of type GETAL */
void jhr_number_limit(struct jhr_resolver *c, struct jhr_node *n);

/* sets.c */
void jhr_sets(struct jhr_resolver *c);
/* The set right of `in`: sets its type and ref. kind: enum jhr_set_kind. */
void jhr_set_operand(struct jhr_resolver *c, struct jhr_node *n, uint32_t kind);
void jhr_member_add(struct jhr_resolver *c, struct jhr_members *ms, uint32_t index,
                    struct jhr_period period);
void jhr_members_close(struct jhr_members *ms);

/* facts.c, products.c: bodies of declarations */
void jhr_facts(struct jhr_resolver *c);
void jhr_products(struct jhr_resolver *c);
void jhr_products_used(struct jhr_resolver *c); /* values that rules need and products lack */

/* types.c, compare.c: expressions */
void jhr_begrippen(struct jhr_resolver *c);
void jhr_expr(struct jhr_resolver *c, struct jhr_node *n);
void jhr_condition(struct jhr_resolver *c, struct jhr_node *n);
/* `in A01 en A02`: what follows this operand is one more member of its list. */
bool jhr_list_goes_on(const struct jhr_resolver *c, const struct jhr_node *n);
void jhr_compare(struct jhr_resolver *c, struct jhr_node *n);
void jhr_in(struct jhr_resolver *c, struct jhr_node *n);
void jhr_between(struct jhr_resolver *c, struct jhr_node *n);
void jhr_arithmetic(struct jhr_resolver *c, struct jhr_node *n);
/* False after a message: one counts per week and the other in all. */
bool jhr_rates_agree(struct jhr_resolver *c, const struct jhr_node *n, const struct jhr_node *l,
                     const struct jhr_node *r);
bool jhr_units_agree(struct jhr_resolver *c, struct jhr_node *n, struct jhr_node *l,
                     struct jhr_node *r);
void jhr_mismatch(struct jhr_resolver *c, const struct jhr_node *n, const struct jhr_node *l,
                  const struct jhr_node *r);
struct jhr_str jhr_type_text(struct jhr_resolver *c, const struct jhr_node *n);

/* shape.c: `en` and `of` side by side, `niet a en b`, lists without braces */
void jhr_connective(struct jhr_resolver *c, struct jhr_node *n);

/* clauses.c, rules.c, matrix.c */
bool jhr_clauses_check(struct jhr_resolver *c, const struct jhr_node *stmt);
/* The statement lacks the clause. */
void jhr_clause_missing(struct jhr_resolver *c, const struct jhr_node *stmt,
                        enum jhr_node_kind clause);
void jhr_regeling(struct jhr_resolver *c);
void jhr_kpi(struct jhr_resolver *c, struct jhr_node *node); /* kpi.c */
void jhr_others(struct jhr_resolver *c);                     /* kpi, bewijs; sources of the rest */
void jhr_rules(struct jhr_resolver *c);
void jhr_matrix(struct jhr_resolver *c, uint32_t stapeling, struct jhr_node *node);
/* tables.c: tables from CSV files as the nodes that they stand for. The matrix of a C_MATRIX_UIT:
 * a C_MATRIX, or NULL after a message. The limits of a C_PLAFOND_UIT or C_PLAATSEN_UIT: GRENS nodes
 * under `out`. */
const struct jhr_node *jhr_table_matrix(struct jhr_resolver *c, const struct jhr_node *clause);
void jhr_table_limits(struct jhr_resolver *c, const struct jhr_node *clause, struct jhr_node *out);
void jhr_rekening(struct jhr_resolver *c, uint32_t regel, struct jhr_node *node);
/* A name of a rule of any kind, budgets and capaciteiten included. */
bool jhr_is_regel(const struct jhr_sym *sym);

/* examples.c, style.c, accept.c */
void jhr_examples(struct jhr_resolver *c);
void jhr_style(struct jhr_resolver *c);
void jhr_accepteer(struct jhr_resolver *c);

#endif

/*
 * The tree of a file: generic nodes whose kinds are the rows of ast.def. Actions of the grammar
 * only build nodes; the resolver fills the lower half of each node and changes nothing above it.
 * Nodes live in the arena of their compilation.
 */
#ifndef JHR_GRAMMAR_AST_H
#define JHR_GRAMMAR_AST_H

#include "base/source.h"
#include "base/buf.h"
#include "base/ymd.h"

enum jhr_node_kind {
#define N(kind, name, holds) JHR_N_##kind,
#include "grammar/ast.def"
#undef N
    JHR_N_COUNT_KINDS
};

enum jhr_op {
    JHR_OP_NONE,
    JHR_OP_IS,
    JHR_OP_IS_NOT,
    JHR_OP_LT,
    JHR_OP_LE,
    JHR_OP_GT,
    JHR_OP_GE,
    JHR_OP_ALS,
    JHR_OP_GELDT,
    JHR_OP_LOPENDE,
    JHR_OP_EERDERE,
    JHR_OP_LOWER,
    JHR_OP_HIGHER,
    JHR_OP_TOTAAL,
    JHR_OP_DAG,
    JHR_OP_WEEK,
    JHR_OP_MAAND,
    JHR_CEL_LEEG, /* omdraaien: read the mirror cell */
    JHR_CEL_JA,
    JHR_CEL_NEE,
    JHR_CEL_OPEN, /* ? */
    JHR_CEL_MITS,
    JHR_CEL_ONDERDEEL,
    JHR_CEL_NAAM, /* first cell of a row, cells of the header */
    JHR_UIT_TOELAATBAAR,
    JHR_UIT_NIET_TOELAATBAAR,
    JHR_UIT_ONBEPAALD,
    JHR_UIT_STRIJDIG,
    JHR_UIT_BUITEN_REGELING
};

enum jhr_unit {
    JHR_U_NONE,
    JHR_U_JAAR,
    JHR_U_MAAND,
    JHR_U_WEEK,
    JHR_U_DAG,
    JHR_U_WERKDAG,
    JHR_U_UUR,
    JHR_U_MINUUT,
    JHR_U_DAGDEEL,
    JHR_U_ETMAAL,
    JHR_U_STUK
};

enum {
    JHR_NF_TITLE = 1,     /* the first child is the title */
    JHR_NF_PAREN = 2,     /* the expression stood in parentheses */
    JHR_NF_ORDERED = 4,   /* soort … geordend */
    JHR_NF_INCLUSIVE = 8, /* t/m */
    JHR_NF_NEGATED = 16,  /* niet in */
    JHR_NF_PER_WEEK = 32,
    JHR_NF_OPEN = 64, /* open einde */
    JHR_NF_BAD = 128  /* built with an error inside; checks are silent about it */
};

/* Dates in the tree are those of base/ymd.h; the lexer admits only real ones. */

/* What a name stands for; `index` is that in the model's array of the kind. */
enum jhr_ref_kind {
    JHR_REF_NONE,
    JHR_REF_FEIT,   /* feiten, oordelen and gemeente too */
    JHR_REF_WAARDE, /* of a soort: index of the value within the soort of the other side */
    JHR_REF_BEGRIP,
    JHR_REF_BUILTIN, /* enum jhr_builtin in compiler/model.h */
    JHR_REF_PRODUCT,
    JHR_REF_SEGMENT, /* index in segmenten; `segment is X` */
    JHR_REF_SET,     /* index in sets: segment, productgroep, gebied, aanbieders, or an E_SET */
    JHR_REF_GEMEENTE,
    JHR_REF_AANBIEDER, /* index in aanbieders (names that the rules mention) */
    JHR_REF_CONST,     /* a `waarde` */
    JHR_REF_REGEL
};

struct jhr_node {
    uint8_t kind; /* enum jhr_node_kind */
    uint8_t op;   /* enum jhr_op */
    uint8_t unit; /* enum jhr_unit */
    uint8_t flags;
    uint8_t scale; /* digits after the comma of num */
    uint32_t first_token, last_token;
    struct jhr_span span, name_span;
    struct jhr_str text;
    int64_t num, num2;
    struct jhr_node *child, *last; /* list of children */
    struct jhr_node *next;

    /* filled by the resolver */
    uint8_t type;     /* enum jhr_type in compiler/model.h */
    uint8_t ref_kind; /* enum jhr_ref_kind */
    uint32_t ref;
    uint32_t soort; /* of an expression of type JHR_T_SOORT: index in soorten */
};

struct jhr_node *jhr_node_new(struct jhr_arena *a, enum jhr_node_kind kind, struct jhr_span span);
/* Appends; NULL child is ignored. Returns the parent. */
struct jhr_node *jhr_node_add(struct jhr_node *parent, struct jhr_node *child);
uint32_t jhr_node_count(const struct jhr_node *parent);
struct jhr_node *jhr_node_nth(const struct jhr_node *parent, uint32_t i); /* NULL past the end */
/* The first child of this kind; NULL: none. The next sibling of the same kind after a node. */
struct jhr_node *jhr_node_find(const struct jhr_node *parent, enum jhr_node_kind kind);
struct jhr_node *jhr_node_find_next(const struct jhr_node *node);
const char *jhr_node_name(enum jhr_node_kind kind); /* "E_AND" */
const char *jhr_op_name(enum jhr_op op);
/* The tree as indented text, one node a line; the same on every run. */
void jhr_node_dump(struct jhr_buf *out, const struct jhr_node *node);

#endif

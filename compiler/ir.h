/*
 * The intermediate form of a regeling: what its rules say, and nothing of how it was written. Made
 * by lowering from the resolved model; read by emit (bytecode), by evaluators of blocks of cases
 * and by the validator. What is proved here is what runs.
 *
 * A rule has three conditions that are kept apart: `voor`, `test` and `tenzij`. A condition is a
 * tree of nodes over a table of atoms. Everything is three-valued (no, unknown, yes): and is the
 * minimum, or the maximum, not the mirror image. Every rewriting below keeps the value of every
 * case, with one exception that only adds knowledge: a comparison that no value in the declared
 * range of its facts can change is a constant.
 *
 * Shapes that hold of every finished IR:
 *   - the children of a node come before it in `nodes`: one pass from 0 up is bottom-up;
 *   - NOT stands only directly above ATOM, SLOT, CELL, COUNT or EACH;
 *   - AND and OR have two children or more, none of them of their own kind, none of them CONST
 *     unless it is `unknown`; COUNT has two or more, with 0 <= lo <= hi <= n and not all of 0..n;
 *   - the body of EACH, and the parts of a counting or summing term, hold no EACH and no such term;
 *   - item columns, CELL, and atoms with `item` set occur only inside a body;
 *   - every atom is used (a node may not be: go from slots and rules down);
 *   - equal atoms are one atom (those with a term over a list, or a price, apart: each is its own);
 *   - a SLOT's condition uses only slots before it;
 *   - a LINEAR atom has two terms or more, or one that is not a plain column; coefficients have no
 *     common divisor, the first one is positive, columns come in ascending order;
 *   - a sum has one PRICE at most, and it comes first; there is none in a PRICE or in a sum over a
 * list;
 *   - no sum of terms leaves plus or minus JHR_IR_LIMIT, whatever the values within their bounds.
 */
#ifndef JHR_COMPILER_IR_H
#define JHR_COMPILER_IR_H

#include "base/voorstel.h"
#include "compiler/model.h"
#include "runtime/program.h"

#define JHR_IR_LIMIT (INT64_C(1) << 62) /* half of what 64 bits hold: a difference still fits */

enum jhr_ir_kind {
    JHR_IR_CONST, /* ref: JHR_NO, JHR_UNKNOWN or JHR_YES */
    JHR_IR_ATOM,  /* ref: index in atoms */
    JHR_IR_SLOT,  /* ref: index in slots */
    JHR_IR_CELL,  /* ref: a stapeling; the cell of the proposed product and the listed one's:
                   * ja yes, nee and onderdeel no, ? unknown, mits its slot */
    JHR_IR_NOT,   /* one child */
    JHR_IR_AND,
    JHR_IR_OR,
    JHR_IR_COUNT, /* the number of children that hold lies in lo..hi */
    JHR_IR_EACH   /* one child, the body, per indication of `list`; `each` is JHR_EACH_ANY, ALL, or
                   * COUNT: the number for which it holds lies in lo..hi; or COVER: those for which it
                   * holds run, together, on every day of the proposed period */
};
struct jhr_ir_node {
    uint8_t kind; /* enum jhr_ir_kind */
    uint8_t list; /* JHR_LIST_LOPENDE or EERDERE */
    uint8_t each;
    uint32_t ref;
    uint32_t first, n; /* children: kids.v[first] and on */
    int64_t lo, hi;
    struct jhr_span span; /* what says so in the source */
};

enum jhr_ir_atom_kind {
    JHR_IR_FACT,  /* truth column `col` */
    JHR_IR_RANGE, /* column in lo..hi */
    JHR_IR_MASK,  /* bit `column` of bits; the column is an enumeration */
    JHR_IR_IN,    /* column is a member of `set` on the startdatum */
    JHR_IR_LINEAR /* the sum of the terms lies in lo..hi */
};
struct jhr_ir_atom {
    uint8_t kind; /* enum jhr_ir_atom_kind */
    bool item;    /* reads the listed indication */
    uint32_t col; /* index in cols */
    uint32_t set;
    int64_t lo, hi;
    uint64_t bits;
    uint32_t first, n;    /* LINEAR: terms.v[first] and on */
    struct jhr_span span; /* of its first use; a node has its own */
};

enum jhr_ir_term_kind {
    JHR_IR_PRICE, /* the price, in half cents (runtime/cost.h), of the sum of the terms from `first`
                   * on, plus `constant`: a volume times JHR_OMVANG_SCALE. coef is 1 */
    JHR_IR_COL,   /* coef * column */
    JHR_IR_MONTH, /* coef * (column + shift months, clipped to the month's end) */
    JHR_IR_WORKDAY,  /* coef * (the shift-th werkdag after column) */
    JHR_IR_WORKDAYS, /* coef * (werkdagen up to and including column + shift days) */
    JHR_IR_TABLE,    /* coef * the product's tarief or norm on the startdatum; col: JHR_TABLE_* */
    JHR_IR_LIST /* coef * (count of, or sum over, the indications of a list that meet `cond`) */
};
struct jhr_ir_term {
    uint8_t kind; /* enum jhr_ir_term_kind */
    uint8_t list; /* JHR_LIST_* */
    uint8_t each; /* JHR_EACH_COUNT or SUM */
    uint32_t col;
    int32_t shift;
    int64_t coef;
    uint32_t cond; /* node */
    uint32_t first,
        n; /* PRICE, SUM: what is priced or summed, terms.v[first] and on, plus `constant` */
    int64_t constant;
};

/* Columns of a case, in the order of the program's kolommen: integers, then truths. */
struct jhr_ir_col {
    struct jhr_str name;
    int64_t lowest, highest;
    uint32_t feit; /* JHR_NONE for a built-in column */
    uint8_t bank;  /* JHR_BANK_* */
    bool item;
    bool nominal; /* its values stand for names: one range of them means nothing */
    bool firm;    /* unknown only means: not said; whatever it turns out to be lies in its bounds */
};

struct jhr_ir_slot {
    struct jhr_str name;
    uint32_t node;
    uint32_t begrip; /* JHR_NONE: the condition of a `mits` */
    struct jhr_span span;
};

struct jhr_ir_regel {
    uint32_t regel;              /* index in the model's regels; JHR_NONE for a pseudo-rule */
    uint32_t voor, test, tenzij; /* nodes; JHR_NONE: yes, yes, no */
    uint8_t stand;               /* enum jhr_stand */
    int32_t from, to;            /* days, half-open; JHR_DAY_NEVER */
    struct jhr_span span;
};

struct jhr_ir_bewijs {   /* of the model's bewijzen, in order */
    uint32_t voor, test; /* nodes; JHR_NONE: yes */
};

struct jhr_ir_set { /* made by lowering, on top of the model's; index: model->sets_n + i */
    struct jhr_str name;
    const uint32_t *products; /* ascending; members for all time */
    uint32_t n;
};

struct jhr_ir {
    struct jhr_arena *arena;
    const struct jhr_model *model;
    JHR_VEC(struct jhr_ir_node) nodes;
    JHR_VEC(uint32_t) kids;
    JHR_VEC(struct jhr_ir_atom) atoms;
    JHR_VEC(struct jhr_ir_term) terms;
    JHR_VEC(struct jhr_ir_col) cols;
    JHR_VEC(struct jhr_ir_slot) slots;
    JHR_VEC(struct jhr_ir_regel) regels; /* the model's, then the pseudo-rules */
    JHR_VEC(struct jhr_ir_set) sets;
    JHR_VEC(struct jhr_ir_bewijs) bewijzen; /* for the proofs alone: see jhr_lower_proofs */
    uint32_t besluit; /* a column that stands for `toelaatbaar`, or JHR_NONE */
    uint32_t xcols, bcols;
    bool names_peildatum; /* a condition does */
    bool dated[2];        /* a waarde that changes is read on the peildatum; on the startdatum */
    uint32_t voor, adviserend;                 /* pseudo-rules in regels, or JHR_NONE */
    uint32_t first_rekening;                   /* index in cols, JHR_RC_COUNT for each */
    uint32_t *rekening_signaal;                /* per rekening: a pseudo-rule, or JHR_NONE */
    int64_t table_lowest[2], table_highest[2]; /* by JHR_TABLE_*: over all products */
    const uint32_t *feit_col;                  /* per fact: index in cols */
    const uint32_t *const *cel_slot; /* per stapeling, per cell: the slot of a mits, or JHR_NONE */
    JHR_VEC(uint32_t) stack;         /* children of nodes under construction */
    struct jhr_map keys;             /* equal atoms are found by their bytes */
};

/* ---- making; without memory they return node 0, and the arena says so ---- */

struct jhr_ir *jhr_ir_new(struct jhr_arena *a, const struct jhr_model *m);

uint32_t jhr_ir_const(struct jhr_ir *ir, uint32_t value, struct jhr_span span);
/* The atom is copied; an equal one that is there already is taken instead. */
uint32_t jhr_ir_atom(struct jhr_ir *ir, const struct jhr_ir_atom *atom, struct jhr_span span);
uint32_t jhr_ir_slot(struct jhr_ir *ir, uint32_t slot, struct jhr_span span);
uint32_t jhr_ir_cell(struct jhr_ir *ir, uint32_t stapeling, struct jhr_span span);
uint32_t jhr_ir_not(struct jhr_ir *ir, uint32_t node);
uint32_t jhr_ir_each(struct jhr_ir *ir, uint8_t list, uint8_t each, uint32_t body,
                     struct jhr_span span);
uint32_t jhr_ir_each_count(struct jhr_ir *ir, uint8_t list, uint32_t body, int64_t lo, int64_t hi,
                           struct jhr_span span);
/* Children are pushed first; `mark` is what jhr_ir_mark gave before the first of them. */
uint32_t jhr_ir_mark(const struct jhr_ir *ir);
void jhr_ir_push(struct jhr_ir *ir, uint32_t node);
uint32_t jhr_ir_join(struct jhr_ir *ir, enum jhr_ir_kind and_or, uint32_t mark,
                     struct jhr_span span);
uint32_t jhr_ir_count(struct jhr_ir *ir, int64_t lo, int64_t hi, uint32_t mark,
                      struct jhr_span span);
/* The join of two. */
uint32_t jhr_ir_both(struct jhr_ir *ir, enum jhr_ir_kind and_or, uint32_t a, uint32_t b,
                     struct jhr_span span);

/* Forgets the atoms that no condition uses in the end; nothing is made after it. */
void jhr_ir_close(struct jhr_ir *ir);

/* ---- reading ---- */

static inline uint32_t jhr_ir_kid(const struct jhr_ir *ir, uint32_t node, uint32_t i)
{
    return ir->kids.v[ir->nodes.v[node].first + i];
}
static inline bool jhr_ir_reads_column(const struct jhr_ir_term *t)
{
    return t->kind != JHR_IR_PRICE && t->kind != JHR_IR_TABLE && t->kind != JHR_IR_LIST;
}
/* Lowest and highest value of a term; false: outside JHR_IR_LIMIT. */
bool jhr_ir_term_bounds(const struct jhr_ir *ir, const struct jhr_ir_term *t, int64_t *lo,
                        int64_t *hi);
bool jhr_ir_sum_bounds(const struct jhr_ir *ir, const struct jhr_ir_term *terms, uint32_t n,
                       int64_t *lo, int64_t *hi);
struct jhr_str jhr_ir_set_name(const struct jhr_ir *ir, uint32_t set);
/* The facts that a condition reads, through slots too: bits of JHR_IR_FEIT_WORDS words are set. */
#define JHR_IR_FEIT_WORDS (JHR_MAX_FEITEN / 64)
void jhr_ir_reads(const struct jhr_ir *ir, uint32_t node,
                  const uint64_t (*slots)[JHR_IR_FEIT_WORDS], uint64_t bits[JHR_IR_FEIT_WORDS]);

/* The whole as text, one node a line, names instead of indices; the same on every run. */
void jhr_ir_dump(struct jhr_buf *out, const struct jhr_ir *ir);

#endif

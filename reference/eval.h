/* Inside the reference: one evaluation of one completion, and the oracle that completes. */
#ifndef JHR_REFERENCE_EVAL_H
#define JHR_REFERENCE_EVAL_H

#include "reference/arith.h"
#include "reference/reference.h"

/* What an unknown is about; with an index and an expression it is one independent unknown. */
enum jhr_ref_atom {
    JHR_A_FEIT,        /* index: the fact */
    JHR_A_CEL,         /* index: stapeling * 65536 + cell, the last for what has no cell */
    JHR_A_EINDE,       /* last day of the proposal, or NEVER */
    JHR_A_OMVANG,      /* of the proposal, in minutes or units; index 1: per week */
    JHR_A_NORM,        /* that the product does not have */
    JHR_A_TARIEF,      /* the same */
    JHR_A_KOSTEN,      /* the same, or without an end */
    JHR_A_CONST,       /* index: a `waarde` without a value on that day */
    JHR_A_EXPR,        /* an expression over `lopende` or `eerdere` that are not known */
    JHR_A_UNITS,       /* a comparison of units that do not convert; index: the entry of `lopend` */
    JHR_A_CONTRACT,    /* index 1: doorlopend */
    JHR_A_STAPELING,   /* index: the stapeling refuses, with `lopend` not known */
    JHR_A_DUBBEL,      /* the same of `dubbel` */
    JHR_A_TRAJECT,     /* first day of the chain, with `lopend` not known */
    JHR_A_ANDER,       /* index: entry of `lopend`; its omvang */
    JHR_A_ANDER_EINDE, /* index: entry of `lopend`; its last day */
    JHR_A_RUIMTE,      /* index: the rekening has room, with a saldo or a cost not known */
    JHR_A_PLAATS       /* index: a running indication takes its place, with `lopend` not known */
};

#define JHR_REF_ATOMS 48 /* unknowns that one completion may ask; past it: not exhaustive */

struct jhr_ref_choice {
    enum jhr_ref_atom atom;
    uint32_t index;
    const struct jhr_node *expr;
    const int64_t *values; /* NULL: lowest, lowest + 1, … */
    int64_t lowest;
    uint32_t n, at;
};
/* The answers of this completion. Each run of the rules asks what it needs, in the same order as
 * the run before up to the answer that was changed: a walk over a tree, depth first. */
struct jhr_ref_oracle {
    struct jhr_ref_choice asked[JHR_REF_ATOMS];
    uint32_t n;    /* filled */
    uint32_t used; /* consulted in this run */
    bool inexact;  /* the values that were tried do not stand for all */
};

struct jhr_ref {
    const struct jhr_model *m;
    const struct jhr_case *c;
    struct jhr_arena *arena;
    struct jhr_ref_oracle oracle;
    const struct jhr_indicatie *ander; /* NULL outside a quantifier */
    bool per_week;                     /* inside a comparison with `… per week` */
    bool as_ander;                     /* product, aanbieder and dates are those of `ander` */
    int32_t on;                        /* the day of which waarden are read: that of the rule */
};

/* ---- values ---- */
enum { JHR_U_CENT = 100, JHR_U_MIXED = 101 }; /* beside enum jhr_unit */
enum jhr_ref_kind_of_value { JHR_V_NUMBER, JHR_V_DATE, JHR_V_SPAN, JHR_V_INDEX };
struct jhr_ref_val {
    enum jhr_ref_kind_of_value kind;
    uint32_t unit;        /* of a number: enum jhr_unit or JHR_U_CENT */
    struct jhr_ref_rat q; /* a number; ja and nee are 1 and 0 */
    int32_t from, to;     /* a span, both inclusive; a date in from */
    uint32_t index;       /* of a value, product, gemeente, aanbieder */
};
struct jhr_ref_val jhr_ref_eval(struct jhr_ref *r, const struct jhr_node *e);
bool jhr_ref_holds(struct jhr_ref *r, const struct jhr_node *e);

/* ---- what a case says, completed ---- */
int32_t jhr_ref_einde(struct jhr_ref *r);
struct jhr_ref_val jhr_ref_feit(struct jhr_ref *r, uint32_t feit);
struct jhr_ref_val jhr_ref_omvang(struct jhr_ref *r, const struct jhr_indicatie *i);
struct jhr_ref_val jhr_ref_norm(struct jhr_ref *r);
struct jhr_ref_val jhr_ref_tarief(struct jhr_ref *r);
struct jhr_ref_val jhr_ref_kosten(struct jhr_ref *r);
struct jhr_ref_val jhr_ref_const(struct jhr_ref *r, uint32_t index);
/* The cost, when nothing that it takes is unknown. */
bool jhr_ref_known_kosten(const struct jhr_ref *r, int64_t *cent);
struct jhr_ref_val jhr_ref_trajectduur(struct jhr_ref *r);
bool jhr_ref_gecontracteerd(struct jhr_ref *r, bool doorlopend);
bool jhr_ref_in_set(const struct jhr_model *m, uint32_t set, uint32_t index, int32_t on);
/* Is this entry of `lopend` one of `lopende` (or of `eerdere`)? */
bool jhr_ref_lopende(struct jhr_ref *r, const struct jhr_indicatie *i);
bool jhr_ref_eerdere(struct jhr_ref *r, const struct jhr_indicatie *i);
int32_t jhr_ref_ander_einde(struct jhr_ref *r, const struct jhr_indicatie *i);
/* The step that holds on a day; NULL: none does. */
const struct jhr_step *jhr_ref_step(const struct jhr_step *steps, uint32_t n, int32_t on);
int64_t jhr_ref_minutes_per(uint32_t unit); /* 1 for etmaal and stuk */
uint32_t jhr_ref_base_unit(uint32_t unit);  /* maand, dag, minuut, or the unit itself */
struct jhr_ref_rat jhr_ref_to_base(struct jhr_ref_rat q, uint32_t unit);
/* Cents per minute or unit, the mean over the days of the period; false: unknown on some day. */
bool jhr_ref_price(const struct jhr_ref *r, int32_t einde, uint32_t omvang_unit,
                   struct jhr_ref_rat *price);
/* Minutes or units of a known volume over a period; false: an open end leaves it without a total.
 */
bool jhr_ref_volume(const struct jhr_omvang *o, int32_t from, int32_t to, struct jhr_ref_rat *q);
uint32_t jhr_ref_product_unit(const struct jhr_ref *r, uint32_t product);

/* ---- the oracle ---- */
int64_t jhr_ref_ask(struct jhr_ref *r, enum jhr_ref_atom atom, uint32_t index,
                    const struct jhr_node *expr);
bool jhr_ref_next(struct jhr_ref_oracle *o); /* to the next completion; false: that was the last */

struct jhr_ref_values {    /* the values that an unknown may take */
    const int64_t *values; /* NULL: lowest, lowest + 1, … */
    int64_t lowest;
    uint32_t n;
};
struct jhr_ref_values jhr_ref_domain(struct jhr_ref *r, enum jhr_ref_atom atom, uint32_t index,
                                     const struct jhr_node *expr);

/* ---- looking through expressions, begrippen included ---- */
typedef bool (*jhr_ref_seen)(void *self, const struct jhr_node *e);
/* Calls seen on every node of e; stops at the first true. */
bool jhr_ref_walk(const struct jhr_model *m, const struct jhr_node *e, jhr_ref_seen seen,
                  void *self);
/* The same over every expression of the model. */
bool jhr_ref_walk_model(const struct jhr_model *m, jhr_ref_seen seen, void *self);

/* ---- budgets and capaciteiten ---- */
/* May the proposed product meet a `?` of this stapeling, or nothing said at all? */
bool jhr_ref_may_meet_open(const struct jhr_ref *r, uint32_t which);
bool jhr_ref_room(struct jhr_ref *r, const struct jhr_regel *g);
bool jhr_ref_warns(struct jhr_ref *r, const struct jhr_regel *g); /* surely */

/* ---- the rules ---- */
struct jhr_ref_outcome {
    enum jhr_uitkomst uitkomst;
    enum jhr_rol rol;
    bool waarschuwt;
};
enum jhr_ref_run { JHR_RUN_DECIDED, JHR_RUN_CLASH };
/* Runs all rules in this completion. After a clash with an `altijd` only those have outcomes,
 * unless `total`. */
enum jhr_ref_run jhr_ref_run(struct jhr_ref *r, bool total, struct jhr_ref_outcome *regels,
                             enum jhr_besluit_soort *besluit, bool *adviserend);

#endif

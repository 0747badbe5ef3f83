/*
 * The rules of one side for one product, as functions over the input space: what runtime/decide.c
 * says of one case, said of all of them.
 */
#ifndef JHR_VALIDATOR_SLICE_H
#define JHR_VALIDATOR_SLICE_H

#include "validator/space.h"

/* What a rule does, before the regeling's `voor` and `adviserend` have their say. */
struct jhr_rule_fn {
    bool asked;              /* its stand was asked for */
    struct jhr_pair applies; /* in force, `voor` holds, and not replaced */
    struct jhr_pair test, tenzij, holds;
    jhr_edge reports;        /* it reports instead of refusing: kracht */
    jhr_edge fails, open;    /* niet voldaan; onbekend */
    jhr_edge refuses, hangs; /* the same where it decides: asked for, and it does not report */
    jhr_edge hangs_advice;   /* a `?` cell that stays open when all else is advice */
};

struct jhr_slice {
    const struct jhr_space *s;
    struct jhr_bdd *b;
    uint32_t side, product;
    struct jhr_rule_fn *rules; /* per rule of the program */
    struct jhr_pair inside, advice;
    jhr_edge clash;      /* an `altijd` does not hold */
    jhr_edge outcome[5]; /* by enum jhr_besluit_soort; they divide all cases */
    /* what is known of nodes and atoms: those of all products, and those of this one */
    struct jhr_pair *nodes, *atoms;
    uint8_t *node_has, *atom_has;
    bool *node_varies;  /* with the product */
    bool common_made;   /* what is found from now on is of this product */
    jhr_edge *in_force; /* per rule */
};

/* All in the arena of the space. NULL: memory ended. */
struct jhr_slice *jhr_slice_new(const struct jhr_space *s, struct jhr_bdd *b, uint32_t side);
/* What all products share: made once, below the mark. */
void jhr_slice_common(struct jhr_slice *v);
/* Forgets the product before (its nodes are to be dropped), and says what each rule does. */
void jhr_slice_rules(struct jhr_slice *v, uint32_t product);
/* And then the decision. */
void jhr_slice_decide(struct jhr_slice *v);
/* Instead of both: every condition as it is in one case, which the program decided so. What is
 * opaque in it is not known. */
void jhr_slice_point(struct jhr_slice *v, uint32_t product, const int64_t *raw, uint8_t besluit);
/* Another condition of the side's IR. */
struct jhr_pair jhr_slice_node(struct jhr_slice *v, uint32_t node);
/* The shift of a rule's days, and so on. */
jhr_edge jhr_slice_days(const struct jhr_slice *v, bool startdatum, int64_t from, int64_t to);

#endif

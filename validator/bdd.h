/*
 * Reduced ordered decision diagrams: each function of yes/no variables is one edge, and two
 * functions are equal if and only if their edges are. An edge is a node's index times two, plus one
 * when it stands for the negation, so negating costs nothing.
 *
 * Nodes are never freed one by one. They are made in order, and all that were made after a mark are
 * dropped together: what is shared by all products stays below the mark, one product is above it.
 *
 * When `most` nodes are passed, `full` is set and every operation answers JHR_BDD_NO until nodes
 * are dropped: a result is used only after a look at `full`.
 */
#ifndef JHR_VALIDATOR_BDD_H
#define JHR_VALIDATOR_BDD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t jhr_edge;
#define JHR_BDD_YES     0u
#define JHR_BDD_NO      1u
#define JHR_BDD_LEAF    UINT32_MAX /* the variable of node 0 */
#define JHR_BDD_CEILING (1u << 30) /* of `most`: an edge is 32 bits */

struct jhr_bdd_node {
    uint32_t var;
    jhr_edge lo, hi; /* when the variable is no, yes; hi is never negated */
    uint32_t next;   /* in its bucket */
    uint32_t seen;   /* by which walk */
};
struct jhr_bdd_result { /* of an operation that was done before */
    uint32_t op;
    jhr_edge f, g, r;
};
struct jhr_bdd {
    struct jhr_bdd_node *nodes;
    uint32_t n, cap, most;
    uint32_t *buckets; /* cap of them, a power of two */
    struct jhr_bdd_result *results;
    uint32_t results_n; /* a power of two */
    uint32_t next_op;   /* a quantifier over other variables is another operation */
    uint32_t peak;
    uint32_t walk;
    bool full, out_of_memory;
};

bool jhr_bdd_init(struct jhr_bdd *b, uint32_t most); /* false: no memory */
void jhr_bdd_free(struct jhr_bdd *b);
uint32_t jhr_bdd_mark(const struct jhr_bdd *b);
void jhr_bdd_drop(struct jhr_bdd *b, uint32_t mark);

/* if var then hi else lo; var comes before all variables of both. */
jhr_edge jhr_bdd_make(struct jhr_bdd *b, uint32_t var, jhr_edge lo, jhr_edge hi);
static inline jhr_edge jhr_bdd_not(jhr_edge f)
{
    return f ^ 1u;
}
jhr_edge jhr_bdd_and(struct jhr_bdd *b, jhr_edge f, jhr_edge g);
jhr_edge jhr_bdd_or(struct jhr_bdd *b, jhr_edge f, jhr_edge g);
jhr_edge jhr_bdd_xor(struct jhr_bdd *b, jhr_edge f, jhr_edge g);
jhr_edge jhr_bdd_ite(struct jhr_bdd *b, jhr_edge f, jhr_edge g, jhr_edge h);
/* Is there a case in which both hold? Makes no nodes. */
bool jhr_bdd_meet(struct jhr_bdd *b, jhr_edge f, jhr_edge g);
static inline bool jhr_bdd_implies(struct jhr_bdd *b, jhr_edge f, jhr_edge g)
{
    return !jhr_bdd_meet(b, f, jhr_bdd_not(g));
}
/* f for some value of the variables v with out[v]. */
jhr_edge jhr_bdd_exists(struct jhr_bdd *b, jhr_edge f, const bool *out);
/* Sets reads[v] for each variable that f depends on. */
void jhr_bdd_support(struct jhr_bdd *b, jhr_edge f, bool *reads);
/* The nodes of f. */
uint32_t jhr_bdd_size(struct jhr_bdd *b, jhr_edge f);

static inline uint32_t jhr_bdd_var(const struct jhr_bdd *b, jhr_edge f)
{
    return b->nodes[f >> 1].var;
}
static inline jhr_edge jhr_bdd_lo(const struct jhr_bdd *b, jhr_edge f)
{
    return b->nodes[f >> 1].lo ^ (f & 1u);
}
static inline jhr_edge jhr_bdd_hi(const struct jhr_bdd *b, jhr_edge f)
{
    return b->nodes[f >> 1].hi ^ (f & 1u);
}

#endif

/* Inside the search for findings: verify.c goes over the products and keeps what it sees of each
 * rule; verify_report.c says it; verify_gaps.c reads the conditions themselves. */
#ifndef JHR_VALIDATOR_VERIFY_PARTS_H
#define JHR_VALIDATOR_VERIFY_PARTS_H

#include "compiler/resolve.h"
#include "validator/getuige.h"
#include "validator/region.h"
#include "validator/slice.h"
#include "validator/verify.h"

#define JHR_PAIRS_MOST 1024u /* rules of which each pair is looked at: a square table */

struct jhr_seen { /* of one rule, over all products */
    bool reaches, refuses, passes;
    bool tenzij_holds, tenzij_fails;
    bool speaks;       /* it refuses or leaves open somewhere, and decides */
    bool needed;       /* it refuses where no other rule does */
    bool needed_again; /* counting of the other candidates only those before it */
    bool redundant;
    struct jhr_str applied; /* a case in which it applies */
    struct jhr_str refused, passed;
    bool *covers; /* of a redundant rule, per rule: it is one that makes it so */
};
struct jhr_clashing { /* a pair that never holds together */
    uint32_t a, b;
    bool both; /* some case is for both */
    struct jhr_str json;
};
struct jhr_bewijs_seen {
    bool refuted, open;
    struct jhr_str json;
};
struct jhr_verifier {
    struct jhr_arena *a;
    struct jhr_diags *ds;
    struct jhr_side side;
    uint32_t only;
    struct jhr_space *s;
    struct jhr_bdd b;
    struct jhr_getuigen getuigen;
    struct jhr_slice *v;
    bool ready;
    uint32_t mark, product;
    jhr_edge valid, world, binding; /* of the product at hand */
    jhr_edge *before, *after;       /* refusals of the rules before, and from, each */
    struct jhr_seen *seen;          /* per rule */
    uint64_t *clash;                /* bits, per pair: they may hold together */
    uint64_t *both;                 /* bits, per pair: both apply in some case */
    JHR_VEC(struct jhr_clashing) clashing;
    struct jhr_bewijs_seen *bewijzen;
    bool *inside, *admissible, *judged, *over; /* per product */
    struct jhr_str *product_json;
    bool *refusing; /* per rule: together they refuse everything; NULL: nothing does */
    bool *spared;   /* per rule: the others of these still do */
    bool some_world, again;
};

/* One look at a regeling, with the proposals or without. */
bool jhr_verify_pass(struct jhr_verifier *w);
/* Tries cases of the products that passed their budget: a bewijs may be refuted by one. */
void jhr_verify_search(struct jhr_verifier *w);
/* Findings already said (of the rules without the proposals) are not said again. */
void jhr_verify_report(struct jhr_verifier *w);
void jhr_verify_gaps(struct jhr_verifier *w);
/* Adds a finding; the case that shows it may be empty. */
struct jhr_diag *jhr_verify_say(struct jhr_verifier *w, enum jhr_diag_id id, struct jhr_span span,
                                struct jhr_str arg, struct jhr_str json);
bool jhr_verify_pair_bit(const struct jhr_verifier *w, const uint64_t *bits, uint32_t a,
                         uint32_t b);

#endif

/* Which small changes of the rules (mutants.h) does some voorbeeld notice? */
#ifndef JHR_LIB_MUTATE_H
#define JHR_LIB_MUTATE_H

#include "lib/internal.h"
#include "lib/mutants.h"

/* Of one regeling: past it every second, third, ... change is tried, and the rest is counted. A
 * change takes a millisecond or two. */
#define JHR_MUTANTS_MOST 10000u

/* One change. A file that several regelingen use has its changes once: one voorbeeld of one of them
 * is enough. */
struct jhr_mutation {
    struct jhr_str path;
    struct jhr_place place;
    struct jhr_mutant mutant;
    bool noticed;
};
struct jhr_mutations {
    JHR_VEC(struct jhr_mutation *) list; /* in the order of the rules */
    struct jhr_map by_key;
    uint32_t equal;    /* more changes, that compile to the same program: there is nothing to see */
    uint32_t refused;  /* that do not compile */
    uint32_t left_out; /* past JHR_MUTANTS_MOST */
};

/* Tries the changes of one regeling, whose chosen voorbeelden pass as it is. */
jhr_status jhr_mutate(jhr_ctx *ctx, const struct jhr_rules *rules, const bool *chosen,
                      struct jhr_mutations *out);

#endif

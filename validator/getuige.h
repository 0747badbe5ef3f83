/*
 * A case of the input space as a proposal that a document can say, and what the evaluator makes of
 * it: what is claimed of a region is shown on one of its cases.
 */
#ifndef JHR_VALIDATOR_GETUIGE_H
#define JHR_VALIDATOR_GETUIGE_H

#include "runtime/decide.h"
#include "validator/space.h"

struct jhr_getuigen { /* scratch */
    const struct jhr_space *s;
    struct jhr_decider decider[2]; /* per side */
    bool ready[2];
};
bool jhr_getuigen_init(struct jhr_getuigen *g, const struct jhr_space *s); /* false: no memory */
void jhr_getuigen_free(struct jhr_getuigen *g);

/* A raw value of each dimension for the classes of jhr_space_pick; JHR_NONE: any. */
void jhr_getuige_raw(const struct jhr_space *s, const uint32_t *classes, int64_t *raw);
/* The case for one side. `attempt` other than 0 varies what no dimension says (dates and volume of
 * the listed indication). */
struct jhr_case jhr_getuige_case(const struct jhr_space *s, struct jhr_arena *a, uint32_t side,
                                 uint32_t product, const int64_t *raw, uint32_t attempt);
/* What the side's program decides; the besluit lives until the next call for that side. */
const struct jhr_besluit *jhr_getuige_decide(struct jhr_getuigen *g, uint32_t side,
                                             const struct jhr_case *c);
/* The document: one line of JSON; empty when no document can say it. */
struct jhr_str jhr_getuige_json(const struct jhr_space *s, struct jhr_arena *a, uint32_t side,
                                const struct jhr_case *c);

/* A case of f of which the evaluators agree: `was` of side 0 and `wordt` of the last one (with one
 * side they are the same). Takes the product's code into account. False: none was found; then
 * *json is empty, or a case that no document can say but both decide so. */
bool jhr_getuige_find(struct jhr_getuigen *g, struct jhr_arena *a, struct jhr_bdd *b,
                      uint32_t product, jhr_edge f, uint8_t was, uint8_t wordt,
                      struct jhr_str *json);
#define JHR_GETUIGE_ATTEMPTS 64u

/* Any case, each class as likely: the same ones on every run from the same state. */
void jhr_getuige_random(const struct jhr_space *s, uint64_t *state, int64_t *raw);
#define JHR_TRIED_MOST 20000u /* of a product that passed its budget */

#endif

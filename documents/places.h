/*
 * Where things stand in a JSON text: an index of its values with their byte offsets, for the spans
 * of diagnostics, and the source text of numbers, which a parser rounds. jansson decides what is
 * valid JSON; this only finds places, and is made when the first one is asked for.
 */
#ifndef JHR_DOCUMENTS_PLACES_H
#define JHR_DOCUMENTS_PLACES_H

#include "base/arena.h"

#define JHR_PLACE_NONE UINT32_MAX

struct jhr_place_node {
    uint32_t lo, hi;         /* of the value, quotes included */
    uint32_t key_lo, key_hi; /* of its name, quotes included; both 0 in a list and at the top */
    uint32_t parent, next, first, last; /* nodes, or JHR_PLACE_NONE */
};
struct jhr_places {
    struct jhr_arena *arena;
    struct jhr_str text;
    bool built;
    JHR_VEC(struct jhr_place_node) nodes; /* [0] is the whole document */
};

/* One step of a path: a name, or a place in a list when the name is NULL. */
struct jhr_place_step {
    const char *key;
    uint32_t index;
};

/* Indexes what starts before `stop`; the text is valid JSON up to there. */
void jhr_places_build(struct jhr_places *ps, uint32_t stop);
/* The node at the end of the path, or JHR_PLACE_NONE. Builds the whole index when there is none. */
uint32_t jhr_places_find(struct jhr_places *ps, const struct jhr_place_step *path, uint32_t depth);
/* The path of a node as a JSON pointer (RFC 6901), in the arena. */
struct jhr_str jhr_places_pointer(struct jhr_places *ps, uint32_t node);
struct jhr_str jhr_place_pointer(struct jhr_arena *a, const struct jhr_place_step *path,
                                 uint32_t depth);
/* The token that ends at or after `end`: its offsets. False: none. */
bool jhr_places_token(struct jhr_str text, uint32_t end, uint32_t *lo, uint32_t *hi);
/* Calls `found` for each name that stands twice or more in one object, with the later node. */
void jhr_places_duplicates(struct jhr_places *ps, void (*found)(void *self, uint32_t node),
                           void *self);
/* The name of a node, decoded; empty in a list. */
struct jhr_str jhr_places_key(struct jhr_places *ps, uint32_t node);

#endif

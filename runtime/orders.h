/*
 * Facts that are unknown and compared with one another: the values at which some order of them and
 * of the constants beside them begins (taal.md section 5). A comparison says x - y >= c or x - y <
 * c, so whatever a set of n of them says together holds, if it can hold, at values that are a
 * constant or the end of a range plus the c's of a chain of at most n - 1 comparisons. Whether it
 * can also hold with other values of some of them is a question of at most 2n values, and of chains
 * of at most 2n - 1. For facts that nobody knows the question is asked of each of those values of
 * the others: n more.
 */
#ifndef JHR_RUNTIME_ORDERS_H
#define JHR_RUNTIME_ORDERS_H

#include "runtime/classes.h"
#include "runtime/decide.h"

/* Chains of comparisons that lead to more values of a fact than this are not followed. */
#define JHR_MAX_ORDERS 4096u

struct jhr_orders {
    struct jhr_classes classes; /* all values to try */
    const bool *starts; /* by value: a class begins there. In the table of all tries the rows
                         * of other values need not be complete. */
};
enum jhr_orders_open { JHR_ORDERS_CLOSED, JHR_ORDERS_OPEN, JHR_ORDERS_NEVER };
/* By fact, of those that are open (`open`, by fact): its values. NEVER: nobody gets to know it. v
 * is NULL of what is not compared with another one, and of what stands in a sum of another kind:
 * three of them, a multiple, months or werkdagen. `skip` and `dead` as in turns.h. d holds the row
 * of the case, also after the call. All is in the arena. False: memory ended. */
bool jhr_orders_find(struct jhr_arena *a, struct jhr_decider *d, const uint32_t *skip,
                     const uint8_t *open, const bool *dead, struct jhr_orders *out);

#endif

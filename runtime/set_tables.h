/*
 * Which rows of a block are of a set: a product, aanbieder or gemeente is looked up once, in a byte
 * that answers eight conditions. Those are, of a column, its IN conditions and the RANGE ones that
 * ask for values which its sets tell apart. Made when one of the eight is asked for.
 */
#ifndef JHR_RUNTIME_SET_TABLES_H
#define JHR_RUNTIME_SET_TABLES_H

#include "runtime/columns.h"

#define JHR_SET_PERIODS 8u /* of the sets of a column; with more it has no table */

struct jhr_set_table; /* the conditions on one column */
struct jhr_tabled {
    struct jhr_set_table *group; /* NULL: no table answers it */
    uint32_t at;                 /* which of the group's conditions */
};
struct jhr_set_tables {
    struct jhr_set_table *all;
    uint32_t n;
    struct jhr_tabled *in, *range; /* by row of the program's ins and ranges */
};

/* False: memory ended. */
bool jhr_set_tables_init(struct jhr_arena *a, const struct jhr_program *p,
                         struct jhr_set_tables *m);
/* The columns are others: all of them, or those of listed indications alone. */
void jhr_set_tables_forget(struct jhr_set_tables *m, bool items);
/* What the rows say of it; NULL: no table answers it. */
const struct jhr_planes *jhr_set_tables_of(const struct jhr_tabled *of, const struct jhr_columns *c,
                                           uint32_t words);

#endif

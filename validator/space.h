/*
 * The input space (taal.md section 3): which complete cases there are, of one regeling or of two
 * that are compared. A case is a product and a value of each dimension. Of a dimension only those
 * values are told apart that some condition tells apart: they fall into classes, and a class has
 * its exact number of values. A class is a number in binary, over the variables of a decision
 * diagram; a number past the last class stands for the last one, and counts for nothing.
 *
 * A dimension that no condition reads is not there. What cannot be told apart this way (the dates
 * of a running indication, kosten over several tariff periods, sums over lists) is a free yes/no,
 * and `opaque`: true of it is only what a search confirms.
 */
#ifndef JHR_VALIDATOR_SPACE_H
#define JHR_VALIDATOR_SPACE_H

#include "validator/bdd.h"
#include "validator/diff.h"

/* In the order of their variables: what selects rules first, facts last (yes/no facts last of
 * all). */
enum jhr_dim_kind {
    JHR_DIM_WHEN,     /* the running indication: none, running, earlier */
    JHR_DIM_ITEM_BY,  /* its aanbieder: the same one, another one, or one of a name */
    JHR_DIM_ITEM,     /* its product */
    JHR_DIM_PEIL,     /* peildatum; when no rule tells it from the start, that is the dimension */
    JHR_DIM_START,    /* startdatum */
    JHR_DIM_LENGTH,   /* days of the period, 1..3660 */
    JHR_DIM_OMVANG,   /* whole minutes, etmalen or stuks: those of the product's tarief or norm */
    JHR_DIM_BY,       /* aanbieder: those that the rules name, and another one */
    JHR_DIM_CONTRACT, /* enum jhr_contracted */
    JHR_DIM_FEIT,
    JHR_DIM_ROOM, /* is there room in a budget or capaciteit */
    JHR_DIM_FREE  /* opaque */
};
enum { JHR_WHEN_NONE, JHR_WHEN_RUNNING, JHR_WHEN_EARLIER, JHR_WHENS };
enum { JHR_BY_SAME, JHR_BY_OTHER, JHR_BY_NAMED }; /* and on: the named ones */
enum jhr_contracted { JHR_CONTRACT_THROUGHOUT, JHR_CONTRACT_NONE, JHR_CONTRACT_AT_START };
#define JHR_LENGTH_MOST 3660
#define JHR_LENGTH_OPEN (JHR_LENGTH_MOST + 1) /* without an end, when some rule asks for that */

struct jhr_dim {
    uint8_t kind;
    bool nominal; /* each value its own class, and order means nothing */
    bool opaque;
    bool singles; /* each value its own class */
    /* The last value is there, and not counted: a gemeente that the rules do not name, a period
     * without an end. What is said of all cases holds of it too. */
    bool extra;
    bool janee;
    struct jhr_str name; /* of a fact, a rekening's rule; of what is opaque: its text */
    struct jhr_str key;  /* of what is opaque: tells it from others */
    uint32_t feit[2];    /* per side: index in its model, or JHR_NONE */
    uint32_t rekening[2];
    int64_t lo, hi;           /* raw values */
    const uint32_t *index[2]; /* raw value - lo: the value of that side; NULL: the same */
    JHR_VEC(int64_t) cuts;    /* where a class begins */
    const int64_t *first;     /* class c holds first[c]..first[c + 1] - 1 */
    uint32_t n, bits, var;    /* classes; variables, and the first of them */
};

/* What an atom of a side reads. */
struct jhr_reading {
    uint32_t dims[6]; /* ascending */
    uint8_t n;
    bool product;  /* it says something else of another product */
    bool opaque;   /* free is a dimension in its place */
    bool kosten;   /* where the tarief changes within the period, `free` is in its place */
    bool traject;  /* next to a listed indication of the same product, `free` is in its place */
    bool by_table; /* of the start it reads only what tarief or norm holds */
    uint32_t free;
};

/* How many values count. */
static inline uint64_t jhr_dim_size(const struct jhr_dim *d)
{
    return (uint64_t)(d->hi - d->lo + 1 - d->extra);
}

struct jhr_space {
    struct jhr_arena *a;
    struct jhr_side side[2];
    uint32_t sides_n;
    JHR_VEC(struct jhr_dim) dims;
    uint32_t when, item_by, item, peil, start, length, omvang, by, contract; /* or JHR_NONE */
    uint32_t *feit_dim[2], *room_dim[2];
    struct jhr_reading *readings[2]; /* per atom */
    bool *live[2];                   /* per node: some rule uses it */
    uint32_t *count_free[2];         /* per node: the free dimension of a count of indications */
    const uint32_t *product[2];      /* joint product: index of that side */
    uint32_t products_n;
    int32_t from, to; /* start days, inclusive; of a side: plus its shift, when no day is shared */
    int32_t shift[2];
    bool apart;                  /* peildatum and startdatum are told apart */
    JHR_VEC(int32_t) table_days; /* on which some tarief or norm begins or ends */
    uint32_t vars_n;
    uint32_t *dim_of; /* per variable */
    struct jhr_only *only;
    uint32_t only_n;
    bool too_large; /* more variables than there is room for */
};

/* One side or two; the other one is NULL. NULL: memory ended. */
struct jhr_space *jhr_space_new(struct jhr_arena *a, const struct jhr_side *one,
                                const struct jhr_side *other);

/* ---- values: raw[dim], and of what is no dimension a fixed one ---- */

int64_t jhr_space_start(const struct jhr_space *s, uint32_t side, const int64_t *raw);
/* Of a column of the side. False: unknown. */
bool jhr_space_col(const struct jhr_space *s, uint32_t side, uint32_t product, const int64_t *raw,
                   uint32_t col, int64_t *v);
/* Of an atom that is not opaque: JHR_NO, JHR_UNKNOWN or JHR_YES. */
uint32_t jhr_space_atom(const struct jhr_space *s, uint32_t side, uint32_t product,
                        const int64_t *raw, uint32_t atom);
/* Its sum, or its column, and where that must lie. False: unknown. */
bool jhr_space_sum(const struct jhr_space *s, uint32_t side, uint32_t product, const int64_t *raw,
                   uint32_t atom, int64_t *v);
/* The last day up to which every day has a tarief, the same one when `one`; the day before `day`
 * when that has none. */
int32_t jhr_space_tarief_until(const struct jhr_space *s, uint32_t side, uint32_t product,
                               int32_t day, bool one);
/* The periods that end by then. */
jhr_edge jhr_space_priced(const struct jhr_space *s, struct jhr_bdd *b, uint32_t side,
                          uint32_t product, bool one);
/* Does the side's regeling read the rule on the startdatum. */
uint32_t jhr_space_day_dim(const struct jhr_space *s, bool startdatum);

/* ---- inside: space_cuts.c ---- */

bool jhr_space_cut(struct jhr_space *s);
void jhr_dim_cut(struct jhr_space *s, uint32_t dim, int64_t at);
struct jhr_reading jhr_space_reading(const struct jhr_space *s, uint32_t side, uint32_t atom);
/* What tells an opaque condition from another, on both sides alike; `part` of one or all of it. */
struct jhr_str jhr_space_key(const struct jhr_space *s, uint32_t side, uint32_t atom,
                             const char *part);
struct jhr_str jhr_space_node_key(const struct jhr_space *s, uint32_t side, uint32_t node);

/* ---- functions ---- */

/* Three-valued: surely yes, and not surely no. */
struct jhr_pair {
    jhr_edge yes, maybe;
};
/* The values raw lo..hi of a dimension. */
jhr_edge jhr_space_range(const struct jhr_space *s, struct jhr_bdd *b, uint32_t dim, int64_t lo,
                         int64_t hi);
/* children[c] when the dimension is in class c; they read later dimensions only. */
jhr_edge jhr_space_choose(const struct jhr_space *s, struct jhr_bdd *b, uint32_t dim,
                          const jhr_edge *children);
struct jhr_pair jhr_space_pair(const struct jhr_space *s, struct jhr_bdd *b, uint32_t side,
                               uint32_t product, uint32_t atom);
/* The cases that there are: no aanbieder of an indication that is not there, and so on. */
jhr_edge jhr_space_valid(const struct jhr_space *s, struct jhr_bdd *b);

/* ---- counting and picking: space_count.c ---- */

struct jhr_counter { /* of one diagram; remembers while nothing is dropped and `dims` stays */
    const struct jhr_space *s;
    const struct jhr_bdd *b;
    const bool *dims; /* those that count; functions read no others */
    struct jhr_count *known;
    uint32_t *stamp, stamp_now, cap;
    bool out_of_memory;
};
void jhr_counter_init(struct jhr_counter *c, const struct jhr_space *s, const struct jhr_bdd *b);
void jhr_counter_free(struct jhr_counter *c);
void jhr_counter_start(struct jhr_counter *c, const bool *dims);
struct jhr_count jhr_counter_of(struct jhr_counter *c, jhr_edge f);
/* Adds the dimensions that f reads. */
void jhr_space_reads(const struct jhr_space *s, struct jhr_bdd *b, jhr_edge f, bool *dims);
/* Does f hold of a case? */
bool jhr_space_holds(const struct jhr_space *s, const struct jhr_bdd *b, jhr_edge f,
                     const int64_t *raw);
/* The class of each dimension in some case of f, which is not JHR_BDD_NO; JHR_NONE: any. Another
 * `way` than 0 is another case, mostly. */
void jhr_space_pick(const struct jhr_space *s, const struct jhr_bdd *b, jhr_edge f, uint32_t way,
                    uint32_t *classes);

#endif

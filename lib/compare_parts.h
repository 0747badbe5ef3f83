/* Two versions of the rules beside each other; shared by the files compare*.c. */
#ifndef JHR_LIB_COMPARE_PARTS_H
#define JHR_LIB_COMPARE_PARTS_H

#include "lib/internal.h"
#include "validator/diff.h"

/* Flips that are kept with their line; more are counted. Nobody reads so many, and a file of
 * proposals may be long. */
#define JHR_FLIPS_MOST 10000u
/* Of them, and of the regions of a rule, that a text shows; json has them all. */
#define JHR_LINES_SHOWN 12u

/* Regelingen of both sides; one of them NULL: only the other side has it. */
struct jhr_pair {
    const struct jhr_rules *was, *wordt;
    struct jhr_str naam;   /* of the new one where there is one */
    struct jhr_diff *diff; /* NULL: not compared, one side is missing or compiled */
};

struct jhr_flip {
    size_t line;
    uint8_t was, wordt; /* enum jhr_besluit_soort; equal: only the gronden differ */
    struct jhr_str gemeente, product, aanbieder; /* as the rules or the proposal name it */
    bool priced;
    int64_t cents;
    struct jhr_str gronden_was, gronden_wordt; /* ids, joined by ", " */
};
/* Flips that have something in common. */
struct jhr_tally {
    struct jhr_str name;
    size_t n, unpriced;
    int64_t cents;
};
struct jhr_tallies {
    JHR_VEC(struct jhr_tally *) list;
    struct jhr_map by_name;
};
struct jhr_unread {
    size_t line;
    bool by_old, by_new;
    struct jhr_str why;
};
enum { JHR_BY_RICHTING, JHR_BY_GEMEENTE, JHR_BY_PRODUCT, JHR_BY_AANBIEDER, JHR_BY_COUNT };
struct jhr_zaken {
    bool asked; /* some proposal was offered */
    size_t n, flips, grounds, unread;
    size_t moved, partial; /* read with other dates; without facts that a side does not know */
    size_t unpriced;
    int64_t cents_was, cents_wordt; /* what is admitted costs, of those with kosten */
    JHR_VEC(struct jhr_flip *) list;
    JHR_VEC(struct jhr_unread *) unreads;
    struct jhr_tallies by[JHR_BY_COUNT];
};

struct jhr_comparison {
    struct jhr_arena arena, scratch; /* scratch: of one proposal */
    jhr_rules *was, *wordt;
    jhr_session *was_session, *wordt_session;
    jhr_compare_options options;
    JHR_VEC(struct jhr_pair) pairs;
    struct jhr_zaken zaken;
    bool has_expect;
    struct jhr_str expect; /* the declared lines, sorted, each ended by a line end */
};

extern const char *const jhr_besluit_names[]; /* by enum jhr_besluit_soort */

/* One line for each change, sorted: what `--expect` compares. */
void jhr_compare_lines(struct jhr_buf *out, struct jhr_arena *a, const struct jhr_comparison *c);
/* Lines in order, without comments and empty ones, and without those that are there twice. */
struct jhr_str jhr_lines_normal(struct jhr_arena *a, struct jhr_str text);
/* Lines that only one has: "- declared and not there", "+ there and not declared". */
void jhr_lines_differ(struct jhr_buf *out, struct jhr_str declared, struct jhr_str actual,
                      const char *before);

struct jhr_compare_view {
    const struct jhr_comparison *c;
    struct jhr_buf *out;
    struct jhr_arena *a;
    bool english, markdown, plain;
    struct jhr_str missed; /* lines that differ from what was declared */
};
void jhr_compare_text(const struct jhr_compare_view *v);
void jhr_compare_zaken_text(const struct jhr_compare_view *v);
void jhr_compare_json(const struct jhr_compare_view *v);
void jhr_compare_github(const struct jhr_compare_view *v);
/* "toelaatbaar -> niet toelaatbaar" */
void jhr_put_direction(struct jhr_buf *out, uint8_t was, uint8_t wordt);
/* The conditions of a region, joined by `en`; "altijd" for everywhere. */
void jhr_put_waar(struct jhr_buf *out, const struct jhr_gebied *g);

#endif

/*
 * Random regelingen as text, and random cases for what the front end made of them. Everything
 * follows from the seed.
 */
#ifndef JHR_TESTS_DIFFERENTIAL_GENERATE_H
#define JHR_TESTS_DIFFERENTIAL_GENERATE_H

#include "base/buf.h"
#include "base/voorstel.h"
#include "compiler/model.h"
#include "tests/differential/random.h"

enum { MOST_NAMES = 16, MOST_POINTS = 64 };

enum fact_type { F_JANEE, F_SOORT, F_GETAL, F_BEDRAG, F_DATUM };
struct gen_fact {
    enum fact_type type;
    bool oordeel;
    uint32_t soort;
    const char *unit; /* of a GETAL; "" without */
    int64_t lowest, highest;
};
struct gen_soort {
    uint32_t n;
    bool ordered;
};
struct gen_product {
    char code[12];
    bool coded, zonder_norm, zonder_tarief;
    const char *volume_unit; /* mostly that of the regeling */
};
struct gen_waarde {
    enum fact_type type;
    const char *unit;
};

/* Forms that the front end may not take yet; the driver finds out which it does. */
enum {
    FORM_TRAJECTDUUR = 1,
    FORM_KOSTEN = 2,
    FORM_OMVANG_TARIEF = 4,
    FORM_WERKDAGEN = 8,
    FORM_IN_GETALLEN = 16
};

/* One regeling being written, and its vocabulary. Names follow from their index: f3, s1, s1_w2. */
struct gen {
    struct chance chance;
    struct jhr_buf *out;
    uint32_t forms; /* FORM_ */
    uint32_t soorten_n, feiten_n, segmenten_n, producten_n, groepen_n, gebieden_n, gemeenten_n;
    uint32_t waarden_n, begrippen_n, aanbieders_n; /* aanbieders_n: named sets */
    uint32_t usable_groups; /* groups 0..n-1 may be named in what comes next */
    struct gen_soort soorten[MOST_NAMES];
    struct gen_fact feiten[MOST_NAMES];
    struct gen_product producten[MOST_NAMES];
    struct gen_waarde waarden[MOST_NAMES];
    const char *volume_unit; /* one family in a regeling: uur, etmalen or stuks */
    int32_t from, to;        /* validity, ymd */
    bool has_maat;           /* a begrip that is a volume */
    bool has_tijd;           /* a begrip that is a length in days */
    bool in_set;             /* of values: each a plain constant */
    bool facts_only;         /* inside an altijd */
    bool inside;             /* inside a quantifier: `ander` may be named, quantifiers may not */
    /* Days, lengths in days and volumes that the text names: cases lie around them. */
    int32_t days[MOST_POINTS];
    int64_t numbers[MOST_POINTS], minutes[MOST_POINTS];
    uint32_t days_n, numbers_n, minutes_n, months_n;
    uint32_t months[MOST_POINTS];
};

/* Writes a regeling; `forms` are those of FORM_ that it may use. */
void generate_regeling(struct gen *g, uint64_t seed, uint32_t forms, struct jhr_buf *out);
/* A random case for it, owned by the arena; the model is that of the text. */
void generate_case(const struct gen *g, const struct jhr_model *m, uint64_t seed,
                   struct jhr_arena *a, struct jhr_case *c);
/* A volume per day or week without an end: the evaluator knows no total and so no volume per week,
 * while the reference takes the one that is given. */
bool endless_volume(const struct jhr_case *c);
/* The case as a document, for the command. */
void write_case(struct jhr_buf *out, const struct jhr_model *m, const struct jhr_case *c);

/* ---- between the parts ---- */
void gen_condition(struct gen *g, uint32_t depth);     /* an expression, perhaps with operators */
void gen_operand(struct gen *g, uint32_t depth);       /* the same in parentheses where needed */
void gen_date(struct gen *g);                          /* a constant */
int32_t gen_day(struct gen *g);                        /* remembered in days */
void gen_put_date(struct jhr_buf *out, int32_t ymd);   /* 1-3-2027 */
void gen_period(struct gen *g, uint32_t percent);      /* ` vanaf … tot …`, or nothing */
void gen_money(struct gen *g, int64_t lo, int64_t hi); /* € 12,50 */
void gen_volume(struct gen *g);                        /* an expression that is a volume */
void gen_product_set(struct gen *g);                   /* what may stand after `product in` */
void gen_rules(struct gen *g);
void gen_rekening(struct gen *g, uint32_t i); /* a budget or capaciteit */
void gen_saldi(struct chance *chance, const struct jhr_model *m, bool complete, struct jhr_arena *a,
               struct jhr_case *c);
void gen_about_fact(struct gen *g);
bool gen_about_count(struct gen *g); /* false: there is no fact to compare it with */
int64_t gen_number(struct gen *g, int64_t lo, int64_t hi);
void gen_length(struct gen *g, bool calendar); /* 3 weken; calendar: months and years too */
void gen_moved(struct gen *g);                 /* ` + 3 maanden` */
void gen_amount(struct gen *g);                /* 40 uur */
void gen_per_week(struct gen *g);
bool gen_set_of(struct gen *g, void (*member)(struct gen *g));
bool gen_named_fact(struct gen *g, const char *unit); /* in a unit that adds up with this one */
/* The name of a `waarde` of this type and unit; false: there is none. */
bool gen_named_value(struct gen *g, enum fact_type type, const char *unit);

#endif

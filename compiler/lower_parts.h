/*
 * Inside lowering. lower.c makes columns, slots and rules; lower_cond.c conditions. A comparison of
 * numbers goes through three steps: lower_form.c reads both sides as one sum (a form), lower_day.c
 * and lower_cmp.c split it where its value is of another kind (a waarde that differs by day, an
 * open end, months), and lower_sum.c makes an atom of what is left.
 */
#ifndef JHR_COMPILER_LOWER_PARTS_H
#define JHR_COMPILER_LOWER_PARTS_H

#include "compiler/lower.h"
#include "compiler/units.h"

#define JHR_MAX_TERMS 256u /* of one sum: bounds what a chain of begrippen can grow into */

enum jhr_form_kind {
    JHR_FT_COL,      /* ref: index in cols */
    JHR_FT_MONTH,    /* a date column + shift months, or + the waarde cst */
    JHR_FT_WORKDAY,  /* the shift-th werkdag after a date column, or as many as the waarde cst says
                      */
    JHR_FT_WORKDAYS, /* the werkdagen up to and including a date column + shift days */
    JHR_FT_TABLE,    /* ref: JHR_TABLE_* */
    JHR_FT_DAYS,     /* duur in days; ref 1: of the listed indication,
                      * 2: of the traject */
    JHR_FT_VOL,      /* omvang; ref 1: of the listed indication */
    JHR_FT_PER_WEEK, /* so much per week, over the period */
    JHR_FT_LIST,     /* ast: an E_COUNT or E_SUM */
    JHR_FT_CONST,    /* ref: a waarde that differs by day */
    JHR_FT_ONE       /* 1; priced only: other constants are the form's k */
};
struct jhr_form_term {
    uint8_t kind; /* enum jhr_form_kind */
    bool priced;  /* times the tarief: then it is part of a volume */
    uint32_t ref;
    int32_t shift;
    int8_t sign;  /* of what cst says */
    uint32_t cst; /* JHR_NONE */
    const struct jhr_node *ast;
    int64_t coef;
};
/* (sum of coef * term + k + months * one month) / den, in the base unit of the class. Equal terms
 * are one term. */
struct jhr_form {
    JHR_VEC(struct jhr_form_term) t;
    int64_t k, den;
    int64_t months; /* beside days: how many, is a matter of the calendar */
    uint8_t cls;    /* enum jhr_unit_class */
    uint8_t volume; /* of what is priced in it: its class; JHR_C_NONE: nothing is */
    uint8_t unit;   /* enum jhr_unit as first written: a bare number beside it takes it */
};

struct jhr_lowering {
    struct jhr_arena *a;
    struct jhr_diags *ds;
    const struct jhr_model *m;
    struct jhr_ir *ir;
    const struct jhr_form **forms; /* per begrip: of the used ones with a number */
    uint32_t *slot_of;             /* per begrip: its slot, or JHR_NONE */
    uint32_t *slot_other;          /* the same, read on the day that is not the regeling's */
    uint8_t *begrip_needs;         /* per begrip: bits JHR_NEEDS_* */
    uint32_t peil;                 /* the column with the day of which waarden are read: that of
                                    * the rule at hand */
    uint32_t peil_regeling;        /* where no rule says otherwise; slots are read on it */
    bool *begrip_used;
    uint32_t set_zonder[2];     /* by JHR_TABLE_*: index of the set of products without, JHR_NONE */
    uint32_t set_norm_other[3]; /* by class MINUTE..STUK: products with a norm in another class */
    uint32_t set_tarief[3];     /* by class MINUTE..STUK: products with a tarief per unit of it */
    uint32_t set_no_tarief;
    bool too_large; /* of the comparison at hand: a number left its limit */
    bool told;      /* of it: a message was given; what it then comes to says nothing */
    bool proofs;    /* the bewijzen too */
    bool as_item;   /* product, aanbieder and dates are those of the listed indication */
};
#define JHR_NOT_MADE (UINT32_MAX - 1) /* a set that no one asked for yet */
enum { JHR_NEEDS_TARIEF = 1, JHR_NEEDS_NORM = 2, JHR_NEEDS_DAY = 4 };

/* lower.c */
uint32_t jhr_lower_slot(struct jhr_lowering *l, struct jhr_ir_slot slot); /* JHR_NONE: no memory */

/* lower_cond.c */
uint32_t jhr_lower_cond(struct jhr_lowering *l, const struct jhr_node *n);
void jhr_lower_fault(struct jhr_lowering *l, struct jhr_span span, const char *what);

/* lower_form.c */
void jhr_form_of(struct jhr_lowering *l, const struct jhr_node *n, struct jhr_form *out);
void jhr_form_scale(struct jhr_lowering *l, struct jhr_form *f, int64_t num, int64_t den);
void jhr_form_copy(struct jhr_lowering *l, struct jhr_form *to, const struct jhr_form *from);
/* into += sign * f */
void jhr_form_add(struct jhr_lowering *l, struct jhr_form *into, const struct jhr_form *f,
                  int64_t sign, struct jhr_span span);
/* A bare number beside one with a unit is in that unit. */
void jhr_form_take_unit(struct jhr_lowering *l, struct jhr_form *bare,
                        const struct jhr_form *other);
void jhr_form_put(struct jhr_lowering *l, struct jhr_form *f, struct jhr_form_term term);
/* What a step of a waarde is worth, in the base unit of its class: num / den. */
void jhr_waarde_value(struct jhr_lowering *l, const struct jhr_waarde_const *w,
                      const struct jhr_step *step, int64_t *num, int64_t *den);
enum jhr_unit_class jhr_waarde_class(const struct jhr_waarde_const *w);
/* a * b, or 0 and l->too_large. */
int64_t jhr_times(struct jhr_lowering *l, int64_t a, int64_t b);
int64_t jhr_plus(struct jhr_lowering *l, int64_t a, int64_t b);
int64_t jhr_gcd(int64_t a, int64_t b); /* not negative */

/* What was a volume is its price at the tarief of the startdatum. */
void jhr_form_price(struct jhr_lowering *l, struct jhr_form *f);
/* The days from one date up to another as werkdagen: a form that is a length or a difference of two
 * dates, and nothing more. False: it is something else. */
bool jhr_form_to_workdays(struct jhr_lowering *l, struct jhr_form *f);

/* lower_day.c: known, and the same on every day */
bool jhr_waarde_is_fixed(const struct jhr_waarde_const *w);
/* `form op 0`, on every day */
uint32_t jhr_lower_form(struct jhr_lowering *l, struct jhr_form *f, enum jhr_op op,
                        struct jhr_span span);

/* Ends a comparison: says that a number left its limit, where nothing was said yet. */
void jhr_lower_too_large(struct jhr_lowering *l, struct jhr_span span);

/* lower_cmp.c: the same of a form without a waarde that differs by day */
uint32_t jhr_lower_comparison(struct jhr_lowering *l, struct jhr_form *f, enum jhr_op op,
                              struct jhr_span span);
/* `0 <= form <= width` as one condition, of a constant width. JHR_NONE: not one; nothing was made.
 */
uint32_t jhr_lower_between(struct jhr_lowering *l, struct jhr_form *f, const struct jhr_form *width,
                           struct jhr_span span);

/* lower_sum.c */
struct jhr_sum {
    JHR_VEC(struct jhr_ir_term) t;
};
struct jhr_limits {
    int64_t lo, hi;
};
void jhr_sum_put(struct jhr_lowering *l, struct jhr_sum *s, struct jhr_ir_term term);
void jhr_sum_tidy(struct jhr_sum *s); /* in order, without zeroes */
uint32_t jhr_sum_store(struct jhr_lowering *l, const struct jhr_sum *s); /* its first term */
/* The sum lies between the limits: a constant, a range, a count, or a LINEAR atom. */
uint32_t jhr_lower_sum(struct jhr_lowering *l, struct jhr_sum *s, struct jhr_limits r,
                       struct jhr_span span);
/* An integer column in lo..hi, folded where that is sure. */
uint32_t jhr_lower_range(struct jhr_lowering *l, uint32_t col, int64_t lo, int64_t hi,
                         struct jhr_span span);
uint32_t jhr_lower_in(struct jhr_lowering *l, uint32_t col, uint32_t set, struct jhr_span span);

/* lower.c: a set of products that lowering needs; JHR_NONE when it would be empty. */
uint32_t jhr_lower_set(struct jhr_lowering *l, const char *name,
                       bool (*in)(const struct jhr_product *p, uint32_t self), uint32_t self);

#endif

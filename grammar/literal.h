/*
 * Numbers, amounts, dates and texts in Dutch notation, from their bytes to their value. The same
 * notation holds in a rule file and in a CSV file.
 */
#ifndef JHR_GRAMMAR_LITERAL_H
#define JHR_GRAMMAR_LITERAL_H

#include "base/arena.h"

#define JHR_MAX_DIGITS 15u /* of a number: it then fits an int64 with room to convert units */
#define JHR_MAX_SCALE  6u  /* digits after the comma */

enum jhr_literal {
    JHR_LIT_OK,
    JHR_LIT_POINT,      /* a decimal point: 1.25 */
    JHR_LIT_SHAPE,      /* no number: 1.2.3,4 */
    JHR_LIT_TOO_LONG,   /* more digits than JHR_MAX_DIGITS, or than JHR_MAX_SCALE after the comma */
    JHR_LIT_CODES,      /* 54001,54002: two codes without a space */
    JHR_LIT_CENTS,      /* an amount whose cents are not two digits: € 98,4 */
    JHR_LIT_SHORT_YEAR, /* 1-1-27 */
    JHR_LIT_NOTATION,   /* digits, but in no order that is a date: 1/1/2027, 5-3 */
    JHR_LIT_NO_DATE,    /* 31-6-2027 */
    JHR_LIT_FAR_DATE    /* a real date before 1990 or after 2099 */
};

/* `1.250,5` gives 12505 and scale 1. */
enum jhr_literal jhr_literal_number(struct jhr_str s, int64_t *num, uint8_t *scale);
/* The number of an amount, with or without the sign before it: `€ 1.250,50`, `61,-`. */
enum jhr_literal jhr_literal_money(struct jhr_str s, int64_t *cents);
/* `1-3-2027` and `2027-03-01`; *ymd is 0 when the parts cannot be told apart. */
enum jhr_literal jhr_literal_date(struct jhr_str s, int32_t *ymd);
/* A text without its quotes; `""` inside is one quote. Borrows from s where it can. */
struct jhr_str jhr_literal_text(struct jhr_arena *a, struct jhr_str s);
/* A name in the form in which names are compared: NFC. Borrows from s where it can. */
struct jhr_str jhr_literal_name(struct jhr_arena *a, struct jhr_str s);

#endif

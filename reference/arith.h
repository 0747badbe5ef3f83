/* The reference's own arithmetic: exact fractions, and days counted from years and months. */
#ifndef JHR_REFERENCE_ARITH_H
#define JHR_REFERENCE_ARITH_H

#include "base/ymd.h"

__extension__ typedef __int128 jhr_ref_int;

struct jhr_ref_rat { /* n / d, d > 0, in lowest terms */
    jhr_ref_int n, d;
};
struct jhr_ref_rat jhr_ref_rat(jhr_ref_int n, jhr_ref_int d);
struct jhr_ref_rat jhr_ref_add(struct jhr_ref_rat a, struct jhr_ref_rat b);
struct jhr_ref_rat jhr_ref_sub(struct jhr_ref_rat a, struct jhr_ref_rat b);
struct jhr_ref_rat jhr_ref_mul(struct jhr_ref_rat a, struct jhr_ref_rat b);
struct jhr_ref_rat jhr_ref_div(struct jhr_ref_rat a, struct jhr_ref_rat b); /* b is not 0 */
int jhr_ref_cmp(struct jhr_ref_rat a, struct jhr_ref_rat b);
int64_t jhr_ref_floor(struct jhr_ref_rat a);
int64_t jhr_ref_round(struct jhr_ref_rat a); /* half away from zero */
struct jhr_ref_rat jhr_ref_decimal(int64_t mantissa, uint32_t scale);

int32_t jhr_ref_month_days(int32_t ymd);               /* days in the month of a date */
int32_t jhr_ref_day(int32_t ymd);                      /* days since 1-1-1990, which is 0 */
int32_t jhr_ref_ymd(int32_t day);                      /* the inverse */
int32_t jhr_ref_plus_days(int32_t ymd, int64_t n);     /* NEVER stays */
int32_t jhr_ref_plus_months(int32_t ymd, int64_t n);   /* clipped to the month's end; NEVER stays */
int32_t jhr_ref_plus_workdays(int32_t ymd, int64_t n); /* the n-th after it, or before it */
int32_t jhr_ref_workdays(int32_t from,
                         int32_t to); /* Monday to Friday without holidays, both days included */

#endif

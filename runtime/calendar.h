/* Day numbers: days since 1990-01-01, which is 0. Proleptic Gregorian, no time zones. */
#ifndef JHR_RUNTIME_CALENDAR_H
#define JHR_RUNTIME_CALENDAR_H

#include "base/ymd.h"

#define JHR_DAY_LAST  40176   /* 2099-12-31 */
#define JHR_DAY_NEVER 1000000 /* later than every date that can be computed */
#define JHR_DAY_NONE  (-1)

#define JHR_MONTHS_MOST 1320 /* from the first day to the last */

int32_t jhr_day_of_ymd(int32_t ymd); /* 0 gives 0, JHR_YMD_NEVER gives JHR_DAY_NEVER */
int32_t jhr_ymd_of_day(int32_t day);
/* The same day of the month N months later, or earlier when N is negative, clipped to the month's
 * end; -JHR_MONTHS_MOST <= N <= JHR_MONTHS_MOST. */
int32_t jhr_day_add_months(int32_t day, int32_t months);
int32_t jhr_days_in_month_of(int32_t day);

#endif

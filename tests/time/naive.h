/*
 * Dates and money the slow way: a list of all days, made by going to the next day, and loops over
 * it. Nothing here is shared with the library; a day is an index in the list, and day 0 is
 * 1-1-1990.
 */
#ifndef JHR_TESTS_TIME_NAIVE_H
#define JHR_TESTS_TIME_NAIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DAYS = 51134 }; /* up to and including 2129 */

struct day {
    int year, month, day, weekday; /* weekday 0 is Monday */
    bool werkdag;
};
extern struct day days[DAYS];
/* Something that naive.c is to count wrongly, to show that it would be seen. */
extern enum fault { NONE, HOLIDAY, MONTH_END, HALF_DOWN, LATE_CENT, SHORT_WEEK, FAULTS } fault;
void make_days(void);
int day_on(int year, int month, int day);
int days_of_month(int day); /* of the month that the day lies in */

int months_later(int day,
                 int months);       /* the same day, or the last of that month; negative: earlier */
int workdays_later(int day, int n); /* the n-th werkdag after it; negative: before it */
int workdays_between(int from, int to); /* both included */
int months_needed(int from, int to);    /* the fewest months that from..to fits in */

struct fraction {
    __extension__ __int128 n, d; /* d > 0 */
};
int64_t rounded(struct fraction f); /* half away from zero */
int64_t ceiling(struct fraction f);

enum frequency { TOTAL, A_DAY, A_WEEK, A_MONTH };
/* The volume over from..to: each day's part of it added up. */
struct fraction volume_over(int64_t minutes, enum frequency how, int from, int to);
/* The volume shared out evenly, each day at its own price per hour. */
struct fraction cost_of(struct fraction volume, int from, int to, const int64_t *cents_on_day);
/* The parts of an amount per calendar year, by days, in whole cents: parts[y - first year]. What is
 * left over goes cent by cent to the year with the largest rest, the earliest one first. */
size_t split_by_year(int64_t cents, int from, int to, int64_t *parts);

#endif

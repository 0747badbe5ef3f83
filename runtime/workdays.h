/*
 * Werkdagen: Monday to Friday, without the holidays of the Algemene termijnenwet, article 3
 * (BWBR0002448): Nieuwjaarsdag, Goede Vrijdag, tweede Paasdag, Koningsdag, 5 mei, Hemelvaartsdag,
 * tweede Pinksterdag and both Kerstdagen. Koningsdag is 27 April, or the 26th when that is a
 * Sunday; until 2014 it was Koninginnedag, 30 April, or the 29th. Days that the government makes
 * equal to a holiday for once (lid 3) are not in it. Days are day numbers (calendar.h).
 */
#ifndef JHR_RUNTIME_WORKDAYS_H
#define JHR_RUNTIME_WORKDAYS_H

#include <stdint.h>

#define JHR_WORKDAYS_MOST 20000 /* more than lie between any two dates of a regeling */

/* The werkdagen from a fixed day on, up to and including this one: until(b) - until(a - 1) is their
 * number in a..b. Never less on a later day. JHR_DAY_NEVER gives itself. */
int32_t jhr_workdays_until(int32_t day);
/* The n-th werkdag after the day, or before it when n is negative; the day itself when n is 0.
 * -JHR_WORKDAYS_MOST <= n <= JHR_WORKDAYS_MOST. JHR_DAY_NEVER gives itself. */
int32_t jhr_day_add_workdays(int32_t day, int32_t n);

#endif

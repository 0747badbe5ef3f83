/* Dates as year * 10000 + month * 100 + day: they compare as numbers. Real dates only. */
#ifndef JHR_BASE_YMD_H
#define JHR_BASE_YMD_H

#include "base/str.h"

#define JHR_YMD_FIRST 19900101
#define JHR_YMD_LAST  20991231
#define JHR_YMD_NEVER 99999999 /* later than every date: without end */

bool jhr_ymd_is_date(int32_t ymd); /* exists, and FIRST..LAST */
int32_t jhr_ymd_next(int32_t ymd); /* the next day; NEVER stays */
bool jhr_ymd_parse_iso(struct jhr_str s,
                       int32_t *ymd); /* exactly yyyy-mm-dd; existence is checked */

#endif

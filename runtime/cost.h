/* What an indication costs: taal.md section 5. */
#ifndef JHR_RUNTIME_COST_H
#define JHR_RUNTIME_COST_H

#include "base/voorstel.h"
#include "runtime/program.h"

/*
 * The volume is spread evenly over the days of the period, each part priced at the tariff of its
 * day; the exact sum is rounded once, half away from zero. In cents. False: unknown (the end, the
 * volume, the tariff of a day), in another unit than the tariff, or more than JHR_KOSTEN_MAX.
 */
bool jhr_cost(const struct jhr_program *p, const struct jhr_indicatie *i, int64_t *cents);

/* What a volume, times JHR_OMVANG_SCALE, costs at a tarief in cents per unit, in half cents: twice
 * the whole cents below it, and one more when it is not whole. Compared with twice a number of
 * cents it says exactly which is more. INT64_MIN: the unit is none of volume, or it does not fit.
 */
int64_t jhr_price(int64_t volume, int64_t tarief, uint8_t unit);
/* The prices of volumes in *lo..*hi at a tarief of 0..tarief, in any unit, lie in *lo..*hi. False:
 * not within 64 bits. */
bool jhr_price_bounds(int64_t *lo, int64_t *hi, int64_t tarief);

#endif

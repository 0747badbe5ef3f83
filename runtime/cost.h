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

#endif

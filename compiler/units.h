/* Units, and which of them add up: those with a fixed ratio are one class. */
#ifndef JHR_COMPILER_UNITS_H
#define JHR_COMPILER_UNITS_H

#include <stdbool.h>
#include <stdint.h>

/* VOL is a volume of which no one says yet in what unit it counts; dates are DAY too. */
enum jhr_unit_class {
    JHR_C_NONE,
    JHR_C_DAY,
    JHR_C_MONTH,
    JHR_C_WERKDAG,
    JHR_C_MINUTE,
    JHR_C_ETMAAL,
    JHR_C_STUK,
    JHR_C_VOL,
    JHR_C_CENT
};

const char *jhr_unit_word(uint32_t unit);
bool jhr_unit_is_length(uint32_t unit);
bool jhr_unit_is_volume(uint32_t unit);
enum jhr_unit_class jhr_class_of(uint32_t unit);
int64_t jhr_unit_steps(uint32_t unit);             /* one of it, in the base unit of its class */
uint32_t jhr_unit_of_both(uint32_t a, uint32_t b); /* of a sum: the base unit where they differ */

#endif

/* Products of two 64-bit numbers, exactly. Every target that we build for has it. */
#ifndef JHR_BASE_INT128_H
#define JHR_BASE_INT128_H

#include <stdint.h>

__extension__ typedef __int128 jhr_i128;

/* The least whole number that times `by`, above zero, is not below v. */
static inline jhr_i128 jhr_divide_up(jhr_i128 v, int64_t by)
{
    return v / by + (v % by > 0);
}

#endif

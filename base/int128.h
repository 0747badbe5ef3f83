/* Products of two 64-bit numbers, exactly. Every target that we build for has it. */
#ifndef JHR_BASE_INT128_H
#define JHR_BASE_INT128_H

__extension__ typedef __int128 jhr_i128;

#endif

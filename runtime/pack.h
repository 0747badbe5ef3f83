/* From a byte a row to a bit a row. */
#ifndef JHR_RUNTIME_PACK_H
#define JHR_RUNTIME_PACK_H

#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Bit 0 of each of 64 bytes as the bits of a word, the first byte in bit 0. */
static inline uint64_t jhr_pack(const uint8_t t[64])
{
    uint64_t bits = 0;
#ifdef __SSE2__
    for (uint32_t i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(t + 16 * i));
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_slli_epi16(v, 7)) << 16 * i;
    }
#else
    for (uint32_t i = 0; i < 8; i++) {
        uint64_t eight;
        memcpy(&eight, t + 8 * i, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        eight = __builtin_bswap64(eight);
#endif
        eight &= UINT64_C(0x0101010101010101);
        bits |= (eight * UINT64_C(0x0102040810204080) >> 56) << 8 * i;
    }
#endif
    return bits;
}

/* Likewise the other bits: bits[k] is of bit k. */
static inline void jhr_pack_eight(const uint8_t t[64], uint64_t bits[8])
{
#ifdef __SSE2__
    for (uint32_t k = 0; k < 8; k++)
        bits[k] = 0;
    for (uint32_t i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(t + 16 * i));
        for (uint32_t k = 8; k-- > 0; v = _mm_add_epi8(v, v))
            bits[k] |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << 16 * i;
    }
#else
    uint8_t one[64];
    for (uint32_t k = 0; k < 8; k++) {
        for (uint32_t i = 0; i < 64; i++)
            one[i] = (uint8_t)(t[i] >> k);
        bits[k] = jhr_pack(one);
    }
#endif
}

#endif

/* SHA-256 (libsodium). */
#ifndef JHR_BASE_SHA256_H
#define JHR_BASE_SHA256_H

#include "base/str.h"

#define JHR_SHA256_SIZE 32
void jhr_sha256(uint8_t out[JHR_SHA256_SIZE], const void *p, size_t n);

#endif

/*
 * What the parts of a program read: from its code, once per program. For reasons: which begrippen a
 * rule uses, and whether three-valued logic is exact for it.
 */
#ifndef JHR_RUNTIME_READS_H
#define JHR_RUNTIME_READS_H

#include "runtime/program.h"

/* Of a rule or a begrip. Bits by fact and by slot, through other begrippen too. */
struct jhr_reads_of {
    uint64_t *feiten, *slots;
    /* Some fact is read twice, or in a sum, or what always holds ties it to others: dropping facts
     * one by one then keeps too many, and completions tell more. */
    bool tangled;
};
struct jhr_reads {
    struct jhr_reads_of *regels; /* by rule, those that replace it included */
    struct jhr_reads_of *slots;
    uint64_t *altijd; /* facts that some invariant reads */
    uint32_t feit_words, slot_words;
};
bool jhr_reads_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_reads *out);

static inline bool jhr_reads_bit(const uint64_t *bits, uint32_t i)
{
    return bits[i / 64] >> i % 64 & 1;
}

#endif

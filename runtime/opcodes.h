/* What opcodes.def says of each instruction, as a table. */
#ifndef JHR_RUNTIME_OPCODES_H
#define JHR_RUNTIME_OPCODES_H

#include "runtime/program.h"

enum jhr_op_group { JHR_G_TRUTH, JHR_G_STORE, JHR_G_INT };
enum jhr_operand {
    JHR_A_TRUTH_VALUE,
    JHR_A_BCOL,
    JHR_A_SLOT,
    JHR_A_REG,
    JHR_A_RANGE,
    JHR_A_MASK,
    JHR_A_IN,
    JHR_A_XRANGE,
    JHR_A_STAPELING,
    JHR_A_EACH,
    JHR_A_ZERO,
    JHR_A_REGEL,
    JHR_A_XCONST,
    JHR_A_TERM,
    JHR_A_MONTH,
    JHR_A_WORKDAY,
    JHR_A_TABLE,
    JHR_A_XEACH
};
struct jhr_op_info {
    const char *name;
    enum jhr_op_group group;
    enum jhr_operand operand;
};
extern const struct jhr_op_info jhr_op_infos[JHR_OPCODES];

/* How many operands of this kind the program has: a legal operand is below it. */
uint32_t jhr_operand_limit(const struct jhr_program *p, enum jhr_operand kind);

/* The parts of an instruction. */
static inline uint32_t jhr_op_of(uint32_t word)
{
    return word >> 3 & 127;
}
static inline uint32_t jhr_negate_of(uint32_t word)
{
    return word >> 2 & 1;
}
static inline uint32_t jhr_mode_of(uint32_t word)
{
    return word & 3;
}
static inline uint32_t jhr_arg_of(uint32_t word)
{
    return word >> 10;
}

#endif

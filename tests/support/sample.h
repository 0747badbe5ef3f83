/*
 * A small program made by hand, one row or more in every table, for tests of the verifier and the
 * evaluator. It is accepted; a test changes one thing and looks at what happens.
 */
#ifndef JHR_TESTS_SUPPORT_SAMPLE_H
#define JHR_TESTS_SUPPORT_SAMPLE_H

#include "runtime/opcodes.h"
#include "runtime/program.h"

/* Its names. */
enum { /* facts, in order */
       F_LEEFTIJD,
       F_TRAUMA,
       F_VERWIJZER,
       F_KOSTEN,
       F_DIAGNOSE,
       F_GEMEENTE,
       F_HECHTING
};
enum {                           /* integer columns of facts */
       X_LEEFTIJD = JHR_X_FACTS, /* 0..23 */
       X_VERWIJZER,              /* 0..2 */
       X_KOSTEN,                 /* 0..10^11 */
       X_DIAGNOSE,               /* a date */
       X_GEMEENTE,
       X_COUNT
};
enum { B_TRAUMA = JHR_BC_FACTS, B_HECHTING, B_COUNT };
enum { RANGE_LEEFTIJD, RANGE_ANDER_START, RANGE_PRODUCT }; /* 0..11; 100..; B */
enum { MASK_VERWIJZER };                                   /* 0 or 2 */
enum { IN_PRODUCT, IN_ANDER_PRODUCT, IN_GEMEENTE, IN_AANBIEDER };
enum { XRANGE_TEEN, XRANGE_ONE, XRANGE_TWO_UP };                  /* 0..10, 1..1, 2.. */
enum { EACH_ANY, EACH_ALL, EACH_COUNT, EACH_EARLIER, EACH_FREE }; /* 1..2; 0..64 */
enum { XCONST_SEVEN, XCONST_MINUS };                              /* 7, -3 */
enum { TERM_LEEFTIJD, TERM_KOSTEN, TERM_ANDER_START };            /* 2, -1, 1 */
enum { MONTH_START, MONTH_EIND };                                 /* + 1, - (+ 12) */
enum { TABLE_TARIEF, TABLE_NORM };                                /* 1, 2 */
enum { XEACH_COUNT, XEACH_SUM };                                  /* 3, -1 */
enum { SLOT_ZWAAR, SLOT_OVERDRACHT };
enum { R_EIS, R_MATRIX, R_VRIJ, R_VOOR }; /* the last is the pseudo-rule */
enum { PRODUCT_A, PRODUCT_B, PRODUCT_C };

/* Instructions: LD(RANGE, 3) loads, AND and OR combine, NOT(...) of one of them, ST(SAVE, 0)
 * stores, ADD(XCOL, 1) adds to x. */
#define LD(op, arg)  JHR_INSTR(JHR_I_##op, 0, JHR_MODE_LOAD, arg)
#define AND(op, arg) JHR_INSTR(JHR_I_##op, 0, JHR_MODE_AND, arg)
#define OR(op, arg)  JHR_INSTR(JHR_I_##op, 0, JHR_MODE_OR, arg)
#define ADD(op, arg) JHR_INSTR(JHR_I_##op, 0, JHR_MODE_ADD, arg)
#define ST(op, arg)  JHR_INSTR(JHR_I_##op, 0, 0, arg)
#define NOT(word)    ((word) | 1u << 2)
#define END_         ST(END, 0)
#define HALT_        ST(HALT, 0)
#define TALLY_       ST(TALLY, 0)

/* The data lives in `arena`, whose owner frees it. */
struct jhr_program_data *sample_make(struct jhr_arena *arena);
/* Other code; a rule has the parts that it stores, and there are as many slots as it writes. The
 * lengths of blocks are put into the rows of EACH and XEACH (one block per row). */
void sample_code(struct jhr_program_data *d, const uint32_t *words, uint32_t n);
/* The code alone. */
void sample_words(struct jhr_program_data *d, const uint32_t *words, uint32_t n);
#define SAMPLE_CODE(d, ...)                                                                        \
    sample_code(d, (const uint32_t[]){__VA_ARGS__},                                                \
                sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

uint32_t sample_string(struct jhr_program_data *d, const char *text);
/* Encodes and loads. NULL: refused, *why says by what. */
struct jhr_program *sample_load(const struct jhr_program_data *d, struct jhr_refusal *why);

#endif

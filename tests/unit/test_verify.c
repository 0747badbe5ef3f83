/* The verifier's rules of code: for each one a program that breaks it, and its neighbour that does
 * not. */
#include "tests/support/refused.h"

#include "base/voorstel.h"
#include "runtime/calendar.h"

static void test_form(void **state)
{
    (void)state;
    BAD_CODE("opcode", JHR_INSTR(JHR_OPCODES, 0, 0, 0), HALT_);
    BAD_CODE("opcode", JHR_INSTR(127, 0, 0, 0), HALT_);
    BAD_CODE("form", JHR_INSTR(JHR_I_CONST, 0, 3, 0), HALT_);
    GOOD_CODE(LD(CONST, 0), AND(CONST, 1), OR(CONST, 2), NOT(LD(CONST, 2)), HALT_);
    BAD_CODE("form", LD(XCONST, 0), JHR_INSTR(JHR_I_XCONST, 0, JHR_MODE_OR, 0), HALT_);
    BAD_CODE("form", NOT(LD(XCONST, 0)), HALT_);
    GOOD_CODE(LD(XCONST, 0), ADD(XCONST, 0), HALT_);
    BAD_CODE("form", LD(CONST, 0), AND(TEST, R_EIS), HALT_);
    BAD_CODE("form", LD(CONST, 0), NOT(ST(TEST, R_EIS)), HALT_);
    BAD_CODE("form", LD(CONST, 0), NOT(HALT_));
    BAD_CODE("operand", LD(CONST, 3), HALT_);
    BAD_CODE("operand", ST(HALT, 1));
    GOOD_CODE(HALT_);
    BAD_CODE("halt", HALT_, HALT_);
    BAD_CODE("halt", LD(CONST, 0));
    BREAKS("halt", code, sample_code(d, NULL, 0), d->regels.v[R_VRIJ].plek = JHR_P_NONE);
}

/* Each kind of operand: the last one that there is, and the next. */
static void test_operand(void **state)
{
    (void)state;
    GOOD_CODE(LD(FACT, B_COUNT - 1), HALT_);
    BAD_CODE("operand", LD(FACT, B_COUNT), HALT_);
    BAD_CODE("operand", LD(SLOT, 0), HALT_);
    GOOD_CODE(LD(CONST, 0), ST(SAVE, 3), HALT_);
    BAD_CODE("operand", LD(CONST, 0), ST(SAVE, 4), HALT_);
    BAD_CODE("operand", LD(REG, 4), HALT_);
    BAD_CODE("operand", LD(RANGE, 3), HALT_);
    BAD_CODE("operand", LD(MASK, 1), HALT_);
    BAD_CODE("operand", LD(IN, 4), HALT_);
    BAD_CODE("operand", LD(XCONST, 0), LD(XRANGE, 3), HALT_);
    BAD_CODE("operand", LD(CONST, 0), TALLY_, LD(COUNT, 3), HALT_);
    BAD_CODE("operand", LD(EACH, EACH_ANY), LD(CELL, 1), END_, HALT_);
    BAD_CODE("operand", LD(EACH, 5), LD(CONST, 0), END_, HALT_);
    BAD_CODE("operand", LD(CONST, 0), ST(TEST, 4), HALT_);
    BAD_CODE("operand", LD(CONST, 0), ST(TALLY, 1), HALT_);
    BAD_CODE("operand", LD(XCONST, 2), HALT_);
    BAD_CODE("operand", LD(XCOL, 3), HALT_);
    BAD_CODE("operand", LD(XMONTH, 2), HALT_);
    BAD_CODE("operand", LD(XWORKDAY, 0), HALT_);
    BAD_CODE("operand", LD(XWORKDAYS, 0), HALT_);
    BAD_CODE("operand", LD(XTABLE, 2), HALT_);
    BAD_CODE("operand", LD(XCONST, 0), LD(XPRICE, 1), HALT_);
    BAD_CODE("form", LD(XCONST, 0), ADD(XPRICE, 0), HALT_);
    BAD_CODE("x-unwritten", LD(XPRICE, 0), HALT_);
    BAD_CODE("operand", LD(XEACH, 2), LD(CONST, 0), END_, HALT_);
    BREAKS("operand", code, SAMPLE_CODE(d, LD(CONST, 0), ST(SETSLOT, 0), HALT_), d->slots.n = 0);
}

static void test_accumulators(void **state)
{
    (void)state;
    BAD_CODE("acc-unwritten", AND(CONST, 1), HALT_);
    BAD_CODE("acc-unwritten", OR(FACT, 0), HALT_);
    BAD_CODE("acc-unwritten", ST(SAVE, 0), HALT_);
    BAD_CODE("acc-unwritten", ST(TEST, R_EIS), HALT_);
    BAD_CODE("acc-unwritten", ST(SETSLOT, 0), HALT_);
    BAD_CODE("acc-unwritten", TALLY_, HALT_);
    BAD_CODE("acc-unwritten", LD(CONST, 0), ST(VOOR, R_EIS), ST(TEST, R_EIS), HALT_);
    GOOD_CODE(LD(CONST, 0), ST(VOOR, R_EIS), LD(CONST, 0), ST(TEST, R_EIS), HALT_);
    BAD_CODE("acc-unwritten", LD(CONST, 0), ST(SETSLOT, 0), AND(CONST, 0), HALT_);
    GOOD_CODE(LD(CONST, 0), ST(SAVE, 0), ST(TEST, R_EIS), HALT_);
    BAD_CODE("acc-unwritten", LD(XCONST, 0), AND(XRANGE, 0), HALT_);
    BAD_CODE("x-unwritten", LD(XRANGE, 0), HALT_);
    BAD_CODE("x-unwritten", ADD(XCONST, 0), HALT_);
    BAD_CODE("x-unwritten", ADD(XCOL, 0), HALT_);
    GOOD_CODE(LD(XCONST, 0), LD(XRANGE, 0), OR(XRANGE, 1), HALT_);
    BAD_CODE("x-unwritten", LD(XCONST, 0), LD(CONST, 0), ST(TEST, R_EIS), LD(XRANGE, 0), HALT_);
}

static void test_tally(void **state)
{
    (void)state;
    GOOD_CODE(LD(CONST, 0), TALLY_, TALLY_, AND(COUNT, 0), ST(TEST, R_EIS), HALT_);
    BAD_CODE("tally", LD(COUNT, 0), HALT_);
    BAD_CODE("tally", LD(CONST, 0), TALLY_, LD(COUNT, 0), LD(COUNT, 0), HALT_);
    BAD_CODE("tally", LD(CONST, 0), TALLY_, HALT_);
    BAD_CODE("tally", LD(CONST, 0), TALLY_, ST(TEST, R_EIS), HALT_);
    BAD_CODE("tally", LD(EACH, EACH_ANY), LD(CONST, 0), TALLY_, END_, HALT_);
    BAD_CODE("tally", LD(CONST, 0), TALLY_, LD(EACH, EACH_ANY), LD(COUNT, 0), END_, HALT_);
    GOOD_CODE(LD(CONST, 0), TALLY_, LD(EACH, EACH_ANY), LD(CONST, 0), TALLY_, LD(COUNT, 0), END_,
              TALLY_, LD(COUNT, 0), HALT_);
}

static void test_registers(void **state)
{
    (void)state;
    BAD_CODE("register-unwritten", LD(REG, 0), HALT_);
    BAD_CODE("register-unwritten", LD(CONST, 0), ST(SAVE, 1), LD(REG, 0), HALT_);
    GOOD_CODE(LD(CONST, 0), ST(SAVE, 1), LD(REG, 1), HALT_);
    /* From one part of a rule to its next part: fine. To another rule: not. */
    GOOD_CODE(LD(CONST, 0), ST(SAVE, 0), ST(VOOR, R_EIS), LD(REG, 0), ST(TEST, R_EIS), HALT_);
    GOOD_CODE(LD(CONST, 0), ST(SAVE, 0), ST(VOOR, R_EIS), LD(CONST, 0), ST(TEST, R_EIS), LD(REG, 0),
              ST(TENZIJ, R_EIS), HALT_);
    BAD_CODE("register-rule", LD(CONST, 0), ST(SAVE, 0), ST(VOOR, R_EIS), LD(REG, 0),
             ST(VOOR, R_MATRIX), HALT_);
    BAD_CODE("register-rule", LD(CONST, 0), ST(SAVE, 0), ST(SETSLOT, 0), LD(REG, 0),
             ST(VOOR, R_EIS), HALT_);
    BAD_CODE("register-rule", LD(CONST, 0), ST(SAVE, 0), ST(VOOR, R_EIS), LD(REG, 0), HALT_);
    BAD_CODE("register-unwritten", LD(CONST, 0), ST(SAVE, 0), ST(VOOR, R_EIS), LD(CONST, 0),
             ST(VOOR, R_MATRIX), LD(REG, 0), ST(TEST, R_EIS), HALT_);
    GOOD_CODE(LD(CONST, 0), ST(VOOR, R_EIS), LD(CONST, 0), ST(SAVE, 0), ST(VOOR, R_MATRIX),
              LD(REG, 0), ST(TEST, R_MATRIX), HALT_);
}

static void test_registers_in_blocks(void **state)
{
    (void)state;
    GOOD_CODE(LD(CONST, 0), ST(SAVE, 0), LD(EACH, EACH_ANY), LD(REG, 0), END_, HALT_);
    GOOD_CODE(LD(EACH, EACH_ANY), LD(CONST, 0), ST(SAVE, 0), LD(REG, 0), END_, HALT_);
    /* written in the block: no value after it, also when it had one before */
    BAD_CODE("register-unwritten", LD(EACH, EACH_ANY), LD(CONST, 0), ST(SAVE, 0), END_, LD(REG, 0),
             HALT_);
    BAD_CODE("register-unwritten", LD(CONST, 0), ST(SAVE, 0), LD(EACH, EACH_ANY), LD(CONST, 0),
             ST(SAVE, 0), END_, LD(REG, 0), HALT_);
    GOOD_CODE(LD(CONST, 0), ST(SAVE, 0), LD(EACH, EACH_ANY), LD(CONST, 0), ST(SAVE, 0), END_,
              ST(SAVE, 0), LD(REG, 0), HALT_);
    /* read, then written: the next indication would read another value */
    BAD_CODE("register-block", LD(CONST, 0), ST(SAVE, 0), LD(EACH, EACH_ANY), LD(REG, 0),
             ST(SAVE, 0), END_, HALT_);
    GOOD_CODE(LD(CONST, 0), ST(SAVE, 0), LD(EACH, EACH_ANY), LD(REG, 0), ST(SAVE, 1), LD(REG, 1),
              ST(SAVE, 1), END_, HALT_);
    GOOD_CODE(LD(CONST, 0), ST(SAVE, 0), LD(EACH, EACH_ANY), LD(REG, 0), END_, ST(SAVE, 0),
              LD(EACH, EACH_ALL), LD(CONST, 0), ST(SAVE, 0), END_, HALT_);
    BAD_CODE("register-rule", LD(CONST, 0), ST(SAVE, 0), ST(VOOR, R_EIS), LD(EACH, EACH_ANY),
             LD(REG, 0), END_, ST(VOOR, R_MATRIX), HALT_);
}

static void test_slots_and_parts(void **state)
{
    (void)state;
    GOOD_CODE(LD(CONST, 0), ST(SETSLOT, 0), LD(SLOT, 0), ST(SETSLOT, 1), HALT_);
    BAD_CODE("slot-unwritten", LD(SLOT, 0), ST(SETSLOT, 0), HALT_);
    BAD_CODE("slot-unwritten", LD(CONST, 0), ST(SETSLOT, 1), LD(SLOT, 0), ST(SETSLOT, 0), HALT_);
    BAD_CODE("slot-twice", LD(CONST, 0), ST(SETSLOT, 0), LD(CONST, 0), ST(SETSLOT, 0), HALT_);
    BREAKS("slot-twice", slot, SAMPLE_CODE(d, LD(CONST, 0), ST(SETSLOT, 1), HALT_));
    BAD_CODE("rule-part", LD(CONST, 0), ST(TEST, 0), LD(CONST, 0), ST(TEST, 0), HALT_);
    BREAKS("rule-part", code, d->regels.v[R_EIS].heeft = 6);
    BREAKS("rule-part", code, d->regels.v[R_EIS].heeft = 5);
    BREAKS("rule-part", code, d->regels.v[R_EIS].heeft = 3);
    BREAKS("rule-part-missing", regel, d->regels.v[R_VRIJ].heeft = 1);
    GOOD_CODE(LD(CONST, 0), ST(VOOR, 0), LD(CONST, 0), ST(TENZIJ, 0), HALT_);
}

static void test_cells(void **state)
{
    (void)state;
    BAD_CODE("slot-unwritten", LD(EACH, EACH_ANY), LD(CELL, 0), END_, ST(TEST, R_MATRIX),
             LD(CONST, 0), ST(SETSLOT, 0), LD(CONST, 0), ST(SETSLOT, 1), HALT_);
    GOOD_CODE(LD(CONST, 0), ST(SETSLOT, 0), LD(CONST, 0), ST(SETSLOT, 1), LD(EACH, EACH_ANY),
              LD(CELL, 0), AND(CELL, 0), END_, ST(TEST, R_MATRIX), HALT_);
    GOOD_CODE(LD(EACH, EACH_ANY), LD(CELL, 0), END_, ST(TEST, R_MATRIX), HALT_); /* no mits */
    BAD_CODE("item", LD(CELL, 0), HALT_);
}

static void test_blocks(void **state)
{
    (void)state;
    GOOD_CODE(LD(CONST, 0), OR(EACH, EACH_ANY), LD(CONST, 0), END_, ST(TEST, R_EIS), HALT_);
    BAD_CODE("acc-unwritten", AND(EACH, EACH_ANY), LD(CONST, 0), END_, HALT_);
    BAD_CODE("acc-unwritten", LD(CONST, 0), LD(EACH, EACH_ANY), AND(CONST, 0), END_, HALT_);
    BAD_CODE("acc-unwritten", LD(EACH, EACH_ANY), LD(XCONST, 0), END_, HALT_);
    BAD_CODE("acc-unwritten", LD(EACH, EACH_ANY), END_, HALT_);
    BAD_CODE("x-unwritten", LD(XCONST, 0), LD(EACH, EACH_ANY), LD(XRANGE, 0), END_, HALT_);
    GOOD_CODE(LD(XCONST, 0), LD(EACH, EACH_ANY), LD(CONST, 0), END_, LD(XRANGE, 0), HALT_);
    BAD_CODE("nested", LD(EACH, EACH_ANY), LD(EACH, EACH_ALL), LD(CONST, 0), END_, END_, HALT_);
    BAD_CODE("nested", LD(EACH, EACH_ANY), LD(XEACH, XEACH_COUNT), LD(CONST, 0), END_, HALT_);
    BAD_CODE("nested", LD(XEACH, XEACH_COUNT), LD(EACH, EACH_ANY), LD(CONST, 0), END_, HALT_);
    BAD_CODE("store-in-block", LD(EACH, EACH_ANY), LD(CONST, 0), ST(TEST, R_EIS), END_, HALT_);
    BAD_CODE("store-in-block", LD(EACH, EACH_ANY), LD(CONST, 0), ST(SETSLOT, 0), END_, HALT_);
    BAD_CODE("block", END_, HALT_);
    BAD_CODE("block", LD(CONST, 0), END_, HALT_);
    GOOD_CODE(LD(EACH, EACH_ANY), LD(CONST, 0), END_, LD(EACH, EACH_ALL), LD(CONST, 0), END_,
              HALT_);
}

#define BLOCK_OF(n, ...)                                                                           \
    SAMPLE_CODE(d, LD(EACH, EACH_ANY), __VA_ARGS__), d->eachs.v[EACH_ANY].length = (n)
static void test_block_lengths(void **state)
{
    (void)state;
    FINE(BLOCK_OF(2, LD(CONST, 0), END_, HALT_));
    BREAKS("block", code, BLOCK_OF(0, LD(CONST, 0), END_, HALT_));
    BREAKS("block", code, BLOCK_OF(1, LD(CONST, 0), END_, HALT_));
    BREAKS("block", code, BLOCK_OF(3, LD(CONST, 0), END_, HALT_));
    BREAKS("block", code, BLOCK_OF(4, LD(CONST, 0), END_, HALT_));
    BREAKS("block", code, BLOCK_OF(UINT32_MAX, LD(CONST, 0), END_, HALT_));
    BREAKS("block", code, BLOCK_OF(3, LD(CONST, 0), END_, LD(CONST, 0), HALT_));
    BREAKS("halt", code, BLOCK_OF(3, LD(CONST, 0), HALT_, END_, HALT_));
    BREAKS("block", code, SAMPLE_CODE(d, LD(XEACH, XEACH_COUNT), LD(CONST, 0), END_, HALT_),
           d->xeachs.v[XEACH_COUNT].length = 3);
}

static void test_item_columns(void **state)
{
    (void)state;
    BAD_CODE("item", LD(RANGE, RANGE_ANDER_START), HALT_);
    BAD_CODE("item", LD(FACT, JHR_BC_ITEM_OVERLAPT), HALT_);
    BAD_CODE("item", LD(IN, IN_ANDER_PRODUCT), HALT_);
    BAD_CODE("item", LD(XCOL, TERM_ANDER_START), HALT_);
    BREAKS("item", code, d->months.v[MONTH_START].kolom = JHR_X_ITEM_EIND);
    BREAKS("column-type", mask, d->masks.v[0].kolom = JHR_X_ITEM_PRODUCT);
    GOOD_CODE(LD(EACH, EACH_ANY), LD(RANGE, RANGE_ANDER_START), AND(FACT, JHR_BC_ITEM_OVERLAPT),
              AND(IN, IN_ANDER_PRODUCT), LD(XCOL, TERM_ANDER_START), AND(XRANGE, 0),
              AND(RANGE, RANGE_LEEFTIJD), END_, HALT_);
}

/* ---- sums ---- */

#define BIG (INT64_C(1) << 62)
static void test_overflow(void **state)
{
    (void)state;
    /* constants */
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XCONST, 0), ADD(XCONST, 0), HALT_),
           d->xconsts.v[0].value = BIG);
    FINE(SAMPLE_CODE(d, LD(XCONST, 0), ADD(XCONST, 0), HALT_), d->xconsts.v[0].value = BIG - 1);
    FINE(SAMPLE_CODE(d, LD(XCONST, 0), ADD(XCONST, 0), HALT_), d->xconsts.v[0].value = -BIG);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XCONST, 0), ADD(XCONST, 0), HALT_),
           d->xconsts.v[0].value = -BIG - 1);
    /* 0 counts: 2^63 - 1 and then an unknown value, taken off */
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XCONST, 0), ADD(XCONST, 1), ADD(XCONST, 0), HALT_),
           d->xconsts.v[0].value = BIG, d->xconsts.v[1].value = -BIG);
    /* leeftijd is 0..23 */
    FINE(SAMPLE_CODE(d, LD(XCOL, 0), HALT_), d->terms.v[0].coef = INT64_MAX / 23);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XCOL, 0), HALT_),
           d->terms.v[0].coef = INT64_MAX / 23 + 1);
    FINE(SAMPLE_CODE(d, LD(XCOL, 0), HALT_), d->terms.v[0].coef = INT64_MIN / 23);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XCOL, 0), HALT_),
           d->terms.v[0].coef = INT64_MIN / 23 - 1);
    /* a lowest value below 0 */
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XCOL, 0), HALT_), d->terms.v[0].coef = -1,
           d->kolommen.v[X_LEEFTIJD].lowest = d->feiten.v[F_LEEFTIJD].lowest = INT64_MIN);
    FINE(SAMPLE_CODE(d, LD(XCOL, 0), HALT_), d->terms.v[0].coef = 1,
         d->kolommen.v[X_LEEFTIJD].lowest = d->feiten.v[F_LEEFTIJD].lowest = INT64_MIN);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XCOL, 0), ADD(XCONST, 1), HALT_),
           d->terms.v[0].coef = 1,
           d->kolommen.v[X_LEEFTIJD].lowest = d->feiten.v[F_LEEFTIJD].lowest = INT64_MIN);
    /* a start day and a month: at most JHR_DAY_LAST + 31 */
    FINE(SAMPLE_CODE(d, LD(XMONTH, 0), HALT_),
         d->months.v[0].coef = INT64_MAX / (JHR_DAY_LAST + 31));
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XMONTH, 0), HALT_),
           d->months.v[0].coef = INT64_MAX / (JHR_DAY_LAST + 31) + 1);
    /* the highest tarief is 300, the only norm 40 */
    FINE(SAMPLE_CODE(d, LD(XTABLE, 0), HALT_), d->tables.v[0].coef = INT64_MAX / 300);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XTABLE, 0), HALT_),
           d->tables.v[0].coef = INT64_MAX / 300 + 1);
    FINE(SAMPLE_CODE(d, LD(XTABLE, 1), HALT_), d->tables.v[1].coef = INT64_MAX / 40);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XTABLE, 1), HALT_),
           d->tables.v[1].coef = INT64_MAX / 40 + 1);
    /* a volume at 300 cents per minute at most: 2 * v * 300 / JHR_OMVANG_SCALE fits 64 bits */
    FINE(SAMPLE_CODE(d, LD(XCONST, 0), LD(XPRICE, 0), HALT_), d->xconsts.v[0].value = INT64_MAX);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XCONST, 0), LD(XPRICE, 0), HALT_),
           d->xconsts.v[0].value = INT64_MAX, d->stappen.v[0].value = JHR_OMVANG_SCALE);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XCONST, 0), LD(XPRICE, 0), HALT_),
           d->stappen.v[0].value = -1);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XTABLE, 0), ADD(XCONST, 1), HALT_),
           d->stappen.v[0].value = INT64_MIN);
}

static void test_overflow_in_lists(void **state)
{
    (void)state;
    /* 64 indications at most */
    FINE(SAMPLE_CODE(d, LD(XEACH, 0), LD(CONST, 0), END_, HALT_),
         d->xeachs.v[0].coef = INT64_MAX / 64);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XEACH, 0), LD(CONST, 0), END_, HALT_),
           d->xeachs.v[0].coef = INT64_MAX / 64 + 1);
    FINE(SAMPLE_CODE(d, LD(XEACH, 1), LD(XCONST, 0), LD(CONST, 0), END_, HALT_),
         d->xconsts.v[0].value = INT64_MAX / 64);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XEACH, 1), LD(XCONST, 0), LD(CONST, 0), END_, HALT_),
           d->xconsts.v[0].value = INT64_MAX / 64 + 1);
    BREAKS("overflow", code, SAMPLE_CODE(d, LD(XEACH, 1), LD(XCONST, 0), LD(CONST, 0), END_, HALT_),
           d->xconsts.v[0].value = 1, d->xeachs.v[1].coef = INT64_MAX / 64 + 1);
    /* the block sums x between 0 and 7, and may not look at the x around it */
    BAD_CODE("x-unwritten", LD(XCONST, 0), LD(XEACH, 1), LD(CONST, 0), END_, HALT_);
    GOOD_CODE(LD(XEACH, 0), LD(CONST, 0), END_, LD(XRANGE, 0), HALT_);
    BAD_CODE("x-unwritten", ADD(XEACH, 0), LD(CONST, 0), END_, HALT_);
    GOOD_CODE(LD(XCONST, 0), ADD(XEACH, 0), LD(CONST, 0), END_, LD(XRANGE, 0), HALT_);
    BREAKS("overflow", code,
           SAMPLE_CODE(d, LD(XCONST, 0), ADD(XEACH, 0), LD(CONST, 0), END_, HALT_),
           d->xconsts.v[0].value = INT64_MAX);
    BAD_CODE("acc-unwritten", LD(XEACH, 1), LD(XCONST, 0), END_, HALT_);
}

static void test_code_size(void **state)
{
    static uint32_t words[JHR_MAX_CODE + 1];
    (void)state;
    for (uint32_t i = 0; i < JHR_MAX_CODE; i++)
        words[i] = LD(CONST, 0);
    words[JHR_MAX_CODE] = HALT_;
    BREAKS("code-size", code, sample_words(d, words, JHR_MAX_CODE + 1), d->slots.n = 0,
           d->stapelingen.n = d->paren.n = d->cellen.n = 0);
    words[JHR_MAX_CODE - 1] = HALT_;
    FINE(sample_code(d, words, JHR_MAX_CODE));
}

/* The bound on steps: what a row with full lists takes. */
static void test_steps(void **state)
{
    struct jhr_arena arena;
    struct jhr_refusal why;
    (void)state;
    jhr_arena_init(&arena, 0);
    struct jhr_program_data *d = sample_make(&arena);
    SAMPLE_CODE(d, HALT_);
    struct jhr_program *p = sample_load(d, &why);
    assert_non_null(p);
    assert_int_equal(p->max_steps, 1);
    jhr_program_free(p);
    SAMPLE_CODE(d, LD(CONST, 0), LD(EACH, EACH_ANY), LD(CONST, 0), AND(CONST, 1), END_,
                LD(XEACH, XEACH_COUNT), LD(CONST, 0), END_, HALT_);
    p = sample_load(d, &why);
    assert_non_null(p);
    assert_int_equal(p->max_steps, 4 + 64 * 5);
    jhr_program_free(p);
    jhr_arena_free(&arena);
}

/* Each rule refuses something here. */
static void test_all_rules(void **state)
{
    (void)state;
    check_seen(JHR_V_OPCODE, JHR_RULES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form),
        cmocka_unit_test(test_operand),
        cmocka_unit_test(test_accumulators),
        cmocka_unit_test(test_tally),
        cmocka_unit_test(test_registers),
        cmocka_unit_test(test_registers_in_blocks),
        cmocka_unit_test(test_slots_and_parts),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_block_lengths),
        cmocka_unit_test(test_item_columns),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_overflow_in_lists),
        cmocka_unit_test(test_code_size),
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_all_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

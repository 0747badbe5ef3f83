#include "runtime/verify.h"

#include "runtime/calendar.h"
#include "runtime/cost.h"
#include "runtime/opcodes.h"
#include "runtime/workdays.h"

#include "base/voorstel.h"

#include <string.h>

/* A set of truth registers. */
struct regs {
    uint64_t bits[JHR_MAX_REGS / 64];
};

static bool has_reg(const struct regs *r, uint32_t reg)
{
    return r->bits[reg / 64] >> reg % 64 & 1;
}

static void add_reg(struct regs *r, uint32_t reg)
{
    r->bits[reg / 64] |= UINT64_C(1) << reg % 64;
}

static void remove_regs(struct regs *r, const struct regs *gone)
{
    for (uint32_t i = 0; i < JHR_MAX_REGS / 64; i++)
        r->bits[i] &= ~gone->bits[i];
}

/* What is known before an instruction: which accumulators were loaded, and x's values. */
struct flow {
    bool acc, x;
    struct jhr_interval values;
    uint32_t tally; /* TALLYs since the last COUNT */
};

#define NOBODY UINT32_MAX /* owner of no code */

struct checker {
    struct jhr_verifier *v;
    uint32_t at; /* the instruction */
    struct flow now;
    uint8_t *parts;       /* by rule: bits of `heeft` that were stored */
    uint8_t *slots;       /* 1: written */
    uint8_t *stapelingen; /* 1: its slots were found written */
    uint64_t steps;

    /* The code from one store of a rule or begrip to the next belongs to that rule or begrip. */
    struct regs written; /* registers with a value now */
    struct regs fresh;   /* of those, the ones written since the last store */
    bool borrows;        /* a register that is not fresh was read since the last store */
    uint32_t last_owner;

    /* Inside a block: */
    bool in_block;
    uint32_t block; /* its first word: EACH or XEACH */
    uint32_t end;   /* where its END must be */
    struct flow outer;
    struct regs inner;  /* registers written in it: they have no value outside */
    struct regs looked; /* registers whose value from outside it read */
};

#define NEED_CODE(c, condition, rule) NEED((c)->v, condition, rule, code, (c)->at)

static bool add_values(struct jhr_interval *a, struct jhr_interval b)
{
    return !__builtin_add_overflow(a->lo, b.lo, &a->lo) &&
           !__builtin_add_overflow(a->hi, b.hi, &a->hi);
}

static bool scale_values(struct jhr_interval *a, int64_t by)
{
    int64_t one, other;
    if (__builtin_mul_overflow(a->lo, by, &one) || __builtin_mul_overflow(a->hi, by, &other))
        return false;
    *a = one < other ? (struct jhr_interval){one, other} : (struct jhr_interval){other, one};
    return true;
}

/* An unknown value counts as 0. */
static struct jhr_interval with_zero(int64_t lo, int64_t hi)
{
    return (struct jhr_interval){lo < 0 ? lo : 0, hi > 0 ? hi : 0};
}

/* Columns of the listed indication have values only inside a block. */
static bool check_column(struct checker *c, uint32_t kolom)
{
    NEED_CODE(c, c->in_block || !c->v->p->kolommen[kolom].item, ITEM);
    return true;
}

/* All that a row of the matrix may read has been written. Asked once for each matrix: what was
 * written stays written. */
static bool check_cell(struct checker *c, uint32_t operand)
{
    const struct jhr_program *p = c->v->p;
    const struct jhr_p_stapeling *m = &p->stapelingen[operand];
    NEED_CODE(c, c->in_block, ITEM);
    for (uint32_t i = m->cellen; !c->stapelingen[operand] && i < m->cellen + m->cellen_n; i++)
        NEED_CODE(c, p->cellen[i].kind != JHR_P_CEL_MITS || c->slots[p->cellen[i].slot], SLOT);
    c->stapelingen[operand] = 1;
    return true;
}

static bool read_register(struct checker *c, uint32_t reg)
{
    NEED_CODE(c, has_reg(&c->written, reg), REG);
    if (!has_reg(&c->fresh, reg))
        c->borrows = true;
    if (c->in_block && !has_reg(&c->inner, reg))
        add_reg(&c->looked, reg);
    return true;
}

static bool write_register(struct checker *c, uint32_t reg)
{
    NEED_CODE(c, !c->in_block || !has_reg(&c->looked, reg), REG_BLOCK);
    if (c->in_block)
        add_reg(&c->inner, reg);
    add_reg(&c->written, reg);
    add_reg(&c->fresh, reg);
    return true;
}

/* acc is stored as part of `owner`: what comes next begins anew. Registers pass only from one part
 * of a rule to its next part. */
static bool end_part(struct checker *c, uint32_t owner)
{
    NEED_CODE(c, !c->in_block, STORE);
    NEED_CODE(c, c->now.tally == 0, TALLY);
    NEED_CODE(c, !c->borrows || owner == c->last_owner, REG_RULE);
    if (owner != c->last_owner)
        c->written = c->fresh;
    memset(&c->fresh, 0, sizeof(c->fresh));
    c->borrows = false;
    c->last_owner = owner;
    c->now = (struct flow){0};
    return true;
}

static bool store_part(struct checker *c, uint32_t regel, uint8_t part)
{
    NEED_CODE(c, (c->v->p->regels[regel].heeft & part) != 0, PART);
    NEED_CODE(c, (c->parts[regel] & part) == 0, PART);
    c->parts[regel] |= part;
    return end_part(c, regel);
}

static bool store_slot(struct checker *c, uint32_t slot)
{
    NEED_CODE(c, !c->slots[slot], SLOT_TWICE);
    c->slots[slot] = 1;
    return end_part(c, c->v->p->regels_n + slot);
}

static bool begin_block(struct checker *c, uint32_t word, uint32_t length)
{
    NEED_CODE(c, !c->in_block, NESTED);
    NEED_CODE(c, length >= 1 && length < c->v->p->code_n - c->at, BLOCK);
    c->in_block = true;
    c->block = word;
    c->end = c->at + length;
    c->steps += (uint64_t)length * JHR_MAX_LOPEND;
    c->outer = c->now;
    c->now = (struct flow){0};
    memset(&c->inner, 0, sizeof(c->inner));
    memset(&c->looked, 0, sizeof(c->looked));
    return true;
}

/* The TRUTH group: acc is loaded by LOAD, and must have been for the others. */
static bool end_truth(struct checker *c, uint32_t word)
{
    NEED_CODE(c, c->now.acc || jhr_mode_of(word) == JHR_MODE_LOAD, ACC);
    c->now.acc = true;
    return true;
}

/* The INT group: likewise, and x holds t, or the sum of what it held and t. */
static bool end_integer(struct checker *c, uint32_t word, struct jhr_interval t)
{
    if (jhr_mode_of(word) == JHR_MODE_ADD) {
        NEED_CODE(c, c->now.x, X);
        NEED_CODE(c, add_values(&c->now.values, t), OVERFLOW);
    } else {
        c->now.values = t;
    }
    c->now.x = true;
    return true;
}

/* END: back to the code around the block, with the block's own result. */
static bool end_block(struct checker *c)
{
    uint32_t operand = jhr_arg_of(c->block);
    NEED_CODE(c, c->in_block && c->at == c->end, BLOCK);
    NEED_CODE(c, c->now.acc, ACC);
    NEED_CODE(c, c->now.tally == 0, TALLY);
    struct flow inner = c->now;
    c->in_block = false;
    c->now = c->outer;
    remove_regs(&c->written, &c->inner);
    remove_regs(&c->fresh, &c->inner);
    if (jhr_op_of(c->block) == JHR_I_EACH)
        return end_truth(c, c->block);

    const struct jhr_p_xeach *e = &c->v->p->xeachs[operand];
    struct jhr_interval t = {0, JHR_MAX_LOPEND};
    if (e->kind == JHR_EACH_SUM) {
        NEED_CODE(c, inner.x, X);
        t = with_zero(inner.values.lo, inner.values.hi);
        NEED_CODE(c, scale_values(&t, JHR_MAX_LOPEND), OVERFLOW);
    }
    NEED_CODE(c, scale_values(&t, e->coef), OVERFLOW);
    return end_integer(c, c->block, t);
}

/* Known opcode, unused bits zero, a mode and negation that the group has, operand in its table. */
static bool check_form(struct checker *c, uint32_t word)
{
    uint32_t op = jhr_op_of(word), mode = jhr_mode_of(word);
    NEED_CODE(c, op < JHR_OPCODES, OPCODE);
    const struct jhr_op_info *info = &jhr_op_infos[op];
    uint32_t modes = info->group == JHR_G_TRUTH ? 3 : info->group == JHR_G_INT ? 2 : 1;
    NEED_CODE(c, mode < modes, FORM);
    NEED_CODE(c, info->group == JHR_G_TRUTH || !jhr_negate_of(word), FORM);
    NEED_CODE(c, jhr_arg_of(word) < jhr_operand_limit(c->v->p, info->operand), OPERAND);
    NEED_CODE(c, !c->in_block || c->at < c->end || op == JHR_I_END, BLOCK);
    return true;
}

static bool check_truth(struct checker *c, uint32_t word)
{
    const struct jhr_program *p = c->v->p;
    uint32_t arg = jhr_arg_of(word);
    bool fine = true;
    switch ((enum jhr_opcode)jhr_op_of(word)) {
    case JHR_I_FACT:
        fine = check_column(c, p->meta->xcols + arg);
        break;
    case JHR_I_SLOT:
        NEED_CODE(c, c->slots[arg], SLOT);
        break;
    case JHR_I_REG:
        fine = read_register(c, arg);
        break;
    case JHR_I_RANGE:
        fine = check_column(c, p->ranges[arg].kolom);
        break;
    case JHR_I_MASK:
        fine = check_column(c, p->masks[arg].kolom);
        break;
    case JHR_I_IN:
        fine = check_column(c, p->ins[arg].kolom);
        break;
    case JHR_I_XRANGE:
        NEED_CODE(c, c->now.x, X);
        break;
    case JHR_I_COUNT:
        NEED_CODE(c, c->now.tally > 0, TALLY);
        c->now.tally = 0;
        break;
    case JHR_I_CELL:
        fine = check_cell(c, arg);
        break;
    case JHR_I_EACH: /* whether acc was loaded is asked at its END, of the code around it */
        return begin_block(c, word, p->eachs[arg].length);
    case JHR_I_CONST:
    case JHR_I_SAVE:
    case JHR_I_SETSLOT:
    case JHR_I_TALLY:
    case JHR_I_VOOR:
    case JHR_I_TEST:
    case JHR_I_TENZIJ:
    case JHR_I_XCONST:
    case JHR_I_XCOL:
    case JHR_I_XMONTH:
    case JHR_I_XWORKDAY:
    case JHR_I_XWORKDAYS:
    case JHR_I_XTABLE:
    case JHR_I_XPRICE:
    case JHR_I_XEACH:
    case JHR_I_END:
    case JHR_I_HALT:
    case JHR_OPCODES:
        break;
    }
    return fine && end_truth(c, word);
}

static bool check_store(struct checker *c, uint32_t word)
{
    uint32_t op = jhr_op_of(word), arg = jhr_arg_of(word);
    if (op == JHR_I_END)
        return end_block(c);
    if (op == JHR_I_HALT) {
        NEED_CODE(c, c->at + 1 == c->v->p->code_n, HALT);
        return end_part(c, NOBODY);
    }
    NEED_CODE(c, c->now.acc, ACC);
    if (op == JHR_I_SAVE)
        return write_register(c, arg);
    if (op == JHR_I_SETSLOT)
        return store_slot(c, arg);
    if (op == JHR_I_VOOR)
        return store_part(c, arg, 1);
    if (op == JHR_I_TEST)
        return store_part(c, arg, 2);
    if (op == JHR_I_TENZIJ)
        return store_part(c, arg, 4);
    c->now.tally++;
    return true;
}

/* The values of a column, scaled, after something was added to it that is between these: only to
 * dates, so that the sum is far from any limit. */
static bool check_term(struct checker *c, uint32_t word, uint32_t kolom, int64_t coef,
                       struct jhr_interval more)
{
    const struct jhr_p_kolom *k = &c->v->p->kolommen[kolom];
    struct jhr_interval t = with_zero(k->lowest + more.lo, k->highest + more.hi);
    if (!check_column(c, kolom))
        return false;
    NEED_CODE(c, scale_values(&t, coef), OVERFLOW);
    return end_integer(c, word, t);
}

/* n months are at most 31 * n days, and n werkdagen at most 3 * n and a fortnight. */
static struct jhr_interval shift_of(int64_t n, int64_t times, int64_t more)
{
    return n < 0 ? (struct jhr_interval){n * times - more, 0}
                 : (struct jhr_interval){0, n * times + more};
}

static bool check_workday(struct checker *c, uint32_t word)
{
    const struct jhr_p_workday *w = &c->v->p->workdays[jhr_arg_of(word)];
    if (jhr_op_of(word) == JHR_I_XWORKDAY)
        return check_term(c, word, w->kolom, w->coef, shift_of(w->n, 3, 14));
    const struct jhr_p_kolom *k = &c->v->p->kolommen[w->kolom];
    int64_t last = k->highest < JHR_DAY_NEVER ? k->highest + w->n : k->highest;
    struct jhr_interval counted = {
        jhr_workdays_until((int32_t)k->lowest + w->n) - k->lowest,
        jhr_workdays_until((int32_t)last) - k->highest,
    };
    return check_term(c, word, w->kolom, w->coef, counted);
}

/* A volume times the highest tariff, in half cents. */
static bool check_price(struct checker *c, uint32_t word)
{
    struct jhr_interval t = with_zero(c->now.values.lo, c->now.values.hi);
    NEED_CODE(c, jhr_mode_of(word) == JHR_MODE_LOAD, FORM);
    NEED_CODE(c, c->now.x, X);
    NEED_CODE(c, c->v->steps[JHR_TABLE_TARIEF].lo >= 0, OVERFLOW);
    NEED_CODE(c, jhr_price_bounds(&t.lo, &t.hi, c->v->steps[JHR_TABLE_TARIEF].hi), OVERFLOW);
    return end_integer(c, word, t);
}

static bool check_integer(struct checker *c, uint32_t word)
{
    const struct jhr_program *p = c->v->p;
    uint32_t op = jhr_op_of(word), arg = jhr_arg_of(word);
    if (op == JHR_I_XEACH)
        return begin_block(c, word, p->xeachs[arg].length);
    if (op == JHR_I_XCOL)
        return check_term(c, word, p->terms[arg].kolom, p->terms[arg].coef, shift_of(0, 0, 0));
    if (op == JHR_I_XMONTH)
        return check_term(c, word, p->months[arg].kolom, p->months[arg].coef,
                          shift_of(p->months[arg].months, 31, 0));
    if (op == JHR_I_XWORKDAY || op == JHR_I_XWORKDAYS)
        return check_workday(c, word);
    if (op == JHR_I_XPRICE)
        return check_price(c, word);
    if (op == JHR_I_XCONST)
        return end_integer(c, word, with_zero(p->xconsts[arg].value, p->xconsts[arg].value));
    struct jhr_interval t = c->v->steps[p->tables[arg].kind];
    NEED_CODE(c, scale_values(&t, p->tables[arg].coef), OVERFLOW);
    return end_integer(c, word, t);
}

static bool check_code(struct checker *c)
{
    const struct jhr_program *p = c->v->p;
    NEED_CODE(c, p->code_n <= JHR_MAX_CODE, CODE_SIZE);
    NEED_CODE(c, p->code_n > 0 && jhr_op_of(p->code[p->code_n - 1].word) == JHR_I_HALT, HALT);
    for (c->at = 0; c->at < p->code_n; c->at++) {
        uint32_t word = p->code[c->at].word;
        bool was_in_block = c->in_block;
        if (!check_form(c, word))
            return false;
        enum jhr_op_group group = jhr_op_infos[jhr_op_of(word)].group;
        if (!(group == JHR_G_TRUTH   ? check_truth(c, word)
              : group == JHR_G_STORE ? check_store(c, word)
                                     : check_integer(c, word)))
            return false;
        c->steps += !was_in_block;
    }
    for (uint32_t i = 0; i < p->regels_n; i++)
        NEED(c->v, c->parts[i] == p->regels[i].heeft, PART_MISSING, regel, i);
    for (uint32_t i = 0; i < p->slots_n; i++)
        NEED(c->v, c->slots[i], SLOT_TWICE, slot, i);
    return true;
}

bool jhr_program_verify(struct jhr_program *p, struct jhr_refusal *why)
{
    struct jhr_verifier v = {.p = p, .why = why};
    struct checker c = {.v = &v, .last_owner = NOBODY};
    jhr_arena_init(&v.arena, 0);
    c.parts = jhr_arena_alloc(&v.arena, p->regels_n);
    c.slots = jhr_arena_alloc(&v.arena, p->slots_n);
    c.stapelingen = jhr_arena_alloc(&v.arena, p->stapelingen_n);
    bool fine = v.arena.out_of_memory ? jhr_refuse(why, JHR_V_MEMORY, JHR_S_code, 0)
                                      : jhr_verify_tables(&v) && check_code(&c);
    p->max_steps = fine ? (uint32_t)c.steps : 0;
    jhr_arena_free(&v.arena);
    return fine;
}

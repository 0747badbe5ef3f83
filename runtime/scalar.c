#include "runtime/scalar.h"

#include "runtime/lookup.h"
#include "runtime/opcodes.h"
#include "runtime/workdays.h"

#include <string.h>

#define ITEM_COLUMNS (JHR_X_FACTS - JHR_X_ITEM_PRODUCT)

bool jhr_row_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_row *row)
{
    const struct jhr_p_meta *m = p->meta;
    *row = (struct jhr_row){.x = jhr_arena_alloc(a, m->xcols * sizeof(*row->x)),
                            .known = jhr_arena_alloc(a, m->xcols * sizeof(*row->known)),
                            .b = jhr_arena_alloc(a, m->bcols)};
    if (a->out_of_memory)
        return false;
    memset(row->b, JHR_UNKNOWN, m->bcols);
    return true;
}

bool jhr_scalar_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_scalar *s)
{
    *s = (struct jhr_scalar){.voor = jhr_arena_alloc(a, p->regels_n),
                             .test = jhr_arena_alloc(a, p->regels_n),
                             .tenzij = jhr_arena_alloc(a, p->regels_n),
                             .slots = jhr_arena_alloc(a, p->slots_n)};
    if (a->out_of_memory)
        return false;
    memset(s->voor, JHR_YES, p->regels_n);
    memset(s->test, JHR_YES, p->regels_n);
    memset(s->tenzij, JHR_NO, p->regels_n);
    memset(s->slots, JHR_UNKNOWN, p->slots_n);
    return true;
}

/* A block that is being run: what to return to at its END, and what it gathers. */
struct block {
    const struct jhr_p_code *body; /* its first instruction */
    const struct jhr_item *item;
    uint32_t left, n; /* items still to do, this one included; of how many */
    uint32_t word;    /* the EACH or XEACH */
    uint32_t at_least, at_most;
    uint64_t surely, perhaps; /* of COVER: bits by item */
    struct jhr_number sum;
    uint32_t acc, tally_least, tally_most; /* of the code around it */
    struct jhr_number x;
};

static inline uint32_t min3(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static inline uint32_t max3(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* x[col] is in the set's row of the start day. */
static uint32_t is_member(const struct jhr_program *p, const struct jhr_row *row, uint32_t operand)
{
    const struct jhr_p_in *in = &p->ins[operand];
    const struct jhr_p_set *set = &p->sets[in->set];
    if (!row->known[in->kolom] || !row->known[JHR_X_START])
        return JHR_UNKNOWN;
    const struct jhr_p_setrij *of = jhr_set_row(p, set, row->x[JHR_X_START]);
    return jhr_truth_of(true, jhr_set_has(p, set, of, (uint64_t)row->x[in->kolom]));
}

/* The tarief or norm of the proposed product on the start day. */
static struct jhr_number step_value(const struct jhr_program *p, const struct jhr_row *row,
                                    uint8_t kind, int64_t coef)
{
    struct jhr_number of = {0, false};
    if (row->known[JHR_X_PRODUCT] && row->known[JHR_X_START])
        of = jhr_step_value(p, kind, (uint64_t)row->x[JHR_X_PRODUCT], row->x[JHR_X_START]);
    return (struct jhr_number){coef * of.v, of.known};
}

static struct jhr_number price_of(const struct jhr_program *p, const struct jhr_row *row,
                                  struct jhr_number volume)
{
    if (!row->known[JHR_X_PRODUCT] || !row->known[JHR_X_START] || !volume.known)
        return (struct jhr_number){0, false};
    return jhr_price_of(p, (uint64_t)row->x[JHR_X_PRODUCT], row->x[JHR_X_START], volume.v);
}

/* The matrix's cell of the proposed product and the listed one's: its index, or JHR_P_NONE. */
static uint32_t cell_index(const struct jhr_program *p, const struct jhr_row *row, uint32_t operand)
{
    if (!row->known[JHR_X_PRODUCT] || !row->known[JHR_X_ITEM_PRODUCT])
        return JHR_P_NONE;
    return jhr_cell_of(p, &p->stapelingen[operand], (uint64_t)row->x[JHR_X_PRODUCT],
                       (uint64_t)row->x[JHR_X_ITEM_PRODUCT]);
}

static uint32_t cell_value(const struct jhr_program *p, const struct jhr_row *row,
                           const uint8_t *slots, uint32_t operand)
{
    uint32_t cell = cell_index(p, row, operand);
    if (cell == JHR_P_NONE)
        return JHR_UNKNOWN;
    const struct jhr_p_cel *c = &p->cellen[cell];
    if (c->kind == JHR_P_CEL_MITS)
        return slots[c->slot];
    if (c->kind == JHR_P_CEL_OPEN)
        return jhr_cell_answer(row->oordelen, row->oordelen_n, cell,
                               (uint64_t)row->x[JHR_X_PRODUCT],
                               (uint64_t)row->x[JHR_X_ITEM_PRODUCT]);
    return c->kind == JHR_P_CEL_JA ? JHR_YES : JHR_NO;
}

/* The columns of the listed indication become those of the item at hand. */
static void put_item(const struct jhr_row *row, const struct jhr_item *item)
{
    memcpy(row->x + JHR_X_ITEM_PRODUCT, item->x, sizeof(item->x));
    memcpy(row->known + JHR_X_ITEM_PRODUCT, item->known, sizeof(item->known));
    row->b[JHR_BC_ITEM_OVERLAPT] = item->overlapt;
}

static void start_block(struct block *b, const struct jhr_row *row, uint8_t list)
{
    b->item = row->list[list];
    b->n = b->left = row->list_n[list];
    b->at_least = b->at_most = 0;
    b->surely = b->perhaps = 0;
    b->sum = (struct jhr_number){0, true};
    if (b->n > 0)
        put_item(row, b->item);
}

/* END of one item: of a running indication it may be unknown whether it is listed at all. */
static void gather(struct block *b, uint8_t list, uint8_t kind, uint32_t acc, struct jhr_number x)
{
    uint32_t listed = list == JHR_LIST_LOPENDE ? b->item->overlapt : JHR_YES;
    uint32_t v = kind == JHR_EACH_ALL ? max3(acc, JHR_YES - listed) : min3(acc, listed);
    b->at_least += v == JHR_YES;
    b->at_most += v != JHR_NO;
    b->surely |= (uint64_t)(v == JHR_YES) << (b->n - b->left);
    b->perhaps |= (uint64_t)(v != JHR_NO) << (b->n - b->left);
    if (kind == JHR_EACH_SUM && v != JHR_NO) {
        b->sum.known = b->sum.known && v == JHR_YES && x.known;
        b->sum.v += x.v;
    }
}

static uint32_t covers(const struct jhr_row *row, uint8_t list, const struct block *b)
{
    struct jhr_number end = {row->x[JHR_X_EIND], row->known[JHR_X_EIND]};
    return jhr_covers(row->list[list], b->surely, b->perhaps, row->x[JHR_X_START], end);
}

static uint32_t each_result(const struct jhr_p_each *e, const struct block *b,
                            const struct jhr_row *row)
{
    bool listed = row->list_known;
    if (e->kind == JHR_EACH_COVER)
        return !listed ? JHR_UNKNOWN : b->n == 0 ? JHR_NO : covers(row, e->list, b);
    if (e->kind == JHR_EACH_COUNT)
        return listed ? jhr_between(b->at_least, b->at_most, e->lo, e->hi)
                      : jhr_between(0, JHR_MAX_LOPEND, e->lo, e->hi);
    uint32_t wanted = e->kind == JHR_EACH_ANY ? 1 : b->n;
    return listed ? jhr_between(b->at_least, b->at_most, wanted, JHR_MAX_LOPEND) : JHR_UNKNOWN;
}

static struct jhr_number xeach_result(const struct jhr_p_xeach *e, const struct block *b,
                                      bool listed)
{
    struct jhr_number t = b->sum;
    if (e->kind == JHR_EACH_COUNT)
        t = (struct jhr_number){b->at_least, b->at_least == b->at_most};
    if (!listed || !t.known)
        return (struct jhr_number){0, false};
    return (struct jhr_number){e->coef * t.v, true};
}

static inline uint32_t in_range(const struct jhr_p_range *r, const int64_t *x, const bool *known)
{
    int64_t value = x[r->kolom];
    return jhr_truth_of(known[r->kolom], (r->lo <= value) & (value <= r->hi));
}

static inline uint32_t in_mask(const struct jhr_p_mask *m, const int64_t *x, const bool *known)
{
    return jhr_truth_of(known[m->kolom], m->bits >> (x[m->kolom] & 63) & 1);
}

static inline uint32_t in_xrange(const struct jhr_p_xrange *r, struct jhr_number sum)
{
    return jhr_truth_of(sum.known, (r->lo <= sum.v) & (sum.v <= r->hi));
}

static inline struct jhr_number later(const struct jhr_p_month *m, const int64_t *x,
                                      const bool *known)
{
    int64_t day = jhr_day_add_months((int32_t)x[m->kolom], m->months);
    return (struct jhr_number){m->coef * day, known[m->kolom]};
}

/* The N-th werkdag after a day, or the werkdagen up to N days after it. */
static struct jhr_number workday(const struct jhr_p_workday *w, const int64_t *x, const bool *known)
{
    int64_t day = jhr_day_add_workdays((int32_t)x[w->kolom], w->n);
    return (struct jhr_number){w->coef * day, known[w->kolom]};
}

static struct jhr_number workdays(const struct jhr_p_workday *w, const int64_t *x,
                                  const bool *known)
{
    int64_t day = x[w->kolom];
    if (day < JHR_DAY_NEVER)
        day += w->n;
    return (struct jhr_number){w->coef * jhr_workdays_until((int32_t)day), known[w->kolom]};
}

static inline struct jhr_number add(struct jhr_number a, struct jhr_number b)
{
    return (struct jhr_number){a.v + b.v, a.known & b.known};
}

static uint32_t in_count(const struct jhr_p_xrange *r, uint32_t at_least, uint32_t at_most)
{
    return jhr_between(at_least, at_most, r->lo, r->hi);
}

/* What a TRUTH instruction does with the accumulator, when its form is not known beforehand. */
static uint32_t combine(uint32_t word, uint32_t acc, uint32_t v)
{
    v = jhr_negate_of(word) ? JHR_YES - v : v;
    return jhr_mode_of(word) == JHR_MODE_LOAD  ? v
           : jhr_mode_of(word) == JHR_MODE_AND ? min3(acc, v)
                                               : max3(acc, v);
}

/* The forms that an instruction may have: the low ten bits of the word. */
#define FORM(name, negate, mode) JHR_INSTR(JHR_I_##name, negate, JHR_MODE_##mode, 0)
enum form {
#define FORMS_TRUTH(name)                                                                          \
    name##_LOAD = FORM(name, 0, LOAD), name##_AND = FORM(name, 0, AND),                            \
    name##_OR = FORM(name, 0, OR), name##_NOT = FORM(name, 1, LOAD),                               \
    name##_AND_NOT = FORM(name, 1, AND), name##_OR_NOT = FORM(name, 1, OR),
#define FORMS_INT(name)   name##_LOAD = FORM(name, 0, LOAD), name##_ADD = FORM(name, 0, ADD),
#define FORMS_STORE(name) name##_ = FORM(name, 0, LOAD),

#define OP(name, group, operand, sentence) FORMS_##group(name)
#include "runtime/opcodes.def"
#undef OP
};

/* Coverage is the same loop: in a plain run `watch` is the constant NULL, and this is nothing. */
static inline uint32_t see(struct jhr_watch *watch, const struct jhr_program *p,
                           const struct jhr_p_code *at, uint32_t v)
{
    if (watch != NULL)
        watch->seen[at - p->code] |= (uint8_t)(1u << v);
    return v;
}
#define SEE(value) see(watch, p, pc - 1, (value))

static inline void see_sum(struct jhr_watch *watch, const struct jhr_program *p,
                           const struct jhr_p_code *at, struct jhr_number sum)
{
    if (watch == NULL || watch->sums == NULL)
        return;
    watch->sums[at - p->code] = sum.v;
    watch->known[at - p->code] = sum.known;
}

static inline void see_cell(struct jhr_watch *watch, const struct jhr_program *p,
                            const struct jhr_row *row, uint32_t operand)
{
    if (watch == NULL || row->b[JHR_BC_ITEM_OVERLAPT] == JHR_NO)
        return;
    uint32_t cell = cell_index(p, row, operand);
    if (cell != JHR_P_NONE)
        watch->cellen[cell] = true;
}

/* An instruction in each of its forms: its value is loaded or combined, as it is or negated. */
#define TRUTH(name, value)                                                                         \
    case name##_LOAD:                                                                              \
        acc = SEE(value);                                                                          \
        continue;                                                                                  \
    case name##_AND:                                                                               \
        acc = min3(acc, SEE(value));                                                               \
        continue;                                                                                  \
    case name##_OR:                                                                                \
        acc = max3(acc, SEE(value));                                                               \
        continue;                                                                                  \
    case name##_NOT:                                                                               \
        acc = JHR_YES - SEE(value);                                                                \
        continue;                                                                                  \
    case name##_AND_NOT:                                                                           \
        acc = min3(acc, JHR_YES - SEE(value));                                                     \
        continue;                                                                                  \
    case name##_OR_NOT:                                                                            \
        acc = max3(acc, JHR_YES - SEE(value));                                                     \
        continue
#define INTEGER(name, value)                                                                       \
    case name##_LOAD:                                                                              \
        sum = (value);                                                                             \
        continue;                                                                                  \
    case name##_ADD:                                                                               \
        sum = add(sum, (value));                                                                   \
        continue

static inline void run(const struct jhr_program *p, const struct jhr_row *row, struct jhr_scalar *s,
                       struct jhr_watch *watch) __attribute__((always_inline));
static inline void run(const struct jhr_program *p, const struct jhr_row *row, struct jhr_scalar *s,
                       struct jhr_watch *watch)
{
    const struct jhr_p_code *pc = p->code;
    const int64_t *x = row->x;
    const bool *known = row->known;
    uint8_t regs[JHR_MAX_REGS];
    uint32_t acc = JHR_NO, tally_least = 0, tally_most = 0;
    struct jhr_number sum = {0, false}; /* the integer accumulator */
    struct block block;

    for (;;) {
        uint32_t word = (pc++)->word, arg = jhr_arg_of(word);
        switch ((enum form)(word & 1023)) {
            TRUTH(CONST, arg);
            TRUTH(FACT, row->b[arg]);
            TRUTH(SLOT, s->slots[arg]);
            TRUTH(REG, regs[arg]);
            TRUTH(RANGE, in_range(&p->ranges[arg], x, known));
            TRUTH(MASK, in_mask(&p->masks[arg], x, known));
            TRUTH(IN, is_member(p, row, arg));
            TRUTH(XRANGE, (see_sum(watch, p, pc - 1, sum), in_xrange(&p->xranges[arg], sum)));
            TRUTH(CELL, (see_cell(watch, p, row, arg), cell_value(p, row, s->slots, arg)));
            INTEGER(XCONST, ((struct jhr_number){p->xconsts[arg].value, true}));
            INTEGER(XCOL, ((struct jhr_number){p->terms[arg].coef * x[p->terms[arg].kolom],
                                               known[p->terms[arg].kolom]}));
            INTEGER(XMONTH, later(&p->months[arg], x, known));
            INTEGER(XWORKDAY, workday(&p->workdays[arg], x, known));
            INTEGER(XWORKDAYS, workdays(&p->workdays[arg], x, known));
            INTEGER(XTABLE, step_value(p, row, p->tables[arg].kind, p->tables[arg].coef));
        case XPRICE_LOAD:
        case XPRICE_ADD: /* the verifier lets LOAD by only */
            sum = price_of(p, row, sum);
            continue;
        case SAVE_:
            regs[arg] = (uint8_t)acc;
            continue;
        case SETSLOT_:
            s->slots[arg] = (uint8_t)acc;
            continue;
        case VOOR_:
            s->voor[arg] = (uint8_t)acc;
            continue;
        case TEST_:
            s->test[arg] = (uint8_t)acc;
            continue;
        case TENZIJ_:
            s->tenzij[arg] = (uint8_t)acc;
            continue;
        case TALLY_:
            tally_least += acc == JHR_YES;
            tally_most += acc != JHR_NO;
            continue;
        case COUNT_LOAD:
        case COUNT_AND:
        case COUNT_OR:
        case COUNT_NOT:
        case COUNT_AND_NOT:
        case COUNT_OR_NOT:
            acc = combine(word, acc, in_count(&p->xranges[arg], tally_least, tally_most));
            tally_least = tally_most = 0;
            continue;
        case EACH_LOAD:
        case EACH_AND:
        case EACH_OR:
        case EACH_NOT:
        case EACH_AND_NOT:
        case EACH_OR_NOT:
            start_block(&block, row, p->eachs[arg].list);
            if (row->list_known && block.n > 0)
                goto enter;
            acc = combine(word, acc, SEE(each_result(&p->eachs[arg], &block, row)));
            pc += p->eachs[arg].length;
            continue;
        case XEACH_LOAD:
        case XEACH_ADD:
            start_block(&block, row, p->xeachs[arg].list);
            if (row->list_known && block.n > 0)
                goto enter;
            pc += p->xeachs[arg].length;
            block.sum = xeach_result(&p->xeachs[arg], &block, row->list_known);
            sum = jhr_mode_of(word) == JHR_MODE_ADD ? add(sum, block.sum) : block.sum;
            continue;
        case END_:
            word = block.word;
            arg = jhr_arg_of(word);
            if (jhr_op_of(word) == JHR_I_EACH)
                gather(&block, p->eachs[arg].list, p->eachs[arg].kind, acc, sum);
            else
                gather(&block, p->xeachs[arg].list, p->xeachs[arg].kind, acc, sum);
            if (--block.left > 0) {
                put_item(row, ++block.item);
                pc = block.body;
                continue;
            }
            acc = block.acc;
            sum = block.x;
            tally_least = block.tally_least;
            tally_most = block.tally_most;
            if (jhr_op_of(word) == JHR_I_EACH) {
                acc = each_result(&p->eachs[arg], &block, row);
                acc = combine(word, block.acc, see(watch, p, block.body - 1, acc));
                continue;
            }
            block.sum = xeach_result(&p->xeachs[arg], &block, true);
            sum = jhr_mode_of(word) == JHR_MODE_ADD ? add(sum, block.sum) : block.sum;
            continue;
        case HALT_:
            return;
        }
        __builtin_unreachable(); /* the verifier's rules "opcode" and "form" */

    enter: /* a block; its tally and accumulators are its own, and begin anew */
        block.body = pc;
        block.word = word;
        block.acc = acc;
        block.x = sum;
        block.tally_least = tally_least;
        block.tally_most = tally_most;
        tally_least = tally_most = 0;
    }
}

void jhr_scalar_run(const struct jhr_program *p, const struct jhr_row *row, struct jhr_scalar *s)
{
    run(p, row, s, NULL);
}

bool jhr_watch_init(struct jhr_arena *a, const struct jhr_program *p, struct jhr_watch *watch)
{
    *watch = (struct jhr_watch){.seen = jhr_arena_alloc(a, p->code_n),
                                .cellen = jhr_arena_alloc(a, p->cellen_n + (size_t)1),
                                .sums = jhr_arena_alloc(a, p->code_n * sizeof *watch->sums),
                                .known = jhr_arena_alloc(a, p->code_n * sizeof *watch->known)};
    return !a->out_of_memory;
}

void jhr_scalar_watch(const struct jhr_program *p, const struct jhr_row *row, struct jhr_scalar *s,
                      struct jhr_watch *watch)
{
    run(p, row, s, watch);
}

uint32_t jhr_scalar_steps(const struct jhr_program *p, const struct jhr_row *row)
{
    uint32_t steps = 0;
    for (uint32_t i = 0; i < p->code_n; i++) {
        uint32_t op = jhr_op_of(p->code[i].word), arg = jhr_arg_of(p->code[i].word), items;
        steps++;
        if (op != JHR_I_EACH && op != JHR_I_XEACH)
            continue;
        items = row->list_n[op == JHR_I_EACH ? p->eachs[arg].list : p->xeachs[arg].list];
        uint32_t length = op == JHR_I_EACH ? p->eachs[arg].length : p->xeachs[arg].length;
        steps += (row->list_known ? items : 0) * length;
        i += length;
    }
    return steps;
}

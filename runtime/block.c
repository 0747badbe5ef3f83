#include "runtime/block.h"

#include "runtime/block_parts.h"
#include "runtime/lookup.h"
#include "runtime/opcodes.h"
#include "runtime/pack.h"
#include "runtime/workdays.h"

#include <string.h>

#define ROWS  JHR_BLOCK_ROWS
#define WORDS JHR_BLOCK_WORDS

/* One run. */
struct run {
    const struct jhr_program *p;
    struct jhr_block *b;
    struct jhr_block_scratch *s;
    struct jhr_columns *c;
    uint32_t rows, words;
    uint32_t most[2];                /* listed indications of a row, by list */
    const uint8_t *ahead, *ahead_to; /* of the columns after these: not yet asked from memory */
    size_t stride;                   /* bytes to ask for with each instruction */
};

/* ---- bits ---- */

/* value = yes where known. */
static void put_known(struct run *r, uint32_t w, uint64_t yes, uint64_t known)
{
    r->s->value.yes[w] = yes & known;
    r->s->value.no[w] = ~yes & known;
}

static void put_row(struct run *r, uint32_t i, uint32_t truth)
{
    uint64_t bit = UINT64_C(1) << i % 64;
    uint64_t *yes = &r->s->value.yes[i / 64], *no = &r->s->value.no[i / 64];
    *yes = truth == JHR_YES ? *yes | bit : *yes & ~bit;
    *no = truth == JHR_NO ? *no | bit : *no & ~bit;
}

/* acc = what mode and negation say of acc and the planes. */
static void combine(struct run *r, uint32_t word, const uint64_t *yes, const uint64_t *no)
{
    struct truths *acc = &r->s->acc;
    const uint64_t *t = jhr_negate_of(word) ? no : yes, *f = jhr_negate_of(word) ? yes : no;
    switch (jhr_mode_of(word)) {
    case JHR_MODE_LOAD:
        for (uint32_t w = 0; w < r->words; w++) {
            acc->yes[w] = t[w];
            acc->no[w] = f[w];
        }
        return;
    case JHR_MODE_AND:
        for (uint32_t w = 0; w < r->words; w++) {
            acc->yes[w] &= t[w];
            acc->no[w] |= f[w];
        }
        return;
    default:
        for (uint32_t w = 0; w < r->words; w++) {
            acc->yes[w] |= t[w];
            acc->no[w] &= f[w];
        }
    }
}

/* ---- conditions on a column ---- */

#define WITHIN(T, x, lo, hi, t)                                                                    \
    do {                                                                                           \
        const T least = (T)(lo), most = (T)(hi);                                                   \
        for (uint32_t i = 0; i < 64; i++)                                                          \
            (t)[i] = (uint8_t)(((x)[i] >= least) & ((x)[i] <= most));                              \
    } while (0)

static int64_t clamp(int64_t v, int64_t lo, int64_t hi)
{
    return v < lo ? lo : v > hi ? hi : v;
}

static void in_range(struct run *r, const struct jhr_p_range *of)
{
    static const int64_t lowest[] = {0, INT8_MIN, 0, 0, INT32_MIN, 0, 0, 0, INT64_MIN};
    static const int64_t highest[] = {0, INT8_MAX, 0, 0, INT32_MAX, 0, 0, 0, INT64_MAX};
    const struct jhr_column *x = &r->c->x[of->kolom];
    int64_t bottom = lowest[x->width], top = highest[x->width];
    bool empty = of->lo > of->hi || of->lo > top || of->hi < bottom;
    int64_t lo = clamp(of->lo, bottom, top), hi = clamp(of->hi, bottom, top);
    for (uint32_t w = 0; w < r->words; w++) {
        uint8_t t[64] = {0};
        if (x->width == 1)
            WITHIN(int8_t, x->x8 + 64 * w, lo, hi, t);
        else if (x->width == 4)
            WITHIN(int32_t, x->x32 + 64 * w, lo, hi, t);
        else
            WITHIN(int64_t, x->x64 + 64 * w, lo, hi, t);
        put_known(r, w, empty ? 0 : jhr_pack(t), x->known[w]);
    }
}

/* A narrow column: which rows hold one of the values, value by value; the fewer, in or out. */
static uint64_t one_of(const int8_t *x, uint64_t bits)
{
    uint8_t t[64] = {0};
    for (uint64_t left = bits; left != 0; left &= left - 1) {
        int8_t v = (int8_t)__builtin_ctzll(left);
        for (uint32_t i = 0; i < 64; i++)
            t[i] = (uint8_t)(t[i] | (x[i] == v));
    }
    return jhr_pack(t);
}

static void in_mask(struct run *r, const struct jhr_p_mask *of)
{
    const struct jhr_column *x = &r->c->x[of->kolom];
    uint32_t n =
        (uint32_t)r->p->kolommen[of->kolom].highest + 1; /* within 64: the verifier's rule */
    uint64_t all = n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX, bits = of->bits & all;
    bool turned = 2 * __builtin_popcountll(bits) > (int)n;
    for (uint32_t w = 0; w < r->words; w++) {
        uint64_t yes = 0;
        if (x->width == 1)
            yes = turned ? ~one_of(x->x8 + 64 * w, all & ~bits) : one_of(x->x8 + 64 * w, bits);
        for (uint32_t i = 64 * w; i < 64 * w + 64 && x->width != 1; i++)
            yes |= (of->bits >> (jhr_columns_x(r->c, of->kolom, i) & 63) & 1) << i % 64;
        put_known(r, w, yes, x->known[w]);
    }
}

static void in_set(struct run *r, const struct jhr_p_in *in)
{
    const struct jhr_p_set *set = &r->p->sets[in->set];
    const struct jhr_column *x = &r->c->x[in->kolom], *start = &r->c->x[JHR_X_START];
    const struct jhr_p_setrij *of = NULL;
    int64_t day = -1; /* of the row before: starts are mostly alike */
    for (uint32_t w = 0; w < r->words; w++) {
        uint64_t yes = 0;
        for (uint32_t i = 64 * w; i < 64 * w + 64; i++) {
            if (start->x32[i] != day) {
                day = start->x32[i];
                of = jhr_set_row(r->p, set, day);
            }
            uint64_t index = (uint64_t)jhr_columns_x(r->c, in->kolom, i);
            yes |= (uint64_t)jhr_set_has(r->p, set, of, index) << i % 64;
        }
        put_known(r, w, yes, x->known[w] & start->known[w]);
    }
}

static void in_xrange(struct run *r, const struct jhr_p_xrange *of)
{
    const int64_t *x = r->s->sum.v;
    for (uint32_t w = 0; w < r->words; w++) {
        uint8_t t[64];
        WITHIN(int64_t, x + 64 * w, of->lo, of->hi, t);
        put_known(r, w, jhr_pack(t), r->s->sum.known[w]);
    }
}

static void in_count(struct run *r, const struct jhr_p_xrange *of)
{
    struct tallies *t = &r->s->tally;
    for (uint32_t i = 0; i < r->rows; i++)
        put_row(r, i, jhr_between(t->least[i], t->most[i], of->lo, of->hi));
    memset(t, 0, sizeof *t);
}

static void add_tally(struct run *r)
{
    const struct truths *acc = &r->s->acc;
    struct tallies *t = &r->s->tally;
    r->s->tallied = true;
    for (uint32_t i = 0; i < r->rows; i++) {
        t->least[i] = (uint16_t)(t->least[i] + jhr_bit(acc->yes, i));
        t->most[i] = (uint16_t)(t->most[i] + !jhr_bit(acc->no, i));
    }
}

static uint32_t cell_at(const struct run *r, uint32_t cell, uint32_t i, uint64_t own,
                        uint64_t other)
{
    const struct jhr_p_cel *c = &r->p->cellen[cell];
    if (c->kind == JHR_P_CEL_MITS)
        return jhr_planes_at(&r->b->slots[c->slot], i);
    if (c->kind != JHR_P_CEL_OPEN)
        return c->kind == JHR_P_CEL_JA ? JHR_YES : JHR_NO;
    const struct jhr_columns *k = r->c;
    uint32_t answer = jhr_cell_answer(k->oordelen[i], k->oordelen_n[i], cell, own, other);
    if (answer != JHR_UNKNOWN)
        return answer;
    const struct jhr_planes *open = r->b->open_cells == NULL ? NULL : r->b->open_cells[cell];
    return open == NULL ? JHR_UNKNOWN : jhr_planes_at(open, i);
}

static void in_cell(struct run *r, uint32_t operand)
{
    const struct jhr_column *own = &r->c->x[JHR_X_PRODUCT], *other = &r->c->x[JHR_X_ITEM_PRODUCT];
    const struct jhr_p_stapeling *m = &r->p->stapelingen[operand];
    memset(&r->s->value, 0, sizeof r->s->value);
    for (uint32_t w = 0; w < r->words; w++) {
        uint64_t rows = r->s->active[w] & own->known[w] & other->known[w];
        for (; rows != 0; rows &= rows - 1) {
            uint32_t i = 64 * w + (uint32_t)__builtin_ctzll(rows);
            uint64_t a = (uint64_t)own->x32[i], b = (uint64_t)other->x32[i];
            uint32_t cell = jhr_cell_of(r->p, m, a, b);
            if (cell != JHR_P_NONE)
                put_row(r, i, cell_at(r, cell, i, a, b));
        }
    }
}

/* ---- integers ---- */

/* sum = t, or sum + t. */
static void add(struct run *r, uint32_t word, uint32_t i, struct jhr_number t)
{
    struct sums *s = &r->s->sum;
    uint64_t bit = UINT64_C(1) << i % 64, *known = &s->known[i / 64];
    bool load = jhr_mode_of(word) == JHR_MODE_LOAD;
    s->v[i] = (load ? 0 : s->v[i]) + t.v;
    *known = t.known ? (load ? *known | bit : *known) : *known & ~bit;
}

static void add_column(struct run *r, uint32_t word, const struct jhr_p_term *of)
{
    const struct jhr_column *x = &r->c->x[of->kolom];
    struct sums *s = &r->s->sum;
    int64_t coef = of->coef, keep = jhr_mode_of(word) == JHR_MODE_LOAD ? 0 : 1;
    for (uint32_t i = 0; i < 64 * r->words && keep == 0; i++)
        s->v[i] = 0;
    if (x->width == 1)
        for (uint32_t i = 0; i < 64 * r->words; i++)
            s->v[i] += coef * x->x8[i];
    else if (x->width == 4)
        for (uint32_t i = 0; i < 64 * r->words; i++)
            s->v[i] += coef * x->x32[i];
    else
        for (uint32_t i = 0; i < 64 * r->words; i++)
            s->v[i] += coef * x->x64[i];
    for (uint32_t w = 0; w < r->words; w++)
        s->known[w] = keep ? s->known[w] & x->known[w] : x->known[w];
}

static void add_date(struct run *r, uint32_t word, uint32_t arg)
{
    uint32_t op = jhr_op_of(word);
    bool month = op == JHR_I_XMONTH;
    uint32_t kolom = month ? r->p->months[arg].kolom : r->p->workdays[arg].kolom;
    int64_t coef = month ? r->p->months[arg].coef : r->p->workdays[arg].coef;
    int32_t n = month ? r->p->months[arg].months : r->p->workdays[arg].n;
    const struct jhr_column *x = &r->c->x[kolom];
    for (uint32_t i = 0; i < r->rows; i++) {
        int32_t day = (int32_t)jhr_columns_x(r->c, kolom, i);
        int64_t v = month                  ? jhr_day_add_months(day, n)
                    : op == JHR_I_XWORKDAY ? jhr_day_add_workdays(day, n)
                    : day < JHR_DAY_NEVER  ? jhr_workdays_until(day + n)
                                           : jhr_workdays_until(day);
        add(r, word, i, (struct jhr_number){coef * v, jhr_bit(x->known, i)});
    }
}

/* Tarief, norm and price: of the product on the start day. */
static void add_table(struct run *r, uint32_t word, uint32_t arg)
{
    const struct jhr_column *product = &r->c->x[JHR_X_PRODUCT], *start = &r->c->x[JHR_X_START];
    bool price = jhr_op_of(word) == JHR_I_XPRICE;
    for (uint32_t i = 0; i < r->rows; i++) {
        struct jhr_number t = {0, false};
        bool known = jhr_bit(product->known, i) && jhr_bit(start->known, i);
        uint64_t of = (uint64_t)product->x32[i];
        if (known && price && jhr_bit(r->s->sum.known, i))
            t = jhr_price_of(r->p, of, start->x32[i], r->s->sum.v[i]);
        else if (known && !price)
            t = jhr_step_value(r->p, r->p->tables[arg].kind, of, start->x32[i]);
        t.v *= price ? 1 : r->p->tables[arg].coef;
        add(r, word, i, t);
    }
}

static void integer(struct run *r, uint32_t word)
{
    uint32_t op = jhr_op_of(word), arg = jhr_arg_of(word);
    if (op == JHR_I_XCOL)
        add_column(r, word, &r->p->terms[arg]);
    else if (op == JHR_I_XTABLE || op == JHR_I_XPRICE)
        add_table(r, word, arg);
    else if (op != JHR_I_XCONST)
        add_date(r, word, arg);
    else
        for (uint32_t i = 0; i < 64 * r->words; i++)
            add(r, word, i, (struct jhr_number){r->p->xconsts[arg].value, true});
}

/* ---- a block, once per item ---- */

static void put_items(struct run *r, uint8_t list, uint32_t k)
{
    struct jhr_columns *c = r->c;
    memset(r->s->active, 0, sizeof r->s->active);
    for (uint32_t i = 0; i < r->rows; i++) {
        if (c->list_n[list][i] <= k)
            continue;
        const struct jhr_item *item = &c->list[list][i][k];
        r->s->active[i / 64] |= UINT64_C(1) << i % 64;
        for (uint32_t x = JHR_X_ITEM_PRODUCT; x < JHR_X_FACTS; x++)
            jhr_columns_set_x(c, x, i, item->x[x - JHR_X_ITEM_PRODUCT],
                              item->known[x - JHR_X_ITEM_PRODUCT]);
        jhr_columns_set_b(c, JHR_BC_ITEM_OVERLAPT, i, item->overlapt);
    }
    jhr_set_tables_forget(&r->s->sets, true);
}

/* acc, and the sum, of one item: gather() of scalar, for the rows that have it. */
static void gather_row(struct run *r, uint32_t i, uint32_t k, uint8_t list, uint8_t kind)
{
    struct jhr_block_scratch *s = r->s;
    uint32_t acc = 1u + jhr_bit(s->acc.yes, i) - jhr_bit(s->acc.no, i);
    uint32_t listed =
        list == JHR_LIST_LOPENDE ? jhr_planes_at(&r->c->b[JHR_BC_ITEM_OVERLAPT], i) : JHR_YES;
    uint32_t out = JHR_YES - listed;
    uint32_t v = kind == JHR_EACH_ALL ? (acc > out ? acc : out) : (acc < listed ? acc : listed);
    s->at_least[i] = (uint8_t)(s->at_least[i] + (v == JHR_YES));
    s->at_most[i] = (uint8_t)(s->at_most[i] + (v != JHR_NO));
    s->surely[i] |= (uint64_t)(v == JHR_YES) << k;
    s->perhaps[i] |= (uint64_t)(v != JHR_NO) << k;
    if (kind != JHR_EACH_SUM || v == JHR_NO)
        return;
    s->total.v[i] += s->sum.v[i];
    if (v != JHR_YES || !jhr_bit(s->sum.known, i))
        s->total.known[i / 64] &= ~(UINT64_C(1) << i % 64);
}

static void gather(struct run *r, uint32_t k, uint8_t list, uint8_t kind)
{
    for (uint32_t w = 0; w < r->words; w++)
        for (uint64_t left = r->s->active[w]; left != 0; left &= left - 1)
            gather_row(r, 64 * w + (uint32_t)__builtin_ctzll(left), k, list, kind);
}

static uint32_t each_row(const struct run *r, const struct jhr_p_each *e, uint32_t i)
{
    const struct jhr_block_scratch *s = r->s;
    bool listed = jhr_bit(r->c->list_known, i);
    uint32_t n = r->c->list_n[e->list][i];
    if (e->kind == JHR_EACH_COUNT)
        return listed ? jhr_between(s->at_least[i], s->at_most[i], e->lo, e->hi)
                      : jhr_between(0, JHR_MAX_LOPEND, e->lo, e->hi);
    if (!listed)
        return JHR_UNKNOWN;
    if (e->kind == JHR_EACH_COVER) {
        const struct jhr_column *end = &r->c->x[JHR_X_EIND];
        struct jhr_number last = {end->x32[i], jhr_bit(end->known, i)};
        return n == 0 ? JHR_NO
                      : jhr_covers(r->c->list[e->list][i], s->surely[i], s->perhaps[i],
                                   r->c->x[JHR_X_START].x32[i], last);
    }
    uint32_t wanted = e->kind == JHR_EACH_ANY ? 1 : n;
    return jhr_between(s->at_least[i], s->at_most[i], wanted, JHR_MAX_LOPEND);
}

static struct jhr_number xeach_row(const struct run *r, const struct jhr_p_xeach *e, uint32_t i)
{
    const struct jhr_block_scratch *s = r->s;
    struct jhr_number t = {s->total.v[i], jhr_bit(s->total.known, i)};
    if (e->kind == JHR_EACH_COUNT)
        t = (struct jhr_number){s->at_least[i], s->at_least[i] == s->at_most[i]};
    if (!jhr_bit(r->c->list_known, i) || !t.known)
        return (struct jhr_number){0, false};
    return (struct jhr_number){e->coef * t.v, true};
}

static void run_span(struct run *r, uint32_t pc, uint32_t end, const uint32_t *skip);

/* The accumulators and the tally of a block are its own, and begin anew with each item. */
static void run_items(struct run *r, uint32_t pc, uint8_t list, uint8_t kind, uint32_t length)
{
    struct jhr_block_scratch *s = r->s;
    memset(s->at_least, 0, sizeof s->at_least);
    memset(s->at_most, 0, sizeof s->at_most);
    memset(s->surely, 0, sizeof s->surely);
    memset(s->perhaps, 0, sizeof s->perhaps);
    memset(s->total.v, 0, sizeof s->total.v);
    memset(s->total.known, 0xff, sizeof s->total.known);
    s->outer_acc = s->acc;
    s->outer_sum = s->sum;
    s->outer_tally = s->tally;
    memset(&s->tally, 0, sizeof s->tally);
    for (uint32_t k = 0; k < r->most[list]; k++) {
        put_items(r, list, k);
        run_span(r, pc, pc + length - 1, NULL);
        gather(r, k, list, kind);
    }
    s->acc = s->outer_acc;
    s->sum = s->outer_sum;
    s->tally = s->outer_tally;
}

/* What stands for it, of the instruction before pc; NULL: it is run. */
static const struct jhr_open_list *open_list(const struct run *r, uint32_t pc)
{
    return r->b->open_lists == NULL ? NULL : r->b->open_lists[pc - 1];
}

/* Where no row lists anything: one truth where that is known, and one where it is not. */
static void each_empty(struct run *r, const struct jhr_p_each *e)
{
    bool counts = e->kind == JHR_EACH_COUNT;
    uint32_t none = e->kind == JHR_EACH_ALL ? JHR_YES
                    : counts                ? jhr_between(0, 0, e->lo, e->hi)
                                            : JHR_NO;
    uint32_t any = counts ? jhr_between(0, JHR_MAX_LOPEND, e->lo, e->hi) : JHR_UNKNOWN;
    for (uint32_t w = 0; w < r->words; w++) {
        uint64_t known = r->c->list_known[w];
        r->s->value.yes[w] = (none == JHR_YES ? known : 0) | (any == JHR_YES ? ~known : 0);
        r->s->value.no[w] = (none == JHR_NO ? known : 0) | (any == JHR_NO ? ~known : 0);
    }
}

static void each(struct run *r, uint32_t word, uint32_t pc)
{
    const struct jhr_p_each *e = &r->p->eachs[jhr_arg_of(word)];
    const struct jhr_open_list *open = open_list(r, pc);
    if (open != NULL) {
        combine(r, word, open->truth.yes, open->truth.no);
        return;
    }
    if (r->most[e->list] == 0) {
        each_empty(r, e);
    } else {
        run_items(r, pc, e->list, e->kind, e->length);
        for (uint32_t i = 0; i < r->rows; i++)
            put_row(r, i, each_row(r, e, i));
    }
    combine(r, word, r->s->value.yes, r->s->value.no);
}

static void xeach(struct run *r, uint32_t word, uint32_t pc)
{
    const struct jhr_p_xeach *e = &r->p->xeachs[jhr_arg_of(word)];
    const struct jhr_open_list *open = open_list(r, pc);
    for (uint32_t i = 0; open != NULL && i < r->rows; i++)
        add(r, word, i, (struct jhr_number){e->coef * open->v[i], true});
    if (open != NULL)
        return;
    run_items(r, pc, e->list, e->kind, e->length);
    for (uint32_t i = 0; i < r->rows; i++)
        add(r, word, i, xeach_row(r, e, i));
}

/* ---- the loop ---- */

static void store(const struct run *r, enum jhr_opcode op, uint32_t arg)
{
    const struct jhr_planes *to = op == JHR_I_SAVE      ? &r->s->regs[arg]
                                  : op == JHR_I_SETSLOT ? &r->b->slots[arg]
                                  : op == JHR_I_VOOR    ? &r->b->voor[arg]
                                  : op == JHR_I_TEST    ? &r->b->test[arg]
                                                        : &r->b->tenzij[arg];
    memcpy(to->yes, r->s->acc.yes, r->words * sizeof *to->yes);
    memcpy(to->no, r->s->acc.no, r->words * sizeof *to->no);
}

/* Makes the value of a condition that is not in planes already. */
static void make_value(struct run *r, enum jhr_opcode op, uint32_t arg)
{
    struct truths *v = &r->s->value;
    if (op == JHR_I_RANGE)
        in_range(r, &r->p->ranges[arg]);
    else if (op == JHR_I_MASK)
        in_mask(r, &r->p->masks[arg]);
    else if (op == JHR_I_IN)
        in_set(r, &r->p->ins[arg]);
    else if (op == JHR_I_XRANGE)
        in_xrange(r, &r->p->xranges[arg]);
    else if (op == JHR_I_COUNT)
        in_count(r, &r->p->xranges[arg]);
    else if (op == JHR_I_CELL)
        in_cell(r, arg);
    else { /* CONST */
        memset(v->yes, arg == JHR_YES ? 0xff : 0, sizeof v->yes);
        memset(v->no, arg == JHR_NO ? 0xff : 0, sizeof v->no);
    }
}

static struct jhr_planes planes_of(struct run *r, enum jhr_opcode op, uint32_t arg)
{
    const struct jhr_set_tables *sets = &r->s->sets;
    const struct jhr_planes *there =
        op == JHR_I_FACT    ? &r->c->b[arg]
        : op == JHR_I_SLOT  ? &r->b->slots[arg]
        : op == JHR_I_REG   ? &r->s->regs[arg]
        : op == JHR_I_IN    ? jhr_set_tables_of(&sets->in[arg], r->c, r->words)
        : op == JHR_I_RANGE ? jhr_set_tables_of(&sets->range[arg], r->c, r->words)
                            : NULL;
    if (there != NULL)
        return *there;
    make_value(r, op, arg);
    return (struct jhr_planes){r->s->value.yes, r->s->value.no};
}

/* A little with each instruction, so that memory and evaluation run side by side. */
static inline void fetch_ahead(struct run *r)
{
    for (size_t at = 0; at < r->stride && r->ahead < r->ahead_to; at += 64, r->ahead += 64)
        __builtin_prefetch(r->ahead);
}

static void run_span(struct run *r, uint32_t pc, uint32_t end, const uint32_t *skip)
{
    struct jhr_planes planes;
    while (pc < end) {
        fetch_ahead(r);
        if (skip != NULL && skip[pc] > 0) {
            pc += skip[pc];
            continue;
        }
        uint32_t word = r->p->code[pc++].word, arg = jhr_arg_of(word);
        enum jhr_opcode op = (enum jhr_opcode)jhr_op_of(word);
        switch (op) {
        case JHR_I_FACT:
        case JHR_I_SLOT:
        case JHR_I_REG:
        case JHR_I_CONST:
        case JHR_I_RANGE:
        case JHR_I_MASK:
        case JHR_I_IN:
        case JHR_I_XRANGE:
        case JHR_I_COUNT:
        case JHR_I_CELL:
            planes = planes_of(r, op, arg);
            combine(r, word, planes.yes, planes.no);
            continue;
        case JHR_I_EACH:
            each(r, word, pc);
            pc += r->p->eachs[arg].length;
            continue;
        case JHR_I_XEACH:
            xeach(r, word, pc);
            pc += r->p->xeachs[arg].length;
            continue;
        case JHR_I_SAVE:
        case JHR_I_SETSLOT:
        case JHR_I_VOOR:
        case JHR_I_TEST:
        case JHR_I_TENZIJ:
            store(r, op, arg);
            continue;
        case JHR_I_TALLY:
            add_tally(r);
            continue;
        case JHR_I_XCONST:
        case JHR_I_XCOL:
        case JHR_I_XMONTH:
        case JHR_I_XWORKDAY:
        case JHR_I_XWORKDAYS:
        case JHR_I_XTABLE:
        case JHR_I_XPRICE:
            integer(r, word);
            continue;
        case JHR_I_END:
        case JHR_I_HALT:
        case JHR_OPCODES:
            return;
        }
    }
}

static void plan_ahead(struct run *r, const struct jhr_columns *next)
{
    if (next == NULL)
        return;
    r->ahead = next->bytes;
    r->ahead_to = r->ahead + next->bytes_n;
    r->stride = next->bytes_n / r->p->code_n + 64;
    for (uint32_t k = 0; k < next->bcols; k += 64 / sizeof *next->b)
        __builtin_prefetch(&next->b[k]);
    for (uint32_t k = 0; k < next->xcols; k += 64 / sizeof *next->x)
        __builtin_prefetch(&next->x[k]);
}

void jhr_block_run(struct jhr_block *b, struct jhr_columns *c, uint32_t rows, const uint32_t *skip)
{
    struct run r = {.p = b->program, .b = b, .s = b->scratch, .c = c, .rows = rows};
    r.words = (rows + 63) / 64;
    for (uint32_t list = 0; list < 2; list++)
        r.most[list] = jhr_most_of(c->list_n[list], rows);
    jhr_set_tables_forget(&r.s->sets, false);
    plan_ahead(&r, b->next);
    if (r.s->tallied)
        memset(&r.s->tally, 0, sizeof r.s->tally);
    r.s->tallied = false;
    run_span(&r, 0, b->program->code_n, skip);
}

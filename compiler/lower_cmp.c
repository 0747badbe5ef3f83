#include "compiler/lower_parts.h"

#include "runtime/calendar.h"

/* ---- volumes ---- */

/* What decides how a volume is counted: its class, and whether any is there at all. */
struct volume {
    uint8_t cls; /* MINUTE, ETMAAL, STUK; VOL: each in its own */
    bool scaled; /* a volume stands in the sum: the rest is multiplied by JHR_OMVANG_SCALE */
    bool apart;  /* sums of lengths: those without an end apart */
};

static bool has_volume(const struct jhr_form *f)
{
    for (uint32_t i = 0; i < f->t.n; i++)
        if (f->t.v[i].kind == JHR_FT_VOL)
            return true;
    return false;
}

static uint32_t volume_column(uint32_t cls, bool item)
{
    uint32_t first = item ? JHR_X_ITEM_OMVANG : JHR_X_OMVANG;
    if (cls == JHR_C_MINUTE)
        return first + 1;
    if (cls == JHR_C_ETMAAL)
        return first + 2;
    return cls == JHR_C_STUK ? first + 3 : first;
}

/* ---- lengths of periods ---- */

/* Days of a period without an end, where lengths are compared with each other: more than any sum of
 * others, and as many as those of another such period. */
#define ENDLESS 99999999

static uint32_t is_open(struct jhr_lowering *l, bool item, struct jhr_span span)
{
    struct jhr_ir_atom atom = {.kind = JHR_IR_FACT, .col = l->ir->xcols + JHR_BC_OPEN_EINDE};
    if (item)
        return jhr_lower_range(l, JHR_X_ITEM_EIND, JHR_DAY_NEVER, JHR_DAY_NEVER, span);
    return jhr_ir_atom(l->ir, &atom, span);
}

static uint32_t by_openness(struct jhr_lowering *l, bool item, uint32_t open, uint32_t closed,
                            struct jhr_span span)
{
    uint32_t is = is_open(l, item, span), is_not = jhr_ir_not(l->ir, is);
    return jhr_ir_both(l->ir, JHR_IR_OR, jhr_ir_both(l->ir, JHR_IR_AND, is, open, span),
                       jhr_ir_both(l->ir, JHR_IR_AND, is_not, closed, span), span);
}

static const struct jhr_form_term *find_days(const struct jhr_form *f)
{
    for (uint32_t i = 0; i < f->t.n; i++)
        if (f->t.v[i].kind == JHR_FT_DAYS)
            return &f->t.v[i];
    return NULL;
}

/* Puts something else in the place of a length: the days from start to end, or ENDLESS. */
static void replace_days(struct jhr_lowering *l, struct jhr_form *f, struct jhr_form_term days,
                         bool open)
{
    static const uint32_t starts[] = {JHR_X_START, JHR_X_ITEM_START, JHR_X_TRAJECTSTART};
    struct jhr_form_term t = {.kind = JHR_FT_COL, .cst = JHR_NONE, .coef = days.coef};
    uint32_t of = days.ref;
    days.coef = -days.coef;
    jhr_form_put(l, f, days);
    f->k = jhr_plus(l, f->k, jhr_times(l, t.coef, open ? ENDLESS : 1));
    if (open)
        return;
    t.ref = of == 1 ? JHR_X_ITEM_EIND : JHR_X_EIND;
    jhr_form_put(l, f, t);
    t.ref = starts[of];
    t.coef = -t.coef;
    jhr_form_put(l, f, t);
}

static void expand_days(struct jhr_lowering *l, struct jhr_form *f)
{
    for (const struct jhr_form_term *days; (days = find_days(f)) != NULL && !l->too_large;)
        replace_days(l, f, *days, false);
}

static bool sums_days(struct jhr_lowering *l, const struct jhr_form_term *t)
{
    struct jhr_form summed;
    if (t->kind != JHR_FT_LIST || t->ast->kind != JHR_N_E_SUM)
        return false;
    jhr_form_of(l, t->ast->child, &summed);
    return find_days(&summed) != NULL;
}

/* More than one length in it: then two that are endless are equal. */
static bool compares_lengths(struct jhr_lowering *l, const struct jhr_form *f)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->t.n; i++)
        n += f->t.v[i].kind == JHR_FT_DAYS || sums_days(l, &f->t.v[i]);
    return n > 1;
}

/* ---- from a form to a sum ---- */

/* Which indications a sum is about. */
enum which { ALL, CLOSED, OPEN };

static void list_term(struct jhr_lowering *l, const struct jhr_form_term *ft, struct volume v,
                      enum which which, struct jhr_sum *s);

static void term_lower(struct jhr_lowering *l, const struct jhr_form_term *ft, struct volume v,
                       struct jhr_sum *s)
{
    int64_t scale = v.scaled ? JHR_OMVANG_SCALE : 1;
    struct jhr_ir_term t = {.coef = jhr_times(l, ft->coef, scale), .col = ft->ref};
    switch ((enum jhr_form_kind)ft->kind) {
    case JHR_FT_COL:
        t.kind = JHR_IR_COL;
        break;
    case JHR_FT_MONTH:
        t.kind = JHR_IR_MONTH;
        t.shift = ft->shift;
        break;
    case JHR_FT_WORKDAY:
        t.kind = JHR_IR_WORKDAY;
        t.shift = ft->shift;
        break;
    case JHR_FT_WORKDAYS:
        t.kind = JHR_IR_WORKDAYS;
        t.shift = ft->shift;
        break;
    case JHR_FT_TABLE:
        t.kind = JHR_IR_TABLE;
        break;
    case JHR_FT_VOL:
        t.kind = JHR_IR_COL;
        t.coef = ft->coef;
        t.col = volume_column(v.cls, ft->ref == 1);
        break;
    case JHR_FT_LIST:
        if (v.apart && sums_days(l, ft)) {
            list_term(l, ft, v, CLOSED, s);
            list_term(l, ft, v, OPEN, s);
        } else {
            list_term(l, ft, v, ALL, s);
        }
        return;
    case JHR_FT_DAYS:
    case JHR_FT_PER_WEEK:
    case JHR_FT_CONST:
    case JHR_FT_ONE:
        jhr_lower_fault(l, JHR_NO_SPAN, "a term that should be gone");
        break;
    }
    jhr_sum_put(l, s, t);
}

static void not_over_list(struct jhr_lowering *l, const struct jhr_node *ast)
{
    jhr_diag_add(l->ds, JHR_D_SUM_OVER_LIST, ast->child->span);
    l->told = true;
}

/* What is summed over a list. */
static void list_sum(struct jhr_lowering *l, const struct jhr_node *ast, struct volume v,
                     enum which which, struct jhr_ir_term *t)
{
    struct jhr_form f;
    struct jhr_sum s = {0};
    jhr_form_of(l, ast->child, &f);
    struct volume inner = {f.cls == JHR_C_VOL ? v.cls : f.cls, has_volume(&f), false};
    if (which == OPEN && find_days(&f) != NULL)
        replace_days(l, &f, *find_days(&f), true);
    expand_days(l, &f);
    for (uint32_t i = 0; i < f.t.n; i++) {
        if (f.t.v[i].kind == JHR_FT_CONST || f.t.v[i].kind == JHR_FT_PER_WEEK ||
            f.t.v[i].cst != JHR_NONE || f.t.v[i].priced) {
            not_over_list(l, ast);
            return;
        }
        term_lower(l, &f.t.v[i], inner, &s);
    }
    if (f.months != 0)
        not_over_list(l, ast);
    jhr_sum_tidy(&s);
    t->constant = jhr_times(l, f.k, inner.scaled ? JHR_OMVANG_SCALE : 1);
    t->n = s.t.n;
    t->first = jhr_sum_store(l, &s);
}

static void list_term(struct jhr_lowering *l, const struct jhr_form_term *ft, struct volume v,
                      enum which which, struct jhr_sum *s)
{
    const struct jhr_node *ast = ft->ast;
    bool sum = ast->kind == JHR_N_E_SUM;
    const struct jhr_node *cond = sum ? ast->child->next : ast->child;
    struct jhr_ir_term t = {.kind = JHR_IR_LIST, .coef = ft->coef};
    struct jhr_form summed;
    t.list = ast->op == JHR_OP_EERDERE ? JHR_LIST_EERDERE : JHR_LIST_LOPENDE;
    t.each = sum ? JHR_EACH_SUM : JHR_EACH_COUNT;
    t.cond = cond != NULL ? jhr_lower_cond(l, cond) : jhr_ir_const(l->ir, JHR_YES, ast->span);
    if (which != ALL) {
        uint32_t open = is_open(l, true, ast->span);
        t.cond = jhr_ir_both(l->ir, JHR_IR_AND, which == OPEN ? open : jhr_ir_not(l->ir, open),
                             t.cond, ast->span);
    }
    if (sum) {
        jhr_form_of(l, ast->child, &summed);
        list_sum(l, ast, v, which, &t);
    }
    if (v.scaled && !(sum && has_volume(&summed))) /* a volume is scaled itself */
        t.coef = jhr_times(l, t.coef, JHR_OMVANG_SCALE);
    jhr_sum_put(l, s, t);
}

/* `40 uur per week` over the period: 40 uur * days / 7. Beside a period without an end any total is
 * less than that. */
static void expand_weeks(struct jhr_lowering *l, struct jhr_form *f)
{
    bool own = false, item = false;
    int64_t per_week = 0;
    for (uint32_t i = 0; i < f->t.n; i++) {
        const struct jhr_form_term *t = &f->t.v[i];
        own = own || (t->kind == JHR_FT_VOL && t->ref == 0);
        item = item || (t->kind == JHR_FT_VOL && t->ref == 1);
        if (t->kind == JHR_FT_PER_WEEK)
            per_week = t->coef;
    }
    bool of_item = item && !own;
    if (per_week == 0)
        return;
    struct jhr_form_term t = {.kind = JHR_FT_PER_WEEK, .cst = JHR_NONE, .coef = -per_week};
    jhr_form_put(l, f, t);
    for (uint32_t i = 0; i < f->t.n; i++)
        f->t.v[i].coef = jhr_times(l, f->t.v[i].coef, 7);
    f->k = jhr_times(l, f->k, 7);
    t = (struct jhr_form_term){.kind = JHR_FT_COL, .cst = JHR_NONE, .coef = per_week};
    t.ref = of_item ? JHR_X_ITEM_EIND : JHR_X_EIND;
    jhr_form_put(l, f, t);
    t.ref = of_item ? JHR_X_ITEM_START : JHR_X_START;
    t.coef = -per_week;
    jhr_form_put(l, f, t);
    f->k = jhr_plus(l, f->k, per_week);
}

/* Months beside days: a - b - N months <op> 0 says a <op> b + N months. */
static bool bind_months(struct jhr_lowering *l, struct jhr_form *f, struct jhr_span span,
                        bool *turned)
{
    *turned = f->months > 0;
    if (f->months == 0)
        return true;
    if (*turned)
        jhr_form_scale(l, f, -1, 1);
    struct jhr_form_term *from = NULL;
    uint32_t negative = 0;
    for (uint32_t i = 0; i < f->t.n; i++) {
        if (f->t.v[i].coef > 0)
            continue;
        from = &f->t.v[i];
        negative++;
    }
    if (negative != 1 || from->kind != JHR_FT_COL || from->coef != -f->den ||
        f->months % f->den != 0) {
        jhr_diag_add(l->ds, JHR_D_CALENDAR_SUM, span);
        return false;
    }
    int64_t months = -f->months / f->den;
    if (months > JHR_MONTHS_MOST) {
        l->too_large = true;
        return false;
    }
    from->kind = JHR_FT_MONTH;
    from->shift = (int32_t)months;
    f->months = 0;
    return true;
}

static struct jhr_limits limits_of(enum jhr_op op, int64_t k, bool turned)
{
    struct jhr_limits r = {-JHR_IR_LIMIT, JHR_IR_LIMIT};
    bool less = op == JHR_OP_LT || op == JHR_OP_LE;
    if (op == JHR_OP_IS || op == JHR_OP_IS_NOT) {
        r.lo = r.hi = -k;
    } else if (less != turned) {
        r.hi = op == JHR_OP_LE || op == JHR_OP_GE ? -k : -k - 1;
    } else {
        r.lo = op == JHR_OP_LE || op == JHR_OP_GE ? -k : -k + 1;
    }
    return r;
}

static bool product_norm_other(const struct jhr_product *p, uint32_t cls)
{
    return p->norm_n > 0 && jhr_class_of(p->norm_unit) != cls;
}

/* `normomvang > 40 uur` has no answer for a product whose norm counts etmalen. */
static uint32_t guard_norm(struct jhr_lowering *l, const struct jhr_form *f, uint32_t cls,
                           uint32_t node, struct jhr_span span)
{
    bool norm = false;
    for (uint32_t i = 0; i < f->t.n; i++)
        norm = norm || (f->t.v[i].kind == JHR_FT_TABLE && f->t.v[i].ref == JHR_TABLE_NORM);
    if (!norm || cls < JHR_C_MINUTE || cls > JHR_C_STUK)
        return node;
    uint32_t *set = &l->set_norm_other[cls - JHR_C_MINUTE];
    if (*set == JHR_NOT_MADE)
        *set = jhr_lower_set(l, "norm in een andere eenheid", product_norm_other, cls);
    if (*set == JHR_NONE)
        return node;
    uint32_t other = jhr_lower_in(l, JHR_X_PRODUCT, *set, span);
    uint32_t here = jhr_ir_both(l->ir, JHR_IR_AND, jhr_ir_not(l->ir, other), node, span);
    uint32_t there =
        jhr_ir_both(l->ir, JHR_IR_AND, other, jhr_ir_const(l->ir, JHR_UNKNOWN, span), span);
    return jhr_ir_both(l->ir, JHR_IR_OR, here, there, span);
}

static struct volume volume_of(struct jhr_lowering *l, const struct jhr_form *f)
{
    struct volume v = {f->cls, has_volume(f), false};
    for (uint32_t i = 0; i < f->t.n && !v.scaled; i++) {
        const struct jhr_form_term *t = &f->t.v[i];
        struct jhr_form summed;
        if (t->kind != JHR_FT_LIST || t->ast->kind != JHR_N_E_SUM)
            continue;
        jhr_form_of(l, t->ast->child, &summed);
        v.scaled = has_volume(&summed);
    }
    return v;
}

/* ---- comparisons ---- */

/* Everything twice, and the priced part in half cents: see jhr_price. The volume counts in `cls`.
 */
static uint32_t lower_price_of(struct jhr_lowering *l, const struct jhr_form *f, uint32_t cls,
                               enum jhr_op op, struct jhr_span span)
{
    struct volume volume = {(uint8_t)cls, true, false}, plain = {f->cls, false, false};
    struct jhr_ir_term price = {.kind = JHR_IR_PRICE, .coef = 1};
    struct jhr_sum s = {0}, inner = {0};
    if (f->volume != JHR_C_VOL && f->volume != cls) /* as many pieces have no price per hour */
        return jhr_ir_const(l->ir, JHR_UNKNOWN, span);
    for (uint32_t i = 0; i < f->t.n; i++) {
        struct jhr_form_term t = f->t.v[i];
        if (!t.priced) {
            t.coef = jhr_times(l, t.coef, 2);
            term_lower(l, &t, plain, &s);
        } else if (t.kind == JHR_FT_ONE) {
            price.constant = jhr_times(l, t.coef, JHR_OMVANG_SCALE);
        } else {
            term_lower(l, &t, volume, &inner);
        }
    }
    jhr_sum_tidy(&inner);
    price.n = inner.t.n;
    price.first = jhr_sum_store(l, &inner);
    jhr_sum_put(l, &s, price);
    uint32_t node = jhr_lower_sum(l, &s, limits_of(op, jhr_times(l, f->k, 2), false), span);
    if (op == JHR_OP_IS_NOT)
        node = jhr_ir_not(l->ir, node);
    return guard_norm(l, f, cls, node, span);
}

static bool product_tarief_in(const struct jhr_product *p, uint32_t cls)
{
    return p->tarief_n > 0 && jhr_class_of(p->tarief_unit) == cls;
}

/* A product without any tarief: what it would cost is unknown. */
static bool product_without_tarief(const struct jhr_product *p, uint32_t self)
{
    (void)self;
    return p->tarief_n == 0;
}

static uint32_t without_price(struct jhr_lowering *l, struct jhr_span span)
{
    if (l->set_no_tarief == JHR_NOT_MADE)
        l->set_no_tarief = jhr_lower_set(l, "geen tarief", product_without_tarief, 0);
    if (l->set_no_tarief == JHR_NONE)
        return jhr_ir_const(l->ir, JHR_NO, span);
    return jhr_ir_both(l->ir, JHR_IR_AND, jhr_lower_in(l, JHR_X_PRODUCT, l->set_no_tarief, span),
                       jhr_ir_const(l->ir, JHR_UNKNOWN, span), span);
}

/* A product's tarief is per hour, per etmaal or per piece, and its volume counts so too. */
static uint32_t lower_price(struct jhr_lowering *l, const struct jhr_form *f, enum jhr_op op,
                            struct jhr_span span)
{
    static const char *const names[] = {"tarief per uur", "tarief per etmaal", "tarief per stuk"};
    uint32_t mark = jhr_ir_mark(l->ir);
    for (uint32_t cls = JHR_C_MINUTE; cls <= JHR_C_STUK; cls++) {
        uint32_t *set = &l->set_tarief[cls - JHR_C_MINUTE];
        if (*set == JHR_NOT_MADE)
            *set = jhr_lower_set(l, names[cls - JHR_C_MINUTE], product_tarief_in, cls);
        if (*set == JHR_NONE)
            continue;
        uint32_t in = jhr_lower_in(l, JHR_X_PRODUCT, *set, span);
        uint32_t node = lower_price_of(l, f, cls, op, span);
        jhr_ir_push(l->ir, jhr_ir_both(l->ir, JHR_IR_AND, in, node, span));
    }
    uint32_t priced = jhr_ir_join(l->ir, JHR_IR_OR, mark, span);
    return jhr_ir_both(l->ir, JHR_IR_OR, priced, without_price(l, span), span);
}

static uint32_t lower_plain(struct jhr_lowering *l, struct jhr_form *f, enum jhr_op op, bool apart,
                            struct jhr_span span)
{
    bool turned;
    struct jhr_sum s = {0};
    if (f->volume != JHR_C_NONE)
        return lower_price(l, f, op, span);
    if (!bind_months(l, f, span, &turned))
        return jhr_ir_const(l->ir, JHR_UNKNOWN, span);
    expand_weeks(l, f);
    struct volume v = volume_of(l, f);
    v.apart = apart;
    for (uint32_t i = 0; i < f->t.n; i++)
        term_lower(l, &f->t.v[i], v, &s);
    int64_t k = jhr_times(l, f->k, v.scaled ? JHR_OMVANG_SCALE : 1);
    uint32_t node = jhr_lower_sum(l, &s, limits_of(op, k, turned), span);
    if (op == JHR_OP_IS_NOT)
        node = jhr_ir_not(l->ir, node);
    return guard_norm(l, f, f->cls, node, span);
}

/* Each length with an end and without one. */
static uint32_t lower_lengths(struct jhr_lowering *l, const struct jhr_form *f, enum jhr_op op,
                              struct jhr_span span)
{
    const struct jhr_form_term *days = find_days(f);
    struct jhr_form open, closed;
    jhr_form_copy(l, &open, f);
    if (days == NULL || l->too_large)
        return lower_plain(l, &open, op, true, span);
    jhr_form_copy(l, &closed, f);
    replace_days(l, &open, *days, true);
    replace_days(l, &closed, *days, false);
    return by_openness(l, days->ref == 1, lower_lengths(l, &open, op, span),
                       lower_lengths(l, &closed, op, span), span);
}

/* How often a date stands in the form, whatever was added to it. */
static int64_t times_of_date(const struct jhr_form *f, uint32_t col)
{
    int64_t coef = 0;
    for (uint32_t i = 0; i < f->t.n; i++)
        if ((f->t.v[i].kind == JHR_FT_COL || f->t.v[i].kind == JHR_FT_MONTH ||
             f->t.v[i].kind == JHR_FT_WORKDAY) &&
            f->t.v[i].ref == col)
            coef += f->t.v[i].coef;
    return coef;
}

/* `einddatum + 30 dagen <= ander.einddatum`: an open end moved is as open as it was. */
static uint32_t lower_ends(struct jhr_lowering *l, struct jhr_form *f, enum jhr_op op,
                           struct jhr_span span)
{
    int64_t own = times_of_date(f, JHR_X_EIND), item = times_of_date(f, JHR_X_ITEM_EIND);
    bool moved = own != 0 && own == -item && f->k != 0;
    bool equal = op == JHR_OP_IS || op == JHR_OP_LE || op == JHR_OP_GE;
    uint32_t node = lower_plain(l, f, op, false, span);
    if (!moved)
        return node;
    uint32_t both =
        jhr_ir_both(l->ir, JHR_IR_AND, is_open(l, false, span), is_open(l, true, span), span);
    uint32_t other = jhr_ir_not(l->ir, both);
    uint32_t open = jhr_ir_const(l->ir, equal ? JHR_YES : JHR_NO, span);
    return jhr_ir_both(l->ir, JHR_IR_OR, jhr_ir_both(l->ir, JHR_IR_AND, both, open, span),
                       jhr_ir_both(l->ir, JHR_IR_AND, other, node, span), span);
}

uint32_t jhr_lower_comparison(struct jhr_lowering *l, struct jhr_form *f, enum jhr_op op,
                              struct jhr_span span)
{
    if (compares_lengths(l, f))
        return lower_lengths(l, f, op, span);
    bool ends = find_days(f) == NULL;
    expand_days(l, f);
    return ends ? lower_ends(l, f, op, span) : lower_plain(l, f, op, false, span);
}

uint32_t jhr_lower_between(struct jhr_lowering *l, struct jhr_form *f, const struct jhr_form *width,
                           struct jhr_span span)
{
    struct jhr_sum s = {0};
    bool plain = f->months == 0 && width->months == 0 && width->t.n == 0 && f->cls == width->cls &&
                 f->volume == JHR_C_NONE;
    for (uint32_t i = 0; i < f->t.n; i++)
        plain = plain && f->t.v[i].kind != JHR_FT_CONST && f->t.v[i].kind != JHR_FT_PER_WEEK &&
                f->t.v[i].cst == JHR_NONE;
    if (!plain || l->too_large || compares_lengths(l, f))
        return JHR_NONE;
    expand_days(l, f);
    int64_t g = jhr_gcd(f->den, width->den), by = width->den / g;
    struct volume v = volume_of(l, f);
    int64_t scale = v.scaled ? JHR_OMVANG_SCALE : 1;
    for (uint32_t i = 0; i < f->t.n; i++) {
        f->t.v[i].coef = jhr_times(l, f->t.v[i].coef, by);
        term_lower(l, &f->t.v[i], v, &s);
    }
    int64_t k = jhr_times(l, jhr_times(l, f->k, by), scale);
    int64_t most = jhr_times(l, jhr_times(l, width->k, f->den / g), scale);
    uint32_t node = jhr_lower_sum(l, &s, (struct jhr_limits){-k, jhr_plus(l, most, -k)}, span);
    jhr_lower_too_large(l, span);
    return guard_norm(l, f, f->cls, node, span);
}

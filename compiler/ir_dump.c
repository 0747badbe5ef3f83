#include "compiler/ir.h"

#include "runtime/calendar.h"

struct dump {
    struct jhr_buf *out;
    const struct jhr_ir *ir;
};

static void indent(const struct dump *d, uint32_t depth)
{
    for (uint32_t i = 0; i < depth; i++)
        jhr_buf_z(d->out, "  ");
}

static void range(const struct dump *d, int64_t lo, int64_t hi)
{
    jhr_buf_char(d->out, ' ');
    jhr_buf_int(d->out, lo);
    jhr_buf_z(d->out, "..");
    jhr_buf_int(d->out, hi);
}

static const char *list_name(uint8_t list)
{
    return list == JHR_LIST_EERDERE ? "eerdere" : "lopende";
}

static struct jhr_str col_name(const struct dump *d, uint32_t col)
{
    return d->ir->cols.v[col].name;
}

struct jhr_str jhr_ir_set_name(const struct jhr_ir *ir, uint32_t set)
{
    uint32_t n = ir->model->sets_n;
    return set < n ? ir->model->sets[set].name : ir->sets.v[set - n].name;
}

/* ---- sets ---- */

static struct jhr_str member_name(const struct jhr_model *m, uint8_t kind, uint32_t index)
{
    if (kind == JHR_SET_PRODUCT)
        return m->producten[index].code;
    return kind == JHR_SET_GEMEENTE ? m->gemeenten[index].name : m->aanbieders[index];
}

static void period(const struct dump *d, int32_t from, int32_t to)
{
    if (from > JHR_YMD_FIRST) {
        jhr_buf_z(d->out, " vanaf ");
        jhr_buf_int(d->out, from);
    }
    if (to != JHR_YMD_NEVER) {
        jhr_buf_z(d->out, " tot ");
        jhr_buf_int(d->out, to);
    }
}

/* A named set by its name, a literal one by its members. */
static void set_dump(const struct dump *d, uint32_t set)
{
    const struct jhr_model *m = d->ir->model;
    struct jhr_str name = jhr_ir_set_name(d->ir, set);
    if (name.n > 0) {
        jhr_buf_str(d->out, name);
        return;
    }
    const struct jhr_set *s = &m->sets[set];
    jhr_buf_char(d->out, '{');
    for (uint32_t i = 0; i < s->n; i++) {
        jhr_buf_z(d->out, i == 0 ? " " : ", ");
        jhr_buf_str(d->out, member_name(m, s->kind, s->members[i].index));
        period(d, s->members[i].period.from, s->members[i].period.to);
    }
    jhr_buf_z(d->out, " }");
}

/* ---- atoms and nodes ---- */

static void node_dump(const struct dump *d, uint32_t node, uint32_t depth);

static void shift_dump(const struct dump *d, int32_t n, const char *unit)
{
    jhr_buf_fmt(d->out, " %c %d %s", n < 0 ? '-' : '+', n < 0 ? -n : n, unit);
}

static void terms_dump(const struct dump *d, uint32_t first, uint32_t n, uint32_t depth)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct jhr_ir_term *t = &d->ir->terms.v[first + i];
        indent(d, depth);
        jhr_buf_int(d->out, t->coef);
        jhr_buf_z(d->out, " * ");
        switch ((enum jhr_ir_term_kind)t->kind) {
        case JHR_IR_COL:
            jhr_buf_str(d->out, col_name(d, t->col));
            break;
        case JHR_IR_MONTH:
            jhr_buf_str(d->out, col_name(d, t->col));
            shift_dump(d, t->shift, "maanden");
            break;
        case JHR_IR_WORKDAY:
            jhr_buf_str(d->out, col_name(d, t->col));
            shift_dump(d, t->shift, "werkdagen");
            break;
        case JHR_IR_WORKDAYS:
            jhr_buf_z(d->out, "werkdagen t/m ");
            jhr_buf_str(d->out, col_name(d, t->col));
            if (t->shift != 0)
                shift_dump(d, t->shift, "dagen");
            break;
        case JHR_IR_PRICE:
            jhr_buf_z(d->out, "price");
            break;
        case JHR_IR_TABLE:
            jhr_buf_z(d->out, t->col == JHR_TABLE_NORM ? "norm" : "tarief");
            break;
        case JHR_IR_LIST:
            jhr_buf_fmt(d->out, "%s %s", t->each == JHR_EACH_SUM ? "sum" : "count",
                        list_name(t->list));
            break;
        }
        jhr_buf_char(d->out, '\n');
        if (t->kind == JHR_IR_LIST)
            node_dump(d, t->cond, depth + 1);
        terms_dump(d, t->first, t->n, depth + 1);
        if (t->constant != 0) {
            indent(d, depth + 1);
            jhr_buf_fmt(d->out, "%lld\n", (long long)t->constant);
        }
    }
}

static void mask_dump(const struct dump *d, const struct jhr_ir_atom *a)
{
    const struct jhr_model *m = d->ir->model;
    uint32_t feit = d->ir->cols.v[a->col].feit;
    const struct jhr_soort *s = &m->soorten[m->feiten[feit].soort];
    jhr_buf_z(d->out, "mask ");
    jhr_buf_str(d->out, col_name(d, a->col));
    jhr_buf_z(d->out, " {");
    for (uint32_t i = 0, n = 0; i < s->n; i++) {
        if ((a->bits >> i & 1) == 0)
            continue;
        jhr_buf_z(d->out, n++ == 0 ? " " : ", ");
        jhr_buf_str(d->out, s->waarden[i]);
    }
    jhr_buf_z(d->out, " }\n");
}

/* A range of a column whose values have names says the name. */
static bool named_value(const struct dump *d, const struct jhr_ir_atom *a)
{
    const struct jhr_model *m = d->ir->model;
    uint32_t feit = d->ir->cols.v[a->col].feit, v = (uint32_t)a->lo;
    struct jhr_str name = {"", 0};
    if (a->lo != a->hi || a->lo < 0)
        return false;
    if ((a->col == JHR_X_PRODUCT || a->col == JHR_X_ITEM_PRODUCT) && v < m->producten_n)
        name = m->producten[v].code;
    else if ((a->col == JHR_X_AANBIEDER || a->col == JHR_X_ITEM_AANBIEDER) && v < m->aanbieders_n)
        name = m->aanbieders[v];
    else if (feit != JHR_NONE && m->feiten[feit].type == JHR_T_GEMEENTE && v < m->gemeenten_n)
        name = m->gemeenten[v].name;
    if (name.n == 0)
        return false;
    jhr_buf_char(d->out, ' ');
    jhr_buf_str(d->out, name);
    return true;
}

static void atom_dump(const struct dump *d, const struct jhr_ir_atom *a, uint32_t depth)
{
    switch ((enum jhr_ir_atom_kind)a->kind) {
    case JHR_IR_FACT:
        jhr_buf_z(d->out, "fact ");
        jhr_buf_str(d->out, col_name(d, a->col));
        jhr_buf_char(d->out, '\n');
        break;
    case JHR_IR_RANGE:
        jhr_buf_z(d->out, "range ");
        jhr_buf_str(d->out, col_name(d, a->col));
        if (!named_value(d, a))
            range(d, a->lo, a->hi);
        jhr_buf_char(d->out, '\n');
        break;
    case JHR_IR_MASK:
        mask_dump(d, a);
        break;
    case JHR_IR_IN:
        jhr_buf_z(d->out, "in ");
        jhr_buf_str(d->out, col_name(d, a->col));
        jhr_buf_char(d->out, ' ');
        set_dump(d, a->set);
        jhr_buf_char(d->out, '\n');
        break;
    case JHR_IR_LINEAR:
        jhr_buf_z(d->out, "linear");
        range(d, a->lo, a->hi);
        jhr_buf_char(d->out, '\n');
        terms_dump(d, a->first, a->n, depth + 1);
        break;
    }
}

static void each_dump(const struct dump *d, const struct jhr_ir_node *n)
{
    static const char *const words[] = {[JHR_EACH_ANY] = "any",
                                        [JHR_EACH_ALL] = "all",
                                        [JHR_EACH_COUNT] = "count",
                                        [JHR_EACH_COVER] = "cover"};
    jhr_buf_fmt(d->out, "each %s %s", list_name(n->list), words[n->each]);
    if (n->each == JHR_EACH_COUNT)
        range(d, n->lo, n->hi);
}

static void node_dump(const struct dump *d, uint32_t node, uint32_t depth)
{
    static const char *const truths[] = {"no", "unknown", "yes"};
    const struct jhr_ir_node *n = &d->ir->nodes.v[node];
    indent(d, depth);
    switch ((enum jhr_ir_kind)n->kind) {
    case JHR_IR_CONST:
        jhr_buf_z(d->out, truths[n->ref]);
        break;
    case JHR_IR_ATOM:
        atom_dump(d, &d->ir->atoms.v[n->ref], depth);
        return;
    case JHR_IR_SLOT:
        jhr_buf_z(d->out, "slot ");
        jhr_buf_str(d->out, d->ir->slots.v[n->ref].name);
        break;
    case JHR_IR_CELL:
        jhr_buf_z(d->out, "cell ");
        jhr_buf_str(d->out, d->ir->model->stapelingen[n->ref].id);
        break;
    case JHR_IR_NOT:
        jhr_buf_z(d->out, "not");
        break;
    case JHR_IR_AND:
        jhr_buf_z(d->out, "and");
        break;
    case JHR_IR_OR:
        jhr_buf_z(d->out, "or");
        break;
    case JHR_IR_COUNT:
        jhr_buf_z(d->out, "count");
        range(d, n->lo, n->hi);
        break;
    case JHR_IR_EACH:
        each_dump(d, n);
        break;
    }
    jhr_buf_char(d->out, '\n');
    for (uint32_t i = 0; i < n->n; i++)
        node_dump(d, jhr_ir_kid(d->ir, node, i), depth + 1);
}

/* ---- the whole ---- */

static void cols_dump(const struct dump *d)
{
    for (uint32_t i = 0; i < d->ir->cols.n; i++) {
        const struct jhr_ir_col *c = &d->ir->cols.v[i];
        if (c->feit == JHR_NONE)
            continue; /* the built-in ones are always the same */
        jhr_buf_z(d->out, "column ");
        jhr_buf_str(d->out, c->name);
        if (c->bank == JHR_BANK_X)
            range(d, c->lowest, c->highest);
        jhr_buf_char(d->out, '\n');
    }
}

static void part_dump(const struct dump *d, const char *name, uint32_t node)
{
    if (node == JHR_NONE)
        return;
    jhr_buf_fmt(d->out, "  %s\n", name);
    node_dump(d, node, 2);
}

static void regel_dump(const struct dump *d, uint32_t index)
{
    const struct jhr_ir_regel *r = &d->ir->regels.v[index];
    static const char *const standen[] = {"vastgesteld", "voorgesteld", "onbeslist", "vervallen"};
    jhr_buf_z(d->out, "rule ");
    if (r->regel != JHR_NONE)
        jhr_buf_str(d->out, d->ir->model->regels[r->regel].id);
    else
        jhr_buf_z(d->out, index == d->ir->voor         ? "(voor)"
                          : index == d->ir->adviserend ? "(adviserend)"
                                                       : "(waarschuwing)");
    if (r->stand != JHR_S_VASTGESTELD)
        jhr_buf_fmt(d->out, " %s", standen[r->stand]);
    period(d, jhr_ymd_of_day(r->from), jhr_ymd_of_day(r->to));
    jhr_buf_char(d->out, '\n');
    part_dump(d, "voor", r->voor);
    part_dump(d, "test", r->test);
    part_dump(d, "tenzij", r->tenzij);
}

void jhr_ir_dump(struct jhr_buf *out, const struct jhr_ir *ir)
{
    struct dump d = {out, ir};
    cols_dump(&d);
    for (uint32_t i = 0; i < ir->slots.n; i++) {
        jhr_buf_z(out, "slot ");
        jhr_buf_str(out, ir->slots.v[i].name);
        jhr_buf_char(out, '\n');
        node_dump(&d, ir->slots.v[i].node, 1);
    }
    for (uint32_t i = 0; i < ir->regels.n; i++)
        regel_dump(&d, i);
}

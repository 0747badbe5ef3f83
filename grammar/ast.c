#include "grammar/ast.h"

struct jhr_node *jhr_node_new(struct jhr_arena *a, enum jhr_node_kind kind, struct jhr_span span)
{
    struct jhr_node *node = JHR_NEW(a, struct jhr_node);
    node->kind = (uint8_t)kind;
    node->span = node->name_span = span;
    return node;
}

struct jhr_node *jhr_node_add(struct jhr_node *parent, struct jhr_node *child)
{
    if (child == NULL)
        return parent;
    if (parent->last == NULL)
        parent->child = child;
    else
        parent->last->next = child;
    parent->last = child;
    return parent;
}

uint32_t jhr_node_count(const struct jhr_node *parent)
{
    uint32_t n = 0;
    for (const struct jhr_node *c = parent->child; c != NULL; c = c->next)
        n++;
    return n;
}

struct jhr_node *jhr_node_nth(const struct jhr_node *parent, uint32_t i)
{
    struct jhr_node *c = parent->child;
    while (c != NULL && i-- > 0)
        c = c->next;
    return c;
}

static struct jhr_node *first_of(struct jhr_node *c, enum jhr_node_kind kind)
{
    while (c != NULL && c->kind != kind)
        c = c->next;
    return c;
}

struct jhr_node *jhr_node_find(const struct jhr_node *parent, enum jhr_node_kind kind)
{
    return first_of(parent->child, kind);
}

struct jhr_node *jhr_node_find_next(const struct jhr_node *node)
{
    return first_of(node->next, (enum jhr_node_kind)node->kind);
}

/* ---- as text ---- */

const char *jhr_node_name(enum jhr_node_kind kind)
{
    static const char *const names[] = {
#define N(kind, name, holds) #kind,
#include "grammar/ast.def"
#undef N
    };
    return kind < JHR_N_COUNT_KINDS ? names[kind] : "?";
}

const char *jhr_op_name(enum jhr_op op)
{
    static const char *const names[] = {
        [JHR_OP_NONE] = "none",
        [JHR_OP_IS] = "is",
        [JHR_OP_IS_NOT] = "is niet",
        [JHR_OP_LT] = "<",
        [JHR_OP_LE] = "<=",
        [JHR_OP_GT] = ">",
        [JHR_OP_GE] = ">=",
        [JHR_OP_ALS] = "als",
        [JHR_OP_GELDT] = "geldt",
        [JHR_OP_LOPENDE] = "lopende",
        [JHR_OP_EERDERE] = "eerdere",
        [JHR_OP_LOWER] = "lager",
        [JHR_OP_HIGHER] = "hoger",
        [JHR_OP_TOTAAL] = "totaal",
        [JHR_OP_DAG] = "dag",
        [JHR_OP_WEEK] = "week",
        [JHR_OP_MAAND] = "maand",
        [JHR_CEL_LEEG] = "leeg",
        [JHR_CEL_JA] = "ja",
        [JHR_CEL_NEE] = "nee",
        [JHR_CEL_OPEN] = "?",
        [JHR_CEL_MITS] = "mits",
        [JHR_CEL_ONDERDEEL] = "onderdeel",
        [JHR_CEL_NAAM] = "naam",
        [JHR_UIT_TOELAATBAAR] = "toelaatbaar",
        [JHR_UIT_NIET_TOELAATBAAR] = "niet toelaatbaar",
        [JHR_UIT_ONBEPAALD] = "onbepaald",
        [JHR_UIT_STRIJDIG] = "strijdig",
        [JHR_UIT_BUITEN_REGELING] = "buiten regeling",
    };
    return (size_t)op < sizeof(names) / sizeof(*names) ? names[op] : "?";
}

static const char *unit_name(const struct jhr_node *node)
{
    static const char *const names[] = {"",    "jaar",   "maand",   "week",   "dag", "werkdag",
                                        "uur", "minuut", "dagdeel", "etmaal", "stuk"};
    return node->unit < sizeof(names) / sizeof(*names) ? names[node->unit] : "?";
}

static void put_flags(struct jhr_buf *out, unsigned flags)
{
    static const char *const names[] = {"title",   "paren",    "ordered", "inclusive",
                                        "negated", "per_week", "open",    "bad"};
    for (unsigned i = 0; i < 8; i++) {
        if ((flags >> i & 1) != 0)
            jhr_buf_fmt(out, " +%s", names[i]);
    }
}

static void put_node(struct jhr_buf *out, const struct jhr_node *node)
{
    jhr_buf_z(out, jhr_node_name((enum jhr_node_kind)node->kind));
    if (node->op != JHR_OP_NONE)
        jhr_buf_fmt(out, " (%s)", jhr_op_name((enum jhr_op)node->op));
    if (node->text.n > 0) {
        jhr_buf_char(out, ' ');
        jhr_buf_json(out, node->text);
    }
    if (node->num != 0 || node->num2 != 0)
        jhr_buf_fmt(out, " %lld", (long long)node->num);
    if (node->num2 != 0)
        jhr_buf_fmt(out, "..%lld", (long long)node->num2);
    if (node->scale != 0)
        jhr_buf_fmt(out, " /10^%u", (unsigned)node->scale);
    if (node->unit != JHR_U_NONE)
        jhr_buf_fmt(out, " %s", unit_name(node));
    put_flags(out, node->flags);
    jhr_buf_char(out, '\n');
}

static void dump(struct jhr_buf *out, const struct jhr_node *node, int indent)
{
    jhr_buf_fmt(out, "%*s", indent * 2, "");
    put_node(out, node);
    for (const struct jhr_node *c = node->child; c != NULL; c = c->next)
        dump(out, c, indent + 1);
}

void jhr_node_dump(struct jhr_buf *out, const struct jhr_node *node)
{
    dump(out, node, 0);
}

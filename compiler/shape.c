#include "compiler/resolve.h"

/* ---- `a en b of c`, `niet a en b`: two readings, so neither is chosen ---- */

static void operand_text(struct jhr_resolver *c, const struct jhr_node *n)
{
    struct jhr_str text = jhr_source_of(c, n);
    bool bare = (n->flags & JHR_NF_PAREN) != 0 && (text.n == 0 || text.p[0] != '(');
    jhr_buf_fmt(&c->text, bare ? "(%.*s)" : "%.*s", JHR_FMT(text));
}

static bool is_connective(const struct jhr_node *n)
{
    return (n->kind == JHR_N_E_AND || n->kind == JHR_N_E_OR) && (n->flags & JHR_NF_PAREN) == 0;
}

static const char *word(const struct jhr_node *n)
{
    return n->kind == JHR_N_E_AND ? " en " : " of ";
}

/* As the tree has it: the inner connectives in parentheses. */
static struct jhr_str as_read(struct jhr_resolver *c, const struct jhr_node *n)
{
    for (const struct jhr_node *k = n->child; k != NULL; k = k->next) {
        if (k != n->child)
            jhr_buf_z(&c->text, word(n));
        if (!is_connective(k)) {
            operand_text(c, k);
            continue;
        }
        jhr_buf_char(&c->text, '(');
        for (const struct jhr_node *m = k->child; m != NULL; m = m->next) {
            if (m != k->child)
                jhr_buf_z(&c->text, word(k));
            operand_text(c, m);
        }
        jhr_buf_char(&c->text, ')');
    }
    return jhr_text_take(c);
}

/* The other way: runs of the outer connective in parentheses. A run begins and ends at an inner
 * connective's last and first operand. */
static struct jhr_str other_way(struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_node *inner = n->child;
    while (inner != NULL && !is_connective(inner))
        inner = inner->next;
    const char *within = word(n), *between = inner != NULL ? word(inner) : within;
    bool open = false;
    for (const struct jhr_node *k = n->child; k != NULL; k = k->next) {
        bool list = is_connective(k);
        for (const struct jhr_node *m = list ? k->child : k; m != NULL; m = list ? m->next : NULL) {
            bool first = !list || m == k->child, last = !list || m->next == NULL;
            if (!first)
                jhr_buf_z(&c->text, between);
            else if (k != n->child)
                jhr_buf_z(&c->text, within);
            if (last && !open && k->next != NULL) {
                jhr_buf_char(&c->text, '(');
                open = true;
            }
            operand_text(c, m);
            if (open && ((first && !last) || k->next == NULL)) {
                jhr_buf_char(&c->text, ')');
                open = false;
            }
        }
    }
    return jhr_text_take(c);
}

/* True when reported. */
static bool mixed(struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_node *inner = n->child;
    while (inner != NULL && (!is_connective(inner) || inner->kind == n->kind))
        inner = inner->next;
    if (inner == NULL)
        return false;
    struct jhr_str one = as_read(c, n), two = other_way(c, n);
    jhr_diag_add2(c->ds, JHR_D_AND_OR_MIXED, n->span, one, two);
    return true;
}

static void negation(struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_node *k = n->child;
    while (k != NULL && k->next != NULL &&
           (k->kind != JHR_N_E_NOT || (k->flags & JHR_NF_PAREN) != 0 || k->child == NULL ||
            (k->child->flags & JHR_NF_PAREN) != 0))
        k = k->next;
    if (k == NULL || k->next == NULL)
        return;
    struct jhr_str a = jhr_source_of(c, k->child), b = jhr_source_of(c, k->next);
    struct jhr_str one = jhr_text(c, "(niet %.*s)%s%.*s", JHR_FMT(a), word(n), JHR_FMT(b));
    struct jhr_str two = jhr_text(c, "niet (%.*s%s%.*s)", JHR_FMT(a), word(n), JHR_FMT(b));
    jhr_diag_add2(c->ds, JHR_D_NOT_WITHOUT, jhr_span_join(k->span, k->next->span), one, two);
}

/* ---- `product in A en B`: a list that lost its braces ---- */

static const struct jhr_node *listed_left(const struct jhr_node *n)
{
    bool is = n->kind == JHR_N_E_CMP && (n->op == JHR_OP_IS || n->op == JHR_OP_IS_NOT);
    return (n->kind == JHR_N_E_IN || is) && (n->flags & JHR_NF_PAREN) == 0 && n->child != NULL &&
                   n->child->next != NULL && n->child->type != JHR_T_ERROR
               ? n->child
               : NULL;
}

static bool belongs_to(const struct jhr_resolver *c, const struct jhr_node *n,
                       const struct jhr_node *left)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    uint32_t kind = sym != NULL ? 1u << sym->kind : 0;
    switch ((int)left->type) {
    case JHR_T_SOORT:
        for (uint32_t i = 0; i < c->soorten.v[left->soort].n; i++) {
            if (jhr_str_eq(n->text, c->soorten.v[left->soort].waarden[i]))
                return true;
        }
        return false;
    case JHR_T_PRODUCT:
    case JHR_T_SEGMENT:
        return jhr_product_find(c, n) != NULL || (kind & JHR_KINDS_PRODUCTS) != 0;
    case JHR_T_GEMEENTE:
        return jhr_gemeente_find(c, n) != NULL || kind == 1u << JHR_SYM_GEBIED;
    case JHR_T_GETAL:
        return n->kind == JHR_N_E_NUMBER;
    case JHR_T_AANBIEDER:
        return n->kind == JHR_N_E_TEXT || kind == 1u << JHR_SYM_AANBIEDERS;
    default:
        return false;
    }
}

static bool is_item(const struct jhr_resolver *c, const struct jhr_node *n,
                    const struct jhr_node *left)
{
    bool plain = n->kind == JHR_N_E_NAME || n->kind == JHR_N_E_CODE || n->kind == JHR_N_E_TEXT ||
                 n->kind == JHR_N_E_NUMBER;
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (!plain || (n->flags & JHR_NF_PAREN) != 0 || jhr_builtin_of(n->text, false) >= 0)
        return false;
    if (n->kind == JHR_N_E_NAME && sym != NULL && (JHR_KINDS_OPERAND & (1u << sym->kind)) != 0)
        return false; /* a condition of its own */
    return belongs_to(c, n, left);
}

bool jhr_list_goes_on(const struct jhr_resolver *c, const struct jhr_node *n)
{
    return c->listed == n && listed_left(n) != NULL && is_item(c, n->next, n->child);
}

static void list(struct jhr_resolver *c, const struct jhr_node *test, const struct jhr_node *n)
{
    const struct jhr_node *left = test->child, *right = left->next;
    struct jhr_str rt = jhr_source_of(c, right), nt = jhr_source_of(c, n);
    bool not = test->op == JHR_OP_IS_NOT || (test->flags & JHR_NF_NEGATED) != 0;
    while (right->kind == JHR_N_E_SET && rt.n > 1 && (rt.p[0] == '{' || rt.p[0] == ' ')) {
        rt.p++;
        rt.n--;
    }
    while (right->kind == JHR_N_E_SET && rt.n > 0 &&
           (rt.p[rt.n - 1] == '}' || rt.p[rt.n - 1] == ' '))
        rt.n--;
    struct jhr_str better = jhr_text(c, "%.*s %s { %.*s, %.*s }", JHR_FMT(jhr_source_of(c, left)),
                                     not ? "niet in" : "in", JHR_FMT(rt), JHR_FMT(nt));
    struct jhr_diag *d =
        jhr_diag_add1(c->ds, JHR_D_LIST_NO_BRACES, jhr_span_join(test->span, n->span), nt);
    d->suggestion = better;
}

void jhr_connective(struct jhr_resolver *c, struct jhr_node *n)
{
    const struct jhr_node *test = NULL; /* the comparison that the operands so far continue */
    bool said = false, outer = c->shape_said, unclear = !outer && mixed(c, n);
    if (!outer && !unclear)
        negation(c, n);
    for (struct jhr_node *k = n->child; k != NULL; k = k->next) {
        if (test != NULL && is_item(c, k, test->child)) {
            if (!said)
                list(c, test, k);
            said = true;
            k->type = JHR_T_ERROR;
            continue;
        }
        c->shape_said = unclear && is_connective(k);
        c->listed = k->next != NULL ? k : NULL;
        jhr_condition(c, k);
        c->shape_said = false;
        test = listed_left(k) != NULL ? k : NULL;
        said = false;
    }
    n->type = JHR_T_JANEE;
}

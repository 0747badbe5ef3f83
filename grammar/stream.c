/*
 * The stream of tokens as the parser gets it: without trivia, with the ends of matrix rows, and
 * with the few words told apart that mean two things. One token of lookahead is enough for that.
 */
#include "grammar/tokens.h"

struct stream {
    struct jhr_parser *p;
    uint32_t cap;
    bool in_row;
    int before; /* kind of the last one */
};

static bool is_column_one(const struct jhr_parser *p, uint32_t i)
{
    return i == 0 || p->tokens.v[i - 1].kind == JHR_TRIVIA_NEWLINE ||
           p->tokens.v[i - 1].kind == JHR_TRIVIA_BOM;
}

static bool put(struct stream *s, int kind, uint32_t token, bool first_on_line, bool starts)
{
    struct jhr_parser *p = s->p;
    if (p->feeds == s->cap) {
        uint32_t cap = s->cap < 256 ? 256 : s->cap + s->cap / 2;
        struct jhr_feed *more = jhr_realloc(p->feed, (size_t)cap * sizeof(*more));
        if (more == NULL)
            return false;
        p->feed = more;
        s->cap = cap;
    }
    bool in_margin = first_on_line && is_column_one(p, token);
    p->feed[p->feeds++] =
        (struct jhr_feed){(uint16_t)kind, first_on_line, in_margin, starts, token};
    s->before = kind;
    return true;
}

/* The next token that is no trivia, or tokens.n. */
static uint32_t after(const struct jhr_parser *p, uint32_t i)
{
    do
        i++;
    while (i < p->tokens.n && p->tokens.v[i].trivia);
    return i;
}

static int kind_at(const struct jhr_parser *p, uint32_t i)
{
    return i < p->tokens.n ? p->tokens.v[i].kind : 0;
}

/* `product 54001 …` opens a statement; `product is 54001` does not. */
static bool opens_product(const struct jhr_parser *p, uint32_t i, bool first_on_line)
{
    uint32_t next = after(p, i);
    int kind = kind_at(p, next), then = kind_at(p, after(p, next));
    if (kind == TOK_NUMBER || kind == TOK_CODE)
        return true;
    if (kind == TOK_WORD)
        return first_on_line || then == TOK_TEXT || then == TOK_NUMBER;
    if (kind == TOK_TEXT)
        return first_on_line;
    if (jhr_token_is_free_word(kind) && then == TOK_TEXT)
        return true;
    bool is_operand = jhr_token_is_comparison(kind) || kind == TOK_IN || kind == TOK_NIET;
    return first_on_line && is_column_one(p, i) && !is_operand;
}

static bool opens_statement(const struct stream *s, uint32_t i, int kind, bool first_on_line)
{
    if ((s->before == TOK_DOT && !first_on_line) || s->before == TOK_MET ||
        s->before == TOK_ZONDER || s->before == TOK_BUITEN)
        return false;
    if (kind == TOK_PRODUCT || kind == TOK_SEGMENT)
        return opens_product(s->p, i, first_on_line);
    if (kind == TOK_SIGNAAL && (s->before == TOK_KRACHT || s->before == TOK_COMMA))
        return false;
    int next = kind_at(s->p, after(s->p, i));
    if (next == TOK_WORD || next == TOK_TEXT || jhr_token_is_free_word(next))
        return true;
    return first_on_line && is_column_one(s->p, i);
}

/* `||` where no row of a matrix is: the sign of another language. */
static bool is_double_bar(const struct stream *s, uint32_t i)
{
    return !s->in_row && kind_at(s->p, i + 1) == TOK_BAR;
}

static bool put_token(struct stream *s, uint32_t *i, bool first_on_line)
{
    struct jhr_parser *p = s->p;
    int kind = p->tokens.v[*i].kind;
    bool starts = false;
    if (kind == TOK_BAR && is_double_bar(s, *i) && !first_on_line) {
        struct jhr_span span = {p->file, p->tokens.v[*i].lo, p->tokens.v[*i + 1].hi};
        struct jhr_diag *d =
            jhr_diag_add2(p->diags, JHR_D_TEXT_SIGN, span, JHR_STR("||"), JHR_STR("of"));
        d->suggestion = JHR_STR("of");
        bool ok = put(s, TOK_OF, *i, false, false);
        ++*i;
        return ok;
    }
    if (kind == TOK_BAR && first_on_line) {
        s->in_row = true;
        kind = TOK_ROW;
    } else if (kind == TOK_PER && jhr_token_is_unit(kind_at(p, after(p, *i)))) {
        kind = TOK_PER_UNIT;
    } else if (jhr_token_is_statement(kind)) {
        starts = opens_statement(s, *i, kind, first_on_line);
        if (!starts && (kind == TOK_PRODUCT || kind == TOK_SEGMENT))
            kind = p->tokens.v[*i].kind = TOK_WORD;
    }
    return put(s, kind, *i, first_on_line, starts);
}

bool jhr_stream_make(struct jhr_parser *p)
{
    struct stream s = {.p = p};
    bool new_line = true, ok = true;
    for (uint32_t i = 0; i < p->tokens.n && ok; i++) {
        if (p->tokens.v[i].trivia) {
            new_line = new_line || p->tokens.v[i].kind == JHR_TRIVIA_NEWLINE;
            continue;
        }
        if (s.in_row && new_line) {
            ok = put(&s, TOK_ROW_END, i, false, false);
            s.in_row = false;
        }
        ok = ok && put_token(&s, &i, new_line);
        new_line = false;
    }
    if (ok && s.in_row)
        ok = put(&s, TOK_ROW_END, p->tokens.n, false, false);
    return ok && put(&s, TOK_YYEOF, p->tokens.n, true, true);
}

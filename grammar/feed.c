/* Feeds the push parser, one token that fits after another, and counts how deep they nest. */
#include "grammar/tokens.h"

#include "grammar/build.h"

/* Longest question to the parser: a repair of several closers, and the tokens after it. */
#define QUESTION 32u

struct jhr_loc jhr_gap_loc(const struct jhr_parser *p)
{
    if (p->previous == JHR_NO_FEED)
        return (struct jhr_loc){0, 0, 0, 0};
    uint32_t last = p->feed[p->previous].token;
    uint32_t at = p->tokens.v[last].hi;
    return (struct jhr_loc){at, at, last + 1, last};
}

struct jhr_loc jhr_feed_loc(const struct jhr_parser *p, uint32_t i)
{
    const struct jhr_feed *f = &p->feed[i];
    if (f->kind == TOK_ROW_END || f->kind == TOK_YYEOF)
        return jhr_gap_loc(p);
    const struct jhr_token *t = &p->tokens.v[f->token];
    return (struct jhr_loc){t->lo, t->hi, f->token, f->token};
}

struct jhr_str jhr_feed_text(const struct jhr_parser *p, uint32_t i)
{
    return jhr_loc_text(p, jhr_feed_loc(p, i));
}

bool jhr_feed_fits(const struct jhr_parser *p, const int *kinds, uint32_t n, uint32_t from,
                   uint32_t count)
{
    int question[QUESTION];
    bool is_open = p->is_open;
    uint32_t k = 0;
    for (uint32_t i = 0; i < n && k < QUESTION; i++) {
        is_open = kinds[i] == TOK_END ? false : is_open || jhr_token_is_statement(kinds[i]);
        question[k++] = kinds[i];
    }
    for (uint32_t i = from; i < from + count && i < p->feeds && k + 2 <= QUESTION; i++) {
        if (p->feed[i].starts && is_open)
            question[k++] = TOK_END;
        question[k++] = p->feed[i].kind;
        is_open = true;
    }
    return jhr_yy_fits(p, question, k);
}

/* ---- nesting ---- */

static bool goes_deeper(int kind)
{
    return kind == TOK_LPAREN || kind == TOK_LBRACE || kind == TOK_NIET || kind == TOK_MINUS ||
           kind == TOK_PLUS || kind == TOK_TIMES || kind == TOK_PERCENT || kind == TOK_BEHALVE;
}

bool jhr_feed_too_deep(const struct jhr_parser *p)
{
    return p->depth >= JHR_MAX_NESTING && goes_deeper(p->feed[p->at].kind);
}

static void nest(struct jhr_parser *p, int kind)
{
    uint32_t base = p->opens > 0 ? p->open[p->opens - 1].depth + 1 : 0;
    if (kind == TOK_LPAREN || kind == TOK_LBRACE) {
        if (p->opens < JHR_MAX_NESTING)
            p->open[p->opens++] =
                (struct jhr_bracket){p->feed[p->at].kind == kind ? p->at : JHR_NO_FEED, p->depth,
                                     kind == TOK_LPAREN ? TOK_RPAREN : TOK_RBRACE};
        p->depth++;
    } else if (kind == TOK_RPAREN || kind == TOK_RBRACE) {
        if (p->opens > 0)
            p->depth = p->open[--p->opens].depth;
    } else if (goes_deeper(kind)) {
        p->depth++;
    } else if (kind == TOK_EN || kind == TOK_OF || kind == TOK_COMMA || kind == TOK_BAR ||
               (kind >= TOK_ALLEEN && kind < TOK_OVER)) {
        p->depth = base;
    }
}

/* ---- pushing ---- */

void jhr_feed_push(struct jhr_parser *p, int kind, struct jhr_loc at)
{
    nest(p, kind);
    if (jhr_yy_push(p, kind, at) == 2)
        p->arena->out_of_memory = true;
    p->is_over = p->is_over || p->arena->out_of_memory;
}

void jhr_feed_end_statement(struct jhr_parser *p)
{
    if (p->is_open)
        jhr_feed_push(p, TOK_END, jhr_gap_loc(p));
    p->is_open = false;
    p->opens = p->depth = 0;
}

void jhr_feed_take(struct jhr_parser *p, int kind)
{
    struct jhr_feed *f = &p->feed[p->at];
    if (f->starts || (jhr_token_is_statement(kind) && f->kind == TOK_WORD))
        jhr_feed_end_statement(p);
    if (p->is_over)
        return;
    if (jhr_token_is_statement(kind) && !p->is_open)
        p->statement = p->at;
    if (kind != TOK_YYEOF)
        p->is_open = true;
    jhr_feed_push(p, kind, jhr_feed_loc(p, p->at));
    f->kind = (uint16_t)kind;
    if (kind == TOK_NUMBER || kind == TOK_MONEY || kind == TOK_DATE)
        jhr_notation_check_literal(p->diags, jhr_loc_span(p, jhr_feed_loc(p, p->at)),
                                   jhr_feed_text(p, p->at), kind);
    if (f->kind != TOK_ROW_END && f->kind != TOK_YYEOF)
        p->previous = p->at;
    p->at++;
}

void jhr_feed_skip(struct jhr_parser *p)
{
    if (p->feed[p->at].kind != TOK_ROW_END && p->feed[p->at].kind != TOK_YYEOF)
        p->previous = p->at;
    p->resumed = ++p->at;
}

void jhr_feed_all(struct jhr_parser *p)
{
    while (!p->is_over && p->at < p->feeds) {
        if (!jhr_feed_too_deep(p) && jhr_feed_fits(p, NULL, 0, p->at, 1))
            jhr_feed_take(p, p->feed[p->at].kind);
        else
            jhr_repair(p);
    }
}

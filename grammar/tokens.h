/* What kind of word a token is, and the notations that tokens.c reports. For this room only. */
#ifndef JHR_GRAMMAR_TOKENS_H
#define JHR_GRAMMAR_TOKENS_H

#include "grammar/lexer.h"
#include "grammar/parser.h"
#include "grammar/jhr.tab.h"

/* By the order of the tokens in jhr.y. */
static inline bool jhr_token_is_statement(int kind)
{
    return kind >= TOK_REGELING && kind <= TOK_BEWIJS;
}

/* Opens a clause and nothing else, or may be a name elsewhere. */
static inline bool jhr_token_is_clause(int kind)
{
    return kind >= TOK_ALLEEN && kind <= TOK_SALDO;
}

static inline bool jhr_token_is_free_word(int kind)
{
    return kind >= TOK_VERSIE && kind <= TOK_STUK;
}

static inline bool jhr_token_is_unit(int kind)
{
    return kind >= TOK_JAAR && kind <= TOK_STUK;
}

static inline bool jhr_token_is_keyword(int kind)
{
    return kind >= TOK_REGELING && kind <= TOK_JANEE;
}

/* The right side of a comparison follows it. */
static inline bool jhr_token_is_comparison(int kind)
{
    return kind == TOK_IS || kind == TOK_HOOGSTENS || kind == TOK_MINSTENS || kind == TOK_TUSSEN ||
           (kind >= TOK_LT && kind <= TOK_NE);
}

/* A value, a name or a closing sign: an operator may follow it. */
static inline bool jhr_token_ends_operand(int kind)
{
    return jhr_token_is_free_word(kind) || (kind >= TOK_WORD && kind <= TOK_DATE) ||
           kind == TOK_RPAREN || kind == TOK_RBRACE || kind == TOK_JA || kind == TOK_NEE ||
           kind == TOK_PERCENT;
}

/* Reports what is wrong with the notation of the token that was just read. */
void jhr_notation_check(struct jhr_diags *ds, uint32_t file, const struct jhr_lexer *lx, int kind);
/* Reports a number, an amount or a date that is none; only of one that stands where it belongs, so
 * that `versie 2027.1` is about the quotes and not about the point. */
void jhr_notation_check_literal(struct jhr_diags *ds, struct jhr_span span, struct jhr_str s,
                                int kind);
/* Bytes that are no text, and characters that cannot be seen; once for a file. */
void jhr_notation_check_file(struct jhr_diags *ds, uint32_t file, struct jhr_str text);

#endif

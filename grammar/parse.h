/*
 * From bytes to a tree. The lexer gives every byte of the file to a token, comments and blanks
 * included: joined, the tokens are the file. The parser is fed from that array and always returns
 * a tree; what it could not read is in ERROR nodes and in the diagnostics.
 */
#ifndef JHR_GRAMMAR_PARSE_H
#define JHR_GRAMMAR_PARSE_H

#include "base/diag.h"
#include "grammar/ast.h"

/* Limits, each with its reason. Passing one is a diagnostic, never a crash. */
#define JHR_MAX_FILE_BYTES  (32u << 20) /* offsets and token counts stay well inside 32 bits */
#define JHR_MAX_NESTING     200u        /* bounds every recursive walk of the tree */
#define JHR_MAX_TOKEN_BYTES 65535u      /* a text longer than a page of policy is a lost quote */

struct jhr_token {
    uint32_t lo, hi; /* bytes of the file */
    uint16_t kind;   /* bison's token number; trivia has its own numbers below zero-width */
    bool trivia;     /* blank, line end, comment, byte order mark */
};
struct jhr_tokens {
    struct jhr_token *v;
    uint32_t n;
};

/* Lexes the file `file` of ds->sources. Reports invalid UTF-8, NUL, overlong tokens. */
struct jhr_tokens jhr_lex(struct jhr_arena *a, struct jhr_diags *ds, uint32_t file);
/* One line a token: kind, place, text. */
void jhr_tokens_dump(struct jhr_buf *out, const struct jhr_sources *s, uint32_t file,
                     struct jhr_tokens tokens);

struct jhr_parsed {
    struct jhr_tokens tokens;
    struct jhr_node *file; /* FILE; never NULL while the arena has memory */
};
struct jhr_parsed jhr_parse(struct jhr_arena *a, struct jhr_diags *ds, uint32_t file);

#endif

/*
 * The scanner that flex makes of jhr.l, one token at a time over a buffer in memory. It decides
 * only what kind of token the next bytes are; meaning and messages are for tokens.c and parse.c.
 */
#ifndef JHR_GRAMMAR_LEXER_H
#define JHR_GRAMMAR_LEXER_H

#include "base/str.h"

/* Trivia and what the parser never sees; below the numbers of bison's tokens. */
enum jhr_trivia {
    JHR_TRIVIA_NONE,
    JHR_TRIVIA_BLANK,
    JHR_TRIVIA_NEWLINE,
    JHR_TRIVIA_COMMENT,
    JHR_TRIVIA_BOM,
    JHR_TRIVIA_JUNK, /* bytes and characters that mean nothing; reported, then skipped */
    JHR_TRIVIA_SEMICOLON,
    JHR_TRIVIA_COUNT
};

/* A token in a notation of another language: read as what was meant, and reported. */
enum jhr_wrong {
    JHR_WRONG_NOTHING,
    JHR_WRONG_SIGN,
    JHR_WRONG_CURLY,
    JHR_WRONG_APOSTROPHE,
    JHR_WRONG_OPEN_TEXT,
    JHR_WRONG_COMMENT,
    JHR_WRONG_SEMICOLON,
    JHR_WRONG_EURO,
    JHR_WRONG_EUR,
    JHR_WRONG_TM,
    JHR_WRONG_HYPHEN,
    JHR_WRONG_GLUED,
    JHR_WRONG_JUNK
};

/*
 * flex takes its few hundred bytes of state from `pool`, so that none of its allocations fails and
 * yy_fatal_error, which would end the process, is never reached: the buffer is whole and has its
 * two NULs, so there is nothing to refill and nothing to enlarge, and every byte matches a rule.
 */
struct jhr_lexer {
    const char *text; /* the file: n bytes */
    char *bytes;      /* a copy and two NULs; the scanner writes in it */
    uint32_t n;
    uint32_t lo, hi;      /* the token; hi at the start: where to begin */
    enum jhr_wrong wrong; /* of the token */
    bool no_comment_end;  /* no closing sign of a comment follows */
    void *scanner;        /* flex's */
    uint32_t used;        /* of pool */
    _Alignas(16) char pool[1024];
};

void jhr_lexer_start(struct jhr_lexer *lx); /* after text, bytes, n and hi are set */
int jhr_lexer_next(struct jhr_lexer *lx);   /* kind of the next token; 0 at the end */

#endif

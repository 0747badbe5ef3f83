/*
 * What the parser of jhr.y, the constructors that its actions call, and the feeder share. For the
 * files of this room only.
 */
#ifndef JHR_GRAMMAR_PARSER_H
#define JHR_GRAMMAR_PARSER_H

#include "grammar/parse.h"

/* Where a symbol stands: bytes of the file and indexes of tokens, the last included. An empty
 * symbol stands after the one before it: lo == hi, first == last + 1. */
struct jhr_loc {
    uint32_t lo, hi;
    uint32_t first, last;
};

/* Nodes in the order of the file, not yet children of anything. */
struct jhr_list {
    struct jhr_node *first, *last;
};

/* A token as the parser gets it. The kind may differ from the lexer's (`product` as a name), and
 * two have no text: the end of a row and the end of the file. */
struct jhr_feed {
    uint16_t kind;
    bool first_on_line;
    bool in_margin; /* and nothing before it on its line, not even a blank */
    bool starts;    /* a statement: the one before it ends here */
    uint32_t token; /* index; of one without a text: of the token that follows it */
};

struct jhr_bracket {
    uint32_t feed;  /* index in the stream, or JHR_NO_FEED when it was not in the file */
    uint32_t depth; /* of nesting when it was opened */
    int closer;     /* kind of the token that closes it */
};

struct jhr_parser {
    struct jhr_arena *arena;
    struct jhr_diags *diags;
    uint32_t file; /* in the source set */
    struct jhr_str text;
    struct jhr_tokens tokens;
    struct jhr_node *root;

    void *state; /* bison's yypstate */
    struct jhr_feed *feed;
    uint32_t feeds;
    uint32_t at;        /* the feed that the parser gets next */
    uint32_t previous;  /* the feed that it got last; JHR_NO_FEED before the first */
    uint32_t statement; /* the feed that opened the statement we are in, or JHR_NO_FEED */
    uint32_t gave_up;   /* the feed at which the last skipping began, or JHR_NO_FEED */
    uint32_t resumed;   /* the first feed after what was skipped last */
    bool is_open;       /* a statement, or what is skipped in its place, is begun and not ended */
    bool is_over;       /* out of memory, or too many errors: nothing more is read */
    uint32_t errors;

    struct jhr_bracket open[JHR_MAX_NESTING];
    uint32_t opens, depth;
    struct jhr_node *error; /* the node that the tokens now skipped belong to */
};

#define JHR_NO_FEED UINT32_MAX

/* Errors after which the rest of the file is left unread: it is not a rule file, or nobody reads
 * on. Half of what is kept, so that the report of it is kept too. */
#define JHR_MAX_SYNTAX_ERRORS (JHR_DIAG_MAX / 2)

/* In stream.c: makes p->feed of p->tokens. False: no memory. */
bool jhr_stream_make(struct jhr_parser *p);

/* In feed.c. */
struct jhr_loc jhr_feed_loc(const struct jhr_parser *p, uint32_t i);
struct jhr_loc jhr_gap_loc(const struct jhr_parser *p); /* just after the previous token */
struct jhr_str jhr_feed_text(const struct jhr_parser *p, uint32_t i);
/* Do these kinds fit, and after them `count` tokens of the stream from `from` on? */
bool jhr_feed_fits(const struct jhr_parser *p, const int *kinds, uint32_t n, uint32_t from,
                   uint32_t count);
void jhr_feed_push(struct jhr_parser *p, int kind, struct jhr_loc at);
void jhr_feed_take(struct jhr_parser *p, int kind); /* the next one, as if it were of this kind */
bool jhr_feed_too_deep(const struct jhr_parser *p); /* with the next one */
void jhr_feed_end_statement(struct jhr_parser *p);
void jhr_feed_skip(struct jhr_parser *p); /* the next one, unseen by the parser */
void jhr_feed_all(struct jhr_parser *p);

/* In repair.c: the next token does not fit. Reports it, and goes on past it or repairs. */
void jhr_repair(struct jhr_parser *p);
/* In messages.c. */
void jhr_report_expected(struct jhr_parser *p);
const char *jhr_token_shown(int kind);
/* In clauses.c: "`voor`, `alleen als`, …", the clauses of a statement, at most `most`. */
void jhr_clauses_put(struct jhr_buf *out, int statement_token, uint32_t most);
/* The words that may follow this token, likewise; false when it is no such token. */
bool jhr_choices_put(struct jhr_buf *out, int clause_token);

#endif

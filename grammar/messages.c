/*
 * What was expected, in words of the language. The parser is asked which tokens fit; the answer is
 * named as one construct, or as a few keywords. The caret stands on the token that does not fit,
 * or after the previous one when the line, the statement or the file ended too soon.
 */
#include "grammar/tokens.h"

#include "grammar/build.h"

const char *jhr_token_shown(int kind)
{
    return kind == TOK_PER_UNIT ? "per" : jhr_yy_name(kind);
}

/* The token before, as it is quoted in a message: a long text only as a text. */
static struct jhr_str previous_text(const struct jhr_parser *p)
{
    struct jhr_str s = jhr_feed_text(p, p->previous);
    return p->feed[p->previous].kind == TOK_TEXT && s.n > 40 ? JHR_STR("\"…\"") : s;
}

static bool fits(const struct jhr_parser *p, int kind)
{
    return jhr_yy_fits(p, &kind, 1);
}

/* Rows by what fits, first match; all of `has` fit, `not` does not (0: none). */
struct expected_row {
    enum jhr_diag_id id;
    int has[3], not ;
};

static const struct expected_row expected_rows[] = {
    {JHR_D_SYN_EXPECT_ROW, {TOK_ROW, TOK_ROW, TOK_ROW}, TOK_END},
    {JHR_D_SYN_EXPECT_CONDITION, {TOK_NIET, TOK_LPAREN, TOK_WORD}, TOK_END},
    {JHR_D_SYN_EXPECT_VALUE, {TOK_LPAREN, TOK_WORD, TOK_NUMBER}, 0},
    {JHR_D_SYN_EXPECT_OPERAND, {TOK_LPAREN, TOK_WORD, TOK_WORD}, 0},
    {JHR_D_SYN_EXPECT_SET, {TOK_WORD, TOK_LBRACE, TOK_LBRACE}, 0},
    {JHR_D_SYN_EXPECT_TYPE, {TOK_JANEE, TOK_GETAL, TOK_WORD}, 0},
    {JHR_D_SYN_EXPECT_CELL, {TOK_MITS, TOK_ONDERDEEL, TOK_BAR}, 0},
    {JHR_D_SYN_EXPECT_VALUE, {TOK_WORD, TOK_JA, TOK_NUMBER}, TOK_END},
    {JHR_D_SYN_EXPECT_LIMIT, {TOK_WORD, TOK_MONEY, TOK_UNKNOWN}, 0},
    {JHR_D_SYN_EXPECT_PLACES, {TOK_WORD, TOK_NUMBER, TOK_UNKNOWN}, 0},
    {JHR_D_SYN_EXPECT_PRODUCT, {TOK_WORD, TOK_NUMBER, TOK_CODE}, 0},
    {JHR_D_SYN_EXPECT_OUTCOME, {TOK_TOELAATBAAR, TOK_STRIJDIG, TOK_ONBEPAALD}, TOK_WORD},
    {JHR_D_SYN_EXPECT_NAME, {TOK_WORD, TOK_WORD, TOK_WORD}, TOK_END},
    {JHR_D_SYN_EXPECT_AMOUNT, {TOK_NUMBER, TOK_MONEY, TOK_MONEY}, TOK_END},
    {JHR_D_SYN_EXPECT_NUMBER, {TOK_NUMBER, TOK_NUMBER, TOK_NUMBER}, TOK_END},
    {JHR_D_SYN_EXPECT_MONEY, {TOK_MONEY, TOK_MONEY, TOK_MONEY}, TOK_END},
    {JHR_D_SYN_EXPECT_TEXT, {TOK_TEXT, TOK_TEXT, TOK_TEXT}, TOK_END},
    {JHR_D_SYN_EXPECT_DATE, {TOK_DATE, TOK_DATE, TOK_DATE}, TOK_END},
    {JHR_D_SYN_UNFINISHED, {TOK_EN, TOK_PLUS, TOK_TIMES}, TOK_OF}, /* of `tussen` */
    {JHR_D_SYN_EXPECT_UNIT, {TOK_UUR, TOK_DAGDEEL, TOK_STUK}, TOK_END},
};

static const struct expected_row *find_row(const struct jhr_parser *p)
{
    for (size_t i = 0; i < sizeof(expected_rows) / sizeof(*expected_rows); i++) {
        const struct expected_row *row = &expected_rows[i];
        if (fits(p, row->has[0]) && fits(p, row->has[1]) && fits(p, row->has[2]) &&
            (row->not == 0 || !fits(p, row->not )))
            return row;
    }
    return NULL;
}

/* The keywords and signs that fit, in the order of the grammar: how many, or 0 when too many. */
static int put_words(struct jhr_buf *out, const struct jhr_parser *p)
{
    enum { MOST = 8 };
    int n = 0;
    for (int kind = TOK_REGELING; kind <= TOK_PER_UNIT; kind++) {
        if (!fits(p, kind))
            continue;
        if (++n > MOST)
            return 0;
        jhr_buf_fmt(out, "%s`%s`", n == 1 ? "" : ", ", jhr_token_shown(kind));
    }
    return n;
}

/* Where the caret stands. */
static struct jhr_span place(const struct jhr_parser *p)
{
    const struct jhr_feed *f = &p->feed[p->at];
    bool after = f->starts || f->first_on_line || f->kind == TOK_ROW_END;
    if (p->previous == JHR_NO_FEED)
        after = false;
    return jhr_loc_span(p, after ? jhr_gap_loc(p) : jhr_feed_loc(p, p->at));
}

/* `eis R01`: the statement that we are in. */
static struct jhr_str statement_text(const struct jhr_parser *p)
{
    uint32_t i = p->statement;
    if (i == JHR_NO_FEED)
        return JHR_STR("");
    struct jhr_loc loc = jhr_feed_loc(p, i);
    if (i + 1 < p->at && p->feed[i + 1].kind != TOK_TEXT && p->feed[i + 1].kind != TOK_YYEOF)
        loc = jhr_loc_join(loc, jhr_feed_loc(p, i + 1));
    return jhr_loc_text(p, loc);
}

/* A whole clause was read, and what follows is neither more of it nor the next. */
static void report_no_clause(struct jhr_parser *p)
{
    const struct jhr_feed *f = &p->feed[p->at];
    struct jhr_span span = jhr_loc_span(p, jhr_feed_loc(p, p->at));
    if (fits(p, TOK_TEXT) && !f->first_on_line) {
        jhr_diag_add1(p->diags, JHR_D_SYN_EXPECT_TEXT, span, previous_text(p));
        return;
    }
    struct jhr_buf clauses = {.max = 1024};
    int kind = p->statement == JHR_NO_FEED ? 0 : p->feed[p->statement].kind;
    jhr_clauses_put(&clauses, kind, 8);
    struct jhr_diag *d = jhr_diag_add2(p->diags, JHR_D_SYN_NO_CLAUSE, span, jhr_feed_text(p, p->at),
                                       statement_text(p));
    jhr_diag_arg(p->diags, d, jhr_buf_get(&clauses));
    jhr_buf_free(&clauses);
}

/* `per` without a unit: the caret stands on what comes instead. */
static bool report_per(struct jhr_parser *p)
{
    if (p->feed[p->at].kind != TOK_PER || !fits(p, TOK_PER_UNIT))
        return false;
    struct jhr_loc at = jhr_feed_loc(p, p->at + 1);
    if (p->feed[p->at + 1].kind == TOK_YYEOF)
        at = jhr_feed_loc(p, p->at);
    jhr_diag_add1(p->diags, JHR_D_SYN_EXPECT_UNIT, jhr_loc_span(p, at), JHR_STR("per"));
    return true;
}

/* A word that the clause's first word asks for, when that is one of a few. */
static bool put_choices(struct jhr_buf *out, const struct jhr_parser *p)
{
    int opener = p->feed[p->previous].kind;
    if (opener == TOK_DOOR && p->previous > 0)
        opener = p->feed[p->previous - 1].kind;
    return jhr_choices_put(out, opener);
}

/* One word fits; `quoted` is that word in its quotes. */
static void report_one_word(struct jhr_parser *p, struct jhr_span span, struct jhr_str quoted)
{
    struct jhr_str word = {quoted.p + 1, quoted.n - 2};
    jhr_diag_add2(p->diags, JHR_D_SYN_EXPECT_WORD, span, previous_text(p), word);
}

void jhr_report_expected(struct jhr_parser *p)
{
    struct jhr_span span = place(p);
    if (!p->is_open) {
        jhr_diag_add1(p->diags, JHR_D_SYN_EXPECT_STATEMENT, jhr_loc_span(p, jhr_feed_loc(p, p->at)),
                      jhr_feed_text(p, p->at));
        return;
    }
    if (report_per(p))
        return;
    struct jhr_str after = previous_text(p);
    const struct expected_row *row = find_row(p);
    struct jhr_buf words = {.max = 1024};
    int n;
    if (row != NULL && row->id == JHR_D_SYN_EXPECT_NAME && put_choices(&words, p))
        jhr_diag_add2(p->diags, JHR_D_SYN_EXPECT_WORDS, span, after, jhr_buf_get(&words));
    else if (row != NULL)
        jhr_diag_add2(p->diags, row->id, span, after, statement_text(p));
    else if (fits(p, TOK_END))
        report_no_clause(p);
    else if ((n = put_words(&words, p)) > 1)
        jhr_diag_add2(p->diags, JHR_D_SYN_EXPECT_WORDS, span, after, jhr_buf_get(&words));
    else if (n == 1)
        report_one_word(p, span, jhr_buf_get(&words));
    else
        jhr_diag_add2(p->diags, JHR_D_SYN_UNFINISHED, span, after, statement_text(p));
    jhr_buf_free(&words);
}

/*
 * What to do with a token that does not fit. Each repair is tried out first, together with the
 * tokens that follow: only one after which the file goes on is made, so that one mistake is one
 * message. If none will do, what is expected is said, and the parser skips to the next clause or
 * statement.
 */
#include "grammar/repair.h"

/* ---- brackets ---- */

static void label_opener(struct jhr_parser *p, struct jhr_diag *d, uint32_t open)
{
    if (p->open[open].feed != JHR_NO_FEED)
        jhr_diag_label(p->diags, d, jhr_loc_span(p, jhr_feed_loc(p, p->open[open].feed)),
                       JHR_L_OPENED_HERE, JHR_STR(""));
}

#define MOST_CLOSERS 12u

/* One closer or more before the next token. */
static bool repair_closers(struct jhr_parser *p)
{
    int closers[MOST_CLOSERS];
    uint32_t n = 0;
    while (n < p->opens && n < MOST_CLOSERS) {
        closers[n] = p->open[p->opens - 1 - n].closer;
        n++;
        if (jhr_feed_fits(p, closers, n, p->at, 1 + reach(p, p->at + 1, 1)))
            break;
        if (n == p->opens || n == MOST_CLOSERS)
            return false;
    }
    if (n == 0)
        return false;
    struct jhr_loc gap = jhr_gap_loc(p);
    if (n == 1 && p->open[p->opens - 1].feed == JHR_NO_FEED) { /* told when it was opened */
        jhr_feed_push(p, closers[0], gap);
        return true;
    }
    struct jhr_buf all = {.max = 64};
    for (uint32_t i = 0; i < n; i++)
        jhr_buf_z(&all, jhr_token_shown(closers[i]));
    struct jhr_diag *d =
        jhr_diag_add1(p->diags, JHR_D_SYN_MISSING_CLOSER, jhr_loc_span(p, gap), jhr_buf_get(&all));
    jhr_buf_free(&all);
    for (uint32_t i = 0; i < n; i++) {
        label_opener(p, d, p->opens - 1);
        jhr_feed_push(p, closers[i], gap);
    }
    return true;
}

/* The other closer than that of the bracket, or one too many. */
static bool repair_stray_closer(struct jhr_parser *p)
{
    int kind = next_feed(p)->kind;
    if (kind != TOK_RPAREN && kind != TOK_RBRACE)
        return false;
    if (p->opens > 0) {
        int closer = p->open[p->opens - 1].closer;
        if (closer == kind || !could_be(p, closer))
            return false;
        if (p->open[p->opens - 1].feed == JHR_NO_FEED) { /* told when it was opened */
            jhr_feed_take(p, closer);
            return true;
        }
        struct jhr_str meant = jhr_str_of(jhr_token_shown(closer));
        struct jhr_diag *d = jhr_diag_add2(p->diags, JHR_D_SYN_WRONG_BRACKET, here(p),
                                           jhr_feed_text(p, p->at), meant);
        d->suggestion = meant;
        label_opener(p, d, p->opens - 1);
        jhr_feed_take(p, closer);
        return true;
    }
    if (!jhr_feed_fits(p, NULL, 0, p->at + 1, 1))
        return false;
    jhr_diag_add1(p->diags, JHR_D_SYN_STRAY_CLOSER, here(p), jhr_feed_text(p, p->at));
    jhr_feed_skip(p);
    return true;
}

/* ---- something missing, something too many ---- */

/* Signs and words that stand in a fixed place; tried in this order. */
static const int insertable[] = {
    TOK_COMMA,      TOK_COLON,
    TOK_EQ,         TOK_ALS,
    TOK_VAN,        TOK_RANGE,
    TOK_BAR,        TOK_DOOR,
    TOK_MET,        TOK_IS,
    TOK_EEN,        TOK_LBRACE,
    TOK_VANAF,      TOK_VOOR,
    TOK_OVER,       TOK_PER_UNIT,
    TOK_PERCENT,    TOK_UIT,
    TOK_WAARVOOR,   TOK_EN,
    TOK_DOT,        TOK_EINDE,
    TOK_LOPENDE,    TOK_TOEGESTAAN,
    TOK_MOTIVERING, TOK_GECONTRACTEERD,
};

static void insert(struct jhr_parser *p, enum jhr_diag_id id, int kind)
{
    struct jhr_loc gap = jhr_gap_loc(p);
    jhr_diag_add2(p->diags, id, jhr_loc_span(p, gap), jhr_str_of(jhr_token_shown(kind)),
                  p->previous == JHR_NO_FEED ? JHR_STR("") : jhr_feed_text(p, p->previous));
    jhr_feed_push(p, kind, gap);
}

static bool in_braces(const struct jhr_parser *p)
{
    return p->opens > 0 && p->open[p->opens - 1].closer == TOK_RBRACE;
}

/* Bytes that mean nothing stood before the next token, and were reported. (A sign that cannot be
 * seen is only a warning: then an error is still to be told.) */
static bool is_told(const struct jhr_parser *p)
{
    uint32_t i = next_feed(p)->token;
    if (p->diags->count[JHR_ERROR] == 0)
        return false;
    while (i > 0 && p->tokens.v[i - 1].trivia) {
        int kind = p->tokens.v[--i].kind;
        if (kind == JHR_TRIVIA_JUNK || kind == JHR_TRIVIA_SEMICOLON)
            return true;
    }
    return false;
}

/* Two operands side by side. The file goes on as if `en` stood between them. */
static bool repair_operator(struct jhr_parser *p)
{
    if (!jhr_token_ends_operand(previous_kind(p)))
        return false;
    if (jhr_is_than(p, p->at) && could_be(p, TOK_OF) && jhr_report_other_before(p)) {
        jhr_feed_take(p, TOK_EN);
        return true;
    }
    if (!could_miss(p, TOK_OF))
        return false;
    struct jhr_loc gap = jhr_gap_loc(p);
    if (!jhr_report_other_before(p))
        jhr_diag_add2(p->diags, JHR_D_SYN_MISSING_OPERATOR, jhr_loc_span(p, gap),
                      jhr_feed_text(p, p->previous), jhr_feed_text(p, p->at));
    jhr_feed_push(p, TOK_EN, gap);
    return true;
}

/* Is this a word that, put here, would begin a clause instead of completing one? */
static bool opens_a_clause(const struct jhr_parser *p, int kind)
{
    int before = previous_kind(p), next = next_feed(p)->kind;
    switch (kind) {
    case TOK_LBRACE:
        return before == TOK_IN;
    case TOK_ALS:
        return before != TOK_ALLEEN && before != TOK_NOOIT && before != TOK_ADVISEREND;
    case TOK_VOOR:
        return p->previous == 0 || p->feed[p->previous - 1].kind != TOK_CONTRACT;
    case TOK_OVER:
        return next != TOK_LOPENDE && next != TOK_EERDERE;
    default:
        return false;
    }
}

static bool repair_missing(struct jhr_parser *p)
{
    if (p->previous == JHR_NO_FEED)
        return false;
    if (!(in_braces(p) && could_miss(p, TOK_COMMA)) && repair_operator(p))
        return true;
    for (size_t i = 0; i < sizeof(insertable) / sizeof(*insertable); i++) {
        int kind = insertable[i];
        bool is_name = jhr_token_is_free_word(kind) && fits_now(p, TOK_WORD);
        if (is_name || opens_a_clause(p, kind) || !could_miss(p, kind))
            continue;
        insert(p, JHR_D_SYN_MISSING, kind);
        return true;
    }
    return false;
}

/* Is this kind of token never taken for one too many here? */
static bool means_something(const struct jhr_parser *p, int kind)
{
    if ((kind >= TOK_WORD && kind <= TOK_DATE) || kind == TOK_ROW_END || kind == TOK_ROW ||
        kind == TOK_BAR || jhr_token_is_free_word(kind))
        return true;
    if (jhr_token_is_clause(kind) && next_feed(p)->first_on_line)
        return true;
    bool is_infix = jhr_token_is_comparison(kind) || kind == TOK_PLUS || kind == TOK_TIMES;
    return is_infix && !jhr_token_ends_operand(previous_kind(p)) && kind != previous_kind(p);
}

/* A sign or a word of ours that the file can do without. */
static bool repair_superfluous(struct jhr_parser *p)
{
    int kind = next_feed(p)->kind;
    uint32_t most = reach(p, p->at + 1, 2);
    if (next_feed(p)->starts || means_something(p, kind) ||
        !jhr_feed_fits(p, NULL, 0, p->at + 1, most > 1 ? most : 1))
        return false;
    jhr_diag_add1(p->diags, JHR_D_SYN_SUPERFLUOUS, here(p), jhr_feed_text(p, p->at));
    jhr_feed_skip(p);
    return true;
}

/* ---- comparisons that cannot stand where they stand ---- */

/* The token before the operand that ends at the previous one: a name, or `ander.` and a name. */
static int before_operand(const struct jhr_parser *p)
{
    uint32_t i = p->previous;
    if (i == JHR_NO_FEED || i == 0)
        return 0;
    if (i >= 3 && p->feed[i - 1].kind == TOK_DOT && p->feed[i - 2].kind == TOK_ANDER)
        i -= 2;
    return p->feed[i - 1].kind;
}

static bool report_comparison(struct jhr_parser *p)
{
    int before = before_operand(p);
    struct jhr_str sign = jhr_feed_text(p, p->at);
    if (next_feed(p)->kind == TOK_COMMA && before == TOK_IN && p->opens == 0) {
        jhr_diag_add(p->diags, JHR_D_SYN_BRACES, jhr_loc_span(p, jhr_feed_loc(p, p->previous)));
        return true;
    }
    if (!jhr_token_is_comparison(next_feed(p)->kind) && next_feed(p)->kind != TOK_IN)
        return false;
    if (!jhr_token_ends_operand(previous_kind(p)))
        return false;
    if (before == TOK_WAARVOOR || before == TOK_LOPENDE || before == TOK_EERDERE)
        jhr_diag_add1(p->diags, JHR_D_SYN_WAARVOOR, here(p), sign);
    else if (jhr_token_is_comparison(before) || before == TOK_IN)
        jhr_diag_add1(p->diags, JHR_D_SYN_CHAIN, here(p), sign);
    else
        return false;
    return true;
}

/* ---- giving up to the next place that can be read ---- */

/* Closes what can be closed, and gives up the rest. */
static void break_off(struct jhr_parser *p)
{
    if (fits_now(p, TOK_SKIP))
        jhr_feed_push(p, TOK_SKIP, jhr_gap_loc(p));
    else
        jhr_yy_recover(p, jhr_gap_loc(p));
    p->is_open = true;
    p->opens = p->depth = 0;
}

static bool can_resume(const struct jhr_parser *p)
{
    const struct jhr_feed *f = next_feed(p);
    bool opens =
        f->starts || f->kind == TOK_ROW || f->kind == TOK_ROW_END ||
        (jhr_token_is_clause(f->kind) && (f->first_on_line || !jhr_token_is_free_word(f->kind)));
    return opens && jhr_feed_fits(p, NULL, 0, p->at, 1);
}

static void skip_into_error(struct jhr_parser *p)
{
    jhr_feed_skip(p);
    struct jhr_loc loc = jhr_gap_loc(p);
    if (p->error != NULL) {
        p->error->span.hi = loc.hi;
        p->error->last_token = loc.last;
    }
}

static void give_up(struct jhr_parser *p)
{
    bool again = p->gave_up == p->at;
    p->gave_up = p->at;
    p->error = NULL;
    break_off(p);
    if (again && next_feed(p)->kind != TOK_YYEOF)
        skip_into_error(p);
    while (next_feed(p)->kind != TOK_YYEOF && !can_resume(p))
        skip_into_error(p);
}

/*
 * `alleen als` and on the next line `reden 7`: read as the name `reden`, which it may be elsewhere,
 * until the 7 came. What is missing is before it; the parser goes back and reads the clause.
 */
static bool repair_misread(struct jhr_parser *p)
{
    uint32_t word = p->previous;
    if (word == JHR_NO_FEED || word == 0 || word + 1 != p->at || p->gave_up == word ||
        p->resumed == word)
        return false;
    const struct jhr_feed *f = &p->feed[word];
    if (!f->first_on_line || !jhr_token_is_clause(f->kind) || !jhr_token_is_free_word(f->kind) ||
        next_feed(p)->first_on_line || jhr_token_ends_operand(p->feed[word - 1].kind))
        return false;
    p->previous = word - 1;
    p->at = p->gave_up = word;
    jhr_diag_add2(p->diags, JHR_D_SYN_EXPECT_BEFORE, jhr_loc_span(p, jhr_gap_loc(p)),
                  jhr_feed_text(p, word - 1), jhr_feed_text(p, word));
    break_off(p);
    return true;
}

static void report_nesting(struct jhr_parser *p)
{
    struct jhr_buf most = {.max = 16};
    jhr_buf_int(&most, JHR_MAX_NESTING);
    jhr_diag_add1(p->diags, JHR_D_SYN_NESTING, here(p), jhr_buf_get(&most));
    jhr_buf_free(&most);
    break_off(p);
    while (!next_feed(p)->starts)
        skip_into_error(p);
}

static void repair(struct jhr_parser *p)
{
    if (repair_misread(p) || jhr_repair_word(p))
        return;
    bool told = report_comparison(p);
    if (!told && next_feed(p)->in_margin && fits_now(p, TOK_END) && p->is_open)
        jhr_feed_end_statement(p); /* what stands in the margin is no part of what is above it */
    else if (!told && (repair_stray_closer(p) || repair_missing(p) || repair_closers(p) ||
                       repair_superfluous(p)))
        return;
    if (!told)
        jhr_report_expected(p);
    give_up(p);
}

void jhr_repair(struct jhr_parser *p)
{
    if (jhr_feed_too_deep(p)) {
        report_nesting(p);
        return;
    }
    if (++p->errors > JHR_MAX_SYNTAX_ERRORS) {
        jhr_diag_add(p->diags, JHR_D_SYN_TOO_MANY, here(p));
        p->is_over = true;
        return;
    }
    struct jhr_diags quiet = {.arena = p->arena, .list = {.n = JHR_DIAG_MAX}};
    struct jhr_diags *diags = p->diags;
    if (is_told(p))
        p->diags = &quiet;
    repair(p);
    p->diags = diags;
}

/* Notations that are not ours: each is one message with what to write instead. */
#include "grammar/tokens.h"

#include "base/text.h"
#include "grammar/literal.h"

#include <string.h>

/* What the token means in our notation; "" when its kind has no fixed text. */
static struct jhr_str meant_sign(int kind)
{
    const char *name = jhr_yy_name(kind);
    return kind == TOK_NE ? JHR_STR("is niet") : jhr_str_of(name);
}

static struct jhr_diag *report(struct jhr_diags *ds, enum jhr_diag_id id, struct jhr_span span,
                               struct jhr_str found, struct jhr_str meant)
{
    struct jhr_diag *d = jhr_diag_add2(ds, id, span, found, meant);
    if (meant.n > 0 && meant.n < JHR_DIAG_ARG_MAX)
        d->suggestion = jhr_arena_str(ds->arena, meant);
    return d;
}

/* ---- numbers, amounts and dates ---- */

/* The same number as it is written in Dutch: points and commas change places. */
static void put_dutch(struct jhr_buf *out, struct jhr_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        jhr_buf_char(out, s.p[i] == '.' ? ',' : s.p[i] == ',' ? '.' : s.p[i]);
}

/* The codes with a space after each comma. */
static void put_spaced(struct jhr_buf *out, struct jhr_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        jhr_buf_z(out, s.p[i] == ',' ? ", " : (char[]){s.p[i], '\0'});
}

static void report_literal(struct jhr_diags *ds, struct jhr_span span, struct jhr_str s,
                           enum jhr_literal e)
{
    struct jhr_buf meant = {.max = 256};
    switch (e) {
    case JHR_LIT_POINT:
        put_dutch(&meant, s);
        report(ds, JHR_D_TEXT_DECIMAL_POINT, span, s, jhr_buf_get(&meant));
        break;
    case JHR_LIT_CODES:
        put_spaced(&meant, s);
        report(ds, JHR_D_TEXT_CODES_JOINED, span, s, jhr_buf_get(&meant));
        break;
    case JHR_LIT_TOO_LONG:
        jhr_diag_add1(ds, JHR_D_TEXT_NUMBER_TOO_LONG, span, s);
        break;
    case JHR_LIT_CENTS:
        jhr_diag_add1(ds, JHR_D_TEXT_CENTS, span, s);
        break;
    case JHR_LIT_OK:
        break;
    case JHR_LIT_SHAPE:
    case JHR_LIT_SHORT_YEAR:
    case JHR_LIT_NOTATION:
    case JHR_LIT_NO_DATE:
    case JHR_LIT_FAR_DATE:
        jhr_diag_add1(ds, JHR_D_TEXT_NUMBER_SHAPE, span, s);
        break;
    }
    jhr_buf_free(&meant);
}

static void report_date(struct jhr_diags *ds, struct jhr_span span, struct jhr_str s)
{
    int32_t ymd;
    enum jhr_literal e = jhr_literal_date(s, &ymd);
    struct jhr_buf meant = {.max = 64};
    if (e == JHR_LIT_NO_DATE)
        jhr_diag_add1(ds, JHR_D_TIME_NO_SUCH_DATE, span, s);
    else if (e == JHR_LIT_FAR_DATE)
        jhr_diag_add1(ds, JHR_D_TIME_DATE_RANGE, span, s);
    else if (e != JHR_LIT_OK && ymd == 0)
        jhr_diag_add1(ds, JHR_D_TEXT_NO_DATE, span, s);
    else if (e != JHR_LIT_OK) {
        jhr_buf_fmt(&meant, "%d-%d-%d", (int)(ymd % 100), (int)(ymd / 100 % 100),
                    (int)(ymd / 10000));
        report(ds, JHR_D_TEXT_DATE_NOTATION, span, s, jhr_buf_get(&meant));
    }
    jhr_buf_free(&meant);
}

void jhr_notation_check_literal(struct jhr_diags *ds, struct jhr_span span, struct jhr_str s,
                                int kind)
{
    int64_t num;
    uint8_t scale;
    if (kind == TOK_NUMBER)
        report_literal(ds, span, s, jhr_literal_number(s, &num, &scale));
    else if (kind == TOK_MONEY && s.n > strlen("€"))
        report_literal(ds, span, s, jhr_literal_money(s, &num));
    else if (kind == TOK_DATE)
        report_date(ds, span, s);
}

/* ---- texts, words and signs ---- */

static void report_quotes(struct jhr_diags *ds, enum jhr_diag_id id, struct jhr_span span,
                          struct jhr_str s)
{
    struct jhr_buf meant = {.max = 256};
    struct jhr_str inner = jhr_literal_text(ds->arena, s);
    jhr_buf_char(&meant, '"');
    for (uint32_t i = 0; i < inner.n; i++)
        jhr_buf_z(&meant, inner.p[i] == '"' ? "\"\"" : (char[]){inner.p[i], '\0'});
    jhr_buf_char(&meant, '"');
    report(ds, id, span, s, meant.failed ? JHR_STR("") : jhr_buf_get(&meant));
    jhr_buf_free(&meant);
}

static void report_hyphens(struct jhr_diags *ds, struct jhr_span span, struct jhr_str s)
{
    struct jhr_buf meant = {.max = 256};
    for (uint32_t i = 0; i < s.n; i++)
        jhr_buf_char(&meant, s.p[i] == '-' ? '_' : s.p[i]);
    report(ds, JHR_D_TEXT_HYPHEN, span, s, jhr_buf_get(&meant));
    jhr_buf_free(&meant);
}

/* `EUR 5` and `5 euro` as `€ 5`. */
static void report_euro_word(struct jhr_diags *ds, struct jhr_span span, struct jhr_str s)
{
    struct jhr_buf meant = {.max = 256};
    jhr_buf_z(&meant, "€ ");
    for (uint32_t i = 0; i < s.n; i++) {
        if ((s.p[i] >= '0' && s.p[i] <= '9') || strchr(".,-", s.p[i]) != NULL)
            jhr_buf_char(&meant, s.p[i]);
    }
    report(ds, JHR_D_TEXT_EURO_WORD, span, s, jhr_buf_get(&meant));
    jhr_buf_free(&meant);
}

/* Quotes that never close: the caret shows where the text began. */
static void report_open_text(struct jhr_diags *ds, struct jhr_span span)
{
    struct jhr_span start = {span.file, span.lo, span.lo + 1};
    struct jhr_span end = {span.file, span.hi, span.hi};
    struct jhr_diag *d = jhr_diag_add(ds, JHR_D_TEXT_OPEN, start);
    jhr_diag_label(ds, d, end, JHR_L_TEXT_ENDS, JHR_STR(""));
}

static void report_unknown(struct jhr_diags *ds, struct jhr_span span, struct jhr_str s)
{
    uint32_t cp;
    jhr_text_next(s, 0, &cp);
    if (cp == JHR_TEXT_BAD || cp == 0 || (cp >= 0x80 && jhr_text_hidden(cp)))
        return; /* told for the file as a whole */
    jhr_diag_add1(ds, JHR_D_TEXT_UNKNOWN_SIGN, span, s);
}

void jhr_notation_check(struct jhr_diags *ds, uint32_t file, const struct jhr_lexer *lx, int kind)
{
    struct jhr_span span = {file, lx->lo, lx->hi};
    struct jhr_str s = {lx->text + lx->lo, lx->hi - lx->lo};
    if (s.n > JHR_MAX_TOKEN_BYTES && kind >= JHR_TRIVIA_COUNT)
        jhr_diag_add(ds, JHR_D_TEXT_TOKEN_TOO_LONG, (struct jhr_span){file, lx->lo, lx->lo});
    switch (lx->wrong) {
    case JHR_WRONG_NOTHING:
        break;
    case JHR_WRONG_SIGN:
        report(ds, JHR_D_TEXT_SIGN, span, s, meant_sign(kind));
        break;
    case JHR_WRONG_CURLY:
    case JHR_WRONG_APOSTROPHE:
        report_quotes(ds, JHR_D_TEXT_QUOTES, span, s);
        break;
    case JHR_WRONG_OPEN_TEXT:
        report_open_text(ds, span);
        break;
    case JHR_WRONG_COMMENT:
        jhr_diag_add1(ds, JHR_D_TEXT_COMMENT, (struct jhr_span){file, lx->lo, lx->lo + 2},
                      (struct jhr_str){s.p, 2});
        break;
    case JHR_WRONG_SEMICOLON:
        jhr_diag_add(ds, JHR_D_TEXT_SEMICOLON, span);
        break;
    case JHR_WRONG_EURO:
        jhr_diag_add(ds, JHR_D_TEXT_EURO_ALONE, span);
        break;
    case JHR_WRONG_EUR:
        report_euro_word(ds, span, s);
        break;
    case JHR_WRONG_TM:
        report(ds, JHR_D_TEXT_SIGN, span, s, JHR_STR("t/m"));
        break;
    case JHR_WRONG_HYPHEN:
        report_hyphens(ds, span, s);
        break;
    case JHR_WRONG_GLUED:
        jhr_diag_add1(ds, JHR_D_TEXT_UNIT_GLUED, (struct jhr_span){file, lx->hi, lx->hi}, s);
        break;
    case JHR_WRONG_JUNK:
        report_unknown(ds, span, s);
        break;
    }
}

/* ---- the file as a whole ---- */

static void report_invalid(struct jhr_diags *ds, uint32_t file, struct jhr_str text)
{
    bool told_nul = false, told_byte = false;
    for (uint32_t at = 0; at < text.n && !(told_nul && told_byte);) {
        struct jhr_str rest = {text.p + at, text.n - at};
        uint32_t bad = at + jhr_text_invalid(rest);
        if (bad >= text.n)
            break;
        struct jhr_span span = {file, bad, bad + 1};
        unsigned byte = (unsigned char)text.p[bad];
        struct jhr_buf hex = {.max = 16};
        jhr_buf_fmt(&hex, "0x%02X", byte);
        if (byte == 0 && !told_nul)
            jhr_diag_add(ds, JHR_D_TEXT_NUL, span);
        else if (byte != 0 && !told_byte)
            jhr_diag_add1(ds, JHR_D_TEXT_INVALID_UTF8, span, jhr_buf_get(&hex));
        told_nul = told_nul || byte == 0;
        told_byte = told_byte || byte != 0;
        jhr_buf_free(&hex);
        at = bad + 1;
    }
}

void jhr_notation_check_file(struct jhr_diags *ds, uint32_t file, struct jhr_str text)
{
    report_invalid(ds, file, text);
    uint32_t n, cp;
    for (uint32_t at = 0; at < text.n; at += n) {
        n = 1;
        if ((unsigned char)text.p[at] < 0x80)
            continue;
        n = jhr_text_next(text, at, &cp);
        if (cp == JHR_TEXT_BAD || !jhr_text_hidden(cp) || (cp == 0xfeff && at == 0))
            continue;
        struct jhr_buf name = {.max = 16};
        jhr_buf_fmt(&name, "U+%04X", (unsigned)cp);
        jhr_diag_add1(ds, JHR_D_TEXT_HIDDEN, (struct jhr_span){file, at, at + n},
                      jhr_buf_get(&name));
        jhr_buf_free(&name);
    }
}

#include "compiler/resolve.h"

#include "compiler/csv.h"
#include "grammar/literal.h"
#include "grammar/tokens.h"

#include <string.h>

/*
 * Tables from a spreadsheet. Each becomes the nodes that the same table would have had in the rule
 * file, with places in the CSV file: from there on nobody knows the difference.
 */

/* The table that a clause names by its path; false: something was reported. */
static bool load(struct jhr_resolver *c, const struct jhr_node *clause, struct jhr_csv *csv)
{
    struct jhr_str full = {"", 0}, text = {"", 0}, error = JHR_STR("geen bestand");
    struct jhr_str from = c->sources->files.v[clause->span.file]->path;
    if ((clause->flags & JHR_NF_BAD) != 0)
        return false;
    if (c->loader.load == NULL ||
        !c->loader.load(c->loader.self, from, clause->text, &full, &text, &error)) {
        jhr_diag_add2(c->ds, JHR_D_GEBRUIK_FAILED, jhr_name_span(clause), clause->text, error);
        return false;
    }
    uint32_t file = jhr_source_add(c->sources, full, text);
    return file != JHR_NO_FILE && jhr_csv_read(c->a, c->ds, c->sources, file, csv);
}

static struct jhr_node *node_of(struct jhr_resolver *c, enum jhr_node_kind kind,
                                const struct jhr_csv_cell *cell)
{
    struct jhr_node *n = jhr_node_new(c->a, kind, cell->span);
    n->name_span = cell->span;
    n->text = cell->text;
    return n;
}

static bool is_word(struct jhr_str s, const char *word)
{
    return jhr_str_eq_fold(s, jhr_str_of(word));
}

/* ---- matrix uit ---- */

/* Where the word after `mits` begins; 0: it is no such text. */
static uint32_t after_mits(struct jhr_str s)
{
    uint32_t i = 4;
    if (s.n < 6 || !is_word((struct jhr_str){s.p, 4}, "mits") || s.p[4] != ' ')
        return 0;
    while (i < s.n && s.p[i] == ' ')
        i++;
    return i;
}

/* `mits X`: the name after the word, and its place; empty: it is no such cell. */
static struct jhr_csv_cell mits_name(struct jhr_resolver *c, const struct jhr_csv_cell *cell)
{
    struct jhr_csv_cell name = {.span = cell->span};
    struct jhr_str written = jhr_source_text(c->sources, cell->span);
    uint32_t at = after_mits(cell->text);
    bool quoted = written.n > 1 && written.p[0] == '"';
    if (at == 0)
        return name;
    name.text = (struct jhr_str){cell->text.p + at, cell->text.n - at};
    if (quoted) /* its blanks may be inside the quotes: then the whole cell is the place */
        written = (struct jhr_str){written.p + 1, written.n - 2};
    if (after_mits(written) > 0) {
        name.span.lo += quoted + after_mits(written);
        name.span.hi -= quoted;
    }
    return name;
}

static void cell_value(struct jhr_resolver *c, const struct jhr_csv_cell *cell,
                       struct jhr_node *node)
{
    static const struct {
        const char *word;
        uint8_t op;
    } words[] = {{"", JHR_CEL_LEEG},
                 {"ja", JHR_CEL_JA},
                 {"nee", JHR_CEL_NEE},
                 {"?", JHR_CEL_OPEN},
                 {"onderdeel", JHR_CEL_ONDERDEEL}};
    struct jhr_csv_cell name = mits_name(c, cell);
    for (uint32_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (is_word(cell->text, words[i].word)) {
            node->op = words[i].op;
            return;
        }
    }
    if (name.text.n > 0) {
        node->op = JHR_CEL_MITS;
        jhr_node_add(node, node_of(c, JHR_N_E_NAME, &name));
        return;
    }
    struct jhr_near near;
    node->flags |= JHR_NF_BAD;
    jhr_near_init(&near, cell->text);
    for (uint32_t i = 1; i < sizeof(words) / sizeof(words[0]); i++)
        jhr_near_try(&near, jhr_str_of(words[i].word));
    jhr_diag_add1(c->ds, JHR_D_SYN_CELL, cell->span, cell->text)->suggestion = near.best;
}

static void cell_name(struct jhr_resolver *c, const struct jhr_csv_cell *cell,
                      struct jhr_node *node)
{
    node->op = JHR_CEL_NAAM;
    if (cell->text.n > 0)
        return;
    node->flags |= JHR_NF_BAD;
    jhr_diag_add1(c->ds, JHR_D_SYN_CELL_NAME, cell->span, cell->text);
}

const struct jhr_node *jhr_table_matrix(struct jhr_resolver *c, const struct jhr_node *clause)
{
    struct jhr_csv csv;
    if (!load(c, clause, &csv))
        return NULL;
    struct jhr_node *matrix = jhr_node_new(c->a, JHR_N_C_MATRIX, csv.rows[0].span);
    uint32_t width = csv.rows[0].n;
    while (width > 1 && csv.rows[0].cells[width - 1].text.n == 0)
        width--; /* a spreadsheet's empty columns on the right */
    for (uint32_t r = 0; r < csv.n && !c->a->out_of_memory; r++) {
        const struct jhr_csv_row *row = &csv.rows[r];
        struct jhr_node *line = jhr_node_new(c->a, JHR_N_ROW, row->span);
        jhr_node_add(matrix, line);
        for (uint32_t k = 0; k < row->n; k++) {
            struct jhr_node *cel = node_of(c, JHR_N_CEL, &row->cells[k]);
            if (k >= width && row->cells[k].text.n == 0)
                continue;
            jhr_node_add(line, cel);
            if (r == 0 ? k > 0 : k == 0)
                cell_name(c, &row->cells[k], cel);
            else if (r > 0)
                cell_value(c, &row->cells[k], cel);
        }
    }
    return matrix;
}

/* ---- plafond uit, plaatsen uit ---- */

enum column { WIE, WAARDE, VANAF, TOT, TOT_EN_MET, JAAR, TOELICHTING, COLUMNS };
static const struct {
    const char *word;
    enum column column;
} headings[] = {{"gemeente", WIE},          {"aanbieder", WIE},   {"plafond", WAARDE},
                {"bedrag", WAARDE},         {"plaatsen", WAARDE}, {"aantal", WAARDE},
                {"vanaf", VANAF},           {"tot", TOT},         {"t/m", TOT_EN_MET},
                {"tot en met", TOT_EN_MET}, {"jaar", JAAR},       {"toelichting", TOELICHTING},
                {"opmerking", TOELICHTING}};

struct columns {
    uint32_t at[COLUMNS]; /* JHR_NONE: not there */
    bool header;
};

static enum column heading(struct jhr_str s)
{
    for (uint32_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++)
        if (is_word(s, headings[i].word))
            return headings[i].column;
    return COLUMNS;
}

/* The first row names the columns when one of its words is a heading; else there are one or two:
 * an amount, perhaps after a name. */
static bool columns_of(struct jhr_resolver *c, const struct jhr_csv_row *first, struct columns *out)
{
    memset(out->at, 0xff, sizeof(out->at)); /* JHR_NONE */
    out->header = first->n > 2;
    for (uint32_t k = 0; k < first->n; k++)
        out->header = out->header || heading(first->cells[k].text) != COLUMNS;
    if (!out->header) {
        out->at[WIE] = first->n == 2 ? 0 : JHR_NONE;
        out->at[WAARDE] = first->n - 1;
        return true;
    }
    bool good = true;
    for (uint32_t k = 0; k < first->n; k++) {
        enum column which = heading(first->cells[k].text);
        if (which == COLUMNS && first->cells[k].text.n == 0)
            continue;
        if (which == COLUMNS || (out->at[which] != JHR_NONE && which != TOELICHTING)) {
            good = false;
            jhr_diag_add1(c->ds, JHR_D_CSV_COLUMN, first->cells[k].span, first->cells[k].text);
            continue;
        }
        out->at[which] = k;
    }
    if (good && out->at[WAARDE] == JHR_NONE)
        jhr_diag_add(c->ds, JHR_D_CSV_NO_VALUE, first->span);
    return good && out->at[WAARDE] != JHR_NONE;
}

static const struct jhr_csv_cell *cell_at(const struct jhr_csv_row *row, const struct columns *cs,
                                          enum column which)
{
    uint32_t k = cs->at[which];
    return k < row->n && row->cells[k].text.n > 0 ? &row->cells[k] : NULL;
}

static struct jhr_node *bad(struct jhr_node *n)
{
    n->flags |= JHR_NF_BAD;
    return n;
}

static bool is_digit_or(char b, char other)
{
    return (b >= '0' && b <= '9') || b == other;
}

static bool take(struct jhr_str *s, const char *sign)
{
    uint32_t n = (uint32_t)strlen(sign);
    if (s->n < n || memcmp(s->p, sign, n) != 0)
        return false;
    *s = (struct jhr_str){s->p + n, s->n - n};
    while (s->n > 0 && s->p[0] == ' ')
        *s = (struct jhr_str){s->p + 1, s->n - 1};
    return true;
}

/* An amount, with or without the euro sign; a number of places; or `?`. A limit is never below
 * zero, and a word beside it (`5 miljoen`) is not left out. */
static struct jhr_node *amount(struct jhr_resolver *c, const struct jhr_csv_cell *cell, bool money)
{
    if (is_word(cell->text, "?"))
        return node_of(c, JHR_N_E_UNKNOWN, cell);
    struct jhr_node *n = node_of(c, money ? JHR_N_E_MONEY : JHR_N_E_NUMBER, cell);
    struct jhr_str s = cell->text;
    if (money)
        (void)take(&s, "€");
    if (take(&s, "-") || take(&s, "\xe2\x88\x92")) {
        jhr_diag_add1(c->ds, JHR_D_LIMIT_NEGATIVE, cell->span, cell->text);
        return bad(n);
    }
    enum jhr_literal e =
        money ? jhr_literal_money(s, &n->num) : jhr_literal_number(s, &n->num, &n->scale);
    uint32_t said = c->ds->count[JHR_ERROR];
    if (e == JHR_LIT_OK && s.n > 0 && is_digit_or(s.p[0], '\0') && is_digit_or(s.p[s.n - 1], '-'))
        return n;
    jhr_notation_check_literal(c->ds, cell->span, cell->text, money ? TOK_MONEY : TOK_NUMBER);
    if (c->ds->count[JHR_ERROR] == said)
        jhr_diag_add1(c->ds, JHR_D_TEXT_NUMBER_SHAPE, cell->span, cell->text);
    return bad(n);
}

static bool date(struct jhr_resolver *c, const struct jhr_csv_cell *cell, int64_t *ymd)
{
    int32_t found = 0;
    bool good = jhr_literal_date(cell->text, &found) == JHR_LIT_OK;
    if (!good)
        jhr_notation_check_literal(c->ds, cell->span, cell->text, TOK_DATE);
    *ymd = found;
    return good;
}

/* The period of a row, from `jaar` or from dates; NULL: it names none. */
static struct jhr_node *row_period(struct jhr_resolver *c, const struct jhr_csv_row *row,
                                   const struct columns *cs)
{
    const struct jhr_csv_cell *jaar = cell_at(row, cs, JAAR), *vanaf = cell_at(row, cs, VANAF);
    const struct jhr_csv_cell *tot = cell_at(row, cs, TOT), *met = cell_at(row, cs, TOT_EN_MET);
    const struct jhr_csv_cell *any = jaar != NULL ? jaar : vanaf != NULL ? vanaf : tot;
    if (any == NULL && met == NULL)
        return NULL;
    struct jhr_node *p = node_of(c, JHR_N_PERIODE, any != NULL ? any : met);
    uint8_t scale = 0;
    p->num2 = JHR_YMD_NEVER;
    if (jaar != NULL) {
        bool year = jhr_literal_number(jaar->text, &p->num, &scale) == JHR_LIT_OK && scale == 0 &&
                    p->num >= JHR_YMD_FIRST / 10000 && p->num <= JHR_YMD_LAST / 10000;
        if (!year)
            jhr_diag_add1(c->ds, JHR_D_SYN_YEAR, jaar->span, jaar->text);
        p->num2 = (p->num + 1) * 10000 + 101;
        p->num = p->num * 10000 + 101;
        return year ? p : bad(p);
    }
    if (vanaf != NULL && !date(c, vanaf, &p->num))
        return bad(p);
    p->flags |= met != NULL ? JHR_NF_INCLUSIVE : 0;
    if ((tot != NULL || met != NULL) && !date(c, met != NULL ? met : tot, &p->num2))
        return bad(p);
    return p;
}

void jhr_table_limits(struct jhr_resolver *c, const struct jhr_node *clause, struct jhr_node *out)
{
    bool money = clause->kind == JHR_N_C_PLAFOND_UIT;
    const struct jhr_node *periode = jhr_node_find(clause, JHR_N_PERIODE);
    struct jhr_csv csv;
    struct columns cs;
    if (!load(c, clause, &csv) || !columns_of(c, &csv.rows[0], &cs))
        return;
    if (cs.header && csv.n == 1)
        jhr_diag_add(c->ds, JHR_D_CSV_NO_ROWS, csv.rows[0].span);
    for (uint32_t r = cs.header ? 1 : 0; r < csv.n && !c->a->out_of_memory; r++) {
        const struct jhr_csv_row *row = &csv.rows[r];
        const struct jhr_csv_cell *value = cell_at(row, &cs, WAARDE), *wie = cell_at(row, &cs, WIE);
        if (value == NULL) {
            jhr_diag_add1(c->ds, JHR_D_CSV_VALUE_EMPTY, row->span,
                          jhr_str_of(money ? "plafond" : "plaatsen"));
            continue;
        }
        struct jhr_node *grens = jhr_node_new(c->a, JHR_N_GRENS, row->span);
        struct jhr_node *own = row_period(c, row, &cs);
        if (wie != NULL) {
            grens->text = wie->text;
            grens->name_span = wie->span;
        }
        jhr_node_add(grens, amount(c, value, money));
        if (own == NULL && periode != NULL) { /* a copy: a node has one parent */
            own = jhr_node_new(c->a, JHR_N_PERIODE, periode->span);
            own->num = periode->num;
            own->num2 = periode->num2;
            own->flags = periode->flags;
        }
        jhr_node_add(grens, own);
        jhr_node_add(out, grens);
    }
}

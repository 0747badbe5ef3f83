#include "base/diag_parts.h"

#include "base/text.h"

/*
 * The drawing of one diagnostic. Lines come from files that may be hostile: of a line, at most
 * LINE_BYTES bytes round the caret are looked at, and WINDOW cells shown.
 */
#define WINDOW     160u
#define BEFORE     60u   /* cells shown before the caret, when a line is cut */
#define BACK       1024u /* bytes looked at before the caret */
#define LINE_BYTES 4096u
#define TAB        4u
#define DOTS       "\xe2\x80\xa6"

struct mark {
    struct jhr_span span;
    uint32_t line;
    uint32_t from, to; /* cells in the window */
    enum jhr_label_id text;
    struct jhr_str arg;
    bool is_main, is_done, has_text;
};

struct drawing {
    struct jhr_buf *out;
    const struct jhr_diags *ds;
    const struct jhr_diag *d;
    struct jhr_diag_style style;
    uint32_t gutter; /* digits of the largest line number */
    struct mark mark[1 + JHR_DIAG_LABELS];
    uint32_t marks;
};

/* The part of a line that is shown: cells first..end, counted from byte `line.p`. */
struct view {
    struct jhr_str line;
    uint32_t first, end;
    bool is_cut_left, is_cut_right;
};

static void paint(const struct drawing *g, const char *code)
{
    jhr_diag_paint(g->out, g->style, code);
}

static const char *mark_paint(const struct drawing *g, const struct mark *m)
{
    return m->is_main ? jhr_severity_paint(jhr_diag_rows[g->d->id].severity) : JHR_PAINT_FRAME;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void spaces(struct jhr_buf *out, uint32_t n)
{
    jhr_buf_fmt(out, "%*s", (int)n, "");
}

/* The margin, then the bar, if there is one; without a space after it. */
static void margin(const struct drawing *g, const char *sign)
{
    paint(g, JHR_PAINT_FRAME);
    spaces(g->out, g->gutter + 1);
    jhr_buf_z(g->out, sign);
    paint(g, JHR_PAINT_OFF);
}

/* ---- which part of a line ---- */

/* The cell where byte `at` of the line starts; stops counting past `most`. */
static uint32_t cell_at(struct jhr_str line, uint32_t at, uint32_t most)
{
    uint32_t cells = 0;
    for (uint32_t i = 0; i < line.n && i < at && cells <= most;)
        i += jhr_text_draw(NULL, line, i, TAB, &cells);
    return cells;
}

static struct view make_view(struct jhr_str line, uint32_t focus)
{
    struct view v = {.line = line};
    if (focus > line.n)
        focus = line.n;
    if (focus > BACK) {
        uint32_t skip = focus - BACK;
        while (skip < focus && ((unsigned char)line.p[skip] & 0xc0) == 0x80)
            skip++;
        v.line = (struct jhr_str){line.p + skip, line.n - skip};
        focus -= skip;
        v.is_cut_left = true;
    }
    if (v.line.n > LINE_BYTES) {
        v.line.n = LINE_BYTES;
        v.is_cut_right = true;
    }
    uint32_t caret = cell_at(v.line, focus, UINT32_MAX - 16);
    uint32_t total = cell_at(v.line, v.line.n, caret + WINDOW);
    if (total > WINDOW)
        v.first = caret > BEFORE ? caret - BEFORE : 0;
    if (total > WINDOW && v.first > total - WINDOW)
        v.first = total - WINDOW;
    v.end = total < v.first + WINDOW ? total : v.first + WINDOW;
    v.is_cut_left = v.is_cut_left || v.first > 0;
    v.is_cut_right = v.is_cut_right || total > v.end;
    return v;
}

static void draw_view(struct jhr_buf *out, const struct view *v)
{
    uint32_t next = v->first; /* the cell to be filled */
    uint32_t end = v->is_cut_right && v->end > v->first ? v->end - 1 : v->end;
    uint32_t shown = v->line.n, cells = 0, n;
    while (!v->is_cut_right && shown > 0 && is_blank(v->line.p[shown - 1]))
        shown--;
    if (v->is_cut_left) {
        jhr_buf_z(out, DOTS);
        next++;
    }
    for (uint32_t i = 0; i < shown && cells < end; i += n) {
        uint32_t at = cells, ignored = 0;
        n = jhr_text_draw(NULL, v->line, i, TAB, &cells);
        bool is_mark = cells == at && at == next && next > v->first; /* combines with the last */
        if (!is_mark && (cells <= next || cells > end))
            continue;
        if (at < next) /* half under the dots */
            spaces(out, cells - next);
        else
            jhr_text_draw(out, v->line, i, TAB, &ignored);
        next = cells;
    }
    if (v->is_cut_right) {
        spaces(out, end > next ? end - next : 0);
        jhr_buf_z(out, DOTS);
    }
}

/* Gives a mark its cells; one that lies outside the window stands at its edge. */
static void place_mark(struct mark *m, const struct view *v, const char *text)
{
    const char *line = v->line.p;
    uint32_t lo = text + m->span.lo > line ? (uint32_t)(text + m->span.lo - line) : 0;
    uint32_t hi = text + m->span.hi > line ? (uint32_t)(text + m->span.hi - line) : 0;
    uint32_t last = v->line.n;
    while (last > 0 && is_blank(line[last - 1]))
        last--;
    if (hi > last && lo < last) /* goes on over the line's end, or into blanks there */
        hi = last;
    uint32_t width = v->end - v->first;
    uint32_t from = cell_at(v->line, lo, v->end), to = cell_at(v->line, hi, v->end);
    m->from = from < v->first ? 0 : from > v->end ? width : from - v->first;
    m->to = to < v->first ? 0 : to > v->end ? width : to - v->first;
    if (v->is_cut_right && m->from >= width && width > 0)
        m->from = width - 1;
    if (m->to <= m->from)
        m->to = m->from + 1;
}

/* ---- a line with its marks ---- */

static void write_mark_text(const struct drawing *g, const struct mark *m)
{
    paint(g, mark_paint(g, m));
    jhr_diag_label_text(g->out, m->text, m->arg, g->style.lang);
    paint(g, JHR_PAINT_OFF);
}

/* The row of carets and dashes; returns where it ends. */
static uint32_t draw_carets(const struct drawing *g, const struct mark *m, uint32_t n)
{
    const struct mark *row[WINDOW + 2] = {NULL};
    uint32_t end = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t c = m[i].from; c < m[i].to && c < WINDOW + 2; c++) {
            if (row[c] == NULL || m[i].is_main)
                row[c] = &m[i];
        }
        end = m[i].to > end ? m[i].to : end;
    }
    margin(g, "| ");
    for (uint32_t c = 0; c < end;) {
        const struct mark *now = row[c];
        uint32_t from = c;
        while (c < end && row[c] == now)
            c++;
        if (now == NULL) {
            spaces(g->out, c - from);
            continue;
        }
        paint(g, mark_paint(g, now));
        for (uint32_t i = from; i < c; i++)
            jhr_buf_char(g->out, now->is_main ? '^' : '-');
        paint(g, JHR_PAINT_OFF);
    }
    return end;
}

/* The bars of the first n marks, as far as their text has still to come; returns the column. */
static uint32_t draw_bars(const struct drawing *g, const struct mark *m, uint32_t n,
                          uint32_t before)
{
    uint32_t at = 0;
    margin(g, "| ");
    for (uint32_t i = 0; i < n; i++) {
        if (!m[i].has_text || m[i].from < at || m[i].from >= before)
            continue;
        spaces(g->out, m[i].from - at);
        paint(g, mark_paint(g, &m[i]));
        jhr_buf_char(g->out, '|');
        paint(g, JHR_PAINT_OFF);
        at = m[i].from + 1;
    }
    return at;
}

/* Texts under a line as rustc has them: the rightmost beside its carets, the others hang below. */
static void draw_marks(const struct drawing *g, struct mark *m, uint32_t n)
{
    uint32_t end = draw_carets(g, m, n);
    uint32_t hanging = 0;
    if (m[n - 1].has_text && m[n - 1].to == end) {
        jhr_buf_char(g->out, ' ');
        write_mark_text(g, &m[n - 1]);
        m[n - 1].has_text = false;
    }
    jhr_buf_char(g->out, '\n');
    for (uint32_t i = 0; i < n; i++)
        hanging += m[i].has_text;
    if (hanging == 0)
        return;
    draw_bars(g, m, n, UINT32_MAX);
    jhr_buf_char(g->out, '\n');
    for (uint32_t i = n; i-- > 0;) {
        if (!m[i].has_text)
            continue;
        uint32_t at = draw_bars(g, m, i, m[i].from);
        spaces(g->out, m[i].from - at);
        write_mark_text(g, &m[i]);
        jhr_buf_char(g->out, '\n');
    }
}

static void draw_line(const struct drawing *g, struct mark *m, uint32_t n)
{
    const struct jhr_source *src = g->ds->sources->files.v[m->span.file];
    struct jhr_str line = jhr_source_line(g->ds->sources, m->span.file, m->line);
    struct mark *focus = m;
    for (uint32_t i = 0; i < n; i++) {
        if (m[i].is_main)
            focus = &m[i];
    }
    const char *at = src->text.p + focus->span.lo;
    struct view v = make_view(line, at > line.p ? (uint32_t)(at - line.p) : 0);
    for (uint32_t i = 0; i < n; i++)
        place_mark(&m[i], &v, src->text.p);
    paint(g, JHR_PAINT_FRAME);
    jhr_buf_fmt(g->out, "%*u |", (int)g->gutter, (unsigned)m->line);
    paint(g, JHR_PAINT_OFF);
    size_t before = g->out->n;
    jhr_buf_char(g->out, ' ');
    draw_view(g->out, &v);
    if (g->out->n == before + 1) /* an empty line: no space at its end */
        g->out->n = before;
    jhr_buf_char(g->out, '\n');
    draw_marks(g, m, n);
}

/* ---- a file with its lines ---- */

static bool comes_before(const struct mark *a, const struct mark *b)
{
    if (a->line != b->line)
        return a->line < b->line;
    return a->span.lo != b->span.lo ? a->span.lo < b->span.lo : a->span.hi < b->span.hi;
}

static void draw_file(struct drawing *g, struct mark *leader, const char *arrow)
{
    struct mark here[1 + JHR_DIAG_LABELS];
    uint32_t n = 0;
    struct jhr_place at = jhr_source_place(g->ds->sources, leader->span.file, leader->span.lo);
    paint(g, JHR_PAINT_FRAME);
    spaces(g->out, g->gutter);
    jhr_buf_z(g->out, arrow);
    paint(g, JHR_PAINT_OFF);
    jhr_buf_shown(g->out, *jhr_diag_path(g->ds, leader->span.file));
    jhr_buf_fmt(g->out, ":%u:%u\n", (unsigned)at.line, (unsigned)at.column);
    margin(g, "|");
    jhr_buf_char(g->out, '\n');
    for (uint32_t i = 0; i < g->marks; i++) {
        struct mark *m = &g->mark[i];
        if (m->span.file != leader->span.file)
            continue;
        uint32_t k = n++;
        for (; k > 0 && comes_before(m, &here[k - 1]); k--)
            here[k] = here[k - 1];
        here[k] = *m;
        m->is_done = true;
    }
    for (uint32_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && here[k].line == here[i].line;)
            k++;
        draw_line(g, &here[i], k - i);
    }
}

static void add_mark(struct drawing *g, struct jhr_span span, enum jhr_label_id text,
                     struct jhr_str arg, bool is_main)
{
    if (jhr_diag_path(g->ds, span.file) == NULL)
        return;
    uint32_t size = g->ds->sources->files.v[span.file]->text.n;
    span.lo = span.lo < size ? span.lo : size;
    span.hi = span.hi < size ? span.hi : size;
    g->mark[g->marks++] = (struct mark){
        .span = span,
        .line = jhr_source_place(g->ds->sources, span.file, span.lo).line,
        .text = text,
        .arg = arg,
        .is_main = is_main,
        .has_text = text != JHR_L_NONE,
    };
}

/* ---- the notes under the drawing ---- */

static void note(const struct drawing *g, enum jhr_word word)
{
    margin(g, "= ");
    paint(g, JHR_PAINT_BOLD);
    jhr_buf_z(g->out, jhr_word(word, g->style.lang));
    paint(g, JHR_PAINT_OFF);
}

static void note_text(const struct drawing *g, enum jhr_word word, const char *text)
{
    if (*text == '\0')
        return;
    note(g, word);
    jhr_buf_fmt(g->out, ": %s\n", text);
}

static void draw_notes(const struct drawing *g)
{
    const struct jhr_diag_row *row = &jhr_diag_rows[g->d->id];
    enum jhr_lang lang = g->style.lang;
    if (g->d->pointer.n > 0) {
        note(g, JHR_W_AT);
        jhr_buf_z(g->out, ": ");
        jhr_buf_shown(g->out, g->d->pointer);
        jhr_buf_char(g->out, '\n');
    }
    note_text(g, JHR_W_WHY, row->why[lang]);
    note_text(g, JHR_W_TODO, row->todo[lang]);
    if (g->d->suggestion.n > 0) {
        note(g, JHR_W_MEANT);
        jhr_buf_z(g->out, " `");
        jhr_buf_shown(g->out, g->d->suggestion);
        jhr_buf_z(g->out, "`?\n");
    }
    if (g->d->getuige.n > 0) {
        note(g, JHR_W_GETUIGE);
        jhr_buf_z(g->out, ": ");
        jhr_buf_shown(g->out, g->d->getuige);
        jhr_buf_char(g->out, '\n');
    }
    note(g, JHR_W_MORE);
    jhr_buf_fmt(g->out, ": jhr explain JHR%04u\n", (unsigned)row->code);
}

void jhr_diag_draw(struct jhr_buf *out, const struct jhr_diags *ds, const struct jhr_diag *d,
                   struct jhr_diag_style style)
{
    const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
    struct drawing g = {.out = out, .ds = ds, .d = d, .style = style, .gutter = 1};
    add_mark(&g, d->span, d->main_label, d->arg[0], true);
    for (uint8_t i = 0; i < d->labels; i++)
        add_mark(&g, d->label[i].span, d->label[i].text, d->label[i].arg, false);
    for (uint32_t i = 0; i < g.marks; i++) {
        uint32_t digits = 1;
        for (uint32_t line = g.mark[i].line; line >= 10; line /= 10)
            digits++;
        g.gutter = digits > g.gutter ? digits : g.gutter;
    }
    paint(&g, jhr_severity_paint(row->severity));
    jhr_buf_fmt(out, "%s[JHR%04u]", jhr_severity_word(row->severity, style.lang),
                (unsigned)row->code);
    paint(&g, JHR_PAINT_OFF);
    paint(&g, JHR_PAINT_BOLD);
    jhr_buf_z(out, ": ");
    jhr_diag_sentence(out, d, style.lang);
    paint(&g, JHR_PAINT_OFF);
    jhr_buf_char(out, '\n');
    for (uint32_t i = 0; i < g.marks; i++) {
        if (g.mark[i].is_done)
            continue;
        if (i > 0) {
            margin(&g, "|");
            jhr_buf_char(out, '\n');
        }
        draw_file(&g, &g.mark[i], i == 0 ? "--> " : "::: ");
    }
    draw_notes(&g);
    jhr_buf_char(out, '\n');
}

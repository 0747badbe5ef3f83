#include "lib/internal.h"

#include "compiler/compile.h"

/* ---- programs ---- */

jhr_status jhr_rules_inspect(const jhr_rules *rules, jhr_show what, jhr_format format,
                             jhr_writer out)
{
    struct jhr_buf b = {0};
    uint64_t failures = jhr_alloc_failures();
    if (!rules)
        return JHR_MISUSE;
    if (format == JHR_FORMAT_JSON && what == JHR_SHOW_HEADER)
        jhr_program_dump_header_json(&b, rules->program);
    else if (what == JHR_SHOW_HEADER)
        jhr_program_dump_header(&b, rules->program);
    else if (what == JHR_SHOW_CODE)
        jhr_program_dump_code(&b, rules->program);
    else
        jhr_program_dump_atoms(&b, rules->program);
    b.failed |= jhr_alloc_failures() != failures;
    return jhr_send(&b, out, JHR_OK);
}

/* ---- the closed matrix ---- */

static const char *const cell_words[] = {"ja", "nee", "?", "mits", "onderdeel"};

static const struct jhr_p_cel *cell_of(const struct jhr_program *p, const struct jhr_p_stapeling *s,
                                       uint32_t row, uint32_t column)
{
    uint32_t pair = s->paren + row * p->producten_n + column;
    return &p->cellen[s->cellen + p->paren[pair].cel];
}

static void cell_text(struct jhr_buf *b, const struct jhr_program *p, const struct jhr_p_cel *cell)
{
    jhr_buf_z(b, cell_words[cell->kind]);
    if (cell->kind == JHR_P_CEL_MITS && cell->slot != JHR_P_NONE) {
        jhr_buf_char(b, ' ');
        jhr_buf_str(b, jhr_p_str(p, p->slots[cell->slot].naam));
    }
}

static void pad(struct jhr_buf *b, uint32_t used, uint32_t width)
{
    for (; used < width; used++)
        jhr_buf_char(b, ' ');
}

static void padded(struct jhr_buf *b, struct jhr_str s, uint32_t width)
{
    jhr_buf_str(b, s);
    pad(b, jhr_text_width(s), width);
}

static uint32_t column_width(const struct jhr_program *p, const struct jhr_p_stapeling *s,
                             uint32_t column)
{
    uint32_t width = jhr_text_width(jhr_p_str(p, p->producten[column].code));
    for (uint32_t row = 0; row < p->producten_n; row++) {
        struct jhr_buf b = {0};
        uint32_t w;
        cell_text(&b, p, cell_of(p, s, row, column));
        w = jhr_text_width(jhr_buf_get(&b));
        if (w > width)
            width = w;
        jhr_buf_free(&b);
    }
    return width;
}

static void write_title(struct jhr_buf *b, const struct jhr_program *p,
                        const struct jhr_p_stapeling *s)
{
    const struct jhr_p_regel *r = &p->regels[s->regel];
    static const char *const standen[] = {"vastgesteld", "voorgesteld", "onbeslist", "vervallen"};
    jhr_buf_str(b, jhr_p_str(p, s->id));
    jhr_buf_z(b, "  ");
    jhr_buf_str(b, jhr_p_str(p, r->titel));
    jhr_buf_fmt(b, " (%s)\n", standen[r->stand]);
}

static void matrix_text(struct jhr_buf *b, const struct jhr_program *p,
                        const struct jhr_p_stapeling *s, jhr_language lang)
{
    uint32_t n = p->producten_n, first = 0;
    uint32_t *width = jhr_malloc((n + 1) * sizeof *width);
    if (!width) {
        b->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t w = jhr_text_width(jhr_p_str(p, p->producten[i].code));
        first = w > first ? w : first;
        width[i] = column_width(p, s, i);
    }
    write_title(b, p, s);
    jhr_buf_z(b, "  ");
    pad(b, 0, first);
    for (uint32_t i = 0; i < n; i++) {
        jhr_buf_z(b, " | ");
        padded(b, jhr_p_str(p, p->producten[i].code), i + 1 < n ? width[i] : 0);
    }
    jhr_buf_char(b, '\n');
    for (uint32_t row = 0; row < n; row++) {
        jhr_buf_z(b, "  ");
        padded(b, jhr_p_str(p, p->producten[row].code), first);
        for (uint32_t i = 0; i < n; i++) {
            struct jhr_buf cell = {0};
            cell_text(&cell, p, cell_of(p, s, row, i));
            jhr_buf_z(b, " | ");
            padded(b, jhr_buf_get(&cell), i + 1 < n ? width[i] : 0);
            jhr_buf_free(&cell);
        }
        jhr_buf_char(b, '\n');
    }
    jhr_buf_z(b, lang == JHR_LANG_EN ? "  other products: " : "  andere producten: ");
    if (s->standaard == JHR_P_NONE)
        jhr_buf_z(b, lang == JHR_LANG_EN ? "not decided" : "niet beslist");
    else
        cell_text(b, p, &p->cellen[s->standaard]);
    jhr_buf_z(b, "\n");
    jhr_free(width);
}

/* One line a pair, for screen readers: each pair once. */
static void matrix_plain(struct jhr_buf *b, const struct jhr_program *p,
                         const struct jhr_p_stapeling *s)
{
    write_title(b, p, s);
    for (uint32_t row = 0; row < p->producten_n; row++) {
        for (uint32_t i = row; i < p->producten_n; i++) {
            jhr_buf_str(b, jhr_p_str(p, p->producten[row].code));
            jhr_buf_z(b, " met ");
            jhr_buf_str(b, jhr_p_str(p, p->producten[i].code));
            jhr_buf_z(b, ": ");
            cell_text(b, p, cell_of(p, s, row, i));
            jhr_buf_char(b, '\n');
        }
    }
}

/* A value that a spreadsheet reads as text: quoted when it must be, and never as a formula. */
static void csv_text(struct jhr_buf *b, struct jhr_str s)
{
    bool quote = false, formula = s.n > 0 && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '@');
    for (uint32_t i = 0; i < s.n; i++)
        quote |= s.p[i] == ';' || s.p[i] == '"' || s.p[i] == '\n';
    if (quote)
        jhr_buf_char(b, '"');
    if (formula)
        jhr_buf_char(b, '\'');
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            jhr_buf_char(b, '"');
        jhr_buf_char(b, s.p[i]);
    }
    if (quote)
        jhr_buf_char(b, '"');
}

static void matrix_csv(struct jhr_buf *b, const struct jhr_program *p,
                       const struct jhr_p_stapeling *s)
{
    for (uint32_t i = 0; i < p->producten_n; i++) {
        jhr_buf_char(b, ';');
        csv_text(b, jhr_p_str(p, p->producten[i].code));
    }
    jhr_buf_z(b, "\r\n");
    for (uint32_t row = 0; row < p->producten_n; row++) {
        csv_text(b, jhr_p_str(p, p->producten[row].code));
        for (uint32_t i = 0; i < p->producten_n; i++) {
            struct jhr_buf cell = {0};
            cell_text(&cell, p, cell_of(p, s, row, i));
            jhr_buf_char(b, ';');
            csv_text(b, jhr_buf_get(&cell));
            jhr_buf_free(&cell);
        }
        jhr_buf_z(b, "\r\n");
    }
}

static void matrix_json(struct jhr_buf *b, const struct jhr_program *p,
                        const struct jhr_p_stapeling *s)
{
    jhr_buf_z(b, "{\"stapeling\":");
    jhr_buf_json(b, jhr_p_str(p, s->id));
    jhr_buf_z(b, ",\"producten\":[");
    for (uint32_t i = 0; i < p->producten_n; i++) {
        if (i > 0)
            jhr_buf_char(b, ',');
        jhr_buf_json(b, jhr_p_str(p, p->producten[i].code));
    }
    jhr_buf_z(b, "],\"cellen\":[");
    for (uint32_t row = 0; row < p->producten_n; row++) {
        jhr_buf_z(b, row > 0 ? ",\n [" : "\n [");
        for (uint32_t i = 0; i < p->producten_n; i++) {
            struct jhr_buf cell = {0};
            cell_text(&cell, p, cell_of(p, s, row, i));
            if (i > 0)
                jhr_buf_char(b, ',');
            jhr_buf_json(b, jhr_buf_get(&cell));
            jhr_buf_free(&cell);
        }
        jhr_buf_char(b, ']');
    }
    jhr_buf_z(b, "]}");
}

jhr_status jhr_matrix_write(const jhr_rules *rules, jhr_language language, jhr_format format,
                            bool csv, jhr_writer out)
{
    struct jhr_buf b = {0};
    const struct jhr_program *p;
    uint64_t failures = jhr_alloc_failures();
    if (!rules)
        return JHR_MISUSE;
    p = rules->program;
    if (format == JHR_FORMAT_JSON)
        jhr_buf_char(&b, '[');
    for (uint32_t i = 0; i < p->stapelingen_n; i++) {
        if (i > 0)
            jhr_buf_z(&b, format == JHR_FORMAT_JSON ? ",\n" : "\n");
        if (csv)
            matrix_csv(&b, p, &p->stapelingen[i]);
        else if (format == JHR_FORMAT_JSON)
            matrix_json(&b, p, &p->stapelingen[i]);
        else if (format == JHR_FORMAT_PLAIN)
            matrix_plain(&b, p, &p->stapelingen[i]);
        else
            matrix_text(&b, p, &p->stapelingen[i], language);
    }
    if (format == JHR_FORMAT_JSON)
        jhr_buf_z(&b, "]\n");
    else if (p->stapelingen_n == 0 && !csv)
        jhr_buf_z(&b, language == JHR_LANG_EN ? "no stacking matrix\n" : "geen stapelingsmatrix\n");
    b.failed |= jhr_alloc_failures() != failures;
    return jhr_send(&b, out, JHR_OK);
}

/* ---- a developer's view of a source ---- */

static jhr_status source_dump(jhr_ctx *ctx, const char *path, jhr_dump what, struct jhr_buf *b)
{
    struct jhr_workspace *ws;
    struct jhr_parsed parsed;
    struct jhr_model *model;
    enum jhr_file_trouble trouble;
    struct jhr_str text;
    uint32_t file;

    ws = ctx->ws;
    trouble = jhr_file_read(&ws->arena, path, &text);
    if (trouble != JHR_FILE_OK) {
        jhr_file_diag(ctx, trouble, path);
        return JHR_INPUT;
    }
    file = jhr_source_add(&ws->sources, jhr_str_of(path), text);
    if (what == JHR_DUMP_IR) {
        model = jhr_root_resolve(ctx, &ws->arena, file);
        jhr_diag_sort(&ws->diags);
        if (!model)
            return JHR_NOMEM;
        if (ws->diags.count[JHR_ERROR] > 0)
            return JHR_FINDINGS;
        return jhr_compile_dump_ir(&ws->arena, &ws->diags, model, b) ? JHR_OK : JHR_FINDINGS;
    }
    parsed = jhr_parse(&ws->arena, &ws->diags, file);
    if (!parsed.file)
        return JHR_NOMEM;
    if (what == JHR_DUMP_TOKENS)
        jhr_tokens_dump(b, &ws->sources, file, parsed.tokens);
    else
        jhr_node_dump(b, parsed.file);
    jhr_diag_sort(&ws->diags);
    return JHR_OK;
}

jhr_status jhr_source_dump(jhr_ctx *ctx, const char *path, jhr_dump what, jhr_writer out)
{
    struct jhr_buf b = {0};
    jhr_status status;
    if (!ctx || !path)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    status = jhr_ctx_done(ctx, source_dump(ctx, path, what, &b));
    if (status == JHR_OK)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

#include "base/diag_parts.h"

#include <string.h>

static const char *const words[JHR_W_COUNT][2] = {
    [JHR_W_WHY] = {"waarom", "why"},
    [JHR_W_TODO] = {"doe dit", "do this"},
    [JHR_W_MEANT] = {"bedoelde u", "did you mean"},
    [JHR_W_MORE] = {"meer", "more"},
    [JHR_W_AT] = {"plek", "at"},
    [JHR_W_PLACE] = {"plaats", "place"},
    [JHR_W_SOURCE] = {"er staat", "it says"},
    [JHR_W_ALSO] = {"zie ook", "see also"},
    [JHR_W_LINE] = {"regel", "line"},
    [JHR_W_COLUMN] = {"kolom", "column"},
    [JHR_W_WRONG] = {"fout", "wrong"},
    [JHR_W_RIGHT] = {"goed", "right"},
    [JHR_W_SHOWN] = {"getoond", "shown"},
    [JHR_W_GETUIGE] = {"getuige", "witness"},
};

static const struct {
    const char *one[2], *many[2], *paint;
} severities[] = {
    [JHR_NOTE] = {{"opmerking", "note"}, {"opmerkingen", "notes"}, "1;36"},
    [JHR_WARNING] = {{"waarschuwing", "warning"}, {"waarschuwingen", "warnings"}, "1;33"},
    [JHR_ERROR] = {{"fout", "error"}, {"fouten", "errors"}, "1;31"},
};

const char *jhr_word(enum jhr_word word, enum jhr_lang lang)
{
    return words[word][lang];
}

const char *jhr_severity_word(enum jhr_severity severity, enum jhr_lang lang)
{
    return severities[severity].one[lang];
}

const char *jhr_severity_paint(enum jhr_severity severity)
{
    return severities[severity].paint;
}

void jhr_diag_paint(struct jhr_buf *out, struct jhr_diag_style style, const char *paint)
{
    if (style.color)
        jhr_buf_fmt(out, "\x1b[%sm", paint);
}

const struct jhr_str *jhr_diag_path(const struct jhr_diags *ds, uint32_t file)
{
    bool is_known = ds->sources != NULL && file < ds->sources->files.n;
    return is_known ? &ds->sources->files.v[file]->path : NULL;
}

void jhr_diag_template(struct jhr_buf *out, const struct jhr_diag_row *row, enum jhr_lang lang)
{
    struct jhr_diag d = {.id = (enum jhr_diag_id)(row - jhr_diag_rows)};
    for (size_t i = 0; i < JHR_DIAG_ARGS; i++)
        d.arg[i] = JHR_STR("\xe2\x80\xa6");
    jhr_diag_sentence(out, &d, lang);
}

void jhr_json_key(struct jhr_buf *out, bool is_first, const char *name)
{
    jhr_buf_fmt(out, "%s\"%s\":", is_first ? "" : ",", name);
}

void jhr_json_z(struct jhr_buf *out, const char *z)
{
    jhr_buf_json(out, jhr_str_of(z));
}

/* "1 fout, 2 waarschuwingen"; nothing when nothing was found. */
static void write_summary(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang)
{
    uint32_t found = 0;
    for (int s = JHR_ERROR; s >= JHR_NOTE; s--) {
        uint32_t n = ds->count[s];
        if (n == 0)
            continue;
        jhr_buf_fmt(out, "%s%u %s", found > 0 ? ", " : "", (unsigned)n,
                    n == 1 ? severities[s].one[lang] : severities[s].many[lang]);
        found += n;
    }
    if (found > ds->list.n)
        jhr_buf_fmt(out, " (%u %s)", (unsigned)ds->list.n, jhr_word(JHR_W_SHOWN, lang));
    if (found > 0)
        jhr_buf_char(out, '\n');
}

/* ---- plain: a fact a line, to be read aloud ---- */

static void write_place(struct jhr_buf *out, const struct jhr_diags *ds, struct jhr_span span,
                        enum jhr_lang lang)
{
    struct jhr_place at = jhr_source_place(ds->sources, span.file, span.lo);
    jhr_buf_shown(out, *jhr_diag_path(ds, span.file));
    jhr_buf_fmt(out, ", %s %u, %s %u", jhr_word(JHR_W_LINE, lang), (unsigned)at.line,
                jhr_word(JHR_W_COLUMN, lang), (unsigned)at.column);
}

static void write_fact(struct jhr_buf *out, enum jhr_word word, enum jhr_lang lang,
                       const char *text)
{
    if (*text != '\0')
        jhr_buf_fmt(out, "%s: %s\n", jhr_word(word, lang), text);
}

/* The line of the fault without its margin; of a very long one, the part from the fault on. */
static void write_source_line(struct jhr_buf *out, const struct jhr_diags *ds, struct jhr_span span)
{
    struct jhr_place at = jhr_source_place(ds->sources, span.file, span.lo);
    struct jhr_str line = jhr_source_line(ds->sources, span.file, at.line);
    const uint32_t most = 160;
    if (line.n > most) {
        const char *from = ds->sources->files.v[span.file]->text.p + span.lo;
        uint32_t skip = from > line.p && from < line.p + line.n ? (uint32_t)(from - line.p) : 0;
        while (skip > 0 && ((unsigned char)line.p[skip] & 0xc0) == 0x80)
            skip--;
        line = (struct jhr_str){line.p + skip, line.n - skip};
        if (line.n > most) {
            line.n = most;
            while (line.n > most - 3 && ((unsigned char)line.p[line.n] & 0xc0) == 0x80)
                line.n--;
        }
    }
    while (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t'))
        line = (struct jhr_str){line.p + 1, line.n - 1};
    if (line.n == 0)
        return;
    jhr_buf_shown(out, line);
    jhr_buf_char(out, '\n');
}

static void write_plain(struct jhr_buf *out, const struct jhr_diags *ds, const struct jhr_diag *d,
                        enum jhr_lang lang)
{
    const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
    jhr_buf_fmt(out, "%s JHR%04u: ", jhr_severity_word(row->severity, lang), (unsigned)row->code);
    jhr_diag_sentence(out, d, lang);
    jhr_buf_char(out, '\n');
    if (jhr_diag_path(ds, d->span.file) != NULL) {
        jhr_buf_fmt(out, "%s: ", jhr_word(JHR_W_PLACE, lang));
        write_place(out, ds, d->span, lang);
        if (d->main_label != JHR_L_NONE) {
            jhr_buf_z(out, ": ");
            jhr_diag_label_text(out, d->main_label, d->arg[0], lang);
        }
        jhr_buf_char(out, '\n');
        size_t before = out->n;
        jhr_buf_fmt(out, "%s: ", jhr_word(JHR_W_SOURCE, lang));
        size_t after = out->n;
        write_source_line(out, ds, d->span);
        if (out->n == after)
            out->n = before;
    }
    if (d->pointer.n > 0) {
        jhr_buf_fmt(out, "%s: ", jhr_word(JHR_W_AT, lang));
        jhr_buf_shown(out, d->pointer);
        jhr_buf_char(out, '\n');
    }
    for (uint8_t i = 0; i < d->labels; i++) {
        if (jhr_diag_path(ds, d->label[i].span.file) == NULL)
            continue;
        jhr_buf_fmt(out, "%s: ", jhr_word(JHR_W_ALSO, lang));
        write_place(out, ds, d->label[i].span, lang);
        jhr_buf_z(out, ": ");
        jhr_diag_label_text(out, d->label[i].text, d->label[i].arg, lang);
        jhr_buf_char(out, '\n');
    }
    write_fact(out, JHR_W_WHY, lang, row->why[lang]);
    write_fact(out, JHR_W_TODO, lang, row->todo[lang]);
    if (d->suggestion.n > 0) {
        jhr_buf_fmt(out, "%s: ", jhr_word(JHR_W_MEANT, lang));
        jhr_buf_shown(out, d->suggestion);
        jhr_buf_char(out, '\n');
    }
    if (d->getuige.n > 0) {
        jhr_buf_fmt(out, "%s: ", jhr_word(JHR_W_GETUIGE, lang));
        jhr_buf_shown(out, d->getuige);
        jhr_buf_char(out, '\n');
    }
    jhr_buf_fmt(out, "%s: jhr explain JHR%04u\n\n", jhr_word(JHR_W_MORE, lang),
                (unsigned)row->code);
}

/* ---- compact: what grep, vim and make read ---- */

static void write_compact(struct jhr_buf *out, const struct jhr_diags *ds, const struct jhr_diag *d,
                          enum jhr_lang lang)
{
    const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
    const struct jhr_str *path = jhr_diag_path(ds, d->span.file);
    if (path != NULL) {
        struct jhr_place at = jhr_source_place(ds->sources, d->span.file, d->span.lo);
        jhr_buf_shown(out, *path);
        jhr_buf_fmt(out, ":%u:%u: ", (unsigned)at.line, (unsigned)at.column);
    } else {
        jhr_buf_z(out, "jhr: ");
    }
    jhr_buf_fmt(out, "%s: ", jhr_severity_word(row->severity, lang));
    jhr_diag_sentence(out, d, lang);
    if (d->pointer.n > 0) {
        jhr_buf_z(out, " (");
        jhr_buf_shown(out, d->pointer);
        jhr_buf_char(out, ')');
    }
    jhr_buf_fmt(out, " [JHR%04u]\n", (unsigned)row->code);
}

/* ---- json ---- */

static void write_json_span(struct jhr_buf *out, bool is_first, const struct jhr_diags *ds,
                            struct jhr_span span)
{
    const struct jhr_str *path = jhr_diag_path(ds, span.file);
    jhr_json_key(out, is_first, "bestand");
    if (path == NULL) {
        jhr_buf_z(out,
                  "null,\"regel\":null,\"kolom\":null,\"eind_regel\":null,\"eind_kolom\":null");
        return;
    }
    struct jhr_place lo = jhr_source_place(ds->sources, span.file, span.lo);
    struct jhr_place hi =
        jhr_source_place(ds->sources, span.file, span.hi > span.lo ? span.hi : span.lo);
    jhr_buf_json(out, *path);
    jhr_buf_fmt(out, ",\"regel\":%u,\"kolom\":%u,\"eind_regel\":%u,\"eind_kolom\":%u",
                (unsigned)lo.line, (unsigned)lo.column, (unsigned)hi.line, (unsigned)hi.column);
}

static void write_json(struct jhr_buf *out, const struct jhr_diags *ds, const struct jhr_diag *d,
                       enum jhr_lang lang)
{
    const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
    struct jhr_buf text = {.max = out->max};
    jhr_buf_fmt(out, "{\"code\":\"JHR%04u\",\"ernst\":\"%s\"", (unsigned)row->code,
                jhr_severity_word(row->severity, JHR_NL));
    write_json_span(out, false, ds, d->span);
    jhr_json_key(out, false, "tekst");
    jhr_diag_sentence(&text, d, lang);
    jhr_buf_json(out, jhr_buf_get(&text));
    jhr_json_key(out, false, "waarom");
    jhr_json_z(out, row->why[lang]);
    jhr_json_key(out, false, "doe");
    jhr_json_z(out, row->todo[lang]);
    jhr_json_key(out, false, "suggestie");
    if (d->suggestion.n > 0)
        jhr_buf_json(out, d->suggestion);
    else
        jhr_buf_z(out, "null");
    jhr_json_key(out, false, "labels");
    jhr_buf_char(out, '[');
    for (uint8_t i = 0; i < d->labels; i++) {
        jhr_buf_z(out, i > 0 ? ",{" : "{");
        write_json_span(out, true, ds, d->label[i].span);
        jhr_json_key(out, false, "tekst");
        out->failed |= text.failed;
        jhr_buf_clear(&text);
        jhr_diag_label_text(&text, d->label[i].text, d->label[i].arg, lang);
        jhr_buf_json(out, jhr_buf_get(&text));
        jhr_buf_char(out, '}');
    }
    jhr_buf_char(out, ']');
    if (d->pointer.n > 0) {
        jhr_json_key(out, false, "wijzer");
        jhr_buf_json(out, d->pointer);
    }
    if (d->getuige.n > 0) { /* a JSON document as it is */
        jhr_json_key(out, false, "getuige");
        jhr_buf_str(out, d->getuige);
    }
    jhr_buf_char(out, '}');
    out->failed |= text.failed;
    jhr_buf_free(&text);
}

/* ---- all of a run ---- */

void jhr_diag_write(struct jhr_buf *out, const struct jhr_diags *ds, struct jhr_diag_style style)
{
    if (style.format == JHR_DF_SARIF) {
        jhr_diag_sarif(out, ds, style.lang);
        return;
    }
    if (style.format == JHR_DF_JUNIT) {
        jhr_diag_junit(out, ds, style.lang);
        return;
    }
    if (style.format == JHR_DF_MARKDOWN) {
        jhr_diag_markdown(out, ds, style.lang);
        return;
    }
    if (style.format == JHR_DF_GITHUB) {
        jhr_diag_github(out, ds, style.lang);
        return;
    }
    if (style.format == JHR_DF_GITLAB) {
        jhr_diag_gitlab(out, ds, style.lang);
        return;
    }
    if (style.format == JHR_DF_JSON)
        jhr_buf_char(out, '[');
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *d = ds->list.v[i];
        switch (style.format) {
        case JHR_DF_TEXT:
            jhr_diag_draw(out, ds, d, style);
            break;
        case JHR_DF_PLAIN:
            write_plain(out, ds, d, style.lang);
            break;
        case JHR_DF_COMPACT:
            write_compact(out, ds, d, style.lang);
            break;
        case JHR_DF_JSON:
            jhr_buf_z(out, i > 0 ? ",\n" : "\n");
            write_json(out, ds, d, style.lang);
            break;
        case JHR_DF_SARIF:
        case JHR_DF_JUNIT:
        case JHR_DF_MARKDOWN:
        case JHR_DF_GITHUB:
        case JHR_DF_GITLAB:
            break;
        }
    }
    if (style.format == JHR_DF_JSON)
        jhr_buf_z(out, ds->list.n > 0 ? "\n]\n" : "]\n");
    else if (style.format != JHR_DF_COMPACT)
        write_summary(out, ds, style.lang);
}

/* ---- explain ---- */

static void write_example(struct jhr_buf *out, struct jhr_diag_style style, enum jhr_word word,
                          const char *text)
{
    if (*text == '\0')
        return;
    jhr_buf_char(out, '\n');
    jhr_diag_paint(out, style, JHR_PAINT_BOLD);
    jhr_buf_fmt(out, "%s:", jhr_word(word, style.lang));
    jhr_diag_paint(out, style, JHR_PAINT_OFF);
    jhr_buf_char(out, '\n');
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        if (n > 0)
            jhr_buf_z(out, "    ");
        jhr_buf_add(out, text, n);
        jhr_buf_char(out, '\n');
        text += n + (text[n] == '\n');
    }
}

static void explain_json(struct jhr_buf *out, const struct jhr_diag_row *row, enum jhr_lang lang)
{
    struct jhr_buf text = {.max = out->max};
    jhr_diag_template(&text, row, lang);
    jhr_buf_fmt(out, "{\"code\":\"JHR%04u\",\"ernst\":\"%s\"", (unsigned)row->code,
                jhr_severity_word(row->severity, JHR_NL));
    jhr_json_key(out, false, "tekst");
    jhr_buf_json(out, jhr_buf_get(&text));
    jhr_json_key(out, false, "waarom");
    jhr_json_z(out, row->why[lang]);
    jhr_json_key(out, false, "doe");
    jhr_json_z(out, row->todo[lang]);
    jhr_json_key(out, false, "fout");
    jhr_json_z(out, row->wrong);
    jhr_json_key(out, false, "goed");
    jhr_json_z(out, row->right);
    jhr_buf_z(out, "}\n");
    out->failed |= text.failed;
    jhr_buf_free(&text);
}

bool jhr_diag_explain(struct jhr_buf *out, uint32_t code, struct jhr_diag_style style)
{
    const struct jhr_diag_row *row = jhr_diag_by_code(code);
    if (row == NULL)
        return false;
    if (style.format == JHR_DF_JSON) {
        explain_json(out, row, style.lang);
        return true;
    }
    jhr_diag_paint(out, style, jhr_severity_paint(row->severity));
    jhr_buf_fmt(out, "JHR%04u", (unsigned)row->code);
    jhr_diag_paint(out, style, JHR_PAINT_OFF);
    jhr_buf_fmt(out, " (%s)\n", jhr_severity_word(row->severity, style.lang));
    jhr_diag_paint(out, style, JHR_PAINT_BOLD);
    jhr_diag_template(out, row, style.lang);
    jhr_diag_paint(out, style, JHR_PAINT_OFF);
    jhr_buf_z(out, "\n\n");
    write_fact(out, JHR_W_WHY, style.lang, row->why[style.lang]);
    write_fact(out, JHR_W_TODO, style.lang, row->todo[style.lang]);
    write_example(out, style, JHR_W_WRONG, row->wrong);
    write_example(out, style, JHR_W_RIGHT, row->right);
    return true;
}

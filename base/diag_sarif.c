#include "base/diag_parts.h"

#include <string.h>

/*
 * SARIF 2.1.0, by the text of the OASIS standard: braces in a message are doubled (3.11.5), a path
 * is a relative URI (3.4.3), lines and columns count from 1 with the end exclusive (3.30).
 */

static const char *level_of(enum jhr_severity severity)
{
    return severity == JHR_ERROR ? "error" : severity == JHR_WARNING ? "warning" : "note";
}

/* {"text":"..."}; takes what is in `text` and empties it. */
static void write_message(struct jhr_buf *out, struct jhr_buf *text)
{
    struct jhr_buf doubled = {.max = text->max};
    struct jhr_str s = jhr_buf_get(text);
    for (uint32_t i = 0; i < s.n; i++) {
        jhr_buf_char(&doubled, s.p[i]);
        if (s.p[i] == '{' || s.p[i] == '}')
            jhr_buf_char(&doubled, s.p[i]);
    }
    jhr_buf_z(out, "{\"text\":");
    jhr_buf_json(out, jhr_buf_get(&doubled));
    jhr_buf_char(out, '}');
    out->failed |= text->failed || doubled.failed;
    jhr_buf_free(&doubled);
    jhr_buf_clear(text);
}

static void write_uri(struct jhr_buf *out, struct jhr_str path)
{
    static const char safe[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    jhr_buf_z(out, path.n > 0 && path.p[0] == '/' ? "\"file://" : "\"");
    for (uint32_t i = 0; i < path.n; i++) {
        if (path.p[i] != '\0' && strchr(safe, path.p[i]) != NULL)
            jhr_buf_char(out, path.p[i]);
        else
            jhr_buf_fmt(out, "%%%02X", (unsigned)(unsigned char)path.p[i]);
    }
    jhr_buf_char(out, '"');
}

static void write_region(struct jhr_buf *out, const struct jhr_diags *ds, struct jhr_span span)
{
    struct jhr_place lo = jhr_source_place(ds->sources, span.file, span.lo);
    struct jhr_place hi =
        jhr_source_place(ds->sources, span.file, span.hi > span.lo ? span.hi : span.lo);
    jhr_buf_fmt(out, "{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,\"endColumn\":%u}",
                (unsigned)lo.line, (unsigned)lo.column, (unsigned)hi.line, (unsigned)hi.column);
}

/* The members of a location, without its braces. */
static void write_physical(struct jhr_buf *out, const struct jhr_diags *ds, struct jhr_span span)
{
    jhr_buf_z(out, "\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    write_uri(out, *jhr_diag_path(ds, span.file));
    jhr_buf_z(out, "},\"region\":");
    write_region(out, ds, span);
    jhr_buf_char(out, '}');
}

static void write_locations(struct jhr_buf *out, struct jhr_buf *text, const struct jhr_diags *ds,
                            const struct jhr_diag *d, enum jhr_lang lang)
{
    bool has_file = jhr_diag_path(ds, d->span.file) != NULL;
    jhr_buf_z(out, ",\"locations\":[");
    if (has_file || d->pointer.n > 0)
        jhr_buf_char(out, '{');
    if (has_file)
        write_physical(out, ds, d->span);
    if (d->pointer.n > 0) {
        jhr_json_key(out, !has_file, "logicalLocations");
        jhr_buf_z(out, "[{\"fullyQualifiedName\":");
        jhr_buf_json(out, d->pointer);
        jhr_buf_z(out, "}]");
    }
    if (has_file && d->main_label != JHR_L_NONE) {
        jhr_json_key(out, false, "message");
        jhr_diag_label_text(text, d->main_label, d->arg[0], lang);
        write_message(out, text);
    }
    jhr_buf_z(out, has_file || d->pointer.n > 0 ? "}]" : "]");
}

static void write_related(struct jhr_buf *out, struct jhr_buf *text, const struct jhr_diags *ds,
                          const struct jhr_diag *d, enum jhr_lang lang)
{
    unsigned n = 0;
    for (uint8_t i = 0; i < d->labels; i++) {
        const struct jhr_diag_label *label = &d->label[i];
        if (jhr_diag_path(ds, label->span.file) == NULL)
            continue;
        jhr_buf_z(out, n == 0 ? ",\"relatedLocations\":[" : ",");
        jhr_buf_fmt(out, "{\"id\":%u,", n++);
        write_physical(out, ds, label->span);
        if (label->text != JHR_L_NONE) {
            jhr_json_key(out, false, "message");
            jhr_diag_label_text(text, label->text, label->arg, lang);
            write_message(out, text);
        }
        jhr_buf_char(out, '}');
    }
    if (n > 0)
        jhr_buf_char(out, ']');
}

static void write_fix(struct jhr_buf *out, struct jhr_buf *text, const struct jhr_diags *ds,
                      const struct jhr_diag *d, enum jhr_lang lang)
{
    if (d->suggestion.n == 0 || jhr_diag_path(ds, d->span.file) == NULL)
        return;
    jhr_buf_z(out, ",\"fixes\":[{\"description\":");
    jhr_buf_fmt(text, "%s `", jhr_word(JHR_W_MEANT, lang));
    jhr_buf_shown(text, d->suggestion);
    jhr_buf_z(text, "`?");
    write_message(out, text);
    jhr_buf_z(out, ",\"artifactChanges\":[{\"artifactLocation\":{\"uri\":");
    write_uri(out, *jhr_diag_path(ds, d->span.file));
    jhr_buf_z(out, "},\"replacements\":[{\"deletedRegion\":");
    write_region(out, ds, d->span);
    jhr_buf_z(out, ",\"insertedContent\":{\"text\":");
    jhr_buf_json(out, d->suggestion);
    jhr_buf_z(out, "}}]}]}]");
}

static void write_rule(struct jhr_buf *out, struct jhr_buf *text, const struct jhr_diag_row *row,
                       enum jhr_lang lang)
{
    jhr_buf_fmt(out, "{\"id\":\"JHR%04u\",\"shortDescription\":", (unsigned)row->code);
    jhr_diag_template(text, row, lang);
    write_message(out, text);
    if (row->why[lang][0] != '\0') {
        jhr_buf_z(out, ",\"fullDescription\":");
        jhr_buf_z(text, row->why[lang]);
        write_message(out, text);
    }
    if (row->todo[lang][0] != '\0') {
        jhr_buf_z(out, ",\"help\":");
        jhr_buf_z(text, row->todo[lang]);
        write_message(out, text);
    }
    jhr_buf_fmt(out, ",\"defaultConfiguration\":{\"level\":\"%s\"}}", level_of(row->severity));
}

/* The rules that this run has found something for, in the order of the table; index[id] is their
 * place. */
static void write_rules(struct jhr_buf *out, struct jhr_buf *text, const struct jhr_diags *ds,
                        enum jhr_lang lang, uint32_t index[JHR_D_COUNT])
{
    uint32_t n = 0;
    memset(index, 0, JHR_D_COUNT * sizeof(*index));
    for (uint32_t i = 0; i < ds->list.n; i++)
        index[ds->list.v[i]->id] = 1;
    for (uint32_t id = 0; id < JHR_D_COUNT; id++) {
        if (index[id] == 0)
            continue;
        jhr_buf_z(out, n > 0 ? ",\n" : "\n");
        write_rule(out, text, &jhr_diag_rows[id], lang);
        index[id] = n++;
    }
}

void jhr_diag_sarif(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang)
{
    uint32_t index[JHR_D_COUNT];
    struct jhr_buf text = {.max = out->max};
    jhr_buf_z(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":"
                   "\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"jhr\",\"rules\":[");
    write_rules(out, &text, ds, lang, index);
    jhr_buf_fmt(out, "]}},\"language\":\"%s\",\"columnKind\":\"unicodeCodePoints\",\"results\":[",
                lang == JHR_NL ? "nl" : "en");
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *d = ds->list.v[i];
        const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
        jhr_buf_fmt(out, "%s{\"ruleId\":\"JHR%04u\",\"ruleIndex\":%u,\"level\":\"%s\",\"message\":",
                    i > 0 ? ",\n" : "\n", (unsigned)row->code, (unsigned)index[d->id],
                    level_of(row->severity));
        jhr_diag_sentence(&text, d, lang);
        write_message(out, &text);
        write_locations(out, &text, ds, d, lang);
        write_related(out, &text, ds, d, lang);
        write_fix(out, &text, ds, d, lang);
        if (d->getuige.n > 0) {
            jhr_buf_z(out, ",\"properties\":{\"getuige\":");
            jhr_buf_str(out, d->getuige);
            jhr_buf_char(out, '}');
        }
        jhr_buf_char(out, '}');
    }
    jhr_buf_z(out, "]}]}\n");
    jhr_buf_free(&text);
}

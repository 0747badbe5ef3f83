/* Diagnostics as a pipeline reads them: JUnit, Markdown for a merge request, the workflow commands
 * of GitHub, and the code quality report of GitLab. */
#include "base/diag_parts.h"

#include "base/sha256.h"

static void xml(struct jhr_buf *out, struct jhr_str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '&')
            jhr_buf_z(out, "&amp;");
        else if (c == '<')
            jhr_buf_z(out, "&lt;");
        else if (c == '"')
            jhr_buf_z(out, "&quot;");
        else if (c >= 0x20)
            jhr_buf_char(out, (char)c);
        else
            jhr_buf_char(out, ' '); /* XML has no other control bytes */
    }
}

static struct jhr_str sentence(struct jhr_buf *text, const struct jhr_diag *d, enum jhr_lang lang)
{
    jhr_buf_clear(text);
    jhr_diag_sentence(text, d, lang);
    return jhr_buf_get(text);
}

static struct jhr_place place_of(const struct jhr_diags *ds, const struct jhr_diag *d)
{
    return jhr_source_place(ds->sources, d->span.file, d->span.lo);
}

/* ---- JUnit: each finding a case, of which notes pass ---- */

void jhr_diag_junit(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang)
{
    struct jhr_buf text = {0};
    uint32_t failures = ds->count[JHR_ERROR] + ds->count[JHR_WARNING];
    jhr_buf_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    jhr_buf_fmt(out, "  <testsuite name=\"jhr\" tests=\"%u\" failures=\"%u\">\n",
                ds->list.n > 0 ? ds->list.n : 1, failures);
    if (ds->list.n == 0)
        jhr_buf_z(out, "    <testcase name=\"jhr\"/>\n");
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *d = ds->list.v[i];
        const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
        const struct jhr_str *path = jhr_diag_path(ds, d->span.file);
        jhr_buf_fmt(out, "    <testcase name=\"JHR%04u", (unsigned)row->code);
        if (path != NULL)
            jhr_buf_fmt(out, " %u\" classname=\"", (unsigned)place_of(ds, d).line);
        if (path != NULL)
            xml(out, *path);
        jhr_buf_z(out, row->severity == JHR_NOTE ? "\">\n      <system-out>"
                                                 : "\">\n      <failure message=\"");
        xml(out, sentence(&text, d, lang));
        jhr_buf_z(out, row->severity == JHR_NOTE ? "</system-out>\n" : "\">");
        if (row->severity != JHR_NOTE) {
            xml(out, d->getuige);
            jhr_buf_z(out, "</failure>\n");
        }
        jhr_buf_z(out, "    </testcase>\n");
    }
    jhr_buf_z(out, "  </testsuite>\n</testsuites>\n");
    out->failed |= text.failed;
    jhr_buf_free(&text);
}

/* ---- Markdown ---- */

/* A cell of a table: no bar in it, and nothing that is drawn. */
static void cell(struct jhr_buf *out, struct jhr_str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '|' || s.p[i] == '<' || s.p[i] == '*' || s.p[i] == '_')
            jhr_buf_char(out, '\\');
        jhr_buf_char(out, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
    }
}

static void witnesses(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang)
{
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *d = ds->list.v[i];
        if (d->getuige.n == 0)
            continue;
        jhr_buf_fmt(out, "\n<details><summary>JHR%04u, %s</summary>\n\n```json\n",
                    (unsigned)jhr_diag_rows[d->id].code, jhr_word(JHR_W_GETUIGE, lang));
        jhr_buf_str(out, d->getuige);
        jhr_buf_z(out, "\n```\n</details>\n");
    }
}

void jhr_diag_markdown(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang)
{
    struct jhr_buf text = {0};
    if (ds->list.n == 0) {
        jhr_buf_z(out, lang == JHR_NL ? "Niets te melden.\n" : "Nothing to report.\n");
        return;
    }
    jhr_buf_z(out, lang == JHR_NL ? "| ernst | plaats | melding | code |\n|---|---|---|---|\n"
                                  : "| severity | place | message | code |\n|---|---|---|---|\n");
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *d = ds->list.v[i];
        const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
        const struct jhr_str *path = jhr_diag_path(ds, d->span.file);
        jhr_buf_fmt(out, "| %s | ", jhr_severity_word(row->severity, lang));
        if (path != NULL) {
            cell(out, *path);
            jhr_buf_fmt(out, ":%u", (unsigned)place_of(ds, d).line);
        }
        jhr_buf_z(out, " | ");
        cell(out, sentence(&text, d, lang));
        jhr_buf_fmt(out, " | JHR%04u |\n", (unsigned)row->code);
    }
    witnesses(out, ds, lang);
    out->failed |= text.failed;
    jhr_buf_free(&text);
}

/* ---- GitHub ---- */

/* What a workflow command must not hold as it is. */
static void command(struct jhr_buf *out, struct jhr_str s, bool property)
{
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '%' || c < 0x20 || (property && (c == ':' || c == ',')))
            jhr_buf_fmt(out, "%%%02X", (unsigned)c);
        else
            jhr_buf_char(out, (char)c);
    }
}

void jhr_diag_github(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang)
{
    static const char *const words[] = {
        [JHR_NOTE] = "notice", [JHR_WARNING] = "warning", [JHR_ERROR] = "error"};
    struct jhr_buf text = {0};
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *d = ds->list.v[i];
        const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
        const struct jhr_str *path = jhr_diag_path(ds, d->span.file);
        jhr_buf_fmt(out, "::%s ", words[row->severity]);
        if (path != NULL) {
            struct jhr_place at = place_of(ds, d);
            jhr_buf_z(out, "file=");
            command(out, *path, true);
            jhr_buf_fmt(out, ",line=%u,col=%u,", (unsigned)at.line, (unsigned)at.column);
        }
        jhr_buf_fmt(out, "title=JHR%04u::", (unsigned)row->code);
        command(out, sentence(&text, d, lang), false);
        jhr_buf_char(out, '\n');
    }
    out->failed |= text.failed;
    jhr_buf_free(&text);
}

/* ---- GitLab ---- */

/* What makes a finding the same one after lines moved: its code, file and text, and of several
 * that are alike how many come before it. */
static void fingerprint(struct jhr_buf *out, const struct jhr_diags *ds, uint32_t at,
                        enum jhr_lang lang)
{
    const struct jhr_diag *d = ds->list.v[at];
    const struct jhr_str *path = jhr_diag_path(ds, d->span.file);
    struct jhr_buf key = {0}, text = {0}, other = {0};
    uint32_t before = 0;
    uint8_t hash[JHR_SHA256_SIZE];
    sentence(&text, d, lang);
    for (uint32_t i = 0; i < at; i++)
        if (ds->list.v[i]->id == d->id && ds->list.v[i]->span.file == d->span.file)
            before += jhr_str_eq(sentence(&other, ds->list.v[i], lang), jhr_buf_get(&text));
    jhr_buf_fmt(&key, "%04u %u ", (unsigned)jhr_diag_rows[d->id].code, before);
    if (path != NULL)
        jhr_buf_str(&key, *path);
    jhr_buf_char(&key, ' ');
    jhr_buf_str(&key, jhr_buf_get(&text));
    jhr_sha256(hash, key.p, key.n);
    for (uint32_t i = 0; i < JHR_SHA256_SIZE; i++)
        jhr_buf_fmt(out, "%02x", (unsigned)hash[i]);
    out->failed |= key.failed || text.failed || other.failed;
    jhr_buf_free(&key);
    jhr_buf_free(&text);
    jhr_buf_free(&other);
}

void jhr_diag_gitlab(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang)
{
    static const char *const words[] = {
        [JHR_NOTE] = "info", [JHR_WARNING] = "minor", [JHR_ERROR] = "major"};
    struct jhr_buf text = {0};
    jhr_buf_char(out, '[');
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *d = ds->list.v[i];
        const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
        const struct jhr_str *path = jhr_diag_path(ds, d->span.file);
        jhr_buf_z(out, i > 0 ? ",\n{\"description\":" : "\n{\"description\":");
        jhr_buf_json(out, sentence(&text, d, lang));
        jhr_buf_fmt(out, ",\"check_name\":\"JHR%04u\",\"fingerprint\":\"", (unsigned)row->code);
        fingerprint(out, ds, i, lang);
        jhr_buf_fmt(out, "\",\"severity\":\"%s\",\"location\":{\"path\":", words[row->severity]);
        jhr_buf_json(out, path != NULL ? *path : JHR_STR(""));
        jhr_buf_fmt(out, ",\"lines\":{\"begin\":%u}}}",
                    path != NULL ? (unsigned)place_of(ds, d).line : 1U);
    }
    jhr_buf_z(out, ds->list.n > 0 ? "\n]\n" : "]\n");
    out->failed |= text.failed;
    jhr_buf_free(&text);
}

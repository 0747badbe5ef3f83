#include "lib/test_parts.h"

/* Names of a fold that a text shows; json has them all. */
#define NAMES_SHOWN 8u

static bool english(const struct jhr_test_run *r)
{
    return r->ctx->lang == JHR_EN;
}

static bool is_json(const struct jhr_test_run *r)
{
    return r->options->format == JHR_FORMAT_JSON;
}

static bool is_junit(const struct jhr_test_run *r)
{
    return r->options->format == JHR_FORMAT_JUNIT;
}

static bool is_markdown(const struct jhr_test_run *r)
{
    return r->options->format == JHR_FORMAT_MARKDOWN;
}

/* A line of a list, for people. */
static void item(struct jhr_test_run *r, const char *nl, const char *en)
{
    jhr_buf_z(&r->out, is_markdown(r) ? "- " : "");
    jhr_buf_z(&r->out, english(r) ? en : nl);
}

static void place(struct jhr_buf *out, struct jhr_str path, uint32_t line, uint32_t column)
{
    jhr_buf_str(out, path);
    jhr_buf_fmt(out, ":%u:%u: ", line, column);
}

static void xml_text(struct jhr_buf *b, struct jhr_str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&':
            jhr_buf_z(b, "&amp;");
            break;
        case '<':
            jhr_buf_z(b, "&lt;");
            break;
        case '>':
            jhr_buf_z(b, "&gt;");
            break;
        case '"':
            jhr_buf_z(b, "&quot;");
            break;
        default:
            jhr_buf_char(b, s.p[i]);
        }
    }
}

static void json_object(struct jhr_test_run *r, const char *key, struct jhr_str value)
{
    jhr_buf_z(&r->out, r->first ? "\n  {\"" : ",\n  {\"");
    r->first = false;
    jhr_buf_z(&r->out, key);
    jhr_buf_z(&r->out, "\":");
    jhr_buf_json(&r->out, value);
}

static void json_text(struct jhr_buf *out, const char *key, struct jhr_str value)
{
    jhr_buf_fmt(out, ",\"%s\":", key);
    jhr_buf_json(out, value);
}

/* ---- voorbeelden ---- */

void jhr_test_report_begin(struct jhr_test_run *r)
{
    if (is_json(r))
        jhr_buf_char(&r->out, '[');
    else if (is_junit(r))
        jhr_buf_z(&r->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
}

static void junit_case(struct jhr_test_run *r, struct jhr_str name, struct jhr_str path,
                       struct jhr_str why)
{
    jhr_buf_z(&r->cases, "    <testcase name=\"");
    xml_text(&r->cases, name);
    jhr_buf_z(&r->cases, "\" classname=\"");
    xml_text(&r->cases, path);
    jhr_buf_z(&r->cases, why.n == 0 ? "\"/>\n" : "\">\n      <failure message=\"");
    if (why.n > 0) {
        xml_text(&r->cases, why);
        jhr_buf_z(&r->cases, "\"/>\n    </testcase>\n");
    }
}

void jhr_test_report_one(struct jhr_test_run *r, struct jhr_str path, const struct jhr_voorbeeld *v,
                         struct jhr_place at, struct jhr_str why)
{
    if (is_json(r)) {
        json_object(r, "voorbeeld", v->title);
        json_text(&r->out, "bestand", path);
        jhr_buf_fmt(&r->out, ",\"regel\":%u,\"geslaagd\":%s,\"verschil\":", at.line,
                    why.n == 0 ? "true" : "false");
        if (why.n == 0)
            jhr_buf_z(&r->out, "null");
        else
            jhr_buf_json(&r->out, why);
        jhr_buf_char(&r->out, '}');
    } else if (is_junit(r)) {
        junit_case(r, v->title, path, why);
    } else if (why.n > 0) {
        jhr_buf_z(&r->out, is_markdown(r) ? "- " : "");
        place(&r->out, path, at.line, at.column);
        jhr_buf_z(&r->out, english(r) ? "failed: \"" : "mislukt: \"");
        jhr_buf_str(&r->out, v->title);
        jhr_buf_z(&r->out, "\": ");
        jhr_buf_str(&r->out, why);
        jhr_buf_char(&r->out, '\n');
    }
}

static void junit_suite(struct jhr_test_run *r, struct jhr_str name, size_t tests, size_t failures)
{
    jhr_buf_z(&r->out, "  <testsuite name=\"");
    xml_text(&r->out, name);
    jhr_buf_fmt(&r->out, "\" tests=\"%zu\" failures=\"%zu\">\n", tests, failures);
    jhr_buf_str(&r->out, jhr_buf_get(&r->cases));
    jhr_buf_z(&r->out, "  </testsuite>\n");
    jhr_buf_clear(&r->cases);
}

void jhr_test_report_file(struct jhr_test_run *r, struct jhr_str path,
                          const jhr_test_counts *before)
{
    size_t failed = r->counts.failed - before->failed;
    if (is_junit(r))
        junit_suite(r, path, r->counts.passed - before->passed + failed, failed);
}

/* ---- coverage ---- */

static void silent_rules(struct jhr_test_run *r, const struct jhr_model *m, const bool *spoke)
{
    for (uint32_t i = 0; i < m->regels_n; i++) {
        if (spoke[i])
            continue;
        if (is_json(r)) {
            json_object(r, "regel_zonder_voorbeeld", m->regels[i].id);
            jhr_buf_char(&r->out, '}');
        } else if (!is_junit(r)) {
            item(r, "in geen voorbeeld: ", "never exercised: ");
            jhr_buf_str(&r->out, m->regels[i].id);
            jhr_buf_char(&r->out, '\n');
        }
    }
}

/* The text at a place; columns count letters. */
static struct jhr_str text_at(const struct jhr_sources *s, struct jhr_str path,
                              const struct jhr_p_plek *at)
{
    struct jhr_str line = {0};
    uint32_t lo = 0, hi;
    for (uint32_t f = 0; f < s->files.n && line.n == 0; f++)
        if (jhr_str_eq(s->files.v[f]->path, path))
            line = jhr_source_line(s, f, at->line);
    for (uint32_t left = at->column - 1; left > 0 && lo < line.n; left--)
        for (lo++; lo < line.n && ((unsigned char)line.p[lo] & 0xc0) == 0x80;)
            lo++;
    hi = lo;
    for (uint32_t left = at->length; left > 0 && hi < line.n; left--)
        for (hi++; hi < line.n && ((unsigned char)line.p[hi] & 0xc0) == 0x80;)
            hi++;
    return line.n > 0 ? (struct jhr_str){line.p + lo, hi - lo} : JHR_STR("");
}

static void half_seen(struct jhr_test_run *r, const struct jhr_program *p,
                      const struct jhr_voorwaarde_gezien *w)
{
    static const char *const never[2][3] = {{"nooit ja: ", "nooit nee: ", "nooit ja of nee: "},
                                            {"never yes: ", "never no: ", "never yes or no: "}};
    const struct jhr_p_plek *at = &p->plekken[w->plek];
    struct jhr_str path = jhr_p_str(p, p->bestanden[at->bestand].pad);
    struct jhr_str text = text_at(&r->ctx->ws->sources, path, at);
    int which = !w->yes && !w->no ? 2 : w->yes ? 1 : 0;

    if (is_json(r)) {
        json_object(r, "voorwaarde", text);
        json_text(&r->out, "van", w->van);
        json_text(&r->out, "bestand", path);
        jhr_buf_fmt(&r->out, ",\"regel\":%u,\"kolom\":%u,\"nooit\":[%s]}", at->line, at->column,
                    which == 2   ? "\"ja\",\"nee\""
                    : which == 1 ? "\"nee\""
                                 : "\"ja\"");
    } else if (!is_junit(r)) {
        item(r, "", "");
        place(&r->out, path, at->line, at->column);
        jhr_buf_z(&r->out, never[english(r)][which]);
        jhr_buf_str(&r->out, text);
        jhr_buf_z(&r->out, " (");
        jhr_buf_str(&r->out, w->van);
        jhr_buf_z(&r->out, ")\n");
    }
}

static void cell_name(struct jhr_buf *out, const struct jhr_program *p, uint32_t cell)
{
    const struct jhr_p_cel *c = &p->cellen[cell];
    bool otherwise = jhr_p_str(p, c->rij).n == 0;
    jhr_buf_str(out, otherwise ? JHR_STR("standaard") : jhr_p_str(p, c->rij));
    jhr_buf_z(out, otherwise ? "" : "+");
    jhr_buf_str(out, jhr_p_str(p, c->kolom));
}

static void unseen_cells(struct jhr_test_run *r, const struct jhr_program *p, const bool *seen,
                         const struct jhr_p_stapeling *s)
{
    uint32_t missed = 0;
    for (uint32_t i = s->cellen; i < s->cellen + s->cellen_n; i++) {
        struct jhr_buf name = {0};
        if (seen[i])
            continue;
        cell_name(&name, p, i);
        if (is_json(r)) {
            json_object(r, "cel_zonder_voorbeeld", jhr_buf_get(&name));
            json_text(&r->out, "van", jhr_p_str(p, s->id));
            jhr_buf_char(&r->out, '}');
        } else if (!is_junit(r) && missed < NAMES_SHOWN) {
            if (missed == 0) {
                item(r, "cellen in geen voorbeeld: ", "cells never exercised: ");
                jhr_buf_str(&r->out, jhr_p_str(p, s->id));
                jhr_buf_char(&r->out, ':');
            }
            jhr_buf_z(&r->out, missed > 0 ? ", " : " ");
            jhr_buf_str(&r->out, jhr_buf_get(&name));
        }
        missed++;
        jhr_buf_free(&name);
    }
    if (missed == 0 || is_json(r) || is_junit(r))
        return;
    if (missed > NAMES_SHOWN)
        jhr_buf_fmt(&r->out, english(r) ? " and %u more" : " en %u meer", missed - NAMES_SHOWN);
    jhr_buf_char(&r->out, '\n');
}

void jhr_test_report_coverage(struct jhr_test_run *r, const struct jhr_model *m,
                              const struct jhr_coverage *v)
{
    const struct jhr_program *p = v->program;
    silent_rules(r, m, v->regels);
    for (uint32_t i = 0; i < v->voorwaarden_n; i++) {
        const struct jhr_voorwaarde_gezien *w = &v->voorwaarden[i];
        r->counts.answers += 2;
        r->counts.answers_seen += (size_t)w->yes + w->no;
        if (!w->yes || !w->no)
            half_seen(r, p, w);
    }
    for (uint32_t i = 0; i < p->stapelingen_n; i++) {
        if (p->regels[p->stapelingen[i].regel].stand != JHR_P_VERVALLEN) {
            for (uint32_t k = 0; k < p->stapelingen[i].cellen_n; k++)
                r->counts.cells_seen += v->cellen[p->stapelingen[i].cellen + k];
            r->counts.cells += p->stapelingen[i].cellen_n;
            unseen_cells(r, p, v->cellen, &p->stapelingen[i]);
        }
    }
}

/* ---- changes ---- */

static void survivor(struct jhr_test_run *r, const struct jhr_mutation *m)
{
    bool rule = m->mutant.kind == JHR_MUTANT_RULE;
    item(r, "", "");
    place(&r->out, m->path, m->place.line, m->place.column);
    jhr_buf_z(&r->out, english(r) ? "not noticed: " : "niet opgemerkt: ");
    jhr_buf_z(&r->out, m->mutant.was);
    jhr_buf_z(&r->out, rule ? (english(r) ? " left out" : " weggelaten") : " -> ");
    jhr_buf_z(&r->out, m->mutant.wordt);
    jhr_buf_z(&r->out, rule ? "\n" : " (");
    if (rule)
        return;
    jhr_buf_str(&r->out, m->mutant.van);
    jhr_buf_z(&r->out, ")\n");
}

static const char *const kind_names[JHR_MUTANT_KINDS] = {"regel", "drempel", "bewerking", "datum",
                                                         "cel",   "lid",     "tarief"};

static void junit_change(struct jhr_test_run *r, const struct jhr_mutation *m)
{
    struct jhr_buf name = {0};
    place(&name, m->path, m->place.line, m->place.column);
    jhr_buf_fmt(&name, "%s -> %s", m->mutant.was, m->mutant.wordt);
    junit_case(r, jhr_buf_get(&name), m->mutant.van,
               m->noticed ? JHR_STR("") : JHR_STR("geen voorbeeld merkt deze verandering op"));
    jhr_buf_free(&name);
}

static void json_change(struct jhr_test_run *r, const struct jhr_mutation *m)
{
    json_object(r, "verandering", jhr_str_of(kind_names[m->mutant.kind]));
    json_text(&r->out, "van", m->mutant.van);
    json_text(&r->out, "bestand", m->path);
    jhr_buf_fmt(&r->out, ",\"regel\":%u,\"kolom\":%u", m->place.line, m->place.column);
    json_text(&r->out, "was", jhr_str_of(m->mutant.was));
    json_text(&r->out, "wordt", jhr_str_of(m->mutant.wordt));
    jhr_buf_fmt(&r->out, ",\"opgemerkt\":%s}", m->noticed ? "true" : "false");
}

/* The changes of one owner follow each other, but for those that a later regeling adds. */
struct score {
    const struct jhr_mutant *of;
    uint32_t noticed, n;
};

static void put_score(struct jhr_test_run *r, const struct score *s)
{
    unsigned percent = s->noticed * 100 / s->n;
    if (is_json(r)) {
        json_object(r, "score", s->of->van);
        json_text(&r->out, "soort", jhr_str_of(s->of->what));
        jhr_buf_fmt(&r->out, ",\"opgemerkt\":%u,\"veranderingen\":%u}", s->noticed, s->n);
        return;
    }
    jhr_buf_fmt(&r->out, is_markdown(r) ? "| %s " : "  %s ", s->of->what);
    jhr_buf_str(&r->out, s->of->van);
    if (is_markdown(r))
        jhr_buf_fmt(&r->out, " | %u | %u | %u%% |\n", s->noticed, s->n, percent);
    else
        jhr_buf_fmt(&r->out, english(r) ? ": %u of %u (%u%%)\n" : ": %u van %u (%u%%)\n",
                    s->noticed, s->n, percent);
}

static void scores(struct jhr_test_run *r)
{
    const struct jhr_mutations *all = &r->mutations;
    struct jhr_arena *a = &r->ctx->ws->arena;
    struct jhr_map by_owner = {0};
    JHR_VEC(struct score *) list = {0};
    for (uint32_t i = 0; i < all->list.n; i++) {
        const struct jhr_mutation *m = all->list.v[i];
        struct jhr_buf key = {0};
        struct score *s, **slot;
        jhr_buf_fmt(&key, "%s ", m->mutant.what);
        jhr_buf_str(&key, m->mutant.van);
        jhr_buf_char(&key, ' ');
        jhr_buf_str(&key, m->path);
        s = jhr_map_get(&by_owner, jhr_buf_get(&key));
        if (!s && (s = JHR_NEW(a, struct score)) != NULL &&
            (slot = jhr_vec_add(a, &list)) != NULL) {
            *slot = s;
            s->of = &m->mutant;
            jhr_map_put(a, &by_owner, jhr_arena_str(a, jhr_buf_get(&key)), s);
        }
        jhr_buf_free(&key);
        if (!s)
            return;
        s->n++;
        s->noticed += m->noticed;
    }
    if (is_markdown(r))
        jhr_buf_z(&r->out, english(r) ? "\n| changes of | noticed | of | |\n|---|---|---|---|\n"
                                      : "\n| veranderingen van | opgemerkt | van | |\n"
                                        "|---|---|---|---|\n");
    else if (!is_json(r) && list.n > 0)
        jhr_buf_z(&r->out, english(r) ? "noticed, of the changes of:\n"
                                      : "opgemerkt, van de veranderingen van:\n");
    for (uint32_t i = 0; i < list.n; i++)
        put_score(r, list.v[i]);
    if (is_markdown(r))
        jhr_buf_char(&r->out, '\n');
}

void jhr_test_report_mutations(struct jhr_test_run *r)
{
    const struct jhr_mutations *all = &r->mutations;
    for (uint32_t i = 0; i < all->list.n; i++) {
        const struct jhr_mutation *m = all->list.v[i];
        r->counts.changes++;
        r->counts.noticed += m->noticed;
        if (is_json(r))
            json_change(r, m);
        else if (is_junit(r))
            junit_change(r, m);
        else if (!m->noticed)
            survivor(r, m);
    }
    if (is_junit(r))
        junit_suite(r, JHR_STR("veranderingen"), r->counts.changes,
                    r->counts.changes - r->counts.noticed);
    else
        scores(r);
}

/* ---- the sum ---- */

static unsigned percent_of(size_t part, size_t whole)
{
    return whole == 0 ? 100 : (unsigned)(part * 100 / whole);
}

static void json_sum(struct jhr_test_run *r)
{
    const jhr_test_counts *c = &r->counts;
    if (r->options->coverage) {
        jhr_buf_z(&r->out, r->first ? "\n  " : ",\n  ");
        r->first = false;
        jhr_buf_fmt(&r->out,
                    "{\"dekking\":{\"regels\":%zu,\"van_regels\":%zu,\"antwoorden\":%zu,"
                    "\"van_antwoorden\":%zu,\"cellen\":%zu,\"van_cellen\":%zu}}",
                    c->exercised, c->rules, c->answers_seen, c->answers, c->cells_seen, c->cells);
    }
    if (r->options->mutate) {
        jhr_buf_z(&r->out, r->first ? "\n  " : ",\n  ");
        r->first = false;
        jhr_buf_fmt(&r->out,
                    "{\"veranderingen\":{\"opgemerkt\":%zu,\"van\":%zu,\"zonder_gevolg\":%u,"
                    "\"niet_te_vertalen\":%u,\"niet_geprobeerd\":%u}}",
                    c->noticed, c->changes, r->mutations.equal, r->mutations.refused,
                    r->mutations.left_out);
    }
    jhr_buf_z(&r->out, r->first ? "]\n" : "\n]\n");
}

static void text_sum(struct jhr_test_run *r)
{
    const jhr_test_counts *c = &r->counts;
    const char *end = is_markdown(r) ? "\n\n" : "\n";
    jhr_buf_fmt(&r->out,
                english(r) ? "%zu passed, %zu failed; %zu of %zu rules exercised%s"
                           : "%zu geslaagd, %zu mislukt; %zu van %zu regels komen aan bod%s",
                c->passed, c->failed, c->exercised, c->rules, end);
    if (r->options->coverage)
        jhr_buf_fmt(&r->out,
                    english(r) ? "coverage: rules %u%%, conditions %u%% (%zu of %zu answers), "
                                 "cells %u%% (%zu of %zu)%s"
                               : "dekking: regels %u%%, voorwaarden %u%% (%zu van %zu antwoorden), "
                                 "cellen %u%% (%zu van %zu)%s",
                    percent_of(c->exercised, c->rules), percent_of(c->answers_seen, c->answers),
                    c->answers_seen, c->answers, percent_of(c->cells_seen, c->cells), c->cells_seen,
                    c->cells, end);
    if (!r->options->mutate)
        return;
    jhr_buf_fmt(&r->out,
                english(r) ? "%zu of %zu changes noticed (%u%%); %u more make no difference%s"
                           : "%zu van %zu veranderingen opgemerkt (%u%%); %u andere maken geen "
                             "verschil%s",
                c->noticed, c->changes, percent_of(c->noticed, c->changes), r->mutations.equal,
                end);
    if (r->mutations.left_out > 0)
        jhr_buf_fmt(&r->out,
                    english(r) ? "too many changes: %u were not tried%s"
                               : "te veel veranderingen: %u zijn niet geprobeerd%s",
                    r->mutations.left_out, end);
}

void jhr_test_report_end(struct jhr_test_run *r)
{
    if (is_json(r))
        json_sum(r);
    else if (is_junit(r))
        jhr_buf_z(&r->out, "</testsuites>\n");
    else
        text_sum(r);
}

/* The besluit as a page to read or to print: markdown, and HTML that needs nothing beside it. */
#include "documents/write_parts.h"

static void put(struct jhr_buf *out, enum jhr_prose_form form, struct jhr_str text)
{
    jhr_prose_escape(form, text, out);
}

static void outcome_cell(struct jhr_buf *out, const struct jhr_wr_rule *r)
{
    jhr_buf_z(out, jhr_wr_uitkomst_word(r->uitkomst));
    if (r->rol == JHR_ROL_GEEN)
        jhr_buf_fmt(out, " (%s; beslist niet)", jhr_wr_stand_word(r->regel->stand));
}

static void rules_table(struct jhr_buf *out, enum jhr_prose_form form, const struct jhr_wr *w)
{
    bool html = form == JHR_PROSE_HTML;
    if (w->rules.n == 0)
        return;
    jhr_buf_z(out, html ? "<h2 id=\"regels\">Regels</h2>\n<table>\n<caption>Wat elke regel "
                          "zegt</caption>\n<thead><tr><th scope=\"col\">Regel</th><th "
                          "scope=\"col\">Titel</th><th scope=\"col\">Uitkomst</th></tr></thead>\n"
                          "<tbody>\n"
                        : "\n## Regels\n\n| Regel | Titel | Uitkomst |\n|---|---|---|\n");
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        jhr_buf_z(out, html ? "<tr><th scope=\"row\">" : "| ");
        put(out, form, jhr_wr_string(w, r->regel->id));
        jhr_buf_z(out, html ? "</th><td>" : " | ");
        put(out, form, jhr_wr_string(w, r->regel->titel));
        jhr_buf_z(out, html ? "</td><td>" : " | ");
        outcome_cell(out, r);
        jhr_buf_z(out, html ? "</td></tr>\n" : " |\n");
    }
    jhr_buf_z(out, html ? "</tbody>\n</table>\n" : "");
}

static const char style[] =
    "<style>\n"
    "body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.5;\n"
    "  font-family: system-ui, sans-serif; color: #111; background: #fff; }\n"
    "table { border-collapse: collapse; } caption { text-align: left; }\n"
    "th, td { border: 1px solid #767676; padding: .25rem .5rem; text-align: left;\n"
    "  vertical-align: top; }\n"
    "</style>\n";

static void head(struct jhr_buf *out, enum jhr_prose_form form, const struct jhr_wr *w)
{
    const char *word = jhr_wr_besluit_word(w->besluit);
    if (form == JHR_PROSE_MARKDOWN) {
        jhr_buf_fmt(out, "# Advies: %s\n\n", word);
        return;
    }
    jhr_buf_fmt(out,
                "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<title>Advies: %s</title>\n%s</head>\n<body>\n<main>\n<h1>Advies: %s</h1>\n",
                word, style, word);
}

static void write_page(struct jhr_buf *out, enum jhr_prose_form form, const struct jhr_wr *w)
{
    struct jhr_prose p = {0};
    (void)jhr_wr_prose(&p, w);
    head(out, form, w);
    jhr_prose_show(&p, form, out);
    jhr_prose_free(&p);
    rules_table(out, form, w);
    if (form == JHR_PROSE_HTML)
        jhr_buf_z(out, "</main>\n</body>\n</html>\n");
}

void jhr_write_page(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                    const struct jhr_case *c, const struct jhr_besluit *b, bool html)
{
    struct jhr_wr w;
    if (jhr_wr_init(&w, a, d, c, b))
        write_page(out, html ? JHR_PROSE_HTML : JHR_PROSE_MARKDOWN, &w);
    else
        out->failed = true;
}

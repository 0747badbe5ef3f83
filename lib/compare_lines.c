#include "lib/compare_parts.h"

#include <stdlib.h>
#include <string.h>

const char *const jhr_besluit_names[] = {"toelaatbaar", "niet toelaatbaar", "onbepaald", "strijdig",
                                         "buiten regeling"};

void jhr_put_direction(struct jhr_buf *out, uint8_t was, uint8_t wordt)
{
    jhr_buf_fmt(out, "%s -> %s", jhr_besluit_names[was], jhr_besluit_names[wordt]);
}

void jhr_put_waar(struct jhr_buf *out, const struct jhr_gebied *g)
{
    for (uint32_t i = 0; i < g->waar_n; i++) {
        jhr_buf_z(out, i > 0 ? " en " : "");
        jhr_buf_str(out, g->waar[i]);
    }
    jhr_buf_z(out, g->waar_n == 0 ? "altijd" : "");
}

/* ---- one line for each change ---- */

static void change_lines(struct jhr_buf *out, struct jhr_str naam, const struct jhr_wijziging *w)
{
    static const char *const edits[] = {"gewijzigd", "nieuw", "vervallen"};
    if (w->gebieden_n == 0) {
        jhr_buf_str(out, naam);
        jhr_buf_char(out, ' ');
        jhr_buf_str(out, w->regel);
        jhr_buf_fmt(out, ": %s, geen besluit verandert\n", edits[w->edit]);
    }
    for (uint32_t i = 0; i < w->gebieden_n; i++) {
        const struct jhr_gebied *g = &w->gebieden[i];
        jhr_buf_str(out, naam);
        jhr_buf_char(out, ' ');
        jhr_buf_str(out, w->regel);
        jhr_buf_z(out, ": ");
        jhr_put_direction(out, g->was, g->wordt);
        jhr_buf_z(out, ": ");
        jhr_put_waar(out, g);
        jhr_buf_z(out, " [");
        jhr_share_text(out, &g->share, false);
        jhr_buf_z(out, "]\n");
    }
    if (w->gebieden_over > 0) {
        jhr_buf_str(out, naam);
        jhr_buf_char(out, ' ');
        jhr_buf_str(out, w->regel);
        jhr_buf_fmt(out, ": nog %u gebieden [", w->gebieden_over);
        jhr_share_text(out, &w->overall, false);
        jhr_buf_z(out, "]\n");
    }
}

static void pair_lines(struct jhr_buf *out, const struct jhr_pair *p)
{
    const struct jhr_diff *d = p->diff;
    if (!p->was || !p->wordt) {
        jhr_buf_str(out, p->naam);
        jhr_buf_z(out, p->was ? " regeling: vervallen\n" : " regeling: nieuw\n");
    }
    if (!d)
        return;
    for (uint32_t i = 0; i < d->wijzigingen_n; i++)
        change_lines(out, p->naam, &d->wijzigingen[i]);
    for (uint32_t i = 0; i < d->only_n; i++) {
        jhr_buf_str(out, p->naam);
        jhr_buf_fmt(out, " %s: %s ", d->only[i].in_new ? "alleen nieuw" : "alleen oud",
                    d->only[i].what);
        jhr_buf_str(out, d->only[i].name);
        jhr_buf_char(out, '\n');
    }
    for (uint32_t i = 0; i < d->over_budget_n; i++) {
        jhr_buf_str(out, p->naam);
        jhr_buf_z(out, " niet volledig bewezen: product ");
        jhr_buf_str(out, d->over_budget[i]);
        jhr_buf_char(out, '\n');
    }
}

void jhr_compare_lines(struct jhr_buf *out, struct jhr_arena *a, const struct jhr_comparison *c)
{
    struct jhr_buf lines = {0};
    for (uint32_t i = 0; i < c->pairs.n; i++)
        pair_lines(&lines, &c->pairs.v[i]);
    jhr_buf_str(out, jhr_lines_normal(a, jhr_buf_get(&lines)));
    jhr_buf_free(&lines);
}

/* ---- sets of lines ---- */

static int by_bytes(const void *a, const void *b)
{
    return jhr_str_cmp(*(const struct jhr_str *)a, *(const struct jhr_str *)b);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The next line without blanks around it; false at the end. */
static bool next_line(struct jhr_str *text, struct jhr_str *line)
{
    const char *end;
    if (text->n == 0)
        return false;
    end = memchr(text->p, '\n', text->n);
    *line = (struct jhr_str){text->p, end ? (uint32_t)(end - text->p) : text->n};
    *text = (struct jhr_str){line->p + line->n, text->n - line->n};
    if (end)
        *text = (struct jhr_str){text->p + 1, text->n - 1};
    while (line->n > 0 && is_blank(line->p[line->n - 1]))
        line->n--;
    while (line->n > 0 && is_blank(line->p[0]))
        *line = (struct jhr_str){line->p + 1, line->n - 1};
    return true;
}

struct jhr_str jhr_lines_normal(struct jhr_arena *a, struct jhr_str text)
{
    JHR_VEC(struct jhr_str) lines = {0};
    struct jhr_str line, *slot, result;
    struct jhr_buf out = {0};

    if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0) /* as some editors begin a text */
        text = (struct jhr_str){text.p + 3, text.n - 3};
    while (next_line(&text, &line))
        if (line.n > 0 && line.p[0] != '#' && (slot = jhr_vec_add(a, &lines)) != NULL)
            *slot = line;
    if (lines.n > 0)
        qsort(lines.v, lines.n, sizeof *lines.v, by_bytes);
    for (uint32_t i = 0; i < lines.n; i++) {
        if (i > 0 && jhr_str_eq(lines.v[i - 1], lines.v[i]))
            continue;
        jhr_buf_str(&out, lines.v[i]);
        jhr_buf_char(&out, '\n');
    }
    a->out_of_memory |= out.failed;
    result = jhr_arena_str(a, jhr_buf_get(&out));
    jhr_buf_free(&out);
    return result;
}

static void put_line(struct jhr_buf *out, const char *before, char sign, struct jhr_str line)
{
    jhr_buf_z(out, before);
    jhr_buf_char(out, sign);
    jhr_buf_char(out, ' ');
    jhr_buf_shown(out, line);
    jhr_buf_char(out, '\n');
}

void jhr_lines_differ(struct jhr_buf *out, struct jhr_str declared, struct jhr_str actual,
                      const char *before)
{
    struct jhr_str one = {0}, two = {0};
    bool has_one = next_line(&declared, &one), has_two = next_line(&actual, &two);
    while (has_one || has_two) {
        int order = !has_one ? 1 : !has_two ? -1 : jhr_str_cmp(one, two);
        if (order < 0)
            put_line(out, before, '-', one);
        else if (order > 0)
            put_line(out, before, '+', two);
        if (order <= 0)
            has_one = next_line(&declared, &one);
        if (order >= 0)
            has_two = next_line(&actual, &two);
    }
}

#include "documents/write_parts.h"

/* The fixed words, in both languages; what the rules say stays in Dutch. */
struct words {
    const char *besluit, *advies, *regels, *begrippen, *nodig, *niet_nodig, *voorwaarden;
    const char *voorbehoud, *signalen, *alternatieven, *motivering, *not_deciding;
};
static const struct words words[2] = {
    {"Besluit", "advies", "Regels", "Begrippen", "Nodig", "Niet nodig", "Voorwaarden",
     "onder voorbehoud", "Signalen", "Alternatieven", "Motivering", "beslist niet"},
    {"Decision", "advice", "Rules", "Begrippen", "Needed", "Not needed", "Conditions",
     "under reservation", "Signals", "Alternatives", "Motivation (Dutch)", "does not decide"},
};
#define LINE 96 /* cells of a line with names */

struct text {
    struct jhr_buf *out;
    const struct jhr_wr *w;
    const struct words *words;
    bool plain;
};

static void heading(const struct text *t, const char *word)
{
    jhr_buf_char(t->out, '\n');
    jhr_buf_z(t->out, word);
    jhr_buf_z(t->out, ":\n");
}

static const char *mark(const struct text *t, const struct jhr_wr_rule *r)
{
    if (t->plain)
        return "  ";
    switch ((enum jhr_uitkomst)r->uitkomst) {
    case JHR_NIET_VOLDAAN:
        return "  ✗ ";
    case JHR_ONBEKEND:
        return "  ? ";
    case JHR_VOLDAAN:
    case JHR_VOLDAAN_MET_AFWIJKING:
        return "  ✓ ";
    case JHR_NIET_IN_WERKING:
    case JHR_NIET_VAN_TOEPASSING:
        break;
    }
    return "    ";
}

/* Signalen and voorwaarden have headings of their own; a rule that neither decides nor says
 * anything would only be in the way. The JSON besluit lists them all. */
static bool is_shown(const struct jhr_wr_rule *r)
{
    if (r->regel->kind == JHR_P_SIGNAAL || r->regel->kind == JHR_P_VOORWAARDE)
        return false;
    return r->rol != JHR_ROL_GEEN || r->uitkomst != JHR_ONBEKEND;
}

static void write_rules(const struct text *t)
{
    const struct jhr_wr *w = t->w;
    if (w->rules.n > 0)
        heading(t, t->words->regels);
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        struct jhr_str title = jhr_wr_string(w, r->regel->titel);
        if (!is_shown(r))
            continue;
        jhr_buf_z(t->out, mark(t, r));
        jhr_buf_str(t->out, jhr_wr_string(w, r->regel->id));
        jhr_buf_z(t->out, ": ");
        jhr_buf_z(t->out, jhr_wr_uitkomst_word(r->uitkomst));
        if (r->rol == JHR_ROL_GEEN)
            jhr_buf_fmt(t->out, " (%s; %s)", jhr_wr_stand_word(r->regel->stand),
                        t->words->not_deciding);
        if (title.n > 0) {
            jhr_buf_z(t->out, ". ");
            jhr_wr_sentence(t->out, title);
        }
        jhr_buf_char(t->out, '\n');
    }
}

static bool settles(uint8_t besluit)
{
    return besluit != JHR_ONBEPAALD && besluit != JHR_STRIJDIG;
}

/* The answers by which the decision falls. */
static void write_answers(const struct text *t, const struct jhr_wr_ask *ask)
{
    bool any = false;
    for (uint32_t i = 0; i < ask->answers.n; i++) {
        const struct jhr_answer *a = &ask->answers.v[i];
        if (!settles(a->besluit))
            continue;
        jhr_buf_z(t->out, any ? "; " : "    ");
        any = true;
        if (ask->source != JHR_WR_FACT)
            jhr_buf_z(t->out, a->from != 0 ? "Ja" : "Nee");
        else
            jhr_wr_value(t->out, t->w, ask->feit, a->from);
        if (a->to != a->from) {
            jhr_buf_z(t->out, " t/m ");
            jhr_wr_value(t->out, t->w, ask->feit, a->to);
        }
        jhr_buf_fmt(t->out, ": %s", jhr_wr_besluit_word(a->besluit));
    }
    if (any)
        jhr_buf_char(t->out, '\n');
}

static void write_not_needed(const struct text *t)
{
    const struct jhr_wr *w = t->w;
    uint32_t column = 0;
    if (w->besluit != JHR_ONBEPAALD || w->asks.not_needed.n == 0)
        return;
    heading(t, t->words->niet_nodig);
    for (uint32_t i = 0; i < w->asks.not_needed.n; i++) {
        struct jhr_str name = jhr_wr_string(w, w->p->feiten[w->asks.not_needed.v[i]].naam);
        bool fits = column > 0 && column + name.n + 2 <= LINE;
        jhr_buf_z(t->out, i == 0 ? "  " : fits ? ", " : ",\n  ");
        column = (fits ? column : 0) + name.n + 2;
        jhr_buf_str(t->out, name);
    }
    jhr_buf_char(t->out, '\n');
}

static void write_asks(const struct text *t)
{
    const struct jhr_wr *w = t->w;
    if (w->asks.list.n > 0)
        heading(t, t->words->nodig);
    for (uint32_t i = 0; i < w->asks.list.n; i++) {
        const struct jhr_wr_ask *ask = &w->asks.list.v[i];
        jhr_buf_z(t->out, "  ");
        jhr_buf_str(t->out, ask->name);
        if (ask->vraag.n > 0) {
            jhr_buf_z(t->out, ": ");
            jhr_buf_str(t->out, ask->vraag);
        }
        jhr_buf_char(t->out, '\n');
        write_answers(t, ask);
    }
    write_not_needed(t);
}

static void write_lines(const struct text *t, bool obligations)
{
    const struct jhr_wr *w = t->w;
    bool any = false;
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        if (obligations ? !jhr_wr_obliges(r) : !jhr_wr_signals(r))
            continue;
        if (!any)
            heading(t, obligations ? t->words->voorwaarden : t->words->signalen);
        any = true;
        jhr_buf_z(t->out, "  ");
        jhr_buf_str(t->out, jhr_wr_string(w, r->regel->id));
        jhr_buf_z(t->out, ": ");
        jhr_buf_str(t->out, jhr_wr_signal_text(w, r));
        if (obligations && r->uitkomst == JHR_ONBEKEND)
            jhr_buf_fmt(t->out, " (%s)", t->words->voorbehoud);
        jhr_buf_char(t->out, '\n');
    }
    for (uint32_t k = 0, i; !obligations && (i = jhr_wr_unknown_product(w, k)) != JHR_P_NONE; k++) {
        if (!any)
            heading(t, t->words->signalen);
        any = true;
        jhr_buf_z(t->out, "  ");
        jhr_wr_unknown_product_text(t->out, w, i);
        jhr_buf_char(t->out, '\n');
    }
}

/* How each begrip of the rules came to its value. */
static void write_begrippen(const struct text *t)
{
    const struct jhr_wr *w = t->w;
    static const char *const values[] = {"nee", "onbekend", "ja"};
    if (w->slots.n > 0)
        heading(t, t->words->begrippen);
    for (uint32_t i = 0; i < w->slots.n; i++) {
        const struct jhr_wr_slot *s = &w->slots.v[i];
        jhr_buf_z(t->out, "  ");
        jhr_buf_str(t->out, jhr_wr_string(w, w->p->slots[s->index].naam));
        jhr_buf_fmt(t->out, ": %s", values[s->value]);
        for (uint32_t k = 0; k < s->feiten_n; k++) {
            jhr_buf_z(t->out, k == 0 ? ". " : " ");
            jhr_wr_answer(t->out, w, s->feiten[k]);
        }
        jhr_buf_char(t->out, '\n');
    }
}

static void write_alternatives(const struct text *t)
{
    struct jhr_str text;
    for (uint32_t k = 0; jhr_wr_alternative(t->w, k, &text); k++) {
        if (k == 0)
            heading(t, t->words->alternatieven);
        jhr_buf_z(t->out, "  ");
        jhr_buf_str(t->out, text);
        jhr_buf_char(t->out, '\n');
    }
}

/* Texts of rules and documents come from outside: nothing in them may steer a terminal. */
static void shown_lines(struct jhr_buf *out, struct jhr_str text)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\n')
            continue;
        jhr_buf_shown(out, (struct jhr_str){text.p + from, i - from});
        jhr_buf_char(out, '\n');
        from = i + 1;
    }
}

void jhr_write_text(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                    const struct jhr_case *c, const struct jhr_besluit *b, bool plain,
                    enum jhr_lang lang)
{
    struct jhr_wr w;
    struct jhr_buf all = {0};
    struct text t = {.out = &all, .w = &w, .words = &words[lang], .plain = plain};
    if (!jhr_wr_init(&w, a, d, c, b)) {
        out->failed = true;
        return;
    }
    jhr_buf_fmt(&all, "%s: %s (%s)\n", t.words->besluit, jhr_wr_besluit_word(w.besluit),
                t.words->advies);
    write_rules(&t);
    write_begrippen(&t);
    write_asks(&t);
    write_lines(&t, true);
    write_lines(&t, false);
    write_alternatives(&t);
    heading(&t, t.words->motivering);
    jhr_wr_motivering(&all, &w);
    jhr_buf_char(&all, '\n');
    shown_lines(out, jhr_buf_get(&all));
    out->failed |= all.failed;
    jhr_buf_free(&all);
}

#include "lib/compare_parts.h"

#include "documents/write.h"

/* Members of a set that a text shows. */
#define SET_SHOWN 8u

static const char *say(const struct jhr_compare_view *v, const char *nl, const char *en)
{
    return v->english ? en : nl;
}

static void heading(const struct jhr_compare_view *v, const char *level)
{
    jhr_buf_z(v->out, v->markdown ? level : "");
}

static void bullet(const struct jhr_compare_view *v, const char *indent)
{
    jhr_buf_z(v->out, indent);
    jhr_buf_z(v->out, v->markdown ? "- " : "");
}

static void code(const struct jhr_compare_view *v, struct jhr_str text)
{
    jhr_buf_z(v->out, v->markdown ? "`" : "");
    jhr_buf_str(v->out, text);
    jhr_buf_z(v->out, v->markdown ? "`" : "");
}

static bool has_stand(const struct jhr_wijziging *w)
{
    return w->edit == JHR_EDIT_CHANGED && w->stand_old != w->stand_new;
}

/* ---- regions ---- */

static void masks(const struct jhr_compare_view *v, const struct jhr_gebied *g)
{
    if (g->masks_n == 0)
        return;
    bullet(v, "      ");
    jhr_buf_z(v->out, say(v, "de rest beslist: ", "the rest is decided by: "));
    for (uint32_t i = 0; i < g->masks_n; i++) {
        jhr_buf_z(v->out, i > 0 ? ", " : "");
        jhr_buf_str(v->out, g->masks[i].regel);
        jhr_buf_z(v->out, " (");
        jhr_share_text(v->out, &g->masks[i].share, v->english);
        jhr_buf_char(v->out, ')');
    }
    jhr_buf_char(v->out, '\n');
}

/* A condition; of a long set the first members, and how many there are more. */
static void condition(const struct jhr_compare_view *v, struct jhr_str text)
{
    uint32_t commas = 0, cut = text.n;
    for (uint32_t i = 0; i < text.n; i++)
        if (text.p[i] == ',' && ++commas == SET_SHOWN)
            cut = i;
    if (commas < SET_SHOWN + 2) { /* "and 1 more" is longer than the name */
        jhr_buf_str(v->out, text);
        return;
    }
    jhr_buf_add(v->out, text.p, cut);
    jhr_buf_fmt(v->out, say(v, " en %u andere }", " and %u others }"), commas + 1 - SET_SHOWN);
}

static void conditions(const struct jhr_compare_view *v, const struct jhr_gebied *g)
{
    for (uint32_t i = 0; i < g->waar_n; i++) {
        jhr_buf_z(v->out, i > 0 ? " en " : "");
        condition(v, g->waar[i]);
    }
    if (g->waar_n == 0)
        jhr_buf_z(v->out, say(v, "altijd", "always"));
}

static void region(const struct jhr_compare_view *v, const struct jhr_gebied *g, bool first)
{
    bullet(v, "    ");
    conditions(v, g);
    if (!jhr_share_is_all(&g->share)) {
        jhr_buf_z(v->out, "  [");
        jhr_share_text(v->out, &g->share, v->english);
        jhr_buf_z(v->out, say(v, " hiervan]", " of this]"));
    }
    jhr_buf_char(v->out, '\n');
    masks(v, g);
    if (g->getuige.n == 0 || !first) /* one of each direction will do; json has them all */
        return;
    bullet(v, "      ");
    jhr_buf_z(v->out, say(v, "getuige: ", "witness: "));
    code(v, g->getuige);
    jhr_buf_char(v->out, '\n');
}

static void edit_line(const struct jhr_compare_view *v, const struct jhr_wijziging *w)
{
    static const char *const edits[2][3] = {{"gewijzigd", "nieuw", "vervallen"},
                                            {"changed", "new", "gone"}};
    static const char *const standen[] = {"vastgesteld", "voorgesteld", "onbeslist", "vervallen"};
    heading(v, "\n#### ");
    jhr_buf_str(v->out, w->regel);
    if (w->titel.n > 0) {
        jhr_buf_z(v->out, " \"");
        jhr_buf_str(v->out, w->titel);
        jhr_buf_char(v->out, '"');
    }
    jhr_buf_fmt(v->out, ": %s", edits[v->english][w->edit]);
    if (has_stand(w))
        jhr_buf_fmt(v->out, " (%s -> %s)", standen[w->stand_old], standen[w->stand_new]);
    jhr_buf_z(v->out, v->markdown ? "\n\n" : "\n");
}

static void change(const struct jhr_compare_view *v, const struct jhr_wijziging *w)
{
    uint32_t shown = w->gebieden_n < JHR_LINES_SHOWN ? w->gebieden_n : JHR_LINES_SHOWN;
    uint32_t more = w->gebieden_n - shown + w->gebieden_over;
    edit_line(v, w);
    if (w->gebieden_n == 0)
        jhr_buf_fmt(
            v->out, "  %s\n",
            w->proved
                ? say(v, "geen besluit verandert, bewezen", "no decision changes, proved")
                : say(v, "geen besluit gevonden dat verandert", "no decision found that changes"));
    for (uint32_t i = 0; i < shown; i++) {
        const struct jhr_gebied *g = &w->gebieden[i], *before = i > 0 ? g - 1 : NULL;
        bool first = !before || before->was != g->was || before->wordt != g->wordt;
        if (first) {
            bullet(v, "  ");
            jhr_put_direction(v->out, g->was, g->wordt);
            jhr_buf_char(v->out, '\n');
        }
        region(v, g, first);
    }
    if (more > 0) {
        bullet(v, "    ");
        jhr_buf_fmt(
            v->out,
            say(v, "en %u gebieden meer (alle: -f json)\n", "and %u regions more (all: -f json)\n"),
            more);
    }
    if (w->gebieden_n > 0) {
        bullet(v, "  ");
        jhr_buf_z(v->out, say(v, "samen ", "together "));
        jhr_buf_z(v->out, w->overall.known ? "" : say(v, "een ", "an "));
        jhr_share_text(v->out, &w->overall, v->english);
        jhr_buf_z(v->out, say(v, " van alle gevallen", " of all cases"));
        jhr_buf_z(v->out,
                  w->proved ? "\n" : say(v, "; er kunnen er meer zijn\n", "; there may be more\n"));
    }
}

/* ---- one regeling ---- */

static void only(const struct jhr_compare_view *v, const struct jhr_diff *d, bool in_new)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->only_n; i++) {
        if (d->only[i].in_new != in_new)
            continue;
        if (n == 0) {
            bullet(v, "");
            jhr_buf_z(v->out, in_new ? say(v, "alleen nieuw: ", "only new: ")
                                     : say(v, "alleen oud: ", "only old: "));
        }
        if (n++ < JHR_LINES_SHOWN) {
            jhr_buf_fmt(v->out, n > 1 ? ", %s " : "%s ", d->only[i].what);
            jhr_buf_str(v->out, d->only[i].name);
        }
    }
    if (n > JHR_LINES_SHOWN)
        jhr_buf_fmt(v->out, say(v, " en %u meer", " and %u more"), n - JHR_LINES_SHOWN);
    jhr_buf_z(v->out, n > 0 ? "\n" : "");
}

static void warnings(const struct jhr_compare_view *v, const struct jhr_diff *d)
{
    for (uint32_t i = 0; i < d->over_budget_n; i++) {
        bullet(v, "");
        jhr_buf_z(v->out,
                  say(v, "let op: alleen gezocht, niet bewezen: het budget was op voor product ",
                      "note: existence only, no proof: the budget was passed for product "));
        jhr_buf_str(v->out, d->over_budget[i]);
        jhr_buf_char(v->out, '\n');
    }
    for (uint32_t i = 0; i < d->opaque_n; i++) {
        bullet(v, "");
        jhr_buf_z(v->out,
                  say(v, "let op: gezocht en niet geteld: ", "note: searched, not counted: "));
        jhr_buf_str(v->out, d->opaque[i]);
        jhr_buf_char(v->out, '\n');
    }
}

static void verdict(const struct jhr_compare_view *v, const struct jhr_diff *d)
{
    heading(v, "\n");
    if (d->equal)
        jhr_buf_z(v->out, d->proved ? say(v, "Gelijk, bewezen: geen besluit verandert.",
                                          "Equal, proved: no decision changes.")
                                    : say(v, "Geen verschil gevonden; niet volledig bewezen.",
                                          "No difference found; not proved in full."));
    else {
        jhr_buf_z(v->out, say(v, "Het besluit verandert in ", "The decision changes in "));
        jhr_buf_z(v->out, d->overall.known ? "" : say(v, "een ", "an "));
        jhr_share_text(v->out, &d->overall, v->english);
        jhr_buf_z(v->out, say(v, " van alle gevallen.", " of all cases."));
    }
    jhr_buf_fmt(v->out,
                say(v, " %u producten vergeleken, %u ongemoeid.\n",
                    " %u products compared, %u untouched.\n"),
                d->products, d->products_equal);
}

static void pair_name(const struct jhr_compare_view *v, const struct jhr_rules *r)
{
    const struct jhr_program *p = r->program;
    jhr_buf_str(v->out, jhr_p_str(p, p->meta[0].naam));
    jhr_buf_char(v->out, ' ');
    jhr_buf_str(v->out, jhr_p_str(p, p->meta[0].versie));
}

static void pair(const struct jhr_compare_view *v, const struct jhr_pair *p)
{
    heading(v, "### ");
    pair_name(v, p->was ? p->was : p->wordt);
    if (p->was && p->wordt) {
        jhr_buf_z(v->out, " -> ");
        pair_name(v, p->wordt);
        if (v->c->options.voorgesteld)
            jhr_buf_z(v->out, say(v, ", met wat is voorgesteld", ", with what is proposed"));
    } else {
        jhr_buf_z(v->out, p->was ? say(v, ": vervallen", ": gone") : say(v, ": nieuw", ": new"));
    }
    jhr_buf_char(v->out, '\n');
    if (!p->diff) {
        if (p->was && p->wordt)
            jhr_buf_z(v->out,
                      say(v,
                          "Vertaalde regels: alleen voorstellen (--cases) zijn te vergelijken.\n",
                          "Compiled rules: only proposals (--cases) can be compared.\n"));
        return;
    }
    for (uint32_t i = 0; i < p->diff->wijzigingen_n; i++)
        change(v, &p->diff->wijzigingen[i]);
    heading(v, p->diff->only_n + p->diff->over_budget_n + p->diff->opaque_n > 0 ? "\n" : "");
    only(v, p->diff, true);
    only(v, p->diff, false);
    warnings(v, p->diff);
    verdict(v, p->diff);
}

static void expected(const struct jhr_compare_view *v)
{
    if (!v->c->has_expect)
        return;
    heading(v, "\n### ");
    if (v->missed.n == 0) {
        jhr_buf_z(v->out, say(v, "Het verschil is wat is opgegeven.\n",
                              "The difference is what was declared.\n"));
        return;
    }
    jhr_buf_z(v->out, say(v, "Het verschil is niet wat is opgegeven (- opgegeven, + gevonden):\n",
                          "The difference is not what was declared (- declared, + found):\n"));
    jhr_buf_z(v->out, v->markdown ? "\n```diff\n" : "");
    jhr_buf_str(v->out, v->missed);
    jhr_buf_z(v->out, v->markdown ? "```\n" : "");
}

void jhr_compare_text(const struct jhr_compare_view *v)
{
    heading(v, v->english ? "## What the change of the rules does\n\n"
                          : "## Wat de wijziging van de regels doet\n\n");
    for (uint32_t i = 0; i < v->c->pairs.n; i++) {
        jhr_buf_z(v->out, i > 0 ? "\n" : "");
        pair(v, &v->c->pairs.v[i]);
    }
    if (v->c->zaken.asked)
        jhr_compare_zaken_text(v);
    expected(v);
}

/* ---- proposals ---- */

static void put_cost(const struct jhr_compare_view *v, int64_t cents, size_t n, size_t unpriced)
{
    if (n > unpriced) {
        jhr_buf_z(v->out, ", ");
        jhr_write_amount(v->out, cents);
    }
    if (unpriced > 0)
        jhr_buf_fmt(v->out, say(v, " (%zu zonder bekende kosten)", " (%zu without known cost)"),
                    unpriced);
}

static void tallies(const struct jhr_compare_view *v, const struct jhr_tallies *t,
                    const char *title)
{
    uint32_t shown = t->list.n < JHR_LINES_SHOWN ? t->list.n : JHR_LINES_SHOWN;
    if (t->list.n == 0)
        return;
    bullet(v, "  ");
    jhr_buf_fmt(v->out, "%s:\n", title);
    for (uint32_t i = 0; i < shown; i++) {
        const struct jhr_tally *x = t->list.v[i];
        bullet(v, "    ");
        jhr_buf_str(v->out, x->name);
        jhr_buf_fmt(v->out, ": %zu", x->n);
        put_cost(v, x->cents, x->n, x->unpriced);
        jhr_buf_char(v->out, '\n');
    }
    if (t->list.n > shown) {
        bullet(v, "    ");
        jhr_buf_fmt(v->out, say(v, "en %u meer (alle: -f json)\n", "and %u more (all: -f json)\n"),
                    t->list.n - shown);
    }
}

static void put_gronden(const struct jhr_compare_view *v, struct jhr_str ids)
{
    jhr_buf_str(v->out, ids.n > 0 ? ids : jhr_str_of(say(v, "geen", "none")));
}

static void flip(const struct jhr_compare_view *v, const struct jhr_flip *f)
{
    bullet(v, "    ");
    jhr_buf_fmt(v->out, say(v, "regel %zu: ", "line %zu: "), f->line);
    if (f->was != f->wordt)
        jhr_put_direction(v->out, f->was, f->wordt);
    else
        jhr_buf_fmt(v->out, "%s", jhr_besluit_names[f->was]);
    if (f->gronden_was.n + f->gronden_wordt.n > 0) {
        jhr_buf_z(v->out, say(v, ", gronden ", ", grounds "));
        put_gronden(v, f->gronden_was);
        jhr_buf_z(v->out, " -> ");
        put_gronden(v, f->gronden_wordt);
    }
    jhr_buf_z(v->out, ", ");
    jhr_buf_shown(v->out, f->product);
    jhr_buf_z(v->out, say(v, " bij ", " by "));
    jhr_buf_shown(v->out, f->aanbieder);
    jhr_buf_z(v->out, ", ");
    jhr_buf_str(v->out, f->gemeente);
    if (f->priced) {
        jhr_buf_z(v->out, ", ");
        jhr_write_amount(v->out, f->cents);
    }
    jhr_buf_char(v->out, '\n');
}

static void flips(const struct jhr_compare_view *v, bool grounds, size_t n)
{
    const struct jhr_zaken *z = &v->c->zaken;
    uint32_t shown = 0;
    if (n == 0)
        return;
    bullet(v, "  ");
    jhr_buf_z(v->out, grounds ? say(v, "alleen de gronden:\n", "only the grounds:\n")
                              : say(v, "het besluit:\n", "the decision:\n"));
    for (uint32_t i = 0; i < z->list.n && shown < JHR_LINES_SHOWN; i++) {
        if ((z->list.v[i]->was == z->list.v[i]->wordt) != grounds)
            continue;
        flip(v, z->list.v[i]);
        shown++;
    }
    if (n > shown) {
        bullet(v, "    ");
        jhr_buf_fmt(v->out,
                    say(v, "en %zu meer (alle: -f json)\n", "and %zu more (all: -f json)\n"),
                    n - shown);
    }
}

static void unread(const struct jhr_compare_view *v)
{
    const struct jhr_zaken *z = &v->c->zaken;
    for (uint32_t i = 0; i < z->unreads.n && i < JHR_LINES_SHOWN; i++) {
        const struct jhr_unread *u = z->unreads.v[i];
        bullet(v, "    ");
        jhr_buf_fmt(
            v->out,
            say(v, "regel %zu is niet te lezen door %s: ", "line %zu cannot be read by %s: "),
            u->line,
            u->by_old && u->by_new ? say(v, "beide", "either")
            : u->by_old            ? say(v, "de oude regels", "the old rules")
                                   : say(v, "de nieuwe regels", "the new rules"));
        jhr_buf_shown(v->out, u->why);
        jhr_buf_char(v->out, '\n');
    }
}

void jhr_compare_zaken_text(const struct jhr_compare_view *v)
{
    const struct jhr_zaken *z = &v->c->zaken;
    jhr_buf_char(v->out, '\n');
    heading(v, "### ");
    jhr_buf_fmt(
        v->out,
        say(v,
            "Van %zu voorstellen verandert bij %zu het besluit, bij %zu alleen de "
            "gronden.\n",
            "Of %zu proposals the decision changes for %zu, and only the grounds for %zu.\n"),
        z->n, z->flips, z->grounds);
    heading(v, "\n");
    tallies(v, &z->by[JHR_BY_RICHTING], say(v, "richting", "direction"));
    tallies(v, &z->by[JHR_BY_GEMEENTE], say(v, "per gemeente", "by gemeente"));
    tallies(v, &z->by[JHR_BY_PRODUCT], say(v, "per product", "by product"));
    tallies(v, &z->by[JHR_BY_AANBIEDER], say(v, "per aanbieder", "by aanbieder"));
    flips(v, false, z->flips);
    flips(v, true, z->grounds);
    bullet(v, "  ");
    jhr_buf_z(v->out, say(v, "kosten van wat toelaatbaar is: ", "cost of what is admitted: "));
    jhr_write_amount(v->out, z->cents_was);
    jhr_buf_z(v->out, " -> ");
    jhr_write_amount(v->out, z->cents_wordt);
    if (z->unpriced > 0)
        jhr_buf_fmt(v->out,
                    say(v, " (%zu keer zonder bekende kosten)", " (%zu times without known cost)"),
                    z->unpriced);
    jhr_buf_char(v->out, '\n');
    if (z->moved > 0) {
        bullet(v, "  ");
        jhr_buf_fmt(v->out,
                    say(v, "%zu gelezen met alle datums in een ander jaar\n",
                        "%zu read with all dates in another year\n"),
                    z->moved);
    }
    if (z->partial > 0) {
        bullet(v, "  ");
        jhr_buf_fmt(v->out,
                    say(v, "%zu gelezen zonder wat alleen de andere regels kennen\n",
                        "%zu read without what only the other rules know\n"),
                    z->partial);
    }
    unread(v);
}

#include "lib/compare_parts.h"

static void text(struct jhr_buf *b, const char *key, struct jhr_str value)
{
    jhr_buf_fmt(b, "\"%s\":", key);
    jhr_buf_json(b, value);
}

static void yes_no(struct jhr_buf *b, const char *key, bool value)
{
    jhr_buf_fmt(b, "\"%s\":%s", key, value ? "true" : "false");
}

/* {"deel":"779/10000","tekst":"7,79%"}; deel is null where it is not known. */
static void share(struct jhr_buf *b, const char *key, const struct jhr_share *s)
{
    struct jhr_buf exact = {0}, words = {0};
    jhr_share_exact(&exact, s);
    jhr_share_text(&words, s, false);
    jhr_buf_fmt(b, "\"%s\":{\"deel\":", key);
    if (exact.n > 0)
        jhr_buf_json(b, jhr_buf_get(&exact));
    else
        jhr_buf_z(b, "null");
    jhr_buf_char(b, ',');
    text(b, "tekst", jhr_buf_get(&words));
    jhr_buf_char(b, '}');
    jhr_buf_free(&exact);
    jhr_buf_free(&words);
}

static void direction(struct jhr_buf *b, uint8_t was, uint8_t wordt)
{
    text(b, "was", jhr_str_of(jhr_besluit_names[was]));
    jhr_buf_char(b, ',');
    text(b, "wordt", jhr_str_of(jhr_besluit_names[wordt]));
}

static void place(struct jhr_buf *b, const char *key, const struct jhr_rules *r,
                  struct jhr_span span)
{
    jhr_buf_fmt(b, "\"%s\":", key);
    if (!r || span.file == JHR_NO_FILE) {
        jhr_buf_z(b, "null");
        return;
    }
    jhr_buf_char(b, '{');
    text(b, "bestand", r->model->sources->files.v[span.file]->path);
    struct jhr_place at = jhr_source_place(r->model->sources, span.file, span.lo);
    jhr_buf_fmt(b, ",\"regel\":%u,\"kolom\":%u}", at.line, at.column);
}

/* ---- regions ---- */

static void region(struct jhr_buf *b, const struct jhr_gebied *g)
{
    jhr_buf_z(b, "\n        {");
    direction(b, g->was, g->wordt);
    jhr_buf_z(b, ",\"waar\":[");
    for (uint32_t i = 0; i < g->waar_n; i++) {
        jhr_buf_z(b, i > 0 ? "," : "");
        jhr_buf_json(b, g->waar[i]);
    }
    jhr_buf_z(b, "],");
    share(b, "hiervan", &g->share);
    jhr_buf_char(b, ',');
    share(b, "van_alles", &g->overall);
    jhr_buf_z(b, ",\"rest\":[");
    for (uint32_t i = 0; i < g->masks_n; i++) {
        jhr_buf_z(b, i > 0 ? ",{" : "{");
        text(b, "regel", g->masks[i].regel);
        jhr_buf_char(b, ',');
        share(b, "hiervan", &g->masks[i].share);
        jhr_buf_char(b, '}');
    }
    jhr_buf_z(b, "],");
    yes_no(b, "bevestigd", g->bevestigd);
    jhr_buf_z(b, ",\"getuige\":");
    if (g->getuige.n > 0)
        jhr_buf_str(b, g->getuige); /* a JSON document */
    else
        jhr_buf_z(b, "null");
    jhr_buf_char(b, '}');
}

static void change(struct jhr_buf *b, const struct jhr_pair *p, const struct jhr_wijziging *w)
{
    static const char *const edits[] = {"gewijzigd", "nieuw", "vervallen"};
    static const char *const standen[] = {"vastgesteld", "voorgesteld", "onbeslist", "vervallen"};
    jhr_buf_z(b, "\n      {");
    text(b, "regel", w->regel);
    jhr_buf_char(b, ',');
    text(b, "titel", w->titel);
    jhr_buf_fmt(b, ",\"wijziging\":\"%s\"", edits[w->edit]);
    if (w->edit != JHR_EDIT_NEW)
        jhr_buf_fmt(b, ",\"stand_was\":\"%s\"", standen[w->stand_old]);
    if (w->edit != JHR_EDIT_GONE)
        jhr_buf_fmt(b, ",\"stand_wordt\":\"%s\"", standen[w->stand_new]);
    jhr_buf_char(b, ',');
    place(b, "plaats_was", p->was, w->span_old);
    jhr_buf_char(b, ',');
    place(b, "plaats_wordt", p->wordt, w->span_new);
    jhr_buf_char(b, ',');
    yes_no(b, "bewezen", w->proved);
    jhr_buf_char(b, ',');
    share(b, "van_alles", &w->overall);
    jhr_buf_z(b, ",\"gebieden\":[");
    for (uint32_t i = 0; i < w->gebieden_n; i++) {
        jhr_buf_z(b, i > 0 ? "," : "");
        region(b, &w->gebieden[i]);
    }
    jhr_buf_fmt(b, "],\"gebieden_niet_genoemd\":%u}", w->gebieden_over);
}

static void texts(struct jhr_buf *b, const char *key, const struct jhr_str *v, uint32_t n)
{
    jhr_buf_fmt(b, ",\"%s\":[", key);
    for (uint32_t i = 0; i < n; i++) {
        jhr_buf_z(b, i > 0 ? "," : "");
        jhr_buf_json(b, v[i]);
    }
    jhr_buf_char(b, ']');
}

static void difference(struct jhr_buf *b, const struct jhr_pair *p)
{
    const struct jhr_diff *d = p->diff;
    jhr_buf_char(b, ',');
    yes_no(b, "gelijk", d->equal);
    jhr_buf_char(b, ',');
    yes_no(b, "bewezen", d->proved);
    jhr_buf_char(b, ',');
    share(b, "van_alles", &d->overall);
    jhr_buf_fmt(b, ",\"producten\":%u,\"producten_ongemoeid\":%u,\n     \"wijzigingen\":[",
                d->products, d->products_equal);
    for (uint32_t i = 0; i < d->wijzigingen_n; i++) {
        jhr_buf_z(b, i > 0 ? "," : "");
        change(b, p, &d->wijzigingen[i]);
    }
    jhr_buf_z(b, "],\n     \"alleen\":[");
    for (uint32_t i = 0; i < d->only_n; i++) {
        jhr_buf_z(b, i > 0 ? ",{" : "{");
        text(b, "kant", d->only[i].in_new ? JHR_STR("nieuw") : JHR_STR("oud"));
        jhr_buf_char(b, ',');
        text(b, "soort", jhr_str_of(d->only[i].what));
        jhr_buf_char(b, ',');
        text(b, "naam", d->only[i].name);
        jhr_buf_char(b, '}');
    }
    jhr_buf_char(b, ']');
    texts(b, "niet_geteld", d->opaque, d->opaque_n);
    texts(b, "niet_volledig", d->over_budget, d->over_budget_n);
}

static void side(struct jhr_buf *b, const char *key, const struct jhr_rules *r)
{
    jhr_buf_fmt(b, "\"%s\":", key);
    if (!r) {
        jhr_buf_z(b, "null");
        return;
    }
    jhr_buf_char(b, '{');
    text(b, "naam", jhr_p_str(r->program, r->program->meta[0].naam));
    jhr_buf_char(b, ',');
    text(b, "versie", jhr_p_str(r->program, r->program->meta[0].versie));
    jhr_buf_z(b, ",\"hash\":\"sha256:");
    for (uint32_t i = 0; i < JHR_SHA256_SIZE; i++)
        jhr_buf_fmt(b, "%02x", r->program->hash[i]);
    jhr_buf_z(b, "\"}");
}

/* ---- proposals ---- */

static void tallies(struct jhr_buf *b, const char *key, const struct jhr_tallies *t)
{
    jhr_buf_fmt(b, ",\n    \"%s\":[", key);
    for (uint32_t i = 0; i < t->list.n; i++) {
        const struct jhr_tally *x = t->list.v[i];
        jhr_buf_z(b, i > 0 ? ",{" : "{");
        text(b, "naam", x->name);
        jhr_buf_fmt(b, ",\"aantal\":%zu,\"kosten_cent\":%lld,\"zonder_kosten\":%zu}", x->n,
                    (long long)x->cents, x->unpriced);
    }
    jhr_buf_char(b, ']');
}

static void flip(struct jhr_buf *b, const struct jhr_flip *f)
{
    jhr_buf_fmt(b, "\n      {\"regel\":%zu,", f->line);
    direction(b, f->was, f->wordt);
    jhr_buf_char(b, ',');
    text(b, "gronden_was", f->gronden_was);
    jhr_buf_char(b, ',');
    text(b, "gronden_wordt", f->gronden_wordt);
    jhr_buf_char(b, ',');
    text(b, "gemeente", f->gemeente);
    jhr_buf_char(b, ',');
    text(b, "product", f->product);
    jhr_buf_char(b, ',');
    text(b, "aanbieder", f->aanbieder);
    jhr_buf_z(b, ",\"kosten_cent\":");
    if (f->priced)
        jhr_buf_int(b, f->cents);
    else
        jhr_buf_z(b, "null");
    jhr_buf_char(b, '}');
}

static void zaken(struct jhr_buf *b, const struct jhr_zaken *z)
{
    jhr_buf_fmt(b,
                ",\n  \"zaken\":{\"aantal\":%zu,\"besluit_verandert\":%zu,"
                "\"alleen_gronden\":%zu,\"niet_te_lezen\":%zu,\"ander_jaar\":%zu,"
                "\"zonder_vreemde_feiten\":%zu",
                z->n, z->flips, z->grounds, z->unread, z->moved, z->partial);
    jhr_buf_fmt(b, ",\"kosten_was_cent\":%lld,\"kosten_wordt_cent\":%lld,\"zonder_kosten\":%zu",
                (long long)z->cents_was, (long long)z->cents_wordt, z->unpriced);
    tallies(b, "per_richting", &z->by[JHR_BY_RICHTING]);
    tallies(b, "per_gemeente", &z->by[JHR_BY_GEMEENTE]);
    tallies(b, "per_product", &z->by[JHR_BY_PRODUCT]);
    tallies(b, "per_aanbieder", &z->by[JHR_BY_AANBIEDER]);
    jhr_buf_z(b, ",\n    \"veranderingen\":[");
    for (uint32_t i = 0; i < z->list.n; i++) {
        jhr_buf_z(b, i > 0 ? "," : "");
        flip(b, z->list.v[i]);
    }
    jhr_buf_fmt(b, "],\"niet_genoemd\":%zu,\"niet_gelezen\":[", z->flips + z->grounds - z->list.n);
    for (uint32_t i = 0; i < z->unreads.n; i++) {
        const struct jhr_unread *u = z->unreads.v[i];
        jhr_buf_fmt(b, i > 0 ? ",{\"regel\":%zu," : "{\"regel\":%zu,", u->line);
        yes_no(b, "oud", !u->by_old);
        jhr_buf_char(b, ',');
        yes_no(b, "nieuw", !u->by_new);
        jhr_buf_char(b, ',');
        text(b, "tekst", u->why);
        jhr_buf_char(b, '}');
    }
    jhr_buf_z(b, "]}");
}

void jhr_compare_json(const struct jhr_compare_view *v)
{
    const struct jhr_comparison *c = v->c;
    struct jhr_buf *b = v->out;
    jhr_buf_z(b, "{\"regelingen\":[");
    for (uint32_t i = 0; i < c->pairs.n; i++) {
        const struct jhr_pair *p = &c->pairs.v[i];
        jhr_buf_z(b, i > 0 ? ",\n    {" : "\n    {");
        side(b, "oud", p->was);
        jhr_buf_char(b, ',');
        side(b, "nieuw", p->wordt);
        if (p->diff)
            difference(b, p);
        jhr_buf_char(b, '}');
    }
    jhr_buf_char(b, ']');
    if (c->zaken.asked)
        zaken(b, &c->zaken);
    if (c->has_expect) {
        jhr_buf_z(b, ",\n  ");
        yes_no(b, "zoals_opgegeven", v->missed.n == 0);
        jhr_buf_char(b, ',');
        text(b, "anders", v->missed);
    }
    jhr_buf_z(b, "}\n");
}

/* ---- annotations ---- */

/* What would end a field of the annotation is written as GitHub reads it. */
static void escaped(struct jhr_buf *b, struct jhr_str s, bool property)
{
    for (uint32_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (ch == '%' || ch == '\r' || ch == '\n' || (property && (ch == ':' || ch == ',')))
            jhr_buf_fmt(b, "%%%02X", (unsigned char)ch);
        else
            jhr_buf_char(b, ch);
    }
}

static void annotate(const struct jhr_compare_view *v, const struct jhr_pair *p,
                     const struct jhr_wijziging *w, const struct jhr_gebied *g)
{
    struct jhr_buf *b = v->out;
    bool in_new = w->span_new.file != JHR_NO_FILE;
    const struct jhr_rules *r = in_new ? p->wordt : p->was;
    struct jhr_span span = in_new ? w->span_new : w->span_old;
    struct jhr_buf words = {0};
    jhr_buf_z(b, "::notice ");
    if (span.file != JHR_NO_FILE) {
        jhr_buf_z(b, "file=");
        escaped(b, r->model->sources->files.v[span.file]->path, true);
        jhr_buf_fmt(b, ",line=%u,", jhr_source_place(r->model->sources, span.file, span.lo).line);
    }
    jhr_buf_z(b, "title=jhr diff::");
    jhr_buf_str(&words, w->regel);
    jhr_buf_z(&words, ": ");
    jhr_put_direction(&words, g->was, g->wordt);
    jhr_buf_z(&words, ": ");
    jhr_put_waar(&words, g);
    if (!jhr_share_is_all(&g->share)) {
        jhr_buf_z(&words, " [");
        jhr_share_text(&words, &g->share, v->english);
        jhr_buf_z(&words, v->english ? " of this]" : " hiervan]");
    }
    escaped(b, jhr_buf_get(&words), false);
    jhr_buf_char(b, '\n');
    jhr_buf_free(&words);
}

/* A remark of no line. */
static void remark(const struct jhr_compare_view *v, const char *kind, struct jhr_str text)
{
    jhr_buf_fmt(v->out, "::%s title=jhr diff::", kind);
    escaped(v->out, text, false);
    jhr_buf_char(v->out, '\n');
}

static void remark_names(const struct jhr_compare_view *v, const char *kind, const char *what,
                         const struct jhr_str *names, uint32_t n)
{
    struct jhr_buf words = {0};
    jhr_buf_z(&words, what);
    for (uint32_t i = 0; i < n; i++) {
        jhr_buf_z(&words, i > 0 ? ", " : "");
        jhr_buf_str(&words, names[i]);
    }
    if (n > 0)
        remark(v, kind, jhr_buf_get(&words));
    jhr_buf_free(&words);
}

static void remark_zaken(const struct jhr_compare_view *v)
{
    const struct jhr_zaken *z = &v->c->zaken;
    struct jhr_buf words = {0};
    jhr_buf_fmt(&words,
                v->english ? "of %zu proposals the decision changes for %zu, and only the grounds "
                             "for %zu; %zu cannot be read"
                           : "van %zu voorstellen verandert bij %zu het besluit, bij %zu alleen de "
                             "gronden; %zu niet te lezen",
                z->n, z->flips, z->grounds, z->unread);
    if (z->asked)
        remark(v, z->unread > 0 ? "warning" : "notice", jhr_buf_get(&words));
    jhr_buf_free(&words);
}

static void remark_missed(const struct jhr_compare_view *v)
{
    struct jhr_buf words = {0};
    jhr_buf_z(&words, v->english
                          ? "the difference is not what was declared (- declared, + found):\n"
                          : "het verschil is niet wat is opgegeven (- opgegeven, + gevonden):"
                            "\n");
    jhr_buf_add(&words, v->missed.p, v->missed.n > 0 ? v->missed.n - 1 : 0);
    if (v->missed.n > 0)
        remark(v, "error", jhr_buf_get(&words));
    jhr_buf_free(&words);
}

void jhr_compare_github(const struct jhr_compare_view *v)
{
    for (uint32_t i = 0; i < v->c->pairs.n; i++) {
        const struct jhr_pair *p = &v->c->pairs.v[i];
        const struct jhr_diff *d = p->diff;
        for (uint32_t k = 0; d && k < d->wijzigingen_n; k++) {
            const struct jhr_wijziging *w = &d->wijzigingen[k];
            for (uint32_t g = 0; g < w->gebieden_n && g < JHR_LINES_SHOWN; g++)
                annotate(v, p, w, &w->gebieden[g]);
        }
        if (!d)
            continue;
        remark_names(v, "warning",
                     v->english ? "existence only, no proof: the budget was passed for product "
                                : "alleen gezocht, niet bewezen: het budget was op voor product ",
                     d->over_budget, d->over_budget_n);
        remark_names(v, "notice",
                     v->english ? "searched, not counted: " : "gezocht en niet geteld: ", d->opaque,
                     d->opaque_n);
    }
    remark_zaken(v);
    remark_missed(v);
}

/*
 * The motivering: Dutch that can be pasted in a letter. Short sentences; facts by their question,
 * rules by their title, never by a name from the rule file.
 */
#include "documents/write_parts.h"

static void line(struct jhr_buf *b, const char *text)
{
    jhr_buf_z(b, text);
    jhr_buf_char(b, '\n');
}

static void labelled(struct jhr_buf *b, const char *label, struct jhr_str text)
{
    jhr_buf_z(b, label);
    jhr_wr_sentence(b, text);
    jhr_buf_char(b, '\n');
}

static struct jhr_str title_of(const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    return jhr_wr_string(w, r->regel->titel);
}

/* ---- what was decided, about what ---- */

static void outcome(struct jhr_buf *b, const struct jhr_wr *w)
{
    static const char *const sentences[] = {
        "Het voorstel is toelaatbaar.", "Het voorstel is niet toelaatbaar.",
        "Over het voorstel kan nog niet worden beslist.",
        "De gegevens spreken elkaar tegen. Zo kan niet worden beslist.",
        "Het voorstel valt buiten deze regeling. Geen enkele regel heeft beslist."};
    line(b, sentences[w->besluit]);
}

static void subject(struct jhr_buf *b, const struct jhr_wr *w)
{
    const struct jhr_indicatie *v = &w->c->voorstel;
    const struct jhr_p_meta *m = &w->p->meta[0];
    jhr_buf_z(b, "Het gaat om ");
    jhr_buf_str(b, jhr_wr_title(w->p, v));
    jhr_buf_z(b, ", vanaf ");
    jhr_wr_date(b, v->van);
    if (v->tot_en_met == JHR_YMD_NEVER) {
        jhr_buf_z(b, ", zonder einddatum");
    } else if (v->tot_en_met != 0) {
        jhr_buf_z(b, " t/m ");
        jhr_wr_date(b, v->tot_en_met);
    }
    jhr_buf_z(b, ".\nGetoetst is aan: ");
    if (jhr_wr_string(w, m->titel).n > 0)
        jhr_buf_str(b, jhr_wr_string(w, m->titel));
    else
        jhr_wr_readable(b, jhr_wr_string(w, m->naam));
    if (jhr_wr_string(w, m->versie).n > 0) {
        jhr_buf_z(b, ", versie ");
        jhr_buf_str(b, jhr_wr_string(w, m->versie));
    }
    jhr_buf_z(b, ".\nDe regels zijn die van ");
    jhr_wr_date(b, w->c->peildatum);
    jhr_buf_z(b, ".\n");
}

/* ---- a rule that refuses or speaks ---- */

static void source(struct jhr_buf *b, const struct jhr_wr *w, const struct jhr_p_regel *r)
{
    struct jhr_str citaat = jhr_wr_string(w, r->citaat);
    struct jhr_buf bron = {0};
    if (jhr_wr_bron(&bron, w, r))
        labelled(b, "Bron: ", jhr_buf_get(&bron));
    jhr_buf_free(&bron);
    if (citaat.n > 0) {
        jhr_buf_z(b, "Daar staat: “");
        jhr_buf_str(b, citaat);
        line(b, "”.");
    }
    if (r->stand == JHR_P_VOORGESTELD)
        line(b, "Deze regel is voorgesteld en nog niet vastgesteld.");
}

static void facts(struct jhr_buf *b, const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    if (r->feiten_n == 0)
        return;
    line(b, "Dit volgt uit deze gegevens:");
    for (uint32_t i = 0; i < r->feiten_n; i++) {
        jhr_buf_z(b, "- ");
        jhr_wr_answer(b, w, r->feiten[i]);
        jhr_buf_char(b, '\n');
    }
}

/* What the matrix says of the running indications, each in one sentence. */
static void cells(struct jhr_buf *b, const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    static const char *const sentences[][2] = {
        [JHR_P_CEL_JA] = {NULL, NULL},
        [JHR_P_CEL_NEE] = {"Dit mag niet tegelijk lopen met ", ", dat al loopt."},
        [JHR_P_CEL_OPEN] = {"Het is niet beslist of dit tegelijk mag lopen met ", "."},
        [JHR_P_CEL_MITS] = {"Dit mag alleen onder een voorwaarde tegelijk lopen met ", "."},
        [JHR_P_CEL_ONDERDEEL] = {"Dit hoort in het lopende traject ", ", zonder eigen indicatie."}};
    struct jhr_wr_met met[JHR_MAX_LOPEND];
    uint32_t n =
        r->regel->kind == JHR_P_STAPELING ? jhr_wr_met_cells(w->a, w->p, w->c, r->index, met) : 0;
    for (uint32_t i = 0; i < n; i++) {
        uint8_t kind = met[i].cel != NULL ? met[i].cel->kind : JHR_P_CEL_OPEN;
        if (kind > JHR_P_CEL_ONDERDEEL || sentences[kind][0] == NULL)
            continue;
        jhr_buf_z(b, sentences[kind][0]);
        jhr_buf_str(b, jhr_wr_title(w->p, &w->c->lopend[met[i].entry]));
        line(b, sentences[kind][1]);
    }
}

static void grounds(struct jhr_buf *b, const struct jhr_wr *w)
{
    bool any = false, only_aanbieder = true;
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        if (!jhr_wr_refuses(w, r))
            continue;
        any = true;
        only_aanbieder &= r->regel->bindt_aanbieder != 0;
        jhr_buf_char(b, '\n');
        if (title_of(w, r).n > 0)
            labelled(b, "Reden: ", title_of(w, r));
        if (jhr_wr_string(w, r->regel->omdat).n > 0)
            labelled(b, "", jhr_wr_string(w, r->regel->omdat));
        cells(b, w, r);
        source(b, w, r->regel);
        facts(b, w, r);
    }
    if (!any && w->besluit == JHR_NIET_TOELAATBAAR)
        line(b, "\nHoe de onbekende gegevens ook zijn: er is altijd een regel die weigert.");
    if (any && only_aanbieder && w->besluit == JHR_NIET_TOELAATBAAR)
        line(b, "\nDit is geen weigering van jeugdhulp.\n"
                "Zoek een andere aanbieder of een ander aanbod.");
}

/* ---- the rest ---- */

static void deviations(struct jhr_buf *b, const struct jhr_wr *w)
{
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        if (r->uitkomst != JHR_VOLDAAN_MET_AFWIJKING || r->rol == JHR_ROL_GEEN)
            continue;
        labelled(b, "\nAfgeweken is van deze regel: ", title_of(w, r));
        for (uint32_t k = 0; k < w->c->afwijkingen_n; k++) {
            if (w->c->afwijkingen[k].regel == r->index)
                labelled(b, "De motivering daarvoor is: ", w->c->afwijkingen[k].motivering);
        }
    }
}

static void questions(struct jhr_buf *b, const struct jhr_wr *w)
{
    if (w->asks.list.n > 0)
        line(b, "\nEerst moet dit bekend zijn:");
    for (uint32_t i = 0; i < w->asks.list.n; i++) {
        jhr_buf_z(b, "- ");
        jhr_wr_question(b, &w->asks.list.v[i]);
        jhr_buf_char(b, '\n');
    }
    for (uint32_t i = 0; i < w->rules.n && w->besluit == JHR_ONBEPAALD; i++) {
        if (w->rules.v[i].uitkomst == JHR_ONBEKEND && w->rules.v[i].rol != JHR_ROL_GEEN)
            cells(b, w, &w->rules.v[i]);
    }
}

static void additions(struct jhr_buf *b, const struct jhr_wr *w)
{
    struct jhr_str text;
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        if (jhr_wr_obliges(r))
            labelled(b,
                     r->uitkomst == JHR_ONBEKEND ? "\nOnder voorbehoud geldt deze voorwaarde: "
                                                 : "\nDaarbij geldt deze voorwaarde: ",
                     jhr_wr_signal_text(w, r));
        else if (jhr_wr_signals(r))
            labelled(b, "\nLet op: ", jhr_wr_signal_text(w, r));
    }
    for (uint32_t k = 0, i; (i = jhr_wr_unknown_product(w, k)) != JHR_P_NONE; k++) {
        jhr_buf_z(b, "\nLet op: ");
        jhr_wr_unknown_product_text(b, w, i);
        jhr_buf_char(b, '\n');
    }
    for (uint32_t k = 0; jhr_wr_alternative(w, k, &text); k++)
        labelled(b, "\nKijk eerst naar: ", text);
}

void jhr_wr_motivering(struct jhr_buf *b, const struct jhr_wr *w)
{
    if (w->c->voorgesteld)
        line(b, "Proefberekening, geen grond voor een beschikking.\n");
    outcome(b, w);
    subject(b, w);
    if (w->adviserend && w->besluit != JHR_BUITEN_REGELING)
        line(b, "Hier adviseert de regeling alleen. Zij weigert niet.");
    if (w->together)
        line(b, "Zo kan niet alles waar zijn wat hieronder staat.");
    grounds(b, w);
    deviations(b, w);
    questions(b, w);
    additions(b, w);
    jhr_buf_z(b, "\nDit is een advies. Een mens beslist.\n"
                 "Het advies is gemaakt met software die de regels toepast (jhr).");
}

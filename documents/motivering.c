/*
 * The motivering: Dutch that can be pasted in a letter. Short sentences; facts by their question,
 * rules by their title, never by a name from the rule file.
 */
#include "documents/write_parts.h"

#include "runtime/calendar.h"

#include <string.h>

#define SAY(p, text)     jhr_prose_say((p), JHR_PROSE_SENTENCE, (text))
#define HEADING(p, text) jhr_prose_say((p), JHR_PROSE_HEADING, (text))

static void labelled(struct jhr_prose *p, enum jhr_prose_kind kind, const char *label,
                     struct jhr_str text)
{
    jhr_buf_z(&p->line, label);
    jhr_wr_sentence(&p->line, text);
    jhr_prose_end(p, kind);
}

/* What a rule is called for people: never its id. */
static struct jhr_str called(const struct jhr_wr *w, const struct jhr_p_regel *r)
{
    const uint32_t texts[] = {r->titel, r->omdat, r->tekst};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (jhr_wr_string(w, texts[i]).n > 0)
            return jhr_wr_string(w, texts[i]);
    return JHR_STR("Een regel zonder titel");
}

/* ---- what was decided, about what ---- */

static void proposed(struct jhr_prose *p, const struct jhr_wr *w)
{
    bool any = false;
    if (!w->c->voorgesteld)
        return;
    SAY(p, "Proefberekening, geen grond voor een beschikking.");
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        if (r->regel->stand != JHR_P_VOORGESTELD || !jhr_wr_matters(w, r))
            continue;
        if (!any)
            SAY(p, "Deze regels zijn voorgesteld en nog niet vastgesteld:");
        any = true;
        labelled(p, JHR_PROSE_ITEM, "", called(w, r->regel));
    }
    jhr_prose_paragraph(p);
}

static void outcome(struct jhr_prose *p, const struct jhr_wr *w)
{
    static const char *const sentences[] = {
        "Het voorstel is toelaatbaar.", "Het voorstel is niet toelaatbaar.",
        "Over het voorstel kan nog niet worden beslist.",
        "De gegevens spreken elkaar tegen. Zo kan niet worden beslist.",
        "Het voorstel valt buiten deze regeling. Geen enkele regel heeft beslist."};
    SAY(p, sentences[w->besluit]);
}

static void subject(struct jhr_prose *p, const struct jhr_wr *w)
{
    const struct jhr_indicatie *v = &w->c->voorstel;
    const struct jhr_p_meta *m = &w->p->meta[0];
    struct jhr_buf *b = &p->line;
    labelled(p, JHR_PROSE_SENTENCE, "Het gaat om: ", jhr_wr_title(w->p, v));
    jhr_buf_z(b, "De periode begint op ");
    jhr_wr_date(b, v->van);
    if (v->tot_en_met == JHR_YMD_NEVER) {
        jhr_buf_z(b, " en heeft geen einddatum");
    } else if (v->tot_en_met != 0) {
        jhr_buf_z(b, " en loopt t/m ");
        jhr_wr_date(b, v->tot_en_met);
    }
    jhr_buf_char(b, '.');
    jhr_prose_end(p, JHR_PROSE_SENTENCE);
    jhr_buf_z(b, "Getoetst is aan: ");
    if (jhr_wr_string(w, m->titel).n > 0)
        jhr_buf_str(b, jhr_wr_string(w, m->titel));
    else
        jhr_wr_readable(b, jhr_wr_string(w, m->naam));
    if (jhr_wr_string(w, m->versie).n > 0) {
        jhr_buf_z(b, ", versie ");
        jhr_buf_str(b, jhr_wr_string(w, m->versie));
    }
    jhr_buf_char(b, '.');
    jhr_prose_end(p, JHR_PROSE_SENTENCE);
    jhr_buf_z(b, "De regels zijn die van ");
    jhr_wr_date(b, w->c->peildatum);
    jhr_buf_char(b, '.');
    jhr_prose_end(p, JHR_PROSE_SENTENCE);
    if (w->adviserend && w->besluit != JHR_BUITEN_REGELING)
        SAY(p, "Hier adviseert de regeling alleen. Zij weigert niet.");
}

/* ---- a rule that refuses or speaks ---- */

static void source(struct jhr_prose *p, const struct jhr_wr *w, const struct jhr_p_regel *r)
{
    struct jhr_str citaat = jhr_wr_string(w, r->citaat);
    struct jhr_buf bron = {0};
    if (jhr_wr_bron(&bron, w, r))
        labelled(p, JHR_PROSE_SENTENCE, "Bron: ", jhr_buf_get(&bron));
    p->line.failed |= bron.failed;
    jhr_buf_free(&bron);
    if (citaat.n > 0) {
        jhr_buf_z(&p->line, "Daar staat: “");
        jhr_buf_str(&p->line, citaat); /* verbatim: no full stop is added within */
        jhr_buf_z(&p->line, strchr(".!?", citaat.p[citaat.n - 1]) != NULL ? "”" : "”.");
        jhr_prose_end(p, JHR_PROSE_SENTENCE);
    }
    if (r->stand == JHR_P_VOORGESTELD)
        SAY(p, "Deze regel is voorgesteld en nog niet vastgesteld.");
}

static void facts(struct jhr_prose *p, const struct jhr_wr *w, const uint32_t *feiten, uint32_t n,
                  const char *before)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0)
            SAY(p, before);
        jhr_wr_answer(&p->line, w, feiten[i]);
        jhr_prose_end(p, JHR_PROSE_ITEM);
    }
}

/* What a professional said of a `?`. */
static void judged(struct jhr_prose *p, const struct jhr_wr *w, const struct jhr_wr_met *met)
{
    jhr_buf_z(&p->line, met->oordeel->ja ? "Volgens een oordeel mag dit tegelijk lopen met "
                                         : "Volgens een oordeel mag dit niet tegelijk lopen met ");
    jhr_buf_str(&p->line, jhr_wr_title(w->p, &w->c->lopend[met->entry]));
    jhr_buf_z(&p->line, ".");
    jhr_prose_end(p, JHR_PROSE_SENTENCE);
    labelled(p, JHR_PROSE_SENTENCE, "Motivering: ", met->oordeel->motivering);
}

/* What the matrix says of the running indications, each in one sentence. */
static void cells(struct jhr_prose *p, const struct jhr_wr *w, const struct jhr_wr_rule *r)
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
        if (met[i].oordeel != NULL) {
            judged(p, w, &met[i]);
            continue;
        }
        if (kind > JHR_P_CEL_ONDERDEEL || sentences[kind][0] == NULL)
            continue;
        jhr_buf_z(&p->line, sentences[kind][0]);
        jhr_buf_str(&p->line, jhr_wr_title(w->p, &w->c->lopend[met[i].entry]));
        jhr_buf_z(&p->line, sentences[kind][1]);
        jhr_prose_end(p, JHR_PROSE_SENTENCE);
    }
}

static void ground(struct jhr_prose *p, const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    struct jhr_str omdat = jhr_wr_string(w, r->regel->omdat);
    jhr_prose_paragraph(p);
    labelled(p, JHR_PROSE_HEADING, "Reden: ", called(w, r->regel));
    if (omdat.n > 0 && !jhr_str_eq(omdat, called(w, r->regel)))
        labelled(p, JHR_PROSE_SENTENCE, "", omdat);
    cells(p, w, r);
    source(p, w, r->regel);
    facts(p, w, r->feiten, r->feiten_n, "Dit volgt uit deze gegevens:");
}

/* No rule refuses in every completion, and yet each of them is refused. */
static void grounds_together(struct jhr_prose *p, const struct jhr_wr *w)
{
    if (w->samen.n == 0)
        return;
    jhr_prose_paragraph(p);
    HEADING(p, "Reden: er is altijd een regel die weigert.");
    SAY(p, "Hoe de onbekende gegevens ook zijn: steeds weigert een van deze regels.");
    for (uint32_t i = 0; i < w->samen.n; i++)
        labelled(p, JHR_PROSE_ITEM, "", called(w, &w->p->regels[w->samen.v[i]]));
}

static void grounds(struct jhr_prose *p, const struct jhr_wr *w)
{
    bool any = w->samen.n > 0, only_aanbieder = true;
    if (w->together)
        SAY(p, "Zo kan niet alles waar zijn wat hieronder staat.");
    for (uint32_t i = 0; i < w->rules.n; i++) {
        if (!jhr_wr_refuses(w, &w->rules.v[i]))
            continue;
        any = true;
        only_aanbieder &= w->rules.v[i].regel->bindt_aanbieder != 0;
        ground(p, w, &w->rules.v[i]);
    }
    grounds_together(p, w);
    for (uint32_t i = 0; i < w->samen.n; i++)
        only_aanbieder &= w->p->regels[w->samen.v[i]].bindt_aanbieder != 0;
    if (!any || !only_aanbieder || w->besluit != JHR_NIET_TOELAATBAAR)
        return;
    jhr_prose_paragraph(p);
    SAY(p, "Dit is geen weigering van jeugdhulp.");
    SAY(p, "Zoek een andere aanbieder of een ander aanbod.");
}

/* ---- the rest ---- */

static void deviations(struct jhr_prose *p, const struct jhr_wr *w)
{
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        if (r->uitkomst != JHR_VOLDAAN_MET_AFWIJKING || r->rol == JHR_ROL_GEEN)
            continue;
        jhr_prose_paragraph(p);
        labelled(p, JHR_PROSE_SENTENCE, "Afgeweken is van deze regel: ", called(w, r->regel));
        for (uint32_t k = 0; k < w->c->afwijkingen_n; k++) {
            if (w->c->afwijkingen[k].regel == r->index)
                labelled(p, JHR_PROSE_SENTENCE,
                         "De motivering daarvoor is: ", w->c->afwijkingen[k].motivering);
        }
        source(p, w, r->regel);
    }
}

static void questions(struct jhr_prose *p, const struct jhr_wr *w)
{
    for (uint32_t i = 0; i < w->asks.list.n; i++) {
        if (i == 0) {
            jhr_prose_paragraph(p);
            SAY(p, "Eerst moet dit bekend zijn:");
        }
        jhr_wr_question(&p->line, &w->asks.list.v[i]);
        jhr_prose_end(p, JHR_PROSE_ITEM);
    }
    for (uint32_t i = 0; i < w->rules.n && w->besluit == JHR_ONBEPAALD; i++) {
        if (w->rules.v[i].uitkomst == JHR_ONBEKEND && w->rules.v[i].rol != JHR_ROL_GEEN)
            cells(p, w, &w->rules.v[i]);
    }
}

static void additions(struct jhr_prose *p, const struct jhr_wr *w)
{
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        const char *label = "Let op: ";
        if (jhr_wr_obliges(r))
            label = r->uitkomst == JHR_ONBEKEND ? "Onder voorbehoud geldt deze voorwaarde: "
                                                : "Daarbij geldt deze voorwaarde: ";
        else if (!jhr_wr_signals(r))
            continue;
        struct jhr_str text = jhr_wr_signal_text(w, r);
        jhr_prose_paragraph(p);
        if (jhr_str_eq(text, jhr_wr_string(w, r->regel->id)))
            text = called(w, r->regel);
        labelled(p, JHR_PROSE_SENTENCE, label, text);
    }
    for (uint32_t k = 0, i; (i = jhr_wr_unknown_product(w, k)) != JHR_P_NONE; k++) {
        jhr_prose_paragraph(p);
        jhr_buf_z(&p->line, "Let op: ");
        jhr_wr_unknown_product_text(&p->line, w, i);
        jhr_prose_end(p, JHR_PROSE_SENTENCE);
    }
}

static void step(struct jhr_buf *b, const struct jhr_wr *w, const struct jhr_stap *s)
{
    const struct jhr_omvang *o = &w->c->voorstel.omvang;
    static const char *const often[] = {"", " per dag", " per week", " per maand"};
    static const char *const units[] = {" minuten", " uur", " dagdelen", " etmalen", " stuks"};
    struct jhr_indicatie other = {.product = s->index};
    switch ((enum jhr_veld)s->veld) {
    case JHR_V_AFWIJKING:
        jhr_buf_z(b, "Wijk met een motivering af van deze regel: ");
        jhr_wr_sentence(b, called(w, &w->p->regels[s->index]));
        break;
    case JHR_V_FEIT:
        jhr_buf_z(b, "Verander dit: ");
        jhr_wr_other_answer(b, w, s->index, s->v);
        break;
    case JHR_V_OMVANG:
        jhr_buf_z(b, "Vraag ");
        jhr_wr_parts(b, s->v, o->eenheid, ',');
        jhr_buf_z(b, units[o->eenheid]);
        jhr_buf_z(b, often[o->frequentie]);
        jhr_buf_char(b, '.');
        break;
    case JHR_V_EIND:
    case JHR_V_START:
        jhr_buf_z(b, s->veld == JHR_V_EIND ? "Laat de periode lopen t/m "
                                           : "Laat de periode beginnen op ");
        jhr_wr_date(b, (int32_t)s->v);
        jhr_buf_char(b, '.');
        break;
    case JHR_V_AANBIEDER:
        jhr_buf_z(b, "Kies een andere aanbieder: ");
        jhr_wr_sentence(b, s->code);
        break;
    case JHR_V_PRODUCT:
        other.product_code = jhr_wr_string(w, w->p->producten[s->index].code);
        jhr_buf_z(b, "Kies een ander product: ");
        jhr_wr_sentence(b, jhr_wr_title(w->p, &other));
        break;
    case JHR_VELDEN:
        break;
    }
}

/* What would make it admissible. */
static void changes(struct jhr_prose *p, const struct jhr_wr *w)
{
    for (uint32_t i = 0; i < w->admitted.n; i++) {
        const struct jhr_wijziging *x = &w->admitted.v[i];
        if (i == 0) {
            jhr_prose_paragraph(p);
            SAY(p, "Met een van deze wijzigingen is het voorstel wel toelaatbaar:");
        }
        for (uint32_t k = 0; k < x->n; k++) {
            if (k > 0)
                jhr_buf_z(&p->line, " En ook: ");
            step(&p->line, w, &x->stap[k]);
        }
        jhr_prose_end(p, JHR_PROSE_ITEM);
    }
}

/* When the same proposal would give something else. */
static void enduring(struct jhr_prose *p, const struct jhr_wr *w)
{
    static const char *const then[] = {
        " is hetzelfde voorstel toelaatbaar.", " is hetzelfde voorstel niet toelaatbaar.",
        " is over hetzelfde voorstel nog niet te beslissen.", " spreken de gegevens elkaar tegen.",
        " valt hetzelfde voorstel buiten deze regeling."};
    for (uint32_t i = 0; i < w->enduring.n; i++) {
        const struct jhr_verandering *v = &w->enduring.v[i];
        if (i == 0)
            jhr_prose_paragraph(p);
        if (v->oorzaak == JHR_O_REGELING) {
            jhr_buf_z(&p->line, "Let op: deze regeling geldt tot ");
            jhr_wr_date(&p->line, jhr_ymd_of_day(v->day));
            jhr_buf_char(&p->line, '.');
            jhr_prose_end(p, JHR_PROSE_SENTENCE);
            continue;
        }
        if (v->oorzaak == JHR_O_LEEFTIJD) {
            jhr_buf_fmt(&p->line, "Let op: binnen een jaar is de jeugdige %d jaar. Dan", (int)v->v);
        } else {
            jhr_buf_z(&p->line, "Let op: vanaf ");
            jhr_wr_date(&p->line, jhr_ymd_of_day(v->day));
        }
        jhr_buf_z(&p->line, then[v->besluit]);
        if (v->grond != JHR_P_NONE) {
            jhr_buf_z(&p->line, " De reden is dan: ");
            jhr_wr_sentence(&p->line, called(w, &w->p->regels[v->grond]));
        }
        jhr_prose_end(p, JHR_PROSE_SENTENCE);
    }
}

static void alternatives(struct jhr_prose *p, const struct jhr_wr *w)
{
    struct jhr_str text;
    for (uint32_t k = 0; jhr_wr_alternative(w, k, &text); k++) {
        if (k == 0) {
            jhr_prose_paragraph(p);
            SAY(p, "Kijk eerst naar:");
        }
        jhr_buf_str(&p->line, text);
        jhr_prose_end(p, JHR_PROSE_ITEM);
    }
}

/* What a professional allowed where the matrix leaves it open. */
static void permitted(struct jhr_prose *p, const struct jhr_wr *w)
{
    struct jhr_wr_met met[JHR_MAX_LOPEND];
    bool any = false;
    for (uint32_t k = 0; k < w->rules.n; k++) {
        const struct jhr_wr_rule *r = &w->rules.v[k];
        bool rests = r->regel->kind == JHR_P_STAPELING && r->uitkomst == JHR_VOLDAAN &&
                     r->rol != JHR_ROL_GEEN;
        uint32_t n = rests ? jhr_wr_met_cells(w->a, w->p, w->c, r->index, met) : 0;
        for (uint32_t i = 0; i < n; i++) {
            if (met[i].oordeel == NULL || !met[i].oordeel->ja)
                continue;
            if (!any)
                jhr_prose_paragraph(p);
            any = true;
            judged(p, w, &met[i]);
        }
    }
}

/* The facts that decide, beside those that a ground has named; and those that change nothing. */
static void used(struct jhr_prose *p, const struct jhr_wr *w)
{
    uint32_t *list = jhr_arena_alloc(w->a, (w->p->feiten_n + 1) * sizeof *list), n;
    if (list == NULL || w->besluit == JHR_ONBEPAALD || w->besluit == JHR_STRIJDIG)
        return;
    n = jhr_wr_facts_that(w, JHR_WR_DECIDES, list);
    if (n > 0)
        jhr_prose_paragraph(p);
    facts(p, w, list, n,
          w->besluit == JHR_TOELAATBAAR ? "Dit volgt uit deze gegevens:"
                                        : "Ook deze gegevens zijn gebruikt:");
    if (w->besluit == JHR_TOELAATBAAR)
        permitted(p, w);
    n = w->besluit == JHR_BUITEN_REGELING ? 0 : jhr_wr_facts_that(w, JHR_WR_IDLE, list);
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0) {
            jhr_prose_paragraph(p);
            SAY(p, "Deze gegevens maakten geen verschil voor de uitkomst:");
        }
        jhr_wr_fact_question(&p->line, w, list[i]);
        jhr_prose_end(p, JHR_PROSE_ITEM);
    }
}

bool jhr_wr_prose(struct jhr_prose *p, const struct jhr_wr *w)
{
    proposed(p, w);
    outcome(p, w);
    subject(p, w);
    grounds(p, w);
    deviations(p, w);
    questions(p, w);
    used(p, w);
    additions(p, w);
    changes(p, w);
    alternatives(p, w);
    enduring(p, w);
    jhr_prose_paragraph(p);
    SAY(p, "Dit is een advies. Een mens beslist.");
    SAY(p, "Het advies is gemaakt met software die de regels toepast (jhr).");
    return !p->lines.failed;
}

void jhr_wr_motivering(struct jhr_buf *b, const struct jhr_wr *w)
{
    struct jhr_prose p = {0};
    struct jhr_buf text = {0};
    (void)jhr_wr_prose(&p, w);
    jhr_prose_show(&p, JHR_PROSE_PLAIN, &text);
    jhr_buf_str(b, jhr_buf_get(&text));
    b->failed |= text.failed;
    jhr_buf_free(&text);
    jhr_prose_free(&p);
}

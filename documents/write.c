#include "documents/write.h"

#include "documents/json.h"
#include "documents/write_parts.h"
#include "runtime/calendar.h"

static void json_date(struct jhr_json *j, const char *name, int32_t ymd)
{
    char text[11];
    const int32_t parts[] = {ymd / 1000000 % 100, ymd / 10000 % 100, ymd / 100 % 100, ymd % 100};
    uint32_t n = 0;
    for (uint32_t i = 0; i < 4; i++) {
        if (i > 1)
            text[n++] = '-';
        text[n++] = (char)('0' + parts[i] / 10);
        text[n++] = (char)('0' + parts[i] % 10);
    }
    jhr_json_str(j, name, (struct jhr_str){text, n});
}

/* ---- a fact, as a proposal would give it ---- */

static void json_gemeente(struct jhr_json *j, const struct jhr_wr *w, const char *name, int64_t v)
{
    char code[4];
    if (v < w->p->gemeenten_n) {
        jhr_json_str(j, name, jhr_wr_string(w, w->p->gemeenten[v].code));
        return;
    }
    v -= JHR_OUTSIDE; /* the reader keeps the code of a gemeente that the rules do not name */
    for (uint32_t i = 4; i > 0; i--, v /= 10)
        code[i - 1] = (char)('0' + v % 10);
    jhr_json_str(j, name, (struct jhr_str){code, 4});
}

static void json_value(struct jhr_json *j, const struct jhr_wr *w, const char *name, uint32_t feit,
                       int64_t v)
{
    const struct jhr_p_feit *f = &w->p->feiten[feit];
    switch ((enum jhr_p_type)f->type) {
    case JHR_P_JANEE:
        jhr_json_bool(j, name, v != 0);
        break;
    case JHR_P_GETAL:
    case JHR_P_BEDRAG:
        jhr_json_int(j, name, v);
        break;
    case JHR_P_DATUM:
        json_date(j, name, (int32_t)v);
        break;
    case JHR_P_SOORT:
        jhr_json_str(j, name,
                     jhr_wr_string(w, w->p->waarden[w->p->soorten[f->soort].first + v].naam));
        break;
    case JHR_P_GEMEENTE:
        json_gemeente(j, w, name, v);
        break;
    }
}

/* A NUL stands after each string of the program. */
static const char *name_of(const struct jhr_wr *w, uint32_t feit)
{
    return jhr_wr_string(w, w->p->feiten[feit].naam).p;
}

static void json_fact(struct jhr_json *j, const struct jhr_wr *w, uint32_t feit)
{
    json_value(j, w, name_of(w, feit), feit, w->c->feiten[feit].v);
}

/* ---- regels ---- */

/* Why a listed rule does not decide; NULL: it does. */
static const char *why_not(const struct jhr_wr_rule *r)
{
    if (r->rol != JHR_ROL_GEEN)
        return NULL;
    return r->regel->stand == JHR_P_VOORGESTELD ? "de stand voorgesteld is niet gevraagd"
                                                : "een regel met deze stand beslist nooit";
}

static const char *role_word(const struct jhr_wr_rule *r)
{
    if (r->regel->kind == JHR_P_VOORWAARDE)
        return "voorwaarde";
    return r->rol == JHR_ROL_SIGNAAL ? "signaal" : NULL;
}

static void json_source(struct jhr_json *j, const struct jhr_wr *w, const struct jhr_p_regel *r)
{
    struct jhr_buf bron = {0};
    if (jhr_wr_bron(&bron, w, r))
        jhr_json_str(j, "bron", jhr_buf_get(&bron));
    else
        jhr_json_raw(j, "bron", "null");
    jhr_buf_free(&bron);
    jhr_json_opt(j, "citaat", jhr_wr_string(w, r->citaat));
}

/* The cents that are claimed of a budget: of the whole, or by year. */
static void json_claims(struct jhr_json *j, const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    struct jhr_claim claims[JHR_MAX_JAREN];
    uint32_t n = jhr_wr_claims(w, r, claims);
    if (n == 0)
        return;
    if (claims[0].jaar == 0) {
        jhr_json_int(j, "claim_cent", claims[0].cent);
        return;
    }
    jhr_json_open(j, "claim_cent", '{', true);
    for (uint32_t i = 0; i < n; i++) {
        char jaar[5] = {0};
        for (int32_t k = 4, rest = claims[i].jaar; k > 0; rest /= 10)
            jaar[--k] = (char)('0' + rest % 10);
        jhr_json_int(j, jaar, claims[i].cent);
    }
    jhr_json_close(j, '}');
}

/* The answers to a `?` that the outcome of a stapeling rests on: each yes, or the noes. */
static void json_judged(struct jhr_json *j, const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    struct jhr_wr_met met[JHR_MAX_LOPEND];
    bool stapeling = r->regel->kind == JHR_P_STAPELING && r->uitkomst != JHR_ONBEKEND;
    uint32_t n = stapeling ? jhr_wr_met_cells(w->a, w->p, w->c, r->index, met) : 0;
    for (uint32_t i = 0; i < n; i++) {
        bool said =
            met[i].oordeel == NULL || met[i].oordeel->ja == (r->uitkomst == JHR_NIET_VOLDAAN);
        for (uint32_t k = 0; k < i; k++)
            said |= met[k].oordeel == met[i].oordeel;
        if (!said) /* a NUL stands after each string of the arena */
            jhr_json_bool(j, met[i].name.p, met[i].oordeel->ja);
    }
}

static void json_rule(struct jhr_json *j, const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    const struct jhr_p_regel *p = r->regel;
    const char *role = role_word(r), *not_because = why_not(r);
    jhr_json_open(j, NULL, '{', false);
    jhr_json_str(j, "regel", jhr_wr_string(w, p->id));
    jhr_json_opt(j, "titel", jhr_wr_string(w, p->titel));
    jhr_json_word(j, "uitkomst", jhr_wr_uitkomst_word(r->uitkomst));
    jhr_json_word(j, "stand", jhr_wr_stand_word(p->stand));
    jhr_json_word(j, "bindt", p->bindt_aanbieder ? "aanbieder" : "jeugdige");
    if (p->reden > 0)
        jhr_json_int(j, "reden", p->reden);
    else
        jhr_json_raw(j, "reden", "null");
    jhr_json_opt(j, "omdat", jhr_wr_string(w, p->omdat));
    json_source(j, w, p);
    jhr_json_open(j, "feiten", '{', true);
    for (uint32_t i = 0; i < r->feiten_n; i++)
        json_fact(j, w, r->feiten[i]);
    json_judged(j, w, r);
    jhr_json_close(j, '}');
    json_claims(j, w, r);
    if (role != NULL)
        jhr_json_word(j, "rol", role);
    if (not_because != NULL) {
        jhr_json_bool(j, "beslist", false);
        jhr_json_word(j, "beslist_niet_omdat", not_because);
    }
    for (uint32_t i = 0; i < w->c->afwijkingen_n; i++) {
        if (r->uitkomst == JHR_VOLDAAN_MET_AFWIJKING && w->c->afwijkingen[i].regel == r->index)
            jhr_json_str(j, "afwijking", w->c->afwijkingen[i].motivering);
    }
    jhr_json_close(j, '}');
}

static void json_rules(struct jhr_json *j, const struct jhr_wr *w)
{
    jhr_json_open(j, "regels", '[', false);
    for (uint32_t i = 0; i < w->rules.n; i++)
        json_rule(j, w, &w->rules.v[i]);
    jhr_json_close(j, ']');
}

/* ---- the other lists ---- */

static void json_grounds(struct jhr_json *j, const struct jhr_wr *w)
{
    jhr_json_open(j, "gronden", '[', true);
    for (uint32_t i = 0; i < w->rules.n; i++) {
        if (jhr_wr_refuses(w, &w->rules.v[i]))
            jhr_json_str(j, NULL, jhr_wr_string(w, w->rules.v[i].regel->id));
    }
    jhr_json_close(j, ']');
    if (w->samen.n == 0)
        return;
    jhr_json_open(j, "gronden_samen", '[', true);
    for (uint32_t i = 0; i < w->samen.n; i++)
        jhr_json_str(j, NULL, jhr_wr_string(w, w->p->regels[w->samen.v[i]].id));
    jhr_json_close(j, ']');
}

/* How each begrip of the listed rules came to its value. */
static void json_begrippen(struct jhr_json *j, const struct jhr_wr *w)
{
    if (w->slots.n == 0)
        return;
    jhr_json_open(j, "begrippen", '[', false);
    for (uint32_t i = 0; i < w->slots.n; i++) {
        const struct jhr_wr_slot *s = &w->slots.v[i];
        jhr_json_open(j, NULL, '{', true);
        jhr_json_str(j, "begrip", jhr_wr_string(w, w->p->slots[s->index].naam));
        if (s->value == JHR_UNKNOWN)
            jhr_json_raw(j, "waarde", "null");
        else
            jhr_json_bool(j, "waarde", s->value == JHR_YES);
        jhr_json_open(j, "feiten", '{', true);
        for (uint32_t k = 0; k < s->feiten_n; k++)
            json_fact(j, w, s->feiten[k]);
        jhr_json_close(j, '}');
        jhr_json_close(j, '}');
    }
    jhr_json_close(j, ']');
}

/* A value, or the first and last of a range; a gemeente that the rules do not name is null. */
static void json_answer_value(struct jhr_json *j, const struct jhr_wr *w,
                              const struct jhr_wr_ask *ask, const struct jhr_answer *answer)
{
    if (ask->source != JHR_WR_FACT)
        jhr_json_bool(j, "waarde", answer->from != 0);
    else if (answer->from == JHR_OUTSIDE)
        jhr_json_raw(j, "waarde", "null");
    else if (answer->from == answer->to)
        json_value(j, w, "waarde", ask->feit, answer->from);
    else {
        json_value(j, w, "van", ask->feit, answer->from);
        json_value(j, w, "tot_en_met", ask->feit, answer->to);
    }
}

static void json_answers(struct jhr_json *j, const struct jhr_wr *w, const struct jhr_wr_ask *ask)
{
    if (ask->answers.n == 0)
        return;
    jhr_json_open(j, "antwoorden", '[', true);
    for (uint32_t i = 0; i < ask->answers.n; i++) {
        jhr_json_open(j, NULL, '{', true);
        json_answer_value(j, w, ask, &ask->answers.v[i]);
        jhr_json_str(j, "besluit", jhr_str_of(jhr_wr_besluit_word(ask->answers.v[i].besluit)));
        jhr_json_close(j, '}');
    }
    jhr_json_close(j, ']');
}

static void json_asks(struct jhr_json *j, const struct jhr_wr *w)
{
    jhr_json_open(j, "nodig", '[', false);
    for (uint32_t i = 0; i < w->asks.list.n; i++) {
        const struct jhr_wr_ask *ask = &w->asks.list.v[i];
        jhr_json_open(j, NULL, '{', true);
        jhr_json_str(j, "feit", ask->name);
        jhr_json_opt(j, "vraag", ask->vraag);
        jhr_json_opt(j, "opgegeven_door", ask->opgegeven_door);
        json_answers(j, w, ask);
        jhr_json_close(j, '}');
    }
    jhr_json_close(j, ']');
    if (w->asks.not_needed.n > 0) {
        jhr_json_open(j, "niet_nodig", '[', true);
        for (uint32_t i = 0; i < w->asks.not_needed.n; i++)
            jhr_json_str(j, NULL, jhr_str_of(name_of(w, w->asks.not_needed.v[i])));
        jhr_json_close(j, ']');
    }
    if (w->asks.roughly)
        jhr_json_bool(j, "uitputtend", false);
}

static void json_obligations(struct jhr_json *j, const struct jhr_wr *w)
{
    jhr_json_open(j, "voorwaarden", '[', false);
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        if (!jhr_wr_obliges(r))
            continue;
        jhr_json_open(j, NULL, '{', true);
        jhr_json_str(j, "regel", jhr_wr_string(w, r->regel->id));
        jhr_json_str(j, "tekst", jhr_wr_signal_text(w, r));
        if (r->uitkomst == JHR_ONBEKEND)
            jhr_json_bool(j, "onder_voorbehoud", true);
        jhr_json_close(j, '}');
    }
    jhr_json_close(j, ']');
}

static void json_unknown_product(struct jhr_json *j, const struct jhr_wr *w, uint32_t entry)
{
    struct jhr_buf b = {0};
    struct jhr_str code = w->c->lopend[entry].product_code;
    jhr_wr_unknown_product_text(&b, w, entry);
    jhr_json_open(j, NULL, '{', true);
    jhr_json_raw(j, "regel", "null");
    jhr_json_str(j, "tekst", jhr_buf_get(&b));
    jhr_json_str(j, "product", code);
    jhr_json_close(j, '}');
    jhr_buf_free(&b);
}

static void json_signals(struct jhr_json *j, const struct jhr_wr *w)
{
    jhr_json_open(j, "signalen", '[', false);
    for (uint32_t i = 0; i < w->rules.n; i++) {
        const struct jhr_wr_rule *r = &w->rules.v[i];
        if (!jhr_wr_signals(r))
            continue;
        jhr_json_open(j, NULL, '{', true);
        jhr_json_str(j, "regel", jhr_wr_string(w, r->regel->id));
        jhr_json_str(j, "tekst", jhr_wr_signal_text(w, r));
        jhr_json_close(j, '}');
    }
    for (uint32_t k = 0, i; (i = jhr_wr_unknown_product(w, k)) != JHR_P_NONE; k++)
        json_unknown_product(j, w, i);
    jhr_json_close(j, ']');
}

static void json_volume(struct jhr_json *j, const struct jhr_wr *w, int64_t parts)
{
    const struct jhr_omvang *o = &w->c->voorstel.omvang;
    struct jhr_buf volume = {0};
    jhr_wr_parts(&volume, parts, o->eenheid, '.');
    jhr_buf_char(&volume, '\0');
    jhr_json_open(j, "omvang", '{', true);
    jhr_json_raw(j, "volume", volume.failed ? "null" : volume.p);
    jhr_json_word(j, "eenheid", jhr_wr_eenheid_word(o->eenheid));
    jhr_json_word(j, "frequentie", jhr_wr_frequentie_word(o->frequentie));
    jhr_json_close(j, '}');
    jhr_buf_free(&volume);
}

static void json_step(struct jhr_json *j, const struct jhr_wr *w, const struct jhr_stap *s)
{
    switch ((enum jhr_veld)s->veld) {
    case JHR_V_AFWIJKING:
        jhr_json_open(j, NULL, '{', true);
        jhr_json_str(j, "regel", jhr_wr_string(w, w->p->regels[s->index].id));
        jhr_json_close(j, '}');
        break;
    case JHR_V_FEIT:
        json_value(j, w, name_of(w, s->index), s->index, s->v);
        break;
    case JHR_V_OMVANG:
        json_volume(j, w, s->v);
        break;
    case JHR_V_EIND:
        json_date(j, "tot_en_met", (int32_t)s->v);
        break;
    case JHR_V_START:
        json_date(j, "van", (int32_t)s->v);
        break;
    case JHR_V_AANBIEDER:
        jhr_json_str(j, "aanbieder", s->code);
        break;
    case JHR_V_PRODUCT:
        jhr_json_str(j, "product", jhr_wr_string(w, w->p->producten[s->index].code));
        break;
    case JHR_VELDEN:
        break;
    }
}

/* The keys are those of a proposal; steps in the same field stand together, and in that order. */
static void json_change(struct jhr_json *j, const struct jhr_wr *w, const struct jhr_wijziging *x)
{
    jhr_json_open(j, NULL, '{', true);
    for (uint32_t i = 0; i < x->n; i++) {
        uint8_t veld = x->stap[i].veld;
        bool first = i == 0 || x->stap[i - 1].veld != veld;
        bool last = i + 1 == x->n || x->stap[i + 1].veld != veld;
        if (veld == JHR_V_AFWIJKING && first)
            jhr_json_open(j, "afwijkingen", '[', true);
        else if (veld == JHR_V_FEIT && first)
            jhr_json_open(j, "feiten", '{', true);
        json_step(j, w, &x->stap[i]);
        if (veld <= JHR_V_FEIT && last)
            jhr_json_close(j, veld == JHR_V_FEIT ? '}' : ']');
    }
    jhr_json_close(j, '}');
}

static void json_alternatives(struct jhr_json *j, const struct jhr_wr *w)
{
    struct jhr_str text;
    jhr_json_open(j, "wijziging", '[', w->admitted.n == 0);
    for (uint32_t i = 0; i < w->admitted.n; i++)
        json_change(j, w, &w->admitted.v[i]);
    jhr_json_close(j, ']');
    jhr_json_open(j, "alternatieven", '[', true);
    for (uint32_t k = 0; jhr_wr_alternative(w, k, &text); k++)
        jhr_json_str(j, NULL, text);
    for (uint32_t k = 0; jhr_wr_other_product(w, k, &text); k++)
        jhr_json_str(j, NULL, text);
    jhr_json_close(j, ']');
}

/* When the same proposal would give something else. */
static void json_enduring(struct jhr_json *j, const struct jhr_wr *w)
{
    static const char *const causes[] = {"regels", "tarief",   "contract",
                                         "budget", "regeling", "leeftijd"};
    if (w->enduring.n == 0)
        return;
    jhr_json_open(j, "bestendigheid", '[', false);
    for (uint32_t i = 0; i < w->enduring.n; i++) {
        const struct jhr_verandering *v = &w->enduring.v[i];
        jhr_json_open(j, NULL, '{', true);
        jhr_json_word(j, "oorzaak", causes[v->oorzaak]);
        if (v->oorzaak == JHR_O_LEEFTIJD)
            json_value(j, w, name_of(w, v->feit), v->feit, v->v);
        else
            json_date(j, "vanaf", jhr_ymd_of_day(v->day));
        if (v->oorzaak == JHR_O_REGELING)
            jhr_json_raw(j, "besluit", "null");
        else
            jhr_json_word(j, "besluit", jhr_wr_besluit_word(v->besluit));
        if (v->grond != JHR_P_NONE)
            jhr_json_str(j, "grond", jhr_wr_string(w, w->p->regels[v->grond].id));
        jhr_json_close(j, '}');
    }
    jhr_json_close(j, ']');
}

/* ---- the document ---- */

static void json_head(struct jhr_json *j, const struct jhr_wr *w)
{
    const struct jhr_p_meta *m = &w->p->meta[0];
    static const char hex[] = "0123456789abcdef";
    char hash[7 + 2 * JHR_SHA256_SIZE] = "sha256:";
    jhr_json_word(j, "besluit", jhr_wr_besluit_word(w->besluit));
    jhr_json_word(j, "aard", "advies");
    json_date(j, "peildatum", w->c->peildatum);
    jhr_json_open(j, "standen", '[', true);
    jhr_json_word(j, NULL, "vastgesteld");
    if (w->c->voorgesteld)
        jhr_json_word(j, NULL, "voorgesteld");
    jhr_json_close(j, ']');
    for (uint32_t i = 0; i < JHR_SHA256_SIZE; i++) {
        hash[7 + 2 * i] = hex[w->p->hash[i] >> 4];
        hash[8 + 2 * i] = hex[w->p->hash[i] & 15];
    }
    jhr_json_open(j, "regeling", '{', true);
    jhr_json_str(j, "naam", jhr_wr_string(w, m->naam));
    jhr_json_opt(j, "versie", jhr_wr_string(w, m->versie));
    jhr_json_str(j, "hash", (struct jhr_str){hash, sizeof hash});
    jhr_json_close(j, '}');
}

void jhr_write_besluit(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                       const struct jhr_case *c, const struct jhr_besluit *b, bool compact)
{
    jhr_write_besluit_more(out, a, d, c, b, compact, NULL);
}

void jhr_write_besluit_more(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                            const struct jhr_case *c, const struct jhr_besluit *b, bool compact,
                            const struct jhr_write_more *more)
{
    struct jhr_json j = {.out = out, .compact = compact, .first = true};
    struct jhr_buf text = {0};
    struct jhr_wr w;
    if (!jhr_wr_init(&w, a, d, c, b)) {
        out->failed = true;
        return;
    }
    jhr_json_open(&j, NULL, '{', false);
    json_head(&j, &w);
    json_rules(&j, &w);
    json_begrippen(&j, &w);
    json_grounds(&j, &w);
    json_asks(&j, &w);
    json_obligations(&j, &w);
    json_signals(&j, &w);
    json_alternatives(&j, &w);
    json_enduring(&j, &w);
    jhr_wr_motivering(&text, &w);
    jhr_json_str(&j, "motivering", jhr_buf_get(&text));
    out->failed |= text.failed;
    jhr_buf_free(&text);
    if (more)
        more->write(more->self, &j);
    jhr_json_close(&j, '}');
    jhr_buf_char(out, '\n');
}

void jhr_write_motivering(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                          const struct jhr_case *c, const struct jhr_besluit *b)
{
    struct jhr_wr w;
    if (jhr_wr_init(&w, a, d, c, b))
        jhr_wr_motivering(out, &w);
    else
        out->failed = true;
}

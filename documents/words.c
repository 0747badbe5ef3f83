#include "documents/write_parts.h"

void jhr_wr_date(struct jhr_buf *b, int32_t ymd)
{
    static const char *const months[] = {"januari",   "februari", "maart",    "april",
                                         "mei",       "juni",     "juli",     "augustus",
                                         "september", "oktober",  "november", "december"};
    int32_t month = ymd / 100 % 100;
    jhr_buf_int(b, ymd % 100);
    jhr_buf_char(b, ' ');
    jhr_buf_z(b, months[(month - 1) % 12]);
    jhr_buf_char(b, ' ');
    jhr_buf_int(b, ymd / 10000);
}

void jhr_wr_readable(struct jhr_buf *b, struct jhr_str name)
{
    for (uint32_t i = 0; i < name.n; i++)
        jhr_buf_char(b, name.p[i] == '_' ? ' ' : name.p[i]);
}

void jhr_wr_sentence(struct jhr_buf *b, struct jhr_str text)
{
    char last = text.n > 0 ? text.p[text.n - 1] : '.';
    jhr_buf_str(b, text);
    if (last != '.' && last != '!' && last != '?')
        jhr_buf_char(b, '.');
}

static void capital(struct jhr_buf *b, struct jhr_str name)
{
    size_t from = b->n;
    jhr_wr_readable(b, name);
    if (b->n > from && !b->failed && b->p[from] >= 'a' && b->p[from] <= 'z')
        b->p[from] = (char)(b->p[from] - 'a' + 'A');
}

void jhr_write_amount(struct jhr_buf *b, int64_t cents)
{
    uint64_t u = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    uint64_t groups[8] = {u / 100 % 1000};
    int n = 0;
    for (uint64_t rest = u / 100000; rest > 0 && n < 7; rest /= 1000)
        groups[++n] = rest % 1000;
    jhr_buf_fmt(b, "€ %s%u", cents < 0 ? "-" : "", (unsigned)groups[n]);
    while (n-- > 0)
        jhr_buf_fmt(b, ".%03u", (unsigned)groups[n]);
    jhr_buf_fmt(b, ",%02u", (unsigned)(u % 100));
}

void jhr_wr_percent(struct jhr_buf *b, int64_t part, int64_t whole)
{
    int64_t one = whole / 100, rest = part % one;
    jhr_buf_int(b, part / one);
    for (const char *before = ","; rest > 0; before = "", rest %= one) {
        one /= 10;
        jhr_buf_z(b, before);
        jhr_buf_int(b, rest / one);
    }
    jhr_buf_char(b, '%');
}

static void number(struct jhr_buf *b, int64_t v, uint8_t unit)
{
    static const char *const many[] = {"",          " jaar",      " maanden", " weken",
                                       " dagen",    " werkdagen", " uur",     " minuten",
                                       " dagdelen", " etmalen",   " stuks"};
    static const char *const one[] = {"",     " jaar",   " maand",   " week",   " dag", " werkdag",
                                      " uur", " minuut", " dagdeel", " etmaal", " stuk"};
    jhr_buf_int(b, v);
    if (unit <= JHR_P_U_STUK)
        jhr_buf_z(b, v == 1 ? one[unit] : many[unit]);
}

void jhr_wr_value(struct jhr_buf *b, const struct jhr_wr *w, uint32_t feit, int64_t v)
{
    const struct jhr_p_feit *f = &w->p->feiten[feit];
    switch ((enum jhr_p_type)f->type) {
    case JHR_P_JANEE:
        jhr_buf_z(b, v ? "Ja" : "Nee");
        break;
    case JHR_P_GETAL:
        number(b, v, f->unit);
        break;
    case JHR_P_BEDRAG:
        jhr_write_amount(b, v);
        break;
    case JHR_P_DATUM:
        jhr_wr_date(b, (int32_t)v);
        break;
    case JHR_P_SOORT:
        capital(b, jhr_wr_string(w, w->p->waarden[w->p->soorten[f->soort].first + v].naam));
        break;
    case JHR_P_GEMEENTE:
        if (v < w->p->gemeenten_n)
            jhr_wr_readable(b, jhr_wr_string(w, w->p->gemeenten[v].naam));
        else
            jhr_buf_z(b, "een gemeente buiten deze regeling");
        break;
    }
}

void jhr_wr_question(struct jhr_buf *b, const struct jhr_wr_ask *ask)
{
    if (ask->vraag.n > 0) {
        jhr_buf_str(b, ask->vraag);
        return;
    }
    capital(b, ask->name);
    jhr_buf_char(b, '?');
}

void jhr_wr_fact_question(struct jhr_buf *b, const struct jhr_wr *w, uint32_t feit)
{
    const struct jhr_p_feit *f = &w->p->feiten[feit];
    const struct jhr_wr_ask ask = {.name = jhr_wr_string(w, f->naam),
                                   .vraag = jhr_wr_string(w, f->vraag)};
    jhr_wr_question(b, &ask);
}

void jhr_wr_other_answer(struct jhr_buf *b, const struct jhr_wr *w, uint32_t feit, int64_t v)
{
    const struct jhr_p_feit *f = &w->p->feiten[feit];
    struct jhr_str vraag = jhr_wr_string(w, f->vraag);
    if (vraag.n > 0) {
        jhr_buf_str(b, vraag);
        jhr_buf_char(b, ' ');
    } else {
        capital(b, jhr_wr_string(w, f->naam));
        jhr_buf_z(b, ": ");
    }
    jhr_wr_value(b, w, feit, v);
    jhr_buf_char(b, '.');
}

void jhr_wr_answer(struct jhr_buf *b, const struct jhr_wr *w, uint32_t feit)
{
    const struct jhr_feitwaarde *answer = &w->c->feiten[feit];
    jhr_wr_other_answer(b, w, feit, answer->v);
    if (answer->motivering.n > 0) {
        jhr_buf_z(b, " Motivering: ");
        jhr_wr_sentence(b, answer->motivering);
    }
}

void jhr_wr_parts(struct jhr_buf *b, int64_t parts, uint8_t eenheid, char point)
{
    int64_t of = jhr_omvang_parts(eenheid), rest = parts % of * (100 / of);
    jhr_buf_int(b, parts / of);
    if (rest > 0) {
        jhr_buf_char(b, point);
        jhr_buf_int(b, rest % 10 == 0 ? rest / 10 : rest);
    }
}

const char *jhr_wr_eenheid_word(uint8_t eenheid)
{
    static const char *const words[] = {"minuut", "uur", "dagdeel", "etmaal", "stuk"};
    return words[eenheid];
}

const char *jhr_wr_frequentie_word(uint8_t frequentie)
{
    static const char *const words[] = {"totaal", "dag", "week", "maand"};
    return words[frequentie];
}

const char *jhr_wr_besluit_word(uint8_t besluit)
{
    static const char *const words[] = {"toelaatbaar", "niet toelaatbaar", "onbepaald", "strijdig",
                                        "buiten regeling"};
    return words[besluit];
}

const char *jhr_wr_uitkomst_word(uint8_t uitkomst)
{
    static const char *const words[] = {"niet in werking",       "niet van toepassing", "voldaan",
                                        "voldaan met afwijking", "niet voldaan",        "onbekend"};
    return words[uitkomst];
}

const char *jhr_wr_stand_word(uint8_t stand)
{
    static const char *const words[] = {"vastgesteld", "voorgesteld", "onbeslist", "vervallen"};
    return words[stand];
}

bool jhr_wr_bron(struct jhr_buf *b, const struct jhr_wr *w, const struct jhr_p_regel *r)
{
    struct jhr_str plaats = jhr_wr_string(w, r->plaats);
    if (r->bron == JHR_P_NONE)
        return false;
    struct jhr_str titel = jhr_wr_string(w, w->p->bronnen[r->bron].titel);
    jhr_buf_str(b, titel.n > 0 ? titel : jhr_wr_string(w, w->p->bronnen[r->bron].id));
    if (plaats.n > 0) {
        jhr_buf_z(b, ", ");
        jhr_buf_str(b, plaats);
    }
    return true;
}

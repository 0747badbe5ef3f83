/* The questions of a dialogue, and what an answer looks like. */
#include "lib/dialog.h"

#include <string.h>

static void put_readable(struct jhr_buf *b, struct jhr_str name)
{
    for (uint32_t i = 0; i < name.n; i++)
        jhr_buf_char(b, name.p[i] == '_' ? ' ' : name.p[i]);
}

static void put_amount(struct jhr_buf *b, int64_t cents)
{
    jhr_buf_z(b, cents < 0 ? "€ -" : "€ ");
    jhr_buf_int(b, (cents < 0 ? -cents : cents) / 100);
    jhr_buf_fmt(b, ",%02d", (int)((cents < 0 ? -cents : cents) % 100));
}

static void put_unit(struct jhr_buf *b, uint8_t unit)
{
    static const char *const units[] = {"",          " jaar",      " maanden", " weken",
                                        " dagen",    " werkdagen", " uur",     " minuten",
                                        " dagdelen", " etmalen",   " stuks"};
    jhr_buf_z(b, unit < sizeof units / sizeof *units ? units[unit] : "");
}

static void put_values(struct jhr_buf *b, const struct jhr_dialog *d)
{
    const struct jhr_p_soort *s = &d->program->soorten[d->feit->soort];
    jhr_buf_z(b, jhr_dialog_in(d, "kies uit:", "choose from:"));
    for (uint32_t i = 0; i < s->n; i++) {
        jhr_buf_fmt(b, "%s %u ", i > 0 ? "," : "", (unsigned)i + 1);
        jhr_buf_str(b, jhr_dialog_text(d, d->program->waarden[s->first + i].naam));
    }
}

static void put_range(struct jhr_buf *b, const struct jhr_dialog *d)
{
    const struct jhr_p_feit *f = d->feit;
    bool money = f->type == JHR_P_BEDRAG;
    jhr_buf_z(b, money ? jhr_dialog_in(d, "een bedrag, ", "an amount, ")
                       : jhr_dialog_in(d, "een geheel getal, ", "a whole number, "));
    if (money)
        put_amount(b, f->lowest);
    else
        jhr_buf_int(b, f->lowest);
    jhr_buf_z(b, jhr_dialog_in(d, " t/m ", " to "));
    if (money) {
        put_amount(b, f->highest);
    } else {
        jhr_buf_int(b, f->highest);
        put_unit(b, f->unit);
    }
}

static void put_part_kind(struct jhr_buf *b, const struct jhr_dialog *d)
{
    if (strcmp(d->asked, "tot_en_met") == 0)
        jhr_buf_z(b, jhr_dialog_in(d, "een datum zoals 31-12-2027, of: open",
                                   "a date such as 31-12-2027, or: open"));
    else if (strcmp(d->asked, "omvang") == 0)
        jhr_buf_z(b, jhr_dialog_in(d, "zoals 40 uur, of 3,5 uur per week",
                                   "such as 40 uur, or 3,5 uur per week"));
    else
        jhr_buf_z(
            b, jhr_dialog_in(d, "geen, of weet niet; wat er wel is, hoort in het voorstel",
                             "geen (none), or weet niet; what there is belongs in the proposal"));
}

static void put_kind(struct jhr_buf *b, const struct jhr_dialog *d)
{
    if (!d->feit) {
        put_part_kind(b, d);
        return;
    }
    switch ((enum jhr_p_type)d->feit->type) {
    case JHR_P_JANEE:
        jhr_buf_z(b, jhr_dialog_in(d, "ja of nee", "ja (yes) or nee (no)"));
        break;
    case JHR_P_GETAL:
    case JHR_P_BEDRAG:
        put_range(b, d);
        break;
    case JHR_P_DATUM:
        jhr_buf_z(b, jhr_dialog_in(d, "een datum zoals 1-3-2027", "a date such as 1-3-2027"));
        break;
    case JHR_P_SOORT:
        put_values(b, d);
        break;
    case JHR_P_GEMEENTE:
        jhr_buf_z(b, jhr_dialog_in(d, "de naam of de code van een gemeente",
                                   "the name or code of a gemeente"));
        break;
    }
}

void jhr_dialog_help(struct jhr_buf *b, const struct jhr_dialog *d)
{
    jhr_buf_z(b, jhr_dialog_in(
                     d,
                     "  weet niet  dit is niet te achterhalen; het wordt niet meer gevraagd\n"
                     "  terug      het vorige antwoord opnieuw geven\n"
                     "  stop       ophouden, met wat nu bekend is\n"
                     "  ?          deze hulp\n",
                     "  weet niet  (or: unknown) this cannot be found out; it is not asked again\n"
                     "  terug      (or: back) give the previous answer again\n"
                     "  stop       end, with what is known now\n"
                     "  ?          this help\n"));
    if (!d->feit || d->feit->type != JHR_P_GEMEENTE)
        return;
    for (uint32_t i = 0; i < d->program->gemeenten_n; i++) {
        jhr_buf_z(b, "  ");
        jhr_buf_str(b, jhr_dialog_text(d, d->program->gemeenten[i].code));
        jhr_buf_char(b, ' ');
        put_readable(b, jhr_dialog_text(d, d->program->gemeenten[i].naam));
        jhr_buf_char(b, '\n');
    }
}

bool jhr_dialog_asks(const jhr_dialog *d)
{
    return d->ask && !d->stopped;
}

jhr_status jhr_dialog_question(const jhr_dialog *d, jhr_writer out)
{
    struct jhr_buf b = {0};
    const char *vraag, *door;
    if (!jhr_dialog_asks(d))
        return JHR_MISUSE;
    if (d->pending) {
        jhr_buf_z(&b, jhr_dialog_in(d, "Waarom? Een oordeel vraagt een motivering.\n> ",
                                    "Why? A judgement needs a motivation.\n> "));
        return jhr_send(&b, out, JHR_OK);
    }
    vraag = json_string_value(json_object_get(d->ask, "vraag"));
    door = json_string_value(json_object_get(d->ask, "opgegeven_door"));
    if (vraag) {
        jhr_buf_z(&b, vraag);
    } else {
        size_t from = b.n;
        put_readable(&b, jhr_str_of(d->asked));
        if (!b.failed && b.p[from] >= 'a' && b.p[from] <= 'z')
            b.p[from] = (char)(b.p[from] - 'a' + 'A');
        jhr_buf_char(&b, '?');
    }
    jhr_buf_z(&b, "\n  (");
    put_kind(&b, d);
    if (door) {
        jhr_buf_z(&b, jhr_dialog_in(d, "; opgegeven door: ", "; given by: "));
        jhr_buf_z(&b, door);
    }
    jhr_buf_z(&b, ")\n> ");
    return jhr_send(&b, out, JHR_OK);
}

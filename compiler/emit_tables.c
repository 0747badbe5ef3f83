#include "compiler/emit_parts.h"

#include "runtime/calendar.h"

#include <stdlib.h>
#include <string.h>

/* A new zeroed row; without memory, one that goes nowhere. */
#define ROW(e, array, record)                                                                      \
    struct jhr_p_##record *row = jhr_vec_add((e)->a, &(e)->d->array);                              \
    if (row == NULL)                                                                               \
    return

/* ---- texts and places ---- */

uint32_t jhr_emit_text(struct jhr_emitter *e, struct jhr_str s)
{
    const void *found = s.n == 0 ? NULL : jhr_map_get(&e->texts, s);
    if (found != NULL)
        return (uint32_t)((uintptr_t)found - 1);
    if (s.n == 0 && e->d->strings.n > 0)
        return 0;
    struct jhr_str *text = jhr_vec_add(e->a, &e->d->strings);
    if (text == NULL)
        return 0;
    *text = s;
    if (s.n > 0)
        jhr_map_put(e->a, &e->texts, s, (void *)(uintptr_t)e->d->strings.n);
    return e->d->strings.n - 1;
}

static uint32_t bestand(struct jhr_emitter *e, uint32_t file)
{
    const struct jhr_sources *sources = e->ir->model->sources;
    if (file == JHR_NO_FILE || file >= sources->files.n)
        return JHR_P_NONE;
    if (e->bestand_of == NULL) {
        size_t size = sources->files.n * sizeof(*e->bestand_of);
        e->bestand_of = jhr_arena_alloc(e->a, size);
        if (e->bestand_of == NULL || e->a->out_of_memory)
            return JHR_P_NONE;
        memset(e->bestand_of, 0xff, size); /* JHR_P_NONE */
    }
    if (e->bestand_of[file] == JHR_P_NONE) {
        struct jhr_p_bestand *row = jhr_vec_add(e->a, &e->d->bestanden);
        if (row == NULL)
            return JHR_P_NONE;
        row->pad = jhr_emit_text(e, sources->files.v[file]->path);
        e->bestand_of[file] = e->d->bestanden.n - 1;
    }
    return e->bestand_of[file];
}

static uint32_t code_points(struct jhr_str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

/* Line and column of an offset. On one line they are counted on from the offset before: a rule may
 * be one long line. */
static struct jhr_place place_of(struct jhr_emitter *e, uint32_t file, uint32_t lo)
{
    const struct jhr_sources *sources = e->ir->model->sources;
    const struct jhr_source *s = sources->files.v[file];
    struct jhr_place *last = &e->last_place;
    bool on = e->last_file == file && last->line > 0 && lo >= e->last_lo &&
              (last->line >= s->lines || lo < s->line[last->line]);
    if (on)
        last->column += code_points((struct jhr_str){s->text.p + e->last_lo, lo - e->last_lo});
    else
        *last = jhr_source_place(sources, file, lo);
    e->last_file = file;
    e->last_lo = lo;
    return *last;
}

static struct jhr_p_plek plek_of(struct jhr_emitter *e, struct jhr_span span)
{
    struct jhr_p_plek row = {.bestand = bestand(e, span.file)};
    if (row.bestand == JHR_P_NONE)
        return row;
    struct jhr_place place = place_of(e, span.file, span.lo);
    row.line = place.line;
    row.column = place.column;
    row.length = code_points(jhr_source_text(e->ir->model->sources, span));
    return row;
}

uint32_t jhr_emit_plek(struct jhr_emitter *e, struct jhr_span span)
{
    struct jhr_p_plek *row = jhr_vec_add(e->a, &e->d->plekken);
    if (row == NULL)
        return JHR_P_NONE;
    struct jhr_emit_seen *seen = &e->seen[(span.lo * 31 + span.hi) % JHR_EMIT_SEEN];
    bool same = seen->used && seen->span.file == span.file && seen->span.lo == span.lo &&
                seen->span.hi == span.hi;
    if (!same)
        *seen = (struct jhr_emit_seen){.span = span, .plek = plek_of(e, span), .used = true};
    *row = seen->plek;
    return e->d->plekken.n - 1;
}

/* ---- names and facts ---- */

static void meta(struct jhr_emitter *e)
{
    const struct jhr_model *m = e->ir->model;
    ROW(e, meta, meta);
    row->naam = jhr_emit_text(e, m->naam);
    row->titel = jhr_emit_text(e, m->titel);
    row->versie = jhr_emit_text(e, m->versie);
    row->from = jhr_day_of_ymd(m->geldig.from);
    row->to = jhr_day_of_ymd(m->geldig.to);
    row->xcols = e->ir->xcols;
    row->bcols = e->ir->bcols;
    row->regs = e->regs;
    row->voor = e->ir->voor;
    row->adviserend = e->ir->adviserend;
    row->regels = m->regels_n;
    row->feit_gemeente = m->feit_gemeente;
}

static void kolommen(struct jhr_emitter *e)
{
    for (uint32_t i = 0; i < e->ir->cols.n; i++) {
        const struct jhr_ir_col *c = &e->ir->cols.v[i];
        ROW(e, kolommen, kolom);
        row->naam = jhr_emit_text(e, c->name);
        row->lowest = c->lowest;
        row->highest = c->highest;
        row->bank = c->bank;
        row->item = c->item;
    }
}

static void soorten(struct jhr_emitter *e)
{
    const struct jhr_model *m = e->ir->model;
    for (uint32_t i = 0; i < m->soorten_n; i++) {
        ROW(e, soorten, soort);
        row->naam = jhr_emit_text(e, m->soorten[i].name);
        row->first = e->d->waarden.n;
        row->n = m->soorten[i].n;
        row->ordered = m->soorten[i].ordered;
        for (uint32_t k = 0; k < m->soorten[i].n; k++) {
            struct jhr_p_waarde *waarde = jhr_vec_add(e->a, &e->d->waarden);
            if (waarde != NULL)
                waarde->naam = jhr_emit_text(e, m->soorten[i].waarden[k]);
        }
    }
}

static uint8_t feit_type(uint8_t type)
{
    switch ((int)type) {
    case JHR_T_JANEE:
        return JHR_P_JANEE;
    case JHR_T_BEDRAG:
        return JHR_P_BEDRAG;
    case JHR_T_DATUM:
        return JHR_P_DATUM;
    case JHR_T_SOORT:
        return JHR_P_SOORT;
    case JHR_T_GEMEENTE:
        return JHR_P_GEMEENTE;
    default:
        return JHR_P_GETAL;
    }
}

static void feiten(struct jhr_emitter *e, const uint64_t *used)
{
    const struct jhr_model *m = e->ir->model;
    for (uint32_t i = 0; i < m->feiten_n; i++) {
        const struct jhr_feit *f = &m->feiten[i];
        const struct jhr_ir_col *col = &e->ir->cols.v[e->ir->feit_col[i]];
        ROW(e, feiten, feit);
        row->naam = jhr_emit_text(e, f->name);
        row->vraag = jhr_emit_text(e, f->vraag);
        row->opgegeven_door = jhr_emit_text(e, f->opgegeven_door);
        row->veranderbaar_door = jhr_emit_text(e, f->veranderbaar_door);
        row->type = feit_type(f->type);
        row->unit = f->unit; /* enum jhr_p_unit has the values of enum jhr_unit */
        row->oordeel = f->oordeel;
        row->gebruikt = used[i / 64] >> i % 64 & 1;
        row->kolom = e->ir->feit_col[i];
        row->soort = f->type == JHR_T_SOORT ? f->soort : JHR_P_NONE;
        row->lowest = col->lowest; /* dates as days, like the column */
        row->highest = col->highest;
    }
}

/* ---- products, names, sources ---- */

static void stappen(struct jhr_emitter *e, const struct jhr_step *steps, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        ROW(e, stappen, stap);
        row->from = jhr_day_of_ymd(steps[i].period.from);
        row->to = jhr_day_of_ymd(steps[i].period.to);
        row->known = steps[i].known;
        row->value = steps[i].known ? steps[i].value : 0;
    }
}

static void producten(struct jhr_emitter *e)
{
    const struct jhr_model *m = e->ir->model;
    for (uint32_t i = 0; i < m->producten_n; i++) {
        const struct jhr_product *p = &m->producten[i];
        ROW(e, producten, product);
        row->code = jhr_emit_text(e, p->code);
        row->titel = jhr_emit_text(e, p->title);
        row->coded = p->coded;
        row->zonder_tarief = p->zonder_tarief;
        row->zonder_norm = p->zonder_norm;
        row->tarief_unit = p->tarief_unit;
        row->norm_unit = p->norm_unit;
        row->tarief = e->d->stappen.n;
        row->tarief_n = p->zonder_tarief ? 0 : p->tarief_n;
        stappen(e, p->tarief, row->tarief_n);
        row->norm = e->d->stappen.n;
        row->norm_n = p->zonder_norm ? 0 : p->norm_n;
        stappen(e, p->norm, row->norm_n);
    }
}

static void namen(struct jhr_emitter *e)
{
    const struct jhr_model *m = e->ir->model;
    for (uint32_t i = 0; i < m->gemeenten_n; i++) {
        ROW(e, gemeenten, gemeente);
        row->naam = jhr_emit_text(e, m->gemeenten[i].name);
        row->code = jhr_emit_text(e, m->gemeenten[i].code);
    }
    for (uint32_t i = 0; i < m->aanbieders_n; i++) {
        ROW(e, aanbieders, aanbieder);
        row->code = jhr_emit_text(e, m->aanbieders[i]);
    }
}

static void bronnen(struct jhr_emitter *e)
{
    const struct jhr_model *m = e->ir->model;
    for (uint32_t i = 0; i < m->bronnen_n; i++) {
        ROW(e, bronnen, bron);
        row->id = jhr_emit_text(e, m->bronnen[i].id);
        row->titel = jhr_emit_text(e, m->bronnen[i].title);
        row->datum = m->bronnen[i].datum == 0 ? JHR_DAY_NONE : jhr_day_of_ymd(m->bronnen[i].datum);
    }
}

/* ---- stapelingen ---- */

static uint8_t cel_kind(uint8_t op)
{
    switch ((int)op) {
    case JHR_CEL_JA:
        return JHR_P_CEL_JA;
    case JHR_CEL_NEE:
        return JHR_P_CEL_NEE;
    case JHR_CEL_MITS:
        return JHR_P_CEL_MITS;
    case JHR_CEL_ONDERDEEL:
        return JHR_P_CEL_ONDERDEEL;
    default:
        return JHR_P_CEL_OPEN;
    }
}

static void cellen(struct jhr_emitter *e, uint32_t stapeling)
{
    const struct jhr_stapeling *s = &e->ir->model->stapelingen[stapeling];
    for (uint32_t i = 0; i < s->cellen_n; i++) {
        ROW(e, cellen, cel);
        row->kind = cel_kind(s->cellen[i].kind);
        row->slot = e->ir->cel_slot[stapeling][i];
        row->rij = jhr_emit_text(e, s->cellen[i].row);
        row->kolom = jhr_emit_text(e, s->cellen[i].column);
    }
}

static void stapelingen(struct jhr_emitter *e)
{
    const struct jhr_model *m = e->ir->model;
    size_t pairs = (size_t)m->producten_n * m->producten_n;
    for (uint32_t i = 0; i < m->stapelingen_n; i++) {
        const struct jhr_stapeling *s = &m->stapelingen[i];
        ROW(e, stapelingen, stapeling);
        row->id = jhr_emit_text(e, s->id);
        row->regel = s->regel;
        row->cellen = e->d->cellen.n;
        row->cellen_n = s->cellen_n;
        row->paren = e->d->paren.n;
        row->standaard = s->heeft_standaard ? 0 : JHR_P_NONE;
        cellen(e, i);
        for (size_t p = 0; p < pairs; p++) {
            struct jhr_p_paar *paar = jhr_vec_add(e->a, &e->d->paren);
            if (paar == NULL)
                return;
            paar->cel = s->tabel[p];
        }
    }
}

static void slots(struct jhr_emitter *e)
{
    for (uint32_t i = 0; i < e->ir->slots.n; i++) {
        ROW(e, slots, slot);
        row->naam = jhr_emit_text(e, e->ir->slots.v[i].name);
    }
}

/* ---- budgets and capaciteiten ---- */

static void rekeningen(struct jhr_emitter *e)
{
    const struct jhr_model *m = e->ir->model;
    for (uint32_t i = 0; i < m->rekeningen_n; i++) {
        const struct jhr_rekening *r = &m->rekeningen[i];
        ROW(e, rekeningen, rekening);
        row->regel = r->regel;
        row->per = r->per; /* enum jhr_per has the values of JHR_P_PER_* */
        row->jeugdigen = r->telt_jeugdigen;
        row->vanaf = r->waarschuwt ? r->vanaf_num : 0;
        row->vanaf_van = r->waarschuwt ? r->vanaf_den : 0;
        row->kolom = e->ir->first_rekening + i * JHR_RC_COUNT;
        row->signaal = e->ir->rekening_signaal[i];
        row->grens = e->d->grenzen.n;
        row->grens_n = r->grenzen_n;
        for (uint32_t k = 0; k < r->grenzen_n; k++) {
            struct jhr_p_grens *grens = jhr_vec_add(e->a, &e->d->grenzen);
            if (grens == NULL)
                return;
            *grens = (struct jhr_p_grens){
                .wie = r->grenzen[k].wie,
                .from = jhr_day_of_ymd(r->grenzen[k].step.period.from),
                .to = jhr_day_of_ymd(r->grenzen[k].step.period.to),
                .known = r->grenzen[k].step.known,
                .value = r->grenzen[k].step.known ? r->grenzen[k].step.value : 0};
        }
    }
}

/* ---- rules ---- */

static void kracht(struct jhr_emitter *e, const struct jhr_regel *r, struct jhr_p_regel *out)
{
    out->kracht = e->d->krachten.n;
    out->kracht_n = r->kracht_n;
    for (uint32_t i = 0; i < r->kracht_n; i++) {
        ROW(e, krachten, kracht);
        row->from = jhr_day_of_ymd(r->kracht[i].from);
        row->signaal = r->kracht[i].signaal;
    }
}

static void vervangt(struct jhr_emitter *e, const struct jhr_regel *r, struct jhr_p_regel *out)
{
    out->vervangt = e->d->vervangen.n;
    out->vervangt_n = r->vervangt_n;
    for (uint32_t i = 0; i < r->vervangt_n; i++) {
        ROW(e, vervangen, vervangt);
        row->regel = r->vervangt[i];
    }
}

static void alternatieven(struct jhr_emitter *e, const struct jhr_regel *r, struct jhr_p_regel *out)
{
    out->alternatief = e->d->alternatieven.n;
    out->alternatief_n = r->alternatieven_n;
    for (uint32_t i = 0; i < r->alternatieven_n; i++) {
        ROW(e, alternatieven, alternatief);
        row->tekst = jhr_emit_text(e, r->alternatieven[i]);
    }
}

static void leest(struct jhr_emitter *e, const uint64_t *reads, struct jhr_p_regel *out)
{
    out->leest = e->d->lezen.n;
    for (uint32_t i = 0; i < e->ir->model->feiten_n; i++) {
        if ((reads[i / 64] >> i % 64 & 1) == 0)
            continue;
        ROW(e, lezen, leest);
        row->feit = i;
    }
    out->leest_n = e->d->lezen.n - out->leest;
}

static void regel_texts(struct jhr_emitter *e, const struct jhr_regel *r, struct jhr_p_regel *out)
{
    out->id = jhr_emit_text(e, r->id);
    out->titel = jhr_emit_text(e, r->title);
    out->omdat = jhr_emit_text(e, r->omdat);
    out->plaats = jhr_emit_text(e, r->plaats);
    out->citaat = jhr_emit_text(e, r->citaat);
    out->tekst = jhr_emit_text(e, r->tekst);
}

/* What the model says of a rule; enum jhr_p_regel_kind and jhr_p_stand have the model's values. */
static void regel_rows(struct jhr_emitter *e, const struct jhr_regel *r, struct jhr_p_regel *out)
{
    regel_texts(e, r, out);
    out->kind = r->kind;
    out->stand = r->stand;
    out->reden = r->reden;
    out->peilt_startdatum = r->peilt_startdatum;
    out->afwijken = r->afwijken;
    out->bindt_aanbieder = r->bindt_aanbieder;
    out->bron = r->bron;
    kracht(e, r, out);
    vervangt(e, r, out);
    alternatieven(e, r, out);
}

static const char *pseudo_name(const struct jhr_ir *ir, uint32_t i)
{
    return i == ir->voor ? "voor" : i == ir->adviserend ? "adviserend" : "waarschuwing";
}

static void pseudo_rows(struct jhr_emitter *e, uint32_t i, struct jhr_p_regel *out)
{
    out->id = jhr_emit_text(e, jhr_str_of(pseudo_name(e->ir, i)));
    out->kind = JHR_P_PSEUDO;
    out->bron = JHR_P_NONE;
    out->kracht = e->d->krachten.n;
    out->vervangt = e->d->vervangen.n;
    out->alternatief = e->d->alternatieven.n;
}

static void regels(struct jhr_emitter *e, const uint64_t (*reads)[JHR_IR_FEIT_WORDS])
{
    const struct jhr_model *m = e->ir->model;
    for (uint32_t i = 0; i < e->ir->regels.n; i++) {
        const struct jhr_ir_regel *r = &e->ir->regels.v[i];
        ROW(e, regels, regel);
        if (r->regel != JHR_NONE)
            regel_rows(e, &m->regels[r->regel], row);
        else
            pseudo_rows(e, i, row);
        row->from = r->from;
        row->to = r->to;
        if (r->from >= r->to) { /* never in force */
            row->stand = JHR_P_VERVALLEN;
            row->from = jhr_day_of_ymd(m->geldig.from);
            row->to = jhr_day_of_ymd(m->geldig.to);
        }
        row->heeft = (uint8_t)((r->voor != JHR_NONE) | (r->test != JHR_NONE) << 1 |
                               (r->tenzij != JHR_NONE) << 2);
        leest(e, reads[i], row);
        row->plek = jhr_emit_plek(e, r->span);
    }
}

/* ---- which facts each rule reads ---- */

typedef uint64_t feit_bits[JHR_IR_FEIT_WORDS];

/* How much there is of a rekening may hang on the gemeente. */
static bool by_gemeente(const struct jhr_model *m, const struct jhr_regel *r)
{
    return r->rekening != JHR_NONE && (m->rekeningen[r->rekening].per & JHR_PER_GEMEENTE) != 0;
}

/* Bits per slot, and after those per rule; the row after all rules is their union. */
static feit_bits *reads_of(struct jhr_emitter *e)
{
    const struct jhr_ir *ir = e->ir;
    feit_bits *bits =
        jhr_arena_alloc(e->a, (ir->slots.n + (size_t)ir->regels.n + 1) * sizeof(*bits));
    if (bits == NULL || e->a->out_of_memory)
        return NULL;
    const feit_bits *of_slots = (const feit_bits *)bits;
    for (uint32_t i = 0; i < ir->slots.n; i++)
        jhr_ir_reads(ir, ir->slots.v[i].node, of_slots, bits[i]);
    feit_bits *of_regels = bits + ir->slots.n;
    for (uint32_t i = 0; i < ir->regels.n; i++) {
        const struct jhr_ir_regel *r = &ir->regels.v[i];
        const uint32_t parts[] = {r->voor, r->test, r->tenzij};
        for (uint32_t p = 0; p < 3; p++)
            if (parts[p] != JHR_NONE)
                jhr_ir_reads(ir, parts[p], of_slots, of_regels[i]);
        if (r->regel != JHR_NONE && by_gemeente(ir->model, &ir->model->regels[r->regel]))
            of_regels[i][0] |= 1; /* the fact gemeente is the first */
        for (uint32_t w = 0; w < JHR_IR_FEIT_WORDS; w++)
            of_regels[ir->regels.n][w] |= of_regels[i][w];
    }
    return bits;
}

/* In the order of the sections. */
void jhr_emit_tables(struct jhr_emitter *e)
{
    feit_bits *reads = reads_of(e);
    if (reads == NULL)
        return;
    feit_bits *of_regels = reads + e->ir->slots.n;
    meta(e);
    kolommen(e);
    soorten(e);
    feiten(e, of_regels[e->ir->regels.n]);
    producten(e);
    namen(e);
    bronnen(e);
    jhr_emit_sets(e);
    slots(e);
    stapelingen(e);
    rekeningen(e);
    regels(e, (const feit_bits *)of_regels);
}

#include "documents/nodig.h"

#include "documents/write_parts.h"
#include "runtime/complete.h"
#include "runtime/decide_parts.h"
#include "runtime/lookup.h"

/* ---- cells of a matrix that the running indications meet ---- */

/* Overlaps the proposed period by a day, or may do so while its end is unknown. */
static bool runs_beside(const struct jhr_case *c, const struct jhr_indicatie *i)
{
    const struct jhr_indicatie *v = &c->voorstel;
    if (c->wijzigt.n > 0 && jhr_str_eq(c->wijzigt, i->id))
        return false;
    return i->tot_en_met >= v->van && (v->tot_en_met == 0 || i->van <= v->tot_en_met);
}

/* "S1:P1+GGZ", by the names of its row and column; by the codes where no cell was written. */
static struct jhr_str cell_name(struct jhr_arena *a, const struct jhr_program *p,
                                const struct jhr_p_stapeling *m, const struct jhr_p_cel *cel,
                                const struct jhr_case *c, const struct jhr_indicatie *i)
{
    bool written = cel != NULL && p->strings[cel->rij].n > 0;
    struct jhr_buf b = {0};
    jhr_buf_str(&b, p->strings[m->id]);
    jhr_buf_char(&b, ':');
    jhr_buf_str(&b, written ? p->strings[cel->rij] : c->voorstel.product_code);
    jhr_buf_char(&b, '+');
    jhr_buf_str(&b, written ? p->strings[cel->kolom] : i->product_code);
    struct jhr_str s = jhr_arena_str(a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return s;
}

static const struct jhr_celoordeel *answer_to(const struct jhr_program *p, const struct jhr_case *c,
                                              const struct jhr_p_cel *cel, uint32_t other)
{
    for (uint32_t i = 0; cel != NULL && i < c->celoordelen_n; i++)
        if (jhr_cell_answer(&c->celoordelen[i], 1, (uint32_t)(cel - p->cellen), c->voorstel.product,
                            other) != JHR_UNKNOWN)
            return &c->celoordelen[i];
    return NULL;
}

uint32_t jhr_wr_met_cells(struct jhr_arena *a, const struct jhr_program *p,
                          const struct jhr_case *c, uint32_t regel, struct jhr_wr_met *out)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < p->stapelingen_n; k++) {
        const struct jhr_p_stapeling *m = &p->stapelingen[k];
        if (m->regel != regel)
            continue;
        for (uint32_t i = 0; i < c->lopend_n && n < JHR_MAX_LOPEND; i++) {
            if (!runs_beside(c, &c->lopend[i]))
                continue;
            uint32_t at = jhr_cell_of(p, m, c->voorstel.product, c->lopend[i].product);
            const struct jhr_p_cel *cel = at == JHR_P_NONE ? NULL : &p->cellen[at];
            out[n].cel = cel;
            out[n].entry = i;
            out[n].oordeel = answer_to(p, c, cel, c->lopend[i].product);
            out[n++].name = cell_name(a, p, m, cel, c, &c->lopend[i]);
        }
    }
    return n;
}

struct jhr_str jhr_wr_title(const struct jhr_program *p, const struct jhr_indicatie *i)
{
    if (i->product < p->producten_n && p->strings[p->producten[i->product].titel].n > 0)
        return p->strings[p->producten[i->product].titel];
    return i->product_code;
}

/* ---- what to ask ---- */

static void add(struct jhr_arena *a, struct jhr_wr_asks *out, struct jhr_wr_ask ask)
{
    for (uint32_t i = 0; i < out->list.n; i++) {
        if (jhr_str_eq(out->list.v[i].name, ask.name))
            return;
    }
    struct jhr_wr_ask *slot = jhr_vec_add(a, &out->list);
    if (slot != NULL)
        *slot = ask;
}

static void add_fact(struct jhr_arena *a, const struct jhr_program *p, uint32_t feit,
                     struct jhr_answers answers, struct jhr_wr_asks *out)
{
    const struct jhr_p_feit *f = &p->feiten[feit];
    struct jhr_wr_ask ask = {.source = JHR_WR_FACT,
                             .feit = feit,
                             .name = p->strings[f->naam],
                             .vraag = p->strings[f->vraag],
                             .opgegeven_door = p->strings[f->opgegeven_door],
                             .answers = answers};
    if (ask.opgegeven_door.n == 0 && f->oordeel)
        ask.opgegeven_door = JHR_STR("professional");
    add(a, out, ask);
}

/* A rule that may still refuse, or a `?` cell that advice does not settle either. */
static bool is_open(const struct jhr_decider *d, uint32_t i)
{
    const struct jhr_regel_uitkomst *u = &d->besluit.regels[i];
    if (u->uitkomst != JHR_ONBEKEND || d->program->regels[i].kind == JHR_P_ALTIJD)
        return false;
    return u->rol == JHR_ROL_BESLIST ||
           (u->rol == JHR_ROL_SIGNAAL && d->program->regels[i].kind == JHR_P_STAPELING &&
            !jhr_reports(d, &d->program->regels[i]));
}

/* Is it to be asked, and what would each answer settle? */
static bool is_needed(const struct jhr_completed *done, const struct jhr_program *p,
                      const struct jhr_p_cel *cel, struct jhr_answers *answers)
{
    *answers = (struct jhr_answers){0};
    for (uint32_t i = 0; i < done->cellen_n; i++) {
        if (&p->cellen[done->cellen[i]] != cel)
            continue;
        if (done->answers != NULL)
            *answers = done->answers[done->nodig_n + i];
        return true;
    }
    return cel == NULL || done->cellen_open;
}

static void add_cells(struct jhr_arena *a, const struct jhr_decider *d, const struct jhr_case *c,
                      const struct jhr_completed *done, uint32_t regel, struct jhr_wr_asks *out)
{
    const struct jhr_program *p = d->program;
    struct jhr_wr_met met[JHR_MAX_LOPEND];
    uint32_t n = jhr_wr_met_cells(a, p, c, regel, met);
    for (uint32_t i = 0; i < n; i++) {
        if (met[i].oordeel != NULL || (met[i].cel != NULL && met[i].cel->kind != JHR_P_CEL_OPEN))
            continue;
        struct jhr_answers answers;
        if (!is_needed(done, p, met[i].cel, &answers))
            continue;
        if (c->lopend[met[i].entry].product >= p->producten_n) /* the rules have to know it first */
            answers.n = 0;
        for (uint32_t k = 0; k < n; k++) /* one answer does not settle another pair's */
            if (k != i && met[k].cel == met[i].cel && !jhr_str_eq(met[k].name, met[i].name))
                answers.n = 0;
        struct jhr_buf b = {0};
        jhr_buf_z(&b, "Mag ");
        jhr_buf_str(&b, jhr_wr_title(p, &c->voorstel));
        jhr_buf_z(&b, " tegelijk lopen met ");
        jhr_buf_str(&b, jhr_wr_title(p, &c->lopend[met[i].entry]));
        jhr_buf_z(&b, "? Motiveer.");
        struct jhr_str vraag = jhr_arena_str(a, jhr_buf_get(&b));
        jhr_buf_free(&b);
        add(a, out,
            (struct jhr_wr_ask){JHR_WR_CELL, JHR_P_NONE, met[i].name, vraag,
                                JHR_STR("professional"), answers});
    }
}

/* ---- parts of the proposal that are unknown ---- */

/* Does an open rule get another outcome when the case is like this? */
static bool changes(struct jhr_decider *d, const struct jhr_case *c, const bool *open)
{
    const struct jhr_besluit *b = jhr_decide(d, c);
    for (uint32_t i = 0; i < b->regels_n; i++) {
        if (open[i] && b->regels[i].uitkomst != JHR_ONBEKEND)
            return true;
    }
    return false;
}

static bool end_matters(struct jhr_decider *d, const struct jhr_case *c, const bool *open)
{
    struct jhr_case t = *c;
    const int32_t ends[] = {c->voorstel.van, JHR_YMD_LAST, JHR_YMD_NEVER};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        t.voorstel.tot_en_met = ends[i];
        if (changes(d, &t, open))
            return true;
    }
    return false;
}

static bool volume_matters(struct jhr_decider *d, const struct jhr_case *c, const bool *open)
{
    static const uint8_t units[] = {JHR_E_MINUUT, JHR_E_ETMAAL, JHR_E_STUK};
    struct jhr_case t = *c;
    for (size_t i = 0; i < 2 * sizeof units; i++) {
        t.voorstel.omvang =
            (struct jhr_omvang){true, i % 2 == 0 ? 0 : JHR_OMVANG_MAX / JHR_OMVANG_SCALE, 0,
                                units[i / 2], JHR_F_TOTAAL};
        if (changes(d, &t, open))
            return true;
    }
    return false;
}

static bool contracts_matter(struct jhr_decider *d, const struct jhr_case *c, const bool *open)
{
    const struct jhr_contract all = {c->voorstel.aanbieder, &c->voorstel.product,      1, 0,
                                     JHR_YMD_NEVER,         c->voorstel.aanbieder_code};
    struct jhr_case t = *c;
    t.contracten_known = true;
    t.contracten_n = 0;
    if (changes(d, &t, open))
        return true;
    t.contracten = &all;
    t.contracten_n = 1;
    return changes(d, &t, open);
}

static bool list_matters(struct jhr_decider *d, const struct jhr_case *c, const bool *open)
{
    struct jhr_case t = *c;
    t.lopend_known = true;
    t.lopend_n = 0;
    t.wijzigt = (struct jhr_str){"", 0};
    if (changes(d, &t, open))
        return true;
    t.lopend = &c->voorstel; /* the same indication, running already */
    t.lopend_n = 1;
    return c->voorstel.tot_en_met != 0 && changes(d, &t, open);
}

/* What is not said is nothing, or all that can be. */
static bool balance_matters(struct jhr_decider *d, const struct jhr_case *c, const bool *open)
{
    struct jhr_case t = *c;
    struct jhr_saldo last = {.vrij = JHR_KOSTEN_MAX};
    t.saldo_volledig = true;
    if (changes(d, &t, open))
        return true;
    t.saldi = &last;
    t.saldi_n = 1;
    for (; last.rekening < d->program->rekeningen_n; last.rekening++)
        if (changes(d, &t, open))
            return true;
    return false;
}

/* What a proposal may leave out. */
struct part {
    const char *name, *vraag, *door;
    uint8_t bit; /* JHR_PART_* */
    bool (*matters)(struct jhr_decider *, const struct jhr_case *, const bool *);
};
static const struct part parts[] = {
    {"tot_en_met", "Tot en met welke dag loopt de indicatie?", "aanvrager", JHR_PART_VOORSTEL,
     end_matters},
    {"omvang", "Hoeveel hulp wordt gevraagd?", "aanvrager", JHR_PART_VOORSTEL, volume_matters},
    {"lopend", "Welke indicaties van de jeugdige lopen er al?", "register", JHR_PART_LOPEND,
     list_matters},
    {"contracten", "Welke contracten heeft de aanbieder?", "register", JHR_PART_CONTRACTEN,
     contracts_matter},
    {"saldo", "Wat is er nog vrij van het budget en de plaatsen?", "register", JHR_PART_SALDO,
     balance_matters},
};
enum { TOT_EN_MET, OMVANG, LOPEND, CONTRACTEN, SALDO, PARTS };

static bool is_unknown(const struct jhr_case *c, uint32_t part)
{
    const bool unknown[PARTS] = {c->voorstel.tot_en_met == 0, !c->voorstel.omvang.known,
                                 !c->lopend_known, !c->contracten_known, !c->saldo_volledig};
    return unknown[part];
}

/* The case with all but this part filled in: where more is unknown, one of them changes nothing by
 * itself. */
static struct jhr_case filled(const struct jhr_case *c, uint32_t but, bool high)
{
    struct jhr_case t = *c;
    if (but != TOT_EN_MET && is_unknown(c, TOT_EN_MET))
        t.voorstel.tot_en_met = high ? JHR_YMD_LAST : c->voorstel.van;
    if (but != OMVANG && is_unknown(c, OMVANG))
        t.voorstel.omvang = (struct jhr_omvang){true, high ? JHR_OMVANG_MAX / JHR_OMVANG_SCALE : 0,
                                                0, JHR_E_MINUUT, JHR_F_TOTAAL};
    t.lopend_known |= but != LOPEND;
    t.contracten_known |= but != CONTRACTEN;
    t.saldo_volledig |= but != SALDO;
    return t;
}

static bool matters_beside(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                           uint32_t part, const bool *open)
{
    bool *still = jhr_arena_alloc(a, d->besluit.regels_n + 1);
    for (int high = 0; high < 2 && still != NULL && !a->out_of_memory; high++) {
        struct jhr_case t = filled(c, part, high);
        const struct jhr_besluit *b = jhr_decide(d, &t);
        for (uint32_t i = 0; i < b->regels_n; i++)
            still[i] = open[i] && b->regels[i].uitkomst == JHR_ONBEKEND;
        if (parts[part].matters(d, &t, still))
            return true;
    }
    return false;
}

/* What the proposal leaves out and an open rule waits for: `needed` has the parts that completions
 * say. */
static void add_case(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                     uint8_t needed, struct jhr_wr_asks *out)
{
    bool *open = jhr_arena_alloc(a, d->besluit.regels_n + 1), any = false;
    bool ask[PARTS] = {false};
    uint32_t n = out->list.n;
    if (open == NULL || a->out_of_memory)
        return;
    for (uint32_t i = 0; i < d->besluit.regels_n; i++) {
        open[i] = is_open(d, i);
        any |= open[i];
    }
    for (uint32_t i = 0; i < PARTS; i++) {
        ask[i] = is_unknown(c, i) &&
                 ((needed & parts[i].bit) != 0 || (any && parts[i].matters(d, c, open)));
        n += ask[i];
    }
    for (uint32_t i = 0; i < PARTS && n == 0 && any; i++)
        ask[i] = is_unknown(c, i) && matters_beside(a, d, c, i, open);
    for (uint32_t i = 0; i < PARTS; i++)
        if (ask[i])
            add(a, out,
                (struct jhr_wr_ask){.source = JHR_WR_CASE,
                                    .feit = JHR_P_NONE,
                                    .name = jhr_str_of(parts[i].name),
                                    .vraag = jhr_str_of(parts[i].vraag),
                                    .opgegeven_door = jhr_str_of(parts[i].door)});
    jhr_decide(d, c); /* as it was */
}

void jhr_wr_find_asks(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                      struct jhr_wr_asks *out)
{
    struct jhr_completed done;
    *out = (struct jhr_wr_asks){0};
    if (!jhr_complete_helps(d) || !jhr_complete(a, d, c, &done))
        return;
    out->roughly = !done.uitputtend;
    for (uint32_t i = 0; i < done.nodig_n; i++)
        add_fact(a, d->program, done.nodig[i],
                 done.answers == NULL ? (struct jhr_answers){0} : done.answers[i], out);
    for (uint32_t i = 0; i < d->besluit.regels_n; i++) {
        if (is_open(d, i) && d->program->regels[i].kind == JHR_P_STAPELING)
            add_cells(a, d, c, &done, i, out);
    }
    add_case(a, d, c, done.parts, out);
}

static bool is_asked(const struct jhr_wr_asks *asks, uint32_t feit)
{
    for (uint32_t i = 0; i < asks->list.n; i++)
        if (asks->list.v[i].source == JHR_WR_FACT && asks->list.v[i].feit == feit)
            return true;
    return false;
}

bool jhr_wr_find_not_needed(struct jhr_wr *w)
{
    const struct jhr_reads *reads = &w->d->reads;
    for (uint32_t feit = 0; feit < w->p->feiten_n; feit++) {
        const struct jhr_feitwaarde *v = &w->c->feiten[feit];
        bool read = false;
        for (uint32_t i = 0; i < w->p->meta->regels && !read; i++)
            read =
                w->alone[i] != JHR_NIET_IN_WERKING && jhr_reads_bit(reads->regels[i].feiten, feit);
        if (v->known || v->niet_te_verkrijgen || !read || is_asked(&w->asks, feit))
            continue;
        uint32_t *slot = jhr_vec_add(w->a, &w->asks.not_needed);
        if (slot == NULL)
            return false;
        *slot = feit;
    }
    return true;
}

void jhr_nodig(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
               const struct jhr_besluit *b, const struct jhr_str **names, uint32_t *n)
{
    struct jhr_wr_asks asks = {0};
    uint8_t besluit = b->besluit; /* b may be the decider's own */
    *names = NULL;
    *n = 0;
    if (besluit != JHR_ONBEPAALD)
        return;
    jhr_decide(d, c);
    jhr_wr_find_asks(a, d, c, &asks);
    struct jhr_str *list = jhr_arena_alloc(a, (asks.list.n + 1) * sizeof *list);
    for (uint32_t i = 0; i < asks.list.n && list != NULL; i++) {
        if (asks.list.v[i].source != JHR_WR_CASE)
            list[(*n)++] = asks.list.v[i].name;
    }
    *names = list;
}

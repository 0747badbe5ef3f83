/* What each rule says in one completion, and what follows. */
#include "reference/eval.h"

/* ---- does a rule apply? ---- */

static int32_t peil(const struct jhr_ref *r, const struct jhr_regel *g)
{
    bool start = g != NULL ? g->peilt_startdatum : r->m->peilt_startdatum;
    return start ? r->c->voorstel.van : r->c->peildatum;
}

/* What is evaluated next is of this rule; NULL: of the regeling itself. */
static void read_for(struct jhr_ref *r, const struct jhr_regel *g)
{
    r->on = peil(r, g);
}

static bool in_force(const struct jhr_ref *r, const struct jhr_regel *g)
{
    int32_t on = peil(r, g);
    return g->stand != JHR_S_VERVALLEN && g->period.from <= on && on < g->period.to &&
           r->m->geldig.from <= on && on < r->m->geldig.to;
}

static bool asked_for(const struct jhr_ref *r, const struct jhr_regel *g)
{
    return g->stand == JHR_S_VASTGESTELD || (g->stand == JHR_S_VOORGESTELD && r->c->voorgesteld);
}

static bool all_voor(struct jhr_ref *r, const struct jhr_regel *g)
{
    read_for(r, g);
    for (uint32_t i = 0; i < g->voor_n; i++) {
        if (!jhr_ref_holds(r, g->voor[i]))
            return false;
    }
    return true;
}

struct lacks {
    bool norm, tarief;
};

static bool lacking(void *self, const struct jhr_node *e)
{
    const struct lacks *l = self;
    if (e->ref_kind != JHR_REF_BUILTIN || e->kind == JHR_N_E_OTHER)
        return false;
    if (e->ref == JHR_B_NORMOMVANG)
        return l->norm;
    return (e->ref == JHR_B_TARIEF || e->ref == JHR_B_KOSTEN) && l->tarief;
}

/* Does the rule need what the proposed product is said to be without? */
static bool needs_missing(const struct jhr_ref *r, const struct jhr_regel *g)
{
    if (r->c->voorstel.product >= r->m->producten_n)
        return false;
    const struct jhr_product *p = &r->m->producten[r->c->voorstel.product];
    struct lacks l = {p->zonder_norm, p->zonder_tarief};
    if (!l.norm && !l.tarief)
        return false;
    if (g->kind == JHR_R_BUDGET && l.tarief)
        return true;
    for (uint32_t i = 0; i < g->voor_n; i++) {
        if (jhr_ref_walk(r->m, g->voor[i], lacking, &l))
            return true;
    }
    for (uint32_t i = 0; i < g->tests_n; i++) {
        if (jhr_ref_walk(r->m, g->tests[i].expr, lacking, &l))
            return true;
    }
    for (uint32_t i = 0; i < g->tenzij_n; i++) {
        if (jhr_ref_walk(r->m, g->tenzij[i], lacking, &l))
            return true;
    }
    return false;
}

static bool replaced(struct jhr_ref *r, uint32_t regel);

/* In force, its `voor` holds, and nothing that replaces it applies; whether its stand was asked for
 * is another question. */
static bool concerns(struct jhr_ref *r, uint32_t regel)
{
    const struct jhr_regel *g = &r->m->regels[regel];
    return in_force(r, g) && !needs_missing(r, g) && all_voor(r, g) && !replaced(r, regel);
}

static bool replaced(struct jhr_ref *r, uint32_t regel)
{
    for (uint32_t i = 0; i < r->m->regels_n; i++) {
        const struct jhr_regel *g = &r->m->regels[i];
        for (uint32_t k = 0; k < g->vervangt_n; k++) {
            if (g->vervangt[k] == regel && asked_for(r, g) && concerns(r, i))
                return true;
        }
    }
    return false;
}

/* ---- stapeling and dubbel ---- */

enum verdict { MAY, MAY_NOT_YET, MAY_NOT }; /* the middle one: only because of a `?` */

static enum verdict open_cell(struct jhr_ref *r, uint32_t stapeling, uint32_t cel)
{
    bool yes = jhr_ref_ask(r, JHR_A_CEL, stapeling * 65536 + cel, NULL) != 0;
    return yes ? MAY : MAY_NOT_YET;
}

static enum verdict by_cell(struct jhr_ref *r, uint32_t stapeling, uint32_t cel)
{
    const struct jhr_cel *k = &r->m->stapelingen[stapeling].cellen[cel];
    switch (k->kind) {
    case JHR_CEL_JA:
        return MAY;
    case JHR_CEL_MITS:
        return jhr_ref_holds(r, k->expr) ? MAY : MAY_NOT;
    case JHR_CEL_OPEN:
        return open_cell(r, stapeling, cel);
    default: /* nee, onderdeel */
        return MAY_NOT;
    }
}

/* The cell of the proposed product and another one; JHR_NO_CEL: nothing is said. */
static uint32_t cell_of(const struct jhr_ref *r, const struct jhr_stapeling *s, uint32_t other)
{
    uint32_t own = r->c->voorstel.product, n = r->m->producten_n;
    if (own < n && other < n)
        return s->tabel[own * n + other];
    return s->heeft_standaard ? 0 : JHR_NO_CEL;
}

/* What a `?` was answered to be; NULL: it was not. */
static const struct jhr_celoordeel *answered(const struct jhr_ref *r, uint32_t stapeling,
                                             uint32_t cel, uint32_t other)
{
    uint32_t own = r->c->voorstel.product;
    for (uint32_t i = 0; i < stapeling; i++)
        cel += r->m->stapelingen[i].cellen_n;
    for (uint32_t i = 0; i < r->c->celoordelen_n; i++) {
        const struct jhr_celoordeel *o = &r->c->celoordelen[i];
        if (o->cel != cel)
            continue;
        if (o->paar[0] == JHR_ANY || (o->paar[0] == own && o->paar[1] == other) ||
            (o->paar[0] == other && o->paar[1] == own))
            return o;
    }
    return NULL;
}

static enum verdict by_product(struct jhr_ref *r, uint32_t stapeling, uint32_t other)
{
    const struct jhr_stapeling *s = &r->m->stapelingen[stapeling];
    uint32_t cel = cell_of(r, s, other);
    if (cel != JHR_NO_CEL && s->cellen[cel].kind == JHR_CEL_OPEN) {
        const struct jhr_celoordeel *o = answered(r, stapeling, cel, other);
        if (o != NULL)
            return o->ja ? MAY : MAY_NOT;
    }
    return cel == JHR_NO_CEL ? open_cell(r, stapeling, cel) : by_cell(r, stapeling, cel);
}

bool jhr_ref_may_meet_open(const struct jhr_ref *r, uint32_t which)
{
    const struct jhr_stapeling *s = &r->m->stapelingen[which];
    for (uint32_t other = 0; other <= r->m->producten_n; other++) {
        uint32_t cel = cell_of(r, s, other); /* the last is a product that nobody knows */
        if (cel == JHR_NO_CEL || s->cellen[cel].kind == JHR_CEL_OPEN)
            return true;
    }
    return false;
}

static enum verdict stapeling(struct jhr_ref *r, uint32_t which)
{
    enum verdict worst = MAY;
    static const enum verdict unsaid[] = {MAY, MAY_NOT, MAY_NOT_YET};
    if (!r->c->lopend_known)
        return unsaid[jhr_ref_ask(r, JHR_A_STAPELING, which, NULL)];
    for (uint32_t k = 0; k < r->c->lopend_n; k++) {
        const struct jhr_indicatie *i = &r->c->lopend[k];
        if (!jhr_ref_lopende(r, i))
            continue;
        enum verdict v = by_product(r, which, i->product);
        worst = v > worst ? v : worst;
    }
    return worst;
}

static enum verdict dubbel(struct jhr_ref *r)
{
    const struct jhr_case *c = r->c;
    if (!c->lopend_known)
        return jhr_ref_ask(r, JHR_A_DUBBEL, 0, NULL) != 0 ? MAY_NOT : MAY;
    for (uint32_t k = 0; k < c->lopend_n; k++) {
        const struct jhr_indicatie *i = &c->lopend[k];
        if (i->product == c->voorstel.product && i->aanbieder == c->voorstel.aanbieder &&
            jhr_ref_lopende(r, i))
            return MAY_NOT;
    }
    return MAY;
}

/* ---- one rule ---- */

static bool tests_hold(struct jhr_ref *r, const struct jhr_regel *g)
{
    read_for(r, g);
    for (uint32_t i = 0; i < g->tests_n; i++) {
        if (jhr_ref_holds(r, g->tests[i].expr) == g->tests[i].nooit)
            return false;
    }
    return true;
}

static bool excused(struct jhr_ref *r, const struct jhr_regel *g)
{
    read_for(r, g);
    for (uint32_t i = 0; i < g->tenzij_n; i++) {
        if (jhr_ref_holds(r, g->tenzij[i]))
            return true;
    }
    return false;
}

static enum verdict judged(struct jhr_ref *r, const struct jhr_regel *g)
{
    enum verdict v = MAY;
    read_for(r, g);
    if (g->kind == JHR_R_STAPELING)
        v = stapeling(r, g->stapeling);
    if (g->kind == JHR_R_DUBBEL)
        v = dubbel(r);
    if (g->rekening != JHR_NONE && !jhr_ref_room(r, g))
        v = MAY_NOT;
    if (v != MAY_NOT && !tests_hold(r, g))
        v = MAY_NOT;
    return v != MAY && excused(r, g) ? MAY : v;
}

static bool deviated(const struct jhr_ref *r, uint32_t regel)
{
    if (!r->m->regels[regel].afwijken)
        return false;
    for (uint32_t i = 0; i < r->c->afwijkingen_n; i++) {
        const struct jhr_afwijking *a = &r->c->afwijkingen[i];
        if (a->regel == regel && a->motivering.n > 0)
            return true;
    }
    return false;
}

static bool only_signals(const struct jhr_ref *r, const struct jhr_regel *g)
{
    bool signaal = false;
    for (uint32_t i = 0; i < g->kracht_n; i++) {
        if (g->kracht[i].from <= peil(r, g))
            signaal = g->kracht[i].signaal;
    }
    return signaal;
}

static bool reports(const struct jhr_regel *g)
{
    return g->kind == JHR_R_SIGNAAL || g->kind == JHR_R_VOORWAARDE;
}

/* True: it refuses. */
static bool run_rule(struct jhr_ref *r, uint32_t regel, bool adviserend,
                     struct jhr_ref_outcome *out)
{
    const struct jhr_regel *g = &r->m->regels[regel];
    bool signaal = reports(g) || only_signals(r, g);
    *out = (struct jhr_ref_outcome){JHR_NIET_IN_WERKING, JHR_ROL_GEEN, false};
    if (!in_force(r, g))
        return false;
    if (asked_for(r, g))
        out->rol = signaal || adviserend ? JHR_ROL_SIGNAAL : JHR_ROL_BESLIST;
    out->uitkomst = JHR_NIET_VAN_TOEPASSING;
    if (!concerns(r, regel))
        return false;
    if (reports(g)) {
        bool quiet = (g->tests_n > 0 && tests_hold(r, g)) || excused(r, g);
        out->uitkomst = quiet ? JHR_NIET_VAN_TOEPASSING : JHR_VOLDAAN;
        return false;
    }
    enum verdict v = judged(r, g);
    out->uitkomst = v == MAY             ? JHR_VOLDAAN
                    : deviated(r, regel) ? JHR_VOLDAAN_MET_AFWIJKING
                                         : JHR_NIET_VOLDAAN;
    if (g->rekening != JHR_NONE && out->uitkomst != JHR_NIET_VOLDAAN)
        out->waarschuwt = out->rol != JHR_ROL_GEEN && jhr_ref_warns(r, g);
    if (out->uitkomst != JHR_NIET_VOLDAAN || out->rol == JHR_ROL_GEEN || signaal)
        return false;
    /* Advice turns a refusal into a signal; what is not decided yet stays open. */
    return !adviserend || v == MAY_NOT_YET;
}

/* Does it hold in the world? An `altijd` that does not decide is listed, and binds nothing. */
static bool run_altijd(struct jhr_ref *r, uint32_t regel, struct jhr_ref_outcome *out)
{
    const struct jhr_regel *g = &r->m->regels[regel];
    *out = (struct jhr_ref_outcome){JHR_NIET_IN_WERKING, JHR_ROL_GEEN, false};
    if (!in_force(r, g))
        return true;
    if (asked_for(r, g))
        out->rol = JHR_ROL_BESLIST;
    out->uitkomst = JHR_NIET_VAN_TOEPASSING;
    if (!concerns(r, regel))
        return true;
    out->uitkomst = judged(r, g) == MAY ? JHR_VOLDAAN : JHR_NIET_VOLDAAN;
    return out->uitkomst == JHR_VOLDAAN || !asked_for(r, g);
}

/* ---- all rules ---- */

static bool within(struct jhr_ref *r)
{
    read_for(r, NULL);
    for (uint32_t i = 0; i < r->m->voor_n; i++) {
        if (!jhr_ref_holds(r, r->m->voor[i]))
            return false;
    }
    return true;
}

static bool advises(struct jhr_ref *r)
{
    read_for(r, NULL);
    for (uint32_t i = 0; i < r->m->adviserend_n; i++) {
        if (jhr_ref_holds(r, r->m->adviserend[i]))
            return true;
    }
    return false;
}

enum jhr_ref_run jhr_ref_run(struct jhr_ref *r, bool total, struct jhr_ref_outcome *regels,
                             enum jhr_besluit_soort *besluit, bool *adviserend)
{
    bool clash = false, refused = false;
    for (uint32_t i = 0; i < r->m->regels_n; i++) {
        if (r->m->regels[i].kind == JHR_R_ALTIJD)
            clash |= !run_altijd(r, i, &regels[i]);
    }
    *besluit = JHR_STRIJDIG;
    *adviserend = false;
    if (clash && !total)
        return JHR_RUN_CLASH;
    bool inside = within(r);
    *adviserend = advises(r);
    for (uint32_t i = 0; i < r->m->regels_n; i++) {
        if (r->m->regels[i].kind == JHR_R_ALTIJD)
            continue;
        refused |= run_rule(r, i, *adviserend, &regels[i]);
        if (!inside) {
            regels[i].rol = JHR_ROL_GEEN;
            regels[i].waarschuwt = false;
        }
    }
    if (clash)
        return JHR_RUN_CLASH;
    *besluit = !inside ? JHR_BUITEN_REGELING : refused ? JHR_NIET_TOELAATBAAR : JHR_TOELAATBAAR;
    return JHR_RUN_DECIDED;
}

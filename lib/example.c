#include "lib/example.h"
#include "runtime/calendar.h"

/* ---- the case ---- */

static struct jhr_str upper(struct jhr_arena *a, struct jhr_str s)
{
    char *p = jhr_arena_alloc(a, s.n + 1);
    if (!p)
        return s;
    for (uint32_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i];
    return (struct jhr_str){p, s.n};
}

/* Names outside the regeling, numbered as they come. */
struct outside {
    JHR_VEC(struct jhr_str) names;
};

static uint32_t outside_index(struct jhr_arena *a, struct outside *o, struct jhr_str name)
{
    struct jhr_str *slot;
    for (uint32_t i = 0; i < o->names.n; i++)
        if (jhr_str_eq_fold(o->names.v[i], name))
            return JHR_OUTSIDE + i;
    slot = jhr_vec_add(a, &o->names);
    if (slot)
        *slot = name;
    return JHR_OUTSIDE + (o->names.n ? o->names.n - 1 : 0);
}

struct build {
    struct jhr_arena *a;
    const struct jhr_model *m;
    struct outside products, aanbieders;
    struct jhr_case *c;
    JHR_VEC(struct jhr_indicatie) lopend;
    JHR_VEC(struct jhr_contract) contracten;
    JHR_VEC(struct jhr_afwijking) afwijkingen;
    JHR_VEC(struct jhr_saldo) saldi;
    struct jhr_feitwaarde *feiten;
};

/* A product whose code is not known yet has only a name: no proposal can be for it, a voorbeeld
 * can. */
static uint32_t product_index(struct build *b, const struct jhr_node *n)
{
    if (n->ref_kind == JHR_REF_PRODUCT)
        return n->ref;
    return outside_index(b->a, &b->products, upper(b->a, n->text));
}

static uint32_t aanbieder_index(struct build *b, struct jhr_str code)
{
    for (uint32_t i = 0; i < b->m->aanbieders_n; i++)
        if (jhr_str_eq_fold(b->m->aanbieders[i], code))
            return i;
    return outside_index(b->a, &b->aanbieders, code);
}

static int32_t day_before(int32_t ymd)
{
    return ymd == JHR_YMD_NEVER ? ymd : jhr_ymd_of_day(jhr_day_of_ymd(ymd) - 1);
}

static void read_omvang(struct jhr_omvang *o, const struct jhr_node *n)
{
    const struct jhr_node *number = n->child;
    o->known = number->kind == JHR_N_E_NUMBER;
    o->mantissa = number->num;
    o->scale = number->scale;
    o->eenheid = number->unit == JHR_U_MINUUT    ? JHR_E_MINUUT
                 : number->unit == JHR_U_DAGDEEL ? JHR_E_DAGDEEL
                 : number->unit == JHR_U_ETMAAL  ? JHR_E_ETMAAL
                 : number->unit == JHR_U_STUK    ? JHR_E_STUK
                                                 : JHR_E_UUR;
    o->frequentie = n->op == JHR_OP_DAG     ? JHR_F_DAG
                    : n->op == JHR_OP_WEEK  ? JHR_F_WEEK
                    : n->op == JHR_OP_MAAND ? JHR_F_MAAND
                                            : JHR_F_TOTAAL;
    if (number->flags & JHR_NF_PER_WEEK)
        o->frequentie = JHR_F_WEEK;
}

static void read_indicatie(struct build *b, const struct jhr_node *n, struct jhr_indicatie *out)
{
    const struct jhr_node *bij = jhr_node_find(n, JHR_N_X_BIJ);
    const struct jhr_node *van = jhr_node_find(n, JHR_N_X_VAN);
    const struct jhr_node *omvang = jhr_node_find(n, JHR_N_X_OMVANG);

    *out = (struct jhr_indicatie){.product_code = upper(b->a, n->text)};
    out->product = product_index(b, n);
    out->aanbieder_code = bij ? bij->text : JHR_STR("");
    out->aanbieder = aanbieder_index(b, out->aanbieder_code);
    if (van) {
        out->van = (int32_t)van->num;
        if (van->flags & JHR_NF_OPEN)
            out->tot_en_met = JHR_YMD_NEVER;
        else if (van->num2)
            out->tot_en_met =
                van->flags & JHR_NF_INCLUSIVE ? (int32_t)van->num2 : day_before((int32_t)van->num2);
    }
    if (omvang && omvang->child)
        read_omvang(&out->omvang, omvang);
}

static void read_lopend(struct build *b, const struct jhr_node *clause)
{
    for (const struct jhr_node *n = clause->child; n; n = n->next) {
        struct jhr_indicatie *i = jhr_vec_add(b->a, &b->lopend);
        struct jhr_buf id = {0};
        if (!i)
            return;
        read_indicatie(b, n, i);
        if (i->tot_en_met == 0)
            i->tot_en_met = JHR_YMD_NEVER;
        jhr_buf_fmt(&id, "lopend-%u", b->lopend.n);
        i->id = jhr_arena_str(b->a, jhr_buf_get(&id));
        jhr_buf_free(&id);
    }
}

/* `wijzigt 41U01 bij "A17" van …` names the running indication that is changed: it is listed too,
 * under an id of its own. */
static void read_wijzigt(struct build *b, const struct jhr_node *voorstel)
{
    const struct jhr_node *w = jhr_node_find(voorstel, JHR_N_X_WIJZIGT);
    if (!w)
        return;
    if (w->child && w->child->kind == JHR_N_INDICATIE) {
        struct jhr_indicatie *i = jhr_vec_add(b->a, &b->lopend);
        if (!i)
            return;
        read_indicatie(b, w->child, i);
        i->id = JHR_STR("wijzigt");
        b->c->wijzigt = i->id;
    } else {
        b->c->wijzigt = w->text;
    }
}

static void read_contract(struct build *b, const struct jhr_node *clause)
{
    struct jhr_contract *k = jhr_vec_add(b->a, &b->contracten);
    uint32_t *products = jhr_arena_alloc(b->a, (jhr_node_count(clause) + 1) * sizeof *products);
    uint32_t n = 0;
    if (!k || !products)
        return;
    k->aanbieder = aanbieder_index(b, clause->text);
    k->aanbieder_code = clause->text;
    k->tot_en_met = JHR_YMD_NEVER;
    for (const struct jhr_node *p = clause->child; p; p = p->next) {
        if (p->kind == JHR_N_PERIODE) {
            k->van = (int32_t)p->num;
            k->tot_en_met =
                p->flags & JHR_NF_INCLUSIVE ? (int32_t)p->num2 : day_before((int32_t)p->num2);
        } else {
            products[n++] = product_index(b, p);
        }
    }
    k->producten = products;
    k->n = n;
}

static uint32_t value_index(const struct jhr_soort *s, struct jhr_str name)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (jhr_str_eq(s->waarden[i], name))
            return i;
    return JHR_NONE;
}

static uint32_t gemeente_index(const struct jhr_model *m, struct jhr_str name)
{
    for (uint32_t i = 0; i < m->gemeenten_n; i++)
        if (jhr_str_eq(m->gemeenten[i].name, name) || jhr_str_eq(m->gemeenten[i].code, name))
            return i;
    return JHR_NONE;
}

static void read_fact(struct build *b, const struct jhr_node *given)
{
    uint32_t f = jhr_model_feit(b->m, given->text);
    const struct jhr_node *v = given->child;
    struct jhr_feitwaarde *w;
    uint32_t index = JHR_NONE;

    if (f == JHR_NONE || !v || v->kind == JHR_N_E_UNKNOWN)
        return;
    w = &b->feiten[f];
    w->known = true;
    w->v = v->num;
    if (b->m->feiten[f].oordeel)
        w->motivering = JHR_STR("voorbeeld");
    if (b->m->feiten[f].type == JHR_T_SOORT)
        index = value_index(&b->m->soorten[b->m->feiten[f].soort], v->text);
    else if (b->m->feiten[f].type == JHR_T_GEMEENTE)
        index = gemeente_index(b->m, v->text);
    else
        return;
    w->v = index != JHR_NONE ? index : JHR_OUTSIDE;
}

static void read_saldo(struct build *b, const struct jhr_node *n)
{
    uint32_t rule = jhr_model_regel(b->m, n->text);
    struct jhr_saldo *s = rule != JHR_NONE ? jhr_vec_add(b->a, &b->saldi) : NULL;
    if (s)
        *s = (struct jhr_saldo){.rekening = b->m->regels[rule].rekening,
                                .jaar = (int32_t)n->num,
                                .vrij = n->child->num};
}

static void read_clause(struct build *b, const struct jhr_node *n)
{
    struct jhr_afwijking *d;
    if (n->kind == JHR_N_X_PEILDATUM) {
        b->c->peildatum = (int32_t)n->num;
    } else if (n->kind == JHR_N_X_GEGEVEN) {
        for (const struct jhr_node *g = n->child; g; g = g->next)
            read_fact(b, g);
    } else if (n->kind == JHR_N_X_VOORSTEL && n->child) {
        read_indicatie(b, n->child, &b->c->voorstel);
        read_wijzigt(b, n->child);
    } else if (n->kind == JHR_N_X_LOPEND || n->kind == JHR_N_X_EERDER) {
        read_lopend(b, n);
    } else if (n->kind == JHR_N_X_CONTRACT) {
        read_contract(b, n);
    } else if (n->kind == JHR_N_X_STAND) {
        b->c->voorgesteld = true;
    } else if (n->kind == JHR_N_X_SALDO) {
        read_saldo(b, n);
    } else if (n->kind == JHR_N_X_AFWIJKING) {
        d = jhr_vec_add(b->a, &b->afwijkingen);
        if (d) {
            d->regel = jhr_model_regel(b->m, n->text);
            d->motivering = n->child ? n->child->text : JHR_STR("");
        }
    }
}

bool jhr_example_case(struct jhr_arena *a, const struct jhr_model *m, const struct jhr_voorbeeld *v,
                      struct jhr_case *out)
{
    struct build b = {.a = a, .m = m, .c = out};

    *out =
        (struct jhr_case){.lopend_known = true, .contracten_known = true, .saldo_volledig = true};
    b.feiten = jhr_arena_alloc(a, (m->feiten_n + 1) * sizeof *b.feiten);
    if (!b.feiten)
        return false;
    for (const struct jhr_node *n = v->node->child; n; n = n->next)
        read_clause(&b, n);
    if (out->peildatum == 0)
        out->peildatum = out->voorstel.van;
    out->feiten = b.feiten;
    out->feiten_n = m->feiten_n;
    out->lopend = b.lopend.v;
    out->lopend_n = b.lopend.n;
    out->contracten = b.contracten.v;
    out->contracten_n = b.contracten.n;
    out->afwijkingen = b.afwijkingen.v;
    out->afwijkingen_n = b.afwijkingen.n;
    out->saldi = b.saldi.v;
    out->saldi_n = b.saldi.n;
    return !a->out_of_memory;
}

/* ---- what it expects ---- */

static const char *const besluit_nl[] = {"toelaatbaar", "niet toelaatbaar", "onbepaald", "strijdig",
                                         "buiten regeling"};

static uint8_t expected_besluit(uint8_t op)
{
    return (uint8_t)(op - JHR_UIT_TOELAATBAAR) + JHR_TOELAATBAAR;
}

/* Is the rule among those that gave this besluit? */
static bool is_ground(const struct jhr_model *m, const struct jhr_example_facts *got, uint32_t rule)
{
    const struct jhr_besluit *b = got->besluit;
    const struct jhr_regel_uitkomst *u = &b->regels[rule];
    if (b->besluit == JHR_ONBEPAALD)
        return u->uitkomst == JHR_ONBEKEND && u->rol != JHR_ROL_GEEN;
    if (got->clash)
        return got->clash[rule];
    if (b->besluit == JHR_STRIJDIG)
        return m->regels[rule].kind == JHR_R_ALTIJD && u->uitkomst == JHR_NIET_VOLDAAN;
    return u->uitkomst == JHR_NIET_VOLDAAN && u->rol == JHR_ROL_BESLIST;
}

static bool speaks(const struct jhr_model *m, const struct jhr_besluit *b, uint32_t rule,
                   bool condition)
{
    const struct jhr_regel_uitkomst *u = &b->regels[rule];
    uint8_t kind = m->regels[rule].kind;
    if (u->waarschuwt && !condition)
        return true;
    if (u->rol != JHR_ROL_SIGNAAL)
        return false;
    if (kind == JHR_R_VOORWAARDE) /* attached unless it surely does not apply */
        return condition && (u->uitkomst == JHR_VOLDAAN || u->uitkomst == JHR_ONBEKEND);
    if (condition)
        return false;
    return kind == JHR_R_SIGNAAL ? u->uitkomst == JHR_VOLDAAN : u->uitkomst == JHR_NIET_VOLDAAN;
}

static void miss(struct jhr_buf *why, enum jhr_lang lang, const char *nl, const char *en,
                 struct jhr_str name)
{
    if (why->n > 0)
        jhr_buf_z(why, "; ");
    jhr_buf_z(why, lang == JHR_NL ? nl : en);
    jhr_buf_char(why, ' ');
    jhr_buf_str(why, name);
}

static void check_grounds(const struct jhr_model *m, const struct jhr_node *wegens,
                          const struct jhr_example_facts *got, enum jhr_lang lang,
                          struct jhr_buf *why)
{
    for (const struct jhr_node *n = wegens->child; n; n = n->next) {
        uint32_t rule = jhr_model_regel(m, n->text);
        if (rule == JHR_NONE || !is_ground(m, got, rule))
            miss(why, lang, "geen grond is", "not a ground:", n->text);
    }
}

/* `met signaal A01`, or `zonder signaal A01`. */
static void check_speaking(const struct jhr_model *m, const struct jhr_node *part,
                           const struct jhr_besluit *b, enum jhr_lang lang, struct jhr_buf *why)
{
    bool condition = part->kind == JHR_N_MET_VOORWAARDE || part->kind == JHR_N_ZONDER_VOORWAARDE;
    bool without = part->kind == JHR_N_ZONDER_SIGNAAL || part->kind == JHR_N_ZONDER_VOORWAARDE;
    for (const struct jhr_node *n = part->child; n; n = n->next) {
        uint32_t rule = jhr_model_regel(m, n->text);
        if (rule == JHR_NONE || speaks(m, b, rule, condition) == without)
            miss(why, lang,
                 without     ? "toch is er"
                 : condition ? "geen voorwaarde is"
                             : "geen signaal is",
                 without     ? "yet there is"
                 : condition ? "not a condition:"
                             : "not a signal:",
                 n->text);
    }
}

static bool names_contain(const struct jhr_str *names, uint32_t n, struct jhr_str wanted)
{
    for (uint32_t i = 0; i < n; i++)
        if (jhr_str_eq(names[i], wanted))
            return true;
    return false;
}

static bool children_contain(const struct jhr_node *parent, struct jhr_str wanted)
{
    for (const struct jhr_node *n = parent->child; n; n = n->next)
        if (jhr_str_eq(n->text, wanted))
            return true;
    return false;
}

/* The facts to ask are exactly those that the voorbeeld names. */
static void check_nodig(const struct jhr_node *nodig, const struct jhr_example_facts *got,
                        enum jhr_lang lang, struct jhr_buf *why)
{
    for (const struct jhr_node *n = nodig->child; n; n = n->next)
        if (!names_contain(got->nodig, got->nodig_n, n->text))
            miss(why, lang, "niet nodig is", "not needed:", n->text);
    for (uint32_t i = 0; i < got->nodig_n; i++)
        if (!children_contain(nodig, got->nodig[i]))
            miss(why, lang, "ook nodig is", "also needed:", got->nodig[i]);
}

bool jhr_example_holds(const struct jhr_model *m, const struct jhr_voorbeeld *v,
                       const struct jhr_example_facts *got, enum jhr_lang lang, struct jhr_buf *why)
{
    const struct jhr_node *expect = jhr_node_find(v->node, JHR_N_X_VERWACHT);

    jhr_buf_clear(why);
    for (; expect; expect = jhr_node_find_next(expect)) {
        if (expected_besluit(expect->op) != got->besluit->besluit) {
            miss(why, lang, "verwacht was", "expected",
                 jhr_str_of(besluit_nl[expected_besluit(expect->op)]));
            miss(why, lang, "het besluit is", "the besluit is",
                 jhr_str_of(besluit_nl[got->besluit->besluit]));
            continue;
        }
        for (const struct jhr_node *n = expect->child; n; n = n->next) {
            if (n->kind == JHR_N_WEGENS)
                check_grounds(m, n, got, lang, why);
            else if (n->kind == JHR_N_NODIG)
                check_nodig(n, got, lang, why);
            else
                check_speaking(m, n, got->besluit, lang, why);
        }
    }
    return why->n == 0;
}

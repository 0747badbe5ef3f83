#include "lib/mutants.h"

#include "runtime/calendar.h"

#include <string.h>

/* The model with arrays of its own where something is changed; nodes of conditions are shared with
 * the caller's model, and put back. */
struct bench {
    struct jhr_arena *a;
    struct jhr_model m;
    struct jhr_regel *regels;
    struct jhr_stapeling *stapelingen;
    struct jhr_rekening *rekeningen;
    struct jhr_set *sets;
    struct jhr_product *producten;
    struct jhr_waarde_const *waarden;
    jhr_mutant_fn *each;
    void *self;
    bool *begrip_used, *set_used; /* a rule that decides rests on it */
    bool stopped;
    struct jhr_mutant now; /* its place and owner hold for what follows */
};

static void *copied(struct jhr_arena *a, const void *p, size_t n, size_t size)
{
    void *to = jhr_arena_alloc(a, n * size + 1);
    if (to && n > 0)
        memcpy(to, p, n * size);
    return to;
}
#define COPY(b, field)                                                                             \
    ((b)->field = copied((b)->a, (b)->m.field, (b)->m.field##_n, sizeof *(b)->field),              \
     (b)->m.field = (b)->field)

static bool prepare(struct bench *b, const struct jhr_model *m)
{
    b->m = *m;
    COPY(b, regels);
    COPY(b, stapelingen);
    COPY(b, rekeningen);
    COPY(b, sets);
    COPY(b, producten);
    COPY(b, waarden);
    return b->regels && b->stapelingen && b->rekeningen && b->sets && b->producten && b->waarden &&
           !b->a->out_of_memory;
}

/* ---- one change ---- */

static void try_it(struct bench *b, enum jhr_mutant_kind kind, struct jhr_span span,
                   uint32_t variant)
{
    b->now.kind = (uint8_t)kind;
    b->now.span = span;
    b->now.variant = variant;
    if (!b->stopped && !b->a->out_of_memory)
        b->stopped = !b->each(b->self, &b->m, &b->now);
}

static void put(char to[48], struct jhr_str text)
{
    uint32_t n = text.n < 47 ? text.n : 47;
    while (n > 0 && n < text.n && ((unsigned char)text.p[n] & 0xc0) == 0x80)
        n--; /* not in the middle of a letter */
    memcpy(to, text.p ? text.p : "", n);
    to[n] = '\0';
}

static void put_number(struct jhr_buf *out, int64_t v, uint32_t scale, const char *unit)
{
    int64_t tens = 1;
    for (uint32_t i = 0; i < scale && i < 18; i++)
        tens *= 10;
    jhr_buf_int(out, v / tens);
    if (scale > 0)
        jhr_buf_fmt(out, ",%0*lld", (int)scale, (long long)(v % tens));
    jhr_buf_z(out, unit);
}

static void put_date(struct jhr_buf *out, int32_t ymd)
{
    jhr_buf_fmt(out, "%d-%d-%d", ymd % 100, ymd / 100 % 100, ymd / 10000);
}

static void say(struct bench *b, const struct jhr_buf *was, const struct jhr_buf *wordt)
{
    put(b->now.was, jhr_buf_get(was));
    put(b->now.wordt, jhr_buf_get(wordt));
}

static void say_numbers(struct bench *b, int64_t old, int64_t now, uint32_t scale, const char *unit)
{
    struct jhr_buf was = {0}, wordt = {0};
    put_number(&was, old, scale, unit);
    put_number(&wordt, now, scale, unit);
    say(b, &was, &wordt);
    jhr_buf_free(&was);
    jhr_buf_free(&wordt);
}

static void say_dates(struct bench *b, int32_t old, int32_t now)
{
    struct jhr_buf was = {0}, wordt = {0};
    put_date(&was, old);
    put_date(&wordt, now);
    say(b, &was, &wordt);
    jhr_buf_free(&was);
    jhr_buf_free(&wordt);
}

static void say_words(struct bench *b, const char *was, const char *wordt)
{
    put(b->now.was, jhr_str_of(was));
    put(b->now.wordt, jhr_str_of(wordt));
}

/* ---- thresholds ---- */

/* A number that is one more, and one less when that is not below nothing. */
static void nudge(struct bench *b, enum jhr_mutant_kind kind, int64_t *v, int64_t step,
                  uint32_t scale, const char *unit, struct jhr_span span)
{
    int64_t old = *v;
    for (uint32_t down = 0; down < 2; down++) {
        if (down && old < step)
            break;
        *v = down ? old - step : old + step;
        say_numbers(b, old, *v, scale, unit);
        try_it(b, kind, span, down);
        *v = old;
    }
}

static int64_t cents_step(int64_t cents)
{
    return cents % 100 == 0 ? 100 : 1; /* what was written in euros moves by one */
}

/* ---- dates ---- */

static int32_t moved(int32_t ymd, int32_t days)
{
    return jhr_ymd_of_day(jhr_day_of_ymd(ymd) + days);
}

static bool is_date(int32_t ymd)
{
    return ymd > JHR_YMD_FIRST && ymd < JHR_YMD_LAST;
}

/* What began before the regeling, or ends after it, no voorbeeld can tell. */
static bool is_within(const struct bench *b, int32_t ymd)
{
    return is_date(ymd) && ymd > b->m.geldig.from && ymd < b->m.geldig.to;
}

/* A start moves a day later, an end a day earlier: past the ends of a regeling nothing looks. */
static void move_date(struct bench *b, int32_t *date, int32_t *too, int32_t days,
                      struct jhr_span span, uint32_t variant)
{
    int32_t old = *date;
    if (!is_date(old))
        return;
    *date = moved(old, days);
    if (too)
        *too = *date;
    say_dates(b, old, *date);
    try_it(b, JHR_MUTANT_DATE, span, variant);
    *date = old;
    if (too)
        *too = old;
}

/* Values by period: each value one up and down, each date a day; where one period follows another
 * their common day is one date. */
static void change_steps(struct bench *b, const struct jhr_step **of, uint32_t n, bool values,
                         struct jhr_span span)
{
    const struct jhr_step *old = *of;
    struct jhr_step *steps = copied(b->a, old, n, sizeof *steps);
    if (!steps)
        return;
    *of = steps;
    for (uint32_t i = 0; i < n; i++) {
        bool joined = i > 0 && steps[i - 1].period.to == steps[i].period.from;
        move_date(b, &steps[i].period.from, joined ? &steps[i - 1].period.to : NULL, 1, span,
                  2 * i);
        if (i + 1 == n || steps[i].period.to != steps[i + 1].period.from)
            move_date(b, &steps[i].period.to, NULL, -1, span, 2 * i + 1);
        if (values && steps[i].known)
            nudge(b, JHR_MUTANT_THRESHOLD, &steps[i].value, 1, steps[i].scale, "", span);
    }
    *of = old;
}

/* ---- conditions ---- */

static const struct turn {
    uint8_t from, to;
    const char *was, *wordt;
} turns[] = {
    {JHR_OP_LT, JHR_OP_LE, "<", "<="},           {JHR_OP_LE, JHR_OP_LT, "hoogstens", "<"},
    {JHR_OP_GT, JHR_OP_GE, ">", ">="},           {JHR_OP_GE, JHR_OP_GT, "minstens", ">"},
    {JHR_OP_IS, JHR_OP_IS_NOT, "is", "is niet"}, {JHR_OP_IS_NOT, JHR_OP_IS, "is niet", "is"}};

static void turn_comparison(struct bench *b, struct jhr_node *n)
{
    uint8_t old = n->op;
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
        if (turns[i].from != old)
            continue;
        n->op = turns[i].to;
        say_words(b, turns[i].was, turns[i].wordt);
        try_it(b, JHR_MUTANT_OPERATOR, n->span, 0);
        n->op = old;
    }
}

static void turn_in(struct bench *b, struct jhr_node *n)
{
    bool negated = n->flags & JHR_NF_NEGATED;
    n->flags ^= JHR_NF_NEGATED;
    say_words(b, negated ? "niet in" : "in", negated ? "in" : "niet in");
    try_it(b, JHR_MUTANT_OPERATOR, n->span, 0);
    n->flags ^= JHR_NF_NEGATED;
}

static void swap_join(struct bench *b, struct jhr_node *n)
{
    bool is_and = n->kind == JHR_N_E_AND;
    n->kind = is_and ? JHR_N_E_OR : JHR_N_E_AND;
    say_words(b, is_and ? "en" : "of", is_and ? "of" : "en");
    try_it(b, JHR_MUTANT_OPERATOR, n->span, 0);
    n->kind = is_and ? JHR_N_E_AND : JHR_N_E_OR;
}

/* minstens, hoogstens or precies N of a list, with N within it. */
static void change_count(struct bench *b, struct jhr_node *n)
{
    int64_t old = n->num, most = jhr_node_count(n);
    for (uint32_t down = 0; down < 2; down++) {
        n->num = down ? old - 1 : old + 1;
        say_numbers(b, old, n->num, 0, " van");
        if (n->num >= 0 && n->num <= most)
            try_it(b, JHR_MUTANT_THRESHOLD, n->span, down);
        n->num = old;
    }
}

static void change_date(struct bench *b, struct jhr_node *n)
{
    for (uint32_t down = 0; down < 2; down++) {
        int32_t date = (int32_t)n->num;
        if (!is_date(date))
            return;
        n->num = moved(date, down ? -1 : 1);
        say_dates(b, date, (int32_t)n->num);
        try_it(b, JHR_MUTANT_DATE, n->span, down);
        n->num = date;
    }
}

static void change_condition(struct bench *b, struct jhr_node *n)
{
    switch (n->kind) {
    case JHR_N_E_NUMBER:
        nudge(b, JHR_MUTANT_THRESHOLD, &n->num, 1, n->scale, "", n->span);
        break;
    case JHR_N_E_PERCENT:
        nudge(b, JHR_MUTANT_THRESHOLD, &n->num, 1, n->scale, "%", n->span);
        break;
    case JHR_N_E_MONEY:
        nudge(b, JHR_MUTANT_THRESHOLD, &n->num, cents_step(n->num), 2, " euro", n->span);
        break;
    case JHR_N_E_DATE:
        change_date(b, n);
        break;
    case JHR_N_E_CMP:
        turn_comparison(b, n);
        break;
    case JHR_N_E_IN:
        turn_in(b, n);
        break;
    case JHR_N_E_AND:
    case JHR_N_E_OR:
        swap_join(b, n);
        break;
    case JHR_N_E_COUNT_OF:
        change_count(b, n);
        break;
    default: /* a name, a set, or what only joins those below it */
        break;
    }
    for (struct jhr_node *c = n->child; c && !b->stopped; c = c->next)
        change_condition(b, c);
}

static bool holds_condition(uint8_t kind)
{
    return kind == JHR_N_C_VOOR || kind == JHR_N_C_ALLEEN_ALS || kind == JHR_N_C_NOOIT_ALS ||
           kind == JHR_N_C_TENZIJ || kind == JHR_N_C_ADVISEREND;
}

static void change_clauses(struct bench *b, const struct jhr_node *statement)
{
    for (struct jhr_node *c = statement->child; c; c = c->next)
        if (holds_condition(c->kind) && c->child)
            change_condition(b, c->child);
}

/* ---- matrices, budgets ---- */

/* Another answer, and "not decided"; nee and onderdeel refuse alike. */
static void change_cell(struct bench *b, struct jhr_cel *cell, struct jhr_span span,
                        uint32_t variant)
{
    static const char *const words[] = {"ja", "nee", "?", "mits", "onderdeel"};
    uint8_t old = cell->kind;
    uint8_t to[2] = {old == JHR_CEL_JA ? JHR_CEL_NEE : JHR_CEL_JA,
                     old == JHR_CEL_OPEN ? JHR_CEL_NEE : JHR_CEL_OPEN};
    for (uint32_t i = 0; i < 2; i++) {
        struct jhr_buf was = {0};
        jhr_buf_str(&was, cell->row);
        jhr_buf_z(&was, cell->row.n > 0 ? "+" : "standaard");
        jhr_buf_str(&was, cell->column);
        jhr_buf_fmt(&was, " %s", words[old - JHR_CEL_JA]);
        put(b->now.was, jhr_buf_get(&was));
        jhr_buf_free(&was);
        put(b->now.wordt, jhr_str_of(words[to[i] - JHR_CEL_JA]));
        cell->kind = to[i];
        try_it(b, JHR_MUTANT_CELL, span, variant * 2 + i);
        cell->kind = old;
    }
    if (cell->expr && cell->node && cell->node->child)
        change_condition(b, cell->node->child);
}

static void change_matrix(struct bench *b, const struct jhr_regel *r)
{
    struct jhr_stapeling *s = &b->stapelingen[r->stapeling];
    const struct jhr_cel *old = s->cellen;
    struct jhr_cel *cells = copied(b->a, old, s->cellen_n, sizeof *cells);
    if (!cells)
        return;
    s->cellen = cells;
    for (uint32_t i = 0; i < s->cellen_n; i++)
        change_cell(b, &cells[i], cells[i].node ? cells[i].node->span : r->node->name_span, i);
    s->cellen = old;
}

/* How much there is, is no part of a decision: that reads the saldo. From when it warns is. */
static void change_rekening(struct bench *b, const struct jhr_regel *r)
{
    struct jhr_rekening *k = &b->rekeningen[r->rekening];
    if (k->waarschuwt && k->vanaf_den % 100 == 0)
        nudge(b, JHR_MUTANT_THRESHOLD, &k->vanaf_num, k->vanaf_den / 100, 0, "", r->node->span);
}

/* ---- rules ---- */

static void change_periods(struct bench *b, struct jhr_regel *r)
{
    const struct jhr_node *geldig = jhr_node_find(r->node, JHR_N_C_GELDIG);
    const struct jhr_node *kracht = jhr_node_find(r->node, JHR_N_C_KRACHT);
    const struct jhr_kracht *old = r->kracht;
    struct jhr_kracht *steps;
    if (geldig && is_within(b, r->period.from))
        move_date(b, &r->period.from, NULL, 1, geldig->span, 0);
    if (geldig && is_within(b, r->period.to))
        move_date(b, &r->period.to, NULL, -1, geldig->span, 1);
    if (!kracht || !(steps = copied(b->a, old, r->kracht_n, sizeof *steps)))
        return;
    r->kracht = steps;
    for (uint32_t i = 0; i < r->kracht_n; i++)
        move_date(b, &steps[i].from, NULL, 1, kracht->span, i);
    r->kracht = old;
}

/* `dubbel` is not in the file. */
static bool decides(const struct jhr_regel *r)
{
    return r->node && (r->stand == JHR_S_VASTGESTELD || r->stand == JHR_S_VOORGESTELD);
}

static void change_rule(struct bench *b, struct jhr_regel *r)
{
    uint8_t stand = r->stand;
    if (!decides(r))
        return;
    b->now.van = r->id;
    b->now.what = "regel";
    r->stand = JHR_S_VERVALLEN;
    put(b->now.was, r->id);
    put(b->now.wordt, JHR_STR(""));
    try_it(b, JHR_MUTANT_RULE, r->node->name_span, 0);
    r->stand = stand;
    change_clauses(b, r->node);
    change_periods(b, r);
    if (r->kind == JHR_R_STAPELING)
        change_matrix(b, r);
    else if (r->kind == JHR_R_BUDGET || r->kind == JHR_R_CAPACITEIT)
        change_rekening(b, r);
}

/* ---- what rules rest on ---- */

/* A day of membership, in every set that has it: a group is made of segments. */
static void move_membership(struct bench *b, uint8_t kind, uint32_t index, int32_t date, bool end,
                            struct jhr_span span)
{
    int32_t to = moved(date, end ? -1 : 1);
    const struct jhr_member **old = jhr_arena_alloc(b->a, b->m.sets_n * sizeof *old + 1);
    if (!old)
        return;
    for (uint32_t s = 0; s < b->m.sets_n; s++) {
        struct jhr_set *set = &b->sets[s];
        struct jhr_member *members =
            set->kind == kind ? copied(b->a, set->members, set->n, sizeof *members) : NULL;
        old[s] = set->members;
        for (uint32_t i = 0; members && i < set->n; i++) {
            int32_t *day = end ? &members[i].period.to : &members[i].period.from;
            if (members[i].index == index && *day == date)
                *day = to;
        }
        set->members = members ? members : set->members;
    }
    say_dates(b, date, to);
    try_it(b, JHR_MUTANT_DATE, span, (uint32_t)date * 2 + end);
    for (uint32_t s = 0; s < b->m.sets_n; s++)
        b->sets[s].members = old[s];
}

/* Does a rule look at a set with this day of this member in it? */
static bool membership_used(const struct bench *b, uint8_t kind, uint32_t index, int32_t date)
{
    for (uint32_t s = 0; s < b->m.sets_n; s++)
        for (uint32_t i = 0; b->set_used[s] && b->sets[s].kind == kind && i < b->sets[s].n; i++) {
            const struct jhr_member *k = &b->sets[s].members[i];
            if (k->index == index && (k->period.from == date || k->period.to == date))
                return true;
        }
    return false;
}

/* The dates that are written with a segment or gebied; what other sets make of them follows. */
static void change_memberships(struct bench *b, const struct jhr_set *set)
{
    for (uint32_t i = 0; i < set->n; i++) {
        const struct jhr_member *k = &set->members[i];
        bool product = set->kind == JHR_SET_PRODUCT;
        const struct jhr_node *in =
            product ? jhr_node_find(b->m.producten[k->index].node, JHR_N_C_IN) : set->node;
        if (!in)
            continue;
        b->now.van = product ? b->m.producten[k->index].code : b->m.gemeenten[k->index].name;
        b->now.what = product ? "product" : "gemeente";
        if (is_within(b, k->period.from) && membership_used(b, set->kind, k->index, k->period.from))
            move_membership(b, set->kind, k->index, k->period.from, false, in->span);
        if (is_within(b, k->period.to) && membership_used(b, set->kind, k->index, k->period.to))
            move_membership(b, set->kind, k->index, k->period.to, true, in->span);
    }
}

/* The set that a rule names, without one of its members; other sets made of it keep it. */
static void drop_members(struct bench *b, struct jhr_set *set)
{
    const struct jhr_member *old = set->members;
    const uint32_t n = set->n;
    struct jhr_member *members = copied(b->a, old, n, sizeof *members);
    b->now.van = set->name.n > 0 ? set->name : b->m.naam;
    b->now.what = "groep";
    for (uint32_t i = 0, next; members && i < n; i = next) {
        bool ever = false; /* while the regeling holds */
        for (next = i; next < n && old[next].index == old[i].index; next++)
            ever |=
                old[next].period.from < b->m.geldig.to && old[next].period.to > b->m.geldig.from;
        if (!ever)
            continue;
        memcpy(members, old, i * sizeof *members);
        memcpy(members + i, old + next, (n - next) * sizeof *members);
        set->members = members;
        set->n = n - (next - i);
        put(b->now.was, set->kind == JHR_SET_PRODUCT    ? b->m.producten[old[i].index].code
                        : set->kind == JHR_SET_GEMEENTE ? b->m.gemeenten[old[i].index].name
                                                        : b->m.aanbieders[old[i].index]);
        put(b->now.wordt, JHR_STR("weg"));
        try_it(b, JHR_MUTANT_MEMBER, set->node->span, old[i].index);
        set->members = old;
        set->n = n;
    }
}

/* Tarieven and norms: their dates, and the amounts of a tarief, as thresholds. */
static void change_amounts(struct bench *b, struct jhr_product *p, struct jhr_span span)
{
    const struct jhr_step *old = p->tarief;
    struct jhr_step *steps = copied(b->a, old, p->tarief_n, sizeof *steps);
    p->tarief = steps ? steps : old;
    for (uint32_t i = 0; steps && i < p->tarief_n; i++)
        if (steps[i].known)
            nudge(b, JHR_MUTANT_TARIEF, &steps[i].value, cents_step(steps[i].value), 2, " euro",
                  span);
    p->tarief = old;
}

static void change_product(struct bench *b, struct jhr_product *p)
{
    const struct jhr_node *tarief = jhr_node_find(p->node, JHR_N_C_TARIEF);
    const struct jhr_node *norm = jhr_node_find(p->node, JHR_N_C_NORM);
    b->now.van = p->code;
    b->now.what = "product";
    if (tarief) {
        change_steps(b, &p->tarief, p->tarief_n, false, tarief->span);
        change_amounts(b, p, tarief->span);
    }
    if (norm)
        change_steps(b, &p->norm, p->norm_n, false, norm->span);
}

static void change_regeling(struct bench *b)
{
    const struct jhr_node *geldig = jhr_node_find(b->m.regeling, JHR_N_C_GELDIG);
    b->now.van = b->m.naam;
    b->now.what = "regeling";
    change_clauses(b, b->m.regeling);
    if (!geldig)
        return;
    move_date(b, &b->m.geldig.from, NULL, 1, geldig->span, 0);
    move_date(b, &b->m.geldig.to, NULL, -1, geldig->span, 1);
}

/* What the rules that decide rest on: begrippen and sets, and those that these name. */
static void mark_used(struct bench *b, const struct jhr_node *n)
{
    const struct jhr_model *m = &b->m;
    if (n->ref_kind == JHR_REF_SET)
        b->set_used[n->ref] = true;
    else if (n->ref_kind == JHR_REF_SEGMENT)
        b->set_used[m->segmenten[n->ref].set] = true;
    if (n->ref_kind == JHR_REF_BEGRIP && !b->begrip_used[n->ref]) {
        b->begrip_used[n->ref] = true;
        mark_used(b, m->begrippen[n->ref].expr);
    }
    for (const struct jhr_node *c = n->child; c; c = c->next)
        mark_used(b, c);
}

static bool find_used(struct bench *b)
{
    const struct jhr_model *m = &b->m;
    b->begrip_used = jhr_arena_alloc(b->a, m->begrippen_n + 1);
    b->set_used = jhr_arena_alloc(b->a, m->sets_n + 1);
    if (!b->begrip_used || !b->set_used)
        return false;
    mark_used(b, m->regeling);
    for (uint32_t i = 0; i < m->regels_n; i++)
        if (decides(&m->regels[i]))
            mark_used(b, m->regels[i].node);
    return true;
}

static void change_begrippen(struct bench *b)
{
    const struct jhr_model *m = &b->m;
    for (uint32_t i = 0; i < m->begrippen_n; i++) {
        b->now.van = m->begrippen[i].name;
        b->now.what = "begrip";
        for (struct jhr_node *n = m->begrippen[i].node->child; n && b->begrip_used[i]; n = n->next)
            if (n == m->begrippen[i].expr)
                change_condition(b, n);
    }
}

bool jhr_mutants_each(struct jhr_arena *a, const struct jhr_model *m, jhr_mutant_fn *each,
                      void *self)
{
    struct bench b = {.a = a, .each = each, .self = self};
    if (!prepare(&b, m) || !find_used(&b))
        return false;
    change_regeling(&b);
    for (uint32_t i = 0; i < m->sets_n; i++)
        if (m->sets[i].segment || (m->sets[i].kind == JHR_SET_GEMEENTE && m->sets[i].name.n > 0))
            change_memberships(&b, &m->sets[i]);
    for (uint32_t i = 0; i < m->sets_n; i++)
        if (b.set_used[i])
            drop_members(&b, &b.sets[i]);
    for (uint32_t i = 0; i < m->producten_n; i++)
        if (m->producten[i].node)
            change_product(&b, &b.producten[i]);
    for (uint32_t i = 0; i < m->waarden_n; i++) {
        b.now.van = m->waarden[i].name;
        b.now.what = "waarde";
        change_steps(&b, &b.waarden[i].steps, m->waarden[i].n, true, m->waarden[i].node->span);
    }
    change_begrippen(&b);
    for (uint32_t i = 0; i < m->regels_n; i++)
        change_rule(&b, &b.regels[i]);
    return !a->out_of_memory;
}

/* `jhr inspect`: the same program gives the same text; a tool may compare two of them. */
#include "runtime/program.h"

#include "runtime/calendar.h"
#include "runtime/opcodes.h"
#include "runtime/refuse.h"

static void put_date(struct jhr_buf *out, int64_t day)
{
    int32_t ymd = jhr_ymd_of_day((int32_t)day);
    jhr_buf_fmt(out, "%04d-%02d-%02d", ymd / 10000, ymd / 100 % 100, ymd % 100);
}

static void put_period(struct jhr_buf *out, int32_t from, int32_t to)
{
    if (from > 0) {
        jhr_buf_z(out, " vanaf ");
        put_date(out, from);
    }
    if (to < JHR_DAY_NEVER) {
        jhr_buf_z(out, " tot ");
        put_date(out, to);
    }
}

static void put_name(struct jhr_buf *out, const struct jhr_program *p, uint32_t text)
{
    jhr_buf_shown(out, jhr_p_str(p, text));
}

static const struct jhr_p_feit *fact_at(const struct jhr_program *p, uint32_t kolom)
{
    for (uint32_t i = 0; i < p->feiten_n; i++) {
        if (p->feiten[i].kolom == kolom)
            return &p->feiten[i];
    }
    return NULL;
}

static void put_column(struct jhr_buf *out, const struct jhr_program *p, uint32_t kolom)
{
    put_name(out, p, p->kolommen[kolom].naam);
}

/* A value of a column, as the author would write it where that is easy. */
static void put_value(struct jhr_buf *out, const struct jhr_program *p, uint32_t kolom, int64_t v)
{
    const struct jhr_p_feit *f = fact_at(p, kolom);
    bool is_date = f != NULL ? f->type == JHR_P_DATUM
                             : kolom <= JHR_X_EIND || kolom == JHR_X_TRAJECTSTART ||
                                   kolom == JHR_X_ITEM_START || kolom == JHR_X_ITEM_EIND;
    bool is_product = kolom == JHR_X_PRODUCT || kolom == JHR_X_ITEM_PRODUCT;
    bool is_aanbieder = kolom == JHR_X_AANBIEDER || kolom == JHR_X_ITEM_AANBIEDER;
    if (f != NULL && f->type == JHR_P_SOORT && v >= 0 && v <= f->highest)
        put_name(out, p, p->waarden[p->soorten[f->soort].first + (uint64_t)v].naam);
    else if (f != NULL && f->type == JHR_P_GEMEENTE && v >= 0 && v < p->gemeenten_n)
        put_name(out, p, p->gemeenten[v].naam);
    else if (is_product && v >= 0 && v < p->producten_n)
        put_name(out, p, p->producten[v].code);
    else if (is_aanbieder && v >= 0 && v < p->aanbieders_n)
        put_name(out, p, p->aanbieders[v].code);
    else if (is_date && v >= 0 && v <= JHR_DAY_LAST)
        put_date(out, v);
    else
        jhr_buf_int(out, v);
}

/* ` in lo..hi`, without the side that says nothing. */
static void put_bounds(struct jhr_buf *out, int64_t lo, int64_t hi)
{
    if (lo == hi) {
        jhr_buf_fmt(out, " is %lld", (long long)lo);
        return;
    }
    jhr_buf_z(out, " in ");
    if (lo != INT64_MIN)
        jhr_buf_int(out, lo);
    jhr_buf_z(out, "..");
    if (hi != INT64_MAX)
        jhr_buf_int(out, hi);
}

static void put_range(struct jhr_buf *out, const struct jhr_program *p, const struct jhr_p_range *r)
{
    const struct jhr_p_kolom *k = &p->kolommen[r->kolom];
    put_column(out, p, r->kolom);
    jhr_buf_z(out, r->lo == r->hi ? " is " : " in ");
    if (r->lo == r->hi || r->lo > k->lowest)
        put_value(out, p, r->kolom, r->lo);
    if (r->lo == r->hi)
        return;
    jhr_buf_z(out, "..");
    if (r->hi < k->highest)
        put_value(out, p, r->kolom, r->hi);
}

static void put_mask(struct jhr_buf *out, const struct jhr_program *p, const struct jhr_p_mask *m)
{
    const char *between = " in { ";
    put_column(out, p, m->kolom);
    for (uint32_t i = 0; i < 64; i++) {
        if ((m->bits >> i & 1) == 0)
            continue;
        jhr_buf_z(out, between);
        put_value(out, p, m->kolom, i);
        between = ", ";
    }
    jhr_buf_z(out, m->bits == 0 ? " in { }" : " }");
}

#define SHOWN_MEMBERS 8

/* A set without a name shows the members of its first period. */
static void put_set(struct jhr_buf *out, const struct jhr_program *p, const struct jhr_p_set *s)
{
    uint32_t found = 0;
    if (p->strings[s->naam].n > 0) {
        put_name(out, p, s->naam);
        return;
    }
    jhr_buf_z(out, "{");
    for (uint32_t i = 0; s->n > 0 && i < s->size; i++) {
        uint64_t word = p->words[p->setrijen[s->first].word + i / 64].bits;
        if ((word >> i % 64 & 1) == 0 || ++found > SHOWN_MEMBERS)
            continue;
        jhr_buf_z(out, found == 1 ? " " : ", ");
        put_name(out, p,
                 s->kind == 0   ? p->producten[i].code
                 : s->kind == 1 ? p->gemeenten[i].naam
                                : p->aanbieders[i].code);
    }
    if (found > SHOWN_MEMBERS)
        jhr_buf_fmt(out, " en %u meer", found - SHOWN_MEMBERS);
    jhr_buf_z(out, " }");
}

static const char *list_name(uint8_t list)
{
    return list == JHR_LIST_LOPENDE ? "lopende" : "eerdere";
}

static void put_each(struct jhr_buf *out, const struct jhr_p_each *e)
{
    static const char *const words[] = {[JHR_EACH_ANY] = "er is een ",
                                        [JHR_EACH_ALL] = "alle ",
                                        [JHR_EACH_COUNT] = "aantal ",
                                        [JHR_EACH_COVER] = "elke dag een "};
    jhr_buf_z(out, words[e->kind]);
    jhr_buf_z(out, list_name(e->list));
    if (e->kind == JHR_EACH_COUNT)
        put_bounds(out, e->lo, e->hi);
    jhr_buf_fmt(out, ", %u instructies", e->length);
}

static void put_coef(struct jhr_buf *out, int64_t coef)
{
    if (coef != 1)
        jhr_buf_fmt(out, "%lld * ", (long long)coef);
}

static void put_shift(struct jhr_buf *out, int32_t n, const char *unit)
{
    jhr_buf_fmt(out, " %c %d %s", n < 0 ? '-' : '+', n < 0 ? -n : n, unit);
}

static void put_integer(struct jhr_buf *out, const struct jhr_program *p, uint32_t op, uint32_t arg)
{
    if (op == JHR_I_XCONST) {
        jhr_buf_int(out, p->xconsts[arg].value);
    } else if (op == JHR_I_XCOL) {
        put_coef(out, p->terms[arg].coef);
        put_column(out, p, p->terms[arg].kolom);
    } else if (op == JHR_I_XMONTH) {
        put_coef(out, p->months[arg].coef);
        put_column(out, p, p->months[arg].kolom);
        put_shift(out, p->months[arg].months, "maanden");
    } else if (op == JHR_I_XWORKDAY) {
        put_coef(out, p->workdays[arg].coef);
        put_column(out, p, p->workdays[arg].kolom);
        put_shift(out, p->workdays[arg].n, "werkdagen");
    } else if (op == JHR_I_XWORKDAYS) {
        put_coef(out, p->workdays[arg].coef);
        jhr_buf_z(out, "werkdagen t/m ");
        put_column(out, p, p->workdays[arg].kolom);
        if (p->workdays[arg].n != 0)
            put_shift(out, p->workdays[arg].n, "dagen");
    } else if (op == JHR_I_XTABLE) {
        put_coef(out, p->tables[arg].coef);
        jhr_buf_z(out, p->tables[arg].kind == JHR_TABLE_TARIEF ? "tarief" : "norm");
    } else {
        const struct jhr_p_xeach *e = &p->xeachs[arg];
        put_coef(out, e->coef);
        jhr_buf_z(out, e->kind == JHR_EACH_COUNT ? "aantal " : "som over ");
        jhr_buf_fmt(out, "%s, %u instructies", list_name(e->list), e->length);
    }
}

/* What the operand names; nothing for instructions without one. */
static void put_operand(struct jhr_buf *out, const struct jhr_program *p, uint32_t word)
{
    static const char *const truths[] = {"nee", "onbekend", "ja"};
    uint32_t op = jhr_op_of(word), arg = jhr_arg_of(word);
    switch (jhr_op_infos[op].operand) {
    case JHR_A_TRUTH_VALUE:
        jhr_buf_z(out, truths[arg]);
        break;
    case JHR_A_BCOL:
        put_column(out, p, p->meta->xcols + arg);
        break;
    case JHR_A_SLOT:
        put_name(out, p, p->slots[arg].naam);
        break;
    case JHR_A_REG:
        jhr_buf_fmt(out, "r%u", arg);
        break;
    case JHR_A_RANGE:
        put_range(out, p, &p->ranges[arg]);
        break;
    case JHR_A_MASK:
        put_mask(out, p, &p->masks[arg]);
        break;
    case JHR_A_IN:
        put_column(out, p, p->ins[arg].kolom);
        jhr_buf_z(out, " in ");
        put_set(out, p, &p->sets[p->ins[arg].set]);
        break;
    case JHR_A_XRANGE:
        jhr_buf_z(out, op == JHR_I_COUNT ? "telling" : "x");
        put_bounds(out, p->xranges[arg].lo, p->xranges[arg].hi);
        break;
    case JHR_A_STAPELING:
        put_name(out, p, p->stapelingen[arg].id);
        break;
    case JHR_A_EACH:
        put_each(out, &p->eachs[arg]);
        break;
    case JHR_A_ZERO:
        break;
    case JHR_A_REGEL:
        put_name(out, p, p->regels[arg].id);
        break;
    case JHR_A_XCONST:
    case JHR_A_TERM:
    case JHR_A_MONTH:
    case JHR_A_WORKDAY:
    case JHR_A_TABLE:
    case JHR_A_XEACH:
        put_integer(out, p, op, arg);
        break;
    }
}

static void put_place(struct jhr_buf *out, const struct jhr_program *p, const struct jhr_p_plek *k)
{
    if (k->bestand == JHR_P_NONE)
        return;
    put_name(out, p, p->bestanden[k->bestand].pad);
    jhr_buf_fmt(out, ":%u:%u", k->line, k->column);
}

/* Fills up with blanks to `column` after `from`, one at least. */
static void pad_to(struct jhr_buf *out, size_t from, size_t column)
{
    do
        jhr_buf_char(out, ' ');
    while (out->n < from + column && !out->failed);
}

static uint32_t block_length(const struct jhr_program *p, uint32_t word)
{
    uint32_t op = jhr_op_of(word), arg = jhr_arg_of(word);
    return op == JHR_I_EACH ? p->eachs[arg].length : op == JHR_I_XEACH ? p->xeachs[arg].length : 0;
}

void jhr_program_dump_code(struct jhr_buf *out, const struct jhr_program *p)
{
    static const char *const truth_modes[] = {"load", "and", "or"};
    uint32_t inside = 0; /* instructions left of a block */
    for (uint32_t i = 0; i < p->code_n; i++) {
        uint32_t word = p->code[i].word;
        const struct jhr_op_info *info = &jhr_op_infos[jhr_op_of(word)];
        bool is_sum = info->group == JHR_G_INT && jhr_mode_of(word) == JHR_MODE_ADD;
        size_t from = out->n;
        jhr_buf_fmt(out, "%5u  %s%-8s", i, inside > 0 ? "| " : "", info->name);
        pad_to(out, from, 18);
        if (info->group != JHR_G_STORE)
            jhr_buf_z(out, is_sum ? "add" : truth_modes[jhr_mode_of(word)]);
        jhr_buf_z(out, jhr_negate_of(word) ? " not" : "");
        pad_to(out, from, 27);
        put_operand(out, p, word);
        if (p->plekken[i].bestand != JHR_P_NONE) {
            pad_to(out, from, 72);
            put_place(out, p, &p->plekken[i]);
        }
        jhr_buf_char(out, '\n');
        inside = inside > 0 ? inside - 1 : block_length(p, word);
    }
}

static bool ends_part(uint32_t word)
{
    uint32_t op = jhr_op_of(word);
    return op == JHR_I_SETSLOT || op == JHR_I_VOOR || op == JHR_I_TEST || op == JHR_I_TENZIJ;
}

/* Whose code this is: the rule or begrip that it is stored in. */
static void put_owner(struct jhr_buf *out, const struct jhr_program *p, uint32_t store)
{
    uint32_t op = jhr_op_of(store), arg = jhr_arg_of(store);
    put_name(out, p, op == JHR_I_SETSLOT ? p->slots[arg].naam : p->regels[arg].id);
    if (op != JHR_I_SETSLOT)
        jhr_buf_z(out, op == JHR_I_VOOR ? " voor" : op == JHR_I_TEST ? " test" : " tenzij");
}

void jhr_program_dump_atoms(struct jhr_buf *out, const struct jhr_program *p)
{
    uint32_t store = 0;
    for (uint32_t i = 0; i < p->code_n; i++) {
        uint32_t word = p->code[i].word, op = jhr_op_of(word);
        size_t from = out->n;
        if (jhr_op_infos[op].group != JHR_G_TRUTH || op == JHR_I_REG || op == JHR_I_CONST)
            continue;
        for (store = store < i ? i : store; store < p->code_n; store++) {
            if (ends_part(p->code[store].word))
                break;
        }
        put_place(out, p, &p->plekken[i]);
        pad_to(out, from, 40);
        if (store < p->code_n)
            put_owner(out, p, p->code[store].word);
        pad_to(out, from, 60);
        jhr_buf_z(out, jhr_negate_of(word) ? "niet " : "");
        put_operand(out, p, word);
        jhr_buf_char(out, '\n');
    }
}

struct row_counts {
    uint32_t n[JHR_SECTIONS];
};

static struct row_counts count_rows(const struct jhr_program *p)
{
    return (struct row_counts){{p->strings_n - 1,
#define T(record, array, meaning) p->array##_n,
                                JHR_TABLES(T)
#undef T
    }};
}

static void put_hash(struct jhr_buf *out, const struct jhr_program *p)
{
    for (uint32_t i = 0; i < JHR_SHA256_SIZE; i++)
        jhr_buf_fmt(out, "%02x", p->hash[i]);
}

void jhr_program_dump_header(struct jhr_buf *out, const struct jhr_program *p)
{
    static const char *const what[JHR_SECTIONS] = {"texts",
#define T(record, array, meaning) meaning,
                                                   JHR_TABLES(T)
#undef T
    };
    struct row_counts rows = count_rows(p);
    const struct jhr_p_meta *m = p->meta;
    jhr_buf_z(out, "regeling ");
    put_name(out, p, m->naam);
    jhr_buf_char(out, ' ');
    jhr_buf_json(out, jhr_p_str(p, m->titel));
    jhr_buf_z(out, "\n  versie ");
    jhr_buf_json(out, jhr_p_str(p, m->versie));
    jhr_buf_z(out, "\n  geldig");
    put_period(out, m->from, m->to);
    jhr_buf_z(out, "\nsha256 ");
    put_hash(out, p);
    jhr_buf_fmt(out, "\nformat %u, %u bytes\n", JHR_FORMAT_VERSION, p->size);
    jhr_buf_fmt(out, "at most %u steps\n", p->max_steps);
    for (uint32_t i = 0; i < JHR_SECTIONS; i++) {
        if (rows.n[i] > 0)
            jhr_buf_fmt(out, "%8u  %-14s %s\n", rows.n[i], jhr_section_names[i], what[i]);
    }
}

static void put_json_date(struct jhr_buf *out, int32_t day)
{
    if (day >= JHR_DAY_NEVER) {
        jhr_buf_z(out, "null");
        return;
    }
    jhr_buf_char(out, '"');
    put_date(out, day);
    jhr_buf_char(out, '"');
}

void jhr_program_dump_header_json(struct jhr_buf *out, const struct jhr_program *p)
{
    struct row_counts rows = count_rows(p);
    const struct jhr_p_meta *m = p->meta;
    jhr_buf_z(out, "{\"regeling\":");
    jhr_buf_json(out, jhr_p_str(p, m->naam));
    jhr_buf_z(out, ",\"titel\":");
    jhr_buf_json(out, jhr_p_str(p, m->titel));
    jhr_buf_z(out, ",\"versie\":");
    jhr_buf_json(out, jhr_p_str(p, m->versie));
    jhr_buf_z(out, ",\"geldig\":{\"vanaf\":");
    put_json_date(out, m->from);
    jhr_buf_z(out, ",\"tot\":");
    put_json_date(out, m->to);
    jhr_buf_z(out, "},\"hash\":\"sha256:");
    put_hash(out, p);
    jhr_buf_fmt(out, "\",\"formaat\":%u,\"bytes\":%u,\"stappen\":%u,\"rijen\":{",
                JHR_FORMAT_VERSION, p->size, p->max_steps);
    const char *between = "";
    for (uint32_t i = 0; i < JHR_SECTIONS; i++) {
        if (rows.n[i] == 0)
            continue;
        jhr_buf_fmt(out, "%s\"%s\":%u", between, jhr_section_names[i], rows.n[i]);
        between = ",";
    }
    jhr_buf_z(out, "}}\n");
}

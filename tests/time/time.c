/*
 * time SEED CASES [FAULT]: every rule about dates and money against naive.c. Each case is a
 * proposal and a regeling made for it, with rules right at, and right past, what the naive count
 * says: they must hold and not hold. What is random lies near the days where things change: ends of
 * months, leap days, year changes, first and last days of tariffs, contracts, members and rules.
 * Both evaluators decide. With the number of a fault (naive.h) a difference must be found.
 */
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jhr.h"
#include "naive.h"

enum { MOST_RULES = 96, MOST_OTHERS = 4, MOST_CONTRACTS = 3 };

/* ---- chance ---- */

static uint64_t state;

static uint32_t below(uint32_t n) /* splitmix64 */
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % n);
}

static bool maybe(uint32_t percent)
{
    return below(100) < percent;
}

/* A day in 2026..2030, often one on which something may change. */
static int some_day(void)
{
    int year = 2026 + (int)below(5), month = 1 + (int)below(12);
    int first = day_on(year, month, 1);
    switch (below(4)) {
    case 0:
        return first + (int)below(3) - 1;
    case 1:
        return day_on(year, 1, 1) + (int)below(3) - 1;
    case 2:
        return day_on(2028, 2, 28) + (int)below(3);
    default:
        return first + (int)below((uint32_t)days_of_month(first));
    }
}

/* ---- a case, and the text of its rules ---- */

struct span {
    int from, to; /* both included */
};
struct rule {
    char name[8];
    bool refuses; /* stands in gronden */
};
struct run {
    struct span own;
    int peildatum;
    int64_t minutes;
    enum frequency frequency;
    bool tariff_all; /* every day has one */
    int64_t price[DAYS];
    struct span others[MOST_OTHERS];
    bool same_product[MOST_OTHERS];
    size_t others_n;
    struct span contracts[MOST_CONTRACTS];
    size_t contracts_n;
    struct rule rules[MOST_RULES];
    size_t rules_n;
    int64_t parts[128];
    size_t parts_n; /* 0: the costs are not known */
    char text[65536], json[8192];
    size_t text_n, json_n;
} run;

static void put(char *to, size_t size, size_t *n, const char *format, va_list args)
{
    int more = vsnprintf(to + *n, size - *n, format, args);
    if (more < 0 || (size_t)more >= size - *n)
        abort();
    *n += (size_t)more;
}

__attribute__((format(printf, 1, 2))) static void text(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put(run.text, sizeof run.text, &run.text_n, format, args);
    va_end(args);
}

__attribute__((format(printf, 1, 2))) static void json(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put(run.json, sizeof run.json, &run.json_n, format, args);
    va_end(args);
}

static const char *dutch(int day)
{
    static char buffers[8][16];
    static unsigned next;
    char *to = buffers[next++ % 8];
    snprintf(to, sizeof buffers[0], "%d-%d-%d", days[day].day, days[day].month, days[day].year);
    return to;
}

static const char *iso(int day)
{
    static char buffers[8][16];
    static unsigned next;
    char *to = buffers[next++ % 8];
    snprintf(to, sizeof buffers[0], "%04d-%02d-%02d", days[day].year, days[day].month,
             days[day].day);
    return to;
}

/* A rule whose condition the naive count says is `holds`. */
__attribute__((format(printf, 2, 3))) static void rule(bool holds, const char *format, ...)
{
    struct rule *r = &run.rules[run.rules_n++];
    va_list args;
    if (run.rules_n > MOST_RULES)
        abort();
    snprintf(r->name, sizeof r->name, "R%zu", run.rules_n);
    r->refuses = !holds;
    text("eis %s \"\"\n  alleen als ", r->name);
    va_start(args, format);
    put(run.text, sizeof run.text, &run.text_n, format, args);
    va_end(args);
    text("\n  reden 7\n");
}

/* At the value it holds, and at one less it does not. */
static void at_most(const char *what, int64_t value, const char *unit)
{
    rule(true, "%s hoogstens %lld %s", what, (long long)value, unit);
    if (value > 0)
        rule(false, "%s hoogstens %lld %s", what, (long long)value - 1, unit);
}

static void at_most_cents(const char *what, int64_t cents)
{
    rule(true, "%s hoogstens € %lld,%02lld", what, (long long)cents / 100, (long long)cents % 100);
    if (cents-- > 0)
        rule(false, "%s hoogstens € %lld,%02lld", what, (long long)cents / 100,
             (long long)cents % 100);
}

/* ---- what there is ---- */

/* `vanaf D tot E`, `vanaf D t/m E`, with or without a beginning and an end; the days that it says.
 */
static struct span period(char *out, size_t size, int near)
{
    struct span s = {0, DAYS - 1};
    size_t n = 0;
    out[0] = '\0';
    if (maybe(70)) {
        s.from = maybe(50) ? near + (int)below(3) - 1 : some_day();
        n += (size_t)snprintf(out, size, " vanaf %s", dutch(s.from));
    }
    if (maybe(70)) {
        int end = (s.from > 0 ? s.from : near) + 1 + (int)below(maybe(50) ? 2 : 800);
        bool tot = maybe(50);
        if (maybe(30) && near > s.from)
            end = near + (int)below(2);
        if (end <= s.from)
            end = s.from + 1;
        snprintf(out + n, size - n, " %s %s", tot ? "tot" : "t/m", dutch(end));
        s.to = tot ? end - 1 : end;
    }
    return s;
}

static bool holds_on(struct span s, int day)
{
    return s.from <= day && day <= s.to;
}

static bool overlap(struct span a, struct span b)
{
    for (int day = a.from; day <= a.to; day++)
        if (holds_on(b, day))
            return true;
    return false;
}

static void tariffs(void)
{
    int change = maybe(60) ? run.own.from + (int)below(60) : some_day();
    int64_t before = 1 + below(20000), after = 1 + below(20000);
    int end = maybe(80) ? DAYS : change + 1 + (int)below(400);
    text("\n  tarief € %lld,%02lld per uur tot %s\n", (long long)before / 100,
         (long long)before % 100, dutch(change));
    text("  tarief € %lld,%02lld per uur vanaf %s", (long long)after / 100, (long long)after % 100,
         dutch(change));
    if (end < DAYS)
        text(" tot %s", dutch(end));
    text("\n  zonder norm\n");
    for (int day = 0; day < DAYS; day++)
        run.price[day] = day < change ? before : day < end ? after : 0;
    run.tariff_all = run.own.to < end;
}

static void proposal(void)
{
    static const char *const often[] = {"totaal", "dag", "week", "maand"};
    static const int lengths[] = {0, 1, 6, 27, 28, 29, 30, 31, 89, 180, 364, 365, 366, 730};
    int length = lengths[below(14)] + (int)below(3) - (maybe(50) ? 1 : 0);
    run.own.from = some_day();
    run.own.to = run.own.from + (length < 0 ? 0 : length);
    run.peildatum = maybe(50) ? run.own.from : some_day();
    run.frequency = (enum frequency)below(4);
    run.minutes = 1 + (int64_t)below(maybe(50) ? 60 : run.frequency == A_DAY ? 1300 : 3000);
    json("{\"peildatum\":\"%s\",\"feiten\":{\"gemeente\":\"0503\"},\"voorstel\":{\"product\":"
         "\"A01\","
         "\"aanbieder\":\"A17\",\"van\":\"%s\",\"tot_en_met\":\"%s\",\"omvang\":{\"volume\":%lld,"
         "\"eenheid\":\"minuut\",\"frequentie\":\"%s\"}}",
         iso(run.peildatum), iso(run.own.from), iso(run.own.to), (long long)run.minutes,
         often[run.frequency]);
}

/* Indications before, beside and after: some join on to the proposal, some leave a day between. */
static void others(void)
{
    int joins = run.own.from;
    run.others_n = below(MOST_OTHERS + 1);
    json(",\"lopend\":[");
    for (size_t i = 0; i < run.others_n; i++) {
        struct span *s = &run.others[i];
        s->to = maybe(60) ? joins - 1 - (int)below(2) : run.own.from + (int)below(60) - 30;
        s->from = s->to - (int)below(90);
        if (s->to < s->from)
            s->to = s->from;
        run.same_product[i] = maybe(70);
        joins = s->from;
        json("%s{\"id\":\"t%zu\",\"product\":\"%s\",\"aanbieder\":\"A%zu\",\"van\":\"%s\","
             "\"tot_en_met\":\"%s\"}",
             i > 0 ? "," : "", i, run.same_product[i] ? "A01" : "A02", i, iso(s->from), iso(s->to));
    }
    json("]");
}

static void contracts(void)
{
    int joins = run.own.from - (int)below(2);
    run.contracts_n = below(MOST_CONTRACTS + 1);
    json(",\"contracten\":[");
    for (size_t i = 0; i < run.contracts_n; i++) {
        struct span *s = &run.contracts[i];
        s->from = joins + (maybe(20) ? 1 : 0);
        s->to = s->from + (int)below(400);
        if (maybe(30))
            s->to = run.own.to - 1 + (int)below(3);
        if (s->to < s->from)
            s->to = s->from;
        joins = s->to + 1;
        json("%s{\"aanbieder\":\"A17\",\"producten\":[\"A01\"],\"van\":\"%s\",\"tot_en_met\":\"%"
             "s\"}",
             i > 0 ? "," : "", iso(s->from), iso(s->to));
    }
    json("]}");
}

/* ---- the rules ---- */

static void about_length(void)
{
    int n = run.own.to - run.own.from + 1, months = months_needed(run.own.from, run.own.to);
    int workdays = workdays_between(run.own.from, run.own.to);
    int moved = (int)below(30) - 15, shift = (int)below(40) - 20;
    int bound = workdays_later(run.own.from, shift);
    at_most("duur", n, "dagen");
    at_most("duur", months, "maanden");
    at_most("duur", workdays, "werkdagen");
    if (n > 1)
        at_most("einddatum - startdatum", n - 1, "dagen");
    rule(run.own.to <= months_later(run.own.from, moved), "einddatum <= startdatum %c %d maanden",
         moved < 0 ? '-' : '+', abs(moved));
    rule(run.own.from >= months_later(run.own.to, -moved), "startdatum >= einddatum %c %d maanden",
         moved < 0 ? '+' : '-', abs(moved));
    rule(true, "startdatum %c %d werkdagen is %s", shift < 0 ? '-' : '+', abs(shift), dutch(bound));
    rule(run.own.to <= bound, "einddatum <= startdatum %c %d werkdagen", shift < 0 ? '-' : '+',
         abs(shift));
    rule(run.own.to <= bound + 3, "einddatum <= startdatum %c %d werkdagen + 3 dagen",
         shift < 0 ? '-' : '+', abs(shift));
}

static void about_money(void)
{
    struct fraction volume = volume_over(run.minutes, run.frequency, run.own.from, run.own.to);
    int64_t now = run.price[run.own.from];
    struct fraction price = {volume.n * now, volume.d * 60};
    at_most("omvang", ceiling(volume), "minuten");
    run.parts_n = 0;
    if (now > 0) {
        at_most_cents("tarief", now);
        at_most_cents("omvang * tarief", ceiling(price));
        rule(price.n % price.d == 0, "omvang * tarief is € %lld,%02lld",
             (long long)ceiling(price) / 100, (long long)ceiling(price) % 100);
    }
    if (!run.tariff_all)
        return;
    int64_t cents = rounded(cost_of(volume, run.own.from, run.own.to, run.price));
    at_most_cents("kosten", cents);
    run.parts_n = split_by_year(cents, run.own.from, run.own.to, run.parts);
}

/* The chain that ends with the proposal: back over each day on which one of the same product ran.
 */
static void about_chain(void)
{
    int first = run.own.from;
    int beside = 0, before = 0;
    for (bool covered = true; covered;) {
        covered = false;
        for (size_t i = 0; i < run.others_n; i++)
            covered = covered || (run.same_product[i] && holds_on(run.others[i], first - 1));
        first -= covered;
    }
    at_most("trajectduur", run.own.to - first + 1, "dagen");
    for (size_t i = 0; i < run.others_n; i++) {
        beside += overlap(run.others[i], run.own);
        before += run.others[i].to < run.own.from;
    }
    at_most("aantal lopende", beside, "");
    at_most("aantal eerdere", before, "");
}

static bool under_contract(int day)
{
    for (size_t i = 0; i < run.contracts_n; i++)
        if (holds_on(run.contracts[i], day))
            return true;
    return false;
}

static void about_contracts(void)
{
    bool throughout = true;
    for (int day = run.own.from; day <= run.own.to; day++)
        throughout = throughout && under_contract(day);
    rule(under_contract(run.own.from), "gecontracteerd");
    rule(throughout, "doorlopend gecontracteerd");
}

/* A rule that always refuses, in a period: it does when the period holds the day that it looks at.
 */
static void about_validity(void)
{
    for (int i = 0; i < 4; i++) {
        char when[64];
        bool on_start = maybe(50);
        int day = on_start ? run.own.from : run.peildatum;
        struct span s = period(when, sizeof when, day);
        if (when[0] == '\0')
            continue;
        rule(!holds_on(s, day), "duur hoogstens 0 dagen");
        text("  geldig%s\n%s", when, on_start ? "  peilt startdatum\n" : "");
    }
    int binds = run.peildatum + (int)below(3) - 1;
    rule(run.peildatum < binds, "duur hoogstens 0 dagen");
    text("  kracht signaal, bindend vanaf %s\n", dutch(binds));
}

/* ---- one case ---- */

static void compose(void)
{
    char segment[64], gebied[64];
    run.text_n = run.json_n = run.rules_n = 0;
    proposal();
    others();
    contracts();
    struct span in_segment = period(segment, sizeof segment, run.own.from);
    struct span in_gebied = period(gebied, sizeof gebied, run.own.from);
    int step = (maybe(50) ? run.own.from : run.peildatum) + (int)below(3) - 1,
        n = run.own.to - run.own.from + 1;
    text("regeling tijd \"Tijd\"\n  geldig vanaf 1-1-2025 tot 1-1-2035\n  dubbel toegestaan\n");
    text("segment S \"S\"\ngebied G { Delft \"0503\"%s }\n", gebied);
    text("product A01 \"\" in S%s", segment);
    tariffs();
    text("product A02 \"\" zonder tarief zonder norm\n");
    text("waarde stap %d dagen tot %s, %d dagen vanaf %s\n", n, dutch(step), n - 1, dutch(step));
    about_length();
    about_money();
    about_chain();
    about_contracts();
    about_validity();
    rule(run.peildatum < step, "duur hoogstens stap");
    rule(run.own.from < step, "duur hoogstens stap\n  peilt startdatum");
    rule(holds_on(in_segment, run.own.from), "product in S");
    rule(holds_on(in_gebied, run.own.from), "gemeente in G");
    text("budget B \"\"\n  per kalenderjaar\n  voor product is A01\n  plafond ?\n  reden 2\n");
}

struct answer {
    char bytes[65536];
    size_t n;
};

static bool keep(void *self, const char *bytes, size_t n)
{
    struct answer *a = self;
    if (n >= sizeof a->bytes - a->n)
        return false;
    memcpy(a->bytes + a->n, bytes, n);
    a->bytes[a->n += n] = '\0';
    return true;
}

static bool show(void *self, const char *bytes, size_t n)
{
    (void)self;
    return fwrite(bytes, 1, n, stdout) == n;
}

static bool is_ground(const json_t *besluit, const char *name)
{
    size_t i;
    const json_t *ground;
    json_array_foreach(json_object_get(besluit, "gronden"), i,
                       ground) if (strcmp(json_string_value(ground), name) == 0) return true;
    return false;
}

static const json_t *rule_of(const json_t *besluit, const char *name)
{
    size_t i;
    const json_t *entry;
    json_array_foreach(json_object_get(besluit, "regels"), i,
                       entry) if (strcmp(json_string_value(json_object_get(entry, "regel")),
                                         name) == 0) return entry;
    return NULL;
}

static size_t check_claims(const json_t *besluit)
{
    const json_t *claims = json_object_get(rule_of(besluit, "B"), "claim_cent");
    size_t wrong = 0;
    if (json_object_size(claims) != run.parts_n)
        wrong +=
            printf("claims of %zu years, not %zu\n", json_object_size(claims), run.parts_n) > 0;
    for (size_t y = 0; y < run.parts_n; y++) {
        char year[16];
        snprintf(year, sizeof year, "%d", days[run.own.from].year + (int)y);
        int64_t got = json_integer_value(json_object_get(claims, year));
        if (got != run.parts[y])
            wrong += printf("%s: claim %lld, not %lld\n", year, (long long)got,
                            (long long)run.parts[y]) > 0;
    }
    return wrong;
}

static size_t check_answer(const char *bytes)
{
    json_t *besluit = json_loads(bytes, 0, NULL);
    size_t wrong = besluit ? check_claims(besluit) : 1;
    for (size_t i = 0; besluit && i < run.rules_n; i++)
        if (is_ground(besluit, run.rules[i].name) != run.rules[i].refuses)
            wrong += printf("%s: must %s\n", run.rules[i].name,
                            run.rules[i].refuses ? "refuse" : "hold") > 0;
    json_decref(besluit);
    return wrong;
}

static size_t decide(jhr_ctx *ctx, const jhr_rules *rules, jhr_engine engine)
{
    static struct answer answer;
    jhr_eval_options options = {
        .size = sizeof options, .engine = engine, .format = JHR_FORMAT_JSON};
    jhr_session *session;
    jhr_outcome outcome;
    size_t wrong = 1;
    answer.n = 0;
    if (jhr_session_new(&session, rules, &options) != JHR_OK)
        return 1;
    if (jhr_decide_json(ctx, session, "case", run.json, run.json_n, (jhr_writer){keep, &answer},
                        &outcome) == JHR_OK)
        wrong = check_answer(answer.bytes);
    else
        (void)!jhr_diags_write(ctx, JHR_FORMAT_COMPACT, false, (jhr_writer){show, NULL});
    jhr_session_release(session);
    return wrong;
}

static bool run_case(jhr_ctx *ctx)
{
    jhr_rules *rules = NULL;
    size_t wrong = 1;
    compose();
    if (jhr_compile_text(ctx, "tijd.jhr", run.text, run.text_n, &rules) == JHR_OK && rules)
        wrong = decide(ctx, rules, JHR_ENGINE_SCALAR) + decide(ctx, rules, JHR_ENGINE_REFERENCE);
    else
        (void)!jhr_diags_write(ctx, JHR_FORMAT_COMPACT, false, (jhr_writer){show, NULL});
    jhr_rules_release(rules);
    if (wrong > 0)
        printf("%s\n%s\n", run.text, run.json);
    return wrong == 0;
}

int main(int argc, char **argv)
{
    unsigned long seed = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
    unsigned long cases = argc > 2 ? strtoul(argv[2], NULL, 10) : 500;
    jhr_ctx *ctx = jhr_ctx_new();
    size_t rules = 0, refusing = 0;
    fault = argc > 3 ? (enum fault)strtoul(argv[3], NULL, 10) : NONE;
    if (!ctx || fault >= FAULTS)
        return 2;
    make_days();
    for (unsigned long i = 0; i < cases; i++) {
        state = seed * 1000003 + i;
        if (!run_case(ctx)) {
            printf("case %lu of seed %lu differs\n0 passed, 1 failed\n", i, seed);
            return 1;
        }
        rules += run.rules_n;
        for (size_t k = 0; k < run.rules_n; k++)
            refusing += run.rules[k].refuses;
    }
    printf("# %lu cases, %zu rules at a boundary, %zu of them refuse\n1 passed, 0 failed\n", cases,
           rules, refusing);
    jhr_ctx_free(ctx);
    return 0;
}

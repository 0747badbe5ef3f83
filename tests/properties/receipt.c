/*
 * Receipts: for every proposal that ships and many generated ones, the receipt brings the besluit
 * back byte for byte from the proposal, and besluit and gronden from its own facts; it names
 * nothing of the jeugdige that does not decide; and no changed byte of it goes unnoticed.
 */
#include "jhr.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char rules_text[] =
    "regeling proef \"Proef\" versie \"1\" geldig vanaf 1-1-2027 tot 1-1-2030\n"
    "  voor gemeente in G\n"
    "gebied G { Delft \"0503\", Westland \"1783\" }\n"
    "soort zwaarte geordend { licht, midden, zwaar }\n"
    "feit trauma: ja/nee\nfeit hechting: ja/nee\nfeit leeftijd: getal 0..23 jaar\n"
    "feit ernst: zwaarte\nfeit inkomen: bedrag € 0..€ 9.000\nfeit aanmelding: datum\n"
    "oordeel verantwoord: ja/nee\n"
    "segment V 5 \"V\"\n"
    "product P1 \"Een\" in V tarief € 98,40 per uur norm 40 uur\n"
    "product P2 \"Twee\" in V tarief € 61,- per uur zonder norm\n"
    "altijd I1 \"Nooit\" nooit als trauma en ernst is licht\n"
    "eis R1 \"Zwaar\" alleen als trauma of hechting of ernst is zwaar reden 7\n"
    "eis R2 \"Jong\" voor leeftijd < 12 alleen als verantwoord afwijken met motivering reden 7\n"
    "eis R3 \"Kort\" alleen als duur hoogstens 1 jaar reden 7\n"
    "eis R4 \"Uren\" als omvang > 150% van normomvang alleen als ernst is zwaar reden 7\n"
    "eis R5 \"Contract\" alleen als gecontracteerd reden 3\n"
    "eis R6 \"Weinig\" alleen als aantal lopende waarvoor (ander.product is P2) < 2 reden 7\n"
    "eis R7 \"Geld\" voor inkomen > € 5.000 nooit als aanmelding < 1-2-2027 reden 7\n"
    "voorwaarde W1 \"Plan\" voor product is P2 verplicht \"Maak een plan.\"\n"
    "stapeling S1 \"Stapeling\" reden 6\n  matrix\n"
    "    |    | P1  | P2  |\n    | P1 | nee | ja  |\n    | P2 |     | ?   |\n  standaard ja\n"
    "budget B1 \"Budget\" per gemeente, kalenderjaar voor product in V plafond € 1.000.000 reden "
    "2\n"
    "capaciteit C1 \"Plaatsen\" per regio voor product is P1 plaatsen 10 reden 4\n";

static const char *const shipped[][2] = {
    {"rules/noord-limburg/noord-limburg.jhr",
     "rules/noord-limburg/voorstellen/toelaatbaar-p2.json"},
    {"rules/noord-limburg/noord-limburg.jhr",
     "rules/noord-limburg/voorstellen/niet-toelaatbaar-vaktherapie.json"},
    {"rules/noord-limburg/noord-limburg.jhr", "rules/noord-limburg/voorstellen/onbepaald-ggz.json"},
    {"rules", "rules/haaglanden/voorstellen/aanmeldpunt-2029.json"},
    {"rules", "rules/haaglanden/voorstellen/basis-ggz-2026.json"},
    {"rules", "rules/haaglanden/voorstellen/basis-ggz-2027.json"},
    {"rules", "rules/haaglanden/voorstellen/hsggz-onbepaald.json"},
};

#define PSEUDONYM "verzonnen-kind-7"
#define STORY     "Vertrouwelijk verhaal"

struct text {
    char *p;
    size_t n, cap;
};
static bool keep(void *self, const char *bytes, size_t n)
{
    struct text *t = self;
    if (t->n + n + 1 > t->cap) {
        t->cap = 2 * (t->n + n + 1);
        t->p = realloc(t->p, t->cap);
        if (!t->p)
            abort();
    }
    memcpy(t->p + t->n, bytes, n);
    t->n += n;
    t->p[t->n] = '\0';
    return true;
}
static jhr_writer into(struct text *t)
{
    t->n = 0;
    return (jhr_writer){keep, t};
}

static uint64_t state;
static uint32_t roll(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(state >> 33) % n;
}

static jhr_ctx *ctx;
static struct text besluit, receipt, again, note, changed;
static size_t tried, flips, kept_facts, given_facts, seen[8];

static int wrong(const char *what, const char *json)
{
    printf("%s\nproposal: %s\nreceipt: %s\nreplay: %s\n", what, json, receipt.p, again.p);
    jhr_status status = jhr_diags_write(ctx, JHR_FORMAT_COMPACT, false, into(&note));
    printf("%d %s\n", (int)status, note.n > 0 ? note.p : "");
    return 1;
}

static json_t *member(const struct text *t, const char *name, json_t **root)
{
    *root = json_loadb(t->p, t->n, 0, NULL);
    return json_object_get(*root, name);
}

/* ---- the laws ---- */

static int check_private(const char *json)
{
    json_t *r, *p, *small = json_object_get(member(&receipt, "minimaal", &r), "feiten");
    json_t *all = json_object_get(p = json_loads(json, 0, NULL), "feiten");
    kept_facts += json_object_size(small);
    given_facts += json_object_size(all);
    bool more = json_object_size(small) > json_object_size(all);
    json_decref(r);
    json_decref(p);
    if (more || strstr(receipt.p, PSEUDONYM) || strstr(receipt.p, STORY) ||
        strstr(receipt.p, "jeugdige"))
        return wrong("the receipt holds what it must not", json);
    return 0;
}

/* The facts of the receipt are needed: without one of them the besluit or the gronden change. */
static int check_least(const jhr_rules *rules, const jhr_eval_options *o, const char *json)
{
    json_t *r, *least = member(&receipt, "minimaal", &r), *facts, *v;
    json_t *feiten = json_object_get(least, "feiten");
    jhr_session *s = NULL;
    const char *key;
    int bad = 0;
    if (jhr_session_new(&s, rules, o) != JHR_OK)
        return wrong("no session", json);
    facts = json_copy(feiten);
    json_object_foreach(facts, key, v)
    {
        json_t *now, *root;
        json_object_set_new(feiten, key, json_null());
        char *text = json_dumps(least, JSON_REAL_PRECISION(15));
        if (jhr_decide_json(ctx, s, "p", text, strlen(text), into(&again), NULL) == JHR_OK) {
            now = member(&again, "besluit", &root);
            if (json_equal(now, json_object_get(r, "besluit")) &&
                json_equal(json_object_get(root, "gronden"), json_object_get(r, "gronden")))
                bad += wrong("a fact of the receipt is not needed", json);
            json_decref(root);
        }
        free(text);
        json_object_set(feiten, key, v);
    }
    json_decref(facts);
    json_decref(r);
    jhr_session_release(s);
    return bad;
}

static int check_flips(const char *json, size_t n)
{
    static const unsigned char bits[] = {1, 2, 4, 8, 16, 32, 64, 128};
    json_t *whole = json_loadb(receipt.p, receipt.n, 0, NULL);
    int bad = 0;
    for (size_t i = 0; i < n && i < receipt.n && bad == 0; i++, flips++) {
        jhr_receipt *r = NULL;
        keep((into(&changed), &changed), receipt.p, receipt.n);
        size_t at = n < receipt.n ? roll((uint32_t)receipt.n) : i;
        changed.p[at] = (char)(changed.p[at] ^ bits[roll(8)]);
        jhr_status status = jhr_receipt_read(ctx, "r", changed.p, changed.n, &r);
        if (status == JHR_OK) { /* white space, or another way to write the same */
            json_t *same = json_loadb(changed.p, changed.n, 0, NULL);
            if (!json_equal(same, whole))
                bad = wrong("a changed byte was not noticed", changed.p);
            json_decref(same);
        } else if (status != JHR_INPUT || jhr_diag_errors(ctx) == 0) {
            bad = wrong("a changed byte gave another status", json);
        }
        jhr_receipt_free(r);
        if (at < receipt.n - 1 && jhr_receipt_read(ctx, "r", receipt.p, at, &r) != JHR_INPUT)
            bad = wrong("a receipt that was cut off was read", json);
    }
    json_decref(whole);
    return bad;
}

static int replay(const jhr_rules *rules, const char *json, size_t n, size_t flip)
{
    jhr_receipt *r = NULL;
    jhr_session *s = NULL;
    jhr_eval_options o;
    int bad = 0;
    if (jhr_receipt_read(ctx, "r", receipt.p, receipt.n, &r) != JHR_OK)
        return wrong("the receipt cannot be read", json);
    jhr_receipt_options(r, &o);
    if (jhr_session_new(&s, rules, &o) != JHR_OK)
        return wrong("no session", json);
    if (jhr_replay(ctx, s, r, "p", json, n, o.format, into(&again), into(&note)) != JHR_OK ||
        again.n != besluit.n || memcmp(again.p, besluit.p, again.n) != 0)
        bad = wrong("another besluit from the same proposal", json);
    if (bad == 0 &&
        jhr_replay(ctx, s, r, "p", NULL, 0, JHR_FORMAT_TEXT, into(&again), into(&note)) != JHR_OK)
        bad = wrong("another besluit from the receipt", json);
    if (bad == 0)
        bad = check_private(json) + check_least(rules, &o, json) + check_flips(json, flip);
    jhr_session_release(s);
    jhr_receipt_free(r);
    return bad;
}

static int try_one(const jhr_rules *rules, const char *json, size_t n, bool voorgesteld,
                   size_t flip)
{
    jhr_eval_options o = {.size = sizeof o, .format = JHR_FORMAT_JSON, .voorgesteld = voorgesteld};
    jhr_session *s = NULL;
    jhr_outcome outcome;
    int bad = 0;
    if (jhr_session_new(&s, rules, &o) != JHR_OK ||
        jhr_decide_json(ctx, s, "p", json, n, into(&besluit), &outcome) != JHR_OK)
        return wrong("the proposal is not valid", json);
    seen[outcome]++;
    if (jhr_receipt_write(ctx, s, "regels.jhr", "p", json, n, into(&receipt)) != JHR_OK)
        bad = wrong("no receipt", json);
    else
        bad = replay(rules, json, n, flip);
    tried++;
    jhr_session_release(s);
    return bad;
}

/* ---- generated proposals ---- */

static void running(json_t *root)
{
    static const char *const products[] = {"P1", "P2", "X9"};
    json_t *list = json_array();
    uint32_t n = roll(4);
    for (uint32_t i = 0; i < n; i++)
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s,s:s}", "product", products[roll(3)],
                                        "aanbieder", roll(2) ? "A1" : "A2", "van", "2027-02-01",
                                        "tot_en_met", roll(2) ? "2027-12-31" : "2027-02-20"));
    json_object_set_new(root, "lopend", list);
}

static void facts(json_t *feiten)
{
    static const char *const zwaarte[] = {"licht", "midden", "zwaar"};
    if (roll(8))
        json_object_set_new(feiten, "gemeente", json_string(roll(9) ? "0503" : "1999"));
    if (roll(3))
        json_object_set_new(feiten, "trauma", json_boolean(roll(2)));
    if (roll(3))
        json_object_set_new(feiten, "hechting", json_boolean(roll(2)));
    if (roll(3))
        json_object_set_new(feiten, "leeftijd", json_integer(roll(24)));
    if (roll(3))
        json_object_set_new(feiten, "ernst", json_string(zwaarte[roll(3)]));
    if (roll(3))
        json_object_set_new(feiten, "inkomen", json_integer(roll(900000)));
    if (roll(3))
        json_object_set_new(feiten, "aanmelding",
                            json_string(roll(2) ? "2027-01-15" : "2027-02-15"));
    if (roll(2))
        json_object_set_new(feiten, "verantwoord",
                            json_pack("{s:b,s:s}", "waarde", (int)roll(2), "motivering", STORY));
}

static json_t *generate(void)
{
    json_t *root = json_pack("{s:s,s:s,s:{},s:{s:s,s:s,s:s}}", "peildatum", "2027-03-01",
                             "jeugdige", PSEUDONYM, "feiten", "voorstel", "product",
                             roll(2) ? "P1" : "P2", "aanbieder", "A1", "van", "2027-03-01");
    json_t *v = json_object_get(root, "voorstel");
    facts(json_object_get(root, "feiten"));
    if (roll(6))
        json_object_set_new(v, "tot_en_met", json_string(roll(4) ? "2027-11-30" : "2028-06-30"));
    if (roll(3))
        json_object_set_new(
            v, "omvang", json_pack("{s:f,s:s}", "volume", (double)roll(200) / 2, "eenheid", "uur"));
    if (roll(3) == 0)
        json_object_set_new(v, "afwijkingen",
                            json_pack("[{s:s,s:s}]", "regel", "R2", "motivering", STORY));
    if (roll(5))
        running(root);
    if (roll(5))
        json_object_set_new(root, "contracten",
                            json_pack("[{s:s,s:[s,s]},{s:s,s:[s]}]", "aanbieder",
                                      roll(9) ? "A1" : "A3", "producten", "P1", "P2", "aanbieder",
                                      "A2", "producten", "P1"));
    if (roll(5))
        json_object_set_new(root, "saldo",
                            json_pack("{s:{s:{s:{s:i},s:{s:i}}},s:{s:{s:i}}}", "budget", "B1",
                                      "2027", "vrij_cent", (int)roll(10) * 100000, "2028",
                                      "vrij_cent", 1000000, "capaciteit", "C1", "vrij",
                                      (int)roll(4)));
    return root;
}

/* ---- all of it ---- */

static int try_shipped(size_t flip)
{
    int bad = 0;
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
        static char json[1 << 16];
        jhr_rules *rules = NULL;
        FILE *f = fopen(shipped[i][1], "rb");
        size_t n = f ? fread(json, 1, sizeof json - 1, f) : 0;
        if (f)
            fclose(f);
        json[n] = '\0';
        if (jhr_compile_path(ctx, shipped[i][0], &rules) != JHR_OK)
            return wrong(shipped[i][0], json);
        for (int v = 0; v < 2; v++)
            bad += try_one(rules, json, n, v == 1, flip);
        jhr_rules_release(rules);
    }
    return bad;
}

int main(int argc, char **argv)
{
    size_t cases = argc > 1 ? strtoul(argv[1], NULL, 10) : 200;
    const char *seed = getenv("SEED");
    jhr_rules *rules = NULL;
    int bad;
    state = seed ? strtoull(seed, NULL, 10) : 20270301;
    ctx = jhr_ctx_new();
    if (!ctx)
        return 1;
    bad = try_shipped(cases);
    if (jhr_compile_text(ctx, "regels.jhr", rules_text, sizeof rules_text - 1, &rules) != JHR_OK) {
        bad = wrong("the rules of this test", rules_text);
        cases = 0;
    }
    for (size_t i = 0; i < cases && bad == 0; i++) {
        json_t *p = generate();
        char *json = json_dumps(p, JSON_REAL_PRECISION(15));
        bad = try_one(rules, json, strlen(json), false, i == 0 ? SIZE_MAX : 4);
        if (bad)
            printf("case %zu of seed %s\n", i, seed ? seed : "20270301");
        free(json);
        json_decref(p);
    }
    if (bad == 0 && cases > 100)
        for (int o = JHR_BESLUIT_TOELAATBAAR; o <= JHR_BESLUIT_BUITEN_REGELING; o++)
            if (seen[o] == 0) {
                printf("no case had outcome %d\n", o);
                bad = 1;
            }
    printf("%zu receipts repeated twice, %zu bytes changed, %zu of %zu facts kept\n", tried, flips,
           kept_facts, given_facts);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    free(besluit.p);
    free(receipt.p);
    free(again.p);
    free(note.p);
    free(changed.p);
    return bad ? 1 : 0;
}

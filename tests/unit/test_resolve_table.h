/* A table of texts with the codes that they give, in the order of the file. */
#ifndef JHR_TESTS_RESOLVE_TABLE_H
#define JHR_TESTS_RESOLVE_TABLE_H

#include "test_resolve_aid.h"

#define R "regeling proef\n"
#define P                                                                                          \
    "segment Jeugd\nsegment Dag\nproduct 54001 in Jeugd zonder tarief zonder norm\n"               \
    "product 54e02 in Jeugd zonder tarief zonder norm\ngroep GGZ = { 54001, 54E02 }\n"
#define F                                                                                          \
    "soort verwijzers { gemeente, huisarts, GI }\nsoort ernst geordend { licht, midden, zwaar }\n" \
    "feit verwijzer: verwijzers\nfeit zwaarte: ernst\nfeit oud: ernst\nfeit trauma: ja/nee\n"      \
    "feit leeftijd: getal 0..23 jaar\nfeit wacht: getal 0..52 weken\nfeit aantal_uren: getal "     \
    "0..100\nfeit bijdrage: bedrag € 0..€ 100\nfeit sinds: datum\noordeel passend: ja/nee\n"   \
    "begrip ernstig = zwaarte minstens midden\nbegrip dubbele_bijdrage = bijdrage * 2\n"           \
    "waarde treeknorm 14 weken vanaf 1-1-2026, ? vanaf 1-1-2028\n"
#define G   "gebied H9 { Delft \"0503\", Den_Haag \"0518\" }\ngebied H8 = H9 behalve { Den_Haag }\n"
#define A   "aanbieders partners = { \"A17\", \"A21\" }\n"
#define ALL R P F G A

struct row {
    const char *text;  /* of one rule's test, or a whole text when it begins with "=" */
    const char *codes; /* "1001 1005", in the order of the file */
};

/* False: other codes; then it is printed. */
static inline bool check(const char *text, const char *codes)
{
    struct resolved t;
    char got[256] = "";
    resolve_z(&t, text);
    for (uint32_t i = 0; i < t.diags.list.n && strlen(got) < 200; i++) {
        unsigned code = jhr_diag_rows[t.diags.list.v[i]->id].code;
        snprintf(got + strlen(got), 8, "%s%u", i == 0 ? "" : " ", code);
    }
    bool good = t.m != NULL && strcmp(got, codes) == 0;
    if (!good) {
        print_found(&t, text);
        print_message("expected: %s\n", codes);
    }
    resolved_free(&t);
    return good;
}

static inline void check_rows(const struct row *rows, size_t n)
{
    unsigned failed = 0;
    for (size_t i = 0; i < n; i++) {
        char text[8192];
        if (rows[i].text[0] == '=')
            snprintf(text, sizeof(text), "%s", rows[i].text + 1);
        else
            snprintf(text, sizeof(text), "%seis R1\n  alleen als %s\n  reden 7\n", ALL,
                     rows[i].text);
        failed += !check(text, rows[i].codes);
    }
    assert_int_equal(failed, 0);
}
#define CHECK(rows) check_rows(rows, sizeof(rows) / sizeof((rows)[0]))

#endif

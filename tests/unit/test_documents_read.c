/* Proposals in: what a valid one becomes, and each finding with its place. */
#include "tests/unit/test_documents.h"

#include "base/ymd.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static uint32_t feit(const char *name)
{
    const struct jhr_program *p = fx.program;
    for (uint32_t i = 0; i < p->feiten_n; i++) {
        if (jhr_str_eq(p->strings[p->feiten[i].naam], jhr_str_of(name)))
            return i;
    }
    fail_msg("no fact %s", name);
    return 0;
}

static void assert_read(const char *json)
{
    if (!read_json(json)) {
        show_findings();
        fail_msg("not accepted: %s", json);
    }
}

static void test_clean(void **state)
{
    (void)state;
    assert_read("{ 'peildatum': '2027-03-01', 'jeugdige': 'pseudoniem-123',"
                "'feiten': { 'leeftijd': 9, 'gemeente': '0503', 'verwijzer': 'huisarts',"
                " 'enkelvoudig': true, 'zwaarte_hulpvraag': 'licht', 'trauma': null,"
                " 'eigen_bijdrage': 12550, 'aangemeld': '2027-02-28',"
                " 'groep_verantwoord': {'waarde': false, 'motivering': 'Te onrustig.',"
                " 'door': 'professional'} },"
                "'niet_te_verkrijgen': ['trauma'],"
                "'voorstel': { 'product': '54001', 'aanbieder': 'a17', 'van': '2027-03-01',"
                " 'tot_en_met': '2027-11-30', 'omvang': { 'volume': 40, 'eenheid': 'uur',"
                " 'frequentie': 'totaal' }, 'wijzigt': 't1',"
                " 'afwijkingen': [{'regel':'W10','motivering':'Geen groep in de buurt.'}] },"
                "'lopend': [ { 'id': 't1', 'product': '41u01', 'aanbieder': 'A17',"
                " 'van': '2027-01-01', 'tot_en_met': null },"
                " { 'product': '99X99', 'aanbieder': 'B2', 'van': '2026-01-01',"
                " 'tot_en_met': '2026-06-30' } ],"
                "'contracten': [ { 'aanbieder': 'A17', 'producten': ['54001', '99x99'],"
                " 'van': '2026-01-01', 'tot_en_met': null } ],"
                "'saldo': { 'budget': { 'B5': { '2027': { 'vrij_cent': 1250000 } } },"
                " 'capaciteit': { 'C2': { 'vrij': 3 } } } }");
    assert_int_equal(fx.c.peildatum, 20270301);
    assert_text(fx.c.jeugdige, "pseudoniem-123");
    assert_int_equal(fx.c.feiten[feit("leeftijd")].v, 9);
    assert_int_equal(fx.c.feiten[feit("gemeente")].v, 0);
    assert_int_equal(fx.c.feiten[feit("verwijzer")].v, 1);
    assert_int_equal(fx.c.feiten[feit("eigen_bijdrage")].v, 12550);
    assert_int_equal(fx.c.feiten[feit("aangemeld")].v, 20270228);
    assert_true(fx.c.feiten[feit("groep_verantwoord")].known);
    assert_text(fx.c.feiten[feit("groep_verantwoord")].motivering, "Te onrustig.");
    assert_false(fx.c.feiten[feit("trauma")].known);
    assert_true(fx.c.feiten[feit("trauma")].niet_te_verkrijgen);
    assert_int_equal(fx.c.voorstel.tot_en_met, 20271130);
    assert_int_equal(fx.c.lopend_n, 2);
    assert_int_equal(fx.c.lopend[0].product, 2);
    assert_int_equal(fx.c.lopend[0].tot_en_met, JHR_YMD_NEVER);
    assert_int_equal(fx.c.lopend[0].aanbieder, fx.c.voorstel.aanbieder);
    assert_int_equal(fx.c.lopend[1].product, JHR_OUTSIDE);
    assert_int_equal(fx.c.contracten[0].producten[1], JHR_OUTSIDE);
    assert_int_equal(fx.c.contracten[0].tot_en_met, JHR_YMD_NEVER);
    assert_int_equal(fx.c.afwijkingen_n, 1);
    assert_text(fx.c.wijzigt, "t1");
}

static void test_unknowns(void **state)
{
    (void)state;
    assert_read("{'peildatum':'2027-03-01','voorstel':{'product':'54001','aanbieder':'A17',"
                "'van':'2027-03-01'}}");
    assert_int_equal(fx.c.voorstel.tot_en_met, 0);
    assert_false(fx.c.lopend_known || fx.c.contracten_known || fx.c.voorstel.omvang.known);
    for (uint32_t i = 0; i < fx.c.feiten_n; i++)
        assert_false(fx.c.feiten[i].known);
    assert_read("{'peildatum':'2027-03-01','voorstel':{'product':'54001','aanbieder':'A17',"
                "'van':'2027-03-01','open_einde':true},'lopend':[],'contracten':[]}");
    assert_int_equal(fx.c.voorstel.tot_en_met, JHR_YMD_NEVER);
    assert_true(fx.c.lopend_known && fx.c.contracten_known);
    assert_true(read_with("{'voorstel':{'product':'54001','aanbieder':'A17',"
                          "'van':'2027-03-01'}}",
                          20270401, true));
    assert_int_equal(fx.c.peildatum, 20270401);
    assert_true(fx.c.voorgesteld);
}

static void test_gemeente_outside(void **state)
{
    (void)state;
    assert_read("{'peildatum':'2027-03-01','feiten':{'gemeente':'0363'},'voorstel':"
                "{'product':'INS2C','aanbieder':'A17','van':'2027-03-01'}}");
    assert_int_equal(fx.c.feiten[feit("gemeente")].v, JHR_OUTSIDE + 363);
}

struct volume {
    const char *text;
    int64_t mantissa;
    uint8_t scale;
};

/* The source text of the number counts, digit for digit: no double is in between. */
static void test_volumes(void **state)
{
    static const struct volume volumes[] = {
        {"40", 40, 0},
        {"3.5", 35, 1},
        {"0.05", 5, 2},
        {"40.000", 40, 0},
        {"1e2", 100, 0},
        {"2.5E+1", 25, 0},
        {"150e-1", 15, 0},
        {"0", 0, 0},
        {"0.00000000000000", 0, 0},
        {"0.1e1", 1, 0},
        {"16666.65", 1666665, 2},
    };
    char json[512];
    (void)state;
    for (size_t i = 0; i < COUNT(volumes); i++) {
        snprintf(json, sizeof json, DOC("", ",'omvang':{'volume':%s,'eenheid':'uur'}", ""),
                 volumes[i].text);
        assert_read(json);
        assert_true(fx.c.voorstel.omvang.known);
        assert_int_equal(fx.c.voorstel.omvang.mantissa, volumes[i].mantissa);
        assert_int_equal(fx.c.voorstel.omvang.scale, volumes[i].scale);
    }
}

static void test_nfc(void **state)
{
    (void)state;
    /* e + combining acute, in a text that is kept */
    assert_read("{'peildatum':'2027-03-01','jeugdige':'Ren\x65\xcc\x81','voorstel':"
                "{'product':'54001','aanbieder':'A17','van':'2027-03-01'}}");
    assert_text(fx.c.jeugdige, "Ren\xc3\xa9");
    /* a byte order mark is no part of the document */
    assert_read("\xef\xbb\xbf" DOC("", "", ""));
}

/* ---- findings ---- */

struct finding {
    const char *json;
    enum jhr_diag_id id;
    const char *pointer;
    const char *text;       /* of the span; NULL: not looked at */
    const char *suggestion; /* NULL: none */
};

static const struct finding facts[] = {
    {DOC(",'leeftyd':9", "", ""), JHR_D_INPUT_UNKNOWN_FACT, "/feiten/leeftyd", "leeftyd",
     "leeftijd"},
    {DOC(",'leeftijd':'9'", "", ""), JHR_D_INPUT_WANT_INTEGER, "/feiten/leeftijd", "\"9\"", NULL},
    {DOC(",'leeftijd':9.0", "", ""), JHR_D_INPUT_WANT_INTEGER, "/feiten/leeftijd", "9.0", NULL},
    {DOC(",'leeftijd':24", "", ""), JHR_D_INPUT_OUT_OF_RANGE, "/feiten/leeftijd", "24", NULL},
    {DOC(",'leeftijd':-1", "", ""), JHR_D_INPUT_OUT_OF_RANGE, "/feiten/leeftijd", "-1", NULL},
    {DOC(",'leeftijd':[9]", "", ""), JHR_D_INPUT_WANT_INTEGER, "/feiten/leeftijd", "[9]", NULL},
    {DOC(",'leeftijd':{'waarde':9}", "", ""), JHR_D_INPUT_NOT_OORDEEL, "/feiten/leeftijd", NULL,
     NULL},
    {DOC(",'trauma':'ja'", "", ""), JHR_D_INPUT_WANT_BOOL, "/feiten/trauma", "\"ja\"", "true"},
    {DOC(",'trauma':0", "", ""), JHR_D_INPUT_WANT_BOOL, "/feiten/trauma", "0", NULL},
    {DOC(",'eigen_bijdrage':125.50", "", ""), JHR_D_INPUT_WANT_CENTS, "/feiten/eigen_bijdrage",
     "125.50", NULL},
    {DOC(",'aangemeld':'1-2-2027'", "", ""), JHR_D_INPUT_WANT_DATE, "/feiten/aangemeld", NULL,
     NULL},
    {DOC(",'zwaarte_hulpvraag':'lcht'", "", ""), JHR_D_INPUT_UNKNOWN_VALUE,
     "/feiten/zwaarte_hulpvraag", "lcht", "licht"},
    {DOC(",'verwijzer':'Huisarts'", "", ""), JHR_D_INPUT_UNKNOWN_VALUE, "/feiten/verwijzer",
     "Huisarts", "huisarts"},
    {DOC(",'verwijzer':1", "", ""), JHR_D_INPUT_WANT_TEXT, "/feiten/verwijzer", "1", NULL},
    {DOC(",'groep_verantwoord':true", "", ""), JHR_D_INPUT_OORDEEL_BARE,
     "/feiten/groep_verantwoord", "true", NULL},
    {DOC(",'groep_verantwoord':{'waarde':true}", "", ""), JHR_D_INPUT_NO_REASON,
     "/feiten/groep_verantwoord/motivering", NULL, NULL},
    {DOC(",'groep_verantwoord':{'waarde':true,'motivering':'  '}", "", ""), JHR_D_INPUT_EMPTY_TEXT,
     "/feiten/groep_verantwoord/motivering", NULL, NULL},
    {DOC(",'groep_verantwoord':{'waarde':'x','motivering':'y'}", "", ""), JHR_D_INPUT_WANT_BOOL,
     "/feiten/groep_verantwoord/waarde", NULL, NULL},
    {DOC(",'groep_verantwoord':{'warde':true}", "", ""), JHR_D_INPUT_UNKNOWN_KEY,
     "/feiten/groep_verantwoord/warde", "warde", "waarde"},
    {"{'peildatum':'2027-03-01','feiten':{'gemeente':'Delft'},'voorstel':{'product':'INS2C',"
     "'aanbieder':'A','van':'2027-03-01'}}",
     JHR_D_INPUT_GEMEENTE, "/feiten/gemeente", "Delft", "0503"},
    {"{'peildatum':'2027-03-01','feiten':{'gemeente':'Den Haag'},'voorstel':{'product':'INS2C',"
     "'aanbieder':'A','van':'2027-03-01'}}",
     JHR_D_INPUT_GEMEENTE, "/feiten/gemeente", "Den Haag", "0518"},
    {"{'peildatum':'2027-03-01','feiten':{'gemeente':518},'voorstel':{'product':'INS2C',"
     "'aanbieder':'A','van':'2027-03-01'}}",
     JHR_D_INPUT_WANT_TEXT, "/feiten/gemeente", "518", NULL},
    {DOC("", "", ",'niet_te_verkrijgen':['traum']"), JHR_D_INPUT_UNKNOWN_FACT,
     "/niet_te_verkrijgen/0", "traum", "trauma"},
    {DOC(",'trauma':true", "", ",'niet_te_verkrijgen':['trauma']"), JHR_D_INPUT_UNOBTAINABLE_KNOWN,
     "/niet_te_verkrijgen/0", "trauma", NULL},
    {DOC("", "", ",'niet_te_verkrijgen':['trauma','trauma']"), JHR_D_INPUT_LISTED_TWICE,
     "/niet_te_verkrijgen/1", "trauma", NULL},
    {DOC("", "", ",'niet_te_verkrijgen':'trauma'"), JHR_D_INPUT_WANT_LIST, "/niet_te_verkrijgen",
     NULL, NULL},
};

static const struct finding indications[] = {
    {DOC("", "", ",'voorstl':{}"), JHR_D_INPUT_UNKNOWN_KEY, "/voorstl", "voorstl", "voorstel"},
    {DOC("", ",'eind':null", ""), JHR_D_INPUT_UNKNOWN_KEY, "/voorstel/eind", "eind", NULL},
    {"{'peildatum':'2027-03-01'}", JHR_D_INPUT_MISSING, "/voorstel", "{", NULL},
    {"{'peildatum':'2027-03-01','voorstel':null}", JHR_D_INPUT_MISSING, "/voorstel", NULL, NULL},
    {"{'peildatum':'2027-03-01','voorstel':[]}", JHR_D_INPUT_WANT_OBJECT, "/voorstel", "[]", NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'aanbieder':'A','van':'2027-03-01'}}",
     JHR_D_INPUT_MISSING, "/voorstel/product", "{", NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'product':'54001','van':'2027-03-01'}}",
     JHR_D_INPUT_MISSING, "/voorstel/aanbieder", "{", NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'product':'54001','aanbieder':'A'}}",
     JHR_D_INPUT_MISSING, "/voorstel/van", "{", NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'product':54001,'aanbieder':'A','van':'2027-03-01'}}",
     JHR_D_INPUT_WANT_TEXT, "/voorstel/product", "54001", NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'product':'54010','aanbieder':'A',"
     "'van':'2027-03-01'}}",
     JHR_D_INPUT_UNKNOWN_PRODUCT, "/voorstel/product", "54010", "54001"},
    {"{'peildatum':'2027-03-01','voorstel':{'product':'54001','aanbieder':' ',"
     "'van':'2027-03-01'}}",
     JHR_D_INPUT_EMPTY_TEXT, "/voorstel/aanbieder", NULL, NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'product':'54001','aanbieder':'A',"
     "'van':'2027-06-31'}}",
     JHR_D_INPUT_NO_DATE, "/voorstel/van", "2027-06-31", NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'product':'54001','aanbieder':'A',"
     "'van':'2100-02-28'}}",
     JHR_D_INPUT_DATE_RANGE, "/voorstel/van", "2100-02-28", NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'product':'54001','aanbieder':'A',"
     "'van':'2100-02-29'}}",
     JHR_D_INPUT_NO_DATE, "/voorstel/van", NULL, NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'product':'54001','aanbieder':'A',"
     "'van':'2027-3-1'}}",
     JHR_D_INPUT_WANT_DATE, "/voorstel/van", NULL, NULL},
    {"{'peildatum':'2027-03-01','voorstel':{'product':'54001','aanbieder':'A',"
     "'van':'2027-03-01','tot_en_met':'2027-02-28'}}",
     JHR_D_INPUT_END_BEFORE_START, "/voorstel/tot_en_met", "2027-02-28", NULL},
    {DOC("", ",'open_einde':true", ""), JHR_D_INPUT_END_CONFLICT, "/voorstel/open_einde", "true",
     NULL},
    {DOC("", ",'open_einde':'ja'", ""), JHR_D_INPUT_WANT_BOOL, "/voorstel/open_einde", NULL, NULL},
    {DOC("", ",'wijzigt':'t1'", ",'lopend':[]"), JHR_D_INPUT_UNKNOWN_ID, "/voorstel/wijzigt", "t1",
     NULL},
    {DOC("", "", ",'lopend':{}"), JHR_D_INPUT_WANT_LIST, "/lopend", "{}", NULL},
    {DOC("", "", ",'lopend':[1]"), JHR_D_INPUT_WANT_OBJECT, "/lopend/0", "1", NULL},
    {DOC("", "", ",'lopend':[{'product':'A','aanbieder':'B'}]"), JHR_D_INPUT_MISSING,
     "/lopend/0/van", NULL, NULL},
    {DOC("", "",
         ",'lopend':[{'id':'a','product':'A','aanbieder':'B','van':'2027-01-01'},"
         "{'id':'a','product':'A','aanbieder':'B','van':'2027-01-01'}]"),
     JHR_D_INPUT_DUPLICATE_ID, "/lopend/1/id", "a", NULL},
    {DOC("", ",'afwijkingen':[{'regel':'W11','motivering':'x'}]", ""), JHR_D_INPUT_UNKNOWN_RULE,
     "/voorstel/afwijkingen/0/regel", "W11", "W10"},
    {DOC("", ",'afwijkingen':[{'regel':'R08','motivering':'x'}]", ""), JHR_D_INPUT_NO_DEVIATION,
     "/voorstel/afwijkingen/0/regel", "R08", NULL},
    {DOC("", ",'afwijkingen':[{'regel':'W10'}]", ""), JHR_D_INPUT_NO_REASON,
     "/voorstel/afwijkingen/0/motivering", NULL, NULL},
    {DOC("", ",'afwijkingen':[{'regel':'W10','motivering':'x'},{'regel':'W10','motivering':'y'}]",
         ""),
     JHR_D_INPUT_LISTED_TWICE, "/voorstel/afwijkingen/1/regel", "W10", NULL},
    {DOC("", "", ",'contracten':[{'aanbieder':'A'}]"), JHR_D_INPUT_MISSING,
     "/contracten/0/producten", NULL, NULL},
    {DOC("", "", ",'contracten':[{'aanbieder':'A','producten':[54001]}]"), JHR_D_INPUT_WANT_TEXT,
     "/contracten/0/producten/0", "54001", NULL},
    {DOC("", "", ",'saldo':{'budget':{'B5':{'27':{'vrij_cent':1}}}}"), JHR_D_INPUT_YEAR,
     "/saldo/budget/B5/27", "27", NULL},
    {DOC("", "", ",'saldo':{'budget':{'B5':{'2027':{'vrij_cent':1.5}}}}"), JHR_D_INPUT_WANT_CENTS,
     "/saldo/budget/B5/2027/vrij_cent", "1.5", NULL},
    {DOC("", "", ",'saldo':{'capaciteit':{'C2':{'vrij':'3'}}}"), JHR_D_INPUT_WANT_INTEGER,
     "/saldo/capaciteit/C2/vrij", NULL, NULL},
    {DOC("", "", ",'saldo':{'budget':{'POTT':{'vrij_cent':1}}}"), JHR_D_INPUT_UNKNOWN_REKENING,
     "/saldo/budget/POTT", "POTT", "POT"},
    {DOC("", "", ",'saldo':{'budget':{'C2':{'2027':{'vrij_cent':1}}}}"), JHR_D_INPUT_NO_BUDGET,
     "/saldo/budget/C2", "C2", NULL},
    {DOC("", "", ",'saldo':{'capaciteit':{'B5':{'vrij':1}}}"), JHR_D_INPUT_NO_CAPACITEIT,
     "/saldo/capaciteit/B5", "B5", NULL},
    {DOC("", "", ",'saldo':{'capaciteit':{'C2':{'vrij':100000000001}}}"), JHR_D_INPUT_SALDO_LARGE,
     "/saldo/capaciteit/C2/vrij", "100000000001", NULL},
    {DOC("", "", ",'saldo':{'budget':{'B5':{'2027':{'vrij_cent':-100000000001}}}}"),
     JHR_D_INPUT_SALDO_LARGE, "/saldo/budget/B5/2027/vrij_cent", NULL, NULL},
    {DOC("", "", ",'saldo':{'budget':{'B5':{'vrij_cent':1}}}"), JHR_D_INPUT_YEAR,
     "/saldo/budget/B5/vrij_cent", NULL, NULL},
    {DOC("", "", ",'saldo':{'budget':{'POT':{'2027':{'vrij_cent':1}}}}"), JHR_D_INPUT_UNKNOWN_KEY,
     "/saldo/budget/POT/2027", NULL, NULL},
};

static const struct finding volumes_and_dates[] = {
    {DOC("", ",'omvang':{'volume':40,'eenheid':'uurtjes'}", ""), JHR_D_INPUT_UNKNOWN_UNIT,
     "/voorstel/omvang/eenheid", "uurtjes", NULL},
    {DOC("", ",'omvang':{'volume':40,'eenheid':'minutn'}", ""), JHR_D_INPUT_UNKNOWN_UNIT,
     "/voorstel/omvang/eenheid", "minutn", "minuten"},
    {DOC("", ",'omvang':{'volume':40}", ""), JHR_D_INPUT_MISSING, "/voorstel/omvang/eenheid", NULL,
     NULL},
    {DOC("", ",'omvang':{'volume':4,'eenheid':'uur','frequentie':'wek'}", ""),
     JHR_D_INPUT_UNKNOWN_FREQUENCY, "/voorstel/omvang/frequentie", "wek", "week"},
    {DOC("", ",'omvang':{'volume':4,'eenheid':'etmaal'}", ""), JHR_D_INPUT_UNIT_MISMATCH,
     "/voorstel/omvang/eenheid", "etmaal", NULL},
    {DOC("", ",'omvang':{'volume':0.01,'eenheid':'uur'}", ""), JHR_D_INPUT_VOLUME_FRACTION,
     "/voorstel/omvang/volume", "0.01", NULL},
    {DOC("", ",'omvang':{'volume':-1,'eenheid':'uur'}", ""), JHR_D_INPUT_VOLUME_NUMBER,
     "/voorstel/omvang/volume", "-1", NULL},
    {DOC("", ",'omvang':{'volume':'40','eenheid':'uur'}", ""), JHR_D_INPUT_VOLUME_NUMBER,
     "/voorstel/omvang/volume", NULL, NULL},
    {DOC("", ",'omvang':{'volume':1.000000000000001,'eenheid':'uur'}", ""),
     JHR_D_INPUT_VOLUME_NUMBER, "/voorstel/omvang/volume", NULL, NULL},
    {DOC("", ",'omvang':{'volume':1e300,'eenheid':'uur'}", ""), JHR_D_INPUT_VOLUME_NUMBER,
     "/voorstel/omvang/volume", "1e300", NULL},
    {DOC("", ",'omvang':{'volume':1000001,'eenheid':'minuten'}", ""), JHR_D_INPUT_VOLUME_LIMIT,
     "/voorstel/omvang/volume", "1000001", NULL},
    {DOC("", ",'omvang':{'volume':5000,'eenheid':'uur','frequentie':'week'}", ""),
     JHR_D_INPUT_VOLUME_LIMIT, "/voorstel/omvang/volume", NULL, NULL},
    {DOC("", ",'omvang':40", ""), JHR_D_INPUT_WANT_OBJECT, "/voorstel/omvang", "40", NULL},
    {"{'voorstel':{'product':'54001','aanbieder':'A','van':'2027-03-01'}}", JHR_D_PEILDATUM_MISSING,
     "/peildatum", "{", NULL},
    {"{'peildatum':'2026-12-31','voorstel':{'product':'54001','aanbieder':'A',"
     "'van':'2027-03-01'}}",
     JHR_D_PEILDATUM_OUTSIDE, "/peildatum", "2026-12-31", NULL},
    {"{'peildatum':'2034-01-01','voorstel':{'product':'54001','aanbieder':'A',"
     "'van':'2027-03-01'}}",
     JHR_D_PEILDATUM_OUTSIDE, "/peildatum", NULL, NULL},
    {"{'peildatum':20270301,'voorstel':{'product':'54001','aanbieder':'A','van':'2027-03-01'}}",
     JHR_D_INPUT_WANT_DATE, "/peildatum", NULL, NULL},
};

static void assert_finding(const struct finding *f)
{
    if (read_json(f->json))
        fail_msg("accepted: %s", f->json);
    if (fx.ds.count[JHR_ERROR] != 1 || fx.ds.list.v[0]->id != f->id) {
        show_findings();
        fail_msg("%u findings, the first JHR%d: %s", fx.ds.count[JHR_ERROR],
                 jhr_diag_rows[fx.ds.list.v[0]->id].code, f->json);
    }
    const struct jhr_diag *d = fx.ds.list.v[0];
    assert_text(d->pointer, f->pointer);
    assert_text(d->suggestion, f->suggestion == NULL ? "" : f->suggestion);
    if (f->text != NULL)
        assert_text(jhr_source_text(&fx.sources, d->span), f->text);
    struct jhr_buf b = {0};
    for (int lang = 0; lang < 2; lang++) { /* every placeholder of the sentence has an argument */
        jhr_buf_clear(&b);
        jhr_diag_sentence(&b, d, lang == 0 ? JHR_NL : JHR_EN);
        assert_null(memchr(b.p, '{', b.n) == NULL ? NULL : strstr(b.p, "{0}"));
        for (uint32_t i = 0; i < JHR_DIAG_ARGS; i++) {
            char placeholder[4] = {'{', (char)('0' + i), '}', 0};
            bool used = strstr(jhr_diag_rows[f->id].what[lang], placeholder) != NULL;
            assert_true(!used || i < d->args);
        }
    }
    jhr_buf_free(&b);
}

static void test_findings(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(facts); i++)
        assert_finding(&facts[i]);
    for (size_t i = 0; i < COUNT(indications); i++)
        assert_finding(&indications[i]);
    for (size_t i = 0; i < COUNT(volumes_and_dates); i++)
        assert_finding(&volumes_and_dates[i]);
}

static void test_all_at_once(void **state)
{
    (void)state;
    assert_false(read_json("{'peildatm':'2027-03-01','feiten':{'leeftijd':99,'traum':true,"
                           "'verwijzer':'arts'},'voorstel':{'van':'2027-13-01','omvang':"
                           "{'volume':-1,'eenheid':'x'}},'lopend':[{}]}"));
    static const struct {
        enum jhr_diag_id id;
        const char *pointer;
    } want[] = {
        {JHR_D_INPUT_UNKNOWN_KEY, "/peildatm"},
        {JHR_D_PEILDATUM_MISSING, "/peildatum"},
        {JHR_D_INPUT_OUT_OF_RANGE, "/feiten/leeftijd"},
        {JHR_D_INPUT_UNKNOWN_FACT, "/feiten/traum"},
        {JHR_D_INPUT_UNKNOWN_VALUE, "/feiten/verwijzer"},
        {JHR_D_INPUT_MISSING, "/lopend/0/product"},
        {JHR_D_INPUT_MISSING, "/lopend/0/aanbieder"},
        {JHR_D_INPUT_MISSING, "/lopend/0/van"},
        {JHR_D_INPUT_MISSING, "/voorstel/product"},
        {JHR_D_INPUT_MISSING, "/voorstel/aanbieder"},
        {JHR_D_INPUT_NO_DATE, "/voorstel/van"},
        {JHR_D_INPUT_UNKNOWN_UNIT, "/voorstel/omvang/eenheid"},
        {JHR_D_INPUT_VOLUME_NUMBER, "/voorstel/omvang/volume"},
    };
    assert_int_equal(fx.ds.list.n, COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++) {
        assert_int_equal(fx.ds.list.v[i]->id, want[i].id);
        assert_text(fx.ds.list.v[i]->pointer, want[i].pointer);
    }
}

static void test_peildatum_twice(void **state)
{
    (void)state;
    assert_true(read_with(DOC("", "", ""), 20270301, false));
    assert_false(read_with(DOC("", "", ""), 20270302, false));
    assert_int_equal(fx.ds.list.n, 1);
    assert_int_equal(fx.ds.list.v[0]->id, JHR_D_PEILDATUM_TWICE);
}

static void test_too_many(void **state)
{
    static char json[16384];
    size_t n = 0;
    (void)state;
    n += (size_t)snprintf(json + n, sizeof json - n, "%s", DOC("", "", ",'lopend':["));
    n--; /* the last brace comes after the list */
    for (int i = 0; i <= JHR_MAX_LOPEND; i++)
        n += (size_t)snprintf(json + n, sizeof json - n,
                              "%s{'product':'P%d','aanbieder':'B','van':'2027-01-01'}",
                              i ? "," : "", i);
    snprintf(json + n, sizeof json - n, "]}");
    assert_false(read_json(json));
    assert_int_equal(fx.ds.list.n, 1);
    assert_int_equal(fx.ds.list.v[0]->id, JHR_D_INPUT_TOO_MANY);
    assert_text(fx.ds.list.v[0]->pointer, "/lopend");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),
        cmocka_unit_test(test_unknowns),
        cmocka_unit_test(test_gemeente_outside),
        cmocka_unit_test(test_volumes),
        cmocka_unit_test(test_nfc),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_all_at_once),
        cmocka_unit_test(test_peildatum_twice),
        cmocka_unit_test(test_too_many),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

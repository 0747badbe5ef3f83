/* Diagnostics: every format that they are written in. */
#include "tests/unit/test_base_diag_aid.h"

/* ---- drawings ---- */

static void test_drawing(void **state)
{
    struct run r;
    (void)state;
    start(&r);
    uint32_t f = file(&r, "regels/stapeling.jhr",
                      "#\r\n#\r\n\tvaktherapie met P1: niet toegestaan\r\n#\n#\n#\n#\n#\n#\n#\n"
                      "P1 met vaktherapie: toegestaan\n");
    uint32_t g = file(&r, "regels/producten.jhr", "product vaktherapie\n");
    struct jhr_diag *d =
        jhr_diag_add1(&r.diags, JHR_D_INTERNAL, at(&r, f, "toegestaan", 1), JHR_STR("P1"));
    d->main_label = JHR_L_CONFLICTS;
    d->suggestion = JHR_STR("niet toegestaan");
    jhr_diag_label(&r.diags, d, at(&r, f, "niet toegestaan", 0), JHR_L_SAYS, JHR_STR("niet"));
    jhr_diag_label(&r.diags, d, at(&r, g, "vaktherapie", 0), JHR_L_DEFINED_HERE, JHR_STR(""));
    jhr_diag_label(&r.diags, d, JHR_NO_SPAN, JHR_L_HERE, JHR_STR("")); /* is left out */
    assert_string_equal(write_as(&r, JHR_DF_TEXT, JHR_NL),
                        "fout[JHR9001]: fout in jhr zelf: P1\n"
                        "  --> regels/stapeling.jhr:11:21\n"
                        "   |\n"
                        " 3 |     vaktherapie met P1: niet toegestaan\n"
                        "   |                         --------------- hier: niet\n"
                        "11 | P1 met vaktherapie: toegestaan\n"
                        "   |                     ^^^^^^^^^^ strijdig hiermee\n"
                        "   |\n"
                        "  ::: regels/producten.jhr:1:9\n"
                        "   |\n"
                        " 1 | product vaktherapie\n"
                        "   |         ----------- hier gedefinieerd\n"
                        "   = waarom: dit ligt niet aan uw bestand\n"
                        "   = doe dit: meld dit, met het bestand en de opdracht erbij\n"
                        "   = bedoelde u `niet toegestaan`?\n"
                        "   = meer: jhr explain JHR9001\n"
                        "\n"
                        "1 fout\n");
    assert_string_equal(write_as(&r, JHR_DF_PLAIN, JHR_EN),
                        "error JHR9001: a fault in jhr itself: P1\n"
                        "place: regels/stapeling.jhr, line 11, column 21: in conflict with this\n"
                        "it says: P1 met vaktherapie: toegestaan\n"
                        "see also: regels/stapeling.jhr, line 3, column 22: here: niet\n"
                        "see also: regels/producten.jhr, line 1, column 9: defined here\n"
                        "why: this is not caused by your file\n"
                        "do this: report this, with the file and the command\n"
                        "did you mean: niet toegestaan\n"
                        "more: jhr explain JHR9001\n"
                        "\n"
                        "1 error\n");
    stop(&r);
}

/* The lines from the source on, of one diagnostic with up to three labels. */
static const struct {
    const char *text;
    uint32_t lo, hi;
    struct {
        uint32_t lo, hi;
        enum jhr_label_id text;
    } label[2];
    const char *drawn;
} drawn_lines[] = {
    /* two spans: the right one has its text beside it, the left one hangs */
    {"P1 met P1",
     7,
     9,
     {{0, 2, JHR_L_FIRST_HERE}},
     "1 | P1 met P1\n"
     "  | --     ^^ hier\n"
     "  | |\n"
     "  | hier het eerst\n"},
    /* the main span holds the label's: both hang */
    {"P1 met P1",
     0,
     9,
     {{3, 6, JHR_L_UNKNOWN}},
     "1 | P1 met P1\n"
     "  | ^^^^^^^^^\n"
     "  | |  |\n"
     "  | |  onbekend\n"
     "  | hier\n"},
    /* three at one place */
    {"P1",
     0,
     2,
     {{0, 2, JHR_L_UNKNOWN}, {0, 1, JHR_L_USED_HERE}},
     "1 | P1\n"
     "  | ^^ onbekend\n"
     "  | |\n"
     "  | hier\n"
     "  | hier gebruikt\n"},
    /* wide letters take two cells, a combining mark none, a tab four */
    {"\t\xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81 x",
     1,
     7,
     {{8, 11, JHR_L_UNKNOWN}},
     "1 |     \xe6\xbc\xa2\xe5\xad\x97 e\xcc\x81 x\n"
     "  |     ^^^^ - onbekend\n"
     "  |     |\n"
     "  |     hier\n"},
    /* control bytes and what is not UTF-8 */
    {"a\x1b[2J\xff b", 5, 6, {{0}}, "1 | a\\x1B[2J\\xFF b\n  |         ^^^^ hier\n"},
    /* no width */
    {"abc", 1, 1, {{0}}, "1 | abc\n  |  ^ hier\n"},
    /* at the end of the file, of an empty file, past the end */
    {"abc", 3, 3, {{0}}, "1 | abc\n  |    ^ hier\n"},
    {"abc\n", 4, 4, {{0}}, "2 |\n  | ^ hier\n"},
    {"", 0, 0, {{0}}, "1 |\n  | ^ hier\n"},
    {"abc", 90, 99, {{0}}, "1 | abc\n  |    ^ hier\n"},
    /* over the end of a line, and on the end itself */
    {"abc def  \r\nghi\r\n", 4, 13, {{0}}, "1 | abc def\n  |     ^^^ hier\n"},
    {"abc\r\nghi", 3, 5, {{0}}, "1 | abc\n  |    ^ hier\n"},
    {"abc   \nghi", 4, 6, {{0}}, "1 | abc\n  |     ^^ hier\n"},
    /* a byte order mark is no column */
    {"\xef\xbb\xbf"
     "abc",
     3,
     6,
     {{0}},
     "1 | abc\n  | ^^^ hier\n"},
    {"\xef\xbb\xbf"
     "abc",
     0,
     3,
     {{0}},
     "1 | abc\n  | ^ hier\n"},
    /* lines in order, also when the label comes later */
    {"a\nb\nc",
     2,
     3,
     {{4, 5, JHR_L_AND_HERE}, {0, 1, JHR_L_FIRST_HERE}},
     "1 | a\n  | - hier het eerst\n2 | b\n  | ^ hier\n3 | c\n  | - en hier\n"},
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(drawn_lines); i++) {
        struct run r;
        start(&r);
        uint32_t f = file(&r, "x", drawn_lines[i].text);
        struct jhr_diag *d = jhr_diag_add(
            &r.diags, JHR_D_TEXT_NUL, (struct jhr_span){f, drawn_lines[i].lo, drawn_lines[i].hi});
        d->main_label = JHR_L_HERE;
        for (size_t k = 0; k < 2 && drawn_lines[i].label[k].text != JHR_L_NONE; k++) {
            struct jhr_span span = {f, drawn_lines[i].label[k].lo, drawn_lines[i].label[k].hi};
            jhr_diag_label(&r.diags, d, span, drawn_lines[i].label[k].text, JHR_STR(""));
        }
        const char *text = write_as(&r, JHR_DF_TEXT, JHR_NL);
        const char *from = strstr(text, "  |\n") + 4, *to = strstr(text, "  = waarom");
        assert_non_null(to);
        r.out.p[to - text] = '\0';
        assert_string_equal(from, drawn_lines[i].drawn);
        stop(&r);
    }
}

/* A caret anywhere in a line of any length: the window holds it, and is no wider than 160 cells. */
static void test_long_lines(void **state)
{
    static const char *const letters[] = {"x",  "\xc3\xa9", "\xe6\xbc\xa2",
                                          "\t", "\x1b",     "a\xcc\x81"};
    (void)state;
    for (size_t k = 0; k < COUNT(letters); k++) {
        static char text[40000];
        uint32_t size = (uint32_t)strlen(letters[k]), n = 0;
        for (uint32_t i = 0; i < 6000; i++, n += size)
            memcpy(text + n, letters[k], size);
        text[n] = '\0';
        for (uint32_t lo = 0; lo < n; lo += 97 * size) {
            struct run r;
            start(&r);
            memcpy(text + lo, "NAALD", 5);
            uint32_t hi = lo + 5;
            for (; ((unsigned char)text[hi] & 0xc0) == 0x80; hi++)
                text[hi] = ' ';
            uint32_t f = file(&r, "x", text);
            struct jhr_diag *d =
                jhr_diag_add(&r.diags, JHR_D_TEXT_NUL, (struct jhr_span){f, lo, lo + 5});
            jhr_diag_label(&r.diags, d, (struct jhr_span){f, 0, n}, JHR_L_HERE, JHR_STR(""));
            jhr_diag_label(&r.diags, d, (struct jhr_span){f, n - 1, n}, JHR_L_HERE, JHR_STR(""));
            char *line = strstr(write_as(&r, JHR_DF_TEXT, JHR_NL), "1 | ") + 4;
            char *end = strchr(line, '\n'), *carets = end + 1 + strlen("  | ");
            char *needle = strstr(line, "NAALD"), *caret = strchr(carets, '^');
            assert_true(needle != NULL && needle < end && caret != NULL);
            assert_true(jhr_text_width((struct jhr_str){line, (uint32_t)(end - line)}) <= 160);
            assert_int_equal(jhr_text_width((struct jhr_str){line, (uint32_t)(needle - line)}),
                             caret - carets);
            assert_memory_equal(caret, "^^^^^", 5);
            for (uint32_t i = lo; i < hi; i++)
                text[i] = letters[k][(i - lo) % size];
            stop(&r);
        }
    }
}

static void test_color(void **state)
{
    struct run r;
    (void)state;
    start(&r);
    uint32_t f = file(&r, "x", "ab c");
    struct jhr_diag *d = jhr_diag_add(&r.diags, JHR_D_TEXT_HIDDEN, (struct jhr_span){f, 3, 4});
    jhr_diag_label(&r.diags, d, (struct jhr_span){f, 0, 2}, JHR_L_HERE, JHR_STR(""));
    jhr_diag_write(&r.out, &r.diags, (struct jhr_diag_style){JHR_DF_TEXT, JHR_EN, true});
    assert_non_null(strstr(r.out.p, "\x1b[1;33mwarning[JHR0003]\x1b[0m\x1b[1m: there is"));
    assert_non_null(strstr(r.out.p, "\x1b[1;34m--\x1b[0m \x1b[1;33m^\x1b[0m"));
    assert_non_null(strstr(r.out.p, "\n1 warning\n"));
    stop(&r);
}

/* ---- the other formats ---- */

static void fill_all(struct run *r)
{
    start(r);
    uint32_t f = file(r, "regels/x y.jhr", "regel \xc3\xa9\xc3\xa9n\nregel twee\n");
    uint32_t g = file(r, "/tmp/b.jhr", "xyz");
    struct jhr_diag *d = jhr_diag_add1(&r->diags, JHR_D_INTERNAL, at(r, f, "twee", 0),
                                       JHR_STR("{a} \"b\" \x1b \xff"));
    d->main_label = JHR_L_HERE;
    d->suggestion = JHR_STR("drie\n");
    jhr_diag_label(&r->diags, d, at(r, f, "\xc3\xa9\xc3\xa9n", 0), JHR_L_SAYS, JHR_STR("\x1b"));
    jhr_diag_label(&r->diags, d, at(r, g, "y", 0), JHR_L_NONE, JHR_STR(""));
    jhr_diag_label(&r->diags, d, JHR_NO_SPAN, JHR_L_HERE, JHR_STR(""));
    jhr_diag_add1(&r->diags, JHR_D_TEXT_HIDDEN, (struct jhr_span){g, 1, 1}, JHR_STR("U+202E"));
    d = jhr_diag_add1(&r->diags, JHR_D_LIMIT_REACHED, JHR_NO_SPAN, JHR_STR("x"));
    d->pointer = JHR_STR("/indicaties/0\x1b");
    d->suggestion = JHR_STR("y");
    jhr_diag_add1(&r->diags, JHR_D_INTERNAL, JHR_NO_SPAN, JHR_STR("niets"));
    jhr_diag_sort(&r->diags);
}

static void test_compact(void **state)
{
    struct run r;
    (void)state;
    fill_all(&r);
    assert_string_equal(
        write_as(&r, JHR_DF_COMPACT, JHR_NL),
        "regels/x y.jhr:2:7: fout: fout in jhr zelf: {a} \"b\" \\x1B \\xFF [JHR9001]\n"
        "/tmp/b.jhr:1:2: waarschuwing: hier staat een onzichtbaar teken, U+202E [JHR0003]\n"
        "jhr: fout: fout in jhr zelf: niets [JHR9001]\n"
        "jhr: opmerking: jhr is gestopt bij een grens: x (/indicaties/0\\x1B) [JHR9002]\n");
    stop(&r);
}

static void test_pointer_and_summary(void **state)
{
    struct run r;
    (void)state;
    fill_all(&r);
    const char *text = write_as(&r, JHR_DF_TEXT, JHR_NL);
    assert_non_null(strstr(text, "\n  = plek: /indicaties/0\\x1B\n"));
    assert_non_null(strstr(text, "\n2 fouten, 1 waarschuwing, 1 opmerking\n"));
    text = write_as(&r, JHR_DF_PLAIN, JHR_NL);
    assert_non_null(strstr(text, "\nplek: /indicaties/0\\x1B\n"));
    assert_non_null(strstr(text, "\nzie ook: regels/x y.jhr, regel 1, kolom 7: hier: \\x1B\n"));
    text = write_as(&r, JHR_DF_TEXT, JHR_EN);
    assert_non_null(strstr(text, "\n2 errors, 1 warning, 1 note\n"));
    stop(&r);
}

/* Hostile bytes come out of no format as they went in. */
static void test_safe(void **state)
{
    struct run r;
    (void)state;
    fill_all(&r);
    for (int format = JHR_DF_TEXT; format <= JHR_DF_SARIF; format++) {
        for (int lang = JHR_NL; lang <= JHR_EN; lang++) {
            write_as(&r, (enum jhr_diag_format)format, (enum jhr_lang)lang);
            struct jhr_str s = jhr_buf_get(&r.out);
            assert_int_equal(jhr_text_invalid(s), s.n);
            assert_null(strchr(s.p, '\x1b'));
        }
    }
    stop(&r);
}

static const char *text_at(const json_t *j, const char *key)
{
    return json_string_value(json_object_get(j, key));
}

static json_int_t int_at(const json_t *j, const char *key)
{
    const json_t *v = json_object_get(j, key);
    return json_is_integer(v) ? json_integer_value(v) : -1;
}

static json_t *load(const char *text)
{
    json_error_t error;
    json_t *j = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (j == NULL)
        fail_msg("%s at %d:%d", error.text, error.line, error.column);
    return j;
}

static void test_json(void **state)
{
    struct run r;
    (void)state;
    fill_all(&r);
    json_t *all = load(write_as(&r, JHR_DF_JSON, JHR_EN));
    assert_int_equal(json_array_size(all), 4);
    const json_t *d = json_array_get(all, 0);
    assert_string_equal(text_at(d, "code"), "JHR9001");
    assert_string_equal(text_at(d, "ernst"), "fout");
    assert_string_equal(text_at(d, "bestand"), "regels/x y.jhr");
    assert_int_equal(int_at(d, "regel"), 2);
    assert_int_equal(int_at(d, "kolom"), 7);
    assert_int_equal(int_at(d, "eind_regel"), 2);
    assert_int_equal(int_at(d, "eind_kolom"), 11);
    assert_string_equal(text_at(d, "tekst"), "a fault in jhr itself: {a} \"b\" \\x1B \\xFF");
    assert_string_equal(text_at(d, "waarom"), "this is not caused by your file");
    assert_string_equal(text_at(d, "doe"), "report this, with the file and the command");
    assert_string_equal(text_at(d, "suggestie"), "drie\n");
    assert_null(json_object_get(d, "wijzer"));
    const json_t *labels = json_object_get(d, "labels");
    assert_int_equal(json_array_size(labels), 3);
    const json_t *label = json_array_get(labels, 0);
    assert_int_equal(int_at(label, "kolom"), 7);
    assert_int_equal(int_at(label, "eind_kolom"), 10); /* code points, not bytes */
    assert_string_equal(text_at(label, "tekst"), "here: \\x1B");
    assert_string_equal(text_at(json_array_get(labels, 1), "tekst"), "");
    assert_true(json_is_null(json_object_get(json_array_get(labels, 2), "bestand")));
    assert_string_equal(text_at(json_array_get(all, 1), "ernst"), "waarschuwing");
    d = json_array_get(all, 3);
    assert_string_equal(text_at(d, "ernst"), "opmerking");
    assert_string_equal(text_at(d, "wijzer"), "/indicaties/0\x1b");
    assert_true(json_is_null(json_object_get(d, "bestand")));
    assert_true(json_is_null(json_object_get(d, "eind_kolom")));
    json_decref(all);
    stop(&r);
}

static void test_sarif(void **state)
{
    struct run r;
    (void)state;
    fill_all(&r);
    json_t *all = load(write_as(&r, JHR_DF_SARIF, JHR_NL));
    assert_string_equal(text_at(all, "version"), "2.1.0");
    const json_t *run = json_array_get(json_object_get(all, "runs"), 0);
    const json_t *driver = json_object_get(json_object_get(run, "tool"), "driver");
    const json_t *rules = json_object_get(driver, "rules");
    const json_t *results = json_object_get(run, "results"), *result;
    assert_string_equal(text_at(driver, "name"), "jhr");
    assert_string_equal(text_at(run, "columnKind"), "unicodeCodePoints");
    assert_int_equal(json_array_size(rules), 3);
    assert_int_equal(json_array_size(results), 4);
    size_t i;
    json_array_foreach(results, i, result)
    {
        const json_t *rule = json_array_get(rules, (size_t)int_at(result, "ruleIndex"));
        assert_string_equal(text_at(rule, "id"), text_at(result, "ruleId"));
        assert_string_equal(text_at(json_object_get(rule, "defaultConfiguration"), "level"),
                            text_at(result, "level"));
    }
    result = json_array_get(results, 0);
    assert_string_equal(text_at(json_object_get(result, "message"), "text"),
                        "fout in jhr zelf: {{a}} \"b\" \\x1B \\xFF");
    const json_t *place = json_array_get(json_object_get(result, "locations"), 0);
    const json_t *physical = json_object_get(place, "physicalLocation");
    assert_string_equal(text_at(json_object_get(physical, "artifactLocation"), "uri"),
                        "regels/x%20y.jhr");
    assert_int_equal(int_at(json_object_get(physical, "region"), "startLine"), 2);
    assert_int_equal(int_at(json_object_get(physical, "region"), "endColumn"), 11);
    const json_t *related = json_object_get(result, "relatedLocations");
    assert_int_equal(json_array_size(related), 2);
    physical = json_object_get(json_array_get(related, 1), "physicalLocation");
    assert_string_equal(text_at(json_object_get(physical, "artifactLocation"), "uri"),
                        "file:///tmp/b.jhr");
    assert_int_equal(json_array_size(json_object_get(result, "fixes")), 1);
    result = json_array_get(results, 3);
    place = json_array_get(json_object_get(result, "locations"), 0);
    place = json_array_get(json_object_get(place, "logicalLocations"), 0);
    assert_string_equal(text_at(place, "fullyQualifiedName"), "/indicaties/0\x1b");
    assert_null(json_object_get(result, "fixes"));
    json_decref(all);
    stop(&r);
}

static void test_nothing(void **state)
{
    struct run r;
    (void)state;
    start(&r);
    assert_string_equal(write_as(&r, JHR_DF_TEXT, JHR_NL), "");
    assert_string_equal(write_as(&r, JHR_DF_PLAIN, JHR_NL), "");
    assert_string_equal(write_as(&r, JHR_DF_COMPACT, JHR_NL), "");
    assert_string_equal(write_as(&r, JHR_DF_JSON, JHR_NL), "[]\n");
    json_decref(load(write_as(&r, JHR_DF_SARIF, JHR_EN)));
    r.diags.sources = NULL; /* a run without files, with a span that means nothing */
    jhr_diag_add(&r.diags, JHR_D_TEXT_NUL, (struct jhr_span){0, 1, 2});
    assert_non_null(strstr(write_as(&r, JHR_DF_TEXT, JHR_NL), "nul-byte\n  = waarom"));
    json_decref(load(write_as(&r, JHR_DF_SARIF, JHR_EN)));
    stop(&r);
}

static void test_long_source_line_plain(void **state)
{
    static char text[3000];
    struct run r;
    (void)state;
    start(&r);
    for (size_t i = 0; i + 3 < sizeof(text); i += 3)
        memcpy(text + i, "\xe2\x82\xac", 3);
    uint32_t f = file(&r, "x", text);
    jhr_diag_add(&r.diags, JHR_D_TEXT_NUL, (struct jhr_span){f, 1501, 1502});
    jhr_diag_add(&r.diags, JHR_D_TEXT_NUL, (struct jhr_span){f, 2990, 2990});
    jhr_diag_add(&r.diags, JHR_D_TEXT_NUL, (struct jhr_span){f, 9999, 9999});
    write_as(&r, JHR_DF_PLAIN, JHR_NL);
    assert_null(strstr(r.out.p, "\\x")); /* never cut inside a character */
    assert_true(r.out.n < 2000);
    stop(&r);
}

static void test_explain(void **state)
{
    struct jhr_buf b = {0};
    struct jhr_diag_style nl = {JHR_DF_TEXT, JHR_NL, false}, en = {JHR_DF_JSON, JHR_EN, false};
    (void)state;
    assert_false(jhr_diag_explain(&b, 0, nl));
    assert_int_equal(b.n, 0);
    assert_true(jhr_diag_explain(&b, 9001, nl));
    assert_string_equal(b.p, "JHR9001 (fout)\nfout in jhr zelf: \xe2\x80\xa6\n\n"
                             "waarom: dit ligt niet aan uw bestand\n"
                             "doe dit: meld dit, met het bestand en de opdracht erbij\n");
    for (size_t i = 0; i < JHR_D_COUNT; i++) { /* all of them, with their examples */
        jhr_buf_clear(&b);
        assert_true(jhr_diag_explain(&b, jhr_diag_rows[i].code, nl));
        assert_null(strstr(b.p, "{0}"));
        assert_true((strstr(b.p, "\n\ngoed:\n") != NULL) == (jhr_diag_rows[i].right[0] != '\0'));
        jhr_buf_clear(&b);
        assert_true(jhr_diag_explain(&b, jhr_diag_rows[i].code, en));
        json_t *j = load(b.p);
        assert_string_equal(text_at(j, "goed"), jhr_diag_rows[i].right);
        json_decref(j);
    }
    jhr_buf_clear(&b);
    assert_true(jhr_diag_explain(&b, 3, (struct jhr_diag_style){JHR_DF_TEXT, JHR_EN, true}));
    assert_non_null(strstr(b.p, "\x1b[1;33mJHR0003\x1b[0m (warning)\n"));
    jhr_buf_free(&b);
}

/* Memory that ends at any point of any format: the writer says so, and nothing else happens. */
static void test_write_without_memory(void **state)
{
    struct run r;
    (void)state;
    fill_all(&r);
    for (int format = JHR_DF_TEXT; format <= JHR_DF_SARIF; format++) {
        struct jhr_diag_style style = {(enum jhr_diag_format)format, JHR_NL, true};
        for (uint64_t n = 1;; n++) {
            struct jhr_buf b = {0};
            jhr_alloc_fail_at(n);
            jhr_diag_write(&b, &r.diags, style);
            jhr_alloc_fail_at(0);
            bool failed = b.failed;
            jhr_buf_free(&b);
            assert_true(n < 1000);
            if (!failed)
                break;
        }
        struct jhr_buf small = {.max = 100};
        jhr_diag_write(&small, &r.diags, style);
        assert_true(small.failed && small.n <= 100);
        jhr_buf_free(&small);
    }
    stop(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_drawing),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_color),
        cmocka_unit_test(test_compact),
        cmocka_unit_test(test_pointer_and_summary),
        cmocka_unit_test(test_safe),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_sarif),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_long_source_line_plain),
        cmocka_unit_test(test_explain),
        cmocka_unit_test(test_write_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Whatever the bytes are: the tokens are the file, the tree is sound, and reading ends. */
#include "test_grammar_aid.h"

#include <dirent.h>

#define SYNTAX "tests/golden/syntax/"

static uint64_t seed;

static uint32_t chance(uint32_t below) /* xorshift64* */
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (uint32_t)((seed * 0x2545F4914F6CDD1Du) >> 32) % below;
}

static void must_be_read(struct jhr_str text)
{
    struct parsed t;
    parse_str(&t, text);
    assert_lossless(&t);
    assert_sound(&t, t.tree.file, 0);
    parsed_free(&t);
}

static struct jhr_str read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *p = malloc(1 << 16);
    assert_non_null(f);
    assert_non_null(p);
    size_t n = fread(p, 1, 1 << 16, f);
    assert_true(n < 1 << 16);
    p[n] = '\0';
    fclose(f);
    return (struct jhr_str){p, (uint32_t)n};
}

/* Calls `test` with each file of tests/golden/syntax whose name begins so. */
static unsigned each_file(const char *prefix, void (*test)(const char *, struct jhr_str))
{
    DIR *dir = opendir(SYNTAX);
    unsigned n = 0;
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        char path[512];
        size_t length = strlen(e->d_name);
        if (strncmp(e->d_name, prefix, strlen(prefix)) != 0 || length < 5 ||
            strcmp(e->d_name + length - 4, ".jhr") != 0)
            continue;
        assert_true(snprintf(path, sizeof(path), SYNTAX "%s", e->d_name) > 0);
        struct jhr_str text = read_file(path);
        test(e->d_name, text);
        free((void *)(uintptr_t)text.p);
        n++;
    }
    closedir(dir);
    return n;
}

static void is_well_written(const char *name, struct jhr_str text)
{
    struct parsed t;
    parse_str(&t, text);
    if (t.diags.list.n != 0) {
        print_message("%s\n", name);
        print_found(&t);
    }
    assert_int_equal(t.diags.list.n, 0);
    assert_lossless(&t);
    assert_sound(&t, t.tree.file, 0);
    parsed_free(&t);
}

/* Each has mistakes of one kind, and the statement after them is read all the same. */
static void is_reported(const char *name, struct jhr_str text)
{
    struct parsed t;
    parse_str(&t, text);
    if (t.diags.list.n == 0 || t.diags.list.n > 6) {
        print_message("%s\n", name);
        print_found(&t);
    }
    assert_in_range(t.diags.list.n, 1, 6);
    if (strstr(text.p, "\nsegment Z ") != NULL) {
        if (t.tree.file->last->kind != JHR_N_S_SEGMENT)
            print_message("%s\n", name);
        assert_int_equal(t.tree.file->last->kind, JHR_N_S_SEGMENT);
        assert_int_equal(t.tree.file->child->kind, JHR_N_S_SEGMENT);
    }
    assert_lossless(&t);
    assert_sound(&t, t.tree.file, 0);
    parsed_free(&t);
}

static void every_golden_file(void **state)
{
    (void)state;
    assert_in_range(each_file("goed-", is_well_written), 20, 1000);
    assert_in_range(each_file("fout-", is_reported), 40, 1000);
    struct jhr_str text = read_file("tests/golden/taal-voorbeeld.jhr");
    is_well_written("taal-voorbeeld.jhr", text);
    free((void *)(uintptr_t)text.p);
}

/* ---- changed files ---- */

static void change_and_read(const char *name, struct jhr_str text)
{
    static const char *const pieces[] = {
        "(",  ")", "{",      "}",  "|",     "\"", "en ",  "is",  "eis",    "\n",
        "€ ", "?", "1-1-20", ",",  "#",     "\r", "\xff", "/*",  "voor ",  "|\n",
        "“",  ".", "niet ",  "; ", "mits ", "\t", "een ", "als", "54001 ", "per ",
    };
    char *p = malloc(text.n + 16);
    (void)name;
    assert_non_null(p);
    for (int round = 0; round < 20; round++) {
        uint32_t n = text.n, at = n == 0 ? 0 : chance(n);
        memcpy(p, text.p, n);
        const char *piece = pieces[chance(sizeof(pieces) / sizeof(*pieces))];
        uint32_t size = (uint32_t)strlen(piece);
        if (round % 3 == 0 && n > 8) { /* leave a few bytes out */
            uint32_t cut = 1 + chance(n - at < 8 ? n - at : 8);
            memmove(p + at, p + at + cut, n - at - cut);
            n -= cut;
        } else if (round % 3 == 1) {
            memmove(p + at + size, p + at, n - at);
            memcpy(p + at, piece, size);
            n += size;
        } else if (n > 0) {
            p[at] = (char)chance(256);
        }
        must_be_read((struct jhr_str){p, n});
    }
    free(p);
}

static void changed_files(void **state)
{
    (void)state;
    seed = 20270101;
    each_file("goed-", change_and_read);
    each_file("fout-", change_and_read);
}

static void every_prefix_of_the_example(void **state)
{
    (void)state;
    struct jhr_str text = read_file("tests/golden/taal-voorbeeld.jhr");
    for (uint32_t n = 0; n < text.n; n += 3)
        must_be_read((struct jhr_str){text.p, n});
    free((void *)(uintptr_t)text.p);
}

static void random_bytes(void **state)
{
    (void)state;
    char bytes[4096];
    seed = 7;
    for (int round = 0; round < 100; round++) {
        for (size_t i = 0; i < sizeof(bytes); i++)
            bytes[i] = (char)(round % 2 == 0 ? chance(256) : 32 + chance(95));
        must_be_read((struct jhr_str){bytes, sizeof(bytes)});
    }
}

/* 20,000 words and signs of the language in any order. */
static void token_soup(void **state)
{
    (void)state;
    static const char *const words[] = {
        "eis",     "R1",        "\"tekst\"", "voor",    "alleen",   "als",     "nooit",
        "product", "54001",     "in",        "{",       "}",        "(",       ")",
        ",",       "en",        "of",        "niet",    "is",       "<",       ">=",
        "tussen",  "1",         "€ 5",       "uur",     "per",      "week",    "1-1-2027",
        "vanaf",   "tot",       "t/m",       "|",       "\n|",      "|\n",     "\n",
        "matrix",  "ja",        "nee",       "?",       "mits",     "feit",    ":",
        "=",       "voorbeeld", "verwacht",  "lopende", "er",       "een",     "waarvoor",
        "ander",   ".",         "%",         "van",     "minstens", "kpi",     "doel",
        "omdat",   "\neis",     "\nproduct", "+",       "-",        "som",     "aantal",
        "reden",   "x",         "segment",   "behalve", "budget",   "plafond", "\nsegment",
        "wijzigt"};
    seed = 99;
    for (int round = 0; round < 10; round++) {
        size_t n = 0, cap = 20000 * 12;
        char *p = malloc(cap);
        assert_non_null(p);
        for (int i = 0; i < 20000; i++) {
            const char *word = words[chance(sizeof(words) / sizeof(*words))];
            n += (size_t)snprintf(p + n, cap - n, "%s ", word);
        }
        must_be_read((struct jhr_str){p, (uint32_t)n});
        free(p);
    }
}

/* ---- limits ---- */

static void put(struct jhr_buf *b, const char *z, unsigned times)
{
    for (unsigned i = 0; i < times; i++)
        jhr_buf_z(b, z);
}

/* A condition of `times` openers: at the limit it is read, one more is JHR0051 and nothing else. */
static void nest(const char *open, const char *close, unsigned times, unsigned reported)
{
    struct parsed t;
    struct jhr_buf b = {0};
    jhr_buf_z(&b, "begrip b = ");
    put(&b, open, times);
    jhr_buf_z(&b, "x");
    put(&b, close, times);
    jhr_buf_z(&b, "\nsegment Z \"Z\"\n");
    parse_str(&t, jhr_buf_get(&b));
    assert_int_equal(found(&t, 51), reported);
    assert_int_equal(t.diags.list.n, reported);
    assert_int_equal(t.tree.file->last->kind, JHR_N_S_SEGMENT);
    assert_lossless(&t);
    assert_sound(&t, t.tree.file, 0);
    parsed_free(&t);
    jhr_buf_free(&b);
}

static void nesting(void **state)
{
    (void)state;
    nest("(", ")", JHR_MAX_NESTING, 0);
    nest("(", ")", JHR_MAX_NESTING + 1, 1);
    nest("(", ")", 100000, 1);
    nest("niet ", "", JHR_MAX_NESTING, 0);
    nest("niet ", "", JHR_MAX_NESTING + 1, 1);
    nest("niet (", ")", 100000, 1);
    nest("-", "", 100000, 1);
    nest("5% van ", "", 100000, 1);
    nest("y + ", "", JHR_MAX_NESTING, 0);
    nest("y + ", "", 100000, 1);
    nest("norm * ", "", 100000, 1);
    nest("som van y over lopende + ", "", 100000, 1);
    nest("y in a behalve b en ", "", 10000, 0);
    nest("y of z en ", "", 100000, 0);
}

static void repeat(const char *piece, unsigned times)
{
    struct jhr_buf b = {0};
    put(&b, piece, times);
    must_be_read(jhr_buf_get(&b));
    jhr_buf_free(&b);
}

static void long_and_strange(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "(",        "{(",
        "\"",       "“",
        "„",        "‘",
        "'",        "/*",
        "€ ",       "1,",
        "1 ",       "a-",
        ";",        "|",
        "\r",       "\n|",
        "eis",      "eis R1 )\n",
        "foo ",     "\xff",
        "1-",       "..",
        "&",        "\t",
        "\n",       "é",
        "niet ",    "groep G = { ",
        "a en ",    "product ",
        "EUR ",     "1 jan ",
        "\xe2\x80", "\xef\xbb\xbf",
        "mits | ",  "minstens 1 van { ",
        "x, ",
    };
    for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++)
        repeat(pieces[i], 200000);
    must_be_read(JHR_STR("\0\0eis\0R1\0"));
}

/* Every allocation fails in turn: reading ends, and says that memory ended. */
static void out_of_memory(void **state)
{
    (void)state;
    struct jhr_str text = read_file("tests/golden/taal-voorbeeld.jhr");
    for (uint64_t n = 1;; n++) {
        struct parsed t;
        memset(&t, 0, sizeof(t));
        jhr_arena_init(&t.arena, 0);
        t.sources.arena = t.diags.arena = &t.arena;
        t.diags.sources = &t.sources;
        t.file = jhr_source_add(&t.sources, JHR_STR("test.jhr"), text);
        assert_int_equal(t.file, 0);
        jhr_alloc_fail_at(n);
        t.tree = jhr_parse(&t.arena, &t.diags, t.file);
        jhr_alloc_fail_at(0);
        bool failed = t.arena.out_of_memory;
        assert_true(failed || t.diags.list.n == 0);
        parsed_free(&t);
        if (!failed)
            break;
        assert_true(n < 10000);
    }
    free((void *)(uintptr_t)text.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_golden_file), cmocka_unit_test(changed_files),
        cmocka_unit_test(random_bytes),      cmocka_unit_test(every_prefix_of_the_example),
        cmocka_unit_test(token_soup),        cmocka_unit_test(nesting),
        cmocka_unit_test(long_and_strange),  cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

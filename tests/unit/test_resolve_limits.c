/* The limits of the resolver, and what it does when memory ends. */
#include "test_resolve_aid.h"

static bool endless(void *self, struct jhr_str from, struct jhr_str path, struct jhr_str *full_path,
                    struct jhr_str *text, struct jhr_str *error)
{
    static char name[32];
    unsigned *n = self;
    (void)from;
    (void)path;
    (void)error;
    snprintf(name, sizeof(name), "%u.jhr", (*n)++);
    *full_path = jhr_str_of(name);
    *text = JHR_STR("gebruik \"verder.jhr\"\n");
    return true;
}

static void test_too_many_files(void **state)
{
    struct resolved t = {.m = NULL};
    unsigned n = 0;
    (void)state;
    jhr_arena_init(&t.arena, 0);
    t.sources.arena = &t.arena;
    t.diags = (struct jhr_diags){.arena = &t.arena, .sources = &t.sources};
    uint32_t file = jhr_source_add(&t.sources, JHR_STR("x"), JHR_STR("gebruik \"y\"\n"));
    t.m = jhr_resolve(&t.arena, &t.diags, &t.sources, (struct jhr_loader){endless, &n}, file);
    assert_non_null(finding(&t, 1049));
    assert_int_equal(t.diags.list.n, 1);
    assert_int_equal(t.sources.files.n, JHR_MAX_BESTANDEN);
    resolved_free(&t);
}

/* ---- limits ---- */

static void add(struct jhr_buf *b, const char *z)
{
    jhr_buf_z(b, z);
}

static void check_limit(struct jhr_buf *b, unsigned code)
{
    struct resolved t;
    jhr_buf_char(b, '\0');
    assert_false(b->failed);
    resolve_z(&t, b->p);
    assert_non_null(t.m);
    assert_non_null(finding(&t, code));
    resolved_free(&t);
    jhr_buf_free(b);
}

static void test_limits(void **state)
{
    struct jhr_buf b = {.p = NULL};
    (void)state;
    add(&b, "soort s { w0");
    for (int i = 1; i <= 64; i++)
        jhr_buf_fmt(&b, ", w%d", i);
    add(&b, " }\n");
    check_limit(&b, 1049);
    for (int i = 0; i < 1025; i++)
        jhr_buf_fmt(&b, "feit f%d: ja/nee\n", i);
    check_limit(&b, 1049);
    for (int i = 0; i < 4097; i++)
        jhr_buf_fmt(&b, "product p%d zonder tarief zonder norm\n", i);
    add(&b, "regeling proef\nstapeling S1\n  reden 6\n  matrix\n  | | p1 |\n  | p1 | ja |\n"
            "  standaard ja\n");
    check_limit(&b, 1049);
    add(&b, "regeling proef\nproduct p zonder tarief zonder norm\nstapeling S1\n  reden 6\n"
            "  matrix\n  |");
    for (int i = 0; i < 258; i++)
        add(&b, " | p");
    add(&b, " |\n");
    check_limit(&b, 1049);
    add(&b, "feit f: ja/nee\nbegrip x = f");
    for (int i = 0; i < 3000; i++)
        add(&b, " + 1");
    add(&b, " > 3\n");
    struct resolved t;
    jhr_buf_char(&b, '\0');
    resolve_z(&t, b.p); /* deep trees end in a message, of the parser or of the resolver */
    assert_true(t.m == NULL || t.diags.count[JHR_ERROR] > 0);
    resolved_free(&t);
    jhr_buf_free(&b);
}

static void test_large_matrix(void **state)
{
    struct jhr_buf b = {.p = NULL};
    (void)state;
    add(&b, "regeling proef\nsegment S\n");
    for (int i = 0; i < 4000; i++)
        jhr_buf_fmt(&b, "product p%d in S zonder tarief zonder norm\n", i);
    for (int i = 0; i < 12; i++)
        jhr_buf_fmt(&b, "groep g%d = S\n", i);
    add(&b, "stapeling S1\n  reden 6\n  matrix\n  | ");
    for (int i = 0; i < 12; i++)
        jhr_buf_fmt(&b, "| g%d ", i);
    add(&b, "|\n");
    for (int i = 0; i < 12; i++) {
        jhr_buf_fmt(&b, "  | g%d ", i);
        for (int j = 0; j < 12; j++)
            add(&b, "| ja ");
        add(&b, "|\n");
    }
    check_limit(&b, 1049);
}

/* A long chain of names costs no stack, and time in step with its length. */
static void test_long_chains(void **state)
{
    struct jhr_buf b = {.p = NULL};
    struct resolved t;
    (void)state;
    add(&b, "feit f: ja/nee\nproduct p zonder tarief zonder norm\ngroep g0 = { p }\n");
    for (int i = 20000; i > 0; i--)
        jhr_buf_fmt(&b, "begrip b%d = b%d\ngroep g%d = g%d\n", i, i - 1, i, i - 1);
    add(&b, "begrip b0 = f\n");
    jhr_buf_char(&b, '\0');
    resolve_clean(&t, b.p);
    assert_str(t.m->begrippen[0].name, "b0");
    assert_int_equal(t.m->sets[20000].n, 1);
    resolved_free(&t);
    jhr_buf_free(&b);
}

/* ---- memory ---- */

static const char *const whole =
    "regeling proef geldig vanaf 1-1-2027\n  voor gemeente in H8\nsoort s geordend { a, b }\n"
    "feit f: s\nfeit g: ja/nee\ngebied H9 { Delft \"0503\", Westland \"1783\" }\n"
    "gebied H8 = H9 behalve { Delft }\nbron B\nwaarde w 3 weken\n"
    "segment S\nproduct A in S tarief € 1,- per uur norm 3 uur\nproduct C in S\n"
    "groep X = { A }\nbegrip c = d en g\nbegrip d = f minstens b\n"
    "eis R1\n  voor product in { A, C }\n  alleen als c en omvang > 150% van normomvang\n"
    "  volgens B\n  vervangt R2\n  alternatief A\n  kracht signaal\n"
    "eis R2\n  alleen als truama\n  tenzij g\n"
    "stapeling S1\n  matrix\n  | | X | C |\n  | X | ja | mits g |\n  | C | | |\n  standaard ja\n"
    "voorbeeld \"v\"\n  peildatum 1-3-2027\n  gegeven f a, g ja, gemeente Delft\n"
    "  voorstel A bij \"Z\" van 1-3-2027\n  verwacht toelaatbaar\n"
    "accepteer JHR8002 omdat \"x\"\n";

/* With every limit on memory the resolver ends, with NULL or with all of the model. */
static void test_memory(void **state)
{
    struct resolved all;
    (void)state;
    resolve_z(&all, whole);
    assert_non_null(all.m);
    for (size_t limit = 2048; limit < 3 * all.arena.taken; limit += 1021) {
        struct resolved t = {.m = NULL};
        jhr_arena_init(&t.arena, limit);
        t.sources.arena = &t.arena;
        t.diags = (struct jhr_diags){.arena = &t.arena, .sources = &t.sources};
        uint32_t file = jhr_source_add(&t.sources, JHR_STR("test.jhr"), jhr_str_of(whole));
        if (file != JHR_NO_FILE) {
            struct jhr_loader loader = {aid_load, NULL};
            t.m = jhr_resolve(&t.arena, &t.diags, &t.sources, loader, file);
        }
        assert_true(t.m != NULL || t.arena.out_of_memory || file == JHR_NO_FILE);
        if (t.m != NULL)
            assert_int_equal(t.m->regels_n, all.m->regels_n);
        resolved_free(&t);
    }
    for (uint64_t n = 1; n < 200; n++) {
        struct resolved t;
        jhr_alloc_fail_at(n);
        resolve_z(&t, whole);
        jhr_alloc_fail_at(0);
        if (t.m != NULL)
            assert_int_equal(t.m->regels_n, all.m->regels_n);
        resolved_free(&t);
    }
    resolved_free(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_too_many_files), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_large_matrix),   cmocka_unit_test(test_long_chains),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Numbers that are unknown and compared with one another (runtime/orders.h), against every value:
 * of random rules over two or three facts the decision, what is to be asked and what each answer
 * settles are those of all numbers in their ranges, tried one by one.
 */
#include "lib/example.h"
#include "lib/internal.h"
#include "runtime/complete.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { HIGHEST = 69, VALUES = HIGHEST + 1, FACTS = 3 };

static uint64_t state = 7;
static uint8_t decision[VALUES * VALUES * VALUES]; /* the first fact changes fastest */
static char text[4096];
static int highest[FACTS]; /* of each fact */
static bool signals;

struct system {
    jhr_ctx *ctx;
    jhr_rules *rules;
    struct jhr_decider d;
    struct jhr_arena arena;
    struct jhr_case c;
    struct jhr_feitwaarde facts[FACTS + 1];
    uint32_t n, size, first; /* index of the first of the facts */
    uint32_t never;          /* which of them nobody knows; FACTS: none */
};

static uint32_t chance(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % n;
}

/* ---- random rules ---- */

static void say(const char *words, int a, int b, int c)
{
    size_t n = strlen(text);
    int more = snprintf(text + n, sizeof text - n, words, a, b, c);
    assert_in_range(more, 0, sizeof text - n - 1);
}

static void atom(uint32_t n)
{
    static const char *const with_fact[] = {"(f%d < f%d + %d)", "(f%d >= f%d - %d)",
                                            "(f%d is f%d + %d)", "(f%d - f%d > %d)"};
    static const char *const alone[] = {"(f%d < %d + %d)", "(f%d tussen %d en %d + 9)"};
    uint32_t x = chance(n), y = (x + 1 + chance(n - 1)) % n;
    if (chance(4) > 0)
        say(with_fact[chance(4)], (int)x, (int)y, (int)(chance(3) ? chance(4) : chance(VALUES)));
    else
        say(alone[chance(2)], (int)x, 20, (int)(20 + chance(20)));
}

static void condition(uint32_t n, uint32_t atoms)
{
    for (uint32_t i = 0; i < atoms; i++) {
        if (i > 0)
            say(chance(2) ? " of " : " en ", 0, 0, 0);
        say(chance(3) ? "" : "niet ", 0, 0, 0);
        say("(", 0, 0, 0);
        atom(n);
        say(chance(2) ? " en " : " of ", 0, 0, 0);
        atom(n);
        say(")", 0, 0, 0);
    }
}

static void write_rules(uint32_t n)
{
    strcpy(text, "regeling proef \"Proef\"\n  geldig vanaf 1-1-2027\n"
                 "segment S \"S\"\nproduct P1 \"P\" in S zonder tarief zonder norm\n");
    for (uint32_t i = 0; i < n; i++) {
        highest[i] = chance(4) ? HIGHEST : 9; /* or so few that each is tried */
        say("feit f%d: getal 0..%d\n", (int)i, highest[i], 0);
    }
    signals = chance(3) == 0;
    if (signals) /* a sum is no comparison of two */
        say("signaal S1 \"S\"\n  als f0 + f1 > %d\n  meld \"Let op.\"\n", (int)chance(20), 0, 0);
    if (chance(3) == 0) {
        say("altijd I1 \"I\"\n  nooit als ", 0, 0, 0);
        atom(n);
        say("\n", 0, 0, 0);
    }
    say("eis R1 \"R\"\n  alleen als (", 0, 0, 0);
    condition(n, 1);
    say(") of (", 0, 0, 0);
    condition(n, 1);
    say(")\nvoorbeeld \"leeg\"\n  peildatum 1-3-2027\n"
        "  voorstel P1 bij \"X\" van 1-3-2027 t/m 1-4-2027\n  verwacht onbepaald\n",
        0, 0, 0);
}

/* ---- every value ---- */

static void open_system(struct system *s, uint32_t n)
{
    *s = (struct system){.ctx = jhr_ctx_new(), .n = n, .size = 1};
    jhr_arena_init(&s->arena, 0);
    assert_int_equal(jhr_compile_text(s->ctx, "proef.jhr", text, strlen(text), &s->rules), JHR_OK);
    assert_true(jhr_decider_init(&s->d, s->rules->program));
    assert_true(jhr_example_case(&s->arena, s->rules->model, s->rules->model->voorbeelden, &s->c));
    assert_in_range(s->c.feiten_n, n, FACTS + 1);
    memcpy(s->facts, s->c.feiten, s->c.feiten_n * sizeof *s->facts);
    s->c.feiten = s->facts;
    s->first = s->c.feiten_n - n;
    for (uint32_t i = 0; i < n; i++)
        s->size *= VALUES;
    for (uint32_t i = 0; i < s->size; i++) {
        for (uint32_t k = 0, rest = i; k < n; k++, rest /= VALUES)
            s->facts[s->first + k] = (struct jhr_feitwaarde){.known = true, .v = rest % VALUES};
        bool within = true;
        for (uint32_t k = 0; k < n; k++)
            within &= s->facts[s->first + k].v <= highest[k];
        decision[i] = (uint8_t)(1u << jhr_decide(&s->d, &s->c)->besluit);
        decision[i] &= within ? (uint8_t) ~(1u << JHR_STRIJDIG) : 0;
    }
    s->never = chance(3) ? FACTS : chance(n);
    for (uint32_t k = 0; k < n; k++)
        s->facts[s->first + k] = (struct jhr_feitwaarde){.niet_te_verkrijgen = k == s->never};
}

/* What is decided when nobody ever knows that fact: in the place of all its values. */
static void forget(const struct system *s)
{
    uint32_t by = 1;
    for (uint32_t k = 0; k < s->never; k++)
        by *= VALUES;
    for (uint32_t at = 0; at < s->size; at++) {
        uint32_t met = 0;
        if (at / by % VALUES != 0)
            continue;
        for (uint32_t v = 0; v < VALUES; v++)
            met |= decision[at + v * by];
        for (uint32_t v = 0; v < VALUES; v++)
            decision[at + v * by] = met & (met - 1) ? 1u << JHR_ONBEPAALD : (uint8_t)met;
    }
}

static void close_system(struct system *s)
{
    jhr_arena_free(&s->arena);
    jhr_decider_free(&s->d);
    jhr_rules_release(s->rules);
    jhr_ctx_free(s->ctx);
}

/* Of all values that agree on these facts, the decisions by what those are. */
static bool suffices(const struct system *s, uint32_t known)
{
    static uint8_t met[VALUES * VALUES * VALUES];
    memset(met, 0, s->size);
    for (uint32_t i = 0; i < s->size; i++) {
        uint32_t group = 0;
        for (uint32_t k = 0, rest = i, by = 1; k < s->n; k++, rest /= VALUES, by *= VALUES)
            group += known >> k & 1 ? rest % VALUES * by : 0;
        met[group] |= decision[i];
        if (met[group] & (met[group] - 1))
            return false;
    }
    return true;
}

static uint8_t decided(const struct system *s, uint32_t k, uint32_t value)
{
    uint32_t by = 1, met = 0;
    for (uint32_t i = 0; i < k; i++)
        by *= VALUES;
    for (uint32_t i = 0; i < s->size; i++)
        met |= i / by % VALUES == value ? decision[i] : 0;
    if (met == 0)
        return JHR_STRIJDIG;
    return met & (met - 1) ? JHR_ONBEPAALD : (uint8_t)__builtin_ctz(met);
}

static void check_answers(const struct system *s, uint32_t k, const struct jhr_answers *of)
{
    uint32_t at = 0;
    for (uint32_t v = 0; v <= (uint32_t)highest[k]; v++) {
        at += v > of->v[at].to;
        assert_in_range(at, 0, of->n - 1);
        assert_in_range(v, of->v[at].from, of->v[at].to);
        assert_int_equal(of->v[at].besluit, decided(s, k, v));
    }
    assert_int_equal(at, of->n - 1);
}

static void check_system(struct system *s, uint32_t *open)
{
    struct jhr_completed done;
    uint32_t met = 0, nodig = 0, want = (1u << s->n) - 1;
    (void)jhr_decide(&s->d, &s->c);
    if (!jhr_complete_helps(&s->d))
        return;
    assert_true(jhr_complete(&s->arena, &s->d, &s->c, &done));
    if (signals && !done.uitputtend) /* sound, and not all that can be known */
        return;
    assert_true(done.uitputtend);
    for (uint32_t i = 0; i < s->size; i++)
        met |= decision[i];
    if (met == 0) {
        assert_int_equal(done.besluit, JHR_STRIJDIG);
        return;
    }
    assert_int_equal(done.besluit, met & (met - 1) ? JHR_ONBEPAALD : __builtin_ctz(met));
    if (s->never < s->n) {
        forget(s);
        want &= ~(1u << s->never);
    }
    for (uint32_t k = s->n; k-- > 0;)
        want &= suffices(s, want & ~(1u << k)) ? ~(1u << k) : UINT32_MAX;
    for (uint32_t i = 0; i < done.nodig_n; i++)
        nodig |= 1u << (done.nodig[i] - s->first);
    assert_int_equal(nodig, want);
    for (uint32_t i = 0; i < done.nodig_n; i++)
        check_answers(s, done.nodig[i] - s->first, &done.answers[i]);
    *open += done.besluit == JHR_ONBEPAALD;
}

static uint32_t check(uint32_t n, uint32_t systems)
{
    uint32_t open = 0;
    for (uint32_t i = 0; i < systems; i++) {
        struct system s;
        write_rules(n);
        open_system(&s, n);
        check_system(&s, &open);
        close_system(&s);
    }
    return open;
}

static void test_two(void **unused)
{
    (void)unused;
    assert_in_range(check(2, 400), 100, 400);
}

static void test_three(void **unused)
{
    (void)unused;
    assert_in_range(check(3, 8), 1, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two),
        cmocka_unit_test(test_three),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

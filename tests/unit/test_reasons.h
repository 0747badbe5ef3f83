/* A small regeling around the rules of a test, decided through the library; single quotes stand for
 * double ones. */
#ifndef TEST_REASONS_H
#define TEST_REASONS_H

#include "jhr.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static char reasons_text[1 << 16];
static size_t reasons_n;

static inline bool reasons_write(void *self, const char *bytes, size_t n)
{
    (void)self;
    assert_true(reasons_n + n < sizeof reasons_text);
    memcpy(reasons_text + reasons_n, bytes, n);
    reasons_n += n;
    reasons_text[reasons_n] = '\0';
    return true;
}

static inline void reasons_quote(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from);
    for (; *to; to++)
        *to = *to == '\'' ? '"' : *to;
}

/* `clauses` are those of the regeling itself. */
static inline void reasons_decide_regeling(const char *clauses, const char *rules,
                                           const char *document)
{
    static char text[1 << 14], quoted[1 << 14];
    const jhr_writer out = {reasons_write, NULL};
    jhr_eval_options options = {.size = sizeof options, .format = JHR_FORMAT_JSON};
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *compiled = NULL;
    jhr_session *session = NULL;
    snprintf(text, sizeof text,
             "regeling proef \"Proef\"\n  versie \"1\"\n  geldig vanaf 1-1-2027 tot 1-1-2034\n%s"
             "feit f: ja/nee\n  vraag \"Is er f?\"\nfeit g: ja/nee\nfeit h: ja/nee\n"
             "feit k: ja/nee\nfeit n: getal 0..9\n"
             "segment S 5 \"Segment\"\nproduct P1 \"Eerste product\" in S tarief € 60,- per uur\n"
             "  norm 10 uur\n"
             "product P2 \"Tweede product\" in S tarief € 80,- per uur norm 20 uur\n"
             "productgroep G = { P1, P2 }\n%s",
             clauses, rules);
    reasons_quote(quoted, sizeof quoted, document);
    reasons_n = 0;
    reasons_text[0] = '\0';
    if (jhr_compile_text(ctx, "proef.jhr", text, strlen(text), &compiled) != JHR_OK ||
        jhr_session_new(&session, compiled, &options) != JHR_OK ||
        jhr_decide_line(ctx, session, "p.json", 1, quoted, strlen(quoted), out) != JHR_OK) {
        fprintf(stderr, "%s\n%s\n", text, reasons_text);
        assert_int_equal(jhr_diags_write(ctx, JHR_FORMAT_TEXT, false, out), JHR_OK);
        fail_msg("%s", reasons_text);
    }
    jhr_session_release(session);
    jhr_rules_release(compiled);
    jhr_ctx_free(ctx);
}

static inline void reasons_decide_document(const char *rules, const char *document)
{
    reasons_decide_regeling("", rules, document);
}

/* The proposal is for P1 at A17, from 1-3-2027 to 30-6-2027, 10 uur; `parts` are its other keys. */
static inline void reasons_decide_on(const char *day, const char *rules, const char *voorstel,
                                     const char *parts)
{
    static char document[1 << 14];
    snprintf(document, sizeof document, "{'peildatum':'%s','lopend':[],%s,'voorstel':{%s}}", day,
             parts, voorstel);
    reasons_decide_document(rules, document);
}

static inline void reasons_decide_of(const char *rules, const char *voorstel, const char *parts)
{
    reasons_decide_on("2027-03-01", rules, voorstel, parts);
}

static inline void reasons_decide_at(const char *day, const char *rules, const char *parts)
{
    char voorstel[256];
    snprintf(voorstel, sizeof voorstel,
             "'product':'P1','aanbieder':'A17','van':'%s','tot_en_met':'%s'", day, day);
    reasons_decide_on(day, rules, voorstel, parts);
}

static inline void reasons_decide(const char *rules, const char *parts)
{
    reasons_decide_of(rules,
                      "'product':'P1','aanbieder':'A17','van':'2027-03-01',"
                      "'tot_en_met':'2027-06-30','omvang':{'volume':10,'eenheid':'uur'}",
                      parts);
}

static inline bool reasons_hold(const char *part)
{
    static char quoted[4096];
    reasons_quote(quoted, sizeof quoted, part);
    return strstr(reasons_text, quoted) != NULL;
}

static inline void reasons_say(const char *part)
{
    if (!reasons_hold(part))
        fail_msg("%s is not in %s", part, reasons_text);
}

static inline void reasons_silent(const char *part)
{
    if (reasons_hold(part))
        fail_msg("%s is in %s", part, reasons_text);
}

#endif

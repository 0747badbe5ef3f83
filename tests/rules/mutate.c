/*
 * mutate FILE.jhr SCRATCH.jhr [BOOK.jhr...]: does a voorbeeld notice each change of a rule? Changes
 * one thing at a time in the text (a rule deleted; a threshold one up or down; a comparison turned
 * at its boundary; a date moved; a matrix cell changed), writes it to SCRATCH in the same folder
 * and runs its voorbeelden, or those of the books that use it. A change after which everything
 * still passes has survived: exit 1. One that no longer compiles is counted apart (but a rule that
 * is missed by name, and a peildatum of a voorbeeld that falls outside the regeling, are noticed).
 *
 * `onderdeel` and `nee` refuse alike and differ in text only: that pair is checked by the command's
 * tests.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jhr.h"

struct file {
    char *text;
    size_t n;
};
static struct {
    const char *scratch;
    const char *const *books; /* whose voorbeelden are run */
    size_t books_n;
    jhr_ctx *ctx;
    size_t tried[5], survived[5], refused[5];
} run;
enum kind { DELETED, THRESHOLD, COMPARISON, DATE, CELL };
static const char *const kinds[] = {"rules deleted", "thresholds moved", "comparisons turned",
                                    "dates moved", "cells changed"};

static struct file read_file(const char *path)
{
    struct file f = {malloc(1 << 22), 0};
    FILE *in = fopen(path, "rb");
    if (!in || !f.text) {
        perror(path);
        exit(2);
    }
    f.n = fread(f.text, 1, (1 << 22) - 1, in);
    f.text[f.n] = '\0';
    fclose(in);
    return f;
}

static bool nowhere(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    (void)n;
    return true;
}

enum verdict { PASSES, NOTICED, REFUSED };

static enum verdict verdict(void)
{
    jhr_test_options options = {.size = sizeof options};
    jhr_test_counts counts = {0};
    jhr_status status = jhr_test_paths(run.ctx, run.books, run.books_n, &options,
                                       (jhr_writer){nowhere, NULL}, &counts);
    return status == JHR_OK ? PASSES : counts.failed > 0 ? NOTICED : REFUSED;
}

/* The text with `with` in the place of from..to; tells whether some voorbeeld noticed. */
static void try_change(const struct file *f, size_t from, size_t to, const char *with,
                       enum kind kind)
{
    FILE *out = fopen(run.scratch, "wb");
    size_t line = 1;
    if (!out) {
        perror(run.scratch);
        exit(2);
    }
    fwrite(f->text, 1, from, out);
    fputs(with, out);
    fwrite(f->text + to, 1, f->n - to, out);
    fclose(out);
    run.tried[kind]++;
    enum verdict is = verdict();
    run.refused[kind] += is == REFUSED;
    if (is != PASSES)
        return;
    run.survived[kind]++;
    for (size_t i = 0; i < from; i++)
        line += f->text[i] == '\n';
    if (from == to) /* nothing was changed */
        return;
    printf("survived: line %zu: %.*s -> %s\n", line, (int)(to - from < 60 ? to - from : 60),
           f->text + from, *with ? with : "(deleted)");
}

static bool starts_with(const char *p, const char *word)
{
    size_t n = strlen(word);
    return strncmp(p, word, n) == 0 && !isalnum((unsigned char)p[n]) && p[n] != '_';
}

static bool is_rule(const char *p)
{
    static const char *const words[] = {"eis",    "signaal", "voorwaarde", "stapeling",
                                        "altijd", "budget",  "capaciteit"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (starts_with(p, words[i]))
            return true;
    return false;
}

/* ---- inside a clause that decides ---- */

static bool word_before(const char *begin, const char *p)
{
    return p > begin && (isalnum((unsigned char)p[-1]) || p[-1] == '_');
}

static void try_number(const struct file *f, size_t at, size_t end)
{
    char with[32];
    long v = strtol(f->text + at, NULL, 10);
    snprintf(with, sizeof with, "%ld", v + 1);
    try_change(f, at, end, with, THRESHOLD);
    if (v > 0) {
        snprintf(with, sizeof with, "%ld", v - 1);
        try_change(f, at, end, with, THRESHOLD);
    }
}

/* `hoogstens` is <=, `minstens` >=: turned at the boundary they are < and >. Counters (minstens N
 * van) are thresholds, not comparisons. */
static void try_comparisons(const struct file *f, size_t from, size_t to)
{
    static const char *const turns[][2] = {{"hoogstens", "<"}, {"minstens", ">"}, {"<=", "<"},
                                           {">=", ">"},        {"<", "<="},       {">", ">="}};
    for (size_t i = from; i < to; i++) {
        if (f->text[i] == '"')
            for (i++; i < to && f->text[i] != '"'; i++)
                ;
        if (i >= to || f->text[i] == '#')
            return;
        if (isdigit((unsigned char)f->text[i]) && !word_before(f->text, f->text + i)) {
            size_t end = i;
            while (end < to && isdigit((unsigned char)f->text[end]))
                end++;
            if (!isalnum((unsigned char)f->text[end]) && f->text[end] != '_')
                try_number(f, i, end);
            i = end - 1;
            continue;
        }
        for (size_t k = 0; k < sizeof turns / sizeof *turns; k++) {
            size_t n = strlen(turns[k][0]);
            if (strncmp(f->text + i, turns[k][0], n) == 0 && !word_before(f->text, f->text + i)) {
                const char *next = f->text + i + n;
                next += strspn(next, " ");
                next += strspn(next, "0123456789");
                if (strncmp(next, " van {", 6) != 0)
                    try_change(f, i, i + n, turns[k][1], COMPARISON);
                i += n - 1;
                break;
            }
        }
    }
}

/* A day later; after `tot` a day or more earlier: past the end of a regeling there is no voorbeeld.
 */
static void try_dates(const struct file *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        unsigned day, month, year;
        int n = 0;
        char with[32];
        if (f->text[i] == '#')
            return;
        if (!isdigit((unsigned char)f->text[i]) || word_before(f->text, f->text + i))
            continue;
        if (sscanf(f->text + i, "%2u-%2u-%4u%n", &day, &month, &year, &n) == 3 && n > 0) {
            bool tot = i >= 4 && strncmp(f->text + i - 4, "tot ", 4) == 0;
            if (!tot)
                day = day < 28 ? day + 1 : day - 1;
            else if (day > 1)
                day--;
            else if (month > 1)
                day = 28, month--;
            else
                day = 31, month = 12, year--;
            snprintf(with, sizeof with, "%u-%u-%u", day, month, year);
            try_change(f, i, i + (size_t)n, with, DATE);
            i += (size_t)n;
        }
    }
}

/* Rows below the header: each cell becomes another answer. */
static void try_cells(const struct file *f, size_t from, size_t to)
{
    bool first = true;
    for (size_t i = from; i < to; i++) {
        size_t end = i;
        while (end < to && f->text[end] != '|' && f->text[end] != '\n')
            end++;
        size_t a = i, b = end;
        while (a < b && f->text[a] == ' ')
            a++;
        while (b > a && f->text[b - 1] == ' ')
            b--;
        if (!first && b > a && f->text[end] == '|') {
            bool ja = strncmp(f->text + a, "ja", b - a) == 0;
            try_change(f, a, b, ja ? "nee" : "ja", CELL);
            if (f->text[a] == '?')
                try_change(f, a, b, "nee", CELL);
            else
                try_change(f, a, b, "?", CELL);
        }
        if (f->text[end] == '|' && i > from)
            first = false;
        i = end;
    }
}

static void mutate_line(const struct file *f, size_t from, size_t to, bool *in_matrix, bool *header)
{
    static const char *const deciding[] = {"voor",    "als",      "alleen als", "nooit als",
                                           "geldt",   "tenzij",   "kracht",     "begrip",
                                           "plafond", "plaatsen", "waarschuw"};
    size_t i = from + strspn(f->text + from, " ");
    if (f->text[i] == '|') {
        if (!*header)
            try_cells(f, i, to);
        *header = false;
        return;
    }
    if (starts_with(f->text + i, "matrix"))
        *in_matrix = *header = true;
    if (starts_with(f->text + i, "standaard"))
        try_change(f, i, to,
                   strstr(f->text + i, "nee") == f->text + i + 10 ? "standaard ja"
                                                                  : "standaard nee",
                   CELL);
    if (starts_with(f->text + i, "geldig") || starts_with(f->text + i, "product"))
        try_dates(f, i, to);
    for (size_t k = 0; k < sizeof deciding / sizeof *deciding; k++)
        if (starts_with(f->text + i, deciding[k])) {
            try_comparisons(f, i, to);
            return;
        }
}

/* A statement runs from its first line to the next line that begins in the first column. */
static size_t statement_end(const struct file *f, size_t from)
{
    size_t i = from;
    do {
        while (i < f->n && f->text[i] != '\n')
            i++;
        i += i < f->n;
    } while (i < f->n && (f->text[i] == ' ' || f->text[i] == '\n'));
    return i;
}

/* What is undecided never takes part, whatever it says: only that it is there can be noticed. */
static bool is_undecided(const struct file *f, size_t from, size_t to)
{
    const char *stand = strstr(f->text + from, "\n  stand onbeslist");
    return stand && stand < f->text + to;
}

static void mutate_statement(const struct file *f, size_t from, size_t to)
{
    bool in_matrix = false, header = false;
    if (is_rule(f->text + from))
        try_change(f, from, to, "", DELETED);
    if (is_undecided(f, from, to))
        return;
    for (size_t i = from; i < to;) {
        size_t end = i;
        while (end < to && f->text[end] != '\n')
            end++;
        mutate_line(f, i, end, &in_matrix, &header);
        i = end + 1;
    }
}

int main(int argc, char **argv)
{
    struct file f;
    if (argc < 3)
        return 2;
    f = read_file(argv[1]);
    run.scratch = argv[2];
    run.books = (const char *const *)argv + (argc > 3 ? 3 : 2);
    run.books_n = argc > 3 ? (size_t)argc - 3 : 1;
    run.ctx = jhr_ctx_new();
    try_change(&f, 0, 0, "", CELL); /* unchanged: it must pass, or nothing is shown */
    if (!run.ctx || run.survived[CELL] != 1) {
        printf("the voorbeelden of %s do not pass\n", argv[1]);
        return 1;
    }
    run.tried[CELL] = run.survived[CELL] = 0;
    for (size_t i = 0; i < f.n;) {
        size_t end = statement_end(&f, i);
        if (is_rule(f.text + i) || starts_with(f.text + i, "begrip") ||
            starts_with(f.text + i, "regeling") || starts_with(f.text + i, "product"))
            mutate_statement(&f, i, end);
        i = end;
    }
    size_t noticed = 0, survived = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        bool is_notice = k == DELETED || k == DATE; /* by name, or by a peildatum that falls out */
        size_t refused = is_notice ? 0 : run.refused[k];
        printf("# %s: %s: %zu, unnoticed: %zu", argv[1], kinds[k], run.tried[k] - refused,
               run.survived[k]);
        printf(refused > 0 ? " (%zu more do not compile)\n" : "\n", refused);
        noticed += run.tried[k] - refused - run.survived[k];
        survived += run.survived[k];
    }
    printf("%zu passed, %zu failed\n", noticed, survived);
    if (argc == 3)
        remove(run.scratch);
    jhr_ctx_free(run.ctx);
    free(f.text);
    return survived > 0 || noticed == 0;
}

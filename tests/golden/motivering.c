/*
 * motivering FILE.jhr: the motivering of each of its voorbeelden, as decided and once more with the
 * proposed rules; one in seven is printed. Every sentence has at most twenty words, and no name
 * from the rule file stands in it; a citaat is verbatim and does not count. What breaks this is
 * said on stderr; exit 1.
 */
#include "documents/write.h"
#include "lib/example.h"
#include "lib/internal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_WORDS 20
#define SHOWN      7 /* one in so many is compared as a whole; all are counted */

struct count {
    uint32_t texts, sentences, words, longest, faults;
};

/* ---- sentences ---- */

static void fault(struct count *k, const char *what, const char *from, size_t n)
{
    k->faults++;
    fprintf(stderr, "%s: %.*s\n", what, (int)n, from);
}

/* A full stop, question mark or colon before a blank or the end ends one. */
static void count_sentences(struct count *k, const char *line, size_t n)
{
    size_t from = 0, words = 0;
    for (size_t i = 0; i <= n; i++) {
        bool end = i == n || (strchr(".?!:", line[i]) && (i + 1 == n || line[i + 1] == ' '));
        words += i < n && line[i] != ' ' && (i == from || line[i - 1] == ' ');
        if (!end)
            continue;
        if (words > MOST_WORDS)
            fault(k, "too long", line + from, i - from);
        k->sentences += words > 0;
        k->words += (uint32_t)words;
        k->longest = words > k->longest ? (uint32_t)words : k->longest;
        for (from = i + 1; from < n && line[from] == ' '; from++) {
        }
        i = from > i + 1 ? from - 1 : i;
        words = 0;
    }
}

/* ---- names ---- */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || ((unsigned char)c & 0x80) != 0;
}

static bool holds_word(const char *line, size_t n, struct jhr_str name)
{
    for (size_t i = 0; i + name.n <= n; i++)
        if (memcmp(line + i, name.p, name.n) == 0 && (i == 0 || !is_word(line[i - 1])) &&
            (i + name.n == n || !is_word(line[i + name.n])))
            return true;
    return false;
}

/* Names of one plain word, such as `crisis`, are Dutch too; ids of rules stand in a source's own
 * numbering. */
static void find_names(struct count *k, const struct jhr_program *p, const char *line, size_t n)
{
    bool source = n > 6 && memcmp(line, "Bron: ", 6) == 0;
    for (uint32_t i = 0; i < p->meta[0].regels && !source; i++)
        if (p->regels[i].kind != JHR_P_DUBBEL && holds_word(line, n, p->strings[p->regels[i].id]))
            fault(k, "a rule's id", line, n);
    for (size_t i = 0; i < n; i++)
        if (line[i] == '_')
            fault(k, "a name", line, n);
}

static void read_text(struct count *k, const struct jhr_program *p, struct jhr_str text)
{
    static const char quote[] = "Daar staat: ";
    k->texts++;
    for (uint32_t at = 0; at < text.n;) {
        const char *line = text.p + at, *end = memchr(line, '\n', text.n - at);
        size_t n = end ? (size_t)(end - line) : text.n - at;
        at += (uint32_t)n + 1;
        if (n >= 2 && memcmp(line, "- ", 2) == 0) {
            line += 2;
            n -= 2;
        }
        if (n > sizeof quote && memcmp(line, quote, sizeof quote - 1) == 0)
            continue;
        count_sentences(k, line, n);
        find_names(k, p, line, n);
    }
}

/* ---- all voorbeelden ---- */

static bool one(struct count *k, const struct jhr_rules *rules, struct jhr_decider *d,
                const struct jhr_voorbeeld *v, bool voorgesteld)
{
    static const char opening[] = "Proefberekening, geen grond voor een beschikking.";
    struct jhr_arena a;
    struct jhr_case c;
    struct jhr_buf text = {0};
    const struct jhr_besluit *b;
    bool ok;
    jhr_arena_init(&a, 0);
    ok = jhr_example_case(&a, rules->model, v, &c);
    if (ok && voorgesteld && c.voorgesteld) { /* so it was decided already */
        jhr_arena_free(&a);
        return true;
    }
    c.voorgesteld |= voorgesteld;
    b = ok ? jhr_engine_decide(rules, d, JHR_ENGINE_SCALAR, &a, &c) : NULL;
    if (b)
        jhr_write_motivering(&text, &a, d, &c, b);
    ok = b && !text.failed;
    if (ok) {
        if (k->texts % SHOWN == 0)
            printf("==== %.*s%s\n%.*s\n\n", (int)v->title.n, v->title.p,
                   voorgesteld ? " (met voorgestelde regels)" : "", (int)text.n, text.p);
        read_text(k, rules->program, jhr_buf_get(&text));
        if (c.voorgesteld != (strncmp(text.p, opening, sizeof opening - 1) == 0))
            fault(k, "Proefberekening", v->title.p, v->title.n);
    }
    jhr_buf_free(&text);
    jhr_arena_free(&a);
    return ok;
}

int main(int argc, char **argv)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    struct jhr_decider d;
    struct count k = {0};
    bool ok = argc == 2 && ctx && jhr_compile_path(ctx, argv[1], &rules) == JHR_OK && rules &&
              jhr_decider_init(&d, rules->program);
    if (!ok)
        return 1;
    for (uint32_t i = 0; ok && i < rules->model->voorbeelden_n; i++)
        ok = one(&k, rules, &d, &rules->model->voorbeelden[i], false) &&
             one(&k, rules, &d, &rules->model->voorbeelden[i], true);
    fprintf(stderr, "# motivering, %s: %u texts, %u sentences, mean %u.%u words, longest %u\n",
            argv[1], k.texts, k.sentences, k.sentences ? k.words / k.sentences : 0,
            k.sentences ? k.words * 10 / k.sentences % 10 : 0, k.longest);
    jhr_decider_free(&d);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    return ok && k.faults == 0 && k.texts > 0 ? 0 : 1;
}

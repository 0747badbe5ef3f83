/* Any bytes as the answers of a dialogue, one a line: each is taken or asked again, the proposal
 * stays valid, and the dialogue ends with the input. */
#include "jhr.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char rules_text[] =
    "regeling v \"V\" versie \"1\" geldig vanaf 1-1-2027\n"
    "gebied G { Delft \"0503\", Den_Haag \"0518\" }\n"
    "soort zwaarte geordend { licht, midden, zwaar }\n"
    "feit leeftijd: getal 0..23 jaar\nfeit inkomen: bedrag € 0..€ 9.000\nfeit sinds: datum\n"
    "feit ernst: zwaarte\noordeel verantwoord: ja/nee\n"
    "product P1 \"Een\" tarief € 98,40 per uur norm 40 uur\n"
    "eis E1 \"A\" alleen als leeftijd < 18 reden 7\n"
    "eis E2 \"B\" alleen als inkomen <= € 5.000 reden 7\n"
    "eis E3 \"C\" alleen als sinds >= 1-2-2027 reden 7\n"
    "eis E4 \"D\" alleen als ernst minstens midden reden 7\n"
    "eis E5 \"E\" alleen als verantwoord reden 7\n"
    "eis E6 \"F\" alleen als gemeente in G reden 7\n"
    "eis E7 \"G\" alleen als duur hoogstens 1 jaar reden 7\n"
    "eis E8 \"H\" nooit als omvang > 150% van normomvang reden 7\n"
    "eis E9 \"I\" alleen als gecontracteerd reden 3\n";
static const char proposal[] = "{\"peildatum\":\"2027-03-01\",\"voorstel\":{\"product\":\"P1\","
                               "\"aanbieder\":\"A\",\"van\":\"2027-03-01\"}}";

static jhr_ctx *ctx;
static jhr_session *session;

static bool ignore(void *self, const char *bytes, size_t n)
{
    (void)self;
    return n == 0 || bytes != NULL;
}

struct text {
    char p[1 << 20];
    size_t n;
};
static bool keep(void *self, const char *bytes, size_t n)
{
    struct text *t = self;
    if (t->n + n >= sizeof t->p)
        abort();
    memcpy(t->p + t->n, bytes, n);
    t->n += n;
    return true;
}

static void start(void)
{
    jhr_rules *rules = NULL;
    jhr_eval_options options = {.size = sizeof options, .format = JHR_FORMAT_JSON};
    ctx = jhr_ctx_new();
    if (!ctx ||
        jhr_compile_text(ctx, "v.jhr", rules_text, sizeof rules_text - 1, &rules) != JHR_OK ||
        jhr_session_new(&session, rules, &options) != JHR_OK)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct text filled;
    const jhr_writer out = {ignore, NULL};
    const char *p = (const char *)data, *end = p + size;
    jhr_dialog *d = NULL;
    if (!ctx)
        start();
    if (jhr_dialog_new(ctx, session, "p", proposal, sizeof proposal - 1, &d) != JHR_OK)
        abort();
    while (p < end && jhr_dialog_asks(d)) {
        const char *line = p;
        while (p < end && *p != '\n')
            p++;
        if (jhr_dialog_question(d, out) != JHR_OK ||
            jhr_dialog_answer(d, line, (size_t)(p - line), out) != JHR_OK)
            abort();
        p += p < end;
    }
    filled.n = 0;
    if (jhr_dialog_document(d, (jhr_writer){keep, &filled}) != JHR_OK ||
        jhr_decide_json(ctx, session, "p", filled.p, filled.n, out, NULL) != JHR_OK)
        abort();
    jhr_dialog_free(d);
    return 0;
}

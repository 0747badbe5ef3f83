/* Two steps of the tour: a dialogue with scripted answers, and a receipt repeated. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

struct text {
    char *p;
    size_t n;
};
static bool keep(void *self, const char *bytes, size_t n)
{
    struct text *t = self;
    char *p = realloc(t->p, t->n + n + 1);
    if (!p)
        return false;
    t->p = p;
    memcpy(p + t->n, bytes, n);
    t->n += n;
    p[t->n] = '\0';
    return true;
}

static bool to_nowhere(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    (void)n;
    return true;
}

/* First something that is no answer, then yes to all. */
static jhr_status talk(jhr_dialog *dialog, jhr_writer out)
{
    jhr_status status = JHR_OK;
    const char *answer = "misschien";
    for (; status == JHR_OK && jhr_dialog_asks(dialog); answer = "ja") {
        status = jhr_dialog_question(dialog, out);
        if (status == JHR_OK &&
            (!out.write(out.self, answer, strlen(answer)) || !out.write(out.self, "\n", 1)))
            status = JHR_WRITE;
        if (status == JHR_OK)
            status = jhr_dialog_answer(dialog, answer, strlen(answer), out);
    }
    return status;
}

jhr_status demo_dialog(jhr_ctx *ctx, jhr_session *session, const char *name, const char *json,
                       size_t n, jhr_writer out, jhr_outcome *outcome)
{
    jhr_dialog *dialog = NULL;
    struct text filled = {0};
    jhr_status status = jhr_dialog_new(ctx, session, name, json, n, &dialog);
    if (status == JHR_OK)
        status = talk(dialog, out);
    if (status == JHR_OK)
        status = jhr_dialog_document(dialog, (jhr_writer){keep, &filled});
    if (status == JHR_OK)
        status = jhr_decide_json(ctx, session, name, filled.p, filled.n,
                                 (jhr_writer){to_nowhere, NULL}, outcome);
    jhr_dialog_free(dialog);
    free(filled.p);
    return status;
}

jhr_status demo_receipt(jhr_ctx *ctx, jhr_session *session, const char *rules, const char *name,
                        const char *json, size_t n, jhr_format format, jhr_writer out)
{
    struct text bytes = {0};
    jhr_receipt *receipt = NULL;
    jhr_status status =
        jhr_receipt_write(ctx, session, rules, name, json, n, (jhr_writer){keep, &bytes});
    if (status == JHR_OK)
        status = jhr_receipt_read(ctx, "bewijs.json", bytes.p, bytes.n, &receipt);
    if (status == JHR_OK)
        status = jhr_replay(ctx, session, receipt, "bewijs.json", NULL, 0, format, out, out);
    jhr_receipt_free(receipt);
    free(bytes.p);
    return status;
}

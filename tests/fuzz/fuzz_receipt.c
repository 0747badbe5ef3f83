/* Any bytes as a receipt: refused with a finding, or sound and repeated without a crash. Half of
 * the inputs get a right seal first, so that what is behind it is reached too. */
#include "jhr.h"

#include "lib/receipt.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static jhr_ctx *ctx;
static jhr_rules *rules;

static bool ignore(void *self, const char *bytes, size_t n)
{
    (void)self;
    return n == 0 || bytes != NULL;
}

static void replay(const jhr_receipt *receipt)
{
    const jhr_writer out = {ignore, NULL};
    jhr_eval_options options;
    jhr_session *session = NULL;
    jhr_status status;
    jhr_receipt_options(receipt, &options);
    if (!jhr_receipt_rules(receipt) || jhr_session_new(&session, rules, &options) != JHR_OK)
        abort();
    status = jhr_replay(ctx, session, receipt, "r", NULL, 0, JHR_FORMAT_JSON, out, out);
    if (status != JHR_OK && status != JHR_FINDINGS && status != JHR_INPUT)
        abort();
    status = jhr_replay(ctx, session, receipt, "r", "{}", 2, JHR_FORMAT_TEXT, out, out);
    if (status != JHR_INPUT)
        abort();
    jhr_session_release(session);
}

static void read(const char *bytes, size_t n)
{
    jhr_receipt *receipt = NULL;
    jhr_status status = jhr_receipt_read(ctx, "r", bytes, n, &receipt);
    if (status != (receipt ? JHR_OK : JHR_INPUT) || (jhr_diag_errors(ctx) == 0) != !!receipt)
        abort();
    if (receipt)
        replay(receipt);
    jhr_receipt_free(receipt);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct jhr_buf sealed = {0};
    json_t *root;
    if (!ctx) {
        ctx = jhr_ctx_new();
        if (!ctx ||
            jhr_compile_path(ctx, "rules/noord-limburg/noord-limburg.jhr", &rules) != JHR_OK)
            abort();
    }
    read(bytes, size);
    root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(root)) {
        json_object_set_new(root, "controle", jhr_receipt_seal(root));
        jhr_json_dump(&sealed, root, JSON_COMPACT);
        read(sealed.p, sealed.n);
    }
    json_decref(root);
    jhr_buf_free(&sealed);
    return 0;
}

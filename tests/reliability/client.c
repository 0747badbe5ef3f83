#include "tests/reliability/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool keep(void *self, const char *bytes, size_t n)
{
    struct client *c = self;
    size_t room = sizeof c->said - 1 - c->n;
    memcpy(c->said + c->n, bytes, n < room ? n : room);
    c->n += n < room ? n : room;
    c->said[c->n] = '\0';
    return true;
}

static jhr_writer writer_of(struct client *c)
{
    c->n = 0;
    c->said[0] = '\0';
    return (jhr_writer){keep, c};
}

static bool print(void *self, const char *bytes, size_t n)
{
    (void)self;
    return fwrite(bytes, 1, n, stdout) == n;
}

void client_complain(const struct client *c, const char *what)
{
    printf("%s\n", what);
    if (jhr_diags_write(c->ctx, JHR_FORMAT_COMPACT, false, (jhr_writer){print, NULL}) != JHR_OK)
        printf("(no diagnostics)\n");
    fflush(stdout);
}

void client_new(struct client *c, const char *rules)
{
    jhr_eval_options options = {.size = sizeof options, .format = JHR_FORMAT_JSON};
    memset(c, 0, sizeof *c);
    c->ctx = jhr_ctx_new();
    if (!c->ctx || jhr_compile_path(c->ctx, rules, &c->rules) != JHR_OK ||
        jhr_session_new(&c->session, c->rules, &options) != JHR_OK) {
        client_complain(c, "the rules do not compile");
        exit(2);
    }
}

void client_free(struct client *c)
{
    client_close(c);
    jhr_session_release(c->session);
    jhr_rules_release(c->rules);
    jhr_ctx_free(c->ctx);
}

jhr_status client_open(struct client *c, const char *url, bool create)
{
    jhr_status status =
        jhr_ledger_open(c->ctx, url, create ? JHR_LEDGER_CREATE : JHR_LEDGER_WRITE, &c->ledger);
    if (status == JHR_OK && create)
        status = jhr_ledger_init(c->ctx, c->ledger, c->rules, writer_of(c));
    return status;
}

void client_close(struct client *c)
{
    jhr_ledger_close(c->ledger);
    c->ledger = NULL;
}

bool client_says(const struct client *c, const char *text)
{
    return strstr(c->said, text) != NULL;
}

jhr_status client_reserve(struct client *c, const char *key, const char *child, const char *product)
{
    jhr_ledger_reserve_options options = {.size = sizeof options, .key = key};
    char json[600];
    jhr_outcome outcome;
    jhr_status status;
    int n = snprintf(json, sizeof json,
                     "{\"peildatum\":\"2027-03-01\",\"jeugdige\":\"%s\",\"feiten\":{\"gemeente\":"
                     "\"9901\"},\"voorstel\":{\"product\":\"%s\",\"aanbieder\":\"A17\",\"van\":"
                     "\"2027-03-01\",\"tot_en_met\":\"2027-06-30\",\"omvang\":{\"volume\":1,"
                     "\"eenheid\":\"uur\"}}}",
                     child, product);
    status = jhr_ledger_reserve(c->ctx, c->ledger, c->session, &options, "voorstel", json,
                                (size_t)n, writer_of(c), &outcome);
    if (status == JHR_OK && !client_says(c, "\"status\": \"gereserveerd\""))
        return JHR_NO_ROOM; /* decided, and refused */
    return status;
}

jhr_status client_load(struct client *c, const char *path)
{
    jhr_ledger_load_options options = {.size = sizeof options};
    return jhr_ledger_load(c->ctx, c->ledger, &options, path, writer_of(c));
}

jhr_status client_commit(struct client *c, const char *key)
{
    jhr_ledger_change change = {
        .size = sizeof change, .kind = JHR_LEDGER_COMMIT, .key = key, .cents = -1};
    return jhr_ledger_apply(c->ctx, c->ledger, &change, writer_of(c));
}

static int64_t number_after(const char *from, const char *name)
{
    const char *at = strstr(from, name);
    return at ? strtoll(at + strlen(name), NULL, 10) : -1;
}

bool client_sum(struct client *c, struct client_sum *out)
{
    const char *line;
    if (jhr_ledger_status(c->ctx, c->ledger, "2027-03-01", writer_of(c)) != JHR_OK)
        return false;
    line = strstr(c->said, "\"jaar\": 2027");
    if (!line)
        return false;
    out->reserved = number_after(line, "\"gereserveerd_cent\": ");
    out->committed = number_after(line, "\"vastgelegd_cent\": ");
    return out->reserved >= 0 && out->committed >= 0;
}

bool client_verify(struct client *c)
{
    return jhr_ledger_verify(c->ctx, c->ledger, NULL, 0, writer_of(c)) == JHR_OK &&
           client_says(c, "\"klopt\": true");
}

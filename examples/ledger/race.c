/* Two processes race for the last place, with nothing but jhr.h.
 * Usage: race RULES.jhr DATABASE-URL PROPOSAL.json PROPOSAL.json */
#include <jhr.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* A program would keep the besluit; here only who won matters. */
static bool nowhere(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    (void)n;
    return true;
}

/* One team: opens the ledger for itself, decides and books in one transaction. */
static jhr_status reserve(const char *rules_path, const char *url, const char *path)
{
    static char json[65536];
    jhr_eval_options how = {.size = sizeof how, .format = JHR_FORMAT_JSON};
    jhr_ledger_reserve_options booking = {.size = sizeof booking, .key = path};
    jhr_writer out = {nowhere, NULL};
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    jhr_session *session = NULL;
    jhr_ledger *ledger = NULL;
    jhr_status status = ctx ? jhr_compile_path(ctx, rules_path, &rules) : JHR_NOMEM;
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(json, 1, sizeof json, f) : 0;
    if (f)
        fclose(f);
    if (status == JHR_OK)
        status = jhr_session_new(&session, rules, &how);
    if (status == JHR_OK)
        status = jhr_ledger_open(ctx, url, JHR_LEDGER_WRITE, &ledger);
    if (status == JHR_OK)
        status = jhr_ledger_reserve(ctx, ledger, session, &booking, path, json, n, out, NULL);
    jhr_ledger_close(ledger);
    jhr_session_release(session);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    return status;
}

int main(int argc, char **argv)
{
    int granted = 0, refused = 0, status;
    if (argc != 5)
        return 2;
    for (int team = 0; team < 2; team++)
        if (fork() == 0)
            _exit(reserve(argv[1], argv[2], argv[3 + team]));
    while (wait(&status) > 0) {
        granted += WIFEXITED(status) && WEXITSTATUS(status) == JHR_OK;
        refused += WIFEXITED(status) && WEXITSTATUS(status) == JHR_NO_ROOM;
    }
    printf("toegekend: %d, geen plaats: %d\n", granted, refused);
    return granted == 1 && refused == 1 ? 0 : 1;
}

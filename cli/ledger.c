#include "cli/cli.h"

#include <dlfcn.h>
#include <string.h>

/* By its soname: the command's RUNPATH names its own folder and the lib beside it. */
#define LIBRARY "libjhr-ledger.so.0"

static bool find(void *library, const char *name, void *function, size_t size)
{
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, size); /* ISO C has no cast from a pointer to a function */
    return symbol != NULL;
}

const struct ledger_calls *ledger_calls(const struct cli *c)
{
    static struct ledger_calls calls;
    void *library;
    bool whole = true;
    if (calls.version)
        return &calls;
    library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        cli_fail(c, EXIT_INPUT,
                 "de ledger vraagt de bibliotheek " LIBRARY
                 ", naast jhr of in de map lib ernaast; zij is niet te laden",
                 "the ledger needs the library " LIBRARY
                 ", beside jhr or in the directory lib next to it; it cannot be loaded",
                 dlerror());
        return NULL;
    }
#define F(name) whole &= find(library, "jhr_ledger_" #name, &calls.name, sizeof calls.name);
    LEDGER_CALLS(F)
#undef F
    if (whole && strcmp(calls.version(), JHR_VERSION) == 0)
        return &calls;
    calls.version = NULL;
    cli_fail(c, EXIT_INPUT, "deze " LIBRARY " is van een andere versie dan jhr",
             "this " LIBRARY " is of another version than jhr", JHR_VERSION);
    return NULL;
}

jhr_ledger *ledger_open(const struct cli *c, const char *url, jhr_ledger_mode mode, int *code)
{
    const struct ledger_calls *calls = ledger_calls(c);
    jhr_ledger *ledger = NULL;
    jhr_status status;
    *code = EXIT_INPUT;
    if (!calls)
        return NULL;
    status = calls->open(c->ctx, url, mode, &ledger);
    if (status != JHR_OK) {
        cli_diagnose(c);
        *code = cli_exit_of(c, status);
    }
    return ledger;
}

/*
 * reliability TEST ARGUMENT…: what becomes of a ledger when many write at once, when a process, a
 * server or the power goes at a bad moment, and when the disk fails. See run.sh.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "tests/reliability/reliability.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

void *shared_new(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        abort();
    return p;
}

pid_t spawn(int (*run)(void *self, int number), void *self, int number)
{
    pid_t pid;
    fflush(stdout);
    pid = fork();
    if (pid < 0)
        abort();
    if (pid == 0) {
        int code = run(self, number);
        fflush(stdout);
        _exit(code);
    }
    return pid;
}

int reap(pid_t pid)
{
    int status = 0;
    if (waitpid(pid, &status, 0) != pid)
        abort();
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

uint32_t chance_of(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

int main(int argc, char **argv)
{
    const char *test = argc > 3 ? argv[1] : "", *at = argc > 3 ? argv[2] : "";
    const char *rules = argc > 3 ? argv[3] : "", *seed = getenv("SEED");
    int n = argc > 4 ? atoi(argv[4]) : 0, m = argc > 5 ? atoi(argv[5]) : 0;
    uint32_t s = seed ? (uint32_t)strtoul(seed, NULL, 10) : 1;
    bool ok = false;
    if (strcmp(test, "plafond") == 0)
        ok = race_plafond(at, rules, n, m);
    else if (strcmp(test, "children") == 0)
        ok = race_children(at, rules, n);
    else if (strcmp(test, "key") == 0)
        ok = race_key(at, rules, n);
    else if (strcmp(test, "beside") == 0 && argc > 4)
        ok = race_load(at, rules, argv[4]);
    else if (strcmp(test, "kill") == 0)
        ok = kill_client(at, rules, n, s);
    else if (strcmp(test, "server") == 0 && argc > 5)
        ok = crash_server(at, rules, argv[5], n);
    else if (strcmp(test, "lost") == 0)
        ok = lost_commit(at, rules);
    else if (strcmp(test, "connection") == 0)
        ok = cut_connection(at, rules);
    else if (strcmp(test, "tamper") == 0)
        ok = find_tampering(at, rules);
    else if (strcmp(test, "clock") == 0)
        ok = clock_back(at, rules);
    else if (strcmp(test, "locked") == 0)
        ok = locked(at, rules);
    else if (strcmp(test, "io") == 0)
        ok = fail_calls(at, rules, n);
    else if (strcmp(test, "cut") == 0 || strcmp(test, "cut-off") == 0)
        ok = cut_power(at, rules, n, s, strcmp(test, "cut-off") == 0);
    else
        printf("usage: reliability TEST LEDGER RULES [N [M]]\n");
    if (!ok)
        printf("%s, seed %u: not right\n", test, s);
    return ok ? 0 : 1;
}

/*
 * cold NAME MAX_MS MAX_KB COMMAND…: how long does a new process take, and how much memory? Runs the
 * command 31 times (or RUNS times) with its output thrown away. Prints the median processor time
 * (user and system: other work on the machine does not count in it), the fastest time on the clock,
 * and the largest resident size. Exit 1 when processor time or size passes its bound, or the
 * command fails.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MOST 31

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Processor time of one run; *clock_s is its time on the clock, *kb the largest size so far. */
static double run(char **command, double *clock_s, long *kb)
{
    struct rusage usage;
    double start = seconds();
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 0);
        dup2(null, 1);
        execv(command[0], command);
        _exit(127);
    }
    if (pid < 0 || wait4(pid, &status, 0, &usage) < 0 || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0) {
        fprintf(stderr, "cold: %s failed\n", command[0]);
        exit(1);
    }
    if (usage.ru_maxrss > *kb)
        *kb = usage.ru_maxrss;
    *clock_s = seconds() - start;
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    double t[RUNS_MOST], clock_s[RUNS_MOST];
    const char *fewer = getenv("RUNS");
    int runs = fewer && atoi(fewer) > 0 && atoi(fewer) < RUNS_MOST ? atoi(fewer) : RUNS_MOST;
    long kb = 0;
    if (argc < 5)
        return 2;
    for (int i = 0; i < runs; i++)
        t[i] = run(argv + 4, &clock_s[i], &kb);
    qsort(t, (size_t)runs, sizeof *t, by_value);
    qsort(clock_s, (size_t)runs, sizeof *clock_s, by_value);
    printf("%s: %.1f ms of processor (at most %s; median %.1f), %.1f ms on the clock, "
           "%.1f MB resident (at most %.0f)\n",
           argv[1], t[0] * 1e3, argv[2], t[runs / 2] * 1e3, clock_s[0] * 1e3, (double)kb / 1024,
           atof(argv[3]) / 1024);
    return t[0] * 1e3 > atof(argv[2]) || (double)kb > atof(argv[3]);
}

/* What the parts of the program share. Each prints what is wrong and gives false. */
#ifndef JHR_TESTS_RELIABILITY_H
#define JHR_TESTS_RELIABILITY_H

#include "tests/reliability/client.h"

#include <sys/types.h>

/* Memory that outlives a child that is killed; zeroes. */
void *shared_new(size_t size);
/* A child process; its function gives the exit code. Nothing is flushed or freed when it ends. */
pid_t spawn(int (*run)(void *self, int number), void *self, int number);
/* The exit code; 128 and up: the signal. */
int reap(pid_t pid);
uint32_t chance_of(uint32_t *seed);

bool race_plafond(const char *url, const char *rules, int attempts, int limit);
bool race_children(const char *url, const char *rules, int rounds);
bool race_key(const char *url, const char *rules, int rounds);
bool race_load(const char *url, const char *rules, const char *csv);
bool kill_client(const char *url, const char *rules, int moments, uint32_t seed);
bool crash_server(const char *url, const char *rules, const char *dir, int times);
bool lost_commit(const char *url, const char *rules);
bool cut_connection(const char *url, const char *rules); /* of PostgreSQL */
bool find_tampering(const char *url, const char *rules);
bool clock_back(const char *url, const char *rules);
bool locked(const char *url, const char *rules);
bool fail_calls(const char *file, const char *rules, int stride);
/* With `off`, synchronous=OFF: then bookings must get lost, or the cuts prove nothing. */
bool cut_power(const char *file, const char *rules, int moments, uint32_t seed, bool off);

#endif

/* A user of the ledger, through the public interface, as one process has it. */
#ifndef JHR_TESTS_CLIENT_H
#define JHR_TESTS_CLIENT_H

#include <jhr.h>
#include <stdbool.h>
#include <stdint.h>

#define COST 8000 /* cents: A01 for an hour, in plafond.jhr */

struct client {
    jhr_ctx *ctx;
    jhr_rules *rules;
    jhr_session *session;
    jhr_ledger *ledger; /* NULL: not open */
    char said[1 << 16]; /* what the last call wrote */
    size_t n;
};

void client_new(struct client *c, const char *rules); /* ends the process when it cannot */
void client_free(struct client *c);
jhr_status client_open(struct client *c, const char *url, bool create); /* with create: init too */
void client_close(struct client *c);
/* A01 for an hour, or X1 to X8, for a jeugdige; JHR_OK only when it was reserved. */
jhr_status client_reserve(struct client *c, const char *key, const char *child,
                          const char *product);
jhr_status client_load(struct client *c, const char *path);
jhr_status client_commit(struct client *c, const char *key);
bool client_says(const struct client *c, const char *text);
void client_complain(const struct client *c, const char *what); /* on stdout, with diagnostics */

/* What the ledger holds of B5 in 2027; false: see said. */
struct client_sum {
    int64_t reserved, committed;
};
bool client_sum(struct client *c, struct client_sum *out);
bool client_verify(struct client *c);

#endif

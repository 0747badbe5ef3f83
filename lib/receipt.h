/* What the parts of receipts share: lib/receipt*.c, lib/minimal.c and lib/replay.c. */
#ifndef JHR_LIB_RECEIPT_H
#define JHR_LIB_RECEIPT_H

#include "lib/internal.h"

#include <jansson.h>

#define JHR_RECEIPT_VERSION 1

struct jhr_receipt {
    json_t *root; /* checked: docs/bewijsstuk.md */
};

/* "sha256:" and 64 digits; a new reference, NULL without memory. */
json_t *jhr_json_hash(const void *p, size_t n);
/* The hash of a program likewise. */
json_t *jhr_program_hash(const struct jhr_program *p);
/* The seal of a receipt: the hash of all its members but `controle`, sorted and without blanks. */
json_t *jhr_receipt_seal(const json_t *root);
/* A tree as JSON text; flags are jansson's. */
void jhr_json_dump(struct jhr_buf *out, const json_t *tree, size_t flags);

/* Decides a document in this format, whatever that of the session is. */
jhr_status jhr_decide_as(jhr_ctx *ctx, jhr_session *s, jhr_format format, const char *name,
                         const char *json, size_t n, struct jhr_buf *out);
/* Decides a document and reads the besluit back; NULL: see *status. */
json_t *jhr_decide_tree(jhr_ctx *ctx, jhr_session *s, const char *name, const char *json, size_t n,
                        jhr_status *status);
/* What a receipt has to bring back: besluit, gronden, and the hash of the rules. */
json_t *jhr_essence(const json_t *besluit);
/* The document, a byte order mark before it or not; NULL when it is no JSON object. */
json_t *jhr_json_document(const char *json, size_t n);

/* The least of a document that gives the same essence, and how many running indications it leaves
 * out. Nothing that names the jeugdige is in it, and no text of a motivation. NULL: see *status. */
json_t *jhr_minimal(jhr_ctx *ctx, jhr_session *s, const json_t *document, const json_t *besluit,
                    uint32_t *left_out, jhr_status *status);

#endif

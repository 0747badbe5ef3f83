/*
 * Writing JSON: commas, indentation and names. A list or object is spread over lines, or written on
 * one line (`flat`, and everything in a compact document). Numbers and names keep the caller's
 * order.
 */
#ifndef JHR_DOCUMENTS_JSON_H
#define JHR_DOCUMENTS_JSON_H

#include "base/buf.h"

struct jhr_json {
    struct jhr_buf *out;
    bool compact;
    uint32_t depth;
    uint32_t flat; /* depth from which on all is on one line; 0: none */
    bool first;    /* nothing was written yet in the innermost list or object */
};

/* The name may be NULL: a member of a list, or the document itself. */
void jhr_json_open(struct jhr_json *j, const char *name, char bracket, bool flat);
void jhr_json_close(struct jhr_json *j, char bracket);
void jhr_json_str(struct jhr_json *j, const char *name, struct jhr_str s);
void jhr_json_opt(struct jhr_json *j, const char *name, struct jhr_str s); /* null when empty */
void jhr_json_word(struct jhr_json *j, const char *name, const char *word);
void jhr_json_int(struct jhr_json *j, const char *name, int64_t v);
void jhr_json_raw(struct jhr_json *j, const char *name, const char *literal); /* true false null */
void jhr_json_bool(struct jhr_json *j, const char *name, bool v);
void jhr_json_name(struct jhr_json *j, struct jhr_str name); /* a value written by hand follows */

#endif

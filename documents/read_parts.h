/* What the parts of the reader share; nobody else includes it. */
#ifndef JHR_DOCUMENTS_READ_PARTS_H
#define JHR_DOCUMENTS_READ_PARTS_H

#include "documents/places.h"
#include "documents/read.h"
#include "base/map.h"
#include "base/near.h"

#include <jansson.h>

#define JHR_RD_DEPTH 8u /* steps of the deepest path that the reader follows, and some */

struct jhr_rd {
    struct jhr_arena *a;
    struct jhr_diags *ds;
    const struct jhr_program *p;
    struct jhr_case *out;
    struct jhr_places places;
    uint32_t file, shift; /* the text starts `shift` bytes into the file: a byte order mark */
    bool hidden;          /* the document holds something private: no message quotes its text */
    struct jhr_place_step path[JHR_RD_DEPTH];
    uint32_t depth;
    JHR_VEC(struct jhr_celoordeel) celoordelen;
    struct jhr_map products, aanbieders;           /* codes met, in capitals, to their index */
    uint32_t outside_products, outside_aanbieders; /* how many of them the rules do not name */
};

/* Where a diagnostic points: at a name, at a value, or in a text without its quotes. */
enum jhr_rd_at { JHR_RD_KEY, JHR_RD_VALUE, JHR_RD_TEXT };

/* ---- read_value.c ---- */

void jhr_rd_key(struct jhr_rd *r, const char *key); /* goes down one step; jhr_rd_up comes back */
void jhr_rd_index(struct jhr_rd *r, size_t index);
void jhr_rd_up(struct jhr_rd *r);
/* An error at the end of the path. Never NULL. */
struct jhr_diag *jhr_rd_fail(struct jhr_rd *r, enum jhr_diag_id id, enum jhr_rd_at at);
struct jhr_diag *jhr_rd_fail1(struct jhr_rd *r, enum jhr_diag_id id, enum jhr_rd_at at,
                              struct jhr_str arg);
/* "The last name of the path takes something else than what stands there." */
struct jhr_diag *jhr_rd_want(struct jhr_rd *r, enum jhr_diag_id id);
/* The source text of the value at the end of the path. */
struct jhr_str jhr_rd_source(struct jhr_rd *r);
void jhr_rd_suggest(struct jhr_rd *r, struct jhr_diag *d, struct jhr_str s);
struct jhr_str jhr_rd_name(const struct jhr_rd *r); /* the last name of the path */
struct jhr_str jhr_rd_quoted(struct jhr_rd *r, struct jhr_str s);
struct jhr_str jhr_rd_ymd(struct jhr_rd *r, int32_t ymd); /* yyyy-mm-dd */

/* A text in NFC, in the case's arena. */
struct jhr_str jhr_rd_nfc(struct jhr_rd *r, struct jhr_str s);
struct jhr_str jhr_rd_string(const json_t *v); /* borrowed, as it stands */

/* A list of words, as messages show it: "a, b, c". */
struct jhr_str jhr_rd_list_words(struct jhr_rd *r, const char *const *words, size_t n);
/* Reports each name of the object that is not one of `keys`. */
void jhr_rd_only(struct jhr_rd *r, const json_t *object, const char *const *keys, size_t n);
/* Below: the member `key` of an object, NULL when absent or null; a required one is then reported,
 * a wrong one always. */
const json_t *jhr_rd_get(struct jhr_rd *r, const json_t *object, const char *key, bool required);
const json_t *jhr_rd_object(struct jhr_rd *r, const json_t *object, const char *key, bool required);
const json_t *jhr_rd_list(struct jhr_rd *r, const json_t *object, const char *key);
bool jhr_rd_text(struct jhr_rd *r, const json_t *object, const char *key, bool required,
                 struct jhr_str *out);
bool jhr_rd_bool(struct jhr_rd *r, const json_t *object, const char *key, bool *out);
bool jhr_rd_date(struct jhr_rd *r, const json_t *object, const char *key, bool required,
                 int32_t *ymd);
/* The value at the end of the path. */
bool jhr_rd_date_value(struct jhr_rd *r, const json_t *v, int32_t *ymd);
bool jhr_rd_text_value(struct jhr_rd *r, const json_t *v, struct jhr_str *out);

/* ---- read_private.c ---- */

bool jhr_rd_is_private(const char *key); /* a name such as bsn: reported already */
/* Reports everything that names a person. When there is some, no later message shows a piece of the
 * document: the line that it would draw may hold the BSN. */
void jhr_rd_private(struct jhr_rd *r, const json_t *root);

/* ---- read_feit.c ---- */

void jhr_rd_feiten(struct jhr_rd *r, const json_t *root);

/* ---- read_indicatie.c ---- */

void jhr_rd_voorstel(struct jhr_rd *r, const json_t *root);
void jhr_rd_lopend(struct jhr_rd *r, const json_t *root);
/* The index of a code, without case: of the program, or JHR_OUTSIDE + k. */
uint32_t jhr_rd_product(struct jhr_rd *r, struct jhr_str code);
uint32_t jhr_rd_aanbieder(struct jhr_rd *r, struct jhr_str code);

/* ---- read_omvang.c ---- */

/* Of the indication `i`, whose product and dates are read already. */
void jhr_rd_omvang(struct jhr_rd *r, const json_t *object, struct jhr_indicatie *i);

/* ---- read_rest.c ---- */

void jhr_rd_contracten(struct jhr_rd *r, const json_t *root);
void jhr_rd_afwijkingen(struct jhr_rd *r, const json_t *voorstel);

/* ---- read_saldo.c ---- */

void jhr_rd_saldo(struct jhr_rd *r, const json_t *root);

#endif

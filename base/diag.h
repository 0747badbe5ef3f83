/*
 * Diagnostics for the author of a file: facts here (code, span, arguments), wording in
 * diagnostics/all.def (one row per code, Dutch and English together), presentation in diag_write.c.
 *
 * A list belongs to one thread; its arena owns all it holds.
 */
#ifndef JHR_BASE_DIAG_H
#define JHR_BASE_DIAG_H

#include "base/buf.h"
#include "base/source.h"

enum jhr_lang { JHR_NL, JHR_EN };
enum jhr_severity { JHR_NOTE, JHR_WARNING, JHR_ERROR };

/* One enumerator per row: JHR_D_<NAME>; its value is the row's index, not its code. */
enum jhr_diag_id {
#define D(code, severity, name, ...) JHR_D_##name,
#include "diagnostics/all.def"
#undef D
    JHR_D_COUNT
};
/* Texts of labels beside a span: JHR_L_<NAME>. */
enum jhr_label_id {
#define L(name, nl, en) JHR_L_##name,
#include "diagnostics/labels.def"
#undef L
    JHR_L_COUNT
};

struct jhr_diag_row {
    uint16_t code; /* 1001 prints as JHR1001 */
    enum jhr_severity severity;
    const char *what[2];       /* by enum jhr_lang; one sentence, {0}..{3} are arguments */
    const char *why[2];        /* the rule that it breaks; "" when what says it all */
    const char *todo[2];       /* what to do */
    const char *wrong, *right; /* whole small .jhr texts, or "" for codes without one */
};
extern const struct jhr_diag_row jhr_diag_rows[JHR_D_COUNT];
const struct jhr_diag_row *jhr_diag_by_code(uint32_t code); /* NULL: no such code */

#define JHR_DIAG_ARGS    4
#define JHR_DIAG_LABELS  3   /* beside the main span */
#define JHR_DIAG_ARG_MAX 200 /* bytes kept of an argument; a longer one ends in an ellipsis */
#define JHR_DIAG_MAX     1000 /* kept per run; further ones are only counted: a screen is long full */

struct jhr_diag_label {
    struct jhr_span span;
    enum jhr_label_id text;
    struct jhr_str arg; /* {0} of the label */
};
struct jhr_diag {
    enum jhr_diag_id id;
    struct jhr_span span; /* JHR_NO_SPAN: about the run as a whole */
    struct jhr_str arg[JHR_DIAG_ARGS];
    uint8_t args;
    enum jhr_label_id main_label; /* JHR_L_NONE */
    struct jhr_diag_label label[JHR_DIAG_LABELS];
    uint8_t labels;
    struct jhr_str suggestion; /* replaces the text of `span` ("bedoelde u"); n == 0: none */
    struct jhr_str getuige;    /* a document that shows it, in one line; n == 0: none */
    struct jhr_str pointer;    /* JSON pointer into a document; n == 0: none */
    uint32_t order;            /* of finding: decides between equals */
};

struct jhr_diags {
    struct jhr_arena *arena;
    const struct jhr_sources *sources;
    JHR_VEC(struct jhr_diag *) list;
    uint32_t count[3];       /* by severity, all that were found */
    struct jhr_diag scratch; /* what goes into it is lost */
};

/* Never NULL: past JHR_DIAG_MAX, or without memory, a scratch one that is only counted.
 * Arguments are copied into the arena. */
struct jhr_diag *jhr_diag_add(struct jhr_diags *ds, enum jhr_diag_id id, struct jhr_span span);
struct jhr_diag *jhr_diag_arg(struct jhr_diags *ds, struct jhr_diag *d,
                              struct jhr_str arg); /* the next {n} */
struct jhr_diag *jhr_diag_label(struct jhr_diags *ds, struct jhr_diag *d, struct jhr_span span,
                                enum jhr_label_id text, struct jhr_str arg);
/* Shorthands for the common case: one sentence, up to two arguments. */
struct jhr_diag *jhr_diag_add1(struct jhr_diags *ds, enum jhr_diag_id id, struct jhr_span span,
                               struct jhr_str a);
struct jhr_diag *jhr_diag_add2(struct jhr_diags *ds, enum jhr_diag_id id, struct jhr_span span,
                               struct jhr_str a, struct jhr_str b);
/* By file, then place, then code; the same code at the same span once. A condition
 * is not said to be none on a line with a sign that means nothing. */
void jhr_diag_sort(struct jhr_diags *ds);

enum jhr_diag_format {
    JHR_DF_TEXT,
    JHR_DF_PLAIN,
    JHR_DF_COMPACT,
    JHR_DF_JSON,
    JHR_DF_SARIF,
    JHR_DF_JUNIT,
    JHR_DF_MARKDOWN,
    JHR_DF_GITHUB, /* lines that its runner shows beside the code */
    JHR_DF_GITLAB  /* a code quality report */
};
struct jhr_diag_style {
    enum jhr_diag_format format;
    enum jhr_lang lang;
    bool color;
};
/* All of a run, sorted already; JSON and SARIF are one document, also when there is nothing. */
void jhr_diag_write(struct jhr_buf *out, const struct jhr_diags *ds, struct jhr_diag_style style);
/* The sentence alone, with its arguments filled in. */
void jhr_diag_sentence(struct jhr_buf *out, const struct jhr_diag *d, enum jhr_lang lang);
/* The text of a label, with its argument; nothing for JHR_L_NONE. */
void jhr_diag_label_text(struct jhr_buf *out, enum jhr_label_id id, struct jhr_str arg,
                         enum jhr_lang lang);
/* `jhr explain CODE`. False: no such code. */
bool jhr_diag_explain(struct jhr_buf *out, uint32_t code, struct jhr_diag_style style);

#endif

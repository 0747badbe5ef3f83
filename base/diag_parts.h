/* What the writers of diagnostics share; nobody else includes it. */
#ifndef JHR_BASE_DIAG_PARTS_H
#define JHR_BASE_DIAG_PARTS_H

#include "base/diag.h"

/* The fixed words of the presentation, in both languages. */
enum jhr_word {
    JHR_W_WHY,
    JHR_W_TODO,
    JHR_W_MEANT,
    JHR_W_MORE,
    JHR_W_AT,
    JHR_W_PLACE,
    JHR_W_SOURCE,
    JHR_W_ALSO,
    JHR_W_LINE,
    JHR_W_COLUMN,
    JHR_W_WRONG,
    JHR_W_RIGHT,
    JHR_W_SHOWN,
    JHR_W_GETUIGE,
    JHR_W_COUNT
};
const char *jhr_word(enum jhr_word word, enum jhr_lang lang);
const char *jhr_severity_word(enum jhr_severity severity, enum jhr_lang lang);

/* The path of a file that is in the set, else NULL. */
const struct jhr_str *jhr_diag_path(const struct jhr_diags *ds, uint32_t file);
/* A row's sentence without arguments, for a reader who has no case at hand: {0} becomes an
 * ellipsis. */
void jhr_diag_template(struct jhr_buf *out, const struct jhr_diag_row *row, enum jhr_lang lang);
/* `"name":`, after a comma unless it is the first. */
void jhr_json_key(struct jhr_buf *out, bool is_first, const char *name);
void jhr_json_z(struct jhr_buf *out, const char *z);

/* One diagnostic as a drawing; diag_text.c. */
void jhr_diag_draw(struct jhr_buf *out, const struct jhr_diags *ds, const struct jhr_diag *d,
                   struct jhr_diag_style style);
void jhr_diag_paint(struct jhr_buf *out, struct jhr_diag_style style, const char *paint);
const char *jhr_severity_paint(enum jhr_severity severity);
#define JHR_PAINT_BOLD  "1"
#define JHR_PAINT_FRAME "1;34"
#define JHR_PAINT_OFF   "0"

/* The whole run for a pipeline; diag_ci.c. */
void jhr_diag_junit(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang);
void jhr_diag_markdown(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang);
void jhr_diag_github(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang);
void jhr_diag_gitlab(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang);

/* The whole run as SARIF 2.1.0; diag_sarif.c. */
void jhr_diag_sarif(struct jhr_buf *out, const struct jhr_diags *ds, enum jhr_lang lang);

#endif

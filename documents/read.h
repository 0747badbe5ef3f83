/*
 * The proposal document (taal.md section 4): JSON text to struct jhr_case, checked against the
 * vocabulary of one program. Strict: unknown and duplicate keys, wrong types, impossible dates,
 * values out of range, anything named bsn: each is a diagnostic of class JHR6 with a JSON pointer,
 * and all of them are reported in one go. JSON by jansson; NFC by utf8proc.
 */
#ifndef JHR_DOCUMENTS_READ_H
#define JHR_DOCUMENTS_READ_H

#include "base/diag.h"
#include "base/voorstel.h"
#include "runtime/program.h"

#define JHR_MAX_DOCUMENT (4u << 20) /* bytes: 64 indications take some 16 KiB */

struct jhr_read_options {
    int32_t peildatum; /* ymd used where the document has none; 0: none. Another one in the document
                        * is reported as JHR_D_PEILDATUM_TWICE (the command makes it exit 2) */
    bool voorgesteld;
};
/* False: not valid, see ds. The spans of diagnostics are in source `file` when it is not
 * JHR_NO_FILE (where jansson gives a position), and their pointers always. */
bool jhr_read_voorstel(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_program *p,
                       struct jhr_str json, uint32_t file, const struct jhr_read_options *options,
                       struct jhr_case *out);

#endif

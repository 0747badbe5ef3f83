/* The handles of include/jhr.h, as the library sees them. */
#ifndef JHR_LIB_INTERNAL_H
#define JHR_LIB_INTERNAL_H

#include "jhr.h"

#include "base/diag.h"
#include "compiler/model.h"
#include "lib/files.h"
#include "runtime/decide.h"

/* What one call reads and finds: sources, diagnostics, models. Shared by the context and the rules
 * that were compiled from it, and freed with the last of them. Not thread-safe: the context and the
 * rules change the count only when they are made and freed. */
struct jhr_workspace {
    uint32_t users;
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
};
struct jhr_ctx {
    struct jhr_workspace *ws;
    enum jhr_lang lang;
    uint64_t failures; /* of allocation, when the call began */
};

struct jhr_rules {
    struct jhr_program *program;
    struct jhr_buf bytes; /* the compiled file, as it would be saved */
    /* For the reference evaluator and voorbeelden; NULL when loaded from a compiled file. */
    const struct jhr_model *model;
    struct jhr_workspace *ws; /* owns the model */
    struct jhr_rules *next;   /* the other regelingen of a folder, owned */
};

/* One regeling in a session. */
struct jhr_engine {
    const struct jhr_rules *rules;
    struct jhr_decider decider;
};
struct jhr_session {
    struct jhr_engine *engines; /* one, or those of a folder */
    uint32_t engines_n;
    struct jhr_arena arena; /* of one case */
    jhr_eval_options options;
    int32_t peildatum; /* ymd; 0: none */
};

/* Starts a call: forgets sources and diagnostics of the one before. False: no memory. */
bool jhr_ctx_reset(jhr_ctx *ctx);
/* Ends it: JHR_NOMEM when an allocation failed since, else the status. */
jhr_status jhr_ctx_done(const jhr_ctx *ctx, jhr_status status);
void jhr_workspace_release(struct jhr_workspace *ws); /* NULL is fine */
/* Sends a buffer and frees it. Gives `status` when all went well. */
jhr_status jhr_send(struct jhr_buf *b, jhr_writer out, jhr_status status);
/* Says in the diagnostics why a file was not read; nothing for JHR_FILE_OK. */
void jhr_file_diag(jhr_ctx *ctx, enum jhr_file_trouble trouble, const char *path);
/* Says why a compiled file was refused. */
void jhr_refusal_diag(jhr_ctx *ctx, const struct jhr_refusal *why, const char *path);

/* The besluit after the three-valued pass that d holds: with completions, where those can say more.
 * NULL: no memory. */
const struct jhr_besluit *jhr_engine_complete(struct jhr_arena *a, struct jhr_decider *d,
                                              const struct jhr_case *c);
/* Decides with the engine that was asked for; the besluit lives in the arena or in the decider. */
const struct jhr_besluit *jhr_engine_decide(const struct jhr_rules *rules, struct jhr_decider *d,
                                            jhr_engine engine, struct jhr_arena *a,
                                            const struct jhr_case *c);

/* The parts of jhr_decide_json: the engine whose rules fit, and the document read by them (NULL:
 * see the diagnostics); the besluit in the session's form; what the besluit comes down to. */
struct jhr_write_more;
struct jhr_engine *jhr_session_read(jhr_ctx *ctx, jhr_session *s, const char *name,
                                    const char *json, size_t n, struct jhr_case *c);
/* The same, and what was read before stays. */
struct jhr_engine *jhr_session_read_next(jhr_ctx *ctx, jhr_session *s, const char *name,
                                         const char *json, size_t n, struct jhr_case *c);
void jhr_session_write(jhr_session *s, struct jhr_buf *b, struct jhr_engine *e,
                       const struct jhr_case *c, const struct jhr_besluit *besluit, bool compact,
                       const struct jhr_write_more *more);
jhr_outcome jhr_outcome_of(const struct jhr_program *p, const struct jhr_besluit *b);
bool jhr_ctx_said(const jhr_ctx *ctx, enum jhr_diag_id id);
/* {"fout":{"code":…,"tekst":…},"regel":N}: the first finding of a line that was not decided. */
void jhr_write_fault(const jhr_ctx *ctx, size_t line, struct jhr_buf *b);

/* The rule files of a path that are not used by another one of them, in order of name: the path
 * itself when it is a file. JHR_INPUT after a diagnostic. */
struct jhr_roots {
    JHR_VEC(uint32_t) files; /* indices in the context's sources */
};
jhr_status jhr_roots_find(jhr_ctx *ctx, const char *path, struct jhr_roots *out);
/* Resolves one root with the sources and diagnostics of the context; NULL when memory ended. */
struct jhr_model *jhr_root_resolve(jhr_ctx *ctx, struct jhr_arena *a, uint32_t file);
/* Lowers and loads a resolved model that has no errors. JHR_OK with *out NULL: it holds names only.
 */
jhr_status jhr_root_compile(jhr_ctx *ctx, const struct jhr_model *model, jhr_rules **out);

#endif

#include "grammar/parse.h"

#include "grammar/build.h"
#include "grammar/tokens.h"

static void run(struct jhr_parser *p)
{
    p->state = jhr_yy_start();
    if (p->state == NULL || !jhr_stream_make(p))
        p->arena->out_of_memory = true;
    else
        jhr_feed_all(p);
    jhr_yy_stop(p->state);
    jhr_free(p->feed);
}

/* The root has what was read before memory ended or errors were too many; not the rest. */
struct jhr_parsed jhr_parse(struct jhr_arena *a, struct jhr_diags *ds, uint32_t file)
{
    struct jhr_parser p = {
        .arena = a,
        .diags = ds,
        .file = file,
        .text = ds->sources->files.v[file]->text,
        .previous = JHR_NO_FEED,
        .statement = JHR_NO_FEED,
        .gave_up = JHR_NO_FEED,
        .resumed = JHR_NO_FEED,
    };
    p.tokens = jhr_lex(a, ds, file);
    uint32_t last = p.tokens.n > 0 ? p.tokens.n - 1 : 0;
    p.root = jhr_mk(&p, JHR_N_FILE, (struct jhr_loc){0, p.text.n, 0, last});
    if (!a->out_of_memory)
        run(&p);
    return (struct jhr_parsed){p.tokens, p.root};
}

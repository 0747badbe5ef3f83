/* eval --interactive: questions and answers on stderr and stdin, the decision on stdout. */
#include "cli/cli.h"

#include <stdlib.h>

static bool to_stderr(void *self, const char *bytes, size_t n)
{
    (void)self;
    return fwrite(bytes, 1, n, stderr) == n;
}

/* One line, without what is more than an answer can be: that is read and dropped, and shows in the
 * length. False: the input ended. */
static bool read_line(char *line, size_t *n)
{
    int c;
    *n = 0;
    while ((c = getchar()) != EOF && c != '\n') {
        if (*n <= JHR_MAX_ANSWER)
            line[(*n)++] = (char)c;
    }
    return c != EOF || *n > 0;
}

static jhr_status talk(jhr_dialog *dialog, char *line)
{
    const jhr_writer out = {to_stderr, NULL};
    jhr_status status = JHR_OK;
    size_t n;
    while (status == JHR_OK && jhr_dialog_asks(dialog)) {
        status = jhr_dialog_question(dialog, out);
        if (status != JHR_OK)
            break;
        fflush(stderr);
        if (!read_line(line, &n)) {
            fputc('\n', stderr);
            break;
        }
        status = jhr_dialog_answer(dialog, line, n, out);
    }
    return status;
}

struct text {
    char *p;
    size_t n;
};
static bool keep(void *self, const char *bytes, size_t n)
{
    struct text *t = self;
    char *p = realloc(t->p, t->n + n + 1);
    if (!p)
        return false;
    t->p = p;
    for (size_t i = 0; i < n; i++)
        p[t->n + i] = bytes[i];
    t->n += n;
    p[t->n] = '\0';
    return true;
}

jhr_status interactive_fill(const struct cli *c, jhr_session *session, const char *path,
                            char **json, size_t *n)
{
    jhr_dialog *dialog = NULL;
    struct text filled = {0};
    char *line = malloc(JHR_MAX_ANSWER + 1);
    jhr_status status = JHR_NOMEM;
    if (line)
        status = jhr_dialog_new(c->ctx, session, path, *json, *n, &dialog);
    if (status == JHR_OK) {
        if (jhr_dialog_asks(dialog))
            cli_talk(c, "Antwoord per vraag; ? geeft hulp.\n",
                     "Answer each question; ? gives help.\n");
        status = talk(dialog, line);
    }
    if (status == JHR_OK)
        status = jhr_dialog_document(dialog, (jhr_writer){keep, &filled});
    if (status == JHR_OK) {
        free(*json);
        *json = filled.p;
        *n = filled.n;
    } else {
        free(filled.p);
    }
    jhr_dialog_free(dialog);
    free(line);
    return status;
}

#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int output_open(struct output *o, const struct cli *c)
{
    return output_open_at(o, c, c->value[OPT_OUTPUT]);
}

static bool is_special(const char *path)
{
    struct stat at;
    return stat(path, &at) == 0 && !S_ISREG(at.st_mode) && !S_ISDIR(at.st_mode);
}

int output_open_at(struct output *o, const struct cli *c, const char *path)
{
    size_t n;
    int fd;

    *o = (struct output){.file = stdout};
    if (!path || strcmp(path, "-") == 0)
        return EXIT_DONE;
    o->path = path;
    if (is_special(path)) { /* a device or pipe is written to, not replaced */
        o->file = fopen(path, "wb");
        if (!o->file)
            fprintf(stderr, "jhr: %s: %s\n", path, strerror(errno));
        return o->file ? EXIT_DONE : EXIT_INPUT;
    }
    n = strlen(path);
    o->aside = malloc(n + sizeof ".XXXXXX");
    if (!o->aside)
        return cli_fail(c, EXIT_BUG, "te weinig geheugen", "out of memory", NULL);
    memcpy(o->aside, path, n);
    memcpy(o->aside + n, ".XXXXXX", sizeof ".XXXXXX");
    fd = mkstemp(o->aside);
    o->file = fd < 0 ? NULL : fdopen(fd, "wb");
    if (!o->file) {
        fprintf(stderr, "jhr: %s: %s\n", path, strerror(errno));
        if (fd >= 0) {
            close(fd);
            unlink(o->aside);
        }
        free(o->aside);
        o->aside = NULL;
        return EXIT_INPUT;
    }
    return EXIT_DONE;
}

static bool write_to(void *self, const char *bytes, size_t n)
{
    struct output *o = self;
    if (fwrite(bytes, 1, n, o->file) != n)
        o->failed = true;
    return !o->failed;
}

jhr_writer output_writer(struct output *o)
{
    return (jhr_writer){write_to, o};
}

int output_close(struct output *o, const struct cli *c, bool keep, int code)
{
    bool ok = !o->failed;
    if (!o->aside) {
        ok = fflush(o->file) == 0 && ok;
        if (o->file != stdout)
            ok = fclose(o->file) == 0 && ok;
        if (!ok)
            return cli_fail(c, EXIT_INPUT, "de uitvoer kon niet geschreven worden",
                            "the output could not be written", NULL);
        return code;
    }
    if (fflush(o->file) != 0)
        ok = false;
    if (ok && keep) {
        mode_t mask =
            umask(0); /* mkstemp makes files for the owner alone; -o is an ordinary file */
        umask(mask);
        ok = fchmod(fileno(o->file), 0666 & ~mask) == 0;
    }
    if (fclose(o->file) != 0)
        ok = false;
    if (!keep || !ok || rename(o->aside, o->path) != 0) {
        unlink(o->aside);
        if (keep)
            code = cli_fail(c, EXIT_INPUT, "dit bestand kon niet geschreven worden",
                            "this file could not be written", o->path);
    }
    free(o->aside);
    o->aside = NULL;
    return code;
}

static char *read_stream(FILE *f, size_t *n)
{
    size_t cap = 65536, used = 0;
    char *p = malloc(cap);
    while (p) {
        used += fread(p + used, 1, cap - used - 1, f);
        if (used < cap - 1)
            break;
        cap *= 2;
        char *q = realloc(p, cap);
        if (!q)
            free(p);
        p = q;
    }
    if (p && ferror(f)) {
        free(p);
        p = NULL;
    }
    if (p)
        p[used] = '\0';
    *n = used;
    return p;
}

char *input_read(const struct cli *c, const char *path, size_t *n)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *p = f ? read_stream(f, n) : NULL;
    if (!p)
        fprintf(stderr,
                c->lang == JHR_LANG_NL ? "jhr: %s is niet te lezen: %s\n"
                                       : "jhr: cannot read %s: %s\n",
                path, strerror(errno));
    if (f && f != stdin)
        fclose(f);
    return p;
}

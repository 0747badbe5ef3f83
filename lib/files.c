#include "lib/files.h"

#include "lib/git.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum jhr_file_trouble trouble_of(int error)
{
    return error == ENOENT || error == ENOTDIR ? JHR_FILE_MISSING : JHR_FILE_UNREADABLE;
}

/* Pipes have no size, so the buffer grows until the end is met. */
enum jhr_file_trouble jhr_fd_read(struct jhr_buf *b, int fd)
{
    char chunk[65536];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got == 0)
            return JHR_FILE_OK;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return JHR_FILE_UNREADABLE;
        jhr_buf_add(b, chunk, (size_t)got);
        if (b->failed)
            return JHR_FILE_TOO_LARGE;
    }
}

enum jhr_file_trouble jhr_file_read(struct jhr_arena *a, const char *path, struct jhr_str *out)
{
    struct jhr_buf b = {.max = JHR_FILE_CEILING};
    enum jhr_file_trouble result;
    if (jhr_git_names(path)) {
        result = jhr_git_read(&b, path);
    } else {
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            return trouble_of(errno);
        result = jhr_fd_read(&b, fd);
        close(fd);
    }
    if (result == JHR_FILE_OK) {
        *out = jhr_arena_str(a, jhr_buf_get(&b));
        if (!out->p)
            result = JHR_FILE_TOO_LARGE;
    }
    jhr_buf_free(&b);
    return result;
}

bool jhr_file_is_directory(const char *path)
{
    struct stat st;
    if (jhr_git_names(path))
        return jhr_git_is_directory(path);
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Only these are taken from a folder: a pipe that happens to lie there would be waited for. */
static bool is_regular(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Writes `path` with "." and ".." taken out where that needs no knowledge of links. */
static void normalise(struct jhr_buf *out, struct jhr_str path)
{
    bool absolute = path.n > 0 && path.p[0] == '/';
    size_t start;
    if (absolute)
        jhr_buf_char(out, '/');
    start = out->n;
    for (uint32_t i = 0; i < path.n;) {
        uint32_t j = i;
        while (j < path.n && path.p[j] != '/')
            j++;
        struct jhr_str part = {path.p + i, j - i};
        size_t last = out->n;
        while (last > start && out->p[last - 1] != '/')
            last--;
        bool up = jhr_str_eq(part, JHR_STR(".."));
        struct jhr_str previous = {out->n > 0 ? out->p + last : "", (uint32_t)(out->n - last)};
        if (part.n == 0 || jhr_str_eq(part, JHR_STR("."))) {
            /* nothing */
        } else if (up && out->n > start && !jhr_str_eq(previous, JHR_STR(".."))) {
            out->n = last > start ? last - 1 : start;
        } else {
            if (out->n > start)
                jhr_buf_char(out, '/');
            jhr_buf_str(out, part);
        }
        i = j + 1;
    }
}

struct jhr_str jhr_path_beside(struct jhr_arena *a, struct jhr_str from, struct jhr_str path)
{
    struct jhr_buf joined = {0}, clean = {0};
    struct jhr_str result, whole = from.n > 0 ? from : path;
    uint32_t revision = jhr_git_prefix(whole);
    uint32_t folder;
    jhr_buf_add(&clean, whole.p, revision);
    if (from.n > 0)
        from = (struct jhr_str){from.p + revision, from.n - revision};
    else
        path = (struct jhr_str){path.p + revision, path.n - revision};
    folder = from.n;
    while (folder > 0 && from.p[folder - 1] != '/')
        folder--;
    if (path.n == 0 || path.p[0] != '/')
        jhr_buf_add(&joined, from.p, folder);
    jhr_buf_str(&joined, path);
    normalise(&clean, jhr_buf_get(&joined));
    result = jhr_arena_str(a, jhr_buf_get(&clean));
    jhr_buf_free(&joined);
    jhr_buf_free(&clean);
    return result;
}

static bool ends_with(const char *name, const char *extension)
{
    size_t n = strlen(name), e = strlen(extension);
    return n > e && strcmp(name + n - e, extension) == 0;
}

static bool list_into(struct jhr_arena *a, const char *path, const char *extension, uint32_t depth,
                      struct jhr_paths *out)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    if (!dir)
        return false;
    while ((entry = readdir(dir)) != NULL) {
        struct jhr_buf b = {0};
        struct jhr_str full;
        if (entry->d_name[0] == '.')
            continue;
        jhr_buf_z(&b, path);
        if (b.n > 0 && b.p[b.n - 1] != '/')
            jhr_buf_char(&b, '/');
        jhr_buf_z(&b, entry->d_name);
        full = jhr_arena_str(a, jhr_buf_get(&b));
        jhr_buf_free(&b);
        if (!full.p)
            break;
        if (jhr_file_is_directory(full.p)) {
            if (depth < JHR_MAX_DIRECTORY_DEPTH)
                list_into(a, full.p, extension, depth + 1, out);
        } else if (ends_with(entry->d_name, extension) && is_regular(full.p)) {
            struct jhr_str *slot = jhr_vec_add(a, &out->v);
            if (slot)
                *slot = full;
        }
    }
    closedir(dir);
    return !a->out_of_memory;
}

static int by_bytes(const void *a, const void *b)
{
    return jhr_str_cmp(*(const struct jhr_str *)a, *(const struct jhr_str *)b);
}

bool jhr_directory_list(struct jhr_arena *a, const char *path, const char *extension,
                        struct jhr_paths *out)
{
    if (jhr_git_names(path) ? !jhr_git_list(a, path, extension, out)
                            : !list_into(a, path, extension, 0, out))
        return false;
    if (out->v.n > 0)
        qsort(out->v.v, out->v.n, sizeof *out->v.v, by_bytes);
    return true;
}

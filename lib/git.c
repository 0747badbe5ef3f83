#include "lib/git.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define GIT             "git:"
#define FAILED_TO_START (-1)

uint32_t jhr_git_prefix(struct jhr_str path)
{
    uint32_t at = sizeof GIT - 1;
    if (path.n <= at || memcmp(path.p, GIT, at) != 0 || path.p[at] == '-' || path.p[at] == ':')
        return 0;
    while (at < path.n && path.p[at] != ':')
        at++;
    return at < path.n ? at + 1 : 0;
}

bool jhr_git_names(const char *path)
{
    return jhr_git_prefix(jhr_str_of(path)) > 0;
}

static int exit_of(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* Runs git; what it writes to stdout is added to `out`. Its exit code, or FAILED_TO_START. */
static int run(struct jhr_buf *out, const char *const argv[])
{
    posix_spawn_file_actions_t actions;
    int ends[2], started;
    pid_t pid;

    if (pipe(ends) != 0)
        return FAILED_TO_START;
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    if (posix_spawn_file_actions_init(&actions) != 0) {
        close(ends[0]);
        close(ends[1]);
        return FAILED_TO_START;
    }
    started = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (started == 0)
        started = posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (started == 0)
        started =
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (started == 0) /* the words are not changed: POSIX only says so in its type */
        started =
            posix_spawnp(&pid, "git", &actions, NULL, (char *const *)(uintptr_t)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (started == 0) {
        (void)jhr_fd_read(out, ends[0]);
        close(ends[0]); /* when the ceiling was met, git writes to nobody, and ends */
        return exit_of(pid);
    }
    close(ends[0]);
    return FAILED_TO_START;
}

/* `git WORD... REV:path`, without a slash at the end. */
static int ask(struct jhr_buf *out, const char *first, const char *second, const char *third,
               const char *path)
{
    struct jhr_buf object = {0};
    const char *argv[] = {"git", "--literal-pathspecs", first, second, third, NULL, NULL};
    size_t last = third ? 5 : 4;
    int code;

    jhr_buf_z(&object, path + sizeof GIT - 1);
    while (object.n > 1 && object.p[object.n - 1] == '/' && object.p[object.n - 2] != ':')
        object.n--;
    jhr_buf_char(&object, '\0');
    argv[last] = object.p;
    code = object.failed ? FAILED_TO_START : run(out, argv);
    jhr_buf_free(&object);
    return code;
}

/* Why was there no such object: no git, no revision, or no such path in it? */
static enum jhr_file_trouble trouble(int code, const char *path)
{
    struct jhr_buf none = {0}, revision = {0};
    struct jhr_str whole = jhr_str_of(path);
    uint32_t end = jhr_git_prefix(whole);

    if (code != FAILED_TO_START) {
        jhr_buf_add(&revision, path + sizeof GIT - 1, end - sizeof GIT);
        jhr_buf_z(&revision, "^{commit}");
        jhr_buf_char(&revision, '\0');
        const char *argv[] = {"git", "rev-parse", "--quiet", "--verify", revision.p, NULL};
        code = revision.failed ? 0 : run(&none, argv);
    }
    jhr_buf_free(&none);
    jhr_buf_free(&revision);
    return code == FAILED_TO_START ? JHR_FILE_NO_GIT
           : code != 0             ? JHR_FILE_NO_REVISION
                                   : JHR_FILE_MISSING;
}

enum jhr_file_trouble jhr_git_read(struct jhr_buf *out, const char *path)
{
    int code = ask(out, "cat-file", "blob", NULL, path);
    if (out->failed)
        return JHR_FILE_TOO_LARGE;
    return code == 0 ? JHR_FILE_OK : trouble(code, path);
}

bool jhr_git_is_directory(const char *path)
{
    struct jhr_buf type = {0};
    bool tree = ask(&type, "cat-file", "-t", NULL, path) == 0 &&
                jhr_str_eq(jhr_buf_get(&type), JHR_STR("tree\n"));
    jhr_buf_free(&type);
    return tree;
}

/* Not of an ordinary file: a link, or a repository within this one. */
static bool is_file(struct jhr_str mode)
{
    return mode.n > 6 && memcmp(mode.p, "100", 3) == 0;
}

static bool is_hidden(struct jhr_str name)
{
    for (uint32_t i = 0; i < name.n; i++)
        if (name.p[i] == '.' && (i == 0 || name.p[i - 1] == '/'))
            return true;
    return false;
}

static bool add_entry(struct jhr_arena *a, const char *folder, struct jhr_str name,
                      struct jhr_paths *out)
{
    struct jhr_buf full = {0};
    struct jhr_str *slot = jhr_vec_add(a, &out->v);
    jhr_buf_z(&full, folder);
    if (full.p[full.n - 1] != '/' && full.p[full.n - 1] != ':')
        jhr_buf_char(&full, '/');
    jhr_buf_str(&full, name);
    if (slot)
        *slot = jhr_arena_str(a, jhr_buf_get(&full));
    jhr_buf_free(&full);
    return slot != NULL && slot->p != NULL;
}

/* Each entry is "mode type object<tab>name<NUL>". */
bool jhr_git_list(struct jhr_arena *a, const char *path, const char *extension,
                  struct jhr_paths *out)
{
    struct jhr_buf list = {.max = JHR_FILE_CEILING};
    size_t e = strlen(extension);
    bool ok = ask(&list, "ls-tree", "-rz", "--full-tree", path) == 0 && !list.failed;
    for (size_t i = 0; ok && i < list.n;) {
        const char *entry = list.p + i, *end = memchr(entry, '\0', list.n - i);
        size_t n = end ? (size_t)(end - entry) : list.n - i;
        const char *tab = memchr(entry, '\t', n);
        if (tab && is_file((struct jhr_str){entry, (uint32_t)n})) {
            struct jhr_str name = {tab + 1, (uint32_t)(entry + n - tab - 1)};
            if (name.n > e && memcmp(name.p + name.n - e, extension, e) == 0 && !is_hidden(name))
                ok = add_entry(a, path, name, out);
        }
        i += n + 1;
    }
    jhr_buf_free(&list);
    return ok && !a->out_of_memory;
}

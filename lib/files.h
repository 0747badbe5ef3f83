/*
 * Files for the library: read whole, found by extension, named relative to the file that uses them.
 * Every failure is one sentence in the language of the caller.
 */
#ifndef JHR_LIB_FILES_H
#define JHR_LIB_FILES_H

#include "base/arena.h"
#include "base/diag.h"

/* Larger files are refused before they are read: see JHR_MAX_FILE_BYTES in grammar/parse.h, which
 * reports them with a place; this bound only keeps a wrong path from filling the memory. */
#define JHR_FILE_CEILING        (256u << 20)
#define JHR_MAX_DIRECTORY_DEPTH 16u /* rules folders are shallow; a link to a parent ends here */

enum jhr_file_trouble {
    JHR_FILE_OK,
    JHR_FILE_MISSING,
    JHR_FILE_UNREADABLE,
    JHR_FILE_TOO_LARGE,
    JHR_FILE_NO_GIT,     /* `git:REV:path`, and the program git is not there */
    JHR_FILE_NO_REVISION /* here is no repository, or it does not have REV */
};
/* Text in the arena with a NUL after it. Here and below a path may be `git:REV:path`: lib/git.h. */
enum jhr_file_trouble jhr_file_read(struct jhr_arena *a, const char *path, struct jhr_str *out);
/* What is left of an open file or pipe, added to the buffer up to its ceiling. */
enum jhr_file_trouble jhr_fd_read(struct jhr_buf *b, int fd);
bool jhr_file_is_directory(const char *path);
/* `path` as seen from the folder of `from`; absolute paths stay. "a/../b" is written as "b". What a
 * file of a revision names is of that revision too. */
struct jhr_str jhr_path_beside(struct jhr_arena *a, struct jhr_str from, struct jhr_str path);

struct jhr_paths {
    JHR_VEC(struct jhr_str) v; /* sorted by bytes */
};
/* All files below a directory whose name ends in `extension` (".jhr"). */
bool jhr_directory_list(struct jhr_arena *a, const char *path, const char *extension,
                        struct jhr_paths *out);

#endif

/*
 * Files of a revision: `git:REV:path` is the file `path`, from the root of the repository, as it is
 * in the commit, branch or tag REV. Read by running git in the current directory: with fixed words,
 * without a shell, and without a configuration that could change what is read (cat-file and ls-tree
 * give the bytes as they are kept).
 */
#ifndef JHR_LIB_GIT_H
#define JHR_LIB_GIT_H

#include "lib/files.h"

/* The length of `git:REV:` at the beginning of a path; 0: it is no such path. A REV that begins
 * with `-` is none: git would take it for an option. */
uint32_t jhr_git_prefix(struct jhr_str path);
bool jhr_git_names(const char *path);
enum jhr_file_trouble jhr_git_read(struct jhr_buf *out, const char *path);
bool jhr_git_is_directory(const char *path);
/* All files below it whose name ends in `extension`, unsorted; no links, nothing hidden. */
bool jhr_git_list(struct jhr_arena *a, const char *path, const char *extension,
                  struct jhr_paths *out);

#endif

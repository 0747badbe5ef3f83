/*
 * Source files and places in them. A span is a half-open range of byte offsets in one file; lines
 * and columns are computed only when something is printed. Columns count code points from 1.
 */
#ifndef JHR_BASE_SOURCE_H
#define JHR_BASE_SOURCE_H

#include "base/arena.h"

#define JHR_NO_FILE UINT32_MAX

struct jhr_span {
    uint32_t file; /* index in the source set, or JHR_NO_FILE */
    uint32_t lo, hi;
};
#define JHR_NO_SPAN ((struct jhr_span){JHR_NO_FILE, 0, 0})

struct jhr_source {
    struct jhr_str path; /* as the user named it */
    struct jhr_str text; /* the bytes of the file, BOM included; a NUL stands after them */
    uint32_t *line;      /* byte offset of each line's start; made on first use */
    uint32_t lines;
};

struct jhr_sources {
    struct jhr_arena *arena;
    JHR_VEC(struct jhr_source *) files;
};

/* Copies path and text. Returns the file's index, or JHR_NO_FILE when memory ended. */
uint32_t jhr_source_add(struct jhr_sources *s, struct jhr_str path, struct jhr_str text);

struct jhr_place {
    uint32_t line, column; /* from 1; column in code points */
};
struct jhr_place jhr_source_place(const struct jhr_sources *s, uint32_t file, uint32_t offset);
struct jhr_str jhr_source_line(const struct jhr_sources *s, uint32_t file, uint32_t line);
struct jhr_str jhr_source_text(const struct jhr_sources *s, struct jhr_span span);
struct jhr_span jhr_span_join(struct jhr_span a, struct jhr_span b); /* same file */

/* Cells on a terminal that a text takes (combining marks 0, wide letters 2). */
uint32_t jhr_text_width(struct jhr_str s);
/* The offset of the first byte that is not valid UTF-8 or is NUL, or s.n when all is well. */
uint32_t jhr_text_invalid(struct jhr_str s);

#endif

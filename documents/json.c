#include "documents/json.h"

/* Most texts are plain ASCII, and go out as they are. */
static void quoted(struct jhr_buf *out, struct jhr_str s)
{
    uint32_t i = 0;
    while (i < s.n && s.p[i] >= ' ' && s.p[i] < 0x7f && s.p[i] != '"' && s.p[i] != '\\')
        i++;
    if (i < s.n) {
        jhr_buf_json(out, s);
        return;
    }
    jhr_buf_char(out, '"');
    jhr_buf_str(out, s);
    jhr_buf_char(out, '"');
}

static bool on_one_line(const struct jhr_json *j)
{
    return j->compact || (j->flat > 0 && j->depth >= j->flat);
}

static void new_line(struct jhr_json *j)
{
    jhr_buf_char(j->out, '\n');
    for (uint32_t i = 0; i < j->depth; i++)
        jhr_buf_z(j->out, "  ");
}

/* What stands before a member: a comma, and a new line or a blank. */
static void before(struct jhr_json *j)
{
    if (!j->first)
        jhr_buf_char(j->out, ',');
    if (j->depth > 0 && !on_one_line(j))
        new_line(j);
    else if (!j->compact && !j->first)
        jhr_buf_char(j->out, ' ');
    j->first = false;
}

void jhr_json_name(struct jhr_json *j, struct jhr_str name)
{
    before(j);
    quoted(j->out, name);
    jhr_buf_z(j->out, j->compact ? ":" : ": ");
}

static void begin(struct jhr_json *j, const char *name)
{
    if (name != NULL)
        jhr_json_name(j, jhr_str_of(name));
    else
        before(j);
}

void jhr_json_open(struct jhr_json *j, const char *name, char bracket, bool flat)
{
    begin(j, name);
    jhr_buf_char(j->out, bracket);
    j->depth++;
    j->first = true;
    if (flat && j->flat == 0)
        j->flat = j->depth;
}

void jhr_json_close(struct jhr_json *j, char bracket)
{
    bool one_line = on_one_line(j);
    if (j->flat == j->depth)
        j->flat = 0;
    j->depth--;
    if (!one_line && !j->first)
        new_line(j);
    jhr_buf_char(j->out, bracket);
    j->first = false;
}

void jhr_json_str(struct jhr_json *j, const char *name, struct jhr_str s)
{
    begin(j, name);
    quoted(j->out, s);
}

void jhr_json_opt(struct jhr_json *j, const char *name, struct jhr_str s)
{
    if (s.n > 0)
        jhr_json_str(j, name, s);
    else
        jhr_json_raw(j, name, "null");
}

void jhr_json_word(struct jhr_json *j, const char *name, const char *word)
{
    jhr_json_str(j, name, jhr_str_of(word));
}

void jhr_json_int(struct jhr_json *j, const char *name, int64_t v)
{
    begin(j, name);
    jhr_buf_int(j->out, v);
}

void jhr_json_raw(struct jhr_json *j, const char *name, const char *literal)
{
    begin(j, name);
    jhr_buf_z(j->out, literal);
}

void jhr_json_bool(struct jhr_json *j, const char *name, bool v)
{
    jhr_json_raw(j, name, v ? "true" : "false");
}

#include "validator/diff.h"

/* Hundredths of a percent; what is more than nothing is never shown as nothing, and what is less
 * than all never as all. */
void jhr_share_text(struct jhr_buf *out, const struct jhr_share *s, bool english)
{
    if (!s->known || s->part.over || s->whole.over) {
        jhr_buf_z(out, english ? "unknown part" : "onbekend deel");
        return;
    }
    if (jhr_count_is_zero(&s->whole)) { /* an open end, a gemeente that nobody names */
        jhr_buf_z(out, english ? "not counted" : "buiten de telling");
        return;
    }
    if (jhr_count_is_zero(&s->part)) {
        jhr_buf_z(out, "0%");
        return;
    }
    uint64_t parts = jhr_count_ratio(&s->part, &s->whole, 10000);
    if (jhr_share_is_all(s))
        jhr_buf_z(out, "100%");
    else if (parts == 0)
        jhr_buf_z(out, english ? "less than 0,01%" : "minder dan 0,01%");
    else if (parts % 100 == 0)
        jhr_buf_fmt(out, "%llu%%", (unsigned long long)parts / 100);
    else if (parts % 10 == 0)
        jhr_buf_fmt(out, "%llu,%llu%%", (unsigned long long)parts / 100,
                    (unsigned long long)parts / 10 % 10);
    else
        jhr_buf_fmt(out, "%llu,%02llu%%", (unsigned long long)parts / 100,
                    (unsigned long long)parts % 100);
}

void jhr_share_exact(struct jhr_buf *out, const struct jhr_share *s)
{
    struct jhr_count part = s->part, whole = s->whole;
    if (!s->known || part.over || whole.over || jhr_count_is_zero(&whole))
        return;
    if (jhr_count_is_zero(&part))
        whole = jhr_count_of(1);
    else
        jhr_count_reduce(&part, &whole);
    jhr_count_text(out, &part);
    jhr_buf_char(out, '/');
    jhr_count_text(out, &whole);
}

#include "documents/cel.h"

struct parts {
    struct jhr_str stapeling, a, b;
};

static bool split(struct jhr_str name, struct parts *out)
{
    uint32_t colon = 0, plus;
    while (colon < name.n && name.p[colon] != ':')
        colon++;
    plus = colon;
    while (plus < name.n && name.p[plus] != '+')
        plus++;
    if (plus == name.n)
        return false;
    *out = (struct parts){{name.p, colon},
                          {name.p + colon + 1, plus - colon - 1},
                          {name.p + plus + 1, name.n - plus - 1}};
    return true;
}

static uint32_t product_of(const struct jhr_program *p, struct jhr_str code)
{
    uint32_t i = 0;
    while (i < p->producten_n && !jhr_str_eq_fold(p->strings[p->producten[i].code], code))
        i++;
    return i;
}

static bool is_written(const struct jhr_program *p, const struct jhr_p_cel *c,
                       const struct parts *name)
{
    struct jhr_str rij = p->strings[c->rij], kolom = p->strings[c->kolom];
    return rij.n > 0 && ((jhr_str_eq_fold(rij, name->a) && jhr_str_eq_fold(kolom, name->b)) ||
                         (jhr_str_eq_fold(rij, name->b) && jhr_str_eq_fold(kolom, name->a)));
}

static bool find_in(const struct jhr_program *p, const struct jhr_p_stapeling *m,
                    const struct parts *name, struct jhr_celoordeel *out)
{
    for (uint32_t i = m->cellen; i < m->cellen + m->cellen_n; i++) {
        *out = (struct jhr_celoordeel){.cel = i, .paar = {JHR_ANY, JHR_ANY}};
        if (is_written(p, &p->cellen[i], name))
            return true;
    }
    uint32_t a = product_of(p, name->a), b = product_of(p, name->b), n = p->producten_n;
    if (a == n || b == n)
        return false;
    uint32_t cel = p->paren[m->paren + (size_t)a * n + b].cel;
    *out = (struct jhr_celoordeel){.cel = m->cellen + cel, .paar = {JHR_ANY, JHR_ANY}};
    if (cel == m->standaard) { /* each pair of its own; the lower product first */
        out->paar[0] = a < b ? a : b;
        out->paar[1] = a < b ? b : a;
    }
    return cel != JHR_P_NONE;
}

bool jhr_cel_find(const struct jhr_program *p, struct jhr_str name, struct jhr_celoordeel *out)
{
    struct parts parts;
    if (!split(name, &parts))
        return false;
    for (uint32_t k = 0; k < p->stapelingen_n; k++)
        if (jhr_str_eq(p->strings[p->stapelingen[k].id], parts.stapeling))
            return find_in(p, &p->stapelingen[k], &parts, out);
    return false;
}

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
    return rij.n > 0 && ((jhr_str_eq(rij, name->a) && jhr_str_eq(kolom, name->b)) ||
                         (jhr_str_eq(rij, name->b) && jhr_str_eq(kolom, name->a)));
}

static bool find_in(const struct jhr_program *p, const struct jhr_p_stapeling *m,
                    const struct parts *name, struct jhr_celoordeel *out)
{
    for (uint32_t i = m->cellen; i < m->cellen + m->cellen_n; i++) {
        *out = (struct jhr_celoordeel){.cel = i, .paar = {JHR_ANY, JHR_ANY}};
        if (is_written(p, &p->cellen[i], name))
            return true;
    }
    *out = (struct jhr_celoordeel){.cel = m->cellen + m->standaard,
                                   .paar = {product_of(p, name->a), product_of(p, name->b)}};
    return m->standaard != JHR_P_NONE && out->paar[0] < p->producten_n &&
           out->paar[1] < p->producten_n;
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

/* Paths: one value inside a spec, its lists and its children. "gamma", "betas.1", "2.T_max",
 * "schedulers.2.T_max", and T_max alone where only one child has it. */
#include "lrscope/spec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lrscope/mem.h"

enum { WORD_MAX = 64 };

/* Cuts the first word off PATH; REST is NULL at the end. */
static bool next_word(const char *path, char word[WORD_MAX], const char **rest, struct lrs_err *err)
{
    size_t n = strcspn(path, ".");
    if (n == 0 || n >= WORD_MAX)
        return lrs_fail(err, n == 0 ? "a path has an empty name" : "a path has a name too long");
    memcpy(word, path, n);
    word[n] = '\0';
    *rest = path[n] == '.' ? path + n + 1 : NULL;
    return true;
}

/* "3" is 3; anything else 0. */
static size_t as_index(const char *word)
{
    size_t n = strspn(word, "0123456789");
    return n > 0 && n <= 9 && word[n] == '\0' ? (size_t)strtoul(word, NULL, 10) : 0;
}

static const struct lrs_specs *children(const struct lrs_spec *spec)
{
    static const struct lrs_specs none;
    int row = lrs_spec_children_row(spec->kind);
    return row >= 0 && spec->at[row].tag == LRS_SPECS ? &spec->at[row].specs : &none;
}

/* REST of a path behind a row: nothing, or the number of a list's element. */
static bool find_element(struct lrs_spec *spec, int row, const char *rest, struct lrs_ref *ref,
                         struct lrs_err *err)
{
    const struct lrs_param *p = &spec->kind->params[row];
    const struct lrs_value *v = &spec->at[row];
    *ref = (struct lrs_ref){.spec = spec, .row = row, .element = -1};
    if (!rest)
        return true;
    if (v->tag != LRS_REALS)
        return lrs_fail(err, "%s.%s has no parts such as '%.60s'", spec->kind->name, p->name, rest);
    size_t k = as_index(rest);
    if (k < 1 || k > v->reals.n)
        return lrs_fail(err, "%s.%s has no element '%.60s'; it has %zu", spec->kind->name, p->name,
                        rest, v->reals.n);
    ref->element = (int)k - 1;
    return true;
}

/* Collects the places below SPEC that have a row WORD. */
struct matches {
    const char *word;
    int n;
    struct lrs_spec *spec;
    int row;
    struct lrs_str paths;
    struct lrs_nearest near;
};

static void try_spec(struct matches *m, struct lrs_spec *spec, const char *prefix)
{
    int row = lrs_spec_row(spec->kind, m->word, NULL);
    if (row >= 0) {
        lrs_str_addf(&m->paths, "%s%s%s", m->n ? " or " : "", prefix, spec->kind->params[row].name);
        m->spec = spec;
        m->row = row;
        m->n++;
    }
    for (int i = 0; i < spec->kind->n_params; i++)
        lrs_nearest_try(&m->near, spec->kind->params[i].name);
}

/* Children before grandchildren does not matter: all are looked at, LRS_SPEC_DEPTH deep. */
static void collect(struct matches *m, const struct lrs_spec *spec, const char *prefix)
{
    const struct lrs_specs *list = children(spec);
    for (size_t i = 0; i < list->n; i++) {
        char longer[WORD_MAX];
        snprintf(longer, sizeof longer, "%.40s%zu.", prefix, i + 1);
        try_spec(m, list->at[i], longer);
        collect(m, list->at[i], longer);
    }
}

static bool find_below(struct lrs_spec *spec, const char *word, const char *rest,
                       struct lrs_ref *ref, struct lrs_err *err)
{
    struct matches m = {.word = word, .near = {.word = word}};
    collect(&m, spec, "");
    bool ok = false;
    if (m.n == 1)
        ok = find_element(m.spec, m.row, rest, ref, err);
    else if (m.n > 1)
        lrs_fail(err, "'%s' is ambiguous here: %s", word, lrs_str_text(&m.paths));
    else {
        lrs_spec_row(spec->kind, word, err);
        for (int i = 0; i < spec->kind->n_params; i++)
            lrs_nearest_try(&m.near, spec->kind->params[i].name);
        if (m.near.best)
            lrs_fail(err, "%s has no parameter '%s'%s", spec->kind->name, word,
                     lrs_nearest_hint(&m.near));
    }
    lrs_str_clear(&m.paths);
    return ok;
}

/* Steps into child K of *SPEC; there must be more of the path behind it. */
static bool enter_child(struct lrs_spec **spec, size_t k, const char *rest, struct lrs_err *err)
{
    const struct lrs_specs *list = children(*spec);
    if (lrs_spec_children_row((*spec)->kind) < 0)
        return lrs_fail(err, "%s has no children", (*spec)->kind->name);
    if (k < 1 || k > list->n)
        return lrs_fail(err, "%s has no child %zu; it has %zu", (*spec)->kind->name, k, list->n);
    if (!rest)
        return lrs_fail(err, "'%zu' is a whole %s; name one of its parameters, as in %zu.%s", k,
                        list->at[k - 1]->kind->name, k,
                        list->at[k - 1]->kind->n_params ? list->at[k - 1]->kind->params[0].name
                                                        : "NAME");
    *spec = list->at[k - 1];
    return true;
}

bool lrs_spec_find(struct lrs_spec *spec, const char *path, struct lrs_ref *ref,
                   struct lrs_err *err)
{
    char word[WORD_MAX];
    const char *rest = NULL;
    while (true) {
        if (!next_word(path, word, &rest, err))
            return false;
        size_t k = as_index(word);
        int row = k ? -1 : lrs_spec_row(spec->kind, word, NULL);
        if (row >= 0 && spec->kind->params[row].type == LRS_TYPE_SPECS && rest) {
            path = rest; /* "schedulers.2.T_max" is "2.T_max" */
            continue;
        }
        if (row >= 0)
            return find_element(spec, row, rest, ref, err);
        if (k == 0)
            return find_below(spec, word, rest, ref, err);
        if (!enter_child(&spec, k, rest, err))
            return false;
        path = rest;
    }
}

const struct lrs_param *lrs_ref_param(const struct lrs_ref *ref)
{
    return &ref->spec->kind->params[ref->row];
}

struct lrs_value *lrs_ref_value(const struct lrs_ref *ref)
{
    return &ref->spec->at[ref->row];
}

/* The list that REF points into, with one element replaced by VALUE (which is cleared). */
static bool replace_element(const struct lrs_ref *ref, struct lrs_value *value, struct lrs_err *err)
{
    double x = value->tag == LRS_INT ? (double)value->integer : value->real;
    if (value->tag != LRS_INT && value->tag != LRS_REAL) {
        lrs_value_clear(value);
        return lrs_fail(err, "%s.%d takes a number", lrs_ref_param(ref)->name, ref->element + 1);
    }
    *value = lrs_value_copy(lrs_ref_value(ref));
    value->reals.at[ref->element] = x;
    return true;
}

bool lrs_ref_put(const struct lrs_ref *ref, struct lrs_value value, struct lrs_err *err)
{
    if (ref->element >= 0 && !replace_element(ref, &value, err))
        return false;
    return lrs_spec_set(ref->spec, ref->row, value, err);
}

bool lrs_ref_set(struct lrs_spec *root, const struct lrs_ref *ref, struct lrs_value value,
                 struct lrs_err *err)
{
    struct lrs_value before = lrs_value_copy(lrs_ref_value(ref));
    if (!lrs_ref_put(ref, value, err)) {
        lrs_value_clear(&before);
        return false;
    }
    if (lrs_spec_check(root, err)) {
        lrs_value_clear(&before);
        return true;
    }
    lrs_value_clear(lrs_ref_value(ref));
    *lrs_ref_value(ref) = before;
    return false;
}

struct row_list {
    struct lrs_row *rows;
    int n, max;
};

static void add_rows(struct row_list *list, struct lrs_spec *spec, int depth, const char *prefix)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        if (spec->kind->params[i].type == LRS_TYPE_SPECS)
            continue;
        if (list->n < list->max) {
            struct lrs_row *row = &list->rows[list->n];
            *row = (struct lrs_row){.ref = {.spec = spec, .row = i, .element = -1}, .depth = depth};
            snprintf(row->path, sizeof row->path, "%s%s", prefix, spec->kind->params[i].name);
        }
        list->n++;
    }
    const struct lrs_specs *below = children(spec);
    for (size_t i = 0; i < below->n; i++) {
        char longer[WORD_MAX];
        snprintf(longer, sizeof longer, "%.40s%zu.", prefix, i + 1);
        add_rows(list, below->at[i], depth + 1, longer);
    }
}

int lrs_spec_rows(struct lrs_spec *spec, struct lrs_row *rows, int max)
{
    struct row_list list = {.rows = rows, .max = max};
    add_rows(&list, spec, 0, "");
    return list.n;
}

/* Specs: a kind with a value for each of its rows. */
#include "lrscope/spec.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"

struct lrs_spec *lrs_spec_new(const struct lrs_kind *kind)
{
    struct lrs_spec *spec = LRS_NEW(struct lrs_spec);
    spec->kind = kind;
    spec->at = LRS_ARRAY(struct lrs_value, (size_t)kind->n_params);
    for (int i = 0; i < kind->n_params; i++)
        spec->at[i] = lrs_param_default(&kind->params[i]);
    return spec;
}

struct lrs_spec *lrs_spec_copy(const struct lrs_spec *spec)
{
    struct lrs_spec *copy = LRS_NEW(struct lrs_spec);
    copy->kind = spec->kind;
    copy->at = LRS_ARRAY(struct lrs_value, (size_t)spec->kind->n_params);
    for (int i = 0; i < spec->kind->n_params; i++)
        copy->at[i] = lrs_value_copy(&spec->at[i]);
    return copy;
}

void lrs_spec_free(struct lrs_spec *spec)
{
    if (!spec)
        return;
    for (int i = 0; i < spec->kind->n_params; i++)
        lrs_value_clear(&spec->at[i]);
    lrs_free(spec->at);
    lrs_free(spec);
}

bool lrs_spec_equal(const struct lrs_spec *a, const struct lrs_spec *b)
{
    if (a->kind != b->kind)
        return false;
    for (int i = 0; i < a->kind->n_params; i++) {
        if (!lrs_value_equal(&a->at[i], &b->at[i]))
            return false;
    }
    return true;
}

/* The exact name wins, then aliases and symbols, then a name in another case. */
static int find_row(const struct lrs_kind *kind, const char *word)
{
    for (int i = 0; i < kind->n_params; i++) {
        if (!strcmp(kind->params[i].name, word))
            return i;
    }
    for (int i = 0; i < kind->n_params; i++) {
        if (lrs_param_is(&kind->params[i], word))
            return i;
    }
    for (int i = 0; i < kind->n_params; i++) {
        if (lrs_text_equal_nocase(kind->params[i].name, word))
            return i;
    }
    return -1;
}

int lrs_spec_row(const struct lrs_kind *kind, const char *word, struct lrs_err *err)
{
    int row = find_row(kind, word);
    if (row >= 0 || !err)
        return row;
    struct lrs_nearest near = {.word = word};
    struct lrs_str names = {0};
    for (int i = 0; i < kind->n_params; i++) {
        lrs_nearest_try(&near, kind->params[i].name);
        lrs_str_addf(&names, "%s%s", i ? ", " : "; it has ", kind->params[i].name);
    }
    lrs_fail(err, "%s has no parameter '%.60s'%s", kind->name, word,
             near.best ? lrs_nearest_hint(&near) : lrs_str_text(&names));
    lrs_str_clear(&names);
    return -1;
}

const struct lrs_value *lrs_spec_get(const struct lrs_spec *spec, const char *name)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        if (!strcmp(spec->kind->params[i].name, name))
            return &spec->at[i];
    }
    LRS_BUG("%s has no row %s", spec->kind->name, name);
}

/* Levels of specs below V. What is in a spec has been through here, so that this cannot go deep. */
static int depth_of(const struct lrs_value *v)
{
    int deepest = 0;
    for (size_t i = 0; v->tag == LRS_SPECS && i < v->specs.n; i++) {
        const struct lrs_spec *child = v->specs.at[i];
        for (int k = 0; k < child->kind->n_params; k++) {
            int d = depth_of(&child->at[k]);
            deepest = d > deepest ? d : deepest;
        }
    }
    return deepest + (v->tag == LRS_SPECS && v->specs.n > 0);
}

bool lrs_spec_set(struct lrs_spec *spec, int row, struct lrs_value value, struct lrs_err *err)
{
    const struct lrs_param *p = &spec->kind->params[row];
    bool ok = lrs_param_coerce(p, &value, err);
    if (ok && depth_of(&value) >= LRS_SPEC_DEPTH)
        ok = lrs_fail(err, "%s is nested more than %d deep", spec->kind->name, LRS_SPEC_DEPTH);
    if (!ok) {
        lrs_value_clear(&value);
        return false;
    }
    lrs_value_clear(&spec->at[row]);
    spec->at[row] = value;
    return true;
}

static bool check_children(const struct lrs_value *v, struct lrs_err *err)
{
    for (size_t i = 0; v->tag == LRS_SPECS && i < v->specs.n; i++) {
        if (!lrs_spec_check(v->specs.at[i], err))
            return lrs_fail_prefix(err, "%zu.", i + 1);
    }
    return true;
}

bool lrs_spec_check(const struct lrs_spec *spec, struct lrs_err *err)
{
    const struct lrs_kind *kind = spec->kind;
    for (int i = 0; i < kind->n_params; i++) {
        if (!check_children(&spec->at[i], err))
            return false;
    }
    for (int i = 0; i < kind->n_params; i++) {
        if (!lrs_param_check(&kind->params[i], &spec->at[i], err))
            return false;
    }
    return !kind->check || kind->check(spec, err);
}

static bool is_default(const struct lrs_param *p, const struct lrs_value *v)
{
    struct lrs_value def = lrs_param_default(p);
    bool same = lrs_value_equal(&def, v);
    lrs_value_clear(&def);
    return same;
}

/* A positional list gives its entries one by one, without the braces of a list. */
static void print_row(const struct lrs_param *p, const struct lrs_value *v, struct lrs_str *out)
{
    if (!(p->flags & LRS_POSITIONAL))
        lrs_str_addf(out, "%s=", p->name);
    struct lrs_str text = {0};
    lrs_param_print(p, v, &text);
    if (p->flags & LRS_POSITIONAL && (v->tag == LRS_REALS || v->tag == LRS_SPECS))
        lrs_str_addn(out, lrs_str_text(&text) + 1, text.len - 2);
    else
        lrs_str_add(out, lrs_str_text(&text));
    lrs_str_clear(&text);
}

static bool is_said(const struct lrs_param *p, const struct lrs_value *v, bool everything)
{
    if (v->tag == LRS_UNSET)
        return false; /* nil is what leaving it out means, too */
    if (p->flags & LRS_POSITIONAL &&
        ((v->tag == LRS_REALS && v->reals.n == 0) || (v->tag == LRS_SPECS && v->specs.n == 0)))
        return false;
    return everything || !is_default(p, v);
}

int lrs_spec_said(const struct lrs_spec *spec, bool everything, int *place)
{
    const struct lrs_kind *kind = spec->kind;
    while (*place < 2 * kind->n_params) {
        int row = *place % kind->n_params;
        bool positional = *place >= kind->n_params;
        const struct lrs_param *p = &kind->params[row];
        ++*place;
        if (positional == !!(p->flags & LRS_POSITIONAL) && is_said(p, &spec->at[row], everything))
            return row;
    }
    return -1;
}

void lrs_spec_print(const struct lrs_spec *spec, bool everything, struct lrs_str *out)
{
    const char *before = "{";
    lrs_str_add(out, spec->kind->name);
    for (int place = 0, row; (row = lrs_spec_said(spec, everything, &place)) >= 0;) {
        lrs_str_add(out, before);
        print_row(&spec->kind->params[row], &spec->at[row], out);
        before = ", ";
    }
    if (before[0] == ',')
        lrs_str_add(out, "}");
    else if (everything)
        lrs_str_add(out, "{}");
}

static void compile_row(const struct lrs_param *p, const struct lrs_value *v, void *field)
{
    bool set = v->tag != LRS_UNSET;
    switch (p->type) {
    case LRS_TYPE_REAL:
        *(double *)field = set ? v->real : (double)NAN;
        break;
    case LRS_TYPE_INT:
        *(int64_t *)field = set ? v->integer : LRS_INT_UNSET;
        break;
    case LRS_TYPE_BOOL:
        *(bool *)field = set && v->flag;
        break;
    case LRS_TYPE_CHOICE:
        *(int *)field = set ? v->choice : -1;
        break;
    case LRS_TYPE_TEXT:
        *(const char **)field = set ? v->text : NULL;
        break;
    case LRS_TYPE_REALS:
    case LRS_TYPE_INTS:
        *(struct lrs_reals *)field = set ? v->reals : (struct lrs_reals){0};
        break;
    case LRS_TYPE_SPECS:
        *(struct lrs_specs *)field = set ? v->specs : (struct lrs_specs){0};
        break;
    case LRS_TYPE_FUNC:
        *(const struct lrs_func **)field = set ? v->func : NULL;
        break;
    }
}

void lrs_spec_compile(const struct lrs_spec *spec, void *cfg)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *p = &spec->kind->params[i];
        compile_row(p, &spec->at[i], (char *)cfg + p->offset);
    }
}

int lrs_spec_children_row(const struct lrs_kind *kind)
{
    for (int i = 0; i < kind->n_params; i++) {
        if (kind->params[i].type == LRS_TYPE_SPECS)
            return i;
    }
    return -1;
}

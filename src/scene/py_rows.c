/* What Python says, as the rows of a kind take it. */
#include "py_priv.h"

#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

static bool refuse_found(struct lrs_py *p, const struct lrs_param *row, const char *found)
{
    struct lrs_str allowed = {0};
    lrs_param_print_range(row, &allowed);
    lrs_py_fail(p, "found %s, allowed %s", found, lrs_str_text(&allowed));
    lrs_str_clear(&allowed);
    return false;
}

bool lrs_py_is_unknown(struct lrs_py *p, const struct lrs_py_value *v)
{
    if (v->tag != LRS_PY_UNKNOWN)
        return false;
    if (strstr(v->text, " and "))
        lrs_py_fail(p, "what are %s? write their values in their place", v->text);
    else
        lrs_py_fail(p, "what is %s? write its value in its place", v->text);
    return true;
}

static bool to_numbers(struct lrs_py *p, const struct lrs_param *row, const struct lrs_py_value *v,
                       struct lrs_value *out)
{
    double *at = LRS_ARRAY(double, v->n);
    bool ok = true;
    for (size_t i = 0; ok && i < v->n; i++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", i + 1);
        size_t len = lrs_py_enter(p, name);
        at[i] = v->item[i].real;
        if (v->item[i].tag != LRS_PY_REAL)
            ok = !lrs_py_is_unknown(p, &v->item[i]) && refuse_found(p, row, "no number");
        lrs_py_leave(p, len);
    }
    if (ok)
        *out = lrs_value_reals(at, v->n);
    lrs_free(at);
    return ok;
}

/* Takes the specs out of the N values. */
static bool to_specs(struct lrs_py *p, const struct lrs_spec *spec, enum lrs_part part,
                     struct lrs_py_value *v, size_t n, struct lrs_value *out)
{
    *out = (struct lrs_value){.tag = LRS_SPECS, .specs = {0, LRS_ARRAY(struct lrs_spec *, n)}};
    for (size_t i = 0; i < n; i++) {
        if (v[i].tag != LRS_PY_SPEC || v[i].part != part) {
            const char *noun = lrs_part_registry(part)->noun;
            if (!lrs_py_is_unknown(p, &v[i]))
                lrs_py_fail(p, "found %s as child %zu of %s, expected a %s",
                            v[i].spec ? v[i].spec->kind->name : "something else", i + 1,
                            spec->kind->name, noun);
            lrs_value_clear(out);
            return false;
        }
        out->specs.at[out->specs.n++] = v[i].spec;
        v[i].spec = NULL;
    }
    return true;
}

static bool to_list(struct lrs_py *p, const struct lrs_spec *spec, enum lrs_part part,
                    const struct lrs_param *row, struct lrs_py_value *v, struct lrs_value *out)
{
    if (row->type == LRS_TYPE_REALS || row->type == LRS_TYPE_INTS)
        return to_numbers(p, row, v, out);
    if (row->type == LRS_TYPE_SPECS)
        return to_specs(p, spec, part, v->item, v->n, out);
    return lrs_py_fail(p, "found a list of %zu values; there is one group of parameters here",
                       v->n);
}

static bool to_func(struct lrs_py *p, const char *source, struct lrs_value *out)
{
    struct lrs_func *func = lrs_func_expr(p->lua, source, p->err);
    *out = (struct lrs_value){.tag = func ? LRS_FUNC : LRS_UNSET, .func = func};
    return func || lrs_py_refuse(p, p->z.t.line);
}

/* V, which is known, as the row may take it; the row's own check comes next. */
static bool to_value(struct lrs_py *p, const struct lrs_spec *spec, enum lrs_part part,
                     const struct lrs_param *row, struct lrs_py_value *v, struct lrs_value *out)
{
    *out = (struct lrs_value){.tag = LRS_UNSET};
    switch (v->tag) {
    case LRS_PY_NONE:
        return (row->flags & LRS_OPTIONAL) || refuse_found(p, row, "None");
    case LRS_PY_REAL:
        *out = lrs_value_real(v->real);
        return true;
    case LRS_PY_BOOL:
        *out = (struct lrs_value){.tag = LRS_BOOL, .flag = v->real != 0};
        return true;
    case LRS_PY_TEXT_VALUE:
        if (row->type == LRS_TYPE_FUNC)
            return to_func(p, v->text, out);
        *out = lrs_value_text(v->text);
        return true;
    case LRS_PY_LIST:
        return to_list(p, spec, part, row, v, out);
    case LRS_PY_SPEC:
        if (row->type == LRS_TYPE_SPECS)
            return to_specs(p, spec, part, v, 1, out);
        return refuse_found(p, row, v->spec->kind->name);
    case LRS_PY_LAMBDA:
        return row->type == LRS_TYPE_FUNC ? to_func(p, v->text, out)
                                          : refuse_found(p, row, "a lambda");
    default:
        return refuse_found(p, row, "an expression of the lambda's variable");
    }
}

bool lrs_py_give(struct lrs_py *p, struct lrs_spec *spec, enum lrs_part part, int row,
                 struct lrs_py_value *v)
{
    const struct lrs_param *param = &spec->kind->params[row];
    bool list = param->type == LRS_TYPE_REALS || param->type == LRS_TYPE_INTS ||
                param->type == LRS_TYPE_SPECS;
    struct lrs_value value;
    if (!list && v->tag == LRS_PY_LIST && v->n == 1)
        v = v->item; /* one value for each group of parameters */
    if (lrs_py_is_unknown(p, v) || !to_value(p, spec, part, param, v, &value))
        return false;
    return lrs_spec_set(spec, row, value, p->err) || lrs_py_refuse(p, p->z.t.line);
}

/* Values: made, copied, compared, cleared. */
#include "lrscope/value.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "lrscope/spec.h"

struct lrs_value lrs_value_real(double x)
{
    return (struct lrs_value){.tag = LRS_REAL, .real = x};
}

struct lrs_value lrs_value_int(int64_t i)
{
    return (struct lrs_value){.tag = LRS_INT, .integer = i};
}

struct lrs_value lrs_value_text(const char *s)
{
    return (struct lrs_value){.tag = LRS_TEXT, .text = lrs_strdup(s)};
}

struct lrs_value lrs_value_reals(const double *at, size_t n)
{
    struct lrs_value v = {.tag = LRS_REALS, .reals = {.n = n, .at = LRS_ARRAY(double, n)}};
    if (n > 0)
        memcpy(v.reals.at, at, n * sizeof *at);
    return v;
}

static struct lrs_specs copy_specs(struct lrs_specs from)
{
    struct lrs_specs to = {.n = from.n, .at = LRS_ARRAY(struct lrs_spec *, from.n)};
    for (size_t i = 0; i < from.n; i++)
        to.at[i] = lrs_spec_copy(from.at[i]);
    return to;
}

struct lrs_value lrs_value_copy(const struct lrs_value *v)
{
    struct lrs_value copy = *v;
    switch (v->tag) {
    case LRS_TEXT:
        copy.text = lrs_strdup(v->text);
        break;
    case LRS_REALS:
        copy = lrs_value_reals(v->reals.at, v->reals.n);
        break;
    case LRS_SPECS:
        copy.specs = copy_specs(v->specs);
        break;
    case LRS_FUNC:
        copy.func = lrs_func_share(v->func);
        break;
    default:
        break;
    }
    return copy;
}

void lrs_value_clear(struct lrs_value *v)
{
    switch (v->tag) {
    case LRS_TEXT:
        lrs_free(v->text);
        break;
    case LRS_REALS:
        lrs_free(v->reals.at);
        break;
    case LRS_SPECS:
        for (size_t i = 0; i < v->specs.n; i++)
            lrs_spec_free(v->specs.at[i]);
        lrs_free(v->specs.at);
        break;
    case LRS_FUNC:
        lrs_func_release(v->func);
        break;
    default:
        break;
    }
    *v = (struct lrs_value){.tag = LRS_UNSET};
}

static bool same_real(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool same_reals(struct lrs_reals a, struct lrs_reals b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        if (!same_real(a.at[i], b.at[i]))
            return false;
    }
    return true;
}

static bool same_specs(struct lrs_specs a, struct lrs_specs b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        if (!lrs_spec_equal(a.at[i], b.at[i]))
            return false;
    }
    return true;
}

bool lrs_value_equal(const struct lrs_value *a, const struct lrs_value *b)
{
    if (a->tag != b->tag)
        return false;
    switch (a->tag) {
    case LRS_UNSET:
        return true;
    case LRS_REAL:
        return same_real(a->real, b->real);
    case LRS_INT:
        return a->integer == b->integer;
    case LRS_BOOL:
        return a->flag == b->flag;
    case LRS_CHOICE:
        return a->choice == b->choice;
    case LRS_TEXT:
        return !strcmp(a->text, b->text);
    case LRS_REALS:
        return same_reals(a->reals, b->reals);
    case LRS_SPECS:
        return same_specs(a->specs, b->specs);
    case LRS_FUNC:
        return a->func == b->func ||
               (a->func->is_expr == b->func->is_expr && !strcmp(a->func->source, b->func->source));
    }
    LRS_BUG("a value with tag %d", (int)a->tag);
}

struct lrs_func *lrs_func_new(char *source, bool is_expr, int handle)
{
    struct lrs_func *f = LRS_NEW(struct lrs_func);
    *f = (struct lrs_func){.refs = 1, .source = source, .is_expr = is_expr, .handle = handle};
    return f;
}

struct lrs_func *lrs_func_share(struct lrs_func *f)
{
    __atomic_add_fetch(&f->refs, 1, __ATOMIC_RELAXED);
    return f;
}

void lrs_func_release(struct lrs_func *f)
{
    if (!f || __atomic_sub_fetch(&f->refs, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    lrs_free(f->source);
    lrs_free(f->at);
    lrs_free(f);
}

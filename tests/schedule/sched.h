/* Specs of schedules without the scene language: rows by name, children by hand, functions
 * tabulated from C. */
#ifndef LRSCOPE_TESTS_SCHED_H
#define LRSCOPE_TESTS_SCHED_H

#include "check.h"

#include "lrscope/mem.h"
#include "lrscope/schedule.h"

/* One row by name; every scalar type takes a number (a choice its index). */
static inline void put(struct lrs_spec *spec, const char *row, double x)
{
    struct lrs_err err = {{0}};
    int i = lrs_spec_row(spec->kind, row, &err);
    assert_true(i >= 0);
    struct lrs_value v = lrs_value_real(x);
    switch (spec->kind->params[i].type) {
    case LRS_TYPE_INT:
        v = lrs_value_int((int64_t)x);
        break;
    case LRS_TYPE_BOOL:
        v = (struct lrs_value){.tag = LRS_BOOL, .flag = x != 0};
        break;
    case LRS_TYPE_CHOICE:
        v = (struct lrs_value){.tag = LRS_CHOICE, .choice = (int)x};
        break;
    default:
        break;
    }
    if (!lrs_spec_set(spec, i, v, &err))
        fail_msg("%s: %s", spec->kind->name, err.msg);
}

static inline void put_list(struct lrs_spec *spec, const char *row, size_t n, const double *at)
{
    struct lrs_err err = {{0}};
    if (!lrs_spec_set(spec, lrs_spec_row(spec->kind, row, &err), lrs_value_reals(at, n), &err))
        fail_msg("%s: %s", spec->kind->name, err.msg);
}

struct row {
    const char *name;
    double value;
};

static inline struct lrs_spec *spec_of(const char *kind)
{
    struct lrs_err err = {{0}};
    const struct lrs_kind *k = lrs_registry_find(&lrs_schedules, kind, &err);
    if (!k)
        fail_msg("%s", err.msg);
    return lrs_spec_new(k);
}

/* Takes the children over. */
static inline void put_children(struct lrs_spec *spec, size_t n, struct lrs_spec *const *child)
{
    struct lrs_err err = {{0}};
    struct lrs_value v = {.tag = LRS_SPECS};
    v.specs.n = n;
    v.specs.at = LRS_ARRAY(struct lrs_spec *, n);
    for (size_t i = 0; i < n; i++)
        v.specs.at[i] = child[i];
    if (!lrs_spec_set(spec, lrs_spec_children_row(spec->kind), v, &err))
        fail_msg("%s: %s", spec->kind->name, err.msg);
}

/* Tabulates the functions of a spec and its children with F. */
static inline void tabulate(struct lrs_spec *spec, double (*f)(double), size_t n)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        struct lrs_value *v = &spec->at[i];
        if (v->tag == LRS_SPECS)
            for (size_t k = 0; k < v->specs.n; k++)
                tabulate(v->specs.at[k], f, n);
        if (v->tag != LRS_FUNC)
            continue;
        struct lrs_func *func = lrs_func_new(lrs_strdup("in C"), false, 0);
        func->n = n;
        func->at = LRS_ARRAY(double, n);
        for (size_t t = 0; t < n; t++)
            func->at[t] = f((double)t);
        lrs_value_clear(v);
        *v = (struct lrs_value){.tag = LRS_FUNC, .func = func};
    }
}

/* A schedule that stands for itself: spec, compiled form, state. */
struct sched {
    struct lrs_spec *spec;
    struct lrs_schedule *s;
    void *state;
    double base;
};

/* Takes SPEC over. */
static inline struct sched sched_open(struct lrs_spec *spec, double base, double horizon)
{
    struct lrs_err err = {{0}};
    if (!lrs_spec_check(spec, &err))
        fail_msg("%s: %s", spec->kind->name, err.msg);
    struct sched x = {.spec = spec, .base = base};
    x.s = lrs_schedule_new(spec, horizon);
    x.state = lrs_alloc(1, lrs_schedule_state_size(x.s));
    lrs_schedule_reset(x.s, x.state, base);
    return x;
}

static inline double sched_rate(const struct sched *x, double t)
{
    return lrs_schedule_rate(x->s, x->state, x->base, t);
}

static inline void sched_see(struct sched *x, double t, double metric)
{
    lrs_schedule_observe(x->s, x->state, x->base, t, metric);
}

static inline void sched_close(struct sched *x)
{
    lrs_free(x->state);
    lrs_schedule_free(x->s);
    lrs_spec_free(x->spec);
}

#endif

/* What the tests of runs share: experiments put together in a line or two. */
#ifndef LRSCOPE_TESTS_RUN_LAB_H
#define LRSCOPE_TESTS_RUN_LAB_H

#include "check.h"

#include "lrscope/mem.h"
#include "lrscope/run.h"

static inline void lab_put(struct lrs_experiment *e, enum lrs_part part, const char *kind)
{
    struct lrs_err err = {""};
    const struct lrs_kind *k = lrs_registry_find(lrs_part_registry(part), kind, &err);
    if (!k)
        fail_msg("%s", err.msg);
    lrs_experiment_put(e, part, lrs_spec_new(k));
}

static inline void lab_set_value(struct lrs_experiment *e, const char *path, struct lrs_value v)
{
    struct lrs_err err = {""};
    enum lrs_part part;
    struct lrs_ref ref;
    if (!lrs_experiment_find(e, path, &part, &ref, &err))
        fail_msg("%s", err.msg);
    if (lrs_ref_param(&ref)->type == LRS_TYPE_BOOL && v.tag == LRS_REAL)
        v = (struct lrs_value){.tag = LRS_BOOL, .flag = v.real != 0};
    if (ref.element < 0 && !lrs_param_coerce(lrs_ref_param(&ref), &v, &err))
        fail_msg("%s: %s", path, err.msg);
    if (!lrs_ref_set(e->part[part], &ref, v, &err))
        fail_msg("%s: %s", path, err.msg);
}

/* Numbers and bools; a whole number becomes an integer where the row wants one. */
static inline void lab_set(struct lrs_experiment *e, const char *path, double x)
{
    lab_set_value(e, path, lrs_value_real(x));
}

static inline void lab_choose(struct lrs_experiment *e, const char *path, const char *word)
{
    lab_set_value(e, path, lrs_value_text(word));
}

/* 120 rows of two moons, a small network, SGD, STEPS updates of 16 rows; 6 updates an epoch. */
static inline struct lrs_experiment *lab_moons(int steps)
{
    struct lrs_experiment *e = lrs_experiment_new();
    lab_put(e, LRS_PROBLEM, "moons");
    lab_set(e, "problem.points", 120);
    lab_set_value(e, "model.hidden", lrs_value_reals((const double[]){8}, 1));
    lab_set(e, "optimizer.lr", 0.1);
    lab_set(e, "optimizer.momentum", 0.9);
    lab_set(e, "train.batch", 16);
    lab_set(e, "train.validation", 0.25);
    lab_set(e, "train.steps", steps);
    return e;
}

/* The bowl with plain gradient descent; a step is an epoch. */
static inline struct lrs_experiment *lab_bowl(double lr, int steps)
{
    struct lrs_experiment *e = lrs_experiment_new();
    lab_put(e, LRS_PROBLEM, "quadratic");
    lab_set(e, "optimizer.lr", lr);
    lab_set(e, "train.steps", steps);
    return e;
}

static inline struct lrs_run *lab_run(const struct lrs_experiment *e)
{
    struct lrs_err err = {""};
    struct lrs_run *run = lrs_run_new(e, &err);
    if (!run)
        fail_msg("%s", err.msg);
    return run;
}

static inline struct lrs_run_info lab_info(const struct lrs_run *run)
{
    struct lrs_run_info info;
    lrs_run_info(run, &info);
    return info;
}

static inline bool lab_same_block(const struct lrs_run *a, const struct lrs_run *b)
{
    size_t na, nb;
    const void *pa = lrs_run_block(a, &na), *pb = lrs_run_block(b, &nb);
    return na == nb && memcmp(pa, pb, na) == 0;
}

static inline bool lab_same_series(const struct lrs_series *a, const struct lrs_series *b)
{
    if (a->count != b->count || a->stride != b->stride)
        return false;
    for (uint64_t i = 0; i < a->count; i++) {
        double x = lrs_series_at(a, i), y = lrs_series_at(b, i);
        if (memcmp(&x, &y, sizeof x) != 0)
            return false;
    }
    return true;
}

static inline bool lab_same_history(const struct lrs_run *a, const struct lrs_run *b)
{
    for (int i = 0; i < LRS_CHANNELS; i++)
        if (!lab_same_series(lrs_run_series(a, i), lrs_run_series(b, i)))
            return false;
    int na, nb;
    const struct lrs_mark *ma = lrs_run_marks(a, &na), *mb = lrs_run_marks(b, &nb);
    if (na != nb)
        return false;
    for (int i = 0; i < na; i++)
        if (ma[i].step != mb[i].step || ma[i].kind != mb[i].kind ||
            strcmp(ma[i].text, mb[i].text) != 0)
            return false;
    return true;
}

#endif

/* Specs of problems for tests, from names and values. */
#ifndef LRSCOPE_TESTS_PROBLEM_CHECK_H
#define LRSCOPE_TESTS_PROBLEM_CHECK_H

#include "check.h"

#include "lrscope/problem.h"

static inline struct lrs_spec *problem_spec(const char *name)
{
    struct lrs_err err = {0};
    const struct lrs_kind *kind = lrs_registry_find(&lrs_problems, name, &err);
    if (!kind)
        fail_msg("%s", err.msg);
    return lrs_spec_new(kind);
}

static inline void problem_set(struct lrs_spec *spec, const char *row, struct lrs_value value)
{
    struct lrs_err err = {0};
    int at = lrs_spec_row(spec->kind, row, &err);
    if (at < 0 || !lrs_spec_set(spec, at, value, &err))
        fail_msg("%s", err.msg);
}

static inline struct lrs_value value_choice(int i)
{
    return (struct lrs_value){.tag = LRS_CHOICE, .choice = i};
}

static inline struct lrs_dataset *problem_data(const struct lrs_spec *spec, uint64_t seed,
                                               double validation)
{
    struct lrs_err err = {0};
    struct lrs_dataset *d = lrs_dataset_new(spec, seed, validation, &err);
    if (!d)
        fail_msg("%s", err.msg);
    return d;
}

#endif

/* A small registry of invented kinds with every type of row, for the tests of this floor. */
#ifndef LRSCOPE_TESTS_KINDS_H
#define LRSCOPE_TESTS_KINDS_H

#include "lrscope/spec.h"

struct step_cfg {
    double gamma, floor;
    int64_t size, limit;
    bool verbose;
    int mode;
    const char *label;
};

static const struct lrs_choice step_modes[] = {
    {"min", "Lower is better."}, {"max", "Higher is better."}, {"none", "Neither."}, {NULL, NULL}};

static const struct lrs_param step_rows[] = {
    {LRS_AT_REAL(struct step_cfg, gamma), .name = "gamma", .symbol = "γ", .aliases = "factor decay",
     .help = "Each drop multiplies the rate by this.", .lo = 0, .hi = 1, .flags = LRS_LO_OPEN,
     .def = 0.1, .nudge = 0.05},
    {LRS_AT_INT(struct step_cfg, size), .name = "step_size", .aliases = "every",
     .help = "Ticks between two drops.", .lo = 1, .hi = (double)INFINITY, .def = 30, .fit = 0.2},
    {LRS_AT_REAL(struct step_cfg, floor), .name = "floor",
     .help = "The rate never goes below this.", .lo = 0, .hi = (double)INFINITY,
     .flags = LRS_LOG | LRS_ADVANCED, .def = 0},
    {LRS_AT_INT(struct step_cfg, limit), .name = "limit", .help = "Drops at most.", .lo = 1,
     .hi = 100, .flags = LRS_OPTIONAL},
    {LRS_AT_BOOL(struct step_cfg, verbose), .name = "verbose", .help = "Tells of every drop."},
    {LRS_AT_CHOICE(struct step_cfg, mode), .name = "mode", .help = "What counts as better.",
     .choices = step_modes, .def = 1},
    {LRS_AT_TEXT(struct step_cfg, label), .name = "label", .help = "A name for the legend.",
     .def_text = "plain"},
};

static inline bool step_check(const struct lrs_spec *spec, struct lrs_err *err)
{
    if (lrs_spec_get(spec, "floor")->real < 100)
        return true;
    return lrs_fail(err, "floor is above everything");
}

static const struct lrs_kind step_kind = {.id = "step",
                                          .name = "StepLR",
                                          .aliases = "Staircase stairs",
                                          .title = "Steps",
                                          .formula = "η·γ^⌊t/s⌋",
                                          .formula_ascii = "lr * gamma^floor(t/s)",
                                          .summary = "Multiplies the rate at regular distances.",
                                          .when = "When training goes in phases.",
                                          .source = "invented",
                                          .params = step_rows,
                                          .n_params = 7,
                                          .size = sizeof(struct step_cfg),
                                          .check = step_check};

struct list_cfg {
    struct lrs_reals betas, marks;
};
static const double def_betas[] = {0.9, 0.999};
static const struct lrs_param list_rows[] = {
    {LRS_AT_REALS(struct list_cfg, betas), .name = "betas", .symbol = "β",
     .help = "Decay of the two averages.", .lo = 0, .hi = 1, .flags = LRS_HI_OPEN,
     .def_list = def_betas, .def_len = 2, .min_len = 2, .max_len = 2, .nudge = 0.01},
    {LRS_AT_INTS(struct list_cfg, marks), .name = "milestones", .help = "Ticks of the drops.",
     .lo = 0, .hi = (double)INFINITY},
};
static const struct lrs_kind list_kind = {.id = "list",
                                          .name = "ListLR",
                                          .title = "Lists",
                                          .summary = "Holds two lists of numbers.",
                                          .when = "In tests of lists only.",
                                          .source = "invented",
                                          .params = list_rows,
                                          .n_params = 2,
                                          .size = sizeof(struct list_cfg)};

struct func_cfg {
    const struct lrs_func *f;
};
static const struct lrs_param func_rows[] = {{LRS_AT_FUNC(struct func_cfg, f), .name = "lr_lambda",
                                              .help = "A factor on the base rate.",
                                              .def_text = "0.95^t", .flags = LRS_POSITIONAL}};
static const struct lrs_kind func_kind = {.id = "custom",
                                          .name = "LambdaLR",
                                          .title = "Expression",
                                          .summary = "Does what it is told.",
                                          .when = "When nothing else will do.",
                                          .source = "invented",
                                          .params = func_rows,
                                          .n_params = 1,
                                          .size = sizeof(struct func_cfg)};

static const struct lrs_kind bare_kind = {.id = "bare",
                                          .name = "Bare",
                                          .title = "Bare",
                                          .summary = "Has no parameters at all.",
                                          .when = "When nothing is wanted.",
                                          .source = "invented"};

struct chain_cfg {
    struct lrs_reals marks;
    struct lrs_specs below;
};
static const struct lrs_param chain_rows[] = {
    {LRS_AT_INTS(struct chain_cfg, marks), .name = "milestones",
     .help = "Ticks at which the next one takes over.", .lo = 0, .hi = (double)INFINITY},
    {LRS_AT_SPECS(struct chain_cfg, below), .name = "schedulers", .help = "The parts, in order.",
     .flags = LRS_POSITIONAL, .min_len = 1, .max_len = 4},
};
static const struct lrs_kind chain_kind = {.id = "chain",
                                           .name = "SequentialLR",
                                           .title = "Sequence",
                                           .summary = "One after the other.",
                                           .when = "When phases differ in kind.",
                                           .source = "invented",
                                           .params = chain_rows,
                                           .n_params = 2,
                                           .size = sizeof(struct chain_cfg)};

static const struct lrs_kind *const kinds_list[] = {&step_kind, &list_kind,  &func_kind,
                                                    &bare_kind, &chain_kind, NULL};
static const struct lrs_registry kinds_registry = {"schedule", kinds_list};

/* A list of children, taken over. */
static inline struct lrs_value specs_of(int n, struct lrs_spec *const *child)
{
    struct lrs_value v = {.tag = LRS_SPECS};
    v.specs.n = (size_t)n;
    v.specs.at = LRS_ARRAY(struct lrs_spec *, (size_t)n);
    for (int i = 0; i < n; i++)
        v.specs.at[i] = child[i];
    return v;
}

#endif

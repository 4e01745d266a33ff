/* Piecewise constant: a list of rates and the ticks between them.
 * Source: Keras PiecewiseConstantDecay, which changes one step after the boundary; Paddle
 * PiecewiseDecay, optax and PyTorch's milestones change at it. */
#include "schedule_priv.h"

struct piecewise {
    struct lrs_reals boundaries, values;
    int semantics;
};

static double piecewise_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct piecewise *c = s->cfg;
    size_t i = 0;
    (void)state, (void)base;
    for (; i < c->boundaries.n; i++)
        if (c->semantics == LRS_KERAS ? t <= c->boundaries.at[i] : t < c->boundaries.at[i])
            break;
    return c->values.at[i];
}

static bool piecewise_check(const struct lrs_spec *spec, struct lrs_err *err)
{
    const struct lrs_reals *b = &lrs_spec_get(spec, "boundaries")->reals;
    const struct lrs_reals *v = &lrs_spec_get(spec, "values")->reals;
    if (v->n != b->n + 1)
        return lrs_fail(err, "%zu boundaries need %zu values, one more; found %zu", b->n, b->n + 1,
                        v->n);
    for (size_t i = 1; i < b->n; i++)
        if (b->at[i] <= b->at[i - 1])
            return lrs_fail(err, "boundaries must grow; found %g after %g", b->at[i], b->at[i - 1]);
    return true;
}

/* Half and three quarters of the run, a tenth each time. */
static void piecewise_fit(struct lrs_spec *spec, double horizon, double base)
{
    double half = (double)lrs_schedule_share(0.5, horizon);
    double at[2] = {half, fmax(half + 1, (double)lrs_schedule_share(0.75, horizon))};
    double values[3] = {base, base / 10, base / 100};
    lrs_schedule_put(spec, "boundaries", lrs_value_reals(at, 2));
    lrs_schedule_put(spec, "values", lrs_value_reals(values, 3));
}

static const double default_boundaries[] = {30, 80};
static const double default_values[] = {0.1, 0.01, 0.001};

static const struct lrs_choice piecewise_semantics[] = {
    {"torch", "the boundary is the first tick with the new rate, as the milestones of MultiStepLR"},
    {"keras", "PiecewiseConstantDecay: the boundary is the last tick with the old rate"},
    {"optax", "piecewise_constant_schedule: as torch"},
    {"mxnet",
     "MultiFactorScheduler: as torch, since it counts from 1 and changes beyond the boundary"},
    {NULL, NULL},
};

static const struct lrs_param piecewise_rows[] = {
    {.name = "boundaries",
     .aliases = "milestones",
     .help = "The ticks at which the next value comes into force.",
     .unit = "ticks",
     LRS_AT_INTS(struct piecewise, boundaries),
     .lo = 0,
     .hi = INFINITY,
     .def_list = default_boundaries,
     .def_len = 2},
    {.name = "values",
     .help = "The rates, one more than boundaries; the optimizer's own rate is not used.",
     LRS_AT_REALS(struct piecewise, values),
     .flags = LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def_list = default_values,
     .def_len = 3},
    LRS_ROW_SEMANTICS(struct piecewise, piecewise_semantics),
};

const struct lrs_schedule_class lrs_piecewise_class = {
    .kind =
        {
            .id = "piecewise",
            .name = "PiecewiseConstant",
            .aliases = "PiecewiseConstantDecay PiecewiseDecay",
            .title = "Piecewise constant",
            .formula = "η(t) = values[number of boundaries ≤ t]",
            .formula_ascii = "lr(t) = values[number of boundaries <= t]",
            .summary = "Each stretch of the run has a rate of its own, written down in a list.",
            .when = "When a paper or a colleague gives the rates as a table.",
            .tips = "MultiStepLR says the same with a factor instead of rates. Keras's own class "
                    "changes one tick later: semantics=\"keras\".",
            .source = "Keras PiecewiseConstantDecay; Paddle PiecewiseDecay; optax "
                      "piecewise_constant_schedule",
            .params = piecewise_rows,
            .n_params = LRS_N_ROWS(piecewise_rows),
            .size = sizeof(struct piecewise),
            .check = piecewise_check,
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_AT_LISTED,
    .direction = LRS_EITHER_WAY,
    .law = "a table",
    .python = "late = 1 if semantics == \"keras\" else 0\n"
              "return values[sum(t >= b + late for b in boundaries)]",
    .rate = piecewise_rate,
    .fit = piecewise_fit,
};

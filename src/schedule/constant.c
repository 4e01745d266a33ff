/* No schedule, and ConstantLR: a reduced rate for the first ticks, then the base rate.
 * Source: PyTorch torch.optim.lr_scheduler.ConstantLR, closed form. */
#include "schedule_priv.h"

static double constant_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    (void)s, (void)state, (void)t;
    return base;
}

/* Nobody writes the rate: one set by hand stays. */
static double constant_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    (void)s, (void)base, (void)t;
    return lr;
}

const struct lrs_schedule_class lrs_constant_class = {
    .kind =
        {
            .id = "fixed",
            .name = "Constant",
            .aliases = "none",
            .title = "Constant",
            .formula = "η(t) = η₀",
            .formula_ascii = "lr(t) = lr",
            .summary = "The rate never changes.",
            .when = "As the baseline: a schedule is worth its trouble only if it beats this one.",
            .tips = "Too large a rate hovers above the minimum, too small a one never gets there; "
                    "schedules exist because one rate is rarely right for both ends of a run.",
            .source = "PyTorch: an optimizer without a scheduler",
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_NEVER,
    .direction = LRS_FLAT,
    .law = "constant",
    .python = "return lr",
    .rate = constant_rate,
    .chain = constant_chain,
};

struct constantlr {
    double factor;
    int64_t total_iters;
    int semantics;
};

enum semantics { TORCH, MXNET };

static double constantlr_rate(const struct lrs_schedule *s, const void *state, double base,
                              double t)
{
    const struct constantlr *c = s->cfg;
    (void)state;
    t += c->semantics == MXNET; /* counts from 1 */
    return base * (c->factor + (t >= (double)c->total_iters ? 1.0 - c->factor : 0.0));
}

static double constantlr_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    const struct constantlr *c = s->cfg;
    (void)base;
    if (t == 0)
        return lr * c->factor;
    return t == (double)c->total_iters ? lr * (1.0 / c->factor) : lr;
}

static const struct lrs_choice constantlr_semantics[] = {
    {"torch", "total_iters ticks run at the reduced rate"},
    {"mxnet",
     "warmup_mode constant: counts from 1, so that one tick less runs at the reduced rate"},
    {NULL, NULL},
};

static const struct lrs_param constantlr_rows[] = {
    {.name = "factor",
     .help = "What the base rate is multiplied by at first.",
     LRS_AT_REAL(struct constantlr, factor),
     .lo = 0,
     .hi = 1,
     .def = 1.0 / 3.0,
     .nudge = 0.05},
    {.name = "total_iters",
     .aliases = "warmup_steps",
     .help = "After this many ticks the base rate holds.",
     .unit = "ticks",
     LRS_AT_INT(struct constantlr, total_iters),
     .lo = 0,
     .hi = INFINITY,
     .usual = 100,
     .def = 5,
     .fit = 0.1},
    LRS_ROW_SEMANTICS(struct constantlr, constantlr_semantics),
};

const struct lrs_schedule_class lrs_constantlr_class = {
    .kind =
        {
            .id = "constantlr",
            .name = "ConstantLR",
            .title = "Reduced start",
            .formula = "η(t) = η₀·factor while t < total_iters, then η₀",
            .formula_ascii = "lr(t) = lr * factor while t < total_iters, then lr",
            .summary = "The first total_iters ticks run at a fraction of the base rate.",
            .when = "As the simplest warm-up, or as one factor of a ChainedScheduler.",
            .tips = "The jump at the end can shake the training; LinearLR climbs smoothly instead.",
            .source = "PyTorch ConstantLR; MXNet's constant warm-up; warm-up of He et al., arXiv "
                      "1512.03385",
            .params = constantlr_rows,
            .n_params = LRS_N_ROWS(constantlr_rows),
            .size = sizeof(struct constantlr),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_AT_LISTED,
    .direction = LRS_WARM_UP,
    .law = "two levels",
    .in_torch = true,
    .python = "n = t + 1 if semantics == \"mxnet\" else t\n"
              "return lr * (factor + (1.0 - factor if n >= total_iters else 0.0))",
    .rate = constantlr_rate,
    .chain = constantlr_chain,
};

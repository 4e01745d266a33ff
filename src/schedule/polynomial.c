/* Linear and polynomial decay, which also serve as warm-ups (LinearLR).
 * Source: PyTorch PolynomialLR and LinearLR, closed forms. */
#include "schedule_priv.h"

struct polynomial {
    int64_t total_iters;
    double power;
};

static double polynomial_rate(const struct lrs_schedule *s, const void *state, double base,
                              double t)
{
    const struct polynomial *c = s->cfg;
    double n = (double)c->total_iters;
    (void)state;
    return base * pow(1.0 - fmin(n, t) / n, c->power);
}

/* By the ratio of two neighbours: a rate of 0 stays 0, and beyond total_iters nothing moves. */
static double polynomial_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    const struct polynomial *c = s->cfg;
    double n = (double)c->total_iters;
    (void)base;
    if (t == 0 || t > n)
        return lr;
    return lr * pow((1.0 - t / n) / (1.0 - (t - 1) / n), c->power);
}

static double polynomial_end(const struct lrs_schedule *s)
{
    const struct polynomial *c = s->cfg;
    return (double)c->total_iters;
}

static const struct lrs_param polynomial_rows[] = {
    {.name = "total_iters",
     .aliases = "max_update decay_steps max_decay_steps transition_steps t_initial",
     .help = "The tick at which the rate reaches zero.",
     .unit = "ticks",
     LRS_AT_INT(struct polynomial, total_iters),
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 5,
     .fit = 1},
    {.name = "power",
     .aliases = "pwr",
     .symbol = "p",
     .help = "The shape: 1 is a straight line, above 1 falls early, below 1 falls late.",
     LRS_AT_REAL(struct polynomial, power),
     .lo = 0,
     .hi = INFINITY,
     .usual = 4,
     .def = 1,
     .nudge = 0.25},
};

const struct lrs_schedule_class lrs_polynomial_class = {
    .kind =
        {
            .id = "polynomial",
            .name = "PolynomialLR",
            .title = "Polynomial decay",
            .formula = "η(t) = η₀·(1 − t/total_iters)^power",
            .formula_ascii = "lr(t) = lr * (1 - t / total_iters)^power",
            .summary = "The rate falls to zero as a power of the time that is left.",
            .when = "When the length of the run is known and the rate should be used up with it.",
            .tips = "Power 0.9 is usual in image segmentation; power 1 is the linear decay of "
                    "language models. Beyond total_iters the rate is zero and nothing is learnt.",
            .source = "PyTorch PolynomialLR",
            .params = polynomial_rows,
            .n_params = LRS_N_ROWS(polynomial_rows),
            .size = sizeof(struct polynomial),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_MONOTONE,
    .law = "power of the time left",
    .in_torch = true,
    .python = "return lr * (1.0 - min(total_iters, t) / total_iters) ** power",
    .rate = polynomial_rate,
    .chain = polynomial_chain,
    .end = polynomial_end,
};

struct linear {
    double start_factor, end_factor;
    int64_t total_iters;
    int semantics;
};

static double linear_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct linear *c = s->cfg;
    double n = (double)c->total_iters;
    (void)state;
    t += c->semantics == LRS_MXNET; /* counts from 1 */
    return base * (c->start_factor + (c->end_factor - c->start_factor) * fmin(n, t) / n);
}

static double linear_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    const struct linear *c = s->cfg;
    double n = (double)c->total_iters, rise = c->end_factor - c->start_factor;
    (void)base;
    if (t == 0)
        return lr * c->start_factor;
    return t > n ? lr : lr * (1.0 + rise / (n * c->start_factor + (t - 1) * rise));
}

/* A warm-up is made to be followed by its end value; a decay is over at its end. */
static double linear_end(const struct lrs_schedule *s)
{
    const struct linear *c = s->cfg;
    double end = (double)(c->total_iters - (c->semantics == LRS_MXNET));
    return c->end_factor < c->start_factor ? end : (double)INFINITY;
}

static const struct lrs_choice linear_semantics[] = {
    {"torch", "the first tick has start_factor; end_factor is reached at tick total_iters"},
    {"keras", "PolynomialDecay, and the warm-up of CosineDecay: as torch"},
    {"optax", "linear_schedule: as torch"},
    {"mxnet", "its warm-up: counts from 1, so that the first tick is one step up already and "
              "the end is reached one tick earlier"},
    {NULL, NULL},
};

static const struct lrs_param linear_rows[] = {
    {.name = "start_factor",
     .help = "The share of the base rate at the start.",
     LRS_AT_REAL(struct linear, start_factor),
     .lo = 0,
     .hi = 1,
     .def = 1.0 / 3.0,
     .nudge = 0.05},
    {.name = "end_factor",
     .help = "The share of the base rate at the end, which then holds.",
     LRS_AT_REAL(struct linear, end_factor),
     .lo = 0,
     .hi = 1,
     .def = 1,
     .nudge = 0.05},
    {.name = "total_iters",
     .aliases = "transition_steps warmup_steps num_warmup_steps",
     .help = "How many ticks the way takes.",
     .unit = "ticks",
     LRS_AT_INT(struct linear, total_iters),
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 5,
     .fit = 1},
    LRS_ROW_SEMANTICS(struct linear, linear_semantics),
};

const struct lrs_schedule_class lrs_linear_class = {
    .kind =
        {
            .id = "linear",
            .name = "LinearLR",
            .title = "Linear ramp",
            .formula = "η(t) = η₀·(start + (end − start)·t/total_iters)",
            .formula_ascii = "lr(t) = lr * (start + (end - start) * t / total_iters)",
            .summary = "The rate moves in a straight line from one share of the base rate to "
                       "another.",
            .when = "As a warm-up in front of another schedule, or as a linear decay.",
            .tips = "PyTorch allows shares up to 1 only, so this never goes above the base rate.",
            .source = "PyTorch LinearLR; warm-up of Goyal et al., arXiv 1706.02677",
            .params = linear_rows,
            .n_params = LRS_N_ROWS(linear_rows),
            .size = sizeof(struct linear),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_WARM_UP,
    .law = "linear",
    .in_torch = true,
    .python = "n = t + 1 if semantics == \"mxnet\" else t\n"
              "change = (end_factor - start_factor) * min(total_iters, n) / total_iters\n"
              "return lr * (start_factor + change)",
    .rate = linear_rate,
    .chain = linear_chain,
    .end = linear_end,
};

/* Exponential decay. Source: PyTorch ExponentialLR, closed form. */
#include "schedule_priv.h"

struct exponential {
    double gamma;
};

static double exponential_rate(const struct lrs_schedule *s, const void *state, double base,
                               double t)
{
    const struct exponential *c = s->cfg;
    (void)state;
    return base * pow(c->gamma, t);
}

static double exponential_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    const struct exponential *c = s->cfg;
    (void)base;
    return t == 0 ? lr : lr * c->gamma;
}

/* A gamma that leaves about 2% of the rate at the end, with one significant digit of 1 - gamma:
 * 0.95 for 80 ticks. */
static void exponential_fit(struct lrs_spec *spec, double horizon, double base)
{
    double loss = -expm1(log(0.02) / fmax(horizon, 2));
    double unit = pow(10, floor(log10(loss)));
    double inverse = round(1 / unit); /* a power of ten: 1 - k / inverse prints short */
    (void)base;
    lrs_schedule_put(spec, "gamma", lrs_value_real((inverse - round(loss / unit)) / inverse));
}

static const struct lrs_param exponential_rows[] = {
    {.name = "gamma",
     .aliases = "decay_rate",
     .symbol = "γ",
     .help = "What the rate is multiplied by at every tick.",
     LRS_AT_REAL(struct exponential, gamma),
     .lo = 0,
     .hi = INFINITY,
     .usual = 1,
     .def = 0.95,
     .nudge = 0.01},
};

const struct lrs_schedule_class lrs_exponential_class = {
    .kind =
        {
            .id = "exponential",
            .name = "ExponentialLR",
            .title = "Exponential decay",
            .formula = "η(t) = η₀·γ^t",
            .formula_ascii = "lr(t) = lr * gamma^t",
            .summary = "At every tick the rate is multiplied by gamma: a straight line on a "
                       "logarithmic axis.",
            .when = "When a smooth decay is wanted and the length of the run is open.",
            .tips = "Small changes of gamma matter: over 100 ticks 0.95 leaves 0.6% of the rate, "
                    "0.9 only 0.003%.",
            .source = "PyTorch ExponentialLR",
            .params = exponential_rows,
            .n_params = LRS_N_ROWS(exponential_rows),
            .size = sizeof(struct exponential),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_MONOTONE,
    .law = "geometric",
    .in_torch = true,
    .python = "return lr * gamma ** t",
    .rate = exponential_rate,
    .chain = exponential_chain,
    .fit = exponential_fit,
};

/* Logarithmic annealing: log(1/x) of the time x = (t+1)/(T+1), scaled to run from the base rate to
 * eta_min. Convex and monotone; steps shrink like 1/t. */
#include "schedule_priv.h"

struct log_annealing {
    int64_t T_max;
    double eta_min;
};

static void log_prepare(struct lrs_schedule *s)
{
    struct log_annealing *c = s->cfg;
    if (c->T_max == LRS_INT_UNSET)
        c->T_max = (int64_t)fmax(1, floor(s->horizon));
}

static double log_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct log_annealing *c = s->cfg;
    double T = (double)c->T_max;
    (void)state;
    return c->eta_min + (base - c->eta_min) * (1 - log(1 + fmin(t, T)) / log(1 + T));
}

static double log_end(const struct lrs_schedule *s)
{
    const struct log_annealing *c = s->cfg;
    return (double)c->T_max;
}

static const struct lrs_param log_rows[] = {
    {.name = "T_max",
     .aliases = "max_update decay_steps cycle_length",
     .help = "The tick at which eta_min is reached; the whole run when unset.",
     .unit = "ticks",
     LRS_AT_INT(struct log_annealing, T_max),
     .flags = LRS_OPTIONAL,
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 50},
    LRS_ROW_ETA_MIN(struct log_annealing),
};

const struct lrs_schedule_class lrs_log_class = {
    .kind =
        {
            .id = "log",
            .name = "LogAnnealingLR",
            .title = "Logarithmic annealing",
            .formula = "η(t) = η_min + (η₀ − η_min)·(1 − ln(1+t)/ln(1+T_max))",
            .formula_ascii = "lr(t) = eta_min + (lr - eta_min) * (1 - log(1 + t) / log(1 + T_max))",
            .summary = "The rate falls steeply at first, then ever more slowly, with the logarithm "
                       "of time.",
            .when = "When a large rate is needed for a moment only and the fine work takes long.",
            .tips = "Half of the way down is done after about the square root of T_max ticks. "
                    "Counted per step rather than per epoch the curve has another shape.",
            .source = "lrscope; ln(1/x) of the time, scaled to end at eta_min",
            .params = log_rows,
            .n_params = LRS_N_ROWS(log_rows),
            .size = sizeof(struct log_annealing),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_MONOTONE,
    .law = "logarithm",
    .prepare = log_prepare,
    .rate = log_rate,
    .end = log_end,
};

/* Step decay: a fixed factor at fixed intervals (StepLR) or at listed ticks (MultiStepLR).
 * Source: PyTorch StepLR and MultiStepLR, closed forms; where Keras, optax and MXNet differ, theirs. */
#include "schedule_priv.h"

#define ROW_GAMMA(T)                                                                               \
    {                                                                                              \
        .name = "gamma", .aliases = "factor decay_rate", .symbol = "γ",                            \
        .help = "What the rate is multiplied by at each drop.", LRS_AT_REAL(T, gamma), .lo = 0,    \
        .hi = INFINITY, .usual = 1, .def = 0.1, .nudge = 0.05                                      \
    }

struct step {
    int64_t step_size;
    double gamma;
    int semantics;
};

/* MXNet's stop_factor_lr: no drop goes below it. */
#define STOP_FACTOR_LR 1e-8

static double step_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct step *c = s->cfg;
    double drops = floor(t / (double)c->step_size);
    double rate = base * pow(c->gamma, drops);
    (void)state;
    return c->semantics == LRS_MXNET && drops > 0 ? fmax(rate, STOP_FACTOR_LR) : rate;
}

static double step_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    const struct step *c = s->cfg;
    (void)base;
    return t != 0 && fmod(t, (double)c->step_size) == 0 ? lr * c->gamma : lr;
}

static const struct lrs_choice step_semantics[] = {
    {"torch", "the rate drops for ever"},
    {"keras", "ExponentialDecay with staircase: as torch"},
    {"optax", "exponential_decay with staircase: as torch"},
    {"mxnet", "FactorScheduler: as torch, but no drop goes below 1e-8 (stop_factor_lr)"},
    {NULL, NULL},
};

static const struct lrs_param step_rows[] = {
    {.name = "step_size",
     .aliases = "step decay_t decay_steps",
     .help = "The rate drops after every so many ticks.",
     .unit = "ticks",
     LRS_AT_INT(struct step, step_size),
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 10,
     .fit = 0.25},
    ROW_GAMMA(struct step),
    LRS_ROW_SEMANTICS(struct step, step_semantics),
};

const struct lrs_schedule_class lrs_step_class = {
    .kind =
        {
            .id = "step",
            .name = "StepLR",
            .aliases = "FactorScheduler",
            .title = "Step decay",
            .formula = "η(t) = η₀·γ^⌊t/step_size⌋",
            .formula_ascii = "lr(t) = lr * gamma^floor(t / step_size)",
            .summary = "Every step_size ticks the rate is multiplied by gamma.",
            .when = "When progress stalls after a known number of epochs, and then a smaller rate "
                    "helps.",
            .tips = "It is exponential decay, sampled at intervals. Right after a drop the loss "
                    "often falls at once: less rate, less noise.",
            .source = "PyTorch StepLR; MXNet FactorScheduler",
            .params = step_rows,
            .n_params = LRS_N_ROWS(step_rows),
            .size = sizeof(struct step),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_AT_INTERVALS,
    .direction = LRS_MONOTONE,
    .law = "geometric",
    .in_torch = true,
    .python = "drops = t // step_size\n"
              "rate = lr * gamma ** drops\n"
              "return max(rate, 1e-8) if semantics == \"mxnet\" and drops > 0 else rate",
    .rate = step_rate,
    .chain = step_chain,
};

struct multistep {
    struct lrs_reals milestones;
    double gamma;
    int semantics;
};

/* As bisect_right on the sorted list (Keras: bisect_left): any order works and a milestone listed
 * twice counts twice. */
static double multistep_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct multistep *c = s->cfg;
    int passed = 0;
    (void)state;
    for (size_t i = 0; i < c->milestones.n; i++)
        passed += c->semantics == LRS_KERAS ? c->milestones.at[i] < t : c->milestones.at[i] <= t;
    return base * pow(c->gamma, passed);
}

static double multistep_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    const struct multistep *c = s->cfg;
    int here = 0;
    (void)base;
    for (size_t i = 0; i < c->milestones.n; i++)
        here += c->milestones.at[i] == t;
    return here > 0 ? lr * pow(c->gamma, here) : lr;
}

/* Half and three quarters of the run, as in He et al. (2015). */
static void multistep_fit(struct lrs_spec *spec, double horizon, double base)
{
    double at[2] = {(double)lrs_schedule_share(0.5, horizon),
                    (double)lrs_schedule_share(0.75, horizon)};
    (void)base;
    lrs_schedule_put(spec, "milestones", lrs_value_reals(at, 2));
}

static const double multistep_default[] = {30, 80};

static const struct lrs_choice multistep_semantics[] = {
    {"torch", "the milestone is the first tick with the lower rate"},
    {"keras", "PiecewiseConstantDecay: the milestone is the last tick with the higher rate"},
    {"optax", "piecewise_constant_schedule: as torch"},
    {"mxnet",
     "MultiFactorScheduler: as torch, since it counts from 1 and drops beyond the milestone"},
    {NULL, NULL},
};

static const struct lrs_param multistep_rows[] = {
    {.name = "milestones",
     .aliases = "boundaries step decay_t",
     .help = "The ticks at which the rate drops.",
     .unit = "ticks",
     LRS_AT_INTS(struct multistep, milestones),
     .lo = 0,
     .hi = INFINITY,
     .def_list = multistep_default,
     .def_len = 2},
    ROW_GAMMA(struct multistep),
    LRS_ROW_SEMANTICS(struct multistep, multistep_semantics),
};

const struct lrs_schedule_class lrs_multistep_class = {
    .kind =
        {
            .id = "multistep",
            .name = "MultiStepLR",
            .aliases = "MultiFactorScheduler",
            .title = "Step decay at milestones",
            .formula = "η(t) = η₀·γ^(number of milestones ≤ t)",
            .formula_ascii = "lr(t) = lr * gamma^(number of milestones <= t)",
            .summary = "At each milestone the rate is multiplied by gamma.",
            .when = "When you know, from earlier runs, where the loss flattens out.",
            .tips = "Half and three quarters of the run are the classic milestones for image "
                    "classifiers.",
            .source =
                "PyTorch MultiStepLR; Keras PiecewiseConstantDecay; He et al., arXiv 1512.03385",
            .params = multistep_rows,
            .n_params = LRS_N_ROWS(multistep_rows),
            .size = sizeof(struct multistep),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_AT_LISTED,
    .direction = LRS_MONOTONE,
    .law = "geometric",
    .in_torch = true,
    .python = "late = semantics == \"keras\"\n"
              "return lr * gamma ** sum(m < t if late else m <= t for m in milestones)",
    .rate = multistep_rate,
    .chain = multistep_chain,
    .fit = multistep_fit,
};

/* Decays that never end: e to the minus time, and one over the time.
 * Source: TensorFlow natural_exp_decay and Paddle NaturalExpDecay; Keras InverseTimeDecay. */
#include "schedule_priv.h"

struct time_decay {
    double decay_rate;
    int64_t decay_steps;
    bool staircase;
};

/* The time in units of decay_steps, whole ones on a staircase. */
static double units(const struct time_decay *c, double t)
{
    double u = t / (double)c->decay_steps;
    return c->staircase ? floor(u) : u;
}

static double natural_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct time_decay *c = s->cfg;
    (void)state;
    return base * exp(-c->decay_rate * units(c, t));
}

static double inverse_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct time_decay *c = s->cfg;
    (void)state;
    return base / (1 + c->decay_rate * units(c, t));
}

/* With decay_steps a tenth of the run: what leaves e^-4 or a tenth of the rate at its end. */
static void natural_fit(struct lrs_spec *spec, double horizon, double base)
{
    (void)horizon, (void)base;
    lrs_schedule_put(spec, "decay_rate", lrs_value_real(0.4));
}

static void inverse_fit(struct lrs_spec *spec, double horizon, double base)
{
    (void)horizon, (void)base;
    lrs_schedule_put(spec, "decay_rate", lrs_value_real(1));
}

/* clang-format off */
#define ROWS(names, default_rate, end)                                                             \
    {.name = "decay_rate", .aliases = names, .symbol = "k",                                        \
     .help = "How fast the rate falls: " end,                                                      \
     LRS_AT_REAL(struct time_decay, decay_rate), .lo = 0, .hi = INFINITY, .usual = 2,              \
     .def = default_rate, .nudge = 0.01},                                                          \
    {.name = "decay_steps", .aliases = "step_size transition_steps",                               \
     .help = "The unit of time: so many ticks count as one.", .unit = "ticks",                     \
     LRS_AT_INT(struct time_decay, decay_steps), .lo = 1, .hi = INFINITY, .usual = 100, .def = 1,  \
     .fit = 0.1},                                                                                  \
    {.name = "staircase",                                                                          \
     .help = "Hold the rate for decay_steps ticks, then drop.",                                    \
     LRS_AT_BOOL(struct time_decay, staircase), .lo = 0, .hi = 1, .def = 0}

static const struct lrs_param natural_rows[] = {
    ROWS("gamma", 0.05, "after a unit of time the share exp(-k) is left."),
};
static const struct lrs_param inverse_rows[] = {
    ROWS("gamma decay", 0.1, "after a unit of time the share 1/(1+k) is left."),
};
/* clang-format on */

const struct lrs_schedule_class lrs_natural_class = {
    .kind =
        {
            .id = "naturalexp",
            .name = "NaturalExpDecay",
            .title = "Natural exponential",
            .formula = "η(t) = η₀·e^(−k·t/decay_steps)",
            .formula_ascii = "lr(t) = lr * exp(-decay_rate * t / decay_steps)",
            .summary = "The rate falls by the same share in every unit of time.",
            .when = "When a smooth decay without an end is wanted, its speed said as a rate k.",
            .tips = "The same curve as ExponentialLR with gamma = exp(-k/decay_steps); with "
                    "staircase as StepLR with gamma = exp(-k).",
            .source = "Paddle NaturalExpDecay; TensorFlow natural_exp_decay",
            .params = natural_rows,
            .n_params = LRS_N_ROWS(natural_rows),
            .size = sizeof(struct time_decay),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_MONOTONE,
    .law = "geometric",
    .python = "units = t // decay_steps if staircase else t / decay_steps\n"
              "return lr * math.exp(-decay_rate * units)",
    .rate = natural_rate,
    .fit = natural_fit,
};

const struct lrs_schedule_class lrs_inverse_class = {
    .kind =
        {
            .id = "inversetime",
            .name = "InverseTimeDecay",
            .title = "Inverse time",
            .formula = "η(t) = η₀/(1 + k·t/decay_steps)",
            .formula_ascii = "lr(t) = lr / (1 + decay_rate * t / decay_steps)",
            .summary = "The rate falls as one over the time: fast at first, then ever more slowly, "
                       "never to nothing.",
            .when = "When the length of the run is open; the classic law of stochastic "
                    "approximation, which averages the noise away.",
            .tips = "It halves after decay_steps/k ticks and then takes twice as long to halve "
                    "again. The decay argument of old Keras optimizers is this.",
            .source = "Keras InverseTimeDecay; Robbins and Monro (1951)",
            .params = inverse_rows,
            .n_params = LRS_N_ROWS(inverse_rows),
            .size = sizeof(struct time_decay),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_MONOTONE,
    .law = "one over the time",
    .python = "units = t // decay_steps if staircase else t / decay_steps\n"
              "return lr / (1 + decay_rate * units)",
    .rate = inverse_rate,
    .fit = inverse_fit,
};

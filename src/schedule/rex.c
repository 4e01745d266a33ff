/* REX, the reflected exponential: nearly linear, but with more time at high rates.
 * Source: J. Chen et al., "REX: revisiting budgeted training with an improved schedule",
 * arXiv 2107.04197 (beta 1/2); the general beta is that of init2winit. */
#include "schedule_priv.h"

struct rex {
    int64_t T_max;
    double beta;
};

static double rex_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct rex *c = s->cfg;
    double left = 1.0 - fmin(t / lrs_schedule_ticks(s, c->T_max), 1.0);
    (void)state;
    return base * left / (c->beta + (1.0 - c->beta) * left);
}

static double rex_end(const struct lrs_schedule *s)
{
    const struct rex *c = s->cfg;
    return lrs_schedule_ticks(s, c->T_max);
}

static const struct lrs_param rex_rows[] = {
    {.name = "beta",
     .symbol = "β",
     .help = "The shape: 1 is a straight line, below 1 falls late, above 1 falls early.",
     LRS_AT_REAL(struct rex, beta),
     .flags = LRS_LO_OPEN,
     .lo = 0,
     .hi = INFINITY,
     .usual = 1,
     .def = 0.5,
     .nudge = 0.05},
    {.name = "T_max",
     .aliases = "max_update decay_steps total_steps",
     .help = "The tick at which zero is reached; the whole run when unset.",
     .unit = "ticks",
     LRS_AT_INT(struct rex, T_max),
     .flags = LRS_OPTIONAL,
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 50},
};

const struct lrs_schedule_class lrs_rex_class = {
    .kind =
        {
            .id = "rex",
            .name = "REX",
            .title = "Reflected exponential",
            .formula = "η(t) = η₀·(1 − p)/(β + (1 − β)·(1 − p)), p = t/T_max",
            .formula_ascii = "lr(t) = lr * (1 - p) / (beta + (1 - beta) * (1 - p)), p = t / T_max",
            .summary = "The rate stays high for long and falls to zero ever faster towards the "
                       "end.",
            .when = "When the budget is small and its end known: it was found to do well for "
                    "short and long runs alike.",
            .tips = "It bends the other way than an exponential decay does. With beta 1 the same "
                    "line as PolynomialLR with power 1.",
            .source = "Chen et al., arXiv 2107.04197; init2winit",
            .params = rex_rows,
            .n_params = LRS_N_ROWS(rex_rows),
            .size = sizeof(struct rex),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_MONOTONE,
    .law = "reflected exponential",
    .python = "left = 1.0 - min(t / (T if T_max is None else T_max), 1.0)\n"
              "return lr * left / (beta + (1.0 - beta) * left)",
    .rate = rex_rate,
    .end = rex_end,
};

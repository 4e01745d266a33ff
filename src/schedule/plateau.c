/* ReduceLROnPlateau: the one schedule here that looks at the loss, and so has a state.
 * Source: PyTorch ReduceLROnPlateau.step, in its order: compare, cool down, reduce. */
#include "schedule_priv.h"

enum plateau_mode { MODE_MIN, MODE_MAX };
enum threshold_mode { THRESHOLD_REL, THRESHOLD_ABS };

struct plateau {
    int mode;
    double factor;
    int64_t patience;
    double threshold;
    int threshold_mode;
    int64_t cooldown;
    double min_lr, eps;
};

/* Plain data in the run's block. LR belongs to BASE; a new base rate scales it. */
struct plateau_state {
    double lr, base, best;
    int64_t bad, cool;
};

static const struct plateau_state *own(const struct lrs_schedule *s, const void *state)
{
    return (const void *)((const char *)state + s->state_at);
}

static void plateau_reset(const struct lrs_schedule *s, void *state, double base)
{
    const struct plateau *c = s->cfg;
    struct plateau_state *st = (void *)((char *)state + s->state_at);
    *st = (struct plateau_state){
        .lr = base,
        .base = base,
        .best = c->mode == MODE_MIN ? (double)INFINITY : -(double)INFINITY,
    };
}

static double plateau_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct plateau_state *st = own(s, state);
    (void)t;
    if (base == st->base)
        return st->lr;
    return st->base == 0 ? base : st->lr * (base / st->base);
}

/* What a metric must be below (mode max: above) to count as better than BEST. */
static double better_than(const struct plateau *c, double best)
{
    double sign = c->mode == MODE_MIN ? -1 : 1;
    if (c->threshold_mode == THRESHOLD_REL)
        return best * (1 + sign * c->threshold);
    return best + sign * c->threshold;
}

static void plateau_observe(const struct lrs_schedule *s, void *state, double base, double t,
                            double metric)
{
    const struct plateau *c = s->cfg;
    struct plateau_state *st = (void *)((char *)state + s->state_at);
    double bar = better_than(c, st->best);

    st->lr = plateau_rate(s, state, base, t);
    st->base = base;
    if (c->mode == MODE_MIN ? metric < bar : metric > bar) {
        st->best = metric;
        st->bad = 0;
    } else {
        st->bad++;
    }
    if (st->cool > 0) {
        st->cool--;
        st->bad = 0;
    }
    if (st->bad > c->patience) {
        double lower = fmax(st->lr * c->factor, c->min_lr);
        if (st->lr - lower > c->eps)
            st->lr = lower;
        st->cool = c->cooldown;
        st->bad = 0;
    }
}

static bool plateau_view(const struct lrs_schedule *s, const void *state, double t,
                         struct lrs_plateau_view *view)
{
    const struct plateau *c = s->cfg;
    const struct plateau_state *st = own(s, state);
    (void)t;
    *view = (struct lrs_plateau_view){
        .best = st->best,
        .bad = st->bad,
        .patience = c->patience,
        .cool = st->cool,
        .cooldown = c->cooldown,
        .threshold_at = better_than(c, st->best),
        .max = c->mode == MODE_MAX,
    };
    return true;
}

/* Patience in proportion to a short run, so that a plateau shows within it. */
static void plateau_fit(struct lrs_spec *spec, double horizon, double base)
{
    (void)base;
    lrs_schedule_put(spec, "patience",
                     lrs_value_int((int64_t)fmin(5, fmax(2, floor(horizon / 16)))));
}

static const struct lrs_choice plateau_modes[] = {
    {"min", "smaller is better: a loss"},
    {"max", "larger is better: an accuracy"},
    {NULL, NULL},
};
static const struct lrs_choice threshold_modes[] = {
    {"rel", "better by a share of the best value"},
    {"abs", "better by an amount"},
    {NULL, NULL},
};

static const struct lrs_param plateau_rows[] = {
    {.name = "patience",
     .help = "So many ticks without progress are tolerated; the next one lowers the rate.",
     .unit = "ticks",
     LRS_AT_INT(struct plateau, patience),
     .lo = 0,
     .hi = INFINITY,
     .usual = 20,
     .def = 10},
    {.name = "factor",
     .aliases = "gamma",
     .help = "What the rate is multiplied by when it is lowered.",
     LRS_AT_REAL(struct plateau, factor),
     .flags = LRS_HI_OPEN,
     .lo = 0,
     .hi = 1,
     .def = 0.1,
     .nudge = 0.05},
    {.name = "threshold",
     .aliases = "min_delta rtol",
     .help = "How much better than the best a value must be to count as progress.",
     LRS_AT_REAL(struct plateau, threshold),
     .flags = LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def = 1e-4},
    {.name = "cooldown",
     .help = "After a reduction so many ticks do not count as bad.",
     .unit = "ticks",
     LRS_AT_INT(struct plateau, cooldown),
     .lo = 0,
     .hi = INFINITY,
     .usual = 20,
     .def = 0},
    {.name = "min_lr",
     .aliases = "eta_min",
     .help = "The rate is never lowered below this.",
     LRS_AT_REAL(struct plateau, min_lr),
     .flags = LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def = 0},
    {.name = "mode",
     .help = "Whether the watched value should fall or rise.",
     LRS_AT_CHOICE(struct plateau, mode),
     .flags = LRS_ADVANCED,
     .choices = plateau_modes},
    {.name = "threshold_mode",
     .help = "Whether the threshold is a share of the best value or an amount.",
     LRS_AT_CHOICE(struct plateau, threshold_mode),
     .flags = LRS_ADVANCED,
     .choices = threshold_modes},
    {.name = "eps",
     .symbol = "ε",
     .help = "A reduction smaller than this is not made.",
     LRS_AT_REAL(struct plateau, eps),
     .flags = LRS_LOG | LRS_ADVANCED,
     .lo = 0,
     .hi = INFINITY,
     .def = 1e-8},
};

const struct lrs_schedule_class lrs_plateau_class = {
    .kind =
        {
            .id = "plateau",
            .name = "ReduceLROnPlateau",
            .title = "Reduce on plateau",
            .formula = "η ← max(η·factor, min_lr) after more than patience ticks without progress",
            .formula_ascii =
                "lr <- max(lr * factor, min_lr) after more than patience ticks without progress",
            .summary = "When the loss stops improving, the rate is lowered.",
            .when = "When nobody knows in advance where the loss will flatten out.",
            .tips = "With patience 2 the third bad tick lowers the rate (Keras: the second). On a "
                    "loss below zero use threshold_mode abs: rel never sees a plateau there.",
            .source = "PyTorch ReduceLROnPlateau",
            .params = plateau_rows,
            .n_params = LRS_N_ROWS(plateau_rows),
            .size = sizeof(struct plateau),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_ON_PLATEAU,
    .direction = LRS_MONOTONE,
    .law = "geometric",
    .takes_metric = true,
    .state_size = sizeof(struct plateau_state),
    .rate = plateau_rate,
    .reset = plateau_reset,
    .observe = plateau_observe,
    .plateau = plateau_view,
    .fit = plateau_fit,
};

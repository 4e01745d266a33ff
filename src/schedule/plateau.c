/* ReduceLROnPlateau: the one schedule here that looks at the loss, and so has a state.
 * Source: PyTorch ReduceLROnPlateau.step, in its order: compare, cool down, reduce; Keras
 * ReduceLROnPlateau.on_epoch_end; optax contrib.reduce_on_plateau. */
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
    int semantics;
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

/* What a metric must be below (mode max: above) to count as better than BEST. optax has falling metrics
 * alone; its law is mirrored for the others. Its rtol and atol are the two threshold modes. */
static double better_than(const struct plateau *c, double best)
{
    double sign = c->mode == MODE_MIN ? -1 : 1;
    if (c->threshold_mode == THRESHOLD_REL && c->semantics != LRS_KERAS)
        return best * (1 + sign * c->threshold);
    return best + sign * c->threshold;
}

/* Compare, cool down, reduce. A cool-down of c ignores c ticks. */
static void observe_torch(const struct plateau *c, struct plateau_state *st, bool better)
{
    st->bad = better ? 0 : st->bad + 1;
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

/* The cool-down is counted before the comparison: one of c ignores c - 1 ticks. Keras keeps its
 * rates in single precision. */
static void observe_keras(const struct plateau *c, struct plateau_state *st, bool better)
{
    if (st->cool > 0) {
        st->cool--;
        st->bad = 0;
    }
    if (better)
        st->bad = 0;
    else if (st->cool == 0)
        st->bad++;
    if (!better && st->cool == 0 && st->bad >= c->patience && (float)st->lr > (float)c->min_lr) {
        st->lr = fmax(st->lr * c->factor, c->min_lr);
        st->cool = c->cooldown;
        st->bad = 0;
    }
}

/* The count must be equal to the patience. With patience 0 that is so at every improvement and never
 * else: optax's own slip, kept. Its min_scale lifts a rate that is below. */
static void observe_optax(const struct plateau *c, struct plateau_state *st, bool better)
{
    int64_t bad = better ? 0 : st->bad + 1;
    if (st->cool > 0) {
        st->cool--;
        st->bad = 0;
        return;
    }
    bool drop = bad == c->patience;
    st->lr = fmax(drop ? st->lr * c->factor : st->lr, c->min_lr);
    st->cool = drop ? c->cooldown : 0;
    st->bad = drop ? 0 : bad;
}

static void plateau_observe(const struct lrs_schedule *s, void *state, double base, double t,
                            double metric)
{
    static void (*const observe[])(const struct plateau *, struct plateau_state *, bool) = {
        [LRS_TORCH] = observe_torch, [LRS_KERAS] = observe_keras, [LRS_OPTAX] = observe_optax};
    const struct plateau *c = s->cfg;
    struct plateau_state *st = (void *)((char *)state + s->state_at);
    double bar = better_than(c, st->best);
    bool better = c->mode == MODE_MIN ? metric < bar : metric > bar;

    st->lr = plateau_rate(s, state, base, t);
    st->base = base;
    if (better)
        st->best = metric;
    observe[c->semantics](c, st, better);
}

/* See lrs_plateau_view. */
static int64_t tolerated(const struct plateau *c, int64_t bad)
{
    if (c->semantics == LRS_TORCH)
        return c->patience - bad;
    if (c->semantics == LRS_OPTAX && c->patience == 0)
        return -1;
    return bad < c->patience ? c->patience - 1 - bad : 0;
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
        .left = tolerated(c, st->bad),
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

static const struct lrs_choice plateau_semantics[] = {
    {"torch", "patience bad ticks are tolerated and the next one lowers the rate; "
              "a cool-down of c ignores c ticks"},
    {"keras", "lowers the rate one tick earlier; cooldown ignores one tick less; "
              "threshold (min_delta) is an amount; no eps"},
    {"optax", "lowers the rate one tick earlier; no eps; with patience 0 every improvement "
              "lowers it, and nothing else does"},
    {NULL, NULL},
};

static const struct lrs_param plateau_rows[] = {
    {.name = "mode",
     .help = "Whether the watched value should fall or rise.",
     LRS_AT_CHOICE(struct plateau, mode),
     .flags = LRS_ADVANCED,
     .choices = plateau_modes},
    {.name = "factor",
     .aliases = "gamma",
     .help = "What the rate is multiplied by when it is lowered.",
     LRS_AT_REAL(struct plateau, factor),
     .flags = LRS_HI_OPEN,
     .lo = 0,
     .hi = 1,
     .def = 0.1,
     .nudge = 0.05},
    {.name = "patience",
     .help = "So many ticks without progress are tolerated; the next one lowers the rate.",
     .unit = "ticks",
     LRS_AT_INT(struct plateau, patience),
     .lo = 0,
     .hi = INFINITY,
     .usual = 20,
     .def = 10},
    {.name = "threshold",
     .aliases = "min_delta rtol",
     .help = "How much better than the best a value must be to count as progress.",
     LRS_AT_REAL(struct plateau, threshold),
     .flags = LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def = 1e-4},
    {.name = "threshold_mode",
     .help = "Whether the threshold is a share of the best value or an amount (keras: always an "
             "amount).",
     LRS_AT_CHOICE(struct plateau, threshold_mode),
     .flags = LRS_ADVANCED,
     .choices = threshold_modes},
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
    {.name = "eps",
     .symbol = "ε",
     .help = "A reduction smaller than this is not made; only torch asks.",
     LRS_AT_REAL(struct plateau, eps),
     .flags = LRS_LOG | LRS_ADVANCED,
     .lo = 0,
     .hi = INFINITY,
     .def = 1e-8},
    LRS_ROW_SEMANTICS(struct plateau, plateau_semantics),
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
            .source = "PyTorch and Keras ReduceLROnPlateau; optax contrib.reduce_on_plateau",
            .params = plateau_rows,
            .n_params = LRS_N_ROWS(plateau_rows),
            .size = sizeof(struct plateau),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_ON_PLATEAU,
    .direction = LRS_MONOTONE,
    .law = "geometric",
    .in_torch = true,
    .torch_args = "mode factor patience threshold threshold_mode cooldown min_lr eps verbose",
    .lead = "patience",
    .takes_metric = true,
    .state_size = sizeof(struct plateau_state),
    .rate = plateau_rate,
    .reset = plateau_reset,
    .observe = plateau_observe,
    .plateau = plateau_view,
    .fit = plateau_fit,
};

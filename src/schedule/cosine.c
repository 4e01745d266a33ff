/* Cosine annealing, once (and, as in PyTorch, up again beyond T_max) or with warm restarts.
 * Source: I. Loshchilov, F. Hutter, "SGDR", arXiv 1608.03983; PyTorch CosineAnnealingLR and
 * CosineAnnealingWarmRestarts, closed forms; past the end also Keras CosineDecay, optax
 * cosine_decay_schedule and MXNet CosineScheduler. */
#include "schedule_priv.h"

/* The half cosine from BASE down to ETA_MIN, T of LENGTH ticks in. */
static double half_cosine(double base, double eta_min, double t, double length)
{
    return eta_min + (base - eta_min) * (1 + cos(LRS_PI * t / length)) / 2;
}

struct cosine {
    int64_t T_max;
    double eta_min;
    int semantics;
};

static double cosine_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct cosine *c = s->cfg;
    double T = (double)c->T_max;
    (void)state;
    t += c->semantics == LRS_MXNET; /* counts from 1 */
    return half_cosine(base, c->eta_min, c->semantics == LRS_TORCH ? t : fmin(t, T), T);
}

/* By the ratio of two neighbours, which is far from 1 near a minimum: there the recursion is right
 * only where the rate is as near to eta_min as T_max says. The step after a minimum adds instead. */
static double cosine_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    const struct cosine *c = s->cfg;
    double T = (double)c->T_max;
    if (t == 0)
        return lr;
    if (fmod(t - 1 - T, 2 * T) == 0)
        return lr + (base - c->eta_min) * (1 - cos(LRS_PI / T)) / 2;
    return (1 + cos(LRS_PI * t / T)) / (1 + cos(LRS_PI * (t - 1) / T)) * (lr - c->eta_min) +
           c->eta_min;
}

static double cosine_end(const struct lrs_schedule *s)
{
    const struct cosine *c = s->cfg;
    return (double)(c->T_max - (c->semantics == LRS_MXNET));
}

static const struct lrs_choice cosine_semantics[] = {
    {"torch", "beyond T_max the rate climbs back to the top, and so on for ever"},
    {"keras", "CosineDecay: beyond T_max the lowest rate holds"},
    {"optax", "cosine_decay_schedule: beyond T_max the lowest rate holds"},
    {"mxnet", "CosineScheduler: counts from 1, so one tick ahead; then the lowest rate holds"},
    {NULL, NULL},
};

static const struct lrs_param cosine_rows[] = {
    {.name = "T_max",
     .aliases = "max_update decay_steps cycle_length t_initial",
     .help = "The ticks from the highest rate to the lowest, half a period.",
     .unit = "ticks",
     LRS_AT_INT(struct cosine, T_max),
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 50,
     .fit = 1},
    LRS_ROW_ETA_MIN(struct cosine),
    LRS_ROW_SEMANTICS(struct cosine, cosine_semantics),
};

const struct lrs_schedule_class lrs_cosine_class = {
    .kind =
        {
            .id = "cosine",
            .name = "CosineAnnealingLR",
            .aliases = "CosineScheduler",
            .title = "Cosine annealing",
            .formula = "η(t) = η_min + (η₀ − η_min)·(1 + cos(π·t/T_max))/2",
            .formula_ascii = "lr(t) = eta_min + (lr - eta_min) * (1 + cos(pi * t / T_max)) / 2",
            .summary = "The rate follows half a cosine: slow at first, fast in the middle, gentle "
                       "at the end.",
            .when =
                "When the length of the run is known; the usual first choice for deep networks.",
            .tips = "T_max is half a period: train beyond it and the rate climbs back to the top "
                    "(not so in Keras, optax and MXNet). Set it to the length of the run.",
            .source = "PyTorch CosineAnnealingLR; Loshchilov and Hutter, arXiv 1608.03983",
            .params = cosine_rows,
            .n_params = LRS_N_ROWS(cosine_rows),
            .size = sizeof(struct cosine),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_MONOTONE,
    .law = "half cosine",
    .in_torch = true,
    .python = "n = t + 1 if semantics == \"mxnet\" else t\n"
              "if semantics != \"torch\":\n"
              "    n = min(n, T_max)\n"
              "return eta_min + (lr - eta_min) * (1 + math.cos(math.pi * n / T_max)) / 2",
    .rate = cosine_rate,
    .chain = cosine_chain,
    .end = cosine_end,
};

struct restarts {
    int64_t T_0, T_mult;
    double eta_min;
};

/* By whole cycles rather than by PyTorch's logarithm, which can land one cycle short. */
static double restarts_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct restarts *c = s->cfg;
    double length = (double)c->T_0;
    (void)state;
    if (c->T_mult == 1) {
        t = fmod(t, length);
    } else {
        for (; t >= length; length *= (double)c->T_mult)
            t -= length;
    }
    return half_cosine(base, c->eta_min, t, length);
}

static const struct lrs_param restarts_rows[] = {
    {.name = "T_0",
     .aliases = "first_decay_steps cycle_length",
     .help = "The ticks of the first cycle.",
     .unit = "ticks",
     LRS_AT_INT(struct restarts, T_0),
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 10,
     .fit = 0.25},
    {.name = "T_mult",
     .aliases = "t_mul cycle_mult cycle_mul",
     .help = "Each cycle is so many times as long as the one before.",
     LRS_AT_INT(struct restarts, T_mult),
     .lo = 1,
     .hi = INFINITY,
     .usual = 4,
     .def = 1},
    LRS_ROW_ETA_MIN(struct restarts),
};

const struct lrs_schedule_class lrs_restarts_class = {
    .kind =
        {
            .id = "restarts",
            .name = "CosineAnnealingWarmRestarts",
            .aliases = "SGDR",
            .title = "Cosine with warm restarts",
            .formula = "η(t) = η_min + (η₀ − η_min)·(1 + cos(π·T_cur/T_i))/2",
            .formula_ascii = "lr(t) = eta_min + (lr - eta_min) * (1 + cos(pi * T_cur / T_i)) / 2",
            .summary = "Half a cosine down, a jump back to the full rate, and again.",
            .when = "When one long decay gets stuck, or a good model is wanted at the end of every "
                    "cycle.",
            .tips = "Each jump raises the loss for a while; judge it at the end of a cycle. With "
                    "T_mult 2 the cycles double and so get more thorough.",
            .source =
                "PyTorch CosineAnnealingWarmRestarts; Loshchilov and Hutter, arXiv 1608.03983",
            .params = restarts_rows,
            .n_params = LRS_N_ROWS(restarts_rows),
            .size = sizeof(struct restarts),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_CYCLIC,
    .law = "half cosines",
    .in_torch = true,
    .python = "length = T_0\n"
              "if T_mult == 1:\n"
              "    t %= length\n"
              "else:\n"
              "    while t >= length:\n"
              "        t -= length\n"
              "        length *= T_mult\n"
              "return eta_min + (lr - eta_min) * (1 + math.cos(math.pi * t / length)) / 2",
    .rate = restarts_rate,
};

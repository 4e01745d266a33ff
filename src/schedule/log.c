/* Logarithmic annealing: log(1/x) of the time, scaled to run from the base rate to eta_min. log(1/x)
 * is infinite at 0, so that a start must be chosen; three ways:
 *   plain  x = (t+1)/(T+1): no parameter, but counted per step the curve has another shape;
 *   k      1 - log(1 + (k-1)p)/log k with p = t/T: a shape of its own; k = T+1 is the plain one,
 *          1 a straight line, 1/k the mirror image;
 *   eps    log(1/p) itself, cut at p = eps.
 * Convex (but for k < 1) and monotone. */
#include "schedule_priv.h"

struct log_annealing {
    int64_t T_max;
    double eta_min;
    double k, eps; /* NaN: unset */
};

static void log_prepare(struct lrs_schedule *s)
{
    struct log_annealing *c = s->cfg;
    if (c->T_max == LRS_INT_UNSET)
        c->T_max = (int64_t)fmax(1, floor(s->horizon));
}

/* What is left of the way from the base rate to eta_min, 1 to 0. The products are so written that
 * the ends are exact. */
static double share_left(const struct log_annealing *c, double t, double T)
{
    double p = t / T;
    if (!isnan(c->eps))
        return fmin(1, log(fmax(p, c->eps)) / log(c->eps));
    if (isnan(c->k))
        return 1 - log(1 + t) / log(1 + T);
    return c->k == 1 ? 1 - p : 1 - log(1 - p + c->k * p) / log(c->k);
}

static double log_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct log_annealing *c = s->cfg;
    double T = (double)c->T_max;
    (void)state;
    return c->eta_min + (base - c->eta_min) * share_left(c, fmin(t, T), T);
}

static double log_end(const struct lrs_schedule *s)
{
    const struct log_annealing *c = s->cfg;
    return (double)c->T_max;
}

static bool log_check(const struct lrs_spec *spec, struct lrs_err *err)
{
    const struct lrs_value *k = lrs_spec_get(spec, "k"), *eps = lrs_spec_get(spec, "eps");
    if (k->tag != LRS_UNSET && eps->tag != LRS_UNSET)
        return lrs_fail(err,
                        "k (%g) and eps (%g) are two curves; choose one and leave the other out",
                        k->real, eps->real);
    return true;
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
    {.name = "k",
     .help = "A shape that does not depend on the unit of time: the larger, the steeper the start; "
             "1 is a straight line; T_max + 1 is the curve without k.",
     LRS_AT_REAL(struct log_annealing, k),
     .flags = LRS_OPTIONAL | LRS_LOG | LRS_LO_OPEN,
     .lo = 0,
     .hi = INFINITY,
     .def = 10},
    {.name = "eps",
     .symbol = "ε",
     .help = "Takes log(1/p) of the share p of the time as it is, cut at p = eps, until when the "
             "rate stands still.",
     LRS_AT_REAL(struct log_annealing, eps),
     .flags = LRS_OPTIONAL | LRS_LOG | LRS_LO_OPEN | LRS_HI_OPEN,
     .lo = 0,
     .hi = 1,
     .def = 0.01},
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
                    "Counted per step rather than per epoch the curve has another shape; with k "
                    "it keeps it.",
            .source = "lrscope; ln(1/x) of the time, scaled to end at eta_min",
            .params = log_rows,
            .n_params = LRS_N_ROWS(log_rows),
            .size = sizeof(struct log_annealing),
            .check = log_check,
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_MONOTONE,
    .law = "logarithm",
    .python = "n = max(1, math.floor(T)) if T_max is None else T_max\n"
              "t = min(t, n)\n"
              "p = t / n\n"
              "if eps is not None:\n"
              "    left = min(1, math.log(max(p, eps)) / math.log(eps))\n"
              "elif k is None:\n"
              "    left = 1 - math.log(1 + t) / math.log(1 + n)\n"
              "elif k == 1:\n"
              "    left = 1 - p\n"
              "else:\n"
              "    left = 1 - math.log(1 - p + k * p) / math.log(k)\n"
              "return eta_min + (lr - eta_min) * left",
    .prepare = log_prepare,
    .rate = log_rate,
    .end = log_end,
};

/* Hugging Face's schedules of known length, with their warm-up: linear to zero, cosine with hard
 * restarts, cosine to a minimum. Their warm-up starts at 0, and num_training_steps counts it too.
 * Source: transformers/optimization.py, whose order of operations is kept; "linear decay to zero":
 * S. Bergsma et al., arXiv 2502.15938. */
#include "schedule_priv.h"

/* clang-format off */
#define ROW_TOTAL(T)                                                                               \
    {.name = "num_training_steps", .aliases = "total_steps T_max max_update decay_steps",          \
     .help = "The tick at which the curve ends, the warm-up included; the whole run when unset.",  \
     .unit = "ticks", LRS_AT_INT(T, num_training_steps), .flags = LRS_OPTIONAL, .lo = 1,           \
     .hi = INFINITY, .usual = 100, .def = 50}
/* clang-format on */

/* The share of the way from the end of the warm-up to the end of the curve; above 1 beyond it. */
static double progress(double warmup, double end, double t)
{
    return (t - warmup) / fmax(1, end - warmup);
}

struct linear_zero {
    int64_t num_warmup_steps, num_training_steps;
};

static double linear_zero_rate(const struct lrs_schedule *s, const void *state, double base,
                               double t)
{
    const struct linear_zero *c = s->cfg;
    double warmup = (double)c->num_warmup_steps;
    double end = lrs_schedule_ticks(s, c->num_training_steps);
    (void)state;
    if (t < warmup)
        return base * lrs_schedule_ramp(warmup, t);
    return base * fmax(0, (end - t) / fmax(1, end - warmup));
}

static double linear_zero_end(const struct lrs_schedule *s)
{
    const struct linear_zero *c = s->cfg;
    return lrs_schedule_ticks(s, c->num_training_steps);
}

static const struct lrs_param linear_zero_rows[] = {
    LRS_ROW_WARMUP(struct linear_zero, 0),
    ROW_TOTAL(struct linear_zero),
};

const struct lrs_schedule_class lrs_linear_zero_class = {
    .kind =
        {
            .id = "lineartozero",
            .name = "LinearToZero",
            .aliases = "D2Z",
            .title = "Linear decay to zero",
            .formula = "η(t) = η₀·t/w while t < w, then η₀·(T − t)/(T − w)",
            .formula_ascii = "lr(t) = lr * t/w while t < w, then lr * (T - t) / (T - w)",
            .summary = "After the warm-up the rate falls in a straight line to zero at the end of "
                       "the run.",
            .when = "When the length of the run is known; the default for fine-tuning language "
                    "models.",
            .tips = "Without a warm-up the same curve as LinearLR from 1 to 0. Change the length "
                    "of the run and the whole line changes. With a warm-up the first update has "
                    "rate 0.",
            .source = "Hugging Face get_linear_schedule_with_warmup; Bergsma et al., arXiv "
                      "2502.15938",
            .params = linear_zero_rows,
            .n_params = LRS_N_ROWS(linear_zero_rows),
            .size = sizeof(struct linear_zero),
        },
    .usual = LRS_PER_STEP,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_WARM_UP,
    .law = "linear",
    .python = "end = T if num_training_steps is None else num_training_steps\n"
              "if t < num_warmup_steps:\n"
              "    return lr * (t / max(1, num_warmup_steps))\n"
              "return lr * max(0.0, (end - t) / max(1, end - num_warmup_steps))",
    .rate = linear_zero_rate,
    .end = linear_zero_end,
};

struct hard_restarts {
    int64_t num_warmup_steps, num_training_steps, num_cycles;
};

static double hard_restarts_rate(const struct lrs_schedule *s, const void *state, double base,
                                 double t)
{
    const struct hard_restarts *c = s->cfg;
    double warmup = (double)c->num_warmup_steps;
    double p = progress(warmup, lrs_schedule_ticks(s, c->num_training_steps), t);
    (void)state;
    if (t < warmup)
        return base * lrs_schedule_ramp(warmup, t);
    if (p >= 1.0)
        return base * 0.0;
    return base * fmax(0, 0.5 * (1.0 + cos(LRS_PI * fmod((double)c->num_cycles * p, 1.0))));
}

static double hard_restarts_end(const struct lrs_schedule *s)
{
    const struct hard_restarts *c = s->cfg;
    return lrs_schedule_ticks(s, c->num_training_steps);
}

/* With one cycle nobody would see a restart. */
static void hard_restarts_fit(struct lrs_spec *spec, double horizon, double base)
{
    (void)horizon, (void)base;
    lrs_schedule_put(spec, "num_cycles", lrs_value_int(3));
}

static const struct lrs_param hard_restarts_rows[] = {
    {.name = "num_cycles",
     .help = "How many times the cosine falls from the base rate.",
     LRS_AT_INT(struct hard_restarts, num_cycles),
     .lo = 1,
     .hi = INFINITY,
     .usual = 8,
     .def = 1},
    LRS_ROW_WARMUP(struct hard_restarts, 0),
    ROW_TOTAL(struct hard_restarts),
};

const struct lrs_schedule_class lrs_hard_restarts_class = {
    .kind =
        {
            .id = "hardrestarts",
            .name = "CosineHardRestarts",
            .aliases = "cosine_with_restarts",
            .title = "Cosine with hard restarts",
            .formula = "η(t) = η₀·(1 + cos(π·(num_cycles·p mod 1)))/2, p = (t − w)/(T − w)",
            .formula_ascii = "lr(t) = lr * (1 + cos(pi * (num_cycles * p mod 1))) / 2, p = (t - w) "
                             "/ (T - w)",
            .summary = "The run is divided into equal cycles, each a half cosine from the full "
                       "rate down.",
            .when = "When several good models are wanted from one run of known length.",
            .tips = "CosineAnnealingWarmRestarts asks for the length of a cycle, this for their "
                    "number. Zero is reached only at the very end.",
            .source = "Hugging Face get_cosine_with_hard_restarts_schedule_with_warmup",
            .params = hard_restarts_rows,
            .n_params = LRS_N_ROWS(hard_restarts_rows),
            .size = sizeof(struct hard_restarts),
        },
    .usual = LRS_PER_STEP,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_CYCLIC,
    .law = "half cosines",
    .python = "end = T if num_training_steps is None else num_training_steps\n"
              "if t < num_warmup_steps:\n"
              "    return lr * (t / max(1, num_warmup_steps))\n"
              "p = (t - num_warmup_steps) / max(1, end - num_warmup_steps)\n"
              "if p >= 1.0:\n"
              "    return lr * 0.0\n"
              "return lr * max(0.0, 0.5 * (1.0 + math.cos(math.pi * (num_cycles * p % 1.0))))",
    .rate = hard_restarts_rate,
    .end = hard_restarts_end,
    .fit = hard_restarts_fit,
};

struct min_cosine {
    double min_lr, min_lr_rate;
    int64_t num_warmup_steps, num_training_steps;
    double num_cycles;
};

static double min_cosine_rate(const struct lrs_schedule *s, const void *state, double base,
                              double t)
{
    const struct min_cosine *c = s->cfg;
    double warmup = (double)c->num_warmup_steps, least = c->min_lr_rate;
    double p = progress(warmup, lrs_schedule_ticks(s, c->num_training_steps), t);
    (void)state;
    if (t < warmup)
        return base * lrs_schedule_ramp(warmup, t);
    if (!isnan(c->min_lr))
        least = base == 0 ? 0 : c->min_lr / base;
    double factor = 0.5 * (1.0 + cos(LRS_PI * c->num_cycles * 2.0 * p));
    return base * fmax(0, factor * (1 - least) + least);
}

static double min_cosine_end(const struct lrs_schedule *s)
{
    const struct min_cosine *c = s->cfg;
    return lrs_schedule_ticks(s, c->num_training_steps);
}

static const struct lrs_param min_cosine_rows[] = {
    {.name = "min_lr_rate",
     .aliases = "alpha",
     .help = "The lowest rate as a share of the base rate.",
     LRS_AT_REAL(struct min_cosine, min_lr_rate),
     .lo = 0,
     .hi = 1,
     .def = 0.1,
     .nudge = 0.05},
    {.name = "min_lr",
     .aliases = "eta_min",
     .help = "The lowest rate itself; takes the place of min_lr_rate when set.",
     LRS_AT_REAL(struct min_cosine, min_lr),
     .flags = LRS_OPTIONAL | LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def = 0.001},
    LRS_ROW_WARMUP(struct min_cosine, 0),
    ROW_TOTAL(struct min_cosine),
    {.name = "num_cycles",
     .help = "Full periods of the cosine: one half is a single fall.",
     LRS_AT_REAL(struct min_cosine, num_cycles),
     .flags = LRS_ADVANCED,
     .lo = 0,
     .hi = INFINITY,
     .usual = 4,
     .def = 0.5,
     .nudge = 0.5},
};

const struct lrs_schedule_class lrs_min_cosine_class = {
    .kind =
        {
            .id = "mincosine",
            .name = "CosineWithMinLR",
            .aliases = "cosine_with_min_lr",
            .title = "Cosine to a minimum",
            .formula = "η(t) = η₀·(f·(1 − r) + r), f = (1 + cos(2π·num_cycles·p))/2, p = (t − "
                       "w)/(T − w)",
            .formula_ascii = "lr(t) = lr * (f * (1 - r) + r), f = (1 + cos(2 * pi * num_cycles * "
                             "p)) / 2, p = (t - w) / (T - w)",
            .summary = "Up to the base rate in a straight line, then a half cosine down to a share "
                       "of it.",
            .when = "For pre-training of known length; a tenth of the peak at the end is usual for "
                    "language models.",
            .tips = "With min_lr_rate 0 it is Hugging Face's plain cosine. Beyond "
                    "num_training_steps the rate climbs again, as CosineAnnealingLR does.",
            .source = "Hugging Face get_cosine_with_min_lr_schedule_with_warmup",
            .params = min_cosine_rows,
            .n_params = LRS_N_ROWS(min_cosine_rows),
            .size = sizeof(struct min_cosine),
        },
    .usual = LRS_PER_STEP,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_WARM_UP,
    .law = "half cosine",
    .python = "end = T if num_training_steps is None else num_training_steps\n"
              "if t < num_warmup_steps:\n"
              "    return lr * (t / max(1, num_warmup_steps))\n"
              "least = min_lr_rate\n"
              "if min_lr is not None:\n"
              "    least = min_lr / lr if lr else 0.0\n"
              "p = (t - num_warmup_steps) / max(1, end - num_warmup_steps)\n"
              "factor = 0.5 * (1.0 + math.cos(math.pi * num_cycles * 2.0 * p))\n"
              "return lr * max(0.0, factor * (1 - least) + least)",
    .rate = min_cosine_rate,
    .end = min_cosine_end,
};

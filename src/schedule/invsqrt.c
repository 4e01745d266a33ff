/* A linear warm-up, then a decay with the inverse square root of the time.
 * Source: A. Vaswani et al., "Attention is all you need", arXiv 1706.03762 (section 5.3), as Paddle
 * NoamDecay has it; Hugging Face get_inverse_sqrt_schedule. */
#include "schedule_priv.h"

struct noam {
    int64_t d_model, warmup_steps;
};

/* The law counts from 1: at 0 the inverse square root has no value. */
static double noam_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct noam *c = s->cfg;
    double n = t + 1;
    (void)state;
    return base * pow((double)c->d_model, -0.5) *
           fmin(pow(n, -0.5), pow((double)c->warmup_steps, -1.5) * n);
}

/* The base rate is a factor of the law; with d_model 1 the peak is not far below it. */
static void noam_fit(struct lrs_spec *spec, double horizon, double base)
{
    (void)horizon, (void)base;
    lrs_schedule_put(spec, "d_model", lrs_value_int(1));
}

static const struct lrs_param noam_rows[] = {
    {.name = "warmup_steps",
     .aliases = "num_warmup_steps warmup",
     .help = "The ticks up to the peak.",
     .unit = "ticks",
     LRS_AT_INT(struct noam, warmup_steps),
     .flags = LRS_LOG,
     .lo = 1,
     .hi = INFINITY,
     .def = 4000,
     .nudge = 1.25,
     .fit = 0.1},
    {.name = "d_model",
     .aliases = "model_size",
     .help = "The width of the model; everything is divided by its square root.",
     LRS_AT_INT(struct noam, d_model),
     .flags = LRS_LOG,
     .lo = 1,
     .hi = INFINITY,
     .def = 512,
     .nudge = 2},
};

const struct lrs_schedule_class lrs_noam_class = {
    .kind =
        {
            .id = "noam",
            .name = "NoamDecay",
            .aliases = "Noam",
            .title = "Noam (Transformer)",
            .formula = "η(t) = η₀·d_model^−½·min(s^−½, s·warmup^−1.5), s = t+1",
            .formula_ascii = "lr(t) = lr * d_model^-0.5 * min(s^-0.5, s * warmup_steps^-1.5), s = "
                             "t + 1",
            .summary = "Up in a straight line, then down with the inverse square root of the time.",
            .when = "For Transformers trained with Adam, as in the paper that introduced them.",
            .tips = "The base rate is only a factor, 1 or 2 in the paper; the peak is "
                    "lr/sqrt(d_model*warmup_steps).",
            .source = "Paddle NoamDecay; Vaswani et al., arXiv 1706.03762",
            .params = noam_rows,
            .n_params = LRS_N_ROWS(noam_rows),
            .size = sizeof(struct noam),
        },
    .usual = LRS_PER_STEP,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_WARM_UP,
    .law = "inverse square root",
    .python = "s = t + 1\n"
              "return lr * d_model ** -0.5 * min(s ** -0.5, warmup_steps ** -1.5 * s)",
    .rate = noam_rate,
    .fit = noam_fit,
};

struct inverse_sqrt {
    int64_t num_warmup_steps, timescale;
};

static void inverse_sqrt_prepare(struct lrs_schedule *s)
{
    struct inverse_sqrt *c = s->cfg;
    if (c->timescale == LRS_INT_UNSET)
        c->timescale = c->num_warmup_steps ? c->num_warmup_steps : 10000;
}

static double inverse_sqrt_rate(const struct lrs_schedule *s, const void *state, double base,
                                double t)
{
    const struct inverse_sqrt *c = s->cfg;
    double warmup = (double)c->num_warmup_steps, timescale = (double)c->timescale;
    (void)state;
    if (t < warmup)
        return base * lrs_schedule_ramp(warmup, t);
    return base * (1.0 / sqrt((t + (timescale - warmup)) / timescale));
}

static const struct lrs_param inverse_sqrt_rows[] = {
    LRS_ROW_WARMUP(struct inverse_sqrt, 10),
    {.name = "timescale",
     .help = "After so many ticks beyond the warm-up the rate is down to 71 percent; as long as "
             "the warm-up when unset.",
     .unit = "ticks",
     LRS_AT_INT(struct inverse_sqrt, timescale),
     .flags = LRS_OPTIONAL | LRS_LOG,
     .lo = 1,
     .hi = INFINITY,
     .def = 10000,
     .nudge = 1.25},
};

const struct lrs_schedule_class lrs_inverse_sqrt_class = {
    .kind =
        {
            .id = "inversesqrt",
            .name = "InverseSqrtLR",
            .aliases = "inverse_sqrt",
            .title = "Inverse square root",
            .formula = "η(t) = η₀·t/w while t < w, then η₀/√((t + timescale − w)/timescale)",
            .formula_ascii = "lr(t) = lr * t/w while t < w, then lr / sqrt((t + timescale - w) / "
                             "timescale)",
            .summary = "Up to the base rate in a straight line, then down with the inverse square "
                       "root of the time.",
            .when = "When a long run has no fixed end, as in the pre-training of language and "
                    "vision models.",
            .tips = "The shape of NoamDecay, with the base rate as its peak. Without a warm-up the "
                    "timescale is 10000 ticks. The first update has rate 0.",
            .source = "Hugging Face get_inverse_sqrt_schedule",
            .params = inverse_sqrt_rows,
            .n_params = LRS_N_ROWS(inverse_sqrt_rows),
            .size = sizeof(struct inverse_sqrt),
        },
    .usual = LRS_PER_STEP,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_WARM_UP,
    .law = "inverse square root",
    .python = "if t < num_warmup_steps:\n"
              "    return lr * (t / max(1, num_warmup_steps))\n"
              "scale = (num_warmup_steps or 10000) if timescale is None else timescale\n"
              "return lr * (1.0 / math.sqrt((t + (scale - num_warmup_steps)) / scale))",
    .prepare = inverse_sqrt_prepare,
    .rate = inverse_sqrt_rate,
};

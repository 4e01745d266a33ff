/* Warm-up, stable, decay: the long run at the full rate, cooled down at the end.
 * Source: S. Hu et al., "MiniCPM", arXiv 2404.06395; Hugging Face get_wsd_schedule, whose order of
 * operations is kept. */
#include "schedule_priv.h"

enum wsd_shape { LINEAR, COSINE, ONE_MINUS_SQRT };

struct wsd {
    int64_t num_warmup_steps, num_stable_steps, num_decay_steps;
    int warmup_type, decay_type;
    double min_lr_ratio, num_cycles;
};

/* Unset, the stable phase fills the run. Where that is too short for the other two it is negative,
 * and the decay begins on its way, as in Hugging Face. */
static double stable_steps(const struct lrs_schedule *s)
{
    const struct wsd *c = s->cfg;
    if (c->num_stable_steps != LRS_INT_UNSET)
        return (double)c->num_stable_steps;
    return lrs_schedule_ticks(s, LRS_INT_UNSET) - (double)c->num_warmup_steps -
           (double)c->num_decay_steps;
}

/* From 0 to 1 while P does. */
static double rise(int shape, double p)
{
    if (shape == COSINE)
        return 0.5 * (1.0 - cos(LRS_PI * p));
    return shape == LINEAR ? p : 1.0 - sqrt(1.0 - p);
}

/* From 1 to 0 while P goes from 0 to 1. */
static double fall(int shape, double num_cycles, double p)
{
    if (shape == COSINE)
        return 0.5 * (1.0 + cos(LRS_PI * num_cycles * 2.0 * p));
    return shape == LINEAR ? 1.0 - p : 1.0 - sqrt(p);
}

static double wsd_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct wsd *c = s->cfg;
    double warmup = (double)c->num_warmup_steps, decay = (double)c->num_decay_steps;
    double stable = stable_steps(s), least = c->min_lr_ratio, factor;
    (void)state;
    if (t < warmup)
        factor = rise(c->warmup_type, t / fmax(1, warmup));
    else if (t < warmup + stable)
        return base;
    else if (t < warmup + stable + decay)
        factor = fall(c->decay_type, c->num_cycles, (t - warmup - stable) / fmax(1, decay));
    else
        return base * least;
    return base * fmax(0, factor * (1.0 - least) + least);
}

static double wsd_end(const struct lrs_schedule *s)
{
    const struct wsd *c = s->cfg;
    return fmax(0, (double)c->num_warmup_steps + stable_steps(s) + (double)c->num_decay_steps);
}

static const struct lrs_choice rises[] = {
    {"linear", "a straight line"},
    {"cosine", "half a cosine: gentle at both ends"},
    {"1-sqrt", "slow at first, steep at the end"},
    {NULL, NULL},
};
static const struct lrs_choice falls[] = {
    {"linear", "a straight line"},
    {"cosine", "half a cosine: gentle at both ends"},
    {"1-sqrt", "one minus the square root: steep at first, then slow"},
    {NULL, NULL},
};

static const struct lrs_param wsd_rows[] = {
    {.name = "num_decay_steps",
     .help = "The ticks of the decay at the end.",
     .unit = "ticks",
     LRS_AT_INT(struct wsd, num_decay_steps),
     .lo = 0,
     .hi = INFINITY,
     .usual = 100,
     .def = 20,
     .fit = 0.2},
    {.name = "decay_type",
     .help = "The shape of the decay.",
     LRS_AT_CHOICE(struct wsd, decay_type),
     .choices = falls,
     .def = COSINE},
    LRS_ROW_WARMUP(struct wsd, 10),
    {.name = "num_stable_steps",
     .help = "The ticks at the full rate; the rest of the run when unset.",
     .unit = "ticks",
     LRS_AT_INT(struct wsd, num_stable_steps),
     .flags = LRS_OPTIONAL,
     .lo = 0,
     .hi = INFINITY,
     .usual = 100,
     .def = 50},
    {.name = "min_lr_ratio",
     .help = "The share of the base rate from which the warm-up starts and to which the decay "
             "falls.",
     LRS_AT_REAL(struct wsd, min_lr_ratio),
     .lo = 0,
     .hi = 1,
     .def = 0,
     .nudge = 0.05},
    {.name = "warmup_type",
     .help = "The shape of the warm-up.",
     LRS_AT_CHOICE(struct wsd, warmup_type),
     .flags = LRS_ADVANCED,
     .choices = rises},
    {.name = "num_cycles",
     .help = "Full periods of a cosine decay: one half is a single fall.",
     LRS_AT_REAL(struct wsd, num_cycles),
     .flags = LRS_ADVANCED,
     .lo = 0,
     .hi = INFINITY,
     .usual = 4,
     .def = 0.5,
     .nudge = 0.5},
};

const struct lrs_schedule_class lrs_wsd_class = {
    .kind =
        {
            .id = "wsd",
            .name = "WarmupStableDecay",
            .aliases = "WSD warmup_stable_decay trapezoid",
            .title = "Warm-up, stable, decay",
            .formula = "η(t) = η₀·(rise ↗ | 1 | fall ↘), scaled to end at η₀·min_lr_ratio",
            .formula_ascii = "lr(t) = lr * (rise | 1 | fall), scaled to end at lr * min_lr_ratio",
            .summary = "Up, a long time at the full rate, and a fall at the end.",
            .when = "When you may want to train longer later: go back to before the fall and on "
                    "at the full rate.",
            .tips = "Most of the gain comes during the fall, for which 10 to 20 percent of the run "
                    "suffice. The 1-sqrt fall is the usual advice; its first step is a cliff.",
            .source = "Hugging Face get_wsd_schedule; MiniCPM, arXiv 2404.06395; Haegele et al., "
                      "arXiv 2405.18392",
            .params = wsd_rows,
            .n_params = LRS_N_ROWS(wsd_rows),
            .size = sizeof(struct wsd),
        },
    .usual = LRS_PER_STEP,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_WARM_UP,
    .law = "flat, then a fall",
    .python = "stable = num_stable_steps\n"
              "if stable is None:\n"
              "    stable = T - num_warmup_steps - num_decay_steps\n"
              "if t < num_warmup_steps:\n"
              "    p = t / max(1, num_warmup_steps)\n"
              "    if warmup_type == \"cosine\":\n"
              "        factor = 0.5 * (1.0 - math.cos(math.pi * p))\n"
              "    else:\n"
              "        factor = p if warmup_type == \"linear\" else 1.0 - math.sqrt(1.0 - p)\n"
              "elif t < num_warmup_steps + stable:\n"
              "    return lr\n"
              "elif t < num_warmup_steps + stable + num_decay_steps:\n"
              "    p = (t - num_warmup_steps - stable) / max(1, num_decay_steps)\n"
              "    if decay_type == \"cosine\":\n"
              "        factor = 0.5 * (1.0 + math.cos(math.pi * num_cycles * 2.0 * p))\n"
              "    else:\n"
              "        factor = 1.0 - p if decay_type == \"linear\" else 1.0 - math.sqrt(p)\n"
              "else:\n"
              "    return lr * min_lr_ratio\n"
              "return lr * max(0.0, factor * (1.0 - min_lr_ratio) + min_lr_ratio)",
    .rate = wsd_rate,
    .end = wsd_end,
};

/* Cyclical rates: triangles between two bounds, with momentum the other way.
 * Source: L. N. Smith, "Cyclical learning rates for training neural networks", arXiv 1506.01186;
 * PyTorch CyclicLR, whose order of operations is kept. */
#include "schedule_priv.h"

enum cyclic_mode { TRIANGULAR, TRIANGULAR2, EXP_RANGE };

struct cyclic {
    double base_lr, max_lr;
    int64_t step_size_up, step_size_down;
    int mode;
    double gamma;
    bool cycle_momentum;
    double base_momentum, max_momentum;
};

static void cyclic_prepare(struct lrs_schedule *s)
{
    struct cyclic *c = s->cfg;
    if (c->step_size_down == LRS_INT_UNSET)
        c->step_size_down = c->step_size_up;
}

/* How far up the present triangle t is (0 to 1), times what the mode leaves of its height. */
static double cyclic_height(const struct cyclic *c, double t)
{
    double total = (double)c->step_size_up + (double)c->step_size_down;
    double ratio = (double)c->step_size_up / total;
    double cycle = floor(1 + t / total);
    double x = 1.0 + t / total - cycle;
    double scale = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);

    if (c->mode == TRIANGULAR2)
        return scale * pow(0.5, cycle - 1);
    return c->mode == EXP_RANGE ? scale * pow(c->gamma, t) : scale;
}

static double cyclic_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct cyclic *c = s->cfg;
    (void)state, (void)base;
    return c->base_lr + (c->max_lr - c->base_lr) * cyclic_height(c, t);
}

static double cyclic_momentum(const struct lrs_schedule *s, const void *state, double t)
{
    const struct cyclic *c = s->cfg;
    (void)state;
    if (!c->cycle_momentum)
        return (double)NAN;
    return c->max_momentum - (c->max_momentum - c->base_momentum) * cyclic_height(c, t);
}

static void cyclic_fit(struct lrs_spec *spec, double horizon, double base)
{
    (void)horizon;
    lrs_schedule_put(spec, "base_lr", lrs_value_real(base / 10));
    lrs_schedule_put(spec, "max_lr", lrs_value_real(base));
    lrs_schedule_put(spec, "step_size_down", (struct lrs_value){.tag = LRS_UNSET});
}

static const struct lrs_choice cyclic_modes[] = {
    {"triangular", "triangles of equal height"},
    {"triangular2", "each triangle is half as high as the one before"},
    {"exp_range", "the height shrinks by gamma at every tick"},
    {NULL, NULL},
};

static const struct lrs_param cyclic_rows[] = {
    {.name = "base_lr",
     .aliases = "min_lr",
     .help = "The lower bound of the rate, where it starts; the optimizer's own rate is not used.",
     LRS_AT_REAL(struct cyclic, base_lr),
     .flags = LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def = 0.001},
    {.name = "max_lr",
     .symbol = "η_max",
     .help = "The upper bound of the rate.",
     LRS_AT_REAL(struct cyclic, max_lr),
     .flags = LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def = 0.006},
    {.name = "step_size_up",
     .aliases = "step_size stepsize",
     .help = "The ticks from the lower bound up to the upper one.",
     .unit = "ticks",
     LRS_AT_INT(struct cyclic, step_size_up),
     .flags = LRS_LOG,
     .lo = 1,
     .hi = INFINITY,
     .def = 2000,
     .nudge = 1.25,
     .fit = 0.125},
    {.name = "step_size_down",
     .help = "The ticks back down to the lower bound; as step_size_up when unset.",
     .unit = "ticks",
     LRS_AT_INT(struct cyclic, step_size_down),
     .flags = LRS_OPTIONAL | LRS_LOG | LRS_ADVANCED,
     .lo = 0,
     .hi = INFINITY,
     .def = 2000,
     .nudge = 1.25},
    {.name = "mode",
     .help = "What becomes of the height of the triangles.",
     LRS_AT_CHOICE(struct cyclic, mode),
     .choices = cyclic_modes},
    {.name = "gamma",
     .symbol = "γ",
     .help = "In mode exp_range the height is multiplied by this at every tick.",
     LRS_AT_REAL(struct cyclic, gamma),
     .flags = LRS_ADVANCED,
     .lo = 0,
     .hi = INFINITY,
     .usual = 1,
     .def = 1,
     .nudge = 0.001},
    LRS_ROWS_MOMENTUM(struct cyclic, 0.8, 0.9),
};

const struct lrs_schedule_class lrs_cyclic_class = {
    .kind =
        {
            .id = "cyclic",
            .name = "CyclicLR",
            .aliases = "CLR",
            .title = "Cyclical",
            .formula = "η(t) = base_lr + (max_lr − base_lr)·triangle(t)",
            .formula_ascii = "lr(t) = base_lr + (max_lr - base_lr) * triangle(t)",
            .summary = "The rate goes up and down between two bounds, in triangles.",
            .when = "When the right rate is not known but a range is, from the learning-rate "
                    "finder.",
            .tips =
                "Half a cycle of 2 to 10 epochs is Smith's advice. The rate ticks per step, and "
                "the momentum moves the other way.",
            .source = "PyTorch CyclicLR; L. N. Smith, arXiv 1506.01186",
            .params = cyclic_rows,
            .n_params = LRS_N_ROWS(cyclic_rows),
            .size = sizeof(struct cyclic),
        },
    .usual = LRS_PER_STEP,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_CYCLIC,
    .law = "triangles",
    .in_torch = true,
    .torch_args = "base_lr max_lr step_size_up step_size_down mode gamma scale_fn scale_mode "
                  "cycle_momentum base_momentum max_momentum",
    .python = "down = step_size_up if step_size_down is None else step_size_down\n"
              "total = step_size_up + down\n"
              "ratio = step_size_up / total\n"
              "cycle = math.floor(1 + t / total)\n"
              "x = 1.0 + t / total - cycle\n"
              "height = x / ratio if x <= ratio else (x - 1) / (ratio - 1)\n"
              "if mode == \"triangular2\":\n"
              "    height *= 0.5 ** (cycle - 1)\n"
              "elif mode == \"exp_range\":\n"
              "    height *= gamma ** t\n"
              "return base_lr + (max_lr - base_lr) * height",
    .peak = "max_lr",
    .lead = "step_size_up",
    .prepare = cyclic_prepare,
    .rate = cyclic_rate,
    .momentum = cyclic_momentum,
    .fit = cyclic_fit,
};

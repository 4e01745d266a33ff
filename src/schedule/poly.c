/* Polynomial decay to an end value, with a warm-up of its own and, as Keras has it, cycles.
 * Source: MXNet PolyScheduler, which counts its updates from 1; Keras PolynomialDecay (cycle). */
#include "schedule_priv.h"

enum poly_warmup { WARMUP_LINEAR, WARMUP_CONSTANT };

struct poly {
    int64_t max_update;
    double pwr, final_lr;
    int64_t warmup_steps;
    double warmup_begin_lr;
    int warmup_mode;
    bool cycle;
    int semantics;
};

/* A decay without a length is absent: the base rate holds, as MXNet's object then never changes
 * it. */
static double poly_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct poly *c = s->cfg;
    double n = c->semantics == LRS_MXNET ? t + 1 : t, warmup = (double)c->warmup_steps;
    double length = lrs_schedule_ticks(s, c->max_update) - warmup;
    (void)state;
    if (n < warmup && c->warmup_mode == WARMUP_CONSTANT)
        return c->warmup_begin_lr;
    if (n < warmup)
        return c->warmup_begin_lr + (base - c->warmup_begin_lr) * n / warmup;
    if (length <= 0)
        return base;
    n -= warmup;
    if (c->cycle)
        length *= fmax(1, ceil(n / length));
    return c->final_lr + (base - c->final_lr) * pow(1 - fmin(n, length) / length, c->pwr);
}

static double poly_end(const struct lrs_schedule *s)
{
    const struct poly *c = s->cfg;
    double end = lrs_schedule_ticks(s, c->max_update);
    return c->cycle ? (double)INFINITY : c->semantics == LRS_MXNET ? end - 1 : end;
}

static const struct lrs_choice warmup_modes[] = {
    {"linear", "a straight line from warmup_begin_lr to the base rate"},
    {"constant", "warmup_begin_lr, then a jump to the base rate"},
    {NULL, NULL},
};
static const struct lrs_choice poly_semantics[] = {
    {"torch", "counts from 0; at tick max_update final_lr is reached and then holds"},
    {"keras", "PolynomialDecay: as torch"},
    {"optax", "polynomial_schedule: as torch"},
    {"mxnet", "counts from 1, so one tick ahead; beyond max_update the last value holds"},
    {NULL, NULL},
};

static const struct lrs_param poly_rows[] = {
    {.name = "max_update",
     .aliases = "T_max total_iters decay_steps transition_steps max_decay_steps "
                "num_training_steps",
     .help = "The tick at which final_lr is reached; the whole run when unset.",
     .unit = "ticks",
     LRS_AT_INT(struct poly, max_update),
     .flags = LRS_OPTIONAL,
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 50},
    {.name = "pwr",
     .aliases = "power",
     .symbol = "p",
     .help = "The shape: 1 is a straight line, above 1 falls early, below 1 falls late.",
     LRS_AT_REAL(struct poly, pwr),
     .lo = 0,
     .hi = INFINITY,
     .usual = 4,
     .def = 2,
     .nudge = 0.25},
    {.name = "final_lr",
     .aliases = "end_learning_rate end_value lr_end eta_min min_lr",
     .help = "The rate at the end, which then holds.",
     LRS_AT_REAL(struct poly, final_lr),
     .flags = LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def = 0},
    {.name = "warmup_steps",
     .aliases = "num_warmup_steps",
     .help = "The ticks of a warm-up in front; max_update counts them too.",
     .unit = "ticks",
     LRS_AT_INT(struct poly, warmup_steps),
     .lo = 0,
     .hi = INFINITY,
     .usual = 100,
     .def = 0},
    {.name = "warmup_begin_lr",
     .help = "The rate at which the warm-up starts.",
     LRS_AT_REAL(struct poly, warmup_begin_lr),
     .flags = LRS_LOG | LRS_ADVANCED,
     .lo = 0,
     .hi = INFINITY,
     .def = 0},
    {.name = "warmup_mode",
     .help = "The shape of the warm-up.",
     LRS_AT_CHOICE(struct poly, warmup_mode),
     .flags = LRS_ADVANCED,
     .choices = warmup_modes},
    {.name = "cycle",
     .help = "Beyond the end begin again, each time lower and longer (Keras PolynomialDecay).",
     LRS_AT_BOOL(struct poly, cycle),
     .flags = LRS_ADVANCED,
     .lo = 0,
     .hi = 1,
     .def = 0},
    LRS_ROW_SEMANTICS(struct poly, poly_semantics),
};

const struct lrs_schedule_class lrs_poly_class = {
    .kind =
        {
            .id = "poly",
            .name = "PolyScheduler",
            .title = "Polynomial to a rate",
            .formula = "η(t) = η_end + (η₀ − η_end)·(1 − t/max_update)^p",
            .formula_ascii = "lr(t) = final_lr + (lr - final_lr) * (1 - t / max_update)^pwr",
            .summary = "The rate falls to final_lr as a power of the time that is left, after an "
                       "optional warm-up.",
            .when = "When training should go on at a small rate rather than stop at zero.",
            .tips = "With final_lr 0 and no warm-up the same curve as PolynomialLR. Keras's "
                    "PolynomialDecay is this with pwr 1 and final_lr 0.0001.",
            .source = "MXNet PolyScheduler; Keras PolynomialDecay; optax polynomial_schedule",
            .params = poly_rows,
            .n_params = LRS_N_ROWS(poly_rows),
            .size = sizeof(struct poly),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_MONOTONE,
    .law = "power of the time left",
    .lead = "pwr",
    .python = "n = t + 1 if semantics == \"mxnet\" else t\n"
              "if n < warmup_steps and warmup_mode == \"constant\":\n"
              "    return warmup_begin_lr\n"
              "if n < warmup_steps:\n"
              "    return warmup_begin_lr + (lr - warmup_begin_lr) * n / warmup_steps\n"
              "length = (T if max_update is None else max_update) - warmup_steps\n"
              "if length <= 0:\n"
              "    return lr\n"
              "n -= warmup_steps\n"
              "if cycle:\n"
              "    length *= max(1, math.ceil(n / length))\n"
              "return final_lr + (lr - final_lr) * (1 - min(n, length) / length) ** pwr",
    .rate = poly_rate,
    .end = poly_end,
};

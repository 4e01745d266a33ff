/* One-cycle: up to a high rate, down far below where it began, momentum the other way.
 * Source: L. N. Smith, N. Topin, "Super-convergence", arXiv 1708.07120; PyTorch OneCycleLR, whose
 * order of operations is kept; optax cosine_onecycle_schedule and linear_onecycle_schedule. */
#include "schedule_priv.h"

enum anneal { ANNEAL_COS, ANNEAL_LINEAR };
enum semantics { TORCH, OPTAX };

/* optax's pct_final: where the linear one's second phase ends. */
#define PCT_FINAL 0.85

/* One phase: rate and momentum move between two levels. */
struct phase {
    double end;
    double lr_from, lr_to;
    double m_from, m_to;
};

struct onecycle {
    double max_lr;
    int64_t total_steps;
    double pct_start;
    int anneal_strategy;
    double div_factor, final_div_factor;
    bool three_phase;
    bool cycle_momentum;
    double base_momentum, max_momentum;
    int semantics;
    /* Derived. */
    double steps;
    int n_phases;
    struct phase phase[3];
};

static bool has_three_phases(const struct onecycle *c)
{
    return c->semantics == OPTAX ? c->anneal_strategy == ANNEAL_LINEAR : c->three_phase;
}

static void onecycle_prepare(struct lrs_schedule *s)
{
    struct onecycle *c = s->cfg;
    double start = c->max_lr / c->div_factor, low = start / c->final_div_factor;
    double n =
        c->total_steps == LRS_INT_UNSET ? fmax(1, floor(s->horizon)) : (double)c->total_steps;
    double rise = c->pct_start * n - 1, middle = 2 * c->pct_start * n - 2, last = n - 1;
    double hi = c->max_momentum, lo = c->base_momentum;

    if (c->semantics == OPTAX) {
        rise = floor(c->pct_start * n);
        middle = fmax(rise, floor(PCT_FINAL * n));
        last = n;
    } else if (rise == 0) { /* cannot be computed: a phase without length; given one of one step */
        rise = 1;
    }
    c->steps = n;
    c->n_phases = has_three_phases(c) ? 3 : 2;
    c->phase[0] = (struct phase){rise, start, c->max_lr, hi, lo};
    c->phase[1] = (struct phase){last, c->max_lr, low, lo, hi};
    if (c->n_phases == 3) {
        c->phase[1] = (struct phase){middle, c->max_lr, start, lo, hi};
        c->phase[2] = (struct phase){last, start, low, hi, hi};
    }
}

static bool onecycle_check(const struct lrs_spec *spec, struct lrs_err *err)
{
    const struct lrs_value *n = lrs_spec_get(spec, "total_steps");
    double pct = lrs_spec_get(spec, "pct_start")->real;
    bool torch = lrs_spec_get(spec, "semantics")->choice == TORCH;
    if (torch && n->tag == LRS_INT && pct * (double)n->integer == 1)
        return lrs_fail(err,
                        "pct_start (%g) * total_steps (%lld) is exactly 1, so that the first phase "
                        "has no length; make either a little larger",
                        pct, (long long)n->integer);
    return true;
}

static double anneal(int strategy, double from, double to, double share)
{
    if (strategy == ANNEAL_COS)
        return to + (from - to) / 2.0 * (cos(LRS_PI * share) + 1);
    return (to - from) * share + from;
}

/* The phase that T lies in, and which share of it is over. PyTorch lets t = total_steps pass, one
 * tick too many, and then raises; here that value holds. In optax it is the last phase's end. */
static const struct phase *onecycle_phase(const struct onecycle *c, double t, double *share)
{
    double start = 0;
    int i = 0;
    t = fmin(t, c->steps);
    for (; i < c->n_phases - 1 && t > c->phase[i].end; i++)
        start = c->phase[i].end;
    double length = c->phase[i].end - start;
    *share = length == 0 ? 1 : (t - start) / length;
    return &c->phase[i];
}

static double onecycle_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct onecycle *c = s->cfg;
    double share;
    const struct phase *p = onecycle_phase(c, t, &share);
    (void)state, (void)base;
    return anneal(c->anneal_strategy, p->lr_from, p->lr_to, share);
}

static double onecycle_momentum(const struct lrs_schedule *s, const void *state, double t)
{
    const struct onecycle *c = s->cfg;
    double share;
    const struct phase *p = onecycle_phase(c, t, &share);
    (void)state;
    if (!c->cycle_momentum || c->semantics == OPTAX)
        return (double)NAN;
    return anneal(c->anneal_strategy, p->m_from, p->m_to, share);
}

static double onecycle_end(const struct lrs_schedule *s)
{
    const struct onecycle *c = s->cfg;
    return c->semantics == OPTAX ? c->steps : c->steps - 1;
}

static void onecycle_fit(struct lrs_spec *spec, double horizon, double base)
{
    (void)horizon;
    lrs_schedule_put(spec, "max_lr", lrs_value_real(base));
    lrs_schedule_put(spec, "total_steps", (struct lrs_value){.tag = LRS_UNSET});
}

static const struct lrs_choice onecycle_anneals[] = {
    {"cos", "half cosines"},
    {"linear", "straight lines"},
    {NULL, NULL},
};

static const struct lrs_choice onecycle_semantics[] = {
    {"torch", "the rise ends at pct_start*total_steps - 1 and the cycle at total_steps - 1"},
    {"optax", "the phases end at whole ticks, int(pct_start*total_steps) and total_steps, and the "
              "last rate holds; linear comes back to the first rate at 85%; momentum stays"},
    {NULL, NULL},
};

static const struct lrs_param onecycle_rows[] = {
    {.name = "max_lr",
     .aliases = "lr_max peak_value",
     .symbol = "η_max",
     .help = "The highest rate; the optimizer's own rate is not used.",
     LRS_AT_REAL(struct onecycle, max_lr),
     .flags = LRS_LOG,
     .lo = 0,
     .hi = INFINITY,
     .def = 0.1},
    {.name = "total_steps",
     .aliases = "max_update transition_steps",
     .help = "The ticks of the cycle; the whole run when unset.",
     .unit = "ticks",
     LRS_AT_INT(struct onecycle, total_steps),
     .flags = LRS_OPTIONAL | LRS_LOG,
     .lo = 1,
     .hi = INFINITY,
     .def = 1000,
     .nudge = 1.25},
    {.name = "pct_start",
     .help = "The share of the cycle that goes up.",
     LRS_AT_REAL(struct onecycle, pct_start),
     .lo = 0,
     .hi = 1,
     .def = 0.3,
     .nudge = 0.05},
    {.name = "anneal_strategy",
     .help = "The shape of the ways up and down.",
     LRS_AT_CHOICE(struct onecycle, anneal_strategy),
     .choices = onecycle_anneals},
    LRS_ROWS_MOMENTUM(struct onecycle, 0.85, 0.95),
    {.name = "div_factor",
     .aliases = "div",
     .help = "The first rate is max_lr divided by this.",
     LRS_AT_REAL(struct onecycle, div_factor),
     .flags = LRS_LOG,
     .lo = 1e-6,
     .hi = INFINITY,
     .def = 25},
    {.name = "final_div_factor",
     .aliases = "div_final",
     .help = "The last rate is the first one divided by this.",
     LRS_AT_REAL(struct onecycle, final_div_factor),
     .flags = LRS_LOG,
     .lo = 1e-6,
     .hi = INFINITY,
     .def = 1e4},
    {.name = "three_phase",
     .help = "Up, back down to the first rate in the same time, and then down to the last; only "
             "torch asks.",
     LRS_AT_BOOL(struct onecycle, three_phase),
     .lo = 0,
     .hi = 1,
     .def = 0},
    LRS_ROW_SEMANTICS(struct onecycle, onecycle_semantics),
};

const struct lrs_schedule_class lrs_onecycle_class = {
    .kind =
        {
            .id = "onecycle",
            .name = "OneCycleLR",
            .aliases = "one-cycle",
            .title = "One-cycle",
            .formula = "η: max_lr/div_factor ↗ max_lr ↘ max_lr/(div_factor·final_div_factor)",
            .formula_ascii = "lr: max_lr/div_factor up to max_lr, down to "
                             "max_lr/(div_factor*final_div_factor)",
            .summary = "One rise to a high rate, then a long fall to almost nothing.",
            .when = "When the run is short and its length known: high rates in the middle train "
                    "fast.",
            .tips = "Take max_lr from the learning-rate finder. It ticks per step; one tick beyond "
                    "the end PyTorch raises an error.",
            .source =
                "PyTorch OneCycleLR; optax one-cycle schedules; Smith and Topin, arXiv 1708.07120",
            .params = onecycle_rows,
            .n_params = LRS_N_ROWS(onecycle_rows),
            .size = sizeof(struct onecycle),
            .check = onecycle_check,
        },
    .usual = LRS_PER_STEP,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_WARM_UP,
    .law = "half cosines",
    .in_torch = true,
    .torch_args = "max_lr total_steps epochs steps_per_epoch pct_start anneal_strategy "
                  "cycle_momentum base_momentum max_momentum div_factor final_div_factor "
                  "three_phase",
    .python = "n = max(1, math.floor(T)) if total_steps is None else total_steps\n"
              "start = max_lr / div_factor\n"
              "low = start / final_div_factor\n"
              "if semantics == \"optax\":\n"
              "    rise, last = math.floor(pct_start * n), n\n"
              "    middle = max(rise, math.floor(0.85 * n))\n"
              "    three = anneal_strategy == \"linear\"\n"
              "else:\n"
              "    rise, middle, last = pct_start * n - 1 or 1, 2 * pct_start * n - 2, n - 1\n"
              "    three = three_phase\n"
              "phases = [(rise, start, max_lr), (last, max_lr, low)]\n"
              "if three:\n"
              "    phases[1:] = [(middle, max_lr, start), (last, start, low)]\n"
              "begin, t = 0, min(t, n)\n"
              "while len(phases) > 1 and t > phases[0][0]:\n"
              "    begin = phases.pop(0)[0]\n"
              "end, a, b = phases[0]\n"
              "p = (t - begin) / (end - begin) if end != begin else 1\n"
              "if anneal_strategy == \"cos\":\n"
              "    return b + (a - b) / 2.0 * (math.cos(math.pi * p) + 1)\n"
              "return (b - a) * p + a",
    .peak = "max_lr",
    .prepare = onecycle_prepare,
    .rate = onecycle_rate,
    .momentum = onecycle_momentum,
    .end = onecycle_end,
    .fit = onecycle_fit,
};

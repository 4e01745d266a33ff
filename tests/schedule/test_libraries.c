/* Where PyTorch, Keras, optax and MXNet mean different things by one name: the differences as tables
 * of literal figures, and the libraries' own loops held against our closed forms. */
#include "sched.h"

enum { ROWS_MAX = 6, SHOWN = 14 };

static void put_choice(struct lrs_spec *spec, const char *row, const char *choice)
{
    struct lrs_err err = {{0}};
    int i = lrs_spec_row(spec->kind, row, &err);
    if (i < 0 || !lrs_spec_set(spec, i, lrs_value_text(choice), &err))
        fail_msg("%s: %s", spec->kind->name, err.msg);
}

/* KIND as LIBRARY means it. */
static struct lrs_spec *meant(const char *kind, const char *library, const struct row *rows)
{
    struct lrs_spec *spec = spec_of(kind);
    for (int i = 0; rows && i < ROWS_MAX && rows[i].name; i++)
        put(spec, rows[i].name, rows[i].value);
    if (library)
        put_choice(spec, "semantics", library);
    return spec;
}

/* "First 0-based index that already uses the reduced rate, for a boundary of 100". */
static void the_first_tick_with_the_lower_rate(void **state)
{
    static const struct {
        const char *library;
        int first;
    } table[] = {{"torch", 100}, {"keras", 101}, {"optax", 100}, {"mxnet", 100}};
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct lrs_spec *spec = meant("MultiStepLR", table[i].library, NULL);
        put_list(spec, "milestones", 1, (const double[]){100});
        struct sched x = sched_open(spec, 0.1, 200);
        int first = 0;
        while (sched_rate(&x, first) == 0.1)
            first++;
        assert_int_equal(first, table[i].first);
        sched_close(&x);
    }
}

/* Multiplicities, and a milestone of 0, count as everywhere. */
static void milestones_listed_twice(void **state)
{
    static const double torch[] = {.05, .05, .0125, .0125}, keras[] = {.1, .05, .05, .0125};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct lrs_spec *spec = meant("MultiStepLR", i ? "keras" : "torch", NULL);
        put(spec, "gamma", 0.5);
        put_list(spec, "milestones", 3, (const double[]){2, 0, 2});
        struct sched x = sched_open(spec, 0.1, 10);
        for (int t = 0; t < 4; t++)
            assert_close(sched_rate(&x, t), (i ? keras : torch)[t], 1e-15, 0);
        sched_close(&x);
    }
}

/* ---- plateaus ---- */

static struct lrs_spec *plateau(const char *library, double patience, double cooldown)
{
    return meant("ReduceLROnPlateau", library,
                 (const struct row[ROWS_MAX]){{"patience", patience}, {"cooldown", cooldown}});
}

/* Calls, from 1, after which the rate is another; a 0 ends them. Takes SPEC over. */
static void assert_calls(struct lrs_spec *spec, const double *metric, int calls, const int *want)
{
    struct sched x = sched_open(spec, 0.1, 100);
    for (int t = 0; t < calls; t++) {
        double before = sched_rate(&x, t);
        sched_see(&x, t, metric[t]);
        bool now = sched_rate(&x, t + 1) != before;
        if (now != (*want == t + 1))
            fail_msg("call %d: the rate %s", t + 1, now ? "changes" : "should change");
        want += now;
    }
    assert_int_equal(*want, 0);
    sched_close(&x);
}

static const double flat[10] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/* Constant metric, ten calls. */
static void when_a_plateau_lowers_the_rate(void **state)
{
    static const struct {
        const char *library;
        double patience, cooldown;
        int calls[8];
    } table[] = {
        {"torch", 2, 0, {4, 7, 10}},   {"keras", 2, 0, {3, 5, 7, 9}}, {"optax", 2, 0, {3, 5, 7, 9}},
        {"torch", 2, 1, {4, 8}},       {"keras", 2, 1, {3, 5, 7, 9}}, {"optax", 2, 1, {3, 6, 9}},
        {"torch", 2, 2, {4, 9}},       {"keras", 2, 2, {3, 6, 9}},    {"optax", 2, 2, {3, 7}},
        {"torch", 0, 0, {2, 3, 4, 5}}, {"keras", 0, 0, {2, 3, 4, 5}}, {"keras", 1, 0, {2, 3, 4, 5}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_calls(plateau(table[i].library, table[i].patience, table[i].cooldown), flat,
                     table[i].patience == 2 ? 10 : 5, table[i].calls);
}

/* optax with patience 0: the count equals it after each improvement, and only then. */
static void optax_without_patience(void **state)
{
    static const double falling[] = {5, 4, 4, 4, 3, 3, 2};
    (void)state;
    assert_calls(plateau("optax", 0, 0), falling, 7, (const int[]){1, 2, 5, 7, 0});
    assert_calls(plateau("torch", 0, 0), falling, 7, (const int[]){3, 4, 6, 0});
}

/* A threshold of 0.1: of the best value (torch, optax), absolute (keras, and optax's atol). */
static void what_counts_as_progress(void **state)
{
    static const struct {
        const char *library, *mode, *threshold_mode;
        double best, bar;
    } table[] = {
        {"torch", "min", "rel", 4, 3.6},   {"torch", "min", "abs", 4, 3.9},
        {"keras", "min", "rel", 4, 3.9},   {"keras", "min", "abs", 4, 3.9},
        {"optax", "min", "rel", 4, 3.6},   {"optax", "min", "abs", 4, 3.9},
        {"keras", "max", "rel", 4, 4.1},   {"torch", "max", "rel", 4, 4.4},
        {"keras", "min", "rel", -4, -4.1}, {"torch", "min", "rel", -4, -3.6},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct lrs_plateau_view view;
        struct lrs_spec *spec = plateau(table[i].library, 9, 0);
        put(spec, "threshold", 0.1);
        put_choice(spec, "mode", table[i].mode);
        put_choice(spec, "threshold_mode", table[i].threshold_mode);
        struct sched x = sched_open(spec, 0.1, 100);
        double inward = strcmp(table[i].mode, "min") ? -1e-9 : 1e-9;
        sched_see(&x, 0, table[i].best);
        assert_true(lrs_schedule_plateau(x.s, x.state, 1, &view));
        assert_close(view.threshold_at, table[i].bar, 1e-15, 0);
        sched_see(&x, 1, table[i].bar + inward); /* not quite */
        lrs_schedule_plateau(x.s, x.state, 2, &view);
        assert_close(view.best, table[i].best, 0, 0);
        sched_see(&x, 2, table[i].bar - inward);
        lrs_schedule_plateau(x.s, x.state, 3, &view);
        assert_close(view.best, table[i].bar - inward, 0, 0);
        sched_close(&x);
    }
}

/* PyTorch's eps stops the rate at 1e-8; the others go on. min_lr above the rate: PyTorch and Keras do
 * nothing, optax lifts the rate. */
static void the_lowest_rate(void **state)
{
    static const struct {
        const char *library;
        double min_lr, after_20;
    } table[] = {{"torch", 0, 1e-8},  {"keras", 0, 1e-20}, {"optax", 0, 1e-20},
                 {"torch", .03, .03}, {"keras", .03, .03}, {"optax", .03, .03},
                 {"torch", .3, .1},   {"keras", .3, .1},   {"optax", .3, .3}};
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct lrs_spec *spec =
            plateau(table[i].library, strcmp(table[i].library, "torch") != 0, 0);
        put(spec, "min_lr", table[i].min_lr);
        struct sched x = sched_open(spec, 0.1, 100);
        for (int t = 0; t < 20; t++)
            sched_see(&x, t, 1);
        assert_close(sched_rate(&x, 20), table[i].after_20, 1e-6, 0);
        sched_close(&x);
    }
}

/* The bad ticks still tolerated, before each call on a flat metric. */
static void how_much_patience_is_left(void **state)
{
    static const struct {
        const char *library;
        double patience;
        int left[5];
    } table[] = {{"torch", 2, {2, 2, 1, 0, 2}}, {"keras", 2, {1, 1, 0, 1, 0}},
                 {"optax", 2, {1, 1, 0, 1, 0}}, {"torch", 0, {0, 0, 0, 0, 0}},
                 {"keras", 0, {0, 0, 0, 0, 0}}, {"optax", 0, {-1, -1, -1, -1, -1}}};
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct sched x = sched_open(plateau(table[i].library, table[i].patience, 0), 0.1, 100);
        for (int t = 0; t < 5; t++) {
            struct lrs_plateau_view view;
            assert_true(lrs_schedule_plateau(x.s, x.state, t, &view));
            assert_int_equal(view.left, table[i].left[t]);
            sched_see(&x, t, 1);
        }
        sched_close(&x);
    }
}

/* ---- curves ---- */

/* clang-format off */
static const struct curve {
    const char *kind, *library;
    struct row rows[ROWS_MAX];
    double base, digits; /* half a unit of the last printed place */
    int n;
    double want[SHOWN];
} curves[] = {
    /* 1.8: past the end of T_max = 5 */
    {"CosineAnnealingLR", "torch", {{"T_max", 5}}, .5, 5e-7, 12,
     {.5, .452254, .327254, .172746, .047746, 0, .047746, .172746, .327254, .452254, .5, .452254}},
    {"CosineAnnealingLR", "keras", {{"T_max", 5}}, .5, 5e-7, 9,
     {.5, .452254, .327254, .172746, .047746, 0, 0, 0, 0}},
    {"CosineAnnealingLR", "optax", {{"T_max", 5}}, .5, 5e-7, 9,
     {.5, .452254, .327254, .172746, .047746, 0, 0, 0, 0}},
    {"CosineAnnealingLR", "mxnet", {{"T_max", 5}}, .5, 5e-7, 8,
     {.452254, .327254, .172746, .047746, 0, 0, 0, 0}},
    {"CosineAnnealingLR", "keras", {{"T_max", 2}, {"eta_min", .1}}, .5, 0, 5, {.5, .3, .1, .1, .1}},
    {"CosineAnnealingLR", "mxnet", {{"T_max", 2}, {"eta_min", .1}}, .5, 0, 5, {.3, .1, .1, .1, .1}},
    {"CosineAnnealingLR", "torch", {{"T_max", 1}}, .5, 0, 4, {.5, 0, .5, 0}},
    /* 1.11: N = 10, highest rate 1; torch's peak comes at 0.3*10 - 1, optax's at int(0.3*10) */
    {"OneCycleLR", "torch", {{"max_lr", 1}, {"total_steps", 10}}, 9, 5e-7, 10,
     {.04, .52, 1, .950485, .811746, .611262, .388742, .188258, .0495194, 4e-6}},
    {"OneCycleLR", "optax", {{"max_lr", 1}, {"total_steps", 10}}, 9, 5e-7, 13,
     {.04, .28, .76, 1, .950485, .811746, .611262, .388742, .188258, .0495194, 4e-6, 4e-6, 4e-6}},
    {"OneCycleLR", "optax", {{"max_lr", 1}, {"total_steps", 13}, {"anneal_strategy", 1}}, 9, 1e-15, 14,
     {.04, .36, .68, 1, .88, .76, .64, .52, .4, .28, .16, .04, .020002, 4e-6}},
    {"OneCycleLR", "optax", {{"max_lr", 1}, {"total_steps", 4}, {"pct_start", 0}}, 9, 5e-6, 5,
     {1, .853554, .500002, .14645, 4e-6}},
    {"OneCycleLR", "optax", {{"max_lr", 1}, {"total_steps", 4}, {"pct_start", 1}}, 9, 5e-6, 6,
     {.04, .18059, .52, .85941, 1, 1}},
    /* 1.23: warm-ups of 4 ticks; factors of the base rate */
    {"LinearLR", "torch", {{"start_factor", .2}, {"total_iters", 4}}, 1, 0, 6, {.2, .4, .6, .8, 1, 1}},
    {"LinearLR", "keras", {{"start_factor", .2}, {"total_iters", 4}}, 1, 0, 6, {.2, .4, .6, .8, 1, 1}},
    {"LinearLR", "optax", {{"start_factor", .2}, {"total_iters", 4}}, 1, 0, 6, {.2, .4, .6, .8, 1, 1}},
    {"LinearLR", "mxnet", {{"start_factor", .2}, {"total_iters", 4}}, 1, 0, 6, {.4, .6, .8, 1, 1, 1}},
    {"LinearLR", "torch", {{"start_factor", 0}, {"total_iters", 4}}, 1, 0, 6, /* Hugging Face t/w */
     {0, .25, .5, .75, 1, 1}},
    {"LinearLR", "mxnet", {{"start_factor", 0}, {"total_iters", 4}}, 1, 0, 6, /* (t+1)/w */
     {.25, .5, .75, 1, 1, 1}},
    {"LinearLR", "torch", {{"start_factor", .2}, {"total_iters", 4}}, 1, 0, 6, /* (t+1)/(w+1) */
     {1. / 5, 2. / 5, 3. / 5, 4. / 5, 1, 1}},
    {"ConstantLR", "torch", {{"factor", .2}, {"total_iters", 4}}, 1, 0, 6, {.2, .2, .2, .2, 1, 1}},
    {"ConstantLR", "mxnet", {{"factor", .2}, {"total_iters", 4}}, 1, 0, 6, {.2, .2, .2, 1, 1, 1}},
    {"ConstantLR", "mxnet", {{"factor", .2}, {"total_iters", 0}}, 1, 0, 2, {1, 1}},
    /* 1.2, and MXNet's lowest drop */
    {"StepLR", "torch", {{"step_size", 2}}, 1e-7, 0, 7, {1e-7, 1e-7, 1e-8, 1e-8, 1e-9, 1e-9, 1e-10}},
    {"StepLR", "mxnet", {{"step_size", 2}}, 1e-7, 0, 7, {1e-7, 1e-7, 1e-8, 1e-8, 1e-8, 1e-8, 1e-8}},
    {"StepLR", "mxnet", {{"step_size", 2}}, 1e-9, 0, 4, {1e-9, 1e-9, 1e-8, 1e-8}},
    /* 1.21: L1, L2 with k = e, L3; T = 10 */
    {"LogAnnealingLR", NULL, {{"T_max", 10}}, 1, 5e-6, 12,
     {1, .71094, .54184, .42187, .32881, .25278, .18849, .13281, .08369, .03975, 0, 0}},
    {"LogAnnealingLR", NULL, {{"T_max", 10}, {"k", 2.718281828459045}}, 1, 5e-6, 12,
     {1, .84143, .70461, .58426, .47686, .37989, .29149, .21027, .13516, .0653, 0, 0}},
    {"LogAnnealingLR", NULL, {{"T_max", 10}, {"eps", .01}}, 1, 5e-6, 12,
     {1, .5, .34949, .26144, .19897, .15051, .11092, .07745, .04846, .02288, 0, 0}},
    {"LogAnnealingLR", NULL, {{"T_max", 4}, {"eps", .5}, {"eta_min", .2}}, 1, 5e-7, 6,
     {1, 1, 1, .53203, .2, .2}},
    {"LogAnnealingLR", NULL, {{"T_max", 4}, {"k", 1}, {"eta_min", .2}}, 1, 1e-15, 6,
     {1, .8, .6, .4, .2, .2}},
};
/* clang-format on */

static void curves_have_these_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
        const struct curve *c = &curves[i];
        struct sched x = sched_open(meant(c->kind, c->library, c->rows), c->base, 100);
        for (int t = 0; t < c->n; t++)
            if (!(fabs(sched_rate(&x, t) - c->want[t]) <= c->digits + 1e-12 * c->want[t]))
                fail_msg("%s as %s means it (row %zu): %.17g at %d, want %.17g", c->kind,
                         c->library ? c->library : "we", i, sched_rate(&x, t), t, c->want[t]);
        sched_close(&x);
    }
}

/* Where the rate is at its end for good; torch's cosine never is, but its T_max is marked. */
static void where_a_schedule_ends(void **state)
{
    static const struct {
        const char *kind, *library, *length;
        double end;
    } table[] = {
        {"CosineAnnealingLR", "torch", "T_max", 10}, {"CosineAnnealingLR", "keras", "T_max", 10},
        {"CosineAnnealingLR", "optax", "T_max", 10}, {"CosineAnnealingLR", "mxnet", "T_max", 9},
        {"OneCycleLR", "torch", "total_steps", 9},   {"OneCycleLR", "optax", "total_steps", 10},
        {"LinearLR", "torch", "total_iters", 10},    {"LinearLR", "mxnet", "total_iters", 9},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct lrs_spec *spec = meant(table[i].kind, table[i].library,
                                      (const struct row[ROWS_MAX]){{table[i].length, 10}});
        if (!strcmp(table[i].kind, "LinearLR")) { /* a decay; a warm-up has no end */
            put(spec, "start_factor", 1);
            put(spec, "end_factor", 0);
        }
        struct sched x = sched_open(spec, 0.1, 100);
        assert_close(lrs_schedule_end(x.s), table[i].end, 0, 0);
        sched_close(&x);
    }
}

/* Only PyTorch moves the momentum with the rate. */
static void optax_leaves_the_momentum_alone(void **state)
{
    (void)state;
    struct sched x = sched_open(meant("OneCycleLR", "torch", NULL), 0.1, 100);
    assert_true(lrs_schedule_drives_momentum(x.s));
    sched_close(&x);
    x = sched_open(meant("OneCycleLR", "optax", NULL), 0.1, 100);
    assert_false(lrs_schedule_drives_momentum(x.s));
    sched_close(&x);
}

/* PyTorch's own check, which optax needs not. */
static void a_rise_without_length(void **state)
{
    struct lrs_err err = {{0}};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct lrs_spec *spec =
            meant("OneCycleLR", i ? "optax" : "torch",
                  (const struct row[ROWS_MAX]){{"total_steps", 10}, {"pct_start", 0.1}});
        assert_int_equal(lrs_spec_check(spec, &err), i);
        lrs_spec_free(spec);
    }
}

/* ---- the libraries' own loops ---- */

/* MXNet FactorScheduler.__call__: stateful, n from 1. */
static void mxnet_factor_scheduler(void **state)
{
    struct sched x = sched_open(
        meant("StepLR", "mxnet", (const struct row[ROWS_MAX]){{"step_size", 7}, {"gamma", 0.4}}),
        0.1, 100);
    double lr = 0.1;
    int count = 0;
    (void)state;
    for (int n = 1; n <= 300; n++) {
        while (n > count + 7) {
            count += 7;
            lr = lr * 0.4 < 1e-8 ? 1e-8 : lr * 0.4;
        }
        assert_close(sched_rate(&x, n - 1), lr, 1e-13, 0);
    }
    assert_close(lr, 1e-8, 0, 0);
    sched_close(&x);
}

/* Keras CosineDecayRestarts by its logarithm: the curve of CosineAnnealingWarmRestarts, which is why
 * that has no `semantics`. At the restarts themselves the logarithm may land one cycle short. */
static void keras_restarts(void **state)
{
    static const double pi = 3.14159265358979323846;
    struct sched x = sched_open(
        meant("CosineAnnealingWarmRestarts", NULL,
              (const struct row[ROWS_MAX]){{"T_0", 7}, {"T_mult", 2}, {"eta_min", 0.01}}),
        0.1, 100);
    (void)state;
    for (int t = 0; t < 400; t++) {
        double f = t / 7.0, i = floor(log(1 + f) / log(2));
        if (t == 7 || t == 21 || t == 49 || t == 105 || t == 217)
            continue;
        f = (f - (pow(2, i) - 1)) / pow(2, i);
        assert_close(sched_rate(&x, t), 0.01 + 0.09 * 0.5 * (1 + cos(pi * f)), 1e-12, 0);
    }
    sched_close(&x);
}

/* CLR as Smith's collaborator wrote it for Keras: CyclicLR with equal ways up and down. */
static void keras_clr(void **state)
{
    struct sched x = sched_open(
        meant("CyclicLR", NULL, (const struct row[ROWS_MAX]){{"step_size_up", 6}, {"mode", 1}}), 1,
        100);
    (void)state;
    for (int t = 0; t < 100; t++) {
        double cycle = floor(1 + t / 12.0), way = fabs(t / 6.0 - 2 * cycle + 1);
        double lr = 0.001 + 0.005 * fmax(0, 1 - way) / pow(2, cycle - 1);
        assert_close(sched_rate(&x, t), lr, 1e-12, 0);
    }
    sched_close(&x);
}

/* ---- logarithms ---- */

static struct lrs_spec *log_with(const char *row, double value)
{
    return meant("LogAnnealingLR", NULL,
                 (const struct row[ROWS_MAX]){{"T_max", 40}, {"eta_min", .01}, {row, value}});
}

/* k = T + 1 is the curve without k; 1/k is the mirror image; k towards 1 is the straight line. */
static void shapes_of_the_logarithm(void **state)
{
    struct sched plain = sched_open(log_with(NULL, 0), 0.11, 80);
    struct sched same = sched_open(log_with("k", 41), 0.11, 80);
    struct sched steep = sched_open(log_with("k", 20), 0.11, 80);
    struct sched mirror = sched_open(log_with("k", 0.05), 0.11, 80);
    struct sched straight = sched_open(log_with("k", 1), 0.11, 80);
    struct sched nearly = sched_open(log_with("k", 1 + 1e-9), 0.11, 80);
    (void)state;
    for (int t = 0; t <= 40; t++) {
        assert_close(sched_rate(&same, t), sched_rate(&plain, t), 1e-13, 0);
        assert_close(sched_rate(&mirror, t) - 0.01, 0.11 - sched_rate(&steep, 40 - t), 0, 1e-14);
        assert_close(sched_rate(&straight, t), 0.11 - 0.1 * t / 40, 1e-13, 0);
        assert_close(sched_rate(&nearly, t), sched_rate(&straight, t), 1e-6, 0);
    }
    for (int t = 40; t < 80; t++)
        assert_true(sched_rate(&steep, t) == 0.01);
    struct sched *all[] = {&plain, &same, &steep, &mirror, &straight, &nearly};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sched_close(all[i]);
}

static void two_logarithms_at_once(void **state)
{
    struct lrs_err err = {{0}};
    struct lrs_spec *spec = log_with("k", 20);
    (void)state;
    put(spec, "eps", 0.1);
    assert_false(lrs_spec_check(spec, &err));
    assert_string_equal(err.msg,
                        "k (20) and eps (0.1) are two curves; choose one and leave the other out");
    lrs_spec_free(spec);
}

/* ---- what the tables promise ---- */

/* PyTorch's signatures, behind the optimizer and before last_epoch: what pasted code relies on. */
static void pytorchs_arguments_in_their_order(void **state)
{
    static const char *const table[][2] = {
        {"LambdaLR", "lr_lambda"},
        {"StepLR", "step_size gamma"},
        {"MultiStepLR", "milestones gamma"},
        {"ConstantLR", "factor total_iters"},
        {"LinearLR", "start_factor end_factor total_iters"},
        {"ExponentialLR", "gamma"},
        {"SequentialLR", "schedulers milestones"},
        {"PolynomialLR", "total_iters power"},
        {"CosineAnnealingLR", "T_max eta_min"},
        {"ChainedScheduler", "schedulers"},
        {"ReduceLROnPlateau", "mode factor patience threshold threshold_mode cooldown min_lr eps "
                              "verbose"},
        {"CyclicLR", "base_lr max_lr step_size_up step_size_down mode gamma scale_fn scale_mode "
                     "cycle_momentum base_momentum max_momentum"},
        {"CosineAnnealingWarmRestarts", "T_0 T_mult eta_min"},
        {"OneCycleLR", "max_lr total_steps epochs steps_per_epoch pct_start anneal_strategy "
                       "cycle_momentum base_momentum max_momentum div_factor final_div_factor "
                       "three_phase"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct lrs_spec *spec = spec_of(table[i][0]);
        const struct lrs_schedule_class *class = lrs_schedule_class(spec);
        const struct lrs_param *p = spec->kind->params;
        char args[256], *rest = args;
        snprintf(args, sizeof args, "%s", table[i][1]);
        assert_true(class->in_torch);
        if (class->torch_args)
            assert_string_equal(class->torch_args, table[i][1]);
        for (char *arg; (arg = strtok_r(rest, " ", &rest));)
            if (!class->torch_args || lrs_spec_row(spec->kind, arg, NULL) >= 0)
                assert_true(lrs_param_is(p++, arg));
        /* Behind them stand only rows that are ours. */
        assert_int_equal(p - spec->kind->params,
                         spec->kind->n_params - (lrs_spec_row(spec->kind, "semantics", NULL) >= 0));
        lrs_spec_free(spec);
    }
}

static void assert_semantics_are_sound(const struct lrs_kind *kind, int row)
{
    static const char *const libraries[] = {"torch", "keras", "optax", "mxnet"};
    const struct lrs_param *p = &kind->params[row];
    int next = 0;
    assert_int_equal(p->type, LRS_TYPE_CHOICE);
    assert_int_equal(row, kind->n_params - 1);
    assert_string_equal(p->choices[(int)p->def].name, "torch");
    for (int i = 0; p->choices[i].name; i++, next++) {
        while (next < 4 && strcmp(p->choices[i].name, libraries[next]))
            next++;
        assert_true(next < 4); /* one of the four, in this order */
        assert_true(strlen(p->choices[i].help) > 10);
    }
}

/* Whose meanings: the four libraries, PyTorch's first, each with a word on what is different; the row
 * stands last. Only PyTorch's own meaning follows PyTorch's recursion. */
static void semantics_are_sound(void **state)
{
    int found = 0;
    (void)state;
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++) {
        int row = lrs_spec_row(*k, "semantics", NULL);
        if (row < 0)
            continue;
        assert_semantics_are_sound(*k, row);
        found++;
        struct lrs_spec *spec = lrs_spec_new(*k);
        put(spec, "semantics", lrs_param_choices(&(*k)->params[row]) - 1);
        struct sched x = sched_open(spec, 0.1, 60);
        for (int t = 1; t < 60 && lrs_schedule_state_size(x.s) == 0; t++)
            assert_true(lrs_schedule_chain(x.s, 123, 0.1, t) == sched_rate(&x, t));
        sched_close(&x);
    }
    assert_true(found >= 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_tick_with_the_lower_rate),
        cmocka_unit_test(milestones_listed_twice),
        cmocka_unit_test(when_a_plateau_lowers_the_rate),
        cmocka_unit_test(optax_without_patience),
        cmocka_unit_test(what_counts_as_progress),
        cmocka_unit_test(the_lowest_rate),
        cmocka_unit_test(how_much_patience_is_left),
        cmocka_unit_test(curves_have_these_figures),
        cmocka_unit_test(where_a_schedule_ends),
        cmocka_unit_test(optax_leaves_the_momentum_alone),
        cmocka_unit_test(a_rise_without_length),
        cmocka_unit_test(mxnet_factor_scheduler),
        cmocka_unit_test(keras_restarts),
        cmocka_unit_test(keras_clr),
        cmocka_unit_test(shapes_of_the_logarithm),
        cmocka_unit_test(two_logarithms_at_once),
        cmocka_unit_test(pytorchs_arguments_in_their_order),
        cmocka_unit_test(semantics_are_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

/* The laws of the other libraries, by the values that their formulas give: worked out by hand from
 * the libraries' sources, and one law held against another where two kinds say the same. */
#include "sched.h"

enum { ROWS_MAX = 8 };

/* KIND with the rows that are named. */
static struct lrs_spec *spec_with(const char *kind, const struct row rows[ROWS_MAX])
{
    struct lrs_spec *spec = spec_of(kind);
    for (int i = 0; i < ROWS_MAX && rows[i].name; i++)
        put(spec, rows[i].name, rows[i].value);
    return spec;
}

/* Printed figures: DIGITS is half a unit of their last place. */
static const struct curve {
    const char *kind;
    struct row rows[ROWS_MAX];
    double base, horizon, digits;
    int n;
    double want[16];
} curves[] = {
    {"PolyScheduler",
     {{"max_update", 4}, {"pwr", 1}, {"cycle", 1}},
     .1,
     100,
     0,
     13,
     {.1, .075, .05, .025, 0, .0375, .025, .0125, 0, .025, .05 / 3, .025 / 3, 0}},
    {"PolyScheduler",
     {{"max_update", 4}, {"final_lr", .1}},
     .5,
     100,
     0,
     7,
     {.5, .325, .2, .125, .1, .1, .1}},
    {"PolyScheduler", /* n = 1, 2, ... and the last value that was computed */
     {{"max_update", 4}, {"final_lr", .1}, {"semantics", 3}},
     .5,
     100,
     0,
     6,
     {.325, .2, .125, .1, .1, .1}},
    {"PolyScheduler",
     {{"max_update", 6}, {"pwr", 1}, {"warmup_steps", 2}, {"warmup_begin_lr", .1}},
     .5,
     100,
     0,
     8,
     {.1, .3, .5, .375, .25, .125, 0, 0}},
    {"PolyScheduler", /* base is reached at n = warmup_steps */
     {{"max_update", 6},
      {"pwr", 1},
      {"warmup_steps", 2},
      {"warmup_begin_lr", .1},
      {"semantics", 3}},
     .5,
     100,
     0,
     7,
     {.3, .5, .375, .25, .125, 0, 0}},
    {"PolyScheduler",
     {{"max_update", 4},
      {"pwr", 1},
      {"warmup_steps", 2},
      {"warmup_begin_lr", .1},
      {"warmup_mode", 1}},
     .5,
     100,
     0,
     5,
     {.1, .1, .5, .25, 0}},
    {"PolyScheduler", /* no room for the decay */
     {{"max_update", 2}, {"warmup_steps", 2}},
     .5,
     100,
     0,
     5,
     {0, .25, .5, .5, .5}},
    {"NaturalExpDecay",
     {{"decay_rate", .5}, {"decay_steps", 2}},
     1,
     100,
     5e-11,
     4,
     {1, .7788007831, .6065306597, .4723665527}},
    {"NaturalExpDecay",
     {{"decay_rate", .5}, {"decay_steps", 2}, {"staircase", 1}},
     1,
     100,
     5e-11,
     5,
     {1, 1, .6065306597, .6065306597, .3678794412}},
    {"InverseTimeDecay",
     {{"decay_rate", .5}, {"decay_steps", 2}},
     1,
     100,
     0,
     5,
     {1, .8, 2. / 3, 1 / 1.75, .5}},
    {"InverseTimeDecay",
     {{"decay_rate", .5}, {"decay_steps", 2}, {"staircase", 1}},
     1,
     100,
     0,
     5,
     {1, 1, 2. / 3, 2. / 3, .5}},
    {"REX",
     {{"T_max", 10}},
     1,
     100,
     5e-6,
     13,
     {1, .94737, .88889, .82353, .75, .66667, .57143, .46154, .33333, .18182, 0, 0, 0}},
    {"REX", {{"beta", 1}}, 1, 4, 0, 6, {1, .75, .5, .25, 0, 0}},
    {"LinearToZero", /* the first update is wasted; 0 at the end and after it */
     {{"num_warmup_steps", 2}, {"num_training_steps", 6}},
     .4,
     100,
     0,
     9,
     {0, .2, .4, .3, .2, .1, 0, 0, 0}},
    {"LinearToZero", {{"num_warmup_steps", 4}}, 1, 3, 0, 6, {0, .25, .5, .75, 0, 0}},
    {"CosineHardRestarts",
     {{"num_warmup_steps", 2}, {"num_training_steps", 12}, {"num_cycles", 2}},
     1,
     100,
     5e-5,
     14,
     {0, .5, 1, .9045, .6545, .3455, .0955, 1, .9045, .6545, .3455, .0955, 0, 0}},
    {"CosineWithMinLR",
     {{"min_lr_rate", .2}, {"num_warmup_steps", 2}, {"num_training_steps", 6}},
     1,
     100,
     5e-8,
     8,
     {0, .5, 1, .88284271, .6, .31715729, .2, .31715729}},
    {"CosineWithMinLR", /* min_lr is a rate, and speaks louder */
     {{"min_lr", .25}, {"num_training_steps", 2}},
     .5,
     100,
     0,
     4,
     {.5, .375, .25, .375}},
    {"WSD",
     {{"num_warmup_steps", 3}, {"num_stable_steps", 4}, {"num_decay_steps", 5}, {"decay_type", 0}},
     1,
     100,
     5e-17,
     14,
     {0, 1. / 3, 2. / 3, 1, 1, 1, 1, 1, .8, .6, .4, .2, 0, 0}},
    {"WSD",
     {{"num_warmup_steps", 3}, {"num_stable_steps", 4}, {"num_decay_steps", 5}},
     1,
     100,
     5e-5,
     14,
     {0, .3333, .6667, 1, 1, 1, 1, 1, .9045, .6545, .3455, .0955, 0, 0}},
    {"WSD", /* num_stable_steps: what is left of the run */
     {{"num_warmup_steps", 3}, {"num_decay_steps", 5}, {"decay_type", 2}},
     1,
     12,
     5e-5,
     14,
     {0, .3333, .6667, 1, 1, 1, 1, 1, .5528, .3675, .2254, .1056, 0, 0}},
    {"WSD", /* scaled to min_lr_ratio at both ends; half a cosine up */
     {{"num_warmup_steps", 2},
      {"num_stable_steps", 0},
      {"num_decay_steps", 2},
      {"min_lr_ratio", .2},
      {"warmup_type", 1},
      {"decay_type", 0}},
     1,
     100,
     0,
     6,
     {.2, .6, 1, .6, .2, .2}},
    {"WSD", /* too short a run: the decay is on its way when the warm-up ends */
     {{"num_warmup_steps", 2}, {"num_decay_steps", 4}, {"decay_type", 0}, {"warmup_type", 2}},
     1,
     4,
     5e-10,
     5,
     {0, 1 - .7071067812, .5, .25, 0}},
    {"InverseSqrtLR", /* sqrt(w/t) behind the warm-up */
     {{"num_warmup_steps", 4}},
     1,
     100,
     5e-11,
     10,
     {0, .25, .5, .75, 1, .8944271910, .8164965809, .7559289460, .7071067812, 2. / 3}},
    {"InverseSqrtLR",
     {{"num_warmup_steps", 1}, {"timescale", 3}},
     1,
     100,
     5e-11,
     5,
     {0, 1, .8660254038, .7745966692, .7071067812}},
    {"NoamDecay",
     {{"d_model", 4}, {"warmup_steps", 4}},
     2,
     100,
     5e-11,
     6,
     {.125, .25, .375, .5, .4472135955, .4082482905}},
};

static void values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
        const struct curve *c = &curves[i];
        struct sched x = sched_open(spec_with(c->kind, c->rows), c->base, c->horizon);
        for (int t = 0; t < c->n; t++) {
            double got = sched_rate(&x, t), off = fabs(got - c->want[t]);
            if (!(off <= 1e-9 * c->want[t] + 1e-16 + c->digits))
                fail_msg("curve %zu, %s, t %d: %.17g, expected %.17g", i, c->kind, t, got,
                         c->want[t]);
        }
        sched_close(&x);
    }
}

/* Two specs are the same curve over the first N ticks. */
static void same(struct lrs_spec *a, struct lrs_spec *b, double base, double horizon, int n)
{
    struct sched x = sched_open(a, base, horizon), y = sched_open(b, base, horizon);
    for (int t = 0; t < n; t++)
        assert_close(sched_rate(&x, t), sched_rate(&y, t), 1e-12, 1e-17);
    sched_close(&x);
    sched_close(&y);
}

#define ROWS(...)                                                                                  \
    (const struct row[ROWS_MAX])                                                                   \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static void relations(void **state)
{
    double gamma = exp(-0.3 / 7);
    (void)state;
    same(spec_with("NaturalExpDecay", ROWS({"decay_rate", .3}, {"decay_steps", 7})),
         spec_with("ExponentialLR", ROWS({"gamma", gamma})), 0.3, 100, 300);
    same(spec_with("NaturalExpDecay",
                   ROWS({"decay_rate", .3}, {"decay_steps", 7}, {"staircase", 1})),
         spec_with("StepLR", ROWS({"gamma", exp(-.3)}, {"step_size", 7})), 0.3, 100, 300);
    same(spec_of("LinearToZero"),
         spec_with("LinearLR", ROWS({"start_factor", 1}, {"end_factor", 0}, {"total_iters", 40})),
         0.3, 40, 60);
    same(spec_of("LinearToZero"), spec_with("REX", ROWS({"beta", 1})), 0.3, 40, 60);
    same(spec_with("PolyScheduler", ROWS({"max_update", 40}, {"pwr", .9})),
         spec_with("PolynomialLR", ROWS({"total_iters", 40}, {"power", .9})), 0.3, 99, 60);
    same(spec_with("CosineWithMinLR", ROWS({"min_lr", .05})),
         spec_with("CosineAnnealingLR", ROWS({"eta_min", .05}, {"T_max", 40})), 0.3, 40, 120);
    same(spec_with("CosineHardRestarts", ROWS({"num_cycles", 4})),
         spec_with("CosineAnnealingWarmRestarts", ROWS({"T_0", 10})), 0.3, 40, 40);
}

/* The peak of the paper; InverseSqrtLR is that law one tick later, scaled to the base rate. */
static void noam_of_the_paper(void **state)
{
    struct sched x = sched_open(spec_of("NoamDecay"), 1, 1e5);
    struct sched y =
        sched_open(spec_with("InverseSqrtLR", ROWS({"num_warmup_steps", 4000})), 1, 1e5);
    (void)state;
    assert_close(sched_rate(&x, 3999), 6.98771e-4, 0, 5e-10);
    for (int t = 1; t < 20000; t += 7)
        assert_close(sched_rate(&x, t - 1), sched_rate(&y, t) / sqrt(512 * 4000.), 1e-12, 0);
    sched_close(&x);
    sched_close(&y);
    x = sched_open(spec_with("InverseSqrtLR", ROWS({"num_warmup_steps", 0})), 1, 100);
    assert_true(sched_rate(&x, 0) == 1);
    assert_close(sched_rate(&x, 30000), 0.5, 1e-12, 0); /* the timescale is 10000 then */
    sched_close(&x);
}

/* Hugging Face's cosine is not clamped: the figures beyond T = 10. */
static void cosine_rises_again(void **state)
{
    struct sched x = sched_open(
        spec_with("CosineWithMinLR", ROWS({"min_lr_rate", 0}, {"num_training_steps", 10})), 1, 30);
    (void)state;
    assert_close(sched_rate(&x, 10), 0, 0, 0);
    assert_close(sched_rate(&x, 11), .0245, 0, 5e-5);
    assert_close(sched_rate(&x, 15), .5, 1e-12, 0);
    assert_close(sched_rate(&x, 20), 1, 1e-12, 0);
    assert_close(lrs_schedule_end(x.s), 10, 0, 0);
    sched_close(&x);
}

/* The first tick with the new rate, for a boundary at 100. */
static void boundaries(void **state)
{
    static const int first[] = {100, 101, 100, 100}; /* torch, keras, optax, mxnet */
    static const double rates[] = {1, .5, .1};
    (void)state;
    for (int semantics = 0; semantics < 4; semantics++) {
        struct lrs_spec *spec = spec_with("PiecewiseConstant", ROWS({"semantics", semantics}));
        put_list(spec, "boundaries", 2, (const double[]){100, 110});
        put_list(spec, "values", 3, rates);
        struct sched x = sched_open(spec, 77, 300);
        for (int t = 0; t < 200; t++) {
            int n = (t >= first[semantics]) + (t >= first[semantics] + 10);
            assert_true(sched_rate(&x, t) == rates[n]);
        }
        sched_close(&x);
    }
}

static void refuse(struct lrs_spec *spec, const char *why)
{
    struct lrs_err err = {{0}};
    assert_false(lrs_spec_check(spec, &err));
    if (!strstr(err.msg, why))
        fail_msg("'%s' lacks '%s'", err.msg, why);
    lrs_spec_free(spec);
}

static void bad_pieces(void **state)
{
    (void)state;
    struct lrs_spec *spec = spec_of("PiecewiseConstant");
    put_list(spec, "values", 2, (const double[]){1, .5});
    refuse(spec, "2 boundaries need 3 values");
    spec = spec_of("PiecewiseConstant");
    put_list(spec, "boundaries", 2, (const double[]){5, 5});
    refuse(spec, "must grow");
    spec = spec_of("PiecewiseConstant");
    put_list(spec, "boundaries", 0, NULL);
    put_list(spec, "values", 1, (const double[]){.5});
    struct sched x = sched_open(spec, 1, 10);
    assert_true(sched_rate(&x, 0) == .5 && sched_rate(&x, 1e6) == .5);
    sched_close(&x);
}

static double wave(double t)
{
    return 1 + 0.5 * sin(t);
}

/* The recursion of PyTorch, in which f(0) has no part; beyond the table f stays what it was. */
static void multiplicative(void **state)
{
    enum { N = 50 };
    struct lrs_spec *spec = spec_of("MultiplicativeLR");
    double lr = 0.2;
    (void)state;
    tabulate(spec, wave, N);
    struct sched x = sched_open(spec, lr, N);
    assert_true(sched_rate(&x, 0) == 0.2);
    for (int t = 1; t < 2 * N; t++) {
        assert_close(lrs_schedule_chain(x.s, lr, 0.2, t), lr * wave(t < N ? t : N - 1), 0, 0);
        lr *= wave(t < N ? t : N - 1);
        assert_close(sched_rate(&x, t), lr, 1e-12, 0);
    }
    sched_close(&x);
    x = sched_open(spec_of("MultiplicativeLR"), 0.1, N); /* nobody tabulated it */
    assert_true(isnan(sched_rate(&x, 3)));
    sched_close(&x);
}

static struct lrs_spec *staircase(int k, struct lrs_spec *child)
{
    struct lrs_spec *spec = spec_with("Staircase", ROWS({"k", k}));
    put_children(spec, 1, &child);
    return spec;
}

/* Step decay is an exponential, sampled at intervals. */
static void step_is_sampled_exponential(void **state)
{
    (void)state;
    for (int k = 1; k <= 30; k += 7)
        same(staircase(k, spec_with("ExponentialLR", ROWS({"gamma", pow(.3, 1. / k)}))),
             spec_with("StepLR", ROWS({"gamma", .3}, {"step_size", k})), 0.3, 100, 300);
}

static void staircase_holds_all(void **state)
{
    struct lrs_plateau_view view;
    struct sched x = sched_open(staircase(5, spec_of("OneCycleLR")), 0.1, 100);
    struct sched y = sched_open(spec_of("OneCycleLR"), 0.1, 100);
    (void)state;
    assert_true(lrs_schedule_drives_momentum(x.s));
    assert_int_equal(lrs_schedule_usual(x.spec), LRS_PER_STEP);
    for (int t = 0; t < 120; t++) {
        assert_true(sched_rate(&x, t) == sched_rate(&y, t - t % 5));
        assert_true(lrs_schedule_momentum(x.s, x.state, t) ==
                    lrs_schedule_momentum(y.s, y.state, t - t % 5));
    }
    assert_close(lrs_schedule_end(x.s), lrs_schedule_end(y.s), 0, 0);
    sched_close(&x);
    sched_close(&y);

    x = sched_open(staircase(5, spec_with("plateau", ROWS({"patience", 1}))), 0.1, 100);
    assert_true(lrs_schedule_takes_metric(x.s));
    for (int t = 0; t < 3; t++)
        sched_see(&x, t, 1);
    assert_close(sched_rate(&x, 3), 0.01, 1e-12, 0);
    assert_true(lrs_schedule_plateau(x.s, x.state, 3, &view) && view.best == 1);
    sched_close(&x);

    struct lrs_err err = {{0}};
    struct lrs_spec *two = spec_of("Staircase");
    struct lrs_value v = {.tag = LRS_SPECS};
    v.specs.n = 2;
    v.specs.at = LRS_ARRAY(struct lrs_spec *, 2);
    for (int i = 0; i < 2; i++)
        v.specs.at[i] = spec_of("fixed");
    assert_false(lrs_spec_set(two, lrs_spec_children_row(two->kind), v, &err));
    lrs_spec_free(two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(relations),
        cmocka_unit_test(noam_of_the_paper),
        cmocka_unit_test(cosine_rises_again),
        cmocka_unit_test(boundaries),
        cmocka_unit_test(bad_pieces),
        cmocka_unit_test(multiplicative),
        cmocka_unit_test(step_is_sampled_exponential),
        cmocka_unit_test(staircase_holds_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

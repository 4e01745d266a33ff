/* SequentialLR, ChainedScheduler, warm-up in front of any schedule, lengths that fit a run. */
#include "sched.h"

static struct lrs_spec *ramp_then_decay(double milestone)
{
    struct lrs_spec *ramp = spec_of("LinearLR"), *decay = spec_of("ExponentialLR");
    struct lrs_spec *seq = spec_of("SequentialLR");
    put(ramp, "start_factor", 0.1);
    put(ramp, "total_iters", 4);
    put(decay, "gamma", 0.9);
    put_list(seq, "milestones", 1, &milestone);
    put_children(seq, 2, (struct lrs_spec *[]){ramp, decay});
    return seq;
}

static void joins(void **state)
{
    static const double at4[] = {.01, .0325, .055, .0775, .1, .09, .081};
    static const double at6[] = {.01, .0325, .055, .0775, .1, .1, .1, .09};
    static const double at2[] = {.01, .0325, .1, .09};
    static const struct {
        double milestone;
        const double *want;
        int n;
    } cases[] = {{4, at4, 7}, {6, at6, 8}, {2, at2, 4}};
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct sched x = sched_open(ramp_then_decay(cases[i].milestone), 0.1, 100);
        for (int t = 0; t < cases[i].n; t++)
            assert_close(sched_rate(&x, t), cases[i].want[t], 1e-12, 0);
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

/* A bare name is a schedule, also where there is nothing inside. */
static void without_children(void **state)
{
    static const char *const kinds[] = {"SequentialLR", "ChainedScheduler"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct sched x = sched_open(spec_of(kinds[i]), 0.3, 100);
        struct lrs_plateau_view view;
        for (int t = 0; t < 3; t++)
            assert_close(sched_rate(&x, t), 0.3, 0, 0);
        assert_true(isnan(lrs_schedule_momentum(x.s, x.state, 0)));
        assert_true(isinf(lrs_schedule_end(x.s)));
        assert_false(lrs_schedule_plateau(x.s, x.state, 0, &view));
        sched_close(&x);
    }
}

static void bad_milestones(void **state)
{
    struct lrs_spec *spec = ramp_then_decay(4);
    struct lrs_err err = {{0}};
    (void)state;
    put_list(spec, "milestones", 2, (const double[]){4, 8});
    refuse(spec, "2 schedules need 1 milestones");

    spec = spec_of("SequentialLR");
    put_children(spec, 3,
                 (struct lrs_spec *[]){spec_of("fixed"), spec_of("fixed"), spec_of("fixed")});
    put_list(spec, "milestones", 2, (const double[]){8, 8});
    refuse(spec, "must grow");

    spec = ramp_then_decay(4);
    int row = lrs_spec_row(spec->kind, "milestones", &err);
    assert_false(lrs_spec_set(spec, row, lrs_value_reals((const double[]){0}, 1), &err));
    lrs_spec_free(spec);
}

static struct lrs_spec *impatient(void)
{
    struct lrs_spec *spec = spec_of("plateau");
    put(spec, "patience", 0);
    put(spec, "factor", 0.5);
    return spec;
}

/* A plateau that waits behind a warm-up sees nothing and starts from the base rate. */
static void waiting_plateau(void **state)
{
    struct lrs_plateau_view view;
    struct sched x = sched_open(lrs_schedule_wrap_warmup(impatient(), 3), 0.1, 100);
    (void)state;
    assert_true(lrs_schedule_takes_metric(x.s));
    for (int t = 0; t < 3; t++) {
        assert_false(lrs_schedule_plateau(x.s, x.state, t, &view));
        sched_see(&x, t, 1);
    }
    assert_close(sched_rate(&x, 3), 0.1, 0, 0);
    assert_true(lrs_schedule_plateau(x.s, x.state, 3, &view));
    assert_true(isinf(view.best));
    sched_see(&x, 3, 1);
    sched_see(&x, 4, 1);
    assert_close(sched_rate(&x, 5), 0.05, 1e-12, 0);
    sched_close(&x);
}

/* Two plateaus in one tree keep their states apart, and a chain multiplies what they reached. */
static void chained_plateaus(void **state)
{
    struct lrs_spec *slow = impatient(), *chain = spec_of("ChainedScheduler");
    struct lrs_plateau_view view;
    (void)state;
    put(slow, "patience", 4);
    put_children(chain, 3, (struct lrs_spec *[]){spec_of("step"), slow, impatient()});
    struct sched x = sched_open(chain, 0.8, 100);
    for (int t = 0; t < 6; t++)
        sched_see(&x, t, 1);
    assert_true(lrs_schedule_plateau(x.s, x.state, 6, &view));
    assert_int_equal(view.patience, 4);
    assert_close(sched_rate(&x, 6), 0.8 / 2 / 32, 1e-12, 0);
    assert_close(sched_rate(&x, 10), 0.8 / 2 / 32 / 10, 1e-12, 0);
    x.base = 0;
    assert_true(sched_rate(&x, 6) == 0);
    sched_close(&x);
}

static void momentum_passes_through(void **state)
{
    struct lrs_spec *inner = spec_of("onecycle");
    (void)state;
    put(inner, "total_steps", 10);
    struct sched x = sched_open(lrs_schedule_wrap_warmup(inner, 5), 0.1, 100);
    assert_true(lrs_schedule_drives_momentum(x.s));
    assert_true(isnan(lrs_schedule_momentum(x.s, x.state, 4)));
    assert_close(lrs_schedule_momentum(x.s, x.state, 5), 0.95, 1e-12, 0);
    assert_int_equal(lrs_schedule_usual(x.spec), LRS_PER_STEP);
    assert_close(lrs_schedule_end(x.s), 14, 0, 0);
    sched_close(&x);
}

static void warmup_comes_and_goes(void **state)
{
    struct lrs_spec *step = spec_of("step"), *copy;
    (void)state;
    put(step, "gamma", 0.3);
    copy = lrs_spec_copy(step);
    assert_false(lrs_schedule_has_warmup(step));
    assert_null(lrs_schedule_unwrap_warmup(step));
    struct lrs_spec *wrapped = lrs_schedule_wrap_warmup(step, 5);
    assert_true(lrs_schedule_has_warmup(wrapped));
    struct sched x = sched_open(lrs_spec_copy(wrapped), 0.1, 100);
    assert_close(sched_rate(&x, 0), 0.01, 1e-12, 0);
    assert_close(sched_rate(&x, 5), 0.1, 1e-12, 0);
    assert_close(sched_rate(&x, 15), 0.03, 1e-12, 0);
    sched_close(&x);
    struct lrs_spec *inner = lrs_schedule_unwrap_warmup(wrapped);
    assert_true(lrs_spec_equal(inner, copy));
    lrs_spec_free(inner);
    lrs_spec_free(copy);

    struct lrs_spec *joined = ramp_then_decay(4); /* a ramp down is no warm-up */
    put(lrs_spec_get(joined, "schedules")->specs.at[0], "end_factor", 0.05);
    assert_false(lrs_schedule_has_warmup(joined));
    lrs_spec_free(joined);
}

static void fits_the_run(void **state)
{
    (void)state;
    struct lrs_spec *spec = spec_of("step");
    lrs_schedule_fit(spec, 80, 0.1);
    assert_int_equal(lrs_spec_get(spec, "step_size")->integer, 20);
    lrs_schedule_fit(spec, 1, 0.1);
    assert_int_equal(lrs_spec_get(spec, "step_size")->integer, 1);
    lrs_spec_free(spec);

    spec = spec_of("cyclic");
    lrs_schedule_fit(spec, 800, 0.5);
    assert_int_equal(lrs_spec_get(spec, "step_size_up")->integer, 100);
    assert_close(lrs_spec_get(spec, "base_lr")->real, 0.05, 1e-12, 0);
    assert_close(lrs_spec_get(spec, "max_lr")->real, 0.5, 0, 0);
    lrs_spec_free(spec);

    static const struct {
        double horizon, gamma;
    } decay[] = {{80, 0.95}, {100, 0.96}, {3000, 0.999}, {40, 0.91}};
    for (int i = 0; i < 4; i++) {
        spec = spec_of("exponential");
        lrs_schedule_fit(spec, decay[i].horizon, 0.1);
        assert_close(lrs_spec_get(spec, "gamma")->real, decay[i].gamma, 0, 0);
        lrs_spec_free(spec);
    }

    spec = lrs_schedule_wrap_warmup(spec_of("cosine"), 10); /* children: their part of the run */
    lrs_schedule_fit(spec, 100, 0.1);
    const struct lrs_specs *children = &lrs_spec_get(spec, "schedules")->specs;
    assert_int_equal(lrs_spec_get(children->at[0], "total_iters")->integer, 10);
    assert_int_equal(lrs_spec_get(children->at[1], "T_max")->integer, 90);
    lrs_spec_free(spec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins),
        cmocka_unit_test(without_children),
        cmocka_unit_test(bad_milestones),
        cmocka_unit_test(waiting_plateau),
        cmocka_unit_test(chained_plateaus),
        cmocka_unit_test(momentum_passes_through),
        cmocka_unit_test(warmup_comes_and_goes),
        cmocka_unit_test(fits_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

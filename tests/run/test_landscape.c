/* Runs on landscapes: exact descent, noise, divergence, a long run in bounded memory. */
#include "lab.h"

static void plain_descent_is_exact(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.01, 50);
    lab_set(e, "problem.kappa", 20);
    struct lrs_run *run = lab_run(e);
    double x = lab_info(run).x[0], y = lab_info(run).x[1];
    for (int i = 0; i < 50; i++) {
        lrs_run_step(run);
        assert_close(lab_info(run).last_loss, 0.5 * (x * x + 20 * y * y), 1e-12, 0);
        x -= 0.01 * x;
        y -= 0.01 * 20 * y;
        assert_close(lab_info(run).x[0], x, 1e-12, 0);
        assert_close(lab_info(run).x[1], y, 1e-12, 0);
    }
    struct lrs_run_info info = lab_info(run);
    assert_int_equal(info.epoch, 50);
    assert_int_equal(info.n_params, 2);
    assert_true(isnan(info.val_loss));
    assert_null(lrs_run_dataset(run));
    assert_int_equal(lrs_run_series(run, LRS_CH_VAL_LOSS)->count, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void noise_comes_from_the_seed(void **state)
{
    (void)state;
    struct lrs_experiment *e = lrs_experiment_new();
    lab_put(e, LRS_PROBLEM, "noisy_quadratic");
    lab_set(e, "optimizer.lr", 0.1);
    lab_set(e, "train.steps", 100);
    struct lrs_run *a = lab_run(e), *b = lab_run(e);
    lrs_run_advance(a, 100);
    lrs_run_advance(b, 33);
    lrs_run_advance(b, 67);
    assert_true(lab_same_block(a, b));
    lab_set(e, "train.seed", 2);
    struct lrs_run *c = lab_run(e);
    lrs_run_advance(c, 100);
    assert_true(lab_info(a).last_loss != lab_info(c).last_loss);
    lrs_run_free(a);
    lrs_run_free(b);
    lrs_run_free(c);
    lrs_experiment_free(e);
}

static void divergence_is_a_state(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(10, 1000); /* each step multiplies y by -199 */
    struct lrs_run *run = lab_run(e);
    int64_t done = lrs_run_advance(run, 1000);
    struct lrs_run_info info = lab_info(run);
    assert_int_equal(info.state, LRS_DIVERGED);
    assert_true(done > 2 && done < 100);
    assert_int_equal(info.step, done);
    assert_int_equal(info.diverged_at, done);
    assert_string_equal(info.reason, "the loss rose above 1e30");
    assert_true(isfinite(info.x[1])); /* the update was not done */
    assert_true(info.last_loss > 1e30);
    assert_int_equal(lrs_run_series(run, LRS_CH_LOSS)->count, done + 1);
    int n;
    const struct lrs_mark *marks = lrs_run_marks(run, &n);
    assert_int_equal(n, 1);
    assert_int_equal(marks[0].kind, LRS_MARK_DIVERGED);
    assert_false(lrs_run_step(run));
    assert_int_equal(lrs_run_series(run, LRS_CH_LOSS)->count, done + 1);

    assert_true(lrs_run_seek(run, done - 1));
    assert_int_equal(lab_info(run).state, LRS_PAUSED);
    lrs_run_marks(run, &n);
    assert_int_equal(n, 0);
    assert_int_equal(lrs_run_advance(run, 1000), 1);
    assert_int_equal(lab_info(run).state, LRS_DIVERGED);
    lrs_run_restart(run);
    assert_int_equal(lab_info(run).state, LRS_READY);
    assert_string_equal(lab_info(run).reason, "");
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_network_diverges_too(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(1000);
    lab_set(e, "optimizer.lr", 1e20);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 1000);
    struct lrs_run_info info = lab_info(run);
    assert_int_equal(info.state, LRS_DIVERGED);
    assert_true(info.reason[0] != '\0');
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void weights_are_watched(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(1e308, 10);
    struct lrs_run *run = lab_run(e);
    assert_int_equal(lrs_run_advance(run, 10), 1);
    struct lrs_run_info info = lab_info(run);
    assert_int_equal(info.state, LRS_DIVERGED);
    assert_int_equal(info.diverged_at, 0);
    assert_string_equal(info.reason, "a weight is no longer finite");
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_rate_that_is_no_number_fails_the_run(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.01, 10), *sound = lrs_experiment_copy(e);
    lab_put(e, LRS_SCHEDULE, "LambdaLR");
    struct lrs_func *f = lrs_func_new(lrs_strdup("t < 3 and 1 or 0/0"), true, 0);
    f->horizon = 10;
    f->lr = 0.01;
    f->n = 10;
    f->at = LRS_ARRAY(double, f->n);
    for (size_t i = 0; i < f->n; i++)
        f->at[i] = i < 3 ? 1 : (double)NAN;
    lab_set_value(e, "schedule.lr_lambda", (struct lrs_value){.tag = LRS_FUNC, .func = f});
    struct lrs_run *run = lab_run(e);
    assert_int_equal(lrs_run_advance(run, 10), 3);
    assert_int_equal(lab_info(run).state, LRS_FAILED);
    assert_string_equal(lab_info(run).reason, "the schedule's rate is not a finite number");
    assert_int_equal(lrs_run_series(run, LRS_CH_LR)->count, 3);
    bool restarted;
    assert_true(lrs_run_apply(run, sound, NULL, &restarted, NULL)); /* another schedule goes on */
    assert_int_equal(lrs_run_advance(run, 10), 7);
    assert_int_equal(lab_info(run).state, LRS_DONE);
    lrs_run_free(run);
    lrs_experiment_free(e);
    lrs_experiment_free(sound);
}

static void jumps_of_the_rate_are_marked(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.01, 40);
    lab_put(e, LRS_SCHEDULE, "CosineAnnealingWarmRestarts");
    lab_set(e, "schedule.T_0", 10);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 40);
    int n;
    const struct lrs_mark *marks = lrs_run_marks(run, &n);
    assert_int_equal(n, 3);
    for (int i = 0; i < n; i++) {
        assert_int_equal(marks[i].kind, LRS_MARK_RESTART);
        assert_int_equal(marks[i].step, 10 * (i + 1));
    }
    lrs_run_restart(run);
    lrs_run_marks(run, &n);
    assert_int_equal(n, 0);
    static const char *const smooth[] = {"CosineAnnealingLR", "ExponentialLR", "PolynomialLR",
                                         "LinearLR",          "CyclicLR",      "OneCycleLR",
                                         "Constant",          "LogAnnealingLR"};
    for (size_t i = 0; i < sizeof smooth / sizeof *smooth; i++) {
        lab_put(e, LRS_SCHEDULE, smooth[i]);
        lrs_schedule_fit(e->part[LRS_SCHEDULE], 40, 0.01);
        struct lrs_run *other = lab_run(e);
        lrs_run_advance(other, 40);
        lrs_run_marks(other, &n);
        if (n)
            fail_msg("%s has %d marks", smooth[i], n);
        lrs_run_free(other);
    }
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void marks_are_bounded(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.01, 3000);
    lab_put(e, LRS_SCHEDULE, "CosineAnnealingWarmRestarts");
    lab_set(e, "schedule.T_0", 4);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 3000);
    int n;
    const struct lrs_mark *marks = lrs_run_marks(run, &n);
    assert_int_equal(n, LRS_MARKS_MAX);
    for (int i = 0; i < n; i++)
        assert_int_equal(marks[i].step, 2996 - 4 * (n - 1 - i));
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_million_steps_stay_bounded(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(1e-3, 1000000);
    lab_set(e, "optimizer.momentum", 0.9);
    struct lrs_run *run = lab_run(e);
    unsigned long before = lrs_mem_count();
    assert_int_equal(lrs_run_advance(run, 1000000), 1000000);
    assert_int_equal(lrs_mem_count(), before);
    const struct lrs_series *loss = lrs_run_series(run, LRS_CH_LOSS);
    assert_int_equal(loss->count, 1000000);
    assert_true(loss->cap <= LRS_SERIES_CAP);
    assert_int_equal(loss->stride, 8);
    /* Coarse as the series are, any step can be returned to exactly. */
    struct lrs_run *straight = lab_run(e);
    assert_true(lrs_run_seek(run, 777777));
    lrs_run_advance(straight, 777777);
    assert_true(lab_same_block(run, straight));
    assert_int_equal(lrs_run_series(run, LRS_CH_LOSS)->count, 777777);
    assert_true(lrs_run_seek(run, 5));
    assert_true(lrs_run_seek(straight, 5));
    assert_true(lab_same_block(run, straight));
    lrs_run_free(run);
    lrs_run_free(straight);
    lrs_experiment_free(e);
}

/* Where series are coarse they can be cut at multiples of their stride only. */
static void the_first_steps_after_a_late_edit_are_out_of_reach(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(1e-3, 1000000);
    lab_put(e, LRS_PROBLEM, "noisy_quadratic");
    struct lrs_run *run = lab_run(e);
    bool restarted;
    lrs_run_advance(run, 300001);
    assert_int_equal(lrs_run_series(run, LRS_CH_LOSS)->stride, 4);
    lab_set(e, "optimizer.lr", 2e-3);
    assert_true(lrs_run_apply(run, e, NULL, &restarted, NULL));
    lrs_run_advance(run, 100);
    assert_false(lrs_run_seek(run, 300005));
    assert_int_equal(lab_info(run).step, 300101);
    assert_true(lrs_run_seek(run, 300035));
    assert_int_equal(lrs_run_series(run, LRS_CH_LOSS)->count, 300035);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_descent_is_exact),
        cmocka_unit_test(noise_comes_from_the_seed),
        cmocka_unit_test(divergence_is_a_state),
        cmocka_unit_test(a_network_diverges_too),
        cmocka_unit_test(weights_are_watched),
        cmocka_unit_test(a_rate_that_is_no_number_fails_the_run),
        cmocka_unit_test(jumps_of_the_rate_are_marked),
        cmocka_unit_test(marks_are_bounded),
        cmocka_unit_test(a_million_steps_stay_bounded),
        cmocka_unit_test(the_first_steps_after_a_late_edit_are_out_of_reach),
    };
    return cmocka_run_group_tests_name("run/landscape", tests, NULL, NULL) != 0;
}

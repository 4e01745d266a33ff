/* Runs: what a step does, that the same experiment gives the same history whatever the slices, and
 * the way back. */
#include "lab.h"

static const int STEPS = 120; /* 20 epochs of 6 */

static void training_lowers_the_loss(void **state)
{
    (void)state;
    struct lrs_experiment *e = lrs_experiment_new(); /* spirals */
    lab_set(e, "optimizer.lr", 0.1);
    lab_set(e, "optimizer.momentum", 0.9);
    struct lrs_run *run = lab_run(e);
    assert_true(lrs_run_step(run));
    double first = lab_info(run).last_loss;
    while (lrs_run_advance(run, 1000) > 0)
        ;
    struct lrs_run_info info = lab_info(run);
    assert_int_equal(info.state, LRS_DONE);
    assert_int_equal(info.epoch, 80);
    assert_int_equal(info.step, info.clock.steps);
    assert_true(info.mean_loss < first / 2);
    assert_true(info.val_accuracy > 0.8);
    assert_true(info.best_val_loss <= info.val_loss);
    assert_false(lrs_run_step(run));
    assert_int_equal(lab_info(run).step, info.step);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void every_step_is_recorded(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    lab_put(e, LRS_SCHEDULE, "StepLR");
    lab_set(e, "schedule.step_size", 3);
    lab_set(e, "schedule.gamma", 0.5);
    struct lrs_run *run = lab_run(e);
    struct lrs_schedule *s = lrs_schedule_new(e->part[LRS_SCHEDULE], 20);
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
        struct lrs_run_info before = lab_info(run);
        assert_int_equal(before.tick, i / 6);
        assert_true(lrs_run_step(run));
        struct lrs_run_info after = lab_info(run);
        assert_close(after.last_lr, lrs_schedule_rate(s, NULL, 0.1, i / 6), 0, 0);
        assert_close(before.lr, after.last_lr, 0, 0);
        assert_close(lrs_series_at(lrs_run_series(run, LRS_CH_LR), i), after.last_lr, 0, 0);
        assert_close(lrs_series_at(lrs_run_series(run, LRS_CH_LOSS), i), after.last_loss, 0, 0);
        sum += after.last_loss * (i % 6 < 5 ? 16 : 10); /* 90 rows, the last batch is short */
        if (i % 6 == 5) {
            assert_close(after.epoch_loss, sum / 90, 1e-12, 0);
            sum = 0;
            const struct lrs_series *val = lrs_run_series(run, LRS_CH_VAL_LOSS);
            assert_int_equal(val->count, i / 6 + 1);
            assert_close(lrs_series_at(val, i / 6), after.val_loss, 0, 0);
        }
    }
    lrs_schedule_free(s);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void the_epoch_sees_each_row_once(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    lab_set(e, "optimizer.lr", 1e-30); /* weights stand still, so epochs differ in nothing */
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 6);
    double first = lab_info(run).epoch_loss, batch = lab_info(run).last_loss;
    lrs_run_advance(run, 6);
    assert_close(lab_info(run).epoch_loss, first, 1e-6, 0);
    assert_true(lab_info(run).last_loss != batch); /* another order */
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void slices_do_not_matter(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    lab_set(e, "schedule.patience", 0);
    struct lrs_run *a = lab_run(e), *b = lab_run(e);
    assert_int_equal(lrs_run_advance(a, STEPS), STEPS);
    for (int i = 0, n = 1; i < STEPS; i += n, n = n % 7 + 1)
        lrs_run_advance(b, n);
    assert_true(lab_same_block(a, b));
    assert_true(lab_same_history(a, b));
    lab_set(e, "train.seed", 2);
    struct lrs_run *c = lab_run(e);
    lrs_run_advance(c, STEPS);
    assert_false(lab_same_history(a, c));
    lrs_run_free(a);
    lrs_run_free(b);
    lrs_run_free(c);
    lrs_experiment_free(e);
}

static void seeking_back_is_exact(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    lab_set(e, "schedule.patience", 0);
    lab_put(e, LRS_OPTIMIZER, "Adam");
    struct lrs_run *run = lab_run(e), *straight = lab_run(e);
    lrs_run_advance(run, STEPS);
    static const int stops[] = {119, 101, 100, 64, 63, 32, 31, 7, 6, 1, 0};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        assert_true(lrs_run_seek(run, stops[i]));
        lrs_run_restart(straight);
        lrs_run_advance(straight, stops[i]);
        assert_true(lab_same_block(run, straight));
        assert_true(lab_same_history(run, straight));
    }
    lrs_run_advance(run, STEPS);
    lrs_run_restart(straight);
    lrs_run_advance(straight, STEPS);
    assert_true(lab_same_block(run, straight));
    assert_true(lab_same_history(run, straight));
    assert_false(lrs_run_seek(run, STEPS + 1));
    assert_false(lrs_run_seek(run, -1));
    lrs_run_free(run);
    lrs_run_free(straight);
    lrs_experiment_free(e);
}

static void a_branch_goes_the_same_way(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 50); /* in the middle of an epoch */
    struct lrs_run *branch = lrs_run_branch(run);
    assert_true(lab_same_block(run, branch));
    lrs_run_advance(run, STEPS);
    lrs_run_advance(branch, STEPS);
    assert_true(lab_same_block(run, branch));
    assert_true(lab_same_history(run, branch));
    assert_true(lrs_run_seek(branch, 50));
    assert_false(lrs_run_seek(branch, 49));
    lrs_run_free(run); /* the branch keeps what they share */
    assert_true(lrs_run_step(branch));
    lrs_run_free(branch);
    lrs_experiment_free(e);
}

static void a_restart_is_a_fresh_run(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    struct lrs_run *run = lab_run(e), *fresh = lab_run(e);
    lrs_run_advance(run, 77);
    lrs_run_restart(run);
    assert_true(lab_same_block(run, fresh));
    assert_true(lab_same_history(run, fresh));
    assert_true(lab_info(run).revision > lab_info(fresh).revision);
    lrs_run_free(run);
    lrs_run_free(fresh);
    lrs_experiment_free(e);
}

static void the_average_of_a_constant_is_that_constant(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(1e-300, 1000);
    struct lrs_run *run = lab_run(e);
    for (int i = 0; i < 1000; i++) {
        assert_true(lrs_run_step(run));
        assert_close(lab_info(run).mean_loss, lab_info(run).last_loss, 1e-14, 0);
    }
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* The first metric is the best so far; the third bad one after it lowers the rate. */
static void a_plateau_drops_after_the_third_bad_epoch(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(1e-7, 12);
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    lab_set(e, "schedule.patience", 2);
    lab_set(e, "schedule.eps", 0);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 4);
    assert_true(lab_info(run).has_plateau);
    for (int i = 0; i < 4; i++)
        assert_close(lrs_series_at(lrs_run_series(run, LRS_CH_LR), i), 1e-7, 0, 0);
    assert_close(lab_info(run).lr, 1e-8, 1e-12, 0);
    lrs_run_advance(run, 4);
    int n;
    const struct lrs_mark *marks = lrs_run_marks(run, &n);
    assert_int_equal(n, 2);
    assert_int_equal(marks[0].kind, LRS_MARK_DROP);
    assert_int_equal(marks[0].step, 4);
    assert_int_equal(marks[1].step, 7);
    assert_string_equal(marks[0].text, "lr 1e-7 -> 1e-8");
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* With per-step ticks a schedule that watches the validation looks once an epoch. */
static void validation_is_seen_when_it_is_new(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    lab_set(e, "schedule.patience", 0);
    lab_set(e, "schedule.threshold", 0.9999); /* no progress is enough */
    lab_choose(e, "train.interval", "step");
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 12);
    for (int i = 0; i < 12; i++)
        assert_close(lrs_series_at(lrs_run_series(run, LRS_CH_LR), i), 0.1, 0, 0);
    assert_close(lab_info(run).lr, 0.01, 1e-12, 0);
    lab_choose(e, "train.monitor", "train_loss");
    struct lrs_run *other = lab_run(e);
    lrs_run_advance(other, 2);
    assert_close(lab_info(other).lr, 0.01, 1e-12, 0);
    lrs_run_free(run);
    lrs_run_free(other);
    lrs_experiment_free(e);
}

static void a_cycle_drives_the_momentum(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    lab_put(e, LRS_SCHEDULE, "CyclicLR");
    lab_set(e, "schedule.step_size_up", 10);
    struct lrs_run *run = lab_run(e);
    struct lrs_schedule *s = lrs_schedule_new(e->part[LRS_SCHEDULE], STEPS);
    lrs_run_advance(run, 25);
    const struct lrs_series *momentum = lrs_run_series(run, LRS_CH_MOMENTUM);
    for (int i = 0; i < 25; i++)
        assert_close(lrs_series_at(momentum, i), lrs_schedule_momentum(s, NULL, i), 0, 0);
    assert_true(lrs_series_at(momentum, 0) > lrs_series_at(momentum, 10));
    lab_set(e, "schedule.cycle_momentum", 0);
    struct lrs_run *other = lab_run(e);
    lrs_run_advance(other, 25);
    assert_true(isnan(lab_info(other).momentum));
    assert_true(lab_info(other).last_loss != lab_info(run).last_loss);
    lrs_schedule_free(s);
    lrs_run_free(run);
    lrs_run_free(other);
    lrs_experiment_free(e);
}

static void steps_allocate_nothing(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    lab_set(e, "schedule.patience", 0);
    struct lrs_run *run = lab_run(e);
    unsigned long before = lrs_mem_count();
    lrs_run_advance(run, STEPS);
    lrs_run_seek(run, 10);
    lrs_run_advance(run, STEPS);
    assert_int_equal(lrs_mem_count(), before);
    assert_int_equal(lab_info(run).step, STEPS);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void denormals_are_as_before(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 10);
    volatile double tiny = 1e-300;
    assert_true(tiny * 1e-10 > 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void states_follow_from_the_facts(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.01, 10);
    struct lrs_run *run = lab_run(e);
    assert_int_equal(lab_info(run).state, LRS_READY);
    lrs_run_set_running(run, true);
    assert_int_equal(lab_info(run).state, LRS_RUNNING);
    lrs_run_advance(run, 3);
    lrs_run_set_running(run, false);
    assert_int_equal(lab_info(run).state, LRS_PAUSED);
    assert_int_equal(lrs_run_advance(run, 100), 7);
    assert_int_equal(lab_info(run).state, LRS_DONE);
    assert_string_equal(lrs_state_name(LRS_DONE), "done");
    lrs_run_free(run);
    lrs_experiment_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(training_lowers_the_loss),
        cmocka_unit_test(every_step_is_recorded),
        cmocka_unit_test(the_epoch_sees_each_row_once),
        cmocka_unit_test(slices_do_not_matter),
        cmocka_unit_test(seeking_back_is_exact),
        cmocka_unit_test(a_branch_goes_the_same_way),
        cmocka_unit_test(a_restart_is_a_fresh_run),
        cmocka_unit_test(the_average_of_a_constant_is_that_constant),
        cmocka_unit_test(a_plateau_drops_after_the_third_bad_epoch),
        cmocka_unit_test(validation_is_seen_when_it_is_new),
        cmocka_unit_test(a_cycle_drives_the_momentum),
        cmocka_unit_test(steps_allocate_nothing),
        cmocka_unit_test(denormals_are_as_before),
        cmocka_unit_test(states_follow_from_the_facts),
    };
    return cmocka_run_group_tests_name("run/run", tests, NULL, NULL) != 0;
}

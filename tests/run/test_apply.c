/* Edits in mid-run: what is kept, what starts anew, what is refused. */
#include "lab.h"

static const int STEPS = 60;

static bool apply(struct lrs_run *run, const struct lrs_experiment *e)
{
    struct lrs_err err = {""};
    bool restarted;
    if (!lrs_run_apply(run, e, "edited", &restarted, &err))
        fail_msg("%s", err.msg);
    return restarted;
}

static void *copy_weights(const struct lrs_run *run, size_t *bytes)
{
    size_t n;
    const void *w = lrs_run_weights(run, &n);
    *bytes = n * (lrs_run_surface(run) ? sizeof(double) : sizeof(float));
    void *copy = lrs_alloc(1, *bytes);
    memcpy(copy, w, *bytes);
    return copy;
}

static void live_rows_act_from_the_next_update(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 20);
    size_t bytes;
    void *before = copy_weights(run, &bytes);
    lab_set(e, "optimizer.lr", 0.05);
    lab_set(e, "optimizer.momentum", 0.5);
    assert_false(apply(run, e));
    size_t n;
    assert_memory_equal(lrs_run_weights(run, &n), before, bytes);
    struct lrs_run_info info = lab_info(run);
    assert_int_equal(info.step, 20);
    assert_close(info.lr, 0.05, 0, 0);
    lrs_run_step(run);
    assert_close(lrs_series_at(lrs_run_series(run, LRS_CH_LR), 19), 0.1, 0, 0);
    assert_close(lrs_series_at(lrs_run_series(run, LRS_CH_LR), 20), 0.05, 0, 0);
    int n_marks;
    const struct lrs_mark *marks = lrs_run_marks(run, &n_marks);
    assert_int_equal(n_marks, 1);
    assert_int_equal(marks[0].kind, LRS_MARK_EDIT);
    assert_int_equal(marks[0].step, 20);
    assert_string_equal(marks[0].text, "edited");
    lrs_free(before);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* An edit and back at the same step leaves no trace in the state: buffers are kept. */
static void the_optimizer_keeps_its_state(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS), *other = lrs_experiment_copy(e);
    lab_set(other, "optimizer.momentum", 0.1);
    struct lrs_run *edited = lab_run(e), *straight = lab_run(e);
    lrs_run_advance(edited, 20);
    apply(edited, other);
    apply(edited, e);
    lrs_run_advance(edited, STEPS);
    lrs_run_advance(straight, STEPS);
    assert_true(lab_same_series(lrs_run_series(edited, LRS_CH_LOSS),
                                lrs_run_series(straight, LRS_CH_LOSS)));
    lrs_run_free(edited);
    lrs_run_free(straight);
    lrs_experiment_free(e);
    lrs_experiment_free(other);
}

/* Another optimizer and back at the same step: the weights are the same, the state is not. */
static void assert_starts_fresh(const char *first, const char *second)
{
    struct lrs_experiment *e = lab_moons(STEPS), *other = lrs_experiment_copy(e);
    lab_put(e, LRS_OPTIMIZER, first);
    lab_put(other, LRS_OPTIMIZER, second);
    struct lrs_run *run = lab_run(e), *straight = lab_run(e);
    lrs_run_advance(run, 20);
    lrs_run_advance(straight, 20);
    size_t bytes, n;
    void *before = copy_weights(run, &bytes);
    assert_false(apply(run, other));
    assert_memory_equal(lrs_run_weights(run, &n), before, bytes);
    assert_int_equal(lab_info(run).step, 20);
    apply(run, e);
    assert_memory_equal(lrs_run_weights(run, &n), before, bytes);
    lrs_run_advance(run, 2);
    lrs_run_advance(straight, 2);
    assert_true(lab_info(run).last_loss != lab_info(straight).last_loss);
    lrs_free(before);
    lrs_run_free(run);
    lrs_run_free(straight);
    lrs_experiment_free(e);
    lrs_experiment_free(other);
}

static void a_new_optimizer_starts_fresh_on_the_same_weights(void **state)
{
    (void)state;
    assert_starts_fresh("Adam", "SGD");
    assert_starts_fresh("Adam", "AdamW"); /* with a state of the same size */
}

static void a_new_schedule_keeps_t(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 30); /* five epochs */
    lab_put(e, LRS_SCHEDULE, "ExponentialLR");
    lab_set(e, "schedule.gamma", 0.5);
    assert_false(apply(run, e));
    assert_int_equal(lab_info(run).tick, 5);
    assert_close(lab_info(run).lr, 0.1 / 32, 1e-12, 0);
    lab_set(e, "schedule.gamma", 0.9); /* as if from the start */
    apply(run, e);
    assert_close(lab_info(run).lr, 0.1 * 0.59049, 1e-12, 0);
    lab_choose(e, "train.interval", "step");
    apply(run, e);
    assert_int_equal(lab_info(run).tick, 30);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* The rate jumps where it is edited, but that is no drop of the schedule's. */
static void an_edit_is_marked_once(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.01, STEPS);
    lab_put(e, LRS_SCHEDULE, "StepLR");
    lab_set(e, "schedule.step_size", 25);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 20);
    lab_set(e, "optimizer.lr", 0.001);
    apply(run, e);
    lrs_run_advance(run, 20);
    int n;
    const struct lrs_mark *marks = lrs_run_marks(run, &n);
    assert_int_equal(n, 2);
    assert_int_equal(marks[0].kind, LRS_MARK_EDIT);
    assert_int_equal(marks[1].kind, LRS_MARK_DROP);
    assert_int_equal(marks[1].step, 25);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_plateau_keeps_what_it_has_seen(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(1e-7, STEPS);
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    lab_set(e, "schedule.patience", 5);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 4); /* one best, three bad */
    assert_int_equal(lab_info(run).plateau.bad, 3);
    lab_set(e, "schedule.patience", 3);
    apply(run, e);
    assert_int_equal(lab_info(run).plateau.bad, 3);
    assert_int_equal(lab_info(run).plateau.patience, 3);
    lrs_run_step(run);
    assert_close(lab_info(run).lr, 1e-8, 1e-12, 0);
    lab_put(e, LRS_SCHEDULE, "Constant");
    apply(run, e);
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    apply(run, e);
    assert_int_equal(lab_info(run).plateau.bad, 0);
    assert_close(lab_info(run).lr, 1e-7, 0, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_longer_horizon_goes_on(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(20), *longer = lab_moons(1000);
    struct lrs_run *run = lab_run(e), *straight = lab_run(longer);
    lrs_run_advance(run, 100);
    assert_int_equal(lab_info(run).state, LRS_DONE);
    assert_false(apply(run, longer));
    assert_int_equal(lab_info(run).state, LRS_PAUSED);
    assert_int_equal(lrs_run_advance(run, 5000), 980);
    lrs_run_advance(straight, 1000);
    assert_true(
        lab_same_series(lrs_run_series(run, LRS_CH_LOSS), lrs_run_series(straight, LRS_CH_LOSS)));
    assert_true(lab_same_series(lrs_run_series(run, LRS_CH_VAL_LOSS),
                                lrs_run_series(straight, LRS_CH_VAL_LOSS)));
    apply(run, e); /* shorter than what is done */
    assert_int_equal(lab_info(run).state, LRS_DONE);
    assert_false(lrs_run_step(run));
    lrs_run_free(run);
    lrs_run_free(straight);
    lrs_experiment_free(e);
    lrs_experiment_free(longer);
}

static void data_and_model_start_over(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        double value;
    } edits[] = {{"problem.noise", 0.3},
                 {"model.hidden.1", 5},
                 {"train.seed", 9},
                 {"train.batch", 8},
                 {"train.validation", 0.5}};
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        struct lrs_experiment *e = lab_moons(STEPS);
        struct lrs_run *run = lab_run(e);
        lrs_run_set_running(run, true);
        lrs_run_advance(run, 20);
        lab_set(e, edits[i].path, edits[i].value);
        assert_true(apply(run, e));
        struct lrs_run *fresh = lab_run(e);
        assert_true(lab_same_block(run, fresh));
        assert_true(lab_same_history(run, fresh));
        assert_int_equal(lab_info(run).state, LRS_RUNNING);
        assert_true(lab_info(run).revision > 0);
        lrs_run_free(run);
        lrs_run_free(fresh);
        lrs_experiment_free(e);
    }
}

static void what_fails_changes_nothing(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    bool restarted;
    struct lrs_experiment *e = lab_moons(STEPS);
    struct lrs_run *run = lab_run(e), *twin = lab_run(e);
    lrs_run_advance(run, 20);
    lrs_run_advance(twin, 20);
    lab_put(e, LRS_PROBLEM, "csv");
    lab_choose(e, "problem.path", "no/such/file.csv");
    assert_false(lrs_run_apply(run, e, "edited", &restarted, &err));
    assert_non_null(strstr(err.msg, "no/such/file.csv"));
    assert_false(restarted);
    assert_true(lab_same_block(run, twin));
    assert_true(lab_same_history(run, twin));
    assert_int_equal(lab_info(run).revision, lab_info(twin).revision);
    lrs_run_advance(run, STEPS);
    lrs_run_advance(twin, STEPS);
    assert_true(lab_same_block(run, twin));
    lrs_run_free(run);
    lrs_run_free(twin);
    lrs_experiment_free(e);
}

static void an_edit_bounds_the_way_back(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 20);
    lab_set(e, "optimizer.lr", 0.05);
    apply(run, e);
    lrs_run_advance(run, 30);
    assert_false(lrs_run_seek(run, 19));
    assert_int_equal(lab_info(run).step, 50);
    assert_true(lrs_run_seek(run, 20));
    int n;
    assert_int_equal(lrs_run_marks(run, &n)->kind, LRS_MARK_EDIT);
    assert_int_equal(n, 1);
    assert_int_equal(lrs_run_series(run, LRS_CH_LOSS)->count, 20);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void the_finder_s_settings_touch_nothing(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 20);
    lab_set(e, "finder.num_it", 50);
    apply(run, e);
    assert_true(lrs_experiment_equal(lrs_run_experiment(run), e));
    assert_true(lrs_run_seek(run, 0)); /* no edit of the run itself */
    lrs_run_free(run);
    lrs_experiment_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(live_rows_act_from_the_next_update),
        cmocka_unit_test(the_optimizer_keeps_its_state),
        cmocka_unit_test(a_new_optimizer_starts_fresh_on_the_same_weights),
        cmocka_unit_test(a_new_schedule_keeps_t),
        cmocka_unit_test(an_edit_is_marked_once),
        cmocka_unit_test(a_plateau_keeps_what_it_has_seen),
        cmocka_unit_test(a_longer_horizon_goes_on),
        cmocka_unit_test(data_and_model_start_over),
        cmocka_unit_test(what_fails_changes_nothing),
        cmocka_unit_test(an_edit_bounds_the_way_back),
        cmocka_unit_test(the_finder_s_settings_touch_nothing),
    };
    return cmocka_run_group_tests_name("run/apply", tests, NULL, NULL) != 0;
}

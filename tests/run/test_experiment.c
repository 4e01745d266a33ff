/* The experiment: its tables, paths, checks, warnings and lengths. */
#include "lab.h"

static void tables_are_sound(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    for (int i = LRS_TRAIN; i < LRS_PARTS; i++)
        if (!lrs_registry_check(lrs_part_registry(i), &err))
            fail_msg("%s", err.msg);
    assert_string_equal(lrs_part_name(LRS_SCHEDULE), "schedule");
    assert_string_equal(lrs_part_name(LRS_FINDER), "finder");
}

static void defaults_are_valid(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    struct lrs_experiment *e = lrs_experiment_new(), *copy = lrs_experiment_copy(e);
    assert_true(lrs_experiment_check(e, &err));
    assert_true(lrs_experiment_equal(e, copy));
    lab_set(copy, "train.seed", 2);
    assert_false(lrs_experiment_equal(e, copy));
    struct lrs_train train = lrs_experiment_train(e);
    assert_int_equal(train.epochs, 80);
    assert_true(train.steps == LRS_INT_UNSET);
    struct lrs_finder_settings finder = lrs_experiment_finder(e);
    assert_close(finder.start_lr, 1e-7, 0, 0);
    assert_int_equal(finder.num_it, 100);
    lrs_experiment_free(e);
    lrs_experiment_free(copy);
}

static void paths_name_values(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    enum lrs_part part;
    struct lrs_ref ref;
    struct lrs_experiment *e = lrs_experiment_new();
    lab_put(e, LRS_SCHEDULE, "StepLR");
    lab_put(e, LRS_OPTIMIZER, "Adam");
    assert_true(lrs_experiment_find(e, "schedule.gamma", &part, &ref, &err));
    assert_int_equal(part, LRS_SCHEDULE);
    assert_string_equal(lrs_ref_param(&ref)->name, "gamma");
    assert_true(lrs_experiment_find(e, "optimizer.betas.1", &part, &ref, &err));
    assert_int_equal(ref.element, 0);
    assert_true(lrs_experiment_find(e, "train.batch_size", &part, &ref, &err));
    assert_string_equal(lrs_ref_param(&ref)->name, "batch");

    struct lrs_spec *inner = lrs_spec_copy(e->part[LRS_SCHEDULE]);
    lrs_experiment_put(e, LRS_SCHEDULE, lrs_schedule_wrap_warmup(inner, 5));
    assert_true(lrs_experiment_find(e, "schedule.2.gamma", &part, &ref, &err));
    assert_true(lrs_experiment_find(e, "schedule.gamma", &part, &ref, &err));
    assert_string_equal(ref.spec->kind->name, "StepLR");
    lrs_experiment_free(e);
}

static void wrong_paths_say_what_is_near(void **state)
{
    (void)state;
    enum lrs_part part;
    struct lrs_ref ref;
    struct lrs_experiment *e = lrs_experiment_new();
    static const struct {
        const char *path, *says;
    } cases[] = {
        {"shedule.gamma", "did you mean 'schedule'"},
        {"train", "names the whole train"},
        {"train.", "names the whole train"},
        {"train.epoch", "epochs"},
        {"", "no part is called ''"},
        {"optimizer.lr.1", "optimizer.lr.1: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lrs_err err = {""};
        assert_false(lrs_experiment_find(e, cases[i].path, &part, &ref, &err));
        if (!strstr(err.msg, cases[i].says))
            fail_msg("'%s' says '%s', which lacks '%s'", cases[i].path, err.msg, cases[i].says);
    }
    lrs_experiment_free(e);
}

static void a_part_is_checked_with_its_name(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    struct lrs_experiment *e = lrs_experiment_new();
    e->part[LRS_FINDER]->at[0].real = 20; /* start_lr, behind the back of its check */
    assert_false(lrs_experiment_check(e, &err));
    assert_non_null(strstr(err.msg, "finder: "));
    assert_non_null(strstr(err.msg, "start_lr must be below end_lr"));
    lrs_experiment_free(e);
}

static void the_peak_is_where_the_schedule_has_it(void **state)
{
    (void)state;
    char path[64];
    struct lrs_experiment *e = lrs_experiment_new();
    lrs_experiment_peak_path(e, path);
    assert_string_equal(path, "optimizer.lr");
    lab_put(e, LRS_SCHEDULE, "OneCycleLR");
    lrs_experiment_peak_path(e, path);
    assert_string_equal(path, "schedule.max_lr");
    struct lrs_spec *inner = lrs_spec_copy(e->part[LRS_SCHEDULE]);
    lrs_experiment_put(e, LRS_SCHEDULE, lrs_schedule_wrap_warmup(inner, 5));
    lrs_experiment_peak_path(e, path);
    assert_string_equal(path, "schedule.2.max_lr");
    lrs_experiment_free(e);
}

static void the_clock_counts(void **state)
{
    (void)state;
    struct lrs_experiment *e = lrs_experiment_new();
    lab_set(e, "train.batch", 64);
    lab_set(e, "train.epochs", 10);
    struct lrs_clock c = lrs_experiment_clock(e, 129); /* the last batch has one row */
    assert_int_equal(c.steps_per_epoch, 3);
    assert_int_equal(c.steps, 30);
    assert_int_equal(c.ticks, 10);
    assert_false(c.per_step);
    lab_put(e, LRS_SCHEDULE, "CyclicLR");
    assert_int_equal(lrs_experiment_clock(e, 129).ticks, 30);
    lab_choose(e, "train.interval", "epoch");
    assert_int_equal(lrs_experiment_clock(e, 129).ticks, 10);
    lab_set(e, "train.steps", 31);
    c = lrs_experiment_clock(e, 129);
    assert_int_equal(c.steps, 31);
    assert_int_equal(c.ticks, 11); /* the eleventh is cut short */
    c = lrs_experiment_clock(e, 0);
    assert_int_equal(c.steps_per_epoch, 1);
    assert_int_equal(c.ticks, 31);
    lrs_experiment_free(e);
}

static void rows_are_those_for_training(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    int64_t rows;
    struct lrs_experiment *e = lab_moons(10);
    assert_true(lrs_experiment_rows(e, &rows, &err));
    assert_int_equal(rows, 90);
    lab_put(e, LRS_PROBLEM, "beale");
    assert_true(lrs_experiment_rows(e, &rows, &err));
    assert_int_equal(rows, 0);
    lab_put(e, LRS_PROBLEM, "csv");
    lab_choose(e, "problem.path", "no/such/file.csv");
    assert_false(lrs_experiment_rows(e, &rows, &err));
    assert_non_null(strstr(err.msg, "no/such/file.csv"));
    lrs_experiment_free(e);
}

static void assert_warns(const struct lrs_experiment *e, const char *says)
{
    struct lrs_str s = {0};
    lrs_experiment_warn(e, &s);
    if (says ? !strstr(lrs_str_text(&s), says) : s.len > 0)
        fail_msg("warns '%s'", lrs_str_text(&s));
    lrs_str_clear(&s);
}

static void the_unwise_is_named(void **state)
{
    (void)state;
    struct lrs_experiment *e = lrs_experiment_new();
    assert_warns(e, NULL);
    lab_put(e, LRS_SCHEDULE, "CosineAnnealingLR");
    lab_set(e, "optimizer.lr", 0.1);
    assert_warns(e, NULL);
    lab_set(e, "schedule.eta_min", 0.2);
    assert_warns(e, "schedule.eta_min is above the base rate");
    lab_put(e, LRS_SCHEDULE, "ExponentialLR");
    lab_set(e, "schedule.gamma", 1.1);
    assert_warns(e, "schedule.gamma is above 1");
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    assert_warns(e, NULL);
    lab_choose(e, "train.monitor", "val_accuracy");
    assert_warns(e, "schedule.mode does not fit");
    lab_choose(e, "schedule.mode", "max");
    assert_warns(e, NULL);
    lab_put(e, LRS_SCHEDULE, "CyclicLR");
    assert_warns(e, NULL);
    lab_put(e, LRS_OPTIMIZER, "Adagrad");
    assert_warns(e, "cycle_momentum has no effect");
    lab_put(e, LRS_SCHEDULE, "Constant");
    lab_put(e, LRS_PROBLEM, "csv");
    assert_warns(e, "csv without a path reads the bundled iris.csv");
    lrs_spec_set(e->part[LRS_PROBLEM], 0, lrs_value_text("own.csv"), NULL);
    assert_warns(e, NULL);
    lrs_experiment_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_sound),
        cmocka_unit_test(defaults_are_valid),
        cmocka_unit_test(paths_name_values),
        cmocka_unit_test(wrong_paths_say_what_is_near),
        cmocka_unit_test(a_part_is_checked_with_its_name),
        cmocka_unit_test(the_peak_is_where_the_schedule_has_it),
        cmocka_unit_test(the_clock_counts),
        cmocka_unit_test(rows_are_those_for_training),
        cmocka_unit_test(the_unwise_is_named),
    };
    return cmocka_run_group_tests_name("run/experiment", tests, NULL, NULL) != 0;
}

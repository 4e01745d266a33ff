/* The scene that everybody sees first must tell schedules apart: over 16 seeds, most schedules, as
 * the chooser fits them, end below the fixed rate in validation loss by a sign test. */
#include "bundled.h"

#include "lrscope/engine.h"
#include "lrscope/mem.h"

enum { SEEDS = 16 };

static const char *const schedules[] = {"Constant",          "StepLR",      "ExponentialLR",
                                        "CosineAnnealingLR", "CyclicLR",    "OneCycleLR",
                                        "ReduceLROnPlateau", "PolynomialLR"};
enum { SCHEDULES = sizeof schedules / sizeof *schedules };

struct trials {
    const struct lrs_experiment *base;
    double final[SCHEDULES][SEEDS]; /* validation loss at the end */
};

/* BASE with another seed and schedule, fitted to the horizon and the base rate. */
static struct lrs_experiment *variant(const struct lrs_experiment *base, int schedule, int seed)
{
    struct lrs_experiment *e = lrs_experiment_copy(base);
    struct lrs_err err = {0};
    int64_t n_train;
    struct lrs_spec *train = e->part[LRS_TRAIN];
    const struct lrs_kind *kind = lrs_registry_find(&lrs_schedules, schedules[schedule], &err);
    assert_non_null(kind);
    lrs_experiment_put(e, LRS_SCHEDULE, lrs_spec_new(kind));
    assert_true(lrs_spec_set(train, lrs_spec_row(train->kind, "seed", &err),
                             lrs_value_int(seed + 1), &err));
    assert_true(lrs_experiment_rows(e, &n_train, &err));
    lrs_schedule_fit(e->part[LRS_SCHEDULE], (double)lrs_experiment_clock(e, n_train).ticks,
                     lrs_optimizer_lr(e->part[LRS_OPTIMIZER]));
    return e;
}

static void train(void *arg, int i)
{
    struct trials *t = arg;
    int schedule = i / SEEDS, seed = i % SEEDS;
    struct lrs_experiment *e = variant(t->base, schedule, seed);
    struct lrs_run *run = bundled_run(e);
    struct lrs_run_info info;
    lrs_run_advance(run, INT64_MAX);
    lrs_run_info(run, &info);
    t->final[schedule][seed] = info.state == LRS_DONE ? info.val_loss : (double)INFINITY;
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void start_tells_schedules_apart(void **state)
{
    struct bundled b = bundled_load("start");
    struct trials *t = LRS_NEW(struct trials);
    int better = 0;
    (void)state;
    t->base = b.scene->exp;
    lrs_parallel(-1, SCHEDULES * SEEDS, train, t);
    for (int k = 1; k < SCHEDULES; k++) {
        int wins = 0, losses = 0;
        for (int s = 0; s < SEEDS; s++) {
            wins += t->final[k][s] < t->final[0][s];
            losses += t->final[k][s] > t->final[0][s];
        }
        double p = lrs_sign_test(wins, losses);
        better += wins > losses && p < 0.05;
        print_message("# %s against Constant: %d to %d, p = %.4f\n", schedules[k], wins, losses, p);
    }
    assert_true(better >= 4);
    lrs_free(t);
    bundled_free(&b);
}

/* It learns within seconds at its own pace, visibly, and ends well. */
static void start_learns_in_seconds_and_ends_well(void **state)
{
    struct bundled b = bundled_load("start");
    struct lrs_run *run = bundled_run(b.scene->exp);
    struct lrs_run_info early, end;
    (void)state;
    assert_true(b.scene->pace > 0);
    lrs_run_advance(run, (int64_t)(5 * b.scene->pace));
    lrs_run_info(run, &early);
    lrs_run_advance(run, INT64_MAX);
    lrs_run_info(run, &end);
    double first = lrs_series_at(lrs_run_series(run, LRS_CH_LOSS), 0);
    assert_int_equal(end.state, LRS_DONE);
    assert_true(early.mean_loss < 0.7 * first);
    assert_true(end.val_loss < 0.2 * first);
    assert_true(end.val_loss < 1.2 * end.best_val_loss);
    assert_true(end.val_accuracy > 0.9);
    assert_true((double)end.clock.steps / b.scene->pace < 20);
    lrs_run_free(run);
    bundled_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(start_tells_schedules_apart),
        cmocka_unit_test(start_learns_in_seconds_and_ends_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

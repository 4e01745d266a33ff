/* ReduceLROnPlateau: at which call the rate drops, what odd metrics do, what its state survives. */
#include "sched.h"

static struct lrs_spec *plateau(double patience, double cooldown)
{
    struct lrs_spec *spec = spec_of("plateau");
    put(spec, "patience", patience);
    put(spec, "cooldown", cooldown);
    return spec;
}

/* Feeds METRIC for CALLS ticks; writes the calls (from 1) after which the rate was lower. */
static int reductions(struct sched *x, double metric, int calls, int *at)
{
    int n = 0;
    for (int t = 0; t < calls; t++) {
        double before = sched_rate(x, t);
        sched_see(x, t, metric);
        if (sched_rate(x, t + 1) < before)
            at[n++] = t + 1;
    }
    return n;
}

static void expect_calls(struct lrs_spec *spec, double metric, int calls, int n, const int *want)
{
    int at[64];
    struct sched x = sched_open(spec, 0.1, 100);
    assert_int_equal(reductions(&x, metric, calls, at), n);
    for (int i = 0; i < n; i++)
        assert_int_equal(at[i], want[i]);
    sched_close(&x);
}

static void periods(void **state)
{
    (void)state;
    expect_calls(plateau(2, 0), 1, 11, 3, (const int[]){4, 7, 10});
    expect_calls(plateau(2, 1), 1, 11, 2, (const int[]){4, 8});
    expect_calls(plateau(2, 2), 1, 13, 2, (const int[]){4, 9});
    expect_calls(plateau(0, 0), 1, 4, 3, (const int[]){2, 3, 4});
    /* Never better and never the best: bad from the first call on. */
    expect_calls(plateau(2, 0), (double)NAN, 7, 2, (const int[]){3, 6});
    expect_calls(plateau(2, 0), (double)INFINITY, 7, 2, (const int[]){3, 6});
}

static void floors(void **state)
{
    int at[64];
    (void)state;
    struct sched x = sched_open(plateau(0, 0), 0.1, 100);
    reductions(&x, 1, 30, at);
    assert_close(sched_rate(&x, 30), 1e-8, 1e-6, 0); /* 1e-8 - 1e-9 is below eps */
    sched_close(&x);

    struct lrs_spec *spec = plateau(0, 0);
    put(spec, "min_lr", 0.5);
    expect_calls(spec, 1, 20, 0, NULL); /* above the rate: nothing ever happens */
    spec = plateau(0, 0);
    put(spec, "min_lr", 0.02);
    expect_calls(spec, 1, 20, 1, (const int[]){2});
}

/* The share of a negative best is on the wrong side, as in PyTorch; an amount is not. */
static void negative_metrics(void **state)
{
    (void)state;
    expect_calls(plateau(2, 0), -1, 20, 0, NULL);
    struct lrs_spec *spec = plateau(2, 0);
    put(spec, "threshold_mode", 1);
    expect_calls(spec, -1, 8, 2, (const int[]){4, 7});
}

static void thresholds(void **state)
{
    struct lrs_plateau_view view;
    struct lrs_spec *spec = plateau(3, 0);
    (void)state;
    put(spec, "threshold", 0.1);
    struct sched x = sched_open(spec, 0.1, 100);
    assert_true(lrs_schedule_plateau(x.s, x.state, 0, &view));
    assert_true(isinf(view.best) && view.best > 0 && !view.max);
    sched_see(&x, 0, 2);
    sched_see(&x, 1, 1.85); /* better, but by less than a tenth */
    lrs_schedule_plateau(x.s, x.state, 2, &view);
    assert_close(view.best, 2, 0, 0);
    assert_close(view.threshold_at, 1.8, 1e-12, 0);
    assert_int_equal(view.bad, 1);
    assert_int_equal(view.patience, 3);
    sched_close(&x);
}

/* A base rate that is changed on the way scales the rate reached so far. */
static void base_changes(void **state)
{
    int at[64];
    struct sched x = sched_open(plateau(2, 0), 0.1, 100);
    (void)state;
    reductions(&x, 1, 5, at);
    assert_close(sched_rate(&x, 5), 0.01, 1e-12, 0);
    x.base = 0.4;
    assert_close(sched_rate(&x, 5), 0.04, 1e-12, 0);
    sched_see(&x, 5, 1);
    sched_see(&x, 6, 1);
    assert_close(sched_rate(&x, 7), 0.004, 1e-12, 0);
    x.base = 0;
    sched_see(&x, 7, 1);
    assert_true(sched_rate(&x, 8) == 0);
    x.base = 0.2;
    assert_close(sched_rate(&x, 9), 0.2, 0, 0);
    sched_close(&x);
}

/* A copy of the bytes is a copy of the schedule's memory. */
static void state_is_plain(void **state)
{
    struct sched x = sched_open(plateau(2, 1), 0.1, 100);
    size_t size = lrs_schedule_state_size(x.s);
    (void)state;
    assert_int_equal(size % 8, 0);
    for (int t = 0; t < 6; t++)
        sched_see(&x, t, 1.0 / (1 + t % 3));
    struct sched twin = x;
    twin.state = lrs_alloc(1, size);
    memcpy(twin.state, x.state, size);
    for (int t = 6; t < 40; t++) {
        double metric = 1.0 / (1 + t % 5);
        sched_see(&x, t, metric);
        sched_see(&twin, t, metric);
        assert_true(sched_rate(&x, t + 1) == sched_rate(&twin, t + 1));
    }
    assert_memory_equal(x.state, twin.state, size);
    lrs_free(twin.state);
    sched_close(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods),          cmocka_unit_test(floors),
        cmocka_unit_test(negative_metrics), cmocka_unit_test(thresholds),
        cmocka_unit_test(base_changes),     cmocka_unit_test(state_is_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

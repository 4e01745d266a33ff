/* The finder: its rates, its stop, that it touches nothing, and fastai's formulas on curves made
 * by hand. */
#include "lab.h"

#include "lrscope/finder.h"

static struct lrs_finder *find(const struct lrs_run *run)
{
    struct lrs_err err = {""};
    struct lrs_finder *f = lrs_finder_new(run, &err);
    if (!f)
        fail_msg("%s", err.msg);
    return f;
}

static void rates_rise_from_start_to_end(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(60);
    lab_set(e, "optimizer.momentum", 0);
    lab_set(e, "finder.end_lr", 0.1); /* nothing diverges */
    struct lrs_run *run = lab_run(e);
    struct lrs_finder *f = find(run);
    assert_int_equal(f->n, 100);
    assert_false(f->stopped);
    for (int i = 0; i < 100; i++)
        assert_close(f->lr[i], 1e-7 * pow(1e6, i / 99.0), 1e-12, 0);
    assert_close(f->lr[99], 0.1, 0, 0);
    double v = 0;
    for (int i = 0; i < 100; i++) {
        v = 0.98 * v + 0.02 * f->loss[i];
        assert_close(f->smooth[i], v / (1 - pow(0.98, i + 1)), 1e-10, 0);
    }
    lrs_finder_free(f);

    lab_choose(e, "finder.mode", "linear");
    lab_set(e, "finder.num_it", 11);
    bool restarted;
    assert_true(lrs_run_apply(run, e, NULL, &restarted, NULL));
    f = find(run);
    for (int i = 0; i < 11; i++)
        assert_close(f->lr[i], 1e-7 + i / 10.0 * (0.1 - 1e-7), 1e-12, 0);
    lrs_finder_free(f);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void the_run_is_not_touched(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(60);
    struct lrs_run *run = lab_run(e), *twin = lab_run(e);
    lrs_run_advance(run, 20);
    lrs_run_advance(twin, 20);
    struct lrs_finder *a = find(run), *b = find(run);
    assert_true(lab_same_block(run, twin));
    lrs_run_advance(run, 60);
    lrs_run_advance(twin, 60);
    assert_true(lab_same_block(run, twin));
    assert_true(lab_same_history(run, twin));
    assert_int_equal(a->n, b->n);
    assert_memory_equal(a->loss, b->loss, (size_t)a->n * sizeof *a->loss);
    lrs_finder_free(a);
    lrs_finder_free(b);
    lrs_run_free(run);
    lrs_run_free(twin);
    lrs_experiment_free(e);
}

static void it_starts_fresh_or_from_here(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(600);
    struct lrs_run *run = lab_run(e);
    struct lrs_finder *start = find(run);
    lrs_run_advance(run, 600);
    struct lrs_finder *fresh = find(run);
    assert_close(fresh->loss[0], start->loss[0], 0, 0);
    lab_choose(e, "finder.from", "current");
    bool restarted;
    assert_true(lrs_run_apply(run, e, NULL, &restarted, NULL));
    struct lrs_finder *here = find(run);
    assert_true(here->loss[0] < start->loss[0] / 2);
    lrs_finder_free(start);
    lrs_finder_free(fresh);
    lrs_finder_free(here);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void it_stops_where_the_loss_runs_away(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.01, 100);
    lab_set(e, "finder.smooth", 0);
    /* The bowl is stable below 0.1; slowly through that, so that no step jumps over a limit. */
    lab_set(e, "finder.start_lr", 0.09);
    lab_set(e, "finder.end_lr", 0.2);
    lab_set(e, "finder.num_it", 4000);
    struct lrs_run *run = lab_run(e);
    struct lrs_finder *f = find(run);
    assert_true(f->stopped);
    assert_true(f->n > 500 && f->n < 1000);
    double best = INFINITY;
    for (int i = 0; i < f->n; i++) {
        assert_close(f->smooth[i], f->loss[i], 0, 0);
        best = fmin(best, f->smooth[i]);
        assert_true((f->smooth[i] > 4 * best) == (i == f->n - 1));
    }
    lrs_finder_free(f);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_loss_that_is_no_number_ends_it(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.01, 100);
    lab_set(e, "finder.end_lr", 1e6);
    lab_set(e, "finder.start_lr", 1e5);
    lab_set(e, "finder.diverge", 1e6);
    struct lrs_run *run = lab_run(e);
    struct lrs_finder *f = find(run);
    assert_true(f->stopped);
    assert_true(f->n >= 1 && f->n < 5);
    for (int i = 0; i < LRS_SUGGESTIONS; i++) {
        assert_true(isnan(f->suggestion[i]));
        assert_int_equal(f->at[i], -1);
        assert_non_null(strstr(f->why_not[i], "points more"));
    }
    lrs_finder_free(f);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void pieces_give_the_same_curve(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(60);
    struct lrs_run *run = lab_run(e);
    struct lrs_finder *whole = find(run);
    struct lrs_range_test *t = lrs_range_test_new(run, NULL);
    while (lrs_range_test_advance(t, 7))
        lrs_run_step(run); /* which may go on meanwhile */
    struct lrs_finder *f = lrs_range_test_finish(t);
    assert_int_equal(f->n, whole->n);
    assert_memory_equal(f->loss, whole->loss, (size_t)f->n * sizeof *f->loss);
    assert_memory_equal(f->at, whole->at, sizeof f->at);
    lrs_finder_free(f);
    lrs_finder_free(whole);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* ---- suggestions ---- */

/* A curve of N points whose window (from num_it/10 to the last five) is SHAPE's 0..n-16. */
static struct lrs_finder *curve(int n, double (*shape)(int i))
{
    struct lrs_finder *f = LRS_NEW(struct lrs_finder);
    f->settings = (struct lrs_finder_settings){.num_it = 100};
    f->n = n;
    f->lr = LRS_ARRAY(double, (size_t)n);
    f->loss = LRS_ARRAY(double, (size_t)n);
    f->smooth = LRS_ARRAY(double, (size_t)n);
    for (int i = 0; i < n; i++) {
        f->lr[i] = 1e-7 * pow(1e8, i / 100.0);
        f->smooth[i] = shape(i - 10);
    }
    lrs_finder_suggest(f);
    return f;
}

static double flat(int i)
{
    (void)i;
    return 1;
}

static double falling(int i)
{
    return 100 - i;
}

static double rising(int i)
{
    return 100 + i;
}

/* Flat to 30, down to 60 with the steepest step from 44 to 45, up from there. */
static double dip(int i)
{
    if (i <= 30)
        return 10;
    if (i <= 60)
        return 10 - (i - 30) * 0.1 - (i > 44 ? 2 : 0);
    return 5 + (i - 60) * 0.5;
}

static void assert_suggests(const struct lrs_finder *f, enum lrs_suggest s, int index,
                            double factor)
{
    if (index < 0) {
        assert_true(isnan(f->suggestion[s]));
        assert_true(f->why_not[s][0] != '\0');
        return;
    }
    assert_close(f->suggestion[s], f->lr[10 + index] * factor, 1e-12, 0);
    if (factor == 1)
        assert_int_equal(f->at[s], 10 + index);
}

static void a_falling_curve(void **state)
{
    (void)state;
    struct lrs_finder *f = curve(99, falling); /* 84 points in the window */
    assert_suggests(f, LRS_VALLEY, 41, 1);
    assert_suggests(f, LRS_MINIMUM_10, 83, 0.1);
    assert_suggests(f, LRS_SLIDE, 83 - 15, 1); /* the slopes agree at once */
    assert_true(f->suggestion[LRS_STEEPEST] > 0);
    lrs_finder_free(f);
}

static void a_flat_curve(void **state)
{
    (void)state;
    struct lrs_finder *f = curve(100, flat); /* 85 points in the window */
    assert_suggests(f, LRS_VALLEY, 0, 1);
    assert_suggests(f, LRS_SLIDE, 85 - 16, 1);
    assert_suggests(f, LRS_STEEPEST, -1, 1);
    assert_string_equal(f->why_not[LRS_STEEPEST], "the loss never falls");
    lrs_finder_free(f);
    f = curve(100, rising);
    assert_suggests(f, LRS_VALLEY, 0, 1);
    assert_suggests(f, LRS_STEEPEST, -1, 1);
    lrs_finder_free(f);
}

static void a_valley(void **state)
{
    (void)state;
    struct lrs_finder *f = curve(100, dip);
    assert_suggests(f, LRS_STEEPEST, 44, 1);
    assert_suggests(f, LRS_MINIMUM_10, 60, 0.1);
    /* The longest fall has 31 points and ends at 60: from 29, 10 + 5 on. */
    assert_suggests(f, LRS_VALLEY, 44, 1);
    /* An interval of 15 slides down until the slopes at its ends agree: from (69, 84), where they
     * do at once, as both lie on the straight rise. */
    assert_suggests(f, LRS_SLIDE, 69, 1);
    lrs_finder_free(f);
}

/* Down to 70 in a straight line, then up ever faster. */
static double hook(int i)
{
    return i <= 70 ? 10 - i * 0.1 : 3 + (i - 70) * (i - 70) * 0.1;
}

static void the_slide_passes_the_hook(void **state)
{
    (void)state;
    struct lrs_finder *f = curve(100, hook);
    /* Right end at 84 .. 70 has another slope than the left end at 69 .. 55; the last of those. */
    assert_suggests(f, LRS_SLIDE, 55, 1);
    lrs_finder_free(f);
}

static void the_nearest_point_is_marked(void **state)
{
    (void)state;
    struct lrs_finder *f = curve(100, falling);
    /* A tenth is 12.5 points of 8 decades in 100 to the left. */
    int at = f->at[LRS_MINIMUM_10];
    assert_true(at == 10 + 84 - 12 || at == 10 + 84 - 13);
    assert_string_equal(lrs_suggest_name(LRS_MINIMUM_10), "minimum/10");
    assert_non_null(strstr(lrs_suggest_help(LRS_VALLEY), "longest fall"));
    lrs_finder_free(f);
}

static void short_curves_say_what_they_lack(void **state)
{
    (void)state;
    struct lrs_finder *f = curve(20, falling); /* 5 points in the window */
    assert_suggests(f, LRS_SLIDE, -1, 1);
    assert_string_equal(f->why_not[LRS_SLIDE], "needs 11 points more");
    assert_suggests(f, LRS_MINIMUM_10, 4, 0.1);
    lrs_finder_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_rise_from_start_to_end),
        cmocka_unit_test(the_run_is_not_touched),
        cmocka_unit_test(it_starts_fresh_or_from_here),
        cmocka_unit_test(it_stops_where_the_loss_runs_away),
        cmocka_unit_test(a_loss_that_is_no_number_ends_it),
        cmocka_unit_test(pieces_give_the_same_curve),
        cmocka_unit_test(a_falling_curve),
        cmocka_unit_test(a_flat_curve),
        cmocka_unit_test(a_valley),
        cmocka_unit_test(the_slide_passes_the_hook),
        cmocka_unit_test(the_nearest_point_is_marked),
        cmocka_unit_test(short_curves_say_what_they_lack),
    };
    return cmocka_run_group_tests_name("run/finder", tests, NULL, NULL) != 0;
}

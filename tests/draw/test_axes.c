/* Scales, ranges and ticks. */
#include "check.h"

#include <float.h>

#include "lrscope/plot.h"

static void assert_labels(double lo, double hi, bool log, int max, bool si, const char *want)
{
    struct lrs_scale s = {lo, hi, log};
    struct lrs_ticks t;
    lrs_ticks(&t, &s, max, 0, si);
    char got[400] = "";
    for (int i = 0; i < t.n; i++)
        if (t.label[i][0])
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", *got ? " " : "",
                     t.label[i]);
    assert_string_equal(got, want);
}

static void test_linear_labels(void **state)
{
    (void)state;
    assert_labels(0, 1, false, 5, false, "0 0.25 0.50 0.75 1.00");
    assert_labels(0, 1, false, 6, false, "0 0.2 0.4 0.6 0.8 1.0");
    assert_labels(0, 0.1, false, 3, false, "0 0.05 0.10");
    assert_labels(-1, 1, false, 5, false, "-1.0 -0.5 0 0.5 1.0");
    assert_labels(0, 80, false, 5, true, "0 20 40 60 80");
    assert_labels(0, 2000, false, 5, true, "0 500 1000 1500 2000");
    assert_labels(0, 48000, false, 5, true, "0 10k 20k 30k 40k");
    assert_labels(0, 2e6, false, 5, true, "0 500k 1000k 1500k 2000k");
    assert_labels(0, 2.2e7, false, 5, true, "0 5M 10M 15M 20M");
    assert_labels(0, 3, false, 9, true, "0 1 2 3");
    assert_labels(0, 4e-5, false, 5, false, "0 1e-5 2e-5 3e-5 4e-5");
    assert_labels(0, 1e-4, false, 5, false, "0 2.5e-5 5e-5 7.5e-5 1e-4");
    assert_labels(0, 2.5e7, false, 3, false, "0 1e7 2e7");
    assert_labels(0, 1, false, 1, false, "0.5");
}

static void test_log_labels(void **state)
{
    (void)state;
    assert_labels(1e-6, 1, true, 7, false, "1e-6 1e-5 1e-4 1e-3 1e-2 1e-1 1e0");
    assert_labels(1e-6, 1, true, 4, false, "1e-6 1e-4 1e-2 1e0");
    assert_labels(0.001, 1, true, 5, false, "0.001 0.01 0.1 1");
    assert_labels(0.05, 1, true, 6, false, "0.05 0.1 0.2 0.5 1");
    assert_labels(0.05, 1, true, 3, false, "0.1 1");
    assert_labels(0.3, 0.4, true, 5, false, "0.300 0.325 0.350 0.375 0.400");
    assert_labels(1e-300, 1e300, true, 5, false, "1e-200 1e0 1e200");
}

/* Labels differ, are never "-0", fit, and mean what they stand at. */
static void check_ticks(const struct lrs_scale *s, int max, bool si)
{
    struct lrs_ticks t;
    lrs_ticks(&t, s, max, 0, si);
    int labelled = 0;
    for (int i = 0; i < t.n; i++) {
        const char *label = t.label[i];
        assert_true(strlen(label) < sizeof t.label[i]);
        if (i)
            assert_true(t.at[i] > t.at[i - 1]);
        if (!*label)
            continue;
        labelled++;
        assert_false(label[0] == '-' && strtod(label, NULL) == 0);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(label, t.label[k]);
        char *end;
        double v = strtod(label, &end);
        v *= *end == 'k' ? 1e3 : *end == 'M' ? 1e6 : *end == 'G' ? 1e9 : *end == 'T' ? 1e12 : 1;
        assert_close(v, t.at[i], 1e-9, 1e-12 * (fabs(s->hi) + fabs(s->lo)));
    }
    assert_true(labelled <= max);
    assert_true(max < 3 || labelled >= 2 || si);
}

static void test_ticks_everywhere(void **state)
{
    (void)state;
    for (int k = -300; k <= 300; k += 7)
        for (int m = 1; m < 90; m += 11)
            for (int max = 1; max <= 26; max += 4)
                for (int si = 0; si < 2; si++) {
                    double u = pow(10, k);
                    struct lrs_scale s[] = {{0, m * u, false},
                                            {-m * u, 3 * u, false},
                                            {u, u * (1 + m), true},
                                            {u / 3, u * 1.01, true}};
                    for (int i = 0; i < 4; i++)
                        check_ticks(&s[i], max, si && s[i].hi < 1e15 && s[i].hi > 10);
                }
}

/* Ranges of steps and epochs along rows, as the extended Wilkinson algorithm has them. */
static void test_labels_along_a_row(void **state)
{
    static const struct {
        double lo, hi;
        int max, room;
        bool si;
        const char *want;
    } rows[] = {
        {0, 100, 6, 60, true, "0 20 40 60 80 100"},
        {0, 80, 4, 30, true, "0 25 50 75"},
        {0, 30, 7, 60, true, "0 5 10 15 20 25 30"},
        {0, 12, 4, 30, true, "0 4 8 12"},
        {0, 90, 4, 30, true, "0 30 60 90"},
        {0, 40, 11, 120, true, "0 5 10 15 20 25 30 35 40"},
        {0, 3000, 7, 60, true, "0 500 1000 1500 2000 2500 3000"},
        {0, 3000, 7, 24, true, "0 1000 2000 3000"}, /* more would not fit */
        {0, 48000, 11, 120, true, "0 5k 10k 15k 20k 25k 30k 35k 40k 45k"},
        {0, 12345678, 7, 60, true, "0 2M 4M 6M 8M 10M 12M"},
        {0, 1e8, 7, 60, true, "0 20M 40M 60M 80M 100M"},
        {17.3, 22.9, 12, 120, true, "18 19 20 21 22"}, /* whole numbers only */
        {99.2, 99.8, 4, 30, false, "99.2 99.4 99.6 99.8"},
        {137, 462, 7, 60, true, "150 200 250 300 350 400 450"},
        {1999.2, 2000.4, 7, 60, false, "1999.2 1999.4 1999.6 1999.8 2000.0 2000.2 2000.4"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lrs_ticks t;
        struct lrs_scale s = {rows[i].lo, rows[i].hi, false};
        lrs_ticks(&t, &s, rows[i].max, rows[i].room, rows[i].si);
        char got[400] = "";
        for (int k = 0; k < t.n; k++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", k ? " " : "", t.label[k]);
        assert_string_equal(got, rows[i].want);
    }
}

/* Along a row a blank stands between neighbours. */
static void test_labels_do_not_touch(void **state)
{
    (void)state;
    for (int room = 6; room < 150; room += 7)
        for (double hi = 0.7; hi < 1e9; hi *= 1.9)
            for (int part = 0; part < 4; part++) {
                struct lrs_scale s = {part * hi / 5, hi, false};
                struct lrs_ticks t;
                lrs_ticks(&t, &s, LRS_TICKS_MAX, room, hi > 9);
                for (int i = 1; i < t.n; i++) {
                    double a = lrs_scale_at(&s, t.at[i - 1]) * room;
                    double b = lrs_scale_at(&s, t.at[i]) * room;
                    double widths = (double)(strlen(t.label[i - 1]) + strlen(t.label[i])) / 2;
                    assert_true(b - a >= widths + 1);
                }
            }
}

static void test_ticks_of_no_scale(void **state)
{
    (void)state;
    struct lrs_ticks t;
    struct lrs_scale none[] = {
        {1, 1, false}, {NAN, 1, false}, {-INFINITY, INFINITY, false}, {2, 1, true}};
    for (int i = 0; i < 4; i++) {
        lrs_ticks(&t, &none[i], 5, 0, false);
        assert_int_equal(t.n, 0);
        assert_int_equal(lrs_ticks_width(&t), 0);
    }
    lrs_ticks(&t, &(struct lrs_scale){-DBL_MAX, DBL_MAX, false}, 5, 0, false);
    assert_true(t.n <= 5);
}

static void test_scale_and_back(void **state)
{
    (void)state;
    struct lrs_scale s[] = {
        {0, 1, false}, {-5, 20, false}, {1e-7, 10, true}, {-1e308, 1e308, false}};
    for (int i = 0; i < 4; i++)
        for (double at = 0; at <= 1; at += 0.125)
            assert_close(lrs_scale_at(&s[i], lrs_scale_inverse(&s[i], at)), at, 1e-9, 1e-9);
    assert_true(isnan(lrs_scale_at(&s[2], 0)));
    assert_true(isnan(lrs_scale_at(&s[2], -1)));
}

static void test_range_grows_at_once_and_shrinks_late(void **state)
{
    (void)state;
    struct lrs_range r = {0};
    lrs_range_update(&r, 0.02, 0.93, false, true);
    assert_close(r.scale.lo, 0, 0, 0);
    assert_close(r.scale.hi, 0.93, 1e-12, 0);
    lrs_range_update(&r, 0.02, 0.6, false, true); /* 65 % of it: stays */
    assert_close(r.scale.hi, 0.93, 1e-12, 0);
    lrs_range_update(&r, 0.02, 0.52, false, true); /* 56 %: shrinks, with a little to spare */
    assert_close(r.scale.hi, 0.545, 1e-12, 0);
    lrs_range_update(&r, 0.02, 3.1, false, true);
    assert_close(r.scale.hi, 3.1, 1e-12, 0);
    lrs_range_update(&r, 0.02, 3.1, true, true); /* now logarithmic */
    assert_true(r.scale.log);
    assert_close(r.scale.lo, 0.02, 1e-9, 0);
    assert_close(r.scale.hi, 3.1, 1e-9, 0);
    lrs_range_update(&r, -1, -0.5, true, false); /* nothing above 0: linear */
    assert_false(r.scale.log);
    assert_true(r.scale.lo <= -1 && r.scale.hi >= -0.5);
}

static void test_range_holds_anything(void **state)
{
    (void)state;
    static const double v[] = {-1e308, -1,  -1e-310, 0,     5e-324, 1e-310,
                               1e-7,   0.1, 1,       1e300, DBL_MAX};
    int n = (int)(sizeof v / sizeof *v);
    for (int i = 0; i < n; i++)
        for (int k = i; k < n; k++)
            for (int mode = 0; mode < 4; mode++) {
                struct lrs_range r = {0};
                lrs_range_update(&r, v[i], v[k], mode & 1, mode & 2);
                assert_true(r.scale.lo < r.scale.hi);
                assert_true(isfinite(r.scale.hi - r.scale.lo));
                double slack = 1e-8 * (r.scale.hi - r.scale.lo);
                if (!r.scale.log && fabs(v[i]) < 1e300 && fabs(v[k]) < 1e300)
                    assert_true(r.scale.lo <= v[i] + slack && r.scale.hi >= v[k] - slack);
                if (r.scale.log)
                    assert_true(r.scale.lo > 0);
                struct lrs_axis a;
                lrs_axis_fit(&a, &r.scale, 12);
                assert_true(a.ticks.n >= 2);
            }
    struct lrs_range r = {0};
    lrs_range_update(&r, NAN, INFINITY, false, false);
    assert_true(r.scale.lo < r.scale.hi && !r.valid);
}

/* Fed with slowly changing data, the axis changes rarely. */
static void test_axis_does_not_jitter(void **state)
{
    (void)state;
    for (int rows = 3; rows < 30; rows++) {
        struct lrs_range r = {0};
        struct lrs_axis a = {0};
        int changes = 0;
        for (int i = 1; i <= 1000; i++) {
            double was = a.scale.hi, hi = 2 * exp(-i / 300.0) * (1 + 0.05 * sin(i));
            lrs_range_update(&r, hi / 9, hi, false, true);
            lrs_axis_fit(&a, &r.scale, rows);
            changes += a.scale.hi != was;
        }
        assert_in_range(changes, 3, 12); /* it halves about five times */
    }
}

static void complain(const struct lrs_axis *a, const struct lrs_scale *want, int rows,
                     const char *what)
{
    char labels[400] = "";
    for (int i = 0; i < a->ticks.n; i++)
        snprintf(labels + strlen(labels), sizeof labels - strlen(labels), " %s@%.3f",
                 a->ticks.label[i], lrs_scale_at(&a->scale, a->ticks.at[i]) * rows);
    fail_msg("%s: %g..%g%s over %d rows became %g..%g with%s", what, want->lo, want->hi,
             want->log ? " (log)" : "", rows, a->scale.lo, a->scale.hi, labels);
}

/* Whether V is a power of ten. */
static bool decade(double v)
{
    return fabs(log10(v) - round(log10(v))) < 1e-9;
}

/* The promise of lrs_axis_fit, whatever is asked for. */
static void check_axis(double lo, double hi, bool log, int rows)
{
    struct lrs_scale want = {lo, hi, log};
    struct lrs_axis a;
    lrs_axis_fit(&a, &want, rows);
    double slack = 1e-8 * (log ? hi : hi - lo), apart = NAN, ratio = NAN, before = NAN, at = NAN;
    if (a.scale.lo > lo + slack || a.scale.hi < hi - slack || a.scale.log != log)
        complain(&a, &want, rows, "hidden");
    double used = lrs_scale_at(&a.scale, hi) - lrs_scale_at(&a.scale, lo);
    if (rows > 4 && used < 0.38 && (!log || hi / lo > 100))
        complain(&a, &want, rows, "wasted");
    if (a.ticks.n < (rows > 1 ? 2 : 1) || a.ticks.n > rows)
        complain(&a, &want, rows, "number of labels");
    for (int i = 0; i < a.ticks.n; i++) {
        double v = a.ticks.at[i], middle = lrs_scale_at(&a.scale, v) * rows;
        bool near_only = log && !decade(v); /* 2 and 5 */
        if (fabs(middle - floor(middle) - 0.5) > (near_only ? 0.121 : 1e-6))
            complain(&a, &want, rows, "not in the middle of a row");
        if (!a.ticks.label[i][0])
            complain(&a, &want, rows, "no label");
        if (near_only)
            continue;
        double gap = floor(middle) - at, step = log ? v / before : v - before;
        if (gap < 1 || (!isnan(apart) && (gap != apart || fabs(step / ratio - 1) > 1e-6)))
            complain(&a, &want, rows, "unequal steps");
        if (!isnan(at)) {
            apart = gap;
            ratio = step;
        }
        before = v;
        at = floor(middle);
    }
}

static void test_ticks_stand_on_rows(void **state)
{
    (void)state;
    for (int rows = 1; rows <= 60; rows += rows < 30 ? 1 : 7)
        for (int k = -12; k <= 6; k += 3)
            for (double m = 1; m < 10; m *= 1.07) {
                double u = m * pow(10, k);
                check_axis(0, u, false, rows);
                check_axis(-u / 3, u, false, rows);
                check_axis(-u, 0, false, rows);
                check_axis(0.7 * u, u, false, rows);
                check_axis(0.999 * u, u, false, rows);
                check_axis(u, 1.2 * u, true, rows);
                check_axis(u, 9 * u, true, rows);
                check_axis(u, 130 * u, true, rows);
                check_axis(u * 1e-9, 3 * u, true, rows);
                check_axis(u * 1e-40, u * 1e40, true, rows);
            }
}

static void assert_axis(double lo, double hi, bool log, int rows, const char *want)
{
    struct lrs_axis a;
    lrs_axis_fit(&a, &(struct lrs_scale){lo, hi, log}, rows);
    char got[400] = "";
    for (int i = 0; i < a.ticks.n; i++) {
        int row = (int)(lrs_scale_at(&a.scale, a.ticks.at[i]) * rows);
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%d:%s", *got ? " " : "", row,
                 a.ticks.label[i]);
    }
    assert_string_equal(got, want);
}

static void test_axes_as_read(void **state)
{
    (void)state;
    assert_axis(0, 0.1, false, 8, "0:0 3:0.05 6:0.10");
    assert_axis(0, 0.1, false, 2, "0:0 1:0.1");
    assert_axis(0, 1e-4, false, 2, "0:0 1:1e-4");
    assert_axis(0, 1e-4, false, 12, "0:0 2:2e-5 4:4e-5 6:6e-5 8:8e-5 10:1e-4");
    assert_axis(0, 100, false, 6, "0:0 2:50 4:100");
    assert_axis(0.13, 1.3, true, 9, "1:0.2 4:0.5 6:1 8:2");
    assert_axis(0.011, 1.3, true, 9, "0:0.01 4:0.1 8:1");
    assert_axis(1e-7, 10, true, 12, "1:1e-6 4:1e-4 7:1e-2 10:1e0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_linear_labels),
        cmocka_unit_test(test_log_labels),
        cmocka_unit_test(test_ticks_everywhere),
        cmocka_unit_test(test_labels_along_a_row),
        cmocka_unit_test(test_labels_do_not_touch),
        cmocka_unit_test(test_ticks_of_no_scale),
        cmocka_unit_test(test_scale_and_back),
        cmocka_unit_test(test_range_grows_at_once_and_shrinks_late),
        cmocka_unit_test(test_range_holds_anything),
        cmocka_unit_test(test_axis_does_not_jitter),
        cmocka_unit_test(test_ticks_stand_on_rows),
        cmocka_unit_test(test_axes_as_read),
    };
    return cmocka_run_group_tests_name("axes", tests, NULL, NULL) != 0;
}

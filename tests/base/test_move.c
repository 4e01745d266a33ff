/* Nudges and gauges. */
#include "check.h"

#include "lrscope/mem.h"
#include "lrscope/rng.h"

#include "base/kinds.h"

static struct lrs_param real_row(unsigned flags, double lo, double hi, double def, double nudge)
{
    return (struct lrs_param){.name = "x",
                              .type = LRS_TYPE_REAL,
                              .flags = flags,
                              .lo = lo,
                              .hi = hi,
                              .def = def,
                              .nudge = nudge};
}

/* The values that N nudges go through, as a text. */
static void expect_walk(const struct lrs_param *p, struct lrs_value v, int n, bool coarse,
                        const char *want)
{
    struct lrs_str out = {0};
    lrs_param_print(p, &v, &out);
    for (int i = 0; i < abs(n); i++) {
        if (!lrs_param_nudge(p, &v, -1, n > 0 ? 1 : -1, coarse))
            lrs_str_add(&out, " stop");
        lrs_str_add(&out, " ");
        lrs_param_print(p, &v, &out);
        assert_true(lrs_param_check(p, &v, NULL));
    }
    assert_string_equal(lrs_str_text(&out), want);
    lrs_str_clear(&out);
    lrs_value_clear(&v);
}

static void logarithmic_reals_walk_on_round_numbers(void **state)
{
    (void)state;
    struct lrs_param p = real_row(LRS_LOG | LRS_LO_OPEN, 0, (double)INFINITY, 0.1, 0);
    expect_walk(&p, lrs_value_real(0.1), 11, false,
                "0.1 0.125 0.16 0.2 0.25 0.32 0.4 0.5 0.63 0.8 1 1.25");
    expect_walk(&p, lrs_value_real(1e-7), -3, false, "1e-07 8e-08 6.3e-08 5e-08");
    expect_walk(&p, lrs_value_real(0.1), 3, true, "0.1 0.32 1 3.2");
    expect_walk(&p, lrs_value_real(0.3), 5, false, "0.3 0.375 0.469 0.586 0.732 0.915");
    p.nudge = 1.1; /* not 0.2593742460100001 */
    expect_walk(&p, lrs_value_real(0.1), 10, false,
                "0.1 0.11 0.121 0.133 0.147 0.162 0.178 0.196 0.215 0.237 0.261");
    p.nudge = 2;
    expect_walk(&p, lrs_value_real(0.01), 4, false, "0.01 0.02 0.05 0.1 0.2");
    expect_walk(&p, lrs_value_real(0.01), 2, true, "0.01 0.1 1");
    p.nudge = 10;
    expect_walk(&p, lrs_value_real(0.003), -2, false, "0.003 0.0003 3e-05");
}

static void zero_is_left_and_reached(void **state)
{
    (void)state;
    struct lrs_param p = real_row(LRS_LOG, 0, (double)INFINITY, 0, 0);
    expect_walk(&p, lrs_value_real(0), 2, false, "0 1e-06 1.25e-06");
    expect_walk(&p, lrs_value_real(1.25e-6), -3, false, "1.25e-06 1e-06 0 stop 0");
    p.nudge = 10;
    expect_walk(&p, lrs_value_real(0), 2, true, "0 1e-06 1e-05");
    p.def = 1e-8; /* an eps: what is small follows the default */
    expect_walk(&p, lrs_value_real(0), 1, false, "0 1e-11");
    struct lrs_param whole = {
        .name = "n", .type = LRS_TYPE_INT, .flags = LRS_LOG, .lo = 0, .hi = (double)INFINITY};
    expect_walk(&whole, lrs_value_int(0), 3, false, "0 1 2 4");
    expect_walk(&whole, lrs_value_int(2), -3, false, "2 1 0 stop 0");
}

static void linear_reals(void **state)
{
    (void)state;
    struct lrs_param p = real_row(0, 0, 1, 0.5, 0.1);
    expect_walk(&p, lrs_value_real(0), 11, false, "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1 stop 1");
    expect_walk(&p, lrs_value_real(0.25), -4, false, "0.25 0.15 0.05 0 stop 0");
    expect_walk(&p, lrs_value_real(0.2), 2, true, "0.2 0.7 1");
    p.flags = LRS_LO_OPEN | LRS_HI_OPEN;
    expect_walk(&p, lrs_value_real(0.85), 2, false, "0.85 0.95 stop 0.95");
    expect_walk(&p, lrs_value_real(0.2), -2, false, "0.2 0.1 stop 0.1");
    p.nudge = 0; /* a twentieth of the range */
    expect_walk(&p, lrs_value_real(0.5), 2, false, "0.5 0.55 0.6");
}

static void whole_numbers(void **state)
{
    (void)state;
    struct lrs_param p = {.name = "n", .type = LRS_TYPE_INT, .lo = 1, .hi = 20};
    expect_walk(&p, lrs_value_int(9), 2, false, "9 10 11");
    expect_walk(&p, lrs_value_int(9), 3, true, "9 14 19 20");
    expect_walk(&p, lrs_value_int(2), -2, false, "2 1 stop 1");
    p.nudge = 4;
    expect_walk(&p, lrs_value_int(1), 6, false, "1 5 9 13 17 20 stop 20");
    p.flags = LRS_LOG;
    p.hi = 1e6;
    p.nudge = 1.25;
    expect_walk(&p, lrs_value_int(1), 9, false, "1 2 3 4 5 6 8 10 13 16");
    expect_walk(&p, lrs_value_int(1000), 2, false, "1000 1250 1563");
    p.nudge = 0;
    expect_walk(&p, lrs_value_int(64), 2, false, "64 128 256");
    expect_walk(&p, lrs_value_int(64), 1, true, "64 512");
    expect_walk(&p, lrs_value_int(64), -7, false, "64 32 16 8 4 2 1 stop 1");
}

static void down_takes_up_back(void **state)
{
    (void)state;
    static const double factors[] = {1.02, 1.1, 1.25, 1.5, 2, 10};
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 11, "test");
    for (size_t f = 0; f < sizeof factors / sizeof *factors; f++) {
        struct lrs_param p = real_row(LRS_LOG | LRS_LO_OPEN, 0, (double)INFINITY, 1, factors[f]);
        int lost = 0;
        for (int i = 0; i < 1000; i++) {
            double x = lrs_number_round(pow(10, lrs_rng_range(&rng, -7, 1)), 1 + i % 6);
            struct lrs_value v = lrs_value_real(x);
            assert_true(lrs_param_nudge(&p, &v, -1, 1, false));
            assert_true(v.real > x);
            assert_true(lrs_param_nudge(&p, &v, -1, -1, false));
            lost += v.real != x;
            assert_close(v.real, x, 0.25, 0);
        }
        /* Lost are only those whose product is a rung or has fewer digits than they. */
        assert_in_range(lost, 0, 100);
        p.type = LRS_TYPE_INT;
        p.flags = LRS_LOG;
        for (int i = 0; i < 1000; i++) {
            struct lrs_value v = lrs_value_int(i);
            assert_true(lrs_param_nudge(&p, &v, -1, 1, false) && v.integer > i);
            assert_true(lrs_param_nudge(&p, &v, -1, -1, false) && v.integer == i);
        }
    }
}

/* From the rungs that a walk visits, every step comes back exactly, for any factor. */
static void ladders_have_no_gaps(void **state)
{
    (void)state;
    for (double factor = 1.01; factor < 12; factor *= 1.07) {
        struct lrs_param p = real_row(LRS_LOG | LRS_LO_OPEN, 0, (double)INFINITY, 1, factor);
        struct lrs_value v = lrs_value_real(1e-4);
        double seen[400];
        int n = 0;
        for (; n < 400 && v.real < 1e4; n++) {
            seen[n] = v.real;
            assert_true(lrs_param_nudge(&p, &v, -1, 1, false));
            assert_true(v.real > seen[n]);
            assert_true(v.real / seen[n] > pow(factor, 0.5) && v.real / seen[n] < pow(factor, 1.7));
        }
        while (n-- > 0) {
            assert_true(lrs_param_nudge(&p, &v, -1, -1, false));
            assert_true(v.real == seen[n]);
        }
    }
}

static void flags_choices_lists_and_the_rest(void **state)
{
    (void)state;
    struct lrs_spec *s = lrs_spec_new(&step_kind), *l = lrs_spec_new(&list_kind);
    const struct lrs_param *mode = &step_rows[5], *verbose = &step_rows[4];
    assert_true(lrs_param_nudge(verbose, &s->at[4], -1, 1, false) && s->at[4].flag);
    assert_true(lrs_param_nudge(verbose, &s->at[4], -1, -1, true) && !s->at[4].flag);
    assert_false(lrs_param_nudge(verbose, &s->at[4], -1, 2, false));
    assert_true(lrs_param_nudge(mode, &s->at[5], -1, 2, false));
    assert_int_equal(s->at[5].choice, 0);
    assert_true(lrs_param_nudge(mode, &s->at[5], -1, -1, false));
    assert_int_equal(s->at[5].choice, 2);
    assert_false(lrs_param_nudge(&step_rows[6], &s->at[6], -1, 1, false));
    assert_false(lrs_param_nudge(&step_rows[0], &s->at[0], -1, 0, false));
    assert_true(lrs_param_nudge(&list_rows[0], &l->at[0], 1, -1, false));
    assert_true(l->at[0].reals.at[0] == 0.9 && l->at[0].reals.at[1] == 0.989);
    assert_true(lrs_param_nudge(&list_rows[0], &l->at[0], -1, -1, false));
    assert_true(l->at[0].reals.at[0] == 0.89 && l->at[0].reals.at[1] == 0.979);
    assert_false(lrs_param_nudge(&list_rows[1], &l->at[1], -1, 1, false));
    assert_true(lrs_param_nudge(&step_rows[3], &s->at[3], -1, 1, false)); /* was unset */
    assert_true(lrs_param_check(&step_rows[3], &s->at[3], NULL));
    assert_int_equal(s->at[3].integer, 1);
    lrs_spec_free(s);
    lrs_spec_free(l);
}

/* Whatever is done to a row, it stays within its range. */
static void nothing_leaves_the_range(void **state)
{
    (void)state;
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 4, "test");
    for (int i = 0; i < 4000; i++) {
        double lo = i % 3 ? 0 : lrs_number_round(lrs_rng_range(&rng, 0.1, 1), 2);
        struct lrs_param p = real_row((unsigned)lrs_rng_below(&rng, 8), lo, 0, 0, 0);
        p.hi = i % 5 ? lrs_number_round(lrs_rng_range(&rng, 2, 900), 2) : (double)INFINITY;
        p.type = i % 2 ? LRS_TYPE_REAL : LRS_TYPE_INT;
        if (p.type == LRS_TYPE_INT) {
            p.lo = floor(p.lo);
            p.hi = ceil(p.hi);
        }
        p.def = fmin(lrs_rng_below(&rng, 3) ? 0.5 * (p.lo + fmin(p.hi, 100)) : 1.5, p.hi);
        struct lrs_value v =
            p.type == LRS_TYPE_REAL ? lrs_value_real(p.def) : lrs_value_int((int64_t)ceil(p.def));
        if (!lrs_param_check(&p, &v, NULL))
            continue;
        for (int k = 0; k < 30; k++) {
            int n = (int)lrs_rng_below(&rng, 9) - 4;
            struct lrs_value before = v;
            bool moved = lrs_param_nudge(&p, &v, -1, n, lrs_rng_below(&rng, 2));
            assert_true(lrs_param_check(&p, &v, NULL));
            assert_int_equal(moved, !lrs_value_equal(&v, &before));
        }
    }
}

static double fraction(const struct lrs_param *p, double x)
{
    struct lrs_value v = p->type == LRS_TYPE_INT ? lrs_value_int((int64_t)x) : lrs_value_real(x);
    return lrs_param_fraction(p, &v);
}

static void gauges(void **state)
{
    (void)state;
    struct lrs_param p = real_row(0, 0, 2, 1, 0);
    assert_close(fraction(&p, 0.5), 0.25, 0, 1e-12);
    p.hi = (double)INFINITY;
    assert_true(isnan(fraction(&p, 0.5)));
    p = real_row(LRS_LOG, 1e-4, 1, 0.1, 0);
    assert_close(fraction(&p, 1e-2), 0.5, 0, 1e-12);
    assert_close(fraction(&p, 1), 1, 0, 1e-12);
    p = real_row(LRS_LOG | LRS_LO_OPEN, 0, (double)INFINITY, 0.1, 0);
    assert_close(fraction(&p, 0.1), 0.5, 0, 1e-12);
    assert_close(fraction(&p, 1), 4.0 / 6, 0, 1e-12);
    assert_close(fraction(&p, 0), 0, 0, 0);
    assert_close(fraction(&p, 1e9), 1, 0, 0);
    p = (struct lrs_param){.name = "n", .type = LRS_TYPE_INT, .lo = 1, .hi = 5};
    assert_close(fraction(&p, 2), 0.25, 0, 1e-12);
    struct lrs_value v = {.tag = LRS_CHOICE, .choice = 1};
    assert_close(lrs_param_fraction(&step_rows[5], &v), 0.5, 0, 0);
    v = (struct lrs_value){.tag = LRS_BOOL, .flag = true};
    assert_close(lrs_param_fraction(&step_rows[4], &v), 1, 0, 0);
    v = (struct lrs_value){.tag = LRS_UNSET};
    assert_true(isnan(lrs_param_fraction(&step_rows[3], &v)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logarithmic_reals_walk_on_round_numbers),
        cmocka_unit_test(zero_is_left_and_reached),
        cmocka_unit_test(linear_reals),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(down_takes_up_back),
        cmocka_unit_test(ladders_have_no_gaps),
        cmocka_unit_test(flags_choices_lists_and_the_rest),
        cmocka_unit_test(nothing_leaves_the_range),
        cmocka_unit_test(gauges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

/* Values of single schedules that can be worked out by hand or that PyTorch gives: the tables of
 * the field, and what happens at the edges and past the end. */
#include "sched.h"

static void expect(struct sched *x, const double *want, int n, double abs_)
{
    for (int t = 0; t < n; t++)
        assert_close(sched_rate(x, t), want[t], 1e-9, abs_);
}

static void cosine(void **state)
{
    static const double want[] = {.5,      .452254, .327254, .172746, .047746, 0,
                                  .047746, .172746, .327254, .452254, .5,      .452254};
    struct lrs_spec *spec = spec_of("cosine");
    (void)state;
    put(spec, "T_max", 5);
    struct sched x = sched_open(spec, 0.5, 100);
    expect(&x, want, 12, 5e-7);
    assert_true(sched_rate(&x, 5) == 0 && sched_rate(&x, 15) == 0);
    assert_close(lrs_schedule_end(x.s), 5, 0, 0);
    sched_close(&x);
}

static void restarts(void **state)
{
    static const int at[] = {0, 3, 9, 21, 45};
    struct lrs_spec *spec = spec_of("SGDR");
    (void)state;
    put(spec, "T_0", 3);
    put(spec, "T_mult", 2);
    struct sched x = sched_open(spec, 0.1, 100);
    for (int t = 0, i = 0; t < 93; t++) {
        bool restart = i < 5 && t == at[i];
        i += restart;
        assert_int_equal(sched_rate(&x, t) == 0.1, restart);
    }
    sched_close(&x);

    spec = spec_of("restarts"); /* PyTorch's logarithm lands one cycle short here */
    put(spec, "T_0", 1);
    put(spec, "T_mult", 3);
    x = sched_open(spec, 0.1, 1000);
    assert_true(sched_rate(&x, 121) == 0.1);
    sched_close(&x);
}

static void triangles(void **state)
{
    static const double saw[] = {0, .25, .5, .75, 0, .25};
    struct lrs_spec *spec = spec_of("CyclicLR");
    (void)state;
    put(spec, "base_lr", 0.001);
    put(spec, "max_lr", 0.006);
    put(spec, "step_size_up", 10);
    put(spec, "mode", 1);
    struct sched x = sched_open(spec, 99, 1000);
    for (int cycle = 0; cycle < 10; cycle++) {
        assert_close(sched_rate(&x, 20 * cycle), 0.001, 0, 1e-15);
        assert_close(sched_rate(&x, 20 * cycle + 10), 0.001 + 0.005 / (1 << cycle), 1e-12, 0);
        assert_close(lrs_schedule_momentum(x.s, x.state, 20 * cycle + 10), 0.9 - 0.1 / (1 << cycle),
                     1e-12, 0);
    }
    sched_close(&x);

    spec = spec_of("cyclic");
    put(spec, "base_lr", 0);
    put(spec, "max_lr", 1);
    put(spec, "step_size_up", 4);
    put(spec, "step_size_down", 0);
    put(spec, "cycle_momentum", 0);
    x = sched_open(spec, 1, 100);
    expect(&x, saw, 6, 0);
    assert_true(isnan(lrs_schedule_momentum(x.s, x.state, 1)));
    assert_false(lrs_schedule_drives_momentum(x.s));
    sched_close(&x);
}

static struct lrs_spec *onecycle(double total_steps, double pct_start)
{
    struct lrs_spec *spec = spec_of("one-cycle");
    put(spec, "max_lr", 1);
    if (total_steps > 0)
        put(spec, "total_steps", total_steps);
    put(spec, "pct_start", pct_start);
    return spec;
}

static void one_cycle(void **state)
{
    static const double want[] = {.04,     .52,     1,       .950485,  .811746,
                                  .611262, .388742, .188258, .0495194, 4e-06};
    struct sched x = sched_open(onecycle(10, 0.3), 1, 50);
    (void)state;
    expect(&x, want, 10, 5e-7);
    assert_close(lrs_schedule_momentum(x.s, x.state, 0), 0.95, 1e-12, 0);
    assert_close(lrs_schedule_momentum(x.s, x.state, 1), 0.9, 1e-12, 0);
    assert_close(lrs_schedule_momentum(x.s, x.state, 2), 0.85, 1e-12, 0);
    assert_close(lrs_schedule_momentum(x.s, x.state, 9), 0.95, 1e-12, 0);
    assert_close(lrs_schedule_end(x.s), 9, 0, 0);
    /* One tick too many bounces in PyTorch, and then it raises: that value holds. */
    assert_close(sched_rate(&x, 10), .0495194, 0, 5e-7);
    assert_true(sched_rate(&x, 11) == sched_rate(&x, 10));
    assert_true(sched_rate(&x, 1e6) == sched_rate(&x, 10));
    sched_close(&x);

    struct lrs_spec *linear = onecycle(10, 0.3);
    put(linear, "anneal_strategy", 1);
    x = sched_open(linear, 1, 50);
    assert_close(sched_rate(&x, 10), -0.14285, 0, 1e-5);
    sched_close(&x);
}

/* Phases without length. */
static void one_cycle_edges(void **state)
{
    struct lrs_err err = {{0}};
    struct lrs_spec *bad = onecycle(10, 0.1);
    (void)state;
    assert_false(lrs_spec_check(bad, &err));
    assert_non_null(strstr(err.msg, "pct_start"));
    lrs_spec_free(bad);

    static const struct {
        double total, pct, horizon;
        int three;
    } edge[] = {{0, 0.1, 10, 0}, {0, 0.1, 10, 1}, {10, 0, 10, 0}, {10, 1, 10, 0}, {1, 0.3, 1, 0},
                {0, 1, 1, 0},    {5, 0.6, 5, 1},  {9, 0.9, 9, 1}, {0, 0, 1, 1}};
    for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) {
        struct lrs_spec *spec = onecycle(edge[i].total, edge[i].pct);
        put(spec, "three_phase", edge[i].three);
        struct sched x = sched_open(spec, 1, edge[i].horizon);
        for (int t = 0; t < 12; t++) {
            assert_true(isfinite(sched_rate(&x, t)));
            assert_true(isfinite(lrs_schedule_momentum(x.s, x.state, t)));
        }
        sched_close(&x);
    }
    struct sched unset = sched_open(onecycle(0, 0.3), 1, 25);
    assert_close(lrs_schedule_end(unset.s), 24, 0, 0);
    sched_close(&unset);
}

static void decays(void **state)
{
    static const double log_want[] = {1,      .71094, .54184, .42187, .32881, .25278,
                                      .18849, .13281, .08369, .03975, 0,      0};
    struct sched x = sched_open(spec_of("log"), 1, 10);
    (void)state;
    expect(&x, log_want, 12, 5e-6);
    sched_close(&x);

    struct lrs_spec *spec = spec_of("exponential");
    put(spec, "gamma", 0.9);
    x = sched_open(spec, 0.1, 100);
    assert_close(sched_rate(&x, 99), 2.9512665430652825e-06, 1e-12, 0);
    sched_close(&x);

    spec = spec_of("step");
    put(spec, "gamma", 0);
    x = sched_open(spec, 0.1, 100);
    assert_true(sched_rate(&x, 9) == 0.1 && sched_rate(&x, 10) == 0);
    sched_close(&x);

    x = sched_open(spec_of("polynomial"), 0.1, 100);
    assert_true(sched_rate(&x, 5) == 0 && sched_rate(&x, 500) == 0);
    assert_close(lrs_schedule_end(x.s), 5, 0, 0);
    sched_close(&x);

    x = sched_open(spec_of("constant"), 0.1, 100);
    assert_true(sched_rate(&x, 0) == 0.1 && sched_rate(&x, 1e9) == 0.1);
    assert_true(isinf(lrs_schedule_end(x.s)));
    sched_close(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cosine),    cmocka_unit_test(restarts),        cmocka_unit_test(triangles),
        cmocka_unit_test(one_cycle), cmocka_unit_test(one_cycle_edges), cmocka_unit_test(decays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

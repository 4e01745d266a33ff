/* Pace by itself: levels, due steps, what is let go of, the meter. */
#include "check.h"

#include "../../src/engine/engine_priv.h"

static void levels_rise_to_flat_out(void **state)
{
    (void)state;
    assert_close(lrs_pace_rate(0), 1, 0, 0);
    assert_close(lrs_pace_rate(LRS_PACE_LEVELS - 1), 0, 0, 0);
    assert_close(lrs_pace_rate(-5), 1, 0, 0);
    assert_close(lrs_pace_rate(99), 0, 0, 0);
    for (int i = 0; i < LRS_PACE_LEVELS; i++) {
        assert_int_equal(lrs_pace_level(lrs_pace_rate(i)), i);
        if (i > 0 && i < LRS_PACE_LEVELS - 1)
            assert_true(lrs_pace_rate(i) > lrs_pace_rate(i - 1));
    }
    assert_int_equal(lrs_pace_level(1.2), 0);
    assert_int_equal(lrs_pace_level(90), lrs_pace_level(100));
    assert_int_equal(lrs_pace_level(1e9), LRS_PACE_LEVELS - 2);
}

static int64_t take(struct pace *p)
{
    int64_t n = pace_due(p);
    pace_use(p, n);
    return n;
}

static void fractions_are_carried(void **state)
{
    (void)state;
    struct pace p = {.rate = 3};
    int64_t steps = 0;
    for (int i = 0; i < 1000; i++) {
        pace_pass(&p, 0.1);
        steps += take(&p);
        assert_int_equal(steps, (int64_t)((i + 1) * 0.3 + 1e-6));
    }
    assert_int_equal(steps, 300);
}

static void waits_end_when_a_step_is_due(void **state)
{
    (void)state;
    struct pace p = {.rate = 2};
    assert_close(pace_wait(&p), 0.5, 1e-12, 0);
    pace_pass(&p, pace_wait(&p));
    assert_int_equal(take(&p), 1);
    p.rate = 50000; /* not fifty thousand times a second */
    assert_true(pace_wait(&p) >= 0.001);
}

static void a_long_pause_is_no_burst(void **state)
{
    (void)state;
    struct pace p = {.rate = 1};
    pace_pass(&p, 3600);
    pace_forgive(&p);
    assert_int_equal(take(&p), 1);
    p = (struct pace){.rate = 1000};
    pace_pass(&p, 3600);
    pace_forgive(&p);
    assert_int_equal(take(&p), 100);
}

static void the_meter_measures(void **state)
{
    (void)state;
    struct meter m;
    meter_start(&m);
    assert_close(meter_read(&m), 0, 0, 0);
    for (int i = 0; i <= 100; i++)
        meter_count(&m, 5 + i * 0.01, 7);
    assert_close(meter_read(&m), 700, 1e-6, 0);
    meter_start(&m);
    for (int i = 0; i <= 4; i++)
        meter_count(&m, i, 1); /* slower than its window */
    assert_close(meter_read(&m), 1, 1e-6, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_rise_to_flat_out),      cmocka_unit_test(fractions_are_carried),
        cmocka_unit_test(waits_end_when_a_step_is_due), cmocka_unit_test(a_long_pause_is_no_burst),
        cmocka_unit_test(the_meter_measures),
    };
    return cmocka_run_group_tests_name("engine/pace", tests, NULL, NULL) != 0;
}

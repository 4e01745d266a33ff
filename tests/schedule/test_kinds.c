/* What holds for every schedule of the registry, present and future. */
#include "sched.h"

static double decay(double t)
{
    return pow(0.95, t);
}

/* As the chooser would take it for a run of HORIZON ticks. */
static struct lrs_spec *fitted(const struct lrs_kind *kind, double horizon)
{
    struct lrs_spec *spec = lrs_spec_new(kind);
    lrs_schedule_fit(spec, horizon, 0.1);
    tabulate(spec, decay, 64);
    return spec;
}

static void registry_is_sound(void **state)
{
    struct lrs_err err = {{0}};
    (void)state;
    if (!lrs_registry_check(&lrs_schedules, &err))
        fail_msg("%s", err.msg);
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++) {
        const struct lrs_schedule_class *class = (const void *)*k;
        assert_non_null(class->law);
        assert_non_null(class->rate);
        assert_non_null((*k)->formula);
        assert_non_null((*k)->when);
        assert_non_null((*k)->tips);
        assert_int_equal(class->state_size % 8, 0);
        assert_int_equal(class->state_size > 0, class->reset != NULL);
        if (class->peak)
            assert_true(lrs_spec_row(*k, class->peak, &err) >= 0);
        if (class->lead)
            assert_true(lrs_spec_row(*k, class->lead, &err) >= 0);
    }
}

static void assert_sane(struct sched *x, double horizon)
{
    double end = fmin(lrs_schedule_end(x->s), horizon);
    assert_true(end >= 0);
    double at[] = {0, 1, 2, end - 1, end, end + 1, horizon, horizon + 1000, 1e8};
    for (size_t n = 0; n < sizeof at / sizeof *at; n++) {
        if (at[n] < 0)
            continue;
        double lr = sched_rate(x, at[n]);
        double m = lrs_schedule_momentum(x->s, x->state, at[n]);
        if (!isfinite(lr) || lr < 0 || m < 0 || m >= 1)
            fail_msg("%s, horizon %g, t %g: rate %g, momentum %g", x->spec->kind->name, horizon,
                     at[n], lr, m);
        sched_see(x, at[n], 1 / (1 + at[n]));
    }
}

/* Rates are finite and not negative, whole run and beyond; momentum is a momentum. So it is for
 * whatever library's meaning. */
static void sane_rates(void **state)
{
    static const double horizons[] = {1, 2, 3, 10, 80, 12345};
    (void)state;
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++) {
        int row = lrs_spec_row(*k, "semantics", NULL);
        int meanings = row < 0 ? 1 : lrs_param_choices(&(*k)->params[row]);
        for (size_t i = 0; i < sizeof horizons / sizeof *horizons; i++) {
            for (int meaning = 0; meaning < meanings; meaning++) {
                struct lrs_spec *spec = fitted(*k, horizons[i]);
                if (row >= 0)
                    put(spec, "semantics", meaning);
                struct sched x = sched_open(spec, 0.1, horizons[i]);
                assert_sane(&x, horizons[i]);
                sched_close(&x);
            }
        }
    }
}

/* A legal value at the end of a row's range, or far out where there is no end. */
static double extreme(const struct lrs_param *p, bool high)
{
    double x = high ? p->hi : p->lo;
    if (isinf(x))
        x = 1e9;
    if (p->flags & (unsigned)(high ? LRS_HI_OPEN : LRS_LO_OPEN))
        x = nextafter(x, high ? -1e300 : 1e300);
    return x;
}

static void try_value(const struct lrs_kind *kind, int row, double value)
{
    struct lrs_spec *spec = fitted(kind, 50);
    struct lrs_err err = {{0}};
    put(spec, kind->params[row].name, value);
    if (!lrs_spec_check(spec, &err)) { /* refused in a sentence is fine, too */
        assert_true(err.msg[0]);
        lrs_spec_free(spec);
        return;
    }
    struct sched x = sched_open(spec, 0.1, 50);
    for (int t = 0; t < 60; t++) {
        double lr = sched_rate(&x, t);
        if (isnan(lr))
            fail_msg("%s.%s %g, t %d: no rate", kind->name, kind->params[row].name, value, t);
        lrs_schedule_momentum(x.s, x.state, t);
        sched_see(&x, t, 1);
    }
    sched_close(&x);
}

static void extreme_values(void **state)
{
    (void)state;
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++) {
        for (int i = 0; i < (*k)->n_params; i++) {
            const struct lrs_param *p = &(*k)->params[i];
            if (p->type == LRS_TYPE_SPECS || p->type == LRS_TYPE_FUNC || p->type == LRS_TYPE_INTS)
                continue;
            for (int choice = 0; choice < lrs_param_choices(p); choice++)
                try_value(*k, i, choice);
            for (int high = 0; high < 2 && p->type != LRS_TYPE_CHOICE; high++)
                try_value(*k, i, extreme(p, high));
        }
    }
}

/* Whatever can be turned shows how far. */
static void gauges(void **state)
{
    (void)state;
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++) {
        struct lrs_spec *spec = lrs_spec_new(*k);
        for (int i = 0; i < (*k)->n_params; i++) {
            enum lrs_tag tag = spec->at[i].tag;
            double f = lrs_param_fraction(&(*k)->params[i], &spec->at[i]);
            if (tag != LRS_REAL && tag != LRS_INT && tag != LRS_BOOL && tag != LRS_CHOICE)
                continue;
            if (!(f >= 0 && f <= 1))
                fail_msg("%s.%s has no gauge", (*k)->name, (*k)->params[i].name);
        }
        lrs_spec_free(spec);
    }
}

/* Any schedule behind a warm-up is that schedule, later. */
static void warmup_shifts(void **state)
{
    (void)state;
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++) {
        struct sched plain = sched_open(fitted(*k, 40), 0.1, 40);
        struct sched warm = sched_open(lrs_schedule_wrap_warmup(fitted(*k, 40), 7), 0.1, 47);
        for (int t = 0; t < 60; t++) {
            assert_true(sched_rate(&plain, t) == sched_rate(&warm, t + 7));
            sched_see(&plain, t, 1);
            sched_see(&warm, t + 7, 1);
        }
        sched_close(&plain);
        sched_close(&warm);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(registry_is_sound), cmocka_unit_test(sane_rates),
        cmocka_unit_test(extreme_values),    cmocka_unit_test(gauges),
        cmocka_unit_test(warmup_shifts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

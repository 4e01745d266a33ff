/* The two questions that sort all schedules: each kind says what the survey of the libraries says of
 * it, and its curve does what it says. */
#include "sched.h"

enum { TICKS = 200 };

/* Frequency (never, continuous, discrete at intervals or listed, plateau, as its parts), direction
 * (flat, monotone, warm-up, cyclic, either way), and whether the loss decides. */
static const struct {
    const char *kind;
    enum lrs_frequency frequency;
    enum lrs_direction direction;
    const char *law, *feedback;
} survey[] = {
    {"Constant", LRS_NEVER, LRS_FLAT, "constant", "no"},
    {"ConstantLR", LRS_AT_LISTED, LRS_WARM_UP, "two levels", "no"},
    {"StepLR", LRS_AT_INTERVALS, LRS_MONOTONE, "geometric", "no"},
    {"FactorScheduler", LRS_AT_INTERVALS, LRS_MONOTONE, "geometric", "no"},
    {"MultiStepLR", LRS_AT_LISTED, LRS_MONOTONE, "geometric", "no"},
    {"PiecewiseConstant", LRS_AT_LISTED, LRS_EITHER_WAY, "table", "no"},
    {"ExponentialLR", LRS_EVERY_TICK, LRS_MONOTONE, "geometric", "no"},
    {"NaturalExpDecay", LRS_EVERY_TICK, LRS_MONOTONE, "geometric", "no"},
    {"InverseTimeDecay", LRS_EVERY_TICK, LRS_MONOTONE, "one over", "no"},
    {"InverseSqrtLR", LRS_EVERY_TICK, LRS_WARM_UP, "inverse square root", "no"},
    {"NoamDecay", LRS_EVERY_TICK, LRS_WARM_UP, "inverse square root", "no"},
    {"LinearLR", LRS_EVERY_TICK, LRS_WARM_UP, "linear", "no"},
    {"LinearToZero", LRS_EVERY_TICK, LRS_WARM_UP, "linear", "no"},
    {"PolynomialLR", LRS_EVERY_TICK, LRS_MONOTONE, "power", "no"},
    {"PolyScheduler", LRS_EVERY_TICK, LRS_MONOTONE, "power", "no"},
    {"CosineAnnealingLR", LRS_EVERY_TICK, LRS_MONOTONE, "half cosine", "no"},
    {"CosineWithMinLR", LRS_EVERY_TICK, LRS_WARM_UP, "half cosine", "no"},
    {"CosineAnnealingWarmRestarts", LRS_EVERY_TICK, LRS_CYCLIC, "half cosines", "no"},
    {"CosineHardRestarts", LRS_EVERY_TICK, LRS_CYCLIC, "half cosines", "no"},
    {"CyclicLR", LRS_EVERY_TICK, LRS_CYCLIC, "triangles", "no"},
    {"OneCycleLR", LRS_EVERY_TICK, LRS_WARM_UP, "cosine", "no"},
    {"WSD", LRS_EVERY_TICK, LRS_WARM_UP, "flat", "no"},
    {"REX", LRS_EVERY_TICK, LRS_MONOTONE, "reflected", "no"},
    {"LogAnnealingLR", LRS_EVERY_TICK, LRS_MONOTONE, "logarithm", "no"},
    {"ReduceLROnPlateau", LRS_ON_PLATEAU, LRS_MONOTONE, "geometric", "yes"},
    {"SequentialLR", LRS_AS_CHILDREN, LRS_EITHER_WAY, "parts", "as its parts"},
    {"ChainedScheduler", LRS_AS_CHILDREN, LRS_EITHER_WAY, "product", "as its parts"},
};

static void kinds_say_what_the_survey_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof survey / sizeof *survey; i++) {
        struct lrs_spec *spec = spec_of(survey[i].kind);
        const struct lrs_schedule_class *c = lrs_schedule_class(spec);
        if (c->frequency != survey[i].frequency || c->direction != survey[i].direction)
            fail_msg("%s: %s, %s", c->kind.name, lrs_frequency_name(c->frequency),
                     lrs_direction_name(c->direction));
        if (!strstr(c->law, survey[i].law))
            fail_msg("%s: law %s", c->kind.name, c->law);
        assert_string_equal(lrs_feedback_name(c), survey[i].feedback);
        lrs_spec_free(spec);
    }
}

static double wave(double t)
{
    return 0.6 + 0.3 * sin(t / 10);
}

/* What a curve does: ticks with another rate than the one before, those with a higher one, and how
 * often it rises after it has fallen. */
struct course {
    int changes, rises, returns;
};

static struct course run(const struct lrs_kind *kind)
{
    struct lrs_spec *spec = lrs_spec_new(kind);
    lrs_schedule_fit(spec, TICKS, 0.1);
    tabulate(spec, wave, TICKS);
    struct sched x = sched_open(spec, 0.1, TICKS);
    struct course c = {0};
    double last = sched_rate(&x, 0);
    bool falling = false;
    for (int t = 1; t < TICKS; t++) {
        sched_see(&x, t - 1, 1);
        double now = sched_rate(&x, t), step = (now - last) / 0.1;
        last = now;
        if (fabs(step) < 1e-12)
            continue;
        c.changes++;
        c.rises += step > 0;
        c.returns += step > 0 && falling;
        falling = step < 0;
    }
    sched_close(&x);
    return c;
}

static void curves_do_what_kinds_say(void **state)
{
    (void)state;
    for (int i = 0; lrs_schedules.kinds[i]; i++) {
        const struct lrs_schedule_class *s = (const void *)lrs_schedules.kinds[i];
        struct course c = run(&s->kind);
        bool frequency = s->frequency == LRS_NEVER         ? c.changes == 0
                         : s->frequency == LRS_EVERY_TICK  ? c.changes > TICKS / 10
                         : s->frequency == LRS_AS_CHILDREN ? c.changes > 0
                                                           : c.changes > 0 && c.changes < TICKS / 4;
        bool direction = s->direction == LRS_FLAT       ? c.changes == 0
                         : s->direction == LRS_MONOTONE ? c.changes > 0 && c.rises == 0
                         : s->direction == LRS_CYCLIC   ? c.returns > 0
                         : s->direction == LRS_WARM_UP  ? c.rises > 0 && c.returns == 0
                                                        : true;
        if (!frequency || !direction)
            fail_msg("%s says %s, %s, but has %d changes, %d up, %d up again", s->kind.name,
                     lrs_frequency_name(s->frequency), lrs_direction_name(s->direction), c.changes,
                     c.rises, c.returns);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_say_what_the_survey_says),
        cmocka_unit_test(curves_do_what_kinds_say),
    };
    return cmocka_run_group_tests_name("taxonomy", tests, NULL, NULL) != 0;
}

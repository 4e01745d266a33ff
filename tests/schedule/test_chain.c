/* PyTorch's recursion. Without an edit it is the closed form but for rounding; with one on the way it
 * does what PyTorch's classes did when the same attribute was set after the same step (figures by
 * PyTorch 1.13, base rate 0.1). */
#include "sched.h"

enum { TICKS = 130, ROWS = 4, SHOWN = 6 };

struct seen {
    int t;
    double lr;
};

/* clang-format off */
static const struct edit {
    const char *kind;
    struct row is[ROWS], becomes[ROWS];
    int after; /* the last tick of the old values */
    struct seen seen[SHOWN];
} edits[] = {
    {"CosineAnnealingLR", {{"T_max", 50}}, {{"T_max", 30}}, 29,
     {{29, 0.03756550564175726}, {30, 0}, {31, 0.0002739052315863355}, {40, 0.02500000000000048}, {60, 0.100000000000002}}},
    {"CosineAnnealingLR", {{"T_max", 50}}, {{"T_max", 30}}, 30,
     {{30, 0.03454915028125265}, {31, 0.034823055512838985}, {32, 0.13891069336796572}, {60, 12.713541581940685}, {61, 12.678718526427847}}},
    {"CosineAnnealingLR", {{"T_max", 50}}, {{"T_max", 30}}, 31,
     {{31, 0.03159377236576612}, {32, 0.1260289414816044}, {60, 11.534563316950862}, {61, 11.502969544585097}}},
    {"CosineAnnealingLR", {{"T_max", 50}}, {{"T_max", 20}}, 40,
     {{41, 0.009490367338318317}, {50, 0.004774575140626317}, {60, 0}, {61, 0.0006155829702431115}, {80, 0.09999999999999912}}},
    {"CosineAnnealingLR", {{"T_max", 50}}, {{"T_max", 100}}, 20,
     {{21, 0.06476841679906234}, {60, 0.025000000000000012}, {99, 1.785281368179389e-05}, {100, 0}}},
    {"CosineAnnealingLR", {{"T_max", 50}}, {{"T_max", 100}}, 50,
     {{50, 0}, {51, 0}, {99, 0}, {100, 0}, {101, 2.467198171342e-05}, {102, 9.866357858642205e-05}}},
    {"CosineAnnealingLR", {{"T_max", 50}}, {{"T_max", 50}, {"eta_min", 0.05}}, 40,
     {{40, 0.009549150281252632}, {41, 0.017028125511406186}, {50, 0.05}, {51, 0.05004933178929322}, {60, 0.05477457514062657}, {100, 0.1}}},
    {"PolynomialLR", {{"total_iters", 50}}, {{"total_iters", 30}}, 20,
     {{20, 0.06}, {21, 0.054}, {25, 0.03}, {29, 0.006}, {30, 0}, {31, 0}}},
    {"PolynomialLR", {{"total_iters", 50}}, {{"total_iters", 15}}, 20, {{20, 0.06}, {21, 0.06}, {50, 0.06}}},
    {"PolynomialLR", {{"total_iters", 50}}, {{"total_iters", 100}}, 50, {{50, 0}, {51, 0}, {99, 0}, {100, 0}}},
    {"LinearLR", {{"start_factor", 1}, {"end_factor", 0.1}, {"total_iters", 50}},
     {{"start_factor", 1}, {"end_factor", 0.1}, {"total_iters", 30}}, 20,
     {{20, 0.064}, {21, 0.0592}, {30, 0.016}, {31, 0.016}, {50, 0.016}}},
    {"LinearLR", {{"start_factor", 1}, {"end_factor", 0.1}, {"total_iters", 50}},
     {{"start_factor", 1}, {"end_factor", 0.1}, {"total_iters", 100}}, 20,
     {{21, 0.06329756097560979}, {50, 0.042926829268292686}, {100, 0.007804878048780483}, {101, 0.007804878048780483}}},
    {"LinearLR", {{"start_factor", 1}, {"end_factor", 0.1}, {"total_iters", 50}},
     {{"start_factor", 1}, {"end_factor", 0.1}, {"total_iters", 100}}, 50,
     {{50, 0.01}, {51, 0.00983636363636364}, {100, 0.0018181818181818173}, {101, 0.0018181818181818173}}},
    {"ExponentialLR", {{"gamma", 0.9}}, {{"gamma", 0.5}}, 10,
     {{10, 0.03486784401}, {11, 0.017433922005}, {12, 0.0087169610025}}},
    {"StepLR", {{"step_size", 10}, {"gamma", 0.5}}, {{"step_size", 10}, {"gamma", 0.1}}, 25,
     {{25, 0.025}, {29, 0.025}, {30, 0.0025}, {40, 0.00025}}},
    {"StepLR", {{"step_size", 10}, {"gamma", 0.5}}, {{"step_size", 7}, {"gamma", 0.5}}, 25,
     {{25, 0.025}, {27, 0.025}, {28, 0.0125}, {35, 0.00625}}},
    {"ConstantLR", {{"factor", 1.0 / 3}, {"total_iters", 5}}, {{"factor", 1.0 / 3}, {"total_iters", 10}}, 3,
     {{3, 0.1 / 3}, {5, 0.1 / 3}, {9, 0.1 / 3}, {10, 0.1}}},
    {"ConstantLR", {{"factor", 1.0 / 3}, {"total_iters", 5}}, {{"factor", 1.0 / 3}, {"total_iters", 10}}, 7,
     {{7, 0.1}, {9, 0.1}, {10, 0.3}}},
};
/* clang-format on */

static struct lrs_spec *spec_with(const char *kind, const struct row *rows)
{
    struct lrs_spec *spec = spec_of(kind);
    for (int i = 0; i < ROWS && rows[i].name; i++)
        put(spec, rows[i].name, rows[i].value);
    return spec;
}

/* Takes both over. LR gets the rates of all ticks: WAS's up to AFTER, then the recursion of IS. */
static void go_through(struct lrs_spec *was, struct lrs_spec *is, int after, double lr[TICKS])
{
    struct sched a = sched_open(was, 0.1, TICKS), b = sched_open(is, 0.1, TICKS);
    lr[0] = sched_rate(&a, 0);
    for (int t = 1; t < TICKS; t++)
        lr[t] = lrs_schedule_chain(t <= after ? a.s : b.s, lr[t - 1], 0.1, t);
    sched_close(&a);
    sched_close(&b);
}

static void assert_seen(const char *kind, int after, const double *lr, const struct seen *seen)
{
    for (int i = 0; i < SHOWN && (i == 0 || seen[i].t); i++)
        if (!(fabs(lr[seen[i].t] - seen[i].lr) <= 1e-9 * fabs(seen[i].lr) + 1e-17))
            fail_msg("%s edited after %d: %.17g at %d, want %.17g", kind, after, lr[seen[i].t],
                     seen[i].t, seen[i].lr);
}

static void an_edit_does_what_it_does_in_pytorch(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        const struct edit *e = &edits[i];
        double lr[TICKS];
        go_through(spec_with(e->kind, e->is), spec_with(e->kind, e->becomes), e->after, lr);
        assert_seen(e->kind, e->after, lr, e->seen);
    }
}

static struct lrs_spec *milestones(size_t n, const double *at)
{
    struct lrs_spec *spec = spec_of("MultiStepLR");
    put_list(spec, "milestones", n, at);
    return spec;
}

/* A milestone that is put into the past has no effect any more. */
static void milestones_edited_after_25(void **state)
{
    static const struct seen seen[SHOWN] = {{25, 0.1}, {27, 0.1}, {28, 0.01}, {40, 0.001}};
    double lr[TICKS];
    (void)state;
    go_through(milestones(2, (const double[]){30, 80}), milestones(3, (const double[]){20, 28, 40}),
               25, lr);
    assert_seen("MultiStepLR", 25, lr, seen);
}

/* A ramp of TOTAL ticks to a tick 4, then an exponential decay. */
static struct lrs_spec *ramp_and_decay(double total, double gamma)
{
    struct lrs_spec *child[] = {spec_of("LinearLR"), spec_of("ExponentialLR")};
    struct lrs_spec *spec = spec_of("SequentialLR");
    put(child[0], "start_factor", 0.1);
    put(child[0], "total_iters", total);
    put(child[1], "gamma", gamma);
    put_children(spec, 2, child);
    put_list(spec, "milestones", 1, (const double[]){4});
    return spec;
}

/* What was missed before a milestone is put right at it, by the closed form. */
static void a_sequence_takes_milestones_from_the_base_rate(void **state)
{
    static const struct seen decay[SHOWN] = {{0, 0.01},  {3, 0.0775}, {4, 0.1},
                                             {6, 0.081}, {7, 0.0405}, {8, 0.02025}};
    static const struct seen ramp[SHOWN] = {
        {2, 0.055}, {3, 0.07403846153846157}, {4, 0.1}, {5, 0.09}};
    double lr[TICKS];
    (void)state;
    go_through(ramp_and_decay(4, 0.9), ramp_and_decay(4, 0.5), 6, lr);
    assert_seen("SequentialLR", 6, lr, decay);
    go_through(ramp_and_decay(4, 0.9), ramp_and_decay(8, 0.9), 2, lr);
    assert_seen("SequentialLR", 2, lr, ramp);
}

static struct lrs_spec *reduced_decay(double gamma)
{
    struct lrs_spec *child[] = {spec_of("ConstantLR"), spec_of("ExponentialLR")};
    struct lrs_spec *spec = spec_of("ChainedScheduler");
    put(child[0], "factor", 0.1);
    put(child[0], "total_iters", 2);
    put(child[1], "gamma", gamma);
    put_children(spec, 2, child);
    return spec;
}

static void chained_recursions_act_on_one_rate(void **state)
{
    static const struct seen seen[SHOWN] = {{0, 0.01},    {1, 0.009},    {2, 0.081},
                                            {4, 0.06561}, {5, 0.032805}, {6, 0.0164025}};
    double lr[TICKS];
    (void)state;
    go_through(reduced_decay(0.9), reduced_decay(0.5), 4, lr);
    assert_seen("ChainedScheduler", 4, lr, seen);
}

static double decay(double t)
{
    return pow(0.95, t);
}

/* Nobody edits: the recursion of every kind is its closed form. */
static void unedited_it_is_the_closed_form(void **state)
{
    int recursions = 0;
    (void)state;
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++) {
        struct lrs_spec *spec = lrs_spec_new(*k);
        lrs_schedule_fit(spec, 80, 0.1);
        tabulate(spec, decay, TICKS);
        struct sched x = sched_open(spec, 0.1, 80);
        double lr = sched_rate(&x, 0);
        recursions += x.s->class->chain != NULL;
        for (int t = 1; t < TICKS && lrs_schedule_state_size(x.s) == 0; t++) {
            lr = lrs_schedule_chain(x.s, lr, 0.1, t);
            if (!(fabs(lr - sched_rate(&x, t)) <= 1e-12 * 0.1))
                fail_msg("%s at %d: %.17g by recursion, %.17g in closed form", (*k)->name, t, lr,
                         sched_rate(&x, t));
        }
        sched_close(&x);
    }
    assert_true(recursions >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unedited_it_is_the_closed_form),
        cmocka_unit_test(an_edit_does_what_it_does_in_pytorch),
        cmocka_unit_test(milestones_edited_after_25),
        cmocka_unit_test(a_sequence_takes_milestones_from_the_base_rate),
        cmocka_unit_test(chained_recursions_act_on_one_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

/* How a change of the schedule on the way is taken: from the start, continued, restarted, and by
 * PyTorch's recursion, whose figures are those of PyTorch 1.13 for the same edit. */
#include "lab.h"

enum { STEPS = 130, SHOWN = 6 };
/* A rate for the bowl that bears a hundred times as much; PyTorch's figures are for 0.1. */
static const double BASE = 0.001;

static bool apply(struct lrs_run *run, const struct lrs_experiment *e)
{
    struct lrs_err err = {""};
    bool restarted;
    if (!lrs_run_apply(run, e, "edited", &restarted, &err))
        fail_msg("%s", err.msg);
    return restarted;
}

static double used(const struct lrs_run *run, int64_t step)
{
    return lrs_series_at(lrs_run_series(run, LRS_CH_LR), (uint64_t)step);
}

/* The bowl with a cosine of T_MAX epochs. */
static struct lrs_experiment *cosine(double T_max, const char *policy)
{
    struct lrs_experiment *e = lab_bowl(BASE, STEPS);
    lab_put(e, LRS_SCHEDULE, "CosineAnnealingLR");
    lab_set(e, "schedule.T_max", T_max);
    lab_choose(e, "train.on_edit", policy);
    return e;
}

static double cosine_at(double t, double T)
{
    return BASE * (1 + cos(3.14159265358979323846 * t / T)) / 2;
}

/* A run of E, edited to PATH = VALUE when AFTER is the tick in force; E is changed. */
static struct lrs_run *edited(struct lrs_experiment *e, int after, const char *path, double value)
{
    struct lrs_run *run = lab_run(e);
    assert_int_equal(lrs_run_advance(run, after), after);
    lab_set(e, path, value);
    assert_false(apply(run, e));
    return run;
}

/* ---- the chain ---- */

struct seen {
    int t;
    double lr;
};

/* clang-format off */
static const struct chain_case {
    const char *kind;
    struct { const char *path; double value; } is[4];
    const char *path;
    double becomes;
    int after;
    struct seen seen[SHOWN];
} chains[] = {
    {"CosineAnnealingLR", {{"schedule.T_max", 50}}, "schedule.T_max", 30, 29,
     {{29, 0.03756550564175726}, {30, 0}, {31, 0.0002739052315863355}, {60, 0.100000000000002}}},
    {"CosineAnnealingLR", {{"schedule.T_max", 50}}, "schedule.T_max", 30, 30,
     {{30, 0.03454915028125265}, {31, 0.034823055512838985}, {60, 12.713541581940685}, {61, 12.678718526427847}}},
    {"CosineAnnealingLR", {{"schedule.T_max", 50}}, "schedule.T_max", 30, 31,
     {{31, 0.03159377236576612}, {32, 0.1260289414816044}, {60, 11.534563316950862}, {61, 11.502969544585097}}},
    {"CosineAnnealingLR", {{"schedule.T_max", 50}}, "schedule.T_max", 20, 40,
     {{40, 0.009549150281252632}, {41, 0.009490367338318317}, {50, 0.004774575140626317}, {60, 0}, {80, 0.09999999999999912}}},
    {"CosineAnnealingLR", {{"schedule.T_max", 50}}, "schedule.T_max", 100, 20,
     {{20, 0.06545084971874736}, {60, 0.025000000000000012}, {100, 0}}},
    {"CosineAnnealingLR", {{"schedule.T_max", 50}}, "schedule.T_max", 100, 50,
     {{50, 0}, {51, 0}, {100, 0}, {101, 2.467198171342e-05}}},
    {"CosineAnnealingLR", {{"schedule.T_max", 50}}, "schedule.eta_min", 0.05, 40,
     {{40, 0.009549150281252632}, {41, 0.017028125511406186}, {50, 0.05}, {60, 0.05477457514062657}, {100, 0.1}}},
    {"CosineAnnealingLR", {{"schedule.T_max", 50}}, "optimizer.lr", 0.02, 20,
     {{19, 0.0684062276342339}, {20, 0.02}, {21, 0.019078283819548136}, {50, 0}, {51, 9.866357858642206e-05}, {100, 0.1}}},
    {"ExponentialLR", {{"schedule.gamma", 0.9}}, "optimizer.lr", 0.02, 20,
     {{19, 0.013508517176729931}, {20, 0.02}, {21, 0.018}, {30, 0.006973568802}}},
    {"CosineAnnealingWarmRestarts", {{"schedule.T_0", 50}}, "optimizer.lr", 0.02, 20,
     {{20, 0.02}, {21, 0.06243449435824276}, {50, 0.1}}},
    {"Constant", {{NULL, 0}}, "optimizer.lr", 0.02, 20, {{19, 0.1}, {20, 0.02}, {100, 0.02}}},
    {"PolynomialLR", {{"schedule.total_iters", 50}}, "schedule.total_iters", 30, 20,
     {{20, 0.06}, {25, 0.03}, {30, 0}, {31, 0}}},
    {"PolynomialLR", {{"schedule.total_iters", 50}}, "schedule.total_iters", 15, 20, {{20, 0.06}, {50, 0.06}}},
    {"PolynomialLR", {{"schedule.total_iters", 50}}, "schedule.total_iters", 100, 50, {{50, 0}, {100, 0}}},
    {"LinearLR", {{"schedule.start_factor", 1}, {"schedule.end_factor", 0.1}, {"schedule.total_iters", 50}},
     "schedule.total_iters", 30, 20, {{20, 0.064}, {21, 0.0592}, {30, 0.016}, {50, 0.016}}},
    {"LinearLR", {{"schedule.start_factor", 1}, {"schedule.end_factor", 0.1}, {"schedule.total_iters", 50}},
     "schedule.total_iters", 100, 20, {{50, 0.042926829268292686}, {100, 0.007804878048780483}}},
    {"ExponentialLR", {{"schedule.gamma", 0.9}}, "schedule.gamma", 0.5, 10, {{10, 0.03486784401}, {11, 0.017433922005}}},
    {"StepLR", {{"schedule.step_size", 10}, {"schedule.gamma", 0.5}}, "schedule.gamma", 0.1, 25,
     {{25, 0.025}, {29, 0.025}, {30, 0.0025}, {40, 0.00025}}},
};
/* clang-format on */

static double scaled(const char *path, double value)
{
    bool rate = strstr(path, "lr") || strstr(path, "eta_min");
    return rate ? value * BASE / 0.1 : value;
}

static struct lrs_run *chained(const struct chain_case *c, struct lrs_experiment **e)
{
    *e = lab_bowl(BASE, STEPS);
    lab_put(*e, LRS_SCHEDULE, c->kind);
    for (int i = 0; i < 4 && c->is[i].path; i++)
        lab_set(*e, c->is[i].path, c->is[i].value);
    lab_choose(*e, "train.on_edit", "chain");
    return edited(*e, c->after, c->path, scaled(c->path, c->becomes));
}

static void the_chain_does_what_pytorch_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        const struct chain_case *c = &chains[i];
        struct lrs_experiment *e;
        struct lrs_run *run = chained(c, &e);
        lrs_run_advance(run, STEPS);
        assert_int_equal(lab_info(run).state, LRS_DONE);
        for (int k = 0; k < SHOWN && c->seen[k].t; k++) {
            double want = c->seen[k].lr * BASE / 0.1, got = used(run, c->seen[k].t);
            if (!(fabs(got - want) <= 1e-9 * want + 1e-19))
                fail_msg("%s, %s = %g after %d: %.17g at %d, want %.17g", c->kind, c->path,
                         c->becomes, c->after, got, c->seen[k].t, want);
        }
        lrs_run_free(run);
        lrs_experiment_free(e);
    }
}

/* The planned curve shows the explosion ahead; what is planned is what comes. */
static void the_plan_is_what_comes(void **state)
{
    static const char *const policies[] = {"start", "continue", "restart", "chain"};
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct lrs_experiment *e = cosine(50, policies[i]);
        struct lrs_run *run = edited(e, 31, "schedule.T_max", 30);
        struct lrs_bin plan[STEPS];
        lrs_run_plan(run, 0, STEPS, STEPS, plan, NULL);
        lrs_run_advance(run, STEPS);
        for (int t = 31; t < STEPS; t++)
            assert_close(plan[t].last, used(run, t), 0, 0);
        lrs_run_free(run);
        lrs_experiment_free(e);
    }
}

static void a_rate_that_explodes_ends_the_run(void **state)
{
    (void)state;
    struct lrs_experiment *e = cosine(50, "chain");
    lab_set(e, "optimizer.lr", 0.05);
    struct lrs_run *run = edited(e, 31, "schedule.T_max", 30);
    lrs_run_advance(run, STEPS);
    assert_int_equal(lab_info(run).state, LRS_DIVERGED);
    assert_true(lab_info(run).diverged_at > 31);
    assert_true(lab_info(run).reason[0] != '\0');
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* ConstantLR's recursion divides by its factor: by 0 in the end. The next edit lets the run go on. */
static void a_rate_that_is_not_finite_fails_and_can_be_mended(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(BASE, STEPS);
    lab_put(e, LRS_SCHEDULE, "ConstantLR");
    lab_set(e, "schedule.total_iters", 20);
    lab_choose(e, "train.on_edit", "chain");
    struct lrs_run *run = edited(e, 10, "schedule.factor", 0);
    lrs_run_advance(run, STEPS);
    struct lrs_run_info info = lab_info(run);
    assert_int_equal(info.state, LRS_FAILED);
    assert_int_equal(info.diverged_at, 20);
    assert_string_equal(info.reason, "the schedule's rate is not a finite number");
    lab_set(e, "schedule.factor", 0.5);
    apply(run, e);
    assert_non_null(strstr(lab_info(run).note, "no finite rate"));
    assert_close(lab_info(run).lr, BASE, 0, 0);
    lrs_run_advance(run, STEPS);
    assert_int_equal(lab_info(run).state, LRS_DONE);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* The two hazards are named as soon as the edit is made. */
static void the_chain_says_what_will_become_of_it(void **state)
{
    (void)state;
    struct lrs_experiment *e = cosine(50, "chain");
    struct lrs_run *run = edited(e, 31, "schedule.T_max", 30);
    assert_string_equal(
        lab_info(run).note,
        "the recursion will rise to 0.115, where the closed form has 0.001 at most");
    lrs_run_free(run);
    lrs_experiment_free(e);
    e = cosine(50, "chain");
    lab_set(e, "train.steps", 100);
    run = edited(e, 50, "schedule.T_max", 100);
    assert_non_null(strstr(lab_info(run).note, "it stays 0"));
    lrs_run_free(run);
    lrs_experiment_free(e);
    e = cosine(50, "chain");
    run = edited(e, 20, "schedule.T_max", 60);
    assert_string_equal(lab_info(run).note, "");
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* What has no recursion says so, and nothing is tabulated without bound. */
static void where_there_is_no_chain_it_says_so(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(BASE, STEPS);
    lab_put(e, LRS_SCHEDULE, "CosineAnnealingWarmRestarts");
    lab_choose(e, "train.on_edit", "chain");
    struct lrs_run *run = edited(e, 13, "schedule.T_0", 20);
    assert_non_null(strstr(lab_info(run).note, "no recursion for CosineAnnealingWarmRestarts"));
    lrs_run_free(run);
    lrs_experiment_free(e);

    e = cosine(50, "chain");
    lab_set(e, "train.steps", 1e12);
    run = edited(e, 13, "schedule.T_max", 20);
    assert_non_null(strstr(lab_info(run).note, "too many ticks"));
    assert_close(lab_info(run).lr, cosine_at(13, 20), 1e-12, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* ---- continue ---- */

/* Halves or doubles a random live value of the schedule; false where that cannot be. */
static bool edit_randomly(struct lrs_experiment *e, struct lrs_rng *rng)
{
    struct lrs_row rows[64];
    int n = lrs_spec_rows(e->part[LRS_SCHEDULE], rows, 64);
    if (n == 0)
        return false;
    const struct lrs_row *row = &rows[lrs_rng_below(rng, (uint32_t)n)];
    const struct lrs_param *p = lrs_ref_param(&row->ref);
    struct lrs_value v = lrs_value_copy(lrs_ref_value(&row->ref));
    struct lrs_err err = {""};
    int by = (int)lrs_rng_below(rng, 9) - 4;
    bool ok = by != 0 && lrs_param_nudge(p, &v, row->ref.element, by, lrs_rng_below(rng, 2));
    if (ok && row->ref.element >= 0 && v.tag == LRS_REALS) {
        struct lrs_value one = lrs_value_real(v.reals.at[row->ref.element]);
        lrs_value_clear(&v);
        v = one;
    }
    if (ok)
        return lrs_ref_set(e->part[LRS_SCHEDULE], &row->ref, v, &err) &&
               lrs_experiment_check(e, &err);
    lrs_value_clear(&v);
    return false;
}

static void tabulate(struct lrs_spec *spec)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        if (spec->at[i].tag != LRS_FUNC)
            continue;
        struct lrs_func *f = lrs_func_new(lrs_strdup("in C"), false, 0);
        f->n = STEPS;
        f->at = LRS_ARRAY(double, STEPS);
        for (int t = 0; t < STEPS; t++)
            f->at[t] = pow(0.97, t);
        lrs_value_clear(&spec->at[i]);
        spec->at[i] = (struct lrs_value){.tag = LRS_FUNC, .func = f};
    }
}

/* Whatever is turned, one time after the other, and when: the rate in force stays, and what comes is
 * finite and not below 0. */
static void continued_rates_never_jump(void **state)
{
    struct lrs_rng rng;
    int edits = 0;
    (void)state;
    lrs_rng_seed(&rng, 5, "edits");
    for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++)
        for (int round = 0; round < 40; round++) {
            struct lrs_experiment *e = lab_bowl(BASE, STEPS);
            lab_choose(e, "train.on_edit", "continue");
            lab_choose(e, "train.interval", "step");
            lrs_experiment_put(e, LRS_SCHEDULE, lrs_spec_new(*k));
            lrs_schedule_fit(e->part[LRS_SCHEDULE], 40 + lrs_rng_below(&rng, 90), BASE);
            tabulate(e->part[LRS_SCHEDULE]);
            struct lrs_run *run = lab_run(e);
            for (int i = 0; i < 3; i++) {
                lrs_run_advance(run, 1 + lrs_rng_below(&rng, 40));
                struct lrs_experiment *next = lrs_experiment_copy(e);
                double before = lab_info(run).lr;
                if (lab_info(run).state == LRS_PAUSED && edit_randomly(next, &rng)) {
                    apply(run, next);
                    double after = lab_info(run).lr;
                    if (!(fabs(after - before) <= 1e-8 * before))
                        fail_msg("%s: %.17g before, %.17g after (%s)", (*k)->name, before, after,
                                 lab_info(run).anchored);
                    struct lrs_bin plan[STEPS];
                    lrs_run_plan(run, 0, STEPS, STEPS, plan, NULL);
                    for (int t = 0; t < STEPS; t++)
                        assert_true(plan[t].bad == 0 && (plan[t].n == 0 || plan[t].lo >= 0));
                    edits++;
                    lrs_experiment_free(e);
                    e = lrs_experiment_copy(next);
                }
                lrs_experiment_free(next);
            }
            lrs_run_free(run);
            lrs_experiment_free(e);
        }
    assert_true(edits > 500);
}

/* Wherever T_max is changed, and to what: no tenfold rate. */
static void continued_rates_do_not_explode(void **state)
{
    (void)state;
    for (int after = 1; after < 100; after++)
        for (int T_max = 5; T_max < 120; T_max += 5) {
            struct lrs_experiment *e = cosine(50, "continue");
            struct lrs_run *run = edited(e, after, "schedule.T_max", T_max);
            struct lrs_bin plan[STEPS];
            lrs_run_plan(run, 0, STEPS, STEPS, plan, NULL);
            for (int t = after; t < STEPS; t++)
                assert_true(plan[t].hi <= 10 * BASE * (1 + 1e-9));
            lrs_run_free(run);
            lrs_experiment_free(e);
        }
}

/* T_max 50 -> 30 at 20: the base rate becomes the one that gives the rate in force. */
static void continuing_scales_the_curve(void **state)
{
    (void)state;
    struct lrs_experiment *e = cosine(50, "continue");
    struct lrs_run *run = edited(e, 20, "schedule.T_max", 30);
    double by = cosine_at(20, 50) / cosine_at(20, 30);
    lrs_run_advance(run, STEPS);
    for (int t = 20; t < 30; t++)
        assert_close(used(run, t), by * cosine_at(t, 30), 1e-12, 0);
    assert_string_equal(lab_info(run).note, "");
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* At 31, just beyond the new minimum, scaling would do what the chain does: rise to 12.7 times. */
static void continuing_does_not_explode(void **state)
{
    (void)state;
    struct lrs_experiment *e = cosine(50, "continue");
    struct lrs_run *run = edited(e, 31, "schedule.T_max", 30);
    assert_non_null(strstr(lab_info(run).note, "lifted"));
    lrs_run_advance(run, STEPS);
    double lift = cosine_at(31, 50) - cosine_at(31, 30);
    for (int t = 31; t < STEPS; t++)
        assert_close(used(run, t), cosine_at(t, 30) + lift, 1e-12, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* In the valley of a triangle the lower bound is divided by 5: the peaks are not to become five times
 * as high for that. */
static void continuing_keeps_peaks_where_they_are(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(BASE, STEPS);
    lab_put(e, LRS_SCHEDULE, "CyclicLR");
    lab_set(e, "schedule.base_lr", BASE);
    lab_set(e, "schedule.max_lr", 5 * BASE);
    lab_set(e, "schedule.step_size_up", 20);
    lab_choose(e, "train.on_edit", "continue");
    struct lrs_run *run = edited(e, 40, "schedule.base_lr", BASE / 5);
    lrs_run_advance(run, STEPS);
    assert_close(used(run, 40), BASE, 1e-9, 0);
    assert_close(used(run, 60), 5 * BASE + 0.8 * BASE, 1e-9, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* OneCycleLR has rates of its own; another kind takes over where this one stood. */
static void continuing_where_the_base_rate_counts_for_nothing(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(BASE, STEPS);
    lab_put(e, LRS_SCHEDULE, "OneCycleLR");
    lab_set(e, "schedule.max_lr", BASE);
    lab_choose(e, "train.on_edit", "continue");
    struct lrs_run *run = edited(e, 60, "schedule.max_lr", 2 * BASE);
    struct lrs_run *plain = lab_run(e);
    double by = lab_info(run).lr;
    lrs_run_advance(plain, 60);
    by /= lab_info(plain).lr;
    assert_close(by, 0.5, 1e-9, 0);
    lrs_run_advance(run, 40);
    lrs_run_advance(plain, 40);
    assert_close(lab_info(run).lr, 0.5 * lab_info(plain).lr, 1e-12, 0);
    assert_string_equal(lab_info(run).anchored, "continued x0.5");

    double before = lab_info(run).lr;
    lab_put(e, LRS_SCHEDULE, "ExponentialLR");
    apply(run, e);
    lrs_run_advance(run, 11);
    assert_close(used(run, 110), before * pow(0.95, 10), 1e-12, 0);
    lrs_run_free(run);
    lrs_run_free(plain);
    lrs_experiment_free(e);
}

/* What is turned is the rate itself: taken at once, in proportion to what was continued. */
static void a_base_rate_is_taken_at_once(void **state)
{
    static const char *const policies[] = {"start", "continue", "restart"};
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct lrs_experiment *e = cosine(50, policies[i]);
        struct lrs_run *run = edited(e, 20, "schedule.T_max", 60);
        double before = lab_info(run).lr;
        lab_set(e, "optimizer.lr", BASE / 4);
        apply(run, e);
        assert_close(lab_info(run).lr, before / 4, 1e-12, 0);
        lrs_run_free(run);
        lrs_experiment_free(e);
    }
}

/* So is one of a curve that was lifted. */
static void a_lift_goes_with_the_base_rate(void **state)
{
    (void)state;
    struct lrs_experiment *e = cosine(50, "continue");
    struct lrs_run *run = edited(e, 31, "schedule.T_max", 30);
    double before = lab_info(run).lr;
    lab_set(e, "optimizer.lr", BASE / 4);
    apply(run, e);
    assert_close(lab_info(run).lr, before / 4, 1e-12, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* ---- restart ---- */

static void restarting_begins_the_curve_again(void **state)
{
    (void)state;
    struct lrs_experiment *e = cosine(50, "restart");
    struct lrs_run *run = edited(e, 31, "schedule.T_max", 30);
    assert_int_equal(lab_info(run).tick, 0);
    assert_close(lab_info(run).schedule_end, 61, 0, 0);
    assert_string_equal(lab_info(run).anchored, "t = 0 at step 31");
    lrs_run_advance(run, STEPS);
    for (int t = 31; t < STEPS; t++)
        assert_close(used(run, t), cosine_at(t - 31, 30), 1e-12, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* A length that is the run's is what is left of it; the momentum has the same clock. */
static void a_restarted_one_cycle_has_what_is_left(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(120);
    lab_put(e, LRS_SCHEDULE, "OneCycleLR");
    lab_choose(e, "train.on_edit", "restart");
    struct lrs_run *run = edited(e, 50, "schedule.max_lr", 0.2);
    assert_close(lab_info(run).lr, 0.2 / 25, 1e-12, 0);
    assert_close(lab_info(run).momentum, 0.95, 1e-12, 0);
    assert_close(lab_info(run).schedule_end, 119, 0, 0);
    lrs_run_advance(run, 120);
    double top = 0;
    for (int t = 50; t < 120; t++)
        top = fmax(top, used(run, t));
    assert_close(top, 0.2, 1e-12, 0);
    assert_close(used(run, 119), 0.2 / 25 / 1e4, 1e-9, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_restarted_plateau_forgets(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(STEPS);
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    lab_set(e, "schedule.patience", 0);
    lab_set(e, "schedule.threshold", 1);
    lab_choose(e, "train.on_edit", "restart");
    struct lrs_run *run = edited(e, 60, "schedule.factor", 0.5);
    assert_true(used(run, 59) < 0.1);
    assert_close(lab_info(run).lr, 0.1, 0, 0);
    assert_int_equal(lab_info(run).plateau.bad, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* One that waits behind a warm-up waits again: it sees nothing until its own tick 10. */
static void a_restarted_warm_up_holds_the_plateau_back(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(180);
    lab_put(e, LRS_SCHEDULE, "ReduceLROnPlateau");
    lab_set(e, "schedule.patience", 1000);
    lab_set(e, "schedule.threshold", 1);
    struct lrs_spec *inner = lrs_spec_copy(e->part[LRS_SCHEDULE]);
    lrs_experiment_put(e, LRS_SCHEDULE, lrs_schedule_wrap_warmup(inner, 10));
    lab_choose(e, "train.on_edit", "restart");
    struct lrs_run *run = edited(e, 72, "schedule.patience", 900);
    assert_int_equal(lab_info(run).tick, 0);
    assert_false(lab_info(run).has_plateau);
    lrs_run_advance(run, 15 * 6);
    assert_true(lab_info(run).has_plateau);
    assert_int_equal(lab_info(run).plateau.bad, 5);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* ---- all of them ---- */

static const char *const all[] = {"start", "continue", "restart", "chain"};

/* The next edit "from the start" leaves nothing of an anchor; so does running again. */
static void from_the_start_clears_all(void **state)
{
    (void)state;
    for (int i = 1; i < 4; i++) {
        struct lrs_experiment *e = cosine(50, all[i]);
        struct lrs_run *run = edited(e, 20, "schedule.T_max", 30);
        struct lrs_experiment *start = lrs_experiment_copy(e);
        lab_choose(start, "train.on_edit", "start");
        double before = lab_info(run).lr;
        int marks, more;
        lrs_run_marks(run, &marks);
        apply(run, start); /* the policy of edits to come: nothing happens */
        lrs_run_marks(run, &more);
        assert_int_equal(marks, more);
        assert_close(lab_info(run).lr, before, 0, 0);
        struct lrs_run *again = lrs_run_branch(run);
        lab_set(start, "schedule.T_max", 40);
        apply(run, start);
        assert_close(lab_info(run).lr, cosine_at(20, 40), 1e-12, 0);
        assert_int_equal(lab_info(run).anchor, LRS_EDIT_START);
        lrs_run_restart(again);
        assert_close(lab_info(again).lr, BASE, 0, 0);
        assert_int_equal(lab_info(again).anchor, LRS_EDIT_START);
        lrs_run_advance(again, STEPS);
        for (int t = 0; t < STEPS; t++)
            assert_close(used(again, t), cosine_at(t, 30), 1e-12, 0);
        lrs_run_free(run);
        lrs_run_free(again);
        lrs_experiment_free(e);
        lrs_experiment_free(start);
    }
}

/* Before the first step there is nothing to go on with. */
static void an_edit_at_step_0_is_no_edit_on_the_way(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct lrs_experiment *e = cosine(50, all[i]);
        struct lrs_run *run = edited(e, 0, "schedule.T_max", 30);
        assert_int_equal(lab_info(run).anchor, LRS_EDIT_START);
        lrs_run_free(run);
        lrs_experiment_free(e);
    }
}

/* One step after the other with edits at the same steps: the same history, bit for bit; and so do a
 * branch and a run that went back and on again. */
static struct lrs_run *story(const char *policy, bool wander)
{
    struct lrs_experiment *e = lab_moons(400);
    lab_put(e, LRS_SCHEDULE, "CosineAnnealingLR");
    lab_choose(e, "train.on_edit", policy);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 100);
    lab_set(e, "schedule.T_max", 30);
    apply(run, e);
    if (wander) {
        lrs_run_advance(run, 130);
        assert_true(lrs_run_seek(run, 104));
        lrs_run_advance(run, 70);
        assert_true(lrs_run_seek(run, 100));
        struct lrs_run *branch = lrs_run_branch(run);
        lrs_run_free(run);
        run = branch;
    }
    lrs_run_advance(run, 155);
    lab_set(e, "schedule.eta_min", 0.01);
    apply(run, e);
    lrs_run_advance(run, 400);
    lrs_experiment_free(e);
    return run;
}

static void checkpoints_and_branches_are_exact(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct lrs_run *straight = story(all[i], false), *wandered = story(all[i], true);
        assert_true(lab_same_history(straight, wandered));
        assert_true(lab_same_block(straight, wandered));
        lrs_run_free(straight);
        lrs_run_free(wandered);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chain_does_what_pytorch_does),
        cmocka_unit_test(the_plan_is_what_comes),
        cmocka_unit_test(a_rate_that_explodes_ends_the_run),
        cmocka_unit_test(a_rate_that_is_not_finite_fails_and_can_be_mended),
        cmocka_unit_test(the_chain_says_what_will_become_of_it),
        cmocka_unit_test(where_there_is_no_chain_it_says_so),
        cmocka_unit_test(continued_rates_never_jump),
        cmocka_unit_test(continued_rates_do_not_explode),
        cmocka_unit_test(continuing_scales_the_curve),
        cmocka_unit_test(continuing_does_not_explode),
        cmocka_unit_test(continuing_keeps_peaks_where_they_are),
        cmocka_unit_test(continuing_where_the_base_rate_counts_for_nothing),
        cmocka_unit_test(a_base_rate_is_taken_at_once),
        cmocka_unit_test(a_lift_goes_with_the_base_rate),
        cmocka_unit_test(restarting_begins_the_curve_again),
        cmocka_unit_test(a_restarted_one_cycle_has_what_is_left),
        cmocka_unit_test(a_restarted_plateau_forgets),
        cmocka_unit_test(a_restarted_warm_up_holds_the_plateau_back),
        cmocka_unit_test(from_the_start_clears_all),
        cmocka_unit_test(an_edit_at_step_0_is_no_edit_on_the_way),
        cmocka_unit_test(checkpoints_and_branches_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

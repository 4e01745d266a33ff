/* Every schedule of schedules_golden.tsv, which PyTorch computed, to 1e-9 relative: both of its
 * forms (chain and closed), momentum, the plateau's counters. */
#include "sched.h"

#define REFERENCE "tests/reference/schedules_golden.tsv"
enum { ROWS_MAX = 128 };

/* The rows of one case. */
struct golden {
    int n;
    double t[ROWS_MAX], lr[ROWS_MAX];
    char extra[ROWS_MAX][64];
};

static bool read_case(const char *name, struct golden *g)
{
    char line[512];
    FILE *f = fopen(source_path(REFERENCE), "r");
    assert_non_null(f);
    g->n = 0;
    while (fgets(line, sizeof line, f)) {
        char *field[5] = {strtok(line, "\t\n")};
        for (int i = 1; i < 5; i++)
            field[i] = strtok(NULL, "\t\n");
        if (!field[0] || strcmp(field[0], name) || !field[4])
            continue;
        assert_true(g->n < ROWS_MAX);
        g->t[g->n] = strtod(field[1], NULL);
        g->lr[g->n] = strtod(field[2], NULL);
        snprintf(g->extra[g->n], sizeof g->extra[0], "%s", field[4]);
        g->n++;
    }
    fclose(f);
    return g->n > 0;
}

static int check_case(const char *name, struct sched *x)
{
    struct golden g;
    if (!read_case(name, &g))
        return 0;
    for (int i = 0; i < g.n; i++) {
        assert_close(sched_rate(x, g.t[i]), g.lr[i], 1e-9, 1e-15);
        if (g.extra[i][0] != '-')
            assert_close(lrs_schedule_momentum(x->s, x->state, g.t[i]), strtod(g.extra[i], NULL),
                         1e-9, 0);
    }
    return g.n;
}

struct plain_case {
    const char *name, *kind;
    struct row row[8];
};

/* clang-format off */
static const struct plain_case plain_cases[] = {
    {"step(step=4,gamma=0.5)", "StepLR", {{"step_size", 4}, {"gamma", 0.5}}},
    {"constantlr(factor=1/3,total=5)", "ConstantLR", {{"factor", 1.0 / 3}, {"total_iters", 5}}},
    {"cos(T_max=10,eta_min=0)", "CosineAnnealingLR", {{"T_max", 10}}},
    {"cos(T_max=7,eta_min=0.001)", "CosineAnnealingLR", {{"T_max", 7}, {"eta_min", 0.001}}},
    {"exp(gamma=0.9)", "ExponentialLR", {{"gamma", 0.9}}},
    {"linear(1->0.01,total=20)", "LinearLR",
     {{"start_factor", 1}, {"end_factor", 0.01}, {"total_iters", 20}}},
    {"linear(1/3->1,total=5)", "LinearLR", {{"start_factor", 1.0 / 3}}},
    {"poly(total=20,power=0.9)", "PolynomialLR", {{"total_iters", 20}, {"power", 0.9}}},
    {"poly(total=20,power=1)", "PolynomialLR", {{"total_iters", 20}}},
    {"poly(total=20,power=2)", "PolynomialLR", {{"total_iters", 20}, {"power", 2}}},
    {"cawr(T_0=3,T_mult=2,eta_min=0)", "CosineAnnealingWarmRestarts", {{"T_0", 3}, {"T_mult", 2}}},
    {"cawr(T_0=4,T_mult=1,eta_min=0.001)", "CosineAnnealingWarmRestarts",
     {{"T_0", 4}, {"eta_min", 0.001}}},
    {"cyclic(triangular,base=0.01,max=0.1,up=4,down=6)", "CyclicLR",
     {{"base_lr", 0.01}, {"max_lr", 0.1}, {"step_size_up", 4}, {"step_size_down", 6}}},
    {"cyclic(triangular2,base=0.01,max=0.1,up=4,down=6)", "CyclicLR",
     {{"base_lr", 0.01}, {"max_lr", 0.1}, {"step_size_up", 4}, {"step_size_down", 6}, {"mode", 1}}},
    {"cyclic(exp_range,base=0.01,max=0.1,up=4,down=6,gamma=0.95)", "CyclicLR",
     {{"base_lr", 0.01}, {"max_lr", 0.1}, {"step_size_up", 4}, {"step_size_down", 6}, {"mode", 2},
      {"gamma", 0.95}}},
    {"onecycle(max=0.1,total=20,cos,three_phase=False)", "OneCycleLR", {{"total_steps", 20}}},
    {"onecycle(max=0.1,total=20,cos,three_phase=True)", "OneCycleLR",
     {{"total_steps", 20}, {"three_phase", 1}}},
    {"onecycle(max=0.1,total=20,linear,three_phase=False)", "OneCycleLR",
     {{"total_steps", 20}, {"anneal_strategy", 1}}},
    {"onecycle(max=0.1,total=20,linear,three_phase=True)", "OneCycleLR",
     {{"total_steps", 20}, {"anneal_strategy", 1}, {"three_phase", 1}}},
};
/* clang-format on */

static void closed_forms(void **state)
{
    static const char *const prefixes[] = {"", "chain:", "closed:"};
    (void)state;
    for (size_t i = 0; i < sizeof plain_cases / sizeof *plain_cases; i++) {
        const struct plain_case *c = &plain_cases[i];
        struct lrs_spec *spec = spec_of(c->kind);
        int rows = 0;
        for (const struct row *r = c->row; r->name; r++)
            put(spec, r->name, r->value);
        struct sched x = sched_open(spec, 0.1, 1000);
        for (int k = 0; k < 3; k++) {
            char name[128];
            snprintf(name, sizeof name, "%s%s", prefixes[k], c->name);
            rows += check_case(name, &x);
        }
        if (!rows)
            fail_msg("no reference rows for %s", c->name);
        sched_close(&x);
    }
}

static void milestones(void **state)
{
    struct lrs_spec *spec = spec_of("MultiStepLR");
    (void)state;
    put_list(spec, "milestones", 4, (const double[]){3, 7, 7, 12});
    struct sched x = sched_open(spec, 0.1, 100);
    assert_int_equal(check_case("closed:multistep([3,7,7,12],gamma=0.1)", &x), 15);
    assert_int_equal(check_case("chain:multistep([3,7,7,12],gamma=0.1)", &x), 15);
    sched_close(&x);
}

static double seed_warmup(double t)
{
    return t < 5 ? (t + 1) / 5 : pow(0.1, (t - 5) / 95);
}

static void tabulated_expression(void **state)
{
    struct lrs_spec *spec = spec_of("LambdaLR");
    (void)state;
    tabulate(spec, seed_warmup, 101);
    struct sched x = sched_open(spec, 0.001, 100);
    assert_int_equal(check_case("seedwarm(warmup=5,epochs=100,lr=0.001)", &x), 101);
    assert_close(sched_rate(&x, 5000), sched_rate(&x, 100), 0, 0);
    sched_close(&x);
}

static struct lrs_spec *reduced_start(double factor, double ticks)
{
    struct lrs_spec *spec = spec_of("ConstantLR");
    put(spec, "factor", factor);
    put(spec, "total_iters", ticks);
    return spec;
}

static struct lrs_spec *with_row(const char *kind, const char *row, double x)
{
    struct lrs_spec *spec = spec_of(kind);
    put(spec, row, x);
    return spec;
}

static void containers(void **state)
{
    struct lrs_spec *ramp = with_row("LinearLR", "start_factor", 0.1);
    (void)state;
    put(ramp, "total_iters", 4);
    struct lrs_spec *seq = spec_of("SequentialLR");
    put_list(seq, "milestones", 1, (const double[]){4});
    put_children(seq, 2, (struct lrs_spec *[]){ramp, with_row("CosineAnnealingLR", "T_max", 8)});
    struct sched x = sched_open(seq, 0.1, 100);
    assert_int_equal(check_case("sequential(linear(0.1->1,4)@4 then cos(T_max=8))", &x), 15);
    sched_close(&x);

    seq = spec_of("SequentialLR");
    put_list(seq, "milestones", 1, (const double[]){2});
    put_children(
        seq, 2,
        (struct lrs_spec *[]){reduced_start(0.1, 2), with_row("ExponentialLR", "gamma", 0.9)});
    x = sched_open(seq, 0.1, 100);
    assert_int_equal(check_case("sequential(constant(0.1,2)@2 then exp(0.9))", &x), 9);
    sched_close(&x);

    struct lrs_spec *chain = spec_of("ChainedScheduler");
    put_children(
        chain, 2,
        (struct lrs_spec *[]){reduced_start(0.1, 2), with_row("ExponentialLR", "gamma", 0.9)});
    x = sched_open(chain, 1, 100);
    assert_int_equal(check_case("chained(constant(0.1,2),exp(0.9)),lr=1", &x), 9);
    sched_close(&x);
}

/* clang-format off */
static const struct plain_case plateau_cases[] = {
    {"plateau(patience=2)", NULL, {{"patience", 2}}},
    {"plateau(patience=2,cooldown=2)", NULL, {{"patience", 2}, {"cooldown", 2}}},
    {"plateau(patience=1,factor=0.5,threshold=0.1,rel)", NULL,
     {{"patience", 1}, {"factor", 0.5}, {"threshold", 0.1}}},
    {"plateau(patience=1,factor=0.5,threshold=0.1,abs)", NULL,
     {{"patience", 1}, {"factor", 0.5}, {"threshold", 0.1}, {"threshold_mode", 1}}},
    {"plateau(patience=0,factor=0.5,min_lr=0.02)", NULL,
     {{"patience", 0}, {"factor", 0.5}, {"min_lr", 0.02}}},
    {"plateau(max,patience=1)", NULL, {{"mode", 1}, {"patience", 1}}},
};
/* clang-format on */

static void plateaus(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plateau_cases / sizeof *plateau_cases; i++) {
        struct golden g;
        struct lrs_spec *spec = spec_of("ReduceLROnPlateau");
        for (const struct row *r = plateau_cases[i].row; r->name; r++)
            put(spec, r->name, r->value);
        struct sched x = sched_open(spec, 0.1, 100);
        assert_true(read_case(plateau_cases[i].name, &g));
        for (int k = 0; k < g.n; k++) {
            struct lrs_plateau_view view;
            char metric[32];
            int bad, cool;
            assert_int_equal(
                sscanf(g.extra[k], "metric=%31[^;];bad=%d;cool=%d", metric, &bad, &cool), 3);
            sched_see(&x, k, strtod(metric, NULL));
            assert_close(sched_rate(&x, k + 1), g.lr[k], 1e-9, 0);
            assert_true(lrs_schedule_plateau(x.s, x.state, k + 1, &view));
            assert_int_equal(view.bad, bad);
            assert_int_equal(view.cool, cool);
        }
        sched_close(&x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_forms),
        cmocka_unit_test(milestones),
        cmocka_unit_test(tabulated_expression),
        cmocka_unit_test(containers),
        cmocka_unit_test(plateaus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

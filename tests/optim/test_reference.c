/* Updates against PyTorch's own: float32 on recorded gradients (tests/reference/optimizers), double
 * on a small quadratic (opt: rows of schedules_golden.tsv). To the bit where multiply and add are
 * fused, as PyTorch's kernels do; to rounding elsewhere. */
#include "optims.h"

#include <dirent.h>

enum { N = 4, COLUMNS = 1 + 2 * N, GOLDEN_ROWS = 20 };

/* COLUMNS numbers of a line. */
static void read_numbers(const char *line, int n, double *out)
{
    for (int i = 0; i < n; i++) {
        char *end;
        out[i] = strtod(line, &end);
        assert_ptr_not_equal(line, end);
        line = end + (*end == ',');
    }
}

/* One file; returns how many rows were compared. */
static int follow_file(const char *path, bool fused)
{
    char line[512];
    double row[COLUMNS];
    float p[N], g[N];
    int rows = 0;
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof line, f));
    assert_memory_equal(line, "# spec: ", 8);
    struct under_test u = begin_test(line + 8, N, false);
    while (fgets(line, sizeof line, f)) {
        if (strncmp(line, "# start: ", 9) == 0) {
            read_numbers(line + 9, N, row);
            for (int i = 0; i < N; i++)
                p[i] = (float)row[i];
        }
        if (*line == '#')
            continue;
        read_numbers(line, COLUMNS, row);
        for (int i = 0; i < N; i++)
            g[i] = (float)row[1 + i];
        struct lrs_update step = update_of(row[0]);
        lrs_optimizer_step(u.o, u.state, &step, p, g);
        for (int i = 0; i < N; i++)
            assert_close(p[i], (float)row[1 + N + i], fused ? 0 : 5e-5, 0);
        rows++;
    }
    fclose(f);
    end_test(&u);
    return rows;
}

static void follow_all(enum lrs_level level)
{
    char folder[4096], path[8192];
    int files = 0;
    snprintf(folder, sizeof folder, "%s", source_path("tests/reference/optimizers"));
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        if (!strstr(e->d_name, ".csv"))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        int rows = follow_file(path, level_fuses(level));
        assert_true(rows >= 50);
        files++;
    }
    closedir(d);
    assert_int_equal(files, 21);
}

static void float_updates_are_pytorchs(void **state)
{
    (void)state;
    each_level(follow_all);
}

static const struct {
    const char *name, *spec;
} golden[] = {
    {"opt:sgd(lr=0.1)", "SGD{lr=0.1}"},
    {"opt:sgd(lr=0.1,mom=0.9)", "SGD{lr=0.1, momentum=0.9}"},
    {"opt:sgd(lr=0.1,mom=0.9,damp=0.5)", "SGD{lr=0.1, momentum=0.9, dampening=0.5}"},
    {"opt:sgd(lr=0.1,mom=0.9,nesterov,wd=0.01)",
     "SGD{lr=0.1, momentum=0.9, nesterov=true, weight_decay=0.01}"},
    {"opt:adagrad(lr=0.5,lr_decay=0.01)", "Adagrad{lr=0.5, lr_decay=0.01}"},
    {"opt:adadelta", "Adadelta"},
    {"opt:rmsprop(lr=0.01)", "RMSprop{lr=0.01}"},
    {"opt:rmsprop(lr=0.01,mom=0.9,centered)", "RMSprop{lr=0.01, momentum=0.9, centered=true}"},
    {"opt:adam(lr=0.1)", "Adam{lr=0.1}"},
    {"opt:adam(lr=0.1,amsgrad,wd=0.01)", "Adam{lr=0.1, amsgrad=true, weight_decay=0.01}"},
    {"opt:adamw(lr=0.1)", "AdamW{lr=0.1}"},
    {"opt:adamax(lr=0.1)", "Adamax{lr=0.1}"},
    {"opt:radam(lr=0.1)", "RAdam{lr=0.1}"},
};

/* The quadratic's gradient, in the order of operations that the rows were made with. */
static void quadratic(const double *p, double *g)
{
    g[0] = 3.0 * p[0] + 0.25 * p[1];
    g[1] = 0.5 * p[1] + 0.25 * p[0];
}

/* The points of one case, all GOLDEN_ROWS of them. */
static void read_golden(const char *name, double (*out)[2])
{
    char line[512];
    int rows = 0;
    FILE *f = fopen(source_path("tests/reference/schedules_golden.tsv"), "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        char *field[5] = {strtok(line, "\t\n")};
        for (int i = 1; i < 5; i++)
            field[i] = strtok(NULL, "\t\n");
        if (!field[4] || strcmp(field[0], name) != 0)
            continue;
        assert_true(rows < GOLDEN_ROWS);
        out[rows][0] = strtod(field[2], NULL);
        out[rows][1] = strtod(field[4], NULL);
        rows++;
    }
    fclose(f);
    assert_int_equal(rows, GOLDEN_ROWS);
}

/* Runs SPEC down the quadratic. */
static void descend(const char *spec, double (*out)[2])
{
    double p[2] = {1, -2}, g[2];
    struct under_test u = begin_test(spec, 2, true);
    struct lrs_update step = update_of(u.o->spec->at[0].real);
    for (int t = 0; t < GOLDEN_ROWS; t++) {
        quadratic(p, g);
        lrs_optimizer_step(u.o, u.state, &step, p, g);
        memcpy(out[t], p, sizeof p);
    }
    end_test(&u);
}

static void assert_same_path(double (*a)[2], double (*b)[2], double rel)
{
    for (int t = 0; t < GOLDEN_ROWS; t++) {
        assert_close(a[t][0], b[t][0], rel, 0);
        assert_close(a[t][1], b[t][1], rel, 0);
    }
}

static void follow_all_golden(enum lrs_level level)
{
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        double ours[GOLDEN_ROWS][2], torchs[GOLDEN_ROWS][2];
        read_golden(golden[i].name, torchs);
        descend(golden[i].spec, ours);
        assert_same_path(ours, torchs, level_fuses(level) ? 0 : 1e-12);
    }
}

static void double_updates_are_pytorchs(void **state)
{
    (void)state;
    each_level(follow_all_golden);
}

/* NAdam as the papers and PyTorch write it down, mu_product in float32; BUG: as PyTorch 1.13, where
 * the present mu is in the look-ahead's product once more. */
static void nadam_by_hand(double lr, bool bug, double (*out)[2])
{
    double p[2] = {1, -2}, g[2], m[2] = {0}, v[2] = {0};
    float product = 1;
    for (int t = 1; t <= GOLDEN_ROWS; t++) {
        double mu = 0.9 * (1 - 0.5 * pow(0.96, t * 0.004));
        double next = 0.9 * (1 - 0.5 * pow(0.96, (t + 1) * 0.004));
        product *= (float)mu;
        double far = bug ? (double)(product * (float)mu * (float)next) : (double)product * next;
        quadratic(p, g);
        for (int i = 0; i < 2; i++) {
            m[i] = 0.9 * m[i] + 0.1 * g[i];
            v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
            double root = sqrt(v[i] / (1 - pow(0.999, t))) + 1e-8;
            p[i] -= lr * (1 - mu) / (1 - (double)product) * g[i] / root;
            p[i] -= lr * next / (1 - far) * m[i] / root;
            out[t - 1][i] = p[i];
        }
    }
}

/* The only double reference for NAdam is PyTorch 1.13's, which has the bug: the recursion by hand
 * meets it with the bug, and us without. */
static void nadam_is_the_corrected_one(void **state)
{
    (void)state;
    double ours[GOLDEN_ROWS][2], old[GOLDEN_ROWS][2], hand[GOLDEN_ROWS][2];
    read_golden("opt:nadam1.13(lr=0.1)", old);
    nadam_by_hand(0.1, true, hand);
    assert_same_path(hand, old, 1e-9);
    descend("NAdam{lr=0.1}", ours);
    nadam_by_hand(0.1, false, hand);
    assert_same_path(hand, ours, 1e-9);
    assert_true(fabs(ours[0][0] - old[0][0]) > 5e-4);
}

/* Lion in numbers that are exact: half of the weight decay's way, sides, and a sign of 0. */
static void lion_by_hand(enum lrs_level level)
{
    (void)level;
    static const double rows[][2] = {
        /* gradient, weight after:  2 * 0.9375 - 0.125, then m = 1 */
        {4, 1.75},
        {-2, 1.765625},        /* m / 2 - 1 < 0; m = 0.25 */
        {-0.25, 1.6552734375}, /* m / 2 - 0.125 = 0: decay alone; m = 0.125 */
        {0, 1.42681884765625}, /* momentum alone; m = 0.09375 */
        {-1, 1.462642669677734375},
    };
    struct under_test u =
        begin_test("Lion{lr=0.125, betas={0.5, 0.75}, weight_decay=0.5}", 1, true);
    struct lrs_update step = update_of(0.125);
    double p = 2;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        lrs_optimizer_step(u.o, u.state, &step, &p, &rows[i][0]);
        assert_close(p, rows[i][1], 0, 0);
    }
    end_test(&u);
}

static void lion_is_as_published(void **state)
{
    (void)state;
    each_level(lion_by_hand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(float_updates_are_pytorchs),
        cmocka_unit_test(double_updates_are_pytorchs),
        cmocka_unit_test(nadam_is_the_corrected_one),
        cmocka_unit_test(lion_is_as_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

/* Updates against PyTorch's own: float32 on recorded gradients (tests/reference/optimizers), double
 * on a small quadratic (opt: rows of schedules_golden.tsv). To the bit where multiply and add are
 * fused, as PyTorch's kernels do; to rounding elsewhere. */
#include "optims.h"

#include <dirent.h>

enum { N = 4, COLUMNS = 1 + 2 * N };

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

/* One file; returns how many rows were compared: 0 where its kind is not registered. */
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
    if (!read_kind(line + 8)) {
        fclose(f);
        return 0;
    }
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
        assert_true(rows == 0 || rows >= 50);
        files += rows > 0;
    }
    closedir(d);
    assert_true(files >= 18);
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
};

/* The quadratic's gradient, in the order of operations that the rows were made with. */
static void quadratic(const double *p, double *g)
{
    g[0] = 3.0 * p[0] + 0.25 * p[1];
    g[1] = 0.5 * p[1] + 0.25 * p[0];
}

/* All rows of one case; returns how many. */
static int follow_golden(const char *name, const char *spec, double rel)
{
    char line[512];
    double p[2] = {1, -2}, g[2];
    int rows = 0;
    FILE *f = fopen(source_path("tests/reference/schedules_golden.tsv"), "r");
    assert_non_null(f);
    struct under_test u = begin_test(spec, 2, true);
    struct lrs_update step = update_of(u.o->spec->at[0].real);
    while (fgets(line, sizeof line, f)) {
        char *field[5] = {strtok(line, "\t\n")};
        for (int i = 1; i < 5; i++)
            field[i] = strtok(NULL, "\t\n");
        if (!field[4] || strcmp(field[0], name) != 0)
            continue;
        quadratic(p, g);
        lrs_optimizer_step(u.o, u.state, &step, p, g);
        assert_close(p[0], strtod(field[2], NULL), rel, 0);
        assert_close(p[1], strtod(field[4], NULL), rel, 0);
        rows++;
    }
    fclose(f);
    end_test(&u);
    return rows;
}

static void follow_all_golden(enum lrs_level level)
{
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        int rows = follow_golden(golden[i].name, golden[i].spec, level_fuses(level) ? 0 : 1e-12);
        assert_int_equal(rows, 20);
    }
}

static void double_updates_are_pytorchs(void **state)
{
    (void)state;
    each_level(follow_all_golden);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(float_updates_are_pytorchs),
        cmocka_unit_test(double_updates_are_pytorchs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

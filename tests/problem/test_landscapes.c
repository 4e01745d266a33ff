/* Landscapes: exact gradients against central differences, values at known minima, starts, noise,
 * and what is known of the noisy quadratic. */
#include "problem_check.h"

#include "lrscope/mem.h"

enum { DIM_MAX = 1000, POINTS = 200 };

/* The differences themselves are rounded: by that much of the values, over the step. */
static void check_gradient(const struct lrs_surface *s, const double *at, const char *name)
{
    double x[DIM_MAX], g[DIM_MAX];
    int dim = s->about.dim;
    memcpy(x, at, (size_t)dim * sizeof *x);
    double f = s->class->value(s->cfg, x, g);
    assert_true(f == s->class->value(s->cfg, x, NULL));
    for (int i = 0; i < dim; i++) {
        double h = 1e-5 * fmax(1, fabs(at[i]));
        x[i] = at[i] + h;
        double up = s->class->value(s->cfg, x, NULL);
        x[i] = at[i] - h;
        double down = s->class->value(s->cfg, x, NULL);
        x[i] = at[i];
        double numeric = (up - down) / (2 * h);
        double rounding = 1e-14 * (fabs(up) + fabs(down) + 1) / h;
        if (fabs(numeric - g[i]) > 1e-6 * (1 + fabs(g[i])) + rounding)
            fail_msg("%s: entry %d at (%g, %g...) is %.12g, by differences %.12g", name, i, at[0],
                     dim > 1 ? at[1] : 0, g[i], numeric);
    }
}

static void check_points(const struct lrs_spec *spec)
{
    struct lrs_surface *s = lrs_surface_new(spec);
    struct lrs_rng rng;
    double x[DIM_MAX];
    int points = s->about.dim > 100 ? 3 : POINTS;
    lrs_rng_seed(&rng, 1, "noise");
    s->class->start(s->cfg, &rng, x);
    check_gradient(s, x, spec->kind->name);
    for (int p = 0; p < points; p++) {
        for (int i = 0; i < s->about.dim; i++)
            x[i] = s->about.dim == 2 ? lrs_rng_range(&rng, 1.2 * s->about.box[2 * i],
                                                     1.2 * s->about.box[2 * i + 1])
                                     : 3 * lrs_rng_normal(&rng);
        check_gradient(s, x, spec->kind->name);
    }
    lrs_surface_free(s);
}

/* Sets row I of a copy to the end of its range, where it has one, and calls F. */
static void at_end(const struct lrs_spec *spec, int i, double end,
                   void (*f)(const struct lrs_spec *))
{
    const struct lrs_param *p = &spec->kind->params[i];
    struct lrs_err err = {0};
    if (!isfinite(end) || (p->type != LRS_TYPE_REAL && p->type != LRS_TYPE_INT))
        return;
    struct lrs_spec *copy = lrs_spec_copy(spec);
    struct lrs_value v =
        p->type == LRS_TYPE_INT ? lrs_value_int((int64_t)end) : lrs_value_real(end);
    assert_true(lrs_spec_set(copy, i, v, &err));
    f(copy);
    lrs_spec_free(copy);
}

static void each_landscape(void (*f)(const struct lrs_spec *))
{
    int seen = 0;
    for (int k = 0; lrs_problems.kinds[k]; k++) {
        struct lrs_spec *spec = lrs_spec_new(lrs_problems.kinds[k]);
        if (lrs_problem_class(spec)->form == LRS_LANDSCAPE) {
            f(spec);
            seen++;
        }
        lrs_spec_free(spec);
    }
    assert_true(seen >= 7);
}

static void check_at_all_ends(const struct lrs_spec *spec)
{
    check_points(spec);
    for (int i = 0; i < spec->kind->n_params; i++) {
        at_end(spec, i, spec->kind->params[i].lo, check_points);
        at_end(spec, i, spec->kind->params[i].hi, check_points);
    }
}

static void gradients_agree_with_differences(void **state)
{
    (void)state;
    each_landscape(check_at_all_ends);
}

static void check_minima(const struct lrs_spec *spec)
{
    struct lrs_surface *s = lrs_surface_new(spec);
    for (int m = 0; m < s->about.n_minima; m++) {
        double g[2];
        assert_close(s->class->value(s->cfg, s->about.minima[m], g), s->about.floor, 0, 1e-20);
        assert_close(g[0], 0, 0, 1e-9);
        assert_close(g[1], 0, 0, 1e-9);
    }
    if (s->about.dim == 2) {
        assert_true(s->about.n_minima >= 1);
        for (int m = 0; m < s->about.n_minima; m++)
            for (int i = 0; i < 2; i++) {
                assert_true(s->about.minima[m][i] > s->about.box[2 * i]);
                assert_true(s->about.minima[m][i] < s->about.box[2 * i + 1]);
            }
    }
    lrs_surface_free(s);
}

static void minima_are_where_they_are_said_to_be(void **state)
{
    (void)state;
    each_landscape(check_minima);
}

static double value_at(const char *name, double x, double y)
{
    struct lrs_spec *spec = problem_spec(name);
    struct lrs_surface *s = lrs_surface_new(spec);
    double at[2] = {x, y};
    double f = s->class->value(s->cfg, at, NULL);
    lrs_surface_free(s);
    lrs_spec_free(spec);
    return f;
}

static void values_are_those_of_the_formulas(void **state)
{
    (void)state;
    assert_close(value_at("quadratic", 1, 2), 0.5 * (1 + 20 * 4), 1e-15, 0);
    assert_close(value_at("rosenbrock", -1.2, 1), 24.2, 1e-14, 0);
    assert_close(value_at("beale", 0, 0), 14.203125, 1e-15, 0);
    assert_close(value_at("beale", 1, 1), 14.203125, 1e-15, 0);
    assert_close(value_at("himmelblau", 0, 0), 170, 1e-15, 0);
    assert_close(value_at("rastrigin", 0.5, 0), 20.25, 1e-14, 0);
    assert_close(value_at("saddle", 0, 0), 0.25, 1e-15, 0);
}

static void check_start(const struct lrs_spec *spec)
{
    struct lrs_surface *s = lrs_surface_new(spec);
    struct lrs_rng rng;
    double x[2];
    if (s->about.dim == 2) {
        lrs_rng_seed(&rng, 3, "init");
        s->class->start(s->cfg, &rng, x);
        for (int i = 0; i < 2; i++) {
            assert_true(x[i] > s->about.box[2 * i] && x[i] < s->about.box[2 * i + 1]);
            assert_true(x[i] == lrs_spec_get(spec, "start")->reals.at[i]);
        }
        assert_true(s->class->value(s->cfg, x, NULL) > s->about.floor + 0.1);
    }
    lrs_surface_free(s);
}

static void walks_start_inside_the_picture(void **state)
{
    (void)state;
    each_landscape(check_start);
}

static void spread_moves_the_start_by_seed(void **state)
{
    struct lrs_spec *spec = problem_spec("himmelblau");
    double sum = 0, squares = 0;
    (void)state;
    problem_set(spec, "spread", lrs_value_real(0.5));
    problem_set(spec, "start", lrs_value_reals((const double[]){1, -2}, 2));
    struct lrs_surface *s = lrs_surface_new(spec);
    for (int seed = 0; seed < 2000; seed++) {
        struct lrs_rng rng;
        double x[2];
        lrs_rng_seed(&rng, (uint64_t)seed, "init");
        s->class->start(s->cfg, &rng, x);
        sum += x[0] - 1 + x[1] + 2;
        squares += (x[0] - 1) * (x[0] - 1) + (x[1] + 2) * (x[1] + 2);
    }
    assert_close(sum / 4000, 0, 0, 0.04);
    assert_close(sqrt(squares / 4000), 0.5, 0.05, 0);
    lrs_surface_free(s);
    lrs_spec_free(spec);
}

static void check_noise(const struct lrs_spec *spec)
{
    struct lrs_spec *noisy = lrs_spec_copy(spec);
    problem_set(noisy, "noise", lrs_value_real(0.25));
    struct lrs_surface *s = lrs_surface_new(noisy);
    /* The first direction of the noisy quadratic has curvature 1, so its noise is the row's too. */
    assert_close(s->class->noise(s->cfg, 0), 0.25, 1e-15, 0);
    int row = lrs_spec_row(spec->kind, "noise", NULL);
    assert_int_equal(spec->kind->params[row].flags & LRS_RESTART, 0);
    lrs_surface_free(s);
    lrs_spec_free(noisy);
}

static void noise_is_that_of_the_row_and_live(void **state)
{
    (void)state;
    each_landscape(check_noise);
}

/* Curvature i of a noisy quadratic, read off its gradient. */
static double curvature(const struct lrs_surface *s, int i)
{
    double x[DIM_MAX] = {0}, g[DIM_MAX];
    x[i] = 1;
    s->class->value(s->cfg, x, g);
    return g[i];
}

static void spectra_run_from_one_to_one_over_kappa(void **state)
{
    struct lrs_spec *spec = problem_spec("noisy_quadratic");
    (void)state;
    problem_set(spec, "dim", lrs_value_int(10));
    problem_set(spec, "kappa", lrs_value_real(10));
    for (int spectrum = 0; spectrum < 3; spectrum++) {
        problem_set(spec, "spectrum", value_choice(spectrum));
        struct lrs_surface *s = lrs_surface_new(spec);
        assert_int_equal(s->about.dim, 10);
        for (int i = 0; i < 10; i++) {
            double want = spectrum == 0 ? 1.0 / (i + 1) : spectrum == 1 ? pow(10, -i / 9.0) : 1;
            assert_close(curvature(s, i), want, 1e-12, 0);
            assert_close(s->class->noise(s->cfg, i), sqrt(want), 1e-12, 0);
        }
        lrs_surface_free(s);
    }
    lrs_spec_free(spec);
}

/* Gradient descent with noise comes to rest where theory says: E f = sum h lr noise^2/(2(2 - lr h)). */
static void noisy_quadratic_rests_at_its_floor(void **state)
{
    struct lrs_spec *spec = problem_spec("noisy_quadratic");
    struct lrs_rng rng;
    double x[20], g[20], want = 0, sum = 0, rate = 0.5, noise = 0.7;
    (void)state;
    problem_set(spec, "dim", lrs_value_int(20));
    problem_set(spec, "kappa", lrs_value_real(4));
    problem_set(spec, "noise", lrs_value_real(noise));
    struct lrs_surface *s = lrs_surface_new(spec);
    for (int i = 0; i < 20; i++) {
        double h = curvature(s, i);
        want += 0.5 * h * rate * noise * noise / (2 - rate * h);
    }
    lrs_rng_seed(&rng, 5, "noise");
    s->class->start(s->cfg, &rng, x);
    enum { WARM = 500, STEPS = 20000 };
    for (int t = 0; t < WARM + STEPS; t++) {
        double f = s->class->value(s->cfg, x, g);
        if (t >= WARM)
            sum += f;
        for (int i = 0; i < 20; i++)
            x[i] -= rate * (g[i] + s->class->noise(s->cfg, i) * lrs_rng_normal(&rng));
    }
    assert_close(sum / STEPS, want, 0.02, 0);
    lrs_surface_free(s);
    lrs_spec_free(spec);
}

/* The value after the fitted number of steps at the fitted rate, with this much momentum. */
static double descend(const struct lrs_surface *s, double momentum, double *first)
{
    struct lrs_rng rng;
    double x[DIM_MAX], g[DIM_MAX], velocity[DIM_MAX] = {0};
    lrs_rng_seed(&rng, 1, "init");
    s->class->start(s->cfg, &rng, x);
    *first = s->class->value(s->cfg, x, g);
    for (int t = 0; t < (int)s->class->fit_epochs; t++) {
        s->class->value(s->cfg, x, g);
        for (int i = 0; i < s->about.dim; i++) {
            velocity[i] = momentum * velocity[i] + g[i];
            x[i] -= s->class->fit_lr * velocity[i];
        }
    }
    return s->class->value(s->cfg, x, g) - s->about.floor;
}

/* The base rate offered for plain gradient descent must lead down in the fitted number of steps,
 * and momentum must not throw the walk out of the picture. */
static void check_fit(const struct lrs_spec *spec)
{
    struct lrs_surface *s = lrs_surface_new(spec);
    double first, plain = descend(s, 0, &first), fast = descend(s, 0.9, &first);
    /* Rastrigin's walk ends in a dimple; everywhere else nearly nothing is left. */
    double share = strcmp(spec->kind->name, "rastrigin") ? 0.02 : 0.7;
    first = share * (first - s->about.floor);
    if (!(plain < first && fast < first))
        fail_msg("%s: ends at %g, with momentum at %g", spec->kind->name, plain, fast);
    lrs_surface_free(s);
}

static void fitted_rates_descend(void **state)
{
    (void)state;
    each_landscape(check_fit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_agree_with_differences),
        cmocka_unit_test(minima_are_where_they_are_said_to_be),
        cmocka_unit_test(values_are_those_of_the_formulas),
        cmocka_unit_test(walks_start_inside_the_picture),
        cmocka_unit_test(spread_moves_the_start_by_seed),
        cmocka_unit_test(noise_is_that_of_the_row_and_live),
        cmocka_unit_test(spectra_run_from_one_to_one_over_kappa),
        cmocka_unit_test(noisy_quadratic_rests_at_its_floor),
        cmocka_unit_test(fitted_rates_descend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

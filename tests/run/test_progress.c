/* Pictures of the training: each number against a plain computation of the same. */
#include "lab.h"

#include "lrscope/model.h"
#include "lrscope/optim.h"

static const struct lrs_picture_wish line = {.kind = LRS_PIC_LINE, .w = 40, .h = 20};

static float *copy_weights(const struct lrs_run *run, size_t *n)
{
    const float *w = lrs_run_weights(run, n);
    float *copy = LRS_ARRAY(float, *n);
    memcpy(copy, w, *n * sizeof *copy);
    return copy;
}

/* The loss of weights W on the first ROWS training rows, by a model of our own. */
static double loss_of(const struct lrs_run *run, const float *w, int rows)
{
    const struct lrs_dataset *d = lrs_run_dataset(run);
    const struct lrs_spec *spec = lrs_run_experiment(run)->part[LRS_MODEL];
    struct lrs_model *m = lrs_model_new(spec, d->task, d->n_in, d->n_out, rows);
    float *work = LRS_ARRAY(float, m->work_floats);
    struct lrs_batch b = {.rows = rows, .x = d->x, .label = d->label, .target = d->target};
    double accuracy, loss = lrs_model_loss(m, w, &b, &accuracy, work);
    lrs_free(work);
    lrs_model_free(m);
    return loss;
}

static void the_line_passes_both_ends(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(600);
    struct lrs_run *run = lab_run(e);
    struct lrs_picture pic = {0};
    lrs_run_advance(run, 40);
    size_t n;
    float *before = copy_weights(run, &n);
    lrs_run_step(run);
    float *after = copy_weights(run, &n);
    lrs_run_picture(run, &line, &pic);
    assert_int_equal(pic.kind, LRS_PIC_LINE);
    assert_false(pic.line.ahead);
    assert_int_equal(pic.line.rows, 90); /* all there are for training */
    assert_close(lrs_line_at(8), 0, 0, 0);
    assert_close(pic.line.loss[8], loss_of(run, before, 90), 1e-6, 0);
    assert_close(pic.line.loss[16], loss_of(run, after, 90), 1e-6, 0);
    double square = 0;
    for (size_t i = 0; i < n; i++)
        square += pow((double)after[i] - (double)before[i], 2);
    assert_close(pic.line.length, sqrt(square), 1e-5, 0);
    for (size_t i = 0; i < n; i++) /* a = 3 */
        before[i] += 3 * (after[i] - before[i]);
    assert_close(pic.line.loss[32], loss_of(run, before, 90), 1e-5, 0);
    lrs_free(before);
    lrs_free(after);
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* On a bowl of curvature 1 everywhere the line is a parabola, and the lowest point lies 1 / rate
 * updates away. */
static void the_rate_goes_part_of_the_way(void **state)
{
    (void)state;
    static const double rate[] = {0.5, 2, 0.4};
    for (int i = 0; i < 3; i++) {
        struct lrs_experiment *e = lab_bowl(rate[i], 100);
        lab_set(e, "problem.kappa", 1);
        struct lrs_run *run = lab_run(e);
        struct lrs_picture pic = {0};
        lrs_run_advance(run, i);
        lrs_run_picture(run, &line, &pic);
        assert_int_equal(pic.line.ahead, i == 0);
        assert_int_equal(pic.line.rows, 0);
        assert_close(pic.line.best, 1 / rate[i], 1e-3, 0);
        lrs_picture_clear(&pic);
        lrs_run_free(run);
        lrs_experiment_free(e);
    }
}

/* Looking changes nothing: not the run, nor what comes, and what is ahead is what comes. */
static void looking_changes_nothing(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(120);
    struct lrs_run *run = lab_run(e), *other = lab_run(e);
    struct lrs_picture pic = {0};
    lrs_run_picture(run, &line, &pic);
    assert_true(pic.line.ahead);
    double ahead = pic.line.length;
    for (int i = 0; i < 30; i++) {
        struct lrs_picture_wish wish = line;
        lrs_run_advance(run, 4);
        lrs_run_advance(other, 4);
        for (int kind = LRS_PIC_NONE; kind < LRS_PICTURES; kind++) {
            wish.kind = (enum lrs_picture_kind)kind;
            lrs_run_picture(run, &wish, &pic);
        }
        assert_true(lab_same_block(run, other));
    }
    assert_true(lab_same_history(run, other));
    unsigned long before = lrs_mem_count();
    lrs_run_picture(run, &line, &pic);
    assert_int_equal(lrs_mem_count(), before);
    lrs_run_restart(run);
    lrs_run_step(run);
    lrs_run_picture(run, &line, &pic);
    assert_false(pic.line.ahead);
    assert_close(pic.line.length, ahead, 1e-9, 0);
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_run_free(other);
    lrs_experiment_free(e);
}

/* ---- the way of the weights ---- */

enum { DIM = 6, STEPS = 40 };

static double variance_along(const double (*w)[DIM], int m, const double *axis)
{
    double sum = 0, square = 0;
    for (int i = 0; i < m; i++) {
        double at = 0;
        for (int k = 0; k < DIM; k++)
            at += axis[k] * w[i][k];
        sum += at;
        square += at * at;
    }
    return square - sum * sum / m;
}

/* The largest eigenvalue of the scatter matrix of W, by many rounds of the plain power iteration. */
static double widest(const double (*w)[DIM], int m, double *axis)
{
    double mean[DIM] = {0}, scatter[DIM][DIM] = {{0}};
    for (int i = 0; i < m; i++)
        for (int k = 0; k < DIM; k++)
            mean[k] += w[i][k] / m;
    for (int i = 0; i < m; i++)
        for (int k = 0; k < DIM; k++)
            for (int l = 0; l < DIM; l++)
                scatter[k][l] += (w[i][k] - mean[k]) * (w[i][l] - mean[l]);
    for (int k = 0; k < DIM; k++)
        axis[k] = 1 + 0.1 * k;
    for (int round = 0; round < 5000; round++) {
        double next[DIM] = {0}, norm = 0;
        for (int k = 0; k < DIM; k++)
            for (int l = 0; l < DIM; l++)
                next[k] += scatter[k][l] * axis[l];
        for (int k = 0; k < DIM; k++)
            norm += next[k] * next[k];
        for (int k = 0; k < DIM; k++)
            axis[k] = next[k] / sqrt(norm);
    }
    return variance_along(w, m, axis);
}

static void the_way_is_seen_from_its_widest_side(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.05, STEPS);
    lab_put(e, LRS_PROBLEM, "noisy_quadratic");
    lab_set(e, "problem.dim", DIM);
    lab_set(e, "problem.noise", 0.3);
    struct lrs_run *run = lab_run(e);
    double w[STEPS + 1][DIM], axis[DIM], total = 0;
    size_t n;
    for (int i = 0; i <= STEPS; i++) {
        memcpy(w[i], lrs_run_weights(run, &n), sizeof w[i]);
        assert_int_equal(n, DIM);
        lrs_run_step(run);
    }
    struct lrs_picture pic = {0};
    const struct lrs_picture_wish wish = {.kind = LRS_PIC_WEIGHTS, .w = 40, .h = 20};
    lrs_run_picture(run, &wish, &pic);
    assert_int_equal(pic.kind, LRS_PIC_WEIGHTS);
    assert_int_equal(pic.n_path, STEPS + 1);
    for (int k = 0; k < DIM; k++) {
        double unit[DIM] = {0};
        unit[k] = 1;
        total += variance_along((const double(*)[DIM])w, STEPS + 1, unit);
    }
    double largest = widest((const double(*)[DIM])w, STEPS + 1, axis);
    assert_close(pic.share[0], largest / total, 1e-4, 0);
    assert_true(pic.share[1] > 0 && pic.share[1] <= pic.share[0]);
    assert_true(pic.share[0] + pic.share[1] < 1);
    double sign = pic.path[STEPS][0] > pic.path[0][0] ? 1 : -1, along = 0;
    for (int k = 0; k < DIM; k++)
        along += axis[k] * (w[STEPS][k] - w[0][k]);
    assert_close(sign * (pic.path[STEPS][0] - pic.path[0][0]), fabs(along), 1e-3, 0);
    assert_true(sign > 0); /* the start is left */
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* Where all that moves moves in a plane, the picture is that plane: distances are true. */
static void a_plane_is_seen_as_it_is(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(90);
    lab_set(e, "optimizer.lr", 1e-3);
    struct lrs_run *run = lab_run(e);
    struct lrs_picture pic = {0};
    const struct lrs_picture_wish wish = {.kind = LRS_PIC_WEIGHTS, .w = 40, .h = 20};
    size_t n;
    float *w[3];
    for (int i = 0; i < 3; i++) {
        w[i] = copy_weights(run, &n);
        if (i < 2)
            lrs_run_step(run);
    }
    lrs_run_picture(run, &wish, &pic);
    assert_int_equal(pic.n_path, 3); /* three points lie in a plane, whatever the space */
    assert_close(pic.share[0] + pic.share[1], 1, 1e-5, 0);
    for (int i = 0; i < 3; i++) {
        int k = (i + 1) % 3;
        double seen = hypot(pic.path[i][0] - pic.path[k][0], pic.path[i][1] - pic.path[k][1]);
        assert_close(seen, lrs_distance(n, w[i], w[k]), 1e-3, 0);
    }
    lrs_run_advance(run, 88);
    lrs_run_picture(run, &wish, &pic);
    assert_true(pic.n_path > LRS_WAY_MAX / 2 && pic.n_path <= LRS_WAY_MAX + 1); /* thinned */
    for (int i = 0; i < 3; i++)
        lrs_free(w[i]);
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void restarts_are_on_the_way(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(120);
    lab_put(e, LRS_SCHEDULE, "CosineAnnealingWarmRestarts");
    lab_set(e, "schedule.T_0", 5);
    struct lrs_run *run = lab_run(e);
    struct lrs_picture pic = {0};
    const struct lrs_picture_wish wish = {.kind = LRS_PIC_WEIGHTS, .w = 40, .h = 20};
    lrs_run_advance(run, 40);
    lrs_run_picture(run, &wish, &pic);
    assert_int_equal(pic.n_path, 41);
    assert_int_equal(pic.n_restarts, 1);
    assert_int_equal(pic.restart[0], 30); /* six steps an epoch */
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* ---- gradients, updates, rates ---- */

static void gauges_measure_the_step(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.05, 50);
    struct lrs_run *run = lab_run(e);
    struct lrs_picture pic = {0};
    const struct lrs_picture_wish wish = {
        .kind = LRS_PIC_GRADIENT, .w = 50, .h = 20, .from = 0, .to = 50};
    const struct lrs_surface *s = lrs_run_surface(run);
    double slope[50], ratio[50];
    size_t n;
    for (int i = 0; i < 50; i++) {
        double g[2], x[2];
        memcpy(x, lrs_run_weights(run, &n), sizeof x);
        s->class->value(s->cfg, x, g);
        slope[i] = hypot(g[0], g[1]);
        lrs_run_step(run);
        const double *y = lrs_run_weights(run, &n);
        ratio[i] = hypot(y[0] - x[0], y[1] - x[1]) / hypot(x[0], x[1]);
    }
    lrs_run_picture(run, &wish, &pic);
    for (int i = 0; i < 50; i++) {
        assert_close(pic.gauge[0][i].last, slope[i], 1e-12, 0);
        assert_close(pic.gauge[1][i].last, ratio[i], 1e-9, 0);
    }
    assert_true(lrs_run_seek(run, 20)); /* and once more the same */
    lrs_run_picture(run, &wish, &pic);
    assert_int_equal(pic.gauge[0][20].n, 0);
    lrs_run_advance(run, 30);
    lrs_run_picture(run, &wish, &pic);
    for (int i = 0; i < 50; i++)
        assert_close(pic.gauge[0][i].last, slope[i], 1e-12, 0);
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void networks_are_gauged_now_and_then(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(64);
    struct lrs_run *run = lab_run(e);
    struct lrs_picture pic = {0};
    const struct lrs_picture_wish wish = {
        .kind = LRS_PIC_GRADIENT, .w = 4, .h = 20, .from = 0, .to = 64};
    size_t n;
    lrs_run_advance(run, 16);
    float *before = copy_weights(run, &n);
    lrs_run_advance(run, 1);
    double moved = lrs_distance(n, lrs_run_weights(run, &n), before), size = lrs_norm(n, before);
    lrs_run_picture(run, &wish, &pic);
    assert_int_equal(pic.gauge[1][0].n, 1);
    assert_int_equal(pic.gauge[1][1].n, 1);
    assert_int_equal(pic.gauge[1][2].n, 0);
    assert_close(pic.gauge[1][1].last, moved / size, 1e-6, 0);
    lrs_free(before);
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* Adam after one step: v' = g^2, so that the rate of a weight is lr / (|g| + eps). */
static void rates_spread_as_gradients_do(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.05, 50);
    struct lrs_picture pic = {0};
    const struct lrs_picture_wish wish = {.kind = LRS_PIC_RATES, .w = 30, .h = 20};
    struct lrs_run *run = lab_run(e);
    lrs_run_step(run);
    lrs_run_picture(run, &wish, &pic);
    assert_false(pic.rates.adaptive); /* SGD */
    assert_int_equal(pic.rates.n, 0);
    assert_close(pic.rates.global, 0.05, 0, 0);
    lrs_run_free(run);
    lab_put(e, LRS_OPTIMIZER, "Adam");
    lab_set(e, "optimizer.lr", 0.02);
    run = lab_run(e);
    const struct lrs_surface *s = lrs_run_surface(run);
    size_t n;
    double g[2];
    s->class->value(s->cfg, lrs_run_weights(run, &n), g);
    lrs_run_picture(run, &wish, &pic);
    assert_true(pic.rates.adaptive && pic.rates.n == 0); /* nothing is known yet */
    lrs_run_step(run);
    lrs_run_picture(run, &wish, &pic);
    double large = fmax(fabs(g[0]), fabs(g[1])), small = fmin(fabs(g[0]), fabs(g[1]));
    assert_int_equal(pic.rates.n, 2);
    assert_close(pic.rates.quantile[0], 0.02 / large, 1e-6, 0);
    assert_close(pic.rates.quantile[4], 0.02 / small, 1e-6, 0);
    double share = 0;
    for (int i = 0; i < 30; i++)
        share += (double)pic.curve[i];
    assert_close(share, 1, 1e-6, 0);
    assert_true(pic.box[0] <= log10(0.02 / large) && pic.box[1] >= log10(0.02));
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* Weights that never had a gradient are counted, not taken for infinitely fast. */
static void idle_weights_are_counted(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(60);
    lab_put(e, LRS_OPTIMIZER, "Adagrad");
    lab_set_value(e, "model.hidden", lrs_value_reals((const double[]){64}, 1));
    lab_choose(e, "model.activation", "relu");
    struct lrs_run *run = lab_run(e);
    struct lrs_picture pic = {0};
    const struct lrs_picture_wish wish = {.kind = LRS_PIC_RATES, .w = 30, .h = 20};
    lrs_run_step(run);
    lrs_run_picture(run, &wish, &pic);
    assert_true(pic.rates.idle > 0 &&
                pic.rates.idle < pic.rates.n); /* dead units of the first batch */
    assert_true(pic.rates.quantile[4] < 1e6);
    for (int i = 0; i < 4; i++)
        assert_true(pic.rates.quantile[i] <= pic.rates.quantile[i + 1]);
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

/* ---- examples ---- */

static void examples_are_counted(void **state)
{
    (void)state;
    struct lrs_experiment *e = lrs_experiment_new();
    lab_put(e, LRS_PROBLEM, "digits");
    lab_put(e, LRS_OPTIMIZER, "Adam");
    lab_set(e, "train.epochs", 1);
    lab_set(e, "train.validation", 0.1);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, INT64_MAX);
    struct lrs_picture pic = {0};
    const struct lrs_picture_wish wish = {.kind = LRS_PIC_NONE, .w = 30, .h = 20};
    lrs_run_picture(run, &wish, &pic);
    assert_int_equal(pic.kind, LRS_PIC_EXAMPLES); /* the first that fits */
    struct lrs_run_info info = lab_info(run);
    assert_int_equal(pic.rows, info.n_val);
    assert_close((double)pic.right / pic.rows, info.val_accuracy, 1e-9, 0);
    const struct lrs_dataset *d = lrs_run_dataset(run);
    assert_int_equal(pic.side, 8);
    for (int i = 0; i < pic.n_examples; i++) {
        assert_int_equal(pic.example[i].label, d->label[d->n_train + i]);
        assert_true(pic.example[i].said >= 0 && pic.example[i].said < 10);
    }
    for (int i = 0; i < pic.n_examples * 64; i++)
        assert_true(pic.value[i] >= 0 && pic.value[i] <= 1);
    assert_true(lrs_run_pictures(run) >> LRS_PIC_CONFUSION & 1);
    assert_false(lrs_run_pictures(run) >> LRS_PIC_REGIONS & 1);
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_passes_both_ends),
        cmocka_unit_test(the_rate_goes_part_of_the_way),
        cmocka_unit_test(looking_changes_nothing),
        cmocka_unit_test(the_way_is_seen_from_its_widest_side),
        cmocka_unit_test(a_plane_is_seen_as_it_is),
        cmocka_unit_test(restarts_are_on_the_way),
        cmocka_unit_test(gauges_measure_the_step),
        cmocka_unit_test(networks_are_gauged_now_and_then),
        cmocka_unit_test(rates_spread_as_gradients_do),
        cmocka_unit_test(idle_weights_are_counted),
        cmocka_unit_test(examples_are_counted),
    };
    return cmocka_run_group_tests_name("run/progress", tests, NULL, NULL) != 0;
}

/* The perceptron: tables, shapes, gradients against central differences of its plain twin, examples
 * by hand, losses in pieces. */
#include "plain_mlp.h"

#include "lrscope/cpu.h"

static void must_set(struct lrs_spec *spec, const char *row, struct lrs_value v)
{
    struct lrs_err err = {0};
    if (!lrs_spec_set(spec, lrs_spec_row(spec->kind, row, &err), v, &err))
        fail_msg("%s", err.msg);
}

static struct lrs_spec *mlp_spec(const double *hidden, size_t n, int activation)
{
    struct lrs_spec *spec = lrs_spec_new(lrs_registry_find(&lrs_models, "mlp", NULL));
    must_set(spec, "hidden", lrs_value_reals(hidden, n));
    must_set(spec, "activation", (struct lrs_value){.tag = LRS_CHOICE, .choice = activation});
    return spec;
}

/* A model of the twin's shape. */
static struct lrs_model *model_of(const struct plain_mlp *plain, int max_rows)
{
    double hidden[8];
    enum lrs_activation f = LRS_SIGMOID;
    for (int l = 1; l < plain->n_layers; l++)
        hidden[l - 1] = plain->width[l];
    if (strcmp(plain->activation, "sigmoid") != 0)
        f = strcmp(plain->activation, "relu") == 0 ? LRS_RELU : LRS_TANH;
    struct lrs_spec *spec = mlp_spec(hidden, (size_t)plain->n_layers - 1, (int)f);
    struct lrs_model *m =
        lrs_model_new(spec, plain->task, plain->width[0], plain->width[plain->n_layers], max_rows);
    lrs_spec_free(spec); /* a model keeps what it needs */
    return m;
}

/* Random rows with labels and targets. */
struct rows {
    struct lrs_batch batch;
    float *x, *target;
    int32_t *label;
};

static struct rows random_rows(int n, int n_in, int n_out)
{
    struct lrs_rng rng;
    struct rows r = {.x = LRS_ARRAY(float, (size_t)(n * n_in)),
                     .target = LRS_ARRAY(float, (size_t)(n * n_out)),
                     .label = LRS_ARRAY(int32_t, (size_t)n)};
    lrs_rng_seed(&rng, 3, "data");
    for (int i = 0; i < n * n_in; i++)
        r.x[i] = (float)lrs_rng_normal(&rng);
    for (int i = 0; i < n * n_out; i++)
        r.target[i] = (float)lrs_rng_normal(&rng);
    for (int i = 0; i < n; i++)
        r.label[i] = (int32_t)lrs_rng_below(&rng, (uint64_t)n_out);
    r.batch = (struct lrs_batch){.rows = n, .x = r.x, .label = r.label, .target = r.target};
    return r;
}

static void free_rows(struct rows *r)
{
    lrs_free(r->x);
    lrs_free(r->target);
    lrs_free(r->label);
}

/* The gradient of float32 against central differences of the double twin: their own error is about
 * 1e-10, so the tolerance is that of float32. */
static void compare_gradient(const struct plain_mlp *plain, int rows)
{
    struct lrs_model *m = model_of(plain, rows + 5);
    struct rows data = random_rows(rows, m->n_in, m->n_out);
    struct lrs_rng rng;
    float *w = LRS_ARRAY(float, m->n_params), *g = LRS_ARRAY(float, m->n_params);
    float *work = LRS_ARRAY(float, m->work_floats);
    double *wide = LRS_ARRAY(double, m->n_params), largest = 0, accuracy;
    lrs_rng_seed(&rng, 4, "init");
    lrs_model_init(m, w, &rng);
    for (size_t i = 0; i < m->n_params; i++)
        wide[i] = (double)w[i];
    double loss = lrs_model_gradient(m, w, &data.batch, g, work);
    assert_close(loss, plain_mlp_loss(plain, wide, &data.batch), 1e-5, 0);
    assert_close(loss, lrs_model_loss(m, w, &data.batch, &accuracy, work), 1e-6, 0);
    for (size_t i = 0; i < m->n_params; i++)
        largest = fmax(largest, fabs((double)g[i]));
    for (size_t i = 0; i < m->n_params; i++) {
        const double h = 1e-5, at = wide[i];
        wide[i] = at + h;
        double above = plain_mlp_loss(plain, wide, &data.batch);
        wide[i] = at - h;
        double below = plain_mlp_loss(plain, wide, &data.batch);
        wide[i] = at;
        assert_close(g[i], (above - below) / (2 * h), 1e-4, 2e-6 * largest);
    }
    lrs_free(w);
    lrs_free(g);
    lrs_free(work);
    lrs_free(wide);
    free_rows(&data);
    lrs_model_free(m);
}

static void gradients_match_differences(void **state)
{
    (void)state;
    static const struct plain_mlp shapes[] = {
        {1, {2, 3}, "relu", LRS_CLASSIFY},
        {1, {3, 1}, "relu", LRS_REGRESS},
        {2, {2, 5, 3}, "tanh", LRS_CLASSIFY},
        {2, {1, 17, 1}, "sigmoid", LRS_REGRESS},
        {3, {2, 16, 16, 3}, "tanh", LRS_CLASSIFY},
        {3, {2, 33, 7, 2}, "relu", LRS_CLASSIFY},
        {3, {4, 9, 20, 3}, "relu", LRS_REGRESS},
        {5, {2, 8, 3, 6, 4, 2}, "sigmoid", LRS_CLASSIFY},
        {9, {2, 4, 4, 4, 4, 4, 4, 4, 4, 2}, "tanh", LRS_CLASSIFY},
    };
    for (enum lrs_level level = LRS_BASELINE; level < LRS_LEVELS; level++) {
        if (lrs_cpu_limit(level) != level)
            continue;
        for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
            compare_gradient(&shapes[i], 13);
            compare_gradient(&shapes[i], 1);
        }
    }
    lrs_cpu_limit(LRS_LEVELS);
}

/* z = 1 * 0.5 - 2 * 0.25 + 0.1 = 0.1, target 1: loss 0.81, dz = 2 (0.1 - 1) = -1.8. */
static void linear_regression_by_hand(void **state)
{
    (void)state;
    const struct plain_mlp plain = {1, {2, 1}, "relu", LRS_REGRESS};
    struct lrs_model *m = model_of(&plain, 1);
    const float x[2] = {1, 2}, w[3] = {0.5F, -0.25F, 0.1F}, target = 1;
    const struct lrs_batch b = {.rows = 1, .x = x, .target = &target};
    float g[3], out, work[256];
    double accuracy;
    assert_int_equal(m->n_params, 3);
    assert_true(m->work_floats <= 256);
    assert_close(lrs_model_gradient(m, w, &b, g, work), 0.81, 1e-6, 0);
    assert_close(g[0], -1.8, 1e-6, 0);
    assert_close(g[1], -3.6, 1e-6, 0);
    assert_close(g[2], -1.8, 1e-6, 0);
    lrs_model_predict(m, w, x, 1, &out, work);
    assert_close(out, 0.1, 1e-6, 0);
    assert_close(lrs_model_loss(m, w, &b, &accuracy, work), 0.81, 1e-6, 0);
    assert_true(isnan(accuracy));
    lrs_model_free(m);
}

/* One hidden ReLU unit: h = max(0, 2 x - 1); logits (h, -h) + (0, 1).
 * x = 1: h = 1, logits (1, 0), label 0: log(1 + e^-1). x = 0: h = 0, logits (0, 1), label 0:
 * log(1 + e). Softmax errors p - y at label 0: -s with s = 1 / (1 + e) and -(1 - s). */
static void small_net_by_hand(void **state)
{
    (void)state;
    const struct plain_mlp plain = {2, {1, 1, 2}, "relu", LRS_CLASSIFY};
    struct lrs_model *m = model_of(&plain, 2);
    const float x[2] = {1, 0}, w[6] = {2, -1, 1, -1, 0, 1};
    const int32_t label[2] = {0, 0};
    const struct lrs_batch b = {.rows = 2, .x = x, .label = label};
    float g[6], work[256];
    double accuracy, s = 1 / (1 + exp(1));
    double loss = (log1p(exp(-1)) + log1p(exp(1))) / 2;
    assert_close(lrs_model_gradient(m, w, &b, g, work), loss, 1e-6, 0);
    assert_close(g[0], -s, 1e-6, 0);     /* w1: dh = -2 s / 2 for x = 1 alone */
    assert_close(g[1], -s, 1e-6, 0);     /* b1 */
    assert_close(g[2], -s / 2, 1e-6, 0); /* w2 to class 0: h = 1 in the first row */
    assert_close(g[3], s / 2, 1e-6, 0);
    assert_close(g[4], -0.5, 1e-6, 0); /* (-s - (1 - s)) / 2 */
    assert_close(g[5], 0.5, 1e-6, 0);
    assert_close(lrs_model_loss(m, w, &b, &accuracy, work), loss, 1e-6, 0);
    assert_close(accuracy, 0.5, 0, 0);
    lrs_model_free(m);
}

/* 23 rows in pieces of 5 and at once. */
static void pieces_make_the_whole(void **state)
{
    (void)state;
    for (enum lrs_task task = LRS_CLASSIFY; task <= LRS_REGRESS; task++) {
        const struct plain_mlp plain = {3, {2, 12, 6, 3}, "tanh", task};
        struct lrs_model *small = model_of(&plain, 5), *large = model_of(&plain, 23);
        struct rows data = random_rows(23, 2, 3);
        struct lrs_rng rng;
        float *w = LRS_ARRAY(float, small->n_params), out_small[23 * 3], out_large[23 * 3];
        float *work = LRS_ARRAY(float, large->work_floats);
        double a, b;
        lrs_rng_seed(&rng, 5, "init");
        lrs_model_init(small, w, &rng);
        double whole = lrs_model_loss(large, w, &data.batch, &a, work);
        assert_close(lrs_model_loss(small, w, &data.batch, &b, work), whole, 1e-6, 0);
        assert_close(b, a, 0, 0);
        lrs_model_predict(large, w, data.x, 23, out_large, work);
        lrs_model_predict(small, w, data.x, 23, out_small, work);
        for (int i = 0; i < 23 * 3; i++)
            assert_close(out_small[i], out_large[i], 1e-5, 1e-6);
        lrs_free(w);
        lrs_free(work);
        free_rows(&data);
        lrs_model_free(small);
        lrs_model_free(large);
    }
}

/* Nothing is written beyond the scratch that was asked for, and nothing is allocated. */
static void scratch_suffices(void **state)
{
    (void)state;
    enum { GUARD = 64 };
    const struct plain_mlp plain = {4, {2, 10, 3, 21, 3}, "relu", LRS_CLASSIFY};
    struct lrs_model *m = model_of(&plain, 17);
    struct rows data = random_rows(17, 2, 3);
    struct lrs_rng rng;
    float *w = LRS_ARRAY(float, m->n_params), *g = LRS_ARRAY(float, m->n_params + GUARD);
    float *work = LRS_ARRAY(float, m->work_floats + GUARD), out[17 * 3];
    double accuracy;
    lrs_rng_seed(&rng, 6, "init");
    lrs_model_init(m, w, &rng);
    for (int i = 0; i < GUARD; i++)
        work[m->work_floats + (size_t)i] = g[m->n_params + (size_t)i] = 7;
    unsigned long before = lrs_mem_count();
    lrs_model_gradient(m, w, &data.batch, g, work);
    lrs_model_predict(m, w, data.x, 17, out, work);
    lrs_model_loss(m, w, &data.batch, &accuracy, work);
    assert_true(lrs_mem_count() == before);
    for (int i = 0; i < GUARD; i++)
        assert_true(work[m->work_floats + (size_t)i] == 7 && g[m->n_params + (size_t)i] == 7);
    lrs_free(w);
    lrs_free(g);
    lrs_free(work);
    free_rows(&data);
    lrs_model_free(m);
}

static void tables_are_sound(void **state)
{
    (void)state;
    struct lrs_err err = {0};
    if (!lrs_registry_check(&lrs_models, &err))
        fail_msg("%s", err.msg);
    struct lrs_spec *spec = lrs_spec_new(lrs_models.kinds[0]);
    int hidden = lrs_spec_row(spec->kind, "hidden", &err);
    const double nine[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1}, wide = 4097, none = 0, part = 2.5;
    assert_false(lrs_spec_set(spec, hidden, lrs_value_reals(nine, 9), &err));
    assert_false(lrs_spec_set(spec, hidden, lrs_value_reals(&wide, 1), &err));
    assert_false(lrs_spec_set(spec, hidden, lrs_value_reals(&none, 1), &err));
    assert_false(lrs_spec_set(spec, hidden, lrs_value_reals(&part, 1), &err));
    assert_true(lrs_spec_set(spec, hidden, lrs_value_reals(nine, 8), &err));
    assert_true(lrs_spec_set(spec, hidden, lrs_value_reals(nine, 0), &err));
    lrs_spec_free(spec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients_match_differences),
        cmocka_unit_test(linear_regression_by_hand),
        cmocka_unit_test(small_net_by_hand),
        cmocka_unit_test(pieces_make_the_whole),
        cmocka_unit_test(scratch_suffices),
        cmocka_unit_test(tables_are_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

/* Datasets: made by seed, split completely, standardised on the training part, in the shapes and
 * class counts that the kinds promise. */
#include "problem_check.h"

#include "lrscope/mem.h"

static void registry_is_sound(void **state)
{
    struct lrs_err err = {0};
    (void)state;
    if (!lrs_registry_check(&lrs_problems, &err))
        fail_msg("%s", err.msg);
    assert_int_equal(lrs_registry_count(&lrs_problems), 17);
}

static bool same_data(const struct lrs_dataset *a, const struct lrs_dataset *b)
{
    size_t n = (size_t)a->rows;
    if (a->rows != b->rows || a->n_train != b->n_train || a->n_in != b->n_in)
        return false;
    if (memcmp(a->x, b->x, n * (size_t)a->n_in * sizeof *a->x) != 0)
        return false;
    return a->label ? !memcmp(a->label, b->label, n * sizeof *a->label)
                    : !memcmp(a->target, b->target, n * (size_t)a->n_out * sizeof *a->target);
}

static void each_data_kind(void (*f)(const struct lrs_spec *))
{
    int seen = 0;
    for (int k = 0; lrs_problems.kinds[k]; k++) {
        struct lrs_spec *spec = lrs_spec_new(lrs_problems.kinds[k]);
        if (lrs_problem_class(spec)->form == LRS_DATA) {
            f(spec);
            seen++;
        }
        lrs_spec_free(spec);
    }
    assert_int_equal(seen, 10);
}

static void check_seeds(const struct lrs_spec *spec)
{
    struct lrs_dataset *a = problem_data(spec, 5, 0.2);
    struct lrs_dataset *b = problem_data(spec, 5, 0.2);
    struct lrs_dataset *c = problem_data(spec, 6, 0.2);
    assert_true(same_data(a, b));
    assert_false(same_data(a, c));
    lrs_dataset_free(a);
    lrs_dataset_free(b);
    lrs_dataset_free(c);
}

static void same_seed_same_data(void **state)
{
    (void)state;
    each_data_kind(check_seeds);
}

static void check_shape(const struct lrs_spec *spec)
{
    struct lrs_dataset *d = problem_data(spec, 1, 0.25);
    assert_true(d->rows >= 100 && d->n_in >= 1 && d->n_out >= 1);
    assert_int_equal(d->n_train, d->rows - lround(0.25 * d->rows));
    assert_true((d->task == LRS_CLASSIFY) == (d->label != NULL));
    assert_true((d->task == LRS_REGRESS) == (d->target != NULL));
    assert_non_null(d->input_name);
    for (int i = 0; i < d->rows * d->n_in; i++)
        assert_true(isfinite(d->x[i]));
    for (int i = 0; d->label && i < d->rows; i++)
        assert_true(d->label[i] >= 0 && d->label[i] < d->n_out);
    /* Every point of a picture lies inside its box. */
    for (int i = 0; d->n_in <= 2 && i < d->rows * d->n_in; i++) {
        const double *side = &d->box[2 * (i % d->n_in)];
        assert_true((double)d->x[i] > side[0] && (double)d->x[i] < side[1]);
    }
    if (d->task == LRS_CLASSIFY)
        assert_non_null(d->class_name);
    lrs_dataset_free(d);
}

static void shapes_are_as_promised(void **state)
{
    (void)state;
    each_data_kind(check_shape);
}

static int by_float(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* The x of all rows, sorted: the same for every split of the same rows. */
static float *sorted_x(const struct lrs_dataset *d, int from, int to)
{
    float *x = LRS_ARRAY(float, to - from);
    for (int i = from; i < to; i++)
        x[i - from] = d->x[i * d->n_in];
    qsort(x, (size_t)(to - from), sizeof *x, by_float);
    return x;
}

static void split_is_complete_and_disjoint(void **state)
{
    struct lrs_spec *spec = problem_spec("wave");
    (void)state;
    struct lrs_dataset *a = problem_data(spec, 1, 0);
    struct lrs_dataset *b = problem_data(spec, 1, 0.3);
    assert_int_equal(a->n_train, a->rows);
    assert_int_equal(b->n_train, 224);
    /* The same rows in all, no x twice, so none on both sides. */
    float *xa = sorted_x(a, 0, a->rows), *xb = sorted_x(b, 0, b->rows);
    for (int i = 0; i < a->rows; i++) {
        assert_true(xa[i] == xb[i]);
        assert_true(i == 0 || xa[i] > xa[i - 1]);
    }
    lrs_free(xa);
    lrs_free(xb);
    lrs_dataset_free(a);
    lrs_dataset_free(b);
    lrs_spec_free(spec);
}

static void rows_are_shuffled(void **state)
{
    struct lrs_spec *spec = problem_spec("digits");
    (void)state;
    struct lrs_dataset *a = problem_data(spec, 1, 0.2);
    struct lrs_dataset *b = problem_data(spec, 2, 0.2);
    int same = 0;
    for (int i = 0; i < a->rows; i++)
        same += a->label[i] == b->label[i];
    /* The file is the same for each seed; only the order can differ. A tenth agree by chance. */
    assert_true(same > 0.05 * a->rows && same < 0.15 * a->rows);
    lrs_dataset_free(a);
    lrs_dataset_free(b);
    lrs_spec_free(spec);
}

static void small_shares_keep_one_row_on_either_side(void **state)
{
    struct lrs_spec *spec = problem_spec("wave");
    (void)state;
    problem_set(spec, "points", lrs_value_int(10));
    struct lrs_dataset *few = problem_data(spec, 1, 0.001);
    struct lrs_dataset *most = problem_data(spec, 1, 0.999);
    assert_int_equal(few->n_train, 9);
    assert_int_equal(most->n_train, 1);
    lrs_dataset_free(few);
    lrs_dataset_free(most);
    lrs_spec_free(spec);
}

static void check_counts(const char *name, int points, int classes)
{
    struct lrs_spec *spec = problem_spec(name);
    int count[10] = {0};
    problem_set(spec, "points", lrs_value_int(points));
    if (lrs_spec_row(spec->kind, "classes", NULL) >= 0)
        problem_set(spec, "classes", lrs_value_int(classes));
    struct lrs_dataset *d = problem_data(spec, 3, 0);
    assert_int_equal(d->rows, points);
    assert_int_equal(d->n_out, classes);
    for (int i = 0; i < d->rows; i++)
        count[d->label[i]]++;
    for (int k = 0; k < classes; k++)
        assert_true(count[k] == points / classes || count[k] == points / classes + 1);
    lrs_dataset_free(d);
    lrs_spec_free(spec);
}

static void classes_share_the_points_evenly(void **state)
{
    (void)state;
    check_counts("spirals", 100, 3);
    check_counts("spirals", 1000, 10);
    check_counts("blobs", 77, 5);
    check_counts("moons", 101, 2);
    check_counts("circles", 50, 2);
    check_counts("xor", 64, 2);
    check_counts("sparse", 100, 3);
}

static struct lrs_dataset *without_noise(const char *name)
{
    struct lrs_spec *spec = problem_spec(name);
    problem_set(spec, "noise", lrs_value_real(0));
    struct lrs_dataset *d = problem_data(spec, 7, 0.2);
    lrs_spec_free(spec);
    return d;
}

static void points_lie_on_their_shapes(void **state)
{
    (void)state;
    struct lrs_dataset *d = without_noise("circles");
    for (int i = 0; i < d->rows; i++)
        assert_close(hypot((double)d->x[2 * i], (double)d->x[2 * i + 1]), d->label[i] ? 0.5 : 1,
                     1e-6, 0);
    lrs_dataset_free(d);
    d = without_noise("xor");
    for (int i = 0; i < d->rows; i++)
        assert_int_equal(d->label[i], (d->x[2 * i] > 0) != (d->x[2 * i + 1] > 0));
    lrs_dataset_free(d);
    d = without_noise("wave");
    for (int i = 0; i < d->rows; i++)
        assert_close(d->target[i], sin(2 * 3.14159265358979 * (double)d->x[i]), 0, 1e-6);
    lrs_dataset_free(d);
    d = without_noise("spirals");
    for (int i = 0; i < d->rows; i++) {
        double x = (double)d->x[2 * i], y = (double)d->x[2 * i + 1], r = hypot(x, y);
        double arm = 3 * (atan2(y, x) / (2 * 3.14159265358979) - 0.75 * r) - d->label[i];
        assert_close(remainder(arm, 3), 0, 0, 1e-4);
    }
    lrs_dataset_free(d);
    d = without_noise("moons");
    for (int i = 0; i < d->rows; i++) {
        double sign = d->label[i] ? -1 : 1, x = sign * (double)d->x[2 * i] + 1.0 / 3;
        double y = sign * (double)d->x[2 * i + 1] + 1.0 / 6;
        assert_close(hypot(x, y), 2.0 / 3, 1e-5, 0);
        assert_true(y > -1e-6);
    }
    lrs_dataset_free(d);
}

/* Noise only shifts: the points stay where they were, and the shift has the deviation asked for. */
static void noise_has_its_deviation(void **state)
{
    struct lrs_spec *spec = problem_spec("circles");
    double squares = 0;
    (void)state;
    problem_set(spec, "points", lrs_value_int(5000));
    problem_set(spec, "noise", lrs_value_real(0));
    struct lrs_dataset *plain = problem_data(spec, 1, 0);
    problem_set(spec, "noise", lrs_value_real(0.2));
    struct lrs_dataset *noisy = problem_data(spec, 1, 0);
    for (int i = 0; i < 2 * plain->rows; i++)
        squares += pow((double)noisy->x[i] - (double)plain->x[i], 2);
    assert_close(sqrt(squares / (2 * plain->rows)), 0.2, 0.03, 0);
    lrs_dataset_free(plain);
    lrs_dataset_free(noisy);
    lrs_spec_free(spec);
}

static void label_noise_redraws_its_share(void **state)
{
    struct lrs_spec *spec = problem_spec("blobs");
    int changed = 0;
    (void)state;
    problem_set(spec, "points", lrs_value_int(10000));
    struct lrs_dataset *plain = problem_data(spec, 1, 0);
    problem_set(spec, "label_noise", lrs_value_real(0.4));
    struct lrs_dataset *noisy = problem_data(spec, 1, 0);
    for (int i = 0; i < plain->rows; i++)
        changed += plain->label[i] != noisy->label[i];
    /* A label drawn at random from 4 classes is the right one once in four. */
    assert_close(changed / 10000.0, 0.4 * 0.75, 0.05, 0);
    lrs_dataset_free(plain);
    lrs_dataset_free(noisy);
    lrs_spec_free(spec);
}

static void digits_are_the_images(void **state)
{
    struct lrs_spec *spec = problem_spec("digits");
    int count[10] = {0};
    double sum = 0;
    (void)state;
    struct lrs_dataset *d = problem_data(spec, 1, 0.2);
    assert_int_equal(d->rows, 1797);
    assert_int_equal(d->n_in, 64);
    assert_int_equal(d->n_out, 10);
    assert_int_equal(d->image_side, 8);
    assert_false(d->standardised);
    for (int i = 0; i < d->rows * 64; i++) {
        assert_true(d->x[i] >= 0 && d->x[i] <= 1);
        sum += (double)d->x[i];
    }
    for (int i = 0; i < d->rows; i++)
        count[d->label[i]]++;
    /* Counts and mean pixel (of 16) as the data set's description has them. */
    const int want[10] = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};
    for (int k = 0; k < 10; k++)
        assert_int_equal(count[k], want[k]);
    assert_close(16 * sum / (1797 * 64), 4.8842, 1e-4, 0);
    assert_string_equal(d->class_name[7], "7");
    lrs_dataset_free(d);
    problem_set(spec, "points", lrs_value_int(100));
    d = problem_data(spec, 1, 0.2);
    assert_int_equal(d->rows, 100);
    lrs_dataset_free(d);
    lrs_spec_free(spec);
}

static void check_column(const float *x, int n, int stride)
{
    double mean = 0, squares = 0;
    for (int i = 0; i < n; i++)
        mean += (double)x[i * stride] / n;
    for (int i = 0; i < n; i++)
        squares += pow((double)x[i * stride] - mean, 2) / n;
    assert_close(mean, 0, 0, 1e-6);
    assert_close(squares, 1, 1e-5, 0);
}

static void iris_is_standardised_on_its_training_part(void **state)
{
    struct lrs_spec *spec = problem_spec("iris");
    int count[3] = {0};
    (void)state;
    struct lrs_dataset *d = problem_data(spec, 1, 0.2);
    assert_int_equal(d->rows, 150);
    assert_int_equal(d->n_train, 120);
    assert_int_equal(d->n_in, 4);
    assert_true(d->standardised);
    assert_string_equal(d->class_name[0], "setosa");
    assert_string_equal(d->class_name[2], "virginica");
    assert_string_equal(d->input_name[2], "petal_length");
    for (int i = 0; i < d->rows; i++)
        count[d->label[i]]++;
    for (int k = 0; k < 3; k++)
        assert_int_equal(count[k], 50);
    for (int j = 0; j < 4; j++)
        check_column(d->x + j, d->n_train, 4);
    lrs_dataset_free(d);
    problem_set(spec, "inputs", value_choice(1));
    d = problem_data(spec, 1, 0.2);
    assert_int_equal(d->n_in, 2);
    assert_string_equal(d->input_name[0], "petal_length");
    assert_true(d->box[0] < d->box[1] && d->box[2] < d->box[3]);
    lrs_dataset_free(d);
    lrs_spec_free(spec);
}

/* Each row holds one rare word, of its own class; common words are about evenly spread. */
static void sparse_rows_hold_one_word_that_tells(void **state)
{
    enum { COMMON = 5, RARE = 11, CLASSES = 3, ROWS = 6000, WIDTH = COMMON + RARE };
    struct lrs_spec *spec = problem_spec("sparse");
    int count[WIDTH] = {0};
    (void)state;
    problem_set(spec, "points", lrs_value_int(ROWS));
    problem_set(spec, "common", lrs_value_int(COMMON));
    problem_set(spec, "rare", lrs_value_int(RARE));
    problem_set(spec, "classes", lrs_value_int(CLASSES));
    struct lrs_dataset *d = problem_data(spec, 3, 0);
    assert_int_equal(d->n_in, WIDTH);
    assert_string_equal(d->input_name[COMMON - 1], "common_5");
    assert_string_equal(d->input_name[COMMON], "rare_1");
    for (int i = 0; i < ROWS; i++) {
        int found = 0;
        for (int j = 0; j < WIDTH; j++) {
            float x = d->x[i * WIDTH + j];
            assert_true(x == 0 || x == 1);
            count[j] += x > 0;
            if (j >= COMMON && x > 0) {
                found++;
                assert_int_equal((j - COMMON) % CLASSES, d->label[i]);
            }
        }
        assert_int_equal(found, 1);
    }
    /* A common word leans to one class of three: (0.6 + 2 * 0.4) / 3. */
    for (int j = 0; j < COMMON; j++)
        assert_close(count[j] / (double)ROWS, 1.4 / 3, 0.06, 0);
    /* Class 0 has four words in shares of 1, 1/2, 1/3, 1/4; class 2 has three. */
    assert_close(count[COMMON], 2000 * 12 / 25.0, 0.1, 0);
    assert_close(count[COMMON + 9], 2000 * 3 / 25.0, 0.2, 0);
    assert_close(count[COMMON + 2], 2000 * 6 / 11.0, 0.1, 0);
    lrs_dataset_free(d);
    lrs_spec_free(spec);
}

static void sparse_words_are_evenly_rare_at_rarity_0(void **state)
{
    struct lrs_spec *spec = problem_spec("sparse");
    int count[4] = {0};
    struct lrs_err err = {0};
    (void)state;
    problem_set(spec, "points", lrs_value_int(8000));
    problem_set(spec, "common", lrs_value_int(0));
    problem_set(spec, "rare", lrs_value_int(4));
    problem_set(spec, "rarity", lrs_value_real(0));
    struct lrs_dataset *d = problem_data(spec, 3, 0);
    for (int i = 0; i < 8000 * 4; i++)
        count[i % 4] += d->x[i] > 0;
    for (int j = 0; j < 4; j++)
        assert_close(count[j], 2000, 0.1, 0);
    lrs_dataset_free(d);
    problem_set(spec, "classes", lrs_value_int(5));
    assert_null(lrs_dataset_new(spec, 1, 0, &err));
    assert_string_equal(err.msg, "problem.rare: 4 words are too few; each of the 5 classes needs "
                                 "one of its own");
    lrs_spec_free(spec);
}

/* Missing data is the user's affair: a sentence, not a crash. */
static void missing_data_is_named(void **state)
{
    struct lrs_spec *spec = problem_spec("iris");
    struct lrs_err err = {0};
    (void)state;
    char *data = lrs_strdup(getenv("LRSCOPE_DATA"));
    unsetenv("LRSCOPE_DATA");
    char *elsewhere = lrs_data_path("scenes/data/iris.csv");
    struct lrs_dataset *d = lrs_dataset_new(spec, 1, 0.2, &err);
    assert_true((elsewhere != NULL) == (d != NULL));
    if (!d)
        assert_string_equal(err.msg, "scenes/data/iris.csv: not found; LRSCOPE_DATA names the "
                                     "folder that holds scenes/");
    if (data)
        setenv("LRSCOPE_DATA", data, 1);
    lrs_free(data);
    lrs_free(elsewhere);
    lrs_dataset_free(d);
    lrs_spec_free(spec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(registry_is_sound),
        cmocka_unit_test(same_seed_same_data),
        cmocka_unit_test(shapes_are_as_promised),
        cmocka_unit_test(split_is_complete_and_disjoint),
        cmocka_unit_test(rows_are_shuffled),
        cmocka_unit_test(small_shares_keep_one_row_on_either_side),
        cmocka_unit_test(classes_share_the_points_evenly),
        cmocka_unit_test(points_lie_on_their_shapes),
        cmocka_unit_test(noise_has_its_deviation),
        cmocka_unit_test(label_noise_redraws_its_share),
        cmocka_unit_test(digits_are_the_images),
        cmocka_unit_test(iris_is_standardised_on_its_training_part),
        cmocka_unit_test(sparse_rows_hold_one_word_that_tells),
        cmocka_unit_test(sparse_words_are_evenly_rare_at_rarity_0),
        cmocka_unit_test(missing_data_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

/* The fast loops against their plain twins, at every level that this processor has. */
#include "numbers.h"

#include "lrscope/cpu.h"
#include "lrscope/num.h"
#include "src/num/num_plain.h"

static const int sizes[][2] = {{1, 1}, {1, 3}, {2, 10}, {64, 3}, {7, 16}, {65, 33}, {128, 64}};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* Calls TEST once for each level. */
static void each_level(void (*test)(struct lrs_rng *rng))
{
    for (enum lrs_level level = LRS_BASELINE; level < LRS_LEVELS; level++) {
        struct lrs_rng rng;
        lrs_rng_seed(&rng, 1, "test");
        if (lrs_cpu_limit(level) == level)
            test(&rng);
    }
    lrs_cpu_limit(LRS_LEVELS);
}

static void activate(struct lrs_rng *rng)
{
    for (int s = 0; s < SIZES; s++) {
        int rows = sizes[s][0], n = sizes[s][1];
        size_t all = (size_t)rows * (size_t)n;
        for (enum lrs_activation f = LRS_RELU; f <= LRS_IDENTITY; f++) {
            float *bias = random_floats(rng, (size_t)n, 1), *fast = random_floats(rng, all, 3);
            float *plain = copy_floats(fast, all);
            lrs_bias_activate(f, rows, n, bias, fast);
            lrs_plain_bias_activate(f, rows, n, bias, plain);
            for (size_t i = 0; i < all; i++)
                assert_close(fast[i], plain[i], 4e-6, 1e-7);
            lrs_free(bias);
            lrs_free(fast);
            lrs_free(plain);
        }
    }
}

static void activations_match(void **state)
{
    (void)state;
    each_level(activate);
}

static void back(struct lrs_rng *rng)
{
    for (int s = 0; s < SIZES; s++) {
        int rows = sizes[s][0], n = sizes[s][1];
        size_t all = (size_t)rows * (size_t)n;
        for (enum lrs_activation f = LRS_RELU; f <= LRS_IDENTITY; f++) {
            float *y = random_floats(rng, all, 1), *fast = random_floats(rng, all, 3);
            float *plain = copy_floats(fast, all);
            float *db_fast = random_floats(rng, (size_t)n, 1);
            float *db_plain = random_floats(rng, (size_t)n, 1);
            lrs_activate_back(f, rows, n, y, fast, db_fast);
            lrs_plain_activate_back(f, rows, n, y, plain, db_plain);
            assert_near(fast, plain, all, 1e-6);
            assert_near(db_fast, db_plain, (size_t)n, 1e-5);
            lrs_free(y);
            lrs_free(fast);
            lrs_free(plain);
            lrs_free(db_fast);
            lrs_free(db_plain);
        }
    }
}

static void backward_matches(void **state)
{
    (void)state;
    each_level(back);
}

/* tanh and sigmoid to a few units in the last place over their whole range: small arguments, where
 * 1 - 2 / (e^2x + 1) would lose all digits, and large ones, where it would overflow. */
static void range(struct lrs_rng *rng)
{
    (void)rng;
    const float zero = 0;
    for (float x = 1e-30F; x < 1e30F; x *= 1.01F) {
        for (float sign = -1; sign <= 1; sign += 2) {
            float t = sign * x, s = sign * x;
            lrs_bias_activate(LRS_TANH, 1, 1, &zero, &t);
            lrs_bias_activate(LRS_SIGMOID, 1, 1, &zero, &s);
            assert_close(t, tanh((double)(sign * x)), 4e-7, 0);
            assert_close(s, 1 / (1 + exp(-(double)(sign * x))), 4e-7, 2e-38);
        }
    }
}

static void activations_hold_over_the_range(void **state)
{
    (void)state;
    each_level(range);
}

static void nan_stays(struct lrs_rng *rng)
{
    (void)rng;
    for (enum lrs_activation f = LRS_RELU; f <= LRS_IDENTITY; f++) {
        float z[40] = {0}, bias[40] = {0};
        z[3] = z[38] = NAN;
        lrs_bias_activate(f, 1, 40, bias, z);
        assert_true(isnan(z[3]) && isnan(z[38]));
        assert_true(isfinite(z[4]));
    }
    float z[3] = {1, NAN, 2}, d[3];
    int32_t label = 0;
    assert_true(isnan(lrs_softmax_loss(1, 3, z, &label, d, NULL)));
    float inf[3] = {1, INFINITY, 2};
    assert_false(isfinite(lrs_softmax_loss(1, 3, inf, &label, NULL, NULL)));
}

static void nan_is_not_swallowed(void **state)
{
    (void)state;
    each_level(nan_stays);
}

/* Loss, gradient and hits; also without a gradient, and with the gradient in place of the logits. */
static void softmax(struct lrs_rng *rng)
{
    for (int s = 0; s < SIZES; s++) {
        int rows = sizes[s][0], k = sizes[s][1], hits, plain_hits, more_hits;
        size_t all = (size_t)rows * (size_t)k;
        float *z = random_floats(rng, all, 4), *d = random_floats(rng, all, 1);
        float *plain = random_floats(rng, all, 1);
        int32_t *label = LRS_ARRAY(int32_t, (size_t)rows);
        for (int r = 0; r < rows; r++)
            label[r] = (int32_t)lrs_rng_below(rng, (uint64_t)k);
        double want = lrs_plain_softmax_loss(rows, k, z, label, plain, &plain_hits);
        double got = lrs_softmax_loss(rows, k, z, label, d, &hits);
        assert_close(got, want, 1e-6, 1e-7);
        assert_int_equal(hits, plain_hits);
        for (size_t i = 0; i < all; i++)
            assert_close(d[i], plain[i], 1e-6, 3e-7 / rows);
        assert_true(got == lrs_softmax_loss(rows, k, z, label, NULL, NULL));
        assert_true(got == lrs_softmax_loss(rows, k, z, label, z, &more_hits));
        assert_int_equal(more_hits, plain_hits);
        assert_memory_equal(z, d, all * sizeof *z);
        lrs_free(z);
        lrs_free(d);
        lrs_free(plain);
        lrs_free(label);
    }
}

static void softmax_matches(void **state)
{
    (void)state;
    each_level(softmax);
}

/* Logits that overflow a naive exponential, and a tie, where the first class counts as the guess. */
static void extreme(struct lrs_rng *rng)
{
    (void)rng;
    const float z[2][3] = {{1000, 998, -1000}, {5, 5, 5}};
    const int32_t label[2] = {1, 1};
    float d[2][3];
    int right;
    double loss = lrs_softmax_loss(2, 3, *z, label, *d, &right);
    assert_close(loss, (2 + log1p(exp(-2)) + log(3)) / 2, 1e-7, 0);
    assert_int_equal(right, 0);
    assert_close(d[0][0], 0.5 / (1 + exp(-2)), 1e-6, 0);
    assert_true(d[0][2] == 0);
    assert_close(d[1][1], (1.0 / 3 - 1) / 2, 1e-6, 0);
}

static void softmax_holds_at_extremes(void **state)
{
    (void)state;
    each_level(extreme);
}

/* As many classes as there may be. */
static void softmax_of_many_classes(void **state)
{
    (void)state;
    enum { ROWS = 5, K = LRS_CLASSES_MAX };
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 2, "test");
    float *z = random_floats(&rng, (size_t)ROWS * K, 2);
    const int32_t label[ROWS] = {0, 1, 100, K - 2, K - 1};
    double want = lrs_plain_softmax_loss(ROWS, K, z, label, NULL, NULL);
    assert_close(lrs_softmax_loss(ROWS, K, z, label, NULL, NULL), want, 1e-6, 0);
    lrs_free(z);
}

/* 0.5 and 1.5 off, over four numbers: (0.25 + 2.25) / 4; gradient 2 * off / 4. */
static void square_loss_is_the_mean(void **state)
{
    (void)state;
    const float z[4] = {1.5F, 2, 3, 2.5F}, target[4] = {1, 2, 3, 4};
    float d[4], plain[4];
    assert_close(lrs_square_loss(2, 2, z, target, d), 0.625, 0, 0);
    assert_close(d[0], 0.25, 0, 0);
    assert_close(d[1], 0, 0, 0);
    assert_close(d[3], -0.75, 0, 0);
    assert_close(lrs_plain_square_loss(2, 2, z, target, plain), 0.625, 0, 0);
    assert_memory_equal(d, plain, sizeof d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(activations_match),
        cmocka_unit_test(backward_matches),
        cmocka_unit_test(activations_hold_over_the_range),
        cmocka_unit_test(nan_is_not_swallowed),
        cmocka_unit_test(softmax_matches),
        cmocka_unit_test(softmax_holds_at_extremes),
        cmocka_unit_test(softmax_of_many_classes),
        cmocka_unit_test(square_loss_is_the_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

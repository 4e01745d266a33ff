/* Initialisation, statistics, the sign test, flush-to-zero. */
#include "numbers.h"

#include <float.h>

#include "lrscope/num.h"

enum { IN = 100, OUT = 300 };

/* Weights of a layer; returns their deviation and largest size, and the same of the biases. */
struct spread {
    double mean, deviation, largest, bias_deviation, bias_largest;
};

static double largest_of(const float *x, size_t n)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs((double)x[i]));
    return largest;
}

static struct spread spread_of(enum lrs_init how)
{
    static float w[IN * OUT], b[OUT];
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 7, "init");
    for (size_t i = 0; i < OUT; i++)
        b[i] = 9;
    lrs_init_layer(how, &rng, IN, OUT, w, b);
    struct spread s = {.largest = largest_of(w, IN * OUT), .bias_largest = largest_of(b, OUT)};
    double bias_mean;
    lrs_mean_deviation(IN * OUT, w, 1, &s.mean, &s.deviation);
    lrs_mean_deviation(OUT, b, 1, &bias_mean, &s.bias_deviation);
    return s;
}

/* U(-a, a) has deviation a / sqrt(3); 30,000 draws pin it to about half a percent. */
static void initial_weights(void **state)
{
    (void)state;
    struct spread s = spread_of(LRS_INIT_TORCH);
    assert_close(s.deviation, 0.1 / sqrt(3), 0.02, 0);
    assert_close(s.largest, 0.1, 0.01, 0);
    assert_true(s.largest <= (double)0.1F);
    assert_close(s.bias_deviation, 0.1 / sqrt(3), 0.1, 0);
    assert_true(s.bias_largest <= (double)0.1F && s.bias_largest > 0.09);

    double a = sqrt(6.0 / (IN + OUT));
    s = spread_of(LRS_INIT_XAVIER);
    assert_close(s.deviation, a / sqrt(3), 0.02, 0);
    assert_true(s.largest <= a * (1 + 1e-7) && s.largest > 0.99 * a);
    assert_true(s.bias_largest == 0);

    s = spread_of(LRS_INIT_HE);
    assert_close(s.deviation, sqrt(2.0 / IN), 0.02, 0);
    assert_close(s.mean, 0, 0, 0.005);
    assert_true(s.largest > 3 * sqrt(2.0 / IN));
    assert_true(s.bias_largest == 0);

    s = spread_of(LRS_INIT_ZERO);
    assert_true(s.largest == 0 && s.bias_largest == 0);
}

static void statistics(void **state)
{
    (void)state;
    const float x[6] = {1, 100, 2, 100, 6, 100};
    double mean, deviation;
    lrs_mean_deviation(3, x, 2, &mean, &deviation);
    assert_close(mean, 3, 0, 0);
    assert_close(deviation, sqrt(14.0 / 3), 1e-15, 0);
    const float y[2] = {3, -4};
    assert_close(lrs_norm(2, y), 5, 0, 0);
}

static void all_finite(void **state)
{
    (void)state;
    float x[37];
    for (size_t i = 0; i < 37; i++)
        x[i] = FLT_MAX;
    assert_true(lrs_all_finite(37, x));
    for (size_t i = 0; i < 37; i++) {
        float keep = x[i];
        x[i] = i % 2 ? NAN : -INFINITY;
        assert_false(lrs_all_finite(37, x));
        x[i] = keep;
    }
    assert_true(lrs_all_finite(0, x));
}

/* 12 of 16: 2 (1 + 16 + 120 + 560 + 1820) / 2^16. */
static void sign_test(void **state)
{
    (void)state;
    assert_close(lrs_sign_test(12, 4), 2 * 2517 / 65536.0, 1e-12, 0);
    assert_close(lrs_sign_test(4, 12), 2 * 2517 / 65536.0, 1e-12, 0);
    assert_close(lrs_sign_test(16, 0), 2 / 65536.0, 1e-12, 0);
    assert_close(lrs_sign_test(8, 8), 1, 1e-12, 0);
    assert_close(lrs_sign_test(0, 0), 1, 0, 0);
    assert_true(lrs_sign_test(5000, 5000) <= 1);
    /* Normal limit: 2 Phi(-3.99) with its continuity correction. */
    assert_close(lrs_sign_test(5200, 4800), erfc(3.99 / sqrt(2)), 0.01, 0);
}

static void denormals(void **state)
{
    (void)state;
#if defined __SSE__ || defined __aarch64__
    volatile float tiny = FLT_MIN, half = 0.5F;
    assert_true(tiny * half > 0);
    unsigned before = lrs_denormals_flush();
    assert_true(tiny * half == 0);
    unsigned inner = lrs_denormals_flush();
    lrs_denormals_restore(inner);
    assert_true(tiny * half == 0);
    lrs_denormals_restore(before);
    assert_true(tiny * half > 0);
#else
    lrs_denormals_restore(lrs_denormals_flush());
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initial_weights), cmocka_unit_test(statistics),
        cmocka_unit_test(all_finite),      cmocka_unit_test(sign_test),
        cmocka_unit_test(denormals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

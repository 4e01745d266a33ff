/* Random numbers: the published sequence, streams that do not touch each other, no bias. */
#include "check.h"

#include "lrscope/rng.h"

/* xoshiro256** from the state {1, 2, 3, 4}: the first outputs of the authors' own program. */
static void the_published_sequence(void **state)
{
    (void)state;
    static const uint64_t want[] = {11520u,
                                    0u,
                                    1509978240u,
                                    1215971899390074240u,
                                    1216172134540287360u,
                                    607988272756665600u,
                                    16172922978634559625u,
                                    8476171486693032832u,
                                    10595114339597558777u,
                                    2904607092377533576u};
    struct lrs_rng rng = {{1, 2, 3, 4}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_int_equal(lrs_rng_next(&rng), want[i]);
}

static void streams_are_independent_and_repeatable(void **state)
{
    (void)state;
    static const char *const names[] = {"init", "data", "shuffle", "noise", "split", "finder"};
    uint64_t first[12];
    for (int i = 0; i < 12; i++) {
        struct lrs_rng a, b;
        lrs_rng_seed(&a, (uint64_t)(i / 6), names[i % 6]);
        lrs_rng_seed(&b, (uint64_t)(i / 6), names[i % 6]);
        first[i] = lrs_rng_next(&a);
        assert_int_equal(first[i], lrs_rng_next(&b));
        for (int k = 0; k < i; k++)
            assert_int_not_equal(first[i], first[k]);
    }
}

static void moments(void **state)
{
    (void)state;
    enum { N = 200000 };
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 7, "noise");
    double u1 = 0, u2 = 0, n1 = 0, n2 = 0, n4 = 0;
    for (int i = 0; i < N; i++) {
        double u = lrs_rng_uniform(&rng), z = lrs_rng_normal(&rng);
        assert_true(u >= 0 && u < 1 && isfinite(z));
        u1 += u;
        u2 += u * u;
        n1 += z;
        n2 += z * z;
        n4 += z * z * z * z;
    }
    assert_close(u1 / N, 0.5, 0, 0.004); /* about 6 standard errors each */
    assert_close(u2 / N, 1.0 / 3, 0, 0.004);
    assert_close(n1 / N, 0, 0, 0.014);
    assert_close(n2 / N, 1, 0, 0.02);
    assert_close(n4 / N, 3, 0, 0.14);
}

static void below_has_no_bias(void **state)
{
    (void)state;
    enum { N = 60000 };
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 3, "test");
    int count[6] = {0}, high = 0;
    for (int i = 0; i < N; i++)
        count[lrs_rng_below(&rng, 6)]++;
    for (int i = 0; i < 6; i++)
        assert_in_range(count[i], N / 6 - 550, N / 6 + 550);
    uint64_t n = 3 * (UINT64_MAX / 4); /* where a plain remainder favours the lower third */
    for (int i = 0; i < N; i++) {
        uint64_t x = lrs_rng_below(&rng, n);
        assert_true(x < n);
        high += x >= n / 3;
    }
    assert_in_range(high, N * 2 / 3 - 700, N * 2 / 3 + 700);
    assert_int_equal(lrs_rng_below(&rng, 1), 0);
    assert_int_equal(lrs_rng_below(&rng, 0), 0);
    for (int i = 0; i < 1000; i++) {
        double x = lrs_rng_range(&rng, -2, 3);
        assert_true(x >= -2 && x < 3);
    }
}

static void shuffles_are_permutations_of_equal_chance(void **state)
{
    (void)state;
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 5, "shuffle");
    int count[6] = {0};
    for (int i = 0; i < 12000; i++) {
        uint32_t at[3] = {0, 1, 2};
        lrs_rng_shuffle(&rng, at, 3);
        assert_int_equal(1u << at[0] | 1u << at[1] | 1u << at[2], 7);
        count[at[0] * 2 + (at[1] > at[2])]++;
    }
    for (int i = 0; i < 6; i++)
        assert_in_range(count[i], 1750, 2250);
    uint32_t one = 9;
    lrs_rng_shuffle(&rng, &one, 1);
    lrs_rng_shuffle(&rng, NULL, 0);
    assert_int_equal(one, 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_published_sequence),
        cmocka_unit_test(streams_are_independent_and_repeatable),
        cmocka_unit_test(moments),
        cmocka_unit_test(below_has_no_bias),
        cmocka_unit_test(shuffles_are_permutations_of_equal_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

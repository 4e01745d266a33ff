/* The dense products against their plain twins: small and large, square and thin, added or not, at
 * every level that this processor has. */
#include "numbers.h"

#include "lrscope/cpu.h"
#include "lrscope/num.h"
#include "src/num/num_plain.h"

/* Three products take this form. */
struct pair {
    void (*fast)(int m, int n, int k, const float *a, const float *b, float *c, bool add);
    void (*plain)(int m, int n, int k, const float *a, const float *b, float *c, bool add);
};
static const struct pair pairs[] = {
    {lrs_matmul, lrs_plain_matmul},
    {lrs_matmul_tn, lrs_plain_matmul_tn},
    {lrs_matmul_nt, lrs_plain_matmul_nt},
};

static void compare(const struct pair *pair, int m, int n, int k, bool add)
{
    struct lrs_rng rng;
    lrs_rng_seed(&rng, (uint64_t)(m * 10000 + n * 100 + k), "test");
    size_t mn = (size_t)m * (size_t)n;
    float *a = random_floats(&rng, (size_t)m * (size_t)k, 1);
    float *b = random_floats(&rng, (size_t)k * (size_t)n, 1);
    float *got = random_floats(&rng, mn, 1), *want = copy_floats(got, mn);
    pair->fast(m, n, k, a, b, got, add);
    pair->plain(m, n, k, a, b, want, add);
    assert_near(got, want, mn, 1e-5);
    lrs_free(a);
    lrs_free(b);
    lrs_free(got);
    lrs_free(want);
}

static void products_match(void **state)
{
    (void)state;
    static const int shape[][3] = {
        {1, 1, 1},    {64, 64, 2},     {64, 3, 64},    {64, 64, 3},  {2, 64, 64},  {64, 64, 64},
        {5, 7, 11},   {1, 100, 33},    {13, 1, 40},    {3, 17, 1},   {37, 65, 70}, {6, 64, 64},
        {31, 10, 9},  {64, 10, 64},    {70, 12, 30},   {150, 9, 20}, {13, 5, 4},   {40, 31, 520},
        {100, 48, 5}, {200, 150, 300}, {20, 130, 140}, {9, 1, 37},   {10, 2, 8},   {11, 4, 250},
        {5, 3, 1025}, {3, 600, 500},
    };
    for (enum lrs_level level = LRS_BASELINE; level < LRS_LEVELS; level++) {
        if (lrs_cpu_limit(level) != level)
            continue;
        for (size_t s = 0; s < sizeof shape / sizeof *shape; s++) {
            for (int i = 0; i < 3; i++) {
                int m = shape[s][0], n = shape[s][1], k = shape[s][2];
                compare(&pairs[i], m, n, k, false);
                compare(&pairs[i], m, n, k, true);
            }
        }
    }
    lrs_cpu_limit(LRS_LEVELS);
}

/* By hand: [1 2; 3 4] [5 6; 7 8] = [19 22; 43 50], and with the first or second transposed. */
static void products_by_hand(void **state)
{
    (void)state;
    const float a[4] = {1, 2, 3, 4}, b[4] = {5, 6, 7, 8};
    const float nn[4] = {19, 22, 43, 50}, tn[4] = {26, 30, 38, 44}, nt[4] = {17, 23, 39, 53};
    const float twice[4] = {38, 44, 86, 100};
    float c[4] = {99, 99, 99, 99};
    lrs_matmul(2, 2, 2, a, b, c, false);
    assert_memory_equal(c, nn, sizeof c);
    lrs_matmul(2, 2, 2, a, b, c, true);
    assert_memory_equal(c, twice, sizeof c);
    lrs_matmul_tn(2, 2, 2, a, b, c, false);
    assert_memory_equal(c, tn, sizeof c);
    lrs_matmul_nt(2, 2, 2, a, b, c, false);
    assert_memory_equal(c, nt, sizeof c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_match),
        cmocka_unit_test(products_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}

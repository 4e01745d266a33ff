/* Shared by the tests of num/: arrays of random numbers, and a comparison of arrays by the largest
 * error in relation to the largest entry. */
#ifndef LRSCOPE_TESTS_NUMBERS_H
#define LRSCOPE_TESTS_NUMBERS_H

#include "check.h"

#include "lrscope/mem.h"
#include "lrscope/rng.h"

/* N normal numbers times SCALE; owned by the caller. */
static inline float *random_floats(struct lrs_rng *rng, size_t n, double scale)
{
    float *x = LRS_ARRAY(float, n);
    for (size_t i = 0; i < n; i++)
        x[i] = (float)(scale * lrs_rng_normal(rng));
    return x;
}

static inline float *copy_floats(const float *x, size_t n)
{
    float *y = LRS_ARRAY(float, n);
    memcpy(y, x, n * sizeof *x);
    return y;
}

/* |got - want| <= rel * max|want| everywhere. */
static inline void assert_near(const float *got, const float *want, size_t n, double rel)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs((double)want[i]));
    for (size_t i = 0; i < n; i++)
        assert_close(got[i], want[i], 0, rel * largest);
}

#endif

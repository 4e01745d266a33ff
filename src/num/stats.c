/* Statistics over arrays, and the sign test that says whether one schedule beats another. All sums
 * in double and in a fixed order. */
#include "lrscope/num.h"

#include <math.h>
#include <string.h>

void lrs_mean_deviation(size_t n, const float *x, size_t stride, double *mean, double *deviation)
{
    double sum = 0, square = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)x[i * stride];
    *mean = n ? sum / (double)n : 0;
    for (size_t i = 0; i < n; i++) {
        double off = (double)x[i * stride] - *mean;
        square += off * off;
    }
    *deviation = n ? sqrt(square / (double)n) : 0;
}

/* By the exponent's bits: no branch in the loop, so that the compiler can vectorise it. */
bool lrs_all_finite(size_t n, const float *x)
{
    const uint32_t exponent = 0x7f800000;
    uint32_t bad = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t bits;
        memcpy(&bits, &x[i], sizeof bits);
        bad |= (bits & exponent) == exponent;
    }
    return !bad;
}

/* Squares are summed side by side in floats, as the processor likes it, but few at a time: every
 * BLOCK numbers the sums go into a double, so that six digits hold whatever the length. */
enum { SIDES = 16, BLOCK = 64 };

static double block_square(const float *x, const float *y)
{
    float part[SIDES] = {0};
    for (int i = 0; i < BLOCK; i += SIDES)
        for (int k = 0; k < SIDES; k++) {
            float off = y ? x[i + k] - y[i + k] : x[i + k];
            part[k] += off * off;
        }
    double sum = 0;
    for (int k = 0; k < SIDES; k++)
        sum += (double)part[k];
    return sum;
}

static double root_of_squares(size_t n, const float *x, const float *y)
{
    double square = 0;
    size_t i = 0;
    for (; i + BLOCK <= n; i += BLOCK)
        square += block_square(x + i, y ? y + i : NULL);
    for (; i < n; i++) {
        double off = (double)x[i] - (y ? (double)y[i] : 0);
        square += off * off;
    }
    return sqrt(square);
}

double lrs_norm(size_t n, const float *x)
{
    return root_of_squares(n, x, NULL);
}

double lrs_distance(size_t n, const float *x, const float *y)
{
    return root_of_squares(n, x, y);
}

/* Landscapes have few numbers: plain sums. */
double lrs_norm64(size_t n, const double *x)
{
    double square = 0;
    for (size_t i = 0; i < n; i++)
        square += x[i] * x[i];
    return sqrt(square);
}

double lrs_distance64(size_t n, const double *x, const double *y)
{
    double square = 0;
    for (size_t i = 0; i < n; i++)
        square += (x[i] - y[i]) * (x[i] - y[i]);
    return sqrt(square);
}

/* 2 P(X <= min(wins, losses)) for X binomial(wins + losses, 1/2), at most 1. The terms come from
 * each other in logarithms, so that many pairs do not underflow. */
double lrs_sign_test(int wins, int losses)
{
    int n = wins + losses, fewer = wins < losses ? wins : losses;
    double log_term = -n * log(2), tail = 0;
    for (int i = 0; i <= fewer; i++) {
        tail += exp(log_term);
        log_term += log((double)(n - i) / (i + 1));
    }
    return fmin(1, 2 * tail);
}

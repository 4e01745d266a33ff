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

/* Sums of squares side by side, so that the processor need not wait for each addition. */
enum { SIDES = 8 };

static double root_of_sum(const double part[SIDES])
{
    double sum = 0;
    for (int k = 0; k < SIDES; k++)
        sum += part[k];
    return sqrt(sum);
}

double lrs_norm(size_t n, const float *x)
{
    double part[SIDES] = {0};
    size_t i = 0;
    for (; i + SIDES <= n; i += SIDES)
        for (size_t k = 0; k < SIDES; k++)
            part[k] += (double)x[i + k] * (double)x[i + k];
    for (; i < n; i++)
        part[0] += (double)x[i] * (double)x[i];
    return root_of_sum(part);
}

double lrs_distance(size_t n, const float *x, const float *y)
{
    double part[SIDES] = {0};
    size_t i = 0;
    for (; i + SIDES <= n; i += SIDES)
        for (size_t k = 0; k < SIDES; k++) {
            double off = (double)x[i + k] - (double)y[i + k];
            part[k] += off * off;
        }
    for (; i < n; i++) {
        double off = (double)x[i] - (double)y[i];
        part[0] += off * off;
    }
    return root_of_sum(part);
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

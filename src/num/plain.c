/* The plain twins of the fast loops and products: nothing but the formula, in double. */
#include "num_plain.h"

#include <math.h>

/* C[i, j] = sum over p of A(i, p) B(p, j), each entry at its own stride. */
static void product(int m, int n, int k, const float *a, int a_row, int a_col, const float *b,
                    int b_row, int b_col, float *c, bool add)
{
    for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
            double sum = add ? (double)c[i * n + j] : 0;
            for (int p = 0; p < k; p++)
                sum += (double)a[i * a_row + p * a_col] * (double)b[p * b_row + j * b_col];
            c[i * n + j] = (float)sum;
        }
    }
}

void lrs_plain_matmul(int m, int n, int k, const float *a, const float *b, float *c, bool add)
{
    product(m, n, k, a, k, 1, b, n, 1, c, add);
}

void lrs_plain_matmul_tn(int m, int n, int k, const float *a, const float *b, float *c, bool add)
{
    product(m, n, k, a, 1, m, b, n, 1, c, add);
}

void lrs_plain_matmul_nt(int m, int n, int k, const float *a, const float *b, float *c, bool add)
{
    product(m, n, k, a, k, 1, b, 1, k, c, add);
}

static double activation(enum lrs_activation f, double x)
{
    switch (f) {
    case LRS_RELU:
        return x < 0 ? 0 : x;
    case LRS_TANH:
        return tanh(x);
    case LRS_SIGMOID:
        return 1 / (1 + exp(-x));
    default:
        return x;
    }
}

/* f'(x) from y = f(x). */
static double slope(enum lrs_activation f, double y)
{
    switch (f) {
    case LRS_RELU:
        return y > 0;
    case LRS_TANH:
        return 1 - y * y;
    case LRS_SIGMOID:
        return y * (1 - y);
    default:
        return 1;
    }
}

void lrs_plain_bias_activate(enum lrs_activation f, int rows, int n, const float *bias, float *z)
{
    for (int i = 0; i < rows * n; i++)
        z[i] = (float)activation(f, (double)z[i] + (double)bias[i % n]);
}

void lrs_plain_activate_back(enum lrs_activation f, int rows, int n, const float *y, float *d,
                             float *db)
{
    for (int i = 0; i < rows * n; i++)
        d[i] = (float)((double)d[i] * slope(f, (double)y[i]));
    for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int r = 0; r < rows; r++)
            sum += (double)d[r * n + j];
        db[j] = (float)sum;
    }
}

/* One row: returns log(sum exp z) and the place of the first largest logit. */
static double log_sum(int k, const float *z, int *first)
{
    double sum = 0;
    *first = 0;
    for (int c = 1; c < k; c++) {
        if (z[c] > z[*first])
            *first = c;
    }
    for (int c = 0; c < k; c++)
        sum += exp((double)z[c] - (double)z[*first]);
    return log(sum) + (double)z[*first];
}

double lrs_plain_softmax_loss(int rows, int k, const float *z, const int32_t *label, float *d,
                              int *right)
{
    double loss = 0;
    int hits = 0, first;
    for (int r = 0; r < rows; r++) {
        double whole = log_sum(k, z + r * k, &first);
        hits += first == label[r];
        loss += whole - (double)z[r * k + label[r]];
        for (int c = 0; d && c < k; c++) {
            double p = exp((double)z[r * k + c] - whole);
            d[r * k + c] = (float)((p - (c == label[r])) / rows);
        }
    }
    if (right)
        *right = hits;
    return loss / rows;
}

double lrs_plain_square_loss(int rows, int k, const float *z, const float *target, float *d)
{
    double sum = 0;
    for (int i = 0; i < rows * k; i++) {
        double off = (double)z[i] - (double)target[i];
        sum += off * off;
        if (d)
            d[i] = (float)(2 * off / (rows * k));
    }
    return sum / (rows * k);
}

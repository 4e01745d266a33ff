/* Losses with their gradients. A softmax is computed from z - max(z), so that no exponential
 * overflows whatever the logits are. */
#include "lrscope/num.h"

#include <math.h>

#include "loops.h"
#include "lrscope/err.h"

enum { BLOCK_ROWS = 64, BLOCK_ENTRIES = 4096 };

/* Is the first largest of the K logits that of LABEL? */
static bool is_right(int k, const float *z, int label)
{
    bool right = true;
    for (int c = 0; c < k; c++)
        right &= c < label ? z[c] < z[label] : z[c] <= z[label];
    return right;
}

/* Sum over the rows of log(sum) + max - picked. One logarithm serves eight rows: the product of
 * eight sums, each from 1 to k, is far from the limits of a double. */
static double block_loss(int rows, const float *picked, const float *max, const float *sum)
{
    double loss = 0, product = 1;
    for (int r = 0; r < rows; r++) {
        product *= (double)sum[r];
        if (r % 8 == 7 || r == rows - 1) {
            loss += log(product);
            product = 1;
        }
        loss += (double)max[r] - (double)picked[r];
    }
    return loss;
}

/* From exponentials to the gradient of the mean over ALL_ROWS: (softmax - onehot) / all_rows. */
static void block_gradient(int rows, int k, const int32_t *label, const float *sum, int all_rows,
                           float *d)
{
    float share = 1 / (float)all_rows;
    for (int r = 0; r < rows; r++, d += k) {
        float scale = share / sum[r];
        for (int c = 0; c < k; c++)
            d[c] *= scale;
        d[label[r]] -= share;
    }
}

double lrs_softmax_loss(int rows, int k, const float *z, const int32_t *label, float *d, int *right)
{
    float scratch[BLOCK_ENTRIES], picked[BLOCK_ROWS], max[BLOCK_ROWS], sum[BLOCK_ROWS];
    int block = BLOCK_ROWS, hits = 0;
    if (!d && k > BLOCK_ENTRIES)
        LRS_BUG("softmax of %d classes without a place for the gradient", k);
    if (!d && block > BLOCK_ENTRIES / k)
        block = BLOCK_ENTRIES / k;
    double loss = 0;
    for (int at = 0; at < rows; at += block) {
        int n = rows - at < block ? rows - at : block;
        const float *zs = z + (size_t)at * (size_t)k;
        float *e = d ? d + (size_t)at * (size_t)k : scratch;
        for (int r = 0; r < n; r++) {
            const float *row = zs + (size_t)r * (size_t)k;
            picked[r] = row[label[at + r]];
            if (right)
                hits += is_right(k, row, label[at + r]);
        }
        lrs_loops()->softmax_rows(n, k, zs, e, max, sum);
        loss += block_loss(n, picked, max, sum);
        if (d)
            block_gradient(n, k, label + at, sum, rows, e);
    }
    if (right)
        *right = hits;
    return loss / rows;
}

double lrs_square_loss(int rows, int k, const float *z, const float *target, float *d)
{
    size_t n = (size_t)rows * (size_t)k;
    double sum = 0;
    float scale = 2 / (float)n;
    for (size_t i = 0; i < n; i++) {
        float off = z[i] - target[i];
        sum += (double)off * (double)off;
        if (d)
            d[i] = scale * off;
    }
    return sum / (double)n;
}

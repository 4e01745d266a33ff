/* Losses with their gradients. A softmax is computed from z - max(z), so that no exponential
 * overflows whatever the logits are. */
#include "lrscope/num.h"

#include <math.h>

#include "loops.h"
#include "lrscope/err.h"

/* The logits of up to LRS_LANES rows side by side, and what the loss needs of them. */
struct block {
    int rows, k;
    float z[LRS_CLASSES_MAX * LRS_LANES]; /* k x LRS_LANES: logits, then exponentials */
    float picked[LRS_LANES], max[LRS_LANES], sum[LRS_LANES];
};

/* Lanes without a row hold zeros. Fills PICKED with the logits of the labels. */
static void load_block(struct block *b, const float *z, const int32_t *label)
{
    for (int c = 0; c < b->k; c++) {
        for (int r = 0; r < LRS_LANES; r++)
            b->z[c * LRS_LANES + r] = r < b->rows ? z[r * b->k + c] : 0;
    }
    for (int r = 0; r < b->rows; r++)
        b->picked[r] = z[r * b->k + label[r]];
}

/* How many rows have their first largest logit at the label. */
static int count_right(const struct block *b, const float *z, const int32_t *label)
{
    int hits = 0;
    for (int r = 0; r < b->rows; r++, z += b->k) {
        bool right = true;
        for (int c = 0; c < b->k; c++)
            right &= c < label[r] ? z[c] < b->picked[r] : z[c] <= b->picked[r];
        hits += right;
    }
    return hits;
}

/* Sum over the rows of log(sum) + max - picked. One logarithm serves eight rows: the product of
 * eight sums, each from 1 to k, is far from the limits of a double. */
static double block_loss(const struct block *b)
{
    double loss = 0, product = 1;
    for (int r = 0; r < b->rows; r++) {
        product *= (double)b->sum[r];
        if (r % 8 == 7 || r == b->rows - 1) {
            loss += log(product);
            product = 1;
        }
        loss += (double)b->max[r] - (double)b->picked[r];
    }
    return loss;
}

/* The gradient of the mean over ALL_ROWS: (softmax - onehot) / all_rows. */
static void store_gradient(const struct block *b, const int32_t *label, int all_rows, float *d)
{
    float share = 1 / (float)all_rows;
    for (int r = 0; r < b->rows; r++, d += b->k) {
        float scale = share / b->sum[r];
        for (int c = 0; c < b->k; c++)
            d[c] = b->z[c * LRS_LANES + r] * scale;
        d[label[r]] -= share;
    }
}

double lrs_softmax_loss(int rows, int k, const float *z, const int32_t *label, float *d, int *right)
{
    struct block b;
    double loss = 0;
    int hits = 0;
    if (k > LRS_CLASSES_MAX)
        LRS_BUG("a softmax of %d classes; at most %d", k, LRS_CLASSES_MAX);
    b.k = k;
    for (int at = 0; at < rows; at += LRS_LANES) {
        size_t place = (size_t)at * (size_t)k;
        b.rows = rows - at < LRS_LANES ? rows - at : LRS_LANES;
        load_block(&b, z + place, label + at);
        if (right)
            hits += count_right(&b, z + place, label + at);
        lrs_loops()->softmax_lanes(k, b.z, b.max, b.sum);
        loss += block_loss(&b);
        if (d)
            store_gradient(&b, label + at, rows, d + place);
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

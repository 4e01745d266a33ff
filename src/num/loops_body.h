/* The elementwise loops, once for each processor level. The including file sets
 *   LEVEL(f)      the name of F at this level,
 *   TARGET        the attribute that compiles a function for it,
 *   FMA(a, b, c)  a b + c, in one rounding where the processor has that.
 * Sums run in the same order at every level, so levels differ by the rounding of FMA alone.
 * Comparisons are written so that a NaN stays one: a run that diverges must be seen to. */

/* exp(x) = scale * (1 + p): x = n ln 2 + r with |r| <= ln 2 / 2, p = exp(r) - 1 by its Taylor
 * polynomial of degree 7 (truncation below 6e-9 of the result), scale = 2^n. Valid for
 * -87 <= x <= 88. Adding 1.5 * 2^23 rounds to a whole number, which then stands in the low bits. */
TARGET static inline float LEVEL(exp_parts)(float x, float *scale)
{
    const float round = 12582912, ln2_high = 0.693359375F, ln2_low = -2.12194440e-4F;
    float shifted = FMA(x, 1.44269504F, round), n = shifted - round;
    float r = FMA(n, -ln2_low, FMA(n, -ln2_high, x));
    float p = FMA(r, 1.0F / 5040, 1.0F / 720);
    p = FMA(r, p, 1.0F / 120);
    p = FMA(r, p, 1.0F / 24);
    p = FMA(r, p, 1.0F / 6);
    p = FMA(r, p, 0.5F);
    uint32_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits << 23) + 0x3f800000;
    memcpy(scale, &bits, sizeof bits);
    return FMA(r * r, p, r);
}

/* To within 2 units in the last place; 0 below -87, exp(88) above 88. */
TARGET static inline float LEVEL(exp_one)(float x)
{
    float scale, inside = x > 88 ? 88 : x, p = LEVEL(exp_parts)(inside, &scale);
    return x < -87 ? 0 : FMA(scale, p, scale);
}

/* (e^2x - 1) / (e^2x + 1), to within 4 units in the last place at any x, small ones too. */
TARGET static inline float LEVEL(tanh_one)(float x)
{
    float scale, inside = x > 10 ? 10 : x;
    inside = inside < -10 ? -10 : inside;
    float p = LEVEL(exp_parts)(2 * inside, &scale);
    float less_one = FMA(scale, p, scale - 1);
    return less_one / (less_one + 2);
}

TARGET static void LEVEL(add_bias)(int rows, int n, const float *restrict bias, float *restrict z)
{
    for (int r = 0; r < rows; r++) {
        for (int j = 0; j < n; j++)
            z[(size_t)r * (size_t)n + (size_t)j] += bias[j];
    }
}

TARGET static void LEVEL(bias_relu)(int rows, int n, const float *restrict bias, float *restrict z)
{
    for (int r = 0; r < rows; r++, z += n) {
        for (int j = 0; j < n; j++) {
            float v = z[j] + bias[j];
            z[j] = v < 0 ? 0 : v;
        }
    }
}

TARGET static void LEVEL(bias_activate)(enum lrs_activation f, int rows, int n, const float *bias,
                                        float *z)
{
    size_t all = (size_t)rows * (size_t)n;
    if (f == LRS_RELU) {
        LEVEL(bias_relu)(rows, n, bias, z);
        return;
    }
    LEVEL(add_bias)(rows, n, bias, z);
    if (f == LRS_TANH) {
        for (size_t i = 0; i < all; i++)
            z[i] = LEVEL(tanh_one)(z[i]);
    } else if (f == LRS_SIGMOID) {
        for (size_t i = 0; i < all; i++)
            z[i] = 1 / (1 + LEVEL(exp_one)(-z[i]));
    }
}

/* db[n] = sums over the rows of d; four rows at a time shorten the chain of additions. */
TARGET static void LEVEL(column_sums)(int rows, int n, const float *restrict d, float *restrict db)
{
    size_t w = (size_t)n;
    for (size_t j = 0; j < w; j++)
        db[j] = 0;
    int r = 0;
    for (; r + 4 <= rows; r += 4, d += 4 * w) {
        for (size_t j = 0; j < w; j++)
            db[j] += (d[j] + d[w + j]) + (d[2 * w + j] + d[3 * w + j]);
    }
    for (; r < rows; r++, d += w) {
        for (size_t j = 0; j < w; j++)
            db[j] += d[j];
    }
}

TARGET static void LEVEL(activate_back)(enum lrs_activation f, int rows, int n,
                                        const float *restrict y, float *restrict d, float *db)
{
    size_t all = (size_t)rows * (size_t)n;
    if (f == LRS_RELU) {
        for (size_t i = 0; i < all; i++)
            d[i] = y[i] <= 0 ? 0 : d[i];
    } else if (f == LRS_TANH) {
        for (size_t i = 0; i < all; i++)
            d[i] *= FMA(-y[i], y[i], 1.0F);
    } else if (f == LRS_SIGMOID) {
        for (size_t i = 0; i < all; i++)
            d[i] *= y[i] * (1 - y[i]);
    }
    LEVEL(column_sums)(rows, n, d, db);
}

/* Rows side by side, so that maxima and sums over two or three classes run in vectors too. */
TARGET static void LEVEL(softmax_lanes)(int k, float *restrict z, float *restrict max,
                                        float *restrict sum)
{
    for (int r = 0; r < LRS_LANES; r++) {
        max[r] = z[r];
        sum[r] = 0;
    }
    for (int c = 1; c < k; c++) {
        for (int r = 0; r < LRS_LANES; r++)
            max[r] = z[c * LRS_LANES + r] > max[r] ? z[c * LRS_LANES + r] : max[r];
    }
    for (int c = 0; c < k; c++) {
        for (int r = 0; r < LRS_LANES; r++) {
            float e = LEVEL(exp_one)(z[c * LRS_LANES + r] - max[r]);
            z[c * LRS_LANES + r] = e;
            sum[r] += e;
        }
    }
}

static const struct lrs_loops LEVEL(loops) = {
    .bias_activate = LEVEL(bias_activate),
    .activate_back = LEVEL(activate_back),
    .softmax_lanes = LEVEL(softmax_lanes),
};

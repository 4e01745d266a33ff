/* Initial weights of a dense layer w[in x out], in the order of the memory, so that one random
 * stream gives the same weights whatever is drawn from other streams. */
#include "lrscope/num.h"

#include <math.h>

static void fill_uniform(struct lrs_rng *rng, size_t n, double bound, float *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = (float)lrs_rng_range(rng, -bound, bound);
}

static void fill_normal(struct lrs_rng *rng, size_t n, double deviation, float *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = (float)(deviation * lrs_rng_normal(rng));
}

static void fill_zero(size_t n, float *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = 0;
}

/* TORCH: both U(-1/sqrt(in), 1/sqrt(in)), the default of torch.nn.Linear.
 * XAVIER: U(-a, a) with a = sqrt(6 / (in + out)); Glorot and Bengio (2010).
 * HE: normal with variance 2 / in; He et al. (2015). Biases of both start at zero. */
void lrs_init_layer(enum lrs_init how, struct lrs_rng *rng, int in, int out, float *w, float *b)
{
    size_t n = (size_t)in * (size_t)out, n_bias = (size_t)out;
    fill_zero(n_bias, b);
    switch (how) {
    case LRS_INIT_TORCH:
        fill_uniform(rng, n, 1 / sqrt(in), w);
        fill_uniform(rng, n_bias, 1 / sqrt(in), b);
        break;
    case LRS_INIT_XAVIER:
        fill_uniform(rng, n, sqrt(6.0 / ((double)in + out)), w);
        break;
    case LRS_INIT_HE:
        fill_normal(rng, n, sqrt(2.0 / in), w);
        break;
    case LRS_INIT_ZERO:
        fill_zero(n, w);
        break;
    }
}

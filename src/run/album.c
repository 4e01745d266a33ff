/* Album: the weights at equal distances over the whole run, in memory that is set aside once, thinned
 * by half whenever it is full. */
#include <string.h>

#include "lrscope/mem.h"
#include "run_priv.h"

enum { BUDGET = 4 << 20 /* bytes */, FEWEST = 8 };

void album_init(struct album *a, size_t params, bool wide)
{
    size_t fit = BUDGET / (params * sizeof *a->weights);
    *a = (struct album){.params = params, .wide = wide, .stride = 1};
    a->room = fit < FEWEST ? 0 : fit < LRS_WAY_MAX ? (int)fit & ~1 : LRS_WAY_MAX;
    a->weights = LRS_ARRAY(float, (size_t)a->room *params);
}

void album_clear(struct album *a)
{
    lrs_free(a->weights);
    *a = (struct album){0};
}

void album_start(struct album *a)
{
    a->n = 0;
    a->stride = 1;
}

void album_copy(struct album *to, const struct album *from)
{
    to->n = from->n;
    to->stride = from->stride;
    memcpy(to->at, from->at, sizeof to->at);
    memcpy(to->weights, from->weights, (size_t)from->n * from->params * sizeof *to->weights);
}

/* Keeps those at multiples of twice the stride. */
static void thin(struct album *a)
{
    int kept = 0;
    a->stride *= 2;
    for (int i = 0; i < a->n; i++) {
        if ((a->at[i] & (a->stride - 1)) != 0)
            continue;
        a->at[kept] = a->at[i];
        memcpy(a->weights + (size_t)kept++ * a->params, a->weights + (size_t)i * a->params,
               a->params * sizeof *a->weights);
    }
    a->n = kept;
}

void album_save(struct album *a, int64_t step, const void *weights)
{
    if (a->room == 0 || (step & (a->stride - 1)) != 0)
        return;
    if (a->n == a->room)
        thin(a);
    if ((step & (a->stride - 1)) != 0)
        return;
    float *to = a->weights + (size_t)a->n * a->params;
    a->at[a->n++] = step;
    if (!a->wide) {
        memcpy(to, weights, a->params * sizeof *to);
        return;
    }
    for (size_t i = 0; i < a->params; i++)
        to[i] = (float)((const double *)weights)[i];
}

void album_cut(struct album *a, int64_t step)
{
    while (a->n > 0 && a->at[a->n - 1] >= step)
        a->n--;
}

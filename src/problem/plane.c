/* Clouds of labelled points in the plane: what spirals, moons, circles, xor and blobs share. */
#include "problem_priv.h"

#include "lrscope/mem.h"

void lrs_plane_begin(struct lrs_dataset *d, const struct lrs_plane *p, int classes)
{
    lrs_dataset_alloc(d, LRS_CLASSIFY, (int)p->points, 2, classes);
    d->input_name = LRS_ARRAY(char *, 2);
    d->input_name[0] = lrs_strdup("x");
    d->input_name[1] = lrs_strdup("y");
    d->class_name = LRS_ARRAY(char *, classes);
    for (int k = 0; k < classes; k++)
        d->class_name[k] = lrs_format("%d", k);
    const double least[4] = {-1.1, 1.1, -1.1, 1.1};
    for (int i = 0; i < 4; i++)
        d->box[i] = least[i];
}

void lrs_plane_put(struct lrs_dataset *d, const struct lrs_plane *p, struct lrs_rng *rng, int row,
                   double x, double y, int label)
{
    double dx = lrs_rng_normal(rng), dy = lrs_rng_normal(rng);
    bool drawn = lrs_rng_uniform(rng) < p->label_noise;
    int other = (int)lrs_rng_below(rng, (uint64_t)d->n_out);
    d->x[2 * row] = (float)(x + p->noise * dx);
    d->x[2 * row + 1] = (float)(y + p->noise * dy);
    d->label[row] = drawn ? other : label;
}

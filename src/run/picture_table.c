/* Pictures of classes whose inputs are no plane: a table of what is taken for what, and images with
 * what they are taken for. Both look at validation rows, or at training rows where there are none. */
#include <math.h>
#include <string.h>

#include "picture_priv.h"

enum {
    CONFUSED_MAX = 4096, /* rows that a table of confusions counts */
    EXAMPLES_MAX = 48,
};

static int largest(const float *z, int k)
{
    int best = 0;
    for (int i = 1; i < k; i++)
        if (z[i] > z[best])
            best = i;
    return best;
}

static int first_row(const struct lrs_dataset *d)
{
    return d->n_train < d->rows ? d->n_train : 0;
}

/* The outputs for ROWS rows from FIRST on, at most VIEW_ROWS. */
static const float *outputs(const struct lrs_run *run, int first, int rows)
{
    const struct trainer *t = run->trainer;
    const struct lrs_dataset *d = t->ground->data;
    lrs_model_predict(t->viewer, run_weights(run), d->x + (size_t)first * (size_t)d->n_in, rows,
                      t->view_out, t->view_work);
    return t->view_out;
}

void picture_confusion(const struct lrs_run *run, struct lrs_picture *pic)
{
    const struct lrs_dataset *d = run->trainer->ground->data;
    int k = d->n_out, end = d->rows, first = first_row(d);
    if (end - first > CONFUSED_MAX)
        end = first + CONFUSED_MAX;
    pic->confusion = picture_fit(pic, SLOT_CONFUSION, pic->confusion, (size_t)k * (size_t)k,
                                 sizeof *pic->confusion);
    memset(pic->confusion, 0, (size_t)k * (size_t)k * sizeof *pic->confusion);
    while (first < end) {
        int rows = end - first < VIEW_ROWS ? end - first : VIEW_ROWS;
        const float *out = outputs(run, first, rows);
        for (int i = 0; i < rows; i++)
            pic->confusion[d->label[first + i] * k + largest(out + i * k, k)]++;
        first += rows;
    }
}

/* Pixels from 0 to 1: inputs may be standardised. */
static void copy_pixels(const struct lrs_dataset *d, int first, int n, float *to)
{
    size_t size = (size_t)n * (size_t)d->n_in;
    const float *x = d->x + (size_t)first * (size_t)d->n_in;
    float lo = x[0], hi = x[0];
    for (size_t i = 0; i < size; i++) {
        lo = fminf(lo, x[i]);
        hi = fmaxf(hi, x[i]);
    }
    for (size_t i = 0; i < size; i++)
        to[i] = hi > lo ? (x[i] - lo) / (hi - lo) : 0;
}

void picture_examples(const struct lrs_run *run, struct lrs_picture *pic)
{
    const struct lrs_dataset *d = run->trainer->ground->data;
    int k = d->n_out, first = first_row(d), rows = d->rows - first;
    rows = rows < VIEW_ROWS ? rows : VIEW_ROWS;
    int n = rows < EXAMPLES_MAX ? rows : EXAMPLES_MAX;
    pic->side = d->image_side;
    pic->value =
        picture_fit(pic, SLOT_VALUE, pic->value, (size_t)n * (size_t)d->n_in, sizeof *pic->value);
    pic->example = picture_fit(pic, SLOT_EXAMPLE, pic->example, EXAMPLES_MAX, sizeof *pic->example);
    copy_pixels(d, first, n, pic->value);
    const float *out = outputs(run, first, rows);
    pic->n_examples = n;
    pic->rows = rows;
    pic->right = 0;
    for (int i = 0; i < rows; i++) {
        struct lrs_picture_example e = {d->label[first + i], largest(out + i * k, k)};
        pic->right += e.label == e.said;
        if (i < n)
            pic->example[i] = e;
    }
}

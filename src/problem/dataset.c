/* Datasets: made by a kind, shuffled and split by seed, standardised on the training part. */
#include "problem_priv.h"

#include "lrscope/mem.h"

void lrs_dataset_alloc(struct lrs_dataset *d, enum lrs_task task, int rows, int n_in, int n_out)
{
    d->task = task;
    d->rows = rows;
    d->n_in = n_in;
    d->n_out = n_out;
    d->x = LRS_ARRAY(float, (size_t)rows *(size_t)n_in);
    if (task == LRS_CLASSIFY)
        d->label = LRS_ARRAY(int32_t, rows);
    else
        d->target = LRS_ARRAY(float, (size_t)rows *(size_t)n_out);
}

static void free_names(char **name, int n)
{
    for (int i = 0; name && i < n; i++)
        lrs_free(name[i]);
    lrs_free(name);
}

void lrs_dataset_free(struct lrs_dataset *d)
{
    if (!d)
        return;
    lrs_free(d->x);
    lrs_free(d->label);
    lrs_free(d->target);
    free_names(d->class_name, d->n_out);
    free_names(d->input_name, d->n_in);
    lrs_free(d);
}

/* Rows of FROM (WIDTH numbers each) in the order AT; takes FROM over. */
static float *reorder(float *from, const uint32_t *at, int rows, int width)
{
    if (!from)
        return NULL;
    float *to = LRS_ARRAY(float, (size_t)rows *(size_t)width);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < width; j++)
            to[(size_t)i * (size_t)width + (size_t)j] =
                from[(size_t)at[i] * (size_t)width + (size_t)j];
    lrs_free(from);
    return to;
}

static int32_t *reorder_labels(int32_t *from, const uint32_t *at, int rows)
{
    if (!from)
        return NULL;
    int32_t *to = LRS_ARRAY(int32_t, rows);
    for (int i = 0; i < rows; i++)
        to[i] = from[at[i]];
    lrs_free(from);
    return to;
}

static void shuffle(struct lrs_dataset *d, uint64_t seed)
{
    struct lrs_rng rng;
    uint32_t *at = LRS_ARRAY(uint32_t, d->rows);
    for (int i = 0; i < d->rows; i++)
        at[i] = (uint32_t)i;
    lrs_rng_seed(&rng, seed, "split");
    lrs_rng_shuffle(&rng, at, (size_t)d->rows);
    d->x = reorder(d->x, at, d->rows, d->n_in);
    d->target = reorder(d->target, at, d->rows, d->n_out);
    d->label = reorder_labels(d->label, at, d->rows);
    lrs_free(at);
}

static bool split(struct lrs_dataset *d, double validation, struct lrs_err *err)
{
    int aside = (int)lround(validation * d->rows);
    if (validation > 0 && aside < 1)
        aside = 1;
    if (aside > d->rows - 1)
        aside = d->rows - 1;
    if (d->rows < 1 || (validation > 0 && aside < 1))
        return lrs_fail(err, "%d row%s cannot be split into training and validation", d->rows,
                        d->rows == 1 ? "" : "s");
    d->n_train = d->rows - aside;
    return true;
}

/* x[rows x width]: each column to mean 0 and deviation 1 over the first N_TRAIN rows. A column
 * that is constant there is only shifted. */
static void standardise(float *x, int rows, int n_train, int width)
{
    for (int j = 0; j < width; j++) {
        double mean, deviation;
        lrs_mean_deviation((size_t)n_train, x + j, (size_t)width, &mean, &deviation);
        /* A spread within the rounding of a float is no spread. */
        if (deviation <= 1e-7 * fabs(mean))
            deviation = 1;
        for (int i = 0; i < rows; i++) {
            float *at = &x[(size_t)i * (size_t)width + (size_t)j];
            *at = (float)(((double)*at - mean) / deviation);
        }
    }
}

/* Widens [*lo, *hi] so that N numbers x[i * stride] lie inside with a margin. */
static void fit_range(double *lo, double *hi, const float *x, int n, int stride)
{
    double least = INFINITY, most = -INFINITY;
    for (int i = 0; i < n; i++) {
        double v = x[(size_t)i * (size_t)stride];
        least = fmin(least, v);
        most = fmax(most, v);
    }
    double margin = most > least ? 0.05 * (most - least) : 1;
    bool unset = *lo == *hi;
    *lo = unset ? least - margin : fmin(*lo, least - margin);
    *hi = unset ? most + margin : fmax(*hi, most + margin);
}

static void fit_box(struct lrs_dataset *d)
{
    if (d->n_in > 2)
        return;
    fit_range(&d->box[0], &d->box[1], d->x, d->rows, d->n_in);
    if (d->n_in == 2)
        fit_range(&d->box[2], &d->box[3], d->x + 1, d->rows, 2);
    else if (d->target)
        fit_range(&d->box[2], &d->box[3], d->target, d->rows, d->n_out);
}

struct lrs_dataset *lrs_dataset_new(const struct lrs_spec *spec, uint64_t seed, double validation,
                                    struct lrs_err *err)
{
    const struct lrs_problem_class *class = lrs_problem_class(spec);
    if (class->form != LRS_DATA)
        LRS_BUG("%s is a landscape and has no rows", class->kind.name);
    struct lrs_dataset *d = LRS_NEW(struct lrs_dataset);
    void *cfg = lrs_alloc(1, class->kind.size);
    struct lrs_rng rng;
    lrs_spec_compile(spec, cfg);
    lrs_rng_seed(&rng, seed, "data");
    bool ok = class->make(cfg, &rng, d, err) && split(d, validation, err);
    lrs_free(cfg);
    if (!ok) {
        lrs_dataset_free(d);
        return NULL;
    }
    shuffle(d, seed);
    if (d->standardised) {
        standardise(d->x, d->rows, d->n_train, d->n_in);
        if (d->target)
            standardise(d->target, d->rows, d->n_train, d->n_out);
    }
    fit_box(d);
    return d;
}

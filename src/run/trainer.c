/* Trainer: model, optimizer and scratch memory. Takes the next mini-batch (or the place on a
 * landscape), computes loss and gradient, and does the update. Knows nothing of schedules, so that
 * the learning-rate finder can use it as well. */
#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "run_priv.h"

struct ground *ground_new(const struct lrs_experiment *e, struct lrs_err *err)
{
    const struct lrs_spec *spec = e->part[LRS_PROBLEM];
    struct lrs_train train = lrs_experiment_train(e);
    struct ground *g = LRS_NEW(struct ground);
    atomic_init(&g->refs, 1);
    if (lrs_problem_class(spec)->form == LRS_LANDSCAPE) {
        g->surface = lrs_surface_new(spec);
        return g;
    }
    g->data = lrs_dataset_new(spec, (uint64_t)train.seed, train.validation, err);
    if (g->data && g->data->n_train > 0)
        return g;
    if (g->data)
        lrs_fail(err, "train.validation = %g leaves no row of %d for training", train.validation,
                 g->data->rows);
    ground_release(g);
    return NULL;
}

struct ground *ground_share(struct ground *g)
{
    atomic_fetch_add(&g->refs, 1);
    return g;
}

void ground_release(struct ground *g)
{
    if (!g || atomic_fetch_sub(&g->refs, 1) != 1)
        return;
    lrs_dataset_free(g->data);
    lrs_surface_free(g->surface);
    lrs_free(g);
}

int64_t ground_train_rows(const struct ground *g)
{
    return g->data ? g->data->n_train : 0;
}

/* ---- making ---- */

static void make_for_data(struct trainer *t, const struct lrs_experiment *e)
{
    const struct lrs_dataset *d = t->ground->data;
    const struct lrs_spec *spec = e->part[LRS_MODEL];
    if (t->batch > d->n_train)
        t->batch = d->n_train;
    size_t rows = (size_t)t->batch;
    t->model = lrs_model_new(spec, d->task, d->n_in, d->n_out, (int)t->batch);
    t->viewer = lrs_model_new(spec, d->task, d->n_in, d->n_out, VIEW_ROWS);
    t->n_params = t->model->n_params;
    t->weight_bytes = t->n_params * sizeof(float);
    t->gradient = LRS_ARRAY(float, t->n_params);
    t->order = LRS_ARRAY(uint32_t, (size_t)d->n_train);
    t->x = LRS_ARRAY(float, rows *(size_t)d->n_in);
    t->work = LRS_ARRAY(float, t->model->work_floats);
    t->view_work = LRS_ARRAY(float, t->viewer->work_floats);
    t->view_x = LRS_ARRAY(float, (size_t)VIEW_ROWS *(size_t)d->n_in);
    t->view_out = LRS_ARRAY(float, (size_t)VIEW_ROWS *(size_t)d->n_out);
    if (d->task == LRS_CLASSIFY)
        t->label = LRS_ARRAY(int32_t, rows);
    else
        t->target = LRS_ARRAY(float, rows *(size_t)d->n_out);
}

struct trainer *trainer_new(const struct lrs_experiment *e, struct ground *ground)
{
    struct trainer *t = LRS_NEW(struct trainer);
    t->ground = ground_share(ground);
    t->batch = lrs_experiment_train(e).batch;
    if (ground->data) {
        make_for_data(t, e);
    } else {
        t->n_params = (size_t)ground->surface->about.dim;
        t->weight_bytes = t->n_params * sizeof(double);
        t->gradient = LRS_ARRAY(double, t->n_params);
    }
    trainer_set_optimizer(t, e->part[LRS_OPTIMIZER]);
    return t;
}

void trainer_free(struct trainer *t)
{
    if (!t)
        return;
    void *scratch[] = {t->gradient, t->order,    t->x,     t->target,   t->work,
                       t->view_x,   t->view_out, t->label, t->view_work};
    for (size_t i = 0; i < sizeof scratch / sizeof *scratch; i++)
        lrs_free(scratch[i]);
    lrs_model_free(t->model);
    lrs_model_free(t->viewer);
    lrs_optimizer_free(t->optimizer);
    ground_release(t->ground);
    lrs_free(t);
}

void trainer_set_optimizer(struct trainer *t, const struct lrs_spec *spec)
{
    lrs_optimizer_free(t->optimizer);
    t->optimizer = lrs_optimizer_new(spec, t->n_params, !t->model);
}

void trainer_init(const struct trainer *t, uint64_t seed, void *weights)
{
    struct lrs_rng rng;
    lrs_rng_seed(&rng, seed, "init");
    const struct lrs_surface *s = t->ground->surface;
    if (s)
        s->class->start(s->cfg, &rng, weights);
    else
        lrs_model_init(t->model, weights, &rng);
}

/* ---- data ---- */

void feed_start(struct feed *f, uint64_t seed, const char *shuffle, const char *noise)
{
    lrs_rng_seed(&f->shuffle, seed, shuffle);
    lrs_rng_seed(&f->noise, seed, noise);
    f->current = f->shuffle;
    f->cursor = 0;
}

/* The order of an epoch depends on nothing but the random state it is made from. */
static void make_order(struct trainer *t, struct lrs_rng *rng)
{
    size_t n = (size_t)t->ground->data->n_train;
    for (size_t i = 0; i < n; i++)
        t->order[i] = (uint32_t)i;
    lrs_rng_shuffle(rng, t->order, n);
}

void trainer_refeed(struct trainer *t, const struct feed *f)
{
    struct lrs_rng rng = f->current;
    if (t->ground->data && f->cursor > 0)
        make_order(t, &rng);
}

static struct lrs_batch next_batch(struct trainer *t, struct feed *f)
{
    const struct lrs_dataset *d = t->ground->data;
    if (f->cursor == 0) {
        f->current = f->shuffle;
        make_order(t, &f->shuffle);
    }
    int64_t left = d->n_train - f->cursor;
    int rows = (int)(left < t->batch ? left : t->batch);
    size_t n_in = (size_t)d->n_in, n_out = (size_t)d->n_out;
    for (int i = 0; i < rows; i++) {
        size_t to = (size_t)i, from = t->order[f->cursor + i];
        memcpy(t->x + to * n_in, d->x + from * n_in, n_in * sizeof *t->x);
        if (t->label)
            t->label[to] = d->label[from];
        else
            memcpy(t->target + to * n_out, d->target + from * n_out, n_out * sizeof *t->target);
    }
    f->cursor = rows < left ? f->cursor + rows : 0;
    return (struct lrs_batch){.rows = rows, .x = t->x, .label = t->label, .target = t->target};
}

/* ---- one update ---- */

static double slope(struct trainer *t, struct feed *f, const double *x)
{
    const struct lrs_surface *s = t->ground->surface;
    double *g = t->gradient;
    double value = s->class->value(s->cfg, x, g);
    if (!s->class->noise)
        return value;
    for (size_t i = 0; i < t->n_params; i++) {
        double deviation = s->class->noise(s->cfg, (int)i);
        if (deviation > 0)
            g[i] += deviation * lrs_rng_normal(&f->noise);
    }
    return value;
}

double trainer_gradient(struct trainer *t, struct feed *f, const void *weights, int *rows)
{
    *rows = 1;
    if (!t->model)
        return slope(t, f, weights);
    struct lrs_batch batch = next_batch(t, f);
    *rows = batch.rows;
    return lrs_model_gradient(t->model, weights, &batch, t->gradient, t->work);
}

bool trainer_update(struct trainer *t, void *weights, void *state, const struct lrs_update *u)
{
    lrs_optimizer_step(t->optimizer, state, u, weights, t->gradient);
    if (t->model)
        return lrs_all_finite(t->n_params, weights);
    const double *x = weights;
    double sum = 0; /* of zeros, unless an entry is infinite or NaN */
    for (size_t i = 0; i < t->n_params; i++)
        sum += x[i] * 0;
    return sum == 0;
}

double trainer_norm(const struct trainer *t, const void *v)
{
    return t->model ? lrs_norm(t->n_params, v) : lrs_norm64(t->n_params, v);
}

void trainer_validate(const struct trainer *t, const void *weights, double *loss, double *accuracy)
{
    const struct lrs_dataset *d = t->ground->data;
    *loss = *accuracy = NAN;
    if (!d || d->rows == d->n_train)
        return;
    size_t first = (size_t)d->n_train;
    struct lrs_batch batch = {
        .rows = d->rows - d->n_train,
        .x = d->x + first * (size_t)d->n_in,
        .label = d->label ? d->label + first : NULL,
        .target = d->target ? d->target + first * (size_t)d->n_out : NULL,
    };
    *loss = lrs_model_loss(t->viewer, weights, &batch, accuracy, t->view_work);
}

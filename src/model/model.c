/* A compiled model, and what is the same for all kinds: predictions and losses over any number of
 * rows, in pieces of the largest batch, so that the scratch is as small as training needs. The
 * scratch begins with the outputs of a piece; the kind's own follows. */
#include "lrscope/model.h"

#include <math.h>

#include "lrscope/mem.h"
#include "model_priv.h"

struct lrs_model *lrs_model_new(const struct lrs_spec *spec, enum lrs_task task, int n_in,
                                int n_out, int max_rows)
{
    struct lrs_model *m = LRS_NEW(struct lrs_model);
    m->spec = lrs_spec_copy(spec);
    m->class = (const struct lrs_model_class *)spec->kind;
    m->cfg = lrs_alloc(1, spec->kind->size);
    m->task = task;
    m->n_in = n_in;
    m->n_out = n_out;
    m->max_rows = max_rows;
    lrs_spec_compile(m->spec, m->cfg);
    m->class->measure(m);
    m->work_floats += padded_floats(max_rows, n_out);
    return m;
}

void lrs_model_free(struct lrs_model *m)
{
    if (!m)
        return;
    lrs_spec_free(m->spec);
    lrs_free(m->cfg);
    lrs_free(m);
}

void lrs_model_init(const struct lrs_model *m, float *w, struct lrs_rng *rng)
{
    m->class->init(m, w, rng);
}

/* The kind's own part of the scratch. */
static float *kinds_work(const struct lrs_model *m, float *work)
{
    return work + padded_floats(m->max_rows, m->n_out);
}

/* How many of the rows from AT on make the next piece. */
static int piece_rows(const struct lrs_model *m, int rows, int at)
{
    return rows - at < m->max_rows ? rows - at : m->max_rows;
}

void lrs_model_predict(const struct lrs_model *m, const float *w, const float *x, int rows,
                       float *out, float *work)
{
    for (int at = 0; at < rows; at += m->max_rows) {
        size_t row = (size_t)at;
        m->class->predict(m, w, x + row * (size_t)m->n_in, piece_rows(m, rows, at),
                          out + row * (size_t)m->n_out, kinds_work(m, work));
    }
}

double lrs_model_gradient(const struct lrs_model *m, const float *w, const struct lrs_batch *b,
                          float *g, float *work)
{
    if (b->rows > m->max_rows)
        LRS_BUG("a batch of %d rows for a model made for %d", b->rows, m->max_rows);
    return m->class->gradient(m, w, b, g, kinds_work(m, work));
}

double lrs_model_loss(const struct lrs_model *m, const float *w, const struct lrs_batch *b,
                      double *accuracy, float *work)
{
    double sum = 0;
    int right = 0;
    for (int at = 0; at < b->rows; at += m->max_rows) {
        size_t row = (size_t)at;
        int n = piece_rows(m, b->rows, at), hits = 0;
        m->class->predict(m, w, b->x + row * (size_t)m->n_in, n, work, kinds_work(m, work));
        if (m->task == LRS_CLASSIFY)
            sum += n * lrs_softmax_loss(n, m->n_out, work, b->label + at, work, &hits);
        else
            sum += n * lrs_square_loss(n, m->n_out, work, b->target + row * (size_t)m->n_out, NULL);
        right += hits;
    }
    *accuracy = m->task == LRS_CLASSIFY ? (double)right / b->rows : (double)NAN;
    return sum / b->rows;
}

/* The plain twin of the model: the loss of a perceptron in double, straight from its definition, to
 * take central differences of. */
#ifndef LRSCOPE_TESTS_PLAIN_MLP_H
#define LRSCOPE_TESTS_PLAIN_MLP_H

#include "check.h"

#include "lrscope/mem.h"
#include "lrscope/model.h"

struct plain_mlp {
    int n_layers;
    int width[10]; /* inputs of each layer, then the outputs */
    const char *activation;
    enum lrs_task task;
};

static inline double plain_activation(const char *name, double x)
{
    if (strcmp(name, "relu") == 0)
        return x > 0 ? x : 0;
    return strcmp(name, "tanh") == 0 ? tanh(x) : 1 / (1 + exp(-x));
}

/* Outputs of one row into OUT. */
static inline void plain_outputs(const struct plain_mlp *m, const double *w, const float *x,
                                 double out[64])
{
    double in[64];
    for (int i = 0; i < m->width[0]; i++)
        in[i] = (double)x[i];
    for (int l = 0; l < m->n_layers; l++) {
        int n = m->width[l], k = m->width[l + 1];
        for (int j = 0; j < k; j++) {
            double sum = w[n * k + j];
            for (int i = 0; i < n; i++)
                sum += in[i] * w[i * k + j];
            out[j] = l < m->n_layers - 1 ? plain_activation(m->activation, sum) : sum;
        }
        memcpy(in, out, (size_t)k * sizeof *in);
        w += n * k + k;
    }
}

static inline double plain_mlp_loss(const struct plain_mlp *m, const double *w,
                                    const struct lrs_batch *b)
{
    int k = m->width[m->n_layers];
    double loss = 0, z[64];
    for (int r = 0; r < b->rows; r++) {
        plain_outputs(m, w, b->x + r * m->width[0], z);
        double sum = 0;
        for (int c = 0; c < k; c++)
            sum += m->task == LRS_CLASSIFY ? exp(z[c])
                                           : pow(z[c] - (double)b->target[r * k + c], 2) / k;
        loss += m->task == LRS_CLASSIFY ? log(sum) - z[b->label[r]] : sum;
    }
    return loss / b->rows;
}

#endif

/* Models: functions from inputs to outputs with parameters in one flat float32 vector, so that
 * optimizers, checkpoints and branches need not know what is inside. */
#ifndef LRSCOPE_MODEL_H
#define LRSCOPE_MODEL_H

#include "lrscope/num.h"
#include "lrscope/spec.h"

/* ROWS samples; all borrowed. */
struct lrs_batch {
    int rows;
    const float *x;       /* rows x n_in */
    const int32_t *label; /* CLASSIFY: rows */
    const float *target;  /* REGRESS: rows x n_out */
};

struct lrs_model;

struct lrs_model_class {
    struct lrs_kind kind; /* first */
    /* Fills the sizes of M (n_params, work_floats) from cfg, n_in, n_out, max_rows. */
    void (*measure)(struct lrs_model *m);
    void (*init)(const struct lrs_model *m, float *w, struct lrs_rng *rng);
    /* Outputs (logits or numbers) into OUT[rows x n_out]; at most max_rows rows. */
    void (*predict)(const struct lrs_model *m, const float *w, const float *x, int rows, float *out,
                    float *work);
    /* Mean loss and its gradient G[n_params]. */
    double (*gradient)(const struct lrs_model *m, const float *w, const struct lrs_batch *b, float *g,
                       float *work);
    /* The modules of a torch.nn.Sequential, one a line with a comma behind it, for exports. In
     * their order lie the parameters in w: of an nn.Linear its weight, transposed, then its bias. */
    void (*print_torch)(const struct lrs_model *m, struct lrs_str *out);
};

struct lrs_model {
    const struct lrs_model_class *class;
    struct lrs_spec *spec; /* its own copy, from which cfg borrows lists */
    void *cfg;
    enum lrs_task task;
    int n_in, n_out;
    int max_rows;       /* the largest batch */
    size_t n_params;
    size_t work_floats; /* scratch that the functions below need; 64-aligned is fastest */
};

extern const struct lrs_registry lrs_models;

/* SPEC must have been checked; it is copied. */
struct lrs_model *lrs_model_new(const struct lrs_spec *spec, enum lrs_task task, int n_in, int n_out,
                                int max_rows);
void lrs_model_free(struct lrs_model *m);
void lrs_model_init(const struct lrs_model *m, float *w, struct lrs_rng *rng);
/* Any number of rows (in pieces of max_rows). */
void lrs_model_predict(const struct lrs_model *m, const float *w, const float *x, int rows,
                       float *out, float *work);
/* At most max_rows rows. */
double lrs_model_gradient(const struct lrs_model *m, const float *w, const struct lrs_batch *b,
                          float *g, float *work);
/* Mean loss over any number of rows (in pieces of max_rows, in order); *ACCURACY is NaN for
 * regression. No gradient. */
double lrs_model_loss(const struct lrs_model *m, const float *w, const struct lrs_batch *b,
                      double *accuracy, float *work);

#endif

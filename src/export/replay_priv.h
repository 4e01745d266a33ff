/* What the files that write a replay share: each puts one section of the script into OUT. */
#ifndef LRSCOPE_REPLAY_PRIV_H
#define LRSCOPE_REPLAY_PRIV_H

#include "lrscope/export.h"
#include "lrscope/model.h"

/* The Python function that replay_put_floats needs. */
void replay_put_reader(struct lrs_str *out);
/* NAME = a tensor of N numbers: of float32, float64 or int64. */
void replay_put_floats(const char *name, const float *x, size_t n, struct lrs_str *out);
void replay_put_doubles(const char *name, const double *x, size_t n, struct lrs_str *out);
void replay_put_labels(const char *name, const int32_t *label, size_t n, struct lrs_str *out);

/* x_train, y_train and, where VALIDATION, x_val, y_val. */
void replay_put_data(const struct lrs_dataset *d, bool validation, struct lrs_str *out);
/* model with the weights W, and loss_function. */
void replay_put_model(const struct lrs_model *m, const float *w, struct lrs_str *out);
/* Does training on S (NULL: on data) add noise to the gradient? */
bool replay_is_noisy(const struct lrs_surface *s);
/* model, whose value is the height at its place, which begins at X; where NOISY, deviation. */
void replay_put_landscape(const struct lrs_surface *s, const double *x, bool noisy,
                          struct lrs_str *out);
/* The class Random, which draws what lrscope draws: orders of rows or, if not, normal numbers. */
void replay_put_random(bool of_rows, struct lrs_str *out);
/* NAME = a Random that goes on from RNG. */
void replay_put_stream(const char *name, const struct lrs_rng *rng, struct lrs_str *out);

#endif

/* What the files that write a replay share: each puts one section of the script into OUT. */
#ifndef LRSCOPE_REPLAY_PRIV_H
#define LRSCOPE_REPLAY_PRIV_H

#include "lrscope/export.h"
#include "lrscope/model.h"

/* The function `tensor` that reads what the other sections hold. */
void replay_put_reader(struct lrs_str *out);
/* x_train, y_train and, where VALIDATION, x_val, y_val. */
void replay_put_data(const struct lrs_dataset *d, bool validation, struct lrs_str *out);
/* model with the weights W, and loss_function. */
void replay_put_model(const struct lrs_model *m, const float *w, struct lrs_str *out);
/* model, whose value is the height at its place, which begins at X; and, where training adds noise
 * (then the answer is true), deviation. */
bool replay_put_landscape(const struct lrs_surface *s, const double *x, struct lrs_str *out);
/* The class Random, which draws the numbers that lrscope draws. */
void replay_put_random(struct lrs_str *out);
/* NAME = a Random that goes on from RNG. */
void replay_put_stream(const char *name, const struct lrs_rng *rng, struct lrs_str *out);

#endif

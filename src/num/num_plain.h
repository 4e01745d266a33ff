/* The plain twins: the same functions as in num.h, written as the formula stands, summed in double.
 * Tests compare the fast ones with them; nothing else calls them. */
#ifndef LRSCOPE_NUM_PLAIN_H
#define LRSCOPE_NUM_PLAIN_H

#include "lrscope/num.h"

void lrs_plain_matmul(int m, int n, int k, const float *a, const float *b, float *c, bool add);
void lrs_plain_matmul_tn(int m, int n, int k, const float *a, const float *b, float *c, bool add);
void lrs_plain_matmul_nt(int m, int n, int k, const float *a, const float *b, float *c, bool add);
void lrs_plain_bias_activate(enum lrs_activation f, int rows, int n, const float *bias, float *z);
void lrs_plain_activate_back(enum lrs_activation f, int rows, int n, const float *y, float *d,
                             float *db);
double lrs_plain_softmax_loss(int rows, int k, const float *z, const int32_t *label, float *d,
                              int *right);
double lrs_plain_square_loss(int rows, int k, const float *z, const float *target, float *d);

#endif

/* Private to num/: the loops that exist once for each processor level. */
#ifndef LRSCOPE_NUM_LOOPS_H
#define LRSCOPE_NUM_LOOPS_H

#include "lrscope/cpu.h"
#include "lrscope/num.h"

struct lrs_loops {
    void (*bias_activate)(enum lrs_activation f, int rows, int n, const float *bias, float *z);
    void (*activate_back)(enum lrs_activation f, int rows, int n, const float *y, float *d,
                          float *db);
    /* e = exp(z - max of its row), with each row's largest entry and its sum of e. E may be Z. */
    void (*softmax_rows)(int rows, int k, const float *z, float *e, float *max, float *sum);
};

/* Those of the level in use. */
const struct lrs_loops *lrs_loops(void);

#endif

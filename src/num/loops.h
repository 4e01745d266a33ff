/* Private to num/: the loops that exist once for each processor level. */
#ifndef LRSCOPE_NUM_LOOPS_H
#define LRSCOPE_NUM_LOOPS_H

#include "lrscope/cpu.h"
#include "lrscope/num.h"

enum { LRS_LANES = 16 };

struct lrs_loops {
    void (*bias_activate)(enum lrs_activation f, int rows, int n, const float *bias, float *z);
    void (*activate_back)(enum lrs_activation f, int rows, int n, const float *y, float *d,
                          float *db);
    /* z[k x LRS_LANES], the logits of that many rows side by side, become exp(z - max of the row); MAX and
     * SUM get each row's largest logit and its sum of exponentials. */
    void (*softmax_lanes)(int k, float *z, float *max, float *sum);
};

/* Those of the level in use. */
const struct lrs_loops *lrs_loops(void);

#endif

/* Private to model/: the kinds, and the padding of scratch to whole cache lines. */
#ifndef LRSCOPE_MODEL_PRIV_H
#define LRSCOPE_MODEL_PRIV_H

#include "lrscope/model.h"

extern const struct lrs_model_class lrs_mlp_class;

/* ROWS x N floats, rounded up to 64 bytes. */
static inline size_t padded_floats(int rows, int n)
{
    const size_t line = 64 / sizeof(float);
    return ((size_t)rows * (size_t)n + line - 1) / line * line;
}

#endif

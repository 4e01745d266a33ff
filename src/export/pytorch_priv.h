/* What the files that write PyTorch share. */
#ifndef LRSCOPE_EXPORT_PYTORCH_PRIV_H
#define LRSCOPE_EXPORT_PYTORCH_PRIV_H

#include "export_priv.h"

/* The line that makes `optimizer`, and its class where PyTorch has none. */
bool pytorch_optimizer(const struct lrs_spec *spec, bool any_version, struct lrs_pytorch *p,
                       struct lrs_err *err);
/* What a reader should know of versions and ends; P's other parts are there. */
void pytorch_notes(const struct lrs_experiment *e, struct lrs_pytorch *p);

#endif

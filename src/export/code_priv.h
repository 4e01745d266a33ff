/* What the writers of whole programs share. */
#ifndef LRSCOPE_EXPORT_CODE_PRIV_H
#define LRSCOPE_EXPORT_CODE_PRIV_H

#include "export_priv.h"

struct code_job {
    const struct lrs_experiment *e;
    struct lrs_train train;
    struct lrs_clock clock;
    bool data;      /* else a landscape, where an epoch is one step */
    bool validates; /* a schedule that looks at a metric sees one of the validation rows, */
    bool accuracy;  /* and that is the accuracy */
};

/* What this is, as comments; YOURS says what the reader brings. */
void code_head(const struct code_job *job, const char *yours, struct lrs_str *out);

#endif

/* The learning-rate finder: a range test on copies of weights and optimizer state, which are never
 * touched. Suggestions by fastai's formulas. Source: L. N. Smith, arXiv 1506.01186; fastai's
 * Learner.lr_find. */
#ifndef LRSCOPE_FINDER_H
#define LRSCOPE_FINDER_H

#include "lrscope/run.h"

enum lrs_suggest { LRS_STEEPEST, LRS_MINIMUM_10, LRS_VALLEY, LRS_SLIDE, LRS_SUGGESTIONS };

struct lrs_finder {
    struct lrs_finder_settings settings;
    int n;                       /* points recorded */
    double *lr, *loss, *smooth;  /* n each */
    bool stopped;                /* ended early, as the loss went above diverge times the best */
    double suggestion[LRS_SUGGESTIONS]; /* NaN where undefined */
    int at[LRS_SUGGESTIONS];     /* index of the suggestion's point on the curve, -1 undefined */
    char why_not[LRS_SUGGESTIONS][64];
};
const char *lrs_suggest_name(enum lrs_suggest s);               /* "steepest", "minimum/10", ... */
const char *lrs_suggest_help(enum lrs_suggest s);               /* one sentence */

/* The test on a copy of RUN: lr of iteration i is start*(end/start)^(i/(num_it-1)) (exponential);
 * the data wraps around. Adam and others start with fresh state where settings.from is 0. */
struct lrs_finder *lrs_finder_new(const struct lrs_run *run, struct lrs_err *err);
void lrs_finder_free(struct lrs_finder *f);
/* The suggestions for a given curve, written into F (lr, smooth, n given). For tests. */
void lrs_finder_suggest(struct lrs_finder *f);

#endif

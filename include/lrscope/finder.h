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

/* The test on a copy of RUN: lr of iteration i is start*(end/start)^(i/(num_it-1)) (exponential) or
 * start+(end-start)*i/(num_it-1) (linear); the data wraps around. Loss i is that of batch i before
 * its update. Weights and optimizer state are fresh where settings.from is 0, copies of RUN's where
 * it is 1; no schedule acts. The batches come from a stream of their own ("finder"), so that two
 * tests see the same ones. Ends early where the smoothed loss is above diverge times its best
 * (best + (diverge-1)*|best|, so that a negative best serves as well), or is not finite; a loss that
 * is not finite is no point of the curve. Fails where there are no finite weights to start from. */
struct lrs_finder *lrs_finder_new(const struct lrs_run *run, struct lrs_err *err);
/* The same in pieces: the test owns all it needs once it is made, RUN may go on. */
struct lrs_range_test;
struct lrs_range_test *lrs_range_test_new(const struct lrs_run *run, struct lrs_err *err);
/* Up to N iterations; false when the test is over. */
bool lrs_range_test_advance(struct lrs_range_test *t, int n);
/* Frees the test; the result is the caller's, with its suggestions. */
struct lrs_finder *lrs_range_test_finish(struct lrs_range_test *t);
void lrs_finder_free(struct lrs_finder *f);
/* The suggestions for a given curve, written into F (settings.num_it, lr, smooth, n given). The first
 * num_it/10 points and the last 5 are left out, as fastai does. */
void lrs_finder_suggest(struct lrs_finder *f);

#endif

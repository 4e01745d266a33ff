/* The range test: a copy of weights and optimizer state is trained for a while at a rate that rises
 * from batch to batch, and the loss is noted against the rate. */
#include "lrscope/finder.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "run_priv.h"

struct lrs_range_test {
    struct lrs_finder *result;
    struct trainer *trainer;
    struct feed feed;
    void *weights, *state;
    double average, weight, best; /* of the loss */
    bool over;
};

/* Copies where the settings say so; else as at the start of a run. */
static void fill(struct lrs_range_test *t, const struct lrs_run *run)
{
    const struct lrs_optimizer *o = t->trainer->optimizer;
    uint64_t seed = (uint64_t)run->train.seed;
    feed_start(&t->feed, seed, "finder", "finder");
    t->weights = lrs_alloc(1, t->trainer->weight_bytes);
    t->state = lrs_alloc(1, lrs_optimizer_state_size(o));
    if (t->result->settings.from) {
        memcpy(t->weights, run_weights(run), t->trainer->weight_bytes);
        memcpy(t->state, run_optimizer_state(run), lrs_optimizer_state_size(o));
    } else {
        trainer_init(t->trainer, seed, t->weights);
        lrs_optimizer_start(o, t->state);
    }
}

struct lrs_range_test *lrs_range_test_new(const struct lrs_run *run, struct lrs_err *err)
{
    struct lrs_finder_settings settings = lrs_experiment_finder(run->exp);
    if (settings.from && run_head(run)->end == HAS_DIVERGED) {
        lrs_fail(err, "the run has diverged: finder.from = \"fresh\" starts from new weights");
        return NULL;
    }
    struct lrs_range_test *t = LRS_NEW(struct lrs_range_test);
    struct lrs_finder *f = LRS_NEW(struct lrs_finder);
    size_t n = (size_t)settings.num_it;
    f->settings = settings;
    f->lr = LRS_ARRAY(double, n);
    f->loss = LRS_ARRAY(double, n);
    f->smooth = LRS_ARRAY(double, n);
    t->result = f;
    t->trainer = trainer_new(run->exp, run->trainer->ground);
    fill(t, run);
    t->best = INFINITY;
    return t;
}

static double rate(const struct lrs_finder_settings *s, int i)
{
    double share = (double)i / (double)(s->num_it - 1);
    if (share == 1)
        return s->end_lr;
    if (s->mode == 1)
        return s->start_lr + share * (s->end_lr - s->start_lr);
    return s->start_lr * pow(s->end_lr / s->start_lr, share);
}

/* Notes a point; false where it is no number or the loss has left the valley. */
static bool note(struct lrs_range_test *t, double lr, double loss)
{
    struct lrs_finder *f = t->result;
    double beta = f->settings.smooth;
    t->average = beta * t->average + (1 - beta) * loss;
    t->weight = beta * t->weight + (1 - beta);
    double smooth = t->average / t->weight;
    if (!isfinite(smooth))
        return false;
    f->lr[f->n] = lr;
    f->loss[f->n] = loss;
    f->smooth[f->n++] = smooth;
    t->best = fmin(t->best, smooth);
    return smooth <= t->best + (f->settings.diverge - 1) * fabs(t->best);
}

static bool try_rate(struct lrs_range_test *t)
{
    struct lrs_update u = {.lr = rate(&t->result->settings, t->result->n), .momentum = NAN};
    int rows;
    double loss = trainer_gradient(t->trainer, &t->feed, t->weights, &rows);
    return note(t, u.lr, loss) && trainer_update(t->trainer, t->weights, t->state, &u);
}

bool lrs_range_test_advance(struct lrs_range_test *t, int n)
{
    struct lrs_finder *f = t->result;
    unsigned before = lrs_denormals_flush();
    for (int i = 0; i < n && !t->over; i++) {
        f->stopped = !try_rate(t);
        t->over = f->stopped || f->n == f->settings.num_it;
    }
    lrs_denormals_restore(before);
    return !t->over;
}

struct lrs_finder *lrs_range_test_finish(struct lrs_range_test *t)
{
    struct lrs_finder *f = t->result;
    trainer_free(t->trainer);
    lrs_free(t->weights);
    lrs_free(t->state);
    lrs_free(t);
    lrs_finder_suggest(f);
    return f;
}

struct lrs_finder *lrs_finder_new(const struct lrs_run *run, struct lrs_err *err)
{
    struct lrs_range_test *t = lrs_range_test_new(run, err);
    if (!t)
        return NULL;
    lrs_range_test_advance(t, (int)t->result->settings.num_it);
    return lrs_range_test_finish(t);
}

void lrs_finder_free(struct lrs_finder *f)
{
    if (!f)
        return;
    lrs_free(f->lr);
    lrs_free(f->loss);
    lrs_free(f->smooth);
    lrs_free(f);
}

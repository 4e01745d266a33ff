/* Trials: many runs to their ends behind the instrument's back, for verdicts over seeds. One thread
 * hands them to a crew; whoever gives up waits for the slices at hand, not for the runs. */
#include <math.h>

#include "engine_priv.h"
#include "lrscope/mem.h"

enum { SLICE_STEPS = 64 }; /* between two looks at whether it is given up */

struct lrs_trials {
    struct lrs_engine *engine;
    int n, seeds;
    struct lrs_experiment **exp; /* n * seeds, owned */
    double *loss;                /* n * seeds */
    atomic_int done;
    atomic_bool given_up;
    bool threaded;
    pthread_t thread;
};

static double final_loss(const struct lrs_run_info *info)
{
    if (info->state != LRS_DONE)
        return INFINITY;
    double val = lrs_figure_rows[LRS_FIG_VAL_LOSS].of(info);
    return isnan(val) ? lrs_figure_rows[LRS_FIG_LOSS].of(info) : val;
}

static void try_one(void *arg, int i)
{
    struct lrs_trials *t = arg;
    struct lrs_run_info info;
    struct lrs_run *run = atomic_load(&t->given_up) ? NULL : lrs_run_new(t->exp[i], NULL);
    bool over = false;
    while (run && !over && !atomic_load(&t->given_up))
        over = lrs_run_advance(run, SLICE_STEPS) < SLICE_STEPS;
    if (over) {
        lrs_run_info(run, &info);
        t->loss[i] = final_loss(&info);
    } else if (!run) {
        t->loss[i] = INFINITY; /* a run that cannot be made wins nothing */
    }
    lrs_run_free(run);
    atomic_fetch_add(&t->done, 1);
    engine_wake(t->engine);
}

static void *judge(void *arg)
{
    struct lrs_trials *t = arg;
    int jobs = processors() - 1; /* one is left for the run in sight */
    lrs_parallel(jobs > 1 ? jobs : 1, t->n * t->seeds, try_one, t);
    return NULL;
}

static void set_seed(struct lrs_experiment *e, int64_t seed)
{
    struct lrs_spec *train = e->part[LRS_TRAIN];
    lrs_spec_set(train, lrs_spec_row(train->kind, "seed", NULL), lrs_value_int(seed), NULL);
}

struct lrs_trials *lrs_trials_new(struct lrs_engine *e, const struct lrs_experiment *const *exp,
                                  int n, int seeds)
{
    struct lrs_trials *t = LRS_NEW(struct lrs_trials);
    size_t all = (size_t)(n * seeds);
    t->engine = e;
    t->n = n;
    t->seeds = seeds;
    t->exp = LRS_ARRAY(struct lrs_experiment *, all);
    t->loss = LRS_ARRAY(double, all);
    atomic_init(&t->done, 0);
    atomic_init(&t->given_up, false);
    for (int i = 0; i < n * seeds; i++) {
        t->loss[i] = NAN;
        t->exp[i] = lrs_experiment_copy(exp[i / seeds]);
        set_seed(t->exp[i], lrs_experiment_train(exp[i / seeds]).seed + i % seeds);
    }
    if (e->n_threads > 0)
        t->threaded = pthread_create(&t->thread, NULL, judge, t) == 0;
    if (!t->threaded)
        lrs_parallel(-1, n * seeds, try_one, t);
    return t;
}

int lrs_trials_done(const struct lrs_trials *t, int *all)
{
    *all = t->n * t->seeds;
    return atomic_load(&t->done);
}

const double *lrs_trials_losses(const struct lrs_trials *t, int i)
{
    return t->loss + (size_t)(i * t->seeds);
}

void lrs_trials_free(struct lrs_trials *t)
{
    if (!t)
        return;
    atomic_store(&t->given_up, true);
    if (t->threaded)
        pthread_join(t->thread, NULL);
    for (int i = 0; i < t->n * t->seeds; i++)
        lrs_experiment_free(t->exp[i]);
    lrs_free(t->exp);
    lrs_free(t->loss);
    lrs_free(t);
}

/* The engine: owns any number of runs, advances them on worker threads in short slices, takes
 * commands at step boundaries and logs them, and hands out snapshots. Its callers see no thread.
 *
 * With 0 jobs it is synchronous: nothing happens but in lrs_engine_pump, so that scripts and tests
 * are exact. */
#ifndef LRSCOPE_ENGINE_H
#define LRSCOPE_ENGINE_H

#include "lrscope/figure.h"
#include "lrscope/finder.h"
#include "lrscope/run.h"

struct lrs_engine;

/* Steps a second, or 0 for flat out; the levels that [ and ] walk through. */
enum { LRS_PACE_LEVELS = 16 };
double lrs_pace_rate(int level);                 /* level 0 = 1 step/s ... last = 0, flat out */
int lrs_pace_level(double rate);                 /* the level nearest to a rate */

/* JOBS: worker threads; 0 = synchronous; -1 = as many as processors. */
struct lrs_engine *lrs_engine_new(int jobs);
/* Stops and joins, usually within milliseconds. False where a worker is in the middle of a step that
 * takes long (a huge model): then the engine is left to it, and the process should end by _exit. */
bool lrs_engine_free(struct lrs_engine *e);
/* Readable when something changed since the last snapshot or message; -1 when synchronous. */
int lrs_engine_wake_fd(const struct lrs_engine *e);

/* A new run, READY; returns its number (from 1, never reused) or 0 with a sentence. */
int lrs_engine_add(struct lrs_engine *e, const struct lrs_experiment *exp, struct lrs_err *err);
/* A run in the middle of a step that takes long stays until the engine ends. */
void lrs_engine_remove(struct lrs_engine *e, int run);
int lrs_engine_runs(struct lrs_engine *e, int *runs, int max);

enum lrs_command_type {
    LRS_CMD_APPLY,   /* exp, path and text: a changed experiment; one that restarts the run empties
                      * the log */
    LRS_CMD_RUN,     /* go on */
    LRS_CMD_PAUSE,
    LRS_CMD_STEP,    /* n steps, then pause */
    LRS_CMD_EPOCH,   /* to the end of this epoch (n of them), then pause */
    LRS_CMD_RERUN,   /* from step 0 with the present values; empties the log; keeps going if it was,
                      * as does a run that went on until it was done */
    LRS_CMD_SEEK,    /* to step n, and pause there */
    LRS_CMD_PACE,    /* value: steps a second, 0 flat out */
    LRS_CMD_FIND,    /* runs the finder on a copy; the result is in the next snapshots */
    LRS_CMD_FORGET_FINDER,
    LRS_CMD_UNTIL,   /* go on until the condition holds or the run is over, and pause there; the state
                      * is saved as place n, unless n < 0. FAST: whatever the pace. PAUSE and RUN
                      * leave that end in force; RERUN, SEEK and RETURN lift it */
    LRS_CMD_RETURN,  /* to the state and the log that were saved as place n, and pause there */
};
enum { LRS_PLACES_MAX = 64 };
struct lrs_command {
    enum lrs_command_type type;
    int run;
    int64_t n;
    double value;
    bool fast;                   /* LRS_CMD_UNTIL */
    struct lrs_condition until;  /* the same */
    struct lrs_experiment *exp;  /* taken over */
    char path[64];               /* for the log and the mark */
    char text[128];              /* the new value as text */
    char was[64], now[64];       /* the old and the new one as people read them, for the mark */
};
/* Queues a command; it is applied at the next step boundary, in order. What was asked for after
 * LRS_CMD_STEP waits for its steps, but for RUN, PAUSE, RERUN and SEEK, which end them. */
void lrs_engine_send(struct lrs_engine *e, struct lrs_command *cmd);

/* One line of the log. The engine is its only writer. */
struct lrs_log_entry {
    int run;
    int64_t step;
    char path[64];
    char text[128];
};
/* Copies at most MAX of the latest entries of RUN; returns how many there are. */
int lrs_engine_log(struct lrs_engine *e, int run, struct lrs_log_entry *out, int max);

/* What a frame needs. The arrays belong to the snapshot and are reused from call to call. */
struct lrs_request {
    double from, to;             /* steps shown */
    bool log;                    /* columns of equal ratios instead of equal widths; from > 0 */
    int columns;                 /* of the curves */
    int64_t at;                  /* the step to be read off exactly */
    double lead;                 /* steps before FROM whose losses an average needs */
    int pic_w, pic_h;            /* grid of the picture; 0 = none wanted */
    enum lrs_picture_kind pic_kind; /* the first that fits, where it is NONE or does not fit */
};
/* What held at one step, exactly (in runs beyond LRS_SERIES_CAP steps as near as they are kept). */
struct lrs_reading {
    int64_t step;                /* as asked for, within the run's length */
    bool planned;                /* not done yet: rate and momentum are the schedule's, the rest NaN */
    double value[LRS_CHANNELS];  /* per epoch: of the last epoch that is over; NaN = none */
};
enum { LRS_LEAD_MAX = 128 };
struct lrs_snapshot {
    int run;
    struct lrs_run_info info;
    struct lrs_experiment *exp;  /* owned: replaced when info.revision changes */
    double from, to;             /* what the columns cover */
    bool log;
    int columns;
    struct lrs_reading reading;
    struct lrs_bin lead[LRS_LEAD_MAX]; /* the losses before FROM, n_lead bins */
    int n_lead;
    struct lrs_beside {          /* the last epoch's value before FROM and the first one from TO on */
        double step, value;      /* in the middle of that step; NaN = none */
    } beside[LRS_CHANNELS][2];   /* per-epoch channels only */
    struct lrs_bin *curve[LRS_CHANNELS]; /* columns each; per-epoch ones by the step they end at */
    struct lrs_bin *plan, *plan_momentum;
    struct lrs_picture picture;
    unsigned pictures;           /* those that fit: bit 1 << kind each */
    double pictured;             /* when, on the engine's clock */
    struct lrs_finder *finder;   /* owned: replaced when there is a new result; NULL = none */
    bool finding;
    bool until;                  /* goes to the end that LRS_CMD_UNTIL set */
    struct lrs_mark marks[LRS_MARKS_MAX];
    int n_marks;
    double pace;                 /* steps a second wished, 0 = flat out */
    double speed;                /* steps a second measured, 0 when not running */
    uint64_t obeyed;             /* commands of this run that were carried out, failed ones too */
    char message[512];           /* why the last command failed; "" = nothing new */
    unsigned found;              /* which result FINDER is; another number is another result */
};
/* SNAP stays as it was where the run is in a step that takes long; the wake descriptor tells when. */
void lrs_engine_snapshot(struct lrs_engine *e, int run, const struct lrs_request *req,
                         struct lrs_snapshot *snap);
void lrs_snapshot_clear(struct lrs_snapshot *snap);

/* Synchronous only: applies what is queued, then lets SECONDS of its own clock pass (runs advance
 * by their pace; flat out counts as 100000 steps a second). */
void lrs_engine_pump(struct lrs_engine *e, double seconds);

/* Trials: N experiments, each under SEEDS seeds from its own train.seed on, trained to their ends in
 * the background, or at once by a synchronous engine. The experiments (tabulated) are copied. */
struct lrs_trials;
struct lrs_trials *lrs_trials_new(struct lrs_engine *e, const struct lrs_experiment *const *exp, int n,
                                  int seeds);
/* Runs that are over; all = n * seeds when the trials are. */
int lrs_trials_done(const struct lrs_trials *t, int *all);
/* When all are over: final losses (validation where there is one) of experiment I, one a seed; of runs
 * that diverged INFINITY. */
const double *lrs_trials_losses(const struct lrs_trials *t, int i);
/* What is not over is given up. NULL is fine. */
void lrs_trials_free(struct lrs_trials *t);

/* Calls fn(arg, i) for i = 0..n-1 on JOBS threads (-1 = processors); each i by exactly one thread. */
void lrs_parallel(int jobs, int n, void (*fn)(void *arg, int i), void *arg);

#endif

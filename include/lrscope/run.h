/* A run: one training of one experiment, a state machine that advances one mini-batch at a time.
 * Knows no thread, clock or terminal. Same experiment, seed and edits: the same history, bit for
 * bit, on the same machine.
 *
 * All that changes from step to step lies in one position-independent block, so a checkpoint or a
 * branch is a copy of bytes. Everything is sized when an experiment is taken on; a step allocates
 * nothing. */
#ifndef LRSCOPE_RUN_H
#define LRSCOPE_RUN_H

#include "lrscope/experiment.h"
#include "lrscope/series.h"

/* What holds first of: DIVERGED, FAILED (the schedule gave no finite rate; an edit lets it go on),
 * DONE (the horizon is reached), RUNNING (the owner's wish), READY (no step done), PAUSED. */
enum lrs_state { LRS_READY, LRS_RUNNING, LRS_PAUSED, LRS_DONE, LRS_DIVERGED, LRS_FAILED };
const char *lrs_state_name(enum lrs_state state);

/* What a run keeps of itself. PER_STEP series have one sample a step; PER_EPOCH one an epoch. */
enum lrs_channel {
    LRS_CH_LR,           /* per step: the rate used in it */
    LRS_CH_LOSS,         /* per step: the mini-batch's loss before the update */
    LRS_CH_MOMENTUM,     /* per step, only where the schedule drives it */
    LRS_CH_VAL_LOSS,     /* per epoch, after it */
    LRS_CH_VAL_ACCURACY, /* per epoch, classification only */
    LRS_CHANNELS
};

/* Things that happened, to be marked on the axis. */
enum lrs_mark_kind { LRS_MARK_DROP, LRS_MARK_RESTART, LRS_MARK_EDIT, LRS_MARK_DIVERGED };
struct lrs_mark {
    int64_t step;
    enum lrs_mark_kind kind;
    char text[64];       /* "gamma 0.5 -> 0.3" */
};
enum { LRS_MARKS_MAX = 256 }; /* the latest ones */

/* Everything about a run that fits in a line. */
struct lrs_run_info {
    enum lrs_state state;
    int64_t step;            /* updates done */
    int64_t epoch;           /* of the next update, from 0; = epochs at the end */
    int64_t tick;            /* the schedule's t of the next update */
    struct lrs_clock clock;
    double lr;               /* in force for the next update */
    double momentum;         /* driven by the schedule, else NaN */
    double last_lr, last_loss; /* of the last update; NaN before the first */
    double mean_loss;        /* bias-corrected average of the batch losses, beta 0.98 */
    double epoch_loss;       /* mean over the last full epoch, NaN before */
    double val_loss, val_accuracy; /* the latest, NaN where there is none */
    double best_val_loss;
    double schedule_end;     /* last tick the schedule is made for, on the run's own clock even where
                              * an edit started the schedule's anew; INFINITY = none */
    enum lrs_on_edit anchor; /* what an edit left behind: START = nothing */
    char anchored[48];       /* ... in words ("t = 0 at step 310"), else "" */
    char note[160];          /* why the last edit was not taken as train.on_edit says, else "" */
    bool has_plateau;
    struct lrs_plateau_view plateau;
    int64_t seed;
    uint64_t revision;       /* changes with every edit and restart */
    int64_t n_params, n_train, n_val;
    double x[2];             /* 2-dimensional landscape: where it stands */
    int64_t diverged_at;     /* step at which DIVERGED or FAILED came about; with reason */
    char reason[128];        /* DIVERGED, FAILED */
};

struct lrs_run;

/* Builds data, model and block; state READY. The experiment is copied. */
struct lrs_run *lrs_run_new(const struct lrs_experiment *e, struct lrs_err *err);
/* An exact copy of the present state, with its history and no timeline. */
struct lrs_run *lrs_run_branch(const struct lrs_run *run);
/* Becomes what SAVED, a branch, is; the revision goes on. Steps before SAVED's are not returned to. */
void lrs_run_return(struct lrs_run *run, const struct lrs_run *saved);
void lrs_run_free(struct lrs_run *run);

/* One update. False (and nothing done) where the run has ended. A loss that is not finite, or beyond
 * 1e30 in size, makes the state DIVERGED, with the step and the reason; that loss is recorded, the
 * update is not done and the answer is false. So does an update that leaves a weight that is not
 * finite; it counts as done.
 *
 * The last batch of an epoch may be short. At the end of an epoch all validation rows are evaluated;
 * at the end of a tick a schedule that watches progress sees train.monitor: the validation's values
 * once an epoch, when they are new, even where the schedule ticks per step; the training loss as the
 * mean over the tick. Without validation rows it is the training loss; val_accuracy is val_loss
 * where nothing is classified. */
bool lrs_run_step(struct lrs_run *run);
/* Up to N updates; returns how many. Sets and restores flush-to-zero. */
int64_t lrs_run_advance(struct lrs_run *run, int64_t n);
/* READY, RUNNING and PAUSED are wishes of the owner; they do not change what a step does. */
void lrs_run_set_running(struct lrs_run *run, bool running);

/* Takes on a changed experiment at this step: what differs decides. Live rows act from the next
 * update (a plateau keeps its state); a new optimizer keeps the weights and starts fresh; a new
 * schedule keeps t; a change of data, model, seed, batch or validation restarts from step 0
 * (*RESTARTED says so). TEXT ("gamma 0.5 -> 0.3") goes on the mark; NULL = no mark. Where the mark of
 * the last edit begins with the same name and value, that one changes instead. On failure the run is
 * as it was. A longer horizon makes a DONE run go on.
 *
 * A change of the schedule (values, kind, interval) on the way is taken as train.on_edit of E says:
 *   START     the new values hold as if from the start; what earlier edits left behind is gone
 *   CONTINUE  the rate does not jump: the base rate that the schedule gets becomes the one that gives
 *             the rate in force; where the schedule ignores the base rate, the whole curve is scaled.
 *             Where either would make it rise far above what it is made for, it is lifted instead
 *   RESTART   the schedule's t is 0 again at this tick, and its horizon what is left of the run
 *   CHAIN     from the next tick on the rates are PyTorch's recursion from the rate in force
 * A change of the base rate is taken at once by each of them: in proportion; under CHAIN as somebody's
 * writing to the optimizer's rate, from which the recursion goes on with the old base rate. */
bool lrs_run_apply(struct lrs_run *run, const struct lrs_experiment *e, const char *text,
                   bool *restarted, struct lrs_err *err);
/* Back to step 0 with the present experiment; history, marks and timeline are empty. */
void lrs_run_restart(struct lrs_run *run);
/* Exactly the state after STEP updates (0..step), from the nearest checkpoint before by replaying; the
 * history is cut there. Only over steps that no edit separates from now, and in a branch not back
 * behind its start; false otherwise, with nothing changed. (Once series are coarse, beyond
 * LRS_SERIES_CAP steps, the first few steps after an edit may be out of reach too.) */
bool lrs_run_seek(struct lrs_run *run, int64_t step);

void lrs_run_info(const struct lrs_run *run, struct lrs_run_info *info);
const struct lrs_experiment *lrs_run_experiment(const struct lrs_run *run);
const struct lrs_series *lrs_run_series(const struct lrs_run *run, enum lrs_channel ch);
const struct lrs_mark *lrs_run_marks(const struct lrs_run *run, int *n); /* oldest first */
const struct lrs_dataset *lrs_run_dataset(const struct lrs_run *run);    /* NULL: landscape */
const struct lrs_surface *lrs_run_surface(const struct lrs_run *run);    /* NULL: data */
/* The block of everything that changes, for tests and exports: same bytes, same state. */
const void *lrs_run_block(const struct lrs_run *run, size_t *size);
/* The random states that the run's next epoch of batches and next noise are drawn from. */
void lrs_run_streams(const struct lrs_run *run, struct lrs_rng *shuffle, struct lrs_rng *noise);
/* The weights (float) or position (double), and their number. */
const void *lrs_run_weights(const struct lrs_run *run, size_t *n);

/* The rates that the present schedule gives to N columns over the steps [from, to): what is
 * planned, from the present state on. Columns beyond schedule_end are drawn by the schedule too;
 * beyond the horizon they are empty. momentum may be NULL. */
void lrs_run_plan(const struct lrs_run *run, double from, double to, int n, struct lrs_bin *lr,
                  struct lrs_bin *momentum);

/* --- pictures: the problem and the training as numbers, to be drawn --- */

/* In the order in which one walks through those that fit. */
enum lrs_picture_kind {
    LRS_PIC_NONE,
    LRS_PIC_REGIONS,   /* classes of two inputs: what is decided where */
    LRS_PIC_LANDSCAPE, /* of two numbers: heights and the way taken */
    LRS_PIC_CURVE,     /* regression on one input: the fitted function */
    LRS_PIC_EXAMPLES,  /* images: some of them, and what they are taken for */
    LRS_PIC_CONFUSION, /* classes of other inputs: what is taken for what */
    LRS_PIC_LINE,      /* the loss along the line of the last update */
    LRS_PIC_WEIGHTS,   /* the way of the weights, seen from where it is widest */
    LRS_PIC_GRADIENT,  /* gradient norm and update-to-weight ratio over time */
    LRS_PIC_RATES,     /* the effective rates of the single weights */
    LRS_PICTURES
};
const char *lrs_picture_name(enum lrs_picture_kind kind); /* "regions"; "" for NONE */

struct lrs_picture_point { float x, y; int32_t label; bool train; };
struct lrs_picture_example { int32_t label, said; };

/* The loss along the line through the weights before an update (a = 0) and after it (a = 1). */
enum { LRS_LINE_POINTS = 41, LRS_LINE_UNIT = 8 /* points a length of the update */ };
struct lrs_picture_line {
    bool ahead;    /* it is the next update, since the last one is not at hand */
    int rows;      /* of the training data that the loss is taken on; 0: a landscape's own value */
    double length; /* of the update: the Euclidean norm; NaN where there is none to show */
    double loss[LRS_LINE_POINTS]; /* at a = lrs_line_at(i), from -1 to 4 */
    double best;   /* the a of the lowest point, by a parabola between the points */
};
static inline double lrs_line_at(int i) { return (double)i / LRS_LINE_UNIT - 1; }

/* Effective rates: what multiplies the (mean) gradient of each weight. Weights that have had no
 * gradient yet have none. */
struct lrs_picture_rates {
    bool adaptive;       /* false: every weight has the global rate */
    double global;       /* of the last update; before the first, of the next */
    int64_t n, idle;     /* weights that were looked at; those among them without a gradient */
    double quantile[5];  /* least, 10 %, median, 90 %, largest */
};

enum { LRS_WAY_MAX = 64, LRS_WAY_EVENTS = 16, LRS_PICTURE_SLOTS = 12 };

struct lrs_picture {
    enum lrs_picture_kind kind;
    double box[4];           /* x lo, x hi, y lo, y hi */
    int w, h;                /* of the grid; row 0 is the TOP (y hi) */
    float *value;            /* w*h: LANDSCAPE the value; REGIONS the winning class + confidence
                              * (integer part: class; fraction: 0 at 1/k, just under 1 at 1);
                              * EXAMPLES side*side pixels each, 0 to 1 */
    float *curve;            /* CURVE: w outputs over x; RATES: shares of the weights in w equal bins
                              * between box[0] and box[1], decimal logarithms of rates */
    int n_points, n_classes;
    struct lrs_picture_point *point; /* data, at most max_points, train first */
    int n_path;
    double (*path)[2];       /* LANDSCAPE: where the run was, thinned, newest last; WEIGHTS: where the
                              * weights were, in the plane of their two main directions */
    int n_minima;
    double minima[4][2];
    double next[2];          /* LANDSCAPE: the displacement that the next update will be; 0 at the end */
    double share[2];         /* WEIGHTS: of all movement, along the first and the second direction */
    int n_restarts, restart[LRS_WAY_EVENTS]; /* WEIGHTS: places in path at which the schedule restarted */
    int n_examples, side;
    struct lrs_picture_example *example;
    int rows, right;         /* EXAMPLES: rows that were looked at, and how many were right */
    struct lrs_picture_line line;
    struct lrs_picture_rates rates;
    struct lrs_bin *gauge[2]; /* GRADIENT: w bins each: |g|, and |update| / |weights| */
    int32_t *confusion;      /* CONFUSION: n_classes x n_classes counts on the validation rows */
    char **class_name;       /* n_classes names, or NULL; the picture's own copies */
    int n_names;             /* private, as is what follows */
    unsigned char *scratch;
    size_t room[LRS_PICTURE_SLOTS];
};

struct lrs_picture_wish {
    enum lrs_picture_kind kind; /* the first that fits, where it is NONE or does not fit */
    int w, h;                   /* of the grid; 0 = no picture */
    double from, to;            /* GRADIENT: steps shown */
};
/* The pictures that fit the run: bit 1 << kind each. */
unsigned lrs_run_pictures(const struct lrs_run *run);
/* Fills PIC (its arrays are reused from call to call). Costs are bounded, whatever the run. */
void lrs_run_picture(const struct lrs_run *run, const struct lrs_picture_wish *wish,
                     struct lrs_picture *pic);
void lrs_picture_clear(struct lrs_picture *pic);

#endif

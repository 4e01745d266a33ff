/* Inside the run floor: what a run is made of.
 *
 *   ground    the data or the landscape; shared by a run and its branches, never changed
 *   trainer   model, optimizer and scratch memory: does one update of given weights
 *   block     all that changes from step to step, as one position-independent stretch of bytes:
 *             head | weights | optimizer state | schedule state
 *   history   series and marks, which only grow (or are cut)
 *   timeline  copies of the block at earlier steps */
#ifndef LRSCOPE_RUN_PRIV_H
#define LRSCOPE_RUN_PRIV_H

#include <stdatomic.h>

#include "lrscope/model.h"
#include "lrscope/rng.h"
#include "lrscope/run.h"

enum { RUN_BLOCK_ALIGN = 64 };

/* ---- ground ---- */

struct ground {
    atomic_uint refs;
    struct lrs_dataset *data; /* one of the two */
    struct lrs_surface *surface;
};
struct ground *ground_new(const struct lrs_experiment *e, struct lrs_err *err);
struct ground *ground_share(struct ground *g);
void ground_release(struct ground *g);
int64_t ground_train_rows(const struct ground *g); /* 0 on a landscape */

/* ---- trainer ---- */

enum { VIEW_ROWS = 256 }; /* rows a forward pass of validation or picture takes at once */

struct trainer {
    struct ground *ground;
    struct lrs_model *model;  /* NULL on a landscape */
    struct lrs_model *viewer; /* the same model, for VIEW_ROWS rows */
    struct lrs_optimizer *optimizer;
    int64_t batch;
    size_t n_params;
    size_t weight_bytes;
    /* Scratch: nothing of it outlives an update but ORDER, which follows from a random state. */
    void *gradient;
    uint32_t *order; /* of the training rows in this epoch */
    float *x, *target, *work, *view_work, *view_x, *view_out;
    int32_t *label;
};

/* Where in the data an epoch stands, and the random states; part of a block. */
struct feed {
    struct lrs_rng shuffle; /* for the next epoch's order */
    struct lrs_rng current; /* that this epoch's order was made from */
    struct lrs_rng noise;
    int64_t cursor; /* training rows of this epoch already used */
};

struct trainer *trainer_new(const struct lrs_experiment *e, struct ground *ground);
void trainer_free(struct trainer *t);
/* Another optimizer for the same weights. */
void trainer_set_optimizer(struct trainer *t, const struct lrs_spec *spec);
/* Initial weights or the landscape's starting point, from the stream "init" of SEED. */
void trainer_init(const struct trainer *t, uint64_t seed, void *weights);
void feed_start(struct feed *f, uint64_t seed, const char *shuffle, const char *noise);
/* Makes ORDER fit a feed that was copied in from elsewhere. */
void trainer_refeed(struct trainer *t, const struct feed *f);
/* The next batch's loss and its gradient (left in T); *ROWS of them are taken from the feed. */
double trainer_gradient(struct trainer *t, struct feed *f, const void *weights, int *rows);
/* The update that uses it. False where a weight is not finite afterwards. */
bool trainer_update(struct trainer *t, void *weights, void *state, const struct lrs_update *u);
/* The Euclidean norm of a vector as long as the weights, and of their type. */
double trainer_norm(const struct trainer *t, const void *v);
/* Mean loss and accuracy over the validation rows; both NaN where there are none. */
void trainer_validate(const struct trainer *t, const void *weights, double *loss, double *accuracy);

/* ---- block ---- */

enum run_end { GOING_ON, HAS_DIVERGED, HAS_FAILED };

/* How the schedule's curve lies in the run: what edits on the way left behind. */
struct anchor {
    int64_t how;        /* enum lrs_on_edit, of the edit that made it */
    int64_t start;      /* step at which the schedule's clock began */
    double base;        /* the base rate that the schedule gets */
    double scale, lift; /* of the rate that it gives: 1 and 0 unless CONTINUE had to */
    int64_t at;         /* CHAIN: from the tick of this step on, ... */
    double lr;          /* ... with this rate at that tick, the rates are those of run->chain */
};

struct run_head {
    int64_t step; /* updates done */
    int64_t end;  /* enum run_end */
    int64_t end_at;
    struct feed feed;
    double ema, ema_weight; /* average of the batch losses, and what a constant 1 gives */
    double epoch_sum;       /* of loss times rows in this epoch */
    int64_t epoch_rows;
    double epoch_loss, val_loss, val_accuracy, best_val_loss;
    double last_lr, last_loss;
    double tick_lr, tick_change; /* of the last tick; NaN = unknown */
    struct anchor anchor;
    char reason[128];
};

struct layout {
    size_t weights, optimizer, schedule, size; /* offsets in a block */
};

/* ---- timeline ---- */

/* Checkpoints lie at multiples of GAP steps. The k-th shelf holds the latest few at odd multiples of
 * 2^k gaps: dense near now, twice as thin with each doubling of the distance. BASE is the oldest
 * state that can be returned to: the start or the last edit. */
enum { SHELF_MAX = 40, SHELF_ROOM = 4 };
struct timeline {
    size_t block; /* bytes of a checkpoint */
    int64_t gap;
    int shelves, room;
    int64_t base_step;
    unsigned char *base;
    int64_t *at; /* shelves * room steps, -1 = empty */
    unsigned char *slots;
};
void timeline_init(struct timeline *t, size_t block, int64_t steps, int64_t gap);
void timeline_clear(struct timeline *t);
/* Forgets everything; STEP with BLOCK is the new base. */
void timeline_start(struct timeline *t, int64_t step, const void *block);
void timeline_save(struct timeline *t, int64_t step, const void *block);
/* The latest checkpoint at STEP or before that USABLE accepts; NULL = none. */
const void *timeline_find(const struct timeline *t, int64_t step,
                          bool (*usable)(const void *arg, int64_t step), const void *arg,
                          int64_t *found);
/* Forgets what lies after STEP. */
void timeline_cut(struct timeline *t, int64_t step);

/* ---- album: the weights at equal distances, for a picture of their way ---- */

/* Every STRIDE-th step's weights; when there is no more room every other one goes and the stride
 * doubles. Takes none where the weights are so many that only a few would fit. */
struct album {
    int room, n;
    int64_t stride;
    size_t params;
    bool wide; /* the weights are double */
    int64_t at[LRS_WAY_MAX];
    float *weights; /* room * params */
};
void album_init(struct album *a, size_t params, bool wide);
void album_clear(struct album *a);
void album_start(struct album *a); /* forgets everything */
void album_copy(struct album *to, const struct album *from); /* TO was made for the same weights */
/* Before the update STEP, from STEP 0 on. */
void album_save(struct album *a, int64_t step, const void *weights);
void album_cut(struct album *a, int64_t step); /* forgets STEP and what lies after it */

/* ---- gauges: how large gradients and updates are ---- */

/* Norms and samples cost a good part of a step: they are some steps apart, but in short runs on a
 * landscape. */
enum { GAUGES = 2, GAUGE_APART = 16, GAUGE_SHORT = 4096 /* steps */ };

/* ---- run ---- */

struct marks {
    int n;
    struct lrs_mark at[2 * LRS_MARKS_MAX]; /* the last LRS_MARKS_MAX count */
};
void marks_add(struct marks *m, int64_t step, enum lrs_mark_kind kind, const char *text);
/* An edit, "gamma 0.5 -> 0.3". One that begins as the last one did, "gamma 0.5 -> ", goes on with it: a
 * burst of nudges is one mark, at its first step. */
void marks_edit(struct marks *m, int64_t step, const char *text);
/* Forgets what the steps from STEP on will set again; edits stay. */
void marks_cut(struct marks *m, int64_t step);

struct lrs_run {
    struct lrs_experiment *exp;
    struct lrs_train train;
    struct lrs_clock clock;
    struct trainer *trainer;
    struct lrs_schedule *schedule;
    double base;  /* the optimizer's own rate */
    double *chain;     /* rates by recursion, from the anchor's tick on; NULL = by the schedule */
    int64_t n_chain;
    struct anchor settled; /* the anchor that schedule and chain were made for */
    char note[160];        /* about the last edit, or "" */
    bool jumps;   /* the schedule, or a child, holds its rate between jumps */
    bool watches; /* the schedule looks at a metric */
    bool drives;  /* the schedule drives a momentum that the optimizer has */
    struct layout layout;
    unsigned char *block;
    struct lrs_series series[LRS_CHANNELS];
    struct lrs_series path[2]; /* of a two-dimensional landscape: positions before each update */
    struct lrs_series gauge[GAUGES]; /* every few steps: |gradient|; |update| / |weights| */
    int64_t gauge_apart;             /* steps; a power of two */
    struct marks marks;
    struct timeline timeline;
    struct album album;
    void *before;      /* the weights before an update that was the last of a call or was gauged, ... */
    int64_t before_at; /* ... which was this one, counted from 1; 0 = none */
    bool running;
    uint64_t revision;
};

static inline struct run_head *run_head(const struct lrs_run *run)
{
    return (struct run_head *)(void *)run->block;
}
static inline void *run_weights(const struct lrs_run *run)
{
    return run->block + run->layout.weights;
}
static inline void *run_optimizer_state(const struct lrs_run *run)
{
    return run->block + run->layout.optimizer;
}
static inline void *run_schedule_state(const struct lrs_run *run)
{
    return run->block + run->layout.schedule;
}
static inline int64_t run_tick(const struct lrs_run *run, int64_t step)
{
    return run->clock.per_step ? step : step / run->clock.steps_per_epoch;
}
/* The rate and the driven momentum (NaN: none) at a tick, by the present state. */
struct lrs_update run_rates(const struct lrs_run *run, double tick);

/* ---- policy ---- */

enum { CHAIN_MAX = 1 << 20 }; /* ticks ahead that a recursion may have */
/* The schedule's own t at a tick of the run. */
static inline double run_local(const struct lrs_run *run, double tick)
{
    return tick - (double)run_tick(run, run_head(run)->anchor.start);
}
/* As if from the start. */
struct anchor anchor_none(double base);
/* Schedule and chain fit the anchor in the block, which was put there. */
void run_settle(struct lrs_run *run);
void run_unsettle(struct lrs_run *run); /* frees the chain */
/* What an edit changed, as seen from the run that has taken it on but for its anchor. */
struct edit {
    bool schedule; /* its values, kind or interval */
    bool horizon;
    bool optimizer;
    double base;   /* rate before */
    double lr;     /* in force before */
};
/* Anchors the schedule as train.on_edit says. A word for the mark, or "". */
const char *run_anchor(struct lrs_run *run, const struct edit *edit);
/* "t = 0 at step 310"; "" where nothing is anchored. */
void anchor_words(const struct lrs_run *run, char *text, size_t size);
bool run_has_path(const struct lrs_run *run);

/* What follows from run->exp and run->trainer: schedule, clock, layout. */
void run_plan_block(struct lrs_run *run);
/* Series and timeline with room for the run's steps; keeps what the series hold. */
void run_make_room(struct lrs_run *run);
/* A new block at step 0. */
void run_fill_block(struct lrs_run *run);
void run_clear(struct lrs_run *run); /* everything but RUN itself */

#endif

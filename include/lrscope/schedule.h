/* Schedules: the rate in force at each tick of a run.
 *
 * A schedule is evaluated in closed form from (base, parameters, t), not by PyTorch's recursion,
 * which explodes when a parameter changes on the way (lrs_schedule_chain is there to show that). A
 * kind is a pure rate(t); those that cannot be (ReduceLROnPlateau) keep a small state that
 * checkpoints copy. t counts scheduler ticks from 0; rate(t) is the rate used in all updates of tick
 * t. */
#ifndef LRSCOPE_SCHEDULE_H
#define LRSCOPE_SCHEDULE_H

#include "lrscope/spec.h"

enum lrs_interval { LRS_PER_EPOCH, LRS_PER_STEP };

/* The two questions that sort all schedules: how often does the rate change, and by what law? */
enum lrs_frequency {
    LRS_NEVER,
    LRS_EVERY_TICK,
    LRS_AT_INTERVALS,
    LRS_AT_LISTED,
    LRS_ON_PLATEAU,
    LRS_AS_CHILDREN
};
enum lrs_direction { LRS_FLAT, LRS_MONOTONE, LRS_CYCLIC, LRS_WARM_UP, LRS_EITHER_WAY };

/* "at intervals", "cyclic". */
const char *lrs_frequency_name(enum lrs_frequency f);
const char *lrs_direction_name(enum lrs_direction d);

struct lrs_schedule;
struct lrs_plateau_view;
struct lrs_schedule_class;
/* Does it look at the loss? "yes", "no", or "as its parts" of a container. */
const char *lrs_feedback_name(const struct lrs_schedule_class *c);

/* STATE is always that of the whole schedule; a node finds its own part at state_at. */
struct lrs_schedule_class {
    struct lrs_kind kind; /* first */
    enum lrs_interval usual; /* how users of the library tick it */
    enum lrs_frequency frequency;
    enum lrs_direction direction;
    const char *law;      /* "geometric", "half cosine" */
    /* PyTorch has this kind under this name, its constructor takes these rows in this order (ours
     * that it lacks stand behind them), and `semantics` "torch" (where there is such a row) computes
     * what it computes. A container: as far as its children are such that PyTorch's own joins work
     * (ARCHITECTURE.md, "SequentialLR"). */
    bool in_torch;
    /* All of the constructor's arguments behind the optimizer, in its order, where we lack some in
     * between ("... gamma scale_fn scale_mode cycle_momentum ..."); NULL: it has our rows only. */
    const char *torch_args;
    /* The law in Python, for exports: the body of a function of the tick t that returns the rate
     * ("return lr * gamma ** (t // step_size)"). In scope: every row under its name (an unset one is
     * None, a choice its text, a list a list, a file the list of its numbers), lr (the base rate), T
     * (the horizon), math, and, in a container, children (how many there are) and child(i, t).
     * Several lines are indented by four spaces from nothing. NULL: a kind with a state, or a
     * function of the user's, which export/ knows how to say. */
    const char *python;
    const char *peak;     /* the row that a finder's rate goes to: "max_lr"; NULL = optimizer.lr */
    const char *lead;     /* the row that one turns first: "patience"; NULL = the first */
    bool takes_metric;    /* looks at the loss */
    size_t state_size;    /* of the kind's own state, 0 = pure */
    /* Prepares the compiled struct (unset values, derived constants); NULL = nothing to do. */
    void (*prepare)(struct lrs_schedule *s);
    void (*release)(struct lrs_schedule *s); /* frees what prepare allocated; NULL = nothing */
    double (*rate)(const struct lrs_schedule *s, const void *state, double base, double t);
    /* PyTorch's recursion, as its get_lr has it: the rate at tick t from LR, the one at tick t-1.
     * NULL = PyTorch overwrites by the closed form. Not asked where `semantics` is another library's.
     * See lrs_schedule_chain. */
    double (*chain)(const struct lrs_schedule *s, double lr, double base, double t);
    /* The momentum (or beta1) in force, NaN where the schedule leaves it alone; NULL = never. */
    double (*momentum)(const struct lrs_schedule *s, const void *state, double t);
    /* The last tick that the schedule is made for (T_max, total_steps - 1); INFINITY or NULL: none. */
    double (*end)(const struct lrs_schedule *s);
    void (*reset)(const struct lrs_schedule *s, void *state, double base);
    /* What the schedule sees when tick t is over. */
    void (*observe)(const struct lrs_schedule *s, void *state, double base, double t, double metric);
    /* See lrs_schedule_plateau; NULL = none. */
    bool (*plateau)(const struct lrs_schedule *s, const void *state, double t,
                    struct lrs_plateau_view *view);
    /* Containers: the horizon of child i; NULL = that of the whole. */
    double (*child_horizon)(const struct lrs_spec *spec, size_t i, double horizon);
    /* What rows with a FIT cannot say of lrs_schedule_fit; NULL = nothing. */
    void (*fit)(struct lrs_spec *spec, double horizon, double base);
};

/* A compiled schedule, children and all. It borrows lists and tables from the spec that it was
 * made from, which must live as long. */
struct lrs_schedule {
    const struct lrs_schedule_class *class;
    void *cfg;               /* the kind's compiled struct */
    double horizon;          /* T: ticks that the run will have */
    bool torch_meaning;      /* no other library's `semantics` is asked for */
    int n_children;
    struct lrs_schedule **child;
    size_t state_at;         /* offset of this node's own state in the whole state */
    size_t state_size;       /* of this node and all below it */
};

extern const struct lrs_registry lrs_schedules;

/* SPEC must have been checked. HORIZON: ticks of the run, at least 1. */
struct lrs_schedule *lrs_schedule_new(const struct lrs_spec *spec, double horizon);
void lrs_schedule_free(struct lrs_schedule *s);
const struct lrs_schedule_class *lrs_schedule_class(const struct lrs_spec *spec);

/* STATE: lrs_schedule_state_size() bytes, 8-aligned, plain data, position-independent. */
size_t lrs_schedule_state_size(const struct lrs_schedule *s);
void lrs_schedule_reset(const struct lrs_schedule *s, void *state, double base);
double lrs_schedule_rate(const struct lrs_schedule *s, const void *state, double base, double t);
/* The rate at tick t >= 1 as PyTorch computes it from LR, the rate at tick t-1: by recursion where it
 * has one (and its semantics are asked for), else by the closed form. The same as lrs_schedule_rate but for rounding, as long as no
 * value changes on the way. Only for schedules without state. */
double lrs_schedule_chain(const struct lrs_schedule *s, double lr, double base, double t);
/* Is it by recursion? */
bool lrs_schedule_has_chain(const struct lrs_schedule *s);
double lrs_schedule_momentum(const struct lrs_schedule *s, const void *state, double t);
void lrs_schedule_observe(const struct lrs_schedule *s, void *state, double base, double t,
                          double metric);
double lrs_schedule_end(const struct lrs_schedule *s);
bool lrs_schedule_takes_metric(const struct lrs_schedule *s);   /* itself or a child */
bool lrs_schedule_drives_momentum(const struct lrs_schedule *s);
/* The horizon that child I of a container is compiled with: in a SequentialLR from its milestone to
 * the next one or to the end. */
double lrs_schedule_child_horizon(const struct lrs_spec *spec, size_t i, double horizon);
/* Per step if the kind or any child is usually ticked so. */
enum lrs_interval lrs_schedule_usual(const struct lrs_spec *spec);

/* Warm-up in front of any schedule: SequentialLR{milestones={ticks}, LinearLR{...}, inner}. Takes
 * INNER over. Unwrap gives the inner spec (owned by the caller, WRAPPED is freed) or NULL where
 * WRAPPED is no such thing. */
struct lrs_spec *lrs_schedule_wrap_warmup(struct lrs_spec *inner, int ticks);
struct lrs_spec *lrs_schedule_unwrap_warmup(struct lrs_spec *wrapped);
bool lrs_schedule_has_warmup(const struct lrs_spec *spec);

/* The numbers of a row with LRS_FILE: a CSV file of one column, or with a header and a column lr; a
 * column step, if there is one, must count 0, 1, 2, ... Blank lines and those that begin with # are
 * skipped. RATES->at is the caller's. The sentence of a failure begins with file and line. */
bool lrs_schedule_read_rates(const char *path, struct lrs_reals *rates, struct lrs_err *err);

/* Sets each row with a FIT to that share of the horizon (whole ticks, at least 1); rates that the
 * kind takes instead of the optimizer's (max_lr, base_lr) to ones around BASE; a container without
 * children gets some. Children are fitted to their own part of the run. For the chooser. */
void lrs_schedule_fit(struct lrs_spec *spec, double horizon, double base);

/* The horizon changes from FROM to TO ticks: what has the value that lrs_schedule_fit gave it for the
 * one gets that for the other; what somebody chose stays. */
void lrs_schedule_refit(struct lrs_spec *spec, double from, double to, double base);
/* SPEC is WAS after one edit. Where both are a warm-up whose ramp ended at its milestone, it goes on
 * doing so, whichever of the two was edited, and the schedule behind it is fitted again. */
void lrs_schedule_tie_warmup(struct lrs_spec *spec, const struct lrs_spec *was, double horizon,
                             double base);

/* What a ReduceLROnPlateau (the first one active, at tick t) has in mind; false where there is none. */
struct lrs_plateau_view {
    double best;         /* infinite before the first metric */
    int64_t bad, patience;
    int64_t left;        /* bad ticks still tolerated: after 0 the next one lowers the rate; -1: none
                          * ever will (optax with patience 0) */
    int64_t cool, cooldown; /* the library's own counter; Keras ignores one tick less */
    double threshold_at; /* a metric must be beyond this to count as better */
    bool max;            /* larger is better */
};
bool lrs_schedule_plateau(const struct lrs_schedule *s, const void *state, double t,
                          struct lrs_plateau_view *view);

#endif

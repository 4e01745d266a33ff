/* Inside the engine floor: slots, each with one run, and what the threads share.
 *
 * One lock guards everything here but what lies inside a slot that is HELD. A slot is held by one
 * thread at a time, worker or caller, for a slice of a few milliseconds at most; only its holder
 * touches the run. Callers go before workers, so that a snapshot waits for one slice, never more. */
#ifndef LRSCOPE_ENGINE_PRIV_H
#define LRSCOPE_ENGINE_PRIV_H

#include <pthread.h>
#include <stdatomic.h>

#include "lrscope/engine.h"

/* ---- pace ---- */

/* How many steps are due: time adds credit, steps use it up. */
struct pace {
    double rate;   /* steps a second, 0 = flat out */
    double credit; /* steps, from 0 to below 1 when none is due */
};
void pace_pass(struct pace *p, double seconds);
/* Lets go of what is long overdue: a program that was suspended does not come back in a burst. */
void pace_forgive(struct pace *p);
/* Whole steps that are due. */
int64_t pace_due(const struct pace *p);
void pace_use(struct pace *p, int64_t steps);
/* Seconds until the next step is due. */
double pace_wait(const struct pace *p);

/* Steps a second, measured over half a second or so. */
struct meter {
    double since;  /* start of the window; < 0 = not started */
    int64_t steps; /* in it */
    double speed;
};
void meter_start(struct meter *m);
void meter_count(struct meter *m, double now, int64_t steps);
double meter_read(const struct meter *m);

/* ---- log ---- */

struct log {
    struct lrs_log_entry *at;
    size_t n, room;
};
void log_add(struct log *l, int run, int64_t step, const char *path, const char *text);
void log_empty(struct log *l); /* keeps the room */
void log_copy(struct log *to, const struct log *from);
void log_clear(struct log *l);

/* ---- slot ---- */

struct queued {
    struct lrs_command cmd;
    struct queued *next;
};

/* Where LRS_CMD_UNTIL lets the run go to. */
struct until {
    bool set, fast;
    struct lrs_condition when;
    int64_t place;
};

/* A state that can be returned to. */
struct place {
    struct lrs_run *run; /* NULL = none */
    struct log log;
};

struct slot {
    /* Guarded by the engine's lock. */
    int id;
    bool held;
    int waiting; /* callers that want to hold it */
    struct queued *first, **last;
    unsigned long served; /* when a worker last held it: turns */
    double due;           /* when a worker should; INFINITY = when something comes */

    /* The holder's. */
    struct lrs_run *run;
    bool running;    /* go on until told otherwise, or the end */
    int64_t goal;    /* step to get to and pause, -1 = none */
    bool goal_first; /* later commands wait for it */
    struct until until;
    struct place place[LRS_PLACES_MAX];
    struct pace pace;
    struct meter meter;
    double clock;  /* of the last slice, for the pace */
    int64_t chunk; /* steps between two looks at the clock */
    struct log log;
    struct lrs_range_test *test;
    struct lrs_finder *finder;
    unsigned found; /* counts results, so that a snapshot sees a new one */
    uint64_t obeyed;
    char message[512];
};

struct slot *slot_new(int id, struct lrs_run *run);
void slot_free(struct slot *s);
/* What the holder does at a step boundary: takes commands that need not wait. */
void slot_obey(struct slot *s, struct lrs_command *cmd);
bool slot_may_obey(const struct slot *s, const struct lrs_command *cmd);
void command_clear(struct lrs_command *cmd);
/* Is there a step to be done, or a test to go on with? */
bool slot_has_work(const struct slot *s);
/* Does that not wait for the pace? */
bool slot_hurries(const struct slot *s);
/* Up to N steps towards the goal, or as the run goes; notes where an end is reached. */
int64_t slot_advance(struct slot *s, int64_t n);
/* Notes STEPS that were done by NOW. */
void slot_count(struct slot *s, double now, int64_t steps);

/* ---- engine ---- */

struct lrs_engine {
    pthread_mutex_t lock;
    pthread_cond_t work;     /* for workers: something may be due */
    pthread_cond_t released; /* for callers: a slot is free */
    int n_threads;
    pthread_t *threads;
    bool stop;
    int alive;         /* workers that have not ended */
    struct slot **slots;
    size_t n_slots, room;
    int last_id;
    unsigned long turns;
    int wake[2];       /* -1: synchronous */
    atomic_bool awake; /* a byte lies in the pipe */
    double clock;      /* synchronous: its own seconds */
};

double engine_now(const struct lrs_engine *e);
/* Holds the slot of a run; NULL where there is none. */
struct slot *engine_hold(struct lrs_engine *e, int run);
/* The same, but waits PATIENCE seconds at most; *BUSY: there is one, and it is not to be had yet. */
struct slot *engine_try_hold(struct lrs_engine *e, int run, double patience, bool *busy);
void engine_release(struct lrs_engine *e, struct slot *s);
/* The next command of a held slot that need not wait; the caller clears it. */
bool engine_next_command(struct lrs_engine *e, struct slot *s, struct lrs_command *cmd);
/* Makes the wake descriptor readable; and not readable any more. */
void engine_wake(struct lrs_engine *e);
void engine_drain(struct lrs_engine *e);
void *worker_main(void *engine);
int processors(void);

#endif

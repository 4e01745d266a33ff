/* Workers: each takes the slot whose turn it is, obeys its commands, lets it train for a slice, and
 * puts it back. With nothing due they sleep, until a command comes or a paced step is due. */
#include <math.h>
#include <time.h>

#include "engine_priv.h"

static const double SLICE = 0.002; /* seconds that a slot is held, unless one step is longer */
static const double LOOK = 0.0002; /* and about as long between looks at the clock */

/* The slot to serve: the one longest without a turn among those that are due. Without one, *NEXT is
 * when the first will be. The lock is held. */
static struct slot *pick(struct lrs_engine *e, double now, double *next)
{
    struct slot *best = NULL;
    *next = INFINITY;
    for (size_t i = 0; i < e->n_slots; i++) {
        struct slot *s = e->slots[i];
        if (s->held || s->waiting > 0)
            continue;
        if (s->due > now)
            *next = fmin(*next, s->due);
        else if (!best || s->served < best->served)
            best = s;
    }
    return best;
}

static void wait_until(struct lrs_engine *e, double when)
{
    if (isinf(when)) {
        pthread_cond_wait(&e->work, &e->lock);
        return;
    }
    struct timespec t = {.tv_sec = (time_t)floor(when)};
    t.tv_nsec = (long)((when - floor(when)) * 1e9);
    pthread_cond_timedwait(&e->work, &e->lock, &t);
}

/* As many steps between two looks at the clock as take LOOK seconds, going by the last ones; grows
 * by doubling, so that one cheap step does not stand for many dear ones. */
static void fit_chunk(struct slot *s, int64_t steps, double seconds)
{
    double fits = LOOK * (double)steps / fmax(seconds, 1e-9);
    s->chunk = (int64_t)fmax(1, fmin(fits, 2 * (double)s->chunk));
}

/* Up to N steps, for a slice; returns how many. */
static int64_t train(struct lrs_engine *e, struct slot *s, int64_t n)
{
    double begin = engine_now(e), now = begin;
    int64_t done = 0;
    while (done < n && now - begin < SLICE && slot_has_work(s)) {
        int64_t chunk = s->test ? 1 : s->chunk < n - done ? s->chunk : n - done;
        int64_t steps = slot_advance(s, chunk);
        double before = now;
        now = engine_now(e);
        done += steps;
        if (steps > 0)
            fit_chunk(s, steps, now - before);
    }
    return done;
}

/* A slice; returns when the slot is due again. */
static double serve(struct lrs_engine *e, struct slot *s)
{
    struct lrs_command cmd;
    bool was_running = s->running;
    while (engine_next_command(e, s, &cmd)) {
        slot_obey(s, &cmd);
        command_clear(&cmd);
    }
    if (!slot_has_work(s))
        return INFINITY;
    double now = engine_now(e);
    if (slot_hurries(s) || s->pace.rate <= 0) {
        int64_t steps = train(e, s, INT64_MAX);
        s->clock = engine_now(e);
        slot_count(s, s->clock, steps);
        return 0;
    }
    if (was_running)
        pace_pass(&s->pace, now - s->clock);
    pace_forgive(&s->pace);
    s->clock = now;
    int64_t steps = train(e, s, pace_due(&s->pace));
    slot_count(s, engine_now(e), steps);
    if (!slot_has_work(s))
        return INFINITY;
    return pace_due(&s->pace) > 0 ? 0 : now + pace_wait(&s->pace);
}

void *worker_main(void *engine)
{
    struct lrs_engine *e = engine;
    pthread_mutex_lock(&e->lock);
    while (!e->stop) {
        double next, due;
        struct slot *s = pick(e, engine_now(e), &next);
        if (!s) {
            wait_until(e, next);
            continue;
        }
        s->held = true;
        s->served = ++e->turns;
        s->due = INFINITY;
        pthread_mutex_unlock(&e->lock);
        due = serve(e, s);
        engine_wake(e);
        pthread_mutex_lock(&e->lock);
        s->due = s->first ? 0 : due; /* a command may have come meanwhile */
        s->held = false;
        pthread_cond_broadcast(&e->released);
    }
    e->alive--;
    pthread_cond_broadcast(&e->released);
    pthread_mutex_unlock(&e->lock);
    return NULL;
}

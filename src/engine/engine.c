/* The engine: the list of slots, who holds one, the queue of commands, the wake pipe, and the
 * synchronous pump. */
#include "lrscope/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine_priv.h"
#include "lrscope/mem.h"

double engine_now(const struct lrs_engine *e)
{
    if (e->n_threads == 0)
        return e->clock;
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static const double END_PATIENCE = 0.25; /* seconds that the workers have to end in, or a step */

int processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 1 ? n < 1024 ? (int)n : 1024 : 1;
}

/* ---- start and end ---- */

static void init_locks(struct lrs_engine *e)
{
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_mutex_init(&e->lock, NULL);
    pthread_cond_init(&e->work, &attr);
    pthread_cond_init(&e->released, &attr);
    pthread_condattr_destroy(&attr);
}

static void open_pipe(struct lrs_engine *e)
{
    if (pipe(e->wake) != 0)
        lrs_die("cannot make a pipe: %s", strerror(errno));
    for (int i = 0; i < 2; i++) {
        fcntl(e->wake[i], F_SETFL, fcntl(e->wake[i], F_GETFL) | O_NONBLOCK);
        fcntl(e->wake[i], F_SETFD, FD_CLOEXEC);
    }
}

static void start_threads(struct lrs_engine *e, int jobs)
{
    e->threads = LRS_ARRAY(pthread_t, (size_t)jobs);
    /* Workers read n_threads, so it is set before they are there. */
    e->n_threads = e->alive = jobs;
    for (int i = 0; i < jobs; i++) {
        int error = pthread_create(&e->threads[i], NULL, worker_main, e);
        if (error)
            lrs_die("cannot start a thread: %s", strerror(error));
    }
}

struct lrs_engine *lrs_engine_new(int jobs)
{
    struct lrs_engine *e = LRS_NEW(struct lrs_engine);
    e->wake[0] = e->wake[1] = -1;
    atomic_init(&e->awake, false);
    init_locks(e);
    if (jobs < 0)
        jobs = processors();
    if (jobs > 0) {
        open_pipe(e);
        start_threads(e, jobs);
    }
    return e;
}

static struct timespec after(double seconds)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    double nanoseconds = (double)t.tv_nsec + 1e9 * seconds;
    t.tv_sec += (time_t)(nanoseconds / 1e9);
    t.tv_nsec = (long)fmod(nanoseconds, 1e9);
    return t;
}

/* Tells the workers to end; false where one has not done so in time. */
static bool stop_workers(struct lrs_engine *e)
{
    const struct timespec end = after(END_PATIENCE);
    pthread_mutex_lock(&e->lock);
    e->stop = true;
    pthread_cond_broadcast(&e->work);
    int error = 0;
    while (e->alive > 0 && !error)
        error = pthread_cond_timedwait(&e->released, &e->lock, &end);
    bool ended = e->alive == 0;
    pthread_mutex_unlock(&e->lock);
    for (int i = 0; i < e->n_threads; i++)
        if (ended)
            pthread_join(e->threads[i], NULL);
        else
            pthread_detach(e->threads[i]);
    return ended;
}

bool lrs_engine_free(struct lrs_engine *e)
{
    if (!e)
        return true;
    if (!stop_workers(e))
        return false;
    for (size_t i = 0; i < e->n_slots; i++)
        slot_free(e->slots[i]);
    for (int i = 0; i < 2 && e->wake[i] >= 0; i++)
        close(e->wake[i]);
    pthread_cond_destroy(&e->work);
    pthread_cond_destroy(&e->released);
    pthread_mutex_destroy(&e->lock);
    lrs_free(e->threads);
    lrs_free(e->slots);
    lrs_free(e);
    return true;
}

/* ---- wake ---- */

int lrs_engine_wake_fd(const struct lrs_engine *e)
{
    return e->wake[0];
}

void engine_wake(struct lrs_engine *e)
{
    if (e->wake[1] < 0 || atomic_exchange(&e->awake, true))
        return;
    ssize_t written = write(e->wake[1], "", 1);
    (void)written; /* a full pipe wakes as well */
}

/* Drained first and cleared then: a wake in between is either in the pipe or seen by what the
 * caller looks at next. */
void engine_drain(struct lrs_engine *e)
{
    char bytes[16];
    if (e->wake[0] < 0)
        return;
    while (read(e->wake[0], bytes, sizeof bytes) > 0)
        ;
    atomic_store(&e->awake, false);
}

/* ---- slots ---- */

static struct slot *find_slot(const struct lrs_engine *e, int run)
{
    for (size_t i = 0; i < e->n_slots; i++)
        if (e->slots[i]->id == run)
            return e->slots[i];
    return NULL;
}

struct slot *engine_try_hold(struct lrs_engine *e, int run, double patience, bool *busy)
{
    const struct timespec end = after(patience);
    int error = 0;
    pthread_mutex_lock(&e->lock);
    struct slot *s = find_slot(e, run);
    *busy = false;
    if (s) {
        s->waiting++;
        while (s->held && !error)
            error = pthread_cond_timedwait(&e->released, &e->lock, &end);
        s->waiting--;
        *busy = s->held;
        s->held = true;
    }
    pthread_mutex_unlock(&e->lock);
    return *busy ? NULL : s;
}

struct slot *engine_hold(struct lrs_engine *e, int run)
{
    struct slot *s;
    bool busy;
    do
        s = engine_try_hold(e, run, 1, &busy);
    while (busy);
    return s;
}

void engine_release(struct lrs_engine *e, struct slot *s)
{
    pthread_mutex_lock(&e->lock);
    s->held = false;
    pthread_cond_broadcast(&e->released);
    pthread_cond_signal(&e->work); /* a worker may have passed it over */
    pthread_mutex_unlock(&e->lock);
}

int lrs_engine_add(struct lrs_engine *e, const struct lrs_experiment *exp, struct lrs_err *err)
{
    struct lrs_run *run = lrs_run_new(exp, err);
    if (!run)
        return 0;
    pthread_mutex_lock(&e->lock);
    if (e->n_slots == e->room) {
        size_t room = e->room ? 2 * e->room : 8;
        e->slots = lrs_resize(e->slots, e->room, room, sizeof(struct slot *));
        e->room = room;
    }
    int id = ++e->last_id;
    e->slots[e->n_slots++] = slot_new(id, run);
    pthread_mutex_unlock(&e->lock);
    return id;
}

void lrs_engine_remove(struct lrs_engine *e, int run)
{
    bool busy;
    struct slot *s = engine_try_hold(e, run, END_PATIENCE, &busy);
    if (!s)
        return;
    pthread_mutex_lock(&e->lock);
    size_t i = 0;
    while (e->slots[i] != s)
        i++;
    memmove(e->slots + i, e->slots + i + 1, (e->n_slots - i - 1) * sizeof(struct slot *));
    e->n_slots--;
    pthread_mutex_unlock(&e->lock);
    slot_free(s);
}

int lrs_engine_runs(struct lrs_engine *e, int *runs, int max)
{
    pthread_mutex_lock(&e->lock);
    int n = (int)e->n_slots;
    for (int i = 0; i < n && i < max; i++)
        runs[i] = e->slots[i]->id;
    pthread_mutex_unlock(&e->lock);
    return n;
}

/* ---- commands ---- */

void lrs_engine_send(struct lrs_engine *e, struct lrs_command *cmd)
{
    struct queued *q = LRS_NEW(struct queued);
    q->cmd = *cmd;
    cmd->exp = NULL;
    pthread_mutex_lock(&e->lock);
    struct slot *s = find_slot(e, q->cmd.run);
    if (s) {
        *s->last = q;
        s->last = &q->next;
        s->due = 0;
        pthread_cond_signal(&e->work);
    }
    pthread_mutex_unlock(&e->lock);
    if (!s) {
        command_clear(&q->cmd);
        lrs_free(q);
    }
}

bool engine_next_command(struct lrs_engine *e, struct slot *s, struct lrs_command *cmd)
{
    pthread_mutex_lock(&e->lock);
    struct queued *q = s->first;
    if (q && slot_may_obey(s, &q->cmd)) {
        s->first = q->next;
        if (!s->first)
            s->last = &s->first;
    } else {
        q = NULL;
    }
    pthread_mutex_unlock(&e->lock);
    if (!q)
        return false;
    *cmd = q->cmd;
    lrs_free(q);
    return true;
}

/* ---- synchronous ---- */

/* Everything that was asked for and does not take time by the engine's clock. */
static void settle(struct lrs_engine *e, struct slot *s)
{
    struct lrs_command cmd;
    bool more = true;
    while (more) {
        more = engine_next_command(e, s, &cmd);
        if (more) {
            slot_obey(s, &cmd);
            command_clear(&cmd);
        }
        while (slot_has_work(s) && slot_hurries(s)) {
            slot_advance(s, 1000);
            more = true;
        }
    }
}

void lrs_engine_pump(struct lrs_engine *e, double seconds)
{
    if (e->n_threads > 0)
        LRS_BUG("only a synchronous engine is pumped");
    for (size_t i = 0; i < e->n_slots; i++) {
        struct slot *s = e->slots[i];
        settle(e, s);
        if (!slot_has_work(s) || !(seconds > 0))
            continue;
        meter_count(&s->meter, e->clock, 0);
        pace_pass(&s->pace, seconds);
        slot_count(s, e->clock + seconds, slot_advance(s, pace_due(&s->pace)));
    }
    e->clock += seconds > 0 ? seconds : 0;
}

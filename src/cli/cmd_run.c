/* lrscope run: headless training. One row a step (or each K-th), the end of every epoch, the last.
 *
 * Every run is a job. A single one writes its rows as they come; with --compare the jobs run in
 * parallel, keep their rows, and are written in order, so that threads do not show. */
#include <math.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"
#include "lrscope/engine.h"
#include "lrscope/mem.h"

enum { COLUMNS_MAX = 10, ROWS_KEPT_MAX = 20000000 };

struct row {
    int64_t step, epoch;
    double lr, loss, val_loss, val_accuracy, x[2], momentum;
};

/* What is done of all jobs together; shown on stderr while it lasts, if that is a terminal. */
struct progress {
    bool shown;
    int64_t total;
    atomic_llong done;
    atomic_llong next_ms;
};

struct job {
    struct lrs_run *run;
    int64_t every;
    struct progress *progress;
    /* Either a table to write to at once, or rows to keep. */
    struct writer *writer;
    struct row *rows;
    size_t n, room;
};

struct writer {
    struct cli_out out;
    struct lrs_table table;
    bool place, momentum, compare; /* has columns x,y; momentum; run */
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Called by any job after some steps; one of them, ten times a second, prints. */
static void advance_progress(struct progress *p, int64_t steps)
{
    long long done = atomic_fetch_add(&p->done, steps) + steps;
    long long next = atomic_load(&p->next_ms);
    int64_t now;
    if (!p->shown || (now = now_ms()) < next ||
        !atomic_compare_exchange_strong(&p->next_ms, &next, now + 100))
        return;
    fprintf(stderr, "\r%3lld%%  %lld of %lld steps", 100 * done / (long long)p->total, done,
            (long long)p->total);
}

/* Empty where it is NaN. */
static struct lrs_cell_value known(double x)
{
    return (struct lrs_cell_value){.type = isnan(x) ? LRS_OUT_NONE : LRS_OUT_REAL, .real = x};
}

static void write_row(struct writer *w, const struct row *r, int run)
{
    struct lrs_cell_value cell[COLUMNS_MAX] = {
        {.type = LRS_OUT_INT, .integer = r->step},
        {.type = LRS_OUT_INT, .integer = r->epoch},
        {.type = LRS_OUT_REAL, .real = r->lr},
        {.type = LRS_OUT_REAL, .real = r->loss},
        known(r->val_loss),
        known(r->val_accuracy),
    };
    int n = 6;
    for (int i = 0; w->place && i < 2; i++)
        cell[n++] = (struct lrs_cell_value){.type = LRS_OUT_REAL, .real = r->x[i]};
    if (w->momentum)
        cell[n++] = known(r->momentum);
    if (w->compare)
        cell[n++] = (struct lrs_cell_value){.type = LRS_OUT_INT, .integer = run};
    lrs_table_row(&w->table, cell);
}

static void emit(struct job *job, const struct row *r)
{
    if (job->writer) {
        write_row(job->writer, r, 0);
        return;
    }
    if (job->n == job->room) {
        size_t room = job->room ? 2 * job->room : 256;
        job->rows = lrs_resize(job->rows, job->room, room, sizeof *job->rows);
        job->room = room;
    }
    job->rows[job->n++] = *r;
}

/* The next step from STEP on that gets a row. */
static int64_t next_row(const struct lrs_run_info *info, int64_t every)
{
    int64_t step = info->step, per_epoch = info->clock.steps_per_epoch;
    int64_t next = (step + every - 1) / every * every;
    int64_t last = info->clock.steps - 1;
    if (info->n_val > 0) {
        int64_t epoch_end = step / per_epoch * per_epoch + per_epoch - 1;
        next = epoch_end < next ? epoch_end : next;
    }
    return next < last ? next : last;
}

/* The row of the last update, or of the loss that ended the run; BEFORE it the run was there, with the
 * momentum that was in force. */
static void report(struct job *job, const struct lrs_run_info *before,
                   const struct lrs_run_info *info)
{
    bool diverged = info->state == LRS_DIVERGED;
    int64_t step = diverged ? info->diverged_at : info->step - 1;
    int64_t per_epoch = info->clock.steps_per_epoch;
    bool validated = !diverged && (step + 1) % per_epoch == 0 && info->n_val > 0;
    emit(job, &(struct row){
                  .step = step,
                  .epoch = step / per_epoch,
                  .lr = info->last_lr,
                  .loss = info->last_loss,
                  .val_loss = validated ? info->val_loss : (double)NAN,
                  .val_accuracy = validated ? info->val_accuracy : (double)NAN,
                  .x = {before->x[0], before->x[1]},
                  .momentum = before->momentum,
              });
}

static void run_job(void *arg, int i)
{
    struct job *job = (struct job *)arg + i;
    struct lrs_run_info info;
    lrs_run_info(job->run, &info);
    while (info.state < LRS_DONE) {
        struct lrs_run_info before;
        int64_t did = lrs_run_advance(job->run, next_row(&info, job->every) - info.step);
        lrs_run_info(job->run, &before);
        did += lrs_run_advance(job->run, 1);
        lrs_run_info(job->run, &info);
        if (info.state != LRS_FAILED)
            report(job, &before, &info);
        advance_progress(job->progress, did);
        if (job->writer && cli_out_broken(&job->writer->out))
            return;
    }
}

static struct lrs_run *make_run(const struct cli_args *args, const struct cli_scene *s, int i,
                                struct lrs_err *err)
{
    struct lrs_run *run = NULL;
    struct lrs_experiment *e = lrs_experiment_copy(s->scene->exp);
    bool ok = true;
    if (i > 0) {
        struct lrs_spec *spec =
            lrs_lua_spec(s->lua, LRS_SCHEDULE, args->compare[i - 1], "--compare", err);
        ok = spec != NULL;
        if (ok)
            lrs_experiment_put(e, LRS_SCHEDULE, spec);
        ok = ok && lrs_experiment_check(e, err) && lrs_lua_tabulate(s->lua, e, err);
    }
    if (ok)
        run = lrs_run_new(e, err);
    lrs_experiment_free(e);
    return run;
}

/* Which number is which schedule, for those who read along. */
static void say_runs(const struct job *jobs, int n)
{
    for (int i = 0; i < n && n > 1; i++) {
        struct lrs_str text = {0};
        lrs_spec_print(lrs_run_experiment(jobs[i].run)->part[LRS_SCHEDULE], false, &text);
        fprintf(stderr, "run %d: %s\n", i, lrs_str_text(&text));
        lrs_str_clear(&text);
    }
}

static void begin_table(struct writer *w, const struct cli_args *args, const struct job *jobs,
                        int n_jobs, const char **column)
{
    static const char *const always[] = {"step",       "epoch",    "lr",
                                         "train_loss", "val_loss", "val_accuracy"};
    const struct lrs_surface *surface = lrs_run_surface(jobs[0].run);
    int n = 0;
    for (; n < 6; n++)
        column[n] = always[n];
    w->place = surface && surface->about.dim == 2;
    for (int i = 0; i < n_jobs; i++)
        w->momentum |= lrs_run_drives_momentum(jobs[i].run);
    w->compare = args->n_compare > 0;
    if (w->place) {
        column[n++] = "x";
        column[n++] = "y";
    }
    if (w->momentum)
        column[n++] = "momentum";
    if (w->compare)
        column[n++] = "run";
    lrs_table_begin(&w->table, w->out.f, (enum lrs_format)args->format, column, n);
}

static void train(struct job *jobs, int n, struct writer *w, const struct cli_args *args)
{
    struct progress progress = {.next_ms = now_ms() + 500};
    const char *column[COLUMNS_MAX];

    progress.shown = isatty(STDERR_FILENO) && (args->output || !isatty(STDOUT_FILENO));
    begin_table(w, args, jobs, n, column);
    for (int i = 0; i < n; i++) {
        struct lrs_run_info info;
        lrs_run_info(jobs[i].run, &info);
        progress.total += info.clock.steps;
        jobs[i].every = args->every;
        jobs[i].progress = &progress;
        jobs[i].writer = n == 1 ? w : NULL;
    }
    lrs_parallel(n == 1 ? 1 : (int)args->jobs, n, run_job, jobs);
    if (progress.shown)
        fputs("\r\033[K", stderr);
    for (int i = 0; i < n && n > 1; i++)
        for (size_t k = 0; k < jobs[i].n && !cli_out_broken(&w->out); k++)
            write_row(w, &jobs[i].rows[k], i);
    lrs_table_end(&w->table);
}

/* A run that ended badly, unless the scene is about that. */
static int judge(const struct job *jobs, int n, const char *expect)
{
    int status = CLI_DONE;
    for (int i = 0; i < n; i++) {
        struct lrs_run_info info;
        lrs_run_info(jobs[i].run, &info);
        bool bad = info.state == LRS_DIVERGED || info.state == LRS_FAILED;
        if (!bad || (expect && !strcmp(expect, lrs_state_name(info.state))))
            continue;
        status = cli_failf(CLI_FAILED, "the run %s at step %lld: %s", lrs_state_name(info.state),
                           (long long)info.step, info.reason);
    }
    return status;
}

/* Rows of a comparison lie in memory until all runs are over. */
static bool check_rows(const struct cli_args *args, const struct job *jobs, int n,
                       struct lrs_err *err)
{
    int64_t rows = 0;
    for (int i = 0; i < n && n > 1; i++) {
        struct lrs_run_info info;
        lrs_run_info(jobs[i].run, &info);
        rows += info.clock.steps / args->every;
    }
    return rows <= ROWS_KEPT_MAX ||
           lrs_fail(err, "a comparison of %lld rows is too long; print fewer with --every K",
                    (long long)rows);
}

static int run_all(const struct cli_args *args, const struct cli_scene *s, struct job *jobs, int n)
{
    struct lrs_err err = {{0}};
    struct writer w = {0};
    for (int i = 0; i < n; i++)
        if (!(jobs[i].run = make_run(args, s, i, &err)))
            return cli_fail(CLI_USAGE, &err);
    if (!check_rows(args, jobs, n, &err))
        return cli_fail(CLI_USAGE, &err);
    if (!cli_out_begin(&w.out, args->output, &err))
        return cli_fail(CLI_FAILED, &err);
    say_runs(jobs, n);
    train(jobs, n, &w, args);
    if (!cli_out_end(&w.out, &err))
        return cli_fail(CLI_FAILED, &err);
    return judge(jobs, n, s->scene->expect);
}

int cli_run(const struct cli_args *args)
{
    struct lrs_err err = {{0}};
    struct cli_scene scene;
    int n = 1 + args->n_compare;
    if (!cli_scene_open(args, &scene, &err))
        return cli_fail(CLI_USAGE, &err);
    cli_scene_warn(&scene);
    struct job *jobs = LRS_ARRAY(struct job, (size_t)n);
    int status = run_all(args, &scene, jobs, n);
    for (int i = 0; i < n; i++) {
        lrs_run_free(jobs[i].run);
        lrs_free(jobs[i].rows);
    }
    lrs_free(jobs);
    cli_scene_close(&scene);
    return status;
}

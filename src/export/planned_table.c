/* The rates of a whole run as rows: without training where it does not matter, else with. */
#include "export_priv.h"

#include <math.h>

#include "lrscope/mem.h"
#include "lrscope/run.h"

static const char *const columns[] = {"step", "epoch", "lr", "momentum"};

/* MOMENTUM: empty where it is NaN, and left out where the table has no column for it. */
static void write_row(struct lrs_table *table, int64_t step, int64_t epoch, double lr,
                      double momentum)
{
    lrs_table_row(table,
                  (struct lrs_cell_value[]){
                      {.type = LRS_OUT_INT, .integer = step},
                      {.type = LRS_OUT_INT, .integer = epoch},
                      {.type = LRS_OUT_REAL, .real = lr},
                      {.type = isnan(momentum) ? LRS_OUT_NONE : LRS_OUT_REAL, .real = momentum},
                  });
}

/* ---- planned ---- */

static void plan_rows(const struct lrs_schedule *s, const struct lrs_clock *clock, double base,
                      struct lrs_table *table)
{
    void *state = lrs_alloc(1, lrs_schedule_state_size(s));
    lrs_schedule_reset(s, state, base);
    for (int64_t step = 0; step < clock->steps && !ferror(table->out); step++) {
        int64_t epoch = step / clock->steps_per_epoch, tick = clock->per_step ? step : epoch;
        bool over = clock->per_step || (step + 1) % clock->steps_per_epoch == 0;
        write_row(table, step, epoch, lrs_schedule_rate(s, state, base, (double)tick),
                  lrs_schedule_momentum(s, state, (double)tick));
        if (over)
            lrs_schedule_observe(s, state, base, (double)tick, (double)NAN);
    }
    lrs_free(state);
}

static bool write_plan(const struct lrs_experiment *e, const struct lrs_schedule *s,
                       const struct lrs_clock *clock, struct lrs_table *table)
{
    const struct lrs_optimizer_class *optimizer =
        (const struct lrs_optimizer_class *)e->part[LRS_OPTIMIZER]->kind;
    bool momentum = optimizer->driven && lrs_schedule_drives_momentum(s);
    lrs_table_begin(table, table->out, table->format, columns, momentum ? 4 : 3);
    plan_rows(s, clock, lrs_optimizer_lr(e->part[LRS_OPTIMIZER]), table);
    lrs_table_end(table);
    return true;
}

/* ---- trained ---- */

static bool write_run(const struct lrs_experiment *e, struct lrs_table *table, struct lrs_err *err)
{
    struct lrs_run_info info;
    struct lrs_run *run = lrs_run_new(e, err);
    if (!run)
        return false;
    lrs_table_begin(table, table->out, table->format, columns,
                    lrs_run_drives_momentum(run) ? 4 : 3);
    for (lrs_run_info(run, &info); info.state < LRS_DONE && !ferror(table->out);
         lrs_run_info(run, &info)) {
        write_row(table, info.step, info.epoch, info.lr, info.momentum);
        lrs_run_step(run);
    }
    lrs_table_end(table);
    if (info.state == LRS_DIVERGED || info.state == LRS_FAILED)
        lrs_fail(err, "the rates end at step %lld, where the run %s: %s",
                 (long long)info.diverged_at, lrs_state_name(info.state), info.reason);
    lrs_run_free(run);
    return true;
}

bool lrs_planned_write(const struct lrs_experiment *e, enum lrs_format format, FILE *out,
                       struct lrs_err *err)
{
    int64_t rows;
    if (!lrs_experiment_rows(e, &rows, err))
        return false;
    struct lrs_table table = {.out = out, .format = format};
    struct lrs_clock clock = lrs_experiment_clock(e, rows);
    struct lrs_schedule *s = lrs_schedule_new(e->part[LRS_SCHEDULE], (double)clock.ticks);
    bool ok =
        lrs_schedule_takes_metric(s) ? write_run(e, &table, err) : write_plan(e, s, &clock, &table);
    lrs_schedule_free(s);
    return ok;
}

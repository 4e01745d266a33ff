/* The rates of a whole run as rows, without training. */
#include "export_priv.h"

#include <math.h>

#include "lrscope/mem.h"

static void write_rows(const struct lrs_schedule *s, const struct lrs_clock *clock, double base,
                       bool momentum, struct lrs_table *table)
{
    void *state = lrs_alloc(1, lrs_schedule_state_size(s));
    lrs_schedule_reset(s, state, base);
    for (int64_t step = 0; step < clock->steps && !ferror(table->out); step++) {
        int64_t epoch = step / clock->steps_per_epoch, tick = clock->per_step ? step : epoch;
        bool over = clock->per_step || (step + 1) % clock->steps_per_epoch == 0;
        struct lrs_cell_value cell[4] = {{.type = LRS_OUT_INT, .integer = step},
                                         {.type = LRS_OUT_INT, .integer = epoch},
                                         {.type = LRS_OUT_REAL},
                                         {.type = LRS_OUT_NONE}};
        cell[2].real = lrs_schedule_rate(s, state, base, (double)tick);
        if (momentum)
            cell[3].real = lrs_schedule_momentum(s, state, (double)tick);
        if (momentum && !isnan(cell[3].real))
            cell[3].type = LRS_OUT_REAL;
        lrs_table_row(table, cell);
        if (over)
            lrs_schedule_observe(s, state, base, (double)tick, (double)NAN);
    }
    lrs_free(state);
}

bool lrs_planned_write(const struct lrs_experiment *e, enum lrs_format format, FILE *out,
                       struct lrs_err *err)
{
    static const char *const columns[] = {"step", "epoch", "lr", "momentum"};
    const struct lrs_optimizer_class *optimizer =
        (const struct lrs_optimizer_class *)e->part[LRS_OPTIMIZER]->kind;
    int64_t rows;
    if (!lrs_experiment_rows(e, &rows, err))
        return false;
    struct lrs_clock clock = lrs_experiment_clock(e, rows);
    struct lrs_schedule *s = lrs_schedule_new(e->part[LRS_SCHEDULE], (double)clock.ticks);
    bool ok = !lrs_schedule_takes_metric(s) ||
              lrs_fail(err, "%s looks at the loss: only training shows its rates (lrscope run)",
                       s->class->kind.name);
    if (ok) {
        bool momentum = optimizer->driven && lrs_schedule_drives_momentum(s);
        struct lrs_table table;
        lrs_table_begin(&table, out, format, columns, momentum ? 4 : 3);
        write_rows(s, &clock, lrs_optimizer_lr(e->part[LRS_OPTIMIZER]), momentum, &table);
        lrs_table_end(&table);
    }
    lrs_schedule_free(s);
    return ok;
}

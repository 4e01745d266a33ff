/* Runs side by side: the settings of a beat beside the run in focus, each in a run of its own whose
 * curve is among those kept; and the verdict on them over many seeds. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* Gradients of single rows that the run takes; on a landscape, one a step. */
static double budget_of(const struct lrs_experiment *e, int64_t rows)
{
    struct lrs_clock clock = lrs_experiment_clock(e, rows);
    double steps = (double)clock.steps, per = (double)clock.steps_per_epoch;
    if (rows == 0)
        return steps;
    double epochs = floor(steps / per), rest = steps - epochs * per;
    return epochs * (double)rows + rest * (double)lrs_experiment_train(e).batch;
}

static bool check_budgets(struct lrs_ui *ui, const struct lrs_beat *b,
                          struct lrs_experiment *const *exp, struct lrs_err *err)
{
    for (int i = 0; i < b->n_compared; i++) {
        int64_t rows;
        if (!lrs_experiment_rows(exp[i], &rows, err))
            return false;
        double budget = budget_of(exp[i], rows), *all = &ui->course->budget[ui->course->at];
        if (i > 0 && budget != *all)
            return lrs_fail(err,
                            "'%s' takes %.0f gradients and '%s' %.0f; only equal budgets compare",
                            b->compared[0].name, *all, b->compared[i].name, budget);
        *all = budget;
    }
    return true;
}

static void send(struct lrs_ui *ui, const struct lrs_rival *r, enum lrs_command_type type,
                 double value)
{
    struct lrs_command cmd = {.type = type, .run = r->run, .n = -1, .value = value};
    if (type == LRS_CMD_PACE)
        cmd.value *= r->share;
    if (type == LRS_CMD_UNTIL) {
        cmd.until = (struct lrs_condition){LRS_FIG_DONE, LRS_ABOVE, 0};
        cmd.fast = value > 0;
    }
    if (r->run > 0)
        lrs_engine_send(ui->engine, &cmd);
}

/* STEPS are those of the run in focus. */
static bool add_rival(struct lrs_ui *ui, const char *name, const struct lrs_experiment *exp,
                      double steps, struct lrs_err *err)
{
    struct lrs_course *c = ui->course;
    int run = lrs_engine_add(ui->engine, exp, err);
    if (run == 0)
        return false;
    struct lrs_rival *r = &c->rival[c->n_rivals++];
    *r = (struct lrs_rival){.run = run, .trace = lrs_trace_new(name, exp)};
    lrs_trace_follow(ui, r->trace, run);
    r->share = (double)r->trace->info.clock.steps / steps;
    lrs_keep_newest(ui, lrs_trace_share(r->trace));
    send(ui, r, LRS_CMD_PACE, ui->pace);
    send(ui, r, LRS_CMD_UNTIL, lrs_engine_wake_fd(ui->engine) < 0);
    return true;
}

bool lrs_rivals_start(struct lrs_ui *ui, const struct lrs_beat *b,
                      struct lrs_experiment *const *exp, struct lrs_err *err)
{
    struct lrs_course *c = ui->course;
    int64_t rows;
    if (!check_budgets(ui, b, exp, err) || !lrs_experiment_rows(exp[0], &rows, err))
        return false;
    double steps = (double)lrs_experiment_clock(exp[0], rows).steps;
    for (int i = 1; i < b->n_compared; i++)
        if (!add_rival(ui, b->compared[i].name, exp[i], steps, err))
            return false;
    if (b->seeds > 0 && c->verdict[c->at].seeds == 0) {
        lrs_trials_free(c->trials);
        c->trials = lrs_trials_new(ui->engine, (const struct lrs_experiment *const *)exp,
                                   b->n_compared, b->seeds);
        c->tried = c->at;
    }
    return true;
}

void lrs_rivals_send(struct lrs_ui *ui, enum lrs_command_type type, double value)
{
    const struct lrs_course *c = ui->course;
    bool shared = type == LRS_CMD_RUN || type == LRS_CMD_PAUSE || type == LRS_CMD_PACE;
    for (int i = 0; shared && i < c->n_rivals; i++)
        send(ui, &c->rival[i], type, value);
}

void lrs_rivals_hurry(struct lrs_ui *ui)
{
    for (int i = 0; i < ui->course->n_rivals; i++)
        send(ui, &ui->course->rival[i], LRS_CMD_UNTIL, 1);
}

static void remove_rival(struct lrs_ui *ui, struct lrs_rival *r)
{
    if (r->run > 0)
        lrs_engine_remove(ui->engine, r->run);
    r->run = 0;
}

void lrs_rivals_stop(struct lrs_ui *ui)
{
    struct lrs_course *c = ui->course;
    while (c->n_rivals > 0) {
        struct lrs_rival *r = &c->rival[--c->n_rivals];
        remove_rival(ui, r);
        lrs_trace_free(r->trace);
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_of(const double *loss, int n)
{
    double sorted[LRS_SEEDS_MAX];
    memcpy(sorted, loss, (size_t)n * sizeof *loss);
    qsort(sorted, (size_t)n, sizeof *sorted, by_size);
    return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/* A seed is won by the lowest final loss; by nobody where two share it. */
static void judge(struct lrs_ui *ui)
{
    struct lrs_course *c = ui->course;
    const struct lrs_beat *b = &c->lesson->beat[c->tried];
    struct lrs_verdict *v = &c->verdict[c->tried];
    *v = (struct lrs_verdict){.n = b->n_compared, .seeds = b->seeds};
    for (int s = 0; s < b->seeds; s++) {
        int best = 0, shared = 0;
        for (int i = 0; i < v->n; i++)
            if (lrs_trials_losses(c->trials, i)[s] < lrs_trials_losses(c->trials, best)[s])
                best = i;
        for (int i = 0; i < v->n; i++)
            shared += lrs_trials_losses(c->trials, i)[s] == lrs_trials_losses(c->trials, best)[s];
        v->wins[best] += shared == 1;
    }
    for (int i = 0; i < v->n; i++)
        v->median[i] = median_of(lrs_trials_losses(c->trials, i), b->seeds);
    lrs_trials_free(c->trials);
    c->trials = NULL;
}

bool lrs_rivals_look(struct lrs_ui *ui)
{
    struct lrs_course *c = ui->course;
    bool over = true;
    int all;
    for (int i = 0; i < c->n_rivals; i++) {
        struct lrs_rival *r = &c->rival[i];
        if (r->run == 0)
            continue;
        lrs_trace_follow(ui, r->trace, r->run);
        enum lrs_state state = r->trace->info.state;
        ui->reactions |= LRS_UI_REDRAW;
        if (state == LRS_DONE || state == LRS_DIVERGED || state == LRS_FAILED)
            remove_rival(ui, r);
        else
            over = false;
    }
    if (c->trials && lrs_trials_done(c->trials, &all) >= 0) {
        ui->reactions |= LRS_UI_REDRAW;
        if (lrs_trials_done(c->trials, &all) == all)
            judge(ui);
    }
    return over;
}

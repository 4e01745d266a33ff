/* The claims of a beat, held against what has happened: for tests, and for those who write lessons. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* A figure as it was when EPOCHS were over. */
static double figure_then(const struct lrs_trace *t, enum lrs_figure_kind figure, double epochs)
{
    double step = epochs * (double)t->info.clock.steps_per_epoch;
    struct lrs_figures f = lrs_trace_figures(t, step);
    if (step > (double)t->info.step)
        return NAN;
    switch (figure) {
    case LRS_FIG_VAL_LOSS:
        return f.val_loss;
    case LRS_FIG_VAL_ACCURACY:
        return f.val_accuracy;
    case LRS_FIG_LR:
        return lrs_trace_rate(t, step);
    default:
        return f.loss;
    }
}

static double figure_of(const struct lrs_trace *t, const struct lrs_operand *o)
{
    if (!t)
        return NAN;
    return isnan(o->at) ? lrs_figure_rows[o->figure].of(&t->info)
                        : figure_then(t, o->figure, o->at);
}

static double figure_of_run(struct lrs_ui *ui, const struct lrs_operand *o)
{
    if (isnan(o->at))
        return lrs_figure_rows[o->figure].of(&ui->snap.info);
    struct lrs_trace *t = lrs_trace_take(ui, "");
    double x = figure_of(t, o);
    lrs_trace_free(t);
    return x;
}

/* The index of NAME in the last comparison up to the present beat, whose number goes to *BEAT. */
static int compared_index(const struct lrs_ui *ui, const char *name, int *beat)
{
    const struct lrs_lesson *l = ui->course->lesson;
    for (*beat = ui->course->at; *beat >= 0; --*beat)
        for (int i = 0; i < l->beat[*beat].n_compared; i++)
            if (strcmp(l->beat[*beat].compared[i].name, name) == 0)
                return i;
    return -1;
}

static double figure_of_kept(struct lrs_ui *ui, const struct lrs_operand *o)
{
    int beat;
    for (int i = ui->n_kept - 1; i >= 0; i--)
        if (strcmp(ui->kept[i]->name, o->name) == 0)
            return figure_of(ui->kept[i], o);
    return compared_index(ui, o->name, &beat) == 0 ? figure_of_run(ui, o) : (double)NAN;
}

static double verdict_of(const struct lrs_ui *ui, const struct lrs_operand *o)
{
    int beat, i = compared_index(ui, o->name, &beat);
    if (i < 0 || ui->course->verdict[beat].seeds == 0)
        return NAN;
    const struct lrs_verdict *v = &ui->course->verdict[beat];
    return o->of == LRS_OF_WINS ? v->wins[i] : v->median[i];
}

static double value_of(struct lrs_ui *ui, const struct lrs_operand *o)
{
    switch (o->of) {
    case LRS_OF_RUN:
        return o->factor * figure_of_run(ui, o);
    case LRS_OF_KEPT:
        return o->factor * figure_of_kept(ui, o);
    case LRS_OF_WINS:
    case LRS_OF_MEDIAN:
        return o->factor * verdict_of(ui, o);
    case LRS_OF_FINDER:
        return ui->snap.finder ? o->factor * ui->snap.finder->suggestion[o->suggestion]
                               : (double)NAN;
    default:
        return o->factor;
    }
}

static bool holds(const struct lrs_claim *c, double left, double right)
{
    if (c->relation == LRS_RELATIONS)
        return !isnan(left) && left != 0;
    return lrs_relation_holds(c->relation, left, right);
}

bool lrs_lesson_check(struct lrs_ui *ui, struct lrs_str *why)
{
    const struct lrs_beat *b = &ui->course->lesson->beat[ui->course->at];
    bool ok = true;
    for (int i = 0; i < b->n_checks; i++) {
        const struct lrs_claim *c = &b->check[i];
        double left = value_of(ui, &c->left), right = value_of(ui, &c->right);
        char x[LRS_NUMBER_MAX], y[LRS_NUMBER_MAX];
        if (holds(c, left, right))
            continue;
        ok = false;
        lrs_str_addf(why, "%sbeat %d: %s (%s", why->len ? "; " : "", ui->course->at + 1, c->text,
                     lrs_number_pretty(x, left, 5));
        if (c->relation < LRS_RELATIONS)
            lrs_str_addf(why, " and %s", lrs_number_pretty(y, right, 5));
        lrs_str_add(why, ")");
    }
    return ok;
}

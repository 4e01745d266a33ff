/* Actions of the group "parameters". On a chart with the cursor on, left and right move the cursor
 * instead of turning a value. */
#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* How far the cursor goes, as shares of what is shown. */
static const double cursor_fine = 0.01, cursor_far = 0.1;

static bool select_by(struct lrs_ui *ui, int by)
{
    int to = ui->selected + by;
    if (to >= 0 && to < ui->n_rows)
        ui->selected = to;
    ui->focus = LRS_PANEL_CONTROL;
    return true;
}

LRS_ACT(lrs_act_row_up)
{
    return select_by(ui, -1);
}

LRS_ACT(lrs_act_row_down)
{
    return select_by(ui, 1);
}

static bool on_chart(const struct lrs_ui *ui)
{
    return ui->focus == LRS_PANEL_LR || ui->focus == LRS_PANEL_LOSS;
}

static bool move_cursor(struct lrs_ui *ui, double share)
{
    const struct lrs_scale x = lrs_ui_steps(ui);
    double at = round(ui->cursor), share_at = lrs_scale_at(&x, fmax(at, x.lo));
    double to = round(lrs_scale_inverse(&x, share_at + share));
    to = share > 0 ? fmax(to, at + 1) : fmin(to, at - 1);
    ui->cursor = fmin(fmax(to, ui->from), ui->to);
    return true;
}

static bool turn(struct lrs_ui *ui, int by, bool far, struct lrs_err *err)
{
    if (ui->cursor_on && on_chart(ui))
        return move_cursor(ui, by * (far ? cursor_far : cursor_fine));
    return lrs_ui_nudge(ui, by, far, err);
}

LRS_ACT(lrs_act_left)
{
    return turn(ui, -1, false, err);
}

LRS_ACT(lrs_act_right)
{
    return turn(ui, 1, false, err);
}

LRS_ACT(lrs_act_left_far)
{
    return turn(ui, -1, true, err);
}

LRS_ACT(lrs_act_right_far)
{
    return turn(ui, 1, true, err);
}

LRS_ACT(lrs_act_value)
{
    if (ui->selected >= ui->n_rows)
        return lrs_fail(err, "there is no parameter to change");
    lrs_value_open(ui, ui->selected);
    return true;
}

LRS_ACT(lrs_act_default)
{
    return lrs_ui_set_default(ui, err);
}

LRS_ACT(lrs_act_undo)
{
    return lrs_ui_undo(ui, err);
}

LRS_ACT(lrs_act_redo)
{
    return lrs_ui_redo(ui, err);
}

LRS_ACT(lrs_act_set)
{
    size_t n = args ? strcspn(args, " =") : 0;
    if (!args || args[n] == '\0')
        return lrs_fail(err, "set what? PATH VALUE, for instance schedule.gamma 0.5");
    char *path = lrs_strndup(args, n);
    const char *value = args + n + strspn(args + n, " =");
    bool ok = lrs_ui_set(ui, path, value, err);
    if (ok)
        lrs_ui_select(ui, path);
    lrs_free(path);
    return ok;
}

LRS_ACT(lrs_act_lr)
{
    char path[64];
    if (!args)
        return lrs_fail(err, "which rate? lr X");
    lrs_experiment_peak_path(ui->exp, path);
    return lrs_ui_set(ui, path, args, err);
}

/* How edits of the schedule are taken; each change says what it means. */
LRS_ACT(lrs_act_policy)
{
    const struct lrs_spec *train = ui->exp->part[LRS_TRAIN];
    int row = lrs_spec_row(train->kind, "on_edit", err);
    const struct lrs_choice *choices = train->kind->params[row].choices;
    int next = lrs_experiment_train(ui->exp).on_edit + 1;
    if (!choices[next].name)
        next = 0;
    return lrs_ui_set(ui, "train.on_edit", args ? args : choices[next].name, err);
}

LRS_ACT(lrs_act_epochs)
{
    if (!args)
        return lrs_fail(err, "how many? epochs N");
    if (lrs_experiment_train(ui->exp).steps != LRS_INT_UNSET)
        return lrs_fail(err, "train.steps sets the length here; set train.steps nil first");
    return lrs_ui_set(ui, "train.epochs", args, err);
}

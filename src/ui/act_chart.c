/* Actions of the group "charts". */
#include <math.h>
#include <string.h>

#include "ui_act.h"

/* How much of what is shown one zoom keeps. */
static const double zoom_factor = 0.5;
/* How far a key moves the view, as a share of it. */
static const double pan_share = 0.25;

static bool panel_by(struct lrs_ui *ui, int by)
{
    int to = (int)ui->focus;
    do
        to = (to + by + LRS_PANELS) % LRS_PANELS;
    while (to == LRS_PANEL_PICTURE && ui->picture_off);
    ui->focus = (enum lrs_panel)to;
    return true;
}

LRS_ACT(lrs_act_panel)
{
    static const char *const names[LRS_PANELS] = {[LRS_PANEL_LR] = "lr",
                                                  [LRS_PANEL_LOSS] = "loss",
                                                  [LRS_PANEL_CONTROL] = "controls",
                                                  [LRS_PANEL_PICTURE] = "picture"};
    int to = 0;
    if (!args)
        return panel_by(ui, 1);
    while (to < LRS_PANELS && strcmp(args, names[to]) != 0)
        to++;
    if (to == LRS_PANELS)
        return lrs_fail(err, "no panel '%s'; there are lr, loss, controls and picture", args);
    if (to != LRS_PANEL_PICTURE || !ui->picture_off)
        ui->focus = (enum lrs_panel)to;
    return true;
}

LRS_ACT(lrs_act_panel_back)
{
    return panel_by(ui, -1);
}

/* "on", "off", or the other of the two. */
static bool switch_to(bool *at, const char *args, struct lrs_err *err)
{
    if (args && strcmp(args, "on") != 0 && strcmp(args, "off") != 0)
        return lrs_fail(err, "log takes on or off; without it the axis changes to the other");
    *at = args ? strcmp(args, "on") == 0 : !*at;
    return true;
}

/* The rate's chart where it has the focus, else the loss's. */
LRS_ACT(lrs_act_log)
{
    bool rate = ui->focus == LRS_PANEL_LR;
    bool *log = rate ? &ui->lr_log : &ui->loss_log;
    if (!switch_to(log, args, err))
        return false;
    if (!rate)
        ui->loss_log_auto = false;
    lrs_ui_say(ui, "%s on %s axis", rate ? "learning rate" : "loss",
               *log ? "a logarithmic" : "a linear");
    return true;
}

LRS_ACT(lrs_act_log_x)
{
    if (!switch_to(&ui->x_log, args, err))
        return false;
    lrs_ui_say(ui, "steps on %s axis", ui->x_log ? "a logarithmic" : "a linear");
    return true;
}

LRS_ACT(lrs_act_maximise)
{
    ui->maximised = !ui->maximised;
    return true;
}

static bool zoom(struct lrs_ui *ui, double factor)
{
    double now = (double)ui->snap.info.step;
    lrs_ui_zoom(ui, ui->cursor_on ? ui->cursor : now, factor);
    return true;
}

LRS_ACT(lrs_act_zoom_in)
{
    return zoom(ui, zoom_factor);
}

LRS_ACT(lrs_act_zoom_out)
{
    return zoom(ui, 1 / zoom_factor);
}

LRS_ACT(lrs_act_fit)
{
    lrs_ui_fit_steps(ui);
    return true;
}

static bool pan(struct lrs_ui *ui, double share, struct lrs_err *err)
{
    char keys[64];
    if (!ui->zoomed)
        return lrs_fail(err, "the whole run is shown; %s shows fewer steps",
                        lrs_action_keys(ui, lrs_action_find("zoom-in", NULL), keys));
    lrs_ui_pan(ui, share);
    return true;
}

LRS_ACT(lrs_act_earlier)
{
    return pan(ui, -pan_share, err);
}

LRS_ACT(lrs_act_later)
{
    return pan(ui, pan_share, err);
}

static bool smooth_by(struct lrs_ui *ui, int by)
{
    int to = ui->smoothing + by;
    if (to >= 0 && to < LRS_SMOOTHINGS)
        ui->smoothing = to;
    char beta[LRS_NUMBER_MAX];
    if (ui->smoothing == 0)
        lrs_ui_say(ui, "loss as it is, no smoothing");
    else
        lrs_ui_say(ui, "loss averaged with beta %s a step",
                   lrs_number_pretty(beta, lrs_ui_beta(ui), 4));
    return true;
}

LRS_ACT(lrs_act_rougher)
{
    return smooth_by(ui, -1);
}

LRS_ACT(lrs_act_smoother)
{
    return smooth_by(ui, 1);
}

/* The cursor starts on the last step that was done, where there is something to read, and on a chart,
 * so that Left and Right move it at once. */
LRS_ACT(lrs_act_cursor)
{
    ui->cursor_on = !ui->cursor_on;
    if (!ui->cursor_on) {
        ui->focus = LRS_PANEL_CONTROL;
        return true;
    }
    if (ui->focus != LRS_PANEL_LR)
        ui->focus = LRS_PANEL_LOSS;
    ui->cursor = fmin(fmax((double)ui->snap.info.step - 1, ui->from), ui->to);
    return true;
}

/* Which actions the last line shows: those that matter now, the most useful first. */
#include "ui_act.h"

/* Names in the action table, most useful first; tests hold them against it. */
static const char *const ready[] = {"toggle", "step", "schedule", "right", "select-down", "find",
                                    "problem", "scene", "help", "quit", NULL};
static const char *const running[] = {"toggle", "schedule", "right", "select-down", "find",
                                      "rerun", "keep", "optimizer", "problem", "warmup",
                                      "undo", "help", "quit", NULL};
static const char *const paused[] = {"toggle", "step", "epoch", "right", "schedule", "find",
                                     "rerun", "cursor", "undo", "help", "quit", NULL};
static const char *const over[] = {"rerun", "keep", "schedule", "right", "reseed", "optimizer",
                                   "problem", "scene", "find", "export", "help", "quit", NULL};
static const char *const charts[] = {"toggle", "log", "zoom-in", "fit", "smoother", "cursor",
                                     "maximise", "panel", "keep", "help", "quit", NULL};
static const char *const finder[] = {"find-next", "adopt", "back", "find", "help", NULL};
static const char *const chooser[] = {"take", "choose-down", "back", NULL};
static const char *const help[] = {"help-down", "back", "prompt", NULL};

static const char *const *hints_of(const struct lrs_ui *ui)
{
    switch (ui->overlay) {
    case LRS_OVER_CHOOSER:
        return chooser;
    case LRS_OVER_FINDER:
        return finder;
    case LRS_OVER_HELP:
        return help;
    default:
        break;
    }
    if (ui->focus == LRS_PANEL_LR || ui->focus == LRS_PANEL_LOSS)
        return charts;
    if (lrs_ui_over(ui))
        return over;
    if (ui->wish)
        return running;
    return ui->snap.info.step == 0 ? ready : paused;
}

/* Is it something that can be done now? */
static bool matters(const struct lrs_ui *ui, const struct lrs_action *a)
{
    if (a->run == lrs_act_undo)
        return ui->undo_at > 0;
    if (a->run == lrs_act_adopt)
        return ui->finder_selected >= 0;
    return true;
}

int lrs_ui_hints(const struct lrs_ui *ui, const struct lrs_action **out, int max)
{
    int n = 0;
    const char *const *names = hints_of(ui);
    for (int i = 0; names[i] && n < max; i++) {
        const struct lrs_action *a = lrs_action_find(names[i], NULL);
        if (!a)
            LRS_BUG("no action '%s'", names[i]);
        if (a->hint && matters(ui, a))
            out[n++] = a;
    }
    return n;
}

/* Which actions the last line shows: those that matter now, the most useful first. */
#include <stdio.h>
#include <string.h>

#include "ui_act.h"

/* Names in the action table, most useful first; tests hold them against it. */
static const char ready[] =
    "toggle step schedule right next select-down find problem scene help quit";
static const char running[] = "toggle schedule right next select-down find rerun keep undo faster "
                              "slower optimizer problem warmup "
                              "picture help quit";
static const char paused[] = "toggle step epoch right schedule find rerun cursor undo help quit";
static const char over[] =
    "rerun keep schedule right reseed optimizer problem scene find export help quit";
static const char failed[] =
    "undo rerun right schedule find optimizer problem scene keep help quit";
static const char charts[] =
    "toggle log zoom-in later fit smoother cursor maximise panel keep help quit";
static const char lesson[] = "next previous toggle right rerun notes schedule find scene help quit";
static const char question[] = "vote-a next previous notes help quit";
static const char finder[] = "find-next adopt back next find help quit";
static const char chooser[] = "take choose-down regroup help back";
static const char leaving[] = "export-save export-copy export-down export-page-down back";
static const char help[] = "help-down explain prompt back";

static const char *hints_of(const struct lrs_ui *ui, enum lrs_overlay overlay)
{
    switch (overlay) {
    case LRS_OVER_CHOOSER:
        return chooser;
    case LRS_OVER_FINDER:
        return finder;
    case LRS_OVER_HELP:
        return help;
    case LRS_OVER_EXPORT:
        return leaving;
    default:
        break;
    }
    if (lrs_lesson_asks(ui))
        return question;
    if (ui->course && !ui->cursor_on)
        return lesson;
    if (ui->focus == LRS_PANEL_LR || ui->focus == LRS_PANEL_LOSS)
        return charts;
    if (lrs_ui_over(ui))
        return ui->snap.info.state == LRS_DONE ? over : failed;
    if (ui->wish)
        return running;
    return ui->snap.info.step == 0 ? ready : paused;
}

/* Is it something that can be done now? */
static bool matters(const struct lrs_ui *ui, const struct lrs_action *a)
{
    if (a->run == lrs_act_undo)
        return ui->undo_at > 0;
    if (a->run == lrs_act_later || a->run == lrs_act_fit)
        return ui->zoomed;
    if (a->run == lrs_act_next)
        return ui->course || lrs_lesson_offered(ui);
    if (a->run == lrs_act_regroup)
        return !ui->chooser.scenes && ui->chooser.part == LRS_SCHEDULE;
    if (a->run == lrs_act_adopt)
        return ui->finder_selected >= 0;
    return true;
}

int lrs_ui_hints_in(const struct lrs_ui *ui, enum lrs_overlay overlay,
                    const struct lrs_action **out, int max)
{
    int n = 0;
    const char *at = hints_of(ui, overlay);
    while (*at && n < max) {
        char name[32];
        size_t len = strcspn(at, " ");
        snprintf(name, sizeof name, "%.*s", (int)len, at);
        at += len + strspn(at + len, " ");
        const struct lrs_action *a = lrs_action_find(name, NULL);
        if (!a)
            LRS_BUG("no action '%s'", name);
        if (a->hint && matters(ui, a))
            out[n++] = a;
    }
    return n;
}

int lrs_ui_hints(const struct lrs_ui *ui, const struct lrs_action **out, int max)
{
    return lrs_ui_hints_in(ui, ui->overlay, out, max);
}

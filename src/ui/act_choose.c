/* Actions of the group "choose". */
#include <math.h>

#include "ui_act.h"

/* Opens the list of a part, or takes what ARGS says. */
static bool choose(struct lrs_ui *ui, enum lrs_part part, const char *args, struct lrs_err *err)
{
    if (args)
        return lrs_ui_use_text(ui, part, args, err);
    lrs_chooser_open(ui, part, false);
    return true;
}

LRS_ACT(lrs_act_digit)
{
    const struct lrs_kind *kind = lrs_registry_find(&lrs_schedules, args, err);
    return kind && lrs_ui_use_kind(ui, LRS_SCHEDULE, kind, err);
}

/* Nothing changes before the expression is there: Esc leaves all as it was. */
LRS_ACT(lrs_act_expression)
{
    const struct lrs_kind *kind = lrs_registry_find(&lrs_schedules, "LambdaLR", err);
    if (!kind)
        return false;
    bool here = ui->exp->part[LRS_SCHEDULE]->kind == kind;
    if (args && !here)
        return lrs_ui_use_expression(ui, kind, args, err);
    if (!here) {
        lrs_expression_open(ui, kind);
        return true;
    }
    lrs_ui_select_part(ui, LRS_SCHEDULE);
    char path[80];
    lrs_ui_row_path(ui, ui->selected, path);
    if (args)
        return lrs_ui_set(ui, path, args, err);
    lrs_value_open(ui, ui->selected);
    return true;
}

LRS_ACT(lrs_act_schedule)
{
    return choose(ui, LRS_SCHEDULE, args, err);
}

LRS_ACT(lrs_act_optimizer)
{
    return choose(ui, LRS_OPTIMIZER, args, err);
}

LRS_ACT(lrs_act_problem)
{
    return choose(ui, LRS_PROBLEM, args, err);
}

LRS_ACT(lrs_act_model)
{
    return choose(ui, LRS_MODEL, args, err);
}

LRS_ACT(lrs_act_scene)
{
    if (args)
        return lrs_ui_use_scene(ui, args, err);
    lrs_chooser_open(ui, LRS_SCHEDULE, true);
    return true;
}

LRS_ACT(lrs_act_warmup)
{
    double ticks = 0;
    if (args &&
        (!lrs_number_parse(args, &ticks) || !(ticks >= 1) || ticks > 1e9 || ticks != floor(ticks)))
        return lrs_fail(err, "'%s' is not a whole number of ticks from 1", args);
    return lrs_ui_toggle_warmup(ui, (int)ticks, err);
}

LRS_ACT(lrs_act_chooser_up)
{
    lrs_chooser_move(ui, -1);
    return true;
}

LRS_ACT(lrs_act_chooser_down)
{
    lrs_chooser_move(ui, 1);
    return true;
}

LRS_ACT(lrs_act_chooser_page_up)
{
    lrs_chooser_page(ui, -1);
    return true;
}

LRS_ACT(lrs_act_chooser_page_down)
{
    lrs_chooser_page(ui, 1);
    return true;
}

LRS_ACT(lrs_act_regroup)
{
    return lrs_chooser_regroup(ui, err);
}

LRS_ACT(lrs_act_take)
{
    if (ui->overlay != LRS_OVER_CHOOSER)
        return lrs_fail(err, "no list is open; s, o, p and O open one");
    return lrs_chooser_take(ui, err);
}

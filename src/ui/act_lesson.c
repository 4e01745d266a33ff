/* Actions of the group "lesson". */
#include "lrscope/mem.h"
#include "ui_act.h"

/* Enters the I-th bundled lesson. */
static bool begin(struct lrs_ui *ui, int i, struct lrs_err *err)
{
    int n;
    char **names = lrs_lesson_names(&n);
    bool ok = i < n ? lrs_ui_use_scene(ui, names[i], err) : lrs_fail(err, "there are no lessons");
    for (int k = 0; k < n; k++)
        lrs_free(names[k]);
    lrs_free(names);
    return ok;
}

LRS_ACT(lrs_act_next)
{
    if (!ui->course)
        return begin(ui, 0, err);
    lrs_lesson_next(ui);
    return true;
}

LRS_ACT(lrs_act_previous)
{
    if (!ui->course)
        return lrs_fail(err, "there is no lesson here; Page Down starts the first");
    return lrs_lesson_back(ui, err);
}

LRS_ACT(lrs_act_vote)
{
    bool revealed;
    int asked = lrs_lesson_question(ui, &revealed), choice = args ? args[0] - '1' : -1;
    if (!lrs_lesson_question_stands(ui))
        return lrs_fail(err, "no question stands here");
    if (!lrs_lesson_asks(ui))
        return lrs_fail(err, "the vote is over: the run shows the answer");
    if (choice < 0 || choice >= ui->course->lesson->beat[asked].n_choices)
        return lrs_fail(err, "the question has %d answers",
                        ui->course->lesson->beat[asked].n_choices);
    ui->course->last_vote = &ui->course->votes[asked][choice];
    ++*ui->course->last_vote;
    return true;
}

LRS_ACT(lrs_act_unvote)
{
    if (!lrs_lesson_asks(ui) || !ui->course->last_vote)
        return lrs_fail(err, "there is no vote to take back");
    --*ui->course->last_vote;
    ui->course->last_vote = NULL;
    return true;
}

LRS_ACT(lrs_act_notes)
{
    if (!ui->course)
        return lrs_fail(err, "there are notes only in a lesson");
    ui->course->notes = !ui->course->notes;
    return true;
}

LRS_ACT(lrs_act_lesson)
{
    char *name = args ? lrs_lesson_called(args) : NULL;
    bool ok = !args || lrs_ui_use_scene(ui, name ? name : args, err);
    lrs_free(name);
    if (args)
        return ok;
    lrs_chooser_open(ui, LRS_SCHEDULE, true);
    while (ui->chooser.selected + 1 < ui->chooser.n &&
           ui->chooser.at[ui->chooser.selected]->card.beats == 0)
        lrs_chooser_move(ui, 1);
    return true;
}

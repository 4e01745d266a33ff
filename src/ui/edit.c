/* Changes of the experiment. All of them, from a nudge to a new scene, go through lrs_ui_take: a
 * copy is changed and checked, and only a good one is put in force, with an entry for undo, one
 * command to the engine and one message that says what happened and from when on. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* Would going from A to B start the run anew? As lrs_run_apply decides it. */
static bool restarts(const struct lrs_experiment *a, const struct lrs_experiment *b)
{
    if (!lrs_spec_equal(a->part[LRS_PROBLEM], b->part[LRS_PROBLEM]) ||
        !lrs_spec_equal(a->part[LRS_MODEL], b->part[LRS_MODEL]))
        return true;
    for (int i = 0; i < LRS_PARTS; i++) {
        const struct lrs_spec *from = a->part[i], *to = b->part[i];
        for (int row = 0; from->kind == to->kind && row < from->kind->n_params; row++)
            if ((from->kind->params[row].flags & LRS_RESTART) &&
                !lrs_value_equal(&from->at[row], &to->at[row]))
                return true;
    }
    return false;
}

/* Everything that can refuse an experiment before the engine gets it. */
static bool prepare(struct lrs_ui *ui, struct lrs_experiment *next, int64_t *n_train,
                    struct lrs_err *err)
{
    if (!lrs_experiment_check(next, err))
        return false;
    *n_train = ui->snap.info.n_train;
    bool same = lrs_spec_equal(next->part[LRS_PROBLEM], ui->exp->part[LRS_PROBLEM]) &&
                lrs_spec_equal(next->part[LRS_TRAIN], ui->exp->part[LRS_TRAIN]);
    if (!same && !lrs_experiment_rows(next, n_train, err))
        return false;
    return lrs_lua_tabulate(ui->lua, next, err);
}

static void clear_entry(struct lrs_undo *u)
{
    lrs_experiment_free(u->was);
    lrs_experiment_free(u->now);
    *u = (struct lrs_undo){0};
}

static void cut_undo(struct lrs_ui *ui, int n)
{
    while (ui->n_undo > n)
        clear_entry(&ui->undo[--ui->n_undo]);
    if (ui->undo_at > n)
        ui->undo_at = n;
}

void lrs_ui_clear_undo(struct lrs_ui *ui)
{
    cut_undo(ui, 0);
}

/* "gamma" of "schedule.2.gamma", "betas.1" of "optimizer.betas.1". */
static const char *short_name(const char *path)
{
    const char *dot = strrchr(path, '.');
    while (dot && dot > path && dot[1] >= '0' && dot[1] <= '9')
        do
            dot--;
        while (dot > path && *dot != '.');
    return dot && *dot == '.' ? dot + 1 : path;
}

static void say_change(struct lrs_change *c)
{
    snprintf(c->what, sizeof c->what, "%.24s %.30s -> %.30s", short_name(c->path), c->was, c->now);
}

/* Nudges of one value that follow each other within this time, in seconds, are one change. */
static const double burst = 1;

/* The last entry, where C is the next nudge of its burst. */
static struct lrs_undo *open_burst(struct lrs_ui *ui, const struct lrs_change *c)
{
    if (!c->nudge || ui->undo_at == 0)
        return NULL;
    struct lrs_undo *last = &ui->undo[ui->undo_at - 1];
    bool goes_on = last->change.nudge && strcmp(last->change.path, c->path) == 0 &&
                   ui->now - last->at <= burst && lrs_experiment_equal(last->now, ui->exp);
    return goes_on ? last : NULL;
}

/* C becomes the change from the burst's first value, and the entry one to the last. A burst that is
 * back where it began leaves nothing to undo. */
static void prolong(struct lrs_ui *ui, struct lrs_undo *u, const struct lrs_experiment *next,
                    struct lrs_change *c)
{
    cut_undo(ui, ui->undo_at);
    memcpy(c->was, u->change.was, sizeof c->was);
    memcpy(c->back, u->change.back, sizeof c->back);
    say_change(c);
    u->change = *c;
    u->at = ui->now;
    lrs_experiment_free(u->now);
    u->now = lrs_experiment_copy(next);
    if (lrs_experiment_equal(u->was, u->now))
        cut_undo(ui, ui->undo_at - 1);
}

/* Notes what goes back; a nudge may go on with the entry before, and says so in C. */
static void push_undo(struct lrs_ui *ui, const struct lrs_experiment *next, struct lrs_change *c)
{
    struct lrs_undo *last = open_burst(ui, c);
    if (last) {
        prolong(ui, last, next, c);
        return;
    }
    cut_undo(ui, ui->undo_at);
    if (ui->n_undo == LRS_UNDO_MAX) {
        clear_entry(&ui->undo[0]);
        memmove(&ui->undo[0], &ui->undo[1], (LRS_UNDO_MAX - 1) * sizeof *ui->undo);
        ui->n_undo--;
    }
    ui->undo[ui->n_undo++] = (struct lrs_undo){.at = ui->now,
                                               .was = lrs_experiment_copy(ui->exp),
                                               .now = lrs_experiment_copy(next),
                                               .change = *c};
    ui->undo_at = ui->n_undo;
}

static void send_apply(struct lrs_ui *ui, const struct lrs_change *c)
{
    lrs_lesson_note(ui, LRS_CMD_APPLY, 0);
    struct lrs_command cmd = {
        .type = LRS_CMD_APPLY, .run = ui->run, .exp = lrs_experiment_copy(ui->exp)};
    lrs_copy_text(cmd.path, sizeof cmd.path, c->path);
    lrs_copy_text(cmd.text, sizeof cmd.text, c->text);
    lrs_copy_text(cmd.was, sizeof cmd.was, c->was);
    lrs_copy_text(cmd.now, sizeof cmd.now, c->now);
    ui->sent++;
    lrs_engine_send(ui->engine, &cmd);
}

/* From when on an edit acts. */
enum effect { NEXT_STEP, FROM_START, NEXT_TEST, NEXT_EDIT };

/* How an edit on the way is taken. By default the rate is that of the new values at the same tick;
 * a schedule that watches the loss goes on with what it has seen. */
static const char *policy(const struct lrs_ui *ui, const char *path)
{
    static const char *const words[] = {
        [LRS_EDIT_START] = ", as if from the start",
        [LRS_EDIT_CONTINUE] = ", continued",
        [LRS_EDIT_RESTART] = ", its clock at 0 again",
        [LRS_EDIT_CHAIN] = ", by PyTorch's chain",
    };
    int now = ui->snap.info.step > 0 ? lrs_experiment_train(ui->exp).on_edit : LRS_EDIT_START;
    if (strcmp(path, "optimizer.lr") == 0 && now == LRS_EDIT_CHAIN)
        return ", as if written to PyTorch's optimizer";
    if (strncmp(path, "schedule", 8) != 0 && strcmp(path, "train.interval") != 0)
        return "";
    return ui->snap.info.has_plateau && now != LRS_EDIT_RESTART ? ", its count kept" : words[now];
}

/* What comes only later: a test's settings, or how the next edit is taken. */
static enum effect later(const struct lrs_experiment *was, const struct lrs_experiment *is)
{
    return lrs_spec_equal(was->part[LRS_TRAIN], is->part[LRS_TRAIN]) ? NEXT_TEST : NEXT_EDIT;
}

/* The policy's own line of help. */
static const char *meaning(const struct lrs_ui *ui)
{
    const struct lrs_spec *train = ui->exp->part[LRS_TRAIN];
    int row = lrs_spec_row(train->kind, "on_edit", NULL);
    return train->kind->params[row].choices[lrs_experiment_train(ui->exp).on_edit].help;
}

static void announce(struct lrs_ui *ui, const char *path, const char *what, enum effect effect)
{
    struct lrs_str warn = {0};
    lrs_experiment_warn(ui->exp, &warn);
    char when[160] = "from the start again";
    if (effect == NEXT_EDIT)
        snprintf(when, sizeof when, "from the next edit on: %s", meaning(ui));
    else if (effect == NEXT_TEST)
        snprintf(when, sizeof when, "when f runs the next test");
    else if (effect == NEXT_STEP)
        snprintf(when, sizeof when, "from step %lld on%s", (long long)ui->snap.info.step,
                 policy(ui, path));
    lrs_ui_say(ui, "%s, %s%s%s", what, when, warn.len ? "; note: " : "", lrs_str_text(&warn));
    lrs_str_clear(&warn);
}

/* Puts NEXT, which was prepared, in the place of ui->exp. A run that had ended has no next step at
 * which an edit could show: it goes on where the horizon grew, else it starts again. */
static void put_in_force(struct lrs_ui *ui, struct lrs_experiment *next, int64_t n_train,
                         const struct lrs_change *c, const char *what)
{
    bool anew = c->anew || restarts(ui->exp, next);
    bool same_run = lrs_experiment_same_run(ui->exp, next), over = lrs_ui_over(ui) && !same_run;
    int64_t steps = lrs_experiment_clock(next, n_train).steps;
    bool grew = ui->snap.info.state == LRS_DONE && steps > ui->snap.info.step;
    if (anew || (over && !grew))
        lrs_ui_leave_ghost(ui);
    struct lrs_experiment *was = ui->exp;
    ui->exp = next;
    if (anew || (over && !grew))
        lrs_ui_begin_story(ui);
    else
        lrs_ui_continue_story(ui, was->part[LRS_SCHEDULE]);
    enum effect effect = anew || (over && !grew) ? FROM_START : NEXT_STEP;
    if (same_run && !anew)
        effect = later(was, next);
    lrs_experiment_free(was);
    send_apply(ui, c);
    if (c->anew || (over && !grew))
        lrs_ui_send(ui, LRS_CMD_RERUN, 0, 0);
    if (over || (anew && ui->wish))
        lrs_ui_run(ui, !lrs_lesson_acts(ui));
    lrs_ui_list_rows(ui);
    announce(ui, c->path, what, effect);
}

bool lrs_ui_take(struct lrs_ui *ui, struct lrs_experiment *next, const struct lrs_change *change,
                 struct lrs_err *err)
{
    int64_t n_train;
    if (!prepare(ui, next, &n_train, err)) {
        lrs_experiment_free(next);
        return false;
    }
    struct lrs_change c = *change;
    push_undo(ui, next, &c);
    put_in_force(ui, next, n_train, &c, c.what);
    return true;
}

/* To the other side of an entry: its change, or the opposite one. */
static bool travel(struct lrs_ui *ui, const struct lrs_undo *u, bool back, struct lrs_err *err)
{
    struct lrs_experiment *next = lrs_experiment_copy(back ? u->was : u->now);
    int64_t n_train;
    if (!prepare(ui, next, &n_train, err)) {
        lrs_experiment_free(next);
        return false;
    }
    struct lrs_change c = u->change;
    if (back) {
        memcpy(c.was, u->change.now, sizeof c.was);
        memcpy(c.now, u->change.was, sizeof c.now);
        memcpy(c.text, u->change.back, sizeof c.text);
    }
    char what[256];
    snprintf(what, sizeof what, "%s %s", u->change.what, back ? "taken back" : "done again");
    put_in_force(ui, next, n_train, &c, what);
    return true;
}

bool lrs_ui_undo(struct lrs_ui *ui, struct lrs_err *err)
{
    if (ui->undo_at == 0)
        return lrs_fail(err, "there is nothing to take back");
    if (!travel(ui, &ui->undo[ui->undo_at - 1], true, err))
        return false;
    ui->undo_at--;
    return true;
}

bool lrs_ui_redo(struct lrs_ui *ui, struct lrs_err *err)
{
    if (ui->undo_at == ui->n_undo)
        return lrs_fail(err, "there is nothing to do again");
    if (!travel(ui, &ui->undo[ui->undo_at], false, err))
        return false;
    ui->undo_at++;
    return true;
}

void lrs_ui_fall_back(struct lrs_ui *ui)
{
    if (lrs_experiment_equal(ui->snap.exp, ui->exp))
        return;
    bool ours = ui->undo_at > 0 && lrs_experiment_equal(ui->undo[ui->undo_at - 1].now, ui->exp);
    if (ours)
        cut_undo(ui, ui->undo_at - 1);
    lrs_experiment_free(ui->exp);
    ui->exp = lrs_experiment_copy(ui->snap.exp);
    lrs_ui_list_rows(ui);
}

/* The value in words that people read and in those that :set reads. */
static void describe(const struct lrs_ref *ref, char pretty[64], char exact[128])
{
    const struct lrs_param *p = lrs_ref_param(ref);
    const struct lrs_value *v = lrs_ref_value(ref);
    struct lrs_value one = {0};
    if (ref->element >= 0 && v->tag == LRS_REALS && (size_t)ref->element < v->reals.n) {
        one = lrs_value_real(v->reals.at[ref->element]);
        v = &one;
    }
    struct lrs_str text = {0};
    lrs_param_pretty(p, v, &text);
    lrs_copy_text(pretty, 64, lrs_str_text(&text));
    if (p->type != LRS_TYPE_CHOICE && p->type != LRS_TYPE_TEXT) {
        lrs_str_clear(&text);
        lrs_param_print(p, v, &text);
    }
    lrs_copy_text(exact, 128, lrs_str_text(&text));
    lrs_str_clear(&text);
}

/* Compares the value at PATH before and after; false where nothing changed. */
static bool describe_change(struct lrs_ui *ui, struct lrs_experiment *next, const char *path,
                            struct lrs_change *c)
{
    enum lrs_part part;
    struct lrs_ref was, now;
    if (!lrs_experiment_find(ui->exp, path, &part, &was, NULL) ||
        !lrs_experiment_find(next, path, &part, &now, NULL))
        return false;
    lrs_copy_text(c->path, sizeof c->path, path);
    describe(&was, c->was, c->back);
    describe(&now, c->now, c->text);
    say_change(c);
    return !lrs_experiment_equal(ui->exp, next);
}

static bool take_value(struct lrs_ui *ui, struct lrs_experiment *next, const char *path, bool nudge,
                       struct lrs_err *err)
{
    struct lrs_change change = {.nudge = nudge};
    double ticks = (double)lrs_experiment_clock(next, ui->snap.info.n_train).ticks;
    lrs_schedule_tie_warmup(next->part[LRS_SCHEDULE], ui->exp->part[LRS_SCHEDULE], fmax(ticks, 1),
                            lrs_optimizer_lr(next->part[LRS_OPTIMIZER]));
    if (!describe_change(ui, next, path, &change)) {
        lrs_experiment_free(next);
        lrs_ui_say(ui, "%s stays as it is", path);
        return true;
    }
    return lrs_ui_take(ui, next, &change, err);
}

bool lrs_ui_take_value(struct lrs_ui *ui, struct lrs_experiment *next, const char *path,
                       struct lrs_err *err)
{
    return take_value(ui, next, path, false, err);
}

/* Where PATH leaves out its part, the part that alone has such a name. */
static bool complete_path(struct lrs_ui *ui, const char *path, char full[80], struct lrs_err *err)
{
    enum lrs_part part;
    struct lrs_ref ref;
    lrs_copy_text(full, 80, path);
    if (lrs_experiment_find(ui->exp, path, &part, &ref, err))
        return true;
    int found = 0;
    for (int i = 0; i < LRS_PARTS; i++) {
        char guess[80];
        snprintf(guess, sizeof guess, "%.16s.%.60s", lrs_part_name((enum lrs_part)i), path);
        if (!lrs_experiment_find(ui->exp, guess, &part, &ref, NULL))
            continue;
        found++;
        lrs_copy_text(full, 80, guess);
    }
    if (found > 1)
        return lrs_fail(err, "%s could be of several parts; write for instance %s", path, full);
    return found == 1;
}

bool lrs_ui_set(struct lrs_ui *ui, const char *path, const char *text, struct lrs_err *err)
{
    char full[80];
    if (!complete_path(ui, path, full, err))
        return false;
    struct lrs_experiment *next = lrs_experiment_copy(ui->exp);
    if (!lrs_lua_set(ui->lua, next, full, text, err)) {
        lrs_experiment_free(next);
        return false;
    }
    return lrs_ui_take_value(ui, next, full, err);
}

static const struct lrs_row *selected_row(const struct lrs_ui *ui, struct lrs_err *err)
{
    if (ui->selected < ui->n_rows)
        return &ui->rows[ui->selected];
    lrs_fail(err, "there is no parameter to change");
    return NULL;
}

/* Puts VALUE, which it takes over, into the selected row; of a list, only the row's element. */
static bool change_row(struct lrs_ui *ui, int element, struct lrs_value value, bool nudge,
                       struct lrs_err *err)
{
    if (element >= 0 && value.tag == LRS_REALS && (size_t)element < value.reals.n) {
        struct lrs_value one = lrs_value_real(value.reals.at[element]);
        lrs_value_clear(&value);
        value = one;
    }
    char path[80];
    enum lrs_part part;
    struct lrs_ref ref;
    lrs_ui_row_path(ui, ui->selected, path);
    struct lrs_experiment *next = lrs_experiment_copy(ui->exp);
    if (!lrs_experiment_find(next, path, &part, &ref, err)) {
        lrs_value_clear(&value);
        lrs_experiment_free(next);
        return false;
    }
    if (!lrs_ref_set(next->part[part], &ref, value, err)) {
        lrs_experiment_free(next);
        return false;
    }
    return take_value(ui, next, path, nudge, err);
}

bool lrs_ui_nudge(struct lrs_ui *ui, int n, bool coarse, struct lrs_err *err)
{
    const struct lrs_row *row = selected_row(ui, err);
    if (!row)
        return false;
    const struct lrs_param *p = lrs_ref_param(&row->ref);
    struct lrs_value value = lrs_value_copy(lrs_ref_value(&row->ref));
    if (lrs_param_nudge(p, &value, row->ref.element, n, coarse))
        return change_row(ui, row->ref.element, value, true, err);
    lrs_value_clear(&value);
    struct lrs_str range = {0};
    lrs_param_print_range(p, &range);
    lrs_fail(err, "%s goes no further (%s); Enter types a value", p->name, lrs_str_text(&range));
    lrs_str_clear(&range);
    return false;
}

bool lrs_ui_set_default(struct lrs_ui *ui, struct lrs_err *err)
{
    const struct lrs_row *row = selected_row(ui, err);
    return row && change_row(ui, row->ref.element, lrs_param_default(lrs_ref_param(&row->ref)),
                             false, err);
}

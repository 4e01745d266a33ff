/* A lesson: enters beats, waits for what they run to, and goes back.
 *
 * One rule makes it exact: every beat begins where the one before has ended by itself, whatever was
 * tried in between. When a beat is over, the engine saves the run as a place and the screen is noted
 * beside it; where the user has changed anything since (strayed), Page Down returns there first, and
 * Page Up always returns to the end of the beat before. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

static const struct lrs_condition at_once = {LRS_FIG_STEP, LRS_AT_LEAST, 0};

static const struct lrs_beat *beat_of(const struct lrs_ui *ui)
{
    return &ui->course->lesson->beat[ui->course->at];
}

static bool is_synchronous(const struct lrs_ui *ui)
{
    return lrs_engine_wake_fd(ui->engine) < 0;
}

bool lrs_lesson_acts(const struct lrs_ui *ui)
{
    return ui->course && ui->course->acting;
}

bool lrs_lesson_offered(const struct lrs_ui *ui)
{
    return !ui->course && strcmp(ui->scene_name, "start") == 0;
}

bool lrs_lesson_question_stands(const struct lrs_ui *ui)
{
    bool revealed;
    return ui->overlay == LRS_OVER_NONE && lrs_lesson_question(ui, &revealed) >= 0 && !revealed;
}

bool lrs_lesson_asks(const struct lrs_ui *ui)
{
    return lrs_lesson_question_stands(ui) && beat_of(ui)->ask;
}

int lrs_lesson_question(const struct lrs_ui *ui, bool *revealed)
{
    const struct lrs_course *c = ui->course;
    *revealed = c && c->phase == LRS_BEAT_DONE && (!beat_of(ui)->ask || c->revealed);
    return c ? beat_of(ui)->asked : -1;
}

void lrs_lesson_note(struct lrs_ui *ui, enum lrs_command_type type, double value)
{
    struct lrs_course *c = ui->course;
    if (!c || c->acting)
        return;
    bool goes_on = type == LRS_CMD_RUN && c->phase == LRS_BEAT_RUNS;
    bool harmless = type == LRS_CMD_PAUSE || type == LRS_CMD_PACE || type == LRS_CMD_FIND ||
                    type == LRS_CMD_FORGET_FINDER;
    c->strayed = c->strayed || !(goes_on || harmless);
    lrs_rivals_send(ui, type, value);
}

/* --- places --- */

static void clear_place(struct lrs_lesson_place *p)
{
    lrs_experiment_free(p->exp);
    lrs_trace_free(p->ghost);
    while (p->n_kept > 0)
        lrs_trace_free(p->kept[--p->n_kept]);
    *p = (struct lrs_lesson_place){0};
}

static void note_place(struct lrs_ui *ui, struct lrs_lesson_place *p)
{
    clear_place(p);
    *p = (struct lrs_lesson_place){.valid = true,
                                   .exp = lrs_experiment_copy(ui->exp),
                                   .ghost = lrs_trace_share(ui->ghost),
                                   .n_kept = ui->n_kept,
                                   .n_ran = ui->n_ran,
                                   .ran_edited = ui->ran_edited,
                                   .focus = ui->focus,
                                   .maximised = ui->maximised,
                                   .lr_log = ui->lr_log,
                                   .loss_log = ui->loss_log,
                                   .loss_log_auto = ui->loss_log_auto,
                                   .x_log = ui->x_log,
                                   .zoomed = ui->zoomed,
                                   .cursor_on = ui->cursor_on,
                                   .picture_off = ui->picture_off,
                                   .picture = ui->picture,
                                   .comparing = ui->comparing,
                                   .smoothing = ui->smoothing,
                                   .from = ui->from,
                                   .to = ui->to,
                                   .cursor = ui->cursor,
                                   .lr_range = ui->lr_range,
                                   .loss_range = ui->loss_range};
    memcpy(p->ran, ui->ran, sizeof p->ran);
    for (int i = 0; i < ui->n_kept; i++)
        p->kept[i] = lrs_trace_share(ui->kept[i]);
}

static void restore_look(struct lrs_ui *ui, const struct lrs_lesson_place *p)
{
    ui->focus = p->focus;
    ui->maximised = p->maximised;
    ui->lr_log = p->lr_log;
    ui->loss_log = p->loss_log;
    ui->loss_log_auto = p->loss_log_auto;
    ui->x_log = p->x_log;
    ui->zoomed = p->zoomed;
    ui->cursor_on = p->cursor_on;
    ui->picture_off = p->picture_off;
    ui->picture = p->picture;
    ui->comparing = p->comparing;
    ui->smoothing = p->smoothing;
    ui->from = p->from;
    ui->to = p->to;
    ui->cursor = p->cursor;
    ui->lr_range = p->lr_range;
    ui->loss_range = p->loss_range;
}

/* The screen as it was; the engine returns to the place of the same number. */
static void restore(struct lrs_ui *ui, int place)
{
    struct lrs_course *c = ui->course;
    const struct lrs_lesson_place *p = &c->place[place];
    lrs_rivals_stop(ui);
    lrs_ui_drop_traces(ui);
    ui->ghost = lrs_trace_share(p->ghost);
    ui->n_kept = p->n_kept;
    for (int i = 0; i < p->n_kept; i++)
        ui->kept[i] = lrs_trace_share(p->kept[i]);
    memcpy(ui->ran, p->ran, sizeof ui->ran);
    ui->n_ran = p->n_ran;
    ui->ran_edited = p->ran_edited;
    restore_look(ui, p);
    lrs_overlay_close(ui);
    lrs_ui_clear_undo(ui);
    lrs_experiment_free(ui->exp);
    ui->exp = lrs_experiment_copy(p->exp);
    lrs_ui_list_rows(ui);
    ui->wish = false;
    c->acting = true;
    lrs_ui_send(ui, LRS_CMD_RETURN, place, 0);
    c->acting = false;
    c->strayed = false;
    c->phase = LRS_BEAT_RETURNS;
    c->sent = ui->sent;
}

/* Shows the end of beat AT (-1: the start), and enters ENTER then, where that is a beat. */
static void return_to(struct lrs_ui *ui, int at, int enter, bool fast)
{
    struct lrs_course *c = ui->course;
    restore(ui, at + 1);
    c->at = at < 0 ? 0 : at;
    c->revealed = true;
    c->enter = enter;
    c->enter_fast = fast;
    c->go_on_then = false;
}

/* --- beats --- */

static void go_until(struct lrs_ui *ui, const struct lrs_condition *until, bool fast)
{
    struct lrs_course *c = ui->course;
    struct lrs_command cmd = {.type = LRS_CMD_UNTIL,
                              .run = ui->run,
                              .n = c->at + 1,
                              .until = *until,
                              .fast = fast || is_synchronous(ui)};
    c->fast = cmd.fast;
    ui->sent++;
    lrs_engine_send(ui->engine, &cmd);
    c->phase = LRS_BEAT_RUNS;
    c->sent = ui->sent;
}

/* What a beat puts in force. One value is told by its name, several by the beat's number. */
static bool take_setting(struct lrs_ui *ui, const struct lrs_setting *s, struct lrs_err *err)
{
    struct lrs_change change = {.path = "lesson"};
    struct lrs_experiment *next = lrs_experiment_copy(ui->exp);
    if (!lrs_setting_apply(s, next, err)) {
        lrs_experiment_free(next);
        return false;
    }
    if (lrs_experiment_equal(next, ui->exp)) {
        lrs_experiment_free(next);
        return true;
    }
    for (int i = 0; i < LRS_PARTS && s->n == 1; i++)
        if (strcmp(s->set[0].path, lrs_part_name((enum lrs_part)i)) == 0)
            return lrs_ui_take_part(ui, next, (enum lrs_part)i, NULL, err);
    if (s->n == 1)
        return lrs_ui_take_value(ui, next, s->set[0].path, err);
    snprintf(change.text, sizeof change.text, "%d", ui->course->at + 1);
    snprintf(change.now, sizeof change.now, "beat %d", ui->course->at + 1);
    snprintf(change.what, sizeof change.what, "%d values set", s->n);
    return lrs_ui_take(ui, next, &change, err);
}

/* From step 0, and standing there: what was so far becomes the ghost. */
static void begin_anew(struct lrs_ui *ui)
{
    lrs_ui_run(ui, false);
    if (ui->snap.info.step > 0)
        lrs_ui_leave_ghost(ui);
    lrs_ui_begin_story(ui);
    lrs_ui_send(ui, LRS_CMD_RERUN, 0, 0);
}

/* Side by side: the first setting is that of the run itself. */
static bool start_compared(struct lrs_ui *ui, const struct lrs_beat *b, struct lrs_err *err)
{
    struct lrs_experiment *exp[LRS_COMPARED_MAX] = {0};
    bool ok = true;
    for (int i = 0; ok && i < b->n_compared; i++) {
        exp[i] = lrs_experiment_copy(ui->exp);
        ok = lrs_setting_apply(&b->compared[i], exp[i], err) &&
             lrs_lua_tabulate(ui->lua, exp[i], err);
    }
    ok = ok && lrs_rivals_start(ui, b, exp, err) && take_setting(ui, &b->compared[0], err);
    for (int i = 0; i < b->n_compared; i++)
        lrs_experiment_free(exp[i]);
    return ok;
}

static bool carry_out(struct lrs_ui *ui, const struct lrs_beat *b, bool fast, struct lrs_err *err)
{
    lrs_ui_run(ui, false);
    if (b->drop)
        lrs_ui_drop_traces(ui);
    if (b->anew)
        begin_anew(ui);
    if (b->setting.n > 0 && !take_setting(ui, &b->setting, err))
        return false;
    if (b->n_compared > 0 && !start_compared(ui, b, err))
        return false;
    for (int i = 0; i < b->n_acts; i++)
        if (!lrs_action_line(ui, b->act[i], err))
            return false;
    lrs_rivals_send(ui, LRS_CMD_PACE, ui->pace); /* which an action may have changed */
    if (b->find)
        lrs_finder_ask(ui);
    if (b->drop || b->n_compared > 0 || (ui->ghost && lrs_is_kept(ui, ui->ghost))) {
        lrs_trace_free(ui->ghost);
        ui->ghost = NULL;
    }
    ui->wish = b->runs;
    go_until(ui, b->runs ? &b->until : &at_once, fast || !b->runs);
    return true;
}

/* Begins beat AT where the run stands now. */
static void enter(struct lrs_ui *ui, int at, bool fast)
{
    struct lrs_course *c = ui->course;
    struct lrs_err err = {""};
    lrs_rivals_stop(ui);
    c->at = at;
    c->revealed = c->go_on = false;
    c->last_vote = NULL;
    c->place[at + 1].valid = false;
    c->acting = true;
    if (ui->overlay != LRS_OVER_NONE)
        lrs_overlay_close(ui);
    if (!carry_out(ui, &c->lesson->beat[at], fast, &err)) {
        lrs_fail_prefix(&err, "beat %d: ", at + 1);
        lrs_ui_complain(ui, err.msg);
        lrs_rivals_stop(ui);
        go_until(ui, &at_once, true);
    }
    c->acting = false;
    c->strayed = false;
    ui->reactions |= LRS_UI_REDRAW;
}

static void keep_curve(struct lrs_ui *ui, const char *name)
{
    struct lrs_trace *t = lrs_trace_take(ui, name);
    if (t)
        lrs_keep_newest(ui, t);
}

/* The beat has got to its end. */
static void conclude(struct lrs_ui *ui)
{
    struct lrs_course *c = ui->course;
    const struct lrs_beat *b = beat_of(ui);
    c->phase = LRS_BEAT_DONE;
    ui->reactions |= LRS_UI_REDRAW;
    if (c->strayed) { /* the run may have been let go on meanwhile */
        ui->wish = ui->wish && ui->snap.info.state == LRS_RUNNING;
        return;
    }
    ui->wish = false;
    if (b->keep[0])
        keep_curve(ui, b->keep);
    if (b->runs && !ui->message_is_error)
        ui->message[0] = '\0'; /* the figures are what is to be read now */
    note_place(ui, &c->place[c->at + 1]);
    if (c->go_on)
        enter(ui, c->at + 1, false);
}

bool lrs_lesson_look(struct lrs_ui *ui)
{
    struct lrs_course *c = ui->course;
    bool rivals = c && lrs_rivals_look(ui);
    if (!c || c->phase == LRS_BEAT_DONE || ui->snap.obeyed < c->sent)
        return false;
    if (c->phase == LRS_BEAT_RETURNS) {
        c->phase = LRS_BEAT_DONE;
        ui->reactions |= LRS_UI_REDRAW;
        if (c->enter >= 0) {
            enter(ui, c->enter, c->enter_fast);
            c->go_on = c->go_on_then;
        }
    } else if (!ui->snap.until && rivals) {
        conclude(ui);
        return false;
    }
    if (c->phase != LRS_BEAT_RUNS || !is_synchronous(ui))
        return false;
    lrs_engine_pump(ui->engine, 0);
    return true;
}

/* --- keys --- */

/* Were curves kept or dropped since the beat was over? */
static bool other_curves(const struct lrs_ui *ui)
{
    const struct lrs_lesson_place *p = &ui->course->place[ui->course->at + 1];
    bool other = p->n_kept != ui->n_kept;
    for (int i = 0; !other && i < p->n_kept; i++)
        other = p->kept[i] != ui->kept[i];
    return p->valid && other;
}

void lrs_lesson_next(struct lrs_ui *ui)
{
    struct lrs_course *c = ui->course;
    c->strayed = c->strayed || other_curves(ui);
    const struct lrs_beat *b = beat_of(ui);
    bool last = c->at + 1 == c->lesson->n, whole = c->place[c->at + 1].valid;
    if (c->phase == LRS_BEAT_RETURNS)
        return;
    if (b->ask && b->in_place && !c->revealed && c->phase == LRS_BEAT_DONE) {
        c->revealed = true;
    } else if (c->phase == LRS_BEAT_RUNS && !c->strayed) {
        c->acting = true; /* at once, then */
        lrs_ui_run(ui, true);
        lrs_rivals_hurry(ui);
        go_until(ui, b->runs ? &b->until : &at_once, true);
        c->acting = false;
    } else if (!whole) {
        bool over = c->phase == LRS_BEAT_DONE;
        return_to(ui, c->at - 1, c->at, true);
        c->go_on_then = over && !last;
    } else if (last && !c->strayed) {
        lrs_ui_say(ui, "that was the last beat; O has more lessons");
    } else if (c->strayed) {
        return_to(ui, c->at, last ? -1 : c->at + 1, false);
    } else {
        enter(ui, c->at + 1, false);
    }
}

bool lrs_lesson_back(struct lrs_ui *ui, struct lrs_err *err)
{
    struct lrs_course *c = ui->course;
    if (c->phase == LRS_BEAT_RETURNS)
        return true;
    if (c->at == 0)
        return lrs_fail(err, "this is the first beat");
    return_to(ui, c->at - 1, -1, false);
    return true;
}

/* --- begin and end --- */

void lrs_lesson_take(struct lrs_ui *ui, const struct lrs_scene *scene)
{
    lrs_lesson_end(ui);
    if (!scene->lesson || scene->lesson->n == 0)
        return;
    ui->course = LRS_NEW(struct lrs_course);
    ui->course->lesson = lrs_lesson_share(scene->lesson);
    lrs_copy_text(ui->course->name, sizeof ui->course->name, scene->name);
}

/* A word that is no action stops the lesson before it begins. */
static bool check_acts(const struct lrs_lesson *l, struct lrs_err *err)
{
    for (int i = 0; i < l->n; i++)
        for (int k = 0; k < l->beat[i].n_acts; k++) {
            char *name = lrs_strndup(l->beat[i].act[k], strcspn(l->beat[i].act[k], " "));
            bool known = lrs_action_find(name, err);
            lrs_free(name);
            if (!known)
                return lrs_fail_prefix(err, "lesson.%d.act: ", i + 1);
        }
    return true;
}

void lrs_lesson_start(struct lrs_ui *ui)
{
    struct lrs_course *c = ui->course;
    struct lrs_err err = {""};
    if (!c)
        return;
    if (!check_acts(c->lesson, &err)) {
        lrs_lesson_end(ui);
        lrs_ui_complain(ui, err.msg);
        return;
    }
    lrs_ui_drop_traces(ui);
    lrs_ui_clear_undo(ui);
    note_place(ui, &c->place[0]);
    c->acting = true;
    c->at = -1;
    go_until(ui, &at_once, true); /* place 0 */
    c->acting = false;
    enter(ui, 0, false);
}

void lrs_lesson_end(struct lrs_ui *ui)
{
    struct lrs_course *c = ui->course;
    if (!c)
        return;
    lrs_rivals_stop(ui);
    lrs_trials_free(c->trials);
    for (int i = 0; i <= LRS_BEATS_MAX; i++)
        clear_place(&c->place[i]);
    lrs_lesson_release(c->lesson);
    lrs_free(c);
    ui->course = NULL;
}

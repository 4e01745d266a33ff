/* The instrument's model: made from a scene, freed, and the small bookkeeping that all the files
 * that change it share: rows of the control panel, messages, commands to the engine. */
#include "lrscope/ui.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

enum { USUAL_SMOOTHING = 6 };
static const double message_seconds = 4;
static const double natural_seconds = 20;

/* Beta of the average per level; a step weighs 1 - beta. */
static const double betas[LRS_SMOOTHINGS] = {0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998};

/* The order of the control panel. */
static const enum lrs_part panel_order[] = {LRS_SCHEDULE, LRS_OPTIMIZER, LRS_PROBLEM,
                                            LRS_MODEL,    LRS_TRAIN,     LRS_FINDER};

void lrs_copy_text(char *to, size_t size, const char *text)
{
    size_t n = strlen(text);
    if (n >= size) {
        n = size - 1;
        while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
            n--;
    }
    memmove(to, text, n);
    to[n] = '\0';
}

double lrs_ui_beta(const struct lrs_ui *ui)
{
    return betas[ui->smoothing];
}

/* A landscape has no model and no rows of data; its panel leaves the model out. */
static bool is_landscape(const struct lrs_experiment *e)
{
    return lrs_problem_class(e->part[LRS_PROBLEM])->form == LRS_LANDSCAPE;
}

static void list_part(struct lrs_ui *ui, enum lrs_part part)
{
    int room = LRS_ROWS_MAX - ui->n_rows;
    int n = lrs_spec_rows(ui->exp->part[part], ui->rows + ui->n_rows, room);
    if (n > room)
        n = room;
    for (int i = 0; i < n; i++)
        ui->row_part[ui->n_rows + i] = part;
    ui->n_rows += n;
}

char *lrs_ui_row_path(const struct lrs_ui *ui, int row, char buf[80])
{
    snprintf(buf, 80, "%s.%s", lrs_part_name(ui->row_part[row]), ui->rows[row].path);
    return buf;
}

static int row_of_path(const struct lrs_ui *ui, const char *path)
{
    char buf[80];
    for (int i = 0; i < ui->n_rows; i++)
        if (strcmp(lrs_ui_row_path(ui, i, buf), path) == 0)
            return i;
    return -1;
}

void lrs_ui_list_rows(struct lrs_ui *ui)
{
    char path[80] = "";
    if (ui->selected < ui->n_rows)
        lrs_ui_row_path(ui, ui->selected, path);
    ui->n_rows = 0;
    for (size_t i = 0; i < sizeof panel_order / sizeof *panel_order; i++)
        if (panel_order[i] != LRS_MODEL || !is_landscape(ui->exp))
            list_part(ui, panel_order[i]);
    int same = row_of_path(ui, path);
    if (same >= 0)
        ui->selected = same;
    else if (ui->selected >= ui->n_rows)
        ui->selected = ui->n_rows > 0 ? ui->n_rows - 1 : 0;
}

bool lrs_ui_select(struct lrs_ui *ui, const char *path)
{
    int row = row_of_path(ui, path);
    if (row < 0)
        return false;
    ui->selected = row;
    ui->focus = LRS_PANEL_CONTROL;
    return true;
}

/* The row of a schedule that one turns first, else the first row of the part. */
static int leading_row(const struct lrs_ui *ui, enum lrs_part part)
{
    const char *lead = NULL;
    int first = -1;
    if (part == LRS_SCHEDULE)
        lead = lrs_schedule_class(ui->exp->part[LRS_SCHEDULE])->lead;
    for (int i = 0; i < ui->n_rows; i++) {
        if (ui->row_part[i] != part)
            continue;
        if (lead && strcmp(ui->rows[i].path, lead) == 0)
            return i;
        first = first < 0 ? i : first;
    }
    return first;
}

void lrs_ui_select_part(struct lrs_ui *ui, enum lrs_part part)
{
    int row = leading_row(ui, part);
    ui->selected = row < 0 ? ui->selected : row;
    ui->control_top = part == LRS_SCHEDULE ? 0 : INT_MAX; /* from its heading on */
    ui->focus = LRS_PANEL_CONTROL;
}

void lrs_ui_say(struct lrs_ui *ui, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char text[sizeof ui->message];
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    lrs_copy_text(ui->message, sizeof ui->message, text);
    ui->message_is_error = false;
    ui->message_until = ui->now + message_seconds;
    ui->reactions |= LRS_UI_REDRAW;
}

void lrs_ui_complain(struct lrs_ui *ui, const char *sentence)
{
    lrs_copy_text(ui->message, sizeof ui->message, sentence);
    ui->message_is_error = true;
    ui->reactions |= LRS_UI_REDRAW;
}

void lrs_ui_tell(struct lrs_ui *ui, const char *text)
{
    lrs_copy_text(ui->message, sizeof ui->message, text);
    ui->message_is_error = false;
    ui->message_until = INFINITY;
    ui->reactions |= LRS_UI_REDRAW;
}

void lrs_ui_expire(struct lrs_ui *ui)
{
    if (ui->message[0] == '\0' || ui->message_is_error || ui->now < ui->message_until)
        return;
    ui->message[0] = '\0';
    ui->reactions |= LRS_UI_REDRAW;
}

void lrs_ui_send(struct lrs_ui *ui, enum lrs_command_type type, int64_t n, double value)
{
    struct lrs_command cmd = {.type = type, .run = ui->run, .n = n, .value = value};
    lrs_lesson_note(ui, type, value);
    ui->sent++;
    lrs_engine_send(ui->engine, &cmd);
}

bool lrs_ui_over(const struct lrs_ui *ui)
{
    enum lrs_state s = ui->snap.info.state;
    return s == LRS_DONE || s == LRS_DIVERGED || s == LRS_FAILED;
}

void lrs_ui_run(struct lrs_ui *ui, bool run)
{
    ui->wish = run;
    lrs_ui_send(ui, run ? LRS_CMD_RUN : LRS_CMD_PAUSE, 0, 0);
}

void lrs_ui_rerun(struct lrs_ui *ui)
{
    bool go = ui->wish || lrs_ui_over(ui);
    lrs_ui_leave_ghost(ui);
    lrs_ui_begin_story(ui);
    lrs_ui_send(ui, LRS_CMD_RERUN, 0, 0);
    lrs_ui_run(ui, go);
}

double lrs_ui_natural_pace(int64_t steps)
{
    return lrs_pace_rate(lrs_pace_level((double)steps / natural_seconds));
}

void lrs_ui_set_pace(struct lrs_ui *ui, double rate, bool by_hand)
{
    ui->pace = rate;
    ui->pace_by_hand = by_hand;
    lrs_ui_send(ui, LRS_CMD_PACE, 0, rate);
}

void lrs_ui_enter_scene(struct lrs_ui *ui, const struct lrs_scene *scene)
{
    lrs_copy_text(ui->scene_name, sizeof ui->scene_name, scene->name ? scene->name : "");
    lrs_copy_text(ui->scene_title, sizeof ui->scene_title, scene->title ? scene->title : "");
    lrs_scene_free(ui->scene);
    ui->scene = lrs_scene_copy(scene);
    ui->pace_by_hand = !isnan(scene->pace);
    if (ui->pace_by_hand)
        lrs_ui_set_pace(ui, scene->pace, true);
    lrs_lesson_take(ui, scene);
}

static void set_defaults(struct lrs_ui *ui)
{
    ui->focus = LRS_PANEL_CONTROL;
    ui->loss_log_auto = true;
    ui->smoothing = USUAL_SMOOTHING;
    ui->finder_selected = -1;
}

/* The first thing that is read: what was not as wished, else the keys that matter most, in so few
 * words that the run's state stays beside them, and not for long: the figures move behind them. */
static void greet(struct lrs_ui *ui)
{
    struct lrs_str note = {0};
    lrs_experiment_warn(ui->exp, &note);
    if (ui->opt.notice)
        lrs_ui_say(ui, "%s", ui->opt.notice);
    else if (note.len)
        lrs_ui_say(ui, "note: %s", lrs_str_text(&note));
    else if (ui->opt.running && lrs_lesson_offered(ui))
        lrs_ui_say(ui, "PgDn first lesson; 1-9 schedules, ? help");
    else if (ui->opt.running)
        lrs_ui_say(ui, "1-9 schedules, Left/Right turn them, ? help");
    lrs_str_clear(&note);
    ui->opt.notice = NULL;
}

struct lrs_ui *lrs_ui_new(struct lrs_engine *engine, struct lrs_lua *lua,
                          const struct lrs_scene *scene, const struct lrs_ui_options *options,
                          int w, int h, struct lrs_err *err)
{
    struct lrs_experiment *exp = lrs_experiment_copy(scene->exp);
    int run = 0;
    if (lrs_experiment_check(exp, err) && lrs_lua_tabulate(lua, exp, err))
        run = lrs_engine_add(engine, exp, err);
    if (run == 0) {
        lrs_experiment_free(exp);
        return NULL;
    }
    struct lrs_ui *ui = LRS_NEW(struct lrs_ui);
    *ui = (struct lrs_ui){
        .engine = engine, .lua = lua, .opt = *options, .w = w, .h = h, .run = run, .exp = exp};
    set_defaults(ui);
    lrs_ui_begin_story(ui);
    lrs_bindings_init(ui);
    lrs_ui_list_rows(ui);
    lrs_ui_select_part(ui, LRS_SCHEDULE);
    lrs_ui_enter_scene(ui, scene);
    lrs_ui_refresh(ui);
    if (!ui->pace_by_hand)
        lrs_ui_set_pace(ui, lrs_ui_natural_pace(ui->snap.info.clock.steps), false);
    lrs_ui_run(ui, options->running && !ui->course);
    greet(ui);
    lrs_lesson_start(ui);
    return ui;
}

void lrs_ui_free(struct lrs_ui *ui)
{
    if (!ui)
        return;
    lrs_engine_remove(ui->engine, ui->run);
    lrs_chooser_clear(ui);
    lrs_ui_clear_undo(ui);
    lrs_bindings_clear(ui);
    lrs_lesson_end(ui);
    lrs_ui_drop_traces(ui);
    for (int i = 0; i < ui->n_history; i++)
        lrs_free(ui->history[i]);
    lrs_snapshot_clear(&ui->snap);
    lrs_experiment_free(ui->exp);
    lrs_scene_free(ui->scene);
    lrs_free(ui->copied);
    lrs_free(ui->leave_text);
    lrs_free(ui);
}

int lrs_ui_theme(const struct lrs_ui *ui)
{
    return ui->opt.theme;
}

bool lrs_ui_paints(const struct lrs_ui *ui)
{
    return ui->opt.colour && !ui->opt.theme_is_open;
}

const char *lrs_ui_copied(const struct lrs_ui *ui)
{
    return ui->copied ? ui->copied : "";
}

bool lrs_ui_busy(const struct lrs_ui *ui)
{
    bool beside = ui->course && (ui->course->phase != LRS_BEAT_DONE || ui->course->trials);
    return ui->snap.info.state == LRS_RUNNING || ui->snap.finding || beside;
}

/* A pause costs nothing: a message that is on the screen then stays until a key. */
double lrs_ui_deadline(const struct lrs_ui *ui)
{
    if (ui->message[0] == '\0' || ui->message_is_error || !lrs_ui_busy(ui))
        return -1;
    return ui->message_until > ui->now ? ui->message_until - ui->now : 0;
}

/* The seams between the files that change the model; views do not include this. */
#ifndef LRSCOPE_UI_ACT_H
#define LRSCOPE_UI_ACT_H

#include "lrscope/export.h"
#include "ui_priv.h"

/* model.c: the model's own bookkeeping. */
/* Lists the rows of the control panel again, after any change of ui->exp; the selection stays on
 * its path where that is still there. */
void lrs_ui_list_rows(struct lrs_ui *ui);
/* Selects the row with that full path, and the control panel; false where there is none. */
bool lrs_ui_select(struct lrs_ui *ui, const char *path);
/* Selects the first row of a part. */
void lrs_ui_select_part(struct lrs_ui *ui, enum lrs_part part);
/* A message for about four seconds; an error stays until a key. */
void lrs_ui_say(struct lrs_ui *ui, const char *fmt, ...) LRS_PRINTF(2, 3);
void lrs_ui_complain(struct lrs_ui *ui, const char *sentence);
/* Something that is to be read: it stays until a key. */
void lrs_ui_tell(struct lrs_ui *ui, const char *text);
/* Takes away a message whose time is over. */
void lrs_ui_expire(struct lrs_ui *ui);
/* Queues a command for the run in focus. */
void lrs_ui_send(struct lrs_ui *ui, enum lrs_command_type type, int64_t n, double value);
/* Has the run come to an end? */
bool lrs_ui_over(const struct lrs_ui *ui);
/* Starts the run from step 0; it goes on if it was going or had ended. */
void lrs_ui_rerun(struct lrs_ui *ui);
void lrs_ui_run(struct lrs_ui *ui, bool run);
/* Steps a second; BY_HAND: it stays when another problem comes. */
void lrs_ui_set_pace(struct lrs_ui *ui, double rate, bool by_hand);
/* A pace at which a run of that many steps takes about twenty seconds. */
double lrs_ui_natural_pace(int64_t steps);
/* Takes on a scene's name, title and pace. */
void lrs_ui_enter_scene(struct lrs_ui *ui, const struct lrs_scene *scene);
/* Copies as much of TEXT as fits whole characters. */
void lrs_copy_text(char *to, size_t size, const char *text);

/* refresh.c: takes the newest snapshot and what follows from it. */
/* Columns over the steps 0..TO, in a snapshot that the caller clears; messages for the status line
 * are not lost. */
void lrs_ui_curves(struct lrs_ui *ui, double to, int columns, struct lrs_snapshot *snap);
/* The range of steps that shows everything. */
void lrs_ui_fit_steps(struct lrs_ui *ui);
/* Shows the steps FROM..TO, as far as there are any, and not too few. */
void lrs_ui_show_steps(struct lrs_ui *ui, double from, double to);
/* Shows FACTOR of what is shown, with AT where it was in the view. */
void lrs_ui_zoom(struct lrs_ui *ui, double at, double factor);
/* Moves the view by a SHARE of itself, as far as there are steps. */
void lrs_ui_pan(struct lrs_ui *ui, double share);

/* edit.c: every change of the experiment goes through lrs_ui_take. */
/* Checks NEXT, which it takes over, and puts it in force: one undo, one command to the engine, one
 * message. False with a sentence, and nothing changed. */
bool lrs_ui_take(struct lrs_ui *ui, struct lrs_experiment *next, const struct lrs_change *change,
                 struct lrs_err *err);
/* ":set": PATH may leave out its part ("gamma") where only one has it. */
bool lrs_ui_set(struct lrs_ui *ui, const char *path, const char *text, struct lrs_err *err);
/* The selected row: N nudges, and back to its default. */
bool lrs_ui_nudge(struct lrs_ui *ui, int n, bool coarse, struct lrs_err *err);
bool lrs_ui_set_default(struct lrs_ui *ui, struct lrs_err *err);
bool lrs_ui_undo(struct lrs_ui *ui, struct lrs_err *err);
bool lrs_ui_redo(struct lrs_ui *ui, struct lrs_err *err);
/* Takes NEXT, in which only PATH changed; the two ends of a warm-up move together. */
bool lrs_ui_take_value(struct lrs_ui *ui, struct lrs_experiment *next, const char *path,
                       struct lrs_err *err);
void lrs_ui_clear_undo(struct lrs_ui *ui);
/* Takes the engine's experiment where it refused ours. */
void lrs_ui_fall_back(struct lrs_ui *ui);

/* switch.c: another kind in a part. */
/* A kind as the chooser takes it: lengths fitted to the horizon, rates to the problem. */
bool lrs_ui_use_kind(struct lrs_ui *ui, enum lrs_part part, const struct lrs_kind *kind,
                     struct lrs_err *err);
/* A schedule of that kind as the chooser would take it: the one in force as it is, others as
 * lrs_ui_use_kind; NULL where it cannot stand alone. *TICKS gets the horizon. */
struct lrs_spec *lrs_ui_fitted_schedule(struct lrs_ui *ui, const struct lrs_kind *kind,
                                        double *ticks);
/* Takes NEXT, in which PART is of another kind, and selects its first row. WHAT is what to call
 * it; NULL = by the kinds. What is in force already is no edit. */
bool lrs_ui_take_part(struct lrs_ui *ui, struct lrs_experiment *next, enum lrs_part part,
                      const char *what, struct lrs_err *err);
/* A spec as text says it, with the library's defaults; takes it into its part. */
bool lrs_ui_use_text(struct lrs_ui *ui, enum lrs_part part, const char *text, struct lrs_err *err);
/* The schedule, the optimizer or both that Python code makes. */
bool lrs_ui_use_python(struct lrs_ui *ui, const char *text, struct lrs_err *err);
/* KIND, whose first row is an expression, with that expression. */
bool lrs_ui_use_expression(struct lrs_ui *ui, const struct lrs_kind *kind, const char *text,
                           struct lrs_err *err);
bool lrs_ui_use_scene(struct lrs_ui *ui, const char *name, struct lrs_err *err);
bool lrs_ui_toggle_warmup(struct lrs_ui *ui, int ticks, struct lrs_err *err);

/* compare.c: curves that stay. */
struct lrs_trace *lrs_trace_take(struct lrs_ui *ui, const char *name); /* NULL before step 1 */
/* Keeps T, which it takes over; where all places are taken, the oldest goes. */
void lrs_keep_newest(struct lrs_ui *ui, struct lrs_trace *t);
void lrs_trace_free(struct lrs_trace *t);
/* Called before a restart: the curve becomes the ghost. */
void lrs_ui_leave_ghost(struct lrs_ui *ui);
/* After a snapshot: reads off what the run had where shorter traces ended. */
void lrs_ui_meet_traces(struct lrs_ui *ui);
/* The run's schedules: begun anew with the one in force; the one in force came in place of WAS. */
void lrs_ui_begin_story(struct lrs_ui *ui);
void lrs_ui_continue_story(struct lrs_ui *ui, const struct lrs_spec *was);

struct lrs_trace *lrs_trace_share(struct lrs_trace *t);
/* Another run of the engine, with the experiment EXP, as a trace; it grows with every call. */
struct lrs_trace *lrs_trace_new(const char *name, const struct lrs_experiment *exp);
void lrs_trace_follow(struct lrs_ui *ui, struct lrs_trace *t, int run);
/* The figures that a trace had after STEP steps. */
struct lrs_figures lrs_trace_figures(const struct lrs_trace *t, double step);
/* The rate that it used in the first step from STEP on. */
double lrs_trace_rate(const struct lrs_trace *t, double step);
/* All curves but the run's own go. */
void lrs_ui_drop_traces(struct lrs_ui *ui);

/* lesson.c: the lesson of a scene. */
/* Takes on the lesson of a scene, or none; it begins with lrs_lesson_start. */
void lrs_lesson_take(struct lrs_ui *ui, const struct lrs_scene *scene);
void lrs_lesson_start(struct lrs_ui *ui);
void lrs_lesson_end(struct lrs_ui *ui);
void lrs_lesson_next(struct lrs_ui *ui);
bool lrs_lesson_back(struct lrs_ui *ui, struct lrs_err *err);
/* A command goes to the run in focus: is it still the lesson's? The others keep step with it. */
void lrs_lesson_note(struct lrs_ui *ui, enum lrs_command_type type, double value);
/* Is it the lesson that acts? */
bool lrs_lesson_acts(const struct lrs_ui *ui);
/* After a snapshot: goes on where a beat waits. True where another snapshot is due at once. */
bool lrs_lesson_look(struct lrs_ui *ui);

/* lesson_compare.c: runs side by side, and verdicts over seeds. */
bool lrs_rivals_start(struct lrs_ui *ui, const struct lrs_beat *b, struct lrs_experiment *const *exp,
                      struct lrs_err *err);
void lrs_rivals_hurry(struct lrs_ui *ui);
/* Their curves grow; true when all are over. */
bool lrs_rivals_look(struct lrs_ui *ui);
void lrs_rivals_stop(struct lrs_ui *ui);
void lrs_rivals_send(struct lrs_ui *ui, enum lrs_command_type type, double value);

/* lesson_check.c */
/* Does every claim of the present beat hold? Else WHY says which does not, with its figures. */
bool lrs_lesson_check(struct lrs_ui *ui, struct lrs_str *why);

/* chooser.c */
void lrs_chooser_open(struct lrs_ui *ui, enum lrs_part part, bool scenes);
void lrs_chooser_clear(struct lrs_ui *ui);
void lrs_chooser_filter(struct lrs_ui *ui);
void lrs_chooser_move(struct lrs_ui *ui, int by);
void lrs_chooser_page(struct lrs_ui *ui, int by);
/* Groups schedules by the other question. */
bool lrs_chooser_regroup(struct lrs_ui *ui, struct lrs_err *err);
/* A press of the mouse selects; one on what is selected takes it. */
void lrs_chooser_press(struct lrs_ui *ui, int x, int y);
bool lrs_chooser_take(struct lrs_ui *ui, struct lrs_err *err);

/* finder_ui.c */
void lrs_finder_ask(struct lrs_ui *ui);
/* Which weights the range test begins with: "from fresh weights". */
const char *lrs_finder_from(const struct lrs_ui *ui);
/* After a snapshot: opens the overlay when the result that was asked for is there. */
void lrs_finder_look(struct lrs_ui *ui);
void lrs_finder_walk(struct lrs_ui *ui, int by);
bool lrs_finder_adopt(struct lrs_ui *ui, const char *name, struct lrs_err *err);

/* entry.c: a line of text that is being typed. */
void lrs_entry_set(struct lrs_entry *e, const char *text, bool fresh);
/* Inserts what fits; line ends become spaces, other control characters are dropped. */
void lrs_entry_insert(struct lrs_entry *e, const char *text);
/* Letters, movement, deletion; false where the key is no matter of the line. */
bool lrs_entry_key(struct lrs_entry *e, uint32_t key);

/* prompt.c: the `:` prompt and the entry of a value. */
void lrs_prompt_open(struct lrs_ui *ui, const char *text);
void lrs_value_open(struct lrs_ui *ui, int row);
/* Asks for the expression of KIND, which comes into force with it and not before. */
void lrs_expression_open(struct lrs_ui *ui, const struct lrs_kind *kind);
void lrs_prompt_key(struct lrs_ui *ui, uint32_t key);
void lrs_prompt_paste(struct lrs_ui *ui, const char *text);
/* What was said before does not stay under what opens now. */
void lrs_overlay_open(struct lrs_ui *ui, enum lrs_overlay overlay);
void lrs_overlay_close(struct lrs_ui *ui);

/* complete.c */
/* Shows what the entry could go on with. */
void lrs_complete_show(struct lrs_ui *ui);
/* Tab (BY 1) and Shift-Tab (-1): as far as all agree, then one after the other. */
void lrs_complete(struct lrs_ui *ui, int by);

/* share.c */
/* One shell line that starts the program with what is on the screen; owned by the caller. */
char *lrs_ui_share_line(const struct lrs_ui *ui);
/* The run's curves as rows. ROWS gets how many there are, EVERY how many steps a row stands for. */
bool lrs_ui_curves_text(struct lrs_ui *ui, enum lrs_format format, struct lrs_str *out,
                        int64_t *rows, int64_t *every, struct lrs_err *err);
/* The experiment as a scene. */
bool lrs_ui_write_scene(const struct lrs_ui *ui, const char *file, struct lrs_err *err);
/* The screen as a picture, of the kind that the file's name asks for. */
bool lrs_ui_save_picture(struct lrs_ui *ui, const char *file, struct lrs_err *err);

/* export_ui.c */
/* What can leave the program, in the order of the overlay; ended by .name == NULL. */
struct lrs_leave {
    const char *name;  /* ":export NAME FILE" */
    const char *title, *about;
    const char *ending; /* of a file's name */
};
extern const struct lrs_leave lrs_leaves[];
/* The one that WORD (LEN bytes) names, or whose files end so; -1 = none. */
int lrs_leave_find(const char *word, size_t len);
int lrs_leave_of_file(const char *file);
/* The text of the I-th, appended to OUT; WHAT (64 bytes) gets a word on it, as "360 steps". */
bool lrs_leave_text(struct lrs_ui *ui, int i, struct lrs_str *out, char what[64],
                    struct lrs_err *err);
bool lrs_leave_save(struct lrs_ui *ui, int i, const char *file, struct lrs_err *err);
/* Opens the overlay at the I-th, or goes there; makes the preview. */
void lrs_leave_select(struct lrs_ui *ui, int i);

/* actions.c */
/* Fills the bindings from the action table. */
void lrs_bindings_init(struct lrs_ui *ui);
void lrs_bindings_clear(struct lrs_ui *ui);
/* "x schedule StepLR{gamma=0.3}": key, action, and what it is called with. */
bool lrs_bindings_add(struct lrs_ui *ui, const char *text, struct lrs_err *err);
const struct lrs_binding *lrs_binding_find(const struct lrs_ui *ui, uint32_t key,
                                           unsigned contexts);
unsigned lrs_ui_context(const struct lrs_ui *ui);
const struct lrs_action *lrs_action_find(const char *name, struct lrs_err *err);
/* Runs ":name args" without the prompt. */
bool lrs_action_line(struct lrs_ui *ui, const char *line, struct lrs_err *err);
/* Runs one action; a failure stands in the status line. */
void lrs_action_do(struct lrs_ui *ui, const struct lrs_action *a, const char *args);

/* The head of a handler: bool f(ui, args, err). ARGS is NULL or a trimmed text that is not empty;
 * most have no use for it, many cannot fail. */
#define LRS_MAYBE __attribute__((unused))
#define LRS_ACT(f)                                                                                 \
    bool f(struct lrs_ui *ui LRS_MAYBE, const char *args LRS_MAYBE, struct lrs_err *err LRS_MAYBE)
LRS_ACT(lrs_act_toggle);
LRS_ACT(lrs_act_run);
LRS_ACT(lrs_act_pause);
LRS_ACT(lrs_act_step);
LRS_ACT(lrs_act_epoch);
LRS_ACT(lrs_act_rerun);
LRS_ACT(lrs_act_reseed);
LRS_ACT(lrs_act_seed);
LRS_ACT(lrs_act_slower);
LRS_ACT(lrs_act_faster);
LRS_ACT(lrs_act_pace);
LRS_ACT(lrs_act_wait);
LRS_ACT(lrs_act_digit);
LRS_ACT(lrs_act_expression);
LRS_ACT(lrs_act_schedule);
LRS_ACT(lrs_act_optimizer);
LRS_ACT(lrs_act_problem);
LRS_ACT(lrs_act_model);
LRS_ACT(lrs_act_scene);
LRS_ACT(lrs_act_warmup);
LRS_ACT(lrs_act_chooser_up);
LRS_ACT(lrs_act_chooser_down);
LRS_ACT(lrs_act_chooser_page_up);
LRS_ACT(lrs_act_chooser_page_down);
LRS_ACT(lrs_act_regroup);
LRS_ACT(lrs_act_take);
LRS_ACT(lrs_act_row_up);
LRS_ACT(lrs_act_row_down);
LRS_ACT(lrs_act_left);
LRS_ACT(lrs_act_right);
LRS_ACT(lrs_act_left_far);
LRS_ACT(lrs_act_right_far);
LRS_ACT(lrs_act_value);
LRS_ACT(lrs_act_default);
LRS_ACT(lrs_act_undo);
LRS_ACT(lrs_act_redo);
LRS_ACT(lrs_act_set);
LRS_ACT(lrs_act_policy);
LRS_ACT(lrs_act_epochs);
LRS_ACT(lrs_act_lr);
LRS_ACT(lrs_act_find);
LRS_ACT(lrs_act_finder_next);
LRS_ACT(lrs_act_finder_back);
LRS_ACT(lrs_act_adopt);
LRS_ACT(lrs_act_keep);
LRS_ACT(lrs_act_drop);
LRS_ACT(lrs_act_compare);
LRS_ACT(lrs_act_share);
LRS_ACT(lrs_act_panel);
LRS_ACT(lrs_act_panel_back);
LRS_ACT(lrs_act_log);
LRS_ACT(lrs_act_maximise);
LRS_ACT(lrs_act_zoom_in);
LRS_ACT(lrs_act_zoom_out);
LRS_ACT(lrs_act_fit);
LRS_ACT(lrs_act_earlier);
LRS_ACT(lrs_act_later);
LRS_ACT(lrs_act_log_x);
LRS_ACT(lrs_act_rougher);
LRS_ACT(lrs_act_smoother);
LRS_ACT(lrs_act_cursor);
LRS_ACT(lrs_act_picture);
LRS_ACT(lrs_act_help);
LRS_ACT(lrs_act_explain);
LRS_ACT(lrs_act_what);
LRS_ACT(lrs_act_help_up);
LRS_ACT(lrs_act_help_down);
LRS_ACT(lrs_act_help_page_up);
LRS_ACT(lrs_act_help_page_down);
LRS_ACT(lrs_act_prompt);
LRS_ACT(lrs_act_export);
LRS_ACT(lrs_act_export_up);
LRS_ACT(lrs_act_export_down);
LRS_ACT(lrs_act_export_scroll);
LRS_ACT(lrs_act_export_pan);
LRS_ACT(lrs_act_export_save);
LRS_ACT(lrs_act_export_copy);
LRS_ACT(lrs_act_snapshot);
LRS_ACT(lrs_act_write);
LRS_ACT(lrs_act_theme);
LRS_ACT(lrs_act_glyphs);
LRS_ACT(lrs_act_big);
LRS_ACT(lrs_act_bind);
LRS_ACT(lrs_act_redraw);
LRS_ACT(lrs_act_suspend);
LRS_ACT(lrs_act_back);
LRS_ACT(lrs_act_quit);
LRS_ACT(lrs_act_quit_keep);
LRS_ACT(lrs_act_next);
LRS_ACT(lrs_act_previous);
LRS_ACT(lrs_act_vote);
LRS_ACT(lrs_act_unvote);
LRS_ACT(lrs_act_lesson);
LRS_ACT(lrs_act_notes);

#endif

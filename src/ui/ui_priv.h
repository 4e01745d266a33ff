/* What the files of the ui floor share: the model and the seams between update and views.
 *
 * model.c update.c ... change the model; view_*.c draw it and must not change it. */
#ifndef LRSCOPE_UI_PRIV_H
#define LRSCOPE_UI_PRIV_H

#include "lrscope/plot.h"
#include "lrscope/theme.h"
#include "lrscope/ui.h"

/* A curve that is kept to compare with: a finished picture of a run, no longer tied to it. */
enum { LRS_TRACE_COLUMNS = 1024, LRS_KEPT_MAX = 6 };
/* A run in figures, at one step. */
struct lrs_figures {
    double loss, val_loss, val_accuracy; /* NaN where there is none */
};
struct lrs_trace {
    unsigned shares;             /* owners besides the first */
    char name[48];
    char ran[48];                /* the schedules it ran with, as lrs_ui_story */
    double from, to;             /* steps that the columns cover */
    struct lrs_bin *curve[LRS_CHANNELS]; /* LRS_TRACE_COLUMNS each */
    struct lrs_run_info info;    /* as it ended */
    struct lrs_experiment *exp;
    struct lrs_figures met;      /* of the present run, when it was where this one ended */
    uint64_t met_revision;       /* of the run that MET is about */
    bool has_met;
};

enum lrs_panel { LRS_PANEL_LR, LRS_PANEL_LOSS, LRS_PANEL_CONTROL, LRS_PANEL_PICTURE, LRS_PANELS };
/* What lies over the panels and gets the keys first. */
enum lrs_overlay { LRS_OVER_NONE, LRS_OVER_CHOOSER, LRS_OVER_FINDER, LRS_OVER_HELP, LRS_OVER_EXPORT, LRS_OVER_PROMPT, LRS_OVER_VALUE };

/* A line of text that is being typed; wide enough for an optimizer and a schedule as code. */
enum { LRS_LINE_MAX = 1024 };
struct lrs_entry {
    char text[LRS_LINE_MAX];     /* UTF-8 */
    int at;                      /* byte offset of the cursor */
    bool fresh;                  /* all of it is selected: the next letter takes its place */
};

enum { LRS_RAN_MAX = 3, LRS_CHOICES_MAX = 64, LRS_ROWS_MAX = 96, LRS_UNDO_MAX = 128, LRS_HISTORY_MAX = 50,
       LRS_BINDINGS_MAX = 192, LRS_SMOOTHINGS = 10 };

/* What the chooser says of a scene; the title and the text may say why it cannot be loaded. */
struct lrs_scene_card {
    char *name, *title, *about;  /* owned */
    int beats;                   /* of its lesson; 0 = none */
};

/* Something to choose. */
struct lrs_offer {
    const struct lrs_kind *kind; /* NULL: a scene */
    struct lrs_scene_card card;  /* of a scene */
    struct lrs_bin *thumb;       /* of a schedule: its rates with the values it would be taken with, ... */
    double ticks;                /* ... over so many ticks; LRS_THUMB_COLUMNS, owned */
    char *spec;                  /* those values, "StepLR{step_size=20}"; owned */
};
enum { LRS_THUMB_COLUMNS = 256 };
/* The chooser: kinds of one part, or scenes. */
struct lrs_chooser {
    bool scenes;
    enum lrs_part part;
    bool by_direction;           /* schedules: grouped by which way they go, not by how often */
    struct lrs_entry filter;
    struct lrs_offer all[LRS_CHOICES_MAX]; /* read when the chooser opens */
    int n_all;
    const struct lrs_offer *at[LRS_CHOICES_MAX]; /* those that the filter lets through, by groups */
    const char *heading[LRS_CHOICES_MAX]; /* above the first of a group, else NULL */
    int n, selected;
    int top;                     /* the list's line that stands first */
};

/* One change of one value, or of the kind in a part. */
struct lrs_change {
    char path[80];               /* "schedule.gamma", or "schedule" where the kind changed */
    char was[64], now[64];       /* for people */
    char back[128], text[128];   /* the old and the new value, as :set would take them */
    char what[192];              /* "gamma 0.5 -> 0.3" */
    bool anew;                   /* the run starts again even where it could go on */
    bool nudge;                  /* by a key or the wheel: several in a row are one change */
};
struct lrs_undo {
    double at;                   /* when it was made, or went on */
    struct lrs_experiment *was, *now; /* owned */
    struct lrs_change change;
};

struct lrs_action;
/* What a key does: the action table's own keys to begin with, then what `:bind` says. */
struct lrs_binding {
    uint32_t key;
    unsigned contexts;
    const struct lrs_action *action;
    char *args;                  /* owned, or NULL */
};

/* How a beat left the screen, beside the engine's place of the same number. */
struct lrs_lesson_place {
    bool valid;
    struct lrs_experiment *exp;  /* owned */
    struct lrs_trace *ghost, *kept[LRS_KEPT_MAX]; /* shared */
    int n_kept;
    const struct lrs_kind *ran[LRS_RAN_MAX];
    int n_ran;
    bool ran_edited;
    enum lrs_panel focus;
    enum lrs_picture_kind picture;
    bool maximised, lr_log, loss_log, loss_log_auto, x_log, zoomed, cursor_on, picture_off, comparing;
    int smoothing;
    double from, to, cursor;
    struct lrs_range lr_range, loss_range;
};
/* What became of the settings of a beat over many seeds. */
struct lrs_verdict {
    int n, seeds;                /* 0: not known (yet) */
    int wins[LRS_COMPARED_MAX];
    double median[LRS_COMPARED_MAX]; /* of the final losses */
};
/* A run beside the one in focus; its curve is one of those kept. */
struct lrs_rival {
    int run;                     /* of the engine; 0 = over */
    struct lrs_trace *trace;     /* shared */
    double share;                /* its steps for each step of the run, so that both end together */
};
enum lrs_phase { LRS_BEAT_DONE, LRS_BEAT_RUNS, LRS_BEAT_RETURNS };
/* A lesson that is being given. Place 0 is the start; place I + 1 is how beat I ends by itself. */
struct lrs_course {
    struct lrs_lesson *lesson;   /* shared */
    char name[64];               /* of its scene */
    int at;                      /* the present beat */
    enum lrs_phase phase;
    uint64_t sent;               /* the command that the phase waits for, as the engine counts */
    int enter;                   /* RETURNS: the beat to enter then, or -1 */
    bool enter_fast;
    bool go_on_then;             /* RETURNS: and to go on to the next one when it is over ... */
    bool go_on;                  /* ... which has been entered for that */
    bool fast;                   /* RUNS: whatever the pace */
    bool acting;                 /* the lesson itself is at work, not the user */
    bool strayed;                /* the user has changed what the next beat builds on */
    bool revealed;               /* the question that stands has been answered */
    bool notes;                  /* shown over the picture */
    int votes[LRS_BEATS_MAX][LRS_CHOICES_MAX_ASK];
    int *last_vote;              /* into VOTES, while it can be taken back; else NULL */
    struct lrs_rival rival[LRS_COMPARED_MAX];
    int n_rivals;
    double budget[LRS_BEATS_MAX]; /* gradients of each run that a beat compares */
    struct lrs_trials *trials;   /* on the way, or NULL */
    int tried;                   /* for this beat */
    struct lrs_verdict verdict[LRS_BEATS_MAX];
    struct lrs_lesson_place place[LRS_BEATS_MAX + 1];
};

/* The pointer's way over a chart, from the press on: the steps between are what a release shows. */
struct lrs_drag {
    bool held, moved;            /* pressed on a chart; and gone to another column since */
    struct lrs_rect panel;
    double from, to;             /* steps, in the order of the pointer */
    bool cursor_on;              /* as they were before the press */
    double cursor;
};

struct lrs_ui {
    struct lrs_engine *engine;   /* borrowed */
    struct lrs_lua *lua;         /* borrowed */
    struct lrs_ui_options opt;
    int w, h;
    double now;

    int run;                     /* the run in focus */
    uint64_t sent;               /* commands for it; the snapshot counts those carried out */
    struct lrs_experiment *exp;  /* as edited; the engine follows */
    struct lrs_snapshot snap;
    char scene_name[64], scene_title[96];
    struct lrs_scene *scene;     /* as it was entered, for :share and :write */
    bool pace_by_hand;           /* else the pace follows the length of the run */
    double pace;                 /* as last wished; the snapshot's may be a moment behind */
    bool wish;                   /* to run, as last wished */

    enum lrs_panel focus;
    bool maximised;              /* the focused panel fills the screen */
    struct lrs_row rows[LRS_ROWS_MAX]; /* of the control panel: schedule, optimizer, problem, ... */
    enum lrs_part row_part[LRS_ROWS_MAX];
    int n_rows, selected;
    int control_top;             /* the panel's line that stands first */

    bool lr_log, loss_log, loss_log_auto; /* auto: log where it spans decades */
    int smoothing;               /* level 0 (none) .. 9 */
    bool x_log;                  /* the axis of steps, of all charts */
    double from, to;             /* steps shown */
    bool zoomed;                 /* false: from..to follows the horizon */
    struct lrs_range lr_range, loss_range;
    bool cursor_on;
    double cursor;               /* step */
    struct lrs_drag drag;
    bool big;                    /* text for projectors */
    bool picture_off;
    enum lrs_picture_kind picture; /* as last wished; the first that fits, where it does not */
    bool comparing;              /* the comparison of the runs stands in the picture's place */

    const struct lrs_kind *ran[LRS_RAN_MAX]; /* schedules of the present run, in their order */
    int n_ran;                   /* may be more than there is room for: the last one is kept */
    bool ran_edited;             /* a value of the schedule was changed on the way */
    struct lrs_trace *ghost;     /* the last run, or NULL */
    struct lrs_trace *kept[LRS_KEPT_MAX];
    int n_kept;

    enum lrs_overlay overlay;
    struct lrs_chooser chooser;
    struct lrs_entry entry;      /* PROMPT and VALUE */
    char entry_path[80];         /* VALUE: what is being typed, "schedule.gamma" */
    const struct lrs_kind *entry_kind; /* VALUE: the schedule that Enter brings, or NULL */
    char entry_error[256];       /* why it was not taken; "" = nothing to say */
    char completions[512];       /* what Tab would offer, for display */
    char stem[LRS_LINE_MAX];              /* what stood before the first Tab, and ... */
    int tab_at;                  /* ... which of its completions stands in the line; -1 = none */
    char draft[LRS_LINE_MAX];             /* the line that was left for the history */
    char *history[LRS_HISTORY_MAX];
    int n_history, history_at;
    int finder_selected;         /* enum lrs_suggest, or -1 */
    bool finder_wanted;          /* its overlay opens when the result comes */
    unsigned finder_found;       /* results seen so far, as the snapshot counts them */
    int help_scroll;
    struct lrs_entry help_filter;
    enum lrs_overlay help_over;  /* what the help was opened over */
    int leave;                   /* EXPORT: what is selected, and the first line and column ... */
    int leave_scroll, leave_pan; /* ... that are shown of ... */
    char *leave_text;            /* ... its text, or of why there is none; owned, NULL elsewhere */
    bool leave_fails;
    struct lrs_course *course;   /* or NULL */

    struct lrs_undo undo[LRS_UNDO_MAX];
    int n_undo, undo_at;         /* entries below undo_at can be undone, the others redone */

    struct lrs_binding binding[LRS_BINDINGS_MAX];
    int n_bindings;

    char message[1024];          /* status line, in place of the figures */
    bool message_is_error;       /* stays until a key */
    double message_until;
    char *copied;                /* text for the clipboard, or NULL */
    unsigned reactions;          /* gathered during one update */
};

/* In a smaller window nothing fits. */
enum { LRS_MIN_W = 30, LRS_MIN_H = 8 };
/* Where everything goes at a size; rectangles with w or h 0 are not shown. BODY holds all panels. */
struct lrs_layout {
    bool too_small;              /* one line says so, nothing else */
    struct lrs_rect title, lesson, lr, loss, figures, control, picture, compare, chooser, body,
        status, hints;
};
void lrs_ui_layout(const struct lrs_ui *ui, struct lrs_layout *l);

/* Views. Each draws into its rectangle only; lrs_ui_draw (draw.c) calls them. While an entry is open
 * (PROMPT, VALUE) the hints' row shows it, with the canvas's cursor, and the status row shows its
 * error, else the completions. */
void lrs_view_title(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
void lrs_view_lr(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
void lrs_view_loss(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
void lrs_view_control(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
void lrs_view_picture(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
/* Big text: rate and loss in large digits, side by side in low rectangles; and in the control panel's
 * place the selected parameter, large, with its neighbours. */
void lrs_view_figures(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
void lrs_view_big_control(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
/* The present run, the ghost and the kept ones with their figures, the best marked. */
void lrs_view_compare(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
void lrs_view_status(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
/* Where the badge of the state ends, and the rows that the message behind it takes: one, where it, or
 * its first part that says all that must be said, fits. */
int lrs_view_badge_end(const struct lrs_ui *ui, struct lrs_rect r);
int lrs_view_message_rows(const struct lrs_ui *ui, struct lrs_rect r);
void lrs_view_hints(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
void lrs_view_chooser(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
void lrs_view_finder(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r); /* in place of the charts */
void lrs_view_export(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
void lrs_view_help(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
/* How far the help in R can be scrolled. */
int lrs_view_help_last(const struct lrs_ui *ui, struct lrs_rect r);
/* The chooser in R: the line that stands first once the selected one is in sight, the rows of its list,
 * and which choice is at a cell, or -1. */
int lrs_view_chooser_top(const struct lrs_ui *ui, struct lrs_rect r);
int lrs_view_chooser_page(const struct lrs_ui *ui, struct lrs_rect r);
int lrs_view_chooser_hit(const struct lrs_ui *ui, struct lrs_rect r, int x, int y);
/* The action whose hint stands in column X of the last line, or NULL. */
const struct lrs_action *lrs_view_hint_at(const struct lrs_ui *ui, struct lrs_rect r, int x);
/* The line of the control panel in R that stands first once the selected row is in sight. */
int lrs_view_control_top(const struct lrs_ui *ui, struct lrs_rect r);
/* The control row (index into ui->rows) at a cell, or -1; which panel is at a cell, or -1. */
int lrs_view_control_hit(const struct lrs_ui *ui, struct lrs_rect r, int x, int y);
/* The step under a column of the charts; NaN outside. */
double lrs_view_step_at(const struct lrs_ui *ui, struct lrs_rect r, int x);
/* The picture that is shown, or would be where none is: as wished, or the first that fits; NONE before
 * the first snapshot. */
enum lrs_picture_kind lrs_ui_picture(const struct lrs_ui *ui);
/* Its place among the pictures, from 1, or that of the comparison, which is the last; *OF of them. */
int lrs_ui_picture_place(const struct lrs_ui *ui, bool comparison, int *of);
/* The I-th name that the action picture takes here; NULL at the end. */
const char *lrs_ui_picture_name(const struct lrs_ui *ui, int i);
/* The same with columns outside taken for the outermost; NaN where there is no chart. */
double lrs_view_nearest_step(const struct lrs_ui *ui, struct lrs_rect r, int x);
/* The axis of steps that all charts have. Logarithmic, it begins in the middle of step 0, so that all
 * steps have their place. */
struct lrs_scale lrs_ui_steps(const struct lrs_ui *ui);
/* Columns that the charts will ask curves for, and the picture's grid, at the present layout. */
void lrs_view_request(const struct lrs_ui *ui, struct lrs_request *req);

/* The strip with the lesson's words, the rows that it takes at a width of W, and the notes. */
void lrs_view_lesson(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
int lrs_view_lesson_rows(const struct lrs_ui *ui, int w);
void lrs_view_notes(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);

/* Actions: the one table of what keys and the prompt can do. */
enum lrs_context { LRS_IN_MAIN = 1, LRS_IN_FINDER = 2, LRS_IN_CHOOSER = 4, LRS_IN_HELP = 8,
                   LRS_IN_VOTE = 16 /* over MAIN: a question stands */, LRS_IN_EXPORT = 32 };
struct lrs_action {
    const char *name;            /* ":name" */
    const char *help;            /* one sentence */
    const char *group;           /* "run", "choose", ... as in the table of keys */
    const char *keys;            /* names as in lrs_key_parse, separated by spaces */
    unsigned contexts;
    const char *hint;            /* a word for the last line, or NULL */
    const char *args;            /* "PATH VALUE", or NULL */
    const char *with;            /* what it is called with where nothing is said, or NULL */
    bool (*run)(struct lrs_ui *ui, const char *args, struct lrs_err *err);
};
extern const struct lrs_action lrs_actions[]; /* ended by .name == NULL */
/* The action that KEY means in the present context, or NULL. */
const struct lrs_action *lrs_action_for_key(const struct lrs_ui *ui, uint32_t key);
/* The actions (at most MAX) whose hints matter now, most useful first. */
int lrs_ui_hints(const struct lrs_ui *ui, const struct lrs_action **out, int max);
/* As they would be with OVERLAY over the panels. */
int lrs_ui_hints_in(const struct lrs_ui *ui, enum lrs_overlay overlay, const struct lrs_action **out,
                    int max);
/* The keys in force of an action, "Left h", after rebinding. Returns BUF. */
char *lrs_action_keys(const struct lrs_ui *ui, const struct lrs_action *a, char buf[64]);
/* Beta per step of the loss's average at the present level of smoothing; 0 = none. */
double lrs_ui_beta(const struct lrs_ui *ui);
/* The full path of a control row, "schedule.gamma". Returns BUF. */
char *lrs_ui_row_path(const struct lrs_ui *ui, int row, char buf[80]);

/* Is it what is in force? */
bool lrs_chooser_present(const struct lrs_ui *ui, const struct lrs_offer *c);
/* Page Down starts the first lesson here: in the scene that the program starts with. */
bool lrs_lesson_offered(const struct lrs_ui *ui);
/* The question of the present beat stands, and votes count. */
bool lrs_lesson_asks(const struct lrs_ui *ui);
/* Is a question in sight that is not answered yet? Its run may be going on, then votes are over. */
bool lrs_lesson_question_stands(const struct lrs_ui *ui);
/* The beat whose question the screen shows, -1 = none; its answers are REVEALED. */
int lrs_lesson_question(const struct lrs_ui *ui, bool *revealed);

/* Traces share the charts only where they learnt the same problem, and where they are not the run
 * itself as it stands, just kept. */
bool lrs_comparable(const struct lrs_ui *ui, const struct lrs_trace *t);
/* Steps of the run in which it sees as many rows as T did in one step: 1 but where batches differ.
 * Runs are laid side by side at equal numbers of gradients. */
double lrs_trace_pace(const struct lrs_ui *ui, const struct lrs_trace *t);
bool lrs_any_comparable(const struct lrs_ui *ui);
/* The loss as people should read it: averaged over mini-batches; on a landscape, where it is exact,
 * as it is. */
double lrs_shown_loss(const struct lrs_run_info *info);
/* How the run stands against a trace: its figures minus the trace's, both at STEP, where the shorter
 * of the two is or ended (PARTIAL: the other one is longer). Losses are those of the validation
 * rows, of the same epoch, where both have them, else averages over the mini-batches. NaN where
 * there is nothing to compare. */
struct lrs_difference {
    double loss, accuracy, step;
    bool validation, partial;
};
struct lrs_difference lrs_ui_difference(const struct lrs_ui *ui, const struct lrs_trace *t);
/* Did T go exactly as a kept one did? */
bool lrs_is_kept(const struct lrs_ui *ui, const struct lrs_trace *t);
/* The schedules that the present run has had: "StepLR", "StepLR (edited)", "cosine\u2192fixed". */
char *lrs_ui_story(const struct lrs_ui *ui, char buf[48]);

#endif

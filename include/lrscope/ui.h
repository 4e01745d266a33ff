/* The instrument: a model, update(model, event), and views that draw it into a canvas. Knows no
 * curses and no thread; the loop that calls it lives in term/ (a terminal) or in the script runner. */
#ifndef LRSCOPE_UI_H
#define LRSCOPE_UI_H

#include "lrscope/canvas.h"
#include "lrscope/engine.h"
#include "lrscope/key.h"
#include "lrscope/scene.h"

struct lrs_ui;

struct lrs_ui_options {
    enum lrs_glyphs glyphs;
    int theme;             /* index; see theme.h */
    bool theme_is_open;    /* nobody asked for it: LRS_EVENT_BACKGROUND may choose another */
    bool colour;           /* the terminal has colours and they are wanted, ... */
    bool few_colours;      /* ... but no more than 8 */
    bool mouse;
    bool running;          /* start training at once */
    const char *notice;    /* to be shown in the status line at the start, or NULL */
};

/* What the loop has to do after an event. */
enum {
    LRS_UI_REDRAW = 1,
    LRS_UI_QUIT = 2,
    LRS_UI_KEEP = 4,       /* with QUIT: leave the picture on the terminal */
    LRS_UI_SUSPEND = 8,
    LRS_UI_REPAINT = 16,   /* everything again: the terminal may be garbled */
    LRS_UI_COPY = 32,      /* lrs_ui_copied() is for the clipboard */
};

/* The engine and the sandbox are borrowed and must outlive it; SCENE is borrowed for the call. */
struct lrs_ui *lrs_ui_new(struct lrs_engine *engine, struct lrs_lua *lua, const struct lrs_scene *scene,
                          const struct lrs_ui_options *options, int w, int h, struct lrs_err *err);
void lrs_ui_free(struct lrs_ui *ui);
/* One event; returns reactions. Commands go to the engine at the end of it. */
unsigned lrs_ui_update(struct lrs_ui *ui, const struct lrs_event *event);
/* Takes the newest snapshot from the engine; returns LRS_UI_REDRAW where anything to be seen changed. */
unsigned lrs_ui_refresh(struct lrs_ui *ui);
/* What the last LRS_UI_COPY is about: text for the clipboard; "" before. */
const char *lrs_ui_copied(const struct lrs_ui *ui);
/* Draws everything; the canvas is resized to the UI's size. Changes nothing that a user could see. */
void lrs_ui_draw(struct lrs_ui *ui, struct lrs_canvas *c);
int lrs_ui_theme(const struct lrs_ui *ui);      /* index of the theme in use */
/* The theme was asked for: it brings its own background, as the terminal's may not suit it. */
bool lrs_ui_paints(const struct lrs_ui *ui);
/* Is something moving, so that frames are worth drawing? */
bool lrs_ui_busy(const struct lrs_ui *ui);
/* Seconds until the UI wants a TICK (a message that goes away); negative = never. */
double lrs_ui_deadline(const struct lrs_ui *ui);
/* Carries out ":name args" as the prompt would; false with a sentence. */
bool lrs_ui_command(struct lrs_ui *ui, const char *line, unsigned *reactions, struct lrs_err *err);

/* Script mode: runs the file against a synchronous engine; prints what `dump` asks for to stdout.
 * Returns the exit status (1: an expectation failed; 2: a line is not understood). */
int lrs_script_run(struct lrs_ui *ui, struct lrs_engine *engine, const char *file);

/* The action table, for lists and the manual. */
struct lrs_action_info {
    const char *name, *help, *group;
    const char *keys;  /* their names, separated by spaces; "" = none */
    const char *args;  /* "[FILE]", "PATH VALUE", or NULL */
    char contexts[32]; /* where the keys act: words of "main finder chooser help question" */
};
int lrs_action_count(void);
struct lrs_action_info lrs_action_info(int i);

#endif

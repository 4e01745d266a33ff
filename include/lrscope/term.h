/* The terminal: presents a canvas through ncurses, decodes keys and mouse, handles signals, and
 * restores the terminal on every way out. The only place with curses. */
#ifndef LRSCOPE_TERM_H
#define LRSCOPE_TERM_H

#include "lrscope/theme.h"
#include "lrscope/ui.h"

struct lrs_term_options {
    int theme;          /* -1 = choose: mono with NO_COLOR or without colours, else dark */
    bool ascii;         /* --ascii */
    bool mouse;
    double fps;         /* frames a second at most, 30 */
};

/* Checks that stdin and stdout are terminals and TERM is usable, before anything is changed: false
 * with advice (exit status 3). */
bool lrs_term_check(struct lrs_err *err);

/* Opens the terminal, runs the instrument until it quits, restores the terminal. Returns the exit
 * status; a fatal signal is raised again after the terminal has been restored. MAKE builds the UI
 * once size, glyphs and colours are known (options->notice says what was not as wished, such as an
 * unknown TERM); it returns NULL with a sentence when it cannot. The UI is freed here. */
int lrs_term_run(const struct lrs_term_options *options, struct lrs_engine *engine,
                 struct lrs_ui *(*make)(void *arg, const struct lrs_ui_options *o, int w, int h, struct lrs_err *err),
                 void *arg);

#endif

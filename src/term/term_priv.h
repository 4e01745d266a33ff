/* What the files of this floor share. check.c, screen.c, colour.c and picture.c know curses; guard.c knows
 * signals and modes; decode.c knows bytes; loop.c joins them. */
#ifndef LRSCOPE_TERM_PRIV_H
#define LRSCOPE_TERM_PRIV_H

#include <stddef.h>

#include "lrscope/term.h"

/* --- check.c: which terminal is this? --- */

/* The terminfo entry to use: TERM, or the first stand-in that is there, with a sentence in NOTICE.
 * NULL where there is none. */
const char *lrs_term_entry(char *notice, size_t size);
/* Sets LC_CTYPE from the environment; is it UTF-8? */
bool lrs_term_locale(void);
/* NO_COLOR is set and not empty. */
bool lrs_term_no_color(void);

/* --- guard.c: modes, signals, and the way back on every way out --- */

enum { LRS_GUARD_BYTES = 512 };
/* Saves the modes of the terminal and catches signals; from here on every way out restores. */
bool lrs_guard_open(struct lrs_err *err);
/* What ends the visit; may be called again (after a resize). */
void lrs_guard_set_leave(const char *bytes, size_t n);
/* Raw modes, then BYTES. */
void lrs_guard_enter(const char *bytes, size_t n);
/* Restores modes and screen. Safe in a signal handler, and to be called twice. */
void lrs_guard_leave(void);
/* Readable when a signal for the loop has come. */
int lrs_guard_fd(void);
enum { LRS_SIGNAL_SIZE = 1, LRS_SIGNAL_STOP = 2, LRS_SIGNAL_CONTINUE = 4 };
/* Which signals have come since the last call, as a set. */
unsigned lrs_guard_signals(void);
/* Stops the process as Ctrl-Z does, the whole job where EVERYBODY; returns when it is continued. The
 * terminal must have been left. */
void lrs_guard_stop(bool everybody);
/* Signals as they were before. */
void lrs_guard_close(void);
/* All of BYTES to the terminal, or as much as it takes. */
void lrs_guard_write(const char *bytes, size_t n);

/* --- decode.c: bytes to events --- */

enum { LRS_DECODE_LEARNED = 48, LRS_DECODE_BYTES = 256, LRS_PASTE_MAX = 1 << 16 };
/* What is waited for: the rest of a sequence. */
enum lrs_pending { LRS_PENDING_NONE, LRS_PENDING_ESC, LRS_PENDING_SEQUENCE, LRS_PENDING_PASTE };

struct lrs_decoder {
    unsigned char buf[LRS_DECODE_BYTES];
    size_t len;
    struct {
        char bytes[15];
        unsigned char len;
        uint32_t key;
    } learned[LRS_DECODE_LEARNED]; /* sequences of this terminal, from terminfo */
    int n_learned;
    bool pasting, string; /* inside a paste; inside a control string */
    char answer[48];      /* how the control string begins */
    struct lrs_str paste, done;
};
/* Teaches a sequence of this terminal; what the decoder knows anyway need not be taught. */
void lrs_decoder_learn(struct lrs_decoder *d, const char *bytes, uint32_t key);
/* Takes at most as many bytes as there is room for; returns how many. */
size_t lrs_decoder_feed(struct lrs_decoder *d, const unsigned char *bytes, size_t n);
/* The next event, or false. GIVE_UP: the rest of a sequence will not come any more. The text of a
 * paste is valid until the next call. */
bool lrs_decoder_next(struct lrs_decoder *d, bool give_up, struct lrs_event *e);
enum lrs_pending lrs_decoder_pending(const struct lrs_decoder *d);
void lrs_decoder_free(struct lrs_decoder *d);

/* --- screen.c: curses --- */

struct lrs_screen;

/* Takes the terminal over. ENTRY: the terminfo entry. MOUSE, COLOUR: wanted, if it has them. */
struct lrs_screen *lrs_screen_open(const char *entry, bool mouse, bool colour, bool utf8,
                                   struct lrs_err *err);
/* Colours the terminal has: 256, 8 or 0. */
int lrs_screen_colours(const struct lrs_screen *s);
bool lrs_screen_mouse(const struct lrs_screen *s);
/* Teaches the keys of the terminal at hand. */
void lrs_screen_learn(struct lrs_decoder *d);
/* Asks the terminal for the colour of its background, where it is one that may know; the answer
 * comes as LRS_EVENT_BACKGROUND, or never. */
void lrs_screen_ask_background(struct lrs_screen *s);
/* Size in cells now, at least 1x1; a terminal that does not say is 80x24. */
void lrs_screen_size(int *w, int *h);
void lrs_screen_resize(struct lrs_screen *s, int w, int h);
/* Shows the canvas: what changed, or everything after lrs_screen_repaint(). PAINT: with the theme's
 * own background. */
void lrs_screen_present(struct lrs_screen *s, const struct lrs_canvas *c,
                        const struct lrs_theme *theme, bool paint);
/* The next frame is written in full. */
void lrs_screen_repaint(struct lrs_screen *s);
/* Takes the terminal over again after lrs_guard_leave(). */
void lrs_screen_enter(struct lrs_screen *s);
/* Puts TEXT into the clipboard (OSC 52) where the terminal may know how. */
void lrs_screen_copy(struct lrs_screen *s, const char *text);
/* A capability of the terminal at hand, or NULL; appended without the pauses for terminals of 1978. */
const char *lrs_cap(const char *name);
void lrs_add_caps(struct lrs_str *out, const char *s);
/* The canvas as lines for the terminal's normal screen, in the colours that it would be presented in. */
void lrs_screen_print(struct lrs_screen *s, const struct lrs_canvas *c,
                      const struct lrs_theme *theme, bool paint, struct lrs_str *out);
/* Gives the terminal back for good. */
void lrs_screen_close(struct lrs_screen *s);

/* --- colour.c: roles to attributes --- */

struct lrs_pair {
    int fg, bg;
    bool used; /* in the frame at hand */
};
struct lrs_colours {
    int terminal;                  /* 256, 8 or 0 colours */
    bool direct;                   /* colours beyond the eighth are RGB */
    bool defaults;                 /* the terminal's own colours can be asked for */
    int max;                       /* pairs there are, pair 0 included */
    int n;                         /* pairs in use */
    const struct lrs_theme *theme; /* that SLOT was made for */
    bool paint;                    /* the theme's background, not the terminal's */
    struct lrs_pair *pair;         /* max of them */
    short slot[LRS_ROLES]
              [LRS_ROLES]; /* pair of a foreground and a background role, -1 = none yet */
};
void lrs_colours_open(struct lrs_colours *c, bool wanted);
void lrs_colours_close(struct lrs_colours *c);
/* Starts a frame. True where the theme is another one, so that every cell looks different. */
bool lrs_colours_theme(struct lrs_colours *c, const struct lrs_theme *theme, bool paint);
/* Pair and attributes (enum lrs_cell_flags) of a cell of CANVAS, which the frame shows. */
int lrs_colours_pair(struct lrs_colours *c, const struct lrs_canvas *canvas,
                     const struct lrs_cell *cell);
unsigned lrs_colours_flags(const struct lrs_colours *c, const struct lrs_cell *cell);

/* --- picture.c --- */

/* The canvas as lines in these colours; each ends plain. */
void lrs_picture_print(struct lrs_colours *c, bool utf8, const struct lrs_canvas *canvas,
                       struct lrs_str *out);

#endif

/* The canvas: a grid of cells with colour roles. Views draw into it; term/ presents it; the same
 * canvas goes to text, ANSI and SVG. Nothing here knows terminals or runs. */
#ifndef LRSCOPE_CANVAS_H
#define LRSCOPE_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "lrscope/err.h"
#include "lrscope/text.h"

/* What a cell's colour means. A theme (theme.h) says what it looks like. The letter is how golden
 * files write it (lrs_role_letter). */
enum lrs_role {
    LRS_R_TEXT,      /* plain */
    LRS_R_DIM,       /* axes, labels, what is not to be looked at first */
    LRS_R_STRONG,    /* figures that matter */
    LRS_R_TITLE,     /* panel titles */
    LRS_R_FRAME,
    LRS_R_FOCUS,     /* title and frame of the panel with the focus */
    LRS_R_SELECT,    /* the selected row */
    LRS_R_KEY,       /* the key in a hint */
    LRS_R_HINT,      /* its words */
    LRS_R_GAUGE,
    LRS_R_ERROR,
    LRS_R_WARN,
    LRS_R_GOOD,
    LRS_R_LR,        /* rate that was used */
    LRS_R_PLAN,      /* rate that is planned */
    LRS_R_PAST,      /* region past the schedule's end */
    LRS_R_LOSS,      /* smoothed training loss */
    LRS_R_RAW,       /* its unsmoothed band */
    LRS_R_VAL,       /* validation */
    LRS_R_ACCURACY,
    LRS_R_MOMENTUM,
    LRS_R_GHOST,     /* the last run */
    LRS_R_MARK,      /* events on the axis */
    LRS_R_CURSOR,
    LRS_R_KEPT,      /* kept curves: KEPT + 0..5 */
    LRS_R_KEPT_END = LRS_R_KEPT + 5,
    LRS_R_CLASS,     /* points of class 0..9 */
    LRS_R_CLASS_END = LRS_R_CLASS + 9,
    LRS_R_REGION,    /* backgrounds: class * 3 + confidence 0..2 */
    LRS_R_REGION_END = LRS_R_REGION + 29,
    LRS_R_HEAT,      /* heat levels 0 (low) .. 10 (high) */
    LRS_R_HEAT_END = LRS_R_HEAT + 10,
    LRS_ROLES
};
enum { LRS_HEAT_LEVELS = 11, LRS_BG_NONE = 0 /* role TEXT as a background: the terminal's own */ };
char lrs_role_letter(int role);

enum lrs_cell_flags {
    LRS_CELL_BOLD = 1,
    LRS_CELL_REVERSE = 2,
    LRS_CELL_UNDERLINE = 4,
    LRS_CELL_CONT = 8,   /* right half of a wide one */
    LRS_CELL_UNDER = 16, /* drawn by a band or a shade: a line replaces it instead of joining it */
    LRS_CELL_CURVE = 32, /* drawn by a curve in ASCII: another one joins it */
};

struct lrs_cell {
    uint32_t cp;
    uint8_t fg, bg; /* roles */
    uint8_t flags;
};

/* What to draw with: the best the terminal shows, or what the user prefers. */
enum lrs_glyphs { LRS_BRAILLE, LRS_QUADRANT, LRS_ASCII, LRS_GLYPH_SETS };

struct lrs_rect { int x, y, w, h; };

struct lrs_canvas {
    int w, h;
    struct lrs_cell *cell;      /* row by row */
    enum lrs_glyphs glyphs;
    bool colour;
    bool maps;                  /* the colours are enough for maps; false: these are made of lines */
    bool thick;                 /* all curves two dots strong (ASCII: bold), for projectors */
    int cursor_x, cursor_y;     /* where a terminal's cursor shows; -1 = hidden */
};

void lrs_canvas_init(struct lrs_canvas *c, int w, int h, enum lrs_glyphs glyphs, bool colour);
void lrs_canvas_resize(struct lrs_canvas *c, int w, int h);      /* blank again; any size from 0x0 */
void lrs_canvas_free(struct lrs_canvas *c);
void lrs_canvas_clear(struct lrs_canvas *c);

/* Everything clips: drawing outside the canvas is allowed and does nothing. In ASCII mode code
 * points beyond ASCII are folded to a likeness of the same width ("·" to ".", "→" to ">"). */
uint32_t lrs_fold(uint32_t cp); /* the likeness; the same for ASCII */
void lrs_canvas_put(struct lrs_canvas *c, int x, int y, uint32_t cp, int fg);
void lrs_canvas_style(struct lrs_canvas *c, struct lrs_rect r, int fg, int bg, int flags); /* -1 = leave */
void lrs_canvas_fill(struct lrs_canvas *c, struct lrs_rect r, uint32_t cp, int fg, int bg);
/* Writes TEXT from (x, y), at most MAX columns (an ellipsis where it is cut; MAX < 0 = no limit);
 * returns the columns written. The background stays. */
int lrs_canvas_text(struct lrs_canvas *c, int x, int y, int max, int fg, const char *text);
int lrs_canvas_textf(struct lrs_canvas *c, int x, int y, int max, int fg, const char *fmt, ...) LRS_PRINTF(6, 7);
/* Right-aligned: the text ends before column X. */
int lrs_canvas_text_right(struct lrs_canvas *c, int x, int y, int max, int fg, const char *text);
/* Words of TEXT wrapped into R; returns the rows used (also when R.h is less). */
int lrs_canvas_wrap(struct lrs_canvas *c, struct lrs_rect r, int fg, const char *text);
/* A frame with a title on its upper edge (TITLE may be NULL). */
void lrs_canvas_frame(struct lrs_canvas *c, struct lrs_rect r, int role, const char *title);
void lrs_canvas_hline(struct lrs_canvas *c, int x, int y, int w, int role);
void lrs_canvas_vline(struct lrs_canvas *c, int x, int y, int h, int role);
/* A horizontal gauge of W columns, FRACTION 0..1 filled, in halves of a column where the glyphs allow. */
void lrs_canvas_gauge(struct lrs_canvas *c, int x, int y, int w, double fraction, int role);
/* A figure in digits of three rows ("0.05", "1.2e-7"); nothing where TEXT holds anything but digits,
 * dots, minus signs and e. Returns the columns written; lrs_digits_width says how many, or -1. */
enum { LRS_DIGIT_ROWS = 3 };
int lrs_canvas_digits(struct lrs_canvas *c, int x, int y, int fg, const char *text);
int lrs_digits_width(const char *text);

/* The glyph plane as rows of UTF-8 without trailing spaces. */
void lrs_canvas_print_text(const struct lrs_canvas *c, struct lrs_str *out);
/* Golden form: glyph rows between |...|, then role rows of foregrounds :...: and of backgrounds
 * ;...; (letters; '.' is TEXT), then size and cursor. */
void lrs_canvas_print_golden(const struct lrs_canvas *c, struct lrs_str *out);

#endif

/* Themes: what each role looks like, with 256, 8 or no colours. */
#ifndef LRSCOPE_THEME_H
#define LRSCOPE_THEME_H

#include "lrscope/canvas.h"

struct lrs_style {
    int16_t colour;  /* xterm-256 number, -1 = the terminal's own */
    int8_t colour8;  /* 0..7, -1 */
    uint8_t flags;   /* enum lrs_cell_flags, also added where there are no colours */
    uint8_t mono;    /* flags used instead without colours */
};

struct lrs_theme {
    const char *name;
    const char *help;
    bool colour;     /* false: mono; the styles' colours say nothing then */
    bool dark;       /* made for a dark background */
    struct lrs_style ink, paper; /* what the terminal's own colours are taken for, where it is painted */
    struct lrs_style role[LRS_ROLES];
};

/* "dark", "light", "contrast", "mono". */
int lrs_theme_count(void);
const struct lrs_theme *lrs_theme(int i);
int lrs_theme_find(const char *name); /* -1 */
/* sRGB of an xterm-256 colour, 0..255 each. */
void lrs_theme_rgb(int colour, int rgb[3]);

#endif

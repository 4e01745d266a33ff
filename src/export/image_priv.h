/* What the kinds of pictures share: how a cell looks once theme and flags are worked out. */
#ifndef LRSCOPE_IMAGE_PRIV_H
#define LRSCOPE_IMAGE_PRIV_H

#include "lrscope/image.h"

struct look {
    int fg, bg; /* of the xterm-256 palette; -1 = the terminal's own */
    unsigned flags;
};
struct look image_look(const struct lrs_cell *cell, const struct lrs_theme *theme);
bool image_same_look(struct look a, struct look b);

void image_ansi(const struct lrs_canvas *c, const struct lrs_theme *theme, struct lrs_str *out);
void image_svg(const struct lrs_canvas *c, const struct lrs_theme *theme, struct lrs_str *out);

#endif

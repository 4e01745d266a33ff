/* Pictures to take away: a canvas as text, as text with ANSI colours, or as SVG, in the colours of
 * a theme. */
#ifndef LRSCOPE_IMAGE_H
#define LRSCOPE_IMAGE_H

#include "lrscope/theme.h"

/* TEXT: UTF-8 without colours or trailing blanks. ANSI: the same with SGR sequences of the
 * xterm-256 palette, for `cat` and `less -R`; where the theme has no colour of its own the
 * terminal's stays. SVG: one cell is 8 x 16 units; dots, blocks and lines are shapes, so that the
 * picture does not depend on the reader's font; the theme's ink and paper are painted. */
enum lrs_image { LRS_IMAGE_TEXT, LRS_IMAGE_ANSI, LRS_IMAGE_SVG, LRS_IMAGES };
/* "text", "ansi", "svg"; and the one that a file's name asks for ("x.svg", "x.ans"), else TEXT. */
const char *lrs_image_name(enum lrs_image kind);
enum lrs_image lrs_image_of_file(const char *name);
/* Appends the picture to OUT. */
void lrs_image_print(enum lrs_image kind, const struct lrs_canvas *c, const struct lrs_theme *theme,
                     struct lrs_str *out);

#endif

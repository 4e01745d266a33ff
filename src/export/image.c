/* The kinds of pictures, and the looks of a cell that all of them start from. */
#include "image_priv.h"

#include <string.h>

static const struct {
    const char *name, *ending;
} kinds[LRS_IMAGES] = {
    [LRS_IMAGE_TEXT] = {"text", ".txt"},
    [LRS_IMAGE_ANSI] = {"ansi", ".ans"},
    [LRS_IMAGE_SVG] = {"svg", ".svg"},
};

const char *lrs_image_name(enum lrs_image kind)
{
    return kinds[kind].name;
}

enum lrs_image lrs_image_of_file(const char *name)
{
    const char *dot = strrchr(name, '.');
    for (int i = 0; dot && i < LRS_IMAGES; i++)
        if (lrs_text_equal_nocase(dot, kinds[i].ending))
            return (enum lrs_image)i;
    return LRS_IMAGE_TEXT;
}

struct look image_look(const struct lrs_cell *cell, const struct lrs_theme *theme)
{
    const struct lrs_style *front = &theme->role[cell->fg], *back = &theme->role[cell->bg];
    bool blank = cell->bg == LRS_BG_NONE;
    unsigned flags = cell->flags | (theme->colour ? front->flags : front->mono);
    if (!blank)
        flags |= theme->colour ? back->flags : back->mono;
    return (struct look){
        .fg = theme->colour ? front->colour : -1,
        .bg = theme->colour && !blank ? back->colour : -1,
        .flags = flags & (LRS_CELL_BOLD | LRS_CELL_REVERSE | LRS_CELL_UNDERLINE),
    };
}

bool image_same_look(struct look a, struct look b)
{
    return a.fg == b.fg && a.bg == b.bg && a.flags == b.flags;
}

void lrs_image_print(enum lrs_image kind, const struct lrs_canvas *c, const struct lrs_theme *theme,
                     struct lrs_str *out)
{
    switch (kind) {
    case LRS_IMAGE_ANSI:
        image_ansi(c, theme, out);
        return;
    case LRS_IMAGE_SVG:
        image_svg(c, theme, out);
        return;
    case LRS_IMAGE_TEXT:
    case LRS_IMAGES:
        break;
    }
    lrs_canvas_print_text(c, out);
}

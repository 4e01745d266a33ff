/* A canvas as text with SGR sequences: one sequence where the look changes, and the plain look
 * again at the end of each line, so that lines can be cut out. */
#include "image_priv.h"

static void add_look(struct lrs_str *out, struct look look)
{
    lrs_str_add(out, "\033[0");
    if (look.flags & LRS_CELL_BOLD)
        lrs_str_add(out, ";1");
    if (look.flags & LRS_CELL_UNDERLINE)
        lrs_str_add(out, ";4");
    if (look.flags & LRS_CELL_REVERSE)
        lrs_str_add(out, ";7");
    if (look.fg >= 0)
        lrs_str_addf(out, ";38;5;%d", look.fg);
    if (look.bg >= 0)
        lrs_str_addf(out, ";48;5;%d", look.bg);
    lrs_str_add(out, "m");
}

static bool is_plain(struct look look)
{
    return look.bg < 0 && look.flags == 0;
}

/* The columns of a row up to the last one that shows anything. */
static int row_end(const struct lrs_cell *row, int w, const struct lrs_theme *theme)
{
    while (w > 0 && row[w - 1].cp == ' ' && is_plain(image_look(&row[w - 1], theme)))
        w--;
    return w;
}

static void add_row(struct lrs_str *out, const struct lrs_cell *row, int end,
                    const struct lrs_theme *theme)
{
    const struct look none = {.fg = -1, .bg = -1};
    struct look now = none;
    for (int x = 0; x < end; x++) {
        char text[5];
        struct look look = image_look(&row[x], theme);
        if (row[x].flags & LRS_CELL_CONT)
            continue;
        if (!image_same_look(look, now) && !(row[x].cp == ' ' && is_plain(look) && is_plain(now)))
            add_look(out, now = look);
        lrs_utf8_put(text, row[x].cp);
        lrs_str_add(out, text);
    }
    lrs_str_add(out, image_same_look(now, none) ? "\n" : "\033[0m\n");
}

void image_ansi(const struct lrs_canvas *c, const struct lrs_theme *theme, struct lrs_str *out)
{
    for (int y = 0; y < c->h; y++) {
        const struct lrs_cell *row = &c->cell[(size_t)y * (size_t)c->w];
        add_row(out, row, row_end(row, c->w, theme), theme);
    }
}

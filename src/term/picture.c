/* The last frame as text for the normal screen, in the colours that it had: what Q leaves behind.
 * Each line ends with plain colours, so that nothing of ours is left in the terminal. */
#include "config.h"

#include "term_priv.h"

#include <curses.h>
#include <term.h>

/* How a cell looks, as far as the terminal can tell. */
struct look {
    int pair;
    unsigned flags;
};

static const struct look plain = {0, 0};

static struct look look_of(struct lrs_colours *c, const struct lrs_canvas *canvas,
                           const struct lrs_cell *cell)
{
    const unsigned seen = LRS_CELL_BOLD | LRS_CELL_REVERSE | LRS_CELL_UNDERLINE;
    return (struct look){.pair = lrs_colours_pair(c, canvas, cell),
                         .flags = lrs_colours_flags(c, cell) & seen};
}

static bool same(struct look a, struct look b)
{
    return a.pair == b.pair && a.flags == b.flags;
}

static void add_colour(struct lrs_str *out, const char *name, int colour)
{
    if (colour >= 0 && lrs_cap(name))
        lrs_add_caps(out, tiparm(lrs_cap(name), colour));
}

/* From one look to the next, by way of the plain one. */
static void change(struct lrs_str *out, const struct lrs_colours *c, struct look from,
                   struct look to)
{
    if (same(from, to))
        return;
    if (!same(from, plain))
        lrs_add_caps(out, lrs_cap("sgr0"));
    lrs_add_caps(out, to.flags & LRS_CELL_BOLD ? lrs_cap("bold") : NULL);
    lrs_add_caps(out, to.flags & LRS_CELL_REVERSE ? lrs_cap("rev") : NULL);
    lrs_add_caps(out, to.flags & LRS_CELL_UNDERLINE ? lrs_cap("smul") : NULL);
    if (to.pair > 0) {
        add_colour(out, "setaf", c->pair[to.pair].fg);
        add_colour(out, "setab", c->pair[to.pair].bg);
    }
}

/* A blank that cannot be told from nothing. */
static bool is_nothing(const struct lrs_colours *c, const struct lrs_cell *cell, struct look look)
{
    bool shows = look.flags & (LRS_CELL_REVERSE | LRS_CELL_UNDERLINE);
    return cell->cp == ' ' && !shows && (look.pair == 0 || c->pair[look.pair].bg < 0);
}

static int end_of_row(struct lrs_colours *c, const struct lrs_canvas *canvas,
                      const struct lrs_cell *row)
{
    int end = canvas->w;
    while (end > 0 && is_nothing(c, &row[end - 1], look_of(c, canvas, &row[end - 1])))
        end--;
    return end;
}

void lrs_picture_print(struct lrs_colours *c, bool utf8, const struct lrs_canvas *canvas,
                       struct lrs_str *out)
{
    for (int y = 0; y < canvas->h; y++) {
        const struct lrs_cell *row = &canvas->cell[(size_t)y * (size_t)canvas->w];
        struct look now = plain;
        for (int x = 0, end = end_of_row(c, canvas, row); x < end; x++) {
            char bytes[5];
            if (row[x].flags & LRS_CELL_CONT)
                continue;
            struct look look = look_of(c, canvas, &row[x]);
            change(out, c, now, look);
            now = look;
            lrs_utf8_put(bytes, utf8 || row[x].cp < 0x7f ? row[x].cp : '?');
            lrs_str_add(out, bytes);
        }
        change(out, c, now, plain);
        lrs_str_add(out, "\n");
    }
}

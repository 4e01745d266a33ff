/* Roles to colour pairs. Terminals have as few as 64 pairs, a theme asks for more combinations than
 * that; pairs are made when a frame asks for them, and taken from combinations that the frame does
 * not show when there are no more. */
#include "config.h"

#include "term_priv.h"

#include <string.h>

#include <curses.h>

#include "lrscope/mem.h"

enum { PAIRS_MAX = 4096 };

void lrs_colours_open(struct lrs_colours *c, bool wanted)
{
    *c = (struct lrs_colours){.n = 1, .max = 1};
    if (wanted && has_colors() && start_color() == OK && COLORS >= 8 && COLOR_PAIRS > 1) {
        c->defaults = use_default_colors() == OK;
        c->terminal = COLORS >= 256 ? 256 : 8;
        c->direct = COLORS > 256;
        c->max = COLOR_PAIRS < PAIRS_MAX ? COLOR_PAIRS : PAIRS_MAX;
    }
    c->pair = LRS_ARRAY(struct lrs_pair, (size_t)c->max);
    c->pair[0] = (struct lrs_pair){.fg = -1, .bg = -1};
}

void lrs_colours_close(struct lrs_colours *c)
{
    lrs_free(c->pair);
}

static void forget_slots(struct lrs_colours *c)
{
    memset(c->slot, 0xff, sizeof c->slot);
}

bool lrs_colours_theme(struct lrs_colours *c, const struct lrs_theme *theme, bool paint)
{
    if (c->theme == theme && c->paint == paint)
        return false;
    c->theme = theme;
    c->paint = paint;
    forget_slots(c);
    return true;
}

/* The number that this terminal knows a theme's colour by; -1 is its own. */
static int number_of(const struct lrs_colours *c, const struct lrs_style *style, bool background)
{
    if (c->paint && style->colour < 0)
        style = background ? &c->theme->paper : &c->theme->ink;
    int colour = c->terminal == 256 ? style->colour : style->colour8;
    if (colour < 0)
        return c->defaults ? -1 : background ? COLOR_BLACK : COLOR_WHITE;
    if (!c->direct || colour < 8)
        return colour;
    int rgb[3];
    lrs_theme_rgb(colour, rgb);
    return rgb[0] << 16 | rgb[1] << 8 | rgb[2];
}

/* Halves of a map's cell may well have the same colour; what stands on a map may not. */
static bool is_map(int role)
{
    return role >= LRS_R_REGION && role <= LRS_R_HEAT_END;
}

/* With eight colours a point can have the colour of the region that it lies on. */
static int readable(const struct lrs_colours *c, int role, int fg, int bg)
{
    if (c->terminal > 8 || is_map(role) || fg < 0 || fg != bg)
        return fg;
    bool dark = bg == COLOR_BLACK || bg == COLOR_BLUE || bg == COLOR_RED || bg == COLOR_MAGENTA;
    return dark ? COLOR_WHITE : COLOR_BLACK;
}

static void mark_used(struct lrs_colours *c, const struct lrs_canvas *canvas)
{
    for (int i = 0; i < c->n; i++)
        c->pair[i].used = false;
    size_t cells = (size_t)canvas->w * (size_t)canvas->h;
    for (size_t i = 0; i < cells; i++) {
        int slot = c->slot[canvas->cell[i].fg][canvas->cell[i].bg];
        if (slot > 0)
            c->pair[slot].used = true;
    }
}

/* A pair that the frame does not show, taken from whom it belonged to; 0 where there is none. */
static int reclaim(struct lrs_colours *c, const struct lrs_canvas *canvas)
{
    mark_used(c, canvas);
    int found = 1;
    while (found < c->n && c->pair[found].used)
        found++;
    if (found >= c->n)
        return 0;
    for (int f = 0; f < LRS_ROLES; f++)
        for (int b = 0; b < LRS_ROLES; b++)
            if (c->slot[f][b] == found)
                c->slot[f][b] = -1;
    return found;
}

static int pair_of(const struct lrs_colours *c, int fg, int bg)
{
    for (int i = 0; i < c->n; i++) {
        if (c->pair[i].fg == fg && c->pair[i].bg == bg)
            return i;
    }
    return -1;
}

static int make_pair(struct lrs_colours *c, const struct lrs_canvas *canvas, int fg, int bg)
{
    int i = c->n < c->max ? c->n++ : reclaim(c, canvas);
    if (i == 0)
        return 0;
    c->pair[i] = (struct lrs_pair){.fg = fg, .bg = bg};
    init_extended_pair(i, fg, bg);
    return i;
}

int lrs_colours_pair(struct lrs_colours *c, const struct lrs_canvas *canvas,
                     const struct lrs_cell *cell)
{
    if (c->terminal == 0 || !c->theme->colour)
        return 0;
    short *slot = &c->slot[cell->fg][cell->bg];
    if (*slot >= 0)
        return *slot;
    static const struct lrs_style own = {.colour = -1, .colour8 = -1};
    const struct lrs_style *back = cell->bg == LRS_BG_NONE ? &own : &c->theme->role[cell->bg];
    int bg = number_of(c, back, true);
    int fg = readable(c, cell->fg, number_of(c, &c->theme->role[cell->fg], false), bg);
    int i = pair_of(c, fg, bg);
    if (i < 0)
        i = make_pair(c, canvas, fg, bg);
    if (i > 0 || (fg == -1 && bg == -1)) /* not where pairs ran out */
        *slot = (short)i;
    return i;
}

unsigned lrs_colours_flags(const struct lrs_colours *c, const struct lrs_cell *cell)
{
    const struct lrs_style *front = &c->theme->role[cell->fg];
    const struct lrs_style *back = &c->theme->role[cell->bg];
    bool colour = c->terminal > 0 && c->theme->colour;
    unsigned flags = cell->flags | (colour ? front->flags : front->mono);
    if (cell->bg != LRS_BG_NONE)
        flags |= colour ? back->flags : back->mono;
    return flags;
}

/* Maps: heat and regions of classes. With colours half blocks show two values a cell. Without, or in
 * ASCII, or with too few colours to tell points from what they lie on, a map is made of lines: those
 * between levels or classes, and here and there a character that says which it is. */
#include "draw_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lrscope/mem.h"

enum { HALF_BLOCK = 0x2580 };
static const char heights[LRS_HEAT_LEVELS + 1] = " 123456789+";
static const char texture[] = ".:,;\"`~!^?"; /* of the classes */

static bool halves(const struct lrs_canvas *c)
{
    return c->maps && c->glyphs != LRS_ASCII;
}

void lrs_map_size(const struct lrs_canvas *c, struct lrs_rect r, int *w, int *h)
{
    *w = r.w > 0 ? r.w : 0;
    *h = r.h > 0 ? r.h * (halves(c) ? 2 : 1) : 0;
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* How heat becomes levels: linearly or logarithmically from LO to HI. */
struct heat {
    double lo, hi, floor;
    bool log;
};

/* The ends are percentiles, so that one huge corner does not flatten a valley. */
static struct heat heat_of(int n, const float *value, bool log)
{
    float *sorted = LRS_ARRAY(float, (size_t)n);
    int m = 0;
    for (int i = 0; i < n; i++)
        if (isfinite(value[i]))
            sorted[m++] = value[i];
    qsort(sorted, (size_t)m, sizeof *sorted, compare);
    struct heat h = {.log = log};
    if (m) {
        h.lo = (double)sorted[0];
        h.hi = (double)sorted[(m - 1) * 49 / 50];
        h.floor = (h.hi - h.lo) * 1e-3;
    }
    lrs_free(sorted);
    return h;
}

/* The level of a value; -1 where it is not finite. */
static int level_of(const struct heat *h, double v)
{
    if (!isfinite(v))
        return -1;
    if (!(h->hi > h->lo))
        return 0;
    double at = (v - h->lo) / (h->hi - h->lo);
    if (h->log)
        at = log1p((v - h->lo) / h->floor) / log1p((h->hi - h->lo) / h->floor);
    int level = (int)(at * LRS_HEAT_LEVELS);
    return level < 0 ? 0 : level < LRS_HEAT_LEVELS ? level : LRS_HEAT_LEVELS - 1;
}

/* Curves over a map replace its cells. */
static void mark_under(struct lrs_canvas *c, int x, int y)
{
    struct lrs_cell *cell = canvas_at(c, x, y);
    if (cell)
        cell->flags |= LRS_CELL_UNDER;
}

/* One cell of two stacked colours; a value that is not there is the terminal's own background. */
static void put_halves(struct lrs_canvas *c, int x, int y, int upper, int lower)
{
    struct lrs_rect here = {x, y, 1, 1};
    if (upper < 0)
        lrs_canvas_put(c, x, y, lower < 0 ? ' ' : HALF_BLOCK + 4u, lower < 0 ? LRS_R_TEXT : lower);
    else
        lrs_canvas_put(c, x, y, HALF_BLOCK, upper);
    lrs_canvas_style(c, here, -1, upper < 0 || lower < 0 ? LRS_BG_NONE : lower, 0);
    mark_under(c, x, y);
}

/* The value at a cell of R, where a grid of W x H is stretched over it with DOWN values a row. */
static float sample(struct lrs_rect r, int w, int h, const float *value, int x, int y, int down,
                    int half)
{
    int gx = (int)((int64_t)x * w / r.w), gy = (int)((int64_t)(y * down + half) * h / (r.h * down));
    return value[(size_t)gy * (size_t)w + (size_t)gx];
}

/* ---- maps of lines ---- */

/* The line in a cell with lower neighbours, by bits: 1 above, 2 below, 4 left, 8 right. Between two
 * cells only the higher one draws, so that a line is one cell wide. */
static const char line_ascii[16] = " -_=|/\\||\\/||||";
static const uint16_t line_glyph[16] = {' ',    0x2594, 0x2581, 0x2550, 0x258f, 0x2571,
                                        0x2572, 0x258f, 0x2595, 0x2572, 0x2571, 0x2595,
                                        0x2551, 0x2594, 0x2581, 0x25a1};

/* What the cells of a map are: levels or classes, -1 = nothing; where they have a character and a role
 * of their own. */
struct kinds {
    struct lrs_rect r;
    const int *at;
    const char *texture;
    int n_texture;
    int role;  /* of kind 0's character */
    int line;  /* role of the lines */
    int apart; /* columns between characters */
};

static int kind_at(const struct kinds *k, int x, int y, int outside)
{
    bool inside = x >= 0 && y >= 0 && x < k->r.w && y < k->r.h;
    return inside ? k->at[y * k->r.w + x] : outside;
}

static void put_lines(struct lrs_canvas *c, const struct kinds *k)
{
    for (int y = 0; y < k->r.h; y++)
        for (int x = 0; x < k->r.w; x++) {
            int kind = kind_at(k, x, y, 0), tone = kind < 0 ? 0 : kind % k->n_texture;
            unsigned lower = (kind_at(k, x, y - 1, kind) < kind ? 1U : 0) |
                             (kind_at(k, x, y + 1, kind) < kind ? 2U : 0) |
                             (kind_at(k, x - 1, y, kind) < kind ? 4U : 0) |
                             (kind_at(k, x + 1, y, kind) < kind ? 8U : 0);
            uint32_t cp =
                c->glyphs == LRS_ASCII ? (unsigned char)line_ascii[lower] : line_glyph[lower];
            int role = kind < 0 ? LRS_R_DIM : lower ? k->line : k->role + tone;
            if (kind < 0)
                cp = '?';
            else if (!lower && (x + k->apart / 2 * y) % k->apart == 3)
                cp = (unsigned char)k->texture[tone];
            lrs_canvas_put(c, k->r.x + x, k->r.y + y, cp, role);
            mark_under(c, k->r.x + x, k->r.y + y);
        }
}

/* ---- heat ---- */

static void heat_lines(struct lrs_canvas *c, struct lrs_rect r, int w, int h, const float *value,
                       const struct heat *heat)
{
    int *at = LRS_ARRAY(int, (size_t)r.w *(size_t)r.h);
    for (int i = 0; i < r.w * r.h; i++)
        at[i] = level_of(heat, (double)sample(r, w, h, value, i % r.w, i / r.w, 1, 0));
    struct kinds k = {.r = r,
                      .at = at,
                      .texture = heights,
                      .n_texture = LRS_HEAT_LEVELS,
                      .role = LRS_R_HEAT,
                      .line = LRS_R_DIM,
                      .apart = 10};
    put_lines(c, &k);
    lrs_free(at);
}

void lrs_map_heat(struct lrs_canvas *c, struct lrs_rect r, int w, int h, const float *value,
                  bool log)
{
    if (w < 1 || h < 1 || r.w < 1 || r.h < 1)
        return;
    struct heat heat = heat_of(w * h, value, log);
    if (!halves(c)) {
        heat_lines(c, r, w, h, value, &heat);
        return;
    }
    for (int y = 0; y < r.h; y++)
        for (int x = 0; x < r.w; x++) {
            int level = level_of(&heat, (double)sample(r, w, h, value, x, y, 2, 0));
            int below = level_of(&heat, (double)sample(r, w, h, value, x, y, 2, 1));
            put_halves(c, r.x + x, r.y + y, level < 0 ? -1 : LRS_R_HEAT + level,
                       below < 0 ? -1 : LRS_R_HEAT + below);
        }
}

/* ---- regions ---- */

/* Class and confidence 0..2 of a value; false where there is none. */
static bool region_of(float value, int classes, int *class, int *confidence)
{
    if (!(value >= 0 && value < (float)classes))
        return false;
    *class = (int)value;
    double surplus = (double)value - *class;
    *confidence = surplus < 0.35 ? 0 : surplus < 0.8 ? 1 : 2;
    return true;
}

static int region_role(float value, int classes)
{
    int class, confidence;
    if (!region_of(value, classes, &class, &confidence))
        return -1;
    return LRS_R_REGION + class % 10 * 3 + confidence;
}

static void region_lines(struct lrs_canvas *c, struct lrs_rect r, int w, int h, const float *value,
                         int classes)
{
    int *at = LRS_ARRAY(int, (size_t)r.w *(size_t)r.h), confidence;
    for (int i = 0; i < r.w * r.h; i++)
        if (!region_of(sample(r, w, h, value, i % r.w, i / r.w, 1, 0), classes, &at[i],
                       &confidence))
            at[i] = -1;
    struct kinds k = {.r = r,
                      .at = at,
                      .texture = texture,
                      .n_texture = 10,
                      .role = LRS_R_CLASS,
                      .line = LRS_R_TEXT,
                      .apart = 6};
    put_lines(c, &k);
    lrs_free(at);
}

void lrs_map_regions(struct lrs_canvas *c, struct lrs_rect r, int w, int h, const float *value,
                     int classes)
{
    if (w < 1 || h < 1 || r.w < 1 || r.h < 1)
        return;
    if (!halves(c)) {
        region_lines(c, r, w, h, value, classes);
        return;
    }
    for (int y = 0; y < r.h; y++)
        for (int x = 0; x < r.w; x++)
            put_halves(c, r.x + x, r.y + y,
                       region_role(sample(r, w, h, value, x, y, 2, 0), classes),
                       region_role(sample(r, w, h, value, x, y, 2, 1), classes));
}

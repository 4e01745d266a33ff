/* Maps: heat and regions of classes. With colours half blocks show two values a cell; without, or
 * in ASCII, one: a ramp of density for heat, a texture of its own for each class. */
#include "draw_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lrscope/mem.h"

enum { HALF_BLOCK = 0x2580 };
static const char ramp[LRS_HEAT_LEVELS + 1] = " .,:-=+*#%@";
static const char texture[] = ".:-+=*%o#@"; /* of the classes */

static bool halves(const struct lrs_canvas *c)
{
    return c->colour && c->glyphs != LRS_ASCII;
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

void lrs_map_heat(struct lrs_canvas *c, struct lrs_rect r, int w, int h, const float *value,
                  bool log)
{
    if (w < 1 || h < 1)
        return;
    struct heat heat = heat_of(w * h, value, log);
    int down = halves(c) ? 2 : 1;
    for (int y = 0; y < r.h; y++)
        for (int x = 0; x < r.w; x++) {
            int level = level_of(&heat, (double)sample(r, w, h, value, x, y, down, 0));
            if (down == 1) {
                lrs_canvas_put(c, r.x + x, r.y + y, level < 0 ? '?' : (unsigned char)ramp[level],
                               level < 0 ? LRS_R_DIM : LRS_R_HEAT + level);
                continue;
            }
            int below = level_of(&heat, (double)sample(r, w, h, value, x, y, down, 1));
            put_halves(c, r.x + x, r.y + y, level < 0 ? -1 : LRS_R_HEAT + level,
                       below < 0 ? -1 : LRS_R_HEAT + below);
        }
}

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

void lrs_map_regions(struct lrs_canvas *c, struct lrs_rect r, int w, int h, const float *value,
                     int classes)
{
    int down = halves(c) ? 2 : 1, class, confidence;
    for (int y = 0; w > 0 && h > 0 && y < r.h; y++)
        for (int x = 0; x < r.w; x++) {
            float v = sample(r, w, h, value, x, y, down, 0);
            if (down == 2) {
                put_halves(c, r.x + x, r.y + y, region_role(v, classes),
                           region_role(sample(r, w, h, value, x, y, down, 1), classes));
                continue;
            }
            /* The border between regions stays blank. */
            if (region_of(v, classes, &class, &confidence) && confidence > 0)
                lrs_canvas_put(c, r.x + x, r.y + y, (unsigned char)texture[class % 10],
                               LRS_R_CLASS + class % 10);
            else
                lrs_canvas_put(c, r.x + x, r.y + y, ' ', LRS_R_TEXT);
        }
}

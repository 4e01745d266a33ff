/* A canvas as SVG. Backgrounds are rectangles, letters are text with a fixed length (so that columns
 * stay columns in any font), and what charts are made of (Braille dots, blocks, lines) is drawn as
 * shapes: one path a colour. */
#include "image_priv.h"

enum { CELL_W = 8, CELL_H = 16, BASELINE = 12, COLOURS = 256 };

/* A canvas with the colours of its cells, painted ones in place of the terminal's own. */
struct drawing {
    const struct lrs_canvas *c;
    const struct lrs_theme *theme;
    struct lrs_str *out;
    int ink, paper;
};

static const struct lrs_cell *cell_at(const struct drawing *d, int x, int y)
{
    return &d->c->cell[(size_t)y * (size_t)d->c->w + (size_t)x];
}

/* Colours are numbers from here on, and reversed cells have changed theirs. */
static struct look look_at(const struct drawing *d, int x, int y)
{
    struct look look = image_look(cell_at(d, x, y), d->theme);
    look.fg = look.fg < 0 ? d->ink : look.fg;
    look.bg = look.bg < 0 ? d->paper : look.bg;
    if (look.flags & LRS_CELL_REVERSE) {
        int fg = look.fg;
        look.fg = look.bg;
        look.bg = fg;
    }
    look.flags &= ~(unsigned)LRS_CELL_REVERSE;
    return look;
}

static void add_colour(struct lrs_str *out, int colour)
{
    int rgb[3];
    lrs_theme_rgb(colour, rgb);
    lrs_str_addf(out, "#%02x%02x%02x", (unsigned)rgb[0], (unsigned)rgb[1], (unsigned)rgb[2]);
}

/* ---- shapes ---- */

enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8, HEAVY = 16, DASHED = 32 };

static unsigned arms_of(uint32_t cp)
{
    static const struct {
        uint32_t cp;
        unsigned arms;
    } lines[] = {
        {0x2500, LEFT | RIGHT},
        {0x2501, LEFT | RIGHT | HEAVY},
        {0x2502, UP | DOWN},
        {0x2503, UP | DOWN | HEAVY},
        {0x2506, UP | DOWN | DASHED},
        {0x250c, DOWN | RIGHT},
        {0x2510, DOWN | LEFT},
        {0x2514, UP | RIGHT},
        {0x2518, UP | LEFT},
        {0x251c, UP | DOWN | RIGHT},
        {0x2524, UP | DOWN | LEFT},
        {0x252c, DOWN | LEFT | RIGHT},
        {0x2534, UP | LEFT | RIGHT},
        {0x253c, UP | DOWN | LEFT | RIGHT},
        {0x254c, LEFT | RIGHT | DASHED},
        {0x256d, DOWN | RIGHT},
        {0x256e, DOWN | LEFT},
        {0x256f, UP | LEFT},
        {0x2570, UP | RIGHT},
        {0x2578, LEFT | HEAVY},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i].cp == cp)
            return lines[i].arms;
    return 0;
}

/* The filled quarters of a block: 1 upper left, 2 upper right, 4 lower left, 8 lower right. */
static unsigned quarters_of(uint32_t cp)
{
    static const unsigned char quadrant[] = {4, 8, 1, 13, 9, 7, 11, 2, 6, 14}; /* U+2596 .. 259F */
    switch (cp) {
    case 0x2580:
        return 1 | 2;
    case 0x2584:
        return 4 | 8;
    case 0x2588:
        return 15;
    case 0x258c:
        return 1 | 4;
    case 0x2590:
        return 2 | 8;
    default:
        return cp >= 0x2596 && cp <= 0x259f ? quadrant[cp - 0x2596] : 0;
    }
}

static unsigned dots_of(uint32_t cp)
{
    return cp >= 0x2800 && cp <= 0x28ff ? cp & 0xff : 0;
}

/* The lower eighths of a bar, 1 to 7; the half is made of quarters. */
static int eighths_of(uint32_t cp)
{
    return cp >= 0x2581 && cp <= 0x2587 && cp != 0x2584 ? (int)(cp - 0x2580) : 0;
}

static bool is_shape(uint32_t cp)
{
    return cp == 0x2800 || dots_of(cp) || quarters_of(cp) || eighths_of(cp) || arms_of(cp);
}

/* Braille numbers its dots down the columns, but for the lowest two. */
static void add_dots(struct lrs_str *out, uint32_t cp, int x, int y)
{
    static const unsigned char bit[4][2] = {{1, 8}, {2, 16}, {4, 32}, {64, 128}};
    for (int row = 0; row < 4; row++)
        for (int column = 0; column < 2; column++)
            if (dots_of(cp) & bit[row][column])
                lrs_str_addf(out, "M%d %dh0", x + 2 + 4 * column, y + 2 + 4 * row);
}

static void add_blocks(struct lrs_str *out, uint32_t cp, int x, int y)
{
    unsigned q = quarters_of(cp);
    for (int i = 0; i < 4; i++)
        if (q >> i & 1)
            lrs_str_addf(out, "M%d %dh4v8h-4z", x + 4 * (i & 1), y + 8 * (i >> 1));
    int high = eighths_of(cp) * CELL_H / 8;
    if (high > 0)
        lrs_str_addf(out, "M%d %dh%dv%dh-%dz", x, y + CELL_H - high, CELL_W, high, CELL_W);
}

static void add_lines(struct lrs_str *out, unsigned arms, int x, int y)
{
    static const struct {
        unsigned arm;
        const char *path;
    } half[] = {{UP, "v-8"}, {DOWN, "v8"}, {LEFT, "h-4"}, {RIGHT, "h4"}};
    for (int i = 0; i < 4; i++)
        if (arms & half[i].arm)
            lrs_str_addf(out, "M%d %d%s", x + 4, y + 8, half[i].path);
}

/* The kinds of paths: which cells are on one, and how it is painted. */
enum pass { DOTS, BLOCKS, THIN, DASHES, THICK, PASSES };

static void add_shape(struct lrs_str *path, enum pass pass, uint32_t cp, int x, int y)
{
    unsigned arms = arms_of(cp), style = arms & (HEAVY | DASHED);
    if (pass == DOTS)
        add_dots(path, cp, x, y);
    else if (pass == BLOCKS)
        add_blocks(path, cp, x, y);
    else if (style == (pass == THICK ? HEAVY : pass == DASHES ? DASHED : 0))
        add_lines(path, arms, x, y);
}

static void add_pass(const struct drawing *d, enum pass pass, int colour)
{
    static const char *const paint[PASSES] = {
        [DOTS] = "fill=\"none\" stroke-width=\"3\" stroke-linecap=\"round\" stroke",
        [BLOCKS] = "fill",
        [THIN] = "fill=\"none\" stroke",
        [DASHES] = "fill=\"none\" stroke-dasharray=\"2 2\" stroke",
        [THICK] = "fill=\"none\" stroke-width=\"3\" stroke",
    };
    struct lrs_str path = {0};
    for (int y = 0; y < d->c->h; y++)
        for (int x = 0; x < d->c->w; x++)
            if (look_at(d, x, y).fg == colour)
                add_shape(&path, pass, cell_at(d, x, y)->cp, x * CELL_W, y * CELL_H);
    if (path.len > 0) {
        lrs_str_addf(d->out, "<path %s=\"", paint[pass]);
        add_colour(d->out, colour);
        lrs_str_addf(d->out, "\" d=\"%s\"/>\n", lrs_str_text(&path));
    }
    lrs_str_clear(&path);
}

static void add_shapes(const struct drawing *d)
{
    bool used[COLOURS] = {false};
    for (int y = 0; y < d->c->h; y++)
        for (int x = 0; x < d->c->w; x++)
            if (is_shape(cell_at(d, x, y)->cp))
                used[look_at(d, x, y).fg] = true;
    for (int colour = 0; colour < COLOURS; colour++)
        for (int pass = 0; used[colour] && pass < PASSES; pass++)
            add_pass(d, (enum pass)pass, colour);
}

/* ---- backgrounds and letters ---- */

static void add_background(const struct drawing *d, int y)
{
    for (int x = 0, n; x < d->c->w; x += n) {
        int bg = look_at(d, x, y).bg;
        for (n = 1; x + n < d->c->w && look_at(d, x + n, y).bg == bg; n++)
            ;
        if (bg == d->paper)
            continue;
        lrs_str_addf(d->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"",
                     x * CELL_W, y * CELL_H, n * CELL_W, CELL_H);
        add_colour(d->out, bg);
        lrs_str_add(d->out, "\"/>\n");
    }
}

static bool is_letter(const struct drawing *d, int x, int y)
{
    uint32_t cp = cell_at(d, x, y)->cp;
    return cp != ' ' && !is_shape(cp);
}

/* Letters that follow each other, with single blanks between words. */
static int run_length(const struct drawing *d, int x, int y)
{
    struct look look = look_at(d, x, y);
    int n = 1;
    for (int i = x + 1; i < d->c->w; i++) {
        bool blank = cell_at(d, i, y)->cp == ' ';
        if (!image_same_look(look_at(d, i, y), look) || (!blank && !is_letter(d, i, y)))
            break;
        if (!blank)
            n = i + 1 - x;
        else if (i + 1 < d->c->w && cell_at(d, i + 1, y)->cp == ' ')
            break;
    }
    return n;
}

static void add_letter(struct lrs_str *out, uint32_t cp)
{
    char text[5];
    lrs_utf8_put(text, cp);
    lrs_str_add(out, cp == '&' ? "&amp;" : cp == '<' ? "&lt;" : cp == '>' ? "&gt;" : text);
}

static void add_run(const struct drawing *d, int x, int y, int n)
{
    struct look look = look_at(d, x, y);
    lrs_str_addf(d->out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"", x * CELL_W,
                 y * CELL_H + BASELINE, n * CELL_W);
    add_colour(d->out, look.fg);
    lrs_str_addf(d->out, "\"%s%s>", look.flags & LRS_CELL_BOLD ? " font-weight=\"bold\"" : "",
                 look.flags & LRS_CELL_UNDERLINE ? " text-decoration=\"underline\"" : "");
    for (int i = 0; i < n; i++)
        if (!(cell_at(d, x + i, y)->flags & LRS_CELL_CONT))
            add_letter(d->out, cell_at(d, x + i, y)->cp);
    lrs_str_add(d->out, "</text>\n");
}

static void add_letters(const struct drawing *d, int y)
{
    for (int x = 0, n; x < d->c->w; x += n) {
        n = 1;
        if (!is_letter(d, x, y))
            continue;
        n = run_length(d, x, y);
        add_run(d, x, y, n);
    }
}

static int painted(int colour, bool dark)
{
    return colour >= 0 ? colour : dark ? 231 : 16;
}

void image_svg(const struct lrs_canvas *c, const struct lrs_theme *theme, struct lrs_str *out)
{
    int w = c->w * CELL_W, h = c->h * CELL_H;
    struct drawing d = {.c = c, .theme = theme, .out = out};
    d.ink = painted(theme->colour ? theme->ink.colour : -1, theme->dark);
    d.paper = painted(theme->colour ? theme->paper.colour : -1, !theme->dark);
    lrs_str_addf(out,
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                 "height=\"%d\" font-family=\"monospace\" font-size=\"13.3\" "
                 "xml:space=\"preserve\">\n<rect width=\"%d\" height=\"%d\" fill=\"",
                 w, h, w, h, w, h);
    add_colour(out, d.paper);
    lrs_str_add(out, "\"/>\n");
    for (int y = 0; y < c->h; y++)
        add_background(&d, y);
    add_shapes(&d);
    for (int y = 0; y < c->h; y++)
        add_letters(&d, y);
    lrs_str_add(out, "</svg>\n");
}

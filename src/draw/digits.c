/* Figures of three rows, for projectors: seven segments a digit, painted with half blocks of three
 * by five, in ASCII with _ and |. */
#include "lrscope/canvas.h"

#include <string.h>

/* Segments as on a pocket calculator: A top, then clockwise to F, G in the middle. */
enum { A = 1, B = 2, C = 4, D = 8, E = 16, F = 32, G = 64, DOT = 128 };

static unsigned segments_of(char ch)
{
    static const struct {
        char ch;
        uint8_t lit;
    } shapes[] = {{'0', A | B | C | D | E | F},
                  {'1', B | C},
                  {'2', A | B | D | E | G},
                  {'3', A | B | C | D | G},
                  {'4', B | C | F | G},
                  {'5', A | C | D | F | G},
                  {'6', A | C | D | E | F | G},
                  {'7', A | B | C},
                  {'8', A | B | C | D | E | F | G},
                  {'9', A | B | C | D | F | G},
                  {'-', G},
                  {'e', A | D | E | F | G},
                  {'.', DOT}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (shapes[i].ch == ch)
            return shapes[i].lit;
    return 0;
}

/* The columns of a character: its first, and their number. */
static int first_of(char ch)
{
    return ch == '1' ? 2 : 0;
}

static int columns_of(char ch)
{
    return ch == '.' || ch == '1' ? 1 : 3;
}

int lrs_digits_width(const char *text)
{
    int width = 0;
    for (; *text; text++) {
        if (!segments_of(*text))
            return -1;
        width += columns_of(*text) + (text[1] ? 1 : 0);
    }
    return width;
}

/* Is the point (X, Y) of the three by five lit? */
static bool is_lit(unsigned lit, int x, int y)
{
    static const uint8_t across[5] = {A, 0, G, 0, D};
    static const uint8_t left[5] = {F, F, F | E, E, E}, right[5] = {B, B, B | C, C, C};
    if (lit & DOT)
        return y == 4;
    return y < 5 && lit & (across[y] | (x == 0 ? left[y] : x == 2 ? right[y] : 0));
}

static uint32_t block_at(unsigned lit, int x, int row)
{
    static const uint32_t blocks[4] = {' ', 0x2580, 0x2584, 0x2588};
    return blocks[is_lit(lit, x, 2 * row) + 2 * is_lit(lit, x, 2 * row + 1)];
}

static uint32_t stroke_at(unsigned lit, int x, int row)
{
    static const uint8_t strokes[LRS_DIGIT_ROWS][3] = {{0, A, 0}, {F, G, B}, {E, D, C}};
    if (lit & DOT)
        return row == LRS_DIGIT_ROWS - 1 ? '.' : ' ';
    return !(lit & strokes[row][x]) ? ' ' : x == 1 ? '_' : '|';
}

int lrs_canvas_digits(struct lrs_canvas *c, int x, int y, int fg, const char *text)
{
    int from = x;
    if (lrs_digits_width(text) < 0)
        return 0;
    for (; *text; text++, x++) {
        unsigned lit = segments_of(*text);
        for (int end = x + columns_of(*text), i = first_of(*text); x < end; x++, i++)
            for (int row = 0; row < LRS_DIGIT_ROWS; row++)
                lrs_canvas_put(
                    c, x, y + row,
                    c->glyphs == LRS_ASCII ? stroke_at(lit, i, row) : block_at(lit, i, row), fg);
    }
    lrs_canvas_style(c, (struct lrs_rect){from, y, x - from, LRS_DIGIT_ROWS}, -1, -1,
                     LRS_CELL_BOLD);
    return x - from - 1;
}

/* The themes as tables. Colours are entries of the xterm-256 palette. Curves were
 * chosen to keep apart for people with normal vision and without red, green or blue cones; what a
 * test demands of them is in tests/draw/test_vision.c. Heat is dim on dark backgrounds and pale on light
 * ones, so that the way of a run, white or black, is seen on every level. */
#include "lrscope/theme.h"

#include <string.h>

#define B LRS_CELL_BOLD
#define R LRS_CELL_REVERSE
#define U LRS_CELL_UNDERLINE

/* colour of 256, colour of 8, flags, flags without colours */
#define S(colour, colour8, flags, mono)                                                            \
    {                                                                                              \
        colour, colour8, flags, mono                                                               \
    }
/* Backgrounds of a class: unsure, fairly sure, sure. */
#define REGION(class, a, b, c, eight)                                                              \
    [LRS_R_REGION + 3 * (class)] = S(a, 0, 0, 0),                                                  \
                        [LRS_R_REGION + 3 * (class) + 1] = S(b, eight, 0, 0),                      \
                        [LRS_R_REGION + 3 * (class) + 2] = S(c, eight, 0, 0)
/* From low to high; 8 colours make fewer levels. */
#define DARK_HEAT                                                                                  \
    [LRS_R_HEAT] = S(53, 5, 0, 0), [LRS_R_HEAT + 1] = S(54, 5, 0, 0),                              \
    [LRS_R_HEAT + 2] = S(55, 5, 0, 0), [LRS_R_HEAT + 3] = S(24, 4, 0, 0),                          \
    [LRS_R_HEAT + 4] = S(25, 4, 0, 0), [LRS_R_HEAT + 5] = S(30, 4, 0, 0),                          \
    [LRS_R_HEAT + 6] = S(29, 6, 0, 0), [LRS_R_HEAT + 7] = S(28, 2, 0, 0),                          \
    [LRS_R_HEAT + 8] = S(64, 2, 0, 0), [LRS_R_HEAT + 9] = S(100, 3, 0, 0),                         \
    [LRS_R_HEAT + 10] = S(136, 3, 0, 0)
#define LIGHT_HEAT                                                                                 \
    [LRS_R_HEAT] = S(230, 7, 0, 0), [LRS_R_HEAT + 1] = S(194, 7, 0, 0),                            \
    [LRS_R_HEAT + 2] = S(157, 7, 0, 0), [LRS_R_HEAT + 3] = S(151, 3, 0, 0),                        \
    [LRS_R_HEAT + 4] = S(115, 3, 0, 0), [LRS_R_HEAT + 5] = S(79, 3, 0, 0),                         \
    [LRS_R_HEAT + 6] = S(73, 2, 0, 0), [LRS_R_HEAT + 7] = S(74, 2, 0, 0),                          \
    [LRS_R_HEAT + 8] = S(104, 6, 0, 0), [LRS_R_HEAT + 9] = S(68, 6, 0, 0),                         \
    [LRS_R_HEAT + 10] = S(98, 5, 0, 0)

/* clang-format off */
#define DARK_REGIONS                                                                               \
    REGION(0, 235, 23, 30, 6), REGION(1, 235, 58, 94, 3), REGION(2, 235, 53, 54, 5),               \
    REGION(3, 235, 52, 88, 1), REGION(4, 235, 17, 18, 4), REGION(5, 235, 22, 28, 2),               \
    REGION(6, 235, 238, 241, 7), REGION(7, 235, 95, 131, 1), REGION(8, 235, 24, 31, 6),            \
    REGION(9, 235, 60, 61, 4)
#define LIGHT_REGIONS                                                                              \
    REGION(0, 255, 195, 159, 6), REGION(1, 255, 223, 222, 3), REGION(2, 255, 225, 183, 5),         \
    REGION(3, 255, 224, 217, 1), REGION(4, 255, 189, 147, 4), REGION(5, 255, 194, 157, 2),         \
    REGION(6, 255, 253, 251, 7), REGION(7, 255, 230, 229, 3), REGION(8, 255, 153, 117, 6),         \
    REGION(9, 255, 219, 177, 5)

static const struct lrs_theme themes[] = {
    {
        .name = "dark", .help = "for dark backgrounds", .colour = true, .dark = true,
        .ink = S(252, 7, 0, 0), .paper = S(234, 0, 0, 0),
        .role = {
            [LRS_R_TEXT] = S(-1, -1, 0, 0),
            [LRS_R_DIM] = S(245, 7, 0, 0),
            [LRS_R_STRONG] = S(231, 7, B, B),
            [LRS_R_TITLE] = S(152, 6, B, B),
            [LRS_R_FRAME] = S(240, 4, 0, 0),
            [LRS_R_FOCUS] = S(50, 6, B, B),
            [LRS_R_SELECT] = S(238, 4, B, R),
            [LRS_R_KEY] = S(50, 6, B, B),
            [LRS_R_HINT] = S(248, 7, 0, 0),
            [LRS_R_GAUGE] = S(74, 6, 0, 0),
            [LRS_R_ERROR] = S(203, 1, B, B | R),
            [LRS_R_WARN] = S(215, 3, B, B),
            [LRS_R_GOOD] = S(114, 2, 0, 0),
            [LRS_R_LR] = S(50, 6, B, B),
            [LRS_R_PLAN] = S(73, 6, 0, 0),
            [LRS_R_PAST] = S(239, 4, 0, 0),
            [LRS_R_LOSS] = S(178, 3, B, B),
            [LRS_R_RAW] = S(94, 3, 0, 0),
            [LRS_R_VAL] = S(110, 4, B, B),
            [LRS_R_ACCURACY] = S(135, 5, 0, 0),
            [LRS_R_MOMENTUM] = S(130, 1, 0, 0),
            [LRS_R_GHOST] = S(242, 7, 0, 0),
            [LRS_R_MARK] = S(215, 3, B, B),
            [LRS_R_CURSOR] = S(231, 7, 0, R),
            [LRS_R_KEPT] = S(163, 5, 0, 0), [LRS_R_KEPT + 1] = S(63, 4, 0, 0),
            [LRS_R_KEPT + 2] = S(154, 2, 0, 0), [LRS_R_KEPT + 3] = S(173, 1, 0, 0),
            [LRS_R_KEPT + 4] = S(229, 7, 0, 0), [LRS_R_KEPT + 5] = S(141, 5, 0, 0),
            [LRS_R_CLASS] = S(50, 6, B, B), [LRS_R_CLASS + 1] = S(221, 3, B, B),
            [LRS_R_CLASS + 2] = S(183, 5, B, B), [LRS_R_CLASS + 3] = S(217, 1, B, B),
            [LRS_R_CLASS + 4] = S(153, 4, B, B), [LRS_R_CLASS + 5] = S(120, 2, B, B),
            [LRS_R_CLASS + 6] = S(255, 7, B, B), [LRS_R_CLASS + 7] = S(224, 1, B, B),
            [LRS_R_CLASS + 8] = S(159, 6, B, B), [LRS_R_CLASS + 9] = S(189, 4, B, B),
            DARK_REGIONS, DARK_HEAT,
        },
    },
    {
        .name = "light", .help = "for light backgrounds", .colour = true, .dark = false,
        .ink = S(16, 0, 0, 0), .paper = S(231, 7, 0, 0),
        .role = {
            [LRS_R_TEXT] = S(-1, -1, 0, 0),
            [LRS_R_DIM] = S(243, 0, 0, 0),
            [LRS_R_STRONG] = S(16, 0, B, B),
            [LRS_R_TITLE] = S(23, 4, B, B),
            [LRS_R_FRAME] = S(248, 7, 0, 0),
            [LRS_R_FOCUS] = S(20, 4, B, B),
            [LRS_R_SELECT] = S(189, 7, B, R),
            [LRS_R_KEY] = S(20, 4, B, B),
            [LRS_R_HINT] = S(240, 0, 0, 0),
            [LRS_R_GAUGE] = S(67, 4, 0, 0),
            [LRS_R_ERROR] = S(160, 1, B, B | R),
            [LRS_R_WARN] = S(130, 1, B, B),
            [LRS_R_GOOD] = S(28, 2, 0, 0),
            [LRS_R_LR] = S(20, 4, B, B),
            [LRS_R_PLAN] = S(68, 4, 0, 0),
            [LRS_R_PAST] = S(252, 7, 0, 0),
            [LRS_R_LOSS] = S(88, 1, B, B),
            [LRS_R_RAW] = S(173, 1, 0, 0),
            [LRS_R_VAL] = S(69, 4, B, B),
            [LRS_R_ACCURACY] = S(136, 3, 0, 0),
            [LRS_R_MOMENTUM] = S(53, 5, 0, 0),
            [LRS_R_GHOST] = S(240, 0, 0, 0),
            [LRS_R_MARK] = S(130, 1, B, B),
            [LRS_R_CURSOR] = S(16, 0, 0, R),
            [LRS_R_KEPT] = S(126, 5, 0, 0), [LRS_R_KEPT + 1] = S(29, 2, 0, 0),
            [LRS_R_KEPT + 2] = S(18, 4, 0, 0), [LRS_R_KEPT + 3] = S(200, 1, 0, 0),
            [LRS_R_KEPT + 4] = S(93, 4, 0, 0), [LRS_R_KEPT + 5] = S(133, 5, 0, 0),
            [LRS_R_CLASS] = S(23, 6, B, B), [LRS_R_CLASS + 1] = S(94, 3, B, B),
            [LRS_R_CLASS + 2] = S(90, 5, B, B), [LRS_R_CLASS + 3] = S(124, 1, B, B),
            [LRS_R_CLASS + 4] = S(18, 4, B, B), [LRS_R_CLASS + 5] = S(22, 2, B, B),
            [LRS_R_CLASS + 6] = S(235, 0, B, B), [LRS_R_CLASS + 7] = S(58, 3, B, B),
            [LRS_R_CLASS + 8] = S(24, 6, B, B), [LRS_R_CLASS + 9] = S(54, 5, B, B),
            LIGHT_REGIONS, LIGHT_HEAT,
        },
    },
    {
        .name = "contrast", .help = "few strong colours, for projectors",
        .colour = true, .dark = true,
        .ink = S(231, 7, 0, 0), .paper = S(16, 0, 0, 0),
        .role = {
            [LRS_R_TEXT] = S(-1, -1, 0, 0),
            [LRS_R_DIM] = S(250, 7, 0, 0),
            [LRS_R_STRONG] = S(231, 7, B, B),
            [LRS_R_TITLE] = S(231, 7, B, B),
            [LRS_R_FRAME] = S(250, 7, 0, 0),
            [LRS_R_FOCUS] = S(226, 3, B, B),
            [LRS_R_SELECT] = S(19, 4, B, R),
            [LRS_R_KEY] = S(226, 3, B, B),
            [LRS_R_HINT] = S(231, 7, 0, 0),
            [LRS_R_GAUGE] = S(51, 6, B, 0),
            [LRS_R_ERROR] = S(209, 1, B, B | R),
            [LRS_R_WARN] = S(226, 3, B, B),
            [LRS_R_GOOD] = S(120, 2, B, 0),
            [LRS_R_LR] = S(51, 6, B, B),
            [LRS_R_PLAN] = S(73, 6, 0, 0),
            [LRS_R_PAST] = S(244, 7, 0, 0),
            [LRS_R_LOSS] = S(226, 3, B, B),
            [LRS_R_RAW] = S(136, 3, 0, 0),
            [LRS_R_VAL] = S(213, 5, B, B),
            [LRS_R_ACCURACY] = S(132, 2, B, 0),
            [LRS_R_MOMENTUM] = S(209, 1, B, 0),
            [LRS_R_GHOST] = S(243, 7, 0, 0),
            [LRS_R_MARK] = S(231, 7, B, B),
            [LRS_R_CURSOR] = S(231, 7, B, R),
            [LRS_R_KEPT] = S(200, 5, B, 0), [LRS_R_KEPT + 1] = S(157, 2, B, 0),
            [LRS_R_KEPT + 2] = S(68, 4, B, 0), [LRS_R_KEPT + 3] = S(148, 2, B, 0),
            [LRS_R_KEPT + 4] = S(99, 4, B, 0), [LRS_R_KEPT + 5] = S(182, 5, B, 0),
            [LRS_R_CLASS] = S(50, 6, B, B), [LRS_R_CLASS + 1] = S(221, 3, B, B),
            [LRS_R_CLASS + 2] = S(183, 5, B, B), [LRS_R_CLASS + 3] = S(217, 1, B, B),
            [LRS_R_CLASS + 4] = S(153, 4, B, B), [LRS_R_CLASS + 5] = S(120, 2, B, B),
            [LRS_R_CLASS + 6] = S(255, 7, B, B), [LRS_R_CLASS + 7] = S(224, 1, B, B),
            [LRS_R_CLASS + 8] = S(159, 6, B, B), [LRS_R_CLASS + 9] = S(189, 4, B, B),
            DARK_REGIONS, DARK_HEAT,
        },
    },
    {
        .name = "mono", .help = "no colours", .colour = false, .dark = true,
        .ink = S(-1, -1, 0, 0), .paper = S(-1, -1, 0, 0),
        .role = {
            [LRS_R_STRONG] = S(-1, -1, B, B),
            [LRS_R_TITLE] = S(-1, -1, B, B),
            [LRS_R_FOCUS] = S(-1, -1, B | U, B | U),
            [LRS_R_SELECT] = S(-1, -1, R, R),
            [LRS_R_KEY] = S(-1, -1, B, B),
            [LRS_R_ERROR] = S(-1, -1, B | R, B | R),
            [LRS_R_WARN] = S(-1, -1, B, B),
            [LRS_R_LR] = S(-1, -1, B, B),
            [LRS_R_LOSS] = S(-1, -1, B, B),
            [LRS_R_VAL] = S(-1, -1, B, B),
            [LRS_R_MARK] = S(-1, -1, B, B),
            [LRS_R_CURSOR] = S(-1, -1, R, R),
        },
    },
};
/* clang-format on */

int lrs_theme_count(void)
{
    return (int)(sizeof themes / sizeof *themes);
}

const struct lrs_theme *lrs_theme(int i)
{
    return &themes[i];
}

int lrs_theme_find(const char *name)
{
    for (int i = 0; i < lrs_theme_count(); i++)
        if (!strcmp(themes[i].name, name))
            return i;
    return -1;
}

void lrs_theme_rgb(int colour, int rgb[3])
{
    static const uint8_t first16[16][3] = {
        {0, 0, 0},     {205, 0, 0},     {0, 205, 0},     {205, 205, 0},  {0, 0, 238}, {205, 0, 205},
        {0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},    {0, 255, 0}, {255, 255, 0},
        {92, 92, 255}, {255, 0, 255},   {0, 255, 255},   {255, 255, 255}};
    for (int k = 0, step = 36; k < 3; k++, step /= 6) {
        if (colour < 16) {
            rgb[k] = colour < 0 ? 229 : first16[colour][k];
        } else if (colour < 232) {
            int level = (colour - 16) / step % 6;
            rgb[k] = level ? 55 + 40 * level : 0;
        } else {
            rgb[k] = 8 + 10 * (colour - 232);
        }
    }
}

/* Likenesses in ASCII: every code point has one of the same width, so that a line folded to ASCII
 * is as long as it was. Exact names are left to the views (formula_ascii, symbols left out). */
#include "lrscope/canvas.h"

#include <stddef.h>
#include <string.h>

/* A run of code points that follow each other, and what they turn into. */
struct fold {
    uint32_t from;
    const char *to;
};

/* clang-format off */
static const struct fold folds[] = {
    {0x00a0, " !cLoY|S\"ca<--R-o+23'uP.,1o>???""?"}, /* signs of Latin-1 */
    {0x00c0, "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYPs"},
    {0x00e0, "aaaaaaaceeeeiiiidnooooo/ouuuuypy"},
    {0x0391, "ABGDEZHTIKLMNXOPR?STYFXPO"},          /* Greek */
    {0x03b1, "abgdezntiklmnxoprsstufxpw"},
    {0x2010, "------|_'','\"\"\"\"+#*>...."},        /* dashes, quotes, bullets, ellipsis */
    {0x2032, "'\"'`\"'^<>"},
    {0x2070, "0i??456789+-=()n0123456789+-=()"},    /* superscripts and subscripts */
    {0x2190, "<^>v-|\\/\\/"},                       /* arrows */
    {0x21ba, "oo"},
    {0x2200, "VCdE?0DVeeeaaa#PUS-++/\\*o.vvv~8"},   /* mathematics */
    {0x2223, "|"},
    {0x222b, "S"},
    {0x2248, "~"},
    {0x2260, "#=#=<>"},
    {0x22c5, "."},
    {0x2308, "[][]"},
    {0x2500, "--||--||--||"},                       /* box drawing */
    {0x250c, "++++++++++++++++"},
    {0x251c, "++++++++++++++++++++++++++++++++++++++++++++++++"},
    {0x254c, "--||=|"},
    {0x2552, "+++++++++++++++++++++++++++"},
    {0x256d, "..''/\\X-|-|-|-|-|-|"},
    {0x2580, "\"__.==####" "#||||||.:#\"|..'#\\##'/#"}, /* blocks, shades, quadrants */
    {0x25a0, "#.#"},                                /* shapes */
    {0x25aa, "..=="},
    {0x25b2, "^^^^>>>>>>vvvv<<<<<<***o*ooooo"},
    {0x25e6, "o"},
    {0x2605, "**"},
    {0x2713, "vvxxxx"},
};
/* clang-format on */

/* Braille by where its dots lie, so that charts stay charts. Bits: 1 2 4 and 8 10 20 from the top,
 * 40 80 at the bottom. */
static uint32_t fold_braille(uint32_t dots)
{
    bool top = dots & 0x09, middle = dots & 0x36, bottom = dots & 0xc0;
    if (!dots)
        return ' ';
    if (top && bottom)
        return ':';
    return top ? '\'' : middle ? '-' : '.';
}

uint32_t lrs_fold(uint32_t cp)
{
    if (cp < 0x80)
        return cp;
    if (cp >= 0x2800 && cp <= 0x28ff)
        return fold_braille(cp - 0x2800);
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
        if (cp >= folds[i].from && cp - folds[i].from < strlen(folds[i].to))
            return (unsigned char)folds[i].to[cp - folds[i].from];
    return '?';
}

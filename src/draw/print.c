/* The forms that a canvas is printed in: text as a reader sees it, and goldens for tests. */
#include "lrscope/canvas.h"

#include <assert.h>
#include <string.h>

/* One letter a role, in the order of enum lrs_role. */
static const char letters[] = ".dstfFSkhgEWGlpPLrvamx!+" /* TEXT .. CURSOR */
                              "123456"                   /* KEPT */
                              "ABCDHIJKMN"               /* CLASS */
                              "bceijnoqu"
                              "wyzOQRTUV"
                              "XYZ#$%&()*<>" /* REGION */
                              "0789=?@[]^~"; /* HEAT */
static_assert(sizeof letters - 1 == LRS_ROLES, "a letter for each role");

char lrs_role_letter(int role)
{
    return role >= 0 && role < LRS_ROLES ? letters[role] : '?';
}

static void add_cp(struct lrs_str *out, uint32_t cp)
{
    char buf[5];
    lrs_utf8_put(buf, cp);
    lrs_str_add(out, buf);
}

/* Row Y up to column END; the right halves of wide characters are not there. */
static void add_glyphs(struct lrs_str *out, const struct lrs_canvas *c, int y, int end)
{
    const struct lrs_cell *row = &c->cell[(size_t)y * (size_t)c->w];
    for (int x = 0; x < end; x++)
        if (!(row[x].flags & LRS_CELL_CONT))
            add_cp(out, row[x].cp);
}

void lrs_canvas_print_text(const struct lrs_canvas *c, struct lrs_str *out)
{
    for (int y = 0; y < c->h; y++) {
        const struct lrs_cell *row = &c->cell[(size_t)y * (size_t)c->w];
        int end = c->w;
        while (end > 0 && row[end - 1].cp == ' ')
            end--;
        add_glyphs(out, c, y, end);
        lrs_str_add(out, "\n");
    }
}

static void add_roles(struct lrs_str *out, const struct lrs_canvas *c, bool background)
{
    for (int y = 0; y < c->h; y++) {
        const struct lrs_cell *row = &c->cell[(size_t)y * (size_t)c->w];
        lrs_str_add(out, background ? ";" : ":");
        for (int x = 0; x < c->w; x++) {
            char letter[2] = {lrs_role_letter(background ? row[x].bg : row[x].fg), 0};
            if (!background && row[x].cp == ' ')
                letter[0] = ' '; /* nobody sees the colour of a blank */
            lrs_str_add(out, letter);
        }
        lrs_str_add(out, background ? ";\n" : ":\n");
    }
}

void lrs_canvas_print_golden(const struct lrs_canvas *c, struct lrs_str *out)
{
    for (int y = 0; y < c->h; y++) {
        lrs_str_add(out, "|");
        add_glyphs(out, c, y, c->w);
        lrs_str_add(out, "|\n");
    }
    add_roles(out, c, false);
    add_roles(out, c, true);
    lrs_str_addf(out, "%dx%d cursor %d,%d\n", c->w, c->h, c->cursor_x, c->cursor_y);
}

/* The chooser: a list that typing filters, schedules with small pictures of their curves; beside it
 * what is said of the selected one. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "view_priv.h"

enum { THUMB_W = 12, ABOUT_FROM = 58 /* columns */ };

static const char *name_of(const struct lrs_chooser *ch, int i)
{
    return ch->scenes ? ch->scene[i]->name : ch->kind[i]->title;
}

static void thumb_range(const struct lrs_bin *bin, double *lo, double *hi)
{
    *lo = 0;
    *hi = 0;
    for (int i = 0; i < LRS_THUMB_COLUMNS; i++)
        if (bin[i].n) {
            *lo = fmin(*lo, bin[i].lo);
            *hi = fmax(*hi, bin[i].hi);
        }
    if (!(*hi > *lo))
        *hi = *lo + 1;
}

static void draw_thumb(struct lrs_canvas *c, struct lrs_rect box, const struct lrs_bin *bin,
                       int role)
{
    double lo, hi;
    thumb_range(bin, &lo, &hi);
    struct lrs_plot p = {.c = c, .box = box, .x = {0, 1, false}, .y = {lo, hi * 1.02, false}};
    lrs_plot_bins(&p, LRS_THUMB_COLUMNS, bin, LRS_SOLID, role);
}

static void put_filter(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_chooser *ch = &ui->chooser;
    char title[64];
    snprintf(title, sizeof title, "Choose a %s", ch->scenes ? "scene" : lrs_part_name(ch->part));
    if (!ch->scenes && ch->part == LRS_OPTIMIZER)
        snprintf(title, sizeof title, "Choose an optimizer");
    int x = lrs_put_heading(c, r, title, true);
    if (!ch->filter.text[0]) {
        lrs_put_words(c, &x, r.y, r.x + r.w, LRS_R_DIM, "type to filter ");
        return;
    }
    lrs_put_words(c, &x, r.y, r.x + r.w, LRS_R_DIM, "filter: ");
    lrs_put_words(c, &x, r.y, r.x + r.w - 1, LRS_R_STRONG, ch->filter.text);
    c->cursor_x = x;
    c->cursor_y = r.y;
    lrs_put_words(c, &x, r.y, r.x + r.w, LRS_R_DIM, " ");
}

static void draw_item(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int i)
{
    const struct lrs_chooser *ch = &ui->chooser;
    bool here = i == ch->selected;
    int thumb = ch->thumb[i] && r.w > THUMB_W + 20 ? THUMB_W + 1 : 0;
    bool now = ch->scenes ? !strcmp(ch->scene[i]->name, ui->scene_name)
                          : ch->kind[i] == ui->exp->part[ch->part]->kind;
    lrs_canvas_text(c, r.x + 2, r.y, r.w - 2 - thumb - 2, here ? LRS_R_STRONG : LRS_R_TEXT,
                    name_of(ch, i));
    if (ch->scenes && ui->w < ABOUT_FROM) /* no room beside the list */
        lrs_canvas_text(c, r.x + 16, r.y, r.w - 19, LRS_R_DIM, ch->scene[i]->title);
    if (ch->scenes && ch->scene[i]->beats > 0 && ui->w >= ABOUT_FROM)
        lrs_canvas_text_right(c, r.x + r.w - 3, r.y, 8, LRS_R_DIM, "lesson");
    if (now)
        lrs_canvas_put(c, r.x + r.w - thumb - 2, r.y, 0x2022, LRS_R_GOOD);
    if (r.h > 1 && !ch->scenes)
        lrs_canvas_text(c, r.x + 2, r.y + 1, r.w - 2 - thumb, LRS_R_DIM, ch->kind[i]->name);
    if (thumb)
        draw_thumb(c, (struct lrs_rect){r.x + r.w - THUMB_W, r.y, THUMB_W, r.h}, ch->thumb[i],
                   here ? LRS_R_LR : LRS_R_PLAN);
    if (!here)
        return;
    lrs_canvas_put(c, r.x, r.y, 0x25b8, LRS_R_FOCUS);
    lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, r.w - thumb, 1}, -1, LRS_R_SELECT,
                     LRS_CELL_BOLD | (c->colour ? 0 : LRS_CELL_REVERSE));
}

static void draw_list(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_chooser *ch = &ui->chooser;
    int each = ch->thumb[0] && r.h >= 2 * ch->n ? 2 : 1, room = r.h / each;
    int first = ch->selected >= room ? ch->selected - room + 1 : 0;
    if (ch->n == 0)
        lrs_canvas_textf(c, r.x + 2, r.y, r.w - 2, LRS_R_WARN, "nothing has \"%s\" in its name",
                         ch->filter.text);
    for (int i = first; i < ch->n && i - first < room; i++)
        draw_item(ui, c, (struct lrs_rect){r.x, r.y + (i - first) * each, r.w, each}, i);
    if (first > 0)
        lrs_canvas_put(c, r.x + r.w - 1, r.y, 0x2191, LRS_R_KEY);
    if (first + room < ch->n)
        lrs_canvas_put(c, r.x + r.w - 1, r.y + r.h - 1, 0x2193, LRS_R_KEY);
}

/* A paragraph; *Y moves on by its rows and a blank one. */
static void paragraph(struct lrs_canvas *c, struct lrs_rect r, int *y, int role, const char *label,
                      const char *text)
{
    if (!text || *y >= r.y + r.h)
        return;
    if (label)
        lrs_canvas_text(c, r.x, (*y)++, r.w, LRS_R_TITLE, label);
    *y += lrs_canvas_wrap(c, (struct lrs_rect){r.x, *y, r.w, r.y + r.h - *y}, role, text) + 1;
}

static void draw_scene(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_scene_card *card)
{
    int y = r.y + 2;
    lrs_canvas_text(c, r.x, r.y, r.w, LRS_R_STRONG, card->title);
    lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, r.w, 1}, -1, -1, LRS_CELL_BOLD);
    paragraph(c, r, &y, LRS_R_TEXT, NULL, card->about);
}

static void draw_about(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_chooser *ch = &ui->chooser;
    if (ch->n == 0)
        return;
    if (ch->scenes) {
        draw_scene(c, r, ch->scene[ch->selected]);
        return;
    }
    const struct lrs_kind *k = ch->kind[ch->selected];
    int y = r.y;
    lrs_canvas_text(c, r.x, y, r.w, LRS_R_STRONG, k->title);
    lrs_canvas_style(c, (struct lrs_rect){r.x, y, r.w, 1}, -1, -1, LRS_CELL_BOLD);
    lrs_canvas_text(c, r.x, y + 1, r.w, LRS_R_DIM, k->name);
    y += 3;
    if (ch->thumb[ch->selected] && r.h >= 16) {
        int h = r.h / 3 > 10 ? 10 : r.h / 3;
        lrs_canvas_hline(c, r.x, y + h, r.w, LRS_R_DIM);
        draw_thumb(c, (struct lrs_rect){r.x, y, r.w, h}, ch->thumb[ch->selected], LRS_R_LR);
        y += h + 2;
    }
    paragraph(c, r, &y, LRS_R_STRONG, NULL, c->glyphs == LRS_ASCII ? k->formula_ascii : k->formula);
    paragraph(c, r, &y, LRS_R_TEXT, NULL, k->summary);
    paragraph(c, r, &y, LRS_R_TEXT, "When", k->when);
    paragraph(c, r, &y, LRS_R_TEXT, "Tips", k->tips);
    paragraph(c, r, &y, LRS_R_DIM, "Source", k->source);
}

void lrs_view_chooser(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    put_filter(ui, c, r);
    struct lrs_rect list = {r.x, r.y + 1, r.w, r.h - 1};
    if (r.w >= ABOUT_FROM) {
        list.w = r.w / 2 + 2 < 46 ? r.w / 2 + 2 : 46;
        struct lrs_rect about = {r.x + list.w + 3, r.y + 2, r.w - list.w - 4, r.h - 2};
        about.w = about.w > 76 ? 76 : about.w;
        lrs_canvas_vline(c, r.x + list.w + 1, r.y + 1, r.h - 1, LRS_R_FRAME);
        draw_about(ui, c, about);
    }
    if (list.h > 0)
        draw_list(ui, c, list);
}

/* The chooser: a list in groups that typing filters, schedules with small pictures of their curves;
 * beside it, or below it in narrow windows, what is said of the selected one (view_choice.c). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "view_priv.h"

enum {
    BESIDE_FROM = 76, /* columns from which the text stands beside the list, ... */
    LAW_FROM = 56,    /* ... and columns of the list from which it says the law */
    BELOW_FROM = 9,   /* rows from which there is text below it */
    AIRY_FROM = 24,   /* rows from which the text begins behind a blank one */
    THUMB_W = 12,
    TITLE_W = 26,
};

/* The list and the text in R, below the heading. */
struct parts {
    struct lrs_rect list, about;
    bool beside;
};

static struct parts parts_of(struct lrs_rect r)
{
    struct parts p = {.list = {r.x, r.y + 1, r.w, r.h - 1}, .beside = r.w >= BESIDE_FROM};
    if (p.beside) {
        p.list.w = r.w < 110 ? 42 : r.w / 2 + 6 < 66 ? r.w / 2 + 6 : 66;
        int gap = r.h >= AIRY_FROM ? 2 : 1;
        p.about = (struct lrs_rect){r.x + p.list.w + 3, r.y + gap, r.w - p.list.w - 4, r.h - gap};
        p.about.w = p.about.w > 84 ? 84 : p.about.w;
    } else if (r.h >= BELOW_FROM) {
        int rows = r.h * 2 / 5 < 3 ? 3 : r.h * 2 / 5;
        p.list.h -= rows + 1;
        p.about = (struct lrs_rect){r.x + 1, r.y + r.h - rows, r.w - 2, rows};
    }
    return p;
}

/* ---- where lines are ---- */

/* Rows that a choice takes, besides the heading of its group: schedules two where there is room, for a
 * better picture. */
static int rows_each(const struct lrs_chooser *ch, int room)
{
    int headings = 0;
    for (int i = 0; i < ch->n; i++)
        headings += ch->heading[i] != NULL;
    return ch->n > 0 && ch->at[0]->thumb && 2 * ch->n + headings <= room ? 2 : 1;
}

/* The list's line at which choice I begins, behind its heading; ch->n = the end. */
static int line_of(const struct lrs_chooser *ch, int i, int each)
{
    int line = 0;
    for (int k = 0; k < ch->n && k <= i; k++)
        line += (ch->heading[k] != NULL) + (k < i ? each : 0);
    return line;
}

int lrs_view_chooser_page(const struct lrs_ui *ui, struct lrs_rect r)
{
    int room = parts_of(r).list.h;
    return room / rows_each(&ui->chooser, room);
}

int lrs_view_chooser_top(const struct lrs_ui *ui, struct lrs_rect r)
{
    const struct lrs_chooser *ch = &ui->chooser;
    int room = parts_of(r).list.h, each = rows_each(ch, room), top = ch->top;
    if (ch->n == 0)
        return 0;
    int line = line_of(ch, ch->selected, each), last = line_of(ch, ch->n, each) - room;
    int from = line - (ch->heading[ch->selected] ? 1 : 0);
    top = line + each > top + room ? line + each - room : top;
    top = from < top ? from : top;
    top = top > last ? last : top;
    return top < 0 ? 0 : top;
}

int lrs_view_chooser_hit(const struct lrs_ui *ui, struct lrs_rect r, int x, int y)
{
    const struct lrs_chooser *ch = &ui->chooser;
    struct lrs_rect list = parts_of(r).list;
    int each = rows_each(ch, list.h), line = y - list.y + lrs_view_chooser_top(ui, r);
    if (x < list.x || x >= list.x + list.w || y < list.y || y >= list.y + list.h)
        return -1;
    for (int i = 0; i < ch->n; i++) {
        int from = line_of(ch, i, each);
        if (line >= from && line < from + each)
            return i;
    }
    return -1;
}

/* ---- drawing ---- */

static void put_heading(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_chooser *ch = &ui->chooser;
    const char *noun = ch->scenes ? "scene" : lrs_part_name(ch->part);
    char text[80];
    snprintf(text, sizeof text, "Choose %s %s", strchr("aeiou", noun[0]) ? "an" : "a", noun);
    int x = lrs_put_heading(c, r, text, true), end = r.x + r.w;
    if (ch->filter.text[0]) {
        lrs_put_words(c, &x, r.y, end, LRS_R_DIM, "filter: ");
        lrs_put_words(c, &x, r.y, end - 1, LRS_R_STRONG, ch->filter.text);
        c->cursor_x = x;
        c->cursor_y = r.y;
        snprintf(text, sizeof text, "  %d of %d ", ch->n, ch->n_all);
        lrs_put_words(c, &x, r.y, end, LRS_R_DIM, text);
        return;
    }
    lrs_put_words(c, &x, r.y, end, LRS_R_DIM, "type to filter ");
    if (!ch->scenes && ch->part == LRS_SCHEDULE)
        lrs_put_words(c, &x, r.y, end, LRS_R_DIM,
                      ch->by_direction ? "· by which way it changes (Tab: how often) "
                                       : "· by how often it changes (Tab: which way) ");
}

static void draw_thumb(struct lrs_canvas *c, struct lrs_rect box, const struct lrs_bin *bin,
                       int role)
{
    struct lrs_plot p = {.c = c, .box = box, .x = {0, 1, false}, .y = lrs_thumb_scale(bin, NULL)};
    p.y.hi *= 1.02;
    lrs_plot_bins(&p, LRS_THUMB_COLUMNS, bin, LRS_SOLID, role);
}

static void draw_scene_item(const struct lrs_offer *it, struct lrs_canvas *c, struct lrs_rect r)
{
    enum { NAME_W = 20 };
    if (r.w - 2 - NAME_W > 20)
        lrs_canvas_text(c, r.x + 2 + NAME_W, r.y, r.w - 4 - NAME_W, LRS_R_DIM, it->card.title);
}

static void draw_kind_item(const struct lrs_ui *ui, const struct lrs_offer *it,
                           struct lrs_canvas *c, struct lrs_rect r, bool here)
{
    int thumb = it->thumb && r.w > THUMB_W + 20 ? THUMB_W + 1 : 0, room = r.w - 2 - thumb - 2;
    if (ui->chooser.part == LRS_SCHEDULE && r.w >= LAW_FROM) {
        const struct lrs_schedule_class *s = (const void *)it->kind;
        lrs_canvas_text(c, r.x + 3 + TITLE_W, r.y, room - TITLE_W - 1, LRS_R_DIM, s->law);
    }
    if (r.h > 1)
        lrs_canvas_text(c, r.x + 2, r.y + 1, room, LRS_R_DIM, it->kind->name);
    else if (!it->thumb && strcmp(it->kind->name, it->kind->title) != 0)
        lrs_canvas_text(c, r.x + 3 + TITLE_W, r.y, room - TITLE_W - 1, LRS_R_DIM, it->kind->name);
    if (thumb)
        draw_thumb(c, (struct lrs_rect){r.x + r.w - THUMB_W, r.y, THUMB_W, r.h}, it->thumb,
                   here ? LRS_R_LR : LRS_R_PLAN);
}

static void draw_item(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int i)
{
    const struct lrs_offer *it = ui->chooser.at[i];
    bool here = i == ui->chooser.selected;
    int thumb = it->thumb && r.w > THUMB_W + 20 ? THUMB_W + 1 : 0;
    lrs_canvas_text(c, r.x + 2, r.y, r.w - 4 - thumb, here ? LRS_R_STRONG : LRS_R_TEXT,
                    it->kind ? it->kind->title : it->card.name);
    if (it->kind)
        draw_kind_item(ui, it, c, r, here);
    else
        draw_scene_item(it, c, r);
    if (lrs_chooser_present(ui, it))
        lrs_canvas_put(c, r.x + r.w - thumb - 2, r.y, 0x2022, LRS_R_GOOD);
    if (!here)
        return;
    lrs_canvas_put(c, r.x, r.y, 0x25b8, LRS_R_FOCUS);
    lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, r.w - thumb, 1}, -1, LRS_R_SELECT,
                     LRS_CELL_BOLD | (c->colour ? 0 : LRS_CELL_REVERSE));
}

static void draw_list(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int top)
{
    const struct lrs_chooser *ch = &ui->chooser;
    int each = rows_each(ch, r.h), total = line_of(ch, ch->n, each);
    if (ch->n == 0)
        lrs_canvas_textf(c, r.x + 2, r.y, r.w - 2, LRS_R_WARN, "nothing here has \"%s\"",
                         ch->filter.text);
    for (int i = 0; i < ch->n; i++) {
        int y = r.y + line_of(ch, i, each) - top, end = r.y + r.h;
        if (ch->heading[i] && y - 1 >= r.y && y - 1 < end)
            lrs_canvas_text(c, r.x + 1, y - 1, r.w - 3, LRS_R_TITLE, ch->heading[i]);
        if (y >= r.y && y < end)
            draw_item(ui, c, (struct lrs_rect){r.x, y, r.w, each < end - y ? each : end - y}, i);
    }
    if (top > 0)
        lrs_canvas_put(c, r.x + r.w - 1, r.y, 0x2191, LRS_R_KEY);
    if (top + r.h < total)
        lrs_canvas_put(c, r.x + r.w - 1, r.y + r.h - 1, 0x2193, LRS_R_KEY);
}

void lrs_view_chooser(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    struct parts p = parts_of(r);
    put_heading(ui, c, r);
    if (p.beside)
        lrs_canvas_vline(c, p.about.x - 2, r.y + 1, r.h - 1, LRS_R_FRAME);
    else if (p.about.h > 0)
        lrs_canvas_hline(c, r.x, p.about.y - 1, r.w, LRS_R_FRAME);
    if (p.about.h > 0 && p.about.w > 0 && ui->chooser.n > 0)
        lrs_view_choice(ui, c, p.about);
    if (p.list.h > 0)
        draw_list(ui, c, p.list, lrs_view_chooser_top(ui, r));
}

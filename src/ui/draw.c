/* Puts the views together: panels, then what lies over them, then the two lines at the bottom. */
#include "lrscope/ui.h"

#include "lrscope/theme.h"
#include "view_priv.h"

static bool shown(struct lrs_rect r)
{
    return r.w > 0 && r.h > 0;
}

/* The smallest rectangle that holds both. */
static struct lrs_rect hull(struct lrs_rect a, struct lrs_rect b)
{
    if (!shown(a))
        return b;
    if (!shown(b))
        return a;
    int x = a.x < b.x ? a.x : b.x, y = a.y < b.y ? a.y : b.y;
    int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct lrs_rect){x, y, right - x, bottom - y};
}

typedef void view(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);

static void draw_view(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, view *draw)
{
    if (shown(r))
        draw(ui, c, r);
}

static void draw_over(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect body,
                      view *draw)
{
    lrs_canvas_fill(c, body, ' ', LRS_R_TEXT, LRS_BG_NONE);
    draw_view(ui, c, body, draw);
}

static void draw_panels(const struct lrs_ui *ui, struct lrs_canvas *c, const struct lrs_layout *l)
{
    struct lrs_rect charts = hull(l->lr, l->loss);
    draw_view(ui, c, l->figures, lrs_view_figures);
    draw_view(ui, c, l->control, lrs_view_is_big(ui) ? lrs_view_big_control : lrs_view_control);
    draw_view(ui, c, l->picture, lrs_view_picture);
    draw_view(ui, c, l->compare, lrs_view_compare);
    if (ui->overlay == LRS_OVER_FINDER) {
        draw_over(ui, c, shown(charts) ? charts : l->body, lrs_view_finder);
        return;
    }
    draw_view(ui, c, l->lr, lrs_view_lr);
    draw_view(ui, c, l->loss, lrs_view_loss);
    draw_view(ui, c, l->chooser, lrs_view_chooser);
    if (ui->overlay == LRS_OVER_HELP)
        draw_over(ui, c, l->body, lrs_view_help);
    else if (ui->overlay == LRS_OVER_EXPORT)
        draw_over(ui, c, l->body, lrs_view_export);
}

/* Over the picture; where there is none, over the widest that is left. */
static void draw_notes(const struct lrs_ui *ui, struct lrs_canvas *c, const struct lrs_layout *l)
{
    const struct lrs_rect place[] = {l->picture, l->compare, l->control, l->loss, l->lr};
    if (!ui->course || !ui->course->notes || ui->overlay == LRS_OVER_HELP ||
        ui->overlay == LRS_OVER_CHOOSER || ui->overlay == LRS_OVER_EXPORT)
        return;
    for (size_t i = 0; i < sizeof place / sizeof *place; i++)
        if (place[i].w > 0 && place[i].h >= 3) {
            draw_over(ui, c, place[i], lrs_view_notes);
            return;
        }
}

/* A sentence that is too long for the status line takes more of them, upwards; the badge stays. */
static void draw_long_message(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect status)
{
    bool typing = ui->overlay == LRS_OVER_PROMPT || ui->overlay == LRS_OVER_VALUE;
    const char *text = typing ? ui->entry_error : ui->message;
    int role = typing || ui->message_is_error ? LRS_R_ERROR : LRS_R_STRONG;
    int x = typing ? status.x + 1 : lrs_view_badge_end(ui, status), end = status.x + status.w;
    if (!shown(status))
        return;
    struct lrs_rect r = {x, 0, end - x, 0};
    int rows = typing ? lrs_canvas_wrap(c, r, role, text) : lrs_view_message_rows(ui, status);
    if (rows < 2)
        return;
    r.h = rows < status.y ? rows : status.y;
    r.y = status.y + 1 - r.h;
    lrs_canvas_fill(c, (struct lrs_rect){x, status.y, end - x, 1}, ' ', LRS_R_TEXT, LRS_BG_NONE);
    lrs_canvas_fill(c, (struct lrs_rect){status.x, r.y, status.w, r.h - 1}, ' ', LRS_R_TEXT,
                    LRS_BG_NONE);
    lrs_canvas_wrap(c, r, role, text);
}

void lrs_ui_draw(struct lrs_ui *ui, struct lrs_canvas *c)
{
    struct lrs_layout l;
    lrs_canvas_resize(c, ui->w, ui->h);
    c->glyphs = ui->opt.glyphs;
    c->colour = ui->opt.colour && lrs_theme(ui->opt.theme)->colour;
    c->maps = c->colour && !ui->opt.few_colours;
    c->thick = ui->big;
    c->cursor_x = c->cursor_y = -1;
    lrs_ui_layout(ui, &l);
    if (l.too_small) {
        lrs_canvas_textf(c, 0, 0, c->w, LRS_R_WARN, "needs %dx%d: the window is too small",
                         LRS_MIN_W, LRS_MIN_H);
        return;
    }
    draw_panels(ui, c, &l);
    draw_view(ui, c, l.title, lrs_view_title);
    draw_view(ui, c, l.lesson, lrs_view_lesson);
    draw_notes(ui, c, &l);
    draw_view(ui, c, l.status, lrs_view_status);
    draw_long_message(ui, c, l.status);
    draw_view(ui, c, l.hints, lrs_view_hints);
}

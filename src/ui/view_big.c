/* Big text, for projectors: the rate and the loss in digits of three rows, and of the control panel
 * the selected parameter in the same digits, with as many of its neighbours as there is room for. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "view_priv.h"

enum {
    FIGURE_ROWS = 1 + LRS_DIGIT_ROWS,
    LARGE_ROWS = 2 + LRS_DIGIT_ROWS, /* name, digits, gauge */
    HEAD_FROM = 9,
    ROWS_MAX = 128
};

/* --- figures --- */

/* Text in R, or what fits of it; nothing where R has no room. */
static int put_text(struct lrs_canvas *c, struct lrs_rect r, int from, int role, const char *text)
{
    return r.w > from ? lrs_canvas_text(c, r.x + from, r.y, r.w - from, role, text) : 0;
}

/* X in large digits, as exactly as W columns allow; in plain ones where that is impossible. */
static void put_large(struct lrs_canvas *c, struct lrs_rect r, int role, double x)
{
    char text[LRS_NUMBER_MAX] = "-";
    for (int digits = 4; digits > 0 && !isnan(x); digits--) {
        lrs_number_pretty(text, x, digits);
        if (lrs_digits_width(text) <= r.w)
            break;
    }
    int w = lrs_digits_width(text);
    if (w < 0 || w > r.w || r.h < LRS_DIGIT_ROWS)
        put_text(c, r, 0, role, text);
    else
        lrs_canvas_digits(c, r.x, r.y, role, text);
}

static void put_figure(struct lrs_canvas *c, struct lrs_rect r, int role, const char *name,
                       double x)
{
    int n = put_text(c, r, 0, role, name);
    lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, n, 1}, -1, -1, LRS_CELL_BOLD);
    if (r.h > 1)
        put_large(c, (struct lrs_rect){r.x, r.y + 1, r.w, r.h - 1}, role, x);
}

void lrs_view_figures(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_run_info *i = &ui->snap.info;
    bool beside = r.h < 2 * FIGURE_ROWS && r.w >= 48;
    struct lrs_rect lr = {r.x + 1, r.y, r.w - 1, r.h}, loss = lr;
    if (beside) {
        lr.w = loss.w = r.w / 2 - 2;
        loss.x += r.w / 2;
    } else {
        lr.h = r.h < FIGURE_ROWS ? r.h : FIGURE_ROWS;
        loss.y += lr.h;
        loss.h = r.h - lr.h;
    }
    put_figure(c, lr, LRS_R_LR, "Learning rate", lrs_shown_rate(i));
    if (loss.h > 0)
        put_figure(c, loss, LRS_R_LOSS, "Loss", lrs_shown_loss(i));
}

/* --- the selected parameter and its neighbours --- */

bool lrs_view_is_big(const struct lrs_ui *ui)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    return l.figures.h > 0;
}

enum { NOTHING = -1, HEAD = -2 };
/* What stands in each row of the panel: a parameter, the head of its part, nothing. */
struct big_rows {
    int at[ROWS_MAX];
    int large;   /* the first row of the selected parameter, ... */
    int n_large; /* ... and how many it takes */
};

static void place_rows(const struct lrs_ui *ui, int h, struct big_rows *b)
{
    h = h < ROWS_MAX ? h : ROWS_MAX;
    bool head = h >= HEAD_FROM;
    int room = h - head, n_large = room >= LARGE_ROWS ? LARGE_ROWS : room < 1 ? 0 : 1;
    int others = room - n_large, below = ui->n_rows - 1 - ui->selected;
    int above = others - others / 2;
    above = above > others - below ? above : others - below;
    above = above < ui->selected ? above : ui->selected;
    *b = (struct big_rows){.large = head + above, .n_large = n_large};
    for (int y = 0; y < ROWS_MAX; y++) {
        int row = ui->selected - above + y - head;
        row = y < b->large ? row : y < b->large + n_large ? ui->selected : row - n_large + 1;
        b->at[y] = y >= h || row >= ui->n_rows ? NOTHING : row;
    }
    if (head)
        b->at[0] = HEAD;
}

static void put_head(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    enum lrs_part part = ui->selected < ui->n_rows ? ui->row_part[ui->selected] : LRS_SCHEDULE;
    lrs_put_heading(c, (struct lrs_rect){r.x, r.y, r.w, 1}, ui->exp->part[part]->kind->title,
                    ui->focus == LRS_PANEL_CONTROL);
}

/* "gamma 0.5", a neighbour. */
static void put_neighbour(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int row)
{
    const struct lrs_row *at = &ui->rows[row];
    struct lrs_str text = {0};
    lrs_param_pretty(lrs_ref_param(&at->ref), lrs_ref_value(&at->ref), &text);
    int n = put_text(c, r, 2, LRS_R_DIM, at->path);
    put_text(c, r, 3 + n, LRS_R_TEXT, lrs_str_text(&text));
    lrs_str_clear(&text);
}

/* Name and value, the value large where it is a number, and a gauge. */
static void put_selected(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_row *at = &ui->rows[ui->selected];
    const struct lrs_param *p = lrs_ref_param(&at->ref);
    const struct lrs_value *v = lrs_ref_value(&at->ref);
    bool here = ui->focus == LRS_PANEL_CONTROL;
    struct lrs_str text = {0};
    lrs_param_pretty(p, v, &text);
    const char *value = lrs_str_text(&text);
    int wide = lrs_digits_width(value);
    bool large = r.h >= LARGE_ROWS && wide > 0 && wide <= r.w - 2;
    lrs_canvas_put(c, r.x, r.y, 0x25b8, here ? LRS_R_KEY : LRS_R_DIM);
    int n = put_text(c, r, 2, LRS_R_STRONG, at->path);
    if (large)
        lrs_canvas_digits(c, r.x + 2, r.y + 1, LRS_R_STRONG, value);
    else if (r.h > 1)
        put_text(c, (struct lrs_rect){r.x, r.y + 1, r.w, 1}, 2, LRS_R_STRONG, value);
    else
        put_text(c, r, 3 + n, LRS_R_STRONG, value);
    lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, r.w, 1}, -1, here ? LRS_R_SELECT : -1,
                     LRS_CELL_BOLD | (here && !c->colour ? LRS_CELL_REVERSE : 0));
    double fraction = lrs_param_fraction(p, v);
    if (r.h >= LARGE_ROWS && r.w > 3 && !isnan(fraction))
        lrs_canvas_gauge(c, r.x + 2, r.y + r.h - 1, r.w - 3, fraction, LRS_R_GAUGE);
    lrs_str_clear(&text);
}

void lrs_view_big_control(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    struct big_rows b;
    place_rows(ui, r.h, &b);
    for (int y = 0; y < r.h && y < ROWS_MAX; y++) {
        struct lrs_rect line = {r.x, r.y + y, r.w, 1};
        if (b.at[y] == HEAD)
            put_head(ui, c, line);
        else if (b.at[y] != NOTHING && b.at[y] != ui->selected)
            put_neighbour(ui, c, line, b.at[y]);
    }
    if (b.n_large > 0 && ui->selected < ui->n_rows)
        put_selected(ui, c, (struct lrs_rect){r.x, r.y + b.large, r.w, b.n_large});
}

int lrs_view_big_control_hit(const struct lrs_ui *ui, struct lrs_rect r, int y)
{
    struct big_rows b;
    place_rows(ui, r.h, &b);
    int at = y - r.y;
    return at >= 0 && at < ROWS_MAX && b.at[at] >= 0 ? b.at[at] : -1;
}

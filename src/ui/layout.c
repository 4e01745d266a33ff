/* Where everything goes at a size. Charts on the left, the control panel and the picture on the
 * right; in narrow windows the control panel becomes a strip below; below 30 x 8 nothing fits. */
#include "ui_priv.h"

enum {
    SIDE_FROM = 54,        /* columns from which the panel stands beside the charts, ... */
    LESSON_SIDE_FROM = 76, /* ... and in a lesson, which needs them for the charts */
    TITLE_FROM = 14,       /* rows from which there is a title */
    COMPARE_W = 36,
    PICTURE_FROM = 19, /* rows of the side from which the picture is there, ... */
    LESSON_FROM = 14,  /* ... and in a lesson, which seldom speaks of the parameters */
    BIG_FROM = 58,     /* columns from which big text has figures beside the charts, ... */
    BIG_FIGURES = 8,   /* ... in so many rows, rate and loss, ... */
    BIG_CONTROL = 11,  /* ... with so many below them for the parameters where a picture follows */
    BIG_BAND = 4,      /* rows of the figures above a maximised panel, ... */
    BIG_BAND_FROM = 12 /* ... in so many */
};

static int at_most(int a, int b)
{
    return a < b ? a : b;
}

/* The rate takes two fifths of the height: it is the smoother curve. */
static void stack_charts(struct lrs_rect r, struct lrs_layout *l)
{
    int top = r.h * 2 / 5;
    l->lr = (struct lrs_rect){r.x, r.y, r.w, top};
    l->loss = (struct lrs_rect){r.x, r.y + top, r.w, r.h - top};
}

static int side_width(int w)
{
    if (w < 76)
        return 26;
    return at_most(30 + (w - 76) / 3, 72);
}

/* The room of the picture in R goes to the comparison where that is wished; a wide one is shared, as
 * soon as there is something to compare with. */
static void share_picture(const struct lrs_ui *ui, struct lrs_rect r, struct lrs_layout *l)
{
    int square = 2 * r.h;
    struct lrs_rect left = r, right = r;
    left.w = at_most(square, r.w - COMPARE_W - 1);
    right.w = r.w - left.w - 1;
    right.x = r.x + left.w + 1;
    bool wide = left.w >= 24 && lrs_any_comparable(ui);
    if (ui->comparing)
        l->compare = r;
    else if (wide && r.h > 0)
        l->compare = right;
    if (!ui->comparing)
        l->picture = wide ? left : r;
}

/* Control above, picture below, as square as the room allows. */
static void fill_side(const struct lrs_ui *ui, struct lrs_rect r, struct lrs_layout *l)
{
    int picture = 0;
    if (r.h >= (ui->course ? LESSON_FROM : PICTURE_FROM) && !ui->picture_off) {
        picture = at_most(r.w / 2 + 1, r.h * 9 / 20);
        picture = picture < 9 ? 9 : picture;
    }
    l->control = (struct lrs_rect){r.x, r.y, r.w, r.h - picture};
    share_picture(ui, (struct lrs_rect){r.x, r.y + r.h - picture, r.w, picture}, l);
}

/* Big text: the figures first, then the parameters, then the picture, as far as there is room. */
static void fill_big(const struct lrs_ui *ui, struct lrs_rect r, struct lrs_layout *l)
{
    int side = at_most(r.w * 2 / 5, 56), figures = at_most(r.h, BIG_FIGURES);
    int rest = r.h - figures, picture = 0;
    stack_charts((struct lrs_rect){r.x, r.y, r.w - side - 1, r.h}, l);
    r = (struct lrs_rect){r.x + r.w - side, r.y, side, r.h};
    l->figures = (struct lrs_rect){r.x, r.y, r.w, figures};
    if (rest >= BIG_CONTROL + 9 && !ui->picture_off)
        picture = at_most(rest - BIG_CONTROL, r.w / 2 + 1);
    l->control = (struct lrs_rect){r.x, r.y + figures, r.w, rest - picture};
    share_picture(ui, (struct lrs_rect){r.x, r.y + r.h - picture, r.w, picture}, l);
}

static void fill_body(const struct lrs_ui *ui, struct lrs_rect r, struct lrs_layout *l)
{
    if (ui->big && r.w >= BIG_FROM) {
        fill_big(ui, r, l);
        return;
    }
    if (r.w >= (ui->course ? LESSON_SIDE_FROM : SIDE_FROM)) {
        int side = side_width(r.w);
        stack_charts((struct lrs_rect){r.x, r.y, r.w - side - 1, r.h}, l);
        fill_side(ui, (struct lrs_rect){r.x + r.w - side, r.y, side, r.h}, l);
        return;
    }
    int strip = r.h >= 24 ? r.h / 3 : ui->course ? 1 : r.h >= 14 ? 5 : r.h >= 8 ? 2 : 1;
    stack_charts((struct lrs_rect){r.x, r.y, r.w, r.h - strip}, l);
    l->control = (struct lrs_rect){r.x, r.y + r.h - strip, r.w, strip};
}

/* The chooser leaves the charts of the run that goes on some room where there is enough: a side in
 * wide windows, some rows in high ones. */
static void fill_chooser(struct lrs_rect r, struct lrs_layout *l)
{
    enum { WIDE = 150, HIGH = 30 };
    l->chooser = r;
    if (r.w >= WIDE) {
        l->chooser.w = r.w * 3 / 5;
        stack_charts((struct lrs_rect){r.x + l->chooser.w + 1, r.y, r.w - l->chooser.w - 1, r.h},
                     l);
    } else if (r.h >= HIGH) {
        int rows = r.h / 3, half = (r.w - 1) / 2;
        l->chooser.h -= rows;
        l->lr = (struct lrs_rect){r.x, r.y + r.h - rows, half, rows};
        l->loss = (struct lrs_rect){r.x + half + 1, r.y + r.h - rows, r.w - half - 1, rows};
    }
}

/* Rows that a long message takes from the panels, so that it hides nothing; low windows cannot spare
 * any, and a line that is being typed must not move what is above it. */
static int rows_for_message(const struct lrs_ui *ui, struct lrs_rect status)
{
    enum { SPARE_FROM = 18, SPARE = 3 };
    if (ui->h < SPARE_FROM || ui->overlay == LRS_OVER_PROMPT || ui->overlay == LRS_OVER_VALUE)
        return 0;
    return at_most(lrs_view_message_rows(ui, status) - 1, SPARE);
}

/* What the lesson says takes the rows that it needs, but leaves the charts three fifths. */
static int lesson_rows(const struct lrs_ui *ui)
{
    enum { USUAL = 3, TALL = 20 };
    if (!ui->course)
        return 0;
    int rows = lrs_view_lesson_rows(ui, ui->w);
    if (rows < USUAL && ui->h >= TALL)
        rows = USUAL;
    return at_most(rows, ui->h * 2 / 5);
}

void lrs_ui_layout(const struct lrs_ui *ui, struct lrs_layout *l)
{
    *l = (struct lrs_layout){.too_small = ui->w < LRS_MIN_W || ui->h < LRS_MIN_H};
    if (l->too_small)
        return;
    int title = ui->h >= TITLE_FROM;
    l->title = (struct lrs_rect){0, 0, ui->w, title};
    l->status = (struct lrs_rect){0, ui->h - 2, ui->w, 1};
    l->hints = (struct lrs_rect){0, ui->h - 1, ui->w, 1};
    int lesson = lesson_rows(ui);
    l->lesson = (struct lrs_rect){0, title, ui->w, lesson};
    struct lrs_rect body = {0, title + lesson, ui->w, ui->h - 2 - title - lesson};
    body.h -= rows_for_message(ui, l->status);
    l->body = body;
    if (ui->overlay == LRS_OVER_CHOOSER) {
        fill_chooser(body, l);
        return;
    }
    if (!ui->maximised) {
        fill_body(ui, body, l);
        return;
    }
    if (ui->big && body.w >= BIG_FROM && body.h >= BIG_BAND_FROM &&
        ui->focus != LRS_PANEL_CONTROL) {
        l->figures = (struct lrs_rect){body.x, body.y, body.w, BIG_BAND};
        body.y += BIG_BAND;
        body.h -= BIG_BAND;
    }
    struct lrs_rect *const panel[LRS_PANELS] = {&l->lr, &l->loss, &l->control,
                                                ui->comparing ? &l->compare : &l->picture};
    *panel[ui->focus] = body;
}

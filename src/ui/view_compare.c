/* The present run beside the others: one row above the loss that says how it stands against each at
 * the same step, and a table of all of them with their figures, the best one marked. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "view_priv.h"

/* A run that is compared: the present one (T NULL), the ghost or a kept one. */
struct entry {
    const struct lrs_trace *t;
    const struct lrs_run_info *info;
    enum lrs_line style;
    int role;
    char name[64];
};
enum { ENTRIES = LRS_KEPT_MAX + 2 };

/* The others. The ghost comes last where it went as a kept one did. */
static int list_others(const struct lrs_ui *ui, struct entry *at)
{
    int n = 0;
    const struct lrs_trace *g = lrs_comparable(ui, ui->ghost) ? ui->ghost : NULL;
    bool twin = g && lrs_is_kept(ui, g);
    struct entry ghost = {.t = g, .style = LRS_DOTTED, .role = LRS_R_GHOST};
    if (g && !twin)
        at[n++] = ghost;
    for (int i = 0; i < ui->n_kept; i++)
        if (lrs_comparable(ui, ui->kept[i]))
            at[n++] = (struct entry){
                .t = ui->kept[i], .style = lrs_kept_style(i), .role = lrs_kept_role(i)};
    if (twin)
        at[n++] = ghost;
    for (int i = 0; i < n; i++) {
        at[i].info = &at[i].t->info;
        snprintf(at[i].name, sizeof at[i].name, "%s", at[i].t->name);
    }
    return n;
}

/* --- the row --- */

/* "-0.021", and what to think of it: GOOD_SIGN is that of a change for the better. */
struct change {
    char text[LRS_NUMBER_MAX + 8];
    int role;
};

static struct change change_of(double x, const char *figure, const char *unit, int good_sign)
{
    struct change c = {.role = LRS_R_TEXT};
    bool none = strspn(figure, "0.") == strlen(figure);
    if (!none)
        c.role = (x < 0) == (good_sign < 0) ? LRS_R_GOOD : LRS_R_WARN;
    snprintf(c.text, sizeof c.text, "%s%s%s ", none ? "" : x < 0 ? "\u2212" : "+", figure, unit);
    return c;
}

/* TEXT in at most W columns, the last of which says that something is missing. */
static void shorten(char *text, int w)
{
    const char *at = text;
    int width = 0;
    if (lrs_text_width(text) <= w)
        return;
    while (*at) {
        const char *next = at;
        width += lrs_utf8_width(lrs_utf8_next(&next));
        if (width > w - 1)
            break;
        at = next;
    }
    strcpy(text + (at - text), "\u2026"); /* in place of at least one character */
}

/* "-- last run -0.021 +1.2%": a sample of its line, the name, how the run stands against it. */
static bool put_difference(const struct lrs_ui *ui, struct lrs_canvas *c, int *x, int y, int end,
                           const struct entry *e)
{
    enum { NAME_LEAST = 6, SAMPLE = 3 };
    struct lrs_difference d = lrs_ui_difference(ui, e->t);
    struct change loss = {.text = ""}, accuracy = {.text = ""};
    char n[LRS_NUMBER_MAX], name[80];
    if (!isnan(d.loss))
        loss = change_of(d.loss, lrs_number_pretty(n, fabs(d.loss), 3), "", -1);
    snprintf(n, sizeof n, "%.1f", 100 * fabs(d.accuracy));
    if (!isnan(d.loss) && isfinite(d.accuracy))
        accuracy = change_of(d.accuracy, n, "%", 1);
    int room = end - *x - SAMPLE - lrs_text_width(loss.text) - 1, width = lrs_text_width(e->name);
    if (room < (width < NAME_LEAST ? width : NAME_LEAST))
        return false;
    snprintf(name, sizeof name, "%s", e->name);
    shorten(name, room);
    lrs_put_words(c, x, y, end, e->role, lrs_style_sample(c, e->style));
    *x += 1 + lrs_canvas_text(c, *x + 1, y, -1, e->role, name) + 1;
    lrs_put_words(c, x, y, end, loss.role, loss.text);
    lrs_put_words(c, x, y, end, accuracy.role, accuracy.text);
    *x += 1;
    return true;
}

/* Where the runs differ in length, the step is said at which they are compared. False where there is
 * no room to say it: what followed would be read wrongly. */
static bool put_when(const struct lrs_ui *ui, struct lrs_canvas *c, int *x, int y, int end,
                     const struct lrs_difference *d, double *said)
{
    char when[48], text[64];
    double step = d->partial ? d->step : -1;
    if (isnan(d->loss) || step == *said)
        return true;
    snprintf(text, sizeof text, "at %s: ", step < 0 ? "the end" : lrs_when(ui, step, when));
    if (*x + lrs_text_width(text) > end)
        return false;
    lrs_put_words(c, x, y, end, LRS_R_DIM, text);
    *said = step;
    return true;
}

void lrs_view_against(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int y)
{
    struct entry at[ENTRIES];
    int n = list_others(ui, at), x = r.x + 1, end = r.x + r.w;
    double said = -1;
    lrs_put_words(c, &x, y, end, LRS_R_DIM, r.w < 44 ? "vs " : "against ");
    for (int i = 0; i < n; i++) {
        struct lrs_difference d = lrs_ui_difference(ui, at[i].t);
        if (put_when(ui, c, &x, y, end - 12, &d, &said) &&
            put_difference(ui, c, &x, y, i + 1 < n ? end - 1 : end, &at[i]))
            continue;
        lrs_canvas_put(c, x < end ? x : end - 1, y, 0x2026, LRS_R_DIM);
        return;
    }
}

/* --- the table --- */

enum column { VAL, ACC, LOSS, LENGTH, COLUMNS };
enum { MARK_W = 2, SAMPLE_W = 3, NAME_W = 12, WIDE = 46 };

/* The columns of figures. */
struct columns {
    enum column at[COLUMNS];
    int n, w; /* W: of each */
};

static bool has_ended(const struct entry *e)
{
    return e->info->state == LRS_DONE || e->t;
}

/* What the runs are measured by. */
static double measure(const struct entry *e, bool validation)
{
    return validation ? e->info->val_loss : lrs_shown_loss(e->info);
}

static int best_of(const struct entry *at, int n, bool validation)
{
    int best = -1;
    for (int i = 0; i < n; i++) {
        double x = measure(&at[i], validation);
        bool counts = has_ended(&at[i]) && isfinite(x) && at[i].info->state != LRS_DIVERGED;
        if (counts && (best < 0 || x < measure(&at[best], validation)))
            best = i;
    }
    return best;
}

/* As many digits as W columns take, four at most. */
static const char *loss_in(char buf[LRS_NUMBER_MAX], double x, int w)
{
    lrs_figure(buf, x);
    for (int digits = 3; digits > 0 && lrs_text_width(buf) > w; digits--)
        lrs_number_pretty(buf, x, digits);
    return buf;
}

static const char *cell_of(const struct entry *e, enum column column, int w,
                           char buf[LRS_NUMBER_MAX])
{
    const struct lrs_run_info *i = e->info;
    double per = i->clock.steps_per_epoch > 1 ? (double)i->clock.steps_per_epoch : 1;
    switch (column) {
    case VAL:
        return loss_in(buf, i->val_loss, w);
    case ACC:
        return lrs_percent(buf, i->val_accuracy);
    case LOSS:
        return loss_in(buf, lrs_shown_loss(i), w);
    default:
        return lrs_count(buf, floor(10 * (double)i->step / per) / 10);
    }
}

/* The columns that there is something for, and room; the most useful first. How long the runs went
 * on matters where it is not the same. */
static struct columns choose_columns(const struct entry *at, int n, int w)
{
    struct columns c = {.w = w < WIDE ? 7 : 8};
    int room = (w - MARK_W - SAMPLE_W - NAME_W) / c.w;
    bool differ = false, has[COLUMNS] = {[LOSS] = true, [LENGTH] = true};
    for (int i = 0; i < n; i++) {
        differ = differ || at[i].info->step != at[0].info->step;
        has[VAL] = has[VAL] || isfinite(at[i].info->val_loss);
        has[ACC] = has[ACC] || isfinite(at[i].info->val_accuracy);
    }
    const enum column order[COLUMNS] = {VAL, differ ? LENGTH : ACC, differ ? ACC : LOSS,
                                        differ ? LOSS : LENGTH};
    for (int k = 0; k < COLUMNS && c.n < room; k++)
        if (has[order[k]])
            c.at[c.n++] = order[k];
    return c;
}

/* The right end of column K of those in R. */
static int column_end(struct lrs_rect r, const struct columns *columns, int k)
{
    return r.x + r.w - (columns->n - k - 1) * columns->w;
}

static void put_heads(struct lrs_canvas *c, struct lrs_rect r, const struct columns *columns,
                      bool in_steps)
{
    static const char *const heads[COLUMNS] = {"val", "acc", "train", "epochs"};
    for (int k = 0; k < columns->n; k++)
        lrs_canvas_text_right(c, column_end(r, columns, k), r.y, columns->w, LRS_R_DIM,
                              in_steps && columns->at[k] == LENGTH ? "steps"
                                                                   : heads[columns->at[k]]);
}

static void put_entry(struct lrs_canvas *c, struct lrs_rect r, const struct entry *e,
                      const struct columns *columns, bool best)
{
    char name[80], buf[LRS_NUMBER_MAX];
    int role = best ? LRS_R_GOOD : LRS_R_TEXT, x = r.x + MARK_W + SAMPLE_W;
    if (best)
        lrs_canvas_put(c, r.x, r.y, 0x2605, LRS_R_GOOD);
    lrs_canvas_text(c, r.x + MARK_W, r.y, SAMPLE_W, e->role,
                    lrs_style_sample(c, e->t ? e->style : lrs_main_style(c)));
    snprintf(name, sizeof name, "%s", e->name);
    shorten(name, r.x + r.w - columns->n * columns->w - x);
    lrs_canvas_text(c, x, r.y, -1, e->role, name);
    for (int k = 0; k < columns->n; k++)
        lrs_canvas_text_right(c, column_end(r, columns, k), r.y, columns->w - 1, role,
                              cell_of(e, columns->at[k], columns->w - 1, buf));
    if (best)
        lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, r.w, 1}, -1, -1, LRS_CELL_BOLD);
}

static int list_all(const struct lrs_ui *ui, struct entry at[ENTRIES])
{
    char story[48];
    at[0] = (struct entry){.info = &ui->snap.info, .style = LRS_SOLID, .role = LRS_R_LOSS};
    snprintf(at[0].name, sizeof at[0].name, "now: %s", lrs_ui_story(ui, story));
    int n = 1 + list_others(ui, at + 1);
    if (at[n - 1].t && at[n - 1].t == ui->ghost && lrs_is_kept(ui, ui->ghost))
        n--; /* it stands there already, under the name it was kept with */
    for (int i = 1; i < n; i++)
        if (at[i].t == ui->ghost)
            snprintf(at[i].name, sizeof at[i].name, "last: %s", at[i].t->ran);
    return n;
}

static const char *note_of(int n, int best, bool validation)
{
    if (n == 1)
        return "c keeps a curve to compare with.";
    if (best < 0)
        return "";
    return validation ? "\u2605 lowest validation loss at its end"
                      : "\u2605 lowest loss at its end";
}

void lrs_view_compare(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    struct entry at[ENTRIES];
    lrs_put_heading(c, r, "Comparison of the runs",
                    ui->comparing && ui->focus == LRS_PANEL_PICTURE);
    lrs_put_place(ui, c, r, true);
    r = (struct lrs_rect){r.x + 1, r.y + 1, r.w - 2 < 90 ? r.w - 2 : 90, r.h - 1};
    if (r.w < MARK_W + SAMPLE_W + NAME_W || r.h < 2)
        return;
    int n = list_all(ui, at), y = r.y + 1;
    struct columns columns = choose_columns(at, n, r.w);
    bool validation = isfinite(ui->snap.info.val_loss);
    int best = best_of(at, n, validation);
    put_heads(c, r, &columns, ui->snap.info.clock.steps_per_epoch <= 1);
    for (int i = 0; i < n && y < r.y + r.h; i++, y++)
        put_entry(c, (struct lrs_rect){r.x, y, r.w, 1}, &at[i], &columns, i == best);
    if (y + 1 < r.y + r.h)
        lrs_canvas_wrap(c, (struct lrs_rect){r.x, y + 1, r.w, r.y + r.h - y - 1}, LRS_R_DIM,
                        note_of(n, best, validation));
}

/* update(model, event): what lies over the panels gets an event first, then the action table. */
#include <math.h>
#include <string.h>

#include "ui_act.h"

static bool is_entry(const struct lrs_ui *ui)
{
    return ui->overlay == LRS_OVER_PROMPT || ui->overlay == LRS_OVER_VALUE;
}

static void clear_message(struct lrs_ui *ui)
{
    ui->message[0] = '\0';
    ui->message_is_error = false;
}

static bool is_word_key(uint32_t key)
{
    return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z') || (key >= '0' && key <= '9') ||
           key == ' ';
}

/* In the chooser and in the help what is typed filters, but for keys of their own ("?", ":"). Letters
 * and digits always do, whatever they are bound to. */
static bool filters(struct lrs_ui *ui, uint32_t key)
{
    bool help = ui->overlay == LRS_OVER_HELP;
    struct lrs_entry *filter = help ? &ui->help_filter : &ui->chooser.filter;
    char before[sizeof filter->text];
    if ((!help && ui->overlay != LRS_OVER_CHOOSER) ||
        (!is_word_key(key) && lrs_binding_find(ui, key, lrs_ui_context(ui))))
        return false;
    memcpy(before, filter->text, sizeof before);
    if (!lrs_entry_key(filter, key))
        return false;
    if (strcmp(before, filter->text) != 0 && help)
        ui->help_scroll = 0;
    else if (strcmp(before, filter->text) != 0)
        lrs_chooser_filter(ui);
    return true;
}

/* Keys of the main screen work over help and finder too; those that are none of their business
 * close them first. */
static const struct lrs_binding *binding_of(struct lrs_ui *ui, uint32_t key)
{
    unsigned context = lrs_ui_context(ui);
    const struct lrs_binding *b =
        lrs_lesson_question_stands(ui) ? lrs_binding_find(ui, key, LRS_IN_VOTE) : NULL;
    b = b ? b : lrs_binding_find(ui, key, context);
    if (b || !(context & (LRS_IN_HELP | LRS_IN_FINDER)))
        return b;
    b = lrs_binding_find(ui, key, LRS_IN_MAIN);
    if (b || context == LRS_IN_HELP)
        lrs_overlay_close(ui);
    return b;
}

static void do_binding(struct lrs_ui *ui, const struct lrs_binding *b)
{
    /* A copy: `bind` may move the table under our feet. */
    const struct lrs_action *action = b->action;
    char args[256] = "";
    lrs_copy_text(args, sizeof args, b->args ? b->args : "");
    lrs_action_do(ui, action, args[0] ? args : NULL);
}

/* Keys that are for the terminal, whatever is open. */
static bool is_global(uint32_t key)
{
    return key == LRS_CTRL('c') || key == LRS_CTRL('l') || key == LRS_CTRL('z');
}

static void update_key(struct lrs_ui *ui, uint32_t key)
{
    bool entry = is_entry(ui);
    clear_message(ui);
    ui->drag = (struct lrs_drag){0};
    if (entry && !is_global(key)) {
        lrs_prompt_key(ui, key);
        return;
    }
    if (filters(ui, key))
        return;
    const struct lrs_binding *b =
        entry ? lrs_binding_find(ui, key, LRS_IN_MAIN) : binding_of(ui, key);
    if (b)
        do_binding(ui, b);
}

static bool inside(const struct lrs_rect *r, int x, int y)
{
    return x >= r->x && x < r->x + r->w && y >= r->y && y < r->y + r->h;
}

/* The panel at a cell, or LRS_PANELS; its rectangle goes to *R. */
static enum lrs_panel panel_at(const struct lrs_ui *ui, int x, int y, struct lrs_rect *r)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    const struct lrs_rect rects[LRS_PANELS] = {[LRS_PANEL_LR] = l.lr,
                                               [LRS_PANEL_LOSS] = l.loss,
                                               [LRS_PANEL_CONTROL] = l.control,
                                               [LRS_PANEL_PICTURE] =
                                                   ui->comparing ? l.compare : l.picture};
    int p = l.too_small ? LRS_PANELS : 0;
    while (p < LRS_PANELS && !inside(&rects[p], x, y))
        p++;
    if (p < LRS_PANELS)
        *r = rects[p];
    return (enum lrs_panel)p;
}

static bool is_chart(enum lrs_panel p)
{
    return p == LRS_PANEL_LR || p == LRS_PANEL_LOSS;
}

/* A press on a chart places the cursor, and may be the start of a way. */
static void press_chart(struct lrs_ui *ui, struct lrs_rect r, int x)
{
    double step = lrs_view_step_at(ui, r, x);
    if (!isfinite(step))
        return;
    ui->drag = (struct lrs_drag){.held = true,
                                 .panel = r,
                                 .from = step,
                                 .to = step,
                                 .cursor_on = ui->cursor_on,
                                 .cursor = ui->cursor};
    ui->cursor_on = true;
    ui->cursor = fmin(fmax(floor(step), ui->from), ui->to);
}

/* A click on a hint is its key, whatever lies over the panels. */
static bool press_hint(struct lrs_ui *ui, int x, int y)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    if (l.too_small || !inside(&l.hints, x, y))
        return false;
    const struct lrs_action *a = lrs_view_hint_at(ui, l.hints, x);
    clear_message(ui);
    if (a)
        lrs_action_do(ui, a, NULL);
    return true;
}

/* A click on the state of the run changes it. */
static bool press_badge(struct lrs_ui *ui, int x, int y)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    if (l.too_small || !inside(&l.status, x, y) || x >= lrs_view_badge_end(ui, l.status) - 1)
        return false;
    clear_message(ui);
    lrs_action_do(ui, lrs_action_find("toggle", NULL), NULL);
    return true;
}

static void press(struct lrs_ui *ui, int x, int y)
{
    struct lrs_rect r;
    enum lrs_panel p = panel_at(ui, x, y, &r);
    ui->drag = (struct lrs_drag){0};
    if (p == LRS_PANELS)
        return;
    ui->focus = p;
    if (is_chart(p) && y > r.y) { /* on the heading it is the panel that is meant */
        press_chart(ui, r, x);
    } else if (p == LRS_PANEL_CONTROL) {
        int row = lrs_view_control_hit(ui, r, x, y);
        if (row >= 0 && row < ui->n_rows)
            ui->selected = row;
    }
}

/* The cursor goes back to where it was: what is meant is a way, not a place. */
static void drag(struct lrs_ui *ui, int x)
{
    struct lrs_drag *d = &ui->drag;
    double step = d->held ? lrs_view_nearest_step(ui, d->panel, x) : (double)NAN;
    if (!isfinite(step) || (!d->moved && step == d->from))
        return;
    d->moved = true;
    d->to = step;
    ui->cursor_on = d->cursor_on;
    ui->cursor = d->cursor;
}

static void release(struct lrs_ui *ui)
{
    struct lrs_drag d = ui->drag;
    ui->drag = (struct lrs_drag){0};
    if (d.moved && d.from != d.to)
        lrs_ui_show_steps(ui, fmin(d.from, d.to), fmax(d.from, d.to));
}

/* Over the control panel the value under the pointer turns; over other lines, such as the selected
 * one's help, the selected one. It is not selected by that: the rows would move, and the next notch
 * would turn another one. */
static void turn_row(struct lrs_ui *ui, struct lrs_rect r, int x, int y, int by)
{
    struct lrs_err err = {""};
    int hit = lrs_view_control_hit(ui, r, x, y), selected = ui->selected;
    ui->selected = hit < 0 ? selected : hit;
    if (!lrs_ui_nudge(ui, by, false, &err))
        lrs_ui_complain(ui, err.msg);
    if (selected < ui->n_rows)
        ui->selected = selected;
}

static void wheel(struct lrs_ui *ui, int x, int y, int by)
{
    struct lrs_rect r;
    enum lrs_panel p = panel_at(ui, x, y, &r);
    if (p == LRS_PANEL_CONTROL) {
        turn_row(ui, r, x, y, by);
    } else if (is_chart(p)) {
        double step = lrs_view_step_at(ui, r, x);
        if (isfinite(step))
            lrs_ui_zoom(ui, step, by > 0 ? 0.8 : 1.25);
    }
}

/* Over the panels the wheel goes through the list that lies there. */
static bool wheel_over(struct lrs_ui *ui, int by)
{
    if (ui->overlay == LRS_OVER_CHOOSER)
        lrs_chooser_move(ui, -by);
    else if (ui->overlay == LRS_OVER_HELP)
        lrs_action_do(ui, lrs_action_find(by > 0 ? "help-up" : "help-down", NULL), NULL);
    else if (ui->overlay == LRS_OVER_EXPORT)
        ui->leave_scroll = ui->leave_scroll - by < 0 ? 0 : ui->leave_scroll - by;
    else
        return ui->overlay != LRS_OVER_NONE;
    return true;
}

static void update_mouse(struct lrs_ui *ui, const struct lrs_event *e)
{
    int by = e->mouse == LRS_MOUSE_WHEEL_UP ? 1 : e->mouse == LRS_MOUSE_WHEEL_DOWN ? -1 : 0;
    if (by != 0 && wheel_over(ui, by))
        return;
    if (e->mouse == LRS_MOUSE_PRESS && press_hint(ui, e->x, e->y))
        return;
    if (ui->overlay == LRS_OVER_CHOOSER && e->mouse == LRS_MOUSE_PRESS)
        lrs_chooser_press(ui, e->x, e->y);
    if (ui->overlay != LRS_OVER_NONE)
        return;
    if (by != 0)
        wheel(ui, e->x, e->y, by);
    else if (e->mouse == LRS_MOUSE_PRESS && !press_badge(ui, e->x, e->y))
        press(ui, e->x, e->y);
    else if (e->mouse == LRS_MOUSE_DRAG)
        drag(ui, e->x);
    else
        release(ui);
}

static void update_paste(struct lrs_ui *ui, const char *text)
{
    if (!text)
        return;
    if (ui->overlay == LRS_OVER_NONE && lrs_python_is(text)) /* what code could mean but this? */
        lrs_prompt_open(ui, "");
    if (is_entry(ui))
        lrs_prompt_paste(ui, text);
}

/* The loop's clock starts anywhere: what was said before its first tick has its time from there. */
static void set_clock(struct lrs_ui *ui, double now)
{
    if (!(now > ui->now))
        return;
    if (ui->now == 0)
        ui->message_until += now;
    ui->now = now;
}

/* Where the panel stands now it stays as long as what is selected is in sight. */
static void scroll_control(struct lrs_ui *ui)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    if (l.control.w > 0 && l.control.h > 0)
        ui->control_top = lrs_view_control_top(ui, l.control);
}

unsigned lrs_ui_update(struct lrs_ui *ui, const struct lrs_event *event)
{
    ui->reactions = LRS_UI_REDRAW;
    set_clock(ui, event->now);
    switch (event->type) {
    case LRS_EVENT_KEY:
        update_key(ui, event->key);
        break;
    case LRS_EVENT_MOUSE:
        update_mouse(ui, event);
        break;
    case LRS_EVENT_RESIZE:
        ui->w = event->x > 0 ? event->x : 0;
        ui->h = event->y > 0 ? event->y : 0;
        ui->reactions |= LRS_UI_REPAINT;
        break;
    case LRS_EVENT_TICK:
        ui->reactions = 0;
        break;
    case LRS_EVENT_PASTE:
        update_paste(ui, event->text);
        break;
    case LRS_EVENT_BACKGROUND:
        if (ui->opt.theme_is_open)
            ui->opt.theme = lrs_theme_find(event->light ? "light" : "dark");
        break;
    }
    lrs_ui_expire(ui);
    if (event->type != LRS_EVENT_TICK)
        scroll_control(ui);
    return ui->reactions;
}

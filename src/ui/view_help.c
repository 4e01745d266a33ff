/* The help: all actions from their table, by groups, in as many columns as fit, and scrolling. */
#include <stdio.h>
#include <string.h>

#include "view_priv.h"

enum { COLUMN_W = 58, KEYS_W = 13 };

/* What line I of the help is: a group's heading (ACTION NULL) or an action; false past the end. */
struct help_line {
    const char *group;
    const struct lrs_action *action;
    bool blank;
};

/* Actions without a key are for the prompt only and shown under their own names. */
static bool line_at(int i, struct help_line *line)
{
    const char *group = "";
    for (const struct lrs_action *a = lrs_actions; a->name; a++) {
        if (strcmp(a->group, group) != 0) {
            if (*group && i-- == 0) {
                *line = (struct help_line){.blank = true};
                return true;
            }
            group = a->group;
            if (i-- == 0) {
                *line = (struct help_line){.group = group};
                return true;
            }
        }
        if (i-- == 0) {
            *line = (struct help_line){.action = a};
            return true;
        }
    }
    return false;
}

static int count_lines(void)
{
    struct help_line line;
    int n = 0;
    while (line_at(n, &line))
        n++;
    return n;
}

static void draw_line(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                      const struct help_line *line)
{
    char keys[64], group[32];
    if (line->blank)
        return;
    if (line->group) {
        snprintf(group, sizeof group, "%s", line->group);
        group[0] = (char)(group[0] - 'a' + 'A');
        lrs_canvas_text(c, r.x + 1, r.y, r.w - 1, LRS_R_TITLE, group);
        lrs_canvas_style(c, r, -1, -1, LRS_CELL_BOLD);
        return;
    }
    lrs_action_keys(ui, line->action, keys);
    if (!keys[0])
        snprintf(keys, sizeof keys, ":%s", line->action->name);
    lrs_canvas_text(c, r.x + 1, r.y, KEYS_W - 1, LRS_R_KEY, keys);
    lrs_canvas_text(c, r.x + 1 + KEYS_W, r.y, r.w - 2 - KEYS_W, LRS_R_TEXT, line->action->help);
}

void lrs_view_help(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    int n = count_lines(), rows = r.h - 1, columns = r.w / COLUMN_W;
    int x = lrs_put_heading(c, r, "Keys", true);
    columns = columns < 1 ? 1 : columns > 3 ? 3 : columns;
    while (columns > 1 && (columns - 1) * rows >= n)
        columns--;
    int first = ui->help_scroll, last = n - columns * rows;
    first = first > last ? last : first;
    first = first < 0 ? 0 : first;
    if (n > columns * rows) {
        char text[64];
        snprintf(text, sizeof text, "lines %d to %d of %d ", first + 1, first + columns * rows, n);
        lrs_put_words(c, &x, r.y, r.x + r.w, LRS_R_DIM, text);
    }
    int w = r.w / columns;
    struct help_line line;
    for (int i = 0; i < columns * rows && line_at(first + i, &line); i++)
        draw_line(ui, c, (struct lrs_rect){r.x + i / rows * w, r.y + 1 + i % rows, w, 1}, &line);
}

/* What can leave the program: a list, and beside or below it the selected text itself. */
#include <stdio.h>
#include <string.h>

#include "ui_act.h"
#include "view_priv.h"

enum { LIST_W = 42, NARROW_W = 10, LIST_FROM = 120 /* columns, for the list with its words */ };

static void draw_list(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, bool about)
{
    for (int i = 0; lrs_leaves[i].name && i < r.h; i++) {
        bool here = i == ui->leave;
        lrs_canvas_text(c, r.x + 2, r.y + i, r.w - 2, here ? LRS_R_STRONG : LRS_R_TEXT,
                        lrs_leaves[i].title);
        if (about && !here)
            lrs_canvas_text(c, r.x + 11, r.y + i, r.w - 11, LRS_R_DIM, lrs_leaves[i].about);
        if (!here)
            continue;
        if (about)
            lrs_canvas_text(c, r.x + 11, r.y + i, r.w - 11, LRS_R_TEXT, lrs_leaves[i].about);
        lrs_canvas_put(c, r.x, r.y + i, 0x25b8, LRS_R_FOCUS);
        lrs_canvas_style(c, (struct lrs_rect){r.x, r.y + i, r.w, 1}, -1, LRS_R_SELECT,
                         LRS_CELL_BOLD | (c->colour ? 0 : LRS_CELL_REVERSE));
    }
}

/* The line of text that begins at AT, from column PAN on; marks say where it is cut. Comments step
 * back. */
static void draw_line(struct lrs_canvas *c, struct lrs_rect r, int pan, const char *at, size_t len)
{
    char line[LRS_TEXT_LINE];
    snprintf(line, sizeof line, "%.*s", (int)(len < sizeof line ? len : sizeof line - 1), at);
    const char *first = line + strspn(line, " "), *from = line;
    bool comment = *first == '#' || !strncmp(first, "--", 2);
    for (int x = 0; x < pan && *from;)
        x += lrs_utf8_width(lrs_utf8_next(&from));
    lrs_canvas_text(c, r.x, r.y, r.w, comment ? LRS_R_DIM : LRS_R_TEXT, from);
    if (from > first)
        lrs_canvas_put(c, r.x, r.y, 0x2026, LRS_R_KEY);
    if (lrs_text_width(from) > r.w)
        lrs_canvas_put(c, r.x + r.w - 1, r.y, 0x2026, LRS_R_KEY);
}

static void draw_text(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const char *at = ui->leave_text ? ui->leave_text : "";
    int row = -ui->leave_scroll;
    if (ui->leave_fails) {
        lrs_canvas_wrap(c, r, LRS_R_WARN, at);
        return;
    }
    for (; *at && row < r.h; row++) {
        size_t len = strcspn(at, "\n");
        if (row >= 0)
            draw_line(c, (struct lrs_rect){r.x, r.y + row, r.w, 1}, ui->leave_pan, at, len);
        at += len + (at[len] == '\n');
    }
    if (ui->leave_scroll > 0)
        lrs_canvas_put(c, r.x + r.w, r.y, 0x2191, LRS_R_KEY);
    if (*at)
        lrs_canvas_put(c, r.x + r.w, r.y + r.h - 1, 0x2193, LRS_R_KEY);
}

void lrs_view_export(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    bool wide = r.w >= LIST_FROM;
    int w = wide ? LIST_W : NARROW_W;
    lrs_put_heading(c, r, "Export", true);
    struct lrs_rect list = {r.x, r.y + 1, w, r.h - 1};
    draw_list(ui, c, list, wide);
    lrs_canvas_vline(c, r.x + w + 1, r.y + 1, r.h - 1, LRS_R_FRAME);
    draw_text(ui, c, (struct lrs_rect){r.x + w + 3, r.y + 1, r.w - w - 4, r.h - 1});
}

/* The help: the keys from the table of actions, by groups, and below them the actions that have no
 * key. In as many columns as fit whole sentences; where not even one fits, they are wrapped. */
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "view_priv.h"

enum { LINES_MAX = 512, COLUMNS_MAX = 3, GAP = 2 };

/* One row: a heading, a key with a sentence, or the rest of a sentence. */
struct help_line {
    const char *heading; /* or NULL */
    int keys_w;
    char keys[64];
    char text[160];
};

struct help {
    int n;
    int keys_w[2]; /* columns of the longest keys, and of the longest command */
    int text_w;    /* of the longest sentence */
    struct help_line line[LINES_MAX];
};

static void add(struct help *h, const char *heading, int keys_w, const char *keys, const char *text)
{
    if (h->n == LINES_MAX)
        return;
    struct help_line *l = &h->line[h->n++];
    l->heading = heading;
    l->keys_w = keys_w;
    snprintf(l->keys, sizeof l->keys, "%.*s", (int)sizeof l->keys - 1, keys);
    snprintf(l->text, sizeof l->text, "%.*s", (int)sizeof l->text - 1, text);
}

/* A sentence, over several lines where W columns do not hold it and its keys. */
static void add_wrapped(struct help *h, int w, int keys_w, const char *keys, const char *text)
{
    char line[LRS_TEXT_LINE];
    while (lrs_next_line(&text, w - 1 - keys_w - GAP, line)) {
        add(h, NULL, keys_w, keys, line);
        keys = "";
    }
}

/* Keys, or ":name ARGS"; "" where the action is not of this part. */
static void label_of(const struct lrs_ui *ui, const struct lrs_action *a, bool commands,
                     char out[64])
{
    lrs_action_keys(ui, a, out);
    if (!commands)
        return;
    if (out[0])
        out[0] = '\0';
    else
        snprintf(out, 64, ":%s%s%s", a->name, a->args ? " " : "", a->args ? a->args : "");
}

static void measure(const struct lrs_ui *ui, struct help *h)
{
    for (const struct lrs_action *a = lrs_actions; a->name; a++)
        for (int commands = 0; commands < 2; commands++) {
            char label[64];
            label_of(ui, a, commands, label);
            int keys = lrs_text_width(label), text = lrs_text_width(a->help);
            h->keys_w[commands] = keys > h->keys_w[commands] ? keys : h->keys_w[commands];
            h->text_w = text > h->text_w ? text : h->text_w;
        }
}

static void list(const struct lrs_ui *ui, struct help *h, int w)
{
    const char *group = "";
    for (int commands = 0; commands < 2; commands++) {
        if (commands) {
            add(h, NULL, 0, "", "");
            add(h, "commands without a key", 0, "", "");
        }
        for (const struct lrs_action *a = lrs_actions; a->name; a++) {
            char label[64];
            label_of(ui, a, commands, label);
            if (!label[0])
                continue;
            if (!commands && strcmp(a->group, group) != 0) {
                if (*group)
                    add(h, NULL, 0, "", "");
                group = a->group;
                add(h, group, 0, "", "");
            }
            add_wrapped(h, w, h->keys_w[commands], label, a->help);
        }
    }
}

static void draw_line(struct lrs_canvas *c, struct lrs_rect r, const struct help_line *line)
{
    int keys_w = line->keys_w;
    if (line->heading) {
        char text[64];
        snprintf(text, sizeof text, "%s", line->heading);
        text[0] = (char)(text[0] - 'a' + 'A');
        lrs_canvas_text(c, r.x + 1, r.y, r.w - 1, LRS_R_TITLE, text);
        lrs_canvas_style(c, r, -1, -1, LRS_CELL_BOLD);
        return;
    }
    lrs_canvas_text(c, r.x + 1, r.y, keys_w, LRS_R_KEY, line->keys);
    lrs_canvas_text(c, r.x + 1 + keys_w + GAP, r.y, r.w - 1 - keys_w - GAP, LRS_R_TEXT, line->text);
}

static void draw_lines(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int x,
                       int columns, const struct help *h)
{
    int rows = r.h - 1, last = h->n - columns * rows, w = r.w / columns;
    int first = ui->help_scroll < last ? ui->help_scroll : last;
    first = first < 0 ? 0 : first;
    if (last > 0) {
        char text[64];
        snprintf(text, sizeof text, "lines %d to %d of %d ", first + 1, first + columns * rows,
                 h->n);
        lrs_put_words(c, &x, r.y, r.x + r.w, LRS_R_DIM, text);
    }
    for (int i = 0; i < columns * rows && first + i < h->n; i++) {
        struct lrs_rect at = {r.x + i / rows * w, r.y + 1 + i % rows, w, 1};
        draw_line(c, at, &h->line[first + i]);
    }
}

void lrs_view_help(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    struct help *h = LRS_NEW(struct help);
    int x = lrs_put_heading(c, r, "Keys", true);
    measure(ui, h);
    int longest = h->keys_w[0] > h->keys_w[1] ? h->keys_w[0] : h->keys_w[1];
    int columns = r.w / (1 + longest + GAP + h->text_w + GAP);
    columns = columns < 1 ? 1 : columns > COLUMNS_MAX ? COLUMNS_MAX : columns;
    for (int i = 0; i < 2; i++)
        h->keys_w[i] = h->keys_w[i] > r.w / 2 ? r.w / 2 : h->keys_w[i];
    list(ui, h, r.w / columns);
    while (columns > 1 && (columns - 1) * (r.h - 1) >= h->n)
        columns--;
    if (r.h > 1)
        draw_lines(ui, c, r, x, columns, h);
    lrs_free(h);
}

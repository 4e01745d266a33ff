/* The help: what the keys do where it was opened, then all other actions by groups, those without a
 * key too, each with its name. Typing filters. In as many columns as hold sentences of some length;
 * where there is no room beside keys and name, the sentence stands below them. */
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "view_priv.h"

enum {
    LINES_MAX = 512,
    COLUMNS_MAX = 3,
    COLUMN_FROM = 76, /* columns that keys, name and sentence side by side need */
    KEYS_W = 14,
    NAME_W = 18,
    GAP = 2,
};

/* One row: a heading, an action with the beginning of its sentence, or more of the sentence. */
struct help_line {
    const char *heading; /* or NULL */
    char keys[64], name[64];
    char text[160];
};

struct help {
    bool beside; /* the sentence stands beside keys and name */
    int w;       /* of a column */
    int n;
    struct help_line line[LINES_MAX];
};

static struct help_line *new_line(struct help *h)
{
    struct help_line *l = &h->line[h->n < LINES_MAX ? h->n++ : LINES_MAX - 1];
    *l = (struct help_line){0};
    return l;
}

static void add_heading(struct help *h, const char *heading)
{
    if (h->n > 0)
        new_line(h);
    new_line(h)->heading = heading;
}

static int text_x(const struct help *h)
{
    return h->beside ? 1 + KEYS_W + GAP + NAME_W + GAP : 3;
}

/* ":pace N"; without what it takes where that is too long for its column. */
static void name_of(const struct help *h, const struct lrs_action *a, char out[64])
{
    snprintf(out, 64, ":%s%s%s", a->name, a->args ? " " : "", a->args ? a->args : "");
    if (h->beside && lrs_text_width(out) > NAME_W)
        snprintf(out, 64, ":%s", a->name);
}

static void add_action(const struct lrs_ui *ui, struct help *h, const struct lrs_action *a)
{
    struct help_line *l = new_line(h);
    char text[LRS_TEXT_LINE];
    const char *rest = a->help;
    lrs_action_keys(ui, a, l->keys);
    name_of(h, a, l->name);
    for (bool first = h->beside; lrs_next_line(&rest, h->w - text_x(h) - 1, text); first = false) {
        l = first ? l : new_line(h);
        snprintf(l->text, sizeof l->text, "%.*s", (int)sizeof l->text - 1, text);
    }
}

/* All words that were typed stand in the action's keys, name, group or sentence. */
static bool matches(const struct lrs_ui *ui, const struct lrs_action *a)
{
    char keys[64];
    lrs_action_keys(ui, a, keys);
    for (const char *at = ui->help_filter.text; *(at += strspn(at, " "));) {
        size_t n = strcspn(at, " ");
        if (!lrs_text_contains(keys, at, n) && !lrs_text_contains(a->name, at, n) &&
            !lrs_text_contains(a->group, at, n) && !lrs_text_contains(a->help, at, n))
            return false;
        at += n;
    }
    return true;
}

/* ---- what keys do here ---- */

struct here {
    const char *heading;
    int n;
    const struct lrs_action *at[LINES_MAX];
};

static bool is_here(const struct here *here, const struct lrs_action *a)
{
    for (int i = 0; i < here->n; i++)
        if (here->at[i] == a)
            return true;
    return false;
}

/* What lies over the panels has its own keys; on the main screen nearly all keys work, and those come
 * first that the last line shows. */
static void find_here(const struct lrs_ui *ui, struct here *here)
{
    static const struct {
        enum lrs_overlay over;
        unsigned context;
        const char *heading;
    } places[] = {{LRS_OVER_CHOOSER, LRS_IN_CHOOSER, "In the list"},
                  {LRS_OVER_FINDER, LRS_IN_FINDER, "In the finder"},
                  {LRS_OVER_EXPORT, LRS_IN_EXPORT, "In the export"}};
    char keys[64];
    here->n = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        for (const struct lrs_action *a = lrs_actions; places[i].over == ui->help_over && a->name;
             a++)
            if ((a->contexts & places[i].context) && lrs_action_keys(ui, a, keys)[0]) {
                here->heading = places[i].heading;
                here->at[here->n++] = a;
            }
    if (here->n > 0)
        return;
    here->heading = "Now";
    here->n = lrs_ui_hints_in(ui, LRS_OVER_NONE, here->at, LINES_MAX);
}

static void add_here(const struct lrs_ui *ui, struct help *h, const struct here *here)
{
    bool first = true;
    for (int i = 0; i < here->n; i++) {
        if (!matches(ui, here->at[i]))
            continue;
        if (first)
            add_heading(h, here->heading);
        first = false;
        add_action(ui, h, here->at[i]);
    }
}

/* Those of a group that are not shown above: with keys, then without. */
static void add_group(const struct lrs_ui *ui, struct help *h, const char *group,
                      const struct here *here)
{
    bool first = true;
    for (int keyless = 0; keyless < 2; keyless++)
        for (const struct lrs_action *a = lrs_actions; a->name; a++) {
            char keys[64];
            if (strcmp(a->group, group) != 0 || is_here(here, a) || !matches(ui, a) ||
                (lrs_action_keys(ui, a, keys)[0] == '\0') != keyless)
                continue;
            if (first)
                add_heading(h, group);
            first = false;
            add_action(ui, h, a);
        }
}

static void gather(const struct lrs_ui *ui, struct lrs_rect r, struct help *h, int *columns)
{
    struct here here;
    *columns = r.w / COLUMN_FROM;
    *columns = *columns < 1 ? 1 : *columns > COLUMNS_MAX ? COLUMNS_MAX : *columns;
    h->n = 0;
    h->w = r.w / *columns;
    h->beside = h->w >= COLUMN_FROM;
    find_here(ui, &here);
    add_here(ui, h, &here);
    const char *group = "";
    for (const struct lrs_action *a = lrs_actions; a->name; a++) {
        if (strcmp(a->group, group) != 0)
            add_group(ui, h, a->group, &here);
        group = a->group;
    }
}

int lrs_view_help_last(const struct lrs_ui *ui, struct lrs_rect r)
{
    struct help *h = LRS_NEW(struct help);
    int columns;
    gather(ui, r, h, &columns);
    int last = h->n - columns * (r.h - 1);
    lrs_free(h);
    return last > 0 ? last : 0;
}

/* ---- drawing ---- */

static void draw_line(struct lrs_canvas *c, struct lrs_rect r, const struct help *h,
                      const struct help_line *line)
{
    int name_x = h->beside ? 1 + KEYS_W + GAP : 1 + lrs_text_width(line->keys) + GAP;
    if (line->heading) {
        char text[64];
        snprintf(text, sizeof text, "%s", line->heading);
        text[0] = (char)(text[0] >= 'a' ? text[0] - 'a' + 'A' : text[0]);
        lrs_canvas_text(c, r.x + 1, r.y, r.w - 1, LRS_R_TITLE, text);
        lrs_canvas_style(c, r, -1, -1, LRS_CELL_BOLD);
        return;
    }
    name_x = line->keys[0] || h->beside ? name_x : 1;
    lrs_canvas_text(c, r.x + 1, r.y, h->beside ? KEYS_W : r.w - 1, LRS_R_KEY, line->keys);
    lrs_canvas_text(c, r.x + name_x, r.y, r.w - name_x, LRS_R_DIM, line->name);
    lrs_canvas_text(c, r.x + text_x(h), r.y, r.w - text_x(h), LRS_R_TEXT, line->text);
}

static void put_heading(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                        const struct help *h, int shown, int first)
{
    int x = lrs_put_heading(c, r, "Help", true), end = r.x + r.w;
    char text[80];
    if (ui->help_filter.text[0]) {
        lrs_put_words(c, &x, r.y, end, LRS_R_DIM, "filter: ");
        lrs_put_words(c, &x, r.y, end - 1, LRS_R_STRONG, ui->help_filter.text);
        c->cursor_x = x;
        c->cursor_y = r.y;
        lrs_put_words(c, &x, r.y, end, LRS_R_DIM, "  ");
    } else {
        lrs_put_words(c, &x, r.y, end, LRS_R_DIM, "type to filter ");
    }
    if (h->n > shown) {
        snprintf(text, sizeof text, "· lines %d to %d of %d ", first + 1, first + shown, h->n);
        lrs_put_words(c, &x, r.y, end, LRS_R_DIM, text);
    }
}

void lrs_view_help(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    struct help *h = LRS_NEW(struct help);
    int columns;
    gather(ui, r, h, &columns);
    int rows = r.h - 1, last = h->n - columns * rows;
    int first = ui->help_scroll < last ? ui->help_scroll : last;
    first = first < 0 ? 0 : first;
    put_heading(ui, c, r, h, columns * rows, first);
    if (h->n == 0 && rows > 0)
        lrs_canvas_textf(c, r.x + 1, r.y + 1, r.w - 1, LRS_R_WARN,
                         "no key, name or sentence has \"%s\"", ui->help_filter.text);
    for (int i = 0; i < columns * rows && first + i < h->n; i++) {
        struct lrs_rect at = {r.x + i / rows * h->w, r.y + 1 + i % rows, h->w, 1};
        draw_line(c, at, h, &h->line[first + i]);
    }
    lrs_free(h);
}

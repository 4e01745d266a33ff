/* The control panel: what is being trained with, part by part, each parameter with its value and a
 * gauge; below them the range of the selected one and what it does. The lines are listed first and
 * then shown from where they were shown before, or from where the selected one is in sight: selecting
 * moves no row under the pointer. Drawing and clicks read the same list. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "view_priv.h"

enum {
    LINES_MAX = 200,
    PROSE_FROM = 12,
    SENTENCE_FROM = 18,
    HEADS_FROM = 4,
    RULE_FROM = 9, /* rows from which the notes stand under a rule */
    NOTE_LINES = 6,
    LINE_TEXT = LRS_TEXT_LINE + 8
};

struct line {
    int row;  /* of the panel, or -1 */
    int role; /* of the text */
    bool head;
    char text[LINE_TEXT];
};

struct lines {
    int n, selected; /* SELECTED: the line of the selected row */
    struct line at[LINES_MAX];
};

/* The list in its first H rows, from its line TOP on; then the notes, under a rule where HAS_RULE. */
struct panel {
    struct lines list, notes;
    int top, h;
    bool has_rule;
};

static struct line *add(struct lines *l, int row, int role, const char *text)
{
    if (l->n == LINES_MAX)
        return &l->at[LINES_MAX - 1];
    struct line *line = &l->at[l->n++];
    *line = (struct line){.row = row, .role = role};
    snprintf(line->text, sizeof line->text, "%s", text);
    return line;
}

static void add_prose(struct lines *l, int w, int most, int role, const char *text)
{
    char line[LRS_TEXT_LINE], indented[LRS_TEXT_LINE + 2];
    for (int i = 0; text && i < most && lrs_next_line(&text, w - 2, line); i++) {
        snprintf(indented, sizeof indented, "  %s", line);
        add(l, -1, role, indented);
    }
}

static void add_head(struct lines *l, const struct lrs_ui *ui, int w, enum lrs_part part)
{
    const struct lrs_kind *kind = ui->exp->part[part]->kind;
    char text[LINE_TEXT], name[32];
    snprintf(name, sizeof name, "%s", lrs_part_name(part));
    name[0] = (char)(name[0] - 'a' + 'A');
    if (part == LRS_TRAIN || part == LRS_FINDER)
        snprintf(text, sizeof text, "%s", name);
    else if (lrs_text_width(name) + lrs_text_width(kind->title) + 6 > w)
        snprintf(text, sizeof text, "%s", kind->title);
    else
        snprintf(text, sizeof text, "%s: %s", name, kind->title);
    add(l, -1, LRS_R_TITLE, text)->head = true;
}

/* Lines that TEXT takes. */
static int count_prose(int w, const char *text)
{
    char line[LRS_TEXT_LINE];
    int n = 0;
    while (text && lrs_next_line(&text, w - 2, line))
        n++;
    return n;
}

/* Formula and sentence; in low panels, where the parameters matter more, one of them. */
static void add_about(struct lines *l, const struct lrs_ui *ui, int w, int h,
                      enum lrs_glyphs glyphs)
{
    const struct lrs_kind *kind = ui->exp->part[LRS_SCHEDULE]->kind;
    const char *formula = glyphs == LRS_ASCII ? kind->formula_ascii : kind->formula;
    int rows = count_prose(w, formula), more = count_prose(w, kind->summary);
    bool low = h < SENTENCE_FROM;
    if (!low || rows <= 2)
        add_prose(l, w, rows, LRS_R_STRONG, formula);
    if (!low || rows > 2 || rows + more <= 3)
        add_prose(l, w, more, LRS_R_DIM, kind->summary);
}

/* What the present choice means: "keras: the milestone is the last tick with the higher rate". */
static void add_choice(struct lines *l, int w, const struct lrs_ref *ref)
{
    const struct lrs_param *p = lrs_ref_param(ref);
    const struct lrs_value *v = lrs_ref_value(ref);
    struct lrs_str text = {0};
    if (v->tag != LRS_CHOICE || !p->choices[v->choice].help)
        return;
    lrs_str_addf(&text, "%s: %s.", p->choices[v->choice].name, p->choices[v->choice].help);
    add_prose(l, w, NOTE_LINES, LRS_R_DIM, lrs_str_text(&text));
    lrs_str_clear(&text);
}

/* "default 0.1; 0 < gamma <= 1; restarts the run" */
static void add_range(struct lines *l, int w, const struct lrs_param *p, enum lrs_glyphs glyphs)
{
    struct lrs_str range = {0}, value = {0}, text = {0};
    struct lrs_value def = lrs_param_default(p);
    lrs_param_pretty(p, &def, &value);
    lrs_param_print_range(p, &range);
    lrs_str_addf(&text, "default %s%s%s; ", lrs_str_text(&value), p->unit ? " " : "",
                 p->unit ? p->unit : "");
    for (const char *at = lrs_str_text(&range); *at; at++) {
        bool le = glyphs != LRS_ASCII && at[0] == '<' && at[1] == '=';
        lrs_str_addn(&text, le ? "\u2264" : at, le ? strlen("\u2264") : 1);
        at += le;
    }
    if (p->flags & LRS_RESTART)
        lrs_str_add(&text, "; restarts the run");
    add_prose(l, w, NOTE_LINES, LRS_R_HINT, lrs_str_text(&text));
    lrs_value_clear(&def);
    lrs_str_clear(&value);
    lrs_str_clear(&range);
    lrs_str_clear(&text);
}

/* The selected parameter's range and what it does; in low panels the latter. */
static void add_notes(struct lines *l, const struct lrs_ui *ui, int w, int h,
                      enum lrs_glyphs glyphs)
{
    if (ui->selected >= ui->n_rows)
        return;
    const struct lrs_ref *ref = &ui->rows[ui->selected].ref;
    if (h >= RULE_FROM)
        add_range(l, w, lrs_ref_param(ref), glyphs);
    add_prose(l, w, NOTE_LINES, LRS_R_DIM, lrs_ref_param(ref)->help);
    add_choice(l, w, ref);
}

/* OF boxes, FULL of them filled; ten at most stand for any number. */
static const char *boxes(char out[64], int64_t full, int64_t of)
{
    enum { MOST = 10 };
    int n = of > MOST ? MOST : (int)of;
    int filled = of > MOST ? (int)((double)full * MOST / (double)of + 0.5) : (int)full;
    out[0] = '\0';
    for (int i = 0; i < n; i++)
        strcat(out, i < filled ? "\u25a0" : "\u25a1");
    return out;
}

/* What a ReduceLROnPlateau has in mind: the patience fills like a fuse, the cool-down drains. They
 * stand next to the parameters, where they are in sight in low windows, too. */
static void add_plateau(struct lines *l, const struct lrs_ui *ui, int w)
{
    const struct lrs_plateau_view *v = &ui->snap.info.plateau;
    char text[LINE_TEXT], n[LRS_NUMBER_MAX], beat[LRS_NUMBER_MAX], box[64];
    int64_t drop = v->bad + v->left + 1;
    if (isfinite(v->best))
        snprintf(text, sizeof text, "best %s, to beat %s", lrs_figure(n, v->best),
                 lrs_figure(beat, v->threshold_at));
    else
        snprintf(text, sizeof text, "no value seen yet");
    add_prose(l, w, 2, LRS_R_DIM, text);
    if (v->left >= 0)
        snprintf(text, sizeof text, "bad ticks %s %lld, drops at %lld", boxes(box, v->bad, drop),
                 (long long)v->bad, (long long)drop);
    else
        snprintf(text, sizeof text, "bad ticks %lld, never drops", (long long)v->bad);
    add_prose(l, w, 2, v->bad > 0 ? LRS_R_WARN : LRS_R_DIM, text);
    if (v->cooldown > 0) {
        snprintf(text, sizeof text, "cool-down %s %lld of %lld", boxes(box, v->cool, v->cooldown),
                 (long long)v->cool, (long long)v->cooldown);
        add_prose(l, w, 2, v->cool > 0 ? LRS_R_GOOD : LRS_R_DIM, text);
    }
}

static void begin_part(struct lines *l, const struct lrs_ui *ui, int w, int h, enum lrs_part part,
                       enum lrs_glyphs glyphs)
{
    if (h >= HEADS_FROM)
        add_head(l, ui, w, part);
    bool plateau = part == LRS_SCHEDULE && ui->snap.info.has_plateau;
    if (h >= (plateau ? SENTENCE_FROM : PROSE_FROM) && part == LRS_SCHEDULE)
        add_about(l, ui, w, h, glyphs);
    if (h >= HEADS_FROM && plateau)
        add_plateau(l, ui, w);
}

static void list_lines(const struct lrs_ui *ui, struct lines *l, int w, int h,
                       enum lrs_glyphs glyphs)
{
    if (ui->n_rows == 0 || ui->row_part[0] != LRS_SCHEDULE) /* one without parameters */
        begin_part(l, ui, w, h, LRS_SCHEDULE, glyphs);
    for (int i = 0; i < ui->n_rows; i++) {
        if (i == 0 || ui->row_part[i] != ui->row_part[i - 1])
            begin_part(l, ui, w, h, ui->row_part[i], glyphs);
        if (i == ui->selected)
            l->selected = l->n;
        add(l, i, LRS_R_TEXT, "");
    }
}

/* The first line to be shown of H: the same as before if the selected one is in sight then. One that
 * was above comes with the heading of its part. */
static int scrolled(const struct lines *l, int h, int before)
{
    int top = before < l->n - h ? before : l->n - h, from = l->selected;
    while (from > 0 && l->at[from - 1].row < 0 && !l->at[from].head)
        from--;
    if (l->selected < top)
        top = l->selected - from < h ? from : l->selected;
    if (l->selected >= top + h)
        top = l->selected - h + 1;
    return top > 0 ? top : 0;
}

/* Rows of the notes, always as many, so that selecting moves nothing. */
static int note_rows(int h)
{
    return h < 2 ? 0 : h < RULE_FROM ? 1 : h < SENTENCE_FROM ? 4 : 6;
}

static struct panel *lay_out(const struct lrs_ui *ui, int w, int h, enum lrs_glyphs glyphs)
{
    struct panel *p = LRS_NEW(struct panel);
    list_lines(ui, &p->list, w, h, glyphs);
    add_notes(&p->notes, ui, w, h, glyphs);
    p->h = h - note_rows(h);
    p->h = p->list.n < p->h ? p->list.n : p->h;
    p->has_rule = h >= RULE_FROM;
    p->top = scrolled(&p->list, p->h, ui->control_top);
    return p;
}

/* The path of a row, with the symbol of its parameter where ROOM allows: then the gauge is shorter
 * before the symbol goes, and the symbol goes before the name is cut. */
static void row_name(const struct lrs_row *at, enum lrs_glyphs glyphs, int room, char out[96])
{
    const struct lrs_param *p = lrs_ref_param(&at->ref);
    bool symbol = p->symbol && glyphs != LRS_ASCII && strcmp(p->symbol, p->name) != 0;
    if (symbol) {
        snprintf(out, 96, "%s %s", at->path, p->symbol);
        symbol = lrs_text_width(out) <= room;
    }
    if (!symbol)
        snprintf(out, 96, "%s", at->path);
}

/* How the width of the panel is shared out. */
struct columns {
    int name, value, gauge;
};

static struct columns share_out(const struct lrs_ui *ui, int w, enum lrs_glyphs glyphs)
{
    enum { GAUGE_MIN = 3, GAUGE_MAX = 24, NAME_MAX = 24 };
    struct columns c = {.name = 10, .value = w / 4 + 1};
    c.value = c.value < 7 ? 7 : c.value > 12 ? 12 : c.value;
    int bare = 10; /* names without symbols */
    for (int i = 0; i < ui->n_rows; i++) {
        char name[96];
        int indent = 2 + 2 * ui->rows[i].depth;
        row_name(&ui->rows[i], glyphs, 96, name);
        int all = indent + lrs_text_width(name), path = indent + lrs_text_width(ui->rows[i].path);
        c.name = all > c.name ? all : c.name;
        bare = path > bare ? path : bare;
    }
    int room = w - c.value - 2 - GAUGE_MIN; /* for the names, if the gauges are to stay */
    if (bare > room)
        room = w - c.value - 1;
    c.name = c.name > room ? room : c.name;
    c.name = c.name > NAME_MAX ? NAME_MAX : c.name;
    c.gauge = w - c.name - c.value - 2;
    c.gauge = c.gauge < GAUGE_MIN ? 0 : c.gauge > GAUGE_MAX ? GAUGE_MAX : c.gauge;
    return c;
}

/* Name, value and gauge of a parameter in the line at (r.x, y). */
static void draw_row(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int y,
                     int row, const struct columns *w)
{
    const struct lrs_row *at = &ui->rows[row];
    const struct lrs_param *p = lrs_ref_param(&at->ref);
    const struct lrs_value *v = lrs_ref_value(&at->ref);
    int x = r.x + 2 + 2 * at->depth, from = r.x + w->name + 1, gauge_x = from + w->value + 1;
    char name[96];
    row_name(at, c->glyphs, from - 1 - x, name);
    lrs_canvas_text(c, x, y, from - 1 - x, LRS_R_TEXT, name);
    struct lrs_str text = {0};
    lrs_param_pretty(p, v, &text);
    double fraction = lrs_param_fraction(p, v);
    int width = lrs_text_width(lrs_str_text(&text));
    bool turns = p->type != LRS_TYPE_BOOL && p->type != LRS_TYPE_CHOICE, fits = width <= w->value;
    if (fits)
        lrs_canvas_text_right(c, from + w->value, y, width, LRS_R_STRONG, lrs_str_text(&text));
    else
        lrs_canvas_text(c, from, y, r.x + r.w - from, LRS_R_STRONG, lrs_str_text(&text));
    if (turns && !isnan(fraction) && w->gauge && fits)
        lrs_canvas_gauge(c, gauge_x, y, w->gauge, fraction, LRS_R_GAUGE);
    lrs_str_clear(&text);
}

/* Told by a mark, boldness and a background; without colours the row is reversed. */
static void draw_selection(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int y)
{
    bool here = ui->focus == LRS_PANEL_CONTROL;
    lrs_canvas_put(c, r.x, y, 0x25b8, here ? LRS_R_KEY : LRS_R_DIM);
    struct lrs_rect all = {r.x, y, r.w, 1};
    lrs_canvas_style(c, all, -1, here ? LRS_R_SELECT : -1,
                     LRS_CELL_BOLD | (here && !c->colour ? LRS_CELL_REVERSE : 0));
}

/* Are there lines above or below those in sight? */
static void draw_more(const struct panel *p, struct lrs_canvas *c, struct lrs_rect r)
{
    int x = r.x + r.w - 1;
    if (p->top > 0)
        lrs_canvas_put(c, x, r.y, 0x2191, LRS_R_KEY);
    if (p->top + p->h < p->list.n)
        lrs_canvas_put(c, x, r.y + p->h - 1, 0x2193, LRS_R_KEY);
}

static void draw_notes(const struct panel *p, struct lrs_canvas *c, struct lrs_rect r)
{
    int y = r.y + p->h, end = r.y + r.h;
    if (p->has_rule && y < end)
        lrs_canvas_hline(c, r.x, y++, r.w, LRS_R_FRAME);
    for (int i = 0; i < p->notes.n && y < end; i++, y++) {
        const struct line *line = &p->notes.at[i];
        int n = lrs_canvas_text(c, r.x, y, r.w, line->role, line->text);
        if (y + 1 == end && i + 1 < p->notes.n)
            lrs_canvas_put(c, r.x + (n < r.w ? n : r.w - 1), y, 0x2026, line->role);
    }
}

void lrs_view_control(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    struct panel *p = lay_out(ui, r.w, r.h, c->glyphs);
    const struct columns w = share_out(ui, r.w, c->glyphs);
    for (int i = 0; i < p->h; i++) {
        const struct line *line = &p->list.at[p->top + i];
        int y = r.y + i;
        if (line->head) {
            lrs_put_heading(c, (struct lrs_rect){r.x, y, r.w, 1}, line->text,
                            ui->focus == LRS_PANEL_CONTROL && i == 0);
        } else if (line->row >= 0) {
            draw_row(ui, c, r, y, line->row, &w);
            if (line->row == ui->selected)
                draw_selection(ui, c, r, y);
        } else {
            lrs_canvas_text(c, r.x, y, r.w, line->role, line->text);
        }
    }
    draw_more(p, c, r);
    draw_notes(p, c, r);
    lrs_free(p);
}

int lrs_view_control_hit(const struct lrs_ui *ui, struct lrs_rect r, int x, int y)
{
    if (x < r.x || x >= r.x + r.w || y < r.y || y >= r.y + r.h)
        return -1;
    if (lrs_view_is_big(ui))
        return lrs_view_big_control_hit(ui, r, y);
    struct panel *p = lay_out(ui, r.w, r.h, ui->opt.glyphs);
    int row = y - r.y < p->h ? p->list.at[p->top + y - r.y].row : -1;
    lrs_free(p);
    return row;
}

int lrs_view_control_top(const struct lrs_ui *ui, struct lrs_rect r)
{
    struct panel *p = lay_out(ui, r.w, r.h, ui->opt.glyphs);
    int top = p->top;
    lrs_free(p);
    return top;
}

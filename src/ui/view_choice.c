/* What the chooser says of the selected choice: the curve against the one in force, how often and by
 * what law it changes, formula, meaning, advice, other names, source; as much as there is room for. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "view_priv.h"

enum { PARAGRAPHS_MAX = 8, CURVE_MIN = 4, CURVE_MAX = 14, CURVE_FROM = 15 };

struct paragraph {
    const char *label; /* in front of it, or NULL */
    char *text;        /* owned; with the label */
    int role, rows;
    bool shown;
};
struct about {
    int n;
    struct paragraph at[PARAGRAPHS_MAX];
};

static void add(struct about *a, int role, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    a->at[a->n++] = (struct paragraph){
        .label = label,
        .role = role,
        .text = lrs_format("%s%s%s", label ? label : "", label ? " " : "", text),
    };
}

/* "FactorScheduler, step" of "FactorScheduler step". */
static void add_aliases(struct about *a, const char *aliases)
{
    struct lrs_str text = {0};
    for (const char *at = aliases ? aliases : ""; *at; at++) {
        if (*at == ' ')
            lrs_str_add(&text, ", ");
        else
            lrs_str_addn(&text, at, 1);
    }
    add(a, LRS_R_DIM, "Also called", lrs_str_text(&text));
    lrs_str_clear(&text);
}

static void add_taxonomy(struct about *a, const struct lrs_schedule_class *s)
{
    const char *sight = lrs_spec_children_row(&s->kind) >= 0 ? "feedback as its parts"
                        : s->takes_metric                    ? "takes feedback"
                                                             : "no feedback";
    char *text = lrs_format("%s; law: %s, %s; %s.", lrs_frequency_name(s->frequency), s->law,
                            lrs_direction_name(s->direction), sight);
    add(a, LRS_R_TEXT, "Changes", text);
    lrs_free(text);
}

static void gather(const struct lrs_ui *ui, const struct lrs_canvas *c, const struct lrs_offer *it,
                   struct about *a)
{
    const struct lrs_kind *k = it->kind;
    if (!k) {
        add(a, LRS_R_TEXT, NULL, it->card.about);
        return;
    }
    add(a, LRS_R_TEXT, NULL, k->summary);
    add(a, LRS_R_TEXT, "Use:", k->when);
    add(a, LRS_R_STRONG, NULL, c->glyphs == LRS_ASCII ? k->formula_ascii : k->formula);
    if (ui->chooser.part == LRS_SCHEDULE)
        add_taxonomy(a, (const void *)k);
    add(a, LRS_R_TEXT, "Tips:", k->tips);
    add_aliases(a, k->aliases);
    add(a, LRS_R_DIM, "Source:", k->source);
}

/* Which paragraphs fit whole into ROWS, the first ones before others; GAP blank ones
 * stand behind each. */
static void choose_shown(struct about *a, int rows, int gap)
{
    int used = 0;
    for (int i = 0; i < a->n; i++) {
        struct paragraph *p = &a->at[i];
        p->shown = used + p->rows <= rows;
        used += p->shown ? p->rows + gap : 0;
    }
}

static int all_rows(const struct about *a, int gap)
{
    int rows = 0;
    for (int i = 0; i < a->n; i++)
        rows += a->at[i].rows + gap;
    return rows;
}

struct lrs_scale lrs_thumb_scale(const struct lrs_bin *a, const struct lrs_bin *b)
{
    struct lrs_scale s = {0, 0, false};
    for (int i = 0; i < LRS_THUMB_COLUMNS; i++) {
        if (a[i].n)
            s = (struct lrs_scale){fmin(s.lo, a[i].lo), fmax(s.hi, a[i].hi), false};
        if (b && b[i].n)
            s = (struct lrs_scale){fmin(s.lo, b[i].lo), fmax(s.hi, b[i].hi), false};
    }
    if (!(s.hi > s.lo))
        s.hi = s.lo + 1;
    return s;
}

/* The picture of the schedule in force, or NULL. */
static const struct lrs_bin *present_thumb(const struct lrs_ui *ui)
{
    const struct lrs_chooser *ch = &ui->chooser;
    for (int i = 0; i < ch->n_all; i++)
        if (lrs_chooser_present(ui, &ch->all[i]))
            return ch->all[i].thumb;
    return NULL;
}

/* With axes, over what is in force. */
static void draw_curve(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                       const struct lrs_offer *it)
{
    const struct lrs_bin *present = present_thumb(ui);
    const struct lrs_scale scale = lrs_thumb_scale(it->thumb, present);
    struct lrs_axis y;
    struct lrs_ticks xt;
    lrs_axis_fit(&y, &scale, r.h - 2);
    int gutter = lrs_ticks_width(&y.ticks);
    gutter = gutter < 4 ? 4 : gutter;
    struct lrs_plot p = {.c = c, .box = {r.x + gutter + 1, r.y, r.w - gutter - 1, r.h - 2}};
    if (p.box.w < 4)
        return;
    p.x = (struct lrs_scale){0, it->ticks > 1 ? it->ticks : 1, false};
    p.y = y.scale;
    lrs_ticks(&xt, &p.x, p.box.w / 7 + 1, p.box.w, p.x.hi > 3);
    lrs_plot_axes(&p, &xt, &y.ticks, gutter, true);
    lrs_canvas_text_right(c, p.box.x - 1, p.box.y + p.box.h + 1, gutter, LRS_R_DIM, "tick");
    if (present && present != it->thumb)
        lrs_plot_bins(&p, LRS_THUMB_COLUMNS, present, LRS_DOTTED, LRS_R_GHOST);
    lrs_plot_bins(&p, LRS_THUMB_COLUMNS, it->thumb, LRS_SOLID, LRS_R_LR);
}

static void draw_paragraph(struct lrs_canvas *c, struct lrs_rect r, const struct paragraph *p)
{
    lrs_canvas_wrap(c, r, p->role, p->text);
    if (p->label)
        lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, lrs_text_width(p->label), 1}, LRS_R_TITLE,
                         -1, LRS_CELL_BOLD);
}

static const char *spec_of(const struct lrs_offer *it)
{
    return it->spec ? it->spec : it->kind->name;
}

/* The title, and the choice as the language says it, in one row where there are few; returns the rows
 * below. */
static struct lrs_rect draw_names(struct lrs_canvas *c, struct lrs_rect r,
                                  const struct lrs_offer *it)
{
    bool tall = r.h >= CURVE_FROM;
    int n = lrs_canvas_text(c, r.x, r.y, r.w, LRS_R_STRONG,
                            it->kind ? it->kind->title : it->card.title);
    lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, r.w, 1}, -1, -1, LRS_CELL_BOLD);
    int rows = 1;
    if (it->kind && !tall && r.w - n > 12)
        lrs_canvas_text(c, r.x + n + 2, r.y, r.w - n - 2, LRS_R_DIM, spec_of(it));
    if (it->kind && tall) {
        struct lrs_rect spec = {r.x, r.y + 1, r.w, 3};
        int used = lrs_canvas_wrap(c, spec, LRS_R_DIM, spec_of(it));
        rows += used < 3 ? used : 3;
    }
    rows += tall;
    return (struct lrs_rect){r.x, r.y + rows, r.w, r.h - rows};
}

void lrs_view_choice(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_offer *it = ui->chooser.at[ui->chooser.selected];
    struct about a = {0};
    struct lrs_rect rest = draw_names(c, r, it);
    gather(ui, c, it, &a);
    for (int i = 0; i < a.n; i++)
        a.at[i].rows =
            lrs_canvas_wrap(c, (struct lrs_rect){rest.x, rest.y, rest.w, 0}, 0, a.at[i].text);
    if (it->thumb && r.h >= CURVE_FROM) {
        int rows = rest.h - all_rows(&a, 1);
        rows = rows < CURVE_MIN + 2 ? CURVE_MIN + 2 : rows;
        rows = rows > CURVE_MAX + 2 ? CURVE_MAX + 2 : rows;
        draw_curve(ui, c, (struct lrs_rect){rest.x, rest.y, rest.w, rows}, it);
        rest.y += rows + 1;
        rest.h -= rows + 1;
    }
    int gap = all_rows(&a, 1) - 1 <= rest.h;
    choose_shown(&a, rest.h, gap);
    for (int i = 0; i < a.n; i++) {
        struct paragraph *p = &a.at[i];
        if (p->shown) {
            draw_paragraph(c, (struct lrs_rect){rest.x, rest.y, rest.w, p->rows}, p);
            rest.y += p->rows + gap;
        }
        lrs_free(p->text);
    }
}

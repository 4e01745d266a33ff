/* The three lines: title, status and hints; the last two give way to a line that is being typed. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "view_priv.h"

void lrs_view_title(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    int x = r.x, end = r.x + r.w;
    char text[256];
    lrs_put_words(c, &x, r.y, end, LRS_R_TITLE, " lrscope ");
    lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, x - r.x, 1}, LRS_R_TITLE, -1, LRS_CELL_BOLD);
    const struct lrs_kind *problem = ui->exp->part[LRS_PROBLEM]->kind;
    bool other = !ui->course && ui->scene && /* a lesson may change the problem and is the same */
                 ui->scene->written->part[LRS_PROBLEM]->kind != problem;
    snprintf(text, sizeof text, " %s",
             other                ? problem->title /* the scene's title says nothing about it */
             : ui->scene_title[0] ? ui->scene_title
                                  : ui->scene_name);
    x += lrs_canvas_text(c, x, r.y, end - x, LRS_R_STRONG, text);
    static const enum lrs_part parts[] = {LRS_PROBLEM, LRS_MODEL, LRS_OPTIMIZER, LRS_SCHEDULE};
    bool landscape = ui->snap.info.n_train == 0;
    int width = -2; /* no dot before the first, a blank after the last */
    for (int i = 0; i < 4; i++)
        width += lrs_text_width(ui->exp->part[parts[i]]->kind->name) + 3;
    if (x + width + 2 > end)
        return;
    x = end - width + (landscape ? 3 + lrs_text_width(ui->exp->part[LRS_MODEL]->kind->name) : 0);
    for (int i = 0; i < 4; i++) {
        if (landscape && parts[i] == LRS_MODEL)
            continue;
        snprintf(text, sizeof text, "%s%s", i ? " \u00b7 " : "",
                 ui->exp->part[parts[i]]->kind->name);
        lrs_put_words(c, &x, r.y, end, LRS_R_DIM, text);
    }
}

/* --- status --- */

struct badge {
    const char *text;
    int role;
    bool loud; /* reversed: not to be missed */
};

static struct badge badge_of(const struct lrs_ui *ui)
{
    static const struct badge badges[] = {
        [LRS_READY] = {" \u25cb READY ", LRS_R_STRONG, false},
        [LRS_RUNNING] = {" \u25b6 RUNNING ", LRS_R_GOOD, false},
        [LRS_PAUSED] = {" \u2016 PAUSED ", LRS_R_WARN, true},
        [LRS_DONE] = {" \u25a0 DONE ", LRS_R_STRONG, true},
        [LRS_DIVERGED] = {" \u2717 DIVERGED ", LRS_R_ERROR, true},
        [LRS_FAILED] = {" \u2717 FAILED ", LRS_R_ERROR, true},
    };
    return badges[ui->snap.info.state];
}

static int put_badge(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    struct badge b = badge_of(ui);
    int n = lrs_canvas_text(c, r.x, r.y, r.w, b.role, b.text);
    lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, n, 1}, -1, -1,
                     LRS_CELL_BOLD | (b.loud ? LRS_CELL_REVERSE : 0));
    return r.x + n + 1;
}

int lrs_view_badge_end(const struct lrs_ui *ui, struct lrs_rect r)
{
    return r.x + lrs_text_width(badge_of(ui).text) + 1;
}

/* As much of the message as stands in W columns: all of it, or what is before the advice or the
 * circumstance that it ends with. Errors and warnings are never shortened. */
static bool fit_message(const struct lrs_ui *ui, int w, char *out, size_t size)
{
    static const char *const tails[] = {"; change", ", as if", ", its count", ", from the start",
                                        "; the run"};
    snprintf(out, size, "%s", ui->message);
    bool whole = ui->message_is_error || strstr(ui->message, "; note: ");
    for (size_t i = 0; i < sizeof tails / sizeof *tails && !whole && lrs_text_width(out) > w; i++) {
        char *tail = strstr(out, tails[i]);
        if (tail)
            *tail = '\0';
    }
    return lrs_text_width(out) <= w;
}

int lrs_view_message_rows(const struct lrs_ui *ui, struct lrs_rect r)
{
    struct lrs_canvas nothing = {0}; /* only counted */
    char text[sizeof ui->message];
    int w = r.x + r.w - lrs_view_badge_end(ui, r);
    if (fit_message(ui, w, text, sizeof text))
        return 1;
    return lrs_canvas_wrap(&nothing, (struct lrs_rect){0, 0, w, 0}, LRS_R_TEXT, ui->message);
}

/* One figure: a dim name and a strong value, all or nothing. */
static void put_pair(struct lrs_canvas *c, int *x, int y, int end, const char *name,
                     const char *value, int role)
{
    int width = lrs_text_width(name) + lrs_text_width(value) + (*name ? 1 : 0);
    if (*x + width > end)
        return;
    lrs_put_words(c, x, y, end, LRS_R_DIM, name);
    *x += *name ? 1 : 0;
    lrs_put_words(c, x, y, end, role, value);
    *x += 2;
}

static void put_figures(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int x)
{
    const struct lrs_run_info *i = &ui->snap.info;
    int end = r.x + r.w;
    char text[96], n[LRS_NUMBER_MAX], m[LRS_NUMBER_MAX];
    if (i->clock.steps_per_epoch > 1) {
        double epochs = ceil((double)i->clock.steps / (double)i->clock.steps_per_epoch);
        snprintf(text, sizeof text, "%s/%s", lrs_count(n, (double)i->epoch), lrs_count(m, epochs));
        put_pair(c, &x, r.y, end, "epoch", text, LRS_R_STRONG);
    }
    snprintf(text, sizeof text, "%s/%s", lrs_count(n, (double)i->step),
             lrs_count(m, (double)i->clock.steps));
    put_pair(c, &x, r.y, end, "step", text, LRS_R_STRONG);
    put_pair(c, &x, r.y, end, "lr", lrs_figure(n, lrs_shown_rate(i)), LRS_R_LR);
    put_pair(c, &x, r.y, end, "loss", lrs_figure(n, lrs_shown_loss(i)), LRS_R_LOSS);
    if (isfinite(i->val_loss))
        put_pair(c, &x, r.y, end, "val", lrs_figure(n, i->val_loss), LRS_R_VAL);
    if (isfinite(i->val_accuracy))
        put_pair(c, &x, r.y, end, "acc", lrs_percent(n, i->val_accuracy), LRS_R_ACCURACY);
    snprintf(text, sizeof text, "%lld", (long long)i->seed);
    put_pair(c, &x, r.y, end, "seed", text, LRS_R_STRONG);
    if (ui->snap.speed > 0) {
        snprintf(text, sizeof text, "%s steps/s", lrs_count(n, lrs_number_round(ui->snap.speed, 2)));
        put_pair(c, &x, r.y, end, "", text, LRS_R_TEXT);
    }
    if (ui->snap.pace > 0)
        snprintf(text, sizeof text, "%s/s", lrs_count(n, ui->snap.pace));
    else
        snprintf(text, sizeof text, "flat out");
    put_pair(c, &x, r.y, end, "pace", text, LRS_R_TEXT);
    if (ui->snap.finding)
        put_pair(c, &x, r.y, end, "", "finding lr", LRS_R_WARN);
}

static bool typing(const struct lrs_ui *ui)
{
    return ui->overlay == LRS_OVER_PROMPT || ui->overlay == LRS_OVER_VALUE;
}

void lrs_view_status(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    if (typing(ui)) {
        bool error = ui->entry_error[0] != '\0';
        lrs_canvas_text(c, r.x + 1, r.y, r.w - 1, error ? LRS_R_ERROR : LRS_R_HINT,
                        error ? ui->entry_error : ui->completions);
        return;
    }
    int x = put_badge(ui, c, r);
    const struct lrs_run_info *i = &ui->snap.info;
    char message[sizeof ui->message];
    fit_message(ui, r.x + r.w - x, message, sizeof message);
    if (message[0])
        lrs_canvas_text(c, x, r.y, r.x + r.w - x, ui->message_is_error ? LRS_R_ERROR : LRS_R_STRONG,
                        message);
    else if (i->state == LRS_DIVERGED || i->state == LRS_FAILED)
        lrs_canvas_textf(c, x, r.y, r.x + r.w - x, LRS_R_ERROR, "%s (step %lld)", i->reason,
                         (long long)i->diverged_at);
    else
        put_figures(ui, c, r, x);
}

/* --- hints --- */

/* The first key of an action as people read it; pairs stand for both directions, in big text in
 * words. */
static void key_label(const struct lrs_ui *ui, const struct lrs_action *a, char out[32])
{
    static const char *const pairs[][3] = {{"Right", "\u2190\u2192", "Left/Right"},
                                           {"Left", "\u2190\u2192", "Left/Right"},
                                           {"Down", "\u2191\u2193", "Up/Down"},
                                           {"Up", "\u2191\u2193", "Up/Down"}};
    char keys[64];
    lrs_action_keys(ui, a, keys);
    size_t n = strcspn(keys, " ");
    snprintf(out, 32, "%.*s", (int)(n < 24 ? n : 24), keys);
    for (int i = 0; i < 4; i++)
        if (!strcmp(out, pairs[i][0]))
            strcpy(out, pairs[i][ui->big ? 2 : 1]);
}

/* The word of a hint, of "run/pause" the half that it would do now; at LEVEL 2 only the first one of
 * several. Before a lesson there is no next beat. */
static void hint_word(const struct lrs_ui *ui, const struct lrs_action *a, int level, char out[32])
{
    const char *word = !ui->course && !strcmp(a->name, "next") ? "lesson" : a->hint;
    const char *other = strchr(word, '/');
    if (other && ui->wish)
        word = other + 1;
    size_t n = strcspn(word, level < 2 ? "/" : " /");
    snprintf(out, 32, "%.*s", (int)n, word);
}

static int hints_width(const struct lrs_ui *ui, const struct lrs_action **a, int n, int level)
{
    int width = 1;
    for (int i = 0; i < n; i++) {
        char key[32], word[32];
        key_label(ui, a[i], key);
        hint_word(ui, a[i], level, word);
        width += lrs_text_width(key) + 1 + lrs_text_width(word) + (level ? 1 : 2);
    }
    return width;
}

/* The ways out and on, which every window shows. */
static bool stays(const struct lrs_action *a)
{
    return !strcmp(a->name, "help") || !strcmp(a->name, "quit") || !strcmp(a->name, "back");
}

/* The hints that fit into R, and how they are written: closer together first, then shorter words, then
 * the least useful ones go. In big text words stay whole. */
static int fit_hints(const struct lrs_ui *ui, struct lrs_rect r, const struct lrs_action *a[32],
                     int *level)
{
    int n = lrs_ui_hints(ui, a, 32);
    *level = 0;
    while (*level < (ui->big ? 1 : 2) && hints_width(ui, a, n, *level) > r.w)
        (*level)++;
    while (n > 1 && hints_width(ui, a, n, *level) > r.w) {
        int gone = n - 1;
        while (gone > 0 && stays(a[gone]))
            gone--;
        memmove(a + gone, a + gone + 1, (size_t)(n - gone - 1) * sizeof *a);
        n--;
    }
    return n;
}

static void draw_hints(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_action *a[32];
    int level, n = fit_hints(ui, r, a, &level), x = r.x + 1;
    for (int i = 0; i < n; i++) {
        char key[32], word[32];
        key_label(ui, a[i], key);
        hint_word(ui, a[i], level, word);
        int width = lrs_text_width(key);
        lrs_canvas_text(c, x, r.y, r.x + r.w - x, LRS_R_KEY, key);
        lrs_canvas_style(c, (struct lrs_rect){x, r.y, width, 1}, -1, -1, LRS_CELL_BOLD);
        x += width + 1;
        x += lrs_canvas_text(c, x, r.y, r.x + r.w - x, LRS_R_HINT, word) + (level ? 1 : 2);
    }
}

const struct lrs_action *lrs_view_hint_at(const struct lrs_ui *ui, struct lrs_rect r, int x)
{
    const struct lrs_action *a[32];
    int level, n = typing(ui) ? 0 : fit_hints(ui, r, a, &level), from = r.x + 1;
    for (int i = 0; i < n; i++) {
        int width = hints_width(ui, &a[i], 1, level) - 1, gap = level ? 1 : 2;
        if (x >= from && x < from + width - gap)
            return a[i];
        from += width;
    }
    return NULL;
}

/* Columns of the first N bytes of S. */
static int columns_of(const char *s, int n)
{
    int width = 0;
    for (const char *end = s + n; s < end && *s;)
        width += lrs_utf8_width(lrs_utf8_next(&s));
    return width;
}

/* A line that is being typed, moved so that the cursor is in sight. */
static void draw_entry(struct lrs_canvas *c, int x, int y, int end, const struct lrs_entry *e)
{
    const char *from = e->text;
    int at = columns_of(e->text, e->at), room = end - x - 1, skipped = 0;
    while (at - skipped > room && *from)
        skipped += lrs_utf8_width(lrs_utf8_next(&from));
    int n = lrs_canvas_text(c, x, y, end - x, LRS_R_STRONG, from);
    if (e->fresh && n > 0)
        lrs_canvas_style(c, (struct lrs_rect){x, y, n, 1}, -1, -1, LRS_CELL_REVERSE);
    c->cursor_x = x + at - skipped;
    c->cursor_y = y;
}

void lrs_view_hints(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    if (!typing(ui)) {
        draw_hints(ui, c, r);
        return;
    }
    int x = r.x;
    if (ui->overlay == LRS_OVER_PROMPT)
        x += lrs_canvas_text(c, x, r.y, r.w, LRS_R_KEY, ":");
    else
        x += lrs_canvas_textf(c, x, r.y, r.w * 2 / 3, LRS_R_KEY, " %s = ", ui->entry_path);
    draw_entry(c, x, r.y, r.x + r.w, &ui->entry);
}

/* What a lesson says: a strip under the title with the words of the beat, the answers to its question
 * with the votes, and what is compared at which budget; and the notes for the presenter. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "view_priv.h"

enum { MARGIN = 2, LETTER = 2, BAR = 6, COUNT = 3, COUNTER = 6 };

/* The strip is laid out and drawn by the same code; with C NULL the rows are only counted. */
struct strip {
    struct lrs_canvas *c;
    struct lrs_rect r;
    int y;
};

static const struct lrs_beat *beat_of(const struct lrs_ui *ui)
{
    return &ui->course->lesson->beat[ui->course->at];
}

static void put_text(struct strip *s, int role, const char *text)
{
    char line[LRS_TEXT_LINE];
    int w = s->r.w - MARGIN - COUNTER;
    while (lrs_next_line(&text, w > 0 ? w : 1, line)) {
        if (s->c && s->y < s->r.h)
            lrs_canvas_text(s->c, s->r.x + MARGIN, s->r.y + s->y, w, role, line);
        s->y++;
    }
}

/* What the beat says at this moment: the outcome comes when its run is over. */
static void put_words(const struct lrs_ui *ui, struct strip *s)
{
    const struct lrs_beat *b = beat_of(ui);
    bool revealed;
    int asked = lrs_lesson_question(ui, &revealed);
    if (b->reveal && revealed)
        put_text(s, LRS_R_STRONG, b->reveal);
    else if (b->say)
        put_text(s, LRS_R_STRONG, b->say);
    else if (asked >= 0)
        put_text(s, LRS_R_STRONG, ui->course->lesson->beat[asked].ask);
}

/* --- answers --- */

static int most_votes(const int *votes)
{
    int most = 0;
    for (int i = 0; i < LRS_CHOICES_MAX_ASK; i++)
        most = votes[i] > most ? votes[i] : most;
    return most;
}

/* How the answers to a question are told: BARS where they cost no row. */
struct answers {
    const struct lrs_beat *q;
    const int *votes;
    bool revealed, bars;
};

/* "a it hovers ✓ ━━━ 3": the letter, the answer, a mark on the right one, its votes. */
static void put_choice(struct lrs_canvas *c, struct lrs_rect r, const struct answers *a, int i)
{
    bool right = a->revealed && i == a->q->answer,
         wrong = a->revealed && a->q->answer >= 0 && !right;
    int x = r.x, most = most_votes(a->votes),
        role = right   ? LRS_R_GOOD
               : wrong ? LRS_R_DIM
                       : LRS_R_TEXT;
    char count[16];
    lrs_canvas_put(c, x, r.y, (uint32_t)('a' + i), wrong ? LRS_R_DIM : LRS_R_KEY);
    lrs_canvas_style(c, (struct lrs_rect){x, r.y, 1, 1}, -1, -1, LRS_CELL_BOLD);
    x += LETTER;
    x += lrs_canvas_text(c, x, r.y, r.x + r.w - x, role, a->q->choice[i]) + 1;
    if (right) {
        lrs_canvas_put(c, x, r.y, 0x2713, LRS_R_GOOD);
        lrs_canvas_style(c, (struct lrs_rect){r.x, r.y, x - r.x, 1}, -1, -1, LRS_CELL_BOLD);
        x += 2;
    }
    if (a->votes[i] == 0)
        return;
    if (a->bars) {
        int w = (a->votes[i] * BAR + most - 1) / most;
        lrs_canvas_gauge(c, x, r.y, w, 1, right ? LRS_R_GOOD : LRS_R_GAUGE);
        x += w + 1;
    }
    snprintf(count, sizeof count, "%d", a->votes[i]);
    lrs_put_words(c, &x, r.y, r.x + r.w, LRS_R_STRONG, count);
}

/* Columns of an answer, with room for the votes that may come in, or the mark and those it got. */
static int choice_width(const struct answers *a, int i)
{
    int w = LETTER + lrs_text_width(a->q->choice[i]) + 1;
    bool counted = !a->revealed || a->votes[i] > 0;
    if (a->revealed && i == a->q->answer)
        w += 2;
    return w + (counted ? COUNT : 0) + (counted && a->bars ? BAR + 1 : 0);
}

/* Side by side, as many as fit with their votes. Returns the rows that they take. */
static int lay_out_choices(const struct strip *s, const struct answers *a)
{
    int x = 0, rows = 1, room = s->r.w - MARGIN;
    for (int i = 0; i < a->q->n_choices; i++) {
        int w = choice_width(a, i);
        if (x > 0 && x + w > room) {
            x = 0;
            rows++;
        }
        int y = s->y + rows - 1;
        if (s->c && y < s->r.h)
            put_choice(s->c,
                       (struct lrs_rect){s->r.x + MARGIN + x, s->r.y + y, w < room ? w : room, 1},
                       a, i);
        x += w + 1;
    }
    return rows;
}

static void put_choices(const struct lrs_ui *ui, struct strip *s)
{
    const struct strip dry = {.r = s->r};
    bool revealed;
    int asked = lrs_lesson_question(ui, &revealed);
    if (asked < 0)
        return;
    struct answers a = {&ui->course->lesson->beat[asked], ui->course->votes[asked], revealed,
                        false};
    int rows = lay_out_choices(&dry, &a);
    a.bars = revealed && most_votes(a.votes) > 0;
    a.bars = a.bars && lay_out_choices(&dry, &a) == rows;
    s->y += lay_out_choices(s, &a);
}

/* --- what is compared --- */

/* "lowest in 13 / 3 of 16 seeds, median final loss 0.021 / 0.054", in the order of the names. */
static void add_verdict(const struct lrs_ui *ui, struct lrs_str *out)
{
    const struct lrs_course *c = ui->course;
    const struct lrs_verdict *v = &c->verdict[c->at];
    char n[LRS_NUMBER_MAX];
    int all = 0;
    if (c->phase != LRS_BEAT_DONE) /* first the run that is to be watched */
        return;
    if (v->seeds == 0 && c->trials && c->tried == c->at) {
        int done = lrs_trials_done(c->trials, &all);
        lrs_str_addf(out, "; %d seeds: %d of %d runs are over", beat_of(ui)->seeds, done, all);
    }
    if (v->seeds == 0)
        return;
    for (int i = 0; i < v->n; i++)
        lrs_str_addf(out, "%s%d", i ? " / " : "; lowest in ", v->wins[i]);
    lrs_str_addf(out, " of %d seeds", v->seeds);
    for (int i = 0; i < v->n; i++)
        lrs_str_addf(out, "%s%s", i ? " / " : ", median final loss ",
                     lrs_number_pretty(n, v->median[i], 3));
}

static void put_compared(const struct lrs_ui *ui, struct strip *s)
{
    const struct lrs_beat *b = beat_of(ui);
    struct lrs_str text = {0};
    if (b->n_compared == 0)
        return;
    for (int i = 0; i < b->n_compared; i++)
        lrs_str_addf(&text, "%s%s%s", i ? " / " : "", b->compared[i].name, i ? "" : " (this run)");
    lrs_str_addf(&text, ": same start, each %.0f gradients", ui->course->budget[ui->course->at]);
    add_verdict(ui, &text);
    put_text(s, LRS_R_DIM, lrs_str_text(&text));
    lrs_str_clear(&text);
}

/* --- the strip --- */

static int lay_out(const struct lrs_ui *ui, struct strip *s)
{
    put_words(ui, s);
    put_choices(ui, s);
    put_compared(ui, s);
    return s->y;
}

int lrs_view_lesson_rows(const struct lrs_ui *ui, int w)
{
    struct strip s = {.r = {0, 0, w, 0}};
    return lay_out(ui, &s);
}

void lrs_view_lesson(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    struct strip s = {c, r, 0};
    char counter[24];
    lay_out(ui, &s);
    for (int y = 0; y < r.h; y++)
        lrs_canvas_put(c, r.x, r.y + y, 0x2503, LRS_R_KEY);
    snprintf(counter, sizeof counter, "%d/%d ", ui->course->at + 1, ui->course->lesson->n);
    lrs_canvas_text_right(c, r.x + r.w, r.y, r.w, LRS_R_DIM, counter);
}

/* --- notes --- */

static void put_note(struct lrs_canvas *c, struct lrs_rect r, int *y, const char *title,
                     const char *text)
{
    if (!text || *y + (title != NULL) >= r.h)
        return;
    if (title)
        lrs_canvas_text(c, r.x, r.y + (*y)++, r.w, LRS_R_TITLE, title);
    *y += lrs_canvas_wrap(c, (struct lrs_rect){r.x, r.y + *y, r.w, r.h - *y}, LRS_R_TEXT, text) + 1;
}

void lrs_view_notes(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_lesson *l = ui->course->lesson;
    const struct lrs_beat *b = beat_of(ui), *next = ui->course->at + 1 < l->n ? b + 1 : NULL;
    int y = 1;
    lrs_put_heading(c, r, "Notes", false);
    struct lrs_rect in = {r.x + 1, r.y, r.w - 2, r.h};
    put_note(c, in, &y, NULL, b->notes ? b->notes : "No notes on this beat.");
    if (next && !lrs_lesson_question_stands(ui)) /* it may hold the answer */
        put_note(c, in, &y, "Next", next->ask ? next->ask : next->say ? next->say : next->reveal);
}

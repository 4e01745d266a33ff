/* The chooser: the kinds of a part, or the scenes, in groups, as a list that typing filters. The run
 * goes on behind it. Schedules come with a picture of the rates that they would give here, and are
 * grouped by one of the two questions that sort them: how often, or which way. */
#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* More ticks than this are looked at in leaps, unless the schedule has a state to keep. */
enum { THUMB_TICKS = 16 * LRS_THUMB_COLUMNS, THUMB_TICKS_MAX = 1 << 20 };

/* Headings, in the order of the enums. */
static const char *const how_often[] = {
    [LRS_NEVER] = "Never",
    [LRS_EVERY_TICK] = "Every tick",
    [LRS_AT_INTERVALS] = "At fixed intervals",
    [LRS_AT_LISTED] = "At listed ticks",
    [LRS_ON_PLATEAU] = "On plateau, by feedback",
    [LRS_AS_CHILDREN] = "When its parts do",
};
static const char *const which_way[] = {
    [LRS_FLAT] = "Not at all",
    [LRS_MONOTONE] = "Down only (monotone)",
    [LRS_CYCLIC] = "Down and up again (cyclic)",
    [LRS_WARM_UP] = "Up first (warm-up)",
    [LRS_EITHER_WAY] = "Either way",
};
static const char *const of_scenes[] = {"Scenes", "Lessons"};
static const char *const of_problems[] = {[LRS_DATA] = "Data", [LRS_LANDSCAPE] = "Landscapes"};
enum { GROUPS = 6 };

void lrs_chooser_clear(struct lrs_ui *ui)
{
    struct lrs_chooser *ch = &ui->chooser;
    while (ch->n_all > 0) {
        struct lrs_offer *c = &ch->all[--ch->n_all];
        lrs_free(c->card.name);
        lrs_free(c->card.title);
        lrs_free(c->card.about);
        lrs_free(c->thumb);
        lrs_free(c->spec);
        *c = (struct lrs_offer){0};
    }
    ch->n = 0;
}

/* ---- what there is ---- */

/* The rates of a schedule over the whole horizon. A metric that never gets better shows what one
 * that waits for a plateau would do. */
static void draw_thumb(const struct lrs_schedule *s, double base, double ticks, struct lrs_bin *bin)
{
    void *state = lrs_alloc(lrs_schedule_state_size(s), 1);
    bool pure = lrs_schedule_state_size(s) == 0;
    double leap = pure ? fmax(1, floor(ticks / THUMB_TICKS)) : 1;
    double end = fmin(ticks, pure ? ticks : THUMB_TICKS_MAX);
    lrs_schedule_reset(s, state, base);
    for (int i = 0; i < LRS_THUMB_COLUMNS; i++)
        bin[i] = lrs_bin_empty();
    for (double t = 0; t < end; t += leap) {
        int column = (int)(t / ticks * LRS_THUMB_COLUMNS);
        lrs_bin_add(&bin[column], lrs_schedule_rate(s, state, base, t));
        if (!pure)
            lrs_schedule_observe(s, state, base, t, 1.0);
    }
    /* Fewer ticks than columns: each stays until the next. */
    for (int i = 1; i < LRS_THUMB_COLUMNS; i++)
        if (bin[i].n == 0 && bin[i].bad == 0)
            bin[i] = bin[i - 1];
    lrs_free(state);
}

/* False where the kind needs children first: nothing to choose by one key. */
static bool take_picture(struct lrs_ui *ui, struct lrs_offer *c)
{
    struct lrs_spec *spec = lrs_ui_fitted_schedule(ui, c->kind, &c->ticks);
    if (!spec)
        return false;
    struct lrs_schedule *s = lrs_schedule_new(spec, c->ticks);
    struct lrs_str text = {0};
    lrs_spec_print(spec, false, &text);
    c->spec = lrs_str_take(&text);
    c->thumb = LRS_ARRAY(struct lrs_bin, LRS_THUMB_COLUMNS);
    draw_thumb(s, lrs_optimizer_lr(ui->exp->part[LRS_OPTIMIZER]), c->ticks, c->thumb);
    lrs_schedule_free(s);
    lrs_spec_free(spec);
    return true;
}

static void read_kinds(struct lrs_ui *ui)
{
    struct lrs_chooser *ch = &ui->chooser;
    const struct lrs_registry *reg = lrs_part_registry(ch->part);
    for (int i = 0; reg->kinds[i] && ch->n_all < LRS_CHOICES_MAX; i++) {
        struct lrs_offer *c = &ch->all[ch->n_all];
        c->kind = reg->kinds[i];
        if (ch->part != LRS_SCHEDULE || take_picture(ui, c))
            ch->n_all++;
    }
}

/* Takes NAME over. */
static void add_card(struct lrs_chooser *ch, struct lrs_lua *lua, char *name)
{
    struct lrs_err err = {""};
    struct lrs_scene *scene = lrs_scene_load(lua, name, &err);
    ch->all[ch->n_all++].card = (struct lrs_scene_card){
        .name = name,
        .beats = scene && scene->lesson ? scene->lesson->n : 0,
        .title = lrs_strdup(scene && scene->title ? scene->title : name),
        .about = lrs_strdup(!scene         ? err.msg
                            : scene->about ? scene->about
                                           : ""),
    };
    lrs_scene_free(scene);
}

/* In a sandbox of their own: that of the instrument keeps its random numbers. */
static void read_cards(struct lrs_chooser *ch)
{
    struct lrs_lua *lua = lrs_lua_new(0);
    for (int k = 0; k < 2; k++) {
        int n;
        char **names = k ? lrs_lesson_names(&n) : lrs_scene_names(&n);
        for (int i = 0; i < n; i++) {
            if (ch->n_all < LRS_CHOICES_MAX)
                add_card(ch, lua, names[i]);
            else
                lrs_free(names[i]);
        }
        lrs_free(names);
    }
    lrs_lua_free(lua);
}

/* ---- what is shown ---- */

static const struct lrs_schedule_class *schedule_of(const struct lrs_chooser *ch,
                                                    const struct lrs_offer *c)
{
    return c->kind && ch->part == LRS_SCHEDULE ? (const void *)c->kind : NULL;
}

static bool word_matches(const struct lrs_chooser *ch, const struct lrs_offer *c, const char *word,
                         size_t n)
{
    const struct lrs_schedule_class *s = schedule_of(ch, c);
    if (!c->kind)
        return lrs_text_contains(c->card.name, word, n) ||
               lrs_text_contains(c->card.title, word, n) ||
               (c->card.beats > 0 && lrs_text_contains("lesson", word, n));
    const struct lrs_kind *k = c->kind;
    if (lrs_text_contains(k->id, word, n) || lrs_text_contains(k->name, word, n) ||
        lrs_text_contains(k->title, word, n) || lrs_text_contains(k->aliases, word, n))
        return true;
    return s && (lrs_text_contains(k->source, word, n) || lrs_text_contains(s->law, word, n) ||
                 lrs_text_contains(lrs_frequency_name(s->frequency), word, n) ||
                 lrs_text_contains(lrs_direction_name(s->direction), word, n) ||
                 (s->takes_metric && lrs_text_contains("feedback", word, n)));
}

/* All words of the filter have to be there, in any order. */
static bool matches(const struct lrs_chooser *ch, const struct lrs_offer *c)
{
    for (const char *at = ch->filter.text; *(at += strspn(at, " "));) {
        size_t n = strcspn(at, " ");
        if (!word_matches(ch, c, at, n))
            return false;
        at += n;
    }
    return true;
}

/* Its group, in the order of headings. */
static int group_of(const struct lrs_chooser *ch, const struct lrs_offer *c)
{
    const struct lrs_schedule_class *s = schedule_of(ch, c);
    if (s)
        return ch->by_direction ? (int)s->direction : (int)s->frequency;
    if (!c->kind)
        return c->card.beats > 0;
    return ch->part == LRS_PROBLEM
               ? (int)((const struct lrs_problem_class *)(const void *)c->kind)->form
               : 0;
}

static const char *heading_of(const struct lrs_chooser *ch, int group)
{
    if (ch->scenes)
        return of_scenes[group];
    if (ch->part == LRS_SCHEDULE)
        return ch->by_direction ? which_way[group] : how_often[group];
    return ch->part == LRS_PROBLEM ? of_problems[group] : NULL;
}

static void list_group(struct lrs_chooser *ch, int group)
{
    bool first = true;
    for (int i = 0; i < ch->n_all; i++) {
        const struct lrs_offer *c = &ch->all[i];
        if (group_of(ch, c) != group || !matches(ch, c))
            continue;
        ch->heading[ch->n] = first ? heading_of(ch, group) : NULL;
        ch->at[ch->n++] = c;
        first = false;
    }
}

static void list_groups(struct lrs_chooser *ch)
{
    ch->n = 0;
    for (int g = 0; g < GROUPS; g++)
        list_group(ch, g);
}

static void select_choice(struct lrs_chooser *ch, const struct lrs_offer *c)
{
    ch->selected = 0;
    for (int i = 0; i < ch->n; i++)
        if (ch->at[i] == c)
            ch->selected = i;
}

bool lrs_chooser_present(const struct lrs_ui *ui, const struct lrs_offer *c)
{
    return c->kind ? c->kind == ui->exp->part[ui->chooser.part]->kind
                   : strcmp(c->card.name, ui->scene_name) == 0;
}

/* How well the name fits what was typed: it begins so, it holds it, or other words do. */
static int fit_of(const struct lrs_offer *c, const char *typed)
{
    const char *const names[] = {c->kind ? c->kind->id : c->card.name,
                                 c->kind ? c->kind->name : c->card.name,
                                 c->kind ? c->kind->title : c->card.title};
    size_t n = strlen(typed);
    int fit = 0;
    for (int i = 0; i < 3; i++) {
        int here = lrs_text_begins(names[i], typed, n) ? 2 : lrs_text_contains(names[i], typed, n);
        fit = here > fit ? here : fit;
    }
    return fit;
}

/* With nothing typed what is in force, else what fits best. */
static void select_best(struct lrs_ui *ui)
{
    struct lrs_chooser *ch = &ui->chooser;
    int best = -1;
    ch->selected = 0;
    for (int i = 0; i < ch->n; i++) {
        int fit = ch->filter.text[0] ? fit_of(ch->at[i], ch->filter.text)
                                     : lrs_chooser_present(ui, ch->at[i]);
        if (fit > best) {
            best = fit;
            ch->selected = i;
        }
    }
}

static struct lrs_rect place(const struct lrs_ui *ui)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    return l.chooser;
}

void lrs_chooser_move(struct lrs_ui *ui, int by)
{
    struct lrs_chooser *ch = &ui->chooser;
    int to = ch->selected + by;
    ch->selected = to < 0 || ch->n == 0 ? 0 : to >= ch->n ? ch->n - 1 : to;
    ch->top = lrs_view_chooser_top(ui, place(ui));
}

/* In the middle of the list, where there is more above and below. */
static void show_selected(struct lrs_ui *ui)
{
    struct lrs_chooser *ch = &ui->chooser;
    int line = ch->selected;
    for (int i = 0; i < ch->n && i <= ch->selected; i++)
        line += ch->heading[i] != NULL;
    ch->top = line - lrs_view_chooser_page(ui, place(ui)) / 2;
    lrs_chooser_move(ui, 0);
}

void lrs_chooser_filter(struct lrs_ui *ui)
{
    list_groups(&ui->chooser);
    select_best(ui);
    show_selected(ui);
}

void lrs_chooser_open(struct lrs_ui *ui, enum lrs_part part, bool scenes)
{
    struct lrs_chooser *ch = &ui->chooser;
    ch->part = part;
    ch->scenes = scenes;
    lrs_entry_set(&ch->filter, "", false);
    lrs_chooser_clear(ui);
    if (scenes)
        read_cards(ch);
    else
        read_kinds(ui);
    lrs_overlay_open(ui, LRS_OVER_CHOOSER);
    lrs_chooser_filter(ui);
}

/* ---- what hands do ---- */

void lrs_chooser_page(struct lrs_ui *ui, int by)
{
    int rows = lrs_view_chooser_page(ui, place(ui));
    lrs_chooser_move(ui, by * (rows > 1 ? rows - 1 : 1));
}

bool lrs_chooser_regroup(struct lrs_ui *ui, struct lrs_err *err)
{
    struct lrs_chooser *ch = &ui->chooser;
    if (ui->overlay != LRS_OVER_CHOOSER || ch->scenes || ch->part != LRS_SCHEDULE)
        return lrs_fail(err, "only schedules are grouped in two ways");
    const struct lrs_offer *selected = ch->n > 0 ? ch->at[ch->selected] : NULL;
    ch->by_direction = !ch->by_direction;
    list_groups(ch);
    select_choice(ch, selected);
    show_selected(ui);
    return true;
}

/* The first press selects, one on what is selected takes it. */
void lrs_chooser_press(struct lrs_ui *ui, int x, int y)
{
    struct lrs_chooser *ch = &ui->chooser;
    struct lrs_err err = {""};
    int hit = lrs_view_chooser_hit(ui, place(ui), x, y);
    if (hit < 0)
        return;
    if (hit != ch->selected)
        lrs_chooser_move(ui, hit - ch->selected);
    else if (!lrs_chooser_take(ui, &err))
        lrs_ui_complain(ui, err.msg);
}

bool lrs_chooser_take(struct lrs_ui *ui, struct lrs_err *err)
{
    struct lrs_chooser *ch = &ui->chooser;
    if (ch->n == 0)
        return lrs_fail(err, "nothing in the list has \"%s\"", ch->filter.text);
    const struct lrs_offer *c = ch->at[ch->selected];
    bool ok = true;
    if (!c->kind)
        ok = lrs_ui_use_scene(ui, c->card.name, err);
    else if (!lrs_chooser_present(ui, c)) /* what is in force keeps its values */
        ok = lrs_ui_use_kind(ui, ch->part, c->kind, err);
    if (ok)
        lrs_overlay_close(ui);
    return ok;
}

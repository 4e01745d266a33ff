/* The chooser: the kinds of a part, or the scenes, as a list that typing filters. The run goes on
 * behind it. Schedules come with a small picture of the rates they would give here. */
#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* More ticks than this are looked at in leaps, unless the schedule has a state to keep. */
enum { THUMB_TICKS = 64 * LRS_THUMB_COLUMNS, THUMB_TICKS_MAX = 1 << 20 };

/* The list that the filter let through. */
static void clear_list(struct lrs_chooser *ch)
{
    for (int i = 0; i < LRS_CHOICES_MAX; i++) {
        lrs_free(ch->thumb[i]);
        ch->scene[i] = NULL;
        ch->thumb[i] = NULL;
        ch->kind[i] = NULL;
    }
    ch->n = 0;
}

void lrs_chooser_clear(struct lrs_ui *ui)
{
    struct lrs_chooser *ch = &ui->chooser;
    clear_list(ch);
    while (ch->n_cards > 0) {
        struct lrs_scene_card *card = &ch->card[--ch->n_cards];
        lrs_free(card->name);
        lrs_free(card->title);
        lrs_free(card->about);
    }
}

/* Does WORD stand somewhere in TEXT, whatever the case (of ASCII letters)? */
static bool contains(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (; text && *text; text++) {
        size_t i = 0;
        while (i < n && text[i]) {
            char a = text[i], b = word[i];
            a = a >= 'A' && a <= 'Z' ? (char)(a + 32) : a;
            b = b >= 'A' && b <= 'Z' ? (char)(b + 32) : b;
            if (a != b)
                break;
            i++;
        }
        if (i == n)
            return true;
    }
    return n == 0;
}

static bool kind_matches(const struct lrs_kind *k, const char *word)
{
    return contains(k->id, word) || contains(k->name, word) || contains(k->title, word) ||
           contains(k->aliases, word);
}

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

static struct lrs_bin *new_thumb(const struct lrs_ui *ui, const struct lrs_spec *spec, double ticks)
{
    struct lrs_bin *bin = LRS_ARRAY(struct lrs_bin, LRS_THUMB_COLUMNS);
    struct lrs_schedule *s = lrs_schedule_new(spec, ticks);
    draw_thumb(s, lrs_optimizer_lr(ui->exp->part[LRS_OPTIMIZER]), ticks, bin);
    lrs_schedule_free(s);
    return bin;
}

static void add_kind(struct lrs_ui *ui, const struct lrs_kind *kind)
{
    struct lrs_chooser *ch = &ui->chooser;
    if (ch->n == LRS_CHOICES_MAX || !kind_matches(kind, ch->filter.text))
        return;
    if (ch->part == LRS_SCHEDULE) {
        double ticks;
        struct lrs_spec *spec = lrs_ui_fitted_schedule(ui, kind, &ticks);
        if (!spec) /* it needs children first: nothing to choose by one key */
            return;
        ch->thumb[ch->n] = new_thumb(ui, spec, ticks);
        lrs_spec_free(spec);
    }
    ch->kind[ch->n++] = kind;
}

/* Takes NAME over. */
static void add_card(struct lrs_chooser *ch, struct lrs_lua *lua, char *name)
{
    struct lrs_err err = {""};
    struct lrs_scene *scene = lrs_scene_load(lua, name, &err);
    ch->card[ch->n_cards++] = (struct lrs_scene_card){
        .name = name,
        .beats = scene && scene->lesson ? scene->lesson->n : 0,
        .title = lrs_strdup(scene && scene->title ? scene->title : name),
        .about = lrs_strdup(!scene         ? err.msg
                            : scene->about ? scene->about
                                           : ""),
    };
    lrs_scene_free(scene);
}

/* Lessons behind plain scenes. In a sandbox of their own: that of the instrument keeps its random
 * numbers. */
static void read_cards(struct lrs_chooser *ch)
{
    struct lrs_lua *lua = lrs_lua_new(0);
    for (int k = 0; k < 2; k++) {
        int n;
        char **names = k ? lrs_lesson_names(&n) : lrs_scene_names(&n);
        for (int i = 0; i < n; i++) {
            if (ch->n_cards < LRS_CHOICES_MAX)
                add_card(ch, lua, names[i]);
            else
                lrs_free(names[i]);
        }
        lrs_free(names);
    }
    lrs_lua_free(lua);
}

static void list_scenes(struct lrs_chooser *ch)
{
    for (int i = 0; i < ch->n_cards; i++) {
        const struct lrs_scene_card *card = &ch->card[i];
        if (contains(card->name, ch->filter.text) || contains(card->title, ch->filter.text))
            ch->scene[ch->n++] = card;
    }
}

void lrs_chooser_filter(struct lrs_ui *ui)
{
    struct lrs_chooser *ch = &ui->chooser;
    clear_list(ch);
    if (ch->scenes) {
        list_scenes(ch);
    } else {
        const struct lrs_registry *reg = lrs_part_registry(ch->part);
        for (int i = 0; reg->kinds[i]; i++)
            add_kind(ui, reg->kinds[i]);
    }
    if (ch->selected >= ch->n)
        ch->selected = ch->n > 0 ? ch->n - 1 : 0;
}

/* What is in force is what the list opens on. */
static void select_present(struct lrs_ui *ui)
{
    struct lrs_chooser *ch = &ui->chooser;
    for (int i = 0; i < ch->n; i++)
        if (ch->scenes ? strcmp(ch->scene[i]->name, ui->scene_name) == 0
                       : ch->kind[i] == ui->exp->part[ch->part]->kind)
            ch->selected = i;
}

void lrs_chooser_open(struct lrs_ui *ui, enum lrs_part part, bool scenes)
{
    struct lrs_chooser *ch = &ui->chooser;
    ch->part = part;
    ch->scenes = scenes;
    ch->selected = 0;
    lrs_entry_set(&ch->filter, "", false);
    lrs_chooser_clear(ui);
    if (scenes)
        read_cards(ch);
    lrs_chooser_filter(ui);
    select_present(ui);
    lrs_overlay_open(ui, LRS_OVER_CHOOSER);
}

void lrs_chooser_move(struct lrs_ui *ui, int by)
{
    struct lrs_chooser *ch = &ui->chooser;
    int to = ch->selected + by;
    ch->selected = to < 0 || ch->n == 0 ? 0 : to >= ch->n ? ch->n - 1 : to;
}

bool lrs_chooser_take(struct lrs_ui *ui, struct lrs_err *err)
{
    struct lrs_chooser *ch = &ui->chooser;
    if (ch->n == 0)
        return lrs_fail(err, "nothing in the list has \"%s\" in its name", ch->filter.text);
    const struct lrs_kind *present = ui->exp->part[ch->part]->kind;
    bool ok = true;
    if (ch->scenes)
        ok = lrs_ui_use_scene(ui, ch->scene[ch->selected]->name, err);
    else if (ch->kind[ch->selected] != present) /* what is in force keeps its values */
        ok = lrs_ui_use_kind(ui, ch->part, ch->kind[ch->selected], err);
    if (ok)
        lrs_overlay_close(ui);
    return ok;
}

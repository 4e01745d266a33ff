/* The chooser: groups by the two questions, the filter, what is drawn is what is taken, the run
 * behind it, and hands on it at every size. */
#include "golden.h"
#include "stage.h"
#include "still.h"

static const int sizes[][2] = {{30, 8}, {40, 12}, {60, 18}, {80, 24}, {120, 40}, {200, 60}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void resize(struct stage *s, int i)
{
    struct lrs_event e = {.type = LRS_EVENT_RESIZE, .x = sizes[i][0], .y = sizes[i][1]};
    stage_event(s, &e);
}

static char *screen(struct stage *s)
{
    struct lrs_str text = {0};
    lrs_ui_draw(s->ui, &s->canvas);
    lrs_canvas_print_text(&s->canvas, &text);
    return lrs_str_take(&text);
}

static const struct lrs_offer *selected(const struct stage *s)
{
    return s->ui->chooser.at[s->ui->chooser.selected];
}

static const struct lrs_schedule_class *class_at(const struct lrs_chooser *ch, int i)
{
    return (const void *)ch->at[i]->kind;
}

/* All schedules stand there, each group together and behind one heading. */
static void check_groups(const struct lrs_chooser *ch)
{
    assert_int_equal(ch->n, lrs_registry_count(&lrs_schedules));
    int last = -1;
    for (int i = 0; i < ch->n; i++) {
        const struct lrs_schedule_class *c = class_at(ch, i);
        int group = ch->by_direction ? (int)c->direction : (int)c->frequency;
        assert_true(group >= last);
        assert_int_equal(ch->heading[i] != NULL, group != last);
        for (int k = 0; k < i; k++)
            assert_ptr_not_equal(ch->at[k], ch->at[i]);
        last = group;
    }
}

static void schedules_are_grouped_two_ways(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "s Down Down");
    const struct lrs_offer *at = selected(&s);
    check_groups(&s.ui->chooser);
    assert_string_equal(s.ui->chooser.heading[0], "Never");
    stage_keys(&s, "Tab");
    check_groups(&s.ui->chooser);
    assert_true(s.ui->chooser.by_direction);
    assert_ptr_equal(selected(&s), at);
    char *text = screen(&s);
    assert_non_null(strstr(text, "by which way it changes"));
    assert_non_null(strstr(text, at->kind->title));
    lrs_free(text);
    stage_keys(&s, "Esc s"); /* remembered */
    assert_true(s.ui->chooser.by_direction);
    stage_keys(&s, "Esc o Tab");
    assert_non_null(strstr(s.ui->message, "only schedules"));
    stage_close(&s);
}

static bool lists(const struct lrs_chooser *ch, const char *kind)
{
    for (int i = 0; i < ch->n; i++)
        if (strcmp(ch->at[i]->kind->name, kind) == 0)
            return true;
    return false;
}

static void words_of_the_taxonomy_filter(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *has, *lacks, *best;
    } table[] = {
        {"cyclic", "CosineAnnealingWarmRestarts", "ExponentialLR", "CyclicLR"},
        {"plateau", "ReduceLROnPlateau", "StepLR", "ReduceLROnPlateau"},
        {"feedback", "ReduceLROnPlateau", "CosineAnnealingLR", "ReduceLROnPlateau"},
        {"interval", "StepLR", "MultiStepLR", "StepLR"},
        {"listed", "MultiStepLR", "StepLR", "MultiStepLR"},
        {"never", "Constant", "ConstantLR", "Constant"},
        {"warm", "OneCycleLR", "StepLR", "WarmupStableDecay"},
        {"COSINE", "OneCycleLR", "StepLR", "CosineAnnealingLR"},
        {"cosine warm-up", "OneCycleLR", "CosineAnnealingLR", "CosineWithMinLR"},
        {"geometric", "StepLR", "PolynomialLR", "ExponentialLR"},
        {"step", "MultiStepLR", "CosineAnnealingLR", "StepLR"},
        {"SGDR", "CosineAnnealingWarmRestarts", "StepLR", "CosineAnnealingWarmRestarts"},
        {"face inverse", "InverseSqrtLR", "NoamDecay", "InverseSqrtLR"},
    };
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        stage_keys(&s, "s");
        stage_type(&s, table[i].typed);
        struct lrs_chooser *ch = &s.ui->chooser;
        if (!lists(ch, table[i].has) || lists(ch, table[i].lacks))
            fail_msg("%s: %d, has %d, lacks %d", table[i].typed, ch->n, lists(ch, table[i].has),
                     !lists(ch, table[i].lacks));
        assert_string_equal(selected(&s)->kind->name, table[i].best);
        assert_non_null(ch->heading[0]);
        stage_keys(&s, "Esc");
    }
    stage_close(&s);
}

/* The picture and the words beside it are those of the schedule that Enter brings. */
static void what_is_drawn_is_taken(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "s");
    int n = s.ui->chooser.n;
    stage_keys(&s, "Esc");
    for (int i = 0; i < n; i++) {
        stage_do(&s, "schedule Constant"); /* so that none is in force with values of its own */
        stage_keys(&s, "s");
        lrs_chooser_move(s.ui, i - s.ui->chooser.selected);
        char *spec = lrs_strdup(selected(&s)->spec);
        double first = selected(&s)->thumb[0].first;
        stage_keys(&s, "Enter");
        struct lrs_str taken = {0};
        lrs_spec_print(s.ui->exp->part[LRS_SCHEDULE], false, &taken);
        assert_string_equal(lrs_str_text(&taken), spec);
        assert_close(s.ui->snap.info.lr, first, 1e-12, 1e-9);
        lrs_str_clear(&taken);
        lrs_free(spec);
    }
    stage_close(&s);
}

static void the_run_goes_on_behind_it(void **state)
{
    (void)state;
    for (int i = 0; i < SIZES; i++) {
        struct stage s;
        struct lrs_layout l;
        stage_open(&s, STAGE_SCENE);
        resize(&s, i);
        stage_do(&s, "pace 100");
        stage_keys(&s, "Space s");
        stage_wait(&s, 0.2);
        int64_t step = s.ui->snap.info.step;
        char *text = screen(&s), before[4096];
        snprintf(before, sizeof before, "%s", text);
        lrs_free(text);
        stage_wait(&s, 0.3);
        assert_true(s.ui->snap.info.step > step);
        assert_int_equal(s.ui->overlay, LRS_OVER_CHOOSER);
        text = screen(&s);
        assert_true(strncmp(text, before, strlen(before)) != 0);
        assert_non_null(strstr(text, "RUNNING"));
        lrs_ui_layout(s.ui, &l);
        assert_int_equal(l.lr.h > 0 && l.loss.h > 0, sizes[i][1] >= 40);
        assert_true(!strstr(text, "Learning rate") == (sizes[i][1] < 40));
        lrs_free(text);
        stage_close(&s);
    }
}

static bool apart(struct lrs_rect a, struct lrs_rect b)
{
    return a.w <= 0 || a.h <= 0 || b.w <= 0 || b.h <= 0 || a.x + a.w <= b.x || b.x + b.w <= a.x ||
           a.y + a.h <= b.y || b.y + b.h <= a.y;
}

/* Nothing lies over it, whatever the size, and the list has room. */
static void it_has_a_place_at_every_size(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(80, 24, LRS_ASCII, true);
    ui->overlay = LRS_OVER_CHOOSER;
    for (ui->w = 30; ui->w < 240; ui->w += 7)
        for (ui->h = 8; ui->h < 80; ui->h++) {
            struct lrs_layout l;
            lrs_ui_layout(ui, &l);
            const struct lrs_rect r[] = {l.title, l.chooser, l.lr, l.loss, l.status, l.hints};
            for (int i = 0; i < 6; i++)
                for (int k = 0; k < i; k++)
                    assert_true(apart(r[i], r[k]));
            assert_true(l.chooser.w >= 30 && l.chooser.h >= 5);
            assert_true(l.chooser.x >= l.body.x && l.chooser.w <= l.body.w);
            assert_true(lrs_view_chooser_page(ui, l.chooser) >= 3);
        }
    still_free(ui);
}

static void press(struct stage *s, int x, int y)
{
    struct lrs_event e = {.type = LRS_EVENT_MOUSE, .mouse = LRS_MOUSE_PRESS, .x = x, .y = y};
    stage_event(s, &e);
}

/* The cell at which choice I can be pressed, or false. */
static bool find_cell(const struct stage *s, int i, int *x, int *y)
{
    struct lrs_layout l;
    lrs_ui_layout(s->ui, &l);
    for (*y = 0; *y < s->ui->h; ++*y)
        for (*x = 0; *x < s->ui->w; ++*x)
            if (lrs_view_chooser_hit(s->ui, l.chooser, *x, *y) == i)
                return true;
    return false;
}

/* Whatever is selected is in sight under the mark, and that is where it can be pressed. */
static void the_selected_one_is_in_sight(void **state)
{
    (void)state;
    static const char *const keys[] = {"s", "o", "p", "O"};
    for (int i = 0; i < SIZES; i++)
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            struct stage s;
            stage_open(&s, STAGE_SCENE);
            resize(&s, i);
            stage_keys(&s, keys[k]);
            int n = s.ui->chooser.n;
            for (int step = 0; step < 2 * n; step++) {
                const struct lrs_offer *it = selected(&s);
                char want[16];
                int x, y;
                snprintf(want, sizeof want, "> %.10s", it->kind ? it->kind->title : it->card.name);
                char *text = screen(&s);
                assert_non_null(strstr(text, want));
                lrs_free(text);
                assert_true(find_cell(&s, s.ui->chooser.selected, &x, &y));
                assert_int_equal(s.canvas.cell[y * s.canvas.w + x].cp, '>');
                stage_keys(&s, step < n ? "Down" : "Up");
            }
            stage_close(&s);
        }
}

static void hands_select_and_take(void **state)
{
    (void)state;
    struct stage s;
    int x, y;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "s");
    int from = s.ui->chooser.selected;
    assert_true(find_cell(&s, from - 1, &x, &y));
    press(&s, x + 5, y);
    assert_int_equal(s.ui->chooser.selected, from - 1);
    assert_int_equal(s.ui->overlay, LRS_OVER_CHOOSER);
    struct lrs_event wheel = {
        .type = LRS_EVENT_MOUSE, .mouse = LRS_MOUSE_WHEEL_DOWN, .x = x, .y = y};
    stage_event(&s, &wheel);
    assert_int_equal(s.ui->chooser.selected, from);
    assert_true(find_cell(&s, from - 2, &x, &y));
    const struct lrs_kind *kind = s.ui->chooser.at[from - 2]->kind;
    press(&s, x, y);
    press(&s, x, y);
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_ptr_equal(s.ui->exp->part[LRS_SCHEDULE]->kind, kind);
    stage_keys(&s, "s");
    assert_string_equal(s.ui->chooser.heading[0], "Never");
    stage_keys(&s, "PgUp PgUp PgUp PgUp");
    assert_int_equal(s.ui->chooser.selected, 0);
    assert_true(find_cell(&s, 0, &x, &y));
    press(&s, x + 4, y - 1); /* a heading */
    assert_int_equal(s.ui->chooser.selected, 0);
    assert_int_equal(s.ui->overlay, LRS_OVER_CHOOSER);
    stage_keys(&s, "PgDn PgDn PgDn PgDn");
    assert_int_equal(s.ui->chooser.selected, s.ui->chooser.n - 1);
    stage_close(&s);
}

static void others_have_groups_too(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "p");
    struct lrs_chooser *ch = &s.ui->chooser;
    assert_string_equal(ch->heading[0], "Data");
    stage_type(&s, "rosen");
    assert_string_equal(ch->heading[0], "Landscapes");
    stage_keys(&s, "Esc O");
    assert_string_equal(ch->heading[0], "Scenes");
    stage_type(&s, "lesson");
    assert_string_equal(ch->heading[0], "Lessons");
    for (int i = 0; i < ch->n; i++)
        assert_true(ch->at[i]->card.beats > 0 || strstr(ch->at[i]->card.title, "esson"));
    stage_close(&s);
}

static void golden_at(int w, int h, enum lrs_glyphs glyphs, bool colour, const char *name)
{
    struct lrs_ui *ui = still_new(w, h, glyphs, colour);
    struct lrs_canvas c;
    char path[96];
    still_chooser(ui, LRS_SCHEDULE);
    lrs_canvas_init(&c, w, h, glyphs, colour);
    lrs_ui_draw(ui, &c);
    snprintf(path, sizeof path, "tests/ui/golden/%s.txt", name);
    assert_golden(&c, path);
    lrs_canvas_free(&c);
    still_free(ui);
}

static void goldens(void **state)
{
    (void)state;
    golden_at(60, 18, LRS_ASCII, false, "chooser-60x18-ascii-mono");
    golden_at(110, 30, LRS_BRAILLE, true, "chooser-110x30");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schedules_are_grouped_two_ways),
        cmocka_unit_test(words_of_the_taxonomy_filter),
        cmocka_unit_test(what_is_drawn_is_taken),
        cmocka_unit_test(the_run_goes_on_behind_it),
        cmocka_unit_test(it_has_a_place_at_every_size),
        cmocka_unit_test(the_selected_one_is_in_sight),
        cmocka_unit_test(hands_select_and_take),
        cmocka_unit_test(others_have_groups_too),
        cmocka_unit_test(goldens),
    };
    return cmocka_run_group_tests_name("chooser", tests, NULL, NULL) != 0;
}

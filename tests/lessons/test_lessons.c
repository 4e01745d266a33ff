/* Every bundled lesson (and scene with one) is given from the first beat to the last, and what it
 * claims is held against what has happened. LRSCOPE_LESSON names one lesson, or a file, to be given
 * alone, for those who write it. */
#include "check.h"

#include <stdlib.h>
#include <time.h>

#include "lrscope/mem.h"
#include "ui_act.h"

enum { SECONDS_MAX = 3 }; /* of processor time that a lesson may take */

struct class
{
    struct lrs_lua *lua;
    struct lrs_engine *engine;
    struct lrs_scene *scene;
    struct lrs_ui *ui;
};

static void settle(struct class *c)
{
    lrs_engine_pump(c->engine, 0);
    lrs_ui_refresh(c->ui);
}

static void key(struct class *c, const char *name)
{
    struct lrs_event e = {.type = LRS_EVENT_KEY, .key = lrs_key_parse(name)};
    lrs_ui_update(c->ui, &e);
    settle(c);
}

static void open_class(struct class *c, const char *name)
{
    struct lrs_err err = {""};
    const struct lrs_ui_options options = {.glyphs = LRS_BRAILLE, .colour = true};
    *c = (struct class){.lua = lrs_lua_new(0), .engine = lrs_engine_new(0)};
    c->scene = lrs_scene_load(c->lua, name, &err);
    if (!c->scene)
        fail_msg("%s", err.msg);
    if (!c->scene->lesson)
        return;
    assert_true(c->scene->lesson->n > 0);
    c->ui = lrs_ui_new(c->engine, c->lua, c->scene, &options, 80, 24, &err);
    if (!c->ui)
        fail_msg("%s: %s", name, err.msg);
    settle(c);
}

static void close_class(struct class *c)
{
    lrs_ui_free(c->ui);
    lrs_scene_free(c->scene);
    lrs_engine_free(c->engine);
    lrs_lua_free(c->lua);
}

/* The strip must hold all the words in the smallest window that a projector is likely to have. */
static void check_words(const char *name, struct class *c)
{
    enum { W = 60, H = 18 };
    bool revealed;
    struct lrs_layout l;
    c->ui->w = W;
    c->ui->h = H;
    lrs_ui_layout(c->ui, &l);
    if (lrs_view_lesson_rows(c->ui, W) > l.lesson.h)
        fail_msg("%s: beat %d takes %d rows at %dx%d; there are %d%s", name, c->ui->course->at + 1,
                 lrs_view_lesson_rows(c->ui, W), W, H, l.lesson.h,
                 lrs_lesson_question(c->ui, &revealed) >= 0 ? " (with its answers)" : "");
    c->ui->w = 80;
    c->ui->h = 24;
}

static void check_beat(const char *name, struct class *c)
{
    struct lrs_str why = {0};
    if (c->ui->message_is_error)
        fail_msg("%s: %s", name, c->ui->message);
    check_words(name, c);
    if (!lrs_lesson_check(c->ui, &why))
        fail_msg("%s: %s", name, lrs_str_text(&why));
    lrs_str_clear(&why);
}

static void give(const char *name)
{
    struct class c;
    clock_t begin = clock();
    open_class(&c, name);
    if (c.ui) {
        int last = c.scene->lesson->n - 1, presses = 0;
        if (!c.scene->lesson->checked)
            fail_msg("%s claims nothing that could be checked", name);
        check_beat(name, &c);
        while (c.ui->course->at < last || lrs_lesson_asks(c.ui)) {
            key(&c, "PgDn");
            check_beat(name, &c);
            if (++presses > 2 * LRS_BEATS_MAX)
                fail_msg("%s does not come to its end", name);
        }
        assert_int_equal(c.ui->course->phase, LRS_BEAT_DONE);
    }
    close_class(&c);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    if (seconds > SECONDS_MAX)
        fail_msg("%s takes %.1f seconds, more than %d", name, seconds, SECONDS_MAX);
}

static int give_all(char **names, int n)
{
    for (int i = 0; i < n; i++) {
        give(names[i]);
        lrs_free(names[i]);
    }
    lrs_free(names);
    return n;
}

static void every_lesson_is_true(void **state)
{
    (void)state;
    int n;
    const char *one = getenv("LRSCOPE_LESSON");
    if (one) {
        give(one);
        return;
    }
    char **names = lrs_lesson_names(&n);
    assert_true(give_all(names, n) > 0);
    names = lrs_scene_names(&n);
    give_all(names, n);
}

/* What is not listed is not installed. */
static void every_lesson_is_installed(void **state)
{
    (void)state;
    int n;
    char text[8192], **names = lrs_lesson_names(&n);
    FILE *f = fopen(source_path("scenes/local.mk"), "r");
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    for (int i = 0; i < n; i++) {
        char *entry = lrs_format("lessons/%s.lua", names[i]);
        if (!strstr(text, entry))
            fail_msg("scenes/local.mk does not name %s", entry);
        lrs_free(entry);
        lrs_free(names[i]);
    }
    lrs_free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lesson_is_installed),
        cmocka_unit_test(every_lesson_is_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

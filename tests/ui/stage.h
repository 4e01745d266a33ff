/* A stage for tests of the instrument: a sandbox, a synchronous engine and a UI on a small scene,
 * with what hands do to it. Time passes only where a test says so. */
#ifndef LRSCOPE_TESTS_STAGE_H
#define LRSCOPE_TESTS_STAGE_H

#include "check.h"

#include "lrscope/mem.h"
#include "ui_act.h"

struct stage {
    struct lrs_lua *lua;
    struct lrs_engine *engine;
    struct lrs_scene *scene;
    struct lrs_ui *ui;
    struct lrs_canvas canvas;
    unsigned reactions; /* of the last event */
};

/* Learns in no time, and has an epoch of 10 steps. */
#define STAGE_SCENE                                                                                \
    "return { title = 'Small', problem = blobs{points=200, classes=2},"                            \
    " model = mlp{hidden={4}}, optimizer = SGD{lr=0.1, momentum=0.9},"                             \
    " schedule = StepLR{step_size=5, gamma=0.5},"                                                  \
    " train = {epochs=20, batch=16, seed=3, validation=0.2} }"

static inline void stage_settle(struct stage *s)
{
    lrs_engine_pump(s->engine, 0);
    s->reactions |= lrs_ui_refresh(s->ui);
}

static inline void stage_open(struct stage *s, const char *scene)
{
    struct lrs_err err = {""};
    const struct lrs_ui_options options = {.glyphs = LRS_ASCII, .colour = true};
    *s = (struct stage){.lua = lrs_lua_new(1), .engine = lrs_engine_new(0)};
    s->scene = lrs_scene_from_text(s->lua, scene, "stage", &err);
    if (!s->scene)
        fail_msg("the scene: %s", err.msg);
    s->ui = lrs_ui_new(s->engine, s->lua, s->scene, &options, 100, 30, &err);
    if (!s->ui)
        fail_msg("the instrument: %s", err.msg);
    lrs_canvas_init(&s->canvas, 100, 30, LRS_ASCII, true);
    stage_settle(s);
}

static inline void stage_close(struct stage *s)
{
    lrs_canvas_free(&s->canvas);
    lrs_ui_free(s->ui);
    lrs_scene_free(s->scene);
    lrs_engine_free(s->engine);
    lrs_lua_free(s->lua);
}

static inline void stage_event(struct stage *s, const struct lrs_event *e)
{
    s->reactions = lrs_ui_update(s->ui, e);
    stage_settle(s);
}

/* Time passes for the instrument, not for the engine. */
static inline void stage_later(struct stage *s, double seconds)
{
    struct lrs_event e = {.type = LRS_EVENT_TICK, .now = s->ui->now + seconds};
    stage_event(s, &e);
}

/* Keys by name, separated by spaces: "5 Right S-Tab". */
static inline void stage_keys(struct stage *s, const char *names)
{
    char copy[256];
    snprintf(copy, sizeof copy, "%s", names);
    for (char *at = copy, *name; (name = strtok(at, " ")); at = NULL) {
        struct lrs_event e = {.type = LRS_EVENT_KEY, .key = lrs_key_parse(name)};
        if (e.key == LRS_KEY_NONE)
            fail_msg("no key is called %s", name);
        stage_event(s, &e);
    }
}

static inline void stage_type(struct stage *s, const char *text)
{
    for (; *text; text++) {
        struct lrs_event e = {.type = LRS_EVENT_KEY, .key = (unsigned char)*text};
        stage_event(s, &e);
    }
}

/* An action that has to work. */
static inline void stage_do(struct stage *s, const char *line)
{
    struct lrs_err err = {""};
    if (!lrs_ui_command(s->ui, line, &s->reactions, &err))
        fail_msg("%s: %s", line, err.msg);
    stage_settle(s);
}

/* An action that has to be refused, for a reason in which WORDS stand. */
static inline void stage_refuses(struct stage *s, const char *line, const char *words)
{
    struct lrs_err err = {""};
    struct lrs_experiment *before = lrs_experiment_copy(s->ui->exp);
    if (lrs_ui_command(s->ui, line, &s->reactions, &err))
        fail_msg("%s was not refused", line);
    if (!strstr(err.msg, words))
        fail_msg("%s: \"%s\" does not say \"%s\"", line, err.msg, words);
    stage_settle(s);
    assert_true(lrs_experiment_equal(before, s->ui->exp));
    lrs_experiment_free(before);
}

static inline const struct lrs_value *stage_value(const struct stage *s, const char *path)
{
    struct lrs_err err = {""};
    enum lrs_part part;
    struct lrs_ref ref;
    if (!lrs_experiment_find(s->ui->exp, path, &part, &ref, &err))
        fail_msg("%s: %s", path, err.msg);
    return lrs_ref_value(&ref);
}

static inline double stage_real(const struct stage *s, const char *path)
{
    const struct lrs_value *v = stage_value(s, path);
    if (v->tag == LRS_INT)
        return (double)v->integer;
    return v->tag == LRS_REAL ? v->real : (double)NAN;
}

static inline const char *stage_kind(const struct stage *s, enum lrs_part part)
{
    return s->ui->exp->part[part]->kind->name;
}

/* What the engine trains has to be what the UI shows. */
static inline void stage_agrees(const struct stage *s)
{
    assert_true(lrs_experiment_equal(s->ui->exp, s->ui->snap.exp));
}

static inline void stage_wait(struct stage *s, double seconds)
{
    char line[40];
    snprintf(line, sizeof line, "wait %g", seconds);
    stage_do(s, line);
}

#endif

/* Bundled scenes for tests: loaded by name, tabulated, ready to run. */
#ifndef LRSCOPE_TESTS_BUNDLED_H
#define LRSCOPE_TESTS_BUNDLED_H

#include "check.h"

#include "lrscope/run.h"
#include "lrscope/scene.h"

/* A scene with the sandbox that its functions live in. */
struct bundled {
    struct lrs_lua *lua;
    struct lrs_scene *scene;
};

static inline struct bundled bundled_load(const char *name)
{
    struct bundled b = {.lua = lrs_lua_new(1)};
    struct lrs_err err = {0};
    b.scene = lrs_scene_load(b.lua, name, &err);
    if (!b.scene || !lrs_lua_tabulate(b.lua, b.scene->exp, &err))
        fail_msg("%s: %s", name, err.msg);
    return b;
}

static inline void bundled_free(struct bundled *b)
{
    lrs_scene_free(b->scene);
    lrs_lua_free(b->lua);
}

static inline struct lrs_run *bundled_run(const struct lrs_experiment *e)
{
    struct lrs_err err = {0};
    struct lrs_run *run = lrs_run_new(e, &err);
    if (!run)
        fail_msg("%s", err.msg);
    return run;
}

#endif

/* What the tests of the scene floor share: a sandbox per test, and prints of what came out. */
#ifndef LRS_TESTS_SCENES_H
#define LRS_TESTS_SCENES_H

#include "check.h"

#include "lrscope/mem.h"
#include "lrscope/scene.h"

static inline int new_lua(void **state)
{
    *state = lrs_lua_new(7);
    return 0;
}

static inline int free_lua(void **state)
{
    lrs_lua_free(*state);
    return 0;
}

/* The spec that TEXT reads as, printed; or "! " and the message. The caller frees it. */
static inline char *read_spec(struct lrs_lua *lua, enum lrs_part part, const char *text)
{
    struct lrs_err err = {""};
    struct lrs_str out = {0};
    struct lrs_spec *spec = lrs_lua_spec(lua, part, text, "--schedule", &err);
    if (spec)
        lrs_spec_print(spec, false, &out);
    else
        lrs_str_addf(&out, "! %s", err.msg);
    lrs_spec_free(spec);
    return lrs_str_take(&out);
}

/* The same for the whole scene: title and six parts. */
static inline char *read_scene(struct lrs_lua *lua, const char *text)
{
    struct lrs_err err = {""};
    struct lrs_str out = {0};
    struct lrs_scene *scene = lrs_scene_from_text(lua, text, "x.lua", &err);
    lrs_str_add(&out, scene ? scene->title : "! ");
    for (int i = 0; scene && i < LRS_PARTS; i++) {
        lrs_str_add(&out, " | ");
        lrs_spec_print(scene->exp->part[i], false, &out);
    }
    lrs_str_add(&out, scene ? "" : err.msg);
    lrs_scene_free(scene);
    return lrs_str_take(&out);
}

static inline void expect_text(char *got, const char *want)
{
    assert_string_equal(got, want);
    lrs_free(got);
}

#endif

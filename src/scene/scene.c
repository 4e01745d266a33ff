/* Scene files: a chunk that returns a table, read into an experiment. The fields stand in one table
 * with what each takes; what is missing keeps its default. */
#include "fields.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

static struct lrs_scene *scene_of(const struct lrs_reader *r)
{
    return r->object;
}

static bool read_part(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    enum lrs_part part = (enum lrs_part)f->arg;
    int line = lrs_lex_field(r->chunk, 1, f->name);
    struct lrs_spec *spec = lrs_convert_spec(r->lua, r->chunk, part, index, f->name, line, r->err);
    if (spec)
        lrs_experiment_put(scene_of(r)->exp, part, spec);
    return spec != NULL;
}

static bool read_text(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    const char *s = lrs_field_text(r, f, index, LRS_TEXT_MAX);
    char **text = (char **)((char *)r->object + f->arg);
    if (s) {
        lrs_free(*text);
        *text = lrs_strdup(s);
    }
    return s != NULL;
}

static bool read_expect(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    lua_State *L = r->lua->L;
    if (lua_type(L, index) != LUA_TSTRING || strcmp(lua_tostring(L, index), "diverged") != 0)
        return lrs_field_refuse_value(r, f, index);
    return read_text(r, f, index);
}

static bool read_pace(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    lua_State *L = r->lua->L;
    double pace = lua_type(L, index) == LUA_TNUMBER ? lua_tonumber(L, index) : (double)NAN;
    if (!(isfinite(pace) && pace >= 0))
        return lrs_field_refuse_value(r, f, index);
    scene_of(r)->pace = pace;
    return true;
}

/* The beats are held against the experiment, which is complete by now: it stands before. */
static bool read_lesson(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    struct lrs_scene *s = scene_of(r);
    if (lua_type(r->lua->L, index) != LUA_TTABLE)
        return lrs_field_refuse_value(r, f, index);
    if (!lrs_experiment_check(s->exp, r->err))
        return lrs_chunk_fail(r->chunk, 0, "", r->err);
    s->lesson = lrs_lesson_read(r->lua, r->chunk, index, s->exp, r->err);
    return s->lesson != NULL;
}

/* clang-format off */
static const struct lrs_field fields[] = {
    {"title", "One line that names the experiment; the file's name without one.",
     "a text", read_text, offsetof(struct lrs_scene, title)},
    {"about", "A few sentences on what there is to see.",
     "a text", read_text, offsetof(struct lrs_scene, about)},
    {"problem", "What is learnt: data or a landscape.", NULL, read_part, LRS_PROBLEM},
    {"model", "What learns, where the problem has data.", NULL, read_part, LRS_MODEL},
    {"optimizer", "How it learns; its lr is the base rate of the schedule.",
     NULL, read_part, LRS_OPTIMIZER},
    {"schedule", "The rate over time.", NULL, read_part, LRS_SCHEDULE},
    {"train", "Length, batches and seed: a table of the settings below.",
     NULL, read_part, LRS_TRAIN},
    {"finder", "The learning-rate finder: a table of the settings below.",
     NULL, read_part, LRS_FINDER},
    {"expect", "\"diverged\" where that is what the scene shows, so that it is no failure.",
     "\"diverged\"", read_expect, offsetof(struct lrs_scene, expect)},
    {"pace", "Steps a second in the instrument; 0 is as fast as the machine can.",
     "steps a second, 0 for flat out", read_pace, 0},
    {"lesson", "A list of beats, which Page Down walks through: tables of the fields below.",
     "a list of beats", read_lesson, 0},
    {"notes", "For the presenter of the lesson.",
     "a text", read_text, offsetof(struct lrs_scene, notes)},
    {NULL, NULL, NULL, NULL, 0},
};
/* clang-format on */

bool lrs_scene_field(int i, const char **name, const char **help)
{
    return lrs_field_row(fields, i, name, help);
}

static bool read_fields(const struct lrs_reader *r, int index)
{
    return lrs_fields_read(r, fields, index) &&
           (scene_of(r)->lesson || lrs_experiment_check(scene_of(r)->exp, r->err) ||
            lrs_chunk_fail(r->chunk, 0, "", r->err));
}

static bool read_scene(const struct lrs_reader *r)
{
    lua_State *L = r->lua->L;
    int top = lua_gettop(L);
    if (!lrs_lua_eval(r->lua, r->chunk, LRS_CHUNK_FILE, r->err))
        return false;
    bool ok = lua_gettop(L) == top + 1 && lua_type(L, -1) == LUA_TTABLE;
    if (ok) {
        ok = read_fields(r, top + 1);
    } else {
        lrs_fail(r->err, "a scene must return one table: return { title = ..., problem = ... }");
        lrs_chunk_fail(r->chunk, 0, "", r->err);
    }
    lua_settop(L, top);
    return ok;
}

/* As lua itself does: a byte order mark and a first line with # are skipped. */
static struct lrs_chunk chunk_of(const char *text, const char *file)
{
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    if (*text == '#')
        text += strcspn(text, "\n");
    return (struct lrs_chunk){.text = text, .len = strlen(text), .place = file, .lines = true};
}

struct lrs_scene *lrs_scene_from_text(struct lrs_lua *lua, const char *text, const char *file,
                                      struct lrs_err *err)
{
    struct lrs_chunk chunk = chunk_of(text, file);
    if (!lrs_check_text(text, strlen(text), err)) {
        lrs_fail_prefix(err, "%s: ", file);
        return NULL;
    }
    struct lrs_scene *s = LRS_NEW(struct lrs_scene);
    s->file = lrs_strdup(file);
    s->name = lrs_scene_base(file);
    s->pace = NAN;
    s->exp = lrs_experiment_new();
    struct lrs_reader r = {.lua = lua,
                           .chunk = &chunk,
                           .err = err,
                           .noun = "scene",
                           .path = "",
                           .line = 1,
                           .object = s};
    if (!read_scene(&r)) {
        lrs_scene_free(s);
        return NULL;
    }
    s->title = s->title ? s->title : lrs_strdup(s->name);
    s->about = s->about ? s->about : lrs_strdup("");
    s->written = lrs_experiment_copy(s->exp);
    return s;
}

struct lrs_scene *lrs_scene_load(struct lrs_lua *lua, const char *name, struct lrs_err *err)
{
    struct lrs_scene *scene = NULL;
    size_t len = 0;
    char *path = lrs_scene_path(name, err);
    char *text = path ? lrs_read_text(path, &len, err) : NULL;
    if (path && !text)
        lrs_fail_prefix(err, "%s: ", path);
    /* The text ends at the first zero byte for everything behind, so that one is told here. */
    if (text && !lrs_check_text(text, len, err))
        lrs_fail_prefix(err, "%s: ", path);
    else if (text)
        scene = lrs_scene_from_text(lua, text, path, err);
    if (scene && strcmp(name, path) == 0) { /* a file, not one of those that come with it */
        lrs_free(scene->name);
        scene->name = lrs_strdup(name);
    }
    lrs_free(text);
    lrs_free(path);
    return scene;
}

static char *copy_text(const char *s)
{
    return s ? lrs_strdup(s) : NULL;
}

struct lrs_scene *lrs_scene_copy(const struct lrs_scene *s)
{
    struct lrs_scene *copy = LRS_NEW(struct lrs_scene);
    *copy = *s;
    copy->name = copy_text(s->name);
    copy->file = copy_text(s->file);
    copy->title = copy_text(s->title);
    copy->about = copy_text(s->about);
    copy->expect = copy_text(s->expect);
    copy->notes = copy_text(s->notes);
    copy->lesson = lrs_lesson_share(s->lesson);
    copy->exp = lrs_experiment_copy(s->exp);
    copy->written = lrs_experiment_copy(s->written);
    return copy;
}

void lrs_scene_free(struct lrs_scene *s)
{
    if (!s)
        return;
    lrs_free(s->name);
    lrs_free(s->file);
    lrs_free(s->title);
    lrs_free(s->about);
    lrs_free(s->expect);
    lrs_free(s->notes);
    lrs_lesson_release(s->lesson);
    lrs_experiment_free(s->exp);
    lrs_experiment_free(s->written);
    lrs_free(s);
}

/* Scene files: a chunk that returns a table, read into an experiment. The fields stand in one table
 * with what each takes; what is missing keeps its default. */
#include "scene_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

struct reader {
    struct lrs_lua *lua;
    const struct lrs_chunk *chunk;
    struct lrs_scene *scene;
    struct lrs_err *err;
};

struct field {
    const char *name;
    const char *help;    /* NULL: not to be told of */
    const char *allowed; /* for messages */
    bool (*read)(const struct reader *r, const struct field *f, int index);
    int arg; /* a part; offset of a text in struct lrs_scene */
};

static bool refuse(const struct reader *r, const char *name)
{
    return lrs_chunk_fail(r->chunk, lrs_lex_field(r->chunk, 1, name), name, r->err);
}

static bool refuse_value(const struct reader *r, const struct field *f, int index)
{
    struct lrs_str found = {0};
    lrs_describe(r->lua->L, index, &found);
    lrs_fail(r->err, "found %s, allowed %s", lrs_str_text(&found), f->allowed);
    lrs_str_clear(&found);
    return refuse(r, f->name);
}

static bool read_part(const struct reader *r, const struct field *f, int index)
{
    enum lrs_part part = (enum lrs_part)f->arg;
    int line = lrs_lex_field(r->chunk, 1, f->name);
    struct lrs_spec *spec = lrs_convert_spec(r->lua, r->chunk, part, index, f->name, line, r->err);
    if (spec)
        lrs_experiment_put(r->scene->exp, part, spec);
    return spec != NULL;
}

static bool read_text(const struct reader *r, const struct field *f, int index)
{
    size_t len;
    if (lua_type(r->lua->L, index) != LUA_TSTRING)
        return refuse_value(r, f, index);
    const char *s = lua_tolstring(r->lua->L, index, &len);
    if (!lrs_check_text(s, len, r->err))
        return refuse(r, f->name);
    char **text = (char **)((char *)r->scene + f->arg);
    lrs_free(*text);
    *text = lrs_strdup(s);
    return true;
}

static bool read_expect(const struct reader *r, const struct field *f, int index)
{
    lua_State *L = r->lua->L;
    if (lua_type(L, index) != LUA_TSTRING || strcmp(lua_tostring(L, index), "diverged") != 0)
        return refuse_value(r, f, index);
    return read_text(r, f, index);
}

static bool read_pace(const struct reader *r, const struct field *f, int index)
{
    lua_State *L = r->lua->L;
    double pace = lua_type(L, index) == LUA_TNUMBER ? lua_tonumber(L, index) : (double)NAN;
    if (!(isfinite(pace) && pace >= 0))
        return refuse_value(r, f, index);
    r->scene->pace = pace;
    return true;
}

/* What later versions read. */
static bool read_later(const struct reader *r, const struct field *f, int index)
{
    int type = lua_type(r->lua->L, index);
    r->scene->taught = true;
    return type == LUA_TTABLE || type == LUA_TSTRING || refuse_value(r, f, index);
}

/* clang-format off */
static const struct field fields[] = {
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
    {"lesson", NULL, "a table or a text", read_later, 0},
    {"notes", NULL, "a table or a text", read_later, 0},
};
/* clang-format on */
enum { N_FIELDS = sizeof fields / sizeof *fields };

bool lrs_scene_field(int i, const char **name, const char **help)
{
    if (i >= N_FIELDS)
        return false;
    *name = fields[i].name;
    *help = fields[i].help;
    return true;
}

static int find_field(const char *word)
{
    for (int i = 0; i < N_FIELDS; i++)
        if (strcmp(word, fields[i].name) == 0)
            return i;
    return -1;
}

static bool refuse_key(const struct reader *r, const char *word)
{
    struct lrs_nearest near = {.word = word};
    struct lrs_str allowed = {0};
    for (int i = 0; i < N_FIELDS; i++) {
        lrs_nearest_try(&near, fields[i].name);
        lrs_str_addf(&allowed, "%s%s", i ? ", " : "", fields[i].name);
    }
    lrs_fail(r->err, "a scene has no field '%.60s'%s (allowed: %s)", word, lrs_nearest_hint(&near),
             lrs_str_text(&allowed));
    lrs_str_clear(&allowed);
    return lrs_chunk_fail(r->chunk, lrs_lex_field(r->chunk, 1, word), "", r->err);
}

/* Copies the fields of the table at INDEX to the stack slots from SLOTS on. */
static bool sort_fields(const struct reader *r, int index, int slots)
{
    enum { UNKNOWN_MAX = 32 };
    lua_State *L = r->lua->L;
    const char *unknown = NULL;
    int n_unknown = 0;
    lua_pushnil(L);
    for (; n_unknown < UNKNOWN_MAX && lua_next(L, index); lua_pop(L, 1)) {
        const char *word = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "1";
        int i = find_field(word);
        if (i >= 0) {
            lua_copy(L, -1, slots + i);
        } else { /* always the same one is told, though the order of a table is not */
            n_unknown++;
            unknown = unknown && strcmp(unknown, word) < 0 ? unknown : word;
        }
    }
    lua_settop(L, slots + N_FIELDS - 1);
    return !unknown || refuse_key(r, unknown);
}

static bool read_fields(const struct reader *r, int index)
{
    lua_State *L = r->lua->L;
    int slots = lua_gettop(L) + 1;
    if (!lua_checkstack(L, N_FIELDS + LUA_MINSTACK))
        return lrs_fail(r->err, "needs too much of Lua's stack");
    for (int i = 0; i < N_FIELDS; i++)
        lua_pushnil(L);
    if (!sort_fields(r, index, slots))
        return false;
    for (int i = 0; i < N_FIELDS; i++)
        if (!lua_isnil(L, slots + i) && !fields[i].read(r, &fields[i], slots + i))
            return false;
    return lrs_experiment_check(r->scene->exp, r->err) || lrs_chunk_fail(r->chunk, 0, "", r->err);
}

static bool read_scene(const struct reader *r)
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
    struct reader r = {.lua = lua, .chunk = &chunk, .scene = s, .err = err};
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
    lrs_experiment_free(s->exp);
    lrs_experiment_free(s->written);
    lrs_free(s);
}

/* What a beat sets and what it compares: values and whole parts, held against the experiment as the
 * beats before have left it. */
#include "lesson_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lrscope/mem.h"

enum { PATH_MAX_BYTES = 64 };

/* --- what is set --- */

static int part_named(const char *word)
{
    for (int i = 0; i < LRS_PARTS; i++)
        if (strcmp(word, lrs_part_name((enum lrs_part)i)) == 0)
            return i;
    return -1;
}

/* Whole parts first, then values by their paths: what a table has no order for gets one. */
static int by_path(const void *a, const void *b)
{
    const char *x = ((const struct lrs_beat_set *)a)->path,
               *y = ((const struct lrs_beat_set *)b)->path;
    int parts = (part_named(y) >= 0) - (part_named(x) >= 0);
    return parts ? parts : strcmp(x, y);
}

static bool list_paths(const struct lrs_reader *r, const struct lrs_field *f, int index,
                       struct lrs_setting *s)
{
    lua_State *L = r->lua->L;
    bool ok = true;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        size_t len = 0;
        const char *path = lua_type(L, -2) == LUA_TSTRING ? lua_tolstring(L, -2, &len) : NULL;
        lua_pop(L, 1);
        if (!path || len > PATH_MAX_BYTES || !lrs_check_text(path, len, NULL)) {
            lrs_fail(r->err, "paths and values belong there, as in [\"schedule.gamma\"] = 0.5");
            ok = false;
        } else if (s->n == LRS_SETS_MAX) {
            ok = lrs_fail(r->err, "at most %d values at once", LRS_SETS_MAX);
        } else {
            s->set[s->n++].path = lrs_strdup(path);
        }
        if (!ok) {
            lua_pop(L, 1);
            return lrs_field_refuse(r, f->name);
        }
    }
    qsort(s->set, (size_t)s->n, sizeof *s->set, by_path);
    return true;
}

/* The value on top of the stack, for the experiment as it is now. */
static bool convert(const struct lrs_reader *r, const struct lrs_field *f, struct lrs_beat_set *set,
                    struct lrs_experiment *e)
{
    int part = part_named(set->path), top = lua_gettop(r->lua->L);
    int line = lrs_lex_field(r->chunk, r->line, f->name);
    enum lrs_part of;
    struct lrs_ref ref;
    char path[160];
    snprintf(path, sizeof path, "%s%s.%s", r->path, f->name, set->path);
    if (part >= 0) {
        set->spec =
            lrs_convert_spec(r->lua, r->chunk, (enum lrs_part)part, top, path, line, r->err);
        return set->spec != NULL;
    }
    if (!lrs_experiment_find(e, set->path, &of, &ref, r->err))
        return lrs_field_refuse(r, f->name);
    struct lrs_param row = lrs_row_of(&ref);
    struct lrs_chunk here = *r->chunk;
    here.place = NULL; /* the line is that of the beat's field, not of the row's name */
    if (!lrs_convert_value(r->lua, &here, of, &row, top, path, &set->value, r->err))
        return lrs_chunk_fail(r->chunk, line, "", r->err);
    set->row = ref.element < 0 ? lrs_ref_param(&ref) : NULL;
    if (ref.element >= 0 && set->value.tag == LRS_INT)
        set->value = lrs_value_real((double)set->value.integer);
    return true;
}

/* The table at INDEX, put into E as well. */
static bool read_setting(const struct lrs_reader *r, const struct lrs_field *f, int index,
                         struct lrs_setting *s, struct lrs_experiment *e)
{
    lua_State *L = r->lua->L;
    if (lua_type(L, index) != LUA_TTABLE)
        return lrs_field_refuse_value(r, f, index);
    if (!list_paths(r, f, index, s))
        return false;
    for (int i = 0; i < s->n; i++) {
        struct lrs_setting one = {.n = 1};
        lua_pushnil(L); /* a look-up by name may allocate; a walk does not */
        while (lua_next(L, index) && strcmp(lua_tostring(L, -2), s->set[i].path) != 0)
            lua_pop(L, 1);
        bool ok = convert(r, f, &s->set[i], e);
        lua_pop(L, 2);
        one.set[0] = s->set[i];
        if (!ok)
            return false;
        if (s->set[i].spec)
            lrs_experiment_put(e, (enum lrs_part)part_named(s->set[i].path),
                               lrs_spec_copy(s->set[i].spec));
        else
            lrs_setting_apply(&one, e, NULL);
    }
    return lrs_experiment_check(e, r->err) || lrs_field_refuse(r, f->name);
}

bool lrs_beat_read_set(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    return read_setting(r, f, index, &beat_of(r)->setting, course_of(r)->exp);
}

/* --- what is compared --- */

/* { name = "...", set = {...} } at INDEX, the K-th of them. */
static bool read_compared(const struct lrs_reader *r, const struct lrs_field *f, int index, int k)
{
    lua_State *L = r->lua->L;
    struct lrs_setting *s = &beat_of(r)->compared[k];
    struct course *c = course_of(r);
    int name = 0, set = 0, top = lua_gettop(L);
    lua_pushnil(L);
    lua_pushnil(L);
    if (lua_type(L, index) == LUA_TTABLE) {
        lua_pushnil(L);
        for (; lua_next(L, index); lua_pop(L, 1)) {
            const char *word = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
            if (strcmp(word, "name") == 0)
                lua_copy(L, -1, name = top + 1);
            else if (strcmp(word, "set") == 0)
                lua_copy(L, -1, set = top + 2);
            else
                name = -1;
            if (name < 0)
                break;
        }
        lua_settop(L, top + 2);
    }
    bool ok = name > 0 && set > 0;
    if (!ok) {
        lrs_fail(r->err, "each takes { name = \"...\", set = { ... } }");
        lrs_field_refuse(r, f->name);
    }
    struct lrs_experiment *e = lrs_experiment_copy(c->exp);
    ok = ok && lrs_beat_name(r, f, name, s->name) && read_setting(r, f, set, s, e);
    lua_settop(L, top);
    c->judged[k] = s->name;
    lrs_experiment_free(e);
    return ok;
}

bool lrs_beat_read_compare(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    lua_State *L = r->lua->L;
    struct lrs_beat *b = beat_of(r);
    struct course *c = course_of(r);
    int n = lua_type(L, index) == LUA_TTABLE ? (int)lua_rawlen(L, index) : 0;
    if (n < 2 || n > LRS_COMPARED_MAX)
        return lrs_field_refuse_value(r, f, index);
    b->compared = LRS_ARRAY(struct lrs_setting, (size_t)n);
    b->n_compared = n;
    bool ok = true;
    for (int i = 0; ok && i < n; i++) {
        lua_rawgeti(L, index, i + 1);
        ok = read_compared(r, f, lua_gettop(L), i);
        lua_pop(L, 1);
    }
    c->n_judged = n;
    /* The first is the run itself and stays in force. */
    if (ok)
        lrs_setting_apply(&b->compared[0], c->exp, NULL);
    b->runs = b->anew = true;
    b->until = (struct lrs_condition){LRS_FIG_DONE, LRS_ABOVE, 0};
    return ok;
}

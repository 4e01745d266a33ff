/* Lua values to the values of parameter rows. Works on what an evaluation left on Lua's stack, with
 * calls that never raise an error, so that C memory is safe. The path grows on the way down; a
 * message is made where the fault is found, with place, line and path. */
#include "scene_priv.h"

#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

/* Tables may hold each other, or the same one a million times: what a conversion visits is bounded. */
enum { DEPTH_MAX = 8, SPECS_MAX = 256, NUMBERS_MAX = 1 << 17 };

struct conversion {
    struct lrs_lua *lua;
    lua_State *L;
    const struct lrs_chunk *chunk;
    struct lrs_err *err;
    enum lrs_part part;
    const struct lrs_param *row; /* being converted, or NULL */
    int line;                    /* of the constructor at work */
    int depth, specs;
    size_t numbers;
    char path[160];
};

static bool make_value(struct conversion *cv, const struct lrs_param *p, int index,
                       struct lrs_value *out);

/* The line on which the row at work is given, under whichever of its names. */
static int row_line(const struct conversion *cv)
{
    if (!cv->row || !cv->chunk->lines)
        return cv->line;
    int line = lrs_lex_field(cv->chunk, cv->line, cv->row->name);
    for (const char *s = cv->row->aliases; s && *s && line == cv->line;) {
        char name[64];
        size_t len = strcspn(s, " ");
        snprintf(name, sizeof name, "%.*s", (int)len, s);
        line = lrs_lex_field(cv->chunk, cv->line, name);
        s += len + strspn(s + len, " ");
    }
    return line;
}

/* Completes the sentence that is in ERR; returns false. */
static bool refuse(const struct conversion *cv)
{
    return lrs_chunk_fail(cv->chunk, row_line(cv), cv->path, cv->err);
}

static bool refuse_value(const struct conversion *cv, const struct lrs_param *p, int index)
{
    struct lrs_str found = {0}, allowed = {0};
    lrs_describe(cv->L, index, &found);
    lrs_param_print_range(p, &allowed);
    lrs_fail(cv->err, "found %s, allowed %s", lrs_str_text(&found), lrs_str_text(&allowed));
    lrs_str_clear(&found);
    lrs_str_clear(&allowed);
    return refuse(cv);
}

/* Appends ".name" to the path; the old length cuts it off again. */
static size_t enter(struct conversion *cv, const char *name)
{
    size_t len = strlen(cv->path);
    snprintf(cv->path + len, sizeof cv->path - len, "%s%s", len ? "." : "", name);
    return len;
}

static void leave(struct conversion *cv, size_t len)
{
    cv->path[len] = '\0';
}

void lrs_describe(lua_State *L, int index, struct lrs_str *out)
{
    struct lrs_made made;
    char number[LRS_NUMBER_MAX];
    if (lrs_made_get(L, index, &made)) {
        lrs_str_add(out, made.kind->name);
        return;
    }
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        if (lua_isinteger(L, index))
            lrs_str_addf(out, "%lld", (long long)lua_tointeger(L, index));
        else
            lrs_str_add(out, lrs_number_exact(number, lua_tonumber(L, index)));
        break;
    case LUA_TSTRING:
        lrs_str_addf(out, "\"%.60s\"", lua_tostring(L, index));
        break;
    case LUA_TBOOLEAN:
        lrs_str_add(out, lua_toboolean(L, index) ? "true" : "false");
        break;
    case LUA_TNIL:
        lrs_str_add(out, "nil");
        break;
    default:
        lrs_str_addf(out, "a %s", luaL_typename(L, index));
    }
}

/* A list has the keys 1 to n and no other. The length, or -1. */
static int64_t list_length(lua_State *L, int index)
{
    int64_t n = (int64_t)lua_rawlen(L, index), seen = 0;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        bool fits = lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1 && lua_tointeger(L, -2) <= n;
        lua_pop(L, 1);
        if (!fits) {
            lua_pop(L, 1);
            return -1;
        }
        seen++;
    }
    return seen == n ? n : -1;
}

static bool make_numbers(struct conversion *cv, const struct lrs_param *p, int index, int64_t n,
                         struct lrs_value *out)
{
    cv->numbers += (size_t)n;
    if (cv->numbers > NUMBERS_MAX) {
        lrs_fail(cv->err, "found %lld numbers, too many", (long long)n);
        return refuse(cv);
    }
    double *at = LRS_ARRAY(double, (size_t)n);
    bool ok = true;
    for (int64_t i = 0; ok && i < n; i++) {
        ok = lua_rawgeti(cv->L, index, i + 1) == LUA_TNUMBER;
        at[i] = lua_tonumber(cv->L, -1);
        if (!ok) {
            char name[24];
            snprintf(name, sizeof name, "%lld", (long long)i + 1);
            size_t len = enter(cv, name);
            refuse_value(cv, p, lua_gettop(cv->L));
            leave(cv, len);
        }
        lua_pop(cv->L, 1);
    }
    if (ok)
        *out = lrs_value_reals(at, (size_t)n);
    lrs_free(at);
    return ok;
}

/* The row of KIND that takes values without a name, or NULL. */
static const struct lrs_param *positional(const struct lrs_kind *kind)
{
    for (int i = 0; i < kind->n_params; i++)
        if (kind->params[i].flags & LRS_POSITIONAL)
            return &kind->params[i];
    return NULL;
}

/* Sorts the values of the table by rows: copies each into the stack slot of its row, counts those
 * without a name. */
static bool sort_fields(struct conversion *cv, const struct lrs_kind *kind, int table, int slots,
                        int64_t *unnamed)
{
    enum { UNKNOWN_MAX = 32 };
    lua_State *L = cv->L;
    int64_t n = (int64_t)lua_rawlen(L, table);
    const char *unknown = NULL, *twice = NULL, *other = NULL;
    int n_unknown = 0;
    *unnamed = 0;
    lua_pushnil(L);
    for (; n_unknown < UNKNOWN_MAX && lua_next(L, table); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING) {
            bool fits =
                lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1 && lua_tointeger(L, -2) <= n;
            other = fits ? other : luaL_typename(L, -2);
            (*unnamed)++;
            continue;
        }
        const char *word = lua_tostring(L, -2);
        int row = lrs_spec_row(kind, word, NULL);
        if (row >= 0 && lua_isnil(L, slots + row)) {
            lua_copy(L, -1, slots + row);
        } else if (row >= 0) {
            twice = kind->params[row].name;
        } else {
            n_unknown++;
            unknown = unknown && strcmp(unknown, word) < 0 ? unknown : word;
        }
    }
    lua_settop(L, slots + kind->n_params - 1);
    if (unknown) {
        lrs_spec_row(kind, unknown, cv->err);
        return lrs_chunk_fail(cv->chunk, lrs_lex_field(cv->chunk, cv->line, unknown), cv->path,
                              cv->err);
    }
    if (twice)
        return lrs_fail(cv->err, "%s is given twice, under two of its names", twice), refuse(cv);
    if (other || *unnamed != n)
        return lrs_fail(cv->err, "values without a name must be 1, 2, 3, ... without a gap"),
               refuse(cv);
    return true;
}

/* The N values without a name, into their row. */
static bool make_unnamed(struct conversion *cv, const struct lrs_kind *kind, int table, int64_t n,
                         int slots, struct lrs_value *out)
{
    const struct lrs_param *p = positional(kind);
    if (!p) {
        struct lrs_str names = {0};
        for (int i = 0; i < kind->n_params; i++)
            lrs_str_addf(&names, "%s%s", i ? ", " : "", kind->params[i].name);
        lrs_fail(cv->err, "%s takes no values without a name; allowed are %s", kind->name,
                 kind->n_params ? lrs_str_text(&names) : "none at all");
        lrs_str_clear(&names);
        return refuse(cv);
    }
    if (!lua_isnil(cv->L, slots + (int)(p - kind->params)))
        return lrs_fail(cv->err, "%s is given twice, with its name and without", p->name),
               refuse(cv);
    bool list = p->type == LRS_TYPE_SPECS || p->type == LRS_TYPE_REALS || p->type == LRS_TYPE_INTS;
    if (n > 1 && !list)
        return lrs_fail(cv->err, "%s takes one value without a name, found %lld", kind->name,
                        (long long)n),
               refuse(cv);
    size_t len = p->type == LRS_TYPE_SPECS ? strlen(cv->path) : enter(cv, p->name);
    if (list)
        lua_pushvalue(cv->L, table);
    else
        lua_rawgeti(cv->L, table, 1);
    bool ok = make_value(cv, p, lua_gettop(cv->L), out);
    lua_pop(cv->L, 1);
    leave(cv, len);
    return ok;
}

/* Takes VALUE over. */
static bool set_row(struct conversion *cv, struct lrs_spec *spec, int row, struct lrs_value value)
{
    return lrs_spec_set(spec, row, value, cv->err) || refuse(cv);
}

static bool fill_row(struct conversion *cv, struct lrs_spec *spec, int row, int index)
{
    const struct lrs_param *p = &spec->kind->params[row];
    struct lrs_value value = {.tag = LRS_UNSET};
    cv->row = p;
    size_t len = enter(cv, p->name);
    bool ok = make_value(cv, p, index, &value) && set_row(cv, spec, row, value);
    leave(cv, len);
    cv->row = NULL;
    return ok;
}

static bool fill_rows(struct conversion *cv, struct lrs_spec *spec, int table)
{
    lua_State *L = cv->L;
    const struct lrs_kind *kind = spec->kind;
    int slots = lua_gettop(L) + 1;
    int64_t unnamed;
    for (int i = 0; i < kind->n_params; i++)
        lua_pushnil(L);
    if (!sort_fields(cv, kind, table, slots, &unnamed))
        return false;
    for (int i = 0; i < kind->n_params; i++)
        if (!lua_isnil(L, slots + i) && !fill_row(cv, spec, i, slots + i))
            return false;
    struct lrs_value value = {.tag = LRS_UNSET};
    if (unnamed == 0)
        return true;
    return make_unnamed(cv, kind, table, unnamed, slots, &value) &&
           set_row(cv, spec, (int)(positional(kind) - kind->params), value);
}

/* A spec of KIND from the table at INDEX (nil: all defaults), checked. NULL with a message. */
static struct lrs_spec *make_spec(struct conversion *cv, const struct lrs_kind *kind, int index)
{
    lua_State *L = cv->L;
    int top = lua_gettop(L);
    cv->specs++;
    if (cv->depth == DEPTH_MAX || cv->specs > SPECS_MAX ||
        !lua_checkstack(L, kind->n_params + 16)) {
        lrs_fail(cv->err,
                 cv->depth == DEPTH_MAX ? "nested too deeply" : "too many kinds in one value");
        refuse(cv);
        return NULL;
    }
    const struct lrs_param *outer = cv->row;
    cv->row = NULL;
    cv->depth++;
    struct lrs_spec *spec = lrs_spec_new(kind);
    bool ok = lua_isnil(L, index) || fill_rows(cv, spec, index);
    if (ok && !lrs_spec_check(spec, cv->err))
        ok = refuse(cv);
    cv->depth--;
    cv->row = outer;
    lua_settop(L, top);
    if (ok)
        return spec;
    lrs_spec_free(spec);
    return NULL;
}

/* "found Adam, expected a schedule: Constant, StepLR, MultiStepLR, ..." */
static void refuse_kind(struct conversion *cv, int index)
{
    const struct lrs_registry *reg = lrs_part_registry(cv->part);
    const struct lrs_kind *kind = NULL;
    struct lrs_str text = {0};
    lrs_str_add(&text, "found ");
    lrs_describe(cv->L, index, &text);
    lrs_str_addf(&text, ", expected %s %s: ", strchr("aeiou", reg->noun[0]) ? "an" : "a",
                 reg->noun);
    for (int i = 0; i < 3 && reg->kinds[i]; i++)
        lrs_str_addf(&text, "%s, ", reg->kinds[i]->name);
    lrs_str_add(&text, "...");
    if (lua_type(cv->L, index) == LUA_TSTRING)
        kind = lrs_registry_find(reg, lua_tostring(cv->L, index), NULL);
    if (kind)
        lrs_str_addf(&text, "; write %s, without quotes", kind->name);
    lrs_fail(cv->err, "%s", lrs_str_text(&text));
    lrs_str_clear(&text);
    refuse(cv);
}

static struct lrs_spec *make_child(struct conversion *cv, int index)
{
    lua_State *L = cv->L;
    struct lrs_made made;
    if (!lrs_made_get(L, index, &made) || made.part != cv->part) {
        refuse_kind(cv, index);
        return NULL;
    }
    int outer = cv->line;
    cv->line = made.line ? made.line : outer;
    if (lua_type(L, index) == LUA_TUSERDATA)
        lua_getiuservalue(L, index, 1);
    else
        lua_pushnil(L);
    struct lrs_spec *spec = make_spec(cv, made.kind, lua_gettop(L));
    lua_pop(L, 1);
    cv->line = outer;
    return spec;
}

static bool make_children(struct conversion *cv, int index, int64_t n, struct lrs_value *out)
{
    bool one = lua_type(cv->L, index) != LUA_TTABLE;
    size_t count = one ? 1 : (size_t)n;
    if (count > SPECS_MAX)
        return lrs_fail(cv->err, "too many kinds in one value"), refuse(cv);
    *out = (struct lrs_value){.tag = LRS_SPECS, .specs = {0, LRS_ARRAY(struct lrs_spec *, count)}};
    for (size_t i = 0; i < count; i++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", i + 1);
        size_t len = enter(cv, name);
        lua_pushvalue(cv->L, index);
        if (!one)
            lua_rawgeti(cv->L, -1, (lua_Integer)i + 1);
        struct lrs_spec *child = make_child(cv, lua_gettop(cv->L));
        lua_pop(cv->L, one ? 1 : 2);
        leave(cv, len);
        if (!child) {
            lrs_value_clear(out);
            return false;
        }
        out->specs.at[out->specs.n++] = child;
    }
    return true;
}

static bool make_list(struct conversion *cv, const struct lrs_param *p, int index,
                      struct lrs_value *out)
{
    bool is_row = cv->row == p; /* else the constructor's own table, whose names are known by now */
    int64_t n = is_row ? list_length(cv->L, index) : (int64_t)lua_rawlen(cv->L, index);
    if (n >= 0 && p->type == LRS_TYPE_SPECS)
        return make_children(cv, index, n, out);
    if (n >= 0 && (p->type == LRS_TYPE_REALS || p->type == LRS_TYPE_INTS))
        return make_numbers(cv, p, index, n, out);
    return refuse_value(cv, p, index);
}

static bool make_func(struct conversion *cv, const struct lrs_param *p, int index,
                      struct lrs_value *out)
{
    struct lrs_made made;
    if (lrs_made_get(cv->L, index, &made) || lua_iscfunction(cv->L, index))
        return refuse_value(cv, p, index);
    struct lrs_func *func = lua_type(cv->L, index) == LUA_TSTRING
                                ? lrs_func_expr(cv->lua, lua_tostring(cv->L, index), cv->err)
                                : lrs_func_lua(cv->lua, cv->chunk, index, cv->err);
    if (!func)
        return refuse(cv);
    *out = (struct lrs_value){.tag = LRS_FUNC, .func = func};
    return true;
}

static bool make_text(struct conversion *cv, int index, struct lrs_value *out)
{
    size_t len;
    const char *s = lua_tolstring(cv->L, index, &len);
    if (strlen(s) != len)
        return lrs_fail(cv->err, "found a text with a zero byte in it"), refuse(cv);
    *out = lrs_value_text(s);
    return true;
}

/* As Lua has it; the row's own type comes next. */
static bool make_raw(struct conversion *cv, const struct lrs_param *p, int index,
                     struct lrs_value *out)
{
    lua_State *L = cv->L;
    int type = lua_type(L, index);
    if (p->type == LRS_TYPE_FUNC && (type == LUA_TSTRING || type == LUA_TFUNCTION))
        return make_func(cv, p, index, out);
    switch (type) {
    case LUA_TNIL:
        *out = (struct lrs_value){.tag = LRS_UNSET};
        return (p->flags & LRS_OPTIONAL) || refuse_value(cv, p, index);
    case LUA_TBOOLEAN:
        *out = (struct lrs_value){.tag = LRS_BOOL, .flag = lua_toboolean(L, index)};
        return true;
    case LUA_TNUMBER:
        *out = lua_isinteger(L, index) ? lrs_value_int(lua_tointeger(L, index))
                                       : lrs_value_real(lua_tonumber(L, index));
        return true;
    case LUA_TSTRING:
        return make_text(cv, index, out);
    case LUA_TTABLE:
        return make_list(cv, p, index, out);
    default:
        if (p->type == LRS_TYPE_SPECS)
            return make_children(cv, index, 1, out);
        return refuse_value(cv, p, index);
    }
}

static bool make_value(struct conversion *cv, const struct lrs_param *p, int index,
                       struct lrs_value *out)
{
    if (!make_raw(cv, p, index, out))
        return false;
    if (lrs_param_coerce(p, out, cv->err))
        return true;
    lrs_value_clear(out);
    return refuse(cv);
}

static struct conversion begin(struct lrs_lua *lua, const struct lrs_chunk *c, enum lrs_part part,
                               const char *path, int line, struct lrs_err *err)
{
    struct conversion cv = {
        .lua = lua, .L = lua->L, .chunk = c, .err = err, .part = part, .line = line};
    snprintf(cv.path, sizeof cv.path, "%s", path);
    return cv;
}

struct lrs_spec *lrs_convert_spec(struct lrs_lua *lua, const struct lrs_chunk *c,
                                  enum lrs_part part, int index, const char *path, int line,
                                  struct lrs_err *err)
{
    struct conversion cv = begin(lua, c, part, path, line, err);
    bool settings = part == LRS_TRAIN || part == LRS_FINDER;
    if (!lua_checkstack(lua->L, LUA_MINSTACK)) {
        lrs_fail(err, "needs too much of Lua's stack");
        refuse(&cv);
        return NULL;
    }
    if (!settings)
        return make_child(&cv, index);
    const struct lrs_kind *only = lrs_part_registry(part)->kinds[0]; /* and it has no constructor */
    if (lua_type(lua->L, index) == LUA_TTABLE)
        return make_spec(&cv, only, index);
    lrs_fail(err, "a table expected: {%s=...}", only->params[0].name);
    refuse(&cv);
    return NULL;
}

bool lrs_convert_value(struct lrs_lua *lua, const struct lrs_chunk *c, enum lrs_part part,
                       const struct lrs_param *p, int index, const char *path,
                       struct lrs_value *out, struct lrs_err *err)
{
    struct conversion cv = begin(lua, c, part, path, 0, err);
    cv.row = p;
    if (!lua_checkstack(lua->L, LUA_MINSTACK))
        return lrs_fail(err, "needs too much of Lua's stack"), refuse(&cv);
    return make_value(&cv, p, index, out);
}

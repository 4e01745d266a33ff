/* Lua values to the values of parameter rows. Works on what an evaluation left on Lua's stack, with
 * calls that never raise an error, so that C memory is safe. */
#include "convert_priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

struct lrs_conversion lrs_conversion_begin(struct lrs_lua *lua, const struct lrs_chunk *c,
                                           enum lrs_part part, const char *path, int line,
                                           struct lrs_err *err)
{
    struct lrs_conversion cv = {
        .lua = lua, .L = lua->L, .chunk = c, .err = err, .part = part, .line = line};
    snprintf(cv.path, sizeof cv.path, "%s", path);
    return cv;
}

/* The line on which the row at work is given, under whichever of its names. */
static int row_line(const struct lrs_conversion *cv)
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

bool lrs_conversion_refuse(const struct lrs_conversion *cv)
{
    return lrs_chunk_fail(cv->chunk, row_line(cv), cv->path, cv->err);
}

bool lrs_conversion_fail(const struct lrs_conversion *cv, const char *fmt, ...)
{
    char line[sizeof cv->err->msg];
    va_list args;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    lrs_fail(cv->err, "%s", line);
    return lrs_conversion_refuse(cv);
}

bool lrs_conversion_refuse_value(const struct lrs_conversion *cv, const struct lrs_param *p,
                                 int index)
{
    struct lrs_str found = {0}, allowed = {0};
    lrs_describe(cv->L, index, &found);
    lrs_param_print_range(p, &allowed);
    lrs_conversion_fail(cv, "found %s, allowed %s", lrs_str_text(&found), lrs_str_text(&allowed));
    lrs_str_clear(&found);
    lrs_str_clear(&allowed);
    return false;
}

size_t lrs_conversion_enter(struct lrs_conversion *cv, const char *name)
{
    size_t len = strlen(cv->path);
    snprintf(cv->path + len, sizeof cv->path - len, "%s%s", len ? "." : "", name);
    return len;
}

void lrs_conversion_leave(struct lrs_conversion *cv, size_t len)
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

static bool make_numbers(struct lrs_conversion *cv, const struct lrs_param *p, int index, int64_t n,
                         struct lrs_value *out)
{
    cv->numbers += (size_t)n;
    if (cv->numbers > LRS_NUMBERS_MAX) {
        return lrs_conversion_fail(cv, "found %lld numbers, too many", (long long)n);
    }
    double *at = LRS_ARRAY(double, (size_t)n);
    bool ok = true;
    for (int64_t i = 0; ok && i < n; i++) {
        ok = lua_rawgeti(cv->L, index, i + 1) == LUA_TNUMBER;
        at[i] = lua_tonumber(cv->L, -1);
        if (!ok) {
            char name[24];
            snprintf(name, sizeof name, "%lld", (long long)i + 1);
            size_t len = lrs_conversion_enter(cv, name);
            lrs_conversion_refuse_value(cv, p, lua_gettop(cv->L));
            lrs_conversion_leave(cv, len);
        }
        lua_pop(cv->L, 1);
    }
    if (ok)
        *out = lrs_value_reals(at, (size_t)n);
    lrs_free(at);
    return ok;
}

static bool make_list(struct lrs_conversion *cv, const struct lrs_param *p, int index,
                      struct lrs_value *out)
{
    bool numbers = p->type == LRS_TYPE_REALS || p->type == LRS_TYPE_INTS;
    if (!numbers && p->type != LRS_TYPE_SPECS)
        return lrs_conversion_refuse_value(cv, p, index);
    bool is_row = cv->row == p; /* else the constructor's own table, whose names are known by now */
    int64_t n = is_row ? list_length(cv->L, index) : (int64_t)lua_rawlen(cv->L, index);
    if (n < 0)
        return lrs_conversion_fail(cv, "found names or gaps in a list, allowed {1, 2, 3}");
    return numbers ? make_numbers(cv, p, index, n, out)
                   : lrs_conversion_children(cv, index, n, out);
}

static bool make_func(struct lrs_conversion *cv, const struct lrs_param *p, int index,
                      struct lrs_value *out)
{
    struct lrs_made made;
    if (lrs_made_get(cv->L, index, &made) || lua_iscfunction(cv->L, index))
        return lrs_conversion_refuse_value(cv, p, index);
    struct lrs_func *func = lua_type(cv->L, index) == LUA_TSTRING
                                ? lrs_func_expr(cv->lua, lua_tostring(cv->L, index), cv->err)
                                : lrs_func_lua(cv->lua, cv->chunk, index, cv->err);
    if (!func)
        return lrs_conversion_refuse(cv);
    *out = (struct lrs_value){.tag = LRS_FUNC, .func = func};
    return true;
}

static bool make_text(struct lrs_conversion *cv, int index, struct lrs_value *out)
{
    size_t len;
    const char *s = lua_tolstring(cv->L, index, &len);
    if (strlen(s) != len)
        return lrs_conversion_fail(cv, "found a text with a zero byte in it");
    *out = lrs_value_text(s);
    return true;
}

/* As Lua has it; the row's own type comes next. */
static bool make_raw(struct lrs_conversion *cv, const struct lrs_param *p, int index,
                     struct lrs_value *out)
{
    lua_State *L = cv->L;
    int type = lua_type(L, index);
    bool code = p->type == LRS_TYPE_FUNC && !(p->flags & LRS_FILE);
    if (code && (type == LUA_TSTRING || type == LUA_TFUNCTION))
        return make_func(cv, p, index, out);
    switch (type) {
    case LUA_TNIL:
        *out = (struct lrs_value){.tag = LRS_UNSET};
        return (p->flags & LRS_OPTIONAL) || lrs_conversion_refuse_value(cv, p, index);
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
            return lrs_conversion_children(cv, index, 1, out);
        return lrs_conversion_refuse_value(cv, p, index);
    }
}

bool lrs_conversion_value(struct lrs_conversion *cv, const struct lrs_param *p, int index,
                          struct lrs_value *out)
{
    if (!make_raw(cv, p, index, out))
        return false;
    if (lrs_param_coerce(p, out, cv->err))
        return true;
    lrs_value_clear(out);
    return lrs_conversion_refuse(cv);
}

bool lrs_convert_value(struct lrs_lua *lua, const struct lrs_chunk *c, enum lrs_part part,
                       const struct lrs_param *p, int index, const char *path,
                       struct lrs_value *out, struct lrs_err *err)
{
    struct lrs_conversion cv = lrs_conversion_begin(lua, c, part, path, 0, err);
    cv.row = p;
    if (!lua_checkstack(lua->L, LUA_MINSTACK))
        return lrs_conversion_fail(&cv, "needs too much of Lua's stack");
    return lrs_conversion_value(&cv, p, index, out);
}

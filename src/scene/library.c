/* The whitelist: what a text may name besides the kinds. Arithmetic, mathematics, plain string and
 * table functions; nothing that catches errors, sets metatables, loads code, matches patterns or
 * reaches the system. What is let in must be bounded by the strings and tables that it is given,
 * and looks at the clock first where that may be much.
 *
 * Everything is deterministic: random numbers come from the scene's seed, pairs() walks in sorted
 * order, and no function shows an address. */
#include "scene_priv.h"

#include <math.h>
#include <string.h>

/* Only their addresses matter. */
const char lrs_lua_globals, lrs_lua_names, lrs_lua_made, lrs_lua_funcs;

static const char *const base_names[] = {"assert",   "error", "ipairs", "select",
                                         "tonumber", "type",  NULL};
static const char *const math_names[] = {
    "abs",  "acos", "asin", "atan", "ceil",       "cos",  "deg",        "exp",  "floor",
    "fmod", "huge", "log",  "max",  "maxinteger", "min",  "mininteger", "modf", "pi",
    "rad",  "sin",  "sqrt", "tan",  "tointeger",  "type", "ult",        NULL};
static const char *const string_names[] = {"byte",    "char", "len",   "lower",
                                           "reverse", "sub",  "upper", NULL};
static const char *const table_names[] = {"concat", "insert", "pack", "remove", "unpack", NULL};

/* A function of Lua's library, behind a look at the clock. */
static int timed(lua_State *L)
{
    lrs_lua_check_time(L);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* Lua's own goes round a billion times for a billion empty strings. */
static int string_rep(lua_State *L)
{
    size_t len, sep_len;
    const char *s = luaL_checklstring(L, 1, &len);
    lua_Integer n = luaL_checkinteger(L, 2);
    const char *sep = luaL_optlstring(L, 3, "", &sep_len);
    lrs_lua_check_time(L);
    size_t unit = len + sep_len;
    if (n <= 0 || unit == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (n > (lua_Integer)(LRS_LUA_STRING / unit))
        return luaL_error(L,
                          "string.rep makes a string of more than 64 KiB, more than a scene may");
    luaL_Buffer b;
    size_t total = unit * (size_t)n;
    char *to = luaL_buffinitsize(L, &b, total);
    memcpy(to, s, len);
    memcpy(to + len, sep, sep_len);
    for (size_t done = unit; done < total;) {
        size_t more = done < total - done ? done : total - done;
        memcpy(to + done, to, more);
        done += more;
    }
    luaL_pushresultsize(&b, total - sep_len);
    return 1;
}

/* Lua's own, without the ways to print an address. Upvalue 1: the original. */
static int string_format(lua_State *L)
{
    size_t len;
    const char *f = luaL_checklstring(L, 1, &len);
    for (size_t i = 0; i < len; i++) {
        if (f[i] != '%')
            continue;
        i += 1 + strspn(f + i + 1, "-+ #0123456789.");
        if (i < len && f[i] == 'p')
            return luaL_error(L, "string.format does not know %%p here");
    }
    for (int i = 2; i <= lua_gettop(L); i++)
        if (lua_type(L, i) > LUA_TSTRING || lua_type(L, i) == LUA_TLIGHTUSERDATA)
            return luaL_error(L, "string.format takes numbers, strings and booleans, not a %s",
                              luaL_typename(L, i));
    return timed(L);
}

static int to_string(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_type(L, 1) > LUA_TSTRING)
        lua_pushstring(L, luaL_typename(L, 1));
    else
        luaL_tolstring(L, 1, NULL);
    return 1;
}

static int math_random(lua_State *L)
{
    struct lrs_rng *rng = &lrs_lua_of(L)->rng;
    if (lua_gettop(L) == 0) {
        lua_pushnumber(L, lrs_rng_uniform(rng));
        return 1;
    }
    lua_Integer lo = lua_gettop(L) > 1 ? luaL_checkinteger(L, 1) : 1;
    lua_Integer hi = luaL_checkinteger(L, lua_gettop(L) > 1 ? 2 : 1);
    if (lo > hi)
        return luaL_error(L, "math.random: the interval is empty");
    uint64_t span = (uint64_t)hi - (uint64_t)lo + 1; /* 0 = all of them */
    uint64_t x = span ? lrs_rng_below(rng, span) : lrs_rng_next(rng);
    lua_pushinteger(L, (lua_Integer)((uint64_t)lo + x));
    return 1;
}

/* What Lua 5.4 has dropped and schedules want. */
static int math_sinh(lua_State *L)
{
    lua_pushnumber(L, sinh(luaL_checknumber(L, 1)));
    return 1;
}

static int math_cosh(lua_State *L)
{
    lua_pushnumber(L, cosh(luaL_checknumber(L, 1)));
    return 1;
}

static int math_tanh(lua_State *L)
{
    lua_pushnumber(L, tanh(luaL_checknumber(L, 1)));
    return 1;
}

/* Lua walks a table in an order that changes from start to start; scenes must not. The comparison
 * is Lua code so that the count hook sees every one that table.sort makes. */
static const char prelude[] = "local next, type, sort = ...\n"
                              "local rank = {number = 1, string = 2, boolean = 3}\n"
                              "local function key_before(a, b)\n"
                              "  local ra, rb = rank[type(a)] or 4, rank[type(b)] or 4\n"
                              "  if ra ~= rb then return ra < rb end\n"
                              "  if ra <= 2 then return a < b end\n"
                              "  return ra == 3 and not a and b\n"
                              "end\n"
                              "local function pairs(t)\n"
                              "  local keys, n, i = {}, 0, 0\n"
                              "  for k in next, t do n = n + 1; keys[n] = k end\n"
                              "  sort(keys, key_before)\n"
                              "  return function()\n"
                              "    local k\n"
                              "    repeat i = i + 1; k = keys[i] until k == nil or t[k] ~= nil\n"
                              "    if k ~= nil then return k, t[k] end\n"
                              "  end\n"
                              "end\n"
                              "local function before(a, b) return a < b end\n"
                              "return pairs, function(t, order) sort(t, order or before) end\n";

/* From the library on top of the stack into the table at TO, behind a look at the clock or not. */
static void let_in(lua_State *L, int to, const char *const *names, bool look)
{
    for (; *names; names++) {
        if (lua_getfield(L, -1, *names) == LUA_TFUNCTION && look)
            lua_pushcclosure(L, timed, 1);
        lua_setfield(L, to, *names);
    }
}

/* Opens a library outside of the sandbox's globals and leaves it on the stack. */
static void open_library(lua_State *L, lua_CFunction open)
{
    lua_pushcfunction(L, open);
    lua_call(L, 0, 1);
}

static void set_function(lua_State *L, const char *name, lua_CFunction fn)
{
    lua_pushcfunction(L, fn);
    lua_setfield(L, -2, name);
}

int lrs_read_only(lua_State *L)
{
    return luaL_error(L, "'%s' cannot be set here",
                      lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "this");
}

int lrs_unknown_name(lua_State *L)
{
    const char *word = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    struct lrs_nearest near = {.word = word};
    const struct lrs_kind *kind;
    if (lrs_kinds_part(word, &kind) >= 0) { /* a short id, or another case */
        lua_pushstring(L, kind->name);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
            return luaL_error(L, "unknown name '%s'; did you mean '%s'?", word, kind->name);
    }
    lua_pushnil(L);
    while (lua_next(L, lua_upvalueindex(1))) {
        lrs_nearest_try(&near, lua_tostring(L, -2));
        lua_pop(L, 1);
    }
    lua_pushliteral(L, "StepLR");
    bool among_kinds = lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL;
    return luaL_error(L, "unknown name '%s'%s%s", word, lrs_nearest_hint(&near),
                      among_kinds ? "" : " (known are t, T, lr and mathematics: exp, cos, pi ...)");
}

/* The table on top of the stack becomes the __index of an empty one that cannot be written to. */
static void seal(lua_State *L)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    set_function(L, "__newindex", lrs_read_only);
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

/* A name that is missing in the table on top of the stack is an error with a hint. */
static void be_strict(lua_State *L)
{
    lua_newtable(L);
    lua_pushvalue(L, -2);
    lua_pushcclosure(L, lrs_unknown_name, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

/* The functions of mathematics, on top of the stack. */
static void push_math(lua_State *L)
{
    open_library(L, luaopen_math);
    lua_newtable(L);
    lua_insert(L, -2);
    let_in(L, lua_absindex(L, -2), math_names, false);
    lua_pop(L, 1);
    set_function(L, "random", math_random);
    set_function(L, "sinh", math_sinh);
    set_function(L, "cosh", math_cosh);
    set_function(L, "tanh", math_tanh);
}

/* The string functions; strings' own methods are the same ones. */
static void push_string(lua_State *L)
{
    open_library(L, luaopen_string);
    lua_newtable(L);
    lua_insert(L, -2);
    let_in(L, lua_absindex(L, -2), string_names, true);
    lua_getfield(L, -1, "format");
    lua_pushcclosure(L, string_format, 1);
    lua_setfield(L, -3, "format");
    lua_pop(L, 1);
    set_function(L, "rep", string_rep);
    lua_pushliteral(L, "");
    lua_newtable(L); /* without Lua's arithmetic on strings */
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

/* The table functions, and pairs into the table at GLOBALS. */
static void push_table(lua_State *L, int globals)
{
    open_library(L, luaopen_table);
    lua_newtable(L);
    lua_insert(L, -2);
    let_in(L, lua_absindex(L, -2), table_names, true);
    if (luaL_loadbufferx(L, prelude, sizeof prelude - 1, "=!", "t") != LUA_OK)
        LRS_BUG("%s", lua_tostring(L, -1));
    open_library(L, luaopen_base);
    lua_getfield(L, -1, "next");
    lua_getfield(L, -2, "type");
    lua_remove(L, -3);
    lua_getfield(L, -4, "sort");
    lua_call(L, 3, 2);
    lua_setfield(L, -4, "sort");
    lua_setfield(L, globals, "pairs");
    lua_pop(L, 1);
}

/* Mathematics without "math.": what stands in the table at MATH, into the table at INTO, where the
 * names are free (`type` is not). */
static void spread(lua_State *L, int math, int into)
{
    lua_pushnil(L);
    for (; lua_next(L, math); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        if (lua_rawget(L, into) == LUA_TNIL) {
            lua_pushvalue(L, -3);
            lua_pushvalue(L, -3);
            lua_rawset(L, into);
        }
        lua_pop(L, 1);
    }
}

/* The names of an expression of t, T and lr. */
static void open_names(lua_State *L, int math)
{
    lua_newtable(L);
    spread(L, math, lua_gettop(L));
    be_strict(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lrs_lua_names);
}

void lrs_library_open(lua_State *L)
{
    lua_newtable(L);
    int globals = lua_gettop(L);
    open_library(L, luaopen_base);
    let_in(L, globals, base_names, true);
    lua_pop(L, 1);
    lua_pushcfunction(L, to_string);
    lua_setfield(L, globals, "tostring");
    push_math(L);
    open_names(L, lua_gettop(L));
    spread(L, lua_gettop(L), globals); /* a function of t and a value may say exp, too */
    seal(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lrs_lua_names);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "math"); /* "math.exp(t)" is as good as "exp(t)" */
    lua_pop(L, 1);
    lua_setfield(L, globals, "math");
    push_string(L);
    seal(L);
    lua_setfield(L, globals, "string");
    push_table(L, globals);
    seal(L);
    lua_setfield(L, globals, "table");
    be_strict(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lrs_lua_globals);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lrs_lua_funcs);
    lua_pushnil(L); /* luaopen_base has filled the state's own globals; no chunk may see them */
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

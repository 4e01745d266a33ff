/* Constructors: every kind of every registry is a function of the sandbox under its name and its
 * aliases. Schedules and optimizers have the libraries' CamelCase names, problems and models names
 * in lower case; short ids ("step", "cosine") are none, so that log and tanh stay mathematics. */
#include "scene_priv.h"

#include <ctype.h>
#include <string.h>

static const enum lrs_part parts[] = {LRS_SCHEDULE, LRS_OPTIMIZER, LRS_PROBLEM, LRS_MODEL};
enum { N_PARTS = sizeof parts / sizeof *parts };

int lrs_kinds_part(const char *word, const struct lrs_kind **kind)
{
    for (int i = 0; i < N_PARTS; i++) {
        *kind = lrs_registry_find(lrs_part_registry(parts[i]), word, NULL);
        if (*kind)
            return (int)parts[i];
    }
    return -1;
}

/* May the only positional value of KIND stand without braces: LambdaLR "0.95^t"? */
static bool takes_bare(const struct lrs_kind *kind, int type)
{
    for (int i = 0; i < kind->n_params; i++)
        if (kind->params[i].flags & LRS_POSITIONAL)
            return kind->params[i].type == LRS_TYPE_FUNC &&
                   (type == LUA_TSTRING || type == LUA_TFUNCTION);
    return false;
}

/* Staircase{10, StepLR}: gives the number in front of the table at 1 the name of its row. */
static void name_leading(lua_State *L, const struct lrs_kind *kind)
{
    const char *row = NULL;
    for (int i = 0; i < kind->n_params; i++)
        if (kind->params[i].flags & LRS_LEADING)
            row = kind->params[i].name;
    if (!row || lua_rawgeti(L, 1, 1) != LUA_TNUMBER || lua_getfield(L, 1, row) != LUA_TNIL)
        return;
    lua_pop(L, 1);
    lua_setfield(L, 1, row);
    lua_Integer n = (lua_Integer)lua_rawlen(L, 1);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, 1, i + 1);
        lua_rawseti(L, 1, i);
    }
}

/* Upvalues: the kind, its part. The result remembers the table; see struct lrs_made. */
static int construct(lua_State *L)
{
    const struct lrs_kind *kind = lua_touserdata(L, lua_upvalueindex(1));
    int type = lua_type(L, 1);
    if (takes_bare(kind, type)) {
        lua_createtable(L, 1, 0);
        lua_pushvalue(L, 1);
        lua_rawseti(L, -2, 1);
        lua_replace(L, 1);
    } else if (lua_gettop(L) > 1 || (type > LUA_TNIL && type != LUA_TTABLE)) {
        return luaL_error(L, "%s takes one table: %s{...}", kind->name, kind->name);
    } else if (type == LUA_TTABLE) {
        name_leading(L, kind);
    }
    lua_settop(L, 1);
    struct lrs_made *made = lua_newuserdatauv(L, sizeof *made, 1);
    *made = (struct lrs_made){.kind = kind,
                              .part = (enum lrs_part)lua_tointeger(L, lua_upvalueindex(2))};
    lua_Debug ar;
    if (lua_getstack(L, 1, &ar) && lua_getinfo(L, "l", &ar))
        made->line = ar.currentline > 0 ? ar.currentline : 0;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lrs_lua_made);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

bool lrs_made_get(lua_State *L, int index, struct lrs_made *made)
{
    if (lua_tocfunction(L, index) == construct) { /* the bare name of a kind */
        lua_getupvalue(L, index, 1);
        lua_getupvalue(L, index, 2);
        *made = (struct lrs_made){.kind = lua_touserdata(L, -2),
                                  .part = (enum lrs_part)lua_tointeger(L, -1)};
        lua_pop(L, 2);
        return true;
    }
    if (lua_type(L, index) != LUA_TUSERDATA)
        return false; /* nothing else in the sandbox makes any */
    *made = *(struct lrs_made *)lua_touserdata(L, index);
    return true;
}

static bool fits(enum lrs_part part, const char *word, size_t len)
{
    bool camel = part == LRS_SCHEDULE || part == LRS_OPTIMIZER;
    if (camel ? !isupper((unsigned char)word[0]) : !islower((unsigned char)word[0]))
        return false;
    for (size_t i = 0; i < len; i++)
        if (!isalnum((unsigned char)word[i]) && word[i] != '_')
            return false;
    return true;
}

/* Under each of the words of NAMES that is no name yet; the globals are on top of the stack. */
static void add_names(lua_State *L, const struct lrs_kind *kind, enum lrs_part part,
                      const char *names)
{
    for (const char *s = names; s && *s;) {
        size_t len = strcspn(s, " ");
        lua_pushlstring(L, s, len);
        lua_pushvalue(L, -1);
        bool taken = lua_rawget(L, -3) != LUA_TNIL;
        lua_pop(L, 1);
        if (!taken && fits(part, s, len)) {
            lua_pushlightuserdata(L, (void *)(uintptr_t)kind);
            lua_pushinteger(L, part);
            lua_pushcclosure(L, construct, 2);
            lua_rawset(L, -3);
        } else {
            lua_pop(L, 1);
        }
        s += len + strspn(s + len, " ");
    }
}

void lrs_kinds_open(lua_State *L)
{
    lua_newtable(L);
    lua_pushliteral(L, "kind");
    lua_setfield(L, -2, "__name"); /* for Lua's own messages */
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lrs_lua_made);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lrs_lua_globals);
    for (int i = 0; i < N_PARTS; i++) {
        const struct lrs_kind *const *kinds = lrs_part_registry(parts[i])->kinds;
        for (; *kinds; kinds++) {
            add_names(L, *kinds, parts[i], (*kinds)->name);
            add_names(L, *kinds, parts[i], (*kinds)->aliases);
        }
    }
    lua_pop(L, 1);
}

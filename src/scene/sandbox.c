/* The sandbox's walls: memory, instructions and time. Nothing inside can catch an error (there is
 * no pcall, no coroutine, no metatable), so the first one that is raised ends the evaluation.
 *
 * Three watchmen. The allocator refuses what is too much, and whatever comes after a refusal, so
 * that a full sandbox does not spend its time collecting garbage. The count hook stops loops. The
 * clock is looked at by both and by every C function that may take long; strings are short, so that
 * no single operation takes more than a few milliseconds. */
#include "scene_priv.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lrscope/mem.h"

static const double WALL_SECONDS = 0.3, CPU_SECONDS = 0.25;

static double clock_now(clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    return (double)ts.tv_sec + 1e-9 * (double)ts.tv_nsec;
}

/* Both clocks: a busy machine must not fail an honest scene, and reading the processor's clock is a
 * system call. */
static bool time_is_up(const struct lrs_lua *lua)
{
    return clock_now(CLOCK_MONOTONIC) > lua->wall_end &&
           clock_now(CLOCK_THREAD_CPUTIME_ID) > lua->cpu_end;
}

struct lrs_lua *lrs_lua_of(lua_State *L)
{
    return *(struct lrs_lua **)lua_getextraspace(L);
}

void lrs_lua_refill(struct lrs_lua *lua, int64_t instructions, double extra)
{
    if (lua->used > LRS_LUA_MEMORY / 4) /* what an earlier evaluation has left behind */
        lua_gc(lua->L, LUA_GCCOLLECT);
    lua->left = instructions;
    lua->refused = NULL;
    lua->line = 0;
    lua->wall_end = clock_now(CLOCK_MONOTONIC) + WALL_SECONDS + extra;
    lua->cpu_end = clock_now(CLOCK_THREAD_CPUTIME_ID) + CPU_SECONDS + extra;
}

static const char *refusal(const struct lrs_lua *lua, bool is_new, size_t tag, size_t old, size_t n)
{
    enum { WORTH_A_LOOK = 4096 };
    if (lua->refused)
        return lua->refused;
    if (is_new && tag == LUA_TSTRING && n > LRS_LUA_STRING + 64)
        return "makes a string of more than 64 KiB, more than a scene may";
    if (lua->used - old + n > LRS_LUA_MEMORY)
        return "needs more than 32 MiB of memory, more than a scene may";
    if (n >= WORTH_A_LOOK && time_is_up(lua))
        return "runs for too long";
    return NULL;
}

/* With P NULL Lua says in OLD what the block is for. Shrinking must never fail. */
static void *allocate(void *arg, void *p, size_t old, size_t n)
{
    struct lrs_lua *lua = arg;
    size_t held = p ? old : 0;
    if (n == 0) {
        lua->used -= held;
        lrs_free(p);
        return NULL;
    }
    if (n > held) {
        lua->refused = refusal(lua, !p, old, held, n);
        if (lua->refused)
            return NULL;
    }
    lua->used += n - held;
    return p ? lrs_resize(p, held, n, 1) : lrs_alloc(n, 1);
}

void lrs_lua_check_time(lua_State *L)
{
    if (time_is_up(lrs_lua_of(L)))
        luaL_error(L, "runs for too long");
}

static void count_hook(lua_State *L, lua_Debug *ar)
{
    (void)ar;
    struct lrs_lua *lua = lrs_lua_of(L);
    lua->left -= LRS_HOOK_EVERY;
    if (lua->left >= 0 && !time_is_up(lua))
        return;
    luaL_where(L, 0); /* the function that was stopped; luaL_error would name its caller */
    lua_pushliteral(L, "runs for too long");
    lua_concat(L, 2);
    lua_error(L);
}

static int out_of_walls(lua_State *L)
{
    const char *msg = lua_tostring(L, -1);
    LRS_BUG("Lua outside of a protected call: %s", msg ? msg : "?");
    return 0;
}

struct lrs_lua *lrs_lua_new(uint64_t seed)
{
    struct lrs_lua *lua = LRS_NEW(struct lrs_lua);
    lua->seed = seed;
    lrs_rng_seed(&lua->rng, seed, "scene");
    lrs_lua_refill(lua, LRS_LUA_BUDGET, 0);
    lua->L = lua_newstate(allocate, lua);
    if (!lua->L)
        LRS_BUG("no Lua state");
    lua_atpanic(lua->L, out_of_walls);
    *(struct lrs_lua **)lua_getextraspace(lua->L) = lua;
    lrs_library_open(lua->L);
    lrs_kinds_open(lua->L);
    lua_sethook(lua->L, count_hook, LUA_MASKCOUNT, LRS_HOOK_EVERY);
    return lua;
}

void lrs_lua_free(struct lrs_lua *lua)
{
    if (!lua)
        return;
    lua_close(lua->L);
    lrs_free(lua);
}

/* Notes the line of the user's text that is at work, which the message does not say where the
 * error came up in a function of the library. */
static int note_line(lua_State *L)
{
    lua_Debug ar;
    for (int level = 0; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (strcmp(ar.source, "=?") == 0 && ar.currentline > 0) {
            lrs_lua_of(L)->line = ar.currentline;
            break;
        }
    }
    return 1;
}

/* "?:12: sentence" is a place in the user's text, "!:3: sentence" one in the library's. */
static void take_message(struct lrs_lua *lua, int status, struct lrs_err *err)
{
    lua_State *L = lua->L;
    const char *msg = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
    if (status == LUA_ERRMEM)
        msg = lua->refused;
    if (msg && (msg[0] == '?' || msg[0] == '!') && msg[1] == ':') {
        char *end;
        long line = strtol(msg + 2, &end, 10);
        if (msg[0] == '?')
            lua->line = (int)line;
        msg = end[0] == ':' && end[1] == ' ' ? end + 2 : msg;
    }
    if (msg && strcmp(msg, "C stack overflow") == 0)
        msg = "nested too deeply";
    lrs_fail(err, "%s", msg ? msg : "an error that is no text");
}

bool lrs_lua_protected(struct lrs_lua *lua, lua_CFunction fn, void *arg, int n, struct lrs_err *err)
{
    lua_State *L = lua->L;
    int base = lua_gettop(L) - n;
    if (!lua_checkstack(L, LUA_MINSTACK)) {
        lua_settop(L, base);
        return lrs_fail(err, "needs too much of Lua's stack");
    }
    lua_pushcfunction(L, note_line);
    lua_pushcfunction(L, fn);
    lua_pushlightuserdata(L, arg);
    lua_rotate(L, base + 1, 3);
    int status = lua_pcall(L, 1 + n, LUA_MULTRET, base + 1);
    if (status == LUA_OK) {
        lua_remove(L, base + 1);
        return true;
    }
    take_message(lua, status, err);
    lua_settop(L, base);
    return false;
}

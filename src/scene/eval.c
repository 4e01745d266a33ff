/* Evaluates a text in the sandbox: a scene file, one value, or an expression of t, T and lr. Each
 * text has globals of its own, so that none can change what the next one sees. */
#include "scene_priv.h"

#include <string.h>

#include "lrscope/mem.h"

/* What is put before the text; on its first line, so that lines count as they stand in it. */
static const char *const prefixes[] = {
    [LRS_CHUNK_FILE] = "",
    [LRS_CHUNK_VALUE] = "return ",
    [LRS_CHUNK_FUNC] = "local t, T, lr = ... return ",
};

struct job {
    const struct lrs_chunk *chunk;
    enum lrs_chunk_kind kind;
    bool begun;
    size_t done;
};

/* The parser takes the text in small pieces, as some texts keep it busy for long (thousands of
 * labels in one block) and only here can it be stopped. */
static const char *read_piece(lua_State *L, void *arg, size_t *n)
{
    enum { PIECE = 256 };
    struct job *job = arg;
    lrs_lua_check_time(L);
    if (!job->begun) {
        job->begun = true;
        *n = strlen(prefixes[job->kind]);
        if (*n > 0)
            return prefixes[job->kind];
    }
    const char *piece = job->chunk->text + job->done;
    size_t left = job->chunk->len - job->done;
    *n = left < PIECE ? left : PIECE;
    job->done += *n;
    return piece;
}

/* An empty table that falls back on the shared names. Those of an expression cannot be set. */
static void push_environment(lua_State *L, enum lrs_chunk_kind kind)
{
    bool func = kind == LRS_CHUNK_FUNC;
    lua_newtable(L);
    lua_newtable(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, func ? &lrs_lua_names : &lrs_lua_globals);
    lua_setfield(L, -2, "__index");
    if (func) {
        lua_pushcfunction(L, lrs_read_only);
        lua_setfield(L, -2, "__newindex");
    }
    lua_setmetatable(L, -2);
}

static int evaluate(lua_State *L)
{
    struct job *job = lua_touserdata(L, 1);
    if (lua_load(L, read_piece, job, "=?", "t") != LUA_OK)
        return lua_error(L);
    push_environment(L, job->kind);
    lua_setupvalue(L, -2, 1); /* the only upvalue of a chunk: _ENV */
    if (job->kind == LRS_CHUNK_FUNC)
        return 1;
    lua_call(L, 0, LUA_MULTRET);
    return lua_gettop(L) - 1;
}

bool lrs_path_fail(const char *path, struct lrs_err *err)
{
    const char *dot = strrchr(path, '.'), *last = dot ? dot + 1 : path;
    size_t len = strlen(last);
    if (!err || len == 0)
        return false;
    if (strncmp(err->msg, last, len) == 0 && (err->msg[len] == ' ' || err->msg[len] == '.'))
        return lrs_fail_prefix(err, "%.*s", (int)(last - path), path);
    return lrs_fail_prefix(err, "%s: ", path);
}

bool lrs_chunk_fail(const struct lrs_chunk *c, int line, const char *path, struct lrs_err *err)
{
    bool said = c->place && !strchr(path, '.') && strstr(c->place, path); /* "--schedule" */
    if (!said)
        lrs_path_fail(path, err);
    if (!c->place)
        return false;
    if (c->lines && line > 0)
        return lrs_fail_prefix(err, "%s:%d: ", c->place, line);
    return lrs_fail_prefix(err, "%s: ", c->place);
}

/* StepLR(step_size=3) is the habit of another language, and Lua's own message does not help. */
static void explain_call(struct lrs_lua *lua, const struct lrs_chunk *c, struct lrs_err *err)
{
    int line;
    char *braces = lrs_lex_call(c, &line);
    if (!braces)
        return;
    lua->line = line;
    lrs_fail(err, "values stand in braces: write %.200s", braces);
    lrs_free(braces);
}

/* So is 0.95**t. */
static void explain_power(const struct lrs_chunk *c, struct lrs_err *err)
{
    if (err && strstr(err->msg, "near '*'") && strstr(c->text, "**"))
        lrs_fail(err, "%s; a power is written ^, not **", err->msg);
}

bool lrs_lua_eval(struct lrs_lua *lua, const struct lrs_chunk *c, enum lrs_chunk_kind kind,
                  struct lrs_err *err)
{
    struct job job = {.chunk = c, .kind = kind};
    lrs_lua_refill(lua, LRS_LUA_BUDGET, 0);
    if (c->len > LRS_TEXT_MAX) {
        lrs_fail(err, "a text of more than 1 MiB");
        return lrs_chunk_fail(c, 0, "", err);
    }
    if (lrs_lua_protected(lua, evaluate, &job, 0, err))
        return true;
    explain_call(lua, c, err);
    explain_power(c, err);
    return lrs_chunk_fail(c, lua->line, "", err);
}

/* Functions of t, T and lr, and their tables. A table is filled here, before a run is built, so that
 * no Lua runs in a step loop or on a worker thread.
 *
 * An expression is compiled from its source whenever a table is made. A function of a scene lives
 * in the sandbox that read it, under a number that no other sandbox of the process uses; elsewhere
 * it is compiled from its source, if it has one of its own. */
#include "scene_priv.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

static atomic_int last_handle;

static struct lrs_chunk expression(const char *source)
{
    return (struct lrs_chunk){.text = source, .len = strlen(source)};
}

struct lrs_func *lrs_func_expr(struct lrs_lua *lua, const char *source, struct lrs_err *err)
{
    struct lrs_chunk c = expression(source);
    if (!lrs_lua_eval(lua, &c, LRS_CHUNK_FUNC, err)) {
        lrs_fail_prefix(err, "\"%.80s\": ", source);
        return NULL;
    }
    lua_pop(lua->L, 1);
    return lrs_func_new(lrs_strdup(source), true, 0);
}

/* A function that uses the locals of its scene has no text that could stand alone. */
static bool stands_alone(lua_State *L, int index)
{
    const char *name;
    for (int i = 1; (name = lua_getupvalue(L, index, i)); i++) {
        lua_pop(L, 1);
        if (strcmp(name, "_ENV") != 0)
            return false;
    }
    return true;
}

static int append(lua_State *L, const void *bytes, size_t n, void *out)
{
    (void)L;
    lrs_str_addn(out, bytes, n);
    return 0;
}

/* Do the functions at INDEX and on top of the stack have the same code on the same lines? */
static bool same_code(lua_State *L, int index)
{
    struct lrs_str a = {0}, b = {0};
    lua_dump(L, append, &b, 1);
    lua_pushvalue(L, index);
    lua_dump(L, append, &a, 1);
    lua_pop(L, 1);
    bool same = a.len == b.len && memcmp(a.s, b.s, a.len) == 0;
    lrs_str_clear(&a);
    lrs_str_clear(&b);
    return same;
}

/* Does TEXT, put on line LINE, compile to the function at INDEX? */
static bool is_text_of(struct lrs_lua *lua, int index, const char *text, int line)
{
    lua_State *L = lua->L;
    int top = lua_gettop(L);
    struct lrs_str lines = {0};
    for (int i = 1; i < line; i++)
        lrs_str_add(&lines, "\n");
    lrs_str_add(&lines, text);
    struct lrs_chunk c = {.text = lines.s, .len = lines.len};
    bool same = *text && lrs_lua_eval(lua, &c, LRS_CHUNK_VALUE, NULL) && lua_gettop(L) == top + 1 &&
                lua_type(L, -1) == LUA_TFUNCTION && same_code(L, index);
    lua_settop(L, top);
    lrs_str_clear(&lines);
    return same;
}

/* The function's own text in the chunk that defined it, or NULL. Lua knows its lines; of several
 * on one line it is the one that compiles to the same code. */
static char *own_text(struct lrs_lua *lua, const struct lrs_chunk *c, int index,
                      const lua_Debug *ar)
{
    enum { LOOKED_AT_MAX = 16 << 10, TRIES = 8 }; /* this must not take long */
    char *text = NULL;
    if (c->len > LOOKED_AT_MAX || !stands_alone(lua->L, index))
        return NULL;
    for (int i = 0; i < TRIES; i++) {
        text = lrs_lex_function(c, ar->linedefined, ar->lastlinedefined, i);
        if (!text || is_text_of(lua, index, text, ar->linedefined))
            return text;
        lrs_free(text);
    }
    return NULL;
}

static int remember(lua_State *L)
{
    const int *handle = lua_touserdata(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lrs_lua_funcs);
    lua_insert(L, 2);
    lua_rawseti(L, 2, *handle);
    return 0;
}

struct lrs_func *lrs_func_lua(struct lrs_lua *lua, const struct lrs_chunk *c, int index,
                              struct lrs_err *err)
{
    lua_State *L = lua->L;
    lua_Debug ar;
    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &ar);
    char *source = own_text(lua, c, index, &ar);
    int handle = atomic_fetch_add(&last_handle, 1) + 1;
    if (!source) /* not Lua, and no other function's */
        source = lrs_format("<function %d of line %d>", handle, ar.linedefined);
    lua_pushvalue(L, index);
    if (lrs_lua_protected(lua, remember, &handle, 1, err))
        return lrs_func_new(source, false, handle);
    lrs_free(source);
    return NULL;
}

/* Leaves the compiled function on the stack. */
static bool push_func(struct lrs_lua *lua, const struct lrs_func *f, struct lrs_err *err)
{
    lua_State *L = lua->L;
    struct lrs_chunk c = expression(f->source);
    if (f->is_expr)
        return lrs_lua_eval(lua, &c, LRS_CHUNK_FUNC, err);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lrs_lua_funcs);
    bool known = lua_rawgeti(L, -1, f->handle) == LUA_TFUNCTION;
    lua_remove(L, -2);
    if (known)
        return true;
    lua_pop(L, 1);
    if (f->source[0] == '<')
        return lrs_fail(err,
                        "the function was read elsewhere and uses local variables of its file");
    return lrs_lua_eval(lua, &c, LRS_CHUNK_VALUE, err);
}

struct table {
    double horizon, lr;
    size_t first, n, t; /* entries, those before FIRST being 1; and the one being made */
    double *at;
};

static int fill(lua_State *L)
{
    struct table *table = lua_touserdata(L, 1);
    for (; table->t < table->n; table->t++) {
        lua_pushvalue(L, 2);
        lua_pushnumber(L, (double)table->t);
        lua_pushnumber(L, table->horizon);
        lua_pushnumber(L, table->lr);
        lua_call(L, 3, LUA_MULTRET);
        if (lua_gettop(L) != 3)
            return luaL_error(L, "one result expected, found %d", lua_gettop(L) - 2);
        if (lua_type(L, 3) != LUA_TNUMBER)
            return luaL_error(L, "the result is of type %s, not a number", luaL_typename(L, 3));
        double x = lua_tonumber(L, 3);
        if (!isfinite(x))
            return luaL_error(L, "the result is %s", isnan(x) ? "not a number (nan)" : "infinite");
        table->at[table->t] = x;
        lua_settop(L, 2);
    }
    return 0;
}

/* The same numbers come out of math.random for every table, however often it is made. */
static bool fill_table(struct lrs_lua *lua, struct table *table, struct lrs_err *err)
{
    enum { INSTRUCTIONS_A_TICK = 100 };
    struct lrs_rng kept = lua->rng;
    lrs_rng_seed(&lua->rng, lua->seed, "tabulate");
    lrs_lua_refill(lua, LRS_LUA_BUDGET + INSTRUCTIONS_A_TICK * (int64_t)table->n,
                   1e-6 * (double)table->n);
    for (table->t = 0; table->t < table->first; table->t++)
        table->at[table->t] = 1;
    bool ok = lrs_lua_protected(lua, fill, table, 1, err);
    lua->rng = kept;
    return ok;
}

/* Puts a tabulated twin in the place of *F, which others may share. */
static bool tabulate(struct lrs_lua *lua, struct lrs_func **f, size_t first, double horizon,
                     double lr, struct lrs_err *err)
{
    if ((*f)->n > 0 && (*f)->first == first && (*f)->horizon == horizon && (*f)->lr == lr)
        return true;
    double n = fmin(fmax(ceil(horizon), 1), LRS_TICKS_MAX);
    struct table table = {.horizon = horizon, .lr = lr, .first = first, .n = (size_t)n};
    if (!push_func(lua, *f, err))
        return false;
    table.at = LRS_ARRAY(double, table.n);
    if (!fill_table(lua, &table, err)) {
        lrs_free(table.at);
        if (lua->line > 0 && !(*f)->is_expr)
            lrs_fail_prefix(err, "line %d: ", lua->line);
        return lrs_fail_prefix(err, "at t = %zu: ", table.t);
    }
    struct lrs_func *full = lrs_func_new(lrs_strdup((*f)->source), (*f)->is_expr, (*f)->handle);
    full->horizon = horizon;
    full->lr = lr;
    full->first = first;
    full->n = table.n;
    full->at = table.at;
    lrs_func_release(*f);
    *f = full;
    return true;
}

bool lrs_func_stands(struct lrs_lua *lua, const struct lrs_func *f, struct lrs_err *err)
{
    struct table table = {.horizon = f->horizon, .lr = f->lr, .first = f->first, .n = f->n};
    if (f->source[0] == '<') {
        const char *line = strstr(f->source, "line");
        return lrs_fail(err, "the function of %.*s uses local variables of its scene's file",
                        (int)strcspn(line, ">"), line);
    }
    if (!push_func(lua, f, err))
        return false;
    table.at = LRS_ARRAY(double, table.n + 1);
    bool ok = fill_table(lua, &table, err);
    if (!ok)
        lrs_fail_prefix(err, "the function alone fails at t = %zu: ", table.t);
    else if (f->n > 0 && memcmp(table.at, f->at, f->n * sizeof *f->at) != 0)
        ok = lrs_fail(err, "the function alone gives other values than it does here");
    lrs_free(table.at);
    return ok;
}

/* Puts a twin with the numbers of the file in the place of *F. */
static bool read_file(struct lrs_func **f, struct lrs_err *err)
{
    struct lrs_reals rates;
    if ((*f)->n > 0)
        return true;
    if (!lrs_schedule_read_rates((*f)->source, &rates, err))
        return false;
    struct lrs_func *full = lrs_func_new(lrs_strdup((*f)->source), true, 0);
    full->n = rates.n;
    full->at = rates.at;
    lrs_func_release(*f);
    *f = full;
    return true;
}

static bool fill_row(struct lrs_lua *lua, const struct lrs_param *p, struct lrs_value *v,
                     double horizon, double lr, struct lrs_err *err)
{
    return p->flags & LRS_FILE
               ? read_file(&v->func, err)
               : tabulate(lua, &v->func, p->flags & LRS_FROM_ONE ? 1 : 0, horizon, lr, err);
}

static bool has_func(const struct lrs_spec *spec)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_value *v = &spec->at[i];
        if (v->tag == LRS_FUNC)
            return true;
        for (size_t k = 0; v->tag == LRS_SPECS && k < v->specs.n; k++)
            if (has_func(v->specs.at[k]))
                return true;
    }
    return false;
}

static bool tabulate_spec(struct lrs_lua *lua, struct lrs_spec *spec, double horizon, double lr,
                          struct lrs_err *err)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        struct lrs_value *v = &spec->at[i];
        const struct lrs_param *p = &spec->kind->params[i];
        if (v->tag == LRS_FUNC && !fill_row(lua, p, v, horizon, lr, err))
            return lrs_fail_prefix(err, "%s: ", p->name);
        for (size_t k = 0; v->tag == LRS_SPECS && k < v->specs.n; k++) {
            double part = lrs_schedule_child_horizon(spec, k, horizon); /* its own T */
            if (!tabulate_spec(lua, v->specs.at[k], part, lr, err))
                return lrs_fail_prefix(err, "%zu.", k + 1);
        }
    }
    return true;
}

bool lrs_lua_tabulate_schedule(struct lrs_lua *lua, struct lrs_spec *schedule, double horizon,
                               double lr, struct lrs_err *err)
{
    return tabulate_spec(lua, schedule, horizon, lr, err) || lrs_fail_prefix(err, "schedule.");
}

bool lrs_lua_tabulate(struct lrs_lua *lua, struct lrs_experiment *e, struct lrs_err *err)
{
    struct lrs_spec *schedule = e->part[LRS_SCHEDULE];
    int64_t rows;
    if (!has_func(schedule)) /* spares the making of the data */
        return true;
    if (!lrs_experiment_rows(e, &rows, err))
        return false;
    double horizon = (double)lrs_experiment_clock(e, rows).ticks;
    return lrs_lua_tabulate_schedule(lua, schedule, horizon,
                                     lrs_optimizer_lr(e->part[LRS_OPTIMIZER]), err);
}

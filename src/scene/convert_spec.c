/* Tables of constructors to specs: fields sorted by rows, values without a name, children. */
#include "convert_priv.h"

#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"

/* The row of KIND that takes values without a name, or NULL. */
static const struct lrs_param *positional(const struct lrs_kind *kind)
{
    for (int i = 0; i < kind->n_params; i++)
        if (kind->params[i].flags & LRS_POSITIONAL)
            return &kind->params[i];
    return NULL;
}

/* What sorting the fields of a constructor's table has found. */
struct fields {
    int slots;           /* stack index of the first row's value */
    int64_t unnamed;     /* values without a name */
    bool gaps;           /* whose keys are not 1, 2, 3, ... */
    const char *twice;   /* a row that is given twice */
    const char *unknown; /* the first name in the alphabet that no row has; Lua's order is random */
    int n_unknown;
};

/* Key and value are on top of the stack. */
static void sort_field(lua_State *L, const struct lrs_kind *kind, int64_t length, struct fields *f)
{
    if (lua_type(L, -2) != LUA_TSTRING) {
        lua_Integer i = lua_isinteger(L, -2) ? lua_tointeger(L, -2) : 0;
        f->gaps |= i < 1 || i > length;
        f->unnamed++;
        return;
    }
    const char *word = lua_tostring(L, -2);
    int row = lrs_spec_row(kind, word, NULL);
    if (row < 0) {
        f->n_unknown++;
        f->unknown = f->unknown && strcmp(f->unknown, word) < 0 ? f->unknown : word;
    } else if (lua_isnil(L, f->slots + row)) {
        lua_copy(L, -1, f->slots + row);
    } else {
        f->twice = kind->params[row].name;
    }
}

/* Sorts the values of the table by rows: copies each into the stack slot of its row. */
static bool sort_fields(struct lrs_conversion *cv, const struct lrs_kind *kind, int table,
                        struct fields *f)
{
    enum { UNKNOWN_MAX = 32 };
    lua_State *L = cv->L;
    int64_t length = (int64_t)lua_rawlen(L, table);
    lua_pushnil(L);
    for (; f->n_unknown < UNKNOWN_MAX && lua_next(L, table); lua_pop(L, 1))
        sort_field(L, kind, length, f);
    lua_settop(L, f->slots + kind->n_params - 1);
    if (f->unknown) {
        int line = lrs_lex_field(cv->chunk, cv->line, f->unknown);
        lrs_spec_row(kind, f->unknown, cv->err);
        return lrs_chunk_fail(cv->chunk, line, cv->path, cv->err);
    }
    if (f->twice)
        return lrs_conversion_fail(cv, "%s is given twice, under two of its names", f->twice);
    if (f->gaps || f->unnamed != length)
        return lrs_conversion_fail(cv, "values without a name must be 1, 2, 3, ... without a gap");
    return true;
}

/* The values without a name, into their row. */
static bool make_unnamed(struct lrs_conversion *cv, const struct lrs_kind *kind, int table,
                         const struct fields *f, struct lrs_value *out)
{
    const struct lrs_param *p = positional(kind);
    if (!p) {
        struct lrs_str names = {0};
        for (int i = 0; i < kind->n_params; i++)
            lrs_str_addf(&names, "%s%s", i ? ", " : "", kind->params[i].name);
        lrs_conversion_fail(cv, "%s takes no values without a name; allowed are %s", kind->name,
                            kind->n_params ? lrs_str_text(&names) : "none at all");
        lrs_str_clear(&names);
        return false;
    }
    if (!lua_isnil(cv->L, f->slots + (int)(p - kind->params)))
        return lrs_conversion_fail(cv, "%s is given twice, with its name and without", p->name);
    bool list = p->type == LRS_TYPE_SPECS || p->type == LRS_TYPE_REALS || p->type == LRS_TYPE_INTS;
    if (f->unnamed > 1 && !list)
        return lrs_conversion_fail(cv, "%s takes one value without a name, found %lld", kind->name,
                                   (long long)f->unnamed);
    size_t len = p->type == LRS_TYPE_SPECS ? strlen(cv->path) : lrs_conversion_enter(cv, p->name);
    if (list)
        lua_pushvalue(cv->L, table);
    else
        lua_rawgeti(cv->L, table, 1);
    bool ok = lrs_conversion_value(cv, p, lua_gettop(cv->L), out);
    lua_pop(cv->L, 1);
    lrs_conversion_leave(cv, len);
    return ok;
}

/* Takes VALUE over. */
static bool set_row(struct lrs_conversion *cv, struct lrs_spec *spec, int row,
                    struct lrs_value value)
{
    return lrs_spec_set(spec, row, value, cv->err) || lrs_conversion_refuse(cv);
}

static bool fill_row(struct lrs_conversion *cv, struct lrs_spec *spec, int row, int index)
{
    const struct lrs_param *p = &spec->kind->params[row];
    struct lrs_value value = {.tag = LRS_UNSET};
    cv->row = p;
    size_t len = lrs_conversion_enter(cv, p->name);
    bool ok = lrs_conversion_value(cv, p, index, &value) && set_row(cv, spec, row, value);
    lrs_conversion_leave(cv, len);
    cv->row = NULL;
    return ok;
}

static bool fill_rows(struct lrs_conversion *cv, struct lrs_spec *spec, int table)
{
    lua_State *L = cv->L;
    const struct lrs_kind *kind = spec->kind;
    struct fields f = {.slots = lua_gettop(L) + 1};
    for (int i = 0; i < kind->n_params; i++)
        lua_pushnil(L);
    if (!sort_fields(cv, kind, table, &f))
        return false;
    for (int i = 0; i < kind->n_params; i++)
        if (!lua_isnil(L, f.slots + i) && !fill_row(cv, spec, i, f.slots + i))
            return false;
    struct lrs_value value = {.tag = LRS_UNSET};
    if (f.unnamed == 0)
        return true;
    return make_unnamed(cv, kind, table, &f, &value) &&
           set_row(cv, spec, (int)(positional(kind) - kind->params), value);
}

/* A spec of KIND from the table at INDEX (nil: all defaults), checked. NULL with a message. */
static struct lrs_spec *make_spec(struct lrs_conversion *cv, const struct lrs_kind *kind, int index)
{
    lua_State *L = cv->L;
    int top = lua_gettop(L);
    cv->specs++;
    if (cv->depth == LRS_DEPTH_MAX || cv->specs > LRS_SPECS_MAX ||
        !lua_checkstack(L, kind->n_params + 16)) {
        lrs_conversion_fail(cv, cv->depth == LRS_DEPTH_MAX ? "nested too deeply"
                                                           : "too many kinds in one value");
        return NULL;
    }
    const struct lrs_param *outer = cv->row;
    cv->row = NULL;
    cv->depth++;
    struct lrs_spec *spec = lrs_spec_new(kind);
    bool ok = lua_isnil(L, index) || fill_rows(cv, spec, index);
    if (ok && !lrs_spec_check(spec, cv->err))
        ok = lrs_conversion_refuse(cv);
    cv->depth--;
    cv->row = outer;
    lua_settop(L, top);
    if (ok)
        return spec;
    lrs_spec_free(spec);
    return NULL;
}

/* "found Adam, expected a schedule: Constant, StepLR, MultiStepLR, ..." */
static void refuse_kind(struct lrs_conversion *cv, int index)
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
    lrs_conversion_fail(cv, "%s", lrs_str_text(&text));
    lrs_str_clear(&text);
}

static struct lrs_spec *make_child(struct lrs_conversion *cv, int index)
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

bool lrs_conversion_children(struct lrs_conversion *cv, int index, int64_t n, struct lrs_value *out)
{
    bool one = lua_type(cv->L, index) != LUA_TTABLE;
    size_t count = one ? 1 : (size_t)n;
    if (count > LRS_SPECS_MAX)
        return lrs_conversion_fail(cv, "too many kinds in one value");
    *out = (struct lrs_value){.tag = LRS_SPECS, .specs = {0, LRS_ARRAY(struct lrs_spec *, count)}};
    for (size_t i = 0; i < count; i++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", i + 1);
        size_t len = lrs_conversion_enter(cv, name);
        lua_pushvalue(cv->L, index);
        if (!one)
            lua_rawgeti(cv->L, -1, (lua_Integer)i + 1);
        struct lrs_spec *child = make_child(cv, lua_gettop(cv->L));
        lua_pop(cv->L, one ? 1 : 2);
        lrs_conversion_leave(cv, len);
        if (!child) {
            lrs_value_clear(out);
            return false;
        }
        out->specs.at[out->specs.n++] = child;
    }
    return true;
}

struct lrs_spec *lrs_convert_spec(struct lrs_lua *lua, const struct lrs_chunk *c,
                                  enum lrs_part part, int index, const char *path, int line,
                                  struct lrs_err *err)
{
    struct lrs_conversion cv = lrs_conversion_begin(lua, c, part, path, line, err);
    bool settings = part == LRS_TRAIN || part == LRS_FINDER;
    if (!lua_checkstack(lua->L, LUA_MINSTACK)) {
        lrs_conversion_fail(&cv, "needs too much of Lua's stack");
        return NULL;
    }
    if (!settings)
        return make_child(&cv, index);
    const struct lrs_kind *only = lrs_part_registry(part)->kinds[0]; /* and it has no constructor */
    if (lua_type(lua->L, index) == LUA_TTABLE)
        return make_spec(&cv, only, index);
    lrs_conversion_fail(&cv, "a table expected: {%s=...}", only->params[0].name);
    return NULL;
}

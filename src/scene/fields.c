/* Tables with named fields: a scene, a beat of a lesson. The fields stand in a table of rows; each is
 * read in the rows' order, whatever the order in the file, and one that is not known is refused. */
#include "fields.h"

#include <string.h>

bool lrs_field_refuse(const struct lrs_reader *r, const char *name)
{
    char path[64];
    int line = lrs_lex_field(r->chunk, r->line, name);
    snprintf(path, sizeof path, "%s%s", r->path, name);
    return lrs_chunk_fail(r->chunk, line, path, r->err);
}

bool lrs_field_refuse_value(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    struct lrs_str found = {0};
    lrs_describe(r->lua->L, index, &found);
    lrs_fail(r->err, "found %s, allowed %s", lrs_str_text(&found), f->allowed);
    lrs_str_clear(&found);
    return lrs_field_refuse(r, f->name);
}

const char *lrs_field_text(const struct lrs_reader *r, const struct lrs_field *f, int index,
                           size_t max)
{
    size_t len;
    if (lua_type(r->lua->L, index) != LUA_TSTRING) {
        lrs_field_refuse_value(r, f, index);
        return NULL;
    }
    const char *s = lua_tolstring(r->lua->L, index, &len);
    bool ok = lrs_check_text(s, len, r->err);
    if (ok && len > max)
        ok = lrs_fail(r->err, "found %zu bytes, allowed at most %zu", len, max);
    if (ok)
        return s;
    lrs_field_refuse(r, f->name);
    return NULL;
}

static int find_field(const struct lrs_field *fields, const char *word)
{
    for (int i = 0; fields[i].name; i++)
        if (strcmp(word, fields[i].name) == 0)
            return i;
    return -1;
}

static bool refuse_key(const struct lrs_reader *r, const struct lrs_field *fields, const char *word)
{
    struct lrs_nearest near = {.word = word};
    struct lrs_str allowed = {0};
    for (int i = 0; fields[i].name; i++) {
        lrs_nearest_try(&near, fields[i].name);
        lrs_str_addf(&allowed, "%s%s", i ? ", " : "", fields[i].name);
    }
    lrs_fail(r->err, "a %s has no field '%.60s'%s (allowed: %s)", r->noun, word,
             lrs_nearest_hint(&near), lrs_str_text(&allowed));
    lrs_str_clear(&allowed);
    return lrs_chunk_fail(r->chunk, lrs_lex_field(r->chunk, r->line, word), "", r->err);
}

/* Copies the fields of the table at INDEX to the N stack slots from SLOTS on. */
static bool sort_fields(const struct lrs_reader *r, const struct lrs_field *fields, int n,
                        int index, int slots)
{
    enum { UNKNOWN_MAX = 32 };
    lua_State *L = r->lua->L;
    const char *unknown = NULL;
    int n_unknown = 0;
    lua_pushnil(L);
    for (; n_unknown < UNKNOWN_MAX && lua_next(L, index); lua_pop(L, 1)) {
        const char *word = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "1";
        int i = find_field(fields, word);
        if (i >= 0) {
            lua_copy(L, -1, slots + i);
        } else { /* always the same one is told, though the order of a table is not */
            n_unknown++;
            unknown = unknown && strcmp(unknown, word) < 0 ? unknown : word;
        }
    }
    lua_settop(L, slots + n - 1);
    return !unknown || refuse_key(r, fields, unknown);
}

bool lrs_field_row(const struct lrs_field *fields, int i, const char **name, const char **help)
{
    *name = fields[i].name;
    *help = fields[i].help;
    return fields[i].name != NULL;
}

bool lrs_fields_read(const struct lrs_reader *r, const struct lrs_field *fields, int index)
{
    lua_State *L = r->lua->L;
    int n = 0, slots = lua_gettop(L) + 1;
    while (fields[n].name)
        n++;
    if (!lua_checkstack(L, n + LUA_MINSTACK))
        return lrs_fail(r->err, "needs too much of Lua's stack");
    for (int i = 0; i < n; i++)
        lua_pushnil(L);
    bool ok = sort_fields(r, fields, n, index, slots);
    for (int i = 0; ok && i < n; i++)
        ok = lua_isnil(L, slots + i) || fields[i].read(r, &fields[i], slots + i);
    lua_settop(L, slots - 1);
    return ok;
}

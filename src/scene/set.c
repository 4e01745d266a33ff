/* Sets one value of an experiment by its path, or a whole part by its name. */
#include "scene_priv.h"

#include <string.h>

static int whole_part(const char *path)
{
    for (int i = 0; i < LRS_PARTS; i++)
        if (lrs_text_equal_nocase(path, lrs_part_name((enum lrs_part)i)))
            return i;
    return -1;
}

struct lrs_param lrs_row_of(const struct lrs_ref *ref)
{
    struct lrs_param p = *lrs_ref_param(ref);
    if (ref->element < 0)
        return p;
    p.type = p.type == LRS_TYPE_INTS ? LRS_TYPE_INT : LRS_TYPE_REAL;
    p.flags &= ~(unsigned)LRS_OPTIONAL;
    return p;
}

static bool set_value(struct lrs_lua *lua, struct lrs_experiment *e, const char *path,
                      const char *text, struct lrs_err *err)
{
    enum lrs_part part;
    struct lrs_ref ref;
    if (!lrs_experiment_find(e, path, &part, &ref, err))
        return false;
    struct lrs_param row = lrs_row_of(&ref);
    struct lrs_value value;
    if (!lrs_lua_value(lua, &row, part, text, &value, err))
        return lrs_path_fail(path, err);
    if (ref.element >= 0 && value.tag == LRS_INT)
        value = lrs_value_real((double)value.integer);
    return lrs_ref_put(&ref, value, err) || lrs_path_fail(path, err);
}

bool lrs_lua_set(struct lrs_lua *lua, struct lrs_experiment *e, const char *path, const char *text,
                 struct lrs_err *err)
{
    int part = whole_part(path);
    if (part < 0)
        return set_value(lua, e, path, text, err);
    struct lrs_spec *spec = lrs_lua_spec(lua, (enum lrs_part)part, text, path, err);
    if (!spec)
        return false;
    lrs_experiment_put(e, (enum lrs_part)part, spec);
    return true;
}

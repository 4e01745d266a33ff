/* One conversion of Lua values to specs and values: what convert.c (values) and convert_spec.c
 * (kinds) share. The path grows on the way down; a message is made where the fault is found, with
 * place, line and path, and whoever sees false adds nothing. */
#ifndef LRS_CONVERT_PRIV_H
#define LRS_CONVERT_PRIV_H

#include "scene_priv.h"

/* Tables may hold each other, or the same one a million times: what a conversion visits is bounded. */
enum { LRS_DEPTH_MAX = 8, LRS_SPECS_MAX = 256, LRS_NUMBERS_MAX = 1 << 17 };

struct lrs_conversion {
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

struct lrs_conversion lrs_conversion_begin(struct lrs_lua *lua, const struct lrs_chunk *c,
                                           enum lrs_part part, const char *path, int line,
                                           struct lrs_err *err);
/* Completes the sentence that is in ERR; returns false. */
bool lrs_conversion_refuse(const struct lrs_conversion *cv);
/* The same for a sentence of its own. */
bool lrs_conversion_fail(const struct lrs_conversion *cv, const char *fmt, ...) LRS_PRINTF(2, 3);
/* "found ..., allowed ..." for the value at INDEX; returns false. */
bool lrs_conversion_refuse_value(const struct lrs_conversion *cv, const struct lrs_param *p,
                                 int index);
/* Appends ".name" to the path; the old length, which is returned, cuts it off again. */
size_t lrs_conversion_enter(struct lrs_conversion *cv, const char *name);
void lrs_conversion_leave(struct lrs_conversion *cv, size_t len);
/* The value at INDEX in the row's own type, within its range. */
bool lrs_conversion_value(struct lrs_conversion *cv, const struct lrs_param *p, int index,
                          struct lrs_value *out);
/* The N kinds in the list at INDEX, or the one kind that stands there. */
bool lrs_conversion_children(struct lrs_conversion *cv, int index, int64_t n,
                             struct lrs_value *out);

#endif

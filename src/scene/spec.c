/* Specs and single values from text: the command line, the prompt, the chooser. */
#include "py_priv.h"

#include <ctype.h>
#include <string.h>

#include "lrscope/mem.h"

static struct lrs_chunk one_value(const char *text, const char *place)
{
    size_t len = strlen(text);
    return (struct lrs_chunk){text, len, place, memchr(text, '\n', len) != NULL};
}

/* Evaluates the text and leaves its one value on the stack. */
static bool push_value(struct lrs_lua *lua, const struct lrs_chunk *c, struct lrs_err *err)
{
    int top = lua_gettop(lua->L);
    if (!lrs_lua_eval(lua, c, LRS_CHUNK_VALUE, err))
        return false;
    int n = lua_gettop(lua->L) - top;
    if (n == 1)
        return true;
    lua_settop(lua->L, top);
    lrs_fail(err, n == 0 ? "nothing found, one value expected" : "one value expected, found %d", n);
    return lrs_chunk_fail(c, 0, "", err);
}

/* The only word of TEXT, owned by the caller; NULL where it is more than a word. */
static char *only_word(const char *text)
{
    const char *begin = text + strspn(text, " \t\r\n");
    size_t len = 0;
    while (isalnum((unsigned char)begin[len]) || begin[len] == '_' || begin[len] == '-')
        len++;
    bool rest = begin[len + strspn(begin + len, " \t\r\n")] != '\0';
    return len > 0 && !rest ? lrs_strndup(begin, len) : NULL;
}

/* A kind under any of its names, with its defaults. */
static struct lrs_spec *bare(enum lrs_part part, const char *word, const struct lrs_chunk *c,
                             struct lrs_err *err)
{
    const struct lrs_kind *kind = lrs_registry_find(lrs_part_registry(part), word, err);
    struct lrs_spec *spec = kind ? lrs_spec_new(kind) : NULL;
    if (spec && lrs_spec_check(spec, err))
        return spec;
    lrs_spec_free(spec);
    lrs_chunk_fail(c, 0, "", err);
    return NULL;
}

/* "my.csv": a name that ends so, and nothing of the language. */
static bool is_file(const char *text)
{
    size_t len = strlen(text), end = strlen(".csv");
    return len > end && lrs_text_equal_nocase(text + len - end, ".csv") &&
           !strpbrk(text, "{}()\"'\n");
}

struct lrs_spec *lrs_lua_spec(struct lrs_lua *lua, enum lrs_part part, const char *text,
                              const char *place, struct lrs_err *err)
{
    struct lrs_chunk c = one_value(text, place);
    char *word = only_word(text);
    if (word) {
        struct lrs_spec *spec = bare(part, word, &c, err);
        lrs_free(word);
        return spec;
    }
    if (part == LRS_PROBLEM && is_file(text)) {
        lrs_fail(err, "a file of your own is csv{path=\"%.200s\"}", text);
        lrs_chunk_fail(&c, 0, "", err);
        return NULL;
    }
    const char *name = lrs_part_name(part);
    if ((part == LRS_SCHEDULE || part == LRS_OPTIMIZER) && lrs_python_is(text)) {
        c.place = place && strcmp(place, name) == 0 ? NULL : place;
        return lrs_py_spec(lua, &c, part, err);
    }
    if (!push_value(lua, &c, err))
        return NULL;
    if (place && strcmp(place, name) == 0) /* the path says it again */
        c.place = NULL;
    struct lrs_spec *spec = lrs_convert_spec(lua, &c, part, lua_gettop(lua->L), name, 0, err);
    lua_pop(lua->L, 1);
    return spec;
}

static bool is_quoted(const char *s)
{
    size_t len = strlen(s);
    return len >= 2 && (s[0] == '"' || s[0] == '\'') && s[len - 1] == s[0];
}

static bool is_code(const struct lrs_param *p)
{
    return p->type == LRS_TYPE_FUNC && !(p->flags & LRS_FILE);
}

/* Choices, texts, files and expressions need no quotes; nil unsets what may be unset. */
static bool is_raw(const struct lrs_param *p, const char *text)
{
    if (is_quoted(text) || (strcmp(text, "nil") == 0 && (p->flags & LRS_OPTIONAL)))
        return false;
    if (is_code(p))
        return strncmp(text, "function", 8) != 0;
    return p->type == LRS_TYPE_CHOICE || p->type == LRS_TYPE_TEXT || p->flags & LRS_FILE;
}

static bool raw_value(struct lrs_lua *lua, const struct lrs_param *p, const char *text,
                      struct lrs_value *out, struct lrs_err *err)
{
    if (is_code(p)) {
        struct lrs_func *func = lrs_func_expr(lua, text, err);
        *out = (struct lrs_value){.tag = func ? LRS_FUNC : LRS_UNSET, .func = func};
        return func != NULL;
    }
    *out = lrs_value_text(text);
    if (lrs_param_coerce(p, out, err))
        return true;
    lrs_value_clear(out);
    return false;
}

/* Adds what the row takes to why TEXT is no value at all. */
static bool refuse_text(const struct lrs_param *p, const char *text, struct lrs_err *err)
{
    struct lrs_str allowed = {0};
    char *word = only_word(text);
    lrs_param_print_range(p, &allowed);
    if (word && (p->type == LRS_TYPE_REAL || p->type == LRS_TYPE_INT))
        lrs_fail(err, "'%.60s' is no number, allowed %s", word, lrs_str_text(&allowed));
    else
        lrs_fail(err, "%s, allowed %s", err->msg, lrs_str_text(&allowed));
    lrs_free(word);
    lrs_str_clear(&allowed);
    return false;
}

bool lrs_lua_value(struct lrs_lua *lua, const struct lrs_param *param, enum lrs_part part,
                   const char *text, struct lrs_value *out, struct lrs_err *err)
{
    text += strspn(text, " \t");
    if (is_raw(param, text))
        return raw_value(lua, param, text, out, err);
    struct lrs_chunk c = one_value(text, NULL);
    if (!push_value(lua, &c, err))
        return err && refuse_text(param, text, err);
    bool ok = lrs_convert_value(lua, &c, part, param, lua_gettop(lua->L), "", out, err);
    lua_pop(lua->L, 1);
    return ok;
}

/* What the files of the scene floor share: the sandbox, a text that is being evaluated, and the
 * values that its constructors make.
 *
 * Lua raises errors by longjmp. So everything that may raise one runs inside lrs_lua_protected, and
 * everything that owns C memory runs outside, on calls of Lua's API that never raise (those that
 * allocate nothing). */
#ifndef LRS_SCENE_PRIV_H
#define LRS_SCENE_PRIV_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "lrscope/rng.h"
#include "lrscope/scene.h"

enum {
    LRS_TEXT_MAX = 1 << 20,    /* bytes of a scene file or of any other text */
    LRS_LUA_MEMORY = 32 << 20, /* bytes that a sandbox may hold */
    LRS_LUA_STRING = 64 << 10, /* bytes of one string inside it */
    LRS_LUA_BUDGET = 20000000, /* instructions of one evaluation */
    LRS_HOOK_EVERY = 100,      /* instructions between two looks at the clock */
    LRS_TICKS_MAX = 1 << 20,   /* entries of a table */
};

struct lrs_lua {
    lua_State *L;
    uint64_t seed;
    struct lrs_rng rng;       /* of math.random */
    size_t used;              /* bytes that Lua holds */
    const char *refused;      /* why memory was refused in this evaluation, or NULL */
    int64_t left;             /* instructions that this evaluation may still do */
    double wall_end, cpu_end; /* it ends when both clocks are past these */
    int line;                 /* where the last error was raised; 0 = unknown */
};

/* A text that is evaluated, and the name of its place in messages. */
struct lrs_chunk {
    const char *text;
    size_t len;
    const char *place; /* "scenes/x.lua", "--schedule"; NULL = say nothing */
    bool lines;        /* messages carry line numbers */
};

/* What a constructor made: a kind and the table that it was given (its user value). It is turned
 * into a spec only when its path is known, so that a message can name the path. */
struct lrs_made {
    const struct lrs_kind *kind;
    enum lrs_part part;
    int line; /* of the constructor's call; 0 = unknown */
};

/* sandbox.c */
struct lrs_lua *lrs_lua_of(lua_State *L);
/* Gives the evaluation that begins a fresh budget, with EXTRA microseconds on top. */
void lrs_lua_refill(struct lrs_lua *lua, int64_t instructions, double extra);
/* Raises an error where time is up. For the C functions of the library and the parser's reader. */
void lrs_lua_check_time(lua_State *L);
/* Calls FN with ARG as light userdata and the N values on top of the stack, which it takes; its
 * results are left there. On failure nothing is, and ERR holds the sentence without its place;
 * lua->line is the line or 0. */
bool lrs_lua_protected(struct lrs_lua *lua, lua_CFunction fn, void *arg, int n,
                       struct lrs_err *err);

/* library.c: the whitelist. Keys of the registry under which its tables stand. */
extern const char lrs_lua_globals, lrs_lua_names, lrs_lua_made, lrs_lua_funcs;
void lrs_library_open(lua_State *L);
int lrs_unknown_name(lua_State *L);
int lrs_read_only(lua_State *L);

/* kinds.c */
void lrs_kinds_open(lua_State *L);
/* The part whose kinds WORD names, -1 where none does. */
int lrs_kinds_part(const char *word, const struct lrs_kind **kind);
/* Is the value at INDEX a spec or a constructor? */
bool lrs_made_get(lua_State *L, int index, struct lrs_made *made);

/* eval.c: chunks. With an expression ENV is the mathematics of t, T and lr and the result is the
 * compiled function of them; else the results of the chunk are left on the stack. */
enum lrs_chunk_kind { LRS_CHUNK_FILE, LRS_CHUNK_VALUE, LRS_CHUNK_FUNC };
bool lrs_lua_eval(struct lrs_lua *lua, const struct lrs_chunk *c, enum lrs_chunk_kind kind,
                  struct lrs_err *err);
/* Puts the path before a sentence; one that begins with the path's last name ("gamma = 2 is ...")
 * is continued to "schedule.gamma = 2 is ...". Returns false. */
bool lrs_path_fail(const char *path, struct lrs_err *err);
/* Puts place, line and path ("" = none) before the sentence in ERR; returns false. */
bool lrs_chunk_fail(const struct lrs_chunk *c, int line, const char *path, struct lrs_err *err);

/* convert.c */
/* The value at INDEX, which must be a kind of PART, as a checked spec. PATH: "schedule". */
struct lrs_spec *lrs_convert_spec(struct lrs_lua *lua, const struct lrs_chunk *c,
                                  enum lrs_part part, int index, const char *path, int line,
                                  struct lrs_err *err);
bool lrs_convert_value(struct lrs_lua *lua, const struct lrs_chunk *c, enum lrs_part part,
                       const struct lrs_param *p, int index, const char *path,
                       struct lrs_value *out, struct lrs_err *err);
/* "a table", "StepLR", "5", "\"tahn\"": the value at INDEX for messages. */
void lrs_describe(lua_State *L, int index, struct lrs_str *out);

/* tabulate.c */
/* A func from the text of an expression; NULL where it does not compile. */
struct lrs_func *lrs_func_expr(struct lrs_lua *lua, const char *source, struct lrs_err *err);
/* A func from the Lua function at INDEX, which chunk C defined. */
struct lrs_func *lrs_func_lua(struct lrs_lua *lua, const struct lrs_chunk *c, int index,
                              struct lrs_err *err);

/* Does F, compiled from its source in another sandbox, give the values of its table? */
bool lrs_func_stands(struct lrs_lua *lua, const struct lrs_func *f, struct lrs_err *err);

/* write_rows.c: specs as text that is good to read, in lines of at most LRS_WRITE_COLUMNS. INDENT is
 * that of the line on which OUT ends; what does not fit on it goes on further in. */
enum { LRS_WRITE_COLUMNS = 100, LRS_WRITE_INDENT = 2 };
/* "StepLR { gamma = 0.5 }". */
void lrs_write_spec(struct lrs_str *out, const struct lrs_spec *spec, int indent);
/* The braces alone. */
void lrs_write_rows(struct lrs_str *out, const struct lrs_spec *spec, int indent);
/* A string, in pieces where it is long. */
void lrs_write_text(struct lrs_str *out, const char *text, int indent);

/* lex.c: just enough of Lua's grammar to point at things. */
/* The line of "KEY =" among the fields of the first table that begins on line FROM or later, or in
 * a table inside it; FROM where there is none. */
int lrs_lex_field(const struct lrs_chunk *c, int from, const char *key);
/* The line on which the Ith table (from 0) in the list KEY = {...} of the scene's table begins; the
 * list's own where it is not written out. */
int lrs_lex_item(const struct lrs_chunk *c, const char *key, int i);
/* The text of the WHICHth function (from 0) that begins on line FROM, without a name of its own; ""
 * where it does not end on line TO, NULL where there is none. Owned by the caller. */
char *lrs_lex_function(const struct lrs_chunk *c, int from, int to, int which);
/* The first call of a kind with "name=value" in round brackets, in Lua's own form; *LINE is where it
 * stands. NULL where there is none. Owned by the caller. */
char *lrs_lex_call(const struct lrs_chunk *c, int *line);

/* set.c */
/* The row that a reference sets; of an element of a list, a row for one number. */
struct lrs_param lrs_row_of(const struct lrs_ref *ref);

/* file.c */
/* The whole of a text file, at most LRS_TEXT_MAX bytes of UTF-8; NULL with a sentence that does not
 * name the file. */
char *lrs_read_text(const char *path, size_t *len, struct lrs_err *err);
bool lrs_check_text(const char *text, size_t len, struct lrs_err *err);
char *lrs_scene_path(const char *name, struct lrs_err *err);
char *lrs_scene_base(const char *path);

#endif

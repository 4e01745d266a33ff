/* Scenes: the language of experiments. Lua expressions in a sandbox in which every registered kind
 * is a constructor. The only place with Lua. */
#ifndef LRSCOPE_SCENE_H
#define LRSCOPE_SCENE_H

#include "lrscope/experiment.h"
#include "lrscope/lesson.h"

struct lrs_lua;

/* One sandbox. Functions of schedules live in it and are tabulated through it; values that it made
 * may outlive it. SEED feeds math.random. */
struct lrs_lua *lrs_lua_new(uint64_t seed);
void lrs_lua_free(struct lrs_lua *lua);

/* A kind with values, from text ("StepLR{gamma=0.5}", "StepLR", or a bare id "step"). PLACE names
 * the text in messages ("--schedule"). Owned by the caller; NULL with a sentence. */
struct lrs_spec *lrs_lua_spec(struct lrs_lua *lua, enum lrs_part part, const char *text,
                              const char *place, struct lrs_err *err);
/* Is TEXT Python that calls something ("sched = StepLR(optimizer, 30)") and not the language of
 * scenes? Wherever a schedule or an optimizer is given as text, lrs_lua_spec reads that too: the
 * last one that the text makes. */
bool lrs_python_is(const char *text);
/* The last schedule and the last optimizer that such a text makes; one of them may be NULL. Owned by
 * the caller. False with a sentence that names what was not understood. */
bool lrs_python_specs(struct lrs_lua *lua, const char *text, struct lrs_spec **schedule,
                      struct lrs_spec **optimizer, struct lrs_err *err);
/* Such a text on one line, without its comments: "a = SGD(x); b = StepLR(a)". Owned by the caller. */
char *lrs_python_line(const char *text);
/* A value for a row: choice and text raw (quotes allowed), else a Lua expression. */
bool lrs_lua_value(struct lrs_lua *lua, const struct lrs_param *param, enum lrs_part part,
                   const char *text, struct lrs_value *out, struct lrs_err *err);
/* "schedule.gamma" = "0.5" on a whole experiment; nothing changes on failure. Only the value itself
 * is checked: values are held against each other by lrs_experiment_check, when all are set, so that
 * their order does not matter. */
bool lrs_lua_set(struct lrs_lua *lua, struct lrs_experiment *e, const char *path, const char *text,
                 struct lrs_err *err);
/* Tabulates every function of the experiment for its base rate and horizon (at most 2^20 ticks),
 * where that is not done yet. To be called after every change before a run is made of it. */
bool lrs_lua_tabulate(struct lrs_lua *lua, struct lrs_experiment *e, struct lrs_err *err);
/* The same for one schedule, as `curve` needs it. */
bool lrs_lua_tabulate_schedule(struct lrs_lua *lua, struct lrs_spec *schedule, double horizon,
                               double lr, struct lrs_err *err);

struct lrs_scene {
    char *name;      /* that loads it again: "cosine", or the path that was given */
    char *file;
    char *title, *about;
    char *expect;    /* "diverged" or NULL */
    char *notes;     /* for the presenter, or NULL */
    double pace;     /* steps a second it wishes in the instrument, 0 = flat out, NaN = unsaid */
    struct lrs_lesson *lesson; /* or NULL */
    struct lrs_experiment *exp;     /* to be changed by whoever has overrides */
    struct lrs_experiment *written; /* as the file has it */
};
/* NAME with a slash or ".lua" is a file, else a bundled scene ("cosine" finds scenes/cosine.lua). */
struct lrs_scene *lrs_scene_load(struct lrs_lua *lua, const char *name, struct lrs_err *err);
struct lrs_scene *lrs_scene_from_text(struct lrs_lua *lua, const char *text, const char *file,
                                      struct lrs_err *err);
struct lrs_scene *lrs_scene_copy(const struct lrs_scene *s);
void lrs_scene_free(struct lrs_scene *s);
/* Appends the text of a scene that loads to the experiment of S (S->exp, whose functions must be
 * tabulated), with its title, text, expectation and pace; what has its default is left out, and so is
 * a lesson. False with a sentence that names the value where the text would not read back: a
 * function that uses variables of its scene's file has no text of its own. */
bool lrs_scene_write(const struct lrs_scene *s, struct lrs_str *out, struct lrs_err *err);
/* The same into a file, which is renamed into place. Not over a bundled scene. */
bool lrs_scene_save(const struct lrs_scene *s, const char *path, struct lrs_err *err);
/* Field I of a scene's table and what it is for (NULL: nobody need know); false behind the last. */
bool lrs_scene_field(int i, const char **name, const char **help);
/* Names of the bundled scenes, sorted, "start" first; the caller frees each and the array. */
char **lrs_scene_names(int *n);
/* The same for the bundled lessons, in the order in which they are to be given. */
char **lrs_lesson_names(int *n);
/* The bundled lesson that NAME means, its number or not: its full name, for the caller to free; NULL
 * where there is none. Scenes that share a lesson's bare name are passed over. */
char *lrs_lesson_called(const char *name);

#endif

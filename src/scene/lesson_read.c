/* Reads the beats of a lesson: every field of a beat is a row of one table. What a beat sets is held
 * against the experiment as the beats before have left it; names that a claim speaks of must have
 * been given by then. */
#include "lesson_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lrscope/mem.h"

/* --- texts --- */

static char *take_text(const struct lrs_reader *r, const struct lrs_field *f, int index, size_t max)
{
    const char *s = lrs_field_text(r, f, index, max);
    if (s && !*s) {
        lrs_fail(r->err, "found an empty text");
        lrs_field_refuse(r, f->name);
        return NULL;
    }
    return lrs_strdup(s);
}

static bool read_words(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    char **text = (char **)(void *)((char *)beat_of(r) + f->arg);
    bool notes = f->arg == (int)offsetof(struct lrs_beat, notes);
    *text = take_text(r, f, index, notes ? LRS_NOTES_MAX : LRS_SAY_MAX);
    return *text != NULL;
}

bool lrs_beat_name(const struct lrs_reader *r, const struct lrs_field *f, int index, char *name)
{
    const char *s = lrs_field_text(r, f, index, LRS_NAME_MAX);
    if (s && !*s)
        return lrs_field_refuse_value(r, f, index);
    if (!s)
        return false;
    snprintf(name, LRS_NAME_MAX + 1, "%s", s);
    struct course *c = course_of(r);
    c->name[c->n_names++] = name;
    return true;
}

static bool read_keep(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    return lrs_beat_name(r, f, index, beat_of(r)->keep);
}

/* A text, or a list of at most MAX: each goes to TAKE. */
static bool read_texts(const struct lrs_reader *r, const struct lrs_field *f, int index, int max,
                       bool (*take)(const struct lrs_reader *r, const struct lrs_field *f, int at))
{
    lua_State *L = r->lua->L;
    if (lua_type(L, index) == LUA_TSTRING)
        return take(r, f, index);
    if (lua_type(L, index) != LUA_TTABLE)
        return lrs_field_refuse_value(r, f, index);
    int n = (int)lua_rawlen(L, index);
    if (n < 1 || n > max) {
        lrs_fail(r->err, "found %d texts, allowed 1 to %d", n, max);
        return lrs_field_refuse(r, f->name);
    }
    bool ok = true;
    for (int i = 1; ok && i <= n; i++) {
        lua_rawgeti(L, index, i);
        ok = take(r, f, lua_gettop(L));
        lua_pop(L, 1);
    }
    return ok;
}

static bool take_choice(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    struct lrs_beat *b = beat_of(r);
    char *text = take_text(r, f, index, LRS_CHOICE_MAX);
    if (text)
        b->choice[b->n_choices++] = text;
    return text != NULL;
}

static bool read_choices(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    if (lua_type(r->lua->L, index) != LUA_TTABLE || lua_rawlen(r->lua->L, index) < 1)
        return lrs_field_refuse_value(r, f, index);
    return read_texts(r, f, index, LRS_CHOICES_MAX_ASK, take_choice);
}

static bool take_act(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    struct lrs_beat *b = beat_of(r);
    char *text = take_text(r, f, index, LRS_SAY_MAX);
    if (text)
        b->act[b->n_acts++] = text;
    return text != NULL;
}

static bool read_act(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    return read_texts(r, f, index, LRS_ACTS_MAX, take_act);
}

/* --- numbers and flags --- */

static bool read_flag(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    if (lua_type(r->lua->L, index) != LUA_TBOOLEAN)
        return lrs_field_refuse_value(r, f, index);
    *(bool *)((char *)beat_of(r) + f->arg) = lua_toboolean(r->lua->L, index);
    return true;
}

static bool read_whole(const struct lrs_reader *r, const struct lrs_field *f, int index, int lo,
                       int hi, int *n)
{
    double x =
        lua_type(r->lua->L, index) == LUA_TNUMBER ? lua_tonumber(r->lua->L, index) : (double)NAN;
    if (!(x >= lo && x <= hi && x == floor(x))) {
        struct lrs_str found = {0};
        lrs_describe(r->lua->L, index, &found);
        lrs_fail(r->err, "found %s, allowed a whole number %d to %d", lrs_str_text(&found), lo, hi);
        lrs_str_clear(&found);
        return lrs_field_refuse(r, f->name);
    }
    *n = (int)x;
    return true;
}

static bool read_answer(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    struct lrs_beat *b = beat_of(r);
    if (!read_whole(r, f, index, 1, b->n_choices ? b->n_choices : 1, &b->answer))
        return false;
    b->answer--;
    return true;
}

static bool read_seeds(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    return read_whole(r, f, index, 2, LRS_SEEDS_MAX, &beat_of(r)->seeds);
}

/* true: to the end; a number: so many epochs; a text: a condition. */
static bool read_until(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    lua_State *L = r->lua->L;
    struct lrs_beat *b = beat_of(r);
    int type = lua_type(L, index);
    b->runs = true;
    b->anew = b->anew || f->arg;
    if (type == LUA_TSTRING) {
        const char *text = lrs_field_text(r, f, index, LRS_SAY_MAX);
        return text &&
               (lrs_condition_parse(text, &b->until, r->err) || lrs_field_refuse(r, f->name));
    }
    if (type == LUA_TNUMBER && lua_tonumber(L, index) > 0) {
        b->until = (struct lrs_condition){LRS_FIG_EPOCH, LRS_AT_LEAST, lua_tonumber(L, index)};
        return true;
    }
    if (type != LUA_TBOOLEAN || !lua_toboolean(L, index))
        return lrs_field_refuse_value(r, f, index);
    b->until = (struct lrs_condition){LRS_FIG_DONE, LRS_ABOVE, 0};
    return true;
}

/* --- claims --- */

static bool is_named(const char *const *names, int n, const struct lrs_operand *o, const char *what,
                     struct lrs_err *err)
{
    struct lrs_nearest near = {.word = o->name};
    for (int i = 0; i < n; i++) {
        if (strcmp(names[i], o->name) == 0)
            return true;
        lrs_nearest_try(&near, names[i]);
    }
    return lrs_fail(err, "%s '%s' by now%s", what, o->name, lrs_nearest_hint(&near));
}

static bool is_known(const struct course *c, const struct lrs_operand *o, struct lrs_err *err)
{
    if (o->of == LRS_OF_KEPT)
        return is_named(c->name, c->n_names, o, "no curve is kept as", err);
    if (o->of == LRS_OF_WINS || o->of == LRS_OF_MEDIAN)
        return is_named(c->judged, c->n_judged, o, "there is no verdict on", err);
    return true;
}

static bool take_check(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    struct lrs_beat *b = beat_of(r);
    struct lrs_claim *claim = &b->check[b->n_checks];
    const char *text = lrs_field_text(r, f, index, LRS_SAY_MAX);
    if (!text)
        return false;
    if (!lrs_claim_parse(text, claim, r->err))
        return lrs_field_refuse(r, f->name);
    b->n_checks++;
    return (is_known(course_of(r), &claim->left, r->err) &&
            is_known(course_of(r), &claim->right, r->err)) ||
           lrs_field_refuse(r, f->name);
}

static bool read_check(const struct lrs_reader *r, const struct lrs_field *f, int index)
{
    beat_of(r)->check = LRS_ARRAY(struct lrs_claim, LRS_CHECKS_MAX);
    return read_texts(r, f, index, LRS_CHECKS_MAX, take_check);
}

/* --- beats --- */

/* clang-format off */
static const struct lrs_field fields[] = {
    {"say", "One to three short sentences.",
     "a text", read_words, offsetof(struct lrs_beat, say)},
    {"drop", "Removes the kept curves and that of the last run.",
     "true or false", read_flag, offsetof(struct lrs_beat, drop)},
    {"set", "Changes values by their paths, or whole parts: all of them or none.",
     "a table of paths and values", lrs_beat_read_set, 0},
    {"compare", "Runs 2 to 4 settings { name = ..., set = ... } side by side from step 0 to their ends.",
     "a list of 2 to 4 settings", lrs_beat_read_compare, 0},
    {"seeds", "How many seeds the verdict on what is compared is taken over.", NULL, read_seeds, 0},
    {"act", "Actions by name, as at the prompt, to show what the text speaks of.",
     "an action, or a list of them", read_act, 0},
    {"find", "Runs the learning-rate finder and shows its curve.",
     "true or false", read_flag, offsetof(struct lrs_beat, find)},
    {"run", "Goes on to the end (true), to the end of an epoch, or until a condition holds.",
     "true, a number of epochs or a condition", read_until, false},
    {"rerun", "The same from step 0.",
     "true, a number of epochs or a condition", read_until, true},
    {"keep", "Then keeps the curve under this name.", "a name", read_keep, 0},
    {"check", "What the beat claims; tests hold it against what has happened.",
     "a condition, or a list of them", read_check, 0},
    {"ask", "A question; nothing runs while it stands, and votes count.",
     "a text", read_words, offsetof(struct lrs_beat, ask)},
    {"choices", "Up to four answers.", "a list of 1 to 4 texts", read_choices, 0},
    {"answer", "The number of the right one.", NULL, read_answer, 0},
    {"reveal", "The right answer to the question before, shown with the votes when the run is over.",
     "a text", read_words, offsetof(struct lrs_beat, reveal)},
    {"notes", "For the presenter.", "a text", read_words, offsetof(struct lrs_beat, notes)},
    {NULL, NULL, NULL, NULL, 0},
};
/* clang-format on */

bool lrs_beat_field(int i, const char **name, const char **help)
{
    return lrs_field_row(fields, i, name, help);
}

/* What the fields alone cannot say. */
static const char *contradiction(const struct lrs_beat *b, const struct course *c)
{
    if (!b->say && !b->ask && !b->reveal)
        return "says nothing: one of say, ask, reveal belongs there";
    if (b->ask && b->n_choices == 0)
        return "asks without choices";
    if (!b->ask && (b->n_choices > 0 || b->answer >= 0))
        return "has answers but asks nothing";
    if (b->ask && b->runs)
        return "asks and runs: what happens is shown in the beat after the question";
    if (b->ask && b->say)
        return "asks and says: the question alone stands there";
    if (b->reveal && !b->ask && c->question < 0)
        return "reveals, but nothing was asked";
    if (b->seeds && b->n_compared == 0)
        return "has seeds but compares nothing";
    return NULL;
}

static bool settle_question(const struct lrs_reader *r, struct lrs_lesson *l, int i)
{
    struct lrs_beat *b = &l->beat[i];
    struct course *c = course_of(r);
    const char *wrong = contradiction(b, c);
    if (wrong) {
        lrs_fail(r->err, "%s", wrong);
        char path[32];
        snprintf(path, sizeof path, "lesson.%d", i + 1);
        return lrs_chunk_fail(r->chunk, r->line, path, r->err);
    }
    b->in_place = b->ask != NULL;
    b->asked = b->ask ? i : b->reveal ? c->question : -1;
    if (b->reveal && !b->ask)
        l->beat[c->question].in_place = false;
    if (b->ask)
        c->question = b->reveal ? -1 : i;
    else if (b->reveal)
        c->question = -1;
    l->checked = l->checked || b->n_checks > 0;
    return true;
}

static bool read_beat(struct lrs_lua *lua, const struct lrs_chunk *chunk, struct lrs_lesson *l,
                      int i, struct course *c, struct lrs_err *err)
{
    char path[32];
    struct beat_reader object = {&l->beat[i], c, i};
    struct lrs_reader r = {.lua = lua,
                           .chunk = chunk,
                           .err = err,
                           .noun = "beat",
                           .path = path,
                           .line = lrs_lex_item(chunk, "lesson", i),
                           .object = &object};
    int top = lua_gettop(lua->L);
    l->beat[i].answer = -1;
    snprintf(path, sizeof path, "lesson.%d.", i + 1);
    if (lua_type(lua->L, top) != LUA_TTABLE) {
        lrs_fail(err, "beat %d of the lesson is not a table { say = ... }", i + 1);
        return lrs_chunk_fail(chunk, r.line, "", err);
    }
    return lrs_fields_read(&r, fields, top) && settle_question(&r, l, i);
}

struct lrs_lesson *lrs_lesson_read(struct lrs_lua *lua, const struct lrs_chunk *chunk, int index,
                                   const struct lrs_experiment *e, struct lrs_err *err)
{
    int n = (int)lua_rawlen(lua->L, index);
    if (n > LRS_BEATS_MAX) {
        lrs_fail(err, "found %d beats, allowed at most %d", n, LRS_BEATS_MAX);
        lrs_chunk_fail(chunk, lrs_lex_field(chunk, 1, "lesson"), "lesson", err);
        return NULL;
    }
    struct course *course = LRS_NEW(struct course);
    struct lrs_lesson *l = LRS_NEW(struct lrs_lesson);
    course->exp = lrs_experiment_copy(e);
    course->question = -1;
    l->refs = 1;
    l->n = n;
    l->beat = LRS_ARRAY(struct lrs_beat, (size_t)n);
    bool ok = true;
    for (int i = 0; ok && i < n; i++) {
        lua_rawgeti(lua->L, index, i + 1);
        ok = read_beat(lua, chunk, l, i, course, err);
        lua_pop(lua->L, 1);
    }
    lrs_experiment_free(course->exp);
    lrs_free(course);
    if (ok)
        return l;
    lrs_lesson_release(l);
    return NULL;
}

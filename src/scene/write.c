/* The scene writer: the text of a scene that loads to the same experiment. Before anything is given
 * out, the text is read again in a sandbox of its own and compared. */
#include "scene_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lrscope/export.h"
#include "lrscope/mem.h"

/* Could each function of SPEC be read from its own text? Specs nest LRS_SPEC_DEPTH deep at most. */
static bool check_functions(struct lrs_lua *lua, const struct lrs_spec *spec, struct lrs_err *err)
{
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_value *v = &spec->at[i];
        const struct lrs_param *p = &spec->kind->params[i];
        bool code = v->tag == LRS_FUNC && !(p->flags & LRS_FILE);
        if (code && !lrs_func_stands(lua, v->func, err))
            return lrs_fail_prefix(err, "%s cannot be written: ", p->name);
        for (size_t k = 0; v->tag == LRS_SPECS && k < v->specs.n; k++)
            if (!check_functions(lua, v->specs.at[k], err))
                return lrs_fail_prefix(err, "%zu.", k + 1);
    }
    return true;
}

static bool can_be_written(const struct lrs_experiment *e, struct lrs_err *err)
{
    struct lrs_lua *lua = lrs_lua_new(0);
    bool ok = true;
    for (int i = 0; ok && i < LRS_PARTS; i++)
        ok = check_functions(lua, e->part[i], err) ||
             lrs_fail_prefix(err, "%s.", lrs_part_name((enum lrs_part)i));
    lrs_lua_free(lua);
    return ok;
}

/* What a reader looks for is always there; the rest only where it says something. */
static bool is_said(const struct lrs_experiment *e, enum lrs_part part,
                    const struct lrs_experiment *plain)
{
    bool data = lrs_problem_class(e->part[LRS_PROBLEM])->form == LRS_DATA;
    if (part == LRS_PROBLEM || part == LRS_OPTIMIZER || part == LRS_SCHEDULE)
        return true;
    return (part == LRS_MODEL && data) || !lrs_spec_equal(e->part[part], plain->part[part]);
}

static void write_field(struct lrs_str *out, const char *name)
{
    lrs_str_addf(out, "%*s%s = ", LRS_WRITE_INDENT, "", name);
}

static void write_parts(struct lrs_str *out, const struct lrs_experiment *e)
{
    struct lrs_experiment *plain = lrs_experiment_new();
    for (int i = 0; i < LRS_PARTS; i++) {
        enum lrs_part part = (enum lrs_part)i;
        if (!is_said(e, part, plain))
            continue;
        write_field(out, lrs_part_name(part));
        if (part == LRS_TRAIN || part == LRS_FINDER)
            lrs_write_rows(out, e->part[i], LRS_WRITE_INDENT);
        else
            lrs_write_spec(out, e->part[i], LRS_WRITE_INDENT);
        lrs_str_add(out, ",\n");
    }
    lrs_experiment_free(plain);
}

static void write_words(struct lrs_str *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    write_field(out, name);
    lrs_write_text(out, text, LRS_WRITE_INDENT);
    lrs_str_add(out, ",\n");
}

static void write_scene(struct lrs_str *out, const struct lrs_scene *s)
{
    char pace[LRS_NUMBER_MAX];
    if (s->lesson)
        lrs_str_add(out, "-- The experiment of a scene with a lesson, without the lesson.\n");
    lrs_str_add(out, "return {\n");
    write_words(out, "title", s->title);
    write_words(out, "about", s->about);
    write_parts(out, s->exp);
    write_words(out, "expect", s->expect);
    write_words(out, "notes", s->notes);
    if (!isnan(s->pace)) {
        write_field(out, "pace");
        lrs_str_addf(out, "%s,\n", lrs_number_exact(pace, s->pace));
    }
    lrs_str_add(out, "}\n");
}

/* Limits of a scene (its size, that of a string) can be met by what was made otherwise. */
static bool reads_back(const struct lrs_scene *s, const struct lrs_str *text, struct lrs_err *err)
{
    struct lrs_lua *lua = lrs_lua_new(0);
    struct lrs_scene *again = NULL;
    bool ok = true;
    if (text->len > LRS_TEXT_MAX)
        lrs_fail(err, "is larger than 1 MiB, no scene");
    else
        again = lrs_scene_from_text(lua, text->s, "the scene that was written", err);
    if (!again)
        ok = lrs_fail_prefix(err, "cannot be written: ");
    for (int i = 0; ok && i < LRS_PARTS; i++)
        if (!lrs_spec_equal(again->exp->part[i], s->exp->part[i]))
            ok = lrs_fail(err, "%s cannot be written: it would read back as something else",
                          lrs_part_name((enum lrs_part)i));
    lrs_scene_free(again);
    lrs_lua_free(lua);
    return ok;
}

bool lrs_scene_write(const struct lrs_scene *s, struct lrs_str *out, struct lrs_err *err)
{
    struct lrs_str text = {0};
    if (!can_be_written(s->exp, err))
        return false;
    write_scene(&text, s);
    bool ok = reads_back(s, &text, err);
    if (ok)
        lrs_str_add(out, text.s);
    lrs_str_clear(&text);
    return ok;
}

static bool same_file(const char *a, const char *b)
{
    char *x = realpath(a, NULL), *y = realpath(b, NULL);
    bool same = x && y && strcmp(x, y) == 0;
    free(x);
    free(y);
    return same;
}

/* NAMES are taken over. */
static bool is_among(char **names, int n, const char *path)
{
    bool found = false;
    for (int i = 0; i < n; i++) {
        char *bundled = lrs_scene_path(names[i], NULL);
        found |= bundled && same_file(path, bundled);
        lrs_free(bundled);
        lrs_free(names[i]);
    }
    lrs_free(names);
    return found;
}

/* One slip must not cost the scene or lesson that others will open. */
static bool is_bundled(const char *path)
{
    int n_scenes, n_lessons;
    char **scenes = lrs_scene_names(&n_scenes), **lessons = lrs_lesson_names(&n_lessons);
    bool scene = is_among(scenes, n_scenes, path), lesson = is_among(lessons, n_lessons, path);
    return scene || lesson;
}

bool lrs_scene_save(const struct lrs_scene *s, const char *path, struct lrs_err *err)
{
    struct lrs_str text = {0};
    struct lrs_file file;
    if (is_bundled(path))
        return lrs_fail(err, "'%.200s' comes with lrscope and is kept; take another name", path);
    bool ok = lrs_scene_write(s, &text, err) && lrs_file_begin(&file, path, err);
    if (ok) {
        fputs(lrs_str_text(&text), file.f);
        ok = lrs_file_commit(&file, err);
    }
    lrs_str_clear(&text);
    return ok;
}

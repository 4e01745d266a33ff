/* Kinds with all their rows, scenes and actions as JSON. */
#include "list.h"

#include <math.h>
#include <string.h>

#include "lrscope/export.h"
#include "lrscope/mem.h"
#include "lrscope/text.h"
#include "lrscope/ui.h"

/* An object or array that is being written: knows whether a comma is due. */
struct json {
    struct lrs_str text;
    bool comma;
};

static void open_with(struct json *j, const char *bracket)
{
    lrs_str_addf(&j->text, "%s%s", j->comma ? ", " : "", bracket);
    j->comma = false;
}

static void close_with(struct json *j, const char *bracket)
{
    lrs_str_add(&j->text, bracket);
    j->comma = true;
}

static void key(struct json *j, const char *name)
{
    if (j->comma)
        lrs_str_add(&j->text, ", ");
    j->comma = false;
    if (name) {
        lrs_json_text(&j->text, name);
        lrs_str_add(&j->text, ": ");
    }
}

static void raw(struct json *j, const char *name, const char *value)
{
    key(j, name);
    lrs_str_add(&j->text, value);
    j->comma = true;
}

static void text(struct json *j, const char *name, const char *value)
{
    if (!value) {
        raw(j, name, "null");
        return;
    }
    key(j, name);
    lrs_json_text(&j->text, value);
    j->comma = true;
}

static void number(struct json *j, const char *name, double x)
{
    char buf[LRS_NUMBER_MAX];
    raw(j, name, isfinite(x) ? lrs_number_exact(buf, x) : "null");
}

static void flag(struct json *j, const char *name, bool on)
{
    raw(j, name, on ? "true" : "false");
}

/* The words of a space-separated list. */
static void words(struct json *j, const char *name, const char *list)
{
    key(j, name);
    open_with(j, "[");
    for (const char *at = list; at && *at;) {
        size_t n = strcspn(at, " ");
        char *word = lrs_strndup(at, n);
        if (n)
            text(j, NULL, word);
        lrs_free(word);
        at += n + (at[n] == ' ');
    }
    close_with(j, "]");
}

static const char *type_name(enum lrs_type type)
{
    static const char *const names[] = {
        [LRS_TYPE_REAL] = "real",
        [LRS_TYPE_INT] = "integer",
        [LRS_TYPE_BOOL] = "bool",
        [LRS_TYPE_CHOICE] = "choice",
        [LRS_TYPE_TEXT] = "text",
        [LRS_TYPE_REALS] = "list of reals",
        [LRS_TYPE_INTS] = "list of integers",
        [LRS_TYPE_SPECS] = "list of kinds",
        [LRS_TYPE_FUNC] = "function",
    };
    return names[type];
}

static void value(struct json *j, const char *name, const struct lrs_param *p)
{
    struct lrs_value v = lrs_param_default(p);
    if (v.tag == LRS_REAL)
        number(j, name, v.real);
    else if (v.tag == LRS_INT)
        number(j, name, (double)v.integer);
    else if (v.tag == LRS_BOOL)
        flag(j, name, v.flag);
    else if (v.tag == LRS_CHOICE)
        text(j, name, p->choices[v.choice].name);
    else if (v.tag == LRS_TEXT)
        text(j, name, v.text);
    else if (v.tag == LRS_FUNC)
        text(j, name, v.func->source);
    else if (v.tag == LRS_REALS || v.tag == LRS_SPECS) {
        key(j, name);
        open_with(j, "[");
        for (size_t i = 0; v.tag == LRS_REALS && i < v.reals.n; i++)
            number(j, NULL, v.reals.at[i]);
        close_with(j, "]");
    } else
        raw(j, name, "null");
    lrs_value_clear(&v);
}

static void choices(struct json *j, const struct lrs_param *p)
{
    key(j, "choices");
    open_with(j, "[");
    for (int i = 0; i < lrs_param_choices(p); i++) {
        open_with(j, "{");
        text(j, "name", p->choices[i].name);
        text(j, "help", p->choices[i].help);
        close_with(j, "}");
    }
    close_with(j, "]");
}

static void param(struct json *j, const struct lrs_param *p)
{
    bool numeric = p->type == LRS_TYPE_REAL || p->type == LRS_TYPE_INT ||
                   p->type == LRS_TYPE_REALS || p->type == LRS_TYPE_INTS;
    open_with(j, "{");
    text(j, "name", p->name);
    words(j, "aliases", p->aliases);
    text(j, "symbol", p->symbol);
    text(j, "type", p->flags & LRS_FILE ? "file" : type_name(p->type));
    value(j, "default", p);
    if (numeric) {
        number(j, "min", p->lo);
        flag(j, "min_excluded", p->flags & LRS_LO_OPEN);
        number(j, "max", p->hi);
        flag(j, "max_excluded", p->flags & LRS_HI_OPEN);
        text(j, "scale", p->flags & LRS_LOG ? "log" : "linear");
    }
    if (p->type == LRS_TYPE_CHOICE)
        choices(j, p);
    text(j, "unit", p->unit);
    flag(j, "optional", p->flags & LRS_OPTIONAL);
    flag(j, "positional", p->flags & LRS_POSITIONAL);
    flag(j, "live", !(p->flags & LRS_RESTART));
    text(j, "help", p->help);
    close_with(j, "}");
}

static void taxonomy(struct json *j, const struct lrs_schedule_class *c)
{
    text(j, "frequency", lrs_frequency_name(c->frequency));
    text(j, "law", c->law);
    text(j, "direction", lrs_direction_name(c->direction));
    text(j, "interval", c->usual == LRS_PER_STEP ? "step" : "epoch");
    text(j, "peak", c->peak);
    if (lrs_spec_children_row(&c->kind) >= 0) /* as its parts */
        raw(j, "feedback", "null");
    else
        flag(j, "feedback", c->takes_metric);
}

static void kind(struct json *j, const struct lrs_registry *reg, const struct lrs_kind *k)
{
    open_with(j, "{");
    text(j, "id", k->id);
    text(j, "name", k->name);
    words(j, "aliases", k->aliases);
    text(j, "title", k->title);
    text(j, "formula", k->formula);
    text(j, "formula_ascii", k->formula_ascii);
    text(j, "summary", k->summary);
    text(j, "when", k->when);
    text(j, "tips", k->tips);
    text(j, "source", k->source);
    if (reg == &lrs_schedules)
        taxonomy(j, (const void *)k);
    key(j, "params");
    open_with(j, "[");
    for (int i = 0; i < k->n_params; i++)
        param(j, &k->params[i]);
    close_with(j, "]");
    close_with(j, "}");
}

/* Objects stand on lines of their own. */
static void put_object(struct json *j, bool first, FILE *out)
{
    fprintf(out, "%s\n%s", first ? "" : ",", lrs_str_text(&j->text));
    lrs_str_clear(&j->text);
}

void list_json_kinds(const struct lrs_registry *reg, FILE *out)
{
    fputs("[", out);
    for (int i = 0; reg->kinds[i]; i++) {
        struct json j = {0};
        kind(&j, reg, reg->kinds[i]);
        put_object(&j, i == 0, out);
    }
    fputs("\n]\n", out);
}

static void part(struct json *j, const struct lrs_scene *scene, enum lrs_part p)
{
    struct lrs_str spec = {0};
    lrs_spec_print(scene->exp->part[p], false, &spec);
    text(j, lrs_part_name(p), lrs_str_text(&spec));
    lrs_str_clear(&spec);
}

void list_json_scene(const char *name, const struct lrs_scene *scene, bool first, FILE *out)
{
    struct json j = {0};
    open_with(&j, "{");
    text(&j, "name", name);
    text(&j, "file", scene ? scene->file : NULL);
    text(&j, "title", scene ? scene->title : NULL);
    text(&j, "about", scene ? scene->about : NULL);
    text(&j, "expect", scene ? scene->expect : NULL);
    number(&j, "beats", scene && scene->lesson ? scene->lesson->n : 0);
    for (int p = 0; scene && p <= LRS_SCHEDULE; p++)
        part(&j, scene, (enum lrs_part)p);
    close_with(&j, "}");
    put_object(&j, first, out);
}

static void action(const struct lrs_action_info *a, const char *key_name, bool first, FILE *out)
{
    struct json j = {0};
    open_with(&j, "{");
    if (key_name)
        text(&j, "key", key_name);
    text(&j, "action", a->name);
    if (!key_name)
        words(&j, "keys", a->keys);
    text(&j, "takes", a->args);
    words(&j, "contexts", a->contexts);
    text(&j, "group", a->group);
    text(&j, "help", a->help);
    close_with(&j, "}");
    put_object(&j, first, out);
}

void list_json_actions(bool by_key, FILE *out)
{
    bool first = true;
    fputs("[", out);
    for (int i = 0; i < lrs_action_count(); i++) {
        struct lrs_action_info a = lrs_action_info(i);
        if (!by_key) {
            action(&a, NULL, first, out);
            first = false;
        }
        for (const char *at = by_key ? a.keys : NULL; at && *at;) {
            size_t n = strcspn(at, " ");
            char *word = lrs_strndup(at, n);
            if (n) {
                action(&a, word, first, out);
                first = false;
            }
            lrs_free(word);
            at += n + (at[n] == ' ');
        }
    }
    fputs("\n]\n", out);
}

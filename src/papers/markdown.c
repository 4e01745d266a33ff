/* doc/schedules.md: an index by how often and by what law, then a section for each schedule; and the
 * lessons for doc/teaching.md. */
#include "papers.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "lrscope/mem.h"

/* A bar would end the cell of a table. */
static void cell(struct lrs_str *out, const char *text)
{
    for (; *text; text++)
        lrs_str_addf(out, "%s%c", *text == '|' ? "\\" : "", *text);
}

/* As GitHub makes anchors of headings: lower case, hyphens for spaces, nothing else. */
static void anchor(struct lrs_str *out, const char *title)
{
    for (; *title; title++)
        if (*title == ' ' || *title == '-')
            lrs_str_add(out, "-");
        else if (isalnum((unsigned char)*title))
            lrs_str_addf(out, "%c", tolower((unsigned char)*title));
}

static void list_of_schedules(struct lrs_str *out)
{
    lrs_str_add(out, "| schedule | changes | law | direction | what it does |\n"
                     "| --- | --- | --- | --- | --- |\n");
    for (int i = 0; lrs_schedules.kinds[i]; i++) {
        const struct lrs_kind *k = lrs_schedules.kinds[i];
        const struct lrs_schedule_class *c = (const void *)k;
        lrs_str_addf(out, "| [%s](#", k->name);
        anchor(out, k->title);
        lrs_str_addf(out, ") | %s | %s | %s | ", lrs_frequency_name(c->frequency), c->law,
                     lrs_direction_name(c->direction));
        cell(out, k->summary);
        lrs_str_add(out, " |\n");
    }
}

/* "a b" as `a`, `b`. */
static void code_words(struct lrs_str *out, const char *words)
{
    for (size_t n; *words; words += n) {
        n = strcspn(words, " ");
        lrs_str_addf(out, "`%.*s`", (int)n, words);
        n += words[n] == ' ';
        lrs_str_add(out, words[n] ? ", " : "");
    }
}

static void names(struct lrs_str *out, const struct lrs_schedule_class *c)
{
    const struct lrs_kind *k = &c->kind;
    lrs_str_addf(out, "`%s`, also `%s`", k->name, k->id);
    if (k->aliases) {
        lrs_str_add(out, ", ");
        code_words(out, k->aliases);
    }
    lrs_str_addf(out, ". Changes %s; usually ticks once %s.%s\n\n",
                 lrs_frequency_name(c->frequency), c->usual == LRS_PER_STEP ? "a step" : "an epoch",
                 c->takes_metric ? " Looks at the loss." : "");
}

static void picture(struct lrs_str *out, const struct lrs_schedule_class *c)
{
    double rate[PAPER_TICKS];
    struct lrs_spec *spec = paper_fitted(&c->kind);
    lrs_str_add(out, "`");
    lrs_spec_print(spec, false, out);
    lrs_str_addf(out, "`%s:\n\n```text\n",
                 c->takes_metric ? ", with a loss that falls for 15 ticks and then stands still"
                                 : "");
    paper_rates(spec, PAPER_TICKS, rate);
    paper_curve(rate, out);
    lrs_str_add(out, "```\n\n");
    lrs_spec_free(spec);
}

static void param(struct lrs_str *out, const struct lrs_param *p)
{
    struct lrs_value v = lrs_param_default(p);
    struct lrs_str def = {0}, range = {0};
    lrs_param_print(p, &v, &def);
    lrs_param_print_range(p, &range);
    lrs_str_addf(out, "| `%s`%s%s | `%s` | ", p->name, p->symbol ? " " : "",
                 p->symbol ? p->symbol : "", lrs_str_text(&def));
    cell(out, lrs_str_text(&range));
    lrs_str_addf(out, "%s%s | ", p->unit ? "; " : "", p->unit ? p->unit : "");
    cell(out, p->help);
    if (p->aliases) {
        lrs_str_add(out, " Also ");
        code_words(out, p->aliases);
        lrs_str_add(out, ".");
    }
    lrs_str_add(out, " |\n");
    lrs_value_clear(&v);
    lrs_str_clear(&def);
    lrs_str_clear(&range);
}

static void params(struct lrs_str *out, const struct lrs_kind *k)
{
    if (k->n_params == 0)
        return;
    lrs_str_add(out, "| parameter | default | range | what it is |\n| --- | --- | --- | --- |\n");
    for (int i = 0; i < k->n_params; i++)
        param(out, &k->params[i]);
    lrs_str_add(out, "\n");
}

/* What each choice means, the semantics of other libraries among them. */
static void choices(struct lrs_str *out, const struct lrs_kind *k)
{
    for (int i = 0; i < k->n_params; i++) {
        const struct lrs_param *p = &k->params[i];
        if (p->type != LRS_TYPE_CHOICE)
            continue;
        lrs_str_addf(out, "`%s` is one of\n\n", p->name);
        for (int c = 0; c < lrs_param_choices(p); c++)
            lrs_str_addf(out, "- `\"%s\"`: %s\n", p->choices[c].name, p->choices[c].help);
        lrs_str_add(out, "\n");
    }
}

/* --- libraries that mean different things by one name --- */

/* They are compared beyond the picture, since what happens past the end differs, too. */
enum { LIBRARIES_MAX = 8, SHOWN_MAX = 5, COMPARED = 2 * PAPER_TICKS };

/* The rates of the picture's spec under each choice of row ROW; false where the kind refuses one. */
static bool rates_under(const struct lrs_kind *k, int row, double rate[][COMPARED])
{
    bool ok = true;
    for (int c = 0; ok && c < lrs_param_choices(&k->params[row]); c++) {
        struct lrs_spec *spec = paper_fitted(k);
        spec->at[row].choice = c;
        ok = lrs_spec_check(spec, NULL);
        if (ok)
            paper_rates(spec, COMPARED, rate[c]);
        lrs_spec_free(spec);
    }
    return ok;
}

/* Which of the N rates at T are equal (but for rounding), as a number: 0 where all are. */
static int partition(double rate[][COMPARED], int n, int t)
{
    int parts = 0;
    for (int c = 1; c < n; c++) {
        int like = 0;
        while (fabs(rate[c][t] - rate[like][t]) > 1e-9 * fabs(rate[like][t]))
            like++;
        parts = parts * LIBRARIES_MAX + like;
    }
    return parts;
}

static void rates_at(struct lrs_str *out, double rate[][COMPARED], int n, int t)
{
    char number[LRS_NUMBER_MAX];
    lrs_str_addf(out, "| %d |", t);
    for (int c = 0; c < n; c++)
        lrs_str_addf(out, " %s |", lrs_number_pretty(number, rate[c][t], 4));
    lrs_str_add(out, "\n");
}

/* The first ticks at which the libraries part, and the first at which they part in another way. */
static void libraries(struct lrs_str *out, const struct lrs_kind *k)
{
    int row = lrs_spec_row(k, "semantics", NULL), n, shown = 0;
    int last = 0;
    double rate[LIBRARIES_MAX][COMPARED];
    if (row < 0 || (n = lrs_param_choices(&k->params[row])) > LIBRARIES_MAX)
        return;
    if (!rates_under(k, row, rate))
        return;
    for (int t = 0; t < COMPARED && shown < SHOWN_MAX; t++) {
        int parts = partition(rate, n, t);
        if (parts == 0 || (shown >= SHOWN_MAX - 2 && parts == last))
            continue;
        last = parts;
        if (shown++ == 0) {
            lrs_str_add(
                out,
                "The first ticks at which they part, with the values of the picture:\n\n| t |");
            for (int c = 0; c < n; c++)
                lrs_str_addf(out, " %s |", k->params[row].choices[c].name);
            lrs_str_add(out, "\n|");
            for (int c = 0; c <= n; c++)
                lrs_str_add(out, " --- |");
            lrs_str_add(out, "\n");
        }
        rates_at(out, rate, n, t);
    }
    lrs_str_add(out, shown ? "\n" : "With the values of the picture they give the same rates.\n\n");
}

static void paragraph(struct lrs_str *out, const char *label, const char *text)
{
    if (text)
        lrs_str_addf(out, "**%s.** %s\n\n", label, text);
}

static void section(struct lrs_str *out, const struct lrs_schedule_class *c)
{
    const struct lrs_kind *k = &c->kind;
    lrs_str_addf(out, "### %s\n\n%s\n\n", k->title, k->summary);
    names(out, c);
    if (k->formula)
        lrs_str_addf(out, "    %s\n\n", k->formula);
    picture(out, c);
    params(out, k);
    choices(out, k);
    libraries(out, k);
    paragraph(out, "When", k->when);
    paragraph(out, "Tips", k->tips);
    paragraph(out, "Source", k->source);
}

static void schedules(struct lrs_str *out)
{
    for (int i = 0; lrs_schedules.kinds[i]; i++)
        section(out, (const void *)lrs_schedules.kinds[i]);
}

/* A lesson's own words on what it shows. */
static void lesson(struct lrs_str *out, struct lrs_lua *lua, const char *name)
{
    struct lrs_err err = {{0}};
    struct lrs_scene *s = lrs_scene_load(lua, name, &err);
    if (!s)
        LRS_BUG("%s", err.msg);
    lrs_str_addf(out, "| [%s](../scenes/lessons/%s.lua) | ", name, name);
    cell(out, s->title);
    lrs_str_add(out, " | ");
    cell(out, s->about);
    lrs_str_add(out, " |\n");
    lrs_scene_free(s);
}

static void lessons(struct lrs_str *out)
{
    int n;
    char **names = lrs_lesson_names(&n);
    struct lrs_lua *lua = lrs_lua_new(0);
    lrs_str_add(out, "| lesson | title | what it is about |\n| --- | --- | --- |\n");
    for (int i = 0; i < n; i++) {
        lesson(out, lua, names[i]);
        lrs_free(names[i]);
    }
    lrs_free(names);
    lrs_lua_free(lua);
}

const struct paper_part paper_markdown[] = {
    {"index", list_of_schedules}, {"schedules", schedules}, {"lessons", lessons}, {NULL, NULL}};

/* Lists of words for completion: what can stand behind an option, every path, every value. */
#include "papers.h"

#include <string.h>

#include "lrscope/mem.h"
#include "lrscope/model.h"
#include "lrscope/theme.h"

static void add_word(struct lrs_str *out, const char *word)
{
    lrs_str_addf(out, "%s%s", out->len ? " " : "", word);
}

static void add_kinds(struct lrs_str *out, const struct lrs_registry *reg)
{
    for (int i = 0; reg->kinds[i]; i++)
        add_word(out, reg->kinds[i]->name);
}

static void problems(struct lrs_str *out)
{
    add_kinds(out, &lrs_problems);
}

static void models(struct lrs_str *out)
{
    add_kinds(out, &lrs_models);
}

static void optimizers(struct lrs_str *out)
{
    add_kinds(out, &lrs_optimizers);
}

static void schedules(struct lrs_str *out)
{
    add_kinds(out, &lrs_schedules);
}

static void commands(struct lrs_str *out)
{
    for (const struct cli_command *c = cli_commands + 1; c->run; c++)
        add_word(out, c->name);
}

static void topics(struct lrs_str *out)
{
    for (int i = 0; cli_list_topic(i); i++)
        add_word(out, cli_list_topic(i));
}

static void themes(struct lrs_str *out)
{
    for (int i = 0; i < lrs_theme_count(); i++)
        add_word(out, lrs_theme(i)->name);
}

static void add_path(const char *path, const struct lrs_param *p, void *out)
{
    (void)p;
    add_word(out, path);
}

static void paths(struct lrs_str *out)
{
    paper_each_path(add_path, out);
}

const struct paper_part paper_words[] = {
    {"problems", problems},   {"models", models},     {"optimizers", optimizers},
    {"schedules", schedules}, {"commands", commands}, {"topics", topics},
    {"themes", themes},       {"paths", paths},       {NULL, NULL},
};

bool paper_is_general(const struct cli_option_info *o)
{
    return !strcmp(o->name, "--help") || !strcmp(o->name, "--version");
}

bool paper_is_override(const struct cli_option_info *o)
{
    return (o->commands & CLI_EXPERIMENT) == CLI_EXPERIMENT && !paper_is_general(o);
}

/* --optimizer: the list of optimizers. Elsewhere a spec is a schedule. */
static const char *spec_list(const char *option)
{
    static const char *const lists[] = {"problems", "models", "optimizers", "schedules"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!strncmp(option, "--", 2) && !strncmp(option + 2, lists[i], strlen(lists[i]) - 1))
            return lists[i];
    return "schedules";
}

enum paper_arg paper_argument(const char *option, const char *arg, const char **name,
                              struct lrs_str *words)
{
    *name = NULL;
    if (strchr(arg, '|')) {
        for (const char *at = arg; *at; at += strcspn(at, "|"), at += *at == '|')
            lrs_str_addf(words, "%s%.*s", words->len ? " " : "", (int)strcspn(at, "|"), at);
        return PAPER_WORDS;
    }
    if (!strncmp(arg, "PATH=", 5))
        return PAPER_PATH;
    if (!strcmp(arg, "FILE"))
        return PAPER_FILE;
    if (strstr(arg, "SCENE"))
        return PAPER_SCENE;
    if (!strcmp(arg, "SPEC"))
        *name = spec_list(option);
    else if (!strcmp(arg, "WHAT"))
        *name = "topics";
    else if (!strcmp(option, "--theme"))
        *name = "themes";
    return *name ? PAPER_WORDS : PAPER_ANYTHING;
}

/* Has an earlier kind of the registry a row of that name? */
static bool was_named(const struct lrs_registry *reg, int kind, const char *name)
{
    for (int i = 0; i < kind; i++)
        for (int k = 0; k < reg->kinds[i]->n_params; k++)
            if (!strcmp(reg->kinds[i]->params[k].name, name))
                return true;
    return false;
}

void paper_each_path(void (*fn)(const char *path, const struct lrs_param *p, void *data),
                     void *data)
{
    for (int part = 0; part < LRS_PARTS; part++) {
        const struct lrs_registry *reg = lrs_part_registry((enum lrs_part)part);
        for (int i = 0; reg->kinds[i]; i++)
            for (int k = 0; k < reg->kinds[i]->n_params; k++) {
                const struct lrs_param *p = &reg->kinds[i]->params[k];
                if (p->type == LRS_TYPE_SPECS || was_named(reg, i, p->name))
                    continue;
                char *path = lrs_format("%s.%s", lrs_part_name((enum lrs_part)part), p->name);
                fn(path, p, data);
                lrs_free(path);
            }
    }
}

void paper_values(const struct lrs_param *p, struct lrs_str *out)
{
    if (p->type == LRS_TYPE_BOOL)
        lrs_str_add(out, " true false");
    for (int i = 0; p->type == LRS_TYPE_CHOICE && i < lrs_param_choices(p); i++)
        lrs_str_addf(out, " %s", p->choices[i].name);
}

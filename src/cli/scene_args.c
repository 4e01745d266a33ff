/* A scene with the command line's overrides: kinds first, then --set and its shorthands in order. */
#include <string.h>

#include "cli.h"

/* A length in epochs takes the place of the one in steps that the scene has. */
static void forget_steps(struct lrs_experiment *e)
{
    struct lrs_spec *train = e->part[LRS_TRAIN];
    struct lrs_err err;
    int row = lrs_spec_row(train->kind, "steps", &err);
    lrs_spec_set(train, row, (struct lrs_value){.tag = LRS_UNSET}, &err);
}

static bool put_kinds(const struct cli_args *args, struct cli_scene *s, struct lrs_err *err)
{
    for (int part = 0; part < LRS_PARTS; part++) {
        char option[32];
        if (!args->part[part])
            continue;
        snprintf(option, sizeof option, "--%s", lrs_part_name((enum lrs_part)part));
        struct lrs_spec *spec =
            lrs_lua_spec(s->lua, (enum lrs_part)part, args->part[part], option, err);
        if (!spec)
            return false;
        lrs_experiment_put(s->scene->exp, (enum lrs_part)part, spec);
    }
    return true;
}

static bool has_option(const struct cli_args *args, const char *option)
{
    for (int i = 0; i < args->n_set; i++)
        if (!strcmp(args->set[i].option, option))
            return true;
    return false;
}

static bool put_values(const struct cli_args *args, struct cli_scene *s, struct lrs_err *err)
{
    if (has_option(args, "--epochs"))
        forget_steps(s->scene->exp);
    for (int i = 0; i < args->n_set; i++) {
        const struct cli_set *set = &args->set[i];
        if (!lrs_lua_set(s->lua, s->scene->exp, set->path, set->text, err))
            return lrs_fail_prefix(err, "%s: ", set->option);
    }
    return true;
}

/* --seed, which the sandbox's random numbers follow, too. */
static uint64_t seed_of(const struct cli_args *args)
{
    double seed = 0;
    for (int i = 0; i < args->n_set; i++)
        if (!strcmp(args->set[i].option, "--seed") && !lrs_number_parse(args->set[i].text, &seed))
            seed = 0;
    return seed >= 0 && seed < 1e18 ? (uint64_t)seed : 0;
}

/* What goes wrong in a function is told with the file that it stands in. */
static bool tabulate(const struct cli_args *args, struct cli_scene *s, struct lrs_err *err)
{
    if (lrs_lua_tabulate(s->lua, s->scene->exp, err))
        return true;
    return lrs_fail_prefix(err, "%s: ", args->part[LRS_SCHEDULE] ? "--schedule" : s->scene->file);
}

bool cli_scene_open(const struct cli_args *args, struct cli_scene *s, struct lrs_err *err)
{
    s->lua = lrs_lua_new(seed_of(args));
    s->scene = lrs_scene_load(s->lua, args->operand ? args->operand : "start", err);
    bool ok = s->scene && put_kinds(args, s, err) && put_values(args, s, err) &&
              lrs_experiment_check(s->scene->exp, err) && tabulate(args, s, err);
    if (!ok)
        cli_scene_close(s);
    return ok;
}

void cli_scene_close(struct cli_scene *s)
{
    lrs_scene_free(s->scene);
    lrs_lua_free(s->lua);
    *s = (struct cli_scene){0};
}

void cli_scene_warn(const struct cli_scene *s)
{
    struct lrs_str text = {0};
    lrs_experiment_warn(s->scene->exp, &text);
    if (text.len)
        fprintf(stderr, "lrscope: note: %s\n", lrs_str_text(&text));
    lrs_str_clear(&text);
}

/* lrscope [SCENE]: the instrument in a terminal, or headless under a script. */
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "lrscope/term.h"

/* What MAKE needs once the terminal is known. */
struct maker {
    const struct cli_scene *scene;
    struct lrs_engine *engine;
};

static struct lrs_ui *make_ui(void *arg, const struct lrs_ui_options *options, int w, int h,
                              struct lrs_err *err)
{
    const struct maker *m = arg;
    return lrs_ui_new(m->engine, m->scene->lua, m->scene->scene, options, w, h, err);
}

static int run_script(const struct cli_args *args, const struct cli_scene *s, int theme)
{
    struct lrs_err err = {{0}};
    struct lrs_engine *engine = lrs_engine_new(0);
    struct maker maker = {s, engine};
    int index = theme < 0 ? 0 : theme, status;
    struct lrs_ui_options options = {
        .glyphs = args->ascii ? LRS_ASCII : LRS_BRAILLE,
        .theme = index,
        .colour = lrs_theme(index)->colour,
        .mouse = !args->no_mouse,
    };
    struct lrs_ui *ui = make_ui(&maker, &options, args->size[0] ? args->size[0] : 80,
                                args->size[1] ? args->size[1] : 24, &err);
    status = ui ? lrs_script_run(ui, engine, args->script) : cli_fail(CLI_USAGE, &err);
    lrs_ui_free(ui);
    lrs_engine_free(engine);
    return status;
}

static int run_terminal(const struct cli_args *args, const struct cli_scene *s, int theme)
{
    struct lrs_engine *engine = lrs_engine_new((int)args->jobs);
    struct maker maker = {s, engine};
    struct lrs_term_options options = {
        .theme = theme, .ascii = args->ascii, .mouse = !args->no_mouse, .fps = args->fps};
    int status = lrs_term_run(&options, engine, make_ui, &maker);
    if (!lrs_engine_free(engine)) {
        fflush(NULL);
        _exit(status);
    }
    return status;
}

/* A mistyped command looks like a scene that is not there. */
static void hint_command(const char *word, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = word};
    for (const struct cli_command *c = cli_commands + 1; word && c->run; c++)
        lrs_nearest_try(&near, c->name);
    if (word && *lrs_nearest_hint(&near) && !strstr(err->msg, "did you mean"))
        lrs_fail(err, "%s, nor a command%s", err->msg, lrs_nearest_hint(&near));
}

int cli_instrument(const struct cli_args *args)
{
    struct lrs_err err = {{0}};
    struct cli_scene scene;
    struct cli_out out;
    int theme, status;
    if (!cli_find_theme(args->theme, &theme, &err))
        return cli_fail(CLI_USAGE, &err);
    if (!args->script && args->size[0])
        return cli_failf(CLI_USAGE, "--size goes with --script; a terminal has its own");
    if (!cli_scene_open(args, &scene, &err)) {
        hint_command(args->operand, &err);
        return cli_fail(CLI_USAGE, &err);
    }
    if (!args->script && !lrs_term_check(&err)) {
        cli_scene_close(&scene);
        return cli_fail(CLI_NO_TERMINAL, &err);
    }
    status = args->script ? run_script(args, &scene, theme) : run_terminal(args, &scene, theme);
    cli_scene_close(&scene);
    cli_out_begin(&out, NULL, &err);
    if (!cli_out_end(&out, &err) && status == CLI_DONE)
        status = cli_fail(CLI_FAILED, &err);
    return status;
}

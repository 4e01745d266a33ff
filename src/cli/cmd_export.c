/* lrscope export: the experiment as code for other libraries, as a scene, or as its rates. */
#include "cli.h"

/* In the order of the option's words. */
enum target { TO_PYTORCH, TO_KERAS, TO_OPTAX, TO_LUA, TO_CSV, TO_JSON };

static bool write_target(const struct cli_args *args, const struct cli_scene *s, FILE *out,
                         struct lrs_err *err)
{
    const struct lrs_experiment *e = s->scene->exp;
    struct lrs_str text = {0};
    bool ok;
    switch ((enum target)args->format) {
    case TO_CSV:
        return lrs_planned_write(e, LRS_CSV, out, err);
    case TO_JSON:
        return lrs_planned_write(e, LRS_JSON, out, err);
    case TO_LUA:
        ok = lrs_scene_write(s->scene, &text, err);
        break;
    case TO_PYTORCH:
        ok = args->replay ? lrs_pytorch_replay(e, &text, err)
                          : lrs_code_write(e, LRS_CODE_PYTORCH, &text, err);
        break;
    default:
        ok = lrs_code_write(e, args->format == TO_KERAS ? LRS_CODE_KERAS : LRS_CODE_OPTAX, &text,
                            err);
    }
    if (ok)
        fputs(lrs_str_text(&text), out);
    lrs_str_clear(&text);
    return ok;
}

static int export_scene(const struct cli_args *args, const struct cli_scene *s)
{
    struct lrs_err err = {{0}};
    struct cli_out out;
    if (!cli_out_begin(&out, args->output, &err))
        return cli_fail(CLI_FAILED, &err);
    if (!write_target(args, s, out.f, &err)) {
        cli_out_abandon(&out);
        return cli_fail(CLI_USAGE, &err);
    }
    if (*err.msg)
        fprintf(stderr, "lrscope: note: %s\n", err.msg);
    return cli_out_end(&out, &err) ? CLI_DONE : cli_fail(CLI_FAILED, &err);
}

int cli_export(const struct cli_args *args)
{
    struct lrs_err err = {{0}};
    struct cli_scene scene;
    if (args->replay && args->format != TO_PYTORCH)
        return cli_failf(CLI_USAGE, "--replay goes with --to pytorch");
    if (!cli_scene_open(args, &scene, &err))
        return cli_fail(CLI_USAGE, &err);
    cli_scene_warn(&scene);
    int status = export_scene(args, &scene);
    cli_scene_close(&scene);
    return status;
}

/* lrscope find: the learning-rate finder's curve, and where it would put the rate. */
#include <math.h>

#include "cli.h"
#include "lrscope/finder.h"

static void write_curve(const struct lrs_finder *f, const struct cli_args *args,
                        struct cli_out *out)
{
    static const char *const columns[] = {"step", "lr", "loss", "smoothed"};
    struct lrs_table table;
    lrs_table_begin(&table, out->f, (enum lrs_format)args->format, columns, 4);
    for (int i = 0; i < f->n && !cli_out_broken(out); i++) {
        const struct lrs_cell_value cell[] = {{.type = LRS_OUT_INT, .integer = i},
                                              {.type = LRS_OUT_REAL, .real = f->lr[i]},
                                              {.type = LRS_OUT_REAL, .real = f->loss[i]},
                                              {.type = LRS_OUT_REAL, .real = f->smooth[i]}};
        lrs_table_row(&table, cell);
    }
    lrs_table_end(&table);
}

static void write_comments(const struct lrs_finder *f, FILE *out)
{
    for (int s = 0; s < LRS_SUGGESTIONS; s++) {
        char number[LRS_NUMBER_MAX];
        fprintf(out, "# %s: %s\n", lrs_suggest_name((enum lrs_suggest)s),
                lrs_number_exact(number, f->suggestion[s]));
    }
}

static void write_json(const struct lrs_finder *f, const struct cli_args *args, struct cli_out *out)
{
    fputs("{\"curve\": ", out->f);
    write_curve(f, args, out);
    fputs(", \"suggestions\": {", out->f);
    for (int s = 0; s < LRS_SUGGESTIONS; s++) {
        char number[LRS_NUMBER_MAX];
        struct lrs_str name = {0};
        lrs_json_text(&name, lrs_suggest_name((enum lrs_suggest)s));
        fprintf(out->f, "%s%s: %s", s ? ", " : "", lrs_str_text(&name),
                isfinite(f->suggestion[s]) ? lrs_number_exact(number, f->suggestion[s]) : "null");
        lrs_str_clear(&name);
    }
    fputs("}}\n", out->f);
}

static void say_why_not(const struct lrs_finder *f)
{
    for (int s = 0; s < LRS_SUGGESTIONS; s++)
        if (isnan(f->suggestion[s]))
            fprintf(stderr, "lrscope: note: no %s: %s\n", lrs_suggest_name((enum lrs_suggest)s),
                    f->why_not[s]);
}

static int write_all(const struct lrs_finder *f, const struct cli_args *args)
{
    struct cli_out out;
    struct lrs_err err = {{0}};
    cli_out_begin(&out, NULL, &err);
    if (args->format == LRS_JSON) {
        write_json(f, args, &out);
    } else {
        write_curve(f, args, &out);
        write_comments(f, out.f);
    }
    if (!cli_out_end(&out, &err))
        return cli_fail(CLI_FAILED, &err);
    say_why_not(f);
    return CLI_DONE;
}

int cli_find(const struct cli_args *args)
{
    struct lrs_err err = {{0}};
    struct cli_scene scene;
    int status = CLI_USAGE;
    if (!cli_scene_open(args, &scene, &err))
        return cli_fail(CLI_USAGE, &err);
    struct lrs_run *run = lrs_run_new(scene.scene->exp, &err);
    struct lrs_finder *finder = NULL;
    if (run) {
        status = CLI_FAILED;
        finder = lrs_finder_new(run, &err);
    }
    status = finder ? write_all(finder, args) : cli_fail((enum cli_status)status, &err);
    lrs_finder_free(finder);
    lrs_run_free(run);
    cli_scene_close(&scene);
    return status;
}

/* lrscope: an oscilloscope for learning rates. Finds the subcommand, reads its options, runs it. */
#include "config.h"

#include <locale.h>
#include <stdio.h>

#include "cli.h"
#include "lrscope/num.h"

/* Help and version, which every command can be asked for, and which can meet a full disk as well. */
static int print_about(const struct cli_args *args)
{
    struct cli_out out;
    struct lrs_err err = {{0}};
    cli_out_begin(&out, NULL, &err);
    if (args->help)
        cli_print_help(args->command, out.f);
    else
        fprintf(out.f, "%s\n", PACKAGE_STRING);
    return cli_out_end(&out, &err) ? CLI_DONE : cli_fail(CLI_FAILED, &err);
}

int main(int argc, char **argv)
{
    const struct cli_command *command = cli_find_command(argc > 1 ? argv[1] : NULL);
    int first = command->name ? 2 : 1;
    struct cli_args args;
    struct lrs_err err = {{0}};
    int status;

    setlocale(LC_CTYPE, "");
    cli_watch_pipe();
    bool ok = cli_parse(command, argc - first, argv + first, &args, &err);
    if (!ok) {
        status = cli_fail(CLI_USAGE, &err);
    } else if (args.help || args.version) {
        status = print_about(&args);
    } else {
        if (command->trains)
            lrs_blas_setup(argv);
        status = command->run(&args);
    }
    cli_args_free(&args);
    return status;
}

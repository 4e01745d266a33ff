/* The subcommands, one table, and what --help says of them. */
#include <string.h>

#include "cli.h"

/* clang-format off */
const struct cli_command cli_commands[] = {
    {NULL, CLI_INSTRUMENT, "[SCENE]", false, true, "the instrument: train live, turn the rate, see",
     "SCENE is a file (with a slash or ending in .lua) or the name of a bundled scene;\n"
     "without one, the scene 'start'. Inside, ? shows the keys and q quits.\n", cli_instrument},
    {"curve", CLI_CURVE, "SPEC", true, false, "the rate alone: step,lr[,momentum]",
     "Prints the rate of N ticks. SPEC is a schedule in the language of scenes, as in\n"
     "'StepLR{step_size=10, gamma=0.5}', a line of PyTorch, 'StepLR(opt, 10)',\n"
     "or a short name (lrscope list schedules).\n"
     "Lengths in SPEC count ticks; the optimizer's rate is --lr.\n", cli_curve},
    {"run", CLI_RUN, "[SCENE]", false, true, "train without a screen: step,epoch,lr,train_loss,...",
     "train_loss is that step's mini-batch, before the update; val_loss and\n"
     "val_accuracy stand on the last row of an epoch. Behind them come x,y on a\n"
     "landscape, momentum where the schedule drives it, and run with --compare.\n", cli_run},
    {"find", CLI_FIND, "[SCENE]", false, true, "the learning-rate finder: step,lr,loss,smoothed",
     "The rows are followed by '# name: lr' for each suggestion. Settings go by --set:\n"
     "finder.start_lr, finder.end_lr, finder.num_it, ...\n", cli_find},
    {"snapshot", CLI_SNAPSHOT, "[SCENE]", false, true, "one frame of the instrument as a picture",
     "The run is carried out up to STEP and its screen is printed: as text, with ANSI\n"
     "colours (for cat and less -R) or as SVG (for a page).\n", cli_snapshot},
    {"export", CLI_EXPORT, "[SCENE]", false, false, "code that does the same, or the rates",
     "pytorch, keras and optax: optimizer, schedule and training loop, with each call in\n"
     "its place. lua: the scene with its overrides. csv and json: the rates of the whole\n"
     "run, step,epoch,lr[,momentum]; only where the schedule looks at the loss is it\n"
     "trained for that.\n", cli_export},
    {"notes", CLI_NOTES, "SCENE", true, false, "what a lesson says, with the presenter's notes",
     "For a second screen: every beat, the questions with their answers (the right one\n"
     "has a star), what happens (>) and the notes (N).\n", cli_notes},
    {"list", CLI_LIST, "WHAT", true, false,
     "what there is of schedules, problems, scenes, keys, ...",
     "WHAT is schedules, optimizers, problems, models, scenes, actions or keys.\n", cli_list},
    {NULL, 0, NULL, false, false, NULL, NULL, NULL},
};
/* clang-format on */

const struct cli_command *cli_find_command(const char *word)
{
    for (const struct cli_command *c = cli_commands + 1; word && c->run; c++)
        if (!strcmp(c->name, word))
            return c;
    return cli_commands;
}

static void print_usage(const struct cli_command *c, FILE *out)
{
    fprintf(out, "lrscope%s%s%s%s [options]", c->name ? " " : "", c->name ? c->name : "",
            c->operand ? " " : "", c->operand ? c->operand : "");
}

void cli_print_help(const struct cli_command *command, FILE *out)
{
    fputs("usage: ", out);
    print_usage(command, out);
    if (!command->name)
        fputs("\n       lrscope COMMAND [arguments]", out);
    fprintf(out, "\n%s\n\n%s%s", command->summary, command->details ? command->details : "",
            command->details ? "\n" : "");
    if (!command->name) {
        fputs("commands (lrscope COMMAND --help says more):\n", out);
        for (const struct cli_command *c = cli_commands + 1; c->run; c++)
            fprintf(out, "  %-8s %-8s %s\n", c->name, c->operand, c->summary);
        fputs("\n", out);
    }
    fputs("options:\n", out);
    cli_print_options(command, out);
    fputs("\nExit status: 0 done, 1 the run failed or diverged, 2 usage or a bad scene,\n"
          "3 the terminal cannot be used.\n",
          out);
}

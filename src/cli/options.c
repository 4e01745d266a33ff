/* The options, one table: parsing, hints and --help come from it. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "lrscope/mem.h"
#include "lrscope/text.h"

enum option_type {
    OPT_FLAG,
    OPT_TEXT,
    OPT_TEXTS,   /* may be repeated: compare */
    OPT_NUMBER,  /* a finite double, at least LEAST */
    OPT_COUNT,   /* a whole number, at least LEAST */
    OPT_WORD,    /* one of the words of ARG; stores its index */
    OPT_SIZE,    /* CxR */
    OPT_SET,     /* PATH=VALUE */
    OPT_SETTING, /* a shorthand for --set PATH=... */
};

struct option {
    const char *name;
    const char *arg; /* what follows, as shown; NULL = nothing */
    unsigned commands;
    enum option_type type;
    size_t offset; /* in struct cli_args */
    double least;
    const char *path; /* SETTING */
    const char *help;
};

#define AT(field) offsetof(struct cli_args, field)

/* clang-format off */
static const struct option options[] = {
    {"--problem", "SPEC", CLI_EXPERIMENT, OPT_TEXT, AT(part[LRS_PROBLEM]), 0, NULL,
     "what is learnt: 'spirals{classes=3}', rosenbrock, ..."},
    {"--model", "SPEC", CLI_EXPERIMENT, OPT_TEXT, AT(part[LRS_MODEL]), 0, NULL,
     "what learns: 'mlp{hidden={32,32}}'"},
    {"--optimizer", "SPEC", CLI_EXPERIMENT, OPT_TEXT, AT(part[LRS_OPTIMIZER]), 0, NULL,
     "how it learns: 'SGD{lr=0.1, momentum=0.9}'"},
    {"--schedule", "SPEC", CLI_EXPERIMENT, OPT_TEXT, AT(part[LRS_SCHEDULE]), 0, NULL,
     "the rate over time: 'CosineAnnealingLR{T_max=50}'"},
    {"--set", "PATH=VALUE", CLI_EXPERIMENT, OPT_SET, 0, 0, NULL,
     "any value: schedule.gamma=0.5; may be repeated"},
    {"--epochs", "N", CLI_EXPERIMENT, OPT_SETTING, 0, 0, "train.epochs",
     "length of the run in passes over the data"},
    {"--steps", "N", CLI_EXPERIMENT, OPT_SETTING, 0, 0, "train.steps",
     "length of the run in updates"},
    {"--seed", "N", CLI_EXPERIMENT, OPT_SETTING, 0, 0, "train.seed",
     "seed of data, initial weights and batches"},

    {"--lr", "X", CLI_CURVE, OPT_NUMBER, AT(lr), 0, NULL, "base rate (0.1)"},
    {"--steps", "N", CLI_CURVE, OPT_COUNT, AT(steps), 1, NULL,
     "rows to print, and the horizon T (100)"},
    {"--metric", "FILE", CLI_CURVE, OPT_TEXT, AT(metric), 0, NULL,
     "what a plateau schedule sees, one number a tick and line"},
    {"--format", "csv|json", CLI_CURVE | CLI_RUN | CLI_FIND, OPT_WORD, AT(format), 0, NULL,
     "how rows are written (csv)"},
    {"--to", "pytorch|keras|optax|lua|csv|json", CLI_EXPORT, OPT_WORD, AT(format), 0, NULL,
     "what to write (pytorch)"},
    {"--replay", NULL, CLI_EXPORT, OPT_FLAG, AT(replay), 0, NULL,
     "with pytorch: a script with data and weights that repeats the run"},
    {"-o", "FILE", CLI_RUN | CLI_EXPORT, OPT_TEXT, AT(output), 0, NULL,
     "write to FILE, which appears when it is complete"},
    {"--every", "K", CLI_RUN, OPT_COUNT, AT(every), 1, NULL,
     "print each K-th step, epochs' ends and the last step (1)"},
    {"--compare", "SPEC", CLI_RUN, OPT_TEXTS, 0, 0, NULL,
     "train with this schedule, too; may be repeated"},
    {"--jobs", "N", CLI_RUN | CLI_INSTRUMENT, OPT_COUNT, AT(jobs), 1, NULL,
     "threads (as many as processors)"},

    {"--at", "STEP", CLI_SNAPSHOT, OPT_COUNT, AT(at), 0, NULL,
     "after so many steps (the whole run)"},
    {"--to", "text|ansi|svg", CLI_SNAPSHOT, OPT_WORD, AT(format), 0, NULL,
     "kind of picture (text)"},
    {"--size", "CxR", CLI_SNAPSHOT | CLI_INSTRUMENT, OPT_SIZE, AT(size), 0, NULL,
     "columns and rows of a picture or script (80x24)"},
    {"--script", "FILE", CLI_INSTRUMENT, OPT_TEXT, AT(script), 0, NULL,
     "carry out keys and :actions without a terminal"},
    {"--ascii", NULL, CLI_INSTRUMENT | CLI_SNAPSHOT, OPT_FLAG, AT(ascii), 0, NULL,
     "draw with ASCII only"},
    {"--theme", "NAME", CLI_INSTRUMENT | CLI_SNAPSHOT, OPT_TEXT, AT(theme), 0, NULL,
     "dark, light, contrast or mono"},
    {"--no-mouse", NULL, CLI_INSTRUMENT, OPT_FLAG, AT(no_mouse), 0, NULL,
     "leave the mouse to the terminal"},
    {"--fps", "N", CLI_INSTRUMENT, OPT_NUMBER, AT(fps), 1, NULL, "frames a second at most (30)"},

    {"--format", "table|json", CLI_LIST, OPT_WORD, AT(format), 0, NULL,
     "for people or for programs (table)"},
    {"--help", NULL, CLI_ALL, OPT_FLAG, AT(help), 0, NULL, "print this and exit"},
    {"--version", NULL, CLI_INSTRUMENT, OPT_FLAG, AT(version), 0, NULL, "print the version and exit"},
};
/* clang-format on */

enum { N_OPTIONS = sizeof options / sizeof *options };

static const struct option *find_option(const struct cli_command *command, const char *name,
                                        struct lrs_err *err)
{
    struct lrs_nearest near = {.word = name + strspn(name, "-")};
    if (!strcmp(name, "-h"))
        name = "--help";
    for (int i = 0; i < N_OPTIONS; i++) {
        if (!(options[i].commands & command->bit))
            continue;
        if (!strcmp(options[i].name, name))
            return &options[i];
        lrs_nearest_try(&near, options[i].name + strspn(options[i].name, "-"));
    }
    lrs_fail(err, "no option %.60s%s%.60s%s (lrscope %s%s--help)", name,
             near.best ? "; did you mean '--" : "", near.best ? near.best : "",
             near.best ? "'?" : "", command->name ? command->name : "", command->name ? " " : "");
    return NULL;
}

static bool parse_word(const struct option *o, const char *text, int *index, struct lrs_err *err)
{
    size_t n = strlen(text);
    const char *word = o->arg;
    for (*index = 0; word; ++*index) {
        size_t len = strcspn(word, "|");
        if (len == n && !strncmp(word, text, n))
            return true;
        word = word[len] ? word + len + 1 : NULL;
    }
    return lrs_fail(err, "%s takes %s, not '%.60s'", o->name, o->arg, text);
}

static bool parse_number(const struct option *o, const char *text, double *x, struct lrs_err *err)
{
    bool whole = o->type == OPT_COUNT;
    if (!lrs_number_parse(text, x) || !(*x >= o->least) || *x > (whole ? 1e15 : 1e300) ||
        (whole && *x != (double)(int64_t)*x))
        return lrs_fail(err, "%s takes a %snumber, %g or more, not '%.60s'", o->name,
                        whole ? "whole " : "", o->least, text);
    return true;
}

static bool parse_size(const struct option *o, const char *text, int size[2], struct lrs_err *err)
{
    char *end;
    long w = strtol(text, &end, 10), h = 0;
    if (*end == 'x')
        h = strtol(end + 1, &end, 10);
    if (*end || w < 1 || h < 1 || w > 10000 || h > 10000)
        return lrs_fail(err, "%s takes columns and rows as in 80x24, not '%.60s'", o->name, text);
    size[0] = (int)w;
    size[1] = (int)h;
    return true;
}

static void add_set(struct cli_args *args, const char *option, char *path, const char *text)
{
    args->set =
        lrs_resize(args->set, (size_t)args->n_set, (size_t)args->n_set + 1, sizeof *args->set);
    args->set[args->n_set++] = (struct cli_set){option, path, text};
}

static bool take_set(struct cli_args *args, const char *text, struct lrs_err *err)
{
    const char *eq = strchr(text, '=');
    if (!eq || eq == text)
        return lrs_fail(err, "--set takes PATH=VALUE, as in schedule.gamma=0.5, not '%.60s'", text);
    add_set(args, "--set", lrs_strndup(text, (size_t)(eq - text)), eq + 1);
    return true;
}

static bool take(const struct option *o, struct cli_args *args, const char *text,
                 struct lrs_err *err)
{
    void *at = (char *)args + o->offset;
    double x;
    switch (o->type) {
    case OPT_FLAG:
        *(bool *)at = true;
        return true;
    case OPT_TEXT:
        *(const char **)at = text;
        return true;
    case OPT_TEXTS:
        args->compare = lrs_resize(args->compare, (size_t)args->n_compare,
                                   (size_t)args->n_compare + 1, sizeof *args->compare);
        args->compare[args->n_compare++] = text;
        return true;
    case OPT_NUMBER:
        return parse_number(o, text, at, err);
    case OPT_COUNT:
        if (!parse_number(o, text, &x, err))
            return false;
        *(int64_t *)at = (int64_t)x;
        return true;
    case OPT_WORD:
        return parse_word(o, text, at, err);
    case OPT_SIZE:
        return parse_size(o, text, at, err);
    case OPT_SET:
        return take_set(args, text, err);
    case OPT_SETTING:
        add_set(args, o->name, lrs_strdup(o->path), text);
        return true;
    }
    return false;
}

/* One option at argv[*i], "--name value" or "--name=value"; moves *i to its last word. */
static bool parse_option(struct cli_args *args, int argc, char **argv, int *i, struct lrs_err *err)
{
    char name[64];
    const char *word = argv[*i], *eq = word[1] == '-' ? strchr(word, '=') : NULL;
    size_t len = eq ? (size_t)(eq - word) : strlen(word);

    snprintf(name, sizeof name, "%.*s", (int)(len < sizeof name ? len : sizeof name - 1), word);
    const struct option *o = find_option(args->command, name, err);
    if (!o)
        return false;
    if (!o->arg)
        return eq ? lrs_fail(err, "%s takes no value", o->name) : take(o, args, NULL, err);
    if (!eq && *i + 1 >= argc)
        return lrs_fail(err, "%s needs %s", o->name, o->arg);
    return take(o, args, eq ? eq + 1 : argv[++*i], err);
}

static bool take_operand(struct cli_args *args, const char *word, struct lrs_err *err)
{
    struct lrs_nearest near = {.word = args->operand};
    if (args->command->operand && !args->operand) {
        args->operand = word;
        return true;
    }
    if (!args->command->name && args->operand) /* a mistyped command looks like a scene */
        for (const struct cli_command *c = cli_commands + 1; c->run; c++)
            lrs_nearest_try(&near, c->name);
    return lrs_fail(err, "'%.60s' is one argument too many%s", word,
                    near.word ? lrs_nearest_hint(&near) : "");
}

bool cli_parse(const struct cli_command *command, int argc, char **argv, struct cli_args *args,
               struct lrs_err *err)
{
    bool words_only = false;
    *args = (struct cli_args){
        .command = command, .lr = 0.1, .steps = 100, .every = 1, .jobs = -1, .at = -1, .fps = 30};
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        bool ok = true;
        if (!words_only && !strcmp(word, "--"))
            words_only = true;
        else if (!words_only && word[0] == '-' && word[1])
            ok = parse_option(args, argc, argv, &i, err);
        else
            ok = take_operand(args, word, err);
        if (!ok)
            return false;
    }
    if (command->required && !args->operand && !args->help)
        return lrs_fail(err, "%s is missing (lrscope %s --help)", command->operand, command->name);
    return true;
}

void cli_args_free(struct cli_args *args)
{
    for (int i = 0; i < args->n_set; i++)
        lrs_free(args->set[i].path);
    lrs_free(args->set);
    lrs_free(args->compare);
}

int cli_option_count(void)
{
    return N_OPTIONS;
}

struct cli_option_info cli_option_info(int i)
{
    const struct option *o = &options[i];
    return (struct cli_option_info){.name = o->name,
                                    .arg = o->arg,
                                    .help = o->help,
                                    .commands = o->commands,
                                    .repeats = o->type == OPT_SET || o->type == OPT_TEXTS};
}

void cli_print_options(const struct cli_command *command, FILE *out)
{
    for (int i = 0; i < N_OPTIONS; i++) {
        char head[40];
        if (!(options[i].commands & command->bit))
            continue;
        snprintf(head, sizeof head, "%s%s%s", options[i].name, options[i].arg ? " " : "",
                 options[i].arg ? options[i].arg : "");
        fprintf(out, "  %-20s %s\n", head, options[i].help);
    }
}
